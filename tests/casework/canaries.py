"""Five Parties with canary amounts: sums that stand nowhere else, in everything that a Party's record can hold.

P took R's place; S has another name now; T appealed against the sum, so that the Authority has an event to look at. The Panel
dated payments to all five, and published an adjudication with every sum in it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from recovery_costs.casework import admin, assess, intake, payments, publish
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import Role
from recovery_costs.register.faults import RegisterError
from tests.casework.office import EVENT, Office, holding

PARTIES = [f"Supplier {letter}" for letter in "PQRST"]


SEES = {party: {party} for party in PARTIES} | {"Supplier P": {"Supplier P", "Supplier R"}}
"""Whose amounts the users of each Party see: their own, and those of the Party whose place it took."""
APPELLANT = "Supplier T"
LEADING = "777772372"
"""The first figure of each kind of canary: what is proposed, paid and dated is less than what is asked."""
PROPOSED, DATED = 5, 8
"""The canaries that are proposed to be paid, and so not the Party's own to see; and what is dated of its total."""


def canary(party: str, of: int) -> str:
    """A sum that only one Party's record holds."""
    return f"{LEADING[of]}{PARTIES.index(party) + 1}{of}91.3{of}"


CANARIES = {party: {canary(party, of) for of in range(len(LEADING))} for party in PARTIES}
TOGETHER = "367456.55"
"""What all request together: £1,000.00, £500.00 and 71191.31 to 75191.31 of the five: no one Party's to see."""


def fill(made: Office) -> None:
    """Every Party with estimates, a total, a list with a judgement, a file, a payment and a proposal of its own."""
    for party in PARTIES:
        own = [canary(party, of) for of in range(len(LEADING))]
        made.does(made.dcc, "note_estimate", party=party, received="2025-06-02T09:00", amount=own[0])
        made.does(made.dcc, "note_total", party=party, received="2025-06-02T09:10", amount=own[1])
        content, name = f"Sent by {party}: {own[2]}".encode(), f"{party}-{own[2]}.xlsx"
        got = intake.receive(made.party(party), EVENT, party, name, content, command=made.id())
        listed = [{"line": "1", "incurred": "2025-04-01", "amount": own[3], "limb": "key_use"}]
        facts = [{"id": f"L-{party}", "type": "cost_lines", "party": party, "at": "2025-06-01", "lines": listed}]
        earlier = {
            "id": f"E-{party}",
            "type": "estimate_given",
            "party": party,
            "received": "2025-05-01",
            "amount": own[4],
        }
        intake.take_in(made.party(party), got, holding(*facts, earlier))
        made.does(made.dcc, "satisfied", party=party)
        judged = [assess.Judgement("1", next(iter(assess.reasons())), f"As to {own[7]}.")]
        assess.assess(made.dcc, EVENT, party, judged, command=made.id())
    made.at("2025-06-03T09:00")
    for party in PARTIES:
        paid, waits = (
            {"party": party, "amount": canary(party, of), "on": "2025-06-03"} for of in (PROPOSED + 1, PROPOSED)
        )
        seq = payments.propose(made.dcc, EVENT, [paid], command=made.id()).entries[0].seq
        payments.approve(made.second, EVENT, seq, command=made.id())
        payments.record_payment(made.dcc, EVENT, party, paid["amount"], f"BACS {party}", command=made.id())
        payments.propose(made.dcc, EVENT, [waits], command=made.id())
    _named(made)
    _dated(made)
    made.at("2025-06-06T09:00")
    decision = next(e.fact for e in made.dcc.view.entries(EVENT) if e.kind == "threshold_determined")
    made.does(made.party(APPELLANT), "appeal", by=APPELLANT, decision=decision)
    seq = publish.propose(made.panel, EVENT, date(2025, 6, 6), command=made.id()).entries[0].seq
    publish.approve(made.desk(Role.PANEL, "Quinn"), EVENT, seq, command=made.id())
    _refused(made)


def _named(made: Office) -> None:
    for party in PARTIES:
        admin.add_party(made.dcc, party, command=made.id())
    admin.rename_party(made.dcc, "Supplier R", "Supplier P", command=made.id(), succeeded=True)
    admin.rename_party(made.dcc, "Supplier S", "Supplier S Energy", command=made.id())


def _dated(made: Office) -> None:
    """What all request exceeds the sum by 56p; what is payable to each of the five is paid in two parts."""
    made.does(made.panel, "set_sum", sum="367455.99", minute="1", consultation="Users")
    made.at("2025-06-04T09:00").does(made.dcc, "refer_dates")
    dated = []
    for party in PARTIES:
        first = Money.of(canary(party, DATED))
        rest = Money.of(canary(party, 1)) - first
        dated += [{"party": party, "on": "2025-07-01", "amount": first.text}]
        dated += [{"party": party, "on": "2025-12-01", "amount": rest.text}]
    made.at("2025-06-05T09:00").does(
        made.panel, "determine_dates", payments=dated, minute=f"£{canary(PARTIES[0], DATED)}"
    )


def _refused(made: Office) -> None:
    """Commands that are refused, with each Party's amounts in them."""
    for party, other in zip(PARTIES, PARTIES[1:] + PARTIES[:1], strict=True):
        own = {"party": party, "amount": canary(party, 1)}
        tried = (
            lambda own=own, party=party: made.does(made.party(party), "note_total", received="2025-06-02", **own),
            lambda own=own: made.does(made.second, "record_return", **own),
            lambda party=party, other=other: intake.receive(
                made.party(party), EVENT, other, f"{canary(other, 1)}.xlsx", b"x", command=made.id()
            ),
            lambda party=party: payments.propose(
                made.dcc,
                EVENT,
                [{"party": party, "amount": f"9{canary(party, 1)}", "on": "2025-06-06"}],
                command=made.id(),
            ),
        )
        for each in tried:
            with suppress(RegisterError, Problems):
                each()


def leaked(said: str, hidden: list[str]) -> set[str]:
    """The canaries of the Parties that should be hidden, however they are written."""
    plain = said.replace(",", "")
    together = {TOGETHER} if len(hidden) > 1 and TOGETHER in plain else set()
    return together | {sum_ for party in hidden for sum_ in CANARIES[party] if sum_ in plain}
