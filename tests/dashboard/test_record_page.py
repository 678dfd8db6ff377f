"""The record as a page: who reads which entries, whether the journal is whole, and what is found."""

from __future__ import annotations

import pytest

from recovery_costs.dashboard import RECORD
from recovery_costs.register.access import PEOPLE, Role
from tests.casework.office import A, B, Office
from tests.dashboard.reader import WORDS, opened, text


@pytest.mark.parametrize("role", PEOPLE)
def test_every_role_reads_its_own_part(here: Office, role: Role) -> None:
    said = text(opened(RECORD, WORDS[role.value]))
    assert ("Total notified" in said) is (role in (Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR, Role.PARTY))
    assert (B in said) is (role in (Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR))


def test_an_auditor_verifies(here: Office) -> None:
    at = opened(RECORD, "Auditor")
    assert "Whether the journal is whole is not verified yet" in text(at)
    at.button(key="verify-now").click().run()
    said = text(at)
    assert "The journal is whole: 6 entries" in said  # opened, the event, two facts, two totals
    assert "cannot be found without one" in said


def test_entries_are_found_by_whatever_they_hold(here: Office) -> None:
    assert "Supplier B" not in text(opened(RECORD, "Auditor", find=A))
    assert "No such entry." in text(opened(RECORD, "Auditor", find="<script>alert(1)</script>"))
