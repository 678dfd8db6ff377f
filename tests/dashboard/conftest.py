"""A page in these tests waits for its answers, however long they take, unless a test says otherwise."""

from pathlib import Path

import pytest

from recovery_costs.casework.samples import take_in_samples
from recovery_costs.dashboard import working
from recovery_costs.register.store import open_register


@pytest.fixture(autouse=True)
def _waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 60)
    monkeypatch.setattr(working, "BEFORE_LONG", 60)


@pytest.fixture(scope="session")
def sample_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The twelve sample events on record, to look at."""
    path = tmp_path_factory.mktemp("samples") / "samples.sqlite"
    register = open_register(path)
    for _ in take_in_samples(register):
        pass
    register.close()
    return path
