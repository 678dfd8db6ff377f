"""What somebody still has to do, or may do, and the last good day and moment for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from recovery_costs import facts as f
from recovery_costs.adjudication import Aggregate, Awaited, Breach, Claim, LastSafe, RecoveryEvent
from recovery_costs.calendar import Notices, long_day
from recovery_costs.law import ORDER
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import WhatCounts
from recovery_costs.rules.l10_24_b_dates_of_payment import Dates

PANEL, AUTHORITY = "Panel", "Authority"


def awaited(
    facts: WhatCounts,
    event: RecoveryEvent,
    claims: Sequence[Claim],
    aggregate: Aggregate,
    breaches: Sequence[Breach],
    dates: Sequence[Dates],
    dates_referred: bool,
    as_of: date,
    notices: Notices,
) -> tuple[Awaited, ...]:
    """What is awaited on `as_of`, in Code order, then by the last good day.

    Args:
        dates: dates of payment on file, in order.
        dates_referred: whether the dates of payment were referred to the Panel when L10.24(a) allowed it.
    """
    with_the_panel = dates_referred and not dates
    items = [
        *(
            replace(item, about=claim.party)
            for claim in claims
            for item in _of_claim(claim, facts, event, with_the_panel, as_of, notices)
        ),
        *_of_event(facts, aggregate, dates, dates_referred),
        *(replace(item, about=breach.subscriber) for breach in breaches for item in _of_breach(breach, notices)),
        *_of_appeals(facts),
    ]
    return tuple(sorted(items, key=lambda each: (ORDER[each.clause], each.due or date.max, each.from_, each.what)))


def last_safe(due: date, notices: Notices) -> LastSafe:
    """By each method, the last moment of sending that still takes effect by `due`."""
    return LastSafe(**notices.last_safe(due))


def _of_claim(
    claim: Claim, facts: WhatCounts, event: RecoveryEvent, with_the_panel: bool, as_of: date, notices: Notices
) -> Iterator[Awaited]:
    party = claim.party
    if "L10.18" not in claim.barred_by:
        yield from _notices_of_claim(claim, facts, notices)
    for row in claim.evidence:
        if row.status in ("open", "overdue"):
            item = facts.named(row.requirement).item
            yield Awaited("L10.20", "duty", party, f"evidence: {item}", row.due, last_safe(row.due, notices))
    referred = facts.of(f.AdequacyReferred, party)
    to_pay = claim.requested if event.occurred and claim.payable is None and not referred else None
    if to_pay is not None and to_pay > NOUGHT:  # a total of 0.00 withdraws the request
        what = f"pay {to_pay} to {party} if satisfied of the evidence, or refer the question to the Panel"
        yield Awaited("L10.22", "duty", f.DCC, what, None, None)
    if referred and claim.payable_under not in ("L10.23(b)", "L10.29"):
        what = f"direct whether the DCC is to pay {party} in full, in part or not at all"
        yield Awaited("L10.23(b)", "duty", PANEL, what, None, None)
    if claim.outstanding is not None and claim.outstanding > NOUGHT:
        yield from _payment(claim, with_the_panel, as_of)


def _notices_of_claim(claim: Claim, facts: WhatCounts, notices: Notices) -> Iterator[Awaited]:
    party, intention = claim.party, claim.intention
    if intention.effective is None and intention.due:
        yield Awaited(
            "L10.19(a)",
            "duty",
            party,
            "notice of its intention to ask to be recompensed",
            intention.due,
            last_safe(intention.due, notices),
        )
    if claim.initial_estimate == "not_met" and intention.effective and claim.requested is None:
        due = intention.effective.day
        if not any(each.day > due for each in facts.of(f.EstimateGiven, party)):
            what = "its best estimate, due with the notice of intention"
            yield Awaited("L10.19(b)(i)", "duty", party, what, due, last_safe(due, notices))
    for window in claim.estimates:
        if window.status == "open":
            yield Awaited(
                "L10.19(b)(ii)", "duty", party, "updated best estimate", window.to, last_safe(window.to, notices)
            )
    if claim.total.due and claim.total.effective is None:
        yield Awaited(
            "L10.19(c)",
            "duty",
            party,
            "total of the costs it asks for",
            claim.total.due,
            last_safe(claim.total.due, notices),
        )


def _payment(claim: Claim, with_the_panel: bool, as_of: date) -> Iterator[Awaited]:
    """What the DCC owes now: instalments whose day has come, and what no day is set for, unless that is with the Panel."""
    assert claim.outstanding is not None
    covered, behind = claim.paid, None
    for each in claim.instalments:
        if each.on <= as_of:
            covered -= each.amount
            behind = behind or (each.on if covered < NOUGHT else None)
    overdue = min((NOUGHT - covered).or_nought, claim.outstanding)
    if behind and overdue > NOUGHT:
        what = f"pay {claim.party} {overdue}, which fell due on {long_day(behind)}"
        yield Awaited("L10.24(b)", "duty", f.DCC, what, behind, None)
    still_dated = Money.sum(each.amount for each in claim.instalments if each.on > as_of)
    still_dated = (still_dated - covered.or_nought).or_nought
    undated = (claim.outstanding - overdue - still_dated).or_nought
    if undated > NOUGHT and not with_the_panel:
        yield Awaited("L10.22", "duty", f.DCC, f"pay {claim.party} {undated}", None, None)


def _of_event(
    facts: WhatCounts, aggregate: Aggregate, dates: Sequence[Dates], dates_referred: bool
) -> Iterator[Awaited]:
    referred = facts.of(f.DatesReferred)
    if aggregate.dcc_may_refer_dates and not referred:
        yield Awaited("L10.24(a)", "right", f.DCC, "refer the dates of payment to the Panel", None, None)
    if dates_referred and (not dates or dates[-1].counted.moment < referred[-1].moment):
        yield Awaited("L10.24(b)", "duty", PANEL, "determine the dates of payment", None, None)
    if aggregate.draft_proposal_to_consider:
        what = "consider whether to submit a Draft Proposal on the Charging Methodology"
        yield Awaited("L10.24(c)", "duty", PANEL, what, None, None)


def _of_breach(breach: Breach, notices: Notices) -> Iterator[Awaited]:
    if breach.status == "deemed_rebuttable":
        what = f"refer the deemed breach of {breach.provision} to the Panel"
        yield Awaited(
            "L10.27(a)", "right", breach.subscriber, what, breach.refer_by, last_safe(breach.refer_by, notices)
        )
    if breach.status == "deemed_pending":
        what = f"determine whether {breach.subscriber} was in breach of {breach.provision}"
        yield Awaited("L10.27(c)", "duty", PANEL, what, None, None)


def _of_appeals(facts: WhatCounts) -> Iterator[Awaited]:
    decided = {facts.read_through(each.fact.decision): each.moment for each in facts.of(f.AppealDecided)}
    made = {facts.read_through(each.fact.decision): each.moment for each in facts.of(f.AppealMade)}
    for decision, moment in made.items():
        if decision not in decided or decided[decision] < moment:
            what = f"decide the appeal against {_decision(facts.named(decision))}"
            yield Awaited("L10.29", "duty", AUTHORITY, what, None, None)


def _decision(fact: Any) -> str:
    """A decision of the Panel by what it is, never by its id."""
    what = {
        "payment_directed": "direction on {0.party}",
        "dates_determined": "dates of payment",
        "breach_determined": "determination of the breach of {0.subscriber}",
        "evidence_required": "requirement of evidence of {0.party}",
        "threshold_determined": "sum",
    }[fact.type].format(fact)
    return f"the Panel's {what} of {long_day(fact.at.day)}"
