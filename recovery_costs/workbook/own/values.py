"""What one cell of a Party's own spreadsheet says: an amount, a day, a number of Devices, words. Nothing is guessed.

An amount is exact, in whole pence with its sign; a day is a UK civil day. Where a text could be read in two ways, both
are given (`amounts_meant`, `days_meant`) and the mapping's answer decides.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from recovery_costs.calendar import parse_day
from recovery_costs.workbook.cells import Cell, Held, exact
from recovery_costs.workbook.formats import FormatKind
from recovery_costs.workbook.values import NOISE, Flagged, shows_all

POINT, COMMA = "point", "comma"
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day_first", "month_first", "year_first"
PENCE_OF = {"pounds": 100, "thousands": 100_000, "pence": 1}
"""How many pence one of each unit is."""
_LARGEST = 10**14


# --- amounts ----------------------------------------------------------------------------------------------------

_SIGNS = r"£|GBP|€|EUR|US\$|\$|USD|¥|CHF"
_FIGURES = {
    POINT: r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?",
    COMMA: r"[0-9]{1,3}(?:[.'\u2019 \u00a0\u202f][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?",
}
_AMOUNT = {
    form: re.compile(
        rf"(?P<open>\()?(?P<sign>[-+\u2212])?\s?(?:{_SIGNS})?\s?(?P<second>[-\u2212])?(?P<figures>{figures})"
        rf"\s?(?:{_SIGNS})?(?P<close>\))?(?P<tail>[-\u2212]|\s?CR)?",
        re.IGNORECASE,
    )
    for form, figures in _FIGURES.items()
}
_FOREIGN = re.compile(r"€|EUR\b|US\$|\$|USD\b|¥|CHF\b", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?=$|[.;\s\"\\)_])")
_SHOWN_SIGN = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")


def amounts_meant(text: str) -> dict[str, Decimal]:
    """What a text says as an amount with a decimal point, and with a decimal comma; empty where neither."""
    meant = {}
    for form, pattern in _AMOUNT.items():
        found = pattern.fullmatch(text.strip())
        if not found or bool(found["open"]) != bool(found["close"]):
            continue
        minus = sum(
            bool(each) for each in (found["open"], found["sign"] not in (None, "+"), found["second"], found["tail"])
        )
        if minus > 1:
            continue
        figures = found["figures"]
        plain = figures.replace(",", "") if form == POINT else re.sub(r"[^0-9,]", "", figures).replace(",", ".")
        meant[form] = -Decimal(plain) if minus else Decimal(plain)
    return meant


def foreign(cell: Cell) -> str:
    """The sign of a currency other than the pound, in a cell's text or in its number format; else empty."""
    if cell.held is Held.TEXT:
        found = _FOREIGN.search(cell.text)
        return found[0] if found else ""
    signs = "".join(_SHOWN_SIGN.findall(cell.format))
    found = _FOREIGN.search(signs or _SHOWN_SIGN.sub("", cell.format))
    return found[0] if found else ""


def scaled(cell: Cell) -> bool:
    """Whether the number format shows a number divided by a thousand or more."""
    return cell.held is Held.NUMBER and bool(_SCALED.search(cell.format))


_WANTED = "an amount in pounds and whole pence"


def stored(cell: Cell) -> None:
    """Refuse what no column can use.

    Raises:
        Flagged: an error value, or a formula without a stored value.
    """
    if cell.held is Held.ERROR:
        raise Flagged("error-value", "a value", "Mend the formula, or enter the value itself.")
    if cell.held is Held.NOTHING:
        do = "Open the file in a spreadsheet program, save it and send it again; or enter the value."
        raise Flagged("formula-without-value", "a value, or a formula with its value stored", do)


def amount(cell: Cell, form: str | None) -> Decimal | None:
    """The number that a cell says, as written; None where it is a text that only the mapping's answer can settle.

    Raises:
        Flagged: it says no amount.
    """
    stored(cell)
    if cell.held is Held.TEXT:
        meant = amounts_meant(cell.text)
        if not meant:
            raise Flagged("amount-is-text", _WANTED, "Enter the amount as a number, such as 1234.50.")
        if form is None:
            return None
        if form not in meant:
            raise Flagged("amount-is-text", f"{_WANTED}, with a decimal {form}", "Enter the amount as a number.")
        return meant[form]
    value = exact(cell)
    if value is None or cell.format_kind not in (FormatKind.NUMBER, FormatKind.TEXT) or "%" in cell.format:
        raise Flagged("amount-not-a-number", _WANTED, "Enter the amount as a number, such as 1234.50.")
    return value


def pence(value: Decimal, unit: str, computed: bool = True) -> int:
    """`value` of a unit in whole pence, never rounded; `computed` allows for the noise of a spreadsheet's arithmetic.

    Raises:
        Flagged: it is not whole pence, or past all bounds.
    """
    whole_and_part = value * PENCE_OF[unit]
    whole = whole_and_part.to_integral_value(ROUND_HALF_EVEN)
    if abs(whole) >= _LARGEST:
        raise Flagged("amount-too-large", "less than £1,000,000,000,000", "Check the number of noughts.")
    if abs(whole_and_part - whole) > (NOISE if computed else 0):
        down, up = (Decimal(int(whole_and_part.to_integral_value(way))) / 100 for way in (ROUND_FLOOR, ROUND_CEILING))
        do = f"Enter {down:.2f} or {up:.2f} pounds; if a formula made it, round it in the formula."
        raise Flagged("amount-not-whole-pence", "pounds and whole pence", do)
    return int(whole)


# --- days -------------------------------------------------------------------------------------------------------

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMES = [
    *_MONTHS,
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
]
_CLOCK = r"(?P<clock>[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){_CLOCK}")
_FIGURES_ONLY = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){_CLOCK}")
_DAY_NAMED = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[- ./]([a-z]+)[- ./,]+([0-9]{{4}}|[0-9]{{2}}){_CLOCK}", re.IGNORECASE
)
_MONTH_NAMED = re.compile(rf"([a-z]+) ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}}){_CLOCK}", re.IGNORECASE)


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    name = name.lower()
    return _MONTHS.index(name[:3]) + 1 if name in _NAMES else 0


def days_meant(text: str) -> tuple[dict[str, date], bool]:
    """The days that a text can mean by the order of its figures, under "" where there is one order only; whether it has a time."""
    text = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(text):
        meant = {"": _date(found[1], found[2], found[3])}
    elif found := _DAY_NAMED.fullmatch(text):
        meant = {"": _date(found[3], _month(found[2]), found[1])}
    elif found := _MONTH_NAMED.fullmatch(text):
        meant = {"": _date(found[3], _month(found[1]), found[2])}
    elif found := _FIGURES_ONLY.fullmatch(text):
        first, second, third = found[1], found[3], found[4]
        meant = {DAY_FIRST: _date(third, second, first), MONTH_FIRST: _date(third, first, second)}
        if len(third) == 2 and len(first) == 2:
            meant[YEAR_FIRST] = _date(first, second, third)
    else:
        return {}, False
    return {order: day for order, day in meant.items() if day is not None}, found["clock"] is not None


class Dated(Exception):  # noqa: N818  it carries which question the cell raises
    """A cell says a day only once the mapping answers: `order` of its figures, or a `time` that it carries."""


def day(cell: Cell, since_1904: bool, order: str | None, drop_time: bool) -> date:
    """The day that a cell says.

    Raises:
        Flagged: it says none.
        Dated: "order" or "time" must be settled first.
    """
    stored(cell)
    wanted = "a day, such as 2026-03-05"
    if cell.held in (Held.TEXT, Held.DAY):
        meant, timed = days_meant(cell.text)
        if not meant:
            raise Flagged("date-is-text", wanted, "Enter the day as a date, or as year, month, day: 2026-03-05.")
        if "" not in meant and order is None:
            raise Dated("order")
        found = meant.get("", meant.get(order or ""))
        if found is None:
            raise Flagged("no-such-date", f"{wanted}, read {str(order).replace('_', ' ')}", "Enter a day that exists.")
    else:
        found, timed = _serial(cell, since_1904, wanted)
    if timed and not drop_time:
        raise Dated("time")
    try:
        return parse_day(found.isoformat())
    except ValueError as error:
        raise Flagged("no-such-date", f"{wanted}; this is {error}", "Enter a day that exists.") from error


def _serial(cell: Cell, since_1904: bool, wanted: str) -> tuple[date, bool]:
    """The day of a number that is shown as one, and whether a time goes with it."""
    value = exact(cell)
    if value is None or cell.format_kind not in (FormatKind.DAY, FormatKind.MOMENT):
        raise Flagged("date-not-a-date", wanted, "Enter the day such as 2026-03-05, or give the cell a date format.")
    whole = int(value.to_integral_value(ROUND_FLOOR))
    if value < (0 if since_1904 else 61) or whole > 401_768:
        raise Flagged(
            "no-such-date", "a day from 1 March 1900 to 31 December 2999", "Enter the day such as 2026-03-05."
        )
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    return start + timedelta(days=whole), value != whole


# --- words and numbers ------------------------------------------------------------------------------------------

DEVICE_ID = re.compile(
    r"(?:[0-9A-F]{2}[-: ]?){7}[0-9A-F]{2}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}", re.IGNORECASE
)
"""A Device's id: an EUI-64 such as 00-DB-12-34-56-78-90-A1, or a UUID."""
_PADDED = re.compile("0{2,18}")


def text(cell: Cell) -> str:
    """What a cell says in words, spaces and line breaks between words made one space; a number as its digits stand.

    Raises:
        Flagged: it holds an error, or letters that do not show.
    """
    stored(cell)
    said = cell.text
    value = exact(cell) if cell.held is Held.NUMBER else None
    if value is not None and cell.format_kind in (FormatKind.DAY, FormatKind.MOMENT) and value >= 61:
        said = (date(1899, 12, 30) + timedelta(days=int(value))).isoformat() if value < 401_769 else said
    elif value is not None and _PADDED.fullmatch(cell.format) and value == int(value):
        said = said.rjust(len(cell.format), "0")
    said = " ".join(said.split())
    if not said or not shows_all(said):
        raise Flagged("text-not-clean", "words", "Take out characters that do not show.")
    return said


def count(cell: Cell) -> int:
    """A whole number from 1 to 9,999,999.

    Raises:
        Flagged: it is none.
    """
    stored(cell)
    value = exact(cell)
    if cell.held is Held.TEXT and re.fullmatch("[0-9]{1,7}", cell.text.strip(), re.ASCII):
        value = Decimal(cell.text.strip())
    if value is None or value != int(value) or not 1 <= value <= 9_999_999:
        raise Flagged("not-a-whole-number", "a whole number from 1 to 9999999", "Enter how many, in plain digits.")
    return int(value)


def device_ids(cell: Cell) -> list[str]:
    """Devices' ids with commas, semicolons or line breaks between them."""
    stored(cell)
    names = [" ".join(name.split()) for name in re.split(r"[,;\n]", cell.text)]
    if not all(name and shows_all(name) for name in names):
        raise Flagged("text-not-clean", "ids with one comma between them", "Take out the comma that is too many.")
    return names
