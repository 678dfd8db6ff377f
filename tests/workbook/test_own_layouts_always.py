"""What must hold of every layout: the lines come back to the penny, or the file is blocked with the problem by name.

Known lines are laid out at random, as people do: titles, sheets by month, net or gross, thousands, text amounts, day orders,
totals, hidden rows, credits, and slips in the sheet. The mapping is told the truth about the layout, and nothing else.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recovery_costs.workbook.own_layout import OwnRead, read_own
from recovery_costs.workbook.suggest import suggest
from tests.workbook.own_books import AT, PARTY, made

LONG = bool(os.environ.get("RECOVERY_COSTS_LONG"))
EXAMPLES = 2000 if LONG else 60


class Known(NamedTuple):
    """A line as it is in truth."""

    day: date
    supplier: str
    invoice: str
    pence: int
    vat: int
    limb: str


class Layout(NamedTuple):
    """How it is laid out, and the truth that the mapping is told."""

    sheets: dict[str, list[list[Any]]]
    hidden: list[tuple[str, int]]
    answers: dict[str, str]
    kept: list[Known]
    slip: str | None
    """What somebody did to one cell afterwards."""
    on_line: bool
    """Whether that cell belongs to a line."""
    mapped: dict[str, list[list[Any]]]
    """The file that the mapping was made from: this one, or the same before the slip."""


LIMBS = {"Kit": "key_use", "Odd jobs": "other"}
SUPPLIERS = ("Acme", "Fixit Ltd", "Total Gas & Power", "Beacon")


def known_lines(chance: random.Random) -> list[Known]:
    lines = []
    for number in range(chance.randint(1, 12)):
        net = chance.choice((chance.randint(1, 10**4), chance.randint(1, 10**9), chance.randint(1, 99) * 100_000))
        vat = chance.choice((0, net // 5))
        day = date(2026, 1, 1) + timedelta(days=chance.randint(0, 180))
        lines.append(
            Known(day, chance.choice(SUPPLIERS), f"INV-{number}", net + vat, vat, chance.choice(list(LIMBS.values())))
        )
    return lines


def written(pence: int, how: str) -> Any:
    """An amount as one layout writes it."""
    if how == "thousands":
        return f"{pence // 100_000}.{pence % 100_000:05d}"
    if how == "comma":
        return f"{pence // 100:,}".replace(",", ".") + f",{pence % 100:02d}"
    if how == "point":
        return f"{pence // 100:,}.{pence % 100:02d}"
    return pence / 100


def laid_out(seed: int) -> Layout:
    chance = random.Random(seed)
    lines = known_lines(chance)
    how = chance.choice(("number", "number", "comma", "point", "thousands"))
    style = chance.choice(("gross", "net_vat", "all", "amount"))
    dates = chance.choice(("cell", "cell", "day_first", "month_first", "iso"))
    words = {meant: word for word, meant in LIMBS.items()}
    heads = [
        "Date",
        "Supplier",
        "Invoice no",
        "Category",
        *{"gross": ["Gross", "VAT"], "net_vat": ["Net", "VAT"], "all": ["Net", "VAT", "Gross"], "amount": ["Amount"]}[
            style
        ],
    ]
    order = list(range(len(heads)))
    chance.shuffle(order)
    answers = {
        "unit": "thousands" if how == "thousands" else "pounds",
        "limb: Kit": "key_use",
        "limb: Odd jobs": "other",
        "vat recoverable": "all",
        "repeats": "each",
        "row: Total Gas & Power": "line",
        "hidden rows": "leave_out",
        "credits": chance.choice(("off_same_invoice", "leave_out")),
    }
    answers |= {
        "decimal": "comma" if how == "comma" else "point",
        "day order": dates if dates.endswith("first") else "day_first",
    }
    if style == "amount":
        answers |= {"vat": "no_vat"}
        lines = [line._replace(vat=0) for line in lines]

    def cells(day: Any, supplier: Any, invoice: Any, limb: Any, pence: int, vat: int) -> list[Any]:
        money = {
            "gross": [pence, vat],
            "net_vat": [pence - vat, vat],
            "all": [pence - vat, vat, pence],
            "amount": [pence],
        }[style]
        row = [day, supplier, invoice, limb, *(written(each, how) for each in money)]
        return [row[place] for place in order]

    def said(day: date) -> Any:
        forms = {"day_first": f"{day:%d/%m/%Y}", "month_first": f"{day:%m/%d/%Y}", "iso": day.isoformat()}
        return forms.get(dates, day)

    sheets: dict[str, list[list[Any]]] = {}
    hidden, kept = [], []
    groups = [lines] if chance.random() < 0.6 else [lines[: len(lines) // 2], lines[len(lines) // 2 :]]
    for number, group in enumerate(each for each in groups if each):
        rows: list[list[Any]] = [["Costs of the recovery"]] * chance.randint(0, 3) + [[heads[place] for place in order]]
        name = f"Month {number + 1}"
        so_far: list[Known] = []
        for line in group:
            rows.append(cells(said(line.day), line.supplier, line.invoice, words[line.limb], line.pence, line.vat))
            so_far.append(line)
            if chance.random() < 0.1:
                hidden.append((name, len(rows)))
            else:
                kept.append(line)
            if chance.random() < 0.15:
                rows.append(
                    cells(None, "Sub-total", None, None, sum(x.pence for x in so_far), sum(x.vat for x in so_far))
                )
                so_far = []
            if chance.random() < 0.1:
                rows.append(["a remark"])
            if chance.random() < 0.05:
                rows.append([heads[place] for place in order])
        if chance.random() < 0.5:
            rows.append(cells(None, "Total", None, None, sum(x.pence for x in group), sum(x.vat for x in group)))
        sheets[name] = rows
    before = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    slip, on_line = _slip(chance, sheets)
    return Layout(sheets, hidden, answers, kept, slip, on_line, sheets if chance.random() < 0.3 else before)


def _slip(chance: random.Random, sheets: dict[str, list[list[Any]]]) -> tuple[str | None, bool]:
    """Perhaps a slip that people make in a sheet: a cell changed after the totals were typed, an amount that is no amount."""
    if chance.random() < 0.6:
        return None, False
    rows = sheets[chance.choice(list(sheets))]
    row = chance.choice(rows)
    places = [n for n, value in enumerate(row) if value is not None]
    place = chance.choice(places)
    slips = {
        "emptied": None,
        "text": "see note",
        "half a penny": 12.345,
        "below nought": -5,
        "a day as a number": 46000,
        "error": "#REF!",
        "moved": 7777.77,
    }
    name = chance.choice(list(slips))
    on_line = any(str(value).startswith("INV-") for value in row)
    row[place] = slips[name]
    return name, on_line


def read_layout(layout: Layout) -> OwnRead:
    def hide(book: Any) -> None:
        for sheet, row in layout.hidden:
            book[sheet].row_dimensions[row].hidden = True

    profile = suggest(made(layout.mapped, None, hide), None, PARTY, None, AT).answered(layout.answers)
    return read_own(made(layout.sheets, None, hide), profile, "own.xlsx")


def as_known(read: OwnRead) -> list[tuple[Any, ...]]:
    lines = [line for fact in read.facts for line in fact["lines"]]
    return [
        (x["incurred"], x.get("supplier"), x.get("invoice"), x["limb"], x["amount"], x.get("recoverable_vat", "0.00"))
        for x in lines
    ]


def truly(layout: Layout) -> list[tuple[Any, ...]]:
    return [
        (
            x.day.isoformat(),
            x.supplier,
            x.invoice,
            x.limb,
            f"{x.pence // 100}.{x.pence % 100:02d}",
            f"{x.vat // 100}.{x.vat % 100:02d}",
        )
        for x in layout.kept
    ]


def holds(layout: Layout) -> bool:
    """Whether the layout was read; where it was, to the penny unless somebody slipped."""
    read = read_layout(layout)
    receipt = read.receipt
    assert receipt.read + receipt.ignored + receipt.flagged == sum(
        1 for rows in layout.sheets.values() for row in rows for value in row if value is not None
    )
    if not read.accepted:
        assert all(problem.code and problem.found for problem in read.problems)
        assert read.facts == ()
        return False
    added = sum(int(line[4].replace(".", "")) for line in as_known(read))
    assert receipt.pence.accepted == added
    if layout.slip is None:
        assert as_known(read) == truly(layout)
    else:
        _only_the_slip(layout, read)
    return True


def _only_the_slip(layout: Layout, read: OwnRead) -> None:
    """A slip on a line may show in that line, as the sheet now says it; anywhere else it changes nothing that decides."""

    def deciding(lines: list[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
        return Counter((day, limb, amount, vat) for day, _, _, limb, amount, vat in lines)

    now, then = deciding(as_known(read)), deciding(truly(layout))
    most = 1 if layout.on_line else 0
    assert (now - then).total() <= most, (now - then, then - now)
    assert (then - now).total() <= most, (now - then, then - now)


@pytest.mark.long
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_a_layout_is_read_to_the_penny_or_blocked_by_name(seed: int) -> None:
    holds(laid_out(seed))


def test_most_layouts_without_a_slip_are_read() -> None:
    """The property would hold of a reader that refuses everything: this one does not."""
    layouts = [each for each in map(laid_out, range(60)) if each.slip is None]
    assert sum(map(holds, layouts)) * 2 > len(layouts)
