"""The rows of a Party's own list: which are cost lines, totals, headings again, or text; and the fields of each line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recovery_costs.plain import shown
from recovery_costs.workbook.cells import Book, Cell, Held, words
from recovery_costs.workbook.formulas import Formulas
from recovery_costs.workbook.own.account import Account
from recovery_costs.workbook.own.fields import Fields, plain
from recovery_costs.workbook.own.kinds import LINE, TOTAL, Kinds
from recovery_costs.workbook.own.money import Amounts
from recovery_costs.workbook.own.profile import LEAVE_OUT, READ, Table
from recovery_costs.workbook.own.row import Row, Sum
from recovery_costs.workbook.own.sheets import MONEY_ROLES, Listed, question_prefix
from recovery_costs.workbook.own.totals import Totals
from recovery_costs.workbook.wire import place

LEFT_OUT = "left out by the mapping"
ACCEPTED, REJECTED, IGNORED = "accepted", "rejected", "ignored"


@dataclass(slots=True)
class Line:
    """One cost line as it is read: its place, what it comes to, and its fields."""

    listed: Listed
    row: int
    all: list[int]
    cell: Cell
    index: int
    pence: int
    """Below nought for a credit; 0 where it cannot be read."""
    recoverable: int
    given: dict[str, Any]
    places: dict[str, tuple[Cell, int | None]]
    """The cell of each field, and its index."""
    repeated: bool = False
    """Whether it says the same as a line before it."""
    fate: str = ACCEPTED
    """`accepted`, `rejected`, or why it is left out."""


class Lines:
    """The lines of one table, sheet by sheet."""

    def __init__(self, account: Account, book: Book, formulas: Formulas, table: Table) -> None:
        self.account, self.book, self.table = account, book, table
        self.prefix = question_prefix(account, table)
        self.amounts = Amounts(account, formulas, table)
        self.fields = Fields(account, book, table, self.amounts)
        self.totals = Totals(_keys(table))
        self.kinds = Kinds(account, formulas, self.prefix, self.totals)
        self.lines: list[Line] = []

    def ask(self, name: str, ask: str, options: Mapping[str, str], row: Row, cell: Cell, found: str) -> str | None:
        """A question that a row of this table raises."""
        return self.account.ask(self.prefix + name, ask, options, (row.sheet, cell.name), found, row.index(cell.column))

    # --- rows

    def read(self, listed: Listed) -> None:
        """Every row of the list on one sheet."""
        self.amounts.begin(listed)
        self.totals.start_sheet()
        self.fields.begin()
        for column in listed.columns:
            if listed.sheet.hides_column(column.number):
                where = (listed.sheet.name, place(listed.head, column.number))
                options = {READ: "what they hold counts"}
                self.account.ask(
                    f"{self.prefix}hidden columns",
                    "A column that the mapping reads is hidden. Does it count?",
                    options,
                    where,
                    column.heading,
                )
        start, fates = 0, self.account.fates[listed.sheet.name]
        for number, cells in listed.sheet.lines():
            held = {cell.column: cell for cell in cells if cell.held is not Held.TEXT or cell.text.strip()}
            fates[start : start + len(cells)] = self.account.fate("a blank text")
            row = Row(listed, number, held, {cell.column: start + place_ for place_, cell in enumerate(cells)})
            start += len(cells)
            if not held:
                continue
            if number > listed.head:
                self._row(row)
            else:
                self._above(row)

    def _above(self, row: Row) -> None:
        """Rows above the headings hold nothing of a line; but a total there must be what the lines add up to."""
        heads = row.listed.head - self.table.heading_rows < row.number
        self.account.ignore(row.sheet, row.all, "a heading" if heads else "above the headings")
        if not heads:
            self.kinds.above(row, self.amounts)

    def _row(self, row: Row) -> None:
        fates = self.account.fates[row.sheet]
        read = self.account.fate("read")
        for column, index in row.at.items():
            if column in row.cells:
                reason = row.listed.ignored.get(column)
                fates[index] = self.account.fate(reason) if reason else read
        if not any(row.cell(column) for column in row.listed.columns):
            if any(cell.column not in row.listed.ignored for cell in row.cells.values()):
                fates[row.all] = self.account.fate("outside the columns of the list")
            self.account.rows[IGNORED] += 1
            return
        if self._again(row):
            self._leave_out(row, [], "the headings again")
            return
        sums = self.amounts.of(row)
        kind = self.kinds.of(row, sums)
        if kind is None:
            self._reject(row, sums)
        elif kind == TOTAL:
            self.kinds.total(row, self.amounts)
            self._leave_out(row, [], "a total, held against its lines")
        elif kind != LINE:
            self._leave_out(row, sums if kind == LEAVE_OUT else [], LEFT_OUT if kind == LEAVE_OUT else kind)
            self.totals.add({name: value for name, (value, _) in self.amounts.stated(row).items()}, kept=False)
        else:
            self._line(row, sums)

    def _again(self, row: Row) -> bool:
        """Whether a row repeats the headings."""
        heads = row.listed.heads
        return len(row.cells) >= 2 and all(
            cell.held is Held.TEXT and words(cell.text) == heads.get(cell.column) for cell in row.cells.values()
        )

    def _leave_out(self, row: Row, sums: list[Sum], reason: str) -> None:
        self.account.ignore(row.sheet, row.all, reason)
        self.account.rows[IGNORED] += 1
        self.account.pence[IGNORED] += sum(max(each.pence or 0, 0) for each in sums)
        if sums or reason == LEFT_OUT:
            self.account.left_out[row.sheet, reason].append(sum(each.pence or 0 for each in sums))

    def _reject(self, row: Row, sums: list[Sum]) -> None:
        self.account.rows[REJECTED] += 1
        self.account.pence[REJECTED] += sum(max(each.pence or 0, 0) for each in sums)

    def _left_out_of_row(self, row: Row) -> str | None:
        """Why a row that is a line does not count: "" where it does, None while that is open."""
        if row.number in row.listed.sheet.hidden_rows:
            options = {READ: "they are claimed like the others", LEAVE_OUT: "they are not claimed"}
            first = next(iter(row.cells.values()))
            answer = self.ask(
                "hidden rows",
                "Some rows are hidden or filtered out. Are they claimed?",
                options,
                row,
                first,
                f"row {row.number}",
            )
            if answer != READ:
                return None if answer is None else "a hidden row"
        column = row.listed.column("counts")
        if column is not None:
            cell = row.cell(column)
            word = " ".join(cell.text.split()) if cell else "nothing"
            options = {READ: "such rows are claimed", LEAVE_OUT: "they are not"}
            ask = f'Are rows claimed that say "{word}" under "{column.heading}"?'
            where = (row.sheet, cell.name if cell else next(iter(row.cells.values())).name)
            answer = self.account.ask(f"{self.prefix}counts: {word}", ask, options, where, word)
            if answer != READ:
                return None if answer is None else f'a row that says "{word}" under "{column.heading}"'
        answer = self.amounts.pounds(row)
        return None if answer is None else "" if answer == "pounds" else "in another currency"

    def _line(self, row: Row, sums: list[Sum]) -> None:
        """A row that is a cost line, or several where several columns hold amounts."""
        out = self._left_out_of_row(row)
        self.totals.add({name: value for name, (value, _) in self.amounts.stated(row).items()}, kept=out == "")
        if out is None:
            self._reject(row, sums)
            return
        if out:
            self._leave_out(row, [] if out == "in another currency" else sums, out)
            return
        given, places, whole = self.fields.of(row)
        whole = self._said(row) and whole and not row.unsettled
        if not sums:
            self._missing_amount(row)
            self._reject(row, sums)
            return
        for each in sums:
            line = self._one(row, each, given, places)
            settled = self.fields.constants(row, line.given)
            line.fate = ACCEPTED if whole and settled and each.pence is not None else REJECTED
            self.lines.append(line)

    def _missing_amount(self, row: Row) -> None:
        columns = [c for c in row.listed.columns if c.role in ("gross", "amount", "net")]
        if not columns or (
            all(row.money.get(column.number) == 0 for column in columns if row.cell(column))
            and any(row.cell(c) for c in columns)
        ):
            return
        at = place(row.number, columns[0].number)
        self.account.flag(
            "value-missing",
            row.sheet,
            at,
            None,
            "nothing",
            "the amount of the cost",
            "Enter the amount, or take the row out.",
        )

    def _said(self, row: Row) -> bool:
        """Say what is wrong with a row's amounts; whether nothing is."""
        for code, cell, wanted, do in dict.fromkeys(row.problems):
            self.account.flag(code, row.sheet, cell.name, row.index(cell.column), shown(cell.text), wanted, do)
        for cell in row.unchecked:
            self.account.flag(
                "formula-not-recomputed", row.sheet, cell.name, None, shown(cell.formula or "a formula"), "", ""
            )
        for cell in row.strange:
            self.account.flag(
                "format-shows-another-value", row.sheet, cell.name, None, f"{cell.text} as {cell.format}", "", ""
            )
        return not row.problems

    def _one(
        self, row: Row, each: Sum, given: Mapping[str, Any], places: Mapping[str, tuple[Cell, int | None]]
    ) -> Line:
        """One amount as a line."""
        fields = {**given, **{name: plain(name, value) for name, value in each.column.column.lines_have.items()}}
        index = row.index(each.cell.column)
        assert index is not None
        reference = given.get("line") or f"{row.sheet}-{row.number}"
        fields["line"] = f"{reference}-{each.column.letter}" if _several(row.listed) else reference
        placed = {**places, "amount": (each.cell, index), "line": places.get("line", (each.cell, index))}
        return Line(
            row.listed, row.number, row.all, each.cell, index, each.pence or 0, each.recoverable, fields, placed
        )


def _several(listed: Listed) -> bool:
    return sum(column.role == "amount" for column in listed.columns) > 1


def _keys(table: Table) -> list[str]:
    return sorted(
        {f"{role} {words(column.heading or column.column or '')}" for column in table.columns for role in MONEY_ROLES}
    )
