"""The whole procedure of L10.14 to L10.30, in order, on one page.

`adjudicate` says what L10 makes of a case on a day. `stand` is the same procedure at any moment, which L10.24 needs:
dates of payment are tested against what was requested and payable when they were determined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from recovery_costs import facts as f
from recovery_costs.adjudication import Adjudication, Aggregate, Breach, Claim, NotDeemed, RecoveryEvent
from recovery_costs.awaited import awaited
from recovery_costs.breach import deemed_breaches, not_cleared
from recovery_costs.calendar import (
    Holiday,
    Moment,
    OutsideTheTable,
    shipped_holidays,
)
from recovery_costs.claim import OfTheEvent, claim_of
from recovery_costs.finding import Finding
from recovery_costs.law import CODE, ORDER
from recovery_costs.plain import Problem, Problems
from recovery_costs.record import Counted, WhatCounts, what_counts
from recovery_costs.rules.l10_14_recovery_event import l10_14__recovery_event
from recovery_costs.rules.l10_15_key_required import (
    l10_15__circumstances_exist,
    l10_15_a__compromise_notified,
    l10_15_b__key_required,
)
from recovery_costs.rules.l10_16_key_not_required import (
    l10_16__circumstances_exist,
    l10_16_a__compromise_notified,
    l10_16_b__replacement_evidence,
    l10_16_c__key_not_required,
)
from recovery_costs.rules.l10_17_recovery_costs import l10_17__key_failed_in_the_event
from recovery_costs.rules.l10_24_b_dates_of_payment import (
    Dates,
    l10_24_a__dates_referred,
    l10_24_b__could_be_determined,
    l10_24_b__dates_on_file,
    l10_24_b__instalments,
    l10_24_b__instalments_sum_to_what_is_payable,
    l10_24_b_i__different_times,
)
from recovery_costs.rules.l10_24_requests_above_the_sum import l10_24__aggregate, l10_24_c__draft_proposal
from recovery_costs.rules.l10_29_appeal import l10_29__appeal_findings, l10_29__rulings, l10_29__set_aside
from recovery_costs.rules.l10_30_definitions import l10_30_c__relevant_private_key
from recovery_costs.terms import Terms, terms


@dataclass
class Standing:
    """Where everything stands at a moment."""

    event: RecoveryEvent
    breaches: tuple[Breach, ...]
    carved_out: tuple[str, ...]
    not_deemed: tuple[NotDeemed, ...]
    claims: tuple[Claim, ...]
    aggregate: Aggregate
    dates: list[Dates]
    """Dates of payment on file, in order; the latest govern."""
    findings: list[Finding]


def adjudicate(
    case: f.Case,
    as_of: date,
    known_at: Moment | None = None,
    readings: Mapping[str, str] | None = None,
    holidays: tuple[Holiday, ...] | None = None,
) -> Adjudication:
    """What L10.14 to L10.30 make of a case at the end of `as_of`.

    Args:
        known_at: only what was on record at that moment; None for all that is.
        readings: options chosen over the case file's and the defaults.
        holidays: the table of bank holidays; the shipped one if None.

    Raises:
        Problems: a Working Day must be decided beyond the table of bank holidays.
    """
    law = terms(case, readings or {}, holidays if holidays is not None else shipped_holidays())
    try:
        facts = what_counts(case, as_of, known_at, law.notices)
        now = stand(facts, as_of, law)
        earlier = cache(partial(_stood, facts, law))
        dates_with_the_panel, said = _dates_of_payment(facts, now, earlier)
        findings = [*now.findings, *said]
    except OutsideTheTable as outside:
        raise Problems([_beyond(outside)]) from outside
    return Adjudication(
        format=1,
        case=case.name,
        as_of=as_of,
        known_at=known_at,
        code=CODE,
        readings=law.readings,
        recovery_event=now.event,
        claims=now.claims,
        aggregate=now.aggregate,
        breaches=now.breaches,
        carved_out=now.carved_out,
        not_deemed=now.not_deemed,
        awaited=awaited(
            facts,
            now.event,
            now.claims,
            now.aggregate,
            now.breaches,
            now.dates,
            dates_with_the_panel,
            as_of,
            law.notices,
        ),
        findings=tuple(sorted(findings, key=lambda each: (ORDER[each.clause], each.about or ""))),
    )


def stand(facts: WhatCounts, as_of: date, law: Terms) -> Standing:
    """The procedure: the event, breach, each claim, then all claims together."""
    rulings = l10_29__rulings(facts.of(f.AppealDecided), facts.named)
    findings = l10_29__appeal_findings(_panel_decisions(facts), facts.of(f.AppealMade), rulings, facts.named)
    event, event_findings = event_of(facts, law)
    findings += event_findings
    breaches, looked_at, breach_findings = deemed_breaches(facts, event, rulings, as_of, law)
    on_file = l10_24_b__dates_on_file(facts.of(f.DatesDetermined), rulings)
    dated = l10_24_b__instalments(on_file[-1] if on_file else None)
    key_required, key_failed = keys_of(facts, law)
    shared = OfTheEvent(event, not_cleared(breaches), key_required, key_failed, rulings, dated)
    claims, requests = [], []
    for party in facts.parties:
        claim, request, claim_findings = claim_of(party, facts, shared, as_of, law)
        claims.append(claim)
        requests.append(request)
        findings += claim_findings

    requested, threshold, exceeds, said = l10_24__aggregate(
        requests, facts.of(f.ThresholdDetermined), l10_29__set_aside(rulings), event.on, law.readings
    )
    to_consider, proposal = l10_24_c__draft_proposal(
        exceeds, facts.of(f.DatesReferred), facts.of(f.DraftProposalConsidered), law.readings, said.facts
    )
    aggregate = Aggregate(requested, threshold, exceeds, exceeds is True, to_consider)
    findings += [said, *proposal, *breach_findings]
    _, carved_out, not_deemed = looked_at
    return Standing(event, breaches, carved_out, not_deemed, tuple(claims), aggregate, on_file, findings)


def event_of(facts: WhatCounts, law: Terms) -> tuple[RecoveryEvent, list[Finding]]:
    """L10.14 to L10.16: whether a Recovery Event has occurred."""
    notified, decided = facts.of(f.CompromiseNotified), facts.of(f.RecoveryKeyDecided)
    proved = facts.of(f.ReplacementEvidence)
    findings = [l10_15_a__compromise_notified(notified), l10_16_a__compromise_notified(notified)]
    decision, said = l10_15_b__key_required(notified, decided, law.readings)
    findings += [said, l10_16_b__replacement_evidence(proved), l10_16_c__key_not_required(decided)]
    routes = l10_15__circumstances_exist(notified, decision), l10_16__circumstances_exist(notified, proved, decided)
    event, event_findings = l10_14__recovery_event(notified, routes, law.readings)
    return event, [*findings, *event_findings, *l10_30_c__relevant_private_key(notified)]


def keys_of(facts: WhatCounts, law: Terms) -> tuple[bool, bool]:
    """L10.17: whether use of a key was required, and whether its failure anywhere clears every line."""
    latest_lists = [each.fact.lines for party in facts.parties for each in facts.of(f.CostLines, party)[-1:]]
    required = any(each.fact.required for each in facts.of(f.RecoveryKeyDecided))
    return required, l10_17__key_failed_in_the_event(latest_lists, law.readings)


def _panel_decisions(facts: WhatCounts) -> list[Counted[Any]]:
    """The decisions of the Panel that L10.29 lists, in order."""
    required = [each for each in facts.of(f.EvidenceRequired) if each.fact.by == "panel"]
    kinds = (f.PaymentDirected, f.ThresholdDetermined, f.DatesDetermined, f.BreachDetermined)
    decided = [each for kind in kinds for each in facts.of(kind)]
    return sorted([*required, *decided], key=lambda each: each.order)


# --- L10.24(a) and (b): tested against where things stood when it was done ----------------------------------------


def _stood(facts: WhatCounts, law: Terms, moment: Moment) -> Standing:
    """Where everything stood at an earlier moment, on the same record."""
    return stand(facts.until(moment), moment.day, law)


def _dates_of_payment(
    facts: WhatCounts, now: Standing, earlier: Callable[[Moment], Standing]
) -> tuple[bool, list[Finding]]:
    """Whether any referral of the dates was allowed when it was made, and the findings of L10.24(a) and (b)."""
    referred = facts.of(f.DatesReferred)
    exceeded = [earlier(each.moment).aggregate.exceeds for each in referred]
    findings = l10_24_a__dates_referred(referred, exceeded, now.aggregate.exceeds)
    for dates in now.dates:
        then = earlier(dates.counted.moment)
        was_payable = {claim.party: claim.payable for claim in then.claims}
        superseded = dates is not now.dates[-1]
        findings += l10_24_b__could_be_determined(dates, referred, then.aggregate.exceeds, superseded)
        findings += l10_24_b__instalments_sum_to_what_is_payable(dates, was_payable)
        findings += l10_24_b_i__different_times(dates)
    return True in exceeded, findings


def _beyond(outside: OutsideTheTable) -> Problem:
    return Problem(
        None,
        "readings.last_day",
        f"a last day on {outside.day.isoformat()}, which may be a Working Day",
        f"a day in the table of bank holidays, {outside.held}",
        "Choose last_day=unmoved, or add that year's bank holidays with a source.",
    )
