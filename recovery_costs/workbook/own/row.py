"""One row of a Party's own list while it is read, and the amounts in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from recovery_costs.workbook.cells import Cell
from recovery_costs.workbook.own.sheets import Listed, Placed


@dataclass(slots=True)
class Row:
    """A row: its cells by column, those that hold only a blank text left out, and the index of each."""

    listed: Listed
    number: int
    cells: dict[int, Cell]
    at: dict[int, int]
    problems: list[tuple[str, Cell, str, str]] = field(default_factory=list)
    """What is wrong with its amounts: code, cell, wanted, do; said only if the row is a line."""
    strange: list[Cell] = field(default_factory=list)
    """Amounts whose number format shows something else."""
    unchecked: list[Cell] = field(default_factory=list)
    """Amounts by formulas that cannot be worked out again."""
    unsettled: bool = False
    money: dict[int, int | None] = field(default_factory=dict)
    """The amounts read so far, by column."""

    @property
    def sheet(self) -> str:
        """Its sheet."""
        return self.listed.sheet.name

    @property
    def all(self) -> list[int]:
        """The indices of its cells."""
        return [self.at[column] for column in self.cells]

    def index(self, column: int) -> int | None:
        """The index of its cell in a column."""
        return self.at.get(column)

    def cell(self, column: Placed | None) -> Cell | None:
        """Its cell in a column that is read."""
        return self.cells.get(column.number) if column else None


class Sum(NamedTuple):
    """One amount of a row: its column and cell, what the cost came to with its VAT, and the VAT that can be recovered."""

    column: Placed
    cell: Cell
    pence: int | None
    """None where it cannot be read, or where a question about it is open."""
    recoverable: int = 0
