"""Long sheets, read a block at a time with whole arrays: the same cells as `reader` gives, some twenty times sooner.

Only XML of the plain form that spreadsheet programs write is read here; at anything else, `quick` gives up and `reader`
reads the sheet. What it takes is a subset of well-formed XML, and a test holds that both give the same cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.parts import parse
from recovery_costs.workbook.quick_block import (
    CE,
    FE,
    INLINE,
    IS,
    ROW,
    ROWE,
    SHARED,
    STR,
    VE,
    Block,
    C,
    F,
    Flags,
    GivesUp,
    Ints,
    Rows,
    V,
    digits,
    references,
    styles_and_types,
    tokens,
)
from recovery_costs.workbook.sheet_reader import Cells, SheetReader, Texts, hides, plain_number, unescaped
from recovery_costs.workbook.wire import BOOLEAN, FIELDS, LAST_ROW, NOTHING, NUMBER, RAW, TEXT

MOST_FORMS = 1000
TOLD_EVERY = 50_000
"""Rows between two words of progress."""
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>&]*")*) ?/?>')
_FORMULA = re.compile(rb'<f((?: [A-Za-z0-9]+="[^"<>&]*")*)/?>')
_GIVEN = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')


def quick(
    pieces: Iterator[bytes], into: Cells, texts: Texts, shared: int, styles: int, progress: Callable[[str], None]
) -> Cells | None:
    """A sheet's cells; None where its XML is not of the plain form. Raises what `reader` does for the gate."""
    try:
        return _Quick(into, texts, shared, styles, progress).sheet(pieces)
    except (GivesUp, UnicodeDecodeError):
        return None


class _Quick:
    def __init__(self, into: Cells, texts: Texts, shared: int, styles: int, progress: Callable[[str], None]) -> None:
        self.into, self.texts, self.shared, self.styles, self.progress = into, texts, shared, styles, progress
        self.blank = np.fromiter((not text for text in texts.all[:shared]), np.bool_, shared)
        self.arrays: list[list[NDArray[Any]]] = [[] for _ in FIELDS]
        self.row, self.told, self.rows = 0, 0, 0
        self.forms: dict[bytes, bool] = {}
        """Each form of a row's other attributes, and whether it hides the row."""

    def sheet(self, pieces: Iterator[bytes]) -> Cells:
        """The whole sheet: what stands around the rows goes to `reader`, the rows here."""
        head, left = b"", b""
        for piece in pieces:
            head += piece
            before, found, left = head.partition(b"<sheetData>")
            if found:
                head = before + found
                break
            if len(head) > 1 << 20:
                raise GivesUp
        else:
            raise GivesUp
        for piece in pieces:
            whole, found, rest = (left + piece).rpartition(b"</row>")
            left = rest if found else left + piece
            if found:
                self._block(whole + found)
            if len(left) > 1 << 24:
                raise GivesUp
        whole, found, tail = left.rpartition(b"</row>")
        if found:
            self._block(whole + found)
        if b"</sheetData>" not in tail[:32]:
            rows, _, tail = tail.partition(b"</sheetData>")
            if rows:
                self._block(rows)
            tail = b"</sheetData>" + tail
        self._around(head, tail)
        self.into.arrays = [
            np.concatenate(each) if each else np.empty(0, np.dtype(letter))
            for each, (_, letter) in zip(self.arrays, FIELDS, strict=True)
        ]
        return self.into

    def _around(self, head: bytes, tail: bytes) -> None:
        """What stands before and after the rows, and a row of each form, through `reader`."""
        if len(self.forms) > MOST_FORMS:
            raise GivesUp
        rows = b"".join(b'<row r="%d"%s/>' % (at, form) for at, form in enumerate(self.forms, start=1))
        hidden = list(self.into.hidden_rows)
        reader = SheetReader(self.into, self.texts, self.shared, self.styles)
        try:
            parse("", iter([head, rows, tail]), reader.start, reader.end, reader.text)
        except Refused as refused:
            if refused.code in ("xml-damaged", "cell-out-of-grid", "cell-out-of-order", "cell-twice"):
                raise GivesUp from refused  # `reader` names the place
            raise
        if not reader.root or any(len(each) for each in self.into.arrays):
            raise GivesUp
        self.into.hidden_rows = hidden

    # --- one block ----------------------------------------------------------------------------------------------

    def _block(self, raw: bytes) -> None:
        block = tokens(raw)
        rows, row_of = self._rows(block)
        cells = np.flatnonzero((block.tag == C) | (block.tag == CE))
        if not len(cells):
            return
        at = np.searchsorted(rows.tags, cells, "right") - 1
        column, after = references(block, cells, rows, at)
        style, held = styles_and_types(block, cells, after, self.styles)
        row = row_of[at]
        same = row[1:] == row[:-1]
        if (same & (column[1:] <= column[:-1])).any():
            raise GivesUp
        number = np.zeros(len(cells), np.int64)
        decimals = np.zeros(len(cells), np.int64)
        follows = block.tag[np.minimum(cells + 1, len(block.tag) - 1)]
        plain = (block.tag[cells] == C) & (follows == V)
        keep = plain.copy()
        self._numbers(block, cells, plain, held, number, decimals, keep)
        self._others(block, cells, row, column, held, number, decimals, keep, follows)
        held[(held == SHARED) | (held == STR) | (held == INLINE)] = TEXT
        for kept, given, (_, letter) in zip(
            self.arrays, (row, column, held, style, number, decimals), FIELDS, strict=True
        ):
            kept.append(given[keep].astype(letter))
        self.rows += len(row_of)
        if self.rows - self.told >= TOLD_EVERY:
            self.told = self.rows
            self.progress(f"{self.into.name}: {self.rows:,} rows")

    def _rows(self, block: Block) -> tuple[Rows, Ints]:
        """The rows of a block, each number above the one before."""
        tags = np.flatnonzero((block.tag == ROW) | (block.tag == ROWE))
        found = _ROW.findall(block.raw)
        if len(found) != len(tags):
            raise GivesUp
        numbers = np.array([int(number) for number, _ in found], np.int64)
        if numbers[0] <= self.row or (np.diff(numbers) <= 0).any() or numbers[-1] > LAST_ROW:
            raise GivesUp
        self.row = int(numbers[-1])
        forms = {form for _, form in found}
        for form in forms - self.forms.keys():
            given = {name.decode(): said.decode("utf-8", "replace") for name, said in _GIVEN.findall(form)}
            self.forms[form] = hides(given, "ht")
            if "r" in given or len(self.forms) > MOST_FORMS:
                raise GivesUp
        hidden = {form for form in forms if self.forms[form]}
        if hidden:
            self.into.hidden_rows += [int(number) for number, form in found if form in hidden]
        return Rows(tags, np.array([len(number) for number, _ in found], np.int64)), numbers

    def _numbers(
        self, block: Block, cells: Ints, plain: Flags, held: Ints, number: Ints, decimals: Ints, keep: Flags
    ) -> None:
        """Numbers and places of shared strings, digit by digit in whole arrays."""
        these = np.flatnonzero(plain & ((held == NUMBER) | (held == SHARED)))
        if not len(these):
            return
        start, end = block.end[cells[these] + 1] + 1, block.start[cells[these] + 2]
        value, places, good = digits(block, start, end)
        is_shared = held[these] == SHARED
        if (is_shared & (~good | (places > 0) | (value >= self.shared) | (value < 0))).any():
            raise GivesUp
        number[these], decimals[these] = value, places
        if self.shared:
            keep[these[is_shared][self.blank[value[is_shared]]]] = False
        for at in these[~good].tolist():
            text = block.text(int(cells[at]) + 1)
            if not text:
                keep[at] = False
                continue
            number[at], decimals[at] = self._raw(text)

    def _raw(self, text: str) -> tuple[int, int]:
        number, decimals = plain_number(text)
        return (number, decimals) if decimals != RAW else (self.texts.own(text), RAW)

    def _others(
        self,
        block: Block,
        cells: Ints,
        row: Ints,
        column: Ints,
        held: Ints,
        number: Ints,
        decimals: Ints,
        keep: Flags,
        follows: NDArray[np.int8],
    ) -> None:
        """Cells that are few: their own text, true and false, errors, formulas; one at a time."""
        opened = block.tag[cells] == C
        few = opened & ((follows == F) | (follows == FE) | (follows == IS))
        few |= opened & (follows == V) & (held != NUMBER) & (held != SHARED)
        for at in np.flatnonzero(few).tolist():
            tag, kind = int(cells[at]) + 1, int(held[at])
            formula = block.tag[tag] in (F, FE)
            if formula:
                self._formula(block, tag, int(row[at]), int(column[at]))
                tag += 2 if block.tag[tag] == F else 1
            value: str | None = None
            if block.tag[tag] == IS:
                value = block.text(tag + 1) if kind == INLINE else None
            elif block.tag[tag] == V:
                if kind == INLINE:
                    raise GivesUp
                value = block.text(tag)
            elif block.tag[tag] == VE:
                value = ""
            held[at], number[at], decimals[at], keep[at] = self._one(kind, value, formula)

    def _one(self, kind: int, value: str | None, formula: bool) -> tuple[int, int, int, bool]:
        """What one cell holds, as `reader` has it."""
        is_text = kind in (SHARED, STR, INLINE)
        if formula and (value is None or (not value and not is_text)):
            return NOTHING, self.texts.own(""), 0, True
        if not formula and not value:
            return kind, 0, 0, False
        assert value is not None
        if kind == SHARED:
            if not value.isdecimal() or not value.isascii() or len(value) > 9 or int(value) >= self.shared:
                raise GivesUp
            return TEXT, int(value), 0, not bool(self.blank[int(value)])
        if kind == NUMBER:
            return (NUMBER, *self._raw(value), True)
        if kind == BOOLEAN and value in ("0", "1"):
            value = "TRUE" if value == "1" else "FALSE"
        return (TEXT if is_text else kind), self.texts.own(unescaped(value) if is_text else value), 0, True

    def _formula(self, block: Block, tag: int, row: int, column: int) -> None:
        found = _FORMULA.fullmatch(block.raw, int(block.start[tag]), int(block.end[tag]) + 1)
        if found is None:
            raise GivesUp
        pairs = _GIVEN.findall(found[1])
        given = dict(pairs)
        if len(given) != len(pairs):
            raise GivesUp
        text = block.text(tag) if block.tag[tag] == F else ""
        group = given.get(b"si", b"").decode()
        self.into.formulas.append(
            (row, column, text, given.get(b"t", b"normal").decode(), int(group) if group.isdecimal() else None)
        )
