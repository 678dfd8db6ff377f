"""The month-end position of every claim, and the entries that an auditor looks at first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from recovery_costs.calendar import clock_words
from recovery_costs.casework.month_end import Position, Watched, positions, watched
from recovery_costs.dashboard import ASSESS, said, state
from recovery_costs.dashboard.look import count, figures, head, nothing, on, paged, pounds, t, table
from recovery_costs.dashboard.state import Here, Seen
from recovery_costs.inert import csv_text
from recovery_costs.money import Money

PAGE = 50
"""Rows shown at a time."""
SUMS: tuple[tuple[str, Callable[[Position], Money | None]], ...] = (
    ("Best estimate", lambda row: row.best_estimate),
    ("Requested", lambda row: row.requested),
    ("Payable", lambda row: row.payable),
    ("Paid", lambda row: row.paid),
    ("Outstanding", lambda row: row.outstanding),
    ("Overpaid", lambda row: row.overpaid),
    ("Provision", lambda row: row.provision),
)


def monthly(here: Here) -> None:
    """The position at the end of the day shown, and what was done out of the ordinary."""
    seen = [row for row in state.events(here) if isinstance(row, Seen)]
    rows = list(positions(seen))
    provision, unknown = said.all_known(row.provision for row in rows)
    lead = "What is payable, else what is requested, else the best estimate; less what is paid."
    if unknown:
        lead += f" For {count(unknown, 'claim', 'claims')} none of them is known yet."
    head(f"All events · at the end of {on(here.today)}", f"{provision} to provide for", lead)
    with st.container(key="top-month", horizontal=True, vertical_alignment="center", gap="small"):
        for day in _month_ends(here.today):
            address = {**here.address(part="Month end"), "as_of": day.isoformat()}
            st.page_link(ASSESS, label=f"At the end of {day:%B %Y}", query_params=address)
        st.download_button("Positions as CSV", _csv(rows), f"positions-{here.today}.csv", "text/csv", on_click="ignore")
    if not rows:
        st.html(nothing("No claim.", "A claim stands here once its first notice is on record."))
    else:
        st.html(
            figures(
                (name, said.known(amount(row) for row in rows), _under([amount(row) for row in rows]))
                for name, amount in SUMS
                if name in ("Requested", "Paid", "Outstanding", "Provision")
            )
        )
        _positions(rows)
    _watched(here)


def _under(amounts: list[Money | None]) -> str:
    _, unknown = said.all_known(amounts)
    return f"{count(unknown, 'claim', 'claims')} not known yet" if unknown else "known for every claim"


def _month_ends(day: date) -> list[date]:
    """The last days of the two months before the one of the day."""
    last = day.replace(day=1) - timedelta(days=1)
    return [last, last.replace(day=1) - timedelta(days=1)]


def _positions(rows: list[Position]) -> None:
    shown = paged(rows, PAGE, "positions-at")
    cells = [
        [f"{t(row.party)}<small>{t(row.event)}</small>", *(_sum(name, amount(row)) for name, amount in SUMS)]
        for row in shown
    ]
    foot = ["All claims", *(said.so_far(amount(row) for row in rows) for _, amount in SUMS)]
    columns = [("Claim", ""), *((name, "num") for name, _ in SUMS)]
    st.html("<h2>Positions</h2>" + table("Month-end positions", columns, cells, foot))


def _sum(name: str, amount: Money | None) -> str:
    if amount is None and name == "Best estimate":
        return '<span class="unknown">None stands</span>'
    return pounds(amount)


def _csv(rows: list[Position]) -> str:
    heads = ["event", "party", *(name.lower() for name, _ in SUMS)]
    return csv_text([heads, *([row.event, row.party, *(amount(row) for _, amount in SUMS)] for row in rows)])


def _watched(here: Here) -> None:
    """The newest first."""
    found = list(reversed(watched(here.desk.view.entries(), here.today)))
    st.html(f"<h2>Readings, corrections, approvals and refusals · {len(found):,}</h2>")
    if not found:
        st.html(nothing("None.", "Who chose a reading, corrected, approved or was refused stands here."))
        return
    lines: list[list[object]] = [
        ["entry", "recorded (UTC)", "who", "what"],
        *([e.entry.seq, e.entry.at, e.who, e.what] for e in found),
    ]
    st.download_button("These as CSV", csv_text(lines), "watched.csv", "text/csv", on_click="ignore")
    shown = paged(found, PAGE, "watched-at")
    columns = [("Entry", "num"), ("Recorded", ""), ("Who", "long"), ("What", "long")]
    st.html(table("Watched entries", columns, [_entry(each) for each in shown]))


def _entry(each: Watched) -> list[str]:
    moment = each.entry.moment
    when = f"{on(moment.day)}<small>{clock_words(moment.wall)} UK time</small>"
    return [str(each.entry.seq), when, t(each.who), t(each.what)]
