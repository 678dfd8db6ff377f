"""The timeline of one event, drawn: what happened as points, periods as bars with a mark on the last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import altair as alt

from recovery_costs.calendar import long_day
from recovery_costs.dashboard import charts
from recovery_costs.dashboard.charts import data, dressed
from recovery_costs.dashboard.look import colour
from recovery_costs.dashboard.timeline import Row, nearest

DRAWN = 40
"""Rows drawn at most: those nearest to the day; the list has all."""
LONG_BEFORE = 60
"""Days: a first row that much before the next would only make the drawing narrow."""
_ROW, _LABELS = 27, 300
_LETTER = 6.4 / 780  # of a letter's width, as a share of the drawing's


def to_draw(found: Sequence[Row], as_of: date) -> list[Row]:
    """The rows nearest to the day, in order, as many as are drawn; what lies long before all the rest is left out."""
    while len(found) > 1 and (found[1].start - found[0].end).days > LONG_BEFORE:
        found = found[1:]
    return nearest(found, as_of, DRAWN)


@lru_cache(maxsize=64)
def specified(found: tuple[Row, ...], as_of: date, _dark: bool) -> dict[str, Any]:
    """The drawing as the page is told it, in the colours of the reader's theme."""
    spec: dict[str, Any] = drawn(found, as_of).to_dict()
    return spec


def drawn(found: Sequence[Row], as_of: date) -> alt.LayerChart:
    """The rows drawn: periods as bars with a mark on the last day, what happened as points, the day as a rule."""
    shown = [
        {
            "what": _key(number, row.label),
            "start": _at_midnight(row.start),
            "last": _at_midnight(row.last),
            "point": _at_midnight(row.point),
            "end": _at_midnight(row.end),
            "says": _words(row),
            "tone": row.tone or "act",
        }
        for number, row in enumerate(found)
    ]
    first, end = min(row.start for row in found), max(*(row.end for row in found), as_of)
    span = max((end - first).days, 30)
    reach = max(((row.end - first).days + 1) / (1 - _LETTER * (len(_words(row)) + 4)) for row in found)
    ends = [first - timedelta(span * 0.015), first + timedelta(max(span * 1.05, reach))]
    x = alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(nice=False),
        axis=charts.axis(
            orient="top",
            format="%b %Y",
            tickCount=alt.TimeIntervalStep(interval="month", step=_months(max(span * 1.05, reach))),
            labelOverlap="greedy",
            labelFontSize=12,
        ),
    )
    foot_row = _key(len(found), "")
    order = [_key(number, row.label) for number, row in enumerate(found)] + [foot_row]
    y = alt.Y(
        "what:N",
        sort=order,
        scale=alt.Scale(domain=order),
        title=None,
        axis=charts.axis(
            labelAlign="left",
            labelPadding=_LABELS,
            labelLimit=_LABELS - 16,
            labelExpr="slice(datum.label, 4)",
            labelColor=colour("ink"),
            labelFontSize=12.5,
            ticks=False,
            grid=False,
        ),
    )
    tones = sorted({str(row["tone"]) for row in shown})
    c = alt.Color("tone:N", scale=alt.Scale(domain=tones, range=[colour(tone) for tone in tones]), legend=None)
    base = data(shown)
    bars = base.mark_bar(height=9, cornerRadius=2, opacity=0.26).encode(x=x, x2="last:T", y=y, color=c)
    lasts = base.mark_tick(thickness=3, size=17).encode(x=alt.X("last:T"), y=y, color=c)
    periods = [bars, lasts] if any(row.last for row in found) else []
    points = base.mark_point(filled=True, size=80, opacity=1).encode(x=alt.X("point:T"), y=y, color=c)
    halo = base.mark_text(
        align="left", dx=10, fontSize=12, stroke=colour("page"), strokeWidth=5, strokeJoin="round"
    ).encode(x=alt.X("end:T"), y=y, text=alt.Text("says:N"))
    text = base.mark_text(align="left", dx=10, fontSize=12, color=colour("soft")).encode(
        x=alt.X("end:T"), y=y, text=alt.Text("says:N")
    )
    room = data([{"start": _at_midnight(day), "what": foot_row} for day in ends])
    today = data([{"day": _at_midnight(as_of), "says": _short(as_of), "what": foot_row}])
    rule = today.mark_rule(color=colour("ink"), strokeDash=[3, 3]).encode(x="day:T")
    foot_halo = today.mark_text(fontSize=12, fontWeight=600, stroke=colour("page"), strokeWidth=6).encode(
        x="day:T", y=y, text="says:N"
    )
    foot = today.mark_text(fontSize=12, fontWeight=600, color=colour("ink")).encode(x="day:T", y=y, text="says:N")
    frame = room.mark_point(opacity=0).encode(x=x, y=y)
    layers = alt.layer(frame, rule, *periods, halo, text, points, foot_halo, foot)
    return dressed(layers, _ROW * len(order) + 40)


def _months(days: float) -> int:
    """How many months from one mark of the axis to the next."""
    return next((step for step in (1, 2, 3, 6) if days <= step * 30.5 * 9), 12)


def _key(number: int, label: str) -> str:
    """A row's place and label; the place keeps two rows of one label apart and is not shown."""
    return f"{number:03d} {label}"


def _at_midnight(day: date | None) -> str | None:
    """A day on the reader's own clock: a bare day would be read as midnight in Greenwich, and may fall a day off."""
    return f"{day.isoformat()}T00:00:00" if day else None


def _short(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _words(row: Row) -> str:
    if row.last is None:
        return f"{_short(row.start)}{', ' + row.says if row.says else ''}"
    return f"to {_short(row.last)}, {row.says[:1].lower()}{row.says[1:]}"


def alternative(found: Sequence[Row], as_of: date) -> str:
    """What the drawing shows, in a sentence, for those who do not see it."""
    return f"Timeline with {len(found)} rows, as of {long_day(as_of)}. The same rows follow as a list."
