"""Many cases at once: a line in, an adjudication or its problems out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Holiday, Moment, parse_day
from recovery_costs.case_file import check_case, check_readings
from recovery_costs.contested import contest
from recovery_costs.plain import Problem, Problems, read, shown

KEYS = ("case", "as_of", "known_at", "readings", "contested")


def answer(line: bytes, holidays: tuple[Holiday, ...] | None = None) -> dict[str, Any]:
    """What one line asks: `{"case": ..., "as_of": ..., "known_at": null, "readings": {}, "contested": false}`.

    Returns:
        The adjudication in the written form, or `{"error": {"problems": [...]}}`.
    """
    try:
        case, as_of, known_at, readings, contested = _asked(read(line))
        judge = contest if contested else adjudicate
        return judge(case, as_of, known_at, readings, holidays).as_json()
    except Problems as problems:
        return refused(problems)


def refused(problems: Problems) -> dict[str, Any]:
    """What is answered to a line with problems."""
    return {"error": {"problems": [each._asdict() for each in problems.problems]}}


def _asked(given: Any) -> tuple[Any, date, Moment | None, dict[str, str], bool]:
    if not isinstance(given, Mapping):
        raise Problems(
            [Problem(None, None, shown(given), "a mapping of case, as_of and more", "Write a case per line.")]
        )
    problems = [
        Problem(None, shown(key), f"{shown(key)}, which is unknown here", f"one of {', '.join(KEYS)}", "Take it out.")
        for key in given
        if key not in KEYS
    ]
    as_of = _read(given, "as_of", parse_day, "a day, YYYY-MM-DD", problems)
    known_at = None
    if given.get("known_at") is not None:
        known_at = _read(given, "known_at", Moment.of, "a moment, YYYY-MM-DDTHH:MM", problems)
    contested = given.get("contested", False)
    if not isinstance(contested, bool):
        problems.append(Problem(None, "contested", shown(contested), "true or false", "Write true or false."))
    readings = check_readings({} if given.get("readings") is None else given["readings"], problems)
    case = None
    try:
        case = check_case(given.get("case"))
    except Problems as more:
        problems += more.problems
    if problems or case is None or as_of is None:
        raise Problems(problems)
    return case, as_of, known_at, readings, bool(contested)


def _read(given: Mapping[str, Any], field: str, parse: Any, wanted: str, problems: list[Problem]) -> Any:
    value = given.get(field)
    try:
        if not isinstance(value, str):
            raise ValueError(wanted)
        return parse(value)
    except ValueError:
        problems.append(Problem(None, field, shown(value) if field in given else "nothing", wanted, f"Give {field}."))
        return None
