"""The parts of an advice: what is still open and until when, what was missed and what decides it.

None is what cannot be said; why is said beside it. `written.as_json` gives the written form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from recovery_costs.adjudication import Awaited, LastSafe, RecoveryEvent
from recovery_costs.written import At, as_json

Act = Literal["intention", "initial_estimate", "updated_estimate", "total", "evidence", "referral"]
Means = Literal["hand", "email", "post", "received"]
"""How a notice is given; `received` is one whose receipt is proved, however it was sent."""
MEANS: tuple[Means, ...] = ("hand", "email", "post", "received")

Cannot = Literal["beyond_the_table", "no_such_moment", "not_open"]
"""Why no moment is named: the table of bank holidays does not reach; no moment serves; the act is not open so read."""

Changed = Literal["notice", "costs_ceased", "last_payment", "event_day", "due_day", "estimate_stated"]
"""What would have had to be otherwise."""

CLAUSE: dict[Act, str] = {
    "intention": "L10.19(a)",
    "initial_estimate": "L10.19(b)(i)",
    "updated_estimate": "L10.19(b)(ii)",
    "total": "L10.19(c)",
    "evidence": "L10.20",
    "referral": "L10.27(a)",
}
WHAT: dict[Act, str] = {
    "intention": "notice of its intention to ask to be recompensed, with its best estimate",
    "initial_estimate": "its best estimate, on the day of the notice of intention",
    "updated_estimate": "updated best estimate",
    "total": "total of the costs it asks for",
    "evidence": "evidence",
    "referral": "refer the deemed breach",
}

Chosen = Mapping[str, str]
"""Readings that differ from those chosen, with the option taken instead; empty for those chosen."""


@dataclass(frozen=True, slots=True)
class LastMoment:
    """The last moment at which a notice still takes effect in time; None with the reason why there is none."""

    moment: At | None
    cannot: Cannot | None = None


@dataclass(frozen=True, slots=True)
class Strictest:
    """The earliest last moment over every combination of the readings that bear on the act, and the readings for it."""

    moment: At | None
    cannot: Cannot | None
    passed: bool
    readings: Chosen

    @property
    def strictness(self) -> tuple[int, float]:
        """Sorts the strictest first: no moment at all, then one that cannot be said, then the earliest."""
        if self.moment is None:
            return (0 if self.cannot == "no_such_moment" else 1), 0.0
        return 2, self.moment.utc.timestamp()


@dataclass(frozen=True, slots=True)
class ByMeans:
    """For one means: the last safe moment under the readings chosen, whether its day has passed, and the strictest.

    `ahead` is the strictest of those whose day has not passed, where that of the strictest has: what can still be kept.
    """

    method: Means
    last_safe: At | None
    cannot: Cannot | None
    passed: bool
    strictest: Strictest
    ahead: Strictest | None


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A notice for the act, given but not yet in effect; when it will be is None beyond the table of bank holidays."""

    fact: str
    effective: At | None
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act with a last day that somebody can still do. `due` is None where it is open under other readings only.

    `of` says which one: the number of the window, the requirement, the provision; None where there can be only one.
    """

    clause: str
    act: Act
    kind: Literal["duty", "right"]
    from_: str
    of: str | None
    what: str
    due: date | None
    strictest_due: date
    strictest_due_readings: Chosen
    methods: tuple[ByMeans, ...]
    on_its_way: tuple[OnItsWay, ...]
    key: tuple[str, str, str]
    """Which act it is, whatever its day: the same when a date moves or a fact is corrected."""

    @property
    def day(self) -> date:
        """The last day to show: under the readings chosen, else under the strictest."""
        return self.due or self.strictest_due


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Readings under which a missed act is open yet, with the last day and moments."""

    readings: Chosen
    due: date
    last_safe: LastSafe


@dataclass(frozen=True, slots=True)
class Decider:
    """Who can decide what a missed act comes to, under which clause, and what they can do."""

    who: str
    clause: str
    can: str


@dataclass(frozen=True, slots=True)
class ChangeOfFact:
    """The smallest change of one fact that would have made the act in time.

    A notice: `by` is the last moment of giving it by its own means, and it would have had to be `days` sooner where the
    rule goes by the day, else `seconds` sooner, both on the UK clock. Without `fact` no notice is on file, and `by` is
    the last moment by that method. A day that time runs from or to: `on` is the first that would have done, `days` later.
    """

    changed: Changed
    fact: str | None = None
    method: Means | None = None
    by: At | None = None
    cannot: Cannot | None = None
    on: date | None = None
    instead_of: At | None = None
    days: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """An act that was not in time under the readings chosen, and what it turns on now.

    `notice` and `effective` are of the notice that came late, None where none came. `reading` says whether a late act
    bars the request or the lifting of a breach; `bars` is what the option chosen makes of it. `decided_under` is the
    clause under which Panel or Authority has decided already.
    """

    clause: str
    act: Act
    from_: str
    of: str | None
    what: str
    due: date
    notice: str | None
    effective: At | None
    days_late: int | None
    reading: str | None
    option: str | None
    bars: bool
    decided_under: str | None
    not_late_under: tuple[Chosen, ...]
    still_open_under: tuple[StillOpen, ...]
    deciders: tuple[Decider, ...]
    changes: tuple[ChangeOfFact, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What each person can still do, and what decides what they no longer can, at the end of `as_of`.

    `on_file` is whether the case names the person advised; `untried` are readings that need a Working Day beyond the
    table of bank holidays; `also_awaited` is what has no last day, or needs no notice.
    """

    format: Literal[1]
    case: str
    as_of: date
    known_at: At | None
    code: str
    readings: Mapping[str, str]
    for_: str | None
    on_file: bool
    recovery_event: RecoveryEvent
    rests_on: tuple[str, ...]
    open: tuple[OpenAct, ...]
    missed: tuple[Missed, ...]
    also_awaited: tuple[Awaited, ...]
    untried: tuple[Chosen, ...]

    def as_json(self) -> dict[str, Any]:
        """The written form, ready for `json.dumps`."""
        whole: dict[str, Any] = as_json(self)
        for each in whole["open"]:
            del each["key"]
        for each in whole["also_awaited"]:
            del each["last_safe"]
        return whole
