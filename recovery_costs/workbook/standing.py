"""Where a Party's claim stands on a day, for a workbook that carries what is on record and says what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any, NamedTuple

from recovery_costs.advice import advise
from recovery_costs.advice.parts import OpenAct
from recovery_costs.calendar import Moment, long_day
from recovery_costs.facts import Case, Fact, recorded
from recovery_costs.workbook.layout import HELD
from recovery_costs.workbook.statements import LISTS

_BY = {"hand": "by hand", "email": "by e-mail", "post": "by post"}


class Step(NamedTuple):
    """Something that the Party still has to do, or may: by when, what, under which clause, and how late is safe."""

    due: date
    what: str
    clause: str
    safe: str = ""


class Standing(NamedTuple):
    """What is on record of a Party's claim on a day: facts as they stand, what comes next, what was asked."""

    on: date
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()
    requirements: tuple[str, ...] = ()
    """The references of the evidence that was asked for: L10.20."""


def standing(case: Case, party: str, as_of: date) -> Standing:
    """Where the claim of `party` stands at the end of `as_of`: what it has stated by then, corrections followed.

    A notice counts as stated from the day it was given, in effect or not. Of each list, the one that stands.

    Raises:
        Problems: a Working Day must be decided beyond the table of bank holidays.
    """
    advice = advise(case, as_of, who=party)
    mine = [fact for fact in _stated(case, party) if _when(fact)[0].day <= as_of]
    latest = {fact.type: fact for fact in mine if fact.type in LISTS}
    facts = [fact for fact in mine if fact.type not in LISTS or latest[fact.type] is fact]
    asked = [fact for fact in case.facts if fact.type == "evidence_required" and fact.party == party]
    return Standing(
        as_of,
        tuple(facts),
        tuple(_step(act, act.due) for act in advice.open if act.due is not None and act.from_ == party),
        tuple(fact.id for fact in asked if fact.at.day <= as_of),
    )


def _stated(case: Case, party: str) -> list[Any]:
    """What the Party stated that a claim workbook holds, in order; what was corrected only as corrected."""
    corrected = {fact.corrects for fact in case.facts if fact.corrects}
    held: Iterator[Any] = (fact for fact in case.facts if fact.type in HELD and fact.id not in corrected)
    return sorted((fact for fact in held if fact.party == party), key=_when)


def _when(fact: Any) -> tuple[Any, ...]:
    given = getattr(fact, "sent", None) or getattr(fact, "received", None) or fact.at
    return given, recorded(fact), fact.id


def _until(moment: Moment) -> str:
    """A last moment; the day alone where any time of it will do."""
    return f"on {long_day(moment.day)}" if moment.wall.time() == time(23, 59, 59) else str(moment)


def _step(act: OpenAct, due: date) -> Step:
    """An act that is open, with the last safe moments under the readings chosen."""
    safe = [
        f"{_BY[each.method]} {_until(each.last_safe)}"
        for each in act.methods
        if each.method in _BY and each.last_safe and not each.passed
    ]
    what = act.what[:1].upper() + act.what[1:]
    which = f"{act.clause}, {act.of}" if act.act == "evidence" else act.clause
    return Step(due, what, which, f"At the latest {', '.join(safe)}" if safe else "")
