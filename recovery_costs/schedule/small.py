"""The best schedule of a small plan, exactly: every schedule there is in whole pence, less those that cannot be better.

One Party after another is given each way in which it may be paid, for each day that may be the last. What the Parties so far
come to bounds the whole: waiting and instalments add up, the peak only grows, and Jain's index of n Parties, of which m are
still to come, is at most ((sum of means)^2 / (sum of squares) + m) / n, by the inequality of Cauchy and Schwarz. A branch
whose bound is no better than the schedule in hand is left. Integers throughout; nothing is claimed of a search cut short.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import accumulate, combinations
from math import comb, lcm
from typing import NamedTuple

from recovery_costs.schedule.measure import worth
from recovery_costs.schedule.periods import KINDS, Kind, Period, period
from recovery_costs.schedule.plan import Objective, Plan
from recovery_costs.schedule.rules import Payment

MOST_PARTIES, MOST_WAYS = 50, 20_000
"""Parties that are owed anything, and ways of paying each by itself, added up, beyond which a plan is not small."""
MOST_STEPS = 200_000
"""Ways tried in all, after which the search is cut short: the same number on every machine that is quick enough."""


class Searched(NamedTuple):
    """The best schedule in hand at the end, and whether the search was whole, so that none is better."""

    payments: tuple[Payment, ...] | None
    whole: bool


class _Way(NamedTuple):
    """A way of paying one Party: what it gets on each payment day, by place, and what that comes to."""

    amounts: tuple[tuple[int, int], ...]
    waited: int
    """Every penny times the days from request to payment."""
    offset: int
    """Every penny times the days from `first` to payment."""


class _Part(NamedTuple):
    """The Parties so far: their ways, what is paid on each day, and what it comes to."""

    ways: tuple[_Way, ...]
    sums: tuple[int, ...]
    waited: int
    instalments: int
    mean: int
    """The sum of the means of share paid, and of their squares, in parts of a common multiple of what is owed."""
    square: int


def search_small(plan: Plan, incumbent: tuple[Payment, ...] | None, ends: float) -> Searched:
    """The best schedule by the plan's objectives, if it is small; cut short at `time.monotonic()` of `ends` at the latest."""
    sums = [owed for owed in plan.owed.values() if owed]
    if len(sums) > MOST_PARTIES or sum(_how_many(plan, owed) for owed in sums) > MOST_WAYS:
        return Searched(incumbent, False)
    return _Search(plan, incumbent, ends).run()


def _least(plan: Plan, owed: int) -> int:
    return min(max(plan.smallest, 1), owed)


def _pieces(plan: Plan, owed: int) -> range:
    """The numbers of instalments in which a Party may be paid, caps aside."""
    most = min(len(plan.days), owed // _least(plan, owed), plan.most_instalments or len(plan.days))
    return range(1, most + 1)


def _how_many(plan: Plan, owed: int) -> int:
    """How many ways there are of paying a Party, caps aside."""
    least = _least(plan, owed)
    return sum(comb(len(plan.days), n) * comb(owed - n * least + n - 1, n - 1) for n in _pieces(plan, owed))


def _parts(amount: int, pieces: int, least: int) -> Iterator[tuple[int, ...]]:
    """Every way to write an amount as so many parts in order, none below the least."""
    if pieces == 1:
        yield (amount,)
        return
    for first in range(least, amount - (pieces - 1) * least + 1):
        for rest in _parts(amount - first, pieces - 1, least):
            yield (first, *rest)


def _at_least(ways: list[_Way]) -> tuple[int, int]:
    """What paying a Party comes to at the least, by waiting and by instalments."""
    return min(way.waited for way in ways), min(len(way.amounts) for way in ways)


def _both(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


class _Search:
    """A search of one plan: the best found so far, and the steps still allowed."""

    def __init__(self, plan: Plan, incumbent: tuple[Payment, ...] | None, ends: float) -> None:
        self.plan, self.best, self.ends = plan, incumbent, ends
        self.order: tuple[Objective, ...] = (*plan.objective, "waiting", "peak")
        self.worth = worth(plan, incumbent) if incumbent else None
        self.steps = MOST_STEPS
        self.parties = sorted((party for party, owed in plan.owed.items() if owed), key=lambda each: -plan.owed[each])
        self.scale = lcm(*(plan.owed[party] for party in self.parties))
        self.months = self._places("month")
        self.caps = [
            (places, cap)
            for kind in KINDS
            for places in self._places(kind)
            if (cap := plan.caps.left(period(kind, plan.days[places[0]]))) is not None
        ]
        self.ways = [list(self._ways(party)) for party in self.parties]
        self.to_come = [(0, 0)]
        """What the Parties from each place on come to at the least, by waiting and by instalments."""

    def _places(self, kind: Kind) -> list[list[int]]:
        """The payment days of each period of a kind, by place."""
        groups: dict[Period, list[int]] = {}
        for place, day in enumerate(self.plan.days):
            groups.setdefault(period(kind, day), []).append(place)
        return list(groups.values())

    def _ways(self, party: str) -> Iterator[_Way]:
        plan, owed = self.plan, self.plan.owed[party]
        asked: date = plan.requested_on[party]
        for pieces in _pieces(plan, owed):
            for parts in _parts(owed, pieces, _least(plan, owed)):
                for places in combinations(range(len(plan.days)), pieces):
                    paid = tuple(zip(places, parts, strict=True))
                    waited = sum(amount * (plan.days[place] - asked).days for place, amount in paid)
                    offset = sum(amount * (plan.days[place] - plan.first).days for place, amount in paid)
                    yield _Way(paid, waited, offset)

    def run(self) -> Searched:
        for last in range(len(self.plan.days)):
            ways = [[way for way in own if way.amounts[-1][0] <= last] for own in self.ways]
            if all(ways):
                self.to_come = list(accumulate(reversed([_at_least(own) for own in ways]), _both, initial=(0, 0)))[::-1]
                self._go_on(_Part((), (0,) * (last + 1), 0, 0, 0, 0), ways, last)
        return Searched(self.best, self.steps > 0)

    def _go_on(self, part: _Part, ways: list[list[_Way]], last: int) -> None:
        """Every way of paying the next Party, the most promising first."""
        place = len(part.ways)
        if place == len(ways):
            if part.sums[last]:
                self.worth = self._bound(part)
                self.best = tuple(
                    sorted(
                        Payment(self.plan.days[day], party, amount)
                        for party, way in zip(self.parties, part.ways, strict=True)
                        for day, amount in way.amounts
                    )
                )
            return
        self.steps -= len(ways[place])
        if self.steps <= 0 or time.monotonic() > self.ends:
            self.steps = 0
            return
        owed, days = self.plan.owed[self.parties[place]], (self.plan.days[last] - self.plan.first).days + 1
        following = []
        for way in ways[place]:
            sums = list(part.sums)
            for day, amount in way.amounts:
                sums[day] += amount
            if any(sum(sums[day] for day in group if day <= last) > cap for group, cap in self.caps):
                continue
            mean = (owed * days - way.offset) * (self.scale // owed)
            made = _Part(
                (*part.ways, way),
                tuple(sums),
                part.waited + way.waited,
                part.instalments + len(way.amounts),
                part.mean + mean,
                part.square + mean * mean,
            )
            following.append((self._bound(made), made))
        for bound, made in sorted(following):
            if self.worth is not None and bound >= self.worth:
                return
            self._go_on(made, ways, last)

    def _bound(self, part: _Part) -> list[Fraction]:
        """What a schedule that begins so comes to at the least, by each objective in order; of a whole one, what it comes to."""
        number = len(part.ways)
        waited, instalments = self.to_come[number]
        bounds = {
            "waiting": Fraction(part.waited + waited),
            "peak": Fraction(max(sum(part.sums[day] for day in days if day < len(part.sums)) for days in self.months)),
            "instalments": Fraction(part.instalments + instalments),
            "fairness": Fraction(number * part.square - part.mean**2, len(self.parties) * part.square),
        }
        return [bounds[objective] for objective in self.order]
