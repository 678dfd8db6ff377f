"""Sending a file in: what it would do, then the receipt, the check and its facts in that order, and the receipt read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from recovery_costs.calendar import Moment, TakesEffect, shipped_holidays
from recovery_costs.casework import intake, receipts
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.casework.intake import Received
from recovery_costs.casework.refusals import LOOK, refused_as
from recovery_costs.facts import FACT_TYPES, Notice
from recovery_costs.papers.receipt import Receipt
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import Role
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import NotThere
from recovery_costs.terms import terms
from recovery_costs.workbook.against import against, effect_of
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.check_own import Given
from recovery_costs.workbook.preview import Preview
from recovery_costs.workbook.report import CheckReport
from recovery_costs.workbook.standing import Standing, standing
from recovery_costs.workbook.statements import LISTS

Facts = tuple[Mapping[str, Any], ...]


class Plan(NamedTuple):
    """What taking a file in now would do.

    Attributes:
        at: the moment for which it is worked out.
        given: the facts that would go on record.
        stated: the notices that would only be stated: they count once DCC finance confirms them.
        waiting: those of the file that were stated before and nobody has confirmed.
        problems: why its facts do not fit the record; nothing would be taken in.
        preview: what would change for the Party; None where there are problems, or nothing is new.
    """

    at: Moment
    given: Facts
    stated: Facts
    waiting: Facts
    problems: tuple[Problem, ...]
    preview: Preview | None

    @property
    def nothing(self) -> bool:
        """Whether everything in the file is on record already."""
        return not (self.given or self.stated or self.problems)

    @property
    def notices(self) -> Facts:
        """The notices that the upload itself would give."""
        return tuple(fact for fact in self.given if issubclass(FACT_TYPES[fact["type"]], Notice))


class Sent(NamedTuple):
    """A file that was sent: its receipt's entry, what the check found, what was recorded of it, or why nothing was."""

    received: Received
    report: CheckReport
    done: Done | None
    problems: tuple[Problem, ...] = ()


@refused_as(LOOK)
def stands(desk: Desk, event: str, party: str) -> Standing:
    """Where a Party's claim stands now, for its workbook.

    Raises:
        NotThere: there is no such event, or the claim is not the actor's to send for.
        Problems: it cannot be adjudicated today.
    """
    _own(desk, party)
    return standing(desk.case(event), party, desk.today)


@refused_as(LOOK)
def plan(desk: Desk, event: str, party: str, report: CheckReport) -> Plan:
    """What taking a file in now would do, if nothing in it is blocking.

    Raises:
        NotThere: there is no such event, or the claim is not the actor's to send for.
    """
    _own(desk, party)
    strangers = sorted({str(fact["party"]) for fact in report.facts} - {party})
    if strangers:
        do = "Send each Party's own workbook."
        return Plan(desk.now, (), (), (), (Problem(None, "Party", ", ".join(strangers), party, do),), None)
    waits = {str(each.fact["id"]) for each in intake.stated(desk, event) if each.party == party}
    waiting = tuple(fact for fact in report.facts if fact["id"] in waits)
    at = desk.now
    try:
        drafts = list(intake.drafts_of(desk, event, party, at, report.facts))
        if not drafts:
            return Plan(at, (), (), waiting, (), None)
        stated = tuple(draft.body["fact"] for draft in drafts if draft.kind == "notice_stated")
        given = {str(draft.body["id"]): draft.body for draft in drafts if draft.kind != "notice_stated"}
        desk.check(event, [draft for draft in drafts if draft.kind != "notice_stated"])
        only = waits | {fact["id"] for fact in stated}
        lists = {str(fact["type"]): fact for fact in given.values() if fact["type"] in LISTS}
        whole = [lists.get(fact["type"]) or given.get(str(fact["id"]), fact) for fact in report.facts]
        whole = [fact for fact in whole if fact["id"] not in only]
        shown = against(desk.case(event), whole, party, desk.today)
    except Problems as problems:
        return Plan(at, (), (), waiting, tuple(problems.problems), None)
    return Plan(at, tuple(given.values()), stated, waiting, (), shown)


def _own(desk: Desk, party: str) -> None:
    if desk.actor.role not in (Role.PARTY, Role.DCC_FINANCE) or (
        desk.actor.parties and party not in desk.actor.parties
    ):
        raise NotThere


def sent_before(desk: Desk, event: str, party: str, sha256: str) -> Entry | None:
    """The entry by which the very same file came before, the latest."""
    came = [each for each in desk.view.entries(event, ["file_received"], party) if each.file == sha256]
    return came[-1] if came else None


def send(
    desk: Desk,
    event: str,
    party: str,
    name: str,
    content: bytes,
    *,
    command: str,
    based_on: int | None = None,
    given: Given | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Sent:
    """Receive a file, check what is on record of it, and put its facts there. The receipt is first, whatever follows.

    Args:
        given: how a file of the Party's own making is read. Its mapping goes on record beside the file.

    Raises:
        NotThere: the actor may not, or not for that Party.
        Stale: something that bears on its facts came on record since; the file is received, and the same command goes on.
    """
    received = intake.receive(desk, event, party, name, content, command=command)
    if given is not None and given.profile is not None:
        mapping = given.profile.text().encode()
        about = {"type": "application/json", "reads": received.sha256}
        intake.receive(desk, event, party, "mapping.json", mapping, command=f"{command}:mapping", about=about)
    kept = desk.view.file(received.sha256)
    report = check_bytes(kept, name, intake.context(desk, event), progress, given)
    try:
        done = intake.take_in(desk, received, report.as_json(), based_on=based_on)
    except NotPermitted as refused:
        return Sent(received, report, None, (Problem(None, "Party", str(report.party), party, refused.do),))
    except Problems as problems:
        return Sent(received, report, None, tuple(problems.problems))
    return Sent(received, report, done)


@refused_as(LOOK)
def receipt(desk: Desk, event: str, seq: int) -> Receipt:
    """The receipt of a file on record, as far as the actor may read it.

    Raises:
        NotThere: there is no such file of that event.
    """
    entry = desk.view.entry(seq)
    party = entry.party
    if entry.kind != "file_received" or entry.case_name != event or party is None:
        raise NotThere
    received = receipts.received(desk, entry)
    entry, check = received.entry, receipts.check_of(desk, received.entry)
    checked = check.content if check is not None else {}
    facts = receipts.facts_from(desk, entry)
    done = Done(tuple(facts), False, facts[-1].seq, b"") if facts else None
    return Receipt(
        event,
        party,
        entry.content["name"],
        entry.content["bytes"],
        received.sha256,
        entry.seq,
        received.at,
        entry.actor,
        checked.get("accepted"),
        len(facts),
        checked.get("receipt", {}),
        tuple(_effects(desk, event, facts)),
        tuple(intake.what_follows(desk, received, done)),
    )


def _effects(desk: Desk, event: str, facts: list[Entry]) -> Iterator[tuple[str, TakesEffect]]:
    """When each notice among the facts takes effect, and why."""
    if not facts:
        return
    case = desk.case(event)
    law = terms(case, {}, shipped_holidays())
    for entry in facts:
        effect = effect_of(case.by_id[entry.fact], law) if entry.fact is not None else None
        if effect is not None:
            yield entry.kind, effect
