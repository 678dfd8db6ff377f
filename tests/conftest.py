"""Whether the tests on PostgreSQL and in Chromium can run is said at the end of every run; in CI they must."""

from __future__ import annotations

import os

import pytest

from tests.browser import chromium
from tests.register.postgres_server import binaries

collect_ignore = [] if chromium() is not None else ["browser"]


def pytest_configure() -> None:
    if os.environ.get("CI") == "true" and binaries() is None:
        raise pytest.UsageError("CI runs the register's tests on PostgreSQL, and it is not installed here.")
    if os.environ.get("CI") == "true" and chromium() is None:
        raise pytest.UsageError("CI runs the tests of the pages in Chromium, and it is not installed here.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if binaries() is None:
        terminalreporter.write_line(
            "PostgreSQL is not installed: the register's tests on it were not collected. To run them: apt-get install postgresql"
        )
    if chromium() is None:
        terminalreporter.write_line(
            "Chromium is not installed: the tests of the pages in it were not collected. To run them: apt-get install chromium"
        )
