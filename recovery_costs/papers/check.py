"""The report of a check, for the terminal: what was read, and every problem, grouped by what kind of thing it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from recovery_costs.money import Money

MOST_OF_A_KIND = 20
"""Problems of one code that are printed; `--format json` has all."""
_HEADS = (
    ("blocking", "To mend before it can be taken in", "red"),
    ("question", "Goes through, and somebody will ask", "yellow"),
    ("note", "For your information", "dim"),
)


def report(said: Mapping[str, Any]) -> Group:
    """A check report, given as its JSON."""
    cells, rows, pounds = (said["receipt"][each] for each in ("cells", "rows", "pounds"))
    verdict = {
        "refused": "Not read.",
        "not_a_claim": "Read, and not a claim.",
    }.get(said["kind"], "Accepted." if said["accepted"] else "Not accepted yet.")
    parts: list[RenderableType] = [
        Text.assemble((said["file"]["name"], "bold"), f"  {verdict}"),
        Text(f"  {said['file']['bytes']:,} bytes, sha256 {said['file']['sha256']}", style="dim"),
    ]
    if said["kind"] in ("claim", "cost_lines"):
        parts += [
            Text(f"  Cells       {_balance(cells, ('read', 'ignored', 'flagged'))}"),
            Text(f"  Cost lines  {_balance(rows, ('accepted', 'rejected', 'ignored'))}"),
            Text(f"  Pounds      {_balance(pounds, ('accepted', 'rejected', 'ignored'))}"),
        ]
    for severity, head, tone in _HEADS:
        found = [each for each in said["problems"] if each["severity"] == severity]
        if found:
            parts.append(Text(f"\n{head} ({len(found)})", style=f"bold {tone}"))
            parts += _grouped(found)
    return Group(*parts)


def _balance(counts: Mapping[str, Any], parts: Iterable[str]) -> str:
    """seen = accepted + rejected + ignored, in words."""

    def number(value: Any) -> str:
        return (
            str(Money.of(value))
            if isinstance(value, str) and len(value) < 16
            else f"{value:,}"
            if isinstance(value, int)
            else f"£{value}"
        )

    return f"{number(counts['seen'])} seen = " + " + ".join(f"{number(counts[each])} {each}" for each in parts)


def _grouped(found: list[Mapping[str, Any]]) -> list[RenderableType]:
    """Problems of one code under one another, the code's advice once where it is the same for all."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for each in found:
        groups.setdefault(each["code"], []).append(each)
    parts: list[RenderableType] = []
    for code, problems in groups.items():
        parts.append(Text(f"  {code}", style="bold"))
        for each in problems[:MOST_OF_A_KIND]:
            place = f"{each['sheet']}!{each['cell']}: " if each["sheet"] and each["cell"] else ""
            wanted = f"; wanted {each['wanted'].removesuffix('.')}" if each["wanted"] else ""
            parts.append(Padding(Text(f"{place}found {each['found']}{wanted}. {each['do']}"), (0, 0, 0, 4)))
        if len(problems) > MOST_OF_A_KIND:
            more = f"and {len(problems) - MOST_OF_A_KIND} more; --format json lists all"
            parts.append(Padding(Text(more, style="dim"), (0, 0, 0, 4)))
    return parts
