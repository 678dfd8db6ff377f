"""What seems to be claimed twice, between Parties or events: a question for DCC finance, never a deletion.

Only DCC finance and the auditor may ask: the answer names other Parties.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from recovery_costs.facts import CostLine, CostLines
from recovery_costs.money import Money
from recovery_costs.record import WhatCounts


class Place(NamedTuple):
    """A cost line: its event, its Party, its reference and its amount."""

    event: str
    party: str
    line: str
    amount: Money


class Twice(NamedTuple):
    """One invoice or one device that two claims name."""

    kind: Literal["invoice", "device"]
    what: str
    places: tuple[Place, ...]


def claimed_twice(events: Mapping[str, WhatCounts]) -> list[Twice]:
    """Every invoice (supplier, number and amount) and every device that stands in the claims of two Parties or events.

    Names are compared without regard to capitals, spaces, punctuation or width, since the question costs little.
    """
    found: dict[tuple[Literal["invoice", "device"], str], tuple[str, list[Place]]] = {}
    for place, line in _lines(events):
        for kind, alike, what in _marks(line):
            found.setdefault((kind, alike), (what, []))[1].append(place)
    twice = [
        Twice(kind, what, tuple(places))
        for (kind, _), (what, places) in found.items()
        if len({(place.event, place.party) for place in places}) > 1
    ]
    return sorted(
        twice, key=lambda each: (each.kind != "invoice", -max(p.amount.pence for p in each.places), each.what)
    )


def _lines(events: Mapping[str, WhatCounts]) -> Iterator[tuple[Place, CostLine]]:
    """The lines of each claim's latest list."""
    for event, facts in events.items():
        for party in facts.parties:
            for listed in facts.of(CostLines, party)[-1:]:
                for line in listed.fact.lines:
                    yield Place(event, party, line.line, line.amount), line


def _marks(line: CostLine) -> Iterable[tuple[Literal["invoice", "device"], str, str]]:
    """What a line can be recognised by: for each, a form to compare and one to read."""
    if line.invoice and line.supplier:
        alike = f"{_plain(line.supplier)} {_plain(line.invoice)} {line.amount.pence}"
        yield "invoice", alike, f"invoice {line.invoice} of {line.supplier} for {line.amount}"
    for device in line.device_ids or ():
        yield "device", _plain(device), f"device {device}"


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
