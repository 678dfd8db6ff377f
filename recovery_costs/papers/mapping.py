"""A mapping of a Party's own layout, for the terminal: what each column was taken for and why, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text


def mapping(said: Mapping[str, Any], where: str, file: str) -> Group:
    """A profile, given as its JSON; where it was written, and for which file."""
    parts: list[RenderableType] = [Text.assemble((file, "bold"), f"  mapped in {where}")]
    for table in said["tables"]:
        sheets = ", ".join(table["sheets"])
        parts.append(Text(f"\n{sheets}: headings in row {table['heading_row']}", style="bold"))
        for column in table["columns"]:
            name = column["heading"] or f"column {column['column']}"
            field = {"ignore": "left out", None: "asked below"}.get(column["field"], column["field"])
            parts.append(Text(f"  {name}: {field}"))
            if column["why"]:
                parts.append(Padding(Text(column["why"], style="dim"), (0, 0, 0, 4)))
    for sheet, why in said["leave_out_sheets"].items():
        parts.append(Text(f"\n{sheet}: left out, {why}"))
    settled = [each for each in said["questions"] if each["answer"] is not None]
    if settled:
        parts.append(Text("\nSettled", style="bold"))
        parts += [Text(f"  {each['name']}: {each['answer']}. {each['why']}") for each in settled]
    asked = [each for each in said["questions"] if each["answer"] is None]
    parts.append(Text(f"\nOnly you can say ({len(asked)})" if asked else "\nNothing is left open.", style="bold"))
    for each in asked:
        parts.append(Text.assemble("  ", (each["name"], "bold"), f"  {each['ask']}"))
        if each["where"]:
            parts.append(Text(f"      {each['where']}: {each['found']}", style="dim"))
        parts += [Text(f"      {option}: {meaning}") for option, meaning in each["options"].items()]
    if asked:
        parts.append(
            Text("\nAnswer in the file, or here with --profile FILE --answer NAME=ANSWER; then run check --profile.")
        )
    return Group(*parts)
