"""The journal, the files it binds, its Merkle tree and what is under appeal; nothing in them can be changed.

On PostgreSQL also: who may read what, applied to each row by the database itself.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision, down_revision, branch_labels, depends_on = "0001", None, None, None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GROWING = ("entries", "files", "file_parts", "nodes", "appealed")


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("seq", WHOLE, primary_key=True, autoincrement=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("at", "actor", "role", "command")),
        sa.Column("nth", WHOLE, nullable=False),
        sa.Column("case_name", TEXT),
        sa.Column("party", TEXT),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("fact", TEXT),
        sa.Column("file", TEXT),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("salt", TEXT, nullable=False),
    )
    op.create_index("entries_by_command", "entries", ["command", "nth"], unique=True)
    op.create_index("entries_by_fact", "entries", ["case_name", "fact"], unique=True)
    op.create_index("entries_by_case", "entries", ["case_name", "seq"])
    binds = sa.text("file IS NOT NULL")
    op.create_index("entries_by_file", "entries", ["file"], sqlite_where=binds, postgresql_where=binds)
    op.create_table(
        "nodes",
        sa.Column("level", WHOLE, primary_key=True, autoincrement=False),
        sa.Column("place", WHOLE, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table("files", sa.Column("sha256", TEXT, primary_key=True), sa.Column("size", WHOLE, nullable=False))
    op.create_table(
        "file_parts",
        sa.Column("sha256", TEXT, primary_key=True),
        sa.Column("nth", WHOLE, primary_key=True, autoincrement=False),
        sa.Column("part", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "appealed", sa.Column("case_name", TEXT, primary_key=True), sa.Column("party", TEXT, primary_key=True)
    )
    op.create_table(
        "reads",
        sa.Column("role", TEXT, primary_key=True),
        sa.Column("kind", TEXT, primary_key=True),
        sa.Column("scope", TEXT, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_only_grows()
    else:
        op.create_table("turn", sa.Column("nobody", sa.Integer))
        _postgres_only_grows()
        _postgres_rows()


# --- nothing can be changed ---------------------------------------------------------------------------------------

# INSERT OR REPLACE deletes the row in its way without asking a trigger on DELETE, so it is stopped before it begins.
_IN_THE_WAY = {
    "entries": "NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entries), 0)"
    " OR EXISTS (SELECT 1 FROM entries WHERE command = NEW.command AND nth = NEW.nth)"
    " OR EXISTS (SELECT 1 FROM entries WHERE case_name = NEW.case_name AND fact = NEW.fact)",
    "files": "EXISTS (SELECT 1 FROM files WHERE sha256 = NEW.sha256)",
    "file_parts": "EXISTS (SELECT 1 FROM file_parts WHERE sha256 = NEW.sha256 AND nth = NEW.nth)",
    "nodes": "EXISTS (SELECT 1 FROM nodes WHERE level = NEW.level AND place = NEW.place)",
    "appealed": "EXISTS (SELECT 1 FROM appealed WHERE case_name = NEW.case_name AND party = NEW.party)",
}


def _sqlite_only_grows() -> None:
    for table in GROWING:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: the journal only grows'); END"
        for act in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {_IN_THE_WAY[table]} {refuse}")


def _postgres_only_grows() -> None:
    op.execute(
        "CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: the journal only grows', TG_TABLE_NAME; END $$"
    )
    for table in GROWING:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
        )


# --- who reads what -----------------------------------------------------------------------------------------------

_ROLE = "current_setting('recovery_costs.role', true)"
_PARTIES = "coalesce(nullif(current_setting('recovery_costs.parties', true), ''), '[]')::jsonb"
_READS = f"""EXISTS (
    SELECT 1 FROM reads WHERE reads.role = {_ROLE} AND reads.kind = entries.kind AND (
        reads.scope = 'all'
        OR reads.scope = 'own' AND jsonb_exists({_PARTIES}, entries.party)
        OR reads.scope = 'appealed' AND EXISTS (
            SELECT 1 FROM appealed WHERE appealed.case_name = entries.case_name
            AND (entries.party IS NULL OR appealed.party = entries.party))))"""  # noqa: S608  no outside text in it
_WRITES = f"""{_ROLE} = 'program' OR (
    entries.actor = current_setting('recovery_costs.actor', true) AND entries.role = {_ROLE}
    AND (entries.kind = 'refused' OR (entries.role <> 'auditor'
        AND (entries.role <> 'party' OR jsonb_exists({_PARTIES}, entries.party)))))"""
_BINDS = "EXISTS (SELECT 1 FROM entries WHERE entries.file = {table}.sha256)"
_KNOWN = f"{_ROLE} IS NOT NULL AND {_ROLE} <> ''"


def _postgres_rows() -> None:
    policies = {
        "entries": (_READS, _WRITES),
        "files": (f"{_ROLE} = 'program' OR {_BINDS.format(table='files')}", _KNOWN),
        "file_parts": (f"{_ROLE} = 'program' OR {_BINDS.format(table='file_parts')}", _KNOWN),
        "nodes": (_KNOWN, _KNOWN),
        "appealed": (f"{_ROLE} IN ('program', 'authority')", _KNOWN),
    }
    for table, (using, check) in policies.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({using})")
        op.execute(f"CREATE POLICY {table}_write ON {table} FOR INSERT WITH CHECK ({check})")


def downgrade() -> None:
    """Refused by design: dropping these tables would drop the record, and the journal only grows."""
    raise RuntimeError("the journal only grows: there is no way back")
