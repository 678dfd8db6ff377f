"""Where a clause lives: its rules by file and line, its tests, its readings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import recovery_costs.adjudicate  # noqa: F401  so that every rule is on record
from recovery_costs.law import READINGS, RULES, key

TOP = Path(__file__).parent.parent


def places(ref: str) -> Iterator[tuple[str, list[str]]]:
    """What bears on a clause: its rules, its tests (where the project's tests are at hand), its readings."""
    rules = []
    for rule in RULES.get(ref, []):
        file = Path(inspect.getsourcefile(rule) or "")
        rules.append(f"{file.relative_to(TOP)}:{inspect.getsourcelines(rule)[1]}  {rule.__name__}")
    yield "Rule", rules or [_no_rule(ref)]
    yield "Tests", tests(ref) or ["none of its own here"]
    yield "Readings", [f"{one.name}: {one.question}" for one in READINGS.values() if ref in one.clauses] or ["none"]


def _no_rule(ref: str) -> str:
    parent = ref.rpartition("(")[0]
    return f"stated with {parent}" if parent else "none of its own"


def tests(ref: str) -> list[str]:
    """The tests named by this clause, where the project's tests are at hand."""
    named = re.compile(rf"^\s*def (test_{key(ref)}__\w+)\(", re.MULTILINE)
    found = []
    for file in sorted((TOP / "tests").rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        for match in named.finditer(text):
            found.append(f"{file.relative_to(TOP)}:{text.count(chr(10), 0, match.start(1)) + 1}  {match.group(1)}")
    return found
