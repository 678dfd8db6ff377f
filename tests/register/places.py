"""A place for a register in each store there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.register.postgres_server import APP, Server, binaries
from tests.register.registers import Place

STORES = ["sqlite", "postgres"] if binaries() is not None else ["sqlite"]


@contextmanager
def place_of(request: pytest.FixtureRequest, folder: Path) -> Iterator[Place]:
    """A new place in the store that a fixture is asked for: a SQLite file in the folder, or a PostgreSQL database.

    The database goes with the fixture, and with it every connection that a test left open: a server has room for only so many.
    """
    if request.param == "sqlite":
        yield Place("sqlite", folder / "register.sqlite")
        return
    server: Server = request.getfixturevalue("server")
    name = server.database()
    yield Place("postgres", server.url(APP, name))
    server.drop(name)
