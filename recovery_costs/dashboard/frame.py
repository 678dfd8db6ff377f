"""What stands round every page: who is looking, the register and the day, and what is said when one of them fails."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from recovery_costs.casework.held import record_of
from recovery_costs.dashboard import PAGES, back, changed, state, who, working
from recovery_costs.dashboard.look import banner, head, on, t
from recovery_costs.register.access import Role
from recovery_costs.register.faults import RegisterError

Page = Callable[[state.Here], None]


def framed(page: Page) -> None:
    """Run a page for whoever is looking, or say why it cannot be shown."""
    try:
        here = state.here()
        _above(here)
        _misnamed(here)
        if here.user.actor.role not in _roles(page):
            head("Recovery Costs", "There is no such page for you", "The pages that are yours stand in the list above.")
            st.stop()
        event = st.query_params.get("event")
        if event is not None and event in here.desk.events():
            changed.told(here, event)
        with working.drawing():
            page(here)
        set_apart(record_of(here.desk.register).works)
    except who.NotHere as trouble:
        _not_here(trouble, _name(page))
    except (state.CannotOpen, RegisterError) as trouble:
        head("Recovery Costs", t(trouble.what.removesuffix(".")), t(trouble.do))
        st.stop()


# Streamlit collects everything after each run: there is no need to do so in the midst of one too
gc.set_threshold(700, 10, 10_000)
_apart = 0
"""What `Record.works` was when what is held was last set apart."""


def set_apart(works: int) -> None:
    """Keep what is held of the events out of the collections that Streamlit forces after each run of a page.

    Each of them would go through every line of every event: 0.2 s for 100,000. Whatever has become garbage since the last
    time is swept out first, so that nothing stays for good.
    """
    global _apart
    if works != _apart:
        _apart = works
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def _roles(page: Page) -> tuple[Role, ...]:
    """Who a page is for, by the file it is written in."""
    return next(each.roles for each in PAGES if each.name == _name(page))


def _name(page: Page) -> str:
    return Path(page.__code__.co_filename).stem


def _above(here: state.Here) -> None:
    """The banner of a demonstration; who is looking, where that can be chosen, and the way out for whoever signed in."""
    several, signed_in = len(here.user.grants) > 1, not here.user.demonstration
    with st.container(key="who", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if here.user.demonstration:
            made_up = "these events, Parties and sums are made up, and nothing here is kept."
            real = "no sign-in is set up, so anybody at this machine can act in any role."
            banner(f"Demonstration: {made_up if here.register.demonstration else real}")
        else:
            st.html(f'<p class="soft">{t(here.user.actor.name)}{"" if several else f" · {t(here.user.says)}"}</p>')
        if several:
            st.selectbox(
                "You look as",
                [who.words(each) for each in here.user.grants],
                index=here.user.grants.index(here.user.grant),
                key="you",
                label_visibility="collapsed",
                width=280,
                on_change=_chosen,
            )
        if signed_in:
            st.button("Sign out", key="sign-out", type="tertiary", on_click=st.logout)


def _misnamed(here: state.Here) -> None:
    """That the address names a role that is not theirs, or no day, where it does."""
    if here.user.refused is not None:
        banner(
            f"<q>{t(here.user.refused[:40])}</q> in the address is no role of yours. You look as {t(here.user.says)}."
        )
    if here.day.refused is not None:
        banner(
            f"<q>{t(here.day.refused[:40])}</q> in the address is not a day such as 2026-03-05. Shown: {on(here.day.day)}."
        )


def _chosen() -> None:
    """Another role is chosen: the address carries it."""
    st.session_state["role"] = st.query_params["role"] = st.session_state["you"]


def _not_here(trouble: who.NotHere, page: str) -> None:
    head("Recovery Costs", t(trouble.what.removesuffix(".")), t(trouble.do))
    if trouble.sign_in:
        st.button("Sign in", type="primary", on_click=_sign_in, args=(page,))
    elif st.user.get("email"):
        st.button("Sign out", on_click=st.logout)
    st.stop()


def _sign_in(page: str) -> None:
    back.keep(page)
    st.login()
