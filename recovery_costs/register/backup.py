"""Backups: one SQLite file, made while others work, verified before it is called one. And the way back.

A restored register is a new one in a new place: nothing is restored over anything. Its journal says that it was restored,
from what, and what a later checkpoint shows to be missing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from recovery_costs.register.access import Actor
from recovery_costs.register.checkpoint import Checkpoint
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.faults import Damaged, NotARegister
from recovery_costs.register.sqlite import Sqlite
from recovery_costs.register.store import Register, Sources, database_at, open_register, prepare
from recovery_costs.register.transfer import carry
from recovery_costs.register.verify import Verified, verify


def backup(register: Register, path: Path) -> Verified:
    """Copy the register, as it is at one moment, to a new SQLite file, and verify the copy.

    Returns:
        What the copy holds.

    Raises:
        NotARegister: there is a file of that name.
        Damaged: the copy is not whole, because the register is not; there is no backup.
    """
    if path.exists():
        raise NotARegister(f"{path} is there already.", "Name a new file: a backup never replaces another.")
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        if isinstance(register.database, Sqlite):
            register.database.tried(lambda: _copy(register.database.name, partial))
        else:
            target = database_at(partial)
            prepare(target)
            carry(register, target)
            target.close()
        found = _checked(partial)
        _settle(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return found


def _copy(source: str, path: Path) -> None:
    """SQLite's own online backup, in one step, so that it sees one moment."""
    with closing(sqlite3.connect(source, timeout=60)) as out, closing(sqlite3.connect(path)) as into:
        out.backup(into, pages=-1)


def _checked(path: Path, checkpoints: Sequence[Checkpoint] = ()) -> Verified:
    """A copy's verification.

    Raises:
        Damaged: something is wrong with it.
    """
    copy = Register(Sqlite(path), Sources())
    try:
        found = verify(copy, checkpoints)
    finally:
        copy.close()
    if not found.clean:
        raise Damaged(
            f"{path.name} is not whole: {found.wrong[0].what}{f' (and {len(found.wrong) - 1} more)' if found.wrong[1:] else ''}.",
            "Run recovery-costs verify on the register itself, and keep every earlier backup.",
        )
    return found


def _settle(partial: Path, path: Path) -> None:
    """Give a whole, synced file its name, for good."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def restore(
    path: Path, where: str | Path, actor: Actor, newest: Checkpoint | None, accept_loss: bool = False
) -> Register:
    """Make a register from a backup, in a new place.

    Args:
        where: a path with no file, or the address of a prepared PostgreSQL database with no entry.
        newest: the newest checkpoint that anybody holds. None only where nobody holds one.
        accept_loss: restore although `newest` shows entries that the backup does not have. They are lost.

    Raises:
        Damaged: the backup is not whole, or is not what `newest` signed.
        NotARegister: the backup is none, the place is taken, or entries would be lost and that is not accepted.
    """
    if not path.is_file():
        raise NotARegister(f"There is no backup {path}.", "Name the file that backup wrote.")
    if not str(where).startswith("postgres") and Path(where).exists():
        raise NotARegister(f"{where} is there already.", "Name a new file: nothing is restored over anything.")
    found = _checked(path)
    missing = max(0, newest.size - found.size) if newest is not None else 0
    if missing and not accept_loss:
        raise NotARegister(
            f"The backup holds {found.size} entries and the newest checkpoint {found.size + missing}.",
            "Find a newer backup. If there is none, say that the loss is accepted; the journal will say so too.",
        )
    if newest is not None and not missing:
        found = _checked(path, [newest])
    database = database_at(where)
    prepare(database)
    source = Register(Sqlite(path), Sources())
    try:
        carry(source, database)
    finally:
        source.close()
        database.close()
    register = open_register(where)
    body = {
        "size": found.size,
        "root": found.root.hex(),
        "missing": missing,
        "checkpoint": newest.text() if newest else None,
    }
    register.append(Command(f"restore:{found.root.hex()}", actor, (Draft("register_restored", body),)))
    return register
