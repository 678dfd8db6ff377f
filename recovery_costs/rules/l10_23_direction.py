"""L10.23: a question about the evidence is referred to the Panel, which directs payment in full, in part or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from recovery_costs.facts import AdequacyReferred, PaymentDirected
from recovery_costs.finding import Basis, Figure, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted, ids

_IN_WORDS = {"full": "in full", "part": "in part", "none": "of nothing"}


@clause("L10.23(a)")
def l10_23_a__adequacy_referred(
    party: str, referred: Sequence[Counted[AdequacyReferred]], totals: Sequence[Figure], directed: bool
) -> list[Finding]:
    """L10.23(a): the DCC refers the question whether the evidence is adequate to support the amount requested."""
    findings = []
    for each in referred:
        asked = any(total.moment <= each.moment for total in totals)
        because = f"The DCC referred the adequacy of the evidence to the Panel on {each.moment}"
        because += (
            "." if asked else ", before an amount was requested: there was no amount yet for the evidence to support."
        )
        outcome = Outcome.MET if asked else Outcome.NOT_MET
        findings.append(found("L10.23(a)", outcome, because, about=party, facts=ids(each), basis=Basis.STATED))
    if referred and not directed:
        because = "The Panel has not directed yet whether the DCC is to pay in full, in part or not at all."
        findings.append(
            found("L10.23(b)", Outcome.FOR_JUDGEMENT, because, about=party, facts=ids(referred[0]), basis=Basis.STATED)
        )
    return findings


@clause("L10.23(b)")
def l10_23_b__direction_is_one_the_clause_allows(
    direction: Counted[PaymentDirected], governing: Figure | None, requested: Money | None
) -> str | None:
    """L10.23(b): the full amount requested, only part of it, or nothing.

    Full and part need the governing total to have taken effect by the direction's moment; part is more than 0.00 and
    less than the request, both strictly.

    Returns:
        Why the direction is none that the clause allows; None where it is.
    """
    fact = direction.fact
    if fact.direction == "none":
        return None
    if governing is None or governing.moment > direction.moment:
        return "no amount had been requested by then, so there was none to pay in full or in part"
    assert requested is not None  # it is the governing total's
    if fact.sum is not None:  # as it is for a part, and for nothing else
        if fact.sum >= requested:
            return f"{fact.sum} is not only part of the {requested} requested"
        if fact.sum <= NOUGHT:
            return "a part payment of nothing is no payment; the clause has a direction for that"
    return None


@clause("L10.23(b)")
def l10_23_b__directed(
    party: str,
    directions: Sequence[Counted[PaymentDirected]],
    governing: Figure | None,
    requested: Money | None,
    referred: bool,
    replaced: bool,
) -> tuple[Money | None, list[Finding]]:
    """L10.23(b): what the latest direction that the clause allows makes payable; None where there is none.

    Args:
        replaced: whether a sum that the Authority fixed governs instead; it changes only what is said.
    """
    payable, findings = None, []
    refused = {each.id: l10_23_b__direction_is_one_the_clause_allows(each, governing, requested) for each in directions}
    allowed = [each for each in directions if refused[each.id] is None]
    for each in directions:
        what = f"The Panel directed payment {_IN_WORDS[each.fact.direction]}"
        if each.fact.sum is not None:
            what += f" ({each.fact.sum})"
        what += f" on {each.moment}"
        if refused[each.id]:
            because, outcome = (
                f"{what}; the clause does not allow that and it is not counted: {refused[each.id]}.",
                Outcome.NOT_MET,
            )
        elif each is not allowed[-1]:
            because, outcome = f"{what}; a later direction governs.", Outcome.DOES_NOT_APPLY
        else:
            payable = {"full": requested, "part": each.fact.sum, "none": NOUGHT}[each.fact.direction]
            because, outcome = f"{what}: {payable} is payable.", Outcome.MET
            if replaced:
                because, outcome = f"{what}; a sum that the Authority fixed governs.", Outcome.DOES_NOT_APPLY
        findings.append(found("L10.23(b)", outcome, because, about=party, facts=ids(each), basis=Basis.JUDGEMENT))
    if allowed and not referred:
        because = (
            "The Panel directed payment though no referral by the DCC is on file; the direction is taken as it stands."
        )
        findings.append(found("L10.23(a)", Outcome.CANNOT_SAY, because, about=party, facts=ids(allowed[-1])))
    return payable, findings
