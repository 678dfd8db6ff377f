"""Where a list of costs stands on a Party's own sheets: its headings, found by their words, and the column of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recovery_costs.calendar import parse_day
from recovery_costs.plain import shown
from recovery_costs.workbook.cells import Cell, Held, Sheet, words
from recovery_costs.workbook.own.account import Account
from recovery_costs.workbook.own.heads import headings_at
from recovery_costs.workbook.own.profile import Column, Role, Table, roles_at_odds
from recovery_costs.workbook.own.values import foreign
from recovery_costs.workbook.wire import column_of, letters, place

MOST_ASIDE = 20
"""Texts beside the list, each alone in its row, that a column without a heading may hold."""
HIGHEST_HEADINGS = 1000
"""Headings are looked for in the rows up to this one."""
MONEY_ROLES = frozenset({"amount", "net", "vat", "gross", "row_total", "recoverable_vat", "otherwise_incurred"})
FLAGGED = "flagged"
"""In place of a reason: these cells are flagged, by their column."""
ROLES_CHOSEN = ("incurred", "amount")
"""What several columns may look like: which of them it is, is one question."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of one sheet, and what it holds."""

    number: int
    heading: str
    role: Role
    column: Column

    @property
    def letter(self) -> str:
        """Its letter."""
        return letters(self.number)


@dataclass
class Listed:
    """The list on one sheet: its headings, and each column that is read."""

    sheet: Sheet
    head: int
    """The row of headings; of two rows, the lower."""
    headings: dict[int, str]
    columns: list[Placed]
    ignored: dict[int, str]
    """Columns that are not read, each with the reason."""
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Of a column, the first and last row of each cell merged down it, from the top."""

    @cached_property
    def by_role(self) -> dict[str, Placed]:
        """The first column of each role."""
        return {each.role: each for each in reversed(self.columns)}

    @cached_property
    def heads(self) -> dict[int, str]:
        """The words of each heading."""
        return {number: words(heading) for number, heading in self.headings.items()}

    @cached_property
    def mains(self) -> list[Placed]:
        """The columns that hold what a cost came to."""
        return [each for each in self.columns if each.role in ("amount", "gross", "net")]

    def column(self, role: str) -> Placed | None:
        """The column of a role, where there is one."""
        return self.by_role.get(role)

    def merged_from(self, column: int, row: int) -> int | None:
        """The top row of the merged cell that covers a place from above."""
        areas = self.merged.get(column)
        if not areas:
            return None
        first, last = areas[bisect_right(areas, (row, 0)) - 1]
        return first if first < row <= last else None


def _wanted(table: Table) -> list[Column]:
    return [column for column in table.columns if column.heading and column.field != "ignore"]


def head_of(sheet: Sheet, table: Table) -> int | None:
    """The first row in which all of the table's headings stand (of two, the lower): later ones are headings again."""
    wanted = {words(column.heading) for column in _wanted(table)}
    for row in sorted({int(row) for row in np.unique(sheet.row) if row <= HIGHEST_HEADINGS}):
        if wanted <= {words(heading) for heading in headings_at(sheet, row, table.heading_rows).values()}:
            return row
    return None


def list_on(account: Account, sheet: Sheet, table: Table) -> Listed | None:
    """The list on a sheet; None, and problems, where its headings are not there."""
    head = head_of(sheet, table)
    if head is None:
        row = table.heading_row + table.heading_rows - 1
        here = {words(heading) for heading in headings_at(sheet, row, table.heading_rows).values()}
        missing = [column.heading for column in _wanted(table) if words(column.heading) not in here]
        found = f"no {', '.join(shown(each) for each in missing)} in row {row}, nor all headings in another row"
        do = "Put the headings back, or map this layout anew with `recovery-costs map`."
        account.flag("headings-missing", sheet.name, place(row, 1), None, found, "the headings of the mapping", do)
        account.ignore(sheet.name, slice(None), "on a sheet without the mapping's headings")
        return None
    headings = headings_at(sheet, head, table.heading_rows)
    listed = Listed(sheet, head, headings, [], {})
    for column in table.columns:
        _find(account, listed, table, column)
    _merged(listed)
    _strangers(account, listed)
    _roles_at_odds(account, listed)
    return listed


def _find(account: Account, listed: Listed, table: Table, column: Column) -> None:
    """Where one column of the mapping stands, and what it holds."""
    wanted, known = words(column.heading), listed.headings
    numbers = [number for number, heading in known.items() if words(heading) == wanted]
    if not column.heading:
        numbers = [column_of(column.column or "")]
    elif column.column and len(numbers) > 1:
        numbers = [number for number in numbers if letters(number) == column.column]
    role = _role(account, listed, table, column, numbers)
    if role in (None, "ignore"):
        for number in numbers:
            listed.ignored[number] = (
                f"in a column that is left out: {column.why}" if column.why else "in a column that is left out"
            )
        return
    if len(numbers) != 1:
        cells = ", ".join(place(listed.head, number) for number in numbers)
        do = "Give each column a heading of its own, or say its letter in the mapping."
        account.flag(
            "heading-twice",
            listed.sheet.name,
            place(listed.head, (numbers or [1])[0]),
            None,
            f"{shown(column.heading)} in {cells}",
            "once",
            do,
        )
        return
    assert role is not None
    listed.columns.append(Placed(numbers[0], column.heading or letters(numbers[0]), role, column))


def _role(account: Account, listed: Listed, table: Table, column: Column, numbers: list[int]) -> Role | None:
    """What a column holds: as the mapping says, or as the answer to a question says."""
    if column.field is not None:
        return column.field
    prefix = question_prefix(account, table)
    where = (listed.sheet.name, place(listed.head, (numbers or [1])[0]))
    name = column_name(column.heading, column.column)
    for role in ROLES_CHOSEN:
        asked = next((each for each in account.profile.questions if words(each.name) == words(f"{prefix}{role}")), None)
        if asked is not None and name in asked.options:
            answer = account.ask(
                asked.name,
                asked.ask,
                asked.options,
                where,
                column.heading,
                valid=is_day if role == "incurred" else None,
            )
            return None if answer is None else role if words(answer) == words(name) else "ignore"  # type: ignore[return-value]
    return account.ask(
        f"{prefix}column: {name}", f'What does the column "{name}" hold?', COLUMN_OPTIONS, where, column.heading
    )  # type: ignore[return-value]


COLUMN_OPTIONS: Mapping[str, str] = {
    "ignore": "nothing of a cost line: it is left out",
    "incurred": "the day each cost was incurred",
    "amount": "the amount of each cost",
    "net": "the amount without VAT",
    "vat": "the VAT",
    "gross": "the amount with VAT",
    "row_total": "what the amounts of the row add up to",
    "recoverable_vat": "VAT in the amount that can be recovered",
    "otherwise_incurred": "what would have been spent without the event",
    "currency": "the currency of the row",
    "counts": "whether the row is claimed at all",
    "line": "the line's reference",
    "limb": "what the cost was for",
    "devices": "the number of Devices",
    "device_ids": "the Devices' ids",
    "description": "a description",
    "supplier": "the supplier",
    "invoice": "the invoice",
}


def column_name(heading: str, letter: str | None) -> str:
    """A column as questions call it: its heading, and its letter where the heading alone does not tell."""
    return f"{heading} (column {letter})".strip() if letter else heading


def is_day(answer: str) -> bool:
    """Whether an answer is a day, YYYY-MM-DD."""
    try:
        parse_day(answer)
    except ValueError:
        return False
    return True


def question_prefix(account: Account, table: Table) -> str:
    """What the names of a table's questions start with, where there are several tables."""
    return f"{table.name} / " if len(account.profile.tables) > 1 else ""


def _roles_at_odds(account: Account, listed: Listed) -> None:
    """Columns that cannot stand beside one another, however the mapping came to say so."""
    roles = [(placed.role, placed.column) for placed in listed.columns]
    for role, what in roles_at_odds(roles):
        column = listed.by_role[role]
        cell, do = place(listed.head, column.number), "Say of each column what it holds; leave the others out."
        account.flag("mapping-open", listed.sheet.name, cell, None, what, "columns that fit one another", do)


def _merged(listed: Listed) -> None:
    """Cells merged down a column that is read, below the headings."""
    numbers = {column.number for column in listed.columns}
    for area in listed.sheet.merged:
        if area.first_row > listed.head and area.last_row > area.first_row:
            for number in numbers:
                if area.first_column <= number <= area.last_column:
                    listed.merged.setdefault(number, []).append((area.first_row, area.last_row))
    for areas in listed.merged.values():
        areas.sort()


def _strangers(account: Account, listed: Listed) -> None:
    """Columns with cells in them that the mapping does not name."""
    sheet = listed.sheet
    known = [column.number for column in listed.columns] + list(listed.ignored)
    left = np.flatnonzero((sheet.row > listed.head) & ~np.isin(sheet.column, known))
    numbers, first, counts = np.unique(sheet.column[left], return_index=True, return_counts=True)
    for number, at, count in zip(numbers.tolist(), first.tolist(), counts.tolist(), strict=True):
        heading = listed.headings.get(number, "")
        if not heading and count <= MOST_ASIDE and _alone(sheet, left[sheet.column[left] == number]):
            listed.ignored[number] = "a text alone in its row"
            continue
        do = 'Name the column in the mapping: what it holds, or "ignore".'
        found = f"{count} cells under {shown(heading) if heading else 'no heading'}"
        cell = place(listed.head, number) if heading else sheet.cell(int(left[at])).name
        account.flag("column-not-mapped", sheet.name, cell, None, found, "a column that the mapping names", do)
        listed.ignored[number] = FLAGGED


def _alone(sheet: Sheet, indices: NDArray[np.intp]) -> bool:
    """Whether each of these cells is a text that stands alone in its row."""
    rows = sheet.row[indices]
    alone = np.searchsorted(sheet.row, rows, "right") - np.searchsorted(sheet.row, rows, "left") == 1
    return bool(alone.all()) and all(sheet.cell(int(index)).held is Held.TEXT for index in indices)


def heading_is_foreign(listed: Listed, column: Placed) -> str:
    """The sign of another currency in the heading of a column of money."""
    number = column.number
    return (
        foreign(Cell(listed.head, number, Held.TEXT, listed.headings.get(number, "")))
        if column.role in MONEY_ROLES
        else ""
    )
