"""A worksheet of schedules, filled from the top: text that stays text, days, given numbers in blue, and live formulas."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime
from typing import Any, NamedTuple

MONEY, DAY, NUMBER, PERCENT, WHOLE = "£#,##0.00;[Red]-£#,##0.00", "d mmm yyyy", "0.00", "0.00%", "#,##0"
TINY, AS_IS = "£0.000000", "General"
FORMS = (MONEY, DAY, NUMBER, PERCENT, WHOLE, TINY, AS_IS)


class Live(NamedTuple):
    """A formula, the value it comes to, and how it is shown."""

    formula: str
    value: Any
    form: str


class Sheet:
    """A worksheet, filled from the top, with the formats of its book."""

    def __init__(self, book: Any, name: str, title: str, says: str) -> None:
        self.name, self.row = name, 3
        self._sheet = book.add_worksheet(name)
        self._forms = {form: book.add_format({"num_format": form}) for form in FORMS}
        self._given = {form: book.add_format({"num_format": form, "font_color": "#1d4e89"}) for form in FORMS}
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        self._heads = {left: book.add_format({**head, "align": "left" if left else "right"}) for left in (True, False)}
        self._bold = book.add_format({"bold": True, "font_size": 12})
        self._sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        self._sheet.write_string(1, 0, says)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&RPage &P of &N")

    def widths(self, first: int, others: int) -> None:
        self._sheet.set_column(0, 0, first)
        self._sheet.set_column(1, 40, others)

    def freeze(self) -> None:
        self._sheet.freeze_panes(self.row, 1)

    def headed(self, title: str | None, *words: str, of_text: Container[int] = (0,), height: int = 30) -> int:
        """A table's title and headings, to the left over the columns of text; where its rows begin, as formulas count."""
        if title:
            self._sheet.write_string(self.row, 0, title, self._bold)
            self.row += 1
        for place, word in enumerate(words):
            self._sheet.write_string(self.row, place, word, self._heads[place in of_text])
        self._sheet.set_row(self.row, height)
        self.row += 1
        return self.row + 1

    def line(self, *cells: Any) -> None:
        """A row of text, days, given numbers with their form, and formulas; None leaves a cell empty."""
        for column, cell in enumerate(cells):
            if isinstance(cell, Live):
                self._sheet.write_formula(self.row, column, f"={cell.formula}", self._forms[cell.form], cell.value)
            elif isinstance(cell, str):
                self._sheet.write_string(self.row, column, cell)
            elif isinstance(cell, date):
                moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  a day has no zone
                self._sheet.write_datetime(self.row, column, moment, self._given[DAY])
            elif cell is not None:
                number, form = cell
                self._sheet.write_number(self.row, column, number, self._given[form])
        self.row += 1
