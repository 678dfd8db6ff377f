"""A list of cost lines in CSV: strict RFC 4180 in UTF-8, every field as text, and the mapping that its headings make.

Nothing is mended: rows of another length, a quote left open, a field over several lines, another delimiter are each said.
Text that looks like a formula is text. Without a mapping the headings are those of the Cost lines sheet, or a case file's
names of the same fields.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

import numpy as np

from recovery_costs.plain import shown
from recovery_costs.workbook import wire
from recovery_costs.workbook.cells import Book, Sheet, words
from recovery_costs.workbook.codes import Found, found
from recovery_costs.workbook.gate import Refused, kind_of
from recovery_costs.workbook.own.account import LIST
from recovery_costs.workbook.own.profile import CHOICES, YES_NO_FIELDS, Column, Profile, Question, Table
from recovery_costs.workbook.own.settle import word_meant
from recovery_costs.workbook.sheets import COST_LINES

SHEET = "csv"
"""What the one sheet of a list in CSV is called."""
LONGEST = 32_767
"""Letters in a field: what a cell of a spreadsheet can hold."""
LAST_ROW = 4_000_000
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv(content: bytes) -> tuple[Book, list[Found]]:
    """A list in CSV as cells, and what is wrong with its rows.

    Raises:
        Refused: it is no CSV in UTF-8 with commas; by the name of what it is.
    """
    if kind_of(content) != "csv":
        raise Refused("not-a-workbook", "a workbook")
    text = content.decode("utf-8-sig")
    _delimiter(text)
    rows, columns, ends, texts, problems = [], [], [], [], []
    width = 0
    for number, fields in enumerate(_records(text), start=1):
        if number > LAST_ROW:
            raise Refused("too-costly-to-read", f"more than {LAST_ROW:,} rows")
        if not fields:
            continue
        width = width or len(fields)
        if len(fields) != width:
            what = f"{len(fields)} fields, where the headings are {width}"
            problems.append(found("csv-ragged", SHEET, wire.place(number, min(len(fields), 16_384)), what))
        for column, field in enumerate(fields, start=1):
            if field:
                if "\n" in field or "\r" in field:
                    problems.append(found("csv-line-break", SHEET, wire.place(number, column), shown(field)))
                rows.append(number)
                columns.append(column)
                texts.append(field)
        ends.append(number)
    problems += _headings(texts, columns, rows)
    return Book((_sheet(rows, columns, texts),)), problems


def _records(text: str) -> Iterator[list[str]]:
    """Each row's fields.

    Raises:
        Refused: a quote is left open or stands amid a field, or a field is too long.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for fields in reader:
            if any(len(field) > LONGEST for field in fields):
                raise Refused("csv-field-too-long", f"line {reader.line_num}: a field of more than {LONGEST:,} letters")
            if len(fields) > 16_384:
                raise Refused("cell-out-of-grid", f"line {reader.line_num}: {len(fields):,} fields")
            yield fields
    except csv.Error as error:
        code = "csv-field-too-long" if "limit" in str(error) else "csv-quotes"
        raise Refused(code, f"line {reader.line_num}: {error}") from error


def _delimiter(text: str) -> None:
    """Refuse a list whose fields stand apart by something other than commas, by its name."""
    start = text.lstrip("\r\n").split("\n", 1)[0].strip("\r")
    if start.lower().startswith("sep="):
        raise Refused("csv-delimiter", f"the line {shown(start)}, which only one program reads")
    other = max(_DELIMITERS, key=start.count)
    if start.count(other) > start.count(","):
        raise Refused("csv-delimiter", f"fields with {_DELIMITERS[other]} between them")


def _headings(texts: list[str], columns: list[int], rows: list[int]) -> list[Found]:
    """Headings that are there twice."""
    first = [(column, text) for row, column, text in zip(rows[:20_000], columns, texts, strict=False) if row == rows[0]]
    times = Counter(words(text) for _, text in first)
    return [
        found(
            "heading-twice",
            SHEET,
            wire.place(rows[0], column),
            shown(text),
            "once",
            "Give each column its own heading.",
        )
        for column, text in first
        if times[words(text)] > 1
    ]


def _sheet(rows: list[int], columns: list[int], texts: list[str]) -> Sheet:
    count = len(texts)
    return Sheet(
        SHEET,
        "visible",
        np.array(rows, np.int32),
        np.array(columns, np.int16),
        np.full(count, wire.TEXT, np.uint8),
        np.zeros(count, np.uint16),
        np.arange(count, dtype=np.int64),
        np.full(count, wire.RAW, np.int8),
        texts,
        ["General"],
    )


# --- the list's own mapping -------------------------------------------------------------------------------------


def list_profile(book: Book, party: str | None, at: str | None) -> Profile | None:
    """The mapping that the headings of a list make; None where they are not those of a list of cost lines."""
    table = COST_LINES.table
    assert table is not None
    sheet = book.sheets[0]
    if not len(sheet):
        return None
    head = int(sheet.row[0])
    known = {words(entry.heading): entry.field for entry in table.entries} | {
        entry.field: entry.field for entry in table.entries
    }
    columns, fields = [], set()
    for index in range(int(np.searchsorted(sheet.row, head, "right"))):
        heading = " ".join(sheet.cell(index).text.split())
        field = known.get(words(heading))
        if field is not None and field not in fields:
            columns.append({"heading": heading, "field": field})
            fields.add(field)
    if not {"incurred", "amount", "limb"} <= fields:
        return None
    names = {"unit": "pounds", "vat": "gross", "vat recoverable": "none", "decimal": "point", "repeats": "each", **LIST}
    return Profile(
        format=1,
        party=party,
        tables=[Table(name=SHEET, sheets=[SHEET], heading_row=head, columns=[Column(**each) for each in columns])],  # type: ignore[arg-type]
        questions=[Question(name=name, answer=answer) for name, answer in {**names, **_words(book, columns)}.items()],
    ).model_copy(update={"at": Profile.model_validate({"format": 1, "at": at}).at})


def _words(book: Book, columns: list[dict[str, str]]) -> dict[str, str]:
    """What each word under a heading of choices means, where it is the template's own or the case file's."""
    sheet, meant = book.sheets[0], {}
    head = int(sheet.row[0])
    for number, said in (
        (int(sheet.column[index]), sheet.cell(index).text)
        for index in range(int(np.searchsorted(sheet.row, head, "right")))
    ):
        field = next((each["field"] for each in columns if words(each["heading"]) == words(said)), "")
        if field not in CHOICES:
            continue
        for word in {" ".join(sheet.texts[int(index)].split()) for index in sheet.in_column(number, after=head)}:
            answer = word_meant(field, word)
            if answer or field == "smi_status":
                meant[f"{field}: {word}"] = answer or "as_written"
            elif field in YES_NO_FIELDS and word.casefold() in ("true", "false"):
                meant[f"{field}: {word}"] = "yes" if word.casefold() == "true" else "no"
    return meant
