"""docs/verdict.md is true: its example gives what it shows, and its table names every field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from recovery_costs.case_file import check_case
from recovery_costs.papers import text
from recovery_costs.papers import verdict as paper
from recovery_costs.plain import read
from recovery_costs.verdict import AtStake, Gives, NotTried, TurnsOn, Value, Verdict, verdict
from tests.test_docs import blocks, page

PAGE = page("verdict.md")


def block(language: str) -> str:
    (found,) = blocks("verdict.md", language)
    return found


def worked() -> Verdict:
    return verdict(check_case(read(block("yaml").encode())), date(2025, 11, 17))


def missing(shown: Any, whole: Any, path: str = "") -> Iterator[str]:
    """What the page shows that is not so; it may leave fields and rows out."""
    if isinstance(shown, dict) and isinstance(whole, dict) and "options" not in path:
        for name, value in shown.items():
            yield from missing(value, whole.get(name), f"{path}.{name}")
    elif path == ".values":
        rows = {row["path"]: row for row in whole}
        for row in shown:
            yield from missing(row, rows.get(row["path"]), f"{path}.{row['path']}")
    elif shown != whole:
        yield f"{path}: {shown!r}, the program gives {whole!r}"


def test_the_example_gives_what_the_page_shows() -> None:
    result = worked()
    assert list(missing(json.loads(block("json")), result.as_json())) == []
    assert f"two of its {len(result.values)} values" in PAGE


def test_the_example_prints_what_the_page_shows() -> None:
    out = text.console()
    with out.capture() as captured:
        out.print(paper.verdict(worked()))
    printed = " ".join(captured.get().split())
    for line in block("text").splitlines():
        assert line in printed, line


def test_the_page_names_every_field_and_every_value_looked_at() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    own = {each.name for kind in (Value, TurnsOn, Gives, NotTried, AtStake) for each in fields(kind)}
    assert own | {"readings", "live", "values", "money", "money_by_claim"} <= named
    for each in worked().values:
        parts = each.path.split(".")
        last = parts[-1] if parts[0] != "claims" or "estimates" in parts else ".".join(parts[2:])
        assert f"{last}`" in PAGE, each.path
