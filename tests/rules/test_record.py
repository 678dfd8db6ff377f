"""What counts on a day, as known at a moment; which comes first; and how references read through corrections."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from recovery_costs import facts as f
from recovery_costs.calendar import ENGLAND_AND_WALES, Moment, Notices, Parameters, WorkingDays, shipped_holidays
from recovery_costs.facts import FACT_TYPES, Case
from recovery_costs.finding import Outcome, found
from recovery_costs.plain import Problem, Problems
from recovery_costs.record import Counted, WhatCounts, how_it_took_effect, ids, rests_on, what_counts
from recovery_costs.written import as_json

E_AND_W = WorkingDays.of(shipped_holidays(), frozenset({ENGLAND_AND_WALES}))
DEFAULT = Notices(Parameters(), E_AND_W)


def fact(kind: str, name: str, **fields: Any) -> Any:
    """A fact, its fields as a case file writes them."""
    return FACT_TYPES[kind].model_validate({"type": kind, "id": name, **fields})


def satisfied(name: str, at: str, **fields: Any) -> Any:
    return fact("dcc_satisfied", name, at=at, **{"party": "P", **fields})


def total(name: str, **fields: Any) -> Any:
    return fact("total_notified", name, **{"party": "P", "amount": "100.00", **fields})


def counting(
    *facts: Any, as_of: str = "2025-12-31", known_at: str | None = None, notices: Notices = DEFAULT
) -> WhatCounts:
    known = Moment.of(known_at) if known_at else None
    return what_counts(Case("C", facts), date.fromisoformat(as_of), known, notices)


def names(what: WhatCounts) -> list[str]:
    return [each.id for each in what.facts]


# --- a fact counts from the day on which it happened or took effect -----------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        pytest.param("2025-06-04", False, id="the day before"),
        pytest.param("2025-06-05", True, id="the day itself"),
        pytest.param("2025-06-06", True, id="the day after"),
    ],
)
@pytest.mark.parametrize("clock", ["00:00", "12:00", "23:59:59"])
def test_what_counts__what_happened_on_or_before_the_day(clock: str, as_of: str, counts: bool) -> None:
    what = counting(satisfied("A", f"2025-06-05T{clock}"), as_of=as_of)
    assert names(what) == (["A"] if counts else [])
    for each in what.facts:
        assert each.moment == each.given == Moment.of(f"2025-06-05T{clock}")
        assert each.effect is None
        assert each.day == date(2025, 6, 5)


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        pytest.param("2025-06-30", False, id="the day before here"),
        pytest.param("2025-07-01", True, id="the day itself here"),
        pytest.param("2025-07-02", True, id="the day after here"),
    ],
)
def test_what_counts__the_day_is_the_uk_day(as_of: str, counts: bool) -> None:
    assert names(counting(satisfied("A", "2025-06-30T23:30Z"), as_of=as_of)) == (["A"] if counts else [])


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        pytest.param("2025-11-14", False, id="the Friday before it was sent"),
        pytest.param("2025-11-15", False, id="the Saturday when it was sent"),
        pytest.param("2025-11-16", False, id="the Sunday"),
        pytest.param("2025-11-17", True, id="the Monday when it took effect"),
        pytest.param("2025-11-18", True, id="the Tuesday"),
    ],
)
def test_what_counts__a_notice_from_the_day_it_took_effect(as_of: str, counts: bool) -> None:
    what = counting(total("A", sent="2025-11-15T10:00", method="email"), as_of=as_of)
    assert names(what) == (["A"] if counts else [])
    for each in what.facts:
        assert each.moment == Moment.of("2025-11-17T09:00")
        assert each.given == Moment.of("2025-11-15T10:00")
        assert each.effect is not None
        assert each.effect.rests


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        pytest.param("2025-06-04", False, id="the day before"),
        pytest.param("2025-06-05", True, id="the day itself"),
        pytest.param("2025-06-06", True, id="the day after"),
    ],
)
@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"sent": "2025-06-05T10:00", "method": "hand"}, id="delivered by hand"),
        pytest.param({"received": "2025-06-05T23:59:59"}, id="receipt proved"),
    ],
)
def test_what_counts__a_notice_that_took_effect_on_the_day_it_was_given(
    given: dict[str, str], as_of: str, counts: bool
) -> None:
    assert names(counting(total("A", **given), as_of=as_of)) == (["A"] if counts else [])


def test_what_counts__a_notice_was_given_when_sent_else_when_received() -> None:
    both = total("A", sent="2025-06-04T10:00", method="post", received="2025-06-05T11:00")
    received = total("B", received="2025-06-05T11:00")
    first, second = counting(both, received).facts
    assert (first.id, first.given, first.moment) == ("A", Moment.of("2025-06-04T10:00"), Moment.of("2025-06-05T11:00"))
    assert (second.id, second.given, second.moment) == ("B", second.moment, Moment.of("2025-06-05T11:00"))


@pytest.mark.parametrize(
    ("known_at", "counts"),
    [
        pytest.param("2025-06-10T11:59:59", False, id="a second before it was recorded"),
        pytest.param("2025-06-10T12:00", True, id="at that moment"),
        pytest.param("2025-06-10T12:00:01", True, id="a second after"),
        pytest.param(None, True, id="every fact is on record"),
    ],
)
def test_what_counts__only_what_was_on_record(known_at: str | None, counts: bool) -> None:
    what = counting(satisfied("A", "2025-06-05", recorded="2025-06-10T12:00"), known_at=known_at)
    assert names(what) == (["A"] if counts else [])


@pytest.mark.parametrize(
    ("given", "recorded"),
    [
        pytest.param(satisfied("A", "2025-06-05T10:00"), "2025-06-05T10:00", id="what happened: when it did"),
        pytest.param(total("A", received="2025-06-05T10:00"), "2025-06-05T10:00", id="a notice: when received"),
        pytest.param(
            total("A", sent="2025-06-04T10:00", method="hand", received="2025-06-05T10:00"),
            "2025-06-05T10:00",
            id="a notice sent and received: when received",
        ),
        pytest.param(total("A", sent="2025-06-05T10:00", method="post"), "2025-06-05T10:00", id="else when sent"),
    ],
)
def test_what_counts__without_a_moment_of_record_it_is_when_it_happened(given: Any, recorded: str) -> None:
    at = Moment.of(recorded)
    before = what_counts(Case("C", (given,)), date(2025, 12, 31), Moment.of("2025-06-05T09:59:59"), DEFAULT)
    assert names(before) == []
    assert names(what_counts(Case("C", (given,)), date(2025, 12, 31), at, DEFAULT)) == ["A"]


# --- corrections --------------------------------------------------------------------------------------------------


def corrected(name: str, corrects: str, at: str, **fields: Any) -> Any:
    return satisfied(name, at, corrects=corrects, reason="typed wrongly", **fields)


def test_what_counts__a_corrected_fact_never_counts_again() -> None:
    what = counting(satisfied("A", "2025-06-05"), corrected("B", "A", "2025-06-06"))
    assert names(what) == ["B"]


def test_what_counts__not_even_where_the_correction_falls_after_the_day() -> None:
    what = counting(satisfied("A", "2025-06-05"), corrected("B", "A", "2025-07-01"), as_of="2025-06-10")
    assert names(what) == []


def test_what_counts__nor_where_the_correction_is_itself_corrected() -> None:
    what = counting(satisfied("A", "2025-06-05"), corrected("B", "A", "2025-06-06"), corrected("C", "B", "2025-06-07"))
    assert names(what) == ["C"]


@pytest.mark.parametrize(
    ("known_at", "counts"),
    [
        pytest.param("2025-06-09T23:59:59", ["A"], id="a second before the correction was on record"),
        pytest.param("2025-06-10T00:00", ["B"], id="at that moment"),
        pytest.param("2025-06-10T00:00:01", ["B"], id="a second after"),
    ],
)
def test_what_counts__a_correction_only_once_it_is_on_record(known_at: str, counts: list[str]) -> None:
    what = counting(
        satisfied("A", "2025-06-05"),
        corrected("B", "A", "2025-06-06", recorded="2025-06-10T00:00"),
        known_at=known_at,
    )
    assert names(what) == counts


def test_what_counts__a_reference_to_a_corrected_fact_means_its_correction() -> None:
    what = counting(
        satisfied("A", "2025-06-05"),
        corrected("B", "A", "2025-06-06"),
        corrected("C", "B", "2025-07-07"),
        satisfied("D", "2025-06-08"),
        as_of="2025-06-30",
    )
    assert [what.read_through(name) for name in "ABCD"] == ["C", "C", "C", "D"]
    assert [what.named(name).id for name in "ABCD"] == ["C", "C", "C", "D"]
    assert names(what) == ["D"]


def test_what_counts__a_correction_not_yet_on_record_is_not_read_through() -> None:
    what = counting(
        satisfied("A", "2025-06-05"),
        corrected("B", "A", "2025-06-06", recorded="2025-08-01"),
        known_at="2025-07-01",
    )
    assert what.read_through("A") == "A"
    assert what.named("A").id == "A"


# --- which comes first --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            total("Z", received="2025-06-05T10:00"),
            total("A", received="2025-06-05T10:00:01"),
            id="the moment it took effect",
        ),
        pytest.param(
            total("Z", sent="2025-11-15T10:00", method="hand", recorded="2025-12-01"),
            total("A", sent="2025-11-16T10:00", method="hand", recorded="2025-11-20"),
            id="on a tie, the moment of sending",
        ),
        pytest.param(
            total("Z", received="2025-06-05T10:00", recorded="2025-06-06T10:00"),
            total("A", received="2025-06-05T10:00", recorded="2025-06-06T10:00:01"),
            id="on a tie, the moment of record",
        ),
        pytest.param(
            total("A", received="2025-06-05T10:00"),
            total("B", received="2025-06-05T10:00"),
            id="on a tie, the id",
        ),
        pytest.param(
            total("B", received="2025-06-05T10:00"),
            total("a", received="2025-06-05T10:00"),
            id="by code point, capitals first",
        ),
        pytest.param(
            satisfied("Z", "2025-10-26T01:45"),
            satisfied("A", "2025-10-26T01:15Z"),
            id="by the instant, in a repeated hour",
        ),
    ],
)
def test_what_counts__the_order_of_facts_whatever_the_order_of_the_file(first: Any, second: Any) -> None:
    assert names(counting(first, second)) == names(counting(second, first)) == [first.id, second.id]


def test_what_counts__the_file_may_list_facts_in_any_order() -> None:
    given = [
        satisfied("D", "2025-06-01"),
        total("C", sent="2025-06-01T10:00", method="hand"),  # a Sunday: Monday 2 June at 09:00
        total("B", received="2025-06-02T09:00"),
        satisfied("A", "2025-06-03"),
    ]
    for order in permutations(given):
        assert names(counting(*order)) == ["D", "C", "B", "A"]


# --- by kind and by party -----------------------------------------------------------------------------------------


def test_what_counts__by_kind_and_by_party() -> None:
    what = counting(
        satisfied("A", "2025-06-05", party="Q"),
        satisfied("B", "2025-06-06", party="P"),
        total("C", received="2025-06-07", party="P"),
        fact("dates_referred", "D", at="2025-06-08"),
    )
    assert ids(what.of(f.DccSatisfied)) == ("A", "B")
    assert ids(what.of(f.DccSatisfied, "P")) == ("B",)
    assert ids(what.of(f.TotalNotified, "P")) == ("C",)
    assert ids(what.of(f.DatesReferred)) == ("D",)
    assert what.of(f.TotalNotified, "Q") == what.of(f.PaymentMade) == ()
    assert what.parties == ["P", "Q"]


def test_what_counts__a_party_whose_facts_do_not_count_is_no_party_yet() -> None:
    what = counting(
        satisfied("A", "2025-06-05", party="P"), satisfied("B", "2025-07-05", party="Q"), as_of="2025-06-30"
    )
    assert what.parties == ["P"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2025-06-05T09:59:59", [], id="a second before"),
        pytest.param("2025-06-05T10:00", ["A"], id="at that moment"),
        pytest.param("2025-06-05T10:00:01", ["A"], id="a second after"),
        pytest.param("2025-06-05T11:00", ["A", "B"], id="at the next"),
    ],
)
def test_what_counts__until_an_earlier_moment_on_the_same_record(moment: str, expected: list[str]) -> None:
    what = counting(
        satisfied("A", "2025-06-05T10:00"),
        satisfied("B", "2025-06-05T11:00", party="Q"),
        satisfied("X", "2025-06-01"),
        corrected("Y", "X", "2025-07-01"),
    )
    then = what.until(Moment.of(moment))
    assert names(then) == expected
    assert then.parties == ["P", "Q"][: len(expected)]
    assert then.named("X").id == "Y"


# --- beyond the table of bank holidays ----------------------------------------------------------------------------


def test_what_counts__every_notice_that_turns_on_a_day_beyond_the_table_is_a_problem_at_once() -> None:
    with pytest.raises(Problems) as refused:
        counting(
            total("A", sent="2029-01-02T10:00", method="hand"),
            total("B", received="2029-01-02T10:00"),
            total("C", sent="2028-12-29T18:00", method="email"),
            as_of="2029-06-30",
        )
    wanted, do = (
        "a day in the table of bank holidays, 2012 to 2028",
        "Add that year's bank holidays with a source, or give received as it was where receipt is proved.",
    )
    assert refused.value.problems == [
        Problem("A", "sent", "a Working Day to decide on 2029-01-02", wanted, do),
        Problem("C", "sent", "a Working Day to decide on 2029-01-01", wanted, do),
    ]


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({}, id="receipt alone"),
        pytest.param({"sent": "2028-12-20T10:00", "method": "post"}, id="with a sending that decides nothing"),
    ],
)
def test_what_counts__where_receipt_turns_on_a_day_beyond_the_table_that_is_the_field(sent: dict[str, str]) -> None:
    business_hours = Notices(Parameters(), E_AND_W, business_hours=True)
    with pytest.raises(Problems) as refused:
        counting(total("A", received="2029-01-02T10:00", **sent), as_of="2029-06-30", notices=business_hours)
    assert [(each.fact, each.field) for each in refused.value.problems] == [("A", "received")]


def test_what_counts__a_notice_given_after_the_day_needs_no_table() -> None:
    what = counting(total("A", sent="2029-01-02T10:00", method="hand"), as_of="2029-01-01")
    assert names(what) == []


def test_what_counts__a_notice_not_on_record_or_corrected_needs_no_table() -> None:
    beyond = total("A", sent="2029-01-02T10:00", method="hand", recorded="2029-02-02")
    assert names(counting(beyond, as_of="2029-06-30", known_at="2029-02-01")) == []
    mended = total("B", received="2029-01-02T10:00", corrects="A", reason="receipt is proved", recorded="2029-03-02")
    assert names(counting(beyond, mended, as_of="2029-06-30")) == ["B"]


def test_what_counts__under_sending_a_notice_needs_no_table() -> None:
    sending = Notices(Parameters(), E_AND_W, sending=True)
    assert names(counting(total("A", sent="2029-01-02T10:00", method="post"), as_of="2029-06-30", notices=sending)) == [
        "A"
    ]


@pytest.mark.parametrize("as_of", ["2028-12-28", "2028-12-29", "2028-12-31"])
def test_what_counts__no_error_where_the_notice_cannot_have_taken_effect_by_the_day(as_of: str) -> None:
    """Posted on Thursday 28 December 2028: the Friday is one Working Day, and no other is left in 2028.

    Whichever day of 2029 is the second, the notice does not count on a day of 2028, so none must be decided.
    """
    assert names(counting(total("A", sent="2028-12-28T10:00", method="post"), as_of=as_of)) == []


@pytest.mark.parametrize("as_of", ["2029-01-01", "2029-01-02", "2029-06-30"])
def test_what_counts__an_error_from_the_first_day_on_which_it_may_have_taken_effect(as_of: str) -> None:
    with pytest.raises(Problems):
        counting(total("A", sent="2028-12-28T10:00", method="post"), as_of=as_of)


# --- what a finding cites -----------------------------------------------------------------------------------------


def counted(name: str) -> Counted[Any]:
    (only,) = counting(satisfied(name, "2025-06-05")).facts
    return only


def test_ids__of_facts_and_lists_of_them_each_once_in_order() -> None:
    a, b, c = counted("A"), counted("B"), counted("C")
    assert ids() == ids(None) == ids([]) == ids(None, ()) == ()
    assert ids(b, None, [a, b], (c,), a) == ("B", "A", "C")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param(satisfied("A", "2025-06-05"), "", id="what is no notice"),
        pytest.param(total("A", received="2025-06-05"), "", id="a notice whose receipt is proved"),
        pytest.param(
            total("A", sent="2025-06-05T10:00", method="hand"),
            " It was delivered by hand on 5 June 2025 at 10:00.",
            id="a notice deemed received, though not moved",
        ),
        pytest.param(
            total("A", sent="2025-06-05T10:00", method="post"),
            " It was posted on 5 June 2025.",
            id="a notice deemed received, and moved",
        ),
    ],
)
def test_how_it_took_effect__is_said_where_the_deemed_rule_had_a_part(given: Any, says: str) -> None:
    (only,) = counting(given).facts
    assert how_it_took_effect(only) == says


def test_found__a_reason_ends_with_what_its_moments_rest_on_and_stands_in_short_without() -> None:
    (only,) = counting(total("A", sent="2025-06-05T10:00", method="hand")).facts
    because = f"It came.{how_it_took_effect(only)} Read as a bar."
    finding = found("L10.19(c)", Outcome.MET, because, notices=[only])
    assert finding.in_short == "It came. It was delivered by hand on 5 June 2025 at 10:00. Read as a bar."
    assert finding.because == (
        f"{finding.in_short} Deemed receipt (SEC Section M10) rests on working hours from 09:00 to 17:30 [unverified]."
    )
    assert "in_short" not in as_json(finding)
    without = found("L10.19(c)", Outcome.MET, "It came.")
    assert without.because == without.in_short == "It came."


def test_rests_on__each_parameter_is_named_once_and_nothing_where_none_has_a_part() -> None:
    posted, by_hand, proved = counting(
        total("A", sent="2025-06-02T10:00", method="post"),
        total("B", sent="2025-06-05T10:00", method="hand"),
        total("C", received="2025-06-06T10:00"),
    ).facts
    assert rests_on() == rests_on(proved) == rests_on(counted("D")) == ""
    assert rests_on(posted, proved, by_hand, posted) == (
        " Deemed receipt (SEC Section M10) rests on post 2 Working Days, working hours from 09:00 to 17:30 "
        "[unverified]."
    )
