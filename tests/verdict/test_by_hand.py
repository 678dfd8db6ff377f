"""Verdicts worked by hand from the words: what holds, and what turns on which readings, alone or together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case
from recovery_costs.plain import Problems
from recovery_costs.verdict import AtStake, Value, Verdict, verdict
from recovery_costs.verdict import ways as verdict_ways

E1 = {"id": "E1", "type": "compromise_notified", "at": "2025-01-13T09:00", "keys": ["issuing_key"], "state": "actual"}
E2 = {"id": "E2", "type": "recovery_key_decided", "at": "2025-01-13T16:00", "required": True, "key": "recovery"}
EVENT = [E1, E2]
"""On 13 January 2025; three months end on 13 April 2025, a Sunday."""


def of(kind: str, name: str, party: str = "P", **fields: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "party": party, **fields}


def intention(at: str, name: str = "I", party: str = "P", **fields: Any) -> dict[str, Any]:
    return of("intention_notified", name, party, received=at, **fields)


def estimate(at: str, name: str, amount: str = "600.00") -> dict[str, Any]:
    return of("estimate_given", name, received=at, amount=amount)


def total(at: str, amount: str = "600.00", name: str = "T", **fields: Any) -> dict[str, Any]:
    return of("total_notified", name, received=at, amount=amount, **fields)


def the_sum(amount: str, at: str = "2025-01-02") -> dict[str, Any]:
    return {"id": "TH", "type": "threshold_determined", "at": at, "sum": amount}


def case(*facts: dict[str, Any], event: list[dict[str, Any]] = EVENT, **readings: str) -> Case:
    return check_case({"format": 1, "case": "C", "readings": readings, "facts": [*event, *facts]})


def value(result: Verdict, path: str) -> Value:
    (found,) = [each for each in result.values if each.path == path]
    return found


def turns_on(given: Case, path: str, as_of: str = "2025-11-17", **chosen: str) -> dict[str, Any]:
    """What a value would be, by the options that make it so; all of it tried."""
    each = value(verdict(given, date.fromisoformat(as_of), readings=chosen), path)
    assert each.exact
    assert each.verdict == ("turns_on" if each.turns_on else "holds")
    gives = [one for turn in each.turns_on for one in turn.gives]
    return {" ".join(f"{name}={option}" for name, option in one.options.items()): one.value for one in gives}


# --- two and three options that change nothing alone -------------------------------------------------------------------

UPDATED = [
    intention("2025-02-10T10:00", estimate="500.00"),
    estimate("2025-02-20T10:00", "U1"),
    estimate("2025-08-08T10:00", "U2"),
    total("2025-10-01T10:00"),
    of("dcc_satisfied", "S", at="2025-10-20"),
]
"""Fixed windows from 11 February: met on 20 February, met on 8 August, ended by the total.

Rolling: the window to 10 May is met on 20 February, so the next ends on 20 May and is missed. From the end of the first
three months: 14 April to 13 July is missed.
"""


def test_l10_19_b__rolling_windows_and_missing_estimates_that_bar_matter_together_only() -> None:
    given = case(*UPDATED)
    assert turns_on(given, "claims.P.payable") == {
        "estimate_windows_from=first_three_months_end missed_estimate=bars": "0.00",
        "estimate_windows=rolling missed_estimate=bars": "0.00",
    }
    assert turns_on(given, "claims.P.state") == {
        "estimate_windows_from=first_three_months_end missed_estimate=bars": "barred",
        "estimate_windows=rolling missed_estimate=bars": "barred",
    }
    assert turns_on(given, "claims.P.estimates.2.status") == {"estimate_windows=rolling": "missed"}
    assert turns_on(given, "claims.P.requested") == {}


def test_from_another_base_one_of_the_two_is_enough() -> None:
    given = case(*UPDATED, missed_estimate="bars")
    assert turns_on(given, "claims.P.payable") == {
        "estimate_windows_from=first_three_months_end": "0.00",
        "estimate_windows=rolling": "0.00",
    }
    assert turns_on(given, "claims.P.payable", missed_estimate="breach_only", estimate_windows="rolling") == {
        "missed_estimate=bars": "0.00"
    }


def test_l10_24__an_estimate_that_counts_and_a_sum_that_need_only_be_reached_matter_together_only() -> None:
    """600.00 is requested; the other Party's estimate of 400.00 makes it exactly the sum."""
    given = case(
        the_sum("1000.00"),
        intention("2025-02-10T10:00", total="600.00"),
        intention("2025-02-10T10:00", "J", "Q", estimate="400.00"),
    )
    assert turns_on(given, "aggregate.exceeds", "2025-03-01") == {
        "threshold_counts=totals_and_estimates threshold_comparison=reaching": True
    }


def test_l10_24__three_options_that_matter_together_only() -> None:
    """The other Party's notice is a day late, so its claim must not be barred either: by 14 April it is, being a Monday."""
    given = case(
        the_sum("1000.00"),
        intention("2025-02-10T10:00", total="600.00"),
        intention("2025-04-14T10:00", "J", "Q", estimate="400.00"),
    )
    assert turns_on(given, "aggregate.exceeds", "2025-05-01") == {
        f"{open_} threshold_counts=totals_and_estimates threshold_comparison=reaching": True
        for open_ in ("last_day=next_working_day", "late_intention=breach_only")
    }


def test_l10_19_a__three_readings_each_of_which_alone_makes_a_notice_late_or_neither() -> None:
    """The decision came on 11 January, from when three months end on 11 April. Receipt is proved on Saturday 12 April.

    By default the event is on 13 January and the last day 13 April; counted from the decision the notice is a day late;
    moved into working hours it is of Monday 14 April; and a decision before the notice may be none, so that no event occurred.
    Thirteen January and ninety days is 13 April too, and the day before is the day of the notice.
    """
    early = [E1, E2 | {"at": "2025-01-11T16:00"}]
    given = case(intention("2025-04-12T10:00", total="600.00"), event=early)
    assert turns_on(given, "claims.P.intention.in_time", "2025-05-01") == {
        "event_date=pma_decision": False,
        "decision_after_notice=required": None,
        "proved_receipt=business_hours": False,
    }


def test_l10_19_a__two_options_of_which_each_undoes_the_other() -> None:
    """Under business hours the notice is of 14 April; that is late, unless the last day, a Sunday, moves there as well."""
    given = case(intention("2025-04-12T10:00", total="600.00"))
    assert turns_on(given, "claims.P.intention.in_time", "2025-05-01") == {"proved_receipt=business_hours": False}
    assert turns_on(given, "claims.P.intention.in_time", "2025-05-01", proved_receipt="business_hours") == {
        "last_day=next_working_day": True,
        "notice_effective=sending": True,
        "proved_receipt=as_received": True,
    }


# --- dates --------------------------------------------------------------------------------------------------------------


def test_each_last_day_is_looked_at() -> None:
    """From 13 January: 13 April, a Sunday; 90 days on, 13 April; the day before, 12 April. From 31 May: 31 August, a Sunday."""
    given = case(
        intention("2025-02-10T10:00"),
        of("costs_ceased", "K", at="2025-05-31", last_payment="2025-06-30"),
    )
    assert turns_on(given, "claims.P.intention.due") == {
        "month_count=event_day_included": "2025-04-12",
        "last_day=next_working_day": "2025-04-14",
    }
    assert turns_on(given, "claims.P.total.due") == {
        "month_count=ninety_days": "2025-08-29",
        "month_count=event_day_included": "2025-08-30",
        "last_day=next_working_day": "2025-09-01",
        "ceases_to_incur=payment": "2025-09-30",
    }
    assert turns_on(given, "recovery_event.on") == {}


def test_bank_holidays_matter_only_where_a_last_day_moves() -> None:
    """2 January 2026 is a bank holiday in Scotland; 1 January in both. Costs that ceased on 1 October end then."""
    given = case(intention("2025-02-10T10:00"), of("costs_ceased", "K", at="2025-10-01"))
    assert turns_on(given, "claims.P.total.due") == {
        "month_count=ninety_days": "2025-12-30",
        "month_count=event_day_included": "2025-12-31",
        "last_day=next_working_day": "2026-01-02",
    }
    assert turns_on(given, "claims.P.total.due", last_day="next_working_day") == {
        "month_count=ninety_days": "2025-12-30",
        "month_count=event_day_included": "2025-12-31",
        "last_day=unmoved": "2026-01-01",
        "bank_holidays=any_part_of_gb": "2026-01-05",
    }


def test_l10_19_b_ii__the_last_day_of_a_window_is_looked_at() -> None:
    """From 10 February: 10 May, a Saturday; 90 days on, 11 May; the day before, 9 May; the Monday after, 12 May.

    Counted from the end of the first three months, 13 April, the first window ends on 13 July. Chained or rolling it ends as
    it does.
    """
    assert turns_on(case(*UPDATED), "claims.P.estimates.1.to") == {
        "month_count=ninety_days": "2025-05-11",
        "month_count=event_day_included": "2025-05-09",
        "last_day=next_working_day": "2025-05-12",
        "estimate_windows_from=first_three_months_end": "2025-07-13",
    }


# --- sums ---------------------------------------------------------------------------------------------------------------


def test_l10_24__what_is_requested_and_the_sum_are_looked_at() -> None:
    """600.00 is requested; an estimate of 400.00 may count. The sum was determined after the event of 13 January."""
    given = case(
        the_sum("1000.00", "2025-02-01"),
        intention("2025-02-10T10:00", total="600.00"),
        intention("2025-02-10T10:00", "J", "Q", estimate="400.00"),
    )
    requested = turns_on(given, "aggregate.requested", "2025-03-01")
    assert requested == {"threshold_counts=totals_and_estimates": "1000.00"}
    at_event = "threshold_sum=in_force_at_event"
    assert turns_on(given, "aggregate.threshold", "2025-03-01") == {at_event: None}
    assert turns_on(given, "aggregate.threshold", "2025-03-01", no_threshold="nil") == {at_event: "0.00"}


def test_l10_22__what_is_outstanding_turns_with_what_is_payable() -> None:
    """250.00 of 600.00 is paid: 350.00 is outstanding; were the request barred, 250.00 would be paid too much."""
    given = case(*UPDATED, of("payment_made", "M", at="2025-11-01", amount="250.00"))
    barred = [
        f"{windows} missed_estimate=bars"
        for windows in ("estimate_windows_from=first_three_months_end", "estimate_windows=rolling")
    ]
    assert value(verdict(given, date(2025, 11, 17)), "claims.P.outstanding").value == "350.00"
    assert turns_on(given, "claims.P.outstanding") == dict.fromkeys(barred, "0.00")
    assert turns_on(given, "claims.P.overpaid") == dict.fromkeys(barred, "250.00")


# --- rows that are there under some readings only ------------------------------------------------------------------------


def test_a_claim_that_a_reading_brings_about() -> None:
    """Its one notice, posted the evening before, takes effect only two Working Days later."""
    posted = of("intention_notified", "I", sent="2025-02-10T18:00", method="post", total="600.00")
    given = case(posted)
    assert turns_on(given, "claims.P.state", "2025-02-11") == {"notice_effective=sending": "requested"}
    assert turns_on(given, "claims.P.requested", "2025-02-11") == {"notice_effective=sending": "600.00"}
    result = verdict(given, date(2025, 2, 11))
    assert result.money_by_claim["P"] == AtStake(
        *(result.money.least, result.money.default, result.money.most),
        {},
        {"notice_effective": "sending"},
        True,
        ("notice_effective",),
    )
    assert (result.money.least.text, result.money.default.text, result.money.most.text) == ("0.00", "0.00", "600.00")


def test_a_party_whose_facts_all_lie_ahead_has_no_claim() -> None:
    result = verdict(case(intention("2025-02-10T10:00")), date(2025, 1, 20))
    assert {each.path for each in result.values} == {
        "recovery_event.occurred",
        "recovery_event.route",
        "recovery_event.on",
        "aggregate.requested",
        "aggregate.threshold",
        "aggregate.exceeds",
        "aggregate.draft_proposal_to_consider",
    }
    assert result.money_by_claim == {}


def test_a_breach_that_a_reading_brings_about_and_what_it_does_to_a_claim() -> None:
    """An oca Certificate carves P out of L10.26 only if that reading is taken; else P, in breach, may still claim."""
    certificate = {"type": "certificate_compromised", "at": "2025-01-10", "kind": "organisation"}
    of_p = certificate | {"id": "C1", "certificate": "P1", "subscriber": "P", "subscriber_kind": "party"}
    oca = certificate | {"id": "C2", "certificate": "O", "subscriber": "DCC", "subscriber_kind": "dcc", "kind": "oca"}
    given = case(of_p, oca, intention("2025-02-10T10:00", total="600.00"))
    assert turns_on(given, "breaches.P.L11.9.status") == {"oca_carve_out=any_oca_in_event": None}
    assert turns_on(given, "claims.P.barred") == {"deemed_breacher_claims=barred": True}
    assert turns_on(given, "claims.P.barred", deemed_breacher_claims="barred") == {
        "deemed_breacher_claims=may_claim": False,
        "oca_carve_out=any_oca_in_event": False,
    }


def test_without_any_fact_only_the_sum_turns_on_a_reading() -> None:
    result = verdict(case(event=[]), date(2025, 11, 17))
    assert {each.path: each.verdict for each in result.values} == {
        "recovery_event.occurred": "holds",
        "recovery_event.route": "holds",
        "recovery_event.on": "holds",
        "aggregate.requested": "holds",
        "aggregate.threshold": "turns_on",
        "aggregate.exceeds": "turns_on",
        "aggregate.draft_proposal_to_consider": "holds",
    }
    assert turns_on(case(event=[]), "aggregate.threshold") == {"no_threshold=nil": "0.00"}
    assert turns_on(case(event=[]), "aggregate.exceeds") == {"no_threshold=nil": False}


def test_what_was_not_on_record_is_left_out() -> None:
    given = case(*UPDATED[:1], UPDATED[1] | {"recorded": "2025-12-01"}, *UPDATED[2:])
    known = verdict(given, date(2025, 11, 17), Moment.of("2025-11-17"))
    assert value(known, "claims.P.estimates.1.status").value == "missed"
    assert known.known_at == Moment.of("2025-11-17")


def test_l10_24_c__a_draft_proposal_only_once_the_dates_are_referred() -> None:
    """600.00 is above the sum of 500.00, and nobody has referred the dates of payment."""
    given = case(the_sum("500.00"), intention("2025-02-10T10:00", total="600.00"))
    turned = turns_on(given, "aggregate.draft_proposal_to_consider", "2025-03-01")
    assert turned == {"draft_proposal=only_on_referral": False}


def test_l10_20__a_timetable_that_the_panel_displaces_or_not() -> None:
    """Due on 1 April, the Panel took the claim up on 10 March; nothing was given by 2 April."""
    asked = of("evidence_required", "R", at="2025-03-03", by="dcc", item="invoices", due="2025-04-01")
    given = case(
        intention("2025-02-10T10:00", estimate="1.00"),
        asked,
        of("panel_took_up", "U", at="2025-03-10", on="own_motion"),
    )
    assert turns_on(given, "claims.P.evidence.R.status", "2025-04-02") == {"evidence_timetable=parallel": "overdue"}
    assert turns_on(given, "claims.P.payable", "2025-04-02") == {}


def test_l10_27_a__the_last_day_to_refer_a_breach() -> None:
    """From 13 January: Sunday 13 April; 90 days on, 13 April; the day before, 12 April, by which it stands as it does."""
    certificate = {"id": "C1", "type": "certificate_compromised", "at": "2025-01-10", "kind": "organisation"}
    given = case(certificate | {"certificate": "P1", "subscriber": "P", "subscriber_kind": "party"})
    assert turns_on(given, "breaches.P.L11.9.refer_by", "2025-04-13") == {
        "month_count=event_day_included": "2025-04-12",
        "last_day=next_working_day": "2025-04-14",
    }
    assert turns_on(given, "breaches.P.L11.9.status", "2025-04-13") == {"month_count=event_day_included": "final"}


def test_l10_27_a__whether_a_referral_is_in_time_is_looked_at() -> None:
    """It took effect on Monday 14 April; the last day is the Sunday before, or that Monday if it moves."""
    certificate = {"id": "C1", "type": "certificate_compromised", "at": "2025-01-10", "kind": "organisation"}
    referred = {"id": "R", "type": "breach_referred", "subscriber": "P", "received": "2025-04-14T10:00"}
    given = case(certificate | {"certificate": "P1", "subscriber": "P", "subscriber_kind": "party"}, referred)
    in_time = turns_on(given, "breaches.P.L11.9.referral_in_time", "2025-05-01")
    assert in_time == {"last_day=next_working_day": True}


# --- the money ------------------------------------------------------------------------------------------------------------


def test_money_at_stake_is_what_is_payable_and_until_that_is_known_what_is_requested_and_not_barred() -> None:
    """P's 600.00 is payable, Q's 200.00 requested a day late: barred as read, and asked for under two readings."""
    late = intention("2025-04-14T10:00", "J", "Q", total="200.00")
    result = verdict(case(*UPDATED, late), date(2025, 11, 17))
    amounts = {
        party: (each.least.text, each.default.text, each.most.text) for party, each in result.money_by_claim.items()
    }
    assert amounts == {"P": ("0.00", "600.00", "600.00"), "Q": ("0.00", "0.00", "200.00")}
    assert result.money_by_claim["Q"].most_under == {"last_day": "next_working_day"}
    money = result.money
    assert (money.least.text, money.default.text, money.most.text) == ("0.00", "600.00", "800.00")
    assert money.least_under == {"estimate_windows_from": "first_three_months_end", "missed_estimate": "bars"}
    assert money.most_under == {"last_day": "next_working_day"}
    assert money.exact


def test_the_event_is_added_up_under_the_same_readings() -> None:
    """One reading takes from P what it gives to Q, so the most of the event is less than both mosts together.

    Only totals given first are final for P (100.00, then 300.00); Q's later total is the lower one (300.00, then 100.00).
    """
    claims = [
        [
            intention("2025-02-10T10:00", f"I{party}", party, total=first),
            total("2025-03-10T10:00", second, f"T{party}", party=party),
        ]
        for party, first, second in (("P", "100.00", "300.00"), ("Q", "300.00", "100.00"))
    ]
    result = verdict(case(*claims[0], *claims[1]), date(2025, 3, 20))
    for party in ("P", "Q"):
        stake = result.money_by_claim[party]
        assert (stake.least.text, stake.most.text) == ("100.00", "300.00")
    assert (result.money.least.text, result.money.default.text, result.money.most.text) == ("400.00",) * 3


# --- beyond twelve, and beyond the table ------------------------------------------------------------------------------------


def test_above_twelve_live_readings_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same case with the bound set below what is live: pairs are still found, and nothing is said to hold."""
    given = case(*UPDATED)
    exact = value(verdict(given, date(2025, 11, 17)), "claims.P.payable")
    assert exact.live == ("estimate_windows_from", "estimate_windows", "missed_estimate")
    monkeypatch.setattr(verdict_ways, "MOST_LIVE", 2)
    rough = verdict(given, date(2025, 11, 17))
    each = value(rough, "claims.P.payable")
    assert (each.exact, each.live, each.turns_on) == (False, exact.live, exact.turns_on)
    assert (rough.money.exact, rough.money.least.text) == (False, "0.00")


def test_three_together_are_not_found_when_only_pairs_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    given = case(
        the_sum("1000.00"),
        intention("2025-02-10T10:00", total="600.00"),
        intention("2025-04-14T10:00", "J", "Q", estimate="400.00"),
    )
    assert value(verdict(given, date(2025, 5, 1)), "aggregate.exceeds").verdict == "turns_on"
    monkeypatch.setattr(verdict_ways, "MOST_LIVE", 2)
    each = value(verdict(given, date(2025, 5, 1)), "aggregate.exceeds")
    assert (each.verdict, each.exact, each.turns_on) == ("no_change_found", False, ())
    assert {"last_day", "late_intention", "threshold_counts", "threshold_comparison"} <= set(each.live)


def test_a_combination_beyond_the_table_of_bank_holidays_is_named_and_nothing_is_said_to_hold() -> None:
    """Costs ceased on 3 November 2028: whether 3 February 2029 moves nobody can say. A week later is a year not held either."""
    event = [E1 | {"at": "2028-10-02T09:00"}, E2 | {"at": "2028-10-02T16:00"}]
    given = case(
        intention("2028-11-01T10:00", total="600.00"),
        of("costs_ceased", "K", at="2028-11-02"),
        event=event,
    )
    result = verdict(given, date(2028, 12, 1))
    each = value(result, "claims.P.total.due")
    assert (each.value, each.exact, each.verdict) == ("2029-02-02", False, "turns_on")
    assert [(dict(one.options), one.because) for one in each.not_tried] == [
        (
            {"last_day": "next_working_day"},
            "2 February 2029: the table of bank holidays holds 2012 to 2028 only",
        )
    ]
    in_time = value(result, "claims.P.total.in_time")
    assert (in_time.value, in_time.verdict, in_time.exact) == (True, "no_change_found", False)
    assert value(result, "claims.P.eligible").verdict == "holds"
    assert not result.money.exact


def test_a_claim_that_is_not_there_needs_no_last_day() -> None:
    """As read the posted notice is of 3 January 2029 and there is no claim; three months on, 2 January, is never asked for."""
    event = [E1 | {"at": "2028-10-02T09:00"}, E2 | {"at": "2028-10-02T16:00"}]
    posted = of("intention_notified", "I", sent="2028-12-28T18:00", method="post", total="600.00")
    given = case(posted, event=event)
    result = verdict(given, date(2028, 12, 28), readings={"last_day": "next_working_day"})
    assert turns_on(given, "claims.P.requested", "2028-12-28", last_day="next_working_day") == {
        "notice_effective=sending": "600.00"
    }
    due = value(result, "claims.P.intention.due")
    assert (due.value, due.exact, [dict(one.options) for one in due.not_tried]) == (
        None,
        False,
        [{"notice_effective": "sending"}],
    )
    assert [(dict(one.options), one.value) for turn in due.turns_on for one in turn.gives] == [
        ({"last_day": "unmoved", "notice_effective": "sending"}, "2029-01-02")
    ]
    assert value(result, "recovery_event.on").verdict == "holds"


def test_a_notice_beyond_the_table_cannot_be_tried_under_another_reading() -> None:
    """Posted on 29 December 2028, it takes effect in a year that is not held, unless it is given when it is sent."""
    event = [E1 | {"at": "2028-10-02T09:00"}, E2 | {"at": "2028-10-02T16:00"}]
    posted = of("intention_notified", "I", sent="2028-12-29T10:00", method="post", total="600.00")
    given = case(posted, event=event)
    with pytest.raises(Problems):
        verdict(given, date(2029, 1, 10))
    each = value(verdict(given, date(2029, 1, 10), readings={"notice_effective": "sending"}), "claims.P.requested")
    assert (each.value, each.verdict) == ("600.00", "no_change_found")
    assert [dict(one.options) for one in each.not_tried] == [{"notice_effective": "deemed_receipt"}]
