"""Every act there is, done once in one story of an event, on both stores; an act without a step turns the test red.

A asks for £1,000.00 and B for £500.00. The Panel directs £400.00 of A's; the DCC is satisfied with B's. Above the sum of
£1,499.99 the Panel dates both. A is paid £400.00, of which £1.00 comes back; then the Authority puts £300.00 in place of
the direction. So A is owed £300.00 (L10.29) and holds £399.00, £99.00 more than that; B is owed £500.00 and has nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from recovery_costs.casework import admin, assess, correcting, intake, month_end, payments, publish, stating
from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.approving import approve
from recovery_costs.casework.withdrawing import withdraw
from recovery_costs.money import Money
from recovery_costs.register.access import Role
from recovery_costs.register.verify import verify
from tests.casework.office import EVENT, A, B, Office, holding, office
from tests.register.registers import Place

MINUTED = {"minute": "1", "reason": "So."}


class Story:
    """The office, and what its steps leave for the steps after them."""

    def __init__(self, here: Office) -> None:
        self.here, self.facts, self.hours = here, dict[str, str](), 0
        self.done: list[str] = []

    def does(self, desk: Any, act: str, **fields: Any) -> None:
        self.facts[act] = self.here.does(desk, act, **fields).facts[0]
        self.done.append(act)

    def runs(self, act: str, work: Callable[[str], Any]) -> Any:
        self.done.append(act)
        return work(self.here.id())

    def later(self) -> None:
        """An hour passes."""
        self.hours += 1
        self.here.at(f"2025-06-{2 + self.hours // 10:02d}T{10 + self.hours % 10:02d}:00")


def the_register(story: Story) -> None:
    dcc, operator = story.here.dcc, story.here.desk(Role.OPERATOR)
    for party in (A, B, "Old"):
        story.runs("add_party", lambda command, party=party: admin.add_party(dcc, party, command=command))
    story.runs("rename_party", lambda command: admin.rename_party(dcc, "Old", "New", command=command))
    story.runs("succeed_party", lambda command: admin.rename_party(dcc, "New", B, command=command, succeeded=True))
    story.runs("grant", lambda command: admin.grant(operator, "ann", Role.PANEL, command=command))
    story.runs("revoke", lambda command: admin.grant(operator, "ann", Role.PANEL, command=command, revoke=True))
    other = {"format": 1, "case": "RE-2025-002", "facts": []}
    story.runs("open_event", lambda command: admin.open_event(dcc, other, command=command))
    chosen = (EVENT, "late_total", "breach_only", "So.")
    story.runs("choose_reading", lambda command: admin.choose_reading(story.here.panel, *chosen, command=command))


def what_happened(story: Story) -> None:
    dcc, pma = story.here.dcc, story.here.desk(Role.SMKI_PMA)
    story.does(dcc, "notify_compromise", at="2025-03-05T08:10", keys=["issuing_key"], state="actual")
    story.does(pma, "decide_key", at="2025-03-05T08:40", required=True, key="recovery")
    story.does(pma, "note_replacement", at="2025-03-05T08:50", limb="attempted")
    certificate = {"certificate": "C-1", "kind": "organisation", "subscriber": A, "subscriber_kind": "party"}
    story.does(dcc, "compromise_certificate", at="2025-03-05T08:00", **certificate)
    story.does(dcc, "note_intention", party=A, received="2025-05-01T10:00")
    story.does(dcc, "note_estimate", party=A, received="2025-05-01T10:00", amount="900.00")
    story.does(dcc, "note_costs_ceased", party=A, at="2025-05-30")
    story.does(dcc, "note_total", party=A, received="2025-06-02T10:00", amount="1000.00")


def what_was_sent(story: Story) -> None:
    here, own = story.here, story.here.party(A)
    lines = [{"line": "1", "incurred": "2025-04-01", "amount": "1000.00", "limb": "key_use"}]
    stated = {"id": "E", "type": "estimate_given", "party": A, "received": "2025-05-02", "amount": "950.00"}
    wrong = {"id": "W", "type": "estimate_given", "party": A, "received": "2025-05-03", "amount": "99999.00"}
    listed = {"id": "L", "type": "cost_lines", "party": A, "at": "2025-06-01", "lines": lines}
    got = story.runs("submit", lambda command: intake.receive(own, EVENT, A, "a.xlsx", b"a", command=command))
    intake.take_in(own, got, holding(listed, stated, wrong))
    seq, other = (each.seq for each in intake.stated(here.dcc, EVENT))
    story.runs("confirm", lambda command: intake.confirm(here.dcc, EVENT, seq, command=command))
    story.runs("reject", lambda command: stating.reject(here.dcc, EVENT, other, "It never came.", command=command))
    about = {"line": "1"}
    file = story.runs(
        "attach", lambda command: intake.receive(own, EVENT, A, "b.pdf", b"b", command=command, about=about)
    )
    story.runs("mark_seen", lambda command: intake.mark_seen(here.dcc, EVENT, file.entry.seq, command=command))
    yes = next(code for code, each in assess.reasons().items() if each.reasonable)
    judged = [assess.Judgement("1", yes)]
    story.runs("assess", lambda command: assess.assess(here.dcc, EVENT, A, judged, command=command))
    story.does(here.dcc, "require_evidence", party=A, item="invoices", due="2025-07-01")
    story.later()
    story.does(here.dcc, "note_evidence", party=A, requirement=story.facts["require_evidence"])


def what_was_decided(story: Story) -> None:
    here = story.here
    story.does(here.panel, "take_up", party=A, on="own_motion", minute="1")
    story.does(here.dcc, "refer", party=A)
    story.does(here.dcc, "satisfied", party=B)
    story.later()
    story.does(here.panel, "direct", party=A, direction="part", sum="400.00", **MINUTED)
    story.does(here.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    story.later()
    story.does(here.dcc, "refer_dates")
    story.later()
    dated = [{"party": A, "on": "2025-06-02", "amount": "400.00"}, {"party": B, "on": "2025-12-01", "amount": "500.00"}]
    story.does(here.panel, "determine_dates", payments=dated, minute="2")
    story.does(here.panel, "consider_proposal", submit=False, minute="3")


def what_was_paid(story: Story) -> None:
    here, asked = story.here, [{"party": A, "amount": "400.00", "on": "2025-06-02"}]
    first = payments.propose(here.dcc, EVENT, asked, command=here.id()).entries[0].seq
    story.runs("withdraw", lambda command: withdraw(here.second, EVENT, first, "Not yet.", command=command))
    waits = story.runs("propose_payment", lambda command: payments.propose(here.dcc, EVENT, asked, command=command))
    seq = waits.entries[0].seq
    story.runs("approve", lambda command: payments.approve(here.second, EVENT, seq, command=command))
    paid = (EVENT, A, "400.00", "R1")
    story.runs("record_payment", lambda command: payments.record_payment(here.dcc, *paid, command=command))
    story.later()
    back = {"party": A, "amount": "1.00", "bank_reference": "R2"}
    given = story.runs("record_return", lambda command: here.dcc.decide("record_return", EVENT, back, command=command))
    approve(here.second, EVENT, given.entries[0].seq, command=here.id())


def what_came_of_it(story: Story) -> None:
    here = story.here
    story.does(here.dcc, "refer_breach", subscriber=A)
    story.later()
    story.does(here.panel, "determine_breach", subscriber=A, demonstrated=True, breach=False, **MINUTED)
    story.does(here.party(A), "appeal", by=A, decision=story.facts["direct"])
    story.later()
    replaced = {"decision": story.facts["direct"], "upheld": False, "sum": "300.00"}
    story.does(here.desk(Role.AUTHORITY), "decide_appeal", **replaced)
    ceased = (EVENT, story.facts["note_costs_ceased"], {"at": "2025-05-29"}, "A slip.")
    story.runs("correct", lambda command: correcting.correct(here.dcc, *ceased, command=command))
    waits = story.runs("publish", lambda command: publish.propose(here.panel, EVENT, date(2025, 6, 2), command=command))
    publish.approve(here.desk(Role.PANEL, "Quin"), EVENT, waits.entries[0].seq, command=here.id())
    story.done.append("report")
    here.desk(Role.AUDITOR).allowed("report", None)


def test_every_act_of_the_table_is_done(place: Place) -> None:
    here = office(place)
    story = Story(here)
    for chapter in (the_register, what_happened, what_was_sent, what_was_decided, what_was_paid, what_came_of_it):
        story.later()
        chapter(story)
    assert set(story.done) == set(ACTS)
    rows = {each.party: each for each in month_end.positions([here.dcc.judged(EVENT, here.dcc.today)])}
    assert [rows[A].payable, rows[A].paid, rows[A].overpaid] == [Money.of(s) for s in ("300.00", "399.00", "99.00")]
    assert [rows[B].payable, rows[B].paid] == [Money.of("500.00"), Money.of("0.00")]
    assert [each.status for each in here.dcc.judged(EVENT, here.dcc.today).adjudication.breaches] == ["erased"]
    assert len(publish.published(here.panel, EVENT)) == 1
    assert verify(here.register).clean
