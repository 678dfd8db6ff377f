"""Where a register is kept: which store an address names, what stands there, and the tables of a new one."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from recovery_costs.register import migrations
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.database import Database
from recovery_costs.register.faults import NotARegister
from recovery_costs.register.tables import entries


def on_a_server(where: str | Path) -> bool:
    """Whether an address is that of a PostgreSQL database; everything else is a path."""
    return isinstance(where, str) and where.startswith(("postgresql:", "postgres:", "postgresql+psycopg:"))


def database_at(where: str | Path) -> Database:
    """The store that a path or an address names."""
    if isinstance(where, str) and on_a_server(where):
        from recovery_costs.register.postgres import Postgres

        return Postgres(where.replace("postgres:", "postgresql:", 1) if where.startswith("postgres:") else where)
    from recovery_costs.register.sqlite import Sqlite

    return Sqlite(path_of(where))


def path_of(where: str | Path) -> Path:
    """The file that is meant."""
    return Path(where.removeprefix("sqlite:///") if isinstance(where, str) else where)


def prepare(database: Database) -> None:
    """The tables of a new register, with nothing in them: made in a SQLite file; on PostgreSQL their owner has made them.

    Raises:
        NotARegister: they cannot be made here, or another program or version made them.
    """

    def prepared() -> None:
        with database.reading(PROGRAM) as connection:
            _step(connection, database.name)
        with database.writing() as connection:
            make_tables(connection)

    database.establish(make=True)
    database.tried(prepared)


def check_there(database: Database) -> None:
    """That a register stands there, of this program's version, before anything else is read of it.

    Raises:
        NotARegister: none does.
    """

    def checked() -> None:
        with database.reading(PROGRAM) as connection:
            if not standing(connection, database.name)[0]:
                raise no_register(database.name)

    database.establish(make=False)
    database.tried(checked)


def standing(connection: sa.Connection, name: str) -> tuple[bool, bool]:
    """Whether a register stands there, and whether its tables are at the newest step.

    Raises:
        NotARegister: something else stands there.
    """
    step = _step(connection, name)
    begun = step is not None and connection.execute(sa.select(entries.c.seq).limit(1)).first() is not None
    return begun, step == migrations.HEAD


def no_register(name: str) -> NotARegister:
    """That nothing stands there yet, in words."""
    return NotARegister(
        f"{name} holds no register: not one entry.", "Check its name; recovery-costs init makes a register there."
    )


def make_tables(connection: sa.Connection) -> None:
    """The tables in a SQLite file, if it is new or at an earlier step. On PostgreSQL their owner makes them."""
    if connection.dialect.name == "sqlite" and migrations.applied(connection) != migrations.HEAD:
        migrations.upgrade(connection)


def _step(connection: sa.Connection, name: str) -> str | None:
    """The newest step applied to a store's tables; None where a SQLite file holds none.

    Raises:
        NotARegister: they are something else, a later version's, or not fit for use.
    """
    step, held = migrations.applied(connection), sa.inspect(connection).get_table_names()
    if held and entries.name not in held and (step is not None or connection.dialect.name == "sqlite"):
        raise NotARegister(f"{name} holds something else, no register.", "Name another; this one was not changed.")
    migrations.check_known(step, name)
    if connection.dialect.name == "postgresql":
        _check_fit(connection, step, name)
    return step


def _check_fit(connection: sa.Connection, step: str | None, name: str) -> None:
    from recovery_costs.register.postgres import unfit

    if step != migrations.HEAD:
        raise NotARegister(
            f"{name} holds no register of this program's version.",
            "Have the tables' owner prepare it: init, carry and restore take the owner's address with --owner.",
        )
    reasons = list(unfit(connection))
    if reasons:
        raise NotARegister(
            f"The register cannot be kept here as it promises: {'; '.join(reasons)}.",
            "Mend that (recovery-costs doctor lists it), then open it again.",
        )
