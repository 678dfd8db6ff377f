"""The parts of a claim on its page: its dates, estimates, total, cost lines, evidence and instalments."""

from __future__ import annotations

import streamlit as st

from recovery_costs import facts as f
from recovery_costs.adjudication import Claim, Line
from recovery_costs.dashboard import as_csv, estimates, said
from recovery_costs.dashboard.look import chip, clause_chip, dark, first_up, nothing, on, paged, pairs, pounds, t, table
from recovery_costs.dashboard.state import Seen
from recovery_costs.money import NOUGHT, Money
from recovery_costs.papers import words

PAGE = 50
"""Cost lines shown at a time."""


def block(seen: Seen, claim: Claim, place: str) -> str:
    """Where a claim stands: its sentence and its dates."""
    rows = [
        (f"Intention {clause_chip('L10.19(a)', f'{place}-a', _why(seen, claim, 'L10.19(a)'))}", _intention(claim)),
        (f"Estimates {clause_chip('L10.19(b)', f'{place}-b')}", f"{first_up(words.initial_estimate(claim))}."),
        (f"Total {clause_chip('L10.19(c)', f'{place}-c', _why(seen, claim, 'L10.19(c)'))}", _total(claim)),
    ]
    return (
        f'<section class="claim"><div class="name"><h3>{t(claim.party)}</h3>{said.state(claim)}</div>'
        f"<p>{t(words.claim(claim))}</p>{pairs(rows)}{_windows(claim)}{_instalments(claim)}"
        "</section>"
    )


def answer(claim: Claim) -> str:
    """Where the claim comes to, in so few words that they can head the page."""
    if claim.payable is None:
        if claim.requested is None:
            return "nothing is requested yet"
        if claim.requested == NOUGHT:
            return "the request is withdrawn"
        return f"{claim.requested} requested, {'before the Panel' if claim.state == 'referred' else 'not decided yet'}"
    if claim.overpaid is not None and claim.overpaid > NOUGHT:
        return f"{claim.overpaid} more is paid than is payable"
    if claim.payable == NOUGHT:
        return "nothing is payable, as it is read here" if claim.barred else "nothing is payable"
    if claim.outstanding is not None and claim.outstanding > NOUGHT:
        return f"{claim.outstanding} of {claim.payable} is still to be paid"
    return f"{claim.payable} is payable, and is paid"


def _why(seen: Seen, claim: Claim, ref: str) -> str | None:
    found = [row for row in seen.adjudication.findings if row.clause == ref and row.about == claim.party]
    return found[0].because if found else None


def _intention(claim: Claim) -> str:
    return f"{first_up(words.notified(claim.intention))}."


def _total(claim: Claim) -> str:
    if claim.total.effective is None and claim.total.due is None:
        return "None on file. No last day runs until the Party ceases to incur costs."
    asked = f"{pounds(claim.requested)}: " if claim.requested is not None else ""
    said_so = words.notified(claim.total)
    return f"{asked}{said_so if asked else first_up(said_so)}."


def _windows(claim: Claim) -> str:
    if not claim.estimates:
        return ""
    rows = []
    for row in claim.estimates:
        tone, word = said.window(row.status)
        rows.append(
            [
                f"Window {row.window}",
                f"{on(row.from_)} to {on(row.to)}",
                chip(tone, word),
                f"Updated on {on(row.met_on)}" if row.met_on else "",
            ]
        )
    columns = [("Updated best estimate", ""), ("Period, both days in it", ""), ("Status", ""), ("Given", "")]
    return table("Estimate windows", columns, rows, kind="mid")


def evidence(seen: Seen, claim: Claim) -> None:
    """The evidence that was asked for, or that nobody has asked for any."""
    if not claim.evidence:
        st.html("<h2>Evidence asked for</h2>" + nothing("None.", "Neither the DCC nor the Panel has asked for any."))
        return
    rows = []
    for row in claim.evidence:
        asked = seen.facts.named(row.requirement)
        tone, word = said.evidence(row.status)
        rows.append([t(asked.item), "DCC" if asked.by == "dcc" else "Panel", on(row.due), chip(tone, word)])
    columns = [("Evidence", "long"), ("Asked for by", ""), ("Last day", ""), ("Status", "")]
    as_csv.table("evidence asked for", columns, rows, kind="mid", above="<h2>Evidence asked for</h2>")


def _instalments(claim: Claim) -> str:
    if not claim.instalments:
        return ""
    rows = [[on(each.on), pounds(each.amount)] for each in claim.instalments]
    foot = ["In all", pounds(Money.sum(each.amount for each in claim.instalments))]
    return table("Instalments", [("To be paid on", ""), ("Instalment", "num")], rows, foot, "narrow")


def drift(seen: Seen, claim: Claim) -> None:
    """Each estimate in the order it took effect, and the total last: drawn, and in a table."""
    given = [
        (each.order, each.day, each.fact.amount, "Estimate") for each in seen.facts.of(f.EstimateGiven, claim.party)
    ]
    for each in seen.facts.of(f.IntentionNotified, claim.party):
        if each.fact.estimate is not None:
            given.append((each.order, each.day, each.fact.estimate, "With the intention"))
    steps = [estimates.Step(day, what, amount) for _, day, amount, what in sorted(given)]
    if claim.requested is not None and steps and claim.total.effective is not None:
        steps.append(estimates.Step(claim.total.effective.day, estimates.TOTAL, claim.requested))
    if not steps:
        return
    st.html(f"<h2>Best estimates</h2><p>{estimates.in_words(steps)}</p>")
    if len(steps) > 1:
        with st.container(key="estimates"):
            spec = estimates.drawn(tuple(steps), dark())
            st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=estimates.in_words(steps))
    before = [None, *(each.amount for each in steps)]
    rows = [
        [on(each.day), each.what, pounds(each.amount), "" if last is None else _change(each.amount - last)]
        for each, last in zip(steps, before, strict=False)
    ]
    columns = [("Took effect on", ""), ("What", ""), ("Amount", "num"), ("Against the one before", "num")]
    as_csv.table("best estimates", columns, rows, kind="mid")


def _change(amount: Money) -> str:
    if amount == NOUGHT:
        return "No change"
    return f'<span class="num">{"+" if amount > NOUGHT else ""}{amount}</span>'


# --- cost lines -------------------------------------------------------------------------------------------------


def why(line: Line) -> str | None:
    """What L10.17 says of a line, without the line's reference; None where nothing can be said of it."""
    return line.finding.because.removeprefix(f"Line {line.line}: ") if line.finding is not None else None


def lines(seen: Seen, claim: Claim, place: str) -> None:
    """The claim's cost lines, so many on a page, with totals of all of them and the reasons for what is left out."""
    listed = seen.facts.of(f.CostLines, claim.party)[-1].fact.lines
    given = {line.line: line for line in listed}
    shown = paged(claim.lines, PAGE, f"{place}-lines-at")
    rows = [_line(given[line.line], line, f"{place}-{n}") for n, line in enumerate(shown)]
    claimed = Money.sum(line.amount for line in listed)
    left_out = ""
    if claim.eligible is not None:
        out = claimed - claim.eligible
        left_out = f"{out} is left out" if out.pence else "Nothing is left out"
    foot = [
        "In all",
        f"{len(claim.lines)} {'line' if len(claim.lines) == 1 else 'lines'}",
        "",
        pounds(claimed),
        pounds(claim.eligible),
        left_out,
    ]
    columns = [
        ("Line", "ref"),
        ("What", "long"),
        ("Incurred", ""),
        ("Claimed", "num"),
        ("Recovery Cost", "num"),
        ("Why", "long"),
    ]
    st.html(table(f"Cost lines of claim {place}", columns, rows, foot))
    as_csv.offered("cost lines", columns, lambda: [_line(given[line.line], line, place) for line in claim.lines])


def _line(given: f.CostLine, line: Line, place: str) -> list[str]:
    because = "Not known yet: no Recovery Event has occurred."
    if line.finding is not None:
        chip_ = clause_chip(line.finding.clause, f"line-{place}")
        because = f"{said.line(line, line.finding)}<span>{t(why(line))} {chip_}</span>"
    what = said.LIMBS[given.limb]
    if given.description:
        what = f"{t(given.description)}<br><small>{what}</small>"
    return [t(line.line), what, on(given.incurred), pounds(given.amount), pounds(line.eligible), because]
