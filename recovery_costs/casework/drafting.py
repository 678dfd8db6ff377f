"""The fact that an act records, from the fields somebody gave, and what is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_record
from recovery_costs.casework.acts import Act
from recovery_costs.forms import is_text
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.register.access import Role
from recovery_costs.register.entry import Draft

BY_THE_PROGRAM = frozenset({"id", "type", "recorded", "source", "corrects", "reason"})
"""Fields of a fact that nobody gives with a decision; a correction is an act of its own."""
AHEAD = frozenset({"threshold_determined"})
"""Facts that may lie ahead: a sum may be determined to be in force from a later day."""


def fact_id(act: str, command: str) -> str:
    """The id of the fact that a command records: the same command, the same id."""
    return f"{act}-{sha256(command.encode()).hexdigest()[:12]}"


def _now(name: str, given: Any) -> Problem:
    """What a Party does on the record is done when it is recorded; what it did before, somebody else has to know of."""
    do = "Leave it out. If it was given otherwise before, ask DCC finance to note it."
    return Problem(None, name, shown(given), "nothing: it is done now, as it is recorded", do)


def ahead(facts: Iterable[Any], now: Moment) -> Iterator[Problem]:
    """What is wrong with facts that lie ahead of the register's clock: when they happened, were sent or were received."""
    for fact in facts:
        given = [(name, getattr(fact, name, None)) for name in ("at", "sent", "received")]
        for name, at in given if fact.type not in AHEAD else ():
            if at is not None and (at.day > now.day if at.day_only else at > now):
                yield Problem(None, name, str(at), f"a moment up to now, {now}", "Record it when it has happened.")


def drafted(
    act: Act, role: Role, now: Moment, command: str, fields: Mapping[str, Any], beside: Mapping[str, Any]
) -> tuple[list[Draft], list[Draft]]:
    """The fact of an act, and what is kept beside it, as drafts without their event.

    Raises:
        Problems: a field that the act does not take, or lacks; or a Party says when it did what it does now.
    """
    assert act.fact is not None
    assert act.record is not None
    own = act.record.model_fields.keys() - BY_THE_PROGRAM
    kept = {field.name for field in act.beside}
    fixed = act.fixes(role)
    problems = [
        Problem(None, name, "a field", f"one of {', '.join(sorted((own | kept) - fixed.keys()))}", "Take it out.")
        for name in fields
        if name not in (own | kept) - fixed.keys()
    ]
    if role is Role.PARTY:
        problems += [_now(name, fields[name]) for name in sorted(act.moments & fields.keys())]
    for field in act.beside:
        given = fields.get(field.name)
        lacks = given is None or (isinstance(given, str) and not given.strip())
        if (field.needed and lacks) or (given is not None and not is_text(given)):
            problems.append(Problem(None, field.name, "nothing", field.says, f"Give {field.name}."))
    fact: dict[str, Any] = {"id": fact_id(act.name, command), "type": act.fact, **fixed}
    fact |= {name: value for name, value in fields.items() if name in own}
    if "at" in act.record.model_fields:
        if "at" in act.moments:
            fact.setdefault("at", now.exact)
    elif not {"sent", "received"} & fact.keys():
        fact["received"] = now.exact
    if problems:
        wrong = check_record(act.record, fact, None)
        raise Problems([*problems, *(wrong if isinstance(wrong, list) else [])])
    more = {**{name: value for name, value in fields.items() if name in kept}, **beside}
    return [Draft(act.fact, fact)], [Draft("particulars", {"of": fact["id"], **more})] if more else []
