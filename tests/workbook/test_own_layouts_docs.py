"""docs/own-layouts.md names every question that a mapping can leave open."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TOP = Path(__file__).parents[2]
ROOM = TOP / "recovery_costs" / "workbook"
SOURCES = [*(ROOM / "own").glob("*.py"), ROOM / "own_layout.py"]


def asked_for() -> set[str]:
    """The fixed part of every name that a call of `ask` is given."""
    names = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "ask":
                first = node.args[0]
                parts = first.values if isinstance(first, ast.JoinedStr) else [first]
                names.add("".join(str(each.value) for each in parts if isinstance(each, ast.Constant)).strip(": "))
    return names - {""}


def test_the_page_names_every_question() -> None:
    page = (TOP / "docs" / "own-layouts.md").read_text(encoding="utf-8")
    table = page.partition("## What may be asked")[2].partition("## Totals")[0]
    told = {
        name.partition(":")[0]
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`([^`]+)`", row.split("|")[1])
    }
    assert len(asked_for()) > 20
    assert asked_for() <= told
