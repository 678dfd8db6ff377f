"""Finding: by Party, invoice, line, device, hash and entry, and never what is not the searcher's to see."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.casework import intake
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.search import Found, search
from recovery_costs.register.entry import Draft
from tests.casework.office import EVENT, A, B, Office, office

FILE = b"what the Party sent"
NAME = sha256(FILE).hexdigest()


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """A's line is for invoice INV-77 of Fitters with device D-1; A sent a file of evidence."""
    made = office(tmp_path)
    line: dict[str, Any] = {"line": "A-1", "incurred": "2025-04-01", "amount": "12.50", "limb": "replace_device"}
    line |= {"key_outcome": "unsuccessful", "responsible_supplier": True, "smi_status": "Commissioned"}
    line |= {"supplier": "Fitters", "invoice": "INV-77", "devices": 1, "device_ids": ["D-1"]}
    fact = {"id": "L", "type": "cost_lines", "party": A, "at": "2025-06-02", "lines": [line]}
    made.dcc.record(made.id(), EVENT, [Draft("cost_lines", fact, EVENT, A)])
    intake.receive(made.party(A), EVENT, A, "Survey.pdf", FILE, command=made.id())
    return made


def found(desk: Desk, asked: str, limit: int = 50) -> list[Found]:
    return search(desk, [desk.judged(EVENT, desk.today)], asked, limit)


def test_a_party_and_an_event_are_found_by_part_of_their_name(here: Office) -> None:
    assert [(each.what, each.party) for each in found(here.dcc, " supplier ")] == [("Claim", A), ("Claim", B)]
    assert [each.what for each in found(here.dcc, "re-2025")] == ["Event"]


@pytest.mark.parametrize("asked", ["inv-77", "FITTERS", "d-1", "A-1"])
def test_a_line_is_found_by_its_invoice_supplier_device_or_reference(here: Office, asked: str) -> None:
    [line] = found(here.dcc, asked)
    assert (line.event, line.party, line.what) == (EVENT, A, "Line A-1")
    assert "£12.50" in line.says


def test_a_file_is_found_by_its_hash_or_name_and_an_entry_by_its_number(here: Office) -> None:
    [by_hash] = found(here.dcc, NAME[:6])
    assert by_hash.says == "file received: Survey.pdf"
    assert found(here.dcc, NAME.upper()) == found(here.dcc, "survey") == [by_hash]
    assert found(here.dcc, NAME[:5]) == []  # too short to mean a hash
    assert found(here.dcc, str(by_hash.entry))[0].entry == by_hash.entry


@pytest.mark.parametrize("asked", ["", "  ", "000", "9" * 18, "9" * 19, "<script>", "²"])
def test_what_names_nothing_finds_nothing(here: Office, asked: str) -> None:
    assert found(here.dcc, asked) == []


def test_no_more_is_found_than_was_asked_for(here: Office) -> None:
    assert len(found(here.dcc, "supplier", 1)) == 1


@pytest.mark.parametrize("asked", ["INV-77", NAME, "survey", A])
def test_another_party_finds_nothing_of_it(here: Office, asked: str) -> None:
    other = here.party(B)
    assert found(other, asked) == []
    [file] = found(here.dcc, NAME)
    assert found(other, str(file.entry)) == []
