"""What somebody may see of an adjudication: one rule for each role, and nothing by default.

The program adjudicates the whole event, since no claim can be judged without the others; then everything that is not the
reader's is left out. A Party sees its own claims and breaches and whether the event occurred; of the requests together
only whether they exceed the sum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from recovery_costs.adjudication import Adjudication, Change, Contested
from recovery_costs.finding import Finding
from recovery_costs.money import NOUGHT
from recovery_costs.papers import changes
from recovery_costs.register.access import Actor, Role
from recovery_costs.verdict import Verdict

SEE_ALL = (Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR)
"""The roles that see every Party's claim and amounts."""
OF_THE_EVENT = ("L10.14", "L10.15", "L10.16", "L10.30(c)")
"""The clauses whose findings say whether an event occurred: no amounts, and nobody's own."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An adjudication as somebody may see it.

    Attributes:
        together: whether what all Parties request together, and against what sum, may be shown.
        amounts: whether any amount may be shown.
    """

    adjudication: Adjudication
    together: bool
    amounts: bool


def seen_by(actor: Actor, whole: Adjudication, appealed: frozenset[str] | None = None) -> Seen | None:
    """What the actor may see; None where it may see nothing of it.

    Args:
        appealed: for the Authority, the Parties and subscribers of the decisions that were appealed: none of them, where
            the decision was of the event as a whole (the sum, or dates of payment); None where nothing was appealed.
    """
    if actor.role in (*SEE_ALL, Role.PROGRAM):
        return Seen(whole, together=True, amounts=True)
    if actor.role is Role.PARTY:
        return Seen(only(whole, actor.parties), together=False, amounts=True)
    if actor.role is Role.AUTHORITY and appealed is not None:
        return Seen(only(whole, appealed, decides="L10.29"), together=False, amounts=True)
    if actor.role is Role.SMKI_PMA:
        return Seen(only(whole, frozenset()), together=False, amounts=False)
    return None


def verdict_seen_by(actor: Actor, whole: Verdict) -> Verdict | None:
    """What the actor may see of a verdict: a Party what is about its own claims; None where it may see nothing of it."""
    if actor.role in SEE_ALL:
        return whole
    if actor.role is not Role.PARTY:
        return None
    return replace(
        whole,
        values=tuple(each for each in whole.values if each.about in actor.parties),
        money=replace(whole.money, least=NOUGHT, default=NOUGHT, most=NOUGHT, least_under={}, most_under={}),
        money_by_claim={party: stake for party, stake in whole.money_by_claim.items() if party in actor.parties},
    )


def only(whole: Adjudication, names: frozenset[str], decides: str | None = None) -> Adjudication:
    """The event, and what is about these names: with what is awaited of others about them.

    Args:
        decides: a clause under which it is the reader who is to decide, whoever it is about.
    """
    cut = [_changes(each, names) for each in whole.contested or ()]
    return replace(
        whole,
        claims=tuple(each for each in whole.claims if each.party in names),
        aggregate=replace(whole.aggregate, requested=NOUGHT, threshold=None),
        breaches=tuple(each for each in whole.breaches if each.subscriber in names),
        carved_out=tuple(each for each in whole.carved_out if each in names),
        not_deemed=tuple(each for each in whole.not_deemed if each.subscriber in names),
        awaited=tuple(each for each in whole.awaited if {each.from_, each.about} & names or each.clause == decides),
        findings=tuple(filter(_about(names), whole.findings)),
        contested=None if whole.contested is None else tuple(each for each in cut if each.changes),
    )


def _about(names: frozenset[str]) -> Callable[[Finding], bool]:
    return lambda each: each.about in names or (each.about is None and each.clause.startswith(OF_THE_EVENT))


def _changes(one: Contested, names: frozenset[str]) -> Contested:
    return replace(one, changes=tuple(each for each in one.changes if _is_of(each, names)))


def _is_of(change: Change, names: frozenset[str]) -> bool:
    if change.path.startswith(("claims.", "breaches.")):
        return changes.change(change)[0] in names
    return change.path.startswith("recovery_event.")
