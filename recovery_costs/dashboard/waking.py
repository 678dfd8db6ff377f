"""What the server does as it starts: open the register and read its events, so that nobody's first look waits for that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from time import sleep

from recovery_costs.casework.desk import Desk
from recovery_costs.casework.held import record_of
from recovery_costs.dashboard import PAGES, frame, state
from recovery_costs.plain import Problems
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.faults import RegisterError

BEFORE_READY = 2.8
"""Seconds for which the server waits with its first answer; what is still to be read then is read meanwhile."""

CHARTS = ("pandas", "pyarrow")
"""What Streamlit imports with the first chart: a second's work, begun `LATER` (seconds) so as not to hold up a first page."""
LATER = 3


@asynccontextmanager
async def awake(_: object) -> AsyncIterator[None]:
    """Read the record while the server starts."""
    reading = asyncio.create_task(asyncio.to_thread(read))
    await asyncio.wait([reading], timeout=BEFORE_READY)
    yield


def read() -> None:
    """Every event as it stands on the day that is shown. What cannot be read is said by the page that shows it."""
    for page in PAGES:
        import_module(f"recovery_costs.dashboard.{page.name}")
    with suppress(state.CannotOpen, RegisterError):
        register = state.opened(state.register().path)
        desk = Desk(register, PROGRAM)
        for name in desk.events():
            with suppress(Problems):
                desk.judged(name, state.usual_day(desk.today))
        frame.set_apart(record_of(register).works)
    sleep(LATER)
    for late in CHARTS:
        import_module(late)
