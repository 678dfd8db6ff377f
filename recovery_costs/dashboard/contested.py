"""What is contested in one event: each reading that matters, its options, and what each would change."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from recovery_costs.adjudication import Adjudication, Claim, Contested
from recovery_costs.dashboard import partly, said, state
from recovery_costs.dashboard.look import clause_chip, count, first_up, icon, pounds, t, table
from recovery_costs.law import READINGS
from recovery_costs.money import Money
from recovery_costs.papers import changes, words


def contested(here: state.Here, result: Adjudication) -> None:
    """The readings that matter here, what moves most money first, and how far each claim's money may move."""
    rows = result.contested or ()
    matter = len({each.reading for each in rows})
    if not rows:
        st.html("<h2>Contested</h2>" + partly.none(here, "contested"))
        return
    lead = (
        f"<p>{first_up(count(matter, 'reading', 'readings'))} of {len(READINGS)} would change an answer here, each "
        f"tried by itself. The other {len(READINGS) - matter} change {'nothing' if partly.whole(here) else 'nothing of what you see'}.</p>"
    )
    st.html(f"<h2>Contested</h2>{lead}{''.join(_range(one, rows) for one in result.claims)}")
    order = {name: place for place, name in enumerate(READINGS)}
    by_reading = {
        name: list(group)
        for name, group in groupby(sorted(rows, key=lambda each: order[each.reading]), key=lambda each: each.reading)
    }
    most = {name: max(changes.moves(each, result) for each in group) for name, group in by_reading.items()}
    with st.container(key="readings", gap=None):
        for name in sorted(by_reading, key=lambda name: (-most[name].pence, order[name])):
            st.html(_reading(name, by_reading[name], most[name]))


# --- how far a claim's money may move -----------------------------------------------------------------------------


def _range(claim: Claim, rows: tuple[Contested, ...]) -> str:
    """What is payable under the readings chosen, and the least and most under another one; nothing where it is fixed."""
    if claim.payable is None:
        return ""
    path = f"claims.{claim.party}.payable"
    tried = [
        (Money.of(change.to), each)
        for each in rows
        for change in each.changes
        if change.path == path and change.to is not None
    ]
    if not tried:
        return ""
    least = min(tried, key=lambda pair: pair[0])
    most = max(tried, key=lambda pair: pair[0])
    low, high = min(least[0], claim.payable), max(most[0], claim.payable)
    at = 100 * (claim.payable - low).pence / max((high - low).pence, 1)
    ends = [
        f"<span>Least {low}{_by(least) if least[0] < claim.payable else ', as it is read here'}</span>",
        f"<span>Most {high}{_by(most) if most[0] > claim.payable else ', as it is read here'}</span>",
    ]
    said_so = f"Payable is {claim.payable} as the clauses are read here; least {low}, most {high}."
    return (
        f'<div class="range"><div class="who">{t(claim.party)}<br><small>payable {pounds(claim.payable)}</small></div>'
        f'<div class="bar" role="img" aria-label="{said_so}"><i style="left:calc({at:.2f}% - 1px)"></i></div>'
        f'<div class="ends">{"".join(ends)}</div></div>'
    )


def _by(end: tuple[Money, Contested]) -> str:
    return f"<br><small>{t(words.option(end[1].reading, end[1].option))}</small>"


# --- one reading --------------------------------------------------------------------------------------------------


def _reading(name: str, options: list[Contested], most: Money) -> str:
    reading = READINGS[name]
    means = {option.name: option.means for option in reading.options}
    here = options[0].instead_of
    body = [f"<p><b>As read here</b> <span class='mono'>{t(here)}</span><br>{t(means[here])}</p>"]
    for option in options:
        body.append(f"<p><b>Instead</b> <span class='mono'>{t(option.option)}</span><br>{t(means[option.option])}</p>")
        rows = [[t(first_up(cell)) for cell in changes.change(each)] for each in option.changes]
        columns = [("Who", "long"), ("What", ""), ("As read here", ""), ("Instead", "")]
        body.append(table(f"What {option.option} would change", columns, rows))
    clauses = " ".join(clause_chip(ref, f"reading-{name}-{n}") for n, ref in enumerate(reading.clauses))
    body.append(f"<p class='soft'>The doubt lies in {clauses}.</p>")
    return (
        f'<details class="open no-ref"><summary>{icon("more")}<span class="txt">{t(reading.question)}</span>{said.moves(most, sum(len(each.changes) for each in options))}'
        f'</summary><div class="in">{"".join(body)}</div></details>'
    )
