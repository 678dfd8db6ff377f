"""The sum of L10.24 through time for the terminal: its history, the early warning with its arithmetic, and the brief."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from recovery_costs.calendar import long_day
from recovery_costs.schedule.draft_proposal import Brief
from recovery_costs.schedule.the_sum import TheSum


def the_sum(result: TheSum, brief: Brief) -> Group:
    """The whole page."""
    parts: list[RenderableType] = [
        Text(f"{result.case}: the sum of L10.24, to the end of {long_day(result.as_of)}", style="bold")
    ]
    for each in result.determined:
        aside = "; the Authority has set it aside" if each.set_aside else ""
        parts.append(Text(f"  {each.sum} in force from {long_day(each.in_force_from)}{aside}."))
    if not result.determined:
        parts.append(Text("  The Panel has determined no sum."))
    table = Table("From", box=None, padding=(0, 2))
    for heading in ("Requested", "Estimates add", "The sum", "Over by"):
        table.add_column(heading, justify="right")
    for step in result.steps:
        threshold = str(step.threshold) if step.threshold is not None else "none"
        over = str(step.over_by) if step.over_by else "reached" if step.exceeds else ""
        table.add_row(long_day(step.from_), str(step.requested), str(step.estimates_add), threshold, over)
    parts += [Text(""), table, Text("\nEarly warning", style="bold")]
    parts += [Text(f"  {said}") for said in result.warning.says]
    parts += [Text("\nA Draft Proposal: L10.24(c)", style="bold"), *(Text(f"  {said}") for said in brief.says)]
    for year in brief.years:
        moved = (
            ""
            if year.lands_in == year.regulatory_year
            else f", already passed: carried to {year.lands_in} [unverified]"
        )
        notice = f"notice of that year's Charges by {long_day(year.notice_by)} [unverified]{moved}"
        parts.append(Text(f"  {year.regulatory_year}: {year.paid} paid; {notice}."))
    for effect in brief.effects:
        parts.append(Text(f"  Allowed revenue for {effect.regulatory_year}: {effect.allowed_revenue} more."))
        for group in effect.groups:
            share = f"{group.amount}, {group.each_month} a month, £{group.each_system_month} a system a month"
            parts.append(Text(f"    Charging Group {group.group}: {share}."))
    if brief.years:
        parts.append(Text(f"  The effect on Charges is {brief.stands}."))
    return Group(*parts)
