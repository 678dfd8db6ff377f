"""One server and one Chromium for all that only look; what a test changes, it changes on a register of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.browser.registers import EVENT, PARTY, filled
from tests.browser.served import Server, chromium_runs, looking, serving

LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"


class First(NamedTuple):
    """What the very first visitor of a fresh server saw, who came to a deep address."""

    title: str
    text: str
    faults: list[str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium_runs() as running:
        yield running


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register that everybody looks at."""
    return filled(tmp_path_factory.mktemp("browser") / "register.sqlite")


@pytest.fixture(scope="session")
def _visited(register: Path, browser: Browser) -> Iterator[tuple[Server, First]]:
    with serving(register) as running:
        with looking(browser) as look:
            look.go(running.address("claim", event=EVENT, party=PARTY, role="The Authority"))
            first = First(look.title, look.text, look.faults())
        yield running, first


@pytest.fixture(scope="session")
def server(_visited: tuple[Server, First]) -> Server:
    """A server on that register, whose first visitor has been there."""
    return _visited[0]


@pytest.fixture(scope="session")
def first(_visited: tuple[Server, First]) -> First:
    """What that first visitor saw."""
    return _visited[1]
