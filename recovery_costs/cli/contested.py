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
    asked,
    refusing,
    show,
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
    from recovery_costs.papers import verdict as paper
    from recovery_costs.verdict import verdict

    with refusing(form):
        show(verdict(*asked(case, as_of, known_at, reading, bank_holidays)), paper.verdict, form)
