"""Moments on the UK clock, days as people write them, and months after a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

UK = ZoneInfo("Europe/London")
FIRST_YEAR, LAST_YEAR = 1900, 2999
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T((?:[01][0-9]|2[0-3]):[0-5][0-9])(:[0-5][0-9])?"
    r"(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?",
    re.ASCII,
)


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

    @property
    def exact(self) -> str:
        """As a fact holds it that the program dates: read again it is this very moment, also in an hour that occurs twice."""
        return self.text if Moment.of(self.text) == self else self.utc.strftime("%Y-%m-%dT%H:%M:%SZ")

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
        return corresponding - timedelta(days=1)
    return corresponding
