"""The command line. It and the pages are the only places that ask what day it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from recovery_costs.calendar import Moment
    from recovery_costs.plain import Problem

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Recovery Costs under SEC L10.14 to L10.30: what the Code makes of a case, line by line, and why.",
    epilog="Exit codes: 0 done, 1 the input has problems, 2 wrong use.",
)


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


def today() -> date:
    """Today in the United Kingdom."""
    from recovery_costs.calendar import UK

    return datetime.now(UTC).astimezone(UK).date()


def _wrong(message: str) -> NoReturn:
    """Wrong use: say so and leave with 2."""
    raise typer.BadParameter(message)


def _day(written: str | None) -> date:
    from recovery_costs.calendar import parse_day

    try:
        return parse_day(written) if written is not None else today()
    except ValueError as error:
        _wrong(f"--as-of {written!r}: {error}; write a day such as 2025-09-01.")


def _moment(written: str | None) -> Moment | None:
    from recovery_costs.calendar import Moment

    try:
        return Moment.of(written) if written is not None else None
    except ValueError as error:
        _wrong(f"--known-at {written!r}: {error}; write a moment such as 2025-09-01T12:00.")


def _readings(chosen: list[str] | None) -> dict[str, str]:
    from recovery_costs.case_file import check_readings

    pairs = [each.partition("=") for each in chosen or []]
    problems: list[Problem] = []
    readings = check_readings({name: option for name, _, option in pairs}, problems)
    if problems:
        _wrong("; ".join(f"--reading {each.found}: wanted {each.wanted}. {each.do}" for each in problems))
    return readings


def _say(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _refuse(problems: list[Problem], form: Format) -> NoReturn:
    """The input has problems: list them all and leave with 1."""
    if form is Format.JSON:
        _say([each._asdict() for each in problems])
    else:
        from recovery_costs.papers import text

        text.console(stderr=True).print(text.problems(problems))
    raise typer.Exit(1)


Case = Annotated[Path, typer.Argument(help="A case file, YAML or JSON.", exists=True, dir_okay=False, readable=True)]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Judge at the end of this day; today in the UK if left out."),
]
KnownAt = Annotated[str | None, typer.Option("--known-at", metavar="MOMENT", help="Only what was on record then.")]
Chosen = Annotated[
    list[str] | None, typer.Option("--reading", metavar="NAME=OPTION", help="Choose a reading; may be repeated.")
]
BankHolidays = Annotated[
    Path | None,
    typer.Option(
        "--bank-holidays",
        metavar="FILE",
        help="More rows of bank holidays, each with its source.",
        exists=True,
        dir_okay=False,
    ),
]
Form = Annotated[Format, typer.Option("--format", help="text to read, json to hand on.")]


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
    from recovery_costs.files import load_case, load_holidays
    from recovery_costs.papers import text
    from recovery_costs.plain import Problems

    if (case is None) == (batch is None):
        _wrong("Give one case file, or --batch with a file of cases.")
    if batch is not None:
        if as_of or known_at or reading or contested:
            _wrong("With --batch each line says its own as_of, known_at, readings and contested.")
        raise typer.Exit(_batch(batch, bank_holidays))
    assert case is not None
    day, moment, readings = _day(as_of), _moment(known_at), _readings(reading)
    try:
        judge = contest if contested or form is Format.TEXT else core.adjudicate
        result = judge(load_case(case), day, moment, readings, load_holidays(bank_holidays))
    except Problems as problems:
        _refuse(problems.problems, form)
    if form is Format.JSON:
        _say(result.as_json())
    else:
        text.console().print(text.adjudication(result))


def _batch(path: Path, bank_holidays: Path | None) -> int:
    """A line per case in, an adjudication per line out, in the same order."""
    from recovery_costs.batch import answer
    from recovery_costs.files import load_holidays
    from recovery_costs.plain import Problems

    try:
        holidays = load_holidays(bank_holidays)
    except Problems as problems:
        _refuse(problems.problems, Format.JSON)
    worst = 0
    with path.open("rb") as lines:
        for line in lines:
            if line.strip():
                reply = answer(line, holidays)
                worst = max(worst, int("error" in reply))
                typer.echo(json.dumps(reply, ensure_ascii=False))
    return worst


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
    from recovery_costs.files import load_case, load_holidays
    from recovery_costs.papers import text
    from recovery_costs.plain import Problems

    ref = _clause(clause)
    day, moment, readings = _day(as_of), _moment(known_at), _readings(reading)
    try:
        loaded = load_case(case)
        result = core.adjudicate(loaded, day, moment, readings, load_holidays(bank_holidays))
    except Problems as problems:
        _refuse(problems.problems, Format.TEXT)
    text.console().print(text.why(result, loaded, ref, about))


def _clause(written: str) -> str:
    import difflib

    from recovery_costs.law import CLAUSES

    ref = written.strip().replace(" ", "")
    if ref in CLAUSES:
        return ref
    near = difflib.get_close_matches(ref, CLAUSES, 3, 0.5)
    _wrong(
        f"There is no clause {written!r} in L10.14 to L10.30.{' Did you mean ' + ', '.join(near) + '?' if near else ''}"
    )


@app.command(epilog='Example: recovery-costs where "L10.19(b)(ii)"')
def where(clause: Annotated[str, typer.Argument(help="A clause, such as L10.19(b)(ii).")]) -> None:
    """A clause's words, its rule, its tests and its readings."""
    from recovery_costs.papers import text
    from recovery_costs.where import places

    ref = _clause(clause)
    out = text.console()
    out.print(text.clause(ref))
    for name, rows in places(ref):
        out.print(f"\n{name}", style="bold")
        for row in rows:
            out.print(f"  {row}")


class Document(StrEnum):
    """The documents that cross the edge of the program."""

    CASE = "case"
    ADJUDICATION = "adjudication"


@app.command(epilog="Example: recovery-costs schema case > case.schema.json")
def schema(document: Annotated[Document, typer.Argument(help="Which document.")]) -> None:
    """The JSON Schema of a document."""
    from recovery_costs.case_file import case_schema
    from recovery_costs.finding import adjudication_schema

    _say(case_schema() if document is Document.CASE else adjudication_schema())


@app.command(epilog="Example: recovery-costs readings late_total")
def readings(name: Annotated[str | None, typer.Argument(help="One reading; all of them if left out.")] = None) -> None:
    """The contested readings: the question, each option, which is the default and whom each helps."""
    from rich.text import Text

    from recovery_costs.law import READINGS
    from recovery_costs.papers import text

    if name is not None and name not in READINGS:
        _wrong(f"There is no reading {name!r}; they are {', '.join(READINGS)}.")
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
        _wrong(f"{folder} holds no scenario (*.yaml).")
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

    from recovery_costs.casework import adjudications, take_in_samples
    from recovery_costs.papers import text
    from recovery_costs.register.journal import Journal

    day = _day(as_of)
    out = text.console()
    with tempfile.TemporaryDirectory(prefix="recovery-costs-") as folder:
        journal = Journal(register or Path(folder) / "demo.sqlite")
        for name, taken in take_in_samples(journal):
            for one in taken:
                out.print(f"{name}: took in the workbook of {one.party}: {one.rows} cost lines, {one.pounds}")
        out.print("")
        out.print(text.portfolio(adjudications(journal, day)))
        journal.close()
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


def _guarded(run: Callable[[], None]) -> None:
    """Run; a mistake of ours ends in one sentence, never in a trace."""
    try:
        run()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.stderr.close()
        sys.exit(130)
    except Exception as error:  # the last resort
        typer.echo(
            f"The program made a mistake ({type(error).__name__}: {error}). Nothing was changed. Please report it with the command you gave.",
            err=True,
        )
        sys.exit(3)


def main() -> None:
    """The entry point: `recovery-costs`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    _guarded(app)


def commands() -> Iterator[str]:
    """The names of every command."""
    for each in app.registered_commands:
        assert each.callback is not None
        yield each.name or each.callback.__name__.replace("_", "-")
