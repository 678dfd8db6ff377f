"""A Party's own workbook back, untouched but for a Findings sheet: where, what, why, clause, what to do.

Every part stays as it was to the byte, save the package's list of types, the workbook part and its relations, and the
Findings sheet itself. A Findings sheet of an earlier check is replaced; what it listed says what has been mended.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from recovery_costs.workbook.findings_read import Listed, listed_before
from recovery_costs.workbook.findings_sheet import cell_text, quoted, sheet_part, where
from recovery_costs.workbook.layout import FINDINGS, FINDINGS_HEADINGS
from recovery_costs.workbook.package import OFFICE, Damaged, Part, Tag, before_end, content, parts, rewritten, tags

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


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
    rows = sheet_part(problems, _summary(problems, _mended(place.before, problems), report))
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
    now = [Listed(where(each), cell_text(quoted(each)), str(each["code"])) for each in problems]
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
            if ours and (before := listed_before(package, part, FINDINGS_HEADINGS)) is not None:
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


def _sheet_of(where: str) -> str:
    return where.rpartition("!")[0]
