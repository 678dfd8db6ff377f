"""What every chart of a page has in common: its data stand in it, its words are set as the page's, pounds are short."""

from __future__ import annotations

from typing import Any

import altair as alt

from recovery_costs.dashboard.look import colour

_SHORT = "datum.value == 0 ? '£0' : '£' + replace(replace(datum.label, 'M', 'm'), 'G', 'bn')"
"""What an axis in pounds says at a mark, whose format is `~s`: £0, £250k, £1.5m, £2bn."""


def data(rows: list[dict[str, Any]]) -> alt.Chart:
    """A chart of rows that stand in the page itself."""
    return alt.Chart(alt.InlineData(values=rows))


def axis(**more: Any) -> alt.Axis:
    """An axis without a line of its own, in the colours of the reader's theme."""
    soft, line = colour("soft"), colour("line")
    ink: dict[str, Any] = {"labelColor": soft, "titleColor": soft, "gridColor": line, "tickColor": line}
    return alt.Axis(**{"domain": False, **ink, **more})


def pounds(marks: int = 4) -> alt.Axis:
    """An axis in pounds, with a few marks and their lines."""
    return axis(format="~s", labelExpr=_SHORT, tickCount=marks)


def names(**more: Any) -> alt.Axis:
    """An axis of names or days that stand along the bars or the line."""
    return axis(labelAngle=0, labelOverlap="greedy", grid=False, **more)


def dressed(chart: Any, height: int) -> alt.LayerChart:
    """A chart as a page shows it, so many pixels high."""
    made: alt.LayerChart = (
        chart.properties(height=height, background="transparent")
        .configure(font="Inter, system-ui, sans-serif")
        .configure_view(stroke=None)
    )
    return made
