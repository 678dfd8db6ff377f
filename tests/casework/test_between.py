"""Two people at once: what one was refused or allowed is so of the record as it stands when it is recorded.

Each act is given; at the very moment before it goes on record another person's act does. What was checked before is not so
any more, and what was to be recorded is checked again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recovery_costs.casework import assess, correcting, instructions, payments, publish
from recovery_costs.casework.desk import NotPermitted
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import Role
from recovery_costs.register.entry import Command
from recovery_costs.register.faults import NotThere, Stale
from tests.casework.office import EVENT, A, B, Office, office
from tests.register.registers import Place


@pytest.fixture
def here(place: Place) -> Office:
    """A's £1,000.00 is payable."""
    made = office(place)
    made.does(made.dcc, "satisfied", party=A)
    return made.at("2025-06-03T09:00")


def between(here: Office, monkeypatch: pytest.MonkeyPatch, other: Callable[[], Any]) -> None:
    """Just before the next command goes on record, `other` happens."""
    append = here.register.append

    def appended(command: Command) -> Any:
        monkeypatch.setattr(here.register, "append", append)
        other()
        return append(command)

    monkeypatch.setattr(here.register, "append", appended)


def kinds(here: Office, kind: str) -> int:
    return len(here.desk(Role.AUDITOR).view.entries(EVENT, [kind]))


def propose(here: Office, amount: str, by: str = "Dee") -> int:
    asked = [{"party": A, "amount": amount, "on": "2025-06-03"}]
    return payments.propose(here.desk(Role.DCC_FINANCE, by), EVENT, asked, command=here.id()).entries[0].seq


def test_one_proposal_is_instructed_once_whoever_approves_it(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    seq = propose(here, "1000.00")
    third = here.desk(Role.DCC_FINANCE, "Tim")
    between(here, monkeypatch, lambda: payments.approve(third, EVENT, seq, command="the third's"))
    with pytest.raises(NotThere):
        payments.approve(here.second, EVENT, seq, command=here.id())
    assert [each.amount for each in instructions.instructed(here.dcc, EVENT)] == [Money.of("1000.00")]


def test_two_who_propose_at_once_cannot_go_beyond_what_is_outstanding(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    between(here, monkeypatch, lambda: propose(here, "600.00", by="Sam"))
    with pytest.raises(NotPermitted, match=r"£400\.01 is more than the £400\.00"):
        propose(here, "400.01")
    between(here, monkeypatch, lambda: propose(here, "100.00", by="Sam"))
    propose(here, "300.00")
    assert kinds(here, "payment_proposed") == 3


def test_an_instruction_is_paid_once(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    payments.approve(here.second, EVENT, propose(here, "1000.00"), command=here.id())

    def paid(by: str) -> Any:
        desk = here.desk(Role.DCC_FINANCE, by)
        return payments.record_payment(desk, EVENT, A, "1000.00", f"R {by}", command=f"paid by {by}")

    between(here, monkeypatch, lambda: paid("Sam"))
    assert [each.kind for each in paid("Dee").entries] == ["payment_reported"]  # nobody instructed a second one
    assert kinds(here, "payment_made") == 1


def test_a_fact_is_corrected_once_and_the_event_stays_readable(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    fact = next(e.fact for e in here.dcc.view.entries(EVENT, ["total_notified"], B))  # nothing of B's is payable yet
    assert fact is not None

    def corrects(by: str, amount: str) -> Any:
        desk = here.desk(Role.DCC_FINANCE, by)
        return correcting.correct(desk, EVENT, fact, {"amount": amount}, "A slip.", command=f"corrected by {by}")

    between(here, monkeypatch, lambda: corrects("Sam", "900.00"))
    with pytest.raises(Problems) as wrong:
        corrects("Dee", "800.00")
    assert [problem.wanted for problem in wrong.value.problems] == ["one correction at most"]
    claim = next(each for each in here.dcc.judged(EVENT, here.dcc.today).adjudication.claims if each.party == B)
    assert claim.requested == Money.of("900.00")


def test_what_the_panel_directs_is_checked_against_what_came_between(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """L10.23(b): a part is less than what is requested: £499.99 was of £500.00, and is the whole of a total that came since."""
    party, said = "Supplier B", {"direction": "part", "sum": "499.99", "minute": "1", "reason": "So."}
    here.does(here.dcc, "refer", party=party)
    here.at("2025-06-04T09:00")
    received = {"party": party, "received": "2025-06-04T09:00"}
    between(here, monkeypatch, lambda: here.does(here.dcc, "note_total", **received, amount="499.99"))
    with pytest.raises(NotPermitted, match=r"L10\.23\(b\)"):
        here.does(here.panel, "direct", party=party, **said)
    assert kinds(here, "payment_directed") == 0


def test_a_determination_is_published_once(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed = publish.propose(here.panel, EVENT, here.panel.today, command=here.id())
    seq = proposed.entries[0].seq
    other, third = here.desk(Role.PANEL, "Quin"), here.desk(Role.PANEL, "Ray")
    between(here, monkeypatch, lambda: publish.approve(other, EVENT, seq, command="Quin's"))
    with pytest.raises(NotThere):
        publish.approve(third, EVENT, seq, command=here.id())
    assert kinds(here, "published") == 1


def test_judgements_are_of_the_list_as_it_stands(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def sends(amount: str) -> Any:
        lines = [{"line": "1", "incurred": "2025-04-01", "amount": amount, "limb": "key_use"}]
        listed = {"id": f"L{amount}", "type": "cost_lines", "party": A, "at": "2025-06-01", "lines": lines}
        return here.sends(A, listed)

    sends("10.00")
    between(here, monkeypatch, lambda: sends("20.00"))
    assess.assess(here.dcc, EVENT, A, [assess.Judgement("1", next(iter(assess.reasons())))], command=here.id())
    listed = assess.latest_list(here.dcc, EVENT, A)
    assert listed is not None
    assert [line["amount"] for line in listed["lines"]] == ["20.00"]


def test_a_caller_whose_own_record_is_older_is_refused_however_often_it_is_tried(here: Office) -> None:
    based_on = here.dcc.last(EVENT)
    here.does(here.dcc, "note_costs_ceased", party=A, at="2025-05-30")
    asked = [{"party": A, "amount": "1.00", "on": "2025-06-03"}]
    with pytest.raises(Stale, match="costs ceased"):
        payments.propose(here.dcc, EVENT, asked, command=here.id(), based_on=based_on)
    with pytest.raises(Stale, match="costs ceased"):
        here.dcc.decide("note_total", EVENT, {"party": A, "amount": "1.00"}, command=here.id(), based_on=based_on)
