"""What each role sees of what waits, of the ledger of deemed breach, and of what is kept beside a decision."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recovery_costs.casework.beside import beside
from recovery_costs.casework.in_breach import through_time
from recovery_costs.register.access import Role
from recovery_costs.register.faults import NotThere
from tests.casework.office import EVENT, A, B, Office, office

DAY = date(2025, 6, 3)


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """A and B are deemed in breach; A's claim is directed in part, and A appeals."""
    made = office(tmp_path).at("2025-06-03T09:00")
    for party in (A, B):
        given = {"certificate": f"C of {party}", "kind": "organisation", "subscriber_kind": "party"}
        made.does(made.dcc, "compromise_certificate", at="2025-03-01", subscriber=party, **given)
    made.does(made.dcc, "refer", party=A)
    done = made.does(made.panel, "direct", party=A, direction="part", sum="600.00", minute="12/3", reason="No invoice.")
    made.does(made.party(A), "appeal", by=A, decision=done.facts[0])
    return made


def awaited(here: Office, role: Role, party: str | None = None) -> set[tuple[str, str]]:
    """Of whom something is awaited, and under which clause, as somebody sees it."""
    result = here.desk(role, party=party).judged(EVENT, DAY).adjudication
    return {(each.from_, each.clause) for each in result.awaited if each.clause != "L10.19(b)(ii)"}


@pytest.mark.parametrize(
    ("role", "party", "what"),
    [
        (Role.AUTHORITY, None, {("Authority", "L10.29"), ("DCC", "L10.22"), (A, "L10.27(a)")}),
        (Role.PARTY, A, {("DCC", "L10.22"), (A, "L10.27(a)")}),
        (Role.PARTY, B, {("DCC", "L10.22"), (B, "L10.27(a)")}),
        (Role.SMKI_PMA, None, set()),
        (
            Role.AUDITOR,
            None,
            {("Authority", "L10.29"), ("DCC", "L10.22"), (A, "L10.27(a)"), (B, "L10.27(a)")},
        ),
    ],
)
def test_each_sees_what_is_awaited_of_them_and_of_others_about_them(
    here: Office, role: Role, party: str | None, what: set[tuple[str, str]]
) -> None:
    assert awaited(here, role, party) == what


def test_what_the_dcc_is_to_pay_is_seen_by_the_party_it_is_paid_to_alone(here: Office) -> None:
    own = here.party(B).judged(EVENT, DAY).adjudication.awaited
    assert [each.what for each in own if each.from_ == "DCC"] == [
        "pay £500.00 to Supplier B if satisfied of the evidence, or refer the question to the Panel"
    ]


@pytest.mark.parametrize(
    ("role", "party", "rows"),
    [
        (Role.AUDITOR, None, {A, B}),
        (Role.PARTY, A, {A}),
        (Role.PARTY, B, {B}),
        (Role.AUTHORITY, None, {A}),
    ],
)
def test_the_ledger_is_cut_to_whose_breaches_are_seen(
    here: Office, role: Role, party: str | None, rows: set[str]
) -> None:
    found = through_time(here.desk(role, party=party), EVENT, DAY)
    assert {row.subscriber for row in found.rows} == rows
    assert {each.subscriber for each in found.changes} == rows
    assert any(each.facts for each in found.changes) is (role is Role.AUDITOR)


@pytest.mark.parametrize("role", [Role.SMKI_PMA, Role.OPERATOR])
def test_who_sees_no_breach_sees_no_ledger(here: Office, role: Role) -> None:
    with pytest.raises(NotThere):
        through_time(here.desk(role), EVENT, DAY)


def test_what_is_kept_beside_a_decision_is_read_by_whoever_reads_the_decision(here: Office) -> None:
    said = (("the minute in which it is recorded", "12/3"), ("why", "No invoice."))
    for desk in (here.panel, here.dcc, here.party(A), here.desk(Role.AUTHORITY), here.desk(Role.AUDITOR)):
        assert list(beside(desk, EVENT).values()) == [said]
    for desk in (here.party(B), here.desk(Role.SMKI_PMA)):
        assert beside(desk, EVENT) == {}
