"""Adopting a schedule: the exact dates it would determine, what changes against the dates on file, and what L10.24(b) says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from recovery_costs.casework import schedules
from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.desk import Done
from recovery_costs.dashboard import doing, said, state, typed
from recovery_costs.dashboard.look import clause_chip, count, first_up, nothing, on, paged, pounds, t, table
from recovery_costs.money import NOUGHT, Money
from recovery_costs.plain import Problems
from recovery_costs.schedule.adopt import Preview
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.change import Change

PAGE = 60
"""Payments shown at a time."""


def adopt(here: state.Here, seen: state.Seen, plan: Mapping[str, Any], made: Schedule) -> None:
    """What adopting this plan's schedule, as it stands above, would do; and, for the Panel, doing it."""
    try:
        change, preview = _looked_at(here, seen.name, plan, made)
    except Problems as problems:
        st.html(f"<h2>The dates</h2>{said.problems(problems.problems)}")
        return
    st.html(_why(change))
    _payments(change)
    st.html(_differences(change))
    rows = "".join(
        f"<li>{said.outcome(each)}<span>{t(each.because)} {clause_chip(each.clause, f'adopt-{number}')}</span></li>"
        for number, each in enumerate(preview.findings)
    )
    st.html(f'<h2>If the Panel determined these dates</h2><ul class="lines">{rows}</ul>')
    _decide(here, seen.name, plan, change, preview)


def _looked_at(here: state.Here, event: str, plan: Mapping[str, Any], made: Schedule) -> tuple[Change, Preview]:
    def work() -> tuple[Change, Preview]:
        change = schedules.again(here.desk, event, plan, here.today, made)
        return change, schedules.would_be(here.desk, event, change)

    return state.kept(here, event, ("adopt", here.today, repr(plan), hash(made.payments)), work)


# --- what it would do -----------------------------------------------------------------------------------------------


def _why(change: Change) -> str:
    rows = "".join(f"<li>{t(each)}</li>" for each in change.because)
    return f'<h2>What has changed since dates were last determined</h2><ul class="plain">{rows}</ul>'


def _payments(change: Change) -> None:
    st.html("<h2>The dates it would determine, whole</h2>")
    rows = [
        [
            on(each.on),
            t(each.party),
            pounds(each.amount),
            "To be paid" if each.on > change.as_of else "Paid, and unchanged",
        ]
        for each in paged(change.payments, PAGE, "dated-at")
    ]
    foot = [
        "In all",
        count(len(change.payments), "payment", "payments"),
        pounds(Money.sum(each.amount for each in change.payments)),
        "",
    ]
    columns = [("Day", ""), ("Party", "long"), ("Sum", "num"), ("Standing", "")]
    st.html(table("Dates of payment", columns, rows, foot, "mid"))


def _differences(change: Change) -> str:
    heading = "<h2>What differs from the dates on file</h2>"
    if not change.differences:
        return heading + nothing("Nothing.", "The days and sums that lie ahead are those on file.")
    rows = [[on(each.on), t(each.party), _sum(each.was), _sum(each.becomes)] for each in change.differences]
    columns = [("Day", ""), ("Party", "long"), ("On file", "num"), ("New", "num")]
    return heading + table("Differences", columns, rows, kind="mid")


def _sum(amount: Money) -> str:
    return pounds(amount) if amount > NOUGHT else '<span class="unknown">Nothing</span>'


# --- doing it -------------------------------------------------------------------------------------------------------------


def _decide(here: state.Here, event: str, plan: Mapping[str, Any], change: Change, preview: Preview) -> None:
    """The form that adopts these dates: those that were on the page when it was pressed, or none."""
    act = ACTS["determine_dates"]
    place = f"adopt-{event}"
    shown = st.session_state.get(f"shown {place}", change.fingerprint)
    st.session_state[f"shown {place}"] = change.fingerprint
    if here.user.actor.role not in act.who:
        st.html(
            nothing("The Panel determines dates.", "A member of the Panel may adopt this schedule, at this address.")
        )
    elif not preview.allowed:
        st.html(nothing("It cannot be adopted now.", "L10.24(b) does not allow these dates, for the reason above."))
    else:
        doing.drawn(here, event, place)
        with st.container(key=f"form-{place}"), typed.kept(here, f"{place}-"):
            fields = {
                field.name: st.text_input(
                    first_up(field.says) + ("" if field.needed else " (if any)"), key=f"{place}-{field.name}"
                )
                for field in act.beside
            }
            ahead = count(len(change.new), "payment that lies ahead", "payments that lie ahead")
            st.html(f"<p>It determines {ahead}, {Money.sum(each.amount for each in change.new)} in all.</p>")
            pressed = st.button("Adopt these dates", type="primary", key=f"go {place}")
        if pressed:
            given = {name: value for name, value in fields.items() if value}

            def adopting(command: str, seen: int) -> Done:
                of = (here.desk, event, plan, here.today, shown, given)
                return schedules.adopt(*of, command=command, based_on=seen, shown=change.schedule)

            doing.run(here, event, place, adopting, [f"{place}-{name}" for name in fields])
    doing.said(place)
