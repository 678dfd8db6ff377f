"""What each row of a Party's own list is: a line, a total, a text, or something that only the Party can say.

A row is a total without being asked about only where it could be no line, and then it must equal its lines.
"""

from __future__ import annotations

from typing import NamedTuple

from recovery_costs.plain import shown
from recovery_costs.workbook.cells import Cell, Held, exact, words
from recovery_costs.workbook.formulas import Formulas
from recovery_costs.workbook.own.account import Account
from recovery_costs.workbook.own.money import Amounts, key
from recovery_costs.workbook.own.profile import LEAVE_OUT
from recovery_costs.workbook.own.row import Row, Sum
from recovery_costs.workbook.own.sheets import MONEY_ROLES, Placed
from recovery_costs.workbook.own.totals import (
    Totals,
    begins_or_ends_as_total,
    made_from_other_rows,
    says_total_alone,
    speaks_of_total,
)
from recovery_costs.workbook.own.values import amounts_meant, days_meant
from recovery_costs.workbook.wire import letters

LINE, TOTAL = "line", "total"
MAIN = ("amount", "gross", "net")
_ROW_OPTIONS = {
    LINE: "a cost line like the others",
    TOTAL: "what lines above or below it add up to: it is held against them and not counted",
    LEAVE_OUT: "neither: it is left out of the claim",
}


class _Above(NamedTuple):
    """A number above the headings that is said to be a total."""

    sheet: str
    sheet_number: int
    cell: Cell
    at: int
    pence: int
    columns: tuple[str, ...]
    label: str


class Kinds:
    """Telling the rows of one table apart."""

    def __init__(self, account: Account, formulas: Formulas, prefix: str, totals: Totals) -> None:
        self.account, self.formulas, self.prefix, self.totals = account, formulas, prefix, totals
        self.answered = any(name.startswith(words(f"{prefix}row: ")) for name in account.answers)
        self.width = 0
        """How many cells the line before had."""
        self.above_list: list[_Above] = []
        self.texts: dict[str, list[str]] = {}

    def of(self, row: Row, sums: list[Sum]) -> str | None:
        """LINE, TOTAL, LEAVE_OUT, another reason why the row is none of them, or None where the mapping must say."""
        mains = row.listed.mains
        if not mains:
            return LINE  # which column holds the amounts is asked already
        if all(
            cell.formula is not None and cell.held is Held.NUMBER and not exact(cell) for cell in row.cells.values()
        ):
            return "a prepared row that holds nothing yet"
        if not any(row.cell(column) for column in mains):
            return self._without_amount(row)
        if self.answered and (said := self._said(f"row: {_label(row)}")):
            return said
        hits = [cell for cell in row.cells.values() if cell.held is Held.TEXT and speaks_of_total(cell.text)]
        vertical = any(self._from_other_rows(row, column) for column in mains)
        dated, has_day = _day(row)
        adds_up = self._adds_up(sums, 1 if len(row.cells) < self.width else 2)
        if has_day and not hits and not vertical and not adds_up:
            self.width = len(row.cells)
            return LINE
        wordless = not hits and not any(_tells(row, cell) for cell in row.cells.values())
        if not has_day and not any(_tells(row, cell) for cell in row.cells.values() if cell not in hits):
            exact_words = any(says_total_alone(cell.text) for cell in hits)
            if (hits or vertical or (wordless and self.totals.in_block >= 2)) if dated else (exact_words or vertical):
                return TOTAL
        edge = any(begins_or_ends_as_total(cell.text) for cell in hits)
        why = (
            "its words are those of a total"
            if edge or (hits and dated and not has_day)
            else "its amount is made from other rows"
            if vertical
            else "it holds an amount and nothing else"
            if wordless
            else "its amount is what the lines above it add up to"
            if adds_up
            else ""
        )
        if not why:
            return LINE
        label, first = _label(row), sums[0].cell if sums else next(iter(row.cells.values()))
        ask = f'Is "{label}" a cost line? {why[0].upper()}{why[1:]}.'
        self.account.ask(
            f"{self.prefix}row: {label}",
            ask,
            _ROW_OPTIONS,
            (row.sheet, first.name),
            f"{first.text} beside {label}",
            row.index(first.column),
        )
        return None

    def _from_other_rows(self, row: Row, column: Placed) -> bool:
        """Whether an amount is a formula over other rows of its own column."""
        written = self.formulas.written(row.listed.sheet, row.number, column.number) if row.cell(column) else None
        if written is None:
            return False
        text, down, right = written
        return made_from_other_rows(text, letters(column.number - right), row.number - down)

    def _said(self, name: str) -> str | None:
        answer = self.account.answer(self.prefix + name)
        return answer if answer in _ROW_OPTIONS else None

    def _adds_up(self, sums: list[Sum], least: int) -> bool:
        """Whether a row's one amount is what the lines above it add up to: two or more, or one that says more than it does."""
        if len(sums) != 1 or not sums[0].pence:
            return False
        return self.totals.equals_a_block(key(sums[0].column), sums[0].pence, least)

    def _without_amount(self, row: Row) -> str | None:
        cells = list(row.cells.values())
        if len(cells) == 1 and cells[0].held is Held.TEXT:
            self.texts.setdefault(row.sheet, []).append(cells[0].name)
            return "a text alone in its row"
        label = _label(row)
        options = {LEAVE_OUT: "it is no cost", LINE: "it is a cost line that lacks its amount"}
        name, ask = f"row without amount: {label}", f'"{label}" has no amount. What is it?'
        return self.account.ask(
            self.prefix + name, ask, options, (row.sheet, cells[0].name), label, row.index(cells[0].column)
        )

    # --- totals

    def total(self, row: Row, amounts: Amounts) -> None:
        """A total row: each of its amounts is to be held against its lines."""
        stated = []
        for name, (pence, cell) in amounts.stated(row).items():
            index = row.index(cell.column)
            assert index is not None
            stated.append((name, pence, row.sheet, cell.name, index, _label(row)))
        for code, cell, wanted, do in dict.fromkeys(row.problems):
            if code == "vat-differs":
                continue  # each of its amounts is held against its lines
            self.account.flag(code, row.sheet, cell.name, row.index(cell.column), shown(cell.text), wanted, do)
        self.totals.claim(stated)

    def above(self, row: Row, amounts: Amounts) -> None:
        """A number above the headings beside a word of totals is to be what the lines add up to; any other amount is asked
        about, lest the headings that were found are those of a later page."""
        name, label = f"{self.prefix}above: {_label(row)}", _label(row)
        if self.account.answer(name) == LEAVE_OUT:
            return
        hits = any(cell.held is Held.TEXT and speaks_of_total(cell.text) for cell in row.cells.values())
        main = next((cell for c in row.listed.mains if (cell := row.cell(c)) and _may_be_amount(cell)), None)
        if main is not None and (not hits or _day(row)[1] or main.held is Held.TEXT):
            ask = f'A row above the headings holds an amount: "{label}". Is it part of the list?'
            options = {LEAVE_OUT: "it is not: it is no cost that is claimed"}
            self.account.ask(name, ask, options, (row.sheet, main.name), main.text, row.index(main.column))
        if not hits or (main is not None and main.held is Held.TEXT):
            return
        columns = {c.number: key(c) for c in row.listed.columns if c.role in MONEY_ROLES}
        mains = tuple(key(c) for c in row.listed.columns if c.role in MAIN)
        for cell in row.cells.values():
            pence = amounts.aside(row, cell)
            if pence is not None:
                index = row.index(cell.column)
                assert index is not None
                wanted = (columns[cell.column],) if cell.column in columns else mains
                number = len(self.totals.sheet_starts) - 1
                self.above_list.append(_Above(row.sheet, number, cell, index, pence, wanted, _label(row)))

    def finish(self) -> None:
        """Say which totals are not what their lines add up to, and which texts stood alone."""
        do = 'Mend the total or the lines; or, if it is a line of its own, answer "row: {}" in the mapping with "line".'
        for claimed, wanted in self.totals.wrong():
            found, sum_ = f"{claimed.pence / 100:.2f}", f"{wanted / 100:.2f}"
            self.account.flag(
                "total-differs",
                claimed.sheet,
                claimed.cell,
                claimed.index,
                found,
                f"what its lines add up to, {sum_}",
                do.format(claimed.label),
            )
        for each in self.above_list:
            if not any(self.totals.holds(column, each.pence, each.sheet_number) for column in each.columns):
                sums = ", ".join(f"{self.totals.sums[column, False].now / 100:.2f}" for column in each.columns)
                do_above = f'Mend it, or, if it is no total of these lines, answer "above: {each.label}" in the mapping with "{LEAVE_OUT}".'
                self.account.flag(
                    "total-differs",
                    each.sheet,
                    each.cell.name,
                    each.at,
                    f"{each.pence / 100:.2f}",
                    f"what the lines add up to, {sums}",
                    do_above,
                )
        for sheet, cells in self.texts.items():
            found = f"{len(cells)} rows with a text and nothing else: {', '.join(cells[:12])}{' ...' if len(cells) > 12 else ''}"
            self.account.flag(
                "text-alone",
                sheet,
                cells[0],
                None,
                found,
                "cost lines",
                "If any of them is a cost, give it its amount and its day.",
            )


def _label(row: Row) -> str:
    """The words by which a row is known: the text that speaks of a total, else its first text."""
    texts = [cell.text for cell in row.cells.values() if cell.held is Held.TEXT]
    hit = next((text for text in texts if speaks_of_total(text)), texts[0] if texts else "(no words)")
    said = " ".join(hit.split())
    return said if len(said) <= 120 else said[:120]


def _may_be_amount(cell: Cell) -> bool:
    """Whether a cell holds a number, or a text that can be read as one."""
    return bool(amounts_meant(cell.text)) if cell.held is Held.TEXT else cell.held is not Held.BOOLEAN


def _day(row: Row) -> tuple[bool, bool]:
    """Whether each line has a day of its own in a column, and whether this row has one there."""
    column = row.listed.column("incurred")
    if column is None or column.column.blank:
        return False, False
    cell = row.cell(column)
    return True, cell is not None and (cell.held is not Held.TEXT or bool(days_meant(cell.text)[0]))


def _tells(row: Row, cell: Cell) -> bool:
    """Whether a cell says something that a total would not: anything but money and a number of Devices."""
    column = next((c for c in row.listed.columns if c.number == cell.column), None)
    if column is not None and column.role in MONEY_ROLES | {"devices"}:
        return False
    return cell.held is not Held.NUMBER or column is not None
