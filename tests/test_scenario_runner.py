"""Scenario files run by the program: what a miss is, what a path names, and files that are no scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recovery_costs.plain import Problems, read
from recovery_costs.scenarios import MISSING, at_path, misses, row_name, runs

SCENARIO = """
id: Z01
title: An event, a claim
why: worked by hand
case:
  format: 1
  case: Z01
  facts:
  - {id: N, type: compromise_notified, at: 2025-03-03T10:00, keys: [issuing_key], state: actual}
  - {id: D, type: recovery_key_decided, at: 2025-03-05T15:00, required: true, key: recovery}
  - {id: I, type: intention_notified, party: P, received: 2025-06-06T10:00, total: "5.00"}
as_of: 2025-09-01
expect:
  recovery_event.on: 2025-03-05
  claims.P.intention: {effective: 2025-06-06T10:00, due: 2025-06-05, in_time: false, days_late: 1}
  claims.P.payable: "0.00"
variants:
- readings: {late_intention: breach_only}
  expect: {claims.P.barred: false}
- as_of: 2025-03-04
  expect: {recovery_event.occurred: false, recovery_event.on: null}
- known_at: 2025-01-01
  expect: {claims.#count: 0}
"""


def scenario(**changes: Any) -> dict[str, Any]:
    given = {**read(SCENARIO.encode()), **changes}
    return {key: value for key, value in given.items() if value is not ...}


def test_what_holds_is_no_miss() -> None:
    assert [(run.variant, str(run.as_of), dict(run.readings)) for run in runs(scenario())] == [
        ("itself", "2025-09-01", {}),
        ("variant 1", "2025-09-01", {"late_intention": "breach_only"}),
        ("variant 2", "2025-03-04", {}),
        ("variant 3", "2025-09-01", {}),
    ]
    assert list(misses(scenario())) == []


@pytest.mark.parametrize(
    ("path", "expected", "actual"),
    [
        ("recovery_event.on", "2025-03-06", "2025-03-05"),
        ("recovery_event.on", None, "2025-03-05"),
        ("recovery_event.occurred", False, True),
        ("recovery_event.occurred", 1, True),
        ("recovery_event.occurred", "true", True),
        ("format", True, 1),
        ("claims.P.payable", "0.01", "0.00"),
        ("claims.P.payable", None, "0.00"),
        ("claims.P.payable", 0, "0.00"),
        ("claims.P.outstanding", "1.00", "0.00"),
        ("claims.P.barred_by", [], ["L10.19(a)"]),
        ("claims.#count", 2, 1),
        ("claims.Q.payable", "0.00", MISSING),
        ("claims.Q", None, MISSING),
        ("claims.P.nonsense", None, MISSING),
        ("claims.P.payable.pence", None, MISSING),
        ("nonsense", None, MISSING),
        ("aggregate.threshold", "0.00", None),
    ],
)
def test_what_does_not_hold_is_a_miss_that_is_named(path: str, expected: Any, actual: Any) -> None:
    (miss,) = misses(scenario(expect={path: expected}, variants=...))
    assert (miss.scenario, miss.variant, miss.path, miss.expected, miss.actual) == (
        "Z01",
        "itself",
        path,
        expected,
        actual,
    )


def test_a_miss_names_its_variant() -> None:
    given = scenario()
    given["variants"][1]["expect"]["recovery_event.on"] = "2025-03-05"
    assert [(miss.variant, miss.path) for miss in misses(given)] == [("variant 2", "recovery_event.on")]


ROWS = {
    "claims": [{"party": "A", "x": 1}, {"party": "A.x", "x": 2, "lines": [{"line": "1.1", "y": 3}]}],
    "breaches": [{"subscriber": "Q", "provision": "L11.9", "status": "final"}],
    "estimates": [{"window": 1, "status": "met"}, {"window": 2, "status": "open"}],
    "empty": [],
    "names": ["B", "C"],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("claims.A.x", MISSING),  # the longest name that fits is that of Party A.x, which leaves nothing to name
        ("claims.A.x.x", 2),
        ("claims.A.x.lines.1.1.y", 3),
        ("breaches.Q.L11.9.status", "final"),
        ("estimates.2.status", "open"),
        ("estimates.#count", 2),
        ("empty.#count", 0),
        ("empty.A", MISSING),
        ("names.B", "B"),
        ("names.D", MISSING),
        ("claims.A.y", MISSING),
        ("claims.a.x", MISSING),
    ],
)
def test_a_path_names_a_value(path: str, value: Any) -> None:
    found = at_path(ROWS, path)
    assert found == (ROWS["claims"][1] if path == "claims.A.x" else value)
    assert row_name(ROWS["estimates"][1]) == "2"


VARIANT = {"readings": {}, "expect": {}}


@pytest.mark.parametrize(
    "changes",
    [
        *({key: ...} for key in ("id", "case", "as_of", "expect")),
        *({"as_of": value} for value in (None, 5, "x", "2025-02-30", [], True)),
        *({"known_at": value} for value in (5, "x", "2025-03-30T01:30", [], True)),
        *({"expect": value} for value in (None, 5, "x", [], True)),
        *({"variants": value} for value in (5, "x", {}, True, [5], ["x"], [None], [[]])),
        *({"case": value} for value in (None, 5, "x", [], {})),
        *({"readings": value} for value in (None, 5, [], {"bogus": "x"}, {"late_total": "x"}, {"late_total": None})),
        {"bogus": 1},
        {"expects": {}},
        {"variants": [{"readings": {}}]},
        {"variants": [{**VARIANT, "expect": None}]},
        {"variants": [{**VARIANT, "expect": []}]},
        {"variants": [{**VARIANT, "bogus": 1}]},
        {"variants": [{**VARIANT, "reading": {"late_total": "bars"}}]},
        {"variants": [{**VARIANT, "readings": {"late_total": "x"}}]},
        {"variants": [{**VARIANT, "readings": None}]},
        {"variants": [{**VARIANT, "as_of": "x"}]},
        {"variants": [{**VARIANT, "as_of": None}]},
        {"variants": [{**VARIANT, "known_at": "x"}]},
    ],
)
def test_what_is_no_scenario_is_refused_with_problems(changes: dict[str, Any]) -> None:
    with pytest.raises(Problems) as refused:
        list(misses(scenario(**changes)))
    assert all(each.wanted and each.do for each in refused.value.problems)


@pytest.mark.parametrize("given", [None, 5, "x", [], [{}], {}, True])
def test_what_is_no_mapping_is_no_scenario(given: Any) -> None:
    with pytest.raises(Problems):
        runs(given)


def test_the_problems_of_its_case_are_the_scenarios() -> None:
    given = scenario()
    given["case"]["facts"][0]["state"] = "likely"
    given["case"]["facts"][2]["total"] = "5"
    with pytest.raises(Problems) as refused:
        runs(given)
    assert [(each.fact, each.field) for each in refused.value.problems] == [("N", "state"), ("I", "total")]


def test_the_shipped_scenarios_expect_something(tmp_path: Path) -> None:
    """Each file and each variant has an expectation, so that none passes by saying nothing."""
    for path in sorted((Path(__file__).parent / "scenarios").rglob("*.yaml")):
        assert all(run.expect for run in runs(read(path.read_bytes()))), path.name
