"""What a plan takes from an adjudication: what is outstanding to each Party, and when its request took effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recovery_costs.calendar import long_day
from recovery_costs.finding import Adjudication
from recovery_costs.money import NOUGHT
from recovery_costs.plain import Problem, Problems, shown

TAKEN = ("owed", "requested_on")


def with_owed(given: Any, result: Adjudication) -> Any:
    """A plan with `owed` and `requested_on` as the adjudication has them, in place of any it gives.

    A claim counts for what is payable on it and not paid; one on which nothing is payable yet is left out. What the plan
    says of such a Party's class or weight is left out with it; other names it does not know are for the plan's own checks.

    Raises:
        Problems: nothing is outstanding.
    """
    if not isinstance(given, Mapping):
        return given
    claims = {claim.party: claim for claim in result.claims}
    due = {
        party: claim.outstanding for party, claim in claims.items() if claim.outstanding and claim.outstanding > NOUGHT
    }
    if not due:
        found = f"nothing outstanding in {shown(result.case)} at the end of {long_day(result.as_of)}"
        wanted = "a claim on which something is payable and not paid"
        raise Problems([Problem(None, "owed", found, wanted, "Choose another day or case, or give owed in the plan.")])
    plan = {name: value for name, value in given.items() if name not in TAKEN}
    for field in ("classes", "weights"):
        if isinstance(plan.get(field), Mapping):
            plan[field] = {name: value for name, value in plan[field].items() if name in due or name not in claims}
    plan["owed"] = {party: amount.text for party, amount in due.items()}
    effective = {party: claims[party].total.effective for party in due}
    plan["requested_on"] = {party: moment.day.isoformat() for party, moment in effective.items() if moment}
    return plan
