"""What a Findings sheet says, as the part of a package that holds it: a row for each problem, linked to its cell.

It uses no style of the workbook that it goes into: how it looks is said run by run, in its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from recovery_costs.inert import is_live
from recovery_costs.workbook.layout import FINDINGS, FINDINGS_HEADINGS, FINDINGS_ROW

WIDTHS = (22, 10, 26, 28, 54, 11, 84)
WEIGHTS = {"blocking": "Mend", "question": "Question", "note": "Note"}
CLAUSES = {"Claim": "L10.19", "Estimate": "L10.19(b)", "Cost lines": "L10.17", "Evidence": "L10.20"}
"""The clause that a sheet answers to, where a problem names none."""
MOST_LINKS, MOST_ROWS = 65_000, 1_000_000
"""Excel repairs a sheet that has more links."""
LONGEST = 400
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNSEEN = re.compile("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def where(problem: Mapping[str, Any]) -> str:
    sheet, cell = str(problem["sheet"] or ""), str(problem["cell"] or "")
    shown = f"'{sheet}'" if is_live(sheet) else sheet
    return cell_text(f"{shown}!{cell}" if sheet and cell else shown or "the file")


def quoted(problem: Mapping[str, Any]) -> str:
    """What was found, in quotation marks: it is the user's own text, and so never starts like a formula."""
    return f'"{problem["found"]}"'


@lru_cache(4096)
def cell_text(text: str) -> str:
    """Text as a cell can hold it: on one line, at most `LONGEST` letters, with what cannot be seen written out."""
    text = _UNSEEN.sub(lambda letter: f"\\x{ord(letter[0]):02x}", text.replace("\n", "\\n").replace("\t", "\\t"))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 30]}... ({len(text)} letters)"


@lru_cache(4096)
def _body(text: str, run: str) -> str:
    said = _ESCAPED.sub("_x005F_", escape(text))
    body = f'<t xml:space="preserve">{said}</t>'
    return f"<is>{f'<r><rPr>{run}</rPr>{body}</r>' if run else body}</is>"


def _inline(cell: str, text: str, run: str = "") -> str:
    return f'<c r="{cell}" t="inlineStr">{_body(text, run)}</c>'


_FONT = '<rFont val="Arial"/>'
_TITLE = f'<b/><sz val="16"/><color rgb="FF0F5C73"/>{_FONT}'
_HEAD = f'<b/><sz val="10"/><color rgb="FF0F5C73"/>{_FONT}'
_LINK = f'<u/><sz val="10"/><color rgb="FF0B5A8A"/>{_FONT}'
_BODY = f'<sz val="10"/><color rgb="FF151A21"/>{_FONT}'


def sheet_part(problems: Sequence[Mapping[str, Any]], summary: Sequence[str]) -> Iterator[bytes]:
    """The Findings sheet, a piece at a time. It uses no style of the workbook's: looks are those of its own text."""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, 1)
    )
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetPr><tabColor rgb="FFA11D18"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{FINDINGS_ROW}" topLeftCell="A{FINDINGS_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
        f'<row r="1" ht="26" customHeight="1">{_inline("A1", FINDINGS, _TITLE)}</row>'
    ).encode()
    for row, text in enumerate(summary, start=2):
        if text:
            yield f'<row r="{row}">{_inline(f"A{row}", cell_text(text), _BODY)}</row>'.encode()
    heads = "".join(
        _inline(f"{letter}{FINDINGS_ROW}", head, _HEAD)
        for letter, head in zip("ABCDEFG", FINDINGS_HEADINGS, strict=True)
    )
    yield f'<row r="{FINDINGS_ROW}" ht="20" customHeight="1">{heads}</row>'.encode()
    shown = problems[:MOST_ROWS]
    for row, problem in enumerate(shown, start=FINDINGS_ROW + 1):
        yield _row(row, problem)
    if links := [
        link for row, problem in enumerate(shown[:MOST_LINKS], start=FINDINGS_ROW + 1) if (link := _link(row, problem))
    ]:
        yield b"</sheetData><hyperlinks>"
        yield from (link.encode() for link in links)
        yield b"</hyperlinks>"
    else:
        yield b"</sheetData>"
    yield (
        b'<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(row: int, problem: Mapping[str, Any]) -> bytes:
    clause = problem.get("clause") or CLAUSES.get(str(problem["sheet"]), "")
    weight = WEIGHTS.get(str(problem["severity"]), str(problem["severity"]))
    told = (weight, str(problem["code"]), quoted(problem), str(problem["wanted"]), clause, str(problem["do"]))
    cells = [_inline(f"A{row}", where(problem), _LINK if _link(row, problem) else _BODY)]
    cells += [
        _inline(f"{letter}{row}", cell_text(text), _BODY) for letter, text in zip("BCDEFG", told, strict=True) if text
    ]
    return f'<row r="{row}">{"".join(cells)}</row>'.encode()


def _link(row: int, problem: Mapping[str, Any]) -> str:
    """A link within the workbook, never out of it, to the cell of a problem."""
    sheet, cell = str(problem["sheet"] or ""), str(problem["cell"] or "")
    if not sheet or _UNSEEN.search(sheet) or (cell and not _CELL.fullmatch(cell)):
        return ""
    location = "'{}'!{}".format(sheet.replace("'", "''"), cell or "A1")
    return f'<hyperlink ref="A{row}" location={quoteattr(location)}/>'
