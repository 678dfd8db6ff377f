"""What became of an act: what it put on record, or the clauses that do not allow it now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from recovery_costs.finding import Finding
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import RegisterError

PAYMENT_WITHDRAWN, ACT_WITHDRAWN, PUBLICATION_WITHDRAWN = "payment_withdrawn", "act_withdrawn", "publication_withdrawn"
"""The kinds of entry that end what waits for a second person without approving it: each is read by whoever reads what waited."""
WITHDRAWN = (PAYMENT_WITHDRAWN, ACT_WITHDRAWN, PUBLICATION_WITHDRAWN)


class NotPermitted(RegisterError):  # noqa: N818  said as the user would
    """An act that L10, or the record, does not allow now; `findings` are the clauses that say so."""

    def __init__(self, what: str, do: str, findings: Iterable[Finding] = (), why: str = "the record") -> None:
        self.findings = tuple(findings)
        self.why = ", ".join(dict.fromkeys(each.clause for each in self.findings)) or why
        super().__init__(what, do)


def by_another(than: str, name: str) -> None:
    """That somebody approves what another person proposed.

    Raises:
        NotPermitted: they proposed it themselves.
    """
    if than == name:
        what = "You proposed this yourself. Nothing was recorded."
        raise NotPermitted(what, "A second person approves it.", why="own proposal")


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
