"""Whether L10 permits a move: what the adjudication with the move on record says of that very move."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from recovery_costs.adjudication import Adjudication
from recovery_costs.finding import Finding, Outcome


class Move(NamedTuple):
    """What the clauses say of one fact.

    Attributes:
        findings: theirs about it.
        refused: those that are not met, or cannot be said for want of a fact that has to be on record first.
    """

    findings: tuple[Finding, ...]
    refused: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome | None:
        """The gravest outcome, a refusal first; None where no clause speaks of the fact."""
        found = {each.outcome for each in self.findings}
        return next((each for each in GRAVEST_FIRST if each in found), None)


GRAVEST_FIRST = (
    Outcome.NOT_MET,
    Outcome.FOR_JUDGEMENT,
    Outcome.CANNOT_SAY,
    Outcome.DOES_NOT_APPLY,
    Outcome.MET,
)


def move(result: Adjudication, fact: str, clauses: Collection[str], about: str | None = None) -> Move:
    """What the clauses say of a fact.

    Args:
        result: an adjudication with the fact on record.
        clauses: those that can refuse it.
        about: the Party whose claim it is, where it is of one; findings about other Parties say nothing of it.
    """
    mine = [each for each in result.findings if each.clause in clauses and fact in each.facts]
    found = tuple(each for each in mine if about is None or each.about in (about, None))
    return Move(found, tuple(each for each in found if each.outcome in (Outcome.NOT_MET, Outcome.CANNOT_SAY)))
