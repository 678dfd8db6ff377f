"""A file that waits, checked: what it says, what is wrong with it, what it would change, and the button that sends it."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from recovery_costs.calendar import Moment
from recovery_costs.casework import intake, sending
from recovery_costs.casework.desk import Done
from recovery_costs.casework.sending import Plan
from recovery_costs.dashboard import SEND, doing, said, send_map, send_parts, state, waiting, working
from recovery_costs.dashboard.look import chip, first_up, nothing, on, t
from recovery_costs.dashboard.waiting import Waiting
from recovery_costs.facts import is_text
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.check_own import Given
from recovery_costs.workbook.report import CheckReport
from recovery_costs.workbook.returned import mended, return_workbook

WEIGHTS = (
    ("blocking", "To mend before it can be taken in"),
    ("question", "Goes through, and somebody will ask"),
    ("note", "For your information"),
)


def checked(here: state.Here, event: str, party: str, file: Waiting) -> None:
    """The check of a file, and what follows from it; or what only its sender can say of how it is read."""
    try:
        given = Given(None, party, file.day)
        if file.mapping is None:
            report = _report(here, event, file, given)
        if file.mapping is not None or report.kind == "not_a_claim":
            mapping = send_map.mapped(here, event, party, file)
            if mapping is None:
                return
            given = mapping
            report = _report(here, event, file, given)
    except Problems as problems:
        st.html("<p>This event cannot be adjudicated today.</p>" + said.problems(problems.problems))
        return
    if report.kind == "cost_lines" and given.profile is None and file.day is None:
        send_map.list_day(here, file)
        return
    _read(report)
    for weight, title in WEIGHTS:
        found = [each for each in report.problems if each.severity == weight]
        send_parts.problems(title, found, f"{weight}-{file.sha256[:12]}")
    _back(report, file)
    if report.accepted:
        _accepted(here, event, party, file, report, given)
    else:
        _as_it_is(here, event, party, file, report, given)


def _report(here: state.Here, event: str, file: Waiting, given: Given) -> CheckReport:
    """What the check finds, worked out once for what it depends on."""
    known = intake.context(here.desk, event)
    mapping = given.profile.text() if given.profile is not None else None
    key = ("check", here.register.path, file.sha256, file.name, known, mapping, given.party, given.at)

    def check(says: working.Says) -> CheckReport:
        return check_bytes(file.content, file.name, known, says, given)

    return working.answer(key, "Reading the file", check)


def _read(report: CheckReport) -> None:
    if report.kind == "refused":
        st.html(nothing("The file cannot be read.", "What it is and what to do stands below. Nothing was sent."))
    else:
        st.html(send_parts.read(report))


def _back(report: CheckReport, file: Waiting) -> None:
    """The workbook with its findings, and what was mended since the last ones."""
    if report.kind == "refused" or not file.content.startswith(b"PK\x03\x04"):
        return
    found = [each._asdict() for each in report.problems]
    since = mended(file.content, found)
    if since is not None and (since.before or since.new):
        st.html(f"<p>Since the check before: {since.words}.</p>")
    if found:
        whole = {"file": {"name": report.name, "sha256": report.sha256, "bytes": report.size}, "problems": found}
        st.download_button(
            "Get the workbook with Findings",
            partial(return_workbook, file.content, whole),
            "claim-with-findings.xlsx",
            key="findings",
            on_click="ignore",
        )


# --- what it would do -------------------------------------------------------------------------------------------------


def _accepted(here: state.Here, event: str, party: str, file: Waiting, report: CheckReport, given: Given) -> None:
    plan = sending.plan(here.desk, event, party, report)
    if plan.problems:
        st.html("<h2>It does not fit what is on record</h2>" + said.problems(plan.problems))
        _for_whom(here, event, party, report)
        _as_it_is(here, event, party, file, report, given)
        return
    _before(here, event, party, file)
    assert plan.preview is not None
    if plan.nothing:
        st.html(
            f"<h2>What changes</h2><p>{chip('calm', 'The same content again')} Everything in it is on record already, or was "
            f"stated before. Sending it changes nothing.</p>{send_parts.stated(plan.waiting, 'Stated, not confirmed')}"
        )
        _as_it_is(here, event, party, file, report, given)
        return
    st.html(send_parts.changes(plan.preview))
    _notices(plan)
    _confirm(here, event, party, file, report, given, plan)


def _for_whom(here: state.Here, event: str, party: str, report: CheckReport) -> None:
    """DCC finance brought another Party's workbook."""
    other = report.party
    if other is not None and other != party and is_text(other) and not here.user.actor.parties:
        address = {**here.address(event=event, party=other), "file": report.sha256}
        st.page_link(SEND, label="Send it for the Party that it names", query_params=address)


def _before(here: state.Here, event: str, party: str, file: Waiting) -> None:
    entry = sending.sent_before(here.desk, event, party, file.sha256)
    if entry is not None:
        at = Moment.of(entry.at[:19] + "Z")
        st.html(f"<p>{chip('info', 'Sent before')} This very file was received on {t(at)}, entry {entry.seq}.</p>")


def _notices(plan: Plan) -> None:
    """What goes on record when the button is pressed, and what is only stated."""
    assert plan.preview is not None
    if plan.given:
        st.html("<h2>What this puts on record</h2>" + send_parts.new(plan.preview))
    if plan.stated or plan.waiting:
        st.html(
            "<h2>What it only states</h2><p>A notice that was given on an earlier day counts once DCC finance confirms that it "
            "was given then.</p>"
            + send_parts.stated(plan.stated, "Stated by this file")
            + send_parts.stated(plan.waiting, "Stated before")
        )


# --- confirm ----------------------------------------------------------------------------------------------------------


def _confirm(
    here: state.Here, event: str, party: str, file: Waiting, report: CheckReport, given: Given, plan: Plan
) -> None:
    rows, pence = report.receipt.rows.accepted, report.receipt.pence.accepted
    what = []
    if rows:
        what.append(f"{rows:,} {'row' if rows == 1 else 'rows'}, {Money(pence)}")
    for facts, one, many in (
        (plan.notices, "notice given by this upload", "notices given by this upload"),
        (plan.stated, "notice only stated", "notices only stated"),
    ):
        if facts:
            what.append(f"{len(facts)} {one if len(facts) == 1 else many}")
    now = here.desk.now
    st.html(
        f"<h2>Confirm</h2><p>{t(first_up('; '.join(what) or 'what stands above'))}. It is received at the moment when you press the "
        f"button, by this program's clock: now {on(now.day)}, {now.wall:%H:%M} UK time.</p>"
    )
    label = f"Send the {rows:,} accepted rows" if rows > 1 else "Send the accepted row" if rows else "Send it"
    _button(here, event, party, file, given, label, "primary")


def _as_it_is(here: state.Here, event: str, party: str, file: Waiting, report: CheckReport, given: Given) -> None:
    """A file that gives nothing can still be put on record, to show what came and when."""
    st.html(
        "<h2>If it cannot wait</h2><p>The file can be put on record as it is: it is dated, and kept to the byte. "
        "Nothing in it counts until it is taken in.</p>"
    )
    _button(here, event, party, file, given, "Keep it on record as it is", "secondary")


def _button(here: state.Here, event: str, party: str, file: Waiting, given: Given, label: str, kind: Any) -> None:
    place = f"send-{event}-{party}-{file.sha256}"
    doing.drawn(here, event, place)
    doing.said(place)
    if (before := here.desk.before(str(st.session_state.get(f"command {place}")))) is not None:
        at = Moment.of(before.entries[0].at[:19] + "Z")
        st.html(f"<p>The file itself was received on {t(at)}: that moment stands when you confirm again.</p>")
    if st.button(label, key="confirm", type=kind):
        doing.run(here, event, place, partial(_sent, here, event, party, file, given))


def _sent(here: state.Here, event: str, party: str, file: Waiting, given: Given, command: str, seen: int) -> Done:
    sent = sending.send(here.desk, event, party, file.name, file.content, command=command, based_on=seen, given=given)
    waiting.drop(here, file.sha256)
    st.query_params.pop("file", None)
    st.query_params["receipt"] = str(sent.received.entry.seq)
    return sent.done or sent.received.done
