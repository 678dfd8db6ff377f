"""The verdict is that of brute force, no reading that matters is left out, and `contest` is each option tried alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import recovery_costs.rules
from recovery_costs.adjudicate import adjudicate
from recovery_costs.contested import contest, watched
from recovery_costs.facts import Case
from recovery_costs.finding import Adjudication, Outcome
from recovery_costs.law import READINGS
from recovery_costs.plain import Problem, Problems
from recovery_costs.verdict import Verdict, verdict
from recovery_costs.verdict.values import looked_at
from tests.verdict.brute import Brute
from tests.verdict.cases import EVENT, LONG, NEAR_THE_END, large, small

CASES, MOST_LIVE = (2000, 10) if LONG else (60, 8)
CHUNKS = range(8 if LONG else 4)

RULES = Path(recovery_costs.rules.__file__).parent

Made = tuple[Case, date, dict[str, str]]


def live_in(result: Verdict) -> list[str]:
    """The readings that are live for any value or any sum at stake, in order."""
    stakes = (result.money, *result.money_by_claim.values())
    live = {*result.live, *(name for stake in stakes for name in stake.live)}
    return [name for name in READINGS if name in live]


def judged(chunk: int) -> Iterator[tuple[Made, Verdict]]:
    """Cases of few enough live readings, each with its verdict; another chunk, other cases."""
    seed = chunk
    while True:
        made = small(seed)
        seed += len(CHUNKS)
        result = verdict(made[0], made[1], readings=made[2])
        if len(live_in(result)) <= MOST_LIVE:
            yield made, result


def sets(result: Verdict, exact: bool = True) -> dict[str, dict[tuple[str, ...], list[tuple[dict[str, str], Any]]]]:
    """What each value turns on, as brute force says it."""
    return {
        each.path: {
            turn.readings: sorted(((dict(one.options), one.value) for one in turn.gives), key=str)
            for turn in each.turns_on
        }
        for each in result.values
        if each.turns_on and each.exact is exact
    }


def by_force(brute: Brute) -> dict[str, dict[tuple[str, ...], list[tuple[dict[str, str], Any]]]]:
    return {
        path: {names: sorted(gives, key=str) for names, gives in each.items()}
        for path, each in brute.turns_on().items()
    }


def pence(result: Verdict) -> dict[str, tuple[int, int, int]]:
    """The least, as chosen and the most at stake, by claim, and of the event."""
    stakes = {"": result.money, **result.money_by_claim}
    return {party: (each.least.pence, each.default.pence, each.most.pence) for party, each in stakes.items()}


@pytest.mark.long
@pytest.mark.parametrize("chunk", CHUNKS)
def test_the_verdict_is_that_of_the_whole_procedure_under_every_combination(chunk: int) -> None:
    for (case, as_of, chosen), result in islice(judged(chunk), CASES // len(CHUNKS)):
        brute = Brute(case, as_of, chosen, live_in(result))
        assert sets(result) == by_force(brute), case.name
        assert pence(result) == brute.stakes(), case.name
        holds = {each.path: each.value for each in result.values if each.verdict == "holds"}
        assert holds.keys() | by_force(brute).keys() == {each.path for each in result.values}, case.name
        assert holds.items() <= {**dict.fromkeys(holds), **dict(looked_at(brute.base))}.items(), case.name


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2000 if LONG else 60))
def test_no_reading_that_matters_is_left_out(seed: int) -> None:
    """Under options of every reading taken at random a value is what it is under those of its live readings alone."""
    case, as_of, chosen = small(seed)
    result = verdict(case, as_of, readings=chosen)
    live = {each.path: each.live for each in result.values}
    pick = random.Random(seed)
    for _ in range(4):
        whole = {name: pick.choice(one.options).name for name, one in READINGS.items()}
        values = dict(looked_at(adjudicate(case, as_of, readings=whole)))
        assert {path for path, value in values.items() if value is not None} <= live.keys()
        for names in {live[path] for path in live}:
            alone = {**chosen, **{name: whole[name] for name in names}}
            narrowed = dict(looked_at(adjudicate(case, as_of, readings=alone)))
            of_these = [path for path in live if live[path] == names]
            assert {path: values.get(path) for path in of_these} == {path: narrowed.get(path) for path in of_these}


@pytest.mark.long
@pytest.mark.parametrize("seed", [11, 12, 31, 42, 45, 52, 88, *(range(100, 400) if LONG else ())])
def test_above_twelve_live_readings_all_are_tried_alone_and_in_pairs(seed: int) -> None:
    case, as_of, chosen = small(seed)
    result = verdict(case, as_of, readings=chosen)
    inexact = [each for each in result.values if not each.exact]
    assert inexact or LONG
    for each in inexact:
        assert len(each.live) > 12
        assert each.verdict != "holds"
        pairs = by_force(Brute(case, as_of, chosen, each.live, most=2)).get(each.path, {})
        assert sets(result, exact=False).get(each.path, {}) == pairs


def test_the_least_is_never_above_what_is_chosen_nor_that_above_the_most() -> None:
    results = [verdict(*large(12, event_contested=True))]
    results += [verdict(case, as_of, readings=chosen) for case, as_of, chosen in map(small, range(400, 440))]
    for result in results:
        for stake in (result.money, *result.money_by_claim.values()):
            assert stake.least <= stake.default <= stake.most
            assert (stake.least == stake.default) == (not stake.least_under)
            assert (stake.most == stake.default) == (not stake.most_under)
        claims = list(result.money_by_claim.values())
        assert result.money.default.pence == sum(each.default.pence for each in claims)
        if all(each.exact for each in (result.money, *claims)):
            assert result.money.most.pence <= sum(each.most.pence for each in claims)


@pytest.mark.parametrize("path", sorted(RULES.glob("l10_*.py")), ids=lambda path: path.stem)
def test_no_rule_but_that_of_the_event_looks_at_a_clock(path: Path) -> None:
    """Notices that take effect on the same days and in the same order are one to the verdict."""
    looks = re.findall(r"\.(?:wall|utc|time\(\))", path.read_text(encoding="utf-8"))
    assert not looks or path.stem == "l10_14_recovery_event"


# --- contest, which tries one option at a time ------------------------------------------------------------------------


def one_at_a_time(case: Case, as_of: date, chosen: dict[str, str]) -> tuple[dict[tuple[str, str], Any], list[str]]:
    """What each other option changes, by the whole procedure, and those that cannot be tried."""
    base = adjudicate(case, as_of, readings=chosen)
    before, changes, untried = dict(watched(base)), {}, []
    for name, reading in READINGS.items():
        for option in reading.options:
            try:
                after = dict(watched(adjudicate(case, as_of, readings={**chosen, name: option.name})))
            except Problems as problems:
                untried.append(f"{name}={option.name} could not be tried: {problems.problems[0].found}.")
                continue
            paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
            if paths:
                changes[name, option.name] = [(path, before.get(path), after.get(path)) for path in paths]
    return changes, untried


def as_said(result: Adjudication) -> tuple[dict[tuple[str, str], Any], list[str]]:
    assert result.contested is not None
    changes = {
        (each.reading, each.option): [(one.path, one.from_, one.to) for one in each.changes]
        for each in result.contested
    }
    said = [each.because for each in result.findings if "could not be tried" in each.because]
    return changes, said


def problems_of(judge: Callable[[], Any]) -> list[Problem]:
    try:
        judge()
    except Problems as refused:
        return refused.problems
    return []


@pytest.mark.long
@pytest.mark.parametrize("event", [EVENT, NEAR_THE_END], ids=["inside the table", "near its end"])
@pytest.mark.parametrize("seed", range(500, 1000 if LONG else 520))
def test_contest_is_what_each_option_alone_would_change(seed: int, event: date) -> None:
    case, as_of, chosen = small(seed, event)
    refused = problems_of(lambda: adjudicate(case, as_of, readings=chosen))
    assert problems_of(lambda: contest(case, as_of, readings=chosen)) == refused
    if refused:
        return
    changes, untried = one_at_a_time(case, as_of, chosen)
    result = contest(case, as_of, readings=chosen)
    said = as_said(result)
    assert (said[0], sorted(said[1])) == (changes, sorted(untried))
    plain = [each for each in result.findings if each.because not in untried]
    assert plain == list(adjudicate(case, as_of, readings=chosen).findings)


def test_contest_on_many_parties_is_what_each_option_alone_would_change() -> None:
    case, as_of = large(8, event_contested=True)
    assert as_said(contest(case, as_of)) == one_at_a_time(case, as_of, {})


def test_cases_near_the_end_of_the_table_do_run_beyond_it() -> None:
    said = 0
    for seed in range(500, 540):
        case, as_of, chosen = small(seed, NEAR_THE_END)
        try:
            findings = contest(case, as_of, readings=chosen).findings
        except Problems:
            continue
        said += any(each.outcome is Outcome.CANNOT_SAY and "could not be tried" in each.because for each in findings)
    assert said > 3
