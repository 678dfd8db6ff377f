"""The formulas of a claim workbook: as text for a cell, and as the value that they have when it is written.

A workbook carries the values, so that whoever opens it without recalculating sees what the formulas say. Money is
worked out in whole pence here; the spreadsheet's own arithmetic comes to the same to the penny.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from xlsxwriter.utility import xl_col_to_name

from recovery_costs.money import Money
from recovery_costs.workbook.layout import Entry, Sheet
from recovery_costs.workbook.sheets import CLAIM, COST_LINES, ESTIMATE
from recovery_costs.workbook.statements import Filled

Value = float | str


class Names:
    """Where everything stands, by name: `claim_party` is a cell, `cost_lines_amount` a column below its heading."""

    def __init__(self, rows: Iterable[tuple[Sheet, int, int]]) -> None:
        """`rows`: each sheet with the first and the last row of its table."""
        self._places: dict[str, str] = {}
        for sheet, first, last in rows:
            for place in sheet.places:
                absolute = re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", place.cell)
                self._places[_name(sheet, place.entry.field)] = f"'{sheet.name}'!{absolute}"
            for column, entry in enumerate(sheet.table.entries):
                letter = xl_col_to_name(column)
                name = _name(sheet, entry.field)
                self._places.setdefault(name, f"'{sheet.name}'!${letter}${first}:${letter}${last}")

    def defined(self) -> Iterator[tuple[str, str]]:
        """Every name and what it stands for."""
        return iter(sorted(self._places.items()))

    def of(self, sheet: Sheet, field: str) -> str:
        """The name of a field's cell or column."""
        return _name(sheet, field)


def _name(sheet: Sheet, field: str) -> str:
    return f"{sheet.name.lower().replace(' ', '_')}_{field}"


def formula(entry: Entry, sheet: Sheet, row: int, names: Names) -> str:
    """An entry's formula as it stands in a row of its sheet."""
    columns = {each.field: xl_col_to_name(at) for at, each in enumerate(sheet.table.entries)}

    def place(found: re.Match[str]) -> str:
        mark, field = found[1], found[2]
        if mark == "#":
            return field.replace(".", "_")
        if mark == "^":
            return f"{columns[field]}${sheet.table.head_row}:{columns[field]}{row - 1}"
        return f"{columns[field]}{row}"

    return "=" + re.sub(r"\{([#^]?)([a-z_.]+)\}", place, entry.formula)


# --- what the formulas come to ----------------------------------------------------------------------------------


def worked_out(sheets: Mapping[str, Filled]) -> dict[str, Filled]:
    """The values of every formula, by sheet: of its places, and row by row."""
    claim, estimate, lines = (sheets[sheet.name] for sheet in (CLAIM, ESTIMATE, COST_LINES))
    sums = {f"sum_{field}": _pounds(_sum(lines, field)) for field in COST_LINES.table.summed}
    first = _last(claim, "estimate")
    total = _last(claim, "total")
    none_yet: Value = "none yet"
    return {
        **{name: Filled({}, [{} for _ in each.rows]) for name, each in sheets.items()},
        CLAIM.name: Filled(
            {"lines_sum": sums["sum_amount"], "asked": _pounds(total) if total else none_yet},
            [{"read_as": _read_as(row)} for row in claim.rows],
        ),
        ESTIMATE.name: Filled(
            {"lines_sum": sums["sum_amount"], "first": _pounds(first) if first else none_yet},
            list(_changes(estimate, first)),
        ),
        COST_LINES.name: Filled(dict(sums), [{} for _ in lines.rows]),
    }


def _sum(filled: Filled, field: str) -> Money:
    return Money.sum(value for row in filled.rows if isinstance(value := row.get(field), Money))


def _last(filled: Filled, field: str) -> Money | None:
    """The lowest amount in a column, as LOOKUP of a number beyond all others finds it."""
    amounts = [value for row in filled.rows if isinstance(value := row.get(field), Money)]
    return amounts[-1] if amounts else None


def _pounds(amount: Money) -> float:
    return amount.pence / 100


def _changes(estimate: Filled, first: Money | None) -> Iterator[dict[str, object]]:
    before = first
    for row in estimate.rows:
        amount = row.get("amount")
        assert isinstance(amount, Money)
        yield {"change": _pounds(amount - before) if before is not None else "first"}
        before = amount


def _read_as(row: Mapping[str, object]) -> str:
    total, estimate = row.get("total"), row.get("estimate")
    if row["what"] == "total_notified":
        return "Withdraws the request" if total == Money(0) else "Asks for this total"
    if row["what"] == "intention_notified":
        with_ = "with the total" if total else "with an estimate" if estimate else "no estimate"
        return f"Intention, {with_}"
    return {"costs_ceased": "No costs after that day", "evidence_given": "Answers a requirement"}[str(row["what"])]
