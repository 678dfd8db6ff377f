"""The workbook in LibreOffice: filled in by hand, saved, saved as ods and back, returned. One LibreOffice does it all.

Needs Debian's libreoffice-calc and python3-uno, which CI installs; elsewhere these are left out, and say so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from recovery_costs.casework.samples import case_of, samples
from recovery_costs.workbook.layout import HELD
from recovery_costs.workbook.returned import mended, return_workbook
from recovery_costs.workbook.standing import standing
from recovery_costs.workbook.template import claim_bytes
from tests.workbook.facts import EVENT, PARTY, records, said
from tests.workbook.test_check_always import report_of
from tests.workbook.test_returned import THREE, report

pytestmark = pytest.mark.long

SYSTEM_PYTHON = "/usr/bin/python3"
WORKBOOKS = [path for sample in samples() for path in sample.workbooks]
OFFICE = Path(__file__).with_name("office.py")

# What somebody types: an intention, the day costs ceased, a total; an estimate by its parts; a line of each kind.
TYPED = {
    "Claim": {
        "B6": "R. Okafor",
        "A10": "Intention to ask", "C10": "2026-03-05", "D10": "10:00", "E10": "E-mail", "H10": "260000",
        "A11": "Costs ceased", "C11": "2026-07-31", "J11": "2026-08-28",
        "A12": "Total requested", "C12": "2026-09-18", "D12": "15:00", "E12": "By hand", "I12": "0.3",
        "A13": "Evidence given", "F13": "2026-10-01", "G13": "09:30", "K13": "evidence-a-1",
        "B13": "'=1+1",
    },
    "Estimate": {
        "A7": "2026-05-28", "B7": "16:45", "C7": "Post", "F7": "100000.10", "G7": "0.20", "J7": "134999.70",
        "M7": "fewer visits",
    },
    "Cost lines": {
        "D3": "2026-09-18",
        "A7": "A-1", "B7": "2026-02-16", "C7": "Certificates", "E7": "'00123", "F7": "0.1", "I7": "Replacing Data",
        "J7": "Not used", "M7": "2", "N7": "Yes", "O7": "commissioned", "P7": "No", "Q7": "00-DB-1, 00-DB-2",
        "A8": "A-2", "B8": "2026-02-17", "F8": "0.2", "I8": "Something else", "L8": "No", "R8": "EV-1",
    },
    "Evidence": {"B3": "2026-09-18", "D3": "23:59", "A7": "EV-1", "B7": "Invoice", "D7": "A-1, A-2"},
}  # fmt: skip
EXPECTED = [
    {"type": "intention_notified", "sent": "2026-03-05T10:00", "method": "email", "estimate": "260000.00"},
    {"type": "costs_ceased", "at": "2026-07-31", "last_payment": "2026-08-28"},
    {"type": "total_notified", "sent": "2026-09-18T15:00", "method": "hand", "amount": "0.30"},
    {"type": "evidence_given", "received": "2026-10-01T09:30", "requirement": "evidence-a-1", "note": "=1+1"},
    {"type": "estimate_given", "sent": "2026-05-28T16:45", "method": "post", "amount": "235000.00", "note": "fewer visits"},
    {
        "type": "cost_lines",
        "at": "2026-09-18",
        "lines": [
            {
                "line": "A-1", "incurred": "2026-02-16", "amount": "0.10", "limb": "replace_data",
                "key_outcome": "not_used", "devices": 2, "responsible_supplier": True, "smi_status": "commissioned",
                "compromised_credentials": False, "description": "Certificates", "invoice": "00123",
                "device_ids": ["00-DB-1", "00-DB-2"],
            },
            {
                "line": "A-2", "incurred": "2026-02-17", "amount": "0.20", "limb": "other", "reasonable": False,
                "evidence": "EV-1",
            },
        ],
    },
    {
        "type": "evidence_listed",
        "at": "2026-09-18T23:59",
        "items": [{"reference": "EV-1", "kind": "Invoice", "lines": ["A-1", "A-2"]}],
    },
]  # fmt: skip
LIVE = (
    ("Claim", "H4"), ("Claim", "H5"), ("Claim", "L10"), ("Claim", "L11"), ("Claim", "L12"), ("Claim", "L13"),
    ("Estimate", "F3"), ("Estimate", "F4"), ("Estimate", "K7"), ("Estimate", "L7"), ("Cost lines", "F4"),
)  # fmt: skip
LOCKED = (
    ("Claim", "A1"), ("Claim", "A4"), ("Claim", "A9"), ("Claim", "A10"), ("Claim", "H10"), ("Claim", "L11"),
    ("Estimate", "A6"), ("Estimate", "A7"), ("Estimate", "K7"), ("Estimate", "L8"), ("Estimate", "A40"),
    ("Cost lines", "F6"), ("Cost lines", "F10"), ("Cost lines", "S11"), ("Evidence", "A6"), ("Read me", "A5"),
)  # fmt: skip
OPEN = (
    ("Claim", "B6"), ("Claim", "A11"), ("Claim", "K26"), ("Estimate", "A8"), ("Estimate", "K8"),
    ("Cost lines", "D3"), ("Cost lines", "F11"), ("Cost lines", "R1048576"), ("Evidence", "A7"),
)  # fmt: skip


def ready() -> str | None:
    """What is missing, if anything."""
    if not shutil.which("soffice"):
        return "LibreOffice (libreoffice-calc)"
    found = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return "python3-uno" if found.returncode else None


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Every job done by one LibreOffice: by name, what it answered; and the folder that holds what it saved."""
    if missing := ready():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing} is not installed")
        pytest.skip(f"{missing} is not installed")
    folder = tmp_path_factory.mktemp("office")
    jobs: dict[str, dict[str, Any]] = {}

    def job(name: str, content: bytes, **more: Any) -> None:
        (folder / f"{name}.xlsx").write_bytes(content)
        jobs[name] = {"open": f"{folder}/{name}.xlsx", "save": [f"{folder}/{name}.saved.xlsx"], **more}

    typed = [(sheet, cell, text) for sheet, cells in TYPED.items() for cell, text in cells.items()]
    job("filled", claim_bytes(EVENT, PARTY), type=typed, read=LIVE)
    everything = claim_bytes(EVENT, PARTY, "R. Okafor", records())
    job("everything", everything, save=[f"{folder}/everything.saved.xlsx", f"{folder}/everything.ods"])
    for number, path in enumerate(WORKBOOKS):
        job(f"sample-{number}", path.read_bytes())
    job("returned", return_workbook(everything, report(*THREE)), read=[("Findings", f"{each}6") for each in "ABCDEFG"])
    jobs["ods"] = {"open": f"{folder}/everything.ods", "save": [f"{folder}/ods.saved.xlsx"]}
    stands = standing(case_of(samples()[0].folder), "Supplier B", date(2026, 11, 20))
    job("record", claim_bytes("RE-2026-001", "Supplier B", None, (), stands), locked=[*LOCKED, *OPEN])
    return {"folder": folder, **dict(zip(jobs, driven(folder, list(jobs.values())), strict=True))}


def driven(folder: Path, jobs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    command = [SYSTEM_PYTHON, str(OFFICE), str(folder / "jobs.json")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def facts(content: bytes) -> list[dict[str, Any]]:
    """What a workbook's facts say, once it is accepted without a question."""
    checked = report_of(content)
    assert [problem for problem in checked.problems if problem.severity != "note"] == []
    given = [{name: value for name, value in fact.items() if name not in ("id", "source")} for fact in checked.facts]
    return [said(fact) for fact in records(given)]


def saved(office: Mapping[str, Any], name: str) -> bytes:
    return Path(office["folder"], f"{name}.saved.xlsx").read_bytes()


def test_a_template_filled_in_by_hand_says_what_was_typed(office):
    assert facts(saved(office, "filled")) == [said(fact) for fact in records(EXPECTED)]


def test_what_is_on_record_and_every_heading_is_locked_and_the_next_rows_are_open(office):
    assert office["record"]["locked"] == [True] * len(LOCKED) + [False] * len(OPEN)


def test_figures_are_worked_out_while_it_is_filled_in(office):
    assert [each.strip() for each in office["filled"]["read"]] == [
        "0.30", "0.30", "Intention, with an estimate", "No costs after that day", "Asks for this total",
        "Answers a requirement", "0.30", "260,000.00", "235,000.00", "−25,000.00", "0.30",
    ]  # fmt: skip


def test_every_fact_comes_back_from_a_workbook_that_was_saved(office):
    assert facts(saved(office, "everything")) == [said(fact) for fact in records()]


def test_every_fact_comes_back_through_ods(office):
    assert facts(saved(office, "ods")) == [said(fact) for fact in records()]


def test_every_workbook_of_the_samples_comes_back_with_equal_facts_and_problems(office):
    types = set()
    for number, path in enumerate(WORKBOOKS):
        before, after = report_of(path.read_bytes()), report_of(saved(office, f"sample-{number}"))
        assert [problem.code for problem in after.problems] == [problem.code for problem in before.problems], path
        told = [[{**fact, "source": None} for fact in each.facts] for each in (before, after)]
        assert told[0] == told[1] != [], path
        types |= {fact["type"] for fact in after.facts}
    assert types == HELD


def test_figures_stored_are_the_figures_that_libreoffice_works_out(office):
    for path in sorted(Path(office["folder"]).glob("*.saved.xlsx")):
        if path.name.startswith(("sample-1.", "sample-2.", "sample-3.", "everything")):
            before = path.with_name(path.name.replace(".saved", ""))
            formulas = load_workbook(before)
            ours, theirs = (load_workbook(each, data_only=True) for each in (before, path))
            for sheet in formulas:
                for row in sheet.iter_rows():
                    for cell in row:
                        if cell.data_type == "f":
                            pair = [book[sheet.title][cell.coordinate].value or "" for book in (ours, theirs)]
                            assert pair[0] == (round(pair[1], 2) if isinstance(pair[1], float) else pair[1]), (
                                path,
                                cell,
                            )


def test_the_findings_sheet_opens_and_is_known_again_once_saved(office):
    assert office["returned"]["sheets"][-1] == "Findings"
    assert office["returned"]["read"] == [
        "Cost lines!F7", "Mend", "amount-not-whole-pence", '"12.345"', "pounds and whole pence", "L10.17",
        "Enter 12.34 or 12.35.",
    ]  # fmt: skip
    again = saved(office, "returned")
    assert mended(again, [THREE[0]]).words == "2 of 3 mended, none new"  # type: ignore[union-attr]
    assert facts(again) == [said(fact) for fact in records()]
    link = load_workbook(BytesIO(again))["Findings"]["A6"].hyperlink
    assert (link.target, link.location.replace("#", "").replace("$", "")) == (None, "'Cost lines'!F7")
