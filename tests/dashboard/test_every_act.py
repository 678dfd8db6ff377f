"""Every act that records a fact, done on its page by each role that may: the form opened, pressed empty, filled and recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from recovery_costs.casework.acts import ACTS
from recovery_costs.dashboard import CLAIM, EVENT, PANEL
from recovery_costs.dashboard.look import first_up
from recovery_costs.register.access import Role
from tests.casework.office import EVENT as NAME
from tests.casework.office import A, B, Office
from tests.dashboard.panel_office import above_the_sum, on_the_pages, recorded
from tests.dashboard.reader import opened, press, text

pytestmark = pytest.mark.long

DCC, PARTY, PANEL_, PMA, AUTHORITY = "DCC finance", A, "The Panel", "SMKI PMA", "The Authority"
EXPECTED = {Role.DCC_FINANCE: DCC, Role.PARTY: PARTY, Role.PANEL: PANEL_, Role.SMKI_PMA: PMA, Role.AUTHORITY: AUTHORITY}
MINUTE = {"minute": "7/1"}
SAID = {**MINUTE, "reason": "As shown."}


def nothing(_: Office) -> None:
    """The two claims as they were requested."""


def in_breach(here: Office) -> None:
    certificate = {"certificate": "C-1", "kind": "organisation", "subscriber": A, "subscriber_kind": "party"}
    here.does(here.dcc, "compromise_certificate", at="2025-03-05T08:00", **certificate)


def breach_referred(here: Office) -> None:
    in_breach(here)
    here.does(here.party(A), "refer_breach", subscriber=A)


def referred(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T10:00")


def asked(here: Office) -> None:
    here.does(here.dcc, "require_evidence", party=A, item="Invoice F-2", due="2025-06-20")


def appealed(make: Callable[[Office], str]) -> Callable[[Office], None]:
    def prepared(here: Office) -> None:
        decision = make(here)
        here.at("2025-06-03T12:00")
        here.does(here.party(A), "appeal", by=A, decision=decision)
        here.at("2025-06-03T13:00")

    return prepared


def direction(here: Office) -> str:
    referred(here)
    return here.does(here.panel, "direct", party=A, direction="none", **SAID).facts[0]


def dates(here: Office) -> str:
    above_the_sum(here)
    payments = [
        {"party": A, "on": "2025-07-01", "amount": "1000.00"},
        {"party": B, "on": "2025-07-01", "amount": "500.00"},
    ]
    return here.does(here.panel, "determine_dates", payments=payments, **MINUTE).facts[0]


def breach(here: Office) -> str:
    breach_referred(here)
    return here.does(here.panel, "determine_breach", subscriber=A, demonstrated=False, breach=True, **SAID).facts[0]


def requirement(here: Office) -> str:
    return here.does(here.panel, "require_evidence", party=A, item="Invoice F-2", due="2025-06-20").facts[0]


def the_sum(here: Office) -> str:
    return here.does(here.panel, "set_sum", sum="1499.99", minute="1", consultation="Users").facts[0]


class Doing(NamedTuple):
    """An act in a role: where its form stands, what must be so before, what is filled in, and what then stands on record."""

    act: str
    role: str
    page: str
    fields: dict[str, Any]
    makes: dict[str, Any]
    before: Callable[[Office], None] = nothing
    about: dict[str, str] = {}  # noqa: RUF012  never changed


ONLY = "the only one on offer"
ON_CLAIM = {"party": A}
BREACH_PACK = {"item": "breach", "about": A}
NOTED = {"party": A, "received": "2 June 2025 at 09:00"}
EVERY = [
    Doing("notify_compromise", DCC, EVENT, {"keys": ["s1spki_key"], "state": "actual"}, {"keys": ["s1spki_key"]}),
    *(
        Doing("decide_key", role, EVENT, {"required": True, "key": "recovery"}, {"required": True, "key": "recovery"})
        for role in (PMA, DCC)
    ),
    *(
        Doing("note_replacement", role, EVENT, {"limb": "attempted", "at": "05/03/2025, 9:30"}, {"at": "2025-03-05T09:30"})
        for role in (PMA, DCC)
    ),
    Doing(
        "compromise_certificate",
        DCC,
        EVENT,
        {"certificate": "C-1", "kind": "organisation", "subscriber": B, "subscriber_kind": "non_party", "nominated_by": A},
        {"subscriber_kind": "non_party", "nominated_by": A},
    ),
    Doing("compromise_certificate", PMA, EVENT, {"certificate": "C-1", "kind": "oca"}, {"subscriber": "DCC", "subscriber_kind": "dcc"}),
    Doing("note_intention", DCC, EVENT, {**NOTED, "estimate": "£1,200"}, {"estimate": "1200.00", "received": "2025-06-02T09:00"}),
    Doing(
        "note_estimate",
        DCC,
        EVENT,
        {"party": A, "amount": "1,200.50", "sent": "2 June 2025 09:00", "method": "email"},
        {"amount": "1200.50", "sent": "2025-06-02T09:00", "method": "email"},
    ),
    Doing("note_costs_ceased", DCC, EVENT, {"party": A, "at": "30 May 2025"}, {"party": A, "at": "2025-05-30"}),
    Doing(
        "note_costs_ceased",
        PARTY,
        EVENT,
        {"at": "30 May 2025", "last_payment": date(2025, 6, 1)},
        {"party": A, "at": "2025-05-30", "last_payment": "2025-06-01"},
    ),
    Doing("note_total", DCC, EVENT, {"party": A, "amount": "900"}, {"amount": "900.00"}),
    Doing("note_evidence", DCC, EVENT, {"party": A, "requirement": ONLY}, {"party": A}, asked),
    *(
        Doing(
            "require_evidence",
            role,
            CLAIM,
            {"item": "Invoice F-3", "due": date(2025, 7, 1), "auditor_report": True},
            {"by": by, "due": "2025-07-01", "auditor_report": True},
            about=ON_CLAIM,
        )
        for role, by in ((DCC, "dcc"), (PANEL_, "panel"))
    ),
    Doing("take_up", PANEL_, CLAIM, {"on": "own_motion", **MINUTE}, {"on": "own_motion"}, about=ON_CLAIM),
    Doing("satisfied", DCC, CLAIM, {}, {"party": A}, about=ON_CLAIM),
    Doing("refer", DCC, CLAIM, {}, {"party": A}, about=ON_CLAIM),
    Doing("direct", PANEL_, CLAIM, {"direction": "part", "sum": "£999.99", **SAID}, {"sum": "999.99"}, referred, ON_CLAIM),
    Doing("direct", PANEL_, CLAIM, {"direction": "none", **SAID}, {"direction": "none"}, referred, ON_CLAIM),
    Doing("set_sum", PANEL_, EVENT, {"sum": "250,000", **MINUTE, "consultation": "All"}, {"sum": "250000.00"}),
    Doing("refer_dates", DCC, EVENT, {}, {}, lambda here: _above(here)),
    Doing(
        "determine_dates",
        PANEL_,
        EVENT,
        {"payments": f"{A}, 1 July 2025, £1,000.00\n{B}, 02/07/2025, 500", **MINUTE},
        {"payments": [{"party": A, "on": "2025-07-01", "amount": "1000.00"}, {"party": B, "on": "2025-07-02", "amount": "500.00"}]},
        lambda here: void(above_the_sum(here)),
    ),
    Doing("consider_proposal", PANEL_, EVENT, {"submit": False, **MINUTE}, {"submit": False}, lambda here: _above(here)),
    Doing("refer_breach", PARTY, EVENT, {}, {"subscriber": A}, in_breach),
    Doing("refer_breach", DCC, EVENT, {"subscriber": "DCC", "provision": "L11.9"}, {"subscriber": "DCC"}),
    Doing(
        "determine_breach",
        PANEL_,
        PANEL,
        {"demonstrated": True, "breach": False, **SAID},
        {"demonstrated": True, "breach": False},
        breach_referred,
        BREACH_PACK,
    ),
    *(
        Doing("appeal", role, EVENT, {"decision": ONLY, **more}, {"by": by}, lambda here: void(direction(here)))
        for role, by, more in ((PARTY, A, {}), (DCC, "DCC", {"by": "DCC"}))
    ),
    *(
        Doing("decide_appeal", AUTHORITY, EVENT, {"decision": ONLY, **fields}, makes, appealed(of))
        for of, fields, makes in (
            (direction, {"upheld": True}, {"upheld": True}),
            (direction, {"upheld": False, "sum": "£400"}, {"upheld": False, "sum": "400.00"}),
            (
                dates,
                {"upheld": False, "payments": f"{A}, 1 August 2025, 1,000.00\n{B}, 1 August 2025, 500.00"},
                {"payments": [{"party": A, "on": "2025-08-01", "amount": "1000.00"}, {"party": B, "on": "2025-08-01", "amount": "500.00"}]},
            ),
            (breach, {"upheld": False, "breach": False}, {"upheld": False, "breach": False}),
            (requirement, {"upheld": False}, {"upheld": False, "set_aside": True}),
            (the_sum, {"upheld": False}, {"upheld": False, "set_aside": True}),
        )
    ),
]  # fmt: skip


def void(_: object) -> None:
    """What is made is not looked at."""


def _above(here: Office) -> None:
    here.does(here.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")


def test_each_act_that_records_a_fact_is_done_here_in_each_role_that_may() -> None:
    done = {(each.act, each.role) for each in EVERY}
    of_pages = {"record_payment", "record_return"}  # the payment run has forms of its own: test_assess_page
    assert done == {
        (act.name, EXPECTED[who]) for act in ACTS.values() if act.fact for who in act.who if act.name not in of_pages
    }


@pytest.mark.parametrize("doing", EVERY, ids=[f"{each.act} by {each.role} {n}" for n, each in enumerate(EVERY)])
def test_every_act_is_done_on_its_page(doing: Doing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = on_the_pages(tmp_path, monkeypatch)
    doing.before(here)
    act = ACTS[doing.act]
    assert act.fact is not None
    assert act.record is not None
    before = len(recorded(here, NAME, act.fact))
    at, form = _opened(doing)
    needed = {*act.record.model_json_schema()["required"], *(each.name for each in act.beside if each.needed)}
    if needed & doing.fields.keys():  # nothing is decided by default
        assert "nothing is given" in text(press(at, "Record it"))
        assert len(recorded(here, NAME, act.fact)) == before
    for name, value in doing.fields.items():
        _fill(at, f"{form}-{name}", value)
    assert f"Recorded: {act.fact.replace('_', ' ')}" in text(press(at, "Record it"))
    made = recorded(here, NAME, act.fact)
    assert len(made) == before + 1
    assert {name: made[-1].get(name) for name in doing.makes} == doing.makes


def _opened(doing: Doing) -> tuple[AppTest, str]:
    """The page with the form of the act, and how the keys of its fields begin."""
    place = {EVENT: f"event-{NAME}", CLAIM: f"claim-{NAME}-{A}", PANEL: f"breach-{NAME}-{A}"}[doing.page]
    at = opened(doing.page, doing.role, event=NAME, **doing.about)
    says, noted = first_up(ACTS[doing.act].says), [each for each in at.selectbox if each.key == f"note-{place}"]
    chosen = noted[0] if noted and says in noted[0].options else at.segmented_control(key=f"act-{place}")
    return chosen.set_value(says).run(), f"{place}-{doing.act}"


def _fill(at: AppTest, key: str, value: Any) -> None:
    """One field, drawn once those before it call for it."""
    if key not in (drawn := _fields(at)):
        drawn = _fields(at.run())
    drawn[key].set_value(drawn[key].options[0] if value is ONLY else value)


def _fields(at: AppTest) -> dict[str, Any]:
    kinds = (at.text_input, at.text_area, at.selectbox, at.multiselect, at.radio, at.date_input)
    return {str(each.key): each for kind in kinds for each in kind}
