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
    """Options by reading, with a record of those looked at, in order.

    Args:
        whole: whether a part that is asked for its value is worked out for every combination at once.
    """

    def __init__(self, options: dict[str, str], whole: bool = False) -> None:
        self.options, self.whole = options, whole
        self.seen: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        option = self.seen[name] = self.options[name]
        return option

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a rule looked at every reading at once; hand it the ones that it needs, by name")

    def __len__(self) -> int:
        raise TypeError("a rule looked at every reading at once; hand it the ones that it needs, by name")


class _Ran(NamedTuple):
    """The readings that a step looked at, and what it came to."""

    seen: dict[str, str]
    value: Any


class _Fork(NamedTuple):
    """The next reading that a step looks at, and what it did under the options tried so far."""

    name: str
    kids: dict[str, _Fork | _Ran]


def _kept(known: _Fork | _Ran | None, seen: list[tuple[str, str]], ran: _Ran) -> _Fork | _Ran:
    """What a step did, kept below what is known by the readings that it looked at, in their order."""
    if not seen:
        return ran
    (name, option), *then = seen
    fork = known if isinstance(known, _Fork) else _Fork(name, {})
    assert fork.name == name, "only what a step has seen decides what it looks at next"
    fork.kids[option] = _kept(fork.kids.get(option), then, ran)
    return fork


class Part(Generic[T]):
    """A value over the readings: `compute` takes the value of each part that it `rests_on`, then the readings."""

    def __init__(self, trees: Trees, compute: Callable[..., T], *rests_on: Part[Any]) -> None:
        self._trees, self._compute, self._rests_on = trees, compute, rests_on
        self._known: dict[tuple[Any, ...], _Fork | _Ran] = {}
        """By what it rests on, what it came to."""
        self._met: list[_Ran] = []
        """What it came to first and last, and every reading on which that rests."""
        self._tree: Tree | None = None

    def at(self, readings: Asked) -> T:
        """What it comes to under `readings`.

        Raises:
            Untried: this combination cannot be tried.
        """
        value = self._trees.at(self.tree, readings) if readings.whole else self._met_at(readings)
        if isinstance(value, Untried):
            raise Untried(value.because)
        result: T = value
        return result

    def _met_at(self, readings: Asked) -> Any:
        """What it comes to, worked out only where something on which it rests is no longer what it was."""
        met = next((each for each in self._met if each.seen.items() <= readings.options.items()), None)
        if met is None:
            own = Asked(readings.options)
            met = _Ran(own.seen, self._tried(own))
            self._met[1:] = [met]
        readings.seen.update(met.seen)
        return met.value

    @property
    def tree(self) -> Tree:
        """What it comes to under every combination."""
        if self._tree is None:
            self._tree = self._under({})
        return self._tree

    def _under(self, fixed: dict[str, str]) -> Tree:
        """What it comes to under every combination that has the options in `fixed`."""
        base = self._trees.base
        readings = Asked({**base, **fixed}, whole=True)
        tree = self._trees.leaf(self._tried(readings))
        looked_at = [name for name in readings.seen if name not in fixed]
        while looked_at:
            name = looked_at.pop()
            before = {**fixed, **{each: base[each] for each in looked_at}}
            under = (
                tree if option == base[name] else self._under({**before, name: option}) for option in OPTIONS[name]
            )
            tree = self._trees.fork(name, tuple(under))
        return tree

    def _tried(self, readings: Asked) -> Any:
        """What it comes to, or that it cannot be tried; what it looked at is put on record."""
        try:
            rests_on = tuple([part.at(readings) for part in self._rests_on])
        except Untried as stopped:
            return Untried(stopped.because)
        now = self._known.get(rests_on)
        while isinstance(now, _Fork):
            now = now.kids.get(readings.options[now.name])
        if now is None:
            now = self._run(rests_on, Asked(readings.options, readings.whole))
            self._known[rests_on] = _kept(self._known.get(rests_on), list(now.seen.items()), now)
        readings.seen.update(now.seen)
        return now.value

    def _run(self, rests_on: tuple[Any, ...], readings: Asked) -> _Ran:
        try:
            value: Any = self._compute(*rests_on, readings)
        except Untried as stopped:
            value = Untried(stopped.because)
        except OutsideTheTable as outside:
            value = Untried(str(outside))
        return _Ran(readings.seen, value)


class Following(Part[T]):
    """A value that follows from what other parts came to, and looks at no reading itself."""

    def __init__(self, trees: Trees, of: Callable[..., T], *rests_on: Part[Any]) -> None:
        self._of = of
        super().__init__(trees, lambda *given: of(*given[:-1]), *rests_on)

    @property
    def tree(self) -> Tree:
        """What it comes to under every combination."""
        if self._tree is None:
            self._tree = self._trees.lift(self._of, *(part.tree for part in self._rests_on))
        return self._tree
