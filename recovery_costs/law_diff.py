"""A new text of Section L against the one the program states: which clauses are the same, changed, new, missing, renumbered.

The text is not kept. Of every clause `law/fingerprints.csv` holds two hashes, which tell whether anything changed, and a
set of 12-bit hashes of three words each, which tells where. It is made once, as `docs/law-diff.md` says.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

from recovery_costs.law_text import DELETED, MARKUP, Debris, Written, clauses
from recovery_costs.plain import Problem, Problems

FIRST, MOST = 14, 1000

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
