"""A Party's own workbook back, untouched but for a Findings sheet: where, what, why, clause, what to do.

Every part stays as it was to the byte, save the package's list of types, the workbook part and its relations, and the
Findings sheet itself. A Findings sheet of an earlier check is replaced; what it listed says what has been mended.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from recovery_costs.inert import is_live
from recovery_costs.workbook.findings_read import Listed, listed_before
from recovery_costs.workbook.layout import FINDINGS
from recovery_costs.workbook.package import OFFICE, Damaged, Part, Tag, before_end, content, parts, rewritten, tags

HEADINGS = ("Where", "Weight", "Code", "What was found", "What is wanted", "Clause", "What to do")
WIDTHS = (22, 10, 26, 28, 54, 11, 84)
HEAD_ROW = 5
WEIGHTS = {"blocking": "Mend", "question": "Question", "note": "Note"}
CLAUSES = {"Claim": "L10.19", "Estimate": "L10.19(b)", "Cost lines": "L10.17", "Evidence": "L10.20"}
"""The clause that a sheet answers to, where a problem names none."""
MOST_LINKS = 65_000
"""Excel repairs a sheet that has more."""
MOST_ROWS = 1_000_000
LONGEST = 400
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNSEEN = re.compile("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Mended(NamedTuple):
    """What became of the findings of the check before, by what it left in the workbook."""

    before: int
    mended: int
    new: int

    @property
    def words(self) -> str:
        """In words: "12 of 14 mended, 1 new"."""
        return f"{self.mended} of {self.before} mended, {self.new or 'none'} new"


def return_workbook(original: bytes, report: Mapping[str, Any]) -> bytes:
    """The workbook with the problems of its check report (contract section 6, as JSON) on a Findings sheet.

    Raises:
        Damaged: the file is no workbook, or one that the gate refuses.
    """
    found = parts(original)
    place = _Place.of(original, found)
    problems = list(report["problems"])
    rows = _sheet(problems, _summary(problems, _mended(place.before, problems), report))
    changed: dict[str, Any] = {place.part: rows}
    if place.before is None:
        changed |= {
            "[Content_Types].xml": _typed(original, found, place.part),
            place.workbook: _named(original, found, place),
            place.relations: _related(original, found, place),
        }
    return rewritten(original, changed)


def mended(original: bytes, problems: Sequence[Mapping[str, Any]]) -> Mended | None:
    """What is mended and what is new since the check whose Findings sheet is in the workbook; None without one.

    A finding is the same if its code, sheet and cell are; or else its code, sheet and what was found, so that one
    that only moved, because rows were put in above it, is not counted as mended.
    """
    return _mended(_Place.of(original, parts(original)).before, problems)


def _mended(before: Sequence[Listed] | None, problems: Sequence[Mapping[str, Any]]) -> Mended | None:
    if before is None:
        return None
    now = [Listed(_where(each), _text(_found(each)), str(each["code"])) for each in problems]
    old_left, new_left = Counter((each.where, each.code) for each in before), []
    for each in now:
        if old_left[each.where, each.code]:
            old_left[each.where, each.code] -= 1
        else:
            new_left.append(each)
    still = Counter[tuple[str, str, str]]()
    for each in before:
        if old_left[each.where, each.code]:
            old_left[each.where, each.code] -= 1
            still[_sheet_of(each.where), each.found, each.code] += 1
    new = 0
    for each in new_left:
        key = (_sheet_of(each.where), each.found, each.code)
        if still[key]:
            still[key] -= 1
        else:
            new += 1
    return Mended(len(before), still.total(), new)


# --- where the sheet goes ---------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where the Findings sheet is in the package, or is to go."""

    workbook: str
    relations: str
    part: str
    before: list[Listed] | None
    """What the sheet of an earlier check lists; None without one."""
    rid: str
    number: int
    name: str

    @classmethod
    def of(cls, package: bytes, found: Mapping[str, Part]) -> _Place:
        """The place in a package: that of the sheet of an earlier check, or a new one."""
        workbook = _workbook_part(package, found)
        folder, file = posixpath.split(workbook)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        targets = {
            tag.attributes["Id"]: posixpath.normpath(posixpath.join("/", folder, tag.attributes["Target"])).lstrip("/")
            for tag in tags(_said(package, found, relations))
            if tag.name == "Relationship"
        }
        sheets = [tag for tag in tags(_said(package, found, workbook)) if tag.name == "sheet"]
        names = {tag.attributes["name"].casefold() for tag in sheets}
        for tag in sheets:
            part = targets.get(_rid(tag), "")
            ours = tag.attributes["name"].startswith(FINDINGS) and part in found
            if ours and (before := listed_before(package, part, HEADINGS)) is not None:
                return cls(workbook, relations, part, before, _rid(tag), 0, FINDINGS)
        free = (f"{FINDINGS} ({n})" if n else FINDINGS for n in range(len(sheets) + 2) if n != 1)
        name = next(each for each in free if each.casefold() not in names)
        part = next(
            each for n in range(len(found) + 1) if (each := f"{folder}/worksheets/findings{n or ''}.xml") not in found
        )
        rid = next(each for n in range(len(targets) + 1) if (each := f"rIdFindings{n or ''}") not in targets)
        number = max((int(tag.attributes.get("sheetId", "0")) for tag in sheets), default=0) + 1
        return cls(workbook, relations, part.lstrip("/"), None, rid, number, name)


def _rid(sheet: Tag) -> str:
    return next((value for key, value in sheet.attributes.items() if key.endswith(":id")), "")


def _said(package: bytes, found: Mapping[str, Part], name: str) -> str:
    if name not in found:
        raise Damaged(f"no {name}")
    return content(package, found[name]).decode("utf-8-sig")


def _workbook_part(package: bytes, found: Mapping[str, Part]) -> str:
    for tag in tags(_said(package, found, "_rels/.rels")):
        if tag.attributes.get("Type") == f"{OFFICE}/officeDocument":
            return posixpath.normpath(posixpath.join("/", tag.attributes["Target"])).lstrip("/")
    raise Damaged("no workbook part")


def _typed(package: bytes, found: Mapping[str, Part], part: str) -> bytes:
    text = _said(package, found, "[Content_Types].xml")
    root = next(tag for tag in tags(text) if tag.name == "Types")
    name = f"{root.prefix}:Override" if root.prefix else "Override"
    return before_end(text, root, f'<{name} PartName="/{part}" ContentType="{SHEET_TYPE}"/>').encode()


def _related(package: bytes, found: Mapping[str, Part], place: _Place) -> bytes:
    text = _said(package, found, place.relations)
    root = next(tag for tag in tags(text) if tag.name == "Relationships")
    name = f"{root.prefix}:Relationship" if root.prefix else "Relationship"
    new = f'<{name} Id="{place.rid}" Type="{OFFICE}/worksheet" Target="/{place.part}"/>'
    return before_end(text, root, new).encode()


def _named(package: bytes, found: Mapping[str, Part], place: _Place) -> bytes:
    text = _said(package, found, place.workbook)
    sheets = next((tag for tag in tags(text) if tag.name == "sheets"), None)
    if sheets is None:
        raise Damaged("no list of sheets")
    name = f"{sheets.prefix}:sheet" if sheets.prefix else "sheet"
    new = f'<{name} xmlns:f="{OFFICE}" name="{place.name}" sheetId="{place.number}" f:id="{place.rid}"/>'
    return before_end(text, sheets, new).encode()


# --- what the sheet says ----------------------------------------------------------------------------------------


def _summary(problems: Sequence[Mapping[str, Any]], since: Mended | None, report: Mapping[str, Any]) -> tuple[str, ...]:
    weights = Counter(str(each["severity"]) for each in problems)
    if not problems:
        first = "Nothing to mend, and no question."
    else:
        say = (
            ("blocking", "to mend before it can be taken in"),
            ("question", "to be asked about"),
            ("note", "to note"),
        )
        first = f"{'; '.join(f'{weights[weight]} {words}' for weight, words in say if weights[weight])}."
    about = f"Of the file {report['file']['name']}, SHA-256 {report['file']['sha256']}. The other sheets are as you sent them."
    return first, f"Since the check before: {since.words}." if since else "", about


def _where(problem: Mapping[str, Any]) -> str:
    sheet, cell = str(problem["sheet"] or ""), str(problem["cell"] or "")
    shown = f"'{sheet}'" if is_live(sheet) else sheet
    return _text(f"{shown}!{cell}" if sheet and cell else shown or "the file")


def _sheet_of(where: str) -> str:
    return where.rpartition("!")[0]


def _found(problem: Mapping[str, Any]) -> str:
    """What was found, in quotation marks: it is the user's own text, and so never starts like a formula."""
    return f'"{problem["found"]}"'


@lru_cache(4096)
def _text(text: str) -> str:
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


def _sheet(problems: Sequence[Mapping[str, Any]], summary: Sequence[str]) -> Iterator[bytes]:
    """The Findings sheet, a piece at a time. It uses no style of the workbook's: looks are those of its own text."""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, 1)
    )
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetPr><tabColor rgb="FFA11D18"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{HEAD_ROW}" topLeftCell="A{HEAD_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
        f'<row r="1" ht="26" customHeight="1">{_inline("A1", FINDINGS, _TITLE)}</row>'
    ).encode()
    for row, text in enumerate(summary, start=2):
        if text:
            yield f'<row r="{row}">{_inline(f"A{row}", _text(text), _BODY)}</row>'.encode()
    heads = "".join(
        _inline(f"{letter}{HEAD_ROW}", head, _HEAD) for letter, head in zip("ABCDEFG", HEADINGS, strict=True)
    )
    yield f'<row r="{HEAD_ROW}" ht="20" customHeight="1">{heads}</row>'.encode()
    shown = problems[:MOST_ROWS]
    for row, problem in enumerate(shown, start=HEAD_ROW + 1):
        yield _row(row, problem)
    if links := [
        link for row, problem in enumerate(shown[:MOST_LINKS], start=HEAD_ROW + 1) if (link := _link(row, problem))
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
    told = (weight, str(problem["code"]), _found(problem), str(problem["wanted"]), clause, str(problem["do"]))
    cells = [_inline(f"A{row}", _where(problem), _LINK if _link(row, problem) else _BODY)]
    cells += [
        _inline(f"{letter}{row}", _text(text), _BODY) for letter, text in zip("BCDEFG", told, strict=True) if text
    ]
    return f'<row r="{row}">{"".join(cells)}</row>'.encode()


def _link(row: int, problem: Mapping[str, Any]) -> str:
    """A link within the workbook, never out of it, to the cell of a problem."""
    sheet, cell = str(problem["sheet"] or ""), str(problem["cell"] or "")
    if not sheet or _UNSEEN.search(sheet) or (cell and not _CELL.fullmatch(cell)):
        return ""
    location = "'{}'!{}".format(sheet.replace("'", "''"), cell or "A1")
    return f'<hyperlink ref="A{row}" location={quoteattr(location)}/>'
