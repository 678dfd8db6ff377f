"""What somebody still has to do, or may do: when it appears, when it does not, and the last good day and moment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Awaited, LastSafe
from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case

NOTIFIED = {"id": "E1", "type": "compromise_notified", "at": "2025-03-03", "keys": ["issuing_key"], "state": "actual"}
EVENT = [
    NOTIFIED,
    {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
]
"""The Recovery Event is on Wednesday 5 March 2025; three months after it is Thursday 5 June."""

LATER = "2025-09-01"


def awaited(*facts: dict[str, Any], as_of: str = LATER, event: bool = True, **readings: str) -> list[Awaited]:
    """All that is awaited in a case of these facts, P's where they name no other."""
    ours = {"intention_notified", "total_notified", "estimate_given", "costs_ceased", "evidence_required"}
    ours |= {"evidence_given", "panel_took_up", "dcc_satisfied", "adequacy_referred", "payment_directed"}
    ours |= {"payment_made", "cost_lines"}
    given = [({"party": "P"} if each["type"] in ours else {}) | each for each in facts]
    case = check_case({"format": 1, "case": "C", "facts": [*(EVENT if event else [NOTIFIED]), *given]})
    return list(adjudicate(case, date.fromisoformat(as_of), readings=readings).awaited)


def of(clause: str, items: list[Awaited]) -> list[Awaited]:
    return [each for each in items if each.clause == clause]


def safe(hand: str, email: str, post: str) -> LastSafe:
    return LastSafe(*(Moment.of(each) for each in (hand, email, post)))


# Thursday 5 June: by hand to 17:30, e-mailed an hour before, posted on Tuesday 3 June for Wednesday and Thursday.
BY_5_JUNE = safe("2025-06-05T17:30", "2025-06-05T16:30", "2025-06-03T23:59:59")

COST = {"line": "1", "incurred": "2025-04-01", "amount": "100.00", "limb": "key_use"}
COSTS = {"id": "C", "type": "cost_lines", "at": "2025-03-20", "lines": [COST]}
INTENTION = {"id": "I", "type": "intention_notified", "received": "2025-04-10T11:00"}
ESTIMATED = INTENTION | {"estimate": "900.00"}
TOTAL = {"id": "N", "type": "total_notified", "received": "2025-06-02T11:00", "amount": "1000.00"}
LATE_TOTAL = TOTAL | {"received": "2025-06-06T11:00"}
SATISFIED = {"id": "S", "type": "dcc_satisfied", "at": "2025-06-20"}
REFERRED = {"id": "A", "type": "adequacy_referred", "at": "2025-06-20"}
IN_FULL = {"id": "D", "type": "payment_directed", "at": "2025-06-25", "direction": "full"}


def paid(amount: str) -> dict[str, Any]:
    return {"id": "PM", "type": "payment_made", "at": "2025-07-01", "amount": amount}


# --- L10.19: notices -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "as_of",
    [
        pytest.param("2025-06-04", id="a day before the last"),
        pytest.param("2025-06-05", id="on the last day"),
        pytest.param("2025-06-06", id="a day after the last, when it is late"),
    ],
)
def test_l10_19_a__the_intention_of_a_claimant_that_has_given_none_is_awaited(as_of: str) -> None:
    assert awaited(COSTS, as_of=as_of) == [
        Awaited(
            "L10.19(a)",
            "duty",
            "P",
            "notice of its intention to ask to be recompensed",
            date(2025, 6, 5),
            BY_5_JUNE,
        )
    ]


@pytest.mark.parametrize("notice", [INTENTION, TOTAL], ids=["an intention", "a total, which is the intention too"])
def test_l10_19_a__once_notified_the_intention_is_awaited_no_more(notice: dict[str, Any]) -> None:
    assert of("L10.19(a)", awaited(COSTS, notice)) == []


def test_l10_19_a__before_a_recovery_event_no_time_runs_for_the_intention() -> None:
    assert awaited(COSTS, event=False) == []


def test_l10_19_a__where_the_last_day_is_a_saturday_the_last_safe_moments_are_on_friday() -> None:
    """The event on 7 March ends the three months on Saturday 7 June: what is sent after Friday 17:30 is late."""
    event = [NOTIFIED, EVENT[1] | {"at": "2025-03-07"}]
    case = check_case({"format": 1, "case": "C", "facts": [*event, COSTS | {"party": "P"}]})
    (item,) = adjudicate(case, date(2025, 6, 1)).awaited
    assert item.due == date(2025, 6, 7)
    assert item.last_safe == safe("2025-06-06T17:30", "2025-06-06T16:30", "2025-06-04T23:59:59")


def test_l10_19_a__under_the_reading_sending_the_last_safe_moment_is_the_last_second_of_the_day() -> None:
    (item,) = awaited(COSTS, as_of="2025-06-01", notice_effective="sending")
    assert item.last_safe == safe("2025-06-05T23:59:59", "2025-06-05T23:59:59", "2025-06-05T23:59:59")


def test_l10_19_a__beyond_the_table_of_bank_holidays_the_last_safe_moment_is_not_guessed() -> None:
    """The event on 1 October 2028 ends the three months on Monday 1 January 2029."""
    event = [NOTIFIED, EVENT[1] | {"at": "2028-10-01"}]
    case = check_case({"format": 1, "case": "C", "facts": [*event, COSTS | {"party": "P"}]})
    (item,) = adjudicate(case, date(2028, 11, 1)).awaited
    assert (item.due, item.last_safe) == (date(2029, 1, 1), LastSafe(None, None, None))


def test_l10_19_b_i__the_best_estimate_that_did_not_come_with_the_intention_is_awaited() -> None:
    # Thursday 10 April: posted on Tuesday 8 April.
    what, due = "its best estimate, due with the notice of intention", date(2025, 4, 10)
    last_safe = safe("2025-04-10T17:30", "2025-04-10T16:30", "2025-04-08T23:59:59")
    assert awaited(INTENTION, as_of="2025-04-10") == [Awaited("L10.19(b)(i)", "duty", "P", what, due, last_safe)]


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param([ESTIMATED], id="it came with the intention"),
        pytest.param([INTENTION | {"total": "900.00"}], id="the total came with the intention"),
        pytest.param(
            [INTENTION, {"id": "U", "type": "estimate_given", "received": "2025-04-28", "amount": "900.00"}],
            id="an estimate came later",
        ),
        pytest.param([INTENTION, TOTAL], id="the total came later"),
        pytest.param([], id="there is no intention"),
    ],
)
def test_l10_19_b_i__otherwise_no_initial_estimate_is_awaited(facts: list[dict[str, Any]]) -> None:
    assert of("L10.19(b)(i)", awaited(COSTS, *facts)) == []


@pytest.mark.parametrize(
    ("as_of", "clauses"),
    [
        pytest.param("2025-04-27", ["L10.19(b)(i)", "L10.19(b)(ii)"], id="a day before a later estimate"),
        pytest.param("2025-04-28", [], id="on the day of it"),
        pytest.param("2025-04-29", [], id="a day after it"),
    ],
)
def test_l10_19_b_i__an_estimate_in_the_first_window_serves_in_place_of_the_initial_one(
    as_of: str, clauses: list[str]
) -> None:
    update = {"id": "U", "type": "estimate_given", "received": "2025-04-28", "amount": "900.00"}
    assert [each.clause for each in awaited(INTENTION, update, as_of=as_of)] == clauses


FIRST_WINDOW = Awaited(
    "L10.19(b)(ii)",
    "duty",
    "P",
    "updated best estimate",
    date(2025, 7, 10),
    safe("2025-07-10T17:30", "2025-07-10T16:30", "2025-07-08T23:59:59"),
)
# 10 October 2025 is a Friday: posted on Wednesday 8 October.
SECOND_WINDOW = Awaited(
    "L10.19(b)(ii)",
    "duty",
    "P",
    "updated best estimate",
    date(2025, 10, 10),
    safe("2025-10-10T17:30", "2025-10-10T16:30", "2025-10-08T23:59:59"),
)


@pytest.mark.parametrize(
    ("as_of", "items"),
    [
        pytest.param("2025-04-10", [], id="on the day of the intention"),
        pytest.param("2025-04-11", [FIRST_WINDOW], id="the first day of window 1"),
        pytest.param("2025-07-09", [FIRST_WINDOW], id="a day before its last"),
        pytest.param("2025-07-10", [FIRST_WINDOW], id="its last day"),
        pytest.param("2025-07-11", [SECOND_WINDOW], id="a day after its last, in window 2"),
    ],
)
def test_l10_19_b_ii__an_updated_estimate_is_awaited_in_the_open_window(as_of: str, items: list[Awaited]) -> None:
    assert awaited(ESTIMATED, as_of=as_of) == items


def test_l10_19_b_ii__once_given_or_ended_by_the_total_no_estimate_is_awaited() -> None:
    update = {"id": "U", "type": "estimate_given", "received": "2025-05-12", "amount": "950.00"}
    assert awaited(ESTIMATED, update, as_of="2025-07-10") == []
    assert of("L10.19(b)(ii)", awaited(ESTIMATED, TOTAL, as_of="2025-07-10")) == []


def test_l10_19_b_ii__the_windows_run_from_the_intention_even_before_a_recovery_event() -> None:
    assert awaited(ESTIMATED, as_of="2025-07-10", event=False) == [FIRST_WINDOW]


CEASED = {"id": "CC", "type": "costs_ceased", "at": "2025-06-10T15:00"}


@pytest.mark.parametrize(
    ("as_of", "awaits"),
    [
        pytest.param("2025-06-09", False, id="a day before costs ceased"),
        pytest.param("2025-06-10", True, id="on the day they ceased"),
        pytest.param("2025-06-11", True, id="a day after"),
        pytest.param("2025-09-10", True, id="on the last day"),
        pytest.param("2025-09-11", True, id="a day after the last, when it is late"),
    ],
)
def test_l10_19_c__the_total_is_awaited_once_costs_have_ceased(as_of: str, awaits: bool) -> None:
    # Wednesday 10 September: posted on Monday 8 September.
    last_safe = safe("2025-09-10T17:30", "2025-09-10T16:30", "2025-09-08T23:59:59")
    item = Awaited("L10.19(c)", "duty", "P", "total of the costs it asks for", date(2025, 9, 10), last_safe)
    assert of("L10.19(c)", awaited(ESTIMATED, CEASED, as_of=as_of)) == ([item] if awaits else [])


def test_l10_19_c__once_notified_the_total_is_awaited_no_more() -> None:
    assert of("L10.19(c)", awaited(ESTIMATED, CEASED, TOTAL)) == []


def test_l10_18__no_notice_is_awaited_of_the_dcc_unless_it_may_claim() -> None:
    of_dcc = COSTS | {"party": "DCC"}
    assert awaited(of_dcc) == []
    assert [each.clause for each in awaited(of_dcc, dcc_claims="any_party")] == ["L10.19(a)"]


# --- L10.20: evidence ----------------------------------------------------------------------------------------------

REQUIRED = {"id": "R", "type": "evidence_required", "at": "2025-06-10", "by": "dcc", "item": "the invoices"}
REQUIRED |= {"due": "2025-06-30"}


@pytest.mark.parametrize(
    ("as_of", "what"),
    [
        pytest.param("2025-06-29", "evidence: the invoices", id="a day before the last"),
        pytest.param("2025-06-30", "evidence: the invoices", id="on the last day"),
        pytest.param("2025-07-01", "evidence: the invoices", id="a day after the last"),
    ],
)
def test_l10_20__evidence_open_or_overdue_is_awaited(as_of: str, what: str) -> None:
    # Monday 30 June: posted on Thursday 26 June for Friday and Monday.
    last_safe = safe("2025-06-30T17:30", "2025-06-30T16:30", "2025-06-26T23:59:59")
    item = Awaited("L10.20", "duty", "P", what, date(2025, 6, 30), last_safe)
    assert of("L10.20", awaited(TOTAL, REQUIRED, as_of=as_of)) == [item]


@pytest.mark.parametrize(
    "fact",
    [
        {"id": "G", "type": "evidence_given", "received": "2025-06-30", "requirement": "R"},
        {"id": "G", "type": "evidence_given", "received": "2025-07-02", "requirement": "R"},
        {"id": "T", "type": "panel_took_up", "at": "2025-06-20", "on": "own_motion"},
    ],
    ids=["given in time", "given late", "displaced by the Panel"],
)
def test_l10_20__evidence_given_or_displaced_is_awaited_no_more(fact: dict[str, Any]) -> None:
    assert of("L10.20", awaited(TOTAL, REQUIRED, fact)) == []


def test_l10_20__evidence_is_asked_for_as_the_correction_of_the_requirement_says() -> None:
    mended = REQUIRED | {"id": "R2", "item": "the timesheets", "corrects": "R", "reason": "slip"}
    (item,) = of("L10.20", awaited(TOTAL, REQUIRED, mended))
    assert item.what == "evidence: the timesheets"


# --- L10.22 and L10.23: pay, refer, direct -------------------------------------------------------------------------


def test_l10_22__the_dcc_is_to_pay_or_to_refer_what_is_requested() -> None:
    what = "pay £1,000.00 to P if satisfied of the evidence, or refer the question to the Panel"
    assert awaited(TOTAL) == [Awaited("L10.22", "duty", "DCC", what, None, None)]


@pytest.mark.parametrize(("amount", "awaited_is"), [("0.00", 0), ("0.01", 1)])
def test_l10_22__a_total_of_nought_withdraws_the_request_and_nothing_is_awaited(amount: str, awaited_is: int) -> None:
    assert len(awaited(TOTAL | {"amount": amount})) == awaited_is


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param([ESTIMATED], id="nothing is requested"),
        pytest.param([LATE_TOTAL], id="the claim is barred"),
        pytest.param([TOTAL, REFERRED], id="it was referred"),
        pytest.param([TOTAL, SATISFIED, REFERRED], id="it was referred, though the DCC was satisfied"),
        pytest.param([TOTAL, SATISFIED, paid("1000.00")], id="it was satisfied and paid"),
        pytest.param([TOTAL, IN_FULL, paid("1000.00")], id="the Panel directed and it was paid"),
    ],
)
def test_l10_22__otherwise_the_dcc_has_nothing_to_decide_or_to_pay(facts: list[dict[str, Any]]) -> None:
    assert of("L10.22", awaited(*facts)) == []


@pytest.mark.parametrize(
    ("amount", "left"),
    [
        pytest.param(None, "£1,000.00", id="nothing paid"),
        pytest.param("999.99", "£0.01", id="a penny below what is payable"),
        pytest.param("1000.00", None, id="exactly what is payable"),
        pytest.param("1000.01", None, id="a penny above what is payable"),
    ],
)
def test_l10_22__what_is_outstanding_is_to_be_paid(amount: str | None, left: str | None) -> None:
    items = awaited(TOTAL, SATISFIED, *([paid(amount)] if amount else []))
    assert items == ([Awaited("L10.22", "duty", "DCC", f"pay P {left}", None, None)] if left else [])


def test_l10_22__before_a_recovery_event_there_is_nothing_to_decide_on_a_request() -> None:
    assert awaited(TOTAL, event=False) == []


DIRECT = Awaited(
    "L10.23(b)", "duty", "Panel", "direct whether the DCC is to pay P in full, in part or not at all", None, None
)
FIXED = {"id": "AD", "type": "appeal_decided", "at": "2025-07-01", "decision": "D", "upheld": False, "sum": "7.00"}


@pytest.mark.parametrize(
    ("facts", "awaits"),
    [
        pytest.param([TOTAL], False, id="nothing was referred"),
        pytest.param([TOTAL, REFERRED], True, id="referred"),
        pytest.param([TOTAL, SATISFIED, REFERRED], True, id="referred, though the DCC was satisfied"),
        pytest.param([TOTAL, REFERRED, IN_FULL], False, id="directed"),
        pytest.param([TOTAL, REFERRED, IN_FULL, FIXED], False, id="fixed by the Authority"),
        pytest.param(
            [TOTAL, REFERRED, IN_FULL | {"direction": "part", "sum": "1000.00"}],
            True,
            id="directed as the clause does not allow",
        ),
    ],
)
def test_l10_23_b__the_panel_is_to_direct_what_was_referred(facts: list[dict[str, Any]], awaits: bool) -> None:
    items = of("L10.23(b)", awaited(*facts))
    assert items == ([DIRECT] if awaits else [])
    assert {each.about for each in items} <= {"P"}


def test_l10_23_b__what_the_panel_directed_is_to_be_paid_even_without_a_recovery_event() -> None:
    """A direction governs without a Recovery Event; what it makes payable is outstanding, so somebody is to pay it."""
    assert [each.what for each in awaited(TOTAL, REFERRED, IN_FULL, event=False)] == ["pay P £1,000.00"]


# --- L10.24: dates of payment --------------------------------------------------------------------------------------

SUM = {"id": "T", "type": "threshold_determined", "at": "2025-01-02", "sum": "1000.00"}
MORE = TOTAL | {"amount": "1000.01"}
DATES_REFERRED = {"id": "DR", "type": "dates_referred", "at": "2025-07-01T10:00"}
CONSIDERED = {"id": "DP", "type": "draft_proposal_considered", "at": "2025-07-05", "submit": False}


def dated(*payments: tuple[str, str], at: str = "2025-07-10", party: str = "P") -> dict[str, Any]:
    """Dates of payment: day and amount."""
    rows = [{"party": party, "on": on, "amount": amount} for on, amount in payments]
    return {"id": "DD", "type": "dates_determined", "at": at, "payments": rows}


@pytest.mark.parametrize(
    ("amount", "awaits"),
    [
        pytest.param("999.99", False, id="a penny below the sum"),
        pytest.param("1000.00", False, id="exactly the sum"),
        pytest.param("1000.01", True, id="a penny above the sum"),
    ],
)
def test_l10_24__above_the_sum_dates_may_be_referred_and_a_draft_proposal_is_to_be_considered(
    amount: str, awaits: bool
) -> None:
    items = awaited(SUM, TOTAL | {"amount": amount})
    consider = "consider whether to submit a Draft Proposal on the Charging Methodology"
    refer = Awaited("L10.24(a)", "right", "DCC", "refer the dates of payment to the Panel", None, None)
    assert of("L10.24(a)", items) == ([refer] if awaits else [])
    assert of("L10.24(c)", items) == ([Awaited("L10.24(c)", "duty", "Panel", consider, None, None)] if awaits else [])


def test_l10_24_a__once_referred_the_right_to_refer_dates_is_spent() -> None:
    assert of("L10.24(a)", awaited(SUM, MORE, DATES_REFERRED)) == []


def test_l10_24_c__once_considered_a_draft_proposal_is_awaited_no_more() -> None:
    assert of("L10.24(c)", awaited(SUM, MORE, CONSIDERED)) == []


@pytest.mark.parametrize(
    ("at", "awaits"),
    [
        pytest.param(None, True, id="no dates"),
        pytest.param("2025-07-01T09:59:59", True, id="dates a second before the referral"),
        pytest.param("2025-07-01T10:00", False, id="dates at its moment"),
        pytest.param("2025-07-01T10:00:01", False, id="dates a second after it"),
    ],
)
def test_l10_24_b__the_panel_is_to_set_the_dates_that_were_referred(at: str | None, awaits: bool) -> None:
    dates = [dated(("2025-12-01", "1000.01"), at=at)] if at else []
    item = Awaited("L10.24(b)", "duty", "Panel", "determine the dates of payment", None, None)
    assert of("L10.24(b)", awaited(SUM, MORE, DATES_REFERRED, *dates)) == ([item] if awaits else [])


def test_l10_24_b__dates_that_nobody_referred_are_not_to_be_set() -> None:
    assert of("L10.24(b)", awaited(SUM, MORE)) == []


TWO = dated(("2025-08-01", "400.01"), ("2025-09-01", "600.00"))


@pytest.mark.parametrize(
    ("as_of", "paid_", "owed"),
    [
        pytest.param("2025-07-31", None, None, id="a day before the first"),
        pytest.param("2025-08-01", None, ("£400.01", "1 August 2025"), id="on the day of the first"),
        pytest.param("2025-08-02", None, ("£400.01", "1 August 2025"), id="a day after the first"),
        pytest.param("2025-08-02", "400.00", ("£0.01", "1 August 2025"), id="a penny short of the first"),
        pytest.param("2025-08-02", "400.01", None, id="exactly the first"),
        pytest.param("2025-08-02", "400.02", None, id="a penny more than the first"),
        pytest.param("2025-08-31", "400.01", None, id="a day before the second"),
        pytest.param("2025-09-01", "400.01", ("£600.00", "1 September 2025"), id="on the day of the second"),
        pytest.param("2025-09-01", "400.02", ("£599.99", "1 September 2025"), id="a penny of it paid before"),
        pytest.param("2025-09-02", "400.00", ("£600.01", "1 August 2025"), id="behind since the first"),
        pytest.param("2025-09-02", "1000.01", None, id="all paid"),
    ],
)
def test_l10_24_b__instalments_fallen_due_are_to_be_paid(
    as_of: str, paid_: str | None, owed: tuple[str, str] | None
) -> None:
    items = awaited(SUM, MORE, SATISFIED, DATES_REFERRED, TWO, *([paid(paid_)] if paid_ else []), as_of=as_of)
    assert of("L10.22", items) == []
    if owed is None:
        assert of("L10.24(b)", items) == []
    else:
        amount, day = owed
        due = {"1 August 2025": date(2025, 8, 1), "1 September 2025": date(2025, 9, 1)}[day]
        what = f"pay P {amount}, which fell due on {day}"
        assert of("L10.24(b)", items) == [Awaited("L10.24(b)", "duty", "DCC", what, due, None)]


def test_l10_24_b__no_more_falls_due_than_is_outstanding() -> None:
    """Dates for 1,000.01 stand, but the Panel then directed 500.00: only that is owed."""
    cut = IN_FULL | {"at": "2025-07-20", "direction": "part", "sum": "500.00"}
    (item,) = of("L10.24(b)", awaited(SUM, MORE, SATISFIED, DATES_REFERRED, TWO, cut, as_of="2025-09-01"))
    assert item.what == "pay P £500.00, which fell due on 1 August 2025"


@pytest.mark.parametrize(
    ("facts", "awaits"),
    [
        pytest.param([], True, id="no dates were referred"),
        pytest.param([DATES_REFERRED], False, id="the dates are with the Panel"),
        pytest.param([DATES_REFERRED, dated(("2025-12-01", "5.00"), party="Q")], True, id="dates for others only"),
        pytest.param([DATES_REFERRED, TWO], False, id="dates for this Party"),
    ],
)
def test_l10_22__all_that_is_outstanding_is_to_be_paid_unless_dates_say_when(
    facts: list[dict[str, Any]], awaits: bool
) -> None:
    items = of("L10.22", awaited(SUM, MORE, SATISFIED, *facts))
    assert [each.what for each in items] == (["pay P £1,000.01"] if awaits else [])


# --- L10.27 and L10.29 ---------------------------------------------------------------------------------------------

CERTIFICATE = {"id": "CE", "type": "certificate_compromised", "at": "2025-03-01", "certificate": "P1"}
CERTIFICATE |= {"kind": "organisation", "subscriber": "P", "subscriber_kind": "party"}
BREACH_REFERRED = {"id": "BR", "type": "breach_referred", "subscriber": "P", "received": "2025-06-05T10:00"}
DETERMINED = {"id": "BD", "type": "breach_determined", "subscriber": "P", "at": "2025-07-01", "demonstrated": True}
DETERMINED |= {"breach": False}


@pytest.mark.parametrize(
    ("as_of", "awaits"),
    [
        pytest.param("2025-06-04", True, id="a day before the last"),
        pytest.param("2025-06-05", True, id="on the last day"),
        pytest.param("2025-06-06", False, id="a day after the last"),
    ],
)
def test_l10_27_a__a_deemed_breach_may_be_referred_to_the_end_of_the_last_day(as_of: str, awaits: bool) -> None:
    what = "refer the deemed breach of L11.9 to the Panel"
    item = Awaited("L10.27(a)", "right", "P", what, date(2025, 6, 5), BY_5_JUNE)
    assert awaited(CERTIFICATE, as_of=as_of) == ([item] if awaits else [])


@pytest.mark.parametrize(
    ("facts", "awaits"),
    [
        pytest.param([], False, id="not referred"),
        pytest.param([BREACH_REFERRED], True, id="referred in time"),
        pytest.param([BREACH_REFERRED | {"received": "2025-06-06T10:00"}], False, id="referred late"),
        pytest.param([BREACH_REFERRED, DETERMINED], False, id="determined"),
    ],
)
def test_l10_27_c__the_panel_is_to_determine_what_was_referred_in_time(
    facts: list[dict[str, Any]], awaits: bool
) -> None:
    what = "determine whether P was in breach of L11.9"
    items = awaited(CERTIFICATE, *facts)
    assert items == ([Awaited("L10.27(c)", "duty", "Panel", what, None, None)] if awaits else [])


APPEAL = {"id": "AM", "type": "appeal_made", "by": "P", "decision": "D"}


@pytest.mark.parametrize(
    ("appealed", "awaits"),
    [
        pytest.param(None, False, id="no appeal"),
        pytest.param("2025-07-01T11:59:59", False, id="appealed a second before the Authority decided"),
        pytest.param("2025-07-01T12:00", False, id="at that moment"),
        pytest.param("2025-07-01T12:00:01", True, id="a second after it"),
    ],
)
def test_l10_29__the_authority_is_to_decide_an_appeal(appealed: str | None, awaits: bool) -> None:
    what = "decide the appeal against the Panel's direction on P of 25 June 2025"
    item = Awaited("L10.29", "duty", "Authority", what, None, None)
    facts = [TOTAL, IN_FULL, *([APPEAL | {"at": appealed}] if appealed else [])]
    assert of("L10.29", awaited(*facts, FIXED)) == ([item] if awaits else [])
    assert of("L10.29", awaited(*facts)) == ([item] if appealed else [])


def test_l10_29__several_appeals_against_one_decision_are_decided_as_one() -> None:
    again = APPEAL | {"id": "AM2", "at": "2025-06-28", "by": "DCC"}
    assert len(of("L10.29", awaited(TOTAL, IN_FULL, APPEAL | {"at": "2025-06-27"}, again))) == 1


# --- in order ------------------------------------------------------------------------------------------------------


def test_what_is_awaited_stands_in_code_order_then_by_the_last_day_then_by_whom() -> None:
    b_intention = INTENTION | {"id": "IB", "party": "B", "estimate": "10.00"}
    a_intention = INTENTION | {"id": "IA", "party": "A", "estimate": "10.00", "received": "2025-04-11T11:00"}
    c_intention = a_intention | {"id": "IC", "party": "C"}
    policy = CERTIFICATE | {"id": "C2", "certificate": "OCA1", "kind": "oca", "subscriber": "DCC"}
    facts = [
        CERTIFICATE,
        policy | {"subscriber_kind": "dcc"},
        TOTAL | {"id": "NZ", "party": "Z"},
        c_intention,
        a_intention,
        b_intention,
        COSTS | {"party": "D"},
        REQUIRED | {"party": "Z"},
        REQUIRED | {"id": "R0", "party": "Z", "item": "the bills"},
    ]
    found = [
        (each.clause, each.from_, each.due and each.due.isoformat()) for each in awaited(*facts, as_of="2025-06-05")
    ]
    assert found == [
        ("L10.19(a)", "D", "2025-06-05"),
        ("L10.19(b)(ii)", "B", "2025-07-10"),
        ("L10.19(b)(ii)", "A", "2025-07-11"),
        ("L10.19(b)(ii)", "C", "2025-07-11"),
        ("L10.22", "DCC", None),
        ("L10.27(a)", "DCC", "2025-06-05"),
        ("L10.27(a)", "P", "2025-06-05"),
    ]
    evidence = of("L10.20", awaited(*facts, as_of="2025-06-10"))
    assert [each.what for each in evidence] == ["evidence: the bills", "evidence: the invoices"]


def test_of_one_clause_what_has_a_last_day_stands_before_what_has_none() -> None:
    """Instalments fallen due have a day; dates referred anew have none."""
    again = DATES_REFERRED | {"id": "DR2", "at": "2025-08-15"}
    items = of("L10.24(b)", awaited(SUM, MORE, SATISFIED, DATES_REFERRED, TWO, again))
    assert [each.from_ for each in items] == ["DCC", "Panel"]


def test_the_form_of_what_is_awaited() -> None:
    case = check_case({"format": 1, "case": "C", "facts": [*EVENT, CERTIFICATE]})
    (row,) = adjudicate(case, date(2025, 6, 1)).as_json()["awaited"]
    assert row == {
        "clause": "L10.27(a)",
        "kind": "right",
        "from": "P",
        "what": "refer the deemed breach of L11.9 to the Panel",
        "due": "2025-06-05",
        "last_safe": {"hand": "2025-06-05T17:30", "email": "2025-06-05T16:30", "post": "2025-06-03T23:59:59"},
    }
