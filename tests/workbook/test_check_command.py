"""`recovery-costs check`: what it prints, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from typer.testing import CliRunner

from recovery_costs.casework.samples import samples
from recovery_costs.cli import app
from recovery_costs.cli import check as command
from recovery_costs.workbook.report import check_schema
from tests.workbook.hostile import BOOK, LINES, changed, number, parts, whole


def run(*arguments: object) -> Result:
    """The command's result: never a trace."""
    result = CliRunner().invoke(app, ["check", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


@pytest.fixture
def claim(tmp_path: Path) -> Path:
    path = tmp_path / "claim.xlsx"
    path.write_bytes(whole())
    return path


def test_a_claim_without_a_problem(claim: Path) -> None:
    result = run(claim)
    assert result.exit_code == 0
    assert "claim.xlsx  Accepted." in result.stdout
    assert "Pounds      £86,411.21 seen = £86,411.21 accepted + £0.00 rejected + £0.00 ignored" in result.stdout
    assert result.stderr == ""


def test_every_problem_is_said_with_its_cell_and_what_to_do(claim: Path) -> None:
    claim.write_bytes(number(LINES, "F7", "12.345"))
    result = run(claim)
    assert result.exit_code == 1
    words = " ".join(result.stdout.split())
    assert "Not accepted yet." in words
    assert "Cost lines!F7: found 12.345; wanted pounds and whole pence. Enter 12.34 or 12.35;" in words


def test_as_json_it_fits_its_schema(claim: Path) -> None:
    validator = jsonschema.Draft202012Validator(check_schema())
    for content, accepted in ((whole(), True), (number(LINES, "F7", "12.345"), False), (b"%PDF-1.7", False)):
        claim.write_bytes(content)
        result = run(claim, "--format", "json")
        said = json.loads(result.stdout)
        validator.validate(said)
        assert list(said) == ["format", "file", "kind", "accepted", "receipt", "problems", "facts"]
        assert (said["accepted"], bool(said["facts"]), result.exit_code) == (accepted, accepted, int(not accepted))


def test_a_file_that_is_refused_is_named(claim: Path) -> None:
    claim.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run(claim)
    assert result.exit_code == 1
    assert "Not read." in result.stdout
    assert "found a PNG picture" in result.stdout
    assert "Cells" not in result.stdout


def test_the_event_is_held_against_its_file_or_its_name(claim: Path, tmp_path: Path) -> None:
    sample = next(each for each in samples() if each.workbooks)
    assert run(sample.workbooks[0], "--event", sample.event).exit_code == 0
    assert run(claim, "--event", "RE-2026-001").exit_code == 0
    other = run(claim, "--event", "RE-1999-001")
    assert (other.exit_code, "event-differs" in other.stdout) == (1, True)
    broken = tmp_path / "event.yaml"
    broken.write_text("format: 2\n")
    assert run(claim, "--event", broken).exit_code == 1


def test_a_large_file_says_what_it_is_at(claim: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "LARGE", 0)
    assert "claim.xlsx: Cost lines" in run(claim).stderr


def test_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path / "absent.xlsx").exit_code == 2
    assert run(tmp_path).exit_code == 2
    assert run().exit_code == 2


def test_text_of_a_file_is_never_read_as_markup(claim: Path) -> None:
    claim.write_bytes(changed(**{BOOK: parts()[BOOK].decode().replace("Cost lines", "[red]x[/red]").encode()}))
    assert "[red]x[/red]" in run(claim).stdout


def test_a_workbook_back_is_written_over_nothing(claim: Path) -> None:
    back = claim.with_name("back.xlsx")
    assert run(claim, "--return", back).exit_code == 0
    written = back.read_bytes()
    again = run(claim, "--return", back)
    assert again.exit_code == 2
    assert "exists and is left as it is" in " ".join(again.stderr.split())
    assert back.read_bytes() == written
