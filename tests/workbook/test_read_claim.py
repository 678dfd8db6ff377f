"""Reading a claim workbook: what was written comes back, and every planted defect is named by its cell."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from typing import Any, get_args
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from recovery_costs.calendar import METHODS as METHOD_WORDS
from recovery_costs.case_file import check_case
from recovery_costs.facts import FACT_TYPES, CostLine, EvidenceItem, Fact, KeyOutcome, Limb, OwnRoute
from recovery_costs.money import Money
from recovery_costs.workbook import template
from recovery_costs.workbook.read import CODES, ClaimRead, read_claim, read_claim_bytes, slug
from recovery_costs.workbook.template import COST_LINES, ESTIMATES, EVIDENCE, claim_bytes, write_claim

PARTY, EVENT = "Supplier A", "RE-2026-001"
REPLACED = {"key_outcome": "not_used", "responsible_supplier": True, "smi_status": "commissioned"}
FACTS: tuple[dict[str, Any], ...] = (
    {
        "type": "intention_notified",
        "sent": "2026-03-05T10:00",
        "method": "email",
        "estimate": "260000.00",
        "total": "1.00",
    },
    {"type": "estimate_given", "sent": "2026-05-28T16:45:30", "method": "hand", "amount": "235000.00"},
    {"type": "estimate_given", "sent": "2026-08-28T00:00", "method": "post", "amount": "0.00", "note": "=1+1"},
    {"type": "costs_ceased", "at": "2026-07-31", "last_payment": "2026-08-28"},
    {"type": "total_notified", "sent": "2026-09-18T12:00", "method": "email", "amount": "999999999999.99"},
    {
        "type": "cost_lines",
        "at": "2026-09-18",
        "lines": [
            {
                "line": "A-1",
                "incurred": "2026-02-16",
                "amount": "86400.10",
                "limb": "replace_data",
                **REPLACED,
                "devices": 2,
                "compromised_credentials": False,
                "otherwise_incurred": "0.29",
                "recoverable_vat": "0.07",
                "reasonable": False,
                "own_route": "L10.6",
                "description": "#REF!",
                "supplier": "@SUM(A1) & Sons",
                "invoice": "00123",
                "evidence": "EV-1",
                "device_ids": ["00-DB-12-34", "00-DB-12-35"],
            },
            {"line": "2", "incurred": "2026-02-17", "amount": "0.01", "limb": "key_use", "key_outcome": "successful"},
            {
                "line": "A-3",
                "incurred": "2026-02-18",
                "amount": "10.00",
                "limb": "replace_device",
                **REPLACED,
                "key_outcome": "unsuccessful",
                "responsible_supplier": False,
                "smi_status": "suspended for a reason of its own",
                "compromised_credentials": True,
                "reasonable": True,
                "own_route": "L10.12",
            },
            {"line": "A-4", "incurred": "2026-02-19", "amount": "1.10", "limb": "other"},
        ],
    },
    {
        "type": "evidence_listed",
        "at": "2026-09-18",
        "items": [
            {"reference": "EV-1", "kind": "Invoice", "file": "one.pdf", "lines": ["A-1", "2"]},
            {"reference": "EV-2", "kind": "Photograph"},
        ],
    },
)


def records(given: Iterable[dict[str, Any]], party: str = PARTY) -> list[Fact]:
    """Facts as records, each under an id of its own."""
    numbered = enumerate(given, start=1)
    return [
        FACT_TYPES[each["type"]].model_validate({"id": f"{number}", "party": party, **each})
        for number, each in numbered
    ]


@cache
def workbook(party: str = PARTY) -> bytes:
    return claim_bytes(EVENT, party, "R. Okafor", records(FACTS, party))


def said(fact: Fact) -> dict[str, Any]:
    """What a fact says, its name and origin apart."""
    return {name: value for name, value in fact if name not in ("id", "source", "recorded")}


# --- round trip -------------------------------------------------------------------------------------------------


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "claim of A.xlsx"
    write_claim(path, EVENT, PARTY, "R. Okafor", records(FACTS))
    read = read_claim(path)
    assert read.problems == ()
    assert read.accepted
    assert (read.event, read.party, read.contact) == (EVENT, PARTY, "R. Okafor")
    case = check_case({"format": 1, "case": EVENT, "facts": list(read.facts)})
    assert [said(fact) for fact in case.facts] == [said(fact) for fact in records(FACTS)]
    assert [fact.id for fact in case.facts] == [
        "supplier-a-intention",
        "supplier-a-estimate-1",
        "supplier-a-estimate-2",
        "supplier-a-costs-ceased",
        "supplier-a-total",
        "supplier-a-lines",
        "supplier-a-evidence",
    ]
    assert [(fact.source.sheet, fact.source.cell) for fact in case.facts] == [
        ("Claim", "B10"),
        ("Estimates", "A5"),
        ("Estimates", "A6"),
        ("Claim", "B17"),
        ("Claim", "B21"),
        ("Cost lines", "A6"),
        ("Evidence", "A5"),
    ]
    assert {fact.source.workbook for fact in case.facts} == {"claim of A.xlsx"}


def test_an_empty_claim_is_read_as_nothing_yet():
    read = read_claim_bytes(claim_bytes(EVENT, PARTY), "claim.xlsx")
    assert read.problems == ()
    assert (read.event, read.party, read.contact, read.facts) == (EVENT, PARTY, None, ())
    assert (read.counts.cells_read, read.counts.rows, read.counts.pence) == (2, 0, 0)


def test_ids_depend_on_the_content_alone():
    once, renamed = (read_claim_bytes(workbook(), name) for name in ("one.xlsx", "another.xlsx"))
    assert [fact["id"] for fact in once.facts] == [fact["id"] for fact in renamed.facts]


def test_parties_of_like_names_get_ids_of_their_own():
    names = ["Supplier A", "supplier a", "Supplier-A", "Supplier  A", "SUPPLIER A", "Supplier Ä", "株式会社", "!"]
    assert len({slug(name) for name in names}) == len(names)
    assert slug("Supplier A") == "supplier-a"
    assert slug("Network N") == "network-n"


def test_a_time_left_blank_is_a_day_alone():
    read = planted(lambda book: put(book, "Claim", "B11", None))
    assert read.facts[0]["sent"] == "2026-03-05"


def test_every_cell_is_accounted_for():
    read = read_claim_bytes(workbook(), "claim.xlsx")
    counts = read.counts
    assert counts.cells_seen == counts.cells_read + counts.cells_ignored + counts.cells_flagged
    # Who claims 3; intention 5; two estimates 4 + 5; ceased 2; total 4; the day of the lists 1; lines 18, 5, 10, 4;
    # evidence 4 and 2.
    assert counts.cells_read == 3 + 5 + 9 + 2 + 4 + 1 + 37 + 6
    assert counts.cells_flagged == 0
    assert (counts.rows, counts.pence) == (4, 86400_10 + 1 + 10_00 + 1_10)


def test_money_comes_back_to_the_penny():
    chance = random.Random(1)
    amounts = [chance.randrange(10 ** chance.randrange(1, 15)) for _ in range(400)]
    lines = [
        {"line": f"L{number}", "incurred": "2026-02-16", "amount": Money(pence).text, "limb": "other"}
        for number, pence in enumerate(amounts)
    ]
    content = claim_bytes(EVENT, PARTY, None, records([{"type": "cost_lines", "at": "2026-09-18", "lines": lines}]))
    read = read_claim_bytes(content, "claim.xlsx")
    assert read.problems == ()
    assert [line["amount"] for line in read.facts[0]["lines"]] == [Money(pence).text for pence in amounts]
    assert read.counts.pence == sum(amounts)


def test_text_is_never_written_as_a_formula_or_an_error():
    book = load_workbook(BytesIO(workbook()))
    written = [(sheet.title, cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [(sheet, cell.coordinate) for sheet, cell in written if cell.data_type == "f"] == [("Cost lines", "F3")]
    assert not [cell.coordinate for _, cell in written if cell.data_type == "e"]


def test_the_sum_of_the_lines_is_stored_beside_its_formula():
    stored = load_workbook(BytesIO(workbook()), data_only=True)
    assert stored["Cost lines"]["F3"].value == 86411.21


# --- the table that reader and writer share ---------------------------------------------------------------------


def test_the_workbook_asks_for_every_field_of_a_line_and_of_evidence():
    assert sorted(entry.field for entry in COST_LINES.entries) == sorted(CostLine.model_fields)
    assert sorted(entry.field for entry in EVIDENCE.entries) == sorted(EvidenceItem.model_fields)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (template.LIMBS, get_args(Limb)),
        (template.OUTCOMES, get_args(KeyOutcome)),
        (template.OWN_ROUTES, get_args(OwnRoute)),
        (template.METHODS, METHOD_WORDS),
        (template.YES_NO, (True, False)),
    ],
)
def test_the_drop_downs_offer_every_option(choices, words):
    assert set(choices.values()) == set(words)
    assert len(",".join(choices)) <= 255  # as many letters as a drop-down may hold


def test_headings_are_unlike_one_another():
    claim = [entry.heading.casefold() for part in template.CLAIM for entry in part.entries]
    assert len(set(claim)) == len(claim)
    for table in (ESTIMATES, COST_LINES, EVIDENCE):
        headings = [entry.heading.casefold() for entry in table.entries]
        assert len(set(headings)) == len(headings)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ({"type": "total_notified", "received": "2026-09-18", "amount": "1.00"}, "proved receipt"),
        ({"type": "costs_ceased", "at": "2026-07-31T09:00"}, "time of day"),
        ({"type": "dcc_satisfied", "at": "2026-07-31"}, "of a kind"),
        ({"type": "costs_ceased", "at": "2026-07-31", "party": "Supplier B"}, "not a fact of Supplier A"),
    ],
)
def test_what_the_workbook_cannot_hold_is_refused(fact, said):
    with pytest.raises(ValueError, match=said):
        claim_bytes(EVENT, PARTY, None, records([fact]))


def test_a_fact_too_many_is_refused():
    ceased = {"type": "costs_ceased", "at": "2026-07-31"}
    with pytest.raises(ValueError, match="holds one"):
        claim_bytes(EVENT, PARTY, None, records([ceased, ceased]))


# --- planted defects --------------------------------------------------------------------------------------------

Edit = Callable[[Workbook], None]


def put(book: Workbook, sheet: str, cell: str, value: object) -> None:
    book[sheet][cell] = value


def planted(edit: Edit) -> ClaimRead:
    """The full claim, edited and read again."""
    book = load_workbook(BytesIO(workbook()))
    edit(book)
    edited = BytesIO()
    book.save(edited)
    return read_claim_bytes(edited.getvalue(), "claim.xlsx")


def cell(sheet: str, at: str, value: object) -> Edit:
    return lambda book: put(book, sheet, at, value)


def number(sheet: str, at: str, value: object, shape: str) -> Edit:
    def edit(book: Workbook) -> None:
        put(book, sheet, at, value)
        book[sheet][at].number_format = shape

    return edit


def error(sheet: str, at: str) -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][at].value = "#REF!"
        book[sheet][at].data_type = "e"

    return edit


def both(*edits: Edit) -> Edit:
    def edit(book: Workbook) -> None:
        for each in edits:
            each(book)

    return edit


def renamed(sheet: str, name: str) -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet].title = name

    return edit


def new_sheet(name: str, at: str, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        book.create_sheet(name)[at] = value

    return edit


C, E, L, V = "Claim", "Estimates", "Cost lines", "Evidence"
HOUR = datetime(2026, 2, 16, 9, 30)  # noqa: DTZ001  a cell knows no zone
DEFECTS = [
    # money
    ("amount-not-whole-pence", L, "F6", cell(L, "F6", 12.345), "12.345"),
    ("amount-not-whole-pence", C, "B13", cell(C, "B13", 0.001), "0.001"),
    ("amount-is-text", L, "F7", cell(L, "F7", "£1,234.50"), "£1,234.50"),
    ("amount-is-text", L, "F7", cell(L, "F7", "1234.50"), "1234.50"),
    ("amount-is-text", E, "D5", cell(E, "D5", "about 5"), "about 5"),
    ("amount-negative", L, "G6", cell(L, "G6", -0.01), "-0.01"),
    ("amount-negative", C, "B24", cell(C, "B24", -5), "-5"),
    ("amount-not-a-number", L, "F6", cell(L, "F6", True), "true"),
    ("amount-not-a-number", L, "F6", cell(L, "F6", date(2026, 3, 5)), "2026-03-05 00:00:00"),
    ("amount-too-large", C, "B24", cell(C, "B24", 10**12), "1000000000000"),
    # days and times
    ("date-is-text", L, "B6", cell(L, "B6", "16/02/2026"), "16/02/2026"),
    ("date-is-text", C, "B10", cell(C, "B10", "5 March 2026"), "5 March 2026"),
    ("no-such-date", L, "B6", cell(L, "B6", "2026-02-30"), "2026-02-30"),
    ("date-with-time", L, "B6", cell(L, "B6", HOUR), "2026-02-16 09:30:00"),
    ("date-with-time", C, "B17", cell(C, "B17", HOUR), "2026-02-16 09:30:00"),
    ("date-not-a-date", L, "B6", number(L, "B6", 46069, "General"), "46069"),
    ("date-not-a-date", L, "B6", cell(L, "B6", time(9, 30)), "09:30:00"),
    ("date-not-a-date", C, "B27", cell(C, "B27", True), "true"),
    ("time-not-a-time", C, "B11", cell(C, "B11", "ten o'clock"), "ten o'clock"),
    ("time-not-a-time", C, "B11", cell(C, "B11", HOUR), "2026-02-16 09:30:00"),
    ("time-not-a-time", E, "B5", cell(E, "B5", timedelta(hours=30)), "1900-01-01 06:00:00"),
    (
        "no-such-time",
        E,
        "B5",
        both(cell(E, "A5", date(2026, 3, 29)), cell(E, "B5", time(1, 30))),
        "01:30",
    ),
    # text, numbers and options
    ("not-a-whole-number", L, "M6", cell(L, "M6", 1.5), "1.5"),
    ("not-a-whole-number", L, "M6", cell(L, "M6", 0), "0"),
    ("not-a-whole-number", L, "M6", cell(L, "M6", "two"), "two"),
    ("not-text", L, "E6", cell(L, "E6", 1.5), "1.5"),
    ("not-text", L, "E6", cell(L, "E6", True), "true"),
    ("not-text", L, "E6", cell(L, "E6", date(2026, 3, 5)), "2026-03-05 00:00:00"),
    ("not-text", L, "E6", number(L, "E6", 123, "00000"), "123"),
    ("not-text", V, "D5", number(V, "D5", 12, "#,##0"), "12"),
    ("not-text", L, "E6", number(L, "E6", 1234567890123456, "0"), "1234567890123456"),
    ("text-not-clean", C, "B6", cell(C, "B6", "Supplier A "), "Supplier A "),
    ("text-not-clean", C, "B6", cell(C, "B6", "Supplier\u00a0A"), "Supplier\\xa0A"),
    ("text-not-clean", C, "B6", cell(C, "B6", "Supplier\u200b A"), "Supplier\\u200b A"),
    ("text-not-clean", L, "C6", cell(L, "C6", "two\nlines"), "two\\nlines"),
    ("text-not-clean", L, "D6", cell(L, "D6", "  "), "  "),
    ("text-not-clean", L, "Q6", cell(L, "Q6", "00-DB-12-34,,00-DB-12-35"), "00-DB-12-34,,00-DB-12-35"),
    ("unknown-option", L, "I6", cell(L, "I6", "replacing data"), "replacing data"),
    ("unknown-option", L, "I6", cell(L, "I6", "replace_data"), "replace_data"),
    ("unknown-option", L, "N6", cell(L, "N6", True), "true"),
    ("unknown-option", L, "O6", cell(L, "O6", "Commissioned"), "Commissioned"),
    ("unknown-option", L, "O6", cell(L, "O6", "recovery "), "recovery "),
    ("unknown-option", C, "B12", cell(C, "B12", "Fax"), "Fax"),
    ("unknown-option", L, "K6", cell(L, "K6", 10.6), "10.6"),
    # formulas and errors
    ("error-value", L, "F6", error(L, "F6"), "#REF!"),
    ("error-value", C, "B17", error(C, "B17"), "#REF!"),
    ("error-value", L, "D6", error(L, "D6"), "#REF!"),
    ("formula-without-value", L, "F6", cell(L, "F6", "=100+20"), "=100+20"),
    ("formula-without-value", C, "B6", cell(C, "B6", '="Supplier "&"A"'), '="Supplier "&"A"'),
    # what is missing
    ("value-missing", C, "B5", cell(C, "B5", None), "nothing"),
    ("value-missing", C, "B6", cell(C, "B6", None), "nothing"),
    ("value-missing", C, "B10", cell(C, "B10", None), "nothing"),
    ("value-missing", C, "B12", cell(C, "B12", None), "nothing"),
    ("value-missing", C, "B17", cell(C, "B17", None), "nothing"),
    ("value-missing", C, "B24", cell(C, "B24", None), "nothing"),
    ("value-missing", C, "B27", cell(C, "B27", None), "nothing"),
    ("value-missing", E, "C6", cell(E, "C6", None), "nothing"),
    ("value-missing", E, "D5", cell(E, "D5", None), "nothing"),
    ("value-missing", L, "A7", cell(L, "A7", None), "nothing"),
    ("value-missing", L, "F9", cell(L, "F9", None), "nothing"),
    ("value-missing", L, "J6", cell(L, "J6", None), "nothing"),
    ("value-missing", L, "N8", cell(L, "N8", None), "nothing"),
    ("value-missing", L, "O8", cell(L, "O8", None), "nothing"),
    ("value-missing", V, "B6", cell(V, "B6", None), "nothing"),
    # headings and sheets
    ("heading-missing", L, "F5", cell(L, "F5", None), "no such heading"),
    ("heading-missing", C, "A24", cell(C, "A24", None), "no such heading"),
    ("heading-renamed", L, "F5", cell(L, "F5", "Amounts £"), "Amounts £"),
    ("heading-renamed", C, "A24", cell(C, "A24", "Total requested"), "Total requested"),
    ("heading-twice", L, "S5", cell(L, "S5", "Amount (£)"), "Amount (£)"),
    ("heading-twice", C, "A30", cell(C, "A30", "Party"), "Party"),
    ("headings-missing", E, "A4", lambda book: book[E].delete_rows(4), "no row of headings"),
    ("sheet-missing", E, "A1", lambda book: book.remove(book[E]), "no such sheet"),
    ("sheet-missing", L, "A1", renamed(L, "Cost line"), "Cost line"),
    # between cells
    ("line-twice", L, "A9", cell(L, "A9", "A-1"), "A-1, also in A6"),
    ("fields-at-odds", L, "Q6", cell(L, "M6", 3), "2 for 3 devices"),
    ("fields-at-odds", L, "Q6", cell(L, "Q6", "x, x"), "x, 2 times"),
]
QUESTIONS = [
    ("heading-unknown", L, "S5", both(cell(L, "S5", "Our cost centre"), cell(L, "S6", "4411")), "Our cost centre"),
    ("heading-unknown", C, "A30", both(cell(C, "A30", "Our cost centre"), cell(C, "B30", "4411")), "Our cost centre"),
    ("cell-not-expected", L, "T8", cell(L, "T8", 99.5), "99.5"),
    ("cell-not-expected", L, "H1", cell(L, "H1", "checked by M."), "checked by M."),
    ("cell-not-expected", C, "D24", cell(C, "D24", 99.5), "99.5"),
    ("cell-not-expected", C, "B40", cell(C, "B40", "see over"), "see over"),
    ("sheet-unknown", "Workings", "B2", new_sheet("Workings", "B2", 1), "1 cells"),
    ("line-unknown", V, "D5", cell(V, "D5", "A-1, A-9"), "A-9"),
    (
        "list-empty",
        C,
        "B27",
        both(lambda book: book[L].delete_rows(6, 4), lambda book: book[V].delete_rows(5, 2)),
        "2026-09-18",
    ),
]


def place(defect: Any) -> str:
    return defect if isinstance(defect, str) else ""


@pytest.mark.parametrize(("code", "sheet", "at", "edit", "found"), DEFECTS, ids=place)
def test_a_defect_is_named_by_its_cell_and_stops_the_claim(code, sheet, at, edit, found):
    read = planted(edit)
    blocking = [problem for problem in read.problems if problem.severity == "blocking"]
    assert [(problem.code, problem.sheet, problem.cell, problem.found) for problem in blocking] == [
        (code, sheet, at, found)
    ]
    assert all(problem.wanted and problem.do for problem in read.problems)
    assert read.facts == ()
    assert not read.accepted
    assert read.counts.cells_seen == sum(read.counts[1:4])


@pytest.mark.parametrize(("code", "sheet", "at", "edit", "found"), QUESTIONS, ids=place)
def test_a_question_is_asked_and_the_claim_goes_through(code, sheet, at, edit, found):
    read = planted(edit)
    assert [problem[:5] for problem in read.problems] == [(code, "question", sheet, at, found)]
    assert read.facts
    assert read.accepted
    assert read.counts.cells_flagged > 0
    assert read.counts.cells_seen == sum(read.counts[1:4])


def test_every_problem_is_listed_at_once_in_the_order_of_the_sheets():
    edits = (
        cell(V, "D5", "A-9"),
        cell(L, "F8", "ten"),
        cell(L, "B6", "16/02/2026"),
        cell(L, "F6", -1),
        cell(C, "B24", 0.001),
        cell(E, "A6", None),
    )
    assert [(problem.code, problem.sheet, problem.cell) for problem in planted(both(*edits)).problems] == [
        ("amount-not-whole-pence", C, "B24"),
        ("value-missing", E, "A6"),
        ("date-is-text", L, "B6"),
        ("amount-negative", L, "F6"),
        ("amount-is-text", L, "F8"),
        ("line-unknown", V, "D5"),
    ]


def test_every_code_is_planted_somewhere():
    assert {each[0] for each in (*DEFECTS, *QUESTIONS, *BROKEN)} == CODES.keys()


@pytest.mark.parametrize(
    ("edit", "field", "value"),
    [
        (cell(C, "B10", "2026-03-05"), "sent", "2026-03-05T10:00"),
        (cell(C, "B11", "10:15"), "sent", "2026-03-05T10:15"),
        (cell(C, "B13", 260000), "estimate", "260000.00"),
        (cell(C, "B13", 0.3), "estimate", "0.30"),
        (cell(C, "A10", "  intention  SENT on"), "sent", "2026-03-05T10:00"),
        (lambda book: book[C].insert_rows(1, 2), "sent", "2026-03-05T10:00"),
    ],
)
def test_what_is_plain_is_read(edit, field, value):
    read = planted(edit)
    assert read.problems == ()
    assert read.facts[0][field] == value


def test_columns_and_rows_may_be_moved():
    def edit(book: Workbook) -> None:
        sheet = book[L]
        sheet.insert_rows(1, 3)
        sheet.move_range("F8:F12", cols=20)  # Amount, heading and all, to the far right

    read = planted(edit)
    assert read.problems == ()
    assert [line["amount"] for line in read.facts[5]["lines"]] == ["86400.10", "0.01", "10.00", "1.10"]


def test_a_gap_in_the_list_hides_nothing():
    read = planted(lambda book: book[L].insert_rows(8, 5))
    assert read.problems == ()
    assert [line["line"] for line in read.facts[5]["lines"]] == ["A-1", "2", "A-3", "A-4"]


def test_a_number_is_a_good_reference():
    read = planted(number(L, "A7", 2, "General"))
    assert read.problems == ()
    assert read.facts[5]["lines"][1]["line"] == "2"


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    """The full claim with a part of its XML changed."""
    changed = BytesIO()
    with ZipFile(BytesIO(workbook())) as given, ZipFile(changed, "w", ZIP_DEFLATED) as taken:
        for each in given.namelist():
            content = given.read(each)
            if each == name:
                assert content.count(old) == 1
                content = content.replace(old, new)
            taken.writestr(each, content)
    return changed.getvalue()


LINES = "xl/worksheets/sheet4.xml"


def test_a_formula_counts_by_the_value_stored_with_it():
    read = read_claim_bytes(with_part(LINES, b"<v>86400.1</v>", b"<f>86400+0.1</f><v>86400.1</v>"), "claim.xlsx")
    assert read.problems == ()
    assert read.facts[5]["lines"][0]["amount"] == "86400.10"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (b"<v>1e999</v>", "amount-not-a-number"),
        (b"<v>0.30000000000000004</v>", "amount-not-whole-pence"),
        (b"<f>1/0</f><v>86400.123</v>", "amount-not-whole-pence"),
        (b"<f>NOW()</f>", "formula-without-value"),
    ],
)
def test_what_a_cell_may_hide_is_flagged(new, code):
    read = read_claim_bytes(with_part(LINES, b"<v>86400.1</v>", new), "claim.xlsx")
    assert [(problem.code, problem.cell) for problem in read.problems] == [(code, "F6")]
    assert read.facts == ()


# --- files that are no claim ------------------------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as taken:
        for name, part in parts.items():
            taken.writestr(name, part)
    return content.getvalue()


def other_workbook() -> bytes:
    book, content = Workbook(), BytesIO()
    assert book.active
    book.active["A1"] = "Amount (£)"
    book.save(content)
    return content.getvalue()


BROKEN = [
    ("not-a-workbook", b""),
    ("not-a-workbook", b"Line,Amount\r\n1,2.00\r\n"),
    ("not-a-workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ("not-a-workbook", b"%PDF-1.7"),
    ("not-a-workbook", workbook()[1:]),
    ("unreadable", b"PK\x03\x04"),
    ("unreadable", workbook()[:-200]),
    ("unreadable", workbook()[:2000]),
    ("unreadable", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
    ("unreadable", with_part("xl/workbook.xml", b"<sheets>", b"<sheets")),
    ("unreadable", with_part(LINES, b"</sheetData>", b"")),
    ("unreadable", with_part(LINES, b"<v>86400.1</v>", b"<f>1</f><v>NaN</v>")),
    ("unreadable", with_part(LINES, b"<v>86400.1</v>", b"<v>NaN</v>")),
    ("unreadable", with_part(LINES, b'<c r="F6"', b'<c r="ZZZZ6"')),
    ("not-a-claim", other_workbook()),
]


@pytest.mark.parametrize(("code", "content"), BROKEN, ids=[f"{n}-{code}" for n, (code, _) in enumerate(BROKEN)])
def test_a_file_that_is_no_claim_is_one_problem(code, content):
    read = read_claim_bytes(content, "claim.xlsx")
    (problem,) = read.problems
    assert (problem.code, problem.severity, problem.sheet, problem.cell) == (code, "blocking", "", "")
    assert problem.found
    assert problem.wanted
    assert problem.do
    assert (read.event, read.party, read.contact, read.facts) == (None, None, None, ())


def test_any_bytes_changed_anywhere_raise_nothing():
    chance, content = random.Random(7), workbook()
    for _ in range(60):
        changed = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        read = read_claim_bytes(bytes(changed), "claim.xlsx")
        assert read.problems or read.facts


def test_no_file_there_is_one_problem(tmp_path):
    for path in (tmp_path / "absent.xlsx", tmp_path):
        (problem,) = read_claim(path).problems
        assert problem.code == "unreadable"
