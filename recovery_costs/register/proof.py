"""What leaves the register as proof: checkpoints, receipts, and that an entry is in it or that it only grew.

A proof is made of hashes of salted leaves, so it shows nothing of any other entry.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from recovery_costs.plain import read_json
from recovery_costs.register import merkle
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.appending import moment_text, node_getter
from recovery_costs.register.checkpoint import Checkpoint, SigningKey
from recovery_costs.register.entry import Entry, canonical, leaf_hash
from recovery_costs.register.faults import NotThere
from recovery_costs.register.store import Register
from recovery_costs.register.tables import nodes


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry, the proof that it is in the journal, and the signed checkpoint that the proof ends in."""

    entry: Entry
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint

    def holds(self) -> bool:
        """Whether the entry is in the journal that the checkpoint signs. The signature is another question."""
        root = bytes.fromhex(self.checkpoint.root)
        return merkle.is_included(leaf_hash(self.entry), self.entry.seq - 1, self.checkpoint.size, self.proof, root)

    def text(self) -> str:
        """One line of JSON, to hand to whoever gave the command."""
        proof = [each.hex() for each in self.proof]
        return canonical(
            {"format": 1, "entry": self.entry._asdict(), "proof": proof, "checkpoint": self.checkpoint.text()}
        )


def identity(connection: sa.Connection) -> str:
    """The register's id, from its first entry."""
    first = connection.execute(sa.text("SELECT body FROM entries WHERE seq = 1")).scalar_one()
    return str(read_json(first)["register"])


def _size(connection: sa.Connection) -> int:
    return int(connection.scalar(sa.select(sa.func.max(nodes.c.place)).where(nodes.c.level == 0)) or 0) + 1


def checkpoint(register: Register, key: SigningKey) -> Checkpoint:
    """The journal as it stands, signed."""

    def signed() -> Checkpoint:
        with register.database.writing() as connection:  # so that nobody's entry comes between its size and its moment
            size = _size(connection)
            root = merkle.root_at(node_getter(connection), size)
            return key.sign(identity(connection), size, root, moment_text(register.now()))

    return register.database.tried(signed)


def receipt(register: Register, entry: Entry, key: SigningKey) -> Receipt:
    """The proof that an entry is on record, under a checkpoint signed now."""

    def proved() -> Receipt:
        with register.database.writing() as connection:  # so that nobody's entry comes between its size and its moment
            size = _size(connection)
            if not 0 < entry.seq <= size:
                raise NotThere
            get = node_getter(connection)
            proof = tuple(merkle.inclusion(get, entry.seq - 1, size))
            now = moment_text(register.now())
            return Receipt(entry, proof, key.sign(identity(connection), size, merkle.root_at(get, size), now))

    return register.database.tried(proved)


def growth(register: Register, before: Checkpoint, after: Checkpoint) -> tuple[bytes, ...]:
    """The proof that the journal of one checkpoint is the start of that of a later one.

    Raises:
        NotThere: the journal does not reach so far.
    """

    def proved() -> tuple[bytes, ...]:
        with register.database.reading(PROGRAM) as connection:
            if not 0 < before.size <= after.size <= _size(connection):
                raise NotThere
            return tuple(merkle.consistency(node_getter(connection), before.size, after.size))

    return register.database.tried(proved)
