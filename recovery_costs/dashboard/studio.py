"""The schedule studio: what is unpaid under several plans, side by side; what each comes to; and one of them adopted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from recovery_costs.casework import schedules
from recovery_costs.casework.schedules import SideBySide
from recovery_costs.dashboard import PANEL, STUDIO, said, state, studio_adopt, studio_form
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import count, first_up, head, nothing, on, pounds, t, table
from recovery_costs.dashboard.studio_charts import frontier
from recovery_costs.dashboard.studio_compare import certificate, compared, drawings
from recovery_costs.money import NOUGHT
from recovery_costs.plain import Problem, Problems


def page(here: state.Here) -> None:
    """The event that the address names, if anything in it is outstanding."""
    event = st.query_params.get("event")
    seen = state.event(here, event) if event is not None and event in here.desk.events() else None
    if not isinstance(seen, state.Seen):
        _which(here, event)
        return
    _head(here, seen)
    if seen.adjudication.outstanding == NOUGHT:
        st.html(
            nothing(
                "There is nothing to schedule.",
                "A schedule pays what is payable and not paid. Nothing is, in this event, on this day.",
            )
        )
    else:
        _model(here, seen)
    with st.container(key="onward", horizontal=True):
        st.page_link(PANEL, label="The Panel", query_params=here.address())
        st.page_link(PANEL, label="The sum and its history", query_params=here.address(event=seen.name, item="sum"))


def _which(here: state.Here, event: str | None) -> None:
    owing = [
        (number, seen)
        for number, seen in enumerate(state.events(here), start=1)
        if isinstance(seen, state.Seen) and seen.adjudication.outstanding > NOUGHT
    ]
    title = "Which event is to be paid?" if owing else "There is nothing to schedule"
    if event is not None:
        title = "There is no such event to schedule"
    lead = "An event stands here while something in it is payable and not paid."
    if owing:
        lead = "Those in which something is payable and not paid:"
    head(f"{t(here.user.says)} · schedule studio", title, lead)
    with st.container(key="choose", gap="xsmall"):
        for number, seen in owing:
            label = said.link_label(seen.name, number)
            st.page_link(STUDIO, label=label, query_params=here.address(event=seen.name))
        st.page_link(PANEL, label="The Panel", query_params=here.address())


def _head(here: state.Here, seen: state.Seen) -> None:
    owed = [each for each in seen.adjudication.claims if each.outstanding is not None and each.outstanding > NOUGHT]
    where = f"Schedule studio · {t(seen.name)} · at the end of {on(here.today)}"
    title = f"{seen.adjudication.outstanding} is outstanding to {count(len(owed), 'Party', 'Parties')}"
    lead = "Model when it is paid. Nothing is recorded until the Panel adopts dates."
    head(where, title, lead)
    rows = [
        [
            t(each.party),
            pounds(each.payable),
            pounds(each.paid),
            pounds(each.outstanding),
            on(each.total.effective.day) if each.total.effective else "No total on file",
            "; ".join(f"{row.amount} on {on(row.on)}" for row in each.instalments if row.on > here.today)
            or "No dates that lie ahead",
        ]
        for each in owed
    ]
    columns = [
        ("Party", "long"),
        ("Payable", "num"),
        ("Paid", "num"),
        ("Outstanding", "num"),
        ("Requested on", ""),
        ("Dated now", ""),
    ]
    if rows:
        st.html(table("What is outstanding", columns, rows))


# --- modelling --------------------------------------------------------------------------------------------------------


def _model(here: state.Here, seen: state.Seen) -> None:
    filled = studio_form.form(here.today)
    try:
        plans = studio_form.plans(filled)
        found = _worked_out(here, seen.name, plans)
    except Problems as problems:
        st.html(_refused(problems))
        return
    st.html("<h2>Side by side</h2>" + compared(found.comparison))
    if len({(each.peak_month, each.days_waited) for each in found.comparison.rows if each.feasible}) > 1:
        with st.container(key="frontier"):
            _frontier(found)
    parties = [each.party for each in seen.adjudication.claims]
    drawings(found, parties)
    _one(here, seen, found, plans)


def _frontier(found: SideBySide) -> None:
    st.altair_chart(
        frontier(found.comparison),
        theme=None,
        width="stretch",
        alt="Each schedule by its peak month and the days waited; the same figures stand in the table above.",
    )
    st.html('<p class="soft">Filled: no other of these is better by both the peak month and the days waited.</p>')


def _worked_out(here: state.Here, event: str, plans: Mapping[str, Any]) -> SideBySide:
    def work() -> SideBySide:
        return schedules.side_by_side(here.desk, event, plans, here.today)

    with st.spinner("Working the schedules out"):
        return state.kept(here, event, ("side by side", here.today, json.dumps(plans, ensure_ascii=False)), work)


def _refused(problems: Problems) -> str:
    rows = "".join(f"<li>{_problem(each)}</li>" for each in problems.problems)
    much = count(len(problems.problems), "field is", "fields are")
    return (
        f'<div class="told tone-late" role="status"><div><b>No schedule was made: {much} not as the plan needs them.</b>'
        f'<ul class="plain">{rows}</ul>What you wrote is kept.</div></div>'
    )


def _problem(each: Problem) -> str:
    field = each.field or "the plan"
    called = next(
        (name for of, name in studio_form.FIELDS.items() if field == of or field.startswith((f"{of}[", f"{of}."))),
        field,
    )
    do = each.do if ", line " in field else studio_form.DO.get(re.split(r"[.\[]", field)[0], each.do)
    wanted = studio_form.WANTED.get(do, each.wanted)
    return f"<b>{t(first_up(called))}</b>: found {t(each.found)}; wanted {t(wanted)}. {t(do)}"


# --- one of them --------------------------------------------------------------------------------------------------------


def _one(here: state.Here, seen: state.Seen, found: SideBySide, plans: Mapping[str, Any]) -> None:
    """The schedule that the reader looks at: its payments, certificate and files; and adopting it."""
    with st.container(key="filters"):
        name = st.selectbox("Look at", list(plans), key="look", bind="query-params", width=360)
    if name is None or name not in plans:
        return
    made = found.schedules[name]
    st.html(certificate(made))
    if made.feasible:
        studio_adopt.adopt(here, seen, plans[name], made)
    with st.container(key="files", horizontal=True, gap="small"):
        st.download_button(
            "Workbook with every number live",
            lambda: _workbook(found),
            "schedules.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
        )
        st.download_button(
            "This plan, as a file",
            json.dumps(found.plans[name].given, ensure_ascii=False, indent=1),
            "plan.json",
            "application/json",
            on_click="ignore",
        )


def _workbook(found: SideBySide) -> bytes:
    from recovery_costs.papers.schedule_workbook import workbook

    return workbook(found.comparison, found.plans, found.schedules)


if __name__ == "__main__":
    framed(page)
