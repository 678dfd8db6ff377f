"""The command that schedules again what is unpaid, shows what differs, and adopts exactly what it showed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recovery_costs.cli.schedule import PlanFile, working_days
from recovery_costs.cli.shared import AsOf, BankHolidays, Form, Format, app, day_of, refuse, say, wrong_use


@app.command(epilog="Example: recovery-costs reschedule plan.yaml --case case.yaml --as-of 2026-06-30")
def reschedule(
    plan: PlanFile,
    case: Annotated[str, typer.Option("--case", metavar="CASE", help="A case file; with --register, a case's name.")],
    as_of: AsOf = None,
    register: Annotated[
        Path | None, typer.Option("--register", metavar="FILE", help="The register that holds the case.", exists=True)
    ] = None,
    adopt: Annotated[
        str | None,
        typer.Option(
            "--adopt", metavar="FIGURES", help="Adopt the dates shown under these figures: record or print the fact."
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="MOMENT", help="When the Panel determined them; the day given if left out."),
    ] = None,
    name: Annotated[str, typer.Option("--id", metavar="ID", help="The id of the fact.")] = "dates-determined-again",
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """Schedule again what is unpaid: what was paid stays, the dates on file stay on record, and what differs is shown."""
    from recovery_costs import casework
    from recovery_costs.calendar import Moment
    from recovery_costs.files import load_case, load_holidays, load_plain
    from recovery_costs.papers import schedule as paper
    from recovery_costs.papers import text
    from recovery_costs.plain import Problems
    from recovery_costs.register.journal import Journal
    from recovery_costs.schedule.adopt import preview
    from recovery_costs.schedule.change import reschedule as again

    day = day_of(as_of)
    try:
        moment = Moment.of(at or day.isoformat())
    except ValueError as error:
        wrong_use(f"--at {at!r}: {error}; write a moment such as 2026-07-02T15:00.")
    if register is None and not Path(case).is_file():
        wrong_use(f"--case {case!r} is no file; give a case file, or --register with the register that holds it.")
    journal = Journal(register) if register else None
    try:
        if journal is not None and case not in journal.cases():
            wrong_use(f"--case {case!r} is not on that register; it holds {', '.join(journal.cases()) or 'none'}.")
        of = casework.case_on_record(journal, case) if journal is not None else load_case(Path(case))
        holidays = load_holidays(bank_holidays)
        change = again(load_plain(plan), of, day, working_days(bank_holidays), holidays)
        if adopt is None:
            shown = preview(of, change.fact(name, moment), holidays) if change.payments else None
            if form is Format.JSON:
                say(change.as_json())
            else:
                text.console().print(paper.change(change, shown))
            return
        fact = casework.exactly(change, name, moment, adopt)
        if journal is None:
            say(fact)
        else:
            casework.adopt(journal, case, fact)
            typer.echo(
                f"On record in {case}: {name}, {len(fact['payments'])} payments. The dates before it stay on record."
            )
    except Problems as problems:
        refuse(problems.problems, form)
    finally:
        if journal is not None:
            journal.close()
