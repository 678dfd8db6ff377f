"""Payment days: a named policy within first and last, moved by a named adjustment where that is asked for.

Working Days are those of the table given. A day that falls outside it is an error, unless the days are given as dates
and none of them has to be moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from recovery_costs.calendar import OutsideTheTable, WorkingDays
from recovery_costs.schedule.periods import Period, period

Adjust = Literal["none", "following", "modified_following", "preceding"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)


class Policy(NamedTuple):
    """Which days are payment days: of each month, each week, or as given."""

    of_month: Literal["first_working_day", "last_working_day"] | None = None
    weekday: Weekday | None = None
    dates: tuple[date, ...] = ()


class PaymentDays(NamedTuple):
    """The payment days in order, and those that the policy names but that are none, with why."""

    days: tuple[date, ...]
    left_out: tuple[tuple[date, str], ...]


def payment_days(
    policy: Policy, adjust: Adjust, first: date, last: date, not_on: frozenset[date], working: WorkingDays
) -> PaymentDays:
    """The payment days from `first` to `last`, both of them included.

    A day that `adjust` moves out of them is none, two moved onto one day are one, and nothing is paid on `not_on`.

    Raises:
        OutsideTheTable: a Working Day must be decided beyond the table of bank holidays.
    """
    days: set[date] = set()
    left_out: list[tuple[date, str]] = []
    for named in _named(policy, first, last, working):
        if not first <= named <= last:
            left_out.append((named, "before the first day" if named < first else "after the last day"))
            continue
        moved = named if policy.of_month else _adjusted(named, adjust, working)
        if not first <= moved <= last:
            left_out.append((named, f"moved to {moved.isoformat()}, out of the days given"))
        elif moved in not_on:
            left_out.append((moved, "nothing is paid on it"))
        else:
            days.add(moved)
    return PaymentDays(tuple(sorted(days)), tuple(dict.fromkeys(left_out)))


def _named(policy: Policy, first: date, last: date, working: WorkingDays) -> Iterator[date]:
    """The days as the policy names them, before they are moved."""
    if policy.of_month:
        month: Period = period("month", first)
        while month.start <= last:
            if policy.of_month == "first_working_day":
                yield working.on_or_after(month.start)
            else:
                yield working.on_or_before(month.end)
            month = Period("month", month.end + _DAY)
    elif policy.weekday:
        day = first + timedelta(days=(WEEKDAYS.index(policy.weekday) - first.weekday()) % 7)
        while day <= last:
            if day.year not in working.years:
                raise OutsideTheTable(day, working.years)
            yield day
            day += 7 * _DAY
    else:
        yield from sorted(set(policy.dates))


def _adjusted(day: date, adjust: Adjust, working: WorkingDays) -> date:
    """A day moved to a Working Day: on, back, or on unless that leaves the month."""
    if adjust == "none":
        return day
    if adjust == "preceding":
        return working.on_or_before(day)
    after = working.on_or_after(day)
    if adjust == "modified_following" and after.month != day.month:
        return working.on_or_before(day)
    return after
