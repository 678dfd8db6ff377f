"""The search box: a Party, a claim, an invoice, the hash of a file, the number of an entry."""

from __future__ import annotations

import streamlit as st

from recovery_costs.casework.search import Found, search
from recovery_costs.dashboard import CLAIM, EVENT, RECORD, state
from recovery_costs.dashboard.look import count, first_up, head, nothing, t
from recovery_costs.dashboard.state import Here, Seen

MOST = 50
"""Results shown."""


def searching(here: Here) -> None:
    """What holds the text that is asked for, each with the way to it."""
    place = st.empty()
    asked = (
        st.text_input(
            "Find",
            key="asked",
            bind="query-params",
            placeholder="A Party, an invoice, a line, a device, a file's hash, an entry's number",
            label_visibility="collapsed",
        )
        or ""
    )
    found = search(here.desk, (row for row in state.events(here) if isinstance(row, Seen)), asked, MOST + 1)
    with place.container():
        head("All events", _title(asked, found), "Capitals do not matter. Six letters of a file's hash are enough.")
    if asked.strip() and not found:
        st.html(nothing("Nothing that you may see holds that.", "Try less of it, or a name without its ending."))
    for number, each in enumerate(found[:MOST]):
        with st.container(key=f"found-{number}", horizontal=True, vertical_alignment="center", gap="small"):
            whose = " · ".join(t(name) for name in (each.event, each.party) if name)
            st.html(f"<p><b>{t(each.what)}</b> {t(first_up(each.says))} <small>{whose}</small></p>")
            _link(here, each, number + 1)


def _title(asked: str, found: list[Found]) -> str:
    if not asked.strip():
        return "What are you looking for?"
    if len(found) > MOST:
        return f"More than {MOST} things hold that"
    return f"{first_up(count(len(found), 'thing holds', 'things hold'))} that"


def _link(here: Here, each: Found, number: int) -> None:
    label = f"Open {number}"
    if each.entry is not None:
        st.page_link(RECORD, label=label, query_params=here.address(find=str(each.entry)))
    elif each.party is not None and each.event is not None:
        part = {"part": "Cost lines"} if each.what.startswith("Line") else {}
        st.page_link(CLAIM, label=label, query_params=here.address(event=each.event, party=each.party, **part))
    elif each.event is not None:
        st.page_link(EVENT, label=label, query_params=here.address(event=each.event))
