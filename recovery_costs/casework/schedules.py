"""Schedules on the register: what is unpaid scheduled again on the case as it stands, side by side, and exactly what was
shown adopted; and the sum through time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Moment, shipped_holidays
from recovery_costs.casework.again import THEN
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.casework.refusals import LOOK, refused_as
from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.facts import Case
from recovery_costs.plain import Problem, Problems
from recovery_costs.record import what_counts
from recovery_costs.register.entry import Draft
from recovery_costs.register.faults import NotThere
from recovery_costs.schedule.adopt import Preview, preview
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.change import Change, fingerprint_of, reschedule, unpaid
from recovery_costs.schedule.compare import Comparison, compare
from recovery_costs.schedule.draft_proposal import Brief, brief
from recovery_costs.schedule.plan import Plan
from recovery_costs.schedule.the_sum import TheSum, the_sum
from recovery_costs.terms import terms
from recovery_costs.written import as_json

SEARCH = 5.0
"""Seconds that the optimiser may search for one of several schedules."""


@refused_as(LOOK)
def case_for_schedules(desk: Desk, event: str) -> Case:
    """The case on record, for somebody who may see what every Party is to be paid.

    Raises:
        NotThere: there is no such event, or the actor may not see all of it.
    """
    if desk.actor.role not in SEE_ALL:
        raise NotThere
    return desk.case(event)


def again(desk: Desk, event: str, plan: Any, as_of: date, shown: Schedule | None = None) -> Change:
    """What is unpaid at the end of `as_of`, scheduled again; a schedule of it that was shown is taken as it is, if it stands.

    Raises:
        NotThere: as `case_for_schedules`.
        Problems: the plan has problems, or nothing is outstanding.
    """
    case = case_for_schedules(desk, event)
    return reschedule(plan, case, as_of, shipped_holidays(), shown=shown)


class SideBySide(NamedTuple):
    """Schedules of what is unpaid, side by side: each plan and its answer by name."""

    comparison: Comparison
    plans: Mapping[str, Plan]
    schedules: Mapping[str, Schedule]


def side_by_side(desk: Desk, event: str, plans: Mapping[str, Any], as_of: date, seconds: float = SEARCH) -> SideBySide:
    """What is unpaid at the end of `as_of` under several plans, as `again` would schedule each.

    Args:
        seconds: how long the optimiser may search for each plan that needs a search.

    Raises:
        NotThere: as `case_for_schedules`.
        Problems: of any plan, each once.
    """
    case = case_for_schedules(desk, event)
    holidays = shipped_holidays()
    checked: dict[str, Plan] = {}
    problems: dict[Problem, None] = {}
    for name, plan in plans.items():
        try:
            checked[name] = unpaid(plan, case, as_of, holidays).plan
        except Problems as found:
            problems.update(dict.fromkeys(found.problems))
    if problems:
        raise Problems(list(problems))
    comparison, schedules = compare(checked, terms(case, {}, holidays).notices.working_days, seconds)
    return SideBySide(comparison, checked, schedules)


def would_be(desk: Desk, event: str, change: Change) -> Preview:
    """What L10.24(b) would say of a schedule's dates, if they were determined on the day of the change.

    Raises:
        NotThere: as `case_for_schedules`.
        ValueError: there is no schedule.
    """
    fact = change.fact(f"dates-determined-{change.fingerprint}", Moment.at(change.as_of, time(23, 59)))
    return preview(case_for_schedules(desk, event), fact, shipped_holidays())


def history(desk: Desk, event: str, as_of: date) -> tuple[TheSum, Brief]:
    """The sum of L10.24 through time with its early warning, and where a Draft Proposal stands.

    Raises:
        NotThere: as `case_for_schedules`.
        Problems: the event cannot be adjudicated on some day up to `as_of`.
    """
    case, holidays = case_for_schedules(desk, event), shipped_holidays()
    through_time, result = the_sum(case, as_of, holidays), adjudicate(case, as_of, None, None, holidays)
    counted = what_counts(case, as_of, None, terms(case, result.readings, holidays).notices)
    return through_time, brief(result, counted, through_time, None, None)


@refused_as("determine_dates")
def adopt(
    desk: Desk,
    event: str,
    plan: Any,
    as_of: date,
    fingerprint: str,
    fields: Mapping[str, Any],
    *,
    command: str,
    based_on: int | None = None,
    shown: Schedule | None = None,
) -> Done:
    """Determine exactly the dates that were shown under a fingerprint.

    Args:
        fields: what the act keeps beside its fact (`minute`, `conflicts`), and `at`.
        shown: the schedule that was shown, where it is at hand; without it the plan is worked out again.

    Raises:
        NotThere, NotPermitted, Problems, Stale: as `Desk.decide`; Problems too where the dates are no longer those shown,
            or one of them lies behind.
    """
    desk.allowed("determine_dates", event)
    if (before := desk.before(command, _adopted(desk, event, command, fingerprint, fields))) is not None:
        return before
    on = based_on if based_on is not None else desk.last(event)
    desk.current(event, [Draft("dates_determined", {})], on)
    change = again(desk, event, plan, as_of, shown)
    change.confirm(fingerprint)
    behind = [each.on for each in change.new if each.on <= desk.today]
    if behind:
        wanted, do = f"days after {desk.today.isoformat()}, today", "Schedule again as of today, and look at the dates."
        raise Problems([Problem(None, "payments", min(behind).isoformat(), wanted, do)])
    given = {**fields, "payments": as_json(change.payments)}
    return desk.decide("determine_dates", event, given, command=command, based_on=on)


def _adopted(desk: Desk, event: str, command: str, fingerprint: str, fields: Mapping[str, Any]) -> list[Draft]:
    """What adopting these dates left on record, if the same command did it before."""
    beside = {name: fields.get(name) for name in ("minute", "conflicts")}
    dated = [each for each in desk.view.command(command) if each.kind == "dates_determined"]
    same = any(fingerprint_of(event, each.content["payments"]) == fingerprint for each in dated)
    own = {"at": fields.get("at", THEN), **({} if same else {"payments": None})}
    return [Draft("dates_determined", own, event), Draft("particulars", beside, event)]
