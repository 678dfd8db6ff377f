"""Ending what waits for a second person without approving it: whoever proposed it takes it back, another refuses it.

Nothing is deleted: what was proposed stays on record, with who ended it and why.
"""

from __future__ import annotations

from typing import Any

from recovery_costs.casework import instructions, publish, second
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.casework.done import ACT_WITHDRAWN, PAYMENT_WITHDRAWN, PUBLICATION_WITHDRAWN, WITHDRAWN
from recovery_costs.casework.refusals import refused_as
from recovery_costs.forms import is_text
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import Role
from recovery_costs.register.entry import Draft
from recovery_costs.register.faults import NotThere


@refused_as("withdraw")
def withdraw(desk: Desk, event: str, seq: int, reason: Any, *, command: str, based_on: int | None = None) -> Done:
    """Put on record that what was proposed is not to be: it waits no longer, and cannot be approved.

    Raises:
        NotThere: nothing of that number waits that the actor's role could approve.
        Problems: there is no reason.
        Stale: something that bears on it came on record since `based_on`.
    """
    desk.allowed("withdraw", event)
    body = {"proposed": seq, "reason": reason}
    if (before := desk.before(command, *([Draft(kind, body, event)] for kind in WITHDRAWN))) is not None:
        return before
    if not is_text(reason) or not reason.strip():
        raise Problems([Problem(None, "reason", "nothing", "why it is not to be", "Give reason=...")])

    def withdrawn(last: int) -> Done:
        if (kind := _waiting(desk, event).get(seq)) is None:
            raise NotThere
        drafts = [Draft(kind, body, event, desk.view.entry(seq).party)]
        desk.current(event, drafts, based_on)
        return desk.record(command, event, drafts, last, whole_event=True)

    return desk.settled(event, withdrawn)


def _waiting(desk: Desk, event: str) -> dict[int, str]:
    """What the actor's role could approve, and the kind of entry that ends it: an act is its own role's."""
    acts = {each.seq: ACT_WITHDRAWN for each in second.waiting(desk, event) if each.role is desk.actor.role}
    if desk.actor.role is Role.PANEL:
        return {**acts, **{each.seq: PUBLICATION_WITHDRAWN for each in publish.waiting(desk, event)}}
    return {**acts, **{each.seq: PAYMENT_WITHDRAWN for each in instructions.proposed(desk, event)}}
