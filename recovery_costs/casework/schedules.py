"""Schedules on the register: what is unpaid scheduled again on the case as it stands, and exactly what was shown adopted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from recovery_costs.calendar import ENGLAND_AND_WALES, SCOTLAND, WorkingDays, shipped_holidays
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.facts import Case
from recovery_costs.finding import as_json
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import Role
from recovery_costs.register.faults import NotThere
from recovery_costs.schedule.change import Change, reschedule

MAY_SEE = frozenset({Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR})
"""Who may see what every Party is to be paid."""


def case_for_schedules(desk: Desk, event: str) -> Case:
    """The case on record, for somebody who may see what every Party is to be paid.

    Raises:
        NotThere: there is no such event, or the actor may not see all of it.
    """
    if desk.actor.role not in MAY_SEE:
        raise NotThere
    return desk.case(event)


def again(desk: Desk, event: str, plan: Any, as_of: date) -> Change:
    """What is unpaid at the end of `as_of`, scheduled again.

    Raises:
        NotThere: as `case_for_schedules`.
        Problems: the plan has problems, or nothing is outstanding.
    """
    case = case_for_schedules(desk, event)
    scotland_too = case.readings.get("bank_holidays") == "any_part_of_gb"
    divisions = {ENGLAND_AND_WALES, SCOTLAND} if scotland_too else {ENGLAND_AND_WALES}
    holidays = shipped_holidays()
    return reschedule(plan, case, as_of, WorkingDays.of(holidays, frozenset(divisions)), holidays)


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
) -> Done:
    """Determine exactly the dates that were shown under a fingerprint.

    Args:
        fields: what the act keeps beside its fact (`minute`, `conflicts`), and `at`.

    Raises:
        NotThere, NotPermitted, Problems, Stale: as `Desk.decide`; Problems too where the dates are no longer those shown,
            or one of them lies behind.
    """
    if (before := desk.before(command)) is not None:
        return before
    desk.allowed("determine_dates", event)
    on = based_on if based_on is not None else desk.last(event)
    change = again(desk, event, plan, as_of)
    change.confirm(fingerprint)
    behind = [each.on for each in change.new if each.on <= desk.today]
    if behind:
        wanted, do = f"days after {desk.today.isoformat()}, today", "Schedule again as of today, and look at the dates."
        raise Problems([Problem(None, "payments", min(behind).isoformat(), wanted, do)])
    given = {**fields, "payments": as_json(change.payments)}
    return desk.decide("determine_dates", event, given, command=command, based_on=on)
