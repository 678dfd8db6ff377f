"""What the Code says of the facts: `Finding`, the parts of an adjudication, and the whole `Adjudication`.

Each part is named and ordered as docs/adjudication.md has it. None is what cannot yet be known; it is never 0.00, False or
today. `as_json` gives the written form: money and moments as text, a trailing underscore dropped from a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import TypeAdapter, WithJsonSchema

from recovery_costs.calendar import Moment, long_day
from recovery_costs.facts import AppealDecided, IntentionNotified, Provision, RecoveryKeyDecided, TotalNotified
from recovery_costs.money import MONEY_PATTERN, Money
from recovery_costs.record import Counted

Pounds = Annotated[Money, WithJsonSchema({"type": "string", "pattern": f"^{MONEY_PATTERN}$"})]
At = Annotated[Moment, WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$"})]
Route = Literal["L10.15", "L10.16"]
WindowStatus = Literal["met", "missed", "open", "ended_by_total"]
BreachStatus = Literal["deemed_rebuttable", "deemed_pending", "erased", "final"]
EvidenceStatus = Literal["given_in_time", "given_late", "overdue", "open", "displaced"]
ClaimState = Literal["barred", "refused", "paid", "payable", "referred", "requested", "notified"]
Exclusion = Literal[
    "before_event",
    "key_not_required",
    "key_successful",
    "not_responsible_supplier",
    "not_relevant_device",
    "otherwise_incurred",
    "not_reasonable",
    "own_route",
    "outside_limbs",
]


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
) -> Finding:
    """A finding, with what is usual left out."""
    return Finding(clause, about, outcome, due, days_late, because, facts, readings, basis)


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


# --- the parts of an adjudication -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecoveryEvent:
    """Whether a Recovery Event has occurred, on which route and day: L10.14."""

    occurred: bool
    route: Route | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Notified:
    """A notice against its last day; `days_late` is 0 in time."""

    effective: At | None
    due: date | None
    in_time: bool | None
    days_late: int | None

    @classmethod
    def against(cls, notice: Counted[Any] | None, due: date | None, as_of: date) -> Notified:
        """A notice against its last day, by days: the period runs to the end of `due`.

        With none on file `in_time` is None to the end of `due`, then False and counted late to `as_of`.
        """
        day = notice.day if notice else as_of
        if due is None or (notice is None and day <= due):
            in_time, late = None, None
        else:
            in_time, late = day <= due, max(0, (day - due).days)
        return cls(notice.moment if notice else None, due, in_time, late)

    @property
    def outcome(self) -> Outcome:
        """Met in time, not met late, and nothing to be said while it is open."""
        return {None: Outcome.CANNOT_SAY, True: Outcome.MET, False: Outcome.NOT_MET}[self.in_time]

    def none_yet(self, what: str) -> str:
        """Why, where no notice is on file."""
        if self.due is None:
            return f"No {what} is on file, and no last day runs yet."
        if self.in_time is None:
            return f"No {what} is on file; it may take effect to the end of {long_day(self.due)}."
        return f"No {what} took effect by {long_day(self.due)}, the last day for it."


@dataclass(frozen=True, slots=True)
class Window:
    """One period in which an updated best estimate is due; both ends are in it: L10.19(b)(ii)."""

    window: int
    from_: date
    to: date
    status: WindowStatus
    met_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """What of one cost line is a Recovery Cost, and every reason that excludes it: L10.17."""

    line: str
    eligible: Pounds | None
    excluded: tuple[Exclusion, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A requirement for evidence and its answer: L10.20."""

    requirement: str
    due: date
    status: EvidenceStatus


@dataclass(frozen=True, slots=True)
class DatedPayment:
    """A payment dated by the Panel or the Authority: L10.24(b)."""

    on: date
    amount: Pounds


@dataclass(frozen=True, slots=True)
class Claim:
    """One Party's claim on the day."""

    party: str
    state: ClaimState | None
    intention: Notified
    initial_estimate: Literal["met", "not_met", "not_required"] | None
    estimates: tuple[Window, ...]
    total: Notified
    requested: Pounds | None
    barred: bool
    barred_by: tuple[str, ...]
    lines: tuple[Line, ...]
    eligible: Pounds | None
    judgement_pending: bool
    payable: Pounds | None
    payable_under: str | None
    evidence: tuple[Evidence, ...]
    instalments: tuple[DatedPayment, ...]
    paid: Pounds
    outstanding: Pounds | None
    overpaid: Pounds | None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What is requested for the one event, against the sum: L10.24."""

    requested: Pounds
    threshold: Pounds | None
    exceeds: bool | None
    dcc_may_refer_dates: bool
    draft_proposal_to_consider: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """A deemed breach and where it stands: L10.25 to L10.29."""

    subscriber: str
    provision: Provision
    status: BreachStatus
    refer_by: date
    referral_in_time: bool | None
    since: date


@dataclass(frozen=True, slots=True)
class NotDeemed:
    """A Relevant Subscriber that is deemed in breach of nothing, and why."""

    subscriber: str
    because: Literal["not_a_party"]


@dataclass(frozen=True, slots=True)
class LastSafe:
    """By each method, the last moment of sending that still takes effect by the last day; None beyond the table."""

    hand: At | None
    email: At | None
    post: At | None


@dataclass(frozen=True, slots=True)
class Awaited:
    """What somebody still has to do, or may do; `due` is the last good day, None where the Code gives none."""

    clause: str
    kind: Literal["duty", "right"]
    from_: str
    what: str
    due: date | None
    last_safe: LastSafe | None


@dataclass(frozen=True, slots=True)
class Change:
    """A value that another option changes."""

    path: str
    from_: Any
    to: Any


@dataclass(frozen=True, slots=True)
class Contested:
    """Another option of a reading, and what it would change."""

    reading: str
    option: str
    instead_of: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What L10 makes of one Recovery Event on a day (its end), as known at a moment (None: all that is on record)."""

    format: Literal[1]
    case: str
    as_of: date
    known_at: At | None
    code: str
    readings: Mapping[str, str]
    recovery_event: RecoveryEvent
    claims: tuple[Claim, ...]
    aggregate: Aggregate
    breaches: tuple[Breach, ...]
    carved_out: tuple[str, ...]
    not_deemed: tuple[NotDeemed, ...]
    awaited: tuple[Awaited, ...]
    findings: tuple[Finding, ...]
    contested: tuple[Contested, ...] | None = field(default=None)

    def as_json(self) -> dict[str, Any]:
        """The written form, ready for `json.dumps`; `contested` only where it was asked for."""
        whole: dict[str, Any] = as_json(self)
        if self.contested is None:
            del whole["contested"]
        return whole


@cache
def _names(kind: Any) -> tuple[tuple[str, str], ...]:
    return tuple((each.name, each.name.rstrip("_")) for each in fields(kind))


def as_json(value: Any) -> Any:
    """A value of an adjudication in the written form."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, (Money, Moment)):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: as_json(getattr(value, attribute)) for attribute, name in _names(kind)}
    if isinstance(value, Mapping):
        return {name: as_json(inner) for name, inner in value.items()}
    assert isinstance(value, Sequence)
    return [as_json(inner) for inner in value]


def adjudication_schema() -> dict[str, Any]:
    """The JSON Schema of an adjudication."""
    return schema_of_answer(Adjudication, may_lack="contested")


def schema_of_answer(document: type, may_lack: str | None = None) -> dict[str, Any]:
    """The JSON Schema of an answer in the written form: every field there, and no other."""
    schema = TypeAdapter(document).json_schema(mode="serialization")
    for part in (schema, *schema["$defs"].values()):
        if "properties" in part:
            part["properties"] = {name.rstrip("_"): form for name, form in part["properties"].items()}
            part["required"] = [name for name in part["properties"] if name != may_lack]
            part["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
