"""The use cases: take facts in, keep them, adjudicate. The only place where rules meet stores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from recovery_costs.calendar import shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.contested import contest
from recovery_costs.facts import Case
from recovery_costs.files import load_case
from recovery_costs.finding import Adjudication
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems, read
from recovery_costs.record import WhatCounts, what_counts
from recovery_costs.register.journal import Journal
from recovery_costs.terms import terms
from recovery_costs.workbook.check import check_file
from recovery_costs.workbook.codes import Found

PACKAGE = Path(__file__).parent


def beside(name: str) -> Path:
    """A file or folder that travels with the program: in the package once installed, else at the project's top."""
    return PACKAGE / name if (PACKAGE / name).exists() else PACKAGE.parent / name


# --- the samples ------------------------------------------------------------------------------------------------


class Sample(NamedTuple):
    """A ready-made Recovery Event: its folder, the event file and the workbooks its Parties sent."""

    folder: Path
    event: Path
    workbooks: tuple[Path, ...]

    @property
    def title(self) -> str:
        """Its number and what happened, in words."""
        short = {"dcc": "DCC", "ca": "CA", "rdp": "RDP"}
        return " ".join(short.get(word, word) for word in self.folder.name.split("-"))


def samples() -> list[Sample]:
    """The ready-made Recovery Events, in order."""
    folders = sorted(each.parent for each in beside("sample_claims").glob("*/event.yaml"))
    return [Sample(each, each / "event.yaml", tuple(sorted(each.glob("*.xlsx")))) for each in folders]


def take_in_event(journal: Journal, path: Path) -> str:
    """Put the facts of an event file on record.

    Returns:
        The case's name.

    Raises:
        Problems: the file has problems; nothing was recorded.
    """
    given = read(path.read_bytes())
    case = check_case(given)
    journal.append(case.name, given["facts"])
    return case.name


class Taken(NamedTuple):
    """What was taken in from a workbook."""

    party: str
    facts: int
    rows: int
    pounds: Money


def take_in_workbook(journal: Journal, case: str, path: Path) -> Taken:
    """Check a Party's claim workbook and put its facts on record, all or none.

    A fact's id comes of what it says, so one that is on record already is not put there again.

    Raises:
        Problems: a cell cannot be read, or the facts do not fit the case; nothing was recorded.
    """
    report = check_file(path)
    if not report.accepted:
        raise Problems([_problem(each) for each in report.blocking])
    on_record = journal.facts(case)
    known = {fact["id"] for fact in on_record}
    new_facts = [fact for fact in report.facts if fact["id"] not in known]
    check_case({"format": 1, "case": case, "facts": [*on_record, *new_facts]})
    new = journal.append(case, new_facts)
    return Taken(str(report.party), new, report.receipt.rows.accepted, Money(report.receipt.pence.accepted))


def _problem(found: Found) -> Problem:
    """A problem of a workbook as one of any file."""
    place = f"{found.sheet}!{found.cell}" if found.sheet and found.cell else found.sheet or None
    return Problem(None, place, found.found, found.wanted, found.do)


def case_of(path: Path) -> Case:
    """A case from its file; or from a folder, of its event file and the workbooks that Parties sent beside it.

    Raises:
        Problems: a file has problems, or the folder has no event file.
    """
    if path.is_file():
        return load_case(path)
    if not (path / "event.yaml").is_file():
        wanted, do = "a folder with an event.yaml in it", "Name the case file itself, or a folder that has one."
        raise Problems([Problem(None, None, f"{path.name}, without an event.yaml", wanted, do)])
    given = read((path / "event.yaml").read_bytes())
    for workbook in sorted(path.glob("*.xlsx")):
        report = check_file(workbook)
        if not report.accepted:
            raise Problems([_problem(each) for each in report.blocking])
        given["facts"] = [*given["facts"], *report.facts]
    return check_case(given)


def take_in_samples(journal: Journal) -> Iterator[tuple[str, list[Taken]]]:
    """Take every sample in: the event file, then each workbook."""
    for sample in samples():
        name = take_in_event(journal, sample.event)
        yield name, [take_in_workbook(journal, name, path) for path in sample.workbooks]


# --- cases on record --------------------------------------------------------------------------------------------


def case_on_record(journal: Journal, name: str) -> Case:
    """A case as the journal holds it."""
    return check_case({"format": 1, "case": name, "facts": journal.facts(name)})


class Judged(NamedTuple):
    """A case on record on a day: the case, its adjudication with what is contested, and the facts that count."""

    case: Case
    adjudication: Adjudication
    facts: WhatCounts


def judge(journal: Journal, name: str, as_of: date) -> Judged:
    """A case on record, adjudicated at the end of `as_of`.

    Raises:
        Problems: a Working Day must be decided beyond the table of bank holidays.
    """
    case = case_on_record(journal, name)
    adjudication = contest(case, as_of)
    law = terms(case, adjudication.readings, shipped_holidays())
    return Judged(case, adjudication, what_counts(case, as_of, None, law.notices))


def adjudications(journal: Journal, as_of: date) -> list[Adjudication]:
    """Every case on record, adjudicated with what is contested."""
    return [judge(journal, name, as_of).adjudication for name in journal.cases()]
