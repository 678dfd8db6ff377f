"""What the server reads as it starts: every event, so that nobody's first look works anything out; and nothing can stop it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from recovery_costs.casework.held import record_of
from recovery_costs.dashboard import TODAY, state, waking
from tests.casework.office import EVENT, office
from tests.dashboard.reader import opened, text


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "LATER", 0)


def start() -> None:
    """The server starts and stops, in a thread of its own: a browser that other tests hold open runs a loop in this one."""

    async def started() -> None:
        async with waking.awake(None):
            pass

    with ThreadPoolExecutor(1) as server:
        server.submit(asyncio.run, started()).result()


def test_the_first_look_finds_every_event_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(tmp_path)
    path = str(tmp_path / "register.sqlite")
    monkeypatch.setenv(state.REGISTER, path)
    monkeypatch.setenv(state.AS_OF, "2025-06-02")
    start()
    held = record_of(state.opened(path))
    works = held.works
    assert works > 0
    assert EVENT in text(opened(TODAY, "SMKI PMA"))  # who is shown nothing that other readings would change
    assert held.works == works


@pytest.mark.parametrize("content", [None, b"", b"no register"])
def test_a_register_that_cannot_be_read_is_for_the_pages_to_say(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "none.sqlite"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv(state.REGISTER, str(path))
    start()
