"""docs/schedule.md is true: its plan gives its schedule, and its tables name every field, rule and objective."""

from __future__ import annotations

import json
import re

from recovery_costs.plain import read
from recovery_costs.schedule.compare import compare
from recovery_costs.schedule.plan_file import OBJECTIVES, RULES, PlanFile
from recovery_costs.schedule.scenarios import check_scenarios
from recovery_costs.schedule.sweep import sweep
from tests.schedule.problems import WORKING, answered
from tests.test_docs import blocks, page

PAGE = page("schedule.md")


def block(language: str) -> str:
    return blocks("schedule.md", language)[0]


def test_the_scenarios_and_the_sweep_run() -> None:
    _, scenarios, sweeps = (read(each.encode()) for each in blocks("schedule.md", "yaml"))
    result, _ = compare(check_scenarios(scenarios, WORKING), WORKING)
    assert [row.feasible for row in result.rows] == [True, True, True]
    assert sweep(sweeps, WORKING).combinations == 12


def test_the_plan_gives_the_schedule() -> None:
    shown = json.loads(block("json"))
    result = answered(read(block("yaml").encode())).as_json()
    assert shown["payments"][0] in result["payments"]
    assert {name: result[name] for name in shown if name != "payments"} == {
        name: value for name, value in shown.items() if name != "payments"
    }


def test_every_field_rule_and_objective_has_a_row() -> None:
    cells = {
        name for row in PAGE.splitlines() if row.startswith("| `") for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert set(PlanFile.model_fields) - {"format"} | set(RULES) | set(OBJECTIVES) <= cells


def test_the_worked_effect_on_charges() -> None:
    groups = {"g1": {"weight": "0.60", "systems": 30_000_000}, "g3": {"weight": "0.40", "systems": 24_000_000}}
    plan = {
        **read(block("yaml").encode()),
        "owed": {"A": "1200000.00"},
        "requested_on": {},
        "caps": {},
        "charging": groups,
    }
    effects = answered({**plan, "rule": "at_once"}).as_json()["certificate"]["information"]["charging"]
    assert [(each["amount"], each["each_system_month"]) for each in effects] == [
        ("782608.70", "0.002174"),
        ("417391.30", "0.001449"),
    ]
    for each in effects:
        assert f"£{int(each['amount'][:-3]):,}{each['amount'][-3:]}" in PAGE
        assert each["each_system_month"] in PAGE
