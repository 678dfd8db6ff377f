"""What somebody may do next with a claim or an event, and what they may not, with the clause that says so.

Each act of the role is tried against the record as it stands, without recording anything. What has not been tried is never
said to be permitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication, Claim
from recovery_costs.case_file import check_record
from recovery_costs.casework.acts import ACTS, Act, open_to
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.second import Change, changes
from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.facts import Case
from recovery_costs.finding import Finding
from recovery_costs.money import NOUGHT, Money
from recovery_costs.moves import move
from recovery_costs.register.access import Role

TRIED = "the act tried"
"""The id of the fact of an act that is tried."""


class Offer(NamedTuple):
    """An act that was tried: for whom or what, and the clauses that refuse it now."""

    act: Act
    about: str | None
    fields: Mapping[str, Any]
    """What it was tried with."""
    refused: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    """What it would change today, tried with these fields."""

    @property
    def allowed(self) -> bool:
        """Whether nothing refuses it."""
        return not self.refused


def of_claim(desk: Desk, event: str, party: str) -> list[Offer]:
    """The acts of the actor's role on a Party's claim that need no more than their name to be tried."""
    result = desk.judged(event, desk.today).adjudication
    claim = next((each for each in result.claims if each.party == party), None)
    probes: dict[str, dict[str, Any]] = {
        "satisfied": {"party": party},
        "refer": {"party": party},
        "take_up": {"party": party, "on": "own_motion"},
        "direct": {"party": party, "direction": "full"},
        "require_evidence": {"party": party, "item": "evidence", "due": desk.today.isoformat()},
    }
    if claim is None or claim.requested is None or claim.payable is not None:
        del probes["satisfied"], probes["refer"]  # nothing is asked for, or it is decided
    if _directed(claim):
        del probes["direct"]
    return _tried(desk, event, probes, party)


def of_direction(desk: Desk, event: str, party: str) -> list[Offer]:
    """Each direction that the Panel could give on a claim; in part, the most that is still a part (L10.23(b))."""
    result = desk.judged(event, desk.today).adjudication
    claim = next((each for each in result.claims if each.party == party), None)
    probes: list[dict[str, Any]] = [{"direction": "full"}, {"direction": "none"}]
    if claim is not None and claim.requested is not None and claim.requested.pence > 1:
        probes.insert(1, {"direction": "part", "sum": Money(claim.requested.pence - 1).text})
    case = desk.case(event)
    if _directed(claim):
        return []
    return [offer for probe in probes for offer in _offers(desk, case, {"direct": {"party": party, **probe}}, party)]


def _directed(claim: Claim | None) -> bool:
    """Whether the Panel, or the Authority in its place, has said what is paid: another word would be a correction."""
    return claim is not None and claim.payable_under in ("L10.23(b)", "L10.29")


def of_event(desk: Desk, event: str) -> list[Offer]:
    """The acts of the actor's role on an event as a whole."""
    result = desk.judged(event, desk.today).adjudication
    probes: dict[str, dict[str, Any]] = {
        "set_sum": {"sum": "1.00"},
        "refer_dates": {},
        "consider_proposal": {"submit": False},
    }
    dated = [
        {"party": each.party, "on": desk.today.isoformat(), "amount": each.payable.text}
        for each in result.claims
        if each.payable is not None and each.payable > NOUGHT
    ]
    if dated:
        probes["determine_dates"] = {"payments": dated}
    return _tried(desk, event, probes, None)


def of_record(desk: Desk) -> list[Offer]:
    """The acts of the actor's role that put on record what happened, which no clause refuses."""
    return [
        Offer(act, None, {}, ())
        for act in open_to(desk.actor.role)
        if act.fact is not None and not act.refused_by and act.name not in ("record_payment", "set_sum")
    ]


def of_breach(desk: Desk, event: str, subscriber: str) -> list[Offer]:
    """The acts of the actor's role on a deemed breach."""
    probes: dict[str, dict[str, Any]] = {
        "refer_breach": {"subscriber": subscriber, "received": desk.now.exact},
        "determine_breach": {"subscriber": subscriber, "demonstrated": False, "breach": True},
    }
    if desk.actor.role is Role.PARTY and subscriber not in desk.actor.parties:
        return []
    return _tried(desk, event, probes, subscriber)


def _tried(desk: Desk, event: str, probes: Mapping[str, Mapping[str, Any]], about: str | None) -> list[Offer]:
    case = desk.case(event)
    return list(_offers(desk, case, probes, about))


def _offers(desk: Desk, case: Case, probes: Mapping[str, Mapping[str, Any]], about: str | None) -> Iterator[Offer]:
    for name, fields in probes.items():
        act = ACTS[name]
        if desk.actor.role in act.who:
            if not act.refused_by:
                yield Offer(act, about, fields, ())
                continue
            tried = _with(case, act, {**fields, **act.fixes(desk.actor.role)}, desk)
            refused = act.refusals(move(tried, TRIED, act.refused_by, fields.get("party")))
            whole = not refused and desk.actor.role in SEE_ALL  # others would be shown what is not theirs
            changed = changes(desk.judged(case.name, desk.today).adjudication, tried) if whole else ()
            yield Offer(act, about, fields, refused, tuple(changed))


def _with(case: Case, act: Act, fields: Mapping[str, Any], desk: Desk) -> Adjudication:
    """The event today, with the fact of an act among its facts."""
    assert act.record is not None
    given: dict[str, Any] = {"id": TRIED, "type": act.fact, **fields}
    if "at" in act.record.model_fields:
        given.setdefault("at", desk.now.exact)
    fact = check_record(act.record, given, None)
    assert not isinstance(fact, list), fact
    return adjudicate(replace(case, facts=(*case.facts, fact)), desk.today)
