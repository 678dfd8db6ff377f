"""Opening a Recovery Event, for DCC finance."""

from __future__ import annotations

from functools import partial

import streamlit as st

from recovery_costs.casework import admin
from recovery_costs.casework.desk import Done
from recovery_costs.dashboard import doing, state, typed
from recovery_costs.dashboard.part import part


@part
def opening(here: state.Here) -> None:
    """The form, folded until it is wanted."""
    with st.popover("Open a Recovery Event"):
        with typed.kept(here, "new-event"):
            name = st.text_input("Its name, such as RE-2026-001", key="new-event", live=True)
        if st.button("Open it", type="primary", key="open-event"):
            if name.strip():
                doing.run(here, None, "open-event", partial(_opened, here, name), ["new-event"])
            else:
                doing.needs("new-event", "Write its name first.")
        doing.said("new-event")
    doing.said("open-event")


def _opened(here: state.Here, name: str, command: str, _: int) -> Done:
    return admin.open_event(here.desk, {"format": 1, "case": name, "facts": []}, command=command)
