"""What is asked of a whole sheet or list beyond its single cells: nothing merged, hidden, far off, repeated; sums agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from recovery_costs.money import Money
from recovery_costs.plain import shown
from recovery_costs.workbook.account import Account
from recovery_costs.workbook.cells import Area, exact
from recovery_costs.workbook.headings import sums
from recovery_costs.workbook.layout import Kind
from recovery_costs.workbook.listing import Listing
from recovery_costs.workbook.values import Flagged, pence_of
from recovery_costs.workbook.wire import letters, place

BEFORE, AFTER = timedelta(days=366), timedelta(days=6 * 366)
"""How far before and after the event (or the first notice) a day may lie without a question."""
FIRST_DAY, LAST_DAY = "2013-09-23", "2099-12-31"
"""Where no event is known: from the day the Smart Energy Code came into force."""


def pence(amount: str) -> int:
    """An amount of a case file in pence."""
    return int(amount.replace(".", ""))


def sum_of(listing: Listing, name: str) -> int:
    """The pence of a column; what cannot be read adds nothing."""
    return sum([int(each.replace(".", "")) for each in listing.values.get(name, ()) if each is not None])


# --- merged and hidden ------------------------------------------------------------------------------------------


def merged(account: Account, listing: Listing) -> None:
    """Merged cells that take in a row of the list, or a cell that is read above it."""
    columns = listing.found.columns.values()
    for area in listing.sheet.merged:
        if area.first_row == area.last_row and area.first_column == area.last_column:
            continue
        first, last = np.searchsorted(listing.rows, [area.first_row, area.last_row + 1]).tolist()
        in_list = first < last and any(area.first_column <= each <= area.last_column for each in columns)
        covered = any(
            _holds(area, at.row, at.column) and (area.first_row, area.first_column) != at
            for at in listing.found.places.values()
        )
        if in_list or covered:
            said = f"{place(area.first_row, area.first_column)}:{place(area.last_row, area.last_column)}"
            account.flag_at("merged-cells", listing.sheet, area.first_row, area.first_column, said)
            listing.bad[first:last] = True


def _holds(area: Area, row: int, column: int) -> bool:
    return area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of whole numbers that follow one another."""
    first = last = None
    for number in numbers:
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def hidden(account: Account, listing: Listing) -> None:
    """Rows and columns that hold data and are hidden. They are read all the same."""
    sheet = listing.sheet
    if sheet.hidden_rows:
        rows = {*listing.rows.tolist(), *(at.row for at in listing.found.places.values() if sheet.at(*at))}
        for first, last in _runs(sorted(rows & sheet.hidden_rows)):
            said = f"row {first} is hidden" if first == last else f"rows {first} to {last} are hidden"
            account.flag("hidden-rows", sheet, place(first, 1), said)
    holding = [column for name, column in listing.found.columns.items() if listing.has(name)]
    holding += [at.column for at in listing.found.places.values() if sheet.at(*at)]
    for first, last in _runs(sorted({column for column in holding if sheet.hides_column(column)})):
        said = (
            f"column {letters(first)} is hidden"
            if first == last
            else f"columns {letters(first)} to {letters(last)} are hidden"
        )
        account.flag("hidden-columns", sheet, place(1, first), said)


# --- days -------------------------------------------------------------------------------------------------------


def far_off(account: Account, listings: Mapping[str, Listing], event_day: date | None) -> None:
    """Days far from the Recovery Event; where it is not known, from the first day that a notice was given."""
    first, last = FIRST_DAY, LAST_DAY
    sent = [day for listing in listings.values() for day in listing.values.get("sent_on", ()) if day is not None]
    anchor = event_day or (date.fromisoformat(min(sent)) if sent else None)
    if anchor is not None and anchor.year > 1901:
        first, last = (anchor - BEFORE).isoformat(), (anchor + AFTER).isoformat()
    near = f"a day from {first} to {last}"
    for listing in listings.values():
        for entry in listing.asked.table.entries:
            values = listing.values.get(entry.field, [])
            if entry.kind is not Kind.DAY or not values:
                continue
            odd = {day for day in set(values) if day is not None and not first <= day <= last}
            for at, day in enumerate(values) if odd else ():
                if day in odd:
                    account.flag_at("date-far-off", listing.sheet, *listing.at(at, entry.field), day, near)
        for each in listing.asked.places:
            day = listing.places.get(each.entry.field)
            if each.entry.kind is Kind.DAY and day is not None and not first <= day <= last:
                account.flag_at("date-far-off", listing.sheet, *listing.found.places[each.entry.field], day, near)


# --- sums -------------------------------------------------------------------------------------------------------


def summed(account: Account, listing: Listing) -> None:
    """The sums that the workbook shows are those of what was read, where every amount was."""
    for name, at in sums(listing.asked, listing.found).items():
        cell = listing.sheet.at(*at)
        stored = exact(cell) if cell else None
        if stored is None or any(field == name for _, field in listing.flagged):
            continue
        ours = sum_of(listing, name)
        try:
            same = pence_of(stored) == ours
        except Flagged:
            same = False
        if not same:
            account.flag_at("sum-differs", listing.sheet, *at, str(stored), Money(ours).text)


def built(account: Account, listing: Listing) -> None:
    """A figure is the sum of the parts beside it, where any part is filled in."""
    table = listing.asked.table
    for name, parts in table.built.items():
        figures = listing.values.get(name)
        if not figures:
            continue
        columns = [listing.values[part] for part in parts if part in listing.values]
        for at, figure in enumerate(figures):
            given = [column[at] for column in columns if column[at] is not None]
            flagged = any((at, part) in listing.flagged for part in (name, *parts))
            if figure is None or not given or flagged or sum(map(pence, given)) == pence(figure):
                continue
            row, column = listing.at(at, name)
            code = "formula-value-differs" if (row, column) in listing.sheet.formulas else "built-differs"
            wanted = f"{Money(sum(map(pence, given))).text}, the sum of the parts beside it"
            account.flag_at(code, listing.sheet, row, column, figure, wanted)
            listing.bad[at] |= code == "formula-value-differs"


# --- repeats ----------------------------------------------------------------------------------------------------


def each_once(account: Account, listing: Listing, key: str) -> None:
    """Each row's reference once."""
    first: dict[str, int] = {}
    for at, name in enumerate(listing.values.get(key, ())):
        if name is None:
            continue
        if name in first:
            listed = account.room("line-twice")
            found = f"{shown(name)}, also in {listing.cell(first[name], key)}" if listed else ""
            account.flag_at("line-twice", listing.sheet, *listing.at(at, key), found)
            listing.bad[at] = True
        else:
            first[name] = at


def repeats(account: Account, listing: Listing, key: str) -> None:
    """Lines that say the same, invoices and Devices that come again: perhaps one cost twice."""
    values = listing.values
    others = [name for name in values if name != key and listing.has(name)]
    if not others or not len(listing.rows):
        return
    whole: dict[Any, int] = {}
    same: set[int] = set()
    hashable = ([_tuple(each) for each in values[name]] if name == "device_ids" else values[name] for name in others)
    for at, said in enumerate(zip(*hashable, strict=True)):
        before = whole.setdefault(said, at)
        if before != at and not listing.bad[at]:
            same.add(at)
            found = f"{shown(values[key][at] if key in values else None)}, the same as in {listing.cell(before, key)}"
            account.flag_at("line-repeated", listing.sheet, *listing.at(at, key), found)
    _again(account, listing, same)
    _devices(account, listing, same)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _again(account: Account, listing: Listing, same: set[int]) -> None:
    """One supplier's invoice on several lines with one amount."""
    values = listing.values
    if not {"invoice", "amount"} <= values.keys():
        return
    seen: dict[tuple[Any, ...], int] = {}
    suppliers = values.get("supplier") or [None] * len(listing.rows)
    for at, said in enumerate(zip(suppliers, values["invoice"], values["amount"], strict=True)):
        if said[1] is None or said[2] is None:
            continue
        before = seen.setdefault(said, at)
        if before != at and at not in same:
            found = f"{shown(said[1])} for {said[2]}, also in {listing.cell(before, 'invoice')}"
            account.flag_at("invoice-repeated", listing.sheet, *listing.at(at, "invoice"), found)


def _devices(account: Account, listing: Listing, same: set[int]) -> None:
    """One Device on several lines of one limb."""
    values = listing.values
    seen: dict[tuple[Any, str], int] = {}
    limbs = values.get("limb") or [None] * len(listing.rows)
    for at, (limb, names) in enumerate(zip(limbs, values.get("device_ids", ()), strict=False)):
        for name in names or ():
            before = seen.setdefault((limb, name), at)
            if before != at and at not in same:
                found = f"{shown(name)}, also in {listing.cell(before, 'device_ids')}"
                account.flag_at("device-repeated", listing.sheet, *listing.at(at, "device_ids"), found)
                break
