"""The ledger of deemed breach for the terminal. Text from files is printed as it is, never read as markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from recovery_costs.calendar import long_day
from recovery_costs.ledger import Changed, Ledger, Row, Standing, Stretch
from recovery_costs.papers import words

STANDING: dict[Standing | None, str] = {
    "deemed_rebuttable": words.BREACH["deemed_rebuttable"],
    "deemed_pending": words.BREACH["deemed_pending"],
    "erased": words.BREACH["erased"],
    "final": words.BREACH["final"],
    "carved_out": "Carved out (L10.26)",
    "not_a_party": "Not a Party (L10.26)",
    None: "Not deemed",
}
CLOCK = {"then": "as known then", "now": "as known now"}
WHY = {"took_effect": "took effect", "recorded": "went on record", "corrected": "was corrected"}


def ledger(result: Ledger) -> Group:
    """Each Subscriber and provision through time on both clocks, then what changed and when."""
    parts: list[RenderableType] = [
        Text.assemble((result.case, "bold"), f"  the ledger of deemed breach at the end of {long_day(result.as_of)}")
    ]
    for row in result.rows:
        parts.append(Text.assemble(("\n" + row.subscriber, "bold"), f"  {row.provision}"))
        parts.append(Padding(Text(treated(row)), (0, 0, 0, 2)))
        parts.append(_grid((CLOCK["then"], row.then), (CLOCK["now"], row.now)))
    if not result.rows:
        parts.append(Text("Nobody was deemed in breach on any day."))
    if result.changes:
        parts += [Text("\nWhat changed and when", style="bold"), _changes(result.changes)]
    return Group(*parts)


def treated(row: Row) -> str:
    """How the breach is treated now, as far back as that reaches."""
    if row.since is not None:
        return f"Treated now as in breach since {long_day(row.since)}: {_going_on(STANDING[row.standing])}."
    if row.standing == "erased":
        whose = {"L10.27": "the Panel's determination", "L10.29": "the Authority's decision", None: ""}[
            row.erased_under
        ]
        return f"Treated now as never having occurred, back to the day of the event: {whose} ({row.erased_under})."
    return f"Treated now as no deemed breach: {_going_on(STANDING[row.standing])}."


def _going_on(said: str) -> str:
    """Words that go on within a sentence; a clause keeps its capital."""
    return said[:1].lower() + said[1:]


def _grid(*clocks: tuple[str, tuple[Stretch, ...]]) -> Padding:
    table = Table.grid(padding=(0, 2))
    for name, stretches in clocks:
        for number, each in enumerate(stretches or (None,)):
            days = "" if each is None else f"from {long_day(each.from_)}{f' to {long_day(each.to)}' if each.to else ''}"
            standing = STANDING[each.standing if each else None]
            table.add_row(Text(name if number == 0 else "", style="dim"), Text(standing), Text(days))
    return Padding(table, (0, 0, 0, 2))


def _changes(changes: Iterable[Changed]) -> Padding:
    table = Table.grid(padding=(0, 2))
    for each in changes:
        facts = [f"{because.fact} {WHY[because.why]}" for because in each.facts]
        if each.last_day_passed:
            facts.append(f"the last day to refer, {long_day(each.last_day_passed)}, passed")
        moved = f"{STANDING[each.from_]} → {STANDING[each.to]}"
        what = Text.assemble((each.subscriber, "bold"), f", {each.provision}, {CLOCK[each.clock]}: {moved}")
        table.add_row(Text(long_day(each.on)), what.append(f"\n{'; '.join(facts)}", style="dim"))
    return Padding(table, (0, 0, 0, 2))
