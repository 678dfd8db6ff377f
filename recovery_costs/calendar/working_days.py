"""Working Days: Monday to Friday less the bank holidays of a dated table, each row with what it rests on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from recovery_costs.calendar.moments import long_day, parse_day

ENGLAND_AND_WALES, SCOTLAND = "england_and_wales", "scotland"
_HEADING = ["day", "division", "name", "source", "standing"]
_DAY = timedelta(days=1)


class OutsideTheTable(ValueError):  # noqa: N818  said as the user would
    """A Working Day had to be decided on a day for which no bank holidays are held."""

    def __init__(self, day: date, years: Iterable[int]) -> None:
        self.day = day
        self.held = _spans(sorted(years))
        super().__init__(f"{long_day(day)}: the table of bank holidays holds {self.held} only")


def _spans(years: list[int]) -> str:
    """Years in words, those that follow one another taken together: "2012 to 2028, 2030"."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{first} to {last}" if first != last else str(first) for first, last in spans) or "no year"


@dataclass(frozen=True, slots=True, eq=False)
class Holiday:
    """A bank holiday in one part of Great Britain, with what the row rests on.

    A row is itself and no other: a table of them is looked up at every adjudication, and must not be compared row by row.
    """

    day: date
    division: str
    name: str
    source: str
    standing: str

    def __str__(self) -> str:
        return self.name if self.standing == "found" else f"{self.name} [unverified]"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday less the bank holidays of the divisions chosen.

    A year is held once its 25 December is in the table for every division chosen.
    """

    holidays: Mapping[date, Holiday]
    years: frozenset[int]

    @classmethod
    def of(cls, rows: Iterable[Holiday], divisions: frozenset[str]) -> WorkingDays:
        """The Working Days of `divisions` by the table `rows`."""
        chosen = [row for row in rows if row.division in divisions]
        christmas = {(row.day.year, row.division) for row in chosen if (row.day.month, row.day.day) == (12, 25)}
        held = frozenset(year for year, _ in christmas if all((year, division) in christmas for division in divisions))
        return cls({row.day: row for row in reversed(chosen)}, held)

    def why_not(self, day: date) -> str | None:
        """Why `day` is not a Working Day ("Sunday", "Good Friday"); None where it is one.

        Raises:
            OutsideTheTable: it is Monday to Friday of a year that is not held.
        """
        if day.weekday() >= 5:
            return f"{day:%A}"
        if day.year not in self.years:
            raise OutsideTheTable(day, self.years)
        holiday = self.holidays.get(day)
        return str(holiday) if holiday else None

    def on_or_after(self, day: date) -> date:
        """`day` if it is a Working Day, else the next one."""
        while self.why_not(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """`day` if it is a Working Day, else the one before."""
        while self.why_not(day):
            day -= _DAY
        return day

    def passed_over(self, after: date, before: date) -> str:
        """For a reason: the bank holidays between two days, neither of them counted."""
        between = (after + timedelta(days=n) for n in range(1, (before - after).days))
        closed = [(day, self.why_not(day)) for day in between if day.weekday() < 5]
        return "".join(f"; {long_day(day)} is no Working Day ({why})" for day, why in closed if why)

    def after(self, day: date, number: int) -> date:
        """The `number`-th Working Day after `day`, which is not counted itself."""
        for _ in range(number):
            day = self.on_or_after(day + _DAY)
        return day


def _rows(reader: csv.DictReader[str]) -> Iterator[dict[str | Any, str | Any]]:
    if reader.fieldnames is not None and list(reader.fieldnames) != _HEADING:
        raise ValueError(f"row 1: the heading is {','.join(_HEADING)}")
    try:
        yield from reader
    except csv.Error as error:
        raise ValueError(f"row {reader.line_num + 1}: {error}") from error


def read_holidays(lines: Iterable[str]) -> tuple[Holiday, ...]:
    """Rows of a table of bank holidays: a CSV headed day,division,name,source,standing.

    Raises:
        ValueError: a row lacks a field, has no such day or division, or names no source.
    """
    rows = []
    reader = csv.DictReader(lines)
    for row in _rows(reader):
        number = reader.line_num
        if None in row or None in row.values() or not all(str(value).isprintable() for value in row.values()):
            raise ValueError(f"row {number}: it holds more or fewer fields than the heading, or control characters")
        try:
            day = parse_day(row["day"])
        except ValueError as error:
            raise ValueError(f"row {number}: {row['day']!r} is {error}") from error
        holiday = Holiday(day, row["division"], row["name"], row["source"], row["standing"])
        if holiday.division not in (ENGLAND_AND_WALES, SCOTLAND):
            raise ValueError(f"row {number}: {holiday.division!r} is neither {ENGLAND_AND_WALES} nor {SCOTLAND}")
        if not (holiday.source.strip() and holiday.name.strip()) or holiday.standing not in ("found", "unverified"):
            raise ValueError(f"row {number}: a row needs a name, a source, and found or unverified as its standing")
        rows.append(holiday)
    return tuple(rows)


@cache
def shipped_holidays() -> tuple[Holiday, ...]:
    """The dated table in the package."""
    text = (resources.files("recovery_costs.law") / "bank_holidays.csv").read_text(encoding="utf-8")
    return read_holidays(text.splitlines())
