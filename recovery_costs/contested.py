"""Every other option of every reading, tried one at a time: what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Holiday, Moment
from recovery_costs.facts import Case
from recovery_costs.finding import Adjudication, Basis, Change, Contested, Outcome, as_json, found
from recovery_costs.law import ORDER, READINGS
from recovery_costs.plain import Problems


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
    chosen = dict(readings or {})
    base = adjudicate(case, as_of, known_at, chosen, holidays)
    values = dict(watched(base))
    contested, untried = [], []
    for name, reading in READINGS.items():
        for option in reading.options:
            if option.name == base.readings[name]:
                continue
            try:
                other = adjudicate(case, as_of, known_at, {**chosen, name: option.name}, holidays)
            except Problems as problems:
                because = f"{name}={option.name} could not be tried: {problems.problems[0].found}."
                untried.append(
                    found(reading.clauses[0], Outcome.CANNOT_SAY, because, readings=(name,), basis=Basis.PARAMETER)
                )
                continue
            changes = _changes(values, dict(watched(other)))
            if changes:
                contested.append(Contested(name, option.name, base.readings[name], changes))
    findings = sorted([*base.findings, *untried], key=lambda each: (ORDER[each.clause], each.about or ""))
    return replace(base, findings=tuple(findings), contested=tuple(contested))


def watched(adjudication: Adjudication) -> Iterator[tuple[str, Any]]:
    """The values that a reading may change, by path, in the written form."""
    event = adjudication.recovery_event
    yield "recovery_event.occurred", event.occurred
    yield "recovery_event.route", event.route
    yield "recovery_event.on", as_json(event.on)
    yield "aggregate.exceeds", adjudication.aggregate.exceeds
    for breach in adjudication.breaches:
        yield f"breaches.{breach.subscriber}.{breach.provision}.status", breach.status
    for claim in adjudication.claims:
        path = f"claims.{claim.party}"
        yield f"{path}.intention.in_time", claim.intention.in_time
        yield f"{path}.initial_estimate", claim.initial_estimate
        for window in claim.estimates:
            yield f"{path}.estimates.{window.window}.status", window.status
        yield f"{path}.total.in_time", claim.total.in_time
        yield f"{path}.requested", as_json(claim.requested)
        yield f"{path}.barred", claim.barred
        yield f"{path}.eligible", as_json(claim.eligible)
        yield f"{path}.payable", as_json(claim.payable)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs, by path; a row that is missing reads as None."""
    paths = sorted(before.keys() | after.keys())
    return tuple(
        Change(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)
    )
