"""A small plan is searched whole; one that is not small, or a search cut short, claims nothing."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from recovery_costs.schedule import small
from recovery_costs.schedule.plan import check_plan
from recovery_costs.schedule.rules import Payment, divide
from recovery_costs.schedule.small import search_small
from tests.schedule.problems import WORKING, answered

# Threepence under 2 a month, worked by hand in golden/07_every_rule.yaml: A's 2 split, and B's in the first month.
PLAN: dict[str, Any] = {
    "format": 1,
    "owed": {"A": "0.02", "B": "0.01"},
    "first": "2024-02-01",
    "last": "2024-03-31",
    "days": "last_working_day",
    "caps": {"month": "0.02"},
    "rule": "optimise",
    "objective": ["fairness"],
}
FEBRUARY, MARCH = date(2024, 2, 29), date(2024, 3, 28)  # Good Friday is 29 March


def test_a_search_cut_short_keeps_the_schedule_in_hand_and_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = check_plan(PLAN, WORKING)
    in_hand = divide(check_plan({**PLAN, "rule": "oldest_first"}, WORKING)).payments
    best = (Payment(FEBRUARY, "A", 1), Payment(FEBRUARY, "B", 1), Payment(MARCH, "A", 1))
    assert best != in_hand == (Payment(FEBRUARY, "A", 2), Payment(MARCH, "B", 1))
    assert search_small(plan, in_hand, time.monotonic() + 60) == (best, True)
    assert search_small(plan, in_hand, time.monotonic() - 1) == (in_hand, False)
    monkeypatch.setattr(small, "MOST_STEPS", 1)
    assert search_small(plan, in_hand, time.monotonic() + 60) == (in_hand, False)


@pytest.mark.parametrize(
    ("owed", "whole"),
    [
        # Two days: in one piece two ways, in two pieces one fewer than there are pence: 100 ways of 99.
        ({"A": "0.99"}, True),
        ({"A": "1.00"}, False),
        ({"A": "0.49", "B": "0.50"}, False),
        ({"A": "0.49", "B": "0.49"}, True),
        ({f"Party {number:02d}": "0.01" for number in range(50)}, True),
        ({f"Party {number:02d}": "0.01" for number in range(51)}, False),
    ],
)
def test_what_is_small(owed: dict[str, str], whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small, "MOST_WAYS", 100)
    plan = check_plan({**PLAN, "owed": owed, "caps": {}}, WORKING)
    in_hand = divide(check_plan({**PLAN, "owed": owed, "caps": {}, "rule": "at_once"}, WORKING)).payments
    assert search_small(plan, in_hand, time.monotonic() + 60).whole == whole


def test_what_is_all_but_alike_is_not_searched_further_and_not_called_proved() -> None:
    # £1,000,000.01 pro rata over eleven months is out by a penny: some other split is nearer, by less than is written.
    owed = {"A": "600000.00", "B": "400000.01"}
    plan = {**PLAN, "owed": owed, "last": "2024-12-31", "caps": {"month": "100000.00"}, "smallest": "1000.00"}
    (claim,) = answered(plan).certificate.optimality
    assert (claim.value, claim.bound, claim.proved) == ("1.0000", "1.0000", False)
    assert claim.words == "Fairness: 1.0000; the best found; no schedule betters 1.0000."
