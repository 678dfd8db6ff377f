"""The command that checks a claim workbook: check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recovery_costs.cli.shared import AsOf, Form, Format, app, day_of, refuse, say, today, wrong_use

if TYPE_CHECKING:
    from recovery_costs.facts import Case
    from recovery_costs.workbook.check import Context
    from recovery_costs.workbook.check_own import Given

LARGE = 2 * 1024 * 1024
"""From this size on, what is being read is said while it is read."""


@app.command(epilog="Example: recovery-costs check my-claim.xlsx --event event.yaml")
def check(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A claim workbook (.xlsx), or a list in CSV.", exists=True, dir_okay=False),
    ],
    event: Annotated[
        str | None,
        typer.Option(
            "--event", metavar="FILE_OR_CASE", help="The event's file, or its name: days and names are held against it."
        ),
    ] = None,
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar="MAPPING",
            help="Read a spreadsheet of your own making by this mapping; see map.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    party: Annotated[str | None, typer.Option("--party", help="Whose costs: for a list in CSV, or a mapping.")] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="DAY", help="The day on which the list stood as it stands.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="CASE", help="Show what taking it in would change: a case file or folder.", exists=True
        ),
    ] = None,
    as_of: AsOf = None,
    back: Annotated[
        Path | None,
        typer.Option("--return", metavar="OUT.xlsx", help="Write the workbook back, with a Findings sheet added."),
    ] = None,
    form: Form = Format.TEXT,
) -> None:
    """Check a claim workbook: every problem at once, by sheet and cell, with what to do. Nothing is sent or kept."""
    from recovery_costs.cli import check_more
    from recovery_costs.workbook.check import check_file

    if as_of is not None and against is None:
        wrong_use("--as-of goes with --against: it is the day on which the change is judged.")
    if back is not None:
        check_more.may_write(back, file)
    case = check_more.case(against, form) if against else None
    context = _context(event, form) if event or case is None else _of_case(case)
    report = check_file(file, context, progress_of(file), given(profile, party, at, form))
    shown = check_more.preview(case, report, day_of(as_of), form) if case else None
    if form is Format.JSON:
        say(report.as_json() | ({"preview": shown.as_json() if shown else None} if case else {}))
    else:
        from recovery_costs.papers import check as paper
        from recovery_costs.papers import text

        out = text.console()
        out.print(paper.report({**report.as_json(), "facts": ()}))
        check_more.say_mended(file, report)
        if case:
            check_more.say_preview(shown)
    if back is not None:
        check_more.write_back(back, file, report)
    raise typer.Exit(0 if report.accepted else 1)


def given(profile: Path | None, party: str | None, at: str | None, form: Format) -> Given | None:
    """What `--profile`, `--party` and `--at` say."""
    from recovery_costs.calendar import parse_day
    from recovery_costs.plain import Problems
    from recovery_costs.workbook.check_own import Given
    from recovery_costs.workbook.own.profile import read_profile

    try:
        if at is not None:
            parse_day(at)
    except ValueError as error:
        wrong_use(f"--at {at!r}: {error}; write a day such as 2025-09-01.")
    try:
        return Given(read_profile(profile.read_bytes()) if profile else None, party, at)
    except Problems as problems:
        refuse(problems.problems, form)


def _context(event: str | None, form: Format) -> Context:
    """What `--event` says: a case's name, or a file with its facts."""
    from recovery_costs.workbook.check import Context

    if event is None or not Path(event).is_file():
        return Context(event)
    from recovery_costs.files import load_case
    from recovery_costs.plain import Problems

    try:
        return _of_case(load_case(Path(event)))
    except Problems as problems:
        refuse(problems.problems, form)


def _of_case(case: Case) -> Context:
    """What a case says beside the file: its name, the day of the event, who is on record."""
    from recovery_costs.adjudicate import adjudicate
    from recovery_costs.workbook.check import Context

    occurred = adjudicate(case, today()).recovery_event.on
    parties = {getattr(fact, "party", None) for fact in case.facts} - {None}
    return Context(case.name, occurred, frozenset(str(each) for each in parties))


def progress_of(file: Path) -> Callable[[str], None]:
    """Say on standard error what a large file is at; nothing for a small one."""

    def said(what: str) -> None:
        if file.stat().st_size >= LARGE:
            typer.echo(f"{file.name}: {what}", err=True)

    return said
