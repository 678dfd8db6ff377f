"""What holds for every workbook: each cell accounted for, rows and pounds in balance, no sum silently wrong."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from recovery_costs.case_file import check_record
from recovery_costs.facts import FACT_TYPES
from recovery_costs.workbook import wire
from recovery_costs.workbook.check import check_book
from recovery_costs.workbook.report import CheckReport
from recovery_costs.workbook.wire import place
from tests.workbook.hostile import CLAIM, LINES, parts, put, style, whole, zipped
from tests.workbook.own_books import book_of

LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
FIRST = 7
COLUMNS = [
    "line",
    "incurred",
    "description",
    "supplier",
    "invoice",
    "amount",
    "recoverable_vat",
    "otherwise_incurred",
    "limb",
    "key_outcome",
]


def report_of(content: bytes) -> CheckReport:
    """The check, with the reader run here and not in a child, so that thousands can be made."""
    return check_book(book_of(content), "claim.xlsx", "0" * 64, len(content))


@cache
def beside() -> int:
    """How many cells that are not empty the other sheets of the claim have, by another reader's count."""
    book = load_workbook(BytesIO(whole()))
    cells = (
        cell for sheet in book.worksheets if sheet.title != "Cost lines" for row in sheet.iter_rows() for cell in row
    )
    return sum(1 for cell in cells if cell.value not in (None, ""))


@cache
def lean() -> dict[str, bytes]:
    """The claim's parts without the cells that hold a look alone, so that thousands can be read."""
    return {name: re.sub(rb'<c r="[A-Z]+[0-9]+"( s="[0-9]+")?/>', b"", content) for name, content in parts().items()}


@cache
def above() -> dict[tuple[int, int], str]:
    """What the cost lines have above their list: each cell's XML, from its style on."""
    found = re.findall(r'<c r="([A-Z]+[0-9]+)"(.*?)(?:/>|</c>)', parts()[LINES].decode())
    places = {wire.ref(name, ""): rest if ">" in rest else f"{rest}>" for name, rest in found}
    return {at: rest for at, rest in places.items() if at[0] < FIRST}


def inline(text: str) -> str:
    """A text of a cell's own."""
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


_POUNDS = st.decimals(0, 10**9, places=2).map(lambda amount: f"{amount:.2f}")
_AMOUNT = st.one_of(
    _POUNDS.map(lambda said: f"><v>{said}</v>"),
    st.integers(0, 10**6).map(lambda said: f"><v>{said}</v>"),
    st.sampled_from(["><v>0.005</v>", "><v>-1</v>", "><v>1e3</v>", "><v>19.990000000000002</v>", "><f>1+1</f><v>2</v>"]),
    st.sampled_from(["><f>1+1</f><v>3</v>", "><f>NOW()</f>", ' t="e"><v>#REF!</v>', ' t="b"><v>1</v>', inline("12.50")]),
    st.sampled_from(["><f>SUM(F7:F8)</f><v>5</v>", "><v>1e999</v>", "><v>NaN</v>"]),
)  # fmt: skip
_DAY = st.sampled_from(
    ["><v>46070</v>", "><v>46071</v>", inline("2026-02-16"), inline("03/04/2026"), "><v>46070.5</v>", "><v>60</v>"]
)
_TEXT = st.sampled_from(
    [inline(each) for each in ("a", "b ", "Total", "two\nlines", "x\u200by", "Sub-total", "£5", "=1+1", "c")]
)
_LIMB = st.sampled_from(
    [inline(each) for each in ("Use of the key", "Something else", "Replacing Devices", "use of the key")]
)
_LINE = st.fixed_dictionaries(
    {"line": st.sampled_from([inline(f"L{n}") for n in range(6)]), "incurred": _DAY, "amount": _AMOUNT, "limb": _LIMB},
    optional={
        "description": _TEXT,
        "supplier": _TEXT,
        "invoice": _TEXT,
        "recoverable_vat": _AMOUNT,
        "otherwise_incurred": _AMOUNT,
    },
)
_SLIPS = st.lists(
    st.tuples(st.integers(1 - FIRST, 30), st.integers(1, 25), st.one_of(_TEXT, _AMOUNT, _DAY)), max_size=3
)
_ROWS = st.lists(st.tuples(st.integers(1, 3), _LINE, st.sets(st.sampled_from(COLUMNS), max_size=1)), max_size=6)


def made(rows: Any, slips: Any, total: str, more: str) -> tuple[bytes, int]:
    """The claim with these cost lines and slips, and how many cells that are not empty their sheet holds."""
    cells = dict(above())
    row = FIRST - 1
    for down, line, missing in rows:
        row += down
        for number, name in enumerate(COLUMNS, start=1):
            if name in line and name not in missing:
                style_of = f' s="{style("B7")}"' if name == "incurred" else ""
                cells[row, number] = style_of + line[name]
    for down, column, held in slips:
        cells[FIRST + down, column] = held
    by_row: dict[int, list[int]] = {}
    for number, column in sorted(cells):
        by_row.setdefault(number, []).append(column)
    xml = "".join(
        f'<row r="{number}"{more if number % 3 == 0 and number >= FIRST else ""}>'
        + "".join(f'<c r="{place(number, column)}"{cells[number, column]}</c>' for column in columns)
        + "</row>"
        for number, columns in by_row.items()
    )
    content = lean()[LINES].decode()
    before, _, rest = content.partition("<sheetData>")
    content = f"{before}<sheetData>{xml}</sheetData>{rest.partition('</sheetData>')[2]}"
    claim = put(lean()[CLAIM].decode(), "I15", f"<v>{total}</v>")
    package = zipped({**lean(), LINES: content.encode(), CLAIM: claim.encode()}, ZIP_STORED)
    return package, sum(map(_holds, cells.values()))


def _holds(xml: str) -> bool:
    """Whether a cell has anything in it."""
    return "<f" in xml or bool(re.search(r"<(v|t xml[^>]*)>[^<]", xml))


@settings(max_examples=10_000 if LONG else 60, deadline=None)
@given(_ROWS, _SLIPS, _POUNDS, st.sampled_from(["", ' hidden="1"']))
def test_every_cell_row_and_pound_is_accounted_for(rows: Any, slips: Any, total: str, more: str) -> None:
    content, held = made(rows, slips, total, more)
    report = report_of(content)
    receipt = report.receipt
    assert receipt.cells == receipt.read + receipt.ignored + receipt.flagged == beside() + held
    said = receipt.as_json()
    for balance in (said["rows"], said["pounds"]):
        seen, accepted, rejected, ignored = (
            Decimal(str(balance[each])) for each in ("seen", "accepted", "rejected", "ignored")
        )
        assert seen == accepted + rejected + ignored
    lines = next((fact["lines"] for fact in report.facts if fact["type"] == "cost_lines"), [])
    codes = {problem.code for problem in report.problems}
    if not report.accepted:
        assert report.facts == ()
        assert report.blocking
        return
    in_facts = sum((Decimal(line["amount"]) for line in lines), Decimal(0))
    assert in_facts == Decimal(said["pounds"]["accepted"]) == Decimal(said["pounds"]["seen"])
    assert len(lines) == receipt.rows.accepted == receipt.rows.seen - receipt.rows.ignored
    assert Decimal(total) in (in_facts, 0) or not lines or codes & {"total-above-lines", "total-below-lines"}
    if more and any(number % 3 == 0 for number in _rows_of(rows, slips)):
        assert "hidden-rows" in codes
    for fact in report.facts:
        given_ = {name: value for name, value in fact.items() if name != "source"}
        assert not isinstance(check_record(FACT_TYPES[fact["type"]], given_, None), list)


def _rows_of(rows: Any, slips: Any) -> set[int]:
    """The numbers of the rows that hold a line with an amount."""
    numbers, row = set(), FIRST - 1
    for down, _, missing in rows:
        row += down
        numbers |= {row} if "amount" not in missing else set()
    return numbers


@settings(max_examples=2000 if LONG else 25, deadline=None)
@given(_ROWS, st.integers(0, 4))
def test_where_a_row_stands_changes_nothing_that_is_said(rows: Any, down: int) -> None:
    """Rows moved down together are the same lines, and get the same ids."""

    def lower(cell: str) -> str:
        """What a formula names moves too."""
        return re.sub(r"F([0-9]+)", lambda found: f"F{int(found[1]) + down}", cell)

    moved = [
        (each[0] + down if number == 0 else each[0], {name: lower(cell) for name, cell in each[1].items()}, each[2])
        for number, each in enumerate(rows)
    ]
    once, again = (report_of(made(each, [], "0.00", "")[0]) for each in (rows, moved))
    assert [fact["id"] for fact in once.facts] == [fact["id"] for fact in again.facts]
    assert once.receipt == again.receipt


def test_a_row_of_headings_as_wide_as_a_sheet_is_accounted_for() -> None:
    wide = "".join(f'<c r="{place(6, column)}"><v>1</v></c>' for column in range(19, 16_385))
    content = parts()[LINES].decode().replace('</row><row r="7"', f'{wide}</row><row r="7"')
    report = report_of(zipped({**parts(), LINES: content.encode()}))
    assert report.receipt.flagged == 16_384 - 18
    assert {problem.code for problem in report.problems} == {"heading-unknown", "cell-not-expected"}
