"""Explained adjudications a second, ours against OpenFisca-Core's, on the same claims in one run; and pennies lost.

    .venv/bin/python bench/adjudicate.py [--claims 2000] [--seed 1] [--openfisca VENV]

OpenFisca-Core runs in an environment of its own (bench/requirements-openfisca.txt): VENV, made where it does not exist; a
temporary one where none is named. bench/openfisca_model.py says which slice of L10 it is given. Ours adjudicates every clause
with its reasons; what both compute is compared with a third count in whole pence, made beside the claims.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import months_after
from recovery_costs.case_file import check_case
from recovery_costs.money import Money

HERE = Path(__file__).parent
RUNS = 5
AS_OF = date(2027, 1, 1)


def text(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"


def a_line(r: random.Random, number: int, event: date) -> tuple[dict[str, Any], int]:
    """A cost line and the pence of it that are eligible, counted here and nowhere else."""
    amount = r.choice((r.randint(1, 100_000), r.randint(100_000, 25_000_000)))
    vat = r.choice((0, 0, amount // 6))
    otherwise = r.choice((0, 0, 0, r.randint(0, amount)))
    limb = r.choice(("key_use", "replace_device", "replace_data", "replace_data", "other"))
    replaces = limb.startswith("replace")
    line = {
        "line": str(number),
        "incurred": event + timedelta(days=r.randint(-2, 120)),
        "limb": limb,
        "key_outcome": r.choice(("not_used", "unsuccessful", "unsuccessful", "successful")),
        "responsible_supplier": r.random() < 0.9,
        "commissioned": r.random() < 0.9,
        "reasonable": r.random() < 0.9,
        "amount": text(amount),
        "recoverable_vat": text(vat),
        "otherwise_incurred": text(otherwise),
    }
    kept = line["incurred"] >= event and limb != "other" and line["reasonable"]
    if replaces:
        kept = kept and line["key_outcome"] != "successful" and line["responsible_supplier"] and line["commissioned"]
    return line, max(0, amount - vat - otherwise) if kept else 0


def a_claim(r: random.Random) -> tuple[dict[str, Any], int, int]:
    """A claim with its day of each notice, and what is eligible and payable, in pence."""
    notified = date(2024, 1, 1) + timedelta(days=r.randrange(700))
    decided = notified + timedelta(days=r.randrange(10))
    due = months_after(decided, 3)
    intention = due + timedelta(days=r.choice((-30, -1, 0, 0, 1)))
    ceased = decided + timedelta(days=r.randrange(30, 200))
    total_given = max(intention, months_after(ceased, 3) + timedelta(days=r.choice((-20, -1, 0, 0, 1))))
    satisfied = total_given + timedelta(days=r.choice((-1, 0, 30)))
    lines, eligible = zip(*(a_line(r, n, decided) for n in range(1, r.randint(2, 16))), strict=True)
    total = r.randint(1, 400_000_000)
    paid = intention <= due and total_given <= months_after(ceased, 3) and satisfied >= total_given
    days = {"notified": notified, "decided": decided, "intention": intention, "ceased": ceased}
    days |= {"total_given": total_given, "satisfied": satisfied}
    return {**days, "total": text(total), "lines": list(lines)}, sum(eligible), total if paid else 0


def our_case(claim: dict[str, Any]) -> dict[str, Any]:
    """The claim as a case file."""
    lines = [
        {**{name: value for name, value in line.items() if name != "commissioned"}, "incurred": str(line["incurred"])}
        | {"smi_status": "commissioned" if line["commissioned"] else "pending"}
        for line in claim["lines"]
    ]
    day = {name: str(value) for name, value in claim.items() if isinstance(value, date)}
    facts: list[dict[str, Any]] = [
        {"type": "compromise_notified", "at": day["notified"], "keys": ["issuing_key"], "state": "actual"},
        {"type": "recovery_key_decided", "at": day["decided"], "required": True, "key": "recovery"},
        {"type": "intention_notified", "party": "P", "received": day["intention"], "estimate": "1.00"},
        {"type": "costs_ceased", "party": "P", "at": day["ceased"]},
        {"type": "total_notified", "party": "P", "received": day["total_given"], "amount": claim["total"]},
        {"type": "cost_lines", "party": "P", "at": day["total_given"], "lines": lines},
        {"type": "dcc_satisfied", "party": "P", "at": day["satisfied"]},
    ]
    return {"format": 1, "case": "C", "facts": [{"id": f"F{n}", **fact} for n, fact in enumerate(facts)]}


def least(run: Callable[[], object]) -> float:
    """The least of a few runs, in seconds."""
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        took.append(time.perf_counter() - started)
    return min(took)


def explained(case: Any) -> str:
    """An adjudication with every finding, as text: clause, outcome and reason."""
    result = adjudicate(case, AS_OF)
    return "\n".join(f"{each.clause} {each.outcome}: {each.because}" for each in result.findings)


def openfisca(claims: list[dict[str, Any]], environment: Path) -> dict[str, Any]:
    """The figures of OpenFisca-Core in its own environment, which is made where it does not exist."""
    python = environment / "bin" / "python"
    if not python.exists():
        venv.create(environment, with_pip=True)
        wanted = ["-r", str(HERE / "requirements-openfisca.txt")]
        subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=True)  # noqa: S603  our own command
    given = json.dumps(claims, default=str)
    model = [python, str(HERE / "openfisca_model.py")]
    run = subprocess.run(model, input=given, stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603  our own command
    figures: dict[str, Any] = json.loads(run.stdout)
    return figures


def _pence(amount: Money | None) -> int:
    """Pence; 0 where nothing is payable yet."""
    return amount.pence if amount else 0


def wrong(said: list[int], right: list[int]) -> str:
    off = [abs(one - other) for one, other in zip(said, right, strict=True) if one != other]
    return f"{len(off)} of {len(right)}" + (f", the worst by {max(off) / 100:.2f}" if off else "")


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--openfisca", type=Path, metavar="VENV")
    chosen = parser.parse_args()
    r = random.Random(chosen.seed)  # noqa: S311  cases, not secrets
    claims, eligible, payable = map(list, zip(*(a_claim(r) for _ in range(chosen.claims)), strict=True))
    with tempfile.TemporaryDirectory() as folder:
        theirs = openfisca(claims, chosen.openfisca or Path(folder) / "openfisca")
    given = [our_case(claim) for claim in claims]
    cases = [check_case(each) for each in given]
    ours = [adjudicate(case, AS_OF).claims[0] for case in cases]
    explain_all = len(cases) / least(lambda: [explained(case) for case in cases])
    from_files = len(cases) / least(lambda: [explained(check_case(each)) for each in given])
    lines = sum(len(claim["lines"]) for claim in claims)
    print(f"{len(claims)} claims of {lines} lines, seed {chosen.seed}; Python {platform.python_version()}")
    print(", ".join(f"{name} {version}" for name, version in theirs["versions"].items()), "in its own environment")
    print("\nexplained adjudications a second, the best of five runs")
    print(f"{explain_all:12,.0f}  ours: every clause, with the reason for each finding")
    print(
        f"{theirs['explained']:12,.0f}  OpenFisca-Core: a simulation a claim from vectors, tracer on, its computation log"
    )
    print(f"{from_files:12,.0f}  ours, from a case file, its facts checked")
    print(f"{theirs['explained_from_json']:12,.0f}  OpenFisca-Core, from its own JSON, checked, as its Web API does")
    print(
        f"{theirs['picked_out']:12,.0f}  OpenFisca-Core, one traced batch, each claim's values picked out by code of ours"
    )
    print("\nunexplained")
    print(f"{theirs['batch']:12,.0f}  OpenFisca-Core, one vectorised batch, vectors made from the claims")
    print(f"{theirs['formulas_alone']:12,.0f}  the same, the formulas alone")
    from_vectors, from_json = explain_all / theirs["explained"], from_files / theirs["explained_from_json"]
    print(
        f"\nours is {from_vectors:.1f} times OpenFisca-Core explained from vectors, {from_json:.1f} times from its JSON\n"
    )
    print("totals wrong by a penny or more, of what is eligible and of what is payable")
    for name, sums, pays in (
        ("ours", [_pence(each.eligible) for each in ours], [_pence(each.payable) for each in ours]),
        ("OpenFisca-Core (float32)", theirs["eligible"], theirs["payable"]),
        ("the same sums in float64", theirs["eligible_float64"], None),
    ):
        print(f"  {name}: {wrong(sums, eligible)}" + (f"; {wrong(pays, payable)}" if pays else ""))
    agree = sum((one > 0) == (other > 0) for one, other in zip(theirs["payable"], payable, strict=True))
    print(f"\npaid or not: OpenFisca-Core agrees on {agree} of {len(claims)}, so the slice is the same")
    print("\nwhat each says of the first claim\n")
    print(explained(cases[0]))
    print(theirs["example"], file=sys.stdout)


if __name__ == "__main__":
    main()
