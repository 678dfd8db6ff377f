"""L10.19: the notice of intention, the best estimates and the total, each against its time.

Read with the readings `month_count`, `last_day`, `notice_effective`, `proved_receipt`, `bank_holidays`,
`estimate_windows_from`, `estimate_windows`, `late_intention`, `missed_estimate`, `late_total`, `ceases_to_incur`,
`later_totals` and `estimates`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias

from recovery_costs.calendar import Moment, days, long_day
from recovery_costs.facts import CostsCeased, IntentionNotified, TotalNotified
from recovery_costs.finding import Basis, Figure, Finding, Notified, Outcome, Window, found
from recovery_costs.law import clause
from recovery_costs.money import Money
from recovery_costs.record import Counted, how_it_took_effect, ids

L10_19_A__PERIODS = L10_19_C__PERIODS = 1
"""Of three months each: L10.19(a) after the Recovery Event, L10.19(c) after costs ceased."""

TIME = ("month_count", "last_day", "notice_effective", "proved_receipt", "bank_holidays")
Deadline: TypeAlias = Callable[[date, int], date]
"""The last day of the n-th period of three months after a day, under the readings."""
Intention: TypeAlias = Counted[IntentionNotified] | Counted[TotalNotified]
InitialEstimate = Literal["met", "not_met", "not_required"]


def against(notice: Counted[Any] | None, due: date | None, as_of: date) -> Notified:
    """A notice against its last day, by days: the period runs to the end of `due`.

    With none on file `in_time` is None to the end of `due`, then False and counted late to `as_of`.
    """
    day = notice.day if notice else as_of
    if due is None or (notice is None and day <= due):
        in_time, late = None, None
    else:
        in_time, late = day <= due, max(0, (day - due).days)
    return Notified(notice.moment if notice else None, due, in_time, late)


# --- (a) the intention ------------------------------------------------------------------------------------------


@clause("L10.19(a)")
def l10_19_a__intention(
    party: str,
    intentions: Sequence[Counted[IntentionNotified]],
    totals: Sequence[Counted[TotalNotified]],
    event_on: date | None,
    deadline: Deadline,
    as_of: date,
    readings: Mapping[str, str],
) -> tuple[Intention | None, Notified, Finding]:
    """L10.19(a): notice of the intention to ask, within three months of the Recovery Event.

    The first to take effect governs; a total that comes first is the intention too. A notice before the event is in
    time.
    """
    notices: list[Intention] = [*intentions, *totals]
    intention = min(notices, key=lambda each: each.order, default=None)
    due = deadline(event_on, L10_19_A__PERIODS) if event_on else None
    notified = against(intention, due, as_of)
    turns: tuple[str, ...] = ("event_date", *TIME)
    basis = Basis.COMPUTED
    if intention is None:
        because = _none_yet("notice of intention", notified, as_of)
    elif due is None:
        because = f"Notice of intention took effect on {intention.moment}; no Recovery Event has occurred, so there is no last day yet."
    else:
        because = f"Notice of intention took effect on {intention.moment}, {_beside(intention.day, due)}."
        basis = Basis.PARAMETER if intention.effect and intention.effect.deemed and intention.effect.moved else basis
    if intention:
        because += how_it_took_effect(intention)
    if notified.in_time is False:
        turns, basis = (*turns, "late_intention"), Basis.READING
        bars = readings["late_intention"] == "bars"
        because += (
            " Read as a condition of the request, that bars it."
            if bars
            else " Read as a breach only, that does not bar the request."
        )
    return (
        intention,
        notified,
        found(
            "L10.19(a)",
            _outcome(notified),
            because,
            about=party,
            facts=ids(intention),
            readings=turns,
            basis=basis,
            due=due,
            days_late=notified.days_late,
        ),
    )


def _outcome(notified: Notified) -> Outcome:
    if notified.in_time is None:
        return Outcome.CANNOT_SAY
    return Outcome.MET if notified.in_time else Outcome.NOT_MET


def _beside(day: date, due: date) -> str:
    """Where a day lies beside the last day."""
    if day == due:
        return "on the last day for it"
    apart = days(abs((due - day).days))
    return f"{apart} before the last day for it" if day < due else f"{apart} after the last day for it, {long_day(due)}"


def _none_yet(what: str, notified: Notified, as_of: date) -> str:
    if notified.due is None:
        return f"No {what} is on file, and no last day runs yet."
    if notified.in_time is None:
        return f"No {what} is on file; it may take effect to the end of {long_day(notified.due)}."
    return f"No {what} took effect by {long_day(notified.due)}, the last day for it."


# --- (b) best estimates -----------------------------------------------------------------------------------------


@clause("L10.19(b)(i)")
def l10_19_b_i__initial_estimate(
    party: str, intention: Intention | None, estimates: Sequence[Figure], totals: Sequence[Figure]
) -> tuple[InitialEstimate | None, list[Finding]]:
    """L10.19(b)(i): a best estimate at the time of the intention, which is its day, unless the total comes with it."""
    if intention is None:
        return None, []
    total = next((each for each in totals if each.notice.day == intention.day), None)
    estimate = next((each for each in estimates if each.notice.day == intention.day), None)
    status: InitialEstimate
    if total:
        status, outcome = "not_required", Outcome.DOES_NOT_APPLY
        because, cited = "The total was notified with the intention, so no estimate is asked for.", total.notice
    elif estimate:
        status, outcome = "met", Outcome.MET
        because, cited = f"A best estimate of {estimate.amount} came with the intention.", estimate.notice
    else:
        status, outcome = "not_met", Outcome.NOT_MET
        because, cited = f"No best estimate took effect on {long_day(intention.day)}, with the intention.", intention
    turns = ("notice_effective", "missed_estimate") if status == "not_met" else ("notice_effective",)
    because += how_it_took_effect(cited)
    finding = found("L10.19(b)(i)", outcome, because, about=party, facts=ids(cited), readings=turns, due=intention.day)
    return status, [finding]


def _periods(
    anchor: date, last_start: date, deadline: Deadline, estimated: Sequence[date], readings: Mapping[str, str]
) -> Iterator[tuple[int, date, date]]:
    """The windows that start by `last_start`, under `estimate_windows`: each starts the day after the one before ends.

    Under `rolling` a window that an estimate meets keeps its end, and the next starts the day after the estimate.
    """
    series, number, before = readings["estimate_windows"], 0, anchor
    while before < last_start:
        number += 1
        start = before + timedelta(days=1)
        end = deadline(anchor, number) if series == "fixed" else deadline(before, 1)
        yield number, start, end
        before = end
        if series == "rolling":
            before = next((day for day in estimated if start <= day <= end), end)


@clause("L10.19(b)(ii)")
def l10_19_b_ii__updated_estimate_in_every_window(
    party: str,
    intention: Intention | None,
    intention_due: date | None,
    estimates: Sequence[Figure],
    totals: Sequence[Figure],
    deadline: Deadline,
    as_of: date,
    readings: Mapping[str, str],
) -> tuple[tuple[Window, ...], list[Finding]]:
    """L10.19(b)(ii): an updated best estimate at least once in every period of three months until the total.

    Window 1 starts the day after the intention took effect (or after `intention_due`, under `estimate_windows_from`).
    None runs where the intention carries the total; none is listed after the one that holds the first total, nor one
    that ended on or before the day of the intention.
    """
    if intention is None or any(each.notice is intention for each in totals):
        return (), []
    anchor = intention.day if readings["estimate_windows_from"] == "intention" else intention_due
    if anchor is None:
        return (), []
    updates = [each for each in estimates if each.notice.day > intention.day]
    first_total = totals[0] if totals else None
    last_start = min(as_of, first_total.notice.day) if first_total else as_of
    windows, findings = [], []
    estimated = [each.notice.day for each in updates]
    for number, start, end in _periods(anchor, last_start, deadline, estimated, readings):
        if end <= intention.day:
            continue
        window, finding = _window(party, number, start, end, updates, first_total, as_of)
        windows.append(window)
        findings.append(finding)
        if first_total and first_total.notice.day <= end:
            break
    return tuple(windows), findings


def _window(
    party: str, number: int, start: date, end: date, updates: Sequence[Figure], first_total: Figure | None, as_of: date
) -> tuple[Window, Finding]:
    update = next((each for each in updates if start <= each.notice.day <= end), None)
    total = first_total if first_total and start <= first_total.notice.day <= end else None
    spell = f"Window {number}, {long_day(start)} to {long_day(end)}"
    turns: tuple[str, ...] = ("estimate_windows_from", "estimate_windows", *TIME)
    if update and not (total and total.moment < update.moment):
        because = f"{spell}: an updated best estimate of {update.amount} took effect on {update.moment}."
        because += how_it_took_effect(update.notice)
        window = Window(number, start, end, "met", update.notice.day)
        outcome, cited = Outcome.MET, ids(update.notice)
    elif total:
        because = f"{spell}: the total was notified in it, and no estimate is needed after that."
        window = Window(number, start, end, "ended_by_total", None)
        outcome, cited = Outcome.DOES_NOT_APPLY, ids(total.notice)
    elif end < as_of:
        because = f"{spell}: no updated best estimate took effect in it."
        window, turns = Window(number, start, end, "missed", None), (*turns, "missed_estimate")
        outcome, cited = Outcome.NOT_MET, ()
    else:
        because = f"{spell}: no updated best estimate yet; one is due by the end of the last day."
        window = Window(number, start, end, "open", None)
        outcome, cited = Outcome.CANNOT_SAY, ()
    basis = Basis.READING if outcome is Outcome.NOT_MET else Basis.COMPUTED
    return window, found(
        "L10.19(b)(ii)", outcome, because, about=party, facts=cited, readings=turns, basis=basis, due=end
    )


@clause("L10.19(b)")
def l10_19_b__estimates_missed(
    initial: InitialEstimate | None, windows: Sequence[Window], readings: Mapping[str, str]
) -> bool:
    """L10.19(b): whether a missing estimate bars the request; only under `missed_estimate=bars`."""
    missed = initial == "not_met" or any(window.status == "missed" for window in windows)
    return missed and readings["missed_estimate"] == "bars"


# --- (c) the total ----------------------------------------------------------------------------------------------


@clause("L10.19(c)")
def l10_19_c__total(
    party: str,
    totals: Sequence[Figure],
    ceased: Sequence[Counted[CostsCeased]],
    cut_off: Moment | None,
    deadline: Deadline,
    as_of: date,
    readings: Mapping[str, str],
) -> tuple[Figure | None, Notified, list[Finding]]:
    """L10.19(c): the total, within three months of the day on which the Party ceases to incur Recovery Costs.

    The latest total governs that took effect by the last day (any, while none runs) and at or before the cut-off; if
    there is none, the earliest. Under `later_totals=first_is_final` the earliest governs.

    Args:
        ceased: the latest that counts decides; costs that resume move the day.
        cut_off: the moment of the Party's first payment, direction or satisfaction.
    """
    last = ceased[-1] if ceased else None
    ceased_on = None
    if last:
        by_payment = readings["ceases_to_incur"] == "payment" and last.fact.last_payment
        ceased_on = by_payment or last.day
    due = deadline(ceased_on, L10_19_C__PERIODS) if ceased_on else None
    eligible = [
        each
        for each in totals
        if (due is None or each.notice.day <= due) and (cut_off is None or each.moment <= cut_off)
    ]
    governing = totals[0] if totals else None
    if eligible and readings["later_totals"] == "latest_in_time":
        governing = eligible[-1]
    notified = against(governing.notice if governing else None, due, as_of)
    findings = _total_findings(party, totals, governing, notified, last, as_of, readings)
    return governing, notified, findings


def _total_findings(
    party: str,
    totals: Sequence[Figure],
    governing: Figure | None,
    notified: Notified,
    ceased: Counted[CostsCeased] | None,
    as_of: date,
    readings: Mapping[str, str],
) -> list[Finding]:
    turns: tuple[str, ...] = TIME
    basis = Basis.COMPUTED
    if ceased and ceased.fact.last_payment and ceased.fact.last_payment != ceased.day:
        turns = (*turns, "ceases_to_incur")
    if governing is None:
        because = _none_yet("total", notified, as_of)
    else:
        because = f"The total of {governing.amount} took effect on {governing.moment}"
        because += (
            f", {_beside(governing.notice.day, notified.due)}."
            if notified.due
            else "; costs have not ceased, so no last day runs."
        )
        because += how_it_took_effect(governing.notice)
    if notified.in_time is False:
        turns, basis = (*turns, "late_total"), Basis.READING
        because += (
            " Read as a long-stop, that bars the request."
            if readings["late_total"] == "bars"
            else " Read as a breach only, that does not bar the request."
        )
    if len(totals) > 1:
        turns = (*turns, "later_totals")
    cited = ids(governing.notice if governing else None, ceased)
    findings = [
        found(
            "L10.19(c)",
            _outcome(notified) if notified.due or governing is None else Outcome.CANNOT_SAY,
            because,
            about=party,
            facts=cited,
            readings=turns,
            basis=basis,
            due=notified.due,
            days_late=notified.days_late,
        )
    ]
    for each in totals:
        if each is not governing:
            because = f"The total of {each.amount} that took effect on {each.moment} does not govern."
            findings.append(
                found(
                    "L10.19(c)",
                    Outcome.DOES_NOT_APPLY,
                    because,
                    about=party,
                    facts=ids(each.notice),
                    readings=("later_totals",),
                    basis=Basis.READING,
                )
            )
    if governing and ceased and governing.notice.day > ceased.day:
        because = f"Whether {days((governing.notice.day - ceased.day).days)} from the day costs ceased was as soon as possible is for judgement; no date follows from it."
        findings.append(
            found("L10.19(c)", Outcome.FOR_JUDGEMENT, because, about=party, facts=cited, basis=Basis.STATED)
        )
    return findings


@clause("L10.19")
def l10_19__requested(
    governing: Figure | None, estimates: Sequence[Figure], readings: Mapping[str, str]
) -> Money | None:
    """L10.19: what is requested: the governing total; None without one.

    Under `estimates=cap_the_total` at most the latest estimate effective at an earlier moment than that total.
    """
    if governing is None:
        return None
    earlier = [each.amount for each in estimates if each.moment < governing.moment]
    if earlier and readings["estimates"] == "cap_the_total":
        return min(governing.amount, earlier[-1])
    return governing.amount
