"""The whole procedure: what counts, which readings govern, in what order it is said, and each Party's claim."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication, Aggregate, Claim, Evidence, Line, Notified, RecoveryEvent
from recovery_costs.calendar import ENGLAND_AND_WALES, SCOTLAND, Holiday, Moment, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case
from recovery_costs.finding import Outcome
from recovery_costs.law import ORDER
from recovery_costs.money import NOUGHT, Money
from recovery_costs.plain import Problem, Problems
from recovery_costs.terms import DEFAULTS, terms

E1 = {"id": "E1", "type": "compromise_notified", "at": "2025-03-03T10:00", "keys": ["issuing_key"], "state": "actual"}
E2 = {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05T16:00", "required": True, "key": "recovery"}
EVENT = [E1, E2]
"""The Recovery Event is on Wednesday 5 March 2025: the last day for an intention is Thursday 5 June."""

LATER = date(2025, 9, 1)


def case(*facts: dict[str, Any], event: bool = True, **more: Any) -> Case:
    """A case of these facts; those of a claim are P's where they name no other."""
    of_all = ("threshold", "dates", "draft", "breach", "appeal", "certificate", "compromise", "recovery", "replacement")
    given = [each if each["type"].startswith(of_all) else {"party": "P"} | each for each in facts]
    return check_case({"format": 1, "case": "RE-1", "facts": [*(EVENT if event else []), *given], **more})


def adjudicated(*facts: dict[str, Any], as_of: date = LATER, event: bool = True, **readings: str) -> Adjudication:
    return adjudicate(case(*facts, event=event), as_of, readings=readings)


def claim(*facts: dict[str, Any], as_of: date = LATER, event: bool = True, **readings: str) -> Claim:
    (only,) = adjudicated(*facts, as_of=as_of, event=event, **readings).claims
    return only


INTENTION = {"id": "I", "type": "intention_notified", "received": "2025-04-10T11:00"}
TOTAL = {"id": "N", "type": "total_notified", "received": "2025-06-02T11:00", "amount": "1000.00"}
LATE = TOTAL | {"received": "2025-06-06T11:00"}
CEASED = {"id": "CC", "type": "costs_ceased", "at": "2025-05-20T10:00"}
SATISFIED = {"id": "S", "type": "dcc_satisfied", "at": "2025-06-20T10:00"}
REFERRED = {"id": "A", "type": "adequacy_referred", "at": "2025-06-20T10:00"}
TAKEN_UP = {"id": "U", "type": "panel_took_up", "at": "2025-06-20T10:00", "on": "own_motion"}
DIRECTED = {"id": "D", "type": "payment_directed", "at": "2025-06-25T10:00", "direction": "full"}
REFUSED = DIRECTED | {"direction": "none"}
PAID = {"id": "PM", "type": "payment_made", "at": "2025-06-28T10:00", "amount": "1000.00"}
COST = {"line": "1", "incurred": "2025-04-01", "amount": "100.00", "limb": "key_use"}


def costs(*lines: dict[str, Any], name: str = "C", **fields: Any) -> dict[str, Any]:
    return {"id": name, "type": "cost_lines", "at": "2025-04-02", "lines": list(lines or [COST])} | fields


# --- an empty case -------------------------------------------------------------------------------------------------


def test_of_no_facts_nothing_is_known() -> None:
    whole = adjudicated(event=False)
    assert (whole.format, whole.case, whole.as_of, whole.known_at) == (1, "RE-1", LATER, None)
    assert whole.recovery_event == RecoveryEvent(False, None, None)
    assert (whole.claims, whole.breaches, whole.carved_out, whole.not_deemed, whole.awaited) == ((), (), (), (), ())
    assert whole.aggregate == Aggregate(NOUGHT, None, None, False, False)
    assert whole.contested is None
    assert {each.clause: each.outcome for each in whole.findings} == {
        "L10.14": Outcome.NOT_MET,
        "L10.15(a)": Outcome.CANNOT_SAY,
        "L10.15(b)": Outcome.CANNOT_SAY,
        "L10.16(a)": Outcome.CANNOT_SAY,
        "L10.16(b)": Outcome.CANNOT_SAY,
        "L10.16(c)": Outcome.CANNOT_SAY,
        "L10.24": Outcome.CANNOT_SAY,
    }


# --- readings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_the_case", "argument", "barred"),
    [
        pytest.param({}, {}, True, id="by default a late intention bars"),
        pytest.param({"late_intention": "breach_only"}, {}, False, id="the case file over the default"),
        pytest.param({}, {"late_intention": "breach_only"}, False, id="the argument over the default"),
        pytest.param(
            {"late_intention": "breach_only"}, {"late_intention": "bars"}, True, id="the argument over the case file"
        ),
        pytest.param(
            {"late_intention": "breach_only"}, {"vat": "gross"}, False, id="each reading is chosen on its own"
        ),
    ],
)
def test_readings_of_the_argument_go_over_the_case_files_and_those_over_the_defaults(
    of_the_case: dict[str, str], argument: dict[str, str], barred: bool
) -> None:
    whole = adjudicate(case(LATE, readings=of_the_case), LATER, readings=argument)
    assert whole.claims[0].barred is barred
    assert whole.readings == {**DEFAULTS, **of_the_case, **argument}


def test_every_reading_is_stated_with_its_option() -> None:
    readings = adjudicated().readings
    assert len(readings) == 35
    assert (readings["event_date"], readings["late_total"]) == ("all_circumstances", "bars")
    assert adjudicate(case(), LATER, readings=None).readings == readings


# --- what counts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "requested"),
    [
        pytest.param(date(2025, 6, 1), None, id="a day before it took effect"),
        pytest.param(date(2025, 6, 2), "1000.00", id="on the day it took effect"),
        pytest.param(date(2025, 6, 3), "1000.00", id="a day after it took effect"),
    ],
)
def test_a_fact_counts_from_the_day_it_took_effect(as_of: date, requested: str | None) -> None:
    claims = adjudicated(TOTAL, as_of=as_of).claims
    assert [each.requested and each.requested.text for each in claims] == ([requested] if requested else [])


@pytest.mark.parametrize(
    ("known_at", "known"),
    [
        pytest.param(None, True, id="all that is on record"),
        pytest.param("2025-07-01T08:59:59", False, id="a second before it was recorded"),
        pytest.param("2025-07-01T09:00", True, id="the moment it was recorded"),
        pytest.param("2025-07-01T09:00:01", True, id="a second after it was recorded"),
    ],
)
def test_what_was_recorded_later_was_not_known(known_at: str | None, known: bool) -> None:
    moment = Moment.of(known_at) if known_at else None
    whole = adjudicate(case(TOTAL | {"recorded": "2025-07-01T09:00"}), LATER, moment)
    assert whole.known_at == moment
    assert bool(whole.claims) is known


def test_a_correction_counts_once_it_is_on_record() -> None:
    mended = TOTAL | {"id": "N2", "amount": "900.00", "corrects": "N", "reason": "slip", "recorded": "2025-07-01T09:00"}
    given = case(TOTAL, mended)
    for known_at, amount in (("2025-07-01T08:59", "1000.00"), ("2025-07-01T09:00", "900.00"), (None, "900.00")):
        (one,) = adjudicate(given, LATER, Moment.of(known_at) if known_at else None).claims
        assert one.requested == Money.of(amount)


def test_the_order_of_the_file_never_matters() -> None:
    facts = [*EVENT, *({"party": "P"} | each for each in (TOTAL, LATE | {"id": "N2"}, SATISFIED, PAID))]
    forth, back = (
        adjudicate(check_case({"format": 1, "case": "C", "facts": each}), LATER) for each in (facts, facts[::-1])
    )
    assert forth == back


# --- Working Days beyond the table ---------------------------------------------------------------------------------

# Friday 29 December 2028 after hours: the next Working Day is to be decided on Monday 1 January 2029.
BEYOND = {"id": "N", "type": "total_notified", "sent": "2028-12-29T18:00", "method": "email", "amount": "1.00"}
NEW_YEAR_2029 = date(2029, 2, 1)


def problems(given: Case, **readings: str) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        adjudicate(given, NEW_YEAR_2029, readings=readings)
    return caught.value.problems


def test_a_notice_that_needs_a_working_day_beyond_the_table_is_a_problem_of_its_fact() -> None:
    (problem,) = problems(case(BEYOND))
    assert (problem.fact, problem.field) == ("N", "sent")
    assert problem.found == "a Working Day to decide on 2029-01-01"
    assert problem.wanted == "a day in the table of bank holidays, 2012 to 2028"


def test_a_proved_receipt_beyond_the_table_is_a_problem_only_where_it_is_moved() -> None:
    received = case({"id": "N", "type": "total_notified", "received": "2029-01-02T10:00", "amount": "1.00"})
    assert adjudicate(received, NEW_YEAR_2029).claims[0].requested == Money.of("1.00")
    (problem,) = problems(received, proved_receipt="business_hours")
    assert (problem.fact, problem.field) == ("N", "received")


def test_every_notice_beyond_the_table_is_told_at_once() -> None:
    both = case(BEYOND, BEYOND | {"id": "N2", "party": "Q", "sent": "2029-01-02", "method": "hand"})
    assert [(each.fact, each.field) for each in problems(both)] == [("N", "sent"), ("N2", "sent")]


@pytest.mark.parametrize(
    ("as_of", "decides"),
    [
        pytest.param("2028-12-28", False, id="a day before it was sent"),
        pytest.param("2028-12-31", False, id="a day before the Working Day to decide"),
        pytest.param("2029-01-01", True, id="on that day"),
        pytest.param("2029-01-02", True, id="a day after it"),
    ],
)
def test_a_working_day_that_is_still_to_come_need_not_be_decided(as_of: str, decides: bool) -> None:
    day = date.fromisoformat(as_of)
    if decides:
        with pytest.raises(Problems):
            adjudicate(case(BEYOND), day)
    else:
        assert adjudicate(case(BEYOND), day).claims == ()


def test_a_notice_within_working_hours_of_the_last_year_needs_no_table_beyond_it() -> None:
    in_hours = BEYOND | {"sent": "2028-12-29T17:30", "method": "hand"}
    assert adjudicate(case(in_hours), NEW_YEAR_2029).claims[0].intention.effective == Moment.of("2028-12-29T17:30")


@pytest.mark.parametrize(
    ("at", "beyond"),
    [
        pytest.param("2028-09-29", False, id="three months end on Friday 29 December 2028"),
        pytest.param("2028-09-30", True, id="on Saturday 30 December 2028, to be moved to Monday"),
        pytest.param("2028-10-01", True, id="on Monday 1 January 2029"),
    ],
)
def test_a_last_day_beyond_the_table_is_a_problem_of_the_reading_that_moves_it(at: str, beyond: bool) -> None:
    facts = [E1 | {"at": "2028-09-01"}, E2 | {"at": at}, costs() | {"party": "P"}]
    given = check_case({"format": 1, "case": "C", "facts": facts})
    assert adjudicate(given, NEW_YEAR_2029).recovery_event.occurred
    if not beyond:
        (one,) = adjudicate(given, NEW_YEAR_2029, readings={"last_day": "next_working_day"}).claims
        assert one.intention.due == date(2028, 12, 29)
        return
    (problem,) = problems(given, last_day="next_working_day")
    assert (problem.fact, problem.field) == (None, "readings.last_day")
    assert problem.found == "a last day on 2029-01-01, which may be a Working Day"
    assert problem.wanted == "a day in the table of bank holidays, 2012 to 2028"
    assert "last_day=unmoved" in problem.do


# --- terms: how days and notices are read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "periods", "readings", "last"),
    [
        pytest.param(date(2025, 3, 5), 1, {}, date(2025, 6, 5), id="the corresponding day"),
        pytest.param(date(2025, 8, 31), 2, {}, date(2026, 2, 28), id="the second period, from the same anchor"),
        pytest.param(date(2025, 3, 5), 1, {"month_count": "ninety_days"}, date(2025, 6, 3), id="ninety days"),
        pytest.param(
            date(2025, 3, 5), 1, {"month_count": "event_day_included"}, date(2025, 6, 4), id="the event day included"
        ),
        pytest.param(date(2025, 3, 7), 1, {}, date(2025, 6, 7), id="a Saturday, not moved"),
        pytest.param(
            date(2025, 3, 5), 1, {"last_day": "next_working_day"}, date(2025, 6, 5), id="a Working Day, not moved"
        ),
        pytest.param(
            date(2025, 3, 7), 1, {"last_day": "next_working_day"}, date(2025, 6, 9), id="a Saturday, moved to Monday"
        ),
        pytest.param(
            date(2025, 1, 20),
            1,
            {"last_day": "next_working_day"},
            date(2025, 4, 22),
            id="Easter Sunday, moved past Easter Monday",
        ),
        pytest.param(
            date(2024, 11, 2),
            1,
            {"last_day": "next_working_day"},
            date(2025, 2, 3),
            id="a Sunday in February, moved to Monday",
        ),
        pytest.param(
            date(2024, 9, 30),
            1,
            {"last_day": "next_working_day"},
            date(2024, 12, 30),
            id="a Monday after Christmas, not moved",
        ),
        pytest.param(
            date(2025, 10, 2),
            1,
            {"last_day": "next_working_day"},
            date(2026, 1, 2),
            id="2 January is a Working Day in England and Wales",
        ),
        pytest.param(
            date(2025, 10, 2),
            1,
            {"last_day": "next_working_day", "bank_holidays": "any_part_of_gb"},
            date(2026, 1, 5),
            id="and a bank holiday in Scotland",
        ),
    ],
)
def test_l10_19__the_last_day_of_a_period_of_three_months(
    day: date, periods: int, readings: dict[str, str], last: date
) -> None:
    assert terms(Case("C", ()), readings, shipped_holidays()).deadline(day, periods) == last


# A notice handed over on Sunday 1 June 2025 at 10:00 and proved to be received on Monday at 20:00.
@pytest.mark.parametrize(
    ("readings", "effective"),
    [
        pytest.param({}, "2025-06-02T20:00", id="as received"),
        pytest.param({"notice_effective": "sending"}, "2025-06-01T10:00", id="when sent"),
        pytest.param({"proved_receipt": "business_hours"}, "2025-06-03T09:00", id="moved into working hours"),
        pytest.param(
            {"proved_receipt": "business_hours", "notice_effective": "sending"},
            "2025-06-01T10:00",
            id="when sent, and nothing is moved",
        ),
    ],
)
def test_l10_19_a__when_a_notice_takes_effect_is_read(readings: dict[str, str], effective: str) -> None:
    both = INTENTION | {"sent": "2025-06-01T10:00", "method": "hand", "received": "2025-06-02T20:00"}
    assert claim(both, **readings).intention.effective == Moment.of(effective)


def test_the_table_of_bank_holidays_may_be_given() -> None:
    handed_over = INTENTION | {"sent": "2025-06-05T10:00", "method": "hand"}
    del handed_over["received"]
    day_off = [
        Holiday(date(2025, 6, 5), part, "A day off", "a test", "found") for part in (ENGLAND_AND_WALES, SCOTLAND)
    ]
    table = shipped_holidays()
    for holidays, effective in (
        (None, "2025-06-05T10:00"),
        ((*table, day_off[0]), "2025-06-06T09:00"),
        ((*table, day_off[1]), "2025-06-05T10:00"),
    ):
        (one,) = adjudicate(case(handed_over), LATER, holidays=holidays).claims
        assert one.intention.effective == Moment.of(effective)


# --- the order in which it is said ---------------------------------------------------------------------------------

OF_A = {"type": "certificate_compromised", "at": "2025-03-01", "kind": "organisation", "subscriber_kind": "party"}


def test_claims_stand_by_party_and_lines_as_given() -> None:
    lines = [COST | {"line": name} for name in ("2", "10", "1")]
    whole = adjudicated(*(costs(*lines, name=party, party=party) for party in ("b", "é", "a", "Z", "B")))
    assert [each.party for each in whole.claims] == ["B", "Z", "a", "b", "é"]
    assert all([each.line for each in one.lines] == ["2", "10", "1"] for one in whole.claims)


def test_breaches_stand_by_subscriber_and_provision_and_the_others_by_name() -> None:
    def certificate(name: str, subscriber: str, **fields: Any) -> dict[str, Any]:
        return OF_A | {"id": name, "certificate": name, "subscriber": subscriber} | fields

    whole = adjudicated(
        certificate("1", "Q"),
        certificate("2", "DCC", subscriber_kind="dcc", kind="oca"),
        certificate("3", "DCC", subscriber_kind="dcc"),
        certificate("4", "B"),
        certificate("5", "Y", caused_by_oca=True),
        certificate("6", "X", caused_by_oca=True),
        certificate("7", "R2", subscriber_kind="non_party"),
        certificate("8", "R1", subscriber_kind="non_party"),
    )
    assert [(each.subscriber, each.provision) for each in whole.breaches] == [
        ("B", "L11.9"),
        ("DCC", "L11.9"),
        ("DCC", "Organisation Certificate Policy 6.2.1"),
        ("Q", "L11.9"),
    ]
    assert whole.carved_out == ("X", "Y")
    assert [each.subscriber for each in whole.not_deemed] == ["R1", "R2"]


def test_findings_stand_in_code_order_and_within_a_clause_by_whom_they_are_about() -> None:
    threshold = {"id": "T", "type": "threshold_determined", "at": "2025-01-02", "sum": "1.00"}
    of_p = OF_A | {"id": "C1", "certificate": "P1", "subscriber": "P"}
    facts = [of_p, threshold, costs(), INTENTION, TOTAL, REFERRED, TAKEN_UP, DIRECTED, PAID]
    others = [each | {"party": "A", "id": f"A{each['id']}"} for each in (costs(), INTENTION, TOTAL)]
    findings = adjudicated(*facts, *others).findings
    places = [(ORDER[each.clause], each.about or "") for each in findings]
    assert places == sorted(places)
    assert [each.about for each in findings if each.clause == "L10.19(a)"] == ["A", "P"]
    assert {each.clause for each in findings} >= {
        *("L10.14", "L10.15(a)", "L10.17(a)", "L10.18", "L10.19(a)", "L10.19(b)(i)", "L10.19(b)(ii)", "L10.19(c)"),
        *("L10.20(b)", "L10.22", "L10.23(a)", "L10.23(b)", "L10.24", "L10.24(a)", "L10.24(c)", "L10.26"),
        *("L10.27(a)", "L10.28", "L10.29", "L10.30(b)", "L10.30(c)(iv)"),
    }


# --- a claim: its state --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        pytest.param([costs()], None, id="costs and no notice"),
        pytest.param([INTENTION], "notified", id="an intention"),
        pytest.param([TOTAL], "requested", id="a total"),
        pytest.param([INTENTION, TOTAL], "requested", id="an intention and a total"),
        pytest.param([TOTAL, REFERRED], "referred", id="referred to the Panel"),
        pytest.param([TOTAL, TAKEN_UP], "referred", id="taken up by the Panel"),
        pytest.param([INTENTION, TAKEN_UP], "referred", id="taken up before there was a total"),
        pytest.param([TOTAL, SATISFIED], "payable", id="the DCC is satisfied"),
        pytest.param([TOTAL, REFERRED, DIRECTED], "payable", id="the Panel directed payment"),
        pytest.param([TOTAL, SATISFIED, PAID | {"amount": "999.99"}], "payable", id="a penny is outstanding"),
        pytest.param([TOTAL, SATISFIED, PAID], "paid", id="all is paid"),
        pytest.param([TOTAL, SATISFIED, PAID | {"amount": "1000.01"}], "paid", id="a penny too much is paid"),
        pytest.param([TOTAL, REFERRED, REFUSED], "refused", id="the Panel directed no payment"),
        pytest.param([TOTAL | {"amount": "0.00"}, SATISFIED], "refused", id="nothing is payable"),
        pytest.param([LATE], "barred", id="barred"),
        pytest.param([LATE, SATISFIED, PAID], "barred", id="barred, though it was paid"),
        pytest.param([LATE, REFERRED], "barred", id="barred, and referred"),
        pytest.param([LATE, REFERRED, DIRECTED], "payable", id="barred, but the Panel directed payment"),
        pytest.param([LATE, REFERRED, REFUSED], "refused", id="barred, and the Panel directed none"),
        pytest.param(
            [LATE, REFERRED, DIRECTED | {"direction": "part", "sum": "1000.00"}],
            "barred",
            id="barred, and the direction is none that the clause allows",
        ),
    ],
)
def test_the_state_of_a_claim_is_the_first_that_applies(facts: list[dict[str, Any]], state: str | None) -> None:
    as_of = date(2025, 5, 1) if facts == [costs()] else date(2025, 7, 1)
    assert claim(*facts, as_of=as_of).state == state


# --- a claim: what bars it -----------------------------------------------------------------------------------------

LATE_INTENTION = INTENTION | {"received": "2025-06-06T11:00"}
LATE_TOTAL = TOTAL | {"received": "2025-08-21T11:00"}
BY_P = OF_A | {"id": "C1", "certificate": "P1", "subscriber": "P"}
ALL_BARS = {"deemed_breacher_claims": "barred", "missed_estimate": "bars"}
NO_BARS = {"late_intention": "breach_only", "late_total": "breach_only"}


def test_l10_18__all_that_bars_a_claim_stands_in_code_order_and_the_first_is_what_nothing_is_payable_under() -> None:
    """Deemed in breach; an intention a day late, without an estimate; costs ceased on 20 May, the total a day late."""
    facts = (BY_P, LATE_INTENTION, CEASED, LATE_TOTAL)
    barred = claim(*facts, **ALL_BARS)
    assert (barred.barred, barred.barred_by) == (True, ("L10.18", "L10.19(a)", "L10.19(b)", "L10.19(c)"))
    assert (barred.payable, barred.payable_under) == (NOUGHT, "L10.18")
    by_default = claim(*facts)
    assert (by_default.barred_by, by_default.payable_under) == (("L10.19(a)", "L10.19(c)"), "L10.19(a)")
    spared = claim(*facts, **NO_BARS)
    assert (spared.barred, spared.barred_by, spared.payable) == (False, (), None)


@pytest.mark.parametrize(
    ("readings", "barred_by"),
    [
        ({"deemed_breacher_claims": "barred", **NO_BARS}, ("L10.18",)),
        ({"late_total": "breach_only"}, ("L10.19(a)",)),
        ({"missed_estimate": "bars", **NO_BARS}, ("L10.19(b)",)),
        ({"late_intention": "breach_only"}, ("L10.19(c)",)),
    ],
)
def test_l10_19__each_bar_stands_by_itself_under_its_own_reading(
    readings: dict[str, str], barred_by: tuple[str, ...]
) -> None:
    assert claim(BY_P, LATE_INTENTION, CEASED, LATE_TOTAL, **readings).barred_by == barred_by


def test_l10_18__a_party_cleared_of_its_breach_is_no_deemed_breacher() -> None:
    referred = {"id": "BR", "type": "breach_referred", "subscriber": "P", "received": "2025-06-05"}
    cleared = {"id": "BD", "type": "breach_determined", "subscriber": "P", "at": "2025-07-01", "breach": False}
    facts = (BY_P, TOTAL, referred, cleared | {"demonstrated": True})
    assert claim(BY_P, TOTAL, deemed_breacher_claims="barred").barred_by == ("L10.18",)
    assert claim(*facts, deemed_breacher_claims="barred").barred_by == ()
    others = OF_A | {"id": "C2", "certificate": "Q1", "subscriber": "Q"}
    assert claim(others, TOTAL, deemed_breacher_claims="barred").barred_by == ()


def test_l10_18__the_dcc_is_no_claimant_unless_any_party_is() -> None:
    own = TOTAL | {"party": "DCC"}
    assert claim(own).barred_by == ("L10.18",)
    assert claim(own, dcc_claims="any_party").barred_by == ()


# --- a claim: its figures ------------------------------------------------------------------------------------------


def test_l10_19_b_i__estimates_and_totals_that_an_intention_carries_are_estimates_and_totals() -> None:
    carries = claim(INTENTION | {"estimate": "450.00"})
    assert (carries.initial_estimate, carries.requested) == ("met", None)
    whole = claim(INTENTION | {"total": "900.00"})
    assert (whole.initial_estimate, whole.requested, whole.estimates) == ("not_required", Money.of("900.00"), ())


def test_l10_19_b_ii__a_later_intention_carries_estimates_and_totals_too() -> None:
    again = INTENTION | {"id": "I2", "received": "2025-05-12T10:00"}
    updated = claim(INTENTION | {"estimate": "1.00"}, again | {"estimate": "2.00"}, as_of=date(2025, 6, 1))
    assert [(each.status, each.met_on) for each in updated.estimates] == [("met", date(2025, 5, 12))]
    total = claim(INTENTION | {"estimate": "1.00"}, again | {"total": "3.00"}, as_of=date(2025, 6, 1))
    assert total.requested == Money.of("3.00")
    assert [each.status for each in total.estimates] == ["ended_by_total"]


def test_l10_19__estimates_stand_in_the_order_in_which_they_took_effect() -> None:
    """The cap is the latest estimate before the total: the one given on 20 May, not the intention's of 12 May."""
    second = {"id": "U1", "type": "estimate_given", "received": "2025-05-20T10:00", "amount": "600.00"}
    later = INTENTION | {"id": "I2", "received": "2025-05-12T10:00", "estimate": "500.00"}
    assert claim(INTENTION, second, later, TOTAL, estimates="cap_the_total").requested == Money.of("600.00")


@pytest.mark.parametrize("closing", [PAID, SATISFIED, DIRECTED], ids=["a payment", "satisfaction", "a direction"])
@pytest.mark.parametrize(
    ("seconds", "governs"),
    [
        pytest.param(-1, True, id="a second before"),
        pytest.param(0, True, id="at that moment"),
        pytest.param(1, False, id="a second after"),
    ],
)
def test_l10_19_c__a_total_after_the_first_payment_satisfaction_or_direction_does_not_govern(
    closing: dict[str, Any], seconds: int, governs: bool
) -> None:
    at = {-1: "09:59:59", 0: "10:00", 1: "10:00:01"}[seconds]
    second = TOTAL | {"id": "N2", "received": f"{closing['at'][:10]}T{at}", "amount": "1200.00"}
    assert claim(TOTAL, closing, second).requested == Money.of("1200.00" if governs else "1000.00")


def test_l10_19_c__the_first_of_several_such_moments_closes_the_totals() -> None:
    second = TOTAL | {"id": "N2", "received": "2025-06-22T10:00", "amount": "1200.00"}
    assert claim(TOTAL, PAID, DIRECTED, SATISFIED, second).requested == Money.of("1000.00")
    assert claim(TOTAL, PAID, DIRECTED, second).requested == Money.of("1200.00")


def test_l10_19_c__without_costs_that_ceased_no_last_day_runs_for_the_total() -> None:
    assert claim(TOTAL).total == Notified(Moment.of("2025-06-02T11:00"), None, None, None)
    assert claim(TOTAL, CEASED).total == Notified(Moment.of("2025-06-02T11:00"), date(2025, 8, 20), True, 0)


# --- a claim: its costs --------------------------------------------------------------------------------------------

REPLACED = COST | {"limb": "replace_device", "key_outcome": "successful", "responsible_supplier": True}
REPLACED |= {"smi_status": "commissioned"}


def test_l10_17__what_is_eligible_is_the_sum_of_the_lines() -> None:
    lines = [COST, COST | {"line": "2", "amount": "50.00"}, COST | {"line": "3", "limb": "other"}]
    one = claim(costs(*lines), as_of=date(2025, 5, 1))
    assert one.lines == (
        Line("1", Money.of("100.00"), ()),
        Line("2", Money.of("50.00"), ()),
        Line("3", NOUGHT, ("outside_limbs",)),
    )
    assert one.eligible == Money.of("150.00")


def test_l10_17__a_list_of_which_nothing_is_eligible_comes_to_nothing() -> None:
    assert claim(costs(COST | {"limb": "other"}), as_of=date(2025, 5, 1)).eligible == NOUGHT


def test_l10_17__without_lines_or_without_a_recovery_event_nobody_can_say_what_is_eligible() -> None:
    assert (claim(TOTAL).lines, claim(TOTAL).eligible) == ((), None)
    before = claim(costs(), event=False)
    assert (before.lines, before.eligible) == ((Line("1", None, ()),), None)


def test_l10_17__the_latest_list_replaces_the_earlier_ones() -> None:
    later = costs(COST | {"amount": "70.00"}, name="C2", at="2025-04-03")
    assert claim(costs(), later, as_of=date(2025, 4, 2)).eligible == Money.of("100.00")
    assert claim(costs(), later, as_of=date(2025, 4, 3)).eligible == Money.of("70.00")


@pytest.mark.parametrize(
    ("judged", "pending"),
    [([None], True), ([True], False), ([False], False), ([True, None], True), ([True, False], False)],
)
def test_l10_17__judgement_is_pending_while_any_line_is_not_judged(judged: list[bool | None], pending: bool) -> None:
    lines = [COST | {"line": str(number), "reasonable": each} for number, each in enumerate(judged)]
    assert claim(costs(*lines)).judgement_pending is pending


def test_l10_17__without_lines_no_judgement_is_pending() -> None:
    assert claim(TOTAL).judgement_pending is False


def test_l10_17_a__use_of_a_key_needs_a_decision_that_requires_it() -> None:
    declined = [E2 | {"required": False}, {"id": "E3", "type": "replacement_evidence", "at": "2025-03-05"}]
    del declined[0]["key"]
    declined[1]["limb"] = "not_feasible"
    (one,) = adjudicate(case(E1, *declined, costs(), event=False), LATER).claims
    assert one.lines == (Line("1", NOUGHT, ("key_not_required",)),)
    assert claim(costs()).lines == (Line("1", Money.of("100.00"), ()),)


def test_l10_17_b__under_per_event_an_unsuccessful_use_of_any_party_clears_every_line() -> None:
    failed = costs(REPLACED | {"key_outcome": "unsuccessful"}, name="CQ", party="Q")
    for key_success, excluded in (("per_device", ("key_successful",)), ("per_event", ())):
        p, _ = adjudicated(costs(REPLACED), failed, key_success=key_success).claims
        assert p.lines[0].excluded == excluded
    replaced = costs(REPLACED, name="CQ2", party="Q", at="2025-04-03")
    p, _ = adjudicated(costs(REPLACED), failed, replaced, key_success="per_event").claims
    assert p.lines[0].excluded == ("key_successful",)


def test_l10_30_a__whether_a_device_is_relevant_is_read_and_a_finding_says_so() -> None:
    recovered = costs(REPLACED | {"key_outcome": "not_used", "smi_status": "recovery"})
    for reading, eligible in (("looked_through", "100.00"), ("literal", "0.00")):
        whole = adjudicated(recovered, recovery_status=reading)
        assert whole.claims[0].eligible == Money.of(eligible)
        assert [each.about for each in whole.findings if each.clause == "L10.30(a)(i)"] == ["P"]


# --- a claim: evidence and the Panel -------------------------------------------------------------------------------


def test_l10_20_b__the_first_time_the_panel_took_the_claim_up_counts() -> None:
    required = {"id": "R", "type": "evidence_required", "at": "2025-06-02", "by": "dcc", "item": "bills"}
    again = TAKEN_UP | {"id": "U2", "at": "2025-06-24"}
    due = required | {"due": "2025-06-22"}
    assert claim(due, again).evidence == (Evidence("R", date(2025, 6, 22), "overdue"),)
    assert claim(due, TAKEN_UP, again).evidence == (Evidence("R", date(2025, 6, 22), "displaced"),)


def test_l10_21__a_report_of_an_auditor_that_was_required_is_for_judgement() -> None:
    required = {"id": "R", "type": "evidence_required", "at": "2025-06-02", "by": "dcc", "item": "a report"}
    whole = adjudicated(required | {"due": "2025-06-22", "auditor_report": True})
    assert [(each.about, each.outcome) for each in whole.findings if each.clause == "L10.21"] == [
        ("P", Outcome.FOR_JUDGEMENT)
    ]
