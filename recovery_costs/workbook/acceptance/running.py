"""Running the cases: what each expects, what the adjudication gives, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Moment, long_day, parse_day
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.scenarios import MISSING
from recovery_costs.workbook.acceptance.answers import LINE, UNDER, About, Answer, of_breach
from recovery_costs.workbook.acceptance.cases import Run, cases, place
from recovery_costs.workbook.acceptance.columns import (
    FREE_SHEETS,
    NOTHING,
    UNKNOWN,
    Column,
    moment,
)
from recovery_costs.workbook.acceptance.rows import Book, Checked, Miss
from recovery_costs.workbook.cells import words as plain
from recovery_costs.workbook.codes import found
from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.layout import Kind
from recovery_costs.workbook.wire import ref as place_of


def check_bytes(content: bytes) -> Checked:
    """Run every case of a workbook. Raises nothing for a bad file: it has problems, and no case is run."""
    try:
        book = Book(content)
    except Refused as refused:
        problem = found(refused.code, refused.sheet, refused.cell, refused.found)
        return Checked(0, 0, 0, (), (problem,), (), {})
    runs: list[Run] = []
    sheets = [title for title, grid in book.grids.items() if grid and plain(title) not in FREE_SHEETS]
    for title in sheets:
        runs += cases(book, book.rows(title))
    if not runs and not book.problems:
        title = next(iter(book.grids), "")
        book.flag(
            "not-a-claim",
            title,
            "A1" if title else "",
            "no case",
            "a sheet with a row for each case",
            "Write the cases.",
        )
    misses = [miss for run in runs for miss in _misses(book, run)] if not book.problems else []
    place = {title: number for number, title in enumerate(book.grids)}
    problems = sorted(
        set(book.problems), key=lambda each: (place.get(each.sheet, -1), *place_of(each.cell or "A1", ""))
    )
    return Checked(
        len(sheets),
        len(runs),
        sum(1 for run in runs for row in run.rows for _ in row.expected),
        tuple(misses) if not problems else (),
        tuple(problems),
        tuple((row.sheet, row.number) for run in runs for row in run.rows),
        book.heads,
    )


def _misses(book: Book, run: Run) -> Iterator[Miss]:
    """Every expected cell of a case that its adjudication does not meet."""
    assert run.case is not None
    assert run.as_of is not None
    try:
        result = adjudicate(run.case, run.as_of, None, run.readings)
    except Problems as problems:
        for problem in problems.problems:
            place(book, run, problem)
        return
    said = result.as_json()
    for row in run.rows:
        about = About(result, said, row)
        for answer, expected in row.expected:
            actual = answer.get(about)
            if not _same(expected, actual):
                heading = answer.column.heading
                yield Miss(
                    row.sheet,
                    row.cell(heading) or "",
                    run.name,
                    heading,
                    _inwords(answer.column, expected),
                    _inwords(answer.column, actual),
                    _because(about, answer),
                )


def _same(expected: Any, actual: Any) -> bool:
    """Equal in value and kind; a day alone, where a moment is meant, is noon."""
    if isinstance(expected, str) and isinstance(actual, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+", actual):
        return expected in (actual, f"{actual.partition('T')[0]}" if actual.endswith("T12:00") else actual)
    return type(expected) is type(actual) and bool(expected == actual)


def _inwords(column: Column, value: Any) -> str:
    """A value as its cell would say it."""
    words = {meant: word for word, meant in column.entry.choices.items()}
    if value is None:
        return UNKNOWN
    if isinstance(value, list):
        return ", ".join(str(words.get(each, each)) for each in value) or NOTHING
    if value in words:
        return words[value]
    if value == MISSING:
        return MISSING
    if column.entry.kind is Kind.MONEY:
        return str(Money.of(value))
    if column.entry.kind is Kind.DAY:
        return long_day(parse_day(value))
    if column.read is moment:
        return str(Moment.of(value))
    return str(value)


def _because(about: About, answer: Answer) -> str:
    """The reasons of the findings on the heading's clause; for what is payable, on the clause that decides it."""
    refs = [answer.clause]
    if answer.clause == "L10.22":
        under = about.path("claims.{party}.payable_under")
        refs = [under if under in UNDER else "L10.22", "L10.22", "L10.19(c)"]
    elif answer.clause == "L10.19":
        refs = [*(about.path("claims.{party}.barred_by") or []), "L10.19(c)", "L10.19(a)"]
    elif answer.clause == "L10.20":
        refs = ["L10.20(a)", "L10.20(b)"]
    elif answer.column.heading == "L10.28 status":
        refs = ["L10.28", "L10.26", "L10.25", "L10.30(b)", "L10.14"]
    elif of_breach(answer.clause):
        refs = [answer.clause, "L10.26", "L10.25", "L10.14"]
    for ref in refs:
        found = about.findings(ref)
        if answer.needs == LINE.heading:
            found = [each for each in found if each.because.startswith(f"Line {about.row.named('line')}: ")]
        if answer.clause in ("L10.19(a)", "L10.19(c)"):
            found = found[:1]  # the notice that governs; the others are about other notices
        if found:
            return " ".join(dict.fromkeys(f"{each.clause}: {each.because}" for each in found))
    return f"No finding is made on {answer.clause}."
