"""The model of who is paid when, as HiGHS takes it: an amount and a yes-or-no for each Party on each payment day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import highspy
import numpy as np

from recovery_costs.schedule.periods import Period, period
from recovery_costs.schedule.plan import Objective, Plan
from recovery_costs.schedule.rules import Payment


@dataclass
class Model:
    """Rows and columns of a linear program, as HiGHS takes them."""

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def column(self, lower: float, upper: float, whole: bool = False) -> int:
        self.cost.append(0.0)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, lower: float, upper: float, terms: dict[int, float]) -> None:
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.starts.append(len(self.index))
        self.index += terms.keys()
        self.values += terms.values()

    def solve(self, seconds: float, start: list[float] | None = None) -> highspy.Highs:
        """HiGHS, run on the model for at most `seconds`."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.row_lower)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = map(np.array, (self.cost, self.lower, self.upper))
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array([*self.starts, len(self.index)])
        lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(self.index), np.array(self.values)
        if any(self.whole):
            kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
            lp.integrality_ = [kinds[each] for each in self.whole]
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("time_limit", max(seconds, 0.1))
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("random_seed", 0)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 1e-6)
        highs.passModel(lp)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = start
            highs.setSolution(solution)
        highs.run()
        return highs


class Pairs:
    """The model of who is paid when: an amount and a yes-or-no for each Party on each day, in units of `unit` pence."""

    def __init__(self, plan: Plan, peak: int | None, all_or_nothing: bool = False) -> None:
        self.plan, self.model = plan, Model()
        self.owed = {party: owed for party, owed in plan.owed.items() if owed}
        self.unit = max(1.0, max(self.owed.values()) / 1e5)
        self.peak = peak
        model = self.model
        self.pairs = [(party, day) for party in self.owed for day in plan.days]
        self.top = -1
        caps = plan.caps._replace(peak=peak)
        most = {day: min([plan.total, *(cap for _, cap in caps.periods(day))]) for day in plan.days}
        self.amount = {
            (party, day): model.column(0, min(self.owed[party], most[day]) / self.unit) for party, day in self.pairs
        }
        self.paid = {pair: model.column(0, 1, True) for pair in self.pairs}
        self.full = {party: model.column(0 if all_or_nothing else 1, 1, True) for party in self.owed}
        for pair in self.pairs:
            party, day = pair
            least = min(max(plan.smallest, 1), self.owed[party])
            x, z, limit = self.amount[pair], self.paid[pair], min(self.owed[party], most[day])
            if least > limit:
                model.upper[z] = 0
            model.row(-np.inf, 0, {x: 1.0, z: -limit / self.unit})
            model.row(0, np.inf, {x: 1.0, z: -least / self.unit})
        for party, owed in self.owed.items():
            terms = {self.amount[party, day]: 1.0 for day in plan.days}
            model.row(0, 0, terms | {self.full[party]: -owed / self.unit})
            if plan.most_instalments is not None:
                model.row(-np.inf, plan.most_instalments, {self.paid[party, day]: 1.0 for day in plan.days})
        inside: dict[tuple[Period, int], list[date]] = {}
        for day in plan.days:
            for each in caps.periods(day):
                inside.setdefault(each, []).append(day)
        for (_, cap), days in inside.items():
            model.row(-np.inf, cap / self.unit, {self.amount[p, d]: 1.0 for d in days for p in self.owed})

    def terms(self, objective: Objective) -> dict[int, float]:
        """What an objective counts, as a sum over columns; columns are added where it needs its own."""
        plan, model = self.plan, self.model
        if objective == "waiting":
            return {x: float((day - plan.first).days) for (_, day), x in self.amount.items()}
        if objective == "instalments":
            return dict.fromkeys(self.paid.values(), 1.0)
        if objective == "peak":
            self.top = top = model.column(0, plan.total / self.unit)
            months: dict[Period, dict[int, float]] = {}
            for (_, day), x in self.amount.items():
                months.setdefault(period("month", day), {})[x] = 1.0
            for terms in months.values():
                model.row(-np.inf, 0, terms | {top: -1.0})
            return {top: 1.0}
        span = float((plan.last - plan.first).days + 1)
        high, low = model.column(0, span), model.column(0, span)
        for party, owed in self.owed.items():
            held = {self.amount[party, day]: ((plan.last - day).days + 1) * self.unit / owed for day in plan.days}
            model.row(-np.inf, 0, held | {high: -1.0})
            model.row(0, np.inf, held | {low: -1.0})
        return {high: 1.0, low: -1.0}

    def hold(self, objective: Objective, payments: Sequence[Payment]) -> None:
        """Nothing worse by an objective than a schedule in hand. The peak is held as a cap on months."""
        if objective == "peak":
            return
        terms = self.terms(objective)
        point = self.start(payments)
        reached = sum(point[column] * each for column, each in terms.items())
        if objective == "fairness":
            days = days_held(self.plan, payments).values()
            reached = max(days) - min(days)
        self.model.row(-np.inf, reached * (1 + 1e-12), terms)

    def start(self, payments: Sequence[Payment]) -> list[float]:
        """A schedule as a point to start from; columns of an objective's own are left to HiGHS."""
        point = [0.0] * len(self.model.cost)
        for each in payments:
            point[self.amount[each.party, each.on]] = each.amount / self.unit
            point[self.paid[each.party, each.on]] = 1.0
        for column in self.full.values():
            point[column] = 1.0
        return point


def days_held(plan: Plan, payments: Sequence[Payment]) -> dict[str, float]:
    """For each Party, the days its average pound is held by the end of `last`."""
    held: Counter[str] = Counter()
    for each in payments:
        held[each.party] += each.amount * ((plan.last - each.on).days + 1)
    return {party: held[party] / owed for party, owed in plan.owed.items() if owed}
