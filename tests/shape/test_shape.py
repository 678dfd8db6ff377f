"""The shape of the program: names carry clause keys, rules stay small, the README names every command."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import recovery_costs.adjudicate  # noqa: F401  so that every rule is on record
from recovery_costs.cli import commands
from recovery_costs.law import CLAUSES, RULES, key

TOP = Path(__file__).parents[2]
RULE_MODULES = sorted((TOP / "recovery_costs" / "rules").glob("l10_*.py"))
CLAUSE_KEYS = {key(ref) for ref in CLAUSES}


@pytest.mark.parametrize("module", RULE_MODULES, ids=lambda path: path.stem)
def test_a_rule_module_is_short_and_its_rules_are_shorter(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("module", RULE_MODULES, ids=lambda path: path.stem)
def test_every_public_function_of_a_rule_module_states_a_clause(module: Path) -> None:
    stated = {rule.__name__ for rules in RULES.values() for rule in rules}
    public = {
        node.name for node in ast.parse(module.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    }
    assert {name for name in public if not name.startswith("_")} <= stated


def test_rules_stand_in_modules_of_their_own_paragraph() -> None:
    for ref, rules in RULES.items():
        paragraph = key(ref.partition("(")[0])
        for rule in rules:
            assert rule.__module__.rpartition(".")[2].startswith(paragraph), (ref, rule.__module__)


@pytest.mark.parametrize("module", RULE_MODULES, ids=lambda path: path.stem)
def test_a_rule_has_no_clock_no_file_and_no_store(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert not re.search(r"\b(today|now)\(|\bopen\(|\bPath\b|sqlalchemy|pandas|float\(", text)


def test_tests_of_clauses_are_named_by_their_keys() -> None:
    for path in (TOP / "tests" / "rules").glob("test_l10_*.py"):
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            clause_key = name.removeprefix("test_").partition("__")[0]
            assert clause_key in CLAUSE_KEYS, f"{path.name}: {name}"


def test_every_command_is_in_the_readme() -> None:
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    for command in commands():
        assert f"recovery-costs {command}" in readme


def test_the_two_commands_stand_in_the_readme() -> None:
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    set_up = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[dev]' && .venv/bin/"
    assert f"{set_up}recovery-costs demo" in readme
    assert f"{set_up}python -m pytest -q" in readme


def test_constraints_pin_everything_and_name_no_host() -> None:
    for row in (TOP / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9_.\[\]-]+==[^ /:]+( ; .+)?", row), row
