"""The command that shows the ledger of deemed breach: on any day, as known then and as known now."""

from __future__ import annotations

from typing import Annotated

import typer

from recovery_costs.cli.shared import (
    AsOf,
    BankHolidays,
    Case,
    Chosen,
    Form,
    Format,
    app,
    asked,
    refusing,
    show,
    wrong_use,
)


@app.command(epilog='Example: recovery-costs ledger case.yaml --subscriber "Supplier B" --as-of 2025-09-30')
def ledger(
    case: Case,
    subscriber: Annotated[
        str | None, typer.Option("--subscriber", metavar="NAME", help="Only this Subscriber's rows.")
    ] = None,
    as_of: AsOf = None,
    reading: Chosen = None,
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """Was a Subscriber deemed in breach on any day, as known then and as known now; what changed it and when."""
    from recovery_costs import ledger as core
    from recovery_costs.papers import ledger as paper

    with refusing(form):
        of, day, _, readings, holidays = asked(case, as_of, None, reading, bank_holidays)
        result = core.ledger(of, day, readings, holidays)
    if subscriber is not None:
        names = ", ".join(dict.fromkeys(row.subscriber for row in result.rows)) or "nobody"
        result = result.of(subscriber)
        if not result.rows:
            wrong_use(f"--subscriber {subscriber!r}: to that day the ledger has rows of {names}.")
    show(result, paper.ledger, form)
