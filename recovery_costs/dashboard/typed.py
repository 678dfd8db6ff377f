"""What was typed and is not recorded yet: it outlives a refresh, and waits for whoever typed it until the server restarts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from recovery_costs.dashboard import state

MOST, LONGEST = 256, 20_000
"""Fields kept for a person, and letters of each. The oldest goes first; a longer text is not kept."""


@contextmanager
def kept(here: state.Here, place: str, otherwise: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Widgets whose keys begin with `place` show what was typed into them before, and what they hold is kept.

    No button and no upload may have such a key: nothing can be typed into them.

    Args:
        otherwise: by key, what a widget holds where nothing was typed.
    """
    draft = _draft(here)
    held = {name: value for name, value in draft.items() if name.startswith(place)}
    for name, value in {**(otherwise or {}), **held}.items():
        st.session_state.setdefault(name, value)
    yield
    for name in [str(each) for each in st.session_state if str(each).startswith(place)]:
        value = st.session_state[name]
        draft.pop(name, None)
        if value not in (None, "", []) and not (isinstance(value, str) and len(value) > LONGEST):
            draft[name] = value
    for name in list(draft)[: max(0, len(draft) - MOST)]:
        del draft[name]


def forget(here: state.Here, names: Iterable[str]) -> None:
    """What these fields held is recorded: they are empty again."""
    draft = _draft(here)
    for name in names:
        st.session_state.pop(name, None)
        draft.pop(name, None)


def _draft(here: state.Here) -> dict[str, Any]:
    actor = here.user.actor
    return _drafts(here.register.path, actor.name, actor.role.value)


@st.cache_resource(show_spinner=False, max_entries=1024)
def _drafts(path: str, name: str, role: str) -> dict[str, Any]:
    return {}
