"""Acceptance cases in a workbook: ours hold, one wrong cell turns red and no other, and what cannot be read is said."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import canonicalize
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from recovery_costs.cli import app
from recovery_costs.workbook.acceptance.answers import ANSWERS, COLUMNS, HEADINGS
from recovery_costs.workbook.acceptance.columns import AUTHOR, CHECKED, MARK
from recovery_costs.workbook.acceptance.returned import returned
from recovery_costs.workbook.acceptance.running import check_bytes

TOP = Path(__file__).parents[2]
OURS = TOP / "sample_claims" / "acceptance.xlsx"


@cache
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_acceptance", OURS.with_name("make_acceptance.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheets(book: Workbook) -> Iterator[Any]:
    yield from (sheet for sheet in book.worksheets if sheet.title != "Read me")


def red(content: bytes) -> list[tuple[str, str]]:
    """The cells that a returned workbook marks, each by colour and in words."""
    marked = []
    for sheet in load_workbook(BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                filled = cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb.endswith(MARK)
                assert filled == (cell.comment is not None), cell.coordinate
                if filled:
                    marked.append((sheet.title, cell.coordinate))
    return marked


# --- ours ---------------------------------------------------------------------------------------------------------


def test_ours_hold_and_are_enough() -> None:
    checked = check_bytes(OURS.read_bytes())
    assert checked.problems == ()
    assert checked.misses == ()
    assert checked.cases >= 25
    assert checked.answers >= 300


def test_ours_are_the_same_bytes_whenever_they_are_made(tmp_path: Path) -> None:
    maker().main(tmp_path / "a.xlsx")
    maker().main(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    # Against what is kept, part by part: another zlib packs the same parts in other bytes, and another XML library, which
    # openpyxl takes where it finds it, writes empty elements another way.
    with ZipFile(tmp_path / "a.xlsx") as new, ZipFile(OURS) as kept:
        assert new.namelist() == kept.namelist()
        assert [canonicalize(new.read(n)) for n in new.namelist()] == [
            canonicalize(kept.read(n)) for n in kept.namelist()
        ]


def test_every_answer_is_expected_somewhere() -> None:
    expected = {heading for sheet in maker().SHEETS for row in sheet.rows for heading in row}
    assert {answer.column.heading for answer in ANSWERS} <= expected


def expected_cells() -> Iterator[tuple[str, str, str]]:
    """Each expected cell of ours: sheet, cell, heading."""
    answers = {answer.column.heading for answer in ANSWERS}
    for sheet in sheets(load_workbook(OURS)):
        heads = {cell.column: cell.value for cell in sheet[5]}
        for row in sheet.iter_rows(min_row=6):
            for cell in row:
                if cell.value is not None and heads.get(cell.column) in answers:
                    yield sheet.title, cell.coordinate, heads[cell.column]


def wrong(value: Any, heading: str) -> Any:
    """Another value that the cell could hold."""
    column = next(answer.column for answer in ANSWERS if answer.column.heading == heading)
    if column.entry.choices:
        return next(word for word in column.entry.choices if word != value)
    if isinstance(value, (datetime, date)) or heading.endswith(("last day", "ends", "took effect", "day")):
        return "2031-07-09"
    return 7654321


CELLS = list(expected_cells())
FIRST_OF_EACH_SHEET = list({title: (title, cell, heading) for title, cell, heading in reversed(CELLS)}.values())


def rounds() -> list[list[tuple[str, str, str]]]:
    """Every expected cell once, with at most one of a case in a round: cases share nothing."""
    made: list[list[tuple[str, str, str]]] = []
    book = load_workbook(OURS)
    taken: dict[tuple[str, str], int] = {}
    for title, cell, heading in CELLS:
        case = (title, str(book[title].cell(book[title][cell].row, 1).value))
        number = taken[case] = taken.get(case, -1) + 1
        if number == len(made):
            made.append([])
        made[number].append((title, cell, heading))
    return made


def test_a_wrong_expectation_turns_that_cell_red_and_no_other() -> None:
    """Every expected cell of ours, one of each case at a time."""
    tried = 0
    for cells in rounds():
        book = load_workbook(OURS)
        for title, cell, heading in cells:
            book[title][cell].value = wrong(book[title][cell].value, heading)
        content = saved(book)
        checked = check_bytes(content)
        assert checked.problems == ()
        assert {(miss.sheet, miss.cell) for miss in checked.misses} == {(title, cell) for title, cell, _ in cells}
        assert not checked.passed
        assert set(red(returned(content, checked))) == {(title, cell) for title, cell, _ in cells}
        tried += len(cells)
    assert tried == len(CELLS) >= 300


@pytest.mark.parametrize(("title", "cell", "heading"), FIRST_OF_EACH_SHEET)
def test_one_wrong_cell_is_said_in_the_cell_beside_it_and_by_the_exit_code(
    title: str, cell: str, heading: str, tmp_path: Path
) -> None:
    book = load_workbook(OURS)
    book[title][cell].value = wrong(book[title][cell].value, heading)
    book.save(tmp_path / "wrong.xlsx")
    result = run("check-scenarios", tmp_path / "wrong.xlsx", "--return", tmp_path / "out.xlsx")
    assert result.exit_code == 1
    assert "1 not as expected" in result.output
    back = (tmp_path / "out.xlsx").read_bytes()
    assert red(back) == [(title, cell)]
    sheet = load_workbook(BytesIO(back))[title]
    assert "the program says" in sheet[cell].comment.text
    assert sum("the program says" in str(row[-1].value) for row in sheet.iter_rows(min_row=5)) == 1


def test_the_workbook_back_holds_every_value_and_adds_one_column() -> None:
    content = OURS.read_bytes()
    before, after = load_workbook(OURS), load_workbook(BytesIO(returned(content, check_bytes(content))))
    assert red(returned(content, check_bytes(content))) == []
    for sheet in before.worksheets:
        values = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        kept = {c.coordinate: c.value for row in after[sheet.title].iter_rows() for c in row if c.value is not None}
        more = {place: value for place, value in kept.items() if place not in values}
        assert {place: kept[place] for place in values} == values
        assert set(more.values()) == (set() if sheet.title == "Read me" else {CHECKED, "As expected."})


def test_a_mended_workbook_loses_its_mark() -> None:
    book = load_workbook(OURS)
    title, cell, heading = CELLS[0]
    right = book[title][cell].value
    book[title][cell].value = wrong(right, heading)
    once = saved(book)
    marked = load_workbook(BytesIO(returned(once, check_bytes(once))))
    assert marked[title][cell].comment.author == AUTHOR
    marked[title][cell].value = right
    mended = saved(marked)
    checked = check_bytes(mended)
    assert checked.passed
    assert red(returned(mended, checked)) == []


# --- what cannot be read --------------------------------------------------------------------------------------------

HEADS = ["Case", "As of", "Compromise notified", "Relevant Private Key", "Key required on", "L10.14 occurred?"]
GOOD: list[Any] = ["one", date(2025, 6, 1), "2025-03-03 10:00", "Issuing key", "2025-03-05 15:00", "Yes"]


def small(heads: list[Any], *rows: list[Any], title: str = "Cases") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in (heads, *rows):
        sheet.append(row)
    return saved(book)


def problems(content: bytes) -> list[tuple[str, str]]:
    checked = check_bytes(content)
    assert checked.misses == ()
    assert all(each.found and each.wanted and each.do for each in checked.problems)
    return [(each.sheet, each.cell) for each in checked.problems]


def put(place: int, value: Any) -> list[Any]:
    return [*GOOD[:place], value, *GOOD[place + 1 :]]


def test_the_small_workbook_passes() -> None:
    assert check_bytes(small(HEADS, GOOD)).passed


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        pytest.param(put(0, None), "A2", id="no name"),
        pytest.param(put(1, None), "B2", id="no day"),
        pytest.param(put(1, "31/02/2025"), "B2", id="a day as text"),
        pytest.param(put(1, "2025-02-30"), "B2", id="a day that is not"),
        pytest.param(put(1, 45000.5), "B2", id="a bare number for a day"),
        pytest.param(put(2, "2025-03-30 01:30"), "C2", id="a time the clocks skip"),
        pytest.param(put(2, "soon"), "C2", id="no moment"),
        pytest.param(put(3, "Issuing"), "D2", id="no such key"),
        pytest.param(put(3, None), "D2", id="no key at all"),
        pytest.param(put(4, True), "E2", id="yes for a moment"),
        pytest.param(put(5, "Maybe"), "F2", id="neither yes nor no"),
        pytest.param(put(5, 1), "F2", id="1 for yes"),
        pytest.param(put(5, None), "A2", id="nothing expected"),
        pytest.param(put(5, "=1/0"), "F2", id="a formula without its value"),
        pytest.param(put(5, "#N/A"), "F2", id="an error value"),
        pytest.param([*GOOD, "stray"], "G2", id="a cell under no heading"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(row: list[Any], cell: str) -> None:
    content = small(HEADS, row)
    assert problems(content) == [("Cases", cell)]
    assert red(returned(content, check_bytes(content))) == [("Cases", cell)]


@pytest.mark.parametrize(
    ("heads", "values", "cells"),
    [
        pytest.param(["Total recieved"], [None], ["G1"], id="a heading misspelt"),
        pytest.param(["L10.99 payable (£)"], [1], ["G1"], id="an answer that is none"),
        pytest.param(["case"], ["x"], ["G1"], id="a heading twice"),
        pytest.param(["Party", "Total (£)", "Total received"], ["A", 12.345, date(2025, 6, 1)], ["H2"], id="not pence"),
        pytest.param(["Party", "Total (£)", "Total received"], ["A", -1, date(2025, 6, 1)], ["H2"], id="below nought"),
        pytest.param(["Party", "Total (£)", "Total received"], ["A", "12.00", date(2025, 6, 1)], ["H2"], id="text"),
        pytest.param(["Party", "Total (£)", "Total received"], ["A", 12, None], ["H2"], id="a total never sent"),
        pytest.param(["Party", "Total (£)", "Total received"], [None, 12, date(2025, 6, 1)], ["G2"], id="whose total"),
        pytest.param(["L10.22 payable (£)"], [1], ["G2"], id="whose answer"),
        pytest.param(["Party", "L10.22 payable (£)"], [None, 1], ["G2"], id="whose answer, by its heading"),
        pytest.param(
            ["Party", "Total by hand sent", "Total by post sent", "Total (£)"],
            ["A", date(2025, 6, 1), date(2025, 6, 1), 1],
            ["I2"],
            id="sent two ways",
        ),
        pytest.param(
            ["Party", "Total by hand sent", "Total received", "Total (£)"],
            ["A", date(2025, 6, 2), date(2025, 6, 1), 1],
            ["I2"],
            id="received before it was sent",
        ),
        pytest.param(["Readings"], ["late_total=perhaps"], ["G2"], id="no such option"),
        pytest.param(["Readings"], ["bogus=1"], ["G2"], id="no such reading"),
        pytest.param(["Readings"], ["vat=gross, vat=gross"], ["G2"], id="a reading twice"),
        pytest.param(
            ["Readings", "L10.27(a) last day"], ["x", "y"], ["G2", "H2"], id="two problems in a row, both at once"
        ),
        pytest.param(["Appeal made on", "Appeal by"], [date(2025, 6, 1), "A"], ["G2"], id="an appeal against nothing"),
        pytest.param(
            ["Party", "Evidence received"], ["A", date(2025, 6, 1)], ["H2"], id="an answer to what was not asked"
        ),
    ],
)
def test_headings_and_values_that_cannot_be_are_named(heads: list[Any], values: list[Any], cells: list[str]) -> None:
    assert problems(small([*HEADS, *heads], [*GOOD, *values])) == [("Cases", cell) for cell in cells]


def test_every_problem_is_said_at_once() -> None:
    rows = [put(1, "x"), put(5, "x"), put(3, "x")]
    for number, row in enumerate(rows):
        row[0] = f"case {number}"
    assert problems(small([*HEADS, "Bogus"], *rows)) == [
        ("Cases", "G1"),
        ("Cases", "B2"),
        ("Cases", "F3"),
        ("Cases", "D4"),
    ]


def test_a_day_beyond_the_bank_holidays_is_named() -> None:
    late = [*GOOD, "A", "2031-06-02 12:00", 1]
    late[1] = date(2032, 1, 1)
    heads = [*HEADS, "Party", "Total by e-mail sent", "Total (£)"]
    assert problems(small(heads, late)) == [("Cases", "H2")]


def test_rows_of_one_case_stand_together_and_agree() -> None:
    other = ["two", *GOOD[1:]]
    assert check_bytes(small(HEADS, GOOD, other)).cases == 2
    assert problems(small(HEADS, GOOD, other, ["one"])) == [("Cases", "A4")]
    assert problems(small(HEADS, GOOD, ["one", date(2025, 6, 2)])) == [("Cases", "B3")]


def test_sheets_that_are_free_are_not_read_and_others_are() -> None:
    book = load_workbook(BytesIO(small(HEADS, GOOD)))
    book.create_sheet("Notes")["A1"] = "as we please"
    assert check_bytes(saved(book)).passed
    book.create_sheet("Other")["B3"] = "as we please"
    assert problems(saved(book)) == [("Other", "B3")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Case,As of\n", small(HEADS)])
def test_what_is_no_workbook_of_cases_is_refused(content: bytes) -> None:
    checked = check_bytes(content)
    assert not checked.passed
    assert checked.problems
    returned(content, checked)


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook_back() -> None:
    content = small(
        [*HEADS, "Party", "L10.22 payable (£)", "Total received", "Total (£)"], [*GOOD, "@A", 2, date(2025, 6, 1), 1]
    )
    back = load_workbook(BytesIO(returned(content, check_bytes(content))))["Cases"]
    assert all(cell.data_type != "f" for row in back.iter_rows() for cell in row)


# --- the command ----------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_runs_ours() -> None:
    result = run("check-scenarios", OURS)
    assert result.exit_code == 0, result.output
    assert "0 not as expected" in result.output


def test_the_command_returns_the_workbook_and_leaves_the_original(tmp_path: Path) -> None:
    path, out = tmp_path / "cases.xlsx", tmp_path / "out.xlsx"
    content = small(HEADS, put(5, "No"))
    path.write_bytes(content)
    result = run("check-scenarios", path, "--return", out)
    assert result.exit_code == 1
    assert "Cases!F2" in result.output
    assert path.read_bytes() == content
    assert red(out.read_bytes()) == [("Cases", "F2")]


def test_the_command_lists_problems(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    path.write_bytes(small([*HEADS, "Bogus"], put(1, "x")))
    result = run("check-scenarios", path)
    assert result.exit_code == 1
    assert "Cases!B2" in result.output
    assert "Cases!G1" in result.output
    assert "no case was run" in result.output


def test_wrong_use_of_the_command_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    path.write_bytes(small(HEADS, GOOD))
    for arguments in (
        (path, "--return", path),
        (path, "--return", tmp_path / "out.csv"),
        (path, "--return", tmp_path / "nowhere" / "out.xlsx"),
        (TOP / "tests" / "scenarios" / "shared", "--return", tmp_path / "out.xlsx"),
    ):
        assert run("check-scenarios", *arguments).exit_code == 2
    assert path.read_bytes() == small(HEADS, GOOD) or check_bytes(path.read_bytes()).passed


# --- the page that documents it ---------------------------------------------------------------------------------------


def test_the_page_lists_every_heading_with_its_help() -> None:
    page = (TOP / "docs" / "acceptance.md").read_text(encoding="utf-8")
    for _, columns in HEADINGS:
        for column in columns:
            assert f"| {column.heading} | {column.entry.help} |" in page, column.heading


def test_no_heading_is_said_twice() -> None:
    assert len(COLUMNS) == sum(len(columns) for _, columns in HEADINGS)
