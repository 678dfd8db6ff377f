"""A list in CSV as cells: strict RFC 4180 in UTF-8, every field as text.

Nothing is mended: rows of another length, a quote left open, a field over several lines, another delimiter are each said.
Text that looks like a formula is text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np

from recovery_costs.plain import shown
from recovery_costs.workbook import wire
from recovery_costs.workbook.cells import Book, Sheet
from recovery_costs.workbook.codes import Found, found
from recovery_costs.workbook.gate import Refused, kind_of

SHEET = "csv"
"""What the one sheet of a list in CSV is called."""
LONGEST = 32_767
"""Letters in a field: what a cell of a spreadsheet can hold."""
LAST_ROW = 4_000_000
MOST_UNEVEN = 1000
"""Rows of another length than the headings; with more, it is no list of these headings."""
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv(content: bytes) -> tuple[Book, list[Found]]:
    """A list in CSV as cells, and what is wrong with its rows.

    Raises:
        Refused: it is no CSV in UTF-8 with commas; by the name of what it is.
    """
    if kind_of(content) != "csv":
        raise Refused("not-a-workbook", "a workbook")
    text = content.decode("utf-8-sig")
    _delimiter(text)
    rows: list[int] = []
    columns: list[int] = []
    texts: dict[str, int] = {}
    held: list[int] = []
    problems: list[Found] = []
    width = uneven = 0
    for number, fields in enumerate(_records(text), start=1):
        if number > LAST_ROW:
            raise Refused("too-costly-to-read", f"more than {LAST_ROW:,} rows")
        if not fields:
            continue
        width = width or len(fields)
        if len(fields) != width:
            uneven += 1
            if uneven > MOST_UNEVEN:
                raise Refused(
                    "too-costly-to-read",
                    f"line {number}: more than {MOST_UNEVEN:,} rows of another length than the headings",
                )
            what = f"{len(fields)} fields, where the headings are {width}"
            problems.append(found("csv-ragged", SHEET, wire.place(number, min(len(fields), 16_384)), what))
        for column, field in enumerate(fields, start=1):
            if field:
                if "\n" in field or "\r" in field:
                    problems.append(found("csv-line-break", SHEET, wire.place(number, column), shown(field)))
                rows.append(number)
                columns.append(column)
                held.append(texts.setdefault(field, len(texts)))
    return Book((_sheet(rows, columns, held, list(texts)),)), problems


def _records(text: str) -> Iterator[list[str]]:
    """Each row's fields.

    Raises:
        Refused: a quote is left open or stands amid a field, or a field is too long.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for fields in reader:
            if any(len(field) > LONGEST for field in fields):
                raise Refused("csv-field-too-long", f"line {reader.line_num}: a field of more than {LONGEST:,} letters")
            if len(fields) > 16_384:
                raise Refused("cell-out-of-grid", f"line {reader.line_num}: {len(fields):,} fields")
            yield fields
    except csv.Error as error:
        code = "csv-field-too-long" if "limit" in str(error) else "csv-quotes"
        raise Refused(code, f"line {reader.line_num}: {error}") from error


def _delimiter(text: str) -> None:
    """Refuse a list whose fields stand apart by something other than commas, by its name."""
    start = text.lstrip("\r\n").split("\n", 1)[0].strip("\r")
    if start.lower().startswith("sep="):
        raise Refused("csv-delimiter", f"the line {shown(start)}, which only one program reads")
    other = max(_DELIMITERS, key=start.count)
    if start.count(other) > start.count(","):
        raise Refused("csv-delimiter", f"fields with {_DELIMITERS[other]} between them")


def _sheet(rows: list[int], columns: list[int], held: list[int], texts: list[str]) -> Sheet:
    count = len(held)
    return Sheet(
        SHEET,
        "visible",
        np.array(rows, np.int32),
        np.array(columns, np.int16),
        np.full(count, wire.TEXT, np.uint8),
        np.zeros(count, np.uint16),
        np.array(held, np.int64),
        np.full(count, wire.RAW, np.int8),
        texts,
        ["General"],
    )
