"""The steps that make and change the register's tables, applied by Alembic on a connection of ours."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

HEAD = "0002"
"""The newest step. A test compares it with what Alembic finds here."""


def applied(connection: sa.Connection) -> str | None:
    """The newest step applied to a database, or None where it holds no register."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    step: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return step


def upgrade(connection: sa.Connection, to: str = "head") -> None:
    """Apply what is missing, up to a step, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
