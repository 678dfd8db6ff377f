"""Paying: one person proposes, another approves, the bank pays, and what was paid goes on record with the bank's reference.

Nothing is instructed twice or beyond what is outstanding, nor before the day the Panel dated it; what was instructed once
stays instructed, whatever a correction says of the payment. A payment that went out all the same did happen: two people put
it on record, and L10.22 says what it makes of it. A bank reference is one payment's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from recovery_costs.calendar import parse_day
from recovery_costs.casework import references
from recovery_costs.casework.again import Whole
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.casework.done import by_another
from recovery_costs.casework.instructions import instructed, left_to_instruct, proposed
from recovery_costs.casework.refusals import refused_as
from recovery_costs.facts import PaymentMade
from recovery_costs.forms import is_text
from recovery_costs.money import NOUGHT, Money
from recovery_costs.plain import Problem, Problems, shown
from recovery_costs.register.entry import Draft, Entry
from recovery_costs.register.faults import NotThere


@refused_as("propose_payment")
def propose(
    desk: Desk, event: str, payments: Sequence[Mapping[str, Any]], *, command: str, based_on: int | None = None
) -> Done:
    """Propose payments, each `{party, amount, on}`, all or none; a second person approves them.

    Raises:
        NotThere, NotPermitted, Problems, Stale: as `Desk.decide`.
    """
    desk.allowed("propose_payment", event)
    drafts: list[Draft] = []
    sums: dict[tuple[str, date], list[Money]] = {}
    for number, each in enumerate(payments):
        party, amount, on = _payment(each, f"payments[{number}]." if len(payments) > 1 else "")
        drafts.append(Draft("payment_proposed", {"amount": amount.text, "on": on.isoformat()}, event, party))
        sums.setdefault((party, on), []).append(amount)
    if not drafts:
        raise Problems([Problem(None, "payments", "none", "a payment", "Give at least one.")])
    if (before := desk.before(command, Whole(drafts))) is not None:
        return before

    def checked(last: int) -> Done:
        desk.current(event, [Draft("payment_proposed", {})], based_on)  # whoever's it is, it bears on the sum
        _within(desk, event, {key: Money.sum(amounts) for key, amounts in sums.items()})
        return desk.record(command, event, drafts, last, whole_event=True)

    return desk.settled(event, checked)


def _payment(given: Mapping[str, Any], where: str = "") -> tuple[str, Money, date]:
    problems = []
    for name in ("party", "amount", "on"):
        if not isinstance(given.get(name), str):
            problems.append(Problem(None, f"{where}{name}", "nothing", name, f"Give {name}."))
    if problems:
        raise Problems(problems)
    amount = on = None
    try:
        amount = Money.of(given["amount"])
    except ValueError:
        wanted, do = "pounds and pence, such as 212600.00", "Mend the amount."
        problems.append(Problem(None, f"{where}amount", shown(given["amount"]), wanted, do))
    try:
        on = parse_day(given["on"])
    except ValueError:
        problems.append(Problem(None, f"{where}on", shown(given["on"]), "a day, such as 2026-02-27", "Mend the day."))
    if amount == NOUGHT:
        problems.append(Problem(None, f"{where}amount", "0.00", "more than nothing", "Take it out."))
    if amount is None or on is None or problems:
        raise Problems(problems)
    return given["party"], amount, on


def _within(desk: Desk, event: str, sums: Mapping[tuple[str, date], Money], but: int | None = None) -> None:
    """Refuse what is more than may still be instructed."""
    result = desk.judged(event, desk.today).adjudication
    claims = {claim.party: claim for claim in result.claims}
    for (party, on), amount in sums.items():
        claim = claims.get(party)
        left = left_to_instruct(desk, event, claim, on, but) if claim is not None else NOUGHT
        if amount > left:
            raise NotPermitted(
                f"{amount} is more than the {left} that may still be instructed for {party} to be paid on "
                f"{on.isoformat()} (L10.22, L10.24(b)). Nothing was recorded.",
                "Propose less, or a later day.",
                [each for each in result.findings if each.about == party and each.clause == "L10.22"],
            )


@refused_as("approve")
def approve(desk: Desk, event: str, seq: int, *, command: str, based_on: int | None = None) -> Done:
    """Approve what another person proposed: the bank is told to pay, or a payment that was made goes on record.

    Raises:
        NotThere: there is no such proposal that the actor may approve.
        NotPermitted: the actor proposed it, or it is more than may still be instructed.
        Stale: something came on record since `based_on`.
    """
    desk.allowed("approve", event)
    asked = {"proposed": seq}
    if (
        before := desk.before(
            command, [Draft("payment_instructed", asked, event)], [Draft("particulars", asked, event)]
        )
    ) is not None:
        return before

    def approved(last: int) -> Done:
        found = next((each for each in proposed(desk, event) if each.seq == seq), None)
        if found is None:
            raise NotThere
        by_another(found.by, desk.actor.name)
        desk.current(event, [Draft("payment_proposed", {})], based_on)
        if found.kind == "payment_reported":
            drafts = _made(desk.view.entry(seq))
            _happened(desk, event, found.party, found.on, str(found.reference), waiting=False)
            desk.check(event, drafts[:1])
            return desk.record(command, event, drafts, last, whole_event=True)
        _within(desk, event, {(found.party, found.on): found.amount}, but=seq)
        body = {"proposed": seq, "amount": found.amount.text, "on": found.on.isoformat()}
        drafts = [Draft("payment_instructed", body, event, found.party)]
        return desk.record(command, event, drafts, last, whole_event=True)

    return desk.settled(event, approved)


@refused_as("record_payment")
def record_payment(
    desk: Desk,
    event: str,
    party: str,
    amount: str,
    bank_reference: str,
    *,
    command: str,
    on: str | None = None,
    based_on: int | None = None,
) -> Done:
    """Put on record that the bank paid. Without an instruction of that sum to that Party, a second person must approve.

    So where it would be more than was ever instructed: then some of it was paid otherwise, or is on record already.

    Raises:
        NotThere, NotPermitted, Stale: as `Desk.decide`.
        Problems: the Party has no claim in the event, the day lies ahead, or the bank's reference is another payment's.
    """
    desk.allowed("record_payment", event)
    _, paid, day = _payment({"party": party, "amount": amount, "on": on or desk.today.isoformat()})
    if not is_text(bank_reference) or not bank_reference.strip():
        raise Problems([Problem(None, "bank_reference", "nothing", "the bank's reference", "Give it.")])
    given = {"amount": paid.text, "bank_reference": bank_reference, **({"on": day.isoformat()} if on else {})}
    made = {"amount": paid.text, **({"at": day.isoformat()} if on else {})}
    forms = (
        [Draft("payment_reported", given, event, party)],
        [
            Draft("payment_made", made, event, party),
            Draft("particulars", {"bank_reference": bank_reference}, event, party),
        ],
    )
    if (before := desk.before(command, *forms)) is not None:
        return before

    def recorded(last: int) -> Done:
        desk.current(event, [Draft("payment_reported", {}, event, party)], based_on)
        _happened(desk, event, party, day, bank_reference)
        told = [each for each in instructed(desk, event) if each.party == party]
        match = next((each for each in told if each.amount == paid and each.made is None), None)
        if match is None or _paid(desk, event, party) + paid > Money.sum(each.amount for each in told):
            body = {"amount": paid.text, "on": day.isoformat(), "bank_reference": bank_reference}
            return desk.record(command, event, [Draft("payment_reported", body, event, party)], last, whole_event=True)
        at = day.isoformat() if on is not None else desk.now.exact
        fields = {"party": party, "amount": paid.text, "at": at, "bank_reference": bank_reference}
        beside = {"instruction": match.seq}
        return desk.decide("record_payment", event, fields, command=command, based_on=last, beside=beside)

    return desk.settled(event, recorded)


def _paid(desk: Desk, event: str, party: str) -> Money:
    """What is on record as paid to a Party; what came back was paid too."""
    facts = desk.judged(event, desk.today).facts
    return Money.sum(each.fact.amount for each in facts.of(PaymentMade, party))


def _happened(desk: Desk, event: str, party: str, day: date, reference: str, waiting: bool = True) -> None:
    """Refuse what cannot be a payment on a claim in the event, or is on record (or, `waiting`, reported) already."""
    problems = []
    if party not in {claim.party for claim in desk.judged(event, desk.today).adjudication.claims}:
        wanted = f"a Party with a claim in {event}"
        problems.append(Problem(None, "party", shown(party), wanted, "Check the name and the event."))
    if day > desk.today:
        wanted = f"a day up to today, {desk.today.isoformat()}"
        problems.append(Problem(None, "on", day.isoformat(), wanted, "Record it when the bank has paid."))
    problems += references.used(reference, references.of_payments(desk, waiting))
    if problems:
        raise Problems(problems)


def _made(entry: Entry) -> list[Draft]:
    """The fact that a payment was made, from the report of it that is approved."""
    body, name = entry.content, f"record_payment-{entry.command}"
    fact = {"id": name, "type": "payment_made", "party": entry.party, "at": body["on"], "amount": body["amount"]}
    beside = {"of": name, "bank_reference": body["bank_reference"], "proposed": entry.seq}
    return [
        Draft("payment_made", fact, entry.case_name, entry.party),
        Draft("particulars", beside, entry.case_name, entry.party),
    ]
