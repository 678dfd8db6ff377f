"""The sum through time, the early warning and the brief for a Draft Proposal, worked by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.calendar import shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.schedule.the_sum import TheSum, the_sum
from recovery_costs.written import as_json
from tests.schedule.commands import run

EVENT: list[dict[str, Any]] = [
    {"id": "N", "type": "compromise_notified", "at": "2025-03-03", "keys": ["issuing_key"], "state": "actual"},
    {"id": "D", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
    {"id": "H", "type": "threshold_determined", "at": "2025-01-01", "sum": "1000.00"},
    {"id": "P", "type": "intention_notified", "party": "P", "received": "2025-04-01T10:00", "estimate": "300.00"},
]


def estimate(name: str, party: str, on: str, amount: str) -> dict[str, Any]:
    return {"id": name, "type": "estimate_given", "party": party, "received": f"{on}T10:00", "amount": amount}


def total(name: str, party: str, on: str, amount: str) -> dict[str, Any]:
    return {"id": name, "type": "total_notified", "party": party, "received": f"{on}T10:00", "amount": amount}


def through(*more: dict[str, Any], as_of: str = "2025-07-10", readings: dict[str, str] | None = None) -> TheSum:
    case = check_case({"format": 1, "case": "RE-1", "facts": [*EVENT, *more]})
    return the_sum(case, date.fromisoformat(as_of), shipped_holidays(), readings)


# £300.00 on 1 April, £500.00 on 10 July: £200.00 in 100 days, £2.00 a day.
RISING = estimate("E1", "P", "2025-07-10", "500.00")


def test_the_day_on_which_the_sum_would_be_passed() -> None:
    # £500.00 of room at £2.00 a day: exactly reached after 250 days, passed on the 251st, 18 March 2026.
    warning = through(RISING).warning
    assert (warning.stands, warning.on) == ("warning", date(2026, 3, 18))
    assert warning.says == (
        "£0.00 is requested and the best estimates in hand add £500.00: £500.00 of £1,000.00.",
        "P: £300.00 on 1 April 2025, £500.00 on 10 July 2025: £200.00 in 100 days, £2.00 a day.",
        "Together £2.00 a day, with £500.00 of room.",
        "£500.00 at that rate lasts 250 whole days: the sum would be passed on 18 March 2026, counted from 10 July 2025.",
    )


def test_where_reaching_is_enough_the_day_is_one_earlier() -> None:
    warning = through(RISING, readings={"threshold_comparison": "reaching"}).warning
    assert warning.on == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("more", "as_of", "stands"),
    [
        pytest.param([], "2025-07-10", "too_little_history", id="one estimate"),
        pytest.param([estimate("E", "P", "2025-04-28", "400.00")], "2025-07-10", "too_little_history", id="27 days"),
        pytest.param([estimate("E", "P", "2025-04-29", "400.00")], "2025-07-10", "warning", id="28 days"),
        pytest.param([estimate("E", "P", "2025-07-10", "300.00")], "2025-07-10", "not_rising", id="unmoved"),
        pytest.param([estimate("E", "P", "2025-07-10", "200.00")], "2025-07-10", "not_rising", id="falling"),
        pytest.param([estimate("E", "P", "2025-07-10", "300.01")], "2025-07-10", "far_off", id="a penny in 100 days"),
        pytest.param([estimate("E", "P", "2025-07-10", "1000.00")], "2025-07-10", "warning", id="exactly the sum"),
        pytest.param(
            [estimate("E", "P", "2025-07-10", "1000.01")], "2025-07-10", "estimates_exceed", id="a penny over"
        ),
        pytest.param(
            [total("T", "P", "2025-07-10", "1000.00")], "2025-07-10", "too_little_history", id="requested, at"
        ),
        pytest.param([total("T", "P", "2025-07-10", "1000.01")], "2025-07-10", "exceeded", id="requested, over"),
    ],
)
def test_where_the_warning_stands(more: list[dict[str, Any]], as_of: str, stands: str) -> None:
    assert through(*more, as_of=as_of).warning.stands == stands


def test_without_a_sum_there_is_none_to_pass() -> None:
    case = check_case({"format": 1, "case": "RE-1", "facts": [each for each in EVENT if each["id"] != "H"]})
    assert the_sum(case, date(2025, 7, 10), shipped_holidays()).warning.stands == "no_sum"


def test_two_claims_are_added_up_and_one_with_a_total_does_not_move() -> None:
    # Q: £100.00 to £150.00 in 50 days, £1.00 a day. R has asked for £200.00. Room: 1,000 - 200 - 500 - 150 = £150.00.
    others = [
        {"id": "Q", "type": "intention_notified", "party": "Q", "received": "2025-05-01T10:00", "estimate": "100.00"},
        estimate("E2", "Q", "2025-06-20", "150.00"),
        {"id": "R", "type": "intention_notified", "party": "R", "received": "2025-05-01T10:00", "estimate": "900.00"},
        total("T", "R", "2025-06-30", "200.00"),
    ]
    warning = through(RISING, *others).warning
    assert [(each.party, each.pounds_a_day) for each in warning.movements] == [("P", "2.00"), ("Q", "1.00")]
    # £150.00 at £3.00 a day is 50 days: passed on the 51st, 30 August 2025.
    assert warning.on == date(2025, 8, 30)


def test_the_history_of_the_sum_and_of_the_requests() -> None:
    history = through(
        RISING,
        total("T", "P", "2025-08-01", "1200.00"),
        {"id": "H2", "type": "threshold_determined", "at": "2025-09-01", "sum": "1500.00"},
        {"id": "H3", "type": "threshold_determined", "at": "2025-10-01", "sum": "1199.99"},
        as_of="2025-10-20",
    )
    steps = [tuple(as_json(each).values()) for each in history.steps]
    assert steps[-4:] == [
        ("2025-07-10", "0.00", "500.00", "1000.00", False, None),
        ("2025-08-01", "1200.00", "0.00", "1000.00", True, "200.00"),
        ("2025-09-01", "1200.00", "0.00", "1500.00", False, None),
        ("2025-10-01", "1200.00", "0.00", "1199.99", True, "0.01"),
    ]
    assert history.exceeded_since == date(2025, 10, 1)
    assert [(each.fact, each.sum.text, each.set_aside) for each in history.determined] == [
        ("H", "1000.00", False),
        ("H2", "1500.00", False),
        ("H3", "1199.99", False),
    ]


def test_a_sum_that_the_authority_set_aside_is_marked() -> None:
    ruling = {
        "id": "A",
        "type": "appeal_decided",
        "at": "2025-06-01",
        "decision": "H",
        "upheld": False,
        "set_aside": True,
    }
    history = through(ruling)
    assert [each.set_aside for each in history.determined] == [True]
    assert history.warning.stands == "no_sum"


# --- the command and the brief --------------------------------------------------------------------------------------


def test_the_brief_shows_the_effect_by_regulatory_year(tmp_path: Path) -> None:
    case, plan = tmp_path / "case.json", tmp_path / "plan.json"
    facts = [
        *EVENT,
        total("T", "P", "2025-06-02", "1200.00"),
        {"id": "S", "type": "dcc_satisfied", "party": "P", "at": "2025-07-01"},
    ]
    case.write_text(json.dumps({"format": 1, "case": "RE-1", "facts": facts}), encoding="utf-8")
    asked = {
        "format": 1,
        "first": "2026-03-01",
        "last": "2026-04-30",
        "days": "last_working_day",
        "caps": {"month": "700.00"},
        "rule": "pro_rata",
        "charging": {"g1": {"weight": "0.60", "systems": 30_000_000}, "g3": {"weight": "0.40", "systems": 24_000_000}},
    }
    plan.write_text(json.dumps(asked), encoding="utf-8")
    arguments = ("the-sum", case, "--plan", plan, "--as-of", "2025-12-31")
    proposal = json.loads(run(*arguments, "--format", "json"))["draft_proposal"]
    assert (proposal["to_consider"], proposal["since"]) == (True, "2025-06-02")
    # £700.00 in March is of 2025/26, whose notice ran out on 1 January 2025: it lands in 2026/27, as April's £500.00 does.
    assert [
        (each["regulatory_year"], each["paid"], each["notice_by"], each["lands_in"]) for each in proposal["years"]
    ] == [
        ("2025/26", "700.00", "2025-01-01", "2026/27"),
        ("2026/27", "500.00", "2026-01-01", "2026/27"),
    ]
    # So 2026/27 carries all £1,200.00: 18,000,000 to 9,600,000 of 27,600,000 is £782.61 and £417.39.
    (effect,) = proposal["effects"]
    assert (effect["regulatory_year"], effect["allowed_revenue"]) == ("2026/27", "1200.00")
    assert [each["amount"] for each in effect["groups"]] == ["782.61", "417.39"]
    said = run(*arguments)
    for part in ("over by", "£200.00", "unverified", "carried to 2026/27", "sets no last day"):
        assert part.lower() in " ".join(said.split()).lower()


def test_a_draft_proposal_that_was_considered_is_said(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    considered = {"id": "C", "type": "draft_proposal_considered", "at": "2025-07-01", "submit": False}
    facts = [*EVENT, total("T", "P", "2025-06-02", "1200.00"), considered]
    case.write_text(json.dumps({"format": 1, "case": "RE-1", "facts": facts}), encoding="utf-8")
    proposal = json.loads(run("the-sum", case, "--as-of", "2025-12-31", "--format", "json"))["draft_proposal"]
    assert proposal["to_consider"] is False
    assert "decided not to submit one" in " ".join(proposal["says"])
