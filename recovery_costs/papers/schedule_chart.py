"""Charts of schedules, drawn on this machine: SVG and PNG without a browser and without any outside request.

Pounds are floating point here and nowhere else: a drawing needs no pence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import altair as alt
import vl_convert

from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.compare import Comparison

TONES = ["#1d4e89", "#b8860b", "#2e7d5b", "#8e4585", "#a0522d", "#4a5a6a", "#5b8fb9", "#c9a227"]
WIDTH, HEIGHT, MOST_PARTIES, MOST_NAMED = 640, 260, 7, 12
OTHERS = "All others"


def payments_by_month(made: Schedule, name: str | None = None) -> Any:
    """What is paid each month, stacked by Party, with the cap on months as a tick where there is one.

    Beyond seven Parties those that are paid least are drawn together.
    """
    sums: Counter[str] = Counter()
    months: Counter[tuple[str, str]] = Counter()
    for each in made.payments:
        sums[each.party] += each.amount.pence
    named = [party for party, _ in sums.most_common(MOST_PARTIES)] if len(sums) > MOST_PARTIES + 1 else list(sums)
    for each in made.payments:
        months[f"{each.on:%Y-%m}", each.party if each.party in named else OTHERS] += each.amount.pence
    order = [*sorted(named), *([OTHERS] if len(named) < len(sums) else [])]
    along = [f"{month:%Y-%m}" for month in months_between(made.payments[0].on, made.payments[-1].on)]
    rows = [
        {"month": month, "party": party, "pounds": pence / 100, "place": order.index(party)}
        for (month, party), pence in months.items()
    ]
    caps = [
        {"month": each.period, "cap": each.cap.pence / 100}
        for each in made.certificate.by_period
        if each.kind == "month" and each.cap is not None
    ]
    bars = (
        alt.Chart(_data(rows))
        .mark_bar(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(labelAngle=-45), scale=alt.Scale(domain=along)),
            y=alt.Y("sum(pounds):Q", title="Pounds paid", axis=alt.Axis(format=",.0f", tickMinStep=1)),
            color=alt.Color(
                "party:N", title="Party", sort=order, scale=alt.Scale(domain=order, range=TONES[: len(order)])
            ),
            order=alt.Order("place:Q"),
        )
    )
    totals: Counter[str] = Counter()
    for row in rows:
        totals[str(row["month"])] += round(100 * float(str(row["pounds"])))
    ticks_at = {str(row["month"]): float(str(row["cap"])) for row in caps}
    most = max([*(pence / 100 for pence in totals.values()), *ticks_at.values()])
    above = [
        {"month": month, "sum": pence / 100, "at": clear_of(pence / 100, ticks_at.get(month), most)}
        for month, pence in totals.items()
    ]
    sums_above = (
        alt.Chart(_data(above))
        .mark_text(dy=-9, fontSize=10)
        .encode(x="month:O", y="at:Q", text=alt.Text("sum:Q", format=",.0f"))
    )
    ticks = alt.Chart(_data(caps)).mark_tick(color="#b00020", thickness=3, width=26).encode(x="month:O", y="cap:Q")
    what = f"{name}: paid each month" if name else f"Paid each month under {made.rule}"
    title = what + ("; the tick is the cap" if caps else "")
    return alt.layer(bars, sums_above, *([ticks] if caps else [])).properties(width=WIDTH, height=HEIGHT, title=title)


def clear_of(sum_: float, cap: float | None, most: float, takes: float = 0.125) -> float:
    """Where a bar's sum is written: at its end; or at the cap's tick, where that lies so near that it would strike it out.

    Args:
        takes: how much of the longest bar the sum takes when it is written.
    """
    return cap if cap is not None and 0 < cap - sum_ < most * takes else sum_


def months_between(first: date, last: date) -> list[date]:
    """The first day of every month from one day's to another's, those in which nothing is paid among them."""
    places = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(place // 12, place % 12 + 1, 1) for place in places]


def frontier(comparison: Comparison) -> Any:
    """The peak month against the days waited in all: the frontier joined by a line, what another betters by both hollow.

    Up to twelve schedules are named; of more the shape says the rule.
    """
    rows = [
        {
            "name": row.name,
            "rule": row.rule,
            "peak": row.peak_month.pence / 100,
            "days": float(row.days_waited),
            "on": "on the frontier" if row.on_frontier else "another is better by both",
        }
        for row in comparison.rows
        if row.peak_month is not None and row.days_waited is not None
    ]
    x = alt.X(
        "peak:Q",
        title="Peak month, pounds",
        scale=alt.Scale(zero=False, padding=30),
        axis=alt.Axis(format=",.0f", tickMinStep=1),
    )
    y = alt.Y("days:Q", title="Days waited, mean over all pounds", scale=alt.Scale(zero=False, padding=20))
    best = alt.Chart(_data([row for row in rows if row["on"] == "on the frontier"]))
    line = best.mark_line(color=TONES[0], strokeDash=[4, 3]).encode(x=x, y=y, order=alt.Order("peak:Q"))
    points = (
        alt.Chart(_data(rows))
        .mark_point(size=90, strokeWidth=2, opacity=1, fillOpacity=1, color=TONES[0])
        .encode(
            x=x,
            y=y,
            fill=alt.Fill(
                "on:N",
                title=None,
                scale=alt.Scale(domain=["on the frontier", "another is better by both"], range=[TONES[0], "white"]),
            ),
        )
    )
    title = "Lowest peak against least waiting"
    if len(rows) > MOST_NAMED:
        points = points.encode(shape=alt.Shape("rule:N", title="Rule"))
        return alt.layer(line, points).properties(width=WIDTH, height=HEIGHT, title=title)
    together: dict[tuple[Any, Any], list[str]] = {}
    for row in rows:
        together.setdefault((row["peak"], row["days"]), []).append(str(row["name"]))
    labels = [{"name": ", ".join(names), "peak": peak, "days": days} for (peak, days), names in together.items()]
    names = alt.Chart(_data(labels)).mark_text(align="left", dx=8, dy=-6).encode(x=x, y=y, text="name:N")
    return alt.layer(line, points, names).properties(width=WIDTH, height=HEIGHT, title=title)


def board(comparison: Comparison, schedules: Mapping[str, Schedule]) -> Any:
    """The frontier, and under it each scenario's payments by month, where there are no more than twelve."""
    parts = [
        payments_by_month(made, name)
        for name, made in schedules.items()
        if made.feasible and len(schedules) <= MOST_NAMED
    ]
    return alt.vconcat(frontier(comparison), *parts).resolve_scale(color="independent", fill="independent")


def svg(chart: Any) -> str:
    """A chart as SVG."""
    drawn: str = vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])
    return drawn


def png(chart: Any) -> bytes:
    """A chart as PNG, at twice the size for print."""
    drawn: bytes = vl_convert.vegalite_to_png(chart.to_dict(), scale=2.0, allowed_base_urls=[])
    return drawn


def _data(rows: list[dict[str, Any]]) -> Any:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]
