"""A claim on two clocks: what was true on a day, and what was known of it then."""

from __future__ import annotations

from datetime import date, time, timedelta

import streamlit as st

from recovery_costs.adjudication import Claim
from recovery_costs.calendar import Moment, long_day, parse_day
from recovery_costs.dashboard import state
from recovery_costs.dashboard.look import nothing, on, t, table
from recovery_costs.papers import words
from recovery_costs.plain import Problems

ALL = "on all that is on record now"
WATCHED = ("state", "requested", "barred", "eligible", "payable", "paid", "outstanding")


def history(here: state.Here, seen: state.Seen, party: str) -> None:
    """Two sliders over the days on which something changed, and what the claim was on each clock."""
    now = next((each for each in seen.adjudication.claims if each.party == party), None)
    entries = [each for each in here.desk.view.entries(seen.name) if each.party in (party, None)]
    knowns = sorted({each.moment.day for each in entries} | {here.desk.today})
    true = [day for day in _days(seen, party, now) if day < here.today] + [here.today]
    on_day = _slider("What was true on", true, "true", "Nothing happened on an earlier day.")
    at_day = _slider(
        "As was known at the end of",
        knowns,
        "known",
        f"All of it went on record on {long_day(knowns[-1])}: no earlier knowledge of it is on record.",
    )
    try:
        then = here.desk.judged(seen.name, on_day, Moment.at(at_day, time(23, 59, 59))).adjudication
    except Problems:
        st.html(nothing("It cannot be adjudicated on that day.", "Choose another."))
        return
    was = next((each for each in then.claims if each.party == party), None)
    when = f"On {long_day(on_day)}, {known_as(on_day, at_day, knowns[-1])}"
    st.html(
        f"<p><b>{when}.</b> {t(words.claim(was)) if was is not None else 'No claim was on record.'}</p>"
        + _beside(was, now, when, f"On {long_day(here.today)}, {ALL}", (on_day, at_day) == (here.today, knowns[-1]))
    )


def _days(seen: state.Seen, party: str, claim: Claim | None) -> list[date]:
    """The days on which something of a claim changed, in order: what happened, and the days after its last days."""
    happened = {each.day for each in seen.facts.facts if getattr(each.fact, "party", party) == party}
    ends: list[date | None] = []
    if claim is not None:
        ends = [claim.intention.due, claim.total.due, *(each.to for each in claim.estimates)]
        ends += [each.due for each in claim.evidence]
        happened |= {each.on for each in claim.instalments}
    return sorted(happened | {day + timedelta(1) for day in ends if day is not None})


def _slider(label: str, days: list[date], key: str, none: str) -> date:
    """The day chosen on one clock, which the address keeps; of one day alone, why there is no choice."""
    if len(days) < 2:
        st.html(f'<p class="soft">{label} {on(days[0])}. {t(none)}</p>')
        return days[0]
    chosen = st.select_slider(
        label,
        [each.isoformat() for each in days],
        value=days[-1].isoformat(),
        key=key,
        bind="query-params",
        format_func=lambda day: long_day(parse_day(day)),
    )
    return parse_day(str(chosen))


def known_as(day: date, known: date, latest: date) -> str:
    """On what knowledge a day is looked at."""
    if known == latest:
        return ALL
    if known == day:
        return "as was known at the end of that day"
    return f"on what was known by the end of {long_day(known)}, {'before' if known < day else 'after'} that day"


def _beside(was: Claim | None, now: Claim | None, when: str, as_now: str, is_now: bool) -> str:
    """What was otherwise than it is now."""
    rows = []
    for name in WATCHED:
        before, after = (_said(claim, name) for claim in (was, now))
        if before != after:
            rows.append([name.replace("_", " ").capitalize(), t(before), t(after)])
    if is_now:
        return nothing("This is how it stands now.", "Choose an earlier day to see what was otherwise.")
    if not rows:
        return nothing("Nothing was otherwise.", "It came to what it comes to now.")
    return table("What was otherwise", [("What", ""), (when, ""), (as_now, "")], rows, kind="mid")


def _said(claim: Claim | None, name: str) -> str:
    if claim is None:
        return "No claim"
    value = getattr(claim, name)
    if name == "state":
        return words.STATE[claim.state]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return words.money(value)
