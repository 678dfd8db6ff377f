"""An adjudication: its parts, named and ordered as docs/adjudication.md has them, and the whole.

None is what cannot yet be known; it is never 0.00, False or today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic.json_schema import SkipJsonSchema

from recovery_costs.calendar import long_day
from recovery_costs.facts import Provision
from recovery_costs.finding import Finding, Outcome, Route
from recovery_costs.money import Money
from recovery_costs.record import Counted
from recovery_costs.written import UNWRITTEN, At, Pounds, as_json, schema_of_answer

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
    finding: SkipJsonSchema[Finding | None] = field(default=None, compare=False, metadata=UNWRITTEN)
    """What says so; None where there is no Recovery Event."""


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
    referred_on: SkipJsonSchema[date | None] = field(default=None, compare=False, metadata=UNWRITTEN)
    """The day on which the first referral that serves it took effect."""


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
    about: SkipJsonSchema[str | None] = field(default=None, compare=False, metadata=UNWRITTEN)
    """The Party or subscriber it is about; None for what is of the event as a whole."""


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

    @property
    def outstanding(self) -> Money:
        """What is known to be payable and is not paid, to all Parties."""
        return Money.sum(each.outstanding for each in self.claims if each.outstanding is not None)

    def as_json(self) -> dict[str, Any]:
        """The written form, ready for `json.dumps`; `contested` only where it was asked for."""
        whole: dict[str, Any] = as_json(self)
        if self.contested is None:
            del whole["contested"]
        return whole


def adjudication_schema() -> dict[str, Any]:
    """The JSON Schema of an adjudication."""
    return schema_of_answer(Adjudication, may_lack="contested")
