"""A program that dies after the receipt: the same file sent again goes on from the first receipt, and was received then."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.case_file import check_case
from recovery_costs.casework import intake, sending
from recovery_costs.casework.receipts import check_of
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import Stale
from recovery_costs.workbook.template import claim_bytes
from tests.casework.office import EVENT, A, B, Office, holding, office
from tests.casework.test_commands import SAMPLE, Terminal
from tests.register.registers import Place

KILLED = """
import os, signal, sys
import recovery_costs.workbook.check as check
check.check_bytes = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
from recovery_costs.cli import app
app()
"""
"""The command line, killed at the moment at which the receipt is given and the check would begin."""


@pytest.fixture
def here(place: Place) -> Office:
    return office(place).at("2025-06-05T10:00")


def report(amount: str = "7.00") -> dict[str, Any]:
    """An estimate, given on 5 June 2025 as the workbook says: received with the file where that comes on the day."""
    fact = {"id": "E", "type": "estimate_given", "party": A, "received": "2025-06-05T09:00", "amount": amount}
    return holding(fact)


def comes(here: Office, command: str, content: bytes = b"claim", party: str = A) -> intake.Received:
    return intake.receive(here.party(party), EVENT, party, "claim.xlsx", content, command=command)


def kinds(here: Office, after: int) -> list[str]:
    return [entry.kind for entry in here.register.seen_by(PROGRAM).entries(EVENT, after=after)]


@pytest.mark.parametrize("command", ["first", "another"])
def test_what_was_received_on_the_last_day_and_checked_the_day_after_was_received_on_the_last_day(
    here: Office, command: str
) -> None:
    """Without the first moment the notice would be dated before its upload, and so only be stated."""
    first = comes(here, "first")
    here.at("2025-06-06T10:00")
    again = comes(here, command)
    assert (again.entry, again.at.text) == (first.entry, "2025-06-05T11:00")
    assert again.goes_on is (command == "another")
    done = intake.take_in(here.party(A), again, report())
    assert done is not None
    assert [(e.kind, e.content["received"]) for e in done.entries] == [("estimate_given", "2025-06-05T11:00")]
    assert here.dcc.view.unchecked(EVENT) == []
    last = here.dcc.last(EVENT)
    repeated = comes(here, command)
    assert repeated.entry == first.entry
    assert intake.take_in(here.party(A), repeated, report()) is not None
    assert kinds(here, last) == []


def test_a_file_that_was_checked_and_is_sent_again_is_received_again(here: Office) -> None:
    intake.take_in(here.party(A), comes(here, "first"), report())
    here.at("2025-06-06T10:00")
    assert comes(here, "second").at.text == "2025-06-06T11:00"


def test_only_the_same_bytes_of_the_same_party_by_the_same_role_go_on(here: Office) -> None:
    comes(here, "first")
    here.at("2025-06-06T10:00")
    assert not comes(here, "other bytes", b"other").goes_on
    assert not comes(here, "other party", party=B).goes_on
    assert not intake.receive(here.dcc, EVENT, A, "claim.xlsx", b"claim", command="the DCC's").goes_on
    assert not intake.receive(
        here.party(A), EVENT, A, "claim.xlsx", b"claim", command="evidence", about={"type": "application/pdf"}
    ).goes_on
    colleague = here.desk(here.party(A).actor.role, "a colleague", A)
    went_on = intake.receive(colleague, EVENT, A, "claim.xlsx", b"claim", command="a colleague's")
    assert went_on.goes_on
    assert intake.take_in(colleague, went_on, report()) is not None


def test_a_program_that_dies_between_the_facts_and_the_check_leaves_the_facts_once(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, first = here.party(A), comes(here, "first")
    append, died = here.register.append, []

    def dies(command: Any) -> Any:
        if command.id.endswith(":checked") and not died:
            died.append(command.id)
            raise KeyboardInterrupt
        return append(command)

    monkeypatch.setattr(here.register, "append", dies)
    with pytest.raises(KeyboardInterrupt):
        intake.take_in(own, first, report())
    assert [each.entry for each in intake.unchecked(own, EVENT)] == [first.entry]
    here.at("2025-06-06T10:00")
    done = intake.take_in(own, comes(here, "second"), report())
    assert done is not None
    assert not done.new
    assert kinds(here, first.entry.seq) == ["estimate_given", "file_received", "file_checked"]
    assert check_of(own, first.entry) is not None
    assert sending.receipt(own, EVENT, here.dcc.last(EVENT) - 1).seq == first.entry.seq  # the second shows the first


def test_what_something_came_between_waits_and_is_listed(here: Office) -> None:
    own, last = here.party(A), here.dcc.last(EVENT)
    first = comes(here, "first")
    here.does(here.dcc, "note_costs_ceased", party=A, at="2025-05-30")
    with pytest.raises(Stale):
        intake.take_in(own, first, report(), based_on=last)
    assert [each.entry.seq for each in intake.unchecked(own, EVENT)] == [first.entry.seq]
    assert intake.unchecked(here.party(B), EVENT) == []


# --- at a terminal ------------------------------------------------------------------------------------------------


def entries(terminal: Terminal, kind: str) -> list[Entry]:
    from recovery_costs.register.store import open_register

    register = open_register(terminal.folder / "register.sqlite")
    found = register.seen_by(PROGRAM).entries(of=[kind])
    register.close()
    return found


@pytest.mark.parametrize("again", [(), ("--command", "mine")])
def test_submit_killed_after_the_receipt_is_finished_under_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: tuple[str, ...]
) -> None:
    terminal = Terminal(tmp_path, monkeypatch)
    terminal.says("open-event", SAMPLE / "event.yaml")
    event = entries(terminal, "event_opened")[0].case_name
    assert event is not None
    today = entries(terminal, "event_opened")[0].at[:10]
    fact = {"id": "E", "type": "estimate_given", "party": "Supplier C", "sent": today, "method": "email"}
    facts = check_case({"format": 1, "case": event, "facts": [{**fact, "amount": "5.00"}]}).facts
    book = tmp_path / "claim.xlsx"
    book.write_bytes(claim_bytes(event, "Supplier C", None, facts))
    words = ("submit", str(book), "--event", event, "--party", "Supplier C")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *words, "--command", "mine"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    [first] = entries(terminal, "file_received")
    assert f"Entry {first.seq}." in killed.stderr
    assert entries(terminal, "file_checked") == []
    waits = f"Entry {first.seq}: claim.xlsx of Supplier C, received "
    assert waits in terminal.says("claims", "--event", event)
    assert waits in terminal.says("case", event)
    doctor = terminal.run("doctor", "--register", tmp_path / "register.sqlite").output
    assert f"files received and not checked: entry {first.seq}" in doctor

    said = terminal.says(*words, *again)
    assert f"Entry {first.seq}." in said
    assert ("received then and not checked" in said) is (again == ())
    [check] = entries(terminal, "file_checked")
    assert check.content["of"] == first.seq
    assert len(entries(terminal, "file_received")) == (2 if again == () else 1)
    assert waits not in terminal.says("claims", "--event", event)
    assert (
        "files received and not checked: none"
        in terminal.run("doctor", "--register", tmp_path / "register.sqlite").output
    )
