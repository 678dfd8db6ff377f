"""Work on the register: open-event, submit, attach, decide."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recovery_costs.cli.office import (
    DEFAULT,
    LARGEST,
    AsRole,
    BasedOn,
    CommandId,
    Event,
    Signed,
    Where,
    command_id,
    decided_in,
    desk_of,
    done,
    fields_of,
    opened,
    signed,
    signing,
    told,
)
from recovery_costs.cli.shared import Form, Format, app, day_of, moment_of, say, wrong_use

if TYPE_CHECKING:
    from recovery_costs.casework.desk import Desk, Done

Fields = Annotated[list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="The fields of what is recorded.")]
FieldFile = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="Fields in JSON or YAML, for lists.", exists=True, dir_okay=False),
]


@app.command("open-event", epilog="Example: recovery-costs open-event sample_claims/01-own-credentials/event.yaml")
def open_event(
    path: Annotated[
        Path, typer.Argument(help="A case file, YAML or JSON: the facts so far, if any.", exists=True, dir_okay=False)
    ],
    register: Where = DEFAULT,
    role: AsRole = None,
    command: CommandId = None,
    form: Form = Format.TEXT,
) -> None:
    """Open a Recovery Event on the register, from a case file. Where there is no register yet, this makes it."""
    from recovery_costs.case_file import check_case
    from recovery_costs.casework import admin
    from recovery_costs.plain import read
    from recovery_costs.register.place import on_a_server, path_of

    new = not on_a_server(register) and not path_of(register).exists()
    with told(form):
        content = read(path.read_bytes())
        check_case(content)  # before a register is made for it
        with opened(register, make=new) as store:
            desk = desk_of(store, role, "open_event")
            done(admin.open_event(desk, content, command=command_id(command)), form)


@app.command(epilog="Example: recovery-costs submit my-claim.xlsx --event RE-2025-001 --party 'Supplier A'")
def submit(
    path: Annotated[
        Path,
        typer.Argument(
            help="A claim workbook, a list in CSV, or your own layout: kept byte for byte, then checked.",
            exists=True,
            dir_okay=False,
        ),
    ],
    event: Event,
    party: Annotated[str, typer.Option("--party", metavar="NAME", help="Whose claim it is.")],
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile", metavar="MAPPING", help="Read your own layout by this mapping.", exists=True, dir_okay=False
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="DAY", help="The day on which a list of costs stood as it stands.")
    ] = None,
    on: BasedOn = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    command: CommandId = None,
    key: Signed = None,
    form: Form = Format.TEXT,
) -> None:
    """Send a claim workbook: the receipt first, then the check, then its facts, if nothing in it is blocking."""
    from recovery_costs.casework import intake
    from recovery_costs.cli.check import given as own_layout
    from recovery_costs.papers import check as paper
    from recovery_costs.papers import text
    from recovery_costs.plain import shown
    from recovery_costs.workbook.check import check_bytes

    how = own_layout(profile, party, at, form)
    with told(form), opened(register) as store:
        desk, content, given = desk_of(store, role, "submit", party), path.read_bytes(), command_id(command)
        by = signing(key)
        got = intake.receive(desk, event, party, path.name, content, command=given)
        typer.echo(f"Received {got.at}: {shown(path.name)}, SHA-256 {got.sha256}. Entry {got.entry.seq}.", err=True)
        if got.goes_on:
            typer.echo(
                "The same file was received then and not checked. It is checked now, as received then.", err=True
            )
        report = check_bytes(content, path.name, intake.context(desk, event), given=how)
        result = intake.take_in(desk, got, report.as_json(), based_on=on)
        proof = signed(store, got.entry, by)
        if form is Format.JSON:
            say({"received": got.at.text, "sha256": got.sha256, "receipt": proof, "report": report.as_json()})
        else:
            out = text.console()
            out.print(paper.report({**report.as_json(), "facts": ()}))
            for line in intake.what_follows(desk, got, result, nothing_new=report.accepted):
                out.print(line)
            if proof is not None:
                typer.echo(proof)
        raise typer.Exit(0 if report.accepted else 1)


@app.command(
    epilog="Example: recovery-costs attach --event RE-2025-001 --party 'Supplier A' invoices.pdf requirement=F9"
)
def attach(
    path: Annotated[
        Path, typer.Argument(help="The file: kept byte for byte, never opened.", exists=True, dir_okay=False)
    ],
    event: Event,
    party: Annotated[str, typer.Option("--party", metavar="NAME", help="Whose it is.")],
    fields: Annotated[
        list[str] | None, typer.Argument(metavar="[requirement=ID] [line=REF]", help="What it belongs to.")
    ] = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    command: CommandId = None,
    key: Signed = None,
) -> None:
    """Attach a file of evidence to a claim, a line or a requirement."""
    from recovery_costs.casework.intake import receive
    from recovery_costs.plain import shown

    about = fields_of(fields or [], None)
    if set(about) - {"requirement", "line"}:
        wrong_use("A file belongs to requirement=ID, to line=REF, or to the claim (neither).")
    about["type"] = mimetypes.guess_type(path.name)[0] or "unknown"
    with told(), opened(register) as store:
        desk, by = desk_of(store, role, "attach", party), signing(key)
        got = receive(desk, event, party, path.name, path.read_bytes(), command=command_id(command), about=about)
        typer.echo(f"Received {got.at}: {shown(path.name)}, SHA-256 {got.sha256}. Entry {got.entry.seq}.")
        if "evidence_given" in (each.kind for each in got.done.entries):
            typer.echo(f"With it the requirement {about['requirement']} is answered: given {got.at} (L10.20).")
        if proof := signed(store, got.entry, by):
            typer.echo(proof)


@app.command(
    epilog="Example: recovery-costs decide direct --event RE-2025-001 party='Supplier A' direction=full minute=12/3 reason=..."
)
def decide(
    act: Annotated[str, typer.Argument(help="What you do; `decide list` prints what your roles may do.")],
    fields: Fields = None,
    event: Annotated[str | None, typer.Option("--event", metavar="NAME", help="The Recovery Event.")] = None,
    file: FieldFile = None,
    on: BasedOn = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    command: CommandId = None,
    key: Signed = None,
    form: Form = Format.TEXT,
) -> None:
    """Record what somebody gave, did or decided. What L10 does not allow now is refused, with the clause."""
    from recovery_costs.casework.acts import ACTS

    if act == "list":
        _list(register, role)
        return
    if act not in ACTS:
        wrong_use(f"{act!r} is no act; `recovery-costs decide list` prints them.")
    with told(form), opened(register) as store:
        given, by = fields_of(fields or [], file), signing(key)
        desk = desk_of(store, role, act, str(given.get("party")))
        result = _decide(desk, act, event, given, command_id(command), on)
        done(result, form, signed(store, decided_in(result), by) if result is not None else None)


def _list(register: str, role: str | None) -> None:
    from recovery_costs.casework.acts import open_to

    with told(), opened(register) as store:
        for each in open_to(desk_of(store, role).actor.role):
            kept = [f"{field.name}{'' if field.needed else ' (optional)'}" for field in each.beside]
            own = [] if each.record is None else [n for n, f in each.record.model_fields.items() if f.is_required()]
            needed = ", ".join([*(n for n in own if n not in ("id", "type", "at")), *kept])
            typer.echo(f"{each.name}: {each.says}{f' [{needed}]' if needed else ''}")


def _decide(
    desk: Desk, act: str, event: str | None, given: dict[str, Any], command: str, on: int | None
) -> Done | None:
    """The act, by its name: those that record a fact, and the others."""
    from recovery_costs.casework import admin, assess, correcting, intake, publish, stating, withdrawing
    from recovery_costs.casework.acts import ACTS

    def field(name: str) -> str:
        if not isinstance(given.get(name), str):
            wrong_use(f"{act} needs {name}={name.upper()}.")
        return str(given[name])

    takes = _TAKES.get(act)
    if takes is not None and (unknown := sorted(given.keys() - takes)):
        wrong_use(f"{act} takes no {unknown[0]}, only {', '.join(sorted(takes))}.")
    if act == "choose_reading":
        return admin.choose_reading(
            desk, event, field("reading"), field("option"), str(given.get("reason", "")), command=command, based_on=on
        )
    if event is None:
        wrong_use(f"{act} is done in a Recovery Event: give --event.")
    if act == "assess":
        lines = given.get("lines", [{"line": field("line"), "reason": field("reason")}] if "line" in given else [])
        judged = [assess.Judgement(str(e.get("line")), str(e.get("reason")), e.get("words")) for e in lines]
        return assess.assess(desk, event, field("party"), judged, command=command, based_on=on)
    if act == "confirm":
        return intake.confirm(desk, event, _number(field("entry")), command=command, based_on=on)
    if act in ("reject", "withdraw"):
        end = stating.reject if act == "reject" else withdrawing.withdraw
        return end(desk, event, _number(field("entry")), given.get("reason"), command=command, based_on=on)
    if act == "mark_seen":
        return intake.mark_seen(desk, event, _number(field("entry")), command=command, based_on=on)
    if act == "correct":
        changed = {name: value for name, value in given.items() if name not in ("fact", "reason")}
        reason = str(given.get("reason", ""))
        return correcting.correct(desk, event, field("fact"), changed, reason, command=command, based_on=on)
    if act == "publish":
        known_at = moment_of(given.get("known_at"))
        return publish.propose(desk, event, day_of(field("as_of")), known_at, command=command, based_on=on)
    if ACTS[act].fact is None or act == "record_payment":
        wrong_use(f"{act} has a command of its own: submit, attach, pay, approve, party, user or open-event.")
    return desk.decide(act, event, given, command=command, based_on=on)


_TAKES = {
    "choose_reading": {"reading", "option", "reason"},
    "assess": {"party", "lines", "line", "reason", "words"},
    "confirm": {"entry"},
    "reject": {"entry", "reason"},
    "withdraw": {"entry", "reason"},
    "mark_seen": {"entry"},
    "publish": {"as_of", "known_at"},
}
"""The fields of the acts that record no fact; of the others the fact says it."""


def _number(written: str) -> int:
    if not written.isascii() or not written.isdigit() or int(written) > LARGEST:
        wrong_use(f"{written!r} is no entry's number; `recovery-costs journal` prints them.")
    return int(written)
