"""Today: what is overdue, what falls due and for whom, over all events; then where each event stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from recovery_costs.adjudication import Awaited
from recovery_costs.awaited import AUTHORITY, PANEL
from recovery_costs.dashboard import EVENT, partly, said, standing, state, working
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import (
    apart,
    count,
    figures,
    first_up,
    head,
    nothing,
    on,
    paged,
    pounds,
    t,
)
from recovery_costs.dashboard.obliged import obliged
from recovery_costs.dashboard.opening import opening
from recovery_costs.facts import DCC
from recovery_costs.money import NOUGHT, Money
from recovery_costs.papers.calendar_file import agenda
from recovery_costs.register.access import Role

PAGE = 60
"""Rows shown at a time."""
EVERYONE, ALL = "Everyone", "All events"
WHO = (EVERYONE, DCC, "Parties", PANEL, AUTHORITY)


class Due(NamedTuple):
    """Something awaited in an event."""

    event: str
    item: Awaited


def page(here: state.Here) -> None:
    """Everything that waits for somebody, and every event."""
    rows = _every(here)
    seen = [row for row in rows if isinstance(row, state.Seen)]
    dues = sorted(
        (Due(row.name, item) for row in seen for item in said.pressing(row.adjudication)),
        key=lambda due: (due.item.due or date.max, due.event),
    )
    _head(rows, seen, dues, here)
    if here.user.actor.role is Role.DCC_FINANCE:
        opening(here)
    if not rows:
        st.html(partly.none(here, "event"))
        return
    moved = _moved(here, [row.name for row in seen if row.amounts])
    if any(row.amounts and row.adjudication.claims for row in seen):
        st.html(_figures(seen, moved))
    kept = _filtered(dues, [row.name for row in rows], here)
    _rows(kept, len(kept) < len(dues), here)
    _events(rows, moved, here)


def _every(here: state.Here) -> list[state.Seen | state.Unreadable]:
    """Every event; on the first look after the server started that may take a while."""
    names = here.desk.events()

    def look(says: working.Says) -> None:
        for number, name in enumerate(names, start=1):
            says(f"{number} of {len(names)}")
            state.event(here, name)

    working.answer(("today", *here.all_events(), here.today), "Going through the events", look)
    return list(state.events(here))


def _moved(here: state.Here, names: Sequence[str]) -> dict[str, Money] | None:
    """What the one reading that moves most moves in each event; None while that is being worked out."""

    def most(says: working.Says) -> dict[str, Money]:
        found = {}
        for name in names:
            says(name)
            seen = state.event(here, name, contested=True)
            if isinstance(seen, state.Seen):
                found[name] = max((amount for amount, _ in said.by_money(seen.adjudication)), default=NOUGHT)
        return found

    return working.later(("moved", *here.all_events(), here.today), most)


# --- how it opens -------------------------------------------------------------------------------------------------


def _head(
    rows: Sequence[state.Seen | state.Unreadable], seen: list[state.Seen], dues: list[Due], here: state.Here
) -> None:
    where = f"{t(here.user.says)} · all events · at the end of {on(here.today)}"
    if not rows:
        title = "No events yet" if partly.whole(here) else "No events are shown to you"
        head(where, title, "What the Code makes of each Recovery Event will stand on this page.")
        return
    late = [due for due in dues if due.item.due and due.item.due < here.today]
    soon = [due for due in dues if due.item.due and 0 <= (due.item.due - here.today).days <= said.SOON]
    mine = "" if partly.whole(here) else "of what concerns you, "
    title = f"{mine}{_things(late)} overdue, {_things(soon)} due within {said.SOON} days"
    occurred = sum(1 for row in seen if row.adjudication.recovery_event.occurred)
    lead = (
        f"{first_up(count(len(rows), 'event is', 'events are'))} {'on record' if here.user.actor.role is not Role.AUTHORITY else 'before you'}, and "
        f"{count(occurred, 'Recovery Event has', 'Recovery Events have')} occurred."
    )
    if soonest := min((due.item.due for due in soon if due.item.due), default=None):
        lead += f" The next last day is {on(soonest)}, {apart(soonest, here.today)}."
    if undated := sum(1 for due in dues if due.item.due is None):
        lead += f" {first_up(count(undated, 'more thing waits', 'more things wait'))} without a day."
    if unread := len(rows) - len(seen):
        lead += f" {first_up(count(unread, 'event', 'events'))} cannot be shown, and says why."
    head(where, first_up(title), lead + partly.limits(here))


def _things(dues: list[Due]) -> str:
    return count(len(dues), "thing is", "things are") if dues else "nothing is"


def _figures(seen: list[state.Seen], moved: dict[str, Money] | None) -> str:
    claims = [claim for row in seen for claim in row.adjudication.claims]
    _, unasked = said.all_known(claim.requested for claim in claims)
    _, undecided = said.all_known(claim.payable for claim in claims)
    overpaid, _ = said.all_known(claim.overpaid for claim in claims)
    return figures(
        [
            (
                "Requested",
                said.known(claim.requested for claim in claims),
                f"{len(claims) - unasked} of {len(claims)} claims have a total",
            ),
            (
                "Payable",
                said.known(claim.payable for claim in claims),
                f"{count(undecided, 'claim', 'claims')} not known yet" if undecided else "known for every claim",
            ),
            (
                "Paid",
                said.known(claim.paid for claim in claims),
                f"{overpaid} overpaid" if overpaid > NOUGHT else "nothing overpaid",
            ),
            (
                "Contested",
                pounds(Money.sum(moved.values())) if moved is not None else standing.NOT_YET,
                "moved by the one reading that moves most in each event",
            ),
        ]
    )


# --- what waits for whom ------------------------------------------------------------------------------------------


def _filtered(dues: list[Due], names: list[str], here: state.Here) -> list[Due]:
    """The rows that the reader asked for, and the calendar of those."""
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small"):
        who = st.segmented_control(
            "Whose turn",
            WHO,
            default=EVERYONE,
            required=True,
            key="turn",
            bind="query-params",
            label_visibility="collapsed",
        )
        event = st.selectbox(
            "Which event", [ALL, *names], key="of", bind="query-params", label_visibility="collapsed", width=260
        )
        kept = [due for due in dues if event in (ALL, None, due.event) and _is_of(due.item, who or EVERYONE)]
        calendar = agenda([(due.event, due.item) for due in kept], here.today)
        if calendar is not None:
            st.download_button(
                "Calendar file",
                calendar,
                "recovery-costs.ics",
                "text/calendar",
                icon=":material/event:",
                on_click="ignore",
            )
    return kept


def _is_of(item: Awaited, who: str) -> bool:
    if who == "Parties":
        return item.from_ not in (DCC, PANEL, AUTHORITY)
    return who == EVERYONE or item.from_ == who


def _rows(dues: list[Due], narrowed: bool, here: state.Here) -> None:
    if not dues:
        none = nothing("Nothing is awaited of them.", "Choose Everyone and All events to see all that is.")
        st.html(none if narrowed else partly.none(here, "awaited"))
        return
    soon = here.today + timedelta(days=said.SOON)
    groups = {
        "Overdue": [due for due in dues if due.item.due and due.item.due < here.today],
        f"Due by {on(soon)}": [due for due in dues if due.item.due and here.today <= due.item.due <= soon],
        "Later": [due for due in dues if due.item.due and due.item.due > soon],
        "No day set": [due for due in dues if not due.item.due],
    }
    shown = paged(dues, PAGE, "dues-at")
    for number, (name, group) in enumerate(groups.items()):
        here_now = [due for due in group if due in shown]
        if here_now:
            st.html(f"<h2>{name} · {len(group)}</h2>")
            with st.container(key=f"obls-{number}", gap=None):
                obliged(here, here_now, f"due-{number}")


# --- where each event stands ----------------------------------------------------------------------------------------


def _events(rows: Sequence[state.Seen | state.Unreadable], moved: dict[str, Money] | None, here: state.Here) -> None:
    standing.table([row for row in rows if isinstance(row, state.Seen)], moved)
    for row in rows:
        if isinstance(row, state.Unreadable):
            st.html(f"<h3>{t(row.name)} cannot be adjudicated</h3>{said.problems(row.problems)}")
    with st.container(key="choose", horizontal=True, gap="small"):
        for number, row in enumerate(rows, start=1):
            st.page_link(EVENT, label=said.link_label(row.name, number), query_params=here.address(event=row.name))


if __name__ == "__main__":
    framed(page)
