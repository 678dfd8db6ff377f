"""What a row may say: its headings, how their cells are read, and the words of its drop-downs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_readings
from recovery_costs.facts import L11_9, POLICY_6_2_1
from recovery_costs.plain import Problem
from recovery_costs.workbook.cells import Cell, Held, exact
from recovery_costs.workbook.formats import FormatKind
from recovery_costs.workbook.layout import METHODS, Entry, Kind
from recovery_costs.workbook.values import Flagged, choice, day_of_serial, names, read_value

FREE_SHEETS = frozenset({"read me", "notes"})
"""Sheets that hold no cases and are not read, whatever their case."""
CHECKED = "Checked"
"""The heading of the column that a returned workbook adds; it is not read."""
UNKNOWN, NOTHING = "not known yet", "nothing"
MARK = "F9D2CC"
AUTHOR = "recovery-costs"


class Column(NamedTuple):
    """A heading: what it fills or asks for, and how its cells are read."""

    entry: Entry
    read: Callable[[Cell, Entry], Any]

    @property
    def heading(self) -> str:
        """As people write it."""
        return self.entry.heading


class Group(NamedTuple):
    """Columns that make one fact: any of them filled in, and the fact is there."""

    name: str
    fact: str
    columns: tuple[Column, ...]
    whose: str | None = None
    """The field of the fact that the row's Party or Subscriber fills."""
    fixed: Mapping[str, Any] = {}


def moment(cell: Cell, entry: Entry) -> str:
    """A day, or a day and a time on the UK clock; a date cell without a time is the day alone."""
    wanted, do = "a day, or a day and a UK time", "Enter it such as 2025-03-05 or 2025-03-05 14:30."
    written = cell.text
    if cell.held is Held.NUMBER:
        serial = exact(cell)
        if serial is None or cell.format_kind not in (FormatKind.DAY, FormatKind.MOMENT) or not 0 <= serial < 10**6:
            raise Flagged("date-not-a-date", wanted, do)
        seconds = serial * 86_400
        second = round(seconds)
        if abs(seconds - second) > Decimal("0.005"):
            raise Flagged("no-such-time", wanted, "Enter whole seconds.")
        days, rest = divmod(second, 86_400)
        written = day_of_serial(days, False).isoformat()
        if rest:
            written += f"T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"
    elif cell.held not in (Held.TEXT, Held.DAY):
        raise Flagged("date-not-a-date", wanted, do)
    try:
        moment = Moment.of(written.replace(" ", "T", 1))
    except ValueError as error:
        raise Flagged("no-such-date", f"{wanted}; this is {error}", do) from error
    return moment.day.isoformat() if moment.day_only else moment.text


def whole(cell: Cell, entry: Entry) -> int:
    number = exact(cell)
    if number is not None and number == number.to_integral_value() and 0 <= number < 10**7:
        return int(number)
    raise Flagged("not-a-whole-number", "a whole number of days, 0 or more", "Enter it in plain digits.")


def several(cell: Cell, entry: Entry) -> list[Any]:
    """Words with commas between them, each one of the choices; the word "nothing" is an empty list."""
    if cell.words == NOTHING:
        return []
    return [choice(replace(cell, text=word), entry) for word in names(cell)]


def readings(cell: Cell, entry: Entry) -> dict[str, str]:
    """`name=option` with commas between them."""
    problems: list[Problem] = []
    pairs = [each.partition("=") for each in names(cell)]
    chosen = check_readings({name.strip(): option.strip() for name, _, option in pairs}, problems)
    if len({name.strip() for name, _, _ in pairs}) < len(pairs):
        raise Flagged("fields-at-odds", "each reading once", "Choose one option of it.")
    if problems:
        raise Flagged("unknown-option", problems[0].wanted, problems[0].do)
    return chosen


def col(
    field_: str,
    heading: str,
    help_: str,
    read: Callable[[Cell, Entry], Any],
    kind: Kind = Kind.TEXT,
    width: int = 14,
    choices: Mapping[str, str | bool] | None = None,
) -> Column:
    return Column(Entry(field_, heading, kind, help_, width, choices or {}), read)


def at(field_: str, heading: str, help_: str) -> Column:
    return col(field_, heading, help_, moment, width=17)


def on(field_: str, heading: str, help_: str) -> Column:
    return col(field_, heading, help_, read_value, Kind.DAY, 12)


def money(field_: str, heading: str, help_: str) -> Column:
    return col(field_, heading, help_, read_value, Kind.MONEY, 15)


def one(field_: str, heading: str, help_: str, choices: Mapping[str, str | bool], width: int = 14) -> Column:
    return col(field_, heading, help_, read_value, Kind.CHOICE, width, choices)


def named(field_: str, heading: str, help_: str, width: int = 14) -> Column:
    return col(field_, heading, help_, read_value, width=width)


KEYS: Mapping[str, str | bool] = {
    "Contingency symmetric key": "contingency_symmetric_key",
    "Device credentials key": "device_credentials_key",
    "S1SP credentials key": "s1sp_credentials_key",
    "Issuing key": "issuing_key",
    "XML signing key": "xml_signing_key",
    "S1SPKI key": "s1spki_key",
}
BY: Mapping[str, str | bool] = {"DCC": "dcc", "Panel": "panel"}
MOTIONS: Mapping[str, str | bool] = {
    "Own motion": "own_motion",
    "The Party's referral": "party_referral",
    "The DCC's referral": "dcc_referral",
}
CERTIFICATES: Mapping[str, str | bool] = {"Organisation": "organisation", "OCA": "oca"}
SUBSCRIBERS: Mapping[str, str | bool] = {"The DCC": "dcc", "A Party": "party", "Not a Party": "non_party"}
PROVISIONS: Mapping[str, str | bool] = {"L11.9": L11_9, "Policy 6.2.1": POLICY_6_2_1}
APPEALED: Mapping[str, str | bool] = {
    "Direction": "direction",
    "Sum": "sum",
    "Dates": "dates",
    "Breach": "breach",
    "Evidence": "evidence",
}
SENT_BY = {f"by_{method}": method for method in METHODS.values()}


def notice(name: str, more: tuple[Column, ...] = ()) -> tuple[Column, ...]:
    said = name.lower()
    return (
        at("by_hand", f"{name} by hand sent", f"When the {said} was handed over."),
        at("by_email", f"{name} by e-mail sent", f"When the {said} was sent by e-mail."),
        at("by_post", f"{name} by post sent", f"When the {said} was posted."),
        at(
            "received", f"{name} received", "When it was received, where that is proved; it may stand beside a sending."
        ),
        *more,
    )
