"""What every command shares: the application, its options, and how it answers and refuses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from recovery_costs import facts
    from recovery_costs.calendar import Holiday, Moment
    from recovery_costs.plain import Problem

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Recovery Costs under SEC L10.14 to L10.30: what the Code makes of a case, line by line, and why.",
    epilog="Exit codes: 0 done, 1 the input has problems, 2 wrong use, 3 a mistake of the program's own.",
)


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


def today() -> date:
    """Today in the United Kingdom."""
    from recovery_costs.calendar import UK

    return datetime.now(UTC).astimezone(UK).date()


def wrong_use(message: str) -> NoReturn:
    """Wrong use: say so and leave with 2."""
    raise typer.BadParameter(message)


def day_of(written: str | None) -> date:
    """The day that `--as-of` names, today in the UK if left out."""
    from recovery_costs.calendar import parse_day

    try:
        return parse_day(written) if written is not None else today()
    except ValueError as error:
        wrong_use(f"--as-of {written!r}: {error}; write a day such as 2025-09-01.")


def moment_of(written: str | None) -> Moment | None:
    """The moment that `--known-at` names, if any."""
    from recovery_costs.calendar import Moment

    try:
        return Moment.of(written) if written is not None else None
    except ValueError as error:
        wrong_use(f"--known-at {written!r}: {error}; write a moment such as 2025-09-01T12:00.")


def chosen_readings(chosen: list[str] | None) -> dict[str, str]:
    """The readings that `--reading` chooses, each once and with one of its options."""
    from recovery_costs.case_file import check_readings

    pairs = [each.partition("=") for each in chosen or []]
    twice = [name for name, count in Counter(name for name, _, _ in pairs).items() if count > 1]
    if twice:
        wrong_use(f"--reading {twice[0]} is given more than once; choose one option.")
    problems: list[Problem] = []
    readings = check_readings({name: option for name, _, option in pairs}, problems)
    if problems:
        said = [(str(each.field).removeprefix("readings."), each) for each in problems]
        wrong_use(
            "; ".join(f"--reading {name}: found {each.found}; wanted {each.wanted}. {each.do}" for name, each in said)
        )
    return readings


class Asked(NamedTuple):
    """A case and how it is to be judged, in the order in which `adjudicate` takes them."""

    case: facts.Case
    as_of: date
    known_at: Moment | None
    readings: dict[str, str]
    holidays: tuple[Holiday, ...]


def asked(
    case: Path, as_of: str | None, known_at: str | None, reading: list[str] | None, bank_holidays: Path | None
) -> Asked:
    """What the options of a command on a case say.

    Raises:
        Problems: the case, or the rows of bank holidays, cannot be read.
    """
    from recovery_costs.files import load_case, load_holidays

    day, moment, readings = day_of(as_of), moment_of(known_at), chosen_readings(reading)
    return Asked(load_case(case), day, moment, readings, load_holidays(bank_holidays))


def say(value: Any) -> None:
    """Print a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show(result: Any, paper: Callable[[Any], RenderableType], form: Format) -> None:
    """Print a result: its written form, or the paper made of it."""
    if form is Format.JSON:
        say(result.as_json())
    else:
        from recovery_costs.papers import text

        text.console().print(paper(result))


def answer_lines(path: Path, answer: Callable[[bytes], dict[str, Any]]) -> int:
    """Print the answer to each line of a file, in order; 1 where any is an error, else 0."""
    worst = 0
    with path.open("rb") as lines:
        for line in lines:
            if line.strip():
                reply = answer(line)
                worst = max(worst, int("error" in reply))
                typer.echo(json.dumps(reply, ensure_ascii=False))
    return worst


def refuse(problems: list[Problem], form: Format) -> NoReturn:
    """The input has problems: list them all and leave with 1."""
    if form is Format.JSON:
        say([each._asdict() for each in problems])
    else:
        from recovery_costs.papers import text

        text.console(stderr=True).print(text.problems(problems))
    raise typer.Exit(1)


@contextmanager
def refusing(form: Format) -> Iterator[None]:
    """Problems met in here are listed, and the command leaves with 1."""
    from recovery_costs.plain import Problems

    try:
        yield
    except Problems as problems:
        refuse(problems.problems, form)


def clause_of(written: str) -> str:
    """The clause that somebody wrote: "L10.19(b)(ii)", "SEC L10.19 (b) (ii)", "10.19(B)(II)", or its key in the code."""
    import difflib
    import re

    from recovery_costs.law import CLAUSES

    ref = re.sub(r"^(section|sec|paragraph|clause)+", "", re.sub(r"\s", "", written.casefold()))
    if numbered := re.fullmatch(r"l?10[._](\d+)((?:\([a-z]+\)|_[a-z]+)*)", ref):
        limbs = re.findall(r"[a-z]+", numbered[2])
        ref = f"l10.{numbered[1]}{''.join(f'({limb})' for limb in limbs)}"
    ref = f"L{ref[1:]}" if ref[:1] == "l" else ref
    if ref in CLAUSES:
        return ref
    near = difflib.get_close_matches(ref, CLAUSES, 3, 0.5)
    wrong_use(
        f"There is no clause {written!r} in L10.14 to L10.30.{' Did you mean ' + ', '.join(near) + '?' if near else ''}"
    )


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
