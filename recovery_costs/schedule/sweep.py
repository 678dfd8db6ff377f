"""Thousands of plans at once: every combination of caps, rules and last days, in one vectorised run.

Under caps alone a day's sum depends on the caps only, so all combinations of caps walk the payment days together: whole
pence in 64 bits, where the sums times the days fit; Python's own integers where they do not. How a sum is shared decides the
longest wait and the fairness. Those are first taken as if pence could be divided, which is out by a penny a payment at the
most; the combinations that no other then beats are answered again, exactly, with `smallest` and `most_instalments`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recovery_costs.calendar import WorkingDays
from recovery_costs.case_file import check_record
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.compare import Comparison, compare
from recovery_costs.schedule.periods import KINDS, Kind, period
from recovery_costs.schedule.plan import Plan, check_plan
from recovery_costs.schedule.plan_file import CapsGiven
from recovery_costs.schedule.rules import turns
from recovery_costs.schedule.scenarios import frame
from recovery_costs.written import Pounds, as_json

AXES = ("month", "quarter", "regulatory_year", "last", "rule", "instalments")
MOST = 100_000
KEPT = 60
"""Of the combinations that no other beats, those answered exactly: spread over the peak month from least to most."""
FITS = 2**62
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Unbeaten:
    """A combination that no other beats, as if pence could be divided."""

    name: str
    last_payment: date
    peak_month: Pounds
    days_waited: str
    longest_wait: str
    fairness: str


@dataclass(frozen=True)
class Sweep:
    """What a sweep found: how many combinations, how many have a schedule, and those that no other beats."""

    combinations: int
    feasible: int
    unbeaten: tuple[Unbeaten, ...]
    """All of them, by peak month, as they were screened."""
    comparison: Comparison
    """Those answered exactly."""
    plans: Mapping[str, Plan]
    schedules: Mapping[str, Schedule]

    def as_json(self) -> dict[str, Any]:
        """The written form."""
        counts = {"combinations": self.combinations, "feasible": self.feasible}
        return {"format": 1, **counts, "unbeaten": as_json(self.unbeaten), "exactly": self.comparison.as_json()}


class _Rule(NamedTuple):
    """A rule of division over one last day: the plan it makes, and what to call it."""

    plan: Plan
    words: str


def sweep(given: Any, working: WorkingDays, progress: Progress = lambda done, all_: None) -> Sweep:
    """Every combination that `given` describes: `{format: 1, base: {...}, sweep: {month: [...], rule: [...], ...}}`.

    Raises:
        Problems: every problem in the base or the axes.
    """
    base, axes = _checked(given)
    caps = [dict(zip(KINDS, each, strict=True)) for each in product(*(_caps(axes[kind]) for kind in KINDS))]
    rules = list(_rules(base, axes, working))
    names: list[tuple[int, int]] = []
    found: list[NDArray[np.float64]] = []
    for place, rule in enumerate(rules):
        stands, alive = _walk(rule.plan, _limits(caps, rule.plan))
        names += [(place, int(number)) for number in np.flatnonzero(alive)]
        found.append(stands[alive])
        progress((place + 1) * len(caps), len(rules) * len(caps))
    table = np.concatenate(found)
    best = _unbeaten(table)
    best = best[np.argsort(table[best, 1], kind="stable")]
    named = [(rules[place], caps[number]) for place, number in (names[int(row)] for row in best)]
    spread = (
        sorted({int(each) for each in np.linspace(0, len(best) - 1, KEPT).round()})
        if len(best) > KEPT
        else range(len(best))
    )
    plans = {_name(*named[row]): _again(base, *named[row], working) for row in spread}
    exactly, schedules = compare(plans, working)
    return Sweep(
        combinations=len(rules) * len(caps),
        feasible=len(table),
        unbeaten=tuple(_screened(_name(*each), table[row]) for each, row in zip(named, best, strict=True)),
        comparison=exactly,
        plans=plans,
        schedules=schedules,
    )


def _name(rule: _Rule, caps: Mapping[Kind, Money | None]) -> str:
    """What to call a combination: pro_rata to 2026-12-31, month 100000.00."""
    return ", ".join(
        [rule.words, *(f"{kind.replace('_', ' ')} {cap.text}" for kind, cap in caps.items() if cap is not None)]
    )


def _again(base: Mapping[str, Any], rule: _Rule, caps: Mapping[Kind, Money | None], working: WorkingDays) -> Plan:
    """The plan of a combination, whole."""
    changes = {name: rule.plan.given[name] for name in ("last", "rule", "instalments")}
    given = {kind: cap and cap.text for kind, cap in caps.items()}
    return check_plan({**base, **changes, "caps": given}, working)


def _screened(name: str, row: NDArray[np.float64]) -> Unbeaten:
    last, peak, mean, longest, unfair = (float(each) for each in row)
    days = date.fromordinal(int(last)), Money(round(peak))
    return Unbeaten(name, *days, f"{mean:.2f}", f"{longest:.2f}", f"{1 - unfair:.2f}")


def _checked(given: Any) -> tuple[Mapping[str, Any], dict[str, list[Any]]]:
    file = frame(given, ("format", "base", "sweep"), "a sweep")
    base, asked, problems = file["base"], file["sweep"], []
    for name, values in asked.items():
        if name not in AXES or not isinstance(values, list) or not values:
            wanted = f"a list under one of {', '.join(AXES)}"
            problems.append(Problem(None, f"sweep.{shown(name)}", shown(values), wanted, "Mend the name or the list."))
    rules = asked.get("rule", [base.get("rule")])
    if isinstance(rules, list) and "optimise" in rules:
        do = "Sweep rules of division, and optimise what the sweep leaves."
        problems.append(Problem(None, "sweep.rule", "optimise", "rules of division", do))
    if problems:
        raise Problems(problems)
    own = base.get("caps") if isinstance(base.get("caps"), Mapping) else {}
    axes: dict[str, list[Any]] = {kind: list(asked.get(kind, [own.get(kind)])) for kind in KINDS}
    axes |= {name: list(asked.get(name, [base.get(name)])) for name in ("last", "rule", "instalments")}
    size = 1
    for values in axes.values():
        size *= len(values)
    if size > MOST:
        do = "Take some values out, or sweep twice."
        raise Problems([Problem(None, "sweep", f"{size:,} combinations", f"{MOST:,} at the most", do)])
    return base, axes


def _rules(base: Mapping[str, Any], axes: Mapping[str, list[Any]], working: WorkingDays) -> Iterator[_Rule]:
    """The plans without caps: one for each last day and rule, and for `equal` each number of instalments."""
    problems: dict[Problem, None] = {}
    for last, rule in product(axes["last"], axes["rule"]):
        for parts in axes["instalments"] if rule == "equal" else axes["instalments"][:1]:
            changes = {"last": last, "rule": rule, "caps": {}, "instalments": parts}
            try:
                plan = check_plan({**base, **changes}, working)
            except Problems as more:
                problems |= dict.fromkeys(more.problems)
                continue
            words = f"{rule} in {parts}" if rule == "equal" else str(rule)
            yield _Rule(plan, f"{words} to {plan.last.isoformat()}")
    if problems:
        raise Problems(list(problems))


def _caps(values: list[Any]) -> list[Money | None]:
    """Caps as a plan would read them.

    Raises:
        Problems: those that are none.
    """
    read: list[Money | None] = []
    problems: dict[Problem, None] = {}
    for value in values:
        each = check_record(CapsGiven, {"month": value}, None) if value is not None else CapsGiven()
        if isinstance(each, list):
            problems |= dict.fromkeys(one._replace(field="sweep.caps") for one in each)
        else:
            read.append(each.month)
    if problems:
        raise Problems(list(problems))
    return read


def _limits(caps: list[dict[Kind, Money | None]], plan: Plan) -> dict[Kind, NDArray[Any]]:
    """The caps of every combination, in pence, by kind; no cap is what is owed in all."""
    ends = (plan.first, plan.last, *plan.requested_on.values())
    kind_of = np.int64 if plan.total * ((max(ends) - min(ends)).days + 1) < FITS else object

    def most(cap: Money | None) -> int:
        return plan.total if cap is None else min(plan.total, cap.pence)

    return {kind: np.array([most(row[kind]) for row in caps], dtype=kind_of) for kind in KINDS}


def _walk(plan: Plan, limits: Mapping[Kind, NDArray[Any]]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Every combination of caps over the payment days, together: where each stands by the criteria, and which can pay all."""
    number, total = len(limits["month"]), plan.total
    paid = np.zeros(number, dtype=limits["month"].dtype)
    spent = {kind: paid.copy() for kind in KINDS}
    within: dict[str, date] = {}
    peak, last, waited = paid.copy(), paid.copy(), paid.copy()
    sums, days = [], plan.days[:1] if plan.rule == "at_once" else plan.days
    for place, day in enumerate(days):
        due = total
        if plan.rule == "equal" and plan.instalments:
            due = total * min(place + 1, plan.instalments) // plan.instalments
        today = np.maximum(due - paid, 0)
        for kind in KINDS:
            start = period(kind, day).start
            if within.get(kind) != start:
                within[kind] = start
                spent[kind] = spent[kind] * 0
            today = np.minimum(today, limits[kind] - spent[kind])
        for kind in KINDS:
            spent[kind] = spent[kind] + today
        paid = paid + today
        peak = np.maximum(peak, spent["month"])
        last = np.where(today > 0, day.toordinal(), last)
        waited = waited + today * (day - plan.first).days
        sums.append(today)
    alive = np.asarray(paid == total, dtype=np.bool_)
    asked = sum((plan.first - plan.requested_on[party]).days * owed for party, owed in plan.owed.items())
    longest, unfair = _by_party(plan, days, sums, last)
    mean = (waited + asked).astype(np.float64) / total
    columns = [last.astype(np.float64), peak.astype(np.float64), mean, longest, unfair]
    return np.stack(columns, axis=1), alive


def _by_party(
    plan: Plan, days: tuple[date, ...], sums: list[NDArray[Any]], last: NDArray[Any]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The longest mean wait of any Party and the distance from perfect fairness, as if pence could be divided."""
    number = len(last)
    curves = dict(paid_along(plan))
    before = {party: np.zeros(number) for party in curves}
    waited = {party: np.zeros(number) for party in curves}
    cumulative = np.zeros(number)
    for day, today in zip(days, sums, strict=True):
        cumulative = cumulative + today.astype(np.float64)
        for party, (along, own) in curves.items():
            now = np.interp(cumulative, along, own)
            waited[party] += (now - before[party]) * (day - plan.first).days
            before[party] = now
    longest = np.full(number, -np.inf)
    held = []
    span = last.astype(np.float64) - plan.first.toordinal() + 1
    for party in curves:
        mean = waited[party] / plan.owed[party]
        longest = np.maximum(longest, mean + (plan.first - plan.requested_on[party]).days)
        held.append(span - mean)
    table = np.array(held)
    jain = table.sum(axis=0) ** 2 / (len(table) * (table**2).sum(axis=0))
    return longest, 1 - jain


def paid_along(plan: Plan) -> Iterator[tuple[str, tuple[list[float], list[float]]]]:
    """For each Party, what it has been paid once so much has been paid in all: the corners of a line, in pence."""
    owed = {party: amount for party, amount in plan.owed.items() if amount}
    done = 0.0
    for turn in turns(plan, owed):
        weights = {party: plan.weights[party] if plan.rule == "by_weight" else owed[party] for party in turn}
        order = sorted(turn, key=lambda party: owed[party] / weights[party])
        corners = [0.0, *(owed[party] / weights[party] for party in order)]
        along = [done + sum(min(owed[party], corner * weights[party]) for party in turn) for corner in corners]
        for party in turn:
            yield party, (along, [min(owed[party], corner * weights[party]) for corner in corners])
        done = along[-1]


def _unbeaten(table: NDArray[np.float64]) -> NDArray[np.intp]:
    """The rows that no other is at least as good as by every criterion and better by one; of equal rows the first."""
    rounded = np.round(table, 6)
    _, first = np.unique(rounded, axis=0, return_index=True)
    rows = rounded[first]
    keep = np.ones(len(rows), dtype=bool)
    for place, row in enumerate(rows):
        if keep[place]:
            beaten = (rows >= row).all(axis=1) & (rows > row).any(axis=1)
            keep &= ~beaten
    return np.sort(first[keep])
