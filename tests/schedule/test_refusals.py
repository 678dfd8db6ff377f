"""A plan with problems is refused, every problem at once, each by the name of its field."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from recovery_costs.plain import Problems
from recovery_costs.schedule.answer import schedule_schema
from recovery_costs.schedule.plan import check_plan
from recovery_costs.schedule.plan_file import plan_schema
from tests.schedule.problems import WORKING, a_plan, answered

GOOD: dict[str, Any] = {
    "format": 1,
    "owed": {"A": "600.00", "B": "400.01"},
    "first": "2026-01-01",
    "last": "2026-12-31",
    "days": "last_working_day",
    "rule": "pro_rata",
}


GROUP = {"weight": "0.60", "systems": 30000000}


def problems(plan: Any) -> list[tuple[str | None, str]]:
    with pytest.raises(Problems) as refused:
        check_plan(plan, WORKING)
    for each in refused.value.problems:
        assert each.wanted
        assert each.do
    return [(each.field, each.found) for each in refused.value.problems]


@pytest.mark.parametrize(
    ("change", "field", "found"),
    [
        pytest.param({"caps": {"month": "0.00"}}, "caps.month", "0.00", id="a cap of zero"),
        pytest.param({"caps": {"quarter": "0.00"}}, "caps.quarter", "0.00", id="a quarter's cap of zero"),
        pytest.param({"last": "2025-12-31"}, "last", "2025-12-31", id="last a day before first"),
        pytest.param({"annual_rate": "5.00"}, "annual_rate", "5.00", id="a rate of 500%"),
        pytest.param({"annual_rate": "1.000001"}, "annual_rate", "1.000001", id="a rate just above 1"),
        pytest.param({"annual_rate": "500%"}, "annual_rate", "500%", id="a rate in per cent"),
        pytest.param({"owed": {"A": "0.00", "B": "0.00"}}, "owed", "0.00 in all", id="nothing owed to anybody"),
        pytest.param({"owed": {}}, "owed", "no Party", id="no Party"),
        pytest.param(
            {"owed": {"A": "999999999999.99", "B": "0.01"}},
            "owed",
            "1000000000000.00 in all",
            id="more than can be written",
        ),
        pytest.param(
            {"caps": {"month": "1000000000000.00"}}, "caps.month", "1000000000000.00", id="a cap that cannot be written"
        ),
        pytest.param({"owed": {"A": "-1.00"}}, "owed.A", "-1.00", id="a negative amount"),
        pytest.param({"owed": {"A": "1.005"}}, "owed.A", "1.005", id="half a penny"),
        pytest.param({"smallest": "0.00"}, "smallest", "0.00", id="a smallest instalment of nothing"),
        pytest.param({"most_instalments": 0}, "most_instalments", "0", id="no instalments"),
        pytest.param({"requested_on": {"C": "2025-01-01"}}, "requested_on.C", "C", id="an unknown Party requested"),
        pytest.param({"classes": {"C": 1}}, "classes.C", "C", id="an unknown Party in a class"),
        pytest.param({"weights": {"C": 1}}, "weights.C", "C", id="an unknown Party weighted"),
        pytest.param({"classes": {"A": 0}}, "classes.A", "0", id="a class of nought"),
        pytest.param({"rule": "fairly"}, "rule", "fairly", id="an unknown rule"),
        pytest.param({"rule": "equal"}, "instalments", "nothing", id="equal without instalments"),
        pytest.param({"rule": "by_weight", "weights": {"A": 1}}, "weights.B", "nothing", id="a weight left out"),
        pytest.param({"rule": "optimise"}, "objective", "nothing", id="optimise without an objective"),
        pytest.param({"objective": ["waiting", "waiting"]}, "objective", "waiting, waiting", id="an objective twice"),
        pytest.param({"objective": ["speed"]}, "objective[0]", "speed", id="an unknown objective"),
        pytest.param({"days": {"weekday": "funday"}}, "days.weekday", "funday", id="an unknown weekday"),
        pytest.param({"days": {"dates": []}}, "days.dates", "an empty list", id="no dates"),
        pytest.param({"days": {"dates": ["2026-02-30"]}}, "days.dates[0]", "2026-02-30", id="no such date"),
        pytest.param({"days": 5}, "days", "5", id="days that are no policy"),
        pytest.param({"adjust": "later"}, "adjust", "later", id="an unknown adjustment"),
        pytest.param({"no_payment_on": ["soon"]}, "no_payment_on[0]", "soon", id="no payment on no day"),
        pytest.param({"charging": {"g1": {"weight": "0.6"}}}, "charging.g1.systems", "nothing", id="no systems"),
        pytest.param({"charging": {"": GROUP}}, "charging.an empty text", "a mapping of 2", id="a group with no name"),
        pytest.param(
            {"charging": {"g\x1b[2J": GROUP}},
            "charging.g\\x1b[2J",
            "a mapping of 2",
            id="a group that clears the screen",
        ),
        pytest.param(
            {"owed": {"A\x1b[2J": "1.00"}}, "owed.A\\x1b[2J", "A\\x1b[2J", id="a Party that clears the screen"
        ),
        pytest.param({"format": 2}, "format", "2", id="another format"),
        pytest.param({"cap": "1.00"}, "cap", "cap, which is unknown here", id="an unknown field"),
    ],
)
def test_one_problem_is_said_by_its_field(change: dict[str, Any], field: str, found: str) -> None:
    assert problems({**GOOD, **change}) == [(field, found)]


def test_all_problems_are_said_at_once_in_the_order_of_the_fields() -> None:
    plan = {**GOOD, "caps": {"month": "0.00"}, "last": "2025-01-01", "annual_rate": "5", "classes": {"Z": 1}, "days": 1}
    fields = [field for field, _ in problems(plan)]
    assert fields == ["last", "days", "caps.month", "classes.Z", "annual_rate"]


def test_payment_days_beyond_the_table_are_said_with_the_rest() -> None:
    plan = {**GOOD, "last": "2029-02-28", "caps": {"month": "0.00"}, "classes": {"Z": 1}}
    assert [field for field, _ in problems(plan)] == ["days", "caps.month", "classes.Z"]


@pytest.mark.parametrize("field", ["owed", "first", "last", "days", "rule", "format"])
def test_a_field_that_must_be_there_is_asked_for(field: str) -> None:
    plan = {name: value for name, value in GOOD.items() if name != field}
    assert (field, "nothing") in problems(plan)


@pytest.mark.parametrize(
    ("days", "adjust"),
    [
        ("last_working_day", "none"),
        ("first_working_day", "none"),
        ({"weekday": "friday"}, "none"),
        ({"weekday": "friday"}, "following"),
        ({"dates": ["2028-12-29", "2029-01-06"]}, "following"),
    ],
)
def test_payment_days_beyond_the_table_of_bank_holidays_are_refused(days: Any, adjust: str) -> None:
    plan = {**GOOD, "first": "2028-12-01", "last": "2029-02-28", "days": days, "adjust": adjust}
    ((field, found),) = problems(plan)
    assert field == "days"
    assert "2029-01" in found


def test_the_most_that_may_be_owed_in_all_can_be_paid() -> None:
    answer = answered({**GOOD, "owed": {"A": "999999999999.98", "B": "0.01"}}).as_json()
    jsonschema.Draft202012Validator(schedule_schema()).validate(answer)
    assert answer["measures"]["peak_month"] == "999999999999.99"


def test_a_date_that_is_out_of_the_plan_anyway_needs_no_table() -> None:
    plan = {**GOOD, "days": {"dates": ["2026-01-30", "2035-01-06"]}, "adjust": "following"}
    certificate = answered(plan).as_json()["certificate"]
    assert certificate["payment_days"] == ["2026-01-30"]
    assert certificate["days_left_out"] == [{"on": "2035-01-06", "because": "after the last day"}]


@pytest.mark.parametrize("last", ["2028-12-31", "2028-12-30"])
def test_the_last_year_of_the_table_is_in_it(last: str) -> None:
    assert answered({**GOOD, "first": "2028-12-01", "last": last}).feasible


def test_null_is_as_good_as_absent_where_a_field_may_be_absent() -> None:
    optional = ("requested_on", "smallest", "most_instalments", "no_payment_on", "classes", "charging", "annual_rate")
    plan = {**GOOD, **dict.fromkeys(optional), "caps": {"month": None, "quarter": None, "regulatory_year": None}}
    assert answered(plan).payments == answered(GOOD).payments


def test_the_schema_takes_what_the_program_takes_and_no_plan_that_is_plainly_wrong() -> None:
    schema = jsonschema.Draft202012Validator(plan_schema())
    for seed in range(100):
        schema.validate(a_plan(seed))
    for wrong in ({"caps": {"month": "0.00"}}, {"annual_rate": "5.00"}, {"rule": "x"}, {"days": "x"}, {"more": 1}):
        assert not schema.is_valid({**GOOD, **wrong}), wrong


def test_a_rate_of_exactly_one_and_of_nought_stand() -> None:
    # Eight days at 100%: 200 / 2 ** (8/365) is 196.98, so 3.02 is lost; at nought, nothing.
    for rate, lost in (("0", "0.00"), ("1", "3.02")):
        plan = {**GOOD, "owed": {"A": "200.00"}, "days": {"dates": ["2026-01-09"]}, "annual_rate": rate}
        information = answered(plan).as_json()["certificate"]["information"]
        assert information["present_value_lost"] == {"A": lost}
