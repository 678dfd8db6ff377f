"""What another reading changes, in words and in money: one copy, for the terminal, the pages and the papers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from recovery_costs.adjudication import Adjudication, BreachStatus, Change, Contested
from recovery_costs.calendar import long_day
from recovery_costs.money import NOUGHT, Money
from recovery_costs.papers import words


def value(path: str, content: Any) -> str:
    """A value of a change, in words."""
    if content is None:
        return words.UNKNOWN
    if isinstance(content, bool):
        return "yes" if content else "no"
    if path.rsplit(".", 1)[-1] in ("requested", "threshold", "eligible", "payable", "outstanding", "overpaid"):
        return str(Money.of(content))
    return str(content).replace("_", " ")


_CLAIM = re.compile(
    r"claims\.(?P<who>.*)\.(?P<what>intention\.in_time|initial_estimate|estimates\.[0-9]+\.status|total\.in_time"
    r"|requested|barred|eligible|payable)",
    re.DOTALL,
)
_BREACH = re.compile(
    r"breaches\.(?P<who>.*)\.(?P<what>L11\.9|Organisation Certificate Policy 6\.2\.1)\.status", re.DOTALL
)
_WHAT = {
    "intention.in_time": "intention in time",
    "initial_estimate": "first best estimate",
    "total.in_time": "total in time",
    "requested": "requested",
    "barred": "barred",
    "eligible": "Recovery Costs",
    "payable": "payable",
    "recovery_event.occurred": "a Recovery Event has occurred",
    "recovery_event.route": "route of the Recovery Event",
    "recovery_event.on": "day of the Recovery Event",
    "aggregate.exceeds": "requests exceed the sum",
}


def change(one: Change) -> tuple[str, str, str, str]:
    """A change that another option makes: who (or the event), what, from and to, all plain text."""
    if row := _CLAIM.fullmatch(one.path):
        what = row["what"]
        named = f"estimate window {what.split('.')[1]}" if what.startswith("estimates.") else _WHAT[what]
        return row["who"], named, _value(one.path, one.from_), _value(one.path, one.to)
    if row := _BREACH.fullmatch(one.path):
        return row["who"], f"breach of {row['what']}", _breach_status(one.from_), _breach_status(one.to)
    return "The event", _WHAT[one.path], _value(one.path, one.from_), _value(one.path, one.to)


def _value(path: str, content: Any) -> str:
    if content is None and path.endswith(".status"):
        return "no such window"
    if content is not None and path == "recovery_event.on":
        return long_day(date.fromisoformat(content))
    return value(path, content)


def _breach_status(status: BreachStatus | None) -> str:
    return "not deemed" if status is None else words.BREACH[status]


def moves(one: Contested, adjudication: Adjudication) -> Money:
    """How much money an option moves, over all claims: what is payable, or while that is not known what is asked for."""
    claims = {each.party: each for each in adjudication.claims}
    changed: dict[str, dict[str, Any]] = {}
    for each in one.changes:
        place, _, name = each.path.rpartition(".")
        if place.startswith("claims."):
            changed.setdefault(place.removeprefix("claims."), {})[name] = each.to
    pence = 0
    for party, after in changed.items():
        if party in claims:
            claim = claims[party]
            before = _stake(claim.payable, claim.requested, claim.barred)
            then = _stake(
                _amount(after["payable"]) if "payable" in after else claim.payable,
                _amount(after["requested"]) if "requested" in after else claim.requested,
                after.get("barred", claim.barred),
            )
            pence += abs((then - before).pence)
    return Money(pence)


def at_stake(adjudication: Adjudication) -> list[tuple[Money, str]]:
    """The contested options that move money, the largest sum first, each with that sum."""
    moved = [(moves(each, adjudication), each) for each in adjudication.contested or ()]
    return [
        (amount, f"{each.reading}: {each.option} instead of {each.instead_of} would move {amount}")
        for amount, each in sorted(moved, key=lambda row: -row[0].pence)
        if amount > NOUGHT
    ]


def _amount(written: str | None) -> Money | None:
    return None if written is None else Money.of(written)


def _stake(payable: Money | None, requested: Money | None, barred: bool) -> Money:
    if payable is not None:
        return payable
    return NOUGHT if barred or requested is None else requested
