"""A place for a register in each store there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.register.postgres_server import APP, Server, binaries
from tests.register.registers import Place

STORES = ["sqlite", "postgres"] if binaries() is not None else ["sqlite"]


def place_of(request: pytest.FixtureRequest, folder: Path) -> Place:
    """A new place in the store that a fixture is asked for: a SQLite file in the folder, or a PostgreSQL database."""
    if request.param == "sqlite":
        return Place("sqlite", folder / "register.sqlite")
    server: Server = request.getfixturevalue("server")
    return Place("postgres", server.url(APP, server.database()))
