"""Formulas worked out again, exactly, where they are simple: sums, differences, products of cells, and ROUND.

Anything else gives None: the value stored with it cannot be held against anything, and somebody is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from recovery_costs.workbook import wire
from recovery_costs.workbook.cells import Book, Sheet, exact
from recovery_costs.workbook.wire import LAST_COLUMN, LAST_ROW, column_of

MOST_CELLS = 5_000_000
"""Cells that the formulas of one workbook may take in, in all; beyond it they are not worked out."""
LONGEST, DEEPEST, WIDEST = 2_000, 40, 512
"""Letters of a formula; brackets in it; bits of a number on the way: what any real amount needs, many times over."""
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)(?![0-9A-Za-z.])"
    r"|(?P<sheet>'(?:[^']|'')+'!|[A-Za-z_][A-Za-z0-9_.]*!)?(?P<ref>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?![A-Za-z0-9_(.!])"
    r"|(?P<name>[A-Za-z]+)(?=\()"
    r"|(?P<sign>[-+*/(),:%]))"
)
_REF = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")


class _CannotSay(Exception):  # noqa: N818
    """Not a formula of the simple kind."""


class _Area(NamedTuple):
    sheet: Sheet
    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Formulas:
    """The formulas of a workbook."""

    book: Book
    taken: int = 0
    _shared: dict[str, dict[int, tuple[int, int, str]]] = field(default_factory=dict)

    def value(self, sheet: Sheet, row: int, column: int) -> Fraction | None:
        """What the formula in a cell gives, from the values stored in the cells that it takes in; None: cannot say."""
        said = self.written(sheet, row, column)
        if said is None:
            return None
        text, down, right = said
        if len(text) > LONGEST:
            return None
        try:
            return _Parser(self, sheet, text, down, right).whole()
        except (_CannotSay, ZeroDivisionError, RecursionError):
            return None

    def written(self, sheet: Sheet, row: int, column: int) -> tuple[str, int, int] | None:
        """A cell's formula, and how far it was moved from where it was written; None for an array or a table."""
        formula = sheet.formulas.get((row, column))
        if formula is None or formula.kind not in ("normal", "shared"):
            return None
        if formula.text or formula.shared is None:
            return formula.text, 0, 0
        if sheet.name not in self._shared:
            self._shared[sheet.name] = {
                each.shared: (*at, each.text)
                for at, each in sheet.formulas.items()
                if each.shared is not None and each.text
            }
        first = self._shared[sheet.name].get(formula.shared)
        return (first[2], row - first[0], column - first[1]) if first else None

    def take(self, cells: int) -> None:
        """Count what is taken in."""
        self.taken += cells
        if self.taken > MOST_CELLS:
            raise _CannotSay


def agrees(stored: Decimal, worked_out: Fraction) -> bool:
    """Whether a stored value is what a formula gives, up to the noise of binary arithmetic."""
    apart = abs(Fraction(stored) - worked_out)
    return apart <= max(Fraction(1, 10**8), abs(worked_out) / 10**12)


class _Parser:
    """Sum of terms of factors, over exact fractions."""

    def __init__(self, formulas: Formulas, sheet: Sheet, text: str, down: int, right: int) -> None:
        self.formulas, self.sheet, self.text = formulas, sheet, text
        self.down, self.right, self.at, self.depth = down, right, 0, 0
        self.next: re.Match[str] | None = None
        self._step()

    def _step(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \n\r\t":
            self.at += 1
        if self.at == len(self.text):
            self.next = None
            return
        self.next = _TOKEN.match(self.text, self.at)
        if self.next is None:
            raise _CannotSay
        self.at = self.next.end()

    def _is(self, sign: str) -> bool:
        if self.next is not None and self.next["sign"] == sign:
            self._step()
            return True
        return False

    def whole(self) -> Fraction:
        """All of it."""
        value = self._sum()
        if self.next is not None:
            raise _CannotSay
        return value

    def _sum(self) -> Fraction:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _CannotSay
        value = self._product()
        while True:
            if self._is("+"):
                value = _held(value + self._product())
            elif self._is("-"):
                value = _held(value - self._product())
            else:
                self.depth -= 1
                return value

    def _product(self) -> Fraction:
        value = self._signed()
        while True:
            if self._is("*"):
                value = _held(value * self._signed())
            elif self._is("/"):
                value = _held(value / self._signed())
            else:
                return value

    def _signed(self) -> Fraction:
        turns = 1
        while True:
            if self._is("-"):
                turns = -turns
            elif not self._is("+"):
                break
        value = self._one()
        while self._is("%"):
            value = _held(value / 100)
        return turns * value

    def _one(self) -> Fraction:
        token = self.next
        if token is None:
            raise _CannotSay
        if token["number"]:
            self._step()
            return _held(Fraction(token["number"]))
        if token["ref"]:
            area = self._area()
            if area.first_row != area.last_row or area.first_column != area.last_column:
                raise _CannotSay
            return self._cell(area)
        if token["name"]:
            return self._function(token["name"].upper())
        if self._is("("):
            value = self._sum()
            if not self._is(")"):
                raise _CannotSay
            return value
        raise _CannotSay

    def _function(self, name: str) -> Fraction:
        self._step()
        if not self._is("("):
            raise _CannotSay
        if name == "ROUND":
            value = self._sum()
            if not self._is(","):
                raise _CannotSay
            places = self._sum()
            if not self._is(")") or places.denominator != 1 or not -9 <= places <= 9:
                raise _CannotSay
            return _rounded(value, int(places))
        if name != "SUM":
            raise _CannotSay
        total = Fraction(0)
        while True:
            total += self._summed() if self.next is not None and self.next["ref"] else self._sum()
            if self._is(")"):
                return total
            if not self._is(","):
                raise _CannotSay

    def _summed(self) -> Fraction:
        """A part of a SUM that begins with a reference: an area alone, else a sum like any other."""
        before = (self.at, self.next)
        area = self._area()
        if self.next is not None and self.next["sign"] in (",", ")"):
            return self._total(area)
        self.at, self.next = before
        return self._sum()

    def _area(self) -> _Area:
        token = self.next
        assert token is not None
        sheet = self.sheet
        if token["sheet"]:
            name = token["sheet"][:-1]
            name = name[1:-1].replace("''", "'") if name.startswith("'") else name
            found = next((each for each in self.formulas.book.sheets if each.name.casefold() == name.casefold()), None)
            if found is None:
                raise _CannotSay
            sheet = found
        first = self._place(token["ref"])
        self._step()
        last = first
        if self.next is not None and self.next["sign"] == ":":
            self._step()
            if self.next is None or not self.next["ref"] or self.next["sheet"]:
                raise _CannotSay
            last = self._place(self.next["ref"])
            self._step()
        rows, columns = sorted((first[0], last[0])), sorted((first[1], last[1]))
        return _Area(sheet, rows[0], columns[0], rows[1], columns[1])

    def _place(self, said: str) -> tuple[int, int]:
        found = _REF.fullmatch(said)
        assert found is not None
        column = column_of(found[2].upper()) + (0 if found[1] else self.right)
        row = int(found[4]) + (0 if found[3] else self.down)
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise _CannotSay
        return row, column

    def _cell(self, area: _Area) -> Fraction:
        self.formulas.take(1)
        cell = area.sheet.at(area.first_row, area.first_column)
        if cell is None:
            return Fraction(0)
        number = exact(cell)
        if number is None:
            raise _CannotSay
        return _held(Fraction(number))

    def _total(self, area: _Area) -> Fraction:
        """The numbers of an area: text and nothing count for nothing, as in a spreadsheet."""
        sheet = area.sheet
        start, end = np.searchsorted(sheet.row, [area.first_row, area.last_row + 1]).tolist()
        self.formulas.take(end - start)
        columns = sheet.column[start:end]
        cells = start + np.flatnonzero((columns >= area.first_column) & (columns <= area.last_column))
        held = sheet.held[cells]
        if np.isin(held, (wire.ERROR, wire.NOTHING)).any():
            raise _CannotSay
        cells = cells[held == wire.NUMBER]
        decimals = sheet.decimals[cells]
        total = Fraction(0)
        for places in np.unique(decimals).tolist():
            these = cells[decimals == places]
            if places == wire.RAW:
                total += sum((_raw(sheet, each) for each in these.tolist()), Fraction(0))
            else:
                total += Fraction(sum(sheet.number[these].tolist()), 10**places)
        return total


def _raw(sheet: Sheet, index: int) -> Fraction:
    """A number that is not plain digits."""
    number = exact(sheet.cell(index))
    if number is None:
        raise _CannotSay
    return _held(Fraction(number))


def _held(value: Fraction) -> Fraction:
    """A number on the way, unless it grows beyond what an amount can be made of."""
    if value.numerator.bit_length() > WIDEST or value.denominator.bit_length() > WIDEST:
        raise _CannotSay
    return value


def _rounded(value: Fraction, places: int) -> Fraction:
    """A spreadsheet's ROUND: halves away from nought."""
    scaled = abs(value) * Fraction(10) ** places
    whole = (scaled.numerator * 2 // scaled.denominator + 1) // 2
    return Fraction(whole if value >= 0 else -whole) / Fraction(10) ** places
