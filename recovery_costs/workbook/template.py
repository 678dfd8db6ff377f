"""The claim workbook: what it asks for, how it looks, and writing one from a Party's facts.

`CLAIM`, `ESTIMATES`, `COST_LINES` and `EVIDENCE` tie each heading to a field of a fact, once; `read` goes by the same
tables. A workbook is the same bytes whenever it is written from the same facts: nothing here asks the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from recovery_costs.calendar import Moment
from recovery_costs.facts import CostLine, CostLines, EvidenceItem, EvidenceListed, Fact, Notice
from recovery_costs.money import Money

# --- what the workbook asks for ---------------------------------------------------------------------------------


class Kind(StrEnum):
    """What a cell may hold."""

    TEXT = "text"
    NAMES = "names"
    DAY = "day"
    CLOCK = "clock"
    MONEY = "money"
    COUNT = "count"
    CHOICE = "choice"
    STATUS = "status"
    """A choice, or another word."""


class Entry(NamedTuple):
    """One thing the workbook asks for: the heading people read, the field of the fact it fills, and its help."""

    field: str
    heading: str
    kind: Kind
    help: str
    width: int = 14
    choices: Mapping[str, str | bool] = {}
    """The words of a drop-down, each with the case file's word for it."""
    needed: bool = False
    """Whether it is needed wherever anything beside it is filled in."""


class Part(NamedTuple):
    """A group of entries on the Claim sheet, one under another, that make one fact."""

    title: str
    fact: str | None
    """The type of the fact; None for what belongs to all of them."""
    entries: tuple[Entry, ...]


class Band(NamedTuple):
    """Neighbouring columns of a table, under a common title."""

    title: str | None
    entries: tuple[Entry, ...]


class Table(NamedTuple):
    """A sheet that holds a list: a row of headings, and a row per item."""

    sheet: str
    title: str
    lead: str
    bands: tuple[Band, ...]
    pages_wide: int = 1
    summed: str | None = None
    """The field whose sum stands above the headings."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its columns, from the left."""
        return tuple(entry for band in self.bands for entry in band.entries)

    @property
    def head_row(self) -> int:
        """The row of headings."""
        return 5 if any(band.title for band in self.bands) else 4


YES_NO: Mapping[str, str | bool] = {"Yes": True, "No": False}
METHODS: Mapping[str, str | bool] = {"By hand": "hand", "E-mail": "email", "Post": "post"}
LIMBS: Mapping[str, str | bool] = {
    "Use of the key": "key_use",
    "Replacing Devices": "replace_device",
    "Replacing Data": "replace_data",
    "Something else": "other",
}
OUTCOMES: Mapping[str, str | bool] = {
    "Not used": "not_used",
    "Used without success": "unsuccessful",
    "Used with success": "successful",
}
STATUSES: Mapping[str, str | bool] = {
    word: word for word in ("commissioned", "recovery", "installed not commissioned", "suspended", "decommissioned")
}
OWN_ROUTES: Mapping[str, str | bool] = {"L10.6": "L10.6", "L10.12": "L10.12"}
LIMBS_EXPLAINED = (
    ("Use of the key", "L10.17(a)", "the Recovery or Contingency Private Key was used as the SMKI PMA required"),
    ("Replacing Devices", "L10.17(b)(i)", "Relevant Devices for which you are the Responsible Supplier"),
    ("Replacing Data", "L10.17(b)(ii)", "the Data on such Devices that came from a Compromised Certificate"),
    ("Something else", "", "neither of these: it is kept on the list, but L10.17 does not cover it"),
)


def _notice(name: str) -> tuple[Entry, ...]:
    start = f"{name} sent" if name else "Sent"
    return (
        Entry("sent_on", f"{start} on", Kind.DAY, "The day you sent the notice, such as 2026-03-05.", needed=True),
        Entry("sent_at", f"{start} at", Kind.CLOCK, "The time in the UK, such as 14:30. Left blank, noon is taken."),
        Entry("method", f"{start} by", Kind.CHOICE, "How you sent it.", choices=METHODS, needed=True),
    )


CLAIM_SHEET, READ_ME_SHEET = "Claim", "Read me"
CLAIM: tuple[Part, ...] = (
    Part(
        "Who claims, and for which event",
        None,
        (
            Entry("event", "Recovery Event", Kind.TEXT, "Its reference, as the DCC gave it.", needed=True),
            Entry("party", "Party", Kind.TEXT, "Your name as a Party, spelt as the DCC has it.", needed=True),
            Entry("contact", "Contact", Kind.TEXT, "Whom to ask about this claim."),
        ),
    ),
    Part(
        "Notice that you intend to ask: L10.19(a) and (b)(i)",
        "intention_notified",
        (
            *_notice("Intention"),
            Entry("estimate", "First estimate (£)", Kind.MONEY, "The best estimate that you gave in the same notice."),
            Entry(
                "total",
                "Total given with it (£)",
                Kind.MONEY,
                "Only if that notice already gave the total for which you ask.",
            ),
        ),
    ),
    Part(
        "When your costs ceased: L10.19(c)",
        "costs_ceased",
        (
            Entry(
                "at",
                "Costs ceased on",
                Kind.DAY,
                "The day you last became liable for a Recovery Cost. Leave it blank while costs go on.",
                needed=True,
            ),
            Entry("last_payment", "Last payment made on", Kind.DAY, "The day you last paid such a cost, if you have."),
        ),
    ),
    Part(
        "Notice of the total for which you ask: L10.19(c)",
        "total_notified",
        (
            *_notice("Total"),
            Entry(
                "amount",
                "Total requested (£)",
                Kind.MONEY,
                "What you ask for. It may be less than your lines add up to; 0.00 withdraws the request.",
                needed=True,
            ),
        ),
    ),
    Part(
        "Your lists of costs and of evidence",
        "cost_lines",
        (Entry("at", "List made on", Kind.DAY, "The day on which Cost lines and Evidence stood as they stand here."),),
    ),
)

ESTIMATES = Table(
    "Estimates",
    "Updated estimates",
    "A row for each updated best estimate after the first: at least one in every three months until you give the "
    "total, L10.19(b)(ii).",
    (
        Band(
            None,
            (
                *_notice(""),
                Entry("amount", "Amount (£)", Kind.MONEY, "Your best estimate of the whole.", 18, needed=True),
                Entry("note", "Reason for the change", Kind.TEXT, "What moved it since the last estimate.", 60),
            ),
        ),
    ),
)
COST_LINES = Table(
    "Cost lines",
    "Cost lines",
    "A row for each cost. One row, one outcome of the key: split a batch that had more than one.",
    (
        Band(
            "The cost",
            (
                Entry("line", "Line", Kind.TEXT, "Your own reference, once in the list.", 8, needed=True),
                Entry("incurred", "Incurred on", Kind.DAY, "The day you became liable.", 12, needed=True),
                Entry("description", "What it was", Kind.TEXT, "In a few words.", 46),
                Entry("supplier", "Supplier", Kind.TEXT, "Who charged you, or your own staff.", 25),
                Entry("invoice", "Invoice", Kind.TEXT, "The number on the invoice.", 18),
                Entry(
                    "amount",
                    "Amount (£)",
                    Kind.MONEY,
                    "The whole cost, VAT included, in pounds and pence.",
                    15,
                    needed=True,
                ),
                Entry("recoverable_vat", "Recoverable VAT (£)", Kind.MONEY, "VAT in it that you can recover.", 17),
                Entry(
                    "otherwise_incurred",
                    "Incurred anyway (£)",
                    Kind.MONEY,
                    "What you would have spent without the Recovery Event.",
                    17,
                ),
            ),
        ),
        Band(
            "What it was for: L10.17",
            (
                Entry(
                    "limb", "What for", Kind.CHOICE, "See the Read me sheet for each choice.", 18, LIMBS, needed=True
                ),
                Entry(
                    "key_outcome",
                    "The key was",
                    Kind.CHOICE,
                    "For these Devices. Needed where Devices or Data are replaced.",
                    19,
                    OUTCOMES,
                ),
                Entry("own_route", "Own route", Kind.CHOICE, "If another clause reimburses this cost.", 10, OWN_ROUTES),
                Entry(
                    "reasonable", "Found reasonable", Kind.CHOICE, "Leave blank until it has been judged.", 12, YES_NO
                ),
            ),
        ),
        Band(
            "The Devices: L10.30(a)",
            (
                Entry("devices", "Devices", Kind.COUNT, "How many, 1 or more.", 10),
                Entry(
                    "responsible_supplier",
                    "You are the Responsible Supplier",
                    Kind.CHOICE,
                    "Needed where Devices or Data are replaced.",
                    15,
                    YES_NO,
                ),
                Entry(
                    "smi_status",
                    "SMI Status",
                    Kind.STATUS,
                    "'commissioned' if they had that status just before the event or since; else the status just "
                    "before it. Needed where Devices or Data are replaced.",
                    25,
                    STATUSES,
                ),
                Entry(
                    "compromised_credentials",
                    "Held Compromised credentials",
                    Kind.CHOICE,
                    "Whether the Devices held Data from a Compromised Certificate. Blank means Yes.",
                    15,
                    YES_NO,
                ),
                Entry("device_ids", "Device ids", Kind.NAMES, "With commas between them; as many as Devices.", 24),
            ),
        ),
        Band("Support", (Entry("evidence", "Evidence", Kind.TEXT, "Its reference on the Evidence sheet.", 12),)),
    ),
    pages_wide=2,
    summed="amount",
)
EVIDENCE = Table(
    "Evidence",
    "Evidence",
    "A row for each document that supports your lines: L10.20.",
    (
        Band(
            None,
            (
                Entry("reference", "Reference", Kind.TEXT, "Your own reference, once in the list.", 14, needed=True),
                Entry("kind", "Kind", Kind.TEXT, "Such as invoice, job sheet or auditor's report.", 28, needed=True),
                Entry("file", "File", Kind.TEXT, "The name of the file that you send.", 44),
                Entry("lines", "Lines covered", Kind.NAMES, "The lines it supports, with commas between them.", 34),
            ),
        ),
    ),
)
TABLES = (ESTIMATES, COST_LINES, EVIDENCE)
CLAIM_TITLE = "Claim for Recovery Costs"
CLAIM_LEAD = (
    "Smart Energy Code, Sections L10.18 to L10.20. Fill in the shaded cells; leave blank what is not known yet."
)
SUM_LABEL = "Sum of the lines (£)"
READ_ME: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "What this workbook is for",
        (
            "A Party that has incurred Recovery Costs may ask the DCC to pay them: Smart Energy Code, Section L10.18.",
            "This workbook holds one Party's claim for one Recovery Event: its notices, estimates, costs and evidence.",
            "Keep one workbook. Add to it, and send it again each time you tell the DCC something new.",
        ),
    ),
    (
        "How to fill it in",
        (
            "Claim: say who you are, then when and how you sent each notice. Notices are what counts; this records them.",
            "Estimates: add a row each time you send an updated best estimate.",
            "Cost lines: add a row for each cost. Use one row for one outcome of the key.",
            "Evidence: list the documents that support your lines.",
        ),
    ),
    (
        "What every cell expects",
        (
            "Days as year, month, day: 2026-03-05. A time goes in its own cell and is UK time: 14:30.",
            "Money in pounds and whole pence, as a number: 1234.50. No minus amounts, no rounding to hundreds.",
            "Leave a cell blank where you do not know. Blank is never read as nought, as no, or as today.",
            "Keep the headings and the names of the sheets as they are: they say what each cell means.",
        ),
    ),
    (
        "The days that matter",
        (
            "Say that you intend to ask within three months of the Recovery Event: L10.19(a).",
            "Give a best estimate with that notice, and another in every three months that follow: L10.19(b).",
            "Give the total as soon as you can, and within three months of the day your costs ceased: L10.19(c).",
            "A notice counts when it takes effect. An e-mail in the evening or at a weekend takes effect later.",
        ),
    ),
)


def claim_rows() -> Iterator[tuple[int, Part, Entry | None]]:
    """The rows of the Claim sheet as it is written: each part's title (no entry), then its entries."""
    row = 4
    for part in CLAIM:
        yield row, part, None
        for entry in part.entries:
            row += 1
            yield row, part, entry
        row += 2


# --- how it looks -----------------------------------------------------------------------------------------------

INK, SOFT, ACT, LINE, OPEN, PALE = "151A21", "4A5563", "0F5C73", "B9C4CE", "EDF5F8", "DCE9EE"
FONT = "Arial"
FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.DAY: "yyyy-mm-dd",
    Kind.CLOCK: "hh:mm",
    Kind.COUNT: "#,##0",
    Kind.TEXT: "@",
    Kind.NAMES: "@",
}
RIGHT = frozenset({Kind.MONEY, Kind.COUNT})
ROW_HEIGHT, LINE_HEIGHT = 18, 13
SPARE_ROWS = 10
CHECKED_ROWS = 10_000
LIVE = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class _Look:
    """A font, a fill and an edge for a kind of cell."""

    size: int = 10
    bold: bool = False
    colour: str = INK
    fill: str | None = None
    edge: str | None = None

    def dress(self, cell: Any, horizontal: str | None = None, wrap: bool = True, vertical: str = "top") -> None:
        """Give a cell (or a column) this look."""
        cell.font = Font(name=FONT, size=self.size, bold=self.bold, color=self.colour)
        cell.alignment = Alignment(horizontal, vertical, wrap_text=wrap, indent=1 if horizontal == "left" else 0)
        if self.fill:
            cell.fill = PatternFill("solid", fgColor=self.fill)
        if self.edge:
            side = Side(style="thin", color=self.edge)
            cell.border = Border(left=side, right=side, top=side, bottom=side)


_TITLE, _LEAD, _BODY = _Look(16, bold=True, colour=ACT), _Look(colour=SOFT), _Look()
_SECTION, _LABEL, _HELP = _Look(11, bold=True, colour=ACT), _Look(), _Look(9, colour=SOFT)
_HEAD, _BAND = _Look(bold=True, colour="FFFFFF", fill=ACT, edge=ACT), _Look(9, True, ACT, PALE, PALE)
_OPEN, _ROW = _Look(fill=OPEN, edge=LINE), _Look(edge=LINE)


def _say(cell: Any, text: str) -> None:
    """Text as text, whatever it starts with: no formula or error value comes of it."""
    cell.value = text
    cell.data_type = "s"
    if LIVE.match(text):
        cell.quotePrefix = True


def _put(cell: Any, entry: Entry, value: object) -> None:
    """A fact's value in the cell of its entry."""
    words = {meant: word for word, meant in entry.choices.items()}
    if isinstance(value, Money):
        cell.value = Decimal(value.pence).scaleb(-2)
    elif isinstance(value, (date, time)) or (isinstance(value, int) and not isinstance(value, bool)):
        cell.value = value
    elif isinstance(value, tuple):
        _say(cell, ", ".join(value))
    elif isinstance(value, (str, bool)):
        _say(cell, str(words.get(value, value)))


def _height(values: Iterable[tuple[Entry, object]], width: int | None = None) -> int:
    """The height of a row, in points, that shows all of its wrapped text: programs do not all work it out."""
    longest = max((len(str(value)) / ((width or entry.width) * 1.4 - 2) for entry, value in values if value), default=1)
    return max(ROW_HEIGHT, LINE_HEIGHT * ceil(longest) + 5)


def _validation(entry: Entry, first: str) -> DataValidation:
    """What the spreadsheet program itself tells the user of a cell; `first` is the first cell it goes on."""
    what = {
        Kind.DAY: ("date", "greaterThanOrEqual", "DATE(2012,1,1)", "a day such as 2026-03-05, with no time"),
        Kind.CLOCK: ("time", "between", "0", "a time of day such as 14:30"),
        Kind.MONEY: (
            "custom",
            None,
            f"AND(ISNUMBER({first}),{first}>=0,ROUND({first},2)={first})",
            "pounds and whole pence, not below 0.00, such as 1234.50",
        ),
        Kind.COUNT: ("whole", "between", "1", "a whole number, 1 or more"),
        Kind.CHOICE: ("list", None, f'"{",".join(entry.choices)}"', f"one of: {', '.join(entry.choices)}"),
        Kind.STATUS: ("list", None, f'"{",".join(entry.choices)}"', ""),
    }
    kind, operator, formula, wanted = what.get(entry.kind, (None, None, None, ""))
    upper = {Kind.CLOCK: "0.999988425925926", Kind.COUNT: "9999999"}.get(entry.kind)
    rule = DataValidation(
        type=kind,  # type: ignore[arg-type]
        operator=operator,  # type: ignore[arg-type]
        formula1=formula,
        formula2=upper,
        allow_blank=True,
    )
    rule.promptTitle, rule.prompt, rule.showInputMessage = entry.heading[:32], entry.help[:255], True
    if wanted:
        rule.errorTitle, rule.error, rule.showErrorMessage = entry.heading[:32], f"Please enter {wanted}."[:255], True
    return rule


def _print_setup(sheet: Worksheet, event: str, party: str, landscape: bool, pages_wide: int = 1) -> None:
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.7
    name = f"{party}, {event}".replace("&", "&&")
    footer = sheet.oddFooter
    assert footer is not None
    left, right = footer.left, footer.right
    assert left is not None
    assert right is not None
    for item, text in ((left, name[:200]), (right, "&A, page &P of &N")):
        item.text, item.size, item.font = text, 8, f"{FONT},Regular"
    sheet.sheet_properties.tabColor = ACT
    sheet.sheet_view.showGridLines = False


def _head(sheet: Worksheet, title: str, lead: str, column: int = 1) -> None:
    for row, text, look in ((1, title, _TITLE), (2, lead, _LEAD)):
        cell = sheet.cell(row, column)
        _say(cell, text)
        look.dress(cell, wrap=False, vertical="center")
    sheet.row_dimensions[1].height = 26


def _write_read_me(sheet: Worksheet) -> None:
    _head(sheet, CLAIM_TITLE, "How to fill in this workbook.")
    for column, width in zip("ABC", (20, 17, 68), strict=True):
        sheet.column_dimensions[column].width = width
    row = 4
    for title, sentences in READ_ME:
        for text, look in ((title, _SECTION), *((each, _BODY) for each in sentences)):
            cell = sheet.cell(row, 1)
            _say(cell, text)
            look.dress(cell, wrap=False)
            row += 1
        row += 1
    cell = sheet.cell(row, 1)
    _say(cell, "What for: the choices on the Cost lines sheet")
    _SECTION.dress(cell, wrap=False)
    for choice, clause, meaning in LIMBS_EXPLAINED:
        row += 1
        sheet.row_dimensions[row].height = ROW_HEIGHT
        for place, text in enumerate((choice, clause or "outside L10.17", meaning), start=1):
            cell = sheet.cell(row, place)
            _say(cell, text)
            _ROW.dress(cell, "left", vertical="center")


def _write_claim_sheet(sheet: Worksheet, values: Mapping[str | None, Mapping[str, object]]) -> None:
    _head(sheet, CLAIM_TITLE, CLAIM_LEAD)
    for column, width in zip("ABC", (24, 36, 58), strict=True):
        sheet.column_dimensions[column].width = width
    for row, part, entry in claim_rows():
        if entry is None:
            _say(sheet.cell(row, 1), part.title)
            _SECTION.dress(sheet.cell(row, 1), wrap=False, vertical="center")
            sheet.row_dimensions[row].height = 20
            continue
        label, cell, help_ = (sheet.cell(row, column) for column in (1, 2, 3))
        _say(label, entry.heading)
        _say(help_, entry.help)
        _LABEL.dress(label, vertical="center")
        _HELP.dress(help_, "left", vertical="center")
        _OPEN.dress(cell, "left", vertical="center")
        cell.number_format = FORMATS.get(entry.kind, "General")
        value = values.get(part.fact, {}).get(entry.field)
        _put(cell, entry, value)
        sheet.row_dimensions[row].height = max(_height([(entry, value)], 36), _height([(entry, entry.help)], 68))
        rule = _validation(entry, f"B{row}")
        rule.add(f"B{row}")
        sheet.add_data_validation(rule)
    sheet.freeze_panes = "A4"


def _write_table(sheet: Worksheet, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    wide = table.pages_wide > 1
    _head(sheet, table.title, table.lead, 2 if wide else 1)  # column A comes again on each page that is printed
    head, last = table.head_row, table.head_row + len(rows) + SPARE_ROWS
    column = 0
    for band in table.bands:
        start = column + 1
        for entry in band.entries:
            column += 1
            _write_column(sheet, table, column, entry, [row.get(entry.field) for row in rows], last)
            if band.title:
                _BAND.dress(sheet.cell(head - 1, column), wrap=False, vertical="center")
        if band.title:
            _say(sheet.cell(head - 1, max(start, 2)), band.title)
    for number, row in enumerate(rows, start=head + 1):
        sheet.row_dimensions[number].height = _height((entry, row.get(entry.field)) for entry in table.entries)
    sheet.row_dimensions[head].height = 44 if table.bands[0].title else 20
    sheet.freeze_panes = f"B{head + 1}" if table.bands[0].title else f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    if wide:
        sheet.print_title_cols = "A:A"


def _write_column(
    sheet: Worksheet, table: Table, column: int, entry: Entry, values: Sequence[object], last: int
) -> None:
    letter, first = get_column_letter(column), table.head_row + 1
    horizontal = "right" if entry.kind in RIGHT else "left"
    whole = sheet.column_dimensions[letter]
    whole.width = entry.width
    for cell in (whole, *(sheet.cell(row, column) for row in range(first, last + 1))):
        (_BODY if cell is whole else _ROW).dress(cell, horizontal, entry.kind not in RIGHT, "center")
        cell.number_format = FORMATS.get(entry.kind, "General")
    head = sheet.cell(table.head_row, column)
    _say(head, entry.heading)
    _HEAD.dress(head, horizontal, vertical="center")
    for row, value in enumerate(values, start=first):
        _put(sheet.cell(row, column), entry, value)
    rule = _validation(entry, f"{letter}{first}")
    rule.add(f"{letter}{first}:{letter}{first + CHECKED_ROWS - 1}")
    sheet.add_data_validation(rule)
    if entry.field == table.summed:
        label, total = sheet.cell(3, column - 1), sheet.cell(3, column)
        _say(label, SUM_LABEL)
        _LABEL.dress(label, "right", wrap=False)
        total.value = f"=SUM({letter}{first}:{letter}1048576)"
        total.number_format = FORMATS[Kind.MONEY]
        _Look(bold=True).dress(total, "right", wrap=False)


# --- from facts to a file ---------------------------------------------------------------------------------------


def _one(facts: Sequence[Fact], kind: str) -> Fact | None:
    """The fact of a type that the workbook has room for once."""
    of_kind = [fact for fact in facts if getattr(fact, "type", None) == kind]
    if len(of_kind) > 1:
        raise ValueError(f"{len(of_kind)} facts of type {kind}; a claim workbook holds one")
    return of_kind[0] if of_kind else None


def _day(moment: Moment) -> date:
    if moment != Moment.at(moment.day, time(12)):
        raise ValueError(f"{moment.text} has a time of day; a claim workbook holds the day alone")
    return moment.day


def _values(fact: Fact | None) -> dict[str, object]:
    """A fact's fields as the workbook asks for them: a moment of sending as a day and a time, `at` as a day."""
    if fact is None:
        return {}
    values: dict[str, object] = {name: value for name, value in fact if value is not None}
    if isinstance(fact, Notice):
        if fact.received or not fact.sent:
            raise ValueError(f"{fact.id} rests on proved receipt; a claim workbook records sending")
        values |= {"sent_on": fact.sent.day, "sent_at": fact.sent.wall.time()}
    if "at" in values:
        values["at"] = _day(values["at"])  # type: ignore[arg-type]
    return values


def _row(record: CostLine | EvidenceItem) -> dict[str, object]:
    """A line's fields, those that were left to their default apart."""
    return {name: value for name, value in record if name in record.model_fields_set and value is not None}


def claim_bytes(event: str, party: str, contact: str | None = None, facts: Iterable[Fact] = ()) -> bytes:
    """A Party's claim workbook with its facts filled in: its notices, costs and evidence.

    Raises:
        ValueError: a fact is another Party's, of a kind that the workbook does not hold, or one too many.
    """
    held = list(facts)
    for fact in held:
        if getattr(fact, "party", None) != party:
            raise ValueError(f"{fact.id} is not a fact of {party}")
        if fact.corrects or getattr(fact, "type", None) not in HELD:
            raise ValueError(f"{fact.id} is of a kind that a claim workbook does not hold")
    lists, evidence = _one(held, "cost_lines"), _one(held, "evidence_listed")
    if lists and evidence and _values(lists)["at"] != _values(evidence)["at"]:
        raise ValueError("the lists of costs and of evidence are of different days; a claim workbook holds one")
    claim: dict[str | None, Mapping[str, object]] = {None: {"event": event, "party": party, "contact": contact}}
    claim |= {part.fact: _values(_one(held, part.fact)) for part in CLAIM if part.fact}
    claim["cost_lines"] = _values(lists or evidence)
    rows: dict[str, list[dict[str, object]]] = {
        ESTIMATES.sheet: [_values(fact) for fact in held if getattr(fact, "type", None) == "estimate_given"],
        COST_LINES.sheet: [_row(line) for line in lists.lines] if isinstance(lists, CostLines) else [],
        EVIDENCE.sheet: [_row(item) for item in evidence.items] if isinstance(evidence, EvidenceListed) else [],
    }

    book = Workbook()
    read_me = book.active
    assert isinstance(read_me, Worksheet)
    read_me.title = READ_ME_SHEET
    _write_read_me(read_me)
    sheet = book.create_sheet(CLAIM_SHEET)
    _write_claim_sheet(sheet, claim)
    for each, landscape, pages in ((read_me, False, 1), (sheet, False, 1)):
        _print_setup(each, event, party, landscape, pages)
    for table in TABLES:
        sheet = book.create_sheet(table.sheet)
        _write_table(sheet, table, rows[table.sheet])
        _print_setup(sheet, event, party, landscape=True, pages_wide=table.pages_wide)
    book.active = 1
    read_me.sheet_view.tabSelected = False
    book.properties.title = f"{CLAIM_TITLE}: {party}, {event}"
    book.properties.creator = "recovery-costs"
    return _settled(book, Money.sum(line.amount for line in lists.lines) if isinstance(lists, CostLines) else Money(0))


HELD = frozenset(part.fact for part in CLAIM if part.fact) | {"estimate_given", "evidence_listed"}
"""The types of fact that a claim workbook holds."""


def write_claim(path: Path, event: str, party: str, contact: str | None = None, facts: Iterable[Fact] = ()) -> None:
    """Write a Party's claim workbook to `path`; see `claim_bytes`."""
    path.write_bytes(claim_bytes(event, party, contact, facts))


_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_LONG = re.compile(rb"(?<=<v>)[0-9]+\.[0-9]{3,}(?=</v>)")
"""A number that openpyxl wrote to 16 figures, such as 86400.10000000001 for 86400.1: the shortest form is the same."""
_SUM = re.compile(rb"(<f>SUM\([A-Z]+[0-9]+:[A-Z]+1048576\)</f>)<v(?:\s*/>|></v>)")


def _settled(book: Workbook, total: Money) -> bytes:
    """The workbook's bytes with no trace of when it was written, and with the value of its sum stored beside it."""
    drawn, settled = BytesIO(), BytesIO()
    book.save(drawn)
    with ZipFile(drawn) as given, ZipFile(settled, "w") as taken:
        for name in given.namelist():
            content = given.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2020-01-01T00:00:00Z", content)
            content = _SUM.sub(rb"\g<1><v>" + total.text.encode() + b"</v>", content)
            content = _LONG.sub(lambda found: repr(float(found[0])).encode(), content)
            member = ZipInfo(name, _EPOCH)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o600 << 16
            taken.writestr(member, content)
    return settled.getvalue()
