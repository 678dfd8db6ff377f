"""A column of a list read at once: each value that occurs is read once by `values`, amounts by whole numbers in bulk.

`values.read_value` says what a cell means; what is here gives the same answers for a million cells in a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recovery_costs.workbook import wire
from recovery_costs.workbook.account import MOST_LISTED, Indexes
from recovery_costs.workbook.cells import Cell, Sheet
from recovery_costs.workbook.formats import FormatKind, format_kind
from recovery_costs.workbook.layout import Entry, Kind
from recovery_costs.workbook.values import Flagged, pounds, read_value, shows_all

Reader = Callable[[Cell], Any]
_POWERS = np.array([10**n for n in range(19)], np.int64)
_MILLION = 10**6


def read_column(
    sheet: Sheet, cells: Indexes, entry: Entry, since_1904: bool
) -> tuple[list[Any], list[tuple[int, Flagged]]]:
    """What each cell says of an entry, beside `cells`: None where it cannot be read, and why, by its place in `cells`."""

    def reader(cell: Cell) -> Any:
        return read_value(cell, entry, since_1904)

    if entry.kind is Kind.MONEY:
        return _amounts(sheet, cells, reader)
    return _each_once(sheet, cells, reader, plain=entry.kind is Kind.TEXT)


def _amounts(sheet: Sheet, cells: Indexes, reader: Reader) -> tuple[list[Any], list[tuple[int, Flagged]]]:
    """Amounts in whole pence where they are plainly so; any other is left to the reader of single cells."""
    pence, plain = whole_pence(sheet, cells)
    values: list[Any] = [pounds(each) for each in pence.tolist()]
    flagged, times = [], Counter[str]()
    for at in np.flatnonzero(~plain).tolist():
        try:
            values[at] = reader(sheet.cell(int(cells[at])))
        except Flagged as odd:
            values[at] = None
            flagged.append((at, _kept(odd, times)))
    return values, flagged


def whole_pence(sheet: Sheet, cells: Indexes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Each cell's amount in pence, and whether it is plainly one: a number from 0.00, of whole pence up to noise."""
    number, decimals = sheet.number[cells], sheet.decimals[cells].astype(np.int64)
    kinds = [format_kind(code) in (FormatKind.NUMBER, FormatKind.TEXT) for code in sheet.formats]
    plain = (sheet.held[cells] == wire.NUMBER) & (decimals >= 0) & (number >= 0)
    plain &= np.array(kinds, np.bool_)[sheet.style[cells]]
    number, decimals = np.where(plain, number, 0), np.where(plain, decimals, 0)
    up = _POWERS[np.clip(2 - decimals, 0, 2)]
    down = _POWERS[np.clip(decimals - 2, 0, 16)]
    whole, rest = np.divmod(number, down)
    above = rest > down // 2
    stray = np.where(above, down - rest, rest)
    plain &= (stray <= down // _MILLION) & (whole < 10**14)
    pence = np.where(plain, whole + above, 0) * np.where(plain & (whole < 10**14), up, 1)
    plain &= pence < 10**14
    return np.where(plain, pence, 0), plain


def _each_once(
    sheet: Sheet, cells: Indexes, reader: Reader, plain: bool
) -> tuple[list[Any], list[tuple[int, Flagged]]]:
    """Each different cell is read once; `plain`: clean text is itself."""
    if not len(cells):
        return [], []
    first, inverse = _different(sheet, cells)
    texts = sheet.texts
    is_text = (sheet.held[cells[first]] == wire.TEXT).tolist()
    values: list[Any] = []
    odd: dict[int, Flagged] = {}
    times = Counter[str]()
    for at, (index, number, letters) in enumerate(
        zip(first.tolist(), sheet.number[cells[first]].tolist(), is_text, strict=True)
    ):
        if plain and letters and shows_all(said := texts[number]) and said.strip() == said:
            values.append(said)
            continue
        try:
            values.append(reader(sheet.cell(int(cells[index]))))
        except Flagged as flagged:
            values.append(None)
            odd[at] = _kept(flagged, times)
    flagged_at = []
    if odd:
        hit = np.isin(inverse, np.fromiter(odd, np.int64))
        flagged_at = [(int(at), odd[int(inverse[at])]) for at in np.flatnonzero(hit)]
    return _spread(values, inverse), flagged_at


def _kept(odd: Flagged, times: Counter[str]) -> Flagged:
    """Why a cell cannot be read, to be kept a million times: without the calls that led to it, and its code alone where
    no more of that code are listed."""
    times[odd.code] += 1
    return odd.with_traceback(None) if times[odd.code] <= MOST_LISTED else _bare(odd.code)


_bare = cache(Flagged)


def _different(sheet: Sheet, cells: Indexes) -> tuple[Indexes, Indexes]:
    """The first of each different cell (by what it holds and its style), and which of them each cell is like."""
    number = sheet.number[cells]
    form = (
        sheet.held[cells].astype(np.int64) << 32
        | sheet.style[cells].astype(np.int64) << 8
        | (sheet.decimals[cells].astype(np.int64) + 1)
    )
    if form.min() == form.max():
        _, first, inverse = np.unique(number, return_index=True, return_inverse=True)
        return first, inverse
    forms, form_of = np.unique(form, return_inverse=True)
    numbers, number_of = np.unique(number, return_inverse=True)
    del forms
    _, first, inverse = np.unique(form_of * len(numbers) + number_of, return_index=True, return_inverse=True)
    return first, inverse


def _spread(values: Sequence[Any], inverse: Indexes) -> list[Any]:
    """The value of each cell, from the values of those that differ."""
    held = np.empty(len(values), object)
    for at, each in enumerate(values):
        held[at] = each
    spread: list[Any] = held[inverse].tolist()
    return spread
