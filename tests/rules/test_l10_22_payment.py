"""L10.22: payment once the DCC is satisfied, and what has been paid against what is payable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication, Claim, DatedPayment, Evidence, EvidenceStatus
from recovery_costs.case_file import check_case
from recovery_costs.facts import AdequacyReferred, DccSatisfied, PaymentMade, PaymentReturned
from recovery_costs.finding import Basis, Figure, Finding, Outcome, found
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted
from recovery_costs.rules.l10_22_payment import (
    l10_22__paid,
    l10_22__satisfied_of_the_request,
    l10_22__still_to_decide,
)
from tests.rules.shared import EVENT, TOTAL, but_its_words, but_the_words

DAY = date(2025, 7, 10)
REQUESTED = Money.of("1000.00")


def satisfied(at: str, name: str = "S") -> Counted[DccSatisfied]:
    fact = DccSatisfied.model_validate({"id": name, "party": "P", "at": at})
    return Counted(fact, fact.at, fact.at)


def referred(at: str) -> Counted[AdequacyReferred]:
    fact = AdequacyReferred.model_validate({"id": "A", "party": "P", "at": at})
    return Counted(fact, fact.at, fact.at)


def paid(*amounts: str) -> list[Counted[PaymentMade]]:
    given = ({"id": f"P{n}", "party": "P", "at": "2025-07-01", "amount": each} for n, each in enumerate(amounts, 1))
    return [Counted(fact, fact.at, fact.at) for fact in map(PaymentMade.model_validate, given)]


def returned(*amounts: str) -> list[Counted[PaymentReturned]]:
    given = ({"id": f"B{n}", "party": "P", "at": "2025-07-02", "amount": each} for n, each in enumerate(amounts, 1))
    return [Counted(fact, fact.at, fact.at) for fact in map(PaymentReturned.model_validate, given)]


def on(
    *moments: str,
    governing: Figure | None = TOTAL,
    requested: Money | None = REQUESTED,
    occurred: bool = True,
    barred: bool = False,
    referrals: Sequence[Counted[AdequacyReferred]] = (),
    evidence: Sequence[Evidence] = (),
) -> tuple[Money | None, list[Finding]]:
    """What the DCC's satisfaction at these moments makes payable."""
    given = [satisfied(moment, f"S{number}") for number, moment in enumerate(moments, start=1)]
    return l10_22__satisfied_of_the_request(
        "P", governing, requested, occurred, ("L10.19(a)",) if barred else (), given, referrals, evidence, False
    )


def l10_22(outcome: Outcome, *facts: str, basis: Basis = Basis.COMPUTED, readings: tuple[str, ...] = ()) -> Finding:
    """A finding of L10.22 about P, without its words."""
    return found("L10.22", outcome, "", about="P", facts=facts, basis=basis, readings=readings)


# --- the DCC is satisfied ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "payable"),
    [
        pytest.param("2025-06-20T10:59:59", None, id="a second before the request took effect"),
        pytest.param("2025-06-20T11:00", REQUESTED, id="at that moment"),
        pytest.param("2025-06-20T11:00:01", REQUESTED, id="a second after it"),
    ],
)
def test_l10_22__the_dcc_is_satisfied_of_a_request_it_has_received(at: str, payable: Money | None) -> None:
    actual, (finding,) = on(at)
    assert actual == payable
    if payable is None:
        assert but_its_words(finding) == l10_22(Outcome.NOT_MET, "S1")
        assert "before there was a request to be satisfied of" in finding.because
    else:
        assert but_its_words(finding) == l10_22(Outcome.MET, "S1", basis=Basis.JUDGEMENT)
        assert "satisfied on 20 June 2025 at 11:00" in finding.because
        assert finding.because.endswith("it is to pay £1,000.00.")


def test_l10_22__satisfaction_without_any_request_makes_nothing_payable() -> None:
    payable, (finding,) = on("2025-06-20T11:00", governing=None, requested=None)
    assert payable is None
    assert but_its_words(finding) == l10_22(Outcome.NOT_MET, "S1")
    assert "before there was a request" in finding.because


def test_l10_22__a_second_satisfaction_serves_where_the_first_came_before_the_request() -> None:
    payable, (early, later) = on("2025-06-19T11:00", "2025-06-21T11:00")
    assert payable == REQUESTED
    assert but_its_words(early) == l10_22(Outcome.NOT_MET, "S1")
    assert but_its_words(later) == l10_22(Outcome.MET, "S2", basis=Basis.JUDGEMENT)


def test_l10_22__nothing_is_payable_until_the_dcc_is_satisfied() -> None:
    assert on() == (None, [])


def test_l10_22__nothing_is_payable_without_a_recovery_event() -> None:
    payable, (refused,) = on("2025-06-21T11:00", occurred=False)
    assert payable is None
    assert but_its_words(refused) == l10_22(Outcome.NOT_MET, "S1")
    assert refused.because.endswith("no Recovery Event has occurred.")


@pytest.mark.parametrize(
    "at",
    [
        pytest.param("2025-06-30T09:59:59", id="a second before the satisfaction"),
        pytest.param("2025-06-30T10:00", id="at that moment"),
        pytest.param("2025-06-30T10:00:01", id="a second after it"),
    ],
)
def test_l10_22__once_the_question_is_referred_satisfaction_makes_nothing_payable(at: str) -> None:
    payable, (finding,) = on("2025-06-30T10:00", referrals=[referred(at)])
    assert payable is None
    assert but_its_words(finding) == l10_22(Outcome.NOT_MET, "S1", "A")
    assert "it is for the Panel to direct" in finding.because


def test_l10_22__satisfaction_on_a_barred_claim_is_for_judgement() -> None:
    _, (finding,) = on("2025-06-21T11:00", barred=True)
    assert but_its_words(finding) == l10_22(
        Outcome.FOR_JUDGEMENT, "S1", basis=Basis.READING, readings=("late_intention",)
    )
    assert "a request that is barred" in finding.because


def test_l10_22__satisfaction_on_evidence_given_late_is_for_judgement_and_payable_all_the_same() -> None:
    rows = [Evidence("R1", date(2025, 6, 10), "given_in_time"), Evidence("R2", date(2025, 6, 10), "given_late")]
    payable, (late, met) = on("2025-06-21T11:00", evidence=rows)
    assert payable == REQUESTED
    assert but_its_words(late) == l10_22(Outcome.FOR_JUDGEMENT, "S1", "R2")
    assert "whether that is in accordance with L10.20" in late.because
    assert met.outcome is Outcome.MET


@pytest.mark.parametrize("status", ["given_in_time", "overdue", "open", "displaced"])
def test_l10_22__only_evidence_given_late_is_a_question(status: EvidenceStatus) -> None:
    _, findings = on("2025-06-21T11:00", evidence=[Evidence("R", date(2025, 6, 10), status)])
    assert [each.outcome for each in findings] == [Outcome.MET]


def test_l10_22__late_evidence_is_no_question_while_the_dcc_is_not_satisfied() -> None:
    assert on(evidence=[Evidence("R", date(2025, 6, 10), "given_late")]) == (None, [])


def test_l10_22__a_request_nobody_has_decided_on_is_for_judgement() -> None:
    finding = l10_22__still_to_decide("P", REQUESTED, ("N",))
    assert but_its_words(finding) == l10_22(Outcome.FOR_JUDGEMENT, "N", basis=Basis.STATED)
    assert finding.because.startswith("£1,000.00 is requested.")
    assert "refer that to the Panel under L10.23(a)" in finding.because


def test_l10_22__a_total_of_nought_leaves_nothing_to_decide() -> None:
    finding = l10_22__still_to_decide("P", NOUGHT, ("N",))
    assert but_its_words(finding) == l10_22(Outcome.DOES_NOT_APPLY, "N", basis=Basis.STATED)
    assert finding.because.startswith("The total notified is £0.00: no amount is requested")
    assert l10_22__still_to_decide("P", Money(1), ("N",)).outcome == Outcome.FOR_JUDGEMENT


# --- what has been paid --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "outcome", "words"),
    [
        pytest.param(
            "999.99",
            Outcome.FOR_JUDGEMENT,
            "£0.01 is outstanding, and no day is set",
            id="a penny below what is payable",
        ),
        pytest.param("1000.00", Outcome.MET, "All of £1,000.00 is paid", id="exactly what is payable"),
        pytest.param("1000.01", Outcome.NOT_MET, "£0.01 too much", id="a penny above what is payable"),
    ],
)
def test_l10_22__payment_of_that_amount(amount: str, outcome: Outcome, words: str) -> None:
    sum_paid, (finding,) = l10_22__paid("P", paid(amount), [], REQUESTED, (), [], DAY)
    assert sum_paid == Money.of(amount)
    assert but_its_words(finding) == l10_22(outcome, "P1")
    assert words in finding.because


def test_l10_22__payments_are_added_and_what_came_back_is_taken_off() -> None:
    # 600.00 + 500.00 less 100.00 that bounced is 1,000.00, the whole.
    sum_paid, (finding,) = l10_22__paid("P", paid("600.00", "500.00"), returned("100.00"), REQUESTED, (), [], DAY)
    assert sum_paid == REQUESTED
    assert but_its_words(finding) == l10_22(Outcome.MET, "P1", "P2", "B1")


@pytest.mark.parametrize(
    ("back", "net", "outcomes"),
    [
        pytest.param("99.99", "0.01", [Outcome.FOR_JUDGEMENT], id="a penny less than was paid"),
        pytest.param("100.00", "0.00", [], id="exactly what was paid"),
        pytest.param("100.01", "0.00", [Outcome.CANNOT_SAY], id="a penny more than was paid"),
    ],
)
def test_l10_22__more_returned_than_paid_cannot_be(back: str, net: str, outcomes: list[Outcome]) -> None:
    sum_paid, findings = l10_22__paid("P", paid("100.00"), returned(back), REQUESTED, (), [], DAY)
    assert sum_paid == Money.of(net)
    assert but_the_words(findings) == [l10_22(outcome, "P1", "B1") for outcome in outcomes]
    if outcomes == [Outcome.CANNOT_SAY]:
        assert findings[0].because == "More came back than was paid, by £0.01: a payment is missing from the record."


@pytest.mark.parametrize(
    ("amounts", "outcomes"),
    [
        pytest.param([], [], id="nothing paid"),
        pytest.param(["0.00"], [], id="a payment of 0.00"),
        pytest.param(["0.01"], [Outcome.NOT_MET], id="a payment of a penny"),
    ],
)
def test_l10_22__a_payment_before_anything_is_payable(amounts: list[str], outcomes: list[Outcome]) -> None:
    _, findings = l10_22__paid("P", paid(*amounts), [], None, (), [], DAY)
    assert but_the_words(findings) == [l10_22(outcome, "P1") for outcome in outcomes]
    assert all(each.because == "£0.01 was paid, and nothing is payable now." for each in findings)


def test_l10_22__a_payment_on_a_barred_claim_is_for_judgement_and_is_too_much() -> None:
    sum_paid, (judged, too_much) = l10_22__paid("P", paid("40.00"), [], NOUGHT, ("L10.19(a)",), [], DAY)
    assert sum_paid == Money.of("40.00")
    assert but_its_words(judged) == l10_22(
        Outcome.FOR_JUDGEMENT, "P1", basis=Basis.READING, readings=("late_intention",)
    )
    assert judged.because == (
        "£40.00 was paid on a request that is barred by L10.19(a) as it is read; what follows is for judgement."
    )
    assert but_its_words(too_much) == l10_22(Outcome.NOT_MET, "P1")
    assert "£40.00 was paid and £0.00 is payable: £40.00 too much" in too_much.because


def test_l10_22__a_payment_on_a_barred_claim_is_for_judgement_though_a_decision_governs() -> None:
    _, (judged, paid_whole) = l10_22__paid("P", paid("40.00"), [], Money.of("40.00"), ("L10.19(a)",), [], DAY)
    assert but_its_words(judged) == l10_22(
        Outcome.FOR_JUDGEMENT, "P1", basis=Basis.READING, readings=("late_intention",)
    )
    assert but_its_words(paid_whole) == l10_22(Outcome.MET, "P1")


@pytest.mark.parametrize(
    ("amount", "outcome", "words"),
    [
        pytest.param("39.99", Outcome.NOT_MET, "£0.01 has fallen due", id="a penny below what has fallen due"),
        pytest.param("40.00", Outcome.MET, "none of that has fallen due", id="what has fallen due"),
        pytest.param("40.01", Outcome.MET, "none of that has fallen due", id="a penny above what has fallen due"),
    ],
)
def test_l10_22__part_paid_is_judged_by_what_has_fallen_due(amount: str, outcome: Outcome, words: str) -> None:
    dated = [DatedPayment(DAY, Money.of("40.00")), DatedPayment(DAY + timedelta(days=1), Money.of("60.00"))]
    _, (finding,) = l10_22__paid("P", paid(amount), [], Money.of("100.00"), (), dated, DAY)
    assert finding.outcome is outcome
    assert words in finding.because


def test_l10_22__a_payment_on_a_claim_that_was_refused_is_too_much() -> None:
    _, (finding,) = l10_22__paid("P", paid("0.01"), [], NOUGHT, (), [], DAY)
    assert but_its_words(finding) == l10_22(Outcome.NOT_MET, "P1")
    assert "does not say how it comes back" in finding.because


@pytest.mark.parametrize("payable", [None, NOUGHT, REQUESTED])
def test_l10_22__nothing_paid_is_no_finding(payable: Money | None) -> None:
    assert l10_22__paid("P", [], [], payable, (), [], DAY) == (NOUGHT, [])


# --- in a claim ----------------------------------------------------------------------------------------------------


def adjudicated(*facts: dict[str, Any], total: str = "2025-06-05T10:00", **readings: str) -> Adjudication:
    """The adjudication of P's claim on 1 September 2025; its total of 1,000.00 took effect on the last day."""
    request = {"id": "N", "type": "total_notified", "received": total, "amount": "1000.00"}
    given = [*EVENT, *({"party": "P"} | each for each in (request, *facts))]
    return adjudicate(check_case({"format": 1, "case": "C", "facts": given}), date(2025, 9, 1), readings=readings)


def claim(*facts: dict[str, Any], total: str = "2025-06-05T10:00", **readings: str) -> Claim:
    (only,) = adjudicated(*facts, total=total, **readings).claims
    return only


SATISFIED = {"id": "S", "type": "dcc_satisfied", "at": "2025-07-01"}
REFERRED = {"id": "A", "type": "adequacy_referred", "at": "2025-07-01"}
LATE = "2025-06-06T10:00"


def test_l10_22__what_is_requested_becomes_payable_and_is_outstanding_until_paid() -> None:
    part = {"id": "P1", "type": "payment_made", "at": "2025-07-02", "amount": "400.00"}
    assert claim().payable is None
    assert claim().payable_under is None
    one = claim(SATISFIED, part)
    assert (one.payable, one.payable_under) == (REQUESTED, "L10.22")
    assert (one.paid, one.outstanding, one.overpaid) == (Money.of("400.00"), Money.of("600.00"), NOUGHT)


def test_l10_22__more_than_is_owed_is_overpaid_and_nothing_is_outstanding() -> None:
    too_much = {"id": "P1", "type": "payment_made", "at": "2025-07-02", "amount": "1000.01"}
    one = claim(SATISFIED, too_much)
    assert (one.outstanding, one.overpaid) == (NOUGHT, Money.of("0.01"))


def test_l10_22__what_is_outstanding_cannot_be_known_before_anything_is_payable() -> None:
    early = {"id": "P1", "type": "payment_made", "at": "2025-07-02", "amount": "10.00"}
    one = claim(early)
    assert (one.paid, one.outstanding, one.overpaid) == (Money.of("10.00"), None, None)


def test_l10_22__a_barred_claim_is_payable_at_nothing_though_the_dcc_is_satisfied() -> None:
    one = claim(SATISFIED, total=LATE)
    assert (one.state, one.barred_by) == ("barred", ("L10.19(a)",))
    assert (one.payable, one.payable_under) == (NOUGHT, "L10.19(a)")
    spared = claim(SATISFIED, total=LATE, late_intention="breach_only")
    assert (spared.payable, spared.payable_under) == (REQUESTED, "L10.22")


@pytest.mark.parametrize(
    ("facts", "total", "outcomes"),
    [
        pytest.param([], "2025-06-05", [Outcome.FOR_JUDGEMENT], id="nobody has decided"),
        pytest.param([SATISFIED], "2025-06-05", [Outcome.MET], id="the DCC is satisfied"),
        pytest.param([REFERRED], "2025-06-05", [], id="it is with the Panel"),
        pytest.param([], LATE, [], id="the claim is barred"),
    ],
)
def test_l10_22__it_is_still_to_be_decided_only_while_nobody_has(
    facts: list[dict[str, Any]], total: str, outcomes: list[Outcome]
) -> None:
    findings = adjudicated(*facts, total=total).findings
    assert [each.outcome for each in findings if each.clause == "L10.22"] == outcomes


def test_l10_22__it_is_not_to_be_decided_before_there_is_a_request_or_a_recovery_event() -> None:
    intention = {"id": "N", "type": "intention_notified", "party": "P", "received": "2025-06-05"}
    total = {"id": "N", "type": "total_notified", "party": "P", "received": "2025-06-05", "amount": "1000.00"}
    for facts in ([*EVENT, intention], [total]):
        case = check_case({"format": 1, "case": "C", "facts": facts})
        findings = adjudicate(case, date(2025, 9, 1)).findings
        assert [each for each in findings if each.clause == "L10.22"] == []
