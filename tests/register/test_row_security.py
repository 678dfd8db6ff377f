"""PostgreSQL itself keeps rows from who may not read them, even where the program forgets its own filter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from recovery_costs.casework.samples import take_in_samples
from recovery_costs.register import migrations
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.faults import NotARegister
from recovery_costs.register.files import name_of
from recovery_costs.register.postgres import create
from recovery_costs.register.store import Register, Sources, open_register
from recovery_costs.register.tables import appealed, entries, file_parts, files, nodes
from recovery_costs.register.verify import verify
from recovery_costs.register.view import View
from tests.register.people import AUTHORITY, EVERYBODY, filled, reads
from tests.register.postgres_server import APP, OWNER, Server
from tests.register.registers import AUDITOR, CASE, PARTY_A, PARTY_B, give, of_kind, paid, told
from tests.register.test_appealed import HELD, KEPT, OF_THE_EVENT, before, checked, laid_open


@pytest.fixture
def register(server: Server) -> Iterator[Register]:
    register = open_register(server.url(APP, server.database()), told())
    yield register
    register.close()


def test_a_query_without_a_filter_still_gives_only_the_actors_rows(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = filled(register)
    monkeypatch.setattr(View, "filters", staticmethod(lambda _actor: sa.true()))
    for actor in EVERYBODY:
        found = {(entry.kind, entry.party) for entry in register.seen_by(actor).entries(CASE)}
        assert found == {(kind, party) for kind, party in made if reads(actor, kind, party)}, actor


def test_files_and_what_is_appealed_are_kept_from_others_too(register: Register) -> None:
    received = of_kind("file_received", party="Supplier A")
    held = received.__class__(received.kind, {"name": "x"}, CASE, "Supplier A", name_of(b"x"))
    give(register, "c1", held, actor=PARTY_A, files=(b"x",))
    appeal = {"id": "A", "type": "appeal_made"}
    give(register, "c2", received.__class__("appeal_made", appeal, CASE, "Supplier A"))
    counts = {}
    for actor in (PARTY_A, PARTY_B, AUTHORITY):
        with register.database.reading(actor) as connection:
            counts[actor.name] = [
                len(connection.execute(sa.select(each)).all()) for each in (files, file_parts, appealed)
            ]
    assert counts == {"ann": [1, 1, 0], "bob": [0, 0, 0], "aut": [1, 1, 1]}


def test_nobody_reads_without_saying_who_they_are(register: Register) -> None:
    give(register, "c1", paid("F1"))
    for settings in ({}, {"role": "no_such_role"}, {"role": "party", "parties": '["supplier a"]'}):
        with register.database.engine.begin() as connection:
            for name, value in settings.items():
                connection.execute(
                    sa.text(f"SELECT set_config('recovery_costs.{name}', :value, true)"), {"value": value}
                )
            assert connection.execute(sa.select(entries)).all() == []


def test_who_asked_does_not_stay_with_the_connection(register: Register) -> None:
    give(register, "c1", paid("F1"))
    with register.database.reading(PROGRAM) as connection:
        assert connection.scalar(sa.text("SELECT current_setting('recovery_costs.role', true)")) == "program"
    with register.database.engine.connect() as connection:
        assert not connection.scalar(sa.text("SELECT current_setting('recovery_costs.role', true)"))
        assert connection.execute(sa.select(entries)).all() == []


@pytest.mark.parametrize(
    "forged",
    [
        {"actor": "bob"},
        {"role": "dcc_finance"},
        {"role": "program"},
        {"party": "Supplier B"},
        {"party": None},
        {"party": None, "actor": "aud", "role": "auditor"},
    ],
    ids=["another's name", "another role", "the program", "another Party", "the event", "the auditor"],
)
def test_nobody_writes_as_somebody_else(register: Register, forged: dict[str, str | None]) -> None:
    give(register, "c1", paid("F1"))
    row = register.seen_by(PROGRAM).entry(2)._asdict()
    row |= {"seq": 3, "command": "c2", "fact": "F2", "actor": "ann", "role": "party"}
    with register.database.writing() as connection:
        register.database.writes_as(connection, PARTY_A)
        connection.execute(entries.insert(), [row])
        connection.rollback()
    with register.database.writing() as connection:
        register.database.writes_as(connection, AUDITOR if forged.get("role") == "auditor" else PARTY_A)
        with pytest.raises(sa.exc.DBAPIError, match="row-level security"):
            connection.execute(entries.insert(), [row | forged])
        connection.rollback()


def test_sample_events_are_taken_in_as_they_are_in_sqlite(register: Register, fast: Path) -> None:
    """Workbooks as they are sent, under the rows' security; what people do with them is in tests/casework/test_every_act.py."""
    other = open_register(fast / "r.sqlite")
    now = Register(register.database, Sources())
    for each in (now, other):
        assert len(list(islice(take_in_samples(each), 2))) == 2
    views = [each.seen_by(PROGRAM) for each in (register, other)]
    here, there = (
        [(e.case_name, e.party, e.kind, e.fact, e.file, e.body) for e in view.entries()][1:] for view in views
    )
    assert here == there
    assert verify(register).clean


# --- a register made before the decision was part of what is appealed --------------------------------------------------


def test_an_older_postgresql_register_is_brought_up_to_date_by_its_owner(
    server: Server, fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.database()  # the role is there
    with psycopg.connect(server.url(OWNER, "postgres"), autocommit=True) as owner:
        owner.execute("CREATE DATABASE older TEMPLATE template0")
    with monkeypatch.context() as then:
        upgrade = migrations.upgrade
        then.setattr(migrations, "upgrade", lambda connection: upgrade(connection, "0001"))
        create(server.url(OWNER, "older"), APP)
    source = before(fast)
    engine = sa.create_engine(server.url(OWNER, "older").replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as into, source.database.reading(PROGRAM) as out:
        into.exec_driver_sql("SELECT set_config('recovery_costs.role', 'program', true)")
        for table in (entries, nodes):
            into.execute(table.insert(), [row._asdict() for row in out.execute(sa.select(table))])
        into.exec_driver_sql("INSERT INTO files VALUES (%s, %s)", (HELD, len(KEPT)))
        into.exec_driver_sql("INSERT INTO file_parts VALUES (%s, 0, %s)", (HELD, KEPT))
    engine.dispose()
    create(server.url(OWNER, "older"), APP)
    register = open_register(server.url(APP, "older"), told())
    checked(register)
    monkeypatch.setattr(View, "filters", staticmethod(lambda _actor: sa.true()))
    assert laid_open(register) == OF_THE_EVENT | {"X", "Y", "D1", "D2", "A1"}  # by the rows' own security
    register.close()


# --- the role ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("ALTER ROLE {app} SUPERUSER", "is a superuser"),
        ("ALTER ROLE {app} BYPASSRLS", "bypasses row-level security"),
        ("GRANT {owner} TO {app}", "owns the register"),
        ("DELETE FROM reads WHERE kind = 'payment_made'", "who reads what is not this program's"),
        ("UPDATE reads SET scope = 'all'", "who reads what is not this program's"),
        ("ALTER ROLE {app} SET fsync = on; ALTER DATABASE {name} SET synchronous_commit = off", None),
    ],
)
def test_a_register_that_cannot_keep_its_promise_does_not_open(server: Server, spoil: str, said: str | None) -> None:
    name = server.database()
    with psycopg.connect(server.url(OWNER, "postgres"), autocommit=True) as owner:
        owner.execute("CREATE ROLE spoilt LOGIN")
    create(server.url(OWNER, name), "spoilt")
    open_register(server.url("spoilt", name)).close()
    with psycopg.connect(server.url(OWNER, name), autocommit=True) as owner:
        for each in spoil.split(";"):
            try:
                owner.execute(each.format(app="spoilt", owner=OWNER, name=name).encode())
            except psycopg.errors.CantChangeRuntimeParam:
                continue
        try:
            if said is None:
                open_register(server.url("spoilt", name)).close()  # the program sets synchronous_commit itself
            else:
                with pytest.raises(NotARegister, match=said):
                    open_register(server.url("spoilt", name))
        finally:
            owner.execute("DROP OWNED BY spoilt; DROP ROLE spoilt")


def test_the_owner_is_no_role_for_the_program(server: Server) -> None:
    name = server.database()
    with pytest.raises(NotARegister, match="superuser"):
        open_register(server.url(OWNER, name))
    with pytest.raises(NotARegister, match="can bypass"):
        create(server.url(OWNER, name), OWNER)
    with pytest.raises(NotARegister, match="has no role 'nobody_here'"):
        create(server.url(OWNER, name), "nobody_here")


def test_preparing_again_changes_nothing(server: Server) -> None:
    name = server.database()
    register = open_register(server.url(APP, name), told())
    before = give(register, "c1", paid("F1"))
    create(server.url(OWNER, name), APP)
    assert register.seen_by(Actor("aud", Role.AUDITOR)).entry(2) == before.entries[0]
    register.close()
