"""The steps that make and change the register's tables, applied by Alembic on a connection of ours."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from recovery_costs.register.faults import NotARegister

HEAD = "0002"
"""The newest step. A test compares it with what Alembic finds here."""


def applied(connection: sa.Connection) -> str | None:
    """The newest step applied to a database, or None where it holds no register."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    step: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return step


def check_known(step: str | None, name: str) -> None:
    """That this version of the program knows a step.

    Raises:
        NotARegister: a later version made it.
    """
    if step is not None and step > HEAD:
        raise NotARegister(
            f"{name} was made by a later version of this program: its tables are at step {step}, and this version knows "
            f"steps up to {HEAD}.",
            "Use that version of the program. Nothing was changed.",
        )


def upgrade(connection: sa.Connection, to: str = "head") -> None:
    """Apply what is missing, up to a step, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
