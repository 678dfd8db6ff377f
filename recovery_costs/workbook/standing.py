"""Where a Party's claim stands on a day, for a workbook that carries what is on record."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from recovery_costs.facts import Fact


class Step(NamedTuple):
    """Something that the Party still has to do, or may: by when (None: no day is set), what, and under which clause."""

    due: date | None
    what: str
    clause: str
    safe: str = ""
    """The last safe moment, in words."""


class Asked(NamedTuple):
    """Evidence that was asked of the Party: L10.20."""

    requirement: str
    item: str
    due: date


class Standing(NamedTuple):
    """What is on record of a Party's claim on a day: facts as they stand, what comes next, what was asked."""

    on: date
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()
    asked: tuple[Asked, ...] = ()
