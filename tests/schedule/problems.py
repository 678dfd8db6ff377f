"""Payment plans made up at random, each from its own seed, and an exhaustive search of the small ones.

A seed always makes the same plan. Nothing here uses the program's own arithmetic of periods or sharing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from recovery_costs.calendar import ENGLAND_AND_WALES, WorkingDays, shipped_holidays
from recovery_costs.schedule.answer import Schedule, answer
from recovery_costs.schedule.plan import check_plan

LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
WORKING = WorkingDays.of(shipped_holidays(), frozenset({ENGLAND_AND_WALES}))
RULES = ("at_once", "equal", "pro_rata", "oldest_first", "smallest_first", "by_class", "by_weight")
BY_CAPS_ALONE = ("pro_rata", "oldest_first", "smallest_first", "by_class", "by_weight")
"""The rules that pay all the caps leave room for, so that without smallest and most_instalments nothing else stops them."""


def answered(plan: dict[str, Any], seconds: float = 30.0) -> Schedule:
    return answer(check_plan(plan, WORKING), WORKING, seconds)


def money(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"


def pence(text: str) -> int:
    return int(text.replace(".", ""))


def a_plan(seed: int) -> dict[str, Any]:
    """A plan of up to twelve Parties over up to two years, some of it loose, some tight, some impossible."""
    r = Random(seed)
    parties = [f"Party {chr(65 + n)}" for n in range(r.randint(1, 12))]
    scale = r.choice([10, 1_000, 100_000, 10_000_000_00])
    owed = {party: r.choice([0, r.randint(1, scale), r.randint(1, scale)]) for party in parties}
    owed[parties[0]] = max(1, owed[parties[0]])
    first = date(r.randint(2020, 2025), r.randint(1, 12), r.randint(1, 28))
    last = first + timedelta(days=r.choice([0, 20, 90, 400, 730]))
    total = sum(owed.values())
    fraction = [1, 2, 3, 5, 8, 13, 21]
    plan: dict[str, Any] = {
        "format": 1,
        "owed": {party: money(amount) for party, amount in owed.items()},
        "first": first.isoformat(),
        "last": last.isoformat(),
        "days": _days(r, first, last),
        "adjust": r.choice(["none", "following", "modified_following", "preceding"]),
        "caps": {
            kind: money(max(1, total * r.randint(1, 3) // r.choice(fraction))) if r.random() < share else None
            for kind, share in (("month", 0.6), ("quarter", 0.3), ("regulatory_year", 0.4))
        },
        "weights": {party: r.randint(1, 9) for party in parties},
        "classes": {party: r.randint(1, 3) for party in parties if r.random() < 0.5},
        "requested_on": {
            party: str(first - timedelta(days=r.randint(0, 300))) for party in parties if r.random() < 0.7
        },
        "rule": r.choice(RULES),
        "instalments": r.randint(1, 8),
        "no_payment_on": [str(first + timedelta(days=r.randint(0, 60))) for _ in range(r.randint(0, 3))],
    }
    if r.random() < 0.4:
        plan["smallest"] = money(max(1, total // r.choice([5, 20, 100])))
    if r.random() < 0.4:
        plan["most_instalments"] = r.randint(1, 10)
    return plan


def _days(r: Random, first: date, last: date) -> Any:
    span = (last - first).days
    return r.choice(
        [
            "last_working_day",
            "first_working_day",
            {"weekday": r.choice(["monday", "friday", "sunday"])},
            {"dates": sorted({str(first + timedelta(days=r.randint(0, span))) for _ in range(r.randint(1, 9))})},
        ]
    )


def a_small_plan(seed: int) -> dict[str, Any]:
    """A plan of up to three Parties, four payment days and a few pence: small enough to try everything."""
    r = Random(seed)
    parties = ["A", "B", "C"][: r.randint(1, 3)]
    owed = {party: r.randint(1, 6 if len(parties) < 3 else 4) for party in parties}
    total = sum(owed.values())
    pool = ["2026-01-30", "2026-02-13", "2026-02-27", "2026-03-31", "2026-04-30", "2026-07-31"]
    plan: dict[str, Any] = {
        "format": 1,
        "owed": {party: money(amount) for party, amount in owed.items()},
        "first": "2026-01-05",
        "last": "2026-08-31",
        "days": {"dates": sorted(r.sample(pool, r.randint(1, 4 if len(parties) < 3 else 3)))},
        "caps": {
            kind: money(r.randint(1, total)) if r.random() < share else None
            for kind, share in (("month", 0.6), ("quarter", 0.4), ("regulatory_year", 0.4))
        },
        "requested_on": {party: f"2025-1{r.randint(0, 2)}-15" for party in parties},
        "weights": {party: r.randint(1, 3) for party in parties},
        "classes": {parties[0]: r.randint(1, 2)},
        "instalments": r.randint(1, 3),
        "rule": "pro_rata",
    }
    if r.random() < 0.6:
        plan["smallest"] = money(r.randint(1, 3))
    if r.random() < 0.5:
        plan["most_instalments"] = r.randint(1, 3)
    return plan


def everything(plan: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """Every schedule there is of a small plan, in whole pence."""
    days = [date.fromisoformat(day) for day in plan["days"]["dates"]]
    owed = {party: pence(amount) for party, amount in plan["owed"].items()}
    smallest, most = pence(plan.get("smallest", "0.00")), plan.get("most_instalments", len(days))
    ways = []
    for amount in owed.values():
        least = min(smallest, amount)
        each = [
            parts
            for parts in product(range(amount + 1), repeat=len(days))
            if sum(parts) == amount and sum(map(bool, parts)) <= most and all(not p or p >= least for p in parts)
        ]
        ways.append(each)
    groups = _groups(plan, days)
    for chosen in product(*ways):
        sums = [sum(parts) for parts in zip(*chosen, strict=True)]
        if all(sum(sums[place] for place in places) <= cap for places, cap in groups):
            yield [
                {"party": party, "on": day, "amount": parts[place]}
                for place, day in enumerate(days)
                for party, parts in zip(owed, chosen, strict=True)
                if parts[place]
            ]


def _groups(plan: dict[str, Any], days: list[date]) -> list[tuple[list[int], int]]:
    """The days that share a cap, by place, with the cap."""

    def name(kind: str, day: date) -> tuple[int, int]:
        if kind == "month":
            return day.year, day.month
        if kind == "quarter":
            return day.year, -(-day.month // 3)
        return (day.year if day >= date(day.year, 4, 1) else day.year - 1), 0

    groups = []
    for kind, cap in plan["caps"].items():
        if cap is not None:
            names = [name(kind, day) for day in days]
            groups += [([p for p, other in enumerate(names) if other == one], pence(cap)) for one in set(names)]
    return groups


def worth(plan: dict[str, Any], payments: list[dict[str, Any]], objective: str) -> int | Fraction:
    """What a schedule comes to by an objective, computed afresh: penny-days, pence, a number, or 1 less Jain's index."""
    if objective == "fairness":
        last = max(each["on"] for each in payments)
        means = [
            sum(
                Fraction(each["amount"] * ((last - each["on"]).days + 1), pence(amount))
                for each in payments
                if each["party"] == party
            )
            for party, amount in plan["owed"].items()
        ]
        return 1 - sum(means) ** 2 / (len(means) * sum(mean**2 for mean in means))
    if objective == "waiting":
        asked = {party: date.fromisoformat(day) for party, day in plan["requested_on"].items()}
        first = date.fromisoformat(plan["first"])
        return sum(each["amount"] * (each["on"] - asked.get(each["party"], first)).days for each in payments)
    if objective == "instalments":
        return len(payments)
    months: dict[tuple[int, int], int] = {}
    for each in payments:
        month = each["on"].year, each["on"].month
        months[month] = months.get(month, 0) + each["amount"]
    return max(months.values())


def plain(result: Schedule) -> list[dict[str, Any]]:
    return [{"party": each.party, "on": each.on, "amount": each.amount.pence} for each in result.payments]
