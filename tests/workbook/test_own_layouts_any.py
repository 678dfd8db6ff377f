"""Any grid at all: the mapping is proposed and followed without an exception, the account balances, and each answer settles."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recovery_costs.workbook.own.profile import Profile, read_profile
from recovery_costs.workbook.own_layout import read_own
from recovery_costs.workbook.suggest import settled, suggest
from tests.workbook.own_books import AT, PARTY, made

EXAMPLES = 2000 if os.environ.get("RECOVERY_COSTS_LONG") else 30
WORDS = (
    *(
        "Date",
        "Date paid",
        "Incurred on",
        "Supplier",
        "Invoice",
        "Amount",
        "Amount",
        "Net (£)",
        "VAT",
        "Gross £k",
        "Total",
    ),
    *(
        "What for",
        "The key was",
        "No. of meters",
        "Device GUID",
        "Currency",
        "Apr 2026",
        "May 2026",
        "Notes",
        "Ref",
        "",
    ),
)
TEXTS = (
    *(
        "Total",
        "Sub-total",
        "Acme",
        "GBP",
        "EUR",
        "use of the key",
        "Kit",
        "yes",
        "n/a",
        "-",
        " ",
        "=1+1",
        "1,234.50",
        "1.234,50",
    ),
    *(
        "(12.00)",
        "£7",
        "€7",
        "05/03/2026",
        "25/03/2026",
        "03/25/26",
        "5 March 2026",
        "2026-03-05 14:30",
        "00-DB-12-34-56-78-90-A1",
    ),
)


def value(chance: random.Random) -> Any:
    """Something that a cell may hold."""
    kind = chance.random()
    if kind < 0.25:
        return None
    if kind < 0.45:
        return date(2026, 1, 1) + timedelta(days=chance.randint(-1000, 1000))
    if kind < 0.7:
        return chance.choice((0, 1, -5, 12.34, 1.005, 46000, 1e15, 0.1, chance.randint(1, 10**6) / 100))
    return chance.choice(TEXTS)


def grid(chance: random.Random) -> list[list[Any]]:
    """A sheet that is sometimes a list and sometimes hardly one."""
    width = chance.randint(1, 8)
    heads = [chance.choice(WORDS) or None for _ in range(width)]
    kinds = [chance.random() < 0.7 for _ in range(width)]
    first = [value(chance) for _ in range(width)]
    rows = [
        [first[c] if kinds[c] and chance.random() < 0.8 else value(chance) for c in range(width)]
        for _ in range(chance.randint(0, 8))
    ]
    return [[value(chance)] for _ in range(chance.randint(0, 2))] + [heads] + rows


def change(chance: random.Random, book: Any) -> None:
    for sheet in book.worksheets:
        if chance.random() < 0.3 and sheet.max_row > 2:
            top, column = chance.randint(1, sheet.max_row - 1), chance.randint(1, max(sheet.max_column, 1))
            sheet.merge_cells(
                start_row=top, end_row=top + 1, start_column=column, end_column=column + chance.randint(0, 2)
            )
        if chance.random() < 0.2:
            sheet.row_dimensions[chance.randint(1, 8)].hidden = True
    if len(book.worksheets) > 1 and chance.random() < 0.2:
        book.worksheets[-1].sheet_state = "hidden"


@pytest.mark.long
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_any_grid_is_mapped_and_read_and_balances(seed: int) -> None:
    chance = random.Random(seed)
    book = made({f"S{n}": grid(chance) for n in range(chance.randint(1, 3))}, None, lambda each: change(chance, each))
    profile = suggest(book, None, PARTY, None, AT)
    assert suggest(book, None, PARTY, None, AT) == profile
    for _ in range(8):
        read = read_own(book, profile, "own.xlsx")
        receipt = read.receipt
        assert receipt.cells == sum(len(sheet) for sheet in book.sheets)
        assert min(receipt.pence) >= 0
        assert read.accepted == (not any(each.severity == "blocking" for each in read.problems))
        if read.accepted:
            added = sum(int(line["amount"].replace(".", "")) for fact in read.facts for line in fact["lines"])
            assert receipt.pence.accepted == added
        if not read.asked:
            break
        profile = settled(
            book, profile.answered({each.question.name: _answer(chance, each.question) for each in read.asked})
        )
        assert read_profile_again(profile) == profile


def _answer(chance: random.Random, question: Any) -> str:
    return chance.choice(sorted(question.options)) if question.options else AT


def read_profile_again(profile: Profile) -> Profile:
    """The profile as it is saved and read; what contradicts itself may not be saved by hand, but is never written so."""
    return read_profile(profile.text().encode())
