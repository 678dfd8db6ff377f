"""A register with one Recovery Event and the people who work on it; the clock is the test's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from recovery_costs.casework import admin, intake
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.register.access import Actor, Role
from recovery_costs.register.store import Register, Sources, open_register
from tests.register.registers import Place

EVENT = "RE-2025-001"
A, B = "Supplier A", "Supplier B"


@dataclass
class Office:
    """The register, the clock, and a desk for each person."""

    register: Register
    clock: list[datetime]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def at(self, written: str) -> Office:
        """Move the clock: UTC, such as 2025-06-02T09:00."""
        self.clock[0] = datetime.fromisoformat(written).replace(tzinfo=UTC)
        return self

    def desk(self, role: Role, name: str | None = None, party: str | None = None) -> Desk:
        parties = frozenset((party,)) if party else frozenset()
        return Desk(self.register, Actor(name or f"somebody of {role.value}", role, parties))

    @property
    def dcc(self) -> Desk:
        return self.desk(Role.DCC_FINANCE, "Dee")

    @property
    def second(self) -> Desk:
        return self.desk(Role.DCC_FINANCE, "Sam")

    @property
    def panel(self) -> Desk:
        return self.desk(Role.PANEL, "Pat")

    def party(self, party: str) -> Desk:
        return self.desk(Role.PARTY, f"user of {party}", party)

    def id(self) -> str:
        return f"command-{next(self.numbers)}"

    def does(self, desk: Desk, act: str, **fields: Any) -> Done:
        return desk.decide(act, EVENT, fields, command=self.id())

    def sends(self, party: str, *facts: dict[str, Any]) -> Done | None:
        """A Party sends a claim workbook that holds these facts. The same facts are the same file."""
        desk, command = self.party(party), self.id()
        got = intake.receive(desk, EVENT, party, "claim.xlsx", repr(facts).encode(), command=command)
        return intake.take_in(desk, got, holding(*facts))


def holding(*facts: dict[str, Any], accepted: bool = True) -> dict[str, Any]:
    """What the check of a claim workbook reports that holds these facts."""
    return {"kind": "claim", "accepted": accepted, "receipt": {}, "problems": [], "facts": list(facts)}


def office(where: Path | Place) -> Office:
    """One event, occurred on 5 March 2025 under L10.15; A asks for £1,000.00 and B for £500.00, both in time.

    `where` is a folder, for a SQLite file in it, or a place in either store.
    """
    clock = [datetime(2025, 3, 5, 9, tzinfo=UTC)]
    salts = (f"{number:032x}" for number in count(1))
    at = where.where if isinstance(where, Place) else where / "register.sqlite"
    register = open_register(at, Sources(lambda: clock[0], lambda: next(salts), lambda: "0" * 32))
    made = Office(register, clock)
    facts: list[dict[str, Any]] = [
        {
            "id": "N",
            "type": "compromise_notified",
            "at": "2025-03-05T08:00",
            "keys": ["issuing_key"],
            "state": "actual",
        },
        {"id": "K", "type": "recovery_key_decided", "at": "2025-03-05T08:30", "required": True, "key": "recovery"},
    ]
    admin.open_event(made.dcc, {"format": 1, "case": EVENT, "facts": facts}, command="open the event")
    made.at("2025-06-02T09:00")
    for party, sum_ in ((A, "1000.00"), (B, "500.00")):
        made.does(made.dcc, "note_total", party=party, received="2025-06-02T09:00", amount=sum_)
    return made
