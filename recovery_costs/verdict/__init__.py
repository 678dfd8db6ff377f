"""The verdict across readings: what holds whatever the reading, what turns on which readings, and the money at stake.

Every value that a reading may change is looked at under every combination of the readings that are live for it: those that
can change it in some combination with others. What changes it is said by the smallest sets of readings, alone or in
combination. Above twelve live readings only one and two of them at a time are tried, and the verdict says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Holiday, Moment, shipped_holidays
from recovery_costs.facts import Case
from recovery_costs.money import Money
from recovery_costs.verdict.case import CaseInParts
from recovery_costs.verdict.parts import Following
from recovery_costs.verdict.trees import Untried, in_order, options_of
from recovery_costs.verdict.values import looked_at
from recovery_costs.verdict.ways import Sum, Ways, ways_of
from recovery_costs.written import At, Pounds, as_json, schema_of_answer

Says = Literal["holds", "turns_on", "no_change_found"]


@dataclass(frozen=True, slots=True)
class Gives:
    """The value under other options; the readings not named stay as chosen."""

    options: Mapping[str, str]
    value: str | bool | None


@dataclass(frozen=True, slots=True)
class NotTried:
    """Options that cannot be tried, and why."""

    options: Mapping[str, str]
    because: str


@dataclass(frozen=True, slots=True)
class TurnsOn:
    """A set of readings that changes a value, of which no smaller part does; and what it would be under which options."""

    readings: tuple[str, ...]
    gives: tuple[Gives, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the adjudication, and what it turns on. `about` is the Party or the Subscriber, None of the event.

    `exact` is True where every combination of `live` was tried. Without it a value is never said to hold.
    """

    path: str
    about: str | None
    value: str | bool | None
    verdict: Says
    exact: bool
    live: tuple[str, ...]
    turns_on: tuple[TurnsOn, ...]
    not_tried: tuple[NotTried, ...]


@dataclass(frozen=True, slots=True)
class AtStake:
    """The money at stake under the combinations tried, and the fewest options that give the least and the most."""

    least: Pounds
    default: Pounds
    most: Pounds
    least_under: Mapping[str, str]
    most_under: Mapping[str, str]
    exact: bool
    live: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds whatever the reading, and what turns on which readings, at the end of a day."""

    format: Literal[1]
    case: str
    as_of: date
    known_at: At | None
    code: str
    readings: Mapping[str, str]
    live: tuple[str, ...]
    values: tuple[Value, ...]
    money: AtStake
    money_by_claim: Mapping[str, AtStake]

    def as_json(self) -> dict[str, Any]:
        """The written form, ready for `json.dumps`."""
        whole: dict[str, Any] = as_json(self)
        return whole


def verdict_schema() -> dict[str, Any]:
    """The JSON Schema of a verdict."""
    return schema_of_answer(Verdict)


def verdict(
    case: Case,
    as_of: date,
    known_at: Moment | None = None,
    readings: Mapping[str, str] | None = None,
    holidays: tuple[Holiday, ...] | None = None,
) -> Verdict:
    """What of the adjudication at the end of `as_of` holds under all readings, and what turns on which.

    Args:
        known_at: only what was on record at that moment; None for all that is.
        readings: options chosen over the case file's and the defaults; the others are tried from there.
        holidays: the table of bank holidays; the shipped one if None.

    Raises:
        Problems: as `adjudicate` does, for the readings chosen.
    """
    holidays = holidays if holidays is not None else shipped_holidays()
    base = adjudicate(case, as_of, known_at, readings, holidays)
    parts = CaseInParts(case, as_of, known_at, readings or {}, holidays)
    values = tuple(_value(*each) for each in _ways(parts))
    whole = {path: value for path, value in looked_at(base) if value is not None}
    assert whole == {each.path: each.value for each in values if each.value is not None}, "the parts make the whole"
    stakes = {party: claim.stake.tree for party, claim in parts.claims.items() if claim.is_ever}
    return Verdict(
        format=1,
        case=base.case,
        as_of=as_of,
        known_at=known_at,
        code=base.code,
        readings=base.readings,
        live=in_order({name for each in values for name in each.live}),
        values=values,
        money=_at_stake(Sum(parts.trees, stakes.values()).ways()),
        money_by_claim={party: _at_stake(ways_of(parts.trees, tree)) for party, tree in stakes.items()},
    )


def _ways(parts: CaseInParts) -> Iterator[tuple[str, str | None, Ways]]:
    """Every value by path, whom it is about, and the ways in which it is tried."""
    trees = parts.trees
    for name, part in parts.shown(parts.event, "occurred", "route", "on"):
        yield f"recovery_event.{name}", None, ways_of(trees, part.tree)
    requested = Sum(trees, [claim.brings.tree for claim in parts.claims.values()])
    yield "aggregate.requested", None, requested.ways(lambda pence: Money(pence).text)
    threshold = Following(trees, lambda determined: as_json(determined[0]), parts.threshold)
    yield "aggregate.threshold", None, ways_of(trees, threshold.tree)
    for place, name in enumerate(("exceeds", "draft_proposal_to_consider")):

        def answer(pence: int, place: int = place) -> Any:
            return Following(trees, lambda of_the_sum: of_the_sum[place], parts.of_the_sum(pence)).tree

        yield f"aggregate.{name}", None, requested.answered(answer, parts.limits())
    for (subscriber, provision), breach in parts.breaches.items():
        if trees.values(breach.tree) != [None]:
            for name, part in parts.shown(breach, "status", "refer_by", "referral_in_time"):
                yield f"breaches.{subscriber}.{provision}.{name}", subscriber, ways_of(trees, part.tree)
    for party, claim in parts.claims.items():
        for name, part in claim.values():
            yield f"claims.{party}.{name}", party, ways_of(trees, part.tree)


def _value(path: str, about: str | None, ways: Ways) -> Value:
    value = ways.at({})
    turns_on = tuple(
        TurnsOn(names, tuple(Gives(options, met) for options, met in _under(names, ways) if _changes(met, value)))
        for names in ways.smallest_sets(lambda met: _changes(met, value))
    )
    not_tried = tuple(
        NotTried(options, met.because)
        for names in ways.smallest_sets(lambda met: isinstance(met, Untried))
        for options, met in _under(names, ways)
        if isinstance(met, Untried)
    )
    exact = ways.exact and not not_tried
    says: Says = "turns_on" if turns_on else "holds" if exact else "no_change_found"
    return Value(path, about, value, says, exact, ways.live, turns_on, not_tried)


def _under(names: tuple[str, ...], ways: Ways) -> Iterator[tuple[dict[str, str], Any]]:
    """The value under every choice of other options for a set of readings."""
    return ((options, ways.at(options)) for options in options_of(names, ways.base))


def _changes(met: Any, value: Any) -> bool:
    return met != value and not isinstance(met, Untried)


def _at_stake(ways: Ways) -> AtStake:
    met = ways.values()
    tried = [value for value in met if not isinstance(value, Untried)]
    least, most = min(tried), max(tried)
    return AtStake(
        least=Money(least),
        default=Money(ways.at({})),
        most=Money(most),
        least_under=ways.nearest(least),
        most_under=ways.nearest(most),
        exact=ways.exact and len(tried) == len(met),
        live=ways.live,
    )
