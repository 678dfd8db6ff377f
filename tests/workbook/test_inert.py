"""Text that a user wrote stays text in every workbook and csv, and nothing in the program writes one another way."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from recovery_costs.facts import FACT_TYPES
from recovery_costs.inert import csv_field, csv_text, is_live, say
from recovery_costs.money import Money
from recovery_costs.workbook.acceptance.returned import returned
from recovery_costs.workbook.acceptance.running import check_bytes
from recovery_costs.workbook.template import claim_bytes

PACKAGE = Path(__file__).parents[2] / "recovery_costs"
STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
shown = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Zs")), min_size=1, max_size=30)


@pytest.mark.parametrize("start", STARTS)
def test_what_starts_like_a_formula_is_kept_from_running(start):
    text = f"{start}1+1"
    assert is_live(text)
    assert csv_field(text) == f"'{text}"
    assert not is_live(f"a{text}")


def test_what_does_not_is_as_it_was():
    assert [csv_field(value) for value in ("", "a=1", "5", None, 7, Money(-150), Money(1))] == [
        "", "a=1", "5", "", "7", "-1.50", "0.01",
    ]  # fmt: skip
    assert not is_live("")


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\n")), min_size=2),
        min_size=1,
    )
)
@example([["=cmd|' /C calc'!A0", 'a"b', "x,y"]])
def test_a_csv_reads_back_and_no_field_of_it_runs(rows):
    read = list(csv.reader(StringIO(csv_text(rows))))
    assert [
        [field.removeprefix("'") if field[1:2] and is_live(field[1:]) else field for field in row] for row in read
    ] == [
        [text.removeprefix("'") if text[1:2] and text.startswith("'") and is_live(text[1:]) else text for text in row]
        for row in rows
    ]
    assert not any(is_live(field) for row in read for field in row)


@settings(max_examples=12, deadline=None)
@given(shown)
@example('=HYPERLINK("http://x.example")')
@example("http://x.example")
@example("_x000D_")
@example("mailto:a@b.example")
def test_every_text_is_text_in_a_claim_workbook(text):
    line = {
        "line": text,
        "incurred": "2026-01-01",
        "amount": "1.00",
        "limb": "other",
        "description": text,
        "supplier": text,
    }
    fact = FACT_TYPES["cost_lines"].model_validate(
        {"id": "1", "party": text, "at": "2026-01-01", "lines": [line], "note": text}
    )
    book = load_workbook(BytesIO(claim_bytes(text, text, text, [fact])))
    cells = [book["Cost lines"][at] for at in ("A7", "C7", "D7", "D4")] + [
        book["Claim"][at] for at in ("B4", "B5", "B6")
    ]
    for cell in cells:
        assert (cell.value.replace("_x005F_", "_"), cell.data_type, cell.hyperlink) == (text, "s", None)
        assert cell.quotePrefix is True or not is_live(text)


def test_openpyxl_is_told_that_text_is_text():
    book = Workbook()
    say(book.active["A1"], "=1+1")
    say(book.active["A2"], "plain")
    saved = BytesIO()
    book.save(saved)
    cells = load_workbook(saved).active
    assert [(cells[at].value, cells[at].data_type, bool(cells[at].quotePrefix)) for at in ("A1", "A2")] == [
        ("=1+1", "s", True),
        ("plain", "s", False),
    ]


def test_nothing_in_the_program_writes_a_cell_or_a_field_another_way():
    other = re.compile(
        r"csv\.(writer|DictWriter)|to_csv|to_excel|write_url|\.hyperlink\s*=|\.write\([a-z_ ]+, [a-z_ ]+, |(?:cell|\])\.value = "
    )
    found = {
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in PACKAGE.rglob("*.py")
        if path.name != "inert.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if other.search(line)
    }
    assert found == set()


def test_text_in_a_workbook_of_acceptance_cases_comes_back_as_text():
    book = load_workbook(PACKAGE.parent / "sample_claims" / "acceptance.xlsx")
    sheet = next(each for each in book.worksheets if each["B5"].value == "What it shows" or each["B6"].value)
    say(sheet["B6"], "=HYPERLINK('http://x.example')")
    saved = BytesIO()
    book.save(saved)
    back = returned(saved.getvalue(), check_bytes(saved.getvalue()))
    cell = load_workbook(BytesIO(back))[sheet.title]["B6"]
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.hyperlink) == (
        "=HYPERLINK('http://x.example')",
        "s",
        True,
        None,
    )
