"""Time: moments on the UK clock, three months after a day, Working Days, and when a notice takes effect.

Dates are worked out by hand. In 2025 Good Friday is 18 April, Easter Monday 21 April; the clocks go forward on Sunday
30 March and back on Sunday 26 October. 1 January 2029 is a Monday, a year for which no bank holidays are held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple
from datetime import UTC, date, datetime, time, timedelta

import pytest

from recovery_costs.calendar import (
    ENGLAND_AND_WALES,
    METHODS,
    SCOTLAND,
    Holiday,
    Method,
    Moment,
    Notices,
    OutsideTheTable,
    Parameters,
    WorkingDays,
    beside,
    days,
    long_day,
    months_after,
    parse_day,
    read_holidays,
    shipped_holidays,
    spoken,
    three_months_after,
)

E_AND_W = WorkingDays.of(shipped_holidays(), frozenset({ENGLAND_AND_WALES}))
GB = WorkingDays.of(shipped_holidays(), frozenset({ENGLAND_AND_WALES, SCOTLAND}))
DEFAULT = Notices(Parameters(), E_AND_W)
HEADING = "day,division,name,source,standing"


def day(written: str) -> date:
    return date.fromisoformat(written)


def seconds_after(moment: Moment, seconds: int) -> Moment:
    return Moment(moment.utc + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        pytest.param(
            lambda: Moment.of("5 March 2025"),
            "not written YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS], with Z or an offset if not UK time",
            id="a moment written another way",
        ),
        pytest.param(
            lambda: Moment.at(date(2025, 3, 30), time(1, 30)),
            "a time that the clocks skip that day",
            id="a skipped time",
        ),
        pytest.param(lambda: months_after(date(2025, 3, 5), 0), "months must be at least 1", id="no month"),
    ],
)
def test_what_is_refused_is_said_in_just_those_words(refused: Callable[[], object], why: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011  its words are compared whole
        refused()
    assert str(error.value) == why


# --- days and moments ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("1900-01-01", date(1900, 1, 1), id="the first day"),
        pytest.param("2024-02-29", date(2024, 2, 29), id="29 February of a leap year"),
        pytest.param("2025-03-05", date(2025, 3, 5), id="a plain day"),
        pytest.param("2999-12-31", date(2999, 12, 31), id="the last day"),
    ],
)
def test_parse_day__reads_a_day(written: str, expected: date) -> None:
    assert parse_day(written) == expected


@pytest.mark.parametrize(
    ("written", "why"),
    [
        pytest.param("1899-12-31", "a year outside 1900 to 2999", id="a day before the first"),
        pytest.param("3000-01-01", "a year outside 1900 to 2999", id="a day after the last"),
        pytest.param("2025-02-29", "not a day in the calendar", id="29 February of another year"),
        pytest.param("2025-04-31", "not a day in the calendar", id="31 April"),
        pytest.param("2025-00-10", "not a day in the calendar", id="month 0"),
        pytest.param("2025-13-10", "not a day in the calendar", id="month 13"),
        pytest.param("2025-01-00", "not a day in the calendar", id="day 0"),
        pytest.param("", "not written YYYY-MM-DD", id="nothing"),
        pytest.param("2025-3-5", "not written YYYY-MM-DD", id="single figures"),
        pytest.param("20250305", "not written YYYY-MM-DD", id="no dashes"),
        pytest.param("05/03/2025", "not written YYYY-MM-DD", id="day first"),
        pytest.param("2025-W10-3", "not written YYYY-MM-DD", id="a week"),
        pytest.param("2025-03-05T12:00", "not written YYYY-MM-DD", id="a moment"),
        pytest.param("2025-03-05\n", "not written YYYY-MM-DD", id="a line end after"),
        pytest.param("202\u0665-03-05", "not written YYYY-MM-DD", id="figures of another script"),
    ],
)
def test_parse_day__refuses_what_is_no_day(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_day(written)


@pytest.mark.parametrize(
    ("written", "utc", "text"),
    [
        pytest.param("2025-03-05", (2025, 3, 5, 12, 0, 0), "2025-03-05T12:00", id="a day alone is noon, in winter"),
        pytest.param("2025-07-05", (2025, 7, 5, 11, 0, 0), "2025-07-05T12:00", id="a day alone is noon, in summer"),
        pytest.param("2025-03-05T14:30", (2025, 3, 5, 14, 30, 0), "2025-03-05T14:30", id="winter clock"),
        pytest.param("2025-07-05T14:30", (2025, 7, 5, 13, 30, 0), "2025-07-05T14:30", id="summer clock"),
        pytest.param("2025-07-05T14:30:01", (2025, 7, 5, 13, 30, 1), "2025-07-05T14:30:01", id="seconds are kept"),
        pytest.param("2025-07-05T14:30:00", (2025, 7, 5, 13, 30, 0), "2025-07-05T14:30", id="no seconds when zero"),
        pytest.param("2025-07-05T00:00", (2025, 7, 4, 23, 0, 0), "2025-07-05T00:00", id="the day's first second"),
        pytest.param(
            "2025-07-05T23:59:59", (2025, 7, 5, 22, 59, 59), "2025-07-05T23:59:59", id="the day's last second"
        ),
        pytest.param("2025-07-05T14:30Z", (2025, 7, 5, 14, 30, 0), "2025-07-05T15:30", id="Z in summer"),
        pytest.param("2025-12-05T14:30Z", (2025, 12, 5, 14, 30, 0), "2025-12-05T14:30", id="Z in winter"),
        pytest.param("2025-07-05T14:30:05Z", (2025, 7, 5, 14, 30, 5), "2025-07-05T15:30:05", id="Z with seconds"),
        pytest.param("2025-07-05T14:30+02:00", (2025, 7, 5, 12, 30, 0), "2025-07-05T13:30", id="east of Greenwich"),
        pytest.param(
            "2025-07-05T20:30-05:00", (2025, 7, 6, 1, 30, 0), "2025-07-06T02:30", id="west, the next day here"
        ),
        pytest.param("2025-07-05T14:30+05:45", (2025, 7, 5, 8, 45, 0), "2025-07-05T09:45", id="an offset with minutes"),
    ],
)
def test_moment__reads_uk_time_or_converts_to_it(written: str, utc: tuple[int, ...], text: str) -> None:
    moment = Moment.of(written)
    assert moment.utc == datetime(*utc, tzinfo=UTC)
    assert moment.text == text
    assert Moment.of(moment.text) == moment


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param("2025-03-05 14:30", id="a space for the T"),
        pytest.param("2025-03-05t14:30", id="a small t"),
        pytest.param("2025-03-05T14", id="no minutes"),
        pytest.param("2025-03-05T9:00", id="a single figure"),
        pytest.param("2025-03-05T24:00", id="hour 24"),
        pytest.param("2025-03-05T14:60", id="minute 60"),
        pytest.param("2025-03-05T14:30:60", id="second 60"),
        pytest.param("2025-03-05T14:30:00.5", id="parts of a second"),
        pytest.param("2025-03-05T14:30+1:00", id="a single figure of offset"),
        pytest.param("2025-03-05T14:30+24:00", id="an offset of a day"),
        pytest.param("2025-03-05T14:30z", id="a small z"),
        pytest.param("2025-03-05Z", id="a day with Z"),
        pytest.param("T14:30", id="no day"),
        pytest.param("2025-03-05T14:30\n", id="a line end after"),
    ],
)
def test_moment__refuses_any_other_way_of_writing(written: str) -> None:
    with pytest.raises(ValueError, match="not written YYYY-MM-DD or YYYY-MM-DDTHH:MM"):
        Moment.of(written)


@pytest.mark.parametrize(
    "written", ["2025-02-29T10:00", "2025-02-29T10:00Z", "2025-02-29"], ids=["on the UK clock", "with Z", "alone"]
)
def test_moment__refuses_a_day_that_is_not_in_the_calendar(written: str) -> None:
    with pytest.raises(ValueError, match="not a day in the calendar"):
        Moment.of(written)


@pytest.mark.parametrize(
    ("written", "skipped"),
    [
        pytest.param("2025-03-30T00:59:59", False, id="a second before the skipped hour"),
        pytest.param("2025-03-30T01:00", True, id="its first second"),
        pytest.param("2025-03-30T01:30", True, id="in its middle"),
        pytest.param("2025-03-30T01:59:59", True, id="its last second"),
        pytest.param("2025-03-30T02:00", False, id="a second after its last"),
        pytest.param("2025-03-30T01:30Z", False, id="with Z every time exists"),
    ],
)
def test_moment__a_time_that_the_clocks_skip_is_refused(written: str, skipped: bool) -> None:
    if skipped:
        with pytest.raises(ValueError, match="a time that the clocks skip that day"):
            Moment.of(written)
    else:
        assert Moment.of(written).day == date(2025, 3, 30)


def test_moment__the_skipped_hour_is_no_time_at_all() -> None:
    assert seconds_after(Moment.of("2025-03-30T00:59:59"), 1) == Moment.of("2025-03-30T02:00")
    assert Moment.of("2025-03-30T01:00Z").text == "2025-03-30T02:00"


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        pytest.param("2025-10-26T00:59:59", (2025, 10, 25, 23, 59, 59), id="a second before the repeated hour"),
        pytest.param("2025-10-26T01:00", (2025, 10, 26, 0, 0, 0), id="its first second, the first time"),
        pytest.param("2025-10-26T01:59:59", (2025, 10, 26, 0, 59, 59), id="its last second, the first time"),
        pytest.param("2025-10-26T02:00", (2025, 10, 26, 2, 0, 0), id="a second after its last, the second time"),
    ],
)
def test_moment__of_an_hour_that_occurs_twice_the_first_is_meant(written: str, utc: tuple[int, ...]) -> None:
    assert Moment.of(written).utc == datetime(*utc, tzinfo=UTC)


def test_moment__the_repeated_hour_is_ordered_by_instants_not_by_the_clock() -> None:
    first_quarter, first_three_quarters = Moment.of("2025-10-26T01:15"), Moment.of("2025-10-26T01:45")
    second_quarter, second_three_quarters = Moment.of("2025-10-26T01:15Z"), Moment.of("2025-10-26T01:45Z")
    in_order = [first_quarter, first_three_quarters, second_quarter, second_three_quarters]
    assert sorted([second_three_quarters, first_quarter, second_quarter, first_three_quarters]) == in_order
    assert first_three_quarters < second_quarter
    assert first_quarter != second_quarter
    assert first_quarter.wall == second_quarter.wall
    assert first_quarter.text == second_quarter.text == "2025-10-26T01:15"


@pytest.mark.parametrize(
    ("written", "on"),
    [
        pytest.param("2025-06-30T22:59:59Z", "2025-06-30", id="a second before midnight here"),
        pytest.param("2025-06-30T23:00:00Z", "2025-07-01", id="midnight here"),
        pytest.param("2025-06-30T23:00:01Z", "2025-07-01", id="a second after midnight here"),
        pytest.param("2025-12-31T23:59:59Z", "2025-12-31", id="a second before midnight in winter"),
        pytest.param("2026-01-01T00:00:00Z", "2026-01-01", id="midnight in winter"),
    ],
)
def test_moment__the_day_is_the_uk_civil_day(written: str, on: str) -> None:
    assert Moment.of(written).day == day(on)


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("2025-06-05", "5 June 2025"),
        ("2025-06-05T12:00", "5 June 2025 at 12:00"),
        ("2025-06-05T09:00:00", "5 June 2025 at 09:00"),
        ("2025-06-05T17:30:01", "5 June 2025 at 17:30:01"),
        ("2025-12-25T23:30Z", "25 December 2025 at 23:30"),
    ],
)
def test_moment__is_written_for_people(written: str, people: str) -> None:
    assert str(Moment.of(written)) == people


def test_moment__a_day_alone_is_noon_in_every_comparison() -> None:
    alone, noon = Moment.of("2025-06-05"), Moment.of("2025-06-05T12:00")
    assert alone == noon
    assert hash(alone) == hash(noon)
    assert not alone < noon
    assert not noon < alone
    assert Moment.of("2025-06-05T11:59:59") < alone < Moment.of("2025-06-05T12:00:01")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        pytest.param(date(2025, 6, 3), "2 days before the last day for it", id="two days before"),
        pytest.param(date(2025, 6, 4), "1 day before the last day for it", id="the day before"),
        pytest.param(date(2025, 6, 5), "on the last day for it", id="the last day"),
        pytest.param(date(2025, 6, 6), "1 day after the last day for it, 5 June 2025", id="the day after"),
        pytest.param(date(2025, 6, 7), "2 days after the last day for it, 5 June 2025", id="two days after"),
    ],
)
def test_beside__says_where_a_day_lies_beside_the_last(on: date, words: str) -> None:
    assert beside(on, date(2025, 6, 5)) == words


def test_long_day__writes_a_day_as_people_do() -> None:
    assert long_day(date(2025, 6, 5)) == "5 June 2025"
    assert long_day(date(2024, 2, 29)) == "29 February 2024"


@pytest.mark.parametrize(("number", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_days__counts_in_words(number: int, words: str) -> None:
    assert days(number) == words


# --- three months after a day -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("2025-03-05", "2025-06-05", id="the corresponding date"),
        pytest.param("2023-08-31", "2023-11-30", id="no 31 November"),
        pytest.param("2023-11-30", "2024-02-29", id="no 30 February, a leap year"),
        pytest.param("2024-11-29", "2025-02-28", id="no 29 February"),
        pytest.param("2024-11-30", "2025-02-28", id="no 30 February"),
        pytest.param("2023-11-29", "2024-02-29", id="a 29 February"),
        pytest.param("2025-01-31", "2025-04-30", id="no 31 April"),
        pytest.param("2025-02-28", "2025-05-28", id="not from end to end"),
        pytest.param("2024-02-29", "2024-05-29", id="from 29 February"),
        pytest.param("2025-04-30", "2025-07-30", id="a longer month at the end"),
        pytest.param("2025-11-15", "2026-02-15", id="over the year's end"),
    ],
)
def test_three_months_after__the_corresponding_date_or_the_months_last_day(start: str, end: str) -> None:
    assert months_after(day(start), 3) == day(end)
    assert three_months_after(day(start), 1, "corresponding_date") == day(end)


@pytest.mark.parametrize(
    ("start", "ninety", "included"),
    [
        pytest.param("2025-03-05", "2025-06-03", "2025-06-04", id="5 March 2025"),
        pytest.param("2023-08-31", "2023-11-29", "2023-11-30", id="31 August 2023, no corresponding date"),
        pytest.param("2023-08-30", "2023-11-28", "2023-11-29", id="30 August 2023, the corresponding date is the last"),
        pytest.param("2025-02-10", "2025-05-11", "2025-05-09", id="10 February 2025, ninety days are longer"),
        pytest.param("2024-12-01", "2025-03-01", "2025-02-28", id="1 December 2024, back over a month's end"),
        pytest.param("2023-12-01", "2024-02-29", "2024-02-29", id="1 December 2023, back over it in a leap year"),
    ],
)
def test_three_months_after__the_other_two_ways_to_count(start: str, ninety: str, included: str) -> None:
    assert three_months_after(day(start), 1, "ninety_days") == day(ninety)
    assert three_months_after(day(start), 1, "event_day_included") == day(included)


def test_three_months_after__the_nth_period_is_counted_from_the_first_day() -> None:
    ends = [three_months_after(date(2024, 5, 31), n, "corresponding_date") for n in (1, 2, 3, 4)]
    assert ends == [date(2024, 8, 31), date(2024, 11, 30), date(2025, 2, 28), date(2025, 5, 31)]
    ninety = [three_months_after(date(2024, 5, 31), n, "ninety_days") for n in (1, 2, 3, 4)]
    assert ninety == [date(2024, 8, 29), date(2024, 11, 27), date(2025, 2, 25), date(2025, 5, 26)]
    included = [three_months_after(date(2024, 5, 31), n, "event_day_included") for n in (1, 2, 3, 4)]
    assert included == [date(2024, 8, 30), date(2024, 11, 30), date(2025, 2, 28), date(2025, 5, 30)]


@pytest.mark.parametrize(
    ("months", "end"),
    [
        pytest.param(-1, None, id="below nought"),
        pytest.param(0, None, id="nought"),
        pytest.param(1, date(2025, 4, 5), id="one"),
        pytest.param(2, date(2025, 5, 5), id="two"),
    ],
)
def test_months_after__is_asked_for_one_month_at_least(months: int, end: date | None) -> None:
    if end:
        assert months_after(date(2025, 3, 5), months) == end
    else:
        with pytest.raises(ValueError, match="months must be at least 1"):
            months_after(date(2025, 3, 5), months)


def test_three_months_after__is_asked_for_one_period_at_least() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        three_months_after(date(2025, 3, 5), 0, "ninety_days")


def length(year: int, month: int) -> int:
    """How many days a month has, by the old rhyme and the Gregorian rule."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def every_day() -> Iterator[tuple[int, int, int]]:
    """Every day from 1 January 2012 to 31 December 2045."""
    for year in range(2012, 2046):
        for month in range(1, 13):
            for number in range(1, length(year, month) + 1):
                yield year, month, number


def month_on(year: int, month: int, months: int) -> tuple[int, int]:
    while months:
        month, months = month + 1, months - 1
        if month == 13:
            year, month = year + 1, 1
    return year, month


def test_every_day__is_every_day_of_34_years() -> None:
    assert sum(1 for _ in every_day()) == 34 * 365 + 9  # leap years 2012, 2016 to 2044


@pytest.mark.parametrize("periods", [1, 2, 3, 4])
def test_three_months_after__every_day_by_the_corresponding_date(periods: int) -> None:
    for year, month, number in every_day():
        to_year, to_month = month_on(year, month, 3 * periods)
        expected = date(to_year, to_month, min(number, length(to_year, to_month)))
        assert three_months_after(date(year, month, number), periods, "corresponding_date") == expected


@pytest.mark.parametrize("periods", [1, 2, 3, 4])
def test_three_months_after__every_day_by_ninety_days(periods: int) -> None:
    counted = [date(*each) for each in every_day()]
    later = [
        *counted,
        *(date(2046, month, number) for month in range(1, 13) for number in range(1, length(2046, month) + 1)),
    ]
    for place, start in enumerate(counted):
        assert three_months_after(start, periods, "ninety_days") == later[place + 90 * periods]


@pytest.mark.parametrize("periods", [1, 2, 3, 4])
def test_three_months_after__every_day_with_the_first_day_counted(periods: int) -> None:
    for year, month, number in every_day():
        to_year, to_month = month_on(year, month, 3 * periods)
        if number > length(to_year, to_month):
            expected = date(to_year, to_month, length(to_year, to_month))
        elif number > 1:
            expected = date(to_year, to_month, number - 1)
        else:
            last_year, last_month = (to_year, to_month - 1) if to_month > 1 else (to_year - 1, 12)
            expected = date(last_year, last_month, length(last_year, last_month))
        assert three_months_after(date(year, month, number), periods, "event_day_included") == expected


# --- Working Days -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "why"),
    [
        pytest.param("2025-04-17", None, id="Thursday, the day before"),
        pytest.param("2025-04-18", "Good Friday", id="Good Friday"),
        pytest.param("2025-04-19", "Saturday", id="Saturday"),
        pytest.param("2025-04-20", "Sunday", id="Sunday"),
        pytest.param("2025-04-21", "Easter Monday", id="Easter Monday"),
        pytest.param("2025-04-22", None, id="Tuesday, the day after"),
        pytest.param("2022-12-25", "Sunday", id="Christmas Day on a Sunday is a Sunday"),
        pytest.param("2022-12-27", "Christmas Day (substitute day)", id="its substitute"),
        pytest.param("2022-09-19", "State Funeral of Queen Elizabeth II", id="a one-off day"),
    ],
)
def test_working_days__monday_to_friday_less_bank_holidays(on: str, why: str | None) -> None:
    assert E_AND_W.why_not(day(on)) == why


@pytest.mark.parametrize(
    ("on", "england_and_wales", "any_part"),
    [
        pytest.param("2023-11-29", None, None, id="the day before St Andrew's Day"),
        pytest.param("2023-11-30", None, "St Andrew's Day", id="St Andrew's Day"),
        pytest.param("2023-12-01", None, None, id="the day after"),
        pytest.param("2025-01-02", None, "2nd January", id="2 January"),
        pytest.param("2025-04-21", "Easter Monday", "Easter Monday", id="a holiday in England and Wales alone"),
        pytest.param("2025-08-04", None, "Summer bank holiday", id="Scotland's August Monday"),
    ],
)
def test_working_days__any_part_of_gb_adds_scotlands(
    on: str, england_and_wales: str | None, any_part: str | None
) -> None:
    assert E_AND_W.why_not(day(on)) == england_and_wales
    assert GB.why_not(day(on)) == any_part


@pytest.mark.parametrize(
    ("on", "after", "before"),
    [
        pytest.param("2025-04-17", "2025-04-17", "2025-04-17", id="the last Working Day before Easter is itself"),
        pytest.param("2025-04-18", "2025-04-22", "2025-04-17", id="Good Friday"),
        pytest.param("2025-04-20", "2025-04-22", "2025-04-17", id="Easter Sunday"),
        pytest.param("2025-04-21", "2025-04-22", "2025-04-17", id="Easter Monday"),
        pytest.param("2025-04-22", "2025-04-22", "2025-04-22", id="the first Working Day after Easter is itself"),
        pytest.param("2025-12-31", "2025-12-31", "2025-12-31", id="New Year's Eve"),
        pytest.param("2026-01-01", "2026-01-02", "2025-12-31", id="New Year's Day, over the year's end"),
    ],
)
def test_working_days__the_nearest_on_or_after_and_on_or_before(on: str, after: str, before: str) -> None:
    assert E_AND_W.on_or_after(day(on)) == day(after)
    assert E_AND_W.on_or_before(day(on)) == day(before)


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        pytest.param("2025-06-02", 1, "2025-06-03", id="Monday, one"),
        pytest.param("2025-06-02", 2, "2025-06-04", id="Monday, two"),
        pytest.param("2025-06-05", 2, "2025-06-09", id="Thursday, two, over a weekend"),
        pytest.param("2025-06-07", 1, "2025-06-09", id="Saturday is not counted"),
        pytest.param("2025-04-16", 1, "2025-04-17", id="the Wednesday before Easter, one"),
        pytest.param("2025-04-16", 2, "2025-04-22", id="the Wednesday before Easter, two"),
        pytest.param("2025-04-16", 3, "2025-04-23", id="the Wednesday before Easter, three"),
    ],
)
def test_working_days__the_nth_after_a_day(start: str, number: int, expected: str) -> None:
    assert E_AND_W.after(day(start), number) == day(expected)


@pytest.mark.parametrize(
    ("on", "why"),
    [
        pytest.param("2011-12-30", OutsideTheTable, id="Friday, the last weekday before the table"),
        pytest.param("2011-12-31", "Saturday", id="a Saturday before the table needs no table"),
        pytest.param("2012-01-02", "New Year's Day (substitute day)", id="the first weekday of the table"),
        pytest.param("2012-01-04", None, id="the first Working Day of the table in every part"),
        pytest.param("2028-12-29", None, id="the last weekday of the table"),
        pytest.param("2028-12-30", "Saturday", id="the last Saturday of the table"),
        pytest.param("2029-01-01", OutsideTheTable, id="Monday, the first weekday after the table"),
        pytest.param("2029-01-06", "Saturday", id="a Saturday after the table needs no table"),
        pytest.param("2029-01-07", "Sunday", id="a Sunday after the table needs no table"),
        pytest.param("2099-03-04", OutsideTheTable, id="a Wednesday long after"),
    ],
)
def test_working_days__the_table_is_needed_for_a_weekday_only(on: str, why: object) -> None:
    for working_days in (E_AND_W, GB):
        if why is OutsideTheTable:
            with pytest.raises(OutsideTheTable):
                working_days.why_not(day(on))
        else:
            assert working_days.why_not(day(on)) == why


def test_working_days__outside_the_table_says_the_day_and_what_is_held() -> None:
    with pytest.raises(OutsideTheTable) as outside:
        E_AND_W.on_or_after(date(2028, 12, 30))
    assert str(outside.value) == "1 January 2029: the table of bank holidays holds 2012 to 2028 only"
    assert outside.value.day == date(2029, 1, 1)
    assert outside.value.held == "2012 to 2028"


def more(*rows: str) -> tuple[Holiday, ...]:
    """A deployer's rows before those of the package."""
    return (*read_holidays([HEADING, *rows]), *shipped_holidays())


NEW_YEAR_2029 = "2029-01-01,england_and_wales,New Year's Day,a list,found"
CHRISTMAS_2029 = "2029-12-25,england_and_wales,Christmas Day,a list,found"
SCOTTISH_CHRISTMAS_2029 = "2029-12-25,scotland,Christmas Day,a list,found"


@pytest.mark.parametrize(
    ("rows", "any_part", "held"),
    [
        pytest.param([NEW_YEAR_2029], False, False, id="some rows without 25 December"),
        pytest.param([NEW_YEAR_2029, CHRISTMAS_2029], False, True, id="with 25 December"),
        pytest.param([NEW_YEAR_2029, CHRISTMAS_2029], True, False, id="any part, with one division's 25 December"),
        pytest.param([NEW_YEAR_2029, SCOTTISH_CHRISTMAS_2029], False, False, id="with the other division's alone"),
        pytest.param([NEW_YEAR_2029, CHRISTMAS_2029, SCOTTISH_CHRISTMAS_2029], True, True, id="any part, with both"),
    ],
)
def test_working_days__a_deployers_rows_extend_a_year_once_its_25_december_is_in(
    rows: list[str], any_part: bool, held: bool
) -> None:
    divisions = {ENGLAND_AND_WALES, SCOTLAND} if any_part else {ENGLAND_AND_WALES}
    working_days = WorkingDays.of(more(*rows), frozenset(divisions))
    if held:
        assert working_days.why_not(date(2029, 1, 1)) == "New Year's Day"
        assert working_days.on_or_after(date(2028, 12, 30)) == date(2029, 1, 2)
        with pytest.raises(OutsideTheTable, match="holds 2012 to 2029 only"):
            working_days.why_not(date(2030, 1, 1))
    else:
        with pytest.raises(OutsideTheTable, match="holds 2012 to 2028 only"):
            working_days.why_not(date(2029, 1, 1))


def test_working_days__a_deployers_row_adds_a_day_to_a_year_that_is_held() -> None:
    added = WorkingDays.of(
        more("2027-06-01,england_and_wales,A day proclaimed late,The Gazette,found"), frozenset({ENGLAND_AND_WALES})
    )
    assert E_AND_W.why_not(date(2027, 6, 1)) is None
    assert added.why_not(date(2027, 6, 1)) == "A day proclaimed late"
    assert added.why_not(date(2027, 5, 31)) == "Spring bank holiday"


def test_working_days__of_two_rows_for_a_day_the_deployers_names_it() -> None:
    added = WorkingDays.of(
        more("2025-04-18,england_and_wales,Good Friday as we list it,a list,found"), frozenset({ENGLAND_AND_WALES})
    )
    assert added.why_not(date(2025, 4, 18)) == "Good Friday as we list it"


@pytest.mark.parametrize(
    ("christmases", "held"),
    [
        pytest.param([2029], "2012 to 2029", id="the next year"),
        pytest.param([2030], "2012 to 2028, 2030", id="a year apart"),
        pytest.param([2030, 2031], "2012 to 2028, 2030 to 2031", id="two years apart"),
        pytest.param([2011, 2030, 2032], "2011 to 2028, 2030, 2032", id="the year before, and two apart"),
    ],
)
def test_working_days__a_year_that_is_not_held_is_not_said_to_be(christmases: list[int], held: str) -> None:
    rows = [f"{year}-12-25,england_and_wales,Christmas Day,a list,found" for year in christmases]
    added = WorkingDays.of(more(*rows), frozenset({ENGLAND_AND_WALES}))
    for year in christmases:
        assert added.why_not(date(year, 12, 25)) is not None
    with pytest.raises(OutsideTheTable) as outside:
        added.why_not(date(2034, 1, 3))
    assert outside.value.held == held
    assert str(outside.value) == f"3 January 2034: the table of bank holidays holds {held} only"


def test_working_days__a_table_of_nothing_holds_no_year() -> None:
    nothing = WorkingDays.of([], frozenset({ENGLAND_AND_WALES}))
    assert nothing.why_not(date(2025, 3, 8)) == "Saturday"
    with pytest.raises(OutsideTheTable, match="5 March 2025: the table of bank holidays holds no year"):
        nothing.why_not(date(2025, 3, 5))


def test_working_days__a_row_that_is_unverified_says_so() -> None:
    rows = more("2027-06-01,england_and_wales,A rumoured day,hearsay,unverified")
    added = WorkingDays.of(rows, frozenset({ENGLAND_AND_WALES}))
    assert added.why_not(date(2027, 6, 1)) == "A rumoured day [unverified]"
    effect = Notices(Parameters(), added).takes_effect(Moment.of("2027-06-01T10:00"), "hand", None)
    assert effect.moment.text == "2027-06-02T09:00"
    assert "1 June 2027 is no Working Day (A rumoured day [unverified])" in effect.because


def test_read_holidays__reads_rows_as_given() -> None:
    rows = read_holidays([HEADING, '2029-01-02,scotland,2nd January,"A list, of 2028",unverified'])
    assert [astuple(row) for row in rows] == [
        (date(2029, 1, 2), SCOTLAND, "2nd January", "A list, of 2028", "unverified")
    ]
    assert str(rows[0]) == "2nd January [unverified]"


def test_read_holidays__of_nothing_gives_nothing() -> None:
    assert read_holidays([]) == read_holidays([HEADING]) == ()


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        pytest.param(
            ["date,division,name,source,standing", "2029-01-01,scotland,New Year's Day,a list,found"],
            "row 1: the heading is day,division,name,source,standing",
            id="a heading of another name",
        ),
        pytest.param(
            ["day,division,name,source", "2029-01-01,scotland,New Year's Day,a list"],
            "row 1: the heading is day,division,name,source,standing",
            id="a column that is not there",
        ),
        pytest.param(
            [HEADING, "2029-02-29,scotland,Leap day,a list,found"],
            "row 2: '2029-02-29' is not a day in the calendar",
            id="no such day",
        ),
        pytest.param(
            [HEADING, "01/01/2029,scotland,New Year's Day,a list,found"],
            "row 2: '01/01/2029' is not written YYYY-MM-DD",
            id="a day written another way",
        ),
        pytest.param(
            [HEADING, "3000-01-01,scotland,New Year's Day,a list,found"],
            "row 2: '3000-01-01' is a year outside 1900 to 2999",
            id="a year too far",
        ),
        pytest.param(
            ["division,day,name,source,standing", "scotland"], "row 1: the heading is", id="columns in another order"
        ),
        pytest.param(
            [HEADING, "2029-01-01,northern_ireland,New Year's Day,a list,found"],
            "row 2: 'northern_ireland' is neither england_and_wales nor scotland",
            id="another division",
        ),
        pytest.param(
            [HEADING, "2029-01-01"],
            "row 2: it holds more or fewer fields than the heading",
            id="a row that stops before the division",
        ),
        pytest.param([HEADING, "2029-01-01,scotland,,a list,found"], "row 2: a row needs a name", id="no name"),
        pytest.param(
            [HEADING, "2029-01-01,scotland,New Year's Day,,found"],
            "row 2: a row needs a name, a source",
            id="no source",
        ),
        pytest.param(
            [HEADING, "2029-01-01,scotland,New Year's Day,a list,sure"],
            "found or unverified as its standing",
            id="another standing",
        ),
        pytest.param(
            [HEADING, "2029-01-01,scotland,New Year's Day,a list"],
            "row 2: it holds more or fewer fields than the heading",
            id="a row that stops before the standing",
        ),
        pytest.param(
            [HEADING, "2029-01-01,scotland,New Year's Day,a list, of 2028,found"],
            "row 2: it holds more or fewer fields than the heading",
            id="a comma that is not in quotes",
        ),
        pytest.param(
            [HEADING, "2029-01-01,scotland,New Year's Day,a list,found,spare"],
            "row 2: it holds more or fewer fields than the heading",
            id="a field too many",
        ),
        pytest.param(
            [HEADING, "2029-01-01,scotland,New Year's\tDay,a list,found"],
            "row 2: it holds more or fewer fields than the heading, or control characters",
            id="a control character",
        ),
        pytest.param(
            [HEADING, NEW_YEAR_2029, f"2029-01-02,scotland,{'a' * 200_000},a list,found"],
            "row 3: field larger than field limit",
            id="a field too long for a table",
        ),
        pytest.param(
            [HEADING, "", "2029-02-30,scotland,No day,a list,found"],
            "row 3: '2029-02-30'",
            id="a blank line is a row of the file too",
        ),
        pytest.param(
            [HEADING, NEW_YEAR_2029, "2029-02-30,scotland,No day,a list,found"],
            "row 3: '2029-02-30'",
            id="the row is numbered as in the file",
        ),
    ],
)
def test_read_holidays__refuses_a_row_that_cannot_be_relied_on(lines: list[str], why: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  the message is checked below, brackets and all
        read_holidays(lines)
    assert why in str(refused.value)


def test_shipped_holidays__hold_2012_to_2028_for_both_divisions() -> None:
    assert E_AND_W.years == GB.years == frozenset(range(2012, 2029))
    assert shipped_holidays() is shipped_holidays()


# --- the parameters -----------------------------------------------------------------------------------------------


def test_parameters__what_rests_on_nothing_is_unverified() -> None:
    said = Parameters().standing("email_hours", "post_working_days", "working_day_starts", "working_day_ends")
    assert tuple(each.text for each in said) == (
        "email_hours 1 [unverified]",
        "post_working_days 2 [unverified]",
        "working_day_starts 09:00 [unverified]",
        "working_day_ends 17:30 [unverified]",
    )


def test_spoken__each_value_once_and_what_several_rest_on_after_the_last_of_them() -> None:
    names = ("email_hours", "post_working_days", "working_day_starts", "working_day_ends")
    rests = Parameters().standing(*names)
    assert (
        spoken([*rests, *rests]) == "e-mail 1 hour, post 2 Working Days, working hours from 09:00 to 17:30 [unverified]"
    )
    rests = Parameters(
        email_hours=4, post_working_days=1, sources={"email_hours": "M10.4", "working_day_ends": "M10.5"}
    )
    assert spoken(rests.standing(*names)) == (
        "e-mail 4 hours [M10.4], post 1 Working Day, working hours from 09:00 [unverified] to 17:30 [M10.5]"
    )
    assert spoken(rests.standing("working_day_ends")) == "working hours to 17:30 [M10.5]"


def test_parameters__what_rests_on_a_source_names_it() -> None:
    parameters = Parameters(
        email_hours=4,
        post_working_days=3,
        working_day_starts=time(8, 5),
        working_day_ends=time(17),
        sources={"email_hours": "M10.4(d) as pasted", "working_day_ends": "M10.5"},
    )

    def texts(*names: str) -> tuple[str, ...]:
        return tuple(each.text for each in parameters.standing(*names))

    assert texts("working_day_ends", "email_hours") == (
        "working_day_ends 17:00 [M10.5]",
        "email_hours 4 [M10.4(d) as pasted]",
    )
    assert texts("post_working_days", "working_day_starts") == (
        "post_working_days 3 [unverified]",
        "working_day_starts 08:05 [unverified]",
    )
    assert parameters.standing() == ()


# --- when a notice takes effect -----------------------------------------------------------------------------------
# 4 June 2025 is a Wednesday, 5 June a Thursday, 6 June a Friday, 9 June a Monday.


@pytest.mark.parametrize(
    ("sent", "effective", "moved"),
    [
        pytest.param("2025-06-05T00:00", "2025-06-05T09:00", True, id="at midnight"),
        pytest.param("2025-06-05T08:59", "2025-06-05T09:00", True, id="a minute before 09:00"),
        pytest.param("2025-06-05T08:59:59", "2025-06-05T09:00", True, id="a second before 09:00"),
        pytest.param("2025-06-05T09:00", "2025-06-05T09:00", False, id="at 09:00"),
        pytest.param("2025-06-05T09:00:01", "2025-06-05T09:00:01", False, id="a second after 09:00"),
        pytest.param("2025-06-05T09:01", "2025-06-05T09:01", False, id="a minute after 09:00"),
        pytest.param("2025-06-05T17:29", "2025-06-05T17:29", False, id="a minute before 17:30"),
        pytest.param("2025-06-05T17:29:59", "2025-06-05T17:29:59", False, id="a second before 17:30"),
        pytest.param("2025-06-05T17:30", "2025-06-05T17:30", False, id="at 17:30"),
        pytest.param("2025-06-05T17:30:01", "2025-06-06T09:00", True, id="a second after 17:30"),
        pytest.param("2025-06-05T17:31", "2025-06-06T09:00", True, id="a minute after 17:30"),
        pytest.param("2025-06-05T23:59:59", "2025-06-06T09:00", True, id="the day's last second"),
        pytest.param("2025-06-06T17:30", "2025-06-06T17:30", False, id="Friday at 17:30"),
        pytest.param("2025-06-06T17:30:01", "2025-06-09T09:00", True, id="Friday, a second after 17:30"),
        pytest.param("2025-06-07T10:00", "2025-06-09T09:00", True, id="on a Saturday"),
        pytest.param("2025-06-08T08:00", "2025-06-09T09:00", True, id="on a Sunday before 09:00"),
        pytest.param("2025-04-17T17:30:01", "2025-04-22T09:00", True, id="a second too late before Easter"),
        pytest.param("2025-04-18T10:00", "2025-04-22T09:00", True, id="on Good Friday"),
        pytest.param("2025-06-05T16:30Z", "2025-06-05T17:30", False, id="at 17:30, written with Z"),
        pytest.param("2025-06-05T16:30:01Z", "2025-06-06T09:00", True, id="a second after 17:30, written with Z"),
    ],
)
def test_notices__by_hand_when_sent_within_working_hours(sent: str, effective: str, moved: bool) -> None:
    effect = DEFAULT.takes_effect(Moment.of(sent), "hand", None)
    assert (effect.moment.text, bool(effect.rests), effect.moved) == (effective, True, moved)


@pytest.mark.parametrize(
    ("sent", "effective"),
    [
        pytest.param("2025-06-05T07:59", "2025-06-05T09:00", id="received a minute before 09:00"),
        pytest.param("2025-06-05T07:59:59", "2025-06-05T09:00", id="received a second before 09:00"),
        pytest.param("2025-06-05T08:00", "2025-06-05T09:00", id="received at 09:00"),
        pytest.param("2025-06-05T08:00:01", "2025-06-05T09:00:01", id="received a second after 09:00"),
        pytest.param("2025-06-05T08:01", "2025-06-05T09:01", id="received a minute after 09:00"),
        pytest.param("2025-06-05T16:29", "2025-06-05T17:29", id="received a minute before 17:30"),
        pytest.param("2025-06-05T16:29:59", "2025-06-05T17:29:59", id="received a second before 17:30"),
        pytest.param("2025-06-05T16:30", "2025-06-05T17:30", id="received at 17:30"),
        pytest.param("2025-06-05T16:30:01", "2025-06-06T09:00", id="received a second after 17:30"),
        pytest.param("2025-06-05T16:31", "2025-06-06T09:00", id="received a minute after 17:30"),
        pytest.param("2025-06-05T22:59:59", "2025-06-06T09:00", id="received the day's last second"),
        pytest.param("2025-06-05T23:00", "2025-06-06T09:00", id="received at midnight, before 09:00"),
        pytest.param("2025-06-06T23:30", "2025-06-09T09:00", id="received on Saturday"),
        pytest.param("2025-06-08T23:30", "2025-06-09T09:00", id="sent on Sunday, received on Monday before 09:00"),
        pytest.param("2025-11-15T10:00", "2025-11-17T09:00", id="on a Saturday"),
        pytest.param("2023-11-30T14:00", "2023-11-30T15:00", id="on St Andrew's Day"),
    ],
)
def test_notices__by_email_an_hour_later_within_working_hours(sent: str, effective: str) -> None:
    effect = DEFAULT.takes_effect(Moment.of(sent), "email", None)
    assert (effect.moment.text, bool(effect.rests), effect.moved) == (effective, True, True)


@pytest.mark.parametrize(
    ("sent", "effective"),
    [
        pytest.param("2025-06-04T00:00", "2025-06-06T09:00", id="Wednesday's first second"),
        pytest.param("2025-06-04T08:59:59", "2025-06-06T09:00", id="a second before 09:00"),
        pytest.param("2025-06-04T09:00", "2025-06-06T09:00", id="at 09:00"),
        pytest.param("2025-06-04T17:30", "2025-06-06T09:00", id="at 17:30"),
        pytest.param("2025-06-04T17:30:01", "2025-06-06T09:00", id="a second after 17:30"),
        pytest.param("2025-06-04T23:59:59", "2025-06-06T09:00", id="Wednesday's last second"),
        pytest.param("2025-06-05T00:00", "2025-06-09T09:00", id="a second later, Thursday"),
        pytest.param("2025-06-06T12:00", "2025-06-10T09:00", id="Friday"),
        pytest.param("2025-06-07T12:00", "2025-06-10T09:00", id="Saturday, Monday is the first"),
        pytest.param("2025-04-16T12:00", "2025-04-22T09:00", id="over Easter"),
        pytest.param("2025-06-04T23:00Z", "2025-06-09T09:00", id="Wednesday by Z is Thursday here"),
    ],
)
def test_notices__by_post_at_the_start_of_the_second_working_day_after(sent: str, effective: str) -> None:
    effect = DEFAULT.takes_effect(Moment.of(sent), "post", None)
    assert (effect.moment.text, bool(effect.rests), effect.moved) == (effective, True, True)


def test_notices__any_part_of_gb_moves_a_notice_of_a_scottish_holiday() -> None:
    sent = Moment.of("2023-11-30T14:00")
    both = Notices(Parameters(), GB)
    assert both.takes_effect(sent, "email", None).moment.text == "2023-12-01T09:00"
    assert both.takes_effect(sent, "hand", None).moment.text == "2023-12-01T09:00"
    assert both.takes_effect(Moment.of("2023-11-28T14:00"), "post", None).moment.text == "2023-12-01T09:00"
    assert DEFAULT.takes_effect(Moment.of("2023-11-28T14:00"), "post", None).moment.text == "2023-11-30T09:00"


@pytest.mark.parametrize(
    ("method", "sent", "effective"),
    [
        pytest.param("hand", "2025-06-05T07:59:59", "2025-06-05T08:00", id="by hand before an earlier start"),
        pytest.param("hand", "2025-06-05T08:00", "2025-06-05T08:00", id="by hand at an earlier start"),
        pytest.param("hand", "2025-06-05T17:00", "2025-06-05T17:00", id="by hand at an earlier end"),
        pytest.param("hand", "2025-06-05T17:00:01", "2025-06-06T08:00", id="by hand after an earlier end"),
        pytest.param("email", "2025-06-05T12:59:59", "2025-06-05T16:59:59", id="by e-mail, four hours later"),
        pytest.param("email", "2025-06-05T13:00", "2025-06-05T17:00", id="by e-mail, at the end"),
        pytest.param("email", "2025-06-05T13:00:01", "2025-06-06T08:00", id="by e-mail, a second after the end"),
        pytest.param("email", "2025-06-05T04:00", "2025-06-05T08:00", id="by e-mail, at the start"),
        pytest.param("post", "2025-06-04T12:00", "2025-06-05T08:00", id="by post, the next Working Day"),
    ],
)
def test_notices__other_parameters_give_other_moments(method: Method, sent: str, effective: str) -> None:
    parameters = Parameters(email_hours=4, post_working_days=1, working_day_starts=time(8), working_day_ends=time(17))
    assert Notices(parameters, E_AND_W).takes_effect(Moment.of(sent), method, None).moment.text == effective


def test_notices__an_email_of_no_hours_within_working_hours_is_not_moved() -> None:
    effect = Notices(Parameters(email_hours=0), E_AND_W).takes_effect(Moment.of("2025-06-05T10:00"), "email", None)
    assert (effect.moment.text, bool(effect.rests), effect.moved) == ("2025-06-05T10:00", True, False)


@pytest.mark.parametrize(
    ("sent", "hours", "effective"),
    [
        pytest.param("2025-03-29T18:00", 7, "2025-03-31T09:00", id="received in the hour that is skipped"),
        pytest.param("2025-03-30T00:30", 33, "2025-03-31T09:30", id="the skipped hour takes nothing off the UK clock"),
        pytest.param("2025-10-26T00:30", 33, "2025-10-27T09:30", id="the repeated hour adds nothing to it"),
        pytest.param("2025-10-26T01:30", 32, "2025-10-27T09:30", id="sent in the repeated hour, the first time"),
        pytest.param("2025-10-26T01:30Z", 32, "2025-10-27T09:30", id="sent in the repeated hour, the second time"),
        pytest.param("2025-10-26T01:30Z", 40, "2025-10-27T17:30", id="received at 17:30"),
        pytest.param("2025-10-26T01:30:01Z", 40, "2025-10-28T09:00", id="received a second after 17:30"),
    ],
)
def test_notices__an_emails_hours_are_counted_on_the_uk_clock(sent: str, hours: int, effective: str) -> None:
    notices = Notices(Parameters(email_hours=hours), E_AND_W)
    assert notices.takes_effect(Moment.of(sent), "email", None).moment.text == effective


@pytest.mark.parametrize("sent", ["2025-10-26T01:30", "2025-10-26T01:30Z", "2025-03-30T00:59:59", "2025-03-30T01:00Z"])
def test_notices__by_hand_on_a_clock_change_sunday_is_monday(sent: str) -> None:
    effect = DEFAULT.takes_effect(Moment.of(sent), "hand", None)
    assert effect.moment.text in ("2025-10-27T09:00", "2025-03-31T09:00")
    assert effect.moment.day == Moment.of(sent).day + timedelta(days=1)


HOURS = ("working_day_starts 09:00 [unverified]", "working_day_ends 17:30 [unverified]")


@pytest.mark.parametrize(
    ("method", "sent", "because", "rests"),
    [
        pytest.param("hand", "2025-06-05T10:00", "delivered by hand on 5 June 2025 at 10:00", HOURS, id="by hand"),
        pytest.param(
            "hand",
            "2025-06-05T08:59:59",
            "delivered by hand on 5 June 2025 at 08:59:59; 08:59:59 is before working hours",
            HOURS,
            id="by hand early",
        ),
        pytest.param(
            "hand",
            "2025-06-05T18:00",
            "delivered by hand on 5 June 2025 at 18:00; 18:00 is after working hours",
            HOURS,
            id="by hand late",
        ),
        pytest.param(
            "email",
            "2025-06-05T10:00",
            "e-mailed on 5 June 2025 at 10:00",
            ("email_hours 1 [unverified]", *HOURS),
            id="by e-mail",
        ),
        pytest.param(
            "email",
            "2025-06-05T17:00",
            "e-mailed on 5 June 2025 at 17:00; 18:00 is after working hours",
            ("email_hours 1 [unverified]", *HOURS),
            id="by e-mail late",
        ),
        pytest.param(
            "email",
            "2025-04-20T10:00",
            "e-mailed on 20 April 2025 at 10:00; 20 April 2025 is no Working Day (Sunday)"
            "; 21 April 2025 is no Working Day (Easter Monday)",
            ("email_hours 1 [unverified]", *HOURS),
            id="by e-mail on a Sunday",
        ),
        pytest.param(
            "post",
            "2025-06-04T10:00",
            "posted on 4 June 2025",
            ("post_working_days 2 [unverified]", "working_day_starts 09:00 [unverified]"),
            id="by post",
        ),
        pytest.param(
            "post",
            "2024-12-23T10:00",
            "posted on 23 December 2024; 25 December 2024 is no Working Day (Christmas Day)"
            "; 26 December 2024 is no Working Day (Boxing Day)",
            ("post_working_days 2 [unverified]", "working_day_starts 09:00 [unverified]"),
            id="by post before Christmas",
        ),
    ],
)
def test_notices__the_reason_says_how_and_on_what_it_rests(
    method: Method, sent: str, because: str, rests: tuple[str, ...]
) -> None:
    effect = DEFAULT.takes_effect(Moment.of(sent), method, None)
    assert (effect.because, tuple(each.text for each in effect.rests)) == (because, rests)


def test_notices__a_second_after_the_end_is_not_said_to_be_the_end() -> None:
    """17:30 is within working hours; what came at 17:30:01 was late by that second."""
    by_hand = DEFAULT.takes_effect(Moment.of("2025-06-05T17:30:01"), "hand", None).because
    assert by_hand.endswith("17:30:01 is after working hours")
    by_email = DEFAULT.takes_effect(Moment.of("2025-06-05T16:30:01"), "email", None).because
    assert by_email.endswith("17:30:01 is after working hours")


SENT, RECEIVED = "2025-11-14T16:00", "2025-11-15T10:00"
"""A Friday in working hours, and the Saturday after it; the next Working Day is Monday 17 November 2025."""


@pytest.mark.parametrize(
    ("sending", "business_hours", "sent", "received", "effective", "deemed"),
    [
        pytest.param(False, False, SENT, RECEIVED, RECEIVED, False, id="proved receipt wins over the deemed rule"),
        pytest.param(False, False, None, RECEIVED, RECEIVED, False, id="proved receipt alone"),
        pytest.param(False, True, SENT, RECEIVED, "2025-11-17T09:00", True, id="business hours move a proved receipt"),
        pytest.param(False, True, None, RECEIVED, "2025-11-17T09:00", True, id="business hours, receipt alone"),
        pytest.param(True, False, SENT, RECEIVED, SENT, False, id="sending wins where it is given"),
        pytest.param(True, False, RECEIVED, None, RECEIVED, False, id="sending on a Saturday is not moved"),
        pytest.param(True, False, None, RECEIVED, RECEIVED, False, id="sending, only receipt given"),
        pytest.param(True, True, None, RECEIVED, RECEIVED, False, id="business hours say nothing under sending"),
        pytest.param(True, True, SENT, RECEIVED, SENT, False, id="business hours say nothing where sending is given"),
    ],
)
def test_notices__received_and_the_two_readings(
    sending: bool, business_hours: bool, sent: str | None, received: str | None, effective: str, deemed: bool
) -> None:
    notices = Notices(Parameters(), E_AND_W, sending=sending, business_hours=business_hours)
    effect = notices.takes_effect(
        Moment.of(sent) if sent else None, "email" if sent else None, Moment.of(received) if received else None
    )
    assert (effect.moment.text, bool(effect.rests)) == (effective, deemed)
    assert effect.moved is deemed


@pytest.mark.parametrize(
    ("received", "effective", "moved"),
    [
        pytest.param("2025-06-05T08:59:59", "2025-06-05T09:00", True, id="a second before 09:00"),
        pytest.param("2025-06-05T09:00", "2025-06-05T09:00", False, id="at 09:00"),
        pytest.param("2025-06-05T09:00:01", "2025-06-05T09:00:01", False, id="a second after 09:00"),
        pytest.param("2025-06-05T17:29:59", "2025-06-05T17:29:59", False, id="a second before 17:30"),
        pytest.param("2025-06-05T17:30", "2025-06-05T17:30", False, id="at 17:30"),
        pytest.param("2025-06-05T17:30:01", "2025-06-06T09:00", True, id="a second after 17:30"),
    ],
)
def test_notices__business_hours_move_a_proved_receipt_as_they_move_others(
    received: str, effective: str, moved: bool
) -> None:
    effect = Notices(Parameters(), E_AND_W, business_hours=True).takes_effect(None, None, Moment.of(received))
    assert (effect.moment.text, effect.moved) == (effective, moved)
    assert effect.because.startswith("proved to be received on 5 June 2025")
    as_received = DEFAULT.takes_effect(None, None, Moment.of(received))
    assert (as_received.moment, as_received.because) == (Moment.of(received), "received, and receipt is proved")


def test_notices__sending_says_so() -> None:
    effect = Notices(Parameters(), E_AND_W, sending=True).takes_effect(Moment.of(SENT), "post", None)
    assert effect.because == "taken to be given when sent"


@pytest.mark.parametrize(
    ("method", "sent", "effective"),
    [
        pytest.param("hand", "2028-12-29T17:30", "2028-12-29T17:30", id="by hand, the last second held"),
        pytest.param("hand", "2028-12-29T17:30:01", None, id="by hand, a second later"),
        pytest.param("email", "2028-12-29T16:30", "2028-12-29T17:30", id="by e-mail, the last second held"),
        pytest.param("email", "2028-12-29T16:30:01", None, id="by e-mail, a second later"),
        pytest.param("post", "2028-12-27T23:59:59", "2028-12-29T09:00", id="by post, the last second held"),
        pytest.param("post", "2028-12-28T00:00", None, id="by post, a second later"),
        pytest.param("hand", "2028-12-30T10:00", None, id="by hand on a Saturday whose Monday is not held"),
        pytest.param("hand", "2011-12-30T10:00", None, id="by hand on a Friday before the table"),
        pytest.param("hand", "2011-12-31T10:00", "2012-01-03T09:00", id="by hand on the Saturday before the table"),
        pytest.param("email", "2011-12-31T10:00", "2012-01-03T09:00", id="by e-mail on that Saturday"),
        pytest.param("post", "2011-12-31T10:00", "2012-01-04T09:00", id="by post on that Saturday"),
        pytest.param("post", "2011-12-30T10:00", "2012-01-04T09:00", id="by post on that Friday, which is not counted"),
        pytest.param("post", "2011-12-29T10:00", None, id="by post on the Thursday, whose Friday must be decided"),
    ],
)
def test_notices__an_error_only_where_a_weekday_must_be_decided_outside_the_table(
    method: Method, sent: str, effective: str | None
) -> None:
    if effective:
        assert DEFAULT.takes_effect(Moment.of(sent), method, None).moment.text == effective
    else:
        with pytest.raises(OutsideTheTable):
            DEFAULT.takes_effect(Moment.of(sent), method, None)


def test_notices__what_needs_no_working_day_needs_no_table() -> None:
    at = Moment.of("2040-03-05T10:00")
    assert DEFAULT.takes_effect(None, None, at).moment == at
    assert DEFAULT.takes_effect(at, "post", at).moment == at
    assert Notices(Parameters(), E_AND_W, sending=True).takes_effect(at, "post", None).moment == at
    with pytest.raises(OutsideTheTable):
        Notices(Parameters(), E_AND_W, business_hours=True).takes_effect(None, None, at)


# --- the last safe moment of sending ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "hand", "email", "post"),
    [
        pytest.param(
            "2025-06-05", "2025-06-05T17:30", "2025-06-05T16:30", "2025-06-03T23:59:59", id="a Working Day, Thursday"
        ),
        pytest.param("2025-06-09", "2025-06-09T17:30", "2025-06-09T16:30", "2025-06-05T23:59:59", id="a Monday"),
        pytest.param(
            "2025-06-08",
            "2025-06-06T17:30",
            "2025-06-06T16:30",
            "2025-06-04T23:59:59",
            id="a Sunday: the Friday before",
        ),
        pytest.param(
            "2025-04-20",
            "2025-04-17T17:30",
            "2025-04-17T16:30",
            "2025-04-15T23:59:59",
            id="Easter Sunday: the Thursday",
        ),
        pytest.param(
            "2025-04-22", "2025-04-22T17:30", "2025-04-22T16:30", "2025-04-16T23:59:59", id="the Tuesday after Easter"
        ),
        pytest.param(
            "2025-04-23", "2025-04-23T17:30", "2025-04-23T16:30", "2025-04-21T23:59:59", id="posted on Easter Monday"
        ),
    ],
)
def test_last_safe__by_each_method(due: str, hand: str, email: str, post: str) -> None:
    last_safe = DEFAULT.last_safe(day(due))
    assert list(last_safe) == list(METHODS) == ["hand", "email", "post"]
    assert {method: moment and moment.text for method, moment in last_safe.items()} == {
        "hand": hand,
        "email": email,
        "post": post,
    }


def test_last_safe__under_sending_it_is_the_last_second_of_the_day() -> None:
    on_sunday = Notices(Parameters(), E_AND_W, sending=True).last_safe(date(2025, 4, 20))
    assert on_sunday == dict.fromkeys(METHODS, Moment.of("2025-04-20T23:59:59"))
    beyond = Notices(Parameters(), E_AND_W, sending=True).last_safe(date(2040, 3, 5))
    assert beyond == dict.fromkeys(METHODS, Moment.of("2040-03-05T23:59:59"))


@pytest.mark.parametrize(
    ("due", "hours", "last"),
    [
        pytest.param("2025-03-31", 40, "2025-03-30T00:59:59", id="in the skipped hour: the second before it"),
        pytest.param("2025-10-27", 40, "2025-10-26T01:30Z", id="in the repeated hour: the second time"),
        pytest.param("2025-03-31", 41, "2025-03-30T00:30", id="an hour before the skipped hour"),
        pytest.param("2025-03-31", 39, "2025-03-30T02:30", id="an hour after the skipped hour"),
        pytest.param("2025-10-27", 41, "2025-10-26T00:30", id="an hour before the repeated hour"),
        pytest.param("2025-10-27", 39, "2025-10-26T02:30", id="an hour after the repeated hour"),
    ],
)
def test_last_safe__by_email_across_a_clock_change(due: str, hours: int, last: str) -> None:
    notices = Notices(Parameters(email_hours=hours), E_AND_W)
    moment = notices.last_safe(day(due))["email"]
    assert moment == Moment.of(last)
    assert notices.takes_effect(moment, "email", None).moment.day == day(due)
    assert notices.takes_effect(seconds_after(moment, 1), "email", None).moment.day > day(due)


SPELLS = [
    ("2012-01-10", 30),  # the first days that the table holds
    ("2024-10-20", 20),  # the clocks go back
    ("2024-12-15", 30),  # Christmas and New Year
    ("2025-03-20", 50),  # the clocks go forward, Easter, early May
    ("2025-08-20", 12),  # the August holiday
    ("2025-10-20", 60),  # the clocks go back, St Andrew's Day
    ("2022-05-25", 20),  # a moved holiday and a one-off day
    ("2022-09-10", 15),  # a one-off day
    ("2028-12-01", 20),  # nearly the end of the table
]
LAW = [
    pytest.param(Parameters(), E_AND_W, False, id="as shipped"),
    pytest.param(Parameters(), GB, False, id="any part of Great Britain"),
    pytest.param(
        Parameters(email_hours=0, post_working_days=1, working_day_starts=time(8), working_day_ends=time(17)),
        E_AND_W,
        False,
        id="at once",
    ),
    pytest.param(Parameters(email_hours=40, post_working_days=3), E_AND_W, False, id="40 hours"),
    pytest.param(
        Parameters(email_hours=64, post_working_days=5, working_day_starts=time(0), working_day_ends=time(23, 59)),
        GB,
        False,
        id="64 hours, open all day",
    ),
    pytest.param(Parameters(), E_AND_W, True, id="sending"),
]


@pytest.mark.parametrize(("parameters", "working_days", "sending"), LAW)
def test_last_safe__takes_effect_by_the_day_and_nothing_later_does(
    parameters: Parameters, working_days: WorkingDays, sending: bool
) -> None:
    notices = Notices(parameters, working_days, sending=sending)
    tried = 0
    for first, number in SPELLS:
        for each in range(number):
            due = day(first) + timedelta(days=each)
            for method, last in notices.last_safe(due).items():
                assert last is not None
                assert notices.takes_effect(last, method, None).moment.day <= due, (due, method)
                for later in (1, 60, 1800, 3600, 5400, 7200, 43_200, 86_400, 3 * 86_400, 5 * 86_400):
                    effect = notices.takes_effect(seconds_after(last, later), method, None)
                    assert effect.moment.day > due, (due, method, later)
            tried += 1
    assert tried == 257


@pytest.mark.parametrize(
    ("due", "hand", "email", "post"),
    [
        pytest.param("2012-01-02", None, None, None, id="a holiday, and the weekday before it is not held"),
        pytest.param("2012-01-03", "2012-01-03T17:30", "2012-01-03T16:30", None, id="the first Working Day held"),
        pytest.param(
            "2012-01-04",
            "2012-01-04T17:30",
            "2012-01-04T16:30",
            "2012-01-02T23:59:59",
            id="the second Working Day held",
        ),
        pytest.param(
            "2028-12-29", "2028-12-29T17:30", "2028-12-29T16:30", "2028-12-27T23:59:59", id="the last Working Day held"
        ),
        pytest.param(
            "2028-12-31", "2028-12-29T17:30", "2028-12-29T16:30", "2028-12-27T23:59:59", id="the Sunday after it"
        ),
        pytest.param("2029-01-01", None, None, None, id="the first weekday that is not held"),
        pytest.param("2029-01-06", None, None, None, id="a Saturday after weekdays that are not held"),
    ],
)
def test_last_safe__is_none_where_the_table_does_not_reach(
    due: str, hand: str | None, email: str | None, post: str | None
) -> None:
    last_safe = DEFAULT.last_safe(day(due))
    assert {method: moment and moment.text for method, moment in last_safe.items()} == {
        "hand": hand,
        "email": email,
        "post": post,
    }


@pytest.mark.parametrize(
    ("moment", "exact"),
    [
        ("2026-10-25T00:59:59", "2026-10-25T00:59:59"),
        ("2026-10-25T01:00", "2026-10-25T01:00"),
        ("2026-10-25T00:59:59Z", "2026-10-25T01:59:59"),  # the last second of the hour that is British Summer Time
        ("2026-10-25T01:00Z", "2026-10-25T01:00:00Z"),  # the same hour once more, and its last second
        ("2026-10-25T01:59:59Z", "2026-10-25T01:59:59Z"),
        ("2026-10-25T02:00Z", "2026-10-25T02:00"),
        ("2026-06-05T09:30Z", "2026-06-05T10:30"),
    ],
)
def test_exact__is_read_again_as_the_same_moment_in_an_hour_that_occurs_twice(moment: str, exact: str) -> None:
    assert Moment.of(moment).exact == exact
    assert Moment.of(exact) == Moment.of(moment)
