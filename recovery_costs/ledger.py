"""The ledger of deemed breach: on any day, was this Subscriber deemed in breach, as known then and as known now.

L10.27 reaches back: a breach that is erased is treated as never having occurred. So a day has three answers: what was
known at its end (`then`), what the record of the ledger's own day says of it (`now`), and how it is treated now that
everything up to the ledger's day is known (`treated`). Between the days on which something changed nothing changes.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any, Literal

from recovery_costs import facts as f
from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import Holiday, Moment, Notices, OutsideTheTable, shipped_holidays
from recovery_costs.terms import terms
from recovery_costs.written import as_json

Standing = Literal["deemed_rebuttable", "deemed_pending", "erased", "final", "carved_out", "not_a_party"]
Clock = Literal["then", "now"]
Why = Literal["took_effect", "recorded", "corrected"]
DEEMED = frozenset({"deemed_rebuttable", "deemed_pending", "final"})
A_DAY = timedelta(days=1)
BEARING = (
    f.CompromiseNotified,
    f.RecoveryKeyDecided,
    f.ReplacementEvidence,
    f.CertificateCompromised,
    f.BreachReferred,
    f.BreachDetermined,
)
"""The facts on which deemed breach turns, beside appeals against a determination of it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days, both in it, on which one answer holds; `to` is None up to the ledger's own day."""

    from_: date
    to: date | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Row:
    """One Subscriber and provision through time, on each clock."""

    subscriber: str
    provision: str
    then: tuple[Stretch, ...]
    """Each day as it was known at the end of that day."""
    now: tuple[Stretch, ...]
    """Each day as the record of the ledger's day has it; what is erased on a later day is not yet erased on it."""
    standing: Standing | None
    """Where it stands on the ledger's day."""
    since: date | None
    """From when it is treated as having occurred; None where it is not."""
    erased_under: str | None
    """L10.27 where it is erased on the Panel's determination, L10.29 where by the Authority; None where it is not."""


@dataclass(frozen=True, slots=True)
class Because:
    """A fact that changed an answer: it took effect that day, went on record, or was corrected."""

    fact: str
    why: Why


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that a day changed on one clock, with the facts that changed it."""

    on: date
    clock: Clock
    subscriber: str
    provision: str
    from_: Standing | None
    to: Standing | None
    facts: tuple[Because, ...]
    last_day_passed: date | None
    """The last day to refer, where the day before was that."""


@dataclass(frozen=True, slots=True)
class OnDay:
    """The three answers of a day."""

    subscriber: str
    provision: str
    then: Standing | None
    now: Standing | None
    in_breach_then: bool
    in_breach_now: bool
    """As treated now: what is erased never occurred, what stands reaches back to the day of the event."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of a case as it stood at the end of a day."""

    format: Literal[1]
    case: str
    as_of: date
    rows: tuple[Row, ...]
    changes: tuple[Changed, ...]

    def on(self, day: date) -> tuple[OnDay, ...]:
        """The answers of one day for each Subscriber and provision.

        Raises:
            ValueError: the day is after the ledger's.
        """
        if day > self.as_of:
            raise ValueError(f"the ledger ends on {self.as_of.isoformat()}")
        return tuple(_answers(row, day) for row in self.rows)

    def of(self, subscriber: str) -> Ledger:
        """Only one Subscriber's rows and changes."""
        rows = tuple(row for row in self.rows if row.subscriber == subscriber)
        return replace(self, rows=rows, changes=tuple(each for each in self.changes if each.subscriber == subscriber))

    def as_json(self) -> dict[str, Any]:
        """The written form, ready for `json.dumps`."""
        whole: dict[str, Any] = as_json(self)
        return whole


def _answers(row: Row, day: date) -> OnDay:
    then, now = (
        next((each.standing for each in stretches if each.from_ <= day <= (each.to or day)), None)
        for stretches in (row.then, row.now)
    )
    return OnDay(row.subscriber, row.provision, then, now, then in DEEMED, row.since is not None and row.since <= day)


def ledger(
    case: f.Case,
    as_of: date,
    readings: Mapping[str, str] | None = None,
    holidays: tuple[Holiday, ...] | None = None,
) -> Ledger:
    """The ledger of a case as it stands at the end of `as_of`, on what is on record by then. Raises as `adjudicate` does."""
    table = holidays if holidays is not None else shipped_holidays()
    bearing, notices = _bearing(case), terms(case, readings or {}, table).notices
    judge = partial(adjudicate, bearing, readings=readings, holidays=table)
    now = end_of(as_of)
    then = _through(_days(bearing, notices, None), as_of, lambda day: judge(day, end_of(day)))
    by_record = _through(_days(bearing, notices, now), as_of, lambda day: judge(day, now))
    last = judge(as_of, now)
    keys = sorted({key for days in (then, by_record) for standings, _ in days.values() for key in standings})
    rows, changes = list[Row](), list[Changed]()
    overruled = {fact.id for fact in bearing.facts if isinstance(fact, f.AppealDecided) and not fact.upheld}
    for key in keys:
        standing = _standings(last).get(key)
        since = last.recovery_event.on if standing in DEEMED else None
        on_record = list(_changes("now", key, by_record, partial(_on_record, bearing, notices, now)))
        by_authority = standing == "erased" and any(each.fact in overruled for each in on_record[-1].facts)
        erased_under = ("L10.29" if by_authority else "L10.27") if standing == "erased" else None
        rows.append(Row(*key, _stretches(key, then), _stretches(key, by_record), standing, since, erased_under))
        changes += [*_changes("then", key, then, partial(_known_on, bearing, notices)), *on_record]
    ordered = sorted(changes, key=lambda each: (each.on, each.clock != "then", each.subscriber, each.provision))
    return Ledger(1, case.name, as_of, tuple(rows), tuple(ordered))


def end_of(day: date) -> Moment:
    """The last second of a UK day."""
    return Moment.at(day, time(23, 59, 59))


# --- what bears on breach, and the days on which it can change it ---------------------------------------------------


def _bearing(case: f.Case) -> f.Case:
    """The case with nothing but the facts on which deemed breach turns."""
    by_id = case.by_id
    kept = tuple(
        fact
        for fact in case.facts
        if isinstance(fact, BEARING)
        or (isinstance(fact, f.AppealDecided) and isinstance(by_id[fact.decision], f.BreachDetermined))
    )
    return f.Case(case.name, kept, case.parameters, case.readings)


def _effect(fact: Any, notices: Notices) -> date | None:
    """The day a fact happened or took effect; None where that is beyond the table of bank holidays."""
    if isinstance(fact, f.Happening):
        happened: date = fact.at.day
        return happened
    try:
        effect = notices.takes_effect(fact.sent, fact.method, fact.received).moment.day
    except OutsideTheTable:
        return None
    given: date = (fact.sent or fact.received).day  # it counts on no day before that on which it was given
    return max(effect, given)


def _days(case: f.Case, notices: Notices, known_at: Moment | None) -> set[date]:
    """The days on which a fact takes effect or, as known then (`known_at` None), goes on record."""
    facts = [fact for fact in case.facts if known_at is None or f.recorded(fact) <= known_at]
    put_on_record = {f.recorded(fact).day for fact in facts} if known_at is None else set()
    return put_on_record | {day for day in (_effect(fact, notices) for fact in facts) if day is not None}


Key = tuple[str, str]
Standings = dict[Key, Standing]
Days = dict[date, tuple[Standings, dict[Key, date]]]
"""Per day on which something may have changed: where each breach stands, and its last day to refer."""


def _through(days: set[date], as_of: date, judge: Any) -> Days:
    """The answers on each day that may change them, in order: those given, and the day after each last day to refer."""
    found: Days = {}
    waiting = [day for day in days if day <= as_of]
    heapq.heapify(waiting)
    while waiting:
        day = heapq.heappop(waiting)
        if day not in found:
            result: Adjudication = judge(day)
            last_days: dict[Key, date] = {(row.subscriber, row.provision): row.refer_by for row in result.breaches}
            found[day] = (_standings(result), last_days)
            for after in {last + A_DAY for last in last_days.values()}:
                if day < after <= as_of:
                    heapq.heappush(waiting, after)
    return found


def _standings(result: Adjudication) -> Standings:
    standings: Standings = {(row.subscriber, row.provision): row.status for row in result.breaches}
    standings |= {(name, f.L11_9): "carved_out" for name in result.carved_out}
    standings |= {(row.subscriber, f.L11_9): "not_a_party" for row in result.not_deemed}
    return standings


# --- stretches and changes ------------------------------------------------------------------------------------------


def _turns(key: Key, answers: Days) -> Iterator[tuple[date, Standing | None, Standing | None]]:
    """Each day on which the answer is another than before, with both."""
    before: Standing | None = None
    for day, (standings, _) in answers.items():
        if standings.get(key) != before:
            yield day, before, standings.get(key)
            before = standings.get(key)


def _stretches(key: Key, answers: Days) -> tuple[Stretch, ...]:
    turns = list(_turns(key, answers))
    ends = [day - A_DAY for day, _, _ in turns[1:]] + [None]
    return tuple(Stretch(day, end, to) for (day, _, to), end in zip(turns, ends, strict=False))


Moved = Iterator[tuple[Because, str | None]]
"""What happened to facts on a day, and the Subscriber each concerns; None where it concerns the whole event."""


def _changes(clock: Clock, key: Key, answers: Days, moved_on: Callable[[date], Moved]) -> Iterator[Changed]:
    last_days = {last.get(key) for _, last in answers.values()}
    for day, before, after in _turns(key, answers):
        lapsed = (before, after) == ("deemed_rebuttable", "final") and day - A_DAY in last_days
        passed = day - A_DAY if lapsed else None
        moved = list(moved_on(day))
        own = tuple(each for each, whose in moved if whose in (None, key[0]))
        facts = own if own or passed else tuple(each for each, _ in moved)
        yield Changed(day, clock, *key, before, after, facts, passed)


def _known_on(case: f.Case, notices: Notices, day: date) -> Moved:
    """What became known on a day: facts that took effect or went on record on it, and those corrected."""
    on_record = [fact for fact in case.facts if f.recorded(fact) <= end_of(day)]
    corrected = {fact.corrects for fact in on_record}
    for fact in on_record:
        new, effect = f.recorded(fact).day == day, _effect(fact, notices)
        if new and fact.corrects is not None:
            yield Because(fact.corrects, "corrected"), _whose(fact, case)
        if fact.id not in corrected and effect == day:
            yield Because(fact.id, "took_effect"), _whose(fact, case)
        elif fact.id not in corrected and new and effect is not None and effect < day:
            yield Because(fact.id, "recorded"), _whose(fact, case)


def _on_record(case: f.Case, notices: Notices, now: Moment, day: date) -> Moved:
    """What happened or took effect on a day, by the record of the ledger's day."""
    on_record = [fact for fact in case.facts if f.recorded(fact) <= now]
    corrected = {fact.corrects for fact in on_record}
    for fact in on_record:
        if fact.id not in corrected and _effect(fact, notices) == day:
            yield Because(fact.id, "took_effect"), _whose(fact, case)


def _whose(fact: Any, case: f.Case) -> str | None:
    decided = case.by_id[fact.decision] if isinstance(fact, f.AppealDecided) else fact
    whose: str | None = getattr(decided, "nominated_by", None) or getattr(decided, "subscriber", None)
    return whose
