"""Which sheets of a book a mapping reads, which it leaves out, and which it must be asked about."""

from __future__ import annotations

from recovery_costs.workbook.cells import Book, Sheet
from recovery_costs.workbook.findings_read import left_by_a_check
from recovery_costs.workbook.layout import FINDINGS
from recovery_costs.workbook.own.account import Account
from recovery_costs.workbook.own.profile import LEAVE_OUT, READ, Table
from recovery_costs.workbook.own.sheets import head_of, question_prefix


def sheets_of(account: Account, book: Book, table: Table) -> list[Sheet]:
    """The sheets of a table that are in the book, those that join it by their headings last."""
    sheets = []
    prefix = question_prefix(account, table)
    for name in table.sheets:
        sheet = book.sheet(name)
        if sheet is not None and sheet.state != "visible":
            options = {READ: "its costs are claimed", LEAVE_OUT: "they are not"}
            ask, at = f'The sheet "{name}" is hidden. Are its costs claimed?', (name, "")
            if account.ask(f"{prefix}hidden sheet: {name}", ask, options, at, f"{len(sheet)} cells") != READ:
                account.ignore(name, slice(None), "on a hidden sheet that is left out")
                continue
        if sheet is not None:
            sheets.append(sheet)
            continue
        options = {LEAVE_OUT: "it is not part of this file"}
        account.ask(
            f"{prefix}sheet: {name}",
            f'The mapping reads the sheet "{name}"; where is it?',
            options,
            (name, ""),
            "no such sheet",
        )
    return sheets


def others(account: Account, book: Book) -> list[tuple[Sheet, Table | None]]:
    """Sheets that hold something and that no table names: each with the table it joins, or None where it is left out."""
    profile = account.profile
    named = {name for table in profile.tables for name in table.sheets}
    joined: list[tuple[Sheet, Table | None]] = []
    for sheet in book.sheets:
        if not len(sheet) or sheet.name in named:
            continue
        if left_by_a_check(sheet):
            account.ignore(sheet.name, slice(None), f"the sheet {FINDINGS}")
            continue
        if sheet.name in profile.leave_out_sheets:
            account.ignore(sheet.name, slice(None), "on a sheet that is left out")
            continue
        alike = next((table for table in profile.tables if head_of(sheet, table) is not None), None)
        if alike is not None and alike.more_sheets and sheet.state == "visible":
            joined.append((sheet, alike))
            continue
        options = {LEAVE_OUT: "it holds no costs that are claimed"}
        if alike is not None:
            options = {READ: f'it is more of "{alike.name}", under the same headings', **options}
        hidden = "" if sheet.state == "visible" else ", hidden"
        answer = account.ask(
            f"sheet: {sheet.name}",
            f'Is the sheet "{sheet.name}" read?',
            options,
            (sheet.name, sheet.cell(0).name),
            f"{len(sheet)} cells{hidden}",
        )
        if answer == READ:
            joined.append((sheet, alike))
        else:
            account.ignore(
                sheet.name,
                slice(None),
                "on a sheet that is left out" if answer else "on a sheet that the mapping does not name",
            )
    return joined
