"""Doing something on a page: a form for any act, and what is said when it is recorded, refused or overtaken.

A form keeps one command id until it is recorded, so that pressing twice or loading the page again records once, and the
record that the reader saw when it was drawn. Nothing typed is lost when an act is refused, or the page is loaded again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from recovery_costs.casework.acts import Act
from recovery_costs.casework.desk import Done, NotPermitted
from recovery_costs.casework.offers import Offer
from recovery_costs.dashboard import amiss, asking, changed, state, typed
from recovery_costs.dashboard.look import clause_chip, first_up, icon, t
from recovery_costs.dashboard.part import part
from recovery_costs.plain import Problems
from recovery_costs.register.faults import CommandReused, RegisterError, Stale

Doing = Callable[[str, int], Done | None]
"""What a form does, given its command id and the record that it was drawn on."""


def acts(here: state.Here, event: str, offered: Sequence[Offer], fixed: Mapping[str, Any], place: str) -> None:
    """The acts that are open to the reader, a form for the one they choose, and why the others are not.

    Args:
        fixed: fields of the fact that the page itself fills, such as the Party.
    """
    allowed = {offer.act.says: offer for offer in offered if offer.allowed}
    with st.container(key=f"acts-{place}", gap="small"):
        said(place)
        if allowed:
            says = [first_up(name) for name in allowed]
            with typed.kept(here, f"act-{place}"):
                chosen = st.segmented_control("What you may do", says, key=f"act-{place}", selection_mode="single")
            if chosen is not None:
                offer = next(each for name, each in allowed.items() if first_up(name) == chosen)
                then = [each.said for each in offer.changes] if offer.fields.keys() <= fixed.keys() else []
                form(here, event, offer.act, fixed, f"{place}-{offer.act.name}", "; ".join(then))
        refused = [offer for offer in offered if not offer.allowed]
        if refused:
            st.html(_refused(refused, place))


def _refused(offered: Sequence[Offer], place: str) -> str:
    rows = []
    for number, offer in enumerate(offered):
        why = " ".join(
            f"{t(each.because)} {clause_chip(each.clause, f'{place}-no-{number}-{n}')}"
            for n, each in enumerate(offer.refused)
        )
        rows.append(f"<li><b>{t(first_up(offer.act.says))}</b>: not now. {why}</li>")
    return f'<details class="quiet"><summary>What else could happen</summary><ul class="plain">{"".join(rows)}</ul></details>'


def offered(here: state.Here, tried: Callable[..., list[Offer]], event: str, *about: str) -> list[Offer]:
    """The acts of the reader's role as `offers` tried them against the record today."""
    asked = (tried.__name__, *about, here.desk.today)
    return state.kept(here, event, asked, lambda: tried(here.desk, event, *about))


# --- a form for an act --------------------------------------------------------------------------------------------


@part
def form(here: state.Here, event: str, act: Act, fixed: Mapping[str, Any], place: str, then: str = "") -> None:
    """A form with the fields of an act's fact that are the reader's to fill, what is kept beside it, and what it changes."""
    drawn(here, event, place)
    fixed = asking.of_whom(here, event, act, fixed)
    with st.container(key=f"form-{place}", gap="small"), typed.kept(here, f"{place}-"):
        st.html(f"<h3>{t(first_up(act.says))}</h3>" + (f"<p>{t(first_up(then))}.</p>" if then else ""))
        with st.container(key=f"fields-{place}", horizontal=True, gap="small"):
            filled = asking.ask(here, event, act, fixed, place)
    if st.button("Record it", type="primary", key=f"go {place}"):

        def decide(command: str, seen: int) -> Done:
            return here.desk.decide(act.name, event, asking.as_facts(filled), command=command, based_on=seen)

        run(here, event, place, decide, asking.keys(act, place), act)
    said(place)


# --- doing it -----------------------------------------------------------------------------------------------------


def run(
    here: state.Here,
    event: str | None,
    place: str,
    doing: Doing,
    keys: Iterable[str] = (),
    act: Act | None = None,
) -> None:
    """Do it once, and remember what to say of it; the page is drawn again where something was recorded.

    Args:
        keys: of the fields that are emptied once it is recorded.
        act: the act of a form, for the words of its fields.
    """
    command = st.session_state.setdefault(f"command {place}", str(uuid4()))
    before = here.desk.last(event)
    seen = st.session_state.setdefault(f"seen {place}", before)
    try:
        done = doing(command, seen)
    except Stale as stale:
        st.session_state[f"seen {place}"] = here.desk.last(event)
        if event is not None:
            changed.seen(here, event)
        _remember(place, "late", _changed(stale))
    except NotPermitted as refused:
        chips = " ".join(clause_chip(each.clause, f"{place}-refused-{n}") for n, each in enumerate(refused.findings))
        _remember(place, "late", f"{t(refused.what)} {t(refused.do)} {chips}")
    except Problems as problems:
        rows = "".join(f"<li>{each}</li>" for each in amiss.problems(problems.problems, act))
        _remember(place, "late", f'Nothing was recorded.<ul class="plain">{rows}</ul>')
    except CommandReused as used:
        del st.session_state[f"command {place}"]
        _remember(place, "late", f"{t(used.what)} Look at what stands on record; to record this as well, press again.")
    except RegisterError as trouble:
        _remember(place, "late", f"{t(trouble.what)} {t(trouble.do)}")
    else:
        typed.forget(here, (f"command {place}", f"seen {place}", *keys))
        _no_news(here, event, before, done)
        _remember(place, "ok", _recorded(done))
        st.rerun()


def needs(place: str, what: str) -> None:
    """Say what is missing, where somebody presses before it is there."""
    _remember(place, "late", f"Nothing was recorded. {t(what)}")


def _no_news(here: state.Here, event: str | None, before: int, done: Done | None) -> None:
    """What the reader recorded makes none of their other forms late, where nobody else recorded anything with it."""
    own = {each.seq for each in done.entries} if done is not None else set()
    if event is None or not {each.seq for each in here.desk.view.entries(event, after=before)} <= own:
        return
    for name in [each for each in st.session_state if str(each).startswith("seen ")]:
        if st.session_state[name] == before:
            st.session_state[name] = here.desk.last(event)


def drawn(here: state.Here, event: str, place: str) -> None:
    """Note the record that a form is drawn on, where it has none yet."""
    if f"seen {place}" not in st.session_state:
        st.session_state[f"seen {place}"] = here.desk.last(event)


def said(place: str) -> None:
    """What is to be said of the last thing done here, or in a part of here, once."""
    for name in [key for key in st.session_state if str(key).startswith(f"said {place}")]:
        tone, words = st.session_state.pop(name)
        drawn_as = "tick" if tone == "ok" else "triangle"
        st.html(f'<div class="told tone-{tone}" role="status">{icon(drawn_as)}<div>{words}</div></div>')


def _remember(place: str, tone: str, words: str) -> None:
    st.session_state[f"said {place}"] = (tone, words)


def _recorded(done: Done | None) -> str:
    if done is None:
        return "Nothing new: what is on record says the same already."
    kinds = ", ".join(dict.fromkeys(each.kind.replace("_", " ") for each in done.entries))
    numbers = ", ".join(str(each.seq) for each in done.entries)
    waits = " It waits for a second person." if "act proposed" in kinds else ""
    return f"Recorded: {t(kinds)} (entry {numbers}).{waits}"


def _changed(stale: Stale) -> str:
    return (
        f"Something changed since you looked, and nothing was recorded:{changed.listed(stale.changed)}"
        "What you wrote is kept. Look at it again, then record it."
    )
