"""Totals in a Party's own list: which rows look like one, and whether each is what its lines add up to.

A total must equal the lines since some total before it, since the start of a sheet, or since the start of the list; or,
where totals stand above their lines, the lines from there to a total after it or to an end. Nothing else passes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

_WORDS = (
    r"(?:grand |running |overall )?(?:sub[- ]?totals?|totals?|sums?)|balance|(?:carried|brought) forward|[cb]/f(?:wd)?"
)
_ANY = re.compile(rf"(?<!\w)(?:{_WORDS})(?!\w)", re.IGNORECASE)
_EDGE = re.compile(rf"(?:{_WORDS})(?!\w).*|.*(?<!\w)(?:{_WORDS})[\s:.]*", re.IGNORECASE)
_EXACT = re.compile(rf"(?:{_WORDS})(?: \(?£\)?)?[\s:.]*", re.IGNORECASE)
_GRAND = re.compile(r"(?<!\w)(?:grand|overall) total", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?<![A-Z0-9_!'.])\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?(?![A-Z0-9_(!])"
)


@lru_cache(maxsize=65_536)
def speaks_of_total(text: str) -> bool:
    """Whether a text has a word of totals in it."""
    return bool(_ANY.search(text))


def begins_or_ends_as_total(text: str) -> bool:
    """Whether a text starts or ends with a word of totals, as "April total" does and "a new total station" does not."""
    return bool(_EDGE.fullmatch(" ".join(text.split())))


def says_total_alone(text: str) -> bool:
    """Whether a text is a word of totals and nothing else."""
    return bool(_EXACT.fullmatch(" ".join(text.split())))


def says_grand_total(text: str) -> bool:
    """Whether it is said to be the total of all."""
    return bool(_GRAND.search(text))


def made_from_other_rows(formula: str | None, column: str, row: int) -> bool:
    """Whether a formula takes in cells of its own column in other rows."""
    for first, start, last, end in _REFERENCE.findall((formula or "").upper()):
        same = first == column if not last else len(first) <= len(column) <= len(last) and first <= column <= last
        if same and any(int(each) != row for each in (start, end) if each):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A total as the sheet states it: where it stands among the lines, and of which column it is."""

    sheet: str
    cell: str
    index: int
    column: str
    pence: int
    label: str
    boundary: int
    lines: int


@dataclass
class _Running:
    """What a column adds up to at each boundary: the start of the list, of a sheet, each total, and the end."""

    now: int = 0
    at: list[int] = field(default_factory=list)


class Totals:
    """The lines of a list as they add up, by column; of all rows, and of those that are kept."""

    def __init__(self, columns: list[str]) -> None:
        self.sums = {(column, kept): _Running() for column in columns for kept in (False, True)}
        self.lines = 0
        self.lines_at: list[int] = []
        self.claimed: list[Claimed] = []
        self.sheet_starts: list[int] = []

    def boundary(self) -> None:
        """A place where a total may begin or end."""
        for running in self.sums.values():
            running.at.append(running.now)
        self.lines_at.append(self.lines)

    def start_sheet(self) -> None:
        """A sheet begins."""
        self.sheet_starts.append(len(self.lines_at))
        self.boundary()

    def add(self, amounts: dict[str, int], kept: bool) -> None:
        """A line, by column."""
        self.lines += 1
        for column, pence in amounts.items():
            self.sums[column, False].now += pence
            if kept:
                self.sums[column, True].now += pence

    def claim(self, stated: list[tuple[str, int, str, str, int, str]]) -> None:
        """A total row: of each of its amounts the column, the pence, the sheet, the cell, its index and the row's label."""
        for column, pence, sheet, cell, index, label in stated:
            self.claimed.append(Claimed(sheet, cell, index, column, pence, label, len(self.lines_at), self.lines))
        self.boundary()

    def equals_a_block(self, column: str, pence: int, least: int) -> bool:
        """Whether an amount is what the lines just above it add up to, `least` of them or more: since the last boundary or
        the sheet's start."""
        starts = [n for n in {len(self.lines_at) - 1, self.sheet_starts[-1]} if self.lines - self.lines_at[n] >= least]
        both = (self.sums[column, False], self.sums[column, True])
        return any(running.now - running.at[start] == pence for running in both for start in starts)

    def holds(self, column: str, pence: int, sheet_number: int) -> bool:
        """Whether all lines, or all of one sheet, add up to an amount."""
        first = self.sheet_starts[sheet_number]
        last = (
            self.sheet_starts[sheet_number + 1] if sheet_number + 1 < len(self.sheet_starts) else len(self.lines_at) - 1
        )
        both = (self.sums[column, False], self.sums[column, True])
        return any(pence in (running.now, running.at[last] - running.at[first]) for running in both)

    @property
    def in_block(self) -> int:
        """How many lines stand between here and the last boundary."""
        return self.lines - self.lines_at[-1]

    def wrong(self) -> list[tuple[Claimed, int]]:
        """Each total that equals no run of lines, with what the lines since the boundary before it, or all, add up to."""
        self.boundary()
        wrong = []
        for (column, kept), running in self.sums.items():
            if kept:
                continue
            claimed = [each for each in self.claimed if each.column == column]
            good = {each for way in (False, True) for each in self._good(claimed, self.sums[column, way])}
            for each in claimed:
                if each not in good:
                    start = 0 if says_grand_total(each.label) or each.boundary == 0 else each.boundary - 1
                    wrong.append((each, running.at[each.boundary] - running.at[start]))
        return wrong

    def _good(self, claimed: list[Claimed], running: _Running) -> set[Claimed]:
        """The totals that equal a run of lines that ends, or begins, where they stand."""
        numbered = list(enumerate(running.at))
        starts = {0, *self.sheet_starts}
        first = {value: number for number, value in reversed(numbered)}
        first_start = {value: number for number, value in reversed(numbered) if number in starts}
        last = {value: number for number, value in numbered}
        end = len(numbered) - 1
        good = set()
        for each in claimed:
            grand, here = says_grand_total(each.label), running.at[each.boundary]
            since = (first_start if grand else first).get(here - each.pence, each.boundary)
            until = end if grand and here + each.pence == running.now else last.get(here + each.pence, each.boundary)
            spans = [(since, each.boundary), (each.boundary, until if until == end or not grand else each.boundary)]
            empty = each.pence == 0 and self.lines_at[each.boundary] == self.lines_at[max(each.boundary - 1, 0)]
            if empty or any(self.lines_at[start] < self.lines_at[stop] for start, stop in spans):
                good.add(each)
        return good
