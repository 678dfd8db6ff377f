"""The rules of division: each payment day in order pays as much as the caps leave room for; the rest is carried on.

How a day's room is shared is the rule's own (docs/schedule.md). `smallest` and `most_instalments` bend every rule in one
way: an instalment that would be too small, or leave too little, is cut or waits for a later day, and what it leaves goes
to the others. What then cannot be paid by the last day is left, and `Division.left` says how much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from recovery_costs.schedule.periods import Room
from recovery_costs.schedule.plan import Plan
from recovery_costs.schedule.share import even_parts, share


class Payment(NamedTuple):
    """What one Party is paid on one day, in pence."""

    on: date
    party: str
    amount: int


class Division(NamedTuple):
    """What a rule pays, by day and then by party, and what it leaves unpaid."""

    payments: tuple[Payment, ...]
    left: int


@dataclass
class _Account:
    """What one Party is still to be paid, and in how many instalments at most."""

    owed: int
    smallest: int
    may: int | None
    rest: int = field(init=False)

    def __post_init__(self) -> None:
        self.rest = self.owed

    def allowed(self, at_most: int) -> int:
        """The largest instalment not above `at_most` that keeps `smallest` and `most_instalments`; 0 if none does."""
        if at_most >= self.rest:
            return self.rest
        least = max(self.smallest, 1)
        part = min(at_most, self.rest - least)
        return part if part >= least and (self.may is None or self.may > 1) else 0

    @property
    def least(self) -> int:
        """The smallest instalment that may be paid now."""
        least = max(self.smallest, 1)
        return least if self.rest >= 2 * least and (self.may is None or self.may > 1) else self.rest

    def pay(self, amount: int) -> None:
        self.rest -= amount
        if self.may is not None:
            self.may -= 1


def divide(plan: Plan) -> Division:
    """What the plan's rule pays. `optimise` is no rule of division."""
    days = plan.days[:1] if plan.rule == "at_once" else plan.days
    accounts = {
        party: _Account(owed, plan.smallest, plan.most_instalments) for party, owed in plan.owed.items() if owed
    }
    room = Room(plan.caps)
    payments: list[Payment] = []
    for place, day in enumerate(days):
        open_ = {party: account for party, account in accounts.items() if account.rest}
        today: dict[str, int] = {}
        for turn in turns(plan, open_):
            wanted = {party: _wanted(plan, party, open_[party].rest, place) for party in turn}
            weights = _weights(plan, wanted)
            given = _allowed_shares(room.on(day, sum(wanted.values())), weights, wanted, open_)
            for party, amount in given.items():
                if amount:
                    today[party] = amount
                    open_[party].pay(amount)
            room.pay(day, sum(given.values()))
            if any(open_[party].rest for party in turn):
                break
        payments += [Payment(day, party, amount) for party, amount in sorted(today.items())]
    return Division(tuple(payments), sum(account.rest for account in accounts.values()))


def _wanted(plan: Plan, party: str, rest: int, place: int) -> int:
    """What a Party may be paid by the payment day at `place`: all that is left, or what has fallen due under `equal`."""
    if plan.rule != "equal" or plan.instalments is None:
        return rest
    owed = plan.owed[party]
    return even_parts(owed, plan.instalments, place + 1) - (owed - rest)


def turns(plan: Plan, parties: Iterable[str]) -> list[list[str]]:
    """The Parties in the order in which they are paid: those of one turn together, each turn before the next."""
    names = sorted(parties)
    if plan.rule == "oldest_first":
        return [[party] for party in sorted(names, key=lambda each: (plan.requested_on[each], each))]
    if plan.rule == "smallest_first":
        return [[party] for party in sorted(names, key=lambda each: (plan.owed[each], each))]
    if plan.rule == "by_class":

        def rank(party: str) -> tuple[bool, int]:
            return (party not in plan.classes, plan.classes.get(party, 0))

        return [list(turn) for _, turn in groupby(sorted(names, key=rank), key=rank)]
    return [names] if names else []


def _weights(plan: Plan, wanted: Mapping[str, int]) -> Mapping[str, int]:
    if plan.rule == "by_weight":
        return plan.weights
    return wanted if plan.rule == "equal" else plan.owed


def _allowed_shares(
    room: int, weights: Mapping[str, int], wanted: Mapping[str, int], accounts: Mapping[str, _Account]
) -> dict[str, int]:
    """A day's room shared so that every share may be paid.

    A share that would leave too little is cut to what may be paid. Of shares too small to be paid, those furthest below
    their least instalment (ties: the later name) wait, as few of them as will do.
    """
    limits = {}
    for party, want in wanted.items():
        allowed = accounts[party].allowed(min(want, room))
        if allowed:
            limits[party] = allowed
    # The least instalment against the weight: who comes first here is the first to wait.
    waits = sorted(limits, reverse=True)
    waits.sort(key=lambda party: _Ratio(accounts[party].least, weights[party]), reverse=True)
    while limits:
        shares = share(room, weights, limits)
        cut = {
            party: allowed
            for party, amount in shares.items()
            if 0 < (allowed := accounts[party].allowed(amount)) < amount
        }
        if cut:
            limits |= cut
            continue
        if all(accounts[party].allowed(amount) == amount for party, amount in shares.items()):
            return shares
        waits = [party for party in waits if party in limits]
        few = _fewest(room, weights, limits, accounts, waits)
        for party in waits[:few]:
            del limits[party]
    return {}


def _fewest(
    room: int,
    weights: Mapping[str, int],
    limits: Mapping[str, int],
    accounts: Mapping[str, _Account],
    waits: list[str],
) -> int:
    """How many Parties must wait, at least, for every other to get an instalment that may be paid."""
    low, high = 1, len(waits)
    while low < high:
        middle = (low + high) // 2
        rest = {party: limits[party] for party in waits[middle:]}
        shares = share(room, weights, rest)
        if all(accounts[party].allowed(amount) for party, amount in shares.items()):
            high = middle
        else:
            low = middle + 1
    return low


class _Ratio(NamedTuple):
    """A ratio that compares exactly."""

    over: int
    under: int

    def __lt__(self, other: tuple[int, ...]) -> bool:
        return self.over * other[1] < other[0] * self.under
