"""Text that stays text in a spreadsheet: nothing that a user wrote becomes a formula, a link or an error value.

Every workbook and every csv that the program writes goes through here. In a workbook a text cell is typed as text, and
one that starts like a formula carries the quote prefix besides, so that it stays text when somebody edits the cell. A
csv has no types: there such text gets an apostrophe before it, which spreadsheet programs show and never run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

LIVE = frozenset("=+-@\t\r\n\0＝＋－＠")
"""What a spreadsheet program may take for the start of a formula; the wide forms count in some languages."""


def is_live(text: str) -> bool:
    """Whether text starts as a formula does."""
    return text[:1] in LIVE if text else False


def say(cell: Any, text: str) -> None:
    """Put text into a cell of openpyxl, as text."""
    cell.value = text
    cell.data_type = "s"
    if is_live(text):
        cell.quotePrefix = True


def csv_field(value: object) -> str:
    """A value as a field of a csv: text that starts like a formula with an apostrophe before it; others as they are.

    Text, here, is `str`: a sum of money or a number that is negative keeps its sign.
    """
    if isinstance(value, str):
        return f"'{value}" if is_live(value) else value
    return "" if value is None else str(getattr(value, "text", value))


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Rows as csv (RFC 4180), with nothing in it that runs."""
    written = StringIO()
    csv.writer(written).writerows([csv_field(value) for value in row] for row in rows)
    return written.getvalue()
