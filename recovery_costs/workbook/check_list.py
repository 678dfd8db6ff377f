"""Checking a list of cost lines in CSV by its own headings: what the Cost lines sheet asks, asked of rows of text.

The headings are those of that sheet or a case file's names of the same fields; words are those of its lists or a case
file's. Figures are plain digits with a point, days YYYY-MM-DD. It is checked as the sheet is, by the same code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import numpy as np

from recovery_costs.facts import CostLine
from recovery_costs.workbook import conditions, wire
from recovery_costs.workbook.account import Account
from recovery_costs.workbook.added_up import totals
from recovery_costs.workbook.cells import Book, Sheet, words
from recovery_costs.workbook.codes import Found
from recovery_costs.workbook.formulas import Formulas
from recovery_costs.workbook.headings import find, near
from recovery_costs.workbook.layout import REPLACING, Band, Entry, Kind, Table
from recovery_costs.workbook.layout import Sheet as Asked
from recovery_costs.workbook.listing import Listing, gaps, needed, read_listing
from recovery_costs.workbook.report import Receipt, balance
from recovery_costs.workbook.said import whole
from recovery_costs.workbook.sheets import COST_LINES

_FIGURES = re.compile(r"(-?)(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,2}|[0-9]{2}[1-9]))?", re.ASCII)
"""A point before three figures that end in 0 may stand for thousands (1.230): it stays text, and is asked about."""


def is_list(book: Book) -> bool:
    """Whether the first row of a list in CSV has the headings that no list of cost lines goes without."""
    entries = _entries(book.sheets[0]) if len(book.sheets[0]) else {}
    return {"incurred", "amount", "limb"} <= {entry.field for entry in entries.values()}


def _entries(sheet: Sheet) -> dict[str, Entry]:
    """What the Cost lines sheet asks that a list has, and what it cannot go without, by heading; choices by either name."""
    end = int(np.searchsorted(sheet.row, sheet.row[0], "right"))
    has = [words(sheet.cell(index).text) for index in range(end)]
    entries = {}
    for entry in COST_LINES.table.entries:
        heading = entry.field if entry.field in has else entry.heading
        if (
            words(heading) in has
            or entry.field == "line"
            or near(words(heading), [each for each in has if each not in _KNOWN])
        ):
            choices: Mapping[str, str | bool] = {
                **entry.choices,
                **{_plain(meant): meant for meant in entry.choices.values()},
            }
            entries[heading] = entry._replace(heading=heading, choices=choices)
    return entries


_KNOWN = frozenset(words(said) for entry in COST_LINES.table.entries for said in (entry.field, entry.heading))


def _plain(meant: str | bool) -> str:
    return str(meant).lower() if isinstance(meant, bool) else meant


def check_list(
    book: Book, event_day: date | None, party: str | None, at: str | None
) -> tuple[list[Found], Receipt, dict[str, int], list[dict[str, object]], str]:
    """Every problem in a list, its receipt, why cells were ignored, its lines, and the cell of the first."""
    entries = _entries(book.sheets[0])
    sheet = _with_numbers(book.sheets[0], entries)
    account = Account(Book((sheet,)))
    table = Table(1, (Band("", tuple(entries.values())),))
    asked = Asked(sheet.name, COST_LINES.title, COST_LINES.lead, (), table)
    place = find(account, asked, sheet)
    _one_name(account, sheet)
    if place.head != sheet.row[0]:
        account.flag("headings-missing", sheet, wire.place(int(sheet.row[0]), 1), "headings in a later row")
    listing = read_listing(account, Formulas(account.book), asked, sheet, place)
    totals(account, listing, "line", "amount")
    needed(account, listing, table.entries)
    gaps(account, listing)
    conditions.each_once(account, listing, "line")
    conditions.repeats(account, listing, "line")
    conditions.far_off(account, {asked.name: listing}, event_day)
    _replacing(account, listing)
    rows = listing.given()
    whole(account, listing, CostLine, rows)
    if not len(listing.rows):
        account.flag("no-lines", sheet, "A1", "headings alone")
    for name, given in (("--party", party), ("--at", at)):
        if given is None:
            account.flag("value-missing", "", "", "nothing", "", f"Give {name}.")
    account.close()
    receipt = Receipt(account.count(1), account.count(2), account.count(3), *balance(account, listing))
    first = listing.cell(0, "amount") if len(listing.rows) else "A1"
    ordered = [{field: row[field] for field in CostLine.model_fields if field in row} for row in rows]
    return account.problems, receipt, dict(account.ignored), ordered, first


def _one_name(account: Account, sheet: Sheet) -> None:
    """A field under its heading and under the case file's name of it: two columns, and either may be meant."""
    end = int(np.searchsorted(sheet.row, sheet.row[0], "right"))
    has = {words(sheet.cell(index).text): index for index in range(end)}
    for entry in COST_LINES.table.entries:
        both = words(entry.field), words(entry.heading)
        if len({*both}) == 2 and both[0] in has and both[1] in has:
            cell = sheet.cell(max(has[each] for each in both))
            account.flag("heading-twice", sheet, cell.name, f"{cell.text}, which is {entry.field} again")


def _replacing(account: Account, listing: Listing) -> None:
    """Columns that lines on a replacement need, where a list has no such column at all."""
    limbs = set(listing.values.get("limb", ()))
    if limbs & {"replace_device", "replace_data"}:
        for field in REPLACING:
            if field not in listing.found.columns:
                at = wire.place(listing.found.head or 1, 1)
                account.flag(
                    "heading-missing",
                    listing.sheet,
                    at,
                    "no such heading",
                    f"{field}, which L10.17(b) needs on a replacement",
                )


def _with_numbers(sheet: Sheet, entries: Mapping[str, Entry]) -> Sheet:
    """The sheet with plain figures under headings of money and numbers as numbers; any other text stays text."""
    held, number, decimals = sheet.held.copy(), sheet.number.copy(), sheet.decimals.copy()
    head = int(sheet.row[0])
    figures = {words(heading) for heading, entry in entries.items() if entry.kind in (Kind.MONEY, Kind.COUNT)}
    for at in range(int(np.searchsorted(sheet.row, head, "right"))):
        if words(sheet.cell(at).text) not in figures:
            continue
        for index in sheet.in_column(int(sheet.column[at]), after=head).tolist():
            found = _FIGURES.fullmatch(sheet.texts[int(sheet.number[index])])
            if found:
                sign, pounds, part = found.groups(default="")
                held[index], decimals[index] = wire.NUMBER, len(part)
                number[index] = int(f"{sign}{pounds}{part}")
    return Sheet(
        sheet.name,
        sheet.state,
        sheet.row,
        sheet.column,
        held,
        sheet.style,
        number,
        decimals,
        sheet.texts,
        sheet.formats,
    )
