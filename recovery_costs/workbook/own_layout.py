"""A Party's own spreadsheet, read by its mapping: cost lines and notices, or every problem and every open question.

The account balances: each cell is read, ignored for a reason, or flagged; rows and pounds seen are accepted, rejected or
ignored. A total in the sheet must equal its lines. Where the mapping does not settle what a cell means, nothing goes in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from recovery_costs.case_file import check_record
from recovery_costs.facts import FACT_TYPES, CostLine
from recovery_costs.money import Money
from recovery_costs.plain import Problem, shown
from recovery_costs.workbook.cells import Book, words
from recovery_costs.workbook.layout import HELD
from recovery_costs.workbook.own.account import Account, Asked, Found, Sums
from recovery_costs.workbook.own.lines import ACCEPTED, OFF_SAME_INVOICE, REJECTED, Line, Lines
from recovery_costs.workbook.own.sheets import list_on, others, sheets_of
from recovery_costs.workbook.own.profile import LEAVE_OUT, READ, Profile, Table
from recovery_costs.workbook.read import slug


class OwnRead(NamedTuple):
    """What a spreadsheet says by its mapping. `facts` is empty where anything is blocking."""

    kind: str
    """`claim` where the mapping gives the Party's notices, else `cost_lines`."""
    facts: tuple[dict[str, Any], ...]
    problems: tuple[Found, ...]
    asked: tuple[Asked, ...]
    """The questions that are open, with the texts that raise them."""
    cells: Sums
    """Read, flagged and ignored, in the places of accepted, rejected and ignored."""
    ignored: dict[str, int]
    """How many cells were ignored for each reason."""
    rows: Sums
    pence: Sums
    lines: tuple[dict[str, Any], ...]
    """The lines that could be read, whether or not the whole is accepted."""

    @property
    def accepted(self) -> bool:
        """Whether nothing is blocking."""
        return all(problem.severity != "blocking" for problem in self.problems)


def read_own(book: Book, profile: Profile, name: str) -> OwnRead:
    """Read a spreadsheet by its mapping; `name` is the file's, for the facts' source."""
    account = Account(book, profile)
    for field, ask in (
        ("party", "Which Party's costs are these?"),
        ("at", "On which day did the list stand as it stands here?"),
    ):
        if getattr(profile, field) is None:
            account.ask(field, ask, {}, ("", ""), "nothing")
    if not profile.tables:
        account.ask(
            "list",
            "On which sheet, under which headings, does the list of costs stand?",
            {},
            ("", ""),
            "no table in the mapping",
        )
    joined = others(account, book)
    lines: list[Line] = []
    for table in profile.tables:
        lines += _table(account, book, table, [sheet for sheet, into in joined if into is table])
    _together(account, lines)
    kept = [line for line in lines if line.fate == ACCEPTED and line.pence >= 0]
    if (
        profile.tables
        and not any(line.fate in (ACCEPTED, REJECTED) for line in lines)
        and not account.problems
        and not account.asked
    ):
        account.flag(
            "list-empty", "", "", None, "no cost line", "at least one", "Check the mapping's sheets and headings."
        )
    facts = _facts(account, profile, name, kept)
    _settle_rows(account, lines)
    problems = [*account.open_problems(), *account.problems]
    if any(line.pence and account.answers.get(words(each)) == "thousands" for line in kept for each in _units(profile)):
        at = kept[0]
        problems.append(
            Found(
                "amounts-in-thousands",
                "question",
                at.listed.sheet.name,
                at.cell,
                "amounts in thousands of pounds",
                "exact amounts",
                "Amounts in thousands are often rounded; give pounds and pence where you have them.",
            )
        )
    blocked = any(problem.severity == "blocking" for problem in problems)
    cells, ignored = account.cells()
    rows = Sums(*(account.rows[each] for each in (ACCEPTED, REJECTED, "ignored")))
    pence = Sums(*(account.pence[each] for each in (ACCEPTED, REJECTED, "ignored")))
    given = tuple(line.given for line in kept)
    if not blocked:
        assert pence.rejected == 0, "a line was rejected and nothing said why"
        assert pence.accepted == sum(Money.of(each["amount"]).pence for each in given), (
            "the lines are not what was accepted"
        )
    kind = "claim" if profile.facts else "cost_lines"
    return OwnRead(
        kind,
        () if blocked else tuple(facts),
        tuple(problems),
        tuple(account.asked.values()),
        cells,
        ignored,
        rows,
        pence,
        given,
    )


def _units(profile: Profile) -> list[str]:
    prefixes = [f"{table.name} / " for table in profile.tables] if len(profile.tables) > 1 else [""]
    return [f"{prefix}unit" for prefix in prefixes]


def _table(account: Account, book: Book, table: Table, more: list[Any]) -> list[Line]:
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
    reading = Lines(account, book, table)
    for listed in lists:
        reading.read(listed)
    if lists:
        reading.kinds.finish()
    return reading.lines


def _where(line: Line) -> tuple[str, str]:
    return line.listed.sheet.name, line.cell


# --- lines against one another ----------------------------------------------------------------------------------


def _together(account: Account, lines: list[Line]) -> None:
    """Every line of every table, against the others and in itself."""
    _repeats(account, lines)
    _credits(account, lines)
    for line in lines:
        line.given["amount"] = Money(max(line.pence, 0)).text
        if line.recoverable > 0:
            line.given["recoverable_vat"] = Money(line.recoverable).text
    _references(account, lines)
    for line in lines:
        if line.fate == ACCEPTED and line.pence >= 0:
            _checked(account, line)


def _repeats(account: Account, lines: list[Line]) -> None:
    """The same cost more than once: as a copied row is, or a sheet that carries earlier months along."""
    first: dict[tuple[Any, ...], Line] = {}
    options = {"each": "they are separate costs: each counts", "once": "they are the same cost: the first counts"}
    ask = "Some rows say the same as a row before them, but for their reference. Are they separate costs?"
    for line in lines:
        if line.fate not in (ACCEPTED, REJECTED) or not line.pence:
            continue
        same = (
            line.pence,
            *(
                repr(line.given.get(each))
                for each in ("incurred", "limb", "supplier", "invoice", "description", "device_ids", "devices")
            ),
        )
        before = first.setdefault(same, line)
        if before is line:
            continue
        found = f"{line.listed.sheet.name}!{line.cell} as {before.listed.sheet.name}!{before.cell}"
        answer = account.ask("repeats", ask, options, _where(line), found, line.index)
        if answer is None:
            line.fate = REJECTED
        elif answer == "once" and line.fate == ACCEPTED:
            line.fate = "the same cost as a line before it"


def _credits(account: Account, lines: list[Line]) -> None:
    """Amounts below nought: each is taken off the one line of its invoice, or left out, as the mapping says."""
    options = {
        OFF_SAME_INVOICE: "each is taken off the line of the same supplier and invoice",
        LEAVE_OUT: "they are left out; the lines stay as they are",
    }
    invoices: dict[tuple[Any, Any], list[Line]] = {}
    for line in lines:
        if line.fate == ACCEPTED and line.pence > 0 and line.given.get("invoice"):
            invoices.setdefault((line.given.get("supplier"), line.given["invoice"]), []).append(line)
    for line in lines:
        if line.pence >= 0 or line.fate not in (ACCEPTED, REJECTED):
            continue
        ask = "Some amounts are below nought: credits or refunds. What becomes of them?"
        answer = account.ask("credits", ask, options, _where(line), f"{line.pence / 100:.2f}", line.index)
        if answer is None or line.fate == REJECTED:
            line.fate = REJECTED
        elif answer == LEAVE_OUT:
            line.fate = "a credit, left out by the mapping"
        else:
            _take_off(account, line, invoices.get((line.given.get("supplier"), line.given.get("invoice")), []))


def _take_off(account: Account, credit: Line, whole: list[Line]) -> None:
    if len(whole) == 1 and whole[0].pence + credit.pence >= 0 and whole[0].recoverable + credit.recoverable >= 0:
        whole[0].pence += credit.pence
        whole[0].recoverable += credit.recoverable
        return
    said = "no other line" if not whole else f"{len(whole)} lines" if len(whole) > 1 else "a line of less"
    found = f"{credit.pence / 100:.2f}, and {said} of its supplier and invoice"
    do = "Take the credit off the cost it belongs to, in the sheet."
    account.flag(
        "credit-unmatched",
        *_where(credit),
        credit.index,
        found,
        "one line of the same supplier and invoice, of no less",
        do,
    )
    credit.fate = REJECTED


def _references(account: Account, lines: list[Line]) -> None:
    """Each line's reference once: within a sheet always; over several sheets, with the sheet's name if the mapping says so."""
    counted = [line for line in lines if line.fate in (ACCEPTED, REJECTED) and line.pence >= 0]
    times = Counter(line.given["line"] for line in counted)
    within = Counter((line.listed.sheet.name, line.given["line"]) for line in counted)
    for line in counted:
        name, sheet = line.given["line"], line.listed.sheet.name
        if times[name] == 1:
            continue
        if within[sheet, name] > 1:
            found = f"{shown(name)}, {within[sheet, name]} times on the sheet"
            cell, index = line.places["line"]
            account.flag(
                "line-twice",
                sheet,
                cell,
                index,
                found,
                "each line's reference once",
                "Give each line its own reference.",
            )
            line.fate = REJECTED
            continue
        options = {"with_sheet": "they are other lines: the sheet's name goes before each reference"}
        ask = "References come again on other sheets. Are they other lines, and not the same carried along?"
        answer = account.ask("references", ask, options, _where(line), name, line.index)
        if answer is None:
            line.fate = REJECTED
        else:
            line.given["line"] = f"{sheet}-{name}"


def _checked(account: Account, line: Line) -> None:
    """What is missing from, or at odds within, a line whose cells could each be read."""
    checked = check_record(CostLine, line.given, None)
    for problem in checked if isinstance(checked, list) else []:
        field = re.sub(r"\[.*", "", problem.field or "")
        cell, index = line.places.get(field, (line.cell, line.index))
        code = "value-missing" if problem.found == "nothing" else "fields-at-odds"
        account.flag(code, line.listed.sheet.name, cell, index, problem.found, problem.wanted, problem.do)
        line.fate = REJECTED


def _settle_rows(account: Account, lines: list[Line]) -> None:
    """What became of each row of lines and of its pounds."""
    rows: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        rows.setdefault((line.listed.sheet.name, line.row), []).append(line)
        fate = line.fate if line.fate in (ACCEPTED, REJECTED) else "ignored"
        account.pence[fate] += line.pence
    for (sheet, _), of_row in rows.items():
        fates = {line.fate for line in of_row}
        if REJECTED in fates:
            account.rows[REJECTED] += 1
        elif ACCEPTED in fates:
            account.rows[ACCEPTED] += 1
        else:
            account.rows["ignored"] += 1
            account.ignore(sheet, of_row[0].all, of_row[0].fate)


# --- facts ------------------------------------------------------------------------------------------------------


def _facts(account: Account, profile: Profile, name: str, kept: list[Line]) -> list[dict[str, Any]]:
    """The Party's notices as the mapping gives them, then its list of costs."""
    party = profile.party or ""
    facts = [_notice(account, party, number, given) for number, given in enumerate(profile.facts, start=1)]
    if kept and profile.at:
        first = kept[0]
        source = {"workbook": name, "sheet": first.listed.sheet.name, "cell": first.cell}
        fact = {"id": f"{slug(party)}-cost-lines", "type": "cost_lines", "party": party, "at": profile.at.isoformat()}
        facts.append({**fact, "lines": [line.given for line in kept], "source": source})
    return [fact for fact in facts if fact]


def _notice(account: Account, party: str, number: int, given: dict[str, Any]) -> dict[str, Any]:
    """One of the Party's notices, checked as in a case file."""
    fact = {"id": f"{slug(party)}-notice-{number}", "party": party, **given}
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
