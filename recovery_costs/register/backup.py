"""Backups: one SQLite file, made while others work, verified before it is called one. The way back, and to the other store.

A restored register is a new one in a new place: nothing is restored over anything. Its journal says that it was restored,
from what, and what a later checkpoint shows to be missing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from recovery_costs.register.access import Actor
from recovery_costs.register.checkpoint import Checkpoint, is_signed
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.faults import Damaged, NotARegister, OutOfReach
from recovery_costs.register.place import check_there, database_at, on_a_server, path_of, prepare
from recovery_costs.register.sqlite import Sqlite
from recovery_costs.register.store import Register, Sources, open_register
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
    if not path.parent.is_dir():
        raise NotARegister(f"There is no folder {path.parent}.", "Name a file in a folder that is there.")
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        os.close(
            os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        )  # it is the register, for whoever reads it
        if isinstance(register.database, Sqlite):
            register.database.tried(lambda: _copy(register.database.name, partial))
        else:
            target = database_at(partial)
            prepare(target)
            carry(register, target)
            target.close()
        found = _checked(partial)
        _settle(partial, path)
    except sqlite3.Error as error:
        raise OutOfReach(
            f"No backup could be made at {path}: {error}.",
            "Make space, or name a file in a folder that you may write in.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return found


def _copy(source: str, path: Path) -> None:
    """SQLite's own online backup, in one step, so that it sees one moment."""
    with closing(sqlite3.connect(source, timeout=60)) as out, closing(sqlite3.connect(path)) as into:
        out.backup(into, pages=-1)


def _checked(path: Path, checkpoints: Sequence[Checkpoint] = (), public: Ed25519PublicKey | None = None) -> Verified:
    """A copy's verification.

    Raises:
        Damaged: something is wrong with it.
    """
    copy = Register(Sqlite(path), Sources())
    try:
        check_there(copy.database)
        found = verify(copy, checkpoints, public)
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
    path: Path,
    where: str | Path,
    actor: Actor,
    kept: Sequence[Checkpoint] = (),
    public: Ed25519PublicKey | None = None,
    accept_loss: bool = False,
) -> Register:
    """Make a register from a backup, in a new place.

    Args:
        where: a path with no file, or the address of a prepared PostgreSQL database with no entry.
        kept: the checkpoints that anybody holds, the newest above all. None only where nobody holds one.
        public: the key that must have signed them. None: their signatures are not looked at.
        accept_loss: restore although the newest shows entries that the backup does not have. They are lost.

    Raises:
        Damaged: the backup is not whole, or is not what a checkpoint signed.
        NotARegister: the backup is none, the place is taken, or entries would be lost and that is not accepted.
    """
    if not path.is_file():
        raise NotARegister(f"There is no backup {path}.", "Name the file that backup wrote.")
    _check_signed(kept, public)
    found = _checked(path)
    if others := [each for each in kept if each.register != found.register]:
        raise NotARegister(
            f"The checkpoint of {others[0].size} entries is of another register than the backup. Nothing was made.",
            "Give the checkpoints of this register, or the backup that they belong to.",
        )
    newest = max(kept, key=lambda each: each.size, default=None)
    missing = max(0, newest.size - found.size) if newest is not None else 0
    if missing and not accept_loss:
        raise NotARegister(
            f"The backup holds {found.size} entries and the newest checkpoint {found.size + missing}.",
            "Find a newer backup. If there is none, say that the loss is accepted (--accept-loss); the journal will say so too.",
        )
    covering = [each for each in kept if each.size <= found.size]
    if covering:
        found = _checked(path, covering, public)
    source = Register(Sqlite(path), Sources())
    try:
        _carried(source, where)
    finally:
        source.close()
    register = open_register(where, make=False)
    body = {
        "size": found.size,
        "root": found.root.hex(),
        "missing": missing,
        "checkpoint": newest.text() if newest else None,
    }
    register.append(Command(f"restore:{found.root.hex()}", actor, (Draft("register_restored", body),)))
    return register


def move(
    register: Register, where: str | Path, kept: Sequence[Checkpoint] = (), public: Ed25519PublicKey | None = None
) -> Verified:
    """Carry a register to a new place in either store, entry for entry: it comes to the same root there, or is not carried.

    Args:
        where: a path with no file, or the address of a prepared PostgreSQL database with no entry.
        kept: checkpoints kept outside; the newest says what the entries are where what is derived from them is damaged.
        public: the key that must have signed them. None: their signatures are not looked at.

    Returns:
        What the new place holds.

    Raises:
        Damaged: the entries or files are not those that the tree or a checkpoint says.
        NotARegister: the place is taken, or is not prepared.
    """
    _check_signed(kept, public)
    _carried(register, where, max(kept, key=lambda each: each.size, default=None))
    there = Register(database_at(where), Sources())
    try:
        found = verify(there, kept, public)
    finally:
        there.close()
    if not found.clean:
        raise Damaged(
            f"{there.name} is not whole: {found.wrong[0].what}.", "Work with neither; find out what happened."
        )
    return found


def _check_signed(kept: Sequence[Checkpoint], public: Ed25519PublicKey | None) -> None:
    forged = [each for each in kept if public is not None and not is_signed(each, public)]
    if forged:
        raise NotARegister(
            f"The checkpoint of {forged[0].size} entries is not signed with that key. Nothing was made.",
            "Give the key whose .pub file came with the checkpoint, or find out who made it.",
        )


def _carried(source: Register, where: str | Path, witness: Checkpoint | None = None) -> None:
    """All of a register in a new place; a file that could not be filled does not stay."""
    new = None if on_a_server(where) else path_of(where)
    if new is not None and new.exists():
        raise NotARegister(f"{new} is there already.", "Name a new file: nothing is written over anything.")
    database = database_at(where)
    try:
        prepare(database)
        carry(source, database, witness)
    except BaseException:
        if new is not None:
            new.unlink(missing_ok=True)
        raise
    finally:
        database.close()
