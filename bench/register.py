"""How long the register takes: durable appends beside `eventsourcing`, verifying, opening, a large case.

    .venv/bin/python bench/register.py [--peer PEER_PYTHON] [--folder FOLDER]

The peer runs in an environment of its own (bench/requirements-register.txt), on the same disk, with the same pragmas: the
rollback journal and synchronous=EXTRA. Its runs and ours take turns. Prints what was measured; nothing here is asserted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.case_file import check_case
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.entry import Command, Draft, fact_drafts
from recovery_costs.register.store import Register, open_register
from recovery_costs.register.verify import verify

CASE = "RE-2026-001"
FINANCE = Actor("bench", Role.DCC_FINANCE)
APPENDS, RUNS = 300, 3


def payment(number: int) -> dict[str, Any]:
    """A payment as a fact."""
    return {"id": f"F{number}", "type": "payment_made", "party": "Supplier A", "at": "2026-06-01", "amount": "100.00"}


def appends(path: Path) -> float:
    """Commands of one fact a second, each durable before the next."""
    register = open_register(path)
    drafts = [Draft("payment_made", payment(number), CASE, "Supplier A") for number in range(APPENDS)]
    begun = time.perf_counter()
    for number, draft in enumerate(drafts):
        register.append(Command(f"c{number}", FINANCE, (draft,)))
    taken = time.perf_counter() - begun
    register.close()
    return APPENDS / taken


def peers_appends(python: str, path: Path) -> dict[str, Any]:
    """The same number of events of the same body, one a transaction, by the peer."""
    script = Path(__file__).with_name("register_peer.py")
    done = subprocess.run(  # noqa: S603  our own script
        [python, str(script), str(path), str(APPENDS)], capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def many(path: Path, count: int, at_once: int) -> Register:
    """A register of `count` entries."""
    register = open_register(path)
    for start in range(0, count - 1, at_once):
        numbers = range(start, min(start + at_once, count - 1))
        drafts = tuple(Draft("payment_made", payment(number), CASE, "Supplier A") for number in numbers)
        register.append(Command(f"c{start}", FINANCE, drafts))
    return register


def large_case(register: Register, name: str, facts: int) -> None:
    """A case of so many facts: ten Parties, each with notices and payments."""
    parties = [f"Supplier {letter}" for letter in "ABCDEFGHIJ"]
    made: list[dict[str, Any]] = [
        {"id": "F1", "type": "compromise_notified", "at": "2025-03-05", "keys": ["issuing_key"], "state": "actual"},
        {"id": "F2", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
    ]
    for party in parties:
        notice = {"party": party, "method": "hand"}
        made += [
            {
                "id": f"{party} I",
                "type": "intention_notified",
                "sent": "2025-05-01T10:00",
                "estimate": "90000.00",
                **notice,
            },
            {"id": f"{party} C", "type": "costs_ceased", "party": party, "at": "2025-08-15"},
            {"id": f"{party} T", "type": "total_notified", "sent": "2025-09-01T10:00", "amount": "84250.00", **notice},
        ]
    for number in range(facts - len(made)):
        day = (date(2025, 10, 1) + timedelta(days=number % 300)).isoformat()
        party = parties[number % len(parties)]
        made.append({"id": f"P{number}", "type": "payment_made", "party": party, "at": day, "amount": "1.00"})
    register.append(Command(f"large {name}", FINANCE, fact_drafts(name, made)))


def timed(work: Any) -> tuple[float, float, Any]:
    """The least of three runs, in seconds: by the clock, and of the processor; and the last result."""
    taken, of_processor = [], []
    for _ in range(3):
        begun, before = time.perf_counter(), time.process_time()
        result = work()
        taken.append(time.perf_counter() - begun)
        of_processor.append(time.process_time() - before)
    return min(taken), min(of_processor), result


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--peer", help="a Python with bench/requirements-register.txt installed")
    options.add_argument("--folder", type=Path, help="where to keep the files: the disk that is measured")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        at = Path(folder)
        ours, theirs, said = [], [], ""
        for run in range(RUNS):
            ours.append(appends(at / f"ours-{run}.sqlite"))
            if given.peer:
                answer = peers_appends(given.peer, at / f"theirs-{run}.sqlite")
                theirs.append(answer["per_second"])
                said = answer["said"]
        print(f"durable appends: {median(ours):,.0f} a second (runs {', '.join(f'{each:,.0f}' for each in ours)})")
        if theirs:
            runs = ", ".join(f"{each:,.0f}" for each in theirs)
            print(
                f"  {said}: {median(theirs):,.0f} a second (runs {runs}); ours is {median(ours) / median(theirs):.2f} of it"
            )
        register = many(at / "many.sqlite", 100_000, 1000)
        seconds, busy, found = timed(lambda: verify(register))
        rates = f"{found.size / seconds:,.0f} entries a second, {found.size / busy:,.0f} a second of processor"
        print(f"verify: {rates} ({found.size:,} entries, clean: {found.clean})")
        seconds, busy, _ = timed(lambda: open_register(at / "many.sqlite").close())
        print(f"open 100,000 entries: {seconds:.3f} s, {busy:.3f} s of processor")
        large_case(register, "RE-LARGE", 10_000)

        def load() -> int:
            facts = register.seen_by(PROGRAM).facts("RE-LARGE")
            case = check_case({"format": 1, "case": "RE-LARGE", "facts": facts})
            return len(adjudicate(case, date(2026, 11, 20)).claims)

        seconds, busy, claims = timed(load)
        print(f"load and adjudicate 10,000 facts: {seconds:.2f} s, {busy:.2f} s of processor ({claims} claims)")
        register.close()


if __name__ == "__main__":
    sys.exit(main())
