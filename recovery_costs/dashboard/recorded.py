"""An entry of the journal on a page: one line that opens to what was recorded, by whom, and its hashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from recovery_costs.calendar import Moment, clock_words, long_day, parse_day
from recovery_costs.casework.beside import FIELDS
from recovery_costs.dashboard.field_words import label
from recovery_costs.dashboard.look import first_up, icon, on, pairs, t
from recovery_costs.money import Money
from recovery_costs.papers.words import ROLE
from recovery_costs.register.access import FACT_KINDS
from recovery_costs.register.entry import Entry, leaf_hash

LISTED = 20
"""Members of a list that are written out; of more, how many there are."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_WORD = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
_SUMS = frozenset({"amount", "sum", "estimate", "total", "cap"})
_KINDS = {"particulars": "Kept beside a decision"}


def kind(entry: Entry) -> str:
    """What an entry is, in words."""
    return _KINDS.get(entry.kind, first_up(entry.kind.replace("_", " ")))


def entry(one: Entry) -> str:
    """An entry as one line that opens."""
    at = one.moment
    whose = f"<small>{t(one.party)}</small>" if one.party else ""
    said = [
        ("What was recorded", f'<dl class="pairs in-entry">{"".join(_said(one))}</dl>'),
        ("By whom", f"{t(one.actor)}, in the role {t(ROLE[one.role])}"),
        ("When", f"{on(at.day)}, {clock_words(at.wall)} UK time"),
        ("By the command", f'<span class="mono">{t(one.command)}</span>, its entry {one.nth}'),
        *([("The file’s SHA-256", f'<span class="mono">{t(one.file)}</span>')] if one.file else []),
        ("Its leaf in the tree", f'<span class="mono">{leaf_hash(one).hex()}</span>'),
    ]
    return (
        f'<details class="open entry"><summary>{icon("more")}<span class="ref">{one.seq}</span>'
        f"<span>{on(at.day)}<small>{clock_words(at.wall)} UK time</small></span>"
        f"<span>{t(one.actor)}<small>{t(ROLE[one.role])}</small></span><span>{t(one.case_name or 'No event')}</span>"
        f'<span class="what">{t(kind(one))}{whose}</span></summary><div class="in">{pairs(said)}</div></details>'
    )


def _said(one: Entry) -> Iterator[str]:
    """What stands in an entry, name by name."""
    body = one.content
    given = body if isinstance(body, Mapping) else {"content": body}
    for name, value in given.items():
        if name != "type":
            plain = FIELDS[name].says if name in FIELDS else name.replace("_", " ")
            says = label(one.kind, name) if one.kind in FACT_KINDS else first_up(plain)
            yield f"<div><dt>{t(says)}</dt><dd>{_listed(name, value)}</dd></div>"


def _listed(name: str, value: Any) -> str:
    """A value as HTML: of several things one a line."""
    if isinstance(value, list) and 1 < len(value) <= LISTED and isinstance(value[0], Mapping):
        return f'<ul class="facts">{"".join(f"<li>{t(in_words(name, each))}</li>" for each in value)}</ul>'
    return t(in_words(name, value))


def in_words(name: str, value: Any) -> str:
    """A value of an entry as people write it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return ", ".join(f"{each.replace('_', ' ')} {in_words(each, of)}" for each, of in value.items())
    if isinstance(value, list):
        return _several(name, value)
    return _text(name, str(value))


def _several(name: str, values: list[Any]) -> str:
    if len(values) > LISTED:
        return f"{len(values):,} of them"
    return "; ".join(in_words(name, each) for each in values) or "none"


def _text(name: str, text: str) -> str:
    try:
        if name in _SUMS:
            return str(Money.of(text))
        if _DAY.fullmatch(text):
            return long_day(parse_day(text))
        if _MOMENT.fullmatch(text):
            return str(Moment.of(text))
    except ValueError:
        return text
    return text.replace("_", " ") if _WORD.fullmatch(text) and name not in ("id", "of", "corrects") else text


COLUMNS = [
    (name, "")
    for name in ("number", "recorded, UK time", "who", "role", "event", "party", "what", "content", "file", "leaf")
]


def cells(one: Entry) -> list[str]:
    """An entry as a row of a table; its content in words."""
    said = in_words("", {name: value for name, value in one.content.items() if name != "type"})
    row = (
        str(one.seq),
        one.moment.text,
        one.actor,
        ROLE[one.role],
        one.case_name,
        one.party,
        kind(one),
        said,
        one.file,
    )
    return [t(each or "") for each in (*row, leaf_hash(one).hex())]
