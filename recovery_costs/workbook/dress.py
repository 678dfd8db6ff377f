"""How a workbook of acceptance cases looks: openpyxl cells dressed, validated and set up for printing.

The claim workbook has its own look in `look`. Nothing here asks the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from recovery_costs.inert import say
from recovery_costs.workbook.layout import Entry, Kind

INK, SOFT, ACT, LINE, TINT, PALE = "151A21", "4A5563", "0F5C73", "B9C4CE", "EDF5F8", "DCE9EE"
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


@dataclass(frozen=True, slots=True)
class Look:
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


TITLE, LEAD, BODY = Look(16, bold=True, colour=ACT), Look(colour=SOFT), Look()
SECTION, LABEL, HELP = Look(11, bold=True, colour=ACT), Look(), Look(9, colour=SOFT)
HEAD, BAND = Look(bold=True, colour="FFFFFF", fill=ACT, edge=ACT), Look(9, True, ACT, PALE, PALE)
OPEN, ROW = Look(fill=TINT, edge=LINE), Look(edge=LINE)


def height(values: Iterable[tuple[Entry, object]], width: int | None = None) -> int:
    """The height of a row, in points, that shows all of its wrapped text: programs do not all work it out."""
    longest = max((len(str(value)) / ((width or entry.width) * 1.4 - 2) for entry, value in values if value), default=1)
    return max(ROW_HEIGHT, LINE_HEIGHT * ceil(longest) + 5)


def validation(entry: Entry, first: str) -> DataValidation:
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


def print_setup(sheet: Worksheet, event: str, party: str, landscape: bool, pages_wide: int = 1) -> None:
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


def head(sheet: Worksheet, title: str, lead: str, column: int = 1) -> None:
    for row, text, look in ((1, title, TITLE), (2, lead, LEAD)):
        cell = sheet.cell(row, column)
        say(cell, text)
        look.dress(cell, wrap=False, vertical="center")
    sheet.row_dimensions[1].height = 26


_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_LONG = re.compile(rb"(?<=<v>)[0-9]+\.[0-9]{3,}(?=</v>)")
"""A number that openpyxl wrote to 16 figures, such as 86400.10000000001 for 86400.1: the shortest form is the same."""


def settled(book: Workbook) -> bytes:
    """The workbook's bytes with no trace of when it was written."""
    drawn, settled = BytesIO(), BytesIO()
    book.save(drawn)
    with ZipFile(drawn) as given, ZipFile(settled, "w") as taken:
        for name in given.namelist():
            content = given.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2020-01-01T00:00:00Z", content)
            content = _LONG.sub(lambda found: repr(float(found[0])).encode(), content)
            member = ZipInfo(name, _EPOCH)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o600 << 16
            taken.writestr(member, content)
    return settled.getvalue()
