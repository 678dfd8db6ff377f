"""Reading a workbook's cells from its XML, in the child process: everything that a sheet holds, and nothing interpreted.

Other readers hide what a check must see: error values, formulas without a stored value, a cell written twice, the
digits of a number, hidden rows. docs/decisions/0009-own-reader.md says why this one is ours. Only the standard library
is used, and `quick`, which reads long sheets of the usual form with numpy and leaves the rest to this module.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, NoReturn

from recovery_costs.workbook import wire
from recovery_costs.workbook.gate import MIB, Refused
from recovery_costs.workbook.parts import MAIN, OFFICE, Package, parse
from recovery_costs.workbook.wire import BOOLEAN, DAY, ERROR, NOTHING, NUMBER, RAW, TEXT

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_SHEETS, MOST_STYLES, MOST_TEXTS, MOST_MERGED = 255, 65_535, 20_000_000, 100_000
QUICK_FROM = 2 * MIB
"""Sheets whose XML is larger than this are read by `quick` where their form allows."""

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HELD = {"n": NUMBER, "s": TEXT, "str": TEXT, "inlineStr": TEXT, "b": BOOLEAN, "e": ERROR, "d": DAY}
_TRUE = ("1", "true", "on")
_NO_SIZE = re.compile(r"\s*0*(\.[0-9]*)?\s*", re.ASCII)
"""A height or a width of less than 1: nobody sees it."""
_ALONE = {f"{MAIN} sheetData": 2, f"{MAIN} row": 3, f"{MAIN} c": 4, f"{MAIN} v": 5, f"{MAIN} f": 5, f"{MAIN} is": 5}
"""How deep each of these stands in a sheet. Elsewhere, as in a choice between two contents, programs differ on it."""


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


def hides(given: Mapping[str, str], size: str) -> bool:
    """Whether a row or a column is hidden, or has next to no size."""
    said = given.get(size)
    return given.get("hidden", "0").strip().lower() in _TRUE or (said is not None and bool(_NO_SIZE.fullmatch(said)))


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


# --- the parts beside the sheets --------------------------------------------------------------------------------


def shared_texts(pieces: Iterator[bytes], name: str, texts: list[str]) -> None:
    """The shared strings: runs of rich text joined, readings of foreign letters left out."""
    run: list[str] = []
    depth = [0, 0]  # inside a t; inside an rPh

    def start(tag: str, _: dict[str, str]) -> None:
        if tag == f"{MAIN} si":
            run.clear()
        elif tag == f"{MAIN} t":
            depth[0] += 1
        elif tag == f"{MAIN} rPh":
            depth[1] += 1

    def end(tag: str) -> None:
        if tag == f"{MAIN} si":
            texts.append(unescaped("".join(run)))
            if len(texts) > MOST_TEXTS:
                raise Refused("too-costly-to-read", f"more than {MOST_TEXTS} texts")
        elif tag == f"{MAIN} t":
            depth[0] -= 1
        elif tag == f"{MAIN} rPh":
            depth[1] -= 1

    def text(said: str) -> None:
        if depth[0] and not depth[1]:
            run.append(said)

    parse(name, pieces, start, end, text)


def number_formats(pieces: Iterator[bytes], name: str) -> list[str | int]:
    """The number format of each style: its code, or the number of a built-in one."""
    codes: dict[str, str] = {}
    styles: list[str | int] = []
    inside = [False]

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == f"{MAIN} numFmt":
            codes[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif tag == f"{MAIN} cellXfs":
            inside[0] = True
        elif tag == f"{MAIN} xf" and inside[0]:
            said = given.get("numFmtId", "0")
            styles.append(codes.get(said, int(said) if said.isdecimal() and len(said) < 6 else 0))
            if len(styles) > MOST_STYLES:
                raise Refused("xml-damaged", f"{name} has more than {MOST_STYLES} styles")

    def end(tag: str) -> None:
        if tag == f"{MAIN} cellXfs":
            inside[0] = False

    parse(name, pieces, start, end)
    return styles or [0]


_ONCE = {
    f"{MAIN} workbook": [],
    f"{MAIN} workbookPr": [f"{MAIN} workbook"],
    f"{MAIN} sheets": [f"{MAIN} workbook"],
}
"""Parts of the workbook part that stand once, with what they stand in."""


class Contents:
    """What the workbook part lists: sheets, defined names, and where days are counted from."""

    def __init__(self, package: Package) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.names: dict[str, str] = {}
        self.since_1904 = False
        self._name: list[str] = []
        self._text: list[str] = []
        self._open: list[str] = []
        self._lists: list[str] = []
        related = {each.id: each for each in package.related(package.workbook)}
        self._targets = {id_: each.target for id_, each in related.items()}
        self._kinds = {id_: each.kind for id_, each in related.items()}
        parse(package.workbook, package.pieces(package.workbook), self._start, self._end, self._text.append)
        if f"{MAIN} workbook" not in self._lists:
            raise Refused("not-a-workbook", "an Office file whose main part is no workbook")
        if not self.sheets:
            raise Refused("not-a-workbook", "a workbook without a sheet")
        folded = [name.casefold() for name, _, _ in self.sheets]
        if len(set(folded)) != len(folded):
            raise Refused("xml-damaged", "two sheets of one name")
        if len({target for _, _, target in self.sheets if target}) != sum(bool(target) for _, _, target in self.sheets):
            raise Refused("xml-damaged", "two sheets of one content")
        if len(self.sheets) > MOST_SHEETS:
            raise Refused("too-costly-to-read", f"{len(self.sheets)} sheets")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        self._text.clear()
        self._open.append(tag)
        if tag in _ONCE:
            if self._open[:-1] != _ONCE[tag] or tag in self._lists:
                raise Refused("xml-damaged", f"{tag.rpartition(' ')[2]} is said twice, or inside something else")
            self._lists.append(tag)
        if tag == f"{MAIN} workbookPr":
            self.since_1904 = given.get("date1904", "0").lower() in _TRUE
        elif tag == f"{MAIN} sheet":
            if self._open[:-1] != [f"{MAIN} workbook", f"{MAIN} sheets"]:
                raise Refused("xml-damaged", "a sheet outside the list of sheets")
            id_ = given.get(f"{OFFICE} id", "")
            kind, target = self._kinds.get(id_, ""), self._targets.get(id_, "")
            if kind not in ("worksheet", "chartsheet"):
                raise Refused("xml-damaged", f"the sheet {given.get('name', '')[:40]!r} leads to no sheet")
            state = given.get("state", "visible")
            self.sheets.append((given.get("name", ""), state, target if kind == "worksheet" else ""))
        elif tag == f"{MAIN} definedName":
            self._name.append(given.get("name", ""))

    def _end(self, tag: str) -> None:
        if tag == f"{MAIN} definedName" and self._name:
            self.names[self._name.pop()] = "".join(self._text)
        self._text.clear()
        self._open.pop()


# --- a sheet ----------------------------------------------------------------------------------------------------


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


def _sheet(
    package: Package,
    member: str,
    cells: Cells,
    texts: Texts,
    shared: int,
    styles: int,
    progress: Callable[[str], None],
) -> Cells:
    """A sheet's cells, by `quick` where it is long and of the usual form."""
    if package.members[member].size > QUICK_FROM:
        from recovery_costs.workbook.quick import quick

        if (read := quick(package.pieces(member), cells, texts, shared, styles, progress)) is not None:
            return read
        cells = Cells(cells.name, cells.state)
    reader = SheetReader(cells, texts, shared, styles)
    parse(member, package.pieces(member), reader.start, reader.end, reader.text)
    if not reader.root:
        raise Refused("xml-damaged", f"{member} is no sheet")
    return cells


def _shared(package: Package, member: str, texts: list[str]) -> None:
    """The shared strings, by `quick` where they are many and of the usual form."""
    if package.members[member].size > QUICK_FROM:
        from recovery_costs.workbook.quick_texts import quick_texts

        def one(xml: bytes) -> list[str]:
            said: list[str] = []
            shared_texts(iter([xml]), member, said)
            return said

        if (read := quick_texts(package.pieces(member), one)) is not None:
            if len(read) > MOST_TEXTS:
                raise Refused("too-costly-to-read", f"more than {MOST_TEXTS} texts")
            texts += read
            return
    shared_texts(package.pieces(member), member, texts)


# --- the whole --------------------------------------------------------------------------------------------------


def read(content: bytes, progress: Callable[[str], None]) -> tuple[dict[str, Any], list[Any]]:
    """A workbook's cells, for `wire.pack`. `progress` is told of each sheet.

    Raises:
        Refused: by the gate, or the sheets are not what a workbook's may be.
    """
    package = Package(content)
    contents = Contents(package)
    texts = Texts()
    styles: list[str | int] = [0]
    read_later = {package.workbook, "[Content_Types].xml", *(target for _, _, target in contents.sheets)}
    beside = [each for each in package.related(package.workbook) if each.kind in ("sharedStrings", "styles")]
    if len({each.kind for each in beside}) != len(beside):
        raise Refused("xml-damaged", "two lists of texts or of styles")
    for relation in beside:
        if relation.target not in package.members:
            raise Refused("xml-damaged", f"{relation.target[:80]} is not there")
        read_later.add(relation.target)
        if relation.kind == "styles":
            styles = number_formats(package.pieces(relation.target), relation.target)
        else:
            progress("texts")
            _shared(package, relation.target, texts.all)
    for name in package.members:
        if name not in read_later and not name.lower().endswith(".rels"):
            for _ in package.pieces(name):
                pass  # held to its size and scanned, and not read
    shared, sheets = len(texts.all), []
    for name, state, target in contents.sheets:
        cells = Cells(name, state)
        if target and target not in package.members:
            raise Refused("xml-damaged", f"the sheet {name[:40]!r} is not there")
        if target:
            progress(name)
            cells = _sheet(package, target, cells, texts, shared, len(styles), progress)
        sheets.append(cells)
    return packed(sheets, texts, package.inflated, formats=styles, names=contents.names, since_1904=contents.since_1904)


def packed(sheets: list[Cells], texts: Texts, inflated: int, **beside: Any) -> tuple[dict[str, Any], list[Any]]:
    """Sheets and texts with their size in bytes, and what else is known (see `cells.Book`), for `wire.pack`."""
    run, lengths = wire.texts_packed(texts.all)
    arrays = chain.from_iterable(each.arrays for each in sheets)
    known = {"formats": [0], "names": {}, "since_1904": False, "kind": "xlsx", "faults": []} | beside
    header = {"sheets": [each.header() for each in sheets], "inflated": inflated, **known}
    return header, [run, memoryview(array("i", lengths)).cast("B"), *(memoryview(each).cast("B") for each in arrays)]
