"""Trees over the readings, and parts that are watched: against tables of every combination."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest

from recovery_costs.law import READINGS
from recovery_costs.verdict import ways
from recovery_costs.verdict.parts import Asked, Following, Part
from recovery_costs.verdict.trees import NAMES, OPTIONS, Tree, Trees, Untried
from recovery_costs.verdict.ways import EveryWay, OneAndTwo, Sum, ways_of

BASE = {name: reading.default for name, reading in READINGS.items()}
FEW = ("event_date", "last_day", "estimate_windows", "late_total")
EVERY = [dict(zip(FEW, picked, strict=True)) for picked in product(*(OPTIONS[name] for name in FEW))]
SEEDS = pytest.mark.parametrize("seed", range(15))


def looks_up(pick: random.Random, values: list[Any]) -> Any:
    """A computation that turns on some of the readings only, and looks at them one after another in any order."""
    names = pick.sample(FEW, pick.randint(0, len(FEW)))
    table = {key: pick.choice(values) for key in product(*(OPTIONS[name] for name in names))}
    return lambda readings: table[tuple(readings[name] for name in names)]


def made(seed: int) -> tuple[Trees, list[Part[int]], list[Any]]:
    """Parts over some base, and the computations that they hold."""
    pick = random.Random(seed)
    trees = Trees({name: pick.choice(OPTIONS[name]) for name in NAMES})
    computations = [looks_up(pick, [0, 1, 2]) for _ in range(3)]
    return trees, [Part(trees, each) for each in computations], computations


@SEEDS
def test_a_tree_holds_what_was_computed_and_turns_on_nothing_else(seed: int) -> None:
    trees, (part, *_), (compute, *_) = made(seed)
    for given in EVERY:
        assert trees.at(part.tree, {**trees.base, **given}) == compute(given)
    for name in FEW:
        turns = any(compute({**given, name: option}) != compute(given) for given in EVERY for option in OPTIONS[name])
        assert turns == (name in trees.live(part.tree))
    assert sorted(trees.values(part.tree)) == sorted({compute(given) for given in EVERY})


@SEEDS
def test_equal_values_are_one_tree_however_they_were_come_by(seed: int) -> None:
    trees, (one, other, _), (first, second, _) = made(seed)
    assert (one.tree == other.tree) == all(first(given) == second(given) for given in EVERY)
    backwards: Part[int] = Part(trees, lambda readings: [readings[name] for name in reversed(FEW)] and first(readings))
    assert backwards.tree == one.tree


@SEEDS
def test_a_part_that_rests_on_others_is_the_same_asked_once_or_for_every_combination(seed: int) -> None:
    trees, (one, other, _), (first, second, third) = made(seed)
    mixed: Part[Any] = Part(trees, lambda a, b, readings: (a, b and third(readings)), one, other)
    followed: Part[int] = Following(trees, lambda a, b: a + b, one, other)
    bound = trees.bind(lambda a: other.tree if a else trees.leaf(-1), one.tree)
    for given in random.Random(seed).sample(EVERY, len(EVERY)):
        readings = {**trees.base, **given}
        assert mixed.at(Asked(readings)) == (first(given), second(given) and third(given))
        assert followed.at(Asked(readings)) == first(given) + second(given)
    for given in EVERY:
        readings = {**trees.base, **given}
        assert trees.at(mixed.tree, readings) == mixed.at(Asked(readings))
        assert trees.at(followed.tree, readings) == followed.at(Asked(readings))
        assert trees.at(bound, readings) == (second(given) if first(given) else -1)


@SEEDS
def test_the_smallest_sets_and_the_nearest_options_are_those_of_the_table(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    trees, (part, *_), (compute, *_) = made(seed)
    tree, base = part.tree, compute(trees.base)
    changed = [
        ({name: given[name] for name in FEW if given[name] != trees.base[name]}, compute(given)) for given in EVERY
    ]
    sets = {tuple(options) for options, value in changed if value != base}
    smallest = sorted((one for one in sets if not any(set(two) < set(one) for two in sets)), key=_in_order)
    assert trees.smallest_sets(tree, lambda value: value != base) == smallest
    for value in trees.values(tree):
        near = [options for options, met in changed if met == value]
        assert trees.nearest(tree, value) == min(near, key=lambda options: (len(options), _place(options)))
    monkeypatch.setattr(ways, "MOST_LIVE", -1)
    rough = ways_of(trees, tree)
    assert isinstance(rough, OneAndTwo)
    assert rough.smallest_sets(lambda value: value != base) == [one for one in smallest if len(one) < 3]
    for value in rough.values():
        assert rough.nearest(value) == EveryWay(trees, tree).nearest(value)


def _in_order(names: tuple[str, ...]) -> Any:
    return len(names), [NAMES.index(name) for name in names]


def _place(options: dict[str, str]) -> Any:
    return [(NAMES.index(name), OPTIONS[name].index(option)) for name, option in options.items()]


@SEEDS
@pytest.mark.parametrize("most_live", [12, 2, -1])
def test_a_sum_is_the_sum_of_what_it_adds_up(seed: int, most_live: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many readings are tried in every way, what is said is so; and all of it while twelve are."""
    trees, parts, computations = made(seed)
    monkeypatch.setattr(ways, "MOST_LIVE", most_live)
    added = Sum(trees, [part.tree for part in parts])
    tried = added.ways()
    answered = {
        limit: added.answered(lambda number, limit=limit: _above(trees, number, limit), [limit])
        for limit in range(-1, 8)
    }
    assert answered[-1].live == answered[7].live == ()
    for given in EVERY:
        options = {name: given[name] for name in FEW if given[name] != trees.base[name]}
        number = sum(compute(given) for compute in computations)
        assert added.at({**trees.base, **given}) == number
        if tried.exact or (len(options) < 3 and options.keys() <= set(tried.live)):
            assert tried.at(options) == number
        for limit, each in answered.items():
            if each.exact or (len(options) < 3 and options.keys() <= set(each.live)):
                right = number >= limit if given["late_total"] == "bars" else number > limit
                assert each.at(options) == right
    assert most_live < 12 or (tried.exact and all(each.exact for each in answered.values()))


def _above(trees: Trees, number: int, limit: int) -> Tree:
    """Whether a number reaches a limit under one option of a reading, and exceeds it under the other."""
    return trees.fork("late_total", (trees.leaf(number >= limit), trees.leaf(number > limit)))


def test_a_sum_of_nothing_is_nought() -> None:
    trees = Trees(BASE)
    assert Sum(trees, []).ways().values() == [0]
    assert Sum(trees, []).answered(trees.leaf, [5]).values() == [0]


def test_what_cannot_be_tried_stays_so() -> None:
    trees = Trees(BASE)
    gross = {**BASE, "vat": "gross"}

    def only_net(readings: Mapping[str, str]) -> int:
        if readings["vat"] == "gross":
            raise Untried("why not")
        return 7

    part = Part(trees, only_net)
    twice: Part[int] = Following(trees, lambda number: 2 * number, part)
    more: Part[int] = Part(trees, lambda number, readings: number + len(readings["last_day"]), twice)
    assert more.at(Asked(BASE)) == trees.at(more.tree, BASE) == 14 + len("unmoved")
    for each in (part, twice, more):
        assert trees.at(each.tree, gross) == Untried("why not")
        with pytest.raises(Untried, match="why not"):
            each.at(Asked(gross))
    added = Sum(trees, [part.tree, trees.leaf(1)])
    assert added.at(gross) == Untried("why not")
    assert sorted(map(str, added.ways().values())) == ["8", "why not"]
    answered = added.answered(lambda number: trees.leaf(number > 3), [3])
    assert [answered.at({"vat": option}) for option in OPTIONS["vat"]] == [True, Untried("why not")]


def test_true_and_one_are_two_values() -> None:
    trees = Trees(BASE)
    assert trees.leaf(True) != trees.leaf(1)
    assert trees.at(trees.leaf(1), BASE) is not True


def test_a_computation_runs_once_for_whatever_it_sees() -> None:
    trees, ran = Trees(BASE), []

    def compute(readings: Mapping[str, str]) -> str:
        ran.append(1)
        return readings["vat"] if readings["late_total"] == "bars" else "neither"

    part = Part(trees, compute)
    for given in (*EVERY, *({**each, "vat": "gross"} for each in EVERY)):
        part.at(Asked({**BASE, **given}))
    assert len(ran) == 3
    assert len(trees.values(part.tree)) == 3
    assert len(ran) == 6


def test_a_rule_that_looks_at_every_reading_at_once_fails_at_once() -> None:
    for at_once in (lambda readings: {**readings}, len, list):
        with pytest.raises(TypeError, match="by name"):
            at_once(Asked(BASE))
