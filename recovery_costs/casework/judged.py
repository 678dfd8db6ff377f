"""An event on a day: the case, its adjudication and the facts that count."""

from __future__ import annotations

from typing import NamedTuple

from recovery_costs.facts import Case
from recovery_costs.finding import Adjudication
from recovery_costs.record import WhatCounts


class Judged(NamedTuple):
    """A case on record on a day: the case, its adjudication with what is contested, and the facts that count."""

    case: Case
    adjudication: Adjudication
    facts: WhatCounts

    @property
    def name(self) -> str:
        """The event's name."""
        return self.case.name
