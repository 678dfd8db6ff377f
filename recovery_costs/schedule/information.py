"""For information only: what later payment costs a Party at a given rate, and where payments land on Charges.

L10 gives no interest on Recovery Costs. The effect on Charges follows the Charging Methodology as it is remembered, which
nobody has checked: it is marked unverified, and its weights and numbers of systems are the user's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from recovery_costs.money import Money
from recovery_costs.schedule.measure import written
from recovery_costs.schedule.plan import Plan, Weighted
from recovery_costs.schedule.rules import Payment
from recovery_costs.schedule.share import share
from recovery_costs.written import Pounds

UNVERIFIED = "unverified: Section K was not available; weights and systems are as given"
MONTHS_LEFT = 12
"""A Charging Statement in force for the whole Regulatory Year."""


def present_values(plan: Plan, payments: Sequence[Payment], rate: Decimal) -> dict[str, Money]:
    """What each Party's payments are worth on `first` at `rate` a year, compounded by the day over 365, halves up."""
    factors: dict[date, Decimal] = {}
    worth: dict[str, Decimal] = {party: Decimal(0) for party, owed in plan.owed.items() if owed}
    with localcontext() as context:
        context.prec = 40
        for each in payments:
            if each.on not in factors:
                factors[each.on] = (1 + rate) ** (-Decimal((each.on - plan.first).days) / 365)
            worth[each.party] += each.amount * factors[each.on]
        return {party: Money(int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))) for party, value in worth.items()}


def present_value_lost(plan: Plan, payments: Sequence[Payment]) -> dict[str, Money] | None:
    """What each Party loses against being paid in full on `first`; None where no rate is given."""
    if plan.annual_rate is None:
        return None
    worth = present_values(plan, payments, plan.annual_rate)
    return {party: Money(plan.owed[party]) - value for party, value in worth.items()}


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """What one Charging Group bears of a Regulatory Year's payments: in all, each month, and a system each month."""

    regulatory_year: str
    group: str
    amount: Pounds
    each_month: Pounds
    each_system_month: str


def charging_effects(groups: Mapping[str, Weighted], by_year: Mapping[str, Money]) -> tuple[GroupEffect, ...]:
    """Each Regulatory Year's payments over the Charging Groups: weight times systems, in whole pence.

    `each_month` and `each_system_month` (pounds, six places) spread the year's share over twelve months, halves up.
    """
    weights = {name: Fraction(group.weight) * group.systems for name, group in groups.items()}
    whole = sum(weights.values(), Fraction(0))
    scale = 10**9
    parts = {name: int(weight * scale) for name, weight in weights.items()}
    effects = []
    for year, amount in by_year.items():
        shares = share(amount.pence, parts, dict.fromkeys(parts, amount.pence))
        for name, group in sorted(groups.items()):
            a_month = Fraction(shares[name], MONTHS_LEFT)
            a_system = Fraction(amount.pence, 100) * Fraction(group.weight) / whole / MONTHS_LEFT
            each_month = Money(int(written(a_month, 0)))
            effects.append(GroupEffect(year, name, Money(shares[name]), each_month, written(a_system, 6)))
    return tuple(effects)
