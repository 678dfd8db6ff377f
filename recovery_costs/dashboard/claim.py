"""One claim: where it stands and what moves it, what may be done next, and everything behind it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from recovery_costs import facts as f
from recovery_costs.adjudication import Adjudication, Claim
from recovery_costs.casework import intake, offers
from recovery_costs.casework.desk import Done
from recovery_costs.dashboard import ASSESS, CLAIM, SEND, as_csv, claim_parts, doing, findings, partly, said, state
from recovery_costs.dashboard.advising import advising
from recovery_costs.dashboard.breaches import breaches
from recovery_costs.dashboard.decided import decided
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.history import history
from recovery_costs.dashboard.look import (
    chip,
    head,
    icon,
    nothing,
    on,
    t,
)
from recovery_costs.dashboard.questions import questions
from recovery_costs.dashboard.turns import what_turns
from recovery_costs.money import NOUGHT
from recovery_costs.papers import words
from recovery_costs.register.access import Role

TABS = ("Findings", "Advice", "Evidence", "Estimates", "Cost lines", "Breaches", "History")
STEPS = ("Intention", "Estimates", "Total", "Evidence", "Decision", "Paid")


def page(here: state.Here) -> None:
    """The claim that the address names, or those that can be chosen."""
    event, party = st.query_params.get("event"), st.query_params.get("party")
    seen = state.event(here, event) if event is not None and event in here.desk.events() else None
    if isinstance(seen, state.Unreadable):
        head(_where(event, here), "This event cannot be adjudicated", "Nothing was changed.")
        st.html(said.problems(seen.problems))
        return
    claim = None if seen is None else next((c for c in seen.adjudication.claims if c.party == party), None)
    if seen is None or claim is None:
        _choose(here, event if seen is not None else None, party)
        return
    where = f"{_where(seen.name, here)} · claim of {t(claim.party)}"
    head(where, f"{t(claim.party)}: {claim_parts.answer(claim)}", t(words.claim(claim)))
    st.html(_steps(seen.adjudication, claim))
    _next(here, seen, claim)
    if what := decided(here, seen, claim.party):
        st.html(what)
    what_turns(here, seen, claim)
    _tabs(here, seen, claim)


def _where(event: str | None, here: state.Here) -> str:
    return f"Event {t(event or '')} · at the end of {on(here.today)}"


def _choose(here: state.Here, event: str | None, party: str | None) -> None:
    title = "Which claim?" if party is None else "There is no such claim that you may see"
    head(_where(event, here), title, "Choose one of those on record.")
    with st.container(key="choose", gap="xsmall"):
        names = [event] if event is not None else here.desk.events()
        number = 0
        for nth, name in enumerate(names, start=1):
            seen = state.event(here, name)
            for claim in seen.adjudication.claims if isinstance(seen, state.Seen) else ():
                number += 1
                of = name if said.plain_label(name) else f"event {nth}"
                whose = claim.party if said.plain_label(claim.party) else f"claim {number}"
                st.html(f"<p>{t(name)}: {t(claim.party)}</p>")
                st.page_link(
                    CLAIM, label=f"Open {of}, {whose}", query_params=here.address(event=name, party=claim.party)
                )
        if not number:
            st.html(partly.none(here, "claim"))


# --- where it stands ----------------------------------------------------------------------------------------------


def _steps(result: Adjudication, claim: Claim) -> str:
    """The six steps of a claim, and at which it stands."""
    done = {
        "Intention": claim.intention.effective is not None,
        "Estimates": claim.requested is not None,
        "Total": claim.requested is not None,
        "Evidence": not _open(claim) and (bool(claim.evidence) or claim.payable is not None),
        "Decision": claim.payable is not None,
        "Paid": claim.outstanding == NOUGHT and claim.payable is not None,
    }
    at = next((name for name in STEPS if not done[name]), "Paid")
    waits = next((each.from_ for each in result.awaited if each.about == claim.party), None)
    cells = []
    for name in STEPS:
        drawn, word = ("tick", "done") if done[name] else ("ring", "now") if name == at else ("dash", "to come")
        cells.append(
            f'<li class="{word.replace(" ", "-")}">{icon(drawn)}<span>{name}</span><span class="heard">{word}</span></li>'
        )
    number = STEPS.index(at) + 1
    short = f"Step {number} of {len(STEPS)}: {at}." + (f" Waits for {waits}." if waits else "")
    return f'<ol class="steps">{"".join(cells)}</ol><p class="only-phone">{t(short)}</p>'


def _open(claim: Claim) -> list[str]:
    return [each.requirement for each in claim.evidence if each.status in ("open", "overdue")]


def _next(here: state.Here, seen: state.Seen, claim: Claim) -> None:
    """What is awaited on this claim, what is only stated, and what the reader may do."""
    waits = [each for each in said.pressing(seen.adjudication) if each.about == claim.party]
    if waits:
        st.html("<h2>Next</h2>" + said.obligations(waits, here.today, "claim-next"))
    place = f"claim-{seen.name}-{claim.party}"
    questions(here, seen, claim, place)
    doing.drawn(here, seen.name, place)
    offered = doing.offered(here, offers.of_claim, seen.name, claim.party)
    if offered:
        doing.acts(here, seen.name, offered, {"party": claim.party}, place)
    doing.said(place)
    if here.user.actor.role in (Role.PARTY, Role.DCC_FINANCE):
        with st.container(key="top-send"):
            st.page_link(SEND, label="Send a workbook", query_params=here.address(event=seen.name, party=claim.party))


# --- everything behind it -----------------------------------------------------------------------------------------


def _tabs(here: state.Here, seen: state.Seen, claim: Claim) -> None:
    opened = st.segmented_control(
        "Part of the claim",
        TABS,
        default=TABS[0],
        required=True,
        key="part",
        bind="query-params",
        label_visibility="collapsed",
    )
    if opened == "Findings":
        findings.findings(here, seen, claim.party)
    elif opened == "Advice":
        advising(here, seen.name, claim.party)
    elif opened == "Evidence":
        _evidence(here, seen, claim)
    elif opened == "Estimates":
        st.html(claim_parts.block(seen, claim, "claim"))
        claim_parts.drift(seen, claim)
    elif opened == "Cost lines":
        _lines(here, seen, claim)
    elif opened == "Breaches":
        breaches(here, seen, claim.party)
    else:
        history(here, seen, claim.party)


def _lines(here: state.Here, seen: state.Seen, claim: Claim) -> None:
    if not claim.lines:
        st.html(nothing("No cost lines.", "They stand here once the Party has sent a list of its costs."))
        return
    if here.user.actor.role is Role.DCC_FINANCE:
        address = here.address(event=seen.name, party=claim.party)
        with st.container(key="top-assess"):
            st.page_link(ASSESS, label="Assess these lines", query_params=address)
    claim_parts.lines(seen, claim, "claim")


def _evidence(here: state.Here, seen: state.Seen, claim: Claim) -> None:
    claim_parts.evidence(seen, claim)
    listed = seen.facts.of(f.EvidenceListed, claim.party)[-1:]
    if listed:
        rows = [[t(i.reference), t(i.kind), t(i.file or ""), t(", ".join(i.lines or ()))] for i in listed[0].fact.items]
        columns = [("Reference", "ref"), ("Kind", ""), ("File", "long"), ("Lines", "long")]
        as_csv.table("evidence listed", columns, rows, above="<h2>Evidence listed</h2>")
    _files(here, seen, claim)
    if here.user.actor.role in (Role.PARTY, Role.DCC_FINANCE):
        _attach(here, seen, claim)


def _files(here: state.Here, seen: state.Seen, claim: Claim) -> None:
    """The files that were sent, the newest first, each to be downloaded and marked as seen."""
    files = here.desk.view.entries(seen.name, ["file_received"], claim.party)
    seen_by = {e.content["of"]: e.actor for e in here.desk.view.entries(seen.name, ["evidence_seen"])}
    none = "" if files else nothing("No file.", "What the Party sends is kept here byte for byte.")
    st.html(f"<h2>Files · {len(files)}</h2>{none}")
    marks = here.user.actor.role in (Role.DCC_FINANCE, Role.PANEL)
    for entry in files[:-101:-1]:
        with st.container(key=f"file-{entry.seq}", horizontal=True, vertical_alignment="center", gap="small"):
            by = seen_by.get(entry.seq)
            marked = chip("ok", f"Seen by {by}") if by else chip("calm", "Not marked as seen")
            body = entry.content
            st.html(f"<p>{t(body['name'])} <small>{body['bytes']:,} bytes, entry {entry.seq}</small> {marked}</p>")
            name = f"entry-{entry.seq}{Path(body['name']).suffix[:6]}"
            st.download_button(
                f"Download entry {entry.seq}",
                partial(here.desk.view.file, str(entry.file)),
                file_name=name,
                key=f"get-{entry.seq}",
            )
            if marks and not by and st.button(f"Mark entry {entry.seq} as seen", key=f"seen-{entry.seq}"):
                doing.run(here, seen.name, f"seen-{entry.seq}", partial(_mark, here, seen.name, entry.seq))


def _mark(here: state.Here, event: str, seq: int, command: str, on_record: int) -> Done:
    return intake.mark_seen(here.desk, event, seq, command=command, based_on=on_record)


def _attach(here: state.Here, seen: state.Seen, claim: Claim) -> None:
    place = f"attach-{seen.name}-{claim.party}"
    with st.form(key=place, border=False, clear_on_submit=True):
        file = st.file_uploader("Attach a file of evidence (kept as it is, never opened here)", max_upload_size=100)
        open_ = _open(claim)
        of = st.selectbox(
            "What it answers (if anything)", open_, index=None, format_func=lambda name: seen.facts.named(name).item
        )
        pressed = st.form_submit_button("Attach it")
        if pressed and file is None:
            doing.needs(place, "Choose the file first.")
        elif pressed and file is not None:
            about = {"type": file.type or "unknown", **({"requirement": of} if of else {})}
            doing.run(here, seen.name, place, partial(_attached, here, seen.name, claim.party, file, about))
    doing.said(place)


def _attached(
    here: state.Here, event: str, party: str, file: UploadedFile, about: dict[str, str], command: str, _: int
) -> Done:
    return intake.receive(here.desk, event, party, file.name, file.getvalue(), command=command, about=about).done


if __name__ == "__main__":
    framed(page)
