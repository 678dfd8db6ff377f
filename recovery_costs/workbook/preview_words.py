"""A preview in sentences, for the terminal and the pages."""

from __future__ import annotations

from collections.abc import Iterator

from recovery_costs.calendar import long_day
from recovery_costs.money import Money
from recovery_costs.workbook.preview import DueChange, FigureChange, LineChanges, NewFact, Preview

NAMES = {
    "intention_notified": "Notice of intention to ask",
    "estimate_given": "Best estimate",
    "total_notified": "Total",
    "costs_ceased": "Costs ceased",
    "cost_lines": "List of costs",
    "evidence_listed": "List of evidence",
    "evidence_given": "Evidence given",
}
FIGURES = {"estimate": "Best estimate", "requested": "Requested", "eligible": "Eligible", "payable": "Payable"}


def sentences(preview: Preview) -> Iterator[str]:
    """What would change, one thing a line."""
    if preview.changes_nothing:
        yield f"The same content as on record ({_count(preview.already, 'fact')}). Taking it in changes nothing."
    else:
        known = f"; {_count(preview.already, 'other')} on record already" if preview.already else ""
        yield f"{_count(len(preview.new), 'new fact')}{known}. Judged at the end of {long_day(preview.as_of)}."
    yield from (_new(fact) for fact in preview.new)
    if not preview.changes_nothing:
        yield from _lines(preview.lines)
        yield from (_figure(each) for each in preview.figures if each.then != each.now)
    yield from (_due(each) for each in preview.due)
    for question in preview.questions:
        about = f" ({', '.join(question.about)})" if question.about else ""
        yield f"Question: {question.found}{about}. {question.do}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _new(fact: NewFact) -> str:
    stating = ", stating" if fact.type == "intention_notified" else " of"
    amount = f"{stating} {fact.amount}" if fact.amount is not None else ""
    if fact.type == "total_notified" and fact.amount == Money(0):
        amount += ", which withdraws the request"
    where = f" ({fact.sheet}!{fact.cell})" if fact.sheet else ""
    effect = f": takes effect on {fact.takes_effect}, {fact.because}" if fact.takes_effect else ""
    served = f". It {fact.serves}" if fact.serves else ""
    return f"New: {NAMES[fact.type].lower()}{amount}{where}{effect}{served}."


def _lines(lines: LineChanges) -> Iterator[str]:
    changed = list(dict.fromkeys(each.line for each in lines.changed))
    for words, names in (
        ("added", [f"{each.line} ({each.amount})" for each in lines.added]),
        ("taken out", [f"{each.line} ({each.amount})" for each in lines.removed]),
        ("changed", changed),
    ):
        if names:
            shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
            yield f"{_count(len(names), 'line')} {words}: {shown}."
    if lines.was != lines.now:
        was, now = ("no list" if each is None else str(each) for each in (lines.was, lines.now))
        yield f"Sum of the lines: {was} then, {now} now."


def _figure(figure: FigureChange) -> str:
    change = ""
    if figure.then is not None and figure.now is not None:
        more = figure.now - figure.then
        change = f", {'+' if more.pence > 0 else ''}{more}"
    return f"{FIGURES[figure.figure]}: {_sum(figure.then)} then, {_sum(figure.now)} now{change}."


def _sum(amount: Money | None) -> str:
    return "not known yet" if amount is None else str(amount)


def _due(due: DueChange) -> str:
    if due.now is None:
        return f"No longer awaited: {due.what} ({due.clause})."
    was = "" if due.then == due.now else f"; before, {long_day(due.then)}" if due.then else "; new"
    return f"Next: {due.what}, by {long_day(due.now)} ({due.clause}){was}."
