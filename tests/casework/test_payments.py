"""Payments: proposed by one, approved by another, never twice, never more than is outstanding or has fallen due."""

from __future__ import annotations

import pytest

from recovery_costs.casework import payments
from recovery_costs.casework.desk import NotPermitted
from recovery_costs.money import Money
from recovery_costs.plain import Problems
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
