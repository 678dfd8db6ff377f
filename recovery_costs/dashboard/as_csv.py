"""A table of a page as CSV: the very cells that stand in it, all of them, as text in which nothing runs.

A day is written 2026-03-05 and a sum in a column of sums 1000.00, so that a spreadsheet reads them as what they are.
What only opens or is drawn (the words of a clause, icons) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html.parser import HTMLParser

import streamlit as st

from recovery_costs.dashboard import look
from recovery_costs.dashboard.look import first_up
from recovery_costs.inert import csv_text
from recovery_costs.money import NOUGHT, Money

Rows = Iterable[Sequence[str]]
_SUM = re.compile(r"([+−-]?)£([\d,]+\.\d\d)")
_VOID = frozenset({"br", "img", "hr"})
_APART = frozenset({"small", "br", "p", "div", "li", "dd", "dt"})


class _Reader(HTMLParser):
    """What is read of a cell: its text, with what stands on a line of its own after a comma, and days as in a file."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = [""]
        self._hidden = 0
        self._days = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if self._hidden:
            self._hidden += tag not in _VOID
        elif "popover" in of or of.get("aria-hidden") == "true":
            self._hidden = 1
        elif tag == "time":
            self._days += 1
            self.said[-1] += of.get("datetime") or ""
        elif tag in _APART:
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
        elif tag == "time":
            self._days -= 1
        elif tag in _APART:
            self.said.append("")

    def handle_data(self, data: str) -> None:
        if not self._hidden and not self._days:
            self.said[-1] += data


def text_of(cell: str) -> str:
    """What a reader reads of a cell of HTML."""
    reader = _Reader()
    reader.feed(cell)
    reader.close()
    return ", ".join(part for each in reader.said if (part := " ".join(each.split())))


def _field(kind: str, cell: str) -> object:
    """A cell as a field: of a column of sums a sum that stands alone, or begins the cell, without its sign and commas."""
    text = text_of(cell)
    found = _SUM.fullmatch(text) if kind == "num" else None
    if found is None:
        return text
    amount = Money.of(found[2].replace(",", ""))
    return NOUGHT - amount if found[1] in ("−", "-") else amount


def written(columns: Sequence[tuple[str, str]], rows: Rows) -> str:
    """A table as CSV, its headings first."""
    body = ([_field(kind, cell) for (_, kind), cell in zip(columns, row, strict=True)] for row in rows)
    return csv_text([[name for name, _ in columns], *body])


def table(
    name: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[str]],
    foot: Sequence[str] | None = None,
    kind: str = "",
    above: str = "",
) -> None:
    """A table with the way to its CSV beneath.

    Args:
        name: what it holds, in lower case.
        above: HTML that goes before it, such as its heading.
    """
    st.html(above + look.table(first_up(name), columns, rows, foot, kind))
    offered(name, columns, lambda: rows)


def offered(name: str, columns: Sequence[tuple[str, str]], rows: Callable[[], Rows]) -> None:
    """A button that writes a table as CSV when it is pressed.

    Args:
        name: what the table holds, in lower case, such as "cost lines": it names the button and the file.
        rows: every row of the table, not only those on the screen, worked out when it is asked for.
    """
    st.download_button(
        f"CSV of {name}",
        partial(_made, columns, rows),
        f"{name.replace(' ', '-')}.csv",
        "text/csv",
        key=f"csv-{name.replace(' ', '-')}",
        on_click="ignore",
        type="tertiary",
    )


def _made(columns: Sequence[tuple[str, str]], rows: Callable[[], Rows]) -> str:
    return written(columns, rows())
