"""A table: questions, the dimensions they turn on, and the answers merged into rows that people can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import NamedTuple, TypeAlias

Combination: TypeAlias = Mapping[str, str]
Answers: TypeAlias = Mapping[str, str]


class Table(NamedTuple):
    """Questions, and the dimensions on whose combinations the answers turn."""

    title: str
    about: str
    dimensions: Mapping[str, tuple[str, ...]]
    impossible: Callable[[Combination], str | None]
    """Why a combination cannot occur; None where it can."""
    answers: Callable[[Combination], Answers]
    """The answer to each question that arises."""
    questions: tuple[str, ...]


class Row(NamedTuple):
    """Combinations with the same answer: per dimension the values taken together, and how many can occur."""

    values: tuple[tuple[str, ...], ...]
    answer: str
    combinations: int


def combinations(table: Table) -> Iterator[Combination]:
    """Every combination, possible or not."""
    return (dict(zip(table.dimensions, each, strict=True)) for each in product(*table.dimensions.values()))


def excluded(table: Table) -> Counter[str]:
    """How many combinations cannot occur, by the first reason why."""
    return Counter(reason for each in combinations(table) if (reason := table.impossible(each)))


def answered(table: Table) -> list[tuple[Combination, Answers]]:
    """Every combination that can occur in a table, with its answers."""
    return [(each, table.answers(each)) for each in combinations(table) if not table.impossible(each)]


# --- rows to read: combinations with the same answer, merged -------------------------------------------------------

Values: TypeAlias = tuple[str, ...]
Cells: TypeAlias = dict[Values, tuple[str, int]]


def merged(table: Table, question: str, of: list[tuple[Combination, Answers]]) -> list[Row]:
    """The rows of one question: no combination is in two of them, and each that has an answer is in one."""
    cells: Cells = {tuple(each.values()): (said[question], 1) for each, said in of if question in said}
    return list(_rows(cells, (), list(table.dimensions.values())))


def _rows(cells: Cells, taken: tuple[Values, ...], dimensions: list[Values]) -> Iterator[Row]:
    """All in one row where one answer serves all; else by the next dimension, values of the same answers together."""
    answers = {answer for answer, _ in cells.values()}
    if len(answers) == 1:
        yield Row((*taken, *dimensions), answers.pop(), sum(count for _, count in cells.values()))
        return
    groups: list[tuple[list[str], Cells]] = []
    for value in dimensions[0]:
        own = {rest: cell for (first, *more), cell in cells.items() if first == value for rest in [tuple(more)]}
        alike = next((each for each in groups if _alike(each[1], own)), None)
        if own and alike is None:
            groups.append(([value], own))
        elif own and alike is not None:
            alike[0].append(value)
            for rest, (answer, count) in own.items():
                alike[1][rest] = answer, count + alike[1].get(rest, (answer, 0))[1]
    for values, together in groups:
        values_taken = dimensions[0] if len(groups) == 1 else tuple(values)
        yield from _rows(together, (*taken, values_taken), dimensions[1:])


def _alike(one: Cells, other: Cells) -> bool:
    """Whether two values have the same answers, and one can occur wherever the other can."""
    both = one.keys() & other.keys()
    return len(both) == min(len(one), len(other)) and all(one[rest][0] == other[rest][0] for rest in both)
