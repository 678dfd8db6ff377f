"""Judgements of cost lines that are not on record yet, kept on the server while somebody works.

A draft is kept for one person, one event and one Party, in this process's memory. It survives a reload, another page, another
browser and signing in again; it does not survive a restart of the server. Nothing in it counts until it is recorded.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

import streamlit as st

from recovery_costs.calendar import Moment
from recovery_costs.casework.assess import Judgement
from recovery_costs.dashboard import state


@dataclass
class Noted:
    """What is noted of one line so far: a reason of the catalogue, and words."""

    reason: str | None = None
    words: str = ""


@dataclass
class Draft:
    """What somebody has noted of a Party's lines.

    Attributes:
        of: the id of the list that it was begun on, or last looked at with.
        at: when it was last changed.
    """

    of: str | None = None
    at: Moment | None = None
    noted: dict[str, Noted] = field(default_factory=dict)

    def note(self, line: str, now: Moment, *, reason: str | None, words: str) -> None:
        """Note a line; nothing of it, where both are empty."""
        if reason is None and not words:
            self.noted.pop(line, None)
        else:
            self.noted[line] = Noted(reason, words)
        self.at = now

    def judgements(self, lines: Container[str]) -> tuple[Judgement, ...]:
        """What can be recorded of these lines: those with a reason."""
        return tuple(
            Judgement(line, each.reason, each.words.strip() or None)
            for line, each in self.noted.items()
            if each.reason is not None and line in lines
        )

    def empty(self) -> None:
        """It is recorded, or thrown away."""
        self.noted.clear()
        self.of = self.at = None


def draft(here: state.Here, event: str, party: str) -> Draft:
    """The reader's draft for a Party's lines."""
    actor = here.user.actor
    return _kept(here.register.path, actor.name, actor.role.value, event, party)


@st.cache_resource(show_spinner=False)
def _kept(path: str, name: str, role: str, event: str, party: str) -> Draft:
    return Draft()


def as_noted(found: Mapping[str, Judgement]) -> dict[str, Noted]:
    """What is on record of each line, as it would be noted."""
    return {line: Noted(each.reason, each.words or "") for line, each in found.items()}
