"""The command that advises: what can still be done and until when, and what decides what was missed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recovery_costs.cli.shared import (
    AsOf,
    BankHolidays,
    Case,
    Chosen,
    Form,
    Format,
    KnownAt,
    app,
    asked,
    refusing,
    show,
    wrong_use,
)

if TYPE_CHECKING:
    from recovery_costs.advice.parts import Advice


@app.command(
    epilog='Example: recovery-costs advise case.yaml --as-of 2025-09-01 --for "Supplier A" --ics last-days.ics'
)
def advise(
    case: Case,
    as_of: AsOf = None,
    who: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help="Only what this person can do: a Party, the DCC, the Panel."),
    ] = None,
    known_at: KnownAt = None,
    reading: Chosen = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help="Write a calendar of the last days, with alarms.", dir_okay=False),
    ] = None,
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """What can still be done and until when, by each method; and for what was missed, what and who decides it now."""
    from recovery_costs import advice
    from recovery_costs.papers import advice as paper

    with refusing(form):
        result = advice.advise(*asked(case, as_of, known_at, reading, bank_holidays), who)
    show(result, paper.advice, form)
    if ics is not None:
        _write(ics, result)


def _write(path: Path, result: Advice) -> None:
    """Write the calendar; where nothing is open there is none to write, and a file that is there stays as it is."""
    from recovery_costs.papers.calendar_file import calendar_file

    made = calendar_file(result)
    if made is None:
        typer.echo(f"Nothing with a last day is open: {path} was not written.", err=True)
        return
    try:
        path.write_bytes(made)
    except OSError as error:
        wrong_use(f"--ics {str(path)!r}: {error.strerror}; give a file that can be written.")
    entries = "1 entry" if len(result.open) == 1 else f"{len(result.open)} entries"
    typer.echo(f"{path}: {entries}.", err=True)
