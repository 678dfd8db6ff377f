"""A page in these tests waits for its answers, however long they take, unless a test says otherwise."""

import pytest

from recovery_costs.dashboard import working


@pytest.fixture(autouse=True)
def _waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 60)
    monkeypatch.setattr(working, "BEFORE_LONG", 60)
