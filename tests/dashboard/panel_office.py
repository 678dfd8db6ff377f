"""The pages of the Panel, run as Streamlit runs them on the office's register and by its clock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recovery_costs.dashboard import state
from recovery_costs.dashboard.state import AS_OF, REGISTER
from tests.casework.office import A, B, Office, office


def on_the_pages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office's register as the one that the pages show, on 3 June 2025."""
    monkeypatch.setenv(REGISTER, str(folder / "register.sqlite"))
    monkeypatch.setenv(AS_OF, "2025-06-03")
    made = office(folder)
    monkeypatch.setattr(state, "opened", lambda path: made.register)
    return made.at("2025-06-03T09:00")


def above_the_sum(made: Office) -> Office:
    """£1,500.00 is requested, a penny above the sum; both claims are payable, and the dates are referred."""
    made.does(made.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    for party in (A, B):
        made.does(made.dcc, "satisfied", party=party)
    made.does(made.dcc, "refer_dates")
    return made


def recorded(made: Office, event: str, kind: str) -> list[dict[str, Any]]:
    """What stands on record of a kind."""
    return [each.content for each in made.panel.view.entries(event, [kind])]
