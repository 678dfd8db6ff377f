"""A register carried from one store to another, entry for entry, with its root unchanged.

SQLite to PostgreSQL, PostgreSQL to SQLite: what is derived from the entries is made afresh on the other side and must come
to the same root, or nothing is carried.
"""

from __future__ import annotations

import sqlalchemy as sa

from recovery_costs.register import merkle
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.appending import LAST, project, tree_of
from recovery_costs.register.database import Database
from recovery_costs.register.faults import Damaged, NotARegister
from recovery_costs.register.files import parts
from recovery_costs.register.store import Register
from recovery_costs.register.tables import entries, file_parts, files
from recovery_costs.register.verify import entry_batches


def carry(source: Register, target: Database) -> tuple[int, bytes]:
    """Every entry and file of a register into an empty store, in one transaction.

    Args:
        target: its tables made, and nothing in them.

    Returns:
        The size and the root, the same on both sides.

    Raises:
        NotARegister: the target holds entries.
        Damaged: the source's proofs are not those of its entries; nothing was carried.
    """

    def carried() -> tuple[int, bytes]:
        with source.database.reading(PROGRAM) as out, target.writing() as into:
            if into.execute(LAST).first() is not None:
                raise NotARegister("The target holds a register.", "Name an empty one; nothing was carried.")
            last = out.execute(LAST).first()
            expected = tree_of(out, last.seq if last else 0)
            tree = merkle.Tree()
            for row in out.execute(sa.select(files)).all():
                into.execute(files.insert(), [row._asdict()])
                for nth, part in enumerate(parts(out, row.sha256)):
                    into.execute(file_parts.insert(), [{"sha256": row.sha256, "nth": nth, "part": part}])
            for some in entry_batches(out):
                into.execute(entries.insert(), [entry._asdict() for entry in some])
                project(into, tree, some)
            if tree.root != expected.root:
                raise Damaged(
                    "The register's entries are not those its proofs were made of.", "Run recovery-costs verify."
                )
            return tree.size, tree.root

    return source.database.tried(lambda: target.tried(carried))
