"""L10.20 and L10.21: evidence against the day given for it, and the Panel's timetable in place of the DCC's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Evidence
from recovery_costs.calendar import Moment, TakesEffect, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case, EvidenceGiven, EvidenceRequired, PanelTookUp
from recovery_costs.finding import Basis, Finding, Outcome, found
from recovery_costs.record import Counted
from recovery_costs.rules.l10_20_evidence import l10_20__evidence, l10_20_b__displaces
from recovery_costs.rules.l10_21_auditor_report import l10_21__auditor_report
from recovery_costs.terms import DEFAULTS, terms
from tests.rules.shared import but_its_words, but_the_words

PARALLEL = {**DEFAULTS, "evidence_timetable": "parallel"}
DUE = date(2025, 6, 30)
TURNS = ("notice_effective", "proved_receipt", "bank_holidays")
"""The readings on which the moment of an answer rests."""


def required(name: str = "R", at: str = "2025-06-02T10:00", **fields: Any) -> Counted[EvidenceRequired]:
    given = {"id": name, "party": "P", "at": at, "by": "dcc", "item": "the invoices", "due": "2025-06-30"}
    fact = EvidenceRequired.model_validate(given | fields)
    return Counted(fact, fact.at, fact.at)


def answered(at: str, name: str = "G", effect: TakesEffect | None = None) -> Counted[EvidenceGiven]:
    fact = EvidenceGiven.model_validate({"id": name, "party": "P", "received": at, "requirement": "R"})
    moment = Moment.of(at)
    return Counted(fact, moment, moment, effect)


def took_up(at: str, on: str = "own_motion") -> Counted[PanelTookUp]:
    fact = PanelTookUp.model_validate({"id": "T", "party": "P", "at": at, "on": on})
    return Counted(fact, fact.at, fact.at)


def evidence(
    requirement: Counted[EvidenceRequired],
    answer: Counted[EvidenceGiven] | None = None,
    taken_up: Counted[PanelTookUp] | None = None,
    as_of: date = date(2025, 9, 1),
    readings: dict[str, str] = DEFAULTS,
) -> tuple[str, Finding]:
    """The status of one requirement, and its finding."""
    answers = {"R": answer} if answer else {}
    rows, findings = l10_20__evidence("P", [requirement], answers, taken_up, (), as_of, readings)
    assert rows == (Evidence("R", requirement.fact.due, rows[0].status),)
    return rows[0].status, findings[0]


# --- (a): the DCC's dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "status", "outcome", "days_late", "words"),
    [
        pytest.param("2025-06-29T17:00", "given_in_time", Outcome.MET, None, "in time", id="a day before the last"),
        pytest.param("2025-06-30T23:59:59", "given_in_time", Outcome.MET, None, "in time", id="the last second of it"),
        pytest.param("2025-07-01T00:00", "given_late", Outcome.NOT_MET, 1, "late", id="the first second after it"),
        pytest.param("2025-07-04T09:00", "given_late", Outcome.NOT_MET, 4, "late", id="four days after it"),
    ],
)
def test_l10_20_a_ii__evidence_is_in_time_to_the_end_of_the_day_specified(
    at: str, status: str, outcome: Outcome, days_late: int | None, words: str
) -> None:
    actual, finding = evidence(required(), answered(at))
    assert actual == status
    assert but_its_words(finding) == found(
        "L10.20(a)",
        outcome,
        "",
        about="P",
        facts=("R", "G"),
        readings=TURNS,
        due=DUE,
        days_late=days_late,
    )
    assert (
        finding.because == f"The DCC required the invoices by 30 June 2025; it was given on {Moment.of(at)}, {words}."
    )


@pytest.mark.parametrize(
    ("as_of", "status", "outcome", "words"),
    [
        pytest.param("2025-06-29", "open", Outcome.CANNOT_SAY, "to the end of that day", id="a day before the last"),
        pytest.param("2025-06-30", "open", Outcome.CANNOT_SAY, "to the end of that day", id="on the last day"),
        pytest.param("2025-07-01", "overdue", Outcome.NOT_MET, "it is overdue", id="a day after the last"),
    ],
)
def test_l10_20_a_ii__without_an_answer_it_is_open_to_the_end_of_the_day_and_then_overdue(
    as_of: str, status: str, outcome: Outcome, words: str
) -> None:
    actual, finding = evidence(required(), as_of=date.fromisoformat(as_of))
    assert actual == status
    assert but_its_words(finding) == found("L10.20(a)", outcome, "", about="P", facts=("R",), readings=TURNS, due=DUE)
    assert words in finding.because


def test_l10_20_a_i__the_finding_names_what_the_dcc_required() -> None:
    _, finding = evidence(required(item="the engineers' timesheets"))
    assert finding.because.startswith("The DCC required the engineers' timesheets by 30 June 2025")


def test_l10_20_a__an_answer_deemed_received_says_on_what_that_rests() -> None:
    notices = terms(Case("C", ()), {}, shipped_holidays()).notices
    effect = notices.takes_effect(Moment.of("2025-06-30T10:00"), "email", None)
    _, finding = evidence(required(), answered("2025-06-30T11:00", effect=effect))
    assert "it was given on 30 June 2025 at 11:00, in time." in finding.because
    assert "e-mail 1 hour, " in finding.because
    assert "SEC Section M10" in finding.because
    assert finding.basis is Basis.PARAMETER


# --- (b): the Panel considers the matter ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("motion", "words"),
    [
        ("own_motion", "of its own motion"),
        ("party_referral", "on the Party's referral"),
        ("dcc_referral", "on the DCC's referral"),
    ],
)
def test_l10_20_b__the_panel_takes_the_claim_up(motion: str, words: str) -> None:
    rows, findings = l10_20__evidence("P", [], {}, took_up("2025-05-28T10:00", motion), (), DUE, DEFAULTS)
    assert rows == ()
    (finding,) = findings
    assert but_its_words(finding) == found("L10.20(b)", Outcome.MET, "", about="P", facts=("T",), basis=Basis.STATED)
    assert f"{words} on 28 May 2025 at 10:00" in finding.because


def test_l10_20__nothing_is_found_where_nothing_was_required_and_the_panel_took_nothing_up() -> None:
    assert l10_20__evidence("P", [], {}, None, (), DUE, DEFAULTS) == ((), [])


@pytest.mark.parametrize(
    ("due", "status", "outcome"),
    [
        pytest.param("2025-05-27", "overdue", Outcome.NOT_MET, id="a day before the Panel took it up"),
        pytest.param("2025-05-28", "displaced", Outcome.DOES_NOT_APPLY, id="on the day it did"),
        pytest.param("2025-05-29", "displaced", Outcome.DOES_NOT_APPLY, id="a day after it did"),
    ],
)
def test_l10_20_b__from_its_day_on_the_panel_displaces_the_dates_of_the_dcc(
    due: str, status: str, outcome: Outcome
) -> None:
    actual, finding = evidence(required(at="2025-05-12", due=due), taken_up=took_up("2025-05-28T10:00"))
    assert (actual, finding.outcome) == (status, outcome)


def test_l10_20_b__a_displaced_day_says_what_displaced_it() -> None:
    _, finding = evidence(required(), taken_up=took_up("2025-06-20T10:00"))
    assert but_its_words(finding) == found(
        "L10.20(a)",
        Outcome.DOES_NOT_APPLY,
        "",
        about="P",
        facts=("R", "T"),
        readings=("evidence_timetable", *TURNS),
        basis=Basis.READING,
        due=DUE,
    )
    assert "took the claim up on 20 June 2025 at 10:00, and its timetable displaces that day" in finding.because


@pytest.mark.parametrize(
    ("at", "status"),
    [
        pytest.param("2025-06-20T09:59:59", "given_in_time", id="a second before the Panel took it up"),
        pytest.param("2025-06-20T10:00", "displaced", id="at that moment"),
        pytest.param("2025-06-20T10:00:01", "displaced", id="a second after it"),
        pytest.param("2025-07-20T10:00", "displaced", id="later answers leave it displaced"),
    ],
)
def test_l10_20_b__what_was_answered_before_the_panel_took_it_up_is_complete(at: str, status: str) -> None:
    actual, _ = evidence(required(), answered(at), took_up("2025-06-20T10:00"))
    assert actual == status


def test_l10_20_b__a_day_before_the_panel_took_it_up_stays_missed_though_answered_later() -> None:
    actual, finding = evidence(required(due="2025-06-19"), answered("2025-06-20T12:00"), took_up("2025-06-20T10:00"))
    assert (actual, finding.days_late) == ("given_late", 1)


def test_l10_20_b_ii__the_panels_own_dates_are_not_displaced() -> None:
    actual, finding = evidence(required(by="panel"), answered("2025-06-25"), took_up("2025-05-28T10:00"))
    assert actual == "given_in_time"
    assert but_its_words(finding) == found(
        "L10.20(b)", Outcome.MET, "", about="P", facts=("R", "G"), readings=TURNS, due=DUE
    )
    assert finding.because.startswith("The Panel required the invoices by 30 June 2025")


@pytest.mark.parametrize(
    ("by", "taken_up", "displaces"),
    [
        pytest.param("dcc", took_up("2025-06-01"), True, id="the DCC's day"),
        pytest.param("dcc", None, False, id="the Panel has not taken it up"),
        pytest.param("panel", took_up("2025-06-01"), False, id="the Panel's own day"),
    ],
)
def test_l10_20_b__what_the_panels_timetable_displaces(
    by: str, taken_up: Counted[PanelTookUp] | None, displaces: bool
) -> None:
    assert l10_20_b__displaces(required(by=by), None, taken_up) is displaces


@pytest.mark.parametrize(
    ("taken_up", "says"),
    [
        pytest.param(None, True, id="never"),
        pytest.param("2025-06-02T10:00:01", True, id="a second after it required the evidence"),
        pytest.param("2025-06-02T10:00", False, id="at that moment"),
        pytest.param("2025-06-02T09:59:59", False, id="a second before"),
    ],
)
def test_l10_20_b__the_panel_may_require_evidence_once_it_considers_the_matter(
    taken_up: str | None, says: bool
) -> None:
    by_panel = required(by="panel", at="2025-06-02T10:00")
    _, findings = l10_20__evidence("P", [by_panel], {}, took_up(taken_up) if taken_up else None, (), DUE, DEFAULTS)
    doubts = [each for each in findings if "no record shows that it had taken the claim up" in each.because]
    expected = found("L10.20(b)", Outcome.CANNOT_SAY, "", about="P", facts=("R",))
    assert but_the_words(doubts) == ([expected] if says else [])


def test_l10_20_a__the_dcc_may_require_evidence_though_the_panel_considers_nothing() -> None:
    _, findings = l10_20__evidence("P", [required()], {}, None, (), DUE, DEFAULTS)
    assert [each.clause for each in findings] == ["L10.20(a)"]


# The DCC specified 2 June; the Panel took the claim up on 28 May; the evidence came on 25 June, 23 days after.
A_DCC_DAY, AN_ANSWER, TAKEN_UP = required(at="2025-05-12", due="2025-06-02"), "2025-06-25T10:00", "2025-05-28T10:00"


def test_l10_20_b__in_parallel_the_day_of_the_dcc_is_missed_all_the_same() -> None:
    status, finding = evidence(A_DCC_DAY, answered(AN_ANSWER), took_up(TAKEN_UP))
    assert (status, finding.facts) == ("displaced", ("R", "G", "T"))
    status, finding = evidence(A_DCC_DAY, answered(AN_ANSWER), took_up(TAKEN_UP), readings=PARALLEL)
    assert status == "given_late"
    assert (finding.clause, finding.outcome, finding.days_late) == ("L10.20(a)", Outcome.NOT_MET, 23)
    assert finding.facts == ("R", "G")
    assert finding.readings == ("evidence_timetable", *TURNS)


def test_l10_20_b__in_parallel_what_would_be_displaced_turns_on_the_reading() -> None:
    _, finding = evidence(A_DCC_DAY, answered(AN_ANSWER), took_up(TAKEN_UP), readings=PARALLEL)
    assert (finding.basis, finding.readings) == (Basis.READING, ("evidence_timetable", *TURNS))


@pytest.mark.parametrize("readings", [DEFAULTS, PARALLEL])
def test_l10_20_b__what_the_panel_would_not_displace_turns_on_no_such_reading(readings: dict[str, str]) -> None:
    complete = answered("2025-05-20"), took_up(TAKEN_UP)
    _, finding = evidence(A_DCC_DAY, *complete, readings=readings)
    assert (finding.outcome, finding.basis, finding.readings) == (Outcome.MET, Basis.COMPUTED, TURNS)


# --- several requirements and answers ------------------------------------------------------------------------------


def test_l10_20__requirements_stand_by_their_moment_then_the_record_then_the_id() -> None:
    ten, nine = "2025-06-02T10:00", "2025-06-02T09:00"
    given = [
        required("A", ten, recorded="2025-06-02T12:00"),
        required("D", nine),
        required("B", ten, recorded="2025-06-02T11:00"),
        required("C", nine),
    ]
    rows, _ = l10_20__evidence("P", given, {}, None, (), date(2025, 6, 3), DEFAULTS)
    assert [row.requirement for row in rows] == ["C", "D", "B", "A"]


def test_l10_20__a_requirement_that_the_authority_set_aside_is_left_out() -> None:
    rows, findings = l10_20__evidence("P", [required("R"), required("S")], {}, None, {"R"}, DUE, DEFAULTS)
    assert [row.requirement for row in rows] == ["S"]
    assert [finding.facts for finding in findings] == [("S",)]


def _in_a_case(*more: dict[str, Any]) -> list[Evidence]:
    facts = [
        {"id": "R", "type": "evidence_required", "party": "P", "at": "2025-06-02", "by": "dcc", "item": "invoices"}
        | {"due": "2025-06-30"},
        {"id": "G2", "type": "evidence_given", "party": "P", "received": "2025-07-02T10:00", "requirement": "R"},
        *more,
    ]
    (claim,) = adjudicate(check_case({"format": 1, "case": "C", "facts": facts}), date(2025, 8, 1)).claims
    return list(claim.evidence)


def test_l10_20__the_first_answer_counts() -> None:
    first = {"id": "G1", "type": "evidence_given", "party": "P", "received": "2025-06-30T10:00", "requirement": "R"}
    assert _in_a_case() == [Evidence("R", DUE, "given_late")]
    assert _in_a_case(first) == [Evidence("R", DUE, "given_in_time")]


def test_l10_20__an_answer_to_a_requirement_that_was_corrected_answers_its_correction() -> None:
    mended = {"id": "R2", "type": "evidence_required", "party": "P", "at": "2025-06-02", "by": "dcc", "item": "bills"}
    mended |= {"due": "2025-07-02", "corrects": "R", "reason": "wrong day", "recorded": "2025-06-03"}
    assert _in_a_case(mended) == [Evidence("R2", date(2025, 7, 2), "given_in_time")]


# --- L10.21 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("by", "who", "whose"), [("dcc", "The DCC", "the DCC"), ("panel", "The Panel", "the Panel")])
def test_l10_21__whether_an_independent_auditors_report_is_reasonably_required_is_for_judgement(
    by: str, who: str, whose: str
) -> None:
    (finding,) = l10_21__auditor_report("P", [required(by=by, auditor_report=True)], ())
    assert but_its_words(finding) == found(
        "L10.21", Outcome.FOR_JUDGEMENT, "", about="P", facts=("R",), basis=Basis.STATED
    )
    assert finding.because.startswith(f"{who} requires the report of an independent auditor")
    assert finding.because.endswith(f"is for {whose} to determine.")


def test_l10_21__it_is_found_of_each_requirement_for_such_a_report_that_is_not_set_aside() -> None:
    given = [required("A", auditor_report=True), required("B"), *(required(n, auditor_report=True) for n in "CD")]
    assert [each.facts for each in l10_21__auditor_report("P", given, {"C"})] == [("A",), ("D",)]
