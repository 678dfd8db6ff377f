"""The readings as a page: what each would change, and a house choice by the Panel with its reason on record."""

from __future__ import annotations

from recovery_costs.casework import admin
from recovery_costs.dashboard import EVENT as EVENT_PAGE
from recovery_costs.dashboard import READINGS_PAGE
from recovery_costs.law import READINGS
from tests.casework.office import EVENT, Office
from tests.dashboard.reader import opened, text


def test_without_an_event_every_reading_stands_with_its_options(here: Office) -> None:
    said = text(opened(READINGS_PAGE, "The Panel"))
    for one in READINGS.values():
        assert one.question in said
        assert all(option.means in said for option in one.options)


def test_in_an_event_those_that_move_an_answer_stand_first(here: Office) -> None:
    said = text(opened(READINGS_PAGE, "Auditor", event=EVENT))
    assert "would change an answer, each tried by itself" in said
    assert "Those that change nothing here" in said


def test_the_panel_records_a_house_choice_with_its_reason(here: Office) -> None:
    at = opened(READINGS_PAGE, "The Panel", event=EVENT)
    place = f"reading-{EVENT}"
    at.selectbox(key=f"{place}-name").set_value("late_total").run()
    at.button(key=f"go {place}").click().run()
    assert "Choose the question, how it is read, and in which events." in text(at)  # nothing is chosen by default
    at.radio(key=f"{place}-late_total-option").set_value("breach_only")
    at.radio(key=f"{place}-scope").set_value("This event").run()
    at.button(key=f"go {place}").click().run()
    assert "Why: nothing is given." in text(at)
    assert here.panel.readings(EVENT) == {}
    at.text_area(key=f"{place}-reason").set_value("Counsel, <b>2 June</b> 2025").run()
    at.button(key=f"go {place}").click().run()
    assert here.panel.readings(EVENT) == {"late_total": "breach_only"}
    assert "Counsel, <b>2 June</b> 2025" in text(opened(READINGS_PAGE, "Auditor", event=EVENT))


def test_a_choice_for_every_event_shows_at_once(here: Office) -> None:
    """Three months from 5 March 2025 end on 5 June; ninety days (26 of March, 30, 31, 3 of June) on 3 June: L10.19(a)."""
    assert "5 March 2025 to 5 June 2025 Intention" in text(opened(EVENT_PAGE, "Auditor", event=EVENT))
    admin.choose_reading(here.panel, None, "month_count", "ninety_days", "Counsel", command=here.id())
    assert "5 March 2025 to 3 June 2025 Intention" in text(opened(EVENT_PAGE, "Auditor", event=EVENT))


def test_nobody_else_is_offered_a_choice(here: Office) -> None:
    assert "Record a house choice" not in text(opened(READINGS_PAGE, "DCC finance", event=EVENT))
