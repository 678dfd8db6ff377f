"""The verdict is that of brute force, no reading that matters is left out, and `contest` is each option tried alone."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import recovery_costs.rules
from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication, Change, Contested
from recovery_costs.contested import contest
from recovery_costs.facts import Case
from recovery_costs.finding import Basis, Finding, Outcome, found
from recovery_costs.law import ORDER, READINGS
from recovery_costs.plain import Problem, Problems
from recovery_costs.verdict import Verdict, verdict
from recovery_costs.verdict.values import watched
from tests.verdict.brute import Brute, values_of
from tests.verdict.cases import EVENT, LONG, NEAR_THE_END, large, small

CASES, MOST_LIVE, CHUNKS = (2000, 10, 40) if LONG else (36, 7, 4)
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
        seed += CHUNKS
        result = verdict(made[0], made[1], readings=made[2])
        if 0 < len(live_in(result)) <= MOST_LIVE:
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
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_verdict_is_that_of_the_whole_procedure_under_every_combination(chunk: int) -> None:
    """In its long form on 2,000 cases of at most ten live readings."""
    for (case, as_of, chosen), result in islice(judged(chunk), CASES // CHUNKS):
        brute = Brute(case, as_of, chosen, live_in(result))
        assert sets(result) == by_force(brute), case.name
        assert {each.path: set(each.live) for each in result.values if each.path in brute.paths} == brute.live(), (
            case.name
        )
        assert {each.path: each.value for each in result.values if each.value is not None} == brute.base, case.name
        assert all(each.exact and each.verdict == ("turns_on" if each.turns_on else "holds") for each in result.values)
        assert pence(result) == brute.money(), case.name


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 3000 if LONG else 1030))
def test_no_reading_that_matters_is_left_out(seed: int) -> None:
    """Under options of every reading taken at random a value is what it is under those of its live readings alone."""
    case, as_of, chosen = small(seed)
    result = verdict(case, as_of, readings=chosen)
    live = {each.path: each.live for each in result.values}
    pick = random.Random(seed)
    for _ in range(3):
        whole = {name: pick.choice(one.options).name for name, one in READINGS.items()}
        values = values_of(adjudicate(case, as_of, readings=whole).as_json())
        assert values.keys() <= live.keys()
        for names in {live[path] for path in live}:
            alone = {**chosen, **{name: whole[name] for name in names}}
            narrowed = values_of(adjudicate(case, as_of, readings=alone).as_json())
            of_these = [path for path in live if live[path] == names]
            assert {path: values.get(path) for path in of_these} == {path: narrowed.get(path) for path in of_these}


@pytest.mark.long
@pytest.mark.parametrize("seed", [12, 45, 88, *(range(100, 400) if LONG else ())])
def test_above_twelve_live_readings_all_are_tried_alone_and_in_pairs(seed: int) -> None:
    case, as_of, chosen = small(seed)
    result = verdict(case, as_of, readings=chosen)
    inexact = [each for each in result.values if not each.exact]
    assert inexact or LONG
    for each in inexact:
        assert len(each.live) > 12
        assert each.verdict != "holds"
    for names in {each.live for each in inexact}:
        pairs = by_force(Brute(case, as_of, chosen, names, most=2))
        for each in inexact:
            if each.live == names:
                assert sets(result, exact=False).get(each.path, {}) == pairs.get(each.path, {})


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5000, 5400 if LONG else 5016))
def test_near_the_end_of_the_table_what_is_said_to_hold_does(seed: int) -> None:
    """Where an adjudication can be made there is a verdict, and what it says holds is so wherever one can be made."""
    pick = random.Random(seed)
    case, as_of, chosen = small(seed, date(2028, pick.choice([1, 3, 6, 9, 11]), pick.randint(1, 28)))
    if problems_of(lambda: adjudicate(case, as_of, readings=chosen)):
        return
    result = verdict(case, as_of, readings=chosen)
    holds = {each.path: each.value for each in result.values if each.verdict == "holds"}
    for _ in range(3):
        whole = {name: pick.choice(one.options).name for name, one in READINGS.items()}
        if not problems_of(lambda whole=whole: adjudicate(case, as_of, readings=whole)):
            values = values_of(adjudicate(case, as_of, readings=whole).as_json())
            assert {path: values.get(path) for path in holds} == holds
            assert values.keys() <= {each.path for each in result.values}


def test_the_least_is_never_above_what_is_chosen_nor_that_above_the_most() -> None:
    results = [verdict(*large(8, event_contested=True))]
    results += [verdict(case, as_of, readings=chosen) for case, as_of, chosen in map(small, range(400, 420))]
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
def test_no_rule_looks_at_a_clock_but_that_of_the_event(path: Path) -> None:
    """Notices that take effect on the same days and in the same order are one to the verdict.

    When a notice was given only L10.27(c) compares with another moment, and the order of all includes it.
    """
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\.(?:wall|utc|time\(\))", text) or path.stem == "l10_14_recovery_event"
    assert not re.search(r"\.given\b(?!\.day)", text) or path.stem == "l10_27_referral_of_breach"


# --- contest, which tries one option at a time ------------------------------------------------------------------------


def one_at_a_time(case: Case, as_of: date, chosen: dict[str, str]) -> Adjudication:
    """`contested` as its definition has it: the whole procedure for each other option, and nothing clever."""
    base = adjudicate(case, as_of, readings=chosen)
    before, contested = dict(watched(base)), []
    findings: list[Finding] = list(base.findings)
    for name, reading in READINGS.items():
        for option in (each.name for each in reading.options if each.name != base.readings[name]):
            try:
                after = dict(watched(adjudicate(case, as_of, readings={**chosen, name: option})))
            except Problems as problems:
                because = f"{name}={option} could not be tried: {problems.problems[0].found}."
                cited = {"readings": (name,), "basis": Basis.PARAMETER}
                findings.append(found(reading.clauses[0], Outcome.CANNOT_SAY, because, **cited))
                continue
            paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
            changes = tuple(Change(path, before.get(path), after.get(path)) for path in paths)
            if changes:
                contested.append(Contested(name, option, base.readings[name], changes))
    findings.sort(key=lambda each: (ORDER[each.clause], each.about or ""))
    return replace(base, findings=tuple(findings), contested=tuple(contested))


def problems_of(judge: Callable[[], Any]) -> list[Problem]:
    try:
        judge()
    except Problems as refused:
        return refused.problems
    return []


@pytest.mark.long
@pytest.mark.parametrize("event", [EVENT, NEAR_THE_END], ids=["inside the table", "near its end"])
@pytest.mark.parametrize("seed", range(500, 1000 if LONG else 516))
def test_contest_is_what_each_option_alone_would_change_byte_for_byte(seed: int, event: date) -> None:
    case, as_of, chosen = small(seed, event)
    refused = problems_of(lambda: adjudicate(case, as_of, readings=chosen))
    assert problems_of(lambda: contest(case, as_of, readings=chosen)) == refused
    if not refused:
        plain = one_at_a_time(case, as_of, chosen).as_json()
        assert json.dumps(contest(case, as_of, readings=chosen).as_json()) == json.dumps(plain)


def test_contest_on_many_parties_is_what_each_option_alone_would_change() -> None:
    case, as_of = large(8, event_contested=True)
    assert json.dumps(contest(case, as_of).as_json()) == json.dumps(one_at_a_time(case, as_of, {}).as_json())


def test_cases_near_the_end_of_the_table_do_run_beyond_it() -> None:
    said = 0
    for seed in range(500, 530):
        case, as_of, chosen = small(seed, NEAR_THE_END)
        if not problems_of(lambda case=case, as_of=as_of, chosen=chosen: adjudicate(case, as_of, readings=chosen)):
            said += any("could not be tried" in each.because for each in one_at_a_time(case, as_of, chosen).findings)
    assert said > 1
