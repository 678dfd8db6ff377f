"""Every refusal is on record with who asked what, and nothing of the thing itself; and it changes no answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.casework import admin, correcting, intake, month_end, payments, publish
from recovery_costs.casework.desk import NotPermitted
from recovery_costs.cli.office import person
from recovery_costs.register.access import Role
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import CommandReused, Full, NotThere, RegisterError, Stale
from tests.casework.office import EVENT, A, B, Office, office
from tests.casework.test_commands import SAMPLE, Terminal
from tests.register.registers import Place

Refused = Callable[[], Any]


@pytest.fixture
def here(place: Place) -> Office:
    made = office(place)
    made.does(made.dcc, "satisfied", party=A)
    return made


def refusals(here: Office) -> list[Entry]:
    return here.desk(Role.AUDITOR).view.entries(of=["refused"])


def cases(here: Office) -> list[tuple[str, str, type[RegisterError], Refused]]:
    """What is asked, why it is refused, and the asking."""
    own, dcc, panel = here.party(A), here.dcc, here.panel
    totals = {entry.party: str(entry.fact) for entry in dcc.view.entries(EVENT, ["total_notified"])}
    asked = [{"party": A, "amount": "10.00", "on": "2025-06-02"}]
    seq = payments.propose(dcc, EVENT, asked, command=here.id()).entries[0].seq
    proposed = publish.propose(panel, EVENT, date(2025, 6, 2), command=here.id()).entries[0].seq
    over = [{**asked[0], "amount": "990.01"}]
    about = {"line": "1"}
    directed = {"direction": "full", "minute": "1", "reason": "So."}
    return [
        ("submit", "another's", NotThere, lambda: intake.receive(own, EVENT, B, "c.xlsx", b"c", command=here.id())),
        (
            "attach",
            "another's",
            NotThere,
            lambda: intake.receive(own, EVENT, B, "c.pdf", b"c", command=here.id(), about=about),
        ),
        ("look", "not there", NotThere, lambda: own.judged("NOPE", own.today)),
        ("look", "not there", NotThere, lambda: own.advice(EVENT, own.today, B)),
        (
            "correct",
            "not there",
            NotThere,
            lambda: correcting.correct(own, EVENT, totals[B], {"amount": "1.00"}, "So.", command=here.id()),
        ),
        ("refer_breach", "another's", NotThere, lambda: here.does(own, "refer_breach", subscriber=B)),
        ("direct", "role", NotThere, lambda: here.does(dcc, "direct", party=A)),
        ("approve", "own proposal", NotPermitted, lambda: payments.approve(dcc, EVENT, seq, command=here.id())),
        ("approve", "own proposal", NotPermitted, lambda: publish.approve(panel, EVENT, proposed, command=here.id())),
        (
            "propose_payment",
            "L10.22",
            NotPermitted,
            lambda: payments.propose(dcc, EVENT, over, command=here.id()),
        ),
        ("direct", "L10.23(a)", NotPermitted, lambda: here.does(panel, "direct", party=B, **directed)),
        (
            "note_costs_ceased",
            "stale",
            Stale,
            lambda: dcc.decide(
                "note_costs_ceased", EVENT, {"party": A, "at": "2025-05-01"}, command=here.id(), based_on=2
            ),
        ),
        (
            "add_party",
            "id used before",
            CommandReused,
            lambda: admin.add_party(dcc, "Gamma", command="open the event"),
        ),
        ("mark_seen", "not there", NotThere, lambda: intake.mark_seen(dcc, EVENT, 1, command=here.id())),
    ]


def test_every_refusal_is_on_record_once_with_who_what_and_why(here: Office) -> None:
    for act, why, kind, asks in cases(here):
        before = len(refusals(here))
        with pytest.raises(kind) as said:
            asks()
        new = refusals(here)[before:]
        assert [(each.content["act"], each.content["why"].startswith(why)) for each in new] == [(act, True)], act
        assert new[0].actor in ("Dee", "Pat", f"user of {A}")
        assert new[0].content.keys() == {"act", "why"}
        assert new[0].case_name in (EVENT, None)
        assert str(said.value)


def test_the_auditors_month_end_shows_who_would_have_approved_their_own(here: Office) -> None:
    seq = payments.record_payment(here.dcc, EVENT, A, "5.00", "R1", command=here.id()).entries[0].seq
    with pytest.raises(NotPermitted):
        payments.approve(here.dcc, EVENT, seq, command=here.id())
    payments.approve(here.second, EVENT, seq, command=here.id())
    watched = month_end.watched(here.desk(Role.AUDITOR).view.entries(EVENT), here.dcc.today)
    assert ("Dee (DCC finance)", "was refused to approve what another person proposed (own proposal)") in [
        (each.who, each.what) for each in watched
    ]
    assert ("Sam (DCC finance)", f"approved the payment made that entry {seq} proposed") in [
        (each.who, each.what) for each in watched
    ]


def test_looks_are_on_record_once_a_day_and_acts_each_time(here: Office) -> None:
    for hour in (9, 10):
        here.at(f"2025-06-03T{hour:02d}:00")
        for look in (here.dcc.judged, here.dcc.verdict):
            with pytest.raises(NotThere):
                look("NOPE", date(2025, 6, 3))
        with pytest.raises(NotThere):
            here.does(here.dcc, "direct", party=A)
    assert [each.content["act"] for each in refusals(here)] == ["look", "direct", "direct"]
    here.at("2025-06-04T09:00")
    with pytest.raises(NotThere):
        here.dcc.judged("NOPE", date(2025, 6, 3))
    assert len(refusals(here)) == 4


def test_a_refusal_that_cannot_be_put_on_record_is_told_all_the_same(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Full("There is no space.", "Make space.")

    monkeypatch.setattr(here.register, "append", full)
    with pytest.raises(NotThere, match="There is no such thing on record"):
        here.does(here.dcc, "direct", party=A)


# --- at a terminal ------------------------------------------------------------------------------------------------


def test_who_has_no_such_role_is_on_record_once_a_day_for_each_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(tmp_path, monkeypatch)
    terminal.says("open-event", SAMPLE / "event.yaml")
    [opened] = [e for e in json.loads(terminal.says("journal", "--format", "json")) if e["kind"] == "event_opened"]
    terminal.becomes((Role.AUDITOR, None))
    for _ in range(3):
        terminal.refused("case", "NOPE")
        terminal.refused("case", opened["case_name"], "--role", "smki_pma")
    monkeypatch.setattr("recovery_costs.cli.office.person", lambda: "a stranger")
    for _ in range(3):
        terminal.refused("claims")
        terminal.refused("decide", "satisfied", "--event", opened["case_name"], "party=Supplier C")
        terminal.refused("user", "grant", "a stranger", "auditor")
    monkeypatch.undo()
    monkeypatch.setenv("RECOVERY_COSTS_REGISTER", str(tmp_path / "register.sqlite"))
    written = json.loads(terminal.says("journal", "--role", "auditor", "--format", "json"))
    found = [(each["body"].get("who"), each["body"]["act"]) for each in written if each["kind"] == "refused"]
    assert found == [
        (None, "look"),
        (person(), "look"),
        ("a stranger", "look"),
        ("a stranger", "satisfied"),
        ("a stranger", "grant"),
    ]
    said = terminal.says("report", "--role", "auditor")
    assert "a stranger (no role): was refused to give a user a role (not of that role)" in said
