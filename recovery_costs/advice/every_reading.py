"""Every combination of the readings that bear on an act, and where a claim or a breach stands under each.

The rules decide under each combination, as they do in an adjudication; nothing of theirs is said again here. What two
combinations cannot tell apart is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import product
from typing import Any, NamedTuple, TypeVar

from recovery_costs import facts as f
from recovery_costs.adjudicate import stand
from recovery_costs.adjudication import Breach, Claim, RecoveryEvent
from recovery_costs.advice.parts import Act, Chosen, LastMoment, Means
from recovery_costs.advice.rows import last_moment
from recovery_costs.breach import deemed_breaches
from recovery_costs.calendar import Holiday, Moment, OutsideTheTable
from recovery_costs.claim import OfTheEvent, claim_of
from recovery_costs.finding import TIME, Ruling
from recovery_costs.law import READINGS
from recovery_costs.plain import Problems
from recovery_costs.record import WhatCounts, what_counts
from recovery_costs.rules.l10_29_appeal import l10_29__rulings
from recovery_costs.terms import Terms, terms

EVENT = ("event_date", "decision_after_notice")
NOTICE = ("notice_effective", "proved_receipt", "bank_holidays")
LENGTH = ("month_count", "last_day")
SERIES = ("estimate_windows_from", "estimate_windows")
REST = (*SERIES, "ceases_to_incur", "evidence_timetable", "referral")
BEARS: dict[Act, tuple[str, ...]] = {
    "intention": (*EVENT, *TIME),
    "initial_estimate": NOTICE,
    "updated_estimate": (*EVENT, *TIME, *SERIES),
    "total": (*TIME, "ceases_to_incur"),
    "evidence": (*NOTICE, "evidence_timetable"),
    "referral": (*EVENT, *TIME, "referral"),
}
"""The readings on which the last day of each act, and its last safe moment, rest."""

_OF_THE_EVENT = (f.CompromiseNotified, f.RecoveryKeyDecided, f.ReplacementEvidence)

T = TypeVar("T")


class Given(NamedTuple):
    """What counts under one way to read notices, and for each giver the moments at which their notices took effect."""

    facts: WhatCounts
    moments: Mapping[str, tuple[Any, ...]]


class Way(NamedTuple):
    """One combination of readings, with what counts under it and the Recovery Event."""

    changes: Chosen
    law: Terms
    given: Given
    event: RecoveryEvent
    notices: tuple[Any, ...]
    """What tells two combinations apart in how a notice takes effect."""
    length: tuple[Any, ...]
    """What tells two combinations apart in the days, notices aside: the event and how long a period runs."""
    rest: tuple[str, ...]
    """The other readings that move the days of a claim or of a referral."""

    @property
    def facts(self) -> WhatCounts:
        """What counts; cost lines are left out."""
        return self.given.facts


@dataclass
class EveryReading:
    """A case on a day, under the readings chosen and under every combination of others.

    Raises:
        Problems: a Working Day must be decided beyond the table of bank holidays under the readings chosen.
    """

    case: f.Case
    as_of: date
    known_at: Moment | None
    readings: Mapping[str, str]
    holidays: tuple[Holiday, ...]

    def __post_init__(self) -> None:
        self.untried: list[Chosen] = []
        self._given: dict[tuple[str, ...], Given | None] = {}
        self._events: dict[tuple[str, ...], RecoveryEvent] = {}
        self._ways: dict[Act, tuple[Way, ...]] = {}
        self._found: dict[tuple[Any, ...], Any] = {}
        self._laws: dict[tuple[str | None, ...], Terms] = {}
        law = self._terms({})
        self._given[_at(law, NOTICE)] = given = self._what_counts(law)
        self.rulings: list[Ruling] = l10_29__rulings(given.facts.of(f.AppealDecided), given.facts.named)
        self._happened = tuple(each for each in given.facts.facts if isinstance(each.fact, _OF_THE_EVENT))
        self._corrected = given.facts.corrected
        self.chosen = self._made({}, law, given)

    def ways(self, act: Act) -> tuple[Way, ...]:
        """Every combination of the readings that bear on an act, the fewest changes from those chosen first.

        A reading of the event that does not move its day stays as chosen.
        """
        if act not in self._ways:
            names = [name for name in BEARS[act] if name not in EVENT or name in self._moving_the_event]
            every = [
                {name: option for name, option in zip(names, options, strict=True) if option is not None}
                for options in product(*([None, *self._others(name)] for name in names))
            ]
            apart: dict[tuple[Any, ...], Way] = {}
            for way in map(self._way, sorted(every, key=len)):
                if way:
                    apart.setdefault((way.notices, way.length, way.rest), way)
            self._ways[act] = tuple(apart.values())
        return self._ways[act]

    def claim(self, way: Way, party: str) -> Claim | None:
        """The claim of `party`, its costs left out; None where a last day cannot be said."""
        key = (party, way.length, way.rest, way.given.moments.get(party))
        if key not in self._found:
            shared = OfTheEvent(way.event, frozenset(), False, False, self.rulings, {})
            self._found[key] = self._if_held(lambda: claim_of(party, way.facts, shared, self.as_of, way.law)[0])
        claim: Claim | None = self._found[key]
        if claim is None:
            self.cannot_try(way.changes)
        return claim

    def breach(self, way: Way, subscriber: str, provision: str) -> tuple[Breach, ...] | None:
        """The deemed breach, if it is one so read; None where a last day cannot be said."""
        key = ("", way.length, way.rest, way.given.moments.get(""))
        if key not in self._found:
            made = self._if_held(lambda: deemed_breaches(way.facts, way.event, self.rulings, self.as_of, way.law)[0])
            of = None if made is None else {(each.subscriber, each.provision): each for each in made}
            self._found[key] = of
        breaches: dict[tuple[str, str], Breach] | None = self._found[key]
        if breaches is None:
            self.cannot_try(way.changes)
            return None
        return (breaches[subscriber, provision],) if (subscriber, provision) in breaches else ()

    def last_moment(self, way: Way, means: Means, first: date | None, due: date) -> LastMoment:
        """The last moment for a notice, as `rows.last_moment` has it, computed once."""
        key = ("moment", way.notices, means, first, due)
        if key not in self._found:
            self._found[key] = last_moment(means, first, due, way.law.notices)
        moment: LastMoment = self._found[key]
        return moment

    @cached_property
    def on_its_way(self) -> list[tuple[f.Notice, Moment | None]]:
        """Notices given by the end of the day and not yet in effect, and when they take effect, as chosen.

        None where that cannot be said for want of bank holidays.
        """
        in_effect = {each.id for each in self.chosen.facts.facts}
        notices = [each for each in self.case.facts if isinstance(each, f.Notice) and each.id not in in_effect]
        return [(fact, self._effect(fact)) for fact in notices if self._given_by_now(fact)]

    def _given_by_now(self, fact: f.Notice) -> bool:
        given = fact.sent or fact.received
        assert given
        on_record = self.known_at is None or f.recorded(fact) <= self.known_at
        return given.day <= self.as_of and on_record and fact.id not in self._corrected

    def _effect(self, fact: f.Notice) -> Moment | None:
        effect = partial(self.chosen.law.notices.takes_effect, fact.sent, fact.method, fact.received)
        effective = self._if_held(effect)
        return effective.moment if effective else None

    def cannot_try(self, changes: Chosen) -> None:
        """Put on record that a combination needs bank holidays that are not held; the fewest changes that do are kept."""
        if not any(each.items() <= changes.items() for each in self.untried):
            self.untried = [each for each in self.untried if not changes.items() <= each.items()] + [changes]

    @staticmethod
    def _if_held(make: Callable[[], T]) -> T | None:
        try:
            return make()
        except OutsideTheTable:
            return None

    def _others(self, name: str) -> list[str]:
        return [each.name for each in READINGS[name].options if each.name != self.chosen.law.readings[name]]

    @cached_property
    def _moving_the_event(self) -> frozenset[str]:
        """The readings of the event that move its day, alone or together with another."""
        others = {name: [{}, *({name: option} for option in self._others(name))] for name in EVENT}
        moving = set()
        for name, other in (EVENT, EVENT[::-1]):
            for beside in others[other]:
                on = {self._event(self._terms({**beside, **change})).on for change in others[name]}
                if len(on) > 1:
                    moving.add(name)
        return frozenset(moving)

    def _terms(self, changes: Chosen) -> Terms:
        """The terms of a combination. Those that read notices alike are made once: the table is long."""
        key = tuple(changes.get(name) for name in NOTICE)
        if key not in self._laws:
            of_notices = {name: option for name, option in changes.items() if name in NOTICE}
            self._laws[key] = terms(self.case, {**self.readings, **of_notices}, self.holidays)
        law = self._laws[key]
        return replace(law, readings={**law.readings, **changes})

    def _event(self, law: Terms) -> RecoveryEvent:
        """The Recovery Event: the whole procedure, on the facts that make one."""
        key = _at(law, EVENT)
        if key not in self._events:
            facts = WhatCounts(self._happened, self.case, self._corrected)
            self._events[key] = stand(facts, self.as_of, law).event
        return self._events[key]

    def _way(self, changes: Chosen) -> Way | None:
        """A combination; None where a notice cannot be placed for want of bank holidays."""
        law = self._terms(changes)
        key = _at(law, NOTICE)
        if key not in self._given:
            try:
                self._given[key] = self._what_counts(law)
            except Problems:
                self._given[key] = None
        given = self._given[key]
        if given is None:
            self.cannot_try(changes)
            return None
        return self._made(changes, law, given)

    def _made(self, changes: Chosen, law: Terms, given: Given) -> Way:
        event, readings = self._event(law), law.readings
        moves = readings["last_day"] == "next_working_day"
        sending = law.notices.sending
        notices = (sending, None if sending else (law.notices.business_hours, readings["bank_holidays"]))
        length = (event.on, *_at(law, LENGTH), readings["bank_holidays"] if moves else None)
        return Way(changes, law, given, event, notices, length, _at(law, REST))

    def _what_counts(self, law: Terms) -> Given:
        whole = what_counts(self.case, self.as_of, self.known_at, law.notices)
        kept = tuple(each for each in whole.facts if not isinstance(each.fact, f.CostLines))
        moments: dict[str, list[Any]] = {}
        for each in kept:
            if each.effect:
                moments.setdefault(getattr(each.fact, "party", ""), []).append((each.id, each.moment))
        return Given(
            WhatCounts(kept, self.case, whole.corrected), {name: tuple(rows) for name, rows in moments.items()}
        )


def _at(law: Terms, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(law.readings[name] for name in names)
