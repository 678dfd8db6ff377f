"""How the reader hands cells over: from the child process that read them to the parent, as bytes and nothing that runs.

A header in JSON, then plain arrays of whole numbers and the texts as one run of UTF-8. No pickle: a child that a hostile
file had taken over could still send no more than wrong cells.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from recovery_costs.workbook.gate import Refused

MAGIC = b"RCW1"
FIELDS = (("row", "i"), ("column", "h"), ("held", "B"), ("style", "H"), ("number", "q"), ("decimals", "b"))
"""The arrays of a sheet, one item a cell, in the order of the sheet; the letters are those of the array module."""

NUMBER, TEXT, BOOLEAN, ERROR, DAY, NOTHING = range(1, 7)
"""What a cell holds. DAY: a day or moment in ISO form (`t="d"`); NOTHING: a formula with no value stored."""
RAW = -1
"""In `decimals`: the number is not plain digits with a sign and a point; its text stands among the texts."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


def pack(header: dict[str, Any], buffers: Sequence[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """What to write, piece by piece."""
    head = json.dumps({**header, "sizes": [len(each) for each in buffers]}).encode()
    yield MAGIC + len(head).to_bytes(8, "little") + head
    yield from buffers


def unpack(content: bytes) -> tuple[dict[str, Any], list[memoryview]]:
    """The header and the arrays.

    Raises:
        ValueError: it was cut short, or is not what `pack` wrote.
    """
    if content[:4] != MAGIC:
        raise ValueError("not what the reader writes")
    start = 12 + int.from_bytes(content[4:12], "little")
    try:
        header = json.loads(content[12:start])
    except ValueError as error:
        raise ValueError("cut short") from error
    view, buffers = memoryview(content), []
    for size in header["sizes"]:
        buffers.append(view[start : start + size])
        start += size
    if start != len(content):
        raise ValueError("cut short")
    return header, buffers


def texts_packed(texts: Sequence[str]) -> tuple[bytes, list[int]]:
    """Texts as one run, and how many letters each has."""
    return "".join(texts).encode("utf-8", "surrogatepass"), [len(each) for each in texts]


def letters(column: int) -> str:
    """A column's letters: 1 is A, 16384 is XFD."""
    said = ""
    while column:
        column, digit = divmod(column - 1, 26)
        said = chr(65 + digit) + said
    return said


def place(row: int, column: int) -> str:
    """A cell's name: row 6, column 3 is C6."""
    return f"{letters(column)}{row}"


def column_of(said: str) -> int:
    """A column's number from its letters."""
    number = 0
    for letter in said:
        number = number * 26 + ord(letter) - 64
    return number


def ref(said: str, sheet: str) -> tuple[int, int]:
    """Row and column of a cell's name.

    Raises:
        Refused: it lies outside the grid of a sheet, or is no cell's name.
    """
    found = _REF.fullmatch(said)
    row, column = (int(found[2]), column_of(found[1])) if found else (0, 0)
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise Refused("cell-out-of-grid", f"a cell named {said[:20]!r}", sheet)
    return row, column
