"""SQLite: one file on this machine. The rollback journal, synced at every commit and once more for the folder.

Not the write-ahead log: SQLite before 3.51.3 can corrupt a file in that mode, and older versions are common.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from recovery_costs.register.access import Actor
from recovery_costs.register.database import Database, Trouble, said
from recovery_costs.register.faults import NotARegister

PRAGMAS = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "recursive_triggers": 1}
"""What every connection is set to; `synchronous` 3 is EXTRA."""
_WAIT_MILLISECONDS = 2000
_HEADER = 100
"""Bytes that every SQLite file begins with."""

_MEANS = {
    sqlite3.SQLITE_BUSY: Trouble.AGAIN,
    sqlite3.SQLITE_LOCKED: Trouble.AGAIN,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.STORAGE,
    sqlite3.SQLITE_CANTOPEN: Trouble.STORAGE,
    sqlite3.SQLITE_READONLY: Trouble.STORAGE,
    sqlite3.SQLITE_PERM: Trouble.STORAGE,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}


class Sqlite(Database):
    """A register in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)
        self._made = False
        self.engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(path)),
            connect_args={"timeout": _WAIT_MILLISECONDS / 1000},
            hide_parameters=True,
        )
        sa.event.listen(self.engine, "connect", _set)
        sa.event.listen(self.engine, "begin", _begin)

    def establish(self, make: bool) -> None:
        """A new file can be read by its owner alone: whoever can read it can read everything in it."""
        try:
            self._made = make and not self.path.exists()
            os.close(os.open(self.path, os.O_RDWR | (os.O_CREAT if make else 0), 0o600))
            size = self.path.stat().st_size
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not make:
                raise NotARegister(
                    f"There is no register {self.path}.",
                    "Check its name and --register; recovery-costs init makes a new one.",
                ) from error
            raise NotARegister(
                f"{self.path} cannot be opened for a register: {error.strerror}.", "Name a file in a folder of yours."
            ) from error
        if size == 0 and not make:
            raise NotARegister(
                f"{self.path} is empty: 0 bytes, where a register was expected.",
                "If one was kept here, restore the newest backup in a new place; recovery-costs init makes a new one.",
            )
        if 0 < size < _HEADER and not Path(f"{self.path}-journal").exists():
            raise said(Trouble.DAMAGED, self.name)  # SQLite would take it for an empty file, and write over it

    def forsake(self) -> None:
        if self._made and self.path.exists() and self.path.stat().st_size == 0:
            self.path.unlink()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        how = {"register_begin": "BEGIN IMMEDIATE"}
        with self.engine.connect().execution_options(**how) as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[sa.Connection]:
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def writes_as(self, connection: sa.Connection, actor: Actor) -> None:
        """SQLite knows no actors: whoever holds the file holds everything."""

    def trouble(self, error: DBAPIError) -> Trouble | None:
        code = getattr(error.orig, "sqlite_errorcode", None)
        if code is None:  # the driver's own: text that is no UTF-8
            return Trouble.DAMAGED if isinstance(error.orig, sqlite3.OperationalError) else None
        return _MEANS.get(code & 0xFF)


def _set(connection: Any, _record: Any) -> None:
    """Every connection: its pragmas, and transactions begun by us alone."""
    connection.isolation_level = None
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("register_begin", "BEGIN"))
