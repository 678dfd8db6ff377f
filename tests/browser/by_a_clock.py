"""Streamlit on a register that goes by a clock of the test's: `python -m tests.browser.by_a_clock FILE run app.py ...`.

The file holds a moment in UTC such as 2026-02-02T10:00; the clock stands there until the file says another.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from streamlit.web.cli import main

from recovery_costs.register import store


def now(clock: Path) -> datetime:
    """The moment that the file holds."""
    return datetime.fromisoformat(clock.read_text(encoding="utf-8")).replace(tzinfo=UTC)


if __name__ == "__main__":
    held = Path(sys.argv[1])
    taken = store.Sources
    store.Sources = lambda: taken(clock=lambda: now(held))  # type: ignore[assignment, misc]  # made where none is given
    main(sys.argv[2:])
