"""L10.16: the circumstances in which use of the key is not required."""

from __future__ import annotations

from collections.abc import Sequence

from recovery_costs.facts import CompromiseNotified, RecoveryKeyDecided, ReplacementEvidence
from recovery_costs.finding import Basis, Circumstances, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, ids


@clause("L10.16(a)")
def l10_16_a__compromise_notified(notified: Sequence[Counted[CompromiseNotified]]) -> Finding:
    """L10.16(a): the DCC has notified the SMKI PMA of an actual or suspected Compromise."""
    if not notified:
        return found("L10.16(a)", Outcome.CANNOT_SAY, "No notification by the DCC to the SMKI PMA is on file.")
    because = f"The DCC notified the SMKI PMA on {notified[0].moment}."
    return found("L10.16(a)", Outcome.MET, because, facts=ids(notified[0]), basis=Basis.STATED)


@clause("L10.16(b)")
def l10_16_b__replacement_evidence(evidence: Sequence[Counted[ReplacementEvidence]]) -> Finding:
    """L10.16(b): evidence has reached the SMKI PMA of attempts (i), or that none was feasible or appropriate (ii)."""
    if not evidence:
        return found("L10.16(b)", Outcome.CANNOT_SAY, "No evidence of attempts, or that none was feasible, is on file.")
    first = evidence[0]
    limb, what = (
        ("L10.16(b)(i)", "of attempts to replace the Data by Commands")
        if first.fact.limb == "attempted"
        else ("L10.16(b)(ii)", "that no attempt was feasible or appropriate")
    )
    return found(
        limb,
        Outcome.MET,
        f"The SMKI PMA had evidence {what} on {first.moment}.",
        facts=ids(first),
        basis=Basis.STATED,
    )


@clause("L10.16(c)")
def l10_16_c__key_not_required(decided: Sequence[Counted[RecoveryKeyDecided]]) -> Finding:
    """L10.16(c): the SMKI PMA has decided not to require use of either key."""
    not_required = [each for each in decided if not each.fact.required]
    if not_required:
        because = f"The SMKI PMA decided on {not_required[0].moment} not to require use of the key."
        return found("L10.16(c)", Outcome.MET, because, facts=ids(not_required[0]), basis=Basis.JUDGEMENT)
    if decided:
        because = f"The SMKI PMA's decision of {decided[0].moment} requires use of the key."
        return found("L10.16(c)", Outcome.NOT_MET, because, facts=ids(decided[0]), basis=Basis.JUDGEMENT)
    return found("L10.16(c)", Outcome.CANNOT_SAY, "No decision of the SMKI PMA is on file.")


@clause("L10.16")
def l10_16__circumstances_exist(
    notified: Sequence[Counted[CompromiseNotified]],
    evidence: Sequence[Counted[ReplacementEvidence]],
    decided: Sequence[Counted[RecoveryKeyDecided]],
) -> Circumstances | None:
    """L10.16: all three limbs, in any order. Complete at the latest of the three moments; None until all exist."""
    not_required = [each for each in decided if not each.fact.required]
    if not notified or not evidence or not not_required:
        return None
    limbs = (notified[0], evidence[0], not_required[0])
    return Circumstances("L10.16", max(each.moment for each in limbs), not_required[0], ids(limbs))
