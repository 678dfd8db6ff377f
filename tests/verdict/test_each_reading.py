"""Each reading decides something in a case that ships; and those of time are the ones that the verdict takes them for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from recovery_costs.calendar import shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.law import READINGS
from recovery_costs.plain import read
from recovery_costs.scenarios import Run, runs
from recovery_costs.terms import Terms, terms
from recovery_costs.verdict import verdict
from recovery_costs.verdict.counts import DEADLINES, NOTICES

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


def read_as(**readings: str) -> Terms:
    return terms(check_case({"format": 1, "case": "C", "facts": []}), readings, shipped_holidays())


def last_days(law: Terms) -> list[date]:
    return [law.deadline(date(2024, 10, 1) + timedelta(days=number), 1) for number in range(100)]


def test_notices_and_last_days_rest_on_the_readings_listed_and_on_no_other() -> None:
    """Under options of two readings at once: bank holidays move a last day only where last days move."""
    moves: dict[str, set[str]] = {"notices": set(), "last_days": set()}
    for name, reading in READINGS.items():
        for option in reading.options:
            for other in ({}, {"last_day": "next_working_day"}):
                law, beside = read_as(**{**other, name: option.name}), read_as(**other)
                if law.notices != beside.notices:
                    moves["notices"].add(name)
                if last_days(law) != last_days(beside):
                    moves["last_days"].add(name)
    assert moves == {"notices": set(NOTICES), "last_days": set(DEADLINES)}
