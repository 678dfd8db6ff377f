"""What was missed, worked out by hand: the smallest change, what decides it now, and who."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given as from_any
from hypothesis import strategies as st

from recovery_costs.advice.changes import first_day_reaching
from recovery_costs.calendar import OutsideTheTable, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.law import CLAUSES, READINGS
from recovery_costs.terms import terms
from tests.advice.by_hand import (
    FACTS,
    advice,
    answered,
    by,
    ceased,
    certificate,
    change,
    claiming,
    estimate,
    event,
    referred,
    required,
    the_missed,
    the_open,
    told,
    total,
)
from tests.advice.cases import few_or_many

HANDED = {"method": "hand"}
EMAILED = {"method": "email"}
POSTED = {"method": "post"}


# --- the notice of intention ------------------------------------------------------------------------------------


def test_l10_19_a__an_intention_ten_minutes_late() -> None:
    """E-mailed at 16:40 on the last day it takes effect on Friday 6 June at 09:00. An event a day later would do too."""
    one = the_missed(
        advice([*event("2025-03-05"), told(sent="2025-06-05T16:40", **EMAILED)], "2025-07-01"), "intention"
    )
    notice = change(one, "notice")
    assert (one.due, one.notice, one.days_late) == (date(2025, 6, 5), "I", 1)
    assert one.effective
    assert one.effective.text == "2025-06-06T09:00"
    assert (notice.fact, notice.method, by(notice)) == ("I", "email", "2025-06-05T16:30")
    assert (notice.seconds, notice.days) == (600, None)
    shift = change(one, "event_day")
    assert (shift.on, shift.days) == (date(2025, 3, 6), 1)
    assert (one.reading, one.option, one.bars) == ("late_intention", "bars", True)
    assert [dict(each) for each in one.not_late_under] == [{"notice_effective": "sending"}]
    assert [(each.who, each.clause) for each in one.deciders] == [("Panel", "L10.23(b)"), ("Authority", "L10.29")]


def test_l10_19_a__the_change_of_the_event_day_is_what_an_event_of_that_day_would_make() -> None:
    notice = told(sent="2025-06-05T16:40", **EMAILED)
    later = advice([*event("2025-03-06"), notice], "2025-07-01")
    assert not [each for each in later.missed if each.act == "intention"]


def test_l10_19_a__read_as_a_breach_only_it_bars_nothing() -> None:
    facts = [*event("2025-03-05"), told(sent="2025-06-05T16:40", **EMAILED)]
    one = the_missed(advice(facts, "2025-07-01", late_intention="breach_only"), "intention")
    assert (one.option, one.bars) == ("breach_only", False)


def test_l10_19_a__of_two_late_notices_the_nearer_to_time() -> None:
    """Posted on 4 June it takes effect on the 6th, a day late; e-mailed on the 5th at 17:00, half an hour late.

    The letter takes effect first (both at 09:00; it was sent first), so it is the notice that came late.
    """
    letter = told(sent="2025-06-04T12:00", **POSTED)
    mail = told(sent="2025-06-05T17:00", **EMAILED) | {"id": "J"}
    one = the_missed(advice([*event("2025-03-05"), letter, mail], "2025-07-01"), "intention")
    notice = change(one, "notice")
    assert one.notice == "I"
    assert (notice.fact, by(notice), notice.seconds) == ("J", "2025-06-05T16:30", 1800)


def test_l10_19_a__none_at_all_and_still_open_where_the_last_day_moves() -> None:
    """Easter Sunday, 20 April 2025, has passed; moved to the next Working Day it is Tuesday the 22nd."""
    one = the_missed(advice([*event("2025-01-20"), claiming()], "2025-04-21"), "intention")
    assert (one.notice, one.effective, one.days_late) == (None, None, 1)
    assert [(each.method, by(each)) for each in one.changes] == [
        ("hand", "2025-04-17T17:30"),
        ("email", "2025-04-17T16:30"),
        ("post", "2025-04-15T23:59:59"),
    ]
    (still,) = one.still_open_under
    assert (dict(still.readings), still.due) == ({"last_day": "next_working_day"}, date(2025, 4, 22))
    assert still.last_safe.hand
    assert still.last_safe.email
    assert still.last_safe.post
    assert still.last_safe.hand.text == "2025-04-22T17:30"
    assert still.last_safe.email.text == "2025-04-22T16:30"
    assert still.last_safe.post.text == "2025-04-16T23:59:59"


def test_under_sending_a_day_earlier_by_any_means() -> None:
    facts = [*event("2025-03-05"), told(sent="2025-06-06T10:00", **EMAILED)]
    notice = change(the_missed(advice(facts, "2025-07-01", notice_effective="sending"), "intention"), "notice")
    assert (notice.method, by(notice), notice.days, notice.seconds) == ("email", "2025-06-05T23:59:59", 1, None)


@pytest.mark.parametrize(
    ("readings", "moment", "days", "seconds"),
    [
        pytest.param({}, "2025-06-05T23:59:59", 1, None, id="any moment of the last day"),
        pytest.param({"proved_receipt": "business_hours"}, "2025-06-05T17:30", None, 57600, id="within hours"),
        pytest.param({"notice_effective": "sending"}, "2025-06-05T23:59:59", 1, None, id="not sent: received"),
    ],
)
def test_a_proved_receipt_that_came_late(
    readings: dict[str, str], moment: str, days: int | None, seconds: int | None
) -> None:
    """Received on 6 June at 09:30: 16 hours after 17:30 the day before."""
    facts = [*event("2025-03-05"), told(received="2025-06-06T09:30")]
    notice = change(the_missed(advice(facts, "2025-07-01", **readings), "intention"), "notice")
    assert (notice.method, by(notice), notice.days, notice.seconds) == ("received", moment, days, seconds)


# --- estimates --------------------------------------------------------------------------------------------------


def test_l10_19_b_i__an_estimate_five_minutes_too_late_for_the_day_of_the_intention() -> None:
    facts = [
        *event("2025-03-05"),
        told(sent="2025-05-14T10:00", **EMAILED),
        estimate("U", sent="2025-05-14T16:35", **EMAILED),
    ]
    one = the_missed(advice(facts, "2025-06-01"), "initial_estimate")
    notice, stated = change(one, "notice"), change(one, "estimate_stated")
    assert (one.due, one.notice, one.days_late) == (date(2025, 5, 14), "U", 1)
    assert (notice.fact, by(notice), notice.seconds) == ("U", "2025-05-14T16:30", 300)
    assert stated.fact == "I"
    assert (one.reading, one.option, one.bars) == ("missed_estimate", "breach_only", False)
    barred = the_missed(advice(facts, "2025-06-01", missed_estimate="bars"), "initial_estimate")
    assert (barred.option, barred.bars) == ("bars", True)


def test_l10_19_b_i__with_an_intention_on_a_saturday_no_e_mail_could_have_served() -> None:
    facts = [
        *event("2025-10-01"),
        told(received="2025-11-15T10:00"),
        estimate("U", sent="2025-11-17T10:00", **EMAILED),
    ]
    one = the_missed(advice(facts, "2025-12-01"), "initial_estimate")
    notice = change(one, "notice")
    assert (notice.fact, notice.by, notice.cannot) == ("U", None, "no_such_moment")


def test_l10_19_b_ii__an_updated_estimate_a_minute_late_and_one_posted_a_day_late() -> None:
    """Effective on 12 February 2025: windows end on Monday 12 May and Tuesday 12 August.

    Posted on Friday 9 May it takes effect on Tuesday 13 May; Thursday 8 May would have done.
    """
    facts = [
        *event("2025-01-13"),
        told(sent="2025-02-12T10:00", estimate="1.00", **EMAILED),
        estimate("U", sent="2025-05-09T12:00", **POSTED),
        estimate("V", sent="2025-08-12T16:31", **EMAILED),
        estimate("W", sent="2025-08-12T16:31", **EMAILED),
    ]
    given = advice(facts, "2025-09-01")
    first = the_missed(given, "updated_estimate", "1")
    notice = change(first, "notice")
    assert (notice.fact, by(notice), notice.days, notice.seconds) == ("U", "2025-05-08T23:59:59", 1, None)
    assert not [each for each in given.missed if each.of == "2"], "the one that missed window 1 meets window 2"
    only = advice([each for each in facts if each["id"] != "U"], "2025-09-01")
    second = the_missed(only, "updated_estimate", "2")
    notice = change(second, "notice")
    assert (notice.fact, by(notice), notice.seconds) == ("V", "2025-08-12T16:30", 60)


def test_l10_19_b_ii__the_case_of_a08_turns_on_where_the_windows_start() -> None:
    """Updates on 20 February and 8 August: from 13 April, 14 April to 13 July is missed; from the intention, nothing is."""
    facts = [
        *event("2025-01-13"),
        told(sent="2025-02-10T10:00", estimate="1.00", **EMAILED),
        estimate("U", sent="2025-02-20T10:00", **EMAILED),
        estimate("V", sent="2025-08-08T10:00", **EMAILED),
    ]
    given = advice(facts, "2025-08-09", estimate_windows_from="first_three_months_end")
    one = the_missed(given, "updated_estimate", "1")
    assert {"estimate_windows_from": "intention"} in [dict(each) for each in one.not_late_under]
    assert {"notice_effective": "sending"} not in [dict(each) for each in one.not_late_under]
    notice = change(one, "notice")
    assert (notice.fact, by(notice)) == ("V", "2025-07-11T16:30")


# --- the total --------------------------------------------------------------------------------------------------


def test_l10_19_c__a_total_ten_minutes_late() -> None:
    """Costs ceased on 14 August 2025; e-mailed on Friday 14 November at 16:40 it takes effect on Monday the 17th."""
    facts = [
        *event("2025-03-05"),
        told(sent="2025-05-14T10:00", **EMAILED),
        ceased("2025-08-14"),
        total(sent="2025-11-14T16:40", **EMAILED),
    ]
    one = the_missed(advice(facts, "2025-12-01"), "total")
    notice, costs = change(one, "notice"), change(one, "costs_ceased")
    assert (one.due, one.notice, one.days_late, one.bars) == (date(2025, 11, 14), "T", 3, True)
    assert (by(notice), notice.seconds) == ("2025-11-14T16:30", 600)
    assert (costs.fact, costs.on, costs.days) == ("X", date(2025, 8, 17), 3)


@pytest.mark.parametrize(
    ("readings", "on"),
    [
        pytest.param({}, date(2025, 9, 1), id="31 August still ends on 30 November"),
        pytest.param({"month_count": "ninety_days"}, date(2025, 9, 2), id="90 days"),
        pytest.param({"month_count": "event_day_included"}, date(2025, 9, 2), id="the day counted"),
        pytest.param({"last_day": "next_working_day"}, None, id="the weekend moved to Monday"),
    ],
)
def test_l10_19_c__when_costs_would_have_had_to_cease_at_the_end_of_a_month(
    readings: dict[str, str], on: date | None
) -> None:
    """A total in effect on Monday 1 December 2025, where costs ceased on 29 August (last day Saturday 29 November)."""
    facts = [*event("2025-07-01"), ceased("2025-08-29"), total(sent="2025-12-01T10:00", **EMAILED)]
    given = advice(facts, "2025-12-05", **readings)
    if on is None:
        assert not [each for each in given.missed if each.act == "total"]
    else:
        assert change(the_missed(given, "total"), "costs_ceased").on == on


def test_ceases_to_incur__payment_moves_the_last_payment_instead() -> None:
    """The last payment on 15 August ends on 15 November; the total took effect on Monday the 17th."""
    facts = [
        *event("2025-03-05"),
        ceased("2025-08-01", last_payment="2025-08-15"),
        total(sent="2025-11-14T16:40", **EMAILED),
    ]
    one = the_missed(advice(facts, "2025-12-01", ceases_to_incur="payment"), "total")
    paid = change(one, "last_payment")
    assert (paid.fact, paid.on, paid.days) == ("X", date(2025, 8, 17), 2)
    assert change(the_missed(advice(facts, "2025-12-01"), "total"), "costs_ceased").days == 16


def test_l10_19_c__no_total_is_still_open_where_the_last_payment_counts() -> None:
    facts = [*event("2025-03-05"), ceased("2025-08-15", last_payment="2025-09-30")]
    one = the_missed(advice(facts, "2025-12-01"), "total")
    (still,) = one.still_open_under
    assert (dict(still.readings), still.due) == ({"ceases_to_incur": "payment"}, date(2025, 12, 30))
    assert change(one, "costs_ceased").on == date(2025, 9, 1)


def test_what_panel_or_authority_has_decided() -> None:
    facts = [
        *event("2025-03-05"),
        ceased("2025-08-14"),
        total(sent="2025-11-14T16:40", **EMAILED),
        {"id": "A", "type": "adequacy_referred", "party": "A", "at": "2025-11-20"},
        {"id": "D", "type": "payment_directed", "party": "A", "at": "2025-11-25", "direction": "full"},
    ]
    one = the_missed(advice(facts, "2025-12-01"), "total")
    assert (one.decided_under, [each.who for each in one.deciders]) == ("L10.23(b)", ["Authority"])
    fixed = {"upheld": False, "sum": "1.00", "decision": "D", "at": "2025-11-28"}
    facts.append({"id": "Z", "type": "appeal_decided", **fixed})
    one = the_missed(advice(facts, "2025-12-01"), "total")
    assert (one.decided_under, one.deciders) == ("L10.29", ())


# --- evidence ---------------------------------------------------------------------------------------------------


def test_l10_20__evidence_a_quarter_of_an_hour_late() -> None:
    """Asked for by Monday 30 June 2025; handed over at 17:45 it is given on 1 July."""
    facts = [*event("2025-03-05"), required("2025-06-30"), answered(sent="2025-06-30T17:45", **HANDED)]
    one = the_missed(advice(facts, "2025-07-05"), "evidence")
    notice, due = change(one, "notice"), change(one, "due_day")
    assert (one.of, one.notice, one.days_late) == ("R", "G", 1)
    assert (by(notice), notice.seconds) == ("2025-06-30T17:30", 900)
    assert (due.fact, due.on, due.days) == ("R", date(2025, 7, 1), 1)
    assert (one.reading, one.bars) == (None, False)
    assert [(each.who, each.clause) for each in one.deciders] == [
        ("DCC", "L10.20(a)"),
        ("DCC", "L10.22"),
        ("Panel", "L10.23(b)"),
        ("Authority", "L10.29"),
    ]


@pytest.mark.parametrize(
    ("readings", "on"),
    [
        pytest.param({}, date(2025, 6, 5), id="displaced from the day the Panel took it up"),
        pytest.param({"evidence_timetable": "parallel"}, date(2025, 6, 10), id="in parallel: the day it came"),
    ],
)
def test_l10_20_b__a_later_day_would_have_been_displaced(readings: dict[str, str], on: date) -> None:
    up = {"id": "P", "type": "panel_took_up", "party": "A", "at": "2025-06-05", "on": "own_motion"}
    facts = [*event("2025-03-05"), required("2025-06-02"), up, answered(sent="2025-06-10T10:00", **HANDED)]
    assert change(the_missed(advice(facts, "2025-07-05", **readings), "evidence"), "due_day").on == on


def test_l10_20__evidence_overdue_that_the_panel_required() -> None:
    facts = [*event("2025-03-05"), required("2025-06-30", by="panel")]
    one = the_missed(advice(facts, "2025-07-05"), "evidence")
    assert (one.notice, one.days_late) == (None, 5)
    assert one.deciders[0].clause == "L10.20(b)"
    assert change(one, "due_day").on == date(2025, 7, 5)


# --- the referral of a deemed breach ------------------------------------------------------------------------------


def test_l10_27_a__a_referral_posted_a_day_late() -> None:
    """Last day Monday 14 July 2025: posted on Friday the 11th it takes effect on Tuesday; on Thursday it would have done."""
    facts = [*event("2025-04-14"), certificate("2025-04-14"), referred(sent="2025-07-11T12:00", **POSTED)]
    one = the_missed(advice(facts, "2025-08-01"), "referral")
    notice, shift = change(one, "notice"), change(one, "event_day")
    assert (one.from_, one.of, one.notice, one.days_late) == ("B", "L11.9", "H", 1)
    assert (by(notice), notice.days) == ("2025-07-10T23:59:59", 1)
    assert (shift.on, shift.days) == (date(2025, 4, 15), 1)
    assert (one.reading, one.option, one.bars) == ("late_referral", "fatal", True)
    assert [each.clause for each in one.deciders] == ["L10.27(c)", "L10.29"]
    accepted = the_missed(advice(facts, "2025-08-01", late_referral="panel_may_accept"), "referral")
    assert (accepted.option, accepted.bars) == ("panel_may_accept", False)


def test_referral__another_subscribers_referral_may_serve() -> None:
    day = "2025-04-14"
    in_time = referred("K", "C", sent="2025-07-01T12:00", method="hand")
    facts = [*event(day), certificate(day), certificate(day, "C"), in_time]
    one = the_missed(advice(facts, "2025-08-01", who="B"), "referral")
    assert (one.notice, [dict(each) for each in one.not_late_under]) == (None, [{"referral": "one_serves_all"}])


def test_l10_29__what_the_authority_decided_on_a_breach_nobody_can_decide_any_more() -> None:
    day = "2025-04-14"
    facts: list[FACTS] = [*event(day), certificate(day), referred(sent="2025-07-16T12:00", method="hand")]
    decision = {"subscriber": "B", "demonstrated": True, "breach": False, "at": "2025-08-01"}
    facts.append({"id": "D", "type": "breach_determined", **decision})
    stands = {"upheld": False, "breach": True, "decision": "D", "at": "2025-08-20"}
    given = advice([*facts, {"id": "Z", "type": "appeal_decided", **stands}], "2025-09-01")
    one = the_missed(given, "referral")
    assert (one.decided_under, one.deciders) == ("L10.29", ())


def test_l10_29__a_breach_the_authority_made_final_in_time_is_not_missed() -> None:
    day = "2025-04-14"
    decision = {"subscriber": "B", "demonstrated": False, "breach": True, "at": "2025-05-01"}
    ruling = {"upheld": False, "breach": True, "decision": "D", "at": "2025-05-20"}
    facts: list[FACTS] = [*event(day), certificate(day), {"id": "D", "type": "breach_determined", **decision}]
    given = advice([*facts, {"id": "Z", "type": "appeal_decided", **ruling}], "2025-06-01")
    assert given.missed == ()
    assert given.open == ()


# --- beyond the table, and the inverse itself -----------------------------------------------------------------------


def test_beyond_the_table_the_smallest_change_cannot_be_said() -> None:
    """A receipt proved on 15 January 2029 is late for the 10th; by hand, e-mail or post nothing can be said."""
    late = [*event("2028-10-10"), told(received="2029-01-15T10:00")]
    notice = change(the_missed(advice(late, "2029-02-01"), "intention"), "notice")
    assert (by(notice), notice.days) == ("2029-01-10T23:59:59", 5)
    none = the_missed(advice([*event("2028-10-10"), claiming()], "2029-02-01"), "intention")
    assert {each.cannot for each in none.changes} == {"beyond_the_table"}
    hours = advice(late, "2029-02-01", parameters={}, month_count="corresponding_date")
    assert the_missed(hours, "intention").changes[0].cannot is None


def test_before_the_table_the_smallest_change_cannot_be_said_either() -> None:
    """2 October 2011 and three months: Monday 2 January 2012, a bank holiday; the Working Day before it lies in 2011."""
    facts = [*event("2011-10-02"), told(sent="2012-01-05T10:00", **EMAILED)]
    notice = change(the_missed(advice(facts, "2012-02-01"), "intention"), "notice")
    assert (notice.fact, notice.by, notice.cannot) == ("I", None, "beyond_the_table")


def test_a_day_that_cannot_be_moved_for_want_of_bank_holidays_is_left_out() -> None:
    """Ceased on 27 September 2028, moved to Wednesday 27 December; a day to reach 2029 needs a table for 2029."""
    facts = [*event("2028-03-01"), ceased("2028-09-27"), total(received="2029-01-20T10:00")]
    one = the_missed(advice(facts, "2029-02-01", last_day="next_working_day"), "total")
    assert [each.changed for each in one.changes] == ["notice"]


OPTIONS = [
    {"month_count": count.name, "last_day": moved.name}
    for count in READINGS["month_count"].options
    for moved in READINGS["last_day"].options
]


@few_or_many(300, 10_000)
@from_any(st.dates(date(2013, 6, 1), date(2028, 12, 1)), st.integers(1, 4), st.sampled_from(OPTIONS))
def test_the_first_day_that_reaches_a_last_day_is_exactly_the_first(
    due: date, periods: int, options: dict[str, str]
) -> None:
    law = terms(check_case({"format": 1, "case": "T", "facts": []}), options, shipped_holidays())
    day = first_day_reaching(due, periods, law)
    assert law.deadline(day, periods) >= due
    assert law.deadline(day - timedelta(days=1), periods) < due


def test_the_inverse_says_when_it_cannot() -> None:
    law = terms(
        check_case({"format": 1, "case": "T", "facts": []}), {"last_day": "next_working_day"}, shipped_holidays()
    )
    with pytest.raises(OutsideTheTable):
        first_day_reaching(date(2029, 3, 1), 1, law)


# --- what is said of who decides is in the Code -------------------------------------------------------------------


def test_every_clause_and_reading_named_exists() -> None:
    from recovery_costs.advice.every_reading import BEARS
    from recovery_costs.advice.missed import CONSEQUENCE
    from recovery_costs.advice.parts import CLAUSE, Act

    assert set(CLAUSE) == set(BEARS) == set(get_args(Act))
    assert set(CLAUSE.values()) <= set(CLAUSES)
    assert {*CONSEQUENCE.values(), *(name for names in BEARS.values() for name in names)} <= set(READINGS)


def test_what_is_open_is_not_missed_and_what_is_missed_is_not_open() -> None:
    facts = [*event("2025-03-05"), told(sent="2025-05-14T10:00", **EMAILED), required("2025-06-30")]
    given = advice(facts, "2025-06-30")
    assert the_open(given, "evidence").due == date(2025, 6, 30)
    assert not [each for each in given.missed if each.act == "evidence"]
    given = advice(facts, "2025-07-01")
    assert not [each for each in given.open if each.act == "evidence"]
    assert the_missed(given, "evidence").days_late == 1
