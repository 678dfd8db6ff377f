"""What stands under a heading: how many days, amounts, whole numbers and Devices' ids, and which texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from recovery_costs.workbook.cells import Cell, Held, Sheet, exact
from recovery_costs.workbook.formats import FormatKind
from recovery_costs.workbook.own.profile import CHOICES, Role
from recovery_costs.workbook.own.totals import speaks_of_total
from recovery_costs.workbook.own.values import DEVICE_ID, amounts_meant, days_meant

LOOKED_AT = 5000
"""How many cells of a column are looked at."""
FITS = (4, 5)
MOST_WORDS = 12
"""A column of categories has no more different words than this."""
_MONEY: tuple[Role, ...] = ("amount", "net", "vat", "gross", "recoverable_vat", "otherwise_incurred")


@dataclass
class Content:
    """What stands under one heading: how many cells, and how many of each sort."""

    cells: int = 0
    days: int = 0
    money: int = 0
    figures: int = 0
    """Numbers of any kind but days, per cent too."""
    whole: int = 0
    ids: int = 0
    texts: dict[str, None] = field(default_factory=dict)

    def mostly(self, count: int) -> bool:
        """Whether at least four in five are."""
        return self.cells > 0 and count * FITS[1] >= self.cells * FITS[0]

    def fits(self, role: Role) -> tuple[bool, int]:
        """Whether the cells could be this, and how many of them are."""
        if role == "incurred":
            return self.mostly(self.days), self.days
        if role in _MONEY:
            return self.mostly(self.money), self.money
        if role == "devices":
            return self.mostly(self.whole), self.whole
        if role == "device_ids":
            return self.mostly(self.ids), self.ids
        if role in CHOICES and role != "smi_status":
            few = len(self.texts) <= MOST_WORDS
            return few, self.cells if few else 0
        return True, self.cells


def content_of(sheets: list[tuple[Sheet, int]], column: Mapping[str, int], heading: str) -> Content:
    """What stands under a heading; texts alone in their row, words of totals and the heading again left aside."""
    content = Content()
    for sheet, head in sheets:
        if sheet.name not in column:
            continue
        cells = sheet.in_column(column[sheet.name], after=head)
        beside = np.searchsorted(sheet.row, sheet.row[cells], "right") - np.searchsorted(
            sheet.row, sheet.row[cells], "left"
        )
        for index, times in zip(cells[:LOOKED_AT].tolist(), beside.tolist(), strict=False):
            cell = sheet.cell(index)
            if cell.held is not Held.TEXT or (times > 1 and not speaks_of_total(cell.text) and cell.words != heading):
                look(content, cell)
    return content


def look(content: Content, cell: Cell) -> None:
    if cell.held is Held.TEXT and not cell.text.strip():
        return
    content.cells += 1
    if cell.held is Held.TEXT:
        if len(content.texts) <= LOOKED_AT:
            content.texts[cell.text] = None
        amount, days = bool(amounts_meant(cell.text)), bool(days_meant(cell.text)[0])
        content.days += days
        content.money += amount and not days
        content.figures += (amount and not days) or cell.text.strip().endswith("%")
        content.whole += cell.text.strip().isdecimal()
        content.ids += all(DEVICE_ID.fullmatch(each.strip()) for each in cell.text.replace(";", ",").split(","))
    elif cell.held is Held.DAY or cell.format_kind in (FormatKind.DAY, FormatKind.MOMENT):
        content.days += 1
    elif (value := exact(cell)) is not None and "%" in cell.format:
        content.figures += 1
    elif value is not None:
        content.money += 1
        content.figures += 1
        content.whole += value == int(value) and value >= 1
    elif cell.held in (Held.NOTHING, Held.ERROR):
        content.money += 1  # a formula with no value, or an error: the reader says which
