"""L10.22: the DCC pays what is requested, once it is satisfied that the evidence supports it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from recovery_costs.adjudication import DatedPayment, Evidence
from recovery_costs.facts import AdequacyReferred, DccSatisfied, PaymentMade, PaymentReturned
from recovery_costs.finding import BARS, Basis, Figure, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted, ids


@clause("L10.22")
def l10_22__satisfied_of_the_request(
    party: str,
    governing: Figure | None,
    requested: Money | None,
    occurred: bool,
    barred_by: Sequence[str],
    satisfied: Sequence[Counted[DccSatisfied]],
    referred: Sequence[Counted[AdequacyReferred]],
    evidence: Sequence[Evidence],
    decided: bool,
) -> tuple[Money | None, list[Finding]]:
    """L10.22: what is payable because the DCC is satisfied: the amount requested, whole.

    It needs a Recovery Event, satisfaction at or after the moment the governing total took effect, and no referral of
    the question to the Panel. On a barred claim, or on evidence given late, satisfaction is for judgement.

    Args:
        decided: whether a decision of the Panel or the Authority governs what is payable.

    Returns:
        What is payable under L10.22 (None: nothing yet), and the findings.
    """
    findings = []
    valid = [each for each in satisfied if governing and each.moment >= governing.moment]
    for each in satisfied:
        refused = None if each in valid else "before there was a request to be satisfied of"
        refused = refused if occurred else "but no Recovery Event has occurred"
        if refused:
            because = f"The DCC was satisfied on {each.moment}, {refused}."
            findings.append(found("L10.22", Outcome.NOT_MET, because, about=party, facts=ids(each)))
    if satisfied and referred:
        because = "The DCC was satisfied, but the question of the evidence is with the Panel: after a referral it is for the Panel to direct."
        findings.append(found("L10.22", Outcome.NOT_MET, because, about=party, facts=ids(satisfied[-1], referred[0])))
    if satisfied and barred_by:
        findings.append(_on_a_barred_claim("The DCC was satisfied of a request", party, ids(satisfied), barred_by))
    late = [each.requirement for each in evidence if each.status == "given_late"]
    if satisfied and late:
        because = "The DCC was satisfied on evidence of which some was given late; whether that is in accordance with L10.20 is for judgement."
        findings.append(found("L10.22", Outcome.FOR_JUDGEMENT, because, about=party, facts=(*ids(satisfied), *late)))
    if not (occurred and valid) or referred or requested is None:
        return None, findings
    if not barred_by:
        because = f"The DCC was satisfied on {valid[0].moment} that the evidence supports the amount requested"
        because += (
            "; a decision of the Panel or the Authority governs instead." if decided else f": it is to pay {requested}."
        )
        outcome = Outcome.DOES_NOT_APPLY if decided else Outcome.MET
        findings.append(found("L10.22", outcome, because, about=party, facts=ids(valid[0]), basis=Basis.JUDGEMENT))
    return requested, findings


@clause("L10.22")
def l10_22__still_to_decide(party: str, requested: Money, facts: tuple[str, ...]) -> Finding:
    """L10.22: nobody has decided on a request yet: the DCC is to be satisfied and pay, or to refer (L10.23).

    A total of 0.00 withdraws the request: it leaves nothing to be satisfied of.
    """
    if requested == NOUGHT:
        because = f"The total notified is {requested}: no amount is requested, so there is none to pay or to refer."
        return found("L10.22", Outcome.DOES_NOT_APPLY, because, about=party, facts=facts, basis=Basis.STATED)
    because = f"{requested} is requested. The DCC is to pay it if it is satisfied of the evidence; if it has any question it is to refer that to the Panel under L10.23(a)."
    return found("L10.22", Outcome.FOR_JUDGEMENT, because, about=party, facts=facts, basis=Basis.STATED)


@clause("L10.22")
def l10_22__paid(
    party: str,
    made: Sequence[Counted[PaymentMade]],
    returned: Sequence[Counted[PaymentReturned]],
    payable: Money | None,
    barred_by: Sequence[str],
    instalments: Sequence[DatedPayment],
    as_of: date,
) -> tuple[Money, list[Finding]]:
    """L10.22: what has been paid: payments less what came back, never below 0.00; and payments beyond what is payable.

    Args:
        instalments: the payments dated for this Party under L10.24(b); without any, no day is set for payment.
    """
    net = Money.sum(each.fact.amount for each in made) - Money.sum(each.fact.amount for each in returned)
    cited, findings = (*ids(made), *ids(returned)), []
    if net < NOUGHT:
        because = f"More came back than was paid, by {(NOUGHT - net)}: a payment is missing from the record."
        findings.append(found("L10.22", Outcome.CANNOT_SAY, because, about=party, facts=cited))
    paid = net.or_nought
    if made and barred_by:
        findings.append(_on_a_barred_claim(f"{paid} was paid on a request", party, cited, barred_by))
    elif paid > NOUGHT and payable is None:
        because = f"{paid} was paid, and nothing is payable now."
        findings.append(found("L10.22", Outcome.NOT_MET, because, about=party, facts=cited))
    if payable is not None and paid > payable:
        because = f"{paid} was paid and {payable} is payable: {paid - payable} too much. The clause does not say how it comes back."
        findings.append(found("L10.22", Outcome.NOT_MET, because, about=party, facts=cited))
    elif payable is not None and paid > NOUGHT:
        outcome, because = _so_far(paid, payable, instalments, as_of)
        findings.append(found("L10.22", outcome, because, about=party, facts=cited))
    return paid, findings


def _on_a_barred_claim(what: str, party: str, facts: tuple[str, ...], barred_by: Sequence[str]) -> Finding:
    """What was done on a claim that is barred, by which clauses and readings."""
    because = f"{what} that is barred by {' and '.join(barred_by)} as it is read; what follows is for judgement."
    readings = tuple(reading for clause_ in barred_by for reading in BARS[clause_])
    return found(
        "L10.22",
        Outcome.FOR_JUDGEMENT,
        because,
        about=party,
        facts=facts,
        readings=readings,
        basis=Basis.READING,
    )


def _so_far(paid: Money, payable: Money, instalments: Sequence[DatedPayment], as_of: date) -> tuple[Outcome, str]:
    """How far what is payable is paid, against the days set for it."""
    if paid == payable:
        return Outcome.MET, f"All of {payable} is paid."
    said = f"{paid} of {payable} is paid; {payable - paid} is outstanding"
    if not instalments:
        return Outcome.FOR_JUDGEMENT, f"{said}, and no day is set for it."
    fallen = Money.sum(each.amount for each in instalments if each.on <= as_of)
    if paid < min(fallen, payable):
        return Outcome.NOT_MET, f"{said}, of which {min(fallen, payable) - paid} has fallen due under L10.24(b)."
    return Outcome.MET, f"{said}, and none of that has fallen due under L10.24(b)."
