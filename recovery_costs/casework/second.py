"""What one person alone does not put on record: it stands proposed until a second person of the same role approves it.

So does whatever changes what is payable, paid, outstanding or overpaid without being the decision that L10 gives its maker:
a correction, money that came back, what DCC finance notes of others, and an event opened from a file that holds decisions.
Payments and determinations wait in the same way (`payments`, `publish`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.casework import references
from recovery_costs.casework.acts import ACTS, Act
from recovery_costs.casework.done import ACT_WITHDRAWN, Done, NotPermitted, by_another
from recovery_costs.casework.held import record_of
from recovery_costs.casework.refusals import refused_as
from recovery_costs.facts import AppealDecided, Case, DccSatisfied, PaymentDirected, PaymentMade, PaymentReturned
from recovery_costs.money import NOUGHT, Money
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import FACT_KINDS, Role
from recovery_costs.register.entry import Draft, Entry
from recovery_costs.register.faults import NotThere

if TYPE_CHECKING:
    from recovery_costs.casework.desk import Desk

PROPOSED = "act_proposed"
"""The kind of entry that holds an act until a second person approves it."""
ARRIVED = timedelta(days=14)
"""By then a notice sent by post has taken effect, and a clock that went back has caught up."""
_DECIDE = (DccSatisfied, PaymentDirected, AppealDecided, PaymentMade)
"""Without any of these nothing is payable or paid: L10.22, L10.23(b), L10.29."""
OTHERWISE = {
    Role.PARTY: "Give it anew as a notice of its own, or ask DCC finance to correct it.",
    Role.SMKI_PMA: "Ask DCC finance to correct it: a second person there approves it.",
    Role.AUTHORITY: "Decide the appeal anew (decide_appeal): the latest decision on it counts (L10.29).",
}
"""What those do instead who have nobody to approve on the register."""


class Waiting(NamedTuple):
    """An act that one person proposed and another of the same role has yet to approve.

    Attributes:
        act: its name in the table of acts.
        entries: what goes on record with the approval.
    """

    seq: int
    event: str
    act: str
    by: str
    role: Role
    entries: tuple[Draft, ...]

    @property
    def facts(self) -> list[Draft]:
        """The facts among them."""
        return [each for each in self.entries if each.kind in FACT_KINDS]

    @property
    def says(self) -> str:
        """The act in words: "record money that came back: payment returned of Supplier A, the bank's reference BACS 3"."""
        of = [f"{each.kind.replace('_', ' ')}{f' of {each.party}' if each.party else ''}" for each in self.facts]
        kept = [
            f", {field.says} {each.body[field.name]}"
            for each in self.entries
            for field in ACTS[self.act].beside
            if each.kind not in FACT_KINDS and each.body.get(field.name)
        ]
        return f"{ACTS[self.act].says}: {of[0] if len(of) == 1 else f'{len(of)} facts'}{''.join(kept)}"


class Change(NamedTuple):
    """What an act would change of a claim, in words: `what` is "paid"; None is what is not known."""

    party: str
    what: str
    now: Money | None
    then: Money | None

    @property
    def said(self) -> str:
        """In words: "payable of Supplier A: not known becomes £1,000.00"."""
        return f"{self.what} of {self.party}: {_known(self.now)} becomes {_known(self.then)}"


# --- proposing ----------------------------------------------------------------------------------------------------


def put(desk: Desk, act: Act, case: Case, drafts: Sequence[Draft], command: str, last: int) -> Done:
    """Put what was checked on record; or propose it, where a second person has to approve it.

    Args:
        case: the case with the facts among the drafts.

    Raises:
        NotPermitted: a second person would have to approve, and the actor's role has none.
        Problems: more money would have come back than was paid, or under another return's bank reference.
    """
    check_returns(case, drafts)
    if act.name == "record_return":
        _own_reference(desk, drafts)
    alone = act.name != "correct" and not (act.noted and desk.actor.role is Role.DCC_FINANCE)
    if alone or not _moves_money(desk, case):
        return desk.record(command, case.name, drafts, last, whole_event=True)
    if desk.actor.role not in ACTS["approve"].who:
        what = "It would change what is payable or paid. Nothing was recorded."
        raise NotPermitted(what, OTHERWISE[desk.actor.role])
    return desk.record(command, case.name, [waits(act.name, drafts)], last, whole_event=True)


def waits(act: str, drafts: Sequence[Draft]) -> Draft:
    """An act as what stands proposed."""
    parties = [each.party or each.body.get("party") for each in drafts]
    entries = [{"kind": e.kind, "body": e.body, "party": p} for e, p in zip(drafts, parties, strict=True)]
    whose = {party for each, party in zip(drafts, parties, strict=True) if each.kind in FACT_KINDS}
    return Draft(PROPOSED, {"act": act, "entries": entries}, None, whose.pop() if len(whose) == 1 else None)


def _moves_money(desk: Desk, case: Case) -> bool:
    """Whether a case with new facts has other sums than the one on record, today or once all that was sent has arrived.

    Where nobody decided or paid anything there are none. Where the record cannot be adjudicated there may be.
    """
    if not any(isinstance(fact, _DECIDE) for fact in case.facts):
        return False
    record = record_of(desk.register)
    before = record.case(case.name)
    for day in (desk.today, desk.today + ARRIVED):
        try:
            now = record.answer(before, (adjudicate, day, None), partial(adjudicate, before, day))
        except Problems:
            return True
        if any(True for _ in changes(now, adjudicate(case, day))):
            return True
    return False


def changes(now: Adjudication, then: Adjudication) -> Iterator[Change]:
    """Where two adjudications differ in what is payable, paid, outstanding or overpaid. What is not known is nothing to pay."""
    before, after = ({claim.party: claim for claim in each.claims} for each in (now, then))
    for party in sorted(before.keys() | after.keys()):
        for what in ("payable", "paid", "outstanding", "overpaid"):
            one, other = (getattr(each.get(party), what, None) for each in (before, after))
            if (one or NOUGHT) != (other or NOUGHT):
                yield Change(party, what, one, other)


def check_returns(case: Case, drafts: Iterable[Draft]) -> None:
    """That no more came back of what was paid to a Party, by any day, than was paid by then: L10.22.

    Raises:
        Problems: with the facts among the drafts it would be more.
    """
    new = {str(each.body["id"]) for each in drafts if each.kind in ("payment_made", "payment_returned")}
    replaced = {fact.corrects for fact in case.facts if fact.corrects is not None}
    money = [
        fact for fact in case.facts if isinstance(fact, (PaymentMade, PaymentReturned)) and fact.id not in replaced
    ]
    for party in {fact.party for fact in money if fact.id in new}:
        paid = [(fact.at.day, fact.amount) for fact in money if fact.party == party and isinstance(fact, PaymentMade)]
        back = [
            (fact.at.day, fact.amount) for fact in money if fact.party == party and not isinstance(fact, PaymentMade)
        ]
        for day in sorted({on for on, _ in back}):
            given, returned = _by(paid, day), _by(back, day)
            if returned > given:
                found = f"{returned} come back by {day.isoformat()}"
                wanted = f"at most the {given} paid to {party} by then"
                raise Problems(
                    [Problem(None, "amount", found, wanted, "Put the payment on record first, or mend the sum.")]
                )


def _own_reference(desk: Desk, drafts: Iterable[Draft], but: int | None = None) -> None:
    """That no other return, of any event, on record or waiting (but the entry `but`), has the bank's reference of this one."""
    given = [str(each.body["bank_reference"]) for each in drafts if "bank_reference" in each.body]
    if wrong := [each for one in given for each in references.used(one, references.of_returns(desk, but))]:
        raise Problems(wrong)


def _by(sums: Iterable[tuple[date, Money]], day: date) -> Money:
    return Money.sum(amount for on, amount in sums if on <= day)


# --- approving ----------------------------------------------------------------------------------------------------


def waiting(desk: Desk, event: str) -> list[Waiting]:
    """The acts of an event that wait for a second person, as far as the actor may see them."""
    entries = desk.view.entries(event, [PROPOSED, "approved", ACT_WITHDRAWN])
    done = {each.content["proposed"] for each in entries if each.kind != PROPOSED}
    return [_waiting(each) for each in entries if each.kind == PROPOSED and each.seq not in done]


def _waiting(entry: Entry) -> Waiting:
    body, event = entry.content, str(entry.case_name)
    drafts = tuple(Draft(each["kind"], each["body"], event, each["party"]) for each in body["entries"])
    return Waiting(entry.seq, event, body["act"], entry.actor, Role(entry.role), drafts)


def would_change(desk: Desk, waits: Waiting) -> list[str]:
    """What an act that waits would change today, as far as the actor may see it; or that it no longer fits the record."""
    try:
        now = desk.judged(waits.event, desk.today).adjudication
        then = desk.judged(waits.event, desk.today, also=_now(desk, waits)).adjudication
    except Problems:
        return ["it does not fit what is on record now"]
    return [each.said for each in changes(now, then)]


def _now(desk: Desk, waits: Waiting) -> list[dict[str, Any]]:
    """The facts of an act as they would stand if they went on record now."""
    return [{**each.body, "recorded": desk.now.exact} for each in waits.facts]


def _known(amount: Money | None) -> str:
    return "not known" if amount is None else str(amount)


@refused_as("approve")
def approve(desk: Desk, event: str, seq: int, *, command: str, based_on: int | None = None) -> Done:
    """Put on record what another person of the same role proposed.

    Raises:
        NotThere: nothing of that number waits that the actor may approve.
        NotPermitted: the actor proposed it.
        Problems: it no longer fits what is on record.
        Stale: something came on record since `based_on`.
    """
    desk.allowed("approve", event)
    if (before := desk.before(command, [Draft("approved", {"proposed": seq}, event)])) is not None:
        return before

    def approved(last: int) -> Done:
        found = next((each for each in waiting(desk, event) if each.seq == seq), None)
        if found is None or found.role is not desk.actor.role:
            raise NotThere
        by_another(found.by, desk.actor.name)
        desk.current(event, [Draft("approved", {})], based_on)
        check_returns(desk.case(event, _now(desk, found)), found.facts)
        if found.act == "record_return":
            _own_reference(desk, found.entries, found.seq)
        drafts = [*found.entries, Draft("approved", {"proposed": seq}, event)]
        return desk.record(command, event, drafts, last, whole_event=True)

    return desk.settled(event, approved)
