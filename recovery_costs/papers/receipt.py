"""The receipt of a file: what was received, when, and what came of it; on a page, and as a text to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from recovery_costs.calendar import Moment, TakesEffect
from recovery_costs.money import Money
from recovery_costs.plain import shown


class Receipt(NamedTuple):
    """A file on record.

    Attributes:
        seq: its entry in the record.
        accepted: whether nothing in it was blocking; None where it was never checked.
        taken: how many entries its facts are.
        counted: what became of its rows and pounds, as the check report says it.
        effects: each notice that it gave, with when it takes effect and why.
        follows: what is on record of it, what is only stated, and what comes next, in sentences.
    """

    event: str
    party: str
    name: str
    bytes: int
    sha256: str
    seq: int
    at: Moment
    by: str
    accepted: bool | None
    taken: int
    counted: Mapping[str, Any]
    effects: tuple[tuple[str, TakesEffect], ...]
    follows: tuple[str, ...]

    @property
    def grouped(self) -> str:
        """The hash in groups of four, to be read aloud and compared."""
        return " ".join(self.sha256[start : start + 4] for start in range(0, len(self.sha256), 4))

    @property
    def rows(self) -> str | None:
        """What became of its rows and pounds, in words; None where it has none."""
        rows, pounds = self.counted.get("rows"), self.counted.get("pounds")
        if not self.accepted or not rows or not pounds or not rows["seen"]:
            return None
        return f"{rows['accepted']:,} accepted of {rows['seen']:,}, {Money.of(pounds['accepted'])}"


def lines(receipt: Receipt) -> Iterator[tuple[str, str]]:
    """The receipt as terms and what they are."""
    yield "Received", f"{receipt.at}, UK time"
    for kind, effect in receipt.effects:
        yield "Takes effect", f"{kind.replace('_', ' ').capitalize()}: {effect.moment}, {effect.because}"
    if receipt.rows is not None:
        yield "Cost lines", receipt.rows
    yield "File", f"{shown(receipt.name)}, {receipt.bytes:,} bytes"
    yield "SHA-256", receipt.grouped
    yield "For", f"{receipt.party}, {receipt.event}"
    yield "Sent by", receipt.by
    yield "On record as", f"entry {receipt.seq}"


def text(receipt: Receipt) -> str:
    """The receipt as plain text."""
    said = [f"{name + ':':<14}{what}" for name, what in lines(receipt)]
    return "\n".join(["RECEIPT", "", *said, "", *receipt.follows, ""])
