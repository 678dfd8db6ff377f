"""The words for an adjudication's values: one copy, for the terminal, the pages and the papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from recovery_costs.adjudication import (
    Adjudication,
    Awaited,
    Breach,
    Claim,
    Notified,
    Window,
)
from recovery_costs.calendar import Moment, days, long_day
from recovery_costs.finding import Outcome
from recovery_costs.law import READINGS
from recovery_costs.money import NOUGHT, Money

OUTCOME = {
    "met": "Met",
    "not_met": "Not met",
    "does_not_apply": "Does not apply",
    "cannot_say": "Cannot say",
    "for_judgement": "For judgement",
}
STATE = {
    "barred": "Barred as read",
    "refused": "Nothing payable",
    "paid": "Paid",
    "payable": "Payable",
    "referred": "With the Panel",
    "requested": "Requested",
    "notified": "Intention notified",
    None: "No intention yet",
}
BASIS = {
    "stated": "the clause says so",
    "computed": "computed",
    "judgement": "a person decided",
    "reading": "turns on a reading",
    "parameter": "rests on a parameter",
}
BREACH = {
    "deemed_rebuttable": "Deemed, open to referral",
    "deemed_pending": "Deemed, with the Panel",
    "erased": "Cleared",
    "final": "Final and binding (L10.28, L10.29)",
}
WINDOW = {"met": "met", "missed": "missed", "open": "open", "ended_by_total": "ended by the total"}
EVIDENCE = {
    "given_in_time": "given in time",
    "given_late": "given late",
    "overdue": "overdue",
    "open": "open",
    "displaced": "displaced by the Panel's timetable",
}
UNKNOWN = "not known yet"
ROLE = {
    "dcc_finance": "DCC finance",
    "party": "Party",
    "panel": "The Panel",
    "smki_pma": "SMKI PMA",
    "authority": "The Authority",
    "auditor": "Auditor",
    "operator": "Operator",
    "program": "The program",
}


def money(amount: Money | None) -> str:
    """A sum as people write it, or that it is not known yet."""
    return UNKNOWN if amount is None else str(amount)


def event(adjudication: Adjudication) -> str:
    """Whether a Recovery Event has occurred, in a sentence."""
    happened = adjudication.recovery_event
    if happened.on is None:
        return "No Recovery Event has occurred."
    return f"A Recovery Event occurred on {long_day(happened.on)}, under {happened.route}."


def claim(one: Claim) -> str:
    """Where a claim stands, in a sentence."""
    if one.payable is None:
        if one.state == "requested" and one.requested == NOUGHT:
            return f"Withdrawn: the total is {NOUGHT}, so no amount is requested."
        asked = f"{one.requested} is requested" if one.requested is not None else "nothing is requested yet"
        return f"{STATE[one.state]}: {asked}; what is payable is {UNKNOWN}."
    said = f"{STATE[one.state]}: {one.payable} is payable under {one.payable_under}, {one.paid} is paid"
    if one.state == "barred":
        said = f"Barred by {', '.join(one.barred_by)} as it is read here: nothing is payable, {one.paid} is paid"
    if one.outstanding is not None and one.outstanding > NOUGHT:
        said += f", {one.outstanding} is outstanding"
    if one.overpaid is not None and one.overpaid > NOUGHT:
        said += f", {one.overpaid} is overpaid"
    return f"{said}."


def notified(notice: Notified) -> str:
    """A notice against its last day."""
    said = f"took effect on {notice.effective}" if notice.effective else "none on file"
    if notice.due:
        said += f"; last day {long_day(notice.due)}"
    if notice.in_time is None:
        return said
    late = f"{days(notice.days_late or 0)} late"
    return f"{said}; {'in time' if notice.in_time else late}"


def windows(rows: Iterable[Window]) -> str:
    """The estimate windows, briefly."""
    said = [f"{row.window} {WINDOW[row.status]} (to {long_day(row.to)})" for row in rows]
    return "; ".join(said) or "no windows"


def breach(row: Breach) -> str:
    """A deemed breach, in a sentence."""
    status = BREACH[row.status]
    referred = {None: "nothing referred", True: "referred in time", False: "referred late"}[row.referral_in_time]
    return f"{status}; {referred}; last day to refer {long_day(row.refer_by)}"


def last_safe(item: Awaited) -> str:
    """The last safe moment by each method; beyond the table of bank holidays, that it cannot be said."""
    if item.last_safe is None:
        return "no notice needed"
    by = {"hand": item.last_safe.hand, "e-mail": item.last_safe.email, "post": item.last_safe.post}
    return "; ".join(f"by {how} {moment or 'cannot be said'}" for how, moment in by.items())


def due(item: Awaited, as_of: date) -> str:
    """The last good day, and how far off it is."""
    if item.due is None:
        return "no day set"
    apart = (item.due - as_of).days
    beside = "today" if apart == 0 else f"in {days(apart)}" if apart > 0 else f"overdue by {days(-apart)}"
    return f"{long_day(item.due)}, {beside}"


def against_its_last_day(adjudication: Adjudication, fact: str) -> Iterator[str]:
    """Which last day or window of L10.19 a notice met, or missed, and why: of each clause that says so of it."""
    for each in adjudication.findings:
        settled = each.outcome in (Outcome.MET, Outcome.NOT_MET) and each.due is not None
        if settled and each.clause.startswith("L10.19") and fact in each.facts:
            yield f"{OUTCOME[each.outcome]} ({each.clause}): {each.because}"


def readings(adjudication: Adjudication, defaults: dict[str, str]) -> str:
    """Which readings are not at their default."""
    chosen = [f"{name}={option}" for name, option in adjudication.readings.items() if option != defaults[name]]
    return f"Readings chosen: {', '.join(chosen)}." if chosen else "Every reading is at its default."


def option(reading: str, name: str) -> str:
    """What an option of a reading says."""
    return next(each.means for each in READINGS[reading].options if each.name == name)


def upcoming(adjudication: Adjudication) -> list[tuple[date, str]]:
    """What comes next, soonest first, each with its day: what is awaited, and payments whose day is still to come."""
    rows = [
        (item.due or date.max, f"{item.from_}: {item.what} ({item.clause}), {due(item, adjudication.as_of)}")
        for item in adjudication.awaited
    ]
    for one in adjudication.claims:
        for each in one.instalments:
            if each.on > adjudication.as_of:
                apart = days((each.on - adjudication.as_of).days)
                rows.append(
                    (each.on, f"DCC: pay {one.party} {each.amount} (L10.24(b)), {long_day(each.on)}, in {apart}")
                )
    return sorted(rows)


def moment(at: Moment | None) -> str:
    """A moment as people write it, or that it is not known yet."""
    return UNKNOWN if at is None else str(at)


def initial_estimate(one: Claim) -> str:
    """Whether a best estimate came with the intention."""
    said = {"met": "given with the intention", "not_met": "none with the intention", "not_required": "none needed"}
    return said[one.initial_estimate] if one.initial_estimate else "none due yet"


def aggregate(result: Adjudication) -> str:
    """What is requested for the event, against the Panel's sum."""
    total = result.aggregate
    if total.threshold is None:
        return f"{total.requested} requested; the Panel has determined no sum (L10.24)."
    return f"{total.requested} requested; the sum is {total.threshold}: {beside(total.requested, total.threshold)} (L10.24)."


def beside(requested: Money, threshold: Money) -> str:
    """How far a request is from the sum."""
    apart = requested - threshold
    if apart == NOUGHT:
        return "exactly the sum"
    return f"over by {apart}" if apart > NOUGHT else f"under by {NOUGHT - apart}"


def fact(one: Any) -> str:
    """A fact for a citation: its type, the moments and amounts it gives, and the cell it came from."""
    given = {name: content for name, content in one if name not in ("id", "type", "source", "lines")}
    said = [f"{name.replace('_', ' ')} {_plain(content)}" for name, content in given.items() if content is not None]
    source = one.source
    cell = f" [{source.workbook}, {source.sheet}!{source.cell}]" if source else ""
    return f"{one.type.replace('_', ' ')}; {', '.join(said)}{cell}"


def decision(one: Any) -> str:
    """A decision of the Panel, or of the DCC on evidence, in words: what was decided, and when."""
    on, kind = long_day(one.at.day), one.type
    if kind == "payment_directed":
        what = {"full": "all that it requested", "part": str(one.sum), "none": "nothing"}[one.direction]
        return f"the direction of {on} that {one.party} is paid {what}"
    if kind == "dates_determined":
        much = len(one.payments)
        total = Money.sum(each.amount for each in one.payments)
        return (
            f"the dates of payment determined on {on}: {much} {'payment' if much == 1 else 'payments'}, {total} in all"
        )
    if kind == "breach_determined":
        of = f" of {one.provision}" if one.provision else ""
        return f"the determination of {on} that {one.subscriber} was {'' if one.breach else 'not '}in breach{of}"
    if kind == "threshold_determined":
        return f"the sum of {one.sum} determined on {on}"
    return f"the requirement of {on} that {one.party} gives {one.item} by {long_day(one.due)}"


def _plain(content: object) -> str:
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, date):
        return long_day(content)
    if isinstance(content, tuple):
        return f"{len(content)} of them" if content and not isinstance(content[0], str) else ", ".join(content)
    return str(content)
