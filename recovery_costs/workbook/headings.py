"""Where things stand on a sheet: each entry's cell or column, found by its heading. Renamed, missing, twice or unknown:
said, with the nearest of the template. Rows and columns may have been moved; the headings say what each cell means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from recovery_costs.workbook.account import Account
from recovery_costs.workbook.cells import Cell, Sheet, words
from recovery_costs.workbook.layout import RECORD_LINE, SUM_LABEL, Entry, Place, Use
from recovery_costs.workbook.layout import Sheet as Asked
from recovery_costs.workbook.wire import place, ref

LOWEST_HEADINGS = 200
"""The row of headings is looked for down to here."""
MOST_ABOVE = 2_000
"""Cells that are looked at above it."""
WORDING = "the template's own wording"
LIVE = "worked out by the workbook"


class At(NamedTuple):
    """Where a cell is, or would be."""

    row: int
    column: int


@dataclass
class Found:
    """Where the entries of one sheet stand. `head` is None where it has no row of headings."""

    head: int | None = None
    columns: dict[str, int] = field(default_factory=dict)
    places: dict[str, At] = field(default_factory=dict)


def find(account: Account, asked: Asked, sheet: Sheet) -> Found:
    """Where the entries of a sheet stand; what stands above the list is accounted for."""
    found = Found()
    end = int(np.searchsorted(sheet.row, LOWEST_HEADINGS + 1))
    above = [sheet.cell(index) for index in range(min(end, MOST_ABOVE))]
    found.head = _head(above, {words(entry.heading) for entry in asked.table.entries})
    if found.head is None:
        names = ", ".join(entry.heading for entry in asked.table.entries if entry.use is not Use.LIVE)
        account.flag("headings-missing", sheet, place(asked.table.head_row, 1), "no row of headings", names)
    else:
        _columns(account, asked.table.entries, sheet, found, [cell for cell in above if cell.row == found.head])
    last = found.head if found.head is not None else LOWEST_HEADINGS + 1
    _places(account, asked.places, sheet, found, [cell for cell in above if cell.row < last])
    _above(account, asked, sheet, found)
    return found


def _head(above: Iterable[Cell], wanted: set[str]) -> int | None:
    """The row that holds most of the headings wanted, if any holds two."""
    hits: dict[int, int] = {}
    for cell in above:
        if cell.words in wanted:
            hits[cell.row] = hits.get(cell.row, 0) + 1
    best = max(hits, key=lambda row: hits[row], default=0)
    return best if hits.get(best, 0) >= 2 else None


def near(word: str, others: Iterable[str]) -> str | None:
    """The nearest of other words, if one is near."""
    return next(iter(difflib.get_close_matches(word[:80], list(others)[:200], 1, 0.75)), None)


def _columns(account: Account, entries: Iterable[Entry], sheet: Sheet, found: Found, row: list[Cell]) -> None:
    """The column of each entry, by the row of headings."""
    wanted = {words(entry.heading): entry for entry in entries}
    unknown: dict[str, Cell] = {}
    for cell in row:
        entry = wanted.get(cell.words)
        index = sheet.index(cell.row, cell.column)
        assert index is not None
        if entry is None:
            unknown[cell.words or cell.name] = cell
        elif entry.field in found.columns:
            first = place(cell.row, found.columns[entry.field])
            account.flag_cell("heading-twice", sheet, index, f"once, as in {first}")
            _stands_for_column(account, sheet, cell)
        else:
            found.columns[entry.field] = cell.column
            account.ignore(sheet, np.array([index]), WORDING)
    assert found.head is not None
    for number, (said, entry) in enumerate(wanted.items(), start=1):
        if entry.field not in found.columns and entry.use is not Use.LIVE:
            lost = _lost(account, sheet, entry, said, unknown, place(found.head, number))
            if lost is not None:
                _stands_for_column(account, sheet, lost)
            elif number not in {cell.column for cell in row}:
                account.flag_all(sheet, sheet.in_column(number, found.head))
    for cell in unknown.values():
        account.flag_at("heading-unknown", sheet, cell.row, cell.column, account.shown(cell))
        _stands_for_column(account, sheet, cell)


def _lost(account: Account, sheet: Sheet, entry: Entry, said: str, unknown: dict[str, Cell], at: str) -> Cell | None:
    """A heading that was not found: renamed, where one nearly like it is left over, or missing. The one left over."""
    like = near(said, unknown)
    if like is None:
        do = f'Put "{entry.heading}" back, as in the template, and leave it blank if it does not apply.'
        account.flag("heading-missing", sheet, at, "no such heading", entry.heading, do)
        return None
    cell = unknown.pop(like)
    do = f'Write "{entry.heading}" again; it is read by its heading.'
    account.flag_at("heading-renamed", sheet, cell.row, cell.column, account.shown(cell), entry.heading, do)
    return cell


def _stands_for_column(account: Account, sheet: Sheet, heading: Cell) -> None:
    """What stands under a heading that is not read is flagged by it."""
    account.flag_all(sheet, sheet.in_column(heading.column, heading.row))


def _places(account: Account, places: Iterable[Place], sheet: Sheet, found: Found, above: list[Cell]) -> None:
    """The cell of each entry that stands alone, beside its label."""
    by_words: dict[str, list[Cell]] = {}
    for cell in above:
        if cell.words:
            by_words.setdefault(cell.words, []).append(cell)
    known = {words(each.entry.heading) for each in places}
    unknown = {said: cells[0] for said, cells in by_words.items() if said not in known}
    for each in places:
        entry, label, value = each.entry, ref(each.label, ""), ref(each.cell, "")
        labels = by_words.get(words(entry.heading), [])
        if not labels:
            if entry.use is Use.LIVE:
                continue
            if (lost := _lost(account, sheet, entry, words(entry.heading), unknown, each.label)) is not None:
                beside = sheet.index(lost.row + value[0] - label[0], lost.column + value[1] - label[1])
                account.flag_all(sheet, np.array([beside] if beside is not None else [], np.intp))
            continue
        first, *more = labels
        for cell in more:
            account.flag_at(
                "heading-twice", sheet, cell.row, cell.column, account.shown(cell), f"once, as in {first.name}"
            )
        index = sheet.index(first.row, first.column)
        assert index is not None
        account.ignore(sheet, np.array([index]), WORDING)
        at = At(first.row + value[0] - label[0], first.column + value[1] - label[1])
        if entry.use is Use.LIVE:
            beside = sheet.index(*at)
            account.ignore(sheet, np.array([beside] if beside is not None else [], np.intp), LIVE)
        else:
            found.places[entry.field] = at


def wording(asked: Asked) -> set[str]:
    """Everything that the template writes on a sheet above its list."""
    said = {asked.title, asked.lead, SUM_LABEL, *(each.entry.help for each in asked.places)}
    said |= {band.title for band in asked.table.bands}
    return {words(each) for each in said if each}


def _above(account: Account, asked: Asked, sheet: Sheet, found: Found) -> None:
    """What stands above the list is wording, a sum, a place that is read, or not expected."""
    known = wording(asked)
    values = set(found.places.values())
    summed = set(sums(asked, found).values())
    last = found.head if found.head is not None else LOWEST_HEADINGS
    for index in range(int(np.searchsorted(sheet.row, last)) if found.head else len(sheet)):
        if account.state[sheet.name][index]:
            continue
        at = At(int(sheet.row[index]), int(sheet.column[index]))
        if at in values:
            continue
        cell = sheet.cell(index)
        if cell.words in known or RECORD_LINE.fullmatch(cell.text):
            account.ignore(sheet, np.array([index]), WORDING)
        elif at in summed or (found.head is not None and at.row == found.head - 2 and at in sheet.formulas):
            account.ignore(sheet, np.array([index]), LIVE)
        else:
            account.flag_cell("cell-not-expected", sheet, index)


def sums(asked: Asked, found: Found) -> Mapping[str, At]:
    """Where the sum of each summed field stands."""
    if found.head is None:
        return {}
    return {each: At(found.head - 2, found.columns[each]) for each in asked.table.summed if each in found.columns}
