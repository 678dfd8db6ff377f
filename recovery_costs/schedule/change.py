"""Change: only what is unpaid is scheduled again. The old dates stay on record; what differs is shown; adopting is a fact.

A new sum, a new total, a direction, an appeal or a missed payment leaves something to pay that the dates on file do not
fit. What is outstanding on the day goes through the plan from the day after; what was paid keeps its days and takes room
from the caps. The dates that would be determined are whole: what was paid, and then the new schedule, so that they sum to
what is payable (L10.24(b)).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from recovery_costs import facts as f
from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import Holiday, Moment, WorkingDays, long_day
from recovery_costs.facts import Case
from recovery_costs.money import NOUGHT, Money
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.record import WhatCounts, what_counts
from recovery_costs.schedule.answer import Paid, Schedule, answer, faults
from recovery_costs.schedule.from_case import check_plan_of
from recovery_costs.schedule.periods import KINDS, Period, period
from recovery_costs.schedule.plan import Plan
from recovery_costs.terms import terms
from recovery_costs.written import Pounds, as_json


@dataclass(frozen=True, slots=True)
class Difference:
    """What is dated for a Party on a day after the change: on file, and under the new schedule."""

    party: str
    on: date
    was: Pounds
    becomes: Pounds


def fingerprint_of(case: str, payments: Sequence[Mapping[str, Any]]) -> str:
    """Twelve figures that name exactly these payments of an event, as they are written."""
    rows = [{name: each[name] for name in ("party", "on", "amount")} for each in payments]
    whole = json.dumps([case, rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Change:
    """A rescheduling: what has changed, what was paid and stays, the new schedule, and how it differs from the dates on file."""

    case: str
    as_of: date
    because: tuple[str, ...]
    paid: tuple[Paid, ...]
    schedule: Schedule
    differences: tuple[Difference, ...]
    payments: tuple[Paid, ...]
    """The whole of the dates that adopting would determine: paid, then new. Empty where there is no schedule."""

    @property
    def fingerprint(self) -> str:
        """Twelve figures that name exactly these dates; whoever adopts them gives it back."""
        return fingerprint_of(self.case, as_json(self.payments))

    @property
    def new(self) -> tuple[Paid, ...]:
        """The payments that are new: those after the day."""
        return tuple(each for each in self.payments if each.on > self.as_of)

    def confirm(self, fingerprint: str) -> None:
        """See that these are the dates that were shown.

        Raises:
            Problems: they are not, or there are none.
        """
        if not self.payments:
            do = "Mend the plan and look again."
            raise Problems([Problem(None, "payments", "no schedule", "a schedule to adopt", do)])
        if fingerprint != self.fingerprint:
            wanted, do = (
                f"{self.fingerprint}, as the dates come out now",
                "Look at the dates again before adopting them.",
            )
            raise Problems([Problem(None, "adopt", shown(fingerprint), wanted, do)])

    def fact(self, name: str, at: Moment) -> dict[str, Any]:
        """The `dates_determined` fact for exactly these dates.

        Raises:
            ValueError: there is no schedule to adopt.
        """
        if not self.payments:
            raise ValueError("there is no schedule to adopt")
        return {"id": name, "type": "dates_determined", "at": at.text, "payments": as_json(self.payments)}

    def as_json(self) -> dict[str, Any]:
        """The written form."""
        parts = ("case", "as_of", "because", "paid", "differences", "payments")
        whole = {name: as_json(getattr(self, name)) for name in parts}
        return {"format": 1, **whole, "schedule": self.schedule.as_json(), "fingerprint": self.fingerprint}


def reschedule(
    given: Any,
    case: Case,
    as_of: date,
    holidays: tuple[Holiday, ...],
    readings: Mapping[str, str] | None = None,
    shown: Schedule | None = None,
) -> Change:
    """What is outstanding at the end of `as_of`, scheduled again under a plan from the day after.

    Args:
        shown: a schedule of this very plan that somebody has seen. It is taken as it is, if the checker still finds nothing
            wrong with it: a search that its time cut short may not come out the same twice.

    Raises:
        Problems: the plan has problems, ends too early, or nothing is outstanding.
    """
    result, counted, paid, plan, working = unpaid(given, case, as_of, holidays, readings)
    stands = shown is not None and shown.feasible and not faults(plan, shown.payments, working)
    made = shown if shown is not None and stands else answer(plan, working)
    new = made.payments
    whole = tuple(sorted([*paid, *new], key=lambda each: (each.on, each.party))) if new else ()
    return Change(
        case=case.name,
        as_of=as_of,
        because=tuple(_because(case, result, counted, readings, holidays)),
        paid=paid,
        schedule=made,
        differences=tuple(_differences(result, new)) if new else (),
        payments=whole,
    )


class Unpaid(NamedTuple):
    """Where a case stands on a day: what was paid and kept, and the plan for what is outstanding after it."""

    result: Adjudication
    counted: WhatCounts
    paid: tuple[Paid, ...]
    plan: Plan
    working: WorkingDays


def unpaid(
    given: Any,
    case: Case,
    as_of: date,
    holidays: tuple[Holiday, ...],
    readings: Mapping[str, str] | None = None,
) -> Unpaid:
    """A plan for what is outstanding at the end of `as_of`, from the day after; what was paid takes room from its caps.

    Raises:
        Problems: as `reschedule`.
    """
    result = adjudicate(case, as_of, None, readings, holidays)
    notices = terms(case, readings or {}, holidays).notices
    counted = what_counts(case, as_of, None, notices)
    paid = payments_made(result, counted)
    plan = _after(check_plan_of(_from_the_day_after(given, as_of), result, notices.working_days), paid)
    return Unpaid(result, counted, paid, plan, notices.working_days)


def _from_the_day_after(given: Any, as_of: date) -> Any:
    """The plan with its first day after `as_of` at the earliest."""
    if not isinstance(given, Mapping):
        return given
    tomorrow = (as_of + timedelta(days=1)).isoformat()
    first, last = given.get("first"), given.get("last")
    if isinstance(last, str) and last < tomorrow and len(last) == len(tomorrow):
        do = "Give a later last day."
        raise Problems([Problem(None, "last", last, f"a day after {as_of.isoformat()}, when it is rescheduled", do)])
    return {**given, "first": tomorrow} if isinstance(first, str) and first < tomorrow else given


def _after(plan: Plan, paid: Sequence[Paid]) -> Plan:
    """The plan with what was paid before it taken from the caps."""
    made = tuple((each.on, each.amount.pence) for each in paid)
    spent: Counter[Period] = Counter()
    for on, amount in made:
        for kind in KINDS:
            spent[period(kind, on)] += amount
    return replace(plan, made=made, caps=plan.caps._replace(spent=dict(spent)))


def payments_made(result: Adjudication, counted: WhatCounts) -> tuple[Paid, ...]:
    """What was paid to each Party and kept, by day: what came back is taken from the latest payments.

    Never more than is payable: an overpayment is no part of the dates of payment.
    """
    rows: list[Paid] = []
    for claim in result.claims:
        payable = claim.payable if claim.payable is not None else NOUGHT
        left = min(claim.paid, payable)
        days: Counter[date] = Counter()
        for each in counted.of(f.PaymentMade, claim.party):
            days[each.day] += min(each.fact.amount, left).pence
            left = left - min(each.fact.amount, left)
        rows += [Paid(claim.party, on, Money(amount)) for on, amount in days.items() if amount]
    return tuple(sorted(rows, key=lambda each: (each.on, each.party)))


def _differences(result: Adjudication, new: Sequence[Paid]) -> list[Difference]:
    """Day by day, what was dated after `as_of` and what will be; what is alike on both is left out."""
    was: dict[tuple[date, str], Money] = {}
    for claim in result.claims:
        for each in claim.instalments:
            if each.on > result.as_of:
                was[each.on, claim.party] = was.get((each.on, claim.party), NOUGHT) + each.amount
    becomes = {(each.on, each.party): each.amount for each in new}
    return [
        Difference(party, on, was.get((on, party), NOUGHT), becomes.get((on, party), NOUGHT))
        for on, party in sorted(was.keys() | becomes.keys())
        if was.get((on, party)) != becomes.get((on, party))
    ]


def _because(
    case: Case,
    now: Adjudication,
    counted: WhatCounts,
    readings: Mapping[str, str] | None,
    holidays: tuple[Holiday, ...],
) -> list[str]:
    """What has changed since the dates on file were determined."""
    dated = [each.moment for each in counted.of(f.DatesDetermined)]
    dated += [each.moment for each in counted.of(f.AppealDecided) if each.fact.payments is not None]
    if not dated:
        return ["No dates of payment are on file."]
    on = max(dated).day
    then = adjudicate(case, on, None, readings, holidays)
    said = []
    if then.aggregate.threshold != now.aggregate.threshold:
        before, after = (each.aggregate.threshold or "none" for each in (then, now))
        said.append(f"The sum determined was {before} on {long_day(on)}; it is {after} (L10.24).")
    earlier = {claim.party: claim for claim in then.claims}
    for claim in now.claims:
        old = earlier[claim.party].payable if claim.party in earlier else None
        if old != claim.payable:
            under = f" ({claim.payable_under})" if claim.payable_under else ""
            was, is_ = (each if each is not None else "not known yet" for each in (old, claim.payable))
            said.append(f"{claim.party}: {was} was payable on {long_day(on)}; {is_} is payable{under}.")
        fallen = Money.sum(each.amount for each in claim.instalments if each.on <= now.as_of)
        if claim.paid < fallen:
            said.append(
                f"{claim.party}: {fallen} had fallen due by {long_day(now.as_of)}; {claim.paid} is paid: {fallen - claim.paid} was missed."
            )
        elif claim.paid > fallen and claim.instalments:
            said.append(f"{claim.party}: {claim.paid} is paid, {claim.paid - fallen} more than had fallen due.")
    return said or [f"Nothing has changed since the dates on file were determined on {long_day(on)}."]
