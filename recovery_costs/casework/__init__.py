"""The use cases: take facts in, keep them, adjudicate. The only place where rules meet stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from recovery_costs.calendar import shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.contested import contest
from recovery_costs.facts import Case
from recovery_costs.finding import Adjudication
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems, read
from recovery_costs.record import WhatCounts, what_counts
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.entry import Command, Draft, canonical, fact_drafts
from recovery_costs.register.faults import FactTaken
from recovery_costs.register.files import name_of
from recovery_costs.register.store import Register
from recovery_costs.register.view import View
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


DEMONSTRATION = Actor("demonstration", Role.DCC_FINANCE)
"""Who takes the samples in."""
PAGES = Actor("pages", Role.AUDITOR)
"""Who looks at the pages of a register on this machine: it reads everything and changes nothing."""


def put_on_record(register: Register, actor: Actor, case: str, facts: Iterable[Mapping[str, Any]]) -> int:
    """Put facts of a case file on record, all or none. A fact that is there already, word for word, is left as it is.

    Returns:
        How many were new.

    Raises:
        Problems: another fact of the same id is on record in that case.
    """
    on_record = register.seen_by(PROGRAM).entries(case)
    bodies = {entry.fact: entry.body for entry in on_record if entry.fact is not None}
    new = [fact for fact in facts if bodies.get(str(fact["id"])) != canonical(fact)]
    if not new:
        return 0
    drafts = fact_drafts(case, new, on_record)
    said = canonical([[draft.case_name, dict(draft.body)] for draft in drafts])
    try:
        register.append(Command(f"facts:{sha256(said.encode()).hexdigest()}", actor, drafts))
    except FactTaken as taken:
        problem = Problem(
            taken.fact,
            "id",
            "another fact of this id on record",
            "an id of its own",
            "Correct the fact on record by a new fact that names it in corrects.",
        )
        raise Problems([problem]) from taken
    return len(new)


def take_in_event(register: Register, actor: Actor, path: Path) -> str:
    """Put the facts of an event file on record.

    Returns:
        The case's name.

    Raises:
        Problems: the file has problems; nothing was recorded.
    """
    given = read(path.read_bytes())
    case = check_case(given)
    put_on_record(register, actor, case.name, given["facts"])
    return case.name


class Taken(NamedTuple):
    """What was taken in from a workbook."""

    party: str
    facts: int
    rows: int
    pounds: Money


def receive(register: Register, actor: Actor, case: str, party: str | None, name: str, content: bytes) -> str:
    """Keep a file byte for byte, before anything reads it.

    Returns:
        What the file is known by from now on.
    """
    known_as = name_of(content)
    body = {"name": name, "size": len(content)}
    draft = Draft("file_received", body, case, party, known_as)
    command = sha256(canonical([case, party, known_as, body]).encode()).hexdigest()
    register.append(Command(f"file:{command}", actor, (draft,), (content,)))
    return known_as


def take_in_workbook(register: Register, actor: Actor, case: str, path: Path) -> Taken:
    """Keep a Party's claim workbook, read it, and put its facts on record, all or none.

    Raises:
        Problems: a cell cannot be read, or the facts do not fit the case; the workbook is kept, no fact was recorded.
    """
    receive(register, actor, case, None, path.name, path.read_bytes())
    claim = read_claim(path)
    blocking = [each for each in claim.problems if each.severity == "blocking"]
    if blocking:
        raise Problems(
            [Problem(None, f"{each.sheet}!{each.cell}", each.found, each.wanted, each.do) for each in blocking]
        )
    on_record = _facts(register.seen_by(PROGRAM), case)
    known = {canonical(fact) for fact in on_record}
    new_facts = [fact for fact in claim.facts if canonical(fact) not in known]
    check_case({"format": 1, "case": case, "facts": [*on_record, *new_facts]})
    new = put_on_record(register, actor, case, claim.facts)
    return Taken(str(claim.party), new, claim.counts.rows, Money(claim.counts.pence))


def _facts(view: View, case: str) -> list[Any]:
    """The facts of a case as they were given."""
    return [entry.content for entry in view.entries(case) if entry.fact is not None]


def take_in_samples(register: Register) -> Iterator[tuple[str, list[Taken]]]:
    """Take every sample in: the event file, then each workbook."""
    for sample in samples():
        name = take_in_event(register, DEMONSTRATION, sample.event)
        yield name, [take_in_workbook(register, DEMONSTRATION, name, path) for path in sample.workbooks]


# --- cases on record --------------------------------------------------------------------------------------------


def case_on_record(view: View, name: str) -> Case:
    """A case as the register holds it, as far as the actor may read it."""
    return check_case({"format": 1, "case": name, "facts": view.facts(name)})


class Judged(NamedTuple):
    """A case on record on a day: the case, its adjudication with what is contested, and the facts that count."""

    case: Case
    adjudication: Adjudication
    facts: WhatCounts


def judge(view: View, name: str, as_of: date) -> Judged:
    """A case on record, adjudicated at the end of `as_of`.

    Raises:
        Problems: a Working Day must be decided beyond the table of bank holidays.
    """
    case = case_on_record(view, name)
    adjudication = contest(case, as_of)
    law = terms(case, adjudication.readings, shipped_holidays())
    return Judged(case, adjudication, what_counts(case, as_of, None, law.notices))


def adjudications(view: View, as_of: date) -> list[Adjudication]:
    """Every case on record, adjudicated with what is contested."""
    return [judge(view, name, as_of).adjudication for name in view.cases()]
