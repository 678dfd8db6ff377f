"""What was decided of a claim or an event: when, by whom it was put on record, and what is kept beside it."""

from __future__ import annotations

from typing import Any

from recovery_costs import facts as f
from recovery_costs.casework.beside import Beside, beside
from recovery_costs.dashboard import state, timeline
from recovery_costs.dashboard.look import first_up, on, t
from recovery_costs.dashboard.state import Seen
from recovery_costs.papers.words import ROLE
from recovery_costs.record import Counted
from recovery_costs.register.entry import Entry

DECISIONS = (
    f.RecoveryKeyDecided,
    f.PanelTookUp,
    f.DccSatisfied,
    f.AdequacyReferred,
    f.PaymentDirected,
    f.ThresholdDetermined,
    f.DatesReferred,
    f.DatesDetermined,
    f.DraftProposalConsidered,
    f.BreachDetermined,
    f.AppealDecided,
)
"""The facts that are somebody's decision."""
MANY = 12
"""Decisions that stand open; more are folded."""
_KINDS = [str(each.model_fields["type"].default) for each in DECISIONS]


def kept_beside(here: state.Here, event: str) -> Beside:
    """What is kept beside the decisions of an event, as far as whoever is looking may read it."""
    return state.kept(here, event, "beside", lambda: beside(here.desk, event))


def decided(here: state.Here, seen: Seen, about: str | None = None) -> str:
    """The decisions that count, in order: those of a Party or subscriber, or all. Nothing where there are none."""
    found = [each for each in seen.facts.facts if isinstance(each.fact, DECISIONS) and about in (None, _of(each, seen))]
    if not found:
        return ""
    more = kept_beside(here, seen.name)
    entries = state.kept(here, seen.name, "decisions", lambda: here.desk.view.entries(seen.name, _KINDS))
    by = {entry.fact: entry for entry in entries}
    rows = "".join(
        _row(each, by.get(each.id), more.get(each.id, ()), _of(each, seen) if about is None else None) for each in found
    )
    listed = f'<ol class="lines when decided">{rows}</ol>'
    if len(found) > MANY:
        listed = f'<details class="quiet"><summary>All {len(found)} decisions, in order</summary>{listed}</details>'
    return f"<h2>What was decided</h2>{listed}"


def _of(each: Counted[Any], seen: Seen) -> str | None:
    """The Party or subscriber whom a decision is about; of an appeal, whom the decision appealed is about."""
    fact = seen.case.by_id.get(each.fact.decision) if isinstance(each.fact, f.AppealDecided) else each.fact
    whose: str | None = getattr(fact, "party", None) or getattr(fact, "subscriber", None)
    return whose


def _row(each: Counted[Any], entry: Entry | None, more: tuple[tuple[str, str], ...], whose: str | None) -> str:
    says = timeline.says(each.fact)
    what = f"{timeline.ALONE[type(each.fact)]}{f', {says}' if says else ''}"
    by = ""
    if entry is not None:
        by = f"<small>put on record by {t(entry.actor)}, {t(ROLE[entry.role])}</small>"
    return f"<li><span>{on(each.day)}</span><div><b>{t(what)}</b>{f' · {t(whose)}' if whose else ''}{by}{pairs_of(more)}</div></li>"


def pairs_of(more: tuple[tuple[str, str], ...]) -> str:
    """What is kept beside a decision, as HTML."""
    rows = "".join(f"<p><small>{t(first_up(says))}</small>{t(text)}</p>" for says, text in more)
    return f'<div class="beside">{rows}</div>' if rows else ""
