"""Parties' own spreadsheets as people keep them: each gives exactly the lines worked out by hand, or exactly the question."""

from __future__ import annotations

from datetime import date as d
from datetime import datetime
from typing import Any

import pytest

from recovery_costs.workbook.own_layout import read_own
from recovery_costs.workbook.suggest import suggest
from tests.workbook.own_books import AT, PARTY, lines_of, made, open_names, proposed

KEY_USE = {"limb": "key_use", "vat": "gross", "vat_recoverable": "none"}


def amounts(lines: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Each line by its reference, day and amount."""
    return [(line["line"], line["incurred"], line["amount"]) for line in lines]


# --- 1. title lines above the headings, net, VAT and gross, a total ------------------------------------------------

TITLED = [
    ["Project Beacon: costs to 30 June 2026"],
    ["Prepared by finance, not yet audited"],
    [],
    ["Invoice date", "Supplier", "Invoice no.", "Description", "Net (£)", "VAT (£)", "Gross (£)"],
    [d(2026, 4, 3), "Acme Metering", "1001", "Key ceremony", 1000.00, 200.00, 1200.00],
    [d(2026, 4, 9), "Fixit Ltd", 77, "HSM hire", 250.50, 50.10, 300.60],
    ["Total", None, None, None, 1250.50, 250.10, 1500.60],
]


def test_titles_above_the_headings_and_net_vat_gross_with_a_total() -> None:
    book = made({"Costs": TITLED})
    assert open_names(book, proposed(book)) == ["vat recoverable", "limb"]
    read = read_own(book, proposed(book, limb="key_use", vat_recoverable="all"), "own.xlsx")
    assert lines_of(read) == [
        {
            "line": "Costs-5",
            "incurred": "2026-04-03",
            "supplier": "Acme Metering",
            "invoice": "1001",
            "description": "Key ceremony",
            "amount": "1200.00",
            "recoverable_vat": "200.00",
            "limb": "key_use",
        },
        {
            "line": "Costs-6",
            "incurred": "2026-04-09",
            "supplier": "Fixit Ltd",
            "invoice": "77",
            "description": "HSM hire",
            "amount": "300.60",
            "recoverable_vat": "50.10",
            "limb": "key_use",
        },
    ]
    assert read.kind == "cost_lines"
    assert read.facts[0]["party"] == PARTY
    assert read.facts[0]["at"] == AT
    assert read.receipt.as_json() == {
        "cells": {"seen": 27, "read": 14, "ignored": 13, "flagged": 0},
        "rows": {"seen": 3, "accepted": 2, "rejected": 0, "ignored": 1},
        "pounds": {"seen": "1500.60", "accepted": "1500.60", "rejected": "0.00", "ignored": "0.00"},
    }


def test_a_total_a_penny_out_is_said_with_what_the_lines_add_up_to() -> None:
    rows = [*TITLED[:-1], ["Total", None, None, None, 1250.50, 250.10, 1500.61]]
    book = made({"Costs": rows})
    read = read_own(book, proposed(book, limb="key_use", vat_recoverable="all"), "own.xlsx")
    (problem,) = read.problems
    assert (problem.code, problem.cell, problem.found) == ("total-differs", "G7", "1500.61")
    assert "1500.60" in problem.wanted
    assert read.facts == ()


def test_net_and_vat_that_do_not_make_the_gross_are_said() -> None:
    rows = [*TITLED[:4], [d(2026, 4, 3), "Acme", "1", "Hire", 1000.00, 200.00, 1200.01]]
    book = made({"Costs": rows})
    read = read_own(book, proposed(book, limb="key_use", vat_recoverable="all"), "own.xlsx")
    assert [(each.code, each.cell) for each in read.problems] == [("vat-differs", "G5")]


# --- 2. months stacked, one sheet each ----------------------------------------------------------------------------

HEADINGS = ["Ref", "Date incurred", "Supplier", "Invoice", "Cost inc VAT (£)"]
APRIL = [HEADINGS, ["1", d(2026, 4, 1), "Acme", "A1", 100.00], ["2", d(2026, 4, 2), "Acme", "A2", 20.05]]
MAY = [["May 2026"], HEADINGS, ["1", d(2026, 5, 1), "Acme", "B1", 7.00], [None, None, None, "Total", 7.00]]


def test_months_on_sheets_of_their_own_are_stacked_and_references_asked_about() -> None:
    book = made({"April": APRIL, "May": MAY})
    profile = proposed(book, limb="key_use", vat_recoverable="none")
    assert [table.sheets for table in profile.tables] == [["April", "May"]]
    assert open_names(book, profile) == ["references"]
    read = read_own(book, profile.answered({"references": "with_sheet"}), "own.xlsx")
    assert amounts(lines_of(read)) == [
        ("April-1", "2026-04-01", "100.00"),
        ("2", "2026-04-02", "20.05"),
        ("May-1", "2026-05-01", "7.00"),
    ]


def test_a_month_added_later_is_asked_about_unless_the_mapping_takes_further_sheets() -> None:
    profile = proposed(made({"April": APRIL}), limb="key_use", vat_recoverable="none")
    later = made({"April": APRIL, "May": [HEADINGS, ["3", d(2026, 5, 1), "Acme", "B1", 7.00]]})
    assert open_names(later, profile) == ["sheet: May"]
    read = read_own(later, profile.answered({"sheet: May": "read"}), "own.xlsx")
    assert [amount for _, _, amount in amounts(lines_of(read))] == ["100.00", "20.05", "7.00"]
    left = read_own(later, profile.answered({"sheet: May": "leave_out"}), "own.xlsx")
    assert [amount for _, _, amount in amounts(lines_of(left))] == ["100.00", "20.05"]
    table = profile.tables[0].model_copy(update={"more_sheets": True})
    taken = read_own(later, profile.model_copy(update={"tables": [table]}), "own.xlsx")
    assert len(lines_of(taken)) == 3


def test_a_sheet_that_carries_earlier_months_along_is_asked_about_and_counts_once() -> None:
    headings = HEADINGS[1:]
    april = [headings, [d(2026, 4, 1), "Acme", "A1", 100.00]]
    book = made({"April": april, "May": [*april, [d(2026, 5, 1), "Acme", "B1", 7.00]]})
    profile = proposed(book, limb="key_use", vat_recoverable="none")
    assert open_names(book, profile) == ["repeats"]
    once = read_own(book, profile.answered({"repeats": "once"}), "own.xlsx")
    assert amounts(lines_of(once)) == [("April-2", "2026-04-01", "100.00"), ("May-3", "2026-05-01", "7.00")]
    assert once.receipt.pence.ignored == 10000
    each = read_own(book, profile.answered({"repeats": "each"}), "own.xlsx")
    assert each.receipt.pence.accepted == 20700


# --- 3. thousands -------------------------------------------------------------------------------------------------


def test_pounds_or_thousands_is_asked_where_nothing_says_which() -> None:
    book = made(
        {"Sheet1": [["Date", "Supplier", "Amount"], [d(2026, 4, 1), "Acme", 12.5], [d(2026, 4, 2), "Fixit", 3]]}
    )
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["unit"]
    pounds = read_own(book, profile.answered({"unit": "pounds"}), "own.xlsx")
    assert [a for _, _, a in amounts(lines_of(pounds))] == ["12.50", "3.00"]
    thousands = read_own(book, profile.answered({"unit": "thousands"}), "own.xlsx")
    assert [a for _, _, a in amounts(lines_of(thousands))] == ["12500.00", "3000.00"]
    assert [each.code for each in thousands.problems] == ["amounts-in-thousands"]


@pytest.mark.parametrize(
    ("above", "heading", "answer"),
    [
        ("All figures in £'000", "Cost", "thousands"),
        ("Costs", "Cost £k", "thousands"),
        ("Costs", "Cost (£)", "pounds"),
        ("Costs", "Cost (GBP)", "pounds"),
        ("All figures in £'000", "Cost (£)", None),
        ("In £ millions", "Cost", None),
        ("Costs", "Cost", None),
    ],
)
def test_the_unit_is_settled_only_by_words_that_agree(above: str, heading: str, answer: str | None) -> None:
    book = made({"Sheet1": [[above], ["Date", "Supplier", heading], [d(2026, 4, 1), "Acme", 12.5]]})
    asked = {each.name: each.answer for each in suggest(book).questions}
    assert asked["unit"] == answer


def test_amounts_shown_divided_by_a_thousand_are_asked_about() -> None:
    book = made({"Costs": [["Date", "Supplier", "Cost (£)"], [d(2026, 4, 1), "Acme", 12500]]}, {"C": "#,##0,"})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["unit", "scaled amounts"]
    read = read_own(book, profile.answered({"unit": "pounds", "scaled amounts": "stored"}), "own.xlsx")
    assert [a for _, _, a in amounts(lines_of(read))] == ["12500.00"]


# --- 4. subtotals and totals inside the list ----------------------------------------------------------------------


def test_subtotals_and_a_grand_total_inside_the_list_are_held_against_their_lines() -> None:
    rows = [
        ["Date", "Supplier", "Cost (£)"],
        [d(2026, 4, 1), "Acme", 10],
        [d(2026, 4, 2), "Fixit", 20],
        ["Sub-total April", None, "=SUM(C2:C3)"],
        [d(2026, 5, 1), "Acme", 5],
        ["Sub-total May", None, 5],
        ["Grand total", None, 35],
    ]

    def with_values(book: Any) -> None:
        book["Costs"]["C4"] = 30

    book = made({"Costs": rows}, None, with_values)
    read = read_own(book, proposed(book, **KEY_USE), "own.xlsx")
    assert [a for _, _, a in amounts(lines_of(read))] == ["10.00", "20.00", "5.00"]
    assert read.receipt.rows == (3, 0, 3)


def test_a_grand_total_of_the_last_group_alone_is_no_grand_total() -> None:
    rows = [
        ["Date", "Supplier", "Cost (£)"],
        [d(2026, 4, 1), "Acme", 10],
        ["Subtotal", None, 10],
        [d(2026, 5, 1), "Acme", 5],
        ["Grand total", None, 5],
    ]
    book = made({"Costs": rows})
    read = read_own(book, proposed(book, **KEY_USE), "own.xlsx")
    assert [(each.code, each.cell) for each in read.problems] == [("total-differs", "C5")]


def test_a_supplier_called_total_is_asked_about_and_is_a_line_once_said() -> None:
    rows = [
        ["Date", "Supplier", "Invoice", "Cost (£)"],
        [d(2026, 4, 1), "Acme", "1", 10],
        [d(2026, 4, 2), "Total Gas & Power", "2", 10],
    ]
    book = made({"Costs": rows})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["row: Total Gas & Power"]
    read = read_own(book, profile.answered({"row: Total Gas & Power": "line"}), "own.xlsx")
    assert read.receipt.pence.accepted == 2000


def test_a_dated_row_that_equals_the_lines_above_it_is_asked_about() -> None:
    rows = [
        ["Date", "Supplier", "Cost (£)"],
        [d(2026, 4, 1), "Acme", 10],
        [d(2026, 4, 2), "Fixit", 20],
        [d(2026, 4, 30), "April", 30],
    ]
    book = made({"Costs": rows})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["row: April"]
    total = read_own(book, profile.answered({"row: April": "total"}), "own.xlsx")
    assert total.receipt.pence == (3000, 0, 0)
    line = read_own(book, profile.answered({"row: April": "line"}), "own.xlsx")
    assert line.receipt.pence == (6000, 0, 0)


def test_a_total_with_no_words_is_held_against_its_lines() -> None:
    rows = [
        ["Date", "Supplier", "Cost (£)"],
        [d(2026, 4, 1), "Acme", 10],
        [d(2026, 4, 2), "Fixit", 20],
        [None, None, 30],
    ]
    book = made({"Costs": rows})
    assert read_own(book, proposed(book, **KEY_USE), "own.xlsx").receipt.pence.accepted == 3000
    rows[-1][-1] = 29.99
    book = made({"Costs": rows})
    assert [each.code for each in read_own(book, proposed(book, **KEY_USE), "own.xlsx").problems] == ["total-differs"]


def test_a_total_stated_above_the_headings_must_be_what_the_lines_add_up_to() -> None:
    rows = [
        ["Total claimed", None, 30.01],
        ["Date", "Supplier", "Cost (£)"],
        [d(2026, 4, 1), "Acme", 10],
        [d(2026, 4, 2), "Fixit", 20],
    ]
    book = made({"Costs": rows})
    profile = proposed(book, **KEY_USE)
    assert [(each.code, each.cell) for each in read_own(book, profile, "own.xlsx").problems] == [
        ("total-differs", "C1")
    ]
    left = read_own(book, profile.answered({"above: Total claimed": "leave_out"}), "own.xlsx")
    assert left.receipt.pence.accepted == 3000
    rows[0][-1] = 30
    assert read_own(made({"Costs": rows}), profile, "own.xlsx").accepted


# --- 5. credits ---------------------------------------------------------------------------------------------------

CREDITED = [
    ["Date", "Supplier", "Invoice", "Gross (£)"],
    [d(2026, 4, 1), "Acme", "A1", 100],
    [d(2026, 4, 2), "Fixit", "F1", 50],
    [d(2026, 4, 9), "Acme", "A1", -30],
    ["Total", None, None, 120],
]


def test_credits_are_asked_about() -> None:
    book = made({"Costs": CREDITED})
    profile = proposed(book, limb="key_use", vat_recoverable="none")
    assert open_names(book, profile) == ["credits"]
    off = read_own(book, profile.answered({"credits": "off_same_invoice"}), "own.xlsx")
    assert [a for _, _, a in amounts(lines_of(off))] == ["70.00", "50.00"]
    assert off.receipt.pence == (12000, 0, 0)
    left = read_own(book, profile.answered({"credits": "leave_out"}), "own.xlsx")
    assert [a for _, _, a in amounts(lines_of(left))] == ["100.00", "50.00"]
    assert left.receipt.rows == (2, 0, 2)


def test_a_credit_with_no_line_of_its_invoice_is_said() -> None:
    rows = [*CREDITED[:3], [d(2026, 4, 9), "Acme", "A9", -30]]
    book = made({"Costs": rows})
    profile = proposed(book, limb="key_use", vat_recoverable="none", credits="off_same_invoice")
    assert [(each.code, each.cell) for each in read_own(book, profile, "own.xlsx").problems] == [
        ("credit-unmatched", "D4")
    ]


# --- 6. two columns of days ---------------------------------------------------------------------------------------


def test_which_of_two_columns_of_days_is_asked() -> None:
    rows = [
        ["Invoice date", "Date paid", "Supplier", "Cost (£)"],
        [d(2026, 4, 1), d(2026, 5, 15), "Acme", 10],
        [d(2026, 4, 2), d(2026, 5, 16), "Fixit", 20],
    ]
    book = made({"Costs": rows})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["incurred"]
    (asked,) = profile.open
    assert set(asked.options) == {"Invoice date", "Date paid"}
    invoiced = read_own(book, profile.answered({"incurred": "Invoice date"}), "own.xlsx")
    assert [day for _, day, _ in amounts(lines_of(invoiced))] == ["2026-04-01", "2026-04-02"]
    paid = read_own(book, profile.answered({"incurred": "Date paid"}), "own.xlsx")
    assert [day for _, day, _ in amounts(lines_of(paid))] == ["2026-05-15", "2026-05-16"]


def test_a_column_that_says_incurred_is_taken_before_others() -> None:
    rows = [["Date paid", "Date incurred", "Supplier", "Cost (£)"], [d(2026, 5, 15), d(2026, 4, 1), "Acme", 10]]
    book = made({"Costs": rows})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == []
    assert amounts(lines_of(read_own(book, profile, "own.xlsx")))[0][1] == "2026-04-01"


# --- 7. merged heading rows ---------------------------------------------------------------------------------------


def test_headings_over_two_rows_with_merged_cells() -> None:
    rows = [
        ["Invoice", None, "Cost (£)", None, None],
        ["Date", "Number", "Net", "VAT", "Gross"],
        [d(2026, 4, 1), "A1", 10, 2, 12],
        [d(2026, 4, 2), "A2", 20, 4, 24],
    ]

    def merge(book: Any) -> None:
        book["Costs"].merge_cells("A1:B1")
        book["Costs"].merge_cells("C1:E1")

    book = made({"Costs": rows}, None, merge)
    profile = proposed(book, limb="key_use", vat_recoverable="all")
    assert [(each.heading, each.field) for each in profile.tables[0].columns] == [
        ("Invoice Date", "incurred"),
        ("Invoice Number", "invoice"),
        ("Cost (£) Net", "net"),
        ("Cost (£) VAT", "vat"),
        ("Cost (£) Gross", "gross"),
    ]
    read = read_own(book, profile, "own.xlsx")
    assert [(line["invoice"], line["amount"], line["recoverable_vat"]) for line in lines_of(read)] == [
        ("A1", "12.00", "2.00"),
        ("A2", "24.00", "4.00"),
    ]


# --- 8. European figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "form", "expected"),
    [
        (["1.234,56", "12,50"], "comma", ["1234.56", "12.50"]),
        (["1,234.56", "12.50"], "point", ["1234.56", "12.50"]),
        (["£1,234.50", "£12"], "point", ["1234.50", "12.00"]),
        (["1 234,56", "7"], "comma", ["1234.56", "7.00"]),
        (["1.234", "5.678"], None, []),
        (["1,234", "5"], None, []),
        (["1.234,56", "1,234.56"], None, []),
    ],
)
def test_amounts_as_text_are_read_only_where_one_way_of_writing_fits(
    texts: list[str], form: str | None, expected: list[str]
) -> None:
    book = made(
        {"Costs": [["Date", "Supplier", "Cost (£)"], *[[d(2026, 4, 1), f"S{n}", text] for n, text in enumerate(texts)]]}
    )
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ([] if form else ["decimal"])
    if form:
        assert [a for _, _, a in amounts(lines_of(read_own(book, profile, "own.xlsx")))] == expected


def test_a_text_that_the_answer_does_not_fit_is_flagged() -> None:
    book = made(
        {
            "Costs": [
                ["Date", "Supplier", "Cost (£)"],
                [d(2026, 4, 1), "A", "1.234,56"],
                [d(2026, 4, 1), "B", "1,234.56"],
            ]
        }
    )
    read = read_own(book, proposed(book, **KEY_USE, decimal="comma"), "own.xlsx")
    assert [(each.code, each.cell) for each in read.problems] == [("amount-is-text", "C3")]


# --- 9. other currencies ------------------------------------------------------------------------------------------


def test_rows_in_another_currency_are_asked_about() -> None:
    rows = [
        ["Date", "Supplier", "Currency", "Cost"],
        [d(2026, 4, 1), "Acme", "GBP", 10],
        [d(2026, 4, 2), "Euro GmbH", "EUR", 20],
    ]
    book = made({"Costs": rows})
    profile = proposed(book, **KEY_USE, unit="pounds")
    assert open_names(book, profile) == ["other currencies"]
    left = read_own(book, profile.answered({"other currencies": "leave_out"}), "own.xlsx")
    assert left.receipt.pence == (1000, 0, 0)
    assert left.receipt.rows == (1, 0, 1)


def test_another_currency_in_the_number_format_is_asked_about() -> None:
    def euro(book: Any) -> None:
        book["Costs"]["C3"].number_format = "[$€-407] #,##0.00"

    book = made(
        {"Costs": [["Date", "Supplier", "Cost (£)"], [d(2026, 4, 1), "A", 10], [d(2026, 4, 2), "B", 20]]}, None, euro
    )
    assert open_names(book, proposed(book, **KEY_USE)) == ["other currencies"]


# --- 10. hidden rows, columns and sheets --------------------------------------------------------------------------


def test_hidden_rows_are_asked_about() -> None:
    def hide(book: Any) -> None:
        book["Costs"].row_dimensions[3].hidden = True

    rows = [["Date", "Supplier", "Cost (£)"], [d(2026, 4, 1), "A", 10], [d(2026, 4, 2), "B", 20], ["Total", None, 10]]
    book = made({"Costs": rows}, None, hide)
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["hidden rows"]
    left = read_own(book, profile.answered({"hidden rows": "leave_out"}), "own.xlsx")
    assert left.receipt.pence == (1000, 0, 2000)
    kept = read_own(book, profile.answered({"hidden rows": "read"}), "own.xlsx")
    assert [each.code for each in kept.problems] == ["total-differs"]


def test_hidden_columns_and_sheets_are_asked_about() -> None:
    def hide(book: Any) -> None:
        book["Costs"].column_dimensions["C"].hidden = True
        book["Old"].sheet_state = "veryHidden"

    rows = [["Date", "Supplier", "Cost (£)"], [d(2026, 4, 1), "A", 10]]
    book = made({"Costs": rows, "Old": [*rows[:1], [d(2025, 4, 1), "Z", 999]]}, None, hide)
    assert set(open_names(book, proposed(book, **KEY_USE))) == {"hidden columns", "hidden sheet: Old"}


# --- 11. months across, and limbs across --------------------------------------------------------------------------


def test_a_pivot_with_months_across_gives_a_line_for_each_amount() -> None:
    rows = [
        ["Supplier", "Apr 2026", "May 2026", "Total"],
        ["Acme", 100.00, 50.00, 150.00],
        ["Fixit", None, 7.25, 7.25],
        ["Total", 100.00, 57.25, 157.25],
    ]
    book = made({"Pivot": rows}, {"B": '"£"#,##0.00', "C": '"£"#,##0.00'})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["day in month"]
    read = read_own(book, profile.answered({"day in month": "last"}), "own.xlsx")
    assert [(line["supplier"], *rest) for line, rest in zip(lines_of(read), amounts(lines_of(read)), strict=True)] == [
        ("Acme", "Pivot-2-B", "2026-04-30", "100.00"),
        ("Acme", "Pivot-2-C", "2026-05-31", "50.00"),
        ("Fixit", "Pivot-3-C", "2026-05-31", "7.25"),
    ]


def test_amounts_under_the_limbs_of_l10_17_with_a_row_total_that_is_held_against_them() -> None:
    rows = [
        ["Date", "Supplier", "Use of the key (£)", "Something else (£)", "Total (£)"],
        [d(2026, 4, 1), "Acme", 100.00, 50.00, 150.00],
        [d(2026, 4, 2), "Fixit", 30.00, None, 30.01],
    ]
    book = made({"Costs": rows})
    profile = proposed(book, vat="gross", vat_recoverable="none")
    read = read_own(book, profile, "own.xlsx")
    assert [(each.code, each.cell) for each in read.problems] == [("total-differs", "E3")]
    rows[2][4] = 30.00
    read = read_own(made({"Costs": rows}), profile, "own.xlsx")
    assert [(line["limb"], line["amount"]) for line in lines_of(read)] == [
        ("key_use", "100.00"),
        ("other", "50.00"),
        ("key_use", "30.00"),
    ]


# --- 12. days as text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "order", "expected"),
    [
        (["03/04/2026", "25/04/2026"], "day_first", ["2026-04-03", "2026-04-25"]),
        (["04/03/2026", "04/25/2026"], "month_first", ["2026-04-03", "2026-04-25"]),
        (["03/04/2026", "05/04/2026"], None, []),
        (["25/04/2026", "04/25/2026"], None, []),
        (["3 April 2026", "25-Apr-2026"], "", ["2026-04-03", "2026-04-25"]),
        (["2026-04-03", "2026/04/25"], "", ["2026-04-03", "2026-04-25"]),
    ],
)
def test_days_as_text_are_read_only_where_one_order_fits(
    texts: list[str], order: str | None, expected: list[str]
) -> None:
    book = made(
        {"Costs": [["Date", "Supplier", "Cost (£)"], *[[text, f"S{n}", 10 + n] for n, text in enumerate(texts)]]}
    )
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ([] if order is not None else ["day order"])
    if order is not None:
        assert [day for _, day, _ in amounts(lines_of(read_own(book, profile, "own.xlsx")))] == expected


def test_days_partly_as_text_are_asked_about_even_where_the_order_is_plain() -> None:
    rows = [["Date", "Supplier", "Cost (£)"], [d(2026, 3, 4), "A", 10], ["04/25/2026", "B", 20]]
    assert open_names(made({"Costs": rows}), proposed(made({"Costs": rows}), **KEY_USE)) == ["mixed dates"]


def test_days_with_a_time_are_asked_about() -> None:
    rows = [["Date", "Supplier", "Cost (£)"], [datetime.fromisoformat("2026-04-01T14:30"), "A", 10]]
    book = made({"Costs": rows})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["time of day"]
    assert (
        amounts(lines_of(read_own(book, profile.answered({"time of day": "drop"}), "own.xlsx")))[0][1] == "2026-04-01"
    )


def test_a_workbook_that_counts_from_1904_is_asked_about() -> None:
    def since_1904(book: Any) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904

    book = made({"Costs": [["Date", "Supplier", "Cost (£)"], [d(2026, 4, 1), "A", 10]]}, None, since_1904)
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["1904 days"]
    read = read_own(book, profile.answered({"1904 days": "as_they_stand"}), "own.xlsx")
    assert amounts(lines_of(read))[0][1] == "2026-04-01"


# --- 13. the wording of what it was for, and replacing Devices ----------------------------------------------------


def test_words_of_ones_own_for_the_limb_are_asked_and_devices_carried() -> None:
    rows = [
        ["Job date", "Contractor", "Category", "No. of meters", "Device GUID", "The key was", "Cost (£)"],
        [d(2026, 4, 1), "Acme", "Meter swap", 1, "00-DB-12-34-56-78-90-A1", "Not used", 95.50],
        [d(2026, 4, 2), "Acme", "use of the key", None, None, None, 10],
    ]
    book = made({"Jobs": rows})
    profile = proposed(book, vat="no_vat")
    assert open_names(book, profile) == ["limb: Meter swap"]
    profile = profile.answered({"limb: Meter swap": "replace_device"})
    assert open_names(book, profile) == ["responsible_supplier", "smi_status"]
    profile = profile.answered({"responsible_supplier": "yes", "smi_status": "commissioned"})
    assert lines_of(read_own(book, profile, "own.xlsx")) == [
        {
            "line": "Jobs-2",
            "incurred": "2026-04-01",
            "supplier": "Acme",
            "limb": "replace_device",
            "devices": 1,
            "device_ids": ["00-DB-12-34-56-78-90-A1"],
            "key_outcome": "not_used",
            "responsible_supplier": True,
            "smi_status": "commissioned",
            "amount": "95.50",
        },
        {"line": "Jobs-3", "incurred": "2026-04-02", "supplier": "Acme", "limb": "key_use", "amount": "10.00"},
    ]
    del rows[1][5:6]
    rows[0].remove("The key was")
    del rows[2][5:6]
    assert "key_outcome" in open_names(
        made({"Jobs": rows}),
        proposed(made({"Jobs": rows}), vat="no_vat", limb="x").answered({"limb: Meter swap": "replace_device"}),
    )


# --- 14. columns the mapping does not know, empty cells, merged cells, texts --------------------------------------


def test_a_column_that_the_mapping_does_not_name_is_said() -> None:
    rows = [["Date", "Supplier", "Cost (£)"], [d(2026, 4, 1), "A", 10]]
    profile = proposed(made({"Costs": rows}), **KEY_USE)
    wider = made({"Costs": [[*rows[0], "Discount (£)"], [*rows[1], 3]]})
    assert [(each.code, each.cell) for each in read_own(wider, profile, "own.xlsx").problems] == [
        ("column-not-mapped", "D1")
    ]
    moved = made({"Costs": [["x"], [], ["Cost (£)", "Date", "Supplier"], [10, d(2026, 4, 1), "A"]]})
    assert amounts(lines_of(read_own(moved, profile, "own.xlsx"))) == [("Costs-4", "2026-04-01", "10.00")]
    renamed = made({"Costs": [["Day", "Supplier", "Cost (£)"], rows[1]]})
    assert [each.code for each in read_own(renamed, profile, "own.xlsx").problems] == ["headings-missing"]


def test_another_column_of_money_is_asked_about_when_the_mapping_is_made() -> None:
    book = made({"Costs": [["Date", "Supplier", "Cost (£)", "Retention (£)"], [d(2026, 4, 1), "A", 10.5, 1.5]]})
    assert "amount" in open_names(book, proposed(book, **KEY_USE))


def test_a_day_given_once_for_several_lines_is_missing_until_the_mapping_says_so() -> None:
    rows = [["Date", "Supplier", "Invoice", "Cost (£)"], [d(2026, 4, 1), "A", "1", 10], [None, "B", "2", 20]]
    book = made({"Costs": rows})
    profile = proposed(book, **KEY_USE)
    assert [(each.code, each.cell) for each in read_own(book, profile, "own.xlsx").problems] == [
        ("value-missing", "A3")
    ]
    columns = [
        c.model_copy(update={"blank": "as_above"}) if c.field == "incurred" else c for c in profile.tables[0].columns
    ]
    table = profile.tables[0].model_copy(update={"columns": columns})
    read = read_own(book, profile.model_copy(update={"tables": [table]}), "own.xlsx")
    assert [day for _, day, _ in amounts(lines_of(read))] == ["2026-04-01", "2026-04-01"]


def test_cells_merged_over_lines_are_asked_about() -> None:
    def merge(book: Any) -> None:
        book["Costs"].merge_cells("A2:A3")

    rows = [["Date", "Supplier", "Invoice", "Cost (£)"], [d(2026, 4, 1), "A", "1", 10], [None, "B", "2", 20]]
    book = made({"Costs": rows}, None, merge)
    profile = proposed(book, **KEY_USE)
    assert "merged cells" in open_names(book, profile)
    read = read_own(book, profile.answered({"merged cells": "as_above"}), "own.xlsx")
    assert [day for _, day, _ in amounts(lines_of(read))] == ["2026-04-01", "2026-04-01"]


def test_headings_again_texts_alone_and_prepared_rows_are_ignored_for_a_reason() -> None:
    rows = [
        ["Date", "Supplier", "Cost (£)"],
        [d(2026, 4, 1), "A", 10],
        ["May"],
        ["Date", "Supplier", "Cost (£)"],
        [d(2026, 5, 1), "B", 20],
        [None, "Prepared by J. Smith", None],
    ]
    book = made({"Costs": rows})
    read = read_own(book, proposed(book, **KEY_USE), "own.xlsx")
    assert read.receipt.pence.accepted == 3000
    assert read.ignored == {"a heading": 3, "the headings again": 3, "a text alone in its row": 2}
    assert [(each.code, each.severity) for each in read.problems] == [("text-alone", "question")]


def test_text_where_an_amount_is_wanted_and_errors_are_flagged() -> None:
    rows = [
        ["Date", "Supplier", "Cost (£)"],
        [d(2026, 4, 1), "A", "to follow"],
        [d(2026, 4, 2), "B", 20],
        [d(2026, 4, 3), "C", None],
        [d(2026, 4, 4), "D", 1.005],
        *([d(2026, 4, 5), f"E{n}", n] for n in range(1, 6)),
    ]
    book = made({"Costs": rows})
    read = read_own(book, proposed(book, **KEY_USE, **{"row_without_amount:_C": "line"}), "own.xlsx")
    assert sorted((each.code, each.cell) for each in read.problems) == [
        ("amount-is-text", "C2"),
        ("amount-not-whole-pence", "C5"),
        ("value-missing", "C4"),
    ]
    assert read.receipt.as_json()["rows"] == {"seen": 9, "accepted": 6, "rejected": 3, "ignored": 0}


# --- 15. several lists, and the Party's notices -------------------------------------------------------------------


def test_lists_under_different_headings_are_each_asked_about() -> None:
    book = made(
        {
            "Labour": [["Date", "Contractor", "Cost (£)"], [d(2026, 4, 1), "A", 10]],
            "Summary": [["Supplier", "Total cost (£)"], ["A", 10]],
        }
    )
    profile = proposed(book)
    assert {"table: Labour", "table: Summary"} <= set(open_names(book, profile))
    answers = {
        "table: Labour": "read",
        "table: Summary": "leave_out",
        "Labour / limb": "key_use",
        "Labour / vat": "no_vat",
    }
    assert amounts(lines_of(read_own(book, profile.answered(answers), "own.xlsx"))) == [
        ("Labour-2", "2026-04-01", "10.00")
    ]


def test_the_mapping_gives_the_notices_and_then_the_file_is_a_claim() -> None:
    book = made({"Costs": [["Date", "Supplier", "Cost (£)"], [d(2026, 4, 1), "A", 10]]})
    notice = {"type": "intention_notified", "sent": "2026-03-05T10:00", "method": "email", "estimate": "10.00"}
    profile = proposed(book, **KEY_USE).model_copy(update={"facts": [notice]})
    read = read_own(book, profile, "own.xlsx")
    assert read.kind == "claim"
    assert read.facts[0] == {"id": read.facts[0]["id"], "party": PARTY, **notice}
    assert read.facts[0]["id"].startswith("supplier-a-intention-")
    wrong = read_own(book, profile.model_copy(update={"facts": [{**notice, "method": "pigeon"}]}), "own.xlsx")
    assert [each.code for each in wrong.problems] == ["fields-at-odds"]
