"""The register's tables, as queries use them. `migrations/` makes them; a test holds the two together.

`entries` is the record, and `files` with `file_parts` hold the bytes it binds by their hash. `nodes` (the Merkle tree) and
`appealed` (what stands under appeal) are projections: made from the entries alone, they can be made again and compared.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

metadata = sa.MetaData()
TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text that compares by code point in either store."""
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_BINDS = sa.text("file IS NOT NULL")

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("seq", WHOLE, primary_key=True, autoincrement=False),
    sa.Column("at", TEXT, nullable=False),
    sa.Column("actor", TEXT, nullable=False),
    sa.Column("role", TEXT, nullable=False),
    sa.Column("command", TEXT, nullable=False),
    sa.Column("nth", WHOLE, nullable=False),
    sa.Column("case_name", TEXT),
    sa.Column("party", TEXT),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("fact", TEXT),
    sa.Column("file", TEXT),
    sa.Column("body", TEXT, nullable=False),
    sa.Column("salt", TEXT, nullable=False),
    sa.Index("entries_by_command", "command", "nth", unique=True),
    sa.Index("entries_by_fact", "case_name", "fact", unique=True),
    sa.Index("entries_by_case", "case_name", "seq"),
    sa.Index("entries_by_file", "file", sqlite_where=_BINDS, postgresql_where=_BINDS),
)
nodes = sa.Table(
    "nodes",
    metadata,
    sa.Column("level", WHOLE, primary_key=True, autoincrement=False),
    sa.Column("place", WHOLE, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
files = sa.Table(
    "files",
    metadata,
    sa.Column("sha256", TEXT, primary_key=True),
    sa.Column("size", WHOLE, nullable=False),
)
file_parts = sa.Table(
    "file_parts",
    metadata,
    sa.Column("sha256", TEXT, primary_key=True),
    sa.Column("nth", WHOLE, primary_key=True, autoincrement=False),
    sa.Column("part", sa.LargeBinary, nullable=False),
)
appealed = sa.Table(
    "appealed",
    metadata,
    sa.Column("case_name", TEXT, primary_key=True),
    sa.Column("party", TEXT, primary_key=True),
    sa.Column("decision", TEXT, primary_key=True),
)
reads = sa.Table(
    "reads",
    metadata,
    sa.Column("role", TEXT, primary_key=True),
    sa.Column("kind", TEXT, primary_key=True),
    sa.Column("scope", TEXT, nullable=False),
)
"""PostgreSQL's copy of reads.csv, which its row-level security applies."""

RECORD = (entries, files, file_parts)
PROJECTIONS = (nodes, appealed)
GROWING = (*RECORD, *PROJECTIONS)
"""The tables in which nothing may be changed or deleted."""
