"""Where each act of a claim or a breach stands, as the rules have it, and the last moment for a notice of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from recovery_costs.adjudication import Breach, Claim, Notified
from recovery_costs.advice.parts import Act, LastMoment, Means
from recovery_costs.calendar import Moment, Notices


class Row(NamedTuple):
    """One act, under one combination of readings.

    Attributes:
        of: which one: a window, a requirement, a subscriber and provision; None where there can be only one.
        status: `open` to the end of `due`; `missed` once that has passed, whether something came late or nothing did.
        first: the first day on which a notice can serve; None where any earlier day does.
        due: the last.
        late: whether something came, late.
    """

    act: Act
    of: str | None
    status: Literal["open", "missed"]
    first: date | None
    due: date
    late: bool = False


def rows_of_claim(claim: Claim, as_of: date) -> Iterator[Row]:
    """The acts of a claim that are open or were missed; none that was done in time."""
    yield from _notice("intention", claim.intention)
    told = claim.intention.effective
    if claim.initial_estimate == "not_met" and told:
        yield Row("initial_estimate", None, "open" if told.day == as_of else "missed", told.day, told.day)
    for window in claim.estimates:
        if window.status in ("open", "missed") and told:
            first = max(window.from_, told.day + timedelta(days=1))
            status: Literal["open", "missed"] = "open" if window.status == "open" else "missed"
            yield Row("updated_estimate", str(window.window), status, first, window.to)
    yield from _notice("total", claim.total)
    for row in claim.evidence:
        if row.status in ("open", "overdue", "given_late"):
            late = row.status == "given_late"
            yield Row("evidence", row.requirement, "open" if row.status == "open" else "missed", None, row.due, late)


def _notice(act: Act, notified: Notified) -> Iterator[Row]:
    if notified.due and notified.in_time is not True:
        late = notified.effective is not None
        yield Row(act, None, "open" if notified.in_time is None else "missed", None, notified.due, late)


def row_of_breach(breach: Breach, as_of: date) -> Row | None:
    """The referral of a deemed breach, where it is open or was missed; None where it was made in time or needs none."""
    if breach.status == "deemed_rebuttable":
        return Row("referral", breach.provision, "open", None, breach.refer_by)
    if breach.referral_in_time is False:
        return Row("referral", breach.provision, "missed", None, breach.refer_by, late=True)
    if breach.referral_in_time is None and breach.status == "final" and breach.refer_by < as_of:
        return Row("referral", breach.provision, "missed", None, breach.refer_by)
    return None


def last_moment(means: Means, first: date | None, due: date, notices: Notices) -> LastMoment:
    """The last moment of giving a notice that takes effect by the end of `due`, and not before `first`.

    A proved receipt takes effect as it was, so that its last moment is the end of `due`; where readings move it into
    working hours, it is that of delivery by hand.
    """
    if means != "received":
        moment = notices.last_safe(due)[means]
    elif notices.business_hours and not notices.sending:
        moment = notices.last_safe(due)["hand"]
    else:
        moment = replace(notices, sending=True).last_safe(due)["hand"]
    if moment is None:
        return LastMoment(None, "beyond_the_table")
    if first and _effect(means, moment, notices) < first:
        return LastMoment(None, "no_such_moment")
    return LastMoment(moment)


def _effect(means: Means, moment: Moment, notices: Notices) -> date:
    if means == "received":
        return notices.takes_effect(None, None, moment).moment.day
    return notices.takes_effect(moment, means, None).moment.day
