"""A workbook as cells: what each holds exactly as the file has it, before anybody says what it means.

A sheet is arrays with one item per cell that is not empty, in the order of the file (by row, then column), so that a list of
a million lines can be checked a column at a time; `Sheet.at`, `Sheet.cells` and `Sheet.lines` give single cells. A
number is never a float: it is `number` / 10**`decimals`, whole numbers both, or the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recovery_costs.workbook import wire
from recovery_costs.workbook.formats import BUILT_IN, FormatKind, format_kind

Ints = NDArray[np.int64]
LONGEST_NUMBER = 400
"""Letters; a spreadsheet writes 24 at most."""
_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,4})?", re.ASCII)


class Held(StrEnum):
    """What a cell holds."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    DAY = "day"
    """A day or a moment in ISO form, `t="d"`; rare."""
    NOTHING = "nothing"
    """A formula with no value stored."""


HELD = {
    wire.NUMBER: Held.NUMBER,
    wire.TEXT: Held.TEXT,
    wire.BOOLEAN: Held.BOOLEAN,
    wire.ERROR: Held.ERROR,
    wire.DAY: Held.DAY,
    wire.NOTHING: Held.NOTHING,
}


class Area(NamedTuple):
    """A block of cells, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Formula(NamedTuple):
    """A formula as the file has it; `shared` is the group whose first formula it repeats, moved along."""

    text: str
    kind: str = "normal"
    """normal, shared, array or dataTable."""
    shared: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty. `text` is a number as digits (never a float), TRUE or FALSE, or the text itself."""

    row: int
    column: int
    held: Held
    text: str
    format: str = "General"
    """The number format, such as yyyy-mm-dd."""
    formula: str | None = None

    @property
    def name(self) -> str:
        """Its name, such as F6."""
        return wire.place(self.row, self.column)

    @property
    def words(self) -> str:
        """A heading's words, whatever their case and spacing; empty where it holds no text."""
        return words(self.text) if self.held is Held.TEXT else ""

    @property
    def format_kind(self) -> FormatKind:
        """Whether the number format shows a day, a time, both, a length of time, or neither."""
        return format_kind(self.format)


def words(text: str) -> str:
    """A heading's words, whatever their case and spacing."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Sheet:
    """One sheet. The arrays run side by side: item n of each belongs to cell n."""

    name: str
    state: str
    """visible, hidden or veryHidden."""
    row: NDArray[np.int32]
    column: NDArray[np.int16]
    held: NDArray[np.uint8]
    """One of `wire.NUMBER` ... `wire.NOTHING`."""
    style: NDArray[np.uint16]
    """A place in `formats`."""
    number: Ints
    """Of a number: its digits as a whole number with their sign. Of anything else: a place in `texts`."""
    decimals: NDArray[np.int8]
    """Of a number: how many of the digits stand after the point; `wire.RAW`: its text is `texts[number]`."""
    texts: list[str] = field(repr=False)
    """Shared with the other sheets of the workbook."""
    formats: list[str] = field(repr=False)
    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict, repr=False)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """First and last column of each hidden run."""

    def __len__(self) -> int:
        return len(self.row)

    def text_of(self, index: int) -> str:
        """What cell number `index` holds, in letters."""
        number, decimals = int(self.number[index]), int(self.decimals[index])
        if self.held[index] != wire.NUMBER or decimals == wire.RAW:
            return self.texts[number]
        if not decimals:
            return str(number)
        digits = str(abs(number)).rjust(decimals + 1, "0")
        return f"{'-' if number < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"

    def cell(self, index: int) -> Cell:
        """Cell number `index`, in the order of the file."""
        row, column = int(self.row[index]), int(self.column[index])
        formula = self.formulas.get((row, column))
        return Cell(
            row,
            column,
            HELD[int(self.held[index])],
            self.text_of(index),
            self.formats[int(self.style[index])],
            formula.text if formula else None,
        )

    @cached_property
    def _keys(self) -> Ints:
        return self.row.astype(np.int64) << 15 | self.column

    def index(self, row: int, column: int) -> int | None:
        """The number of the cell at a place; None where it is empty. Rows and columns count from 1."""
        key = row << 15 | column
        index = int(np.searchsorted(self._keys, key))
        return index if index < len(self) and self._keys[index] == key else None

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a place; None where it is empty."""
        index = self.index(row, column)
        return None if index is None else self.cell(index)

    def cells(self) -> Iterator[Cell]:
        """Every cell that is not empty, by row and column."""
        return map(self.cell, range(len(self)))

    def lines(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row that is not empty: its number and its cells."""
        starts = np.flatnonzero(np.diff(self.row, prepend=-1))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(self)], strict=True):
            yield int(self.row[start]), [self.cell(index) for index in range(start, end)]

    def in_column(self, column: int, after: int = 0) -> NDArray[np.intp]:
        """The numbers of the cells of a column, those in rows up to `after` left out."""
        return np.flatnonzero((self.column == column) & (self.row > after))

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True)
class Book:
    """A workbook that passed the gate and was read."""

    sheets: tuple[Sheet, ...]
    since_1904: bool = False
    """Whether serial days count from 1 January 1904."""
    names: dict[str, str] = field(default_factory=dict)
    """Defined names, and what each refers to."""
    inflated: int = 0
    """The size of all parts, in bytes."""
    kind: str = "xlsx"
    """xlsx or csv."""
    faults: tuple[tuple[str, str, str], ...] = ()
    """What is wrong with the rows of a list in CSV: the code, the cell, what was found."""

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that very name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def exact(cell: Cell) -> Decimal | None:
    """The number that a cell holds, to the last digit; None where it holds none, or one past all bounds."""
    if cell.held is not Held.NUMBER or len(cell.text) > LONGEST_NUMBER or not _NUMBER.fullmatch(cell.text):
        return None
    value = Decimal(cell.text)
    return value if abs(value.adjusted()) < 309 else None


def unpacked(content: bytes) -> Book:
    """The workbook that `wire.pack` packed.

    Raises:
        ValueError: it was cut short, or is not what `pack` wrote.
    """
    header, buffers = wire.unpack(content)
    run = bytes(buffers[0]).decode("utf-8", "surrogatepass")
    ends = np.cumsum(np.frombuffer(buffers[1], "<i4"), dtype=np.int64).tolist()
    texts = [run[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    width = len(wire.FIELDS)
    formats = [each if isinstance(each, str) else BUILT_IN.get(each, "General") for each in header["formats"]]
    sheets = []
    for number, said in enumerate(header["sheets"]):
        arrays: dict[str, Any] = {
            name: np.frombuffer(buffer, np.dtype(letter).newbyteorder("<"))
            for (name, letter), buffer in zip(
                wire.FIELDS, buffers[2 + number * width : 2 + (number + 1) * width], strict=True
            )
        }
        sheets.append(
            Sheet(
                said["name"],
                said["state"],
                **arrays,
                texts=texts,
                formats=formats,
                formulas={(row, column): Formula(*rest) for row, column, *rest in said["formulas"]},
                merged=tuple(Area(*each) for each in said["merged"]),
                hidden_rows=frozenset(said["hidden_rows"]),
                hidden_columns=tuple((first, last) for first, last in said["hidden_columns"]),
            )
        )
    faults = tuple((code, cell, what) for code, cell, what in header["faults"])
    return Book(tuple(sheets), header["since_1904"], header["names"], header["inflated"], header["kind"], faults)
