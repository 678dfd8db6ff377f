"""Schedules side by side: what each comes to, which are dominated, and the frontier of peak month against waiting.

A schedule is dominated where another is no worse by any of five measures (last payment, peak month, days waited in all,
days waited by the Party that waits longest, fairness) and better by one. The frontier is of those that no other betters by
both the peak month and the days waited in all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from recovery_costs.calendar import WorkingDays
from recovery_costs.money import Money
from recovery_costs.schedule.answer import Schedule, answer
from recovery_costs.schedule.information import GroupEffect
from recovery_costs.schedule.measure import days_waited, fairness, peak_month, penny_days, written
from recovery_costs.schedule.plan import Plan, Rule
from recovery_costs.schedule.rules import Payment
from recovery_costs.written import Pounds, as_json

CRITERIA = ("last payment", "peak month", "days waited in all", "longest wait of a Party", "fairness")


@dataclass(frozen=True, slots=True)
class Compared:
    """One scenario's row. Where it has no schedule, `because` says why and every measure is None."""

    name: str
    rule: Rule
    feasible: bool
    because: str | None
    last_payment: date | None = None
    peak_month: Pounds | None = None
    instalments: int | None = None
    days_waited: str | None = None
    """The mean over all pounds."""
    longest_wait: str | None = None
    longest_wait_of: str | None = None
    fairness: str | None = None
    share_paid_by: Mapping[str, str] | None = None
    """By the end of each Regulatory Year, per cent of all that is owed."""
    present_value_lost: Mapping[str, Pounds] | None = None
    present_value_lost_in_all: Pounds | None = None
    charging: tuple[GroupEffect, ...] = ()
    dominated_by: tuple[str, ...] = ()
    on_frontier: bool = False

    def paid_by(self, year: str) -> str | None:
        """The share paid by the end of any Regulatory Year, per cent; None where there is no schedule."""
        if self.share_paid_by is None:
            return None
        return ([share for of, share in self.share_paid_by.items() if of <= year] or ["0.00"])[-1]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scenarios side by side, in the order given."""

    format: Literal[1]
    criteria: tuple[str, ...]
    rows: tuple[Compared, ...]

    def as_json(self) -> dict[str, Any]:
        """The written form, ready for `json.dumps`."""
        whole: dict[str, Any] = as_json(self)
        return whole


class Standing(tuple[Fraction, ...]):
    """What a schedule comes to by the five criteria: the less, the better."""

    def beats(self, other: Standing, criteria: Sequence[int] = range(5)) -> bool:
        """Whether it is no worse by any of the criteria and better by one."""
        mine, its = [self[place] for place in criteria], [other[place] for place in criteria]
        return mine != its and all(one <= another for one, another in zip(mine, its, strict=True))


def standing(plan: Plan, payments: Sequence[Payment]) -> Standing:
    """What a schedule comes to by the five criteria, exactly."""
    waited = days_waited(plan, payments)
    return Standing(
        (
            Fraction(max(each.on for each in payments).toordinal()),
            Fraction(peak_month(payments)),
            Fraction(sum(penny_days(plan, payments).values()), plan.total),
            max(waited.values()),
            1 - fairness(plan, payments),
        )
    )


def compare(
    plans: Mapping[str, Plan], working: WorkingDays, seconds: float = 28.0
) -> tuple[Comparison, dict[str, Schedule]]:
    """The scenarios side by side, and the schedule of each by name."""
    schedules = {name: answer(plan, working, seconds) for name, plan in plans.items()}
    stands = {name: standing(plans[name], payments_of(made)) for name, made in schedules.items() if made.feasible}
    rows = []
    for name, made in schedules.items():
        row = _row(name, plans[name], made)
        if name in stands:
            row = replace(
                row,
                dominated_by=tuple(other for other, stand in stands.items() if stand.beats(stands[name])),
                on_frontier=not any(stand.beats(stands[name], (1, 2)) for stand in stands.values()),
            )
        rows.append(row)
    return Comparison(1, CRITERIA, tuple(rows)), schedules


def payments_of(made: Schedule) -> tuple[Payment, ...]:
    """A schedule's payments, in pence."""
    return tuple(Payment(each.on, each.party, each.amount.pence) for each in made.payments)


def _row(name: str, plan: Plan, made: Schedule) -> Compared:
    if made.measures is None:
        return Compared(name, made.rule, False, made.binding.because if made.binding else None)
    payments = payments_of(made)
    waited = days_waited(plan, payments)
    longest = max(waited, key=lambda party: (waited[party], party))
    information = made.certificate.information
    lost = information.present_value_lost if information else None
    return Compared(
        name=name,
        rule=made.rule,
        feasible=True,
        because=None,
        last_payment=made.measures.last_payment,
        peak_month=made.measures.peak_month,
        instalments=len(payments),
        days_waited=written(Fraction(sum(penny_days(plan, payments).values()), plan.total)),
        longest_wait=written(waited[longest]),
        longest_wait_of=longest,
        fairness=made.measures.fairness,
        share_paid_by=_shares(plan, made.measures.by_regulatory_year),
        present_value_lost=lost,
        present_value_lost_in_all=Money.sum(lost.values()) if lost is not None else None,
        charging=information.charging if information else (),
    )


def _shares(plan: Plan, by_year: Mapping[str, Money]) -> dict[str, str]:
    shares, paid = {}, 0
    for year, amount in by_year.items():
        paid += amount.pence
        shares[year] = written(Fraction(100 * paid, plan.total))
    return shares
