"""Readings: where a reasonable reader could differ, what each option would change in an event, and the house's choices."""

from __future__ import annotations

from functools import partial

import streamlit as st

from recovery_costs.casework import admin
from recovery_costs.casework.desk import Done
from recovery_costs.dashboard import asking, doing, said, state, typed
from recovery_costs.dashboard.contested import contested
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import chip, clause_chip, count, first_up, head, icon, nothing, on, t
from recovery_costs.dashboard.part import part
from recovery_costs.law import READINGS, Reading
from recovery_costs.money import NOUGHT
from recovery_costs.papers import words
from recovery_costs.register.access import Role

NO_EVENT = "No event: the catalogue"


def page(here: state.Here) -> None:
    """The readings that matter in the event chosen, and all the others."""
    event = st.query_params.get("event")
    seen = state.event(here, event, contested=True) if event in here.desk.events() and event is not None else None
    chosen = here.desk.readings(seen.name if seen is not None else None)
    if isinstance(seen, state.Unreadable):
        head(_where(event, here), "This event cannot be adjudicated", "Nothing was changed.")
        st.html(said.problems(seen.problems))
        return
    _head(here, seen)
    _which(here, event)
    if seen is not None:
        contested(here, seen.adjudication)
    _chosen(here, chosen)
    if here.user.actor.role is Role.PANEL:
        _choose(here, seen.name if seen is not None else None)
    moved = {each.reading for each in seen.adjudication.contested or ()} if seen is not None else set()
    rest = [each for each in READINGS.values() if each.name not in moved]
    title = "Those that change nothing here" if seen is not None else "Every reading"
    st.html(f"<h2>{title} · {len(rest)}</h2>" + "".join(_reading(each, chosen) for each in rest))


def _where(event: str | None, here: state.Here) -> str:
    return f"{'Event ' + t(event) if event else 'All events'} · readings · at the end of {on(here.today)}"


def _head(here: state.Here, seen: state.Seen | None) -> None:
    if seen is None:
        lead = "Each is a switch: the first option is taken unless the Panel chose another. Choose an event to see what they move."
        head(_where(None, here), f"{len(READINGS)} readings of L10.14 to L10.30", lead)
        return
    moved = list(said.by_money(seen.adjudication))
    names = {each.reading for _, each in moved}
    money = {each.reading for amount, each in moved if amount > NOUGHT}
    title = f"{first_up(count(len(money), 'reading moves', 'readings move'))} money here"
    lead = f"{first_up(count(len(names), 'reading', 'readings'))} of {len(READINGS)} would change an answer, each tried by itself."
    head(_where(seen.name, here), title, lead)


def _which(here: state.Here, event: str | None) -> None:
    names = [NO_EVENT, *here.desk.events()]
    st.selectbox(
        "Which event",
        names,
        index=names.index(event) if event in names else 0,
        key="of-event",
        label_visibility="collapsed",
        width=320,
        on_change=_asked,
    )


def _asked() -> None:
    asked = st.session_state["of-event"]
    if asked == NO_EVENT:
        st.query_params.pop("event", None)
    else:
        st.query_params["event"] = asked


# --- the house's choices ------------------------------------------------------------------------------------------


def _chosen(here: state.Here, chosen: dict[str, str]) -> None:
    entries = here.desk.view.entries(of=["reading_chosen"])
    st.html(f"<h2>Chosen on record · {len(chosen)}</h2>")
    if not entries:
        st.html(nothing("None.", "Every reading is at its default."))
        return
    rows = []
    for number, entry in enumerate(reversed(entries)):
        body = entry.content
        ref = READINGS[body["reading"]].clauses[0]
        scope = t(entry.case_name) if entry.case_name else "all events"
        rows.append(
            f"<li>{chip('fork', 'House choice')}<span>{t(READINGS[body['reading']].question)} "
            f"{t(words.option(body['reading'], body['option']))} {clause_chip(ref, f'house-{number}')}<br>"
            f"<small>{t(body['reason'])} {t(entry.actor)} ({t(words.ROLE[entry.role])}), for {scope}, entry {entry.seq}</small></span></li>"
        )
    st.html(f'<ul class="lines">{"".join(rows)}</ul>')


@part
def _choose(here: state.Here, event: str | None) -> None:
    place = f"reading-{event}"
    with st.container(key="house-choice", gap="small"), typed.kept(here, f"{place}-"):
        st.html("<h2>Record a house choice</h2>")
        name = st.selectbox(
            "Which question", list(READINGS), None, lambda one: READINGS[one].question, key=f"{place}-name"
        )
        option = None
        if name is not None:
            means = {each.name: each.means for each in READINGS[name].options}
            option = st.radio("How it is read", list(means), None, lambda one: means[one], key=f"{place}-{name}-option")
        scopes = ["This event", "All events"] if event is not None else ["All events"]
        only = 0 if len(scopes) == 1 else None
        scope = st.radio("In which events", scopes, only, key=f"{place}-scope", horizontal=True)
        reason = st.text_area("Why, as it will stand on record", key=f"{place}-reason", height=68, width=asking.WIDTH)
    if st.button("Record the choice", type="primary", key=f"go {place}"):
        if name is None or option is None or scope is None:
            doing.needs(place, "Choose the question, how it is read, and in which events.")
        else:
            whose = event if scope == "This event" else None
            of = (here, whose, name, option, reason)
            keys = [f"{place}-{each}" for each in ("name", f"{name}-option", "scope", "reason")]
            doing.run(here, whose, place, partial(_record, *of), keys)
    doing.said(place)


def _record(here: state.Here, event: str | None, name: str, option: str, reason: str, command: str, seen: int) -> Done:
    return admin.choose_reading(here.desk, event, name, option, reason, command=command, based_on=seen)


# --- one reading --------------------------------------------------------------------------------------------------


def _reading(one: Reading, chosen: dict[str, str]) -> str:
    now = chosen.get(one.name, one.default)
    options = "".join(
        f"<p><b>{'As read here' if option.name == now else 'Instead'}</b> "
        f'<span class="mono">{t(option.name)}</span><br>{t(option.means)}<br><small>Helps: {t(option.helps)}</small></p>'
        for option in one.options
    )
    clauses = " ".join(clause_chip(ref, f"of-{one.name}-{n}") for n, ref in enumerate(one.clauses))
    return (
        f'<details class="open no-ref"><summary>{icon("more")}<span class="txt">{t(one.question)}</span>'
        f'<span class="mono">{t(one.name)}</span></summary><div class="in">{options}<p>{t(one.because)}</p>'
        f"<p class='soft'>The doubt lies in {clauses}.</p></div></details>"
    )


if __name__ == "__main__":
    framed(page)
