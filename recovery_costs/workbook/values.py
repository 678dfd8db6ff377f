"""What one cell says of the entry it stands under: a value in the form of a case file, or why it cannot be read.

Nothing is guessed and nothing rounded. An amount is exact: what a spreadsheet computed (19.990000000000002) counts as
whole pence where it strays by at most a millionth of a penny, which is all that binary arithmetic can do to an amount
below £100 million; beyond that it is flagged. A day is a UK civil day.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any, Protocol

from recovery_costs.calendar import parse_day
from recovery_costs.plain import shown
from recovery_costs.workbook.cells import Cell, Held, exact
from recovery_costs.workbook.formats import FormatKind
from recovery_costs.workbook.layout import Entry, Kind

NOISE = Decimal("0.000001")
"""Of a penny."""
TOO_LARGE = Decimal(10) ** 12
_PENNY = Decimal("0.01")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ISO_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9:.]+)Z?)?", re.ASCII)
_SLASHED = re.compile(r"\s*([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{2}|[0-9]{4})\s*", re.ASCII)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", re.ASCII)
_EXACT = 10**15
"""From here on a spreadsheet no longer holds every whole number."""
_MIDNIGHT = re.compile(r"0+(:0+)*(\.0+)?")


class Flagged(Exception):  # noqa: N818  it carries what is wrong with a cell
    """A cell cannot be read; `wanted` and `do` are empty where the code says enough.

    `choices` are the words of which one may be meant; the nearest is looked for only where it is said.
    """

    def __init__(self, code: str, wanted: str = "", do: str = "", said: str = "", choices: Sequence[str] = ()) -> None:
        self.code, self.wanted, self._do, self._said, self._choices = code, wanted, do, said, choices
        super().__init__(code)

    @property
    def do(self) -> str:
        """What to do."""
        near = {word.casefold(): word for word in self._choices}.get(" ".join(self._said.split()).casefold())
        meant = [near] if near else difflib.get_close_matches(self._said[:80], self._choices, 1)
        return f"{self._do} Did you mean {meant[0]}?" if meant else self._do


class Asks(Protocol):
    """What is asked of a cell."""

    @property
    def kind(self) -> Kind: ...
    @property
    def choices(self) -> Any: ...


# --- numbers ----------------------------------------------------------------------------------------------------


def pence_of(pounds: Decimal) -> int:
    """Pounds as whole pence, up to binary noise.

    Raises:
        Flagged: they are below 0.00, too large, or have part of a penny.
    """
    if pounds < 0:
        raise Flagged("amount-negative")
    if pounds >= TOO_LARGE:
        raise Flagged("amount-too-large")
    pence = pounds.scaleb(2)
    whole = pence.to_integral_value(ROUND_HALF_EVEN)
    if abs(pence - whole) > NOISE:
        down, up = (pounds.quantize(_PENNY, rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
        raise Flagged(
            "amount-not-whole-pence", "", f"Enter {down} or {up}; if a formula made it, round it in the formula."
        )
    if whole >= TOO_LARGE.scaleb(2):
        raise Flagged("amount-too-large")
    return int(whole)


def pounds(pence: int) -> str:
    """Whole pence as a case file writes them."""
    return f"{pence // 100}.{pence % 100:02d}"


def money(cell: Cell) -> str:
    """An amount of money."""
    if cell.held is Held.TEXT:
        raise Flagged("amount-is-text")
    amount = exact(cell)
    if amount is None or cell.format_kind not in (FormatKind.NUMBER, FormatKind.TEXT):
        raise Flagged("amount-not-a-number")
    return pounds(pence_of(amount))


def count(cell: Cell) -> int:
    """How many, from 1."""
    number = exact(cell)
    if number is None or cell.format_kind not in (FormatKind.NUMBER, FormatKind.TEXT):
        raise Flagged("not-a-whole-number")
    if not 1 <= number <= 9_999_999 or number != number.to_integral_value():
        raise Flagged("not-a-whole-number")
    return int(number)


# --- days and times ---------------------------------------------------------------------------------------------


def day_of_serial(serial: int, since_1904: bool) -> date:
    """The day that a spreadsheet's number of days stands for.

    Raises:
        Flagged: there is no such day: 0, 29 February 1900, or beyond the calendar.
    """
    if since_1904:
        start = date(1904, 1, 1)
    elif serial > 60:
        start = date(1899, 12, 30)
    elif 0 < serial < 60:
        start = date(1899, 12, 31)
    else:
        raise Flagged("no-such-date")
    if not 0 <= serial <= 400_000:
        raise Flagged("no-such-date", "a day from 1900 to 2999")
    return start + timedelta(days=serial)


def day(cell: Cell, since_1904: bool = False) -> str:
    """A day, YYYY-MM-DD."""
    if cell.held is Held.NUMBER:
        serial = exact(cell)
        if serial is None or cell.format_kind not in (FormatKind.DAY, FormatKind.MOMENT):
            raise Flagged("date-not-a-date")
        if abs(serial) >= 10**7:
            raise Flagged("no-such-date", "a day from 1900 to 2999")
        whole = serial.to_integral_value(ROUND_FLOOR)
        that = day_of_serial(int(whole), since_1904)
        if serial != whole:
            raise Flagged("date-with-time", "", f"Enter the day alone: {that.isoformat()}.")
        return _in_calendar(that.isoformat())
    if cell.held is Held.DAY:
        found = _ISO_MOMENT.fullmatch(cell.text)
        if not found:
            raise Flagged("date-not-a-date")
        if found[2] and not _MIDNIGHT.fullmatch(found[2]):
            raise Flagged("date-with-time", "", f"Enter the day alone: {found[1]}.")
        return _in_calendar(found[1])
    if cell.held is not Held.TEXT:
        raise Flagged("date-not-a-date")
    if _ISO.fullmatch(cell.text):
        return _in_calendar(cell.text)
    raise _of_text(cell.text)


def _in_calendar(written: str) -> str:
    try:
        return parse_day(written).isoformat()
    except ValueError as error:
        raise Flagged("no-such-date", f"a day that exists; this is {error}") from error


def _of_text(text: str) -> Flagged:
    """Why a day written as text is not read: one way to read it, two, or none."""
    found = _SLASHED.fullmatch(text)
    if found:
        first, second, year = int(found[1]), int(found[2]), int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        meant = []
        for month, in_month in ((second, first), (first, second)):
            try:
                meant.append(date(year, month, in_month).isoformat())
            except ValueError:
                continue
        if len(set(meant)) == 2:
            return Flagged("date-ambiguous", "", f"Enter {meant[0]} or {meant[1]}, whichever is meant.")
        if meant:
            return Flagged("date-is-text", "", f"Enter {meant[0]}, if that is the day meant.")
    return Flagged("date-is-text")


def clock(cell: Cell) -> str:
    """A time of day, HH:MM or HH:MM:SS."""
    if cell.held is Held.TEXT and _CLOCK.fullmatch(cell.text):
        return cell.text
    part = exact(cell)
    if part is None or cell.format_kind is not FormatKind.CLOCK or not 0 <= part < 1:
        raise Flagged("time-not-a-time")
    seconds = part * 86_400
    whole = seconds.to_integral_value(ROUND_HALF_EVEN)
    if abs(seconds - whole) > Decimal("0.001") or whole >= 86_400:
        raise Flagged("time-not-a-time", "a time of day in whole seconds")
    hours, rest = divmod(int(whole), 3600)
    return f"{hours:02d}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")


# --- words ------------------------------------------------------------------------------------------------------

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks by their class, and yet nothing to see: fillers, joiners, choices of form, an empty braille cell."""


def shows_all(text: str) -> bool:
    """Whether every character of a text can be seen."""
    return text.isprintable() and (text.isascii() or not _UNSEEN.search(text))


def clean(text: str) -> str:
    """Text in one line that shows all it holds.

    Raises:
        Flagged: it has blanks around it, another kind of blank in it, or characters that do not show.
    """
    if shows_all(text) and text == text.strip():
        return text
    for letter in text:
        kind = unicodedata.category(letter)
        if (kind in _HIDDEN and letter not in "\t\n\r") or _UNSEEN.match(letter):
            raise Flagged("hidden-characters", "", f"Type the text again: it holds U+{ord(letter):04X}.")
    raise Flagged("text-not-clean")


def text(cell: Cell) -> str:
    """Text, or a short whole number that no format changes."""
    if cell.held is Held.NUMBER:
        number = exact(cell)
        if number is None or number != number.to_integral_value():
            raise Flagged("not-text")
        if abs(number) >= _EXACT or cell.format not in ("General", "0", "@"):
            raise Flagged("not-text", "", "A spreadsheet may change such a number: enter it as text.")
        return str(int(number))
    if cell.held is not Held.TEXT:
        raise Flagged("not-text")
    return clean(cell.text)


def names(cell: Cell) -> list[str]:
    """Names with commas between them."""
    said = [name.strip() for name in text(cell).split(",")]
    if not all(said):
        raise Flagged("text-not-clean", "names with one comma between them", "Take out the comma that is too many.")
    return said


def choice(cell: Cell, entry: Asks) -> str | bool:
    """One of an entry's choices, in the case file's word for it."""
    words = list(entry.choices)
    wanted = f"one of: {', '.join(words)}"
    if cell.held is not Held.TEXT:
        raise Flagged("unknown-option", wanted)
    if cell.text in entry.choices:
        said: str | bool = entry.choices[cell.text]
        return said
    near = {word.casefold(): word for word in words}.get(" ".join(cell.text.split()).casefold())
    if entry.kind is Kind.STATUS and not near:
        return clean(cell.text)
    if not near:
        clean(cell.text)
    raise Flagged("unknown-option", wanted, "Choose from the list.", cell.text, words)


# --- any cell ---------------------------------------------------------------------------------------------------

_READERS: dict[Kind, Callable[[Cell], Any]] = {
    Kind.MONEY: money,
    Kind.CLOCK: clock,
    Kind.COUNT: count,
    Kind.TEXT: text,
    Kind.NAMES: names,
}


def read_value(cell: Cell, entry: Entry, since_1904: bool = False) -> Any:
    """What a cell says of its entry, in the form of a case file.

    Raises:
        Flagged: it cannot be read.
    """
    if cell.held is Held.ERROR:
        raise Flagged("error-value", entry.help)
    if cell.held is Held.NOTHING:
        raise Flagged("formula-without-value")
    if entry.kind in (Kind.CHOICE, Kind.STATUS):
        return choice(cell, entry)
    if entry.kind is Kind.DAY:
        return day(cell, since_1904)
    return _READERS[entry.kind](cell)


def shown_cell(cell: Cell, since_1904: bool = False) -> str:
    """What a cell holds, as a reader would know it: a day as a day, a formula without a value as the formula."""
    if cell.held is Held.NOTHING:
        return shown(f"={cell.formula}")
    if cell.held is Held.NUMBER and cell.format_kind in (FormatKind.DAY, FormatKind.MOMENT, FormatKind.CLOCK):
        serial = exact(cell)
        if serial is not None and 0 <= serial < 10**6:
            whole = serial.to_integral_value(ROUND_FLOOR)
            seconds = int(((serial - whole) * 86_400).to_integral_value(ROUND_HALF_EVEN))
            time = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
            try:
                that = day_of_serial(int(whole), since_1904).isoformat() if whole else ""
            except (Flagged, OverflowError):
                return shown(cell.text)
            return f"{that} {time}".strip() if seconds or not that else that
    return shown(cell.text)
