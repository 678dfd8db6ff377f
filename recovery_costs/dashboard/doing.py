"""Doing something on a page: a form for any act, and what is said when it is recorded, refused or overtaken.

A form keeps one command id until it is recorded, so that pressing twice or loading the page again records once, and the
record that the reader saw when it was drawn. Nothing typed is lost when an act is refused, or the page is loaded again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

import streamlit as st

from recovery_costs.casework.acts import Act
from recovery_costs.casework.desk import Done, NotPermitted
from recovery_costs.casework.drafting import BY_THE_PROGRAM
from recovery_costs.casework.offers import Offer
from recovery_costs.dashboard import changed, state, typed
from recovery_costs.dashboard.look import clause_chip, first_up, icon, t
from recovery_costs.dashboard.part import part
from recovery_costs.facts import OUTCOMES
from recovery_costs.papers import words
from recovery_costs.plain import Problems
from recovery_costs.register.access import Role
from recovery_costs.register.faults import RegisterError, Stale

Doing = Callable[[str, int], Done | None]
"""What a form does, given its command id and the record that it was drawn on."""
NEVER_ASKED = frozenset({"payments", "note"})
"""Fields of facts that no form of one field each can hold, or that decide nothing."""
OF_FACTS = {"requirement": ("evidence_required",), "decision": tuple(OUTCOMES)}
"""Fields that name a fact on record, and of which types."""


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
                form(here, event, offer.act, fixed, f"{place}-{offer.act.name}")
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
def form(here: state.Here, event: str, act: Act, fixed: Mapping[str, Any], place: str) -> None:
    """A form with the fields of an act's fact that are the reader's to fill, and what is kept beside it."""
    assert act.record is not None
    drawn(here, event, place)
    given = act.fixes(here.user.actor.role)
    shape = act.record.model_json_schema()
    names = [
        name
        for name in act.record.model_fields
        if name not in (BY_THE_PROGRAM | NEVER_ASKED | given.keys() | fixed.keys() | _when(here))
    ]
    with st.container(key=f"form-{place}"), typed.kept(here, f"{place}-"):
        st.html(f"<h3>{t(first_up(act.says))}</h3>")
        filled = {
            name: _on_record(here, event, name, fixed, place)
            if name in OF_FACTS
            else _field(name, shape, name in shape.get("required", ()), place)
            for name in names
        }
        for field in act.beside:
            filled[field.name] = st.text_area(
                first_up(field.says) + ("" if field.needed else " (if any)"), key=f"{place}-{field.name}", height=68
            )
        if "at" in act.record.model_fields.keys() - (act.moments if here.user.actor.role is Role.PARTY else set()):
            filled["at"] = st.text_input(
                "When it was done, in UK time (now, unless you write another moment such as 2026-03-05T14:30)",
                key=f"{place}-at",
                live=True,
            )
    if st.button("Record it", type="primary", key=f"go {place}"):
        fields = {**fixed, **{name: value for name, value in filled.items() if value not in ("", None)}}
        keys = [f"{place}-{name}" for name in filled]
        run(here, event, place, lambda command, seen: _decide(here, event, act, fields, command, seen), keys)
    said(place)


def _when(here: state.Here) -> frozenset[str]:
    """Fields of when something was given that are not asked for: only DCC finance notes what arrived otherwise."""
    return frozenset({"at"} if here.user.actor.role is Role.DCC_FINANCE else {"at", "sent", "method", "received"})


def _decide(here: state.Here, event: str, act: Act, fields: Mapping[str, Any], command: str, seen: int) -> Done:
    return here.desk.decide(act.name, event, fields, command=command, based_on=seen)


def _on_record(here: state.Here, event: str, name: str, fixed: Mapping[str, Any], place: str) -> str | None:
    """A fact on record, chosen by what it says: of the Party that the page is about, where it is about one."""
    seen = state.event(here, event, here.desk.today)
    facts = [] if isinstance(seen, state.Unreadable) else seen.case.facts
    party = fixed.get("party")
    found = {
        each.id: first_up(words.fact(each))[:160]
        for each in facts
        if each.type in OF_FACTS[name] and party in (None, getattr(each, "party", None))
    }
    label = first_up(name.replace("_", " "))
    chosen: str | None = st.selectbox(
        label, list(found), index=None, key=f"{place}-{name}", format_func=lambda id_: found[id_]
    )
    return chosen


def _field(name: str, shape: Mapping[str, Any], needed: bool, place: str) -> Any:
    """A widget for a field, by its form in the case file."""
    form_of = _form(shape["properties"][name], shape)
    label = first_up(name.replace("_", " ")) + ("" if needed else " (if any)")
    key = f"{place}-{name}"
    if "enum" in form_of:
        return st.selectbox(
            label,
            form_of["enum"],
            index=None,
            key=key,
            format_func=lambda word: first_up(str(word).replace("_", " ")),
        )
    if form_of.get("type") == "boolean":
        return st.radio(label, [False, True], key=key, format_func=lambda yes: "Yes" if yes else "No", horizontal=True)
    if form_of.get("format") == "date":
        day: date | None = st.date_input(label, value=None, key=key, format="DD/MM/YYYY")
        return day.isoformat() if day is not None else None
    if form_of.get("type") == "array" and "enum" in (one := _form(form_of.get("items", {}), shape)):
        return st.multiselect(
            label, one["enum"], key=key, format_func=lambda word: first_up(str(word).replace("_", " "))
        )
    if form_of.get("type") == "array":
        written = st.text_input(f"{label}, with commas between them", key=key, live=True)
        return [each.strip() for each in written.split(",") if each.strip()] or None
    said_of = form_of.get("description", "")
    hint = "such as 212600.00" if "GBP" in said_of else "such as 2026-03-05T14:30" if "moment" in said_of else None
    return st.text_input(label, key=key, placeholder=hint, live=True)


def _form(given: Mapping[str, Any], shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """The form of a value, without the null that says it may be left out."""
    for each in given.get("anyOf", (given,)):
        if each.get("type") != "null":
            name = each.get("$ref", "").rpartition("/")[2]
            found: Mapping[str, Any] = shape["$defs"][name] if name else each
            if "const" in found:
                return {"enum": [found["const"]]}
            return found
    return given


# --- doing it -----------------------------------------------------------------------------------------------------


def run(here: state.Here, event: str | None, place: str, doing: Doing, keys: Iterable[str] = ()) -> None:
    """Do it once, and remember what to say of it; the page is drawn again where something was recorded.

    Args:
        keys: of the fields that are emptied once it is recorded.
    """
    command = st.session_state.setdefault(f"command {place}", str(uuid4()))
    seen = st.session_state.setdefault(f"seen {place}", here.desk.last(event) if event is not None else 0)
    try:
        done = doing(command, seen)
    except Stale as stale:
        if event is not None:
            st.session_state[f"seen {place}"] = here.desk.last(event)
            changed.seen(here, event)
        _remember(place, "late", _changed(stale))
    except NotPermitted as refused:
        chips = " ".join(clause_chip(each.clause, f"{place}-refused-{n}") for n, each in enumerate(refused.findings))
        _remember(place, "late", f"{t(refused.what)} {t(refused.do)} {chips}")
    except Problems as problems:
        rows = "".join(
            f"<li><b>{t(each.field or 'This')}</b>: found {t(each.found)}; wanted {t(each.wanted)}. {t(each.do)}</li>"
            for each in problems.problems
        )
        _remember(place, "late", f'Nothing was recorded.<ul class="plain">{rows}</ul>')
    except RegisterError as trouble:
        _remember(place, "late", f"{t(trouble.what)} {t(trouble.do)}")
    else:
        typed.forget(here, (f"command {place}", f"seen {place}", *keys))
        _remember(place, "ok", _recorded(done))
        st.rerun()


def drawn(here: state.Here, event: str, place: str) -> None:
    """Note the record that a form is drawn on, where it has none yet."""
    st.session_state.setdefault(f"seen {place}", here.desk.last(event))


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
