"""A command given again: what it left on record is its answer, where it asks for the same. Anything else is refused.

Nothing is kept beside the entries for this. What was asked is in them; what the program filled in is left out of account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from recovery_costs.calendar import Moment
from recovery_costs.casework.acts import Act
from recovery_costs.casework.done import Done
from recovery_costs.casework.drafting import BY_THE_PROGRAM
from recovery_costs.register.access import Actor
from recovery_costs.register.entry import Draft, Entry, canonical
from recovery_costs.register.faults import CommandReused

THEN: Final = object()
"""In a field: the moment at which the command came, which nobody gave."""
_MINUTES = 90
"""How far from its entry a moment can lie that nobody gave: a wait for its turn, and the hour that UK clocks repeat."""


class Whole(tuple[Draft, ...]):
    """Drafts that are all that a command asks for, field for field."""

    __slots__ = ()


Form = Sequence[Draft]
"""What a command left on record, if it asked for this: of each entry the fields that it gave. None is what it did not give."""


def answer(entries: Sequence[Entry], actor: Actor, forms: Sequence[Form]) -> Done | None:
    """What a command left on record, if it came before.

    Args:
        entries: those of the command, whoever may read them.
        forms: what it asks for, in each of the forms that the record of it may have.

    Raises:
        CommandReused: it asks for something else, or somebody else gave it.
    """
    if not entries:
        return None
    if any((each.actor, each.role) != (actor.name, actor.role.value) for each in entries):
        raise CommandReused
    held = [each for entry in entries for each in _holds(entry)]
    if not any(_asks(form, held) for form in forms):
        raise CommandReused(entries[0])
    return Done(tuple(entries), False, entries[-1].seq, b"")


class _Held(NamedTuple):
    """What an entry says, or a part of it."""

    entry: Entry
    kind: str
    party: str | None
    body: Mapping[str, Any]


def _holds(entry: Entry) -> list[_Held]:
    """What an entry says: itself, or what goes on record once a second person approves it."""
    content = entry.content
    if entry.kind == "act_proposed":
        return [_Held(entry, each["kind"], each["party"], each["body"]) for each in content["entries"]]
    return [_Held(entry, entry.kind, entry.party, content)]


def _asks(form: Form, held: Sequence[_Held]) -> bool:
    if isinstance(form, Whole):
        return len(form) == len(held) and all(
            _agrees(one, draft) and one.body.keys() == draft.body.keys() for one, draft in zip(held, form, strict=True)
        )
    return all(any(_agrees(one, draft) for one in held) for draft in form)


def _agrees(held: _Held, asked: Draft) -> bool:
    return (
        (held.kind, held.entry.case_name) == (asked.kind, asked.case_name)
        and asked.party in (None, held.party)
        and asked.file in (None, held.entry.file)
        and all(_same(held.body.get(name), value, held.entry) for name, value in asked.body.items())
    )


def _same(held: Any, asked: Any, entry: Entry) -> bool:
    if asked is THEN:
        return held is None or _then(str(held), entry)
    try:
        return canonical(held) == canonical(asked)
    except ValueError:
        return False


def _then(held: str, entry: Entry) -> bool:
    """Whether a moment is the one at which an entry's command came."""
    came = entry.moment
    given = Moment.of(held)
    return not given.day_only and abs((came.utc - given.utc).total_seconds()) <= _MINUTES * 60


def asked(act: Act, facts: Iterable[Draft], kept: Iterable[Draft], now: Moment, event: str) -> Form:
    """What an act that records a fact asks for: its fields, all of them, and what is kept beside it."""
    assert act.record is not None
    names = act.record.model_fields.keys() - BY_THE_PROGRAM
    form = []
    for fact in facts:
        body = {name: THEN if fact.body.get(name) == now.exact else fact.body.get(name) for name in names}
        form.append(Draft(fact.kind, body, event))
    beside = {field.name for field in act.beside}
    return [
        *form,
        *(Draft(each.kind, {name: each.body.get(name) for name in beside}, event) for each in kept),
    ]
