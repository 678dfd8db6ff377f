"""Lists of cost lines in CSV: read strictly, every field as text; what is wrong is said by line and by name."""

from __future__ import annotations

import tracemalloc
from collections import Counter

import pytest

from recovery_costs.case_file import check_case
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.check_own import Given
from recovery_costs.workbook.report import CheckReport

GIVEN = Given(None, "Supplier A", "2026-06-30")
HEADS = "line,incurred,amount,limb,description"
GOOD = f"{HEADS}\n1,2026-04-01,10.00,key_use,Key ceremony\n2,2026-04-02,5.50,Something else,\n"


def checked(text: str | bytes, given: Given = GIVEN) -> CheckReport:
    return check_bytes(text if isinstance(text, bytes) else text.encode(), "lines.csv", given=given)


def blocking(text: str | bytes) -> list[tuple[str, str]]:
    report = checked(text)
    assert not report.accepted
    assert report.facts == ()
    return [(each.code, each.cell) for each in report.blocking]


def test_a_list_by_the_names_of_a_case_file_or_of_the_template() -> None:
    report = checked(GOOD)
    assert (report.kind, report.accepted, report.problems) == ("cost_lines", True, ())
    (fact,) = report.facts
    assert fact["lines"] == [
        {"line": "1", "incurred": "2026-04-01", "amount": "10.00", "limb": "key_use", "description": "Key ceremony"},
        {"line": "2", "incurred": "2026-04-02", "amount": "5.50", "limb": "other"},
    ]
    assert fact["source"] == {"workbook": "lines.csv", "sheet": "csv", "cell": "C2"}
    assert report.receipt.as_json() == {
        "cells": {"seen": 14, "read": 9, "ignored": 5, "flagged": 0},
        "rows": {"seen": 2, "accepted": 2, "rejected": 0, "ignored": 0},
        "pounds": {"seen": "15.50", "accepted": "15.50", "rejected": "0.00", "ignored": "0.00"},
    }
    check_case({"format": 1, "case": "RE-1", "facts": list(report.facts)})
    titled = GOOD.replace(HEADS, "Line,Incurred on,Amount (£),What for,What it was")
    assert checked(titled).facts[0]["lines"] == fact["lines"]


@pytest.mark.parametrize(
    "same",
    [
        GOOD.replace("\n", "\r\n"),
        "\ufeff" + GOOD,
        GOOD.rstrip("\n"),
        GOOD + "\n\n",
        GOOD.replace("Key ceremony", '"Key ceremony"'),
        GOOD.replace("10.00", '"10.00"'),
    ],
    ids=["crlf", "byte order mark", "no last line end", "empty lines", "quoted", "quoted amount"],
)
def test_what_changes_nothing(same: str) -> None:
    assert checked(same).facts == checked(GOOD).facts


@pytest.mark.parametrize(
    ("text", "code", "cell"),
    [
        (GOOD.replace("Key ceremony", "Key, ceremony"), "csv-ragged", "F2"),
        (GOOD.replace(",Key ceremony", ""), "csv-ragged", "D2"),
        (GOOD.replace("Key ceremony", '"Key\nceremony"'), "csv-line-break", "E2"),
        (GOOD.replace(HEADS, "line,incurred,amount,limb,Amount"), "heading-twice", "E1"),
        (GOOD.replace(HEADS, "line,incurred,amount,limb,Amount (£)"), "heading-twice", "E1"),
        (GOOD.replace("10.00", "10.005"), "amount-not-whole-pence", "C2"),
        (GOOD.replace("10.00", "1.230"), "amount-is-text", "C2"),
        (GOOD.replace("10.00", "-10.00"), "amount-negative", "C2"),
        (GOOD.replace("10.00", "(10.00)"), "amount-is-text", "C2"),
        (GOOD.replace("10.00", "=5+5"), "amount-is-text", "C2"),
        (GOOD.replace("10.00", '"10,00"'), "amount-is-text", "C2"),
        (GOOD.replace("10.00", "1e1"), "amount-is-text", "C2"),
        (GOOD.replace("10.00", "\u0661\u0660.00"), "amount-is-text", "C2"),
        (GOOD.replace("10.00", "€10.00"), "amount-is-text", "C2"),
        (GOOD.replace("10.00", ""), "value-missing", "C2"),
        (GOOD.replace("10.00", "1000000000000.00"), "amount-too-large", "C2"),
        (GOOD.replace("2026-04-01", "01/04/2026"), "date-ambiguous", "B2"),
        (GOOD.replace("2026-04-01", "25/04/2026"), "date-is-text", "B2"),
        (GOOD.replace("2026-04-01", "2026-04-31"), "no-such-date", "B2"),
        (GOOD.replace("2026-04-01", "46113"), "date-is-text", "B2"),
        (GOOD.replace("2026-04-01", ""), "value-missing", "B2"),
        (GOOD.replace("2026-04-01", "2026-04-01 14:30"), "date-is-text", "B2"),
        (GOOD.replace("key_use", "labour"), "unknown-option", "D2"),
        (GOOD.replace("key_use", ""), "value-missing", "D2"),
        (GOOD.replace("\n2,", "\n1,"), "line-twice", "A3"),
        (GOOD.replace("description", "recoverable_vta"), "heading-renamed", "E1"),
        (GOOD.replace("line,", "number,"), "heading-missing", "A1"),
        (GOOD.replace("\n2,2026-04-02", "\nTotal,").replace("Something else", ""), "total-row-in-list", "C3"),
        (GOOD.replace("Key ceremony", "Key\u200bceremony"), "hidden-characters", "E2"),
        (GOOD.replace("key_use", "replace_device"), "heading-missing", "A1"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_cell(text: str, code: str, cell: str) -> None:
    assert (code, cell) in blocking(text)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (GOOD.replace(",", ";").encode(), "csv-delimiter"),
        (GOOD.replace(",", "\t").encode(), "csv-delimiter"),
        (GOOD.replace(",", "|").encode(), "csv-delimiter"),
        (b"sep=;\n" + GOOD.replace(",", ";").encode(), "csv-delimiter"),
        (GOOD.replace("Key ceremony", '"Key ceremony').encode(), "csv-quotes"),
        (GOOD.replace("Key ceremony", '"Key" ceremony').encode(), "csv-quotes"),
        (GOOD.replace("Key ceremony", "x" * 40_000).encode(), "csv-field-too-long"),
        (GOOD.replace("Key ceremony", "x" * 200_000).encode(), "csv-field-too-long"),
        (GOOD.encode("utf-16"), "text-encoding"),
        (GOOD.encode("utf-16-le"), "text-encoding"),
        (GOOD.replace("Key", "Café").encode("cp1252"), "text-encoding"),
        (GOOD.replace("Key", "K\0y").encode(), "not-a-workbook"),
        (b"", "file-empty"),
    ],
)
def test_what_is_no_list_in_csv_is_refused_by_name(content: bytes, code: str) -> None:
    report = checked(content)
    assert report.kind == "refused"
    assert [each.code for each in report.problems] == [code]


def test_a_list_with_other_headings_is_no_claim_and_is_to_be_mapped() -> None:
    report = checked("Datum,Betrag\n2026-04-01,10.00\n")
    assert (report.kind, [each.code for each in report.problems]) == ("not_a_claim", ["not-a-claim"])
    assert "recovery-costs map" in report.problems[0].do


def test_the_party_and_the_day_must_be_given() -> None:
    report = checked(GOOD, Given())
    assert [(each.code, each.do) for each in report.blocking] == [
        ("value-missing", "Give --party."),
        ("value-missing", "Give --at."),
    ]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    for said in ("=1+1", "+44", "-x", "@SUM(A1)", "'quoted"):
        assert checked(GOOD.replace("Key ceremony", said)).facts[0]["lines"][0]["description"] == said


def test_a_heading_that_no_field_has_is_a_question_as_on_the_template() -> None:
    report = checked(GOOD.replace("description", "cost centre"))
    assert report.accepted
    assert [(each.code, each.severity, each.cell) for each in report.problems] == [
        ("heading-unknown", "question", "E1")
    ]
    assert "description" not in report.facts[0]["lines"][0]


def test_a_row_that_lacks_what_a_replacement_needs_is_flagged_at_its_cells() -> None:
    heads = f"{HEADS},key_outcome,responsible_supplier,smi_status"
    text = f"{heads}\n1,2026-04-01,10.00,replace_device,x,not_used,yes,\n2,2026-04-02,5.50,replace_data,x,,true,commissioned\n"
    assert sorted(blocking(text)) == [("unknown-option", "G2"), ("value-missing", "F3"), ("value-missing", "H2")]


def test_every_bad_cell_is_listed_not_only_the_first() -> None:
    text = GOOD.replace("2026-04-01", "01/04/2026").replace("2026-04-02", "02/04/2026")
    assert blocking(text) == [("date-ambiguous", "B2"), ("date-ambiguous", "B3")]


def test_the_same_line_again_is_a_question() -> None:
    report = checked(GOOD.replace("2,2026-04-02,5.50,Something else,", "2,2026-04-01,10.00,key_use,Key ceremony"))
    assert report.accepted
    assert [(each.code, each.severity, each.cell) for each in report.problems] == [("line-repeated", "question", "A3")]


@pytest.mark.parametrize(
    "fault", ["{}\n", '{},2026-04-03,1.00,other,"a\nb"\n'], ids=["another length", "over two lines"]
)
@pytest.mark.parametrize(("rows", "refused"), [(999, False), (1000, False), (1001, True)])
def test_rows_of_one_fault_are_listed_to_a_thousand(fault: str, rows: int, refused: bool) -> None:
    report = checked(GOOD + "".join(fault.format(number) for number in range(10, 10 + rows)))
    listed = Counter(each.code for each in report.blocking)
    code = "csv-ragged" if fault == "{}\n" else "csv-line-break"
    assert (report.kind == "refused", listed[code]) == (refused, 1 if refused else rows)


def test_a_list_is_read_in_the_child_and_the_parent_keeps_what_it_had() -> None:
    """Three million rows of another length: 21 MB of text, refused at the thousand and first row."""
    rows = GOOD.encode() + b"1,,,,,\n" * 3_000_000
    tracemalloc.start()
    report = check_bytes(rows, "lines.csv", given=GIVEN)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (problem,) = report.problems
    assert (report.kind, problem.code) == ("refused", "csv-ragged")
    assert problem.found == "row 1004: more than 1,000 rows of another length than the headings"
    assert most < 8_000_000
    assert checked(GOOD).accepted


def test_an_amount_that_adds_up_those_above_it_is_asked_about() -> None:
    lines = "line,incurred,amount,limb\n1,2026-04-01,10.00,other\n2,2026-04-02,5.50,other\n3,2026-04-03,{},other\n"
    asked = {
        amount: {each.code for each in checked(lines.format(amount)).problems} for amount in ("15.49", "15.50", "15.51")
    }
    assert asked == {"15.49": set(), "15.50": {"line-adds-up"}, "15.51": set()}
    assert checked(lines.format("15.50")).accepted
