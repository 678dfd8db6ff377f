"""The findings of one event in Code order, each opening to the clause's words, the reason, the facts and the readings."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from recovery_costs.dashboard import as_csv, partly, said, state
from recovery_costs.dashboard.look import count, first_up, icon, nothing, on, paged, pairs, t
from recovery_costs.dashboard.state import Seen
from recovery_costs.finding import Finding, Outcome
from recovery_costs.law import CLAUSES, READINGS
from recovery_costs.papers import words

PAGE = 40
"""Findings shown at a time; of a whole event, folded by their paragraphs, twice as many."""
ALL, NEEDS_SOMEONE, NOT_MET = "All", "Needs someone", "Not met"
_KEPT = {
    ALL: frozenset(Outcome),
    NEEDS_SOMEONE: frozenset({Outcome.FOR_JUDGEMENT, Outcome.CANNOT_SAY}),
    NOT_MET: frozenset({Outcome.NOT_MET}),
}


def findings(here: state.Here, seen: Seen, about: str | None = None) -> None:
    """Every finding, folded by the paragraphs of the Code; or those about one Party. Filtered as the reader asks."""
    rows = [row for row in seen.adjudication.findings if about in (None, row.about)]
    much = {name: sum(1 for row in rows if row.outcome in kept) for name, kept in _KEPT.items()}
    st.html(
        f"<h2>Findings, in Code order</h2><p>{much[ALL]} {'in all' if partly.whole(here) else 'that you may see'}. {_many(much[NEEDS_SOMEONE], 'needs', 'need')} someone’s "
        f"judgement or a fact that is missing; {_many(much[NOT_MET], 'is', 'are').lower()} not met.</p>"
    )
    chosen = st.segmented_control(
        "Which findings",
        list(_KEPT),
        default=ALL,
        required=True,
        key="show",
        bind="query-params",
        label_visibility="collapsed",
    )
    kept = [row for row in rows if row.outcome in _KEPT[chosen or ALL]]
    if not kept:
        st.html(nothing("No such finding.", "Choose All to see every finding."))
        return
    as_csv.offered("findings", _COLUMNS, lambda: [_cells(row) for row in kept])
    shown = paged(kept, PAGE * 2 if about is None else PAGE, "findings-at")
    with st.container(key="findings", gap=None):
        if about is not None:
            for row in shown:
                st.html(_finding(row, seen))
            return
        for paragraph, group in groupby(shown, key=_paragraph):
            of = [row for row in kept if _paragraph(row) == paragraph]
            st.html(_folded(paragraph, of, "".join(_finding(row, seen) for row in group)))


def _many(number: int, one: str, more: str) -> str:
    return f"{number or 'None'} {one if number == 1 else more}"


_COLUMNS = [(name, "") for name in ("Clause", "Whose", "Says", "Why", "Last day", "Basis", "Facts", "Readings")]


def _cells(row: Finding) -> list[str]:
    last = on(row.due) if row.due else ""
    says, basis = words.OUTCOME[row.outcome], words.BASIS[row.basis]
    return [
        row.clause,
        t(row.about or ""),
        says,
        t(row.because),
        last,
        basis,
        t(", ".join(row.facts)),
        ", ".join(row.readings),
    ]


def _paragraph(row: Finding) -> str:
    """The paragraph of a clause: of L10.19(b)(ii) it is L10.19."""
    return row.clause.partition("(")[0]


def _folded(paragraph: str, rows: list[Finding], within: str) -> str:
    """The findings of one paragraph behind one line, which says how many there are and what stands out."""
    much = {name: sum(1 for row in rows if row.outcome in _KEPT[name]) for name in (NEEDS_SOMEONE, NOT_MET)}
    open_, not_met = much[NEEDS_SOMEONE], much[NOT_MET]
    says = ", ".join(
        [
            count(len(rows), "finding", "findings"),
            *([f"{open_} {'needs' if open_ == 1 else 'need'} someone"] if open_ else []),
            *([f"{not_met} not met"] if not_met else []),
        ]
    )
    return (
        f'<details class="open fold"><summary>{icon("more")}<span class="ref">{t(paragraph)}</span>'
        f'<span class="txt">{t(CLAUSES[paragraph].heading)}</span><small>{t(first_up(says))}</small></summary>'
        f'<div class="in">{within}</div></details>'
    )


def _finding(row: Finding, seen: Seen) -> str:
    about = f"<b>{t(row.about)}:</b> " if row.about else ""
    clause = CLAUSES[row.clause]
    said_so = [
        ("The clause", f"{t(clause.words)}<br><small>{t(clause.heading)}. Our words for {t(clause.text)}.</small>"),
        ("Why it says this", t(row.because)),
    ]
    if row.due:
        said_so.append(("Last day", on(row.due)))
    by_id = seen.case.by_id
    if row.facts:
        facts = "".join(f"<li>{_fact(by_id.get(name))}</li>" for name in row.facts)
        said_so.append(("Facts used", f'<ul class="facts">{facts}</ul>'))
    else:
        said_so.append(("Facts used", "None: it rests on what the other clauses say."))
    if row.readings:
        readings = "".join(f"<li>{_reading(name, seen)}</li>" for name in row.readings)
        said_so.append(("Readings", f'<ul class="facts">{readings}</ul>'))
    said_so.append(("Whose word it is", f"{first_up(words.BASIS[row.basis])}."))
    return (
        f'<details class="open"><summary>{icon("more")}<span class="ref">{t(row.clause)}</span>'
        f'<span class="txt">{about}{t(row.in_short)}</span>{said.outcome(row)}</summary>'
        f'<div class="in">{pairs(said_so)}</div></details>'
    )


def _fact(fact: object | None) -> str:
    if fact is None:
        return "A fact that is not yours to see."
    return f'<span class="mono">{t(getattr(fact, "id", ""))}</span> {t(words.fact(fact))}'


def _reading(name: str, seen: Seen) -> str:
    option = seen.adjudication.readings[name]
    means = next(each.means for each in READINGS[name].options if each.name == option)
    return f'{t(READINGS[name].question)} {t(means)} <span class="mono">{t(name)}={t(option)}</span>'
