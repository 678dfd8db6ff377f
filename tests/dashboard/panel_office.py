"""The pages of the Panel, run as Streamlit runs them on the office's register and by its clock."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from recovery_costs.dashboard import state
from recovery_costs.dashboard.state import AS_OF, REGISTER
from tests.casework.office import A, B, Office, office

TOP = Path(__file__).parents[2]
WORDS = {
    "dcc_finance": "DCC finance",
    "panel": "The Panel",
    "smki_pma": "SMKI PMA",
    "authority": "The Authority",
    "auditor": "Auditor",
    "operator": "Operator",
    "party": A,
}


def on_the_pages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office's register as the one that the pages show, on 3 June 2025."""
    monkeypatch.setenv(REGISTER, str(folder / "register.sqlite"))
    monkeypatch.setenv(AS_OF, "2025-06-03")
    made = office(folder)
    monkeypatch.setattr(state, "_opened", lambda path: made.register)
    return made.at("2025-06-03T09:00")


def above_the_sum(made: Office) -> Office:
    """£1,500.00 is requested, a penny above the sum; both claims are payable, and the dates are referred."""
    made.does(made.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    for party in (A, B):
        made.does(made.dcc, "satisfied", party=party)
    made.does(made.dcc, "refer_dates")
    return made


def opened(page: str, role: str, **address: str) -> AppTest:
    at = AppTest.from_file(str(TOP / "app.py"), default_timeout=60)
    at.switch_page(str(Path(page).relative_to(TOP)))
    at.query_params["role"] = role
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def markup(at: AppTest) -> str:
    """Everything on the page that is HTML we wrote; the page ran to its end."""
    assert not at.exception, [each.message for each in at.exception]
    return "\n".join(each.body for each in at.html if not each.body.startswith("<style>"))


def text(at: AppTest) -> str:
    """What a reader reads of it, with plain blanks."""
    plain = re.sub(r"</?(bdi|b|time)\b[^>]*>", "", markup(at))
    without = html.unescape(re.sub(r"<[^>]*>", " ", plain)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", re.sub(r"[\u2068\u2069]", "", without))


def press(at: AppTest, label: str) -> AppTest:
    """Press the one button that says so."""
    (found,) = (each for each in at.button if each.label.startswith(label))
    return found.click().run()


def recorded(made: Office, event: str, kind: str) -> list[dict[str, Any]]:
    """What stands on record of a kind."""
    return [each.content for each in made.panel.view.entries(event, [kind])]
