"""The mapping that a spreadsheet suggests: which column holds what, by its heading and by what stands under it, and why.

A column is mapped where its heading is one of the trade's words (`headings`) for one thing, no other column claims it, and
at least four in five of its cells fit. Anything less is asked. The rest is the reader's own questions (`own_layout`):
each is settled here only where the file itself leaves one answer, and `why` says which cells do. The same file always gives
the same mapping.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from recovery_costs.workbook.cells import Book, Cell, Held, Sheet, exact, words
from recovery_costs.workbook.formats import FormatKind
from recovery_costs.workbook.layout import LIMBS
from recovery_costs.workbook.own.headings import Meant, meant, no_field, other_date
from recovery_costs.workbook.own.profile import CHOICES, LEAVE_OUT, Column, MadeFrom, Profile, Question, Role, Table
from recovery_costs.workbook.own.settle import settle
from recovery_costs.workbook.own.sheets import COLUMN_OPTIONS, headings_at
from recovery_costs.workbook.own.totals import speaks_of_total
from recovery_costs.workbook.own.values import DEVICE_ID, amounts_meant, days_meant
from recovery_costs.workbook.own_layout import read_own
from recovery_costs.workbook.wire import letters

LOOKED_AT = 5000
"""How many cells of a column are looked at."""
HIGHEST_HEADINGS = 200
FITS = (4, 5)
MOST_WORDS = 12
"""A column of categories has no more different words than this."""
_MONEY: tuple[Role, ...] = ("amount", "net", "vat", "gross", "recoverable_vat", "otherwise_incurred")


@dataclass
class Content:
    """What stands under one heading: how many cells, and how many of each sort."""

    cells: int = 0
    days: int = 0
    money: int = 0
    whole: int = 0
    ids: int = 0
    texts: dict[str, None] = field(default_factory=dict)

    def mostly(self, count: int) -> bool:
        """Whether at least four in five are."""
        return self.cells > 0 and count * FITS[1] >= self.cells * FITS[0]

    def fits(self, role: Role) -> tuple[bool, int]:
        """Whether the cells could be this, and how many of them are."""
        if role == "incurred":
            return self.mostly(self.days), self.days
        if role in _MONEY:
            return self.mostly(self.money), self.money
        if role == "devices":
            return self.mostly(self.whole), self.whole
        if role == "device_ids":
            return self.mostly(self.ids), self.ids
        if role in CHOICES and role != "smi_status":
            few = len(self.texts) <= MOST_WORDS
            return few, self.cells if few else 0
        return True, self.cells


def _content(sheets: list[tuple[Sheet, int]], column: Mapping[str, int], heading: str) -> Content:
    """What stands under a heading; texts alone in their row, words of totals and the heading again left aside."""
    content = Content()
    for sheet, head in sheets:
        if sheet.name not in column:
            continue
        cells = sheet.in_column(column[sheet.name], after=head)
        beside = np.searchsorted(sheet.row, sheet.row[cells], "right") - np.searchsorted(
            sheet.row, sheet.row[cells], "left"
        )
        for index, times in zip(cells[:LOOKED_AT].tolist(), beside.tolist(), strict=False):
            cell = sheet.cell(index)
            if cell.held is not Held.TEXT or (times > 1 and not speaks_of_total(cell.text) and cell.words != heading):
                _look(content, cell)
    return content


def _look(content: Content, cell: Cell) -> None:
    if cell.held is Held.TEXT and not cell.text.strip():
        return
    content.cells += 1
    if cell.held is Held.TEXT:
        if len(content.texts) <= LOOKED_AT:
            content.texts[cell.text] = None
        amount, days = bool(amounts_meant(cell.text)), bool(days_meant(cell.text)[0])
        content.days += days
        content.money += amount and not days
        content.whole += cell.text.strip().isdecimal()
        content.ids += all(DEVICE_ID.fullmatch(each.strip()) for each in cell.text.replace(";", ",").split(","))
    elif cell.held is Held.DAY or cell.format_kind in (FormatKind.DAY, FormatKind.MOMENT):
        content.days += 1
    elif (value := exact(cell)) is not None and "%" not in cell.format:
        content.money += 1
        content.whole += value == int(value) and value >= 1
    elif cell.held in (Held.NOTHING, Held.ERROR):
        content.money += 1  # a formula with no value, or an error: the reader says which


# --- where the lists are ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    """Where a sheet's headings stand: the first row of them, and how many rows."""

    sheet: Sheet
    row: int
    rows: int
    headings: dict[int, str]

    @property
    def head(self) -> int:
        """The last row of headings."""
        return self.row + self.rows - 1


def _place(sheet: Sheet) -> _Place | None:
    """The row of a sheet that reads most like headings of a list with amounts, the first of equals; with the row above or
    below it where cells are merged over both."""
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
            return _Place(sheet, row, rows, headings_at(sheet, row + rows - 1, rows))
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
    down = any(area.last_row == row + 1 for area in merged)
    return bool(merged) and (down or bool(below)) and all(cell.held is Held.TEXT for cell in below)


def _like_a_list(place: _Place) -> bool:
    """Whether the list under the headings holds amounts."""
    return any(_content([(place.sheet, place.head)], {place.sheet.name: number}, "").money for number in place.headings)


# --- columns ----------------------------------------------------------------------------------------------------


@dataclass
class _Candidate:
    heading: str
    letter: str | None
    content: Content
    meant: Meant | None
    role: Role | None = None
    why: str = ""
    lines_have: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As people call it."""
        return self.heading or f"column {self.letter}"


def _candidates(places: list[_Place]) -> list[_Candidate]:
    """Every column of the list that has a heading, or cells in more than one row."""
    first, found = places[0], []
    sheets = [(place.sheet, place.head) for place in places]
    times: dict[str, int] = {}
    for heading in first.headings.values():
        times[words(heading)] = times.get(words(heading), 0) + 1
    numbers = sorted(
        {*first.headings, *(int(c) for c in set(first.sheet.column[first.sheet.row > first.head].tolist()))}
    )
    for number in numbers:
        heading = first.headings.get(number, "")
        lone = not heading or times[words(heading)] > 1
        columns = {}
        for place in places:
            same = [n for n, said in place.headings.items() if words(said) == words(heading)] if not lone else [number]
            columns[place.sheet.name] = same[0] if same else number
        content = _content(sheets, columns, words(heading))
        if heading or content.cells > 1:
            found.append(_Candidate(heading, letters(number) if lone else None, content, _meant(first, number)))
    return found


def _meant(place: _Place, number: int) -> Meant | None:
    """What a heading stands for; of two rows, the lower alone where it is the clearer."""
    whole = meant(place.headings.get(number, ""))
    if place.rows == 1 or (whole is not None and whole.sure):
        return whole
    lower = meant(headings_at(place.sheet, place.head, 1).get(number, ""))
    return lower if lower is not None and (whole is None or lower.sure) else whole


def _assign(candidates: list[_Candidate]) -> Iterator[Question]:
    """Say what each column holds, where its heading and its cells settle it; the questions where they do not."""
    _by_heading(candidates)
    _several_amounts(candidates)
    yield from _day(candidates)
    yield from _amount(candidates)
    for each in candidates:
        if each.role is None:
            yield from _rest(each)


def _by_heading(candidates: list[_Candidate]) -> None:
    """Roles that one heading alone claims and that its cells fit; of several claims, the sure one."""
    for sure in (True, False):
        for each in candidates:
            if each.meant is None or each.meant.sure is not sure or each.role is not None:
                continue
            role = each.meant.role
            if role in ("amount", "incurred") and not sure:
                continue
            rivals = [other for other in candidates if other.meant == each.meant]
            taken = any(other.role == role for other in candidates)
            fits, count = each.content.fits(role)
            if taken or len(rivals) > 1 or not fits:
                continue
            how = "is a word of the trade for it and nothing else" if sure else "is a usual word for it"
            each.role, each.why = role, f'The heading "{each.name}" {how}; {count} of {each.content.cells} cells fit.'


def _several_amounts(candidates: list[_Candidate]) -> None:
    """Columns of amounts under months, or under what L10.17 covers: each amount is a line of its own."""
    limbs = {words(name): str(limb) for name, limb in LIMBS.items()} | {limb: limb for limb in CHOICES["limb"]}
    found = []
    for each in candidates:
        if each.role is None and each.content.money and each.content.mostly(each.content.money):
            heading = words(each.heading).replace("(£)", "").replace("£", "").strip()
            if month := _month(each.heading):
                found.append((each, {"incurred": month}, f"Amounts stand under the month {month}."))
            elif heading in limbs:
                found.append((each, {"limb": limbs[heading]}, "Amounts stand under a limb of L10.17."))
    if len(found) < 2:
        return
    for each, lines_have, why in found:
        each.role, each.lines_have, each.why = "amount", lines_have, why
    for each in candidates:
        if each.role is None and words(each.heading) in (
            "total",
            "totals",
            "row total",
            "total (£)",
            "grand total",
            "total £",
            "year total",
        ):
            each.role, each.why = (
                "row_total",
                "It stands beside several columns of amounts; each row's must add up to it.",
            )


def _month(heading: str) -> str | None:
    """The month that a heading names with its year, YYYY-MM."""
    said = " ".join(heading.replace("(£)", "").replace("£", "").split())
    meant_, _ = days_meant(said)
    if "" in meant_ and meant_[""].day == 1:
        return f"{meant_['']:%Y-%m}"
    meant_, _ = days_meant(f"1 {said.replace('-', ' ')}")
    names = [name.casefold() for name in (*calendar.month_name, *calendar.month_abbr, "sept") if name]
    return f"{meant_['']:%Y-%m}" if "" in meant_ and said.casefold().replace("-", " ").split()[0] in names else None


def _day(candidates: list[_Candidate]) -> Iterator[Question]:
    """Which column of days is that on which costs were incurred."""
    if any(each.role == "incurred" for each in candidates) or any("incurred" in each.lines_have for each in candidates):
        return
    dated = [each for each in candidates if each.role is None and each.content.mostly(each.content.days)]
    likely = [each for each in dated if each.meant and each.meant.role == "incurred" and not other_date(each.heading)]
    if len(dated) == 1 and likely:
        one = dated[0]
        one.role, one.why = (
            "incurred",
            f'"{one.name}" is the only column of days ({one.content.days} of {one.content.cells} cells).',
        )
    elif dated:
        options = {each.name: f"{each.content.days} days" for each in dated}
        ask = "Which column holds the day on which each cost was incurred, the day you became liable for it?"
        for each in dated:
            each.why = 'It holds days; the answer to "incurred" says which column counts.'
        yield Question(name="incurred", ask=ask, options=options, why="")


def _amount(candidates: list[_Candidate]) -> Iterator[Question]:
    """Which column of money is the amount of each cost."""
    if any(each.role in ("amount", "gross", "net") for each in candidates):
        _gross_by_sum(candidates)
        return
    money = [each for each in candidates if each.role is None and each.content.mostly(each.content.money)]
    money = [each for each in money if no_field(each.heading) is None]
    named = [each for each in money if each.meant and each.meant.role == "amount"]
    if len(named) == 1 and len(money) == 1:
        one = named[0]
        one.role, one.why = (
            "amount",
            f'"{one.name}" is the only column of money ({one.content.money} of {one.content.cells} cells).',
        )
    elif money:
        options = {each.name: f"{each.content.money} amounts" for each in money}
        for each in money:
            each.why = 'It holds figures; the answer to "amount" says which column counts.'
        yield Question(name="amount", ask="Which column holds the amount of each cost?", options=options)


def _gross_by_sum(candidates: list[_Candidate]) -> None:
    """Nothing is made of a column "Total" beside net and VAT here: what it adds up to is for the reader to hold against them."""
    roles = {each.role for each in candidates}
    totals = [
        each
        for each in candidates
        if each.role is None
        and words(each.heading) in ("total", "total (£)", "total £", "total amount", "invoice total")
    ]
    if (
        {"net", "vat"} <= roles
        and "gross" not in roles
        and len(totals) == 1
        and totals[0].content.mostly(totals[0].content.money)
    ):
        totals[0].role = "gross"
        totals[0].why = "It stands beside net and VAT; a row in which they do not add up to it is refused."


def _rest(each: _Candidate) -> Iterator[Question]:
    """A column that is none of the above: left out where it holds nothing of a line, else asked about."""
    if each.why:
        return
    content = each.content
    if content.ids and content.mostly(content.ids):
        each.role, each.why = "device_ids", f"{content.ids} of {content.cells} cells are Devices' ids."
    elif nothing := no_field(each.heading):
        each.role, each.why = "ignore", f"{nothing}: no field of a cost line"
    elif not content.cells:
        each.role, each.why = "ignore", "nothing stands under it"
    elif (
        content.mostly(content.money)
        and content.money > content.whole // 2
        and content.texts.keys() != content.cells
        and not _counting(each)
    ):
        yield Question(
            name=f"column: {each.name}",
            ask=f'What does the column "{each.name}" hold?',
            options=dict(COLUMN_OPTIONS),
            found=each.name,
        )
    else:
        each.role, each.why = "ignore", "no field of a cost line goes by such a heading"


def _counting(each: _Candidate) -> bool:
    """Whether a heading speaks of a number that is no money."""
    return each.meant is not None and each.meant.role in (
        "line",
        "invoice",
        "device_ids",
        "supplier",
        "description",
        "devices",
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
    groups: dict[frozenset[str], list[_Place]] = {}
    left_out = {}
    for sheet in book.sheets:
        if not len(sheet):
            continue
        place = _place(sheet)
        if place is None or not _like_a_list(place):
            left_out[sheet.name] = "no list with amounts was found on it"
        else:
            groups.setdefault(frozenset(words(each) for each in place.headings.values() if each), []).append(place)
    several = len(groups) > 1
    tables, questions = [], []
    for places in groups.values():
        candidates = _candidates(places)
        name = places[0].sheet.name
        for question in _assign(candidates):
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


__all__ = ["LEAVE_OUT", "settled", "suggest"]
