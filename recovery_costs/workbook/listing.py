"""A list on a sheet as it is read: its rows, and the value of each column beside them. Every cell is accounted for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recovery_costs.workbook import wire
from recovery_costs.workbook.account import Account, Indexes
from recovery_costs.workbook.cells import Held, Sheet, exact
from recovery_costs.workbook.columns import read_column
from recovery_costs.workbook.formats import shows_another
from recovery_costs.workbook.formulas import Formulas, agrees
from recovery_costs.workbook.headings import LIVE, At, Found
from recovery_costs.workbook.layout import Entry, Kind, Use
from recovery_costs.workbook.layout import Sheet as Asked
from recovery_costs.workbook.values import TOO_LARGE, Flagged, read_value
from recovery_costs.workbook.wire import place

NOTHING_SHOWN = "a formula that shows nothing"
UNUSED_ROW = "a formula of a row that is not filled in"


@dataclass
class Listing:
    """The rows of a list that hold something, and what stands alone above it.

    `values` has a list beside `rows` for each field; None where the cell is empty or cannot be read.
    """

    asked: Asked
    sheet: Sheet
    found: Found
    rows: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    values: dict[str, list[Any]] = field(default_factory=dict)
    flagged: set[tuple[int, str]] = field(default_factory=set)
    """Places in `rows`, with the field, whose cell is flagged already."""
    bad: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    """Rows in which something is blocking."""
    places: dict[str, Any] = field(default_factory=dict)

    def given(self) -> list[dict[str, Any]]:
        """Of each row, the fields that are filled in and could be read."""
        names = [name for name in self.values if self.has(name)]
        if not names:
            return [{} for _ in range(len(self.rows))]
        columns = zip(*(self.values[name] for name in names), strict=True)
        return [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in columns]

    def has(self, name: str) -> bool:
        """Whether any row has a value of a field."""
        values = self.values.get(name, [])
        return values.count(None) < len(values)

    @cached_property
    def formula_rows(self) -> dict[int, set[int]]:
        """The rows that hold a formula, by column."""
        rows: dict[int, set[int]] = {}
        for row, column in self.sheet.formulas:
            rows.setdefault(column, set()).add(row)
        return rows

    def at(self, at: int, name: str | None = None) -> At:
        """Where a field of a row stands; its first column where it has none."""
        column = self.found.columns.get(name or "", min(self.found.columns.values(), default=1))
        return At(int(self.rows[at]), column)

    def cell(self, at: int, name: str | None = None) -> str:
        """`at`, as the name of a cell."""
        return place(*self.at(at, name))


def read_listing(account: Account, formulas: Formulas, asked: Asked, sheet: Sheet, found: Found) -> Listing:
    """What a sheet says: its places and its rows."""
    listing = Listing(asked, sheet, found)
    _places(account, formulas, listing)
    if found.head is None:
        return listing
    entries = [entry for entry in asked.table.entries if entry.field in found.columns]
    cells = {entry.field: sheet.in_column(found.columns[entry.field], found.head) for entry in entries}
    own: dict[str, Indexes] = {}
    for entry in entries:
        here = cells[entry.field]
        if entry.use is Use.LIVE:
            account.ignore(sheet, here, LIVE)
            continue
        shown = ~((sheet.held[here] == wire.TEXT) & np.isin(sheet.number[here], account.blank))
        account.ignore(sheet, here[~shown], NOTHING_SHOWN)
        own[entry.field] = here[shown]
    offered = {entry.field: _offered(sheet, entry, own[entry.field]) for entry in entries if entry.field in own}
    filled = [here[~offered[name]] for name, here in own.items()]
    listing.rows = np.unique(sheet.row[np.concatenate(filled)]) if filled else listing.rows
    listing.bad = np.zeros(len(listing.rows), np.bool_)
    for entry in entries:
        if entry.field in own:
            here = own[entry.field]
            used = np.isin(sheet.row[here], listing.rows)
            account.ignore(sheet, here[~used], UNUSED_ROW)
            _column(account, formulas, listing, entry, here[used])
    _rest(account, listing)
    return listing


def _offered(sheet: Sheet, entry: Entry, cells: Indexes) -> NDArray[np.bool_]:
    """Which cells hold the formula that the template offers in every open row."""
    if not entry.formula or not sheet.formulas:
        return np.zeros(len(cells), np.bool_)
    places = zip(sheet.row[cells].tolist(), sheet.column[cells].tolist(), strict=True)
    return np.array([each in sheet.formulas for each in places], np.bool_)


def _places(account: Account, formulas: Formulas, listing: Listing) -> None:
    """What stands alone above the list."""
    sheet = listing.sheet
    for each in listing.asked.places:
        entry, at = each.entry, listing.found.places.get(each.entry.field)
        if at is None:
            continue
        index = sheet.index(*at)
        if index is None:
            if entry.needed:
                missing(account, sheet, at, entry)
            continue
        cell = sheet.cell(index)
        if not cell.text and cell.held is Held.TEXT:
            account.ignore(sheet, np.array([index]), NOTHING_SHOWN)
            continue
        account.read(sheet, np.array([index]))
        try:
            listing.places[entry.field] = read_value(cell, entry, account.book.since_1904)
        except Flagged as odd:
            account.flag_cell(odd.code, sheet, index, odd.wanted, odd.do)
            continue
        if (at.row, at.column) in sheet.formulas:
            recomputed(account, formulas, sheet, index)


def missing(account: Account, sheet: Sheet, at: At, entry: Entry) -> None:
    """A cell that is needed is empty."""
    account.flag("value-missing", sheet, place(*at), "nothing", entry.help, f'Fill in "{entry.heading}".')


def _column(account: Account, formulas: Formulas, listing: Listing, entry: Entry, cells: Indexes) -> None:
    """One column of the list."""
    sheet = listing.sheet
    values, odd = read_column(sheet, cells, entry, account.book.since_1904)
    account.read(sheet, cells)
    at = np.searchsorted(listing.rows, sheet.row[cells])
    if len(cells) == len(listing.rows):
        listing.values[entry.field] = values
    else:
        beside: list[Any] = [None] * len(listing.rows)
        for where, value in zip(at.tolist(), values, strict=True):
            beside[where] = value
        listing.values[entry.field] = beside
    for number, flagged in odd:
        if account.room(flagged.code):
            account.flag_cell(flagged.code, sheet, int(cells[number]), flagged.wanted, flagged.do)
        else:
            account.flag_all(sheet, cells[number : number + 1])
            account.more(flagged.code, 1)
        listing.bad[at[number]] = True
        listing.flagged.add((int(at[number]), entry.field))
    if entry.kind in (Kind.MONEY, Kind.COUNT):
        strange = np.array([shows_another(code) for code in sheet.formats], np.bool_)
        for index in cells[strange[sheet.style[cells]]].tolist():
            account.flag_cell("format-shows-another-value", sheet, index)
    if sheet.formulas:
        _recompute(account, formulas, listing, entry, cells, at)


def _recompute(
    account: Account, formulas: Formulas, listing: Listing, entry: Entry, cells: Indexes, at: NDArray[np.intp]
) -> None:
    """The formulas of a column, but those that the template offers, which are held against their parts elsewhere."""
    sheet = listing.sheet
    rows = listing.formula_rows.get(listing.found.columns[entry.field])
    if not rows or entry.field in listing.asked.table.built:
        return
    for number in np.flatnonzero(np.isin(sheet.row[cells], list(rows))).tolist():
        index = int(cells[number])
        if (int(at[number]), entry.field) in listing.flagged:
            continue
        if not recomputed(account, formulas, sheet, index):
            listing.bad[at[number]] = True
            listing.flagged.add((int(at[number]), entry.field))


def recomputed(account: Account, formulas: Formulas, sheet: Sheet, index: int) -> bool:
    """Whether the value stored with a formula may stand; it may where nobody can say, and then somebody is asked."""
    cell = sheet.cell(index)
    worked_out = formulas.value(sheet, cell.row, cell.column)
    stored = exact(cell)
    if worked_out is None or stored is None:
        account.flag_cell(
            "formula-not-recomputed", sheet, index, what=f"{account.shown(cell)} from ={cell.formula or '...'}"[:200]
        )
        return True
    if agrees(stored, worked_out):
        return True
    exactly = Decimal(worked_out.numerator) / Decimal(worked_out.denominator)
    gives = str(round(exactly, 6)) if abs(exactly) < TOO_LARGE else f"{exactly:.6e}"
    account.flag_cell("formula-value-differs", sheet, index, f"{gives}, which ={cell.formula or '...'} gives"[:200])
    return False


def _rest(account: Account, listing: Listing) -> None:
    """What stands beside or below the headings in no known column: one problem for each column."""
    sheet, head = listing.sheet, listing.found.head
    assert head is not None
    left = np.flatnonzero((account.state[sheet.name] == 0) & (sheet.row >= head))
    for column in np.unique(sheet.column[left]).tolist():
        here = left[sheet.column[left] == column]
        account.flag_all(sheet, here)
        first = sheet.cell(int(here[0]))
        more = f", and {len(here) - 1} more below it" if len(here) > 1 else ""
        account.flag("cell-not-expected", sheet, first.name, account.shown(first) + more)


# --- what must hold within the list -----------------------------------------------------------------------------


def needed(account: Account, listing: Listing, entries: Iterable[Entry]) -> None:
    """Each needed entry is filled in wherever anything beside it is."""
    for entry in entries:
        if entry.needed and entry.field in listing.found.columns and len(listing.rows):
            values = listing.values.get(entry.field) or [None] * len(listing.rows)
            empty = [
                at for at, value in enumerate(values) if value is None and (at, entry.field) not in listing.flagged
            ]
            listed = empty[: account.room("value-missing")]
            for at in listed:
                missing(account, listing.sheet, listing.at(at, entry.field), entry)
            account.more("value-missing", len(empty) - len(listed))
            listing.bad[empty] = True
            listing.flagged.update((at, entry.field) for at in empty)


def gaps(account: Account, listing: Listing) -> None:
    """Empty rows between the rows of a list."""
    for at in np.flatnonzero(np.diff(listing.rows) > 1).tolist():
        first, last = int(listing.rows[at]) + 1, int(listing.rows[at + 1]) - 1
        said = f"row {first} is empty" if first == last else f"rows {first} to {last} are empty"
        account.flag("gap-in-list", listing.sheet, place(first, 1), said)
