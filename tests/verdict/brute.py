"""The verdict by brute force, as its definition has it: the whole procedure under every combination, and nothing clever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations, product
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Moment
from recovery_costs.facts import Case
from recovery_costs.finding import Adjudication, Claim
from recovery_costs.law import READINGS
from recovery_costs.verdict.values import looked_at

Options = dict[str, str]


class Brute:
    """Every value of a case under every combination of some readings, the others as chosen.

    Args:
        most: as many readings are changed at once.
    """

    def __init__(
        self,
        case: Case,
        as_of: date,
        chosen: Mapping[str, str],
        live: Iterable[str],
        known_at: Moment | None = None,
        most: int = 99,
    ) -> None:
        self._judge = lambda options: adjudicate(case, as_of, known_at, {**chosen, **options})
        self.base = self._judge({})
        self.tried: list[tuple[Options, Adjudication]] = []
        names = list(live)
        for size in range(min(most, len(names)) + 1):
            for changed in combinations(names, size):
                others = (self._others(name) for name in changed)
                every = (dict(zip(changed, picked, strict=True)) for picked in product(*others))
                self.tried += [(options, self._judge(options)) for options in every]

    def _others(self, name: str) -> list[str]:
        return [option.name for option in READINGS[name].options if option.name != self.base.readings[name]]

    def turns_on(self) -> dict[str, dict[tuple[str, ...], list[tuple[Options, Any]]]]:
        """For each value that changes, the smallest sets of readings that change it, and what it is under which options."""
        was = dict(looked_at(self.base))
        sets: dict[str, dict[tuple[str, ...], list[tuple[Options, Any]]]] = {}
        for options, adjudication in self.tried:
            now = dict(looked_at(adjudication))
            for path in was.keys() | now.keys():
                if now.get(path) == was.get(path):
                    continue
                mine = sets.setdefault(path, {})
                if not any(set(smaller) < options.keys() for smaller in mine):
                    mine.setdefault(tuple(options), []).append((options, now.get(path)))
        return sets

    def stakes(self) -> dict[str, tuple[int, int, int]]:
        """The least, the default and the most at stake in pence, by claim; of the event under its own name, ''."""
        every = [self._stakes(adjudication) for _, adjudication in self.tried]
        was = self._stakes(self.base)
        parties = {party for each in every for party in each}
        met = {party: [each.get(party, 0) for each in every] for party in parties}
        return {party: (min(met[party]), was.get(party, 0), max(met[party])) for party in parties}

    @staticmethod
    def _stakes(adjudication: Adjudication) -> dict[str, int]:
        stakes = {claim.party: _stake(claim) for claim in adjudication.claims}
        return stakes | {"": sum(stakes.values())}


def _stake(claim: Claim) -> int:
    if claim.payable is not None:
        return claim.payable.pence
    return 0 if claim.barred or claim.requested is None else claim.requested.pence
