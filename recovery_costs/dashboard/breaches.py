"""Deemed breach on a page: who stands how since when, and through time on two clocks, as known then and as known now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import streamlit as st

from recovery_costs import facts as f
from recovery_costs.adjudication import Adjudication, Breach
from recovery_costs.calendar import long_day
from recovery_costs.casework.in_breach import through_time
from recovery_costs.dashboard import as_csv, partly, said, state
from recovery_costs.dashboard.look import Tone, chip, clause_chip, first_up, icon, on, paged, t, t_plain
from recovery_costs.dashboard.state import Seen
from recovery_costs.ledger import Ledger, Row, Standing, Stretch
from recovery_costs.papers.ledger import STANDING, treated
from recovery_costs.plain import Problems
from recovery_costs.record import Counted
from recovery_costs.register.faults import NotThere

SHOWN = 20
"""Breaches shown through time at once."""
_REFERRED = {None: "Nothing referred", True: "in time", False: "late"}
_TONES: dict[Standing | None, tuple[Tone, str]] = {
    "deemed_rebuttable": ("due", "clock"),
    "deemed_pending": ("info", "person"),
    "erased": ("ok", "tick"),
    "final": ("late", "triangle"),
    "carved_out": ("calm", "dash"),
    "not_a_party": ("calm", "dash"),
    None: ("calm", "dash"),
}
_SHORT: dict[Standing | None, str] = {
    "deemed_rebuttable": "Deemed, open to referral",
    "deemed_pending": "With the Panel",
    "erased": "Cleared",
    "final": "Final and binding",
    "carved_out": "Carved out",
    "not_a_party": "Not a Party",
    None: "Not deemed",
}
_LETTER = 0.75
"""Of the width of a band, what a letter takes, in per cent; a word that is wider stands beneath, by its number."""


def breaches(here: state.Here, seen: Seen, subscriber: str | None = None) -> None:
    """The deemed breaches of an event, or of one Relevant Subscriber, as a table and through time."""
    result = seen.adjudication
    rows = [row for row in result.breaches if subscriber in (None, row.subscriber)]
    others = _others(result, subscriber)
    st.html("<h2>Deemed breach</h2>")
    if not rows and not others:
        none = f"<p><b>{t(subscriber)} is not deemed in breach.</b></p>" if subscriber else partly.none(here, "breach")
        st.html(none)
        return
    if rows:
        columns = (
            "Relevant Subscriber",
            "Provision",
            "Status",
            "Since",
            "Last day to refer",
            "Referral",
            "Determination",
        )
        as_csv.table("deemed breaches", [(name, "") for name in columns], [_row(row, seen) for row in rows])
    if others:
        st.html(f'<ul class="lines">{others}</ul>')
    found = _ledger(here, seen.name)
    of = [row for row in found.rows if subscriber in (None, row.subscriber)] if found is not None else []
    if found is not None and of:
        shown = paged(of, SHOWN, "ledger-at")
        _through_time(found, shown)


def _row(row: Breach, seen: Seen) -> list[str]:
    how = _REFERRED[row.referral_in_time]
    determined = _determined(seen, row)
    said_so = "None"
    if determined is not None:
        occurred = "the breach occurred" if determined.fact.breach else "no breach occurred"
        said_so = f"{on(determined.day)}<small>{occurred}</small>"
    return [
        t(row.subscriber),
        t(row.provision),
        said.breach(row),
        on(row.since),
        on(row.refer_by),
        f"{on(row.referred_on)}<small>{how}</small>" if row.referred_on is not None else how,
        said_so,
    ]


def _determined(seen: Seen, row: Breach) -> Counted[f.BreachDetermined] | None:
    """The latest determination of a breach."""
    of = [
        each
        for each in seen.facts.of(f.BreachDetermined)
        if each.fact.subscriber == row.subscriber and each.fact.provision in (None, row.provision)
    ]
    return of[-1] if of else None


def _others(result: Adjudication, subscriber: str | None) -> str:
    """Who is carved out, and who is not a Party, as HTML."""
    rows = [
        f"<li>{chip('calm', 'Carved out')}<span>{t(name)}: the Compromise came through an OCA Certificate "
        f"{clause_chip('L10.26', f'carved-{n}')}</span></li>"
        for n, name in enumerate(result.carved_out)
        if subscriber in (None, name)
    ]
    rows += [
        f"<li>{chip('calm', 'Not deemed')}<span>{t(row.subscriber)}: not a Party "
        f"{clause_chip('L10.26', f'not-deemed-{n}')}</span></li>"
        for n, row in enumerate(result.not_deemed)
        if subscriber in (None, row.subscriber)
    ]
    return "".join(rows)


# --- through time ---------------------------------------------------------------------------------------------------


def _ledger(here: state.Here, event: str) -> Ledger | None:
    """The ledger as far as whoever is looking may see it; None where that is nothing, or it cannot be worked out."""
    try:
        return state.kept(here, event, ("ledger", here.today), lambda: through_time(here.desk, event, here.today))
    except (NotThere, Problems):
        return None


def _through_time(found: Ledger, rows: Sequence[Row]) -> None:
    first = min((each.from_ for row in rows for each in (*row.then, *row.now)), default=found.as_of)
    span = max((found.as_of - first).days, 1) + 1
    axis = f'<div class="led-axis" aria-hidden="true"><span>{long_day(first)}</span><span>{long_day(found.as_of)}</span></div>'
    made = "".join(_strip(row, first, found.as_of, span) for row in rows)
    st.html(f'<h3 class="sub">Through time, on two clocks</h3><div class="ledger">{axis}{made}</div>')
    columns = [(name, "") for name in ("Relevant Subscriber", "Provision", "Clock", "From", "To", "Standing")]
    as_csv.offered("breaches through time", columns, lambda: [each for row in rows for each in _cells(row)])


def _strip(row: Row, first: date, last: date, span: int) -> str:
    """One breach: its two bands, or one where both clocks say the same, then how it is treated now."""
    bands = [("As known then and now", row.then)] if row.then == row.now else [
        ("As known then", row.then),
        ("As known now", row.now),
    ]  # fmt: skip
    made = "".join(f'<div class="clock">{name}</div>{_band(name, of, first, last, span)}' for name, of in bands)
    return (
        f'<section><div class="who"><b>{t(row.subscriber)}</b> {t(row.provision)}<small>{t(treated(row))}</small></div>'
        f'<div class="bands">{made}</div></section>'
    )


def _band(name: str, of: Sequence[Stretch], first: date, last: date, span: int) -> str:
    """A band placed by day, with its words in it, or beneath by number; the same in a sentence for who hears it."""
    parts, beneath = list[str](), list[str]()
    for each in of:
        width = 100 * ((min(each.to or last, last) - each.from_).days + 1) / span
        left = 100 * (each.from_ - first).days / span
        tone, drawn = _TONES[each.standing]
        word = _SHORT[each.standing]
        if width < len(word) * _LETTER + 4:
            beneath.append(f"<li><b>{len(beneath) + 1}</b> {_said(each, last)}</li>")
            word, drawn = str(len(beneath)), ""
        mark = icon(drawn) if drawn else ""
        style = f"left:min({left:.2f}%, 100% - 18px);width:{max(width, 1.2):.2f}%"
        parts.append(f'<div class="seg tone-{tone}" style="{style}">{mark}<span>{t(word)}</span></div>')
    label = f"{name}: " + "; ".join(_said(each, last) for each in of)
    listed = f'<ol class="beneath">{"".join(beneath)}</ol>' if beneath else ""
    phone = "".join(f"<li>{t(first_up(_said(each, last)))}</li>" for each in of)
    return (
        f'<div><div class="band only-desk" role="img" aria-label="{t_plain(label)}">{"".join(parts)}</div>'
        f'<div class="only-desk">{listed}</div><div class="only-phone"><ul class="plain">{phone}</ul></div></div>'
    )


def _said(each: Stretch, last: date) -> str:
    if each.to is None or each.to >= last:
        return f"{STANDING[each.standing]}, from {long_day(each.from_)} on"
    return f"{STANDING[each.standing]}, {long_day(each.from_)} to {long_day(each.to)}"


def _cells(row: Row) -> Iterator[list[str]]:
    for clock, of in (("as known then", row.then), ("as known now", row.now)):
        for each in of:
            to = on(each.to) if each.to is not None else ""
            yield [t(row.subscriber), t(row.provision), clock, on(each.from_), to, STANDING[each.standing]]
