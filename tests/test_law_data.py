"""The law book is whole: every clause restated once, in Code order, and every reading with its options and its case."""

from __future__ import annotations

import re
from datetime import date

import pytest

from recovery_costs.law.readings import READINGS, Reading
from recovery_costs.law.words import CODE, TEXT_OF, WORDS, Clause

# Typed from Section L, not from the module: every clause to its last limb, in Code order.
REFS = [
    "L10.14",
    *("L10.15", "L10.15(a)", "L10.15(b)"),
    *("L10.16", "L10.16(a)", "L10.16(b)", "L10.16(b)(i)", "L10.16(b)(ii)", "L10.16(c)"),
    *("L10.17", "L10.17(a)", "L10.17(b)", "L10.17(b)(i)", "L10.17(b)(ii)"),
    "L10.18",
    *("L10.19", "L10.19(a)", "L10.19(b)", "L10.19(b)(i)", "L10.19(b)(ii)", "L10.19(c)"),
    *("L10.20", "L10.20(a)", "L10.20(a)(i)", "L10.20(a)(ii)", "L10.20(b)", "L10.20(b)(i)", "L10.20(b)(ii)"),
    "L10.21",
    "L10.22",
    *("L10.23", "L10.23(a)", "L10.23(b)"),
    *("L10.24", "L10.24(a)", "L10.24(b)", "L10.24(b)(i)", "L10.24(b)(ii)", "L10.24(c)"),
    *("L10.25", "L10.25(a)", "L10.25(b)"),
    "L10.26",
    *("L10.27", "L10.27(a)", "L10.27(b)", "L10.27(c)"),
    "L10.28",
    "L10.29",
    *("L10.30", "L10.30(a)", "L10.30(a)(i)", "L10.30(a)(ii)", "L10.30(b)"),
    *("L10.30(c)", "L10.30(c)(i)", "L10.30(c)(ii)", "L10.30(c)(iii)", "L10.30(c)(iv)", "L10.30(c)(v)", "L10.30(c)(vi)"),
    *("L10.30(d)", "L10.30(d)(i)", "L10.30(d)(ii)"),
]

# The heading of each paragraph, by its number.
HEADINGS = {
    "Recovery Events": range(14, 17),
    "Recovery Costs": range(17, 18),
    "Payment of Recovery Costs by the DCC": range(18, 25),
    "Breach by the Relevant Subscriber": range(25, 29),
    "Appeal to the Authority": range(29, 30),
    "Definitions": range(30, 31),
}

# Every reading with its options, the default first.
OPTIONS = [
    ("event_date", ["all_circumstances", "pma_decision", "dcc_notice"]),
    ("decision_after_notice", ["not_required", "required"]),
    ("month_count", ["corresponding_date", "ninety_days", "event_day_included"]),
    ("last_day", ["unmoved", "next_working_day"]),
    ("notice_effective", ["deemed_receipt", "sending"]),
    ("proved_receipt", ["as_received", "business_hours"]),
    ("bank_holidays", ["england_and_wales", "any_part_of_gb"]),
    ("estimate_windows_from", ["intention", "first_three_months_end"]),
    ("estimate_windows", ["fixed", "chained", "rolling"]),
    ("late_intention", ["bars", "breach_only"]),
    ("missed_estimate", ["breach_only", "bars"]),
    ("late_total", ["bars", "breach_only"]),
    ("ceases_to_incur", ["liability", "payment"]),
    ("later_totals", ["latest_in_time", "first_is_final"]),
    ("estimates", ["not_binding", "cap_the_total"]),
    ("key_success", ["per_device", "per_event"]),
    ("pre_event_costs", ["excluded", "included"]),
    ("otherwise_incurred", ["increment_only", "whole_cost"]),
    ("recovery_status", ["looked_through", "literal"]),
    ("vat", ["net_of_recoverable", "gross"]),
    ("dcc_claims", ["not_a_claimant", "any_party"]),
    ("deemed_breacher_claims", ["may_claim", "barred"]),
    ("evidence_timetable", ["panel_displaces_dcc", "parallel"]),
    ("threshold_counts", ["totals", "totals_and_estimates"]),
    ("threshold_comparison", ["exceeding", "reaching"]),
    ("threshold_sum", ["in_force_when_tested", "in_force_at_event"]),
    ("threshold_amounts", ["as_requested", "as_payable"]),
    ("no_threshold", ["inoperative", "nil"]),
    ("draft_proposal", ["whenever_exceeded", "only_on_referral"]),
    ("dcc_breaches", ["each_certificate", "originating_only"]),
    ("oca_carve_out", ["caused_by_oca", "any_oca_in_event"]),
    ("non_party_subscriber", ["no_breach", "nominating_party"]),
    ("symmetric_key_only", ["no_relevant_subscriber", "root_oca_compromised"]),
    ("referral", ["own", "one_serves_all"]),
    ("late_referral", ["fatal", "panel_may_accept"]),
]

each_clause = pytest.mark.parametrize("clause", WORDS, ids=lambda clause: clause.ref)
each_reading = pytest.mark.parametrize("reading", READINGS.values(), ids=lambda reading: reading.name)


def test_words__every_clause_once_in_code_order() -> None:
    assert [clause.ref for clause in WORDS] == REFS
    assert len(set(REFS)) == len(REFS) == 65


def test_words__a_limb_follows_its_parent() -> None:
    seen: set[str] = set()
    for clause in WORDS:
        parent = re.sub(r"\([a-z]+\)$", "", clause.ref)
        assert parent == clause.ref or parent in seen
        seen.add(clause.ref)


@each_clause
def test_words__say_something_and_end_with_a_full_stop(clause: Clause) -> None:
    assert clause.words.endswith(".")
    assert clause.words == " ".join(clause.words.split())


@each_clause
def test_words__stand_under_their_heading(clause: Clause) -> None:
    paragraph = int(clause.ref.removeprefix("L10.").partition("(")[0])
    assert [heading for heading, paragraphs in HEADINGS.items() if paragraph in paragraphs] == [clause.heading]


@each_clause
def test_words__name_the_text_that_they_restate(clause: Clause) -> None:
    assert clause.text == CODE == "SEC L10, text of 6 March 2020"
    assert date(2020, 3, 6) == TEXT_OF


def test_readings__names_and_options_in_order_the_default_first() -> None:
    assert [(name, [option.name for option in reading.options]) for name, reading in READINGS.items()] == OPTIONS


@each_reading
def test_readings__key_default_and_options_agree(reading: Reading) -> None:
    names = [option.name for option in reading.options]
    assert READINGS[reading.name] is reading
    assert reading.default == names[0]
    assert len(set(names)) == len(names) >= 2


@each_reading
def test_readings__bear_on_clauses_that_exist_in_code_order(reading: Reading) -> None:
    assert reading.clauses
    assert list(reading.clauses) == [ref for ref in REFS if ref in reading.clauses]


@each_reading
def test_readings__are_written_out(reading: Reading) -> None:
    assert re.fullmatch(r"A\d\da?(, A\d\d)*", reading.doubt)
    assert reading.question.endswith("?")
    texts = [
        reading.because,
        reading.case,
        *(text for option in reading.options for text in (option.means, option.helps)),
    ]
    for text in texts:
        assert text.endswith(".")
    for text in [reading.question, *texts]:
        assert text == " ".join(text.split())


@each_reading
def test_readings__the_worked_case_speaks_of_every_option(reading: Reading) -> None:
    for option in reading.options:
        assert re.search(rf"\b{option.name}\b", reading.case), option.name
