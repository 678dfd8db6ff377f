"""How every page looks: the colours, the stylesheet, and the parts that pages are built from.

What is read is HTML that we write; whatever people or files wrote goes through `t()`. Nothing here knows the Code.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import streamlit as st

from recovery_costs.calendar import days, long_day
from recovery_costs.law import CLAUSES
from recovery_costs.money import Money
from recovery_costs.papers import words

Tone = Literal["ok", "due", "late", "info", "fork", "calm"]

COLOURS = {
    "page": ("#FFFFFF", "#10151B"),
    "raised": ("#F4F6F8", "#1A212A"),
    "ink": ("#151A21", "#E9EDF2"),
    "soft": ("#4A5563", "#AEB9C5"),
    "edge": ("#868F9B", "#66727F"),
    "line": ("#DCE1E7", "#2D3743"),
    "act": ("#0F5C73", "#6CC3DB"),
    "link": ("#0B5A8A", "#86C5F2"),
    "ok": ("#14613A", "#83D8A5"),
    "ok-tint": ("#E5F4EA", "#12301F"),
    "due": ("#7A4600", "#F3C372"),
    "due-tint": ("#FFF2DA", "#33260B"),
    "late": ("#A11D18", "#FFA299"),
    "late-tint": ("#FCEBE9", "#3B1715"),
    "info": ("#1A4E8F", "#9FC7F8"),
    "info-tint": ("#E7F0FB", "#15294A"),
    "fork": ("#5A378C", "#CFB8F7"),
    "fork-tint": ("#F1EBFA", "#2B2045"),
    "calm": ("#4A5563", "#AEB9C5"),
    "calm-tint": ("#EDF0F3", "#252D37"),
}
"""Each colour in light and in dark."""
PARTIES = (
    ("#0F5C73", "#4FB3CC"),
    ("#C2691C", "#E59A4F"),
    ("#5A378C", "#B79AEB"),
    ("#5F7F1E", "#A7C957"),
    ("#A8326E", "#E07BB0"),
    ("#3A6FB5", "#7FAEEA"),
    ("#7A5A3A", "#C4A27E"),
)
"""The colours of an event's Parties, in the order of their names; more than seven share the last."""
_ICONS = {
    "tick": "<path d='M3 8.5 6.5 12 13 4.5'/>",
    "clock": "<circle cx='8' cy='8' r='6'/><path d='M8 4.5V8l2.5 1.8'/>",
    "triangle": "<path d='M8 2.2 14.6 13.6H1.4Z'/><path d='M8 6.4v3.4M8 11.6v.3'/>",
    "person": "<circle cx='8' cy='5' r='2.8'/><path d='M2.6 14c.6-3.2 2.6-4.8 5.4-4.8s4.8 1.6 5.4 4.8'/>",
    "ring": "<circle cx='8' cy='8' r='5.4'/>",
    "fork": "<path d='M8 14V9M8 9 3.5 3M8 9l4.5-6M3 6V2.6h3.4M13 6V2.6H9.6'/>",
    "dash": "<path d='M3 8h10'/>",
    "more": "<path d='m6 3.5 4.5 4.5L6 12.5'/>",
}
ICON: dict[Tone, str] = {
    "ok": "tick",
    "due": "clock",
    "late": "triangle",
    "info": "ring",
    "fork": "fork",
    "calm": "dash",
}
_NBSP = "\u00a0"


def dark() -> bool:
    """Whether the reader's theme is dark."""
    return st.context.theme.type == "dark"


def colour(name: str) -> str:
    """A colour for a chart, which cannot follow the theme by itself."""
    return COLOURS[name][dark()]


@cache
def _stylesheet() -> str:
    tokens = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in COLOURS.items())
    parties = "".join(f"--party-{n}:light-dark({light},{dark});" for n, (light, dark) in enumerate(PARTIES))
    icons = "".join(f".ic-{name}{{--i:{_mask(shape)}}}" for name, shape in _ICONS.items())
    tones = "".join(f".tone-{tone}{{color:var(--{tone});background:var(--{tone}-tint)}}" for tone in ICON)
    own = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    return f"<style>body,.stApp{{{tokens}{parties}}}{tones}{icons}{own}</style>"


def _mask(shape: str) -> str:
    drawn = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='black' stroke-width='1.9' "
        f"stroke-linecap='round' stroke-linejoin='round'>{shape}</svg>"
    )
    return 'url("data:image/svg+xml,' + drawn.replace("<", "%3C").replace(">", "%3E") + '")'


def dress() -> None:
    """The stylesheet, once per run. Dialogs are drawn outside the page, so the root is told the scheme too."""
    st.html(_stylesheet())
    st.html(f"<style>:root{{color-scheme:{st.context.theme.type or 'light dark'}}}</style>")


# --- text -------------------------------------------------------------------------------------------------------


def t(text: object) -> str:
    """Text that people or files wrote, as text: escaped, and kept apart from the direction of the words round it."""
    return f"<bdi>{html.escape(str(text))}</bdi>"


def first_up(sentence: str) -> str:
    """The sentence with a capital letter in front."""
    return sentence[:1].upper() + sentence[1:]


def on(day: date) -> str:
    """A day as people write it, unbroken."""
    return f'<time datetime="{day.isoformat()}">{long_day(day).replace(" ", _NBSP)}</time>'


def apart(day: date, as_of: date) -> str:
    """How far off a day is: "in 3 days", "yesterday"."""
    off = (day - as_of).days
    if abs(off) <= 1:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[off]
    return f"in {days(off)}" if off > 0 else f"{days(-off)} ago"


def pounds(amount: Money | None) -> str:
    """A sum, or in words that it is not known yet."""
    if amount is None:
        return f'<span class="unknown">{first_up(words.UNKNOWN)}</span>'
    return f'<span class="num">{amount}</span>'


def count(number: int, one: str, many: str) -> str:
    """So many of a thing, in words up to nine: "two claims"."""
    figures = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return f"{figures[number] if number < len(figures) else number} {one if number == 1 else many}"


# --- parts ------------------------------------------------------------------------------------------------------


def icon(name: str) -> str:
    """A drawn mark; it says nothing by itself."""
    return f'<span class="ic ic-{name}" aria-hidden="true"></span>'


def chip(tone: Tone, word: str, drawn: str | None = None) -> str:
    """A word in its tone, with its icon."""
    return f'<span class="chip tone-{tone}">{icon(drawn or ICON[tone])}{t(word)}</span>'


def clause_chip(ref: str, place: str, why: str | None = None) -> str:
    """A clause that opens to its words; `place` tells this chip from every other on the page."""
    clause, name = CLAUSES[ref], f"clause-{t_plain(place)}"
    reason = f'<span class="pop-dt">Why it says this</span><span class="pop-p">{t(why)}</span>' if why else ""
    return (
        f'<button class="cl" popovertarget="{name}" aria-label="Clause {t_plain(ref)}">{t(ref)}</button>'
        f'<span class="pop" id="{name}" popover role="group" aria-labelledby="{name}-h">'
        f'<span class="pop-h" id="{name}-h">{t(ref)} <small>{t(clause.heading)}</small></span>'
        f'<span class="pop-p">{t(clause.words)}</span>{reason}'
        f'<small class="soft">Our words for {t(clause.text)}.</small>'
        f'<button class="cl" popovertarget="{name}" popovertargetaction="hide">Close</button></span>'
    )


def t_plain(text: object) -> str:
    """Escaped text for an attribute."""
    return html.escape(str(text))


def head(where: str, title: str, lead: str) -> None:
    """How each page opens; `where`, `title` and `lead` are HTML."""
    st.html(f'<header class="head"><p class="crumb">{where}</p><h1>{title}</h1><p class="lead">{lead}</p></header>')


def figures(items: Iterable[tuple[str, str, str]]) -> str:
    """At most four figures: what, how much, and a line beneath, all HTML."""
    cells = "".join(
        f'<div><dt>{what}</dt><dd class="fig">{much}</dd><dd class="under">{under}</dd></div>'
        for what, much, under in items
    )
    return f'<dl class="figures">{cells}</dl>'


def table(
    caption: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[str]],
    foot: Sequence[str] | None = None,
    kind: str = "",
) -> str:
    """A table of HTML cells; a column is its heading and its class ("num", "long" or ""). On a phone rows become blocks.

    Args:
        caption: what the table holds, for those who hear it.
        kind: "even" for columns as wide in every table of claims; "mid" or "narrow" where there is little to set.
    """
    heads = "".join(f'<th scope="col" class="{kind}">{t(name)}</th>' for name, kind in columns)

    def line(cells: Sequence[str]) -> str:
        said = "".join(
            f'<td class="{kind}" data-l="{t_plain(name)}"><div>{cell}</div></td>'
            for (name, kind), cell in zip(columns[1:], cells[1:], strict=True)
        )
        return (
            f'<tr><th scope="row" class="{columns[0][1]}" data-l="{t_plain(columns[0][0])}">{cells[0]}</th>{said}</tr>'
        )

    body = "".join(line(row) for row in rows)
    feet = f"<tfoot>{line(foot)}</tfoot>" if foot else ""
    return (
        f'<div class="scroll"><table class="tb stack {kind}"><caption class="heard">{t(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{feet}</table></div>"
    )


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Terms and what they are; both HTML."""
    return '<dl class="pairs">' + "".join(f"<div><dt>{name}</dt><dd>{what}</dd></div>" for name, what in rows) + "</dl>"


T = TypeVar("T")


def paged(rows: Sequence[T], most: int, key: str) -> Sequence[T]:
    """The rows of the page that the reader is on; the way to the others stands above them, if there are any."""
    pages = -(-len(rows) // most)
    if pages <= 1:
        return rows
    at = st.pagination(pages, key=key)
    st.html(f'<p class="only-print soft">Page {at} of {pages}: there are {len(rows):,} in all.</p>')
    return rows[(at - 1) * most : at * most]


# --- when there is nothing, or something is wrong -----------------------------------------------------------------


def nothing(what: str, when: str) -> str:
    """Nothing here: what is not there, and when it will be."""
    return f'<p class="nothing"><b>{what}</b> {when}</p>'


def banner(said: str) -> None:
    """A line above the page that holds for all of it."""
    st.html(f'<p class="banner">{icon("ring")}<span>{said}</span></p>')
