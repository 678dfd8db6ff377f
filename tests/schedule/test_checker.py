"""The checker finds what is wrong: one schedule that is right, and every way of spoiling it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from recovery_costs.schedule.checker import check
from tests.schedule.problems import WORKING, answered

CLOSED = set(WORKING.holidays)
PLAN: dict[str, Any] = {
    "format": 1,
    "owed": {"A": "600.00", "B": "400.00"},
    "first": "2026-01-01",
    "last": "2026-12-31",
    "days": "last_working_day",
    "caps": {"month": "250.00", "quarter": "500.00", "regulatory_year": "700.00"},
    "smallest": "50.00",
    "most_instalments": 4,
    "rule": "pro_rata",
}
RIGHT: list[dict[str, str]] = answered(PLAN).as_json()["payments"]


def test_the_schedule_is_right() -> None:
    # 250 in January and February, none in March (the quarter), 250 in April and May.
    assert [(each["on"], each["amount"]) for each in RIGHT if each["party"] == "A"] == [
        ("2026-01-30", "150.00"),
        ("2026-02-27", "150.00"),
        ("2026-04-30", "150.00"),
        ("2026-05-29", "150.00"),
    ]
    assert check(PLAN, RIGHT, CLOSED) == []


def spoiled(place: int, **fields: str) -> list[dict[str, str]]:
    payments = deepcopy(RIGHT)
    payments[place] |= fields
    return payments


@pytest.mark.parametrize(
    ("payments", "said"),
    [
        pytest.param(spoiled(0, amount="149.99"), "A: 59999 pence of 60000", id="a penny too little"),
        pytest.param(spoiled(0, amount="150.01"), "A: 60001 pence of 60000", id="a penny too much"),
        pytest.param(RIGHT[:-1], "B: 30000 pence of 40000", id="a payment left out"),
        pytest.param(spoiled(0, on="2026-01-29"), "2026-01-29 is no payment day", id="a day early"),
        pytest.param(spoiled(0, on="2026-01-31"), "2026-01-31 is no payment day", id="a Saturday"),
        pytest.param(spoiled(0, on="2025-12-31"), "2025-12-31 is no payment day", id="before the first"),
        pytest.param(spoiled(0, on="2027-01-29"), "2027-01-29 is no payment day", id="after the last"),
        pytest.param(spoiled(0, on="2026-02-27"), "twice on one day", id="twice on one day"),
        pytest.param(spoiled(0, on="2026-02-27"), "('month', 2026, 2): 40000 pence", id="over the month"),
        pytest.param(spoiled(4, on="2026-03-31"), "('quarter', 2026, 1): 65000 pence", id="over the quarter"),
        pytest.param([*RIGHT, {**RIGHT[0], "on": "2026-06-30"}], "A: too many instalments", id="too many"),
        pytest.param([*RIGHT, {**RIGHT[0], "amount": "49.99"}], "A, 2026-01-30: 4999 is too small", id="too small"),
        pytest.param(spoiled(0, amount="0.00"), "A, 2026-01-30: 0 is too small", id="nothing"),
    ],
)
def test_what_is_wrong_is_said(payments: list[dict[str, str]], said: str) -> None:
    assert said in check(PLAN, payments, CLOSED)


def test_what_was_paid_before_counts_against_the_caps_it_shares() -> None:
    assert check(PLAN, RIGHT, CLOSED, [(date(2025, 12, 1), 20_000)]) == []
    assert check(PLAN, RIGHT, CLOSED, [(date(2025, 12, 1), 20_001)]) == ["('regulatory_year', 2025, 0): 70001 pence"]


@pytest.mark.parametrize(
    ("days", "adjust", "good", "bad"),
    [
        ("first_working_day", "none", "2026-04-01", "2026-04-02"),
        ({"weekday": "friday"}, "none", "2026-04-03", "2026-04-02"),
        ({"weekday": "friday"}, "following", "2026-04-07", "2026-04-03"),
        ({"weekday": "friday"}, "preceding", "2026-04-02", "2026-04-07"),
        ({"weekday": "friday"}, "modified_following", "2026-04-07", "2026-04-02"),
        ({"dates": ["2026-05-31"]}, "modified_following", "2026-05-29", "2026-06-01"),
        ({"dates": ["2026-05-31"]}, "following", "2026-06-01", "2026-05-31"),
    ],
)
def test_payment_days_are_judged_afresh(days: Any, adjust: str, good: str, bad: str) -> None:
    plan = {"owed": {"A": "1.00"}, "first": "2026-01-01", "last": "2026-12-31", "days": days, "adjust": adjust}
    assert check(plan, [{"party": "A", "on": good, "amount": "1.00"}], CLOSED) == []
    assert check(plan, [{"party": "A", "on": bad, "amount": "1.00"}], CLOSED) == [f"{bad} is no payment day"]
    barred = {**plan, "no_payment_on": [good]}
    assert check(barred, [{"party": "A", "on": good, "amount": "1.00"}], CLOSED) == [f"{good} is no payment day"]
