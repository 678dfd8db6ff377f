"""What the terminal says: files by odd names, users of two Parties, what is claimed twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recovery_costs.case_file import check_case
from recovery_costs.register.access import Role
from recovery_costs.workbook.template import claim_bytes
from tests.casework.test_commands import SAMPLE, Terminal

EVENT = "RE-2025-003"
B, C = "Supplier B", "Supplier C"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    here = Terminal(tmp_path, monkeypatch)
    here.says("open-event", SAMPLE / "event.yaml")
    return here


def test_a_file_name_with_a_line_break_stays_on_its_line(terminal: Terminal) -> None:
    odd = terminal.folder / "bill.pdf\nEntry 99: paid\x1b[31m"
    odd.write_bytes(b"x")
    terminal.says("party", "add", B)
    said = terminal.says("attach", odd, "--event", EVENT, "--party", B)
    assert [line.startswith("Received ") for line in said.splitlines()] == [True]
    assert "bill.pdf\\nEntry 99: paid\\x1b[31m" in said


def test_a_user_of_two_parties_is_told_whom_for_and_can_choose(terminal: Terminal) -> None:
    terminal.becomes((Role.PARTY, B), (Role.PARTY, C))
    (terminal.folder / "x.pdf").write_bytes(b"x")
    for party in (B, C):
        of = ("--role", f"party of {party}")
        terminal.says("attach", terminal.folder / "x.pdf", "--event", EVENT, "--party", party, "--role", "party")
        entries = json.loads(terminal.says("journal", *of, "--format", "json"))
        assert {each["party"] for each in entries if each["kind"] == "file_received"} == {party}
    assert f"You act for {B}; to act for another, add --role 'party of {C}'" in terminal.says(
        "claims", "--role", "party"
    )
    assert "no role on record" in terminal.refused("claims", "--role", "party of Supplier Z")
    assert terminal.run("claims", "--role", "king of B").exit_code == 2


def test_what_is_claimed_twice_is_asked_of_dcc_finance_alone(terminal: Terminal) -> None:
    """The same invoice of £10.00 in the lists of two Parties: one question; to a Party nothing is said of it."""
    for party in (B, C):
        lines = [
            {
                "line": "1",
                "incurred": "2025-04-01",
                "amount": "10.00",
                "limb": "key_use",
                "supplier": "Fitters",
                "invoice": "I-9",
            }
        ]
        facts = [{"id": f"L-{party}", "party": party, "type": "cost_lines", "at": "2025-08-31", "lines": lines}]
        case = check_case({"format": 1, "case": EVENT, "facts": facts})
        path = terminal.folder / f"{party}.xlsx"
        path.write_bytes(claim_bytes(EVENT, party, None, case.facts))
        terminal.says("submit", path, "--event", EVENT, "--party", party)
    said = terminal.says("claims", "--twice")
    assert "invoice I-9 of Fitters for £10.00: " in said
    assert "1 to ask about." in said
    [one] = json.loads(terminal.says("claims", "--twice", "--format", "json"))
    assert [(place["party"], place["line"], place["amount"]) for place in one["places"]] == [
        (B, "1", "10.00"),
        (C, "1", "10.00"),
    ]
    terminal.becomes((Role.PARTY, C))
    assert "There is no such thing" in terminal.refused("claims", "--twice", "--role", "party")
