"""Schedules as a workbook in which every number lives: formulas over the payments, with our own figures as their values.

One sheet of payments for each scenario, with what each Party is owed beside it, and one that compares them. Text from
files is written as text, never as a formula or a link; sheets are numbered, so that no name has to be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from recovery_costs.money import Money
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.compare import Compared, Comparison, payments_of, standing
from recovery_costs.schedule.measure import days_waited
from recovery_costs.schedule.plan import Plan
from recovery_costs.schedule.rules import Payment

MONEY, DAY, NUMBER, PERCENT = "£#,##0.00;[Red]-£#,##0.00", "d mmm yyyy", "0.00", "0.00%"


class _Book:
    """A workbook with the formats it uses."""

    def __init__(self) -> None:
        self.bytes = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self.bytes, options)
        self.formats = {form: self.book.add_format({"num_format": form}) for form in (MONEY, DAY, NUMBER, PERCENT)}
        self.bold = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})

    def headings(self, sheet: Any, row: int, column: int, *words: str) -> None:
        for place, word in enumerate(words):
            sheet.write_string(row, column + place, word, self.bold)

    def live(self, sheet: Any, row: int, column: int, formula: str, value: Any, form: str) -> None:
        """A formula and the value it comes to."""
        sheet.write_formula(row, column, formula, self.formats[form], value)

    def day(self, sheet: Any, row: int, column: int, day: date) -> None:
        sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), self.formats[DAY])  # noqa: DTZ001  a day has no zone


def workbook(comparison: Comparison, plans: Mapping[str, Plan], schedules: Mapping[str, Schedule]) -> bytes:
    """The scenarios compared, and a sheet of payments for each that has a schedule."""
    out = _Book()
    front = out.book.add_worksheet("Compare")
    sheets: dict[str, tuple[str, list[Any]]] = {}
    for row in comparison.rows:
        if row.feasible:
            name = f"Schedule {len(sheets) + 1}"
            sheet = out.book.add_worksheet(name)
            sheets[row.name] = name, _payments(out, sheet, row, plans[row.name], schedules[row.name])
    _front(out, front, comparison, sheets)
    out.book.close()
    return out.bytes.getvalue()


def _serial(day: date) -> int:
    return day.toordinal() - date(1899, 12, 30).toordinal()


def _pounds(pence: int) -> float:
    return pence / 100


# --- one schedule ---------------------------------------------------------------------------------------------------
# Columns A to C the payments, D the month; F to L each Party; N to P the months; R and S what the schedule comes to.


def _payments(out: _Book, sheet: Any, row: Compared, plan: Plan, made: Schedule) -> list[Any]:
    sheet.write_string(0, 0, f"{row.name}: payments under {row.rule}")
    out.headings(sheet, 2, 0, "Day", "Party", "Amount", "Month", "Regulatory Year from")
    payments = payments_of(made)
    last = 3 + len(payments)
    for place, each in enumerate(payments, start=3):
        out.day(sheet, place, 0, each.on)
        sheet.write_string(place, 1, each.party)
        sheet.write_number(place, 2, _pounds(each.amount), out.formats[MONEY])
        out.live(
            sheet, place, 3, f"=DATE(YEAR(A{place + 1}),MONTH(A{place + 1}),1)", _serial(each.on.replace(day=1)), DAY
        )
        year = each.on.year - (each.on.month < 4)
        formula = f"=DATE(YEAR(A{place + 1})-(MONTH(A{place + 1})<4),4,1)"
        out.live(sheet, place, 4, formula, _serial(date(year, 4, 1)), DAY)
    _parties(out, sheet, plan, made, last)
    _months(out, sheet, plan, made, last)
    values = _measures(out, sheet, row, plan, payments)
    for columns, width in (
        ("A:A", 13),
        ("B:B", 24),
        ("C:E", 15),
        ("G:G", 24),
        ("H:N", 15),
        ("P:S", 15),
        ("U:U", 30),
        ("V:V", 16),
    ):
        sheet.set_column(columns, width)
    sheet.freeze_panes(3, 0)
    return values


def _parties(out: _Book, sheet: Any, plan: Plan, made: Schedule, last: int) -> None:
    words = ("Party", "Owed", "Asked on", "Paid", "Left", "Days waited", "Worth on the first day", "Held a day")
    out.headings(sheet, 2, 6, *words)
    payments = payments_of(made)
    waited = days_waited(plan, payments)
    end = max(each.on for each in payments)
    lost = made.certificate.information.present_value_lost if made.certificate.information else None
    span = (end - plan.first).days + 1
    for place, party in enumerate((party for party, owed in plan.owed.items() if owed), start=3):
        n = place + 1
        own = [each for each in payments if each.party == party]
        owed = plan.owed[party]
        sheet.write_string(place, 6, party)
        sheet.write_number(place, 7, _pounds(owed), out.formats[MONEY])
        out.day(sheet, place, 8, plan.requested_on[party])
        mine = f"($B$4:$B${last}=G{n})*$C$4:$C${last}"
        out.live(sheet, place, 9, f"=SUMPRODUCT({mine})", _pounds(sum(each.amount for each in own)), MONEY)
        out.live(sheet, place, 10, f"=ROUND(H{n}-J{n},2)", 0, MONEY)
        out.live(sheet, place, 11, f"=SUMPRODUCT({mine}*($A$4:$A${last}-I{n}))/H{n}", float(waited[party]), NUMBER)
        worth = _pounds(owed - lost[party].pence) if lost is not None else _pounds(owed)
        rate = f"ROUND(SUMPRODUCT({mine}/(1+$V$4)^(($A$4:$A${last}-$V$5)/365)),2)"
        out.live(sheet, place, 12, f"={rate}", worth, MONEY)
        held = Fraction(sum(each.amount * ((end - each.on).days + 1) for each in own), owed * span)
        formula = f"=SUMPRODUCT({mine}*(MAX($A$4:$A${last})-$A$4:$A${last}+1))/H{n}/(MAX($A$4:$A${last})-$V$5+1)"
        out.live(sheet, place, 13, formula, float(held), NUMBER)


def _months(out: _Book, sheet: Any, plan: Plan, made: Schedule, last: int) -> None:
    out.headings(sheet, 2, 15, "Period from", "Paid", "Cap", "Room left")
    kinds = {"month": "$D", "regulatory_year": "$E"}
    rows = [each for each in made.certificate.by_period if each.kind in kinds]
    for place, each in enumerate(rows, start=3):
        n, column = place + 1, kinds[each.kind]
        out.day(sheet, place, 15, each.from_)
        formula = f"=SUMPRODUCT(({column}$4:{column}${last}=P{n})*$C$4:$C${last})"
        out.live(sheet, place, 16, formula, _pounds(each.paid.pence), MONEY)
        if each.cap is not None:
            sheet.write_number(place, 17, _pounds(each.cap.pence), out.formats[MONEY])
            out.live(sheet, place, 18, f"=ROUND(R{n}-Q{n},2)", _pounds(each.cap.pence - each.paid.pence), MONEY)


MEASURES = (
    "Last payment",
    "Peak month",
    "Instalments",
    "Days waited, all pounds",
    "Longest wait of a Party",
    "Fairness (Jain)",
    "Present value lost",
)


def _measures(out: _Book, sheet: Any, row: Compared, plan: Plan, payments: tuple[Payment, ...]) -> list[Any]:
    """What the schedule comes to, live; the values, for the sheet that compares them."""
    last, parties = 3 + len(payments), sum(1 for owed in plan.owed.values() if owed)
    out.headings(sheet, 2, 20, "Taken from the plan", "Value")
    sheet.write_string(3, 20, "Rate a year (for information)")
    sheet.write_number(3, 21, float(plan.annual_rate or 0), out.formats[PERCENT])
    sheet.write_string(4, 20, "First day")
    out.day(sheet, 4, 21, plan.first)
    out.headings(sheet, 6, 20, "What it comes to", "Value")
    to = 3 + parties
    months = f"SUMPRODUCT(MAX(SUMIF($D$4:$D${last},$D$4:$D${last},$C$4:$C${last})))"
    lost, (_, _, mean, longest, unfair) = row.present_value_lost_in_all, standing(plan, payments)
    lines: list[tuple[str, Any, str]] = [
        (f"=MAX(A4:A{last})", _serial(row.last_payment) if row.last_payment else 0, DAY),
        (f"={months}", _pounds((row.peak_month or Money(0)).pence), MONEY),
        (f"=COUNT(C4:C{last})", row.instalments, "0"),
        (f"=SUMPRODUCT(H4:H{to},L4:L{to})/SUM(H4:H{to})", float(mean), NUMBER),
        (f"=MAX(L4:L{to})", float(longest), NUMBER),
        (f"=SUM(N4:N{to})^2/(COUNT(N4:N{to})*SUMSQ(N4:N{to}))", float(1 - unfair), NUMBER),
        (f"=ROUND(SUM(H4:H{to})-SUM(M4:M{to}),2)", _pounds(lost.pence) if lost is not None else 0, MONEY),
    ]
    out.formats.setdefault("0", out.book.add_format({"num_format": "0"}))
    for place, (name, (formula, value, form)) in enumerate(zip(MEASURES, lines, strict=True), start=7):
        sheet.write_string(place, 20, name)
        out.live(sheet, place, 21, formula, value, form)
    return [value for _, value, _ in lines]


# --- all of them ----------------------------------------------------------------------------------------------------


def _front(out: _Book, sheet: Any, comparison: Comparison, sheets: Mapping[str, tuple[str, list[Any]]]) -> None:
    sheet.write_string(
        0, 0, "Schedules compared. Every figure is a formula over the sheet of payments named beside it."
    )
    out.headings(
        sheet, 2, 0, "Scenario", "Sheet", "Rule", *MEASURES, "No better than", "On the frontier", "Why there is none"
    )
    forms = (DAY, MONEY, "0", NUMBER, NUMBER, NUMBER, MONEY)
    for place, row in enumerate(comparison.rows, start=3):
        sheet.write_string(place, 0, row.name)
        sheet.write_string(place, 2, row.rule)
        if row.name not in sheets:
            sheet.write_string(place, 12, row.because or "", out.wrap)
            continue
        name, values = sheets[row.name]
        sheet.write_string(place, 1, name)
        for column, (value, form) in enumerate(zip(values, forms, strict=True)):
            cell = xl_rowcol_to_cell(7 + column, 21, row_abs=True, col_abs=True)
            out.live(sheet, place, 3 + column, f"='{name}'!{cell}", value, form)
        if row.dominated_by:
            sheet.write_string(place, 10, ", ".join(row.dominated_by), out.wrap)
        sheet.write_string(place, 11, "yes" if row.on_frontier else "no")
    sheet.set_column("A:C", 22)
    sheet.set_column("D:L", 16)
    sheet.set_column("M:M", 60)
    sheet.freeze_panes(3, 1)
