"""What the tests of the register share: a place in either store, a clock and salts that can be told, people and drafts."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from recovery_costs.register.access import Actor, Role
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.store import Register, Sources, open_register

LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
CASE = "RE-2026-001"
FINANCE = Actor("fin", Role.DCC_FINANCE)
AUDITOR = Actor("aud", Role.AUDITOR)
PARTY_A = Actor.of_party("ann", "Supplier A")
PARTY_B = Actor.of_party("bob", "Supplier B")


@dataclass
class Clock:
    """A clock that goes a second on each time it is read, and can be set."""

    now: datetime = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def salts() -> Callable[[], str]:
    """Salts in an order that never changes."""
    numbers = itertools.count()
    return lambda: sha256(f"salt {next(numbers)}".encode()).hexdigest()[:32]


def told(clock: Clock | None = None) -> Sources:
    """Everything that the register takes from outside, the same each time."""
    return Sources(clock or Clock(), salts(), lambda: "0" * 32)


@dataclass
class Place:
    """Where a test's register is kept."""

    kind: str
    where: str | Path
    sources: Sources = field(default_factory=Sources)

    def open(self, sources: Sources | None = None) -> Register:
        return open_register(self.where, sources or self.sources)


def paid(fact: str, party: str = "Supplier A", amount: str = "100.00", case: str = CASE) -> Draft:
    """A payment, as a fact."""
    body = {"id": fact, "type": "payment_made", "party": party, "at": "2026-06-01", "amount": amount}
    return Draft("payment_made", body, case, party)


def of_kind(kind: str, case: str | None = CASE, party: str | None = None, **body: Any) -> Draft:
    """Any entry that is no fact."""
    return Draft(kind, body, case, party)


def give(register: Register, command: str, *drafts: Draft, actor: Actor = FINANCE, **more: Any) -> Any:
    """Append under a command's id."""
    return register.append(Command(command, actor, drafts, **more))
