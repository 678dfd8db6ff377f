"""Between the rows of a claim workbook and facts: `facts_of` for the check, `filled` for the template.

A row is a mapping from a field of its sheet's entries to a value. Values read are those of a case file (text of days,
times, money; whole numbers, true or false, lists); values to be written are those of `facts` (`Money`, `date`, ...).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from recovery_costs.calendar import Moment
from recovery_costs.facts import CostLine, CostLines, EstimateGiven, EvidenceItem, EvidenceListed, Fact, Notice
from recovery_costs.workbook.layout import HELD, STATEMENTS, Sheet, Statement
from recovery_costs.workbook.sheets import CLAIM, COST_LINES, ESTIMATE, EVIDENCE

Given = Mapping[str, Any]
LONGEST = 32_767
"""Letters that a cell can hold."""

BY_FACT = {each.fact: each for each in STATEMENTS}
LISTS: Mapping[str, tuple[Sheet, str]] = {
    "cost_lines": (COST_LINES, "lines"),
    "evidence_listed": (EVIDENCE, "items"),
}
"""Facts that a whole sheet makes: the sheet, and the field that holds its rows."""


# --- from rows to facts -----------------------------------------------------------------------------------------


def moment(on: str | None, at: str | None) -> str | None:
    """A day and a time of day as one moment of a case file; the day alone where there is no time."""
    return f"{on}T{at}" if on and at else on


def _moments(row: Given, *, notice: bool) -> dict[str, Any]:
    """When and how a row says that something was given, or when it happened."""
    sent = moment(row.get("sent_on"), row.get("sent_at"))
    if not notice:
        return {"at": sent} if sent else {}
    said = {
        "sent": sent,
        "method": row.get("method"),
        "received": moment(row.get("received_on"), row.get("received_at")),
    }
    return {field: value for field, value in said.items() if value is not None}


def stated(row: Given) -> tuple[str, dict[str, Any]]:
    """A row of the Claim sheet: the type of fact (its `what`), and the fact's fields without id and party."""
    statement = BY_FACT[row["what"]]
    fields = {meant: row[field] for field, meant in statement.fields.items() if field in row}
    note = {"note": row["note"]} if "note" in row else {}
    return statement.fact, {**_moments(row, notice=statement.notice), **fields, **note}


def estimated(row: Given) -> tuple[str, dict[str, Any]]:
    """A row of the Estimate sheet, as `stated`."""
    said = {field: row[field] for field in ("amount", "note") if field in row}
    return "estimate_given", {**_moments(row, notice=True), **said}


def listed(fact: str, places: Given, rows: Sequence[Given]) -> tuple[str, dict[str, Any]]:
    """The fact that the rows of Cost lines or of Evidence make, with the places above them, as `stated`."""
    at = moment(places.get("at_on"), places.get("at_at"))
    note = {"note": places["note"]} if "note" in places else {}
    return fact, {**({"at": at} if at else {}), LISTS[fact][1]: [dict(row) for row in rows], **note}


def out_of_place(row: Given) -> list[str]:
    """The fields of a row of the Claim sheet that are filled in and that what it says has no use for."""
    statement = BY_FACT[row["what"]]
    own = {"what", "note", "sent_on", "sent_at", *statement.fields}
    if statement.notice:
        own |= {"method", "received_on", "received_at"}
    return [field for field in row if field not in own]


# --- from facts to rows -----------------------------------------------------------------------------------------


class Filled(NamedTuple):
    """What goes on one sheet: the values of its places, and its rows."""

    places: dict[str, object]
    rows: list[dict[str, object]]


def _apart(at: Moment | None, on: str, clock: str) -> dict[str, object]:
    """A moment as a day and a time of day; no time where the day alone was given.

    Raises:
        ValueError: the time occurs twice that day and this is the second, which a workbook cannot say.
    """
    if at is None:
        return {}
    if at.day_only:
        return {on: at.day}
    wall = at.wall.replace(fold=0)
    if Moment.at(wall.date(), wall.time()) != at:
        raise ValueError(f"{at} is the second time that UK clocks showed it; a workbook cannot say which is meant")
    return {on: wall.date(), clock: wall.time()}


def _given(fact: Any) -> dict[str, object]:
    if not isinstance(fact, Notice):
        return _apart(fact.at, "sent_on", "sent_at")
    return {
        **_apart(fact.sent, "sent_on", "sent_at"),
        **({"method": fact.method} if fact.method else {}),
        **_apart(fact.received, "received_on", "received_at"),
    }


def _stated(fact: Any, statement: Statement) -> dict[str, object]:
    said = {field: getattr(fact, meant) for field, meant in (*statement.fields.items(), ("note", "note"))}
    return {"what": statement.fact, **_given(fact), **{field: said[field] for field in said if said[field] is not None}}


def _line(record: CostLine | EvidenceItem) -> dict[str, object]:
    """A line's fields, those left to their default apart.

    Raises:
        ValueError: a list of names that one cell cannot hold.
    """
    row = {name: value for name, value in record if name in record.model_fields_set and value is not None}
    for name, value in row.items():
        if not isinstance(value, tuple):
            continue
        if any("," in each or each != each.strip() for each in value):
            raise ValueError(f"a name in {name} holds a comma, or a space before or after it")
        if len(", ".join(value)) > LONGEST:
            raise ValueError(f"{name} has {len(value)} names, more than a cell can hold; split the line")
    return row


def filled(facts: Iterable[Fact], party: str) -> dict[str, Filled]:
    """What goes on each sheet, by its name, for a Party's facts in the order given.

    Raises:
        ValueError: a fact is another Party's, of a type that the workbook does not hold, one list too many, or says
            something that no cell can.
    """
    sheets = {sheet.name: Filled({}, []) for sheet in (CLAIM, ESTIMATE, COST_LINES, EVIDENCE)}
    seen: set[str] = set()
    for fact in facts:
        kind = str(getattr(fact, "type", None))
        if getattr(fact, "party", None) != party:
            raise ValueError(f"{fact.id} is not a fact of {party}")
        if kind not in HELD:
            raise ValueError(f"{fact.id} is a fact of type {kind}, which a claim workbook does not hold")
        if kind in BY_FACT:
            sheets[CLAIM.name].rows.append(_stated(fact, BY_FACT[kind]))
        elif isinstance(fact, EstimateGiven):
            row = {**_given(fact), "amount": fact.amount, **({"note": fact.note} if fact.note else {})}
            sheets[ESTIMATE.name].rows.append(row)
        elif kind in seen:
            raise ValueError(f"{fact.id} is a second fact of type {kind}; a claim workbook holds the list that stands")
        elif isinstance(fact, (CostLines, EvidenceListed)):
            sheet, _ = LISTS[kind]
            held = sheets[sheet.name]
            held.places.update(_apart(fact.at, "at_on", "at_at"), **({"note": fact.note} if fact.note else {}))
            held.rows.extend(_line(each) for each in (fact.lines if isinstance(fact, CostLines) else fact.items))
        seen.add(kind)
    return sheets


def facts_of(sheets: Mapping[str, tuple[Given, Sequence[Given]]]) -> Iterator[tuple[str, int, str, dict[str, Any]]]:
    """Every fact of a workbook as read: the sheet, the number of the row it begins with, its type and its fields.

    `sheets` holds, by name, the values of a sheet's places and of its rows, each in the form of a case file.
    """
    for sheet, say in ((CLAIM, stated), (ESTIMATE, estimated)):
        for number, row in enumerate(sheets.get(sheet.name, ({}, ()))[1]):
            yield (sheet.name, number, *say(row))
    for kind, (sheet, _) in LISTS.items():
        places, rows = sheets.get(sheet.name, ({}, ()))
        if rows:
            yield (sheet.name, 0, *listed(kind, places, rows))
