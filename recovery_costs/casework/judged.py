"""An event on a day: the case, its adjudication and the facts that count."""

from __future__ import annotations

from typing import NamedTuple

from recovery_costs.adjudication import Adjudication
from recovery_costs.facts import Case
from recovery_costs.record import WhatCounts


class Judged(NamedTuple):
    """A case on record on a day, as far as somebody may see it: its facts, its adjudication, and the facts that count.

    Attributes:
        together: whether what all Parties request together may be shown; where not, `aggregate` says nothing.
        amounts: whether any amount may be.
    """

    case: Case
    adjudication: Adjudication
    facts: WhatCounts
    together: bool = True
    amounts: bool = True

    @property
    def name(self) -> str:
        """The event's name."""
        return self.case.name
