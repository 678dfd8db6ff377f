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
from recovery_costs.casework import acts, intake, leaving, month_end, payments, stating
from recovery_costs.casework import desk as desk_room
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.seen import Seen
from recovery_costs.plain import Problems
from recovery_costs.register.access import PEOPLE, Actor, Role
from recovery_costs.register.faults import RegisterError
from recovery_costs.register.view import View
from tests.casework.canaries import CANARIES, PARTIES, PROPOSED, TOGETHER, canary, fill, leaked
from tests.casework.office import EVENT, Office, office
from tests.register.places import STORES, place_of

DAY = date(2025, 6, 20)


@pytest.fixture(scope="module", params=STORES)
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office with the canaries in it."""
    made = office(place_of(request, tmp_path_factory.mktemp("isolation")))
    fill(made)
    return made


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
        yield str(intake.stated(desk, event)) + str(payments.proposed(desk, event))
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
    return Desk(here.register, Actor(f"{role.value} {party}", role, frozenset((party,)) if party else frozenset()))


PARTY_AND_ROLE = [(Role.PARTY, party) for party in PARTIES]
NO_AMOUNTS: list[tuple[Role, str | None]] = [(Role.SMKI_PMA, None), (Role.OPERATOR, None), (Role.AUTHORITY, None)]


@pytest.mark.parametrize(("role", "party"), [*PARTY_AND_ROLE, *NO_AMOUNTS])
def test_nobody_sees_an_amount_that_is_not_theirs_to_see(
    here: Office, tmp_path: Path, role: Role, party: str | None
) -> None:
    hidden = [each for each in PARTIES if each != party]
    assert leaks(desk_of(here, role, party), tmp_path / "out", hidden) == set()


@pytest.mark.parametrize("party", PARTIES)
def test_a_party_sees_its_own(here: Office, tmp_path: Path, party: str) -> None:
    found = leaks(desk_of(here, Role.PARTY, party), tmp_path / "out", [party])
    assert found == CANARIES[party] - {canary(party, PROPOSED)}


@pytest.mark.parametrize("role", [Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR])
def test_who_decides_or_audits_sees_every_party(here: Office, tmp_path: Path, role: Role) -> None:
    proposals = {canary(party, PROPOSED) for party in PARTIES}
    found = leaks(desk_of(here, role, None), tmp_path / "out", PARTIES)
    assert found >= {TOGETHER}.union(*CANARIES.values()) - (proposals if role is Role.PANEL else set())


def test_every_role_is_looked_at() -> None:
    looked = {role for role, _ in (*PARTY_AND_ROLE, *NO_AMOUNTS)} | {Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR}
    assert looked == set(PEOPLE)


# --- each filter dropped: the look above must find what then shows ------------------------------------------------------


def _everything(*_: object) -> sa.ColumnElement[bool]:
    return sa.true()


def _uncut(_: Actor, whole: Adjudication, __: frozenset[str] = frozenset()) -> Seen:
    return Seen(whole, together=True, amounts=True)


@pytest.mark.parametrize(("role", "party"), [(Role.PARTY, PARTIES[0]), (Role.SMKI_PMA, None), (Role.OPERATOR, None)])
def test_without_the_filter_of_rows_it_would_show(
    here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role, party: str | None
) -> None:
    """On PostgreSQL the database still keeps every row from who may not read it."""
    monkeypatch.setattr(View, "filters", staticmethod(_everything))
    found = leaks(desk_of(here, role, party), tmp_path / "out", PARTIES[1:])
    assert bool(found) is here.register.name.endswith(".sqlite")


@pytest.mark.parametrize(("role", "party"), [(Role.PARTY, PARTIES[0]), (Role.SMKI_PMA, None)])
def test_without_the_cut_of_the_adjudication_it_would_show(
    here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role, party: str | None
) -> None:
    monkeypatch.setattr(desk_room, "seen_by", _uncut)
    assert leaks(desk_of(here, role, party), tmp_path / "out", PARTIES[1:])
