"""A plan answered: a schedule with its certificate, or the named reason why there is none. And its JSON.

A schedule is handed out only if the independent checker finds nothing wrong with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from recovery_costs.calendar import WorkingDays, long_day
from recovery_costs.money import Money
from recovery_costs.schedule.checker import check
from recovery_costs.schedule.information import (
    UNVERIFIED,
    GroupEffect,
    charging_effects,
    present_value_lost,
)
from recovery_costs.schedule.measure import Measures, measures
from recovery_costs.schedule.optimise import Claim, optimise
from recovery_costs.schedule.periods import KINDS, Cover, Kind, Period, cover, period
from recovery_costs.schedule.plan import Plan, Rule
from recovery_costs.schedule.rules import Payment, divide
from recovery_costs.written import Pounds, as_json, schema_of_answer

ROUNDING = "Money is shared in whole pence: largest remainder first, ties by party. Decimals to two places, halves up."


@dataclass(frozen=True, slots=True)
class Paid:
    """What a Party is paid on a day."""

    party: str
    on: date
    amount: Pounds


@dataclass(frozen=True, slots=True)
class PartySum:
    """What a Party is owed, and what the schedule pays it, in how many instalments."""

    party: str
    owed: Pounds
    paid: Pounds
    instalments: int


@dataclass(frozen=True, slots=True)
class PeriodSum:
    """What is paid in a period, against its cap. `before` was paid before the plan and takes room from it."""

    kind: Kind
    period: str
    from_: date
    to: date
    before: Pounds
    paid: Pounds
    cap: Pounds | None


@dataclass(frozen=True, slots=True)
class CapOf:
    """A cap that bounds what can be carried."""

    kind: Kind
    period: str
    from_: date
    to: date
    cap: Pounds


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A day that the policy names and that is no payment day, with why."""

    on: date
    because: str


@dataclass(frozen=True, slots=True)
class Information:
    """For information only; nothing in L10 turns on it."""

    present_value_lost: dict[str, Pounds] | None
    charging: tuple[GroupEffect, ...]
    charging_stands: str | None


@dataclass(frozen=True, slots=True)
class Certificate:
    """What anyone can recheck with a calculator, in words and in figures."""

    says: tuple[str, ...]
    total: Pounds
    payment_days: tuple[date, ...]
    days_left_out: tuple[LeftOut, ...]
    by_party: tuple[PartySum, ...]
    by_period: tuple[PeriodSum, ...]
    covered_by: tuple[CapOf, ...]
    """Where the caps cannot carry what is owed: caps that together hold every payment day once."""
    optimality: tuple[Claim, ...]
    information: Information | None


@dataclass(frozen=True, slots=True)
class Binding:
    """Why no schedule exists: a stretch of days, what it can carry, and what must be paid in it."""

    from_: date
    to: date
    can_carry: Pounds
    must_carry: Pounds
    because: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The answer to a plan."""

    format: Literal[1]
    feasible: bool
    rule: Rule
    payments: tuple[Paid, ...]
    measures: Measures | None
    certificate: Certificate
    binding: Binding | None

    def as_json(self) -> dict[str, Any]:
        """The written form, ready for `json.dumps`."""
        whole: dict[str, Any] = as_json(self)
        return whole


class Mistaken(AssertionError):  # noqa: N818  it is ours
    """A maker's schedule did not pass the checker: a mistake of the program."""


def answer(plan: Plan, working: WorkingDays, seconds: float = 28.0) -> Schedule:
    """The schedule that a plan asks for, or why there is none.

    Args:
        working: the Working Days by which the checker tests payment days.
        seconds: how long the optimiser may search, where a search is needed.
    """
    whole = cover(plan.caps, plan.days)
    if whole.carries is not None and whole.carries < plan.total:
        return _none(plan, _bound_by_caps(plan, whole), whole)
    if plan.rule == "optimise":
        best = optimise(plan, seconds)
        if best.payments is None:
            return _none(plan, _stuck(plan, plan.total - best.left, best.because), None)
        return _made(plan, best.payments, working, best.claims)
    division = divide(plan)
    if division.left:
        return _none(plan, _stuck(plan, plan.total - division.left, _because(plan)), None)
    return _made(plan, division.payments, working)


# --- a schedule and its certificate ---------------------------------------------------------------------------------


def _made(plan: Plan, payments: Sequence[Payment], working: WorkingDays, claims: Sequence[Claim] = ()) -> Schedule:
    paid = tuple(Paid(each.party, each.on, Money(each.amount)) for each in sorted(payments))
    if wrong := faults(plan, paid, working):
        raise Mistaken("; ".join(wrong[:5]))
    came_to = measures(plan, payments)
    lost = present_value_lost(plan, payments)
    effects = charging_effects(plan.charging, came_to.by_regulatory_year) if plan.charging else ()
    information = Information(lost, effects, UNVERIFIED if effects else None) if lost or effects else None
    sums, counts = Counter[str](), Counter[str]()
    for each in payments:
        sums[each.party] += each.amount
        counts[each.party] += 1
    by_party = tuple(
        PartySum(party, Money(owed), Money(sums[party]), counts[party]) for party, owed in plan.owed.items()
    )
    by_period = tuple(_by_period(plan, payments))
    certificate = replace(
        _bare(plan),
        says=(*_says(plan, payments, by_period), *(each.words for each in claims), ROUNDING),
        by_party=by_party,
        by_period=by_period,
        optimality=tuple(claims),
        information=information,
    )
    return Schedule(1, True, plan.rule, paid, came_to, certificate, None)


def faults(plan: Plan, payments: Sequence[Paid], working: WorkingDays) -> list[str]:
    """What the independent checker finds wrong with payments under a plan."""
    plain = [{"party": each.party, "on": each.on.isoformat(), "amount": each.amount.text} for each in payments]
    return check(dict(plan.given), plain, set(working.holidays), plan.made)


def _bare(plan: Plan) -> Certificate:
    left_out = tuple(LeftOut(*each) for each in plan.payment_days.left_out)
    return Certificate((), Money(plan.total), plan.days, left_out, (), (), (), (), None)


def _by_period(plan: Plan, payments: Iterable[Payment]) -> list[PeriodSum]:
    """What is paid in each month and Regulatory Year, and each quarter where quarters are capped, against its cap."""
    kinds = [kind for kind in KINDS if kind != "quarter" or plan.caps.quarter is not None]
    sums: Counter[Period] = Counter()
    for each in payments:
        for kind in kinds:
            sums[period(kind, each.on)] += each.amount
    order = sorted(sums, key=lambda each: (KINDS.index(each.kind), each.start))
    return [
        PeriodSum(
            each.kind,
            each.name,
            each.start,
            each.end,
            Money(plan.caps.spent.get(each, 0)),
            Money(sums[each]),
            _money(plan.caps.of(each.kind)),
        )
        for each in order
    ]


def _money(pence: int | None) -> Money | None:
    return None if pence is None else Money(pence)


def _says(plan: Plan, payments: Sequence[Payment], by_period: Sequence[PeriodSum]) -> list[str]:
    owed = sum(1 for each in plan.owed.values() if each)
    days = len({each.on for each in payments})
    said = [
        f"{Money(plan.total)} is owed to {owed} {'Party' if owed == 1 else 'Parties'}; the payments of each sum to what it is owed.",
        f"Paid on {days} of {len(plan.days)} payment days, {long_day(payments[0].on)} to {long_day(payments[-1].on)}.",
    ]
    for kind in KINDS:
        rows = [each for each in by_period if each.kind == kind and each.cap is not None]
        if rows:
            most = max(rows, key=lambda each: each.before + each.paid)
            noun = kind.replace("_", " ").replace("regulatory year", "Regulatory Year")
            said.append(
                f"No {noun} carries more than {most.cap}; the most is {most.before + most.paid}, in {most.period}."
            )
    return said


# --- no schedule ----------------------------------------------------------------------------------------------------


def _none(plan: Plan, binding: Binding, whole: Cover | None) -> Schedule:
    covered = (
        tuple(CapOf(each.kind, each.name, each.start, each.end, Money(cap)) for each, cap in whole.by) if whole else ()
    )
    certificate = replace(_bare(plan), says=(binding.because,), covered_by=covered)
    return Schedule(1, False, plan.rule, (), None, certificate, binding)


def _bound_by_caps(plan: Plan, whole: Cover) -> Binding:
    carries, must = Money(whole.carries or 0), Money(plan.total)
    stretch = f"{long_day(plan.first)} to {long_day(plan.last)}"
    if not plan.days:
        because = f"{stretch} holds no payment day; {must} must be paid by then."
    else:
        because = f"{stretch} can carry {carries}; {must} must be paid by then. The caps: {whole.words}."
    return Binding(plan.first, plan.last, carries, must, because)


def _stuck(plan: Plan, carried: int, because: str) -> Binding:
    last = plan.days[0] if plan.rule == "at_once" else plan.last
    return Binding(
        plan.days[0] if plan.rule == "at_once" else plan.first, last, Money(carried), Money(plan.total), because
    )


def _because(plan: Plan) -> str:
    """What a rule of division is stuck on, although the caps could carry everything."""
    must = Money(plan.total)
    if left := divide(replace(plan, smallest=0, most_instalments=None)).left:
        if plan.rule == "at_once":
            day = plan.days[0]
            tight = cover(plan.caps, [day])
            return f"at_once pays everything on {long_day(day)}; {tight.words} leaves room for {Money(tight.carries or 0)} of {must}."
        if (plan.instalments or 0) > len(plan.days):
            return f"equal asks for {plan.instalments} payment days; the plan has {len(plan.days)}."
        return f"Under equal nothing is paid before it falls due; the caps then leave {Money(left)} of {must} unpaid on {long_day(plan.last)}, although they could carry everything."
    smallest, most = f"smallest ({Money(plan.smallest)})", f"most_instalments ({plan.most_instalments})"
    if plan.smallest and not divide(replace(plan, smallest=0)).left:
        stuck = smallest
    elif plan.most_instalments and not divide(replace(plan, most_instalments=None)).left:
        stuck = most
    else:
        stuck = f"{smallest} together with {most}"
    unpaid = Money(divide(plan).left)
    return f"Under {plan.rule}, {stuck} leaves {unpaid} of {must} unpaid on {long_day(plan.last)}, although the caps could carry everything."


def schedule_schema() -> dict[str, Any]:
    """The JSON Schema of a schedule."""
    return schema_of_answer(Schedule)
