"""What is held of an event is what a fresh reading of the record gives, whoever wrote to it and in which process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery_costs.adjudicate import adjudicate
from recovery_costs.case_file import check_case, check_more
from recovery_costs.casework import admin, held
from recovery_costs.casework.desk import Desk
from recovery_costs.facts import Case
from recovery_costs.plain import Problems
from recovery_costs.register.access import Actor, Role
from recovery_costs.register.store import open_register
from tests.casework.office import EVENT, A, B, office
from tests.properties.strategies import facts

C = "Supplier C"
DAY = date(2025, 7, 1)


def fresh(desk: Desk) -> Case:
    """The case of all that is on record, checked from its first fact to its last."""
    return check_case(desk.given(EVENT))


def test_each_act_shows_in_the_case_held_and_in_its_adjudication(tmp_path: Path) -> None:
    here = office(tmp_path)
    elsewhere = open_register(tmp_path / "register.sqlite")  # another process, as far as what is held goes
    other = Desk(elsewhere, Actor("Sam", Role.DCC_FINANCE))
    acts: list[tuple[str, dict[str, Any]]] = [
        ("note_intention", {"party": A, "received": "2025-05-01T10:00"}),
        ("note_estimate", {"party": A, "received": "2025-05-01T10:00", "amount": "100.00"}),
        ("note_total", {"party": C, "received": "2025-05-02T10:00", "amount": "7.00"}),
    ]
    here.at("2025-06-01T09:00")
    for act, fields in acts:
        here.does(here.dcc, act, **fields)
        for desk in (here.dcc, other):
            assert desk.case(EVENT) == fresh(desk)
            assert desk.judged(EVENT, DAY).adjudication == adjudicate(fresh(desk), DAY)
    assert {each.party for each in other.judged(EVENT, DAY).adjudication.claims} == {A, B, C}
    elsewhere.close()


def test_the_same_question_is_worked_out_once_for_all_desks_until_the_case_changes(tmp_path: Path) -> None:
    here = office(tmp_path)
    first = here.dcc.judged(EVENT, DAY).adjudication
    assert here.second.judged(EVENT, DAY).adjudication is first
    assert here.dcc.judged(EVENT, date(2025, 7, 2)).adjudication is not first
    here.does(here.dcc, "note_intention", party=A)
    assert here.dcc.judged(EVENT, DAY).adjudication is not first


def test_a_long_question_holds_up_nobody_but_who_asks_the_same(tmp_path: Path) -> None:
    here = office(tmp_path)
    record, case, begun, go_on = held.record_of(here.register), here.dcc.case(EVENT), Event(), Event()

    def long() -> str:
        begun.set()
        assert go_on.wait(20)
        return "at last"

    with ThreadPoolExecutor(2) as people:
        first = people.submit(record.answer, case, "long", long)
        assert begun.wait(20)
        second = people.submit(record.answer, case, "long", lambda: "again")
        assert record.answer(case, "short", lambda: "at once") == "at once"
        assert here.dcc.case(EVENT) is case
        go_on.set()
        assert [first.result(20), second.result(20)] == ["at last", "at last"]


def test_a_question_that_failed_is_asked_again(tmp_path: Path) -> None:
    here = office(tmp_path)
    record, case = held.record_of(here.register), here.dcc.case(EVENT)
    with pytest.raises(ZeroDivisionError):
        record.answer(case, "what", lambda: 1 // 0)
    assert record.answer(case, "what", lambda: 1 // 1) == 1


def test_what_is_asked_of_facts_not_on_record_is_not_held(tmp_path: Path) -> None:
    here = office(tmp_path)
    also = {"id": "X", "type": "total_notified", "party": C, "received": "2025-05-02T10:00", "amount": "7.00"}
    assert [each.party for each in here.dcc.judged(EVENT, DAY, also=[also]).adjudication.claims] == [A, B, C]
    assert [each.party for each in here.dcc.judged(EVENT, DAY).adjudication.claims] == [A, B]


def test_no_more_is_held_than_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = office(tmp_path)
    record = held.record_of(here.register)
    for day in range(1, 20):
        here.dcc.judged(EVENT, date(2025, 7, day))
    assert len(record._events[EVENT].answers) == held.ANSWERS
    monkeypatch.setattr(held, "EVENTS", 1)
    admin.open_event(here.dcc, {"format": 1, "case": "RE-2025-002", "facts": []}, command=here.id())
    assert here.dcc.case("RE-2025-002").facts == ()
    assert list(record._events) == ["RE-2025-002"]
    assert here.dcc.case(EVENT) == fresh(here.dcc)


@settings(max_examples=60, deadline=None)
@given(facts(), st.data())
def test_a_case_checked_in_parts_is_the_case_checked_at_once(
    written: list[dict[str, Any]], data: st.DataObject
) -> None:
    """And what is wrong at once is wrong in parts: a spoilt reference, an id twice, a field that is not known."""
    cut = data.draw(st.integers(0, len(written)))
    rows = list(written)
    spoil = data.draw(st.sampled_from(["nothing", "twice", "corrects", "unknown"]))
    if rows and spoil != "nothing":
        row = data.draw(st.sampled_from(rows))
        more = {
            "twice": row,
            "corrects": {**row, "id": "new", "corrects": "nobody"},
            "unknown": {**row, "id": "new", "x": 1},
        }
        rows.append(more[spoil])
    try:
        begun = check_case({"format": 1, "case": EVENT, "facts": rows[:cut]})
    except Problems:
        return  # a reference to what comes later: nothing to go on from
    whole = outcome(lambda: check_case({"format": 1, "case": EVENT, "facts": rows}))
    assert outcome(lambda: check_more(begun, rows[cut:])) == whole


def outcome(work: Any) -> Any:
    try:
        return work()
    except Problems as problems:
        return sorted(map(str, problems.problems))
