"""Names of Parties: which are on record, and what a name must be before anything goes on record under it.

A Party is on record where it was added (`party add`), or where something of it stands in the event. A typing error must not
make a new claim: who notes the first that arrives of a Party may name a new one, if its name cannot be taken for another's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from recovery_costs.casework.done import ACT_WITHDRAWN, NotPermitted
from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.casework.users import parties
from recovery_costs.facts import (
    DCC,
    FACT_TYPES,
    AppealMade,
    Case,
    CertificateCompromised,
    CostLines,
    CostsCeased,
    EvidenceListed,
    Notice,
)
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.store import Register
from recovery_costs.workbook.parties import LONGEST, like, looks, near_miss, unfit

if TYPE_CHECKING:
    from recovery_costs.casework.desk import Desk

_FIRST = (Notice, AppealMade, CertificateCompromised, CostLines, CostsCeased, EvidenceListed)
"""The kinds of fact that may be the first on record of a Party."""
_NAMES = "letters that show, in one script, without blanks around them"


def registered(register: Register) -> set[str]:
    """Every name that a Party added to the register has or had."""
    return {name for each in parties(register) for name in each.own}


def standing(register: Register, event: str | None = None) -> set[str]:
    """The names under which something stands in an event, or (None) in any; what was proposed and withdrawn does not."""
    whole = register.seen_by(PROGRAM)
    ended = [
        number for each in whole.entries(event, [ACT_WITHDRAWN]) for number in (each.seq, each.content["proposed"])
    ]
    return set(whole.parties(event, ended))


def fit(name: object, field: str) -> None:
    """That a text can be somebody's name.

    Raises:
        Problems: it cannot.
    """
    found = unfit(name) if isinstance(name, str) else "no text"
    if found is not None:
        wanted = f"a name: {_NAMES}, at most {LONGEST} characters"
        raise Problems([Problem(None, field, found, wanted, "Give the name.")])


def unlike(register: Register, name: str, own: Collection[str] = ()) -> None:
    """That no Party was added under a name, and that none on record has one so like it that it would be taken for it.

    Args:
        own: the names of the Party that is to have it.

    Raises:
        NotPermitted: one was, or has.
    """
    added, others = registered(register) - set(own), standing(register) - set(own)
    taken = name if name in added else like(name, sorted(added if name in others else added | others))
    if taken is not None:
        do = "Use that name, or one that cannot be taken for it."
        raise NotPermitted(f"{taken} is on record. Nothing was recorded.", do)


def check_names(register: Register, case: Mapping[str, Any]) -> None:
    """That the Parties of a new event's file have names that can be told from one another's and from those on record.

    Raises:
        Problems: one cannot be a name, or looks like another.
    """
    names = {name: field for fact in case["facts"] for field, name in _named(fact)}
    alike: dict[str, set[str]] = {}
    for name in names.keys() | registered(register):
        alike.setdefault(looks(name), set()).add(name)
    for name, field in names.items():
        fit(name, field)
        if others := alike[looks(name)] - {name}:
            raise Problems([_taken_for(name, field, min(others))])


def check_parties(desk: Desk, case: Case, facts: Iterable[Mapping[str, Any]]) -> None:
    """That the Parties that facts name are on record; or, of what may be the first of a Party, that the name is no slip.

    Args:
        case: the event as it is on record.

    Raises:
        Problems: one is not.
    """
    named = [(field, name, FACT_TYPES[str(fact["type"])]) for fact in facts for field, name in _named(fact)]
    here = {
        getattr(fact, "party", None) or getattr(fact, "subscriber", None) for fact in case.facts
    } | desk.actor.parties
    for field, name, kind in named:
        if name not in here:
            on_record(desk, case.name, name, field, issubclass(kind, _FIRST))


def on_record(desk: Desk, event: str, name: str, field: str, first: bool) -> None:
    """That a Party is on record, or (`first`) may come on record now.

    Raises:
        Problems: it is not, or its name can be taken for another's.
    """
    known = registered(desk.register) | standing(desk.register, event)
    if name in known:
        return
    fit(name, field)
    sees = desk.actor.role in SEE_ALL  # whoever may not see every Party is not told of one
    if (other := like(name, known)) is not None:
        raise Problems([_taken_for(name, field, other if sees else None)])
    if not first:
        do = "Check the name; a new Party is added with recovery-costs party add."
        raise Problems([Problem(None, field, shown(name), "the name of a Party on record", do)])
    if (other := near_miss(name, known)) is not None:
        wanted = f"{shown(other)}, which is on record" if sees else "a name that is no slip of one on record"
        do = "Check the name. If it is another Party, add it first: recovery-costs party add."
        raise Problems([Problem(None, field, shown(name), wanted, do)])


def _taken_for(name: str, field: str, other: str | None) -> Problem:
    wanted = f"{shown(other)}, which it looks like" if other else "a name that looks like no other on record"
    return Problem(None, field, shown(name), wanted, "Write the name exactly as it is on record.")


def _named(fact: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The Parties that a fact names, with the field."""
    for field in ("party", "subscriber", "by"):
        name = fact.get(field)
        if isinstance(name, str) and (field != "by" or (fact.get("type") == "appeal_made" and name != DCC)):
            yield field, name
    for each in fact.get("payments") or ():
        if isinstance(each, Mapping) and isinstance(each.get("party"), str):
            yield "payments", each["party"]
