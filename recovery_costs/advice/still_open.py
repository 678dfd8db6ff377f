"""What is still open: the last safe moment by each means, under the readings chosen and under the strictest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from recovery_costs import facts as f
from recovery_costs.adjudication import Breach
from recovery_costs.advice.every_reading import EveryReading, Way
from recovery_costs.advice.parts import (
    CLAUSE,
    MEANS,
    WHAT,
    Act,
    ByMeans,
    Cannot,
    Chosen,
    LastMoment,
    Means,
    OnItsWay,
    OpenAct,
    Strictest,
)
from recovery_costs.advice.rows import Row, row_of_breach, rows_of_claim
from recovery_costs.finding import Deemed
from recovery_costs.record import Counted
from recovery_costs.rules.l10_27_referral_of_breach import l10_27_a__referrals_that_serve

OF_A_CLAIM: tuple[Act, ...] = ("intention", "initial_estimate", "updated_estimate", "total", "evidence")

RowsOf = Callable[[Way], Sequence[Row] | None]
"""The rows of one act under a combination of readings (of evidence, one requirement); None where that cannot be said."""


class _Earliest(NamedTuple):
    """What is strictest so far: over all combinations, the first with the fewest changes that makes it so."""

    due: date
    due_readings: Chosen
    of: str | None
    by: dict[Means, Strictest]
    ahead: dict[Means, Strictest]
    """The same of the moments whose day has not passed."""


def open_to_claimant(every: EveryReading, party: str, barred: bool) -> Iterator[OpenAct]:
    """What a claimant can still do. `barred`: it may not ask at all (L10.18), so only evidence is asked of it."""
    now = every.claim(every.chosen, party)
    asked = {row.requirement for row in now.evidence} if now else set()
    for act in OF_A_CLAIM[4:] if barred else OF_A_CLAIM:
        for of in sorted(asked) if act == "evidence" else [None]:
            yield from _open_act(every, act, party, rows_of_act(every, party, act, of))


def open_to_subscriber(every: EveryReading, breach: Breach) -> Iterator[OpenAct]:
    """The deemed breach that a Relevant Subscriber can still refer, of a breach as adjudicated."""
    who, provision = breach.subscriber, breach.provision
    yield from _open_act(every, "referral", who, rows_of_referral(every, who, provision))


def rows_of_act(every: EveryReading, party: str, act: Act, requirement: str | None) -> RowsOf:
    """One act of a claim, under any combination of readings."""

    def rows(way: Way) -> Sequence[Row] | None:
        claim = every.claim(way, party)
        if claim is None:
            return None
        return [row for row in rows_of_claim(claim, every.as_of) if row.act == act and requirement in (None, row.of)]

    return rows


def rows_of_referral(every: EveryReading, subscriber: str, provision: str) -> RowsOf:
    """The referral of one deemed breach, under any combination of readings."""

    def rows(way: Way) -> Sequence[Row] | None:
        own = every.breach(way, subscriber, provision)
        if own is None:
            return None
        return [row for row in (row_of_breach(each, every.as_of) for each in own) if row]

    return rows


def _open_act(every: EveryReading, act: Act, who: str, rows_of: RowsOf) -> Iterator[OpenAct]:
    chosen = rows_of(every.chosen) or ()
    row = next((each for each in chosen if each.status == "open"), None)
    if row is None and chosen and act != "updated_estimate":
        return  # missed: said there
    earliest = _earliest(every, act, rows_of, needs_open=row is None)
    if earliest is None:
        return
    methods = tuple(_by_means(means, row, earliest, every) for means in MEANS)
    of = row.of if row else earliest.of
    yield OpenAct(
        clause=CLAUSE[act],
        act=act,
        kind="right" if act == "referral" else "duty",
        from_=who,
        of=of,
        what=said(every, act, of),
        due=row.due if row else None,
        strictest_due=earliest.due,
        strictest_due_readings=earliest.due_readings,
        methods=methods,
        on_its_way=tuple(_travelling(every, act, who, row)) if row else (),
        key=(who, act, _root(every, of) if act == "evidence" else of or ""),
    )


def _earliest(every: EveryReading, act: Act, rows_of: RowsOf, needs_open: bool) -> _Earliest | None:
    """The strictest over every combination under which the act is still to do.

    One that has passed under some combination counts, for it is the same act; but a window that has passed is another
    act than the one now open. Where nothing is open under the readings chosen, only what is open elsewhere counts.
    """
    best: _Earliest | None = None
    for way in every.ways(act):
        for row in rows_of(way) or ():
            if row.late or (row.status == "missed" and (needs_open or act == "updated_estimate")):
                continue
            if best is None or row.due < best.due:
                by, ahead = (best.by, best.ahead) if best else ({}, {})
                best = _Earliest(row.due, way.changes, row.of, by, ahead)
            for means in MEANS:
                last = every.last_moment(way, means, row.first, row.due)
                one = Strictest(last.moment, last.cannot, _passed(last, every.as_of), way.changes)
                _keep_the_stricter(best.by, means, one)
                if last.moment and not one.passed:
                    _keep_the_stricter(best.ahead, means, one)
    return best


def _keep_the_stricter(kept: dict[Means, Strictest], means: Means, one: Strictest) -> None:
    if means not in kept or one.strictness < kept[means].strictness:
        kept[means] = one


def _by_means(means: Means, row: Row | None, earliest: _Earliest, every: EveryReading) -> ByMeans:
    cannot: Cannot = "not_open"
    last = every.last_moment(every.chosen, means, row.first, row.due) if row else LastMoment(None, cannot)
    strictest = earliest.by[means]
    ahead = earliest.ahead.get(means) if strictest.passed else None
    return ByMeans(means, last.moment, last.cannot, _passed(last, every.as_of), strictest, ahead)


def _passed(last: LastMoment, as_of: date) -> bool:
    """Whether its day lies before the day advised on; one later that day is still to come."""
    return last.moment is not None and last.moment.day < as_of


def said(every: EveryReading, act: Act, of: str | None) -> str:
    """What the act is, in words: the item of evidence, the provision, the number of the window."""
    if of is None:
        return WHAT[act]
    if act == "evidence":
        return f"{WHAT[act]}: {every.chosen.facts.named(of).item}"
    return f"{WHAT[act]} (window {of})" if act == "updated_estimate" else f"{WHAT[act]} of {of} to the Panel"


def _root(every: EveryReading, of: str | None) -> str:
    """The fact first recorded, of one that was corrected: corrections change the id, not which act it is."""
    by_id = every.case.by_id
    while of is not None and by_id[of].corrects is not None:
        of = by_id[of].corrects
    return of or ""


# --- given, and not yet in effect ---------------------------------------------------------------------------------


def _travelling(every: EveryReading, act: Act, who: str, row: Row) -> Iterator[OnItsWay]:
    for fact, moment in every.on_its_way:
        if _serves(fact, every, act, who, row.of):
            in_time = None if moment is None else (row.first or moment.day) <= moment.day <= row.due
            yield OnItsWay(fact.id, moment, in_time)


def _serves(fact: f.Notice, every: EveryReading, act: Act, who: str, of: str | None) -> bool:
    """Whether a notice is one of those that the act asks for."""
    if isinstance(fact, f.BreachReferred):
        own = every.breach(every.chosen, who, of or "") or ()
        given = fact.sent or fact.received
        assert given
        notice, readings = Counted(fact, given, given), every.chosen.law.readings
        deemed = [Deemed(each.subscriber, each.provision, ()) for each in own]
        return act == "referral" and any(l10_27_a__referrals_that_serve(each, [notice], readings) for each in deemed)
    if isinstance(fact, f.EvidenceGiven):
        return act == "evidence" and fact.party == who and every.chosen.facts.read_through(fact.requirement) == of
    if getattr(fact, "party", None) != who:
        return False
    estimate = isinstance(fact, f.EstimateGiven) or getattr(fact, "estimate", None) is not None
    total = isinstance(fact, f.TotalNotified) or getattr(fact, "total", None) is not None
    intention = isinstance(fact, f.IntentionNotified | f.TotalNotified)
    serves: dict[Act, bool] = {"intention": intention, "total": total}
    return serves.get(act, estimate and act != "evidence")
