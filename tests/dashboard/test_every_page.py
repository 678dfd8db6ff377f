"""Every page in every role, on the address that its links carry: it runs to its end, and is refused to whom it is not for."""

from __future__ import annotations

from pathlib import Path

import pytest

from recovery_costs.dashboard import PAGES, PageOf
from recovery_costs.dashboard.state import AS_OF, REGISTER
from recovery_costs.register.access import Role
from tests.dashboard.reader import WORDS, opened, title

REFUSED = "There is no such page for you"


@pytest.mark.parametrize("role", WORDS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_runs_to_its_end(
    page: PageOf, role: str, sample_register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REGISTER, str(sample_register))
    monkeypatch.setenv(AS_OF, "2026-11-20")
    at = opened(page.file, WORDS[role], event="RE-2026-001", party="Supplier A")
    assert (title(at) == REFUSED) == (Role(role) not in page.roles)
