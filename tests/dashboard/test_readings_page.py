"""The readings as a page: what each would change, and a house choice by the Panel with its reason on record."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from recovery_costs.dashboard import READINGS_PAGE
from recovery_costs.dashboard.state import AS_OF, REGISTER
from recovery_costs.law import READINGS
from tests.casework.office import EVENT, Office, office

TOP = Path(__file__).parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv(REGISTER, str(tmp_path / "register.sqlite"))
    monkeypatch.setenv(AS_OF, "2025-06-02")
    return office(tmp_path)


def opened(role: str, **address: str) -> AppTest:
    at = AppTest.from_file(str(TOP / "app.py"), default_timeout=60)
    at.switch_page(str(Path(READINGS_PAGE).relative_to(TOP)))
    at.query_params["role"] = role
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def text(at: AppTest) -> str:
    assert not at.exception, [each.message for each in at.exception]
    body = "\n".join(each.body for each in at.html if not each.body.startswith("<style>"))
    return html.unescape(re.sub(r"<[^>]*>", " ", body)).replace("\u00a0", " ")


def test_without_an_event_every_reading_stands_with_its_options(here: Office) -> None:
    said = text(opened("The Panel"))
    for one in READINGS.values():
        assert one.question in said
        assert all(option.means in said for option in one.options)


def test_in_an_event_those_that_move_an_answer_stand_first(here: Office) -> None:
    said = text(opened("Auditor", event=EVENT))
    assert "would change an answer, each tried by itself" in said
    assert "Those that change nothing here" in said


def test_the_panel_records_a_house_choice_with_its_reason(here: Office) -> None:
    at = opened("The Panel", event=EVENT)
    place = f"reading-{EVENT}"
    at.selectbox(key=f"{place}-name").set_value("late_total").run()
    at.radio(key=f"{place}-option").set_value("breach_only").run()
    at.button(key=f"{place}-go").click().run()
    assert "why it is read so" in text(at)  # no reason was given, and nothing was recorded
    assert here.panel.readings(EVENT) == {}
    at.text_area(key=f"{place}-reason").set_value("Counsel, <b>2 June</b> 2025").run()
    at.button(key=f"{place}-go").click().run()
    assert here.panel.readings(EVENT) == {"late_total": "breach_only"}
    assert "Counsel, <b>2 June</b> 2025" in text(opened("Auditor", event=EVENT))


def test_nobody_else_is_offered_a_choice(here: Office) -> None:
    assert "Record a house choice" not in text(opened("DCC finance", event=EVENT))
