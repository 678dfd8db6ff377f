"""The register and its copies: init, verify, checkpoint, export, backup, restore, carry, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recovery_costs.cli.office import DEFAULT, REGISTER, AsRole, Where, desk_of, opened, told
from recovery_costs.cli.shared import app, wrong_use

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from recovery_costs.register.checkpoint import Checkpoint

KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key that signs checkpoints; kept apart from the register."),
]
Owner = Annotated[
    str | None,
    typer.Option("--owner", metavar="URL", help="PostgreSQL: the tables' owner, who prepares the database."),
]
Kept = Annotated[
    Path | None,
    typer.Option(
        "--checkpoint",
        metavar="FILE",
        help="Checkpoints or receipts kept outside the register, the newest among them.",
        exists=True,
        dir_okay=False,
    ),
]
Public = Annotated[
    Path | None,
    typer.Option("--public", metavar="FILE", help="The key that must have signed them.", exists=True, dir_okay=False),
]


def _held(checkpoint: Path | None, public: Path | None) -> tuple[list[Checkpoint], Ed25519PublicKey | None]:
    """The checkpoints kept outside, and the key that must have signed them."""
    from recovery_costs.register.checkpoint import checkpoints_in, public_key_in

    if public is not None and checkpoint is None:
        wrong_use("--public is the key of the checkpoints: give --checkpoint too.")
    kept = checkpoints_in(checkpoint) if checkpoint is not None else []
    return kept, public_key_in(public) if public is not None else None


def _prepared(where: str, owner: str | None) -> None:
    """The tables of a PostgreSQL register, made or brought up to date by their owner, where the owner is given."""
    from recovery_costs.register.place import on_a_server

    if owner is None:
        return
    if not on_a_server(where):
        wrong_use("--owner is for a PostgreSQL register.")
    from recovery_costs.register.postgres import Postgres, create

    create(owner, str(Postgres(where).url.username))


_UNSIGNED = "No signature was checked: give --public with the key that must have signed."


@app.command(epilog="Example: recovery-costs init --key ~/keys/recovery-costs.pem")
def init(
    register: Where = DEFAULT,
    key: KeyFile = None,
    owner: Owner = None,
) -> None:
    """Make a register, or say where the one there is; with --key, make the key that signs its checkpoints too."""
    from recovery_costs.register.place import on_a_server

    with told():
        if on_a_server(register) and owner is None:
            wrong_use("A PostgreSQL register is prepared by the tables' owner: give --owner with its address.")
        _prepared(register, owner)
        with opened(register, make=True) as store:
            typer.echo(f"Register: {store.name}")
        if key is not None:
            from recovery_costs.register.checkpoint import SigningKey

            made = SigningKey.make(key)
            typer.echo(f"Key {made.id}: {key}; give {key}.pub to your auditor.")


@app.command(
    epilog="Example: recovery-costs verify --checkpoint kept-by-the-auditor.jsonl --public recovery-costs.pem.pub"
)
def verify(
    checkpoint: Kept = None,
    public: Public = None,
    register: Where = DEFAULT,
) -> None:
    """Work the whole journal out again, and compare it with itself and with checkpoints kept elsewhere."""
    from recovery_costs.register import verify as verifying

    with told(), opened(register) as store:
        kept, key = _held(checkpoint, public)
        found = verifying.verify(store, kept, key)
        for each in found.wrong:
            typer.echo(f"{f'Entry {each.seq}: ' if each.seq else ''}{each.what}")
        what = "whole" if found.clean else f"not whole: {len(found.wrong)} found"
        typer.echo(f"The journal is {what}: {found.size} entries, {found.files} files, root {found.root.hex()}.")
        if kept:
            typer.echo(f"Checkpoints cover {found.covered} of its entries.{'' if key is not None else f' {_UNSIGNED}'}")
        else:
            typer.echo("No checkpoint was given: truncation, rollback and a full rewrite cannot be found without one.")
        raise typer.Exit(0 if found.clean else 1)


@app.command(epilog="Example: recovery-costs checkpoint --key recovery-costs.pem >> kept-by-the-auditor.jsonl")
def checkpoint(
    key: Annotated[
        Path, typer.Option("--key", metavar="FILE", help="The key that signs.", exists=True, dir_okay=False)
    ],
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
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A folder that is new or empty.")],
    event: Annotated[str | None, typer.Option("--event", metavar="NAME", help="Only this Recovery Event.")] = None,
    key: KeyFile = None,
    register: Where = DEFAULT,
    role: AsRole = None,
) -> None:
    """Write what you may read to a new or empty folder, with the verifier: all that an auditor needs."""
    with told(), opened(register) as store:
        from recovery_costs.casework.leaving import leave

        whole = leave(desk_of(store, role), to, event, key)
        how = f" --checkpoint {to / 'checkpoints.jsonl'} --key {to / 'key.pub'}" if key is not None else ""
        typer.echo(f"{whole} entries are in {to}. To check them: python3 {to / 'verifier.py'} {to}{how}")
        if key is None:
            typer.echo("Without --key nothing in it is signed: keep it where nobody can change it.")


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
    checkpoint: Kept = None,
    public: Public = None,
    owner: Owner = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Restore although the checkpoint shows entries that are not there.")
    ] = False,
) -> None:
    """Make a register from a backup, in a new place; nothing is overwritten."""
    from recovery_costs.cli.office import person
    from recovery_costs.register import backup as backing
    from recovery_costs.register.access import Actor, Role

    with told():
        kept, key = _held(checkpoint, public)
        _prepared(to, owner)
        store = backing.restore(path, to, Actor(person(), Role.OPERATOR), kept, key, accept_loss)
        typer.echo(f"Restored to {store.name}. Run recovery-costs verify --register {store.name} --checkpoint FILE.")
        if not kept:
            typer.echo("No checkpoint was given: whether entries are missing since the backup cannot be said.")
        elif key is None:
            typer.echo(_UNSIGNED)
        store.close()


@app.command(
    epilog="Example: recovery-costs carry --to postgresql://app@host/register --owner postgresql://owner@host/register"
)
def carry(
    to: Annotated[str, typer.Option("--to", metavar="FILE_OR_URL", help="Where to: a new file, or an empty database.")],
    checkpoint: Kept = None,
    public: Public = None,
    owner: Owner = None,
    register: Where = DEFAULT,
) -> None:
    """Carry the register to a new place in either store: every entry and file, to the same root, or nothing."""
    from recovery_costs.register import backup as backing

    with told(), opened(register) as store:
        desk_of(store, "operator")
        kept, key = _held(checkpoint, public)
        _prepared(to, owner)
        found = backing.move(store, to, kept, key)
        typer.echo(f"Carried: {found.size} entries and {found.files} files, whole; root {found.root.hex()}.")
        typer.echo(
            f"Work with the new one from now on, and put {store.name} away: what is added to both cannot be joined."
        )
        if kept and key is None:
            typer.echo(_UNSIGNED)


@app.command(epilog="Example: recovery-costs doctor --register recovery-costs.sqlite")
def doctor(
    register: Annotated[
        str | None,
        typer.Option("--register", envvar=REGISTER, metavar="FILE_OR_URL", help="Look at this register too."),
    ] = None,
) -> None:
    """Look at this machine's versions and settings; say which floors are not met, and what covers each."""
    from recovery_costs.register.doctor import examine
    from recovery_costs.register.store import open_register

    with told():
        store = open_register(register, make=False) if register is not None else None
        checks = examine(store)
        if store is not None:
            store.close()
    for each in checks:
        mark = "ok     " if each.met else "not met"
        typer.echo(f"{mark}  {each.what}: {each.found}; wanted {each.wanted}")
        if not each.met and each.covered_by:
            typer.echo(f"         covered by: {each.covered_by}")
