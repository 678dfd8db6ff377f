"""The findings that an earlier check left in a workbook, read back from its Findings sheet.

However it was saved since: text may stand in the cell or in the workbook's shared strings, whole or in runs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, iterparse

from recovery_costs.workbook.cells import Sheet
from recovery_costs.workbook.layout import FINDINGS, FINDINGS_HEADINGS, FINDINGS_ROW
from recovery_costs.workbook.package import Damaged, content, parts

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LARGEST = 64 * 1024 * 1024
"""Bytes, unpacked: a sheet of findings is far smaller."""


class Listed(NamedTuple):
    """A finding of an earlier check: where, what was found, and its code."""

    where: str
    found: str
    code: str


def left_by_a_check(sheet: Sheet) -> bool:
    """Whether a sheet that was read is what an earlier check left, and not one of the Party's own by that name."""
    if not sheet.name.startswith(FINDINGS):
        return False
    heads = [sheet.at(FINDINGS_ROW, column) for column in range(1, len(FINDINGS_HEADINGS) + 1)]
    return [cell.text if cell else "" for cell in heads] == list(FINDINGS_HEADINGS)


def listed_before(package: bytes, part: str, headings: Sequence[str]) -> list[Listed] | None:
    """What the sheet in `part` lists; None where it is not a Findings sheet, whatever its name."""
    found = parts(package)
    shared = posixpath.join(posixpath.dirname(posixpath.dirname(part)), "sharedStrings.xml")
    try:
        rows = list(_rows(content(package, found[part], LARGEST)))
        wanted = {
            int(text)
            for row in rows
            for kind, text in row.values()
            if kind == "s" and text.isascii() and text.isdigit()
        }
        strings = _strings(content(package, found[shared], LARGEST), wanted) if shared in found and wanted else {}
    except (ParseError, KeyError, Damaged):
        return None
    said = [
        {letter: strings.get(int(text), "") if kind == "s" else text for letter, (kind, text) in row.items()}
        for row in rows
    ]
    letters = "ABCDEFG"[: len(headings)]
    heads = [at for at, row in enumerate(said) if [row.get(letter) for letter in letters] == list(headings)]
    if not heads:
        return None
    below = said[heads[0] + 1 :]
    return [Listed(row.get("A", ""), row.get("D", ""), row["C"]) for row in below if row.get("C")]


def _rows(sheet: bytes) -> Iterator[dict[str, tuple[str, str]]]:
    """The rows of a sheet: by column, how its text is held and the text."""
    for _, element in iterparse(BytesIO(sheet)):  # noqa: S314
        if element.tag == f"{MAIN}row":
            row = {}
            for cell in element:
                kind, place = cell.get("t", "n"), cell.get("r", "").rstrip("0123456789")
                if kind in ("s", "str"):
                    row[place] = (kind, cell.findtext(f"{MAIN}v", ""))
                elif kind == "inlineStr":
                    row[place] = (kind, _runs(cell))
            yield row
            element.clear()


def _strings(part: bytes, wanted: set[int]) -> dict[int, str]:
    kept: dict[int, str] = {}
    at = 0
    for _, element in iterparse(BytesIO(part)):  # noqa: S314
        if element.tag == f"{MAIN}si":
            if at in wanted:
                kept[at] = _runs(element)
            at += 1
            element.clear()
    return kept


def _runs(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{MAIN}t")).replace("_x005F_", "_")
