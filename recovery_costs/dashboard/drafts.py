"""Judgements of cost lines that are not on record yet, kept on the server while somebody works.

A draft is kept for one person, one event and one Party, in this process's memory. It survives a reload, another page, another
browser and signing in again; it does not survive a restart of the server. Nothing in it counts until it is recorded.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

import streamlit as st

from recovery_costs.adjudication import Claim
from recovery_costs.calendar import Moment
from recovery_costs.casework.assess import Judgement
from recovery_costs.dashboard import state
from recovery_costs.facts import CostLine


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


@dataclass(frozen=True, slots=True)
class Work:
    """The lines that are worked on: whose, how each stands, and the claim as the draft would have it."""

    event: str
    party: str
    lines: tuple[CostLine, ...]
    standing: Mapping[str, Noted]
    draft: Draft
    claim: Claim

    @property
    def place(self) -> str:
        """What tells its widgets from every other's."""
        return f"lines-{self.event}-{self.party}"

    def noted(self, line: str) -> Noted:
        """What is noted of a line: in the draft, else on record."""
        return self.draft.noted.get(line) or self.standing.get(line) or Noted()

    def judged(self, line: str) -> bool:
        """Whether somebody has judged a line, on record or in the draft."""
        return self.noted(line).reason is not None

    def note(self, here: state.Here, line: str, reason: str | None, said_of_it: str) -> None:
        """Put a judgement of a line into the draft; what says the same as the record is no draft."""
        stands = self.standing.get(line) or Noted()
        if (reason, said_of_it) == (stands.reason, stands.words):
            reason, said_of_it = None, ""
        self.draft.note(line, here.desk.now, reason=reason, words=said_of_it)


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
