"""The facts of a case against one another: ids, corrections, references, and what a fact says against itself."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from recovery_costs.calendar import Moment
from recovery_costs.facts import FACT_TYPES, OUTCOMES, AppealDecided, recorded
from recovery_costs.forms import is_text
from recovery_costs.plain import Problem, shown

_APPEALABLE = ", ".join(OUTCOMES).replace("evidence_required", "evidence_required by panel")


class Named(NamedTuple):
    """What of a fact others depend on; None for what is not given or cannot be read."""

    id: str
    type: str | None
    party: str | None
    by: str | None
    corrects: str | None
    requirement: str | None
    decision: str | None
    given: Mapping[str, Any]
    fact: Any
    """The fact itself, where it can be read."""


_REFERS = ("party", "by", "corrects", "requirement", "decision")


def named(items: Any, facts: list[Any]) -> list[Named]:
    """The facts of a file by what others depend on, the unreadable ones among them: their mistakes hide no others."""
    readable = {fact.id: fact for fact in facts}
    made = []
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, Mapping) or not is_text(item.get("id")):
            continue
        kind = item.get("type") if isinstance(item.get("type"), str) else None
        fields = FACT_TYPES[kind].model_fields if kind in FACT_TYPES else {}
        parts = {field: item[field] if field in fields and is_text(item.get(field)) else None for field in _REFERS}
        fact = readable.get(item["id"])
        made.append(Named(item["id"], kind if fields else None, **parts, given=item, fact=fact))
    return made


def as_named(fact: Any) -> Named:
    """A fact of a checked case: it says nothing against itself."""
    parts = {field: getattr(fact, field, None) for field in _REFERS}
    return Named(fact.id, fact.type, **parts, given={}, fact=fact)


def between(named: list[Named]) -> Iterator[Problem]:
    """What is wrong between facts (ids, corrections, references), and what a fact says against itself."""
    times = Counter(each.id for each in named)
    for name, count in times.items():
        if count > 1:
            yield Problem(shown(name), "id", f"{count} facts of this id", "each id once", "Give each fact its own id.")
    by_id = {each.id: each for each in named}
    circular = _circles(by_id)
    for each in named:
        yield from _itself(each)
        referred = by_id.get(each.corrects or "")
        if each.corrects and times[each.corrects] < 2:
            yield from _correction(each, referred, each.id in circular)
        if each.requirement and times[each.requirement] < 2:
            yield from _answer(each, by_id.get(each.requirement))
        if each.decision and times[each.decision] < 2:
            yield from _appeal(each, by_id.get(each.decision))
    for name, count in Counter(each.corrects for each in named if each.corrects).items():
        if count > 1:
            yield Problem(
                shown(name),
                "corrects",
                f"{count} facts that correct it",
                "one correction at most",
                "Correct the first correction instead.",
            )


def _circles(by_id: Mapping[str, Named]) -> set[str]:
    """The ids of facts whose corrections go in a circle."""
    settled: set[str] = set()
    circular: set[str] = set()
    for start in by_id:
        path: dict[str, None] = {}
        here = start
        while here in by_id and here not in settled and here not in path:
            path[here] = None
            here = by_id[here].corrects or ""
        if here in path:
            walked = list(path)
            circular |= set(walked[walked.index(here) :])
        settled |= path.keys()
    return circular


def _itself(each: Named) -> Iterator[Problem]:
    """What one fact says against itself."""
    name, sent, received = shown(each.id), each.given.get("sent"), each.given.get("received")
    if isinstance(sent, str) and isinstance(received, str):
        with contextlib.suppress(ValueError):  # a moment that cannot be read is said already
            if Moment.of(received) < Moment.of(sent):
                wanted = f"a moment not before it was sent, {shown(sent)}"
                yield Problem(name, "received", shown(received), wanted, "Mend sent or received.")
    if each.type == "cost_lines" and isinstance(each.given.get("lines"), list):
        rows = [row.get("line") for row in each.given["lines"] if isinstance(row, Mapping)]
        for line, count in Counter(row for row in rows if isinstance(row, str)).items():
            if count > 1:
                found, do = f"line {shown(line)}, {count} times", "Give each line its own reference."
                yield Problem(name, "lines", found, "each line's reference once", do)


def _correction(each: Named, old: Named | None, circular: bool) -> Iterator[Problem]:
    """What is wrong with a correction of `old`."""
    name = shown(each.id)
    if old is None:
        do = "Name the fact to replace."
        yield Problem(name, "corrects", shown(each.corrects), "the id of a fact of this case", do)
        return
    if each.type and old.type and old.type != each.type:
        yield Problem(
            name, "type", each.type, f"{old.type}, as the fact it corrects", "Correct a fact by one of its type."
        )
    elif each.party and old.party and each.party != old.party:
        wanted, do = f"{shown(old.party)}, as in the fact it corrects", "Correct a fact by one of the same party."
        yield Problem(name, "party", shown(each.party), wanted, do)
    if each.fact is not None and old.fact is not None and recorded(each.fact) < recorded(old.fact):
        wanted, do = (
            f"a moment not before {recorded(old.fact).text}",
            "A correction is recorded after what it corrects.",
        )
        yield Problem(name, "recorded", recorded(each.fact).text, wanted, do)
    if circular:
        yield Problem(name, "corrects", shown(each.corrects), "no circle of corrections", "Break the circle.")


def _answer(each: Named, asked: Named | None) -> Iterator[Problem]:
    """What is wrong with an answer to `asked`."""
    other = asked is not None and asked.party and each.party and asked.party != each.party
    if asked is None or (asked.type and asked.type != "evidence_required") or other:
        whose = shown(each.party) if each.party else "the same party"
        yield Problem(
            shown(each.id),
            "requirement",
            shown(each.requirement),
            f"the id of an evidence_required of {whose}",
            "Name what was asked for.",
        )


def _appeal(each: Named, decision: Named | None) -> Iterator[Problem]:
    """What is wrong with an appeal, or the Authority's word, on `decision`."""
    name = shown(each.id)
    if decision is None or (decision.type and decision.type not in OUTCOMES) or decision.by == "dcc":
        found = shown(each.decision) + (f", {decision.type} by the {decision.by or 'DCC'}" if decision else "")
        yield Problem(
            name,
            "decision",
            found,
            f"the id of a Panel decision that L10.29 lists: {_APPEALABLE}",
            "L10.29 allows an appeal against no other decision; name the Panel's.",
        )
    elif decision.type and isinstance(each.fact, AppealDecided) and not each.fact.upheld:
        given = next(field for field in OUTCOMES.values() if getattr(each.fact, field) is not None)
        if given != OUTCOMES[decision.type]:
            do = "Say what the Authority put in place of that decision."
            yield Problem(name, given, f"{given} on a {decision.type}", OUTCOMES[decision.type], do)
