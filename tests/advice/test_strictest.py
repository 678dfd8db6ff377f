"""The strictest last moment, against trying every combination of the readings by adjudicating under each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest
from hypothesis import given as from_any
from hypothesis import strategies as st

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.advice import advise
from recovery_costs.advice.parts import ByMeans, OpenAct
from recovery_costs.calendar import Moment, Notices, shipped_holidays
from recovery_costs.law import READINGS
from recovery_costs.plain import Problems
from recovery_costs.terms import terms
from tests.advice.cases import LONG, Made, few_or_many

TIME = ["month_count", "last_day", "notice_effective", "proved_receipt", "bank_holidays"]
EVENT = ["event_date", "decision_after_notice"]
READ_WITH = {
    "intention": [*EVENT, *TIME],
    "initial_estimate": TIME[2:],
    "updated_estimate": [*EVENT, *TIME, "estimate_windows_from", "estimate_windows"],
    "total": [*TIME, "ceases_to_incur"],
    "evidence": [*TIME[2:], "evidence_timetable"],
    "referral": [*EVENT, *TIME, "referral"],
}
TRIED_IN_THE_SHORT_FORM = 25

Readings = frozenset[tuple[str, str]]
Under = Callable[[Readings], tuple[Adjudication, Notices] | None]


@pytest.mark.long
@pytest.mark.parametrize("shard", range(4))
def test_nothing_is_stricter_than_the_strictest_and_the_readings_named_make_it_so(shard: int) -> None:
    @few_or_many(5, 250)
    @from_any(st.integers(0, 2**40).map(lambda seed: seed * 4 + shard))
    def in_every_case(seed: int) -> None:
        made = Made(seed)
        try:
            open_acts = advise(made.case(), made.as_of).open
        except Problems:
            return
        under = _under(made)
        for act in open_acts:
            for one in act.methods:
                named = _last(made, under(frozenset(one.strictest.readings.items())), act, one)
                if one.strictest.moment and not (named is None and act.due is None):
                    assert named == one.strictest.moment, (act.act, one.method)
            for readings in _combinations(act, random.Random(seed)):
                for one in act.methods:
                    moment = _last(made, under(frozenset(readings.items())), act, one)
                    if moment and one.ahead and one.ahead.moment and moment.day >= made.as_of:
                        assert moment >= one.ahead.moment, (act.act, one.method, readings)
                    if moment and one.strictest.moment:
                        assert moment >= one.strictest.moment, (act.act, one.method, readings)
                        fewer = len(_changed(made, readings)) < len(one.strictest.readings)
                        assert not (moment == one.strictest.moment and fewer), (act.act, one.method, readings)

    in_every_case()


def _combinations(act: OpenAct, r: random.Random) -> Iterator[dict[str, str]]:
    names = READ_WITH[act.act]
    every = list(product(*([option.name for option in READINGS[name].options] for name in names)))
    for options in every if LONG else r.sample(every, min(len(every), TRIED_IN_THE_SHORT_FORM)):
        yield dict(zip(names, options, strict=True))


def _changed(made: Made, readings: dict[str, str]) -> dict[str, str]:
    """Those that differ from the readings chosen in the case."""
    chosen = {name: reading.default for name, reading in READINGS.items()} | made.readings
    return {name: option for name, option in readings.items() if chosen[name] != option}


def _under(made: Made) -> Under:
    """The case adjudicated under some readings, once for all acts and means; None where that is a problem."""
    case = made.case()

    @cache
    def under(readings: Readings) -> tuple[Adjudication, Notices] | None:
        try:
            result = adjudicate(case, made.as_of, None, dict(readings))
        except Problems:
            return None
        return result, terms(case, dict(readings), shipped_holidays()).notices

    return under


def _last(made: Made, judged: tuple[Adjudication, Notices] | None, act: OpenAct, one: ByMeans) -> Moment | None:
    """The last moment by one means as adjudicated; None where the act is not to be done."""
    if judged is None:
        return None
    result, notices = judged
    due = _due(result, act)
    if due is None or (act.due is None and due < made.as_of):
        return None
    if one.method == "received":
        return _received(notices, due)
    return notices.last_safe(due)[one.method]


def _received(notices: Notices, due: date) -> Moment | None:
    if notices.business_hours and not notices.sending:
        return notices.last_safe(due)["hand"]
    return Moment.of(f"{due}T23:59:59")


def _due(result: Adjudication, act: OpenAct) -> date | None:
    """The last day of an act that is still to do, in an adjudication."""
    if act.act == "referral":
        rows = [each for each in result.breaches if (each.subscriber, each.provision) == (act.from_, act.of)]
        return rows[0].refer_by if rows and rows[0].referral_in_time is None else None
    claim = next((each for each in result.claims if each.party == act.from_), None)
    if claim is None:
        return None
    if act.act == "intention":
        return claim.intention.due if claim.intention.effective is None else None
    if act.act == "total":
        return claim.total.due if claim.total.effective is None else None
    if act.act == "initial_estimate":
        told = claim.intention.effective
        return told.day if told and claim.initial_estimate == "not_met" else None
    if act.act == "evidence":
        rows_ = [each for each in claim.evidence if each.requirement == act.of]
        return rows_[0].due if rows_[0].status in ("open", "overdue") else None
    return next((each.to for each in claim.estimates if each.status == "open"), None)
