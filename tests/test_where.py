"""Where a clause lives: its rules by file and line, its tests, its readings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recovery_costs.law import CLAUSES, READINGS, RULES, key
from recovery_costs.where import places

TOP = Path(__file__).parents[1]
PLACES = {
    ref: dict(places(ref)) for ref in ("L10.14", "L10.19", "L10.19(b)", "L10.19(b)(ii)", "L10.24", "L10.30(c)(vi)")
}


@pytest.mark.parametrize("ref", PLACES)
def test_every_place_is_said_and_is_there(ref: str) -> None:
    found = PLACES[ref]
    assert list(found)[:3] == ["Rule", "Tests", "Readings"]
    assert all(rows for rows in found.values())
    for row in [*found["Rule"], *found["Tests"]]:
        if match := re.fullmatch(r"(\S+\.py):(\d+)  (\w+)", row):
            file, line, name = match.groups()
            written = (TOP / file).read_text(encoding="utf-8").splitlines()
            here = "\n".join(written[int(line) - 1 : int(line) + 4])
            assert f"def {name}(" in here
            assert name.removeprefix("test_").startswith(f"{key(ref)}__") or "stated with" in found["Rule"][0]


def test_a_rule_that_has_its_own_function_is_found_by_file_and_line() -> None:
    for ref in ("L10.19(b)(ii)", "L10.24"):
        assert len(PLACES[ref]["Rule"]) == len(RULES[ref])
        assert PLACES[ref]["Rule"][0].startswith(f"recovery_costs/rules/{key(ref)[:6]}")


def test_b_is_not_mistaken_for_b_ii() -> None:
    assert not any("_b_ii__" in row for row in PLACES["L10.19(b)"]["Rule"] + PLACES["L10.19(b)"]["Tests"])


def test_a_part_that_is_stated_with_its_whole_says_so() -> None:
    assert "stated with L10.30(c)" in PLACES["L10.30(c)(vi)"]["Rule"][0]


def test_the_readings_of_a_clause_are_those_that_name_it() -> None:
    for ref, found in PLACES.items():
        named = [one.name for one in READINGS.values() if ref in one.clauses]
        assert [row.split(":")[0] for row in found["Readings"]] == (named or ["none"])


def test_every_clause_has_a_place() -> None:
    for ref in list(CLAUSES)[::6]:
        assert [name for name, _ in places(ref)][:3] == ["Rule", "Tests", "Readings"]
