"""The record that an act was decided on: what bears on it and came since refuses it, whatever the act."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.casework import admin, correcting, intake, payments, publish
from recovery_costs.plain import Problems
from recovery_costs.register.access import PROGRAM, Role
from recovery_costs.register.faults import Stale
from tests.casework.office import EVENT, A, B, Office, office
from tests.casework.test_again import attached, sends
from tests.casework.test_commands import SAMPLE, Terminal
from tests.register.registers import Place

Act = Callable[[int], Any]


@pytest.fixture
def here(place: Place) -> Office:
    made = office(place)
    made.does(made.dcc, "satisfied", party=A)
    return made


def acts(here: Office) -> dict[str, Act]:
    dcc, panel = here.dcc, here.panel
    total = str(dcc.view.entries(EVENT, ["total_notified"], A)[0].fact)
    sends(here, "9.00")
    stated = intake.stated(dcc, EVENT)[0].seq
    file = attached(here.party(A), b"1", "e").entries[0].seq
    asked = [{"party": A, "amount": "1.00", "on": "2025-06-02"}]
    waits = payments.propose(dcc, EVENT, asked, command=here.id()).entries[0].seq
    day = date(2025, 6, 2)
    corrected = {"amount": "1000.00"}
    return {
        "decide": lambda on: dcc.decide("note_total", EVENT, {"party": A, "amount": "1.00"}, command="x", based_on=on),
        "correct": lambda on: correcting.correct(dcc, EVENT, total, corrected, "So.", command="x", based_on=on),
        "confirm": lambda on: intake.confirm(dcc, EVENT, stated, command="x", based_on=on),
        "mark_seen": lambda on: intake.mark_seen(dcc, EVENT, file, command="x", based_on=on),
        "propose": lambda on: payments.propose(dcc, EVENT, asked, command="x", based_on=on),
        "approve": lambda on: payments.approve(here.second, EVENT, waits, command="x", based_on=on),
        "record_payment": lambda on: payments.record_payment(dcc, EVENT, A, "1.00", "R", command="x", based_on=on),
        "publish": lambda on: publish.propose(panel, EVENT, day, command="x", based_on=on),
        "choose_reading": lambda on: admin.choose_reading(
            panel, EVENT, "late_total", "bars", "So.", command="x", based_on=on
        ),
    }


@pytest.mark.parametrize(
    "act",
    ["decide", "correct", "confirm", "mark_seen", "propose", "approve", "record_payment", "publish", "choose_reading"],
)
def test_a_reading_chosen_for_all_events_or_a_fact_of_the_claim_makes_an_act_late(here: Office, act: str) -> None:
    does = acts(here)[act]
    on = here.dcc.last(EVENT)
    here.at("2025-06-03T09:00")
    admin.choose_reading(here.panel, None, "late_total", "breach_only", "Counsel.", command="for all")
    with pytest.raises(Stale, match="reading chosen"):
        does(on)
    on = here.dcc.last(EVENT)  # whoever looks now has seen it
    here.does(here.dcc, "note_costs_ceased", party=A, at="2025-05-30")
    with pytest.raises(Stale, match="costs ceased"):
        does(on)
    with pytest.raises(Problems) as none:
        does(here.register.seen_by(PROGRAM).newest() + 1)
    assert [problem.field for problem in none.value.problems] == ["on"]
    assert does(here.dcc.last(EVENT)).new


def test_what_is_approved_of_a_determination_is_what_stood_when_it_was_proposed(here: Office) -> None:
    quin, day = here.desk(Role.PANEL, "Quin"), date(2025, 6, 2)

    def proposes() -> int:
        return publish.propose(here.panel, EVENT, day, command=here.id()).entries[0].seq

    first = proposes()
    attached(here.party(A), b"2", "f")  # a file is no fact: the adjudication is what it was
    here.does(here.dcc, "satisfied", party=B)
    with pytest.raises(Stale, match=r"Since it was proposed, .*dcc satisfied.*Propose the determination again"):
        publish.approve(quin, EVENT, first, command=here.id())
    second = proposes()
    assert [each.seq for each in publish.waiting(quin, EVENT)] == [second]
    admin.choose_reading(here.panel, None, "late_total", "breach_only", "Counsel.", command=here.id())
    with pytest.raises(Stale, match="reading chosen"):
        publish.approve(quin, EVENT, second, command=here.id())
    third = proposes()
    attached(here.party(A), b"3", "g")
    assert publish.approve(quin, EVENT, third, command=here.id()).new


def test_every_command_hands_on_the_record_it_was_decided_on(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(tmp_path, monkeypatch)
    terminal.says("open-event", SAMPLE / "event.yaml")
    terminal.becomes((Role.PANEL, None))
    name = f"RE-{terminal.says('journal').split('RE-')[1][:8]}"
    e = ("--event", name)
    terminal.says("decide", "note_total", *e, "party=Supplier C", "amount=10.00")
    stale = "this was put on record"
    fact = next(
        word for word in terminal.says("journal", "--format", "json").split('"') if word.startswith("note_total-")
    )
    assert stale in terminal.refused("decide", "correct", *e, f"fact={fact}", "amount=11.00", "reason=So.", "--on", "1")
    assert stale in terminal.refused("decide", "publish", *e, "as_of=2026-03-01", "--on", "1")
    assert stale in terminal.refused(
        "decide", "choose_reading", *e, "reading=late_total", "option=bars", "reason=So.", "--based-on", "1"
    )
    paid = ("--party", "Supplier C", "--based-on", "1")
    assert stale in terminal.refused("pay", "propose", "1.00", *e, *paid)
    assert stale in terminal.refused("pay", "record", "1.00", *e, *paid, "--bank-reference", "R")
    terminal.says("pay", "record", "1.00", *e, "--party", "Supplier C", "--bank-reference", "R")
    [waits] = [word for word in terminal.says("pay", "list", *e).split() if word.endswith(":")][:1]
    assert "There is no such thing" not in terminal.refused("approve", waits.strip(":"), *e, "--based-on", "1")
    assert "a record up to" in " ".join(
        terminal.refused("decide", "note_total", *e, "party=Supplier C", "amount=1.00", "--on", "99999").split()
    )


def test_a_determination_leaves_nothing_out_because_the_clock_went_back(tmp_path: Path) -> None:
    """C's notice came at 12:30 UK time; then the clock went back. As known now would leave it out."""
    here = office(tmp_path).at("2025-06-03T11:30")
    here.does(here.dcc, "note_intention", party="Supplier C", received="2025-06-03T08:00", estimate="9.00")
    for moment in ("2025-06-03T09:31", "2025-06-03T11:29:59"):
        here.at(moment).does(here.dcc, "require_evidence", party=A, item="invoices", due="2025-07-01")
        with pytest.raises(Problems) as said:
            publish.propose(here.panel, EVENT, date(2025, 6, 3), command=here.id())
        assert [each.field for each in said.value.problems] == ["known_at"]
    here.at("2025-06-03T11:30")
    done = publish.propose(here.panel, EVENT, date(2025, 6, 3), command=here.id())
    [kept] = [entry for entry in done.entries if entry.kind == "adjudication_kept"]
    parties = [each["party"] for each in json.loads(here.panel.view.file(str(kept.file)))["claims"]]
    assert "Supplier C" in parties
