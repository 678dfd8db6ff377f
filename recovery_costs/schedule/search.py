"""The search of schedules that `smallest`, `most_instalments` or fewest instalments tie together: HiGHS, then whole pence.

One objective after another: each is made as small as the time allows, then held at the value reached. HiGHS works in
floating point, so nothing it says of amounts is believed. Only which Party is paid on which day is taken from it; the amounts
come from a flow over those pairs whose corners are whole pence, are rounded, and are tested in whole pence. What does not
pass, or is no better than the schedule in hand, is dropped.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import highspy
import numpy as np

from recovery_costs.money import Money
from recovery_costs.schedule.bounds import bound
from recovery_costs.schedule.measure import ALIKE, keeps, value, worth
from recovery_costs.schedule.model import Model, Pairs
from recovery_costs.schedule.periods import Period
from recovery_costs.schedule.plan import Objective, Plan
from recovery_costs.schedule.polish import polish
from recovery_costs.schedule.rules import Payment

Payments = tuple[Payment, ...]


class Found(NamedTuple):
    """The best schedule in hand at the end, the bounds shown, and for how many objectives it is shown to be best."""

    payments: Payments | None
    bounds: list[Fraction]
    held: int
    by_search: frozenset[int]
    """The objectives, by place, that are shown to be best by HiGHS's own proof, in floating point."""
    left: int
    because: str


class _Stage(NamedTuple):
    """What a search for one objective gave: whether it is done, the schedules it suggests, and HiGHS's bound."""

    infeasible: bool
    optimal: bool
    suggested: list[Payments]
    dual: float


def _minimise(pairs: Pairs, objective: Objective, incumbent: Payments | None, seconds: float) -> _Stage:
    terms = pairs.terms(objective)
    for column, each in terms.items():
        pairs.model.cost[column] = each
    highs = pairs.model.solve(seconds, pairs.start(incumbent) if incumbent else None)
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return _Stage(True, False, [], math.inf)
    suggested = []
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        point = list(highs.getSolution().col_value)
        peaks = [pairs.peak]
        if objective == "peak":
            low = math.ceil(point[pairs.top] * pairs.unit - 0.01)
            peaks = [low, low + 1]
        suggested = [found for peak in peaks if (found := _whole_pence(pairs, point, peak, objective == "fairness"))]
    return _Stage(False, status == highspy.HighsModelStatus.kOptimal, suggested, info.mip_dual_bound)


def _whole_pence(pairs: Pairs, point: list[float], peak: int | None, near: bool) -> Payments | None:
    """Whole pence for the pairs that HiGHS chose, least waiting; with `near`, each amount within a penny of its own.

    Each amount is in one Party's sum and in a chain of nested caps, so the corners of the flow are whole.
    """
    plan, flow = pairs.plan, Model()
    chosen = {
        pair: flow.column(0.0, 0.0)
        for pair in pairs.pairs
        if point[pairs.paid[pair]] > 0.5 or point[pairs.amount[pair]] * pairs.unit > 0.5
    }
    for (party, day), column in chosen.items():
        least, amount = min(plan.smallest, plan.owed[party]), point[pairs.amount[party, day]] * pairs.unit
        flow.lower[column] = max(least, math.floor(amount + 1e-4)) if near else least
        flow.upper[column] = max(flow.lower[column], math.ceil(amount - 1e-4)) if near else plan.owed[party]
        flow.cost[column] = (day - plan.first).days
    inside: dict[tuple[Period, int], dict[int, float]] = {}
    for (_, day), column in chosen.items():
        for each in plan.caps._replace(peak=peak).periods(day):
            inside.setdefault(each, {})[column] = 1.0
    own: dict[str, dict[int, float]] = {party: {} for party in pairs.owed}
    for (party, _), column in chosen.items():
        own[party][column] = 1.0
    for party, owed in pairs.owed.items():
        flow.row(owed, owed, own[party])
    for (_, cap), terms in inside.items():
        flow.row(-np.inf, cap, terms)
    highs = flow.solve(10.0)
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    amounts = [round(each) for each in highs.getSolution().col_value]
    return tuple(
        sorted(Payment(day, party, amounts[column]) for (party, day), column in chosen.items() if amounts[column])
    )


def search(plan: Plan, incumbent: Payments | None, seconds: float) -> Found:
    """One objective after another, each held at the value reached while the next is made small."""
    ends = time.monotonic() + seconds
    bounds: list[Fraction] = []
    by_search: set[int] = set()
    held = 0
    for place, objective in enumerate(plan.objective):
        least = bound(plan, place, incumbent)
        stands = value(objective, plan, incumbent) if incumbent is not None else None
        proved = stands == least
        alike = objective == "fairness" and stands is not None and stands <= ALIKE
        if not proved and not alike:
            pairs = _held_pairs(plan, place, incumbent)
            stage = _minimise(pairs, objective, incumbent, (ends - time.monotonic()) / (len(plan.objective) - place))
            found = [each for each in stage.suggested if keeps(plan, each)]
            dual = _dual(plan, objective, stage.dual, pairs.unit)
            # An optimum that is not met in whole pence proves nothing.
            near = dual + abs(dual) / 10**6 + int(pairs.unit - 1)
            best = stage.optimal and any(value(objective, plan, each) <= near for each in found)
            if incumbent is not None:
                found.append(incumbent)
            if not found:
                return _none(plan, stage.infeasible, seconds)
            if objective == "fairness" and place == 0:
                found += [polish(plan, each, ends) for each in list(found)]
            incumbent = min(found, key=lambda each: worth(plan, each))
            if objective != "fairness":
                came_to = value(objective, plan, incumbent)
                by_search |= {place} if best and came_to > least else set()
                least = max(least, came_to if best else dual)
                proved = came_to <= least
        bounds.append(least)
        held += held == place and proved
    assert incumbent is not None
    return Found(incumbent, bounds, held, frozenset(by_search), 0, "")


def _held_pairs(plan: Plan, place: int, incumbent: Payments | None) -> Pairs:
    """The model in which the objectives before `place` are no worse than in the schedule in hand."""
    before = plan.objective[:place]
    peak = None
    if incumbent is not None and "peak" in before:
        peak = int(value("peak", plan, incumbent))
    pairs = Pairs(plan, peak)
    for objective in before:
        assert incumbent is not None
        pairs.hold(objective, incumbent)
    return pairs


def _dual(plan: Plan, objective: Objective, dual: float, unit: float) -> Fraction:
    """HiGHS's bound on an objective, in the objective's own measure: whole, since what it counts is."""
    if not math.isfinite(dual) or objective == "fairness":
        return Fraction(0)
    if objective == "instalments":
        return Fraction(math.ceil(dual - 1e-6))
    pence = Fraction(math.ceil(dual * unit * (1 - 1e-9) - 1e-6))
    if objective == "waiting":
        pence += sum((plan.first - plan.requested_on[party]).days * owed for party, owed in plan.owed.items())
    return pence


# --- no schedule ----------------------------------------------------------------------------------------------------


def _none(plan: Plan, shown: bool, seconds: float) -> Found:
    """No schedule: which of `smallest` and `most_instalments` is stuck, and how much can be paid off at the most."""
    smallest, most = f"smallest ({Money(plan.smallest)})", f"most_instalments ({plan.most_instalments})"
    must = Money(plan.total)
    if not shown:
        because = f"No schedule of {must} that keeps {smallest} and {most} was found in {seconds:.0f} seconds; that there is none is not shown."
        return Found(None, [], 0, frozenset(), plan.total, because)
    stuck = f"{smallest} together with {most}"
    if plan.most_instalments is None or _stands(replace(plan, smallest=0), seconds):
        stuck = smallest
    elif not plan.smallest or _stands(replace(plan, most_instalments=None), seconds):
        stuck = most
    pairs = Pairs(plan, None, all_or_nothing=True)
    for party, column in pairs.full.items():
        pairs.model.cost[column] = -plan.owed[party] / pairs.unit
    full = pairs.model.solve(seconds).getSolution().col_value
    carried = sum(plan.owed[party] for party, column in pairs.full.items() if full[column] > 0.5)
    because = (
        f"No schedule keeps {stuck}: at the most {Money(carried)} of {must} can go to Parties paid in full, "
        "although the caps could carry everything."
    )
    return Found(None, [], 0, frozenset(), plan.total - carried, because)


def _stands(plan: Plan, seconds: float) -> bool:
    """Whether a plan has any schedule at all."""
    status = Pairs(plan, None).model.solve(seconds).getModelStatus()
    return status == highspy.HighsModelStatus.kOptimal
