"""From the rows of a claim workbook to facts, each checked as a fact of a case file and under an id of its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_record
from recovery_costs.facts import FACT_TYPES, CostLine, EvidenceItem
from recovery_costs.forms import Record
from recovery_costs.plain import shown
from recovery_costs.workbook.account import Account
from recovery_costs.workbook.conditions import pence, sum_of
from recovery_costs.workbook.headings import At
from recovery_costs.workbook.listing import Listing, missing
from recovery_costs.workbook.parties import slug
from recovery_costs.workbook.sheets import CLAIM, COST_LINES, EVIDENCE
from recovery_costs.workbook.statements import BY_FACT, LISTS, facts_of, moment, out_of_place

SUFFIX = {
    "intention_notified": "intention",
    "costs_ceased": "costs-ceased",
    "total_notified": "total",
    "evidence_given": "evidence-given",
    "estimate_given": "estimate",
    "cost_lines": "lines",
    "evidence_listed": "evidence",
}
_MOMENTS = (("sent_on", "sent_at"), ("received_on", "received_at"), ("at_on", "at_at"))


def facts_said(account: Account, listings: Mapping[str, Listing], workbook: str) -> list[dict[str, Any]]:
    """Every fact that the workbook states, those apart that cannot be one; why not is a problem of its cell."""
    who = listings[CLAIM.name].places if CLAIM.name in listings else {}
    party = who.get("party", "")
    sheets: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {}
    kept: dict[str, list[int]] = {}
    for name, listing in listings.items():
        rows = listing.given()
        if name == CLAIM.name:
            _statements(account, listing, rows)
        _clocks(account, listing, rows)
        kept[name] = [at for at, row in enumerate(rows) if name != CLAIM.name or "what" in row]
        sheets[name] = (listing.places, [rows[at] for at in kept[name]])
    _lines(account, listings, sheets)
    _lists(account, listings)

    facts: list[dict[str, Any]] = []
    seen: dict[str, str] = {}
    for name, number, kind, fields in facts_of(sheets):
        listing = listings[name]
        at = kept[name][number] if kept[name] else 0
        if kind not in LISTS and not _is_fact(account, listing, at, kind, party or "?", fields):
            continue
        body = {"type": kind, "party": party, **fields}
        id_ = f"{slug(party)}-{SUFFIX[kind]}-{_digest(body, listing if kind in LISTS else None)}"
        where = listing.cell(at)
        if id_ in seen:
            account.flag_at("row-twice", listing.sheet, *listing.at(at), f"the same as in {seen[id_]}")
            continue
        seen[id_] = where
        facts.append({"id": id_, **body, "source": {"workbook": workbook, "sheet": name, "cell": where}})
    return facts


def _digest(body: Mapping[str, Any], whole: Listing | None) -> str:
    """Ten figures that come of what a fact says, its note apart, and of nothing else; of a list, column by column."""
    said = [f"{name}\x1f{value}" for name, value in body.items() if not isinstance(value, list) and name != "note"]
    for name, values in whole.values.items() if whole is not None else ():
        if whole is not None and whole.has(name):
            said.append("\x1f".join((name, *map(str, values))))
    return hashlib.sha256("\x1e".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _statements(account: Account, listing: Listing, rows: list[dict[str, Any]]) -> None:
    """Rows of the Claim sheet: what each needs for what it says, and nothing that it has no use for."""
    entries = listing.asked.table.by_field
    for at, row in enumerate(rows):
        if "what" not in row:
            continue
        statement = BY_FACT[row["what"]]
        for field in statement.needed:
            if field not in row and (at, field) not in listing.flagged and field in listing.found.columns:
                missing(account, listing.sheet, listing.at(at, field), entries[field])
                listing.bad[at] = True
                listing.flagged.add((at, field))
        for field in out_of_place(row):
            said = f"{shown(row[field])} beside {statement.choice!r}"
            wanted = f"nothing under {entries[field].heading!r} in this row"
            account.flag_at("fields-at-odds", listing.sheet, *listing.at(at, field), said, wanted)
            listing.bad[at] = True


def _clocks(account: Account, listing: Listing, rows: list[dict[str, Any]]) -> None:
    """Days with times of day: moments that UK clocks showed, and no time without a day."""

    def mend(given: dict[str, Any], on: str, clock: str, here: At, flagged: bool) -> None:
        if on not in given:
            if not flagged:
                account.flag_at("fields-at-odds", listing.sheet, *here, shown(given[clock]), "a day beside the time")
            return
        try:
            Moment.of(str(moment(given[on], given[clock])))
        except ValueError as error:
            account.flag_at("no-such-time", listing.sheet, *here, shown(given[clock]), f"not {error}")
            del given[clock]

    for on, clock in _MOMENTS:
        if clock in listing.places:
            mend(listing.places, on, clock, listing.found.places[clock], False)
        for at, row in enumerate(rows) if clock in listing.values else ():
            if clock in row:
                mend(row, on, clock, listing.at(at, clock), (at, on) in listing.flagged)


def _is_fact(account: Account, listing: Listing, at: int, kind: str, party: str, fields: Mapping[str, Any]) -> bool:
    """Whether a row makes a fact; what is missing or at odds is a problem of its cell, unless that is flagged already."""
    checked = check_record(FACT_TYPES[kind], {"id": "fact", "party": party, **fields}, None)
    if not isinstance(checked, list):
        return True
    back = {meant: field for field, meant in (BY_FACT[kind].fields.items() if kind in BY_FACT else ())}
    back |= {"sent": "sent_on", "received": "received_on", "at": "sent_on"}
    entries = listing.asked.table.by_field
    flagged = any(where == at for where, _ in listing.flagged)
    for problem in checked:
        field = back.get(problem.field or "", problem.field or "")
        if (at, field) in listing.flagged or field not in listing.found.columns:
            continue
        if problem.found == "nothing":
            missing(account, listing.sheet, listing.at(at, field), entries[field])
        elif not flagged:
            account.flag_at(
                "fields-at-odds", listing.sheet, *listing.at(at, field), problem.found, problem.wanted, problem.do
            )
        listing.bad[at] = True
    return False


def _lines(
    account: Account, listings: Mapping[str, Listing], sheets: Mapping[str, tuple[Any, list[dict[str, Any]]]]
) -> None:
    """Cost lines and evidence: each whole in itself, and evidence of lines that are there."""
    for name, record in ((COST_LINES.name, CostLine), (EVIDENCE.name, EvidenceItem)):
        if name in listings:
            whole(account, listings[name], record, sheets[name][1])
    if COST_LINES.name in listings and EVIDENCE.name in listings:
        evidence = listings[EVIDENCE.name]
        lines = {line for line in listings[COST_LINES.name].values.get("line", ()) if line is not None}
        for at, names in enumerate(evidence.values.get("lines", ())):
            if unknown := [each for each in names or () if each not in lines]:
                account.flag_at("line-unknown", evidence.sheet, *evidence.at(at, "lines"), shown(", ".join(unknown)))


def whole(account: Account, listing: Listing, record: type[Record], rows: list[dict[str, Any]]) -> None:
    """What the fields of each row contradict among themselves."""
    entries = listing.asked.table.by_field
    for at, row in enumerate(rows):
        for odd in record.at_odds(row):
            field = re.sub(r"\[.*", "", odd.field)
            if (at, field) in listing.flagged or field not in listing.found.columns:
                continue
            if odd.found == "nothing":
                missing(account, listing.sheet, listing.at(at, field), entries[field])
            elif not any((at, each) in listing.flagged for each in listing.values):
                account.flag_at(
                    "fields-at-odds", listing.sheet, *listing.at(at, field), shown(odd.found), odd.wanted, odd.do
                )
            listing.bad[at] = True


def _lists(account: Account, listings: Mapping[str, Listing]) -> None:
    """A list with rows has the day on which it stood; one with a day has rows; and the total beside its lines."""
    for asked, _ in LISTS.values():
        listing = listings.get(asked.name)
        if listing is None:
            continue
        entry = next(each.entry for each in asked.places if each.entry.field == "at_on")
        at = listing.found.places.get("at_on")
        if len(listing.rows) and at is not None and listing.sheet.at(*at) is None:
            missing(account, listing.sheet, at, entry)
        elif not len(listing.rows) and "at_on" in listing.places and at is not None:
            account.flag_at("list-empty", listing.sheet, *at, listing.places["at_on"])
    claim, lines = listings.get(CLAIM.name), listings.get(COST_LINES.name)
    if claim is not None and lines is not None and len(lines.rows):
        _total(account, claim, lines)


def _totals(claim: Listing) -> Iterator[tuple[int, str]]:
    for at, (what, total) in enumerate(zip(claim.values.get("what", ()), claim.values.get("total", ()), strict=False)):
        if what in ("total_notified", "intention_notified") and total is not None:
            yield at, total


def _total(account: Account, claim: Listing, lines: Listing) -> None:
    """The last total stated, beside the sum of the lines; 0.00 withdraws the request and is not held against them."""
    stated = list(_totals(claim))
    if not stated or any(name == "amount" for _, name in lines.flagged):
        return
    at, total = stated[-1]
    asked, held = pence(total), sum_of(lines, "amount")
    if asked and asked != held:
        code = "total-above-lines" if asked > held else "total-below-lines"
        wanted = f"{held // 100}.{held % 100:02d}, the sum of the lines"
        account.flag_at(code, claim.sheet, *claim.at(at, "total"), total, wanted)
