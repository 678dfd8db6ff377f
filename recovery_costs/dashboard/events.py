"""Events: every Recovery Event on record, its claims and money, what is due next and what is contested."""

from __future__ import annotations

import re

import streamlit as st

from recovery_costs.dashboard import EVENT, said, state
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import (
    apart,
    chip,
    count,
    figures,
    first_up,
    head,
    nothing,
    on,
    pounds,
    t,
    table,
)
from recovery_costs.finding import Adjudication, Awaited, Claim
from recovery_costs.law import READINGS
from recovery_costs.money import NOUGHT
from recovery_costs.papers import words

NEXT, CONTESTED = 3, 3  # how many of each an event shows here; its own page shows all
_SAFE_LABEL = re.compile(r"[A-Za-z0-9]{1,20}(-[A-Za-z0-9]{1,20}){0,5}")


def page(here: state.Here) -> None:
    """Every event on record."""
    rows = list(state.events(here))
    seen = [row for row in rows if isinstance(row, state.Seen)]
    _head(rows, seen, here)
    if not rows:
        st.html(
            nothing(
                "No Recovery Event is on record.",
                "One stands here as soon as the first fact about it is taken into the register.",
            )
        )
        return
    if any(row.amounts for row in seen):
        st.html(_figures([claim for row in seen for claim in row.adjudication.claims]))
    with st.container(key="events"):
        for number, row in enumerate(rows, start=1):
            _event(row, number, here)


def _head(rows: list[state.Seen | state.Unreadable], seen: list[state.Seen], here: state.Here) -> None:
    where = f"All events · at the end of {on(here.today)}"
    if not rows:
        head(where, "No events yet", "What the Code makes of each Recovery Event will stand on this page.")
        return
    items = [item for row in seen for item in said.pressing(row.adjudication) if item.due is not None]
    late = [item for item in items if item.due and item.due < here.today]
    soon = [item for item in items if item.due and 0 <= (item.due - here.today).days <= said.SOON]
    title = f"{_things(late)} overdue, {_things(soon)} due within {said.SOON} days"
    occurred = sum(1 for row in seen if row.adjudication.recovery_event.occurred)
    lead = (
        f"{first_up(count(len(rows), 'event is', 'events are'))} on record, and "
        f"{count(occurred, 'Recovery Event has', 'Recovery Events have')} occurred."
    )
    if soonest := min((item.due for item in soon if item.due), default=None):
        lead += f" The next last day is {on(soonest)}, {apart(soonest, here.today)}."
    if unread := len(rows) - len(seen):
        lead += f" {first_up(count(unread, 'event', 'events'))} cannot be shown, and says why."
    head(where, first_up(title), lead)


def _things(items: list[Awaited]) -> str:
    return count(len(items), "thing is", "things are") if items else "nothing is"


def _figures(claims: list[Claim]) -> str:
    _, unasked = said.all_known(claim.requested for claim in claims)
    _, undecided = said.all_known(claim.payable for claim in claims)
    overpaid, _ = said.all_known(claim.overpaid for claim in claims)
    return figures(
        [
            (
                "Requested",
                said.known(claim.requested for claim in claims),
                f"{len(claims) - unasked} of {len(claims)} claims have a total",
            ),
            (
                "Payable",
                said.known(claim.payable for claim in claims),
                f"{count(undecided, 'claim', 'claims')} not known yet" if undecided else "known for every claim",
            ),
            (
                "Paid",
                said.known(claim.paid for claim in claims),
                f"{overpaid} overpaid" if overpaid > NOUGHT else "nothing overpaid",
            ),
            ("Outstanding", said.known(claim.outstanding for claim in claims), "payable and not yet paid"),
        ]
    )


def _event(row: state.Seen | state.Unreadable, number: int, here: state.Here) -> None:
    with st.container(key=f"event-{number}", gap="small"):
        with st.container(
            key=f"top-{number}",
            horizontal=True,
            wrap=False,
            vertical_alignment="top",
            horizontal_alignment="distribute",
        ):
            what = words.event(row.adjudication) if isinstance(row, state.Seen) else "It cannot be adjudicated."
            st.html(f'<h2>{t(row.name)}</h2><p class="says">{t(what)}</p>')
            st.page_link(EVENT, label=link_label(row.name, number), query_params=here.address(event=row.name))
        if isinstance(row, state.Unreadable):
            st.html(said.problems(row.problems))
            return
        claims = _claims(row.adjudication, number) if row.amounts else ""
        st.html(claims + _beneath(row, number, here))


def link_label(name: str, number: int) -> str:
    """A link's label is read as Markdown: an event's name goes into it only if it is plain."""
    return f"Open {name}" if _SAFE_LABEL.fullmatch(name) else f"Open event {number}"


def _claims(result: Adjudication, number: int) -> str:
    if not result.claims:
        return nothing("No Party has a claim on file.", "A claim stands here once its first notice is on record.")
    money = [("Requested", "num"), ("Payable", "num"), ("Paid", "num"), ("Outstanding", "num")]
    rows = [
        [
            t(claim.party),
            said.state(claim),
            pounds(claim.requested),
            pounds(claim.payable),
            pounds(claim.paid),
            pounds(claim.outstanding),
        ]
        for claim in result.claims
    ]
    foot = None
    if len(rows) > 1:
        foot = [
            "All claims",
            "",
            said.so_far(claim.requested for claim in result.claims),
            said.so_far(claim.payable for claim in result.claims),
            said.so_far(claim.paid for claim in result.claims),
            said.so_far(claim.outstanding for claim in result.claims),
        ]
    return table(f"Claims in event {number}", [("Party", "long"), ("State", ""), *money], rows, foot, "even")


def _beneath(row: state.Seen, number: int, here: state.Here) -> str:
    result = row.adjudication
    items = said.pressing(result)
    due = said.obligations(items[:NEXT], here.today, f"next-{number}") if items else nothing("Nothing is awaited.", "")
    if len(items) > NEXT:
        due += f'<p class="soft">And {count(len(items) - NEXT, "more", "more")}, on the event’s own page.</p>'
    beside = f"<div><h3>Contested</h3>{_contested(result)}</div>"
    if row.together:
        against = f"<p>{said.aggregate(result, f'sum-{number}')}</p>"
        beside += f"<div><h3>Requested against the Panel’s sum</h3>{against}</div>"
    return f'<h3 class="sub">Next</h3>{due}<div class="two">{beside}</div>'


def _contested(result: Adjudication) -> str:
    moved = list(said.by_money(result))
    if not moved:
        return f"<p>{chip('ok', 'The same under every reading')}</p>"
    readings = len({each.reading for _, each in moved})
    said_so = (
        f"<p>{first_up(count(readings, 'reading', 'readings'))} of {len(READINGS)} would change an answer here.</p>"
    )
    lines = "".join(
        f"<li>{said.moves(amount, len(each.changes))}<span>{t(READINGS[each.reading].question)} "
        f'<span class="mono">{t(each.reading)}={t(each.option)}</span></span></li>'
        for amount, each in moved[:CONTESTED]
        if amount > NOUGHT
    )
    return said_so + (f'<ul class="lines moves">{lines}</ul>' if lines else "<p>None of them moves money.</p>")


if __name__ == "__main__":
    framed(page)
