"""The rows of a workbook as values, and every cell that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from recovery_costs.workbook.acceptance.answers import ANSWER_OF, COLUMNS, CaseRow
from recovery_costs.workbook.acceptance.columns import CHECKED, UNKNOWN, Column
from recovery_costs.workbook.acceptance.facts import AS_OF, CASE
from recovery_costs.workbook.cells import Cell, Held
from recovery_costs.workbook.cells import words as plain
from recovery_costs.workbook.codes import CODES, Found
from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.headings import near
from recovery_costs.workbook.reading import read_book
from recovery_costs.workbook.values import Flagged, shown_cell
from recovery_costs.workbook.wire import letters


class Miss(NamedTuple):
    """An expected cell that the adjudication does not meet: where, what was expected, what is said, and why."""

    sheet: str
    cell: str
    case: str
    heading: str
    expected: str
    actual: str
    because: str

    @property
    def text(self) -> str:
        """In a sentence or two, for the cell and for the terminal."""
        return f"Expected {self.expected}; the program says {self.actual}. {self.because}"


class Checked(NamedTuple):
    """What became of a workbook of cases. Where there are problems no case was run."""

    sheets: int
    cases: int
    answers: int
    misses: tuple[Miss, ...]
    problems: tuple[Found, ...]
    rows: tuple[tuple[str, int], ...]
    """The sheet and number of each row of a case."""
    heads: Mapping[str, int]
    """The row of headings of each sheet."""

    @property
    def passed(self) -> bool:
        """Whether every case was run and every answer is as expected."""
        return not self.misses and not self.problems


class Book:
    """A workbook of cases as it is read."""

    def __init__(self, content: bytes) -> None:
        book = read_book(content)
        if book.kind != "xlsx":
            raise Refused("not-a-workbook", "plain text")
        self.since_1904 = book.since_1904
        self.grids = {sheet.name: {(cell.row, cell.column): cell for cell in sheet.cells()} for sheet in book.sheets}
        self.problems: list[Found] = []
        self.heads: dict[str, int] = {}

    def flag(self, code: str, sheet: str, cell: str, found: str, wanted: str, do: str) -> None:
        self.problems.append(Found(code, "blocking", sheet, cell, found, wanted, do))

    def value(self, cell: Cell, column: Column, expected: bool) -> Any:
        """What a cell says; the problem raised is the cell's."""
        if cell.held is Held.ERROR:
            raise Flagged("error-value", column.entry.help)
        if cell.held is Held.NOTHING:
            raise Flagged("formula-without-value")
        if expected and cell.words == UNKNOWN:
            return None
        return column.read(cell, column.entry)

    def rows(self, sheet: str) -> list[CaseRow]:
        """The rows of a sheet of cases; what cannot be read is a problem."""
        grid = self.grids[sheet]
        hits: dict[int, int] = {}
        for seen in grid.values():
            hits[seen.row] = hits.get(seen.row, 0) + (seen.words in COLUMNS)
        head = max(hits, key=lambda row: hits[row], default=0)
        if hits.get(head, 0) < 2:
            first = next(iter(grid.values()))
            do = "Put the row of headings in, or name the sheet Read me or Notes: those are not read."
            self.flag(
                "headings-missing",
                sheet,
                first.name,
                shown_cell(first),
                "a row of headings: Case, As of, facts, answers",
                do,
            )
            return []
        self.heads[sheet] = head
        columns, known = self._columns(sheet, head)
        made: dict[int, CaseRow] = {}
        for (row, column), seen in grid.items():
            if row <= head or column in known.get("ignored", ()):
                continue
            words = next((words for words, at in columns.items() if at == column), None)
            if words is None:
                self.flag(
                    "cell-not-expected",
                    sheet,
                    seen.name,
                    shown_cell(seen),
                    "nothing here, for the column has no heading",
                    "Give the column a heading, or clear the cell.",
                )
                continue
            one = made.setdefault(row, CaseRow(sheet, row, columns))
            try:
                one.values[words] = self.value(seen, COLUMNS[words], words in ANSWER_OF)
            except Flagged as flagged:
                known_as = CODES[flagged.code]
                wanted, do = flagged.wanted or known_as.wanted, flagged.do or known_as.do
                self.flag(flagged.code, sheet, seen.name, shown_cell(seen, self.since_1904), wanted, do)
                one.values.setdefault("flagged", True)
        return [made[row] for row in sorted(made)]

    def _columns(self, sheet: str, head: int) -> tuple[dict[str, int], dict[str, set[int]]]:
        """The column of each known heading, and the columns whose cells are not read: the heading stands for them."""
        columns: dict[str, int] = {}
        ignored: set[int] = set()
        for seen in [seen for seen in self.grids[sheet].values() if seen.row == head]:
            if seen.words == plain(CHECKED):
                ignored.add(seen.column)
            elif seen.words not in COLUMNS:
                ignored.add(seen.column)
                like = near(seen.words, COLUMNS)
                do = f"Did you mean {COLUMNS[like].heading}? " if like else ""
                self.flag(
                    "heading-unknown",
                    sheet,
                    seen.name,
                    shown_cell(seen),
                    "a heading of the vocabulary",
                    f"{do}Mend it, or take the column out.",
                )
            elif seen.words in columns:
                ignored.add(seen.column)
                self.flag(
                    "heading-twice",
                    sheet,
                    seen.name,
                    shown_cell(seen),
                    f"once, as in {letters(columns[seen.words])}{head}",
                    "Keep one of them.",
                )
            else:
                columns[seen.words] = seen.column
        for column in (CASE, AS_OF):
            if plain(column.heading) not in columns:
                self.flag(
                    "heading-missing",
                    sheet,
                    f"A{head}",
                    "no such heading",
                    column.heading,
                    f'Add a column "{column.heading}".',
                )
        return columns, {"ignored": ignored}
