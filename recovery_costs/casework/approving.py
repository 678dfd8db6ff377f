"""Approving: one way to whatever waits for a second person."""

from __future__ import annotations

from collections.abc import Callable

from recovery_costs.casework import payments, publish, second
from recovery_costs.casework.desk import Desk, Done

_BY_KIND: dict[str, Callable[..., Done]] = {second.PROPOSED: second.approve, "publication_proposed": publish.approve}


def approve(desk: Desk, event: str, seq: int, *, command: str, based_on: int | None = None) -> Done:
    """Approve what another person proposed, whatever it is: a payment where it is nothing else.

    Raises:
        NotThere: nothing of that number waits that the actor may approve.
        NotPermitted: the actor proposed it, or it may not be done any more.
        Problems: it no longer fits what is on record.
        Stale: something came on record since `based_on`, or since a determination was proposed.
    """
    kind = next((each.kind for each in desk.view.entries(event, _BY_KIND) if each.seq == seq), "")
    return _BY_KIND.get(kind, payments.approve)(desk, event, seq, command=command, based_on=based_on)
