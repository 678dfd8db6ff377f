"""How long the rules take: a 500-Party event, every reading tried on it, its verdict; 1,000 cases in a batch; the help page.

    .venv/bin/python bench/rules.py

Prints the least and the median of five runs of each, in seconds. Nothing here is asserted.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.case_file import check_case
from recovery_costs.contested import contest
from recovery_costs.plain import read
from recovery_costs.scenarios import runs
from recovery_costs.verdict import verdict

PARTIES = 500
SCENARIOS = Path(__file__).parents[1] / "tests" / "scenarios"
COMMAND = [sys.executable, "-c", "from recovery_costs.cli import main; main()"]


def of_party(number: int) -> list[dict[str, Any]]:
    """Ten facts of one Party: notices, cost lines, evidence asked and given or not, a decision, a payment, an appeal."""
    name, day = f"Supplier {number:03d}", number % 28 + 1
    mine = {"party": name}

    def sent(month: str) -> dict[str, str]:
        return {"sent": f"{month}-{day:02d}T14:00", "method": ("hand", "email", "post")[number % 3]}

    line = {"incurred": "2025-04-10", "amount": "2500.25", "reasonable": True}
    replaced = {"key_outcome": "unsuccessful", "responsible_supplier": True, "smi_status": "commissioned"}
    lines = [
        {"line": "1", "limb": "key_use", **line},
        {"line": "2", "limb": "replace_device", **line, **replaced},
    ]
    facts: list[dict[str, Any]] = [
        {"type": "intention_notified", **mine, **sent("2025-04"), "estimate": "1000.00"},
        {"type": "estimate_given", **mine, **sent("2025-06"), "amount": "1200.00"},
        {"type": "estimate_given", **mine, **sent("2025-09"), "amount": "1300.00"},
        {"type": "costs_ceased", **mine, "at": f"2025-10-{day:02d}"},
        {"type": "total_notified", **mine, **sent("2025-12"), "amount": "5000.50"},
        {"type": "cost_lines", **mine, "at": "2025-12-01", "lines": lines},
        {"type": "evidence_required", **mine, "at": "2026-01-05", "by": "dcc", "item": "invoices", "due": "2026-02-02"},
        {"type": "payment_directed", **mine, "at": "2026-03-02", "direction": "full"},
        {"type": "payment_made", **mine, "at": "2026-03-20", "amount": "5000.50"},
        {"type": "appeal_made", "at": "2026-03-25", "by": name, "decision": f"P{number}-7"},
    ]
    return [{"id": f"P{number}-{place}", **fact} for place, fact in enumerate(facts)]


def large_event() -> dict[str, Any]:
    """An event of 500 Parties and 5,005 facts, above the Panel's sum, with dates of payment determined."""
    dated = [{"party": f"Supplier {n:03d}", "on": "2026-03-20", "amount": "5000.50"} for n in range(PARTIES)]
    facts = [
        {"id": "E1", "type": "compromise_notified", "at": "2025-03-05", "keys": ["issuing_key"], "state": "actual"},
        {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
        {"id": "E3", "type": "threshold_determined", "at": "2025-01-01", "sum": "1000000.00"},
        {"id": "E4", "type": "dates_referred", "at": "2026-02-01"},
        {"id": "E5", "type": "dates_determined", "at": "2026-03-05", "payments": dated},
    ]
    return {"format": 1, "case": "LARGE", "facts": facts + [f for n in range(PARTIES) for f in of_party(n)]}


def timed(what: str, run: Callable[[], object]) -> None:
    """Five runs after one that is not counted."""
    run()
    took = []
    for _ in range(5):
        started = time.perf_counter()
        run()
        took.append(time.perf_counter() - started)
    print(f"{what}: least {min(took):.2f}, median {statistics.median(took):.2f}")


def once(what: str, run: Callable[[], object]) -> None:
    """One run."""
    started = time.perf_counter()
    run()
    print(f"{what}, once: {time.perf_counter() - started:.2f}")


def command(arguments: list[str]) -> None:
    """Run a command of our own, its output read and thrown away."""
    subprocess.run(arguments, capture_output=True, check=True)  # noqa: S603  our own command


def main() -> None:
    """Print every figure."""
    given = large_event()
    case, day = check_case(given), date(2026, 4, 1)
    print(f"{len(case.facts)} facts of {PARTIES} Parties, {len(adjudicate(case, day).findings)} findings")
    timed("a 500-Party event adjudicated, with findings", lambda: adjudicate(case, day))
    timed("the same, its facts checked first", lambda: adjudicate(check_case(given), day))
    once("the same with every other option of every reading tried", lambda: contest(case, day))
    once("the verdict across readings on it", lambda: verdict(case, day))
    scenarios = [read(path.read_bytes()) for path in sorted(SCENARIOS.rglob("*.yaml"))]
    cases = [(each["case"], run.as_of.isoformat()) for each in scenarios for run in runs(each)][:1000]
    cases = (cases * (1000 // len(cases) + 1))[:1000]
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "cases.jsonl"
        batch.write_text("".join(json.dumps({"case": c, "as_of": d}) + "\n" for c, d in cases), encoding="utf-8")
        arguments = [*COMMAND, "adjudicate", "--batch", str(batch)]
        timed("1,000 cases in a batch, as a command", lambda: command(arguments))
    timed("--help, as a command", lambda: command([*COMMAND, "--help"]))


if __name__ == "__main__":
    main()
