"""What stands on the register that the browser looks at: the samples, a hostile event, and canary amounts."""

from __future__ import annotations

from pathlib import Path

from recovery_costs.casework.samples import DEMONSTRATION, take_in_samples
from recovery_costs.register.entry import Command, Draft, fact_drafts
from recovery_costs.register.store import Register, open_register
from tests.dashboard.test_pages import hostile_facts

EVENT, PARTY = "RE-2025-003", "Supplier A"
"""A sample with two Parties over the sum, and one of them."""
BAD = (
    '<script>window.hit=1</script>"><img src=http://192.0.2.1/a.png onerror=window.hit=1>![x](http://192.0.2.1/b.png)'
    "[a](http://192.0.2.1/c) http://192.0.2.1/d :material/home: $x^2$ \u202eright to left عربى " + "x" * 180
)
"""What a person of bad will writes wherever they can write."""
CANARIES_EVENT = "RE-2026-090"
CANARIES = {
    "Canary P": ("71034.17", "71135.18", "71236.19"),
    "Canary Q": ("72034.27", "72135.28", "72236.29"),
    "Canary R": ("73034.37", "73135.38", "73236.39"),
}
"""Sums that stand nowhere else: each Party's estimate, total, and a line beside one that makes up the rest."""


def filled(path: Path) -> Path:
    """A register with all of it."""
    register = open_register(path)
    for _ in take_in_samples(register):
        pass
    _put(register, BAD, hostile_facts(BAD))
    _put(register, CANARIES_EVENT, _canaries())
    register.close()
    return path


def canaries_only(path: Path) -> Path:
    """A register with the canaries' event alone, and its Parties."""
    register = open_register(path)
    _put(register, CANARIES_EVENT, _canaries())
    for party in CANARIES:
        register.append(Command(f"add {party}", DEMONSTRATION, (Draft("party_added", {"party": party}),)))
    register.close()
    return path


def _put(register: Register, event: str, facts: list[dict[str, object]]) -> None:
    drafts = (Draft("event_opened", {"event": event}, event), *fact_drafts(event, facts))
    register.append(Command(f"put {event}", DEMONSTRATION, drafts))


def _canaries() -> list[dict[str, object]]:
    facts: list[dict[str, object]] = [
        {
            "id": "N",
            "type": "compromise_notified",
            "at": "2026-03-05T08:00",
            "keys": ["issuing_key"],
            "state": "actual",
        },
        {"id": "K", "type": "recovery_key_decided", "at": "2026-03-05T08:30", "required": True, "key": "recovery"},
        {"id": "T", "type": "threshold_determined", "at": "2026-02-01", "sum": "100000.00"},
    ]
    for party, (estimate, total, line) in CANARIES.items():
        notice = {"party": party, "method": "email"}
        facts += [
            {
                "id": f"I {party}",
                "type": "intention_notified",
                "sent": "2026-06-01T10:00",
                "estimate": estimate,
                **notice,
            },
            {"id": f"C {party}", "type": "costs_ceased", "party": party, "at": "2026-09-12"},
            {"id": f"T {party}", "type": "total_notified", "sent": "2026-10-14T10:00", "amount": total, **notice},
            {
                "id": f"L {party}",
                "type": "cost_lines",
                "party": party,
                "at": "2026-10-14",
                "lines": [{"line": "1", "incurred": "2026-04-01", "amount": line, "limb": "key_use"}],
            },
        ]
    return facts  # fmt: skip


def pounds(amount: str) -> str:
    """The sum as people read it."""
    whole, pence = amount.split(".")
    return f"{int(whole):,}.{pence}"
