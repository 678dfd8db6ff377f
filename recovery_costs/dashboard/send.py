"""Send a workbook: get it, bring it back, see what it says and changes, confirm, and keep the receipt."""

from __future__ import annotations

import streamlit as st

from recovery_costs.casework import sending, users
from recovery_costs.dashboard import SEND, TODAY, doing, said, send_check, send_parts, state, waiting, working
from recovery_costs.dashboard.frame import framed
from recovery_costs.dashboard.look import head, nothing, on, t
from recovery_costs.forms import is_text
from recovery_costs.plain import Problems, shown
from recovery_costs.register.access import Role
from recovery_costs.register.faults import NotThere
from recovery_costs.workbook.gate import LARGEST_FILE, MIB
from recovery_costs.workbook.standing import Standing
from recovery_costs.workbook.template import claim_bytes

STEPS = ("Get", "Upload", "Check", "Confirm", "Receipt")


def page(here: state.Here) -> None:
    """The step that the address names: an event, a Party, a file that waits, or a receipt."""
    events = here.desk.events()
    event = st.query_params.get("event") or (events[0] if len(events) == 1 else None)
    if event not in events or event is None:
        _choose(here, events, event)
        return
    if "receipt" in st.query_params:
        _receipt(here, event, st.query_params["receipt"])
        return
    party = _party(here, event)
    if party is None:
        return
    file = waiting.get(here, st.query_params.get("file"))
    lead = "What you bring waits here for you alone. It is sent, and dated, when you press the button at the end."
    head(_where(event, party), "Nothing counts until you confirm", lead)
    if file is None:
        st.html(send_parts.steps(STEPS, "Get"))
        if "file" in st.query_params:
            st.html(nothing("That file no longer waits here.", "Nothing of it was sent. Bring it again."))
        _get(here, event, party)
        _bring(here)
        return
    st.html(send_parts.steps(STEPS, "Check"))
    with st.container(key="brought", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<p><b>{t(shown(file.name))}</b> <small>{file.size:,} bytes</small></p>")
        if st.button("Choose another file", key="another", type="tertiary"):
            waiting.drop(here, file.sha256)
            del st.query_params["file"]
            st.rerun()
    send_check.checked(here, event, party, file)


def _where(event: str, party: str) -> str:
    return f"Event {t(event)} · {t(party)} · send a workbook"


# --- for which event, and for whom ----------------------------------------------------------------------------------


def _choose(here: state.Here, events: list[str], asked: str | None) -> None:
    title = "For which event?" if asked is None else "There is no such event that you may send for"
    lead = "Choose one of those on record."
    if not events:
        title, lead = (
            "No event is on record yet",
            "DCC finance opens a Recovery Event; then its workbook is got and sent here.",
        )
    head("Send a workbook", title, lead)
    with st.container(key="choose", gap="xsmall"):
        for number, name in enumerate(events, 1):
            label = said.link_label(name, number)
            if name not in label:
                st.html(f"<p>{t(name)}</p>")
            st.page_link(SEND, label=label, query_params=here.address(event=name))
        st.page_link(TODAY, label="All events", query_params=here.address())


def _party(here: state.Here, event: str) -> str | None:
    """Whose claim it is: a Party's own; DCC finance says for whom it sends."""
    if here.user.actor.role is Role.PARTY:
        return here.user.grant.party
    asked = st.query_params.get("party")
    if asked is not None and is_text(asked):
        return asked
    head(
        f"Event {t(event)} · send a workbook", "Whose workbook is it?", "What arrived otherwise than here, you send in."
    )
    seen = state.event(here, event)
    claims = [claim.party for claim in seen.adjudication.claims] if isinstance(seen, state.Seen) else []
    names = sorted({*claims, *(each.name for each in users.parties(here.desk.register))})
    chosen = st.selectbox(
        "The Party; write its name if it is not in the list",
        names,
        index=None,
        key="send-party",
        accept_new_options=True,
        width=400,
    )
    if chosen is not None and is_text(chosen):
        st.query_params["party"] = chosen
        st.rerun()
    return None


# --- get and bring --------------------------------------------------------------------------------------------------


def _get(here: state.Here, event: str, party: str) -> None:
    """The workbook to fill in, with what is on record in it."""
    desk = here.desk
    key = ("workbook", *here.one_event(event), party)

    def made(_: working.Says) -> tuple[Standing, bytes]:
        stands = sending.stands(desk, event, party)
        return stands, claim_bytes(event, party, None, (), stands)

    st.html("<h2>Get the workbook</h2>")
    try:
        stands, content = working.answer(key, "Making the workbook", made)
    except Problems as problems:
        st.html("<p>This event cannot be adjudicated today.</p>" + said.problems(problems.problems))
        return
    except ValueError as error:
        st.html(nothing("It cannot be made with what is on record.", f"{t(error)}. Use one that you have."))
        return
    count = len(stands.facts)
    held = "Nothing of this claim is on record yet."
    if count:
        held = (
            f"{'One fact is' if count == 1 else f'{count} facts are'} on record on {on(stands.on)}, and locked in it."
        )
    st.html(f"<p>Made for {t(party)} and {t(event)}. {held}</p>{send_parts.coming(stands)}")
    st.download_button("Get the workbook", content, "claim.xlsx", key="template", type="primary", on_click="ignore")


def _bring(here: state.Here) -> None:
    """A file is kept by its hash as soon as it arrives, so that it outlives this page."""
    st.html(
        "<h2>Upload it</h2><p>The workbook filled in, a spreadsheet of your own making, or a list in CSV. "
        "It is read, and nothing is sent.</p>"
    )
    turn = st.session_state.setdefault("send-turn", 0)
    label = f"An Excel workbook (.xlsx) or a list in CSV (.csv), at most {LARGEST_FILE // MIB} MiB"
    file = st.file_uploader(label, max_upload_size=LARGEST_FILE // MIB, key=f"send-file-{turn}")
    if file is not None:
        name = file.name if is_text(file.name) else shown(file.name)
        st.query_params["file"] = waiting.put(here, name, file.getvalue())
        st.session_state["send-turn"] = turn + 1
        st.rerun()


# --- the receipt ----------------------------------------------------------------------------------------------------


def _receipt(here: state.Here, event: str, seq: str) -> None:
    try:
        if not (seq.isascii() and seq.isdigit() and len(seq) < 16):
            raise NotThere
        desk, entry = here.desk, int(seq)
        key = ("receipt", *here.one_event(event), entry)
        receipt = working.answer(key, "Reading the record", lambda _: sending.receipt(desk, event, entry))
    except NotThere:
        head(f"Event {t(event)} · send a workbook", "There is no such receipt that you may see", "Nothing was changed.")
        return
    title, lead = send_parts.verdict(receipt)
    head(_where(event, receipt.party), title, lead)
    st.html(send_parts.steps(STEPS, None))
    doing.said(f"send-{event}-{receipt.party}-{receipt.sha256}")
    send_parts.receipt(receipt)
    st.page_link(SEND, label="Send another", query_params=here.address(event=event, party=receipt.party))


if __name__ == "__main__":
    framed(page)
