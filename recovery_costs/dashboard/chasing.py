"""The chase list: who must be reminded of what, the most overdue first, Party by Party."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from recovery_costs.adjudication import Awaited
from recovery_costs.awaited import AUTHORITY, PANEL
from recovery_costs.dashboard import CLAIM, said, state
from recovery_costs.dashboard.look import count, first_up, head, nothing, on, t
from recovery_costs.dashboard.state import Here, Seen
from recovery_costs.facts import DCC
from recovery_costs.inert import csv_text

Chased = tuple[str, Awaited]
"""Something a Party has still to do, and in which event."""


def chasing(here: Here) -> None:
    """What Parties have let pass, and what falls due for them soon, at the end of the day shown."""
    rows = _chased(here)
    late = [(event, item) for event, item in rows if item.due is not None and item.due < here.today]
    parties = list(dict.fromkeys(item.from_ for _, item in rows))
    title = "Nobody has anything to be reminded of"
    if parties:
        title = f"{first_up(count(len(parties), 'Party has', 'Parties have'))} something to be reminded of"
    lead = f"{first_up(_things(len(late), 'is'))} overdue, and {_things(len(rows) - len(late), 'falls')} due by {on(_until(here.today))}."
    head(f"All events · at the end of {on(here.today)}", title, lead)
    if not rows:
        st.html(nothing("Nobody.", f"Nothing is overdue, and nothing falls due within {said.SOON} days."))
        return
    st.download_button("Download as CSV", _csv(rows, here.today), "chase-list.csv", "text/csv", on_click="ignore")
    for number, party in enumerate(parties):
        of = [(event, item) for event, item in rows if item.from_ == party]
        st.html(
            f"<h2>{t(party)} · {len(of)}</h2>"
            + said.obligations([item for _, item in of], here.today, f"chase-{number}", [event for event, _ in of])
        )
        with st.container(key=f"top-chase-{number}", horizontal=True, gap="small"):
            for nth, event in enumerate(dict.fromkeys(event for event, _ in of)):
                seen = state.event(here, event)
                if isinstance(seen, Seen) and any(claim.party == party for claim in seen.adjudication.claims):
                    label = said.link_label(event, nth + 1)
                    st.page_link(CLAIM, label=label, query_params=here.address(event=event, party=party))


def _things(number: int, verb: str) -> str:
    if not number:
        return f"nothing {verb}"
    return count(number, f"thing {verb}", "things are" if verb == "is" else "things fall")


def _until(today: date) -> date:
    return today + timedelta(days=said.SOON)


def _chased(here: Here) -> list[Chased]:
    """What is awaited of Parties, overdue or due soon: by Party, the one with the oldest day first."""
    rows = [
        (row.name, item)
        for row in state.events(here)
        if isinstance(row, Seen)
        for item in row.adjudication.awaited
        if item.from_ not in (DCC, PANEL, AUTHORITY) and item.due is not None and item.due <= _until(here.today)
    ]
    oldest: dict[str, date] = {}
    for _, item in rows:
        if item.due is not None:
            oldest[item.from_] = min(oldest.get(item.from_, item.due), item.due)
    return sorted(rows, key=lambda row: (oldest[row[1].from_], row[1].from_, row[1].due or date.max, row[0]))


def _csv(rows: list[Chased], today: date) -> str:
    lines = [
        [item.from_, event, item.what, item.clause, item.due.isoformat(), (today - item.due).days]
        for event, item in rows
        if item.due is not None
    ]
    return csv_text([["party", "event", "what", "clause", "last day", "days overdue"], *lines])
