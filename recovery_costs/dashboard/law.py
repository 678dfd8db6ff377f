"""The law: every clause from L10.14 to L10.30 in our words, with its rule, its tests, its readings and its doubts."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from recovery_costs import adjudicate  # noqa: F401  so that every rule is on record
from recovery_costs.dashboard import LAW, state
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import chip, clause_chip, head, icon, nothing, pairs, t
from recovery_costs.law import CLAUSES, CODE, DOUBTS, NEIGHBOURS, READINGS, Clause, Neighbour, Reading
from recovery_costs.where import EXCUSES, NO_TESTS, doubts, of_neighbour, places, readings

_ALL = "All clauses"


def page(here: state.Here) -> None:
    """The clause that the address names, or the list of them all."""
    chosen = st.query_params.get("clause")
    if chosen in CLAUSES:
        _clause(CLAUSES[chosen], here)
    elif chosen in NEIGHBOURS:
        _neighbour(NEIGHBOURS[chosen], here)
    else:
        _list(chosen, here)


# --- all of them --------------------------------------------------------------------------------------------------


def _list(chosen: str | None, here: state.Here) -> None:
    lead = (
        f"{len(CLAUSES)} clauses and limbs, {len(READINGS)} readings where a reasonable reader could differ, and "
        f"{len(DOUBTS)} documented doubts. The words are ours: the Code’s own text governs."
    )
    if chosen is not None:
        lead = f"Nothing from L10.14 to L10.30 is called {t(chosen[:80])}. Choose a clause below."
    head(f"The law · {t(CODE)}", "What L10.14 to L10.30 say, in plain English", lead)
    for number, (heading, clauses) in enumerate(groupby(CLAUSES.values(), key=lambda one: one.heading)):
        st.html(f"<h2>{t(heading)}</h2>")
        with st.container(key=f"law-{number}", gap=None):
            for one in clauses:
                _row(one, here)
    st.html(
        "<h2>Neighbours</h2><p>Provisions that these clauses lean on. Where the text is not held, only what L10 or a "
        "source says of it is given.</p>"
    )
    with st.container(key="law-neighbours", gap=None):
        for each in NEIGHBOURS.values():
            with st.container(key=f"clause-{_key(each.ref)}", horizontal=True, wrap=False, gap="medium"):
                st.page_link(LAW, label=each.ref, query_params=here.address(clause=each.ref), width=170)
                st.html(f'<p class="words">{t(each.said)}</p>')


def _row(one: Clause, here: state.Here) -> None:
    depth = one.ref.count("(")
    with st.container(key=f"clause-{_key(one.ref)}", horizontal=True, wrap=False, gap="medium"):
        st.page_link(LAW, label=one.ref, query_params=here.address(clause=one.ref), width=130)
        st.html(f'<p class="words in-{depth}">{t(one.words)}</p>')


def _key(ref: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in ref)


# --- one of them --------------------------------------------------------------------------------------------------


def _clause(one: Clause, here: state.Here) -> None:
    head(f"The law · {t(one.heading)}", t(one.ref), t(one.words))
    limbs = [each for each in CLAUSES.values() if each.ref.startswith(f"{one.ref}(")]
    st.html(
        pairs(
            [
                ("Text stated", t(one.text)),
                ("Rule", _rule(one.ref)),
                ("Tests", _tests(one.ref)),
                ("Limbs", ", ".join(clause_chip(each.ref, f"limb-{n}") for n, each in enumerate(limbs)) or "None"),
            ]
        )
    )
    found = "".join(map(_reading, readings(one.ref)))
    st.html("<h2>Readings</h2>" + (found or nothing("None.", "No switch of the program bears on this clause.")))
    rows = "".join(f"<li><b>{t(each.number)}</b> {t(each.question)}</li>" for each in doubts(one.ref))
    st.html(
        "<h2>Documented doubts</h2>"
        + (f'<ul class="plain">{rows}</ul>' if rows else nothing("None.", "No doubt without a switch is on file here."))
    )
    _onward(one.ref, here)


def _rule(ref: str) -> str:
    given = dict(places(ref))["Rule"]
    excuse = EXCUSES.get(ref)
    made = [
        f"<div>{t(each)}</div>" if excuse and n == 0 else f'<div class="mono">{t(each)}</div>'
        for n, each in enumerate(given)
    ]
    return "".join(made)


def _tests(ref: str) -> str:
    given = dict(places(ref))["Tests"]
    if given == [NO_TESTS]:
        return t(NO_TESTS)
    rows = "".join(f'<li class="mono">{t(each)}</li>' for each in given)
    return f'<details class="quiet"><summary>{len(given)} by name</summary><ul class="plain long">{rows}</ul></details>'


def _reading(one: Reading) -> str:
    options = "".join(
        f"<p><b>{'As read unless chosen otherwise' if option.name == one.default else 'Instead'}</b> "
        f'<span class="mono">{t(option.name)}</span><br>{t(option.means)}<br><small>Helps: {t(option.helps)}</small></p>'
        for option in one.options
    )
    said = f"<p><b>Why the first is the default</b><br>{t(one.because)}</p><p><b>A worked case</b><br>{t(one.case)}</p>"
    return (
        f'<details class="open no-ref"><summary>{icon("more")}<span class="txt">{t(one.question)}</span>'
        f'{chip("fork", one.name)}</summary><div class="in">{options}{said}</div></details>'
    )


def _onward(ref: str, here: state.Here) -> None:
    """The clause before and the one after, in Code order."""
    refs = list(CLAUSES)
    at = refs.index(ref)
    with st.container(key="onward", horizontal=True, gap="medium"):
        st.page_link(LAW, label=_ALL, query_params=here.address())
        if at > 0:
            st.page_link(LAW, label=f"Before: {refs[at - 1]}", query_params=here.address(clause=refs[at - 1]))
        if at + 1 < len(refs):
            st.page_link(LAW, label=f"After: {refs[at + 1]}", query_params=here.address(clause=refs[at + 1]))


def _neighbour(one: Neighbour, here: state.Here) -> None:
    held = "Its text is held." if one.text_held else "Its text is not held: this is what L10 and the sources say of it."
    head("The law · Neighbours", t(one.ref), held)
    rows = []
    for name, given in of_neighbour(one):
        shown = [clause_chip(ref, f"of-{n}") if ref in CLAUSES else t(ref) for n, ref in enumerate(given)]
        rows.append((name, "<br>".join(shown)))
    st.html(pairs(rows))
    with st.container(key="onward", horizontal=True, gap="medium"):
        st.page_link(LAW, label=_ALL, query_params=here.address())


if __name__ == "__main__":
    framed(page)
