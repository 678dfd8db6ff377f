"""The report of a check: what the file is, what became of every cell, row and pound, every problem, and the facts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np

from recovery_costs.case_file import case_schema
from recovery_costs.money import MONEY_PATTERN, Money
from recovery_costs.workbook.account import FLAGGED, Account
from recovery_costs.workbook.codes import CODES, Found, found
from recovery_costs.workbook.gate import Refused
from recovery_costs.workbook.listing import Listing
from recovery_costs.workbook.preview import Preview
from recovery_costs.written import schema_of_answer

CheckKind = Literal["claim", "cost_lines", "not_a_claim", "refused"]
VERSION = 1
"""Of the gate, the reader and the checks together: it goes up whenever one file could be read differently."""


class Balance(NamedTuple):
    """Of rows, or of pence: seen = accepted + rejected + ignored."""

    accepted: int = 0
    rejected: int = 0
    ignored: int = 0

    @property
    def seen(self) -> int:
        """All of them."""
        return sum(self)


class Receipt(NamedTuple):
    """What was read: cells that are not empty, rows of cost lines, and the pence on them."""

    read: int = 0
    ignored: int = 0
    flagged: int = 0
    rows: Balance = Balance()
    pence: Balance = Balance()

    @property
    def cells(self) -> int:
        """All cells that are not empty."""
        return self.read + self.ignored + self.flagged

    def as_json(self) -> dict[str, Any]:
        """As the check report writes it."""

        def said(each: Balance, pounds: bool) -> dict[str, Any]:
            parts = {"seen": each.seen, **each._asdict()}
            return {name: Money(value).text for name, value in parts.items()} if pounds else parts

        cells = {"seen": self.cells, "read": self.read, "ignored": self.ignored, "flagged": self.flagged}
        return {"cells": cells, "rows": said(self.rows, False), "pounds": said(self.pence, True)}


@dataclass(frozen=True)
class CheckReport:
    """One check of one file. `facts` is empty where any problem is blocking."""

    name: str
    sha256: str
    size: int
    kind: CheckKind
    accepted: bool
    receipt: Receipt
    problems: tuple[Found, ...]
    facts: tuple[dict[str, Any], ...] = ()
    event: str | None = None
    party: str | None = None
    contact: str | None = None
    ignored: dict[str, int] = field(default_factory=dict)
    """How many cells were ignored, by the reason."""

    @property
    def blocking(self) -> list[Found]:
        """The problems that keep the claim from going through."""
        return [each for each in self.problems if each.severity == "blocking"]

    def as_json(self) -> dict[str, Any]:
        """As `--format json` prints it."""
        return {
            "format": 1,
            "file": {"name": self.name, "sha256": self.sha256, "bytes": self.size},
            "kind": self.kind,
            "accepted": self.accepted,
            "receipt": self.receipt.as_json(),
            "problems": [each._asdict() for each in self.problems],
            "facts": list(self.facts),
        }


def refused(name: str, content: bytes, why: Refused) -> CheckReport:
    """The report of a file that was not read."""
    problem = found(why.code, why.sheet, why.cell, why.found)
    digest = hashlib.sha256(content).hexdigest()
    return CheckReport(name, digest, len(content), "refused", False, Receipt(), (problem,))


def balance(account: Account, lines: Listing) -> tuple[Balance, Balance]:
    """Rows and pence of the cost lines; an amount that cannot be read counts nothing, and is listed."""
    bad = lines.bad
    pence = np.array([int(each.replace(".", "")) if each else 0 for each in lines.values.get("amount", ())], object)
    rejected = sum(pence[bad].tolist()) if len(pence) else 0
    in_all = sum(pence.tolist())
    sheet, head = lines.sheet, lines.found.head or 0
    elsewhere = sheet.row[(account.state[sheet.name] == FLAGGED) & (sheet.row > head)]
    only = int((~np.isin(np.unique(elsewhere), lines.rows)).sum())
    rows = Balance(len(bad) - int(bad.sum()), int(bad.sum()), only)
    return rows, Balance(in_all - rejected, rejected, 0)


def check_schema() -> dict[str, Any]:
    """The JSON Schema of a check report."""
    case, preview = case_schema(), schema_of_answer(Preview)
    facts = case["properties"]["facts"]
    del preview["$schema"]
    definitions = {**case["$defs"], **preview.pop("$defs"), "Preview": preview}

    def record(properties: dict[str, Any], **optional: Any) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": sorted(properties),
            "properties": properties | optional,
        }

    number = {"type": "integer", "minimum": 0}
    pounds = {"type": "string", "pattern": r"^(0|[1-9][0-9]*)\.[0-9]{2}$", "description": f"sums of {MONEY_PATTERN}"}
    parts = ("seen", "accepted", "rejected", "ignored")
    text = {"type": "string"}
    problem = dict.fromkeys(("sheet", "cell", "found", "wanted", "do"), text)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "CheckReport",
        **record(
            {
                "format": {"const": 1},
                "file": record(
                    {"name": text, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "bytes": number}
                ),
                "kind": {"enum": ["claim", "cost_lines", "not_a_claim", "refused"]},
                "accepted": {"type": "boolean"},
                "receipt": record(
                    {
                        "cells": record(dict.fromkeys(("seen", "read", "ignored", "flagged"), number)),
                        "rows": record(dict.fromkeys(parts, number)),
                        "pounds": record(dict.fromkeys(parts, pounds)),
                    }
                ),
                "problems": {
                    "type": "array",
                    "items": record(
                        {
                            "code": {"enum": sorted(CODES)},
                            "severity": {"enum": ["blocking", "question", "note"]},
                            **problem,
                        }
                    ),
                },
                "facts": facts,
            },
            preview={
                "anyOf": [{"$ref": "#/$defs/Preview"}, {"type": "null"}],
                "description": "with --against, and only then: what taking it in would change; null where it cannot be",
            },
        ),
        "$defs": definitions,
    }
