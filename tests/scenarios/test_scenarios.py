"""Every scenario worked by hand, and that each option of each reading decides at least one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from recovery_costs.law import READINGS
from recovery_costs.plain import read
from recovery_costs.scenarios import misses, runs

FILES = sorted(Path(__file__).parent.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_adjudication_is_as_worked_by_hand(path: Path) -> None:
    assert list(misses(read(path.read_bytes()))) == []


def test_the_scenarios_are_all_here() -> None:
    assert len([path for path in FILES if path.parent.name == "shared"]) == 28
    assert len([path for path in FILES if path.parent.name == "ours"]) >= 40


@pytest.mark.parametrize("name", READINGS)
def test_each_option_of_each_reading_changes_a_scenario(name: str) -> None:
    """For each option but the default, some scenario expects of it a value that the default does not give."""
    wanting = {option.name for option in READINGS[name].options[1:]}
    for path in FILES:
        given = read(path.read_bytes())
        for run in runs(given):
            chosen = run.readings.get(name)
            if chosen in wanting and list(misses(_without(given, name, chosen))):
                wanting.discard(chosen)
        if not wanting:
            break
    assert wanting == set()


def _without(given: dict, name: str, option: str) -> dict:
    """The scenario with that one option put back to the default wherever it is chosen."""
    variants = []
    for each in given.get("variants", []):
        readings = dict(each.get("readings", {}))
        if readings.get(name) == option:
            del readings[name]
            variants.append({**each, "readings": readings})
    return {**given, "expect": {}, "variants": variants}
