"""One Party's claim in parts. What each computes is `recovery_costs.claim_steps`' own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from recovery_costs.adjudication import RecoveryEvent
from recovery_costs.claim_steps import (
    Intended,
    Settled,
    Totalled,
    bars,
    costs_of,
    evidence_of,
    intended_by,
    settled_on,
    totalled_by,
)
from recovery_costs.finding import Figure, Intention, Ruling
from recovery_costs.money import Money
from recovery_costs.rules.l10_18_request import l10_18__may_request
from recovery_costs.rules.l10_19_b_best_estimates import (
    l10_19_b__estimates_missed,
    l10_19_b_i__initial_estimate,
    l10_19_b_ii__windows,
    l10_19_b_ii__windows_run_from,
)
from recovery_costs.rules.l10_24_requests_above_the_sum import Request, l10_24__requested_for_the_event
from recovery_costs.verdict.counts import Counts, Own
from recovery_costs.verdict.parts import Following, Part, Readings
from recovery_costs.written import as_json

Rows = tuple[tuple[str, str], ...]
"""Windows by number, each with its status or with its last day; or evidence by requirement, each with its status."""


class Initial(NamedTuple):
    """L10.19(b)(i): how the estimate due with the intention stands, and whether its lack bars."""

    stands: str | None
    bars: bool


class Windows(NamedTuple):
    """L10.19(b)(ii): how each window stands and its last day, and whether one that was missed bars."""

    rows: Rows
    ends: Rows
    bars: bool


class Asks(NamedTuple):
    """Of `Totalled`, what decides what is payable."""

    governing: Figure | None
    requested: Money | None


class Shown(NamedTuple):
    """A value of a claim: its name, the part that holds it, where in it; and whether `contested` names it."""

    name: str
    part: str
    value: Callable[[Any], Any]
    contested: bool = True


SHOWN = (
    Shown("state", "settled", lambda settled: settled.state, False),
    Shown("intention.due", "intended", lambda intended: intended.against.due, False),
    Shown("intention.in_time", "intended", lambda intended: intended.against.in_time),
    Shown("initial_estimate", "initial", lambda initial: initial.stands),
    Shown("total.due", "totalled", lambda totalled: totalled.against.due, False),
    Shown("total.in_time", "totalled", lambda totalled: totalled.against.in_time),
    Shown("requested", "asks", lambda asks: asks.requested),
    Shown("barred", "barred_by", bool),
    Shown("eligible", "eligible", lambda eligible: eligible),
    Shown("payable", "settled", lambda settled: settled.payable),
    Shown("outstanding", "settled", lambda settled: settled.outstanding, False),
    Shown("overpaid", "settled", lambda settled: settled.overpaid, False),
)
_CONTESTED = tuple(each for each in SHOWN if each.contested)


class ClaimInParts:
    """One Party's claim, in parts.

    Args:
        keys: whether a key was required, and whether its failure anywhere clears every line.
        in_breach: whether the Party is deemed in breach of anything and not cleared of it.
    """

    def __init__(
        self,
        party: str,
        counts: Counts,
        event: Part[RecoveryEvent],
        keys: Part[tuple[bool, bool]],
        in_breach: Part[bool],
        rulings: Sequence[Ruling],
    ) -> None:
        part: Callable[..., Part[Any]] = partial(Part, counts.trees)
        following: Callable[..., Part[Any]] = partial(Following, counts.trees)
        self.party, self._counts, self._rulings, self._following = party, counts, rulings, following
        self.own: Part[Own] = counts.own(party)
        self.eligible = part(self._eligible, event, keys)
        self.intended = part(self._intended, self.own, event)
        notice = following(lambda intended: intended.notice, self.intended)
        due = following(lambda intended: intended.against.due, self.intended)
        self.initial = part(self._initial, self.own, notice)
        run_from = part(l10_19_b_ii__windows_run_from, notice, due)
        self.windows = part(self._windows, self.own, notice, run_from)
        self.totalled = part(self._totalled, self.own)
        self.evidence = part(self._evidence, self.own)
        may_request = part(self._may_request, in_breach)
        limbs = (self.intended, self.initial, self.windows, self.totalled)
        self.barred_by = following(_barred_by, may_request, *(following(_bars, limb) for limb in limbs))
        self.asks = following(lambda totalled: Asks(totalled.governing, totalled.requested), self.totalled)
        occurred = following(lambda event: event.occurred, event)
        self.settled = following(self._settled, self.own, occurred, self.asks, self.barred_by)
        request = following(lambda settled: settled.request, self.settled)
        self.brings = part(_brings, request)
        """What it brings to the sum of L10.24, in pence."""
        self.stake = following(_stake, request)
        """The money at stake on it, in pence."""
        held = (getattr(self, each.part) for each in _CONTESTED)
        self.contested = following(_contested, self.own, self.windows, *held)
        """The values that `contested` names, under its own paths. Too much for one tree: asked for one combination only."""

    @property
    def is_ever(self) -> bool:
        """Whether there is a claim under some combination."""
        every = self._counts.trees.values(self.own.tree)
        return any(isinstance(own, Own) and own.present for own in every)

    def values(self) -> Iterator[tuple[str, Part[Any]]]:
        """Every value by name, in the written form; None where there is no claim. Nothing for a claim that never is."""
        trees = self._counts.trees
        if not self.is_ever:
            return
        for each in SHOWN:
            yield each.name, self._following(partial(_written, each.value), self.own, getattr(self, each.part))
        windows = self._following(lambda windows: windows.rows, self.windows)
        ends = self._following(lambda windows: windows.ends, self.windows)
        for many, name, rows in (
            ("estimates", "status", windows),
            ("estimates", "to", ends),
            ("evidence", "status", self.evidence),
        ):
            every = (value for value in trees.values(rows.tree) if isinstance(value, tuple))
            for row in dict.fromkeys(sorted((row for value in every for row, _ in value), key=_in_order)):
                yield f"{many}.{row}.{name}", self._following(lambda rows, row=row: dict(rows).get(row), rows)

    # --- the steps, each handed what those before it came to ------------------------------------------------------

    def _eligible(self, event: RecoveryEvent, keys: tuple[bool, bool], readings: Readings) -> Money | None:
        happened = self._counts.happened_of(self.party)
        return costs_of(self.party, happened, event, *keys, self._counts.law(readings))[0].eligible

    def _may_request(self, in_breach: bool, readings: Readings) -> bool:
        return l10_18__may_request(self.party, in_breach, readings)[0]

    def _intended(self, own: Own, event: RecoveryEvent, readings: Readings) -> Intended:
        counts = self._counts
        event_on = event.on if own.present else None  # without a claim no last day runs, nor need one be decided
        return intended_by(self.party, own.facts, event_on, counts.as_of, counts.law(readings))[0]

    def _initial(self, own: Own, notice: Intention | None, readings: Readings) -> Initial:
        stands, _ = l10_19_b_i__initial_estimate(self.party, notice, *own.figures, readings)
        return Initial(stands, l10_19_b__estimates_missed(stands, (), readings))

    def _windows(self, own: Own, notice: Intention | None, run_from: date | None, readings: Readings) -> Windows:
        deadline = self._counts.law(readings).deadline
        made = l10_19_b_ii__windows(notice, run_from, *own.figures, deadline, self._counts.as_of, readings)
        rows = tuple((str(each.window), each.status) for each in made)
        ends = tuple((str(each.window), each.to.isoformat()) for each in made)
        return Windows(rows, ends, l10_19_b__estimates_missed(None, made, readings))

    def _totalled(self, own: Own, readings: Readings) -> Totalled:
        counts = self._counts
        return totalled_by(self.party, own.facts, own.figures, counts.as_of, counts.law(readings))[0]

    def _evidence(self, own: Own, readings: Readings) -> Rows:
        counts = self._counts
        rows, _ = evidence_of(self.party, own.facts, self._rulings, counts.as_of, counts.law(readings))
        return tuple((each.requirement, each.status) for each in rows)

    def _settled(self, own: Own, occurred: bool, asks: Asks, barred_by: tuple[str, ...]) -> Settled:
        given = self.party, own.facts, occurred, self._rulings, own.figures, *asks, barred_by
        nothing = ()  # evidence and instalments only add to what is said; they change no value
        return settled_on(*given, nothing, nothing, self._counts.as_of)[0]


def _bars(limb: Any) -> bool:
    barring: bool = limb.bars
    return barring


def _barred_by(may_request: bool, intention: bool, initial: bool, windows: bool, total: bool) -> tuple[str, ...]:
    return bars(may_request, intention, initial or windows, total)


def _brings(request: Request, readings: Readings) -> int:
    """What a claim brings to the sum: L10.24 adds up what each claim brings."""
    return l10_24__requested_for_the_event([request], readings).pence


def _stake(request: Request) -> int:
    """The money at stake on a claim, in pence: what is payable; while that is not known, what is requested and not barred."""
    if request.payable is not None:
        return request.payable.pence
    return 0 if request.barred or request.requested is None else request.requested.pence


def _written(shown: Callable[[Any], Any], own: Own, value: Any) -> Any:
    return as_json(shown(value)) if own.present else None


def _contested(own: Own, windows: Windows, *held: Any) -> Rows:
    if not own.present:
        return ()
    named = zip(_CONTESTED, held, strict=True)
    rows = [(each.name, as_json(each.value(value))) for each, value in named]
    return (*rows, *((f"estimates.{number}.status", status) for number, status in windows.rows))


def _in_order(row: str) -> tuple[int, str]:
    """Windows by number; what has no number after them, by name."""
    return (int(row), row) if row.isascii() and row.isdigit() else (10**9, row)
