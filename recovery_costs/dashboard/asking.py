"""The fields of a form: those of an act's fact that are the reader's to fill, each asked in words and read as it is typed.

Nothing is decided by default: a yes or no, a choice, a Party stand empty until somebody chooses. A field that only another
answer calls for stands there once that answer is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from recovery_costs.casework import users
from recovery_costs.casework.acts import Act
from recovery_costs.casework.drafting import BY_THE_PROGRAM
from recovery_costs.dashboard import state, understood
from recovery_costs.dashboard.field_words import label, value
from recovery_costs.dashboard.look import first_up, t
from recovery_costs.facts import DCC, OUTCOMES, AppealDecided, AppealMade, EvidenceRequired
from recovery_costs.papers import words
from recovery_costs.record import WhatCounts
from recovery_costs.register.access import Role

WIDTH = 460
"""Of a field, at most: a name, a sum or a day needs no more."""
WHOSE = ("party", "subscriber", "by")
"""Fields that say whose a fact is: a Party's own, which the page fills in."""
OF_FACTS = ("requirement", "decision")
"""Fields that name a fact on record."""
_NOW = "Now. Or such as 5 March 2026, 14:30"
_WHEN = "Such as 5 March 2026, 14:30"


def ask(here: state.Here, event: str, act: Act, fixed: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The fields of an act as they stand filled, drawn one under the other; what is left out is not among them.

    Args:
        fixed: what the page fills itself.
    """
    assert act.record is not None
    seen = state.event(here, event, here.desk.today)
    counts = None if isinstance(seen, state.Unreadable) else seen.facts
    filled: dict[str, Any] = dict(fixed)
    shape = act.record.model_json_schema()
    for name in sorted(act.record.model_fields, key=_OF_WHEN.__contains__):
        if name in BY_THE_PROGRAM | {"note"} | act.fixes(here.user.actor.role).keys() | fixed.keys():
            continue
        if name in _not_asked(here, act) or not _called_for(act, name, filled, counts):
            continue
        if (follows := _follows(act, name, filled)) is not None:
            filled[name] = follows
            if name == "set_aside":
                st.html("<p>It is not upheld: then it is set aside.</p>")
            continue
        with st.container(width=2 * WIDTH if name in OF_FACTS else WIDTH, gap="xsmall"):
            if name in WHOSE:
                got = _who(here, seen, name, _label(act, name, shape), f"{place}-{name}")
            else:
                got = _field(act, name, shape, _facts(act, name, filled, counts), f"{place}-{name}")
        if got not in ("", None, []):
            filled[name] = got
    for field in act.beside:
        said = label(act.fact, field.name) + ("" if field.needed else " (if any)")
        written = st.text_area(said, key=f"{place}-{field.name}", height=68, width=WIDTH)
        if in_one_line := " ".join(written.split()):
            filled[field.name] = in_one_line
    return filled


def of_whom(here: state.Here, event: str, act: Act, fixed: Mapping[str, Any]) -> dict[str, Any]:
    """What the page fills in: what it is about; of a Party's own act, by which name it stands in the event."""
    if here.user.actor.role is not Role.PARTY or act.record is None:
        return dict(fixed)
    seen = state.event(here, event, here.desk.today)
    claims = [] if isinstance(seen, state.Unreadable) else seen.adjudication.claims
    own = next((each.party for each in claims if each.party in here.user.actor.parties), here.user.grant.party)
    return {**{name: own for name in WHOSE if name in act.record.model_fields}, **fixed}


def keys(act: Act, place: str) -> list[str]:
    """The keys of every field that the form of an act may have."""
    assert act.record is not None
    return [f"{place}-{name}" for name in (*act.record.model_fields, *(each.name for each in act.beside))]


_OF_WHEN = ("at", "sent", "method", "received")
"""Fields of when a thing was done or given: asked last, since it is mostly now."""

# --- which fields ---------------------------------------------------------------------------------------------------


def _not_asked(here: state.Here, act: Act) -> frozenset[str]:
    """Fields of when something was done or given that are not asked for.

    Only DCC finance notes what arrived otherwise; what a Party does is done as it is recorded.
    """
    if here.user.actor.role is Role.PARTY:
        return act.moments
    return frozenset() if here.user.actor.role is Role.DCC_FINANCE else frozenset(_OF_WHEN[1:])


def _called_for(act: Act, name: str, filled: Mapping[str, Any], counts: WhatCounts | None) -> bool:
    """Whether the answers so far call for a field."""
    match act.fact, name:
        case _, "method":
            return "sent" in filled
        case "recovery_key_decided", "key":
            return filled.get("required") is True
        case "certificate_compromised", "nominated_by":
            return filled.get("subscriber_kind") == "non_party"
        case "payment_directed", "sum":
            return filled.get("direction") == "part"
        case "appeal_decided", ("sum" | "payments" | "breach" | "set_aside"):
            if filled.get("upheld") is not False or "decision" not in filled or counts is None:
                return False
            return OUTCOMES[counts.named(filled["decision"]).type] == name
    return True


def _facts(act: Act, name: str, filled: Mapping[str, Any], counts: WhatCounts | None) -> dict[str, str] | None:
    """For a field that names a fact on record: those that it may name, said by what they are; else None."""
    if name not in OF_FACTS:
        return None
    if counts is None:
        return {}
    if name == "requirement":
        party = filled.get("party")
        asked = [each.fact for each in counts.of(EvidenceRequired) if party in (None, each.fact.party)]
        return {each.id: first_up(words.decision(each)) for each in asked}
    found = [each.fact for each in counts.facts if each.fact.type in OUTCOMES and getattr(each.fact, "by", "") != "dcc"]
    if act.fact == "appeal_decided":
        open_ = {counts.read_through(each.fact.decision) for each in counts.of(AppealMade)} - {
            counts.read_through(each.fact.decision) for each in counts.of(AppealDecided)
        }
        found = [each for each in found if each.id in open_]
    return {each.id: first_up(words.decision(each)) for each in found}


def _follows(act: Act, name: str, filled: Mapping[str, Any]) -> Any:
    """What a field must be, where the answers so far leave it no choice."""
    match act.fact, name:
        case "certificate_compromised", "subscriber" if filled.get("kind") == "oca":
            return DCC
        case "certificate_compromised", "subscriber_kind" if filled.get("subscriber") == DCC:
            return "dcc"
        case "appeal_decided", "set_aside":
            return True
    return None


# --- one field ------------------------------------------------------------------------------------------------------


def _label(act: Act, name: str, shape: Mapping[str, Any]) -> str:
    """What it is called; "if any" where it may be left out, unless its words say so already."""
    needed = (
        name in shape.get("required", ()) or (act.fact, name) in _NEEDED or name in ("method", "at", "sent", "received")
    )
    plain = needed or name == "provision" or form(act, name) == "yes"
    return label(act.fact, name) + ("" if plain else " (if any)")


def _field(act: Act, name: str, shape: Mapping[str, Any], facts: dict[str, str] | None, key: str) -> Any:
    """A widget for a field, by its form in the case file."""
    form_of, kind, said = _form(shape["properties"][name], shape), form(act, name), _label(act, name, shape)
    if facts is not None:
        return st.selectbox(said, list(facts), index=None, key=key, format_func=lambda id_: facts[id_][:160])
    if kind == "choice":
        offered = [each for each in form_of["enum"] if (name, each) != ("subscriber_kind", "dcc")]  # it follows
        return st.selectbox(said, offered, index=None, key=key, format_func=lambda word: value(name, word), width=WIDTH)
    if kind == "choices":
        offered = _form(form_of["items"], shape)["enum"]
        return st.multiselect(said, offered, key=key, format_func=lambda word: value(name, word), width=WIDTH)
    if kind == "yes":
        return st.radio(
            said, [True, False], index=None, key=key, format_func=lambda yes: "Yes" if yes else "No", horizontal=True
        )
    if kind == "day":
        day: date | None = st.date_input(said, value=None, key=key, format="DD/MM/YYYY", width=WIDTH)
        return day.isoformat() if day is not None else None
    if kind == "payments":
        hint = "Supplier A, 18 December 2026, 1,000.00"
        return st.text_area(said, key=key, placeholder=hint, width=WIDTH).strip()
    return _written(said, kind, key, _NOW if name == "at" and name in act.moments else _WHEN)


def _written(said: str, kind: str, key: str, when: str) -> str:
    """What is typed, and beneath it how it is read, where that looks otherwise; `when` hints at a moment."""
    hint = {"money": "Such as 1,000.00", "moment": when}.get(kind)
    in_uk = ", in UK time" if kind == "moment" else ""
    text = st.text_input(said + in_uk, key=key, placeholder=hint, live=True, width=WIDTH)
    if kind not in ("money", "moment"):
        return text.strip()
    if (again := understood.again(kind, text)) is not None:
        st.html(f'<p class="soft">Read as {t(again)}</p>')
    return understood.money(text) if kind == "money" else understood.moment(text)


def _who(here: state.Here, seen: state.Seen | state.Unreadable, name: str, said: str, key: str) -> str | None:
    """A Party: one that is known, or another by its name as it is to stand."""
    known = {each.name for each in users.parties(here.desk.register)}
    if isinstance(seen, state.Seen):
        known |= {each.party for each in seen.adjudication.claims}
        known |= {each.subscriber for each in seen.adjudication.breaches if name == "subscriber"}
    names = sorted(known - {DCC})
    chosen: str | None = st.selectbox(
        said,
        names if name == "party" else [DCC, *names],
        index=None,
        key=key,
        accept_new_options=True,
        placeholder="Choose, or write the name",
        width=WIDTH,
    )
    return chosen


def as_facts(filled: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the act takes them.

    Raises:
        Problems: payments that are not a Party, a day and a sum on each line.
    """
    made = dict(filled)
    if isinstance(made.get("payments"), str):
        made["payments"] = understood.payments(made["payments"])
    return made


_NEEDED = frozenset(
    {
        ("recovery_key_decided", "key"),
        ("payment_directed", "sum"),
        ("appeal_decided", "sum"),
        ("appeal_decided", "payments"),
        ("appeal_decided", "breach"),
    }
)
"""Fields that a fact can do without, but not once the answers before them call for them."""


def form(act: Act, name: str) -> str:
    """Of which form a field of an act is: a key of `amiss.DO`."""
    assert act.record is not None
    shape = act.record.model_json_schema()
    if name not in shape["properties"]:
        return "text"
    form_of = _form(shape["properties"][name], shape)
    said_of = form_of.get("description", "")
    if name in OF_FACTS:
        return "fact"
    if "enum" in form_of:
        return "choice"
    if form_of.get("type") == "array":
        return "choices" if "enum" in _form(form_of.get("items", {}), shape) else "payments"
    if form_of.get("type") == "boolean":
        return "yes"
    if form_of.get("format") == "date":
        return "day"
    return "money" if "GBP" in said_of else "moment" if "moment" in said_of else "text"


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
