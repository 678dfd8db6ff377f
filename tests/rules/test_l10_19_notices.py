"""L10.19: the notice of intention, the best estimates and the total, each against its time.

Unless said otherwise the Recovery Event is on 5 March 2025, so that the last day for the intention is 5 June 2025, a
Thursday; and costs ceased on 15 August 2025, so that the last day for the total is 15 November 2025, a Saturday.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from recovery_costs import facts as f
from recovery_costs.adjudication import Notified, Window
from recovery_costs.calendar import ENGLAND_AND_WALES, Moment, Notices, Parameters, WorkingDays, shipped_holidays
from recovery_costs.facts import FACT_TYPES
from recovery_costs.finding import Basis, Figure, Finding, Intention, Outcome
from recovery_costs.money import Money
from recovery_costs.record import Counted
from recovery_costs.rules.l10_19_a_intention import l10_19_a__intention
from recovery_costs.rules.l10_19_b_best_estimates import (
    l10_19_b__estimates_missed,
    l10_19_b_i__initial_estimate,
    l10_19_b_ii__updated_estimate_in_every_window,
)
from recovery_costs.rules.l10_19_c_total import l10_19__requested, l10_19_c__total
from recovery_costs.terms import DEFAULTS, Terms

NOTICES = Notices(Parameters(), WorkingDays.of(shipped_holidays(), frozenset({ENGLAND_AND_WALES})))
EVENT = date(2025, 3, 5)
TIME = ("month_count", "last_day", "notice_effective", "proved_receipt", "bank_holidays")
EFFECT = ("notice_effective", "proved_receipt", "bank_holidays")
"""The readings of when a notice takes effect; no last day is reckoned for an initial estimate."""
M10 = "Deemed receipt (SEC Section M10) rests on "
BY_EMAIL = f"{M10}e-mail 1 hour, working hours from 09:00 to 17:30 [unverified]."


def day(written: str) -> date:
    return date.fromisoformat(written)


def received(kind: str, name: str, at: str, **fields: Any) -> Counted[Any]:
    """A notice whose receipt at a moment is proved."""
    return noticed(kind, name, received=at, **fields)


def noticed(kind: str, name: str, **fields: Any) -> Counted[Any]:
    fact = FACT_TYPES[kind].model_validate({"id": name, "party": "P", **fields})
    assert isinstance(fact, f.Notice)
    effect = NOTICES.takes_effect(fact.sent, fact.method, fact.received)
    given = fact.sent or fact.received
    assert given
    return Counted(fact, effect.moment, given, effect)


def intention(at: str, name: str = "I", **fields: Any) -> Counted[f.IntentionNotified]:
    return received("intention_notified", name, at, **fields)


def total(at: str, amount: str = "1000.00", name: str = "T") -> Counted[f.TotalNotified]:
    return received("total_notified", name, at, amount=amount)


def estimate(at: str, amount: str = "500.00", name: str = "E") -> Figure:
    return Figure(Money.of(amount), received("estimate_given", name, at, amount=amount))


def figures(*notices: Counted[Any]) -> list[Figure]:
    """The totals that notices give, an intention's own among them."""
    return [Figure(n.fact.total if isinstance(n.fact, f.IntentionNotified) else n.fact.amount, n) for n in notices]


def ceased(at: str, name: str = "C", last_payment: str | None = None) -> Counted[f.CostsCeased]:
    given = {} if last_payment is None else {"last_payment": last_payment}
    fact = f.CostsCeased.model_validate({"id": name, "party": "P", "at": at, **given})
    return Counted(fact, fact.at, fact.at)


# --- (a) the intention --------------------------------------------------------------------------------------------


def of_intention(
    *notices: Counted[Any], as_of: str = "2025-12-31", event: date | None = EVENT, **readings: str
) -> tuple[Intention | None, Notified, Finding]:
    law = Terms(DEFAULTS | readings, NOTICES)
    intentions = [each for each in notices if isinstance(each.fact, f.IntentionNotified)]
    totals = [each for each in notices if isinstance(each.fact, f.TotalNotified)]
    return l10_19_a__intention("P", intentions, totals, event, law.deadline, day(as_of), law.readings)


@pytest.mark.parametrize(
    ("at", "in_time", "late", "beside"),
    [
        pytest.param("2025-06-03T12:00:00", True, 0, "2 days before the last day for it", id="two days before"),
        pytest.param("2025-06-04T23:59:59", True, 0, "1 day before the last day for it", id="the day before"),
        pytest.param("2025-06-05T00:00:00", True, 0, "on the last day for it", id="the last day's first second"),
        pytest.param("2025-06-05T23:59:59", True, 0, "on the last day for it", id="the last day's last second"),
        pytest.param(
            "2025-06-06T00:00:00", False, 1, "1 day after the last day for it, 5 June 2025", id="a second late"
        ),
        pytest.param(
            "2025-06-07T00:00:00", False, 2, "2 days after the last day for it, 5 June 2025", id="two days late"
        ),
        pytest.param("2025-06-05T22:59:59Z", True, 0, "on the last day for it", id="the last second, written with Z"),
        pytest.param("2025-06-05T23:00:00Z", False, 1, "1 day after the last day", id="a second late, written with Z"),
    ],
)
def test_l10_19_a__within_three_months_of_the_event(at: str, in_time: bool, late: int, beside: str) -> None:
    notice = intention(at)
    governing, notified, finding = of_intention(notice)
    assert governing is notice
    assert notified == Notified(Moment.of(at), date(2025, 6, 5), in_time, late)
    assert (finding.clause, finding.about, finding.facts) == ("L10.19(a)", "P", ("I",))
    assert finding.outcome is (Outcome.MET if in_time else Outcome.NOT_MET)
    assert (finding.due, finding.days_late) == (date(2025, 6, 5), late)
    assert finding.basis is (Basis.COMPUTED if in_time else Basis.READING)
    assert finding.readings == ("event_date", *TIME, *(() if in_time else ("late_intention",)))
    assert beside in finding.because
    assert "M10" not in finding.because


@pytest.mark.parametrize(
    ("as_of", "in_time", "late", "outcome", "because"),
    [
        pytest.param(
            "2025-06-04",
            None,
            None,
            Outcome.CANNOT_SAY,
            "may take effect to the end of 5 June 2025",
            id="the day before",
        ),
        pytest.param(
            "2025-06-05", None, None, Outcome.CANNOT_SAY, "may take effect to the end of 5 June 2025", id="the last day"
        ),
        pytest.param(
            "2025-06-06", False, 1, Outcome.NOT_MET, "No notice of intention took effect by", id="the day after"
        ),
        pytest.param(
            "2025-06-07", False, 2, Outcome.NOT_MET, "by 5 June 2025, the last day for it", id="two days after"
        ),
    ],
)
def test_l10_19_a__none_on_file(
    as_of: str, in_time: bool | None, late: int | None, outcome: Outcome, because: str
) -> None:
    governing, notified, finding = of_intention(as_of=as_of)
    assert governing is None
    assert notified == Notified(None, date(2025, 6, 5), in_time, late)
    assert (finding.outcome, finding.due, finding.days_late, finding.facts) == (outcome, date(2025, 6, 5), late, ())
    assert because in finding.because
    assert ("late_intention" in finding.readings) is (in_time is False)


def test_l10_19_a__without_a_recovery_event_no_last_day_runs() -> None:
    governing, notified, finding = of_intention(intention("2025-06-04T10:00"), event=None)
    assert governing is not None
    assert notified == Notified(Moment.of("2025-06-04T10:00"), None, None, None)
    assert (finding.outcome, finding.due, finding.days_late) == (Outcome.CANNOT_SAY, None, None)
    assert "no Recovery Event has occurred, so there is no last day yet" in finding.because
    _, nothing, finding = of_intention(event=None)
    assert nothing == Notified(None, None, None, None)
    assert (finding.outcome, finding.facts) == (Outcome.CANNOT_SAY, ())
    assert "No notice of intention is on file, and no last day runs yet" in finding.because


def test_l10_19_a__a_notice_before_the_event_is_in_time() -> None:
    _, notified, finding = of_intention(intention("2025-03-01T10:00"))
    assert (notified.in_time, notified.days_late, finding.outcome) == (True, 0, Outcome.MET)
    assert "96 days before the last day" in finding.because  # 30 in March, 30 in April, 31 in May, 5 in June


@pytest.mark.parametrize(
    ("option", "words"),
    [("bars", "that bars it"), ("breach_only", "a breach only, that does not bar the request")],
)
@pytest.mark.parametrize("notices", [[intention("2025-06-06T10:00")], []], ids=["late", "none"])
def test_l10_19_a__late_is_read_as_a_bar_or_as_a_breach_only(
    notices: list[Counted[Any]], option: str, words: str
) -> None:
    _, notified, finding = of_intention(*notices, late_intention=option)
    assert notified.in_time is False
    assert (finding.outcome, finding.basis) == (Outcome.NOT_MET, Basis.READING)
    assert finding.readings[-1] == "late_intention"
    assert words in finding.because


def test_l10_19_a__the_first_to_take_effect_governs() -> None:
    first, second = intention("2025-06-05T10:00", "Z"), intention("2025-06-06T10:00", "A")
    governing, notified, _ = of_intention(first, second)
    assert governing is first
    assert notified.in_time is True


@pytest.mark.parametrize(
    ("total_at", "governs"),
    [
        pytest.param("2025-06-04T09:59:59", "T", id="the total a second before"),
        pytest.param("2025-06-04T10:00:00", "I", id="at the same moment, by id"),
        pytest.param("2025-06-04T10:00:01", "I", id="the total a second after"),
    ],
)
def test_l10_19_a__a_total_that_comes_first_is_the_intention_too(total_at: str, governs: str) -> None:
    governing, notified, finding = of_intention(intention("2025-06-04T10:00"), total(total_at))
    assert governing is not None
    assert governing.id == governs
    assert notified.effective == governing.moment
    assert finding.facts == (governs,)


def test_l10_19_a__on_a_tie_of_moments_the_one_sent_first_governs() -> None:
    sent_second = noticed("intention_notified", "A", sent="2025-05-25T10:00", method="hand")  # a Sunday
    sent_first = noticed("total_notified", "Z", sent="2025-05-24T10:00", method="hand", amount="1.00")  # a Saturday
    assert sent_first.moment == sent_second.moment == Moment.of("2025-05-27T09:00")  # after a bank holiday
    assert of_intention(sent_second, sent_first)[0] is sent_first


@pytest.mark.parametrize(
    ("sent", "method", "in_time", "basis"),
    [
        pytest.param("2025-06-05T17:29:59", "hand", True, Basis.COMPUTED, id="by hand a second before 17:30"),
        pytest.param("2025-06-05T17:30:00", "hand", True, Basis.COMPUTED, id="by hand at 17:30, not moved"),
        pytest.param("2025-06-05T17:30:01", "hand", False, Basis.READING, id="by hand a second after 17:30"),
        pytest.param("2025-06-05T16:29:59", "email", True, Basis.PARAMETER, id="by e-mail a second before 16:30"),
        pytest.param("2025-06-05T16:30:00", "email", True, Basis.PARAMETER, id="by e-mail at 16:30"),
        pytest.param("2025-06-05T16:30:01", "email", False, Basis.READING, id="by e-mail a second after 16:30"),
        pytest.param("2025-06-03T23:59:59", "post", True, Basis.PARAMETER, id="posted two Working Days before"),
        pytest.param("2025-06-04T00:00:00", "post", False, Basis.READING, id="posted a second later"),
    ],
)
def test_l10_19_a__deemed_receipt_decides_and_says_so(sent: str, method: str, in_time: bool, basis: Basis) -> None:
    _, notified, finding = of_intention(noticed("intention_notified", "I", sent=sent, method=method))
    assert notified.in_time is in_time
    assert notified.days_late == (0 if in_time else 1)
    assert (finding.outcome, finding.basis) == (Outcome.MET if in_time else Outcome.NOT_MET, basis)
    assert "[unverified]" in finding.because
    assert M10 in finding.because


@pytest.mark.parametrize(
    ("event", "readings", "due"),
    [
        pytest.param("2025-03-05", {}, "2025-06-05", id="the corresponding date"),
        pytest.param("2025-03-05", {"month_count": "ninety_days"}, "2025-06-03", id="ninety days"),
        pytest.param("2025-03-05", {"month_count": "event_day_included"}, "2025-06-04", id="the event day included"),
        pytest.param("2025-01-20", {}, "2025-04-20", id="Easter Sunday"),
        pytest.param("2025-01-20", {"last_day": "next_working_day"}, "2025-04-22", id="the Tuesday after Easter"),
        pytest.param("2023-11-30", {}, "2024-02-29", id="the last day of February"),
    ],
)
@pytest.mark.parametrize(("apart", "in_time"), [(-1, True), (0, True), (1, False)], ids=["before", "at", "after"])
def test_l10_19_a__the_last_day_under_the_readings_of_time(
    event: str, readings: dict[str, str], due: str, apart: int, in_time: bool
) -> None:
    on = date.fromordinal(day(due).toordinal() + apart)
    _, notified, finding = of_intention(intention(f"{on}T23:59:59"), event=day(event), **readings)
    assert (notified.due, notified.in_time) == (day(due), in_time)
    assert finding.due == day(due)


# --- (b)(i) the initial estimate ----------------------------------------------------------------------------------


def initial(
    notice: Intention | None, *estimates: Figure, totals: Sequence[Figure] = (), **readings: str
) -> tuple[str | None, list[Finding]]:
    return l10_19_b_i__initial_estimate("P", notice, estimates, totals, DEFAULTS | readings)


def test_l10_19_b_i__nothing_is_said_without_an_intention() -> None:
    assert initial(None, estimate("2025-06-04")) == (None, [])


def test_l10_19_b_i__an_estimate_in_the_intention() -> None:
    notice = intention("2025-06-04T10:00", estimate="450000.00")
    status, (finding,) = initial(notice, Figure(Money.of("450000.00"), notice))
    assert status == "met"
    assert (finding.clause, finding.outcome, finding.about) == ("L10.19(b)(i)", Outcome.MET, "P")
    assert (finding.due, finding.days_late, finding.facts) == (date(2025, 6, 4), None, ("I",))
    assert (finding.readings, finding.basis) == (EFFECT, Basis.COMPUTED)
    assert "A best estimate of £450,000.00 came with the intention." in finding.because


@pytest.mark.parametrize(
    ("at", "status", "outcome"),
    [
        pytest.param("2025-06-03T23:59:59", "not_met", Outcome.NOT_MET, id="a second before that day"),
        pytest.param("2025-06-04T00:00:00", "met", Outcome.MET, id="that day's first second"),
        pytest.param("2025-06-04T23:59:59", "met", Outcome.MET, id="that day's last second"),
        pytest.param("2025-06-05T00:00:00", "not_met", Outcome.NOT_MET, id="a second after that day"),
    ],
)
def test_l10_19_b_i__an_estimate_on_the_day_of_the_intention(at: str, status: str, outcome: Outcome) -> None:
    found, (finding,) = initial(intention("2025-06-04T10:00"), estimate(at))
    assert (found, finding.outcome) == (status, outcome)
    if outcome is Outcome.MET:
        assert finding.facts == ("E",)
    else:
        assert (finding.facts, finding.basis) == (("I",), Basis.READING)
        assert finding.readings == (*EFFECT, "missed_estimate")
        assert "No best estimate took effect on 4 June 2025, with the intention." in finding.because


@pytest.mark.parametrize(
    ("at", "status", "outcome"),
    [
        pytest.param("2025-06-04T10:00:00", "not_required", Outcome.DOES_NOT_APPLY, id="at the same moment"),
        pytest.param("2025-06-04T23:59:59", "not_required", Outcome.DOES_NOT_APPLY, id="that day's last second"),
        pytest.param("2025-06-05T00:00:00", "not_met", Outcome.NOT_MET, id="a second after that day"),
    ],
)
def test_l10_19_b_i__not_required_where_the_total_comes_that_day(at: str, status: str, outcome: Outcome) -> None:
    found, (finding,) = initial(intention("2025-06-04T10:00"), totals=figures(total(at)))
    assert (found, finding.outcome) == (status, outcome)
    if outcome is Outcome.DOES_NOT_APPLY:
        assert finding.facts == ("T",)
        assert "no estimate is asked for" in finding.because


def test_l10_19_b_i__not_required_where_the_intention_carries_the_total_even_with_an_estimate() -> None:
    notice = intention("2025-06-04T10:00", estimate="1.00", total="2.00")
    status, (finding,) = initial(notice, Figure(Money.of("1.00"), notice), totals=figures(notice))
    assert (status, finding.outcome, finding.facts) == ("not_required", Outcome.DOES_NOT_APPLY, ("I",))


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("breach_only", "a breach only, that does not bar the request"),
        ("bars", "a condition of the request, that bars it"),
    ],
)
def test_l10_19_b__a_missing_estimate_says_what_it_does_to_the_request(option: str, words: str) -> None:
    _, (finding,) = initial(intention("2025-06-04T10:00"), missed_estimate=option)
    assert words in finding.because
    _, (missed, still_open) = windows(INTENTION, as_of="2025-05-11", missed_estimate=option)
    assert words in missed.because
    assert "request" not in still_open.because


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        pytest.param("2025-05-30T18:00", False, id="on the Friday, deemed received on the Monday, is met"),
        pytest.param("2025-06-02T16:30", False, id="at 16:30 on the Monday, received at 17:30, is met"),
        pytest.param("2025-06-02T16:30:01", True, id="a second later, received on the Tuesday"),
        pytest.param("2025-06-03T08:00", False, id="on the Tuesday"),
    ],
)
def test_l10_19_b_i__an_estimate_sent_that_day_that_took_effect_on_the_next_is_named(sent: str, named: bool) -> None:
    """The intention took effect on Monday 2 June 2025."""
    late = noticed("estimate_given", "E", sent=sent, method="email", amount="500.00")
    status, (finding,) = initial(intention("2025-06-02T10:00"), Figure(Money.of("500.00"), late))
    assert status == ("met" if late.day == date(2025, 6, 2) else "not_met")
    words = "One of £500.00, sent that day, took effect on 3 June 2025 at 09:00."
    assert (words in finding.because) is named


@pytest.mark.parametrize(
    ("the_intention", "the_estimate", "status"),
    [
        pytest.param(
            received("intention_notified", "I", "2025-06-03T10:00"),
            noticed("estimate_given", "E", sent="2025-05-30T12:00", method="post", amount="1.00"),
            "met",
            id="the estimate was posted on Friday 30 May, deemed received on Tuesday 3 June",
        ),
        pytest.param(
            noticed("intention_notified", "I", sent="2025-05-30T12:00", method="post"),
            received("estimate_given", "E", "2025-06-02T10:00", amount="1.00"),
            "not_met",
            id="the intention was posted, and the estimate received on the day before",
        ),
        pytest.param(
            received("intention_notified", "I", "2025-06-02T10:00"),
            noticed("estimate_given", "E", sent="2025-06-02T17:00", method="email", amount="1.00"),
            "not_met",
            id="the estimate was e-mailed that day, and deemed received on the next",
        ),
    ],
)
def test_l10_19_b_i__what_depends_on_deemed_receipt_says_so(
    the_intention: Counted[Any], the_estimate: Counted[Any], status: str
) -> None:
    found, (finding,) = initial(the_intention, Figure(Money.of("1.00"), the_estimate))
    assert found == status
    assert "[unverified]" in finding.because


# --- (b)(ii) an updated estimate in every window ------------------------------------------------------------------


def windows(
    notice: Intention | None,
    *estimates: Figure,
    totals: Sequence[Figure] = (),
    as_of: str,
    due: str | None = "2025-06-05",
    **readings: str,
) -> tuple[tuple[Window, ...], list[Finding]]:
    law = Terms(DEFAULTS | readings, NOTICES)
    return l10_19_b_ii__updated_estimate_in_every_window(
        "P", notice, day(due) if due else None, estimates, totals, law.deadline, day(as_of), law.readings
    )


def window(number: int, start: str, end: str, status: Any, met_on: str | None = None) -> Window:
    return Window(number, day(start), day(end), status, day(met_on) if met_on else None)


INTENTION = intention("2025-02-10T10:00")
"""Its windows: 11 February to 10 May, 11 May to 10 August, 11 August to 10 November 2025, and so on."""


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2025-02-10", [], id="the day of the intention"),
        pytest.param("2025-02-11", ["open"], id="the first window's first day"),
        pytest.param("2025-05-09", ["open"], id="the day before its last"),
        pytest.param("2025-05-10", ["open"], id="its last day"),
        pytest.param("2025-05-11", ["missed", "open"], id="the day after its last, the second's first"),
        pytest.param("2025-08-10", ["missed", "open"], id="the second's last day"),
        pytest.param("2025-08-11", ["missed", "missed", "open"], id="the third's first day"),
    ],
)
def test_l10_19_b_ii__a_window_is_listed_once_it_has_started_and_missed_once_it_has_ended(
    as_of: str, expected: list[str]
) -> None:
    listed, findings = windows(INTENTION, as_of=as_of)
    spans = [("2025-02-11", "2025-05-10"), ("2025-05-11", "2025-08-10"), ("2025-08-11", "2025-11-10")]
    assert listed == tuple(
        window(number, *span, status)
        for number, (span, status) in enumerate(zip(spans, expected, strict=False), start=1)
    )
    assert [each.due for each in findings] == [each.to for each in listed]
    for status, finding in zip(expected, findings, strict=True):
        assert (finding.clause, finding.about, finding.facts) == ("L10.19(b)(ii)", "P", ("I",))
        assert finding.days_late is None
        if status == "missed":
            assert (finding.outcome, finding.basis) == (Outcome.NOT_MET, Basis.READING)
            assert finding.readings == ("estimate_windows_from", "estimate_windows", *TIME, "missed_estimate")
            assert "no updated best estimate took effect in it" in finding.because
        else:
            assert (finding.outcome, finding.basis) == (Outcome.CANNOT_SAY, Basis.COMPUTED)
            assert finding.readings == ("estimate_windows_from", "estimate_windows", *TIME)
            assert "no updated best estimate yet; one is due by the end of the last day" in finding.because


@pytest.mark.parametrize(
    ("at", "first", "second"),
    [
        pytest.param("2025-02-10T23:59:59", ("missed", None), ("open", None), id="the day of the intention meets none"),
        pytest.param(
            "2025-02-11T00:00:00", ("met", "2025-02-11"), ("open", None), id="the first window's first second"
        ),
        pytest.param("2025-05-09T12:00:00", ("met", "2025-05-09"), ("open", None), id="the day before its last"),
        pytest.param("2025-05-10T23:59:59", ("met", "2025-05-10"), ("open", None), id="its last second"),
        pytest.param("2025-05-11T00:00:00", ("missed", None), ("met", "2025-05-11"), id="the second's first second"),
    ],
)
def test_l10_19_b_ii__one_estimate_anywhere_in_a_window_meets_it(
    at: str, first: tuple[str, str | None], second: tuple[str, str | None]
) -> None:
    listed, findings = windows(INTENTION, estimate(at, "520000.00"), as_of="2025-06-30")
    assert listed == (
        window(1, "2025-02-11", "2025-05-10", *first),
        window(2, "2025-05-11", "2025-08-10", *second),
    )
    for one, finding in zip(listed, findings, strict=True):
        if one.status == "met":
            assert (finding.outcome, finding.facts, finding.basis) == (Outcome.MET, ("E",), Basis.COMPUTED)
            assert "an updated best estimate of £520,000.00 took effect" in finding.because
            assert "It was" not in finding.because


def test_l10_19_b_ii__the_first_estimate_in_a_window_meets_it() -> None:
    first, second = estimate("2025-03-01", name="E1"), estimate("2025-03-02", name="E2")
    (only,), (finding,) = windows(INTENTION, first, second, as_of="2025-04-30")
    assert (only.met_on, finding.facts) == (date(2025, 3, 1), ("E1",))


def test_l10_19_b_ii__no_windows_without_an_intention() -> None:
    assert windows(None, as_of="2025-12-31") == ((), [])


def test_l10_19_b_ii__no_windows_where_the_intention_carries_the_total() -> None:
    carrying = intention("2025-02-10T10:00", total="1000.00")
    assert windows(carrying, totals=figures(carrying), as_of="2025-12-31") == ((), [])
    stated = total("2025-02-10T10:00")
    assert windows(stated, totals=figures(stated), as_of="2025-12-31") == ((), [])


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2025-02-10T23:59:59", [], id="on the day of the intention, by its own notice"),
        pytest.param("2025-02-11T00:00:00", ["ended_by_total"], id="the first window's first second"),
        pytest.param("2025-05-09T12:00:00", ["ended_by_total"], id="the day before its last"),
        pytest.param("2025-05-10T23:59:59", ["ended_by_total"], id="its last second"),
        pytest.param("2025-05-11T00:00:00", ["missed", "ended_by_total"], id="the second's first second"),
    ],
)
def test_l10_19_b_ii__the_first_total_ends_the_windows(at: str, expected: list[str]) -> None:
    totals = figures(total(at, name="T1"), total("2025-09-01", name="T2"))
    listed, findings = windows(INTENTION, totals=totals, as_of="2025-12-31")
    assert [each.status for each in listed] == expected
    if expected:
        assert listed[-1].met_on is None
        assert (findings[-1].outcome, findings[-1].facts) == (Outcome.DOES_NOT_APPLY, ("T1",))
        assert "the total was notified in it, and no estimate is needed after that" in findings[-1].because


@pytest.mark.parametrize(
    ("at", "status"),
    [
        pytest.param("2025-03-20T09:59:59", "met", id="a second before the total"),
        pytest.param("2025-03-20T10:00:00", "met", id="at its moment: an estimate comes before a total"),
        pytest.param("2025-03-20T10:00:01", "ended_by_total", id="a second after the total"),
    ],
)
@pytest.mark.parametrize("series", ["fixed", "chained", "rolling"])
def test_l10_19_b_ii__an_estimate_and_the_total_on_one_day(series: str, at: str, status: str) -> None:
    listed, _ = windows(
        INTENTION,
        estimate(at),
        totals=figures(total("2025-03-20T10:00")),
        as_of="2025-12-31",
        estimate_windows=series,
    )
    assert [(each.window, each.status) for each in listed] == [(1, status)]


def test_l10_19_b_ii__fixed_windows_tolerate_a_gap_of_almost_six_months() -> None:
    listed, _ = windows(INTENTION, estimate("2025-02-20"), estimate("2025-08-08"), as_of="2025-08-31")
    assert listed == (
        window(1, "2025-02-11", "2025-05-10", "met", "2025-02-20"),
        window(2, "2025-05-11", "2025-08-10", "met", "2025-08-08"),
        window(3, "2025-08-11", "2025-11-10", "open"),
    )


def test_l10_19_b_ii__rolling_windows_run_from_the_last_estimate() -> None:
    listed, _ = windows(
        INTENTION,
        estimate("2025-02-20"),
        estimate("2025-08-08"),
        as_of="2025-12-31",
        estimate_windows="rolling",
    )
    assert listed == (
        window(1, "2025-02-11", "2025-05-10", "met", "2025-02-20"),
        window(2, "2025-02-21", "2025-05-20", "missed"),
        window(3, "2025-05-21", "2025-08-20", "met", "2025-08-08"),
        window(4, "2025-08-09", "2025-11-08", "missed"),
        window(5, "2025-11-09", "2026-02-08", "open"),
    )


def test_l10_19_b_ii__rolling_a_second_estimate_on_a_later_day_belongs_to_the_next_window() -> None:
    listed, _ = windows(
        INTENTION,
        estimate("2025-02-20T10:00"),
        estimate("2025-02-20T11:00"),
        estimate("2025-02-21T10:00"),
        as_of="2025-02-28",
        estimate_windows="rolling",
    )
    assert listed == (
        window(1, "2025-02-11", "2025-05-10", "met", "2025-02-20"),
        window(2, "2025-02-21", "2025-05-20", "met", "2025-02-21"),
        window(3, "2025-02-22", "2025-05-21", "open"),
    )


@pytest.mark.parametrize(
    ("total_at", "second"),
    [
        pytest.param("2025-02-19T12:00", False, id="the day before the estimate"),
        pytest.param("2025-02-20T12:00", False, id="later on the day of the estimate"),
        pytest.param("2025-02-21T12:00", True, id="the day after the estimate"),
        pytest.param("2025-03-01T12:00", True, id="nine days after the estimate"),
    ],
)
def test_l10_19_b_ii__rolling_a_total_on_a_later_day_belongs_to_the_next_window(total_at: str, second: bool) -> None:
    """The next window starts the day after the estimate, and what takes effect on a later day belongs to it."""
    listed, _ = windows(
        INTENTION,
        estimate("2025-02-20T10:00"),
        totals=figures(total(total_at)),
        as_of="2025-12-31",
        estimate_windows="rolling",
    )
    if second:
        assert listed == (
            window(1, "2025-02-11", "2025-05-10", "met", "2025-02-20"),
            window(2, "2025-02-21", "2025-05-20", "ended_by_total"),
        )
    else:
        assert [each.status for each in listed] == ["met" if total_at.startswith("2025-02-20") else "ended_by_total"]


@pytest.mark.parametrize(
    ("series", "ends"),
    [
        ("fixed", ["2024-08-31", "2024-11-30", "2025-02-28", "2025-05-31"]),
        ("chained", ["2024-08-31", "2024-11-30", "2025-02-28", "2025-05-28"]),
    ],
)
def test_l10_19_b_ii__chained_ends_drift_where_fixed_ones_do_not(series: str, ends: list[str]) -> None:
    listed, _ = windows(
        intention("2024-05-31T10:00"), estimate("2025-05-30"), as_of="2025-05-28", estimate_windows=series
    )
    assert [each.to for each in listed] == [day(end) for end in ends]


@pytest.mark.parametrize(
    ("at", "fixed", "chained"),
    [
        pytest.param("2025-05-28", (4, "met"), (4, "met"), id="the last day of the chained window"),
        pytest.param("2025-05-29", (4, "met"), (5, "met"), id="the day after it"),
        pytest.param("2025-05-31", (4, "met"), (5, "met"), id="the last day of the fixed window"),
        pytest.param("2025-06-01", (5, "met"), (5, "met"), id="the day after that"),
    ],
)
def test_l10_19_b_ii__which_window_an_estimate_meets(at: str, fixed: tuple[int, str], chained: tuple[int, str]) -> None:
    for series, expected in (("fixed", fixed), ("chained", chained)):
        listed, _ = windows(intention("2024-05-31T10:00"), estimate(at), as_of="2025-06-30", estimate_windows=series)
        assert [(each.window, each.status) for each in listed if each.status == "met"] == [expected]


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        pytest.param(
            {"month_count": "ninety_days"},
            [("2025-02-11", "2025-05-11"), ("2025-05-12", "2025-08-09")],
            id="ninety days",
        ),
        pytest.param(
            {"month_count": "event_day_included"},
            [("2025-02-11", "2025-05-09"), ("2025-05-10", "2025-08-09")],
            id="the first day counted: window 1 starts the day after its anchor all the same",
        ),
        pytest.param(
            {"last_day": "next_working_day"},
            [("2025-02-11", "2025-05-12"), ("2025-05-13", "2025-08-11")],
            id="10 May is a Saturday and 10 August a Sunday",
        ),
        pytest.param(
            {"last_day": "next_working_day", "estimate_windows": "chained"},
            [("2025-02-11", "2025-05-12"), ("2025-05-13", "2025-08-12")],
            id="chained counts from the moved end",
        ),
    ],
)
def test_l10_19_b_ii__the_readings_of_time_move_the_ends(
    readings: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    listed, _ = windows(INTENTION, as_of="2025-06-30", **readings)
    assert [(each.from_, each.to) for each in listed] == [(day(start), day(end)) for start, end in expected]


def test_l10_19_b_ii__windows_from_the_end_of_the_first_three_months() -> None:
    """The event is on 13 January 2025, so that window 1 starts on 14 April."""
    listed, _ = windows(
        INTENTION,
        estimate("2025-02-20"),
        estimate("2025-08-08"),
        as_of="2025-12-31",
        due="2025-04-13",
        estimate_windows_from="first_three_months_end",
    )
    assert listed == (
        window(1, "2025-04-14", "2025-07-13", "missed"),
        window(2, "2025-07-14", "2025-10-13", "met", "2025-08-08"),
        window(3, "2025-10-14", "2026-01-13", "open"),
    )


def test_l10_19_b_ii__rolling_from_the_end_of_the_first_three_months() -> None:
    listed, _ = windows(
        INTENTION,
        estimate("2025-02-20"),
        estimate("2025-08-08"),
        as_of="2025-10-31",
        due="2025-04-13",
        estimate_windows_from="first_three_months_end",
        estimate_windows="rolling",
    )
    assert listed == (
        window(1, "2025-04-14", "2025-07-13", "missed"),
        window(2, "2025-07-14", "2025-10-13", "met", "2025-08-08"),
        window(3, "2025-08-09", "2025-11-08", "open"),
    )


def test_l10_19_b_ii__no_windows_from_a_last_day_that_does_not_run() -> None:
    anchored = {"as_of": "2025-12-31", "due": None}
    assert windows(INTENTION, **anchored, estimate_windows_from="first_three_months_end") == ((), [])
    assert len(windows(INTENTION, **anchored)[0]) == 4  # from the intention: to 10 May, August, November, February


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2025-09-04", [(1, "missed"), (2, "open")], id="the day before window 1 ended"),
        pytest.param("2025-09-05", [(2, "open")], id="the day it ended"),
        pytest.param("2025-09-06", [(2, "open")], id="the day after"),
    ],
)
def test_l10_19_b_ii__a_window_that_ended_by_the_day_of_the_intention_is_not_listed(
    at: str, expected: list[tuple[int, str]]
) -> None:
    """The last day for the intention is 5 June, so window 1 is 6 June to 5 September and window 2 ends 5 December."""
    on_the_day = estimate(at)
    listed, _ = windows(intention(at), on_the_day, as_of="2025-09-30", estimate_windows_from="first_three_months_end")
    assert [(each.window, each.status) for each in listed] == expected
    assert (listed[-1].from_, listed[-1].to) == (date(2025, 9, 6), date(2025, 12, 5))


@pytest.mark.parametrize(
    ("total_at", "expected"),
    [
        pytest.param("2025-06-04", [], id="before window 1 starts"),
        pytest.param("2025-06-05", [], id="the day before its first"),
        pytest.param("2025-06-06", [(1, "ended_by_total")], id="its first day"),
        pytest.param("2025-06-07", [(1, "ended_by_total")], id="its second day"),
    ],
)
def test_l10_19_b_ii__no_window_starts_after_the_day_of_the_total(
    total_at: str, expected: list[tuple[int, str]]
) -> None:
    listed, _ = windows(
        INTENTION,
        totals=figures(total(total_at)),
        as_of="2025-12-31",
        estimate_windows_from="first_three_months_end",
    )
    assert [(each.window, each.status) for each in listed] == expected


def test_l10_19_b_ii__an_estimate_deemed_received_says_so() -> None:
    """E-mailed at 17:00 on Friday 9 May: at 09:00 on Monday 12 May, too late for the window that ends on the 10th."""
    late = noticed("estimate_given", "E", sent="2025-05-09T17:00", method="email", amount="1.00")
    listed, findings = windows(INTENTION, Figure(Money.of("1.00"), late), as_of="2025-05-31")
    assert [(each.status, each.met_on) for each in listed] == [("missed", None), ("met", date(2025, 5, 12))]
    assert BY_EMAIL in findings[1].because


@pytest.mark.parametrize(
    ("the_intention", "totals"),
    [
        pytest.param(
            INTENTION,
            figures(noticed("total_notified", "T", sent="2025-02-17T17:00", method="email", amount="1.00")),
            id="ended by a total that was e-mailed",
        ),
        pytest.param(
            noticed("intention_notified", "I", sent="2025-02-07T12:00", method="post"),
            [],
            id="missed, counted from an intention that was posted",
        ),
    ],
)
def test_l10_19_b_ii__what_depends_on_deemed_receipt_says_so(the_intention: Counted[Any], totals: list[Figure]) -> None:
    _, findings = windows(the_intention, totals=totals, as_of="2025-05-31")
    assert "[unverified]" in findings[0].because


# --- (b) as a bar -------------------------------------------------------------------------------------------------

MET, OPEN = window(1, "2025-02-11", "2025-05-10", "met", "2025-02-20"), window(2, "2025-05-11", "2025-08-10", "open")
MISSED, ENDED = window(1, "2025-02-11", "2025-05-10", "missed"), window(2, "2025-05-11", "2025-08-10", "ended_by_total")


@pytest.mark.parametrize(
    ("initial", "listed", "missed"),
    [
        pytest.param(None, [], False, id="no intention"),
        pytest.param("met", [MET, OPEN], False, id="none missed"),
        pytest.param("not_required", [MET, ENDED], False, id="none asked for"),
        pytest.param("not_met", [MET, OPEN], True, id="no initial estimate"),
        pytest.param("met", [MISSED, OPEN], True, id="one window missed"),
        pytest.param("not_met", [MISSED, MISSED], True, id="all missed"),
    ],
)
def test_l10_19_b__a_missing_estimate_bars_only_where_it_is_so_read(
    initial: Any, listed: list[Window], missed: bool
) -> None:
    assert l10_19_b__estimates_missed(initial, listed, DEFAULTS) is False
    assert l10_19_b__estimates_missed(initial, listed, DEFAULTS | {"missed_estimate": "bars"}) is missed


# --- (c) the total ------------------------------------------------------------------------------------------------


def of_total(
    *totals: Counted[Any],
    costs: Sequence[Counted[f.CostsCeased]] = (ceased("2025-08-15"),),
    cut_off: str | None = None,
    as_of: str = "2026-06-30",
    **readings: str,
) -> tuple[Figure | None, Notified, list[Finding]]:
    law = Terms(DEFAULTS | readings, NOTICES)
    moment = Moment.of(cut_off) if cut_off else None
    return l10_19_c__total("P", figures(*totals), costs, moment, law.deadline, day(as_of), law.readings)


@pytest.mark.parametrize(
    ("at", "in_time", "late", "beside"),
    [
        pytest.param("2025-11-14T23:59:59", True, 0, "1 day before the last day for it.", id="the day before"),
        pytest.param("2025-11-15T00:00:00", True, 0, "on the last day for it.", id="the last day's first second"),
        pytest.param("2025-11-15T23:59:59", True, 0, "on the last day for it.", id="the last day's last second"),
        pytest.param(
            "2025-11-16T00:00:00", False, 1, "1 day after the last day for it, 15 November 2025.", id="a second late"
        ),
        pytest.param(
            "2025-11-17T00:00:00", False, 2, "2 days after the last day for it, 15 November 2025.", id="two days late"
        ),
    ],
)
def test_l10_19_c__within_three_months_of_the_day_on_which_costs_ceased(
    at: str, in_time: bool, late: int, beside: str
) -> None:
    governing, notified, findings = of_total(total(at, "310000.00"))
    assert governing is not None
    assert governing.amount == Money.of("310000.00")
    assert notified == Notified(Moment.of(at), date(2025, 11, 15), in_time, late)
    finding = findings[0]
    assert (finding.clause, finding.about, finding.facts) == ("L10.19(c)", "P", ("T", "C"))
    assert finding.outcome is (Outcome.MET if in_time else Outcome.NOT_MET)
    assert (finding.due, finding.days_late) == (date(2025, 11, 15), late)
    assert finding.basis is (Basis.COMPUTED if in_time else Basis.READING)
    assert finding.readings == (*TIME, *(() if in_time else ("late_total",)))
    assert "The total of £310,000.00 took effect on" in finding.because
    assert beside in finding.because


@pytest.mark.parametrize(
    ("as_of", "in_time", "late", "outcome", "because"),
    [
        pytest.param(
            "2025-11-14",
            None,
            None,
            Outcome.CANNOT_SAY,
            "may take effect to the end of 15 November 2025",
            id="the day before",
        ),
        pytest.param(
            "2025-11-15",
            None,
            None,
            Outcome.CANNOT_SAY,
            "may take effect to the end of 15 November 2025",
            id="the last day",
        ),
        pytest.param(
            "2025-11-16", False, 1, Outcome.NOT_MET, "No total took effect by 15 November 2025", id="the day after"
        ),
        pytest.param("2025-11-17", False, 2, Outcome.NOT_MET, "the last day for it", id="two days after"),
    ],
)
def test_l10_19_c__none_on_file(
    as_of: str, in_time: bool | None, late: int | None, outcome: Outcome, because: str
) -> None:
    governing, notified, (finding,) = of_total(as_of=as_of)
    assert governing is None
    assert notified == Notified(None, date(2025, 11, 15), in_time, late)
    assert (finding.outcome, finding.due, finding.days_late, finding.facts) == (
        outcome,
        date(2025, 11, 15),
        late,
        ("C",),
    )
    assert because in finding.because


def test_l10_19_c__while_costs_have_not_ceased_no_last_day_runs() -> None:
    governing, notified, (finding,) = of_total(total("2025-05-01T10:00", "100000.00"), costs=())
    assert governing is not None
    assert notified == Notified(Moment.of("2025-05-01T10:00"), None, None, None)
    assert (finding.outcome, finding.due, finding.days_late) == (Outcome.CANNOT_SAY, None, None)
    assert finding.facts == ("T",)
    assert "costs have not ceased: no last day runs" in finding.because
    governing, notified, (finding,) = of_total(costs=())
    assert (governing, notified) == (None, Notified(None, None, None, None))
    assert (finding.outcome, finding.facts) == (Outcome.CANNOT_SAY, ())
    assert "No total is on file, and no last day runs yet" in finding.because


@pytest.mark.parametrize(
    ("option", "words"),
    [("bars", "Read as a long-stop, that bars the request"), ("breach_only", "that does not bar the request")],
)
@pytest.mark.parametrize("totals", [[total("2025-11-16T10:00")], []], ids=["late", "none"])
def test_l10_19_c__late_is_read_as_a_bar_or_as_a_breach_only(
    totals: list[Counted[Any]], option: str, words: str
) -> None:
    _, notified, findings = of_total(*totals, late_total=option)
    assert notified.in_time is False
    assert (findings[0].outcome, findings[0].basis) == (Outcome.NOT_MET, Basis.READING)
    assert findings[0].readings == (*TIME, "late_total")
    assert words in findings[0].because


def test_l10_19_c__costs_that_resume_move_the_day() -> None:
    resumed = [ceased("2025-08-15", "C1"), ceased("2025-09-01", "C2")]
    _, notified, (finding, _) = of_total(total("2025-12-01T10:00"), costs=resumed)
    assert (notified.due, notified.in_time) == (date(2025, 12, 1), True)
    assert finding.facts == ("T", "C2")


@pytest.mark.parametrize(
    ("last_payment", "option", "due", "turns"),
    [
        pytest.param(None, "liability", "2025-11-15", False, id="no payment given"),
        pytest.param(None, "payment", "2025-11-15", False, id="no payment given, read by payment"),
        pytest.param("2025-09-30", "liability", "2025-11-15", True, id="the day liability last accrued"),
        pytest.param("2025-09-30", "payment", "2025-12-30", True, id="the day of the last payment"),
        pytest.param("2026-12-31", "payment", "2027-03-31", True, id="a payment that lies ahead"),
        pytest.param("2025-08-14", "payment", "2025-11-14", True, id="paid the day before"),
        pytest.param("2025-08-15", "payment", "2025-11-15", False, id="paid on the day itself"),
        pytest.param("2025-08-16", "payment", "2025-11-16", True, id="paid the day after"),
    ],
)
def test_l10_19_c__when_a_party_ceases_to_incur(last_payment: str | None, option: str, due: str, turns: bool) -> None:
    costs = [ceased("2025-08-15", last_payment=last_payment)]
    _, notified, (finding, *_) = of_total(total("2025-08-14T10:00"), costs=costs, ceases_to_incur=option)
    assert (notified.due, finding.due) == (day(due), day(due))
    assert ("ceases_to_incur" in finding.readings) is turns


EARLY = total("2025-05-01T10:00", "100000.00", "T1")


@pytest.mark.parametrize(
    ("at", "governs", "why"),
    [
        pytest.param("2025-11-14T12:00:00", "T2", "a later one in time governs", id="the day before the last day"),
        pytest.param("2025-11-15T23:59:59", "T2", "a later one in time governs", id="the last day"),
        pytest.param(
            "2025-11-16T00:00:00",
            "T1",
            "it came after the last day, 15 November 2025",
            id="the day after the last day",
        ),
    ],
)
def test_l10_19_c__the_latest_total_by_the_last_day_governs(at: str, governs: str, why: str) -> None:
    governing, notified, findings = of_total(EARLY, total(at, "140000.00", "T2"))
    assert governing is not None
    assert governing.notice.id == governs
    assert notified.in_time is True
    assert findings[0].readings == (*TIME, "later_totals")
    other = findings[1]
    assert (other.clause, other.outcome, other.about) == ("L10.19(c)", Outcome.DOES_NOT_APPLY, "P")
    assert other.facts == (({"T1", "T2"} - {governs}).pop(),)
    assert (other.due, other.days_late) == (None, None)
    assert other.because.endswith(f"does not govern: {why}.")
    if governs == "T2":
        assert (other.basis, other.readings) == (Basis.READING, ("later_totals",))


@pytest.mark.parametrize(
    "at",
    [
        pytest.param("2025-05-01T10:00:00", id="at the moment of the first"),
        pytest.param("2025-05-01T10:00:01", id="a second after the first"),
        pytest.param("2025-11-15T23:59:59", id="on the last day"),
    ],
)
def test_l10_19_c__the_first_total_is_final_where_it_is_so_read(at: str) -> None:
    governing, _, findings = of_total(EARLY, total(at, "140000.00", "T2"), later_totals="first_is_final")
    assert governing is not None
    assert governing.notice is EARLY
    assert (findings[1].facts, findings[1].basis) == (("T2",), Basis.READING)
    assert findings[1].because.endswith("does not govern: under this reading the first total governs.")


@pytest.mark.parametrize(
    ("at", "governs"),
    [
        pytest.param("2025-09-01T09:59:59", "T2", id="a second before the cut-off"),
        pytest.param("2025-09-01T10:00:00", "T2", id="at the cut-off"),
        pytest.param("2025-09-01T10:00:01", "T1", id="a second after the cut-off"),
    ],
)
@pytest.mark.parametrize("costs", [(ceased("2025-08-15"),), ()], ids=["costs ceased", "costs run on"])
def test_l10_19_c__and_at_or_before_payment_direction_or_satisfaction(
    costs: Sequence[Counted[f.CostsCeased]], at: str, governs: str
) -> None:
    governing, _, _ = of_total(EARLY, total(at, "140000.00", "T2"), costs=costs, cut_off="2025-09-01T10:00")
    assert governing is not None
    assert governing.notice.id == governs


@pytest.mark.parametrize(
    ("at", "why"),
    [
        pytest.param("2025-09-01T09:59:59", "a later one in time governs", id="a second before the cut-off"),
        pytest.param("2025-09-01T10:00:00", "a later one in time governs", id="at the cut-off"),
        pytest.param(
            "2025-09-01T10:00:01",
            "it came after the first payment, direction or satisfaction, on 1 September 2025 at 10:00",
            id="a second after it",
        ),
    ],
)
def test_l10_19_c__why_a_total_about_the_cut_off_does_not_govern(at: str, why: str) -> None:
    """Two totals at one moment: up to the cut-off the second of them governs, after it neither does."""
    both = [total(at, "140000.00", "T2"), total(at, "150000.00", "T3")]
    governing, _, findings = of_total(EARLY, *both, cut_off="2025-09-01T10:00")
    assert governing is not None
    assert governing.notice.id == ("T1" if why.startswith("it came") else "T3")
    about_t2 = next(each for each in findings if each.facts == ("T2",))
    assert about_t2.because.endswith(f"does not govern: {why}.")


@pytest.mark.parametrize(
    ("at", "why"),
    [
        pytest.param("2025-11-14T12:00:00", "a later one in time governs", id="the day before the last day"),
        pytest.param("2025-11-15T23:59:59", "a later one in time governs", id="the last day"),
        pytest.param("2025-11-16T00:00:00", "it came after the last day, 15 November 2025", id="the day after it"),
    ],
)
def test_l10_19_c__why_a_total_about_the_last_day_does_not_govern(at: str, why: str) -> None:
    """Two totals at one moment: to the end of the last day the second of them governs, after it neither does."""
    governing, _, findings = of_total(EARLY, total(at, "140000.00", "T2"), total(at, "150000.00", "T3"))
    assert governing is not None
    assert governing.notice.id == ("T1" if why.startswith("it came") else "T3")
    about_t2 = next(each for each in findings if each.facts == ("T2",))
    assert about_t2.because.endswith(f"does not govern: {why}.")


def test_l10_19_c__while_no_last_day_runs_any_total_may_govern() -> None:
    governing, _, _ = of_total(EARLY, total("2026-05-01T10:00", "140000.00", "T2"), costs=())
    assert governing is not None
    assert governing.notice.id == "T2"


@pytest.mark.parametrize(
    ("first", "second", "cut_off", "why"),
    [
        pytest.param(
            "2025-11-16T10:00",
            "2025-12-01T10:00",
            None,
            "it came after the last day, 15 November 2025",
            id="both late",
        ),
        pytest.param(
            "2025-09-02T10:00",
            "2025-09-03T10:00",
            "2025-09-01T10:00",
            "it came after the first payment, direction or satisfaction, on 1 September 2025 at 10:00",
            id="both after the cut-off",
        ),
    ],
)
def test_l10_19_c__where_none_is_in_time_the_earliest_governs(
    first: str, second: str, cut_off: str | None, why: str
) -> None:
    governing, notified, findings = of_total(total(first, "1.00", "T1"), total(second, "2.00", "T2"), cut_off=cut_off)
    assert governing is not None
    assert governing.notice.id == "T1"
    assert notified.effective == Moment.of(first)
    assert notified.in_time is (cut_off is not None)
    assert findings[1].because == f"The total of £2.00 that took effect on {Moment.of(second)} does not govern: {why}."


def test_l10_19_c__a_total_that_the_intention_carries_is_a_total() -> None:
    carrying = intention("2025-06-04T10:00", total="1000.00")
    governing, _, findings = of_total(carrying)
    assert governing is not None
    assert governing.notice is carrying
    assert findings[0].facts == ("I", "C")


@pytest.mark.parametrize(
    ("at", "apart"),
    [
        pytest.param("2025-08-14T12:00", None, id="the day before costs ceased"),
        pytest.param("2025-08-15T23:59:59", None, id="the day they ceased"),
        pytest.param("2025-08-16T00:00", "1 day", id="the day after"),
        pytest.param("2025-11-14T12:00", "91 days", id="the day before the last"),  # 16 + 30 + 31 + 14
    ],
)
def test_l10_19_c__as_soon_as_possible_is_for_judgement(at: str, apart: str | None) -> None:
    _, _, (finding, *rest) = of_total(total(at))
    assert finding.outcome is Outcome.MET
    assert [each.outcome for each in rest] == ([Outcome.FOR_JUDGEMENT] if apart else [])
    for each in rest:
        assert (each.clause, each.about, each.basis, each.facts) == ("L10.19(c)", "P", Basis.STATED, ("T", "C"))
        assert (each.due, each.days_late) == (None, None)
        assert f"Whether {apart} from the day costs ceased was as soon as possible" in each.because


@pytest.mark.parametrize(
    ("at", "apart"),
    [
        pytest.param("2025-09-29T12:00", None, id="the day before the last payment"),
        pytest.param("2025-09-30T12:00", None, id="the day of the last payment"),
        pytest.param("2025-10-01T12:00", "1 day", id="the day after the last payment"),
    ],
)
def test_l10_19_c__as_soon_as_possible_runs_from_the_day_that_the_reading_gives(at: str, apart: str | None) -> None:
    """Read by payment, the Party ceased to incur on 30 September: that is the day that the finding speaks of."""
    costs = [ceased("2025-08-15", last_payment="2025-09-30")]
    _, _, (_, *rest) = of_total(total(at), costs=costs, ceases_to_incur="payment")
    assert [each.because.partition(" from ")[0] for each in rest] == ([f"Whether {apart}"] if apart else [])


@pytest.mark.parametrize(
    ("sent", "in_time"),
    [
        pytest.param("2025-11-14T16:30:00", True, id="e-mailed on the Friday, received at 17:30"),
        pytest.param("2025-11-14T16:30:01", False, id="a second later, received on Monday the 17th"),
        pytest.param("2025-11-15T10:00:00", False, id="on the last day, a Saturday"),
    ],
)
def test_l10_19_c__deemed_receipt_decides_and_says_so(sent: str, in_time: bool) -> None:
    _, notified, findings = of_total(noticed("total_notified", "T", sent=sent, method="email", amount="1.00"))
    assert (notified.in_time, notified.days_late) == (in_time, 0 if in_time else 2)
    assert findings[0].outcome is (Outcome.MET if in_time else Outcome.NOT_MET)
    assert BY_EMAIL in findings[0].because


def test_l10_19_c__a_total_in_time_by_deemed_receipt_rests_on_a_parameter_as_an_intention_does() -> None:
    _, _, findings = of_total(noticed("total_notified", "T", sent="2025-11-14T16:30", method="email", amount="1.00"))
    assert findings[0].outcome is Outcome.MET
    assert findings[0].basis is Basis.PARAMETER


def test_l10_19_c__a_total_that_does_not_govern_by_deemed_receipt_says_so() -> None:
    late = noticed("total_notified", "T2", sent="2025-11-14T16:31", method="email", amount="1.00")
    governing, _, findings = of_total(EARLY, late)
    assert governing is not None
    assert governing.notice is EARLY
    assert (findings[1].outcome, findings[1].facts) == (Outcome.DOES_NOT_APPLY, ("T2",))
    assert "[unverified]" in findings[1].because


# --- what is requested --------------------------------------------------------------------------------------------

GOVERNING = Figure(Money.of("480000.00"), total("2025-10-01T10:00", "480000.00"))
CAPPED = DEFAULTS | {"estimates": "cap_the_total"}


def test_l10_19__nothing_is_requested_without_a_total() -> None:
    assert l10_19__requested(None, [estimate("2025-06-04")], DEFAULTS) is None
    assert l10_19__requested(None, [], CAPPED) is None


@pytest.mark.parametrize(
    ("amount", "capped"),
    [
        pytest.param("479999.99", "479999.99", id="the estimate a penny below the total"),
        pytest.param("480000.00", "480000.00", id="exactly at"),
        pytest.param("480000.01", "480000.00", id="a penny above"),
    ],
)
def test_l10_19__the_total_is_requested_whatever_was_estimated(amount: str, capped: str) -> None:
    estimates = [estimate("2025-06-04", amount)]
    assert l10_19__requested(GOVERNING, estimates, DEFAULTS) == Money.of("480000.00")
    assert l10_19__requested(GOVERNING, estimates, CAPPED) == Money.of(capped)


@pytest.mark.parametrize(
    ("at", "capped"),
    [
        pytest.param("2025-10-01T09:59:59", "450000.00", id="a second before the total"),
        pytest.param("2025-10-01T10:00:00", "480000.00", id="at its moment"),
        pytest.param("2025-10-01T10:00:01", "480000.00", id="a second after the total"),
    ],
)
def test_l10_19__only_an_estimate_before_the_total_may_cap_it(at: str, capped: str) -> None:
    assert l10_19__requested(GOVERNING, [estimate(at, "450000.00")], CAPPED) == Money.of(capped)


def test_l10_19__the_latest_of_the_earlier_estimates_caps() -> None:
    estimates = [
        estimate("2025-06-04", "400000.00"),
        estimate("2025-09-04", "450000.00"),
        estimate("2025-12-04", "300000.00"),
    ]
    assert l10_19__requested(GOVERNING, estimates, CAPPED) == Money.of("450000.00")
    assert l10_19__requested(GOVERNING, [], CAPPED) == Money.of("480000.00")
