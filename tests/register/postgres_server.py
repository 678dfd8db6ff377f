"""A real PostgreSQL server for the tests: a cluster of their own, on a port of their own, stopped and deleted at the end.

`initdb` refuses to run as root; then the server runs as the user `postgres` or `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

OWNER, APP = "register_owner", "register_app"


def binaries() -> Path | None:
    """The folder with initdb and postgres, newest version first, if PostgreSQL is installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: -int(each.parent.name))
    found = shutil.which("initdb")
    folders += [Path(os.path.realpath(found)).parent] if found else []
    return next((each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()), None)


def fast_folder() -> Path | None:
    """A folder in memory, where syncing costs nothing, if there is one with room."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 else None


def _as_user(user: pwd.struct_passwd | None) -> list[str]:
    """What goes before a command so that it runs as that user."""
    if user is None:
        return []
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@dataclass
class Server:
    """A server that runs, and the way to make databases in it."""

    folder: Path
    port: int
    before: list[str]
    bin: Path
    process: subprocess.Popen[bytes] | None = None
    made: int = 0

    def url(self, user: str, database: str, port: int | None = None) -> str:
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}"

    def start(self) -> None:
        command = [str(self.bin / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}"]
        settings += ["-c", "max_connections=50", "-c", "shared_buffers=32MB", "-c", "max_wal_size=128MB"]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen([*self.before, *command, *settings], stdout=log, stderr=log, cwd=self.folder)
        last = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url(OWNER, "postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > last or self.process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text(encoding="utf-8")) from None
                time.sleep(0.05)

    def stop(self, how: int = signal.SIGINT) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None

    def database(self, like: str = "register_template") -> str:
        """A new database with the tables of the register in it, or a copy of another; its name."""
        self.made += 1
        name = f"register_{self.made}"
        with psycopg.connect(self.url(OWNER, "postgres"), autocommit=True) as connection:
            if self.made == 1:
                connection.execute(f"CREATE ROLE {APP} LOGIN NOINHERIT")
            template = like if self.made > 1 else "template0"
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
            if self.made == 1:
                from recovery_costs.register.postgres import create

                create(self.url(OWNER, name), APP)
                connection.execute(f"CREATE DATABASE register_template TEMPLATE {name}".encode())
        return name

    def drop(self, name: str) -> None:
        """The database goes, whoever is still connected to it."""
        with psycopg.connect(self.url(OWNER, "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def running() -> Iterator[Server]:
    """A server from initdb to its end."""
    found = binaries()
    assert found is not None, "PostgreSQL is not installed"
    user = None
    if os.geteuid() == 0:
        names = {each.pw_name: each for each in pwd.getpwall()}
        user = names.get("postgres") or names["nobody"]
    folder = Path(tempfile.mkdtemp(prefix="recovery-costs-pg-", dir=fast_folder()))
    if user is not None:
        shutil.chown(folder, user.pw_uid, user.pw_gid)
    before = _as_user(user)
    server = Server(folder, free_port(), before, found)
    try:
        make = [str(found / "initdb"), "-D", str(folder / "data"), "-U", OWNER, "-A", "trust", "-E", "UTF8"]
        subprocess.run([*before, *make, "--locale=C", "-k"], check=True, capture_output=True, cwd=folder)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
