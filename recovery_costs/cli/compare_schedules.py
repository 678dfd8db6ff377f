"""The command that lays schedules side by side, or sweeps thousands of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from recovery_costs.cli.shared import BankHolidays, Form, Format, app, refuse, say, wrong_use


@app.command("compare-schedules", epilog="Example: recovery-costs compare-schedules scenarios.yaml --workbook out.xlsx")
def compare_schedules(
    file: Annotated[Path, typer.Argument(help="Scenarios or a sweep, YAML or JSON.", exists=True, dir_okay=False)],
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="OUT.svg", help="Draw the frontier and each schedule (.svg, .png)."),
    ] = None,
    workbook: Annotated[
        Path | None, typer.Option("--workbook", metavar="OUT.xlsx", help="Write the schedules with every number live.")
    ] = None,
    bank_holidays: BankHolidays = None,
    form: Form = Format.TEXT,
) -> None:
    """Schedules side by side: every measure, which are dominated, the frontier. A sweep tries thousands and keeps its frontier."""
    from recovery_costs.files import load_holidays, load_plain
    from recovery_costs.papers import schedule as paper
    from recovery_costs.papers import text
    from recovery_costs.plain import Problems
    from recovery_costs.schedule.compare import compare
    from recovery_costs.schedule.scenarios import check_scenarios
    from recovery_costs.schedule.sweep import sweep
    from recovery_costs.terms import working_days

    if chart is not None and (chart.suffix not in (".svg", ".png") or not chart.parent.is_dir()):
        wrong_use(f"--chart {str(chart)!r}: give the name of an .svg or .png file in a folder that exists.")
    if workbook is not None and (workbook.suffix != ".xlsx" or not workbook.parent.is_dir()):
        wrong_use(f"--workbook {str(workbook)!r}: give the name of an .xlsx file in a folder that exists.")
    try:
        working, given = working_days(load_holidays(bank_holidays)), load_plain(file)
        swept = sweep(given, working, _progress) if isinstance(given, dict) and "sweep" in given else None
        plans = swept.plans if swept else check_scenarios(given, working)
        result, schedules = (swept.comparison, swept.schedules) if swept else compare(plans, working)
    except Problems as problems:
        refuse(problems.problems, form)
    if chart is not None:
        from recovery_costs.papers import schedule_chart

        board = schedule_chart.board(result, schedules)
        chart.write_bytes(schedule_chart.png(board) if chart.suffix == ".png" else schedule_chart.svg(board).encode())
        typer.echo(f"Written: {chart}.", err=True)
    if workbook is not None:
        from recovery_costs.papers import schedule_workbook

        workbook.write_bytes(schedule_workbook.workbook(result, plans, schedules))
        typer.echo(f"Written: {workbook}.", err=True)
    if form is Format.JSON:
        say((swept or result).as_json())
    else:
        text.console().print(paper.sweep(swept) if swept else paper.comparison(result))


def _progress(done: int, of: int) -> None:
    """On a terminal, how far the sweep is."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done:,} of {of:,} combinations" + ("\n" if done == of else ""), err=True, nl=False)
