"""From store to store by command, on a real PostgreSQL: SQLite to PostgreSQL to SQLite, with one root throughout."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import psycopg
import pytest

from recovery_costs.register.store import open_register
from tests.casework.test_commands import SAMPLE, Terminal
from tests.register.postgres_server import APP, OWNER, Server
from tests.register.registers import Place
from tests.register.tampering import alter_bytes, unguarded

ROOT = re.compile(r"root ([0-9a-f]{64})")


@pytest.fixture
def bare(server: Server) -> tuple[str, str]:
    """A database with nothing in it: the address of the program's own role, and of the tables' owner."""
    server.database()  # the role is there
    server.made += 1
    name = f"bare_{server.made}"
    with psycopg.connect(server.url(OWNER, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    return server.url(APP, name), server.url(OWNER, name)


@pytest.fixture
def terminal(fast: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    here = Terminal(fast, monkeypatch)
    here.says("open-event", SAMPLE / "event.yaml")
    event = ("--event", "RE-2025-003", "--party", "Supplier B")
    here.says("party", "add", "Supplier B")
    here.says("attach", SAMPLE / "event.yaml", *event)
    here.says("init", "--key", fast / "key.pem")
    (fast / "kept.jsonl").write_text(here.says("checkpoint", "--key", fast / "key.pem"))
    return here


def root(said: str) -> str:
    [found] = ROOT.findall(said)
    return str(found)


def test_a_register_is_carried_there_and_back_by_command_and_keeps_its_root(
    terminal: Terminal, bare: tuple[str, str]
) -> None:
    folder, (url, owner) = terminal.folder, bare
    kept = ("--checkpoint", folder / "kept.jsonl", "--public", folder / "key.pem.pub")
    before = root(terminal.says("verify", *kept))
    said = " ".join(terminal.refused("carry", "--to", url, *kept).split())
    assert "holds no register of this program's version" in said
    assert "--owner" in said
    assert root(terminal.says("carry", "--to", url, "--owner", owner, *kept)) == before
    assert root(terminal.says("verify", "--register", url, *kept)) == before
    assert "holds a register" in terminal.refused("carry", "--to", url, "--owner", owner)
    assert root(terminal.says("verify", "--register", url)) == before
    back = folder / "back.sqlite"
    assert root(terminal.says("carry", "--register", url, "--to", back, *kept)) == before
    assert root(terminal.says("verify", "--register", back, *kept)) == before
    assert "is there already" in terminal.refused("carry", "--register", url, "--to", back)
    said = terminal.says("claims", "--register", back, "--as-of", "2026-04-02")
    assert said == terminal.says("claims", "--as-of", "2026-04-02")


def test_a_backup_is_restored_to_postgresql_by_command(terminal: Terminal, bare: tuple[str, str]) -> None:
    folder, (url, owner) = terminal.folder, bare
    copy, kept = folder / "copy.sqlite", ("--checkpoint", folder / "kept.jsonl")
    terminal.says("backup", copy)
    assert "--owner" in terminal.refused("restore", copy, "--to", url, *kept)
    assert "Restored to postgresql" in terminal.says("restore", copy, "--to", url, "--owner", owner, *kept)
    assert "The journal is whole" in terminal.says("verify", "--register", url, *kept)
    assert "register restored" in terminal.says("journal", "--register", url)
    assert "holds a register" in terminal.refused("restore", copy, "--to", url, *kept)


def test_a_register_whose_files_were_altered_is_not_carried(terminal: Terminal) -> None:
    with unguarded(Place("sqlite", terminal.folder / "register.sqlite")) as connection:
        alter_bytes(connection, Random(1))
    new = terminal.folder / "new.sqlite"
    assert "are not those that were kept. Nothing was carried" in " ".join(
        terminal.refused("carry", "--to", new).split()
    )
    assert not new.exists()


def test_a_later_version_and_a_database_never_begun_are_said_on_postgresql(
    terminal: Terminal, bare: tuple[str, str]
) -> None:
    from recovery_costs.register.postgres import create

    url, owner = bare
    create(owner, APP)
    for words in (("verify",), ("claims",), ("open-event", SAMPLE / "event.yaml")):
        assert "holds no register: not one entry" in " ".join(terminal.refused(*words, "--register", url).split())
    open_register(url).close()
    with psycopg.connect(owner.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (("verify",), ("init", "--owner", owner)):
        said = " ".join(terminal.refused(*words, "--register", url).split())
        assert "was made by a later version of this program: its tables are at step 9999" in said


def test_an_address_that_leads_nowhere_and_an_owner_who_is_none_are_said(
    terminal: Terminal, bare: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recovery_costs.register.database.LOST_SECONDS", 0.1)
    url, owning = bare
    with psycopg.connect(owning, autocommit=True) as connection:
        connection.execute("CREATE ROLE no_owner LOGIN")
    nowhere = "postgresql://somebody@127.0.0.1:1/nothing"
    for owner, what in (
        (url, "owns the register or can bypass its rows' security"),
        (owning.replace(OWNER, "no_owner"), "may not make or change the register's tables"),
        (nowhere, "does not answer or failed"),
        ("postgresql:nothing", "no address of a database"),
    ):
        assert what in " ".join(terminal.refused("init", "--register", url, "--owner", owner).split())
    assert "does not answer or failed" in " ".join(terminal.refused("verify", "--register", nowhere).split())
    assert "no address of a database" in terminal.refused("verify", "--register", "postgresql:nothing")
    assert terminal.run("init", "--register", url).exit_code == 2
    assert terminal.run("carry", "--to", terminal.folder / "x.sqlite", "--owner", url).exit_code == 2
