"""The template: what it locks and offers, how it prints, what it holds where nobody looks; and that it says no more."""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from recovery_costs.case_file import check_case
from recovery_costs.casework.samples import case_of, samples
from recovery_costs.facts import Case
from recovery_costs.money import Money
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.layout import MARK, READ_ME, Kind, Sheet, Use
from recovery_costs.workbook.sheets import CLAIM, COST_LINES, ESTIMATE, EVIDENCE, SHEETS
from recovery_costs.workbook.standing import standing
from recovery_costs.workbook.template import claim_bytes
from tests.workbook.facts import EVENT, FACTS, PARTY, records, said

each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
B, DAY = "Supplier B", date(2026, 11, 20)


@cache
def first_event() -> Case:
    return case_of(samples()[0].folder)


@cache
def written(kind: str = "full") -> bytes:
    if kind == "empty":
        return claim_bytes("", "")
    if kind == "record":
        return claim_bytes(first_event().name, B, None, (), standing(first_event(), B, DAY))
    return claim_bytes(EVENT, PARTY, "R. Okafor", records())


def opened(kind: str = "full") -> Workbook:
    return load_workbook(BytesIO(written(kind)))


def column(sheet: Sheet, field: str) -> str:
    return get_column_letter(1 + [entry.field for entry in sheet.table.entries].index(field))


# --- what comes back --------------------------------------------------------------------------------------------


def test_what_is_written_is_read():
    checked = check_bytes(written(), "claim of A.xlsx")
    assert checked.accepted
    assert [problem.severity for problem in checked.problems] == []
    assert (checked.event, checked.party, checked.contact) == (EVENT, PARTY, "R. Okafor")
    case = check_case({"format": 1, "case": EVENT, "facts": [*REQUIREMENTS, *checked.facts]})
    assert [said(fact) for fact in case.facts[2:]] == [said(fact) for fact in records()]


REQUIREMENTS = [
    {"id": f"evidence-a-{n}", "type": "evidence_required", "party": PARTY, "at": "2026-09-20", "by": "dcc", "item": "x", "due": "2026-12-04"}
    for n in (1, 2)
]  # fmt: skip


def test_an_empty_one_asks_for_event_and_party_and_nothing_more():
    checked = check_bytes(written("empty"), "claim.xlsx")
    assert [(problem.code, problem.cell) for problem in checked.problems] == [
        ("value-missing", "B4"),
        ("value-missing", "B5"),
    ]
    assert checked.receipt.read == 0


def test_one_with_what_is_on_record_says_what_the_record_says():
    checked = check_bytes(written("record"), "claim.xlsx")
    assert checked.problems == ()
    mine = [fact for fact in first_event().facts if getattr(fact, "party", None) == B and fact.source]
    case = check_case({"format": 1, "case": "c", "facts": list(checked.facts)})
    assert [said(fact) for fact in case.facts] == [said(fact) for fact in mine]


def test_money_comes_back_to_the_penny():
    chance = random.Random(1)
    amounts = [Money(chance.randrange(10 ** chance.randrange(1, 15))) for _ in range(400)]
    lines = [
        {"line": f"L{number}", "incurred": "2026-02-16", "amount": amount.text, "limb": "other"}
        for number, amount in enumerate(amounts)
    ]
    content = claim_bytes(EVENT, PARTY, None, records([{"type": "cost_lines", "at": "2026-09-18", "lines": lines}]))
    (fact,) = check_bytes(content, "claim.xlsx").facts
    assert [line["amount"] for line in fact["lines"]] == [amount.text for amount in amounts]


def test_the_same_facts_give_the_same_bytes():
    for kind in ("empty", "full", "record"):
        once = written(kind)
        written.cache_clear()
        assert written(kind) == once


# --- nothing runs -----------------------------------------------------------------------------------------------


def test_no_text_is_a_formula_a_link_or_an_error():
    own = {
        f"={'SUM'}({sheet.name.lower().replace(' ', '_')}_{field})" for sheet in SHEETS for field in sheet.table.summed
    }
    for sheet in opened():
        entries = next((each for each in SHEETS if each.name == sheet.title), None)
        live = {place.cell for place in entries.places if place.entry.use is Use.LIVE} if entries else set()
        letters = (
            {column(entries, entry.field) for entry in entries.table.entries if entry.formula} if entries else set()
        )
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                assert cell.data_type != "e"
                if cell.data_type == "f":
                    assert cell.value in own or cell.coordinate in live or cell.column_letter in letters, (
                        cell.coordinate
                    )
                if isinstance(cell.value, str) and cell.data_type == "s" and cell.value[0] in "=+-@":
                    assert cell.quotePrefix, cell.coordinate


def test_no_note_of_the_users_is_lost_for_looking_like_a_formula():
    texts = {str(cell.value) for sheet in opened() for row in sheet.iter_rows() for cell in row}
    assert {"=1+1", "+44 meters", "@SUM(A1) & Sons", "-2 days late, says the DCC", "#REF!"} <= texts


# --- what it locks and offers -----------------------------------------------------------------------------------


def sheets_of(kind: str) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in opened(kind)}


@each_sheet
def test_headings_are_locked_and_inputs_open(sheet):
    page = sheets_of("empty")[sheet.name]
    assert page.protection.sheet
    assert page.protection.password is None
    head = sheet.table.head_row
    for at, entry in enumerate(sheet.table.entries, start=1):
        assert page.cell(head, at).protection.locked
        assert page.cell(head, at).value == entry.heading
        assert page.cell(head + 1, at).protection.locked is (entry.use is Use.LIVE)
    for place in sheet.places:
        assert page[place.label].protection.locked
        assert page[place.cell].protection.locked is (place.entry.use is Use.LIVE)


@each_sheet
def test_every_input_says_what_it_wants(sheet):
    page = sheets_of("empty")[sheet.name]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    inputs = [(f"{column(sheet, entry.field)}{sheet.table.head_row + 1}", entry) for entry in sheet.table.entries]
    inputs += [(place.cell, place.entry) for place in sheet.places]
    for cell, entry in inputs:
        if entry.use is Use.LIVE:
            assert cell not in rules
            continue
        rule = rules[cell]
        assert rule.prompt == entry.help
        assert rule.promptTitle == entry.heading
        if entry.kind in (Kind.CHOICE, Kind.STATUS):
            assert rule.formula1 == f'"{",".join(entry.choices)}"'
            assert bool(rule.showErrorMessage) is (entry.kind is Kind.CHOICE)
        elif entry.kind in (Kind.MONEY, Kind.DAY, Kind.CLOCK, Kind.COUNT):
            assert rule.type == "custom"
            assert f"ISNUMBER({cell})" in rule.formula1
            assert rule.error.startswith("Please enter ")


def test_what_is_on_record_is_grey_and_locked_and_the_next_row_is_not():
    pages = sheets_of("record")
    for sheet, on_record in ((CLAIM, 1), (ESTIMATE, 1), (COST_LINES, 4), (EVIDENCE, 0)):
        first = sheet.table.head_row + 1
        for row, locked in ((first + on_record - 1, True), (first + on_record, False)):
            if locked and not on_record:
                continue
            for at, entry in enumerate(sheet.table.entries, start=1):
                cell = pages[sheet.name].cell(row, at)
                assert cell.protection.locked is (locked or entry.use is Use.LIVE), cell.coordinate
                if entry.use is not Use.LIVE:
                    assert (cell.fill.fgColor.rgb == "FFDFE3E8") is locked
    assert pages["Estimate"]["A2"].value.startswith("Row 7 is on record on 20 November 2026: grey and locked.")
    assert pages["Cost lines"]["B2"].value.endswith("What you add goes in row 11.")
    assert pages["Evidence"]["A2"].value == EVIDENCE.lead


def test_a_list_filled_in_takes_the_place_of_the_one_on_record():
    lines = [each for each in records(FACTS, B) if each.type == "cost_lines"]  # type: ignore[attr-defined]
    content = claim_bytes("RE-2026-001", B, None, lines, standing(first_event(), B, DAY))
    page = load_workbook(BytesIO(content))["Cost lines"]
    assert [page.cell(row, 1).value for row in range(7, 12)] == ["A-1", "2", "A-3", "A-4", None]
    assert not page["A7"].protection.locked


# --- how it prints, and what nobody sees ------------------------------------------------------------------------


@each_sheet
def test_it_prints_to_the_width_of_its_pages_with_its_headings(sheet):
    page = sheets_of("full")[sheet.name]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (int(page.page_setup.fitToWidth or 1), int(page.page_setup.fitToHeight)) == (sheet.pages_wide, 0)
    head = sheet.table.head_row
    assert page.print_title_rows.replace("$", "").split(":")[1] == str(head)
    assert page.freeze_panes == f"{'B' if sheet.pages_wide > 1 else 'A'}{head + 1}"
    assert page.oddFooter.left.text.strip() == f"{PARTY}, {EVENT}"
    assert page.oddFooter.right.text == "&A, page &P of &N"


def test_names_lead_to_their_cells():
    book = opened()
    names = {name: defined.attr_text for name, defined in book.defined_names.items()}
    assert names["claim_event"] == "'Claim'!$B$4"
    assert names["cost_lines_amount"] == "'Cost lines'!$F$7:$F$1048576"
    for sheet in SHEETS:
        for entry in sheet.table.entries:
            place = names[f"{sheet.name.lower().replace(' ', '_')}_{entry.field}"]
            assert f"${column(sheet, entry.field)}${sheet.table.head_row + 1}:" in place


def test_the_mark_is_very_hidden_and_says_for_whom():
    mark = opened("record")[MARK]
    assert mark.sheet_state == "veryHidden"
    rows = [[cell.value for cell in row] for row in mark.iter_rows(max_col=4)]
    assert [row[:2] for row in rows] == [
        ["workbook", "claim"],
        ["version", "2"],
        ["event", "RE-2026-001"],
        ["party", B],
        ["stands_on", "2026-11-20"],
    ]
    assert rows[0][3] == "evidence-b-1"
    rule = next(
        rule for rule in opened("record")["Claim"].data_validations.dataValidation if str(rule.sqref).startswith("K")
    )
    assert rule.formula1 == f"'{MARK}'!$D$1:$D$1"
    assert not rule.showErrorMessage


def test_a_name_with_signs_of_its_own_does_not_break_the_footer():
    page = load_workbook(BytesIO(claim_bytes("RE-1", "9 & Sons")))["Claim"]
    assert page.oddFooter.left.text.strip() == "9 && Sons, RE-1"


def test_the_read_me_names_every_sheet_and_choice():
    texts = {str(cell.value) for row in opened("empty")[READ_ME].iter_rows() for cell in row}
    choices = next(entry.choices for entry in COST_LINES.table.entries if entry.field == "limb")
    assert {sheet.name for sheet in SHEETS} | set(choices) <= texts


# --- where a claim stands ---------------------------------------------------------------------------------------


def test_only_what_was_given_by_the_day_is_on_record():
    stands = standing(first_event(), B, date(2026, 8, 13))
    assert [fact.type for fact in stands.facts] == ["intention_notified", "estimate_given", "cost_lines"]  # type: ignore[attr-defined]
    assert stands.requirements == ()
    before = standing(first_event(), B, date(2026, 8, 12))
    assert [fact.type for fact in before.facts] == ["intention_notified"]  # type: ignore[attr-defined]
    # The first window ends on 15 August, a Saturday (expected.yaml): an e-mail by 16:30 on Friday still makes it.
    (step,) = before.steps
    assert (step.due, step.clause) == (date(2026, 8, 15), "L10.19(b)(ii)")
    assert "by e-mail 14 August 2026 at 16:30" in step.safe


def test_a_correction_stands_in_place_of_what_it_corrects():
    case = first_event()
    old = next(fact for fact in case.facts if fact.type == "estimate_given" and fact.party == B)
    mended = old.model_copy(update={"id": "m", "amount": Money(7200000), "corrects": old.id, "reason": "misread"})
    stands = standing(Case(case.name, (*case.facts, mended)), B, DAY)
    assert [fact.amount for fact in stands.facts if fact.type == "estimate_given"] == [Money(7200000)]  # type: ignore[attr-defined]


def test_a_party_that_has_not_begun_is_told_the_first_day():
    # Three months after 16 February 2026 (expected.yaml).
    stands = standing(first_event(), "Supplier Z", date(2026, 3, 1))
    assert stands.facts == ()
    assert [(step.due, step.clause) for step in stands.steps] == [(date(2026, 5, 16), "L10.19(a)")]
