"""L10.24 and L10.24(c): requests above the sum that the Panel has determined, and a Draft Proposal.

Read with the readings `threshold_counts`, `threshold_comparison`, `threshold_sum`, `threshold_amounts`,
`no_threshold` and `draft_proposal`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from recovery_costs.facts import (
    DatesReferred,
    DraftProposalConsidered,
    ThresholdDetermined,
)
from recovery_costs.finding import SUM, Basis, Finding, Outcome, found
from recovery_costs.law import READINGS, clause
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted, ids


class Request(NamedTuple):
    """What one claim brings to the aggregate."""

    fact: str | None
    """The notice of its governing total, by id."""
    requested: Money | None
    estimate: Money | None
    """The latest estimate of a claim that has no total."""
    payable: Money | None
    barred: bool
    decided: bool
    """Whether a decision of the Panel or the Authority governs what is payable."""


@clause("L10.24")
def l10_24__requested_for_the_event(requests: Sequence[Request], readings: Mapping[str, str]) -> Money:
    """L10.24: the amount requested by all Parties together for the one event, as it is compared with the sum.

    Barred claims are left out unless a decision of the Panel or the Authority makes something payable on them.
    """
    counted = []
    for each in requests:
        left_out = each.barred and not (each.decided and each.payable is not None and each.payable > NOUGHT)
        if each.requested is not None and not left_out:
            as_payable = readings["threshold_amounts"] == "as_payable" and each.payable is not None
            counted.append(each.payable if as_payable and each.payable is not None else each.requested)
        if each.estimate is not None and not each.barred and readings["threshold_counts"] == "totals_and_estimates":
            counted.append(each.estimate)
    return Money.sum(counted)


@clause("L10.24")
def l10_24__sum_determined(
    determined: Sequence[Counted[ThresholdDetermined]],
    set_aside: Collection[str],
    event_on: date | None,
    readings: Mapping[str, str],
) -> tuple[Money | None, Counted[ThresholdDetermined] | None]:
    """L10.24: the sum that the Panel has determined: the latest in force that the Authority has not set aside.

    Under `threshold_sum=in_force_at_event` the latest by the event day. Where there is none, `no_threshold=nil` reads
    0.00.

    Returns:
        The sum (None where L10.24 cannot operate) and the determination it comes from, if any.
    """
    in_force = [each for each in determined if each.id not in set_aside]
    if readings["threshold_sum"] == "in_force_at_event":
        in_force = [each for each in in_force if event_on is not None and each.day <= event_on]
    if in_force:
        return in_force[-1].fact.sum, in_force[-1]
    return (NOUGHT if readings["no_threshold"] == "nil" else None), None


@clause("L10.24")
def l10_24__requests_exceed_the_sum(
    requested: Money,
    threshold: Money | None,
    source: Counted[ThresholdDetermined] | None,
    readings: Mapping[str, str],
    facts: tuple[str, ...] = (),
    turns: bool = False,
) -> tuple[bool | None, Finding]:
    """L10.24: what is requested is for a sum exceeding the one determined.

    Strictly more; under `threshold_comparison=reaching` exactly the sum is enough, but a sum that `no_threshold=nil`
    supplies must still be exceeded.

    Args:
        facts: the notices of what is requested, by id.
        turns: whether another reading of L10.24 would answer otherwise.

    Returns:
        Whether it is (None where no sum is determined), and the finding.
    """
    cited = (*facts, *ids(source))
    exceeds = _exceeds(requested, threshold, source, readings)
    if threshold is None:
        because = f"{requested} is requested; the Panel has determined no sum, so L10.24 cannot operate."
        return None, found("L10.24", Outcome.CANNOT_SAY, because, facts=cited, readings=SUM, basis=Basis.READING)
    asked = "at least" if _reaching(source, readings) else "more than"
    what = f"{threshold}, the sum determined" if source else f"{threshold}, read where no sum is determined"
    because = f"{requested} is requested for this event; the clause asks for {asked} {what}."
    if requested > threshold:
        because += f" It is over by {requested - threshold}."
    elif requested < threshold:
        because += f" It is under by {threshold - requested}."
    basis = Basis.READING if turns or not source or requested == threshold else Basis.COMPUTED
    outcome = Outcome.MET if exceeds else Outcome.NOT_MET
    return exceeds, found("L10.24", outcome, because, facts=cited, readings=SUM, basis=basis)


def _reaching(source: Counted[ThresholdDetermined] | None, readings: Mapping[str, str]) -> bool:
    return readings["threshold_comparison"] == "reaching" and source is not None


def _exceeds(
    requested: Money,
    threshold: Money | None,
    source: Counted[ThresholdDetermined] | None,
    readings: Mapping[str, str],
) -> bool | None:
    if threshold is None:
        return None
    return requested >= threshold if _reaching(source, readings) else requested > threshold


@clause("L10.24")
def l10_24__aggregate(
    requests: Sequence[Request],
    determined: Sequence[Counted[ThresholdDetermined]],
    set_aside: Collection[str],
    event_on: date | None,
    readings: Mapping[str, str],
) -> tuple[Money, Money | None, bool | None, Finding]:
    """L10.24: what is requested, the sum, whether it is exceeded, and the finding, which says if a reading decides."""

    def under(chosen: Mapping[str, str]) -> tuple[Money, Money | None, Counted[ThresholdDetermined] | None]:
        return l10_24__requested_for_the_event(requests, chosen), *l10_24__sum_determined(
            determined, set_aside, event_on, chosen
        )

    requested, threshold, source = under(readings)
    exceeds = _exceeds(requested, threshold, source, readings)
    others = ({**readings, name: other.name} for name in SUM for other in READINGS[name].options)
    turns = any(_exceeds(*under(other), other) is not exceeds for other in others)
    facts = tuple(each.fact for each in requests if each.fact)
    return requested, threshold, *l10_24__requests_exceed_the_sum(requested, threshold, source, readings, facts, turns)


@clause("L10.24(c)")
def l10_24_c__draft_proposal(
    exceeds: bool | None,
    referred: Sequence[Counted[DatesReferred]],
    considered: Sequence[Counted[DraftProposalConsidered]],
    readings: Mapping[str, str],
    facts: tuple[str, ...] = (),
) -> tuple[bool, list[Finding]]:
    """L10.24(c): above the sum, the Panel considers whether to submit a Draft Proposal on the Charging Methodology.

    Under `draft_proposal=only_on_referral` only once the dates have been referred.

    Args:
        facts: the ids on which `exceeds` rests.

    Returns:
        Whether it still is to be considered, and the findings.
    """
    live = bool(exceeds) and (bool(referred) or readings["draft_proposal"] == "whenever_exceeded")
    turns = ("draft_proposal",) if exceeds and not referred else ()
    basis = Basis.READING if turns else Basis.STATED
    findings = []
    for each in considered:
        because = f"The Panel considered a Draft Proposal on {each.moment} and decided {'' if each.fact.submit else 'not '}to submit one."
        if not live:
            because += " The clause did not ask it to."
        outcome = Outcome.MET if live else Outcome.DOES_NOT_APPLY
        findings.append(found("L10.24(c)", outcome, because, facts=ids(each), readings=turns, basis=Basis.JUDGEMENT))
    if live and not considered:
        because = "The requests exceed the sum: the Panel is to consider whether to submit a Draft Proposal."
        findings.append(found("L10.24(c)", Outcome.FOR_JUDGEMENT, because, facts=facts, readings=turns, basis=basis))
    return live and not considered, findings
