"""Receipts: a file is on record, byte for byte, before anything opens it. Only then is it checked (`intake`).

A file that came and was not checked, because the program or the machine stopped, waits: sent again, it goes on from its first
receipt, and what it gives was received then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from recovery_costs.calendar import Moment
from recovery_costs.casework.binding import check_file
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.casework.drafting import fact_id
from recovery_costs.casework.refusals import refused_as
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import PROGRAM, Role
from recovery_costs.register.entry import Draft, Entry, canonical
from recovery_costs.register.faults import NotThere
from recovery_costs.register.files import name_of

OF_OTHERS = ("type", "requirement", "line", "reads")
"""What the receipt of a file that is not to be checked (evidence, a mapping) says beside its name and size."""
GOES_ON = "goes_on"
"""In a receipt: the entry of the first receipt of the same file, which was not checked then."""


class Received(NamedTuple):
    """A file on record: its entry, its hash, and when it came, in UK time.

    Where the same file had come before and was not checked then, these are the first receipt's; `done` is this one's.
    """

    entry: Entry
    sha256: str
    at: Moment
    done: Done

    @property
    def goes_on(self) -> bool:
        """Whether it goes on from an earlier receipt."""
        return self.entry.seq != self.done.entries[0].seq


@refused_as(lambda given: "attach" if given.get("about") else "submit")
def receive(
    desk: Desk,
    event: str,
    party: str,
    name: str,
    content: bytes,
    *,
    command: str,
    about: Mapping[str, str] | None = None,
) -> Received:
    """Put a file on record, byte for byte, unopened. It is the first thing that happens to any upload.

    What a Party sends in answer to a requirement for evidence is given by the upload (L10.20). A file to be checked that came
    before and was not checked, because the program or the machine stopped, goes on from its first receipt: it was received then.

    Args:
        about: what it belongs to: `requirement`, `line`, or nothing where it is a claim workbook.

    Raises:
        NotThere: the actor may not, or not for that Party.
        Problems: there is no such requirement of that Party.
    """
    try:
        canonical(name)
    except ValueError as error:
        wanted = "a name that is text in UTF-8"
        raise Problems([Problem(None, "file", ascii(name), wanted, "Give the file another name.")]) from error
    file = name_of(content)
    desk.allowed("attach" if about else "submit", event)
    if desk.actor.role is Role.PARTY and party not in desk.actor.parties:
        raise NotThere("another's")
    body: dict[str, Any] = {"name": name, "bytes": len(content), **(about or {})}
    asked = Draft("file_received", {**dict.fromkeys(OF_OTHERS), **body}, event, party, file)
    if (done := desk.before(command, [asked])) is None:
        check_file(desk, event, party, about or {})
        if about and not content:
            wanted = "a file that holds something"
            raise Problems([Problem(None, "file", f"{name}, of 0 bytes", wanted, "Attach another.")])
        if not about and (first := _unchecked(desk, event, party, file)) is not None:
            body[GOES_ON] = first.seq
        answer = list(_answer(desk, event, party, command, about or {}))
        if answer:
            desk.check(event, answer)
        done = desk.record(
            command, event, [Draft("file_received", body, event, party, file), *answer], files=(content,)
        )
    return received(desk, done.entries[0], done)


def received(desk: Desk, entry: Entry, done: Done | None = None) -> Received:
    """A file on record by an entry of it: its first receipt, where that one goes on from it.

    Args:
        done: what was recorded with the entry; None where only it is looked at.
    """
    done = done or Done((entry,), False, entry.seq, b"")
    if (first := entry.content.get(GOES_ON)) is not None:
        entry = desk.view.entry(first)
    return Received(entry, str(entry.file), entry.moment, done)


def unchecked(desk: Desk, event: str, party: str | None = None) -> list[Received]:
    """The files that came to be checked and were not, since the program or the machine stopped or something came between."""
    return [received(desk, each) for each in desk.view.unchecked(event, party)]


def _unchecked(desk: Desk, event: str, party: str, file: str) -> Entry | None:
    """The first receipt of the same file by the same role that was not checked."""
    same = (each for each in desk.view.unchecked(event, party) if each.file == file)
    return next((each for each in same if each.role == desk.actor.role.value), None)


def _answer(desk: Desk, event: str, party: str, command: str, about: Mapping[str, str]) -> Iterator[Draft]:
    """That a Party gives what it was asked for, unless it has given it before."""
    asked = about.get("requirement")
    if asked is None or desk.actor.role is not Role.PARTY:
        return
    given = desk.view.entries(event, ["evidence_given"], party)
    if all(entry.content["requirement"] != asked for entry in given):
        fact = {"id": fact_id("attach", command), "type": "evidence_given", "party": party, "requirement": asked}
        yield Draft("evidence_given", {**fact, "received": desk.now.exact}, event, party)


def check_of(desk: Desk, entry: Entry) -> Entry | None:
    """What the check of a received file found, if it was checked."""
    checks = desk.register.seen_by(PROGRAM).entries(str(entry.case_name), ["file_checked"], entry.party)
    return next((each for each in checks if each.content["of"] == entry.seq), None)


def facts_from(desk: Desk, entry: Entry) -> list[Entry]:
    """What was taken in from a received file."""
    return desk.view.command(f"{entry.command}:facts")
