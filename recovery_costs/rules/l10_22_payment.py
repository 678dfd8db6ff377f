"""L10.22: the DCC pays what is requested, once it is satisfied that the evidence supports it."""

from __future__ import annotations

from collections.abc import Sequence

from recovery_costs.facts import AdequacyReferred, DccSatisfied, PaymentMade, PaymentReturned
from recovery_costs.finding import Basis, Evidence, Figure, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted, ids


@clause("L10.22")
def l10_22__satisfied_of_the_request(
    party: str,
    governing: Figure | None,
    requested: Money | None,
    occurred: bool,
    barred: bool,
    satisfied: Sequence[Counted[DccSatisfied]],
    referred: Sequence[Counted[AdequacyReferred]],
    evidence: Sequence[Evidence],
) -> tuple[Money | None, list[Finding]]:
    """L10.22: what is payable because the DCC is satisfied: the amount requested, whole.

    It needs a Recovery Event, satisfaction at or after the moment the governing total took effect, and no referral of
    the question to the Panel. On a barred claim, or on evidence given late, satisfaction is for judgement.

    Returns:
        What is payable under L10.22 (None: nothing yet), and the findings.
    """
    findings = []
    valid = [each for each in satisfied if governing and each.moment >= governing.moment]
    for each in satisfied:
        if each not in valid:
            because = f"The DCC was satisfied on {each.moment}, before there was a request to be satisfied of."
            findings.append(found("L10.22", Outcome.NOT_MET, because, about=party, facts=ids(each)))
    if satisfied and referred:
        because = "The DCC was satisfied, but the question of the evidence is with the Panel: after a referral it is for the Panel to direct."
        findings.append(found("L10.22", Outcome.NOT_MET, because, about=party, facts=ids(satisfied[-1], referred[0])))
    if satisfied and barred:
        because = "The DCC was satisfied of a request that is barred; what follows is for judgement."
        findings.append(
            found("L10.22", Outcome.FOR_JUDGEMENT, because, about=party, facts=ids(satisfied), basis=Basis.READING)
        )
    late = [each.requirement for each in evidence if each.status == "given_late"]
    if satisfied and late:
        because = "The DCC was satisfied on evidence of which some was given late; whether that is in accordance with L10.20 is for judgement."
        findings.append(found("L10.22", Outcome.FOR_JUDGEMENT, because, about=party, facts=(*ids(satisfied), *late)))
    if not (occurred and valid) or referred or requested is None:
        return None, findings
    if not barred:
        because = f"The DCC was satisfied on {valid[0].moment} that the evidence supports the amount requested: it is to pay {requested}."
        findings.append(found("L10.22", Outcome.MET, because, about=party, facts=ids(valid[0]), basis=Basis.JUDGEMENT))
    return requested, findings


@clause("L10.22")
def l10_22__still_to_decide(party: str, requested: Money, facts: tuple[str, ...]) -> Finding:
    """L10.22: nobody has decided on a request yet: the DCC is to be satisfied and pay, or to refer (L10.23)."""
    because = f"{requested} is requested. The DCC is to pay it if it is satisfied of the evidence; if it has any question it is to refer that to the Panel under L10.23(a)."
    return found("L10.22", Outcome.FOR_JUDGEMENT, because, about=party, facts=facts, basis=Basis.STATED)


@clause("L10.22")
def l10_22__paid(
    party: str,
    made: Sequence[Counted[PaymentMade]],
    returned: Sequence[Counted[PaymentReturned]],
    payable: Money | None,
    barred: bool,
    decided: bool,
) -> tuple[Money, list[Finding]]:
    """L10.22: what has been paid: payments less what came back, never below 0.00; and payments beyond what is payable.

    Args:
        decided: whether a decision of the Panel or the Authority governs what is payable.
    """
    net = Money.sum(each.fact.amount for each in made) - Money.sum(each.fact.amount for each in returned)
    cited, findings = (*ids(made), *ids(returned)), []
    if net < NOUGHT:
        because = f"More came back than was paid, by {(NOUGHT - net)}: a payment is missing from the record."
        findings.append(found("L10.22", Outcome.CANNOT_SAY, because, about=party, facts=cited))
    paid = net.or_nought
    if made and barred and not decided:
        because = f"{paid} was paid on a claim that is barred; what follows is for judgement."
        findings.append(found("L10.22", Outcome.FOR_JUDGEMENT, because, about=party, facts=cited, basis=Basis.READING))
    elif paid > NOUGHT and payable is None:
        because = f"{paid} was paid before anything was payable."
        findings.append(found("L10.22", Outcome.NOT_MET, because, about=party, facts=cited))
    if payable is not None and paid > payable:
        because = f"{paid} was paid and {payable} is payable: {paid - payable} too much. The clause does not say how it comes back."
        findings.append(found("L10.22", Outcome.NOT_MET, because, about=party, facts=cited))
    elif payable is not None and payable > NOUGHT and paid > NOUGHT:
        left = payable - paid
        because = (
            f"{paid} of {payable} is paid; {left} is outstanding." if left > NOUGHT else f"All of {payable} is paid."
        )
        outcome = Outcome.NOT_MET if left > NOUGHT else Outcome.MET
        findings.append(found("L10.22", outcome, because, about=party, facts=cited))
    return paid, findings
