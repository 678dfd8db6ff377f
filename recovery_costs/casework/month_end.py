"""The month-end position: what each claim's best estimate, request, payable, paid and overpaid sums are on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from recovery_costs.calendar import Moment
from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.done import WITHDRAWN
from recovery_costs.casework.judged import Judged
from recovery_costs.facts import EstimateGiven, IntentionNotified
from recovery_costs.law import READINGS
from recovery_costs.money import Money
from recovery_costs.papers import words
from recovery_costs.register.entry import Entry


class Position(NamedTuple):
    """One claim on the day; None is what is not known yet."""

    event: str
    party: str
    best_estimate: Money | None
    """The latest best estimate; once there is a total it is no longer the provision, and this is None."""
    requested: Money | None
    payable: Money | None
    paid: Money
    outstanding: Money | None
    overpaid: Money | None

    @property
    def provision(self) -> Money | None:
        """What to provide for: what is payable, else what is requested, else the best estimate; less what is paid."""
        amount = next((each for each in (self.payable, self.requested, self.best_estimate) if each is not None), None)
        return None if amount is None else (amount - self.paid).or_nought


def positions(events: Iterable[Judged]) -> Iterator[Position]:
    """Every claim of every event, by event and Party."""
    for event in events:
        for claim in event.adjudication.claims:
            yield Position(
                event.case.name,
                claim.party,
                _best_estimate(event, claim.party) if claim.requested is None else None,
                claim.requested,
                claim.payable,
                claim.paid,
                claim.outstanding,
                claim.overpaid,
            )


def _best_estimate(event: Judged, party: str) -> Money | None:
    given = [(each.order, each.fact.amount) for each in event.facts.of(EstimateGiven, party)]
    for each in event.facts.of(IntentionNotified, party):
        if each.fact.estimate is not None:
            given.append((each.order, each.fact.estimate))
    return max(given)[1] if given else None


class Watched(NamedTuple):
    """Something that an auditor looks at first: who chose a reading, corrected a fact, approved, or was refused."""

    entry: Entry
    who: str
    what: str


def watched(entries: Iterable[Entry], as_of: date, known_at: Moment | None = None) -> list[Watched]:
    """The entries that an auditor looks at first, in order: those recorded to the end of a UK day.

    Args:
        known_at: only what was on record then, as a fact's `recorded` says it; None: now.
    """
    entries, found = list(entries), []
    approved = {each.command for each in entries if each.kind == "approved"}
    for each in entries:
        recorded = each.moment
        if recorded.day > as_of or (known_at is not None and recorded > known_at):
            continue  # no break: the clock may have gone back since
        if (what := _watched(each, each.command in approved)) is not None:
            stranger = each.content.get("who")
            who = f"{stranger} (no role)" if stranger else f"{each.actor} ({words.ROLE[each.role]})"
            found.append(Watched(each, who, what))
    return found


def _watched(entry: Entry, approved: bool) -> str | None:
    """What to look at in an entry; `approved`: it went on record with the approval of what another had proposed."""
    said = entry.content
    if entry.kind == "reading_chosen":
        question = READINGS[said["reading"]].question
        return f"chose a reading. {question} {words.option(said['reading'], said['option'])} Why: {said['reason']}"
    if entry.kind == "refused":
        act = ACTS[said["act"]].says if said["act"] in ACTS else said["act"]
        return f"was refused to {act} ({_REFUSED.get(said['why'], said['why'])})"
    if entry.kind in WITHDRAWN:
        return f"ended what entry {said['proposed']} proposed. Why: {said['reason']}"
    if "proposed" in said:
        what = _APPROVED.get(entry.kind, entry.kind.replace("_", " "))
        return f"approved {what} that entry {said['proposed']} proposed"
    if "corrects" in said:
        whose = f" of {entry.party}" if entry.party else ""
        return f"{'approved a correction' if approved else 'corrected'}: {entry.kind.replace('_', ' ')}{whose}. Why: {said['reason']}"
    return None


_APPROVED = {
    "payment_instructed": "the payment",
    "published": "the determination",
    "approved": "the act",
    "particulars": "the payment made",
}
_REFUSED = {"role": "not of that role", "another's": "another Party's"}
