"""A comparison of Section L in words: what is new, what depends on what changed, which open claims rest on it.

Only words of the file that was given are shown: of the text stated no words are held.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from recovery_costs.adjudication import Adjudication
from recovery_costs.finding import Outcome
from recovery_costs.law import CLAUSES, CODE
from recovery_costs.law_diff import WORD, Comparison, Row, threes_of
from recovery_costs.papers.words import STATE
from recovery_costs.where import EXCUSES, NO_TESTS, NONE, neighbour, of_neighbour, places

AROUND = 4
"""So many words are shown on either side of what is new."""
LONGEST = 60
CLOSED = ("paid", "refused")


class Passage(NamedTuple):
    """Words that only the new text has, between words that both have; `new` is empty where words have gone."""

    before: str
    new: str
    after: str


def passages(row: Row) -> list[Passage]:
    """Where a changed clause has words that stood in none of the known threes, or a seam that did not."""
    if row.status != "changed" or row.now is None or row.stated is None:
        return []
    text, words = row.now.text, [each.span() for each in WORD.finditer(row.now.text)]
    seen = [three in row.stated.threes for three in threes_of(text)]
    new = [not any(seen[at : at + 3]) for at in range(len(words))]

    def said(start: int, end: int) -> str:
        return " ".join(text[words[start][0] : words[end - 1][1]].split()) if start < end else ""

    made, at = [], 0
    while at <= len(words):
        end = next((each for each in range(at, len(words)) if not new[each]), len(words))
        seam = not any(seen[at : at + 2]) and not (at and new[at - 1])
        if end > at or seam:
            made.append(Passage(said(max(0, at - AROUND), at), said(at, end), said(end, min(end + AROUND, len(words)))))
        at = max(end, at + 1)
    return made


# --- what depends on it -----------------------------------------------------------------------------------------


def stood(row: Row, numbers: Mapping[str, str]) -> str:
    """The clause, as the program numbers it, that a row is about; for a new one, the clause it stands under."""
    if row.stated is not None:
        return row.stated.ref
    assert row.now is not None
    number, limb = re.fullmatch(r"(L10\.\d+[A-Z]?)(.*)", row.now.ref, re.DOTALL).groups()  # type: ignore[union-attr]
    above = f"{numbers.get(number, '')}{re.sub(r'[(][a-z]+[)]$', '', limb)}"
    return above if limb and above in CLAUSES else row.now.ref


def depends(row: Row, numbers: Mapping[str, str]) -> dict[str, list[str]]:
    """What states a clause or bears on it: rules, tests, readings and doubts; of another provision, what is known."""
    if row.status == "same":
        return {}
    ref = stood(row, numbers)
    if ref in CLAUSES:
        found = places(ref)
    else:
        known = neighbour(ref) if row.status == "new" and numbers.get(ref, ref) == ref else None
        found = of_neighbour(known) if known else iter(())
    return {name: [each for each in rows if each not in (NONE, NO_TESTS)] for name, rows in found}


class Resting(NamedTuple):
    """An open claim, and the clauses that it rests on and that are not the same."""

    case: str
    party: str
    state: str
    clauses: tuple[str, ...]


def resting(result: Comparison, adjudications: Sequence[Adjudication]) -> list[Resting]:
    """The open claims on which a clause that changed bears, itself or by a limb or the clause it is stated with."""
    moved = {stood(row, result.numbers) for row in result.rows if row.status != "same"}
    moved |= {each for ref in moved & EXCUSES.keys() for each in EXCUSES[ref].stated_with}
    made = []
    for one in adjudications:
        for claim in one.claims:
            bear = [row.clause for row in one.findings if row.about in (None, claim.party) and row.outcome is not _NOT]
            bear += [item.clause for item in one.awaited if item.from_ == claim.party]
            on = {ref for ref in bear if any(ref == each or ref.startswith(f"{each}(") for each in moved)}
            if on and claim.state not in CLOSED:
                ordered = tuple(ref for ref in CLAUSES if ref in on)
                made.append(Resting(one.case, claim.party, STATE[claim.state], ordered))
    return made


_NOT = Outcome.DOES_NOT_APPLY


# --- as JSON ----------------------------------------------------------------------------------------------------


def as_json(result: Comparison, claims: Sequence[Resting] | None) -> dict[str, Any]:
    """The whole comparison; `open_claims` only where cases were given."""
    return {
        "code": CODE,
        "changed": any(row.status != "same" for row in result.rows),
        "clauses": [
            {
                "status": row.status,
                "ref": row.stated.ref if row.stated else None,
                "now": row.now.ref if row.now else None,
                "line": row.now.line if row.now else None,
                "passages": [each._asdict() for each in passages(row)],
                "notes": list(row.notes),
                "depends": {
                    name.lower().replace(" ", "_"): rows for name, rows in depends(row, result.numbers).items()
                },
            }
            for row in result.rows
        ],
        "not_compared": [each._asdict() for each in result.debris],
        **({} if claims is None else {"open_claims": [each._asdict() for each in claims]}),
    }


# --- as text ----------------------------------------------------------------------------------------------------


def comparison(result: Comparison, claims: Sequence[Resting] | None) -> Group:
    """The whole comparison, what is not the same first."""
    count = Counter(row.status for row in result.rows)
    said = ", ".join(f"{number} {status}" for status, number in count.most_common())
    moved = [row for row in result.rows if row.status != "same"]
    parts: list[RenderableType] = [
        Text("Something changed." if moved else "Nothing changed.", style="bold"),
        Text(f"Against {CODE}, clause by clause: {said}."),
    ]
    for row in moved:
        parts += ["", *_row(row, result.numbers)]
    if claims is not None and moved:
        parts.append(Text("\nOpen claims that rest on what changed", style="bold"))
        parts += [_in(Text(f"{one.case}, {one.party} ({one.state}): {', '.join(one.clauses)}")) for one in claims]
        parts += [] if claims else [_in(Text("None."))]
    same = [row.stated.ref for row in result.rows if row.status == "same" and row.stated]
    if moved and same:
        parts += [Text("\nThe same", style="bold"), _in(Text(", ".join(same)))]
    if result.debris:
        parts.append(Text("\nNot compared", style="bold"))
        for kind, each in groupby(sorted(result.debris), key=lambda one: one.kind):
            found = list(each)
            lines = ", ".join(str(one.line) for one in found)
            parts.append(_in(Text(f"{kind}: {len(found)}, at line{'' if len(found) == 1 else 's'} {lines}")))
    return Group(*parts)


def _in(what: RenderableType, by: int = 2) -> Padding:
    return Padding(what, (0, 0, 0, by))


def _short(said: str) -> str:
    words = said.split()
    return said if len(words) <= LONGEST else f"{' '.join(words[:LONGEST])} ... ({len(words)} words)"


def _row(row: Row, numbers: Mapping[str, str]) -> Iterator[RenderableType]:
    now, line = (row.now.ref, f" (line {row.now.line})") if row.now else ("", "")
    ref = row.stated.ref if row.stated else now
    moved = f", now {now}" if row.now and now != ref else ""
    yield Text.assemble((ref, "bold"), f"  {row.status}{moved}{line}")
    for note in row.notes:
        yield _in(Text(note))
    if row.status == "new" and row.now:
        yield _in(Text(f"new: {_short(' '.join(row.now.text.split()))}"))
    for one in passages(row):
        if one.new:
            yield _in(Text.assemble(f"... {one.before} ", (f"[{_short(one.new)}]", "bold"), f" {one.after} ..."))
        else:
            yield _in(Text(f"words have gone between: {one.before or 'its beginning'} / {one.after or 'its end'}"))
    for name, rows in depends(row, numbers).items():
        if rows:
            yield _in(Text(name, style="dim"))
            yield from (_in(Text(each), 4) for each in rows)
