"""Checking what is no claim workbook but holds a Party's costs: a spreadsheet of its own making, by its mapping, or a list in CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from recovery_costs.plain import shown
from recovery_costs.workbook.cells import Book
from recovery_costs.workbook.check_list import check_list, is_list
from recovery_costs.workbook.codes import Found, found
from recovery_costs.workbook.own.profile import MadeFrom, Profile
from recovery_costs.workbook.own_layout import fact_id, read_own
from recovery_costs.workbook.parties import look_alike
from recovery_costs.workbook.reading import Progress, read_book
from recovery_costs.workbook.report import Balance, CheckKind, CheckReport, Receipt
from recovery_costs.workbook.suggest import settled, suggest

if TYPE_CHECKING:
    from recovery_costs.workbook.check import Context


@dataclass(frozen=True)
class Given:
    """What goes with a file of a Party's own making: its mapping, and whose costs and of which day they are."""

    profile: Profile | None = None
    party: str | None = None
    at: str | None = None


def check_own(book: Book, name: str, sha256: str, size: int, known: Context, given: Given) -> CheckReport:
    """Every problem in a spreadsheet read by its mapping, or in a list in CSV, and its facts where none is blocking."""
    of_rows = [found(code, book.sheets[0].name, cell, what) for code, cell, what in book.faults]
    if given.profile is None:
        report = _list(book, name, known, given) if is_list(book) else _no_list(book)
    else:
        profile = with_given(given.profile, given)
        read = read_own(book, profile, name, known.event_day)
        of_rows += _beside(profile.party, profile.event, known)
        report = _Part(
            read.kind, list(read.problems), read.receipt, read.ignored, read.facts, profile.party, profile.event
        )
    problems = (*of_rows, *report.problems)
    accepted = all(each.severity != "blocking" for each in problems)
    facts = report.facts if accepted else ()
    return CheckReport(
        name,
        sha256,
        size,
        report.kind,
        accepted,
        report.receipt,
        problems,
        facts,
        report.event,
        report.party,
        None,
        report.ignored,
    )


class _Part(NamedTuple):
    """What one way of reading gives to the report."""

    kind: CheckKind
    problems: list[Found]
    receipt: Receipt
    ignored: dict[str, int]
    facts: tuple[dict[str, Any], ...] = ()
    party: str | None = None
    event: str | None = None


def _list(book: Book, name: str, known: Context, given: Given) -> _Part:
    """A list in CSV by its own headings."""
    problems, receipt, ignored, lines, first = check_list(book, known.event_day, given.party, given.at)
    problems = [*_beside(given.party, None, known), *problems]
    facts = []
    if given.party and given.at and lines:
        body = {"type": "cost_lines", "party": given.party, "at": given.at, "lines": lines}
        source = {"workbook": name, "sheet": book.sheets[0].name, "cell": first}
        facts = [{"id": fact_id(body), **body, "source": source}]
    return _Part("cost_lines", problems, receipt, ignored, tuple(facts), given.party)


def _no_list(book: Book) -> _Part:
    """Text whose headings are not those of a list of cost lines."""
    wanted = "at least the headings Incurred on, Amount (£) and What for"
    do = "Use the headings of the Cost lines sheet, or map your own: recovery-costs map."
    cells = sum(len(sheet) for sheet in book.sheets)
    ignored = {"a list without the headings of one": cells} if cells else {}
    problem = found("not-a-claim", "", "", "other headings, or none", wanted, do)
    return _Part("not_a_claim", [problem], Receipt(0, cells, 0, Balance(), Balance()), ignored)


def with_given(profile: Profile, given: Given) -> Profile:
    """The profile with the Party and the day that were given beside it, in place of its own."""
    said = {"party": given.party, "at": given.at}
    plain = {**profile.as_json(), **{name: value for name, value in said.items() if value is not None}}
    return Profile.model_validate(plain)


def _beside(party: str | None, event: str | None, known: Context) -> list[Found]:
    """The Party and the event that were given, against what is known beside the file."""
    problems = []
    if event is not None and known.event is not None and event != known.event:
        problems.append(found("event-differs", "", "", shown(event), known.event))
    if party is not None:
        like = look_alike(party, known.parties)
        if like is not None:
            problems.append(found("party-look-alike", "", "", shown(party), f"the Party's own name, not {like}"))
        elif known.parties and party not in known.parties:
            problems.append(found("party-unknown", "", "", shown(party), ", ".join(sorted(known.parties))))
    return problems


def proposed(
    content: bytes, name: str, given: Given | None, event: str | None, answers: Mapping[str, str], progress: Progress
) -> Profile:
    """The mapping that a file suggests, or the one given brought up to the file; with these answers, and what is open.

    Raises:
        Refused: the file cannot be read.
    """
    book = read_book(content, progress)
    given = given or Given()
    if given.profile is None:
        made_from = MadeFrom(name=name, sha256=hashlib.sha256(content).hexdigest())
        profile = suggest(book, made_from, given.party, event, given.at)
    else:
        profile = with_given(given.profile, given)
        profile = profile.model_copy(update={"event": event}) if event else profile
    return settled(book, profile.answered(answers))
