"""Values into cells with XlsxWriter: text as text whatever it starts with, money to the penny, days and times apart."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from recovery_costs.inert import is_live
from recovery_costs.money import Money
from recovery_costs.workbook.layout import Entry
from recovery_costs.workbook.look import Looks


def write(page: Worksheet, looks: Looks, row: int, column: int, text: str, shape: Format) -> None:
    """Text, as text: it never becomes a formula, a number or a link."""
    page.write_string(row, column, text, looks.quoted(shape) if is_live(text) else shape)


def put(page: Worksheet, looks: Looks, row: int, column: int, entry: Entry, value: object, shape: Format) -> None:
    """A fact's value in the cell of its entry; a cell left open where there is none."""
    if value is None:
        page.write_blank(row, column, None, shape)
    elif isinstance(value, Money):
        # A Decimal is written as it is; of a float sixteen figures are, and 609043104733.57 loses a penny.
        page.write_number(row, column, Decimal(value.pence).scaleb(-2), shape)
    elif isinstance(value, time) and value.second:
        page.write_datetime(row, column, value, looks.also(shape, num_format="hh:mm:ss"))
    elif isinstance(value, (date, time)):
        page.write_datetime(row, column, value, shape)
    elif isinstance(value, int) and not isinstance(value, bool):
        page.write_number(row, column, value, shape)
    else:
        words = {meant: word for word, meant in entry.choices.items()}
        text = ", ".join(value) if isinstance(value, tuple) else str(words.get(value, value))  # type: ignore[call-overload]
        write(page, looks, row, column, text, shape)
