"""The sum of L10.24 through time: what it was, what was requested, what the best estimates in hand would add, and when
the requests would pass it if estimates go on moving as they have.

The early warning is arithmetic, not a finding: it takes each open claim's first and last estimate, so many pounds a day,
adds them up, and counts the days until the sum is passed. It says so where there is too little to go by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

from recovery_costs import facts as f
from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import Holiday, long_day
from recovery_costs.facts import Case
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import WhatCounts, what_counts
from recovery_costs.schedule.measure import written
from recovery_costs.terms import terms
from recovery_costs.written import Pounds, as_json

BEARING = (
    f.CompromiseNotified,
    f.RecoveryKeyDecided,
    f.ReplacementEvidence,
    f.IntentionNotified,
    f.EstimateGiven,
    f.TotalNotified,
    f.CostsCeased,
    f.DccSatisfied,
    f.PaymentDirected,
    f.ThresholdDetermined,
    f.PaymentMade,
    f.AppealDecided,
)
"""The facts that can move the aggregate or the sum."""
LEAST_DAYS = 28
"""A claim's estimates must lie at least so far apart for a movement to be drawn from them."""
FURTHEST = 5 * 365
_DAY = timedelta(days=1)
Standing = Literal["no_sum", "exceeded", "estimates_exceed", "warning", "not_rising", "far_off", "too_little_history"]


@dataclass(frozen=True, slots=True)
class Determined:
    """A sum that the Panel determined, and whether the Authority has set it aside."""

    fact: str
    in_force_from: date
    sum: Pounds
    set_aside: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Where the requests stood against the sum from a day on, until the next step."""

    from_: date
    requested: Pounds
    estimates_add: Pounds
    threshold: Pounds | None
    exceeds: bool | None
    over_by: Pounds | None
    """None unless the requests are above the sum."""


@dataclass(frozen=True, slots=True)
class Movement:
    """How one open claim's estimates have moved, from the first to the last."""

    party: str
    first_on: date
    first: Pounds
    last_on: date
    last: Pounds
    pounds_a_day: str | None
    """None where there is too little to go by; it then counts as not moving."""


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """The early warning: where it stands, the day the sum would be passed, and the arithmetic."""

    stands: Standing
    on: date | None
    movements: tuple[Movement, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TheSum:
    """The sum through time, to the end of a day."""

    format: Literal[1]
    case: str
    as_of: date
    determined: tuple[Determined, ...]
    steps: tuple[Step, ...]
    exceeded_since: date | None
    warning: EarlyWarning

    def as_json(self) -> dict[str, Any]:
        """The written form."""
        whole: dict[str, Any] = as_json(self)
        return whole


def the_sum(
    case: Case, as_of: date, holidays: tuple[Holiday, ...], readings: Mapping[str, str] | None = None
) -> TheSum:
    """The sum of L10.24 through time, to the end of `as_of`, on the record as it is now.

    Raises:
        Problems: a Working Day must be decided beyond the table of bank holidays.
    """
    chosen = dict(readings or {})
    law = terms(case, chosen, holidays)
    counted = what_counts(case, as_of, None, law.notices)

    def stood(day: date, more: Mapping[str, str] | None = None) -> Adjudication:
        return adjudicate(case, day, None, {**chosen, **(more or {})}, holidays)

    now = stood(as_of)
    steps: list[Step] = []
    for day in _days(counted, now):
        step = _step(day, stood(day), stood(day, {"threshold_counts": "totals_and_estimates"}))
        if not steps or _same(steps[-1]) != _same(step):
            steps.append(step)
    since = None
    for step in steps:
        since = (since or step.from_) if step.exceeds else None
    aside = {each.fact.decision for each in counted.of(f.AppealDecided) if each.fact.set_aside}
    aside = {counted.read_through(name) for name in aside}
    determined = tuple(
        Determined(each.id, each.day, each.fact.sum, each.id in aside) for each in counted.of(f.ThresholdDetermined)
    )
    warning = _warning(now, steps[-1] if steps else None, counted, law.readings["threshold_comparison"] == "reaching")
    return TheSum(1, case.name, as_of, determined, tuple(steps), since, warning)


def _days(counted: WhatCounts, now: Adjudication) -> list[date]:
    """The days on which the aggregate or the sum may have changed: facts, and the day after each last day."""
    days = {each.day for kind in BEARING for each in counted.of(kind)}
    for claim in now.claims:
        days |= {due + _DAY for due in (claim.intention.due, claim.total.due) if due}
        days |= {window.to + _DAY for window in claim.estimates}
    return sorted(day for day in days if day <= now.as_of)


def _step(day: date, then: Adjudication, with_estimates: Adjudication) -> Step:
    at = then.aggregate
    over = at.requested - at.threshold if at.threshold is not None and at.requested > at.threshold else None
    added = (with_estimates.aggregate.requested - at.requested).or_nought
    return Step(day, at.requested, added, at.threshold, at.exceeds, over)


def _same(step: Step) -> tuple[Any, ...]:
    return step.requested, step.estimates_add, step.threshold, step.exceeds


# --- the early warning ----------------------------------------------------------------------------------------------


def movements(now: Adjudication, counted: WhatCounts) -> Iterator[Movement]:
    """How the estimates of each claim that has no total and is not barred have moved."""
    for claim in now.claims:
        if claim.requested is not None or claim.barred:
            continue
        given: list[tuple[date, Money]] = [
            (each.day, each.fact.estimate)
            for each in counted.of(f.IntentionNotified, claim.party)
            if each.fact.estimate is not None
        ]
        given += [(each.day, each.fact.amount) for each in counted.of(f.EstimateGiven, claim.party)]
        if not given:
            continue
        given.sort(key=lambda each: each[0])
        (first_on, first), (last_on, last) = given[0], given[-1]
        days = (last_on - first_on).days
        rate = written(Fraction((last - first).pence, 100 * days)) if days >= LEAST_DAYS else None
        yield Movement(claim.party, first_on, first, last_on, last, rate)


def _rate(each: Movement) -> Fraction:
    """Pence a day, exactly."""
    return Fraction((each.last - each.first).pence, (each.last_on - each.first_on).days)


def _warning(now: Adjudication, step: Step | None, counted: WhatCounts, reaching: bool) -> EarlyWarning:
    moved = tuple(movements(now, counted))
    if step is None or step.threshold is None:
        return EarlyWarning(
            "no_sum", None, moved, ("The Panel has determined no sum, so there is none to pass (L10.24).",)
        )
    if step.exceeds:
        said = f"{step.requested} is requested: the sum of {step.threshold} is already passed."
        return EarlyWarning("exceeded", None, moved, (said, f"The best estimates in hand add {step.estimates_add}."))
    likely = step.requested + step.estimates_add
    says = [
        f"{step.requested} is requested and the best estimates in hand add {step.estimates_add}: {likely} of {step.threshold}."
    ]
    if likely > step.threshold or (reaching and likely == step.threshold):
        says.append("If those estimates become requests, the sum is passed.")
        return EarlyWarning("estimates_exceed", None, moved, tuple(says))
    usable = [each for each in moved if each.pounds_a_day is not None]
    for each in moved:
        span = f"{each.party}: {each.first} on {long_day(each.first_on)}, {each.last} on {long_day(each.last_on)}"
        if each.pounds_a_day is None:
            says.append(f"{span}: less than {LEAST_DAYS} days apart, too little to go by; taken as not moving.")
        else:
            days = (each.last_on - each.first_on).days
            says.append(f"{span}: {each.last - each.first} in {days} days, £{each.pounds_a_day} a day.")
    if not usable:
        says.append("Too little history: no open claim has two estimates far enough apart.")
        return EarlyWarning("too_little_history", None, moved, tuple(says))
    return _projected(now, step, likely, usable, moved, says, reaching)


def _projected(
    now: Adjudication,
    step: Step,
    likely: Money,
    usable: list[Movement],
    moved: tuple[Movement, ...],
    says: list[str],
    reaching: bool,
) -> EarlyWarning:
    rate = sum((_rate(each) for each in usable), Fraction(0))
    room = (step.threshold or NOUGHT) - likely
    says.append(f"Together £{written(rate / 100)} a day, with {room} of room.")
    if rate <= 0:
        says.append("The estimates have not been rising: no warning.")
        return EarlyWarning("not_rising", None, moved, tuple(says))
    days = ceil(room.pence / rate) if reaching else floor(room.pence / rate) + 1
    if days > FURTHEST:
        says.append("At that rate the sum is not passed within five years.")
        return EarlyWarning("far_off", None, moved, tuple(says))
    on = now.as_of + timedelta(days=days)
    says.append(
        f"{room} at that rate lasts {days - 1} whole days: the sum would be passed on {long_day(on)}, counted from {long_day(now.as_of)}."
    )
    return EarlyWarning("warning", on, moved, tuple(says))
