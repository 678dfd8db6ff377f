"""One Party's claim, L10.17 to L10.23: its costs, its notices, its evidence, and what is payable on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from recovery_costs.adjudication import Claim, DatedPayment, RecoveryEvent
from recovery_costs.claim_steps import (
    bars,
    costs_of,
    estimated_by,
    evidence_of,
    figures_of,
    intended_by,
    settled_on,
    totalled_by,
)
from recovery_costs.finding import Finding, Ruling
from recovery_costs.record import WhatCounts
from recovery_costs.rules.l10_18_request import l10_18__may_request
from recovery_costs.rules.l10_24_requests_above_the_sum import Request
from recovery_costs.terms import Terms


class OfTheEvent(NamedTuple):
    """What every claim of one Recovery Event shares."""

    event: RecoveryEvent
    in_breach: frozenset[str]
    """Who is deemed in breach of anything and not cleared of it."""
    key_required: bool
    """Whether a decision to require use of a key counts."""
    key_failed: bool
    """Whether an unsuccessful use anywhere clears every line (reading `key_success`)."""
    rulings: Sequence[Ruling]
    dated: Mapping[str, Sequence[DatedPayment]]
    """The payments on the latest dates on file, by Party."""


def claim_of(
    party: str, facts: WhatCounts, shared: OfTheEvent, as_of: date, law: Terms
) -> tuple[Claim, Request, list[Finding]]:
    """The claim of `party`, what it brings to the aggregate of L10.24, and the findings."""
    event, rulings, figures = shared.event, shared.rulings, figures_of(facts, party)
    costs, said_17 = costs_of(party, facts, event, shared.key_required, shared.key_failed, law)
    intended, said_a = intended_by(party, facts, event.on, as_of, law)
    estimated, said_b = estimated_by(party, intended.notice, intended.against.due, figures, as_of, law)
    totalled, said_c = totalled_by(party, facts, figures, as_of, law)
    may_request, said_18 = l10_18__may_request(party, party in shared.in_breach, law.readings)
    barred_by = bars(may_request, intended.bars, estimated.bars, totalled.bars)
    evidence, said_20 = evidence_of(party, facts, rulings, as_of, law)
    governing, requested = totalled.governing, totalled.requested
    instalments = tuple(shared.dated.get(party, ()))
    settled, said_22 = settled_on(
        party,
        facts,
        event.occurred,
        rulings,
        figures,
        governing,
        requested,
        barred_by,
        evidence,
        instalments,
        as_of,
    )
    claim = Claim(
        party=party,
        state=settled.state,
        intention=intended.against,
        initial_estimate=estimated.initial,
        estimates=estimated.windows,
        total=totalled.against,
        requested=requested,
        barred=bool(barred_by),
        barred_by=barred_by,
        lines=costs.lines,
        eligible=costs.eligible,
        judgement_pending=costs.judgement_pending,
        payable=settled.payable,
        payable_under=settled.payable_under,
        evidence=evidence,
        instalments=instalments,
        paid=settled.paid,
        outstanding=settled.outstanding,
        overpaid=settled.overpaid,
    )
    return claim, settled.request, [*said_17, said_18, *said_a, *said_b, *said_c, *said_20, *said_22]
