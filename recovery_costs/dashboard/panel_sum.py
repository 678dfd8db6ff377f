"""The sum of one event through time: what it was, when requests passed it, the early warning, and a Draft Proposal."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

from recovery_costs.casework import schedules
from recovery_costs.dashboard import PANEL, STUDIO, charts, panel_pack, said, state
from recovery_costs.dashboard.charts import data, dressed
from recovery_costs.dashboard.look import (
    chip,
    clause_chip,
    colour,
    head,
    nothing,
    on,
    pounds,
    t,
    table,
)
from recovery_costs.plain import Problems
from recovery_costs.register.access import Role
from recovery_costs.schedule.draft_proposal import Brief
from recovery_costs.schedule.the_sum import Step, TheSum


def view(here: state.Here, of: state.Seen) -> None:
    """The sum of an event, to the end of the day that is shown."""
    try:
        history, proposal = _history(here, of.name)
    except Problems as problems:
        head(f"The Panel · {t(of.name)}", "Its sum cannot be followed through time", "Nothing was changed.")
        st.html(said.problems(problems.problems))
        return
    where = f"The Panel · {t(of.name)} · at the end of {on(here.today)}"
    head(
        where,
        t(said.against_the_sum(of.adjudication).removesuffix(".")),
        f"{t(history.warning.says[-1])} {clause_chip('L10.24', 'lead')}",
    )
    if here.user.actor.role is Role.PANEL:
        panel_pack.acts_of_event(here, of.name)
    _determined(history)
    _steps(history)
    lines = "".join(f"<li>{t(each)}</li>" for each in history.warning.says)
    st.html(
        f'<h2>Early warning</h2><ul class="plain">{lines}</ul><p class="soft">Arithmetic on the estimates given, and no '
        "finding: nothing in L10 turns on it.</p>"
    )
    _proposal(proposal)
    with st.container(key="onward", horizontal=True):
        st.page_link(PANEL, label="All items", query_params=here.address())
        st.page_link(STUDIO, label="Schedule studio", query_params=here.address(event=of.name))


def _history(here: state.Here, event: str) -> tuple[TheSum, Brief]:
    with st.spinner("Following the sum through time"):
        return state.kept(here, event, ("sum", here.today), lambda: schedules.history(here.desk, event, here.today))


def _determined(history: TheSum) -> None:
    st.html("<h2>The sums determined</h2>")
    if not history.determined:
        st.html(
            nothing("The Panel has determined no sum.", "It does so after consulting the Parties and the Authority.")
        )
        return
    rows = [
        [
            on(each.in_force_from),
            pounds(each.sum),
            chip("calm", "Set aside by the Authority") if each.set_aside else chip("ok", "Stands"),
        ]
        for each in history.determined
    ]
    st.html(table("Sums", [("In force from", ""), ("The sum", "num"), ("Standing", "")], rows, kind="narrow"))


def _steps(history: TheSum) -> None:
    st.html("<h2>Requested, day by day, against the sum</h2>")
    if not history.steps:
        st.html(nothing("Nothing has happened yet.", "A step stands here for each day on which something moved."))
        return
    if len(history.steps) > 1:
        st.altair_chart(
            drawn(history.steps, history.as_of.isoformat()),
            theme=None,
            width="stretch",
            alt="What was requested through time against the sum; the same steps follow as a table.",
        )
    columns = [("From", ""), ("Requested", "num"), ("Estimates add", "num"), ("The sum", "num"), ("Over by", "num")]
    st.html(table("Steps", columns, [_step(each) for each in history.steps]))
    if history.exceeded_since:
        st.html(f"<p>The requests have stood above the sum since {on(history.exceeded_since)}.</p>")


def _step(each: Step) -> list[str]:
    over = pounds(each.over_by) if each.over_by else "Reached" if each.exceeds else "Not above it"
    if each.threshold is None:
        over = "No sum to pass"
    held = pounds(each.threshold) if each.threshold is not None else '<span class="unknown">None determined</span>'
    return [on(each.from_), pounds(each.requested), pounds(each.estimates_add), held, over]


def drawn(steps: tuple[Step, ...], until: str) -> alt.LayerChart:
    """Requested, and requested with the best estimates in hand, as steps through time; the sum as a line above them."""
    rows: list[dict[str, Any]] = []
    for each in (*steps, None):
        at = each if each is not None else steps[-1]
        day = f"{at.from_.isoformat() if each is not None else until}T00:00:00"
        rows.append({"day": day, "pounds": at.requested.pence / 100, "what": _ASKED})
        rows.append({"day": day, "pounds": (at.requested + at.estimates_add).pence / 100, "what": _LIKELY})
        if at.threshold is not None:
            rows.append({"day": day, "pounds": at.threshold.pence / 100, "what": _SUM})
    lines = (
        data(rows)
        .mark_line(interpolate="step-after", strokeWidth=2.5)
        .encode(
            x=alt.X(
                "day:T",
                title=None,
                axis=charts.names(format="%b %Y", labelSeparation=12),
            ),
            y=alt.Y("pounds:Q", title=None, axis=charts.pounds(5)),
            color=alt.Color(
                "what:N",
                sort=[_ASKED, _LIKELY, _SUM],
                scale=alt.Scale(domain=[_ASKED, _LIKELY, _SUM], range=[colour("act"), colour("fork"), colour("late")]),
                legend=alt.Legend(title=None, orient="bottom", labelColor=colour("ink"), columns=1, labelLimit=320),
            ),
            strokeDash=alt.StrokeDash(
                "what:N",
                sort=[_ASKED, _LIKELY, _SUM],
                scale=alt.Scale(domain=[_ASKED, _LIKELY, _SUM], range=[[1, 0], [6, 3], [2, 2]]),
            ),
        )
    )
    return dressed(alt.layer(lines), 280)


_ASKED, _LIKELY, _SUM = "Requested", "Requested and the best estimates in hand", "The sum"


def _proposal(proposal: Brief) -> None:
    lines = "".join(f"<li>{t(each)}</li>" for each in proposal.says)
    st.html(f'<h2>A Draft Proposal {clause_chip("L10.24(c)", "proposal")}</h2><ul class="plain">{lines}</ul>')
