"""One Party after another, laid over days whose sums are given: as few instalments as there are Parties and days.

Each day's sum is used to the penny, but for what a last small day holds back from the one before, so a schedule so laid is as
good by waiting and by peak as the sums are, or nearly. Parties are
chosen so that no piece falls below `smallest`; where no choice does it, there is no such schedule, and the search goes on
without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from recovery_costs.schedule.plan import Plan
from recovery_costs.schedule.rules import Payment


class _Begun(NamedTuple):
    """A Party that has had an instalment, and what it is still to have."""

    party: str
    rest: int


def packed(plan: Plan, sums: Mapping[date, int]) -> tuple[Payment, ...] | None:
    """The plan's Parties laid over `sums`, which come to all that is owed; None where a piece would be too small."""
    return _laid(plan, sums, 1) or _laid(plan, sums, -1)


def _laid(plan: Plan, sums: Mapping[date, int], sign: int) -> tuple[Payment, ...] | None:
    """The same, the smallest Parties first (1) or the largest (-1)."""
    least = max(plan.smallest, 1)
    owed = {party: amount for party, amount in plan.owed.items() if amount}
    # What can only be paid in one piece goes first in any case, while there is room to spare.
    pool = dict(sorted(owed.items(), key=lambda each: (each[1] >= least, sign * each[1], each[0])))
    days = _no_small_day([(day, amount) for day, amount in sums.items() if amount], least)
    payments: list[Payment] = []
    begun: _Begun | None = None
    for place, (day, room) in enumerate(days):
        following = days[place + 1][1] if place + 1 < len(days) else 0
        while room:
            if begun is None:
                begun = _next(pool, room, following, least)
                if begun is None:
                    return None
                del pool[begun.party]
            paid = min(room, begun.rest)
            payments.append(Payment(day, begun.party, paid))
            room -= paid
            begun = _Begun(begun.party, begun.rest - paid) if begun.rest > paid else None
    return tuple(sorted(payments)) if not pool and begun is None else None


def _no_small_day(days: list[tuple[date, int]], least: int) -> list[tuple[date, int]]:
    """The days with no sum below the least instalment: what is missing is held back from the day before."""
    held = list(days)
    for place in range(len(held) - 1, 0, -1):
        missing = least - held[place][1]
        if missing > 0:
            held[place] = held[place][0], least
            held[place - 1] = held[place - 1][0], held[place - 1][1] - missing
    return held


def _next(pool: Mapping[str, int], room: int, following: int, least: int) -> _Begun | None:
    """The Party to begin with so much room left today: the first that leaves room for another, or one that ends the day."""
    for party, owed in pool.items():
        if owed == room or owed <= room - least:
            return _Begun(party, owed)
    for party, owed in reversed(list(pool.items())):
        rest = owed - room
        fits = rest == following or least <= rest <= following - least or rest >= following + least
        if room >= least and rest >= least and fits:
            return _Begun(party, owed)
    return None
