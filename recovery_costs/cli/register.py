"""The register itself: init, user, party, journal, verify, checkpoint, export, backup, restore, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recovery_costs.cli.office import DEFAULT, AsRole, CommandId, Where, command_id, desk_of, done, opened, told
from recovery_costs.cli.shared import Form, Format, app, say, wrong_use

KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key that signs checkpoints; kept apart from the register."),
]


@app.command(epilog="Example: recovery-costs init --key ~/keys/recovery-costs.pem")
def init(
    register: Where = DEFAULT,
    key: KeyFile = None,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar="URL", help="PostgreSQL: the tables' owner, who prepares the database."),
    ] = None,
) -> None:
    """Make a register, or say what the one there holds; with --key, make the key that signs its checkpoints too."""
    with told():
        if register.startswith("postgres"):
            if owner is None:
                wrong_use("A PostgreSQL register is prepared by the tables' owner: give --owner with its address.")
            from sqlalchemy import make_url

            from recovery_costs.register.postgres import create

            create(owner, str(make_url(register).username))
        with opened(register) as store:
            typer.echo(f"Register: {store.name}")
        if key is not None:
            from recovery_costs.register.checkpoint import SigningKey

            made = SigningKey.make(key)
            typer.echo(f"Key {made.id}: {key}; give {key}.pub to your auditor.")


@app.command(epilog="Example: recovery-costs user grant asha dcc_finance")
def user(
    what: Annotated[str, typer.Argument(metavar="grant|revoke|list")],
    name: Annotated[
        str | None, typer.Argument(help="The user, by the operating system's name or the sign-in's.")
    ] = None,
    role: Annotated[str | None, typer.Argument(help="The role.")] = None,
    party: Annotated[
        str | None, typer.Option("--party", metavar="NAME", help="Whose user, for the role party.")
    ] = None,
    register: Where = DEFAULT,
    command: CommandId = None,
    form: Form = Format.TEXT,
) -> None:
    """Give or take a role, or list who has which."""
    from recovery_costs.casework import admin, users
    from recovery_costs.register.access import PEOPLE, Role

    with told(form), opened(register) as store:
        if what == "list":
            desk_of(store, "operator")
            held = users.grants(store)
            if form is Format.JSON:
                say([{"user": each.user, "role": each.role.value, "party": each.party} for each in held])
            for each in held if form is Format.TEXT else ():
                typer.echo(f"{each.user}: {each.role.value}{f' of {each.party}' if each.party else ''}")
            return
        if what not in ("grant", "revoke") or name is None or role is None:
            wrong_use("Write: user grant NAME ROLE, user revoke NAME ROLE, or user list.")
        if role not in {each.value for each in PEOPLE}:
            wrong_use(f"{role!r} is no role: {', '.join(each.value for each in PEOPLE)}.")
        desk = desk_of(store, "operator")
        done(admin.grant(desk, name, Role(role), party, command=command_id(command), revoke=what == "revoke"), form)


@app.command(epilog='Example: recovery-costs party add "Supplier A"')
def party(
    what: Annotated[str, typer.Argument(metavar="add|rename|succeed|list")],
    name: Annotated[str | None, typer.Argument(help="The Party, by its exact name.")] = None,
    to: Annotated[str | None, typer.Argument(help="Its new name, or the Party that took its place.")] = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    command: CommandId = None,
    form: Form = Format.TEXT,
) -> None:
    """Add a Party, rename it, record that another took its place, or list them."""
    from recovery_costs.casework import admin, users

    with told(form), opened(register) as store:
        desk = desk_of(store, role, "add_party")
        if what == "list":
            desk.allowed("add_party", None)
            rows = users.parties(store)
            if form is Format.JSON:
                say([{"party": each.name, "also": list(each.others), "succeeded_by": each.by} for each in rows])
            for each in rows if form is Format.TEXT else ():
                said = {"earlier": ", ".join(each.earlier), "took over": ", ".join(each.took_over), "now": each.by}
                also = "; ".join(f"{what}: {name}" for what, name in said.items() if name)
                typer.echo(f"{each.name}{f' ({also})' if also else ''}")
        elif what == "add" and name is not None:
            done(admin.add_party(desk, name, command=command_id(command)), form)
        elif what in ("rename", "succeed") and name is not None and to is not None:
            taken_over = what == "succeed"
            done(admin.rename_party(desk, name, to, command=command_id(command), succeeded=taken_over), form)
        else:
            wrong_use("Write: party add NAME, party rename NAME NEW, party succeed NAME BY, or party list.")


@app.command(epilog="Example: recovery-costs journal --event RE-2025-001")
def journal(
    event: Annotated[str | None, typer.Option("--event", metavar="NAME", help="Only this Recovery Event.")] = None,
    after: Annotated[int, typer.Option("--after", metavar="NUMBER", help="Only entries after this one.")] = 0,
    register: Where = DEFAULT,
    role: AsRole = None,
    form: Form = Format.TEXT,
) -> None:
    """Print the journal as far as you may read it: who put what on record, when."""
    with told(form), opened(register) as store:
        entries = desk_of(store, role).view.entries(event, after=after)
        if form is Format.JSON:
            say([{**each._asdict(), "body": each.content} for each in entries])
            return
        for each in entries:
            whose = f" of {each.party}" if each.party else ""
            what = f"{each.kind.replace('_', ' ')}{whose}"
            typer.echo(f"{each.seq:>6}  {each.at[:19]}Z  {each.actor} ({each.role})  {each.case_name or '-'}  {what}")


@app.command(
    epilog="Example: recovery-costs verify --checkpoint kept-by-the-auditor.jsonl --public recovery-costs.pem.pub"
)
def verify(
    checkpoint: Annotated[
        Path | None,
        typer.Option("--checkpoint", metavar="FILE", help="Checkpoints kept outside the register.", exists=True),
    ] = None,
    public: Annotated[
        Path | None, typer.Option("--public", metavar="FILE", help="The key that must have signed them.", exists=True)
    ] = None,
    register: Where = DEFAULT,
) -> None:
    """Work the whole journal out again, and compare it with itself and with checkpoints kept elsewhere."""
    from recovery_costs.register import verify as verifying
    from recovery_costs.register.checkpoint import public_key, read_checkpoints

    with told(), opened(register) as store:
        kept = read_checkpoints(checkpoint.read_text("utf-8")) if checkpoint is not None else []
        key = public_key(public.read_text("ascii")) if public is not None else None
        found = verifying.verify(store, kept, key)
        for each in found.wrong:
            typer.echo(f"{f'Entry {each.seq}: ' if each.seq else ''}{each.what}")
        what = "whole" if found.clean else f"not whole: {len(found.wrong)} found"
        typer.echo(f"The journal is {what}: {found.size} entries, {found.files} files, root {found.root.hex()}.")
        if kept:
            typer.echo(f"Checkpoints cover {found.covered} of its entries.")
        else:
            typer.echo("No checkpoint was given: truncation, rollback and a full rewrite cannot be found without one.")
        raise typer.Exit(0 if found.clean else 1)


@app.command(epilog="Example: recovery-costs checkpoint --key recovery-costs.pem >> kept-by-the-auditor.jsonl")
def checkpoint(
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="The key that signs.", exists=True)],
    register: Where = DEFAULT,
) -> None:
    """Print a signed checkpoint of the journal as it stands: one line, for somebody else to keep."""
    from recovery_costs.register import proof
    from recovery_costs.register.checkpoint import SigningKey

    with told(), opened(register) as store:
        desk_of(store)
        typer.echo(proof.checkpoint(store, SigningKey.load(key)).text())


@app.command(epilog="Example: recovery-costs export --event RE-2025-001 --to for-the-auditor")
def export(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A new folder.")],
    event: Annotated[str | None, typer.Option("--event", metavar="NAME", help="Only this Recovery Event.")] = None,
    key: KeyFile = None,
    register: Where = DEFAULT,
    role: AsRole = None,
) -> None:
    """Write what you may read to a new folder, with the verifier: all that an auditor needs."""
    with told(), opened(register) as store:
        from recovery_costs.casework.leaving import leave

        whole = leave(desk_of(store, role), to, event, key)
        typer.echo(f"{whole} entries are in {to}. To check them: python3 {to / 'verifier.py'} {to}")


@app.command(epilog="Example: recovery-costs backup 2026-11-20.sqlite")
def backup(to: Annotated[Path, typer.Argument(help="A new SQLite file.")], register: Where = DEFAULT) -> None:
    """Copy the register as it is at one moment, while others work, and verify the copy."""
    from recovery_costs.register import backup as backing

    with told(), opened(register) as store:
        desk_of(store, "operator")
        found = backing.backup(store, to)
        typer.echo(f"{to}: {found.size} entries and {found.files} files, whole; root {found.root.hex()}.")


@app.command(epilog="Example: recovery-costs restore 2026-11-20.sqlite --to restored.sqlite --checkpoint newest.jsonl")
def restore(
    path: Annotated[Path, typer.Argument(help="The backup.", exists=True, dir_okay=False)],
    to: Annotated[str, typer.Option("--to", metavar="FILE_OR_URL", help="Where to: a new file, or an empty database.")],
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", metavar="FILE", help="The newest that anybody holds.", exists=True)
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Restore although the checkpoint shows entries that are not there.")
    ] = False,
) -> None:
    """Make a register from a backup, in a new place; nothing is overwritten."""
    from recovery_costs.cli.office import person
    from recovery_costs.register import backup as backing
    from recovery_costs.register.access import Actor, Role
    from recovery_costs.register.checkpoint import read_checkpoints

    with told():
        kept = read_checkpoints(checkpoint.read_text("utf-8")) if checkpoint is not None else []
        newest = max(kept, key=lambda each: each.size) if kept else None
        store = backing.restore(path, to, Actor(person(), Role.OPERATOR), newest, accept_loss)
        typer.echo(f"Restored to {store.name}. Run recovery-costs verify --register {to} --checkpoint FILE.")
        store.close()


@app.command(epilog="Example: recovery-costs doctor --register recovery-costs.sqlite")
def doctor(
    register: Annotated[
        str | None, typer.Option("--register", metavar="FILE_OR_URL", help="Look at this register too.")
    ] = None,
) -> None:
    """Look at this machine's versions and settings; say which floors are not met, and what covers each."""
    from recovery_costs.register.doctor import examine
    from recovery_costs.register.store import open_register

    with told():
        store = open_register(register) if register is not None else None
        checks = examine(store)
        if store is not None:
            store.close()
    for each in checks:
        mark = "ok     " if each.met else "not met"
        typer.echo(f"{mark}  {each.what}: {each.found}; wanted {each.wanted}")
        if not each.met and each.covered_by:
            typer.echo(f"         covered by: {each.covered_by}")
