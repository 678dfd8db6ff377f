"""Steps of a computation over the readings, each run once for whatever it can see.

A `Part` computes a value from what other parts came to and from the readings. It looks at a reading by asking for its
option, and that is put on record. So what it comes to under every combination is known once every option of each reading
that it looks at has been tried where it looks at it: nothing is left out because it seems unlikely to matter, and nothing
that a step cannot tell apart is run twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from recovery_costs.calendar import OutsideTheTable
from recovery_costs.verdict.trees import OPTIONS, Tree, Trees, Untried

T = TypeVar("T", bound=Hashable)
Readings = Mapping[str, str]


class Asked(Mapping[str, str]):
    """Options by reading, with a record of those looked at, in order."""

    def __init__(self, options: dict[str, str]) -> None:
        self.options = options
        self.seen: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        option = self.seen[name] = self.options[name]
        return option

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a rule looked at every reading at once; hand it the ones that it needs, by name")

    def __len__(self) -> int:
        raise TypeError("a rule looked at every reading at once; hand it the ones that it needs, by name")


class _Ran(NamedTuple):
    """The readings that were looked at, and what it came to."""

    seen: dict[str, str]
    value: Any


class Part(Generic[T]):
    """A value over the readings: `compute` takes the value of each part that it `rests_on`, then the readings."""

    def __init__(self, trees: Trees, compute: Callable[..., T], *rests_on: Part[Any]) -> None:
        self._trees, self._compute, self._rests_on = trees, compute, rests_on
        self._known: dict[tuple[Any, ...], list[_Ran]] = {}
        """By what it rests on, what it came to."""
        self._met: list[_Ran] = []
        """What it came to first and last, with every reading on which that rests."""
        self._tree: Tree | None = None

    def _run(self, rests_on: tuple[Any, ...], options: dict[str, str]) -> _Ran:
        readings = Asked(options)
        try:
            value: Any = self._compute(*rests_on, readings)
        except Untried as stopped:
            value = Untried(stopped.because)
        except OutsideTheTable as outside:
            value = Untried(str(outside))
        return _Ran(readings.seen, value)

    # --- under every combination --------------------------------------------------------------------------------

    @property
    def tree(self) -> Tree:
        """What it comes to under every combination."""
        if self._tree is None:
            rests_on = [part.tree for part in self._rests_on]
            self._tree = self._trees.bind(lambda *values: self._under(values, {}), *rests_on)
        return self._tree

    def _under(self, rests_on: tuple[Any, ...], fixed: dict[str, str]) -> Tree:
        """What it comes to from what it rests on, under every combination that has the options in `fixed`."""
        base = self._trees.base
        ran = self._run(rests_on, {**base, **fixed} if fixed else base)
        tree = self._trees.leaf(ran.value)
        looked_at = [name for name in ran.seen if name not in fixed]
        while looked_at:
            name = looked_at.pop()
            before = {**fixed, **{each: base[each] for each in looked_at}}
            others = {option: {**before, name: option} for option in OPTIONS[name] if option != base[name]}
            kids = (self._under(rests_on, others[option]) if option in others else tree for option in OPTIONS[name])
            tree = self._trees.fork(name, tuple(kids))
        return tree

    # --- under one ----------------------------------------------------------------------------------------------

    def at(self, readings: Asked) -> T:
        """What it comes to under `readings`, worked out only where something on which it rests is not as it was.

        Raises:
            Untried: this combination cannot be tried.
        """
        met = _fitting(self._met, readings)
        if met is None:
            own = Asked(readings.options)
            met = _Ran(own.seen, self._tried(own))
            self._met[1:] = [met]
        readings.seen.update(met.seen)
        if isinstance(met.value, Untried):
            raise Untried(met.value.because)
        value: T = met.value
        return value

    def _tried(self, readings: Asked) -> Any:
        try:
            rests_on = tuple([part.at(readings) for part in self._rests_on])
        except Untried as stopped:
            return Untried(stopped.because)
        known = self._known.setdefault(rests_on, [])
        ran = _fitting(known, readings)
        if ran is None:
            ran = self._run(rests_on, readings.options)
            known.append(ran)
        readings.seen.update(ran.seen)
        return ran.value


def _fitting(known: list[_Ran], readings: Asked) -> _Ran | None:
    """The run that saw of the readings what there is to see now."""
    return next((each for each in known if each.seen.items() <= readings.options.items()), None)


class Following(Part[T]):
    """A value that follows from what other parts came to, and looks at no reading itself."""

    def __init__(self, trees: Trees, of: Callable[..., T], *rests_on: Part[Any]) -> None:
        super().__init__(trees, lambda *given: of(*given[:-1]), *rests_on)
