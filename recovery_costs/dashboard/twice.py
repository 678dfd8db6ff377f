"""What two claims both name, as DCC finance is asked about it."""

from __future__ import annotations

import streamlit as st

from recovery_costs.casework import across
from recovery_costs.dashboard import state, working
from recovery_costs.dashboard.look import chip, first_up, nothing, pounds, t, table

MOST = 50
"""Rows shown."""


def all_today(here: state.Here) -> list[state.Seen | state.Unreadable]:
    """Every event as it stands today by the register's clock, which is the day that whatever is recorded here bears."""
    return [state.event(here, name, here.desk.today) for name in here.desk.events()]


def twice(here: state.Here, of: tuple[str, str] | None) -> None:
    """What two claims both name: of one claim, or of all."""
    found = [each for each in claimed_twice(here) if of is None or of in {(p.event, p.party) for p in each.places}]
    st.html(f"<h2>Claimed twice · {len(found):,}</h2>")
    if not found:
        st.html(nothing("Nothing.", "No invoice and no device stands in the claims of two Parties or events."))
        return
    rows = [
        [
            t(first_up(each.what)),
            "<br>".join(f"{t(p.party)}, {t(p.event)}, line {t(p.line)}: {pounds(p.amount)}" for p in each.places[:10]),
        ]
        for each in found[:MOST]
    ]
    more = f"<p>{len(found) - MOST:,} more are not shown.</p>" if len(found) > MOST else ""
    asked = chip("info", "A question", "person")
    st.html(
        f"<p>{asked} Nothing is left out because of it, and no Party is told.</p>"
        + table("Claimed twice", [("What", "long"), ("Where", "long")], rows)
        + more
    )


def claimed_twice(here: state.Here) -> list[across.Twice]:
    """The same of all events, worked out once for each record and day."""
    seen = [row for row in all_today(here) if isinstance(row, state.Seen)]
    key = ("twice", *here.all_events(), here.desk.today)
    facts = {row.name: row.facts for row in seen}
    return working.answer(key, "Looking for what is claimed twice", lambda _: across.claimed_twice(facts))
