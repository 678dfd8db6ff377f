"""One event: when and why it occurred, its timeline, claims, breaches, what is awaited, contested and found."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from recovery_costs.casework import offers
from recovery_costs.dashboard import CLAIM, EVENT, TODAY, doing, drawing, findings, said, state, timeline
from recovery_costs.dashboard.contested import contested
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import (
    PARTIES,
    chip,
    clause_chip,
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
from recovery_costs.dashboard.state import Seen
from recovery_costs.finding import Adjudication, Claim
from recovery_costs.money import NOUGHT, Money
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
    seen = state.event(here, name)
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
    lead = "Choose one of those on record." if known else "No Recovery Event is on record yet."
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
    st.html(_limbs(result) + (_figures(result, seen.together) if seen.amounts else ""))
    _timeline(seen, here)
    if seen.together:
        st.html(_against(result))
    if seen.amounts:
        _claims(seen, here)
    st.html(_breaches(result))
    _awaited(result)
    _act(here, seen)
    contested(result)
    findings.findings(seen)


# --- when and why -----------------------------------------------------------------------------------------------


def _lead(result: Adjudication) -> str:
    why = next(row for row in result.findings if row.clause == "L10.14")
    return f"{t(why.because)} {clause_chip('L10.14', 'lead')}"


def _limbs(result: Adjudication) -> str:
    """What each limb of the route says; of both routes while no event has occurred."""
    route = result.recovery_event.route
    wanted = (f"{route}(",) if route else ("L10.15(", "L10.16(")
    rows = [row for row in result.findings if row.clause.startswith((*wanted, "L10.30(c)"))]
    made = "".join(
        f"<li>{said.outcome(row)}<span>{t(row.because)} {clause_chip(row.clause, f'limb-{n}')}</span></li>"
        for n, row in enumerate(rows)
    )
    return f'<ul class="lines limbs">{made}</ul>'


def _figures(result: Adjudication, together: bool) -> str:
    claims = result.claims
    _, undecided = said.all_known(each.payable for each in claims)
    paid, _ = said.all_known(each.paid for each in claims)
    states = Counter(words.STATE[each.state].lower() for each in claims)
    return figures(
        [
            (
                "Claims",
                str(len(claims)),
                ", ".join(f"{much} {name}" for name, much in states.items()) or "none on file",
            ),
            (
                "Requested",
                pounds(result.aggregate.requested) if together else said.known(each.requested for each in claims),
                _of_the_sum(result.aggregate.threshold) if together else "in your own claims",
            ),
            (
                "Payable",
                said.known(each.payable for each in claims),
                f"{count(undecided, 'claim', 'claims')} not known yet" if undecided else "known for every claim",
            ),
            ("Outstanding", said.known(each.outstanding for each in claims), f"{paid} is paid"),
        ]
    )


def _of_the_sum(threshold: Money | None) -> str:
    return f"of the sum of {threshold}" if threshold is not None else "no sum is determined"


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
        st.html(nothing("Nothing has happened yet.", "The first fact on record starts the timeline."))
        return
    near = drawing.to_draw(found, here.today)
    with st.container(key="timeline"):
        st.altair_chart(
            drawing.drawn(near, here.today), theme=None, width="stretch", alt=drawing.alternative(found, here.today)
        )
        if len(near) < len(found):
            st.html(f'<p class="soft">{len(near)} of {len(found)} rows are drawn; the list has all.</p>')
    listed = timeline.as_list(timeline.nearest(found, here.today, LISTED), here.today)
    if len(found) > LISTED:
        listed += f'<p class="soft">The {LISTED} rows nearest to the day; choose a Party to see the others.</p>'
    st.html(
        f'<details class="quiet only-desk"><summary>The same as a list</summary>{listed}</details>'
        f'<div class="only-phone">{listed}</div>'
    )


# --- against the sum --------------------------------------------------------------------------------------------


def _against(result: Adjudication) -> str:
    said_so = said.against_the_sum(result)
    heading = f"<h2>Requested against the Panel’s sum</h2><p>{said.aggregate(result, 'sum')}</p>"
    total = result.aggregate
    asked = Money.sum(each.requested for each in result.claims if each.requested is not None)
    if asked != total.requested:
        heading += (
            f"<p>The claims ask for {asked} in all; {total.requested} of it is counted here, because a claim that "
            "is barred (L10.18, L10.19) counts only where a decision makes something payable on it.</p>"
        )
    if total.threshold is None or total.threshold == NOUGHT:
        return heading
    return heading + _bar(result, said_so)


def _bar(result: Adjudication, said_so: str) -> str:
    total = result.aggregate
    assert total.threshold is not None
    whole = max(total.requested.pence, total.threshold.pence) * 1.015
    counted = [(n, each) for n, each in enumerate(result.claims) if each.requested is not None and not each.barred]
    segments = "".join(
        f'<div class="seg" style="width:{100 * each.requested.pence / whole:.3f}%;background:{_party(n)}"></div>'
        for n, each in counted
        if each.requested is not None
    )
    if Money.sum(each.requested for _, each in counted if each.requested is not None) != total.requested:
        segments = (
            f'<div class="seg" style="width:{100 * total.requested.pence / whole:.3f}%;background:var(--act)"></div>'
        )
        counted = []
    at = 100 * total.threshold.pence / whole
    side = f"right:{100 - at:.3f}%" if at > 50 else f"left:{at:.3f}%"
    key = "".join(
        f'<li><span class="sw" style="background:{_party(n)}"></span>{t(each.party)} {pounds(each.requested)}</li>'
        for n, each in counted
    )
    return (
        f'<div class="sumbar" role="img" aria-label="{said_so}"><div class="track">{segments}</div>'
        f'<div class="mark" style="left:calc({at:.3f}% - 1px)"></div>'
        f'<div class="label" style="{side}">The sum, {total.threshold}</div></div><ul class="key">{key}</ul>'
    )


def _party(number: int) -> str:
    return f"var(--party-{min(number, len(PARTIES) - 1)})"


# --- claims -----------------------------------------------------------------------------------------------------


def _claims(seen: Seen, here: state.Here) -> None:
    claims = seen.adjudication.claims
    if not claims:
        st.html(
            "<h2>Claims</h2>"
            + nothing("No Party has a claim on file.", "A claim stands here once its first notice is on record.")
        )
        return
    st.html("<h2>Claims</h2>" + _summary(claims))
    with st.container(key="choose", horizontal=True, gap="small"):
        for number, each in enumerate(claims[:LINKED], start=1):
            label = f"Open claim {number}"
            st.page_link(CLAIM, label=label, query_params=here.address(event=seen.name, party=each.party))


def _summary(claims: tuple[Claim, ...]) -> str:
    rows = [
        [
            t(each.party),
            said.state(each),
            pounds(each.requested),
            pounds(each.eligible) if each.lines else '<span class="unknown">No cost lines</span>',
            pounds(each.payable),
            pounds(each.paid),
            pounds(each.outstanding),
        ]
        for each in claims
    ]
    foot = None
    if len(claims) > 1:
        foot = ["All claims", ""]
        foot += [
            said.so_far(getattr(each, name) for each in claims)
            for name in ("requested", "eligible", "payable", "paid", "outstanding")
        ]
    columns = [
        ("Party", "long"),
        ("State", ""),
        ("Requested", "num"),
        ("Recovery Costs", "num"),
        ("Payable", "num"),
        ("Paid", "num"),
        ("Outstanding", "num"),
    ]
    return table("Claims", columns, rows, foot)


# --- breach, and what is awaited --------------------------------------------------------------------------------


def _breaches(result: Adjudication) -> str:
    heading = "<h2>Deemed breach</h2>"
    if not (result.breaches or result.carved_out or result.not_deemed):
        return heading + nothing(
            "Nobody is deemed in breach.", "L10.25 and L10.26 speak once a Certificate is on file."
        )
    referred = {None: "Nothing referred", True: "Referred in time", False: "Referred late"}
    rows = [
        [
            t(row.subscriber),
            t(row.provision),
            said.breach(row),
            on(row.since),
            on(row.refer_by),
            referred[row.referral_in_time],
        ]
        for row in result.breaches
    ]
    columns = [
        ("Relevant Subscriber", "long"),
        ("Provision", ""),
        ("Status", ""),
        ("Since", ""),
        ("Last day to refer", ""),
        ("Referral", ""),
    ]
    made = table("Deemed breaches", columns, rows) if rows else ""
    others = [
        f"<li>{chip('calm', 'Carved out')}<span>{t(name)}: the Compromise came through an OCA Certificate "
        f"{clause_chip('L10.26', f'carved-{n}')}</span></li>"
        for n, name in enumerate(result.carved_out)
    ]
    others += [
        f"<li>{chip('calm', 'Not deemed')}<span>{t(row.subscriber)}: not a Party "
        f"{clause_chip('L10.26', f'not-deemed-{n}')}</span></li>"
        for n, row in enumerate(result.not_deemed)
    ]
    return heading + made + (f'<ul class="lines">{"".join(others)}</ul>' if others else "")


def _awaited(result: Adjudication) -> None:
    items = said.pressing(result)
    if not items:
        lead = nothing("Nothing is awaited.", "Nobody has anything left to do under L10 on this day.")
        st.html(f"<h2>Awaited</h2>{lead}")
        return
    st.html("<h2>Awaited</h2>")
    pages = -(-len(items) // AWAITED)
    at = st.pagination(pages, key="awaited-at") if pages > 1 else 1
    st.html(said.obligations(items[(at - 1) * AWAITED : at * AWAITED], result.as_of, "awaited"))


# --- what the reader may do -----------------------------------------------------------------------------------------


def _act(here: state.Here, seen: Seen) -> None:
    """The moves on the event as a whole, and what may be put on record."""
    offered = offers.of_event(here.desk, seen.name)
    noted = offers.of_record(here.desk)
    place = f"event-{seen.name}"
    if offered or noted:
        st.html("<h2>What you may do</h2>")
        doing.drawn(here, seen.name, place)
    if offered:
        doing.acts(here, seen.name, offered, {}, place)
    if noted:
        says = {first_up(each.act.says): each.act for each in noted}
        chosen = st.selectbox("Put on record what happened", list(says), index=None, key=f"note-{place}", width=420)
        if chosen is not None:
            doing.form(here, seen.name, says[chosen], {}, f"{place}-{says[chosen].name}")


if __name__ == "__main__":
    framed(page)
