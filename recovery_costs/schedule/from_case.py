"""What a plan takes from an adjudication: what is outstanding to each Party, and when its request took effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import WorkingDays, long_day
from recovery_costs.money import NOUGHT
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.schedule.plan import Plan, check_plan

TAKEN = ("owed", "requested_on")


def check_plan_of(given: Any, result: Adjudication, working: WorkingDays) -> Plan:
    """The plan that plain values describe for what an adjudication says is outstanding.

    Raises:
        Problems: every problem in it, by the field's name; with them, that nothing is outstanding.
    """
    whole = with_owed(given, result)
    try:
        return check_plan(whole, working)
    except Problems as more:
        if not isinstance(whole, Mapping) or whole["owed"]:
            raise
        found = f"nothing outstanding in {shown(result.case)} at the end of {long_day(result.as_of)}"
        wanted = "a claim on which something is payable and not paid"
        none = Problem(
            None, "owed", found, wanted, "Choose another day or case, or give owed in a plan without a case."
        )
        raise Problems([none if each.field == "owed" else each for each in more.problems]) from None


def with_owed(given: Any, result: Adjudication) -> Any:
    """A plan with `owed` and `requested_on` as the adjudication has them, in place of any it gives.

    A claim counts for what is payable on it and not paid; one on which nothing is payable yet is left out. What the plan
    says of such a Party's class or weight is left out with it; other names it does not know are for the plan's own checks.
    """
    if not isinstance(given, Mapping):
        return given
    claims = {claim.party: claim for claim in result.claims}
    due = {
        party: claim.outstanding for party, claim in claims.items() if claim.outstanding and claim.outstanding > NOUGHT
    }
    plan = {name: value for name, value in given.items() if name not in TAKEN}
    for field in ("classes", "weights"):
        if isinstance(plan.get(field), Mapping):
            plan[field] = {name: value for name, value in plan[field].items() if name in due or name not in claims}
    plan["owed"] = {party: amount.text for party, amount in due.items()}
    effective = {party: claims[party].total.effective for party in due}
    plan["requested_on"] = {party: moment.day.isoformat() for party, moment in effective.items() if moment}
    return plan
