"""A meeting of the Panel: what there is to decide over all events, and what becomes of it if it is deferred.

L10 gives the Panel no last day for anything. So what deferring costs is what falls due for others meanwhile, and what the
same record comes to by the next meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from recovery_costs import facts as f
from recovery_costs.adjudication import Adjudication, Awaited, Change, Claim
from recovery_costs.awaited import PANEL
from recovery_costs.casework import publish
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.judged import Judged
from recovery_costs.money import Money
from recovery_costs.plain import Problem, Problems
from recovery_costs.record import Counted
from recovery_costs.verdict.values import watched

Kind = Literal["direct", "evidence", "dates", "proposal", "breach", "publication"]
_KINDS: dict[str, Kind] = {"L10.23(b)": "direct", "L10.24(b)": "dates", "L10.24(c)": "proposal", "L10.27(c)": "breach"}


class Deferred(NamedTuple):
    """What becomes of an item that is not decided at the meeting.

    Attributes:
        says: what the Code says of it, in a sentence.
        falls: what others have to do in it, or may do, by the next meeting, the soonest first; what is overdue too.
        changes: what the same record comes to by the next meeting, if nothing else comes on record.
    """

    says: str
    falls: tuple[Awaited, ...]
    changes: tuple[Change, ...]


class Item(NamedTuple):
    """Something for the Panel to decide.

    Attributes:
        about: the Party or subscriber; None for what is of the event as a whole.
        clause: None where no clause asks for it.
        since: the day on which it came before the Panel, where that is on record.
        seq: of a determination that waits to be published, its entry.
    """

    kind: Kind
    event: str
    about: str | None
    clause: str | None
    what: str
    since: date | None
    amount: Money | None
    deferred: Deferred
    seq: int | None = None

    @property
    def pressing(self) -> bool:
        """Whether anything turns on it before the next meeting."""
        return bool(self.deferred.falls or self.deferred.changes)


class Appeal(NamedTuple):
    """A decision of the Panel under appeal: who appealed and when, and what the Authority decided, if it has."""

    event: str
    decision: Any
    by: str
    made: date
    decided: Counted[f.AppealDecided] | None


class Business(NamedTuple):
    """What is before the Panel by a meeting: its items, what is overdue in any event by then, and the appeals."""

    items: tuple[Item, ...]
    overdue: tuple[tuple[str, Awaited], ...]
    appeals: tuple[Appeal, ...]
    events: tuple[Judged, ...]
    """Every event as it stands on the day of the meeting."""
    unread: tuple[tuple[str, tuple[Problem, ...]], ...]
    """Events that cannot be adjudicated on the day, and why."""


def business(desk: Desk, meeting: date, following: date) -> Business:
    """What there is to decide by a meeting, on what is on record now.

    Args:
        following: the next meeting after it, to which an item would be deferred.
    """
    items: list[Item] = []
    overdue: list[tuple[str, Awaited]] = []
    appeals: list[Appeal] = []
    events: list[Judged] = []
    unread: list[tuple[str, tuple[Problem, ...]]] = []
    for name in desk.events():
        try:
            seen = desk.judged(name, meeting)
            then = desk.judged(name, following).adjudication
        except Problems as problems:
            unread.append((name, tuple(problems.problems)))
            continue
        events.append(seen)
        items += _items(seen, then)
        items += _publications(desk, name)
        overdue += [(name, each) for each in seen.adjudication.awaited if each.due is not None and each.due < meeting]
        appeals += _appeals(seen)
    items.sort(key=lambda each: (not each.pressing, each.since or date.max, each.event))
    overdue.sort(key=lambda pair: (pair[1].due or date.max, pair[0]))
    return Business(tuple(items), tuple(overdue), tuple(appeals), tuple(events), tuple(unread))


# --- the items of one event -----------------------------------------------------------------------------------------


def _items(seen: Judged, then: Adjudication) -> Iterator[Item]:
    now = seen.adjudication
    claims = {claim.party: claim for claim in now.claims}
    for each in now.awaited:
        if each.from_ != PANEL or each.clause not in _KINDS:
            continue
        kind = _KINDS[each.clause]
        about = each.about
        claim = claims.get(about) if about is not None and kind == "direct" else None
        amount = claim.requested if claim is not None else now.outstanding if kind == "dates" else None
        deferred = _deferred(_SAYS[kind](now, claim, about), about, now, then)
        yield Item(kind, now.case, about, each.clause, each.what, _since(kind, seen, about), amount, deferred)
    for claim in now.claims:
        yield from _taken_up(claim, seen, then)


def _since(kind: Kind, seen: Judged, about: str | None) -> date | None:
    """The day on which the question that stands was first put to the Panel."""
    if kind == "direct":
        referred = seen.facts.of(f.AdequacyReferred, about)
        return referred[0].day if referred else None
    if kind == "dates":
        return seen.facts.of(f.DatesReferred)[-1].day
    if kind == "breach":
        mine = [each for each in seen.facts.of(f.BreachReferred) if each.fact.subscriber == about]
        return mine[0].day if mine else None
    return None


def _taken_up(claim: Claim, seen: Judged, then: Adjudication) -> Iterator[Item]:
    """A claim whose evidence the Panel considers though the DCC has referred no question: L10.20(b)."""
    taken = seen.facts.of(f.PanelTookUp, claim.party)
    if not taken or claim.payable is not None or seen.facts.of(f.AdequacyReferred, claim.party):
        return
    what = f"consider the evidence of {claim.party}, and what more is reasonably required of it"
    says = "L10.20(b) gives the Panel no last day; the days for evidence are its own to specify (L10.20(b)(ii))."
    deferred = _deferred(says, claim.party, seen.adjudication, then)
    yield Item("evidence", seen.name, claim.party, "L10.20(b)", what, taken[0].day, claim.requested, deferred)


def _publications(desk: Desk, event: str) -> Iterator[Item]:
    for each in publish.waiting(desk, event):
        what = f"publish the determination as of {each.as_of} that {each.by} proposed"
        says = "L10 asks for no publication. It waits until a second person of the Panel approves it."
        yield Item("publication", event, None, None, what, None, None, Deferred(says, (), ()), each.seq)


# --- what deferring comes to ----------------------------------------------------------------------------------------


def _says_direct(now: Adjudication, claim: Claim | None, about: str | None) -> str:
    asked = f" of the {claim.requested} requested" if claim is not None and claim.requested is not None else ""
    return f"L10.23(b) gives the Panel no last day. Until it directs, what{asked} is payable to {about} is not known."


def _says_dates(now: Adjudication, claim: Claim | None, about: str | None) -> str:
    on_file = any(each.instalments for each in now.claims)
    stands = "the dates on file stand" if on_file else "no day is set"
    return f"L10.24(b) gives the Panel no last day. Until it determines them, {stands} for the {now.outstanding} outstanding."


def _says_proposal(now: Adjudication, claim: Claim | None, about: str | None) -> str:
    at = now.aggregate
    return f"L10.24(c) gives the Panel no last day. {at.requested} is requested, and the sum is {at.threshold}."


def _says_breach(now: Adjudication, claim: Claim | None, about: str | None) -> str:
    deemed = "L10.25" if about == f.DCC else "L10.26"
    return f"L10.27 gives the Panel no last day. Until it determines, {about} stays deemed in breach ({deemed})."


_SAYS = {"direct": _says_direct, "dates": _says_dates, "proposal": _says_proposal, "breach": _says_breach}


def _deferred(says: str, about: str | None, now: Adjudication, then: Adjudication) -> Deferred:
    """What falls due for whoever an item is about (of the event as a whole: the DCC), and what changes by itself."""
    whose = about or f.DCC
    falls = [each for each in now.awaited if each.from_ == whose and each.due is not None and each.due <= then.as_of]
    before, after = dict(watched(now)), dict(watched(then))
    of = (f"claims.{about}.", f"breaches.{about}.") if about is not None else ("aggregate.",)
    paths = [
        path for path in before.keys() | after.keys() if path.startswith(of) and before.get(path) != after.get(path)
    ]
    changes = tuple(Change(path, before.get(path), after.get(path)) for path in sorted(paths))
    return Deferred(says, tuple(sorted(falls, key=lambda each: each.due or date.max)), changes)


# --- appeals --------------------------------------------------------------------------------------------------------


def _appeals(seen: Judged) -> Iterator[Appeal]:
    """Every appeal that counts, with the Authority's latest decision on it: L10.29."""
    decided = {seen.facts.read_through(each.fact.decision): each for each in seen.facts.of(f.AppealDecided)}
    for made in seen.facts.of(f.AppealMade):
        decision = seen.facts.read_through(made.fact.decision)
        ruled = decided.get(decision)
        answered = ruled if ruled is not None and ruled.moment >= made.moment else None
        yield Appeal(seen.name, seen.case.by_id[decision], made.fact.by, made.day, answered)
