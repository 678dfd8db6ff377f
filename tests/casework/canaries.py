"""Five Parties with canary amounts: sums that stand nowhere else, in everything that a Party's record can hold."""

from __future__ import annotations

from recovery_costs.casework import assess, intake, payments
from tests.casework.office import EVENT, Office

PARTIES = [f"Supplier {letter}" for letter in "PQRST"]


LEADING = "77777237"
"""The first figure of each kind of canary: what is proposed and what is paid are less than what is asked."""
PROPOSED = 5
"""The canary that is proposed to be paid, and so not the Party's own to see."""


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
        report = {"kind": "claim", "accepted": True, "receipt": {}, "problems": [], "facts": [*facts, earlier]}
        intake.take_in(made.party(party), got, report, command=made.id())
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


def leaked(said: str, hidden: list[str]) -> set[str]:
    """The canaries of the Parties that should be hidden, however they are written."""
    plain = said.replace(",", "")
    together = {TOGETHER} if len(hidden) > 1 and TOGETHER in plain else set()
    return together | {sum_ for party in hidden for sum_ in CANARIES[party] if sum_ in plain}
