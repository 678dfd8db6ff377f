"""A list in CSV as cells, in the child process: strict RFC 4180 in UTF-8, every field as text.

Nothing is mended: rows of another length, a quote left open, a field over several lines, another delimiter are each said.
Text that looks like a formula is text. Only the standard library is used.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from recovery_costs.workbook import wire
from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.sheet_reader import Cells, Texts, packed
from recovery_costs.workbook.wire import LAST_COLUMN, LAST_ROW

SHEET = "csv"
"""What the one sheet of a list in CSV is called."""
LONGEST = 32_767
"""Letters in a field: what a cell of a spreadsheet can hold."""
MOST_WRONG = 1000
"""Rows or fields of one fault that are listed; with more, it is no list of these headings."""
TOLD_EVERY = 50_000
"""Rows between two words of progress."""
_FAULTS = {"csv-ragged": "rows of another length than the headings", "csv-line-break": "fields over several lines"}
_DELIMITERS = {b";": "semicolons", b"\t": "tabs", b"|": "bars"}


def read_csv(content: bytes, progress: Callable[[str], None]) -> tuple[dict[str, Any], list[Any]]:
    """The cells of a list in CSV, and what is wrong with its rows, for `wire.pack`. `content` is text in UTF-8.

    Raises:
        Refused: its fields stand apart by something other than commas, or it is no list.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    _delimiter(content)
    texts, row_of, column_of, place = Texts(), array("i"), array("h"), array("q")
    faults: list[tuple[str, str, str]] = []
    times: Counter[str] = Counter()

    def fault(code: str, row: int, column: int, found: str) -> None:
        times[code] += 1
        if times[code] > MOST_WRONG:
            raise Refused(code, f"row {row}: more than {MOST_WRONG:,} {_FAULTS[code]}")
        faults.append((code, wire.place(row, column), found))

    width = 0
    for row, fields in enumerate(_records(content), start=1):
        if row > LAST_ROW:
            raise Refused("cell-out-of-grid", f"more than {LAST_ROW:,} rows")
        if row % TOLD_EVERY == 0:
            progress(f"{row:,} rows")
        width = width or len(fields)
        if fields and len(fields) != width:
            fault("csv-ragged", row, len(fields), f"{len(fields)} fields, where the headings are {width}")
        for column, field in enumerate(fields, start=1):
            if field:
                if "\n" in field or "\r" in field:
                    fault("csv-line-break", row, column, repr(field[:80]))
                row_of.append(row)
                column_of.append(column)
                place.append(texts.own(field))
    count = len(row_of)
    cells = Cells(SHEET, "visible")
    cells.arrays = [
        row_of,
        column_of,
        array("B", [wire.TEXT]) * count,
        array("H", [0]) * count,
        place,
        array("b", [wire.RAW]) * count,
    ]
    return packed([cells], texts, len(content), kind="csv", faults=faults)


def _records(content: bytes) -> Iterator[list[str]]:
    """Each row's fields.

    Raises:
        Refused: a quote is left open or stands amid a field, or a field is too long.
    """
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline=""), strict=True)
    try:
        for fields in reader:
            if any(len(field) > LONGEST for field in fields):
                raise Refused("csv-field-too-long", f"line {reader.line_num}: a field of more than {LONGEST:,} letters")
            if len(fields) > LAST_COLUMN:
                raise Refused("cell-out-of-grid", f"line {reader.line_num}: {len(fields):,} fields")
            yield fields
    except csv.Error as error:
        code = "csv-field-too-long" if "limit" in str(error) else "csv-quotes"
        raise Refused(code, f"line {reader.line_num}: {error}") from error


def _delimiter(content: bytes) -> None:
    """Refuse a list whose fields stand apart by something other than commas, by its name."""
    start = content.lstrip(b"\r\n").split(b"\n", 1)[0].strip(b"\r")
    if start.lower().startswith(b"sep="):
        raise Refused(
            "csv-delimiter", f"the line {start[:40].decode(errors='replace')!r}, which only one program reads"
        )
    other = max(_DELIMITERS, key=start.count)
    if start.count(other) > start.count(b","):
        raise Refused("csv-delimiter", f"fields with {_DELIMITERS[other]} between them")
