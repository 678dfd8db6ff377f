"""What each column of a Party's own list seems to hold, by its heading and by what stands under it, and why.

A column is mapped where its heading is one of the trade's words for one thing, no other column claims it, and at least four
in five of its cells fit. Anything less is a question.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field

from recovery_costs.workbook.cells import Sheet, words
from recovery_costs.workbook.layout import LIMBS
from recovery_costs.workbook.own.content import Content, content_of
from recovery_costs.workbook.own.headings import Meant, meant, no_field, other_date, says_what_counts
from recovery_costs.workbook.own.heads import headings_at
from recovery_costs.workbook.own.profile import CHOICES, Question, Role
from recovery_costs.workbook.own.sheets import COLUMN_OPTIONS, column_name
from recovery_costs.workbook.own.values import days_meant
from recovery_costs.workbook.wire import letters


@dataclass(frozen=True)
class Placing:
    """Where a sheet's headings stand: the first row of them, and how many rows."""

    sheet: Sheet
    row: int
    rows: int
    headings: dict[int, str]

    @property
    def head(self) -> int:
        """The last row of headings."""
        return self.row + self.rows - 1


@dataclass
class Candidate:
    heading: str
    letter: str | None
    content: Content
    meant: Meant | None
    role: Role | None = None
    why: str = ""
    lines_have: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As a question calls it."""
        return column_name(self.heading, self.letter)


def candidates_of(places: list[Placing]) -> list[Candidate]:
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
        content = content_of(sheets, columns, words(heading))
        if heading or content.cells > 1:
            found.append(Candidate(heading, letters(number) if lone else None, content, _meant(first, number)))
    return found


def _meant(place: Placing, number: int) -> Meant | None:
    """What a heading stands for; of two rows, the lower alone where it is the clearer."""
    whole = meant(place.headings.get(number, ""))
    if place.rows == 1 or (whole is not None and whole.sure):
        return whole
    lower = meant(headings_at(place.sheet, place.head, 1).get(number, ""))
    return lower if lower is not None and (whole is None or lower.sure) else whole


def assign(candidates: list[Candidate]) -> Iterator[Question]:
    """Say what each column holds, where its heading and its cells settle it; the questions where they do not."""
    _by_heading(candidates)
    _several_amounts(candidates)
    yield from _day(candidates)
    yield from _amount(candidates)
    for each in candidates:
        if each.role is None:
            yield from _rest(each, {other.role for other in candidates})


def _by_heading(candidates: list[Candidate]) -> None:
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


def _several_amounts(candidates: list[Candidate]) -> None:
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
    if len(found) < 2 or any(each.role in ("net", "gross") for each in candidates):
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


def _day(candidates: list[Candidate]) -> Iterator[Question]:
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


def _amount(candidates: list[Candidate]) -> Iterator[Question]:
    """Which column of money is the amount of each cost."""
    if any(each.role in ("amount", "gross", "net") for each in candidates):
        _gross_beside(candidates)
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
        yield Question(
            name="amount",
            ask="Which column holds the amount of each cost? One counts; if several make up a row, say of each what its costs are (lines_have in a mapping).",
            options=options,
        )


def _gross_beside(candidates: list[Candidate]) -> None:
    """A column "Total" beside net and VAT holds the gross: each row's net and VAT are held against it when it is read."""
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


def _rest(each: Candidate, taken: set[Role | None]) -> Iterator[Question]:
    """A column that is none of the above: left out where it holds nothing of a line, else asked about."""
    if each.why:
        return
    content = each.content
    if content.ids and content.mostly(content.ids) and "device_ids" not in taken:
        each.role, each.why = "device_ids", f"{content.ids} of {content.cells} cells are Devices' ids."
    elif nothing := no_field(each.heading):
        each.role, each.why = "ignore", f"{nothing}: no field of a cost line"
    elif not content.cells:
        each.role, each.why = "ignore", "nothing stands under it"
    elif (content.figures or says_what_counts(each.heading)) and not _counting(each):
        yield Question(
            name=f"column: {each.name}",
            ask=f'What does the column "{each.name}" hold?',
            options=dict(COLUMN_OPTIONS),
            found=each.name,
        )
    else:
        each.role, each.why = "ignore", "no field of a cost line goes by such a heading"


def _counting(each: Candidate) -> bool:
    """Whether a heading speaks of a number that is no money."""
    return each.meant is not None and each.meant.role in (
        "line",
        "invoice",
        "device_ids",
        "supplier",
        "description",
        "devices",
    )
