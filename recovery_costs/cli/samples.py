"""Commands on cases worked by hand and ready-made events: check-scenarios, demo."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from recovery_costs.cli.shared import (
    Format,
    app,
    day_of,
    refuse,
    wrong_use,
)


@app.command("check-scenarios", epilog="Example: recovery-costs check-scenarios sample_claims/acceptance.xlsx")
def check_scenarios(
    folder: Annotated[
        Path, typer.Argument(help="A folder of scenario files, one file, or a workbook of cases (.xlsx).", exists=True)
    ],
    back: Annotated[
        Path | None,
        typer.Option("--return", metavar="OUT.xlsx", help="Write the workbook back, with what differs marked and why."),
    ] = None,
) -> None:
    """Run cases worked by hand, and list every expectation that the adjudication does not meet."""
    from recovery_costs.papers import text
    from recovery_costs.plain import Problems, read, shown
    from recovery_costs.scenarios import misses, runs

    if folder.is_file() and folder.suffix.lower() == ".xlsx":
        _check_workbook(folder, back)
    if back is not None:
        wrong_use("--return goes with a workbook of cases (.xlsx); scenario files are not returned.")
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


def _check_workbook(path: Path, back: Path | None) -> NoReturn:
    """Run a workbook of acceptance cases, and write it back marked where that is asked for. Leaves with 0 or 1."""
    from recovery_costs.files import LARGEST
    from recovery_costs.papers import text
    from recovery_costs.workbook.acceptance.returned import returned
    from recovery_costs.workbook.acceptance.running import check_bytes

    if back is not None and (back.suffix.lower() != ".xlsx" or not back.parent.is_dir()):
        wrong_use(f"--return {str(back)!r}: give the name of a workbook (.xlsx) in a folder that exists.")
    if back is not None and back.exists() and back.samefile(path):
        wrong_use(f"--return {str(back)!r} is the workbook itself, which is not changed; give another name.")
    if path.stat().st_size > LARGEST:
        wrong_use(f"{path} is larger than {LARGEST // 1024 // 1024} MiB; check that it is a workbook of cases.")
    content = path.read_bytes()
    checked = check_bytes(content)
    out = text.console()
    for problem in checked.problems:
        place = f"{problem.sheet}!{problem.cell}" if problem.sheet else path.name
        out.print(f"{place}: found {problem.found}; wanted {problem.wanted}. {problem.do}")
    for miss in checked.misses:
        out.print(f"{miss.sheet}!{miss.cell} {miss.case}, {miss.heading}: {miss.text}")
    if back is not None:
        back.write_bytes(returned(content, checked))
        out.print(f"Written: {back}. {path.name} is as it was.")
    if checked.problems:
        count = len(checked.problems)
        said = f"{count} {'problem' if count == 1 else 'problems'}; no case was run."
    else:
        said = f"{checked.cases} cases, {checked.answers} answers, {len(checked.misses)} not as expected."
    out.print(said, style="bold")
    raise typer.Exit(0 if checked.passed else 1)


@app.command(epilog="Example: recovery-costs demo 05")
def demo(
    one: Annotated[
        str, typer.Argument(metavar="EVENT", help="Show this event in full: its number, such as 05, or its name.")
    ] = "",
    serve: Annotated[bool, typer.Option("--serve", help="Then open the dashboard on this machine.")] = False,
    as_of: Annotated[str, typer.Option("--as-of", metavar="DAY", help="Judge at the end of this day.")] = "2026-11-20",
    register: Annotated[
        Path | None, typer.Option("--register", metavar="FILE", help="Keep the facts in this SQLite file.")
    ] = None,
) -> None:
    """Take the ready-made Recovery Events in from their workbooks, keep them, adjudicate, and show them all, or one."""
    import tempfile

    from recovery_costs.casework.desk import Desk
    from recovery_costs.casework.samples import LOOKING, samples, take_in_samples
    from recovery_costs.money import Money
    from recovery_costs.papers import text
    from recovery_costs.plain import Problems
    from recovery_costs.register.faults import RegisterError
    from recovery_costs.register.store import open_register

    day = day_of(as_of)
    out = text.console()
    with tempfile.TemporaryDirectory(prefix="recovery-costs-") as folder:
        try:
            kept = open_register(register or Path(folder) / "demo.sqlite")
            taken = list(take_in_samples(kept))
            titles = {name: sample.title for sample, (name, _) in zip(samples(), taken, strict=True)}
            desk = Desk(kept, LOOKING)
            if one:
                name = _named(one, titles, desk.events())
                out.print(text.adjudication(desk.judged(name, day, contested=True).adjudication))
            else:
                books = [each for _, all_ in taken for each in all_]
                rows, pounds = sum(each.rows for each in books), Money.sum(each.pounds for each in books)
                out.print(f"Took in {len(taken)} events and {len(books)} workbooks: {rows} cost lines, {pounds}.\n")
                results = [desk.judged(name, day, contested=True).adjudication for name in desk.events()]
                out.print(text.portfolio(results, titles))
            kept.close()
        except Problems as problems:
            refuse(problems.problems, Format.TEXT)
        except RegisterError as error:
            wrong_use(f"--register {str(register)!r}: {error}")
        if serve:
            _serve(register or Path(folder) / "demo.sqlite", day)


def _named(one: str, titles: Mapping[str, str], cases: Collection[str]) -> str:
    """The event that is meant by its number or its name."""
    if one in cases:
        return one
    numbers = {title.partition(" ")[0]: name for name, title in titles.items()}
    if one.zfill(2) not in numbers:
        known = ", ".join(f"{number} ({name})" for number, name in numbers.items())
        wrong_use(f"{one!r} is no event; there are {known}.")
    return numbers[one.zfill(2)]


def _serve(register: Path, day: date) -> None:
    import os
    import subprocess

    from recovery_costs.casework.samples import beside

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
