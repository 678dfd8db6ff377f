"""An adjudication for the terminal: what was decided, for whom, by when, why, what is contested, what is awaited.

Text from files is printed as it is, never read as markup.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from recovery_costs.adjudication import Adjudication, Claim
from recovery_costs.calendar import long_day
from recovery_costs.facts import Case
from recovery_costs.finding import Finding, Outcome
from recovery_costs.law import CLAUSES, READINGS
from recovery_costs.money import NOUGHT, Money
from recovery_costs.papers import changes, words
from recovery_costs.plain import Problem, shown

DEFAULTS = {name: reading.default for name, reading in READINGS.items()}
_TONES = {
    Outcome.MET: "green",
    Outcome.NOT_MET: "red",
    Outcome.FOR_JUDGEMENT: "blue",
    Outcome.CANNOT_SAY: "yellow",
    Outcome.DOES_NOT_APPLY: "dim",
}
WIDEST, WHERE_NO_TERMINAL = 116, 110
MOST_PROBLEMS = 1000
MOST_ROWS = 6


def console(stderr: bool = False) -> Console:
    """A console that prints plain text as it is given, at a readable width."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WHERE_NO_TERMINAL
    made = Console(file=stream, markup=False, highlight=False, emoji=False, width=width)
    if made.width > WIDEST:
        made.width = WIDEST
    return made


def _heading(words_: str) -> Text:
    return Text(f"\n{words_}", style="bold")


def _grid(rows: Iterable[Sequence[RenderableType]], *widths: int | None) -> Padding:
    """Rows under one another, the last column taking what is left."""
    table = Table.grid(padding=(0, 2))
    for width in widths:
        table.add_column(width=width, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, 2))


def _outcome(outcome: Outcome) -> Text:
    return Text(words.OUTCOME[outcome], style=_TONES[outcome])


# --- an adjudication --------------------------------------------------------------------------------------------


def adjudication(result: Adjudication, together: bool = True) -> Group:
    """The whole adjudication; without what all Parties request together, where that is not for the reader."""
    parts: list[RenderableType] = [
        Text.assemble((result.case, "bold"), f"  at the end of {long_day(result.as_of)}"),
        Text(words.event(result), style="bold"),
        Text(f"{result.code}. {words.readings(result, DEFAULTS)}", style="dim"),
    ]
    if result.known_at:
        parts.append(Text(f"As known on {result.known_at}.", style="dim"))
    parts += [_heading("Claims"), *(_claim(each) for each in result.claims)]
    if not result.claims:
        parts.append(Text("  No Party has a claim on file."))
    if together:
        parts += [_heading("Requested against the Panel's sum"), Text(f"  {words.aggregate(result)}")]
    parts += _breaches(result)
    parts += [_heading("What is awaited"), _awaited(result)]
    if result.contested is not None:
        parts += [_heading("What is contested"), _contested(result)]
    parts += [_heading("Why, in Code order"), findings(result.findings)]
    return Group(*parts)


def _claim(claim: Claim) -> Group:
    rows: list[tuple[str, str]] = [
        ("Intention", words.notified(claim.intention)),
        ("Estimates", f"{words.initial_estimate(claim)}; {words.windows(claim.estimates)}"),
        ("Total", words.notified(claim.total)),
    ]
    if claim.lines:
        out = sum(1 for line in claim.lines if line.excluded)
        judged = "; some not judged yet" if claim.judgement_pending else ""
        lines = f"{len(claim.lines)} {'line' if len(claim.lines) == 1 else 'lines'}"
        rows.append(("Costs", f"{words.money(claim.eligible)} eligible, {lines}, {out} left out{judged}"))
    if claim.evidence:
        said = [f"{row.requirement} {words.EVIDENCE[row.status]} (by {long_day(row.due)})" for row in claim.evidence]
        rows.append(("Evidence", "; ".join(said)))
    if claim.instalments:
        rows.append(("To be paid", "; ".join(f"{each.amount} on {long_day(each.on)}" for each in claim.instalments)))
    return Group(
        Text.assemble("  ", (claim.party, "bold"), "  ", words.claim(claim)),
        Padding(_grid([(Text(name, style="dim"), Text(said)) for name, said in rows], 10, None), (0, 0, 0, 2)),
    )


def _breaches(result: Adjudication) -> list[RenderableType]:
    rows = [(Text(row.subscriber), Text(row.provision), Text(words.breach(row))) for row in result.breaches]
    rows += [
        (Text(name), Text("carved out"), Text("the Compromise came through an OCA Certificate (L10.26)"))
        for name in result.carved_out
    ]
    rows += [(Text(row.subscriber), Text("not deemed"), Text("not a Party (L10.26)")) for row in result.not_deemed]
    return [_heading("Deemed breach"), _grid(rows, 18, 22, None)] if rows else []


def _awaited(result: Adjudication) -> RenderableType:
    if not result.awaited:
        return Text("  Nothing.")
    rows = []
    for item in result.awaited:
        may = "may " if item.kind == "right" else ""
        what = Text.assemble((item.from_, "bold"), f": {may}{item.what} ({item.clause})")
        if item.last_safe:
            what.append(f"\nlast safe moment {words.last_safe(item)}", style="dim")
        late = item.due is not None and item.due < result.as_of
        rows.append((Text(words.due(item, result.as_of), style="red" if late else ""), what))
    return _grid(rows, 28, None)


def _contested(result: Adjudication) -> RenderableType:
    if not result.contested:
        return Text("  Nothing: every option of every reading gives the same answers.")
    rows = []
    for each in result.contested:
        moved = changes.moves(each, result)
        says = Text(f"{each.option} instead of {each.instead_of}", style="bold")
        if moved > NOUGHT:
            says.append(f", moves {moved}")
        for change in each.changes:
            who, what, before, after = changes.change(change)
            says.append(f"\n{who}, {what}: {before} → {after}", style="not bold dim")
        rows.append((Text(each.reading), says))
    return _grid(rows, 24, None)


def findings(rows: Sequence[Finding]) -> RenderableType:
    """Findings, one under another."""
    made = []
    for row in rows:
        because = Text(row.because)
        if row.about:
            because = Text.assemble((f"{row.about}: ", "bold"), because)
        because.append(f" [{words.BASIS[row.basis]}]", style="dim")
        made.append((Text(row.clause), _outcome(row.outcome), because))
    return _grid(made, 14, 14, None)


# --- one clause -------------------------------------------------------------------------------------------------


def clause(ref: str) -> Group:
    """A clause's words."""
    one = CLAUSES[ref]
    return Group(
        Text.assemble((one.ref, "bold"), f"  {one.heading}"),
        Padding(Text(one.words), (0, 0, 0, 2)),
        Padding(Text(f"Our words for {one.text}.", style="dim"), (0, 0, 0, 2)),
    )


def why(result: Adjudication, case: Case, ref: str, about: str | None) -> Group:
    """A clause's words, then each finding under it: the reason, the facts used, the readings, whose word it is."""
    rows = [row for row in result.findings if row.clause == ref or row.clause.startswith(f"{ref}(")]
    if about is not None:
        rows = [row for row in rows if row.about == about]
    parts: list[RenderableType] = [clause(ref)]
    if not rows:
        parts.append(Text("\nNothing on file bears on this clause."))
        names = sorted({row.about for row in result.findings if row.about})
        if about is not None and about not in names:
            parts.append(Text(f"No finding is about {about}; they are about {', '.join(names) or 'nobody'}."))
    by_id = case.by_id
    for row in rows:
        parts.append(Text(""))
        parts.append(Text.assemble((row.clause, "bold"), f"  {row.about or 'the event'}  ", _outcome(row.outcome)))
        said: list[tuple[str, str]] = [("Because", row.because)]
        if row.due:
            said.append(("Last day", long_day(row.due)))
        said += [("Fact", f"{name}: {words.fact(by_id[name])}") for name in row.facts]
        said += [("Reading", f"{name}={result.readings[name]}") for name in row.readings]
        said.append(("Word", words.BASIS[row.basis]))
        parts.append(_grid([(Text(name, style="dim"), Text(text)) for name, text in said], 10, None))
    return Group(*parts)


# --- problems ---------------------------------------------------------------------------------------------------


def problems(rows: Sequence[Problem]) -> Group:
    """What is wrong with a file, all at once."""
    count = "1 problem" if len(rows) == 1 else f"{len(rows)} problems"
    made: list[RenderableType] = [Text(f"{count}. Nothing was changed.", style="bold")]
    for row in rows[:MOST_PROBLEMS]:
        where = (
            " ".join(part for part in (f"fact {row.fact}" if row.fact else "", row.field or "") if part) or "the file"
        )
        made.append(Text.assemble(("  " + where, "bold"), f": found {shown(row.found)}; wanted {row.wanted}. {row.do}"))
    if len(rows) > MOST_PROBLEMS:
        made.append(Text(f"  And {len(rows) - MOST_PROBLEMS} more; --format json lists them all."))
    return Group(*made)


# --- the portfolio ----------------------------------------------------------------------------------------------


def portfolio(results: Sequence[Adjudication], titles: Mapping[str, str] | None = None) -> Group:
    """Every event on a line, then across them what comes next and what is contested.

    Args:
        titles: what each event is about, by its name, in the order in which they are shown; the others follow.
    """
    titles = titles or {}
    order = {name: place for place, name in enumerate(titles)}
    results = sorted(results, key=lambda each: (order.get(each.case, len(order)), each.case))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("Event", "What happened") if titles else ("Event",):
        table.add_column(name)
    for name in ("Requested", "Payable", "Paid", "Outstanding"):
        table.add_column(name, justify="right", no_wrap=True)
    for result in results:
        unknown = words.UNKNOWN if result.recovery_event.occurred else "no event"
        sums = [_together(column, unknown) for column in zip(*map(_amounts, result.claims), strict=True)]
        title = (titles.get(result.case, ""),) if titles else ()
        table.add_row(*map(Text, (result.case, *title, *sums)))
    coming = sorted((*row, result.case) for result in results for row in words.upcoming(result))
    stakes = [(*row, result.case) for result in results for row in changes.at_stake(result)]
    stakes.sort(key=lambda row: -row[0].pence)
    owed = Money.sum(c.outstanding for r in results for c in r.claims if c.outstanding is not None)
    paid = Money.sum(c.paid for r in results for c in r.claims)
    claims = sum(len(result.claims) for result in results)
    return Group(
        table,
        Text(f"{len(results)} events, {claims} claims; {paid} paid, {owed} outstanding.", style="bold"),
        Text("A + says that more is not known yet.", style="dim"),
        _heading("What comes next, soonest first"),
        _grid([(Text(name), Text(said)) for _, said, name in coming[:MOST_ROWS]], 11, None),
        _heading("What is contested, the most money first"),
        _grid([(Text(name), Text(said)) for _, said, name in stakes[:MOST_ROWS]], 11, None),
    )


def _amounts(claim: Claim) -> tuple[Money | None, ...]:
    """Requested, payable, paid and outstanding; a request that was withdrawn leaves nothing of them unknown."""
    withdrawn = claim.requested == NOUGHT and claim.payable is None
    payable, outstanding = (NOUGHT, NOUGHT) if withdrawn else (claim.payable, claim.outstanding)
    return claim.requested, payable, claim.paid, outstanding


def _together(amounts: Iterable[Money | None], unknown: str) -> str:
    """The sum of what is known, marked where there is more that is not."""
    given = list(amounts)
    known = [each for each in given if each is not None]
    more = " +" if len(known) < len(given) else ""
    return f"{Money.sum(known)}{more}" if known else unknown
