"""Assess: DCC finance goes through cost lines, chases what is late, pays, and closes the month."""

from __future__ import annotations

import streamlit as st

from recovery_costs.adjudication import Claim
from recovery_costs.dashboard import ASSESS, assess_lines, chasing, monthly, paying, said, searching, state, twice
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import head, nothing, paged, pounds, t, table
from recovery_costs.facts import CostLines
from recovery_costs.money import Money

LINES, CHASE, PAY, MONTH, FIND = "Lines", "Chase list", "Payment run", "Month end", "Search"
PAGE = 60
"""Claims shown at a time."""
PARTS = (LINES, CHASE, PAY, MONTH, FIND)


def page(here: state.Here) -> None:
    """The part that the address names, with the way to the others above it."""
    opened = st.segmented_control(
        "Part of the page",
        PARTS,
        default=LINES,
        required=True,
        key="part",
        bind="query-params",
        label_visibility="collapsed",
    )
    if opened == CHASE:
        chasing.chasing(here)
    elif opened == PAY:
        paying.paying(here)
    elif opened == MONTH:
        monthly.monthly(here)
    elif opened == FIND:
        searching.searching(here)
    else:
        _lines(here)


def _lines(here: state.Here) -> None:
    """The lines of the claim that the address names, or the claims that have lines."""
    event, party = st.query_params.get("event"), st.query_params.get("party")
    if event is not None and party is not None and event in here.desk.events():
        seen = state.event(here, event, here.desk.today)
        if isinstance(seen, state.Seen) and seen.facts.of(CostLines, party):
            assess_lines.of_claim(here, seen, party)
            return
    _choose(here, asked=party is not None)


def _choose(here: state.Here, asked: bool) -> None:
    rows, links = [], []
    for seen in twice.all_today(here):
        if isinstance(seen, state.Unreadable):
            continue
        for claim in seen.adjudication.claims:
            if listed := seen.facts.of(CostLines, claim.party)[-1:]:
                rows.append(_row(seen, claim, listed[0].fact))
                links.append((seen.name, claim.party))
    lead = "Each line is judged with a reason from the catalogue, and in words of your own where you want to."
    title = "No such claim has lines to assess" if asked else "Whose lines do you assess?"
    head(f"{t(here.user.says)} · assess", title, lead)
    if not rows:
        st.html(nothing("No cost lines.", "They stand here once a Party has sent a list of its costs."))
        return
    columns = [("Claim", "long"), ("Judged", "num"), ("Claimed", "num"), ("Recovery Costs", "num"), ("Stands", "")]
    shown = paged(range(len(rows)), PAGE, "claims-at")
    st.html(table("Claims with cost lines", columns, [[f"{n + 1}. {rows[n][0]}", *rows[n][1:]] for n in shown]))
    with st.container(key="choose", horizontal=True, gap="small"):
        for number, (event, party) in ((n + 1, links[n]) for n in shown):
            label = f"Open {number}"
            st.page_link(ASSESS, label=label, query_params=here.address(event=event, party=party))
    twice.twice(here, None)


def _row(seen: state.Seen, claim: Claim, listed: CostLines) -> list[str]:
    judged = sum(1 for line in listed.lines if line.reasonable is not None or line.own_route is not None)
    return [
        f"{t(claim.party)}<small>{t(seen.name)}</small>",
        f"{judged:,} of {len(listed.lines):,}",
        pounds(Money.sum(line.amount for line in listed.lines)),
        pounds(claim.eligible),
        said.state(claim),
    ]


if __name__ == "__main__":
    framed(page)
