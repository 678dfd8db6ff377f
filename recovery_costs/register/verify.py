"""Whether the journal is whole: every entry, every leaf, every file, every projection, and every checkpoint kept outside.

Everything is worked out afresh from the entries. Without a checkpoint a rewrite of everything cannot be told from the
truth; `verify` says what a checkpoint covers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from recovery_costs.register import merkle
from recovery_costs.register.access import FACT_KINDS, PROGRAM, READS
from recovery_costs.register.appending import under_appeal
from recovery_costs.register.checkpoint import Checkpoint, is_signed
from recovery_costs.register.database import Trouble, said
from recovery_costs.register.entry import Entry, leaf_hash
from recovery_costs.register.files import parts
from recovery_costs.register.store import Register
from recovery_costs.register.tables import appealed, entries, files, nodes

_AT_ONCE = 2000
_NOT_A_RECORD = (TypeError, ValueError, AttributeError, LookupError)
"""What comes of reading what no append has written."""


class Wrong(NamedTuple):
    """Something that is not as it was: at which entry, where there is one, and what."""

    seq: int | None
    what: str


@dataclass(slots=True)
class Verified:
    """What was found: the journal's size and root, the entries that a checkpoint covers, and all that is wrong."""

    register: str | None
    size: int = 0
    root: bytes = merkle.EMPTY
    covered: int = 0
    files: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong


def verify(
    register: Register, checkpoints: Sequence[Checkpoint] = (), public: Ed25519PublicKey | None = None
) -> Verified:
    """Work the whole journal out again and compare.

    Args:
        checkpoints: kept outside the register; what they cover cannot have changed without being found.
        public: the key that must have signed them. None: their signatures are not looked at.

    Raises:
        Damaged: the storage cannot be read to its end.
    """

    def looked() -> Verified:
        try:
            with register.database.reading(PROGRAM) as connection:
                return _verified(connection, checkpoints, public)
        except _NOT_A_RECORD as error:
            raise said(Trouble.DAMAGED, register.name) from error

    return register.database.tried(looked)


def _verified(
    connection: sa.Connection, checkpoints: Sequence[Checkpoint], public: Ed25519PublicKey | None
) -> Verified:
    found = Verified(None)
    want = {each.size: each for each in checkpoints}
    roots: dict[int, bytes] = {0: merkle.EMPTY}
    tree, grown = merkle.Tree(), _Nodes(connection, found)
    appeals: set[tuple[str | None, str, str]] = set()
    bound: dict[str, int] = {}
    first = connection.scalar(sa.select(entries.c.body).where(entries.c.seq == 1))
    identity = json.loads(first).get("register") if first else None
    times = _Times(found, [each for each in checkpoints if each.register == identity])
    for entry in chain.from_iterable(entry_batches(connection)):
        if entry.seq != tree.size + 1:
            found.wrong.append(Wrong(entry.seq, f"entry {tree.size + 1} is missing, or out of its place"))
        _check_entry(entry, found)
        times.look(entry)
        grown.compare(tree.add(_leaf(entry)))
        if tree.size in want:
            roots[tree.size] = tree.root
        if entry.kind == "appeal_made":
            appeals.add(under_appeal(entry))
        if entry.file is not None:
            bound.setdefault(entry.file, entry.seq)
        if entry.seq == 1 and entry.kind == "register_opened":
            found.register = json.loads(entry.body).get("register")
    grown.end()
    found.size, found.root = tree.size, tree.root
    if {tuple(row) for row in connection.execute(sa.select(appealed))} != appeals:
        found.wrong.append(Wrong(None, "the table of what is under appeal is not what the entries say"))
    _check_files(connection, bound, found)
    for each in sorted(checkpoints, key=lambda each: each.size):
        _check_checkpoint(each, roots.get(each.size), public, found)
    return found


def entry_batches(connection: sa.Connection) -> Iterator[list[Entry]]:
    """Every entry in order, a few thousand at a time."""
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(sa.select(entries).order_by(entries.c.seq))
    for some in rows.partitions():
        yield [Entry._make(row) for row in some]


def _leaf(entry: Entry) -> bytes:
    """The leaf of an entry; of what cannot be one, a hash that no entry has."""
    try:
        return leaf_hash(entry)
    except _NOT_A_RECORD:
        return bytes(32)


def _check_entry(entry: Entry, found: Verified) -> None:
    """That an entry has the shape that an append gives: what it is of, and its fact's id as its body has it."""
    if entry.kind not in READS:
        found.wrong.append(Wrong(entry.seq, f"its kind {entry.kind} is unknown"))
    if (entry.fact is not None) != (entry.kind in FACT_KINDS):
        found.wrong.append(Wrong(entry.seq, "its fact does not fit its kind"))


class _Times:
    """Moments that go back without an entry that says so, or that a checkpoint contradicts."""

    def __init__(self, found: Verified, checkpoints: Iterable[Checkpoint]) -> None:
        self._found, self._last, self._signed_at = found, "", ""
        self._signed = sorted(((each.size, each.at) for each in checkpoints), reverse=True)

    def look(self, entry: Entry) -> None:
        while self._signed and self._signed[-1][0] < entry.seq:
            self._signed_at = max(self._signed_at, self._signed.pop()[1])
        if entry.kind == "clock_went_back":
            self._signed_at = ""  # said, so what follows is read on the new clock
        elif entry.at < self._last:
            self._found.wrong.append(Wrong(entry.seq, f"its moment {entry.at} is before that of the entry before it"))
        elif entry.at < self._signed_at:
            self._found.wrong.append(Wrong(entry.seq, f"its moment {entry.at} is before a checkpoint it came after"))
        self._last = entry.at


class _Nodes:
    """The stored hashes of the Merkle tree beside those worked out, level by level as they come."""

    def __init__(self, connection: sa.Connection, found: Verified) -> None:
        self._found = found
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(
            sa.select(nodes).order_by(nodes.c.place, nodes.c.level)
        )
        self._held = {(level, place): bytes(each) for some in rows.partitions() for level, place, each in some}

    def compare(self, grown: Iterable[merkle.Node]) -> None:
        for level, place, made in grown:
            if self._held.pop((level, place), None) != made:
                last = (place + 1) << level
                self._found.wrong.append(Wrong(last, "it is not the entry that was hashed when it was put on record"))

    def end(self) -> None:
        if self._held:
            missing = max((place + 1) << level for level, place in self._held)
            self._found.wrong.append(Wrong(missing, "the tree holds entries that the journal does not"))


def _check_files(connection: sa.Connection, bound: dict[str, int], found: Verified) -> None:
    """That every file an entry binds is there with its own bytes, and no other."""
    held = {row.sha256: row.size for row in connection.execute(sa.select(files))}
    for name, seq in bound.items():
        if name not in held:
            found.wrong.append(Wrong(seq, f"its file {name} is missing"))
    for name, size in held.items():
        digest, read = sha256(), 0
        for part in parts(connection, name):
            digest.update(part)
            read += len(part)
        if digest.hexdigest() != name or read != size:
            found.wrong.append(Wrong(bound.get(name), f"the bytes of its file {name} are not those that were kept"))
        if name not in bound:
            found.wrong.append(Wrong(None, f"no entry binds the file {name}"))
    found.files = len(held)


def _check_checkpoint(
    checkpoint: Checkpoint, root: bytes | None, public: Ed25519PublicKey | None, found: Verified
) -> None:
    if public is not None and not is_signed(checkpoint, public):
        found.wrong.append(Wrong(None, f"the checkpoint of {checkpoint.size} entries is not signed with that key"))
    elif checkpoint.register != found.register:
        found.wrong.append(Wrong(None, f"the checkpoint of {checkpoint.size} entries is of another register"))
    elif root is None:
        said = f"a checkpoint covers {checkpoint.size} entries and the journal holds {found.size}: some were cut off"
        found.wrong.append(Wrong(None, said))
    elif root.hex() != checkpoint.root:
        said = f"the first {checkpoint.size} entries are not those that a checkpoint signed on {checkpoint.at}"
        found.wrong.append(Wrong(None, said))
    else:
        found.covered = max(found.covered, checkpoint.size)
