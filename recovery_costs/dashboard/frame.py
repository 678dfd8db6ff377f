"""What stands round every page: the register and the day, the demonstration's banner, and what is said when either fails."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from recovery_costs.dashboard import state
from recovery_costs.dashboard.look import banner, head, on, t

Page = Callable[[state.Register, state.Day], None]


def framed(page: Page) -> None:
    """Run a page on the register and the day, or say why it cannot be shown."""
    try:
        day = state.as_of()
        kept = state.register()
        if kept.demonstration:
            banner(
                "Demonstration: these events, Parties and sums are made up. They were taken in when the program "
                "started, and nothing here is kept."
            )
        if day.refused is not None:
            banner(f"{t(day.refused[:40])} in the address is not a day such as 2026-03-05. Shown: {on(day.day)}.")
        page(kept, day)
    except state.CannotOpen as trouble:
        head("Recovery Costs", t(trouble.what.removesuffix(".")), t(trouble.do))
        st.stop()
