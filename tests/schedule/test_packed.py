"""One Party after another over days whose sums are given: few instalments, every sum used, no piece too small."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from recovery_costs.schedule.bounds import by_day
from recovery_costs.schedule.measure import keeps
from recovery_costs.schedule.packed import packed
from recovery_costs.schedule.plan import check_plan
from tests.schedule.problems import WORKING, a_plan, answered, money


def test_what_is_laid_keeps_the_plan_and_uses_every_day_s_sum() -> None:
    laid = 0
    for seed in range(500_000, 500_300):
        plan = check_plan({**a_plan(seed), "rule": "optimise", "objective": ["waiting"]}, WORKING)
        sums = {day: amount for day, amount in by_day(plan, None).items() if amount}
        if sum(sums.values()) < plan.total or not (made := packed(plan, sums)):
            continue
        laid += 1
        of_day = Counter[date]()
        for each in made:
            of_day[each.on] += each.amount
        if all(amount >= max(plan.smallest, 1) for amount in sums.values()):
            assert of_day == sums, seed
        if plan.most_instalments is None:
            assert keeps(plan, made), seed
        assert len(made) <= sum(map(bool, plan.owed.values())) + len(sums) - 1, seed
    assert laid > 50


def test_many_parties_with_a_smallest_instalment_need_no_search() -> None:
    # Sixty Parties, twelve months at the lowest peak: proved best by peak and waiting, in 60 + 11 instalments at most.
    r = Random(5)
    owed = {f"Party {number:02d}": r.randint(2_000_00, 90_000_00) for number in range(60)}
    plan = {
        "format": 1,
        "owed": {party: money(amount) for party, amount in owed.items()},
        "first": "2026-01-01",
        "last": "2026-12-31",
        "days": "last_working_day",
        "smallest": "500.00",
        "most_instalments": 3,
        "rule": "optimise",
        "objective": ["peak", "waiting"],
    }
    result = answered(plan, seconds=0.0)
    assert result.feasible
    assert [claim.proved for claim in result.certificate.optimality] == [True, True]
    assert len(result.payments) <= 71
    assert result.measures is not None
    assert result.measures.peak_month.pence == -(-sum(owed.values()) // 12)
