"""Opening events, naming Parties, giving roles, choosing readings: what a register needs before and beside the claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recovery_costs.case_file import check_case, check_readings
from recovery_costs.casework import naming, users
from recovery_costs.casework.acts import BY_FACT
from recovery_costs.casework.again import Whole
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.casework.done import ACT_WITHDRAWN
from recovery_costs.casework.drafting import ahead
from recovery_costs.casework.refusals import refused_as
from recovery_costs.casework.second import PROPOSED, waiting, waits
from recovery_costs.forms import is_text
from recovery_costs.law import READINGS
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import PROGRAM, Role
from recovery_costs.register.entry import Draft, fact_drafts


@refused_as("open_event")
def open_event(desk: Desk, case: Mapping[str, Any], *, command: str, ready_made: bool = False) -> Done:
    """Open a Recovery Event from a case file: its parameters and readings, and the facts that it has so far.

    Facts that DCC finance notes by itself go on record at once. Where the file holds anything else (a decision, a payment, a
    reading chosen), the event is open and all that the file says of it waits for a second person.

    Args:
        ready_made: for showing, on whatever day: what it tells may lie ahead of the clock.

    Raises:
        NotThere: the actor may not.
        NotPermitted: an event of that name is on record, and is more than an opening that was withdrawn.
        Problems: the case file has problems.
    """
    desk.allowed("open_event", None)
    checked = check_case(case)
    opened = {"event": checked.name, **{name: case[name] for name in ("parameters",) if case.get(name)}}
    said = [
        Draft(
            "reading_chosen",
            {"reading": reading, "option": option, "reason": "As the event file has it."},
            checked.name,
        )
        for reading, option in checked.readings.items()
    ]
    said += fact_drafts(checked.name, case["facts"])
    drafts = [Draft("event_opened", opened, checked.name), *said]
    if (before := desk.before(command, Whole(drafts))) is not None:
        return before
    naming.check_names(desk.register, case)
    if not ready_made and (early := list(ahead(checked.facts, desk.now))):
        raise Problems(early)
    if not all(_noted(draft) for draft in said):
        drafts = [drafts[0], waits("open_event", said)]

    def recorded(last: int) -> Done:
        if not _may_be_opened(desk, checked.name):
            raise NotPermitted(f"{checked.name} is open already. Nothing was recorded.", "Give the event another name.")
        return desk.record(command, checked.name, drafts, last, whole_event=True)

    return desk.settled(checked.name, recorded)


def _may_be_opened(desk: Desk, event: str) -> bool:
    """Whether nothing of that name is on record, or no more than an opening whose file was withdrawn since."""
    kinds = [each.kind for each in desk.register.seen_by(PROGRAM).entries(event) if each.kind != "refused"]
    return not kinds or (set(kinds) <= _BARE and kinds[-1] == ACT_WITHDRAWN and not waiting(desk, event))


_BARE = {"event_opened", PROPOSED, ACT_WITHDRAWN}


def _noted(draft: Draft) -> bool:
    """Whether DCC finance notes by itself what a draft says, and no clause asks whether it may: all but what moves money."""
    if draft.kind in ("cost_lines", "evidence_listed"):
        return True
    act = BY_FACT.get(draft.kind)
    return act is not None and act.noted and draft.kind != "payment_returned"


@refused_as("choose_reading")
def choose_reading(
    desk: Desk, event: str | None, reading: str, option: str, reason: str, *, command: str, based_on: int | None = None
) -> Done:
    """Choose how a clause is read, in one event or (None) in all, with the reason, from now on.

    Raises:
        NotThere: the actor may not.
        Problems: there is no such reading or option, or no reason is given.
    """
    desk.allowed("choose_reading", event)
    chosen = {"reading": reading, "option": option, "reason": reason}
    if (before := desk.before(command, [Draft("reading_chosen", chosen, event)])) is not None:
        return before
    problems: list[Problem] = []
    check_readings({reading: option}, problems)
    if not is_text(reason):
        problems.append(Problem(None, "reason", "nothing", "why it is read so", "Give the reason."))
    if problems:
        raise Problems(problems)
    draft = Draft("reading_chosen", {**chosen, "instead_of": _now(desk, event, reading)}, event)
    desk.current(event, [draft], based_on)
    return desk.record(command, event, [draft], based_on)


def _now(desk: Desk, event: str | None, reading: str) -> str:
    return desk.readings(event).get(reading, READINGS[reading].default)


@refused_as("add_party")
def add_party(desk: Desk, party: str, *, command: str) -> Done:
    """Add a Party by its exact name.

    Raises:
        NotPermitted: the name is on record, or one so like it that people would take the one for the other.
        Problems: it can be nobody's name.
    """
    desk.allowed("add_party", None)
    draft = Draft("party_added", {"party": party}, None, party)
    if (before := desk.before(command, Whole([draft]))) is not None:
        return before
    naming.fit(party, "party")
    naming.unlike(desk.register, party)
    return desk.record(command, None, [draft])


@refused_as("rename_party")
def rename_party(desk: Desk, party: str, to: str, *, command: str, succeeded: bool = False) -> Done:
    """Record that a Party has another name now, or (`succeeded`) that another Party stands in its place.

    Raises:
        NotPermitted: another Party has that name or one like it; or the Party, or its successor, was succeeded before.
        Problems: no such Party or successor is on record, or the new name can be nobody's.
    """
    desk.allowed("succeed_party" if succeeded else "rename_party", None)
    kind, word = ("party_succeeded", "by") if succeeded else ("party_renamed", "to")
    draft = Draft(kind, {"party": party, word: to}, None, party)
    if (before := desk.before(command, Whole([draft]))) is not None:
        return before
    naming.fit(to, "to")
    known = users.parties(desk.register)
    old = next((each for each in known if each.name == party), None)
    if old is None:
        raise Problems([Problem(None, "party", party, "a Party on record", "Add it first, or check the name.")])
    _stands(old)
    if succeeded:
        _successor(desk, known, old, to)
    else:
        others = naming.registered(desk.register) | naming.standing(desk.register)
        if to == party or to in others - set(old.own):
            raise NotPermitted(f"{to} is on record. Nothing was recorded.", "If it took over, record a succession.")
        naming.unlike(desk.register, to, old.own)
    return desk.record(command, None, [draft])


def _stands(party: users.Party) -> None:
    """That nobody has taken a Party's place: what would follow for its successor nobody could tell."""
    if party.by is not None:
        raise NotPermitted(f"{party.by} took the place of {party.name}. Nothing was recorded.", "Name that Party.")


def _successor(desk: Desk, known: list[users.Party], old: users.Party, by: str) -> None:
    """That a Party can take another's place: another one, by its name now, whose own place nobody took."""
    if by in old.own:
        raise NotPermitted(f"{by} is {old.name} itself. Nothing was recorded.", "Name the Party that took its place.")
    found = next((each for each in known if by in each.own), None)
    if found is None:
        naming.unlike(desk.register, by)
        raise Problems([Problem(None, "by", by, "a Party on record", "Add it first, or check the name.")])
    if by != found.name:
        raise NotPermitted(f"{by} is {found.name} now. Nothing was recorded.", "Name it so.")
    _stands(found)


@refused_as("grant")
def grant(desk: Desk, user: str, role: Role, party: str | None = None, *, command: str, revoke: bool = False) -> Done:
    """Give a user a role, or (`revoke`) take it away. Nobody changes their own.

    Raises:
        NotPermitted: to oneself; or the role is on record already, or not there to take.
        Problems: a Party's user without a Party on record, or another with one.
    """
    desk.allowed("revoke" if revoke else "grant", None)
    body = {"user": user, "role": role.value, **({"party": party} if party is not None else {})}
    draft = Draft("user_revoked" if revoke else "user_granted", body)
    if (before := desk.before(command, Whole([draft]))) is not None:
        return before
    naming.fit(user, "user")
    if user == desk.actor.name:
        raise NotPermitted("Nobody changes their own roles. Nothing was recorded.", "Ask another operator.")
    if (role is Role.PARTY) != (party is not None) or (
        party is not None and party not in naming.registered(desk.register)
    ):
        raise Problems(
            [Problem(None, "party", str(party), "a Party on record for its user, else none", "Add it first.")]
        )
    if role is Role.PROGRAM:
        raise Problems([Problem(None, "role", role.value, "a role of people", "Choose another.")])
    held = users.Grant(user, role, party) in users.grants(desk.register)
    if held is not revoke:
        raise NotPermitted("That is how it is on record. Nothing was recorded.", "Nothing needs to be done.")
    return desk.record(command, None, [draft])
