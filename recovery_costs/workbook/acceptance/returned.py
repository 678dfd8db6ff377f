"""The workbook back, with what differs marked and the reason beside it; values stay."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from recovery_costs.inert import say
from recovery_costs.workbook import dress
from recovery_costs.workbook.acceptance.columns import AUTHOR, CHECKED, MARK
from recovery_costs.workbook.acceptance.rows import Checked
from recovery_costs.workbook.cells import words as plain
from recovery_costs.workbook.reading import read_book
from recovery_costs.workbook.wire import letters
from recovery_costs.workbook.wire import ref as place_of


def returned(content: bytes, checked: Checked) -> bytes:
    """The workbook with each cell that differs (or cannot be read) marked, and a column that says why; values stay.

    Marks of an earlier return are taken off first. A workbook that cannot be opened comes back as it is.
    """
    try:
        read_book(content)
        book = load_workbook(BytesIO(content), keep_links=False)
    except Exception:  # what openpyxl cannot write back comes back as it is
        return content
    said: dict[tuple[str, str], list[str]] = {}
    for miss in checked.misses:
        said.setdefault((miss.sheet, miss.cell), []).append(miss.text)
    for problem in checked.problems:
        said.setdefault((problem.sheet, problem.cell), []).append(
            f"Found {problem.found}; wanted {problem.wanted}. {problem.do}"
        )
    for sheet in book.worksheets:
        _unmark(sheet)
        marks = {cell: " ".join(texts) for (title, cell), texts in said.items() if title == sheet.title and cell}
        for cell, text in marks.items():
            _mark(sheet[cell], text)
        if sheet.title in checked.heads:
            _notes(sheet, checked, marks)
    return dress.settled(book)


def _unmark(sheet: Worksheet) -> None:
    for cell in list(sheet._cells.values()):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
            cell.fill = PatternFill()


def _mark(cell: Any, text: str) -> None:
    cell.fill = PatternFill("solid", fgColor=MARK)
    cell.comment = Comment(text, AUTHOR, height=160, width=360)


def _notes(sheet: Worksheet, checked: Checked, marks: Mapping[str, str]) -> None:
    """The column at the right that says, row by row, what is as expected and what is not."""
    head = checked.heads[sheet.title]
    held = [(column, cell.value) for (row, column), cell in sheet._cells.items() if row == head and cell.value]
    mine = [column for column, value in held if plain(str(value)) == plain(CHECKED)]
    column = mine[0] if mine else max(at for (_, at), cell in sheet._cells.items() if cell.value is not None) + 1
    top = sheet.cell(head, column)
    say(top, CHECKED)
    dress.HEAD.dress(top, "left", vertical="center")
    sheet.column_dimensions[letters(column)].width = 80
    by_row: dict[int, list[str]] = {}
    for cell, text in marks.items():
        row, at = place_of(cell, "")
        heading = sheet.cell(head, at).value
        by_row.setdefault(row, []).append(f"{cell} ({heading}): {text}" if row > head else f"{cell}: {text}")
    for title, row in checked.rows:
        if title != sheet.title:
            continue
        note = sheet.cell(row, column)
        passed = "Not run: the workbook has problems." if checked.problems else "As expected."
        text = "\n".join(by_row.get(row, [passed]))
        say(note, text)
        dress.ROW.dress(note, "left", vertical="center")
        lines = sum(len(part) // 88 + 1 for part in text.split("\n"))
        before = sheet.row_dimensions[row].height or dress.ROW_HEIGHT
        sheet.row_dimensions[row].height = max(before, dress.LINE_HEIGHT * lines + 5)
