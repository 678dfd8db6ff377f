"""What others put on record of an event while somebody looks at it: told above the title until they have seen it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from recovery_costs.calendar import clock_words
from recovery_costs.dashboard import state
from recovery_costs.dashboard.look import icon, on, t
from recovery_costs.dashboard.part import part
from recovery_costs.register.entry import Entry

AGAIN = 15
"""Seconds between two looks at the record while a page stands open."""
_LISTED = 5


def listed(entries: Sequence[Entry]) -> str:
    """Who recorded what, and when: the first few, and how many more."""
    rows = []
    for entry in entries[:_LISTED]:
        at = entry.moment
        what = f"{t(entry.kind.replace('_', ' '))}{f' of {t(entry.party)}' if entry.party else ''}"
        rows.append(f"<li>{t(entry.actor)} recorded {what} on {on(at.day)} at {clock_words(at.wall)}</li>")
    more = f"<li>and {len(entries) - _LISTED} more</li>" if len(entries) > _LISTED else ""
    return f'<ul class="plain">{"".join(rows)}{more}</ul>'


def seen(here: state.Here, event: str) -> None:
    """The reader has been told of all that is on record of an event."""
    st.session_state[f"since {event}"] = here.stamp(event)


def _by_others(here: state.Here, event: str) -> list[Entry]:
    """What came on record since the reader opened the event, that they may read and did not record themselves."""
    since = st.session_state.setdefault(f"since {event}", here.stamp(event))
    if here.stamp(event) == since:
        return []
    view = here.desk.view
    every = [each for each in view.entries(of=["reading_chosen"], after=since) if each.case_name is None]
    return [each for each in [*view.entries(event, after=since), *every] if each.actor != here.user.actor.name]


def _told(here: state.Here, event: str) -> None:
    found = _by_others(here, event)
    if not found:
        seen(here, event)
        return
    with st.container(key="changed", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<div class="told tone-due" role="status">{icon("triangle")}<div>This changed while you had it open.'
            f"{listed(found)}</div></div>"
        )
        if st.button("Show it as it is now", key="changed-seen"):
            seen(here, event)
            for name in [each for each in st.session_state if str(each).startswith("seen ")]:
                del st.session_state[name]
            st.rerun()


told = part(_told, every=AGAIN)
