"""What a clause says of the facts: `Finding`, and what an earlier clause decided for a later one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from pydantic.json_schema import SkipJsonSchema

from recovery_costs.calendar import Moment
from recovery_costs.facts import AppealDecided, IntentionNotified, Provision, RecoveryKeyDecided, TotalNotified
from recovery_costs.money import Money
from recovery_costs.record import Counted, rests_on
from recovery_costs.written import UNWRITTEN

Route = Literal["L10.15", "L10.16"]


class Outcome(StrEnum):
    """What a clause says of the facts."""

    MET = "met"
    NOT_MET = "not_met"
    DOES_NOT_APPLY = "does_not_apply"
    CANNOT_SAY = "cannot_say"
    FOR_JUDGEMENT = "for_judgement"


class Basis(StrEnum):
    """Whose word it is: the clause's, a computation's, a person's, a contested reading's or a parameter's."""

    STATED = "stated"
    COMPUTED = "computed"
    JUDGEMENT = "judgement"
    READING = "reading"
    PARAMETER = "parameter"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one clause says of the facts, and why. `due` is the last good day; `facts` are ids."""

    clause: str
    about: str | None
    outcome: Outcome
    due: date | None
    days_late: int | None
    because: str
    facts: tuple[str, ...]
    readings: tuple[str, ...]
    basis: Basis
    in_short: SkipJsonSchema[str] = field(default="", compare=False, metadata=UNWRITTEN)
    """The reason without the parameters that its moments rest on, which would stand in every row of a list."""


def found(
    clause: str,
    outcome: Outcome,
    because: str,
    *,
    about: str | None = None,
    facts: tuple[str, ...] = (),
    readings: tuple[str, ...] = (),
    basis: Basis = Basis.COMPUTED,
    due: date | None = None,
    days_late: int | None = None,
    notices: Iterable[Counted[Any]] = (),
) -> Finding:
    """A finding, with what is usual left out. `notices`: those whose moments decide; what these rest on ends the reason."""
    in_full = because + rests_on(*notices)
    return Finding(clause, about, outcome, due, days_late, in_full, facts, readings, basis, because)


TIME = ("month_count", "last_day", "notice_effective", "proved_receipt", "bank_holidays")
"""The readings on which every last day and every notice rests."""

SUM = ("threshold_counts", "threshold_comparison", "threshold_sum", "threshold_amounts", "no_threshold")
"""The readings on which L10.24 turns."""

BARS = {
    "L10.18": ("dcc_claims", "deemed_breacher_claims"),
    "L10.19(a)": ("late_intention",),
    "L10.19(b)": ("missed_estimate",),
    "L10.19(c)": ("late_total",),
}
"""The clauses by which a request may be barred, in Code order, each with the readings that say so."""

Deadline: TypeAlias = Callable[[date, int], date]
"""The last day of the n-th period of three months after a day, under the readings."""

Intention: TypeAlias = Counted[IntentionNotified] | Counted[TotalNotified]
"""The notice that governs as intention: L10.19(a)."""


def basis_of(notice: Counted[Any] | None) -> Basis:
    """Whose word it is when a notice took effect: a parameter's, where the deemed-receipt rule moved it."""
    moved = notice is not None and notice.effect is not None and notice.effect.rests and notice.effect.moved
    return Basis.PARAMETER if moved else Basis.COMPUTED


# --- what an earlier clause decided, for a later one --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The circumstances of L10.15 or L10.16, complete at a moment, with the decision and the ids they rest on."""

    route: Route
    complete: Moment
    decision: Counted[RecoveryKeyDecided]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deemed:
    """A Relevant Subscriber deemed in breach of a provision, with the ids it rests on: L10.25, L10.26."""

    subscriber: str
    provision: Provision
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The latest decision of the Authority on a Panel decision, read through corrections: L10.29."""

    decision: Any
    """The Panel's decision, as a fact."""
    ruled: Counted[AppealDecided]

    @property
    def put_in_place(self) -> AppealDecided | None:
        """What the Authority decided in the Panel's place; None where it upheld the Panel."""
        return None if self.ruled.fact.upheld else self.ruled.fact


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate or a total, and the notice that gave it."""

    amount: Money
    notice: Counted[Any]

    @property
    def moment(self) -> Moment:
        """When it took effect."""
        return self.notice.moment
