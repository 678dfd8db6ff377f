"""Who reads what: every role against every kind of entry, through every query that there is."""

from __future__ import annotations

import pytest

from recovery_costs.facts import FACT_TYPES
from recovery_costs.register.access import FACT_KINDS, PROGRAM, READS, Actor, Role
from recovery_costs.register.entry import Draft, Entry
from recovery_costs.register.faults import NotThere
from recovery_costs.register.view import View
from tests.register.people import AUTHORITY, EVERYBODY, filled, reads
from tests.register.registers import AUDITOR, CASE, FINANCE, PARTY_A, PARTY_B, Place, give, of_kind, paid, told


def _answers(view: View) -> list[Entry]:
    """Every entry that a view's queries give, each asked in its own way."""
    found = view.entries()
    for party in ("Supplier A", "Supplier B", "None"):
        found += view.command(party)
    found += view.entries(of=list(READS)[::2]) + view.entries(of=list(READS)[1::2])
    for party in ("Supplier A", "Supplier B"):
        found += view.entries(party=party)
    for seq in range(1, 170, 7):
        try:
            found.append(view.entry(seq))
        except NotThere:
            continue
    return found + view.entries(CASE) + view.entries(after=50, limit=30)


def test_every_role_reads_its_own_and_nothing_else(place: Place) -> None:
    register = place.open(told())
    made = filled(register)
    for actor in (*EVERYBODY, PROGRAM):
        view = register.seen_by(actor)
        wanted = {(kind, party) for kind, party in made if reads(actor, kind, party)}
        own = {("register_opened", None)} if reads(actor, "register_opened", None) else set()
        assert {(entry.kind, entry.party) for entry in view.entries()} == wanted | own, actor
        assert {(entry.kind, entry.party) for entry in _answers(view)} == wanted | own, actor
        of_case = {(entry.kind, entry.party) for entry in view.entries(CASE)}
        assert of_case == wanted, actor
        assert view.count(CASE) == len(wanted)
        assert {fact["id"] for fact in view.facts(CASE)} == {
            f"{kind} {party}" for kind, party in wanted if kind in FACT_TYPES
        }
        assert view.cases() == ([CASE] if wanted else [])
        assert view.last(CASE) == max((entry.seq for entry in view.entries(CASE)), default=0)


def test_before_an_appeal_the_authority_reads_nothing(place: Place) -> None:
    register = place.open(told())
    give(register, "c1", paid("F1"))
    assert register.seen_by(AUTHORITY).entries() == []


def test_a_party_reads_its_claims_under_its_earlier_names(place: Place) -> None:
    register = place.open(told())
    give(register, "c1", paid("F1", "Old Name"), paid("F2", "Supplier A"), paid("F3", "Old"))
    renamed = Actor.of_party("ann", "Supplier A", "Old Name")
    assert [entry.fact for entry in register.seen_by(renamed).entries(CASE)] == ["F1", "F2"]


@pytest.mark.parametrize(
    ("actor", "party", "kind", "may"),
    [
        (PARTY_A, "Supplier A", "notice_stated", True),
        (PARTY_A, "Supplier B", "notice_stated", False),
        (PARTY_A, None, "notice_stated", False),
        (PARTY_A, None, "refused", True),
        (AUDITOR, None, "event_opened", False),
        (AUDITOR, None, "refused", True),
        (FINANCE, "Supplier A", "line_assessed", True),
    ],
)
def test_nothing_stands_under_a_name_that_may_not_bear_it(
    place: Place, actor: Actor, party: str | None, kind: str, may: bool
) -> None:
    register = place.open(told())
    if may:
        assert give(register, "c1", of_kind(kind, party=party), actor=actor).new
    else:
        with pytest.raises(NotThere):
            give(register, "c1", of_kind(kind, party=party), actor=actor)
        assert register.seen_by(PROGRAM).command("c1") == []


def test_look_alikes_are_others(place: Place) -> None:
    register = place.open(told())
    for number, name in enumerate(
        ("supplier a", "Supplier A ", "Supplier\u00a0A", "Supplier \u0410", "Supplier A%", "")
    ):
        give(register, f"c{number}", paid(f"F{number}", name))
    assert register.seen_by(PARTY_A).entries(CASE) == []
    assert register.seen_by(PARTY_B).entries(CASE) == []


def test_the_table_names_every_fact_there_is() -> None:
    assert set(FACT_TYPES) == FACT_KINDS


@pytest.mark.parametrize(
    ("name", "role", "parties"),
    [("", Role.AUDITOR, ()), ("x", Role.PARTY, ()), ("x", Role.DCC_FINANCE, ("Supplier A",))],
)
def test_an_actor_has_a_name_and_a_party_where_it_needs_one(name: str, role: Role, parties: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="an actor has a name"):
        Actor(name, role, frozenset(parties))


def test_an_appeal_in_one_event_shows_nothing_of_another(place: Place) -> None:
    register = place.open(told())
    appeal = {"id": "A", "type": "appeal_made"}
    give(register, "c1", paid("F1"), Draft("appeal_made", appeal, CASE, "Supplier A"))
    other = "RE-2026-002"
    give(register, "c2", paid("F1", case=other), of_kind("event_opened", other))
    assert register.seen_by(AUTHORITY).cases() == [CASE]
    assert register.seen_by(AUTHORITY).entries(other) == []
