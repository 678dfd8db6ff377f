"""L10.19(c): the total, within three months of the day on which costs ceased; and what is requested by it.

Read with the readings `late_total`, `ceases_to_incur`, `later_totals`, `estimates` and those of time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from recovery_costs.adjudication import Notified
from recovery_costs.calendar import Moment, beside, days, long_day
from recovery_costs.facts import CostsCeased
from recovery_costs.finding import TIME, Basis, Deadline, Figure, Finding, Outcome, basis_of, found
from recovery_costs.law import clause
from recovery_costs.money import Money
from recovery_costs.record import Counted, how_it_took_effect, ids

L10_19_C__PERIODS = 1
"""Of three months, after the day on which costs ceased."""


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
    notified = Notified.against(governing.notice if governing else None, due, as_of)
    findings = [_finding(party, governing, notified, last, len(totals) > 1, readings)]
    findings += [_other(party, each, due, cut_off, readings) for each in totals if governing and each is not governing]
    if governing and ceased_on and governing.notice.day > ceased_on:
        because = f"Whether {days((governing.notice.day - ceased_on).days)} from the day costs ceased was as soon as possible is for judgement; no date follows from it."
        cited = ids(governing.notice, last)
        findings.append(
            found("L10.19(c)", Outcome.FOR_JUDGEMENT, because, about=party, facts=cited, basis=Basis.STATED)
        )
    return governing, notified, findings


def _finding(
    party: str,
    governing: Figure | None,
    notified: Notified,
    ceased: Counted[CostsCeased] | None,
    several: bool,
    readings: Mapping[str, str],
) -> Finding:
    """The governing total against its last day."""
    live = {
        "ceases_to_incur": ceased is not None and ceased.fact.last_payment not in (None, ceased.day),
        "late_total": notified.in_time is False,
        "later_totals": several,
    }
    basis = Basis.READING if live["late_total"] else basis_of(governing.notice if governing else None)
    because = notified.none_yet("total")
    if governing:
        against = (
            beside(governing.notice.day, notified.due)
            if notified.due
            else "and costs have not ceased: no last day runs"
        )
        because = f"The total of {governing.amount} took effect on {governing.moment}, {against}."
        because += how_it_took_effect(governing.notice)
    if notified.in_time is False:
        because += (
            " Read as a long-stop, that bars the request."
            if readings["late_total"] == "bars"
            else " Read as a breach only, that does not bar the request."
        )
    return found(
        "L10.19(c)",
        notified.outcome,
        because,
        about=party,
        facts=ids(governing.notice if governing else None, ceased),
        readings=(*TIME, *(name for name, is_live in live.items() if is_live)),
        basis=basis,
        due=notified.due,
        days_late=notified.days_late,
        notices=[governing.notice] if governing else [],
    )


def _other(
    party: str,
    total: Figure,
    due: date | None,
    cut_off: Moment | None,
    readings: Mapping[str, str],
) -> Finding:
    """Why a total does not govern."""
    later: tuple[str, ...] = ("later_totals",)
    if readings["later_totals"] == "first_is_final":
        why, turns, basis = "under this reading the first total governs", later, Basis.READING
    elif cut_off is not None and total.moment > cut_off:
        why = f"it came after the first payment, direction or satisfaction, on {cut_off}"
        turns, basis = TIME, basis_of(total.notice)
    elif due is not None and total.notice.day > due:
        why, turns, basis = f"it came after the last day, {long_day(due)}", TIME, basis_of(total.notice)
    else:
        why, turns, basis = "a later one in time governs", later, Basis.READING
    because = f"The total of {total.amount} that took effect on {total.moment} does not govern: {why}."
    because += how_it_took_effect(total.notice)
    return found(
        "L10.19(c)",
        Outcome.DOES_NOT_APPLY,
        because,
        about=party,
        facts=ids(total.notice),
        readings=turns,
        basis=basis,
        notices=[total.notice],
    )


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
