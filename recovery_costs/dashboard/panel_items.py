"""What is before the Panel by a meeting, worked out once for each reader and record, and how an item is said."""

from __future__ import annotations

from datetime import date

from recovery_costs.adjudication import Awaited
from recovery_costs.casework import meeting
from recovery_costs.casework.meeting import Business, Item
from recovery_costs.dashboard import state, working
from recovery_costs.dashboard.look import apart, chip, clause_chip, first_up, on, t
from recovery_costs.papers import changes, words


def business(here: state.Here, day: date, following: date) -> Business:
    """What there is to decide by a meeting, as far as whoever is looking may see it."""
    key = ("meeting", *here.all_events(), day, following)
    return working.answer(key, "Going through the events", lambda _: meeting.business(here.desk, day, following))


def address(item: Item) -> dict[str, str]:
    """What names an item in an address."""
    about = item.about if item.seq is None else str(item.seq)
    return {"event": item.event, "item": item.kind, **({"about": about} if about is not None else {})}


def row(number: int, item: Item, day: date, following: date) -> str:
    """An item of the meeting as HTML."""
    clause = clause_chip(item.clause, f"item-{number}") if item.clause else "No clause"
    since = f"<small>before the Panel since {on(item.since)}</small>" if item.since else ""
    whose = " · ".join(
        [
            *([t(item.about)] if item.about else []),
            t(item.event),
            *([f"{item.amount} {'outstanding' if item.kind == 'dates' else 'requested'}"] if item.amount else []),
        ]
    )
    chips = chip("due", "Due meanwhile") if item.pressing else chip("calm", "No day set")
    return (
        f'<div class="item"><div class="d">{clause}{since}</div><div class="w">{t(first_up(item.what))}'
        f"<small>{whose}</small>{if_deferred(item, day, following)}</div><div class='c'>{chips}</div></div>"
    )


def if_deferred(item: Item, day: date, following: date) -> str:
    """What becomes of an item that is deferred to the next meeting, as HTML."""
    rows = []
    for each in item.deferred.falls:
        assert each.due is not None
        when = "was due" if each.due < day else "falls due"
        rows.append(
            f"{t(each.from_)}: {t(each.what)} {when} on {on(each.due)}, {apart(each.due, day)}{_safe(each, day)}"
        )
    for change in item.deferred.changes:
        who, what, before, after = changes.change(change)
        rows.append(f"{t(who)}: {t(what)} goes from {t(before)} to {t(after)}, if nothing else comes on record")
    listed = f'<ul class="plain">{"".join(f"<li>{row}.</li>" for row in rows)}</ul>' if rows else ""
    return f'<p class="if"><b>If deferred to {on(following)}</b> {t(item.deferred.says)}</p>{listed}'


def _safe(each: Awaited, day: date) -> str:
    if each.last_safe is None or each.due is None or each.due < day:
        return ""
    return f"; last safe moment {words.last_safe(each)}"
