"""Layouts in which money is easily lost or doubled: each is asked about or flagged by its cell."""

from __future__ import annotations

from datetime import date as d
from typing import Any

import pytest

from recovery_costs.workbook.own_layout import read_own
from tests.workbook.own_books import lines_of, made, open_names, proposed

KEY_USE = {"limb": "key_use", "vat": "gross", "vat_recoverable": "none"}
HEADS = ["Date", "Supplier", "Invoice", "Cost (£)"]


def codes(
    sheets: dict[str, list[list[Any]]], change: Any = None, formats: Any = None, **answers: str
) -> list[tuple[str, str]]:
    """What blocks a file that is read by the mapping it suggests."""
    book = made(sheets, formats, change)
    read = read_own(book, proposed(book, **KEY_USE, **answers), "own.xlsx")
    return [(each.code, each.cell) for each in read.problems if each.severity == "blocking"]


def asked(sheets: dict[str, list[list[Any]]], change: Any = None, formats: Any = None, **answers: str) -> list[str]:
    """What is asked about a file that is read by the mapping it suggests."""
    book = made(sheets, formats, change)
    return open_names(book, proposed(book, **KEY_USE, **answers))


def test_a_dated_row_that_says_less_and_equals_the_one_line_above_is_asked_about() -> None:
    assert asked({"S": [HEADS, [d(2026, 4, 1), "Acme", "1", 100], [d(2026, 4, 30), "April", None, 100]]}) == [
        "row: April"
    ]
    assert asked({"S": [HEADS, [d(2026, 4, 1), "Acme", "1", 100], [d(2026, 4, 2), "Fixit", "2", 100]]}) == []


def test_a_sheet_whose_headings_nobody_knows_is_asked_about_not_left_out() -> None:
    book = {
        "Costs": [HEADS, [d(2026, 4, 1), "A", "1", 10]],
        "Kosten": [["Tag", "Betrag"], [d(2026, 4, 1), 99]],
        "Notes": [["no figures here"]],
    }
    profile = proposed(made(book))
    assert profile.leave_out_sheets == {"Notes": "no figures stand on it"}
    assert asked(book) == ["sheet: Kosten"]


def test_a_file_with_no_list_at_all_asks_where_it_stands() -> None:
    assert "list" in asked({"Kosten": [["Tag", "Betrag"], [d(2026, 4, 1), 99]]})


def test_a_column_with_a_few_figures_is_asked_about() -> None:
    rows = [
        [*HEADS, "Extras"],
        [d(2026, 4, 1), "A", "1", 10, "none"],
        [d(2026, 4, 2), "B", "2", 20, 5],
        [d(2026, 4, 3), "C", "3", 20, "none"],
    ]
    names = asked({"S": rows})
    assert "column: Extras" in names or "amount" in names


def test_two_columns_of_one_heading_are_told_apart_by_their_letters() -> None:
    rows = [["Date", "Supplier", "Cost (£)", "Cost (£)"], [d(2026, 4, 1), "A", 10, 20]]
    book = made({"S": rows})
    profile = proposed(book, **KEY_USE)
    (amount,) = [each for each in profile.open if each.name == "amount"]
    assert list(amount.options) == ["Cost (£) (column C)", "Cost (£) (column D)"]
    read = read_own(book, profile.answered({"amount": "Cost (£) (column D)", "unit": "pounds"}), "own.xlsx")
    assert [line["amount"] for line in lines_of(read)] == ["20.00"]


def test_a_row_with_no_currency_where_others_have_one_is_asked_about() -> None:
    rows = [["Date", "Supplier", "Currency", "Cost"], [d(2026, 4, 1), "A", "GBP", 10], [d(2026, 4, 2), "B", None, 20]]
    assert asked({"S": rows}, unit="pounds") == ["other currencies"]


def test_units_in_a_row_under_the_headings_belong_to_them() -> None:
    rows = [["Date", "Supplier", "Cost"], [None, None, "(£'000)"], [d(2026, 4, 1), "A", 10]]
    book = made({"S": rows})
    profile = proposed(book, **KEY_USE)
    assert profile.tables[0].heading_rows == 2
    assert [line["amount"] for line in lines_of(read_own(book, profile, "own.xlsx"))] == ["10000.00"]


def test_what_is_left_out_is_said_in_pounds() -> None:
    def hide(book: Any) -> None:
        book["S"].row_dimensions[3].hidden = True

    rows = [HEADS, [d(2026, 4, 1), "A", "1", 10], [d(2026, 4, 2), "B", "2", 20.5]]
    book = made({"S": rows}, None, hide)
    read = read_own(book, proposed(book, **KEY_USE, hidden_rows="leave_out"), "own.xlsx")
    (note,) = read.problems
    assert (note.code, note.severity, note.found) == ("rows-left-out", "note", "1 rows, £20.50: a hidden row")


def test_the_headings_of_a_later_page_do_not_swallow_the_lines_above_them() -> None:
    rows = [
        ["Day", "Supplier", "Invoice", "Cost (£)"],
        [d(2026, 4, 1), "A", "1", 10],
        HEADS,
        [d(2026, 4, 2), "B", "2", 20],
    ]
    profile = proposed(made({"S": [HEADS, *rows[3:]]}), **KEY_USE)
    assert open_names(made({"S": rows}), profile) == ["above: A"]


def test_the_first_row_of_headings_counts_wherever_it_stood_when_the_mapping_was_made() -> None:
    april = [["Costs"], [], ["All of them"], HEADS, [d(2026, 4, 1), "A", "1", 10]]
    may = [HEADS, [d(2026, 5, 1), "B", "2", 20], [d(2026, 5, 2), "C", "3", 30], HEADS, [d(2026, 5, 3), "D", "4", 40]]
    book = made({"April": april, "May": may})
    read = read_own(book, proposed(book, **KEY_USE), "own.xlsx")
    assert [line["amount"] for line in lines_of(read)] == ["10.00", "20.00", "30.00", "40.00"]


@pytest.mark.parametrize("amount", [20, "20,00", "20.00"])
def test_a_line_above_the_headings_is_asked_about_whatever_its_supplier_is_called(amount: Any) -> None:
    rows = [
        ["Day", "Supplier", "Invoice", "Cost (£)"],
        [d(2026, 4, 1), "Total Gas & Power", "1", amount],
        HEADS,
        [d(2026, 4, 2), "B", "2", 20],
    ]
    profile = proposed(made({"S": [HEADS, rows[3]]}), **KEY_USE).answered({"row: Total Gas & Power": "line"})
    assert "above: Total Gas & Power" in open_names(made({"S": rows}), profile)


def test_formulas_are_worked_out_again_and_errors_and_missing_values_flagged() -> None:
    rows = [
        ["Date", "Supplier", "Hours", "Rate", "Cost (£)"],
        *[[d(2026, 4, n), f"S{n}", 2, 5, f"=C{n + 1}*D{n + 1}"] for n in range(1, 5)],
    ]
    assert codes({"S": rows}) == [("formula-without-value", f"E{n}") for n in range(2, 6)]


def test_an_amount_made_from_other_rows_is_asked_about() -> None:
    from tests.workbook.own_books import book_of, content_of

    content = content_of(
        {
            "S": [
                HEADS,
                [d(2026, 4, 1), "A", "1", 10],
                [d(2026, 4, 2), "B", "2", 20],
                [d(2026, 4, 3), "C", "3", "=D2+D3"],
            ]
        }
    )
    book = book_of(_stored(content, b"<f>D2+D3</f><v></v>", b"<f>D2+D3</f><v>30</v>"))
    assert open_names(book, proposed(book, **KEY_USE)) == ["row: C"]
    forged = book_of(_stored(content, b"<f>D2+D3</f><v></v>", b"<f>D2+D3</f><v>31</v>"))
    read = read_own(forged, proposed(forged, **KEY_USE).answered({"row: C": "line"}), "own.xlsx")
    assert [(each.code, each.cell) for each in read.problems] == [("formula-value-differs", "D4")]


def _stored(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with a value stored beside a formula, as a spreadsheet program would."""
    from io import BytesIO
    from zipfile import ZipFile

    out = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(out, "w") as taken:
        for name in given.namelist():
            part = given.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"<v />", b"<v></v>").replace(b"<v/>", b"<v></v>")
                assert old in part, part
                part = part.replace(old, new)
            taken.writestr(name, part)
    return out.getvalue()


def test_an_amount_that_its_format_hides_is_a_question() -> None:
    rows = [HEADS, [d(2026, 4, 1), "A", "1", 10]]
    book = made({"S": rows}, {"D": ";;;"})
    read = read_own(book, proposed(book, **KEY_USE), "own.xlsx")
    assert [(each.code, each.cell) for each in read.problems] == [("format-shows-another-value", "D2")]


def test_an_invoice_again_on_another_sheet_is_a_question_whatever_its_amount() -> None:
    book = made({"April": [HEADS, [d(2026, 4, 1), "A", "1", 10]], "May": [HEADS, [d(2026, 4, 1), "A", "1", 12]]})
    read = read_own(book, proposed(book, **KEY_USE), "own.xlsx")
    assert [(each.code, each.sheet, each.cell, each.severity) for each in read.problems] == [
        ("invoice-repeated", "May", "C2", "question")
    ]


def test_a_day_far_from_the_event_is_a_question() -> None:
    book = made({"S": [HEADS, [d(2030, 4, 1), "A", "1", 10], [d(2026, 4, 1), "B", "2", 10]]})
    read = read_own(book, proposed(book, **KEY_USE), "own.xlsx", d(2023, 1, 1))
    assert [(each.code, each.cell) for each in read.problems] == [("date-far-off", "A2")]


@pytest.mark.parametrize(
    ("total", "code"), [("9.99", "total-below-lines"), ("10.00", None), ("10.01", "total-above-lines")]
)
def test_the_total_notified_is_held_against_the_lines(total: str, code: str | None) -> None:
    book = made({"S": [HEADS, [d(2026, 4, 1), "A", "1", 10]]})
    notice = {"type": "total_notified", "sent": "2026-06-05", "method": "email", "amount": total}
    read = read_own(book, proposed(book, **KEY_USE).model_copy(update={"facts": [notice]}), "own.xlsx")
    assert [each.code for each in read.problems] == ([code] if code else [])
    assert read.accepted


def test_totals_above_their_lines_and_balances_carried_over_sheets() -> None:
    april = [HEADS, ["Total April", None, None, 30], [d(2026, 4, 1), "A", "1", 10], [d(2026, 4, 2), "B", "2", 20]]
    may = [
        HEADS,
        ["Brought forward", None, None, 30],
        [d(2026, 5, 1), "A", "3", 5],
        ["Carried forward", None, None, 35],
    ]
    book = made({"April": april, "May": may})
    read = read_own(book, proposed(book, **KEY_USE), "own.xlsx")
    assert [line["amount"] for line in lines_of(read)] == ["10.00", "20.00", "5.00"]
    april[1][-1] = 29
    assert codes({"April": april, "May": may}) == [("total-differs", "D2")]


@pytest.mark.parametrize(
    ("lines", "total", "good"),
    [([10, 20], 29.99, False), ([10, 20], 30, True), ([10, 20], 30.01, False), ([10], 10, True), ([10], 0, False)],
)
def test_a_total_a_penny_below_at_and_above(lines: list[int], total: float, good: bool) -> None:
    rows: list[list[Any]] = [[d(2026, 4, 1 + n), f"S{n}", str(n), amount] for n, amount in enumerate(lines)]
    expected = [] if good else [("total-differs", f"D{len(lines) + 2}")]
    assert codes({"S": [HEADS, *rows, ["Total", None, None, total]]}) == expected


def test_an_amount_above_the_most_a_case_holds_is_flagged() -> None:
    good = [[d(2026, 4, n), f"S{n}", str(n), 10 + n] for n in range(1, 6)]
    assert codes({"S": [HEADS, *good, [d(2026, 4, 9), "A", "9", 10**12]]}) == [("amount-too-large", "D7")]
    assert codes({"S": [HEADS, *good, [d(2026, 4, 9), "A", "9", 10**12 - 1]]}) == []


def test_a_column_that_may_say_which_rows_count_is_asked_about() -> None:
    rows = [
        [*HEADS, "Include?"],
        [d(2026, 4, 1), "A", "1", 10, "Y"],
        [d(2026, 4, 2), "B", "2", 20, "N"],
        [d(2026, 4, 3), "C", "3", 40, None],
    ]
    book = made({"S": rows})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["column: Include?"]
    profile = profile.answered({"column: Include?": "counts"})
    assert open_names(book, profile) == ["counts: Y", "counts: N", "counts: nothing"]
    read = read_own(
        book,
        profile.answered({"counts: Y": "read", "counts: N": "leave_out", "counts: nothing": "leave_out"}),
        "own.xlsx",
    )
    assert [line["amount"] for line in lines_of(read)] == ["10.00"]
    assert read.receipt.pence == (1000, 0, 6000)


def test_while_the_column_of_amounts_is_open_no_row_is_asked_about() -> None:
    rows = [
        ["Date", "Supplier", "Labour (£)", "Materials (£)"],
        *[[d(2026, 4, n), f"S{n}", n, 2 * n] for n in range(1, 9)],
    ]
    assert asked({"S": rows}) == ["amount"]


def test_a_sheet_of_texts_with_digits_is_asked_about() -> None:
    book = {"Costs": [HEADS, [d(2026, 4, 1), "A", "1", 10]], "More": [["Supplier", "Sum"], ["B", "£12k"]]}
    assert asked(book) == ["sheet: More"]


def test_a_column_of_shares_is_asked_about() -> None:
    rows = [[*HEADS, "Our share"], [d(2026, 4, 1), "A", "1", 10, 0.5], [d(2026, 4, 2), "B", "2", 20, 1]]
    assert asked({"S": rows}, formats={"E": "0%"}) == ["column: Our share"]


def test_a_row_that_lacks_its_amount_is_said_even_where_the_mapping_leaves_such_rows_out() -> None:
    rows = [HEADS, [d(2026, 4, 1), "A", "1", 10], [d(2026, 4, 2), "B", "2", None]]
    book = made({"S": rows})
    profile = proposed(book, **KEY_USE)
    assert open_names(book, profile) == ["row without amount: B"]
    read = read_own(book, profile.answered({"row without amount: B": "leave_out"}), "own.xlsx")
    assert [(each.code, each.found) for each in read.problems] == [
        ("rows-left-out", "1 rows, £0.00: left out by the mapping")
    ]


def test_a_line_that_adds_up_those_above_it_is_asked_about_whatever_it_is_called() -> None:
    rows = [HEADS, [d(2026, 4, 1), "A", "1", 10], [d(2026, 4, 2), "B", "2", 20.5]]
    for amount, said in ((30.49, []), (30.5, [("mapping-open", "D4")]), (30.51, [])):
        book = made({"S": [*rows, [d(2026, 4, 3), "C", "3", amount]]}, None, None)
        read = read_own(book, proposed(book, **KEY_USE), "own.xlsx")
        assert [(each.code, each.cell) for each in read.problems] == said
