"""Each reading decides something in a case that ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from recovery_costs.law import READINGS
from recovery_costs.plain import read
from recovery_costs.scenarios import Run, runs
from recovery_costs.verdict import verdict

SCENARIOS = Path(__file__).parents[1] / "scenarios"


def decide(run: Run) -> Iterator[str]:
    """The readings on which, alone or with others, some value turns."""
    for each in verdict(run.case, run.as_of, run.known_at, run.readings).values:
        for turn in each.turns_on:
            yield from turn.readings


def test_each_reading_decides_at_least_one_shipped_case() -> None:
    """The scenarios that name it are tried, with their variants, until one turns on it."""
    left = set(READINGS)
    for path in sorted(SCENARIOS.rglob("*.yaml")):
        for run in runs(read(path.read_bytes())):
            if any(name in path.read_text(encoding="utf-8") for name in left):
                left.difference_update(decide(run))
    assert left == set()
