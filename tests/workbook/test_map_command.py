"""`recovery-costs map` and `check --profile`, as they are typed: propose, answer, check; and mappings with mistakes in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from recovery_costs.case_file import check_case
from recovery_costs.cli import app
from recovery_costs.plain import Problems
from recovery_costs.workbook.own.profile import Profile, profile_schema, read_profile
from recovery_costs.workbook.report import check_schema
from tests.workbook.own_books import content_of
from tests.workbook.test_own_layouts import TITLED


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def costs(tmp_path: Path) -> Path:
    path = tmp_path / "costs.xlsx"
    path.write_bytes(content_of({"Costs": TITLED}))
    return path


def test_propose_answer_check(costs: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.json"
    first = run("map", costs, "--suggest", out, "--party", "Supplier A")
    assert first.exit_code == 0, first.output
    assert "Only you can say (3)" in first.output
    saved = json.loads(out.read_text(encoding="utf-8"))
    Draft202012Validator(profile_schema()).validate(saved)
    assert [each["name"] for each in saved["questions"] if each["answer"] is None] == ["at", "vat recoverable", "limb"]
    assert all(column["why"] for column in saved["tables"][0]["columns"])
    assert saved["made_from"]["name"] == "costs.xlsx"

    refused = run("check", costs, "--profile", out, "--format", "json")
    assert refused.exit_code == 1
    report = json.loads(refused.output)
    Draft202012Validator(check_schema()).validate(report)
    assert [each["code"] for each in report["problems"]] == ["mapping-open"] * 3
    assert [
        name in each["do"]
        for name, each in zip(('"at"', '"vat recoverable"', '"limb"'), report["problems"], strict=True)
    ] == [True] * 3

    answered = run(
        "map",
        costs,
        "--profile",
        out,
        "--suggest",
        out,
        "--answer",
        "vat recoverable=none",
        "--answer",
        "limb=key_use",
        "--at",
        "2026-06-30",
    )
    assert "Nothing is left open." in answered.output
    accepted = run("check", costs, "--profile", out, "--format", "json")
    assert accepted.exit_code == 0
    report = json.loads(accepted.output)
    Draft202012Validator(check_schema()).validate(report)
    assert (report["kind"], report["receipt"]["pounds"]["accepted"]) == ("cost_lines", "1500.60")
    check_case({"format": 1, "case": "RE-1", "facts": report["facts"]})


def test_answers_may_be_written_into_the_file_by_hand(costs: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.json"
    run("map", costs, "--suggest", out)
    saved = json.loads(out.read_text(encoding="utf-8"))
    hand = {"vat recoverable": "all", "limb": "key_use"}
    for each in saved["questions"]:
        each["answer"] = hand.get(each["name"], each["answer"])
    out.write_text(json.dumps(saved), encoding="utf-8")
    assert run("check", costs, "--profile", out, "--party", "Supplier A", "--at", "2026-06-30").exit_code == 0
    hand_written = {
        "format": 1,
        "party": "Supplier A",
        "at": "2026-06-30",
        "tables": [
            {
                "name": "Costs",
                "sheets": ["Costs"],
                "heading_row": 4,
                "columns": [
                    {"heading": "Invoice date", "field": "incurred"},
                    {"heading": "Supplier", "field": "ignore"},
                    {"heading": "Invoice no.", "field": "ignore"},
                    {"heading": "Description", "field": "ignore"},
                    {"heading": "Net (£)", "field": "ignore"},
                    {"heading": "VAT (£)", "field": "vat"},
                    {"heading": "Gross (£)", "field": "gross"},
                ],
            }
        ],
        "questions": [{"name": name, "answer": answer} for name, answer in {**hand, "unit": "pounds"}.items()],
    }
    out.write_text(json.dumps(hand_written), encoding="utf-8")
    assert run("check", costs, "--profile", out).exit_code == 0


def test_the_workbook_comes_back_with_findings_and_is_read_again_as_it_was(costs: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "mapping.json", tmp_path / "back.xlsx"
    run("map", costs, "--suggest", out, "--party", "Supplier A", "--at", "2026-06-30")
    assert run("check", costs, "--profile", out, "--return", back).exit_code == 1
    answers = ["--answer", "limb=key_use", "--answer", "vat recoverable=all"]
    assert run("map", back, "--profile", out, "--suggest", out, *answers).exit_code == 0
    first, again = (
        json.loads(run("check", path, "--profile", out, "--format", "json").output) for path in (costs, back)
    )
    assert again["accepted"]
    assert again["facts"][0]["id"] == first["facts"][0]["id"]
    assert again["receipt"]["pounds"] == first["receipt"]["pounds"]


def test_an_answer_that_is_none_of_the_options_stays_open(costs: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.json"
    result = run(
        "map",
        costs,
        "--suggest",
        out,
        "--party",
        "A",
        "--at",
        "2026-06-30",
        "--answer",
        "limb=labour",
        "--answer",
        "vat recoverable=none",
        "--format",
        "json",
    )
    assert result.exit_code == 0
    report = json.loads(run("check", costs, "--profile", out, "--format", "json").output)
    (problem,) = report["problems"]
    assert (problem["code"], problem["found"]) == ("mapping-open", "the answer labour")


def test_the_event_and_the_party_of_a_mapping_are_held_against_the_event(costs: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.json"
    run(
        "map",
        costs,
        "--suggest",
        out,
        "--party",
        "Supplier А",
        "--event",
        "RE-2",
        "--at",
        "2026-06-30",
        "--answer",
        "limb=key_use",
        "--answer",
        "vat recoverable=none",
    )
    report = json.loads(run("check", costs, "--profile", out, "--event", "RE-1", "--format", "json").output)
    assert [each["code"] for each in report["problems"]] == ["event-differs", "party-look-alike"]


def test_a_list_in_csv_may_be_mapped_too(tmp_path: Path) -> None:
    path, out = tmp_path / "costs.csv", tmp_path / "mapping.json"
    path.write_text('Date,Contractor,Cost (£)\n25/04/2026,Acme,"1,234.50"\n26/04/2026,Fixit,7\n', encoding="utf-8")
    answers = ["--answer", "limb=key_use", "--answer", "vat=no_vat"]
    assert run("map", path, "--suggest", out, "--party", "Supplier A", "--at", "2026-06-30", *answers).exit_code == 0
    report = json.loads(run("check", path, "--profile", out, "--format", "json").output)
    assert [(line["incurred"], line["amount"]) for line in report["facts"][0]["lines"]] == [
        ("2026-04-25", "1234.50"),
        ("2026-04-26", "7.00"),
    ]


def test_a_file_that_cannot_be_read_is_refused_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    path, out = tmp_path / "costs.xlsx", tmp_path / "mapping.json"
    path.write_bytes(b"%PDF-1.7")
    result = run("map", path, "--suggest", out)
    assert result.exit_code == 1
    assert "pdf" in result.output
    assert not out.exists()
    assert json.loads(run("map", path, "--suggest", out, "--format", "json").output)["kind"] == "refused"


@pytest.mark.parametrize(("words", "said"), [(["--answer", "limb"], "limb=key_use"), (["--at", "30/06/2026"], "--at")])
def test_wrong_use_is_said(costs: Path, tmp_path: Path, words: list[str], said: str) -> None:
    result = run("map", costs, "--suggest", tmp_path / "out.json", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_the_schema_of_a_mapping_is_published() -> None:
    result = run("schema", "profile")
    assert json.loads(result.output) == json.loads(json.dumps(profile_schema()))
    Draft202012Validator.check_schema(profile_schema())


COLUMN = {"heading": "Cost", "field": "amount"}
TABLE = {"name": "T", "sheets": ["S"], "heading_row": 1, "columns": [COLUMN]}


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({}, "format"),
        ({"format": 2}, "format"),
        ({"format": 1, "tabels": []}, "tabels"),
        ({"format": 1, "at": "30/06/2026"}, "at"),
        (
            {"format": 1, "tables": [{**TABLE, "columns": [{"heading": "Cost", "field": "sum"}]}]},
            "tables[0].columns[0].field",
        ),
        ({"format": 1, "tables": [TABLE, TABLE]}, "tables"),
        ({"format": 1, "tables": [TABLE], "leave_out_sheets": {"S": "x"}}, "sheets"),
        ({"format": 1, "tables": [{**TABLE, "columns": [COLUMN, COLUMN]}]}, "tables.T"),
        ({"format": 1, "tables": [{**TABLE, "columns": [COLUMN, {"heading": "N", "field": "net"}]}]}, "tables.T"),
        (
            {
                "format": 1,
                "tables": [{**TABLE, "columns": [{"heading": "A", "field": "vat"}, {"heading": "B", "field": "vat"}]}],
            },
            "tables.T",
        ),
        ({"format": 1, "tables": [{**TABLE, "columns": [{**COLUMN, "lines_have": {"amount": "1"}}]}]}, "tables.T"),
        ({"format": 1, "questions": [{"name": "unit", "answer": "pounds"}, {"name": "unit"}]}, "questions"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said_by_its_place(given: dict[str, Any], where: str) -> None:
    with pytest.raises(Problems) as raised:
        read_profile(json.dumps(given).encode())
    assert where in [str(problem.field) for problem in raised.value.problems]


@pytest.mark.parametrize("content", [b"\xff\xfe{", b"{", b"[]", b'{"format": 1, "format": 1}', b"[" * 100_000])
def test_what_is_no_json_is_a_problem_never_a_traceback(content: bytes) -> None:
    with pytest.raises(Problems):
        read_profile(content)


def test_a_mapping_comes_back_as_it_was_saved() -> None:
    profile = Profile.model_validate(
        {
            "format": 1,
            "party": "A",
            "at": "2026-06-30",
            "tables": [TABLE],
            "questions": [{"name": "unit", "answer": "pounds"}],
        }
    )
    assert read_profile(profile.text().encode()) == profile
