"""A claim on two clocks: what was true on a day, and what was known of it then."""

from __future__ import annotations

from datetime import date, time

import streamlit as st

from recovery_costs.adjudication import Claim
from recovery_costs.calendar import Moment, long_day, parse_day
from recovery_costs.dashboard import state
from recovery_costs.dashboard.look import nothing, t, table
from recovery_costs.papers import words
from recovery_costs.plain import Problems

WATCHED = ("state", "requested", "barred", "eligible", "payable", "paid", "outstanding")


def history(here: state.Here, seen: state.Seen, party: str) -> None:
    """Two sliders over the days on which something changed, and what the claim was on each clock."""
    entries = [each for each in here.desk.view.entries(seen.name) if each.party in (party, None)]
    known = sorted({Moment.of(f"{each.at[:19]}Z").day for each in entries} | {here.today})
    true = sorted({each.day for each in seen.facts.facts if getattr(each.fact, "party", party) == party} | {here.today})
    if len(true) < 2 and len(known) < 2:
        st.html(nothing("Nothing has changed yet.", "The days on which something happened will stand here."))
        return
    on_day = _slider("What was true on", true, "true")
    at_day = _slider("As was known at the end of", known, "known")
    try:
        then = here.desk.judged(seen.name, on_day, Moment.at(at_day, time(23, 59, 59))).adjudication
    except Problems:
        st.html(nothing("It cannot be adjudicated on that day.", "Choose another."))
        return
    was = next((each for each in then.claims if each.party == party), None)
    now = next((each for each in seen.adjudication.claims if each.party == party), None)
    st.html(
        f"<p>{t(words.claim(was)) if was is not None else 'No claim was on record.'}</p>"
        + _beside(was, now, on_day, here.today)
    )


def _slider(label: str, days: list[date], key: str) -> date:
    if len(days) < 2:
        return days[0]
    chosen = st.select_slider(
        label,
        [each.isoformat() for each in days],
        value=days[-1].isoformat(),
        key=key,
        format_func=lambda day: long_day(parse_day(day)),
    )
    return parse_day(str(chosen))


def _beside(was: Claim | None, now: Claim | None, then: date, today: date) -> str:
    rows = []
    for name in WATCHED:
        before, after = (_said(claim, name) for claim in (was, now))
        if before != after:
            rows.append([name.replace("_", " ").capitalize(), t(before), t(after)])
    if not rows:
        return nothing("The same as now.", "Choose an earlier day on either clock.")
    columns = [("What", ""), (f"On {long_day(then)}, as known then", ""), (f"On {long_day(today)}, as known now", "")]
    return table("What was otherwise", columns, rows)


def _said(claim: Claim | None, name: str) -> str:
    if claim is None:
        return "No claim"
    value = getattr(claim, name)
    if name == "state":
        return words.STATE[claim.state]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return words.money(value)
