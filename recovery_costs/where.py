"""Where a clause lives: its rules by file and line, its tests, its readings and doubts; and what is known of a neighbour."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import recovery_costs.adjudicate  # noqa: F401  so that every rule is on record
from recovery_costs.law import DOUBTS, NEIGHBOURS, READINGS, RULES, Doubt, Neighbour, Reading, key

TOP = Path(__file__).parent.parent
NO_RULE, NO_TESTS, NONE = "none of its own", "none of its own here", "none"


class Excuse(NamedTuple):
    """Why a clause has no rule of its own, and the clauses whose rules state it."""

    stated_with: tuple[str, ...]
    why: str

    @property
    def said(self) -> str:
        """The excuse in a sentence."""
        stated = f", stated with {' and '.join(self.stated_with)}" if self.stated_with else ""
        return f"{NO_RULE}{stated}: {self.why}"


_EVIDENCE_LIMB = Excuse(
    ("L10.16(b)",), "the evidence on record says which limb it is of, and the finding names that limb."
)
_COST_LIMB = "a cost line says which limb it is of, and the finding names that limb"
_PARTIES_ACT = "what is reasonable to require or to specify is for that body; its requirement is a fact with its date."
_KEY_KIND = Excuse(
    ("L10.30(c)",), "the kind of key that is notified says which limb it is of, and the finding names that limb."
)
_DEFINITION = (
    "defined and not computed: which key is required is on record with the decision of the SMKI PMA (L10.15(b))."
)

EXCUSES: dict[str, Excuse] = {
    "L10.16(b)(i)": _EVIDENCE_LIMB,
    "L10.16(b)(ii)": _EVIDENCE_LIMB,
    "L10.17(a)": Excuse(("L10.17",), f"{_COST_LIMB}; the rule asks that the SMKI PMA has required a key."),
    "L10.17(b)": Excuse(
        ("L10.17", "L10.30(a)"),
        "the rule asks how the key fared, who the Responsible Supplier is, and what L10.30(a) says of the Device.",
    ),
    "L10.17(b)(i)": Excuse(("L10.17",), f"{_COST_LIMB}."),
    "L10.17(b)(ii)": Excuse(("L10.17",), f"{_COST_LIMB}."),
    "L10.20(a)": Excuse(("L10.20",), "a requirement says that the DCC made it, and the finding names this limb."),
    "L10.20(a)(i)": Excuse(("L10.20",), _PARTIES_ACT),
    "L10.20(a)(ii)": Excuse(("L10.20",), _PARTIES_ACT),
    "L10.20(b)(i)": Excuse(("L10.20",), _PARTIES_ACT),
    "L10.20(b)(ii)": Excuse(("L10.20",), _PARTIES_ACT),
    "L10.23": Excuse(("L10.23(a)", "L10.23(b)"), "it only says when its two limbs apply."),
    "L10.24(b)(ii)": Excuse(
        ("L10.24(b)",), "instalments are added up there, and the finding on several names this limb."
    ),
    "L10.25(a)": Excuse(
        ("L10.25",), "the kind of the certificate says which limb applies, and the finding names that limb."
    ),
    "L10.25(b)": Excuse(
        ("L10.25",), "the kind of the certificate says which limb applies, and the finding names that limb."
    ),
    "L10.27(b)": Excuse(("L10.27",), "whether it is demonstrated is for the Panel; the rule reads its determination."),
    "L10.27(c)": Excuse(("L10.27",), "it is for the Panel to determine; the rule reads its determination."),
    "L10.30": Excuse(("L10.30(a)", "L10.30(b)", "L10.30(c)"), "it only opens the definitions."),
    "L10.30(a)(i)": Excuse(
        ("L10.30(a)",), "both limbs are tested together, and the finding names the one that decides."
    ),
    "L10.30(a)(ii)": Excuse(
        ("L10.30(a)",), "both limbs are tested together, and the finding names the one that decides."
    ),
    "L10.30(c)(i)": _KEY_KIND,
    "L10.30(c)(ii)": _KEY_KIND,
    "L10.30(c)(iii)": _KEY_KIND,
    "L10.30(c)(iv)": _KEY_KIND,
    "L10.30(c)(v)": _KEY_KIND,
    "L10.30(c)(vi)": _KEY_KIND,
    "L10.30(d)": Excuse((), _DEFINITION),
    "L10.30(d)(i)": Excuse((), _DEFINITION),
    "L10.30(d)(ii)": Excuse((), "defined and not computed: no other clause of L10.14 to L10.30 uses the term."),
}
"""The clauses that have no rule of their own, in Code order."""


# --- a clause -----------------------------------------------------------------------------------------------------


def places(ref: str) -> Iterator[tuple[str, list[str]]]:
    """What bears on a clause: its rules, its tests (where the project's tests are at hand), its readings and doubts."""
    excuse = EXCUSES.get(ref)
    stated_by = [ref] if excuse is None else excuse.stated_with
    yield "Rule", [*([excuse.said] if excuse else []), *(_at(rule) for one in stated_by for rule in rules(one))]
    yield "Tests", [f"{test.file}:{test.line}  {test.name}" for test in tests(ref)] or [NO_TESTS]
    yield "Readings", [f"{one.name}: {one.question}" for one in readings(ref)] or [NONE]
    yield "Documented doubts", [f"{one.number}: {one.question}" for one in doubts(ref)] or [NONE]


def rules(ref: str) -> list[Callable[..., Any]]:
    """The rules that state a clause, in the order in which they are written."""
    return sorted(RULES.get(ref, []), key=lambda rule: (rule.__module__, inspect.getsourcelines(rule)[1]))


def source(rule: Callable[..., Any]) -> str:
    """The file that a rule stands in, from the top of the project."""
    return Path(inspect.getsourcefile(rule) or "").relative_to(TOP).as_posix()


def _at(rule: Callable[..., Any]) -> str:
    return f"{source(rule)}:{inspect.getsourcelines(rule)[1]}  {rule.__name__}"


def readings(ref: str) -> list[Reading]:
    """The readings that bear on a clause."""
    return [one for one in READINGS.values() if ref in one.clauses]


def doubts(ref: str) -> list[Doubt]:
    """The documented doubts that bear on a clause."""
    return [one for one in DOUBTS.values() if ref in one.clauses]


class Named(NamedTuple):
    """A test that a clause names: its file from the top of the project, its line there and its name."""

    file: str
    line: int
    name: str


_TEST = re.compile(r"^\s*def (test_(\w+?)__\w+)\(", re.MULTILINE)


def tests(ref: str) -> list[Named]:
    """The tests named by a clause, by file and line, where the project's tests are at hand."""
    return _tests().get(key(ref), [])


@cache
def _tests() -> dict[str, list[Named]]:
    """Every test whose name carries a key, by that key."""
    found: dict[str, list[Named]] = {}
    for path in sorted((TOP / "tests").rglob("test_*.py")):
        text, file = path.read_text(encoding="utf-8"), path.relative_to(TOP).as_posix()
        for match in _TEST.finditer(text):
            line = text.count("\n", 0, match.start(1)) + 1
            found.setdefault(match.group(2), []).append(Named(file, line, match.group(1)))
    return found


# --- a neighbour ----------------------------------------------------------------------------------------------------


def neighbour(written: str) -> Neighbour | None:
    """The neighbour of L10.14 to L10.30 that a reference names: "L11.9", "L10.32", "M10.5", "Part 6.2.1"; None if none."""
    asked = _plain(written)
    for one in NEIGHBOURS.values():
        for name in map(_plain, (one.ref, *one.names)):
            if asked == name or asked.startswith((f"{name}.", f"{name}(")):
                return one
    return None


def _plain(written: str) -> str:
    return re.sub(r"\bsec\b|\bsection\b|\bpart\b|[\s,]", "", written.casefold())


def of_neighbour(one: Neighbour) -> Iterator[tuple[str, list[str]]]:
    """What is known of a neighbour, in the form of `places`."""
    yield "What is said of it", [one.said]
    if one.recalled:
        yield "What is recalled of it", [one.recalled]
    yield "Why L10 needs it", [one.needed]
    if one.is_not:
        yield "What it is not", [one.is_not]
    yield "Text held", ["yes" if one.text_held else "no"]
    yield "Source", [one.source]
    yield "Clauses that lean on it", list(one.clauses)
    yield "Readings", [f"{name}: {READINGS[name].question}" for name in one.readings] or [NONE]
    yield "Documented doubts", [f"{each.number}: {each.question}" for each in doubts_about(one)] or [NONE]


def doubts_about(one: Neighbour) -> Iterable[Doubt]:
    """The documented doubts on which a neighbour bears."""
    return [each for each in DOUBTS.values() if one.ref in each.neighbours]
