"""Notices that a Party says it gave earlier, while they wait for DCC finance: what would be so with them, and refusing one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from recovery_costs.adjudication import Claim
from recovery_costs.calendar import Moment
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.casework.intake import Stated, stated
from recovery_costs.casework.refusals import refused_as
from recovery_costs.forms import is_text
from recovery_costs.papers import words
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.entry import Draft
from recovery_costs.register.faults import NotThere


class Outcome(NamedTuple):
    """What a claim is as it stands, and what it would be with stated notices confirmed.

    Attributes:
        waits: the notices: one, or all that wait of the Party.
        without: the claim as it stands; None where there is none yet.
        confirmed: the claim with them; None where they do not fit what is on record, and cannot be confirmed.
    """

    party: str
    waits: tuple[Stated, ...]
    without: Claim | None
    confirmed: Claim | None

    @property
    def written(self) -> dict[str, Any]:
        """As JSON says it."""
        from recovery_costs.written import as_json

        facts = [{"entry": each.seq, **each.fact} for each in self.waits]
        return {"party": self.party, "stated": facts, "if_confirmed": as_json(self.confirmed)}

    @property
    def said(self) -> str:
        """As a sentence says it."""
        then = words.claim(self.confirmed) if self.confirmed else "it does not fit what is on record."
        if len(self.waits) > 1:
            return f"{self.party}, if all {len(self.waits)} are confirmed: {then}"
        [one] = self.waits
        when = Moment.of(str(one.fact.get("received") or one.fact["sent"]))
        how = "received" if "received" in one.fact else "sent"
        return (
            f"{self.party} states, and DCC finance has not confirmed (entry {one.seq}): "
            f"{str(one.fact['type']).replace('_', ' ')}, {how} {when}. If it is confirmed: {then}"
        )


def outcomes(desk: Desk, event: str, as_of: date, known_at: Moment | None = None) -> Iterator[Outcome]:
    """For each notice that waits, what is so without and with it; and where a Party has several, with all of them.

    Raises:
        NotThere: there is no such event that the actor may know of.
    """
    waits = stated(desk, event, known_at)
    now = _claims(desk, event, as_of, known_at, ()) if waits else {}
    for party in dict.fromkeys(each.party for each in waits):
        mine = tuple(each for each in waits if each.party == party)
        for some in [*((each,) for each in mine), *([mine] if len(mine) > 1 else [])]:
            then = _claims(desk, event, as_of, known_at, some)
            yield Outcome(party, some, now.get(party), then.get(party))


def _claims(
    desk: Desk, event: str, as_of: date, known_at: Moment | None, waits: tuple[Stated, ...]
) -> Mapping[str, Claim]:
    """The claims by Party, with stated notices as if they had been on record since they were stated."""
    also = [
        {
            **each.fact,
            "id": f"{each.fact['id']}-stated-{each.seq}",
            "recorded": each.at.exact,
        }  # it may be confirmed since
        for each in waits
    ]
    try:
        judged = desk.judged(event, as_of, known_at, also=also)
    except Problems:
        if not also:
            raise
        return {}
    return {claim.party: claim for claim in judged.adjudication.claims}


@refused_as("reject")
def reject(desk: Desk, event: str, seq: int, reason: Any, *, command: str, based_on: int | None = None) -> Done:
    """Put on record that a notice was not given as the Party states it: it waits no longer, and does not count.

    Nothing is deleted: what the Party stated stays, with who refused it and why.

    Raises:
        NotThere: there is no such statement that waits.
        Problems: there is no reason.
        Stale: something that bears on it came on record since `based_on`.
    """
    desk.allowed("reject", event)
    body = {"stated": seq, "reason": reason}
    if (before := desk.before(command, [Draft("notice_rejected", body, event)])) is not None:
        return before
    if not is_text(reason) or not reason.strip():
        raise Problems([Problem(None, "reason", "nothing", "why it was not given then", "Give reason=...")])

    def rejected(last: int) -> Done:
        found = next((each for each in stated(desk, event) if each.seq == seq), None)
        if found is None:
            raise NotThere
        drafts = [Draft("notice_rejected", body, event, found.party)]
        desk.current(event, drafts, based_on)
        return desk.record(command, event, drafts, last, whole_event=True)

    return desk.settled(event, rejected)
