"""What became of an act: what it put on record, or the clauses that do not allow it now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from recovery_costs.finding import Finding
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import RegisterError


class NotPermitted(RegisterError):  # noqa: N818  said as the user would
    """An act that L10, or the record, does not allow now; `findings` are the clauses that say so."""

    def __init__(self, what: str, do: str, findings: Iterable[Finding] = ()) -> None:
        self.findings = tuple(findings)
        super().__init__(what, do)


class Done(NamedTuple):
    """What an act put on record."""

    entries: tuple[Entry, ...]
    new: bool
    """False where the same command had done it before."""
    size: int
    root: bytes

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts recorded."""
        return tuple(entry.fact for entry in self.entries if entry.fact is not None)
