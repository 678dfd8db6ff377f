"""The Read me sheet of a claim workbook: how to fill it in, on one page, and where the claim stands if it has begun."""

from __future__ import annotations

from math import ceil

from xlsxwriter.worksheet import Worksheet

from recovery_costs.calendar import long_day
from recovery_costs.workbook import look, wording
from recovery_costs.workbook.look import Looks
from recovery_costs.workbook.sheets import CLAIM
from recovery_costs.workbook.standing import Standing
from recovery_costs.workbook.writing import write

WIDTHS = (17, 17, 42, 34)
_SWATCH = {
    "open": look.PLACE,
    "record": look.ON_RECORD,
    "live": look.LIVE,
    "faint": {**look.CELL, **look.NOT_HERE},
    "needed": {**look.CELL, **look.NEEDED},
}


_Cell = tuple[int, int, str, look.Properties]


class _Page:
    """The sheet as it is filled, from the top."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet, self.looks, self.row = sheet, looks, 0

    def heading(self, text: str) -> None:
        self.row += 1
        for column in range(len(WIDTHS)):
            self.sheet.write_blank(self.row, column, None, self.looks(look.SECTION))
        self.sheet.write_string(self.row, 0, text, self.looks(look.SECTION, indent=1))
        self.sheet.set_row(self.row, 20)
        self.row += 1

    def line(self, *cells: _Cell, lines: int = 1) -> None:
        """A row of cells: first and last column, text, look."""
        for first, last, text, properties in cells:
            shape = self.looks({"valign": "vcenter", **properties}, text_wrap=True, indent=1)
            if first == last:
                write(self.sheet, self.looks, self.row, first, text, shape)
            else:
                self.sheet.merge_range(self.row, first, self.row, last, "", shape)
                write(self.sheet, self.looks, self.row, first, text, shape)
        self.sheet.set_row(self.row, 4 + look.LINE_HEIGHT * lines)
        self.row += 1


def write_read_me(sheet: Worksheet, looks: Looks, standing: Standing | None) -> None:
    """Write the page; `standing` says where the claim stands, in the workbook of a claim that has begun."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    page = _Page(sheet, looks)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, CLAIM.title, looks(look.TITLE, indent=1))
    sheet.write_string(1, 0, wording.LEAD, looks(look.LEAD, indent=1))
    page.row = 2
    strong: look.Properties = {"bold": True}
    soft: look.Properties = {"font_color": look.SOFT}
    if standing:
        _standing(page, standing, strong, soft)
    page.heading("What the cells mean")
    for word, kind, text in wording.KEYS:
        page.line((0, 0, word, _SWATCH[kind]), (1, 3, text, {}))
    page.heading("How to fill it in")
    for name, text in wording.STEPS:
        page.line((0, 0, name, strong), (1, 3, text, {}))
    page.heading("What holds throughout")
    for text in wording.RULES:
        page.line((0, 3, text, {}))
    page.heading("The days that matter")
    for when, what, clause in wording.DAYS:
        page.line((0, 1, when, strong), (2, 2, what, {}), (3, 3, clause, soft))
    page.line((0, 3, wording.DAYS_NOTE, {}))
    page.heading("What for: the choices on Cost lines")
    for choice, clause, meaning in wording.LIMBS:
        page.line((0, 0, choice, strong), (1, 1, clause, soft), (2, 3, meaning, {}))


def _standing(page: _Page, standing: Standing, strong: look.Properties, soft: look.Properties) -> None:
    """What comes next, as of the day on which the workbook was filled in."""
    page.heading(f"Where this claim stands on {long_day(standing.on)}")
    if not standing.steps:
        page.line((0, 3, "Nothing with a last day is awaited from you.", {}))
    for step in sorted(standing.steps, key=lambda each: each.due):
        said = f"{step.what}, {step.clause}"
        cells: tuple[_Cell, ...] = (
            (0, 1, f"By {long_day(step.due)}", strong),
            (2, 2, said, {}),
            (3, 3, step.safe, soft),
        )
        page.line(*cells, lines=max(ceil(len(said) / 46), ceil(len(step.safe) / 36)))
