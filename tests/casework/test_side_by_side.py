"""Schedules of what is unpaid, side by side, on the office's event: £1,000.00 to A and £500.00 to B above a sum of £1,499.99."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.casework import schedules
from recovery_costs.plain import Problems
from recovery_costs.register.access import Role
from recovery_costs.register.faults import NotThere
from tests.casework.office import EVENT, A, B, Office, office

DAY = date(2025, 6, 3)
PLAN: dict[str, Any] = {"format": 1, "first": "2025-06-04", "last": "2025-12-31", "days": "last_working_day"}
PRO_RATA = {**PLAN, "rule": "pro_rata", "caps": {"month": "600.00"}}
AT_ONCE = {**PLAN, "rule": "at_once"}


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """The dates are referred, and A's £100.00 is paid already."""
    made = office(tmp_path)
    made.does(made.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    for party in (A, B):
        made.does(made.dcc, "satisfied", party=party)
    made.at("2025-06-03T09:00").does(made.dcc, "refer_dates")
    made.does(made.dcc, "record_payment", party=A, amount="100.00", bank_reference="R1")
    return made


def test_each_plan_is_answered_as_scheduling_it_by_itself_would(here: Office) -> None:
    found = schedules.side_by_side(here.panel, EVENT, {"Capped": PRO_RATA, "At once": AT_ONCE}, DAY)
    for name, plan in (("Capped", PRO_RATA), ("At once", AT_ONCE)):
        alone = schedules.again(here.panel, EVENT, plan, DAY)
        assert found.schedules[name].payments == alone.schedule.payments


def test_what_was_paid_in_the_month_takes_room_from_its_cap(here: Office) -> None:
    """£1,400.00 is left; June has £500.00 of its £600.00 left, July £600.00, August carries the last £300.00."""
    found = schedules.side_by_side(here.panel, EVENT, {"Capped": PRO_RATA}, DAY)
    by_day: dict[str, int] = {}
    for each in found.schedules["Capped"].payments:
        by_day[each.on.isoformat()] = by_day.get(each.on.isoformat(), 0) + each.amount.pence
    assert by_day == {"2025-06-30": 50000, "2025-07-31": 60000, "2025-08-29": 30000}
    row = found.comparison.rows[0]
    assert (row.last_payment, str(row.peak_month)) == (date(2025, 8, 29), "£600.00")


def test_a_problem_of_every_plan_is_said_once(here: Office) -> None:
    bad = {**PLAN, "caps": {"month": "600"}}
    with pytest.raises(Problems) as said:
        schedules.side_by_side(
            here.panel, EVENT, {"a": {**bad, "rule": "pro_rata"}, "b": {**bad, "rule": "at_once"}}, DAY
        )
    assert [(each.field, each.found) for each in said.value.problems] == [("caps.month", "600")]


def test_the_preview_says_what_the_clause_would(here: Office) -> None:
    change = schedules.again(here.panel, EVENT, AT_ONCE, DAY)
    assert schedules.would_be(here.panel, EVENT, change).allowed


def test_dates_that_were_not_referred_could_not_be_determined(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.does(made.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    made.does(made.dcc, "satisfied", party=A)
    change = schedules.again(made.panel, EVENT, AT_ONCE, date(2025, 6, 2))
    preview = schedules.would_be(made.panel, EVENT, change)
    assert not preview.allowed
    assert any("no question of dates had been referred" in each.because for each in preview.findings)


def test_the_history_has_the_days_on_which_something_moved(here: Office) -> None:
    through, proposal = schedules.history(here.panel, EVENT, DAY)
    assert [(str(each.from_), str(each.requested), str(each.threshold)) for each in through.steps][-1] == (
        "2025-06-02",
        "£1,500.00",
        "£1,499.99",
    )
    assert through.warning.stands == "exceeded"
    assert proposal.to_consider


@pytest.mark.parametrize("role", [Role.SMKI_PMA, Role.AUTHORITY, Role.OPERATOR])
def test_others_are_told_nothing(here: Office, role: Role) -> None:
    for desk in (here.desk(role), here.party(A)):
        with pytest.raises(NotThere):
            schedules.side_by_side(desk, EVENT, {"a": AT_ONCE}, DAY)
        with pytest.raises(NotThere):
            schedules.history(desk, EVENT, DAY)
