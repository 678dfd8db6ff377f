"""A place for a register in each store. Tests that take `place` run on both."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from recovery_costs.register.checkpoint import SigningKey
from tests.register.postgres_server import APP, Server, binaries, fast_folder, running
from tests.register.registers import Place

STORES = ["sqlite", "postgres"] if binaries() is not None else ["sqlite"]
collect_ignore = (
    [] if binaries() is not None else ["test_lost_connections.py", "test_row_security.py", "test_tampering_postgres.py"]
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "place" in metafunc.fixturenames:
        metafunc.parametrize("place", STORES, indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The tests' own PostgreSQL server."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """A key that signs checkpoints."""
    return SigningKey.make(tmp_path_factory.mktemp("key") / "key.pem")


@pytest.fixture
def fast(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: for tests that do not ask what a sync costs."""
    memory = fast_folder()
    if memory is None:
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="recovery-costs-", dir=memory))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def place(request: pytest.FixtureRequest, fast: Path) -> Place:
    """Where a test keeps its register: in a SQLite file, then in a PostgreSQL database."""
    if request.param == "sqlite":
        return Place("sqlite", fast / "register.sqlite")
    server: Server = request.getfixturevalue("server")
    return Place("postgres", server.url(APP, server.database()))
