"""Finding something by what somebody has in hand: a Party's name, an invoice, a line, the hash of a file, an entry's number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from recovery_costs.casework.desk import Desk
from recovery_costs.casework.judged import Judged
from recovery_costs.facts import CostLine, CostLines
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import NotThere

HASH = 6
"""Letters: a shorter beginning of a hash would name too many files."""
DIGITS = 18
"""No entry has a number of more."""


class Found(NamedTuple):
    """Something found: an event or a claim by name, a cost line, or an entry of the record."""

    event: str | None
    party: str | None
    what: str
    says: str
    entry: int | None = None


def search(desk: Desk, events: Iterable[Judged], asked: str, limit: int = 50) -> list[Found]:
    """What holds the text, without regard to capitals and the blanks round it; of what the actor may see, at most `limit`.

    Args:
        events: the events to look in, as the actor sees them.
    """
    wanted = asked.strip().casefold()
    if not wanted:
        return []
    return list(islice(_found(desk, events, wanted), limit))


def _found(desk: Desk, events: Iterable[Judged], wanted: str) -> Iterator[Found]:
    yield from _entries(desk, wanted)
    seen = list(events)
    for event in seen:
        if wanted in event.name.casefold():
            yield Found(event.name, None, "Event", event.name)
        for claim in event.adjudication.claims:
            if wanted in claim.party.casefold():
                yield Found(event.name, claim.party, "Claim", claim.party)
    for event in seen:
        for claim in event.adjudication.claims:
            for listed in event.facts.of(CostLines, claim.party)[-1:]:
                for line in listed.fact.lines:
                    if (says := _says(line, wanted)) is not None:
                        yield Found(event.name, claim.party, f"Line {line.line}", says)


def _says(line: CostLine, wanted: str) -> str | None:
    """What of a line holds the text, with its amount."""
    told = (line.line, line.supplier, line.invoice, line.description, line.evidence, *(line.device_ids or ()))
    if not any(wanted in each.casefold() for each in told if each):
        return None
    device = next((each for each in line.device_ids or () if wanted in each.casefold()), None)
    shown = (line.supplier, line.invoice, line.description, device, str(line.amount))
    return ", ".join(each for each in shown if each)


def _entries(desk: Desk, wanted: str) -> Iterator[Found]:
    """The entry of that number, and the files whose hash begins so or whose name holds it."""
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= DIGITS:
        with suppress(NotThere):
            yield _entry(desk.view.entry(int(wanted)))
    for entry in desk.view.entries(of=["file_received"]):
        name = str(entry.content["name"])
        by_hash = len(wanted) >= HASH and (entry.file or "").startswith(wanted.replace(" ", ""))
        if by_hash or wanted in name.casefold():
            yield _entry(entry, name)


def _entry(entry: Entry, name: str = "") -> Found:
    says = entry.kind.replace("_", " ") + (f": {name}" if name else "")
    return Found(entry.case_name, entry.party, f"Entry {entry.seq}", says, entry.seq)
