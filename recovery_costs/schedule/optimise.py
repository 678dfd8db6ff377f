"""The best schedule by the objectives in the order asked for: least waiting, lowest peak, fewest instalments, fairest.

Under caps alone the best by waiting and peak is found exactly, in whole pence (`bounds.py` has the proof); each day's sum is
then shared pro rata. `smallest`, `most_instalments` and fewest instalments tie Parties and days together: then what caps alone
would allow is a bound, the rules of division are candidates, and what is still open is searched (`search.py`). The fairest of
a small plan is found by trying every schedule that could be it (`small.py`).
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from recovery_costs.money import Money
from recovery_costs.schedule.bounds import by_caps_alone, by_day, ideal_peak, reached
from recovery_costs.schedule.measure import ALIKE, keeps, value, worth, written
from recovery_costs.schedule.packed import packed
from recovery_costs.schedule.plan import Objective, Plan
from recovery_costs.schedule.rules import Payment, divide
from recovery_costs.schedule.small import search_small

Payments = tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What the optimiser says of one objective: what its schedule comes to, and what no schedule can better."""

    objective: Objective
    value: str
    bound: str
    proved: bool
    """Whether no schedule is better by this objective, those before it in the order being as good as they are."""
    words: str


class Best(NamedTuple):
    """The best schedule found; or None, with what must be left unpaid and why."""

    payments: Payments | None
    left: int
    because: str
    claims: tuple[Claim, ...]


def optimise(plan: Plan, seconds: float) -> Best:
    """The best schedule of a plan that the caps can carry; where a search is needed it ends after `seconds`."""
    started = time.monotonic()
    found: list[Payments] = []
    ideal = by_caps_alone(plan)
    for each in (ideal, packed(plan, by_day(plan, ideal_peak(plan)))):
        if each is not None and keeps(plan, each):
            bounds, held = reached(plan, each)
            if held == len(plan.objective):
                return Best(each, 0, "", _claims(plan, each, bounds, held))
            found.append(each)
    found += _candidates(plan, ideal)
    incumbent = min(found, key=partial(worth, plan), default=None)
    if "fairness" in plan.objective:
        incumbent, whole = search_small(plan, incumbent, started + seconds / 4)
        if whole and incumbent is not None:
            best = worth(plan, incumbent)[: len(plan.objective)]
            return Best(incumbent, 0, "", _claims(plan, incumbent, best, len(best)))
    if incumbent is not None:
        bounds, held = reached(plan, incumbent)
        if held == len(plan.objective) or _nothing_to_search(plan, incumbent):
            return Best(incumbent, 0, "", _claims(plan, incumbent, bounds, held))
    from recovery_costs.schedule.search import search  # HiGHS takes a moment to load, and most plans do without

    result = search(plan, incumbent, seconds - (time.monotonic() - started))
    if result.payments is None:
        return Best(None, result.left, result.because, ())
    return Best(result.payments, 0, "", _claims(plan, result.payments, result.bounds, result.held, result.by_search))


def _candidates(plan: Plan, ideal: Payments) -> Iterator[Payments]:
    """What the rules of division make of the plan, under its caps and under the ideal's peak; one Party after another too."""
    peaks = (None, int(value("peak", plan, ideal)))
    largest_first = {party: rank for rank, party in enumerate(sorted(plan.owed, key=lambda each: -plan.owed[each]), 1)}
    tries = [
        replace(plan, rule="pro_rata"),
        replace(plan, rule="oldest_first"),
        replace(plan, rule="smallest_first"),
        replace(plan, rule="by_class"),
        replace(plan, rule="by_class", classes=largest_first),
        replace(plan, rule="at_once"),
    ]
    if all(party in plan.weights for party, owed in plan.owed.items() if owed):
        tries.append(replace(plan, rule="by_weight"))
    if "instalments" in plan.objective:  # as many Parties a day as fit in one piece, or in two
        few = [each for each in (1, 2) if each < (plan.most_instalments or 3)]
        tries += [replace(plan, rule="pro_rata", most_instalments=each) for each in few]
    parts = {len(plan.days), plan.instalments or 1, plan.most_instalments or 1}
    tries += [replace(plan, rule="equal", instalments=each) for each in sorted(parts) if each <= len(plan.days)]
    for each in tries:
        for peak in peaks:
            division = divide(replace(each, caps=plan.caps._replace(peak=peak)))
            if not division.left:
                yield division.payments


def _nothing_to_search(plan: Plan, incumbent: Payments) -> bool:
    """Whether caps alone bind, or all wait alike already, so that only odd pence keep a schedule from its bounds."""
    tied = plan.smallest or plan.most_instalments is not None or "instalments" in plan.objective
    alike = plan.objective[0] == "fairness" and value("fairness", plan, incumbent) <= ALIKE
    return alike or not tied


def _claims(
    plan: Plan, payments: Payments, bounds: list[Fraction], held: int, by_search: Collection[int] = ()
) -> tuple[Claim, ...]:
    claims = []
    for place, (objective, bound) in enumerate(zip(plan.objective, bounds, strict=True)):
        came_to = value(objective, plan, payments)
        proved = place < held or came_to == bound
        said, best = _written(objective, came_to), _written(objective, bound)
        name = {"waiting": "Waiting", "peak": "The peak month", "instalments": "Instalments", "fairness": "Fairness"}
        words = f"{name[objective]}: {_said(objective, came_to)}; "
        if proved:
            words += "no schedule is better" + (", given the objectives before it" if place else "")
            words += "; HiGHS's proof, in floating point." if place in by_search else "."
        else:
            away = "" if objective == "fairness" else f", a gap of {gap(came_to, bound)}%"
            words += f"the best found; no schedule betters {_said(objective, bound)}{away}."
        claims.append(Claim(objective, said, best, proved, words))
    return tuple(claims)


def gap(came_to: Fraction, bound: Fraction) -> str:
    """How far what was reached is from its bound, in per cent of it; what is not closed never reads as nought."""
    per_cent = written(abs(came_to - bound) * 100 / abs(came_to)) if came_to else "100.00"
    return "less than 0.01" if per_cent == "0.00" else per_cent


def _written(objective: Objective, came_to: Fraction) -> str:
    if objective == "waiting":
        return written(came_to / 100)
    if objective == "peak":
        return Money(int(came_to)).text
    return str(int(came_to)) if objective == "instalments" else written(1 - came_to, 4)


def _said(objective: Objective, came_to: Fraction) -> str:
    """The same as people write it."""
    if objective == "peak":
        return str(Money(int(came_to)))
    if objective == "fairness":
        return _written(objective, came_to)
    return f"{Decimal(_written(objective, came_to)):,} {'pound-days' if objective == 'waiting' else 'in all'}"
