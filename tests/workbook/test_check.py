"""Checking a claim workbook: facts come back, every cell is accounted for, and what is wrong is named by its cell."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from recovery_costs.workbook import account as accounts
from recovery_costs.workbook.check import Context, check_bytes, check_file
from recovery_costs.workbook.codes import CODES, MAPPED, page
from recovery_costs.workbook.parties import look_alike, slug
from recovery_costs.workbook.report import CheckReport, check_schema
from recovery_costs.workbook.template import claim_bytes
from tests.workbook import hostile
from tests.workbook.facts import EVENT, FACTS, LINES, PARTY, records, said
from tests.workbook.hostile import CLAIM, ESTIMATE, EVIDENCE, changed, corpus, edited, number, text, whole, with_cell
from tests.workbook.hostile import LINES as LINES_PART

TOP = Path(__file__).parents[2]


def claim(*facts: dict[str, Any], party: str = PARTY) -> CheckReport:
    """The check of a workbook that states these facts."""
    return check_bytes(claim_bytes(EVENT, party, None, records(facts, party)), "claim.xlsx")


def named(report: CheckReport) -> list[tuple[str, str]]:
    """What was found, each with its cell."""
    return [(problem.code, f"{problem.sheet}!{problem.cell}") for problem in report.problems]


# --- facts ------------------------------------------------------------------------------------------------------


def test_what_is_written_is_read() -> None:
    report = check_bytes(whole(), "claim of A.xlsx")
    assert report.problems == ()
    assert (report.event, report.party, report.contact) == (EVENT, PARTY, "R. Okafor")
    facts = records(report.facts)
    assert [said(fact) for fact in facts] == [said(fact) for fact in records()]
    sources = {(fact.source.workbook, fact.source.sheet) for fact in facts if fact.source}
    assert sources == {("claim of A.xlsx", each) for each in ("Claim", "Estimate", "Cost lines", "Evidence")}


def test_an_empty_claim_is_read_as_nothing_yet() -> None:
    report = check_bytes(claim_bytes(EVENT, PARTY), "claim.xlsx")
    assert (report.accepted, report.problems, report.facts) == (True, (), ())
    assert (report.receipt.read, report.receipt.rows.seen, report.receipt.pence.seen) == (2, 0, 0)


def test_every_cell_row_and_pound_is_accounted_for() -> None:
    receipt = check_bytes(whole(), "claim.xlsx").receipt
    # Who claims 3. The Claim sheet: 6, 3, 3, 3, 5, 7, 5, 4. Estimates 4, 5, 7. The lists' days 3 and 1.
    # Lines 18, 5, 10, 4; evidence 4 and 2.
    assert receipt.read == 3 + 36 + 16 + 4 + 37 + 6 - 2
    assert receipt.flagged == 0
    assert receipt.as_json()["rows"] == {"seen": 4, "accepted": 4, "rejected": 0, "ignored": 0}
    assert receipt.as_json()["pounds"]["seen"] == "86411.21"


def test_rows_that_cannot_go_through_are_rejected_with_their_pounds() -> None:
    receipt = check_bytes(with_cell(LINES_PART, "B7", ""), "claim.xlsx").receipt
    assert receipt.as_json()["rows"] == {"seen": 4, "accepted": 3, "rejected": 1, "ignored": 0}
    assert receipt.as_json()["pounds"] == {
        "seen": "86411.21",
        "accepted": "11.11",
        "rejected": "86400.10",
        "ignored": "0.00",
    }


def test_an_amount_that_cannot_be_read_counts_nothing() -> None:
    receipt = check_bytes(text(LINES_PART, "F7", "lots"), "claim.xlsx").receipt
    assert receipt.as_json()["pounds"] == {"seen": "11.11", "accepted": "11.11", "rejected": "0.00", "ignored": "0.00"}


def test_ids_come_of_what_is_said_and_of_nothing_else() -> None:
    once, renamed = (check_bytes(whole(), name) for name in ("one.xlsx", "another.xlsx"))
    assert [fact["id"] for fact in once.facts] == [fact["id"] for fact in renamed.facts]
    moved = check_bytes(number(LINES_PART, "H7", "0.3"), "one.xlsx")
    differ = [old["type"] for old, new in zip(once.facts, moved.facts, strict=True) if old["id"] != new["id"]]
    assert differ == ["cost_lines"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("86400.100000000001", "86400.10"),
        ("19.990000000000002", "19.99"),
        ("0.30000000000000004", "0.30"),
        ("0.00999999999999", "0.01"),
        ("8.64001E4", "86400.10"),
        ("1", "1.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("00012.50", "12.50"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_whole_pence_are_read_whatever_a_spreadsheet_makes_of_them(written: str, amount: str) -> None:
    report = check_bytes(number(LINES_PART, "F7", written), "claim.xlsx")
    lines = next(fact for fact in report.facts if fact["type"] == "cost_lines")
    assert lines["lines"][0]["amount"] == amount


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("0.0100000099999", True, id="below"),
        pytest.param("0.01000001", True, id="exactly at"),
        pytest.param("0.0100000100001", False, id="above"),
        pytest.param("0.0099999900001", True, id="below, from the other side"),
        pytest.param("0.00999999", True, id="exactly at, from the other side"),
        pytest.param("0.0099999899999", False, id="above, from the other side"),
        pytest.param("1.00000200E-2", False, id="above, with an exponent"),
    ],
)
def test_noise_is_a_millionth_of_a_penny_and_no_more(written: str, read: bool) -> None:
    report = check_bytes(number(LINES_PART, "F8", written), "claim.xlsx")
    assert [problem.code for problem in report.problems] == ([] if read else ["amount-not-whole-pence"])


# --- what is asked of sheets and lists --------------------------------------------------------------------------

INTENTION, CEASED, TOTAL = FACTS[0], FACTS[2], FACTS[4]
LISTED = {"type": "cost_lines", "at": "2026-09-18", "lines": list(LINES)}


def test_a_total_is_held_against_its_lines_a_penny_below_at_and_above() -> None:
    for amount, found in (("86411.20", ["total-below-lines"]), ("86411.21", []), ("86411.22", ["total-above-lines"])):
        report = claim({**TOTAL, "amount": amount}, LISTED)
        assert [problem.code for problem in report.problems] == found
        assert report.accepted
    assert claim({**TOTAL, "amount": "0.00"}, LISTED).problems == ()  # a withdrawal


def test_an_invoice_and_a_device_that_come_again_are_asked_about() -> None:
    line = {"incurred": "2026-02-16", "amount": "5.00", "limb": "other", "supplier": "S", "invoice": "7"}
    once = {**line, "line": "1", "device_ids": ["a", "b"], "description": "one"}
    again = {**line, "line": "2", "device_ids": ["c"], "description": "two"}
    assert named(claim({**LISTED, "lines": [once, again]})) == [("invoice-repeated", "Cost lines!E8")]
    other = {**again, "amount": "6.00", "device_ids": ["b", "c"]}
    assert named(claim({**LISTED, "lines": [once, other]})) == [("device-repeated", "Cost lines!Q8")]
    assert claim({**LISTED, "lines": [once, {**again, "invoice": "8"}]}).problems == ()


def test_a_notice_twice_is_one_too_many() -> None:
    assert named(claim(INTENTION, INTENTION)) == [("row-twice", "Claim!A11")]


def test_a_list_with_a_day_and_no_rows_is_asked_about() -> None:
    assert named(check_bytes(without_rows(EVIDENCE), "claim.xlsx")) == [("list-empty", "Evidence!B3")]


def without_rows(part: str) -> bytes:
    content = hostile.parts()[part].decode()
    return changed(**{part: re.sub(r'<row r="([7-9]|1[0-9])".*?</row>', "", content).encode()})


def test_a_list_without_a_day_needs_one() -> None:
    assert named(check_bytes(with_cell(LINES_PART, "D3", ""), "claim.xlsx"))[0] == ("value-missing", "Cost lines!D3")


def test_a_figure_is_held_against_the_parts_that_it_is_built_from() -> None:
    typed = with_cell(ESTIMATE, "F7", "<v>1</v>")
    assert named(check_bytes(typed, "claim.xlsx")) == [("built-differs", "Estimate!K7")]


def test_headings_that_are_not_the_templates() -> None:
    unknown = edited(
        LINES_PART, '</row><row r="7"', '<c r="S6" t="inlineStr"><is><t>Our cost centre</t></is></c></row><row r="7"'
    )
    report = check_bytes(unknown, "claim.xlsx")
    assert named(report) == [("heading-unknown", "Cost lines!S6")]
    assert report.accepted
    gone = re.sub(r'<row r="6".*?</row>', "", hostile.parts()[LINES_PART].decode())
    report = check_bytes(changed(**{LINES_PART: gone.encode()}), "claim.xlsx")
    assert ("headings-missing", "Cost lines!A6") in named(report)
    assert not report.accepted


def test_a_field_with_no_use_for_what_a_row_says() -> None:
    assert named(check_bytes(number(CLAIM, "I12", "5"), "claim.xlsx")) == [("fields-at-odds", "Claim!I12")]


def test_everything_is_said_at_once_in_the_order_of_the_sheets() -> None:
    content = hostile.parts()[LINES_PART].decode()
    for cell, written in (("M7", "2.5"), ("H7", "0.295"), ("B7", "46069.5")):
        content = hostile.put(content, cell, f"<v>{written}</v>")
    found = named(check_bytes(changed(**{LINES_PART: content.encode()}), "claim.xlsx"))
    assert found == [
        ("date-with-time", "Cost lines!B7"),
        ("amount-not-whole-pence", "Cost lines!H7"),
        ("not-a-whole-number", "Cost lines!M7"),
    ]


def test_problems_beyond_the_most_that_are_listed_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "MOST_LISTED", 2)
    lines = [{"line": f"{n}", "incurred": "2001-01-01", "amount": f"{n}.00", "limb": "other"} for n in range(1, 6)]
    report = claim({**LISTED, "lines": lines})
    assert [problem.code for problem in report.problems].count("date-far-off") == 2
    assert [(each.code, each.found) for each in report.problems if each.code == "more-of-the-same"] == [
        ("more-of-the-same", "3 more of date-far-off")
    ]


# --- what is known beside the file ------------------------------------------------------------------------------


def test_the_event_and_the_party_are_held_against_what_is_known() -> None:
    assert named(check_bytes(whole(), "c.xlsx", Context("RE-2026-001"))) == []
    assert named(check_bytes(whole(), "c.xlsx", Context("RE-2026-002"))) == [("event-differs", "Claim!B4")]
    known = Context(None, None, frozenset({"Supplier B"}))
    assert named(check_bytes(whole(), "c.xlsx", known)) == [("party-unknown", "Claim!B5")]
    like = Context(None, None, frozenset({"SUPPLIER A", "Supplier B"}))
    assert named(check_bytes(whole(), "c.xlsx", like)) == [("party-look-alike", "Claim!B5")]
    assert named(check_bytes(whole(), "c.xlsx", Context(None, None, frozenset({PARTY})))) == []


@pytest.mark.parametrize(
    ("day", "asked"),
    [("2025-02-14", True), ("2025-02-15", False), ("2026-02-16", False), ("2032-02-21", False), ("2032-02-22", True)],
)
def test_a_day_far_from_the_event_is_asked_about(day: str, asked: bool) -> None:
    line = {"line": "1", "incurred": day, "amount": "5.00", "limb": "other"}
    content = claim_bytes(EVENT, PARTY, None, records([{**LISTED, "lines": [line]}]))
    report = check_bytes(content, "c.xlsx", Context(EVENT, date(2026, 2, 16)))
    assert named(report) == ([("date-far-off", "Cost lines!B7")] if asked else [])


def test_parties_of_like_names_get_ids_of_their_own() -> None:
    names = ["Supplier A", "supplier a", "Supplier-A", "Supplier  A", "SUPPLIER A", "Supplier Ä", "株式会社", "!"]
    assert len({slug(name) for name in names}) == len(names)
    assert slug("Network N") == "network-n"


@pytest.mark.parametrize(
    "name", ["Supp1ier A", "SUPPLIER  A", "Ѕupplier A", "Supplier\u200bA", "Ｓupplier A", "supplier-a"]
)
def test_names_that_look_like_a_known_one(name: str) -> None:
    assert look_alike(name, ["Supplier A"])
    assert look_alike("Supplier B", ["Supplier A"]) is None


# --- the report -------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.xlsx", tmp_path):
        report = check_file(path)
        assert (report.kind, named(report)) == ("refused", [("unreadable", "!")])


def test_a_file_beyond_the_largest_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as into:
        into.truncate(100 * 1024 * 1024)
    assert named(check_file(path)) == [("not-a-workbook", "!")]
    with path.open("wb") as into:
        into.truncate(100 * 1024 * 1024 + 1)
    assert named(check_file(path)) == [("file-too-large", "!")]


def test_a_workbook_that_is_no_claim_says_what_is_missing() -> None:
    report = check_file(TOP / "sample_claims" / "acceptance.xlsx")
    assert (report.kind, report.accepted, report.facts) == ("not_a_claim", False, ())
    (problem,) = report.problems
    assert problem.code == "not-a-claim"
    assert "Cost lines" in problem.wanted
    assert "Notices" in problem.found
    assert report.receipt.cells == report.receipt.ignored > 0


def test_reports_fit_their_schema() -> None:
    schema = check_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for content in (whole(), b"", corpus()[-1].content, number(LINES_PART, "F7", "1.005")):
        said = json.loads(json.dumps(check_bytes(content, "claim.xlsx").as_json()))
        validator.validate(said)


def test_every_code_is_planted_somewhere() -> None:
    here = {
        "unreadable", "file-too-large", "too-costly-to-read", "not-a-claim", "event-differs", "party-unknown",
        "headings-missing", "heading-unknown", "invoice-repeated", "device-repeated", "row-twice", "list-empty",
        "built-differs", "total-above-lines", "total-below-lines", "more-of-the-same",
    }  # fmt: skip
    assert {odd.code for odd in corpus()} | here == CODES.keys() - MAPPED.keys() - {
        "csv-delimiter",
        "csv-quotes",
        "csv-field-too-long",
    }


def test_the_page_of_codes_is_written_from_them() -> None:
    assert (TOP / "docs" / "check-codes.md").read_text(encoding="utf-8") == page()
