"""L10.19(a): notice of the intention to ask, within three months of the Recovery Event.

Read with the readings `event_date`, `month_count`, `last_day`, `notice_effective`, `proved_receipt`, `bank_holidays`
and `late_intention`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from recovery_costs.adjudication import Notified
from recovery_costs.calendar import beside
from recovery_costs.facts import IntentionNotified, TotalNotified
from recovery_costs.finding import TIME, Basis, Deadline, Finding, Intention, basis_of, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, how_it_took_effect, ids

L10_19_A__PERIODS = 1
"""Of three months, after the Recovery Event."""


@clause("L10.19(a)")
def l10_19_a__intention(
    party: str,
    intentions: Sequence[Counted[IntentionNotified]],
    totals: Sequence[Counted[TotalNotified]],
    event_on: date | None,
    deadline: Deadline,
    as_of: date,
    readings: Mapping[str, str],
) -> tuple[Intention | None, Notified, Finding]:
    """L10.19(a): notice of the intention to ask, within three months of the Recovery Event.

    The first to take effect governs; a total that comes first is the intention too. A notice before the event is in
    time.
    """
    notices: list[Intention] = [*intentions, *totals]
    intention = min(notices, key=lambda each: each.order, default=None)
    due = deadline(event_on, L10_19_A__PERIODS) if event_on else None
    notified = Notified.against(intention, due, as_of)
    turns: tuple[str, ...] = ("event_date", *TIME)
    basis = basis_of(intention)
    if intention is None:
        because = notified.none_yet("notice of intention")
    elif due is None:
        because = f"Notice of intention took effect on {intention.moment}; no Recovery Event has occurred, so there is no last day yet."
    else:
        because = f"Notice of intention took effect on {intention.moment}, {beside(intention.day, due)}."
    if intention:
        because += how_it_took_effect(intention)
    if notified.in_time is False:
        turns, basis = (*turns, "late_intention"), Basis.READING
        bars = readings["late_intention"] == "bars"
        because += (
            " Read as a condition of the request, that bars it."
            if bars
            else " Read as a breach only, that does not bar the request."
        )
    return (
        intention,
        notified,
        found(
            "L10.19(a)",
            notified.outcome,
            because,
            about=party,
            facts=ids(intention),
            readings=turns,
            basis=basis,
            due=due,
            days_late=notified.days_late,
            notices=[intention] if intention else [],
        ),
    )
