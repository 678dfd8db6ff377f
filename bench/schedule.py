"""How long schedules take: 500 Parties over 24 months, by every rule and by the optimiser; and a sweep.

    .venv/bin/python bench/schedule.py
    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install -r bench/requirements-schedule.txt
    .venv/bin/python bench/schedule.py --peer /tmp/peer/bin/python

With `--peer` the present values of every Party's payments are also taken from pyxirr, in its own environment, and the
largest difference printed. Seconds on the wall, one run each, from a checked plan to a schedule with its certificate.
Nothing here is asserted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from decimal import Decimal
from random import Random
from typing import Any

from recovery_costs.calendar import ENGLAND_AND_WALES, WorkingDays, shipped_holidays
from recovery_costs.schedule.answer import Schedule, answer
from recovery_costs.schedule.compare import payments_of
from recovery_costs.schedule.information import present_values
from recovery_costs.schedule.plan import Plan, check_plan
from recovery_costs.schedule.plan_file import RULES
from recovery_costs.schedule.sweep import sweep

PARTIES, SEED = 500, 1
TIED = {"smallest": "50000.00", "most_instalments": 12}
WORKING = WorkingDays.of(shipped_holidays(), frozenset({ENGLAND_AND_WALES}))


def pounds(pence: int) -> str:
    """Money as a plan writes it."""
    return f"{pence // 100}.{pence % 100:02d}"


def large_plan() -> dict[str, Any]:
    """500 Parties owed £10,000.00 to £2,000,000.00 each, 24 last Working Days, a cap on months and on Regulatory Years."""
    r = Random(SEED)  # noqa: S311  a plan, not a secret
    owed = {f"Supplier {number:03d}": r.randint(10_000_00, 2_000_000_00) for number in range(PARTIES)}
    total = sum(owed.values())
    return {
        "format": 1,
        "owed": {party: pounds(amount) for party, amount in owed.items()},
        "requested_on": {party: f"2025-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}" for party in owed},
        "first": "2026-01-01",
        "last": "2027-12-31",
        "days": "last_working_day",
        "caps": {"month": pounds(total // 20), "regulatory_year": pounds(total * 6 // 10)},
        "weights": {party: r.randint(1, 9) for party in owed},
        "classes": {party: r.randint(1, 3) for party in owed if r.random() < 0.5},
        "instalments": 24,
        "annual_rate": "0.0475",
        "rule": "pro_rata",
    }


def timed(what: str, changes: dict[str, Any]) -> tuple[Plan, Schedule]:
    """One schedule, its time printed, and what the optimiser claims of it."""
    plan = check_plan({**large_plan(), **changes}, WORKING)
    started = time.perf_counter()
    made = answer(plan, WORKING)
    took = time.perf_counter() - started
    said = f"{len(made.payments):,} payments" if made.feasible else made.binding.because if made.binding else ""
    print(f"{what}: {took:.2f} s, {said}")
    for claim in made.certificate.optimality:
        print(f"    {claim.words}")
    return plan, made


def beside_pyxirr(python: str, plan: Plan, made: Schedule) -> None:
    """Every Party's present value, ours and pyxirr's."""
    flows: dict[str, tuple[list[str], list[int]]] = {}
    for each in made.payments:
        days, amounts = flows.setdefault(each.party, ([], []))
        days.append(each.on.isoformat())
        amounts.append(each.amount.pence)
    asked = {"first": plan.first.isoformat(), "rate": str(plan.annual_rate), "flows": flows}
    run = [python, "bench/pyxirr_peer.py"]
    out = subprocess.run(run, input=json.dumps(asked), capture_output=True, text=True, check=True)  # noqa: S603  our own
    theirs = json.loads(out.stdout)
    started = time.perf_counter()
    ours = present_values(plan, payments_of(made), plan.annual_rate or Decimal(0))
    took = time.perf_counter() - started
    apart = max(abs(ours[party].pence - 100 * worth) for party, worth in theirs["worth"].items())
    print(f"present values of {len(flows)} Parties, {len(made.payments):,} payments:")
    print(
        f"    ours {took:.3f} s, exact to the penny; pyxirr {theirs['seconds']:.3f} s; at most {apart:.2f} pence apart"
    )


def main() -> None:
    """Print every figure."""
    print(f"{PARTIES} Parties, 24 months, seed {SEED}")
    for rule in RULES[:-1]:
        timed(rule, {"rule": rule})
    for rule in RULES[:-1]:
        timed(f"{rule}, with smallest and most_instalments", {"rule": rule, **TIED})
    best: dict[str, Any] = {"rule": "optimise", "objective": ["waiting"]}
    timed("least waiting under caps", best)
    timed("lowest peak, then least waiting", {**best, "objective": ["peak", "waiting"]})
    for order in (["waiting"], ["instalments", "waiting"], ["peak", "instalments"]):
        timed(f"{', '.join(order)}, with smallest and most_instalments", {**best, "objective": order, **TIED})
    ten = dict(list(large_plan()["owed"].items())[:10])
    base = {**large_plan(), "owed": ten, "requested_on": {}, "classes": {}, "weights": {}, "caps": {}}
    axes = {
        "month": [f"{thousands}000.00" for thousands in range(300, 1300, 10)],
        "regulatory_year": [None, "6000000.00", "8000000.00"],
        "last": ["2027-06-30", "2027-09-30", "2027-12-31"],
        "rule": ["pro_rata", "oldest_first", "smallest_first", "equal"],
        "instalments": [6, 12, 18],
    }
    started = time.perf_counter()
    found = sweep({"format": 1, "base": base, "sweep": axes}, WORKING)
    took = time.perf_counter() - started
    print(
        f"a sweep of {found.combinations:,} combinations over ten Parties: {took:.2f} s, {len(found.unbeaten)} unbeaten"
    )
    if "--peer" in sys.argv:
        beside_pyxirr(sys.argv[sys.argv.index("--peer") + 1], *timed("pro rata again, for its present values", {}))


if __name__ == "__main__":
    main()
