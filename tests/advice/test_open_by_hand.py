"""What is still open, worked out by hand: each act, each means, each reading that makes the strictest."""

from __future__ import annotations

from datetime import date

import pytest

from tests.advice.by_hand import (
    FACTS,
    advice,
    answered,
    ceased,
    certificate,
    claiming,
    estimate,
    event,
    last,
    referred,
    required,
    strictest,
    the_open,
    told,
    total,
)

HANDED = {"method": "hand"}
EMAILED = {"method": "email"}
NINETY = {"month_count": "ninety_days"}
INCLUDED = {"month_count": "event_day_included"}
BUSINESS = {"proved_receipt": "business_hours"}


# --- each act, by each means --------------------------------------------------------------------------------------


def test_l10_19_a__the_intention() -> None:
    """5 March 2025 and three months: Thursday 5 June. Post counts Thursday, Wednesday: posted on Tuesday."""
    act = the_open(advice([*event("2025-03-05"), claiming()], "2025-05-01"), "intention")
    assert act.due == date(2025, 6, 5)
    assert last(act) == {
        "hand": "2025-06-05T17:30",
        "email": "2025-06-05T16:30",
        "post": "2025-06-03T23:59:59",
        "received": "2025-06-05T23:59:59",
    }
    assert (act.strictest_due, dict(act.strictest_due_readings)) == (date(2025, 6, 3), NINETY)
    assert strictest(act, "hand") == ("2025-06-03T17:30", NINETY)
    assert strictest(act, "email") == ("2025-06-03T16:30", NINETY)
    assert strictest(act, "post") == ("2025-06-01T23:59:59", NINETY)
    assert strictest(act, "received") == ("2025-06-03T17:30", NINETY | BUSINESS)


def test_l10_19_b_i__the_estimate_is_open_on_the_day_of_the_intention_only() -> None:
    facts = [*event("2025-03-05"), told(sent="2025-05-14T10:00", **EMAILED)]
    act = the_open(advice(facts, "2025-05-14"), "initial_estimate")
    assert act.due == date(2025, 5, 14)
    assert last(act) == {
        "hand": "2025-05-14T17:30",
        "email": "2025-05-14T16:30",
        "post": "2025-05-12T23:59:59",
        "received": "2025-05-14T23:59:59",
    }
    assert [one.passed for one in act.methods] == [False, False, True, False]
    assert not [each for each in advice(facts, "2025-05-15").open if each.act == "initial_estimate"]


def test_l10_19_b_i__with_an_intention_received_on_a_saturday_only_a_proved_receipt_serves() -> None:
    """No notice by hand, e-mail or post takes effect on a Saturday, and another day's is no estimate of that day."""
    facts = [*event("2025-10-01"), told(received="2025-11-15T10:00")]
    act = the_open(advice(facts, "2025-11-15"), "initial_estimate")
    assert last(act) == {
        "hand": "no_such_moment",
        "email": "no_such_moment",
        "post": "no_such_moment",
        "received": "2025-11-15T23:59:59",
    }


def test_l10_19_b_ii__the_updated_estimate_of_the_open_window() -> None:
    """Effective on 14 May 2025: the window ends on Thursday 14 August."""
    facts = [*event("2025-03-05"), told(sent="2025-05-14T10:00", estimate="1.00", **EMAILED)]
    act = the_open(advice(facts, "2025-06-20"), "updated_estimate")
    assert (act.of, act.due) == ("1", date(2025, 8, 14))
    assert last(act)["email"] == "2025-08-14T16:30"
    assert last(act)["post"] == "2025-08-12T23:59:59"
    assert strictest(act, "email") == ("2025-08-12T16:30", NINETY)


def test_l10_19_c__the_total() -> None:
    """Costs ceased on 14 August 2025: Friday 14 November; 90 days are Wednesday 12 November."""
    facts = [*event("2025-03-05"), told(sent="2025-05-14T10:00", **EMAILED), ceased("2025-08-14")]
    act = the_open(advice(facts, "2025-11-01"), "total")
    assert last(act) == {
        "hand": "2025-11-14T17:30",
        "email": "2025-11-14T16:30",
        "post": "2025-11-12T23:59:59",
        "received": "2025-11-14T23:59:59",
    }
    assert strictest(act, "email") == ("2025-11-12T16:30", NINETY)


def test_l10_20__evidence_and_the_bank_holidays_of_scotland() -> None:
    """30 November 2025 is a Sunday, so St Andrew's Day is kept on Monday 1 December, the day asked for."""
    act = the_open(advice([*event("2025-03-05"), required("2025-12-01")], "2025-11-20"), "evidence")
    assert (act.of, act.what) == ("R", "evidence: invoices")
    assert last(act) == {
        "hand": "2025-12-01T17:30",
        "email": "2025-12-01T16:30",
        "post": "2025-11-27T23:59:59",
        "received": "2025-12-01T23:59:59",
    }
    scotland = {"bank_holidays": "any_part_of_gb"}
    assert strictest(act, "hand") == ("2025-11-28T17:30", scotland)
    assert strictest(act, "email") == ("2025-11-28T16:30", scotland)
    assert strictest(act, "post") == ("2025-11-26T23:59:59", scotland)
    assert (act.strictest_due, dict(act.strictest_due_readings)) == (date(2025, 12, 1), {})


def test_l10_27_a__the_referral_of_a_deemed_breach() -> None:
    """14 April 2025 and three months: Monday 14 July. 90 days, and the event day counted: Sunday 13 July."""
    act = the_open(advice([*event("2025-04-14"), certificate("2025-04-14")], "2025-07-01"), "referral")
    assert (act.kind, act.from_, act.of, act.due) == ("right", "B", "L11.9", date(2025, 7, 14))
    assert last(act) == {
        "hand": "2025-07-14T17:30",
        "email": "2025-07-14T16:30",
        "post": "2025-07-10T23:59:59",
        "received": "2025-07-14T23:59:59",
    }
    assert strictest(act, "hand") == ("2025-07-11T17:30", NINETY)
    assert strictest(act, "post") == ("2025-07-09T23:59:59", NINETY)


# --- each reading that makes the strictest ------------------------------------------------------------------------


def test_event_date__a_decision_before_the_notice() -> None:
    """Decided on 3 March, notified on 5 March: 3 March and 90 days is Sunday 1 June; the Friday before is 30 May."""
    act = the_open(advice([*event("2025-03-05", decided="2025-03-03"), claiming()], "2025-05-01"), "intention")
    assert last(act)["hand"] == "2025-06-05T17:30"
    assert strictest(act, "hand") == ("2025-05-30T17:30", {"event_date": "pma_decision"} | NINETY)
    assert act.strictest_due == date(2025, 6, 1)


def test_decision_after_notice__a_fresh_decision_makes_the_event_later() -> None:
    """Decided on 3 March, notified on 6 March, decided afresh on 20 March: only a decision after the notice counts."""
    again = {"id": "E3", "type": "recovery_key_decided", "at": "2025-03-20T16:00", "required": True, "key": "recovery"}
    facts = [*event("2025-03-06", decided="2025-03-03"), again, claiming()]
    act = the_open(advice(facts, "2025-05-01", decision_after_notice="required"), "intention")
    assert act.due == date(2025, 6, 20)
    readings = {"event_date": "pma_decision", "decision_after_notice": "not_required"} | NINETY
    assert strictest(act, "hand") == ("2025-05-30T17:30", readings)


def test_last_day__easter() -> None:
    """20 January 2025 and three months: Easter Sunday; moved it is Tuesday 22 April, unmoved Maundy Thursday is the last."""
    act = the_open(advice([*event("2025-01-20"), claiming()], "2025-04-01", last_day="next_working_day"), "intention")
    assert act.due == date(2025, 4, 22)
    assert last(act) == {
        "hand": "2025-04-22T17:30",
        "email": "2025-04-22T16:30",
        "post": "2025-04-16T23:59:59",
        "received": "2025-04-22T23:59:59",
    }
    unmoved = {"last_day": "unmoved"}
    assert strictest(act, "hand") == ("2025-04-17T17:30", unmoved)
    assert strictest(act, "post") == ("2025-04-15T23:59:59", unmoved)


def test_easter__the_last_safe_moment_passes_before_the_last_day() -> None:
    """On Holy Saturday only a receipt that is proved can still be in time."""
    act = the_open(advice([*event("2025-01-20"), claiming()], "2025-04-19"), "intention")
    assert act.due == date(2025, 4, 20)
    assert {one.method: one.passed for one in act.methods} == {
        "hand": True,
        "email": True,
        "post": True,
        "received": False,
    }


def test_notice_effective__sending_chosen() -> None:
    act = the_open(advice([*event("2025-03-05"), claiming()], "2025-05-01", notice_effective="sending"), "intention")
    assert set(last(act).values()) == {"2025-06-05T23:59:59"}
    assert strictest(act, "email") == ("2025-06-03T16:30", {"notice_effective": "deemed_receipt"} | NINETY)


def test_proved_receipt__business_hours_chosen() -> None:
    act = the_open(
        advice([*event("2025-03-05"), claiming()], "2025-05-01", proved_receipt="business_hours"), "intention"
    )
    assert last(act)["received"] == last(act)["hand"] == "2025-06-05T17:30"


def test_estimate_windows_from__the_first_three_months() -> None:
    """Event 13 January 2025, intention 10 February: the second window ends on Sunday 10 August.

    Counted from 13 April the open window ends on Sunday 13 July, so that Friday 11 July is the last for a delivery.
    """
    facts = [
        *event("2025-01-13"),
        told(sent="2025-02-10T10:00", estimate="1.00", **EMAILED),
        estimate("U1", sent="2025-02-20T10:00", **EMAILED),
    ]
    act = the_open(advice(facts, "2025-07-01"), "updated_estimate")
    assert (act.of, act.due) == ("2", date(2025, 8, 10))
    assert last(act)["hand"] == "2025-08-08T17:30"
    assert strictest(act, "hand") == ("2025-07-11T17:30", {"estimate_windows_from": "first_three_months_end"})
    assert act.strictest_due == date(2025, 7, 11)
    assert act.strictest_due_readings == {"estimate_windows_from": "first_three_months_end"} | INCLUDED


def test_estimate_windows__rolling_opens_a_window_that_is_not_open_as_chosen() -> None:
    """Updated on 20 February: as chosen nothing is due until 11 May. Rolling, three months from it end on 20 May."""
    facts = [
        *event("2025-01-13"),
        told(sent="2025-02-10T10:00", estimate="1.00", **EMAILED),
        estimate("U1", sent="2025-02-20T10:00", **EMAILED),
    ]
    act = the_open(advice(facts, "2025-05-01"), "updated_estimate")
    assert act.due is None
    assert set(last(act).values()) == {"not_open"}
    assert strictest(act, "hand") == ("2025-05-19T17:30", {"estimate_windows": "rolling"} | INCLUDED)
    assert act.day == act.strictest_due == date(2025, 5, 19)


def test_estimate_windows__chained_after_a_short_month() -> None:
    """Effective on 29 November 2024: windows end on 28 February and 29 May 2025; chained, the second on 28 May."""
    facts = [
        *event("2024-09-01"),
        told(sent="2024-11-29T10:00", estimate="1.00", **EMAILED),
        estimate("U1", sent="2025-02-28T10:00", **EMAILED),
    ]
    act = the_open(advice(facts, "2025-04-01"), "updated_estimate")
    assert act.due == date(2025, 5, 29)
    assert strictest(act, "hand") == ("2025-05-27T17:30", {"estimate_windows": "chained"} | INCLUDED)


def test_ceases_to_incur__payment_chosen() -> None:
    """The last payment on 30 September 2025 gives 30 December; the last liability on 15 August gives 15 November."""
    facts = [*event("2025-03-05"), ceased("2025-08-15", last_payment="2025-09-30")]
    act = the_open(advice(facts, "2025-11-01", ceases_to_incur="payment"), "total")
    assert act.due == date(2025, 12, 30)
    assert strictest(act, "hand") == ("2025-11-13T17:30", {"ceases_to_incur": "liability"} | NINETY)
    assert act.strictest_due == date(2025, 11, 13)


def test_evidence_timetable__displaced_evidence_is_open_only_in_parallel() -> None:
    up = {"id": "P", "type": "panel_took_up", "party": "A", "at": "2025-05-28", "on": "own_motion"}
    act = the_open(advice([*event("2025-03-05"), required("2025-06-30"), up], "2025-06-01"), "evidence")
    assert act.due is None
    assert act.strictest_due == date(2025, 6, 30)
    assert strictest(act, "hand") == ("2025-06-30T17:30", {"evidence_timetable": "parallel"})


@pytest.mark.parametrize(
    ("as_of", "ahead"),
    [
        pytest.param("2025-06-03", None, id="the strictest can still be kept"),
        pytest.param(
            "2025-06-04", ("2025-06-04T16:30", INCLUDED), id="90 days have passed; the event day counted has not"
        ),
        pytest.param("2025-06-05", ("2025-06-05T16:30", {}), id="only what is chosen can"),
    ],
)
def test_where_the_strictest_has_passed_the_strictest_still_ahead(
    as_of: str, ahead: tuple[str, dict[str, str]] | None
) -> None:
    act = the_open(advice([*event("2025-03-05"), claiming()], as_of), "intention")
    email = next(one for one in act.methods if one.method == "email")
    assert strictest(act, "email") == ("2025-06-03T16:30", NINETY)
    assert email.strictest.passed is (ahead is not None)
    assert (email.ahead and email.ahead.moment and (email.ahead.moment.text, dict(email.ahead.readings))) == ahead


# --- the clocks, and the end of the table -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "utc"),
    [
        pytest.param("2025-10-27", "2025-10-26T01:30:00", id="an hour that occurs twice: the second"),
        pytest.param("2025-03-31", "2025-03-30T00:59:59", id="an hour that is skipped: the last moment before it"),
    ],
)
def test_the_last_safe_moment_where_the_clocks_change(due: str, utc: str) -> None:
    """40 hours before 17:30 on the Monday is 01:30 on the Sunday on which the clocks change."""
    facts = [*event("2025-01-06"), required(due)]
    act = the_open(advice(facts, "2025-03-01", parameters={"email_hours": 40}), "evidence")
    email = next(one.last_safe for one in act.methods if one.method == "email")
    assert email
    assert email.utc.strftime("%Y-%m-%dT%H:%M:%S") == utc


def test_beyond_the_table_of_bank_holidays_it_cannot_be_said() -> None:
    """10 October 2028 and three months: 10 January 2029, for which no bank holidays are held. A proved receipt needs none."""
    act = the_open(advice([*event("2028-10-10"), claiming()], "2028-11-01"), "intention")
    assert act.due == date(2029, 1, 10)
    assert last(act) == {
        "hand": "beyond_the_table",
        "email": "beyond_the_table",
        "post": "beyond_the_table",
        "received": "2029-01-10T23:59:59",
    }
    assert strictest(act, "email") == ("beyond_the_table", {})
    assert strictest(act, "received")[0] == "beyond_the_table"


def test_a_reading_that_needs_bank_holidays_not_held_is_not_tried_and_said_to_be() -> None:
    given = advice([*event("2028-10-10"), claiming()], "2028-11-01")
    assert {"last_day": "next_working_day"} in [dict(each) for each in given.untried]
    assert advice([*event("2025-03-05"), claiming()], "2025-05-01").untried == ()


def test_a_referral_that_a_reading_cannot_place_is_not_tried() -> None:
    given = advice([*event("2028-10-10"), certificate("2028-10-10")], "2028-11-01")
    assert the_open(given, "referral").due == date(2029, 1, 10)
    assert [dict(each) for each in given.untried] == [{"last_day": "next_working_day"}]


def test_one_who_has_yet_to_claim_is_told_when_the_readings_chosen_cannot_be_tried() -> None:
    given = advice(event("2028-10-10"), "2028-11-01", who="Newcomer", last_day="next_working_day")
    assert given.open == ()
    assert [dict(each) for each in given.untried] == [{}]


# --- on its way, and who is advised -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "method", "effective", "in_time"),
    [
        pytest.param("2025-06-04T16:40", "email", "2025-06-05T09:00", True, id="in effect tomorrow, the last day"),
        pytest.param("2025-06-04T12:00", "post", "2025-06-06T09:00", False, id="posted too late"),
    ],
)
def test_a_notice_on_its_way_is_said_with_when_it_takes_effect(
    sent: str, method: str, effective: str, in_time: bool
) -> None:
    act = the_open(advice([*event("2025-03-05"), told(sent=sent, method=method)], "2025-06-04", who="A"), "intention")
    (one,) = act.on_its_way
    assert one.effective
    assert (one.fact, one.effective.text, one.in_time) == ("I", effective, in_time)


@pytest.mark.parametrize(
    ("fact", "act"),
    [
        (total(sent="2025-06-04T16:40", **EMAILED), "intention"),
        (estimate("U", sent="2025-06-04T16:40", **EMAILED), "updated_estimate"),
        (total(sent="2025-06-04T16:40", **EMAILED), "total"),
        (answered(sent="2025-06-04T16:40", **EMAILED), "evidence"),
        (referred(sent="2025-06-04T16:40", **EMAILED), "referral"),
    ],
)
def test_each_kind_of_notice_is_on_its_way_for_its_own_act(fact: FACTS, act: str) -> None:
    facts = [*event("2025-03-05"), ceased("2025-03-20"), required("2025-06-20"), certificate("2025-03-05"), fact]
    if act != "intention":
        facts.append(told(sent="2025-05-14T10:00", estimate="1.00", **EMAILED))
    given = advice(facts, "2025-06-04")
    assert [one.fact for one in the_open(given, act).on_its_way] == [fact["id"]]
    others = [each for each in given.open if each.act not in (act, "intention", "total")]
    assert not any(each.on_its_way for each in others)


def test_a_notice_on_its_way_beyond_the_table_cannot_be_placed() -> None:
    facts = [*event("2028-10-10"), told(sent="2028-12-29T12:00", method="post")]
    (one,) = the_open(advice(facts, "2028-12-31", who="A"), "intention").on_its_way
    assert (one.effective, one.in_time) == (None, None)


def test_what_was_not_on_record_is_not_on_its_way() -> None:
    from recovery_costs.advice import advise
    from recovery_costs.calendar import Moment
    from recovery_costs.case_file import check_case

    late = told(sent="2025-06-04T16:40", **EMAILED) | {"recorded": "2025-06-06"}
    case = check_case({"format": 1, "case": "RE", "facts": [*event("2025-03-05"), claiming(), late]})
    given = advise(case, date(2025, 6, 4), Moment.of("2025-06-04T18:00"))
    assert the_open(given, "intention").on_its_way == ()


def test_somebody_the_case_does_not_name_is_advised_as_a_party_that_has_yet_to_claim() -> None:
    given = advice([*event("2025-03-05"), certificate("2025-03-05")], "2025-05-01", who="Newcomer")
    assert not given.on_file
    assert [(each.act, each.from_) for each in given.open] == [("intention", "Newcomer")]
    assert given.missed == ()
    late = advice([*event("2025-03-05")], "2025-06-10", who="Newcomer")
    assert [(each.act, each.from_) for each in late.missed] == [("intention", "Newcomer")]


def test_a_relevant_subscriber_may_claim_too_but_not_the_dcc_nor_one_that_is_no_party() -> None:
    facts = [
        *event("2025-03-05"),
        certificate("2025-03-05"),
        certificate("2025-03-05", "DCC"),
        certificate("2025-03-05") | {"id": "N", "subscriber": "RDP", "subscriber_kind": "non_party"},
    ]
    given = {who: advice(facts, "2025-05-01", who=who) for who in ("B", "DCC", "RDP", "Authority")}
    assert {who: [each.act for each in one.open] for who, one in given.items()} == {
        "B": ["intention", "referral"],
        "DCC": ["referral"],
        "RDP": [],
        "Authority": [],
    }
    assert all(one.on_file for one in given.values())
    barred = advice(facts, "2025-05-01", who="B", deemed_breacher_claims="barred")
    assert [each.act for each in barred.open] == ["referral"]


def test_one_whose_first_notice_is_on_its_way_is_advised_without_being_named() -> None:
    facts = [*event("2025-03-05"), told(sent="2025-06-04T16:40", **EMAILED)]
    given = advice(facts, "2025-06-04")
    assert [one.fact for one in the_open(given, "intention").on_its_way] == ["I"]
    assert advice(facts, "2025-06-04", who="A").on_file


def test_only_the_person_named_is_advised() -> None:
    facts = [*event("2025-03-05"), certificate("2025-03-05"), certificate("2025-03-05", "DCC"), claiming("A")]
    given = advice(facts, "2025-05-01")
    assert {(each.act, each.from_) for each in given.open} == {
        ("intention", "A"),
        ("referral", "B"),
        ("referral", "DCC"),
    }
    assert [each.from_ for each in advice(facts, "2025-05-01", who="DCC").open] == ["DCC"]
    panel = advice(facts, "2025-05-01", who="Panel")
    assert panel.on_file
    assert panel.open == ()


def test_what_has_no_last_day_is_awaited_all_the_same() -> None:
    facts = [*event("2025-03-05"), total(sent="2025-05-14T10:00", **EMAILED)]
    given = advice(facts, "2025-05-20", who="DCC")
    assert [(each.clause, each.from_) for each in given.also_awaited] == [("L10.22", "DCC")]


def test_l10_18__the_dcc_may_not_ask_so_no_notice_is_open_to_it_but_evidence_is() -> None:
    asked = required("2025-06-20") | {"party": "DCC"}
    given = advice([*event("2025-03-05"), asked], "2025-05-01")
    assert [each.act for each in given.open] == ["evidence"]
    other = advice([*event("2025-03-05"), asked], "2025-05-01", dcc_claims="any_party")
    assert [each.act for each in other.open] == ["intention", "evidence"]


def test_without_a_recovery_event_no_last_day_runs() -> None:
    given = advice([event("2025-03-05")[0], claiming()], "2025-05-01")
    assert given.open == ()
    assert given.missed == ()
