"""How the claim workbook looks: its colours, its kinds of cell, and how each prints. XlsxWriter only.

White is to be filled in, grey is on record, tinted is worked out by the workbook; words say each of these too.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from recovery_costs.workbook.layout import Entry, Kind

INK, SOFT, ACT, EDGE, LINE = "#151A21", "#4A5563", "#0F5C73", "#868F9B", "#C9D1D9"
PAPER, RECORD, FAINT, WORKED, BAND, DUE = "#FFFFFF", "#DFE3E8", "#F5F6F8", "#EAF3F6", "#D5E6EC", "#FFF2DA"
FONT = "Arial"
NUMBERS = {
    Kind.MONEY: "#,##0.00_)",
    Kind.DAY: "d mmm yyyy",
    Kind.CLOCK: "hh:mm",
    Kind.COUNT: "#,##0_)",
    Kind.TEXT: "@",
    Kind.NAMES: "@",
}
CHANGE = '+#,##0.00_);"\u2212"#,##0.00_);"no change"_)'
"""Room at the right comes from the number format: LibreOffice 7.4 leaves out a right indent beside some cells."""
RIGHT = frozenset({Kind.MONEY, Kind.COUNT})
LINE_HEIGHT, ROW_HEIGHT = 13.0, 18.0
MOST_LINES = 12

Properties = dict[str, Any]
TITLE: Properties = {"font_size": 18, "bold": True, "font_color": ACT, "valign": "vcenter"}
LEAD: Properties = {"font_color": SOFT, "valign": "vcenter"}
SECTION: Properties = {"font_size": 11, "bold": True, "font_color": ACT, "bottom": 1, "bottom_color": ACT}
BODY: Properties = {"valign": "top"}
LABEL: Properties = {"font_color": SOFT, "valign": "vcenter"}
BAND_TITLE: Properties = {"font_size": 9, "bold": True, "font_color": ACT, "bg_color": BAND, "valign": "vcenter"}
HEAD: Properties = {
    "bold": True,
    "font_color": PAPER,
    "bg_color": ACT,
    "border": 1,
    "border_color": BAND,
    "text_wrap": True,
    "valign": "vcenter",
}
CELL: Properties = {"border": 1, "border_color": LINE, "valign": "vcenter"}
OPEN: Properties = {**CELL, "locked": False, "bg_color": PAPER}
PLACE: Properties = {**OPEN, "border_color": EDGE}
ON_RECORD: Properties = {**CELL, "bg_color": RECORD}
LIVE: Properties = {**CELL, "bg_color": WORKED, "italic": True, "font_color": SOFT}
SUM: Properties = {"bold": True, "bg_color": WORKED, "top": 1, "top_color": ACT, "valign": "vcenter"}
NEEDED: Properties = {"bg_color": DUE}
NOT_HERE: Properties = {"bg_color": FAINT}
RULED: Properties = {"border": 1, "border_color": LINE}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._of: dict[tuple[Any, ...], Format] = {}

    def __call__(self, look: Properties, **more: Any) -> Format:
        """A look, with more properties or others."""
        wanted = {"font_name": FONT, "font_size": 10, "font_color": INK, **look, **more}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]

    def also(self, shape: Format, **more: Any) -> Format:
        """A format made here, with more properties."""
        known = next(key for key, made in self._made.items() if made is shape)
        return self({**dict(known), **more})

    def quoted(self, shape: Format) -> Format:
        """A format made here, for text that starts as a formula does."""
        return self.also(shape, quote_prefix=True)

    def bare(self, look: Properties) -> Format:
        """A look that changes nothing but what it says: for conditional formats."""
        return self._book.add_format(look)

    def of(self, entry: Entry, look: Properties, **more: Any) -> Format:
        """The look of a cell of an entry: its number format, its side of the cell, wrapped if it is text."""
        key = (entry.kind, entry.field == "change", id(look), *more.items())
        if key not in self._of:
            self._of[key] = self._cell(entry, look, more)
        return self._of[key]

    def _cell(self, entry: Entry, look: Properties, more: Properties) -> Format:
        right = entry.kind in RIGHT
        number = CHANGE if entry.field == "change" else NUMBERS.get(entry.kind, "General")
        side: Properties = {"align": "right"} if right else {"align": "left", "indent": 1, "text_wrap": True}
        return self(look, num_format=number, **{**side, **more})


def height(cells: Iterable[tuple[Entry, object, int]]) -> float:
    """The height of a row, in points, that shows its wrapped text; a cell is an entry, its value, its width."""
    lines = 1
    for entry, value, width in cells:
        if value is not None and entry.kind in (Kind.TEXT, Kind.NAMES, Kind.STATUS):
            text = ", ".join(value) if isinstance(value, tuple) else str(value)
            lines = max(lines, ceil(len(text) / (width * 1.35 - 2)))
    return max(ROW_HEIGHT, LINE_HEIGHT * min(lines, MOST_LINES) + 5)


def head_height(entries: Iterable[Entry]) -> float:
    """The height of a row of headings, in points: bold, and wrapped where they are longer than their columns."""
    return LINE_HEIGHT * max(ceil(len(entry.heading) / (entry.width * 1.05 - 2)) for entry in entries) + 10


def page(sheet: Worksheet, footer: str, *, landscape: bool, pages_wide: int = 1) -> None:
    """A4, as wide as it says, with whose it is and the page at its foot; locked but for the cells left open."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.55, bottom=0.75)
    name = footer.replace("&", "&&")[:150]
    sheet.set_footer(
        f'&L&"{FONT},Regular"&8{" " if name[:1].isdigit() else ""}{name}&R&"{FONT},Regular"&8&A, page &P of &N'
    )
    sheet.hide_gridlines(2)
    sheet.set_tab_color(ACT)
    allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "select_locked_cells")
    sheet.protect("", dict.fromkeys(allowed, True))
