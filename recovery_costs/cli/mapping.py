"""The command that maps a spreadsheet of a Party's own making: map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recovery_costs.cli.check import given, progress_of
from recovery_costs.cli.shared import Form, Format, app, refuse, say, wrong_use

if TYPE_CHECKING:
    from recovery_costs.workbook.own.profile import Profile


@app.command(
    name="map",
    epilog='Example: recovery-costs map costs.xlsx --suggest mapping.json --party "Supplier A" --answer limb=key_use',
)
def map_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Your own workbook (.xlsx) or list in CSV.", exists=True, dir_okay=False),
    ],
    suggest: Annotated[
        Path, typer.Option("--suggest", metavar="OUT.json", help="Where the mapping is written.", dir_okay=False)
    ],
    profile: Annotated[
        Path | None,
        typer.Option("--profile", metavar="MAPPING", help="Begin with this mapping.", exists=True, dir_okay=False),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", metavar="NAME=ANSWER", help="Answer an open question; may be repeated."),
    ] = None,
    party: Annotated[str | None, typer.Option("--party", help="Whose costs they are.")] = None,
    event: Annotated[str | None, typer.Option("--event", metavar="CASE", help="For which Recovery Event.")] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="DAY", help="The day on which the list stood as it stands.")
    ] = None,
    form: Form = Format.TEXT,
) -> None:
    """Propose how your own spreadsheet is read: which column holds what and why, and what only you can say."""
    import json

    from recovery_costs.papers import mapping as paper
    from recovery_costs.papers import text
    from recovery_costs.workbook.check_own import proposed
    from recovery_costs.workbook.gate import Refused
    from recovery_costs.workbook.report import refused

    pairs = [each.rpartition("=") for each in answer or []]
    if wrong := next((each for each, pair in zip(answer or [], pairs, strict=True) if not pair[0]), None):
        wrong_use(f"--answer {wrong!r}: write it such as limb=key_use.")
    content, known = file.read_bytes(), given(profile, party, at, form)
    try:
        made = proposed(content, file.name, known, event, {name: said for name, _, said in pairs}, progress_of(file))
    except Refused as why:
        if form is Format.JSON:
            say(refused(file.name, content, why).as_json())
        else:
            from recovery_costs.papers import check as check_paper

            text.console().print(check_paper.report(refused(file.name, content, why).as_json()))
        raise typer.Exit(1) from why
    _write(suggest, made, form)
    if form is Format.JSON:
        say(made.as_json())
    else:
        text.console().print(paper.mapping(json.loads(made.text()), str(suggest), file.name))


def _write(out: Path, made: Profile, form: Format) -> None:
    """Write the mapping."""
    from recovery_costs.plain import Problem

    try:
        out.write_text(made.text(), encoding="utf-8")
    except OSError as error:
        refuse([Problem(None, None, f"{out}: {error.strerror}", "a place to write to", "Name another.")], form)
