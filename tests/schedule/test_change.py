"""Change: only what is unpaid is scheduled again, what differs is shown, and exactly the dates shown are adopted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Moment, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.casework import schedules
from recovery_costs.casework.desk import NotPermitted
from recovery_costs.plain import Problems
from recovery_costs.register.faults import NotThere
from recovery_costs.schedule.adopt import preview
from recovery_costs.schedule.change import Change, reschedule
from recovery_costs.written import as_json
from tests.casework.office import EVENT, A, B, office
from tests.schedule.commands import run

# P and Q ask for £600.00 and £400.00 against a sum of £900.00; both are payable, in two instalments each.
FACTS: list[dict[str, Any]] = [
    {"id": "N", "type": "compromise_notified", "at": "2025-03-03", "keys": ["issuing_key"], "state": "actual"},
    {"id": "D", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
    {"id": "H", "type": "threshold_determined", "at": "2025-01-01", "sum": "900.00"},
    {"id": "I", "type": "intention_notified", "party": "P", "received": "2025-06-05T10:00", "total": "600.00"},
    {"id": "J", "type": "intention_notified", "party": "Q", "received": "2025-06-04T10:00", "total": "400.00"},
    {"id": "S", "type": "dcc_satisfied", "party": "P", "at": "2025-07-01"},
    {"id": "T", "type": "dcc_satisfied", "party": "Q", "at": "2025-07-01"},
    {"id": "R", "type": "dates_referred", "at": "2025-07-02"},
    {
        "id": "DATES",
        "type": "dates_determined",
        "at": "2025-07-10",
        "payments": [
            {"party": "P", "on": "2025-08-29", "amount": "300.00"},
            {"party": "Q", "on": "2025-08-29", "amount": "200.00"},
            {"party": "P", "on": "2025-10-31", "amount": "300.00"},
            {"party": "Q", "on": "2025-10-31", "amount": "200.00"},
        ],
    },
]
PAID = {"id": "P1", "type": "payment_made", "party": "P", "at": "2025-08-29", "amount": "300.00"}
PLAN: dict[str, Any] = {
    "format": 1,
    "first": "2025-01-01",
    "last": "2026-12-31",
    "days": "last_working_day",
    "caps": {"month": "500.00"},
    "rule": "oldest_first",
}


def changed(*more: dict[str, Any], as_of: str = "2025-09-10", plan: dict[str, Any] | None = None) -> Change:
    case = check_case({"format": 1, "case": "RE-1", "facts": [*FACTS, *more]})
    return reschedule(plan or PLAN, case, date.fromisoformat(as_of), shipped_holidays())


def rows(change: Change, part: str) -> list[tuple[str, ...]]:
    return [tuple(as_json(each).values()) for each in getattr(change, part)]


def test_a_missed_payment() -> None:
    # Q's £200.00 of August was not paid. Outstanding: P £300.00, Q £400.00. Q asked first: £400.00 and £100.00 of P in
    # September (the last Working Day is the 30th), £200.00 in October.
    change = changed(PAID)
    assert change.because == ("Q: £200.00 had fallen due by 10 September 2025; £0.00 is paid: £200.00 was missed.",)
    assert rows(change, "paid") == [("P", "2025-08-29", "300.00")]
    assert rows(change, "differences") == [
        ("P", "2025-09-30", "0.00", "100.00"),
        ("Q", "2025-09-30", "0.00", "400.00"),
        ("P", "2025-10-31", "300.00", "200.00"),
        ("Q", "2025-10-31", "200.00", "0.00"),
    ]
    assert rows(change, "payments") == [
        ("P", "2025-08-29", "300.00"),
        ("P", "2025-09-30", "100.00"),
        ("Q", "2025-09-30", "400.00"),
        ("P", "2025-10-31", "200.00"),
    ]


def test_a_new_direction() -> None:
    # The Panel cuts Q to £150.00 on referral; nothing of Q is paid.
    direction = {
        "id": "C",
        "type": "payment_directed",
        "party": "Q",
        "at": "2025-09-01",
        "direction": "part",
        "sum": "150.00",
    }
    change = changed(PAID, direction)
    assert change.because[0] == "Q: £400.00 was payable on 10 July 2025; £150.00 is payable (L10.23(b))."
    assert rows(change, "payments")[1:] == [("P", "2025-09-30", "300.00"), ("Q", "2025-09-30", "150.00")]


def test_an_appeal() -> None:
    direction = {"id": "C", "type": "payment_directed", "party": "Q", "at": "2025-07-05", "direction": "full"}
    ruling = {
        "id": "A",
        "type": "appeal_decided",
        "at": "2025-09-02",
        "decision": "C",
        "upheld": False,
        "sum": "450.00",
    }
    change = changed(PAID, direction, ruling)
    assert change.because[0] == "Q: £400.00 was payable on 10 July 2025; £450.00 is payable (L10.29)."
    assert [amount for party, _, amount in rows(change, "payments") if party == "Q"] == ["450.00"]


def test_a_new_sum_is_said_and_leaves_the_money_as_it_is() -> None:
    change = changed(PAID, {"id": "H2", "type": "threshold_determined", "at": "2025-09-01", "sum": "2000.00"})
    assert change.because[0] == "The sum determined was £900.00 on 10 July 2025; it is £2,000.00 (L10.24)."


def test_what_was_paid_takes_room_from_the_caps() -> None:
    # £300.00 of this Regulatory Year's £600.00 is spent: £300.00 by March, the other £400.00 in April 2026.
    plan = {**PLAN, "caps": {"regulatory_year": "600.00"}}
    assert rows(changed(PAID, plan=plan), "payments")[1:] == [
        ("Q", "2025-09-30", "300.00"),
        ("P", "2026-04-30", "300.00"),
        ("Q", "2026-04-30", "100.00"),
    ]
    too_tight = changed(PAID, plan={**plan, "last": "2026-03-31"})
    assert too_tight.payments == ()
    assert too_tight.schedule.binding is not None
    assert too_tight.schedule.binding.because.startswith(
        "11 September 2025 to 31 March 2026 can carry £300.00; £700.00 must be paid by then."
    )


def test_money_that_came_back_is_owed_again() -> None:
    back = {"id": "B", "type": "payment_returned", "party": "P", "at": "2025-09-03", "amount": "120.00"}
    change = changed(PAID, back)
    assert rows(change, "paid") == [("P", "2025-08-29", "180.00")]
    assert sum(each.amount.pence for each in change.payments if each.party == "P") == 60_000


def test_an_overpayment_is_no_part_of_the_dates() -> None:
    change = changed({**PAID, "amount": "700.00"})
    assert rows(change, "paid") == [("P", "2025-08-29", "600.00")]


def test_a_plan_that_ends_before_it_could_start_is_refused() -> None:
    with pytest.raises(Problems) as refused:
        changed(plan={**PLAN, "last": "2025-09-10"})
    assert [each.field for each in refused.value.problems] == ["last"]


@pytest.mark.parametrize("as_of", ["2025-08-28", "2025-08-29", "2025-09-10", "2025-12-01"])
@pytest.mark.parametrize("rule", ["pro_rata", "oldest_first", "smallest_first"])
def test_what_is_paid_is_untouched_and_the_whole_sums_to_what_is_payable(as_of: str, rule: str) -> None:
    change = changed(PAID, as_of=as_of, plan={**PLAN, "rule": rule})
    paid = [("P", "2025-08-29", "300.00")] if as_of >= "2025-08-29" else []
    assert rows(change, "paid") == paid
    assert rows(change, "payments")[: len(paid)] == paid
    assert all(each.on > change.as_of for each in change.payments[len(paid) :])
    fact = change.fact("NEW", Moment.of(as_of))
    case = check_case({"format": 1, "case": "RE-1", "facts": [*FACTS, PAID, fact]})
    said = {each.about: each for each in adjudicate(case, date.fromisoformat(as_of)).findings if each.facts == ("NEW",)}
    assert all(said[party].outcome == "met" for party in ("P", "Q"))


def test_the_preview_says_what_the_clause_makes_of_the_dates() -> None:
    change = changed(PAID)
    case = check_case({"format": 1, "case": "RE-1", "facts": [*FACTS, PAID]})
    before = preview(case, change.fact("NEW", Moment.of("2025-09-10")), shipped_holidays())
    assert before.allowed
    unreferred = [each for each in [*FACTS, PAID] if each["id"] != "R"]
    case = check_case({"format": 1, "case": "RE-1", "facts": unreferred})
    before = preview(case, change.fact("NEW", Moment.of("2025-09-10")), shipped_holidays())
    assert not before.allowed
    with pytest.raises(Problems):
        preview(case, change.fact("DATES", Moment.of("2025-09-10")), shipped_holidays())


def test_a_schedule_that_was_shown_is_taken_as_it_is_while_it_stands() -> None:
    # Pro rata keeps the plan's caps too. Once Q is paid something more, those payments no longer sum to what is owed.
    case = check_case({"format": 1, "case": "RE-1", "facts": [*FACTS, PAID]})
    shown = changed(PAID, plan={**PLAN, "rule": "pro_rata"})
    again = reschedule(PLAN, case, date(2025, 9, 10), shipped_holidays(), shown=shown.schedule)
    assert again.payments == shown.payments != changed(PAID).payments
    more = {"id": "P2", "type": "payment_made", "party": "Q", "at": "2025-09-10", "amount": "0.01"}
    case = check_case({"format": 1, "case": "RE-1", "facts": [*FACTS, PAID, more]})
    afresh = reschedule(PLAN, case, date(2025, 9, 10), shipped_holidays(), shown=shown.schedule)
    assert afresh.payments == changed(PAID, more).payments


@pytest.mark.parametrize(("reading", "on"), [("england_and_wales", "2026-01-02"), ("any_part_of_gb", "2026-01-05")])
def test_payment_days_follow_the_case_s_own_reading_of_bank_holidays(reading: str, on: str) -> None:
    # 2 January 2026, a Friday, is a bank holiday in Scotland alone.
    given = {"format": 1, "case": "RE-1", "facts": [*FACTS, PAID], "readings": {"bank_holidays": reading}}
    plan = {**PLAN, "days": "first_working_day", "caps": {}}
    change = reschedule(plan, check_case(given), date(2025, 12, 10), shipped_holidays())
    assert {each.on.isoformat() for each in change.new} == {on}


# --- the command ----------------------------------------------------------------------------------------------------


def with_files(tmp_path: Path) -> tuple[Path, Path]:
    case, plan = tmp_path / "case.json", tmp_path / "plan.json"
    case.write_text(json.dumps({"format": 1, "case": "RE-1", "facts": [*FACTS, PAID]}), encoding="utf-8")
    plan.write_text(json.dumps(PLAN), encoding="utf-8")
    return case, plan


def test_with_a_case_file_the_fact_is_printed(tmp_path: Path) -> None:
    case, plan = with_files(tmp_path)
    asked = ("reschedule", plan, "--case", case, "--as-of", "2025-09-10")
    shown = json.loads(run(*asked, "--format", "json"))
    assert "was missed" in run(*asked)
    run(*asked, "--adopt", "000000000000", code=1)
    fact = json.loads(run(*asked, "at=2025-09-11T15:00", "--adopt", shown["fingerprint"]))
    assert (fact["at"], fact["type"], fact["payments"]) == ("2025-09-11T15:00", "dates_determined", shown["payments"])
    run("reschedule", plan, "--as-of", "2025-09-10", code=2)
    run(*asked, "minute=1", code=2)
    run(*asked, "at=later", "--adopt", shown["fingerprint"], code=2)


def test_on_the_register_exactly_what_was_shown_is_adopted(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.at("2025-06-10T09:00")
    made.does(made.panel, "set_sum", at="2025-06-01", sum="1200.00", minute="1", consultation="with everybody")
    for party in (A, B):
        made.does(made.dcc, "satisfied", party=party)
    made.does(made.dcc, "refer_dates")
    plan = {**PLAN, "last": "2025-12-31", "rule": "pro_rata"}
    today = date(2025, 6, 10)
    shown = schedules.again(made.dcc, EVENT, plan, today)
    # £1,500.00 at £500.00 a month from 30 June: three months.
    assert [(each.party, each.on.isoformat(), each.amount.text) for each in shown.new[:2]] == [
        (A, "2025-06-30", "333.33"),
        (B, "2025-06-30", "166.67"),
    ]
    with pytest.raises(NotThere):
        schedules.again(made.party(A), EVENT, plan, today)
    fields = {"minute": "2"}
    with pytest.raises(NotThere):
        schedules.adopt(made.dcc, EVENT, plan, today, shown.fingerprint, fields, command=made.id())
    with pytest.raises(Problems) as refused:
        schedules.adopt(made.panel, EVENT, plan, today, "000000000000", fields, command=made.id())
    assert [each.field for each in refused.value.problems] == ["adopt"]
    command = made.id()
    done = schedules.adopt(made.panel, EVENT, plan, today, shown.fingerprint, fields, command=command)
    assert (
        schedules.adopt(made.panel, EVENT, plan, today, shown.fingerprint, fields, command=command).facts == done.facts
    )
    result = made.panel.judged(EVENT, today).adjudication
    held = {(claim.party, each.on, each.amount) for claim in result.claims for each in claim.instalments}
    assert held == {(each.party, each.on, each.amount) for each in shown.payments}
    # A month later June's instalments were missed; dates worked out as of the old day lie behind.
    made.at("2025-07-10T09:00")
    late = schedules.again(made.panel, EVENT, plan, today)
    with pytest.raises(Problems) as refused:
        schedules.adopt(made.panel, EVENT, plan, today, late.fingerprint, fields, command=made.id())
    assert [each.field for each in refused.value.problems] == ["payments"]
    now = schedules.again(made.panel, EVENT, plan, date(2025, 7, 10))
    assert [each.split(":")[0] for each in now.because] == [A, B]
    assert all("was missed" in each for each in now.because)
    schedules.adopt(made.panel, EVENT, plan, date(2025, 7, 10), now.fingerprint, fields, command=made.id())
    on_record = [each.type for each in made.panel.case(EVENT).facts]
    assert on_record.count("dates_determined") == 2


def test_dates_that_the_clause_does_not_allow_are_refused(tmp_path: Path) -> None:
    made = office(tmp_path)
    made.at("2025-06-10T09:00")
    for party in (A, B):
        made.does(made.dcc, "satisfied", party=party)
    plan, today = {**PLAN, "last": "2025-12-31"}, date(2025, 6, 10)
    shown = schedules.again(made.panel, EVENT, plan, today)
    with pytest.raises(NotPermitted) as refused:
        schedules.adopt(made.panel, EVENT, plan, today, shown.fingerprint, {"minute": "2"}, command=made.id())
    assert {each.clause for each in refused.value.findings} == {"L10.24(b)"}
