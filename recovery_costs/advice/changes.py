"""The smallest change of one fact that would have made a late act in time: the rules on time, inverted.

A notice: the last moment of giving it by its own means, which the rule on notices gives backwards. A day that three
months run from: the first whose three months end late enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from recovery_costs import facts as f
from recovery_costs.advice.every_reading import EveryReading
from recovery_costs.advice.parts import Act, ChangeOfFact, Means
from recovery_costs.advice.rows import Row, last_moment
from recovery_costs.calendar import METHODS, OutsideTheTable
from recovery_costs.claim_steps import figures_of
from recovery_costs.finding import Deemed, Figure
from recovery_costs.record import Counted
from recovery_costs.rules.l10_19_a_intention import L10_19_A__PERIODS
from recovery_costs.rules.l10_19_c_total import L10_19_C__PERIODS
from recovery_costs.rules.l10_20_evidence import l10_20__evidence
from recovery_costs.rules.l10_27_referral_of_breach import (
    L10_27_A__PERIODS,
    l10_27_a__referrals_that_serve,
)
from recovery_costs.terms import Terms

_DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)


def first_day_reaching(due: date, periods: int, law: Terms) -> date:
    """The first day whose n-th period of three months ends on or after `due`: `law.deadline`, inverted.

    The length of the period is taken off `due`. Lengths differ by the days by which months do, and by the stretch of days
    without work over which `last_day` may carry an end; those few are then put right, one way or the other.

    Raises:
        OutsideTheTable: `last_day` needs a Working Day beyond the table of bank holidays.
    """
    unmoved = replace(law, readings={**law.readings, "last_day": "unmoved"})
    day = due - (unmoved.deadline(due, periods) - due)
    while law.deadline(day, periods) < due:
        day += _DAY
    while law.deadline(day - _DAY, periods) >= due:
        day -= _DAY
    return day


def late_notices(every: EveryReading, who: str, row: Row) -> list[Counted[Any]]:
    """The notices on file that came too late for an act, the first to take effect first."""
    facts = every.chosen.facts
    if row.act == "referral":
        own = every.breach(every.chosen, who, row.of or "") or ()
        deemed, referrals = Deemed(own[0].subscriber, own[0].provision, ()), facts.of(f.BreachReferred)
        return l10_27_a__referrals_that_serve(deemed, referrals, every.chosen.law.readings)
    if row.act == "evidence":
        answers = facts.of(f.EvidenceGiven, who)
        return [each for each in answers if facts.read_through(each.fact.requirement) == row.of]
    estimates, totals = figures_of(facts, who)
    if row.act in ("initial_estimate", "updated_estimate"):
        return _after(estimates, row.due)
    given = [each.notice for each in totals]
    if row.act == "intention":
        given = [*facts.of(f.IntentionNotified, who), *facts.of(f.TotalNotified, who)]
    return sorted(given, key=lambda each: each.order)


def _after(estimates: Iterable[Figure], due: date) -> list[Counted[Any]]:
    return [each.notice for each in estimates if each.notice.day > due]


def smallest_changes(every: EveryReading, who: str, row: Row, late: Sequence[Counted[Any]]) -> Iterator[ChangeOfFact]:
    """What would have made a missed act in time: of the late notices the one nearest to it, then days it runs from.

    With no notice on file, the last moment of giving one by each method, and the day that would leave it open.
    """
    law = every.chosen.law
    sooner = [_sooner(each, row, law) for each in late]
    named = [each for each in sooner if each.by is not None]
    if named:
        yield min(named, key=lambda each: (each.days or 0) * 86400 + (each.seconds or 0))
    elif sooner:
        yield sooner[0]
    else:
        for method in METHODS:
            last = last_moment(method, row.first, row.due, law.notices)
            yield ChangeOfFact("notice", method=method, by=last.moment, cannot=last.cannot)
    if row.act == "initial_estimate":
        yield ChangeOfFact("estimate_stated", fact=_first_intention(every, who))
        return
    reach = late[0].day if late else every.as_of
    try:
        yield from _later_days(every, who, row, reach, late)
    except OutsideTheTable:
        return


def _sooner(notice: Counted[Any], row: Row, law: Terms) -> ChangeOfFact:
    """How much sooner a notice would have had to be given by its own means, on the UK clock."""
    fact, notices = notice.fact, law.notices
    proved = fact.received is not None and not (notices.sending and fact.sent)
    means: Means = "received" if proved else fact.method
    given = fact.received if proved else fact.sent
    last = last_moment(means, row.first, row.due, notices)
    if last.moment is None:
        return ChangeOfFact("notice", notice.id, means, cannot=last.cannot, instead_of=given)
    if last.moment.wall.time() == END_OF_DAY:
        days = (given.day - last.moment.day).days
        return ChangeOfFact("notice", notice.id, means, last.moment, instead_of=given, days=days)
    apart = given.wall - last.moment.wall
    seconds = apart.days * 86400 + apart.seconds
    return ChangeOfFact("notice", notice.id, means, last.moment, instead_of=given, seconds=seconds)


def _first_intention(every: EveryReading, who: str) -> str:
    return every.chosen.facts.of(f.IntentionNotified, who)[0].id


def _later_days(
    every: EveryReading, who: str, row: Row, reach: date, late: Sequence[Counted[Any]]
) -> Iterator[ChangeOfFact]:
    """Days that, had they been later, would have carried the last day to `reach`."""
    law = every.chosen.law
    event = every.chosen.event.on
    periods: dict[Act, int] = {"intention": L10_19_A__PERIODS, "referral": L10_27_A__PERIODS}
    if row.act in periods and event and late:
        on = first_day_reaching(reach, periods[row.act], law)
        yield ChangeOfFact("event_day", on=on, days=(on - event).days)
    if row.act == "total":
        ceased = every.chosen.facts.of(f.CostsCeased, who)[-1]
        on = first_day_reaching(reach, L10_19_C__PERIODS, law)
        paid = ceased.fact.last_payment if law.readings["ceases_to_incur"] == "payment" else None
        if paid:
            yield ChangeOfFact("last_payment", ceased.id, on=on, days=(on - paid).days)
        else:
            yield ChangeOfFact("costs_ceased", ceased.id, on=on, instead_of=ceased.moment, days=(on - ceased.day).days)
    if row.act == "evidence":
        yield _later_due(every, who, row, reach, late[0] if late else None)


def _later_due(
    every: EveryReading, who: str, row: Row, reach: date, answer: Counted[f.EvidenceGiven] | None
) -> ChangeOfFact:
    """The first day by which the evidence could have been asked for, and not have been late.

    That is the day it came, or the first day that the Panel's timetable displaces, where that is sooner.
    """
    facts, readings = every.chosen.facts, every.chosen.law.readings
    required = next(each for each in facts.of(f.EvidenceRequired, who) if each.id == row.of)
    taken_up = next(iter(facts.of(f.PanelTookUp, who)), None)
    answers = {required.id: answer} if answer else {}
    on = reach
    if taken_up and row.due < taken_up.day < reach:
        moved = replace(required, fact=required.fact.model_copy(update={"due": taken_up.day}))
        rows, _ = l10_20__evidence(who, [moved], answers, taken_up, (), every.as_of, readings)
        on = taken_up.day if rows[0].status == "displaced" else reach
    return ChangeOfFact("due_day", required.id, on=on, days=(on - row.due).days)
