"""What the page for sending is built from: the steps, what was read, problems by cell, what changes, the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from recovery_costs.calendar import Moment
from recovery_costs.dashboard.look import chip, clause_chip, count, first_up, icon, on, paged, pounds, t, table
from recovery_costs.money import Money
from recovery_costs.papers import receipt as paper
from recovery_costs.plain import shown
from recovery_costs.workbook.codes import Found
from recovery_costs.workbook.preview import LineChanges, Preview
from recovery_costs.workbook.preview_words import FIGURES, NAMES
from recovery_costs.workbook.report import Balance, CheckReport
from recovery_costs.workbook.standing import Standing

PAGE = 50
"""Problems on a page, and lines of a list."""
BY = {"hand": "by hand", "email": "by e-mail", "post": "by post"}


def steps(names: Sequence[str], at: str | None) -> str:
    """The steps of the page, those before `at` done; None: all of them."""
    number = names.index(at) if at is not None else len(names)
    cells = []
    for place, name in enumerate(names):
        drawn, word = (
            ("tick", "done") if place < number else ("ring", "now") if place == number else ("dash", "to come")
        )
        cells.append(
            f'<li class="{word.replace(" ", "-")}">{icon(drawn)}<span>{name}</span><span class="heard">{word}</span></li>'
        )
    short = f"Step {number + 1} of {len(names)}: {at}" if at is not None else f"All {len(names)} steps are done"
    return f'<ol class="steps of-five">{"".join(cells)}</ol><p class="only-phone">{short}</p>'


def coming(stands: Standing) -> str:
    """What the Party has to do next, by its day."""
    rows = [
        [on(each.due), t(each.what), _of(each.clause, number), t(each.safe)]
        for number, each in enumerate(sorted(stands.steps, key=lambda each: each.due))
    ]
    if not rows:
        return ""
    columns = [("By", ""), ("Next for this claim", "long"), ("Clause", "id"), ("Last safe moment", "long")]
    return table("What comes next for this claim", columns, rows)


def _of(clause: str, number: int) -> str:
    ref, _, what = clause.partition(", ")
    return clause_chip(ref, f"coming-{number}") + (f"<small>{t(what)}</small>" if what else "")


# --- what was read ------------------------------------------------------------------------------------------------


def read(report: CheckReport) -> str:
    """Rows and pounds: what was in the file is what was accepted, rejected and ignored."""
    rows, pence = report.receipt.rows, report.receipt.pence
    known = f"{chip('ok', 'Every row and every pound is accounted for')}"
    if not rows.seen:
        return f"<h2>What we read</h2><p>No cost lines. {_cells(report)}</p>"
    unread = ""
    if rows.rejected:
        unread = " An amount that cannot be read counts as nothing here, and is listed below."
    made = _equation("Rows", rows, lambda number: f"{number:,}") + _equation(
        "Pounds", pence, lambda number: str(Money(number))
    )
    return f'<h2>What we read</h2><div class="sums">{made}</div><p>{known} {_cells(report)}{unread}</p>'


def _cells(report: CheckReport) -> str:
    got = report.receipt
    parts = f"{got.read:,} read, {got.ignored:,} not read for a reason, {got.flagged:,} flagged"
    return f'<span class="soft">Of {got.cells:,} cells that are not empty: {parts}.</span>'


def _equation(name: str, given: Balance, say: Any) -> str:
    terms = (("", "in the file", given.seen), ("=", "accepted", given.accepted))
    more = (("+", "rejected", given.rejected), ("+", "left out", given.ignored))
    cells = "".join(
        f'<div><span class="sign" aria-hidden="true">{sign}</span><b class="num">{say(number)}</b><small>{what}</small></div>'
        for sign, what, number in (*terms, *more)
    )
    words = f"{say(given.seen)} in the file are {say(given.accepted)} accepted, {say(given.rejected)} rejected and "
    label = f"{name}: {words}{say(given.ignored)} left out"
    return f'<div class="sum" role="group" aria-label="{label}"><h3>{name}</h3>{cells}</div>'


# --- problems by cell ---------------------------------------------------------------------------------------------


def problems(title: str, found: Sequence[Found], key: str) -> None:
    """Problems of one weight, by sheet and cell, so many on a page; the count is the heading."""
    if not found:
        return
    st.html(f"<h2>{title} · {len(found):,}</h2>")
    part = paged(sorted(found, key=lambda each: each.sheet == ""), PAGE, f"{key}-at")
    for sheet, rows in groupby(part, key=lambda each: each.sheet):
        st.html(_of_sheet(sheet, list(rows)))


def _of_sheet(sheet: str, found: Sequence[Found]) -> str:
    columns = [("Where", "mono"), ("Found", "long"), ("Wanted", "long"), ("What to do", "long")]
    rows = [[_cell(each), f"<q>{t(shown(each.found))}</q>", t(each.wanted), t(each.do)] for each in found]
    name = t(shown(sheet)) if sheet else "The whole file"
    return f'<h3 class="sub">{name}</h3>' + table(
        f"Problems on {sheet}" if sheet else "Problems of the file", columns, rows, kind="cells"
    )


def _cell(each: Found) -> str:
    return t(
        f"{shown(each.sheet)}!{each.cell}" if each.sheet and each.cell else shown(each.sheet) if each.sheet else "File"
    )


# --- what changes -------------------------------------------------------------------------------------------------


def changes(preview: Preview) -> str:
    """What would change for the Party: its lines, its figures, and what it has to do next."""
    parts = ["<h2>What changes</h2>", _figures(preview)]
    parts += [_lines(preview.lines), _due(preview)]
    asked = "".join(
        f"<li>{chip('due', 'Somebody will ask', 'person')} {t(first_up(each.found))}"
        f"{_about(each.about)}. {t(each.do)}</li>"
        for each in preview.questions
    )
    return "".join(parts) + (f'<ul class="plain">{asked}</ul>' if asked else "")


def _about(names: Sequence[str]) -> str:
    return f" ({t(shown(', '.join(names)))})" if names else ""


def _figures(preview: Preview) -> str:
    sums = [(FIGURES[each.figure], each.then, each.now) for each in preview.figures]
    sums.append(("Sum of the cost lines", preview.lines.was, preview.lines.now))
    rows = [[name, pounds(then), pounds(now), _change(then, now)] for name, then, now in sums]
    columns = [("Figure", ""), ("On record", "num"), ("With this file", "num"), ("Change", "num")]
    return table("Figures, then and now", columns, rows, kind="mid")


def _change(then: Money | None, now: Money | None) -> str:
    if then == now:
        return '<span class="soft">none</span>'
    if then is None or now is None:
        return '<span class="soft">new</span>' if then is None else '<span class="soft">no longer known</span>'
    more = now - then
    return f'<span class="num">{"+" if more.pence > 0 else ""}{more}</span>'


def _lines(lines: LineChanges) -> str:
    changed: dict[str, list[str]] = {}
    for each in lines.changed:
        name = each.field.replace("_", " ")
        changed.setdefault(each.line, []).append(f"{name}: {t(_value(each.from_))} to {t(_value(each.to))}")
    groups: list[tuple[str, list[str]]] = [
        ("added", [f"{t(each.line)} <small>{each.amount}</small>" for each in lines.added]),
        ("taken out", [f"{t(each.line)} <small>{each.amount}</small>" for each in lines.removed]),
        ("changed", [f"{t(line)} <small>{'; '.join(what)}</small>" for line, what in changed.items()]),
    ]
    made = []
    for word, rows in groups:
        if rows:
            listed = "".join(f"<li>{row}</li>" for row in rows[:PAGE])
            more = f"<li>and {len(rows) - PAGE:,} more</li>" if len(rows) > PAGE else ""
            title = first_up(count(len(rows), "line", "lines"))
            made.append(
                f'<details class="quiet"><summary>{title} {word}</summary><ul class="plain long">{listed}{more}</ul></details>'
            )
    return "".join(made)


def _value(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return shown(", ".join(str(each) for each in value))
    return shown(str(value))


def _due(preview: Preview) -> str:
    rows = []
    for number, each in enumerate(preview.due):
        if each.then != each.now:
            then = on(each.then) if each.then is not None else "Not awaited"
            now = on(each.now) if each.now is not None else "No longer awaited"
            rows.append([t(first_up(each.what)), clause_chip(each.clause, f"due-{number}"), then, now])
    columns = [("What comes next", "long"), ("Clause", "id"), ("On record, by", ""), ("With this file, by", "")]
    return table("What comes next, then and now", columns, rows) if rows else ""


def new(preview: Preview, at: Moment) -> str:
    """What the file puts on record, each notice with when it takes effect and which window it meets."""
    rows = []
    for each in preview.new:
        effect = "On record when you confirm"
        if each.takes_effect is not None:
            effect = f"{t(each.takes_effect)}<small>{t(each.because)}{f'; it {t(each.serves)}' if each.serves else ''}</small>"
        where = f"{each.sheet}!{each.cell}" if each.sheet and each.cell else ""
        sum_ = str(each.amount) if each.amount is not None else ""
        rows.append(
            [t(NAMES[each.type]), f'<span class="mono">{t(shown(where))}</span>' if where else "", sum_, effect]
        )
    columns = [
        ("What", ""),
        ("Where it stands", ""),
        ("Sum", "num"),
        (f"Takes effect, if confirmed at {at.wall:%H:%M}", "long"),
    ]
    return table("What this file puts on record", columns, rows) if rows else ""


def stated(facts: Iterable[Mapping[str, Any]], word: str) -> str:
    """Notices that are only stated, each with when the file says that it was given."""
    rows = []
    for fact in facts:
        when = f"received {Moment.of(fact['received'])}" if "received" in fact else f"sent {Moment.of(fact['sent'])}"
        how = f" {BY[fact['method']]}" if fact.get("method") in BY else ""
        sum_ = fact.get("amount") or fact.get("total") or fact.get("estimate")
        amount = f" of {Money.of(sum_)}" if sum_ else ""
        rows.append(f"<li>{chip('info', word, 'ring')} {t(NAMES[fact['type']])}{amount}, {t(when)}{how}.</li>")
    return f'<ul class="plain">{"".join(rows)}</ul>' if rows else ""


# --- the receipt --------------------------------------------------------------------------------------------------


def verdict(receipt: paper.Receipt) -> tuple[str, str]:
    """What a receipt says above all."""
    if receipt.taken:
        return "Received, and taken in", "Keep the receipt: it says what came, to the byte, and when."
    if receipt.accepted:
        return "Received, with nothing new", "The file is on record as it came. It changed nothing else."
    if receipt.accepted is None:
        return "Received", "The file is on record as it came. It was not read."
    return "Received, and not taken in", "The file is on record as it came. Nothing in it counts as yet."


def receipt(given: paper.Receipt) -> None:
    """The receipt: the one card, to be torn off and handed over."""
    rows = "".join(
        f'<div><dt>{name}</dt><dd class="{"mono" if name == "SHA-256" else ""}">{t(what)}</dd></div>'
        for name, what in paper.lines(given)
    )
    follows = "".join(f"<li>{t(each)}</li>" for each in given.follows)
    st.html(
        f'<section class="receipt" aria-label="Receipt"><h2>Receipt</h2><dl class="pairs">{rows}</dl>'
        f'<h3 class="sub">What came of it, and what is next</h3><ul class="plain">{follows}</ul></section>'
    )
    st.download_button(
        "Download the receipt", paper.text(given), f"receipt-{given.seq}.txt", key="receipt-text", on_click="ignore"
    )
    st.html('<p class="soft no-print">To print it, print this page: only the receipt and its heading are printed.</p>')
