"""What the bank was told to pay, what waits to be told, and how much may still be: what was instructed once stays instructed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from recovery_costs.adjudication import Claim
from recovery_costs.calendar import parse_day
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.done import PAYMENT_WITHDRAWN
from recovery_costs.facts import PaymentMade, PaymentReturned
from recovery_costs.money import NOUGHT, Money


class Proposed(NamedTuple):
    """What one person proposed and another has yet to approve: its entry, whose it is, and how much."""

    seq: int
    kind: str
    event: str
    party: str
    amount: Money
    on: date
    by: str
    reference: str | None = None
    """The bank's reference, of a payment that was made."""


class Instructed(NamedTuple):
    """What the bank was told to pay; `made` is the fact that says it did, if it is on record."""

    seq: int
    party: str
    amount: Money
    on: date
    made: str | None


def instructed(desk: Desk, event: str) -> list[Instructed]:
    """What the bank was told to pay for an event, as far as the actor may see it."""
    entries = desk.view.entries(event, ["payment_instructed", "particulars"])
    made = {e.content["instruction"]: e.content["of"] for e in entries if "instruction" in e.content}
    return [
        Instructed(e.seq, str(e.party), Money.of(e.content["amount"]), parse_day(e.content["on"]), made.get(e.seq))
        for e in entries
        if e.kind == "payment_instructed"
    ]


def proposed(desk: Desk, event: str) -> list[Proposed]:
    """What stands proposed for an event and is not approved."""
    kinds = ["payment_proposed", "payment_reported", "payment_instructed", "particulars", PAYMENT_WITHDRAWN]
    entries = desk.view.entries(event, kinds)
    taken = {e.content["proposed"] for e in entries if "proposed" in e.content}
    return [
        Proposed(
            e.seq,
            e.kind,
            event,
            str(e.party),
            Money.of(e.content["amount"]),
            parse_day(e.content["on"]),
            e.actor,
            e.content.get("bank_reference"),
        )
        for e in entries
        if e.kind in ("payment_proposed", "payment_reported") and e.seq not in taken
    ]


def left_to_instruct(desk: Desk, event: str, claim: Claim, on: date, but: int | None = None) -> Money:
    """How much may still be instructed for a claim to be paid on a day.

    What is payable, and where the Panel dated instalments has fallen due by that day; less what is paid or was ever
    instructed, and less what is proposed (all but the proposal `but`).
    """
    most = claim.payable or NOUGHT
    if claim.instalments:
        most = min(most, Money.sum(each.amount for each in claim.instalments if each.on <= on))
    told = [each for each in instructed(desk, event) if each.party == claim.party]
    with_the_bank = Money.sum(each.amount for each in told if each.made is None)
    gone = max(claim.paid + with_the_bank, _ever(desk, event, claim.party, told))
    waiting = (
        each.amount
        for each in proposed(desk, event)
        if each.kind == "payment_proposed" and each.party == claim.party and each.seq != but
    )
    return (most - gone - Money.sum(waiting)).or_nought


def _ever(desk: Desk, event: str, party: str, told: Sequence[Instructed]) -> Money:
    """What was ever instructed for a Party, whatever is on record as paid of it, and paid without an instruction; less returns."""
    facts = desk.judged(event, desk.today).facts
    of_those = {facts.read_through(each.made) for each in told if each.made is not None}
    otherwise = (each.fact.amount for each in facts.of(PaymentMade, party) if each.id not in of_those)
    back = Money.sum(each.fact.amount for each in facts.of(PaymentReturned, party))
    return Money.sum(each.amount for each in told) + Money.sum(otherwise) - back
