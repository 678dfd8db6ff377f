"""Questions on a claim: notices that the Party says it gave earlier, what each would change, and the answer in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import streamlit as st

from recovery_costs.adjudication import Change, Claim
from recovery_costs.calendar import Moment
from recovery_costs.casework import intake, stating
from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.desk import Done
from recovery_costs.casework.intake import Stated
from recovery_costs.casework.stating import Outcome
from recovery_costs.dashboard import doing, state, typed
from recovery_costs.dashboard.look import chip, count, first_up, pairs, t
from recovery_costs.papers import changes, words
from recovery_costs.verdict.values import watched


def questions(here: state.Here, seen: state.Seen, claim: Claim, place: str) -> None:
    """Each notice that waits, with both outcomes; DCC finance answers, everybody else is told who does."""
    found = [each for each in stating.outcomes(here.desk, seen.name, here.today) if each.party == claim.party]
    if not found:
        return
    several = [each for each in found if len(each.waits) > 1]
    st.html(f"<h2>Questions · {len(found) - len(several)}</h2>")
    for outcome in found:
        if outcome in several:
            what = f"If all {count(len(outcome.waits), 'is', 'are')} confirmed"
            st.html(pairs([(what, _confirmed(seen, claim, outcome))]))
            continue
        [each] = outcome.waits
        st.html(_question(seen, claim, outcome, each))
        if here.user.actor.role in ACTS["confirm"].who:
            _answer(here, seen.name, each, place)
        else:
            st.html('<p class="soft">DCC finance answers this. Until it does, the notice does not count.</p>')


def _question(seen: state.Seen, claim: Claim, outcome: Outcome, each: Stated) -> str:
    what = str(each.fact["type"]).replace("_", " ")
    when = Moment.of(str(each.fact.get("received") or each.fact["sent"]))
    how = "received" if "received" in each.fact else "sent"
    rows = [
        ("As it stands", t(words.claim(claim))),
        ("If it is confirmed", _confirmed(seen, claim, outcome)),
    ]
    return (
        f"<p>{chip('info', 'Stated, not confirmed', 'ring')} {t(claim.party)} states: {t(first_up(what))}, {how} "
        f"{t(when)} <small>entry {each.seq}</small></p>{pairs(rows)}"
    )


def _confirmed(seen: state.Seen, claim: Claim, outcome: Outcome) -> str:
    """What the claim would be, and each answer that would be another."""
    if outcome.confirmed is None:
        return "It does not fit what is on record, and cannot be confirmed."
    moved = "".join(
        f"<li>{t(first_up(what))}: {t(is_)} instead of {t(was)}</li>"
        for what, was, is_ in _moved(seen, claim, outcome.confirmed)
    )
    listed = f'<ul class="plain">{moved}</ul>' if moved else "<br>It would change no answer on this day."
    return t(words.claim(outcome.confirmed)) + listed


def _moved(seen: state.Seen, claim: Claim, then: Claim) -> Iterator[tuple[str, str, str]]:
    before, after = (dict(watched(replace(seen.adjudication, claims=(one,)))) for one in (claim, then))
    for path in after:
        if before.get(path) != after[path]:
            _, what, was, is_ = changes.change(Change(path, before.get(path), after[path]))
            yield what, was, is_


def _answer(here: state.Here, event: str, each: Stated, place: str) -> None:
    """Yes, or no with the reason."""
    reason = f"reason-{event}-{each.seq}"
    with st.container(key=f"answer-{each.seq}", horizontal=True, vertical_alignment="bottom", gap="small"):
        if st.button("Confirm that it was given then", key=f"confirm-{each.seq}"):
            doing.run(here, event, place, partial(_confirm, here, event, each.seq))
        with typed.kept(here, reason):
            why = st.text_input("Why it was not given then", key=reason, width=320, live=True)
        pressed = st.button("It was not given then", key=f"reject-{each.seq}")
        if pressed and not why.strip():
            doing.needs(place, "Write why it was not given then.")
        elif pressed:
            doing.run(here, event, place, partial(_reject, here, event, each.seq, why), [reason])


def _confirm(here: state.Here, event: str, seq: int, command: str, seen: int) -> Done:
    return intake.confirm(here.desk, event, seq, command=command, based_on=seen)


def _reject(here: state.Here, event: str, seq: int, why: str, command: str, seen: int) -> Done:
    return stating.reject(here.desk, event, seq, why, command=command, based_on=seen)
