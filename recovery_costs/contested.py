"""Every other option of every reading, tried one at a time: what it would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication, Change, Contested
from recovery_costs.calendar import Holiday, Moment, shipped_holidays
from recovery_costs.facts import Case, CostsCeased, Notice
from recovery_costs.finding import Basis, Outcome, found
from recovery_costs.law import ORDER, READINGS
from recovery_costs.plain import Problems
from recovery_costs.terms import terms
from recovery_costs.verdict.case import CaseInParts
from recovery_costs.verdict.values import watched

FURTHEST = timedelta(days=150)
"""No last day lies further after the last day on file: it is three months on, or moved from there to a Working Day."""


def contest(
    case: Case,
    as_of: date,
    known_at: Moment | None = None,
    readings: Mapping[str, str] | None = None,
    holidays: tuple[Holiday, ...] | None = None,
) -> Adjudication:
    """The adjudication with `contested`: each other option, in the order of the readings, that changes a value.

    An option that would need a Working Day beyond the table of bank holidays cannot be tried: a finding says so.

    Raises:
        Problems: as `adjudicate` does, for the readings chosen.
    """
    chosen, holidays = dict(readings or {}), holidays if holidays is not None else shipped_holidays()
    base = adjudicate(case, as_of, known_at, chosen, holidays)
    before = dict(watched(base))
    if _inside_the_table(case, as_of, holidays):
        parts = CaseInParts(case, as_of, known_at, chosen, holidays)
        assert parts.contested(dict(base.readings)) == before, "the parts make the whole"

        def under(name: str, option: str) -> dict[str, Any]:
            return parts.contested({**base.readings, name: option})
    else:

        def under(name: str, option: str) -> dict[str, Any]:
            return dict(watched(adjudicate(case, as_of, known_at, {**chosen, name: option}, holidays)))

    contested, untried = [], []
    for name, reading in READINGS.items():
        for option in reading.options:
            if option.name == base.readings[name]:
                continue
            try:
                changes = _changes(before, under(name, option.name))
            except Problems as problems:
                because = f"{name}={option.name} could not be tried: {problems.problems[0].found}."
                untried.append(
                    found(reading.clauses[0], Outcome.CANNOT_SAY, because, readings=(name,), basis=Basis.PARAMETER)
                )
                continue
            if changes:
                contested.append(Contested(name, option.name, base.readings[name], changes))
    findings = sorted([*base.findings, *untried], key=lambda each: (ORDER[each.clause], each.about or ""))
    return replace(base, findings=tuple(findings), contested=tuple(contested))


def _inside_the_table(case: Case, as_of: date, holidays: tuple[Holiday, ...]) -> bool:
    """Whether every last day, now or when dates of payment were determined, falls in a year of bank holidays held.

    Then no option needs the whole procedure to say why it cannot be tried, and the parts that it touches are enough.
    """
    days = {as_of}
    for fact in case.facts:
        moments = (fact.sent, fact.received) if isinstance(fact, Notice) else (fact.at,)
        days |= {moment.day for moment in moments if moment}
        if isinstance(fact, CostsCeased) and fact.last_payment:
            days.add(fact.last_payment)
    years = set(range(min(days).year, (max(days) + FURTHEST).year + 1))
    each = (terms(case, {"bank_holidays": option.name}, holidays) for option in READINGS["bank_holidays"].options)
    return all(years <= law.notices.working_days.years for law in each)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs, by path; a row that is missing reads as None."""
    paths = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    return tuple(Change(path, before.get(path), after.get(path)) for path in sorted(paths))
