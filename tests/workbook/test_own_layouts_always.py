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
EXAMPLES = 2000 if LONG else 40


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
    if pence < 0 and how != "number":
        return f"-{written(-pence, how)}"
    if how == "thousands":
        return f"{pence // 100_000}.{pence % 100_000:05d}"
    if how == "comma":
        return f"{pence // 100:,}".replace(",", ".") + f",{pence % 100:02d}"
    if how == "point":
        return f"{pence // 100:,}.{pence % 100:02d}"
    return pence / 100


class Writer:
    """One way of laying lines out, drawn at random, and the truth of it for the mapping."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.how = chance.choice(("number", "number", "comma", "point", "thousands"))
        self.style = chance.choice(("gross", "net_vat", "all", "amount"))
        self.dates = chance.choice(("cell", "cell", "day_first", "month_first", "iso"))
        self.currencies = chance.random() < 0.25
        money = {
            "gross": ["Gross", "VAT"],
            "net_vat": ["Net", "VAT"],
            "all": ["Net", "VAT", "Gross"],
            "amount": ["Amount"],
        }
        more = [
            name for name, share in (("Date paid", 0.3), ("Unit price", 0.2), ("Notes", 0.2)) if chance.random() < share
        ]
        self.heads = ["Date", "Supplier", "Invoice no", "Category", *money[self.style], *more]
        self.heads += ["Currency"] if self.currencies else []
        chance.shuffle(self.heads)
        self.credits = chance.choice(("off_same_invoice", "leave_out"))
        self.repeats = chance.choice(("each", "once"))
        self.answers = {
            "unit": "thousands" if self.how == "thousands" else "pounds",
            "incurred": "Date",
            "limb: Kit": "key_use",
            "limb: Odd jobs": "other",
            "vat recoverable": "all",
            "row: Total Gas & Power": "line",
            "hidden rows": "leave_out",
            "other currencies": "leave_out",
            "credits": self.credits,
            "repeats": self.repeats,
            "decimal": "comma" if self.how == "comma" else "point",
            "day order": self.dates if self.dates.endswith("first") else "day_first",
        } | ({"vat": "no_vat"} if self.style == "amount" else {})

    def said(self, day: date) -> Any:
        """A day as this layout writes it."""
        forms = {"day_first": f"{day:%d/%m/%Y}", "month_first": f"{day:%m/%d/%Y}", "iso": day.isoformat()}
        return forms.get(self.dates, day)

    def row(self, line: Known, currency: str = "GBP") -> list[Any]:
        """A line."""
        words = {meant: word for word, meant in LIMBS.items()}
        values = {
            "Date": self.said(line.day),
            "Supplier": line.supplier,
            "Invoice no": line.invoice,
            "Category": words[line.limb],
        }
        values |= {
            "Date paid": self.said(line.day + timedelta(days=30)),
            "Unit price": 12.5,
            "Notes": "see file",
            "Currency": currency,
        }
        return self.in_order(values, line.pence, line.vat)

    def total(self, words: str, lines: list[Known]) -> list[Any]:
        """A row that adds lines up."""
        return self.in_order({"Supplier": words}, sum(line.pence for line in lines), sum(line.vat for line in lines))

    def in_order(self, values: dict[str, Any], pence: int, vat: int) -> list[Any]:
        """A row's cells under the headings."""
        money = {"Net": pence - vat, "VAT": vat, "Gross": pence, "Amount": pence}
        return [written(money[head], self.how) if head in money else values.get(head) for head in self.heads]


def laid_out(seed: int) -> Layout:
    chance = random.Random(seed)
    writer, lines = Writer(chance), known_lines(chance)
    if writer.style == "amount":
        lines = [line._replace(vat=0) for line in lines]
    sheets: dict[str, list[list[Any]]] = {}
    hidden: list[tuple[str, int]] = []
    kept: list[Known] = []
    groups = [lines] if chance.random() < 0.6 else [lines[: len(lines) // 2], lines[len(lines) // 2 :]]
    for number, group in enumerate(each for each in groups if each):
        name = f"Month {number + 1}"
        sheets[name] = _sheet(writer, name, group, hidden, kept)
    before = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    slip, on_line = _slip(chance, sheets)
    return Layout(sheets, hidden, writer.answers, kept, slip, on_line, sheets if chance.random() < 0.3 else before)


def _sheet(
    writer: Writer, name: str, group: list[Known], hidden: list[tuple[str, int]], kept: list[Known]
) -> list[list[Any]]:
    """One sheet of lines with what people put between them; what is hidden and what counts is added to the lists."""
    chance = writer.chance
    rows: list[list[Any]] = [["Costs of the recovery"]] * chance.randint(0, 3) + [list(writer.heads)]
    so_far: list[Known] = []
    everything: list[Known] = []

    def put(line: Known, currency: str = "GBP") -> None:
        rows.append(writer.row(line, currency))
        so_far.append(line)
        everything.append(line)

    for line in group:
        foreign = writer.currencies and chance.random() < 0.2
        put(line, "EUR" if foreign else "GBP")
        if chance.random() < 0.1:
            hidden.append((name, len(rows)))
        elif not foreign:
            kept.append(line)
            if chance.random() < 0.1:
                put(line)
                if writer.repeats == "each":
                    kept.append(line)
            elif chance.random() < 0.1:
                back = chance.randint(1, line.pence - line.vat)
                put(line._replace(pence=-back, vat=0, day=line.day + timedelta(days=1)))
                if writer.credits == "off_same_invoice":
                    kept[-1] = line._replace(pence=line.pence - back)
        if chance.random() < 0.15:
            rows.append(writer.total("Sub-total", so_far))
            so_far.clear()
        if chance.random() < 0.1:
            rows.append(["a remark"])
        if chance.random() < 0.12:
            rows.append(list(writer.heads))
    if chance.random() < 0.5:
        rows.append(writer.total("Total", everything))
    return rows


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
    layouts = [each for each in map(laid_out, range(30)) if each.slip is None]
    assert sum(map(holds, layouts)) * 2 > len(layouts)
