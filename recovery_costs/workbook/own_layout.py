"""A Party's own spreadsheet, read by its mapping: cost lines and notices, or every problem and every open question.

The account balances: each cell is read, ignored for a reason, or flagged; rows and pounds seen are accepted, rejected or
ignored. A total in the sheet must equal its lines. Where the mapping does not settle what a cell means, nothing goes in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from recovery_costs.case_file import check_record
from recovery_costs.facts import FACT_TYPES
from recovery_costs.money import Money
from recovery_costs.plain import Problem, shown
from recovery_costs.workbook.cells import Book, Sheet
from recovery_costs.workbook.codes import Found
from recovery_costs.workbook.formulas import Formulas
from recovery_costs.workbook.layout import HELD
from recovery_costs.workbook.own.account import Account, Asked
from recovery_costs.workbook.own.between import far_off, together
from recovery_costs.workbook.own.lines import ACCEPTED, IGNORED, REJECTED, Line, Lines
from recovery_costs.workbook.own.profile import LEAVE_OUT, READ, Profile, Table
from recovery_costs.workbook.own.sheets import list_on
from recovery_costs.workbook.own.which import others, sheets_of
from recovery_costs.workbook.parties import slug
from recovery_costs.workbook.report import Balance, CheckKind, Receipt
from recovery_costs.workbook.said import SUFFIX

WHO = (
    ("party", "Which Party's costs are these?"),
    ("at", "On which day did the list stand as it stands here? YYYY-MM-DD."),
)


class OwnRead(NamedTuple):
    """What a spreadsheet says by its mapping. `facts` is empty where anything is blocking."""

    kind: CheckKind
    """`claim` where the mapping gives the Party's notices, else `cost_lines`."""
    facts: tuple[dict[str, Any], ...]
    problems: tuple[Found, ...]
    asked: tuple[Asked, ...]
    """The questions that are open, with the texts that raise them."""
    receipt: Receipt
    ignored: dict[str, int]
    """How many cells were ignored for each reason."""

    @property
    def accepted(self) -> bool:
        """Whether nothing is blocking."""
        return all(problem.severity != "blocking" for problem in self.problems)


def read_own(book: Book, profile: Profile, name: str, event_day: date | None = None) -> OwnRead:
    """Read a spreadsheet by its mapping; `name` is the file's, for the facts' source, `event_day` that of the event."""
    account = Account(book, profile)
    for field, ask in WHO:
        if getattr(profile, field) is None:
            account.ask(field, ask, {}, ("", ""), "nothing")
    if not profile.tables:
        ask = "On which sheet, under which headings, does the list of costs stand?"
        account.ask("list", ask, {}, ("", ""), "no table in the mapping")
    joined = others(account, book)
    lines: list[Line] = []
    formulas = Formulas(book)
    for table in profile.tables:
        lines += _table(account, book, formulas, table, [sheet for sheet, into in joined if into is table])
    together(account, lines)
    kept = [line for line in lines if line.fate == ACCEPTED and line.pence >= 0]
    if not any(line.fate in (ACCEPTED, REJECTED) for line in lines) and not account.problems and not account.asked:
        account.flag("no-lines", "", "", None, "no cost line", "", "")
    far_off(account, [line for line in kept if "incurred" in line.given], event_day)
    facts = _facts(account, profile, name, kept)
    _settle_rows(account, lines)
    if kept and any(account.answer(each) == "thousands" for each in _units(profile)):
        account.flag("amounts-in-thousands", kept[0].listed.sheet.name, kept[0].cell.name, None, "thousands", "", "")
    _left_out(account)
    _held_against_total(account, facts, kept)
    problems = (*account.open_problems(), *account.problems, *account.unlisted())
    blocked = any(problem.severity == "blocking" for problem in problems)
    read, flagged, ignored = account.cells()
    rows, pence = (
        Balance(*(each[fate] for fate in (ACCEPTED, REJECTED, IGNORED))) for each in (account.rows, account.pence)
    )
    if not blocked:
        assert rows.rejected == 0, "a row was rejected and nothing said why"
        assert pence.accepted == sum(Money.of(line.given["amount"]).pence for line in kept), (
            "the lines are not what was accepted"
        )
    receipt = Receipt(read, sum(ignored.values()), flagged, rows, pence)
    kind: CheckKind = "claim" if profile.facts else "cost_lines"
    return OwnRead(kind, () if blocked else tuple(facts), problems, tuple(account.asked.values()), receipt, ignored)


def _left_out(account: Account) -> None:
    """Say what was left out of each sheet, in rows and pounds."""
    for (sheet, reason), pence in account.left_out.items():
        found = f"{len(pence)} rows, {Money(sum(pence))}: {reason}"
        account.flag("rows-left-out", sheet, "", None, found, "", "")


def _held_against_total(account: Account, facts: list[dict[str, Any]], kept: list[Line]) -> None:
    """The total that the mapping's notices give, against what the lines add up to."""
    given = [fact.get("amount") if fact["type"] == "total_notified" else fact.get("total") for fact in facts]
    totals = [Money.of(each).pence for each in given if each]
    added = sum(line.pence for line in kept)
    if totals and totals[-1] != added:
        code = "total-above-lines" if totals[-1] > added else "total-below-lines"
        account.flag(code, "", "", None, f"{Money(totals[-1])}, and lines of {Money(added)}", "", "")


def _units(profile: Profile) -> list[str]:
    prefixes = [f"{table.name} / " for table in profile.tables] if len(profile.tables) > 1 else [""]
    return [f"{prefix}unit" for prefix in prefixes]


def _table(account: Account, book: Book, formulas: Formulas, table: Table, more: list[Sheet]) -> list[Line]:
    """The lines of one table, its sheets stacked."""
    if len(account.profile.tables) > 1:
        options = {READ: "its costs are claimed", LEAVE_OUT: "it holds none that are, or the same again"}
        ask = f'There are several lists under different headings. Is "{table.name}" read?'
        found = ", ".join(each.heading for each in table.columns)
        if account.ask(f"table: {table.name}", ask, options, (table.sheets[0], ""), found) == LEAVE_OUT:
            for sheet in [*(book.sheet(name) for name in table.sheets), *more]:
                if sheet is not None:
                    account.ignore(sheet.name, slice(None), "on a sheet that is left out")
            return []
    lists = [
        listed for sheet in [*sheets_of(account, book, table), *more] if (listed := list_on(account, sheet, table))
    ]
    reading = Lines(account, book, formulas, table)
    for listed in lists:
        reading.read(listed)
    if lists:
        reading.kinds.finish()
    return reading.lines


def _settle_rows(account: Account, lines: list[Line]) -> None:
    """What became of each row of lines and of its pounds."""
    rows: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        rows.setdefault((line.listed.sheet.name, line.row), []).append(line)
        fate = line.fate if line.fate in (ACCEPTED, REJECTED) else IGNORED
        account.pence[fate] += max(line.pence, 0)
    for (sheet, _), of_row in rows.items():
        fates = {line.fate for line in of_row}
        if REJECTED in fates:
            account.rows[REJECTED] += 1
        elif ACCEPTED in fates:
            account.rows[ACCEPTED] += 1
        else:
            account.rows[IGNORED] += 1
            account.ignore(sheet, of_row[0].all, of_row[0].fate)
            account.left_out[sheet, of_row[0].fate].append(sum(line.pence for line in of_row))


# --- facts ------------------------------------------------------------------------------------------------------


def _facts(account: Account, profile: Profile, name: str, kept: list[Line]) -> list[dict[str, Any]]:
    """The Party's notices as the mapping gives them, then its list of costs."""
    party = profile.party or ""
    facts = [_notice(account, party, number, given) for number, given in enumerate(profile.facts, start=1)]
    if kept and profile.at:
        first = kept[0]
        source = {"workbook": name, "sheet": first.listed.sheet.name, "cell": first.cell.name}
        body = {
            "type": "cost_lines",
            "party": party,
            "at": profile.at.isoformat(),
            "lines": [line.given for line in kept],
        }
        facts.append({"id": fact_id(body), **body, "source": source})
    return [fact for fact in facts if fact]


def fact_id(body: dict[str, Any]) -> str:
    """A fact's id: it depends on what the fact says and on nothing else."""
    digest = hashlib.sha256(json.dumps(body, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass"))
    return f"{slug(body['party'])}-{SUFFIX.get(str(body['type']), 'notice')}-{digest.hexdigest()[:10]}"


def _notice(account: Account, party: str, number: int, given: dict[str, Any]) -> dict[str, Any]:
    """One of the Party's notices, checked as in a case file."""
    body = {"type": given.get("type"), "party": party, **given}
    fact = {"id": fact_id(body), **body}
    problems = list(_notice_problems(fact, given))
    for each in problems:
        where = f"facts[{number - 1}]" + (f".{each.field}" if each.field else "")
        account.flag("fields-at-odds", "", "", None, f"{where} of the mapping: {each.found}", each.wanted, each.do)
    return {} if problems else fact


def _notice_problems(fact: dict[str, Any], given: dict[str, Any]) -> Iterator[Problem]:
    kinds = sorted(HELD - {"cost_lines"})
    if given.get("type") not in kinds:
        yield Problem(
            None,
            "type",
            shown(given.get("type", "nothing")),
            f"one of {', '.join(kinds)}",
            "Give a Party's own notice.",
        )
        return
    for field in ("id", "party"):
        if field in given:
            yield Problem(None, field, shown(given[field]), f"no {field}: the mapping's own is used", "Take it out.")
    checked = check_record(FACT_TYPES[given["type"]], fact, None)
    if isinstance(checked, list):
        yield from checked
