"""The Party's own workbook back: the Findings sheet opens everywhere, and every other part is as it was."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from python_calamine import CalamineWorkbook

from recovery_costs.workbook import findings_sheet
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.layout import FINDINGS_HEADINGS as HEADINGS
from recovery_costs.workbook.layout import FINDINGS_ROW as HEAD_ROW
from recovery_costs.workbook.package import Damaged, rewritten
from recovery_costs.workbook.returned import mended, return_workbook
from tests.workbook.hostile import whole

HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "<b>&amp;</b>",
    "_x0041_",
    "\x00\x1b",
)


def problem(code: str, sheet: str, cell: str, found: str = "12.345", severity: str = "blocking") -> dict[str, Any]:
    told = {"wanted": "pounds and whole pence", "do": "Enter 12.34 or 12.35."}
    return {"code": code, "severity": severity, "sheet": sheet, "cell": cell, "found": found, **told}


def report(*problems: dict[str, Any]) -> dict[str, Any]:
    return {"file": {"name": "claim.xlsx", "sha256": "0" * 64, "bytes": 1}, "problems": list(problems)}


THREE = (
    problem("amount-not-whole-pence", "Cost lines", "F7"),
    problem("line-unknown", "Evidence", "D7", "A-9", "question"),
    problem("sheet-missing", "Estimate", "", "nothing"),
)


@pytest.fixture(scope="module")
def claim() -> bytes:
    return whole()


def contents(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def grid(package: bytes, name: str = "Findings") -> list[list[str]]:
    """What openpyxl reads; calamine must read the same."""
    read = [
        [str(value or "") for value in row] for row in load_workbook(BytesIO(package))[name].iter_rows(values_only=True)
    ]
    other = CalamineWorkbook.from_filelike(BytesIO(package)).get_sheet_by_name(name).to_python(skip_empty_area=False)
    assert [[str(value) for value in row] for row in other] == read
    return read


def test_what_is_listed_where_and_under_which_clause(claim):
    rows = grid(return_workbook(claim, report(*THREE)))
    assert rows[0][0] == "Findings"
    assert rows[1][0] == "2 to mend before it can be taken in; 1 to be asked about."
    assert rows[2][0] == ""
    assert "0" * 64 in rows[3][0]
    assert rows[HEAD_ROW - 1] == list(HEADINGS)
    wanted, do = "pounds and whole pence", "Enter 12.34 or 12.35."
    assert rows[HEAD_ROW:] == [
        ["Cost lines!F7", "Mend", "amount-not-whole-pence", '"12.345"', wanted, "L10.17", do],
        ["Evidence!D7", "Question", "line-unknown", '"A-9"', wanted, "L10.20", do],
        ["Estimate", "Mend", "sheet-missing", '"nothing"', wanted, "L10.19(b)", do],
    ]
    links = load_workbook(BytesIO(return_workbook(claim, report(*THREE))))["Findings"]
    found = [(cell.coordinate, cell.hyperlink.location, cell.hyperlink.target) for (cell,) in links["A6:A8"]]
    assert found == [("A6", "'Cost lines'!F7", None), ("A7", "'Evidence'!D7", None), ("A8", "'Estimate'!A1", None)]


def test_every_other_part_is_as_it_was(claim):
    before, after = contents(claim), contents(return_workbook(claim, report(*THREE)))
    may_change = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert {name for name in after if after[name] != before.get(name)} == may_change | {"xl/worksheets/findings.xml"}
    assert {name: before[name] for name in before if name not in may_change} == {
        name: after[name] for name in before if name not in may_change
    }
    books = [load_workbook(BytesIO(each)) for each in (claim, return_workbook(claim, report()))]
    assert books[1].sheetnames == [*books[0].sheetnames, "Findings"]
    assert books[1].active.title == books[0].active.title
    assert dict(books[1].defined_names) == dict(books[0].defined_names)


def test_a_second_return_replaces_the_sheet_and_says_what_was_mended(claim):
    once = return_workbook(claim, report(*THREE))
    left = (THREE[1], problem("date-is-text", "Cost lines", "B7", "5/3/26"))
    twice = return_workbook(once, report(*left))
    rows = grid(twice)
    assert rows[2][0] == "Since the check before: 2 of 3 mended, 1 new."
    assert len(rows) == HEAD_ROW + 2
    before, after = contents(once), contents(twice)
    assert {name for name in after if after[name] != before.get(name)} == {"xl/worksheets/findings.xml"}
    assert set(after) == set(before)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (THREE, "0 of 3 mended, none new"),
        ((), "3 of 3 mended, none new"),
        ((problem("amount-not-whole-pence", "Cost lines", "F9"),), "2 of 3 mended, none new"),  # a row was put in
        ((problem("amount-not-whole-pence", "Cost lines", "F9", "0.001"),), "3 of 3 mended, 1 new"),
        ((problem("amount-not-whole-pence", "Cost lines", "F7", "0.001"),), "2 of 3 mended, none new"),
        ((*THREE, THREE[0]), "0 of 3 mended, 1 new"),
    ],
)
def test_what_is_mended_is_known_from_the_sheet_alone(claim, now, words):
    since = mended(return_workbook(claim, report(*THREE)), list(now))
    assert since
    assert since.words == words
    assert mended(claim, list(now)) is None


def test_what_was_mended_is_known_however_the_workbook_was_saved(claim):
    book = load_workbook(BytesIO(return_workbook(claim, report(*THREE))))  # openpyxl keeps texts in shared strings
    book.move_sheet("Findings", -3)
    sheet = book["Findings"]
    sheet["D6"] = CellRichText(TextBlock(InlineFont(b=True), '"12.'), TextBlock(InlineFont(), '345"'))
    saved = BytesIO()
    book.save(saved)
    assert mended(saved.getvalue(), [THREE[0]]).words == "2 of 3 mended, none new"  # type: ignore[union-attr]
    again = return_workbook(saved.getvalue(), report(THREE[0]))
    assert load_workbook(BytesIO(again)).sheetnames.count("Findings") == 1
    assert grid(again)[2][0] == "Since the check before: 2 of 3 mended, none new."


def test_a_sheet_of_the_partys_own_of_that_name_stays(claim):
    book = Workbook()
    book.active.title = "Findings"
    book.active["A1"] = "our own"
    saved = BytesIO()
    book.save(saved)
    back = return_workbook(return_workbook(saved.getvalue(), report(THREE[0])), report(THREE[1]))
    opened = load_workbook(BytesIO(back))
    assert opened.sheetnames == ["Findings", "Findings (2)"]
    assert opened["Findings"]["A1"].value == "our own"
    assert grid(back, "Findings (2)")[2][0] == "Since the check before: 1 of 1 mended, 1 new."


def test_a_check_ignores_its_own_findings_and_asks_about_a_sheet_of_that_name(claim):
    back = return_workbook(claim, report(*THREE))
    assert check_bytes(back, "claim.xlsx").problems == ()
    book = load_workbook(BytesIO(claim))
    book.create_sheet("Findings")["B2"] = 1234.5
    saved = BytesIO()
    book.save(saved)
    assert [problem.code for problem in check_bytes(saved.getvalue(), "claim.xlsx").problems] == ["sheet-unknown"]
    back = return_workbook(saved.getvalue(), report(*THREE))
    assert [problem.code for problem in check_bytes(back, "claim.xlsx").problems] == ["sheet-unknown"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_the_users_runs_or_links(claim, text):
    told = [problem("amount-is-text", "Cost lines", "F7", text), problem("sheet-unknown", text, "A1", text)]
    told[0]["do"] = text
    back = return_workbook(claim, report(*told))
    sheet = load_workbook(BytesIO(back))["Findings"]
    for row in sheet.iter_rows(min_row=HEAD_ROW + 1):
        assert all(cell.data_type in ("s", "n", "inlineStr") for cell in row)
        assert row[0].value is None or row[0].value[0] not in "=+-@\t\r"
        assert row[3].value[0] == '"'
        assert row[0].hyperlink is None or row[0].hyperlink.target is None
    assert "xl/worksheets/_rels/findings.xml.rels" not in contents(back)


def test_a_package_of_other_hands_prefixed_and_streamed():
    """Parts as other programs write them: prefixes, sizes behind the content, parts not packed, another folder."""
    office, sheets = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    made = BytesIO()

    class Unseekable(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise OSError

    made = Unseekable()
    with ZipFile(made, "w") as book:
        book.writestr(
            "[Content_Types].xml",
            f'<c:Types xmlns:c="{package}/content-types"><c:Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><c:Override PartName="/book/w.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><c:Override PartName="/book/s.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></c:Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{office}/officeDocument" Target="/book/w.xml"/></Relationships>',
        )
        book.writestr(
            "book/w.xml",
            f'<?xml version="1.0"?><!-- <x:sheets> --><x:workbook xmlns:x="{sheets}" xmlns:q="{office}"><x:sheets><x:sheet name="A &amp; B" sheetId="7" q:id="b"/></x:sheets></x:workbook>',
            ZIP_STORED,
        )
        book.writestr(
            "book/_rels/w.xml.rels",
            f'<p:Relationships xmlns:p="{package}/relationships"><p:Relationship Id="b" Type="{office}/worksheet" Target="s.xml"/></p:Relationships>',
        )
        book.writestr(
            "book/s.xml",
            f'<worksheet xmlns="{sheets}"><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>',
        )
    original = made.getvalue()
    back = return_workbook(original, report(problem("c", "A & B", "A1")))
    opened = load_workbook(BytesIO(back))
    assert opened.sheetnames == ["A & B", "Findings"]
    assert opened["A & B"]["A1"].value == 5
    assert opened["Findings"]["A6"].hyperlink.location == "'A & B'!A1"
    assert contents(back)["book/s.xml"] == contents(original)["book/s.xml"]
    assert mended(back, []).words == "1 of 1 mended, none new"  # type: ignore[union-attr]


def test_beyond_what_excel_takes_findings_are_listed_without_a_link(claim, monkeypatch):
    monkeypatch.setattr(findings_sheet, "MOST_LINKS", 3)
    monkeypatch.setattr(findings_sheet, "MOST_ROWS", 5)
    many = [problem("amount-negative", "Cost lines", f"F{row}") for row in range(7, 14)]
    part = contents(return_workbook(claim, report(*many)))["xl/worksheets/findings.xml"]
    assert part.count(b"<hyperlink ") == 3
    assert part.count(b"<row ") == 5 + 4


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04 not a zip", b"PK\x05\x06" + b"\x01" * 18])
def test_what_is_no_workbook_is_refused(junk):
    with pytest.raises(Damaged):
        return_workbook(junk, report())


def test_parts_are_exchanged_without_a_trace(claim):
    same = rewritten(claim, {})
    assert contents(same) == contents(claim)
    assert hashlib.sha256(rewritten(same, {})).digest() == hashlib.sha256(same).digest()
