"""One sheet's XML into cells, element by element, in the child process; nothing is interpreted.

What two programs may read as two things is refused. Only the standard library is used.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, NoReturn

from recovery_costs.workbook import wire
from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.parts import MAIN
from recovery_costs.workbook.wire import BOOLEAN, DAY, ERROR, LAST_COLUMN, NOTHING, NUMBER, RAW, TEXT, ref

MOST_TEXTS, MOST_MERGED = 20_000_000, 100_000
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HELD = {"n": NUMBER, "s": TEXT, "str": TEXT, "inlineStr": TEXT, "b": BOOLEAN, "e": ERROR, "d": DAY}
TRUE = ("1", "true", "on")
_NO_SIZE = re.compile(r"\s*0*(\.[0-9]*)?\s*", re.ASCII)
"""A height or a width of less than 1: nobody sees it."""
_ALONE = {f"{MAIN} sheetData": 2, f"{MAIN} row": 3, f"{MAIN} c": 4, f"{MAIN} v": 5, f"{MAIN} f": 5, f"{MAIN} is": 5}
"""How deep each of these stands in a sheet. Elsewhere, as in a choice between two contents, programs differ on it."""


def hides(given: Mapping[str, str], size: str) -> bool:
    """Whether a row or a column is hidden, or has next to no size."""
    said = given.get(size)
    return given.get("hidden", "0").strip().lower() in TRUE or (said is not None and bool(_NO_SIZE.fullmatch(said)))


def unescaped(text: str) -> str:
    """Text with `_x000D_` and its like as the letters that they stand for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Texts:
    """The texts of a workbook, each once per shared string and once per cell that holds its own."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._own: dict[str, int] = {}

    def own(self, text: str) -> int:
        """The place of a cell's own text."""
        at = self._own.get(text)
        if at is None:
            if len(self.all) >= MOST_TEXTS:
                raise Refused("too-costly-to-read", f"more than {MOST_TEXTS} texts")
            at = self._own[text] = len(self.all)
            self.all.append(text)
        return at


class Cells:
    """The cells of one sheet as they are read: arrays side by side, see `wire.FIELDS`."""

    def __init__(self, name: str, state: str) -> None:
        self.name, self.state = name, state
        self.arrays: list[Any] = [array(letter) for _, letter in wire.FIELDS]
        self.formulas: list[tuple[Any, ...]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []

    def header(self) -> dict[str, Any]:
        """What goes beside the arrays."""
        return {
            "name": self.name,
            "state": self.state,
            "formulas": self.formulas,
            "merged": self.merged,
            "hidden_rows": self.hidden_rows,
            "hidden_columns": self.hidden_columns,
        }


def packed(sheets: list[Cells], texts: Texts, inflated: int, **beside: Any) -> tuple[dict[str, Any], list[Any]]:
    """Sheets and texts with their size in bytes, and what else is known (see `cells.Book`), for `wire.pack`."""
    run, lengths = wire.texts_packed(texts.all)
    arrays = chain.from_iterable(each.arrays for each in sheets)
    known = {"formats": [0], "names": {}, "since_1904": False, "kind": "xlsx", "faults": []} | beside
    header = {"sheets": [each.header() for each in sheets], "inflated": inflated, **known}
    return header, [run, memoryview(array("i", lengths)).cast("B"), *(memoryview(each).cast("B") for each in arrays)]


class SheetReader:
    """A sheet's XML, element by element, into `Cells`."""

    def __init__(self, into: Cells, texts: Texts, shared: int, styles: int) -> None:
        self.into, self.texts, self.shared, self.styles = into, texts, shared, styles
        self.sheet = into.name
        self.row = self.column = 0
        self.inside = ""  # the innermost of sheetData, row, c that we are in
        self.taking: list[str] | None = None
        self.foreign = 0  # how deep in an rPh
        self.root = self.listed = False
        self.depth = 0
        self._blank()
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            f"{MAIN} row": self._row,
            f"{MAIN} c": self._cell,
            f"{MAIN} col": self._col,
            f"{MAIN} mergeCell": self._merge,
        }

    def _blank(self) -> None:
        self.type, self.style = "n", 0
        self.value: list[str] | None = None
        self.formula: list[str] | None = None
        self.group: tuple[str, int | None] = ("normal", None)
        self.inline: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.inside and self.depth != _ALONE.get(tag, self.depth):
            self._two_ways("a cell or a row inside something else")
        if self.inside == "c":
            self._in_cell(tag, given)
        elif tag == f"{MAIN} sheetData":
            if self.listed or self.depth != 2:
                self._two_ways("rows in two places")
            self.inside, self.listed = "sheetData", True
        elif tag == f"{MAIN} worksheet":
            self.root = True
        elif tag in self.starts:
            self.starts[tag](given)

    def _in_cell(self, tag: str, given: dict[str, str]) -> None:
        if self.taking is not None:
            self._two_ways("something inside a value")
        if tag == f"{MAIN} v":
            if self.value is not None:
                self._two_ways("two values in a cell")
            self.taking = self.value = []
        elif tag == f"{MAIN} f":
            if self.formula is not None:
                self._two_ways("two formulas in a cell")
            self.taking = self.formula = []
            group = given.get("si")
            self.group = (given.get("t", "normal"), int(group) if group and group.isdecimal() else None)
        elif tag == f"{MAIN} is":
            if self.inline is not None:
                self._two_ways("two texts in a cell")
            self.inline = []
        elif tag == f"{MAIN} t" and self.inline is not None and not self.foreign:
            self.taking = self.inline
        elif tag == f"{MAIN} rPh":
            self.foreign += 1

    def _two_ways(self, found: str) -> NoReturn:
        """Refuse what two programs may read as two things."""
        raise Refused("xml-damaged", found, self.sheet, wire.place(self.row, self.column) if self.column else "")

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        self.taking = None
        if tag == f"{MAIN} c" and self.inside == "c":
            self._close()
            self.inside = "row"
        elif tag == f"{MAIN} row" and self.inside == "row":
            self.inside = "sheetData"
        elif tag == f"{MAIN} sheetData":
            self.inside = ""
        elif tag == f"{MAIN} rPh" and self.foreign:
            self.foreign -= 1

    def text(self, said: str) -> None:
        """Letters between tags."""
        if self.taking is not None:
            self.taking.append(said)

    def _row(self, given: dict[str, str]) -> None:
        if self.inside != "sheetData":
            return
        said = given.get("r", str(self.row + 1))
        row, _ = ref(f"A{said}", self.sheet)
        if row <= self.row:
            code, found = (
                ("cell-twice", "is there twice") if row == self.row else ("cell-out-of-order", "is out of order")
            )
            raise Refused(code, f"row {row} {found}", self.sheet, f"A{row}")
        self.row, self.column, self.inside = row, 0, "row"
        if hides(given, "ht"):
            self.into.hidden_rows.append(row)

    def _cell(self, given: dict[str, str]) -> None:
        if self.inside != "row":
            return
        said = given.get("r")
        row, column = ref(said, self.sheet) if said else (self.row, self.column + 1)
        if column > LAST_COLUMN:
            raise Refused("cell-out-of-grid", f"a cell beyond the last column in row {row}", self.sheet)
        if row != self.row or column <= self.column:
            twice = row == self.row and column == self.column
            code, found = ("cell-twice", "is there twice") if twice else ("cell-out-of-order", "is out of order")
            raise Refused(code, f"{wire.place(row, column)} {found}", self.sheet, wire.place(row, column))
        self.column, self.inside = column, "c"
        self._blank()
        self.type = given.get("t", "n")
        style = given.get("s", "0")
        if not style.isdecimal() or len(style) > 5 or int(style) >= self.styles:
            raise Refused(
                "xml-damaged", f"a style {style[:20]!r} that is not there", self.sheet, wire.place(row, column)
            )
        self.style = int(style)

    def _close(self) -> None:
        """A cell is whole: keep it, unless it is empty."""
        held = _HELD.get(self.type)
        if held is None:
            raise Refused("xml-damaged", f"a cell of the kind {self.type[:20]!r}", self.sheet, self._place)
        value = "".join(self.value) if self.value is not None else None
        if self.type == "inlineStr":
            value = "".join(self.inline) if self.inline is not None else value
        if self.formula is not None:
            self.into.formulas.append((self.row, self.column, "".join(self.formula), *self.group))
            if value is None or (not value and held is not TEXT):
                held, value = NOTHING, ""
        elif not value:
            return
        number, decimals = self._kept(held, value or "")
        if held is TEXT and number < 0:
            return
        for kept, item in zip(
            self.into.arrays, (self.row, self.column, held, self.style, number, decimals), strict=True
        ):
            kept.append(item)

    @property
    def _place(self) -> str:
        return wire.place(self.row, self.column)

    def _kept(self, held: int, value: str) -> tuple[int, int]:
        """`number` and `decimals` of a value: see `cells.Sheet`; below nought for a shared string that is empty."""
        if self.type == "s":
            if not value.isdecimal() or not value.isascii() or len(value) > 9 or int(value) >= self.shared:
                raise Refused("shared-string-missing", f"shared string {value[:20]!r}", self.sheet, self._place)
            return (int(value), 0) if self.texts.all[int(value)] else (-1, 0)
        if held is NUMBER:
            number, decimals = plain_number(value)
            return (number, decimals) if decimals != RAW else (self.texts.own(value), RAW)
        if held is BOOLEAN and value in ("0", "1"):
            value = "TRUE" if value == "1" else "FALSE"
        return self.texts.own(unescaped(value) if held is TEXT else value), 0

    def _col(self, given: dict[str, str]) -> None:
        if hides(given, "width"):
            first, last = (given.get(end, "") for end in ("min", "max"))
            if first.isdecimal() and last.isdecimal() and len(first) < 6 and len(last) < 6:
                self.into.hidden_columns.append((int(first), min(int(last), LAST_COLUMN)))

    def _merge(self, given: dict[str, str]) -> None:
        first, _, last = given.get("ref", "").partition(":")
        (top, left), (low, right) = ref(first, self.sheet), ref(last or first, self.sheet)
        self.into.merged.append((min(top, low), min(left, right), max(top, low), max(left, right)))
        if len(self.into.merged) > MOST_MERGED:
            raise Refused("too-costly-to-read", f"more than {MOST_MERGED} merged areas", self.sheet)


def plain_number(value: str) -> tuple[int, int]:
    """A number of plain digits as a whole number, and how many digits stand after its point; else `RAW`."""
    if not _PLAIN.fullmatch(value) or len(value) > 20:
        return 0, RAW
    whole, _, part = value.partition(".")
    digits = whole + part
    if len(digits.lstrip("-")) > 18 or (digits[0] == "-" and not int(digits)):
        return 0, RAW
    return int(digits), len(part)
