"""Money and determinations on the register: pay, approve, kept, report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recovery_costs.cli.office import (
    DEFAULT,
    LARGEST,
    AsRole,
    BasedOn,
    BasedOnBesideADay,
    CommandId,
    Event,
    OfParty,
    Signed,
    Where,
    command_id,
    decided_in,
    desk_of,
    done,
    opened,
    signed,
    signing,
    told,
)
from recovery_costs.cli.shared import AsOf, Form, Format, KnownAt, app, day_of, moment_of, say, wrong_use

if TYPE_CHECKING:
    from recovery_costs.casework.desk import Desk


@app.command(
    epilog="Example: recovery-costs pay propose --event RE-2025-001 --party 'Supplier A' 212600.00 --on 2026-02-27"
)
def pay(
    what: Annotated[str, typer.Argument(metavar="propose|record|list")],
    amount: Annotated[str | None, typer.Argument(help="Pounds and pence, such as 212600.00.")] = None,
    event: Annotated[str | None, typer.Option("--event", metavar="NAME", help="The Recovery Event.")] = None,
    party: OfParty = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day of payment.")] = None,
    based_on: BasedOnBesideADay = None,
    bank_reference: Annotated[
        str | None, typer.Option("--bank-reference", metavar="REF", help="The bank's reference.")
    ] = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    command: CommandId = None,
    form: Form = Format.TEXT,
) -> None:
    """Propose a payment for a second person to approve, record one that the bank made, or list what waits."""
    from recovery_costs.casework import instructions, payments

    if event is None:
        wrong_use("Give --event.")
    with told(form), opened(register) as store:
        desk = desk_of(store, role, "propose_payment")
        if what == "list":
            of = [each for each in instructions.instructed(desk, event) if party in (None, each.party)]
            if form is Format.JSON:
                told_to = [
                    {"entry": e.seq, "party": e.party, "amount": e.amount.text, "on": e.on.isoformat(), "made": e.made}
                    for e in of
                ]
                say({"waits": _waiting(desk, event, party), "instructed": told_to})
                return
            _list_waiting(desk, event, party)
            for made in of:
                paid = f"paid ({made.made})" if made.made else "instructed, not yet paid"
                typer.echo(f"Entry {made.seq}: {made.amount} to {made.party} on {made.on.isoformat()}, {paid}")
            return
        if amount is None or party is None:
            wrong_use("Give the amount and --party.")
        if what == "propose":
            asked = {"party": party, "amount": amount, "on": on or desk.today.isoformat()}
            done(payments.propose(desk, event, [asked], command=command_id(command), based_on=based_on), form)
        elif what == "record" and bank_reference is not None:
            given = payments.record_payment(
                desk, event, party, amount, bank_reference, command=command_id(command), on=on, based_on=based_on
            )
            done(given, form)
        else:
            wrong_use("Write: pay propose AMOUNT, pay record AMOUNT --bank-reference REF, or pay list.")


@app.command(epilog="Example: recovery-costs approve 418 --event RE-2025-001")
def approve(
    event: Event,
    entry: Annotated[
        int | None,
        typer.Argument(help="The number of what was proposed; without one, what waits is listed.", min=1, max=LARGEST),
    ] = None,
    on: BasedOn = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    command: CommandId = None,
    key: Signed = None,
    form: Form = Format.TEXT,
) -> None:
    """Approve what another person proposed: a payment, a correction, an event's file, a determination."""
    from recovery_costs.casework.approving import approve as approved

    with told(form), opened(register) as store:
        desk = desk_of(store, role, "approve")
        if entry is None and form is Format.JSON:
            say({"waits": _waiting(desk, event)})
        elif entry is None:
            _list_waiting(desk, event)
        else:
            by, result = signing(key), approved(desk, event, entry, command=command_id(command), based_on=on)
            done(result, form, signed(store, decided_in(result), by))


def _list_waiting(desk: Desk, event: str, party: str | None = None) -> None:
    """What waits for a second person, each in a line."""
    for each in _waiting(desk, event, party):
        typer.echo(f"Entry {each['entry']}: {each['by']} {each['what']}; it waits for a second person")


def _waiting(desk: Desk, event: str, party: str | None = None) -> list[dict[str, Any]]:
    """What waits for a second person, of one Party or (None) of all, as far as whoever asks may see it."""
    from recovery_costs.casework import instructions, publish, second

    found: list[tuple[int, str, str, str | None]] = []
    for each in instructions.proposed(desk, event):
        paid, day = f"{each.amount} to {each.party}", each.on.isoformat()
        what = f"proposes to pay {paid} on {day}"
        if each.kind == "payment_reported":
            what = f"reports that the bank paid {paid} on {day} ({each.reference}) without an instruction"
        found.append((each.seq, each.by, what, each.party))
    for act in second.waiting(desk, event):
        changes = "; ".join(second.would_change(desk, act)) or "no sum changes today"
        whose = {fact.party for fact in act.facts}
        found.append((act.seq, act.by, f"proposes to {act.says} ({changes})", whose.pop() if len(whose) == 1 else None))
    for one in publish.waiting(desk, event):
        found.append((one.seq, one.by, f"proposes to publish the determination as of {one.as_of}", None))
    return [
        {"entry": seq, "by": by, "what": what}
        for seq, by, what, whose in found
        if party is None or whose in (None, party)
    ]


@app.command(epilog="Example: recovery-costs kept --event RE-2025-001")
def kept(
    event: Event,
    register: Where = DEFAULT,
    role: AsRole = None,
    form: Form = Format.TEXT,
) -> None:
    """The adjudications that were relied on, and what the rules at hand make of the very record that each took in."""
    from recovery_costs.casework import publish
    from recovery_costs.plain import shown
    from recovery_costs.register.kept import kept as kept_of

    with told(form), opened(register) as store:
        desk = desk_of(store, role)
        desk.case(event)
        found = [(each, publish.recomputed(desk, event, each)) for each in kept_of(store, desk.actor, event)]
        if form is Format.JSON:
            say(
                [
                    {
                        "entry": each.entry.seq,
                        "file": each.entry.file,
                        **each.entry.content,
                        "made_by_these_rules": each.made_by_these_rules,
                        "differences": [one._asdict() for one in differences],
                    }
                    for each, differences in found
                ]
            )
            return
        if not found:
            typer.echo("No adjudication that you may see was kept of this event.")
        for each, differences in found:
            content = each.entry.content
            asked = content["adjudication"]
            rules = "these rules" if each.made_by_these_rules else f"rules {content['rules'][:12]}"
            places = "place differs" if len(differences) == 1 else "places differ"
            again = f"{len(differences)} {places}" if differences else "the same"
            typer.echo(
                f"Entry {each.entry.seq}: as of {asked['as_of']}, as known at {asked['known_at']}, by {rules} (program "
                f"{content['program']}), file {each.entry.file}. Worked out again: {again}."
            )
            for one in differences:
                typer.echo(f"  {one.path}: kept {shown(one.kept)}, now {shown(one.now)}")


@app.command(epilog="Example: recovery-costs report --as-of 2026-03-31")
def report(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Where = DEFAULT,
    role: AsRole = None,
    form: Form = Format.TEXT,
) -> None:
    """Print the month-end position, and who had changed readings, corrected, approved or been refused by then."""
    from recovery_costs.calendar import long_day
    from recovery_costs.casework import month_end
    from recovery_costs.papers.words import money

    with told(form), opened(register) as store:
        desk, day, known = desk_of(store, role), day_of(as_of), moment_of(known_at)
        desk.allowed("report", None)
        rows = list(month_end.positions(desk.judged(name, day, known) for name in desk.events()))
        watched = month_end.watched(desk.view.entries(), day, known)
        if form is Format.JSON:
            from recovery_costs.written import as_json

            said = [{name: as_json(value) for name, value in each._asdict().items()} for each in rows]
            asked = {"as_of": day.isoformat(), "known_at": known.text if known is not None else None}
            seen = [{"seq": one.entry.seq, "at": one.entry.at, "who": one.who, "what": one.what} for one in watched]
            say({**asked, "claims": said, "watched": seen})
            return
        as_known = f", as known at {known}" if known is not None else ""
        typer.echo(
            f"At the end of {long_day(day)}{as_known}: {len(rows) or 'no'} {'claim' if len(rows) == 1 else 'claims'}."
        )
        for each in rows:
            typer.echo(
                f"{each.event}  {each.party}: best estimate {money(each.best_estimate)}, requested "
                f"{money(each.requested)}, payable {money(each.payable)}, paid {each.paid}, overpaid {money(each.overpaid)}"
            )
        for one in watched:
            typer.echo(f"Entry {one.entry.seq}, {one.entry.at[:10]}: {one.who}: {one.what}")
