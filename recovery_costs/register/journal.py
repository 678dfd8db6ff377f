"""The journal: one append-only table in SQLite. An entry is a fact of a case file, as it was given.

A fact is known by its case and id: the same fact again is one entry; another fact of that id is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from recovery_costs.plain import Problem, Problems, read_json

_metadata = sa.MetaData()
entries = sa.Table(
    "entries",
    _metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("case_name", sa.Text, nullable=False),
    sa.Column("fact_id", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.UniqueConstraint("case_name", "fact_id"),
)
_REFUSED = "the journal only grows"
for _act in ("UPDATE", "DELETE"):
    sa.event.listen(
        entries,
        "after_create",
        sa.DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER entries_no_{_act.lower()} BEFORE {_act} ON entries "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        ),
    )


class Journal:
    """The journal in a SQLite file, made on first use."""

    def __init__(self, path: Path) -> None:
        self._engine = sa.create_engine(f"sqlite:///{path}")
        sa.event.listen(self._engine, "connect", _durable)
        sa.event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        with self._engine.begin() as connection:
            _metadata.create_all(connection)

    def append(self, case: str, facts: Iterable[Mapping[str, Any]]) -> int:
        """Put facts on record, all or none.

        Returns:
            How many were new.

        Raises:
            Problems: another fact of the same id is on record in that case.
        """
        problems, new = [], 0
        with self._engine.begin() as connection:
            on_record = sa.select(entries.c.fact_id, entries.c.body).where(entries.c.case_name == case)
            known = {row.fact_id: row.body for row in connection.execute(on_record)}
            for fact in facts:
                body = json.dumps(fact, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                have = known.get(fact["id"])
                if have is None:
                    connection.execute(entries.insert().values(case_name=case, fact_id=fact["id"], body=body))
                    known[fact["id"]] = body
                    new += 1
                elif have != body:
                    problems.append(
                        Problem(
                            fact["id"],
                            "id",
                            "another fact of this id on record",
                            "an id of its own",
                            "Correct the fact on record by a new fact that names it in corrects.",
                        )
                    )
            if problems:
                raise Problems(problems)
        return new

    def cases(self) -> list[str]:
        """The cases on record, by name."""
        with self._engine.begin() as connection:
            return list(connection.scalars(sa.select(entries.c.case_name).distinct().order_by(entries.c.case_name)))

    def count(self, case: str) -> int:
        """How many facts of a case are on record."""
        counted = sa.select(sa.func.count()).where(entries.c.case_name == case)
        with self._engine.begin() as connection:
            return int(connection.scalar(counted) or 0)

    def facts(self, case: str) -> list[dict[str, Any]]:
        """The facts of a case, in the order they were put on record."""
        found = sa.select(entries.c.body).where(entries.c.case_name == case).order_by(entries.c.seq)
        with self._engine.begin() as connection:
            return [read_json(body) for body in connection.scalars(found)]

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _durable(connection: Any, _record: Any) -> None:
    """Every connection: the rollback journal, synced; and transactions begun by us alone."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA busy_timeout=10000")
