"""Scenarios: cases that people can read, worked by hand: facts in, expected parts of the adjudication out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import Field

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case, check_readings, check_record
from recovery_costs.facts import Case
from recovery_costs.forms import Day, Record, Text, When
from recovery_costs.plain import Problem, Problems, shown

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


class Variant(Record):
    """What a scenario changes and what is then expected."""

    readings: dict[str, Any] = Field(default_factory=dict)
    as_of: Day | None = None
    known_at: When | None = None
    expect: dict[str, Any]


class Scenario(Variant):
    """A case and what is expected of its adjudication; `why` says how that was worked out by hand."""

    id: Text
    title: Text | None = None
    why: Any = None
    case: Any
    as_of: Day
    variants: list[Variant] = Field(default_factory=list)


def runs(given: Any) -> list[Run]:
    """The adjudications that a scenario file asks for: its own, then its variants.

    Raises:
        Problems: it is not a scenario, or its case has problems.
    """
    if not isinstance(given, Mapping):
        raise Problems([Problem(None, None, shown(given), "a scenario: id, title, case, as_of, expect", "Write them.")])
    scenario = check_record(Scenario, given, None)
    problems = scenario if isinstance(scenario, list) else []
    case = None
    try:
        case = check_case(given.get("case"))
    except Problems as more:
        problems += more.problems
    if isinstance(scenario, list) or case is None:
        raise Problems(problems)
    made = []
    for number, each in enumerate([scenario, *scenario.variants]):
        made.append(
            Run(
                scenario.id,
                f"variant {number}" if number else "itself",
                case,
                each.as_of or scenario.as_of,
                each.known_at or scenario.known_at,
                check_readings(each.readings, problems),
                each.expect,
            )
        )
    if problems:
        raise Problems(problems)
    return made


def misses(given: Any) -> Iterator[Miss]:
    """Every expectation of a scenario that the adjudication does not meet."""
    for run in runs(given):
        actual = adjudicate(run.case, run.as_of, run.known_at, run.readings).as_json()
        for path, expected in run.expect.items():
            value = at_path(actual, path)
            if _form(value) != _form(expected):
                yield Miss(run.scenario, run.variant, path, expected, value)


def _form(value: Any) -> str:
    """A value as JSON, so that true is not 1."""
    return json.dumps(value, sort_keys=True, default=str)


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
