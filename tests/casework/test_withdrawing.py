"""What waits for a second person is ended without approving it: taken back by who proposed it, or refused by another."""

from __future__ import annotations

from datetime import date

import pytest

from recovery_costs.casework import admin, correcting, instructions, month_end, payments, publish, second
from recovery_costs.casework.approving import approve
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.casework.withdrawing import withdraw
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import Role
from recovery_costs.register.faults import NotThere, Stale
from tests.casework.office import EVENT, A, B, Office, office
from tests.register.registers import Place


@pytest.fixture
def here(place: Place) -> Office:
    made = office(place)
    made.does(made.dcc, "satisfied", party=A)
    return made.at("2025-06-03T09:00")


def proposes(here: Office, amount: str = "1000.00") -> int:
    asked = [{"party": A, "amount": amount, "on": "2025-06-03"}]
    return payments.propose(here.dcc, EVENT, asked, command=here.id()).entries[0].seq


def ends(here: Office, desk: Desk, seq: int, event: str = EVENT, reason: str = "The wrong sum.") -> Done:
    return withdraw(desk, event, seq, reason, command=here.id())


def may_instruct(here: Office) -> Money:
    result = here.dcc.judged(EVENT, here.dcc.today).adjudication
    claim = next(each for each in result.claims if each.party == A)
    return instructions.left_to_instruct(here.dcc, EVENT, claim, here.dcc.today)


@pytest.mark.parametrize("own", [True, False], ids=["taken back", "refused by another"])
def test_a_payment_that_is_withdrawn_may_be_proposed_anew_and_not_approved(here: Office, own: bool) -> None:
    """£1,000.00 is payable and proposed: nothing more may be instructed until it waits no longer."""
    seq = proposes(here)
    assert may_instruct(here) == Money.of("0.00")
    done = ends(here, here.dcc if own else here.second, seq)
    assert [(e.kind, e.party, e.content["proposed"]) for e in done.entries] == [("payment_withdrawn", A, seq)]
    assert may_instruct(here) == Money.of("1000.00")
    assert instructions.proposed(here.dcc, EVENT) == []
    for ended in (lambda: approve(here.second, EVENT, seq, command=here.id()), lambda: ends(here, here.second, seq)):
        with pytest.raises(NotThere):
            ended()
    approve(here.second, EVENT, proposes(here), command=here.id())
    kept = here.dcc.view.entry(seq)
    assert (kept.kind, kept.content["amount"]) == ("payment_proposed", "1000.00")  # nothing is deleted


def test_a_reported_payment_that_is_withdrawn_leaves_its_bank_reference_free(here: Office) -> None:
    def reports() -> int:
        return payments.record_payment(here.dcc, EVENT, A, "10.00", "BACS 9", command=here.id()).entries[0].seq

    seq = reports()
    with pytest.raises(Problems):
        reports()
    ends(here, here.second, seq)
    approve(here.second, EVENT, reports(), command=here.id())
    with pytest.raises(Problems):
        reports()


def test_a_correction_and_a_return_are_withdrawn(here: Office) -> None:
    approve(here.second, EVENT, proposes(here), command=here.id())
    fact = payments.record_payment(here.dcc, EVENT, A, "1000.00", "BACS 1", command=here.id()).facts[0]
    corrected = correcting.correct(here.dcc, EVENT, fact, {"amount": "1.00"}, "A slip.", command=here.id())
    back = {"party": A, "amount": "1.00", "bank_reference": "R 1"}
    returned = here.does(here.dcc, "record_return", **back)
    [_, waits] = second.waiting(here.dcc, EVENT)
    assert waits.says.endswith("payment returned of Supplier A, the bank's reference R 1")  # for whoever approves
    with pytest.raises(Problems):
        here.does(here.dcc, "record_return", **back | {"bank_reference": "r1"})  # another return's
    for done in (corrected, returned):
        ends(here, here.second, done.entries[0].seq)
    assert second.waiting(here.dcc, EVENT) == []
    here.does(here.dcc, "record_return", **back)


def test_a_return_is_approved_once_under_its_reference_in_every_event(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two clerks propose the same return at one moment, so that neither sees the other's: only one is approved."""
    approve(here.second, EVENT, proposes(here), command=here.id())
    payments.record_payment(here.dcc, EVENT, A, "1000.00", "BACS 1", command=here.id())
    back = {"party": A, "amount": "1.00", "bank_reference": "R 1"}
    with monkeypatch.context() as at_once:
        at_once.setattr("recovery_costs.casework.references.used", lambda *_: iter(()))
        first, other = (here.does(here.dcc, "record_return", **back).entries[0].seq for _ in range(2))
    with pytest.raises(Problems):  # the other waits under the same reference
        approve(here.second, EVENT, first, command=here.id())
    ends(here, here.second, other)
    approve(here.second, EVENT, first, command=here.id())


@pytest.mark.parametrize("alike", ["r 1", "R\u00a01", "R\u200b1", "R \uff11", "R1"])
def test_a_reference_is_the_same_however_it_is_set(here: Office, alike: str) -> None:
    approve(here.second, EVENT, proposes(here), command=here.id())
    payments.record_payment(here.dcc, EVENT, A, "1000.00", "R 1", command=here.id())
    with pytest.raises(Problems):
        payments.record_payment(here.dcc, EVENT, A, "1.00", alike, command=here.id())


@pytest.mark.parametrize("reference", ["", " ", None])
def test_money_that_came_back_has_a_bank_reference(here: Office, reference: str | None) -> None:
    approve(here.second, EVENT, proposes(here), command=here.id())
    payments.record_payment(here.dcc, EVENT, A, "1000.00", "BACS 1", command=here.id())
    given = {"bank_reference": reference} if reference is not None else {}
    with pytest.raises(Problems) as said:
        here.does(here.dcc, "record_return", party=A, amount="1.00", **given)
    assert [each.field for each in said.value.problems] == ["bank_reference"]


def test_a_determination_is_withdrawn_by_the_panel_alone(here: Office) -> None:
    seq = publish.propose(here.panel, EVENT, date(2025, 6, 3), command=here.id()).entries[0].seq
    with pytest.raises(NotThere):
        ends(here, here.dcc, seq)
    ends(here, here.panel, seq)
    assert publish.waiting(here.panel, EVENT) == []
    with pytest.raises(NotThere):
        publish.approve(here.desk(Role.PANEL, "Quin"), EVENT, seq, command=here.id())


def test_what_was_withdrawn_is_read_by_whoever_reads_what_was_proposed(here: Office) -> None:
    """Nor does it make late what the other role decides."""
    publication = publish.propose(here.panel, EVENT, date(2025, 6, 3), command=here.id()).entries[0].seq
    last = here.dcc.last(EVENT)
    ends(here, here.panel, publication, reason="Secret.")
    payments.propose(here.dcc, EVENT, [{"party": A, "amount": "1.00", "on": "2025-06-03"}], command="p", based_on=last)
    [waits] = instructions.proposed(here.dcc, EVENT)
    last = here.dcc.last(EVENT)
    ends(here, here.dcc, waits.seq, reason="Secret too.")
    publish.propose(here.panel, EVENT, date(2025, 6, 3), command=here.id(), based_on=last)
    for desk, others in ((here.dcc, "publication_withdrawn"), (here.panel, "payment_withdrawn")):
        assert others not in {each.kind for each in desk.view.entries(EVENT)}
    kinds = {each.kind for each in here.desk(Role.AUDITOR).view.entries(EVENT)}
    assert kinds >= {"publication_withdrawn", "payment_withdrawn"}


def test_nobody_ends_what_they_could_not_approve(here: Office) -> None:
    seq = proposes(here)
    for other in (here.panel, here.party(A), here.desk(Role.AUDITOR), here.desk(Role.AUTHORITY)):
        with pytest.raises(NotThere):
            ends(here, other, seq)
    directs = here.does(here.panel, "set_sum", sum="1.00", minute="1", consultation="All").facts[0]
    with pytest.raises(NotThere):  # it waits for nobody
        ends(here, here.dcc, here.dcc.view.entries(EVENT, ["threshold_determined"])[0].seq)
    assert directs
    assert len(instructions.proposed(here.dcc, EVENT)) == 1


@pytest.mark.parametrize("reason", ["", "  ", None, 7])
def test_it_needs_a_reason_which_the_auditor_sees(here: Office, reason: object) -> None:
    seq = proposes(here)
    with pytest.raises(Problems):
        withdraw(here.dcc, EVENT, seq, reason, command=here.id())
    ends(here, here.dcc, seq, reason="Twice.")
    seen = month_end.watched(here.desk(Role.AUDITOR).view.entries(EVENT), here.dcc.today)
    assert f"ended what entry {seq} proposed. Why: Twice." in [each.what for each in seen]


def test_the_same_command_ends_it_once_and_a_stale_one_not(here: Office) -> None:
    seq, last = proposes(here), here.dcc.last(EVENT)
    here.does(here.dcc, "note_costs_ceased", party=A, at="2025-05-30")
    with pytest.raises(Stale):
        withdraw(here.second, EVENT, seq, "So.", command="once", based_on=last)
    assert withdraw(here.second, EVENT, seq, "So.", command="once").new
    assert not withdraw(here.second, EVENT, seq, "So.", command="once").new


def test_an_event_whose_file_is_withdrawn_is_opened_again_from_another(here: Office) -> None:
    """The file holds a payment: the event is open, and all that the file says waits. Of it nothing is on record."""
    paid = {"id": "P", "type": "payment_made", "party": B, "at": "2025-06-01", "amount": "1.00"}
    of_file = {"format": 1, "case": "RE-2025-007", "facts": [paid], "parameters": {"email_hours": 2}}
    opened = admin.open_event(here.dcc, of_file, command=here.id())
    with pytest.raises(NotPermitted, match="is open already"):
        admin.open_event(here.dcc, {"format": 1, "case": "RE-2025-007", "facts": []}, command=here.id())
    ends(here, here.second, opened.entries[1].seq, "RE-2025-007")
    again = admin.open_event(here.dcc, {"format": 1, "case": "RE-2025-007", "facts": []}, command=here.id())
    assert [entry.kind for entry in again.entries] == ["event_opened"]
    assert here.dcc.case("RE-2025-007").facts == ()
    assert here.dcc.case("RE-2025-007").parameters == here.dcc.case(EVENT).parameters
    here.does(here.dcc, "note_total", party=B, amount="1.00")


def test_an_event_is_opened_again_once_for_each_file_withdrawn(here: Office) -> None:
    paid = {"id": "P", "type": "payment_made", "party": "Suplier X", "at": "2025-06-01", "amount": "1.00"}
    bare: dict[str, object] = {"format": 1, "case": "RE-2025-007", "facts": []}
    opened = admin.open_event(here.dcc, {**bare, "facts": [paid]}, command=here.id())
    ends(here, here.second, opened.entries[1].seq, "RE-2025-007")
    admin.open_event(here.dcc, {**bare, "parameters": {"email_hours": 1}}, command=here.id())
    with pytest.raises(NotPermitted, match="is open already"):
        admin.open_event(here.second, {**bare, "parameters": {"email_hours": 24}}, command=here.id())
    done = here.dcc.decide("note_total", "RE-2025-007", {"party": "Supplier X", "amount": "1.00"}, command=here.id())
    assert done.new  # nothing stands under the misspelt name of the file


def test_who_approved_a_correction_is_not_said_to_have_made_it(here: Office) -> None:
    approve(here.second, EVENT, proposes(here), command=here.id())
    fact = payments.record_payment(here.dcc, EVENT, A, "1000.00", "BACS 1", command=here.id()).facts[0]
    corrected = correcting.correct(here.dcc, EVENT, fact, {"amount": "1.00"}, "A slip.", command=here.id())
    approve(here.second, EVENT, corrected.entries[0].seq, command=here.id())
    seen = month_end.watched(here.desk(Role.AUDITOR).view.entries(EVENT), here.dcc.today)
    assert "approved a correction: payment made of Supplier A. Why: A slip." in [each.what for each in seen]
    assert not [each for each in seen if each.what.startswith("corrected")]
