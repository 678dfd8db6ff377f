"""The ready-made Recovery Events: their files, and taking them into a register as DCC finance would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from recovery_costs.case_file import check_case
from recovery_costs.casework.admin import open_event
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.casework.intake import receive, take_in
from recovery_costs.casework.second import PROPOSED, approve
from recovery_costs.facts import Case
from recovery_costs.files import load_case
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems, read
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.store import Register
from recovery_costs.workbook.check import check_file
from recovery_costs.workbook.codes import Found

PACKAGE = Path(__file__).parents[1]
DEMONSTRATION, SECOND = (Actor(name, Role.DCC_FINANCE) for name in ("demonstration", "demonstration, second person"))
"""Who takes the samples in, and who approves what their files hold."""
LOOKING = Actor("pages", Role.AUDITOR)
"""Who looks at a register on this machine: it reads everything and changes nothing."""


def beside(name: str) -> Path:
    """A file or folder that travels with the program: in the package once installed, else at the project's top."""
    return PACKAGE / name if (PACKAGE / name).exists() else PACKAGE.parent / name


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


class Taken(NamedTuple):
    """What was taken in from a workbook."""

    party: str
    facts: int
    rows: int
    pounds: Money


def take_in_samples(register: Register) -> Iterator[tuple[str, list[Taken]]]:
    """Take every sample in: the event file, then each workbook. What is on record already is left as it is.

    Raises:
        NotPermitted: the register is in use for something else.
    """
    own = {PROGRAM.name, DEMONSTRATION.name, SECOND.name}
    if {entry.actor for entry in register.seen_by(PROGRAM).entries()} - own:
        raise NotPermitted(
            f"{register.name} is in use. Nothing was recorded.", "Name a new file for the demonstration."
        )
    desk, second = Desk(register, DEMONSTRATION), Desk(register, SECOND)
    for sample in samples():
        given = read(sample.event.read_bytes())
        name = str(given.get("case")) if isinstance(given, dict) else sample.folder.name
        _approved(second, name, open_event(desk, given, command=f"sample:{name}", ready_made=True))
        yield name, [_take_in(desk, second, name, path) for path in sample.workbooks]


def _approved(second: Desk, event: str, done: Done) -> Done:
    """What an act came to, once a second person has approved it where it waits for one."""
    last = done.entries[-1]
    return approve(second, event, last.seq, command=f"{last.command}:approved") if last.kind == PROPOSED else done


def _take_in(desk: Desk, second: Desk, event: str, path: Path) -> Taken:
    """A workbook of a sample: kept, checked, and its facts put on record, all or none.

    Raises:
        Problems: a cell cannot be read, or the facts do not fit the case; the workbook is kept, no fact was recorded.
    """
    report, command = check_file(path), f"sample:{event}:{path.name}"
    party = str(report.party)
    received = receive(desk, event, party, path.name, path.read_bytes(), command=command)
    if not report.accepted:
        raise Problems([_problem(each) for each in report.blocking])
    done = take_in(desk, received, report.as_json())
    approved = _approved(second, event, done) if done is not None else None
    facts = len(approved.facts) if approved is not None and approved.new else 0
    return Taken(party, facts, report.receipt.rows.accepted, Money(report.receipt.pence.accepted))


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


def _problem(found: Found) -> Problem:
    """A problem of a workbook as one of any file."""
    place = f"{found.sheet}!{found.cell}" if found.sheet and found.cell else found.sheet or None
    return Problem(None, place, found.found, found.wanted, found.do)
