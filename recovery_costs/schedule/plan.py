"""A payment plan: from plain values to a checked `Plan`, or every problem in it at once.

`Plan` is what the makers of schedules work on: whole pence, and the payment days. A field that may be absent may also be
null, which is the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from recovery_costs.calendar import OutsideTheTable, WorkingDays
from recovery_costs.case_file import check_record
from recovery_costs.forms import Day, Record, is_text
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.schedule.days import Adjust, PaymentDays, Policy, payment_days
from recovery_costs.schedule.periods import KINDS, Caps
from recovery_costs.schedule.plan_file import DatesDays, Group, Objective, OfMonthDays, PlanFile, Rule, WeekdayDays

__all__ = ["Objective", "Plan", "Rule", "Weighted", "check_plan"]


class Weighted(NamedTuple):
    """A Charging Group: its weighting factor and number of systems."""

    weight: Decimal
    systems: int


@dataclass(frozen=True)
class Plan:
    """A checked plan, in whole pence, with its payment days. A Party that is owed nothing is in `owed` at 0."""

    given: Mapping[str, Any]
    """The plan as it was given."""
    owed: Mapping[str, int]
    requested_on: Mapping[str, date]
    """For every Party; `first` where none is given."""
    first: date
    last: date
    payment_days: PaymentDays
    caps: Caps
    smallest: int
    """0 where there is none."""
    most_instalments: int | None
    classes: Mapping[str, int]
    weights: Mapping[str, int]
    rule: Rule
    instalments: int | None
    objective: tuple[Objective, ...]
    annual_rate: Decimal | None
    charging: Mapping[str, Weighted]
    made: tuple[tuple[date, int], ...] = ()
    """What was paid before the plan, by day, in pence; it takes room from the caps."""

    @property
    def total(self) -> int:
        """What is owed to all Parties, in pence."""
        return sum(self.owed.values())

    @property
    def days(self) -> tuple[date, ...]:
        """The payment days, in order."""
        return self.payment_days.days


def check_plan(given: Any, working: WorkingDays) -> Plan:
    """The plan that plain values describe.

    Raises:
        Problems: every problem in it, by the field's name.
    """
    if not isinstance(given, Mapping):
        wanted = "a payment plan: a mapping of fields"
        raise Problems([Problem(None, None, shown(given), wanted, "Write format, owed, first, last, days, rule.")])
    fields = PlanFile.model_fields
    rest = {
        name: value
        for name, value in given.items()
        if value is not None or name not in fields or fields[name].is_required()
    }
    if isinstance(rest.get("caps"), Mapping):
        rest["caps"] = {name: cap for name, cap in rest["caps"].items() if cap is not None or name not in KINDS}
    problems: list[Problem] = []
    policy = _policy(rest["days"], problems) if rest.get("days") is not None else None
    charging = _charging(rest.get("charging", {}), problems)
    days = _payment_days(policy, rest, working, problems) if policy else None
    file = check_record(PlanFile, rest, None)
    if problems or days is None or isinstance(file, list):
        order = {name: place for place, name in enumerate(fields)}
        found = [*(file if isinstance(file, list) else []), *problems]
        raise Problems(sorted(found, key=lambda each: order.get(re.split(r"[.\[]", each.field or "")[0], len(order))))
    return _plan(given, file, days, charging)


class _Span(Record):
    """The fields that payment days come of, besides their policy."""

    first: Day
    last: Day
    adjust: Adjust = "none"
    no_payment_on: tuple[Day, ...] = ()


def _payment_days(
    policy: Policy, given: Mapping[str, Any], working: WorkingDays, problems: list[Problem]
) -> PaymentDays | None:
    """The payment days; None where their fields have problems, which `PlanFile` says, or no table holds them."""
    span = check_record(_Span, {name: given[name] for name in _Span.model_fields if name in given}, None)
    if isinstance(span, list):
        return None
    try:
        return payment_days(policy, span.adjust, span.first, span.last, frozenset(span.no_payment_on), working)
    except OutsideTheTable as outside:
        found = f"a payment day on or about {outside.day.isoformat()}"
        wanted = f"payment days in the table of bank holidays, {outside.held}"
        do = "Mend first or last, give the days as dates with adjust none, or add that year's bank holidays."
        problems.append(Problem(None, "days", found, wanted, do))
        return None


def _plan(given: Mapping[str, Any], file: PlanFile, days: PaymentDays, charging: dict[str, Weighted]) -> Plan:
    parties = sorted(file.owed)
    return Plan(
        given=given,
        owed={party: file.owed[party].pence for party in parties},
        requested_on={party: file.requested_on.get(party, file.first) for party in parties},
        first=file.first,
        last=file.last,
        payment_days=days,
        caps=Caps(**{kind: cap.pence for kind in KINDS if (cap := getattr(file.caps, kind))}),
        smallest=file.smallest.pence if file.smallest else 0,
        most_instalments=file.most_instalments,
        classes=file.classes,
        weights=file.weights,
        rule=file.rule,
        instalments=file.instalments,
        objective=file.objective or (),
        annual_rate=file.annual_rate,
        charging=charging,
    )


def _under(field: str, problems: list[Problem]) -> list[Problem]:
    return [each._replace(field=f"{field}.{each.field}") for each in problems]


def _policy(given: Any, problems: list[Problem]) -> Policy | None:
    if isinstance(given, Mapping) and "weekday" in given:
        weekly = check_record(WeekdayDays, given, None)
        if not isinstance(weekly, list):
            return Policy(weekday=weekly.weekday)
        problems += _under("days", weekly)
    elif isinstance(given, Mapping) and "dates" in given:
        dated = check_record(DatesDays, given, None)
        if not isinstance(dated, list):
            return Policy(dates=dated.dates)
        problems += _under("days", dated)
    elif isinstance(given, str):
        monthly = check_record(OfMonthDays, {"days": given}, None)
        if not isinstance(monthly, list):
            return Policy(of_month=monthly.days)
        problems += monthly
    else:
        wanted = "last_working_day, first_working_day, {weekday: friday} or {dates: [2026-01-30]}"
        problems.append(Problem(None, "days", shown(given), wanted, "Write one of these."))
    return None


def _charging(given: Any, problems: list[Problem]) -> dict[str, Weighted]:
    if not isinstance(given, Mapping):
        wanted = "a mapping of Charging Group to weight and systems"
        problems.append(
            Problem(None, "charging", shown(given), wanted, "Write g1: {weight: '0.60', systems: 30000000}.")
        )
        return {}
    groups = {}
    for name, value in given.items():
        where = f"charging.{shown(name)}"
        if not is_text(name) or not isinstance(value, Mapping):
            found, wanted = shown(value), "a name without control characters, and its weight and systems"
            problems.append(Problem(None, where, found, wanted, "Write g1: {weight: '0.60', systems: 30000000}."))
            continue
        group = check_record(Group, value, None)
        if isinstance(group, list):
            problems += _under(where, group)
        else:
            groups[str(name)] = Weighted(group.weight, group.systems)
    return groups
