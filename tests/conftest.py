"""A place for a register in each store: tests that take `place` run on both.

Whether the tests on PostgreSQL and in Chromium can run is said at the end of every run; in CI they must. The whole suite
leaves the heavier proofs (marked `long`) to CI, and says so; naming a file or a folder runs those in it too.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import chromium
from tests.register.places import STORES, place_of
from tests.register.postgres_server import Server, binaries, fast_folder, running
from tests.register.registers import Place

collect_ignore = [] if chromium() is not None else ["browser"]


def pytest_configure(config: pytest.Config) -> None:
    named = config.args_source is pytest.Config.ArgsSource.ARGS or config.option.markexpr
    if not named and os.environ.get("CI") != "true" and os.environ.get("RECOVERY_COSTS_LONG") != "1":
        config.option.markexpr = "not long"
    if os.environ.get("CI") == "true" and binaries() is None:
        raise pytest.UsageError("CI runs the register's tests on PostgreSQL, and it is not installed here.")
    if os.environ.get("CI") == "true" and chromium() is None:
        raise pytest.UsageError("CI runs the tests of the pages in Chromium, and it is not installed here.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.option.markexpr == "not long":
        terminalreporter.write_line(
            "The heavier proofs (marked long) were left to .ci/run. To run them too: CI=true, or name their file or folder."
        )
    if binaries() is None:
        terminalreporter.write_line(
            "PostgreSQL is not installed: the register's tests on it were not collected. To run them: apt-get install postgresql"
        )
    if chromium() is None:
        terminalreporter.write_line(
            "Chromium is not installed: the tests of the pages in it were not collected. To run them: apt-get install chromium"
        )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "place" in metafunc.fixturenames:
        metafunc.parametrize("place", _stores(metafunc.module.__name__), indirect=True)


def _stores(module: str) -> list[Any]:
    """The stores a test runs on. What people do is tried on PostgreSQL too in CI, and where its file or folder is named."""
    heavier = pytest.mark.long if module.startswith("tests.casework") else ()
    return [store if store == "sqlite" else pytest.param(store, marks=heavier) for store in STORES]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The tests' own PostgreSQL server."""
    with running() as server:
        yield server


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
def place(request: pytest.FixtureRequest, fast: Path) -> Iterator[Place]:
    """Where a test keeps its register: in a SQLite file, then in a PostgreSQL database."""
    with place_of(request, fast) as place:
        yield place
