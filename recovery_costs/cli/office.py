"""What the register's commands share: where the register is, who asks, and how acts and refusals are told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from recovery_costs.cli.shared import Format, refuse, say, wrong_use

if TYPE_CHECKING:
    from recovery_costs.casework.desk import Desk, Done
    from recovery_costs.register.store import Register

REGISTER = "RECOVERY_COSTS_REGISTER"
DEFAULT = "recovery-costs.sqlite"

Where = Annotated[
    str,
    typer.Option(
        "--register", envvar=REGISTER, metavar="FILE_OR_URL", help="A SQLite file, or a postgresql:// address."
    ),
]
AsRole = Annotated[
    str | None, typer.Option("--role", metavar="ROLE", help="Which of your roles to act in, if you have several.")
]
CommandId = Annotated[
    str | None,
    typer.Option("--command", metavar="ID", help="An id of your own: the same command twice is recorded once."),
]
BasedOn = Annotated[
    int | None,
    typer.Option(
        "--on", metavar="NUMBER", help="The record you decided on, as `case` printed it; refused if it changed."
    ),
]
Event = Annotated[str, typer.Option("--event", metavar="NAME", help="The Recovery Event.")]
OfParty = Annotated[str | None, typer.Option("--party", metavar="NAME", help="The Party.")]


def person() -> str:
    """Who runs the command: the operating system's own word for it, not what the environment says."""
    try:
        import pwd
    except ImportError:  # not a Unix system
        import getpass

        return getpass.getuser()
    return pwd.getpwuid(os.getuid()).pw_name


@contextmanager
def told(form: Format = Format.TEXT) -> Iterator[None]:
    """Refusals in words: of a field (1), of the register or of L10 (1)."""
    from recovery_costs.casework.desk import NotPermitted
    from recovery_costs.plain import Problems
    from recovery_costs.register.faults import RegisterError

    try:
        yield
    except Problems as problems:
        refuse(problems.problems, form)
    except RegisterError as error:
        if form is Format.JSON:
            clauses = [each.clause for each in error.findings] if isinstance(error, NotPermitted) else []
            say({"refused": {"what": error.what, "do": error.do, "clauses": clauses}})
        else:
            typer.echo(f"{error.what} {error.do}", err=True)
        raise typer.Exit(1) from error


@contextmanager
def opened(where: str) -> Iterator[Register]:
    """The register; a SQLite file that is not there is made, and whoever makes it is given its first roles."""
    from recovery_costs.casework.users import begin
    from recovery_costs.register.store import open_register

    register = open_register(where)
    try:
        if begin(register, person()):
            typer.echo(
                f"New register {register.name}: you, {person()}, are its operator and DCC finance. "
                "Give others their roles with recovery-costs user grant.",
                err=True,
            )
        yield register
    finally:
        register.close()


def desk_of(register: Register, role: str | None = None, act: str | None = None) -> Desk:
    """The desk of whoever runs the command, in the role named, or the one of their roles that the act is open to."""
    from recovery_costs.casework.acts import ACTS
    from recovery_costs.casework.desk import Desk
    from recovery_costs.casework.users import NoRole, actor, grants
    from recovery_costs.register.access import PEOPLE, Role

    name = person()
    if role is not None and role not in {each.value for each in PEOPLE}:
        wrong_use(f"--role {role!r}: choose one of {', '.join(each.value for each in PEOPLE)}.")
    mine = [each for each in grants(register) if each.user == name and role in (None, each.role.value)]
    if act is not None:
        mine = [each for each in mine if each.role in ACTS[act].who] or mine
    looking = (Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR, Role.PARTY, Role.AUTHORITY, Role.SMKI_PMA, Role.OPERATOR)
    if not mine:
        raise NoRole(name)
    found = min(mine, key=lambda each: looking.index(each.role))
    return Desk(register, actor(register, name, found.role, found.party))


def command_id(given: str | None) -> str:
    """The command's id: the caller's, or a new one."""
    return given if given is not None else str(uuid4())


def done(result: Done | None, form: Format) -> None:
    """What an act put on record."""
    if result is None:
        typer.echo("Nothing new: what is on record says the same already.")
        return
    entries = [{"number": e.seq, "at": e.at, "kind": e.kind, "fact": e.fact} for e in result.entries]
    if form is Format.JSON:
        say({"recorded": entries, "new": result.new})
        return
    again = "" if result.new else " (recorded before; nothing changed)"
    for each in result.entries:
        fact = f", fact {each.fact}" if each.fact else ""
        typer.echo(f"Entry {each.seq}: {each.kind.replace('_', ' ')}{fact}{again}")
        if each.kind in ("act_proposed", "payment_proposed", "payment_reported", "publication_proposed"):
            typer.echo(f"It waits for a second person: recovery-costs approve {each.seq} --event {each.case_name}")


def fields_of(pairs: list[str], file: Path | None) -> dict[str, Any]:
    """The fields that `NAME=VALUE` and a JSON or YAML file give: true, false, null and text; a file for the rest."""
    from recovery_costs.plain import read

    given: dict[str, Any] = {}
    if file is not None:
        content = read(file.read_bytes())
        if not isinstance(content, dict):
            wrong_use(f"{file} holds no fields: write name: value.")
        given |= content
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            wrong_use(f"{pair!r}: write a field as NAME=VALUE.")
        if name in given:
            wrong_use(f"{name} is given twice.")
        given[name] = {"true": True, "false": False, "null": None}.get(value, value)
    return given
