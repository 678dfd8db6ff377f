"""Facts of every type that a claim workbook states, with everything that they can say, for the tests of workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recovery_costs.facts import FACT_TYPES, Fact

PARTY, EVENT = "Supplier A", "RE-2026-001"
REPLACED = {"key_outcome": "not_used", "responsible_supplier": True, "smi_status": "commissioned"}
LINES: tuple[dict[str, Any], ...] = (
    {
        "line": "A-1",
        "incurred": "2026-02-16",
        "amount": "86400.10",
        "limb": "replace_data",
        **REPLACED,
        "devices": 2,
        "compromised_credentials": False,
        "otherwise_incurred": "0.29",
        "recoverable_vat": "0.07",
        "reasonable": False,
        "own_route": "L10.6",
        "description": "#REF!",
        "supplier": "@SUM(A1) & Sons",
        "invoice": "00123",
        "evidence": "EV-1",
        "device_ids": ["00-DB-12-34", "00-DB-12-35"],
    },
    {"line": "2", "incurred": "2026-02-17", "amount": "0.01", "limb": "key_use", "key_outcome": "successful"},
    {
        "line": "A-3",
        "incurred": "2026-02-18",
        "amount": "10.00",
        "limb": "replace_device",
        **REPLACED,
        "key_outcome": "unsuccessful",
        "responsible_supplier": False,
        "smi_status": "suspended for a reason of its own",
        "compromised_credentials": True,
        "reasonable": True,
        "own_route": "L10.12",
    },
    {"line": "A-4", "incurred": "2026-02-19", "amount": "1.10", "limb": "other"},
)
FACTS: tuple[dict[str, Any], ...] = (
    {
        "type": "intention_notified",
        "sent": "2026-03-05T10:00",
        "method": "email",
        "estimate": "260000.00",
        "note": "-2 days late, says the DCC",
    },
    {"type": "intention_notified", "received": "2026-03-06", "total": "1.00"},
    {"type": "costs_ceased", "at": "2026-07-31", "last_payment": "2026-08-28"},
    {"type": "costs_ceased", "at": "2026-08-02T09:05"},
    {"type": "total_notified", "sent": "2026-09-18T12:00", "method": "email", "amount": "999999999999.99"},
    {
        "type": "total_notified",
        "sent": "2026-09-19",
        "method": "post",
        "received": "2026-09-21T08:59:59",
        "amount": "0.00",
    },
    {"type": "evidence_given", "sent": "2026-10-01T16:00", "method": "hand", "requirement": "evidence-a-1"},
    {"type": "evidence_given", "received": "2026-10-02T09:30", "requirement": "evidence-a-2"},
    {"type": "estimate_given", "sent": "2026-05-28T16:45:30", "method": "hand", "amount": "235000.00"},
    {"type": "estimate_given", "sent": "2026-08-28T00:00", "method": "post", "amount": "0.00", "note": "=1+1"},
    {
        "type": "estimate_given",
        "sent": "2026-11-20",
        "method": "post",
        "received": "2026-11-24T09:30",
        "amount": "1.10",
        "note": "+44 meters",
    },
    {"type": "cost_lines", "at": "2026-09-18T23:59", "lines": list(LINES), "note": "A-4 is new"},
    {
        "type": "evidence_listed",
        "at": "2026-09-17",
        "items": [
            {"reference": "EV-1", "kind": "Invoice", "file": "one.pdf", "lines": ["A-1", "2"]},
            {"reference": "EV-2", "kind": "Photograph"},
        ],
    },
)


def records(given: Iterable[dict[str, Any]] = FACTS, party: str = PARTY) -> list[Fact]:
    """Facts as records, each under an id of its own."""
    numbered = enumerate(given, start=1)
    return [
        FACT_TYPES[each["type"]].model_validate({"id": f"{number}", "party": party, **each})
        for number, each in numbered
    ]


def said(fact: Fact) -> dict[str, Any]:
    """What a fact says, its name and origin apart."""
    return {name: value for name, value in fact if name not in ("id", "source", "recorded")}
