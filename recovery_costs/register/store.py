"""The register: commands are appended whole or not at all, and only an actor can read.

    register = open_register("register.sqlite")
    register.append(Command("their-own-id", actor, drafts))
    register.seen_by(actor).facts("RE-2026-001")

One contract, two stores: a path is a SQLite file, made on first use; a postgresql:// address is a database that
`recovery_costs.register.postgres.create` has prepared. Clock, salts and the register's id are handed in, so that a
test can replay a year.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from recovery_costs.register import merkle, place
from recovery_costs.register.access import PROGRAM, READS, Actor, may_write
from recovery_costs.register.appending import (
    LAST,
    Appended,
    check_current,
    check_facts,
    check_files,
    moment_text,
    project,
    same,
    tree_of,
    went_back,
)
from recovery_costs.register.database import Database
from recovery_costs.register.entry import Command, Draft, Entry, canonical
from recovery_costs.register.faults import (
    Busy,
    Damaged,
    Full,
    NotThere,
    OutOfReach,
    RegisterError,
    TooLarge,
)
from recovery_costs.register.files import LARGEST, keep
from recovery_costs.register.tables import entries
from recovery_costs.register.view import View

_OWN = "register:"
"""How the ids of the register's own commands begin; nobody else's may."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the register takes from outside: the clock, salts and the id of a new register."""

    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    salt: Callable[[], str] = field(default=lambda: secrets.token_hex(16))
    identity: Callable[[], str] = field(default=lambda: secrets.token_hex(16))


class Register:
    """A register that is open. Nothing can be read from it but through `seen_by`."""

    def __init__(self, database: Database, sources: Sources) -> None:
        self.database = database
        self._sources = sources

    @property
    def name(self) -> str:
        """Where it is kept, as people may see it."""
        return self.database.name

    def seen_by(self, actor: Actor) -> View:
        """The register as far as an actor may read it."""
        return View(self.database, actor)

    def now(self) -> datetime:
        """The register's clock, UTC."""
        return self._sources.clock()

    def identity(self) -> str:
        """An id for a new register."""
        return self._sources.identity()

    def append(self, command: Command) -> Appended:
        """Put a command on record, all of it or nothing. A command that is on record already changes nothing.

        Raises:
            CommandReused: the command's id is on record for something else.
            NotThere: an entry may not stand under the actor's name (`may_write`).
            FactTaken: a fact's id is in use in its case.
            Stale: something that bears on the command was put on record after `based_on`.
            TooLarge: a file is beyond `LARGEST`.
            RegisterError: the storage failed; the same command may be given again.
            ValueError: a kind that is not in reads.csv, a body without a canonical form, or a file nobody has sent.
        """
        bodies = [canonical(draft.body) for draft in command.drafts]
        unknown = [draft.kind for draft in command.drafts if draft.kind not in READS]
        if unknown or not command.drafts or not command.id or command.id.startswith(_OWN):
            raise ValueError(f"a command has an id of its own and entries of kinds in reads.csv; not {unknown}")
        if not all(may_write(command.actor, draft.kind, draft.party) for draft in command.drafts):
            raise NotThere
        if any(len(each) > LARGEST for each in command.files):
            raise TooLarge(
                f"A file is larger than {LARGEST // 1024 // 1024} MiB. Nothing was recorded.", "Send it in parts."
            )
        try:
            return self.database.tried(lambda: self._append(command, bodies))
        except (Busy, Damaged, Full, OutOfReach):
            # The storage may have failed after the record was made; then what was asked for is so.
            done = self._on_record(command, bodies)
            if done is None:
                raise
            return done

    def _append(self, command: Command, bodies: list[str]) -> Appended:
        with self.database.writing() as connection:
            before = same(connection, command, bodies)
            if before is not None:
                return before
            check_current(connection, command)
            check_facts(connection, command.drafts)
            last = connection.execute(LAST).first()
            tree = tree_of(connection, last.seq if last else 0)
            at = moment_text(self._sources.clock())
            if last is not None and at < last.at:
                self.insert(connection, tree, PROGRAM, f"{_OWN}clock:{tree.size + 1}", at, [went_back(last.at, at)])
            for content in command.files:
                keep(connection, content)
            check_files(connection, command.drafts)
            drafts = list(zip(command.drafts, bodies, strict=True))
            made = self.insert(connection, tree, command.actor, command.id, at, drafts)
            return Appended(made, True, tree.size, tree.root)

    def insert(
        self,
        connection: sa.Connection,
        tree: merkle.Tree,
        actor: Actor,
        command: str,
        at: str,
        drafts: Iterable[tuple[Draft, str]],
    ) -> tuple[Entry, ...]:
        """Entries at the end of the journal, with what each adds to the projections: within an append, and nowhere else."""
        made = tuple(
            Entry(
                tree.size + nth,
                at,
                actor.name,
                actor.role.value,
                command,
                nth,
                draft.case_name,
                draft.party,
                draft.kind,
                draft.fact,
                draft.file,
                body,
                self._sources.salt(),
            )
            for nth, (draft, body) in enumerate(drafts, 1)
        )
        self.database.writes_as(connection, actor)
        connection.execute(entries.insert(), [entry._asdict() for entry in made])
        self.database.writes_as(connection, PROGRAM)  # what is derived is the program's own work
        project(connection, tree, made)
        return made

    def _on_record(self, command: Command, bodies: list[str]) -> Appended | None:
        """What a command left on record, if anything and if that can be found out."""
        try:
            with self.database.reading(PROGRAM) as connection:
                return same(connection, command, bodies)
        except (DBAPIError, RegisterError):
            return None

    def close(self) -> None:
        """Let go of the storage."""
        self.database.close()


# --- opening ------------------------------------------------------------------------------------------------------


def open_register(where: str | Path, sources: Sources | None = None, make: bool = True) -> Register:
    """The register at a path (SQLite) or at a postgresql:// address.

    Args:
        make: whether one is made where there is none. Whoever only looks, or adds to one that must be there, makes none.

    Raises:
        RegisterError: it is no register, cannot be opened, or is kept in a way that does not hold what it promises.
    """
    database = place.database_at(where)
    register = Register(database, sources or Sources())
    try:
        database.establish(make)
        database.tried(lambda: _ready(register, make))
    except BaseException:
        register.close()
        database.forsake()
        raise
    return register


def _ready(register: Register, make: bool) -> None:
    """A register that is whole and at the newest step, with its first entry."""
    with register.database.reading(PROGRAM) as connection:
        begun, newest = place.standing(connection, register.name)
        if begun and newest:
            return
        if not (begun or make):
            raise place.no_register(register.name)
    with register.database.writing() as connection:
        place.make_tables(connection)
        if connection.execute(LAST).first() is None:
            at, opened = moment_text(register.now()), {"register": register.identity(), "format": 1}
            draft = Draft("register_opened", opened)
            register.insert(connection, merkle.Tree(), PROGRAM, f"{_OWN}opened", at, [(draft, canonical(opened))])
