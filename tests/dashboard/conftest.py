"""What the pages show; and that they wait for their answers, however long they take, unless a test says otherwise."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from recovery_costs.casework.samples import take_in_samples
from recovery_costs.dashboard import working
from recovery_costs.dashboard.state import AS_OF, REGISTER
from recovery_costs.register.store import open_register
from tests.casework.office import Office, office


@pytest.fixture(autouse=True)
def _waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 60)
    monkeypatch.setattr(working, "BEFORE_LONG", 60)


@pytest.fixture(scope="session", autouse=True)
def _packages_read_once() -> Iterator[None]:
    """Streamlit looks through every package installed for components whenever an app starts; what it finds does not change."""
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def sample_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The twelve sample events on record, to look at."""
    path = tmp_path_factory.mktemp("samples") / "samples.sqlite"
    register = open_register(path)
    for _ in take_in_samples(register):
        pass
    register.close()
    return path


@pytest.fixture
def samples(sample_register: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pages show the sample events, on 20 November 2026."""
    monkeypatch.setenv(REGISTER, str(sample_register))
    monkeypatch.setenv(AS_OF, "2026-11-20")
    return sample_register


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The pages show the office's register, on 2 June 2025."""
    monkeypatch.setenv(REGISTER, str(tmp_path / "register.sqlite"))
    monkeypatch.setenv(AS_OF, "2025-06-02")
    return office(tmp_path)
