"""The cure adviser: what each person can still do and until when, and what decides what they no longer can.

It inverts the rules: last days, last safe moments, and the days that three months run from. It tries no dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from recovery_costs.adjudicate import adjudicate
from recovery_costs.advice_missed import missed_by_claimant, missed_by_subscriber
from recovery_costs.advice_open import open_to_claimant, open_to_subscriber
from recovery_costs.advice_parts import Advice, Missed, OpenAct
from recovery_costs.advice_readings import EveryReading
from recovery_costs.awaited import AUTHORITY, PANEL
from recovery_costs.calendar import Holiday, Moment, shipped_holidays
from recovery_costs.facts import DCC, Case
from recovery_costs.finding import Adjudication
from recovery_costs.law import ORDER

OFFICES = (DCC, PANEL, AUTHORITY)
RESTS_ON = ("email_hours", "post_working_days", "working_day_starts", "working_day_ends")


def advise(
    case: Case,
    as_of: date,
    known_at: Moment | None = None,
    readings: Mapping[str, str] | None = None,
    holidays: tuple[Holiday, ...] | None = None,
    who: str | None = None,
) -> Advice:
    """What can still be done at the end of `as_of`, until when, and what decides what was missed.

    Args:
        known_at: only what was on record at that moment; None for all that is.
        readings: options chosen over the case file's and the defaults.
        holidays: the table of bank holidays; the shipped one if None.
        who: only what this person can do. One whom the case does not name is advised as a Party that has yet to claim.

    Raises:
        Problems: a Working Day must be decided beyond the table of bank holidays.
    """
    table = holidays if holidays is not None else shipped_holidays()
    chosen = dict(readings or {})
    whole = adjudicate(case, as_of, known_at, chosen, table)
    every = EveryReading(case, as_of, known_at, chosen, table)
    named = {claim.party for claim in whole.claims} | {breach.subscriber for breach in whole.breaches}
    open_ = list(_open(every, whole, who, named))
    missed = list(_missed(every, whole, who))
    return Advice(
        format=1,
        case=whole.case,
        as_of=as_of,
        known_at=known_at,
        code=whole.code,
        readings=whole.readings,
        for_=who,
        on_file=who is None or who in named or who in OFFICES,
        recovery_event=whole.recovery_event,
        rests_on=case.parameters.standing(*RESTS_ON),
        open=tuple(sorted(open_, key=lambda each: (each.day, ORDER[each.clause], each.from_, each.of or ""))),
        missed=tuple(sorted(missed, key=lambda each: (ORDER[each.clause], each.due, each.from_, each.of or ""))),
        also_awaited=tuple(each for each in whole.awaited if each.last_safe is None and who in (None, each.from_)),
        untried=tuple(every.untried),
    )


def _open(every: EveryReading, whole: Adjudication, who: str | None, named: set[str]) -> Iterator[OpenAct]:
    claimants = [(claim.party, "L10.18" in claim.barred_by) for claim in whole.claims if who in (None, claim.party)]
    if who is not None and who not in named and who not in OFFICES:
        claimants.append((who, False))
    for party, barred in claimants:
        yield from open_to_claimant(every, party, barred)
    for breach in whole.breaches:
        if who in (None, breach.subscriber):
            yield from open_to_subscriber(every, breach)


def _missed(every: EveryReading, whole: Adjudication, who: str | None) -> Iterator[Missed]:
    for claim in whole.claims:
        if who in (None, claim.party):
            yield from missed_by_claimant(every, claim, "L10.18" in claim.barred_by)
    for breach in whole.breaches:
        if who in (None, breach.subscriber):
            yield from missed_by_subscriber(every, breach)
