"""L10.21: the evidence required may include the report of an independent auditor."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from recovery_costs.facts import EvidenceRequired
from recovery_costs.finding import Basis, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, ids


@clause("L10.21")
def l10_21__auditor_report(
    party: str, required: Sequence[Counted[EvidenceRequired]], set_aside: Collection[str]
) -> list[Finding]:
    """L10.21: an independent auditor's report may be required, where it is reasonably required."""
    return [_finding(party, each) for each in required if each.fact.auditor_report and each.id not in set_aside]


def _finding(party: str, required: Counted[EvidenceRequired]) -> Finding:
    who = "the DCC" if required.fact.by == "dcc" else "the Panel"
    because = f"{who[0].upper()}{who[1:]} requires the report of an independent auditor; that it is reasonably required is for {who} to determine."
    return found("L10.21", Outcome.FOR_JUDGEMENT, because, about=party, facts=ids(required), basis=Basis.STATED)
