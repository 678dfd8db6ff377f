"""The command that says what holds whatever the reading, and what turns on which readings: contested."""

from __future__ import annotations

from recovery_costs.cli.shared import (
    AsOf,
    BankHolidays,
    Case,
    Chosen,
    Form,
    Format,
    KnownAt,
    app,
    chosen_readings,
    day_of,
    moment_of,
    refuse,
    say,
)


@app.command(epilog="Example: recovery-costs contested case.yaml --as-of 2025-09-01 --reading late_total=breach_only")
def contested(
    case: Case,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    reading: Chosen = None,
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """What holds whatever the reading, what turns on which readings alone or together, and the money at stake."""
    from recovery_costs.files import load_case, load_holidays
    from recovery_costs.papers import text
    from recovery_costs.papers import verdict as paper
    from recovery_costs.plain import Problems
    from recovery_costs.verdict import verdict

    day, moment, readings = day_of(as_of), moment_of(known_at), chosen_readings(reading)
    try:
        result = verdict(load_case(case), day, moment, readings, load_holidays(bank_holidays))
    except Problems as problems:
        refuse(problems.problems, form)
    if form is Format.JSON:
        say(result.as_json())
    else:
        text.console().print(paper.verdict(result))
