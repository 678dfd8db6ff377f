"""Payments: proposed by one, approved by another, never twice, never more than is outstanding or has fallen due."""

from __future__ import annotations

import pytest

from recovery_costs.casework import admin, correcting, instructions, payments, second
from recovery_costs.casework.desk import Done, NotPermitted
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.faults import NotThere
from tests.casework.office import EVENT, A, B, Office, office
from tests.register.registers import Place


@pytest.fixture
def here(place: Place) -> Office:
    """£1,000.00 is payable to A; nothing yet to B."""
    made = office(place)
    made.does(made.dcc, "satisfied", party=A)
    return made


def propose(here: Office, amount: str, party: str = A, on: str = "2025-06-02") -> int:
    done = payments.propose(here.dcc, EVENT, [{"party": party, "amount": amount, "on": on}], command=here.id())
    return done.entries[0].seq


def outstanding(here: Office, party: str = A) -> Money | None:
    result = here.dcc.judged(EVENT, here.dcc.today).adjudication
    return next(claim.outstanding for claim in result.claims if claim.party == party)


@pytest.mark.parametrize(("amount", "allowed"), [("999.99", True), ("1000.00", True), ("1000.01", False)])
def test_l10_22__no_more_than_is_outstanding_is_proposed(here: Office, amount: str, allowed: bool) -> None:
    if allowed:
        assert propose(here, amount)
    else:
        with pytest.raises(NotPermitted, match=r"£1,000\.00 that may still be instructed"):
            propose(here, amount)


def test_what_is_proposed_or_instructed_is_not_proposed_again(here: Office) -> None:
    first = propose(here, "600.00")
    with pytest.raises(NotPermitted):
        propose(here, "400.01")
    payments.approve(here.second, EVENT, first, command=here.id())
    with pytest.raises(NotPermitted):
        propose(here, "400.01")
    payments.record_payment(here.dcc, EVENT, A, "600.00", "BACS 1", command=here.id())
    with pytest.raises(NotPermitted):
        propose(here, "400.01")
    propose(here, "400.00")


def test_nothing_is_proposed_where_nothing_is_payable(here: Office) -> None:
    for party in (B, "Supplier C"):
        with pytest.raises(NotPermitted, match=r"£0\.00 that may still"):
            propose(here, "0.01", party)


def test_nobody_approves_what_they_proposed(here: Office) -> None:
    seq = propose(here, "1000.00")
    with pytest.raises(NotPermitted, match="You proposed this yourself"):
        payments.approve(here.dcc, EVENT, seq, command=here.id())
    done = payments.approve(here.second, EVENT, seq, command=here.id())
    assert [entry.kind for entry in done.entries] == ["payment_instructed"]
    with pytest.raises(NotThere):  # it is approved, and waits no longer
        payments.approve(here.second, EVENT, seq, command=here.id())


def test_an_approval_is_refused_where_less_is_outstanding_by_then(here: Office) -> None:
    seq = propose(here, "1000.00")
    here.at("2025-06-03T09:00")
    report = payments.record_payment(here.dcc, EVENT, A, "0.01", "BACS 0", command=here.id())
    payments.approve(here.second, EVENT, report.entries[0].seq, command=here.id())
    assert outstanding(here) == Money.of("999.99")
    with pytest.raises(NotPermitted):
        payments.approve(here.second, EVENT, seq, command=here.id())


def test_a_payment_as_instructed_goes_on_record_at_once_with_the_bank_reference(here: Office) -> None:
    instructed = payments.approve(here.second, EVENT, propose(here, "1000.00"), command=here.id()).entries[0]
    done = payments.record_payment(here.dcc, EVENT, A, "1000.00", "BACS 7", command=here.id())
    assert [entry.kind for entry in done.entries] == ["payment_made", "particulars"]
    said = {"of": done.facts[0], "bank_reference": "BACS 7", "instruction": instructed.seq}
    assert done.entries[1].content == said
    assert outstanding(here) == Money.of("0.00")


def test_a_payment_nobody_instructed_needs_two_people_and_is_a_finding(here: Office) -> None:
    reported = payments.record_payment(here.dcc, EVENT, B, "500.00", "BACS 9", command=here.id())
    assert [entry.kind for entry in reported.entries] == ["payment_reported"]
    assert here.dcc.judged(EVENT, here.dcc.today).adjudication.claims[1].paid == Money.of("0.00")
    with pytest.raises(NotPermitted):
        payments.approve(here.dcc, EVENT, reported.entries[0].seq, command=here.id())
    payments.approve(here.second, EVENT, reported.entries[0].seq, command=here.id())
    result = here.dcc.judged(EVENT, here.dcc.today).adjudication
    assert result.claims[1].paid == Money.of("500.00")
    fact = here.dcc.view.entries(EVENT, ["payment_made"])[0].fact
    [said] = [finding for finding in result.findings if fact in finding.facts]
    assert (said.clause, said.outcome) == ("L10.22", "not_met")  # paid, and nothing is payable to B


def test_the_same_payment_twice_is_not_one_instruction_twice(here: Office) -> None:
    payments.approve(here.second, EVENT, propose(here, "400.00"), command=here.id())
    payments.record_payment(here.dcc, EVENT, A, "400.00", "BACS 1", command=here.id())
    again = payments.record_payment(here.dcc, EVENT, A, "400.00", "BACS 2", command=here.id())
    assert [entry.kind for entry in again.entries] == ["payment_reported"]


def test_l10_24_b__an_instalment_is_not_paid_before_its_day(here: Office) -> None:
    here.does(here.panel, "set_sum", sum="999.99", minute="1", consultation="Users, June 2025")
    here.at("2025-06-03T09:00")
    here.does(here.dcc, "refer_dates")
    here.at("2025-06-04T09:00")
    dated = [{"party": A, "on": "2025-07-31", "amount": "400.00"}, {"party": A, "on": "2025-08-29", "amount": "600.00"}]
    here.does(here.panel, "determine_dates", payments=dated, minute="2")
    for amount, on, allowed in (
        ("0.01", "2025-07-30", False),
        ("400.01", "2025-07-31", False),
        ("400.00", "2025-07-31", True),
        ("600.01", "2025-08-29", False),
        ("600.00", "2025-08-29", True),
    ):
        if allowed:
            propose(here, amount, on=on)
        else:
            with pytest.raises(NotPermitted):
                propose(here, amount, on=on)


def test_what_is_wrong_with_a_proposal_is_said_and_nothing_is_recorded(here: Office) -> None:
    before = here.dcc.last(EVENT)
    for wrong in ([], [{"party": A}], [{"party": A, "amount": "1", "on": "2025-06-02"}]):
        with pytest.raises(Problems):
            payments.propose(here.dcc, EVENT, wrong, command=here.id())
    with pytest.raises(Problems):
        propose(here, "0.00")
    assert here.dcc.last(EVENT) == before


def test_only_dcc_finance_proposes_and_the_panel_approves_no_payment(here: Office) -> None:
    seq = propose(here, "1000.00")
    with pytest.raises(NotThere):
        payments.propose(here.panel, EVENT, [{"party": A, "amount": "1.00", "on": "2025-06-02"}], command=here.id())
    with pytest.raises(NotThere):
        payments.approve(here.panel, EVENT, seq, command=here.id())


@pytest.mark.parametrize(("amount", "reference"), [("ten pounds", "BACS 1"), ("0.00", "BACS 1"), ("1.00", "  ")])
def test_a_payment_that_says_no_sum_or_no_reference_is_a_problem(here: Office, amount: str, reference: str) -> None:
    before = here.dcc.last(EVENT)
    with pytest.raises(Problems):
        payments.record_payment(here.dcc, EVENT, A, amount, reference, command=here.id())
    assert here.dcc.last(EVENT) == before


# --- a payment without an instruction ---------------------------------------------------------------------------------


def reports(
    here: Office, reference: str = "BACS 9", party: str = B, amount: str = "500.00", on: str | None = None
) -> Done:
    return payments.record_payment(here.dcc, EVENT, party, amount, reference, command=here.id(), on=on)


def test_a_payment_is_of_a_party_with_a_claim_in_the_event(here: Office) -> None:
    before = here.dcc.last(EVENT)
    with pytest.raises(Problems) as said:
        reports(here, party="Supplier Z")
    assert [(each.field, each.wanted) for each in said.value.problems] == [
        ("party", f"a Party with a claim in {EVENT}")
    ]
    assert here.dcc.last(EVENT) == before


@pytest.mark.parametrize(("on", "allowed"), [("2025-06-01", True), ("2025-06-02", True), ("2025-06-03", False)])
def test_a_payment_was_made_by_today(here: Office, on: str, allowed: bool) -> None:
    """Today is 2 June 2025 by the register's clock."""
    if allowed:
        assert [entry.kind for entry in reports(here, on=on).entries] == ["payment_reported"]
    else:
        with pytest.raises(Problems) as said:
            reports(here, on=on)
        assert [each.field for each in said.value.problems] == ["on"]


@pytest.mark.parametrize("again", ["BACS 9", "bacs 9", " BACS  9 ", "BACS9"])
def test_a_bank_reference_is_one_payments(here: Office, again: str) -> None:
    """While it waits, once it is approved, and for a payment that was instructed too; in another event as in this."""
    reported = reports(here)
    seq = payments.approve(here.second, EVENT, propose(here, "400.00"), command=here.id()).entries[0].seq
    for party, amount in ((B, "500.00"), (A, "12.00"), (A, "400.00")):
        with pytest.raises(Problems) as said:
            reports(here, again, party, amount)
        assert [each.field for each in said.value.problems] == ["bank_reference"]
    payments.approve(here.second, EVENT, reported.entries[0].seq, command=here.id())
    with pytest.raises(Problems):
        reports(here, again, A, "400.00")
    assert [each.made for each in instructions.instructed(here.dcc, EVENT) if each.seq == seq] == [None]
    reports(here, "BACS 10", A, "400.00")
    with pytest.raises(Problems):
        reports(here, "BACS 10", A, "400.00")
    admin.open_event(here.dcc, {"format": 1, "case": "RE-2025-002", "facts": []}, command=here.id())
    given = {"party": A, "received": "2025-06-02", "amount": "1.00"}
    here.dcc.decide("note_total", "RE-2025-002", given, command=here.id())
    with pytest.raises(Problems):
        payments.record_payment(here.dcc, "RE-2025-002", A, "1.00", again, command=here.id())


def test_of_two_reports_with_one_reference_one_is_approved(here: Office) -> None:
    """Neither waits when the other is reported: as two people may do at the same moment, in two events."""
    first, other = reports(here), reports(here, "BACS 10", A, "1.00")
    body = {**other.entries[0].content, "bank_reference": "BACS 9"}
    same = here.register.append(
        Command("at the same moment", here.dcc.actor, (Draft("payment_reported", body, EVENT, A),))
    )
    payments.approve(here.second, EVENT, first.entries[0].seq, command=here.id())
    with pytest.raises(Problems):
        payments.approve(here.second, EVENT, same.entries[0].seq, command=here.id())


def test_every_problem_of_a_payment_is_said_at_once(here: Office) -> None:
    reports(here)
    with pytest.raises(Problems) as said:
        reports(here, "BACS 9", "Supplier Z", "1.00", "2030-01-01")
    assert [each.field for each in said.value.problems] == ["party", "on", "bank_reference"]
    with pytest.raises(Problems) as said:
        reports(here, "BACS 11", B, "ten pounds", "soon")
    assert [(each.field, each.found) for each in said.value.problems] == [("amount", "ten pounds"), ("on", "soon")]


def test_what_waits_says_what_it_is_and_the_banks_reference(here: Office) -> None:
    propose(here, "400.00")
    reports(here)
    assert [(each.kind, each.reference) for each in instructions.proposed(here.dcc, EVENT)] == [
        ("payment_proposed", None),
        ("payment_reported", "BACS 9"),
    ]


def test_a_payment_beyond_all_that_was_instructed_is_recorded_by_two(here: Office) -> None:
    """£1,000.00 was instructed and £1,000.01 paid: approved as it happened, and corrected to £1,000.00. No more was instructed."""
    here.does(here.dcc, "satisfied", party=A)
    seq = (
        payments.propose(here.dcc, EVENT, [{"party": A, "amount": "1000.00", "on": "2025-06-02"}], command=here.id())
        .entries[0]
        .seq
    )
    payments.approve(here.second, EVENT, seq, command=here.id())
    slip = payments.record_payment(here.dcc, EVENT, A, "1000.01", "BACS 1", command=here.id())
    [fact] = payments.approve(here.second, EVENT, slip.entries[0].seq, command=here.id()).facts
    corrected = correcting.correct(here.dcc, EVENT, fact, {"amount": "1000.00"}, "A slip.", command=here.id())
    second.approve(here.second, EVENT, corrected.entries[0].seq, command=here.id())
    again = payments.record_payment(here.dcc, EVENT, A, "1000.00", "BACS 2", command=here.id())
    assert [entry.kind for entry in again.entries] == ["payment_reported"]
