"""What no schedule can better: the best under caps alone, found exactly, in whole pence.

All Parties may be paid on the same days, so waiting and the peak depend on each day's sum only. The caps form a tree, and
later days always wait longer: paying as much as there is room for, day by day, is the one way to wait least in all. The
lowest peak is the lowest cap on months under which everything can still be carried.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

from recovery_costs.schedule.measure import value
from recovery_costs.schedule.periods import Room, cover
from recovery_costs.schedule.plan import Plan
from recovery_costs.schedule.rules import Payment, divide


def lowest_peak(plan: Plan) -> int:
    """The lowest cap on months, in pence, under which the caps carry everything."""
    low, high = 1, min(plan.total, plan.caps.month or plan.total)
    while low < high:
        middle = (low + high) // 2
        carries = cover(plan.caps._replace(peak=middle), plan.days).carries
        if carries is not None and carries >= plan.total:
            high = middle
        else:
            low = middle + 1
    return low


def ideal_peak(plan: Plan) -> int | None:
    """The most that a month may carry where the peak comes before waiting in the order; None where waiting does."""
    order = plan.objective
    first = "peak" in order and ("waiting" not in order or order.index("peak") < order.index("waiting"))
    return lowest_peak(plan) if first else None


def by_caps_alone(plan: Plan) -> tuple[Payment, ...]:
    """The best by waiting and peak, in the order asked for, under caps alone; each day's sum is shared pro rata."""
    caps = plan.caps._replace(peak=ideal_peak(plan))
    return divide(replace(plan, smallest=0, most_instalments=None, rule="pro_rata", caps=caps)).payments


def by_day(plan: Plan, peak: int | None) -> dict[date, int]:
    """What is paid each day in all, paying as much as there is room for."""
    room, left, sums = Room(plan.caps._replace(peak=peak)), plan.total, {}
    for day in plan.days:
        sums[day] = room.on(day, left)
        room.pay(day, sums[day])
        left -= sums[day]
    return sums


def _waiting(plan: Plan, sums: dict[date, int]) -> Fraction:
    """Penny-days from request to payment, from each day's sum alone: who is paid does not matter."""
    to_first = sum(owed * (plan.first - plan.requested_on[party]).days for party, owed in plan.owed.items())
    return Fraction(to_first + sum(amount * (day - plan.first).days for day, amount in sums.items()))


def _peak(sums: dict[date, int]) -> Fraction:
    months: Counter[date] = Counter()
    for day, amount in sums.items():
        months[day.replace(day=1)] += amount
    return Fraction(max(months.values()))


def bound(plan: Plan, place: int, best: tuple[Payment, ...] | None) -> Fraction:
    """What no schedule betters by the objective at `place`, those before it being as good as in `best`."""
    objective, before = plan.objective[place], plan.objective[:place]
    if objective == "instalments":
        return Fraction(sum(1 for owed in plan.owed.values() if owed))
    if objective == "fairness":
        return Fraction(0)
    peak = None
    if best is not None and "peak" in before:
        peak = int(value("peak", plan, best))
    least = by_day(plan, peak)
    if objective == "waiting":
        return _waiting(plan, least)
    if best is not None and "waiting" in before and value("waiting", plan, best) == _waiting(plan, least):
        return _peak(least)  # the one way to wait least
    return Fraction(lowest_peak(plan))


def reached(plan: Plan, payments: tuple[Payment, ...]) -> tuple[list[Fraction], int]:
    """The bound on each objective, and for how many from the first on a schedule reaches it."""
    bounds = [bound(plan, place, payments) for place in range(len(plan.objective))]
    same = [value(objective, plan, payments) == each for objective, each in zip(plan.objective, bounds, strict=True)]
    return bounds, same.index(False) if False in same else len(same)
