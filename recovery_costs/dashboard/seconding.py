"""What waits for a second person, on a page: a row of each, with what whoever looks may do: approve it, refuse it, or take it back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Protocol

import streamlit as st

from recovery_costs.casework import second
from recovery_costs.casework.approving import approve
from recovery_costs.casework.desk import Done
from recovery_costs.casework.withdrawing import withdraw
from recovery_costs.dashboard import doing, state, typed
from recovery_costs.dashboard.look import first_up, t
from recovery_costs.dashboard.part import part


class Waits(Protocol):
    """What one person proposed: its entry, and who."""

    @property
    def seq(self) -> int: ...
    @property
    def by(self) -> str: ...


def row(here: state.Here, event: str, each: Waits, says: str, may: bool, press: str = "Approve") -> None:
    """A row in HTML, with the buttons for whoever may approve it (`may`)."""
    place = f"waits-{each.seq}"
    doing.drawn(here, event, place)
    own = each.by == here.user.actor.name
    with st.container(key=f"row-{place}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<p>{says}</p>")
        if own and may:
            st.html('<p class="soft">You proposed it: somebody else approves it.</p>')
        elif may and st.button(press, key=f"go {place}"):
            doing.run(here, event, place, partial(_approved, here, event, each.seq))
        if may:
            _end(here, event, each.seq, place, "Take it back" if own else "Refuse it")
    doing.said(place)


@part
def _end(here: state.Here, event: str, seq: int, place: str, label: str) -> None:
    """The other answer, folded until it is wanted: it asks why."""
    place = f"{place}-end"
    doing.drawn(here, event, place)
    reason = f"why-{place}"
    with st.popover(label, key=f"fold-{place}"):
        with typed.kept(here, reason):
            why = st.text_input("Why", key=reason, live=True)
        pressed = st.button(f"{label}, for that reason", key=f"end {place}")
        if pressed and not why.strip():
            doing.needs(place, "Write why first.")
        elif pressed:
            doing.run(here, event, place, partial(_ended, here, event, seq, why), [reason])
        doing.said(place)


def acts(here: state.Here, found: Iterable[second.Waiting]) -> None:
    """A row for each act that waits, with what it would change; buttons for the role that proposed it."""
    for act in found:
        asked = ("would change", act.seq, here.desk.today)
        changed = state.kept(here, act.event, asked, partial(second.would_change, here.desk, act))
        changes = "; ".join(changed) or "no sum changes today"
        says = f"{t(first_up(act.says))} <small>{t(act.event)}, entry {act.seq}</small> {t(changes)}; proposed by {t(act.by)}."
        row(here, act.event, act, says, act.role is here.user.actor.role)


def _approved(here: state.Here, event: str, seq: int, command: str, seen: int) -> Done:
    return approve(here.desk, event, seq, command=command, based_on=seen)


def _ended(here: state.Here, event: str, seq: int, why: str, command: str, seen: int) -> Done:
    return withdraw(here.desk, event, seq, why, command=command, based_on=seen)
