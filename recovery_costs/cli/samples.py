"""Commands on cases worked by hand and ready-made events: check-scenarios, demo."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from recovery_costs.cli.shared import (
    AsOf,
    Format,
    app,
    day_of,
    refuse,
    wrong_use,
)


@app.command("check-scenarios", epilog="Example: recovery-costs check-scenarios tests/scenarios/shared")
def check_scenarios(
    folder: Annotated[Path, typer.Argument(help="A folder of scenario files, or one file.", exists=True)],
) -> None:
    """Run cases worked by hand, and list every expectation that the adjudication does not meet."""
    from recovery_costs.papers import text
    from recovery_costs.plain import Problems, read, shown
    from recovery_costs.scenarios import misses, runs

    out = text.console()
    files = sorted(folder.rglob("*.yaml")) if folder.is_dir() else [folder]
    if not files:
        wrong_use(f"{folder} holds no scenario (*.yaml).")
    count, wrong = 0, 0
    for path in files:
        try:
            given = read(path.read_bytes())
            count += len(runs(given))
            for miss in misses(given):
                wrong += 1
                out.print(
                    f"{path.name}, {miss.variant}: {miss.path}: expected {shown(miss.expected)}, got {shown(miss.actual)}"
                )
        except Problems as problems:
            wrong += len(problems.problems)
            out.print(f"{path.name}: cannot be run")
            out.print(text.problems(problems.problems))
    out.print(f"{len(files)} scenarios, {count} adjudications, {wrong} expectations not met.", style="bold")
    raise typer.Exit(1 if wrong else 0)


@app.command(epilog="Example: recovery-costs demo --serve")
def demo(
    serve: Annotated[bool, typer.Option("--serve", help="Then open the dashboard on this machine.")] = False,
    as_of: AsOf = "2026-11-20",
    register: Annotated[
        Path | None, typer.Option("--register", metavar="FILE", help="Keep the facts in this SQLite file.")
    ] = None,
) -> None:
    """Take the ready-made Recovery Events in from their workbooks, keep them, adjudicate, and show the portfolio."""
    import tempfile

    from sqlalchemy.exc import SQLAlchemyError

    from recovery_costs.casework import adjudications, take_in_samples
    from recovery_costs.papers import text
    from recovery_costs.plain import Problems
    from recovery_costs.register.journal import Journal

    day = day_of(as_of)
    out = text.console()
    with tempfile.TemporaryDirectory(prefix="recovery-costs-") as folder:
        try:
            journal = Journal(register or Path(folder) / "demo.sqlite")
            for name, taken in take_in_samples(journal):
                for one in taken:
                    out.print(f"{name}: took in the workbook of {one.party}: {one.rows} cost lines, {one.pounds}")
            out.print("")
            out.print(text.portfolio(adjudications(journal, day)))
            journal.close()
        except Problems as problems:
            refuse(problems.problems, Format.TEXT)
        except SQLAlchemyError as error:
            wrong_use(f"--register {str(register)!r} is no register and cannot be made one: {error.args[0]}")
        if serve:
            _serve(register or Path(folder) / "demo.sqlite", day)


def _serve(register: Path, day: date) -> None:
    import os
    import subprocess

    from recovery_costs.casework import beside

    app_file = beside("app.py")
    environment = {
        **os.environ,
        "RECOVERY_COSTS_REGISTER": str(register.absolute()),
        "RECOVERY_COSTS_AS_OF": day.isoformat(),
    }
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(app_file),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
    ]
    subprocess.run(command, env=environment, check=False, cwd=app_file.parent)  # noqa: S603  our own command
