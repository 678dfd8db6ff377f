"""A command's id stands for what it asked for: the same again is the same entries; anything else under it is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from recovery_costs.calendar import Moment
from recovery_costs.casework import admin, assess, correcting, intake, payments, publish
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.register.access import PROGRAM, Role
from recovery_costs.register.entry import Draft
from recovery_costs.register.faults import CommandReused, NotThere
from recovery_costs.register.files import name_of
from tests.casework.office import EVENT, A, B, Office, office
from tests.register.registers import Place, give

Act = Callable[[], Done]


def case(name: str, *more: dict[str, Any]) -> dict[str, Any]:
    first = {"id": "N", "type": "compromise_notified", "at": "2025-03-05", "keys": ["issuing_key"], "state": "actual"}
    return {"format": 1, "case": name, "facts": [first, *more]}


def acts(here: Office) -> dict[str, tuple[Act, list[Act]]]:
    """Each act under one id, and what else might be asked under that id."""
    dcc, panel, own = here.dcc, here.panel, here.party(A)
    total = here.dcc.view.entries(EVENT, ["total_notified"], A)[0].fact
    sends(here, "9.00")
    stated = intake.stated(dcc, EVENT)
    evidence = [attached(own, each, "e").entries[0].seq for each in (b"1", b"2")]
    operator, id_ = here.desk(Role.OPERATOR), {"command": "one id"}
    noted = {"party": A, "received": "2025-06-02T09:00", "amount": "5.00"}
    asked = [{"party": A, "amount": "1.00", "on": "2025-06-02"}, {"party": A, "amount": "2.00", "on": "2025-06-02"}]
    yes, no = (assess.Judgement("1", code) for code in ("reasonable", "not_reasonable_amount"))
    day = date(2025, 6, 2)

    def notes(**more: Any) -> Act:
        return lambda: dcc.decide("note_estimate", EVENT, {**noted, **more}, **id_)

    def directs(**more: Any) -> Act:
        return lambda: dcc.decide("refer", EVENT, {"party": B, **more}, **id_)

    def corrects(amount: str, reason: str = "A slip.", fact: str | None = total) -> Act:
        return lambda: correcting.correct(dcc, EVENT, str(fact), {"amount": amount}, reason, **id_)

    def attaches(content: bytes, line: str | None = "1", party: str = A, name: str = "x.pdf") -> Act:
        about = {"type": "application/pdf", **({"line": line} if line else {})}
        return lambda: intake.receive(dcc, EVENT, party, name, content, about=about, **id_).done

    def publishes(day: date, known_at: str | None = None) -> Act:
        known = Moment.of(known_at) if known_at else None
        return lambda: publish.propose(panel, EVENT, day, known, **id_)

    def reads(option: str, reason: str = "So.", event: str | None = EVENT) -> Act:
        return lambda: admin.choose_reading(panel, event, "late_total", option, reason, **id_)

    def grants(user: str, role: Role, revoke: bool = False) -> Act:
        return lambda: admin.grant(operator, user, role, revoke=revoke, **id_)

    return {
        "note": (
            notes(),
            [notes(amount="5.01"), notes(party=B), notes(received="2025-06-02T08:00"), directs(), corrects("1.00")],
        ),
        "refer": (directs(), [directs(at="2025-06-01"), lambda: dcc.decide("satisfied", EVENT, {"party": B}, **id_)]),
        "refer on a day": (directs(at="2025-06-02T09:30"), [directs(at="2025-06-02T09:31"), directs(at="2025-06-02")]),
        "correct": (corrects("1000.00"), [corrects("1001.00"), corrects("1000.00", "Another."), notes()]),
        "correct what waits": (corrects("5.00"), [corrects("5.01"), corrects("5.00", "Another.")]),
        "attach": (
            attaches(b"f1"),
            [attaches(b"f2"), attaches(b"f1", "2"), attaches(b"f1", None), attaches(b"f1", party=B), notes()],
        ),
        "assess": (
            lambda: assess.assess(dcc, EVENT, A, [yes], **id_),
            [lambda: assess.assess(dcc, EVENT, A, [no], **id_), attaches(b"f2")],
        ),
        "confirm": (
            lambda: intake.confirm(dcc, EVENT, stated[0].seq, **id_),
            [lambda: intake.mark_seen(dcc, EVENT, evidence[0], **id_)],
        ),
        "mark_seen": (
            lambda: intake.mark_seen(dcc, EVENT, evidence[0], **id_),
            [lambda: intake.mark_seen(dcc, EVENT, evidence[1], **id_)],
        ),
        "publish": (publishes(day), [publishes(date(2025, 6, 1)), publishes(day, "2025-06-01T12:00"), reads("bars")]),
        "choose_reading": (
            reads("breach_only"),
            [reads("bars"), reads("breach_only", "Otherwise."), reads("breach_only", event=None)],
        ),
        "propose": (
            lambda: payments.propose(dcc, EVENT, asked, **id_),
            [
                lambda: payments.propose(dcc, EVENT, asked[:1], **id_),
                lambda: payments.propose(dcc, EVENT, [asked[0], {**asked[1], "on": "2025-06-03"}], **id_),
            ],
        ),
        "record_payment": (
            lambda: payments.record_payment(dcc, EVENT, A, "3.00", "R1", **id_),
            [
                lambda: payments.record_payment(dcc, EVENT, A, "3.01", "R1", **id_),
                lambda: payments.record_payment(dcc, EVENT, A, "3.00", "R2", **id_),
                lambda: payments.record_payment(dcc, EVENT, A, "3.00", "R1", on="2025-06-01", **id_),
            ],
        ),
        "open_event": (
            lambda: admin.open_event(dcc, case("RE-2025-002"), **id_),
            [
                lambda: admin.open_event(dcc, case("RE-2025-003"), **id_),
                lambda: admin.open_event(dcc, {**case("RE-2025-002"), "facts": []}, **id_),
            ],
        ),
        "add_party": (
            lambda: admin.add_party(dcc, "Gamma", **id_),
            [lambda: admin.add_party(dcc, "Delta", **id_), notes()],
        ),
        "grant": (
            grants("ann", Role.PANEL),
            [grants("ann", Role.AUDITOR), grants("bob", Role.PANEL), grants("ann", Role.PANEL, revoke=True)],
        ),
    }


def sends(here: Office, amount: str) -> None:
    """A's list of one line, and a notice that it says it gave the day before."""
    line = {"line": "1", "incurred": "2025-04-01", "amount": amount, "limb": "key_use"}
    listed = {"id": "L", "type": "cost_lines", "party": A, "at": "2025-06-01", "lines": [line]}
    here.sends(A, listed, {"id": "E", "type": "estimate_given", "party": A, "received": "2025-06-01", "amount": "7.00"})


def attached(desk: Desk, content: bytes, name: str) -> Done:
    command = f"attached {content!r}"
    return intake.receive(desk, EVENT, A, name, content, command=command, about={"type": "application/pdf"}).done


NAMES = (
    "note",
    "refer",
    "refer on a day",
    "correct",
    "correct what waits",
    "attach",
    "assess",
    "confirm",
    "mark_seen",
    "publish",
    "choose_reading",
    "propose",
    "record_payment",
    "open_event",
    "add_party",
    "grant",
)


@pytest.fixture
def here(place: Place) -> Office:
    made = office(place)
    made.does(made.dcc, "satisfied", party=A)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_an_id_with_other_content_is_refused_and_with_the_same_it_is_the_same_entries(here: Office, name: str) -> None:
    act, others = acts(here)[name]
    whole = here.register.seen_by(PROGRAM)
    first = act()
    assert first.new
    here.at("2025-06-04T11:00")
    kept = [entry for entry in whole.entries() if entry.kind != "refused"]
    for other in others:
        with pytest.raises(CommandReused):
            other()
    again = act()
    assert not again.new
    assert again.entries == first.entries
    assert [entry for entry in whole.entries() if entry.kind != "refused"] == kept


def test_every_case_is_tried(here: Office) -> None:
    assert tuple(acts(here)) == NAMES


def test_a_refusal_names_the_entry_to_who_gave_it_and_nothing_to_anybody_else(here: Office) -> None:
    first = here.dcc.decide("refer", EVENT, {"party": B}, command="mine").entries[0]
    with pytest.raises(CommandReused, match=rf"adequacy referred \(entry {first.seq}, .*Give the command an id"):
        here.dcc.decide("refer", EVENT, {"party": A}, command="mine")
    with pytest.raises(CommandReused) as others:
        here.second.decide("refer", EVENT, {"party": B}, command="mine")
    assert "entry" not in str(others.value)


def test_no_receipt_is_given_for_bytes_that_were_not_kept(here: Office) -> None:
    own = here.party(A)
    about = {"type": "application/pdf"}
    intake.receive(own, EVENT, A, "f.pdf", b"f1", command="c", about=about)
    with pytest.raises(CommandReused):
        intake.receive(own, EVENT, A, "f.pdf", b"f2", command="c", about=about)
    with pytest.raises(CommandReused):
        intake.receive(own, EVENT, A, "f.pdf", b"f2", command="c")
    with pytest.raises(NotThere):
        own.view.file(name_of(b"f2"))


def test_approvals_under_one_id(here: Office) -> None:
    asked = [{"party": A, "amount": amount, "on": "2025-06-02"} for amount in ("1.00", "2.00")]
    one, two = (each.seq for each in payments.propose(here.dcc, EVENT, asked, command=here.id()).entries)
    first = payments.approve(here.second, EVENT, one, command="c")
    with pytest.raises(CommandReused):
        payments.approve(here.second, EVENT, two, command="c")
    assert payments.approve(here.second, EVENT, one, command="c").entries == first.entries
    days = (date(2025, 6, 1), date(2025, 6, 2))
    one, two = (publish.propose(here.panel, EVENT, day, command=here.id()).entries[0].seq for day in days)
    quin = here.desk(Role.PANEL, "Quin")
    made = publish.approve(quin, EVENT, one, command="d")
    with pytest.raises(CommandReused):
        publish.approve(quin, EVENT, two, command="d")
    assert publish.approve(quin, EVENT, one, command="d").entries == made.entries


def test_one_command_of_the_register_is_no_command_of_a_desk(here: Office) -> None:
    give(here.register, "raw", Draft("refused", {"act": "x", "why": "y"}, EVENT), actor=PROGRAM)
    with pytest.raises(CommandReused):
        here.dcc.decide("refer", EVENT, {"party": B}, command="raw")
