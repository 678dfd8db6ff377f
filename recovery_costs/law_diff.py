"""A new text of Section L against the one the program states: which clauses are the same, changed, new, missing, renumbered.

The text is not kept. Of every clause `law/fingerprints.csv` holds two hashes, which tell whether anything changed, and a
set of 12-bit hashes of three words each, which tells where. It is made once, as `docs/law-diff.md` says.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from recovery_costs.plain import Problem, Problems

# --- from a text to its clauses ---------------------------------------------------------------------------------


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


FIRST, MOST = 14, 1000
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


# --- fingerprints -----------------------------------------------------------------------------------------------


class Fingerprint(NamedTuple):
    """What is kept of one clause: hashes of its letters and of its letters and marks, and of its words by threes."""

    ref: str
    letters: str
    marks: str
    threes: frozenset[int]


WORD = re.compile(r"[^\W_]+(?:(?:[.']|-\s*)[^\W_]+)*")


def threes_of(text: str) -> list[int]:
    """The 12-bit hash of each three words that follow one another, two empty ones before and after."""
    words = ["", "", *(re.sub(r"[-\s]", "", word) for word in WORD.findall(text)), "", ""]
    return [int(_hash(" ".join(words[at : at + 3]))[:3], 16) for at in range(len(words) - 2)]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(one: Written) -> Fingerprint:
    """A clause's fingerprint: spaces, quotation marks and hyphens count for nothing, capitals do."""
    marks = re.sub(r"[\s\"'-]", "", one.text)
    return Fingerprint(one.ref, _hash(re.sub(r"[^\w£%]", "", marks)), _hash(marks), frozenset(threes_of(one.text)))


def fingerprints(text: str) -> dict[str, Fingerprint]:
    """The fingerprint of every clause from L10.14 on that a text holds, by its reference."""
    return {one.ref: fingerprint(one) for one in clauses(text)[0] if _number(one.ref) >= FIRST}


def _number(ref: str) -> int:
    return int(re.sub(r"L10\.(\d+).*", r"\1", ref))


def held() -> dict[str, Fingerprint]:
    """The fingerprints of the text that the program states."""
    rows = (resources.files("recovery_costs.law") / "fingerprints.csv").read_text("utf-8").splitlines()[1:]
    made = {}
    for ref, letters, marks, threes in (row.split(",") for row in rows):
        made[ref] = Fingerprint(ref, letters, marks, frozenset(int(each, 16) for each in threes.split()))
    return made


def written(prints: Mapping[str, Fingerprint]) -> str:
    """The file that `held` reads."""
    rows = (
        f"{one.ref},{one.letters},{one.marks},{' '.join(f'{each:03x}' for each in sorted(one.threes))}"
        for one in prints.values()
    )
    return "\n".join(["ref,letters_sha256,marks_sha256,threes", *rows, ""])


# --- the comparison ---------------------------------------------------------------------------------------------

Status = Literal["same", "changed", "renumbered", "new", "missing"]
NEAR, VERY_NEAR = 0.3, 0.5
"""How much of what either says two paragraphs share that are the same one; and two clauses, wherever they stand."""


class Row(NamedTuple):
    """One clause: what became of it, its fingerprint as stated, and what stands there now."""

    status: Status
    stated: Fingerprint | None
    now: Written | None
    notes: tuple[str, ...] = ()


class Comparison(NamedTuple):
    """Every clause stated, in Code order, then what is new; the debris; the old number of each paragraph."""

    rows: tuple[Row, ...]
    debris: tuple[Debris, ...]
    numbers: Mapping[str, str]


def compare(text: str, stated: Mapping[str, Fingerprint]) -> Comparison:
    """What became of each clause that is stated, in a new text.

    Raises:
        Problems: nothing in the text is near a clause that is stated.
    """
    found, debris = clauses(text)
    now = {one.ref: one for one in found[:MOST]}
    prints = {ref: fingerprint(one) for ref, one in now.items()}
    numbers = _numbers(stated, prints)
    became = _pairs(stated, prints, numbers)
    if not any(_near(stated[old].threes, prints[new].threes) >= NEAR for old, new in became.items()):
        seen = (
            f"{len(found)} clauses numbered L10, none of them near one of L10.14 to L10.30"
            if found
            else "no paragraph numbered L10"
        )
        raise Problems(
            [
                Problem(
                    None, None, seen, "the text of Section L", "Give the whole of Section L, or of L10, as text or PDF."
                )
            ]
        )
    back = {new: old for old, new in numbers.items()}
    rows = [_row(one, now.get(became.get(one.ref, "")), back, debris) for one in stated.values()]
    rows += [
        Row("new", None, one) for one in now.values() if one.ref not in became.values() and _number(one.ref) >= FIRST
    ]
    return Comparison(tuple(rows), tuple(debris), back)


def _row(old: Fingerprint, one: Written | None, back: Mapping[str, str], debris: Sequence[Debris]) -> Row:
    if one is None:
        return Row("missing", old, None)
    new, notes = fingerprint(one), []
    if new.marks == old.marks:
        return Row("same" if one.ref == old.ref else "renumbered", old, one)
    former = re.sub(r"L10\.\d+[A-Z]?", lambda number: back.get(number[0], number[0]), one.text)
    if new.letters == old.letters:
        notes.append("only its punctuation changed")
    elif fingerprint(one._replace(text=former)).letters == old.letters:
        notes.append("only its references changed, to paragraphs that have another number now")
    if any(each.kind in (DELETED, MARKUP) and one.line <= each.line <= one.until for each in debris):
        notes.append("a tracked change stands in it: what is new may be the rest of its balloon")
    return Row("changed", old, one, tuple(notes))


def _numbers(stated: Mapping[str, Fingerprint], prints: Mapping[str, Fingerprint]) -> dict[str, str]:
    """The number that each paragraph has now, by what it says with its limbs; failing that, its own."""
    old, new = _paragraphs(stated), _paragraphs(prints)
    near = {(a, b): _near(old[a], new[b]) for a in old for b in new}
    return _best({(a, b): at + (a == b) / 8 for (a, b), at in near.items() if at >= NEAR or a == b})


def _paragraphs(prints: Mapping[str, Fingerprint]) -> dict[str, frozenset[int]]:
    made: dict[str, frozenset[int]] = {}
    for ref, one in prints.items():
        number = ref.partition("(")[0]
        made[number] = made.get(number, frozenset()) | one.threes
    return made


def _pairs(
    stated: Mapping[str, Fingerprint], prints: Mapping[str, Fingerprint], numbers: Mapping[str, str]
) -> dict[str, str]:
    """Which clause each became: one of the same words first, then the nearest, its own place before another."""
    scores = {}
    for a, old in stated.items():
        number, _, limb = a.partition("(")
        for b, new in prints.items():
            paragraph, _, place = b.partition("(")
            here, same = paragraph == numbers.get(number), old.letters == new.letters
            near = _near(old.threes, new.threes)
            if same or near >= VERY_NEAR or (here and limb == place):
                scores[a, b] = 2 * same + near + here / 2 + (here and limb == place)
    return _best(scores)


def _best(scores: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Each with the one that it scores highest with, none taken twice."""
    best: dict[str, str] = {}
    for (a, b), _ in sorted(scores.items(), key=lambda each: -each[1]):
        if a not in best and b not in best.values():
            best[a] = b
    return best


def _near(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(len(one | other), 1)


if __name__ == "__main__":
    print(written(fingerprints(Path(sys.argv[1]).read_text("utf-8"))), end="")
