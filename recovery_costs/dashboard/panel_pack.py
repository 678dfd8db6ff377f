"""The pack of one item before the Panel: what may be decided, what happened, the claim, what is contested, the findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import parse_day
from recovery_costs.casework import offers, publish, seen
from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.meeting import Item
from recovery_costs.casework.offers import Offer
from recovery_costs.dashboard import (
    CLAIM,
    EVENT,
    PANEL,
    STUDIO,
    claim_parts,
    doing,
    findings,
    panel_items,
    said,
    seconding,
    state,
    timeline,
)
from recovery_costs.dashboard.breaches import breaches
from recovery_costs.dashboard.contested import contested
from recovery_costs.dashboard.decided import decided, kept_beside
from recovery_costs.dashboard.look import (
    chip,
    clause_chip,
    figures,
    first_up,
    head,
    nothing,
    on,
    pairs,
    pounds,
    t,
)
from recovery_costs.dashboard.turns import what_turns
from recovery_costs.money import Money
from recovery_costs.papers import words
from recovery_costs.register.access import Role

_OF_DATES = ("L10.24", "L10.29")
"""The clauses of what is of the event as a whole, beside whether it occurred."""
_THE_PANEL_DECIDES = nothing(
    "The Panel decides this.", "You may read the pack; a member of the Panel records the decision."
)


def view(here: state.Here, of: state.Seen) -> None:
    """The item that the address names."""
    kind, about = st.query_params.get("item"), st.query_params.get("about")
    day = _written("meeting", here.today)
    following = max(_written("next", day), day)
    found = panel_items.business(here, day, following)
    named = {"event": of.name, "item": kind, **({"about": about} if about is not None else {})}
    items = [each for each in found.items if panel_items.address(each) == named]
    where = f"The Panel · {t(of.name)}{f' · {t(about)}' if about and kind != 'publication' else ''}"
    if not items:
        head(where, "Nothing of this waits for the Panel", "It is decided, or it was never put to the Panel.")
    else:
        what = " and ".join(each.what for each in items)  # of the DCC both provisions may be referred
        head(f"{where} · meeting of {on(day)}", t(first_up(what)), _lead(items[0]))
        if following > day:
            st.html(panel_items.if_deferred(items[0], day, following))
    if kind == "publication":
        _publication(here, of, about)
    elif about is not None:
        _of_one(here, of, about, str(kind))
    else:
        _of_the_event(here, of, str(kind))
    _back(here, of, about)


def _written(name: str, otherwise: date) -> date:
    try:
        return parse_day(st.query_params.get(name, ""))
    except ValueError:
        return otherwise


def _lead(item: Item) -> str:
    clause = clause_chip(item.clause, "lead") if item.clause else ""
    since = f"Before the Panel since {on(item.since)}." if item.since else ""
    return f"{since} {clause}"


def _back(here: state.Here, of: state.Seen, about: str | None) -> None:
    kept = {name: str(st.query_params[name]) for name in ("meeting", "next") if name in st.query_params}
    with st.container(key="onward", horizontal=True):
        st.page_link(PANEL, label="All items", query_params=here.address(**kept))
        if about is not None and any(each.party == about for each in of.adjudication.claims):
            st.page_link(CLAIM, label="The claim", query_params=here.address(event=of.name, party=about))
        st.page_link(EVENT, label="The whole event", query_params=here.address(event=of.name))
        st.page_link(PANEL, label="The sum and its history", query_params=here.address(event=of.name, item="sum"))
        st.page_link(STUDIO, label="Schedule studio", query_params=here.address(event=of.name))


# --- of one Party or subscriber -----------------------------------------------------------------------------------------


def _of_one(here: state.Here, of: state.Seen, about: str, kind: str) -> None:
    """The pack of a claim, or of a deemed breach."""
    whole = of.adjudication
    mine = replace(seen.only(whole, frozenset({about})), aggregate=whole.aggregate)
    one = next((each for each in mine.claims if each.party == about), None)
    if one is not None and kind != "breach":
        st.html(
            figures(
                [
                    ("Requested", pounds(one.requested), "by its total"),
                    ("Recovery Costs", pounds(one.eligible), "of the lines, as they are read here"),
                    ("Payable", pounds(one.payable), t(f"under {one.payable_under}" if one.payable_under else "")),
                    ("Paid", pounds(one.paid), ""),
                ]
            )
        )
    if here.user.actor.role is not Role.PANEL:
        st.html(_THE_PANEL_DECIDES)
    elif kind == "breach":
        acts(here, of.name, doing.offered(here, offers.of_breach, of.name, about), {"subscriber": about}, "breach")
    else:
        _directions(here, of, about)
        acts(here, of.name, doing.offered(here, offers.of_claim, of.name, about), {"party": about}, "claim")
    if mine.breaches:
        breaches(here, of, about)
    if one is not None:
        st.html(f"<h2>The claim</h2>{claim_parts.block(of, one, 'pack')}")
        claim_parts.evidence(of, one)
        if one.lines:
            st.html("<h2>Cost lines</h2>")
            claim_parts.lines(of, one, "pack")
        what_turns(here, of, one)
    _reading_matter(here, of, mine, about)


def _directions(here: state.Here, of: state.Seen, party: str) -> None:
    """What the Panel could direct now, each direction tried against the record: L10.23(b)."""
    rows = []
    for number, each in enumerate(doing.offered(here, offers.of_direction, of.name, party)):
        sum_ = f" ({Money.of(each.fields['sum'])} at most)" if "sum" in each.fields else ""
        why = " ".join(
            f"{t(row.because)} {clause_chip(row.clause, f'direction-{number}-{n}')}"
            for n, row in enumerate(each.refused)
        )
        stands = chip("ok", "Allowed") if each.allowed else chip("late", "Refused")
        rows.append(f"<li>{stands}<span>{t(_DIRECTION[str(each.fields['direction'])] + sum_)}. {why}</span></li>")
    if rows:
        st.html(
            f'<h2>What could be directed now {clause_chip("L10.23(b)", "could")}</h2><ul class="lines">{"".join(rows)}</ul>'
        )


_DIRECTION = {"full": "In full", "part": "In part", "none": "Not at all"}


def acts(here: state.Here, event: str, offered: Sequence[Offer], fixed: dict[str, Any], place: str) -> None:
    """The acts that are open to the Panel, under a heading of their own."""
    st.html("<h2>Record what the Panel decided</h2>")
    doing.acts(here, event, offered, fixed, "-".join([place, event, *fixed.values()]))


def acts_of_event(here: state.Here, event: str) -> None:
    """The acts that are open to the Panel for an event as a whole."""
    acts(here, event, doing.offered(here, offers.of_event, event), {}, "event")


def _reading_matter(here: state.Here, of: state.Seen, mine: Adjudication, about: str | None) -> None:
    """What happened, what is contested, and the findings in Code order."""
    rows = timeline.rows(of, about)
    if what := decided(here, of, about):
        st.html(what)
    near, more = timeline.nearest(rows, here.today, 60), kept_beside(here, of.name)
    st.html("<h2>What happened, in order</h2>" + timeline.as_list(near, here.today, more))
    contested(here, mine)
    findings.findings(here, of._replace(adjudication=mine))


# --- of the event as a whole ----------------------------------------------------------------------------------------------


def _of_the_event(here: state.Here, of: state.Seen, kind: str) -> None:
    """The pack of the dates of payment, or of a Draft Proposal."""
    st.html(f"<p>{said.aggregate(of.adjudication, 'pack')}</p>")
    if here.user.actor.role is not Role.PANEL:
        st.html(_THE_PANEL_DECIDES)
    else:
        acts_of_event(here, of.name)
        if kind == "dates":
            with st.container(key="choose"):
                label = "Model the payment in the schedule studio, and adopt a schedule"
                st.page_link(STUDIO, label=label, query_params=here.address(event=of.name))
    mine = replace(
        of.adjudication,
        findings=tuple(
            row for row in of.adjudication.findings if row.clause.startswith((*_OF_DATES, *seen.OF_THE_EVENT))
        ),
    )
    _reading_matter(here, of, mine, None)


# --- publishing -----------------------------------------------------------------------------------------------------------


def _publication(here: state.Here, of: state.Seen, about: str | None) -> None:
    """A determination that waits for a second person."""
    found = next((each for each in publish.waiting(here.desk, of.name) if str(each.seq) == about), None)
    if found is not None:
        rows = [
            ("Proposed by", t(found.by)),
            ("As of", t(found.as_of)),
            ("Its bytes", f'<span class="mono">{t(found.file)}</span>'),
        ]
        st.html(pairs(rows))
        says, may = t(words.event(of.adjudication)), here.user.actor.role is Role.PANEL
        seconding.row(here, of.name, found, says, may, "Approve and publish")
    doing.said(f"waits-{about}")


def to_publish(here: state.Here) -> None:
    """Propose that a determination is published; a second person of the Panel approves it."""
    if here.user.actor.role not in ACTS["publish"].who or not here.desk.events():
        return
    st.html("<h2>Publish a determination</h2>")
    with st.form(key="publish", border=False):
        event = st.selectbox("Event", here.desk.events(), key="publish-event", width=320)
        day = st.date_input("As of", value=here.today, key="publish-day", format="DD/MM/YYYY", width=180)
        pressed = st.form_submit_button("Propose it")
    if pressed and event is not None and isinstance(day, date):
        doing.run(
            here,
            event,
            "publish",
            lambda command, on_record: publish.propose(here.desk, event, day, command=command, based_on=on_record),
        )
    doing.said("publish")
