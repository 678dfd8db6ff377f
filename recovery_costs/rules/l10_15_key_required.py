"""L10.15: the circumstances in which use of the recovery or contingency key is required.

Read with the reading `decision_after_notice`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recovery_costs.facts import CompromiseNotified, RecoveryKeyDecided
from recovery_costs.finding import Basis, Circumstances, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, ids


@clause("L10.15(a)")
def l10_15_a__compromise_notified(notified: Sequence[Counted[CompromiseNotified]]) -> Finding:
    """L10.15(a): the DCC has notified the SMKI PMA of an actual or suspected Compromise."""
    if not notified:
        return found("L10.15(a)", Outcome.CANNOT_SAY, "No notification by the DCC to the SMKI PMA is on file.")
    first = notified[0]
    because = f"The DCC notified the SMKI PMA on {first.moment} of {_article(first.fact.state)} Compromise."
    return found("L10.15(a)", Outcome.MET, because, facts=ids(first), basis=Basis.STATED)


def _article(state: str) -> str:
    """The state of a Compromise with its article: "an actual", "a suspected"."""
    return f"an {state}" if state == "actual" else f"a {state}"


@clause("L10.15(b)")
def l10_15_b__key_required(
    notified: Sequence[Counted[CompromiseNotified]],
    decided: Sequence[Counted[RecoveryKeyDecided]],
    readings: Mapping[str, str],
) -> tuple[Counted[RecoveryKeyDecided] | None, Finding]:
    """L10.15(b): in consequence of that Compromise the SMKI PMA has decided to require use of the key.

    Under `decision_after_notice=required` a decision at an earlier moment than the first notification does not
    count; one at the same moment does.

    Returns:
        The first decision that counts for L10.15, if any, and the finding.
    """
    required = [each for each in decided if each.fact.required]
    early = [each for each in required if notified and each.moment < notified[0].moment]
    turns = ("decision_after_notice",) if early else ()
    if readings["decision_after_notice"] == "required":
        required = [each for each in required if each not in early]
    if required:
        first = required[0]
        because = f"The SMKI PMA decided on {first.moment} to require use of the {first.fact.key} key."
        if first in early:
            because += " It decided before it was notified; L10.15(b) asks that the decision follow from the Compromise, not from the notice."
        return first, found(
            "L10.15(b)",
            Outcome.MET,
            because,
            facts=ids(first),
            readings=turns,
            basis=Basis.READING if first in early else Basis.JUDGEMENT,
        )
    if early:
        because = f"The decision of {early[0].moment} came before the DCC's notification and does not count under this reading."
        return None, found(
            "L10.15(b)", Outcome.NOT_MET, because, facts=ids(early[0], notified[0]), readings=turns, basis=Basis.READING
        )
    if decided:
        because = f"The SMKI PMA decided on {decided[0].moment} not to require use of the key."
        return None, found("L10.15(b)", Outcome.NOT_MET, because, facts=ids(decided[0]), basis=Basis.JUDGEMENT)
    return None, found("L10.15(b)", Outcome.CANNOT_SAY, "No decision of the SMKI PMA is on file.")


@clause("L10.15")
def l10_15__circumstances_exist(
    notified: Sequence[Counted[CompromiseNotified]], decision: Counted[RecoveryKeyDecided] | None
) -> Circumstances | None:
    """L10.15: both limbs, in either order. Complete at the later of the two moments; None until both exist."""
    if not notified or not decision:
        return None
    return Circumstances("L10.15", max(notified[0].moment, decision.moment), decision, ids(notified[0], decision))
