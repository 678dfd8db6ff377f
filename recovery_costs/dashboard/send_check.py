"""A file that waits, checked: what it says, what is wrong with it, what it would change, and the button that sends it."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal, NamedTuple

import streamlit as st

from recovery_costs.casework import intake, sending
from recovery_costs.casework.desk import Done
from recovery_costs.casework.sending import Plan
from recovery_costs.dashboard import SEND, doing, said, send_map, send_parts, state, waiting, working
from recovery_costs.dashboard.look import chip, count, first_up, nothing, on, t
from recovery_costs.dashboard.waiting import Waiting
from recovery_costs.forms import is_text
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.check_own import Given
from recovery_costs.workbook.report import CheckReport
from recovery_costs.workbook.returned import Mended, mended, return_workbook

WEIGHTS = (
    ("blocking", "To mend before it can be taken in"),
    ("question", "Goes through, and somebody will ask"),
    ("note", "For your information"),
)


class Checked(NamedTuple):
    """A check, whether it can be given back as a workbook, and what was mended since the one before."""

    report: CheckReport
    workbook: bool
    since: Mended | None


class Brought(NamedTuple):
    """A file that waits, for which event and Party it would be sent, and how it is read."""

    here: state.Here
    event: str
    party: str
    file: Waiting
    given: Given

    @property
    def key(self) -> tuple[Any, ...]:
        """What an answer about it depends on, beside what is on record."""
        mapping = self.given.profile.text() if self.given.profile is not None else None
        path, file = self.here.register.path, self.file
        return path, self.event, self.party, file.sha256, file.name, mapping, self.given.at


def checked(here: state.Here, event: str, party: str, file: Waiting) -> None:
    """The check of a file, and what follows from it; or what only its sender can say of how it is read."""
    brought = Brought(here, event, party, file, Given(None, party, file.day))
    try:
        found = _check(brought) if file.mapping is None else None
        if found is None or found.report.kind == "not_a_claim":
            given = send_map.mapped(here, event, party, file)
            if given is None:
                return
            brought = brought._replace(given=given)
            found = _check(brought)
    except Problems as problems:
        st.html("<p>This event cannot be adjudicated today.</p>" + said.problems(problems.problems))
        return
    report = found.report
    if report.kind == "cost_lines" and brought.given.profile is None and file.day is None:
        send_map.list_day(here, file)
        return
    _read(report)
    for weight, title in WEIGHTS:
        rows = [each for each in report.problems if each.severity == weight]
        send_parts.problems(title, rows, f"{weight}-{file.sha256[:12]}")
    _back(found, file)
    if report.accepted:
        _accepted(brought, report)
    else:
        _as_it_is(brought, "If it cannot wait")


def _check(brought: Brought) -> Checked:
    """What the check finds, worked out once for what it depends on."""
    desk, event = brought.here.desk, brought.event
    seen = ("known", *brought.here.one_event(event))
    known = working.answer(seen, "Reading the record", lambda _: intake.context(desk, event))

    def check(says: working.Says) -> Checked:
        content = brought.file.content
        report = check_bytes(content, brought.file.name, known, says, brought.given)
        whole = report.kind != "refused" and content.startswith(b"PK\x03\x04")
        since = mended(content, [each._asdict() for each in report.problems]) if whole else None
        return Checked(report, whole, since)

    return working.answer(("check", brought.key, known), "Reading the file", check)


def _read(report: CheckReport) -> None:
    if report.kind == "refused":
        st.html(nothing("The file cannot be read.", "What it is and what to do stands below. Nothing was sent."))
    else:
        st.html(send_parts.read(report))


def _back(found: Checked, file: Waiting) -> None:
    """The workbook with its findings, and what was mended since the last ones."""
    if not found.workbook:
        return
    if found.since is not None and (found.since.before or found.since.new):
        st.html(f"<p>Since the check before: {found.since.words}.</p>")
    if found.report.problems:
        st.download_button(
            "Get the workbook with Findings",
            partial(returned, found.report, file),
            "claim-with-findings.xlsx",
            key="findings",
            on_click="ignore",
        )


def returned(report: CheckReport, file: Waiting) -> bytes:
    """The file as it came, with what the check found on a sheet of its own."""
    whole = {"file": {"name": report.name, "sha256": report.sha256, "bytes": report.size}}
    return return_workbook(file.content, {**whole, "problems": [each._asdict() for each in report.problems]})


# --- what it would do -------------------------------------------------------------------------------------------------


def _accepted(brought: Brought, report: CheckReport) -> None:
    plan = _plan(brought, report)
    if plan.problems:
        st.html("<h2>It does not fit what is on record</h2>" + said.problems(plan.problems))
        _for_whom(brought, report)
        _as_it_is(brought, "If it cannot wait")
        return
    _before(brought)
    if not report.facts:
        st.html(
            "<h2>What changes</h2>"
            + nothing(
                "Nothing is filled in yet.",
                "It was read, and says nothing of the claim. Fill it in, and bring it again.",
            )
        )
        _as_it_is(brought, "Keep it all the same")
        return
    if plan.preview is None:
        st.html(
            f"<h2>What changes</h2><p>{chip('calm', 'The same content again')} Everything in it is on record already, or was "
            f"stated before. Sending it changes nothing.</p>{send_parts.stated(plan.waiting, 'Stated, not confirmed')}"
        )
        _as_it_is(brought, "Keep it all the same")
        return
    st.html(send_parts.changes(plan.preview))
    _notices(plan)
    _confirm(brought, report, plan)


def _plan(brought: Brought, report: CheckReport) -> Plan:
    """What taking it in now would do: afresh with every entry, and every hour."""
    desk = brought.here.desk
    record = brought.here.one_event(brought.event)
    key = ("plan", brought.key, record, desk.now.wall.replace(minute=0, second=0))
    what = "Comparing it with what is on record"
    return working.answer(key, what, lambda _: sending.plan(desk, brought.event, brought.party, report))


def _for_whom(brought: Brought, report: CheckReport) -> None:
    """DCC finance brought another Party's workbook."""
    here, other = brought.here, report.party
    if other is not None and other != brought.party and is_text(other) and not here.user.actor.parties:
        address = {**here.address(event=brought.event, party=other), "file": report.sha256}
        st.page_link(SEND, label="Send it for the Party that it names", query_params=address)


def _before(brought: Brought) -> None:
    entry = sending.sent_before(brought.here.desk, brought.event, brought.party, brought.file.sha256)
    if entry is not None:
        at = entry.moment
        st.html(f"<p>{chip('info', 'Sent before')} This very file was received on {t(at)}, entry {entry.seq}.</p>")


def _notices(plan: Plan) -> None:
    """What goes on record when the button is pressed, and what is only stated."""
    assert plan.preview is not None
    if plan.given:
        st.html("<h2>What this puts on record</h2>" + send_parts.new(plan.preview, plan.at))
    if plan.stated or plan.waiting:
        st.html(
            "<h2>What it only states</h2><p>A notice that was given on an earlier day counts once DCC finance confirms that it "
            "was given then.</p>"
            + send_parts.stated(plan.stated, "Stated by this file")
            + send_parts.stated(plan.waiting, "Stated before")
        )


# --- confirm ----------------------------------------------------------------------------------------------------------


def _confirm(brought: Brought, report: CheckReport, plan: Plan) -> None:
    rows, pence = report.receipt.rows.accepted, report.receipt.pence.accepted
    own = bool(brought.here.user.actor.parties)
    how = "given by this upload" if own else "that go on record as the workbook dates them"
    what = [f"{rows:,} {'row' if rows == 1 else 'rows'}, {Money(pence)}"] if rows else []
    for facts, word in ((plan.notices, how), (plan.stated, "only stated")):
        if facts:
            what.append(f"{count(len(facts), 'notice', 'notices')} {word}")
    now = brought.here.desk.now
    st.html(
        f"<h2>Confirm</h2><p>{first_up('; '.join(what) or 'what stands above')}. The file is received when you press the "
        f"button, by this program's clock: now {on(now.day)}, {now.wall:%H:%M} UK time.</p>"
    )
    label = f"Send the {rows:,} accepted rows" if rows > 1 else "Send the accepted row" if rows else "Send it"
    _button(brought, label, "primary")


def _as_it_is(brought: Brought, title: str) -> None:
    """A file that gives nothing can still be put on record, to show what came and when."""
    st.html(
        f"<h2>{title}</h2><p>The file can be put on record as it is: it is dated, and kept to the byte. "
        "Nothing more of it counts than what is on record.</p>"
    )
    _button(brought, "Keep it on record as it is", "secondary")


def _button(brought: Brought, label: str, kind: Literal["primary", "secondary"]) -> None:
    here, event = brought.here, brought.event
    place = f"send-{event}-{brought.party}-{brought.file.sha256}"
    doing.drawn(here, event, place)
    if st.button(label, key="confirm", type=kind):
        doing.run(here, event, place, partial(_sent, brought))
    doing.said(place)
    before = here.desk.view.command(str(st.session_state.get(f"command {place}")))
    if before:
        at = before[0].moment
        st.html(f"<p>The file itself was received on {t(at)}: that moment stands when you confirm again.</p>")


def _sent(brought: Brought, command: str, seen: int) -> Done:
    here, file = brought.here, brought.file
    sent = sending.send(
        here.desk,
        brought.event,
        brought.party,
        file.name,
        file.content,
        command=command,
        based_on=seen,
        given=brought.given,
    )
    waiting.drop(here, file.sha256)
    st.query_params.pop("file", None)
    st.query_params["event"], st.query_params["receipt"] = brought.event, str(sent.received.entry.seq)
    return sent.done or sent.received.done
