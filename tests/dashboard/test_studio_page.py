"""The schedule studio: plans side by side, bad input refused by its field, and exactly what was shown adopted."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from recovery_costs.dashboard import STUDIO, studio_form
from recovery_costs.dashboard.state import AS_OF
from recovery_costs.plain import Problems
from recovery_costs.register.access import PEOPLE, Role
from tests.casework.office import EVENT, A, B, Office
from tests.dashboard.panel_office import above_the_sum, on_the_pages, recorded
from tests.dashboard.reader import WORDS, markup, opened, press, text

HOSTILE = "<script>alert(1)</script>![x](http://example.org/x.png)"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return above_the_sum(on_the_pages(tmp_path, monkeypatch))


@pytest.mark.parametrize("role", PEOPLE)
def test_every_role_sees_it_or_is_refused(here: Office, role: Role) -> None:
    may = role in (Role.PANEL, Role.DCC_FINANCE, Role.AUDITOR)
    said = text(opened(STUDIO, WORDS[role.value], event=EVENT, rules="Pro rata"))
    assert ("There is no such page for you" in said) is not may
    assert ("£1,500.00 is outstanding to two Parties" in said) is may
    assert (
        "The minute" in str([each.label for each in opened(STUDIO, WORDS[role.value], event=EVENT).text_input])
    ) is (role is Role.PANEL)


def test_rules_and_caps_stand_side_by_side_with_the_best_named(here: Office) -> None:
    """£1,500.00 under £500.00 a month takes June, July and August; under £750.00, June and July."""
    at = opened(STUDIO, "The Panel", event=EVENT, rules="Pro rata", month="500.00 or 750.00")
    said = text(at)
    assert "Pro rata at £500.00 Pro rata at £750.00" in said
    assert "Last payment 29 August 2025 31 July 2025 soonest" in said
    assert "Peak month £500.00 least £750.00" in said
    assert "Instalments 6 4 fewest" in said
    assert said.count("On the frontier") == 2
    assert len(at.get("vega_lite_chart")) == 3  # the frontier and a drawing of each


def test_a_plan_that_cannot_be_kept_names_what_binds(here: Office) -> None:
    """Three payment days of £400.00 at most carry £1,200.00 of £1,500.00."""
    at = opened(STUDIO, "The Panel", event=EVENT, rules="Pro rata", month="400.00", last="2025-08-31")
    said = text(at)
    assert "None exists" in said
    assert "4 June 2025 to 31 August 2025 can carry £1,200.00; £1,500.00 must be paid by then." in said
    assert "Short by £300.00" in said
    assert not [each for each in at.button if each.label.startswith("Adopt")]


def test_bad_input_is_refused_by_the_fields_own_name_and_kept(here: Office) -> None:
    at = opened(STUDIO, "The Panel", event=EVENT)
    at.text_input(key="month").set_value("lots")
    at.text_input(key="equal").set_value("six")
    at.text_area(key="classes").set_value(f"{A} = 1\nnobody")
    said = text(press(at, "Compare"))
    assert "Classes, line 2: found nobody" in said
    at.text_area(key="classes").set_value(f"{A} = 1\nSupplier Z = 2")
    at = press(at, "Compare")
    said = text(at)
    assert (
        "Most in a month: found lots; wanted a sum of money, £0.01 at least. Write pounds, such as 1,000.00; "
        "leave it empty for none." in said
    )
    assert "Number of equal instalments: found six" in said
    assert "Classes: found Supplier Z; wanted a Party of those above, and a whole number from 1." in said
    assert [at.text_input(key=key).value for key in ("month", "equal")] == ["lots", "six"]
    assert "What you wrote is kept." in said


def test_what_is_adopted_is_exactly_what_was_shown(here: Office) -> None:
    at = opened(STUDIO, "The Panel", event=EVENT, rules="Pro rata", month="750.00")
    said = text(at)
    assert "No dates of payment are on file." in said
    assert "30 June 2025 Supplier A £500.00 To be paid 30 June 2025 Supplier B £250.00 To be paid" in said
    assert "30 June 2025 Supplier A Nothing £500.00" in said
    assert "It determines four payments that lie ahead, £1,500.00 in all." in said
    at = press(at, "Adopt these dates")
    assert "The minute in which it is recorded: nothing is given." in text(at)
    assert recorded(here, EVENT, "dates_determined") == []
    at.text_input(key=f"adopt-{EVENT}-minute").set_value("2025/6, item 4")
    at = press(at, "Adopt")
    said = text(at)
    assert "Recorded: dates determined, particulars" in said
    assert at.text_input(key=f"adopt-{EVENT}-minute").value == ""
    assert "The days and sums that lie ahead are those on file." in said
    (fact,) = recorded(here, EVENT, "dates_determined")
    assert [(each["party"], each["on"], each["amount"]) for each in fact["payments"]] == [
        (A, "2025-06-30", "500.00"),
        (B, "2025-06-30", "250.00"),
        (A, "2025-07-31", "500.00"),
        (B, "2025-07-31", "250.00"),
    ]


def test_what_came_on_record_meanwhile_is_told_and_nothing_is_adopted(here: Office) -> None:
    at = opened(STUDIO, "The Panel", event=EVENT, rules="Pro rata", month="750.00")
    at.text_input(key=f"adopt-{EVENT}-minute").set_value("4")
    here.does(here.dcc, "record_payment", party=A, amount="1.00", bank_reference="R1")
    said = text(press(at, "Adopt"))
    assert "Something changed since you looked, and nothing was recorded:" in said
    assert "Dee recorded payment made of Supplier A" in said
    assert at.text_input(key=f"adopt-{EVENT}-minute").value == "4"
    assert recorded(here, EVENT, "dates_determined") == []
    assert "Recorded: dates determined" in text(press(at, "Adopt"))


def test_dates_that_the_day_has_changed_are_shown_again_before_they_are_adopted(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(STUDIO, "The Panel", event=EVENT, rules="Pro rata", days="Every Friday", month="750.00")
    at.text_input(key=f"adopt-{EVENT}-minute").set_value("4")
    monkeypatch.setenv(AS_OF, "2025-06-06")  # a Friday: the first payment day is gone
    here.at("2025-06-06T09:00")
    assert "Look at the dates again before adopting them." in text(press(at, "Adopt"))
    assert recorded(here, EVENT, "dates_determined") == []


def test_dates_that_were_not_referred_are_not_offered_for_adoption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = on_the_pages(tmp_path, monkeypatch)
    made.does(made.dcc, "satisfied", party=A)
    at = opened(STUDIO, "The Panel", event=EVENT, rules="Pro rata")
    said = text(at)
    assert "It cannot be adopted now." in said
    assert "no question of dates had been referred" in said
    assert not [each for each in at.button if each.label.startswith("Adopt")]


def test_an_event_with_nothing_outstanding_and_none_at_all_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_pages(tmp_path, monkeypatch)
    assert "There is nothing to schedule." in text(opened(STUDIO, "The Panel", event=EVENT))
    assert "There is no such event to schedule" in text(opened(STUDIO, "The Panel", event=HOSTILE))


def test_hostile_text_shows_as_text(here: Office) -> None:
    here.does(here.dcc, "note_total", party=HOSTILE, received="2025-06-03T08:00", amount="10.00")
    here.does(here.dcc, "satisfied", party=HOSTILE)
    at = opened(STUDIO, "The Panel", event=EVENT, rules="Pro rata", month=f"5.00 or {HOSTILE}")
    assert HOSTILE not in markup(at)
    assert html.escape(HOSTILE) in markup(at)
    at = opened(STUDIO, "The Panel", event=EVENT, rules="Pro rata", classes=f"{HOSTILE} = 1")
    assert HOSTILE not in markup(at)
    assert not at.markdown
    assert not any(HOSTILE in each.label for each in at.button)


# --- from the form to plans -------------------------------------------------------------------------------------------

FILLED = {
    "rules": ["equal"],
    "first": None,
    "last": None,
    "days": "friday",
    "month": "",
    "quarter": " 5.00 ",
    "regulatory_year": "",
    "instalments": "6",
    "most_instalments": "",
    "smallest": "",
    "objective": [],
    "dates": "",
    "adjust": "following",
    "no_payment_on": "2025-12-25, 2025-12-26",
    "annual_rate": "0.0475",
    "classes": "Supplier = A = 2",
    "weights": "",
    "charging": "g1 = 0.60, 30000000",
}


def test_a_form_becomes_a_plan_as_a_file_would_give_it() -> None:
    (plan,) = studio_form.plans(FILLED).values()
    assert plan == {
        "format": 1,
        "rule": "equal",
        "adjust": "following",
        "caps": {"quarter": "5.00"},
        "days": {"weekday": "friday"},
        "no_payment_on": ["2025-12-25", "2025-12-26"],
        "annual_rate": "0.0475",
        "instalments": 6,
        "classes": {"Supplier = A": 2},
        "weights": {},
        "charging": {"g1": {"weight": "0.60", "systems": 30000000}},
    }
    assert json.loads(json.dumps(plan)) == plan


@pytest.mark.parametrize(("caps", "made"), [(7, 7), (8, 8), (9, None)])
def test_at_most_eight_stand_side_by_side(caps: int, made: int | None) -> None:
    asked = {**FILLED, "month": " or ".join(f"{each}.00" for each in range(1, caps + 1))}
    if made is not None:
        assert len(studio_form.plans(asked)) == made
        return
    with pytest.raises(Problems) as said:
        studio_form.plans(asked)
    assert [each.found for each in said.value.problems] == ["1 rules with 9 caps: 9 schedules"]


def test_no_rule_is_refused() -> None:
    with pytest.raises(Problems) as said:
        studio_form.plans({**FILLED, "rules": []})
    assert [(each.field, each.found) for each in said.value.problems] == [("rules", "none")]
