"""The page on the advice is true: its example gives what it shows, and its tables are whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

import recovery_costs.cli.advise
from recovery_costs.advice.every_reading import BEARS
from recovery_costs.advice.parts import CLAUSE, Act, Cannot, Changed
from recovery_costs.cli import app
from tests.test_docs import blocks, page

PAGE = page("advice.md")


def block(language: str) -> str:
    (found,) = blocks("advice.md", language)
    return found


@pytest.fixture
def output(tmp_path: Path) -> dict[str, str]:
    """What the command prints for the example, by format."""
    assert recovery_costs.cli.advise
    case = tmp_path / "case.yaml"
    case.write_text(block("yaml"), encoding="utf-8")
    run = ["advise", str(case), "--as-of", "2025-11-20", "--format"]
    return {form: CliRunner().invoke(app, [*run, form]).stdout for form in ("text", "json")}


def test_the_sentences_shown_are_what_it_says(output: dict[str, str]) -> None:
    said = " ".join(output["text"].split())
    for line in block("text").splitlines():
        assert line in said, line


def test_the_json_shown_is_what_it_gives(output: dict[str, str]) -> None:
    shown: dict[str, Any] = json.loads(block("json"))
    given: dict[str, Any] = json.loads(output["json"])
    assert given.keys() - shown.keys() == {"readings"}
    for name, value in shown.items():
        if name in ("open", "missed"):
            assert all(row in given[name] for row in value)
        else:
            assert given[name] == value, name


def test_every_act_every_reading_and_every_word_is_explained() -> None:
    for act in get_args(Act):
        assert f"| `{act}` | {CLAUSE[act]} |" in PAGE
    words = {
        *get_args(Cannot),
        *(set(get_args(Changed)) - {"notice"}),
        *(name for names in BEARS.values() for name in names),
    }
    assert all(f"`{word}`" in PAGE for word in words)
