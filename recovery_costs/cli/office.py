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
    from recovery_costs.register.checkpoint import SigningKey
    from recovery_costs.register.entry import Entry
    from recovery_costs.register.store import Register

REGISTER = "RECOVERY_COSTS_REGISTER"
DEFAULT = "recovery-costs.sqlite"
LARGEST = 2**53 - 1
"""The largest number of an entry that is looked for."""

Where = Annotated[
    str,
    typer.Option(
        "--register", envvar=REGISTER, metavar="FILE_OR_URL", help="A SQLite file, or a postgresql:// address."
    ),
]
AsRole = Annotated[
    str | None,
    typer.Option("--role", metavar="ROLE", help="Which of your roles, if you have several: panel, 'party of Alpha'."),
]
CommandId = Annotated[
    str | None,
    typer.Option("--command", metavar="ID", help="An id of your own: the same command twice is recorded once."),
]


def _based_on(*names: str) -> Any:
    said = "The record you decided on, as `case` printed it; refused if it changed."
    return typer.Option(*names, metavar="NUMBER", min=0, max=LARGEST, help=said)


BasedOn = Annotated[int | None, _based_on("--based-on", "--on")]
BasedOnBesideADay = Annotated[int | None, _based_on("--based-on")]
"""Of a command whose `--on` is a day."""
Signed = Annotated[
    Path | None,
    typer.Option(
        "--key", metavar="FILE", help="Sign a receipt with this key, a checkpoint in it.", exists=True, dir_okay=False
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
    """Refusals in words: of a field, of the register, of L10 or of the system, all of them 1."""
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
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        typer.echo(f"{where}{error.strerror or error}. Check the name, the rights on it and the space.", err=True)
        raise typer.Exit(1) from error


@contextmanager
def opened(where: str, make: bool = False) -> Iterator[Register]:
    """The register. With `make`, one is made where there is none, and whoever makes it is given its first roles."""
    from recovery_costs.casework.users import begin
    from recovery_costs.register.store import open_register

    register = open_register(where, make=make)
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


def desk_of(register: Register, role: str | None = None, act: str | None = None, party: str | None = None) -> Desk:
    """The desk of whoever runs the command, in the role named, or the one of their roles that the act is open to.

    Of a user of several Parties it is the one named with the role, else the `party` that the act is for, else the first.
    """
    from recovery_costs.casework.acts import ACTS
    from recovery_costs.casework.desk import Desk
    from recovery_costs.casework.refusals import LOOK, on_record
    from recovery_costs.casework.users import NoRole, actor, grants, names_of
    from recovery_costs.register.access import PEOPLE, Role

    name, (asked, of, whose) = person(), (role or "").partition(" of ")
    if role is not None and asked not in {each.value for each in PEOPLE}:
        wrong_use(f"--role {role!r}: choose one of {', '.join(each.value for each in PEOPLE)}.")
    mine = [each for each in grants(register) if each.user == name and asked in ("", each.role.value)]
    mine = [each for each in mine if not of or each.party == whose]
    if act is not None:
        mine = [each for each in mine if each.role in ACTS[act].who] or mine
    looking = (Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR, Role.PARTY, Role.AUTHORITY, Role.SMKI_PMA, Role.OPERATOR)
    if not mine:
        nobody = NoRole(name)
        on_record(register, name, act or LOOK, None, nobody)
        raise nobody
    chosen = min(looking.index(each.role) for each in mine)
    mine = [each for each in mine if looking.index(each.role) == chosen]
    for_it = [each for each in mine if each.party is not None and party in names_of(register, each.party)]
    found = (for_it or mine)[0]
    if len(mine) > 1 and not for_it:
        others = " or ".join(f"--role 'party of {each.party}'" for each in mine[1:])
        typer.echo(f"You act for {found.party}; to act for another, add {others}.", err=True)
    return Desk(register, actor(register, name, found.role, found.party))


def command_id(given: str | None) -> str:
    """The command's id: the caller's, or a new one."""
    from recovery_costs.forms import is_text

    if given is None:
        return str(uuid4())
    if not given.strip() or not is_text(given) or given.startswith("register:"):
        wrong_use(f"--command {given!a}: give an id of your own, of letters that can be written down.")
    return given


def signing(key: Path | None) -> SigningKey | None:
    """The key that signs, before anything is recorded that it is to sign."""
    from recovery_costs.register.checkpoint import SigningKey

    return SigningKey.load(key) if key is not None else None


def signed(register: Register, entry: Entry, key: SigningKey | None) -> str | None:
    """The receipt of an entry under a signed checkpoint, a line of JSON, where a key is given."""
    from recovery_costs.register.proof import receipt

    return receipt(register, entry, key).text() if key is not None else None


def decided_in(result: Done) -> Entry:
    """The entry that a receipt of an act is about: the fact decided, not the minute beside it."""
    from recovery_costs.register.access import FACT_KINDS

    return next((each for each in result.entries if each.kind in FACT_KINDS), result.entries[-1])


def done(result: Done | None, form: Format, proof: str | None = None) -> None:
    """What an act put on record; with `proof`, its receipt."""
    if result is None:
        typer.echo("Nothing new: what is on record says the same already.")
        return
    entries = [{"number": e.seq, "at": e.at, "kind": e.kind, "fact": e.fact} for e in result.entries]
    if form is Format.JSON:
        say({"recorded": entries, "new": result.new, **({"receipt": proof} if proof is not None else {})})
        return
    again = "" if result.new else " (recorded before; nothing changed)"
    for each in result.entries:
        fact = f", fact {each.fact}" if each.fact else ""
        typer.echo(f"Entry {each.seq}: {each.kind.replace('_', ' ')}{fact}{again}")
        if each.kind in ("act_proposed", "payment_proposed", "payment_reported", "publication_proposed"):
            typer.echo(f"It waits for a second person: recovery-costs approve {each.seq} --event {each.case_name}")
    if proof is not None:
        typer.echo(proof)


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
