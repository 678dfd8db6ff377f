"""What the README shows is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recovery_costs.cli import app

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")


def printed(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return [row.rstrip() for row in result.stdout.splitlines() if row.strip()]


def shown(command: str) -> list[str]:
    block = README.split(f"    $ recovery-costs {command}\n", 1)[1]
    rows = re.match(r"((?:    .*\n|\n)+)", block)
    assert rows
    return [row[4:].rstrip() for row in rows[1].splitlines() if row.strip()]


def test_the_demo_is_shown_as_it_prints() -> None:
    assert shown("demo") == printed("demo")


def test_the_case_in_the_readme_gives_the_reason_in_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = README.split("```yaml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    rows = shown('why case.yaml "L10.19(c)" --as-of 2025-11-17')
    assert rows[0] == "..."
    text = "\n".join(printed("why", "case.yaml", "L10.19(c)", "--as-of", "2025-11-17"))
    assert "\n".join(rows[1:]) in text
