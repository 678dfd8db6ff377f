"""L10.24: requests above the sum that the Panel determined, the dates of payment, and the Draft Proposal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication, Aggregate, DatedPayment
from recovery_costs.case_file import check_case
from recovery_costs.facts import (
    AppealDecided,
    DatesDetermined,
    DatesReferred,
    DraftProposalConsidered,
    ThresholdDetermined,
)
from recovery_costs.finding import Basis, Outcome, Ruling, found
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted
from recovery_costs.rules.l10_24_b_dates_of_payment import (
    Dates,
    l10_24_a__dates_referred,
    l10_24_b__could_be_determined,
    l10_24_b__dates_on_file,
    l10_24_b__instalments,
    l10_24_b__instalments_sum_to_what_is_payable,
    l10_24_b_i__different_times,
)
from recovery_costs.rules.l10_24_requests_above_the_sum import (
    Request,
    l10_24__requested_for_the_event,
    l10_24__requests_exceed_the_sum,
    l10_24__sum_determined,
    l10_24_c__draft_proposal,
)
from recovery_costs.terms import DEFAULTS
from tests.rules.shared import but_the_words

THE_SUM = ("threshold_counts", "threshold_comparison", "threshold_sum", "threshold_amounts", "no_threshold")
MILLION = Money.of("1000000.00")
EVENT_ON = date(2025, 3, 5)


def under(**readings: str) -> dict[str, str]:
    return {**DEFAULTS, **readings}


def determined(sum_: str, at: str = "2025-01-02", name: str = "T") -> Counted[ThresholdDetermined]:
    fact = ThresholdDetermined.model_validate({"id": name, "at": at, "sum": sum_})
    return Counted(fact, fact.at, fact.at)


def referred(at: str, name: str = "R") -> Counted[DatesReferred]:
    fact = DatesReferred.model_validate({"id": name, "at": at})
    return Counted(fact, fact.at, fact.at)


def dated(*payments: tuple[str, str, str], at: str = "2025-08-01T10:00", name: str = "D") -> Counted[DatesDetermined]:
    """Dates as the Panel determined them: party, day, amount."""
    rows = [{"party": party, "on": on, "amount": amount} for party, on, amount in payments]
    fact = DatesDetermined.model_validate({"id": name, "at": at, "payments": rows})
    return Counted(fact, fact.at, fact.at)


def ruling(panels: Counted[DatesDetermined], at: str, **fixed: Any) -> Ruling:
    """What the Authority decided on the Panel's dates."""
    given = {"id": "AD", "at": at, "decision": panels.id, "upheld": not fixed} | fixed
    fact = AppealDecided.model_validate(given)
    return Ruling(panels.fact, Counted(fact, fact.at, fact.at))


def considered(submit: bool) -> Counted[DraftProposalConsidered]:
    fact = DraftProposalConsidered.model_validate({"id": "C", "at": "2025-08-01T10:00", "submit": submit})
    return Counted(fact, fact.at, fact.at)


def latest(*on_file: Any) -> Dates | None:
    """The dates that govern."""
    return (l10_24_b__dates_on_file(*on_file) or [None])[-1]


# --- what is requested for the event -------------------------------------------------------------------------------


def request(
    requested: str | None = None,
    estimate: str | None = None,
    payable: str | None = None,
    barred: bool = False,
    decided: bool = False,
) -> Request:
    amounts = [Money.of(each) if each else None for each in (requested, estimate, payable)]
    return Request(None, *amounts, barred, decided)


@pytest.mark.parametrize(
    ("requests", "readings", "total"),
    [
        pytest.param([], {}, "0.00", id="nobody"),
        pytest.param([request("700.00"), request("500.00")], {}, "1200.00", id="alone or taken together"),
        pytest.param([request(), request("500.00")], {}, "500.00", id="a claim without a request adds nothing"),
        pytest.param([request("700.00", payable="300.00")], {}, "700.00", id="as requested though the Panel cut it"),
        pytest.param(
            [request("700.00", payable="300.00"), request("500.00")],
            {"threshold_amounts": "as_payable"},
            "800.00",
            id="as payable where that is known",
        ),
        pytest.param(
            [request("700.00", payable="0.00")], {"threshold_amounts": "as_payable"}, "0.00", id="as payable at nothing"
        ),
        pytest.param([request("700.00", barred=True, payable="0.00")], {}, "0.00", id="barred"),
        pytest.param(
            [request("700.00", barred=True, decided=True, payable="0.01")],
            {},
            "700.00",
            id="barred, but a decision makes something payable",
        ),
        pytest.param(
            [request("700.00", barred=True, decided=True, payable="0.00")],
            {},
            "0.00",
            id="barred, and a decision makes nothing payable",
        ),
        pytest.param(
            [request("700.00", barred=True, decided=False, payable="0.01")], {}, "0.00", id="barred, and none decided"
        ),
        pytest.param([request(payable="9.00", decided=True)], {}, "0.00", id="a decision without a request"),
        pytest.param([request("700.00"), request(estimate="600.00")], {}, "700.00", id="estimates do not count"),
        pytest.param(
            [request("700.00"), request(estimate="600.00")],
            {"threshold_counts": "totals_and_estimates"},
            "1300.00",
            id="estimates count under that reading",
        ),
        pytest.param(
            [request(estimate="600.00", barred=True, decided=True, payable="9.00")],
            {"threshold_counts": "totals_and_estimates"},
            "0.00",
            id="but not that of a barred claim, even one that a decision governs",
        ),
    ],
)
def test_l10_24__what_is_requested_for_the_event(requests: list[Request], readings: dict[str, str], total: str) -> None:
    assert l10_24__requested_for_the_event(requests, under(**readings)) == Money.of(total)


# --- the sum and whether it is exceeded ----------------------------------------------------------------------------

FIRST, SECOND = determined("1000000.00", "2024-01-02", "T1"), determined("1500000.00", "2025-06-02", "T2")


def test_l10_24__the_latest_sum_determined_is_in_force() -> None:
    assert l10_24__sum_determined([FIRST, SECOND], (), EVENT_ON, DEFAULTS) == (Money.of("1500000.00"), SECOND)


def test_l10_24__a_sum_the_authority_set_aside_gives_way_to_the_one_before() -> None:
    assert l10_24__sum_determined([FIRST, SECOND], {"T2"}, EVENT_ON, DEFAULTS) == (MILLION, FIRST)
    assert l10_24__sum_determined([FIRST], {"T1"}, EVENT_ON, DEFAULTS) == (None, None)


def test_l10_24__where_no_sum_is_determined_there_is_none_or_it_is_nil() -> None:
    assert l10_24__sum_determined([], (), EVENT_ON, DEFAULTS) == (None, None)
    assert l10_24__sum_determined([], (), EVENT_ON, under(no_threshold="nil")) == (NOUGHT, None)
    assert l10_24__sum_determined([FIRST], {"T1"}, EVENT_ON, under(no_threshold="nil")) == (NOUGHT, None)
    assert l10_24__sum_determined([FIRST], (), EVENT_ON, under(no_threshold="nil")) == (MILLION, FIRST)


@pytest.mark.parametrize(
    ("at", "sum_"),
    [
        pytest.param("2025-03-04T23:59:59", "1500000.00", id="the day before the event"),
        pytest.param("2025-03-05T23:59:59", "1500000.00", id="on the day of the event"),
        pytest.param("2025-03-06T00:00", "1000000.00", id="the day after the event"),
    ],
)
def test_l10_24__the_sum_in_force_at_the_event_is_the_latest_by_its_day(at: str, sum_: str) -> None:
    sums = [FIRST, determined("1500000.00", at, "T2")]
    assert l10_24__sum_determined(sums, (), EVENT_ON, DEFAULTS)[0] == Money.of("1500000.00")
    assert l10_24__sum_determined(sums, (), EVENT_ON, under(threshold_sum="in_force_at_event"))[0] == Money.of(sum_)


def test_l10_24__no_sum_is_in_force_at_an_event_that_has_not_occurred() -> None:
    at_event = under(threshold_sum="in_force_at_event")
    assert l10_24__sum_determined([FIRST], (), None, at_event) == (None, None)
    assert l10_24__sum_determined([SECOND], (), EVENT_ON, at_event | {"no_threshold": "nil"}) == (NOUGHT, None)


@pytest.mark.parametrize(
    ("requested", "exceeds", "reaches", "words", "basis"),
    [
        pytest.param("999999.99", False, False, "under by £0.01", Basis.COMPUTED, id="a penny below"),
        pytest.param("1000000.00", False, True, "", Basis.READING, id="exactly at"),
        pytest.param("1000000.01", True, True, "over by £0.01", Basis.COMPUTED, id="a penny above"),
    ],
)
def test_l10_24__requests_must_exceed_the_sum(
    requested: str, exceeds: bool, reaches: bool, words: str, basis: Basis
) -> None:
    strictly, finding = l10_24__requests_exceed_the_sum(Money.of(requested), MILLION, FIRST, DEFAULTS)
    assert strictly is exceeds
    outcome = Outcome.MET if exceeds else Outcome.NOT_MET
    assert but_the_words([finding]) == [found("L10.24", outcome, "", facts=("T1",), readings=THE_SUM, basis=basis)]
    assert "more than £1,000,000.00, the sum determined" in finding.because
    assert words in finding.because
    assert ("It is" in finding.because) is bool(words)

    reaching = under(threshold_comparison="reaching")
    at_least, finding = l10_24__requests_exceed_the_sum(Money.of(requested), MILLION, FIRST, reaching)
    assert at_least is reaches
    assert finding.outcome is (Outcome.MET if reaches else Outcome.NOT_MET)
    assert "at least £1,000,000.00" in finding.because


@pytest.mark.parametrize("comparison", ["exceeding", "reaching"])
@pytest.mark.parametrize(
    ("requested", "exceeds"),
    [pytest.param("0.00", False, id="nothing is requested"), pytest.param("0.01", True, id="a penny is requested")],
)
def test_l10_24__a_sum_read_as_nil_must_be_exceeded_under_every_reading(
    comparison: str, requested: str, exceeds: bool
) -> None:
    readings = under(no_threshold="nil", threshold_comparison=comparison)
    actual, finding = l10_24__requests_exceed_the_sum(Money.of(requested), NOUGHT, None, readings)
    assert actual is exceeds
    outcome = Outcome.MET if exceeds else Outcome.NOT_MET
    assert but_the_words([finding]) == [found("L10.24", outcome, "", readings=THE_SUM, basis=Basis.READING)]
    assert "more than £0.00, read where no sum is determined" in finding.because


def test_l10_24__without_a_sum_nobody_can_say() -> None:
    exceeds, finding = l10_24__requests_exceed_the_sum(MILLION, None, None, DEFAULTS)
    assert exceeds is None
    assert but_the_words([finding]) == [found("L10.24", Outcome.CANNOT_SAY, "", readings=THE_SUM, basis=Basis.READING)]
    assert "has determined no sum, so L10.24 cannot operate" in finding.because


# --- (a): the dates are referred -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exceeded", "outcome", "words"),
    [
        (True, Outcome.MET, "2 July 2025 at 10:00."),
        (False, Outcome.NOT_MET, "did not exceed the sum then, so the clause did not allow it"),
        (None, Outcome.CANNOT_SAY, "no sum was determined then, so whether the clause allowed it cannot be said"),
    ],
)
def test_l10_24_a__dates_may_be_referred_where_the_requests_exceed_the_sum(
    exceeded: bool | None, outcome: Outcome, words: str
) -> None:
    findings = l10_24_a__dates_referred([referred("2025-07-02T10:00")], [exceeded], True)
    assert but_the_words(findings) == [found("L10.24(a)", outcome, "", facts=("R",), readings=THE_SUM)]
    assert findings[0].because.startswith("The DCC referred the dates of payment on 2 July 2025 at 10:00")
    assert findings[0].because.endswith(f"{words}" if exceeded else f"{words}.")


def test_l10_24_a__each_referral_is_tested_at_its_own_moment() -> None:
    both = [referred("2025-07-02"), referred("2025-07-03", "R2")]
    findings = l10_24_a__dates_referred(both, [False, True], True)
    assert [(each.facts, each.outcome) for each in findings] == [(("R",), Outcome.NOT_MET), (("R2",), Outcome.MET)]


def test_l10_24_a__above_the_sum_whether_to_refer_is_for_the_dcc() -> None:
    findings = l10_24_a__dates_referred([], [], True)
    assert but_the_words(findings) == [
        found("L10.24(a)", Outcome.FOR_JUDGEMENT, "", readings=THE_SUM, basis=Basis.STATED)
    ]
    assert "the DCC may refer the dates of payment" in findings[0].because


@pytest.mark.parametrize("exceeds", [False, None])
def test_l10_24_a__there_is_nothing_to_refer_where_the_sum_is_not_exceeded(exceeds: bool | None) -> None:
    assert l10_24_a__dates_referred([], [], exceeds) == []


# --- (b): the dates are determined ---------------------------------------------------------------------------------

PANELS = dated(("P", "2025-10-01", "600.00"), ("Q", "2025-09-01", "400.00"), ("P", "2025-09-01", "100.00"))
IN_PLACE = [{"party": "P", "on": "2025-12-01", "amount": "700.00"}]


def test_l10_24_b__the_latest_dates_on_file_count_whole() -> None:
    later = dated(("P", "2025-11-01", "700.00"), at="2025-08-02", name="D2")
    assert latest([], []) is None
    assert latest([PANELS], []) == Dates(PANELS, PANELS.fact.payments)
    assert latest([PANELS, later], []) == Dates(later, later.fact.payments)


def test_l10_24_b__the_authority_may_put_its_own_dates_in_place_of_the_panels() -> None:
    its_own = ruling(PANELS, "2025-08-20T15:00", payments=IN_PLACE)
    dates = latest([PANELS], [its_own])
    assert dates is not None
    assert dates.made is its_own
    assert dates.counted is its_own.ruled
    assert [(each.party, each.amount.text) for each in dates.payments] == [("P", "700.00")]
    later = dated(("P", "2026-01-05", "700.00"), at="2025-09-01", name="D2")
    assert latest([PANELS, later], [its_own]) == Dates(later, later.fact.payments)


@pytest.mark.parametrize("fixed", [{}, {"set_aside": True}], ids=["upheld", "a ruling on something else"])
def test_l10_24_b__a_ruling_without_dates_leaves_the_panels(fixed: dict[str, Any]) -> None:
    assert latest([PANELS], [ruling(PANELS, "2025-08-20", **fixed)]) == Dates(PANELS, PANELS.fact.payments)


def test_l10_24_b__a_partys_instalments_stand_by_their_day_then_as_given() -> None:
    same_day = dated(("P", "2025-10-01", "2.00"), ("P", "2025-09-01", "9.00"), ("P", "2025-10-01", "1.00"))
    by_party = l10_24_b__instalments(Dates(same_day, same_day.fact.payments))
    assert {party: list(own) for party, own in by_party.items()} == {
        "P": [
            DatedPayment(date(2025, 9, 1), Money.of("9.00")),
            DatedPayment(date(2025, 10, 1), Money.of("2.00")),
            DatedPayment(date(2025, 10, 1), Money.of("1.00")),
        ]
    }
    assert l10_24_b__instalments(None) == {}


@pytest.mark.parametrize(
    ("at", "exceeded", "facts", "refused"),
    [
        pytest.param("2025-08-01T09:59:59", True, ("D", "R"), None, id="referred a second before"),
        pytest.param("2025-08-01T10:00", True, ("D", "R"), None, id="referred at that moment"),
        pytest.param(
            "2025-08-01T10:00:01", True, ("D",), "no question of dates had been referred.", id="referred a second after"
        ),
        pytest.param(None, True, ("D",), "no question of dates had been referred.", id="never referred"),
        pytest.param(
            "2025-07-01", False, ("D", "R"), "when it did, the requests did not exceed the sum.", id="sum not exceeded"
        ),
        pytest.param(
            "2025-07-01", None, ("D", "R"), "when it did, no sum had been determined.", id="no sum determined"
        ),
        pytest.param(
            None,
            False,
            ("D",),
            "no question of dates had been referred and the requests did not exceed the sum.",
            id="neither",
        ),
    ],
)
def test_l10_24_b__the_panel_determines_dates_that_were_referred_above_the_sum(
    at: str | None, exceeded: bool | None, facts: tuple[str, ...], refused: str | None
) -> None:
    (finding,) = l10_24_b__could_be_determined(
        Dates(PANELS, PANELS.fact.payments), [referred(at)] if at else [], exceeded, superseded=False
    )
    outcome = Outcome.CANNOT_SAY if exceeded is None else Outcome.NOT_MET if refused else Outcome.MET
    assert but_the_words([finding]) == [
        found("L10.24(b)", outcome, "", facts=facts, readings=THE_SUM, basis=Basis.JUDGEMENT)
    ]
    assert finding.because.startswith("The Panel determined the dates of payment on 1 August 2025 at 10:00")
    assert finding.because.endswith(refused or "10:00.")


def test_l10_24_b__dates_of_the_authority_are_said_to_be_its_own() -> None:
    dates = latest([PANELS], [ruling(PANELS, "2025-08-20T15:00", payments=IN_PLACE)])
    assert dates is not None
    questions = [referred("2025-07-01"), referred("2025-07-02", "R2")]
    (finding,) = l10_24_b__could_be_determined(dates, questions, True, superseded=False)
    assert finding.because == "The Authority determined the dates of payment on 20 August 2025 at 15:00."
    assert finding.facts == ("AD", "R")


@pytest.mark.parametrize(
    ("payable", "outcome", "words"),
    [
        pytest.param("699.99", Outcome.NOT_MET, "£699.99 was payable. They differ", id="a penny below the dates' sum"),
        pytest.param("700.00", Outcome.MET, "sum to £700.00, which was payable", id="exactly the dates' sum"),
        pytest.param("700.01", Outcome.NOT_MET, "£700.01 was payable. They differ", id="a penny above the dates' sum"),
    ],
)
def test_l10_24_b__instalments_sum_to_what_was_payable(payable: str, outcome: Outcome, words: str) -> None:
    one = dated(("P", "2025-09-01", "700.00"))
    (finding,) = l10_24_b__instalments_sum_to_what_is_payable(
        Dates(one, one.fact.payments), {"P": Money.of(payable), "Q": MILLION}
    )
    assert but_the_words([finding]) == [found("L10.24(b)", outcome, "", about="P", facts=("D",))]
    assert words in finding.because


def test_l10_24_b_ii__a_party_may_be_paid_in_instalments() -> None:
    findings = l10_24_b__instalments_sum_to_what_is_payable(
        Dates(PANELS, PANELS.fact.payments), {"P": Money.of("700.00"), "Q": Money.of("400.00")}
    )
    assert but_the_words(findings) == [
        found("L10.24(b)(ii)", Outcome.MET, "", about="P", facts=("D",)),
        found("L10.24(b)", Outcome.MET, "", about="Q", facts=("D",)),
    ]


def test_l10_24_b__instalments_that_do_not_sum_are_not_met_however_many() -> None:
    findings = l10_24_b__instalments_sum_to_what_is_payable(
        Dates(PANELS, PANELS.fact.payments), {"P": Money.of("700.01"), "Q": Money.of("400.00")}
    )
    assert [(each.clause, each.outcome) for each in findings] == [
        ("L10.24(b)", Outcome.NOT_MET),
        ("L10.24(b)", Outcome.MET),
    ]


def test_l10_24_b__an_instalment_for_a_party_without_a_claim_is_not_met() -> None:
    findings = l10_24_b__instalments_sum_to_what_is_payable(
        Dates(PANELS, PANELS.fact.payments), {"P": Money.of("700.00")}
    )
    assert but_the_words(findings)[1] == found("L10.24(b)", Outcome.NOT_MET, "", about="Q", facts=("D",))
    assert findings[1].because == "£400.00 is dated for Q, which has no claim."


def test_l10_24_b__dates_before_anything_is_payable_cannot_be_checked() -> None:
    findings = l10_24_b__instalments_sum_to_what_is_payable(
        Dates(PANELS, PANELS.fact.payments), {"P": None, "Q": NOUGHT}
    )
    assert but_the_words(findings)[0] == found("L10.24(b)", Outcome.CANNOT_SAY, "", about="P", facts=("D",))
    assert "nothing was payable to it yet" in findings[0].because


def test_l10_24_b_i__different_parties_may_be_paid_at_different_times() -> None:
    (finding,) = l10_24_b_i__different_times(Dates(PANELS, PANELS.fact.payments))
    assert but_the_words([finding]) == [found("L10.24(b)(i)", Outcome.MET, "", facts=("D",), basis=Basis.STATED)]
    assert "P by 1 October 2025, Q by 1 September 2025" in finding.because


@pytest.mark.parametrize(
    "payments",
    [
        pytest.param([("P", "2025-09-01", "1.00"), ("Q", "2025-09-01", "2.00")], id="all on one day"),
        pytest.param([("P", "2025-09-01", "1.00"), ("P", "2025-10-01", "2.00")], id="one Party only"),
    ],
)
def test_l10_24_b_i__nothing_is_said_where_no_party_waits_for_another(payments: list[tuple[str, str, str]]) -> None:
    dates = dated(*payments)
    assert l10_24_b_i__different_times(Dates(dates, dates.fact.payments)) == []


# --- (c): a Draft Proposal -----------------------------------------------------------------------------------------

ON_REFERRAL = under(draft_proposal="only_on_referral")
A_REFERRAL = referred("2025-07-01")


@pytest.mark.parametrize(
    ("exceeds", "referrals", "readings", "to_consider"),
    [
        pytest.param(True, [], DEFAULTS, True, id="above the sum"),
        pytest.param(True, [A_REFERRAL], DEFAULTS, True, id="above the sum and referred"),
        pytest.param(False, [A_REFERRAL], DEFAULTS, False, id="not above the sum"),
        pytest.param(None, [], DEFAULTS, False, id="no sum determined"),
        pytest.param(True, [], ON_REFERRAL, False, id="only on a referral, and none made"),
        pytest.param(True, [A_REFERRAL], ON_REFERRAL, True, id="only on a referral, and one made"),
        pytest.param(False, [A_REFERRAL], ON_REFERRAL, False, id="only on a referral, but not above the sum"),
    ],
)
def test_l10_24_c__above_the_sum_the_panel_considers_a_draft_proposal(
    exceeds: bool | None, referrals: list[Counted[DatesReferred]], readings: dict[str, str], to_consider: bool
) -> None:
    actual, findings = l10_24_c__draft_proposal(exceeds, referrals, [], readings)
    assert actual is to_consider
    turns, basis = ((), Basis.STATED) if referrals else (("draft_proposal",), Basis.READING)
    expected = found("L10.24(c)", Outcome.FOR_JUDGEMENT, "", readings=turns, basis=basis)
    assert but_the_words(findings) == ([expected] if to_consider else [])
    assert all("is to consider whether to submit a Draft Proposal" in each.because for each in findings)


@pytest.mark.parametrize(("submit", "words"), [(True, "decided to submit one"), (False, "decided not to submit one")])
def test_l10_24_c__once_considered_it_is_done_whatever_was_decided(submit: bool, words: str) -> None:
    to_consider, (finding,) = l10_24_c__draft_proposal(True, [A_REFERRAL], [considered(submit)], DEFAULTS)
    assert to_consider is False
    assert but_the_words([finding]) == [found("L10.24(c)", Outcome.MET, "", facts=("C",), basis=Basis.JUDGEMENT)]
    assert finding.because == f"The Panel considered a Draft Proposal on 1 August 2025 at 10:00 and {words}."


def test_l10_24_c__considered_though_the_clause_did_not_ask() -> None:
    to_consider, (finding,) = l10_24_c__draft_proposal(True, [], [considered(True)], ON_REFERRAL)
    assert to_consider is False
    assert but_the_words([finding]) == [
        found(
            "L10.24(c)",
            Outcome.DOES_NOT_APPLY,
            "",
            facts=("C",),
            readings=("draft_proposal",),
            basis=Basis.JUDGEMENT,
        )
    ]
    assert finding.because.endswith("The clause did not ask it to.")


@pytest.mark.parametrize("exceeds", [False, None])
def test_l10_24_c__considered_below_the_sum_turns_on_no_reading(exceeds: bool | None) -> None:
    to_consider, findings = l10_24_c__draft_proposal(exceeds, [], [considered(True)], DEFAULTS)
    assert to_consider is False
    expected = found("L10.24(c)", Outcome.DOES_NOT_APPLY, "", facts=("C",), basis=Basis.JUDGEMENT)
    assert but_the_words(findings) == [expected]


# --- in a case -----------------------------------------------------------------------------------------------------

EVENT = [
    {"id": "E1", "type": "compromise_notified", "at": "2025-03-03", "keys": ["issuing_key"], "state": "actual"},
    {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
    {"id": "T", "type": "threshold_determined", "at": "2025-01-02", "sum": "1000.00"},
]
"""The Recovery Event is on 5 March 2025, and the sum is 1,000.00."""


def total(party: str, at: str, amount: str) -> dict[str, Any]:
    return {"id": f"N-{party}", "type": "total_notified", "party": party, "received": at, "amount": amount}


def adjudicated(*facts: dict[str, Any], as_of: date = date(2025, 9, 1), **readings: str) -> Adjudication:
    return adjudicate(check_case({"format": 1, "case": "C", "facts": [*EVENT, *facts]}), as_of, readings=readings)


def limb(adjudication: Adjudication, clause: str) -> list[Outcome]:
    return [each.outcome for each in adjudication.findings if each.clause == clause]


def test_l10_24__requests_of_all_parties_are_taken_together() -> None:
    p, q = total("P", "2025-06-02", "700.00"), total("Q", "2025-06-03", "300.01")
    both = adjudicated(p, q).aggregate
    assert both == Aggregate(Money.of("1000.01"), Money.of("1000.00"), True, True, True)
    alone = adjudicated(p).aggregate
    assert alone == Aggregate(Money.of("700.00"), Money.of("1000.00"), False, False, False)


def test_l10_24__a_barred_request_is_left_out_until_a_decision_makes_something_payable_on_it() -> None:
    p, late = total("P", "2025-06-02", "700.00"), total("Q", "2025-06-06", "300.01")
    part = {"id": "D", "type": "payment_directed", "party": "Q", "at": "2025-07-01", "direction": "part"}
    assert adjudicated(p, late).aggregate.requested == Money.of("700.00")
    assert adjudicated(p, late, part | {"sum": "0.01"}).aggregate.requested == Money.of("1000.01")


def test_l10_24__the_latest_estimate_counts_under_that_reading_until_there_is_a_total() -> None:
    intention = {"id": "I", "type": "intention_notified", "party": "Q", "received": "2025-06-02", "estimate": "900.00"}
    update = {"id": "U", "type": "estimate_given", "party": "Q", "received": "2025-06-20", "amount": "600.00"}
    facts, reading = (total("P", "2025-06-02", "700.00"), intention, update), "totals_and_estimates"
    assert adjudicated(*facts).aggregate.requested == Money.of("700.00")
    assert adjudicated(*facts, threshold_counts=reading).aggregate.requested == Money.of("1300.00")
    final = total("Q", "2025-07-01", "50.00")
    assert adjudicated(*facts, final, threshold_counts=reading).aggregate.requested == Money.of("750.00")


def test_l10_24_a__a_referral_is_tested_against_what_was_requested_when_it_was_made() -> None:
    p, q = total("P", "2025-06-02", "700.00"), total("Q", "2025-06-04T10:00", "300.01")
    moments = {"2025-06-04T09:59:59": Outcome.NOT_MET, "2025-06-04T10:00": Outcome.MET, "2025-06-05": Outcome.MET}
    for at, outcome in moments.items():
        referral = {"id": "R", "type": "dates_referred", "at": at}
        assert limb(adjudicated(p, q, referral), "L10.24(a)") == [outcome], at


DATES = {
    "id": "D",
    "type": "dates_determined",
    "at": "2025-07-10T10:00",
    "payments": [{"party": "P", "on": "2025-08-01", "amount": "1500.00"}],
}
REFERRED = {"id": "R", "type": "dates_referred", "at": "2025-07-02"}
SATISFIED = {"id": "S", "type": "dcc_satisfied", "party": "P", "at": "2025-07-01"}
BIG = total("P", "2025-06-02", "1500.00")


def test_l10_24_b__dates_are_tested_against_what_was_payable_when_they_were_determined() -> None:
    """1,500.00 was payable then; the Panel cut it to 1,200.00 afterwards, and the dates are not blamed for that."""
    cut = {"id": "C", "type": "payment_directed", "party": "P", "at": "2025-07-20", "direction": "part"}
    good = adjudicated(BIG, SATISFIED, REFERRED, DATES, cut | {"sum": "1200.00"})
    assert good.claims[0].payable == Money.of("1200.00")
    assert limb(good, "L10.24(b)") == [Outcome.MET, Outcome.MET]
    early = adjudicated(BIG, SATISFIED, REFERRED, DATES, cut | {"sum": "1200.00", "at": "2025-07-10T09:59"})
    assert limb(early, "L10.24(b)") == [Outcome.MET, Outcome.NOT_MET]


def test_l10_24_b__dates_without_a_referral_or_without_exceeding_are_not_met() -> None:
    assert limb(adjudicated(BIG, SATISFIED, DATES), "L10.24(b)") == [Outcome.NOT_MET, Outcome.MET]
    within = total("P", "2025-06-02", "1000.00")
    paid = DATES | {"payments": [{"party": "P", "on": "2025-08-01", "amount": "1000.00"}]}
    assert limb(adjudicated(within, SATISFIED, REFERRED, paid), "L10.24(b)") == [Outcome.NOT_MET, Outcome.MET]


def test_l10_24_b__instalments_stand_in_the_claim_of_their_party() -> None:
    both = DATES | {"payments": [*DATES["payments"], {"party": "Z", "on": "2025-08-01", "amount": "5.00"}]}
    result = adjudicated(BIG, SATISFIED, REFERRED, both)
    assert [claim.party for claim in result.claims] == ["P"]
    assert result.claims[0].instalments == (DatedPayment(date(2025, 8, 1), Money.of("1500.00")),)
    about_z = [each for each in result.findings if each.about == "Z"]
    assert [(each.clause, each.outcome) for each in about_z] == [("L10.24(b)", Outcome.NOT_MET)]
    assert adjudicated(BIG, SATISFIED, REFERRED).claims[0].instalments == ()
