"""Commands on the law itself: where, schema, readings."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from recovery_costs.cli.shared import (
    app,
    clause_of,
    say,
    wrong_use,
)


@app.command(epilog='Example: recovery-costs where "L10.19(b)(ii)"')
def where(clause: Annotated[str, typer.Argument(help="A clause, such as L10.19(b)(ii).")]) -> None:
    """A clause's words, its rule, its tests and its readings."""
    from rich.text import Text

    from recovery_costs.papers import text
    from recovery_costs.where import neighbour, of_neighbour, places

    out = text.console()
    if one := neighbour(clause):
        out.print(Text(one.ref, style="bold"))
        found = of_neighbour(one)
    else:
        ref = clause_of(clause)
        out.print(text.clause(ref))
        found = places(ref)
    for name, rows in found:
        out.print(f"\n{name}", style="bold")
        for row in rows:
            out.print(f"  {row}")


class Document(StrEnum):
    """The documents that cross the edge of the program."""

    CASE = "case"
    ADJUDICATION = "adjudication"
    CHECK = "check"
    PLAN = "plan"
    PROFILE = "profile"
    SCHEDULE = "schedule"
    VERDICT = "verdict"


@app.command(epilog="Example: recovery-costs schema case > case.schema.json")
def schema(document: Annotated[Document, typer.Argument(help="Which document.")]) -> None:
    """The JSON Schema of a document."""
    from recovery_costs.adjudication import adjudication_schema
    from recovery_costs.case_file import case_schema
    from recovery_costs.schedule.answer import schedule_schema
    from recovery_costs.schedule.plan_file import plan_schema
    from recovery_costs.verdict import verdict_schema
    from recovery_costs.workbook.own.profile import profile_schema
    from recovery_costs.workbook.report import check_schema

    schemas = {
        Document.CASE: case_schema,
        Document.ADJUDICATION: adjudication_schema,
        Document.CHECK: check_schema,
        Document.PLAN: plan_schema,
        Document.PROFILE: profile_schema,
        Document.SCHEDULE: schedule_schema,
        Document.VERDICT: verdict_schema,
    }
    say(schemas[document]())


@app.command(epilog="Example: recovery-costs readings late_total")
def readings(name: Annotated[str | None, typer.Argument(help="One reading; all of them if left out.")] = None) -> None:
    """The contested readings: the question, each option, which is the default and whom each helps."""
    from rich.text import Text

    from recovery_costs.law import READINGS
    from recovery_costs.papers import text

    if name is not None and name not in READINGS:
        wrong_use(f"There is no reading {name!r}; they are {', '.join(READINGS)}.")
    out = text.console()
    for one in READINGS.values() if name is None else [READINGS[name]]:
        out.print(Text.assemble((one.name, "bold"), f"  {', '.join(one.clauses)}  ({one.doubt})"))
        out.print(f"  {one.question}")
        for option in one.options:
            mark = " (default)" if option.name == one.default else ""
            out.print(Text.assemble("    ", (option.name, "bold"), f"{mark}: {option.means} Helps: {option.helps}"))
        if name is not None:
            out.print(f"  Why the default: {one.because}\n  Worked case: {one.case}")
        out.print("")
