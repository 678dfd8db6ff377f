"""What comes in: workbooks, evidence, and notices that a Party says it gave earlier.

A file is on record, byte for byte, before anything opens it: that is the receipt. Only then is it checked. A notice that the
workbook dates on the day of the upload is given by the upload: it was received when the file was. One that it says was
given on an earlier day is *stated*: it counts when DCC finance confirms it, and until then both outcomes are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from recovery_costs.adjudication import Awaited
from recovery_costs.calendar import Moment, long_day
from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.assess import after, carried_over, latest_list
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.casework.receipts import Received as Received
from recovery_costs.casework.receipts import check_of, facts_from
from recovery_costs.casework.receipts import receive as receive
from recovery_costs.casework.receipts import unchecked as unchecked
from recovery_costs.casework.refusals import refused_as
from recovery_costs.casework.second import PROPOSED, put
from recovery_costs.casework.users import parties
from recovery_costs.facts import FACT_TYPES, EvidenceItem, EvidenceListed, Notice
from recovery_costs.papers import words
from recovery_costs.plain import Problems
from recovery_costs.register.access import PROGRAM, Role
from recovery_costs.register.entry import Draft, Entry
from recovery_costs.register.faults import NotThere, Stale
from recovery_costs.workbook.check import Context
from recovery_costs.workbook.preview import same_said
from recovery_costs.workbook.report import VERSION


class Stated(NamedTuple):
    """A notice that a Party says it gave, which nobody has confirmed yet."""

    seq: int
    party: str
    fact: Mapping[str, Any]
    at: Moment
    """When it was stated."""


@refused_as("submit")
def take_in(desk: Desk, received: Received, report: Mapping[str, Any], *, based_on: int | None = None) -> Done | None:
    """Put on record what the check of a received workbook found, and its facts where it was accepted; of a receipt, once.

    The facts come first and the check last: a receipt with a check is finished with.

    Args:
        report: the check report (docs/workbook.md).
        based_on: the record that the sender saw; None where nothing was shown.

    Returns:
        What was recorded; None where the file was not accepted, or holds nothing new.

    Raises:
        NotPermitted: the workbook is another Party's.
        Problems: its facts do not fit what is on record; nothing of it was recorded.
        Stale: something that bears on them came on record since, other than this file itself.
    """
    entry, event, party = received.entry, str(received.entry.case_name), str(received.entry.party)
    if check_of(desk, entry) is not None:
        return _as_before(desk, entry)
    refusal: Exception | None = None
    done = _as_before(desk, entry)
    if report["accepted"] and done is None:
        try:
            if {fact["party"] for fact in report["facts"]} - {party}:
                what, do = (
                    "The workbook names another Party. Nothing of it was recorded.",
                    "Send each Party's own workbook.",
                )
                raise NotPermitted(what, do, why="another's")
            done = desk.settled(event, lambda last: _take_in(desk, received, report["facts"], based_on, last))
        except (NotPermitted, Problems) as refused:
            refusal = refused
    codes = [each["code"] for each in report["problems"]]
    summary = {
        "of": entry.seq,
        "kind": report["kind"],
        "accepted": report["accepted"],
        "receipt": report["receipt"],
        "reader": VERSION,
        "problems": {code: codes.count(code) for code in sorted(set(codes))},
    }
    desk.record(f"{entry.command}:checked", event, [Draft("file_checked", summary, event, party, entry.file)])
    if refusal is not None:
        raise refusal
    return done


def _take_in(
    desk: Desk, received: Received, facts: Sequence[Mapping[str, Any]], based_on: int | None, last: int
) -> Done | None:
    """The facts of an accepted file, on the record as it stands."""
    entry, event = received.entry, str(received.entry.case_name)
    if (before := _as_before(desk, entry)) is not None:
        return before
    drafts = list(drafts_of(desk, event, str(entry.party), received.at, facts))
    if not drafts:
        return None
    if based_on is not None:
        own = {
            f"{each}{more}" for each in (entry.command, received.done.entries[0].command) for more in ("", ":mapping")
        }
        changed = [each for each in desk.view.bearing_on(drafts, based_on) if each.command not in own]
        if changed:
            raise Stale(changed)
    case = desk.check(event, [draft for draft in drafts if draft.kind != "notice_stated"])
    return put(desk, ACTS["submit"], case, drafts, f"{entry.command}:facts", last)


def _as_before(desk: Desk, entry: Entry) -> Done | None:
    facts = facts_from(desk, entry)
    return Done(tuple(facts), False, facts[-1].seq, b"") if facts else None


def drafts_of(desk: Desk, event: str, party: str, at: Moment, facts: Sequence[Mapping[str, Any]]) -> Iterator[Draft]:
    """What is new in a workbook, as facts or as what the Party states."""
    entries = desk.register.seen_by(PROGRAM).entries(event, party=party)
    known = {entry.fact for entry in entries} | {e.content["fact"]["id"] for e in entries if e.kind == "notice_stated"}
    others = [fact for fact in facts if fact["type"] != "cost_lines"]
    case = desk.case(event).facts if others else ()
    held = {same_said(fact) for fact in case if getattr(fact, "party", None) == party}
    for fact in facts:
        if fact["type"] == "cost_lines":
            before = latest_list(desk, event, party)
            lines = carried_over(fact["lines"], before)
            if before is None or lines != before["lines"]:
                yield Draft("cost_lines", _replacing({**fact, "lines": lines}, before, known, at), event, party)
        elif fact["type"] == "evidence_listed":
            before = latest_list(desk, event, party, "evidence_listed")
            if before is None or _items(fact) != _items(before):
                yield Draft("evidence_listed", _replacing(fact, before, known, at), event, party)
        elif fact["id"] in known or same_said(FACT_TYPES[fact["type"]].model_validate(fact)) in held:
            continue  # a workbook filled in from the record says what the record says, whatever it was called before
        elif not issubclass(FACT_TYPES[fact["type"]], Notice):
            yield Draft(fact["type"], fact, event, party)
        elif desk.actor.role is not Role.PARTY:
            yield Draft(fact["type"], fact, event, party)  # DCC finance confirms by sending it in itself
        elif Moment.of(fact.get("received") or fact["sent"]).day < at.day:
            yield Draft("notice_stated", {"fact": dict(fact)}, event, party)
        else:
            given = {name: value for name, value in fact.items() if name not in ("sent", "method")}
            yield Draft(fact["type"], {**given, "received": at.exact}, event, party)


def _items(listed: Mapping[str, Any]) -> tuple[EvidenceItem, ...]:
    return EvidenceListed.model_validate(listed).items


def _replacing(
    fact: Mapping[str, Any], before: Mapping[str, Any] | None, known: Iterable[str | None], at: Moment
) -> dict[str, Any]:
    """A list that is to stand in place of the one before: what is sent last replaces what stands."""
    superseded = before is not None and Moment.of(fact["at"]) <= Moment.of(before["at"])
    again = sum(str(each).startswith(fact["id"]) for each in known)  # it stood before another did
    name = f"{fact['id']}-{again + 1}" if again else fact["id"]
    moment = at.exact if superseded else fact["at"]
    return {**fact, "id": name if before is None else after(before, name, moment), "at": moment}


def context(desk: Desk, event: str) -> Context:
    """What is known of an event beside a workbook for it.

    Raises:
        NotThere: there is no such event that the actor may know of.
    """
    result = desk.judged(event, desk.today).adjudication
    names = desk.actor.parties or {name for each in parties(desk.register) for name in (each.name, *each.others)}
    return Context(event, result.recovery_event.on, frozenset(names))


def what_follows(desk: Desk, received: Received, done: Done | None, nothing_new: bool = False) -> Iterator[str]:
    """For a receipt: what took effect, what is only stated, and what is awaited of the Party next.

    Args:
        done: what was recorded of it; None where nothing was, and then why. `nothing_new`: it fits what is on record.
    """
    event, party = str(received.entry.case_name), str(received.entry.party)
    if done is None:
        yield f"Nothing was taken in from it: {_why_nothing(desk, received, nothing_new)}."
    for entry in done.entries if done is not None else ():
        what = entry.kind.replace("_", " ")
        if entry.kind == PROPOSED:
            yield "It changes what is payable or paid, and waits for a second person of DCC finance."
            continue
        if entry.kind == "notice_stated":
            stated_as = entry.content["fact"]["type"].replace("_", " ")
            yield (
                f"Stated, not yet on record: {stated_as}, as entry {entry.seq}. It counts once DCC finance confirms that "
                f"it was given then (decide confirm entry={entry.seq})."
            )
        elif "received" in entry.content:
            yield f"On record: {what}, received {Moment.of(entry.content['received'])}."
        else:
            yield f"On record: {what}."
    judged = desk.judged(event, desk.today).adjudication
    facts = done.facts if done is not None else ()
    yield from dict.fromkeys(said for fact in facts for said in words.against_its_last_day(judged, fact))
    awaited = [each for each in judged.awaited if each.from_ == party]
    for each in awaited:
        if each.due is not None and each.due < desk.today:
            yield f"Overdue: {each.what}, {words.due(each, desk.today)} ({each.clause})."
        else:
            yield f"Next: {_by_when(each)}."
    for each in _from_tomorrow(desk, event, party):
        if all((each.clause, each.due) != (other.clause, other.due) for other in awaited):
            yield f"From tomorrow: {_by_when(each)}."


def _by_when(each: Awaited) -> str:
    safe = f" ({words.last_safe(each)})" if each.last_safe is not None else ""
    due = f" by {long_day(each.due)}" if each.due is not None else ""
    return f"{each.what}{due}{safe} ({each.clause})"


def _from_tomorrow(desk: Desk, event: str, party: str) -> list[Awaited]:
    """What is awaited of a Party when the day is over: an estimate window opens on the day after the one before has closed."""
    try:
        tomorrow = desk.judged(event, desk.today + timedelta(days=1)).adjudication
    except Problems:
        return []
    return [each for each in tomorrow.awaited if each.from_ == party]


def _why_nothing(desk: Desk, received: Received, nothing_new: bool) -> str:
    """Why a file on record gave no facts, as far as the record says."""
    entry, event, party = received.entry, str(received.entry.case_name), str(received.entry.party)
    check = check_of(desk, entry)
    if check is None:
        return "it was not checked. Send the same file again: it is checked as received then"
    if not check.content["accepted"]:
        return "what the check found is to be mended first"
    came = [each for each in desk.view.entries(event, ["file_received"], party) if each.file == entry.file]
    taken = [each.seq for each in came if each.seq < entry.seq and facts_from(desk, each)]
    if taken:
        return f"the same file came before, as entry {taken[0]}. The same content again changes nothing"
    if nothing_new:
        return "all that it says is on record, or was stated before (it waits, or was rejected). The same content again changes nothing"
    return "nothing in it was new, or it did not fit what was on record"


# --- notices stated -----------------------------------------------------------------------------------------------


def stated(desk: Desk, event: str, known_at: Moment | None = None) -> list[Stated]:
    """The notices that Parties state and nobody has confirmed or rejected; as known at a moment (None: now)."""
    kinds = ["notice_stated", "notice_confirmed", "notice_rejected"]
    dated = [(entry, entry.moment) for entry in desk.view.entries(event, kinds)]
    known = [(entry, at) for entry, at in dated if known_at is None or at <= known_at]
    done = {entry.content["stated"] for entry, _ in known if entry.kind != "notice_stated"}
    waits = [(entry, at) for entry, at in known if entry.kind == "notice_stated" and entry.seq not in done]
    return [Stated(entry.seq, str(entry.party), entry.content["fact"], at) for entry, at in waits]


@refused_as("confirm")
def confirm(desk: Desk, event: str, seq: int, *, command: str, based_on: int | None = None) -> Done:
    """Confirm that a notice was given as the Party states it: from now on it counts, from when it took effect.

    Raises:
        NotThere: there is no such statement that waits.
        Stale: something that bears on it came on record since `based_on`.
    """
    desk.allowed("confirm", event)
    if (before := desk.before(command, [Draft("notice_confirmed", {"stated": seq}, event)])) is not None:
        return before

    def confirmed(last: int) -> Done:
        found = next((each for each in stated(desk, event) if each.seq == seq), None)
        if found is None:
            raise NotThere
        fact = Draft(str(found.fact["type"]), found.fact, event, found.party)
        desk.current(event, [fact], based_on)
        desk.check(event, [fact])
        drafts = [fact, Draft("notice_confirmed", {"stated": seq}, event, found.party)]
        return desk.record(command, event, drafts, last, whole_event=True)

    return desk.settled(event, confirmed)


@refused_as("mark_seen")
def mark_seen(desk: Desk, event: str, seq: int, *, command: str, based_on: int | None = None) -> Done:
    """Mark a file of evidence as seen.

    Raises:
        NotThere: there is no such file of the event.
        Stale: something that bears on it came on record since `based_on`.
    """
    desk.allowed("mark_seen", event)
    if (before := desk.before(command, [Draft("evidence_seen", {"of": seq}, event)])) is not None:
        return before
    entry = desk.view.entry(seq)
    if entry.kind != "file_received" or entry.case_name != event:
        raise NotThere
    draft = Draft("evidence_seen", {"of": seq}, event, entry.party)
    desk.current(event, [draft], based_on)
    return desk.record(command, event, [draft])
