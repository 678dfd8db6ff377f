"""L10.23: a question about the evidence goes to the Panel, which directs payment in full, in part or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.case_file import check_case
from recovery_costs.facts import AdequacyReferred, PaymentDirected
from recovery_costs.finding import Basis, Figure, Finding, Outcome, found
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted
from recovery_costs.rules.l10_23_direction import (
    l10_23_a__adequacy_referred,
    l10_23_b__directed,
    l10_23_b__direction_is_one_the_clause_allows,
)
from tests.rules.shared import EVENT, TOTAL, but_the_words

REQUESTED = Money.of("1000.00")


def referred(at: str, name: str = "A") -> Counted[AdequacyReferred]:
    fact = AdequacyReferred.model_validate({"id": name, "party": "P", "at": at})
    return Counted(fact, fact.at, fact.at)


def directed(
    direction: str, sum_: str | None = None, at: str = "2025-07-01T10:00", name: str = "D"
) -> Counted[PaymentDirected]:
    given = {"id": name, "party": "P", "at": at, "direction": direction} | ({"sum": sum_} if sum_ else {})
    fact = PaymentDirected.model_validate(given)
    return Counted(fact, fact.at, fact.at)


def on(
    *directions: Counted[PaymentDirected],
    governing: Figure | None = TOTAL,
    referral: bool = True,
    replaced: bool = False,
) -> tuple[Money | None, list[Finding]]:
    """What these directions make payable on a request of 1,000.00 that took effect on 20 June 2025 at 11:00."""
    return l10_23_b__directed("P", directions, governing, governing and governing.amount, referral, replaced)


def l10_23_a(outcome: Outcome, *facts: str, basis: Basis = Basis.STATED) -> Finding:
    return found("L10.23(a)", outcome, "", about="P", facts=facts, basis=basis)


def l10_23_b(outcome: Outcome, *facts: str, basis: Basis = Basis.JUDGEMENT) -> Finding:
    return found("L10.23(b)", outcome, "", about="P", facts=facts, basis=basis)


# --- (a): the question is referred ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        pytest.param("2025-06-20T10:59:59", Outcome.NOT_MET, id="a second before the request took effect"),
        pytest.param("2025-06-20T11:00", Outcome.MET, id="at that moment"),
        pytest.param("2025-06-20T11:00:01", Outcome.MET, id="a second after it"),
    ],
)
def test_l10_23_a__the_question_is_about_an_amount_requested(at: str, outcome: Outcome) -> None:
    findings = l10_23_a__adequacy_referred("P", [referred(at)], [TOTAL], directed=True)
    assert but_the_words(findings) == [l10_23_a(outcome, "A")]
    assert findings[0].because.startswith("The DCC referred the adequacy of the evidence to the Panel on 20 June 2025")
    assert ("before an amount was requested" in findings[0].because) is (outcome is Outcome.NOT_MET)


def test_l10_23_a__without_any_request_there_is_no_such_question() -> None:
    findings = l10_23_a__adequacy_referred("P", [referred("2025-06-21")], [], directed=True)
    assert but_the_words(findings) == [l10_23_a(Outcome.NOT_MET, "A")]


def test_l10_23_a__nothing_is_found_where_nothing_is_referred() -> None:
    assert l10_23_a__adequacy_referred("P", [], [TOTAL], directed=False) == []


def test_l10_23_a__each_of_two_referrals_is_found() -> None:
    both = [referred("2025-06-21"), referred("2025-06-22", "A2")]
    assert but_the_words(l10_23_a__adequacy_referred("P", both, [TOTAL], directed=True)) == [
        l10_23_a(Outcome.MET, "A"),
        l10_23_a(Outcome.MET, "A2"),
    ]


def test_l10_23_b__once_referred_the_panel_is_to_direct() -> None:
    met, pending = l10_23_a__adequacy_referred("P", [referred("2025-06-21")], [TOTAL], directed=False)
    assert met.outcome is Outcome.MET
    assert but_the_words([pending]) == [l10_23_b(Outcome.FOR_JUDGEMENT, "A", basis=Basis.STATED)]
    assert "has not directed yet" in pending.because


def test_l10_23_a__a_direction_without_a_referral_on_file_stands_and_a_finding_says_so() -> None:
    payable, findings = on(directed("full"), referral=False)
    assert payable == REQUESTED
    assert but_the_words(findings) == [
        l10_23_b(Outcome.MET, "D"),
        l10_23_a(Outcome.CANNOT_SAY, "D", basis=Basis.COMPUTED),
    ]
    assert "no referral by the DCC is on file" in findings[1].because


def test_l10_23_a__a_direction_that_does_not_count_says_nothing_of_a_referral() -> None:
    payable, findings = on(directed("part", "1000.00"), referral=False)
    assert payable is None
    assert [each.clause for each in findings] == ["L10.23(b)"]


# --- (b): full, part or none ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "sum_", "payable", "words"),
    [
        ("full", None, "1000.00", "directed payment in full on 1 July 2025 at 10:00: £1,000.00 is payable."),
        ("part", "600.00", "600.00", "directed payment in part (£600.00) on 1 July 2025 at 10:00: £600.00 is payable."),
        ("none", None, "0.00", "directed payment of nothing on 1 July 2025 at 10:00: £0.00 is payable."),
    ],
)
def test_l10_23_b__the_panel_directs_full_part_or_none(
    direction: str, sum_: str | None, payable: str, words: str
) -> None:
    actual, findings = on(directed(direction, sum_))
    assert actual == Money.of(payable)
    assert but_the_words(findings) == [l10_23_b(Outcome.MET, "D")]
    assert findings[0].because == f"The Panel {words}"


@pytest.mark.parametrize(
    ("sum_", "why_not"),
    [
        pytest.param("0.00", "a part payment of nothing is no payment", id="nothing is no part"),
        pytest.param("0.01", None, id="a penny is a part"),
        pytest.param("0.02", None, id="two pence are a part"),
        pytest.param("999.99", None, id="a penny below the request"),
        pytest.param("1000.00", "£1,000.00 is not only part of the £1,000.00", id="exactly the request"),
        pytest.param("1000.01", "£1,000.01 is not only part of the £1,000.00", id="a penny above the request"),
    ],
)
def test_l10_23_b__a_part_is_more_than_nothing_and_less_than_the_request(sum_: str, why_not: str | None) -> None:
    direction = directed("part", sum_)
    refused = l10_23_b__direction_is_one_the_clause_allows(direction, TOTAL, REQUESTED)
    assert refused is None if why_not is None else refused is not None and refused.startswith(why_not)
    payable, findings = on(direction)
    assert payable == (Money.of(sum_) if why_not is None else None)
    assert but_the_words(findings) == [l10_23_b(Outcome.MET if why_not is None else Outcome.NOT_MET, "D")]
    assert ("the clause does not allow that and it is not counted" in findings[0].because) is (why_not is not None)


@pytest.mark.parametrize("direction", ["full", "part"])
@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        pytest.param("2025-06-20T10:59:59", False, id="a second before the request took effect"),
        pytest.param("2025-06-20T11:00", True, id="at that moment"),
        pytest.param("2025-06-20T11:00:01", True, id="a second after it"),
    ],
)
def test_l10_23_b__full_and_part_need_a_request_to_pay(direction: str, at: str, allowed: bool) -> None:
    given = directed(direction, "600.00" if direction == "part" else None, at)
    refused = l10_23_b__direction_is_one_the_clause_allows(given, TOTAL, REQUESTED)
    assert (refused is None) is allowed
    payable, findings = on(given)
    assert (payable is not None) is allowed
    assert ("no amount had been requested by then" in findings[0].because) is not allowed


@pytest.mark.parametrize("direction", [directed("full"), directed("part", "600.00")])
def test_l10_23_b__without_any_request_there_is_nothing_to_pay_in_full_or_in_part(
    direction: Counted[PaymentDirected],
) -> None:
    payable, findings = on(direction, governing=None)
    assert payable is None
    assert but_the_words(findings) == [l10_23_b(Outcome.NOT_MET, "D")]


@pytest.mark.parametrize("governing", [None, TOTAL], ids=["without a request", "before the request"])
def test_l10_23_b__no_payment_may_be_directed_at_any_time(governing: Figure | None) -> None:
    payable, findings = on(directed("none", at="2025-06-01"), governing=governing)
    assert payable == NOUGHT
    assert but_the_words(findings) == [l10_23_b(Outcome.MET, "D")]


def test_l10_23_b__the_latest_direction_that_the_clause_allows_governs() -> None:
    payable, findings = on(
        directed("full", at="2025-07-01", name="D1"),
        directed("part", "600.00", "2025-07-02", "D2"),
        directed("part", "1000.01", "2025-07-03", "D3"),
    )
    assert payable == Money.of("600.00")
    assert but_the_words(findings) == [
        l10_23_b(Outcome.DOES_NOT_APPLY, "D1"),
        l10_23_b(Outcome.MET, "D2"),
        l10_23_b(Outcome.NOT_MET, "D3"),
    ]
    assert findings[0].because.endswith("a later direction governs.")


def test_l10_23_b__without_a_direction_nothing_is_said() -> None:
    assert on() == (None, [])
    assert on(referral=False) == (None, [])


# --- in a claim ----------------------------------------------------------------------------------------------------

IN_TIME = {"id": "N1", "type": "total_notified", "received": "2025-06-05T10:00", "amount": "1000.00"}
LATE = IN_TIME | {"received": "2025-06-06T10:00"}
REFERRED = {"id": "A", "type": "adequacy_referred", "at": "2025-06-30T10:00"}
IN_FULL = {"id": "D", "type": "payment_directed", "at": "2025-07-01T10:00", "direction": "full"}


def adjudicated(*facts: dict[str, Any], event: bool = True) -> Adjudication:
    given = [*(EVENT if event else []), *({"party": "P"} | each for each in facts)]
    return adjudicate(check_case({"format": 1, "case": "C", "facts": given}), date(2025, 9, 1))


def test_l10_23_b__a_direction_governs_even_a_barred_claim() -> None:
    (barred,) = adjudicated(LATE, REFERRED).claims
    assert (barred.state, barred.payable, barred.payable_under) == ("barred", NOUGHT, "L10.19(a)")
    (governed,) = adjudicated(LATE, REFERRED, IN_FULL).claims
    assert (governed.state, governed.barred) == ("payable", True)
    assert (governed.payable, governed.payable_under) == (REQUESTED, "L10.23(b)")


def test_l10_23_b__a_direction_governs_without_a_recovery_event() -> None:
    (claim,) = adjudicated(IN_TIME, REFERRED, IN_FULL, event=False).claims
    assert (claim.payable, claim.payable_under) == (REQUESTED, "L10.23(b)")


def test_l10_23_b__a_direction_governs_over_the_satisfaction_of_the_dcc() -> None:
    satisfied = {"id": "S", "type": "dcc_satisfied", "at": "2025-06-29"}
    part = IN_FULL | {"direction": "part", "sum": "600.00"}
    (claim,) = adjudicated(IN_TIME, satisfied, part).claims
    assert (claim.payable, claim.payable_under) == (Money.of("600.00"), "L10.23(b)")


@pytest.mark.parametrize(
    ("at", "requested"),
    [
        pytest.param("2025-07-01T09:59:59", "1200.00", id="a second before the direction"),
        pytest.param("2025-07-01T10:00", "1200.00", id="at that moment"),
        pytest.param("2025-07-01T10:00:01", "1000.00", id="a second after it"),
    ],
)
def test_l10_23_b__a_total_after_the_direction_no_longer_governs(at: str, requested: str) -> None:
    later = IN_TIME | {"id": "N2", "received": at, "amount": "1200.00"}
    (claim,) = adjudicated(IN_TIME, REFERRED, IN_FULL, later).claims
    assert claim.requested == claim.payable == Money.of(requested)


def test_l10_23_b__even_a_direction_that_does_not_count_closes_the_totals() -> None:
    too_much = IN_FULL | {"direction": "part", "sum": "1000.00"}
    later = IN_TIME | {"id": "N2", "received": "2025-07-02", "amount": "1200.00"}
    (claim,) = adjudicated(IN_TIME, REFERRED, too_much, later).claims
    assert (claim.requested, claim.payable, claim.state) == (REQUESTED, None, "referred")


def test_l10_23_a__a_total_that_replaces_the_one_referred_does_not_undo_the_referral() -> None:
    """The question was put on 30 June about the 1,000.00 then requested; only on 10 July did 1,200.00 replace it."""
    later = IN_TIME | {"id": "N2", "received": "2025-07-10", "amount": "1200.00"}
    findings = adjudicated(IN_TIME, REFERRED, later).findings
    assert [each.outcome for each in findings if each.clause == "L10.23(a)"] == [Outcome.MET]


def test_l10_23_b__a_direction_in_whose_place_the_authority_fixed_a_sum_is_not_said_to_be_payable() -> None:
    payable, findings = on(directed("part", "600.00"), replaced=True)
    assert payable == Money.of("600.00")  # what an upheld or fixed sum leaves of it is for L10.29
    assert but_the_words(findings) == [l10_23_b(Outcome.DOES_NOT_APPLY, "D")]
    assert findings[0].because.endswith("a sum that the Authority fixed governs.")
