"""The Panel: what there is to decide by a meeting over all events, what becomes of it if it is deferred, and each pack."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from recovery_costs.casework import second
from recovery_costs.casework.meeting import Appeal, Business
from recovery_costs.dashboard import PANEL, STUDIO, doing, panel_items, panel_pack, panel_sum, said, seconding, state
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import (
    banner,
    chip,
    clause_chip,
    count,
    first_up,
    head,
    nothing,
    on,
    paged,
    pounds,
    t,
    table,
)
from recovery_costs.money import NOUGHT
from recovery_costs.register.access import Role

APART = 28
"""Days to the next meeting, unless another day is chosen."""
PAGE = 40
"""Items shown at a time."""


def page(here: state.Here) -> None:
    """The meeting; or the item, or the sum of the event, that the address names."""
    for name in ("meeting", "next"):
        if (refused := state.not_a_day(name)) is not None:
            banner(f"<q>{t(refused[:40])}</q> in the address is not a day such as 2026-03-05.")
    event, item = st.query_params.get("event"), st.query_params.get("item")
    if event is not None and item is not None:
        seen = state.event(here, event, contested=True) if event in here.desk.events() else None
        if isinstance(seen, state.Seen):
            (panel_sum.view if item == "sum" else panel_pack.view)(here, seen)
            return
        head(
            f"{t(here.user.says)} · the Panel",
            "There is no such item",
            f"{t(event[:80])} is not on record, or cannot be adjudicated on {on(here.today)}.",
        )
        st.page_link(PANEL, label="All items", query_params=here.address())
        return
    _meeting(here)


def _meeting(here: state.Here) -> None:
    top = st.container()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        day = _day("Meeting", "meeting", here.today)
        following = _day("Next meeting", "next", max(day, here.today) + timedelta(days=APART))
    if following <= day:
        following = day + timedelta(days=APART)
        st.html(nothing("The next meeting is not after the meeting.", f"Shown against {on(following)} instead."))
    found = panel_items.business(here, day, following)
    with top:
        _head(here, found, day, following)
    _items(here, found, day, following)
    doing.said("publish")
    doing.said("waits")
    _seconding(here)
    _overdue(found, day)
    _appeals(found.appeals)
    _events(here, found)
    panel_pack.to_publish(here)


def _day(label: str, key: str, default: date) -> date:
    chosen = st.date_input(label, value=default, key=key, format="DD/MM/YYYY", bind="query-params", width=180)
    return chosen if isinstance(chosen, date) else default


def _head(here: state.Here, found: Business, day: date, following: date) -> None:
    where = f"{t(here.user.says)} · meeting of {on(day)} · on what is on record now"
    items = found.items
    if not items:
        title = "Nothing waits for the Panel"
    else:
        title = f"{first_up(count(len(items), 'thing', 'things'))} to decide by {on(day)}"
    pressing = sum(1 for each in items if each.pressing)
    if not items:
        lead = "What is referred to it, and what it takes up, will stand here."
    elif pressing:
        of = count(pressing, "of them something falls due", "of them something falls due")
        lead = f"L10 gives the Panel no last day for any. In {of} or is overdue by the next meeting, {on(following)}."
    else:
        lead = f"L10 gives the Panel no last day for any, and nothing in them changes by itself before {on(following)}."
    for name, problems in found.unread:
        lead += f" {t(name)} cannot be adjudicated: {count(len(problems), 'problem', 'problems')}."
    head(where, title, lead)


# --- the items ------------------------------------------------------------------------------------------------------


def _items(here: state.Here, found: Business, day: date, following: date) -> None:
    if not found.items:
        return
    shown = paged(list(enumerate(found.items, start=1)), PAGE, "items-at")
    with st.container(key="items", gap=None):
        st.html("<h2>To decide</h2>")
        for number, item in shown:
            with st.container(key=f"item-{number}", horizontal=True, wrap=False, vertical_alignment="top"):
                st.html(panel_items.row(number, item, day, following))
                st.page_link(
                    PANEL,
                    label=f"Open item {number}",
                    query_params=here.address(**panel_items.address(item), meeting=str(day), next=str(following)),
                )


# --- what else a meeting looks at -------------------------------------------------------------------------------------


def _overdue(found: Business, day: date) -> None:
    if not found.overdue:
        return
    items, events = [each for _, each in found.overdue], [name for name, _ in found.overdue]
    heading = f"<h2>Overdue by {on(day)} · {len(items)}</h2>"
    st.html(heading + said.obligations(items, day, "overdue", events))


def _seconding(here: state.Here) -> None:
    """Acts of the Panel that wait for a second person: corrections that change a sum."""
    found = [each for name in here.desk.events() for each in second.waiting(here.desk, name) if each.role is Role.PANEL]
    if found:
        st.html(f"<h2>Waits for a second person · {len(found)}</h2>")
        seconding.acts(here, found)


def _appeals(appeals: tuple[Appeal, ...]) -> None:
    st.html(f"<h2>Appeals to the Authority {clause_chip('L10.29', 'appeals')}</h2>")
    if not appeals:
        st.html(
            nothing("No decision of the Panel is under appeal.", "One stands here once the Authority is appealed to.")
        )
        return
    rows = [
        [t(each.event), _decision(each), t(each.by), on(each.made), _ruled(each)]
        for each in sorted(appeals, key=lambda each: (each.decided is not None, each.made))
    ]
    columns = [("Event", "id"), ("Decision of the Panel", "long"), ("Appealed by", ""), ("On", ""), ("Outcome", "")]
    st.html(table("Appeals", columns, rows))


def _decision(each: Appeal) -> str:
    whose = getattr(each.decision, "party", None) or getattr(each.decision, "subscriber", None)
    kind = first_up(str(each.decision.type).replace("_", " "))
    return f"{kind}{f': {t(whose)}' if whose else ''}<small>on {on(each.decision.at.day)}</small>"


def _ruled(each: Appeal) -> str:
    if each.decided is None:
        return chip("info", "With the Authority", "person")
    fact = each.decided.fact
    if fact.upheld:
        what = "Upheld"
    elif fact.set_aside:
        what = "Set aside"
    elif fact.sum is not None:
        what = f"{fact.sum} instead"
    elif fact.breach is not None:
        what = "A breach" if fact.breach else "No breach"
    else:
        what = "Other dates"
    return f"{chip('calm', what)}<small>on {on(each.decided.day)}</small>"


def _events(here: state.Here, found: Business) -> None:
    """The sum of each event, and the way to its history and to the studio."""
    st.html("<h2>The sum, and the dates of payment</h2>")
    seen = [each for each in found.events if each.adjudication.claims]
    if not seen:
        st.html(nothing("No Party has a claim on file.", "Each event stands here once one has."))
        return
    with st.container(key="sums", gap=None):
        for number, each in enumerate(seen, start=1):
            with st.container(key=f"sum-{number}", horizontal=True, wrap=False, vertical_alignment="center"):
                left = each.adjudication.outstanding
                held = f"{pounds(left)} outstanding" if left > NOUGHT else "Nothing outstanding"
                sum_ = t(said.against_the_sum(each.adjudication))
                st.html(f'<div class="sumrow"><b>{t(each.name)}</b><span>{sum_}</span><span>{held}</span></div>')
                label = said.link_label(each.name, number).replace("Open", "The sum of")
                st.page_link(PANEL, label=label, query_params=here.address(event=each.name, item="sum"))
    to_pay = [(number, each) for number, each in enumerate(seen, start=1) if each.adjudication.outstanding > NOUGHT]
    if to_pay:
        with st.container(key="choose", horizontal=True, gap="small"):
            for number, each in to_pay:
                label = said.link_label(each.name, number).replace("Open", "Model the payment of")
                st.page_link(STUDIO, label=label, query_params=here.address(event=each.name))


if __name__ == "__main__":
    framed(page)
