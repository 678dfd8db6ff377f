"""Assessing cost lines: what a person judges of each, with a reason from a catalogue and words of their own.

A judgement is a fact about a line (`reasonable`, `own_route`), so that an assessment is a new list of the same lines with
the judgements in it. When a Party sends its list again, a line that has not changed keeps what was judged of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import Moment
from recovery_costs.casework.desk import Desk, Done
from recovery_costs.casework.drafting import fact_id
from recovery_costs.casework.refusals import LOOK, refused_as
from recovery_costs.casework.seen import SEE_ALL
from recovery_costs.facts import Case, CostLine, CostLines
from recovery_costs.plain import Problem, Problems
from recovery_costs.register.access import PROGRAM
from recovery_costs.register.entry import Draft, Entry
from recovery_costs.register.faults import NotThere

JUDGED = ("reasonable", "own_route")


class Reason(NamedTuple):
    """A reason of the catalogue, and what it makes of a line."""

    code: str
    reasonable: bool | None
    own_route: str | None
    words: str

    def on(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """The line as judged for this reason."""
        kept = {name: value for name, value in line.items() if name not in JUDGED}
        judged = {"reasonable": self.reasonable, "own_route": self.own_route}
        return {**kept, **{name: value for name, value in judged.items() if value is not None}}

    def tried(self, line: CostLine) -> CostLine:
        """The same of a line that is checked already."""
        return line.model_copy(update={"reasonable": self.reasonable, "own_route": self.own_route})


@cache
def reasons() -> dict[str, Reason]:
    """The catalogue, by code."""
    text = files("recovery_costs.casework").joinpath("reasons.csv").read_text(encoding="utf-8")
    verdict = {"yes": True, "no": False, "": None}
    return {
        row["code"]: Reason(row["code"], verdict[row["reasonable"]], row["own_route"] or None, row["words"])
        for row in csv.DictReader(text.splitlines())
    }


class Judgement(NamedTuple):
    """What somebody judges of one line."""

    line: str
    reason: str
    words: str | None = None


@refused_as("assess")
def assess(
    desk: Desk,
    event: str,
    party: str,
    judgements: Iterable[Judgement],
    *,
    command: str,
    based_on: int | None = None,
) -> Done:
    """Put judgements of a Party's lines on record, all or none, from now on.

    Raises:
        NotThere: no such event, or no list of that Party, that the actor may judge.
        Problems: a line or a reason that is not there, or a line judged twice.
        Stale: the claim changed since `based_on`.
    """
    desk.allowed("assess", event)
    given = list(judgements)
    if (before := desk.before(command, [Draft("line_assessed", {"lines": _said(given)}, event, party)])) is not None:
        return before

    def assessed(last: int) -> Done:
        drafts = _assessed(desk, event, party, given, command)
        desk.current(event, drafts, based_on)
        desk.check(event, drafts[:1])
        return desk.record(command, event, drafts, last, whole_event=True)

    return desk.settled(event, assessed)


def _assessed(desk: Desk, event: str, party: str, given: list[Judgement], command: str) -> list[Draft]:
    """The Party's latest list with these judgements in it, and what was judged."""
    listed = latest_list(desk, event, party)
    if listed is None:
        raise NotThere
    lines = {line["line"]: line for line in listed["lines"]}
    _check(given, lines)
    reason = {each.line: reasons()[each.reason] for each in given}
    new = [reason[name].on(line) if name in reason else line for name, line in lines.items()]
    at = desk.now.exact if Moment.of(str(listed["at"])) <= desk.now else str(listed["at"])  # dated today, by day alone
    name = after(listed, fact_id("assess", command), at)
    fact = {"id": name, "type": "cost_lines", "party": party, "at": at, "lines": new}
    return [
        Draft("cost_lines", fact, event, party),
        Draft("line_assessed", {"of": name, "lines": _said(given)}, event, party),
    ]


def _said(given: Iterable[Judgement]) -> list[dict[str, str]]:
    return [{name: value for name, value in each._asdict().items() if value is not None} for each in given]


class Trial(NamedTuple):
    """An event as it stands on record, to try judgements of a Party's latest list on; nothing is recorded."""

    desk: Desk
    case: Case
    listed: CostLines

    def with_these(self, judgements: Iterable[Judgement]) -> Adjudication:
        """The event today if these judgements were on record; of a line that is not on the list they count for nothing."""
        reason = {each.line: reasons()[each.reason] for each in judgements}
        lines = tuple(reason[line.line].tried(line) if line.line in reason else line for line in self.listed.lines)
        now = self.desk.now
        at, name = max(now, self.listed.at), f"{self.listed.id}, tried"
        new = {"id": name, "at": at, "recorded": now, "corrects": None, "lines": lines}
        facts = (*self.case.facts, self.listed.model_copy(update=new))
        seen = self.desk.cut(self.case.name, adjudicate(replace(self.case, facts=facts), now.day))
        if seen is None:
            raise NotThere
        return seen.adjudication


@refused_as(LOOK)
def trial(desk: Desk, event: str, party: str) -> Trial:
    """What judgements of a Party's lines can be tried on, for as long as the record stands as it does.

    Raises:
        NotThere: no such event, or no list of that Party, that the actor may see.
        Problems: the event cannot be adjudicated.
    """
    sees = desk.actor.role in SEE_ALL or party in desk.actor.parties
    case = desk.case(event)
    listed = latest_list(desk, event, party) if sees else None
    if listed is None:
        raise NotThere
    return Trial(desk, case, next(f for f in case.facts if isinstance(f, CostLines) and f.id == listed["id"]))


def on_record(desk: Desk, event: str, party: str) -> dict[str, Judgement]:
    """What was last judged of each line of a Party's latest list, where the line still stands as it was judged."""
    listed = latest_list(desk, event, party)
    lines = {line["line"]: line for line in listed["lines"]} if listed is not None else {}
    found: dict[str, Judgement] = {}
    for entry in desk.view.entries(event, ["line_assessed"], party):
        for said in entry.content["lines"]:
            if (line := lines.get(said["line"])) is not None and reasons()[said["reason"]].on(line) == line:
                found[said["line"]] = Judgement(said["line"], said["reason"], said.get("words"))
    return found


def _check(given: list[Judgement], lines: Mapping[str, Any]) -> None:
    problems = [] if given else [Problem(None, "lines", "none", "a line to assess", "Choose at least one.")]
    seen: set[str] = set()
    for each in given:
        if each.line not in lines:
            problems.append(Problem(None, each.line, "no such line", "a line of the latest list", "Look at the list."))
        if each.line in seen:
            problems.append(Problem(None, each.line, "the line twice", "each line once", "Choose one reason."))
        if each.reason not in reasons():
            problems.append(Problem(None, each.line, each.reason, f"one of {', '.join(reasons())}", "Choose one."))
        seen.add(each.line)
    if problems:
        raise Problems(problems)


def latest_list(desk: Desk, event: str, party: str, kind: str = "cost_lines") -> dict[str, Any] | None:
    """A Party's list of lines (or of evidence) that the rules take: the last in the order of `record`, corrections read."""
    entries = desk.register.seen_by(PROGRAM).entries(event, [kind], party)
    corrected = {entry.content.get("corrects") for entry in entries}
    standing = [entry for entry in entries if entry.fact not in corrected]
    return max(standing, key=_order).content if standing else None


def after(before: Mapping[str, Any], name: str, at: str) -> str:
    """An id for a list that replaces another: of two at one moment the rules take the one whose id comes last."""
    tie = Moment.of(at) == Moment.of(str(before["at"])) and name < before["id"]
    return f"{before['id']}.{name}" if tie else name


def _order(entry: Entry) -> tuple[Moment, Moment, str]:
    return Moment.of(str(entry.content["at"])), entry.moment, str(entry.fact)


def carried_over(lines: Iterable[Mapping[str, Any]], before: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """New lines, each with what was judged of it where nothing else of it changed."""
    judged = {line["line"]: line for line in before["lines"]} if before is not None else {}
    made = []
    for line in lines:
        old = judged.get(line["line"])
        same = old is not None and _stated(old) == _stated(line)
        made.append({**line, **{name: old[name] for name in JUDGED if name in old}} if same and old else dict(line))
    return made


def _stated(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in JUDGED}
