"""The cure adviser: what each person can still do and until when, and what decides what they no longer can.

It inverts the rules: last days, last safe moments, and the days that three months run from. It tries no dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication, Claim
from recovery_costs.advice.every_reading import EveryReading
from recovery_costs.advice.missed import missed_by_claimant, missed_by_subscriber
from recovery_costs.advice.parts import Advice, Missed, OpenAct
from recovery_costs.advice.still_open import open_to_claimant, open_to_subscriber
from recovery_costs.awaited import AUTHORITY, PANEL
from recovery_costs.breach import not_cleared
from recovery_costs.calendar import Holiday, Moment, shipped_holidays
from recovery_costs.facts import DCC, Case
from recovery_costs.law import ORDER
from recovery_costs.rules.l10_18_request import l10_18__may_request

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
        who: only what this person can do. One that has no claim is advised as a Party that has yet to make one.

    Raises:
        Problems: a Working Day must be decided beyond the table of bank holidays.
    """
    table = holidays if holidays is not None else shipped_holidays()
    chosen = dict(readings or {})
    whole = adjudicate(case, as_of, known_at, chosen, table)
    every = EveryReading(case, as_of, known_at, chosen, table)
    claims = [(claim, "L10.18" in claim.barred_by) for claim in whole.claims]
    claims += _yet_to_claim(every, whole, who)
    open_: list[OpenAct] = []
    missed: list[Missed] = []
    for claim, barred in claims:
        if who in (None, claim.party):
            open_ += open_to_claimant(every, claim.party, barred)
            missed += missed_by_claimant(every, claim, barred)
    for breach in whole.breaches:
        if who in (None, breach.subscriber):
            open_ += open_to_subscriber(every, breach)
            missed += missed_by_subscriber(every, breach)
    named = {claim.party for claim in whole.claims} | _subscribers(whole) | set(OFFICES)
    named |= {notice.party for notice, _ in every.on_its_way if hasattr(notice, "party")}
    return Advice(
        format=1,
        case=whole.case,
        as_of=as_of,
        known_at=known_at,
        code=whole.code,
        readings=whole.readings,
        for_=who,
        on_file=who is None or who in named,
        recovery_event=whole.recovery_event,
        rests_on=tuple(each.text for each in case.parameters.standing(*RESTS_ON)),
        open=tuple(sorted(open_, key=lambda each: (each.day, ORDER[each.clause], each.from_, each.of or ""))),
        missed=tuple(sorted(missed, key=lambda each: (ORDER[each.clause], each.due, each.from_, each.of or ""))),
        also_awaited=tuple(each for each in whole.awaited if each.last_safe is None and who in (None, each.from_)),
        untried=tuple(every.untried),
    )


def _yet_to_claim(every: EveryReading, whole: Adjudication, who: str | None) -> Iterator[tuple[Claim, bool]]:
    """Who has no claim yet: the person advised, and those whose first notice is on its way. With it, whether L10.18 bars it."""
    parties = {notice.party for notice, _ in every.on_its_way if hasattr(notice, "party")}
    if who is not None and who not in (PANEL, AUTHORITY, *(each.subscriber for each in whole.not_deemed)):
        parties.add(who)
    in_breach = not_cleared(whole.breaches)
    for party in sorted(parties - {claim.party for claim in whole.claims}):
        claim = every.claim(every.chosen, party)
        may_request, _ = l10_18__may_request(party, party in in_breach, whole.readings)
        if claim:
            yield claim, not may_request


def _subscribers(whole: Adjudication) -> set[str]:
    """Everybody whose Certificate is on file."""
    deemed = {breach.subscriber for breach in whole.breaches}
    return deemed | set(whole.carved_out) | {each.subscriber for each in whole.not_deemed}
