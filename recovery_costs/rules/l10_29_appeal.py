"""L10.29: appeal to the Authority against a decision of the Panel under L10.20, L10.23, L10.24 or L10.27."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from recovery_costs.calendar import long_day
from recovery_costs.facts import DCC, AppealDecided, AppealMade
from recovery_costs.finding import Basis, Deemed, Finding, Outcome, Ruling, found
from recovery_costs.law import clause
from recovery_costs.money import Money
from recovery_costs.record import Counted, ids

L10_29__DECIDED_UNDER = {
    "evidence_required": "L10.20",
    "payment_directed": "L10.23",
    "threshold_determined": "L10.24",
    "dates_determined": "L10.24",
    "breach_determined": "L10.27",
}


@clause("L10.29")
def l10_29__rulings(decided: Sequence[Counted[AppealDecided]], named: Callable[[str], Any]) -> list[Ruling]:
    """L10.29: what the Authority decided; of several decisions on one Panel decision only the latest counts.

    Args:
        decided: in order.
        named: the fact that a reference means, read through corrections.

    Returns:
        One ruling per Panel decision, in the order of the Authority's decisions.
    """
    latest: dict[str, Ruling] = {}
    for each in decided:
        decision = named(each.fact.decision)
        latest.pop(decision.id, None)
        latest[decision.id] = Ruling(decision, each)
    return list(latest.values())


@clause("L10.29")
def l10_29__appeal_findings(
    decisions: Sequence[Counted[Any]],
    made: Sequence[Counted[AppealMade]],
    rulings: Sequence[Ruling],
    named: Callable[[str], Any],
) -> list[Finding]:
    """L10.29: each appeal, each Panel decision still open to one, and each decision of the Authority, which is final.

    L10.29 names no appellant and no time limit, and does not stay the decision: who may appeal is for judgement where
    the appellant is neither the claimant or Subscriber concerned nor the DCC.
    """
    ruled: Mapping[str, Ruling] = {ruling.decision.id: ruling for ruling in rulings}
    findings, appealed = [], set()
    for each in made:
        decision = named(each.fact.decision)
        appealed.add(decision.id)
        about = _whose(decision)
        under = L10_29__DECIDED_UNDER[decision.type]
        because = f"{each.fact.by} appealed on {each.moment} against the Panel's decision of {long_day(decision.at.day)} under {under}."
        if decision.id not in ruled:
            because += " The Authority has not decided; meanwhile the Panel's decision is not stayed."
        elif ruled[decision.id].ruled.moment < each.moment:
            because += " The Authority had decided on it already, and that is final."
        findings.append(found("L10.29", Outcome.MET, because, about=about, facts=ids(each), basis=Basis.STATED))
        if decision.type == "threshold_determined":
            findings.append(
                found(
                    "L10.29",
                    Outcome.FOR_JUDGEMENT,
                    "Whether setting the sum is a decision open to appeal is arguable; it is taken to be.",
                    facts=ids(each),
                )
            )
        elif each.fact.by not in (DCC, about) and about is not None:
            because = f"{each.fact.by} is neither {about} nor the DCC; the clause does not say who may appeal."
            findings.append(found("L10.29", Outcome.FOR_JUDGEMENT, because, about=about, facts=ids(each)))
    for open_ in decisions:
        if open_.id not in appealed and open_.id not in ruled:
            under = L10_29__DECIDED_UNDER[open_.fact.type]
            may = "may arguably" if open_.fact.type == "threshold_determined" else "may"
            because = f"The Panel's decision of {long_day(open_.day)} under {under} {may} be appealed to the Authority; the clause sets no time for it."
            about = _whose(open_.fact)
            findings.append(
                found("L10.29", Outcome.FOR_JUDGEMENT, because, about=about, facts=ids(open_), basis=Basis.STATED)
            )
    for ruling in rulings:
        about = _whose(ruling.decision)
        did = "put its own decision in its place" if ruling.put_in_place else "upheld it"
        because = f"On the Panel's decision of {long_day(ruling.decision.at.day)} the Authority {did} on {ruling.ruled.moment}; that is final and binding."
        if ruling.decision.id not in appealed:
            because += " No appeal is on file; the decision counts all the same."
        findings.append(
            found("L10.29", Outcome.MET, because, about=about, facts=ids(ruling.ruled), basis=Basis.JUDGEMENT)
        )
    return findings


@clause("L10.29")
def l10_29__sum_fixed_by_the_authority(
    party: str, rulings: Sequence[Ruling], requested: Money | None
) -> tuple[Money | None, list[Finding]]:
    """L10.29, on a direction under L10.23(b): the latest sum the Authority fixed that still stands, as given.

    It is given effect even above the amount requested; a finding says so.
    """
    standing = [
        (ruling.put_in_place.sum, ruling)
        for ruling in rulings
        if ruling.put_in_place and ruling.put_in_place.sum is not None and ruling.decision.party == party
    ]
    if not standing:
        return None, []
    fixed, ruling = standing[-1]
    because = f"The Authority fixed {fixed} on {ruling.ruled.moment}; that governs."
    findings = [found("L10.29", Outcome.MET, because, about=party, facts=ids(ruling.ruled), basis=Basis.JUDGEMENT)]
    if requested is None or fixed > requested:
        above = "nothing is requested" if requested is None else f"{requested} is requested"
        because = f"The Authority fixed {fixed} and {above}; its decision is final and binding and is taken as given."
        findings.append(
            found("L10.29", Outcome.FOR_JUDGEMENT, because, about=party, facts=ids(ruling.ruled), basis=Basis.JUDGEMENT)
        )
    return fixed, findings


@clause("L10.29")
def l10_29__set_aside(rulings: Sequence[Ruling]) -> frozenset[str]:
    """L10.29, on L10.20 and L10.24: the ids of the requirements and sums that the Authority has set aside."""
    return frozenset(ruling.decision.id for ruling in rulings if ruling.put_in_place and ruling.put_in_place.set_aside)


@clause("L10.29")
def l10_29__breach_decided(rulings: Sequence[Ruling], deemed: Deemed) -> Ruling | None:
    """L10.29, on L10.27: the Authority's latest word on a deemed breach, where it put its own in the Panel's place."""
    own = [
        ruling
        for ruling in rulings
        if ruling.put_in_place
        and ruling.put_in_place.breach is not None
        and ruling.decision.subscriber == deemed.subscriber
        and ruling.decision.provision in (None, deemed.provision)
    ]
    return own[-1] if own else None


def _whose(decision: Any) -> str | None:
    """The claimant or Subscriber a Panel decision concerns; None where it concerns all."""
    whose: str | None = getattr(decision, "party", None) or getattr(decision, "subscriber", None)
    return whose
