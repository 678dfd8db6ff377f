"""Fairness by steps: money moved between days, or swapped between two Parties, as long as Jain's index grows by a millionth.

The index is not linear, so HiGHS cannot be asked for it. It is computed exactly here, and a step counts only if the plan is
kept. What no single step betters need not be the best there is; a plan of few pence is searched whole (`small.py`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import permutations, product

from recovery_costs.schedule.measure import keeps, value
from recovery_costs.schedule.plan import Plan
from recovery_costs.schedule.rules import Payment

Amounts = dict[tuple[str, date], int]
LEAST_GAIN = Fraction(1, 10**6)
LARGEST = 300
"""Pairs of Party and day beyond which there are too many steps to try."""


def polish(plan: Plan, payments: tuple[Payment, ...], ends: float) -> tuple[Payment, ...]:
    """A schedule that is at least as fair, found step by step until none helps or `time.monotonic()` reaches `ends`."""
    parties = [party for party, owed in plan.owed.items() if owed]
    if len(parties) * len(plan.days) > LARGEST:
        return payments
    best, stands = payments, value("fairness", plan, payments)
    better = True
    while better and time.monotonic() < ends:
        better = False
        for step in _steps(plan, parties, {(each.party, each.on): each.amount for each in best}):
            tried = tuple(sorted(Payment(day, party, amount) for (party, day), amount in step.items() if amount))
            now = value("fairness", plan, tried)
            if now <= stands - LEAST_GAIN and keeps(plan, tried):
                best, stands, better = tried, now, True
                break
            if time.monotonic() > ends:
                break
    return best


def _steps(plan: Plan, parties: list[str], amounts: Amounts) -> Iterator[Amounts]:
    """Every schedule one step away: one Party's pence on another day, or two Parties' pence exchanged between two days."""
    for here, there in permutations(plan.days, 2):
        for party in parties:
            for moved in _sizes(plan, party, amounts.get((party, here), 0)):
                step = _moved(amounts, party, here, there, moved)
                yield step
                for other in parties:
                    if other != party and amounts.get((other, there), 0) >= moved:
                        yield _moved(step, other, there, here, moved)
    for party, (here, there, third) in product(parties, permutations(plan.days, 3)):
        for moved in _sizes(plan, party, amounts.get((party, here), 0)):
            for more in _sizes(plan, party, amounts.get((party, there), 0)):
                yield _moved(_moved(amounts, party, here, third, moved), party, there, third, more)


def _sizes(plan: Plan, party: str, amount: int) -> list[int]:
    """How much of an instalment is worth moving: all, all but the least, the least, a half."""
    least = min(max(plan.smallest, 1), plan.owed[party])
    return sorted({size for size in (amount, amount - least, least, amount // 2) if 0 < size <= amount})


def _moved(amounts: Amounts, party: str, here: date, there: date, moved: int) -> Amounts:
    step = Counter(amounts)
    step[party, here] -= moved
    step[party, there] += moved
    return dict(step)
