"""The clauses of L10 in a text of Section L, as a file or a PDF has it, told apart from debris of the page and of tracked changes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Debris(NamedTuple):
    """What stands in a file and is no text of a clause: its kind, its line, what it says."""

    kind: str
    line: int
    says: str


class Written(NamedTuple):
    """One clause of L10 as a file has it, without its limbs, from line to line."""

    ref: str
    line: int
    until: int
    text: str


DELETED, MARKUP, PAGE, HEADING = "tracked deletion", "tracked comment or format", "page header or footer", "heading"
_PLAIN = str.maketrans(
    {**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("\xad‐‑‒–—―−", "-")}
)
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
_BALLOON = re.compile(
    r"(?:^|\s)(?:(Deleted)|Formatted(?: Table)?|Comment(?:ed)? ?\[[^\]]*\]|Moved [^:]{0,20}\[\d+\]) ?:"
)
_PAGE = re.compile(
    r"(- ?)?\d{1,4}( ?-)?|Page \d+( of \d+)?|.*\bDraft \d{1,2} \w+ \d{4}|(SEC|Smart Energy Code) .*\b(Section|[Vv]ersion).*[^.;:,]"
)
_EDGE_LINES, _ON_PAGES = 2, 3
"""A line within so many of the top or foot of a page, on at least so many pages, is a header or a footer."""
_PARAGRAPH = re.compile(
    r"(?<!\S)L(\d+)\.(\d+[A-Z]?)\s+(?=[A-Z\"'(\[])|(?<=[.\")])(?:\n(?:Annex|Appendix|Schedule|ANNEX) \S+\b|\sAnnex\s\S+\sto\sSection)"
)
_LIMB = re.compile(r"(?<!\S)\(([a-z]|[ivx]{2,5})\)(?![,;.)(])")
_ROMANS = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]
_LIMB_ENDS = re.compile(r"[:;.-]\"?(?:\s(?:and|or))?$")
_REFERRED = re.compile(r"(?:L\d+(?:\.\d+[A-Z]?)?)?(?:\(\w+\))*,?|and|or|to")
_REFERRING = re.compile(r"(?:sub-?)?(?:section|paragraph|limb|clause|part)s?", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"\.[\"')\]]*(?=\s|$)")


def clauses(text: str) -> tuple[list[Written], list[Debris]]:
    """The clauses of L10 in a text, and the debris. Where a number stands twice, the longer text is taken."""
    lines, debris = _without_debris(text)
    body = "\n".join(said for _, said in lines)
    starts = [0]
    for _, said in lines:
        starts.append(starts[-1] + len(said) + 1)

    def line(at: int) -> int:
        return lines[min(bisect_right(starts, at), len(lines)) - 1][0]

    found: dict[str, list[Written]] = {}
    marks = [
        (mark[1], mark[2], mark.start(), mark.end()) for mark in _PARAGRAPH.finditer(body) if not _cited(body, mark)
    ]
    for (section, number, _, start), (*_, end, _) in pairwise([*marks, ("", "", len(body), 0)]):
        if section == "10":
            stop = _before_heading(body, start, end)
            if body[stop:end].strip():
                debris.append(Debris(HEADING, line(stop + 1), " ".join(body[stop:end].split())))
            limbs = [*_limbs(f"L10.{number}", body, start, stop), ("", stop, stop)]
            made = [
                Written(ref, line(at), line(max(at, to - 1)), body[at:to])
                for (ref, _, at), (_, to, _) in pairwise(limbs)
            ]
            found[number] = max(made, found.get(number, []), key=lambda each: sum(len(one.text) for one in each))
    return [one for made in found.values() for one in made], sorted(debris, key=lambda each: each.line)


def _without_debris(text: str) -> tuple[list[tuple[int, str]], list[Debris]]:
    """The numbered lines that may be text, and what was left out."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text.translate(_PLAIN)))
    pages = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n\f", "\f").split("\f")
    by_page = [[" ".join(row.split()) for row in page.split("\n")] for page in pages]
    often = Counter(edge for rows in by_page for edge in _edges(rows))
    kept: list[tuple[int, str]] = []
    debris: list[Debris] = []
    number = 0
    for rows in by_page:
        edges, balloon = {edge for edge in _edges(rows) if often[edge] >= _ON_PAGES}, -1
        for place, said in enumerate(rows):
            number += 1
            if said and place <= balloon:
                debris.append(Debris(DELETED, number, said))
            elif found := _BALLOON.search(said):
                debris.append(Debris(DELETED if found[1] else MARKUP, number, said[found.start() :].strip()))
                kept.append((number, said[: found.start()]))
                balloon = _end_of_balloon(rows, place)
            elif said and (_page(said) or _numberless(said) in edges):
                debris.append(Debris(PAGE, number, said))
            else:
                kept.append((number, said))
    return [each for each in kept if each[1]], debris


def _page(said: str) -> bool:
    return len(said) < 200 and bool(_PAGE.fullmatch(said))


def _numberless(said: str) -> str:
    return re.sub(r"\d+", "#", said)


def _edges(rows: Sequence[str]) -> set[str]:
    said = [_numberless(row) for row in rows if row]
    return {*said[:_EDGE_LINES], *said[-_EDGE_LINES:]}


def _end_of_balloon(rows: Sequence[str], place: int) -> int:
    """The last row of a balloon: its own, or the last that ends a deleted paragraph, before any other thing begins."""
    end = place
    for at in range(place, len(rows)):
        if at > place and (_BALLOON.search(rows[at]) or _PARAGRAPH.match(rows[at]) or _page(rows[at])):
            break
        if "¶" in rows[at]:
            end = at
    return end


def _cited(body: str, mark: re.Match[str]) -> bool:
    """Whether a number is part of a reference: "Section L10.19", "paragraphs (a) and (b)"."""
    before = body[max(0, mark.start() - 200) : mark.start()].split()
    while before and _REFERRED.fullmatch(before[-1]):
        before.pop()
    return bool(before and _REFERRING.fullmatch(before[-1]))


def _before_heading(body: str, start: int, end: int) -> int:
    """Where a paragraph ends and the headings of the next begin: after its last sentence, if the rest is in capitals."""
    stop = max((each.end() for each in _SENTENCE_ENDS.finditer(body, start, end)), default=end)
    words = [word for word in re.findall(r"[A-Za-z]+", body[stop:end]) if len(word) > 3]
    capital = sum(word[0].isupper() for word in words)
    return stop if capital > len(words) / 2 and len(words) <= 25 and ";" not in body[stop:end] else end


def _limbs(number: str, body: str, start: int, stop: int) -> Iterator[tuple[str, int, int]]:
    """A paragraph's lead-in and its limbs: the reference, where its mark begins and where its text does."""
    yield number, start, start
    letter, roman, above = -1, -1, number
    for mark in _LIMB.finditer(body, start, stop):
        before, name = body[max(start, mark.start() - 20) : mark.start()].rstrip(), mark[1]
        ends, at_start = bool(_LIMB_ENDS.search(before) or not before), body[mark.start() - 1] == "\n"
        if not (ends or at_start) or _cited(body, mark):
            continue
        reach = 3 if ends else 1
        as_letter = len(name) == 1 and 0 < ord(name) - ord("a") - letter <= reach
        as_roman = name in _ROMANS and 0 < _ROMANS.index(name) - roman <= (
            reach if roman >= 0 or before.endswith(":") else 1
        )
        if as_roman and not (as_letter and roman < 0 and not before.endswith(":")):
            roman = _ROMANS.index(name)
            yield f"{above}({name})", mark.start(), mark.end()
        elif as_letter:
            letter, roman, above = ord(name) - ord("a"), -1, f"{number}({name})"
            yield above, mark.start(), mark.end()
