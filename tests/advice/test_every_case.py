"""What must hold of the advice in every case.

Each act done at its last safe moment succeeds, and a minute later, or the next day where the rule goes by the day, fails.
The smallest change makes a missed act one in time, and nothing smaller does. Readings said to save it do.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as from_any
from hypothesis import strategies as st

from recovery_costs.adjudication import Adjudication
from recovery_costs.advice import advise
from recovery_costs.advice.parts import Advice, ChangeOfFact, Missed, OpenAct
from recovery_costs.calendar import METHODS, Moment
from recovery_costs.plain import Problems
from tests.advice.cases import FACTS, LONG, Made, acted, after, few_or_many, given, succeeds, written

SHARDS = 4
"""So that two cores can share the work; each shard draws cases of its own."""
LAST_SEEDS = 2**40
MAKE_THE_EVENT = ("compromise_notified", "recovery_key_decided")
"""At one moment they make an event of that day, however its day is read."""


def advised(made: Made) -> Advice | None:
    try:
        return advise(made.case(), made.as_of)
    except Problems:
        return None


@pytest.mark.long
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_last_safe_moment_and_the_smallest_change_are_just_that(shard: int) -> None:
    @few_or_many(20, 2500)
    @from_any(st.integers(0, LAST_SEEDS).map(lambda seed: seed * SHARDS + shard))
    def in_every_case(seed: int) -> None:
        made = Made(seed)
        advice = advised(made)
        for act in advice.open if advice else ():
            _at_its_last_moments(made, act)
        for one in advice.missed if advice else ():
            for change in one.changes:
                _the_change_and_nothing_smaller(made, one, change)
            _readings_that_save_it(made, one)

    in_every_case()


def _at_its_last_moments(made: Made, act: OpenAct) -> None:
    assert not act.on_its_way
    if act.due is None:
        return
    later = max(made.as_of, act.due) + timedelta(days=12)
    for means in act.methods:
        assert (means.last_safe is None) is (means.cannot is not None)
        if means.last_safe is None:
            continue
        for at, wanted in ((means.last_safe, True), (after(means.last_safe), False)):
            done = acted(act.act, act.from_, act.of, given(means.method, at))
            result = made.judged([*made.facts, done], later)
            if result is not None:
                assert succeeds(result, act.act, act.from_, act.of) is wanted, (act.act, means.method, at)


# --- the smallest change ----------------------------------------------------------------------------------------


def _the_change_and_nothing_smaller(made: Made, one: Missed, change: ChangeOfFact) -> None:
    if change.cannot is not None:
        return
    assert change.days is None or change.days > 0
    assert change.seconds is None or change.seconds > 0
    for facts, wanted in ((_with(made, one, change, 0), False), (_with(made, one, change, 1), True)):
        if facts is None:
            continue
        result = made.judged(facts, made.as_of)
        if result is not None:
            assert _is_missed(result, one, made.as_of) is wanted, (one, change)


def _with(made: Made, one: Missed, change: ChangeOfFact, short: int) -> list[FACTS] | None:
    """The facts with the change made; with `short`, one minute or one day less of it. None where that is no fact."""
    if change.changed == "notice":
        assert change.by
        assert change.method
        at = after(change.by) if short else change.by
        if change.fact is None:
            return [*made.facts, acted(one.act, one.from_, one.of, given(change.method, at))]
        return _given_at(made, change, at)
    if change.changed == "estimate_stated":
        assert change.fact
        return None if short else _changed(made.facts, change.fact, {"estimate": "9.00"})
    assert change.on
    on = change.on - timedelta(days=short)
    if change.changed == "event_day":
        return [{**each, "at": f"{on}T12:00"} if each["type"] in MAKE_THE_EVENT else each for each in made.facts]
    assert change.fact
    field = {"costs_ceased": "at", "last_payment": "last_payment", "due_day": "due"}[change.changed]
    return _changed(made.facts, change.fact, {field: str(on)})


def _given_at(made: Made, change: ChangeOfFact, at: Moment) -> list[FACTS]:
    """A notice on file given at another moment, by its own means; it is sent no later than it is received."""
    assert change.fact
    fact = next(each for each in made.facts if each["id"] == change.fact)
    field = "received" if change.method == "received" else "sent"
    fields = {field: written(at)}
    if field == "received" and "sent" in fact and Moment.of(fact["sent"]) > at:
        fields["sent"] = written(at)
    return _changed(made.facts, change.fact, fields)


def _changed(facts: list[FACTS], name: str, fields: dict[str, Any]) -> list[FACTS]:
    return [{**each, **fields} if each["id"] == name else each for each in facts]


def _is_missed(result: Adjudication, one: Missed, as_of: date) -> bool:
    """Whether an adjudication finds the act missed: late, or not done by its last day."""
    if one.act == "referral":
        own = [each for each in result.breaches if (each.subscriber, each.provision) == (one.from_, one.of)]
        late = own[0].referral_in_time is None and own[0].refer_by < as_of
        return own[0].referral_in_time is False or late
    claim = next(each for each in result.claims if each.party == one.from_)
    if one.act == "intention":
        return claim.intention.in_time is False
    if one.act == "total":
        return claim.total.in_time is False
    if one.act == "initial_estimate":
        told = claim.intention.effective
        return claim.initial_estimate == "not_met" and told is not None and told.day < as_of
    if one.act == "evidence":
        status = next(each for each in claim.evidence if each.requirement == one.of).status
        return status in ("given_late", "overdue")
    return next(each for each in claim.estimates if str(each.window) == one.of).status == "missed"


# --- readings that save it --------------------------------------------------------------------------------------


def _readings_that_save_it(made: Made, one: Missed) -> None:
    """Under the readings named a missed act is in time, not asked for, or open; under fewer of them it is missed."""
    named = [*one.not_late_under, *(each.readings for each in one.still_open_under)]
    for chosen in named:
        assert chosen
        if one.act == "updated_estimate":
            continue  # windows are other windows there: by hand
        for left_out in [None, *(chosen if len(chosen) > 1 else ())]:
            readings = {name: option for name, option in chosen.items() if name != left_out}
            result = made.judged(made.facts, made.as_of, readings)
            if result is not None:
                saved = not _stands(result, one) or not _is_missed(result, one, made.as_of)
                assert saved is (left_out is None), (one, chosen, left_out)
    for still in one.still_open_under:
        assert still.due >= made.as_of


def _stands(result: Adjudication, one: Missed) -> bool:
    """Whether what the act is about is there at all under these readings."""
    if one.act == "referral":
        return any((each.subscriber, each.provision) == (one.from_, one.of) for each in result.breaches)
    return any(each.party == one.from_ for each in result.claims)  # none, while its only notice is on its way


def test_the_long_form_runs_as_many_cases_as_were_promised() -> None:
    assert not LONG or SHARDS * few_or_many(20, 2500).max_examples == 10_000


def test_every_method_is_one_of_those_a_notice_can_have() -> None:
    assert set(METHODS) == {"hand", "email", "post"}
