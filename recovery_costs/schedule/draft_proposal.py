"""A one-page brief for L10.24(c): whether a Draft Proposal on the Charging Methodology is to be considered, and what a
schedule would do to allowed revenue and Charges, Regulatory Year by Regulatory Year.

What is said of the Charging Statement is as it is remembered and was not checked: about three months' notice before the
Regulatory Year begins, and what misses a year's statement is carried to the next as under-recovery.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from recovery_costs import facts as f
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import long_day
from recovery_costs.money import Money
from recovery_costs.record import WhatCounts
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.information import UNVERIFIED, GroupEffect, charging_effects
from recovery_costs.schedule.periods import Period, period
from recovery_costs.schedule.plan import Plan
from recovery_costs.schedule.the_sum import TheSum
from recovery_costs.written import Pounds, as_json

NOTICE = "about three months before it begins [unverified]"


@dataclass(frozen=True, slots=True)
class YearPaid:
    """What is paid in a Regulatory Year, and in which year's Charges it can land."""

    regulatory_year: str
    paid: Pounds
    notice_by: date
    lands_in: str


@dataclass(frozen=True, slots=True)
class YearEffect:
    """What a Regulatory Year's allowed revenue would have to carry, from whichever years it lands, and its Charges."""

    regulatory_year: str
    allowed_revenue: Pounds
    groups: tuple[GroupEffect, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief: where L10.24(c) stands, and the effects of a schedule where one is given."""

    format: Literal[1]
    case: str
    as_of: date
    to_consider: bool
    since: date | None
    says: tuple[str, ...]
    years: tuple[YearPaid, ...]
    effects: tuple[YearEffect, ...]
    stands: str

    def as_json(self) -> dict[str, Any]:
        """The written form."""
        whole: dict[str, Any] = as_json(self)
        return whole


def brief(
    result: Adjudication, counted: WhatCounts, history: TheSum, plan: Plan | None, made: Schedule | None
) -> Brief:
    """The brief for the day of an adjudication.

    Args:
        plan, made: a schedule whose effects are to be shown, and its plan.
    """
    at, says = result.aggregate, []
    if at.threshold is None:
        says.append("The Panel has determined no sum, so L10.24(c) asks nothing.")
    elif not at.exceeds:
        says.append(
            f"{at.requested} is requested and the sum is {at.threshold}: L10.24(c) asks nothing as things stand."
        )
    else:
        since = f" since {long_day(history.exceeded_since)}" if history.exceeded_since else ""
        says.append(f"{at.requested} is requested, above the sum of {at.threshold}{since}.")
    for each in counted.of(f.DraftProposalConsidered):
        decided = "to submit one" if each.fact.submit else "not to submit one"
        says.append(f"The Panel considered a Draft Proposal on {long_day(each.day)} and decided {decided}.")
    if at.draft_proposal_to_consider:
        says.append("The Panel is to consider whether to submit a Draft Proposal. The Code sets no last day for it.")
        says.append(
            "It takes into account proposed changes to allowable revenues or to the Charging Statement (L10.24(c))."
        )
    years = tuple(_years(result.as_of, made)) if made and made.measures else ()
    return Brief(
        format=1,
        case=result.case,
        as_of=result.as_of,
        to_consider=at.draft_proposal_to_consider,
        since=history.exceeded_since if at.exceeds else None,
        says=tuple(says),
        years=years,
        effects=tuple(_effects(plan, years)) if plan else (),
        stands=UNVERIFIED,
    )


def _years(as_of: date, made: Schedule) -> list[YearPaid]:
    assert made.measures is not None
    starts = {period("regulatory_year", each.on) for each in made.payments}
    years = []
    for year in sorted(starts, key=lambda each: each.start):
        amount = made.measures.by_regulatory_year[year.name]
        lands = year
        while _notice(lands) < as_of:
            lands = Period("regulatory_year", lands.end + timedelta(days=1))
        years.append(YearPaid(year.name, amount, _notice(year), lands.name))
    return years


def _effects(plan: Plan, years: Sequence[YearPaid]) -> Iterator[YearEffect]:
    """What lands in one year's Charges is added up before it is shared."""
    for name in dict.fromkeys(each.lands_in for each in years):
        amount = Money.sum(each.paid for each in years if each.lands_in == name)
        groups = charging_effects(plan.charging, {name: amount}) if plan.charging else ()
        yield YearEffect(name, amount, groups)


def _notice(year: Period) -> date:
    """Three months before a Regulatory Year begins."""
    return date(year.start.year, 1, 1)
