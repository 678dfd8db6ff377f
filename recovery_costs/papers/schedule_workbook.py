"""Schedules as a workbook in which every number lives: formulas over the payments, with our own figures as their values.

One sheet for each scenario, read from the top: what it comes to, each Party, each period, the Charges, and at the foot the
payments themselves; and one sheet that compares them. What is given and not computed is blue. Text from files is written as
text, never as a formula or a link; sheets are numbered, so that no name has to be one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter

from recovery_costs.money import Money
from recovery_costs.papers.schedule_sheet import AS_IS, DAY, MONEY, NUMBER, PERCENT, TINY, WHOLE, Live, Sheet
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.compare import Compared, Comparison, payments_of, standing
from recovery_costs.schedule.information import MONTHS_LEFT, UNVERIFIED, GroupEffect
from recovery_costs.schedule.measure import days_waited
from recovery_costs.schedule.plan import Plan


def _pounds(pence: int) -> float:
    return pence / 100


def _money(amount: Money | None) -> tuple[float, str] | None:
    return None if amount is None else (_pounds(amount.pence), MONEY)


def _serial(day: date) -> int:
    return day.toordinal() - date(1899, 12, 30).toordinal()


def workbook(comparison: Comparison, plans: Mapping[str, Plan], schedules: Mapping[str, Schedule]) -> bytes:
    """The scenarios compared, and a sheet for each that has a schedule."""
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(held, options)
    says = "Every figure is a formula over the payments on the sheet named beside it."
    front = Sheet(book, "Compare", "Schedules side by side", says)
    made = [row for row in comparison.rows if row.feasible]
    sheets = {
        row.name: _one(book, f"Schedule {number}", row, plans[row.name], schedules[row.name])
        for number, row in enumerate(made, start=1)
    }
    _front(front, comparison, schedules, sheets)
    book.close()
    return held.getvalue()


# --- one schedule ---------------------------------------------------------------------------------------------------

MEASURES = (
    "Last payment",
    "Peak month",
    "Instalments",
    "Days waited, all pounds",
    "Longest wait of a Party",
    "Fairness (Jain)",
    "Present value lost",
)


class _Rows(NamedTuple):
    """The rows of a table, first and last, as formulas count them."""

    first: int
    last: int

    def of(self, column: str) -> str:
        return f"${column}${self.first}:${column}${self.last}"


class _Made(NamedTuple):
    """A schedule's sheet: its name, and where its figures stand on it, for the sheet that compares them."""

    sheet: str
    measures: dict[str, Live]
    paid: _Rows
    charges: dict[str, Live]
    """A month's Charges, by Regulatory Year and Charging Group."""

    def share_by(self, year: str, made: Schedule) -> Live:
        """The share of all that is paid by the end of a Regulatory Year."""
        end = date(int(year[:4]) + 1, 3, 31)
        days, amounts = (f"'{self.sheet}'!{self.paid.of(column)}" for column in "BC")
        until = sum(each.amount.pence for each in made.payments if each.on <= end)
        formula = f"SUMPRODUCT(({days}<=DATE({end.year},3,31))*{amounts})/SUM({amounts})"
        return Live(formula, until / made.certificate.total.pence, PERCENT)


def _one(book: Any, name: str, row: Compared, plan: Plan, made: Schedule) -> _Made:
    """A schedule's sheet. The payments are at its foot, so where they will stand is worked out first."""
    sheet = Sheet(
        book, name, f"{row.name}: paid under {row.rule}", "Every figure is a formula over the payments at the foot."
    )
    sheet.widths(34, 17)
    parties = [party for party, owed in plan.owed.items() if owed]
    periods, effects = made.certificate.by_period, row.charging
    top = 7 + len(MEASURES)  # the last row of what it comes to; then a line, a title and headings before each table
    party = _Rows(top + 4, top + 3 + len(parties))
    each = _Rows(party.last + 4, party.last + 3 + len(periods))
    charge = _Rows(each.last + 4, each.last + 3 + len(effects))
    foot = charge.last if effects else each.last
    paid = _Rows(foot + 4, foot + 3 + len(made.payments))
    months = _Rows(each.first, each.first + sum(1 for one in periods if one.kind == "month") - 1)
    measures = _measures(sheet, row, plan, made, (party, months, paid))
    _parties(sheet, plan, made, party, paid)
    _periods(sheet, made, each, paid)
    charges = _charges(sheet, plan, made, effects, charge, each) if effects else {}
    assert sheet.headed("Payments", "Party", "Day", "Amount") == paid.first
    for one in made.payments:
        sheet.line(one.party, one.on, _money(one.amount))
    return _Made(name, measures, paid, charges)


def _measures(
    sheet: Sheet, row: Compared, plan: Plan, made: Schedule, rows: tuple[_Rows, _Rows, _Rows]
) -> dict[str, Live]:
    """What the schedule comes to; each measure as another sheet takes it."""
    party, months, paid = rows
    at = sheet.headed("What it comes to", "Measure", "Value")
    sheet.line("First day", plan.first)
    sheet.line("Rate a year, for information", (float(plan.annual_rate or 0), PERCENT))
    _, _, mean, longest, unfair = standing(plan, payments_of(made))
    lost, owed, held = row.present_value_lost_in_all, party.of("B"), party.of("I")
    peak, last = row.peak_month or Money(0), _serial(row.last_payment) if row.last_payment else 0
    live = (
        Live(f"MAX({paid.of('B')})", last, DAY),
        Live(f"MAX({months.of('E')})", _pounds(peak.pence), MONEY),
        Live(f"COUNT({paid.of('C')})", row.instalments, WHOLE),
        Live(f"SUMPRODUCT({owed},{party.of('F')})/SUM({owed})", float(mean), NUMBER),
        Live(f"MAX({party.of('F')})", float(longest), NUMBER),
        Live(f"SUM({held})^2/(COUNT({held})*SUMSQ({held}))", float(1 - unfair), NUMBER),
        Live(f"SUM({party.of('H')})", _pounds(lost.pence) if lost is not None else 0, MONEY),
    )
    taken = {}
    for place, (name, each) in enumerate(zip(MEASURES, live, strict=True), start=at + 2):
        sheet.line(name, each)
        taken[name] = each._replace(formula=f"'{sheet.name}'!$B${place}")
    sheet.row += 1
    return taken


FIRST, RATE = "$B$6", "$B$7"
"""Where a sheet states the first day and the rate."""


def _parties(sheet: Sheet, plan: Plan, made: Schedule, rows: _Rows, paid: _Rows) -> None:
    words = ("Party", "Owed", "Asked on", "Paid", "Left", "Days waited", "Worth on the first day", "Lost", "Share held")
    assert sheet.headed("Each Party", *words) == rows.first
    payments = payments_of(made)
    waited, end = days_waited(plan, payments), max(each.on for each in payments)
    lost = (made.certificate.information.present_value_lost if made.certificate.information else None) or {}
    own: dict[str, list[tuple[date, int]]] = {party: [] for party in waited}
    for each in payments:
        own[each.party].append((each.on, each.amount))
    days, span = paid.of("B"), (end - plan.first).days + 1
    for n, (party, parts) in enumerate(own.items(), start=rows.first):
        owed, less = plan.owed[party], lost.get(party, Money(0))
        mine = f"EXACT({paid.of('A')},$A{n})*{paid.of('C')}"
        held = Fraction(sum(amount * ((end - on).days + 1) for on, amount in parts), owed * span)
        sheet.line(
            party,
            (_pounds(owed), MONEY),
            plan.requested_on[party],
            Live(f"SUMPRODUCT({mine})", _pounds(sum(amount for _, amount in parts)), MONEY),
            Live(f"ROUND(B{n}-D{n},2)", 0, MONEY),
            Live(f"SUMPRODUCT({mine}*({days}-C{n}))/B{n}", float(waited[party]), NUMBER),
            Live(f"ROUND(SUMPRODUCT({mine}/(1+{RATE})^(({days}-{FIRST})/365)),2)", _pounds(owed - less.pence), MONEY),
            Live(f"ROUND(B{n}-G{n},2)", _pounds(less.pence), MONEY),
            Live(f"SUMPRODUCT({mine}*(MAX({days})-{days}+1))/B{n}/(MAX({days})-{FIRST}+1)", float(held), PERCENT),
        )
    sheet.row += 1


def _periods(sheet: Sheet, made: Schedule, rows: _Rows, paid: _Rows) -> None:
    """Each period against its cap, and the share of all that is paid by its end."""
    words = ("Period", "From", "To", "Paid before the plan", "Paid", "Cap", "Room left", "Paid by its end")
    assert sheet.headed("Each period", *words) == rows.first
    days, amounts, total = paid.of("B"), paid.of("C"), made.certificate.total.pence
    for n, each in enumerate(made.certificate.by_period, start=rows.first):
        room = None
        if each.cap is not None:
            left = each.cap.pence - each.before.pence - each.paid.pence
            room = Live(f"ROUND(F{n}-D{n}-E{n},2)", _pounds(left), MONEY)
        until = sum(one.amount.pence for one in made.payments if one.on <= each.to)
        sum_ = f"SUMPRODUCT(({days}>=B{n})*({days}<=C{n})*{amounts})"
        share = f"SUMPRODUCT(({days}<=C{n})*{amounts})/SUM({amounts})"
        sheet.line(
            *(each.period, each.from_, each.to, _money(each.before)),
            Live(sum_, _pounds(each.paid.pence), MONEY),
            *(_money(each.cap), room, Live(share, until / total, PERCENT)),
        )
    sheet.row += 1


def _charges(
    sheet: Sheet, plan: Plan, made: Schedule, effects: Sequence[GroupEffect], rows: _Rows, periods: _Rows
) -> dict[str, Live]:
    """Where each Regulatory Year's payments land on the Charging Groups, odd pence to the largest remainders."""
    words = ("Regulatory Year and Charging Group", "Weight", "Systems", "Exact share, pence", "Remainder", "Amount")
    title = f"Effect on Charges, {UNVERIFIED}"
    assert sheet.headed(title, *words, "A month", "A system a month") == rows.first
    of_year = {each.period: n for n, each in enumerate(made.certificate.by_period, start=periods.first)}
    paid = {each.period: each.paid.pence for each in made.certificate.by_period}
    groups = len(plan.charging)
    whole = sum((Fraction(group.weight) * group.systems for group in plan.charging.values()), Fraction(0))
    taken = {}
    for place, each in enumerate(effects):
        n, first = rows.first + place, rows.first + place - place % groups
        last = first + groups - 1
        year, group = f"$E${of_year[each.regulatory_year]}", plan.charging[each.group]
        all_ = f"SUMPRODUCT(B${first}:B${last},C${first}:C${last})"
        exact = paid[each.regulatory_year] * Fraction(group.weight) * group.systems / whole
        odd = f"ROUND({year}*100-SUMPRODUCT(INT(D${first}:D${last})),0)"
        month = Live(f"ROUND(F{n}/{MONTHS_LEFT},2)", _pounds(each.each_month.pence), MONEY)
        sheet.line(
            f"{each.regulatory_year}, {each.group}",
            (float(group.weight), AS_IS),
            (group.systems, WHOLE),
            Live(f"ROUND({year}*100*B{n}*C{n}/{all_},6)", float(round(exact, 6)), AS_IS),
            Live(f"ROUND(D{n}-INT(D{n}),6)", float(round(exact % 1, 6)), AS_IS),
            Live(
                f"(INT(D{n})+(RANK(E{n},E${first}:E${last})+COUNTIF(E${first}:E{n},E{n})-1<={odd}))/100",
                _pounds(each.amount.pence),
                MONEY,
            ),
            month,
            Live(f"ROUND({year}*B{n}/{all_}/{MONTHS_LEFT},6)", float(each.each_system_month), TINY),
        )
        taken[f"{each.regulatory_year}, {each.group}"] = month._replace(formula=f"'{sheet.name}'!$G${n}")
    sheet.row += 1
    return taken


# --- all of them ----------------------------------------------------------------------------------------------------


def _front(
    sheet: Sheet, comparison: Comparison, schedules: Mapping[str, Schedule], sheets: Mapping[str, _Made]
) -> None:
    years = sorted({year for row in comparison.rows for year in row.share_paid_by or ()})
    charges = sorted({name for made in sheets.values() for name in made.charges})
    words = [f"Paid by the end of {year}" for year in years] + [f"Charges a month, {name}" for name in charges]
    sheet.row = 2
    heads = ("Scenario", "Sheet", "Rule", *MEASURES, "Who waits longest", *words, "Stands")
    of_text = [place for place, head in enumerate(heads) if head in ("Scenario", "Sheet", "Rule", "Stands")]
    sheet.headed(None, *heads, of_text=of_text, height=48)
    sheet.freeze()
    sheet.widths(26, 15)
    notes = []
    for row in comparison.rows:
        if row.name not in sheets:
            sheet.line(row.name, None, row.rule)
            notes.append(f"{row.name}: {row.because}")
            continue
        made = sheets[row.name]
        paid_by = (made.share_by(year, schedules[row.name]) for year in years)
        a_month = (made.charges.get(name, (0.0, MONEY)) for name in charges)
        stands = "dominated" if row.dominated_by else "on the frontier" if row.on_frontier else ""
        measures = made.measures.values()
        sheet.line(row.name, made.sheet, row.rule, *measures, row.longest_wait_of, *paid_by, *a_month, stands)
        if row.dominated_by:
            notes.append(f"{row.name} is no better than {', '.join(row.dominated_by)} by any measure here.")
    sheet.row += 1
    for note in notes:
        sheet.line(note)
