"""A value under every combination of readings, as a tree of the readings that it turns on and of no others.

`Trees` holds values as shared decision trees in their one shortest form: forks come in the order of the readings, and a fork
whose branches are all alike is left out. So the forks of a tree are exactly the readings that can change the value in some
combination with others, and two values that are equal under every combination are one tree. Nothing here knows any law.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import product
from typing import Any, NewType

from recovery_costs.law import READINGS

Tree = NewType("Tree", int)

NAMES: tuple[str, ...] = tuple(READINGS)
OPTIONS: dict[str, tuple[str, ...]] = {
    name: tuple(option.name for option in reading.options) for name, reading in READINGS.items()
}
_LEVEL = {name: level for level, name in enumerate(NAMES)}
_OPTIONS = [range(len(OPTIONS[name])) for name in NAMES]
_PLACE = [{option: number for number, option in enumerate(OPTIONS[name])} for name in NAMES]
_LEAF = len(NAMES)
"""The level of a leaf: below every fork."""


class Untried(Exception):  # noqa: N818  in the place of a value, or raised where a value was asked for
    """Why a combination cannot be tried. Two of the same reason are equal."""

    def __init__(self, because: str) -> None:
        self.because = because
        super().__init__(because)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Untried) and other.because == self.because

    def __hash__(self) -> int:
        return hash(self.because)


class Trees:
    """Decision trees over the readings, each part of a tree held once.

    Args:
        base: the option of each reading from which the others are tried.
    """

    def __init__(self, base: Mapping[str, str]) -> None:
        self.base = dict(base)
        self._base = [OPTIONS[name].index(base[name]) for name in NAMES]
        self._level: list[int] = []
        self._kids: list[tuple[Tree, ...]] = []
        self._value: list[Any] = []
        self._known: dict[Hashable, Tree] = {}
        self._live: dict[Tree, frozenset[int]] = {}

    # --- made ---------------------------------------------------------------------------------------------------

    def leaf(self, value: Hashable) -> Tree:
        """The tree of a value that turns on nothing."""
        return self._held((type(value), value), _LEAF, (), value)

    def _held(self, key: Hashable, level: int, kids: tuple[Tree, ...], value: Any) -> Tree:
        tree = self._known.get(key)
        if tree is None:
            tree = self._known[key] = Tree(len(self._level))
            self._level.append(level)
            self._kids.append(kids)
            self._value.append(value)
        return tree

    def _fork(self, level: int, kids: tuple[Tree, ...]) -> Tree:
        """A fork above `kids`, one for each option; none where they are all alike."""
        return kids[0] if kids.count(kids[0]) == len(kids) else self._held((level, kids), level, kids, None)

    def _under(self, tree: Tree, level: int, option: int) -> Tree:
        """The tree under one option of the reading at `level`, which no fork of it stands above."""
        return self._kids[tree][option] if self._level[tree] == level else tree

    def fork(self, name: str, kids: tuple[Tree, ...]) -> Tree:
        """The tree that is, under each option of a reading, the tree given for it; the reading may stand at any level."""
        return self._sunk(_LEVEL[name], kids, {})

    def _sunk(self, level: int, kids: tuple[Tree, ...], known: dict[tuple[Tree, ...], Tree]) -> Tree:
        top = min([self._level[kid] for kid in kids])
        if top > level or kids.count(kids[0]) == len(kids):
            return self._fork(level, kids)
        if top == level:
            return self._fork(level, tuple([self._under(kid, level, number) for number, kid in enumerate(kids)]))
        if kids not in known:
            known[kids] = self._fork(top, tuple([self._sunk(level, each, known) for each in self._split(top, kids)]))
        return known[kids]

    def _split(self, level: int, trees: tuple[Tree, ...]) -> Iterator[tuple[Tree, ...]]:
        """Several trees under each option of the reading at `level`."""
        return (tuple([self._under(tree, level, number) for tree in trees]) for number in _OPTIONS[level])

    def lift(self, of: Callable[..., Hashable], *trees: Tree) -> Tree:
        """`of` the values of `trees`, under every combination; what cannot be tried stays so."""
        return self.bind(lambda *values: self.leaf(of(*values)), *trees)

    def bind(self, of: Callable[..., Tree], *trees: Tree) -> Tree:
        """The tree that `of` makes of the values of `trees`, under the combinations that give those values."""
        known: dict[tuple[Tree, ...], Tree] = {}

        def go(now: tuple[Tree, ...]) -> Tree:
            tree = known.get(now)
            if tree is None:
                top = min([self._level[each] for each in now], default=_LEAF)
                if top == _LEAF:
                    values = [self._value[each] for each in now]
                    stopped = next((value for value in values if isinstance(value, Untried)), None)
                    tree = self.leaf(stopped) if stopped else of(*values)
                else:
                    tree = self._sunk(top, tuple([go(each) for each in self._split(top, now)]), {})
                known[now] = tree
            return tree

        return go(trees)

    # --- read ---------------------------------------------------------------------------------------------------

    def at(self, tree: Tree, readings: Mapping[str, str]) -> Any:
        """The value under `readings`; only those that it turns on are looked at."""
        while (level := self._level[tree]) != _LEAF:
            tree = self._kids[tree][_PLACE[level][readings[NAMES[level]]]]
        return self._value[tree]

    def live(self, *trees: Tree) -> tuple[str, ...]:
        """The readings that can change any of the values in some combination, in order."""
        return tuple(NAMES[level] for level in sorted(frozenset().union(*map(self._levels, trees))))

    def _levels(self, tree: Tree) -> frozenset[int]:
        if tree not in self._live:
            own = () if self._level[tree] == _LEAF else (self._level[tree],)
            self._live[tree] = frozenset(own).union(*(self._levels(kid) for kid in self._kids[tree]))
        return self._live[tree]

    def values(self, tree: Tree) -> list[Any]:
        """Every value that some combination gives, each once."""
        seen: dict[Tree, None] = {}
        pending = [tree]
        while pending:
            now = pending.pop()
            if now not in seen:
                seen[now] = None
                pending.extend(self._kids[now])
        return [self._value[each] for each in seen if self._level[each] == _LEAF]

    def smallest_sets(self, tree: Tree, wanted: Callable[[Any], bool]) -> list[tuple[str, ...]]:
        """The smallest sets of readings, by inclusion, that together can move the value from the base to one wanted."""
        known: dict[Tree, frozenset[frozenset[int]]] = {}

        def go(now: Tree) -> frozenset[frozenset[int]]:
            if now not in known:
                level = self._level[now]
                if level == _LEAF:
                    known[now] = frozenset([frozenset()] if wanted(self._value[now]) else [])
                else:
                    base, kids = self._base[level], self._kids[now]
                    sets = set(go(kids[base]))
                    for number, kid in enumerate(kids):
                        sets |= {one | {level} for one in go(kid)} if number != base else set()
                    known[now] = frozenset(one for one in sets if not any(other < one for other in sets))
            return known[now]

        levels = sorted((sorted(one) for one in go(tree)), key=lambda one: (len(one), one))
        return [tuple(NAMES[level] for level in one) for one in levels]

    def nearest(self, tree: Tree, value: Any) -> dict[str, str]:
        """The fewest options, other than the base's, that give `value`; of several, the first in order."""
        known: dict[Tree, list[tuple[int, int]] | None] = {}

        def go(now: Tree) -> list[tuple[int, int]] | None:
            if now not in known:
                known[now] = fewest(now)
            return known[now]

        def fewest(now: Tree) -> list[tuple[int, int]] | None:
            level = self._level[now]
            if level == _LEAF:
                return [] if self._value[now] == value else None
            ways = []
            for number, kid in enumerate(self._kids[now]):
                below = go(kid)
                if below is not None:
                    ways.append(below if number == self._base[level] else [(level, number), *below])
            return min(ways, key=lambda way: (len(way), way), default=None)

        return {NAMES[level]: OPTIONS[NAMES[level]][number] for level, number in go(tree) or ()}


def options_of(names: tuple[str, ...], base: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every choice of another option than the base's for each of `names`."""
    others = [[option for option in OPTIONS[name] if option != base[name]] for name in names]
    return (dict(zip(names, chosen, strict=True)) for chosen in product(*others))


def in_order(names: set[str]) -> tuple[str, ...]:
    """Readings in the order of the law book."""
    return tuple(name for name in NAMES if name in names)
