"""Reading a workbook's cells from its XML, in the child process: everything that a sheet holds, and nothing interpreted.

Other readers hide what a check must see: error values, formulas without a stored value, a cell written twice, the
digits of a number, hidden rows. docs/decisions/0009-own-reader.md says why this one is ours. Only the standard library
is used, and `quick`, which reads long sheets of the usual form with numpy and leaves the rest to this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from recovery_costs.workbook.gate import MIB, Refused
from recovery_costs.workbook.parts import MAIN, OFFICE, Package, parse
from recovery_costs.workbook.sheet_reader import MOST_TEXTS, TRUE, Cells, SheetReader, Texts, packed, unescaped

MOST_SHEETS, MOST_STYLES = 255, 65_535
QUICK_FROM = 2 * MIB
"""Sheets whose XML is larger than this are read by `quick` where their form allows."""


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
            self.since_1904 = given.get("date1904", "0").lower() in TRUE
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
