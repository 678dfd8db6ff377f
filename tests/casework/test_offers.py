"""What is offered to somebody is what they could do, and what is not is refused with the same clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from recovery_costs.casework import offers
from recovery_costs.casework.desk import Desk, NotPermitted
from recovery_costs.register.access import PROGRAM, Role
from tests.casework.office import EVENT, A, Office, office

BESIDE = {"minute": "1", "reason": "So.", "consultation": "Users", "item": "invoices", "due": "2025-07-01"}


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def names(found: list[offers.Offer], allowed: bool = True) -> list[str]:
    return [each.act.name for each in found if each.allowed is allowed]


def test_the_dcc_has_two_moves_on_a_request_and_neither_once_it_is_decided(here: Office) -> None:
    assert names(offers.of_claim(here.dcc, EVENT, A)) == ["satisfied", "refer", "require_evidence"]
    here.does(here.dcc, "satisfied", party=A)
    assert names(offers.of_claim(here.dcc, EVENT, A)) == ["require_evidence"]


def test_the_panel_may_direct_once_the_question_is_referred(here: Office) -> None:
    assert names(offers.of_claim(here.panel, EVENT, A), allowed=False) == ["direct"]
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T09:00")
    assert "direct" in names(offers.of_claim(here.panel, EVENT, A))


def test_the_dates_may_be_referred_and_determined_above_the_sum(here: Office) -> None:
    here.does(here.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    assert "refer_dates" in names(offers.of_event(here.dcc, EVENT))
    here.does(here.panel, "set_sum", sum="1500.00", minute="2", consultation="Users")
    assert "refer_dates" in names(offers.of_event(here.dcc, EVENT), allowed=False)


def test_others_are_offered_nothing_on_a_claim(here: Office) -> None:
    for role in (Role.SMKI_PMA, Role.AUDITOR):
        assert offers.of_claim(here.desk(role), EVENT, A) == []
    assert offers.of_claim(here.party(A), EVENT, A) == []


def test_trying_records_nothing_and_each_answer_is_what_doing_it_gives(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T09:00")
    whole = here.register.seen_by(PROGRAM)
    before = whole.last(EVENT)
    desks: list[Desk] = [here.dcc, here.panel]
    found = [
        (desk, each) for desk in desks for each in (*offers.of_claim(desk, EVENT, A), *offers.of_event(desk, EVENT))
    ]
    assert whole.last(EVENT) == before
    refused = [(desk, each) for desk, each in found if not each.allowed]
    assert refused
    for desk, each in refused:
        kept = {field.name: BESIDE[field.name] for field in each.act.beside if field.needed}
        with pytest.raises(NotPermitted) as said:
            here.does(desk, each.act.name, **each.fields, **kept)
        assert {one.clause for one in said.value.findings} == {one.clause for one in each.refused}
    assert {entry.kind for entry in whole.entries(EVENT, after=before)} == {"refused"}
