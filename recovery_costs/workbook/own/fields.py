"""The fields of a cost line as one row of a Party's own list says them, and what every line has that no column says."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from typing import Any

from recovery_costs.plain import shown
from recovery_costs.workbook.cells import Book, Cell, Held
from recovery_costs.workbook.layout import REPLACING
from recovery_costs.workbook.own.account import Account
from recovery_costs.workbook.own.money import Amounts
from recovery_costs.workbook.own.profile import CHOICES, YES_NO_FIELDS, Table
from recovery_costs.workbook.own.row import Row
from recovery_costs.workbook.own.sheets import MONEY_ROLES, Placed, is_day, question_prefix
from recovery_costs.workbook.own.values import Dated, count, day, days_meant, device_ids, stored, text
from recovery_costs.workbook.values import Flagged, pounds
from recovery_costs.workbook.wire import place

ORDERS = {
    "day_first": "05/03/2026 is 5 March 2026",
    "month_first": "05/03/2026 is 3 May 2026",
    "year_first": "26/03/05 is 5 March 2026",
}
AS_THEY_STAND = "as_they_stand"
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
_NO_FIELD = MONEY_ROLES - {"otherwise_incurred"} | {"currency", "counts"}


class Fields:
    """How the fields of one table's lines are read, by the mapping's answers."""

    def __init__(self, account: Account, book: Book, table: Table, amounts: Amounts) -> None:
        self.account, self.book, self.amounts = account, book, amounts
        self.prefix = question_prefix(account, table)
        self.last: dict[int, Cell] = {}
        self.seen_dates: set[bool] = set()
        self.known: dict[tuple[str, str], Any] = {}
        """What words mean, once answered."""

    def begin(self) -> None:
        """A sheet begins: nothing stands above its first row."""
        self.last = {}

    def ask(
        self,
        name: str,
        ask: str,
        options: Mapping[str, str],
        row: Row,
        cell: Cell | None,
        found: str,
        valid: Callable[[str], bool] | None = None,
    ) -> str | None:
        """A question that a row of this table raises."""
        where = (row.sheet, cell.name if cell else place(row.number, 1))
        index = row.index(cell.column) if cell else None
        return self.account.ask(self.prefix + name, ask, options, where, found, index, valid)

    def of(self, row: Row) -> tuple[dict[str, Any], dict[str, tuple[Cell, int | None]], bool]:
        """What a row says of its lines, the cell of each field, and whether all of it could be read."""
        given: dict[str, Any] = {}
        places: dict[str, tuple[Cell, int | None]] = {}
        whole = True
        for column in row.listed.columns:
            role = column.role
            if role in _NO_FIELD:
                continue
            cell, index = self._cell(row, column)
            if role == "incurred" and cell is None:
                at = place(row.number, column.number)
                do = 'Enter the day; or, if an empty cell means the day above it, say "blank": "as_above" of the column in the mapping.'
                self.account.flag(
                    "value-missing", row.sheet, at, None, "nothing", "the day on which the cost was incurred", do
                )
                whole = False
            if cell is None:
                continue
            places[role] = (cell, index)
            value = self._value(row, column, cell, index)
            if value is None:
                whole = False
            else:
                given[role] = value
        return given, places, whole

    def _cell(self, row: Row, column: Placed) -> tuple[Cell | None, int | None]:
        """A row's cell in a column; or the one above, where the mapping says that an empty cell means it."""
        if (cell := row.cell(column)) is not None:
            self.last[column.number] = cell
            return cell, row.index(column.number)
        if column.role == "otherwise_incurred":
            return None, None
        top = row.listed.merged_from(column.number, row.number)
        if column.column.blank == "as_above":
            return self.last.get(column.number), None
        if top is not None and (above := row.listed.sheet.at(top, column.number)) is not None:
            options = {"as_above": "what a merged cell says goes for each row that it covers"}
            ask = "Cells are merged over several lines. Does what they say go for each of those lines?"
            answer = self.ask("merged cells", ask, options, row, None, above.name)
            return (above, None) if answer else (None, None)
        return None, None

    def _value(self, row: Row, column: Placed, cell: Cell, index: int | None) -> Any:
        """What a cell says of a field; None, with a problem or a question, where it says nothing that can be used."""
        role = column.role
        try:
            if role == "incurred":
                return self._incurred(row, cell)
            if role in CHOICES:
                return self._choice(row, role, cell)
            if role == "devices":
                return count(cell)
            if role == "device_ids":
                return device_ids(cell)
            if role == "otherwise_incurred":
                value = self.amounts.money(row, column)
                if value is not None and value < 0:
                    raise Flagged(
                        "amount-negative", "an amount not below 0.00", "Enter what would have been spent anyway."
                    )
                return None if value is None else pounds(value)
            return text(cell)
        except Flagged as odd:
            self.account.flag(odd.code, row.sheet, cell.name, index, shown(cell.text), odd.wanted, odd.do)
        return None

    def _incurred(self, row: Row, cell: Cell) -> str | None:
        order = self.account.answer(f"{self.prefix}day order")
        try:
            said = day(
                cell,
                self.book.since_1904,
                order if order in ORDERS else None,
                self.account.answer(f"{self.prefix}time of day") == "drop",
            )
        except Dated as dated:
            if str(dated) == "order":
                self.ask(
                    "day order", "Days stand as text: in which order are their figures?", ORDERS, row, cell, cell.text
                )
            else:
                options = {"drop": "the day alone counts"}
                self.ask(
                    "time of day", "Some days carry a time. Does the day alone count?", options, row, cell, cell.text
                )
            return None
        if self.book.since_1904 and cell.held is Held.NUMBER:
            options = {AS_THEY_STAND: f"{cell.name} is {said.isoformat()}, and so on"}
            if (
                self.ask(
                    "1904 days",
                    "The workbook counts its days from 1904. Are they right as it shows them?",
                    options,
                    row,
                    cell,
                    said.isoformat(),
                )
                is None
            ):
                return None
        self.seen_dates.add(cell.held is Held.TEXT and not _one_order(cell.text))
        if len(self.seen_dates) == 2:
            options = {AS_THEY_STAND: "the date cells are right, and so are the texts"}
            ask = "Some days are date cells and others are text, which is how a list of US dates looks once a UK program has opened it: day and month may be swapped in the date cells. Have you compared them with the invoices?"
            if self.ask("mixed dates", ask, options, row, cell, cell.text) is None:
                return None
        return said.isoformat()

    def _choice(self, row: Row, role: str, cell: Cell) -> Any:
        """The contract's word for a cell's word, by the mapping."""
        stored(cell)
        if cell.held is Held.BOOLEAN and role in YES_NO_FIELDS:
            return cell.text == "TRUE"
        if (role, cell.text) in self.known:
            return self.known[role, cell.text]
        word = " ".join(cell.text.split())
        options = dict(CHOICES[role])
        if role == "smi_status":
            options["as_written"] = "another SMI Status, as it is written"
        ask = f'What does "{word}" mean under "{row.listed.headings.get(cell.column, "")}"?'
        answer = self.ask(f"{role}: {word}", ask, options, row, cell, word)
        if answer is None:
            return None
        meant = self.known[role, cell.text] = word if answer == "as_written" else plain(role, answer)
        return meant

    def constants(self, row: Row, given: dict[str, Any]) -> bool:
        """Put what every line has, and no column says, among its fields; whether it is all settled."""
        roles = {column.role for column in row.listed.columns}
        whole = True
        if "incurred" not in roles | set(given):
            ask = "No column holds the day on which each cost was incurred. Give one day for all of them, YYYY-MM-DD, or map a column."
            answer = self.ask("incurred", ask, {}, row, None, "no such column", valid=is_day)
            whole = answer is not None
            given |= {"incurred": answer} if answer else {}
        if _MONTH.fullmatch(str(given.get("incurred"))):
            whole = self._in_month(row, given) and whole
        for field, options in CHOICES.items():
            if field in roles | set(given):
                continue
            replaces = str(given.get("limb")).startswith("replace_")
            needed = field == "limb" or (field in REPLACING and replaces)
            if not needed and (field in REPLACING or self.account.answer(self.prefix + field) is None):
                continue
            ask = f"No column says it: what is the {field.replace('_', ' ')} of every line?"
            answer = self.ask(
                field, ask, options, row, None, "no such column", valid=bool if field == "smi_status" else None
            )
            whole = whole and answer is not None
            given |= {field: plain(field, answer)} if answer else {}
        return whole

    def _in_month(self, row: Row, given: dict[str, Any]) -> bool:
        """Put a day in place of the month that an amount stands under."""
        ask = "Amounts stand under months. On which day of its month was each incurred?"
        answer = self.ask(
            "day in month", ask, {"first": "on the first", "last": "on the last"}, row, None, given["incurred"]
        )
        if answer is None:
            return False
        year, month = (int(part) for part in given["incurred"].split("-"))
        given["incurred"] = f"{given['incurred']}-{1 if answer == 'first' else monthrange(year, month)[1]:02d}"
        return True


def _one_order(said: str) -> bool:
    return "" in days_meant(said)[0]


def plain(field: str, answer: str) -> Any:
    """An answer as a case file has it."""
    return answer == "yes" if field in YES_NO_FIELDS else answer
