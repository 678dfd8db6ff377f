"""L10.18: who may ask the DCC to be recompensed.

Read with the readings `dcc_claims` and `deemed_breacher_claims`.
"""

from __future__ import annotations

from collections.abc import Mapping

from recovery_costs.facts import DCC
from recovery_costs.finding import Basis, Finding, Outcome, found
from recovery_costs.law import clause


@clause("L10.18")
def l10_18__may_request(party: str, in_breach: bool, readings: Mapping[str, str]) -> tuple[bool, Finding]:
    """L10.18: any Party may submit a request for its Recovery Costs.

    Args:
        in_breach: whether any deemed breach of this Party is not erased.
    """
    if party == DCC:
        may = readings["dcc_claims"] == "any_party"
        because = (
            "The DCC is itself a Party and may ask."
            if may
            else "The DCC cannot ask itself to pay; its costs go through its own allowed revenue."
        )
        turns: tuple[str, ...] = ("dcc_claims",)
    else:
        may, turns, because = True, (), "Any Party may ask to be recompensed for Recovery Costs it incurs."
    if in_breach and may:
        turns = (*turns, "deemed_breacher_claims")
        may = readings["deemed_breacher_claims"] == "may_claim"
        because = (
            "It is deemed in breach and not cleared of it; the clause speaks of any Party, so it may ask."
            if may
            else "It is deemed in breach and not cleared of it; under this reading it may not ask."
        )
    outcome = Outcome.MET if may else Outcome.NOT_MET
    return may, found(
        "L10.18", outcome, because, about=party, readings=turns, basis=Basis.READING if turns else Basis.STATED
    )
