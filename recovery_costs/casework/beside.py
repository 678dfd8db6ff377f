"""What is kept beside decisions: the minute, the reason, conflicts of interest, a consultation, the bank's reference."""

from __future__ import annotations

from collections.abc import Mapping

from recovery_costs.casework.acts import ACTS, Field
from recovery_costs.casework.desk import Desk

FIELDS: dict[str, Field] = {field.name: field for act in ACTS.values() for field in act.beside}
"""Every field that some act keeps beside its fact, by name."""
Beside = Mapping[str, tuple[tuple[str, str], ...]]
"""By the id of a fact, what is kept beside it: what it is, in words, and what was written."""


def beside(desk: Desk, event: str) -> Beside:
    """What is kept beside the decisions of an event, as far as the actor may read it."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for entry in desk.view.entries(event, ["particulars"]):
        kept = entry.content
        said = tuple((field.says, str(kept[name])) for name, field in FIELDS.items() if kept.get(name))
        if said and "of" in kept:
            found[str(kept["of"])] = found.get(str(kept["of"]), ()) + said
    return found
