"""A schedule for the terminal: its table of payments, what it comes to, its certificate; or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from recovery_costs.calendar import long_day
from recovery_costs.money import Money
from recovery_costs.schedule.adopt import Preview
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.change import Change
from recovery_costs.schedule.compare import Comparison
from recovery_costs.schedule.information import UNVERIFIED
from recovery_costs.schedule.sweep import Sweep

MOST_LEFT_OUT = 12
WIDEST_TABLE = 6
"""Parties that still fit side by side."""


def schedule(result: Schedule) -> Group:
    """A schedule, or the named reason why there is none."""
    if result.binding is not None or result.measures is None:
        because = result.binding.because if result.binding else ""
        return Group(Text(f"There is no such schedule under {result.rule}.", style="bold"), Text(because))
    measures = result.measures
    parts: list[RenderableType] = [
        Text(f"A schedule under {result.rule}: {result.certificate.total} paid by {long_day(measures.last_payment)}."),
        payments(result),
        Text(f"\nPeak month {measures.peak_month}; fairness {measures.fairness} (Jain's index, 1 is alike for all)."),
        Text("Paid by Regulatory Year: " + "; ".join(f"{y} {m}" for y, m in measures.by_regulatory_year.items()) + "."),
        Text("Days waited: " + "; ".join(f"{party} {days}" for party, days in measures.days_waited.items()) + "."),
        Text("\nCertificate", style="bold"),
        *(Text(f"  {said}") for said in result.certificate.says),
        *_capped(result),
        *_left_out(result),
    ]
    if result.certificate.information:
        parts += [Text("\nFor information", style="bold"), *_information(result)]
    return Group(*parts)


def _capped(result: Schedule) -> list[Text]:
    """What is paid in each capped period, beside its cap."""
    rows = []
    for each in result.certificate.by_period:
        if each.cap is not None:
            before = f", {each.before} of it before this plan" if each.before.pence else ""
            rows.append(Text(f"    {each.period}: {each.before + each.paid} of {each.cap}{before}"))
    return rows


def _left_out(result: Schedule) -> list[Text]:
    """The days that the policy names and that are no payment days, with why."""
    days = result.certificate.days_left_out
    rows = [Text(f"    {long_day(each.on)} is no payment day: {each.because}.") for each in days[:MOST_LEFT_OUT]]
    more = len(days) - len(rows)
    return rows + ([Text(f"    {more} more such days are in --format json.")] if more else [])


def payments(result: Schedule) -> Table:
    """The payments: a row for each day, a column for each Party where they fit; else a row for each payment."""
    parties = sorted({each.party for each in result.payments})
    if len(parties) > WIDEST_TABLE:
        rows = Table("Day", "Party", box=None, padding=(0, 2))
        rows.add_column("Amount", justify="right")
        for each in result.payments:
            rows.add_row(long_day(each.on), Text(each.party), str(each.amount))
        return rows
    table = Table("Day", box=None, padding=(0, 2))
    for party in (*parties, "In all"):
        table.add_column(Text(party), justify="right")
    days = sorted({each.on for each in result.payments})
    paid = {(each.on, each.party): each.amount for each in result.payments}
    for day in days:
        own = [paid.get((day, party)) for party in parties]
        total = Money.sum(amount for amount in own if amount)
        table.add_row(long_day(day), *(str(amount) if amount else "" for amount in own), str(total))
    sums = [Money.sum(each.amount for each in result.payments if each.party == party) for party in parties]
    table.add_row("In all", *map(str, (*sums, Money.sum(sums))), style="bold")
    return table


def _information(result: Schedule) -> list[Text]:
    information = result.certificate.information
    assert information is not None
    said = []
    if information.present_value_lost is not None:
        lost = "; ".join(f"{party} {amount}" for party, amount in information.present_value_lost.items())
        said.append(Text(f"  Present value lost at the rate given (L10 gives no interest): {lost}."))
    for each in information.charging:
        said.append(
            Text(
                f"  {each.regulatory_year}, Charging Group {each.group}: {each.amount}, {each.each_month} a month, £{each.each_system_month} a system a month."
            )
        )
    if information.charging_stands:
        said.append(Text(f"  The effect on Charges is {information.charging_stands}."))
    return said


def comparison(result: Comparison) -> Group:
    """Scenarios side by side: a row for each, then what is dominated and why a scenario has no schedule."""
    table = Table(box=None, padding=(0, 1))
    table.add_column("Scenario", max_width=30, overflow="fold")
    table.add_column("Last payment", justify="right", no_wrap=True)
    for heading in ("Peak month", "Days waited", "Longest wait", "Fairness"):
        table.add_column(heading, justify="right", overflow="fold")
    table.add_column("Stands")
    notes = []
    for row in result.rows:
        if not row.feasible or row.last_payment is None:
            table.add_row(Text(row.name), "none", "", "", "", "", "")
            notes.append(Text(f"  {row.name}: {row.because}"))
            continue
        stands = "dominated" if row.dominated_by else "frontier" if row.on_frontier else ""
        days = f"{row.longest_wait}, {row.longest_wait_of}"
        table.add_row(
            *(Text(row.name), long_day(row.last_payment), str(row.peak_month), row.days_waited),
            *(Text(days), row.fairness, stands),
        )
        if row.dominated_by:
            notes.append(Text(f"  {row.name} is no better than {', '.join(row.dominated_by)} by any measure here."))
    said = Text(
        f"\nCompared by {', '.join(result.criteria)}. Frontier: no other is better by both peak month and days waited."
    )
    return Group(table, said, *notes, *_further(result))


def _further(result: Comparison) -> list[RenderableType]:
    """By Regulatory Year, by Party and by Charging Group: a row for each schedule, where the columns fit side by side."""
    rows = [row for row in result.rows if row.feasible]
    years = sorted({year for row in rows for year in row.share_paid_by or ()})
    parties = sorted({party for row in rows for party in row.present_value_lost or ()})
    charges = sorted({(each.regulatory_year, each.group) for row in rows for each in row.charging})
    parts = _beside(
        "Paid by the end of each Regulatory Year", years, {r.name: [f"{r.paid_by(y)}%" for y in years] for r in rows}
    )
    lost = {
        r.name: [str((r.present_value_lost or {}).get(p, "")) for p in parties] + [str(r.present_value_lost_in_all)]
        for r in rows
    }
    if parties:
        parts += _beside("Present value lost by each Party (L10 gives no interest)", [*parties, "In all"], lost)
    a_month = {r.name: {(each.regulatory_year, each.group): str(each.each_month) for each in r.charging} for r in rows}
    parts += _beside(
        f"Charges a month by Charging Group ({UNVERIFIED})",
        [", ".join(each) for each in charges],
        {name: [own.get(each, "") for each in charges] for name, own in a_month.items()},
    )
    return parts


def _beside(title: str, columns: Sequence[str], rows: Mapping[str, Sequence[str]]) -> list[RenderableType]:
    if not columns:
        return []
    if len(columns) > WIDEST_TABLE + 1:
        return [Text(f"\n{title}: {len(columns)} columns, in --workbook and --format json.")]
    table = Table("Scenario", box=None, padding=(0, 1))
    for column in columns:
        table.add_column(Text(column), justify="right")
    for name, cells in rows.items():
        table.add_row(Text(name), *cells)
    return [Text(f"\n{title}", style="bold"), table]


def sweep(result: Sweep) -> Group:
    """A sweep: how many combinations there were, and those that no other beats."""
    shown = len(result.comparison.rows)
    said = f"{result.combinations:,} combinations, {result.feasible:,} with a schedule, {len(result.unbeaten):,} that no other beats"
    said += "; these are answered exactly:" if shown == len(result.unbeaten) else f"; {shown} of them answered exactly:"
    return Group(Text(said, style="bold"), comparison(result.comparison))


def change(result: Change, before: Preview | None) -> Group:
    """A rescheduling: why, what stays, what differs, and what adopting it would do."""
    parts: list[RenderableType] = [
        Text(f"{result.case}: what is unpaid at the end of {long_day(result.as_of)}, scheduled again.", style="bold"),
        *(Text(f"  {said}") for said in result.because),
    ]
    if result.paid:
        parts.append(Text("\nPaid, and unchanged", style="bold"))
        parts += [Text(f"  {long_day(each.on)}: {each.party} {each.amount}") for each in result.paid]
    if not result.payments:
        return Group(*parts, Text(""), schedule(result.schedule))
    table = Table("Day", "Party", box=None, padding=(0, 2))
    for heading in ("On file", "New"):
        table.add_column(heading, justify="right")
    for row in result.differences:
        amounts = (str(amount) if amount.pence else "nothing" for amount in (row.was, row.becomes))
        table.add_row(long_day(row.on), Text(row.party), *amounts)
    parts += [
        Text("\nWhat differs from the dates on file", style="bold"),
        table if result.differences else Text("  Nothing."),
    ]
    parts += [Text(""), schedule(result.schedule)]
    if before is not None:
        parts.append(Text("\nIf the Panel determined these dates", style="bold"))
        parts += [Text(f"  {each.clause} {each.about or ''}: {each.because}") for each in before.findings]
        if not before.allowed:
            parts.append(Text("  L10.24(b) does not allow it as things stand: see above.", style="red"))
    return Group(
        *parts, Text(f"\nThese dates are {result.fingerprint}; to adopt them, give --adopt {result.fingerprint}.")
    )
