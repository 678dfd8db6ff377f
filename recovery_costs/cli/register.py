"""Who and what is on the register: user, party, journal."""

from __future__ import annotations

from typing import Annotated

import typer

from recovery_costs.cli.office import (
    DEFAULT,
    LARGEST,
    AsRole,
    CommandId,
    Where,
    command_id,
    desk_of,
    done,
    opened,
    told,
)
from recovery_costs.cli.shared import Form, Format, app, say, wrong_use


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
        if party is not None and role != Role.PARTY:
            wrong_use(f"--party says whose user somebody of the role party is; leave it out for {role}.")
        desk = desk_of(store, "operator", what)
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
    after: Annotated[
        int, typer.Option("--after", metavar="NUMBER", min=0, max=LARGEST, help="Only entries after this one.")
    ] = 0,
    register: Where = DEFAULT,
    role: AsRole = None,
    form: Form = Format.TEXT,
) -> None:
    """Print the journal as far as you may read it: who put what on record, when."""
    with told(form), opened(register) as store:
        desk = desk_of(store, role)
        if event is not None:
            desk.case(event)
        entries = desk.view.entries(event, after=after)
        if form is Format.JSON:
            say([{**each._asdict(), "body": each.content} for each in entries])
            return
        for each in entries:
            whose = f" of {each.party}" if each.party else ""
            what = f"{each.kind.replace('_', ' ')}{whose}"
            typer.echo(f"{each.seq:>6}  {each.at[:19]}Z  {each.actor} ({each.role})  {each.case_name or '-'}  {what}")
