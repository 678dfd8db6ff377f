"""Every page in every role, on the address that its links carry: it runs to its end, and is refused to whom it is not for."""

from __future__ import annotations

import pytest

from recovery_costs.dashboard import PAGES, PageOf
from recovery_costs.register.access import Role
from tests.dashboard.reader import WORDS, opened, title

REFUSED = "There is no such page for you"


@pytest.mark.parametrize("role", WORDS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.usefixtures("samples")
def test_the_page_runs_to_its_end(page: PageOf, role: str) -> None:
    at = opened(page.file, WORDS[role], event="RE-2026-001", party="Supplier A")
    assert (title(at) == REFUSED) == (Role(role) not in page.roles)
