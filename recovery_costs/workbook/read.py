"""Reading a claim workbook: a Party's facts, or every problem in it by sheet and cell. Nothing is guessed.

Each cell that is not empty is read, is the template's own wording, or is flagged; `Counts` says how many of each. A
date is a date cell or text YYYY-MM-DD; money is a number of whole pence, never rounded. A formula counts by the value
stored with it, and without one it is a problem.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from recovery_costs.calendar import Moment, parse_day
from recovery_costs.case_file import check_record
from recovery_costs.facts import CostLine, EvidenceItem, Record
from recovery_costs.money import Money
from recovery_costs.plain import shown
from recovery_costs.workbook.layout import FINDINGS, MARK, READ_ME, SUM_LABEL, Entry, Kind, Sheet, Use
from recovery_costs.workbook.sheets import CLAIM, COST_LINES, ESTIMATE, EVIDENCE, SHEETS
from recovery_costs.workbook.statements import BY_FACT, LISTS, estimated, listed, out_of_place, stated

Severity = Literal["blocking", "question", "note"]
CODES: dict[str, Severity] = {
    "not-a-workbook": "blocking",
    "unreadable": "blocking",
    "not-a-claim": "blocking",
    "sheet-missing": "blocking",
    "sheet-unknown": "question",
    "headings-missing": "blocking",
    "heading-missing": "blocking",
    "heading-renamed": "blocking",
    "heading-twice": "blocking",
    "heading-unknown": "question",
    "cell-not-expected": "question",
    "value-missing": "blocking",
    "error-value": "blocking",
    "formula-without-value": "blocking",
    "amount-is-text": "blocking",
    "amount-not-a-number": "blocking",
    "amount-negative": "blocking",
    "amount-not-whole-pence": "blocking",
    "amount-too-large": "blocking",
    "date-is-text": "blocking",
    "date-with-time": "blocking",
    "date-not-a-date": "blocking",
    "no-such-date": "blocking",
    "time-not-a-time": "blocking",
    "no-such-time": "blocking",
    "not-a-whole-number": "blocking",
    "not-text": "blocking",
    "text-not-clean": "blocking",
    "unknown-option": "blocking",
    "line-twice": "blocking",
    "fields-at-odds": "blocking",
    "line-unknown": "question",
    "list-empty": "question",
    "cell-not-for-this-row": "blocking",
    "total-differs": "blocking",
}
"""Every code, and how much it weighs: blocking, or a question that somebody will ask."""


class CellProblem(NamedTuple):
    """Something in a workbook: where, what was found, what was wanted, what to do. `cell` is "" for a whole file."""

    code: str
    severity: Severity
    sheet: str
    cell: str
    found: str
    wanted: str
    do: str


class Counts(NamedTuple):
    """What became of the cells that are not empty, and of the cost lines."""

    cells_seen: int = 0
    cells_read: int = 0
    cells_ignored: int = 0
    """The template's own wording."""
    cells_flagged: int = 0
    rows: int = 0
    """Rows of cost lines."""
    pence: int = 0
    """Their amounts; one that cannot be read adds nothing, and is listed."""


class ClaimRead(NamedTuple):
    """What a claim workbook holds. `facts` is empty where any problem is blocking."""

    event: str | None
    party: str | None
    contact: str | None
    facts: tuple[dict[str, Any], ...]
    problems: tuple[CellProblem, ...]
    counts: Counts

    @property
    def accepted(self) -> bool:
        """Whether no problem is blocking."""
        return all(problem.severity != "blocking" for problem in self.problems)


# --- what one cell holds ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """A cell that is not empty: its place, its value (of a formula, the one stored), and openpyxl's type letter."""

    row: int
    column: int
    value: Any
    type: str
    """`f`: a formula with no stored value; `e`: an error value."""
    format: str

    @property
    def cell(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def words(self) -> str:
        """A heading's words, whatever their case and spacing."""
        return " ".join(self.value.split()).casefold() if isinstance(self.value, str) else ""


class _Flagged(Exception):  # noqa: N818  it carries what is wrong with a cell
    def __init__(self, code: str, wanted: str, do: str) -> None:
        self.code, self.wanted, self.do = code, wanted, do
        super().__init__(code)


_PENNY = Decimal("0.01")
_TOO_LARGE = Decimal(10) ** 12
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", re.ASCII)
_EXACT = 10**15
"""From here on a spreadsheet no longer holds every whole number."""


def _money(seen: _Seen, entry: Entry) -> str:
    wanted, value = "pounds and whole pence, as a number", seen.value
    if isinstance(value, str):
        raise _Flagged("amount-is-text", wanted, "Enter the amount as a number, such as 1234.50, without £ or commas.")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _Flagged("amount-not-a-number", wanted, "Enter the amount as a number, such as 1234.50.")
    amount = Decimal(repr(value))
    if not amount.is_finite():
        raise _Flagged("amount-not-a-number", wanted, "Enter the amount as a number, such as 1234.50.")
    if amount < 0:
        raise _Flagged("amount-negative", "an amount not below 0.00", "Enter the cost itself; take a credit off it.")
    if amount >= _TOO_LARGE:
        raise _Flagged("amount-too-large", "at most 999999999999.99", "Enter pounds; check the number of noughts.")
    if amount != amount.quantize(_PENNY):
        down, up = (amount.quantize(_PENNY, rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
        raise _Flagged(
            "amount-not-whole-pence",
            "pounds and whole pence",
            f"Enter {down} or {up}; if a formula made it, round it in the formula.",
        )
    return f"{abs(amount):.2f}"


def _day(seen: _Seen, entry: Entry) -> str:
    wanted, value = "a day, as a date cell or YYYY-MM-DD", seen.value
    if isinstance(value, datetime):
        if value.time() != time():
            raise _Flagged("date-with-time", "a day without a time", f"Enter the day alone: {value:%Y-%m-%d}.")
        value = value.date()
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise _Flagged("date-not-a-date", wanted, "Enter the day such as 2026-03-05.")
    if not _ISO.fullmatch(value):
        raise _Flagged("date-is-text", wanted, "Enter the day as year, month, day: 2026-03-05.")
    try:
        return parse_day(value).isoformat()
    except ValueError as error:
        raise _Flagged("no-such-date", f"{wanted}; this is {error}", "Enter a day that exists.") from error


def _clock(seen: _Seen, entry: Entry) -> str:
    value = seen.value
    if isinstance(value, time) and not value.microsecond:
        return value.isoformat() if value.second else f"{value:%H:%M}"
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return value
    raise _Flagged("time-not-a-time", "a time of day, HH:MM", "Enter the UK time such as 14:30, without a day.")


def _count(seen: _Seen, entry: Entry) -> int:
    value = seen.value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1 <= value <= 9_999_999:
        number = int(value)
        if number == value:
            return number
    raise _Flagged("not-a-whole-number", "a whole number from 1 to 9999999", "Enter how many, in plain digits.")


def _text(seen: _Seen, entry: Entry) -> str:
    value = seen.value
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= _EXACT or seen.format not in ("General", "0", "@"):
            raise _Flagged("not-text", "text", "A spreadsheet may change such a number: enter it as text.")
        return str(value)
    if not isinstance(value, str):
        raise _Flagged("not-text", "text", "Format the cell as Text and enter it again.")
    if value != value.strip() or not value.isprintable():
        do = "Take out spaces before and after it, line breaks, and characters that do not show."
        raise _Flagged("text-not-clean", "text in one line, with nothing before or after it", do)
    return value


def _names(seen: _Seen, entry: Entry) -> list[str]:
    names = [name.strip() for name in _text(seen, entry).split(",")]
    if not all(names):
        raise _Flagged("text-not-clean", "names with one comma between them", "Take out the comma that is too many.")
    return names


def _choice(seen: _Seen, entry: Entry) -> str | bool:
    words = list(entry.choices)
    if isinstance(seen.value, str):
        if seen.value in entry.choices:
            return entry.choices[seen.value]
        near = {word.casefold(): word for word in words}.get(" ".join(seen.value.split()).casefold())
        if entry.kind is Kind.STATUS and not near:
            return _text(seen, entry)
        meant = [near] if near else difflib.get_close_matches(seen.value, words, 1)
        did = f" Did you mean {meant[0]}?" if meant else ""
        raise _Flagged("unknown-option", f"one of: {', '.join(words)}", f"Choose from the list.{did}")
    raise _Flagged("unknown-option", f"one of: {', '.join(words)}", "Choose from the list.")


_READERS: dict[Kind, Callable[[_Seen, Entry], Any]] = {
    Kind.MONEY: _money,
    Kind.DAY: _day,
    Kind.CLOCK: _clock,
    Kind.COUNT: _count,
    Kind.TEXT: _text,
    Kind.NAMES: _names,
    Kind.CHOICE: _choice,
    Kind.STATUS: _choice,
}


# --- a whole workbook -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """What was read of one fact or line: the fields of a case file, and the cell of each entry that was looked at."""

    given: dict[str, Any]
    cells: dict[str, str]
    flagged: frozenset[str]

    @property
    def first(self) -> str:
        return next(iter(self.cells.values()))


class _Reading:
    """One workbook as it is read: what was found wrong, and what became of every cell that is not empty."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        book = _opened(content, data_only=False)
        self.grids = {sheet.title: dict(_cells(sheet)) for sheet in book.worksheets}
        self.problems: list[CellProblem] = []
        self.read: set[tuple[str, str]] = set()
        self.flagged: set[tuple[str, str]] = set()

    @cached_property
    def stored(self) -> Workbook:
        """The workbook with the values that are stored with its formulas, in place of the formulas."""
        return _opened(self.content, data_only=True)

    def flag(self, code: str, sheet: str, cell: str, found: str, wanted: str, do: str) -> None:
        self.problems.append(CellProblem(code, CODES[code], sheet, cell, found, wanted, do))
        self.flagged.add((sheet, cell))

    def value(self, sheet: str, seen: _Seen, entry: Entry) -> Any:
        """What a cell says of its entry; None, and a problem, where it says nothing that can be read."""
        if seen.type == "f":
            kept = self.stored[sheet].cell(seen.row, seen.column)
            if kept.value is not None:
                seen = replace(seen, value=kept.value, type=str(kept.data_type))
        try:
            if seen.type == "e":
                raise _Flagged("error-value", entry.help, "Mend the formula, or enter the value itself.")
            if seen.type == "f":
                do = "Open the workbook in a spreadsheet program, save it and send it again; or enter the value."
                raise _Flagged("formula-without-value", "a value, or a formula with its value stored", do)
            value = _READERS[entry.kind](seen, entry)
        except _Flagged as flagged:
            self.flag(flagged.code, sheet, seen.cell, shown(seen.value), flagged.wanted, flagged.do)
            return None
        self.read.add((sheet, seen.cell))
        return value

    def row(self, sheet: str, entries: Iterable[tuple[Entry, str, _Seen | None]]) -> _Row | None:
        """The entries of one fact or line, each with its place and its cell; None where all are empty."""
        listed = list(entries)
        if not any(seen for entry, _, seen in listed if not (entry.formula and seen and seen.type == "f")):
            return None
        given, flagged = {}, set()
        for entry, cell, seen in listed:
            if seen:
                value = self.value(sheet, seen, entry)
                if value is None:
                    flagged.add(entry.field)
                else:
                    given[entry.field] = value
            elif entry.needed:
                self.missing(sheet, cell, entry)
                flagged.add(entry.field)
        return _Row(given, {entry.field: cell for entry, cell, _ in listed}, frozenset(flagged))

    def missing(self, sheet: str, cell: str, entry: Entry) -> None:
        self.flag("value-missing", sheet, cell, "nothing", entry.help, f'Fill in "{entry.heading}".')

    def check(self, sheet: str, kind: type[Record], row: _Row, entries: Iterable[Entry]) -> None:
        """What is missing from or at odds within a record whose cells could each be read."""
        by_field = {entry.field: entry for entry in entries}
        checked = check_record(kind, row.given, None)
        for problem in checked if isinstance(checked, list) else []:
            field = re.sub(r"\[.*", "", problem.field or "")
            if field not in row.cells or field in row.flagged:
                continue  # its heading is missing, or its cell is flagged already
            if problem.found == "nothing":
                self.missing(sheet, row.cells[field], by_field[field])
            elif not row.flagged:
                self.flag("fields-at-odds", sheet, row.cells[field], problem.found, problem.wanted, problem.do)

    def not_expected(self, sheet: str, seen: _Seen) -> None:
        do = "Move it to the cell that asks for it, or leave it: it is not read."
        self.flag("cell-not-expected", sheet, seen.cell, shown(seen.value), "nothing here", do)

    def counts(self, rows: int, pence: int) -> Counts:
        """What became of every cell; what was neither read nor flagged is wording."""
        cells = {(title, seen.cell) for title, grid in self.grids.items() for seen in grid.values()}
        flagged = self.flagged & cells
        read = self.read - flagged
        return Counts(len(cells), len(read), len(cells) - len(read) - len(flagged), len(flagged), rows, pence)


class _Unreadable(Exception):  # noqa: N818  it carries what kind of file it is
    """The file cannot be opened as a workbook."""


def _opened(content: bytes, *, data_only: bool) -> Workbook:
    try:
        return load_workbook(BytesIO(content), data_only=data_only, keep_links=False)
    except (BadZipFile, EOFError) as error:
        raise _Unreadable("a zip file that is broken or cut short") from error
    except Exception as error:  # a hostile or broken file raises anything at all; it is one problem of the file
        raise _Unreadable(f"a file that cannot be read ({type(error).__name__})") from error


def _cells(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], _Seen]]:
    # The sheet's own store of cells: walking its rows and columns would make every empty cell up to the farthest.
    for (row, column), cell in sorted(sheet._cells.items()):
        value, kind = cell.value, cell.data_type
        if value is None or value == "":
            continue
        if kind == "f":
            value = getattr(value, "text", None) or value
        yield (row, column), _Seen(row, column, value, str(kind), str(cell.number_format))


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _near(word: str, words: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(words), 1, 0.75)), None)


def _renamed(reading: _Reading, sheet: str, unknown: list[_Seen], missing: list[tuple[Entry, str]]) -> None:
    """Headings that were not found: each is renamed, where one nearly like it is left over, or missing."""
    for entry, cell in missing:
        words = {seen.words: seen for seen in unknown if seen.words}
        if near := _near(_words(entry.heading), words):
            seen = words[near]
            unknown.remove(seen)
            do = f'Write "{entry.heading}" again; the column or row is read by its heading.'
            reading.flag("heading-renamed", sheet, seen.cell, shown(seen.value), entry.heading, do)
        else:
            do = f'Put "{entry.heading}" back, as in the template, and leave it blank if it does not apply.'
            reading.flag("heading-missing", sheet, cell, "no such heading", entry.heading, do)


# --- places and tables -------------------------------------------------------------------------------------------


def _label_and_value(entry_cell: str) -> tuple[int, int]:
    column, row = coordinate_from_string(entry_cell)
    return row, column_index_from_string(column)


def _read_places(reading: _Reading, sheet: Sheet, head: int) -> _Row | None:
    """What stands alone above the headings, each value beside its label."""
    grid = reading.grids[sheet.name]
    labels = {seen.words: seen for seen in reversed(grid.values()) if seen.row < head and seen.words}
    entries, lost, expected = [], [], set()
    for place in sheet.places:
        words = _words(place.entry.heading)
        (label_row, label_column), (row, column) = _label_and_value(place.label), _label_and_value(place.cell)
        label = labels.pop(words, None)
        if label is None:
            if place.entry.use is Use.FACT:
                lost.append((place.entry, place.label))
            continue
        at = (label.row + row - label_row, label.column + column - label_column)
        expected |= {(label.row, label.column), at}
        if place.entry.use is Use.FACT:
            entries.append((place.entry, f"{get_column_letter(at[1])}{at[0]}", grid.get(at)))
    wording = {_words(text) for text in (sheet.title, sheet.lead, SUM_LABEL, *(b.title for b in sheet.table.bands))}
    summed = {
        (row, seen.column + 1 + n)
        for (row, _), seen in grid.items()
        if seen.words == _words(SUM_LABEL)
        for n in range(len(sheet.table.summed))
    }
    unknown = [
        seen
        for at, seen in grid.items()
        if seen.row < head and at not in expected and seen.words not in wording and at not in summed and seen.row != 2
    ]
    _renamed(reading, sheet.name, unknown, lost)
    for seen in unknown:
        reading.not_expected(sheet.name, seen)
    row_read = reading.row(sheet.name, entries)
    if row_read is None:
        for entry, cell, _ in entries:
            if entry.needed:
                reading.missing(sheet.name, cell, entry)
    return row_read


# --- the tables --------------------------------------------------------------------------------------------------


def _read_table(reading: _Reading, sheet: Sheet) -> tuple[list[_Row], int]:
    """The rows of a sheet's table, those with nothing in a known column left out; and the row of headings."""
    grid, name = reading.grids[sheet.name], sheet.name
    wanted = {_words(entry.heading): entry for entry in sheet.table.entries}
    hits: dict[int, int] = {}
    for seen in grid.values():
        hits[seen.row] = hits.get(seen.row, 0) + (seen.words in wanted)
    head = max(hits, key=lambda row: hits[row], default=0)
    if hits.get(head, 0) < 2:
        do = "Put the template's row of headings back."
        where, all_of_them = f"A{sheet.table.head_row}", ", ".join(e.heading for e in wanted.values())
        reading.flag("headings-missing", name, where, "no row of headings", all_of_them, do)
        return [], sheet.table.head_row
    columns: dict[str, int] = {}
    unknown: list[_Seen] = []
    for seen in [seen for seen in grid.values() if seen.row == head]:
        if seen.words not in wanted:
            unknown.append(seen)
        elif seen.words in columns:
            first = f"{get_column_letter(columns[seen.words])}{head}"
            reading.flag("heading-twice", name, seen.cell, shown(seen.value), f"once, as in {first}", "Keep one.")
        else:
            columns[seen.words] = seen.column
    lost = [
        (entry, f"{get_column_letter(place)}{head}")
        for place, (words, entry) in enumerate(wanted.items(), start=1)
        if words not in columns and entry.use is not Use.LIVE
    ]
    _renamed(reading, name, unknown, lost)
    for seen in unknown:
        do = "Take the column out, or leave it: it is not read."
        reading.flag("heading-unknown", name, seen.cell, shown(seen.value), "a heading of the template", do)
    _outside(reading, sheet, head, set(columns.values()))
    rows = []
    for number in sorted({row for row, _ in grid if row > head}):
        entries = [(entry, columns[words]) for words, entry in wanted.items() if words in columns]
        row = reading.row(
            name,
            (
                (entry, f"{get_column_letter(at)}{number}", grid.get((number, at)))
                for entry, at in entries
                if entry.use is not Use.LIVE
            ),
        )
        if row:
            rows.append(_built(reading, sheet, row))
    return rows, head


def _built(reading: _Reading, sheet: Sheet, row: _Row) -> _Row:
    """A row without the parts that its figures are built from; a figure that is not their sum is a problem."""
    for figure, parts in sheet.table.built.items():
        given = [Money.of(row.given[part]) for part in parts if part in row.given]
        total = Money.sum(given)
        if given and figure in row.given and row.given[figure] != total.text:
            found, do = row.given[figure], "Mend the parts or the figure, so that they come to the same."
            reading.flag(
                "total-differs", sheet.name, row.cells[figure], found, f"the sum of its parts, {total.text}", do
            )
        row = replace(row, given={field: value for field, value in row.given.items() if field not in parts})
    return row


def _outside(reading: _Reading, sheet: Sheet, head: int, known: set[int]) -> None:
    """Cells below the headings in no known column; under an unknown heading, that heading stands for them."""
    grid = reading.grids[sheet.name]
    headed = {seen.column for seen in grid.values() if seen.row == head}
    for (row, column), seen in grid.items():
        if row > head and column not in known:
            if column in headed:
                reading.flagged.add((sheet.name, seen.cell))
            else:
                reading.not_expected(sheet.name, seen)


def _lines(reading: _Reading, rows: list[_Row]) -> None:
    """Cost lines: each whole in itself, and each reference once."""
    first: dict[str, str] = {}
    for row in rows:
        reading.check(COST_LINES.name, CostLine, row, COST_LINES.table.entries)
        line = row.given.get("line")
        if line in first:
            found = f"{shown(line)}, also in {first[line]}"
            do = "Give each line its own reference, or take the repeated line out."
            reading.flag("line-twice", COST_LINES.name, row.cells["line"], found, "each line's reference once", do)
        elif line is not None:
            first[line] = row.cells["line"]


def _evidence(reading: _Reading, rows: list[_Row], lines: set[str]) -> None:
    for row in rows:
        reading.check(EVIDENCE.name, EvidenceItem, row, EVIDENCE.table.entries)
        if unknown := [name for name in row.given.get("lines", ()) if name not in lines]:
            do = "Mend the reference, or add the line."
            found = shown(", ".join(unknown))
            reading.flag("line-unknown", EVIDENCE.name, row.cells["lines"], found, "lines of the Cost lines sheet", do)


# --- facts ------------------------------------------------------------------------------------------------------


def slug(party: str) -> str:
    """A Party's name as part of an id: plain where the name can be read back from it, else with a short digest."""
    plain = re.sub(r"[^a-z0-9]+", "-", party.lower()).strip("-")
    if " ".join(word.capitalize() for word in plain.split("-")) == party:
        return plain
    return f"{plain}-{hashlib.sha256(party.encode()).hexdigest()[:8]}".lstrip("-")


def _clocks(reading: _Reading, sheet: str, row: _Row) -> None:
    """A time of day that UK clocks skip on its day."""
    for on, at in (("sent_on", "sent_at"), ("received_on", "received_at"), ("at_on", "at_at")):
        if at in row.given and on in row.given:
            try:
                Moment.of(f"{row.given[on]}T{row.given[at]}")
            except ValueError as error:
                do = "Enter the time that UK clocks showed."
                reading.flag("no-such-time", sheet, row.cells[at], shown(row.given[at]), f"not {error}", do)


def _statement(reading: _Reading, row: _Row) -> None:
    """A row of the Claim sheet: what it must say, and what it has no use for."""
    if "what" not in row.given:
        return
    statement = BY_FACT[row.given["what"]]
    entries = {entry.field: entry for entry in CLAIM.table.entries}
    for field in statement.needed:
        if field not in row.given and field not in row.flagged:
            reading.missing(CLAIM.name, row.cells[field], entries[field])
    for field in out_of_place(row.given):
        wanted, do = f"nothing here in a row that says {statement.choice}", "Take it out, or put it in its own row."
        reading.flag("cell-not-for-this-row", CLAIM.name, row.cells[field], shown(row.given[field]), wanted, do)


def _given(reading: _Reading, sheet: Sheet, row: _Row) -> None:
    """When and how a row says something was given or happened."""
    _clocks(reading, sheet.name, row)
    entries = {entry.field: entry for entry in sheet.table.entries}
    notice = sheet is ESTIMATE or ("what" in row.given and BY_FACT[row.given["what"]].notice)
    if "sent_on" not in row.given and "sent_on" not in row.flagged and (not notice or "received_on" not in row.given):
        reading.missing(sheet.name, row.cells["sent_on"], entries["sent_on"])
    if notice and "sent_on" in row.given and "method" not in row.given and "method" not in row.flagged:
        reading.missing(sheet.name, row.cells["method"], entries["method"])


class _Held(NamedTuple):
    """What was read of each sheet: its places and its rows."""

    places: dict[str, _Row]
    rows: dict[str, list[_Row]]


def _sheets(reading: _Reading) -> _Held:
    """Every sheet that is there, read and checked against the others."""
    held = _Held({}, {sheet.name: [] for sheet in SHEETS})
    for sheet in SHEETS:
        if sheet.name in reading.grids:
            held.rows[sheet.name], head = _read_table(reading, sheet)
            if places := _read_places(reading, sheet, head):
                held.places[sheet.name] = places
                _clocks(reading, sheet.name, places)
    for sheet in (CLAIM, ESTIMATE):
        for row in held.rows[sheet.name]:
            _given(reading, sheet, row)
    for row in held.rows[CLAIM.name]:
        _statement(reading, row)
    _lines(reading, held.rows[COST_LINES.name])
    if COST_LINES.name in reading.grids:
        lines = {row.given["line"] for row in held.rows[COST_LINES.name] if "line" in row.given}
        _evidence(reading, held.rows[EVIDENCE.name], lines)
    for sheet, _ in LISTS.values():
        _dated(reading, sheet, held)
    return held


def _dated(reading: _Reading, sheet: Sheet, held: _Held) -> None:
    """A list has the day on which it stood as it stands."""
    on, listed_on = sheet.places[0], held.places.get(sheet.name)
    rows = held.rows[sheet.name]
    if rows and not (listed_on and ("at_on" in listed_on.given or "at_on" in listed_on.flagged)):
        reading.missing(sheet.name, on.cell, on.entry)
    elif listed_on and not rows:
        do = "Fill in the list, or take out what stands above it."
        found = shown(next(iter(listed_on.given.values()), "nothing"))
        reading.flag("list-empty", sheet.name, listed_on.first, found, "a list", do)


def _facts(held: _Held, party: str, workbook: str) -> Iterator[dict[str, Any]]:
    """Every fact that the workbook holds."""
    seen: dict[str, int] = {}

    def fact(kind: str, sheet: Sheet, row: _Row, given: Mapping[str, Any]) -> dict[str, Any]:
        seen[kind] = seen.get(kind, 0) + 1
        suffix = _SUFFIXES[kind] if kind in LISTS else f"{_SUFFIXES[kind]}-{seen[kind]}"
        source = {"workbook": workbook, "sheet": sheet.name, "cell": row.first}
        return {"id": f"{slug(party)}-{suffix}", "type": kind, "party": party, **given, "source": source}

    for sheet, say in ((CLAIM, stated), (ESTIMATE, estimated)):
        for row in held.rows[sheet.name]:
            if sheet is not CLAIM or "what" in row.given:
                kind, given = say(row.given)
                yield fact(kind, sheet, row, given)
    for kind, (sheet, _) in LISTS.items():
        if rows := held.rows[sheet.name]:
            places = held.places[sheet.name].given if sheet.name in held.places else {}
            yield fact(kind, sheet, rows[0], listed(kind, places, [row.given for row in rows])[1])


_SUFFIXES = {
    "intention_notified": "intention",
    "costs_ceased": "costs-ceased",
    "total_notified": "total",
    "evidence_given": "evidence-given",
    "estimate_given": "estimate",
    "cost_lines": "lines",
    "evidence_listed": "evidence",
}


# --- the file ---------------------------------------------------------------------------------------------------


def read_claim(path: Path) -> ClaimRead:
    """What a claim workbook holds: a Party's facts, or every problem in it. Raises nothing for a bad file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "an error of the file system"
        return _refused("unreadable", f"{path.name}: {reason}", "a file", "Check the file's name and that it opens.")
    return read_claim_bytes(content, path.name)


def read_claim_bytes(content: bytes, name: str) -> ClaimRead:
    """`read_claim` of a file's bytes; `name` is the file's name, for the facts' source."""
    wanted = "an Excel workbook (.xlsx)"
    if not content.startswith(b"PK\x03\x04"):
        old = content.startswith(b"\xd0\xcf\x11\xe0")
        found = "an old .xls workbook, or one with a password" if old else "a file that is no workbook"
        found = found if content else "an empty file"
        return _refused("not-a-workbook", found, wanted, "Save it as Excel Workbook (.xlsx), without a password.")
    try:
        return _read(_Reading(content), name)
    except _Unreadable as unreadable:
        return _refused(
            "unreadable", str(unreadable), wanted, "Open it in a spreadsheet program, save it and try again."
        )


def _refused(code: str, found: str, wanted: str, do: str) -> ClaimRead:
    problem = CellProblem(code, CODES[code], "", "", found, wanted, do)
    return ClaimRead(None, None, None, (), (problem,), Counts())


def _read(reading: _Reading, name: str) -> ClaimRead:
    """The sheets of a workbook that could be opened."""
    sheets = tuple(sheet.name for sheet in SHEETS)
    others = [title for title in reading.grids if title not in (*sheets, READ_ME, FINDINGS, MARK)]
    if not any(sheet in reading.grids for sheet in sheets):
        found = shown(", ".join(reading.grids)) or "no sheet that can be read"
        return _refused("not-a-claim", found, f"the sheets {', '.join(sheets)}", "Use the claim template.")
    for sheet in sheets:
        if sheet not in reading.grids:
            near = _near(sheet, others)
            do = "Put the sheet back, as in the template, or mend its name."
            reading.flag("sheet-missing", sheet, "A1", near or "no such sheet", f"a sheet named {sheet}", do)
    for title in others:
        cells = list(reading.grids[title].values())
        if cells:
            do = "Take the sheet out, or leave it: it is not read."
            found = f"{len(cells)} cells"
            reading.flag("sheet-unknown", title, cells[0].cell, found, f"one of {', '.join(sheets)}", do)
            reading.flagged |= {(title, seen.cell) for seen in cells}

    held = _sheets(reading)
    who = held.places[CLAIM.name].given if CLAIM.name in held.places else {}
    facts = tuple(_facts(held, who.get("party", ""), name))
    lines = held.rows[COST_LINES.name]
    amounts = [Money.of(row.given["amount"]) for row in lines if "amount" in row.given]
    place = {sheet: number for number, sheet in enumerate([*sheets, *others])}
    problems = sorted(reading.problems, key=lambda each: (place[each.sheet], *_by_place(each.cell)))
    read = ClaimRead(
        who.get("event"),
        who.get("party"),
        who.get("contact"),
        facts,
        tuple(problems),
        reading.counts(len(lines), Money.sum(amounts).pence),
    )
    return read if read.accepted else read._replace(facts=())


def _by_place(cell: str) -> tuple[int, int]:
    column, row = coordinate_from_string(cell)
    return row, column_index_from_string(column)
