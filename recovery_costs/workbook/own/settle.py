"""What a file itself settles of the questions it raises: only where it leaves one answer, with the cells that leave it.

Never settled here: whether VAT can be recovered, credits, hidden rows and sheets, other currencies, rows that may be
totals, repeated rows, days that are partly text, and which sheets count. Those are the Party's to answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from recovery_costs.workbook.cells import Book, Held, Sheet, words
from recovery_costs.workbook.layout import LIMBS, OUTCOMES, STATUSES, YES_NO
from recovery_costs.workbook.own.account import Asked
from recovery_costs.workbook.own.headings import unit_said, with_vat
from recovery_costs.workbook.own.heads import headings_at
from recovery_costs.workbook.own.profile import CHOICES, YES_NO_FIELDS, Profile, Table
from recovery_costs.workbook.own.sheets import head_of
from recovery_costs.workbook.own.values import amounts_meant, days_meant, scaled

Settled = tuple[str, str]
_TEMPLATE: Mapping[str, Mapping[str, str | bool]] = {"limb": LIMBS, "key_outcome": OUTCOMES, "smi_status": STATUSES}
_POUND_FORMATS = ("£", "[$£", "GBP")


def settle(book: Book, profile: Profile, asked: Asked) -> Settled | None:
    """The answer to a question and why, where the file leaves one; else None."""
    name = asked.question.name
    table = _table(profile, name)
    kind, _, word = name.removeprefix(f"{table.name} / " if table and len(profile.tables) > 1 else "").partition(": ")
    if kind in CHOICES and word:
        return _word(kind, word)
    if table is None:
        return None
    if kind == "unit":
        return _unit(book, table)
    if kind == "vat" and asked.question.options.keys() >= {"gross", "net"}:
        return _vat(asked.question.found)
    if kind == "decimal":
        return _one(
            asked, "decimal", {text: {form: str(v) for form, v in amounts_meant(text).items()} for text in asked.texts}
        )
    if kind == "day order":
        return _one(
            asked,
            "order",
            {text: {order: day.isoformat() for order, day in days_meant(text)[0].items()} for text in asked.texts},
        )
    return None


def _table(profile: Profile, name: str) -> Table | None:
    if len(profile.tables) == 1:
        return profile.tables[0]
    return next((table for table in profile.tables if name.startswith(f"{table.name} / ")), None)


def word_meant(field: str, word: str) -> str | None:
    """What a word means under a field that takes one of a few, where it is the template's own or the case file's."""
    said = words(word)
    if field in YES_NO_FIELDS:
        options = {words(each): "yes" if meaning else "no" for each, meaning in YES_NO.items()} | {
            "y": "yes",
            "n": "no",
        }
    else:
        options = {words(each): str(meaning) for each, meaning in _TEMPLATE.get(field, {}).items()}
        options |= {words(each): each for each in CHOICES[field]}
    return options.get(said)


def _word(field: str, word: str) -> Settled | None:
    answer = word_meant(field, word)
    return (answer, f'"{word}" is the word itself.') if answer else None


def _one(asked: Asked, what: str, meant: Mapping[str, Mapping[str, str]]) -> Settled | None:
    """The one way of reading in which every text means something, if texts differ by it at all."""
    ways = set.intersection(*(set(each) for each in meant.values())) if meant else set()
    if ways and all(len({each[way] for way in ways}) == 1 for each in meant.values()):
        ways = {min(ways, key=list(asked.question.options).index)}
    if len(ways) != 1:
        return None
    (way,) = ways
    shows = next((text for text, each in meant.items() if set(each) == ways), None)
    more = f'"{shows}" can be read with no other.' if shows else "and none would say anything else with another."
    return way, f"{len(meant)} texts, each of which can be read with this {what}; {more}"


def _vat(heading: str) -> Settled | None:
    said = with_vat(heading)
    return None if said is not True else ("gross", f'The heading "{heading}" says that VAT is in the amounts.')


# --- pounds or thousands ----------------------------------------------------------------------------------------


def _unit(book: Book, table: Table) -> Settled | None:
    """The unit that headings, titles and number formats all speak of, if they speak of one and none of another."""
    said: dict[str, str] = {}
    for name in table.sheets:
        sheet = book.sheet(name)
        head = head_of(sheet, table) if sheet else None
        if sheet is None or head is None:
            continue
        for unit, why in _said(sheet, table, head):
            said.setdefault(unit, why)
    if len(said) != 1:
        return None
    (unit,) = said
    return (unit, said[unit]) if unit in ("pounds", "thousands") else None


def _said(sheet: Sheet, table: Table, head: int) -> list[tuple[str, str]]:
    """Every unit that a sheet speaks of, with where."""
    found = []
    wanted = {
        words(c.heading) for c in table.columns if c.field in ("amount", "net", "gross", "vat") or c.field is None
    }
    columns = {
        number: said for number, said in headings_at(sheet, head, table.heading_rows).items() if words(said) in wanted
    }
    for said in columns.values():
        if unit := unit_said(said):
            found.append((unit, f'The heading "{said}" says so.'))
    for index in range(len(sheet)):
        cell = sheet.cell(index)
        if cell.row > head - table.heading_rows:
            break
        if cell.held is Held.TEXT and (unit := unit_said(cell.text)) and unit != "pounds":
            found.append((unit, f'{cell.name} says "{cell.text[:80]}".'))
    for number in columns:
        for index in sheet.in_column(number, after=head)[:2000].tolist():
            cell = sheet.cell(index)
            if scaled(cell):
                found.append(("scaled", f"{cell.name} is shown divided."))
            elif (cell.held is Held.NUMBER and any(sign in cell.format for sign in _POUND_FORMATS)) or (
                cell.held is Held.TEXT and "£" in cell.text
            ):
                found.append(("pounds", f"{cell.name} and others are shown with £."))
    return list(dict(reversed(found)).items())
