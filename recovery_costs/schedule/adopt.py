"""Adopting a schedule: what the fact of its dates would make of the case, shown before it is put on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Holiday
from recovery_costs.case_file import check_record
from recovery_costs.facts import Case, DatesDetermined
from recovery_costs.finding import Finding, Outcome
from recovery_costs.plain import Problem, Problems


@dataclass(frozen=True, slots=True)
class Preview:
    """A case as it would stand with a fact added: the findings of L10.24 about it, and whether the clause allows it."""

    fact: Mapping[str, Any]
    findings: tuple[Finding, ...]

    @property
    def allowed(self) -> bool:
        """Whether no finding of L10.24(b) about these dates is against them."""
        return all(each.outcome in (Outcome.MET, Outcome.DOES_NOT_APPLY) for each in self.findings)


def preview(
    case: Case, fact: Mapping[str, Any], holidays: tuple[Holiday, ...], readings: Mapping[str, str] | None = None
) -> Preview:
    """What the fact would make of the case on its own day.

    Raises:
        Problems: the fact cannot be read, or its id is on record.
    """
    if any(each.id == fact["id"] for each in case.facts):
        wanted, do = "an id of its own", "Give the determination another id."
        raise Problems([Problem(str(fact["id"]), "id", "another fact of this id on record", wanted, do)])
    made = check_record(DatesDetermined, fact, str(fact["id"]))
    if isinstance(made, list):
        raise Problems(made)
    then = adjudicate(replace(case, facts=(*case.facts, made)), made.at.day, None, readings, holidays)
    about = tuple(each for each in then.findings if each.clause.startswith("L10.24(b)") and made.id in each.facts)
    return Preview(fact, about)
