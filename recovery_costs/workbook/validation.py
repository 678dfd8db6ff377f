"""What the spreadsheet program itself tells whoever fills a claim workbook in: drop-downs, limits, what is needed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from recovery_costs.workbook import look
from recovery_costs.workbook.layout import REPLACING, STATEMENTS, Entry, Kind, Sheet, Table, Use
from recovery_costs.workbook.look import Looks
from recovery_costs.workbook.sheets import CLAIM, COST_LINES

FIRST_DAY, LAST_DAY = 40909, 401768
"""1 January 2012 and 31 December 2999, as a spreadsheet counts days."""
ONCE = frozenset({"line", "reference"})
"""Fields that no two rows share."""


def _rule(entry: Entry, cell: str, column: str) -> dict[str, Any]:
    """The validation of an entry whose first cell is `cell`; `column` is the whole of its column, absolute."""
    number = f"ISNUMBER({cell})"
    custom = {
        Kind.DAY: (
            f"IF({number},AND(INT({cell})={cell},{cell}>={FIRST_DAY},{cell}<={LAST_DAY}),FALSE)",
            "a day, such as 5 March 2026 or 2026-03-05, without a time",
        ),
        Kind.CLOCK: (f"IF({number},AND({cell}>=0,{cell}<1),FALSE)", "a time of day such as 14:30, without a day"),
        Kind.MONEY: (
            f"IF({number},AND({cell}>=0,{cell}<1000000000000,ROUND({cell},2)={cell}),FALSE)",
            "pounds and whole pence as a number, not below 0.00, such as 1234.50",
        ),
        Kind.COUNT: (
            f"IF({number},AND(INT({cell})={cell},{cell}>=1,{cell}<=9999999),FALSE)",
            "a whole number, 1 or more",
        ),
    }
    rule: dict[str, Any] = {"validate": "any"}
    if entry.kind in custom:
        value, wanted = custom[entry.kind]
        rule = {"validate": "custom", "value": f"={value}", "error_message": f"Please enter {wanted}."}
    elif entry.kind in (Kind.CHOICE, Kind.STATUS):
        rule = {"validate": "list", "source": list(entry.choices)}
        rule["error_message"] = f"Please choose one of: {', '.join(entry.choices)}."
        rule["show_error"] = entry.kind is Kind.CHOICE
    elif entry.field in ONCE:
        rule = {"validate": "custom", "value": f"=COUNTIF({column},{cell})=1"}
        rule["error_message"] = "Another row has this reference already. Please give each row its own."
    title = entry.heading[:32]
    return {**rule, "input_title": title, "input_message": entry.help[:255], "error_title": title}


def guard_place(page: Worksheet, row: int, column: int, entry: Entry) -> None:
    """The validation of a cell that stands alone."""
    cell = xl_rowcol_to_cell(row, column)
    page.data_validation(row, column, row, column, _rule(entry, cell, cell))


def guard_columns(page: Worksheet, table: Table, first: int, last: int, offered: Mapping[str, str]) -> None:
    """The validation of every column that is filled in, from its first row to its last.

    `offered`: by field, where a list of what may be chosen stands; another word may be typed.
    """
    for column, entry in enumerate(table.entries):
        if entry.use is not Use.LIVE:
            letter = xl_col_to_name(column)
            rule = _rule(entry, f"{letter}{first}", f"${letter}${first}:${letter}${last}")
            if entry.field in offered:
                rule |= {"validate": "list", "source": offered[entry.field], "show_error": False}
            page.data_validation(first - 1, column, last - 1, column, rule)


def show_needed(page: Worksheet, looks: Looks, sheet: Sheet, first: int, last: int) -> None:
    """Cells that are needed in amber; on Claim, cells that a row has no use for faint."""
    table = sheet.table
    letters = {entry.field: xl_col_to_name(at) for at, entry in enumerate(table.entries)}
    begun = _begun(table, first)

    def shade(field: str, when: str, properties: dict[str, Any]) -> None:
        column = list(letters).index(field)
        rule = {"type": "formula", "criteria": f"={when}", "format": looks.bare(properties)}
        page.conditional_format(first - 1, column, last - 1, column, rule)

    for entry in table.entries:
        empty = f"LEN(${letters[entry.field]}{first})=0"
        if entry.needed:
            shade(entry.field, f"AND({begun}>0,{empty})", look.NEEDED)
        elif sheet is COST_LINES and entry.field in REPLACING:
            replacing = f'LEFT(${letters["limb"]}{first},9)="Replacing"'
            shade(entry.field, f"AND({replacing},{empty})", look.NEEDED)
    if sheet is CLAIM:
        _show_statements(shade, letters, first)


def _begun(table: Table, row: int) -> str:
    """How many cells of a row are filled in by hand, as a formula."""
    typed = [entry.use is not Use.LIVE and not entry.formula for entry in table.entries]
    runs = [list(run) for filled, run in groupby(range(len(typed)), key=lambda at: typed[at]) if filled]
    return "+".join(f"COUNTA(${xl_col_to_name(run[0])}{row}:${xl_col_to_name(run[-1])}{row})" for run in runs)


def rule_as_filled(page: Worksheet, looks: Looks, sheet: Sheet, ruled: int, last: int) -> None:
    """Rows beyond those ruled from the start are ruled once something stands in them."""
    if ruled < last:
        when = f"={_begun(sheet.table, ruled + 1)}>0"
        rule = {"type": "formula", "criteria": when, "format": looks.bare(look.RULED)}
        page.conditional_format(ruled, 0, last - 1, len(sheet.table.entries) - 1, rule)


def _show_statements(shade: Any, letters: dict[str, str], first: int) -> None:
    """On Claim: what each row needs, and what it has no use for, by what it says."""
    what = f"${letters['what']}{first}"
    notices = {each.choice for each in STATEMENTS if each.notice}
    users = dict.fromkeys(("method", "received_on", "received_at"), notices)
    for statement in STATEMENTS:
        for field in statement.fields:
            users[field] = users.get(field, set()) | {statement.choice}
    for field, choices in users.items():
        one_of = ",".join(f'{what}="{choice}"' for choice in sorted(choices))
        shade(field, f'AND({what}<>"",NOT(OR({one_of})))', look.NOT_HERE)
    for statement in STATEMENTS:
        for field in statement.needed:
            shade(field, f'AND({what}="{statement.choice}",LEN(${letters[field]}{first})=0)', look.NEEDED)
    sent, received = f"${letters['sent_on']}{first}", f"${letters['received_on']}{first}"
    shade("sent_on", f'AND({what}<>"",LEN({sent})=0,LEN({received})=0)', look.NEEDED)
    method = f"${letters['method']}{first}"
    is_notice = ",".join(f'{what}="{choice}"' for choice in sorted(notices))
    shade("method", f"AND(OR({is_notice}),LEN({sent})>0,LEN({method})=0)", look.NEEDED)
