"""The words for an adjudication's values: one copy, for the terminal, the pages and the papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from recovery_costs.calendar import Moment, days, long_day
from recovery_costs.finding import Adjudication, Awaited, Breach, Change, Claim, Contested, Notified, Window
from recovery_costs.money import NOUGHT, Money

OUTCOME = {
    "met": "Met",
    "not_met": "Not met",
    "does_not_apply": "Does not apply",
    "cannot_say": "Cannot say",
    "for_judgement": "For judgement",
}
STATE = {
    "barred": "Barred",
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
    "final": "Final and binding",
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
        asked = f"{one.requested} is requested" if one.requested is not None else "nothing is requested yet"
        return f"{STATE[one.state]}: {asked}; what is payable is {UNKNOWN}."
    said = f"{STATE[one.state]}: {one.payable} is payable under {one.payable_under}, {one.paid} is paid"
    if one.state == "barred":
        said = f"{STATE[one.state]} by {', '.join(one.barred_by)}: nothing is payable, {one.paid} is paid"
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
    beside = "today" if apart == 0 else f"in {days(apart)}" if apart > 0 else f"{days(-apart)} ago"
    return f"{long_day(item.due)}, {beside}"


def readings(adjudication: Adjudication, defaults: dict[str, str]) -> str:
    """Which readings are not at their default."""
    chosen = [f"{name}={option}" for name, option in adjudication.readings.items() if option != defaults[name]]
    return f"Readings chosen: {', '.join(chosen)}." if chosen else "Every reading is at its default."


def value(path: str, content: Any) -> str:
    """A value of a change, in words."""
    if content is None:
        return UNKNOWN
    if isinstance(content, bool):
        return "yes" if content else "no"
    if path.rsplit(".", 1)[-1] in ("requested", "eligible", "payable"):
        return str(Money.of(content))
    return str(content).replace("_", " ")


def change(one: Change) -> str:
    """A change that another option makes: what, from, to."""
    return f"{one.path.replace('_', ' ')}: {value(one.path, one.from_)} → {value(one.path, one.to)}"


def moves(one: Contested) -> Money:
    """How much money an option moves: the sum of what it changes in `payable`, where both sides are known."""
    pence = 0
    for each in one.changes:
        if each.path.endswith(".payable"):
            before, after = (Money.of(side).pence if side is not None else 0 for side in (each.from_, each.to))
            pence += abs(after - before)
    return Money(pence)


def moment(at: Moment | None) -> str:
    """A moment as people write it, or that it is not known yet."""
    return UNKNOWN if at is None else str(at)
