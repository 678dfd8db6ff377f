"""The use cases: take facts in, keep them, adjudicate. The only place where rules meet stores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from recovery_costs.calendar import Moment, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.contested import contest
from recovery_costs.facts import Case
from recovery_costs.finding import Adjudication
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems, read, shown
from recovery_costs.record import WhatCounts, what_counts
from recovery_costs.register.journal import Journal
from recovery_costs.schedule.adopt import Preview, preview
from recovery_costs.schedule.change import Change
from recovery_costs.terms import terms
from recovery_costs.workbook.read import read_claim

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
    """Read a Party's claim workbook and put its facts on record, all or none.

    Raises:
        Problems: a cell cannot be read, or the facts do not fit the case; nothing was recorded.
    """
    claim = read_claim(path)
    blocking = [each for each in claim.problems if each.severity == "blocking"]
    if blocking:
        raise Problems(
            [Problem(None, f"{each.sheet}!{each.cell}", each.found, each.wanted, each.do) for each in blocking]
        )
    on_record = journal.facts(case)
    new_facts = [fact for fact in claim.facts if fact not in on_record]
    check_case({"format": 1, "case": case, "facts": [*on_record, *new_facts]})
    new = journal.append(case, claim.facts)
    return Taken(str(claim.party), new, claim.counts.rows, Money(claim.counts.pence))


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


def exactly(change: Change, name: str, at: Moment, fingerprint: str) -> dict[str, Any]:
    """The fact that determines exactly the dates shown under a fingerprint.

    Raises:
        Problems: the dates are no longer those, or there are none.
    """
    if not change.payments:
        raise Problems(
            [Problem(None, "payments", "no schedule", "a schedule to adopt", "Mend the plan and look again.")]
        )
    if fingerprint != change.fingerprint:
        found, wanted = shown(fingerprint), f"{change.fingerprint}, as the dates come out now"
        raise Problems([Problem(None, "adopt", found, wanted, "Look at the dates again before adopting them.")])
    return change.fact(name, at)


def adopt(journal: Journal, case: str, fact: dict[str, Any]) -> Preview:
    """Put the dates of a schedule on record.

    Returns:
        What L10.24(b) says of them.

    Raises:
        Problems: the fact does not fit the case, or its id is on record; nothing was recorded.
    """
    said = preview(case_on_record(journal, case), fact, shipped_holidays())
    journal.append(case, [fact])
    return said


def adjudications(journal: Journal, as_of: date) -> list[Adjudication]:
    """Every case on record, adjudicated with what is contested."""
    return [judge(journal, name, as_of).adjudication for name in journal.cases()]
