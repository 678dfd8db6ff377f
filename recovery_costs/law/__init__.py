"""The words of L10.14 to L10.30, their neighbours, the readings and doubts, and `clause()`, which ties a rule to its words.

One key per clause: L10.19(b)(ii) is `l10_19_b_ii` in every name, then two underscores, then plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from recovery_costs.law.doubts import DOUBTS, Doubt
from recovery_costs.law.neighbours import NEIGHBOURS, Neighbour
from recovery_costs.law.readings import READINGS, Option, Reading
from recovery_costs.law.words import CODE, TEXT_OF, WORDS, Clause

__all__ = [
    "CLAUSES",
    "CODE",
    "DOUBTS",
    "NEIGHBOURS",
    "ORDER",
    "READINGS",
    "RULES",
    "TEXT_OF",
    "Clause",
    "Doubt",
    "Neighbour",
    "Option",
    "Reading",
    "clause",
    "key",
]

CLAUSES: dict[str, Clause] = {clause.ref: clause for clause in WORDS}
"""Every clause by its reference, in Code order."""

ORDER: dict[str, int] = {ref: place for place, ref in enumerate(CLAUSES)}
"""Where each clause stands in Code order."""

RULES: dict[str, list[Callable[..., Any]]] = {}
"""The rules that state each clause, once their modules are imported."""

Rule = TypeVar("Rule", bound=Callable[..., Any])


def key(ref: str) -> str:
    """The key of a clause in names: "L10.19(b)(ii)" is "l10_19_b_ii"."""
    return re.sub(r"[^a-z0-9]+", "_", ref.lower()).strip("_")


def clause(ref: str) -> Callable[[Rule], Rule]:
    """Tie a rule to the clause it states. It records the rule and dispatches nothing.

    Raises:
        LookupError: there is no such clause, or the rule's name does not carry its key.
    """
    if ref not in CLAUSES:
        raise LookupError(f"no clause {ref}")

    def tie(rule: Rule) -> Rule:
        if not rule.__name__.startswith(f"{key(ref)}__"):
            raise LookupError(f"{rule.__name__} states {ref}: its name starts with {key(ref)}__")
        RULES.setdefault(ref, []).append(rule)
        return rule

    return tie
