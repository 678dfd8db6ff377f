"""Money: whole pence, pounds sterling. Never a float, never negative at the edge.

Inside, a sum may go below nought for a moment (what is payable less what is paid); `or_nought` says so where the
law stops at nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MONEY_PATTERN = r"(0|[1-9][0-9]{0,11})\.[0-9]{2}"
_WRITTEN = re.compile(MONEY_PATTERN, re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """A sum of money in whole pence.

    `str()` writes it as people do (£212,600.00); `text` as documents do (212600.00).
    """

    pence: int

    @classmethod
    def of(cls, written: str) -> Money:
        """Read "212600.00": pounds, a point, two figures of pence, no sign, no separators.

        Raises:
            ValueError: it is written any other way.
        """
        if not _WRITTEN.fullmatch(written):
            raise ValueError("this is not pounds, a point and two figures of pence, such as 212600.00")
        pounds, pence = written.split(".")
        return cls(int(pounds) * 100 + int(pence))

    @classmethod
    def sum(cls, amounts: Iterable[Money]) -> Money:
        """The sum; of nothing, 0.00."""
        return cls(sum(amount.pence for amount in amounts))

    def __add__(self, other: Money) -> Money:
        return Money(self.pence + other.pence)

    def __sub__(self, other: Money) -> Money:
        return Money(self.pence - other.pence)

    @property
    def or_nought(self) -> Money:
        """Itself, or 0.00 where it is below nought."""
        return max(self, NOUGHT)

    @property
    def text(self) -> str:
        """As documents write it: 212600.00."""
        sign = "-" if self.pence < 0 else ""
        return f"{sign}{abs(self.pence) // 100}.{abs(self.pence) % 100:02d}"

    def __str__(self) -> str:
        sign = "\u2212" if self.pence < 0 else ""
        return f"{sign}£{abs(self.pence) // 100:,}.{abs(self.pence) % 100:02d}"


NOUGHT = Money(0)
