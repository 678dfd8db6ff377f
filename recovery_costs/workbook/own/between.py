"""The lines of a Party's own list against one another: the same cost twice, credits, references; and each in itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from recovery_costs.case_file import check_record
from recovery_costs.facts import CostLine
from recovery_costs.money import Money
from recovery_costs.plain import shown
from recovery_costs.workbook.conditions import AFTER, BEFORE, FIRST_DAY, LAST_DAY
from recovery_costs.workbook.own.account import Account
from recovery_costs.workbook.own.lines import ACCEPTED, REJECTED, Line
from recovery_costs.workbook.own.profile import LEAVE_OUT

OFF_SAME_INVOICE = "off_same_invoice"


def _named(line: Line) -> str:
    return f"{line.listed.sheet.name}!{line.cell.name}"


def _where(line: Line) -> tuple[str, str]:
    return line.listed.sheet.name, line.cell.name


# --- lines against one another ----------------------------------------------------------------------------------


def together(account: Account, lines: list[Line]) -> None:
    """Every line of every table, against the others and in itself."""
    _repeats(account, lines)
    _credits(account, lines)
    for line in lines:
        line.given["amount"] = Money(max(line.pence, 0)).text
        if line.recoverable > 0:
            line.given["recoverable_vat"] = Money(line.recoverable).text
    _references(account, lines)
    for line in lines:
        line.given = {field: line.given[field] for field in CostLine.model_fields if field in line.given}
    kept = [line for line in lines if line.fate == ACCEPTED and line.pence >= 0]
    for line in kept:
        _checked(account, line)
    _perhaps_twice(account, kept)


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
        found = f"{_named(line)} as {_named(before)}"
        answer = account.ask("repeats", ask, options, _where(line), found, line.index)
        if answer is None:
            line.fate = REJECTED
        elif answer == "once" and line.fate == ACCEPTED:
            line.fate = "the same cost as a line before it"
        elif line.fate == ACCEPTED:
            line.repeated = True
            account.flag("line-repeated", *_where(line), None, f"the same as in {_named(before)}", "", "")


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
                cell.name,
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
        account.flag(code, line.listed.sheet.name, cell.name, index, problem.found, problem.wanted, problem.do)
        line.fate = REJECTED


def _perhaps_twice(account: Account, lines: list[Line]) -> None:
    """One supplier's invoice again, for the same amount or on another sheet, and one Device again under one limb."""
    invoices: dict[tuple[Any, Any], Line] = {}
    devices: dict[tuple[Any, str], Line] = {}
    for line in lines:
        given, sheet = line.given, line.listed.sheet.name
        if line.repeated:
            continue
        if given.get("invoice"):
            before = invoices.setdefault((given.get("supplier"), given["invoice"]), line)
            if before is not line and (before.pence == line.pence or before.listed is not line.listed):
                cell, _ = line.places["invoice"]
                found = f"{shown(given['invoice'])} for {given['amount']}, also on line {shown(before.given['line'])}"
                account.flag("invoice-repeated", sheet, cell.name, None, found, "", "")
        for name in given.get("device_ids", ()):
            before = devices.setdefault((given.get("limb"), name), line)
            if before is not line:
                cell, _ = line.places["device_ids"]
                found = f"{shown(name)}, also on line {shown(before.given['line'])}"
                account.flag("device-repeated", sheet, cell.name, None, found, "", "")
                break


def far_off(account: Account, lines: list[Line], event_day: date | None) -> None:
    """Days far from the Recovery Event, or from any year in which there could have been one."""
    first, last = FIRST_DAY, LAST_DAY
    if event_day is not None and event_day.year > 1901:
        first, last = (event_day - BEFORE).isoformat(), (event_day + AFTER).isoformat()
    for line in lines:
        if not first <= line.given["incurred"] <= last:
            cell, index = line.places.get("incurred", (line.cell, line.index))
            found, wanted = line.given["incurred"], f"a day from {first} to {last}"
            account.flag("date-far-off", line.listed.sheet.name, cell.name, index, found, wanted, "")
