"""The values of an adjudication that a reading may change, by path, in the written form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recovery_costs.adjudication import Adjudication
from recovery_costs.written import as_json


def watched(adjudication: Adjudication) -> Iterator[tuple[str, Any]]:
    """The values that `contested` names."""
    event = adjudication.recovery_event
    yield "recovery_event.occurred", event.occurred
    yield "recovery_event.route", event.route
    yield "recovery_event.on", as_json(event.on)
    yield "aggregate.exceeds", adjudication.aggregate.exceeds
    for breach in adjudication.breaches:
        yield f"breaches.{breach.subscriber}.{breach.provision}.status", breach.status
    for claim in adjudication.claims:
        path = f"claims.{claim.party}"
        yield f"{path}.intention.in_time", claim.intention.in_time
        yield f"{path}.initial_estimate", claim.initial_estimate
        for window in claim.estimates:
            yield f"{path}.estimates.{window.window}.status", window.status
        yield f"{path}.total.in_time", claim.total.in_time
        yield f"{path}.requested", as_json(claim.requested)
        yield f"{path}.barred", claim.barred
        yield f"{path}.eligible", as_json(claim.eligible)
        yield f"{path}.payable", as_json(claim.payable)


def looked_at(adjudication: Adjudication) -> Iterator[tuple[str, Any]]:
    """The values that a verdict is about: those, and besides them the states, the last days, the evidence and the other sums."""
    yield from watched(adjudication)
    aggregate = adjudication.aggregate
    yield "aggregate.requested", as_json(aggregate.requested)
    yield "aggregate.threshold", as_json(aggregate.threshold)
    yield "aggregate.draft_proposal_to_consider", aggregate.draft_proposal_to_consider
    for breach in adjudication.breaches:
        yield f"breaches.{breach.subscriber}.{breach.provision}.refer_by", as_json(breach.refer_by)
        yield f"breaches.{breach.subscriber}.{breach.provision}.referral_in_time", breach.referral_in_time
    for claim in adjudication.claims:
        path = f"claims.{claim.party}"
        yield f"{path}.state", claim.state
        yield f"{path}.intention.due", as_json(claim.intention.due)
        yield f"{path}.total.due", as_json(claim.total.due)
        yield f"{path}.outstanding", as_json(claim.outstanding)
        yield f"{path}.overpaid", as_json(claim.overpaid)
        for window in claim.estimates:
            yield f"{path}.estimates.{window.window}.to", as_json(window.to)
        for row in claim.evidence:
            yield f"{path}.evidence.{row.requirement}.status", row.status
