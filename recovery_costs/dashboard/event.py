"""One event: when and why it occurred, its timeline, claims, breaches, what is awaited, contested and found."""

from __future__ import annotations

import streamlit as st

from recovery_costs.adjudication import Adjudication
from recovery_costs.casework import offers
from recovery_costs.dashboard import (
    CLAIM,
    EVENT,
    TODAY,
    doing,
    drawing,
    event_parts,
    findings,
    partly,
    said,
    state,
    timeline,
    typed,
)
from recovery_costs.dashboard.breaches import breaches
from recovery_costs.dashboard.contested import contested
from recovery_costs.dashboard.decided import decided, kept_beside
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import (
    clause_chip,
    count,
    dark,
    first_up,
    head,
    on,
    paged,
    t,
)
from recovery_costs.dashboard.obliged import obliged
from recovery_costs.dashboard.state import Seen
from recovery_costs.papers import words

LINKED = 60  # claims that are linked to
LISTED = 200  # rows of the timeline listed at once
AWAITED = 60  # of what is awaited, shown at a time
_EVERYONE = "Everyone"


def page(here: state.Here) -> None:
    """The event that the address names."""
    known = here.desk.events()
    name = st.query_params.get("event")
    if name is None and len(known) == 1:
        name = known[0]
    if name is None or name not in known:
        _which(known, name, here)
        return
    seen = state.event(here, name, contested=True)
    if isinstance(seen, state.Unreadable):
        lead = f"{first_up(count(len(seen.problems), 'problem stands', 'problems stand'))} in the way. Nothing was changed."
        head(_where(name, here), "This event cannot be adjudicated", lead)
        st.html(said.problems(seen.problems))
        with st.container(key="choose"):
            _back(here)
        return
    _event(seen, here)


def _where(name: str, here: state.Here) -> str:
    return f"Event {t(name)} · at the end of {on(here.today)}"


def _back(here: state.Here) -> None:
    st.page_link(TODAY, label="All events", query_params=here.address())


def _which(known: list[str], name: str | None, here: state.Here) -> None:
    """No event of that name, or none named: say so, and offer those on record."""
    title = "Which event?" if name is None else "There is no such event on record"
    lead = "Choose one of those on record." if known else partly.says(here, "event")[0]
    if name is not None:
        lead = f"Nothing on record is called {t(name[:80])}. It may have been mistyped, or be kept in another register."
    head(f"Event · at the end of {on(here.today)}", title, lead)
    with st.container(key="choose", gap="xsmall"):
        for number, each in enumerate(known[:60], start=1):
            st.page_link(EVENT, label=said.link_label(each, number), query_params=here.address(event=each))
        _back(here)


def _event(seen: Seen, here: state.Here) -> None:
    result = seen.adjudication
    head(_where(seen.name, here), t(words.event(result).removesuffix(".")), _lead(result))
    shown = seen.amounts and (seen.together or result.claims)
    st.html(event_parts.limbs(result) + (event_parts.in_figures(result, seen.together) if shown else ""))
    _timeline(seen, here)
    if seen.together:
        st.html(event_parts.against(result))
    if seen.amounts:
        _claims(seen, here)
    breaches(here, seen)
    if what := decided(here, seen):
        st.html(what)
    _awaited(here, seen)
    _act(here, seen)
    contested(here, result)
    findings.findings(here, seen)


# --- when and why -----------------------------------------------------------------------------------------------


def _lead(result: Adjudication) -> str:
    why = next(row for row in result.findings if row.clause == "L10.14")
    return f"{t(why.because)} {clause_chip('L10.14', 'lead')}"


# --- the timeline -----------------------------------------------------------------------------------------------


def _timeline(seen: Seen, here: state.Here) -> None:
    parties = [each.party for each in seen.adjudication.claims]
    with st.container(
        key="when", horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", gap="medium"
    ):
        st.html("<h2>Timeline</h2>")
        party = _EVERYONE
        if len(parties) > 1:
            party = st.selectbox(
                "Whose timeline",
                [_EVERYONE, *parties],
                key="whose",
                label_visibility="collapsed",
                width=260,
                bind="query-params",
            )
    found = timeline.rows(seen, None if party == _EVERYONE else party)
    if not found:
        st.html(partly.none(here, "happened"))
        return
    near = drawing.to_draw(found, here.today)
    with st.container(key="timeline"):
        spec = drawing.specified(tuple(near), here.today, dark())
        st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=drawing.alternative(found, here.today))
        if len(near) < len(found):
            st.html(f'<p class="soft">{len(near)} of {len(found)} rows are drawn; the list has all.</p>')
    more = kept_beside(here, seen.name)
    listed = timeline.as_list(timeline.nearest(found, here.today, LISTED), here.today, more)
    if len(found) > LISTED:
        listed += f'<p class="soft">The {LISTED} rows nearest to the day; choose a Party to see the others.</p>'
    st.html(
        f'<details class="quiet only-desk"><summary>The same as a list</summary>{listed}</details>'
        f'<div class="only-phone">{listed}</div>'
    )


# --- claims -----------------------------------------------------------------------------------------------------


def _claims(seen: Seen, here: state.Here) -> None:
    claims = seen.adjudication.claims
    if not claims:
        st.html("<h2>Claims</h2>" + partly.none(here, "claim"))
        return
    event_parts.summary(claims)
    with st.container(key="choose", horizontal=True, gap="small"):
        for number, each in enumerate(claims[:LINKED], start=1):
            label = said.link_label(each.party, number, "claim")
            st.page_link(CLAIM, label=label, query_params=here.address(event=seen.name, party=each.party))


# --- what is awaited ---------------------------------------------------------------------------------------------


def _awaited(here: state.Here, seen: Seen) -> None:
    items = said.pressing(seen.adjudication)
    if not items:
        st.html(f"<h2>Awaited</h2>{partly.none(here, 'awaited')}")
        return
    st.html("<h2>Awaited</h2>")
    shown = paged(items, AWAITED, "awaited-at")
    obliged(here, [(seen.name, item) for item in shown], "awaited", across=False)


# --- what the reader may do -----------------------------------------------------------------------------------------


def _act(here: state.Here, seen: Seen) -> None:
    """The moves on the event as a whole, and what may be put on record."""
    offered = doing.offered(here, offers.of_event, seen.name)
    noted = offers.of_record(here.desk)
    place = f"event-{seen.name}"
    if offered or noted:
        st.html('<h2 class="no-print">What you may do</h2>')
        doing.drawn(here, seen.name, place)
    if offered:
        doing.acts(here, seen.name, offered, {}, place)
    if noted:
        says = {first_up(each.act.says): each.act for each in noted}
        with typed.kept(here, f"note-{place}"):
            chosen = st.selectbox("Put on record what happened", list(says), index=None, key=f"note-{place}", width=420)
        if chosen is not None:
            doing.form(here, seen.name, says[chosen], {}, f"{place}-{says[chosen].name}")


if __name__ == "__main__":
    framed(page)
