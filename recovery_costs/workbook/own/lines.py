"""The rows of a Party's own list: which are cost lines, totals, headings again, or text; and the fields of each line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from recovery_costs.plain import shown
from recovery_costs.workbook.cells import Book, Cell, Held, words
from recovery_costs.workbook.own.account import Account, place
from recovery_costs.workbook.own.values import Dated, Odd, count, day, days_meant, device_ids, stored, text
from recovery_costs.workbook.own.kinds import LINE, TOTAL, Kinds
from recovery_costs.workbook.own.money import Amounts, Row, Sum
from recovery_costs.workbook.own.sheets import MONEY_ROLES, Listed, Placed, is_day, question_prefix
from recovery_costs.workbook.own.totals import Totals
from recovery_costs.workbook.own.profile import CHOICES, LEAVE_OUT, READ, YES_NO_FIELDS, Table

ACCEPTED, REJECTED = "accepted", "rejected"
OFF_SAME_INVOICE = "off_same_invoice"
ORDERS = {
    "day_first": "05/03/2026 is 5 March 2026",
    "month_first": "05/03/2026 is 3 May 2026",
    "year_first": "26/03/05 is 5 March 2026",
}
AS_THEY_STAND = "as_they_stand"


@dataclass(slots=True)
class Line:
    """One cost line as it is read: its place, what it comes to, and its fields."""

    listed: Listed
    row: int
    all: list[int]
    cell: str
    index: int
    pence: int
    """Below nought for a credit; 0 where it cannot be read."""
    recoverable: int
    given: dict[str, Any]
    places: dict[str, tuple[str, int | None]]
    """The cell of each field, and its index."""
    fate: str = ACCEPTED
    """`accepted`, `rejected`, or why it is left out."""


class Lines:
    """The lines of one table, sheet by sheet."""

    def __init__(self, account: Account, book: Book, table: Table) -> None:
        self.account, self.book, self.table = account, book, table
        self.prefix = question_prefix(account, table)
        self.amounts = Amounts(account, table)
        self.totals = Totals([key_of for key_of in _keys(table)])
        self.kinds = Kinds(account, self.prefix, self.totals)
        self.lines: list[Line] = []
        self.seen_dates: set[bool] = set()

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

    # --- rows

    def read(self, listed: Listed) -> None:
        """Every row of the list on one sheet."""
        self.amounts.begin(listed)
        self.totals.start_sheet()
        self.last: dict[int, Cell] = {}
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
            self.account.rows["ignored"] += 1
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
            self._leave_out(
                row, sums if kind == LEAVE_OUT else [], "left out by the mapping" if kind == LEAVE_OUT else kind
            )
            self.totals.add({name: value for name, (value, _) in self.amounts.stated(row).items()}, kept=False)
        else:
            self._line(row, sums)

    def _again(self, row: Row) -> bool:
        """Whether a row repeats the headings."""
        texts = {cell.column: words(cell.text) for cell in row.cells.values() if cell.held is Held.TEXT}
        heads = {column.number: words(row.listed.headings.get(column.number, "")) for column in row.listed.columns}
        alike = sum(texts.get(number) == heading for number, heading in heads.items() if heading)
        return alike == len(row.cells) and alike >= 2 or (alike == len(heads) and alike >= 2)

    def _leave_out(self, row: Row, sums: list[Sum], reason: str) -> None:
        self.account.ignore(row.sheet, row.all, reason)
        self.account.rows["ignored"] += 1
        self.account.pence["ignored"] += sum(each.pence or 0 for each in sums)

    def _reject(self, row: Row, sums: list[Sum]) -> None:
        self.account.rows[REJECTED] += 1
        self.account.pence[REJECTED] += sum(each.pence or 0 for each in sums)

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
        given, places, whole = self._fields(row)
        whole = self._said(row) and whole and not row.unsettled
        if not sums:
            self._missing_amount(row)
            self._reject(row, sums)
            return
        for each in sums:
            line = self._one(row, each, given, places)
            settled = self._constants(row, line.given)
            line.fate = ACCEPTED if whole and settled and each.pence is not None else REJECTED
            self.lines.append(line)

    def _missing_amount(self, row: Row) -> None:
        columns = [c for c in row.listed.columns if c.role in ("gross", "amount", "net")]
        if (
            not columns
            or all(row.money.get(column.number) == 0 for column in columns if row.cell(column))
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
        return not row.problems

    def _one(self, row: Row, each: Sum, given: Mapping[str, Any], places: Mapping[str, tuple[str, int | None]]) -> Line:
        """One amount as a line."""
        fields = {**given, **{name: _plain(name, value) for name, value in each.column.column.lines_have.items()}}
        index = row.index(each.cell.column)
        assert index is not None
        reference = given.get("line") or f"{row.sheet}-{row.number}"
        fields["line"] = f"{reference}-{each.column.letter}" if _several(row.listed) else reference
        placed = {**places, "amount": (each.cell.name, index), "line": places.get("line", (each.cell.name, index))}
        return Line(
            row.listed, row.number, row.all, each.cell.name, index, each.pence or 0, each.recoverable, fields, placed
        )

    # --- fields

    def _fields(self, row: Row) -> tuple[dict[str, Any], dict[str, tuple[str, int | None]], bool]:
        """What a row says of its lines, the cell of each field, and whether all of it could be read."""
        given: dict[str, Any] = {}
        places: dict[str, tuple[str, int | None]] = {}
        whole = True
        for column in row.listed.columns:
            role = column.role
            if role in MONEY_ROLES - {"otherwise_incurred"} or role == "currency":
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
            places[role] = (cell.name, index)
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
                    raise Odd("amount-negative", "an amount not below 0.00", "Enter what would have been spent anyway.")
                return None if value is None else _pounds(value)
            return text(cell)
        except Odd as odd:
            self.account.flag(odd.code, row.sheet, cell.name, index, shown(cell.text), odd.wanted, odd.do)
        return None

    def _incurred(self, row: Row, cell: Cell) -> str | None:
        answers = self.account.answers
        order = answers.get(words(f"{self.prefix}day order"))
        try:
            said = day(
                cell,
                self.book.since_1904,
                order if order in ORDERS else None,
                answers.get(words(f"{self.prefix}time of day")) == "drop",
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
        word = " ".join(cell.text.split())
        options = dict(CHOICES[role])
        if role == "smi_status":
            options["as_written"] = "another SMI Status, as it is written"
        ask = f'What does "{word}" mean under "{row.listed.headings.get(cell.column, "")}"?'
        answer = self.ask(f"{role}: {word}", ask, options, row, cell, word)
        return None if answer is None else word if answer == "as_written" else _plain(role, answer)

    def _constants(self, row: Row, given: dict[str, Any]) -> bool:
        """Put what every line has, and no column says, among its fields; whether it is all settled."""
        roles = {column.role for column in row.listed.columns}
        whole = True
        if "incurred" not in roles | set(given):
            ask = "No column holds the day on which each cost was incurred. Give one day for all of them, YYYY-MM-DD, or map a column."
            answer = self.ask("incurred", ask, {}, row, None, "no such column", valid=is_day)
            whole = answer is not None
            given |= {"incurred": answer} if answer else {}
        for field, options in CHOICES.items():
            if field in roles | set(given):
                continue
            needed = field == "limb" or (field in REPLACING and str(given.get("limb")).startswith("replace_"))
            if not needed and words(self.prefix + field) not in self.account.answers:
                continue
            ask = f"No column says it: what is the {field.replace('_', ' ')} of every line?"
            answer = self.ask(
                field, ask, options, row, None, "no such column", valid=bool if field == "smi_status" else None
            )
            whole = whole and answer is not None
            given |= {field: _plain(field, answer)} if answer else {}
        return whole


REPLACING = ("key_outcome", "responsible_supplier", "smi_status")


def _one_order(said: str) -> bool:
    return "" in days_meant(said)[0]


def _several(listed: Listed) -> bool:
    return sum(column.role == "amount" for column in listed.columns) > 1


def _plain(field: str, answer: str) -> Any:
    """An answer as a case file has it."""
    return answer == "yes" if field in YES_NO_FIELDS else answer


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"


def _keys(table: Table) -> list[str]:
    return sorted(
        {f"{role} {words(column.heading or column.column or '')}" for column in table.columns for role in MONEY_ROLES}
    )
