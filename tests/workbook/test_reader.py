"""The reader: everything a sheet holds, exactly; and `quick`, which must give the same cells or leave the sheet alone."""

from __future__ import annotations

import os
import random
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery_costs.workbook import quick as quick_module
from recovery_costs.workbook import reader, wire
from recovery_costs.workbook.cells import Area, Cell, Held, exact, unpacked
from recovery_costs.workbook.formats import FormatKind, format_kind, shows_another
from recovery_costs.workbook.formulas import Formulas
from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.sheet_reader import Cells, Texts, plain_number
from tests.workbook.hostile import BOOK, LINES, TEXTS, corpus, parts, whole, zipped
from tests.workbook.own_books import book_of

LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)


@cache
def around() -> dict[str, bytes]:
    """The parts of the claim without its sheets but the cost lines."""
    only = re.sub(r"<sheet name=\"(?!Cost).*?/>", "", parts()[BOOK].decode()).encode()
    return {name: part for name, part in parts().items() if "sheet" not in name or name == LINES} | {BOOK: only}


def one_sheet(rows: str, head: str = HEAD, tail: str = "</sheetData></worksheet>", **more: bytes) -> bytes:
    """A workbook of one sheet, with these rows."""
    return zipped({**around(), LINES: f"{head}{rows}{tail}".encode(), **more})


def lines_of(content: bytes) -> list[Cell]:
    sheet = book_of(content).sheet("Cost lines")
    assert sheet is not None
    return list(sheet.cells())


# --- single cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "held", "text", "formula"),
    [
        ('<c r="A1"><v>86400.1</v></c>', Held.NUMBER, "86400.1", None),
        ('<c r="A1"><v>-0.50</v></c>', Held.NUMBER, "-0.50", None),
        ('<c r="A1"><v>1e999</v></c>', Held.NUMBER, "1e999", None),
        ('<c r="A1"><v>007</v></c>', Held.NUMBER, "007", None),
        ('<c r="A1"><v>-0</v></c>', Held.NUMBER, "-0", None),
        ('<c r="A1"><v>123456789012345678</v></c>', Held.NUMBER, "123456789012345678", None),
        ('<c r="A1"><v>0.12345678901234567890</v></c>', Held.NUMBER, "0.12345678901234567890", None),
        ('<c r="A1" t="e"><v>#REF!</v></c>', Held.ERROR, "#REF!", None),
        ('<c r="A1" t="b"><v>1</v></c>', Held.BOOLEAN, "TRUE", None),
        ('<c r="A1" t="b"><v>0</v></c>', Held.BOOLEAN, "FALSE", None),
        ('<c r="A1" t="d"><v>2026-02-16T00:00:00</v></c>', Held.DAY, "2026-02-16T00:00:00", None),
        ('<c r="A1" t="str"><f>"a"&amp;B1</f><v>a&lt;b</v></c>', Held.TEXT, "a<b", '"a"&B1'),
        ('<c r="A1"><f>1+1</f></c>', Held.NOTHING, "", "1+1"),
        ('<c r="A1"><f>1+1</f><v></v></c>', Held.NOTHING, "", "1+1"),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', Held.TEXT, "", '""'),
        ('<c r="A1" t="inlineStr"><is><t>N/A</t></is></c>', Held.TEXT, "N/A", None),
        ('<c r="A1" t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r></is></c>', Held.TEXT, "two runs", None),
        ('<c r="A1" t="inlineStr"><is><t>日</t><rPh sb="0" eb="1"><t>ひ</t></rPh></is></c>', Held.TEXT, "日", None),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_</t></is></c>', Held.TEXT, "a\rb_", None),
        ("<c><v>5</v></c>", Held.NUMBER, "5", None),
    ],
)
def test_a_cell_is_kept_as_the_file_has_it(xml: str, held: Held, text: str, formula: str | None) -> None:
    (cell,) = lines_of(one_sheet(f'<row r="1">{xml}</row>'))
    assert (cell.name, cell.held, cell.text, cell.formula) == ("A1", held, text, formula)


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1"><v></v></c>',
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="A1" t="inlineStr"><is><t></t></is></c>',
    ],
)
def test_a_cell_with_nothing_in_it_is_no_cell(xml: str) -> None:
    texts = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t/></si></sst>'
    read = book_of(one_sheet(f'<row r="1">{xml}</row>', **{TEXTS: texts.encode()}))
    assert [len(each) for each in read.sheets] == [0]


def test_places_that_are_not_said_follow_one_another() -> None:
    first = '<row><c><v>1</v></c><c><v>2</v></c><c r="E1"><v>3</v></c><c><v>4</v></c></row>'
    cells = lines_of(one_sheet(f"{first}<row><c><v>5</v></c></row>"))
    assert [cell.name for cell in cells] == ["A1", "B1", "E1", "F1", "A2"]


def test_what_else_a_sheet_says_is_kept() -> None:
    hidden = '<cols><col min="2" max="3" hidden="1"/><col min="7" max="7" width="0"/></cols><sheetData>'
    tail = '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    rows = '<row r="2" hidden="true"><c r="A2"><v>1</v></c></row>'
    read = book_of(one_sheet(rows, HEAD.replace("<sheetData>", hidden), tail)).sheet("Cost lines")
    assert read is not None
    assert (read.hidden_rows, read.hidden_columns, read.merged) == ({2}, ((2, 3), (7, 7)), (Area(1, 1, 2, 2),))
    assert (read.hides_column(3), read.hides_column(4)) == (True, False)
    assert read.at(2, 1) == read.cell(0)
    assert read.at(1, 1) is None
    assert [(row, [cell.text for cell in cells]) for row, cells in read.lines()] == [(2, ["1"])]


def test_a_prefix_for_the_namespace_changes_nothing() -> None:
    head = '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    assert [cell.text for cell in lines_of(one_sheet(rows, head, "</x:sheetData></x:worksheet>"))] == ["1"]


def test_a_false_dimension_hides_nothing() -> None:
    head = HEAD.replace("<sheetData>", '<dimension ref="A1:A1"/><sheetData>')
    rows = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(1, 10))
    assert len(lines_of(one_sheet(rows, head))) == 9


# --- numbers ----------------------------------------------------------------------------------------------------


@given(st.integers(-(10**20), 10**20), st.integers(0, 19))
def test_a_number_comes_back_to_the_last_digit(whole_: int, places: int) -> None:
    digits = str(abs(whole_)).rjust(places + 1, "0")
    written = ("-" if whole_ < 0 else "") + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    number, decimals = plain_number(written)
    if decimals != wire.RAW:
        assert Decimal(number).scaleb(-decimals) == Decimal(written)
        assert len(str(abs(number))) <= 18
    else:
        assert len(digits) > 18 or len(written) > 20


@pytest.mark.parametrize(
    "written", ["", "-", ".5", "5.", "+5", "1,000", "1_000", "١", "0x1", "1e3", "00", "-0", "- 1", "1 ", "nan"]
)
def test_what_is_not_plain_digits_is_kept_as_text(written: str) -> None:
    assert plain_number(written) == (0, wire.RAW)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.50", "1.5"), ("1e3", "1000"), ("-.5", "-0.5"), ("1e999", None), ("nan", None), ("١", None), ("1_0", None)],
)
def test_exact(text: str, value: str | None) -> None:
    assert exact(Cell(1, 1, Held.NUMBER, text)) == (None if value is None else Decimal(value))
    assert exact(Cell(1, 1, Held.TEXT, text)) is None


# --- quick ------------------------------------------------------------------------------------------------------


def said(content: bytes, quick_from: int) -> Any:
    """Everything that is read, or why nothing is."""
    before, reader.QUICK_FROM = reader.QUICK_FROM, quick_from
    try:
        read = book_of(content)
    except Refused as refused:
        return refused.args
    finally:
        reader.QUICK_FROM = before
    return [
        (sheet.name, list(sheet.cells()), sheet.formulas, sheet.merged, sheet.hidden_rows, sheet.hidden_columns)
        for sheet in read.sheets
    ]


def alike(content: bytes) -> Any:
    """The cells, which must be the same both ways."""
    slow = said(content, 10**12)
    assert said(content, -1) == slow
    return slow


def is_quick(content: bytes) -> bool:
    """Whether `quick` reads the cost lines at all."""
    package = reader.Package(content)
    texts = Texts()
    texts.all = ["x"] * 1000
    cells = Cells("Cost lines", "visible")
    return quick_module.quick(package.pieces(LINES), cells, texts, 1000, 1000, lambda told: None) is not None


def test_quick_reads_what_spreadsheet_programs_write() -> None:
    assert is_quick(whole())
    assert alike(whole())
    cells = '<c r="A1" s="2" t="s"><v>5</v></c><c r="AB1"/><c r="XFD1" t="b"><v>1</v></c>'
    assert is_quick(one_sheet(f'<row r="1" spans="1:9" x="1">{cells}</row><row r="2"/>'))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1"><c r="A1"><v>1</v></c> </row>', id="a blank between tags"),
        pytest.param('<row r="1"><c t="n" r="A1"><v>1</v></c></row>', id="attributes in another order"),
        pytest.param('<row r="1"><!-- --><c r="A1"><v>1</v></c></row>', id="a comment"),
        pytest.param('<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>', id="cdata"),
        pytest.param('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>', id="two values"),
        pytest.param("<row r='1'><c r='A1'><v>1</v></c></row>", id="other quotes"),
        pytest.param('<row r="1"><c r="A1"><v>&#49;</v></c></row>', id="a letter by its number"),
        pytest.param('<row r="1" a="1" a="2"><c r="A1"><v>1</v></c></row>', id="an attribute twice"),
        pytest.param('<row r="1" q:a="1"><c r="A1"><v>1</v></c></row>', id="a prefix that is not declared"),
        pytest.param('<row r="2"><c r="A1"><v>1</v></c></row>', id="a cell of another row"),
        pytest.param('<row r="12"><c r="A1"><v>1</v></c></row>', id="a cell of a row that begins alike"),
        pytest.param('<row r="1"><c r="A12"><v>1</v></c></row>', id="a cell of a row that goes on"),
        pytest.param('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>', id="out of order"),
        pytest.param('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>', id="twice"),
        pytest.param('<row r="1"><c r="A1"><v>1</c></v></row>', id="tags crossed"),
        pytest.param('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"/>', id="a row twice"),
        pytest.param('<row r="1"><c r="A1" t="s"><v>9999</v></c></row>', id="no such text"),
        pytest.param('<row r="1"><c r="A1" s="9999"><v>1</v></c></row>', id="no such style"),
        pytest.param('<row r="1"><c r="A1"><v>1\x01</v></c></row>', id="a control character"),
        pytest.param('<row r="1"><c r="XFE1"><v>1</v></c></row>', id="beyond the last column"),
        pytest.param('<row r="1"/></sheetData><sheetData><row r="2"><c r="A2"><v>1</v></c></row>', id="rows twice"),
    ],
)
def test_quick_leaves_everything_else_to_the_reader(rows: str) -> None:
    assert alike(one_sheet(rows))


def test_quick_and_the_reader_say_the_same_of_every_hostile_file() -> None:
    for odd in corpus()[:: 1 if LONG else 9]:
        if odd.content.startswith(b"PK\x03\x04") and len(odd.content) < 10**6:
            alike(odd.content)


_VALUES = st.one_of(
    st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,10})?", fullmatch=True),
    st.sampled_from(
        ["0", "1e5", "00", "-0", "", ".", "1.", "9" * 19, "1&amp;2", "x", "0.1", "12345678", "123456789", " 1"]
    ),
)
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="<>&\ufffe\uffff")
_WORDS = st.text(_LETTERS, max_size=6)
_FORMULAS = ("<f/>", '<f t="shared" si="0"/>', '<f t="shared" ref="A1:A3" si="0">B1+1</f>', "<f>1</f>")
_OTHERS = (
    ("", ""), ("", "<v/>"), ("", "<f>1</f>"), (' t="b"', "<v>1</v>"), (' t="e"', "<v>#N/A</v>"),
    (' t="d"', "<v>2026-01-01</v>"), (' s="5"', None),
)  # fmt: skip
_INSIDE = st.one_of(
    st.builds(lambda v, s: (s, f"<v>{v}</v>"), _VALUES, st.sampled_from(["", ' s="3"', ' s="12"', ' t="n"'])),
    st.builds(lambda n: (' t="s"', f"<v>{n}</v>"), st.integers(0, 160)),
    st.builds(lambda w: (' s="2" t="inlineStr"', f"<is><t>{w}</t></is>"), _WORDS),
    st.builds(lambda w: (' t="inlineStr"', f'<is><t xml:space="preserve"> {w}&lt;</t></is>'), _WORDS),
    st.builds(lambda w: (' t="str"', f"<f>A1&amp;{w}</f><v>{w}</v>"), st.sampled_from(["", "b", "_x0041_"])),
    st.builds(lambda f, v: ("", f"{f}<v>{v}</v>"), st.sampled_from(_FORMULAS), _VALUES),
    st.sampled_from(_OTHERS),
)
_FORMS = st.sampled_from(["", ' hidden="1"', ' ht="0"', ' spans="1:3"'])
_CELLS = st.lists(st.tuples(st.integers(1, 4), _INSIDE), max_size=4)
_ROWS = st.lists(st.tuples(st.integers(1, 3), _CELLS, _FORMS), max_size=5)


def sheet_of(rows: Any) -> bytes:
    """A sheet of these rows, each so far below the last, its cells so far apart."""
    made, row = "", 0
    for down, cells, attributes in rows:
        row, column, inside = row + down, 0, ""
        for right, (given_, held) in cells:
            column += right
            inside += f'<c r="{wire.place(row, column)}"{given_}' + ("/>" if held is None else f">{held}</c>")
        made += f'<row r="{row}"{attributes}>{inside}</row>'
    return one_sheet(made)


@settings(max_examples=20_000 if LONG else 120, deadline=None)
@given(_ROWS)
def test_quick_and_the_reader_give_the_same_cells(rows: Any) -> None:
    alike(sheet_of(rows))


def test_quick_and_the_reader_say_the_same_whatever_bytes_are_changed() -> None:
    chance = random.Random(11)
    rows = "".join(
        f'<row r="{n}" spans="1:3"><c r="A{n}" s="2" t="s"><v>{n}</v></c><c r="B{n}"><f>A1+{n}</f><v>{n}.25</v></c>'
        f'<c r="C{n}" t="inlineStr"><is><t>n{n}</t></is></c></row>'
        for n in range(1, 6)
    )
    plain = f"{HEAD}{rows}</sheetData></worksheet>".encode()
    letters = b'<>/"= 0159.-&;abcrstvfi\n\x00\xc3\xa9'
    for _ in range(20_000 if LONG else 250):
        mutant = bytearray(plain)
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(HEAD) - 12, len(mutant))
            what = chance.randrange(3)
            if what == 0:
                mutant[at] = chance.choice(letters)
            elif what == 1:
                del mutant[at : at + chance.randrange(1, 8)]
            else:
                mutant[at:at] = mutant[at - 20 : at - chance.randrange(0, 19)]
        alike(zipped({**around(), LINES: bytes(mutant)}))


_ITEMS = st.one_of(
    st.builds(lambda w: f"<si><t>{w}</t></si>", _WORDS),
    st.builds(lambda w: f'<si><t xml:space="preserve"> {w}&amp;_x0041_</t></si>', _WORDS),
    st.builds(lambda w: f"<si><r><t>{w}</t></r><r><t>b</t></r></si>", _WORDS),
    st.sampled_from(
        (
            *("<si/>", "<si></si>", "<si><t/></si>", "<si> <t>a</t></si>", "<!-- -->", "<si><t>&#65;</t></si>"),
            '<si><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></si>',
        )
    ),
)


@settings(max_examples=5000 if LONG else 80, deadline=None)
@given(st.lists(_ITEMS, max_size=8))
def test_quick_and_the_reader_give_the_same_texts(items: list[str]) -> None:
    texts = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{"".join(items)}</sst>'.encode()
    cells = "".join(f'<c r="{wire.letters(n + 1)}1" t="s"><v>{n}</v></c>' for n in range(len(items)))
    alike(one_sheet(f'<row r="1">{cells}</row>', **{TEXTS: texts}))


# --- formats and formulas ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", FormatKind.NUMBER), ("#,##0.00", FormatKind.NUMBER), ("@", FormatKind.TEXT), ("yyyy-mm-dd", FormatKind.DAY),
        ("d mmm", FormatKind.DAY), ("mmm", FormatKind.DAY), ("hh:mm", FormatKind.CLOCK), ("h:mm AM/PM", FormatKind.CLOCK),
        ("mm:ss", FormatKind.CLOCK), ("m/d/yy h:mm", FormatKind.MOMENT), ("[h]:mm", FormatKind.LENGTH), ("[mm]:ss", FormatKind.LENGTH),
        ('0 "days"', FormatKind.NUMBER), ("0\\d", FormatKind.NUMBER), ("[Red]#,##0", FormatKind.NUMBER), ("[$-809]dd mmmm yyyy", FormatKind.DAY),
        ("[$£-809]#,##0.00", FormatKind.NUMBER), ("_-* #,##0.00_-", FormatKind.NUMBER), ('"day" 0;yyyy', FormatKind.NUMBER),
    ],
)  # fmt: skip
def test_what_a_number_format_shows(code: str, kind: FormatKind) -> None:
    assert format_kind(code) is kind


@pytest.mark.parametrize("code", ["#,##0,", "0.0,,", "0%", ";;;", '"1.00"', "General%"])
def test_formats_that_show_another_value(code: str) -> None:
    assert shows_another(code)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "",
        "#,##0.00",
        "0",
        '"£"#,##0.00',
        "[$£-809]#,##0.00;[Red]-#,##0.00",
        "_-* #,##0.00_-",
        "@",
        "0.00E+00",
    ],
)
def test_formats_that_show_the_value(code: str) -> None:
    assert not shows_another(code)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1+2*3", "7"), ("(1+2)*3", "9"), ("-2-3", "-5"), ("10/4", "5/2"), ("50%", "1/2"), ("A1", "1"), ("$A$1+B$1", "3"),
        ("SUM(A1:B2)", "10"), ("SUM(A1,B2,5)", "10"), ("SUM(A1:A2)*2", "8"), ("SUM(A1:C2)", "10"), ("C9", "0"), ("SUM(A1+1,2)", "4"),
        ("ROUND(2.675,2)", "268/100"), ("ROUND(-2.5,0)", "-3"), ("ROUND(1250,-2)", "1300"), ("ROUND(SUM(A1:B1)/7,2)", "43/100"),
        ("'Cost lines'!A1+1", "2"), ("sum( a1 : b1 )", "3"),
        ("C1", None), ("1/0", None), ("VLOOKUP(A1,A1:B2,2)", None), ("A1:B2", None), ("1+", None), ("(1", None), ("1 2", None), ('"a"', None),
        ("Nowhere!A1", None), ("XFE1", None), ("A0", None), ("[1]Book!A1", None), ("2^3", None), ("SUM()", None), ("NOW()", None), ("A1048577", None), ("D1", None),
    ],
)  # fmt: skip
def test_formulas_are_worked_out_or_not_at_all(formula: str, value: str | None) -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1" t="inlineStr"><is><t>word</t></is></c><c r="D1" t="e"><v>#N/A</v></c>'
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;")
    more = f'<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row><row r="3"><c r="A3"><f>{escaped}</f><v>0</v></c></row>'
    read = book_of(one_sheet(f'<row r="1">{cells}</row>{more}'))
    sheet = read.sheet("Cost lines")
    assert sheet is not None
    assert Formulas(read).value(sheet, 3, 1) == (None if value is None else Fraction(value))


def test_a_shared_formula_moves_along() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>10</v></c><c r="B1"><f t="shared" ref="B1:B3" si="4">A1*$A$1</f><v>100</v></c></row>'
    )
    rows += "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><f t="shared" si="4"/><v>0</v></c></row>' for n in (2, 3)
    )
    read = book_of(one_sheet(rows))
    sheet = read.sheet("Cost lines")
    assert sheet is not None
    assert [Formulas(read).value(sheet, row, 2) for row in (1, 2, 3)] == [100, 20, 30]


# --- what goes between the processes ----------------------------------------------------------------------------


def test_an_answer_that_is_cut_short_is_not_taken() -> None:
    header, buffers = reader.read(whole(), lambda told: None)
    packed = b"".join(bytes(each) for each in wire.pack(header, buffers))
    assert len(unpacked(packed).sheets) == 6
    for cut in (0, 3, 11, 40, len(packed) - 1):
        with pytest.raises(ValueError, match=r"cut short|not what"):
            unpacked(packed[:cut])
