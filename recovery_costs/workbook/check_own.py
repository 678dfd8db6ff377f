"""Checking what is no claim workbook but holds a Party's costs: a spreadsheet of its own making, by its mapping, or a list in CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from recovery_costs.plain import shown
from recovery_costs.workbook.cells import Book
from recovery_costs.workbook.codes import Found, found
from recovery_costs.workbook.csv_lines import list_profile, read_csv
from recovery_costs.workbook.gate import kind_of
from recovery_costs.workbook.own.profile import MadeFrom, Profile
from recovery_costs.workbook.own_layout import read_own
from recovery_costs.workbook.parties import look_alike
from recovery_costs.workbook.reading import Progress, read_book
from recovery_costs.workbook.report import Balance, CheckReport, Receipt
from recovery_costs.workbook.suggest import settled, suggest


@dataclass(frozen=True)
class Given:
    """What goes with a file of a Party's own making: its mapping, and whose costs and of which day they are."""

    profile: Profile | None = None
    party: str | None = None
    at: str | None = None


class Known(Protocol):
    """What is known beside the file."""

    @property
    def event(self) -> str | None: ...
    @property
    def event_day(self) -> date | None: ...
    @property
    def parties(self) -> frozenset[str]: ...


def open_own(content: bytes, progress: Progress) -> tuple[Book, list[Found]]:
    """The cells of a workbook or of a list in CSV, and what is wrong with the rows of the latter.

    Raises:
        Refused: it is neither, or cannot be read.
    """
    return read_csv(content) if kind_of(content) == "csv" else (read_book(content, progress), [])


def check_own(content: bytes, name: str, known: Known, given: Given, progress: Progress) -> CheckReport:
    """Every problem in a spreadsheet read by its mapping, or in a list in CSV, and its facts where none is blocking.

    Raises:
        Refused: it cannot be read at all.
    """
    book, of_rows = open_own(content, progress)
    progress("checks")
    sha256, size = hashlib.sha256(content).hexdigest(), len(content)
    profile = given.profile or list_profile(book, given.party, given.at)
    if profile is None:
        wanted = "at least the headings Incurred on, Amount (£) and What for"
        do = "Use the headings of the Cost lines sheet, or map your own: recovery-costs map."
        problem = found("not-a-claim", "", "", "other headings, or none", wanted, do)
        cells = sum(len(sheet) for sheet in book.sheets)
        receipt = Receipt(0, cells, 0, Balance(), Balance())
        ignored = {"a list without the headings of one": cells} if cells else {}
        return CheckReport(name, sha256, size, "not_a_claim", False, receipt, (problem,), ignored=ignored)
    profile = with_given(profile, given)
    read = read_own(book, profile, name, known.event_day)
    problems = (*of_rows, *_beside(profile, known), *read.problems)
    accepted = all(each.severity != "blocking" for each in problems)
    facts = read.facts if accepted else ()
    return CheckReport(
        name,
        sha256,
        size,
        read.kind,
        accepted,
        read.receipt,
        problems,
        facts,
        profile.event,
        profile.party,
        None,
        read.ignored,
    )


def with_given(profile: Profile, given: Given) -> Profile:
    """The profile with the Party and the day that were given beside it, in place of its own."""
    said = {"party": given.party, "at": given.at}
    plain = {**profile.as_json(), **{name: value for name, value in said.items() if value is not None}}
    return Profile.model_validate(plain)


def _beside(profile: Profile, known: Known) -> list[Found]:
    """The Party and the event of the mapping against what is known beside the file."""
    problems = []
    if profile.event is not None and known.event is not None and profile.event != known.event:
        problems.append(found("event-differs", "", "", shown(profile.event), known.event))
    if profile.party is not None:
        like = look_alike(profile.party, known.parties)
        if like is not None:
            problems.append(
                found("party-look-alike", "", "", shown(profile.party), f"the Party's own name, not {like}")
            )
        elif known.parties and profile.party not in known.parties:
            problems.append(found("party-unknown", "", "", shown(profile.party), ", ".join(sorted(known.parties))))
    return problems


def proposed(
    content: bytes, name: str, given: Given | None, event: str | None, answers: Mapping[str, str], progress: Progress
) -> Profile:
    """The mapping that a file suggests, or the one given brought up to the file; with these answers, and what is open.

    Raises:
        Refused: the file cannot be read.
    """
    book, _ = open_own(content, progress)
    given = given or Given()
    if given.profile is None:
        made_from = MadeFrom(name=name, sha256=hashlib.sha256(content).hexdigest())
        profile = suggest(book, made_from, given.party, event, given.at)
    else:
        profile = with_given(given.profile, given)
        profile = profile.model_copy(update={"event": event}) if event else profile
    return settled(book, profile.answered(answers))
