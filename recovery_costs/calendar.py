"""Time: moments in the United Kingdom, months after a day, Working Days, and when a notice takes effect.

Everything here is UK civil time and is passed in; nothing asks the clock. The values that stand for SEC Section M10
(deemed receipt) are `Parameters`; its text was not available, so whoever relies on them says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

UK = ZoneInfo("Europe/London")
FIRST_YEAR, LAST_YEAR = 1900, 2999
ENGLAND_AND_WALES, SCOTLAND = "england_and_wales", "scotland"
_HEADING = ["day", "division", "name", "source", "standing"]
_DAY = timedelta(days=1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T((?:[01][0-9]|2[0-3]):[0-5][0-9])(:[0-5][0-9])?"
    r"(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?",
    re.ASCII,
)

Method = Literal["hand", "email", "post"]
METHODS: tuple[Method, ...] = ("hand", "email", "post")


def parse_day(written: str) -> date:
    """Read "2025-03-05": a day in the United Kingdom, from 1900 to 2999.

    Raises:
        ValueError: it is written another way, is not in the calendar, or lies outside those years.
    """
    if not _DATE.fullmatch(written):
        raise ValueError("not written YYYY-MM-DD")
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise ValueError("not a day in the calendar") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"a year outside {FIRST_YEAR} to {LAST_YEAR}")
    return day


@dataclass(frozen=True, order=True, slots=True)
class Moment:
    """An instant, read and written on the UK clock. Two moments compare as instants, even in a repeated hour."""

    utc: datetime
    day_only: bool = field(default=False, compare=False)
    """Whether only the day was given, and 12:00 is the reading of it; it changes what is said, nothing else."""

    @classmethod
    def at(cls, day: date, clock: time) -> Moment:
        """`clock` on `day` in the United Kingdom; of an hour that occurs twice, the first.

        Raises:
            ValueError: the clock skips that time on that day.
        """
        utc = datetime.combine(day, clock, UK).astimezone(UTC)
        if utc.astimezone(UK).time() != clock:
            raise ValueError("a time that the clocks skip that day")
        return cls(utc)

    @classmethod
    def of(cls, written: str) -> Moment:
        """Read a date (12:00 that day), a UK wall-clock time, or a time with Z or an offset.

        Raises:
            ValueError: it is written another way, or there is no such day or time.
        """
        if _DATE.fullmatch(written):
            return cls(cls.at(parse_day(written), time(12)).utc, day_only=True)
        match = _MOMENT.fullmatch(written)
        if not match:
            raise ValueError("not written YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS], with Z or an offset if not UK time")
        day, clock, seconds, offset = match.groups()
        at = time.fromisoformat(clock + (seconds or ":00"))
        if not offset:
            return cls.at(parse_day(day), at)
        zone = datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo
        return cls(datetime.combine(parse_day(day), at, zone).astimezone(UTC))

    @property
    def wall(self) -> datetime:
        """The UK wall clock at this moment."""
        return _wall(self.utc)

    @property
    def day(self) -> date:
        """The UK civil day it falls on."""
        return _wall(self.utc).date()

    @property
    def text(self) -> str:
        """As documents write it: no seconds when they are zero."""
        wall = self.wall
        return wall.strftime("%Y-%m-%dT%H:%M:%S" if wall.second else "%Y-%m-%dT%H:%M")

    def __str__(self) -> str:
        wall = self.wall
        if self.day_only:
            return long_day(wall.date())
        return f"{long_day(wall.date())} at {clock_words(wall)}"


@lru_cache(maxsize=65536)
def _wall(utc: datetime) -> datetime:
    return utc.astimezone(UK).replace(tzinfo=None)


@lru_cache(maxsize=65536)
def long_day(day: date) -> str:
    """A day as people write it: 5 June 2025."""
    return f"{day.day} {day:%B} {day.year}"


def clock_words(wall: datetime) -> str:
    """A time of day as people write it: no seconds when they are zero."""
    return f"{wall:%H:%M:%S}" if wall.second else f"{wall:%H:%M}"


def days(number: int) -> str:
    """A number of days in words: "1 day", "2 days"."""
    return f"{number} day" if number == 1 else f"{number} days"


def beside(day: date, due: date) -> str:
    """Where a day lies beside the last day for something, in words."""
    if day == due:
        return "on the last day for it"
    apart = days(abs((due - day).days))
    return f"{apart} before the last day for it" if day < due else f"{apart} after the last day for it, {long_day(due)}"


# --- months after a day -----------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def months_after(day: date, months: int) -> date:
    """The corresponding date `months` calendar months after `day`.

    `day` itself is not counted, and the day returned is the last good day: a period runs to its end.

    Returns:
        The same day of the month; where that month is shorter, its last day (31 Aug + 3 is 30 Nov).

    Raises:
        ValueError: `months` is less than 1.
    """
    if months < 1:
        raise ValueError("months must be at least 1")
    return day + relativedelta(months=months)


def three_months_after(day: date, periods: int, count: str) -> date:
    """The last day of the `periods`-th period of three months after `day`, under the reading `month_count`.

    Raises:
        ValueError: `periods` is less than 1.
    """
    corresponding = months_after(day, 3 * periods)
    if count == "ninety_days":
        return day + timedelta(days=90 * periods)
    if count == "event_day_included" and corresponding.day == day.day:
        return corresponding - _DAY
    return corresponding


# --- Working Days -----------------------------------------------------------------------------------------------


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


# --- when a notice takes effect ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parameters:
    """What stands for SEC Section M10, whose text was not available. Clock times are UK wall clock."""

    email_hours: int = 1
    post_working_days: int = 2
    working_day_starts: time = time(9)
    working_day_ends: time = time(17, 30)
    sources: Mapping[str, str] = field(default_factory=dict)

    def standing(self, *names: str) -> tuple[str, ...]:
        """The values named, each with what it rests on."""
        written = {
            "email_hours": str(self.email_hours),
            "post_working_days": str(self.post_working_days),
            "working_day_starts": f"{self.working_day_starts:%H:%M}",
            "working_day_ends": f"{self.working_day_ends:%H:%M}",
        }
        return tuple(f"{name} {written[name]} [{self.sources.get(name, 'unverified')}]" for name in names)


@dataclass(frozen=True, slots=True)
class TakesEffect:
    """When a notice takes effect, and why."""

    moment: Moment
    because: str
    rests: tuple[str, ...] = ()
    """The parameters of the deemed-receipt rule that it rests on, each with its source."""
    moved: bool = False
    """Whether it takes effect at another moment than it was sent or received."""


@dataclass(frozen=True)
class Notices:
    """When notices take effect: the deemed-receipt rule with its parameters, Working Days and readings."""

    parameters: Parameters
    working_days: WorkingDays
    sending: bool = False
    """The reading `notice_effective` is `sending`."""
    business_hours: bool = False
    """The reading `proved_receipt` is `business_hours`."""

    def takes_effect(self, sent: Moment | None, method: Method | None, received: Moment | None) -> TakesEffect:
        """When a notice takes effect. `received`, where given, wins over the deemed rule.

        Args:
            sent: when it was sent; None where only receipt is proved.
            method: how it was sent, if `sent` is given.
            received: when it was in fact received, if that is proved.

        Raises:
            OutsideTheTable: a Working Day must be decided beyond the table of bank holidays.
        """
        if self.sending and sent:
            return TakesEffect(sent, "taken to be given when sent")
        if received:
            if self.business_hours and not self.sending:
                return self._in_hours(received, f"proved to be received on {received}", ())
            return TakesEffect(received, "received, and receipt is proved")
        assert sent
        assert method
        if method == "hand":
            return self._in_hours(sent, f"delivered by hand on {sent}", ())
        if method == "email":
            wall = sent.wall + timedelta(hours=self.parameters.email_hours)
            return self._in_hours(sent, f"e-mailed on {sent}", ("email_hours",), wall)
        day = self.working_days.after(sent.day, self.parameters.post_working_days)
        moment = Moment.at(day, self.parameters.working_day_starts)
        rests = self.parameters.standing("post_working_days", "working_day_starts")
        passed = self.working_days.passed_over(sent.day, day)
        return TakesEffect(moment, f"posted on {long_day(sent.day)}{passed}", rests, moved=True)

    def _in_hours(self, moment: Moment, how: str, named: tuple[str, ...], wall: datetime | None = None) -> TakesEffect:
        """`wall` (or the moment itself) moved into working hours, where it falls outside them."""
        clock = wall or moment.wall
        closed = self.working_days.why_not(clock.date())
        start, end = self.parameters.working_day_starts, self.parameters.working_day_ends
        standing = self.parameters.standing(*named, "working_day_starts", "working_day_ends")
        if closed or clock.time() > end:
            effective = Moment.at(self.working_days.on_or_after(clock.date() + _DAY), start)
            outside = (
                f"{long_day(clock.date())} is no Working Day ({closed})"
                if closed
                else f"{clock_words(clock)} is after working hours"
            )
        elif clock.time() < start:
            effective, outside = Moment.at(clock.date(), start), f"{clock_words(clock)} is before working hours"
        else:
            inside = Moment.at(clock.date(), clock.time()) if wall else moment
            return TakesEffect(inside, how, standing, moved=inside != moment)
        outside += self.working_days.passed_over(clock.date(), effective.day)
        return TakesEffect(effective, f"{how}; {outside}", standing, moved=True)

    def last_safe(self, due: date) -> dict[Method, Moment | None]:
        """By each method, the last moment of sending that still takes effect on or before `due`.

        None for a method where the table of bank holidays does not reach: the answer would be a guess.
        """
        if self.sending:
            return dict.fromkeys(METHODS, Moment.at(due, time(23, 59, 59)))
        try:
            last = self.working_days.on_or_before(due)
        except OutsideTheTable:
            return dict.fromkeys(METHODS)
        closing = datetime.combine(last, self.parameters.working_day_ends)
        return {
            "hand": Moment.at(last, self.parameters.working_day_ends),
            "email": _last_wall(closing - timedelta(hours=self.parameters.email_hours)),
            "post": self._last_post(last),
        }

    def _last_post(self, last: date) -> Moment | None:
        try:
            for _ in range(self.parameters.post_working_days - 1):
                last = self.working_days.on_or_before(last - _DAY)
        except OutsideTheTable:
            return None
        return Moment.at(last - _DAY, time(23, 59, 59))


def _last_wall(wall: datetime) -> Moment:
    """The last moment at or before `wall` on the UK clock: of a repeated hour the second, of a skipped one none."""
    moment = Moment(wall.replace(tzinfo=UK, fold=1).astimezone(UTC))
    if moment.wall == wall:
        return moment
    return Moment(datetime.combine(wall.date(), time(1), UTC) - timedelta(seconds=1))
