"""The record: the journal as far as the reader may read it, and whether it is whole."""

from __future__ import annotations

from datetime import date

import streamlit as st

from recovery_costs.dashboard import as_csv, looking_back, recorded, state
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import chip, count, first_up, head, nothing, paged, pairs, t
from recovery_costs.register.checkpoint import read_checkpoints
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import RegisterError
from recovery_costs.register.verify import Verified, verify

PAGE = 50
"""Entries shown at a time."""
ALL = "All events"


def page(here: state.Here) -> None:
    """The entries, newest first, and a verification."""
    entries = here.desk.view.entries()
    lead = (
        "What anybody did is an entry, and none is ever changed: a correction is an entry of its own. "
        f"{first_up(count(len(entries), 'entry is', 'entries are'))} yours to read."
    )
    head(f"{t(here.user.says)} · the record", _title(here), lead)
    _verify(here)
    _entries(here, entries)


def _title(here: state.Here) -> str:
    found: Verified | None = st.session_state.get(_key(here))
    if found is None:
        return "Whether the journal is whole is not verified yet"
    if found.clean:
        return f"The journal is whole: {found.size} entries"
    return f"The journal is not whole: {count(len(found.wrong), 'thing is', 'things are')} wrong"


def _key(here: state.Here) -> str:
    return f"verified {here.register.path}"


# --- whether it is whole ------------------------------------------------------------------------------------------


def _verify(here: state.Here) -> None:
    with st.container(key="verify", horizontal=True, vertical_alignment="bottom", gap="small"):
        kept = st.file_uploader(
            "Checkpoints that somebody else keeps, if you have them",
            type=["jsonl", "txt"],
            key="checkpoints",
            width=420,
        )
        if st.button("Verify now", type="primary", key="verify-now"):
            try:
                held = read_checkpoints(kept.getvalue().decode("utf-8")) if kept is not None else []
                with st.status("Working the whole journal out again", expanded=False):
                    st.session_state[_key(here)] = verify(here.desk.register, held)
            except (RegisterError, UnicodeDecodeError) as trouble:
                what = trouble.what if isinstance(trouble, RegisterError) else "That file holds no checkpoint."
                st.html(f'<p class="nothing"><b>{t(what)}</b> Nothing was changed.</p>')
                return
            st.rerun()
    found: Verified | None = st.session_state.get(_key(here))
    if found is not None:
        st.html(_found(found))


def _found(found: Verified) -> str:
    whole = chip("ok", "Whole") if found.clean else chip("late", "Not whole")
    covered = (
        f"{found.covered} of its entries are covered by the checkpoints given"
        if found.covered
        else "No checkpoint was given: truncation, rollback and a full rewrite cannot be found without one"
    )
    rows = [
        ("The journal", f"{whole} {found.size} entries, {found.files} files"),
        ("Root", f'<span class="mono long">{t(found.root.hex())}</span>'),
        ("Checkpoints", covered),
    ]
    wrong = "".join(f"<li>{f'Entry {each.seq}: ' if each.seq else ''}{t(each.what)}</li>" for each in found.wrong[:50])
    return pairs(rows) + (f'<ul class="plain">{wrong}</ul>' if wrong else "")


# --- the entries --------------------------------------------------------------------------------------------------


def _entries(here: state.Here, entries: list[Entry]) -> None:
    latest = max([here.desk.today, *(each.moment.day for each in entries)])
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        event = st.selectbox("Event", [ALL, *here.desk.events()], key="event", bind="query-params", width=240)
        known = _day("Known at the end of", latest, "known")
        found = st.text_input(
            "Find", key="find", bind="query-params", placeholder="A person, a Party, a hash", width=240, live=True
        )
    if event not in (ALL, None):
        looking_back.stood(here, str(event), known, latest)
    kept = [
        each
        for each in reversed(entries)
        if event in (ALL, None, each.case_name) and each.moment.day <= known and _holds(each, found or "")
    ]
    st.html(f"<h2>Entries, newest first · {len(kept)}</h2>")
    if not kept:
        st.html(nothing("No such entry.", "Look for something else, a later day, or choose All events."))
        return
    shown = paged(kept, PAGE, "entries-at")
    st.html(f'<div class="entries">{"".join(recorded.entry(each) for each in shown)}</div>')
    as_csv.offered("entries", recorded.COLUMNS, lambda: map(recorded.cells, kept))


def _day(label: str, latest: date, key: str) -> date:
    """A day up to the latest, which the address keeps."""
    chosen = st.date_input(
        label, value=latest, max_value=latest, key=key, bind="query-params", format="DD/MM/YYYY", width=180
    )
    return chosen if isinstance(chosen, date) else latest


def _holds(entry: Entry, asked: str) -> bool:
    wanted = asked.strip().casefold()
    held = (entry.actor, entry.role, entry.party, entry.kind.replace("_", " "), entry.file, entry.fact, str(entry.seq))
    return not wanted or any(wanted in each.casefold() for each in held if each)


if __name__ == "__main__":
    framed(page)
