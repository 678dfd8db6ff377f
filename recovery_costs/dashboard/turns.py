"""What a claim turns on: what holds whatever the reading, what moves it, and how far the money may move."""

from __future__ import annotations

import re

import streamlit as st

from recovery_costs.adjudication import Claim
from recovery_costs.dashboard import state
from recovery_costs.dashboard.look import chip, clause_chip, count, first_up, t
from recovery_costs.law import READINGS
from recovery_costs.papers import verdict as paper
from recovery_costs.papers import words
from recovery_costs.plain import Problems
from recovery_costs.verdict import AtStake, Value, Verdict

MOST_CLAIMS = 40
"""In an event with more claims than this, the verdict is worked out only when it is asked for."""


def what_turns(here: state.Here, seen: state.Seen, claim: Claim) -> None:
    """The verdict on one claim: the money first, then what holds and what turns on which readings."""
    st.html("<h2>What it turns on</h2>")
    if len(seen.adjudication.claims) > MOST_CLAIMS and not st.button("Try every reading", key="verdict"):
        return
    with st.spinner("Trying every reading"):
        found = _verdict(here, seen.name)
    if found is None:
        st.html("<p>Not known yet: a reading needs a Working Day beyond the table of bank holidays.</p>")
        return
    stake = found.money_by_claim.get(claim.party)
    own = [each for each in found.values if each.path.startswith("claims.") and each.about == claim.party]
    turns = [each for each in own if each.turns_on]
    holds = [each for each in own if not each.turns_on]
    body = _range(stake, claim) if stake is not None else ""
    money = [each for each in turns if each.path.endswith(".payable")]
    others = [each for each in turns if each not in money]
    body += _listed(money, claim.party)
    if others:
        body += (
            f'<details class="quiet"><summary>{first_up(count(len(others), "other answer turns", "other answers turn"))} '
            f"on a reading</summary>{_listed(others, claim.party)}</details>"
        )
    exact = all(each.exact for each in own)
    tried = (
        "every combination of the readings that bear on it was tried"
        if exact
        else "one and two readings at a time were tried"
    )
    body += f'<p class="soft">{len(holds)} of {len(own)} answers hold under all of them: {tried}.</p>'
    st.html(body)


def _listed(turns: list[Value], party: str) -> str:
    rows = "".join(
        f"<li>{chip('fork', 'Turns on')}<span><b>{t(first_up(_spoken(each.path, party)))}</b>: "
        f"{'; or '.join(_set(one.readings, f'{each.path}-{row}') for row, one in enumerate(each.turns_on))}</span></li>"
        for each in turns
    )
    return f'<ul class="lines moves">{rows}</ul>' if rows else ""


def _set(names: tuple[str, ...], number: str) -> str:
    place = re.sub(r"[^a-z0-9]+", "-", f"{number}-{'-'.join(names)}".casefold())
    return " together with ".join(
        f'{t(READINGS[name].question)} <span class="mono">{t(name)}</span> '
        f"{clause_chip(READINGS[name].clauses[0], f'turn-{place}-{name}')}"
        for name in names
    )


def _spoken(path: str, party: str) -> str:
    return paper.spoken(path.removeprefix(f"claims.{party}."))


def _range(stake: AtStake, claim: Claim) -> str:
    """What is payable, and the least and the most of it; what is not known yet counts as nothing in these two."""
    if stake.least == stake.most:
        if claim.payable is None:
            return f"<p>What is payable is not known yet; no reading makes more than {stake.most} of it so far.</p>"
        return f"<p>{chip('ok', 'The same under every reading')} {stake.default}</p>"
    here = str(stake.default) if claim.payable is not None else "not known yet"
    at = 100 * (stake.default - stake.least).pence / max((stake.most - stake.least).pence, 1)
    known = claim.payable is not None
    ends = [
        f"Least {stake.least}{_under(stake.least_under, known)}",
        f"Most {stake.most}{_under(stake.most_under, known)}",
    ]
    mark = f'<i style="left:calc({at:.2f}% - 1px)"></i>' if known else ""
    said_so = f"Payable is {here} as it is read here; least {stake.least}, most {stake.most}."
    return (
        f'<div class="range"><div class="who">{first_up(here)}<br><small>as it is read here</small></div>'
        f'<div class="bar" role="img" aria-label="{said_so}">{mark}</div>'
        f'<div class="ends"><span>{ends[0]}</span><span>{ends[1]}</span></div></div>'
    )


def _under(options: object, known: bool) -> str:
    """The readings that make it so; without any, it is what is read here, or may be decided as things are read here."""
    chosen = dict(options) if isinstance(options, dict) else {}
    means = " ".join(words.option(name, option) for name, option in chosen.items())
    if means:
        return f"<br><small>{t(means)}</small>"
    return ", as it is read here" if known else ", by what is decided"


def _verdict(here: state.Here, event: str) -> Verdict | None:
    try:
        return state.kept(here, event, ("verdict", here.today), lambda: here.desk.verdict(event, here.today))
    except Problems:
        return None
