"""What this machine gives the register: versions, settings and space, each beside what it should be.

A floor that is not met is no refusal. Each says which control covers it until it is.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from recovery_costs.register import migrations
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.postgres import SETTINGS, Postgres, unfit
from recovery_costs.register.sqlite import PRAGMAS, Sqlite
from recovery_costs.register.store import Register
from recovery_costs.register.tables import GROWING

FREE_BYTES = 1024**3


class Check(NamedTuple):
    """One thing looked at: what was found, what is wanted, and what covers it where it is not so."""

    what: str
    found: str
    wanted: str
    met: bool
    covered_by: str = ""


def examine(register: Register | None = None) -> list[Check]:
    """Every check of this machine, and of a register where one is given."""
    checks = list(_versions())
    if register is not None:
        if isinstance(register.database, Sqlite):
            checks += register.database.tried(lambda: list(_sqlite(register)))
        elif isinstance(register.database, Postgres):
            checks += register.database.tried(lambda: list(_postgres(register)))
        checks.append(_waiting(register))
    return checks


def _waiting(register: Register) -> Check:
    """The receipts of files that were to be checked and were not: nothing of them counts until they are sent again."""
    seqs = [each.seq for each in register.seen_by(PROGRAM).unchecked()]
    return Check(
        "files received and not checked",
        ", ".join(f"entry {seq}" for seq in seqs) or "none",
        "none",
        not seqs,
        "send the same file again (submit): it is checked as received then; `claims` says which",
    )


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split("."))


def _versions() -> Iterator[Check]:
    python, floor = sys.version_info[:3], (3, 12, 2) if sys.version_info >= (3, 12) else (3, 11, 8)
    yield Check(
        "Python",
        platform.python_version(),
        "3.11.8, 3.12.2 or later (CVE-2024-0450: zip files whose members overlap)",
        python >= floor,
        "workbooks are checked for members that overlap before anything unpacks them",
    )
    yield Check(
        "SQLite",
        sqlite3.sqlite_version,
        "3.51.3 or later, should the write-ahead log ever be used",
        sqlite3.sqlite_version_info >= (3, 51, 3),
        "the register uses the rollback journal, which that fault does not touch",
    )
    import pyexpat

    expat = pyexpat.EXPAT_VERSION.removeprefix("expat_")
    yield Check(
        "expat",
        expat,
        "2.7.2 or later",
        _numbers(expat) >= (2, 7, 2),
        "a workbook with a DOCTYPE or an entity is refused before its XML is read",
    )


def _sqlite(register: Register) -> Iterator[Check]:
    assert isinstance(register.database, Sqlite)
    path = register.database.path
    with register.database.reading(PROGRAM) as connection:
        for name, wanted in PRAGMAS.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            yield Check(f"SQLite {name}", str(found), str(wanted), str(found) == str(wanted), "none: report it")
        yield _step(connection)
        held = connection.scalar(sa.text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"))
        whole = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
    yield Check(
        "the file's structure, indexes included",
        "; ".join(map(str, whole)),
        "ok",
        whole == ["ok"],
        "verify reads the tables, not the indexes; recovery-costs carry to a new file makes them afresh",
    )
    wanted_triggers = 3 * len(GROWING)
    yield Check(
        "triggers",
        str(held),
        f"{wanted_triggers}: three for each table that only grows",
        held == wanted_triggers,
        "verify, with a checkpoint kept outside, finds what was changed while they were gone",
    )
    free = shutil.disk_usage(path.parent).free
    yield Check(
        "space beside the register",
        f"{free // 1024**2} MiB",
        f"{FREE_BYTES // 1024**2} MiB or more",
        free >= FREE_BYTES,
        "a command that finds no space is refused whole, and works again when there is some",
    )
    kind = _file_system(path.absolute())
    yield Check(
        "file system",
        kind or "not known",
        "one on this machine, never a network share",
        kind not in ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"),
        "none: SQLite's locks cannot be relied on there; move the register, or use PostgreSQL",
    )
    others = path.stat().st_mode & 0o077
    yield Check(
        "rights on the register's file",
        oct(path.stat().st_mode & 0o777),
        "0o600: whoever can read the file can read everything in it",
        not others or os.name == "nt",
        "the rights on its folder, if those keep others out",
    )


def _file_system(path: Path) -> str | None:
    """The kind of file system that holds a path, where the system says."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return None
    holding = [(len(each[1]), each[2]) for each in mounts if path.is_relative_to(each[1].replace("\\040", " "))]
    return max(holding)[1] if holding else None


def _postgres(register: Register) -> Iterator[Check]:
    with register.database.reading(PROGRAM) as connection:
        found = str(connection.exec_driver_sql("SHOW server_version").scalar())
        yield Check("PostgreSQL", found, "15 or later", _numbers(found.split()[0]) >= (15,), "none: untested there")
        for name, wanted in SETTINGS.items():
            held = str(connection.scalar(sa.text(f"SHOW {name}")))
            yield Check(f"PostgreSQL {name}", held, wanted, held == wanted, "none: the register does not open")
        sums = str(connection.exec_driver_sql("SHOW data_checksums").scalar())
        covered = "verify finds altered entries and files; only later than a checksum would"
        yield Check("PostgreSQL data_checksums", sums, "on", sums == "on", covered)
        reasons = "; ".join(unfit(connection))
        yield Check("the program's role", reasons or "fit", "fit", not reasons, "none: the register does not open")
        yield _step(connection)


def _step(connection: sa.Connection) -> Check:
    step = migrations.applied(connection)
    return Check("the tables' step", str(step), migrations.HEAD, step == migrations.HEAD, "run recovery-costs init")
