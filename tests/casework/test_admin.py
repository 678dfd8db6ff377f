"""Events, Parties, roles, readings and determinations: who may, what is refused, and what stays on record."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from recovery_costs.calendar import Moment
from recovery_costs.casework import admin, publish, users
from recovery_costs.casework.desk import Desk, NotPermitted
from recovery_costs.plain import Problems
from recovery_costs.register.access import PROGRAM, Role
from recovery_costs.register.faults import NotThere
from recovery_costs.register.kept import kept
from tests.casework.office import EVENT, A, B, Office, office


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


# --- roles ------------------------------------------------------------------------------------------------------------


def test_whoever_makes_a_register_has_its_first_roles_and_nobody_after(here: Office) -> None:
    assert users.begin(here.register, "Olu")
    assert not users.begin(here.register, "Mel")
    assert [(each.user, each.role) for each in users.grants(here.register)] == [
        ("Olu", Role.OPERATOR),
        ("Olu", Role.DCC_FINANCE),
    ]


def test_a_role_given_works_at_once_and_a_role_taken_stops_at_once(here: Office) -> None:
    users.begin(here.register, "Olu")
    operator = here.desk(Role.OPERATOR, "Olu")
    with pytest.raises(users.NoRole):
        users.actor(here.register, "Dee")
    admin.grant(operator, "Dee", Role.DCC_FINANCE, command=here.id())
    assert users.actor(here.register, "Dee").role is Role.DCC_FINANCE
    admin.grant(operator, "Dee", Role.DCC_FINANCE, command=here.id(), revoke=True)
    with pytest.raises(users.NoRole):
        users.actor(here.register, "Dee")


def test_nobody_changes_their_own_roles(here: Office) -> None:
    with pytest.raises(NotPermitted, match="Nobody changes their own roles"):
        admin.grant(here.desk(Role.OPERATOR, "Olu"), "Olu", Role.DCC_FINANCE, command=here.id())


def test_a_partys_user_names_a_party_on_record_and_nobody_else_does(here: Office) -> None:
    operator = here.desk(Role.OPERATOR, "Olu")
    admin.add_party(here.dcc, A, command=here.id())
    for role, party in ((Role.PARTY, None), (Role.PARTY, "Supplier Z"), (Role.PANEL, A), (Role.PROGRAM, None)):
        with pytest.raises(Problems):
            admin.grant(operator, "Ann", role, party, command=here.id())
    admin.grant(operator, "Ann", Role.PARTY, A, command=here.id())
    assert users.actor(here.register, "Ann").parties == {A}
    with pytest.raises(NotPermitted, match="how it is on record"):
        admin.grant(operator, "Ann", Role.PARTY, A, command=here.id())


# --- Parties ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("like", [A, "supplier a", "Supplier  A", "Supplier-A."])
def test_a_name_that_can_be_taken_for_another_is_refused(here: Office, like: str) -> None:
    admin.add_party(here.dcc, A, command=here.id())
    with pytest.raises(NotPermitted, match=f"{A} is on record"):
        admin.add_party(here.dcc, like, command=here.id())
    admin.add_party(here.dcc, B, command=here.id())


def test_a_party_answers_for_what_stands_under_its_earlier_names(here: Office) -> None:
    admin.add_party(here.dcc, A, command=here.id())
    admin.add_party(here.dcc, B, command=here.id())
    admin.rename_party(here.dcc, A, "Alpha Energy", command=here.id())
    assert users.names_of(here.register, "Alpha Energy") == {"Alpha Energy", A}
    admin.rename_party(here.dcc, "Alpha Energy", B, command=here.id(), succeeded=True)
    assert users.names_of(here.register, B) == {B, "Alpha Energy", A}
    operator = here.desk(Role.OPERATOR, "Olu")
    admin.grant(operator, "Bob", Role.PARTY, B, command=here.id())
    desk = Desk(here.register, users.actor(here.register, "Bob"))
    assert [claim.party for claim in desk.judged(EVENT, desk.today).adjudication.claims] == [A, B]


def test_a_name_in_use_is_taken_over_by_succession_not_by_renaming(here: Office) -> None:
    admin.add_party(here.dcc, A, command=here.id())
    admin.add_party(here.dcc, B, command=here.id())
    with pytest.raises(NotPermitted, match="record a succession"):
        admin.rename_party(here.dcc, A, B, command=here.id())
    with pytest.raises(Problems):
        admin.rename_party(here.dcc, "Supplier Z", "Zed", command=here.id())


# --- events and readings ----------------------------------------------------------------------------------------------


def test_an_event_is_opened_once(here: Office) -> None:
    with pytest.raises(NotPermitted, match="open already"):
        admin.open_event(here.dcc, {"format": 1, "case": EVENT, "facts": []}, command=here.id())


def test_a_reading_chosen_holds_from_then_on_with_who_and_why(here: Office) -> None:
    def late_total() -> str:
        return here.panel.judged(EVENT, date(2025, 9, 30)).adjudication.readings["late_total"]

    assert late_total() == "bars"
    admin.choose_reading(here.panel, None, "late_total", "breach_only", "Counsel, 2 June 2025", command=here.id())
    assert late_total() == "breach_only"
    admin.choose_reading(here.panel, EVENT, "late_total", "bars", "This event only", command=here.id())
    assert late_total() == "bars"
    last = here.panel.view.entries(of=["reading_chosen"])[-1]
    assert (last.actor, last.role, last.content["instead_of"]) == ("Pat", "panel", "breach_only")


def test_a_reading_is_chosen_by_the_panel_with_a_reason_and_must_exist(here: Office) -> None:
    with pytest.raises(NotThere):
        admin.choose_reading(here.dcc, EVENT, "late_total", "bars", "So.", command=here.id())
    for reading, option, reason in (
        ("late_total", "never", "So."),
        ("nothing", "bars", "So."),
        ("late_total", "bars", ""),
    ):
        with pytest.raises(Problems):
            admin.choose_reading(here.panel, EVENT, reading, option, reason, command=here.id())


@pytest.mark.parametrize(
    ("known_at", "late_total"),
    [
        ("2025-06-05T09:59:59", "bars"),
        ("2025-06-05T10:00:00", "breach_only"),  # chosen at 09:00 UTC, which is 10:00 in the UK
        ("2025-06-06T09:59:59", "breach_only"),
        ("2025-06-06T10:00:00", "bars"),  # for this event, over that for every event
        (None, "bars"),
    ],
)
def test_what_was_known_at_a_moment_takes_the_readings_chosen_by_then(
    here: Office, known_at: str | None, late_total: str
) -> None:
    here.at("2025-06-05T09:00")
    admin.choose_reading(here.panel, None, "late_total", "breach_only", "Counsel.", command=here.id())
    here.at("2025-06-06T09:00")
    admin.choose_reading(here.panel, EVENT, "late_total", "bars", "This event only.", command=here.id())
    moment = Moment.of(known_at) if known_at is not None else None
    for _ in range(2):  # asked again, it is what was held
        assert here.panel.judged(EVENT, date(2025, 6, 6), moment).adjudication.readings["late_total"] == late_total
    if moment is not None:
        publish.propose(here.panel, EVENT, date(2025, 6, 6), moment, command=here.id())
        [held] = kept(here.register, PROGRAM, EVENT)
        assert json.loads(held.content)["readings"]["late_total"] == late_total
        assert publish.recomputed(here.panel, EVENT, held) == []


# --- determinations ---------------------------------------------------------------------------------------------------


def test_a_determination_is_published_by_a_second_person_with_the_bytes_that_were_proposed(here: Office) -> None:
    here.does(here.dcc, "satisfied", party=A)
    proposed = publish.propose(here.panel, EVENT, date(2025, 6, 2), command=here.id()).entries[0]
    with pytest.raises(NotPermitted):
        publish.approve(here.panel, EVENT, proposed.seq, command=here.id())
    done = publish.approve(here.desk(Role.PANEL, "Quinn"), EVENT, proposed.seq, command=here.id())
    assert publish.waiting(here.panel, EVENT) == []
    [held] = kept(here.register, PROGRAM, EVENT)
    assert done.entries[0].content["adjudication"] == held.entry.file
    payable = {claim["party"]: claim["payable"] for claim in json.loads(held.content)["claims"]}
    assert payable == {A: "1000.00", B: None}


def test_what_was_relied_on_is_worked_out_again_to_the_byte(here: Office) -> None:
    here.does(here.dcc, "satisfied", party=A)
    here.at("2025-06-02T12:00")
    publish.propose(here.panel, EVENT, date(2025, 6, 2), command=here.id())
    here.at("2025-06-03T12:00")
    here.does(here.dcc, "satisfied", party=B, at="2025-06-02")  # true then, and not known then
    [held] = kept(here.register, PROGRAM, EVENT)
    assert held.made_by_these_rules
    assert publish.recomputed(here.panel, EVENT, held) == []


@pytest.mark.parametrize(
    ("as_of", "known_at", "wrong"),
    [
        ("2025-06-01", "2025-06-02T09:59:59", []),
        ("2025-06-02", "2025-06-02T10:00:00", []),  # today, and now: the clock says 10:00 in the UK
        ("2025-06-02", None, []),
        ("2025-06-03", None, ["as_of"]),
        ("2025-06-02", "2025-06-02T10:00:01", ["known_at"]),
        ("2025-06-02", "2025-06-02", ["known_at"]),  # a day by itself is its noon
        ("2025-06-03", "2025-06-03T10:00:00", ["as_of", "known_at"]),
    ],
)
def test_nothing_is_published_of_what_lies_ahead(
    here: Office, as_of: str, known_at: str | None, wrong: list[str]
) -> None:
    moment = Moment.of(known_at) if known_at is not None else None
    if not wrong:
        assert publish.propose(here.panel, EVENT, date.fromisoformat(as_of), moment, command=here.id()).new
        return
    with pytest.raises(Problems) as refused:
        publish.propose(here.panel, EVENT, date.fromisoformat(as_of), moment, command=here.id())
    assert [each.field for each in refused.value.problems] == wrong
    assert publish.waiting(here.panel, EVENT) == []
