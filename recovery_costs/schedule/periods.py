"""Months, quarters and Regulatory Years, what the caps leave room for in them, and what they can carry in all.

A month lies in one quarter (from January) and a quarter in one Regulatory Year (1 April to 31 March), so the caps form a
tree. What a stretch of days can carry is therefore found by adding up the tree, and no more than one cap is ever counted
for any day. Amounts are whole pence; a cap of None is no cap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, NamedTuple

from recovery_costs.money import Money

Kind = Literal["month", "quarter", "regulatory_year"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "regulatory_year")
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "regulatory_year": 12}


class Period(NamedTuple):
    """A month, a quarter or a Regulatory Year, by its first day."""

    kind: Kind
    start: date

    @property
    def end(self) -> date:
        """Its last day."""
        month = self.start.month - 1 + _MONTHS[self.kind]
        return date(self.start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    @property
    def name(self) -> str:
        """As documents name it: 2026-01, 2026-Q1, 2025/26."""
        if self.kind == "month":
            return f"{self.start:%Y-%m}"
        if self.kind == "quarter":
            return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
        return regulatory_year(self.start)

    def __str__(self) -> str:
        if self.kind == "month":
            return f"{self.start:%B %Y}"
        return f"{self.start:%B %Y} to {self.end:%B %Y}"


@lru_cache(maxsize=4096)
def period(kind: Kind, day: date) -> Period:
    """The period of a kind in which a day lies."""
    if kind == "month":
        return Period(kind, day.replace(day=1))
    if kind == "quarter":
        return Period(kind, date(day.year, (day.month - 1) // 3 * 3 + 1, 1))
    return Period(kind, date(day.year - (day.month < 4), 4, 1))


def regulatory_year(day: date) -> str:
    """The Regulatory Year of a day: 2025/26 runs from 1 April 2025 to 31 March 2026."""
    start = day.year - (day.month < 4)
    return f"{start}/{(start + 1) % 100:02d}"


class Caps(NamedTuple):
    """The most that may be paid to all Parties together in each month, quarter and Regulatory Year, in pence."""

    month: int | None = None
    quarter: int | None = None
    regulatory_year: int | None = None
    spent: Mapping[Period, int] = MappingProxyType({})
    """What was paid before the plan, which takes room from the caps."""
    peak: int | None = None
    """The most that the plan itself may pay in a month; the optimiser sets it."""

    def of(self, kind: Kind) -> int | None:
        """The cap on periods of a kind."""
        cap: int | None = getattr(self, kind)
        return cap

    def left(self, each: Period) -> int | None:
        """What a plan may pay in a period; None where there is no cap on it."""
        cap = self.of(each.kind)
        left = None if cap is None else max(0, cap - self.spent.get(each, 0))
        if each.kind == "month" and self.peak is not None:
            return self.peak if left is None else min(left, self.peak)
        return left

    def periods(self, day: date) -> list[tuple[Period, int]]:
        """The capped periods in which a day lies, each with what a plan may pay in it."""
        own = [period(kind, day) for kind in KINDS]
        return [(each, left) for each in own if (left := self.left(each)) is not None]


class Room:
    """What the caps still leave room for, as money is paid."""

    def __init__(self, caps: Caps) -> None:
        self._caps = caps
        self._paid: Counter[Period] = Counter()

    def on(self, day: date, at_most: int) -> int:
        """What may still be paid on a day, never more than `at_most`."""
        return min([at_most, *(cap - self._paid[each] for each, cap in self._caps.periods(day))])

    def pay(self, day: date, amount: int) -> None:
        """Take the room that a payment uses."""
        for each, _ in self._caps.periods(day):
            self._paid[each] += amount


class Cover(NamedTuple):
    """What a stretch of days can carry, and the caps that say so: together they hold every payment day once."""

    carries: int | None
    """None where some day has no cap at all."""
    by: tuple[tuple[Period, int], ...]

    @property
    def words(self) -> str:
        """The arithmetic: 3 months of £100,000.00 (...)."""
        said = []
        for kind in KINDS:
            for amount in dict.fromkeys(cap for each, cap in self.by if each.kind == kind):
                own = [each for each, cap in self.by if each.kind == kind and cap == amount]
                noun = {"month": "month", "quarter": "quarter", "regulatory_year": "Regulatory Year"}[kind]
                said.append(f"{len(own)} {noun}{'s' if len(own) > 1 else ''} ({_names(own)}) of {Money(amount)}")
        return " and ".join(said)


def _names(periods: list[Period]) -> str:
    """Periods by name; more than four that follow one another by the first and the last."""
    following = all(one.end + timedelta(days=1) == other.start for one, other in pairwise(periods))
    if len(periods) > 4 and following:
        return f"{periods[0].name} to {periods[-1].name}"
    return ", ".join(each.name for each in periods)


def cover(caps: Caps, days: Iterable[date]) -> Cover:
    """What `days` can carry under the caps, and the fewest caps that show it."""
    return _cover(caps, sorted(days), ("regulatory_year", "quarter", "month"))


def _cover(caps: Caps, days: list[date], kinds: tuple[Kind, ...]) -> Cover:
    if not kinds:
        return Cover(0 if not days else None, ())
    groups: dict[Period, list[date]] = {}
    for day in days:
        groups.setdefault(period(kinds[0], day), []).append(day)
    carries: int | None = 0
    by: list[tuple[Period, int]] = []
    for group, inside in groups.items():
        below, own = _cover(caps, inside, kinds[1:]), caps.left(group)
        if own is not None and (below.carries is None or own <= below.carries):
            below = Cover(own, ((group, own),))
        carries = None if carries is None or below.carries is None else carries + below.carries
        by += below.by
    return Cover(carries, tuple(by))
