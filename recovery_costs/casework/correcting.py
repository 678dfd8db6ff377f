"""Corrections: a fact on record replaced by one that says otherwise, with the reason.

One that changes what is payable, paid, outstanding or overpaid of any claim waits for a second person (`second`). A Party's
own correction says neither when something was given nor what counts of it: for that it gives a notice of its own, which is
received when it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from recovery_costs.casework.acts import ACTS, BY_FACT
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.casework.drafting import BY_THE_PROGRAM, fact_id
from recovery_costs.casework.refusals import refused_as
from recovery_costs.casework.second import put
from recovery_costs.facts import FACT_TYPES
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.register.access import FACT_KINDS, Role
from recovery_costs.register.entry import Draft
from recovery_costs.register.faults import NotThere

OF_A_PARTY = frozenset({"items", "last_payment", "note"})
"""The fields that a Party corrects of its own: no moment at which anything was given, and nothing that counts of a notice."""


@refused_as("correct")
def correct(
    desk: Desk,
    event: str,
    fact: str,
    fields: Mapping[str, Any],
    reason: str,
    *,
    command: str,
    based_on: int | None = None,
) -> Done:
    """Replace a fact on record by one that says otherwise, with the reason. The first stays on record.

    Args:
        fields: the fields that differ; null takes one out.

    Raises:
        NotThere: there is no such fact that the actor could have recorded.
        NotPermitted: it would change what is payable or paid, and the actor's role has no second person.
        Problems: the fields are wrong or not the actor's to correct, or no reason is given.
        Stale: something that bears on it came on record since `based_on`.
    """
    desk.allowed("correct", event)
    entry = next((each for each in desk.view.entries(event, FACT_KINDS) if each.fact == fact), None)
    if entry is None:
        raise NotThere
    own = desk.actor.role is Role.PARTY and entry.role == Role.PARTY.value and entry.party in desk.actor.parties
    act = BY_FACT.get(entry.kind)
    if not own and (act is None or desk.actor.role not in act.who or desk.actor.role is Role.PARTY):
        raise NotThere
    if act is not None and not act.fixes(desk.actor.role).items() <= entry.content.items():
        raise NotThere  # the same kind of fact, and another's: what the Panel required is not the DCC's to correct
    names = FACT_TYPES[entry.kind].model_fields.keys() - {"id", "recorded"}
    said = {**{name: entry.content.get(name) for name in names}, **fields, "corrects": fact, "reason": reason}
    if (before := desk.before(command, [Draft(entry.kind, said, event)])) is not None:
        return before
    if problems := list(_wrong(fields, reason, own)):
        raise Problems(problems)
    new = {**entry.content, **fields, "id": fact_id("correct", command), "corrects": fact, "reason": reason}
    new = {name: value for name, value in new.items() if value is not None and name != "recorded"}
    draft = Draft(entry.kind, new, event, entry.party)

    def corrected(last: int) -> Done:
        desk.current(event, [draft], based_on)
        case = desk.check(event, [draft])  # a fact that was corrected meanwhile cannot be corrected again
        return put(desk, ACTS["correct"], case, [draft], command, last)

    return desk.settled(event, corrected)


def _wrong(fields: Mapping[str, Any], reason: str, own: bool) -> Iterator[Problem]:
    for name, value in fields.items():
        if name in BY_THE_PROGRAM:
            yield Problem(None, name, shown(value), "a field of what was given", "Take it out.")
        elif own and name not in OF_A_PARTY:
            wanted = f"{', '.join(sorted(OF_A_PARTY))}: neither when it was given nor what counts of it"
            do = "Give a notice of its own, received when it is; or ask DCC finance to correct this one."
            yield Problem(None, name, shown(value), wanted, do)
    if not reason:
        yield Problem(None, "reason", "nothing", "why it is corrected", "Give the reason.")
