"""What is contested: every other option of every reading, tried one at a time, and the values that it changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import ENGLAND_AND_WALES, Holiday, Moment, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.contested import contest, watched
from recovery_costs.facts import Case
from recovery_costs.finding import Basis, Outcome
from recovery_costs.plain import Problems

Changes = list[tuple[str, Any, Any]]

E1 = {"id": "E1", "type": "compromise_notified", "at": "2025-03-05T09:00", "keys": ["issuing_key"], "state": "actual"}
E2 = {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05T16:00", "required": True, "key": "recovery"}
SUM = {"id": "T", "type": "threshold_determined", "at": "2025-01-02", "sum": "9999.00"}
EVENT = [E1, E2, SUM]
"""The Recovery Event is on 5 March 2025 under every reading, and the sum is far off: three months end on 5 June."""

LATER = "2025-09-01"
TOTAL = {"id": "N", "type": "total_notified", "party": "P", "received": "2025-06-02T11:00", "amount": "1000.00"}
SATISFIED = {"id": "S", "type": "dcc_satisfied", "party": "P", "at": "2025-06-20"}
INTENTION = {"id": "I", "type": "intention_notified", "party": "P", "received": "2025-04-10T11:00"}
ESTIMATED = INTENTION | {"estimate": "450.00"}
COSTS = {
    "id": "C",
    "type": "cost_lines",
    "party": "P",
    "at": "2025-04-02",
    "lines": [
        {"line": "1", "incurred": "2025-04-01", "amount": "120.00", "limb": "key_use", "recoverable_vat": "20.00"}
    ],
}


def case(*facts: dict[str, Any], event: list[dict[str, Any]] = EVENT, **readings: str) -> Case:
    return check_case({"format": 1, "case": "C", "readings": readings, "facts": [*event, *facts]})


def contested(given: Case, as_of: str = LATER, **readings: str) -> list[tuple[str, str, str, Changes]]:
    """Each contested option: reading, option, the option it stands against, and its changes."""
    whole = contest(given, date.fromisoformat(as_of), readings=readings)
    assert whole.contested is not None
    return [
        (each.reading, each.option, each.instead_of, [(one.path, one.from_, one.to) for one in each.changes])
        for each in whole.contested
    ]


def changes(given: Case, reading: str, option: str, as_of: str = LATER) -> Changes:
    """What one option changes."""
    (row,) = [each for each in contested(given, as_of) if each[:2] == (reading, option)]
    return row[3]


# --- each path that is watched -------------------------------------------------------------------------------------


def test_l10_14__whether_when_and_on_which_route_a_recovery_event_occurred() -> None:
    """The decision of 3 March came before the notice of 6 March."""
    early = [E1 | {"at": "2025-03-06T09:00"}, E2 | {"at": "2025-03-03T16:00"}, SUM]
    assert contested(case(event=early)) == [
        (
            "event_date",
            "pma_decision",
            "all_circumstances",
            [("recovery_event.on", "2025-03-06", "2025-03-03")],
        ),
        (
            "decision_after_notice",
            "required",
            "not_required",
            [
                ("recovery_event.occurred", True, False),
                ("recovery_event.on", "2025-03-06", None),
                ("recovery_event.route", "L10.15", None),
            ],
        ),
    ]


def test_l10_24__whether_the_requests_exceed_the_sum() -> None:
    at_the_sum = case(TOTAL, event=[E1, E2, SUM | {"sum": "1000.00"}])
    assert contested(at_the_sum) == [
        ("threshold_comparison", "reaching", "exceeding", [("aggregate.exceeds", False, True)])
    ]


CERTIFICATE = {"type": "certificate_compromised", "at": "2025-03-01", "kind": "organisation"}
OF_P = CERTIFICATE | {"id": "C1", "certificate": "P1", "subscriber": "P", "subscriber_kind": "party"}
OCA = CERTIFICATE | {"id": "C2", "certificate": "OCA1", "subscriber": "DCC", "subscriber_kind": "dcc", "kind": "oca"}
RDP = CERTIFICATE | {"id": "C3", "certificate": "R1", "subscriber": "RDP1", "subscriber_kind": "non_party"}


def test_l10_27_a__where_a_breach_stands() -> None:
    late = {"id": "BR", "type": "breach_referred", "subscriber": "P", "received": "2025-06-06T10:00"}
    assert contested(case(OF_P, late)) == [
        ("late_referral", "panel_may_accept", "fatal", [("breaches.P.L11.9.status", "final", "deemed_pending")])
    ]


def test_l10_26__a_breach_that_another_reading_takes_away_or_adds() -> None:
    assert contested(case(OF_P, OCA)) == [
        ("oca_carve_out", "any_oca_in_event", "caused_by_oca", [("breaches.P.L11.9.status", "final", None)])
    ]
    assert contested(case(RDP | {"nominated_by": "N"})) == [
        ("non_party_subscriber", "nominating_party", "no_breach", [("breaches.N.L11.9.status", None, "final")])
    ]


def test_l10_25_b__the_path_of_a_breach_names_its_provision() -> None:
    keys = [E1 | {"keys": ["contingency_symmetric_key"]}, E2, SUM]
    path = "breaches.DCC.Organisation Certificate Policy 6.2.1.status"
    assert changes(case(event=keys), "symmetric_key_only", "root_oca_compromised") == [(path, None, "final")]


@pytest.mark.parametrize(
    ("at", "rows"),
    [
        pytest.param("2025-06-03T10:00", [], id="by the last day under every reading"),
        pytest.param(
            "2025-06-04T10:00",
            [("month_count", "ninety_days", "corresponding_date", "bars it")],
            id="a day after the ninetieth",
        ),
        pytest.param(
            "2025-06-05T10:00",
            [
                ("month_count", "ninety_days", "corresponding_date", "bars it"),
                ("month_count", "event_day_included", "corresponding_date", "bars it"),
            ],
            id="on the last day",
        ),
        pytest.param(
            "2025-06-06T10:00", [("late_intention", "breach_only", "bars", "spares it")], id="a day after the last"
        ),
    ],
)
def test_l10_19_a__whether_the_intention_was_in_time_and_what_follows(
    at: str, rows: list[tuple[str, str, str, str]]
) -> None:
    what: dict[str, Changes] = {
        "bars it": [
            ("claims.P.barred", False, True),
            ("claims.P.intention.in_time", True, False),
            ("claims.P.payable", "1000.00", "0.00"),
        ],
        "spares it": [("claims.P.barred", True, False), ("claims.P.payable", "0.00", "1000.00")],
    }
    expected = [(*row[:3], what[row[3]]) for row in rows]
    assert contested(case(TOTAL | {"received": at}, SATISFIED)) == expected


def test_l10_19_b_i__whether_an_estimate_came_with_the_intention() -> None:
    """E-mailed on Wednesday at 18:00 the intention takes effect on Thursday, as the estimate does; sent, a day before."""
    e_mailed = {"id": "I", "type": "intention_notified", "party": "P", "sent": "2025-06-04T18:00", "method": "email"}
    estimate = {"id": "U", "type": "estimate_given", "party": "P", "received": "2025-06-05T10:00", "amount": "9.00"}
    assert changes(case(e_mailed, estimate), "notice_effective", "sending", "2025-07-01") == [
        ("claims.P.estimates.1.status", "open", "met"),
        ("claims.P.initial_estimate", "met", "not_met"),
    ]


def test_l10_19_b_ii__a_window_that_another_reading_takes_away() -> None:
    """From the end of the first three months, on 5 June, no window has started yet."""
    assert contested(case(ESTIMATED), "2025-06-05") == [
        (
            "estimate_windows_from",
            "first_three_months_end",
            "intention",
            [("claims.P.estimates.1.status", "open", None)],
        )
    ]


def test_l10_19_c__whether_the_total_was_in_time() -> None:
    ceased = {"id": "CC", "type": "costs_ceased", "party": "P", "at": "2025-03-10"}
    total = TOTAL | {"received": "2025-06-10T10:00"}
    assert changes(case(ESTIMATED, ceased, total), "month_count", "event_day_included") == [
        ("claims.P.barred", False, True),
        ("claims.P.payable", None, "0.00"),
        ("claims.P.total.in_time", True, False),
    ]


def test_l10_19__what_is_requested() -> None:
    assert changes(case(ESTIMATED, TOTAL), "estimates", "cap_the_total") == [
        ("claims.P.requested", "1000.00", "450.00")
    ]


def test_l10_17__what_is_eligible() -> None:
    assert contested(case(COSTS), "2025-05-01") == [
        ("vat", "gross", "net_of_recoverable", [("claims.P.eligible", "100.00", "120.00")])
    ]


def test_what_is_watched_of_an_adjudication_and_nothing_else() -> None:
    whole = adjudicate(case(OF_P, OCA, ESTIMATED, COSTS), date(2025, 7, 11))
    assert dict(watched(whole)) == {
        "recovery_event.occurred": True,
        "recovery_event.route": "L10.15",
        "recovery_event.on": "2025-03-05",
        "aggregate.exceeds": False,
        "breaches.DCC.Organisation Certificate Policy 6.2.1.status": "final",
        "breaches.P.L11.9.status": "final",
        "claims.P.intention.in_time": True,
        "claims.P.initial_estimate": "met",
        "claims.P.estimates.1.status": "missed",
        "claims.P.estimates.2.status": "open",
        "claims.P.total.in_time": None,
        "claims.P.requested": None,
        "claims.P.barred": False,
        "claims.P.eligible": "100.00",
        "claims.P.payable": None,
    }


# --- the order, and what an option stands against ------------------------------------------------------------------

READINGS = [
    *("event_date", "decision_after_notice", "month_count", "last_day", "notice_effective", "proved_receipt"),
    *("bank_holidays", "estimate_windows_from", "estimate_windows", "late_intention", "missed_estimate", "late_total"),
    *("ceases_to_incur", "later_totals", "estimates", "key_success", "pre_event_costs", "otherwise_incurred"),
    *("recovery_status", "vat", "dcc_claims", "deemed_breacher_claims", "evidence_timetable", "threshold_counts"),
    *("threshold_comparison", "threshold_sum", "threshold_amounts", "no_threshold", "draft_proposal", "dcc_breaches"),
    *("oca_carve_out", "non_party_subscriber", "symmetric_key_only", "referral", "late_referral"),
]


def test_options_stand_in_the_order_of_the_readings_and_changes_by_path() -> None:
    facts = (OF_P, OCA, RDP | {"nominated_by": "N"}, COSTS, ESTIMATED | {"received": "2025-06-05T10:00"})
    late = TOTAL | {"received": "2025-09-01"}
    own = {"id": "N2", "type": "total_notified", "party": "DCC", "received": "2025-06-02", "amount": "9999.00"}
    rows = contested(case(*facts, late, own))
    assert [(reading, option) for reading, option, _, _ in rows] == [
        ("month_count", "ninety_days"),
        ("month_count", "event_day_included"),
        ("estimates", "cap_the_total"),
        ("vat", "gross"),
        ("dcc_claims", "any_party"),
        ("deemed_breacher_claims", "barred"),
        ("oca_carve_out", "any_oca_in_event"),
        ("non_party_subscriber", "nominating_party"),
    ]
    places = [READINGS.index(reading) for reading, _, _, _ in rows]
    assert places == sorted(places)
    for _, _, _, changed in rows:
        paths = [path for path, _, _ in changed]
        assert paths == sorted(paths)


@pytest.mark.parametrize(
    ("of_the_case", "argument"),
    [
        pytest.param({"event_date": "pma_decision"}, {}, id="chosen by the case file"),
        pytest.param({}, {"event_date": "pma_decision"}, id="chosen by the caller"),
        pytest.param({"event_date": "dcc_notice"}, {"event_date": "pma_decision"}, id="the caller over the case file"),
    ],
)
def test_an_option_stands_instead_of_the_one_chosen(of_the_case: dict[str, str], argument: dict[str, str]) -> None:
    """With the day of the decision chosen, both other options of the reading are tried, the default among them."""
    early = [E1 | {"at": "2025-03-06T09:00"}, E2 | {"at": "2025-03-03T16:00"}, SUM]
    rows = contested(case(event=early, **of_the_case), **argument)
    moved = [("recovery_event.on", "2025-03-03", "2025-03-06")]
    assert [row for row in rows if row[0] == "event_date"] == [
        ("event_date", "all_circumstances", "pma_decision", moved),
        ("event_date", "dcc_notice", "pma_decision", moved),
    ]


def test_each_option_is_tried_beside_the_other_readings_chosen() -> None:
    """The total came on 4 June: late only by ninety days, and then barred only while that reading bars."""
    given = case(TOTAL | {"received": "2025-06-04T10:00"})
    by_ninety = contested(given, month_count="ninety_days", late_intention="breach_only")
    assert [row for row in by_ninety if row[0] in ("month_count", "late_intention")] == [
        ("month_count", "corresponding_date", "ninety_days", [("claims.P.intention.in_time", False, True)]),
        ("month_count", "event_day_included", "ninety_days", [("claims.P.intention.in_time", False, True)]),
        (
            "late_intention",
            "bars",
            "breach_only",
            [("claims.P.barred", False, True), ("claims.P.payable", None, "0.00")],
        ),
    ]


def test_all_else_is_as_adjudicated() -> None:
    given, as_of = case(OF_P, COSTS, TOTAL), date(2025, 6, 5)
    plain, whole = adjudicate(given, as_of), contest(given, as_of)
    assert isinstance(whole, Adjudication)
    without = whole.as_json()
    assert without.pop("contested")
    assert without == plain.as_json()


def test_what_was_not_known_is_not_contested() -> None:
    known_later = case(COSTS | {"recorded": "2025-05-20T10:00"})
    as_of = date(2025, 6, 1)
    for known_at, rows in (("2025-05-20T09:59:59", 0), ("2025-05-20T10:00", 1), ("2025-05-20T10:00:01", 1)):
        whole = contest(known_later, as_of, Moment.of(known_at))
        assert len(whole.contested or ()) == rows
        assert whole.known_at == Moment.of(known_at)


def test_the_table_of_bank_holidays_given_is_the_one_used() -> None:
    """With a bank holiday on Thursday 5 June an e-mail of that day takes effect on Friday, late."""
    e_mailed = {"id": "I", "type": "intention_notified", "party": "P", "sent": "2025-06-05T10:00", "method": "email"}
    day_off = Holiday(date(2025, 6, 5), ENGLAND_AND_WALES, "A day off", "a test", "found")
    given, as_of = case(e_mailed), date(2025, 7, 1)
    for holidays, bars in ((None, False), ((*shipped_holidays(), day_off), True)):
        whole = contest(given, as_of, holidays=holidays)
        assert whole.claims[0].barred is bars
        spared = [each.option for each in whole.contested or () if each.reading == "late_intention"]
        assert spared == (["breach_only"] if bars else [])


# --- what cannot be tried ------------------------------------------------------------------------------------------

# Three months after 1 October 2028 end on Monday 1 January 2029, and the table of bank holidays ends with 2028.
LATE_EVENT = [E1 | {"at": "2028-10-01T09:00"}, E2 | {"at": "2028-10-01T16:00"}, SUM]


def test_an_option_that_needs_a_working_day_beyond_the_table_is_reported_and_not_guessed() -> None:
    given = case(COSTS, event=LATE_EVENT)
    whole = contest(given, date(2028, 11, 1))
    (untried,) = [each for each in whole.findings if each not in adjudicate(given, date(2028, 11, 1)).findings]
    assert (untried.clause, untried.outcome, untried.basis) == ("L10.19(a)", Outcome.CANNOT_SAY, Basis.PARAMETER)
    assert untried.readings == ("last_day",)
    assert untried.facts == ()
    assert untried.because == (
        "last_day=next_working_day could not be tried: a last day on 2029-01-01, which may be a Working Day."
    )
    assert "last_day" not in [each.reading for each in whole.contested or ()]


def test_what_could_not_be_tried_stands_among_the_findings_in_code_order() -> None:
    received = TOTAL | {"received": "2029-01-02T10:00"}
    whole = contest(case(received, OF_P, event=LATE_EVENT), date(2029, 2, 1))
    clauses = [each.clause for each in whole.findings]
    untried = [each for each in whole.findings if "could not be tried" in each.because]
    assert [each.readings for each in untried] == [("last_day",), ("proved_receipt",)]
    assert "a Working Day to decide on 2029-01-02" in untried[1].because
    assert [each.about for each in whole.findings if each.clause == "L10.19(a)"] == [None, None, "P"]
    first = clauses.index("L10.19(a)")
    assert clauses[first - 1] == "L10.18"
    assert set(clauses[first : clauses.index("L10.19(c)")]) == {"L10.19(a)", "L10.19(b)(i)"}


def test_a_working_day_beyond_the_table_that_the_chosen_readings_need_is_a_problem() -> None:
    with pytest.raises(Problems) as caught:
        contest(case(COSTS, event=LATE_EVENT), date(2028, 11, 1), readings={"last_day": "next_working_day"})
    assert [each.field for each in caught.value.problems] == ["readings.last_day"]
