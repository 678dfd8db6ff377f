"""The register as one actor may read it. Every query there is goes through a `View`, and so through its filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import count
from typing import Any

import sqlalchemy as sa

from recovery_costs.plain import read_json
from recovery_costs.register.access import FACT_KINDS, PROGRAM, Actor, kinds
from recovery_costs.register.database import Database
from recovery_costs.register.entry import Draft, Entry
from recovery_costs.register.faults import NotThere
from recovery_costs.register.files import part
from recovery_costs.register.tables import appealed, entries


class View:
    """What an actor may read. What it may not read is, to it, not there."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self._database = database
        self.actor = actor

    @staticmethod
    @lru_cache(maxsize=256)
    def filters(actor: Actor) -> sa.ColumnElement[bool]:
        """The rows that an actor may read, by reads.csv."""
        in_event = sa.exists().where(appealed.c.case_name == entries.c.case_name)
        under_appeal = in_event.where(
            sa.or_(appealed.c.party == entries.c.party, appealed.c.decision == entries.c.fact)
        )
        return sa.or_(
            entries.c.kind.in_(kinds(actor.role, "all")),
            sa.and_(entries.c.kind.in_(kinds(actor.role, "own")), entries.c.party.in_(actor.parties)),
            sa.and_(entries.c.kind.in_(kinds(actor.role, "event")), in_event),
            sa.and_(entries.c.kind.in_(kinds(actor.role, "appealed")), under_appeal),
        )

    def _may_read(self) -> sa.ColumnElement[bool]:
        return self.filters(self.actor) if self.actor != PROGRAM else sa.true()

    def _rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        return self._read(query.where(self._may_read()))

    def _read(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        """The rows of a query that says itself what the actor may read."""

        def read() -> Sequence[sa.Row[Any]]:
            with self._database.reading(self.actor) as connection:
                return connection.execute(query).all()

        return self._database.tried(read)

    def entries(
        self,
        case: str | None = None,
        of: Iterable[str] | None = None,
        party: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> list[Entry]:
        """Entries in order; of one case, of some kinds, of one Party, after a seq, at most `limit`: as asked."""
        query = sa.select(entries).where(entries.c.seq > after).order_by(entries.c.seq).limit(limit)
        if case is not None:
            query = query.where(entries.c.case_name == case)
        if of is not None:
            query = query.where(entries.c.kind.in_(list(of)))
        if party is not None:
            query = query.where(entries.c.party == party)
        return self._entries(query)

    def _entries(self, query: sa.Select[Any]) -> list[Entry]:
        return [Entry._make(row) for row in self._rows(query)]

    def entry(self, seq: int) -> Entry:
        """One entry.

        Raises:
            NotThere: there is none that the actor may read.
        """
        found = self._entries(sa.select(entries).where(entries.c.seq == seq))
        if not found:
            raise NotThere
        return found[0]

    def bearing_on(self, drafts: Iterable[Draft], after: int) -> list[Entry]:
        """What came on record after a seq and bears on drafts, as far as the actor may read it."""
        query = bearing_on(drafts, whole_event=False).where(entries.c.seq > after).order_by(entries.c.seq)
        return [Entry._make(row) for row in self._rows(query)]

    def command(self, command: str) -> list[Entry]:
        """The entries of one command, in order."""
        query = sa.select(entries).where(entries.c.command == command).order_by(entries.c.nth)
        return self._entries(query)

    def unchecked(self, case: str | None = None, party: str | None = None) -> list[Entry]:
        """The receipts of files that were to be checked, and that nobody checked, as far as the actor may read them."""
        checks = View(self._database, PROGRAM).entries(case, ["file_checked"], party)
        checked = {each.content.get("of") for each in checks}
        came = self.entries(case, ["file_received"], party)
        return [each for each in came if each.content.keys() <= {"name", "bytes"} and each.seq not in checked]

    def cases(self) -> list[str]:
        """The cases with entries on record, by name."""
        names = sa.select(entries.c.case_name).where(entries.c.case_name.is_not(None)).distinct().subquery()
        one = sa.select(entries.c.seq).where(entries.c.case_name == names.c.case_name, self._may_read())
        return sorted(row.case_name for row in self._read(sa.select(names.c.case_name).where(one.exists())))

    def count(self, case: str) -> int:
        """How many entries of a case are on record."""
        return int(self._rows(sa.select(sa.func.count()).select_from(entries).where(entries.c.case_name == case))[0][0])

    def last(self, case: str | None) -> int:
        """The seq of a case's newest entry, which a command based on the case names; 0 where it has none.

        Of no case (None): the newest of what concerns every case or none.
        """
        return int(self._rows(sa.select(sa.func.max(entries.c.seq)).where(entries.c.case_name == case))[0][0] or 0)

    def newest(self) -> int:
        """The seq of the newest entry that the actor may read, whatever it is of."""
        return int(self._rows(sa.select(sa.func.max(entries.c.seq)))[0][0] or 0)

    def facts(self, case: str, after: int = 0, until: int | None = None) -> list[dict[str, Any]]:
        """The facts of a case in the order they were put on record, each with the moment of that as `recorded`.

        `until` is the last entry (its seq) to look at; None: all. `after` is the last one to leave out.

        What a file said of `recorded` itself stays in the entry: only the register's own clock says what was on record.
        """
        query = (
            sa.select(entries.c.at, entries.c.body)
            .where(entries.c.case_name == case, entries.c.kind.in_(FACT_KINDS), entries.c.seq > after)
            .order_by(entries.c.seq)
        )
        if until is not None:
            query = query.where(entries.c.seq <= until)
        return [_fact(row.at, row.body) for row in self._rows(query)]

    def whose(self, case: str) -> dict[str, str | None]:
        """The id of each fact of a case, and the Party whose it is."""
        query = sa.select(entries.c.fact, entries.c.party)
        rows = self._rows(query.where(entries.c.case_name == case, entries.c.fact.is_not(None)))
        return {row.fact: row.party for row in rows}

    def parties(self, case: str | None = None, but: Collection[int] = ()) -> list[str]:
        """The Parties whose entries (all `but` these) are on record, of one case or (None) of any, by name."""
        query = sa.select(entries.c.party).where(entries.c.party.is_not(None), entries.c.seq.not_in(but)).distinct()
        if case is not None:
            query = query.where(entries.c.case_name == case)
        else:
            query = query.where(entries.c.case_name.is_not(None))
        return sorted(row.party for row in self._rows(query))

    def file(self, name: str) -> bytes:
        """The bytes of a file, by its SHA-256.

        Raises:
            NotThere: no entry that the actor may read binds such a file.
        """
        return b"".join(self.file_parts(name))

    def file_parts(self, name: str) -> Iterator[bytes]:
        """The same in parts of at most a MiB, each read as it is asked for: a slow reader keeps nobody from writing."""
        if not self._rows(sa.select(entries.c.seq).where(entries.c.file == name).limit(1)):
            raise NotThere

        def read(nth: int) -> bytes | None:
            with self._database.reading(self.actor) as connection:
                return part(connection, name, nth)

        for nth in count():
            content = self._database.tried(partial(read, nth))
            if content is None:
                return
            yield content


def _fact(at: str, body: str) -> dict[str, Any]:
    return {**read_json(body), "recorded": f"{at[:19]}Z"}


def bearing_on(drafts: Iterable[Draft], whole_event: bool) -> sa.Select[Any]:
    """The entries that bear on drafts: of each its case's event and its Party, or the whole of the case; and in every case,
    how the Code is read in all of them."""
    scopes = [sa.and_(entries.c.case_name.is_(None), entries.c.kind == "reading_chosen")]
    for case, party in {(draft.case_name, draft.party) for draft in drafts if draft.case_name is not None}:
        of_case = entries.c.case_name == case
        if whole_event or party is None:
            scopes.append(of_case)
        else:
            scopes.append(sa.and_(of_case, sa.or_(entries.c.party.is_(None), entries.c.party == party)))
    return sa.select(entries).where(sa.or_(*scopes))
