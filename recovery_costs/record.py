"""What counts: the facts that count on a day, as known at a moment, each with the moment it happened or took effect.

Facts are ordered by that moment, then the moment of sending (of receipt where no sending is given), then the moment
of record, then id. The order in which a file lists them never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar, cast

from recovery_costs.calendar import Moment, Notices, OutsideTheTable, TakesEffect, spoken
from recovery_costs.facts import FACT_TYPES, Case, Fact, Notice, recorded
from recovery_costs.plain import Problem, Problems

F = TypeVar("F", bound=Fact, covariant=True)
OF_A_PARTY = frozenset(kind for kind in FACT_TYPES.values() if "party" in kind.model_fields)
"""The kinds of fact that have a party of their own."""


@dataclass(frozen=True, slots=True)
class Counted(Generic[F]):
    """A fact that counts, and when it happened or took effect."""

    fact: F
    moment: Moment
    given: Moment
    """When a notice was sent (received, where no sending is given); otherwise when it happened."""
    effect: TakesEffect | None = None
    """How a notice took effect."""
    day: date = field(init=False, repr=False, compare=False)
    """The UK day on which it happened or took effect."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "day", self.moment.day)

    def __hash__(self) -> int:
        return hash((self.fact.id, self.moment))

    @property
    def id(self) -> str:
        """The fact's id."""
        return self.fact.id

    @property
    def order(self) -> tuple[Moment, Moment, Moment, str]:
        """Which comes first."""
        return self.moment, self.given, recorded(self.fact), self.fact.id


@dataclass(frozen=True)
class WhatCounts:
    """The facts that count, in order, by kind and by party; and how references read through corrections."""

    facts: tuple[Counted[Any], ...]
    case: Case
    corrected: Mapping[str, str]
    """Id to the id of the correction on record."""
    _by_kind: dict[tuple[type[Fact], str | None], list[Counted[Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for counted in self.facts:
            kind = type(counted.fact)
            self._by_kind.setdefault((kind, None), []).append(counted)
            if kind in OF_A_PARTY:
                self._by_kind.setdefault((kind, counted.fact.party), []).append(counted)

    def of(self, kind: type[F], party: str | None = None) -> tuple[Counted[F], ...]:
        """The facts of a kind that count, in order; of one party, where it is named."""
        return cast("tuple[Counted[F], ...]", tuple(self._by_kind.get((kind, party), ())))

    @property
    def parties(self) -> list[str]:
        """Every party in a fact's own `party` field, in order of name."""
        return sorted({party for _, party in self._by_kind if party is not None})

    def read_through(self, name: str) -> str:
        """The id that a reference means: that of the correction, where the fact named is corrected."""
        while name in self.corrected:
            name = self.corrected[name]
        return name

    def named(self, name: str) -> Any:
        """The fact that a reference means, read through corrections, whether or not it counts."""
        return self.case.by_id[self.read_through(name)]

    def until(self, moment: Moment) -> WhatCounts:
        """What counted at an earlier moment, on the same record."""
        return WhatCounts(tuple(each for each in self.facts if each.moment <= moment), self.case, self.corrected)


def what_counts(case: Case, as_of: date, known_at: Moment | None, notices: Notices) -> WhatCounts:
    """The facts of `case` that count on `as_of` (its end), of those on record at `known_at` (None: all).

    Raises:
        Problems: a notice's effect turns on a Working Day beyond the table of bank holidays.
    """
    on_record = [fact for fact in case.facts if known_at is None or recorded(fact) <= known_at]
    corrected = {fact.corrects: fact.id for fact in on_record if fact.corrects is not None}
    counted, problems = [], []
    for fact in on_record:
        if fact.id in corrected:
            continue
        try:
            moment = _counted(fact, as_of, notices)
        except OutsideTheTable as outside:
            if outside.day <= as_of:  # beyond `as_of` nothing need be decided: it cannot have taken effect by then
                problems.append(_beyond(fact, outside))
        else:
            if moment and moment.day <= as_of:
                counted.append(moment)
    if problems:
        raise Problems(problems)
    return WhatCounts(tuple(sorted(counted, key=lambda each: each.order)), case, corrected)


def _counted(fact: Any, as_of: date, notices: Notices) -> Counted[Any] | None:
    if not isinstance(fact, Notice):
        return Counted(fact, fact.at, fact.at)
    given = cast("Moment", fact.sent or fact.received)
    if given.day > as_of:
        return None  # it cannot have taken effect before it was given
    effect = notices.takes_effect(fact.sent, fact.method, fact.received)
    return Counted(fact, effect.moment, given, effect)


def _beyond(fact: Fact, outside: OutsideTheTable) -> Problem:
    return Problem(
        fact.id,
        "received" if getattr(fact, "received", None) else "sent",
        f"a Working Day to decide on {outside.day.isoformat()}",
        f"a day in the table of bank holidays, {outside.held}",
        "Add that year's bank holidays with a source, or give received as it was where receipt is proved.",
    )


def ids(*counted: Counted[Any] | Iterable[Counted[Any]] | None) -> tuple[str, ...]:
    """The ids of the facts that a finding cites."""
    names: list[str] = []
    for each in counted:
        if isinstance(each, Counted):
            names.append(each.id)
        elif each is not None:
            names.extend(one.id for one in each)
    return tuple(dict.fromkeys(names))


def how_it_took_effect(notice: Counted[Any]) -> str:
    """For a reason: how a notice took effect, where the deemed-receipt rule had a part in it."""
    if notice.effect is None or not notice.effect.rests:
        return ""
    return f" It was {notice.effect.because}."


def rests_on(*notices: Counted[Any]) -> str:
    """For the end of a reason: the parameters of the deemed-receipt rule on which the notices' moments rest."""
    rests = [part for each in notices if each.effect for part in each.effect.rests]
    return f" Deemed receipt (SEC Section M10) rests on {spoken(rests)}." if rests else ""
