"""Questions on a claim: notices that the Party says it gave earlier, what each would change, and the answer in place."""

from __future__ import annotations

from functools import partial

import streamlit as st

from recovery_costs.adjudication import Change, Claim
from recovery_costs.calendar import Moment
from recovery_costs.casework import intake
from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.desk import Done
from recovery_costs.casework.intake import Stated
from recovery_costs.dashboard import doing, state
from recovery_costs.dashboard.look import chip, first_up, pairs, t
from recovery_costs.papers import words
from recovery_costs.plain import Problems
from recovery_costs.verdict.values import watched


def questions(here: state.Here, seen: state.Seen, claim: Claim, place: str) -> None:
    """Each notice that waits, with both outcomes; DCC finance answers, everybody else is told who does."""
    waiting = [each for each in intake.stated(here.desk, seen.name) if each.party == claim.party]
    if not waiting:
        return
    st.html(f"<h2>Questions · {len(waiting)}</h2>")
    for each in waiting:
        st.html(_question(here, seen, claim, each))
        if here.user.actor.role not in ACTS["confirm"].who:
            st.html('<p class="soft">DCC finance answers this. Until it does, the notice does not count.</p>')
        elif st.button("Confirm that it was given then", key=f"confirm-{each.seq}"):
            doing.run(here, seen.name, place, partial(_confirm, here, seen.name, each.seq))


def _question(here: state.Here, seen: state.Seen, claim: Claim, each: Stated) -> str:
    what = str(each.fact["type"]).replace("_", " ")
    when = _moment(each.fact.get("received") or each.fact.get("sent"))
    rows = [("As it stands", t(words.claim(claim))), ("If it is confirmed", _if_confirmed(here, seen, claim, each))]
    return (
        f"<p>{chip('info', 'Stated, not confirmed', 'ring')} {t(claim.party)} states: {t(first_up(what))}, {t(when)} "
        f"<small>entry {each.seq}</small></p>{pairs(rows)}"
    )


def _moment(written: object) -> str:
    try:
        return str(Moment.of(str(written)))
    except ValueError:
        return str(written)


def _if_confirmed(here: state.Here, seen: state.Seen, claim: Claim, each: Stated) -> str:
    try:
        then = here.desk.judged(seen.name, here.today, also=[each.fact]).adjudication
    except Problems as problems:
        first = problems.problems[0]
        return t(f"It cannot be: {first.field or 'the notice'} is {first.found}; wanted {first.wanted}.")
    says = next((words.claim(one) for one in then.claims if one.party == claim.party), "No claim.")
    before, after = dict(watched(seen.adjudication)), dict(watched(then))
    paths = [each for each in after if each.startswith(f"claims.{claim.party}.") and before.get(each) != after[each]]
    moved = [words.change(Change(path, before.get(path), after[path])) for path in paths]
    listed = "".join(f"<li>{t(first_up(what))}: {t(is_)} instead of {t(was)}</li>" for _, what, was, is_ in moved)
    return t(says) + (f'<ul class="plain">{listed}</ul>' if listed else "<br>It would change no answer on this day.")


def _confirm(here: state.Here, event: str, seq: int, command: str, _: int) -> Done:
    return intake.confirm(here.desk, event, seq, command=command)
