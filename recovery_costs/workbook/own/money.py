"""The amounts of one row of a Party's own list: in which unit, with or without VAT, and what VAT can be recovered."""

from __future__ import annotations

from decimal import Decimal

from recovery_costs.workbook.cells import Cell, Held, exact, words
from recovery_costs.workbook.formats import shows_another
from recovery_costs.workbook.formulas import Formulas, agrees
from recovery_costs.workbook.own.account import Account
from recovery_costs.workbook.own.profile import LEAVE_OUT, Table
from recovery_costs.workbook.own.row import Row, Sum
from recovery_costs.workbook.own.sheets import MONEY_ROLES, Listed, Placed, heading_is_foreign, question_prefix
from recovery_costs.workbook.own.values import COMMA, POINT, amount, foreign, pence, scaled
from recovery_costs.workbook.values import Flagged
from recovery_costs.workbook.wire import place

UNITS = {"pounds": "12.50 is £12.50", "thousands": "12.50 is £12,500.00", "pence": "1250 is £12.50"}
POUNDS = frozenset(
    {"£", "gbp", "pound", "pounds", "sterling", "pounds sterling", "pound sterling", "uk pounds", "uk pound"}
)
GROSS, NET, NO_VAT = "gross", "net", "no_vat"
ALL, NONE = "all", "none"


class Amounts:
    """How the amounts of one table are read, by the mapping's answers."""

    def __init__(self, account: Account, formulas: Formulas, table: Table) -> None:
        self.account, self.formulas, self.prefix = account, formulas, question_prefix(account, table)

    def begin(self, listed: Listed) -> None:
        """What must be settled of one sheet before its amounts are read."""
        where = next((c for c in listed.columns if c.role in ("amount", "gross", "net")), None)
        if where is None:
            self.unit = None
            ask = "Which column holds the amount of each cost?"
            self.account.ask(
                f"{self.prefix}amount", ask, {}, (listed.sheet.name, place(listed.head, 1)), "no column of amounts"
            )
            return
        at = (listed.sheet.name, place(listed.head, where.number))
        heading = listed.headings.get(where.number, "")
        self.unit = self.account.ask(f"{self.prefix}unit", "In what are the amounts?", UNITS, at, heading)
        self.form = None
        self.vat, self.recoverable = self._vat(listed, at, heading)
        for column in listed.columns:
            if sign := heading_is_foreign(listed, column):
                options = {"pounds": f"they are pounds all the same; {sign} is a slip"}
                ask = f'The heading "{column.heading}" speaks of {sign}; only pounds can be claimed. Are its amounts pounds?'
                cell = place(listed.head, column.number)
                self.account.ask(
                    f"{self.prefix}currency: {column.heading}", ask, options, (listed.sheet.name, cell), sign
                )

    def _vat(self, listed: Listed, at: tuple[str, str], heading: str) -> tuple[str | None, str | None]:
        """Whether amounts have VAT in them, and whether it can be recovered; None while open or where it does not arise."""
        has = {column.role for column in listed.columns}
        beside, claimed = "vat" in has, True
        mode: str | None = GROSS
        if "gross" in has:
            beside = beside or "net" in has
        elif beside and "net" in has:
            mode = NET
        elif beside:
            options = {GROSS: "the VAT beside them is in them", NET: "the VAT beside them comes on top"}
            mode = self.account.ask(
                f"{self.prefix}vat", "Are the amounts with the VAT, or without it?", options, at, heading
            )
        else:
            options = {
                GROSS: "VAT is in them",
                NET: "without VAT, and the VAT is not claimed",
                NO_VAT: "no VAT was charged",
            }
            if "net" in has:
                del options[GROSS]
            mode = self.account.ask(
                f"{self.prefix}vat", "Are the amounts with VAT, or without it?", options, at, heading
            )
            claimed = mode == GROSS
        if "recoverable_vat" in has or not claimed or mode is None:
            return mode, NONE
        options = {ALL: "all the VAT of each line can be recovered", NONE: "none of it can be recovered"}
        if not beside:
            del options[ALL]
        ask = "Can you recover the VAT in these amounts? VAT that you can recover is taken off."
        if not beside:
            ask += " If you can, map a column that holds it."
        return mode, self.account.ask(f"{self.prefix}vat recoverable", ask, options, at, heading)

    # --- one cell

    def money(self, row: Row, column: Placed | None) -> int | None:
        """Whole pence with their sign; None where the cell is empty, cannot be read, or waits for an answer."""
        cell = row.cell(column)
        if cell is None or column is None:
            return None
        if column.number not in row.money:
            row.money[column.number] = self._read(row, cell)
        return row.money[column.number]

    def _read(self, row: Row, cell: Cell) -> int | None:
        try:
            if scaled(cell) and self._scaled(row, cell) is None:
                row.unsettled = True
                return None
            self._worked_out(row, cell)
            if cell.held is Held.NUMBER and shows_another(cell.format) and not scaled(cell):
                row.strange.append(cell)
            value = amount(cell, self._form(row, cell))
            if value is None or self.unit is None:
                row.unsettled = True
                return None
            return pence(value, self.unit, computed=cell.held is Held.NUMBER)
        except Flagged as odd:
            row.problems.append((odd.code, cell, odd.wanted, odd.do))
            return None

    def _worked_out(self, row: Row, cell: Cell) -> None:
        """Hold a formula against the value stored with it."""
        if cell.formula is None or (stored := exact(cell)) is None:
            return
        value = self.formulas.value(row.listed.sheet, cell.row, cell.column)
        if value is None:
            row.unchecked.append(cell)
        elif not agrees(stored, value):
            raise Flagged(
                "formula-value-differs",
                f"what it gives, {Decimal(value.numerator) / value.denominator:.4f}",
                "Let the workbook recalculate (F9) and save it.",
            )

    def _form(self, row: Row, cell: Cell) -> str | None:
        """How figures in a text are written: asked once there is such a text."""
        if cell.held is not Held.TEXT:
            return POINT
        try:
            if amount(cell, None) is None:
                options = {POINT: "1,234.50 is one thousand two hundred", COMMA: "1.234,50 is one thousand two hundred"}
                ask = "Amounts stand as text: how are they written?"
                return self.account.ask(
                    f"{self.prefix}decimal", ask, options, (row.sheet, cell.name), cell.text, row.index(cell.column)
                )
        except Flagged:
            return POINT
        return POINT

    def _scaled(self, row: Row, cell: Cell) -> str | None:
        options = {"stored": "the stored figure counts, in the unit given"}
        ask = "The number format shows amounts divided by a thousand or more. Which figure counts?"
        found = f"{cell.text} shown as {cell.format}"
        return self.account.ask(
            f"{self.prefix}scaled amounts", ask, options, (row.sheet, cell.name), found, row.index(cell.column)
        )

    # --- one row

    def of(self, row: Row) -> list[Sum]:
        """The amounts of a row: one, or several where several columns hold amounts."""
        listed = row.listed
        gross, net, vat = (listed.column(role) for role in ("gross", "net", "vat"))
        mains = [gross] if gross else [c for c in listed.columns if c.role == "amount"] or ([net] if net else [])
        sums = []
        for column in mains:
            cell = row.cell(column)
            if cell is None:
                continue
            value = self.money(row, column)
            if len(mains) > 1 and value == 0:
                continue
            sums.append(Sum(column, cell, *self._with_vat(row, column, value, net, vat)))
        self._row_total(row, mains)
        return sums

    def _row_total(self, row: Row, mains: list[Placed]) -> None:
        """What a row says it adds up to must be what its amounts do."""
        stated = row.listed.column("row_total")
        total = self.money(row, stated)
        added = sum(self.money(row, column) or 0 for column in mains)
        if stated is not None and total is not None and total != added:
            row.problems.append(
                ("total-differs", row.cells[stated.number], f"the amounts of its row, {added / 100:.2f}", "")
            )

    def _with_vat(
        self, row: Row, column: Placed, value: int | None, net: Placed | None, vat: Placed | None
    ) -> tuple[int | None, int]:
        """An amount with its VAT, and the VAT that can be recovered."""
        if self.vat is None or self.recoverable is None:
            row.unsettled = True
        listed = row.listed
        without = self.money(row, net) if column.role == "gross" else None
        tax = self.money(row, vat)
        if value is None or self.vat is None:
            return None, 0
        if vat is not None and row.cell(vat) is None:
            if column.role == "gross" and without is not None:
                tax = value - without
            else:
                options = {"none": "no VAT was charged on those lines"}
                ask = "Some lines have an amount but nothing under VAT. What does an empty cell mean?"
                found = f"nothing in {place(row.number, vat.number)}"
                if (
                    self.account.ask(
                        f"{self.prefix}blank VAT", ask, options, (row.sheet, place(row.number, vat.number)), found
                    )
                    is None
                ):
                    row.unsettled = True
                    return None, 0
                tax = 0
        elif vat is not None and tax is None:
            return None, 0
        elif vat is None and without is not None:
            tax = value - without
        self._agree(row, column, value, without, tax if vat is not None else None)
        if column.role != "gross" and vat is not None and self.vat == NET:
            value += tax or 0
        written = listed.column("recoverable_vat")
        taken = self.money(row, written) if written else (tax or 0) if self.recoverable == ALL else 0
        return value, taken or 0

    def _agree(self, row: Row, column: Placed, gross: int, net: int | None, tax: int | None) -> None:
        """Gross, net and VAT of a row, where all three are there, must agree; VAT never exceeds what it is part of."""
        if net is not None and tax is not None and net + tax != gross:
            wanted = f"net and VAT together: {(net + tax) / 100:.2f}"
            row.problems.append(
                ("vat-differs", row.cells[column.number], wanted, "Mend the net, the VAT or the gross amount.")
            )
        elif tax is not None and net is None and (abs(tax) > abs(gross) or tax * gross < 0):
            row.problems.append(
                ("vat-differs", row.cells[column.number], "an amount that its VAT fits", "Mend the VAT or the amount.")
            )

    def stated(self, row: Row) -> dict[str, tuple[int, Cell]]:
        """Every amount in a row as it stands, by column: for totals."""
        stated = {}
        for column in row.listed.columns:
            if column.role in MONEY_ROLES:
                value = self.money(row, column)
                if value is not None:
                    stated[key(column)] = (value, row.cells[column.number])
        return stated

    def aside(self, row: Row, cell: Cell) -> int | None:
        """A number that stands outside the list, in pence; None where it is no amount."""
        try:
            value = amount(cell, POINT) if cell.held is Held.NUMBER else None
            return None if value is None or self.unit is None else pence(value, self.unit)
        except Flagged:
            return None

    def other_currency(self, row: Row) -> tuple[str, Cell] | None:
        """The sign or word of a currency other than the pound in a row, and its cell."""
        said = row.listed.column("currency")
        cell = row.cell(said)
        if cell is not None and (cell.held is not Held.TEXT or words(cell.text) not in POUNDS):
            return cell.text, cell
        if said is not None and cell is None:
            return "no currency", next(iter(row.cells.values()))
        for column in row.listed.columns:
            cell = row.cell(column)
            if cell is not None and column.role in MONEY_ROLES and (sign := foreign(cell)):
                return sign, cell
        return None

    def pounds(self, row: Row) -> str | None:
        """Whether a row counts as pounds: "pounds", LEAVE_OUT, or None while that is open."""
        if (other := self.other_currency(row)) is None:
            return "pounds"
        sign, cell = other
        options = {
            LEAVE_OUT: "rows in another currency are not claimed here",
            "pounds": "the amounts are pounds all the same; the sign is a slip",
        }
        ask = "Some amounts are in another currency; only pounds can be claimed. What becomes of those rows?"
        return self.account.ask(
            f"{self.prefix}other currencies", ask, options, (row.sheet, cell.name), sign, row.index(cell.column)
        )


def key(column: Placed) -> str:
    """A column's name among the totals, the same on every sheet."""
    return f"{column.role} {words(column.heading)}"
