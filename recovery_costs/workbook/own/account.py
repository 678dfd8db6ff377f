"""The account of reading a Party's own spreadsheet: every cell, row and penny, every problem, and everything asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from recovery_costs.plain import shown
from recovery_costs.workbook.account import MOST_LISTED
from recovery_costs.workbook.cells import Book, words
from recovery_costs.workbook.codes import Found
from recovery_costs.workbook.codes import found as problem
from recovery_costs.workbook.own.profile import Profile, Question


@dataclass(slots=True)
class Asked:
    """A question that the cells raise: how often, and the texts that raise it."""

    question: Question
    sheet: str
    times: int = 0
    texts: dict[str, None] = field(default_factory=dict)


_FATES = ("", "read", "flagged")
MOST_TEXTS = 100_000


class Account:
    """What became of every cell of a book that is not empty, while a mapping is followed."""

    def __init__(self, book: Book, profile: Profile) -> None:
        self.book, self.profile = book, profile
        self.answers = {words(name): answer for name, answer in profile.answers().items()}
        self.named: dict[str, str] = {}
        self.problems: list[Found] = []
        self.listed: Counter[str] = Counter()
        self.asked: dict[str, Asked] = {}
        self.fates = {sheet.name: np.zeros(len(sheet), np.uint8) for sheet in book.sheets}
        self.reasons: list[str] = list(_FATES)
        self.rows: Counter[str] = Counter()
        self.pence: Counter[str] = Counter()
        self.left_out: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        """The pence of each row with an amount that is left out, by sheet and reason."""

    # --- cells

    def fate(self, reason: str) -> int:
        """The number that stands for a reason why cells are not read."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        return self.reasons.index(reason)

    def ignore(self, sheet: str, indices: Iterable[int] | slice, reason: str) -> None:
        """Say why these cells are not read."""
        self.fates[sheet][indices if isinstance(indices, slice) else list(indices)] = self.fate(reason)

    def flag(self, code: str, sheet: str, cell: str, index: int | None, found: str, wanted: str, do: str) -> None:
        """A problem at a cell."""
        if index is not None:
            self.fates[sheet][index] = _FATES.index("flagged")
        self.listed[code] += 1
        if self.listed[code] <= MOST_LISTED:
            self.problems.append(problem(code, sheet, cell, found, wanted, do))

    def cells(self) -> tuple[int, int, dict[str, int]]:
        """How many cells were read, how many flagged, and for each reason how many ignored."""
        counts: Counter[str] = Counter()
        for fates in self.fates.values():
            for number, times in zip(*np.unique(fates, return_counts=True), strict=True):
                counts[self.reasons[int(number)]] += int(times)
        assert not counts.pop("", 0), "a cell was neither read, nor ignored for a reason, nor flagged"
        read, flagged = counts.pop("read", 0), counts.pop("flagged", 0)
        return read, flagged, dict(counts)

    # --- questions

    def answer(self, name: str) -> str | None:
        """The mapping's answer to a question by its name, whatever its case and spacing."""
        if name not in self.named:
            self.named[name] = words(name)
        return self.answers.get(self.named[name])

    def ask(
        self,
        name: str,
        ask: str,
        options: Mapping[str, str],
        where: tuple[str, str],
        found: str = "",
        index: int | None = None,
        valid: Callable[[str], bool] | None = None,
    ) -> str | None:
        """The mapping's answer; None, and an open question, where it has none that is one of `options` or `valid`."""
        answer = self.answer(name)
        if answer is not None and (answer in options or (valid is not None and valid(answer))):
            return answer
        sheet, cell = where
        known = self.asked.get(name)
        if known is None:
            place = f"{sheet}!{cell}" if sheet else ""
            asked = Question(name=name, ask=ask, options=dict(options), where=place, found=found)
            known = self.asked[name] = Asked(asked, sheet)
        known.times += 1
        if len(known.texts) < MOST_TEXTS:
            known.texts[found] = None
        if index is not None:
            self.fates[sheet][index] = _FATES.index("flagged")
        return None

    def unlisted(self) -> list[Found]:
        """How many more problems of one code there are than are listed."""
        more = {code: times - MOST_LISTED for code, times in self.listed.items() if times > MOST_LISTED}
        return [problem("more-of-the-same", "", "", f"{times} more of {code}") for code, times in more.items()]

    def open_problems(self) -> list[Found]:
        """Each open question as a problem of the file."""
        problems = []
        for name, asked in self.asked.items():
            question = asked.question
            given = self.answer(name)
            more = f" ({asked.times} cells or rows)" if asked.times > 1 else ""
            found = f"the answer {shown(given)}" if given is not None else shown(question.found) + more
            said = "; ".join(f"{option}: {meaning}" for option, meaning in question.options.items())
            do = f'Answer "{name}" in the mapping. {said}'.strip()
            wanted = f"an answer to: {question.ask}".rstrip(".")
            cell = question.where.rpartition("!")[2]
            problems.append(problem("mapping-open", asked.sheet, cell, found, wanted, do))
        return problems
