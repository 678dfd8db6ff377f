"""The schedule command: plan in, schedule out; many at once; what is owed taken from a case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from recovery_costs.cli import app
from recovery_costs.schedule.answer import schedule_schema
from tests.schedule.commands import run
from tests.schedule.problems import a_plan, answered

PLAN = """
format: 1
owed: {A: "600.00", B: "400.00"}
first: 2026-01-01
last: 2026-12-31
days: last_working_day
caps: {month: "500.00"}
rule: oldest_first
annual_rate: "0.05"
charging: {g1: {weight: "0.60", systems: 30000000}}
"""

CASE = """
format: 1
case: RE-1
facts:
- {id: N, type: compromise_notified, at: 2025-03-03T10:00, keys: [issuing_key], state: actual}
- {id: D, type: recovery_key_decided, at: 2025-03-05T15:00, required: true, key: recovery}
- {id: I, type: intention_notified, party: P, received: 2025-06-05T10:00, total: "700.00"}
- {id: J, type: intention_notified, party: Q, received: 2025-06-04T10:00, total: "300.00"}
- {id: K, type: intention_notified, party: R, received: 2025-06-04T10:00, total: "900.00"}
- {id: S, type: dcc_satisfied, party: P, at: 2025-07-01}
- {id: T, type: dcc_satisfied, party: Q, at: 2025-07-01}
- {id: U, type: payment_made, party: P, at: 2025-07-10, amount: "100.00"}
- {id: V, type: payment_made, party: Q, at: 2026-02-10, amount: "300.00"}
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    plan, case = tmp_path / "plan.yaml", tmp_path / "case.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    case.write_text(CASE, encoding="utf-8")
    return plan, case


def test_a_plan_gives_a_schedule_of_the_schema(files: tuple[Path, Path]) -> None:
    result = json.loads(run("schedule", files[0], "--format", "json"))
    jsonschema.Draft202012Validator(schedule_schema()).validate(result)
    assert list(result) == ["format", "feasible", "rule", "payments", "measures", "certificate", "binding"]
    assert result["payments"] == [
        {"party": "A", "on": "2026-01-30", "amount": "500.00"},
        {"party": "A", "on": "2026-02-27", "amount": "100.00"},
        {"party": "B", "on": "2026-02-27", "amount": "400.00"},
    ]
    assert result["binding"] is None


def test_the_same_in_words(files: tuple[Path, Path]) -> None:
    said = run("schedule", files[0])
    for part in ("27 February 2026", "£500.00", "Certificate", "L10 gives no interest", "unverified"):
        assert part in said


def test_a_day_left_out_is_said_with_why(files: tuple[Path, Path]) -> None:
    files[0].write_text(PLAN + "no_payment_on: [2026-01-30]\n", encoding="utf-8")
    said = run("schedule", files[0])
    assert "30 January 2026 is no payment day: nothing is paid on it." in said
    # £500.00 of A in February, its last £100.00 and B's £400.00 in March; at the foot what each is owed.
    assert [row.split() for row in said.splitlines() if "In all" in row][-1] == [
        *("In", "all"),
        *("£600.00", "£400.00", "£1,000.00"),
    ]


def test_no_schedule_is_an_answer(files: tuple[Path, Path]) -> None:
    files[0].write_text(PLAN.replace("2026-12-31", "2026-01-31"), encoding="utf-8")
    result = json.loads(run("schedule", files[0], "--format", "json"))
    jsonschema.Draft202012Validator(schedule_schema()).validate(result)
    assert (result["feasible"], result["payments"], result["measures"]) == (False, [], None)
    assert list(result["binding"]) == ["from", "to", "can_carry", "must_carry", "because"]
    assert "can carry £500.00; £1,000.00 must be paid by then" in " ".join(run("schedule", files[0]).split())


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        pytest.param('"500.00"', '"0.00"', "caps.month", id="a cap of zero"),
        pytest.param("last: 2026-12-31", "last: 2025-12-31", "last", id="last a day before first"),
        pytest.param('"0.05"', '"5.00"', "annual_rate", id="a rate of 500%"),
        pytest.param('A: "600.00", B: "400.00"', 'A: "0.00", B: "0.00"', "owed", id="amounts of zero"),
        pytest.param("rule:", "classes: {Z: 1}\nrule:", "classes.Z", id="an unknown Party"),
    ],
)
def test_a_problem_is_refused_by_its_field_with_exit_code_1(
    was: str, becomes: str, field: str, files: tuple[Path, Path]
) -> None:
    assert was in PLAN
    files[0].write_text(PLAN.replace(was, becomes), encoding="utf-8")
    (problem,) = json.loads(run("schedule", files[0], "--format", "json", code=1))
    assert list(problem) == ["fact", "field", "found", "wanted", "do"]
    assert problem["field"] == field
    said = CliRunner().invoke(app, ["schedule", str(files[0])])
    assert f"{field}: found" in said.output


def test_what_is_owed_comes_from_a_case(files: tuple[Path, Path]) -> None:
    # P is owed 700 less 100, Q its 300 until February; the DCC is not satisfied of R.
    plan, case = files
    result = json.loads(run("schedule", plan, "--case", case, "--as-of", "2026-01-05", "--format", "json"))
    by_party = {each["party"]: each["owed"] for each in result["certificate"]["by_party"]}
    assert by_party == {"P": "600.00", "Q": "300.00"}
    assert [(each["party"], each["amount"]) for each in result["payments"]] == [
        ("P", "200.00"),
        ("Q", "300.00"),
        ("P", "400.00"),
    ]
    # Q asked on 4 June 2025, P on 5 June.
    assert result["measures"]["days_waited"]["Q"] == "240.00"
    later = json.loads(run("schedule", plan, "--case", case, "--as-of", "2026-02-11", "--format", "json"))
    assert [each["party"] for each in later["certificate"]["by_party"]] == ["P"]


def test_a_case_in_which_nothing_is_outstanding_is_said_so(files: tuple[Path, Path]) -> None:
    plan, case = files
    (problem,) = json.loads(run("schedule", plan, "--case", case, "--as-of", "2025-06-30", "--format", "json", code=1))
    assert problem["field"] == "owed"
    assert problem["found"] == "nothing outstanding in RE-1 at the end of 30 June 2025"
    # What else is wrong with the plan is said with it.
    plan.write_text(PLAN.replace('"500.00"', '"0.00"').replace("rule: oldest_first", "rule: nope"), encoding="utf-8")
    said = json.loads(run("schedule", plan, "--case", case, "--as-of", "2025-06-30", "--format", "json", code=1))
    assert [each["field"] for each in said] == ["owed", "caps.month", "rule"]


def test_many_plans_at_once_in_the_same_order(tmp_path: Path) -> None:
    plans: list[dict[str, Any]] = [a_plan(seed) for seed in range(20)]
    path = tmp_path / "plans.jsonl"
    rows = [json.dumps(each) for each in plans]
    path.write_text("\n".join([*rows[:10], "", '{"format": 1}', "[", *rows[10:]]), encoding="utf-8")
    answers = [json.loads(row) for row in run("schedule", "--batch", path, code=1).splitlines()]
    assert len(answers) == 22
    assert [list(each) for each in answers[10:12]] == [["error"], ["error"]]
    assert [each["field"] for each in answers[10]["error"]["problems"]] == ["owed", "first", "last", "days", "rule"]
    assert answers[:10] + answers[12:] == [answered(each).as_json() for each in plans]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["PLAN", "--batch", "PLAN"],
        ["PLAN", "--as-of", "2026-01-01"],
        ["--batch", "PLAN", "--case", "PLAN"],
        ["PLAN", "--case", "."],
    ],
)
def test_wrong_use_is_said_with_exit_code_2(arguments: list[str], files: tuple[Path, Path]) -> None:
    run("schedule", *(str(files[0]) if each == "PLAN" else each for each in arguments), code=2)


@pytest.mark.parametrize("document", ["plan", "schedule"])
def test_the_schemas_are_schemas(document: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", document)))
