"""The command that models payment: a plan in, a schedule with its certificate out, or the reason why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recovery_costs.cli.shared import (
    BankHolidays,
    Chosen,
    Form,
    Format,
    KnownAt,
    answer_lines,
    app,
    asked,
    refusing,
    show,
    wrong_use,
)

if TYPE_CHECKING:
    from recovery_costs.adjudication import Adjudication
    from recovery_costs.calendar import WorkingDays
    from recovery_costs.schedule.plan import Plan

PlanFile = Annotated[
    Path, typer.Argument(metavar="PLAN", help="A payment plan, YAML or JSON.", exists=True, dir_okay=False)
]
OfCase = Annotated[
    Path | None,
    typer.Option(
        "--case",
        metavar="CASE",
        help="Take what is owed, and when it was requested, from this case.",
        exists=True,
        dir_okay=False,
    ),
]
AsOfCase = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="With --case: judge at the end of this day; today if left out."),
]


def checked(given: Any, result: Adjudication | None, bank_holidays: Path | None) -> tuple[Plan, WorkingDays]:
    """A plan as given, with what an adjudication adds to it, and its Working Days."""
    from recovery_costs.files import load_holidays
    from recovery_costs.schedule.from_case import check_plan_of
    from recovery_costs.schedule.plan import check_plan
    from recovery_costs.terms import working_days

    holidays = load_holidays(bank_holidays)
    if result is None:
        working = working_days(holidays)
        return check_plan(given, working), working
    working = working_days(holidays, result.readings["bank_holidays"])
    return check_plan_of(given, result, working), working


@app.command(epilog="Example: recovery-costs schedule plan.yaml --case case.yaml --as-of 2026-01-05")
def schedule(
    plan: Annotated[
        Path | None,
        typer.Argument(metavar="PLAN", help="A payment plan, YAML or JSON.", exists=True, dir_okay=False),
    ] = None,
    case: OfCase = None,
    as_of: AsOfCase = None,
    known_at: KnownAt = None,
    reading: Chosen = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch", metavar="PLANS.jsonl", help="A plan per line, a schedule per line.", exists=True, dir_okay=False
        ),
    ] = None,
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """When sums are paid under a plan's caps: a schedule with its certificate, or the named reason why there is none."""
    from recovery_costs.adjudicate import adjudicate
    from recovery_costs.files import load_plain
    from recovery_costs.papers import schedule as paper
    from recovery_costs.schedule.answer import answer

    if (plan is None) == (batch is None):
        wrong_use("Give one payment plan, or --batch with a file of plans.")
    if case is None and (as_of or known_at or reading):
        wrong_use("--as-of, --known-at and --reading go with --case.")
    if batch is not None:
        if case is not None:
            wrong_use("With --batch each line holds its own plan; --case goes with one plan.")
        raise typer.Exit(_batch(batch, bank_holidays))
    assert plan is not None
    with refusing(form):
        result = adjudicate(*asked(case, as_of, known_at, reading, bank_holidays)) if case else None
        show(answer(*checked(load_plain(plan), result, bank_holidays)), paper.schedule, form)


def _batch(path: Path, bank_holidays: Path | None) -> int:
    """A plan per line in, a schedule or its problems per line out, in the same order."""
    from recovery_costs.batch import refused
    from recovery_costs.files import load_holidays
    from recovery_costs.plain import Problems, read
    from recovery_costs.schedule.answer import answer
    from recovery_costs.schedule.plan import check_plan
    from recovery_costs.terms import working_days

    with refusing(Format.JSON):
        working = working_days(load_holidays(bank_holidays))

    def reply(line: bytes) -> dict[str, Any]:
        try:
            return answer(check_plan(read(line), working), working).as_json()
        except Problems as problems:
            return refused(problems)

    return answer_lines(path, reply)
