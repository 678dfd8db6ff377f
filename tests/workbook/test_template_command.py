"""template, and what check does beyond its report: the workbook back, what is mended, what would change."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

import recovery_costs.papers.text  # noqa: F401  loaded before the commands
from recovery_costs.casework.samples import samples
from recovery_costs.workbook.report import check_schema
from tests.test_cli import run

SAMPLE = samples()[0].folder
B = ("--event", SAMPLE, "--party", "Supplier B", "--as-of", "2026-11-20")


def book(path: Path):
    return load_workbook(BytesIO(path.read_bytes()))


def test_an_empty_workbook(tmp_path):
    out = tmp_path / "claim.xlsx"
    result = run("template", out)
    assert (result.exit_code, " ".join(result.stdout.split())) == (0, f"Written: {out}.")
    assert book(out)["Claim"]["B4"].value is None


def test_a_reference_alone_goes_in(tmp_path):
    run("template", tmp_path / "c.xlsx", "--event", "RE-2027-004", "--party", "Supplier Q", "--contact", "Q. Quill")
    claim = book(tmp_path / "c.xlsx")["Claim"]
    assert [claim[cell].value for cell in ("B4", "B5", "B6")] == ["RE-2027-004", "Supplier Q", "Q. Quill"]


def test_what_is_on_record_goes_in_and_what_comes_next_is_said(tmp_path):
    result = run("template", tmp_path / "c.xlsx", *B)
    said = " ".join(result.stdout.split())
    assert "3 facts are on record on 20 November 2026, and locked in it." in said
    # Worked by hand: the evidence is due on Friday 4 December, an hour before working hours end for an e-mail.
    assert "Next, by 4 December 2026: evidence: Invoices for lines B-1 and B-2 (L10.20, evidence-b-1)." in said
    assert "by e-mail 4 December 2026 at 16:30, by post on 2 December 2026." in said
    assert "Next, by 15 February 2027: updated best estimate (window 3) (L10.19(b)(ii))." in said
    assert book(tmp_path / "c.xlsx")["Cost lines"]["A10"].value == "B-4"


def test_a_party_with_nothing_on_record_is_told_so(tmp_path):
    result = run(
        "template",
        tmp_path / "c.xlsx",
        "--event",
        SAMPLE / "event.yaml",
        "--party",
        "Supplier Q",
        "--as-of",
        "2026-03-20",
    )
    assert "Nothing of Supplier Q is on record on 20 March 2026." in " ".join(result.stdout.split())
    assert "Next, by 16 May 2026: notice of its intention" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("c.xls",), "give the name of a workbook"),
        (("none/c.xlsx",), "in a folder that exists"),
        (("there.xlsx",), "exists and is left as it is"),
        (("c.xlsx", "--event", "event.yaml"), "there is no such file"),
        (("c.xlsx", "--event", "of/RE-1"), "there is no such file"),
        (("c.xlsx", "--event", " RE-1"), "with nothing before or after it"),
        (("c.xlsx", "--party", "Supplier\u200bA"), "plain letters"),
        (("c.xlsx", "--event", str(SAMPLE), "--party", "supplier b"), "which it looks like"),
        (("c.xlsx", "--event", str(SAMPLE), "--party", "Supplier B", "--as-of", "soon"), "write a day"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_written(tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.xlsx").write_bytes(b"mine")
    result = run("template", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there.xlsx"]
    assert (tmp_path / "there.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("format: 1\ncase: RE-1\nfacts: [{id: A, type: nothing}]\n", "nothing"),
        (
            "format: 1\ncase: RE-1\nfacts:\n- {id: A, type: costs_ceased, party: P, at: '2025-10-26T01:30Z'}\n",
            "second time",
        ),
    ],
)
def test_a_case_with_problems_or_facts_that_no_cell_can_say(tmp_path, event, words):
    (tmp_path / "event.yaml").write_text(event, encoding="utf-8")
    for named in (tmp_path / "event.yaml", tmp_path):
        result = run("template", tmp_path / "c.xlsx", "--event", named, "--party", "P")
        assert result.exit_code == 1
        assert words in " ".join(result.output.split())
        assert not (tmp_path / "c.xlsx").exists()


def test_a_folder_without_an_event_is_refused(tmp_path):
    result = run("template", tmp_path / "c.xlsx", "--event", tmp_path)
    assert result.exit_code == 1
    assert "without an event.yaml" in " ".join(result.output.split())


# --- check: the workbook back, and what it would change ----------------------------------------------------------


@pytest.fixture(scope="module")
def filled_in(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Supplier B's workbook with an estimate added, and an amount of half a penny."""
    path = tmp_path_factory.mktemp("claim") / "claim.xlsx"
    run("template", path, *B)
    mend(path, A8="2026-11-20", B8="16:00", C8="E-mail", K8=70000.005)
    return path.read_bytes()


@pytest.fixture
def claim(filled_in: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "claim.xlsx"
    path.write_bytes(filled_in)
    return path


def mend(path: Path, **cells: object) -> None:
    opened = book(path)
    for cell, value in cells.items():
        opened["Estimate"][cell] = value
    opened.save(path)


def test_the_workbook_comes_back_and_then_says_what_is_mended(claim, tmp_path):
    before, back = claim.read_bytes(), tmp_path / "back.xlsx"
    first = run("check", claim, "--return", back)
    assert (first.exit_code, claim.read_bytes()) == (1, before)
    assert "Since the check before" not in first.stdout
    assert [cell.value for cell in book(back)["Findings"][6]][:4] == [
        "Estimate!K8",
        "Mend",
        "amount-not-whole-pence",
        '"70000.005"',
    ]
    mend(back, K8=70000.01)
    second = run("check", back)
    assert second.exit_code == 0
    assert "Since the check before: 1 of 1 mended, none new." in second.stdout


@pytest.mark.parametrize("name", ["back.xls", "none/back.xlsx", "claim.xlsx"])
def test_the_workbook_is_not_written_over_itself_nor_elsewhere(claim, tmp_path, name):
    before = claim.read_bytes()
    assert run("check", claim, "--return", tmp_path / name).exit_code == 2
    assert claim.read_bytes() == before


def test_what_is_no_workbook_is_not_given_back(tmp_path):
    (tmp_path / "claim.xlsx").write_bytes(b"%PDF-1.7")
    result = run("check", tmp_path / "claim.xlsx", "--return", tmp_path / "back.xlsx")
    assert result.exit_code == 1
    assert "no workbook that can be given back" in " ".join(result.stderr.split())
    assert not (tmp_path / "back.xlsx").exists()


def test_what_it_would_change_is_said_once_it_can_be_taken_in(claim):
    against = ("--against", SAMPLE, "--as-of", "2026-11-20")
    assert "Not held against the case: it cannot be taken in yet." in run("check", claim, *against).stdout
    mend(claim, K8=70000)
    said = " ".join(run("check", claim, *against).stdout.split())
    assert "1 new fact; 3 others on record already." in said
    assert "It meets window 3, 16 November 2026 to 15 February 2027, L10.19(b)(ii)." in said
    assert "Best estimate: £72,500.00 then, £70,000.00 now, −£2,500.00." in said
    report = json.loads(run("check", claim, *against, "--format", "json").stdout)
    jsonschema.validate(report, check_schema())
    assert [each["type"] for each in report["preview"]["new"]] == ["estimate_given"]


def test_the_same_content_again_says_that_it_changes_nothing():
    result = run("check", SAMPLE / "supplier-b.xlsx", "--against", SAMPLE, "--as-of", "2026-11-20")
    assert "Taking it in changes nothing." in " ".join(result.stdout.split())


def test_a_day_goes_with_a_case():
    assert run("check", SAMPLE / "supplier-b.xlsx", "--as-of", "2026-11-20").exit_code == 2
