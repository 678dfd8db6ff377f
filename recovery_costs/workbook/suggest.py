"""The mapping that a spreadsheet suggests: which column holds what, by its heading and by what stands under it, and why.

A column is mapped where its heading is one of the trade's words (`headings`) for one thing, no other column claims it, and
at least four in five of its cells fit. Anything less is asked. The rest is the reader's own questions (`own_layout`):
each is settled here only where the file itself leaves one answer, and `why` says which cells do. The same file always gives
the same mapping.
"""

from __future__ import annotations

import re

import numpy as np

from recovery_costs.workbook.cells import Book, Held, Sheet, words
from recovery_costs.workbook.findings_read import left_by_a_check
from recovery_costs.workbook.own.columns import Placing, assign, candidates_of
from recovery_costs.workbook.own.content import Content, content_of, look
from recovery_costs.workbook.own.headings import meant
from recovery_costs.workbook.own.heads import headings_at
from recovery_costs.workbook.own.profile import Column, MadeFrom, Profile, Table
from recovery_costs.workbook.own.settle import settle
from recovery_costs.workbook.own.values import amounts_meant
from recovery_costs.workbook.own_layout import read_own
from recovery_costs.workbook.wire import letters

HIGHEST_HEADINGS, MOST_COLUMNS = 200, 500
"""Headings are looked for down to this row, on sheets with no more columns than this."""
_UNDER = re.compile(r"\(?(?:£(?:'?000|k|m)?|GBP|inc\.? VAT|ex\.? VAT|dd/mm/yy(?:yy)?|no\.?|text)\)?", re.IGNORECASE)
"""What stands in a row of its own under headings, such as (£)."""


def _place(sheet: Sheet) -> Placing | None:
    """The row of a sheet that reads most like headings of a list with amounts, the first of equals; with the row above or
    below it where cells are merged over both."""
    if len(np.unique(sheet.column)) > MOST_COLUMNS:
        return None
    best: tuple[int, int, int] | None = None
    last = int(sheet.row[-1]) if len(sheet) else 0
    for row in sorted({int(each) for each in sheet.row if each <= HIGHEST_HEADINGS}):
        headings = headings_at(sheet, row, 1).values()
        known = {found.role for heading in headings if (found := meant(heading))}
        texts = sum(1 for heading in headings if heading and not _figures(heading))
        if row < last and len(known) >= 2 and (best is None or (len(known), texts) > best[:2]):
            best = (len(known), texts, row)
    if best is None:
        return None
    for row, rows in ((best[2] - 1, 2), (best[2], 2), (best[2], 1)):
        if rows == 1 or (row >= 1 and _two_rows(sheet, row)):
            return Placing(sheet, row, rows, headings_at(sheet, row + rows - 1, rows))
    return None


def _figures(heading: str) -> bool:
    return bool(amounts_meant(heading))


def _two_rows(sheet: Sheet, row: int) -> bool:
    """Whether headings go over this row and the next: cells are merged across this one, or down both."""
    merged = [
        a for a in sheet.merged if a.first_row == row and (a.last_row == row + 1 or a.last_column > a.first_column)
    ]
    below = [
        cell
        for cell in (
            sheet.at(row + 1, c)
            for a in merged
            for c in range(a.first_column, min(a.last_column, a.first_column + 50) + 1)
        )
        if cell
    ]
    if not merged:
        start, end = np.searchsorted(sheet.row, [row + 1, row + 2]).tolist()
        under = [sheet.cell(index) for index in range(start, end)]
        return bool(under) and all(cell.held is Held.TEXT and _UNDER.fullmatch(cell.text.strip()) for cell in under)
    down = any(area.last_row == row + 1 for area in merged)
    return bool(merged) and (down or bool(below)) and all(cell.held is Held.TEXT for cell in below)


def _figures_on(sheet: Sheet) -> bool:
    """Whether anything on a sheet may be an amount: a number that is no day, or a digit in a text. It is asked about."""
    content = Content()
    for cell in sheet.cells():
        look(content, cell)
        if content.figures or (cell.held is Held.TEXT and any(letter.isdigit() for letter in cell.text)):
            return True
    return False


def _like_a_list(place: Placing) -> bool:
    """Whether the list under the headings holds amounts."""
    return any(
        content_of([(place.sheet, place.head)], {place.sheet.name: number}, "").money for number in place.headings
    )


# --- the whole --------------------------------------------------------------------------------------------------


def suggest(
    book: Book,
    made_from: MadeFrom | None = None,
    party: str | None = None,
    event: str | None = None,
    at: str | None = None,
) -> Profile:
    """The mapping that a book suggests, with every question that it leaves open."""
    groups: dict[frozenset[str], list[Placing]] = {}
    left_out = {}
    for sheet in book.sheets:
        if not len(sheet) or left_by_a_check(sheet):
            continue
        place = _place(sheet)
        if place is None or not _like_a_list(place):
            if not _figures_on(sheet):
                left_out[sheet.name] = "no figures stand on it"
        else:
            groups.setdefault(frozenset(words(each) for each in place.headings.values() if each), []).append(place)
    several = len(groups) > 1
    tables, questions = [], []
    for places in groups.values():
        candidates = candidates_of(places)
        name = places[0].sheet.name
        for question in assign(candidates):
            prefix = f"{name} / " if several else ""
            where = f"{name}!{letters(min(places[0].headings))}{places[0].head}"
            questions.append(question.model_copy(update={"name": f"{prefix}{question.name}", "where": where}))
        columns = [
            Column(heading=c.heading, column=c.letter, field=c.role, lines_have=c.lines_have, why=c.why)
            for c in candidates
        ]
        first = places[0]
        tables.append(
            Table(
                name=name,
                sheets=[each.sheet.name for each in places],
                heading_row=first.row,
                heading_rows=2 if first.rows == 2 else 1,
                columns=columns,
            )
        )
    profile = Profile.model_validate(
        {"format": 1, "party": party, "event": event, "at": at, "leave_out_sheets": left_out}
    ).model_copy(update={"tables": tables, "questions": questions, "made_from": made_from})
    return settled(book, profile)


def settled(book: Book, profile: Profile) -> Profile:
    """The profile with every question the file raises: answered where the file leaves one answer, else open.

    A question that no longer arises is dropped, unless it is answered.
    """
    while True:
        read = read_own(book, profile, "")
        answers = {asked.question.name: answer for asked in read.asked if (answer := settle(book, profile, asked))}
        known = {each.name: each for each in profile.questions}
        for asked in read.asked:
            name = asked.question.name
            before = known.get(name)
            if name in answers:
                known[name] = asked.question.model_copy(update={"answer": answers[name][0], "why": answers[name][1]})
            elif before is None or before.answer is None:
                known[name] = asked.question.model_copy(
                    update={"options": {**(before.options if before else {}), **asked.question.options}}
                )
        arising = {asked.question.name for asked in read.asked}
        kept = [each for each in known.values() if each.answer is not None or each.name in arising]
        profile = profile.model_copy(update={"questions": kept})
        if not answers:
            return profile
