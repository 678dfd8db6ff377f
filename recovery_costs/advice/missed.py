"""What was missed: which readings decide it now, who can decide it, and the smallest change that would have made it in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from recovery_costs import facts as f
from recovery_costs.adjudication import Breach, Claim, LastSafe
from recovery_costs.advice.changes import late_notices, smallest_changes
from recovery_costs.advice.every_reading import EveryReading
from recovery_costs.advice.parts import CLAUSE, Act, Chosen, Decider, Missed, StillOpen
from recovery_costs.advice.rows import Row, row_of_breach, rows_of_claim
from recovery_costs.advice.still_open import RowsOf, rows_of_act, rows_of_referral, said
from recovery_costs.finding import Deemed
from recovery_costs.rules.l10_29_appeal import l10_29__breach_decided

_DAY = timedelta(days=1)
CONSEQUENCE: dict[Act, str] = {
    "intention": "late_intention",
    "initial_estimate": "missed_estimate",
    "updated_estimate": "missed_estimate",
    "total": "late_total",
    "referral": "late_referral",
}
"""The reading that says what missing each act does; evidence has none, for that is for people to judge."""

_PANEL = Decider(
    "Panel",
    "L10.23(b)",
    "may direct payment in full, in part or not at all, once the DCC has referred the adequacy of the evidence to it "
    "(L10.23(a)); that governs whatever the readings say",
)
_AUTHORITY = Decider("Authority", "L10.29", "decides on appeal against what the Panel directs")
_DCC = Decider(
    "DCC",
    "L10.22",
    "judges whether it is satisfied by evidence that came late, or refers the question to the Panel (L10.23(a))",
)
_REFERRAL = (
    Decider(
        "Panel",
        "L10.27(c)",
        "may determine the deemed breach on a late referral only if L10.27(a) lets it accept one: the reading late_referral",
    ),
    Decider("Authority", "L10.29", "decides on appeal against what the Panel decides under L10.27"),
)


def missed_by_claimant(every: EveryReading, claim: Claim, barred: bool) -> Iterator[Missed]:
    """What a claimant missed, of the claim as adjudicated. `barred`: it may not ask at all (L10.18)."""
    for row in rows_of_claim(claim, every.as_of):
        if row.status == "missed" and (row.act == "evidence" or not barred):
            of = row.of if row.act == "evidence" else None
            decided = claim.payable_under if claim.payable_under in ("L10.23(b)", "L10.29") else None
            bars = any(CLAUSE[row.act].startswith(each) for each in claim.barred_by)
            rows_of = rows_of_act(every, claim.party, row.act, of)
            yield _missed(every, claim.party, row, rows_of, bars, decided)


def missed_by_subscriber(every: EveryReading, breach: Breach) -> Iterator[Missed]:
    """The referral that a Relevant Subscriber missed, of a deemed breach as adjudicated."""
    row = row_of_breach(breach, every.as_of)
    if row and row.status == "missed":
        ruled = l10_29__breach_decided(every.rulings, Deemed(breach.subscriber, breach.provision, ()))
        rows_of = rows_of_referral(every, breach.subscriber, breach.provision)
        bars = breach.status == "final"
        yield _missed(every, breach.subscriber, row, rows_of, bars, "L10.29" if ruled else None)


def _missed(every: EveryReading, who: str, row: Row, rows_of: RowsOf, bars: bool, decided: str | None) -> Missed:
    late = late_notices(every, who, row)
    reading = CONSEQUENCE.get(row.act)
    until = late[0].day if late else every.as_of
    not_late, still_open = _otherwise(every, row, rows_of)
    return Missed(
        clause=CLAUSE[row.act],
        act=row.act,
        from_=who,
        of=row.of,
        what=said(every, row.act, row.of),
        due=row.due,
        notice=late[0].id if late else None,
        effective=late[0].moment if late else None,
        days_late=(until - row.due).days,
        reading=reading,
        option=every.chosen.law.readings[reading] if reading else None,
        bars=bars,
        decided_under=decided,
        not_late_under=tuple(not_late),
        still_open_under=tuple(still_open),
        deciders=_deciders(every, row, decided),
        changes=tuple(smallest_changes(every, who, row, late)),
    )


def _otherwise(every: EveryReading, row: Row, rows_of: RowsOf) -> tuple[list[Chosen], list[StillOpen]]:
    """The smallest sets of readings of time under which the act was in time or not asked for, and under which it is open."""
    not_late: list[Chosen] = []
    still_open: list[StillOpen] = []
    for way in every.ways(row.act):
        smaller = (*not_late, *(each.readings for each in still_open))
        if any(each.items() <= way.changes.items() for each in smaller):
            continue
        rows = rows_of(way)
        if rows is None:
            continue
        same = [each for each in rows if _is_the_same(row, each)]
        if not same:
            not_late.append(way.changes)
        elif all(each.status == "open" for each in same):
            due = same[0].due
            still_open.append(StillOpen(way.changes, due, LastSafe(**way.law.notices.last_safe(due))))
    return not_late, still_open


def _is_the_same(row: Row, other: Row) -> bool:
    """Whether a row under other readings is of the same act: of windows, one that holds more than a third of its days."""
    if row.first is None or other.first is None or row.act != "updated_estimate":
        return True
    shared = min(row.due, other.due) - max(row.first, other.first) + _DAY
    return 3 * shared > row.due - row.first + _DAY


def _deciders(every: EveryReading, row: Row, decided: str | None) -> tuple[Decider, ...]:
    """Who can still decide. What the Authority has decided nobody can; what the Panel has, only the Authority."""
    if decided == "L10.29":
        return ()
    if row.act == "referral":
        return _REFERRAL
    if decided:
        return (_AUTHORITY,)
    if row.act != "evidence" or row.of is None:
        return _PANEL, _AUTHORITY
    required: f.EvidenceRequired = every.chosen.facts.named(row.of)
    who, limb = ("Panel", "L10.20(b)") if required.by == "panel" else ("DCC", "L10.20(a)")
    return Decider(who, limb, "may require the evidence again, by a new day"), _DCC, _PANEL, _AUTHORITY
