"""A Party's cost lines on the Assess page: many at once or one by one, with what the draft comes to in view."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from recovery_costs.adjudication import Claim
from recovery_costs.calendar import clock_words
from recovery_costs.casework import assess, offers
from recovery_costs.casework.assess import Judgement
from recovery_costs.casework.desk import Done
from recovery_costs.dashboard import ASSESS, CLAIM, assess_grid, claim_parts, doing, drafts, said, state, twice
from recovery_costs.dashboard.drafts import Draft, Noted, Work
from recovery_costs.dashboard.look import count, figures, first_up, head, nothing, on, pounds, t
from recovery_costs.dashboard.part import part
from recovery_costs.facts import CostLine, CostLines
from recovery_costs.money import Money
from recovery_costs.papers import words
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import Role

TO_LOOK_AT, LEFT_OUT, TWICE, ALL = "To look at", "Left out", "Claimed twice", "All"
SHOWN = (TO_LOOK_AT, LEFT_OUT, TWICE, ALL)
GRID, ONE = "Many at once", "Line by line"


# --- a claim ------------------------------------------------------------------------------------------------------


def of_claim(here: state.Here, seen: state.Seen, party: str) -> None:
    """A Party's lines, what may be done with its claim, and what of it is claimed elsewhere as well."""
    with st.container(key="top-lines", horizontal=True, gap="small"):
        st.page_link(ASSESS, label="All claims with lines", query_params=here.address(part="Lines"))
        st.page_link(CLAIM, label="The claim", query_params=here.address(event=seen.name, party=party))
    if here.user.actor.role is Role.DCC_FINANCE:
        _workspace(here, seen.name, party)
        st.html("<h2>The claim</h2>")
        place = f"decide-{seen.name}-{party}"
        doing.drawn(here, seen.name, place)
        doing.acts(here, seen.name, doing.offered(here, offers.of_claim, seen.name, party), {"party": party}, place)
    else:
        _to_read(here, seen, party)
    twice.twice(here, (seen.name, party))


def _to_read(here: state.Here, seen: state.Seen, party: str) -> None:
    """The lines as they stand, for those who judge nothing."""
    claim = next(each for each in seen.adjudication.claims if each.party == party)
    head(_where(here, seen.name, party, None), f"Cost lines of {t(party)}", t(words.claim(claim)))
    claim_parts.lines(seen, claim, "assess")


def _where(here: state.Here, event: str, party: str, draft: Draft | None) -> str:
    saved = ""
    if draft is not None and draft.at is not None:
        saved = f" · draft saved {clock_words(draft.at.wall)}, kept until the server restarts"
    return f"{t(event)} · {t(party)} · today, {on(here.desk.today)}{saved}"


@part
def _workspace(here: state.Here, event: str, party: str) -> None:
    """The lines and the draft. Only this part of the page is drawn again when something is noted."""
    draft = drafts.draft(here, event, party)
    seen = state.event(here, event, here.desk.today)
    if isinstance(seen, state.Unreadable):
        _unreadable(here, event, party, draft, seen.problems)
        return
    listed = seen.facts.of(CostLines, party)[-1].fact
    judgements = draft.judgements({line.line for line in listed.lines})
    try:
        claim = _drafted(here, event, party, judgements)
    except Problems as problems:
        _unreadable(here, event, party, draft, problems.problems)
        return
    on_record = state.kept(here, event, ("judged", party), lambda: assess.on_record(here.desk, event, party))
    standing = drafts.as_noted(on_record)
    for line in listed.lines:
        standing.setdefault(line.line, _imported(line))
    work = Work(event, party, listed.lines, standing, draft, claim)
    _head(here, work)
    if _begun_on_another(work, listed.id):
        return
    draft.of = listed.id
    shown, by = _shown(here, work)
    if not shown:
        st.html(nothing("No such line.", "Choose All to see every line of the list."))
    elif by == ONE:
        assess_grid.one_by_one(here, work, shown)
    else:
        assess_grid.grid(here, work, shown)
    _total(here, work, judgements)


def _unreadable(here: state.Here, event: str, party: str, draft: Draft, problems: Sequence[Problem]) -> None:
    head(_where(here, event, party, draft), "This event cannot be adjudicated", "Your draft is kept.")
    st.html(said.problems(problems))


def _drafted(here: state.Here, event: str, party: str, judgements: tuple[Judgement, ...]) -> Claim:
    """The claim with the draft in it."""
    today = here.desk.today
    trial = state.kept(here, event, ("trial", party, today), lambda: assess.trial(here.desk, event, party))

    def work() -> Claim:
        return next(each for each in trial.with_these(judgements).claims if each.party == party)

    return state.kept(here, event, ("drafted", party, today, judgements), work)


def _imported(line: CostLine) -> Noted:
    """How a line stands that came with a judgement in it: by the first reason of the catalogue that says the same."""
    if line.reasonable is None and line.own_route is None:
        return Noted()
    found = (each for each in assess.reasons().values() if each.reasonable is line.reasonable)
    return Noted(next((each.code for each in found if each.own_route == line.own_route), None))


def _head(here: state.Here, work: Work) -> None:
    judged = sum(work.judged(line.line) for line in work.lines)
    title = f"{judged:,} of {len(work.lines):,} lines looked at"
    out = _left_out(work)
    if out is not None:
        title += f", {out} left out" if out.pence else ", nothing left out"
    head(_where(here, work.event, work.party, work.draft), title, "Nothing counts until you record it.")


def _left_out(work: Work) -> Money | None:
    if work.claim.eligible is None:
        return None
    return Money.sum(line.amount for line in work.lines) - work.claim.eligible


def _begun_on_another(work: Work, of: str) -> bool:
    """Whether the list changed since the draft was begun; it is said until the reader has seen it."""
    if work.draft.of in (None, of) or not work.draft.noted:
        return False
    here_now = {line.line for line in work.lines}
    gone = [line for line in work.draft.noted if line not in here_now]
    lost = f" {first_up(count(len(gone), 'line', 'lines'))} of your draft is no longer on it." if gone else ""
    st.html(
        f'<div class="told tone-due" role="status"><div>The list changed since you began this draft: a new list came, or '
        f"somebody assessed it.{lost} Your draft is kept, and shown beside the list as it is now.</div></div>"
    )
    if not st.button("Show me the list as it is now", type="primary", key=f"look-{work.place}"):
        return True
    for line in gone:
        del work.draft.noted[line]
    st.session_state.pop(f"seen {work.place}", None)
    return False


# --- which lines, and what they come to -----------------------------------------------------------------------------


def _shown(here: state.Here, work: Work) -> tuple[list[CostLine], str]:
    """The lines that the reader asked for, which stay while they work on them; and how they want to work."""
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small"):
        which = st.segmented_control(
            "Which lines",
            SHOWN,
            default=TO_LOOK_AT,
            required=True,
            key="which",
            bind="query-params",
            label_visibility="collapsed",
        )
        found = st.text_input(
            "Find", key="find-line", placeholder="Find a line, supplier or invoice", label_visibility="collapsed"
        )
        by = st.segmented_control(
            "How", (GRID, ONE), default=GRID, required=True, key="by", bind="query-params", label_visibility="collapsed"
        )
    asked = (which, found, work.draft.of, st.session_state.get(f"turn {work.place}", 0))
    kept = st.session_state.get(f"shown {work.place}")
    if kept is None or kept[0] != asked:
        kept = (asked, _kept(here, work, which or ALL, (found or "").strip().casefold()))
        st.session_state[f"shown {work.place}"] = kept
        st.session_state[f"at {work.place}"] = 0
        st.session_state[f"turn grid {work.place}"] = st.session_state.get(f"turn grid {work.place}", 0) + 1
    names = set(kept[1])
    return [line for line in work.lines if line.line in names], by or GRID


def _kept(here: state.Here, work: Work, which: str, found: str) -> list[str]:
    rows: Sequence[CostLine] = work.lines
    if which == TO_LOOK_AT:
        rows = [line for line in rows if not work.judged(line.line)]
    elif which == LEFT_OUT:
        out = {line.line for line in work.claim.lines if line.excluded}
        rows = [line for line in rows if line.line in out]
    elif which == TWICE:
        mine = {
            place.line
            for each in twice.claimed_twice(here)
            for place in each.places
            if (place.event, place.party) == (work.event, work.party)
        }
        rows = [line for line in rows if line.line in mine]
    return [line.line for line in rows if not found or any(found in each.casefold() for each in _told(line))]


def _told(line: CostLine) -> list[str]:
    return [each for each in (line.line, line.description, line.supplier, line.invoice, line.evidence) if each]


def _total(here: state.Here, work: Work, judgements: tuple[Judgement, ...]) -> None:
    """What the draft comes to, kept in view, and the button that records it."""
    eligible, out = work.claim.eligible, _left_out(work)
    with st.container(key="assess-total", gap="small"):
        st.html(
            figures(
                [
                    ("Claimed", pounds(Money.sum(line.amount for line in work.lines)), f"{len(work.lines):,} lines"),
                    ("Recovery Costs", pounds(eligible), "with your draft in it"),
                    ("Left out", pounds(out), count(_excluded(work), "line", "lines")),
                    ("Draft", str(len(judgements)), f"judged and not yet recorded{_wordy(work)}"),
                ]
            )
        )
        doing.said(work.place)
        with st.container(horizontal=True, gap="small"):
            label = f"Record {count(len(judgements), 'judgement', 'judgements')}"
            if not judgements:
                st.html('<p class="soft">No line of the draft has a decision yet.</p>')
            elif st.button(label, type="primary", key=f"save-{work.place}"):
                doing.run(here, work.event, work.place, lambda command, seen: _save(here, work, command, seen))
            with st.popover("Throw the draft away", disabled=not work.draft.noted):
                what = f"Throw away what you noted of {count(len(work.draft.noted), 'line', 'lines')}"
                st.button(what, key=f"drop-{work.place}", on_click=_thrown_away, args=(work,))
        doing.said(work.place)
    doing.drawn(here, work.event, work.place)


def _thrown_away(work: Work) -> None:
    work.draft.empty()
    _again(work)


def _wordy(work: Work) -> str:
    """How many lines have words and no reason: they are not recorded."""
    words_alone = sum(1 for each in work.draft.noted.values() if each.reason is None)
    return f"; {count(words_alone, 'line has', 'lines have')} words and no reason" if words_alone else ""


def _excluded(work: Work) -> int:
    return sum(1 for line in work.claim.lines if line.excluded)


def _save(here: state.Here, work: Work, command: str, seen: int) -> Done:
    judgements = work.draft.judgements({line.line for line in work.lines})
    done = assess.assess(here.desk, work.event, work.party, judgements, command=command, based_on=seen)
    _thrown_away(work)
    return done


def _again(work: Work) -> None:
    """Choose the lines afresh."""
    st.session_state[f"turn {work.place}"] = st.session_state.get(f"turn {work.place}", 0) + 1
