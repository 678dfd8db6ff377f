"""The command that schedules again what is unpaid, shows what differs, and adopts exactly what it showed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from recovery_costs.cli.office import (
    DEFAULT,
    AsRole,
    BasedOn,
    CommandId,
    Where,
    command_id,
    desk_of,
    done,
    fields_of,
    opened,
    told,
)
from recovery_costs.cli.schedule import PlanFile
from recovery_costs.cli.shared import AsOf, BankHolidays, Form, Format, app, day_of, say, wrong_use


@app.command(epilog="Example: recovery-costs reschedule plan.yaml --event RE-2025-003 --as-of 2026-11-28")
def reschedule(
    plan: PlanFile,
    fields: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE]...", help="With --adopt: minute=..., conflicts=..., at=..."),
    ] = None,
    case: Annotated[
        Path | None, typer.Option("--case", metavar="CASE", help="A case file.", exists=True, dir_okay=False)
    ] = None,
    event: Annotated[
        str | None,
        typer.Option("--event", metavar="NAME", help="A Recovery Event on the register, in place of a case file."),
    ] = None,
    as_of: AsOf = None,
    adopt: Annotated[
        str | None,
        typer.Option(
            "--adopt", metavar="FIGURES", help="Determine the dates shown under these figures, or print the fact."
        ),
    ] = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    command: CommandId = None,
    on: BasedOn = None,
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """Schedule again what is unpaid: what was paid stays, the dates on file stay on record, and what differs is shown."""
    from recovery_costs.casework import schedules
    from recovery_costs.files import load_plain

    if (case is None) == (event is None):
        wrong_use("Give a case file with --case, or a Recovery Event on the register with --event.")
    if event is not None and bank_holidays is not None:
        wrong_use("--bank-holidays goes with --case; an event on the register is read with the table that is shipped.")
    day, given = day_of(as_of), fields_of(fields or [], None)
    if given and adopt is None:
        wrong_use("minute=..., conflicts=... and at=... go with --adopt.")
    with told(form):
        asked = load_plain(plan)
        if case is not None:
            _of_a_file(asked, case, day, adopt, str(given.get("at", day.isoformat())), bank_holidays, form)
            return
        assert event is not None
        with opened(register) as store:
            if adopt is None:
                desk = desk_of(store, role)
                _show(schedules.again(desk, event, asked, day), schedules.case_for_schedules(desk, event), None, form)
                return
            desk = desk_of(store, role, "determine_dates")
            done(schedules.adopt(desk, event, asked, day, adopt, given, command=command_id(command), based_on=on), form)


def _of_a_file(
    plan: Any, case: Path, day: Any, adopt: str | None, at: str, bank_holidays: Path | None, form: Format
) -> None:
    """The same on a case file: to adopt is to be given the fact, for the file."""
    from recovery_costs.calendar import Moment
    from recovery_costs.files import load_case, load_holidays
    from recovery_costs.schedule.change import reschedule as again

    of = load_case(case)
    change = again(plan, of, day, load_holidays(bank_holidays))
    if adopt is None:
        _show(change, of, bank_holidays, form)
        return
    change.confirm(adopt)
    try:
        moment = Moment.of(at)
    except ValueError as error:
        wrong_use(f"at={at!r}: {error}; write a moment such as 2026-07-02T15:00.")
    say(change.fact(f"dates-determined-{change.fingerprint}", moment))


def _show(change: Any, case: Any, bank_holidays: Path | None, form: Format) -> None:
    """What adopting would do, before anybody does."""
    from datetime import time

    from recovery_costs.calendar import Moment
    from recovery_costs.files import load_holidays
    from recovery_costs.papers import schedule as paper
    from recovery_costs.papers import text
    from recovery_costs.schedule.adopt import preview

    shown = None
    if change.payments:
        fact = change.fact(f"dates-determined-{change.fingerprint}", Moment.at(change.as_of, time(23, 59)))
        shown = preview(case, fact, load_holidays(bank_holidays))
    if form is Format.JSON:
        say(change.as_json())
    else:
        text.console().print(paper.change(change, shown))
