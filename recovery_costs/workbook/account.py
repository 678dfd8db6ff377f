"""The account of a check: what became of every cell, and every problem. Nothing leaves a cell unaccounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recovery_costs.workbook.cells import Book, Cell, Ints, Sheet
from recovery_costs.workbook.codes import CODES, Found, found
from recovery_costs.workbook.values import shown_cell
from recovery_costs.workbook.wire import place

OPEN, READ, IGNORED, FLAGGED = range(4)
MOST_LISTED = 20_000
"""Problems of one code that are listed; the rest are counted."""
Indexes = NDArray[np.intp]


@dataclass
class Account:
    """One check as it goes: the state of each cell of each sheet, why cells were ignored, and the problems."""

    book: Book
    state: dict[str, NDArray[np.uint8]] = field(init=False)
    ignored: Counter[str] = field(default_factory=Counter)
    problems: list[Found] = field(default_factory=list)
    unlisted: Counter[str] = field(default_factory=Counter)
    _listed: Counter[str] = field(default_factory=Counter)
    blank: Ints = field(init=False)
    """The places, among the texts, of those that are empty."""

    def __post_init__(self) -> None:
        self.state = {sheet.name: np.zeros(len(sheet), np.uint8) for sheet in self.book.sheets}
        texts = self.book.sheets[0].texts if self.book.sheets else []
        self.blank = np.flatnonzero(~np.fromiter(map(bool, texts), np.bool_, len(texts)))

    def read(self, sheet: Sheet, cells: Indexes) -> None:
        """These cells were read."""
        self.state[sheet.name][cells] = READ

    def ignore(self, sheet: Sheet, cells: Indexes, why: str) -> None:
        """These cells are not read, for a named reason; those already accounted for stay as they are."""
        state = self.state[sheet.name]
        left = cells[state[cells] == OPEN]
        state[left] = IGNORED
        if len(left):
            self.ignored[why] += len(left)

    def flag_all(self, sheet: Sheet, cells: Indexes) -> None:
        """These cells are flagged by a problem that names another place, such as their heading."""
        self.state[sheet.name][cells] = FLAGGED

    def flag(self, code: str, sheet: Sheet | str, cell: str, what: str, wanted: str = "", do: str = "") -> None:
        """A problem at a place by name; the cell there, if it holds anything, is flagged by `flag_cell`."""
        if not self.room(code):
            self.more(code, 1)
            return
        self._listed[code] += 1
        name = sheet if isinstance(sheet, str) else sheet.name
        self.problems.append(found(code, name, cell, what, wanted, do))

    def room(self, code: str) -> int:
        """How many more problems of a code are listed."""
        return max(0, MOST_LISTED - self._listed[code])

    def more(self, code: str, count: int) -> None:
        """So many more problems of a code, counted and not listed."""
        if count:
            self._listed[code] += count
            self.unlisted[code] += count

    def flag_cell(self, code: str, sheet: Sheet, index: int, wanted: str = "", do: str = "", what: str = "") -> None:
        """A problem with a cell that is not empty."""
        self.state[sheet.name][index] = FLAGGED
        if not self.room(code):
            self.more(code, 1)
            return
        cell = sheet.cell(index)
        self.flag(code, sheet, cell.name, what or self.shown(cell), wanted, do)

    def flag_at(
        self, code: str, sheet: Sheet, row: int, column: int, what: str, wanted: str = "", do: str = ""
    ) -> None:
        """A problem at a place, whether or not it is empty."""
        index = sheet.index(row, column)
        if index is not None:
            self.state[sheet.name][index] = FLAGGED
        self.flag(code, sheet, place(row, column), what, wanted, do)

    def shown(self, cell: Cell) -> str:
        """What a cell holds, to be printed."""
        return shown_cell(cell, self.book.since_1904)

    def close(self) -> None:
        """Every cell has a state; problems that were not listed are counted."""
        for code, more in self.unlisted.items():
            self.flag("more-of-the-same", "", "", f"{more} more of {code}")
        if any((state == OPEN).any() for state in self.state.values()):
            raise AssertionError("a cell is not accounted for")

    def count(self, state: int) -> int:
        """How many cells are in a state."""
        return sum(int((each == state).sum()) for each in self.state.values())

    @property
    def blocking(self) -> bool:
        """Whether anything keeps the claim from going through."""
        return any(each.severity == "blocking" for each in self.problems) or any(
            CODES[code].severity == "blocking" for code in self.unlisted
        )
