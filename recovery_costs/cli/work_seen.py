"""Where the claims on the register stand: claims, case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recovery_costs.cli.office import DEFAULT, AsRole, Where, desk_of, opened, told
from recovery_costs.cli.shared import AsOf, Form, Format, KnownAt, app, day_of, moment_of, say

if TYPE_CHECKING:
    from datetime import date

    from recovery_costs.casework.desk import Desk


@app.command(epilog="Example: recovery-costs claims --event RE-2025-001")
def claims(
    event: Annotated[str | None, typer.Option("--event", metavar="NAME", help="Only this Recovery Event.")] = None,
    as_of: AsOf = None,
    twice: Annotated[
        bool, typer.Option("--twice", help="DCC finance: the invoices and devices that two claims name, instead.")
    ] = False,
    register: Where = DEFAULT,
    role: AsRole = None,
    form: Form = Format.TEXT,
) -> None:
    """List the claims that you may see, with where each stands, and what stated notices would make of it."""
    from recovery_costs.casework.stating import outcomes
    from recovery_costs.papers import words

    with told(form), opened(register) as store:
        desk, day = desk_of(store, role), day_of(as_of)
        names = [event] if event is not None else desk.events()
        if twice:
            _twice(desk, names, day, form)
            return
        rows = [(name, claim) for name in names for claim in desk.judged(name, day).adjudication.claims]
        waits = [(name, each) for name in names for each in outcomes(desk, name, day)]
        if form is Format.JSON:
            from recovery_costs.written import as_json

            of = {(name, claim.party): as_json(claim) for name, claim in rows}
            for name, each in waits:
                of.setdefault((name, each.party), {"party": each.party}).setdefault("stated", []).append(each.written)
            say([{"event": name, **claim} for (name, _), claim in of.items()])
            return
        for name, claim in rows:
            typer.echo(f"{name}  {claim.party}: {words.claim(claim)}")
        for name, each in waits:
            typer.echo(f"{name}  {each.said}")
        if not (rows or waits):
            typer.echo("No claim that you may see.")
        for name in names:
            _unchecked(desk, name)


def _twice(desk: Desk, names: list[str], day: date, form: Format) -> None:
    """What seems to be claimed twice: a question for DCC finance, never a deletion."""
    from recovery_costs.casework.across import claimed_twice
    from recovery_costs.written import as_json

    desk.allowed("report", None)
    found = claimed_twice({name: desk.judged(name, day).facts for name in names})
    if form is Format.JSON:
        say([{**each._asdict(), "places": [as_json(place._asdict()) for place in each.places]} for each in found])
        return
    for each in found:
        places = "; ".join(f"{p.event} {p.party} line {p.line} {p.amount}" for p in each.places)
        typer.echo(f"{each.what}: {places}")
    typer.echo(f"{len(found)} to ask about." if found else "Nothing seems to be claimed twice.")


@app.command(epilog="Example: recovery-costs case RE-2025-001 --known-at 2025-09-01T12:00")
def case(
    event: Annotated[str, typer.Argument(help="The Recovery Event.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    form: Form = Format.TEXT,
) -> None:
    """Adjudicate an event on record, as far as you may see it: true on a day, as known at a moment."""
    from recovery_costs.casework.stating import outcomes
    from recovery_costs.papers import text

    with told(form), opened(register) as store:
        desk, day, known = desk_of(store, role), day_of(as_of), moment_of(known_at)
        judged, waits = desk.judged(event, day, known), list(outcomes(desk, event, day, known))
        if form is Format.JSON:
            shown = judged.adjudication.as_json()
            if not judged.together:
                del shown["aggregate"]
            say({"on": desk.last(event), "adjudication": shown, "stated": [each.written for each in waits]})
            return
        out = text.console()
        out.print(text.adjudication(judged.adjudication, judged.together))
        for each in waits:
            out.print(each.said)
        out.print(f"On the record up to entry {desk.last(event)}.")
        _unchecked(desk, event)


def _unchecked(desk: Desk, event: str) -> None:
    """The files that came and were not checked, and what to do about it."""
    from recovery_costs.casework.receipts import unchecked
    from recovery_costs.plain import shown

    for each in unchecked(desk, event):
        typer.echo(
            f"Entry {each.entry.seq}: {shown(each.entry.content['name'])} of {each.entry.party}, received {each.at}, was not "
            "checked. Send the same file again (submit): it is checked as received then."
        )
