"""The parts of an append: what came before, what must not be in its way, and what its entries add to the projections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import sqlalchemy as sa

from recovery_costs.register import merkle
from recovery_costs.register.entry import Command, Draft, Entry, canonical, leaf_hash
from recovery_costs.register.faults import CommandReused, Damaged, FactTaken, Stale
from recovery_costs.register.tables import appealed, entries, files, nodes
from recovery_costs.register.view import View, bearing_on

LAST = sa.select(entries.c.seq, entries.c.at).order_by(entries.c.seq.desc()).limit(1)
"""The newest entry."""
_OF_COMMAND = sa.select(entries).where(entries.c.command == sa.bindparam("command")).order_by(entries.c.nth)
# More than the peaks, and among them: pairs in one list would make SQLite read the whole table.
_PEAKS = sa.select(nodes.c.level, nodes.c.place, nodes.c.hash).where(
    nodes.c.level.in_(sa.bindparam("levels", expanding=True)), nodes.c.place.in_(sa.bindparam("places", expanding=True))
)
_TAKEN = sa.select(entries.c.fact).where(
    entries.c.case_name == sa.bindparam("case"), entries.c.fact.in_(sa.bindparam("facts", expanding=True))
)
_AT_ONCE = 500


class Appended(NamedTuple):
    """What became of a command: its entries, whether they are new, and the journal as it stood with them.

    Of a command that was on record before, `size` is that of its last entry and `root` the root then.
    """

    entries: tuple[Entry, ...]
    new: bool
    size: int
    root: bytes


def moment_text(moment: datetime) -> str:
    """A moment as entries hold it: UTC, to the microsecond, in one form that sorts."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def went_back(last: str, now: str) -> tuple[Draft, str]:
    body = {"last": last, "now": now}
    return Draft("clock_went_back", body), canonical(body)


def same(connection: sa.Connection, command: Command, bodies: list[str]) -> Appended | None:
    """What the command left on record, if it came before.

    Raises:
        CommandReused: another command came under its id.
    """
    rows = connection.execute(_OF_COMMAND, {"command": command.id}).all()
    if not rows:
        return None
    made = tuple(Entry._make(row) for row in rows)
    asked = [(d.case_name, d.party, d.kind, d.fact, d.file, b) for d, b in zip(command.drafts, bodies, strict=True)]
    found = [(e.case_name, e.party, e.kind, e.fact, e.file, e.body) for e in made]
    by = {(each.actor, each.role) for each in made}
    if asked != found or by != {(command.actor.name, command.actor.role.value)}:
        raise CommandReused
    size = made[-1].seq
    return Appended(made, False, size, merkle.root_at(node_getter(connection), size))


def check_current(connection: sa.Connection, command: Command) -> None:
    if command.based_on is None:
        return
    later = bearing_on(command.drafts, command.whole_event).where(entries.c.seq > command.based_on)
    view = View.filters(command.actor)
    changed = [Entry._make(row) for row in connection.execute(later.where(view).order_by(entries.c.seq))]
    if changed:
        raise Stale(changed)


def check_facts(connection: sa.Connection, drafts: Iterable[Draft]) -> None:
    """That no fact's id is in use in its case, on record or twice among the drafts.

    Raises:
        FactTaken: one is.
    """
    by_case: dict[str | None, list[str]] = {}
    for draft in drafts:
        if draft.fact is not None:
            by_case.setdefault(draft.case_name, []).append(draft.fact)
    for case, facts in by_case.items():
        twice = [fact for fact, count in Counter(facts).items() if count > 1]
        for start in range(0, len(facts), _AT_ONCE):
            asked = {"case": case, "facts": facts[start : start + _AT_ONCE]}
            twice += connection.scalars(_TAKEN, asked)
        if twice:
            raise FactTaken(min(twice))


def check_files(connection: sa.Connection, drafts: Iterable[Draft]) -> None:
    for name in {draft.file for draft in drafts if draft.file is not None}:
        if connection.scalar(sa.select(files.c.size).where(files.c.sha256 == name)) is None:
            raise ValueError(f"the file {name} is not on record")


def tree_of(connection: sa.Connection, size: int) -> merkle.Tree:
    """The Merkle tree as it stands at a size, by its peaks."""
    places = merkle.peaks(size)
    asked = {"levels": [level for level, _ in places], "places": [place for _, place in places]}
    held = {(level, place): bytes(each) for level, place, each in connection.execute(_PEAKS, asked)}
    if not held.keys() >= set(places):
        raise Damaged(
            "The register's proofs are not those of its journal. Nothing was recorded.",
            "Change nothing. Run recovery-costs verify, and restore the newest backup if it finds more.",
        )
    return merkle.Tree(size, [held[place] for place in places])


def node_getter(connection: sa.Connection) -> merkle.Get:
    """Where proofs take the hashes of perfect subtrees from."""

    def get(level: int, place: int) -> bytes:
        found = connection.scalar(sa.select(nodes.c.hash).where(nodes.c.level == level, nodes.c.place == place))
        if found is None:
            raise Damaged("A part of the register's proofs is missing.", "Run recovery-costs verify.")
        return bytes(found)

    return get


def project(connection: sa.Connection, tree: merkle.Tree, made: Iterable[Entry]) -> None:
    """What entries add to the projections: their leaves to the tree, and what now stands under appeal."""
    grown = [node for entry in made for node in tree.add(leaf_hash(entry))]
    connection.execute(nodes.insert(), [node._asdict() for node in grown])
    for entry in made:
        if entry.kind == "appeal_made":
            now = under_appeal(entry)
            known = sa.select(appealed).where(*(column == value for column, value in zip(appealed.c, now, strict=True)))
            if connection.execute(known).first() is None:
                connection.execute(appealed.insert().values(now))


def under_appeal(appeal: Entry) -> tuple[str | None, str, str]:
    """What an appeal puts under appeal, as the table of it holds that: the event, whose decision (blank: nobody's own), which."""
    return appeal.case_name, appeal.party or "", str(appeal.content.get("decision", ""))
