"""What several tests of the rules share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recovery_costs.facts import TotalNotified
from recovery_costs.finding import Figure, Finding
from recovery_costs.record import Counted

EVENT = [
    {"id": "E1", "type": "compromise_notified", "at": "2025-03-03", "keys": ["issuing_key"], "state": "actual"},
    {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05T16:00", "required": True, "key": "recovery"},
]
"""The Recovery Event is on 5 March 2025: the last day for an intention is 5 June."""


def _total() -> Figure:
    fact = TotalNotified.model_validate({"id": "N", "party": "P", "received": "2025-06-20T11:00", "amount": "1000.00"})
    assert fact.received
    return Figure(fact.amount, Counted(fact, fact.received, fact.received))


TOTAL = _total()
"""P's total of £1,000.00, which took effect on 20 June 2025 at 11:00."""


def but_its_words(finding: Finding) -> Finding:
    return replace(finding, because="")


def but_the_words(findings: Sequence[Finding]) -> list[Finding]:
    return [but_its_words(each) for each in findings]
