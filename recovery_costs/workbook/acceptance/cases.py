"""From rows that follow one another to a case file, with each problem at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recovery_costs.calendar import parse_day
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.workbook.acceptance.answers import COLUMNS, CaseRow
from recovery_costs.workbook.acceptance.columns import (
    SENT_BY,
    Column,
    Group,
)
from recovery_costs.workbook.acceptance.facts import (
    AGAINST,
    APPEALABLE,
    AS_OF,
    CASE,
    FACTS,
    INSTALMENTS,
    LINES,
    PARTY,
    PROVISION,
    READINGS,
    SUBSCRIBER,
)
from recovery_costs.workbook.acceptance.rows import Book
from recovery_costs.workbook.cells import words as plain


@dataclass
class Run:
    """A case as its rows give it, ready to be adjudicated."""

    name: str
    rows: list[CaseRow]
    case: Case | None = None
    as_of: date | None = None
    readings: Mapping[str, str] = field(default_factory=dict)


def cases(book: Book, rows: Sequence[CaseRow]) -> list[Run]:
    """The cases of a sheet: rows that follow one another under one name."""
    runs: list[Run] = []
    names: set[str] = set()
    for row in rows:
        name = row.of(CASE)
        if name is None:
            if "flagged" not in row.values or row.cell(CASE.heading):
                cell = row.cell(CASE.heading) or f"A{row.number}"
                if not any((each.sheet, each.cell) == (row.sheet, cell) for each in book.problems):
                    book.flag("value-missing", row.sheet, cell, "nothing", "the case's name", 'Fill in "Case".')
        elif runs and runs[-1].name == name:
            runs[-1].rows.append(row)
        elif name in names:
            cell = row.cell(CASE.heading) or f"A{row.number}"
            book.flag(
                "line-twice",
                row.sheet,
                cell,
                shown(name),
                "rows of one case under one another",
                "Move the row, or name the case otherwise.",
            )
        else:
            names.add(name)
            runs.append(Run(name, [row]))
    for run in runs:
        _prepare(book, run)
    return runs


def _prepare(book: Book, run: Run) -> None:
    """The case, its day and its readings, from the rows of a run."""
    before = len(book.problems)
    first = run.rows[0]
    for column in (AS_OF, READINGS):
        said = [(row, row.of(column)) for row in run.rows if row.of(column) is not None]
        for row, value in said[1:]:
            if value != said[0][1]:
                book.flag(
                    "fields-at-odds",
                    row.sheet,
                    row.cell(column.heading) or "",
                    shown(str(value)),
                    f"blank, or as in {said[0][0].cell(column.heading)}",
                    "Say it once.",
                )
        if column is AS_OF and said:
            run.as_of = parse_day(said[0][1])
        elif column is READINGS and said:
            run.readings = said[0][1]
    bad = any("flagged" in row.values for row in run.rows)
    if run.as_of is None and not bad and first.cell(AS_OF.heading):
        book.flag(
            "value-missing",
            first.sheet,
            first.cell(AS_OF.heading) or "",
            "nothing",
            AS_OF.entry.help,
            'Fill in "As of".',
        )
    if not bad and not any(True for row in run.rows for _ in row.expected):
        book.flag(
            "value-missing",
            first.sheet,
            first.cell(CASE.heading) or "",
            shown(run.name),
            "a case that expects something",
            "Fill in an answer, or take the row out.",
        )
    facts = _lines(run.rows) + _instalments(run.rows)  # first: an appeal may be against the dates
    if not bad:
        facts += [fact for row in run.rows for fact in _facts_of(book, row)]
    for row in run.rows:
        _about_nobody(book, row)
    if bad or len(book.problems) > before:
        return
    try:
        run.case = check_case({"format": 1, "case": run.name, "facts": facts})
    except Problems as problems:
        for problem in problems.problems:
            place(book, run, problem)


def _id(group: Group, row: CaseRow) -> str:
    return f"{group.fact}-{row.number}"


def _facts_of(book: Book, row: CaseRow) -> Iterator[dict[str, Any]]:
    """The facts that a row makes by itself."""
    for group in FACTS:
        given = row.filled(group)
        if not given or group.name in (LINES, INSTALMENTS):
            continue
        name = _id(group, row)
        if group.fact in row.ids:  # two decisions of one type in a row
            name = f"{name}-{len(row.ids)}"
        row.ids[group.fact] = name
        if group.fact == "compromise_notified":
            given = _compromise(book, row, group, given)
        elif any(each.entry.field == "received" for each in group.columns):
            given = _sent(book, row, group, given)
        if group.whose and row.named(group.whose) is not None:
            given[group.whose] = row.named(group.whose)
        if group.fact == "certificate_compromised":
            given["certificate"] = f"of {row.named('subscriber')}, row {row.number}"
        if group.fact in ("breach_referred", "breach_determined") and row.of(PROVISION):
            given["provision"] = row.of(PROVISION)
        if group.fact == "evidence_given":
            given["requirement"] = row.ids.get("evidence_required", "")
        if group.fact in ("appeal_made", "appeal_decided"):
            given |= _appeal(row, given, group)
        yield {"id": name, "type": group.fact, **given, **group.fixed}


def _compromise(book: Book, row: CaseRow, group: Group, given: dict[str, Any]) -> dict[str, Any]:
    _at_most_one(book, row, [each for each in group.columns if each.entry.field in ("actual", "suspected")])
    made = {name: value for name, value in given.items() if name == "keys"}
    for state in ("actual", "suspected"):
        if state in given:
            made |= {"at": given[state], "state": state}
    return made


def _sent(book: Book, row: CaseRow, group: Group, given: dict[str, Any]) -> dict[str, Any]:
    """A notice's fields, with its method and moment of sending from the heading that is filled in."""
    _at_most_one(book, row, [each for each in group.columns if each.entry.field in SENT_BY])
    made = {name: value for name, value in given.items() if name not in SENT_BY}
    for name, method in SENT_BY.items():
        if name in given:
            made |= {"sent": given[name], "method": method}
    return made


def _at_most_one(book: Book, row: CaseRow, columns: Sequence[Column]) -> None:
    filled = [column for column in columns if row.of(column) is not None]
    for column in filled[1:]:
        book.flag(
            "fields-at-odds",
            row.sheet,
            row.cell(column.heading) or "",
            shown(row.of(column)),
            f'nothing, for "{filled[0].heading}" is filled in',
            "Keep one; give a second notice a row of its own.",
        )


def _appeal(row: CaseRow, given: Mapping[str, Any], group: Group) -> dict[str, Any]:
    """The decision that an appeal is against, which is the row's own; and that it is set aside, where that is all."""
    against = row.of(AGAINST)
    more: dict[str, Any] = {"decision": row.ids.get(APPEALABLE.get(str(against), ""), "")}
    if group.fact == "appeal_decided" and given.get("upheld") is False and against in ("sum", "evidence"):
        more["set_aside"] = True
    return more


def _lines(rows: Sequence[CaseRow]) -> list[dict[str, Any]]:
    """A list of costs for each Party, of the lines in its rows."""
    group = next(group for group in FACTS if group.name == LINES)
    lists: dict[Any, dict[str, Any]] = {}
    for row in rows:
        given = row.filled(group)
        if given:
            at = given.pop("at", None)
            party = row.named("party")
            made = lists.setdefault(party, {"id": _id(group, row), "type": group.fact, "lines": []})
            made |= {name: value for name, value in (("party", party), ("at", at)) if value is not None}
            made["lines"].append(given)
            row.ids[group.fact] = made["id"]
    return list(lists.values())


def _instalments(rows: Sequence[CaseRow]) -> list[dict[str, Any]]:
    """One determination of dates, of the instalments in a case's rows."""
    group = next(group for group in FACTS if group.name == INSTALMENTS)
    made: dict[str, Any] = {}
    for row in rows:
        given = row.filled(group)
        if given:
            made = made or {"id": _id(group, row), "type": group.fact, "payments": []}
            if "at" in given:
                made["at"] = given.pop("at")
            if given:
                party = {"party": row.named("party")} if row.named("party") is not None else {}
                made["payments"].append({**party, **given})
            row.ids[group.fact] = made["id"]
    return [made] if made else []


def _about_nobody(book: Book, row: CaseRow) -> None:
    """Answers that are about a Party, a line or a Subscriber that the row does not name."""
    for answer, _ in row.expected:
        if answer.needs and row.of(COLUMNS[plain(answer.needs)]) is None and "flagged" not in row.values:
            cell = row.cell(answer.needs) or row.cell(answer.column.heading) or ""
            if not any((each.sheet, each.cell) == (row.sheet, cell) for each in book.problems):
                book.flag(
                    "value-missing",
                    row.sheet,
                    cell,
                    "nothing",
                    f"whom or what {answer.column.heading} is about",
                    f'Fill in "{answer.needs}".',
                )


def place(book: Book, run: Run, problem: Problem) -> None:
    """A problem of a case by the cell it comes from."""
    for row in run.rows:
        for group in FACTS:
            if problem.fact is None or row.ids.get(group.fact) != problem.fact or not row.filled(group):
                continue
            name = re.split(r"[.\[]", (problem.field or "").rpartition("].")[2] or problem.field or "")[0]
            heading = next((each.heading for each in group.columns if each.entry.field == name), None)
            heading = {
                "party": PARTY.heading,
                "subscriber": SUBSCRIBER.heading,
                "decision": AGAINST.heading,
                "requirement": "Evidence required on",
            }.get(name, heading)
            place = row.cell(heading) if heading else None
            first = next(
                cell for each in group.columns if row.of(each) is not None and (cell := row.cell(each.heading))
            )
            do = (
                f'Fill in "{heading}", in the same row.'
                if heading and problem.found in ("nothing", "an empty text")
                else problem.do
            )
            book.flag("fields-at-odds", row.sheet, place or first, problem.found, problem.wanted, do)
            return
    first_row = run.rows[0]
    at_readings = (problem.field or "").startswith("readings") and first_row.of(READINGS)
    cell = first_row.cell(READINGS.heading if at_readings else CASE.heading) or "A1"
    book.flag("fields-at-odds", first_row.sheet, cell, problem.found, problem.wanted, problem.do)
