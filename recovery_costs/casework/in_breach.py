"""The ledger of deemed breach, as far as somebody may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recovery_costs.casework.desk import Desk
from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.ledger import Ledger, ledger
from recovery_costs.register.access import Role
from recovery_costs.register.faults import NotThere


def through_time(desk: Desk, event: str, as_of: date) -> Ledger:
    """Deemed breach through time as it stands at the end of a day: of whom the actor sees breaches, and nobody else.

    What others did on the day of a change is not told: of a part of the ledger the facts behind a change are left out.

    Raises:
        NotThere: there is no such event that the actor may know of, or nobody's breach is the actor's to see.
        Problems: it cannot be adjudicated on that day.
    """
    whole, role = ledger(desk.case(event), as_of), desk.actor.role
    if role in SEE_ALL:
        return whole
    names = desk.actor.parties if role is Role.PARTY else desk.appealed(event)
    if names is None:
        raise NotThere
    rows = tuple(row for row in whole.rows if row.subscriber in names)
    changes = tuple(replace(each, facts=()) for each in whole.changes if each.subscriber in names)
    return replace(whole, rows=rows, changes=changes)
