"""Spreadsheets of Parties' own making for the tests: written by openpyxl, read by the reader in this process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from recovery_costs.workbook import wire
from recovery_costs.workbook.cells import Book, unpacked
from recovery_costs.workbook.own.profile import Profile
from recovery_costs.workbook.own_layout import OwnRead, read_own
from recovery_costs.workbook.reader import read
from recovery_costs.workbook.suggest import suggest

PARTY, AT = "Supplier A", "2026-06-30"


def fill(sheet: Worksheet, rows: Sequence[Sequence[Any]], formats: Mapping[str, str] | None = None) -> None:
    """Put rows on a sheet from A1; dates get a date format, columns the number formats given by letter."""
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str) and not value.startswith("="):
                cell.data_type = "s"
            if isinstance(value, datetime):
                cell.number_format = "dd/mm/yyyy hh:mm"
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            elif formats and cell.column_letter in formats and isinstance(value, (int, float)):
                cell.number_format = formats[cell.column_letter]


def content_of(
    sheets: Mapping[str, Sequence[Sequence[Any]]], formats: Mapping[str, str] | None = None, change: Any = None
) -> bytes:
    """The bytes of a workbook; `change` may do more to it before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        fill(book.create_sheet(name), rows, formats)
    if change:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(content: bytes) -> Book:
    """The cells of a workbook, read in this process."""
    return unpacked(b"".join(bytes(each) for each in wire.pack(*read(content, lambda _: None))))


def made(
    sheets: Mapping[str, Sequence[Sequence[Any]]], formats: Mapping[str, str] | None = None, change: Any = None
) -> Book:
    """A workbook as the reader gives it."""
    return book_of(content_of(sheets, formats, change))


def proposed(book: Book, **answers: str) -> Profile:
    """The mapping proposed for a book, with answers by the name of the question, `_` for a blank."""
    profile = suggest(book, None, PARTY, None, AT)
    return profile.answered({name.replace("_", " "): answer for name, answer in answers.items()})


def open_names(book: Book, profile: Profile) -> list[str]:
    """The questions that are open."""
    return [asked.question.name for asked in read_own(book, profile, "own.xlsx").asked]


def lines_of(read: OwnRead) -> list[dict[str, Any]]:
    """The lines of an accepted reading; what is blocking shows where it is none."""
    assert read.accepted, [problem for problem in read.problems if problem.severity == "blocking"]
    return next(list(fact["lines"]) for fact in read.facts if fact["type"] == "cost_lines")
