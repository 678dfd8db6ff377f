"""Names of Parties: whose claims a user sees after renamings and successions, and which names may stand on record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recovery_costs.casework import admin, intake, users
from recovery_costs.casework.desk import Desk, NotPermitted
from recovery_costs.plain import Problems
from recovery_costs.register.access import Role
from recovery_costs.workbook.parties import near_miss
from tests.casework.office import EVENT, A, B, Office, office

ALPHA = "Alpha Ltd"
"""Comes before "Supplier A" in the order of names."""


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """Nobody added yet; A and B have claims, ALPHA has none."""
    return office(tmp_path)


def add(here: Office, *names: str) -> None:
    for name in names:
        admin.add_party(here.dcc, name, command=here.id())


def rename(here: Office, party: str, to: str) -> None:
    admin.rename_party(here.dcc, party, to, command=here.id())


def succeed(here: Office, party: str, by: str) -> None:
    admin.rename_party(here.dcc, party, by, command=here.id(), succeeded=True)


def sees(here: Office, party: str) -> list[str]:
    """The claims that a user sees who was given the role of a Party under this name."""
    operator = here.desk(Role.OPERATOR, "Olu")
    user = f"user {here.id()}"
    admin.grant(operator, user, Role.PARTY, party, command=here.id())
    desk = Desk(here.register, users.actor(here.register, user))
    return [claim.party for claim in desk.judged(EVENT, desk.today).adjudication.claims]


# --- whose claims -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("successor", [ALPHA, "Zeta Ltd"])
def test_a_successor_sees_what_it_took_over_and_the_old_party_nothing_of_its_successors(
    here: Office, successor: str
) -> None:
    """Whichever of the two comes first in the order of names."""
    add(here, A, B, successor)
    here.does(here.dcc, "note_total", party=successor, received="2025-06-02T09:30", amount="77.00")
    succeed(here, B, successor)
    assert sees(here, successor) == sorted([successor, B])
    assert sees(here, B) == [B]
    assert sees(here, A) == [A]


def test_what_was_taken_over_passes_on_to_who_takes_over_next(here: Office) -> None:
    add(here, A, B, "Supplier C")
    with pytest.raises(Problems):
        succeed(here, A, "Supplier D")  # nobody added it
    succeed(here, A, B)
    succeed(here, B, "Supplier C")
    assert users.names_of(here.register, "Supplier C") == {"Supplier C", B, A}
    assert users.names_of(here.register, B) == {B, A}
    assert users.names_of(here.register, A) == {A}


def test_a_name_given_before_a_renaming_is_the_same_party(here: Office) -> None:
    add(here, A, B)
    rename(here, A, "Alpha Energy")
    rename(here, "Alpha Energy", "Alpha Power")
    for name in (A, "Alpha Energy", "Alpha Power"):
        assert users.names_of(here.register, name) == {A, "Alpha Energy", "Alpha Power"}
        assert sees(here, name) == [A]
    rename(here, "Alpha Power", A)  # its own earlier name again
    assert users.parties(here.register)[0] == users.Party(A, ("Alpha Power", "Alpha Energy"))
    rename(here, A, "SUPPLIER A")  # it looks like no other's


@pytest.mark.parametrize(
    ("party", "by", "said"),
    [
        ("Now", "Now", "Now is Now itself"),
        ("Now", "Before", "Before is Now itself"),
        (B, "Before", "Before is Now now"),
        ("Gone", B, "Now took the place of Gone"),  # one place is taken once
        ("Now", "Gone", "Now took the place of Gone"),  # a circle
        (B, "now", "Now is on record"),
        (B, "Supplier\u00a0A.", "Supplier A is on record"),  # nobody added A, and a claim of it stands
    ],
)
def test_no_party_succeeds_itself_and_no_successions_go_in_a_circle(
    here: Office, party: str, by: str, said: str
) -> None:
    add(here, "Before", B, "Gone")
    rename(here, "Before", "Now")
    succeed(here, "Gone", "Now")
    with pytest.raises(NotPermitted, match=said):
        succeed(here, party, by)
    assert users.names_of(here.register, "Now") == {"Now", "Before", "Gone"}


@pytest.mark.parametrize("to", ["Now", "NOW", "Before", "before", A, B, "supplier b", "Supplier-B", "Supplier \u0412"])
def test_nobody_is_renamed_to_what_another_is_called_or_was(here: Office, to: str) -> None:
    """Also not to a name under which another's claim stands, though nobody added it: B was not."""
    add(here, "Before", A)
    rename(here, "Before", "Now")
    with pytest.raises((NotPermitted, Problems)):
        rename(here, A, to)
    assert users.names_of(here.register, A) == {A}


@pytest.mark.parametrize(("name", "taken"), [("supplier b", True), (B, False), ("Supplier C", False)])
def test_who_is_added_is_not_taken_for_one_whose_claim_stands(here: Office, name: str, taken: bool) -> None:
    if taken:
        with pytest.raises(NotPermitted, match=f"{B} is on record"):
            add(here, name)
    else:
        add(here, name)


def test_a_party_whose_place_was_taken_is_not_renamed(here: Office) -> None:
    add(here, A, B)
    succeed(here, A, B)
    with pytest.raises(NotPermitted, match="Supplier B took the place of Supplier A"):
        rename(here, A, "Other")


# --- what a name may be -----------------------------------------------------------------------------------------------

UNFIT = {
    "blank": " \t ",
    "nothing": "",
    "no letter": "--!",
    "a blank after it": "Supplier Q ",
    "too long": "x" * 201,
    "from right to left": "Supplier \u202eQ",
    "does not show": "Supplier\u200bQ",
    "a line": "Supplier\nQ",
    "a letter of another script": "Supplier \u0410",
}


@pytest.mark.parametrize("name", UNFIT.values(), ids=UNFIT)
def test_what_cannot_be_a_name_is_refused_wherever_one_is_given(here: Office, name: str) -> None:
    add(here, A)
    before = here.register.seen_by(here.desk(Role.AUDITOR).actor).entries()
    event = {"format": 1, "case": "RE-2025-002", "facts": [total(name)]}
    for work in (
        lambda: add(here, name),
        lambda: rename(here, A, name),
        lambda: succeed(here, A, name),
        lambda: admin.grant(here.desk(Role.OPERATOR, "Olu"), name, Role.PANEL, command=here.id()),
        lambda: here.does(here.dcc, "note_total", party=name, received="2025-06-02T09:00", amount="1.00"),
        lambda: intake.receive(here.dcc, EVENT, name, "x.xlsx", b"x", command=here.id()),
        lambda: admin.open_event(here.dcc, event, command=here.id()),
    ):
        with pytest.raises(Problems):
            work()
    assert here.register.seen_by(here.desk(Role.AUDITOR).actor).entries() == before


@pytest.mark.parametrize("name", ["x" * 200, "x" * 199, "Énergie & Cie", "株式会社", "1st Supply"])
def test_what_can_be_a_name_is_taken_for_one(here: Office, name: str) -> None:
    add(here, name)
    assert users.parties(here.register) == [users.Party(name)]


def total(party: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"T {party}",
        "type": "total_notified",
        "party": party,
        "received": "2025-06-01",
        "amount": "1.00",
        **more,
    }


@pytest.mark.parametrize(("second", "taken"), [("supplier q", True), ("Supp1ier Q", True), ("Supplier R", False)])
def test_an_events_file_does_not_name_two_parties_that_look_alike(here: Office, second: str, taken: bool) -> None:
    event = {"format": 1, "case": "RE-2025-002", "facts": [total("Supplier Q"), total(second)]}
    if not taken:
        admin.open_event(here.dcc, event, command=here.id())
        return
    with pytest.raises(Problems):
        admin.open_event(here.dcc, event, command=here.id())


# --- only who is on record, or may come on record ---------------------------------------------------------------------


def first_notice(here: Office, party: str) -> None:
    here.does(here.dcc, "note_intention", party=party, received="2025-06-02T09:30")


def a_requirement(here: Office, party: str) -> None:
    here.does(here.dcc, "require_evidence", party=party, item="x", due="2025-07-01")


def a_workbook(here: Office, party: str) -> None:
    intake.receive(here.dcc, EVENT, party, "x.xlsx", b"x", command=here.id())


def a_file(here: Office, party: str) -> None:
    intake.receive(here.dcc, EVENT, party, "x.pdf", b"x", command=here.id(), about={"type": "application/pdf"})


FIRST, LATER = (first_notice, a_workbook), (a_requirement, a_file)


@pytest.mark.parametrize(
    ("party", "comes_first", "later"),
    [
        (A, True, True),  # a claim of it stands in the event
        ("Zeta Networks", True, True),  # it was added
        ("Network N", True, False),  # nobody knows it: its first notice may bring it on record, nothing else
        ("supplier a", False, False),
        ("Supp1ier A", False, False),
        ("Suplier A", False, False),  # a letter left out of a name on record
        ("Suppplier A", False, False),
        ("Supplire A", False, False),
        ("Supplyer A", False, False),
        ("Supplier C", True, False),  # another letter alone is another name
    ],
)
@pytest.mark.parametrize("act", [*FIRST, *LATER])
def test_a_typing_error_makes_no_new_claim(here: Office, act: Any, party: str, comes_first: bool, later: bool) -> None:
    add(here, "Zeta Networks")
    before = here.dcc.last(EVENT)
    if comes_first if act in FIRST else later:
        act(here, party)
    else:
        with pytest.raises(Problems) as refused:
            act(here, party)
        assert refused.value.problems[0].field == "party"
        assert here.dcc.last(EVENT) == before


@pytest.mark.parametrize("name", ["supplier a", "Suplier A"])
def test_only_who_sees_every_party_is_told_which_name_it_is_like(here: Office, name: str) -> None:
    given = {"certificate": "C", "kind": "organisation", "subscriber_kind": "party", "at": "2025-03-05"}
    said = []
    for role in (Role.DCC_FINANCE, Role.SMKI_PMA):
        with pytest.raises(Problems) as refused:
            here.does(here.desk(role), "compromise_certificate", subscriber=name, **given)
        said.append(str(refused.value.problems))
    assert [A in each for each in said] == [True, False]


def test_a_name_like_anothers_that_was_added_is_its_own(here: Office) -> None:
    add(here, "Suplier A")  # somebody looked, and it is another Party
    first_notice(here, "Suplier A")


def test_instalments_and_appeals_name_parties_on_record(here: Office) -> None:
    here.does(here.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    for party in (A, B):
        here.does(here.dcc, "satisfied", party=party)
    here.at("2025-06-03T09:00").does(here.dcc, "refer_dates")
    dated = [{"party": A, "on": "2025-07-01", "amount": "1000.00"}]
    here.at("2025-06-04T09:00")
    strange = {"party": "Supplier Z", "on": "2025-07-01", "amount": "500.00"}
    with pytest.raises(Problems) as wrong:
        here.does(here.panel, "determine_dates", payments=[*dated, strange], minute="2")
    assert [(each.field, each.found) for each in wrong.value.problems] == [("payments", "Supplier Z")]
    rest = {"party": B, "on": "2025-07-01", "amount": "500.00"}
    decision = here.does(here.panel, "determine_dates", payments=[*dated, rest], minute="2").facts[0]
    with pytest.raises(Problems):
        here.does(here.dcc, "appeal", by="supplier a", decision=decision)
    here.does(here.dcc, "appeal", by="DCC", decision=decision)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Northern Grid", "Northen Grid", True),
        ("Northern Grid", "Nothrern Grid", False),  # two swapped twice
        ("Northern Grid", "Norhtern Grid", True),
        ("Eastern Power", "Western Power", False),
        ("Alpha", "Alpho", True),
        ("Beta", "Beto", False),  # four letters
        ("Supplier 10001", "Supplier 10002", False),
        ("Northern Grid", "Northern Grid Ltd", False),
        ("Northern Grid", "Northern Grid", False),
    ],
)
def test_a_slip_is_one_letter_in_one_word_of_five_or_more(one: str, other: str, near: bool) -> None:
    assert (near_miss(one, [other]) is not None) is near
    assert (near_miss(other, [one]) is not None) is near
