"""What a Party can still do, by when and how, and what decides what it no longer can."""

from __future__ import annotations

import streamlit as st

from recovery_costs.advice import RESTS_ON
from recovery_costs.advice.parts import Missed, OpenAct
from recovery_costs.calendar import spoken
from recovery_costs.dashboard import state
from recovery_costs.dashboard.look import chip, clause_chip, first_up, nothing, on, t
from recovery_costs.papers import advice as said
from recovery_costs.papers.calendar_file import calendar_file
from recovery_costs.plain import Problems
from recovery_costs.register.faults import NotThere


def advising(here: state.Here, event: str, party: str) -> None:
    """The advice for one Party on the day that is shown, and its calendar file."""
    try:
        asked = ("advice", party, here.today)
        found = state.kept(here, event, asked, lambda: here.desk.advice(event, here.today, party))
    except (NotThere, Problems):
        st.html(nothing("No advice.", "It is for the Party, for those who decide, and for the auditor."))
        return
    open_ = "".join(_open(act, n) for n, act in enumerate(found.open))
    missed = "".join(_missed(one, n) for n, one in enumerate(found.missed))
    st.html("<h2>Still open</h2>" + (f'<ul class="plain">{open_}</ul>' if open_ else nothing("Nothing.", "")))
    if missed:
        st.html(f'<h2>Missed, and what decides it now</h2><ul class="plain">{missed}</ul>')
    st.html(f'<p class="soft">{t(_rests_on(here, event))}</p>')
    calendar = calendar_file(found)
    if calendar is not None:
        st.download_button("Calendar file", calendar, "last-days.ics", "text/calendar", icon=":material/event:")


def _rests_on(here: state.Here, event: str) -> str:
    seen = state.event(here, event)
    rests = f" {spoken(seen.case.parameters.standing(*RESTS_ON))}" if isinstance(seen, state.Seen) else ""
    return f"The moments rest on{rests}, which stand for SEC Section M10. This is no legal advice."


def _open(act: OpenAct, number: int) -> str:
    ways = "".join(f"<li>{t(first_up(said.BY[one.method]))}: {t(said.means(one))}</li>" for one in act.methods)
    way = "".join(f"<p>{t(line)}</p>" for line in said.on_its_way(act))
    return (
        f"<li><b>{t(first_up(said.title(act)))}</b> {chip('due', 'Open')} {clause_chip(act.clause, f'open-{number}')}<br>"
        f'By {on(act.day)}. {t(said.last_day(act))}<ul class="plain">{ways}</ul>{way}</li>'
    )


def _missed(one: Missed, number: int) -> str:
    lines = [*said.what_decides(one), *said.who_decides(one), *said.changes(one)]
    rows = "".join(f"<li>{t(line)}</li>" for line in lines)
    return (
        f"<li>{chip('late', 'Missed')} {t(first_up(said.how_late(one)))} {clause_chip(one.clause, f'missed-{number}')}"
        f'<ul class="plain">{rows}</ul></li>'
    )
