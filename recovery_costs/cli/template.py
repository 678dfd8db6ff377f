"""The command that writes a claim workbook: template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recovery_costs.cli.shared import AsOf, Format, app, day_of, refuse, wrong_use

if TYPE_CHECKING:
    from recovery_costs.facts import Case
    from recovery_costs.workbook.standing import Standing

FILES = (".yaml", ".yml", ".json")


@app.command(epilog='Example: recovery-costs template claim.xlsx --event event.yaml --party "Supplier A"')
def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="The workbook to write; it must not exist yet.")],
    event: Annotated[
        str | None,
        typer.Option("--event", metavar="FILE_OR_ID", help="The event's case file or folder, or only its reference."),
    ] = None,
    party: Annotated[
        str | None,
        typer.Option("--party", metavar="NAME", help="With a file: what is on record of its claim goes in, locked."),
    ] = None,
    contact: Annotated[str, typer.Option("--contact", metavar="WHO", help="Whom to ask about the claim.")] = "",
    as_of: AsOf = None,
) -> None:
    """Write a claim workbook: empty, or for a Party of an event with what is on record and the days that come next."""
    from recovery_costs.workbook.template import write_claim

    if out.suffix.lower() != ".xlsx" or not out.parent.is_dir():
        wrong_use(f"{str(out)!r}: give the name of a workbook (.xlsx) in a folder that exists.")
    if out.exists():
        wrong_use(f"{str(out)!r} exists and is left as it is; give another name.")
    for name, given in (("--event", event), ("--party", party), ("--contact", contact or None)):
        if given is not None and (not given.strip() or given != given.strip() or not given.isprintable()):
            wrong_use(f"{name} {given!r}: write it in plain letters, with nothing before or after it.")
    case = _case(event) if event is not None else None
    stands = _standing(case, party, as_of) if case and party else None
    reference = case.name if case else event or ""
    try:
        write_claim(out, reference, party or "", contact or None, (), stands)
    except ValueError as error:
        from recovery_costs.plain import Problem

        do = "Write the workbook without --event FILE, or fill that fact in by hand."
        refuse([Problem(None, None, str(error), "facts that a claim workbook can hold", do)], Format.TEXT)
    for line in _said(out, reference, party, stands):
        typer.echo(line)


def _case(event: str) -> Case | None:
    """The case that `--event` names by its file or folder; None where it is a reference alone."""
    from recovery_costs.casework.samples import case_of
    from recovery_costs.plain import Problems

    path = Path(event)
    if not path.exists():
        if path.suffix.lower() in FILES or "/" in event or "\\" in event:
            wrong_use(f"--event {event!r}: there is no such file.")
        return None
    try:
        return case_of(path)
    except Problems as problems:
        refuse(problems.problems, Format.TEXT)


def _standing(case: Case, party: str, as_of: str | None) -> Standing:
    """What is on record of the Party's claim on the day."""
    from recovery_costs.plain import Problems
    from recovery_costs.workbook.parties import look_alike
    from recovery_costs.workbook.standing import standing

    known = {str(fact.party) for fact in case.facts if getattr(fact, "party", None)}
    if party not in known and (like := look_alike(party, known)):
        wrong_use(f"--party {party!r} is not on record: it is not {like}. Spell it as the record does.")
    try:
        return standing(case, party, day_of(as_of))
    except Problems as problems:
        refuse(problems.problems, Format.TEXT)


def _said(out: Path, event: str, party: str | None, stands: Standing | None) -> list[str]:
    """What was written, and what comes next."""
    from recovery_costs.calendar import long_day

    of_whom = ", ".join(each for each in (party, event) if each)
    lines = [f"Written: {out}{f', for {of_whom}' if of_whom else ''}."]
    if stands is None:
        return lines
    count = len(stands.facts)
    on = long_day(stands.on)
    said = f"Nothing of {party} is" if not count else "1 fact is" if count == 1 else f"{count} facts are"
    lines.append(f"{said} on record on {on}{', and locked in it' if count else ''}.")
    for step in sorted(stands.steps, key=lambda each: each.due):
        safe = f" {step.safe}." if step.safe else ""
        lines.append(f"Next, by {long_day(step.due)}: {step.what[:1].lower()}{step.what[1:]} ({step.clause}).{safe}")
    return lines
