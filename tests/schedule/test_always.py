"""What must hold of every schedule. The short form tries some; RECOVERY_COSTS_LONG=1 tries 100,000 and 2,000."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from recovery_costs.schedule import checker
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.checker import check
from recovery_costs.schedule.compare import payments_of
from recovery_costs.schedule.measure import value
from recovery_costs.schedule.optimise import gap
from recovery_costs.schedule.plan import Objective, Plan, check_plan
from recovery_costs.schedule.rules import divide
from tests.schedule.problems import (
    BY_CAPS_ALONE,
    LONG,
    RULES,
    WORKING,
    a_plan,
    a_small_plan,
    answered,
    everything,
    pence,
    plain,
    worth,
)

SHARDS = 10
RULE_PROBLEMS = range(100_000 if LONG else 600)
SMALL_PROBLEMS = range(100_000, 100_000 + (10_000 if LONG else 80))
NEVER_WORSE = range(300_000, 300_000 + (2_000 if LONG else 30))
OPTIMISED = range(200_000, 200_000 + (2_000 if LONG else 60))
ORDERS = (
    ["waiting"],
    ["peak"],
    ["instalments"],
    ["waiting", "peak"],
    ["peak", "waiting"],
    ["instalments", "waiting"],
    ["waiting", "instalments"],
    ["peak", "instalments", "waiting"],
    ["fairness"],
    ["fairness", "waiting"],
    ["waiting", "fairness"],
    ["peak", "fairness"],
    ["instalments", "fairness"],
    ["fairness", "instalments"],
    ["peak", "waiting", "fairness"],
)


CHECKER = Path(checker.__file__).read_text(encoding="utf-8")


def test_the_checker_fits_on_a_page_and_shares_no_code_with_the_makers() -> None:
    assert len(CHECKER.splitlines()) < 60
    assert "recovery_costs" not in CHECKER


def test_the_long_form_is_as_long_as_it_says() -> None:
    assert not LONG or (len(RULE_PROBLEMS), len(OPTIMISED)) == (100_000, 2_000)


@pytest.mark.long
@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_rule_of_division_keeps_the_plan_or_says_why_not(shard: int) -> None:
    for seed in RULE_PROBLEMS[shard::SHARDS]:
        plan = a_plan(seed)
        result = answered(plan)
        written = result.as_json()
        assert result.feasible == (result.binding is None) == bool(result.payments), seed
        if result.feasible:
            assert check(plan, written["payments"], set(WORKING.holidays)) == [], seed
            order = [(each["on"], each["party"]) for each in written["payments"]]
            assert order == sorted(order), seed
            assert sum(map(pence, written["measures"]["by_regulatory_year"].values())) == sum(
                map(pence, plan["owed"].values())
            ), seed
        else:
            binding = written["binding"]
            assert pence(binding["can_carry"]) < pence(binding["must_carry"]), seed
            assert binding["because"], seed
            covered = written["certificate"]["covered_by"]
            if covered:
                _covers(covered, written["certificate"]["payment_days"], pence(binding["can_carry"]), seed)


def _covers(covered: list, days: list[str], carries: int, seed: int) -> None:
    """A proof that no schedule exists: caps that hold every payment day once, and together carry too little."""
    for day in days:
        assert sum(each["from"] <= day <= each["to"] for each in covered) == 1, seed
    assert sum(pence(each["cap"]) for each in covered) == carries, seed


def test_every_day_pays_all_there_is_room_for() -> None:
    for seed in RULE_PROBLEMS[:300]:
        plan = a_plan(seed)
        plan.pop("smallest", None)
        plan.pop("most_instalments", None)
        plan["rule"] = Random(seed).choice(BY_CAPS_ALONE)
        checked = check_plan(plan, WORKING)
        paid = Counter[date]()
        for each in divide(checked).payments:
            paid[each.on] += each.amount
        left, spent = checked.total, Counter[tuple[str, int, int]]()
        for day in checked.days:
            year = day.year - (day.month < 4)
            names = [("month", day.year, day.month), ("quarter", day.year, (day.month - 1) // 3)]
            names.append(("regulatory_year", year, 0))
            caps = [(name, pence(cap)) for name in names if (cap := plan["caps"][name[0]])]
            assert paid[day] == min([left, *(cap - spent[name] for name, cap in caps)]), (seed, day)
            left -= paid[day]
            for name, _ in caps:
                spent[name] += paid[day]


@pytest.mark.long
@pytest.mark.parametrize("shard", range(SHARDS))
def test_caps_alone_stop_a_rule_exactly_when_no_schedule_exists(shard: int) -> None:
    for seed in SMALL_PROBLEMS[shard::SHARDS]:
        plan = a_small_plan(seed)
        plan.pop("smallest", None)
        plan.pop("most_instalments", None)
        exists = next(everything(plan), None) is not None
        for rule in BY_CAPS_ALONE:
            assert answered({**plan, "rule": rule}).feasible == exists, (seed, rule)


@pytest.mark.long
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_optimiser_is_never_worse_than_a_rule_on_its_own_measure(shard: int) -> None:
    for seed in NEVER_WORSE[shard::SHARDS]:
        plan = a_plan(seed)
        objective = ("waiting", "peak", "instalments", "fairness")[seed % 4]
        best = answered({**plan, "rule": "optimise", "objective": [objective]}, seconds=0.2)
        checked = check_plan(plan, WORKING)
        for rule in RULES:
            made = answered({**plan, "rule": rule})
            if made.feasible:
                assert best.feasible, (seed, rule)
                assert _of(objective, checked, best) <= _of(objective, checked, made), (seed, objective, rule)
        if best.feasible:
            assert check(plan, best.as_json()["payments"], set(WORKING.holidays)) == [], seed


def _of(objective: Objective, plan: Plan, made: Schedule) -> Fraction:
    return value(objective, plan, payments_of(made))


@pytest.mark.long
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_optimiser_equals_an_exhaustive_search(shard: int) -> None:
    for seed in OPTIMISED[shard::SHARDS]:
        plan = a_small_plan(seed)
        order = ORDERS[seed % len(ORDERS)]
        result = answered({**plan, "rule": "optimise", "objective": order})
        all_there_are = [[worth(plan, each, objective) for objective in order] for each in everything(plan)]
        assert result.feasible == bool(all_there_are), seed
        if result.feasible:
            assert [worth(plan, plain(result), objective) for objective in order] == min(all_there_are), (seed, order)
            assert all(claim.proved for claim in result.certificate.optimality), (seed, order)
        for rule in RULES:
            assert result.feasible or not answered({**plan, "rule": rule}).feasible, (seed, rule)


@pytest.mark.parametrize(
    ("came_to", "bound", "said"),
    [
        (10_000, 9_999, "0.01"),
        (20_000, 19_999, "0.01"),  # 0.005, halves up
        (20_001, 20_000, "less than 0.01"),
        (-20_001, -20_002, "less than 0.01"),
        (0, -1, "100.00"),
        (520, 500, "3.85"),
    ],
)
def test_a_gap_that_is_not_closed_never_reads_as_nought(came_to: int, bound: int, said: str) -> None:
    assert gap(Fraction(came_to), Fraction(bound)) == said


def test_nothing_is_claimed_that_whole_pence_do_not_bear_out() -> None:
    # Pence beside hundreds of billions of pounds are below what HiGHS can tell apart. Five instalments each over twelve
    # months: £90,000,000,000.00 a month would do, and where it is not reached it must not be said to be out of reach.
    owed = {"A": "450000000000.00", "B": "449999999999.99", "C": "0.03"}
    plan = {**a_plan(0), "owed": owed, "first": "2026-01-01", "last": "2026-12-31", "days": "last_working_day"}
    plan |= {
        "caps": {"month": "150000000000.01"},
        "requested_on": {},
        "classes": {},
        "weights": {},
        "no_payment_on": [],
    }
    plan |= {"rule": "optimise", "objective": ["peak"], "smallest": "1000000.00", "most_instalments": 5}
    result = answered(plan)
    (claim,) = result.certificate.optimality
    assert result.measures is not None
    assert pence(claim.bound) <= 90_000_000_000_01
    assert not claim.proved or result.measures.peak_month.pence <= 90_000_000_000_01
