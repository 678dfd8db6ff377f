"""One actor of every role, and what each reads of a register in which every kind of entry stands for two Parties and the event.

Worked out by hand from who does what under L10, not from the table in the program.
"""

from __future__ import annotations

from recovery_costs.register.access import READS, Actor, Role
from recovery_costs.register.entry import Draft
from recovery_costs.register.store import Register
from tests.register.registers import AUDITOR, CASE, FINANCE, PARTY_A, PARTY_B, give

PANEL = Actor("pan", Role.PANEL)
PMA = Actor("pma", Role.SMKI_PMA)
AUTHORITY = Actor("aut", Role.AUTHORITY)
OPERATOR = Actor("ops", Role.OPERATOR)
EVERYBODY = (FINANCE, PARTY_A, PARTY_B, PANEL, PMA, AUTHORITY, AUDITOR, OPERATOR)

OF_THE_EVENT = {
    "compromise_notified",
    "recovery_key_decided",
    "replacement_evidence",
    "threshold_determined",
    "event_opened",
    "reading_chosen",
    "published",
}
"""What every Party may know of an event: that it happened, the sum set, how the Code is read, what was published."""
OF_A_CLAIM = {
    "certificate_compromised",
    "intention_notified",
    "estimate_given",
    "costs_ceased",
    "total_notified",
    "cost_lines",
    "evidence_required",
    "evidence_given",
    "evidence_listed",
    "panel_took_up",
    "dcc_satisfied",
    "adequacy_referred",
    "payment_directed",
    "payment_made",
    "payment_returned",
    "breach_referred",
    "breach_determined",
    "appeal_made",
    "appeal_decided",
    "file_received",
    "file_checked",
    "notice_stated",
    "notice_confirmed",
    "notice_rejected",
    "line_assessed",
    "evidence_seen",
    "particulars",
    "payment_instructed",
    "party_added",
    "party_renamed",
    "party_succeeded",
}
"""What a Party may know where it is its own."""
PMA_READS = {
    "compromise_notified",
    "recovery_key_decided",
    "replacement_evidence",
    "certificate_compromised",
    "event_opened",
}
OF_THE_MACHINE = {"register_opened", "register_restored", "clock_went_back", "user_granted", "user_revoked"}
OF_FINANCE = {"payment_proposed", "payment_reported", "payment_withdrawn"}
NOT_THE_PANELS = {"file_checked", "payment_instructed", "refused"} | OF_FINANCE
OF_PARTIES = {"party_added", "party_renamed", "party_succeeded"}
NOT_ON_APPEAL = (
    NOT_THE_PANELS
    | OF_PARTIES
    | {
        "act_proposed",
        "approved",
        "act_withdrawn",
        "publication_withdrawn",
        "publication_proposed",
        "adjudication_kept",
        "draft_proposal_considered",
    }
)
"""What no appeal lays open: what only the machine or the second person needs, and what no appeal can be about (L10.29)."""
ON_EVERY_APPEAL = OF_THE_EVENT | {"dates_referred", "appeal_made", "appeal_decided"}
"""What the Authority reads of an event for any appeal in it, whoever's it is: no Party's money, and the appeals themselves."""
DECISION = "payment_directed Supplier A"
"""What is appealed."""


def filled(register: Register) -> set[tuple[str, str | None]]:
    """Every kind, for Supplier A, for Supplier B and for the event; an appeal stands on a decision about Supplier A."""
    made: set[tuple[str, str | None]] = set()
    for party in ("Supplier A", "Supplier B", None):
        kinds = [kind for kind in READS if kind != "appeal_made" or party == "Supplier A"]
        bodies = [{"id": f"{kind} {party}", "canary": f"£ {kind} {party}", "decision": DECISION} for kind in kinds]
        give(register, f"{party}", *(Draft(kind, body, CASE, party) for kind, body in zip(kinds, bodies, strict=True)))
        made |= {(kind, party) for kind in kinds}
    return made


def reads(actor: Actor, kind: str, party: str | None) -> bool:
    """Whether an actor reads an entry of that register."""
    role = actor.role
    if role in (Role.AUDITOR, Role.PROGRAM):
        return True
    if role is Role.DCC_FINANCE:
        return kind not in ("refused", "publication_proposed", "publication_withdrawn")
    if role is Role.PARTY:
        return kind in OF_THE_EVENT or (kind in OF_A_CLAIM and party in actor.parties)
    if role is Role.PANEL:
        return kind not in NOT_THE_PANELS | OF_THE_MACHINE | OF_PARTIES
    if role is Role.SMKI_PMA:
        return kind in PMA_READS
    if role is Role.OPERATOR:
        return kind in OF_THE_MACHINE
    return kind in ON_EVERY_APPEAL or (party == "Supplier A" and kind not in NOT_ON_APPEAL | OF_THE_MACHINE)
