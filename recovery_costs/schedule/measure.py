"""What a schedule comes to: last payment, peak month, days waited, Regulatory Years, fairness. Exact until it is written.

Decimals are written to two places, halves up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from recovery_costs.money import Money
from recovery_costs.schedule.periods import Period, period, regulatory_year
from recovery_costs.schedule.plan import Objective, Plan
from recovery_costs.schedule.rules import Payment
from recovery_costs.written import Pounds


@dataclass(frozen=True, slots=True)
class Measures:
    """What a schedule comes to."""

    last_payment: date
    peak_month: Pounds
    days_waited: Mapping[str, str]
    """For each Party that is owed anything, the days its average pound waits."""
    by_regulatory_year: Mapping[str, Pounds]
    fairness: str


def written(value: Fraction, places: int = 2) -> str:
    """A number to so many places, halves up (away from nought)."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if value < 0 and whole else ""
    if not places:
        return f"{sign}{whole}"
    return f"{sign}{whole // 10**places}.{whole % 10**places:0{places}d}"


def measures(plan: Plan, payments: Sequence[Payment]) -> Measures:
    """The measures of a schedule that pays anything."""
    years: Counter[str] = Counter()
    for each in sorted(payments):
        years[regulatory_year(each.on)] += each.amount
    return Measures(
        last_payment=max(each.on for each in payments),
        peak_month=Money(peak_month(payments)),
        days_waited={party: written(days) for party, days in days_waited(plan, payments).items()},
        by_regulatory_year={year: Money(amount) for year, amount in years.items()},
        fairness=written(fairness(plan, payments)),
    )


def peak_month(payments: Sequence[Payment]) -> int:
    """The most that is paid in any month, in pence."""
    months: Counter[date] = Counter()
    for each in payments:
        months[period("month", each.on).start] += each.amount
    return max(months.values())


def penny_days(plan: Plan, payments: Sequence[Payment]) -> Counter[str]:
    """For each Party, every penny times the days from its request to its payment."""
    waited: Counter[str] = Counter()
    for each in payments:
        waited[each.party] += each.amount * (each.on - plan.requested_on[each.party]).days
    return waited


def days_waited(plan: Plan, payments: Sequence[Payment]) -> dict[str, Fraction]:
    """For each Party that is owed anything, the days from its request to payment, each pound counting alike."""
    waited = penny_days(plan, payments)
    return {party: Fraction(waited[party], owed) for party, owed in plan.owed.items() if owed}


def fairness(plan: Plan, payments: Sequence[Payment]) -> Fraction:
    """Jain's index of the Parties' mean share paid, by day, from `first` to the last payment: 1 when all wait alike.

    A payment counts from its own day on. The number of days cancels out. The index is exact where a common multiple of
    what the Parties are owed has at most 300 figures; of many Parties each mean is cut after 300 places, to stay quick. What
    waits exactly alike comes to exactly 1 either way.
    """
    last = max(each.on for each in payments)
    held: Counter[str] = Counter()
    for each in payments:
        held[each.party] += each.amount * ((last - each.on).days + 1)
    scale = min(lcm(*(owed for owed in plan.owed.values() if owed)), 10**300)
    means = [held[party] * scale // owed for party, owed in plan.owed.items() if owed]
    return Fraction(sum(means) ** 2, len(means) * sum(mean**2 for mean in means))


ALIKE = Fraction(1, 20_000)
"""The distance of the index from 1 up to which a certificate writes it as 1.0000: what could be gained is not to be seen."""


def value(objective: Objective, plan: Plan, payments: Sequence[Payment]) -> Fraction:
    """What an objective makes of a schedule: the less, the better."""
    if objective == "waiting":
        return Fraction(sum(penny_days(plan, payments).values()))
    if objective == "peak":
        return Fraction(peak_month(payments))
    if objective == "instalments":
        return Fraction(len(payments))
    return 1 - fairness(plan, payments)


def worth(plan: Plan, payments: Sequence[Payment]) -> list[Fraction]:
    """What the objectives make of a schedule, in order: the less, the better. Waiting breaks a tie, then the peak."""
    order: tuple[Objective, ...] = (*plan.objective, "waiting", "peak")
    return [value(objective, plan, payments) for objective in order]


def keeps(plan: Plan, payments: Sequence[Payment]) -> bool:
    """Whether a schedule pays what is owed and keeps the caps, `smallest` and `most_instalments`, in whole pence."""
    sums, counts, inside = Counter[str](), Counter[str](), Counter[Period]()
    capped: dict[Period, int] = {}
    for each in payments:
        sums[each.party] += each.amount
        counts[each.party] += 1
        for one, cap in plan.caps.periods(each.on):
            inside[one] += each.amount
            capped[one] = cap
    return (
        all(sums[party] == owed for party, owed in plan.owed.items())
        and all(amount <= capped[one] for one, amount in inside.items())
        and all(each.amount >= min(plan.smallest, plan.owed[each.party]) for each in payments)
        and (plan.most_instalments is None or max(counts.values()) <= plan.most_instalments)
    )
