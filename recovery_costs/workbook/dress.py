"""How a workbook of acceptance cases looks: openpyxl cells dressed, and bytes that are the same whenever it is written.

The claim workbook has its own look in `look`. Nothing here asks the clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

INK, ACT, LINE = "151A21", "0F5C73", "B9C4CE"
FONT = "Arial"
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


HEAD, ROW = Look(bold=True, colour="FFFFFF", fill=ACT, edge=ACT), Look(edge=LINE)
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
