"""Whether new facts fit the record: by themselves, beside what is on record, in whom they name and in when they happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from recovery_costs.case_file import check_more
from recovery_costs.casework.drafting import ahead
from recovery_costs.casework.naming import check_parties
from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.facts import OUTCOMES, Case
from recovery_costs.plain import Problems
from recovery_costs.register.access import PROGRAM

if TYPE_CHECKING:
    from recovery_costs.casework.desk import Desk

_REFERS = ("decision", "requirement", "corrects")
"""The fields of a fact that name another."""


def checked(desk: Desk, held: Case, given: Sequence[Mapping[str, Any]]) -> Case:
    """A case on record with new facts in it.

    Raises:
        Problems: the new facts are wrong, by themselves or beside what is on record.
    """
    names = {fact["id"] for fact in given}
    new = [{"recorded": desk.now.exact, **fact} for fact in given]
    try:
        if desk.actor.role not in SEE_ALL and any(field in fact for fact in new for field in _REFERS):
            check_more(_to_be_named(desk, held), new)
        case = check_more(held, new)
    except Problems as problems:
        mine = [each for each in problems.problems if each.fact in names] or problems.problems
        raise Problems([each._replace(fact=None) for each in mine]) from None
    check_parties(desk, held, new)
    if early := list(ahead((fact for fact in case.facts if fact.id in names), desk.now)):
        raise Problems(early)
    return case


def _to_be_named(desk: Desk, held: Case) -> Case:
    """The facts that somebody may name: those they may see, and what L10.29 lets them appeal that is nobody's own.

    To them no other is there: what is said of it is what is said of one that is not.
    """
    mine = desk.view.whose(held.name).keys()
    of_nobody = {name for name, party in desk.register.seen_by(PROGRAM).whose(held.name).items() if party is None}
    facts = (each for each in held.facts if each.id in mine or (each.type in OUTCOMES and each.id in of_nobody))
    return replace(held, facts=tuple(facts))
