"""What counts in one case on a day, and its last days, under whatever readings are tried."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, cast

from recovery_costs import facts as f
from recovery_costs.calendar import Holiday, Moment, Notices
from recovery_costs.claim_steps import Figures, figures_of
from recovery_costs.plain import Problems
from recovery_costs.record import OF_A_PARTY, Counted, WhatCounts, what_counts
from recovery_costs.terms import Terms, terms
from recovery_costs.verdict.parts import Part, Readings
from recovery_costs.verdict.trees import Trees, Untried

NOTICES = ("notice_effective", "proved_receipt", "bank_holidays")
"""The readings on which the effect of a notice rests."""
DEADLINES = ("month_count", "last_day", "bank_holidays")
"""The readings on which a last day rests."""


@dataclass(frozen=True)
class Trying(Terms):
    """Terms under readings that are being tried: its last days are worked out once for the whole case."""

    last_day: Callable[[date, int, Readings], date]

    def deadline(self, day: date, periods: int) -> date:
        """The last day of the n-th period of three months after `day`."""
        return self.last_day(day, periods, self.readings)


class Own:
    """The facts of one Party, or of none, that count under some readings. Two are one where no rule can tell them apart."""

    def __init__(self, facts: WhatCounts, party: str | None) -> None:
        self.facts = facts
        self.present = party in facts.parties
        self.figures = figures_of(facts, party) if party is not None else Figures((), ())


class Counts:
    """One case on a day, under whatever readings are tried.

    Raises:
        Problems: a notice's effect turns on a Working Day beyond the table, under the readings chosen.
    """

    def __init__(
        self, case: f.Case, as_of: date, known_at: Moment | None, readings: Readings, holidays: tuple[Holiday, ...]
    ) -> None:
        self._case, self.as_of, self._known_at = case, as_of, known_at
        self._chosen, self._holidays = dict(readings), holidays
        law = terms(case, readings, holidays)
        self.trees = Trees(law.readings)
        counted = what_counts(case, as_of, known_at, law.notices)
        self._corrected = counted.corrected
        happened = [each for each in counted.facts if not isinstance(each.fact, f.Notice)]
        self.happened = self._what_counts(happened)
        """What counts under every reading alike: no reading moves what is not a notice."""
        self._happened = _by_party(happened)
        self.parties = sorted({fact.party for fact in case.facts if type(fact) in OF_A_PARTY})
        self._notices: dict[tuple[str, ...], dict[str | None, list[Counted[Any]]] | Untried] = {}
        self._one: dict[tuple[str, Moment], Counted[Any]] = {}
        self._own: dict[Hashable, Own] = {}
        self._terms: dict[tuple[str, ...], Terms] = {}
        self._last_days: dict[tuple[date, int], Part[date]] = {}

    # --- the terms ----------------------------------------------------------------------------------------------

    def law(self, readings: Readings) -> Terms:
        """The case's terms under readings that are being tried."""
        # No rule asks when a notice takes effect: that is settled in what counts. Whatever asked here would fail at once.
        return Trying(readings, cast("Notices", None), self._last_day)

    def _last_day(self, day: date, periods: int, readings: Readings) -> date:
        key = day, periods
        if key not in self._last_days:
            self._last_days[key] = Part(self.trees, lambda tried: self._terms_under(tried).deadline(day, periods))
        # Whoever asks looks at no more readings than the day turns on.
        last = self.trees.at(self._last_days[key].tree, readings)
        if isinstance(last, Untried):
            raise Untried(last.because)
        found: date = last
        return found

    def _terms_under(self, readings: Readings) -> Terms:
        key = tuple(readings[name] for name in DEADLINES)
        if key not in self._terms:
            chosen = {**self._chosen, **dict(zip(DEADLINES, key, strict=True))}
            self._terms[key] = terms(self._case, chosen, self._holidays)
        return self._terms[key]

    # --- what counts --------------------------------------------------------------------------------------------

    def own(self, party: str | None) -> Part[Own]:
        """The facts of a Party that count; of None, those that have no party of their own."""
        return Part(self.trees, partial(self._own_of, party))

    def happened_of(self, party: str) -> WhatCounts:
        """What counts of a Party's facts under every reading alike."""
        return self._what_counts(self._happened.get(party, ()))

    def _what_counts(self, counted: Iterable[Counted[Any]]) -> WhatCounts:
        return WhatCounts(tuple(counted), self._case, self._corrected)

    def _own_of(self, party: str | None, readings: Readings) -> Own:
        key = tuple(readings[name] for name in NOTICES)
        if key not in self._notices:
            self._notices[key] = self._notices_under(key)
        notices = self._notices[key]
        if isinstance(notices, Untried):
            raise Untried(notices.because)
        # One object for a notice that takes effect at one moment: rules ask whether two are one and the same.
        counted = [self._one.setdefault((each.id, each.moment), each) for each in notices.get(party, ())]
        facts = sorted([*self._happened.get(party, ()), *counted], key=lambda each: each.order)
        seen = party, _seen_of(facts)
        if seen not in self._own:
            self._own[seen] = Own(self._what_counts(facts), party)
        return self._own[seen]

    def _notices_under(self, key: tuple[str, ...]) -> dict[str | None, list[Counted[Any]]] | Untried:
        """The notices that count, by Party, under options of the readings that move notices."""
        notices = tuple(fact for fact in self._case.facts if isinstance(fact, f.Notice))
        law = terms(self._case, {**self._chosen, **dict(zip(NOTICES, key, strict=True))}, self._holidays)
        try:
            counted = what_counts(replace(self._case, facts=notices), self.as_of, self._known_at, law.notices)
        except Problems as problems:
            return Untried(problems.problems[0].found)
        return _by_party(counted.facts)


def _seen_of(counted: Sequence[Counted[Any]]) -> Hashable:
    """What rules can see of when things happened: the days, and what came before what. None looks at a clock.

    When a notice was given is compared with other moments by L10.27(c) alone, of referrals.
    """
    given = {each.id: each.given for each in counted if isinstance(each.fact, f.BreachReferred)}
    moments = sorted({*(each.moment for each in counted), *given.values()})
    place = {moment: number for number, moment in enumerate(moments)}
    referred = tuple(place[moment] for moment in given.values())
    return referred, tuple((each.id, each.day, place[each.moment]) for each in counted)


def _by_party(counted: Iterable[Counted[Any]]) -> dict[str | None, list[Counted[Any]]]:
    """Facts by the Party in their own `party` field; None for those that have no such field."""
    grouped: dict[str | None, list[Counted[Any]]] = {}
    for each in counted:
        party = each.fact.party if type(each.fact) in OF_A_PARTY else None
        grouped.setdefault(party, []).append(each)
    return grouped
