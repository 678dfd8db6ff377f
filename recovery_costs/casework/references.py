"""Bank references: one is one payment's, or one return's, in every event; of what is on record, and of what waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from unicodedata import normalize

from recovery_costs.casework.done import ACT_WITHDRAWN, PAYMENT_WITHDRAWN
from recovery_costs.plain import Problem, shown

if TYPE_CHECKING:
    from recovery_costs.casework.desk import Desk

REPORTED, WAITS = "payment_reported", "act_proposed"


def of_payments(desk: Desk, waiting: bool = True) -> Iterator[tuple[int, str]]:
    """The references of payments, each with its entry; with those of the reports that wait (`waiting`)."""
    ended = _ended(desk, PAYMENT_WITHDRAWN)
    for entry in desk.view.entries(of=["particulars", REPORTED]):
        said = entry.content
        if {"instruction", "proposed"} & said.keys() or (waiting and entry.kind == REPORTED and entry.seq not in ended):
            yield entry.seq, said["bank_reference"]


def of_returns(desk: Desk, but: int | None = None) -> Iterator[tuple[int, str]]:
    """The references of money that came back, each with its entry, and of the returns that wait (all but the entry `but`)."""
    ended = _ended(desk, ACT_WITHDRAWN) | {but}
    for entry in desk.view.entries(of=["particulars", WAITS]):
        held = [entry.content] if entry.kind != WAITS else [each["body"] for each in entry.content["entries"]]
        for said in held:
            if "bank_reference" in said and not {"instruction", "proposed"} & said.keys() and entry.seq not in ended:
                yield entry.seq, said["bank_reference"]


def used(reference: str, by: Iterator[tuple[int, str]]) -> Iterator[Problem]:
    """What is wrong with a reference that another has."""
    if found := next((each for each in by if _plain(each[1]) == _plain(reference)), None):
        wanted = f"a reference of its own: entry {found[0]} has this one"
        do = "Give its own, or leave it: it is on record."
        yield Problem(None, "bank_reference", shown(reference), wanted, do)


def _ended(desk: Desk, kind: str) -> set[int | None]:
    return {each.content["proposed"] for each in desk.view.entries(of=[kind])}


def _plain(reference: str) -> str:
    """What tells references apart: neither capitals, nor blanks, nor letters that do not show or are only set otherwise."""
    return "".join(
        each for each in normalize("NFKC", reference).casefold() if each.isprintable() and not each.isspace()
    )
