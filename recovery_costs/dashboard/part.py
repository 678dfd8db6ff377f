"""A part of a page that is drawn again by itself, for whoever is looking by then."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from recovery_costs.dashboard import state, who
from recovery_costs.register.faults import RegisterError

P = ParamSpec("P")
Part = Callable[Concatenate[state.Here, P], None]


def part(draw: Part[P], every: int | None = None) -> Part[P]:
    """Draw a part of a page again without the rest of it, when something in it is touched and `every` so many seconds.

    Who is looking is asked anew each time, as for a page: whoever has lost the role since gets the whole page, which says so.
    """

    @st.fragment(run_every=every)
    @wraps(draw)
    def drawn(here: state.Here, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            now = state.here()
        except (state.CannotOpen, RegisterError, who.NotHere):
            st.rerun()
        if (now.user.actor, now.register) != (here.user.actor, here.register):
            st.rerun()
        draw(now, *args, **kwargs)

    return drawn
