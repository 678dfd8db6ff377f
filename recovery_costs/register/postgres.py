"""PostgreSQL: SERIALIZABLE transactions one after another, and rows that the database itself keeps from who may not read them.

The tables belong to an owner that only `create` uses. The program works as a role that owns nothing, is no superuser and
cannot bypass row-level security; who is asking is set within each transaction, so that a pooler cannot leak it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError, ProgrammingError

from recovery_costs.register import migrations, tables
from recovery_costs.register.access import PROGRAM, Actor, table_rows
from recovery_costs.register.database import Database, Trouble
from recovery_costs.register.faults import NotARegister

SETTINGS = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
"""What the server must be set to, or an acknowledged entry could be lost."""
_MAY_NOT = "42501"
_AGAIN = {"40001", "40P01", "55P03", "53300", "57P03"}
_ACTOR = sa.text(
    "SELECT set_config('recovery_costs.actor', :actor, true), set_config('recovery_costs.role', :role, true),"
    " set_config('recovery_costs.parties', :parties, true)"
)


class Postgres(Database):
    """A register in a PostgreSQL database."""

    def __init__(self, url: str | sa.URL) -> None:
        try:
            self.url = sa.make_url(url).set(drivername="postgresql+psycopg")
        except ArgumentError as error:
            raise NotARegister("This is no address of a database.", "Write postgresql://role@host/database.") from error
        self.name = self.url.render_as_string(hide_password=True)
        self.engine = sa.create_engine(
            self.url, connect_args={"connect_timeout": 10}, pool_size=5, max_overflow=40, hide_parameters=True
        )
        sa.event.listen(self.engine, "connect", _set)

    def establish(self, make: bool) -> None:
        """The tables' owner does that, once: see `create`."""

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        how = {"isolation_level": "SERIALIZABLE"}
        with self.engine.connect().execution_options(**how) as connection, connection.begin():
            # Taken before the first query, so before the snapshot: the next writer sees what this one wrote.
            connection.exec_driver_sql("LOCK TABLE turn IN EXCLUSIVE MODE")
            self.writes_as(connection, PROGRAM)
            yield connection

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[sa.Connection]:
        how: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect().execution_options(**how) as connection, connection.begin():
            self.writes_as(connection, actor)
            yield connection

    def writes_as(self, connection: sa.Connection, actor: Actor) -> None:
        settings = {"actor": actor.name, "role": actor.role.value, "parties": json.dumps(sorted(actor.parties))}
        connection.execute(_ACTOR, settings)

    def trouble(self, error: DBAPIError) -> Trouble | None:
        state = getattr(error.orig, "sqlstate", None)
        if state in _AGAIN:
            return Trouble.AGAIN
        if state == "53100":
            return Trouble.FULL
        if state in ("58030", "XX001", "XX002"):
            return Trouble.STORAGE if state == "58030" else Trouble.DAMAGED
        lost = error.connection_invalidated or (state or "").startswith(("08", "57P"))
        if lost or (state is None and isinstance(error, (OperationalError, InterfaceError))):
            return Trouble.LOST
        return None


def _set(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("SET lock_timeout = '30s'")
    connection.commit()


def create(owner_url: str, role: str) -> None:
    """Make the tables, or bring them up to date, as their owner, and let `role` read and append.

    Raises:
        NotARegister: the role is missing, or could go round what keeps the register.
    """
    owner = Postgres(owner_url)

    def prepared() -> None:
        with owner.engine.begin() as connection:
            migrations.check_known(migrations.applied(connection), owner.name)
            _fit(connection, role)
            migrations.upgrade(connection)
            connection.execute(tables.reads.delete())
            connection.execute(tables.reads.insert(), list(table_rows()))
            quoted = connection.dialect.identifier_preparer.quote(role)
            for table in tables.GROWING:
                connection.exec_driver_sql(f"GRANT SELECT, INSERT ON {table.name} TO {quoted}")
            connection.exec_driver_sql(f"GRANT SELECT ON reads, alembic_version TO {quoted}")
            connection.exec_driver_sql(f"GRANT UPDATE ON turn TO {quoted}")

    try:
        owner.tried(prepared)
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != _MAY_NOT:
            raise
        raise NotARegister(
            f"{owner.name} may not make or change the register's tables.", "Give --owner with their owner's address."
        ) from error
    finally:
        owner.close()


def _fit(connection: sa.Connection, role: str) -> None:
    found = connection.execute(
        sa.text(
            "SELECT rolsuper OR rolbypassrls, pg_has_role(:role, current_user, 'member') FROM pg_roles WHERE rolname = :role"
        ),
        {"role": role},
    ).first()
    if found is None:
        raise NotARegister(f"The database has no role {role!r}.", "Make it first: CREATE ROLE ... LOGIN NOINHERIT.")
    if any(found):
        raise NotARegister(
            f"The role {role!r} owns the register or can bypass its rows' security.",
            "Give the program a role of its own that is neither the owner, nor a superuser, nor BYPASSRLS.",
        )


def unfit(connection: sa.Connection) -> Iterator[str]:
    """What keeps this connection from being one the register may be kept through, each as a sentence."""
    for name, wanted in SETTINGS.items():
        found = connection.scalar(sa.text(f"SHOW {name}"))
        if found != wanted:
            yield f"the server's {name} is {found}, not {wanted}"
    row = connection.execute(
        sa.text(
            "SELECT rolsuper OR rolbypassrls, pg_has_role(current_user, tableowner::name, 'member')"
            " FROM pg_roles, pg_tables WHERE rolname = current_user AND tablename = 'entries'"
            " AND schemaname = ANY (current_schemas(false))"
        )
    ).first()
    if row is None:
        yield "it holds no table entries that this role may see"
    elif any(row):
        yield "the role owns the register, is a superuser or bypasses row-level security"
    else:
        held = {tuple(each) for each in connection.execute(sa.select(tables.reads))}
        if held != {(each["role"], each["kind"], each["scope"]) for each in table_rows()}:
            yield "its table of who reads what is not this program's"
