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

from recovery_costs.casework import acts, intake, leaving, month_end, payments
from recovery_costs.casework import desk as desk_room
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.seen import Seen
from recovery_costs.finding import Adjudication
from recovery_costs.plain import Problems
from recovery_costs.register.access import PEOPLE, Actor, Role
from recovery_costs.register.faults import RegisterError
from recovery_costs.register.view import View
from tests.casework.office import EVENT, Office, office

PARTIES = [f"Supplier {letter}" for letter in "PQRST"]
DAY = date(2025, 6, 20)


def canary(party: str, of: int) -> str:
    """A sum that only one Party's record holds."""
    return f"7{PARTIES.index(party) + 1}{of}91.3{of}"


CANARIES = {party: {canary(party, of) for of in range(6)} for party in PARTIES}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Every Party with an estimate, lines, a total, a direction, dates, a payment, a proposal and a file of its own."""
    made = office(tmp_path_factory.mktemp("isolation"))
    for party in PARTIES:
        own = [canary(party, of) for of in range(6)]
        made.does(made.dcc, "note_estimate", party=party, received="2025-06-02T09:00", amount=own[0])
        made.does(made.dcc, "note_total", party=party, received="2025-06-02T09:10", amount=own[1])
        content, name = f"Sent by {party}: {own[2]}".encode(), f"{party}-{own[2]}.xlsx"
        got = intake.receive(made.party(party), EVENT, party, name, content, command=made.id())
        listed = [{"line": "1", "incurred": "2025-04-01", "amount": own[3], "limb": "key_use"}]
        facts = [{"id": f"L-{party}", "type": "cost_lines", "party": party, "at": "2025-06-01", "lines": listed}]
        earlier = {
            "id": f"E-{party}",
            "type": "estimate_given",
            "party": party,
            "received": "2025-05-01",
            "amount": own[4],
        }
        report = {"kind": "claim", "accepted": True, "receipt": {}, "problems": [], "facts": [*facts, earlier]}
        intake.take_in(made.party(party), got, report, command=made.id())
        made.does(made.dcc, "satisfied", party=party)
    made.at("2025-06-03T09:00")
    for party in PARTIES:
        asked = [{"party": party, "amount": canary(party, 5)[1:], "on": "2025-06-03"}]
        payments.propose(made.dcc, EVENT, asked, command=made.id())
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
    said = "\n".join(shown(desk, folder)).replace(",", "")
    return {sum_ for party in hidden for sum_ in CANARIES[party] if sum_ in said}


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
    assert found == {canary(party, of) for of in range(5)}  # not what is proposed to be paid to it


@pytest.mark.parametrize("role", [Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR])
def test_who_decides_or_audits_sees_every_party(here: Office, tmp_path: Path, role: Role) -> None:
    found = leaks(desk_of(here, role, None), tmp_path / "out", PARTIES)
    assert all(found & CANARIES[party] for party in PARTIES)


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
    monkeypatch.setattr(View, "filters", staticmethod(_everything))
    assert leaks(desk_of(here, role, party), tmp_path / "out", PARTIES[1:])


@pytest.mark.parametrize(("role", "party"), [(Role.PARTY, PARTIES[0]), (Role.SMKI_PMA, None)])
def test_without_the_cut_of_the_adjudication_it_would_show(
    here: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role, party: str | None
) -> None:
    monkeypatch.setattr(desk_room, "seen_by", _uncut)
    assert leaks(desk_of(here, role, party), tmp_path / "out", PARTIES[1:])
