"""L10.19(b): a best estimate with the intention, and an updated one in every period of three months until the total.

Read with the readings `estimate_windows_from`, `estimate_windows`, `missed_estimate` and those of time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from recovery_costs.adjudication import Window, WindowStatus
from recovery_costs.calendar import long_day
from recovery_costs.finding import TIME, Basis, Deadline, Figure, Finding, Intention, Outcome, basis_of, found
from recovery_costs.law import clause
from recovery_costs.record import how_it_took_effect, ids

InitialEstimate = Literal["met", "not_met", "not_required"]


@clause("L10.19(b)(i)")
def l10_19_b_i__initial_estimate(
    party: str,
    intention: Intention | None,
    estimates: Sequence[Figure],
    totals: Sequence[Figure],
    readings: Mapping[str, str],
) -> tuple[InitialEstimate | None, list[Finding]]:
    """L10.19(b)(i): a best estimate at the time of the intention, which is its day, unless the total comes with it."""
    if intention is None:
        return None, []
    total = next((each for each in totals if each.notice.day == intention.day), None)
    estimate = next((each for each in estimates if each.notice.day == intention.day), None)
    status: InitialEstimate
    sent: Figure | None = None
    if total:
        status, outcome = "not_required", Outcome.DOES_NOT_APPLY
        because, cited = "The total was notified with the intention, so no estimate is asked for.", total.notice
    elif estimate:
        status, outcome = "met", Outcome.MET
        because, cited = f"A best estimate of {estimate.amount} came with the intention.", estimate.notice
    else:
        status, outcome = "not_met", Outcome.NOT_MET
        because, cited = f"No best estimate took effect on {long_day(intention.day)}, with the intention.", intention
        sent = next((each for each in estimates if each.notice.given.day == intention.day), None)
        if sent:
            because += f" One of {sent.amount}, sent that day, took effect on {sent.moment}."
            because += how_it_took_effect(sent.notice)
    because += how_it_took_effect(cited)
    turns: tuple[str, ...] = TIME[2:]
    basis = basis_of(cited)
    if status == "not_met":
        turns, basis, because = (*turns, "missed_estimate"), Basis.READING, because + _consequence(readings)
    return status, [
        found(
            "L10.19(b)(i)",
            outcome,
            because,
            about=party,
            facts=ids(cited),
            readings=turns,
            basis=basis,
            due=intention.day,
            notices=[*([sent.notice] if sent else ()), cited],
        )
    ]


def _consequence(readings: Mapping[str, str]) -> str:
    """What a missing estimate does to the request."""
    if readings["missed_estimate"] == "bars":
        return " Read as a condition of the request, that bars it."
    return " Read as a breach only, that does not bar the request."


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
def l10_19_b_ii__windows_run_from(
    intention: Intention | None, intention_due: date | None, readings: Mapping[str, str]
) -> date | None:
    """L10.19(b)(ii): the day from which the windows are counted: window 1 starts the day after it.

    That on which the intention took effect; under `estimate_windows_from=first_three_months_end` the last day for it.
    """
    if intention is None:
        return None
    return intention.day if readings["estimate_windows_from"] == "intention" else intention_due


@clause("L10.19(b)(ii)")
def l10_19_b_ii__windows(
    intention: Intention | None,
    run_from: date | None,
    estimates: Sequence[Figure],
    totals: Sequence[Figure],
    deadline: Deadline,
    as_of: date,
    readings: Mapping[str, str],
) -> tuple[Window, ...]:
    """L10.19(b)(ii): the periods of three months until the total, in each of which an updated best estimate is due.

    None runs where the intention carries the total; none is listed after the one that holds the first total, nor one
    that ended on or before the day of the intention.
    """
    if intention is None or run_from is None or any(each.notice is intention for each in totals):
        return ()
    last_start = min(as_of, totals[0].notice.day) if totals else as_of
    updates = _updates(intention, estimates)
    periods = _periods(run_from, last_start, deadline, [each.notice.day for each in updates], readings)
    return tuple(
        _window(number, start, end, updates, totals, as_of) for number, start, end in periods if end > intention.day
    )


def _updates(intention: Intention, estimates: Sequence[Figure]) -> list[Figure]:
    return [each for each in estimates if each.notice.day > intention.day]


def _in(start: date, end: date, figures: Sequence[Figure]) -> Figure | None:
    """The first of some figures that took effect in a window."""
    return next((each for each in figures if start <= each.notice.day <= end), None)


def _window(
    number: int, start: date, end: date, updates: Sequence[Figure], totals: Sequence[Figure], as_of: date
) -> Window:
    """One window: met by the first estimate in it, unless the first total took effect in it at an earlier moment."""
    update, total = _in(start, end, updates), _in(start, end, totals[:1])
    if update and not (total and total.moment < update.moment):
        return Window(number, start, end, "met", update.notice.day)
    status: WindowStatus = "ended_by_total" if total else "missed" if end < as_of else "open"
    return Window(number, start, end, status, None)


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
    """L10.19(b)(ii): an updated best estimate at least once in every window, with a finding for each."""
    run_from = l10_19_b_ii__windows_run_from(intention, intention_due, readings)
    windows = l10_19_b_ii__windows(intention, run_from, estimates, totals, deadline, as_of, readings)
    if intention is None:
        return (), []
    updates = _updates(intention, estimates)
    return windows, [_finding(party, intention, each, updates, totals, readings) for each in windows]


def _finding(
    party: str,
    intention: Intention,
    window: Window,
    updates: Sequence[Figure],
    totals: Sequence[Figure],
    readings: Mapping[str, str],
) -> Finding:
    """What is said of one window, by what is in it."""
    update, total = (_in(window.from_, window.to, figures) for figures in (updates, totals[:1]))
    because = f"Window {window.window}, {long_day(window.from_)} to {long_day(window.to)}: "
    turns: tuple[str, ...] = ("estimate_windows_from", "estimate_windows", *TIME)
    if update and window.status == "met":
        because += f"an updated best estimate of {update.amount} took effect on {update.moment}."
        because += how_it_took_effect(update.notice)
        outcome, cited, basis = Outcome.MET, ids(update.notice), basis_of(update.notice)
    elif total:
        because += "the total was notified in it, and no estimate is needed after that."
        outcome, cited, basis = Outcome.DOES_NOT_APPLY, ids(total.notice), basis_of(total.notice)
    elif window.status == "missed":
        because += f"no updated best estimate took effect in it.{_consequence(readings)}"
        turns = (*turns, "missed_estimate")
        outcome, cited, basis = Outcome.NOT_MET, ids(intention), Basis.READING
    else:
        because += "no updated best estimate yet; one is due by the end of the last day."
        outcome, cited, basis = Outcome.CANNOT_SAY, ids(intention), Basis.COMPUTED
    return found(
        "L10.19(b)(ii)",
        outcome,
        because,
        about=party,
        facts=cited,
        readings=turns,
        basis=basis,
        due=window.to,
        notices=[intention, *(each.notice for each in (update, total) if each)],
    )


@clause("L10.19(b)")
def l10_19_b__estimates_missed(
    initial: InitialEstimate | None, windows: Sequence[Window], readings: Mapping[str, str]
) -> bool:
    """L10.19(b): whether a missing estimate bars the request; only under `missed_estimate=bars`."""
    missed = initial == "not_met" or any(window.status == "missed" for window in windows)
    return missed and readings["missed_estimate"] == "bars"
