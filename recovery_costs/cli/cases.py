"""Commands on one case or many: adjudicate, why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recovery_costs.cli.shared import (
    AsOf,
    BankHolidays,
    Case,
    Chosen,
    Form,
    Format,
    KnownAt,
    answer_lines,
    app,
    asked,
    clause_of,
    refusing,
    show,
    wrong_use,
)


@app.command(epilog="Example: recovery-costs adjudicate case.yaml --as-of 2025-09-01 --reading late_total=breach_only")
def adjudicate(
    case: Annotated[
        Path | None, typer.Argument(help="A case file, YAML or JSON.", exists=True, dir_okay=False, readable=True)
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    reading: Chosen = None,
    contested: Annotated[
        bool, typer.Option("--contested", help="With json: try every other reading too. Text always does.")
    ] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="CASES.jsonl",
            help="A case per line, an adjudication per line.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """What L10 makes of a case on a day: what was decided, for whom, by when, why, and what is contested."""
    from recovery_costs import adjudicate as core
    from recovery_costs.contested import contest
    from recovery_costs.papers import text

    if (case is None) == (batch is None):
        wrong_use("Give one case file, or --batch with a file of cases.")
    if batch is not None:
        if as_of or known_at or reading or contested:
            wrong_use("With --batch each line says its own as_of, known_at, readings and contested.")
        raise typer.Exit(_batch(batch, bank_holidays))
    assert case is not None
    judge = contest if contested or form is Format.TEXT else core.adjudicate
    with refusing(form):
        show(judge(*asked(case, as_of, known_at, reading, bank_holidays)), text.adjudication, form)


def _batch(path: Path, bank_holidays: Path | None) -> int:
    """A line per case in, an adjudication per line out, in the same order."""
    from recovery_costs.batch import answer
    from recovery_costs.files import load_holidays

    with refusing(Format.JSON):
        holidays = load_holidays(bank_holidays)
    return answer_lines(path, lambda line: answer(line, holidays))


@app.command(epilog='Example: recovery-costs why case.yaml "L10.19(c)" --as-of 2025-12-01 --about "Supplier A"')
def why(
    case: Case,
    clause: Annotated[str, typer.Argument(help="A clause, such as L10.19(b)(ii).")],
    as_of: AsOf = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="PARTY", help="Only what concerns this Party.")
    ] = None,
    known_at: KnownAt = None,
    reading: Chosen = None,
    bank_holidays: BankHolidays = None,
) -> None:
    """Why a case comes out as it does under one clause: its words, the reason, the facts used and their cells."""
    from recovery_costs import adjudicate as core
    from recovery_costs.papers import text

    ref = clause_of(clause)
    with refusing(Format.TEXT):
        given = asked(case, as_of, known_at, reading, bank_holidays)
        result = core.adjudicate(*given)
    text.console().print(text.why(result, given.case, ref, about))
