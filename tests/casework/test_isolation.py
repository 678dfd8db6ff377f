"""Who sees what: five Parties with canary amounts, every role, everything that can be read, exported or said in an error.

A canary is a sum that stands nowhere else. The same look is taken with each filter dropped in turn, and must then find one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from recovery_costs.adjudication import Adjudication
from recovery_costs.casework import acts, instructions, intake, leaving, month_end, stating, users
from recovery_costs.casework import desk as desk_room
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.seen import Seen
from recovery_costs.plain import Problems
from recovery_costs.register.access import PEOPLE, PROGRAM, READS, Actor, Role
from recovery_costs.register.faults import RegisterError
from recovery_costs.register.view import View
from tests.casework.canaries import APPELLANT, CANARIES, PARTIES, PROPOSED, SEES, TOGETHER, canary, fill, leaked
from tests.casework.office import EVENT, Office, office
from tests.register.places import STORES, place_of

DAY = date(2025, 6, 20)


@pytest.fixture(scope="module", params=STORES)
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office with the canaries in it."""
    with place_of(request, tmp_path_factory.mktemp("isolation")) as place:
        made = office(place)
        fill(made)
        yield made


def shown(desk: Desk, folder: Path) -> Iterator[str]:
    """Everything that somebody can get at, as text."""
    yield str(desk.events())
    yield str([(entry._asdict(), entry.content) for entry in desk.view.entries()])
    for entry in desk.view.entries():
        if entry.file is not None:
            yield desk.view.file(entry.file).decode()
    for event in desk.events():
        try:
            judged = desk.judged(event, DAY, contested=True)
            yield json.dumps(judged.adjudication.as_json())
            yield str([each.fact for each in judged.facts.facts])
            yield str(list(month_end.positions([judged])))
            yield "".join(f"{each.said} {each.written}" for each in stating.outcomes(desk, event, DAY))
        except RegisterError as error:
            yield str(error)
        yield str(intake.stated(desk, event)) + str(instructions.proposed(desk, event))
    for act in acts.ACTS.values():
        for party in PARTIES[:2]:
            yield from _said(desk, act.name, party)
    try:
        leaving.leave(desk, folder, EVENT, None)
    except RegisterError as error:
        yield str(error)
    for path in folder.rglob("*"):
        yield str(path.relative_to(folder))
        if path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


def _said(desk: Desk, act: str, party: str) -> Iterator[str]:
    """What is said of an act on a Party's claim that is refused, or that lacks a field."""
    try:
        desk.decide(act, EVENT, {"party": party, "nonsense": "x"}, command=f"try {act} {party} {desk.actor.name}")
    except (RegisterError, Problems) as error:
        yield str(error) + str(getattr(error, "problems", "")) + str(getattr(error, "findings", ""))
    except AssertionError:
        yield ""  # an act that records no fact of a case file


def leaks(desk: Desk, folder: Path, hidden: list[str]) -> set[str]:
    """The canaries of the Parties that should be hidden, wherever they stand."""
    return leaked("\n".join(shown(desk, folder)), hidden)


def desk_of(here: Office, role: Role, party: str | None) -> Desk:
    """Somebody's desk; of a Party's user, with every name under which its claims stand."""
    names = users.names_of(here.register, party) if party else frozenset()
    return Desk(here.register, Actor(f"{role.value} {party}", role, names))


def hidden_from(role: Role, party: str | None) -> list[str]:
    """The Parties whose amounts somebody may not see: the Authority sees those of whoever appealed."""
    seen = SEES[party] if party else {APPELLANT} if role is Role.AUTHORITY else set()
    return [each for each in PARTIES if each not in seen]


PARTY_AND_ROLE = [(Role.PARTY, party) for party in PARTIES]
NO_AMOUNTS: list[tuple[Role, str | None]] = [(Role.SMKI_PMA, None), (Role.OPERATOR, None), (Role.AUTHORITY, None)]


@pytest.mark.parametrize(("role", "party"), [*PARTY_AND_ROLE, *NO_AMOUNTS])
def test_nobody_sees_an_amount_that_is_not_theirs_to_see(
    here: Office, tmp_path: Path, role: Role, party: str | None
) -> None:
    assert leaks(desk_of(here, role, party), tmp_path / "out", hidden_from(role, party)) == set()


@pytest.mark.parametrize("party", PARTIES)
def test_a_party_sees_its_own(here: Office, tmp_path: Path, party: str) -> None:
    found = leaks(desk_of(here, Role.PARTY, party), tmp_path / "out", sorted(SEES[party])) - {TOGETHER}
    assert found == set().union(*(CANARIES[each] - {canary(each, PROPOSED)} for each in SEES[party]))


def test_the_authority_sees_what_is_appealed(here: Office, tmp_path: Path) -> None:
    """The claim of whoever appealed; nothing of another's, though the Panel dated payments to all of them."""
    found = leaks(desk_of(here, Role.AUTHORITY, None), tmp_path / "out", [APPELLANT])
    assert found == CANARIES[APPELLANT] - {canary(APPELLANT, PROPOSED)}


@pytest.mark.parametrize("role", [Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR])
def test_who_decides_or_audits_sees_every_party(here: Office, tmp_path: Path, role: Role) -> None:
    proposals = {canary(party, PROPOSED) for party in PARTIES}
    found = leaks(desk_of(here, role, None), tmp_path / "out", PARTIES)
    assert found >= {TOGETHER}.union(*CANARIES.values()) - (proposals if role is Role.PANEL else set())


def test_the_canaries_stand_in_everything_that_could_show_one(here: Office) -> None:
    entries = here.register.seen_by(PROGRAM).entries()
    holding = {entry.kind for entry in entries if leaked(entry.body, PARTIES)}
    holding |= {entry.kind for entry in entries if entry.file and leaked(str(here.dcc.view.file(entry.file)), PARTIES)}
    there = {"party_succeeded", "party_renamed", "appeal_made", "published", "refused"}
    assert there <= {entry.kind for entry in entries}
    assert holding >= {
        *("estimate_given", "total_notified", "cost_lines", "line_assessed", "notice_stated", "file_received"),
        *(
            "payment_proposed",
            "payment_instructed",
            "payment_made",
            "dates_determined",
            "particulars",
            "adjudication_kept",
        ),
    }


def test_every_role_is_looked_at() -> None:
    looked = {role for role, _ in (*PARTY_AND_ROLE, *NO_AMOUNTS)} | {Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR}
    assert looked == set(PEOPLE)


# --- each filter dropped: the look above must find what then shows ------------------------------------------------------


def _everything(*_: object) -> sa.ColumnElement[bool]:
    return sa.true()


def _uncut(_: Actor, whole: Adjudication, __: frozenset[str] = frozenset()) -> Seen:
    return Seen(whole, together=True, amounts=True)


@pytest.mark.parametrize(("role", "party"), [(Role.PARTY, PARTIES[0]), *NO_AMOUNTS])
def test_without_the_filter_of_rows_it_would_show(
    here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role, party: str | None
) -> None:
    """On PostgreSQL the database still keeps every row from who may not read it."""
    monkeypatch.setattr(View, "filters", staticmethod(_everything))
    found = leaks(desk_of(here, role, party), tmp_path / "out", hidden_from(role, party))
    assert bool(found) is here.register.name.endswith(".sqlite")


@pytest.mark.parametrize(("role", "party"), [(Role.PARTY, PARTIES[0]), (Role.SMKI_PMA, None), (Role.AUTHORITY, None)])
def test_without_the_cut_of_the_adjudication_it_would_show(
    here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role, party: str | None
) -> None:
    monkeypatch.setattr(desk_room, "seen_by", _uncut)
    assert leaks(desk_of(here, role, party), tmp_path / "out", hidden_from(role, party))


@pytest.mark.parametrize("kind", ["dates_determined", "adjudication_kept"])
def test_without_its_row_of_the_table_the_authority_would_see_it(
    here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """As if what is decided of the event were open to it wherever anything is appealed. PostgreSQL has the table's copy."""
    monkeypatch.setitem(READS[kind], Role.AUTHORITY, "event")
    View.filters.cache_clear()
    try:
        found = leaks(desk_of(here, Role.AUTHORITY, None), tmp_path / "out", hidden_from(Role.AUTHORITY, None))
    finally:
        View.filters.cache_clear()
    assert bool(found) is here.register.name.endswith(".sqlite")


def test_if_an_old_party_were_given_its_successors_names_it_would_see_its_amounts(here: Office, tmp_path: Path) -> None:
    both = desk_of(here, Role.PARTY, "Supplier P").actor.parties
    old = Desk(here.register, Actor("of the old Party", Role.PARTY, both))
    assert leaks(old, tmp_path / "out", hidden_from(Role.PARTY, "Supplier R"))
