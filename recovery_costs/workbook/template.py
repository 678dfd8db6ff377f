"""Writing a claim workbook: empty, filled in, or with what is on record locked and room for what comes next.

The sheets are those that `sheets` declares. The same facts give the same bytes: nothing here asks the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from recovery_costs.calendar import long_day
from recovery_costs.facts import Fact
from recovery_costs.workbook import look
from recovery_costs.workbook.layout import MARK, MARK_KEYS, READ_ME, SUM_LABEL, VERSION, Sheet, Table, Use
from recovery_costs.workbook.live import Names, formula, worked_out
from recovery_costs.workbook.look import Looks
from recovery_costs.workbook.read_me import write_read_me
from recovery_costs.workbook.sheets import CLAIM, SHEETS
from recovery_costs.workbook.standing import Standing
from recovery_costs.workbook.statements import Filled, filled
from recovery_costs.workbook.validation import guard_columns, guard_place, rule_as_filled, show_needed
from recovery_costs.workbook.wire import LAST_ROW
from recovery_costs.workbook.writing import put

REQUIREMENTS = 3
"""The column of the mark sheet, counted from 0, that lists what a row of Evidence given may answer."""
RULED_ROWS = 16
"""Empty rows that are ruled from the start, in a list that is open to the end of its sheet."""


class _Sheet(NamedTuple):
    """One sheet as it is written: its declaration, what goes on it, and how many of its rows are on record."""

    sheet: Sheet
    filled: Filled
    on_record: int

    @property
    def first(self) -> int:
        """The number of the first row below the headings."""
        return self.sheet.table.head_row + 1

    @property
    def last(self) -> int:
        """The number of the last row that is open."""
        room = self.sheet.table.open_rows
        return LAST_ROW if room is None else self.first + len(self.filled.rows) + room - 1

    @property
    def ruled(self) -> int:
        """The number of the last row that is ruled from the start."""
        return min(self.last, self.first + len(self.filled.rows) + RULED_ROWS - 1)


def claim_bytes(
    event: str,
    party: str,
    contact: str | None = None,
    facts: Iterable[Fact] = (),
    standing: Standing | None = None,
) -> bytes:
    """A Party's claim workbook, with `facts` filled in as if by its own hand and what is on record locked.

    A list in `facts` takes the place of the one on record. An empty `event` or `party` is left to be filled in.

    Raises:
        ValueError: a fact is another Party's, of a type that the workbook does not hold, or too many or too long.
    """
    mine, known = filled(facts, party), filled(standing.facts if standing else (), party)
    sheets = []
    for sheet in SHEETS:
        new, old = mine[sheet.name], known[sheet.name]
        replaced = bool(new.rows and new.places)
        rows = new.rows if replaced else old.rows + new.rows
        places = new.places if replaced else {**old.places, **new.places}
        sheets.append(_Sheet(sheet, Filled(places, rows), 0 if replaced else len(old.rows)))
    who = {"event": event or None, "party": party or None, "contact": contact}
    sheets[0].filled.places.update({field: value for field, value in who.items() if value})
    return _book(event, party, sheets, standing)


def write_claim(
    path: Path,
    event: str,
    party: str,
    contact: str | None = None,
    facts: Iterable[Fact] = (),
    standing: Standing | None = None,
) -> None:
    """Write a Party's claim workbook to `path`; see `claim_bytes`."""
    path.write_bytes(claim_bytes(event, party, contact, facts, standing))


def _book(event: str, party: str, sheets: Sequence[_Sheet], standing: Standing | None) -> bytes:
    written = BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    of_whom = ", ".join(name for name in (party, event) if name)
    book.set_properties(
        {
            "title": f"{CLAIM.title}: {of_whom}" if of_whom else CLAIM.title,
            "author": "recovery-costs",
            "created": datetime(2020, 1, 1),  # noqa: DTZ001  a property of the file, the same in each
        }
    )
    book.set_calc_mode("auto")
    looks = Looks(book)
    read_me = book.add_worksheet(READ_ME)
    pages = {each.sheet.name: book.add_worksheet(each.sheet.name) for each in sheets}
    names = Names((each.sheet, each.first, each.last) for each in sheets)
    for name, place in names.defined():
        book.define_name(name, f"={place}")
    values = worked_out({each.sheet.name: each.filled for each in sheets})
    write_read_me(read_me, looks, standing)
    for each in sheets:
        page = pages[each.sheet.name]
        _write_sheet(page, looks, names, each, values[each.sheet.name], standing)
        look.page(page, of_whom, landscape=True, pages_wide=each.sheet.pages_wide)
    look.page(read_me, of_whom, landscape=False)
    _write_mark(book.add_worksheet(MARK), event, party, standing)
    pages[CLAIM.name].activate()
    book.close()
    return written.getvalue()


def _write_mark(sheet: Worksheet, event: str, party: str, standing: Standing | None) -> None:
    """What made the workbook and for whom, where nobody comes upon it by chance."""
    values = ("claim", VERSION, event, party, standing.on.isoformat() if standing else "")
    for row, (key, value) in enumerate(zip(MARK_KEYS, values, strict=True)):
        sheet.write_string(row, 0, key)
        if value:
            sheet.write_string(row, 1, value)
    for row, requirement in enumerate(standing.requirements if standing else ()):
        sheet.write_string(row, REQUIREMENTS, requirement)
    sheet.very_hidden()


def _write_sheet(
    page: Worksheet, looks: Looks, names: Names, each: _Sheet, values: Filled, standing: Standing | None
) -> None:
    """One sheet: its title, its places, its table."""
    sheet = each.sheet
    aside = 1 if sheet.pages_wide > 1 else 0  # column A comes again on each page that is printed
    page.set_row(0, 30)
    page.write_string(0, aside, sheet.title, looks(look.TITLE, indent=1))
    page.write_string(1, aside, _lead(each, standing), looks(look.LEAD, indent=1))
    answers = len(standing.requirements) if standing else 0
    asked = f"='{MARK}'!$D$1:$D${answers}" if answers else ""
    _write_table(page, looks, names, each, values, asked)
    for place in sheet.places:
        page.write_string(
            place.label, place.entry.heading, looks(look.LABEL, indent=1, align="right" if aside else "left")
        )
        live = place.entry.use is Use.LIVE
        shape = looks.of(place.entry, look.LIVE if live else look.PLACE)
        row, column = xl_cell_to_rowcol(place.cell)
        if live:
            text = formula(place.entry, sheet, row + 1, names)
            page.write_formula(row, column, text, shape, values.places[place.entry.field])
        else:
            put(page, looks, row, column, place.entry, each.filled.places.get(place.entry.field), shape)
            guard_place(page, row, column, place.entry)


def _lead(each: _Sheet, standing: Standing | None) -> str:
    """The line under the title; where rows are on record, which those are and where the next one goes."""
    if standing is None or not each.on_record:
        return each.sheet.lead
    first, last = each.first, each.first + each.on_record - 1
    rows = f"Row {first} is" if first == last else f"Rows {first} to {last} are"
    return f"{rows} on record on {long_day(standing.on)}: grey and locked. What you add goes in row {last + 1}."


def _write_table(page: Worksheet, looks: Looks, names: Names, each: _Sheet, values: Filled, asked: str) -> None:
    """The table of a sheet: bands, headings, sums above them, rows filled in, and rows to fill in."""
    sheet, table = each.sheet, each.sheet.table
    _write_heads(page, looks, names, table, sheet, values)
    for column, entry in enumerate(table.entries):
        wide_open = each.last == LAST_ROW
        page.set_column(column, column, entry.width, looks.of(entry, look.BODY, locked=not wide_open))
    for above in range(table.head_row - 1):
        # The columns' own look begins below the headings.
        page.set_row(above, _top_height(each, above), looks(look.LEAD))
    page.set_row(table.head_row - 1, look.head_height(table.entries))
    for number in range(each.first, each.ruled + 1):
        at = number - each.first
        there = at < len(each.filled.rows)
        row = each.filled.rows[at] if there else {}
        page.set_row(number - 1, look.height([(entry, row.get(entry.field), entry.width) for entry in table.entries]))
        for column, entry in enumerate(table.entries):
            look_of_it = look.ON_RECORD if at < each.on_record else look.OPEN
            if entry.use is Use.LIVE:
                text = formula(entry, sheet, number, names)
                shown = values.rows[at].get(entry.field, "") if there else ""
                page.write_formula(number - 1, column, text, looks.of(entry, look.LIVE), shown)
            elif entry.formula and entry.field not in row:
                text = formula(entry, sheet, number, names)
                page.write_formula(number - 1, column, text, looks.of(entry, look_of_it), "")
            else:
                put(page, looks, number - 1, column, entry, row.get(entry.field), looks.of(entry, look_of_it))
    guard_columns(page, table, each.first, each.last, {"requirement": asked} if asked else {})
    show_needed(page, looks, sheet, each.first, each.last)
    rule_as_filled(page, looks, sheet, each.ruled, each.last)
    wide = sheet.pages_wide > 1
    page.freeze_panes(table.head_row, 1 if wide else 0)
    page.repeat_rows(table.head_row - (2 if any(band.title for band in table.bands) else 1), table.head_row - 1)
    if wide:
        page.repeat_columns(0)
    next_row = each.first + len(each.filled.rows) - 1
    page.set_selection(next_row, 0, next_row, 0)


def _top_height(each: _Sheet, row: int) -> float:
    """The height of a row above the headings, counted from 0: room for the title and for what is filled in."""
    places = [(place.entry, xl_cell_to_rowcol(place.cell)) for place in each.sheet.places]
    widths = [entry.width for entry in each.sheet.table.entries]
    beside = [(entry, each.filled.places.get(entry.field), widths[at[1]]) for entry, at in places if at[0] == row]
    return {0: 30.0, 1: 24.0}.get(row) or look.height(beside)


def _write_heads(page: Worksheet, looks: Looks, names: Names, table: Table, sheet: Sheet, values: Filled) -> None:
    column = 0
    for band in table.bands:
        for at, entry in enumerate(band.entries):
            align = "right" if entry.kind in look.RIGHT else "left"
            page.write_string(table.head_row - 1, column, entry.heading, looks(look.HEAD, align=align, indent=1))
            if band.title and at == 0:
                page.write_string(table.head_row - 2, column, band.title, looks(look.BAND_TITLE, indent=1))
            elif band.title:
                page.write_blank(table.head_row - 2, column, None, looks(look.BAND_TITLE))
            if entry.field in table.summed:
                text = f"=SUM({names.of(sheet, entry.field)})"
                shape = looks.of(entry, look.SUM)
                page.write_formula(table.head_row - 3, column, text, shape, values.places[f"sum_{entry.field}"])
                if entry.field == table.summed[0]:
                    page.write_string(
                        table.head_row - 3, column - 1, SUM_LABEL, looks(look.LABEL, align="right", indent=1)
                    )
            column += 1
