"""Schedules side by side on a page: their measures, their drawings, and the certificate of one, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from recovery_costs.calendar import long_day
from recovery_costs.casework.schedules import SideBySide
from recovery_costs.dashboard.look import PARTIES, chip, first_up, on, pairs, pounds, t, table
from recovery_costs.dashboard.studio_charts import months, months_of, place
from recovery_costs.money import NOUGHT, Money
from recovery_costs.schedule.answer import Binding, Schedule
from recovery_costs.schedule.compare import Compared, Comparison


def compared(of: Comparison) -> str:
    """Schedules as columns, measures as rows; the best of each is named in words."""
    rows = [["Stands", *(_stands(each) for each in of.rows)]]
    for name, key, say, best in _MEASURES:
        rows.append([name, *_measured(of.rows, key, say, best)])
    years = sorted({year for each in of.rows for year in each.share_paid_by or {}})
    for year in years:
        rows.append(
            [
                f"Paid by the end of {year}",
                *(_known(each, each.paid_by(year), lambda share: f"{t(share)}%") for each in of.rows),
            ]
        )
    if any(each.present_value_lost_in_all is not None for each in of.rows):
        lost = [_known(each, each.present_value_lost_in_all, pounds) for each in of.rows]
        rows.append(["Present value lost, at the rate given", *lost])
    columns = [("Measure", ""), *((each.name, "") for each in of.rows)]
    made = table("Schedules side by side", columns, rows)
    return made + _why_none(of)


def _why_none(of: Comparison) -> str:
    """Each reason why there is no schedule, with those that it holds for."""
    reasons: dict[str, list[str]] = {}
    for each in of.rows:
        if not each.feasible:
            reasons.setdefault(each.because or "", []).append(each.name)
    rows = "".join(f"<li><b>{t('; '.join(names))}</b>: {t(why)}</li>" for why, names in reasons.items())
    return f'<h3 class="sub">Why there is no schedule</h3><ul class="plain">{rows}</ul>' if rows else ""


_MEASURES: tuple[tuple[str, str, Callable[[Any], str], tuple[Callable[[Iterable[Any]], Any], str]], ...] = (
    ("Last payment", "last_payment", on, (min, "soonest")),
    ("Peak month", "peak_month", pounds, (min, "least")),
    ("Instalments", "instalments", str, (min, "fewest")),
    ("Days waited, on average", "days_waited", t, (min, "least")),
    ("Longest wait of a Party", "longest_wait", t, (min, "least")),
    ("Fairness, 1 is alike for all", "fairness", t, (max, "fairest")),
)


def _measured(
    rows: Sequence[Compared], key: str, say: Callable[[Any], str], best: tuple[Callable[[Iterable[Any]], Any], str]
) -> list[str]:
    """A measure of each; the best of them is said to be, unless all come to the same."""
    value = {each.name: _number(getattr(each, key)) for each in rows if getattr(each, key) is not None}
    top = best[0](value.values()) if len(set(value.values())) > 1 else None
    cells = []
    for each in rows:
        cell = _known(each, getattr(each, key), say)
        if key == "longest_wait" and each.longest_wait_of:
            cell += f" {t(each.longest_wait_of)}"
        cells.append(f"{cell}<small>{best[1]}</small>" if top is not None and value.get(each.name) == top else cell)
    return cells


def _number(value: Any) -> Any:
    """Decimals that are written as text compare as numbers: as so many hundredths."""
    return int(value.replace(".", "")) if isinstance(value, str) else value


def _known(row: Compared, value: Any, say: Callable[[Any], str]) -> str:
    return '<span class="unknown">No schedule</span>' if not row.feasible or value is None else say(value)


def _stands(row: Compared) -> str:
    if not row.feasible:
        return chip("late", "None exists")
    if row.dominated_by:
        return (
            f"{chip('calm', 'Dominated')}<small>no better by any measure than {t(', '.join(row.dominated_by))}</small>"
        )
    return chip("ok", "On the frontier") if row.on_frontier else chip("calm", "Off the frontier")


# --- drawings -----------------------------------------------------------------------------------------------------------


def drawings(found: SideBySide, parties: Sequence[str]) -> None:
    """What each schedule pays by month, all to one scale, with one key."""
    made = {name: each for name, each in found.schedules.items() if each.measures is not None}
    if not made:
        return
    peaks = [each.measures.peak_month for each in made.values() if each.measures is not None]
    caps = [row.cap for each in made.values() for row in each.certificate.by_period if row.kind == "month" and row.cap]
    most = max([*peaks, *(cap for cap in caps if cap <= Money(2 * max(peaks).pence))]).pence / 100
    order = months_of(made.values())
    st.html("<h2>Paid each month</h2>" + _key(made.values(), parties, bool(caps)))
    for at in range(0, len(made), 2):
        for column, (name, each) in zip(st.columns(2, gap="medium"), list(made.items())[at : at + 2], strict=False):
            with column:
                st.html(f"<h3>{t(name)}</h3>")
                alt = f"What is paid each month, {long_day(each.payments[0].on)} to {long_day(each.payments[-1].on)}"
                st.altair_chart(
                    months(each, parties, order, most), theme=None, width="stretch", alt=f"{alt}; a table follows."
                )


def _key(made: Iterable[Schedule], parties: Sequence[str], capped: bool) -> str:
    paid = sorted({row.party for each in made for row in each.payments}, key=list(parties).index)
    named = [party for party in paid if place(party, parties) < len(PARTIES) - 1]
    others = [party for party in paid if party not in named]
    rows = [
        f'<li><span class="sw" style="background:var(--party-{place(party, parties)})"></span>{t(party)}</li>'
        for party in named
    ]
    if others:
        who = t(others[0]) if len(others) == 1 else f"{len(others)} others"
        rows.append(f'<li><span class="sw" style="background:var(--party-{len(PARTIES) - 1})"></span>{who}</li>')
    if capped:
        rows.append(
            '<li><span class="sw" style="background:var(--late);height:3px"></span>Room under the month’s cap</li>'
        )
    return f'<ul class="key">{"".join(rows)}</ul>'


# --- the certificate, or why there is none ------------------------------------------------------------------------------


def certificate(made: Schedule) -> str:
    """What anyone can recheck with a calculator."""
    if made.binding is not None:
        return _binding(made, made.binding)
    of = made.certificate
    says = "".join(f"<li>{t(each)}</li>" for each in of.says)
    parties = [
        [t(each.party), pounds(each.owed), pounds(each.paid), str(each.instalments)]
        for each in of.by_party
        if each.owed > NOUGHT
    ]
    columns = [("Party", "long"), ("Owed", "num"), ("Paid", "num"), ("Instalments", "num")]
    foot = ["In all", pounds(of.total), pounds(Money.sum(each.paid for each in of.by_party)), str(len(made.payments))]
    periods = [
        [
            t(each.period),
            first_up(each.kind.replace("_", " ")).replace("year", "Year"),
            pounds(each.before),
            pounds(each.paid),
            pounds(each.cap) if each.cap is not None else '<span class="unknown">No cap</span>',
        ]
        for each in of.by_period
    ]
    of_periods = [("Period", ""), ("Kind", ""), ("Paid before", "num"), ("Paid", "num"), ("Cap", "num")]
    left_out = "".join(f"<li>{on(each.on)}: {t(each.because)}</li>" for each in of.days_left_out)
    return (
        f'<h2>Certificate</h2><ul class="plain">{says}</ul>'
        + table("By Party", columns, parties, foot, "mid")
        + f'<details class="quiet"><summary>Period by period</summary>{table("By period", of_periods, periods)}</details>'
        + (
            f'<details class="quiet"><summary>Days left out</summary><ul class="plain">{left_out}</ul></details>'
            if left_out
            else ""
        )
        + _information(made)
    )


def _information(made: Schedule) -> str:
    given = made.certificate.information
    if given is None:
        return ""
    rows = [
        f"{t(each.regulatory_year)}, Charging Group {t(each.group)}: {each.amount}, {each.each_month} a month"
        for each in given.charging
    ]
    rows += [
        f"{t(party)}: {amount} of present value lost" for party, amount in (given.present_value_lost or {}).items()
    ]
    stands = f"The effect on Charges is {t(given.charging_stands)}. " if given.charging_stands else ""
    listed = "".join(f"<li>{row}</li>" for row in rows)
    return (
        f'<h3 class="sub">For information only</h3><ul class="plain">{listed}</ul>'
        f'<p class="soft">{stands}L10 gives no interest on Recovery Costs.</p>'
    )


def _binding(made: Schedule, bound: Binding) -> str:
    rows = [
        ("Between", f"{on(bound.from_)} and {on(bound.to)}"),
        ("Can be carried", pounds(bound.can_carry)),
        ("Must be carried", pounds(bound.must_carry)),
        ("Short by", pounds((bound.must_carry - bound.can_carry).or_nought)),
    ]
    caps = [
        [t(first_up(each.kind.replace("_", " "))), t(each.period), pounds(each.cap)]
        for each in made.certificate.covered_by
    ]
    covered = (
        table("Caps that bind", [("Cap on", ""), ("Period", ""), ("At most", "num")], caps, kind="narrow")
        if caps
        else ""
    )
    opens = f'<details class="quiet"><summary>The caps that bind</summary>{covered}</details>' if covered else ""
    return f"<h2>No such schedule exists</h2>{pairs(rows)}{opens}"
