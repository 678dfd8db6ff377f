"""What people do with a Recovery Event: every act, who may do it, what it records, and the clause that can refuse it.

An act records facts of a case file (somebody decided, gave or paid something) and beside them what L10 does not ask for
but a record needs: a minute, a bank reference, a reason. The clause decides nothing here: an act is refused when the
adjudication with it says that the clause is not met of the very fact that the act would record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from recovery_costs.facts import FACT_TYPES, Fact
from recovery_costs.finding import Basis, Finding
from recovery_costs.moves import Move
from recovery_costs.register.access import Role

_DCC, _PARTY, _PANEL, _PMA = Role.DCC_FINANCE, Role.PARTY, Role.PANEL, Role.SMKI_PMA
_AUTHORITY, _OPERATOR = Role.AUTHORITY, Role.OPERATOR


class Field(NamedTuple):
    """What an act asks for beside the fields of its fact."""

    name: str
    says: str
    needed: bool = True


class Act(NamedTuple):
    """One thing that people do.

    Attributes:
        says: the act in words, after "may": "direct what is paid".
        who: the roles that may do it.
        fact: the type of fact that it records; None where it records something that is no fact of a case file.
        refused_by: the clauses that refuse it, where one of them is not met of the fact.
        beside: what is kept beside the fact.
        fixed: fields of the fact that the role fixes.
        decides: a clause of which somebody's own word is the answer: "not met" by that word is the decision, no refusal.
        noted: DCC finance notes with it what happened or what somebody else did. It is no decision that L10 gives the DCC, so
            where it changes what is payable or paid it waits for a second person (`second`).
    """

    name: str
    says: str
    who: tuple[Role, ...]
    fact: str | None = None
    refused_by: tuple[str, ...] = ()
    beside: tuple[Field, ...] = ()
    fixed: tuple[tuple[Role, str, Any], ...] = ()
    decides: str | None = None
    noted: bool = False

    def refusals(self, said: Move) -> tuple[Finding, ...]:
        """The findings that refuse the act, of what its clauses say of it."""
        return tuple(each for each in said.refused if each.clause != self.decides or each.basis is not Basis.JUDGEMENT)

    @property
    def record(self) -> type[Fact] | None:
        """The record of the fact."""
        return FACT_TYPES[self.fact] if self.fact else None

    def fixes(self, role: Role) -> dict[str, Any]:
        """The fields of the fact that somebody of this role does not choose."""
        return {name: value for who, name, value in self.fixed if who is role}

    @property
    def moments(self) -> frozenset[str]:
        """The fields of the fact that say when the act itself was done. When costs ceased is no act of anybody."""
        fields = frozenset(self.record.model_fields) if self.record else frozenset()
        return WHEN & fields - ({"at"} if self.fact == "costs_ceased" else frozenset())


WHEN = frozenset({"at", "sent", "method", "received"})
"""The fields of facts that say when something happened or was given."""

MINUTE = Field("minute", "the minute in which it is recorded")
CONFLICTS = Field("conflicts", "who declared a conflict of interest, and what followed", needed=False)
CONSULTED = Field("consultation", "the consultation that came before it")
BANK = Field("bank_reference", "the bank's reference")
REASON = Field("reason", "why")

ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        # L10.14 to L10.16, L10.30: what happened to the keys
        Act("notify_compromise", "record the DCC's notice of a Compromise", (_DCC,), "compromise_notified", noted=True),
        Act("decide_key", "record whether use of a key is required", (_PMA, _DCC), "recovery_key_decided", noted=True),
        Act(
            "note_replacement",
            "record the evidence of attempts to replace",
            (_PMA, _DCC),
            "replacement_evidence",
            noted=True,
        ),
        Act(
            "compromise_certificate",
            "record a Compromised Certificate",
            (_DCC, _PMA),
            "certificate_compromised",
            noted=True,
        ),
        # L10.18 to L10.21: what a Party gave otherwise than by a workbook
        Act("note_intention", "record a notice of intention that arrived", (_DCC,), "intention_notified", noted=True),
        Act("note_estimate", "record a best estimate that arrived", (_DCC,), "estimate_given", noted=True),
        Act("note_costs_ceased", "record when costs ceased", (_DCC, _PARTY), "costs_ceased", noted=True),
        Act("note_total", "record a total that arrived", (_DCC,), "total_notified", noted=True),
        Act("note_evidence", "record evidence that arrived", (_DCC,), "evidence_given", noted=True),
        Act(
            "require_evidence",
            "ask for evidence by a day",
            (_DCC, _PANEL),
            "evidence_required",
            fixed=((_DCC, "by", "dcc"), (_PANEL, "by", "panel")),
        ),
        Act("take_up", "take the question of evidence up", (_PANEL,), "panel_took_up", ("L10.20(b)",), (MINUTE,)),
        # L10.22 and L10.23: the DCC's only two moves, and the Panel's
        Act("satisfied", "be satisfied, and pay in full", (_DCC,), "dcc_satisfied", ("L10.22",)),
        Act("refer", "refer the question of evidence to the Panel", (_DCC,), "adequacy_referred", ("L10.23(a)",)),
        Act(
            "direct",
            "direct what is paid",
            (_PANEL,),
            "payment_directed",
            ("L10.23(a)", "L10.23(b)"),
            (MINUTE, REASON, CONFLICTS),
        ),
        # L10.24
        Act("set_sum", "determine the sum", (_PANEL,), "threshold_determined", (), (MINUTE, CONSULTED)),
        Act("refer_dates", "refer the dates of payment to the Panel", (_DCC,), "dates_referred", ("L10.24(a)",)),
        Act(
            "determine_dates",
            "determine the dates of payment",
            (_PANEL,),
            "dates_determined",
            ("L10.24(b)", "L10.24(b)(i)", "L10.24(b)(ii)"),
            (MINUTE, CONFLICTS),
        ),
        Act(
            "consider_proposal",
            "consider a Draft Proposal",
            (_PANEL,),
            "draft_proposal_considered",
            ("L10.24(c)",),
            (MINUTE,),
        ),
        # L10.22, L10.24(b): money
        Act("record_payment", "record a payment that was made", (_DCC,), "payment_made", (), (BANK,)),
        Act("record_return", "record money that came back", (_DCC,), "payment_returned", (), (BANK,), noted=True),
        # L10.25 to L10.29
        Act("refer_breach", "refer a deemed breach to the Panel", (_PARTY, _DCC), "breach_referred", noted=True),
        Act(
            "determine_breach",
            "determine a referred breach",
            (_PANEL,),
            "breach_determined",
            ("L10.27(c)",),
            (MINUTE, REASON, CONFLICTS),
            decides="L10.27(c)",
        ),
        Act("appeal", "appeal to the Authority", (_PARTY, _DCC), "appeal_made", noted=True),
        Act("decide_appeal", "decide an appeal", (_AUTHORITY,), "appeal_decided"),
        # what is no fact of L10
        Act("propose_payment", "propose a payment, for a second person to approve", (_DCC,)),
        Act("assess", "assess cost lines", (_DCC,)),
        Act("confirm", "confirm a notice that a Party says it gave", (_DCC,)),
        Act("reject", "reject a notice that a Party says it gave", (_DCC,), None, (), (REASON,)),
        Act("mark_seen", "mark evidence as seen", (_DCC, _PANEL)),
        Act("choose_reading", "choose how a clause is read", (_PANEL,), None, (), (REASON,)),
        Act("publish", "publish a determination, once a second person approves", (_PANEL,)),
        Act("approve", "approve what another person proposed", (_DCC, _PANEL)),
        Act("withdraw", "take back or refuse what was proposed", (_DCC, _PANEL), None, (), (REASON,)),
        Act("attach", "attach a file", (_PARTY, _DCC)),
        Act("submit", "send a claim workbook", (_PARTY, _DCC), noted=True),
        Act("correct", "correct a fact on record", (_DCC, _PARTY, _PANEL, _PMA, _AUTHORITY), None, (), (REASON,)),
        Act("open_event", "open a Recovery Event", (_DCC,)),
        Act("add_party", "add a Party", (_DCC,)),
        Act("rename_party", "rename a Party", (_DCC,)),
        Act("succeed_party", "record that a Party succeeded another", (_DCC,)),
        Act("report", "see the month-end position", (_DCC, Role.AUDITOR)),
        Act("grant", "give a user a role", (_OPERATOR,)),
        Act("revoke", "take a role from a user", (_OPERATOR,)),
    )
}
"""Every act by its name."""

BY_FACT: dict[str, Act] = {act.fact: act for act in ACTS.values() if act.fact}
"""The act that records each type of fact."""


def open_to(role: Role) -> Iterable[Act]:
    """What somebody of a role may do at all."""
    return (act for act in ACTS.values() if role in act.who)
