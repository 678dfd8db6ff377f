"""The verdict by brute force, as its definition has it: the whole procedure under every combination, and nothing clever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, product
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.facts import Case
from recovery_costs.law import READINGS
from recovery_costs.money import Money

Options = dict[str, str]
Values = dict[str, Any]


def values_of(whole: Mapping[str, Any]) -> Values:
    """What a verdict is about, from an adjudication in the written form; rows that are missing are None."""
    return {path: value for path, value in _values(whole) if value is not None}


def _values(whole: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in ("occurred", "route", "on"):
        yield f"recovery_event.{name}", whole["recovery_event"][name]
    for name in ("requested", "threshold", "exceeds", "draft_proposal_to_consider"):
        yield f"aggregate.{name}", whole["aggregate"][name]
    for row in whole["breaches"]:
        for name in ("status", "refer_by", "referral_in_time"):
            yield f"breaches.{row['subscriber']}.{row['provision']}.{name}", row[name]
    for claim in whole["claims"]:
        path = f"claims.{claim['party']}"
        for name in [
            "state",
            "initial_estimate",
            "requested",
            "barred",
            "eligible",
            "payable",
            "outstanding",
            "overpaid",
        ]:
            yield f"{path}.{name}", claim[name]
        for notice, name in product(("intention", "total"), ("due", "in_time")):
            yield f"{path}.{notice}.{name}", claim[notice][name]
        for window in claim["estimates"]:
            for name in ("status", "to"):
                yield f"{path}.estimates.{window['window']}.{name}", window[name]
        for asked in claim["evidence"]:
            yield f"{path}.evidence.{asked['requirement']}.status", asked["status"]


class Brute:
    """Every value of a case under every combination of some readings, the others as chosen.

    Args:
        most: as many readings are changed at once.
    """

    def __init__(self, case: Case, as_of: date, chosen: Mapping[str, str], live: Iterable[str], most: int = 99) -> None:
        names, base = list(live), adjudicate(case, as_of, readings=dict(chosen)).readings
        self.tried: dict[frozenset[tuple[str, str]], tuple[Options, Values]] = {}
        self.stakes: list[dict[str, int]] = []
        for size in range(min(most, len(names)) + 1):
            for changed in combinations(names, size):
                others = ([each.name for each in READINGS[name].options if each.name != base[name]] for name in changed)
                for picked in product(*others):
                    options = dict(zip(changed, picked, strict=True))
                    whole = adjudicate(case, as_of, readings={**chosen, **options}).as_json()
                    self.tried[frozenset(options.items())] = options, values_of(whole)
                    self.stakes.append({claim["party"]: _stake(claim) for claim in whole["claims"]})
        self.base = self.tried[frozenset()][1]
        self.paths = {path for _, values in self.tried.values() for path in values}

    def turns_on(self) -> dict[str, dict[tuple[str, ...], list[tuple[Options, Any]]]]:
        """For each value that changes, the smallest sets of readings that change it, and what it is under which options."""
        found = {}
        for path in self.paths:
            changed = [
                (o, values.get(path)) for o, values in self.tried.values() if values.get(path) != self.base.get(path)
            ]
            smallest = [o for o, _ in changed if not any(other.keys() < o.keys() for other, _ in changed)]
            if smallest:
                found[path] = {
                    names: [(options, value) for options, value in changed if tuple(options) == names]
                    for names in map(tuple, smallest)
                }
        return found

    def live(self) -> dict[str, set[str]]:
        """For each value, the readings that change it in some combination: with it changed and not, all else equal."""
        found: dict[str, set[str]] = {path: set() for path in self.paths}
        for key, (options, values) in self.tried.items():
            for name, option in options.items():
                without = self.tried[key - {(name, option)}][1]
                for path in values.keys() | without.keys():
                    if values.get(path) != without.get(path):
                        found[path].add(name)
        return found

    def money(self) -> dict[str, tuple[int, int, int]]:
        """The least, the default and the most at stake in pence, by claim; of the event under no name, ''."""
        every = [stakes | {"": sum(stakes.values())} for stakes in self.stakes]
        parties = {party for each in every for party in each}
        met = {party: [each.get(party, 0) for each in every] for party in parties}
        return {party: (min(pence), pence[0], max(pence)) for party, pence in met.items()}


def _stake(claim: Mapping[str, Any]) -> int:
    if claim["payable"] is not None:
        return Money.of(claim["payable"]).pence
    return 0 if claim["barred"] or claim["requested"] is None else Money.of(claim["requested"]).pence
