"""Charts of schedules on a page: what is paid in each month by Party against the cap, and the frontier.

Pounds are floating point here and nowhere else: a drawing needs no pence. The same sums stand in tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import altair as alt

from recovery_costs.dashboard import charts
from recovery_costs.dashboard.charts import data, dressed
from recovery_costs.dashboard.look import PARTIES, colour, dark
from recovery_costs.money import Money
from recovery_costs.papers.schedule_chart import clear_of, months_between
from recovery_costs.schedule.answer import Schedule
from recovery_costs.schedule.compare import Comparison

UPRIGHT = 3
"""Months whose sums still stand side by side on a phone; more are drawn as rows."""
_FEW = 5
_STANDING, _LYING = 0.125, 0.33
"""Of the longest bar, what a sum takes that is written above a bar, or beside one on a phone."""


def place(party: str, parties: Sequence[str]) -> int:
    """A Party's place among the colours, the same on every page of the event."""
    return min(list(parties).index(party), len(PARTIES) - 1)


def months_of(made: Iterable[Schedule]) -> list[str]:
    """The months from the first to the last in which any of the schedules pays, as they are named in a drawing."""
    days = [row.on for each in made for row in each.payments]
    return [_named(month) for month in months_between(min(days), max(days))]


def months(made: Schedule, parties: Sequence[str], order: list[str], most: float) -> alt.LayerChart:
    """What is paid in each month, stacked in the order of the Parties, its sum beyond the bar, and the cap as a tick.

    Args:
        order, most: the months, and how far the pounds run, so that charts side by side compare.
    """
    paid: Counter[tuple[date, int]] = Counter()
    for each in made.payments:
        paid[each.on.replace(day=1), place(each.party, parties)] += each.amount.pence
    rows = [{"month": _named(month), "pounds": pence / 100, "place": at} for (month, at), pence in sorted(paid.items())]
    sums: Counter[str] = Counter()
    for (month, _), pence in paid.items():
        sums[_named(month)] += pence
    caps = [
        {"month": _named(each.from_), "cap": (each.cap - each.before).pence / 100}
        for each in made.certificate.by_period
        if each.kind == "month" and each.cap is not None
    ]
    room = {str(row["month"]): float(str(row["cap"])) for row in caps}
    upright = len(order) <= UPRIGHT
    takes = _STANDING if upright else _LYING
    totals = [
        {"month": name, "at": clear_of(pence / 100, room.get(name), most, takes), "says": str(Money(pence))}
        for name, pence in sums.items()
    ]
    used = sorted({at for _, at in paid})
    fills = alt.Color("place:O", scale=alt.Scale(domain=used, range=[PARTIES[at][dark()] for at in used]), legend=None)
    few: Any = {"size": 56} if upright and len(order) < _FEW else {}
    bars = data(rows).mark_bar(stroke=colour("page"), strokeWidth=1, **few)
    words = data(totals).mark_text(fontSize=11, color=colour("ink"), **_beyond(upright))
    ticks = data(caps).mark_tick(color=colour("late"), thickness=3, **_wider(upright))
    along, up = ("x", "y") if upright else ("y", "x")
    name = _along(upright, order)
    layers = [
        bars.encode(**{along: name, up: _much(upright, "pounds", most), "color": fills, "order": alt.Order("place:O")}),
        *([ticks.encode(**{along: name, up: _much(upright, "cap", most)})] if caps else []),
        words.encode(**{along: name, up: _much(upright, "at", most), "text": "says:N"}),
    ]
    return dressed(alt.layer(*layers), 250 if upright else 30 + 24 * len(order))


def _named(month: date) -> str:
    return f"{month:%b} {month.year}"


def _beyond(upright: bool) -> Any:
    return {"dy": -8} if upright else {"align": "left", "dx": 6}


def _wider(upright: bool) -> Any:
    return {"width": 34} if upright else {"height": 24}


def _along(upright: bool, order: list[str]) -> Any:
    scale = alt.Scale(domain=order)
    return (alt.X if upright else alt.Y)("month:O", sort=order, scale=scale, title=None, axis=charts.names(ticks=False))


def _much(upright: bool, field: str, most: float) -> Any:
    room = 1.12 if upright else 1.35
    scale = alt.Scale(domain=[0, most * room], nice=False)
    return (alt.Y if upright else alt.X)(f"{field}:Q", title=None, axis=charts.pounds(), scale=scale)


def frontier(comparison: Comparison) -> alt.LayerChart:
    """The peak month against the days waited: those that no other betters by both are filled, and joined."""
    together: dict[tuple[float, float, bool], list[str]] = {}
    for row in comparison.rows:
        if row.peak_month is not None and row.days_waited is not None:
            key = row.peak_month.pence / 100, float(row.days_waited), row.on_frontier
            together.setdefault(key, []).append(row.name)
    rows: list[dict[str, Any]] = [
        {"peak": peak, "days": days, "best": best, "says": ", ".join(names)}
        for (peak, days, best), names in together.items()
    ]
    x = alt.X(
        "peak:Q",
        title="Peak month",
        scale=alt.Scale(zero=False, padding=60),
        axis=charts.pounds(5),
    )
    y = alt.Y(
        "days:Q",
        title="Days waited, on average",
        scale=alt.Scale(zero=False, padding=32),
        axis=charts.axis(tickCount=5),
    )
    fill = alt.Fill("best:N", scale=alt.Scale(domain=[True, False], range=[colour("act"), colour("page")]), legend=None)
    line = data([row for row in rows if row["best"]]).mark_line(color=colour("act"), strokeDash=[4, 3])
    points = data(rows).mark_point(size=90, strokeWidth=2, opacity=1, color=colour("act"))
    middle = (min(row["peak"] for row in rows) + max(row["peak"] for row in rows)) / 2
    left = data([row for row in rows if row["peak"] <= middle])
    right = data([row for row in rows if row["peak"] > middle])
    said: Any = {"fontSize": 12, "color": colour("ink")}
    layers = [
        line.encode(x=x, y=y, order=alt.Order("peak:Q")),
        points.encode(x=x, y=y, fill=fill),
        left.mark_text(align="left", dx=-4, dy=-14, **said).encode(x=x, y=y, text="says:N"),
        right.mark_text(align="right", dx=4, dy=16, **said).encode(x=x, y=y, text="says:N"),
    ]
    return dressed(alt.layer(*layers), 260)
