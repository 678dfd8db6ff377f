"""Schedules worked by hand, as whole tables: facts of a plan in, every payment out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.plain import read
from tests.schedule.problems import answered

FILES = sorted((Path(__file__).parent / "golden").glob("*.yaml"))


def cases() -> Iterator[Any]:
    for path in FILES:
        held = read(path.read_bytes())
        for case in held["cases"]:
            yield pytest.param({**held["base"], **case["plan"]}, case, id=f"{path.stem}: {case['name']}")


def table(text: str) -> list[dict[str, str]]:
    """The payments of a table, by day and then by party."""
    heading, *rows = ([cell.strip() for cell in row.split("|")] for row in text.strip().splitlines())
    return [
        {"party": party, "on": day, "amount": amount}
        for day, *amounts in rows
        for party, amount in zip(heading[1:], amounts, strict=True)
        if amount
    ]


@pytest.mark.parametrize(("plan", "case"), list(cases()))
def test_a_schedule_worked_by_hand(plan: dict[str, Any], case: dict[str, Any]) -> None:
    result = answered(plan).as_json()
    assert result["feasible"] == ("binding" not in case), result["binding"]
    if "schedule" in case:
        assert result["payments"] == table(case["schedule"])
    if "instalments" in case:
        assert len(result["payments"]) == case["instalments"]
    for part in ("measures", "binding"):
        for name, expected in case.get(part, {}).items():
            assert result[part][name] == expected, name
    if "because" in case:
        assert result["binding"]["because"] == case["because"]
