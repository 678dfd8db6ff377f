"""Checking a claim workbook: from bytes to every problem in it and, where none is blocking, a Party's facts.

The gate and the reader (`reading`) give cells; `layout` and `sheets` say what each may hold; every cell is accounted
for. The command line, the pages and the journal all take a workbook in through `check_file`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recovery_costs.plain import shown
from recovery_costs.workbook import conditions
from recovery_costs.workbook.account import Account
from recovery_costs.workbook.added_up import totals
from recovery_costs.workbook.cells import Book, Sheet
from recovery_costs.workbook.codes import Found, found
from recovery_costs.workbook.findings_read import left_by_a_check
from recovery_costs.workbook.formulas import Formulas
from recovery_costs.workbook.gate import LARGEST_FILE, Refused
from recovery_costs.workbook.headings import find, near
from recovery_costs.workbook.layout import MARK, READ_ME
from recovery_costs.workbook.listing import Listing, gaps, needed, read_listing
from recovery_costs.workbook.parties import look_alike
from recovery_costs.workbook.reading import Progress, read_book, silent
from recovery_costs.workbook.report import Balance, CheckReport, Receipt, balance, refused
from recovery_costs.workbook.said import facts_said
from recovery_costs.workbook.sheets import CLAIM, COST_LINES, EVIDENCE, SHEETS
from recovery_costs.workbook.wire import ref

if TYPE_CHECKING:
    from recovery_costs.workbook.check_own import Given

KEYS = {COST_LINES.name: "line", EVIDENCE.name: "reference"}
"""The column of a list that names its rows."""


@dataclass(frozen=True)
class Context:
    """What is known beside the file: the Recovery Event it should be for, its day, and the Parties on record."""

    event: str | None = None
    event_day: date | None = None
    parties: frozenset[str] = frozenset()


NOTHING_KNOWN = Context()


def check_file(
    path: Path, context: Context = NOTHING_KNOWN, progress: Progress = silent, given: Given | None = None
) -> CheckReport:
    """`check_bytes` of a file; a file that cannot be opened is a problem too."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("file-too-large", f"{path.stat().st_size / 2**20:.1f} MiB")
        content = path.read_bytes()
    except OSError as error:
        said = Refused("unreadable", f"{path.name}: {error.strerror or 'an error of the file system'}")
        return refused(path.name, b"", said)
    except Refused as error:
        return refused(path.name, b"", error)
    return check_bytes(content, path.name, context, progress, given)


def check_bytes(
    content: bytes,
    name: str,
    context: Context = NOTHING_KNOWN,
    progress: Progress = silent,
    given: Given | None = None,
) -> CheckReport:
    """Every problem in a claim workbook, what became of its cells, and its facts where none is blocking.

    Raises nothing for a bad file. `name` is the file's name, for the facts' source. A list in CSV is read by its
    headings; with a mapping in `given`, any workbook or list is read by that.
    """
    try:
        book = read_book(content, progress)
    except Refused as error:
        return refused(name, content, error)
    progress("checks")
    sha256 = hashlib.sha256(content).hexdigest()
    if book.kind == "csv" or (given is not None and given.profile is not None):
        from recovery_costs.workbook.check_own import Given, check_own  # seldom wanted, and slow to load

        return check_own(book, name, sha256, len(content), context, given or Given())
    return check_book(book, name, sha256, len(content), context)


def check_book(book: Book, name: str, sha256: str, size: int, context: Context = NOTHING_KNOWN) -> CheckReport:
    """`check_bytes` of a workbook that was read."""
    account = Account(book)
    if not any(book.sheet(asked.name) for asked in SHEETS):
        return _not_a_claim(account, name, sha256, size)
    missing = {asked.name for asked in SHEETS if not book.sheet(asked.name)}
    renamed = {_sheet_missing(account, name) for name in sorted(missing)}
    _other_sheets(account, renamed)
    formulas = Formulas(book)
    listings: dict[str, Listing] = {}
    for asked in SHEETS:
        sheet = book.sheet(asked.name)
        if sheet is None:
            continue
        if sheet.state != "visible" and len(sheet):
            account.flag("hidden-sheet", sheet, "A1", f"{sheet.name} is hidden")
        listings[asked.name] = read_listing(account, formulas, asked, sheet, find(account, asked, sheet))
    for listing in listings.values():
        _within(account, listing)
    _between(account, listings, context)
    facts = facts_said(account, listings, name)
    who = listings[CLAIM.name].places if CLAIM.name in listings else {}
    account.close()
    lines = listings.get(COST_LINES.name)
    accepted = not account.blocking
    return CheckReport(
        name,
        sha256,
        size,
        "claim",
        accepted,
        Receipt(
            account.count(1),
            account.count(2),
            account.count(3),
            *(balance(account, lines) if lines else (Balance(), Balance())),
        ),
        _ordered(account),
        tuple(facts) if accepted else (),
        who.get("event"),
        who.get("party"),
        who.get("contact"),
        dict(account.ignored),
    )


def _not_a_claim(account: Account, name: str, sha256: str, size: int) -> CheckReport:
    """A workbook that has none of the sheets: told by what it has and what is missing."""
    for sheet in account.book.sheets:
        account.ignore(sheet, np.arange(len(sheet)), "a workbook that is no claim")
    has = shown(", ".join(sheet.name for sheet in account.book.sheets))
    wanted = f"the sheets {', '.join(asked.name for asked in SHEETS)}"
    problem = found("not-a-claim", "", "", f"a workbook with the sheets {has}", wanted)
    receipt = Receipt(0, account.count(2), 0, Balance(), Balance())
    return CheckReport(name, sha256, size, "not_a_claim", False, receipt, (problem,), ignored=dict(account.ignored))


def _ordered(account: Account) -> tuple[Found, ...]:
    """Problems by sheet as the template has them, then by row and column."""
    names = [*(asked.name for asked in SHEETS), *(sheet.name for sheet in account.book.sheets)]
    order = {name: number for number, name in reversed(list(enumerate(names)))}

    def by(problem: Found) -> tuple[int, int, int, str]:
        row, column = ref(problem.cell, "") if problem.cell else (0, 0)
        return order.get(problem.sheet, len(names)), row, column, problem.code

    return tuple(sorted(account.problems, key=by))


def _other_sheets(account: Account, renamed: set[str | None]) -> None:
    """Sheets that hold no claim: the template's own are ignored, any other is asked about."""
    known = {asked.name for asked in SHEETS}
    for sheet in account.book.sheets:
        if sheet.name in known or not len(sheet):
            continue
        everything = np.arange(len(sheet))
        if sheet.name == READ_ME or left_by_a_check(sheet):
            account.ignore(sheet, everything, f"the sheet {sheet.name}")
        elif sheet.name == MARK:
            account.ignore(sheet, everything, "the workbook's mark")
        elif sheet.name in renamed:
            account.flag_all(sheet, everything)
        else:
            code = "sheet-unknown" if sheet.state == "visible" else "hidden-sheet"
            account.flag_all(sheet, everything)
            first = sheet.cell(0)
            account.flag(code, sheet, first.name, f"{len(sheet)} cells")


def _sheet_missing(account: Account, name: str) -> str | None:
    """A sheet of the template is not there; the name of the sheet that may be it."""
    others = [sheet.name for sheet in account.book.sheets if sheet.name not in {asked.name for asked in SHEETS}]
    like = next((each for each in others if each.casefold().strip() == name.casefold()), None) or near(name, others)
    account.flag("sheet-missing", name, "A1", like or "no such sheet", f"a sheet named {name}")
    return like


def _within(account: Account, listing: Listing) -> None:
    """What must hold within one sheet."""
    table, name = listing.asked.table, listing.asked.name
    conditions.merged(account, listing)
    conditions.hidden(account, listing)
    if listing.found.head is None:
        return
    if name == COST_LINES.name:
        totals(account, listing, "line", "amount")
    needed(account, listing, table.entries)
    conditions.built(account, listing)
    conditions.summed(account, listing)
    if name in KEYS:
        gaps(account, listing)
        conditions.each_once(account, listing, KEYS[name])


def _between(account: Account, listings: dict[str, Listing], context: Context) -> None:
    """What must hold between sheets, and with what is known beside the file."""
    if COST_LINES.name in listings:
        conditions.repeats(account, listings[COST_LINES.name], "line")
    conditions.far_off(account, listings, context.event_day)
    if account.book.since_1904:
        account.flag("dates-since-1904", CLAIM.name, "A1", "days counted from 1 January 1904")
    claim = listings.get(CLAIM.name)
    if claim is None:
        return
    event, party = claim.places.get("event"), claim.places.get("party")
    if event is not None and context.event is not None and event != context.event:
        account.flag_at("event-differs", claim.sheet, *claim.found.places["event"], event, context.event)
    like = None
    if party is not None:
        at = claim.found.places["party"]
        like = look_alike(party, context.parties)
        if like is not None:
            account.flag_at("party-look-alike", claim.sheet, *at, shown(party), f"the Party's own name, not {like}")
        elif context.parties and party not in context.parties:
            account.flag_at("party-unknown", claim.sheet, *at, shown(party), ", ".join(sorted(context.parties)))
    _mark(account, claim, {"party"} if party is not None and like is not None else set())


def _mark(account: Account, claim: Listing, asked: set[str]) -> None:
    """The event and the Party that the template was made for."""
    mark: Sheet | None = account.book.sheet(MARK)
    said = (
        {line[0].text: line[1].text for _, line in mark.lines() if len(line) > 1}
        if mark is not None and len(mark) < 100
        else {}
    )
    for name in sorted({"event", "party"} - asked):
        given = claim.places.get(name)
        if given is not None and said.get(name) and said[name] != given:
            account.flag_at("mark-differs", claim.sheet, *claim.found.places[name], shown(given), shown(said[name]))
