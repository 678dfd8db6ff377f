"""The connection to PostgreSQL is lost at every statement, and the server runs out of space: before or after, never between."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count

import psycopg
import pytest

from recovery_costs.register.faults import Full, OutOfReach, RegisterError
from recovery_costs.register.store import Register, open_register
from recovery_costs.register.verify import verify
from tests.register.postgres_server import APP, OWNER, Server
from tests.register.registers import AUDITOR
from tests.register.worker import ENTRIES, command_of

MOST = 200


class Proxy:
    """Between the program and the server. It cuts every connection at the n-th message of the program from now.

    `passed_on`: the message reaches the server and its answer is lost; else it is lost itself. `stays_down`: nobody
    gets through any more until the next `cut_at`.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._lock = threading.Lock()
        self._live: list[socket.socket] = []
        self.cut_at(0)
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_at(self, nth: int, passed_on: bool = False, stays_down: bool = False) -> None:
        self._nth, self._passed_on, self._stays_down = nth, passed_on, stays_down
        self.messages, self.cut = 0, False

    def close(self) -> None:
        self._listening.close()
        self._drop()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self.cut and self._stays_down:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self._server))
                self._live += [client, server]
                threading.Thread(target=self._carry, args=(client, server), daemon=True).start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError, ValueError):
            while True:
                for ready in select.select([client, server], [], [])[0]:
                    content = ready.recv(65536)
                    if not content:
                        raise OSError
                    if ready is client and self._is_last():
                        if self._passed_on:
                            server.sendall(content)
                            select.select([server], [], [], 0.2)  # the server has done it, and nobody hears of it
                        self._drop()
                        raise OSError
                    (server if ready is client else client).sendall(content)
        client.close()
        server.close()

    def _is_last(self) -> bool:
        with self._lock:
            self.messages += 1
            if self._nth and self.messages == self._nth:
                self.cut = True
                return True
            return False

    def _drop(self) -> None:
        for each in self._live:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._live.clear()


@pytest.fixture
def database(server: Server) -> str:
    return server.database()


@contextmanager
def through(server: Server, database: str) -> Iterator[tuple[Proxy, Register]]:
    proxy = Proxy(server.port)
    register = open_register(server.url(APP, database, proxy.port))
    try:
        yield proxy, register
    finally:
        register.close()
        proxy.close()


@pytest.mark.parametrize("passed_on", [False, True], ids=["message lost", "answer lost"])
def test_a_lost_connection_is_made_again_and_the_command_is_on_record_once(
    server: Server, database: str, passed_on: bool
) -> None:
    with through(server, database) as (proxy, register):
        size = verify(register).size
        for nth in count(1):
            proxy.cut_at(nth, passed_on)
            done = register.append(command_of(f"{nth}-lost-0"))
            cut = proxy.cut
            proxy.cut_at(0)
            size += ENTRIES
            assert (done.size, [entry.seq for entry in done.entries]) == (size, [size - 2, size - 1, size]), nth
            if not cut:
                break
            assert nth < MOST
        found = verify(register)
        assert (found.clean, found.size) == (True, size)
        assert nth > 8, "a command is more messages than that"


def test_a_server_that_comes_back_within_seconds_is_waited_for(server: Server, database: str) -> None:
    with through(server, database) as (proxy, register):
        proxy.cut_at(1, passed_on=True, stays_down=True)
        threading.Timer(0.5, proxy.cut_at, (0,)).start()
        assert len(register.append(command_of("1-back-0")).entries) == ENTRIES


def test_a_server_with_no_room_for_one_more_is_waited_for(server: Server, database: str) -> None:
    register = open_register(server.url(APP, database))
    register.close()
    with psycopg.connect(server.url(OWNER, database), autocommit=True) as owner:
        owner.execute(f"ALTER ROLE {APP} CONNECTION LIMIT 0".encode())
        limit = threading.Timer(0.5, owner.execute, (f"ALTER ROLE {APP} CONNECTION LIMIT -1".encode(),))
        limit.start()
        assert len(register.append(command_of("1-room-0")).entries) == ENTRIES
        limit.join()
    register.close()


def test_a_server_that_stays_away_leaves_the_state_before_or_after(
    server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recovery_costs.register.database.LOST_SECONDS", 0.1)
    directly = open_register(server.url(APP, database))
    with through(server, database) as (proxy, register):
        for nth in count(1):
            before = verify(directly).size
            proxy.cut_at(nth, passed_on=True, stays_down=True)
            error: RegisterError | None = None
            try:
                register.append(command_of(f"{nth}-away-1"))
            except OutOfReach as raised:
                error = raised
            cut = proxy.cut
            proxy.cut_at(0)
            found = verify(directly)
            assert found.clean
            assert found.size - before in (0, ENTRIES), nth
            assert (error is None) == (not cut)
            assert register.append(command_of(f"{nth}-away-1")).size == before + ENTRIES
            if error is None:
                break
            assert "give the same command again: it is recorded once" in error.do
            assert nth < MOST
        assert nth > 8
    directly.close()


def test_no_space_on_the_server_at_any_row(server: Server, database: str) -> None:
    """The server itself refuses the n-th row with the error that it gives when its disk is full."""
    register = open_register(server.url(APP, database))
    with psycopg.connect(server.url(OWNER, database), autocommit=True) as owner:
        owner.execute("CREATE SEQUENCE row_count; GRANT ALL ON row_count TO PUBLIC; CREATE TABLE full_at (n int)")
        owner.execute("GRANT SELECT ON full_at TO PUBLIC")
        owner.execute(
            "CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF nextval('row_count') = (SELECT n FROM full_at) THEN"
            " RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END IF;"
            " RETURN NEW; END $$"
        )
        for table in ("entries", "nodes", "files", "file_parts"):
            owner.execute(f"CREATE TRIGGER no_space BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION no_space()")
        owner.execute("INSERT INTO full_at VALUES (0)")
        said: set[str] = set()
        for nth in count(1):
            before = verify(register)
            owner.execute("SELECT setval('row_count', 1, false)")
            owner.execute("UPDATE full_at SET n = %s", (nth,))
            try:
                register.append(command_of(f"{nth}-full-0"))
                break
            except Full as full:
                said.add(full.what)
            assert verify(register) == before
            owner.execute("UPDATE full_at SET n = 0")
            assert register.append(command_of(f"{nth}-full-0")).size == before.size + ENTRIES
        assert nth > 6
    assert len(said) == 1
    assert "There is no space left where the register is kept" in said.pop()
    assert verify(register).clean
    assert len(register.seen_by(AUDITOR).entries()) == verify(register).size
    register.close()
