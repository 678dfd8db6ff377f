"""How the pages say the values of an adjudication: the chip for each, and the short sentences round them.

The words are those of `papers.words`; here they get a tone, an icon and the markup of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from recovery_costs.adjudication import (
    Adjudication,
    Awaited,
    Breach,
    BreachStatus,
    Claim,
    ClaimState,
    Contested,
    EvidenceStatus,
    Line,
    WindowStatus,
)
from recovery_costs.dashboard.look import Tone, apart, chip, clause_chip, first_up, on, pounds, t
from recovery_costs.finding import Finding, Outcome
from recovery_costs.money import NOUGHT, Money
from recovery_costs.papers import changes, words
from recovery_costs.plain import Problem

SOON = 30
"""Days: what falls due within them is shown as due."""
_OUTCOMES: dict[Outcome, tuple[Tone, str | None]] = {
    Outcome.MET: ("ok", None),
    Outcome.NOT_MET: ("late", None),
    Outcome.DOES_NOT_APPLY: ("calm", None),
    Outcome.CANNOT_SAY: ("calm", None),
    Outcome.FOR_JUDGEMENT: ("info", "person"),
}
_SAFE_LABEL = re.compile(r"[A-Za-z0-9]{1,20}([- ][A-Za-z0-9]{1,20}){0,5}")
_CONDITION = re.compile(r"L10\.(1[4-7]|30)\b|L10\.24$")
_STATES: dict[ClaimState | None, tuple[Tone, str | None]] = {
    "barred": ("late", None),
    "refused": ("calm", None),
    "paid": ("ok", None),
    "payable": ("due", None),
    "referred": ("info", "person"),
    "requested": ("info", None),
    "notified": ("info", None),
    None: ("calm", None),
}
_BREACHES: dict[BreachStatus, tuple[Tone, str | None]] = {
    "deemed_rebuttable": ("due", None),
    "deemed_pending": ("info", "person"),
    "erased": ("ok", None),
    "final": ("late", None),
}
_WINDOWS: dict[WindowStatus, Tone] = {"met": "ok", "missed": "late", "open": "calm", "ended_by_total": "calm"}
_EVIDENCE: dict[EvidenceStatus, Tone] = {
    "given_in_time": "ok",
    "given_late": "late",
    "overdue": "late",
    "open": "calm",
    "displaced": "calm",
}
LIMBS = {
    "key_use": "Use of the key",
    "replace_device": "Replacing devices",
    "replace_data": "Replacing data on devices",
    "other": "Neither limb",
}


# --- chips ------------------------------------------------------------------------------------------------------


def outcome(finding: Finding) -> str:
    """What the clause says, as a chip. A condition that is not there is nobody's failing, and is not red."""
    tone, drawn = _OUTCOMES[finding.outcome]
    if finding.outcome is Outcome.NOT_MET and _CONDITION.match(finding.clause):
        tone = "calm"
    return chip(tone, words.OUTCOME[finding.outcome], drawn)


def state(claim: Claim) -> str:
    """Where the claim stands, as a chip."""
    tone, drawn = _STATES[claim.state]
    return chip(tone, words.STATE[claim.state], drawn)


def breach(row: Breach) -> str:
    """Where the deemed breach stands, as a chip."""
    tone, drawn = _BREACHES[row.status]
    return chip(tone, words.BREACH[row.status], drawn)


def window(status: WindowStatus) -> tuple[Tone, str]:
    """The tone and the word of an estimate window."""
    return _WINDOWS[status], first_up(words.WINDOW[status])


def evidence(status: EvidenceStatus) -> tuple[Tone, str]:
    """The tone and the word of a requirement for evidence."""
    return _EVIDENCE[status], first_up(words.EVIDENCE[status])


def due(item: Awaited, as_of: date) -> str:
    """How pressing what is awaited is, as a chip."""
    if item.due is None:
        return chip("calm", "No day set")
    if item.due < as_of:
        return chip("late", "Overdue")
    if (item.due - as_of).days <= SOON:
        return chip("due", "May act" if item.kind == "right" else "Due")
    return chip("calm", "Open")


def line(row: Line, finding: Finding) -> str:
    """Whether a cost line counts, as a chip."""
    return chip("calm", "Left out") if row.excluded else outcome(finding)


# --- sentences --------------------------------------------------------------------------------------------------


def aggregate(result: Adjudication, place: str) -> str:
    """What is requested for the event against the Panel's sum, in a sentence that opens to its clause."""
    return f"{t(against_the_sum(result))} {clause_chip('L10.24', place)}"


def against_the_sum(result: Adjudication) -> str:
    """What is requested for the event against the Panel's sum, in a plain sentence."""
    return words.aggregate(result).replace(" (L10.24)", "")


def all_known(amounts: Iterable[Money | None]) -> tuple[Money, int]:
    """The sum of what is known, and how many are not known yet."""
    given = list(amounts)
    known = [amount for amount in given if amount is not None]
    return Money.sum(known), len(given) - len(known)


def known(amounts: Iterable[Money | None]) -> str:
    """The sum of what is known; where nothing is, that it is not known yet."""
    given = list(amounts)
    total, unknown = all_known(given)
    return pounds(None if given and unknown == len(given) else total)


def so_far(amounts: Iterable[Money | None]) -> str:
    """The sum of a column; "so far" while some of it is not known yet."""
    given = list(amounts)
    _, unknown = all_known(given)
    return known(given) + ("<small>so far</small>" if 0 < unknown < len(given) else "")


def pressing(result: Adjudication) -> list[Awaited]:
    """What is awaited and the payments whose day is still to come, by that day; what has none comes last."""
    to_pay = [
        Awaited("L10.24(b)", "duty", "DCC", f"pay {claim.party} {each.amount}", each.on, None, claim.party)
        for claim in result.claims
        for each in claim.instalments
        if each.on > result.as_of
    ]
    return sorted([*result.awaited, *to_pay], key=lambda item: item.due or date.max)


def obligations(items: Sequence[Awaited], as_of: date, place: str, events: Sequence[str] | None = None) -> str:
    """What somebody has to do or may do: by when, who, what, the last safe moment, and how pressing it is.

    Args:
        events: in which event each is, where it is not the page's own.
    """
    rows = [
        f"<li>{obligation(item, as_of, f'{place}-{number}', events[number] if events is not None else None)}</li>"
        for number, item in enumerate(items)
    ]
    return f'<ol class="obls">{"".join(rows)}</ol>'


def obligation(item: Awaited, as_of: date, place: str, event: str | None = None) -> str:
    """One thing that somebody has to do or may do, with its event where it is named."""
    when = f"{on(item.due)}<small>{apart(item.due, as_of)}</small>" if item.due else "No day set"
    may = "may " if item.kind == "right" else ""
    of = f"{t(event)} · " if event is not None else ""
    return (
        f'<div class="obl"><div class="d">{when}</div><div class="w">{t(item.from_)}: {may}{t(item.what)}'
        f"<small>{of}{clause_chip(item.clause, place)}</small></div>"
        f'<div class="s">{_safe(item, as_of)}</div><div class="c">{due(item, as_of)}</div></div>'
    )


def _safe(item: Awaited, as_of: date) -> str:
    if item.last_safe is None:
        return ""
    if item.due is not None and item.due < as_of:
        return "<small>The last safe moment has passed</small>"
    ways = "".join(f"<small>{way}</small>" for way in words.last_safe(item).split("; "))
    return f"<b>Last safe moment</b>{ways}"


def plain_label(name: str) -> bool:
    """Whether a name may stand in a link's label, which is read as Markdown: words of letters and figures alone."""
    return _SAFE_LABEL.fullmatch(name) is not None


def link_label(name: str, number: int, otherwise: str = "event") -> str:
    """The label of a link to what is called so, by its number where the name is not plain."""
    return f"Open {name}" if plain_label(name) else f"Open {otherwise} {number}"


def problems(rows: Sequence[Problem]) -> str:
    """Why an event on record cannot be adjudicated."""
    made = "".join(
        f"<li>{f'Fact {t(row.fact)}, ' if row.fact else ''}{t(row.field or 'the event')}: found {t(row.found)}; "
        f"wanted {t(row.wanted)}. {t(row.do)}</li>"
        for row in rows
    )
    return f'<ul class="plain">{made}</ul>'


# --- what is contested ------------------------------------------------------------------------------------------


def by_money(result: Adjudication) -> Iterator[tuple[Money, Contested]]:
    """What is contested, what moves most money first, each with the money it moves."""
    moved = [(changes.moves(each, result), each) for each in result.contested or ()]
    yield from sorted(moved, key=lambda pair: pair[0].pence, reverse=True)


def moves(amount: Money, answers: int) -> str:
    """How much money a reading moves, as a chip; of one that moves none, how many answers it changes."""
    if amount > NOUGHT:
        return chip("fork", f"Moves {amount}")
    return chip("calm", f"Changes {answers} {'answer' if answers == 1 else 'answers'}")
