"""Headings as they stand: in one row, or over two with cells merged across the upper one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from recovery_costs.workbook.cells import Cell, Sheet
from recovery_costs.workbook.own.values import text
from recovery_costs.workbook.values import Flagged


def headings_at(sheet: Sheet, row: int, rows: int) -> dict[int, str]:
    """The headings that end in a row, by column; over two rows, a merged upper heading stands over all it spans."""
    lower = {cell.column: _said(cell) for cell in _row(sheet, row)}
    if rows == 1 or row == 1:
        return {column: " ".join(text.split()) for column, text in lower.items()}
    upper: dict[int, str] = {}
    across = {area.first_column: area for area in sheet.merged if area.first_row == row - 1} if rows == 2 else {}
    for cell in _row(sheet, row - 1):
        area = across.get(cell.column)
        for column in range(cell.column, (area.last_column if area else cell.column) + 1):
            upper[column] = _said(cell)
    return {
        column: " ".join(f"{upper.get(column, '')} {lower.get(column, '')}".split())
        for column in sorted({*upper, *lower})
    }


def _said(cell: Cell) -> str:
    """What a cell says as a heading; a date as its day."""
    try:
        return text(cell)
    except Flagged:
        return ""


def _row(sheet: Sheet, row: int) -> Iterator[Cell]:
    start, end = np.searchsorted(sheet.row, [row, row + 1])
    return (sheet.cell(index) for index in range(int(start), int(end)))
