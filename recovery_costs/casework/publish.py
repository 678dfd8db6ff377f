"""Determinations: an adjudication that somebody relies on, kept with its bytes, and published once a second person approves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case
from recovery_costs.casework.again import THEN
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.casework.done import PUBLICATION_WITHDRAWN, by_another
from recovery_costs.casework.refusals import refused_as
from recovery_costs.facts import recorded
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import FACT_KINDS
from recovery_costs.register.entry import Draft, Entry
from recovery_costs.register.faults import NotThere, Stale
from recovery_costs.register.kept import Difference, Kept, differences, keeping


class Waiting(NamedTuple):
    """A determination that one person proposed to publish and another has yet to approve."""

    seq: int
    as_of: str
    by: str
    file: str


def the_bytes(result: Adjudication) -> bytes:
    """An adjudication in one form: the same record and rules give the same bytes."""
    return (json.dumps(result.as_json(), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


@refused_as("publish")
def propose(
    desk: Desk,
    event: str,
    as_of: date,
    known_at: Moment | None = None,
    *,
    command: str,
    based_on: int | None = None,
) -> Done:
    """Keep the adjudication as of a day, as known at a moment (None: now), and propose to publish it.

    Raises:
        NotThere: the actor may not.
        Problems: the day or the moment lies ahead, the clock has gone back behind what is on record, or the event cannot be adjudicated on that day.
        Stale: something came on record since `based_on`.
    """
    desk.allowed("publish", event)
    asked = {"as_of": as_of.isoformat(), "known_at": THEN if known_at is None else known_at.exact}
    if (before := desk.before(command, [Draft("publication_proposed", asked, event)])) is not None:
        return before
    _not_ahead(desk, as_of, known_at)

    def proposed(last: int) -> Done:
        desk.current(event, [Draft("publication_proposed", {})], based_on)
        if known_at is None:
            _not_behind(desk, event)
        at = known_at or desk.now
        case = replace(desk.case(event), readings=desk.readings(event, at))
        content = the_bytes(adjudicate(case, as_of, at))
        asked = {"as_of": as_of.isoformat(), "known_at": at.exact, "readings": dict(case.readings)}
        kept = keeping(event, content, asked, last)
        body = {"as_of": as_of.isoformat(), "known_at": at.exact, "adjudication": kept.file}
        drafts = [Draft("publication_proposed", body, event), kept]
        return desk.record(command, event, drafts, last, files=(content,), whole_event=True)

    return desk.settled(event, proposed)


def _not_behind(desk: Desk, event: str) -> None:
    """Where the clock has gone back, as known now would leave out what came on record before that."""
    chosen = [each.moment for each in desk.view.entries(of=["reading_chosen"]) if each.case_name in (None, event)]
    newest = max([*(recorded(fact) for fact in desk.case(event).facts), *chosen], default=desk.now)
    if newest > desk.now:
        wanted = f"a moment from {newest} on, when the newest of it came on record"
        do = "Wait until the clock has caught up, or give known_at."
        raise Problems([Problem(None, "known_at", f"now, {desk.now}", wanted, do)])


def _not_ahead(desk: Desk, as_of: date, known_at: Moment | None) -> None:
    """A determination rests on what has happened and is known: what would be so later may yet change."""
    problems = []
    if as_of > desk.today:
        problems.append(("as_of", as_of.isoformat(), f"a day up to today, {desk.today.isoformat()}"))
    if known_at is not None and known_at > desk.now:
        problems.append(("known_at", str(known_at), f"a moment up to now, {desk.now}"))
    if problems:
        raise Problems([Problem(None, *each, "Publish it when that has come.") for each in problems])


def waiting(desk: Desk, event: str) -> list[Waiting]:
    """The determinations of an event that wait for a second person; one that is proposed again for its day waits no longer."""
    entries = desk.view.entries(event, ["publication_proposed", "published", PUBLICATION_WITHDRAWN])
    done = {entry.content["proposed"] for entry in entries if entry.kind != "publication_proposed"}
    latest = {each.content["as_of"]: each.seq for each in entries if each.kind == "publication_proposed"}
    return [
        Waiting(each.seq, each.content["as_of"], each.actor, each.content["adjudication"])
        for each in entries
        if each.kind == "publication_proposed" and each.seq not in done and each.seq == latest[each.content["as_of"]]
    ]


@refused_as("approve")
def approve(desk: Desk, event: str, seq: int, *, command: str, based_on: int | None = None) -> Done:
    """Publish what another person proposed: exactly its bytes, while nothing has changed that they were made of.

    Raises:
        NotThere: nothing of that number waits.
        NotPermitted: the actor proposed it.
        Stale: a fact or a reading came on record since it was proposed, or anything at all since `based_on`.
    """
    desk.allowed("publish", event)
    if (before := desk.before(command, [Draft("published", {"proposed": seq}, event)])) is not None:
        return before

    def approved(last: int) -> Done:
        found = next((each for each in waiting(desk, event) if each.seq == seq), None)
        if found is None:
            raise NotThere
        by_another(found.by, desk.actor.name)
        draft = Draft("published", {}, event)
        came = [each for each in desk.view.bearing_on([draft], seq) if each.kind in FACT_KINDS | {"reading_chosen"}]
        if came:
            raise Stale(came, "it was proposed", "Propose the determination again.")
        desk.current(event, [draft], based_on)
        body = {"proposed": seq, "as_of": found.as_of, "adjudication": found.file}
        return desk.record(command, event, [Draft("published", body, event)], last, whole_event=True)

    return desk.settled(event, approved)


def recomputed(desk: Desk, event: str, kept: Kept) -> list[Difference]:
    """Where an adjudication that was kept differs from what the rules at hand make of the very record it took in."""
    asked, based_on = kept.entry.content["adjudication"], kept.entry.content["based_on"]
    case = check_case({**desk.given(event, until=based_on), "readings": asked["readings"]})
    now = the_bytes(adjudicate(case, date.fromisoformat(asked["as_of"]), Moment.of(asked["known_at"])))
    return list(differences(json.loads(kept.content), json.loads(now)))


def published(desk: Desk, event: str) -> list[Entry]:
    """The determinations published of an event, in order."""
    return desk.view.entries(event, ["published"])
