"""What somebody has to do or may do, a row for each with the way to its claim, or to its event where it is of none."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from recovery_costs.adjudication import Awaited
from recovery_costs.dashboard import CLAIM, EVENT, PAGES, said, state

WIDE = 132
"""Pixels of a link, so that what stands before it is in columns; its words take a second line."""
_OPENS_CLAIMS = next(each.roles for each in PAGES if each.file == CLAIM)


def obliged(here: state.Here, items: Sequence[tuple[str, Awaited]], place: str, across: bool = True) -> None:
    """The rows, each with its link.

    Args:
        items: each with the event that it is in.
        across: whether they are of several events, so that each row names its own.
    """
    claims = {event: _claims(here, event) for event in dict.fromkeys(event for event, _ in items)}
    events = here.desk.events() if across else []
    for number, (event, item) in enumerate(items):
        of = None if not across else event if said.plain_label(event) else f"event {events.index(event) + 1}"
        with st.container(key=f"obl-{place}-{number}", horizontal=True, wrap=False, vertical_alignment="top"):
            st.html(said.obligation(item, here.today, f"{place}-{number}", event if across else None))
            _way(here, event, of, item, claims[event])


def _claims(here: state.Here, event: str) -> list[str]:
    """The Parties whose claims in an event the reader may open."""
    if here.user.actor.role not in _OPENS_CLAIMS:
        return []
    seen = state.event(here, event)
    return [] if isinstance(seen, state.Unreadable) else [each.party for each in seen.adjudication.claims]


def _way(here: state.Here, event: str, of: str | None, item: Awaited, claims: list[str]) -> None:
    """The link to the claim of whom it is about, if the reader sees one, else to the event, if that is elsewhere.

    Args:
        of: what the event is called in a label; None on its own page.
    """
    party = next((name for name in (item.about, item.from_) if name in claims), None)
    if party is not None:
        whose = party if said.plain_label(party) else f"claim {claims.index(party) + 1}"
        label = f"Open {whose}" if of is None else f"Open {of}, {whose}"
        st.page_link(CLAIM, label=label, query_params=here.address(event=event, party=party), width=WIDE)
    elif of is not None:
        st.page_link(EVENT, label=f"Open {of}", query_params=here.address(event=event), width=WIDE)
