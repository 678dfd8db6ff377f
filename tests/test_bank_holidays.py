"""The dated bank-holiday table: against a library, against the law's own rules, and against days typed by hand."""

import csv
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files

import holidays
import pytest

YEARS = range(2012, 2029)
ENGLAND_AND_WALES = "england_and_wales"
SCOTLAND = "scotland"
DIVISIONS = (ENGLAND_AND_WALES, SCOTLAND)
LIBRARY_NAMES = {ENGLAND_AND_WALES: "ENG", SCOTLAND: "SCT"}
SATURDAY = 5

# A day on which the table and the library differ for good reason, with the reason. There is none today.
EXPLAINED_DIFFERENCES: dict[tuple[str, date], str] = {}


def _rows() -> list[dict[str, str]]:
    text = (files("recovery_costs") / "law" / "bank_holidays.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


ROWS = _rows()
LISTED = {d: {date.fromisoformat(row["day"]) for row in ROWS if row["division"] == d} for d in DIVISIONS}


def _weekdays_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
    return [day for day in days if day.weekday() < SATURDAY]


def _easter_sunday(year: int) -> date:
    """Easter Sunday by the Meeus/Jones/Butcher rule."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leaps, in_leap = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - in_leap) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _first_monday(year: int, month: int) -> date:
    return next(date(year, month, day) for day in range(1, 8) if date(year, month, day).weekday() == 0)


def _last_monday_of_31_days(year: int, month: int) -> date:
    return next(date(year, month, day) for day in range(31, 24, -1) if date(year, month, day).weekday() == 0)


# --- the shape of the table ---


def test_the_header_is_the_one_a_deployer_is_told_to_use():
    text = (files("recovery_costs") / "law" / "bank_holidays.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "day,division,name,source,standing"


def test_every_row_has_a_name_a_source_and_a_standing():
    for row in ROWS:
        assert None not in row, row
        assert row["division"] in DIVISIONS, row
        assert row["name"].strip(), row
        assert row["source"].strip(), row
        assert row["standing"] in {"found", "unverified"}, row


def test_a_row_that_rests_on_the_library_alone_is_not_called_found():
    for row in ROWS:
        if "not checked against an official source" in row["source"]:
            assert row["standing"] == "unverified", row


def test_days_are_written_as_iso_dates():
    for row in ROWS:
        assert date.fromisoformat(row["day"]).isoformat() == row["day"], row


def test_rows_are_sorted_by_day_then_division_and_none_is_given_twice():
    keys = [(row["day"], row["division"]) for row in ROWS]
    assert keys == sorted(keys)
    assert [key for key, times in Counter(keys).items() if times > 1] == []


@pytest.mark.parametrize("division", DIVISIONS)
def test_every_year_from_2012_to_2028_is_held_by_its_25_december_row(division: str):
    assert {day.year for day in LISTED[division] if (day.month, day.day) == (12, 25)} == set(YEARS)
    assert {day.year for day in LISTED[division]} == set(YEARS)


@pytest.mark.parametrize("division", DIVISIONS)
def test_the_only_weekend_days_listed_are_christmas_days(division: str):
    weekend = {day for day in LISTED[division] if day.weekday() >= SATURDAY}
    assert weekend == {date(2016, 12, 25), date(2021, 12, 25), date(2022, 12, 25), date(2027, 12, 25)}


# --- against a library ---


@pytest.mark.parametrize("division", DIVISIONS)
@pytest.mark.parametrize("year", YEARS)
def test_the_table_and_the_library_agree_on_every_weekday(year: int, division: str):
    # Monday to Friday only. The library also lists days that fall on a Saturday or Sunday beside their substitutes;
    # that is harmless, because a Saturday or Sunday is no Working Day whatever any table says.
    library = holidays.country_holidays("GB", subdiv=LIBRARY_NAMES[division], years=year)
    differ = {day for day in _weekdays_of(year) if (day in library) != (day in LISTED[division])}
    assert differ == {day for d, day in EXPLAINED_DIFFERENCES if d == division and day.year == year}


# --- against the rules of the law, worked out here ---


def test_the_easter_rule_used_here_gives_known_easters():
    assert _easter_sunday(2000) == date(2000, 4, 23)
    assert _easter_sunday(2008) == date(2008, 3, 23)
    assert _easter_sunday(2011) == date(2011, 4, 24)
    assert _easter_sunday(2019) == date(2019, 4, 21)


@pytest.mark.parametrize("year", YEARS)
def test_good_friday_is_listed_in_both_divisions(year: int):
    good_friday = _easter_sunday(year) - timedelta(days=2)
    assert good_friday in LISTED[ENGLAND_AND_WALES]
    assert good_friday in LISTED[SCOTLAND]


@pytest.mark.parametrize("year", YEARS)
def test_easter_monday_is_listed_in_england_and_wales_only(year: int):
    easter_monday = _easter_sunday(year) + timedelta(days=1)
    assert easter_monday in LISTED[ENGLAND_AND_WALES]
    assert easter_monday not in LISTED[SCOTLAND]


@pytest.mark.parametrize("division", DIVISIONS)
@pytest.mark.parametrize("year", YEARS)
def test_the_first_monday_in_may_is_listed_unless_moved(year: int, division: str):
    assert (_first_monday(year, 5) in LISTED[division]) is (year != 2020)


@pytest.mark.parametrize("division", DIVISIONS)
@pytest.mark.parametrize("year", YEARS)
def test_the_last_monday_in_may_is_listed_unless_moved(year: int, division: str):
    assert (_last_monday_of_31_days(year, 5) in LISTED[division]) is (year not in {2012, 2022})


@pytest.mark.parametrize("year", YEARS)
def test_the_august_monday_is_the_last_in_england_and_wales_and_the_first_in_scotland(year: int):
    in_august = {d: {day for day in LISTED[d] if (day.year, day.month) == (year, 8)} for d in DIVISIONS}
    assert in_august[ENGLAND_AND_WALES] == {_last_monday_of_31_days(year, 8)}
    assert in_august[SCOTLAND] == {_first_monday(year, 8)}


@pytest.mark.parametrize("year", YEARS)
def test_30_november_or_the_monday_after_it_is_listed_in_scotland_only(year: int):
    day = date(year, 11, 30)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    assert day in LISTED[SCOTLAND]
    assert day not in LISTED[ENGLAND_AND_WALES]


@pytest.mark.parametrize("division", DIVISIONS)
@pytest.mark.parametrize("year", YEARS)
def test_the_number_of_weekday_holidays_is_the_usual_one_and_the_one_off_days(year: int, division: str):
    usual = 8 if division == ENGLAND_AND_WALES else 9
    one_off = {2012: 1, 2022: 2, 2023: 1}.get(year, 0)
    if division == SCOTLAND and year == 2026:
        one_off = 1
    weekdays = [day for day in LISTED[division] if day.year == year and day.weekday() < SATURDAY]
    assert len(weekdays) == usual + one_off


# --- days typed by hand ---

BOTH = [
    pytest.param("2012-06-04", id="spring bank holiday moved to 4 June 2012"),
    pytest.param("2012-06-05", id="Diamond Jubilee"),
    pytest.param("2020-05-08", id="early May moved to Friday 8 May 2020"),
    pytest.param("2022-06-02", id="spring bank holiday moved to Thursday 2 June 2022"),
    pytest.param("2022-06-03", id="Platinum Jubilee"),
    pytest.param("2022-09-19", id="State Funeral"),
    pytest.param("2023-05-08", id="Coronation"),
    pytest.param("2015-12-28", id="26 December 2015 was a Saturday"),
    pytest.param("2016-12-26", id="25 December 2016 was a Sunday, the Monday"),
    pytest.param("2016-12-27", id="25 December 2016 was a Sunday, the Tuesday"),
    pytest.param("2020-12-28", id="26 December 2020 was a Saturday"),
    pytest.param("2021-12-27", id="25 December 2021 was a Saturday, the Monday"),
    pytest.param("2021-12-28", id="25 December 2021 was a Saturday, the Tuesday"),
    pytest.param("2022-12-27", id="25 December 2022 was a Sunday"),
    pytest.param("2026-12-28", id="26 December 2026 is a Saturday"),
    pytest.param("2027-12-27", id="25 December 2027 is a Saturday, the Monday"),
    pytest.param("2027-12-28", id="25 December 2027 is a Saturday, the Tuesday"),
    pytest.param("2012-01-02", id="1 January 2012 was a Sunday"),
    pytest.param("2017-01-02", id="1 January 2017 was a Sunday"),
    pytest.param("2022-01-03", id="1 January 2022 was a Saturday"),
    pytest.param("2023-01-02", id="1 January 2023 was a Sunday"),
    pytest.param("2028-01-03", id="1 January 2028 is a Saturday"),
]

SCOTLAND_ONLY = [
    pytest.param("2012-01-03", id="1 January 2012 was a Sunday and 2 January its own holiday"),
    pytest.param("2013-01-02", id="an ordinary 2 January"),
    pytest.param("2016-01-04", id="2 January 2016 was a Saturday"),
    pytest.param("2017-01-03", id="1 January 2017 was a Sunday and 2 January its own holiday"),
    pytest.param("2021-01-04", id="2 January 2021 was a Saturday"),
    pytest.param("2022-01-04", id="1 and 2 January 2022 were a weekend"),
    pytest.param("2023-01-03", id="1 January 2023 was a Sunday and 2 January its own holiday"),
    pytest.param("2027-01-04", id="2 January 2027 is a Saturday"),
    pytest.param("2028-01-04", id="1 and 2 January 2028 are a weekend"),
    pytest.param("2013-12-02", id="30 November 2013 was a Saturday"),
    pytest.param("2014-12-01", id="30 November 2014 was a Sunday"),
    pytest.param("2026-06-15", id="World Cup"),
]

NEITHER = [
    pytest.param("2012-05-28", id="the last Monday in May 2012 was moved"),
    pytest.param("2020-05-04", id="the first Monday in May 2020 was moved"),
    pytest.param("2022-05-30", id="the last Monday in May 2022 was moved"),
    pytest.param("2022-09-12", id="no other Monday of September 2022"),
    pytest.param("2023-05-05", id="the Friday before the Coronation"),
    pytest.param("2015-12-29", id="the day after a substitute for 26 December alone"),
    pytest.param("2016-12-28", id="the Wednesday after two Christmas holidays"),
    pytest.param("2023-01-04", id="the Wednesday after the New Year holidays"),
]


@pytest.mark.parametrize("day", BOTH)
def test_a_holiday_in_both_divisions(day: str):
    assert [date.fromisoformat(day) in LISTED[division] for division in DIVISIONS] == [True, True]


@pytest.mark.parametrize("day", SCOTLAND_ONLY)
def test_a_holiday_in_scotland_only(day: str):
    assert [date.fromisoformat(day) in LISTED[division] for division in DIVISIONS] == [False, True]


@pytest.mark.parametrize("day", NEITHER)
def test_a_holiday_in_neither_division(day: str):
    assert [date.fromisoformat(day) in LISTED[division] for division in DIVISIONS] == [False, False]
