"""Scenarios: cases that people can read, worked by hand: facts in, expected parts of the adjudication out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Moment, parse_day
from recovery_costs.case_file import check_case, check_readings
from recovery_costs.facts import Case
from recovery_costs.plain import Problem, Problems, shown

KEYS = ("id", "title", "why", "case", "as_of", "known_at", "readings", "expect", "variants")
ROW_NAMES = ("party", "window", "line", "requirement", "subscriber")
MISSING = "nothing there"


class Miss(NamedTuple):
    """An expectation that the adjudication does not meet."""

    scenario: str
    variant: str
    path: str
    expected: Any
    actual: Any


class Run(NamedTuple):
    """One adjudication that a scenario asks for, and what it expects of it."""

    scenario: str
    variant: str
    case: Case
    as_of: date
    known_at: Moment | None
    readings: dict[str, str]
    expect: Mapping[str, Any]


def runs(given: Any) -> list[Run]:
    """The adjudications that a scenario file asks for: its own, then its variants.

    Raises:
        Problems: it is not a scenario, or its case has problems.
    """
    if not isinstance(given, Mapping) or not {"id", "case", "as_of", "expect"} <= given.keys():
        raise Problems([Problem(None, None, shown(given), "a scenario: id, title, case, as_of, expect", "Write them.")])
    unknown = [key for key in given if key not in KEYS]
    if unknown:
        raise Problems([Problem(None, unknown[0], shown(unknown[0]), f"one of {', '.join(KEYS)}", "Take it out.")])
    case = check_case(given["case"])
    wanted = [
        ("itself", given),
        *((f"variant {n}", each) for n, each in enumerate(given.get("variants") or [], start=1)),
    ]
    made = []
    for name, each in wanted:
        problems: list[Problem] = []
        readings = check_readings(each.get("readings", {}), problems)
        if problems:
            raise Problems(problems)
        known_at = each.get("known_at", given.get("known_at"))
        as_of = parse_day(each.get("as_of", given["as_of"]))
        moment = Moment.of(known_at) if known_at else None
        made.append(Run(given["id"], name, case, as_of, moment, readings, each["expect"]))
    return made


def misses(given: Any) -> Iterator[Miss]:
    """Every expectation of a scenario that the adjudication does not meet."""
    for run in runs(given):
        actual = adjudicate(run.case, run.as_of, run.known_at, run.readings).as_json()
        for path, expected in run.expect.items():
            value = at_path(actual, path)
            if value != expected:
                yield Miss(run.scenario, run.variant, path, expected, value)


def at_path(value: Any, path: str) -> Any:
    """The value at a path of an adjudication: `claims.P.estimates.2.status`; `MISSING` where there is none.

    A row of a list is named by its party, window, line, requirement or `subscriber.provision`; where names hold dots
    the longest that fits counts. `#count` is a list's length.
    """
    if not path:
        return value
    if isinstance(value, list):
        if path == "#count":
            return len(value)
        rows = {row_name(row): row for row in value}
        return _step(rows, path)
    return _step(value, path) if isinstance(value, Mapping) else MISSING


def _step(named: Mapping[str, Any], path: str) -> Any:
    fitting = [name for name in named if path == name or path.startswith(f"{name}.")]
    if not fitting:
        return MISSING
    name = max(fitting, key=len)
    return at_path(named[name], path[len(name) + 1 :])


def row_name(row: Any) -> str:
    """How a row of a list is named in a path."""
    if isinstance(row, Mapping):
        if "subscriber" in row and "provision" in row:
            return f"{row['subscriber']}.{row['provision']}"
        for key in ROW_NAMES:
            if key in row:
                return str(row[key])
    return str(row)
