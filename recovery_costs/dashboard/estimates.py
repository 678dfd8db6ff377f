"""A claim's best estimates against its total, drawn: a bar for each in order, its sum above it, and the total last.

Pounds are floating point here and nowhere else: a drawing needs no pence. The same sums stand in the table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt

from recovery_costs.calendar import long_day
from recovery_costs.dashboard import charts
from recovery_costs.dashboard.charts import data, dressed
from recovery_costs.dashboard.look import colour
from recovery_costs.money import NOUGHT, Money

TOTAL = "Total"
MANY = 6
"""Bars that all have their sum above; of more only the first and the last two have."""


class Step(NamedTuple):
    """An estimate, or the total: the day it took effect, what it is, and its sum."""

    day: date
    what: str
    amount: Money


def in_words(steps: Sequence[Step]) -> str:
    """How far the last is from the first, in a sentence."""
    first, last = steps[0], steps[-1]
    what = "The total" if last.what == TOTAL else "The latest estimate"
    if len(steps) == 1:
        return f"One best estimate so far: {first.amount} on {long_day(first.day)}."
    apart = last.amount - first.amount
    if apart == NOUGHT:
        return f"{what} is {last.amount}, as the first estimate was."
    much = f"{abs(apart.pence) * 1000 // first.amount.pence / 10:.1f}% " if first.amount > NOUGHT else ""
    way = "above" if apart > NOUGHT else "below"
    sum_ = apart if apart > NOUGHT else NOUGHT - apart
    return (
        f"{what} is {last.amount}: {sum_}, or {much}{way} the first estimate." if much else f"{what} is {last.amount}."
    )


@lru_cache(maxsize=64)
def drawn(steps: tuple[Step, ...], _dark: bool) -> dict[str, Any]:
    """The drawing as the page is told it, in the colours of the reader's theme."""
    names = [f"{number + 1}|{each.day.day} {each.day:%b %Y}" for number, each in enumerate(steps)]
    rows: list[dict[str, Any]] = [
        {
            "when": name,
            "pounds": each.amount.pence / 100,
            "total": each.what == TOTAL,
            "says": str(each.amount) if _spoken(number, len(steps)) else "",
        }
        for number, (name, each) in enumerate(zip(names, steps, strict=True))
    ]
    most = max(row["pounds"] for row in rows) or 1
    x = alt.X(
        "when:O",
        sort=names,
        scale=alt.Scale(domain=names, paddingInner=0.4),
        title=None,
        axis=charts.names(labelExpr="split(datum.label, '|')[1]", ticks=False),
    )
    y = alt.Y(
        "pounds:Q",
        title=None,
        scale=alt.Scale(domain=[0, most * 1.12], nice=False),
        axis=charts.pounds(),
    )
    fill = alt.Color(
        "total:N", scale=alt.Scale(domain=[False, True], range=[colour("edge"), colour("act")]), legend=None
    )
    base = data(rows)
    few: Any = {"size": 56} if len(steps) <= MANY else {}
    bars = base.mark_bar(**few).encode(x=x, y=y, color=fill)
    said = base.mark_text(dy=-8, fontSize=12, color=colour("ink")).encode(x=x, y=y, text="says:N")
    spec: dict[str, Any] = dressed(alt.layer(bars, said), 220).to_dict()
    return spec


def _spoken(number: int, many: int) -> bool:
    return many <= MANY or number == 0 or number >= many - 1
