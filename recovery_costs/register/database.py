"""What both stores share: transactions for an actor, and a second try where the database asks for one."""

from __future__ import annotations

import random
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from recovery_costs.register.access import Actor
from recovery_costs.register.faults import Busy, Damaged, Full, OutOfReach

T = TypeVar("T")

PATIENCE_SECONDS = 120.0
"""How long a command waits for its turn before it is refused."""
LOST_SECONDS = 3.0
"""How long one is tried whose connection was lost, or whom the server had no room for: a restart takes no longer."""


class Trouble(Enum):
    """What a failing database says, in kinds that ask for different things."""

    AGAIN = "another had its turn: try again"
    LOST = "the connection was lost, perhaps after the record was made: look, and try again"
    FULL = "no space is left"
    STORAGE = "the storage failed"
    DAMAGED = "the file is damaged or no database"


class Database(ABC):
    """A store: its engine, how a transaction begins in it, and what its errors mean."""

    engine: sa.Engine
    """It hides what statements are given: an error or a log line shows no amount."""
    name: str
    """As people may see it: without a password."""

    @abstractmethod
    def establish(self, make: bool) -> None:
        """See that the place where the register is to be kept is there; with `make`, make it if this store can.

        Raises:
            NotARegister: it is not there, or cannot be made.
        """

    def forsake(self) -> None:  # noqa: B027  a store that makes no place leaves none
        """Leave no empty place behind where a register was to be made and could not."""

    @abstractmethod
    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that has the register to itself; it commits when left without an exception."""

    @abstractmethod
    @contextmanager
    def reading(self, actor: Actor) -> Iterator[sa.Connection]:
        """A transaction that sees the register as it is at one moment, as far as the actor may."""

    @abstractmethod
    def writes_as(self, connection: sa.Connection, actor: Actor) -> None:
        """From here on the transaction reads and writes as this actor, as far as the database knows of actors."""

    @abstractmethod
    def trouble(self, error: DBAPIError) -> Trouble | None:
        """What a database error means; None for a mistake of ours."""

    def tried(self, work: Callable[[], T]) -> T:
        """What `work` returns, tried again as long as the database asks for that.

        Raises:
            RegisterError: it could not be done; the sentence says why.
        """
        begun = time.monotonic()
        patience = {Trouble.AGAIN: PATIENCE_SECONDS, Trouble.LOST: LOST_SECONDS}
        first: dict[Trouble, float] = {Trouble.AGAIN: begun}
        pause = 0.001
        while True:
            try:
                return work()
            except DBAPIError as error:
                trouble = self.trouble(error)
                if trouble is None:
                    raise
                now = time.monotonic()
                if trouble is Trouble.AGAIN:
                    first.pop(Trouble.LOST, None)  # there was a connection since
                if now >= first.setdefault(trouble, now) + patience.get(trouble, 0):
                    self.engine.dispose()
                    raise said(trouble, self.name) from error
            time.sleep(random.uniform(0, pause))  # noqa: S311  only so that two do not meet again
            pause = min(pause * 2, 0.25)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def said(trouble: Trouble, name: str) -> Busy | Full | OutOfReach | Damaged:
    """A trouble in words."""
    if trouble is Trouble.AGAIN:
        return Busy("The register is busy with other people's commands. Nothing was recorded.", "Try again shortly.")
    if trouble is Trouble.FULL:
        return Full(
            f"There is no space left where the register is kept ({name}).",
            "Make space, then give the same command again: it is recorded once, however often it is given.",
        )
    if trouble is Trouble.DAMAGED:
        return Damaged(
            f"{name} cannot be read as a register: it is damaged, or something else.",
            "Change nothing in it. Check that it is the right one; if it is, restore the newest backup.",
        )
    return OutOfReach(
        f"The register's storage ({name}) does not answer or failed.",
        "Check it, then give the same command again: it is recorded once, however often it is given.",
    )
