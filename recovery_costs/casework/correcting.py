"""Corrections: a fact on record replaced by one that says otherwise, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recovery_costs.casework.acts import BY_FACT
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.casework.drafting import fact_id
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import FACT_KINDS, Role
from recovery_costs.register.entry import Draft
from recovery_costs.register.faults import NotThere


def correct(desk: Desk, event: str, fact: str, fields: Mapping[str, Any], reason: str, *, command: str) -> Done:
    """Replace a fact on record by one that says otherwise, with the reason. The first stays on record.

    Args:
        fields: the fields that differ; null takes one out.

    Raises:
        NotThere: there is no such fact that the actor could have recorded.
        Problems: the fields are wrong, or no reason is given.
    """
    if (before := desk.before(command)) is not None:
        return before
    desk.allowed("correct", event)
    entry = next((each for each in desk.view.entries(event, FACT_KINDS) if each.fact == fact), None)
    if entry is None:
        raise NotThere
    own = desk.actor.role is Role.PARTY and entry.role == Role.PARTY.value and entry.party in desk.actor.parties
    act = BY_FACT.get(entry.kind)
    if not own and (act is None or desk.actor.role not in act.who or desk.actor.role is Role.PARTY):
        raise NotThere
    if not reason:
        raise Problems([Problem(None, "reason", "nothing", "why it is corrected", "Give the reason.")])
    new = {**entry.content, **fields, "id": fact_id("correct", command), "corrects": fact, "reason": reason}
    new = {name: value for name, value in new.items() if value is not None and name != "recorded"}
    draft = Draft(entry.kind, new, event, entry.party)

    def corrected(last: int) -> Done:
        desk.check(event, [draft])  # a fact that was corrected meanwhile cannot be corrected again
        return desk.record(command, event, [draft], last, whole_event=True)

    return desk.settled(event, corrected)
