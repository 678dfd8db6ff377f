"""The ways in which a value was tried: under every combination of its live readings, or with one and two of them changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import combinations
from typing import Any

from recovery_costs.verdict.trees import Tree, Trees, Untried, in_order, options_of

MOST_LIVE = 12
"""As many live readings are combined in every way."""

Options = dict[str, str]


class EveryWay:
    """A value under every combination of the readings."""

    exact = True

    def __init__(self, trees: Trees, tree: Tree) -> None:
        self._trees, self._tree = trees, tree
        self.live, self.base = trees.live(tree), trees.base

    def at(self, options: Mapping[str, str]) -> Any:
        """The value under `options`, the other readings as chosen."""
        return self._trees.at(self._tree, {**self.base, **options})

    def values(self) -> list[Any]:
        """Every value that was met."""
        return self._trees.values(self._tree)

    def smallest_sets(self, wanted: Callable[[Any], bool]) -> list[tuple[str, ...]]:
        """The smallest sets of readings, by inclusion, under some options of which the value is one wanted."""
        return self._trees.smallest_sets(self._tree, wanted)

    def nearest(self, value: Any) -> Options:
        """The fewest options that give `value`; of several, the first in order."""
        return self._trees.nearest(self._tree, value)


class OneAndTwo:
    """A value with none, one and two of its live readings changed, in every way."""

    exact = False

    def __init__(
        self, base: Mapping[str, str], live: tuple[str, ...], value: Callable[[Mapping[str, str]], Any]
    ) -> None:
        self.live, self.base = live, base
        self._tried: dict[Hashable, tuple[Options, Any]] = {}
        for size in range(3):
            for names in combinations(live, size):
                for options in options_of(names, base):
                    self._tried[frozenset(options.items())] = options, value({**base, **options})

    def at(self, options: Mapping[str, str]) -> Any:
        """The value under at most two `options`, the other readings as chosen."""
        return self._tried[frozenset(options.items())][1]

    def values(self) -> list[Any]:
        """Every value that was met."""
        return [value for _, value in self._tried.values()]

    def smallest_sets(self, wanted: Callable[[Any], bool]) -> list[tuple[str, ...]]:
        """The smallest sets of one and two readings under some options of which the value is one wanted."""
        sets = list(dict.fromkeys(tuple(options) for options, value in self._tried.values() if wanted(value)))
        return [one for one in sets if not any(set(other) < set(one) for other in sets)]

    def nearest(self, value: Any) -> Options:
        """The fewest options that give `value`; of several, the first in order."""
        return next(options for options, met in self._tried.values() if met == value)


Ways = EveryWay | OneAndTwo


def ways_of(trees: Trees, tree: Tree) -> Ways:
    """The ways in which the value of a tree is tried."""
    live = trees.live(tree)
    if len(live) <= MOST_LIVE:
        return EveryWay(trees, tree)
    return OneAndTwo(trees.base, live, lambda readings: trees.at(tree, readings))


class Sum:
    """The sum of many whole numbers, none below nought, that each turn on readings of their own."""

    def __init__(self, trees: Trees, addends: Iterable[Tree]) -> None:
        self._trees, self._addends = trees, tuple(addends)
        self.live = trees.live(*self._addends)
        self._known: dict[tuple[str, ...], Any] = {}
        self._tree: Tree | None = None

    def _added(self) -> Tree:
        """The sum as a tree, the smaller trees first."""
        if self._tree is None:
            self._tree = self._trees.leaf(0)
            for tree in sorted(self._addends, key=lambda tree: len(self._trees.live(tree))):
                self._tree = self._trees.lift(lambda one, other: one + other, self._tree, tree)
        return self._tree

    def at(self, readings: Mapping[str, str]) -> Any:
        """The sum under `readings`, or that it cannot be tried."""
        key = tuple(readings[name] for name in self.live)
        if key not in self._known:
            values = [self._trees.at(tree, readings) for tree in self._addends]
            self._known[key] = next((value for value in values if isinstance(value, Untried)), None) or sum(values)
        return self._known[key]

    def ways(self, said: Callable[[int], Hashable] = int) -> Ways:
        """The ways in which the sum, as it is `said`, is tried."""
        if len(self.live) <= MOST_LIVE:
            return EveryWay(self._trees, self._trees.lift(said, self._added()))

        def at(readings: Mapping[str, str]) -> Any:
            total = self.at(readings)
            return total if isinstance(total, Untried) else said(total)

        return OneAndTwo(self._trees.base, self.live, at)

    def answered(self, answer: Callable[[int], Tree], limits: Iterable[int]) -> Ways:
        """The ways in which what `answer` makes of the sum is tried.

        Args:
            limits: the sums at which the answer may change; between two of them it is one and the same. Where the least
                and the most that the sum can be lie between two, no reading that moves the sum need be tried.
        """
        trees = self._trees
        every = [trees.values(tree) for tree in self._addends]
        whole = not any(isinstance(value, Untried) for values in every for value in values)
        least, most = (sum(map(end, every)) for end in (min, max)) if whole else (0, 10**18)
        near = sorted(
            {least, most, *(n for limit in limits for n in (limit - 1, limit, limit + 1) if least < n < most)}
        )
        answers = [answer(number) for number in near]
        if whole and len(set(answers)) == 1:
            return ways_of(trees, answers[0])
        live = in_order({*self.live, *trees.live(*answers)})
        if len(live) <= MOST_LIVE:
            return ways_of(trees, trees.bind(answer, self._added()))
        known: dict[int, Tree] = {}

        def at(readings: Mapping[str, str]) -> Any:
            pence = self.at(readings)
            if isinstance(pence, Untried):
                return pence
            if pence not in known:
                known[pence] = answer(pence)
            return trees.at(known[pence], readings)

        return OneAndTwo(trees.base, live, at)
