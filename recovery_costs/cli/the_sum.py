"""The command that shows the sum of L10.24 through time, its early warning, and the brief for a Draft Proposal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recovery_costs.cli.schedule import checked
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
    say,
)


@app.command("the-sum", epilog="Example: recovery-costs the-sum case.yaml --as-of 2026-01-05 --plan plan.yaml")
def the_sum(
    case: Case,
    as_of: AsOf = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="PLAN", help="Show what this plan would do to Charges.", exists=True, dir_okay=False
        ),
    ] = None,
    reading: Chosen = None,
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """The Panel's sum through time: when requests passed it, what best estimates would add, an early warning, a Draft Proposal."""
    from recovery_costs.adjudicate import adjudicate
    from recovery_costs.files import load_plain
    from recovery_costs.papers import text
    from recovery_costs.papers import the_sum as paper
    from recovery_costs.record import what_counts
    from recovery_costs.schedule.answer import answer
    from recovery_costs.schedule.draft_proposal import brief
    from recovery_costs.schedule.the_sum import the_sum as through_time
    from recovery_costs.terms import terms

    with refusing(form):
        of, day, _, readings, holidays = asked(case, as_of, None, reading, bank_holidays)
        history, result = through_time(of, day, holidays, readings), adjudicate(of, day, None, readings, holidays)
        proposed = made = None
        if plan is not None:
            proposed, working = checked(load_plain(plan), result, bank_holidays)
            made = answer(proposed, working)
        counted = what_counts(of, day, None, terms(of, readings, holidays).notices)
        proposal = brief(result, counted, history, proposed, made)
    if form is Format.JSON:
        say({**history.as_json(), "draft_proposal": proposal.as_json()})
    else:
        text.console().print(paper.the_sum(history, proposal))
