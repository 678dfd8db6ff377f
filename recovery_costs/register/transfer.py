"""A register carried from one store to another, entry for entry, with its root unchanged.

SQLite to PostgreSQL, PostgreSQL to SQLite: what is derived from the entries is made afresh on the other side and must come
to the same root, or nothing is carried.
"""

from __future__ import annotations

from hashlib import sha256

import sqlalchemy as sa

from recovery_costs.register import merkle
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.appending import LAST, project, tree_of
from recovery_costs.register.checkpoint import Checkpoint
from recovery_costs.register.database import Database
from recovery_costs.register.faults import Damaged, NotARegister
from recovery_costs.register.files import parts
from recovery_costs.register.store import Register
from recovery_costs.register.tables import entries, file_parts, files
from recovery_costs.register.verify import entry_batches


def carry(source: Register, target: Database, witness: Checkpoint | None = None) -> tuple[int, bytes]:
    """Every entry and file of a register into an empty store, in one transaction.

    Args:
        target: its tables made, and nothing in them.
        witness: a checkpoint kept outside that says what the entries are, where what the source derives from them is
            damaged; None: the source's own tree says so.

    Returns:
        The size and the root, the same on both sides.

    Raises:
        NotARegister: the target holds entries.
        Damaged: the entries are not those of the tree or of the witness; nothing was carried.
    """

    def carried() -> tuple[int, bytes]:
        with source.database.reading(PROGRAM) as out, target.writing() as into:
            if into.execute(LAST).first() is not None:
                raise NotARegister("The target holds a register.", "Name an empty one; nothing was carried.")
            last = out.execute(LAST).first()
            size = witness.size if witness is not None else last.seq if last else 0
            expected = bytes.fromhex(witness.root) if witness is not None else tree_of(out, size).root
            _carry_files(out, into)
            tree, root = merkle.Tree(), merkle.EMPTY
            for batch in entry_batches(out):
                into.execute(entries.insert(), [entry._asdict() for entry in batch])
                reached = max(0, size - tree.size)
                for some in filter(None, (batch[:reached], batch[reached:])):
                    project(into, tree, some)
                    root = tree.root if tree.size == size else root
            if root != expected:
                raise Damaged(
                    "The entries are not those that the proofs were made of. Nothing was carried.",
                    "Run recovery-costs verify.",
                )
            return tree.size, tree.root

    return source.database.tried(lambda: target.tried(carried))


def _carry_files(out: sa.Connection, into: sa.Connection) -> None:
    for row in out.execute(sa.select(files)).all():
        into.execute(files.insert(), [row._asdict()])
        digest = sha256()
        for nth, part in enumerate(parts(out, row.sha256)):
            digest.update(part)
            into.execute(file_parts.insert(), [{"sha256": row.sha256, "nth": nth, "part": part}])
        if digest.hexdigest() != row.sha256:
            raise Damaged(
                f"The bytes of the file {row.sha256} are not those that were kept. Nothing was carried.",
                "Run recovery-costs verify.",
            )
