"""Rows inside a list that add other rows of it up: by their words, by their formula, or by their sum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from recovery_costs.workbook import wire
from recovery_costs.workbook.account import Account
from recovery_costs.workbook.layout import Kind
from recovery_costs.workbook.listing import Listing

_CANNOT_BE_TOTAL = frozenset("0123456789ABCDEFHIJKLMNPQUVWXYZabcdefhijklmnpquvwxyz")
"""Letters that no word of totals begins with."""
_TOTAL = re.compile(r"\W*(grand |sub[- ]?|running |overall )?(totals?|sums?)\b", re.IGNORECASE)


def totals(account: Account, listing: Listing, key: str, amount: str) -> None:
    """Rows that add other rows up: said to be a total, or a formula over their own column. They are taken out."""
    sheet, found = listing.sheet, listing.found
    if amount not in listing.values:
        return
    suspects: dict[int, str] = {}
    spoken = [entry.field for entry in listing.asked.table.entries if entry.kind is Kind.TEXT]
    for name in spoken:
        for at, value in enumerate(listing.values.get(name, ())):
            if value is not None and value[0] not in _CANNOT_BE_TOTAL and _TOTAL.match(value):
                suspects.setdefault(at, value)
    for row, formula in _adding(listing, found.columns[amount]):
        at = int(np.searchsorted(listing.rows, row))
        if at < len(listing.rows) and listing.rows[at] == row:
            suspects.setdefault(at, formula)
    keys = listing.values.get(key) or [None] * len(listing.rows)
    others = [name for name in listing.values if name not in (key, amount)]
    for at, said in suspects.items():
        alone = sum(listing.values[name][at] is not None for name in others) <= 2
        if said.startswith("=") or (alone and (keys[at] is None or _TOTAL.match(str(keys[at])))):
            start, end = np.searchsorted(sheet.row, [listing.rows[at], listing.rows[at] + 1]).tolist()
            account.flag_all(sheet, np.arange(start, end))
            account.flag_at(
                "total-row-in-list", sheet, *listing.at(at, amount), f"{said[:80]}: {listing.values[amount][at]}"
            )
            listing.bad[at] = True
            listing.flagged |= {(at, name) for name in (*listing.values, *found.columns)}
    _add_up(account, listing, amount)


def _adding(listing: Listing, column: int) -> Iterator[tuple[int, str]]:
    """The rows of a column whose formula takes in other rows of it: an area of it, all of it, or two cells."""
    sheet = listing.sheet
    first = {
        each.shared: (at[1], each.text) for at, each in sheet.formulas.items() if each.text and each.kind == "shared"
    }
    for row in listing.formula_rows.get(column, ()):
        formula = sheet.formulas[row, column]
        written_in, text = column, formula.text
        if not text and formula.shared in first:
            written_in, text = first[formula.shared]
        letter = re.escape(wire.letters(written_in))
        bare = re.sub(rf"('{re.escape(sheet.name)}'|\b{re.escape(sheet.name)})!", "", text, flags=re.IGNORECASE)
        cell = rf"(?<![A-Za-z!:$.])\$?{letter}\$?([0-9]+)"
        area = rf"{cell}:\$?{letter}\$?[0-9]+|(?<![A-Za-z!])\$?{letter}:\$?{letter}(?![A-Za-z0-9])"
        others = {*re.findall(cell, bare, re.IGNORECASE)} - {str(row)}
        if re.search(area, bare, re.IGNORECASE) or len(others) > 1 or "SUBTOTAL" in text.upper():
            yield row, f"={text}"


def _add_up(account: Account, listing: Listing, amount: str) -> None:
    """Amounts that are what the lines above them add up to, since the list began or since the last such amount."""
    amounts = listing.values[amount]
    counted = [at for at, value in enumerate(amounts) if value is not None and (at, amount) not in listing.flagged]
    for number in _sums_of_those_above(int(amounts[at].replace(".", "")) for at in counted):
        at = counted[number]
        account.flag_at("line-adds-up", listing.sheet, *listing.at(at, amount), amounts[at])


def _sums_of_those_above(amounts: Iterable[int]) -> Iterator[int]:
    """The places of amounts that are what two or more above them add up to, since the first or since the last such one."""
    whole = part = lines = 0
    for at, pence in enumerate(amounts):
        if lines > 1 and pence and pence in (part, whole):
            part = lines = 0
            yield at
        else:
            whole, part, lines = whole + pence, part + pence, lines + (pence > 0)
