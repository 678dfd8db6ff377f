"""What taking a workbook in would change: lines, figures and dates, then and now. Nothing is taken in here.

Pure: two sets of a Party's facts, and what L10 makes of the case with each. `against` puts the two together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from recovery_costs.adjudication import Adjudication, Claim
from recovery_costs.calendar import Moment
from recovery_costs.facts import CostLine, CostLines, Fact
from recovery_costs.money import Money
from recovery_costs.written import At, Pounds, as_json

IGNORED = frozenset({"id", "source", "recorded", "note", "corrects", "reason"})
"""Fields in which two facts may differ and yet say the same: a note decides nothing."""


def same_said(fact: Fact) -> tuple[Any, ...]:
    """What a fact says, to be compared with what another says."""
    return tuple((name, value) for name, value in fact if name not in IGNORED)


@dataclass(frozen=True, slots=True)
class NewFact:
    """Something that the workbook says and the record does not. `serves`: the window or the last day it meets."""

    type: str
    fact: str
    sheet: str | None
    cell: str | None
    amount: Pounds | None
    takes_effect: At | None
    because: str | None
    serves: str | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A cost line that comes or goes."""

    line: str
    amount: Pounds


@dataclass(frozen=True, slots=True)
class LineChange:
    """One field of a cost line that changes."""

    line: str
    field: str
    from_: Any
    to: Any


@dataclass(frozen=True, slots=True)
class LineChanges:
    """What becomes of the list of costs; `was` is None where there was none."""

    added: tuple[LineRow, ...]
    removed: tuple[LineRow, ...]
    changed: tuple[LineChange, ...]
    was: Pounds | None
    now: Pounds | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the claim, then and now; None where it is not known."""

    figure: Literal["estimate", "requested", "eligible", "payable"]
    then: Pounds | None
    now: Pounds | None


@dataclass(frozen=True, slots=True)
class DueChange:
    """Something that the Party has to do next: its last day, then and now; None where it is not awaited."""

    clause: str
    what: str
    then: date | None
    now: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """Something that goes through, and that someone will ask about."""

    code: Literal["invoice-twice", "device-twice", "list-day-unchanged", "corrected-since", "no-longer-said"]
    about: tuple[str, ...]
    """The lines, or the facts on record."""
    found: str
    do: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a workbook in would change, for one Party, on a day."""

    format: Literal[1]
    party: str
    as_of: date
    changes_nothing: bool
    already: int
    """How many of the workbook's facts are on record as they are."""
    new: tuple[NewFact, ...]
    lines: LineChanges
    figures: tuple[FigureChange, ...]
    due: tuple[DueChange, ...]
    questions: tuple[Question, ...]

    def as_json(self) -> dict[str, Any]:
        """The written form, ready for `json.dumps`."""
        whole: dict[str, Any] = as_json(self)
        return whole


@dataclass(frozen=True, slots=True)
class Side:
    """The record without the workbook, or with it: the Party's facts that count, in order; its latest
    estimate; the case judged."""

    facts: Sequence[Fact]
    estimate: Money | None
    adjudication: Adjudication

    def claim(self, party: str) -> Claim | None:
        """The Party's claim, if it has one."""
        return next((claim for claim in self.adjudication.claims if claim.party == party), None)

    @property
    def lines(self) -> CostLines | None:
        """The list of costs that stands: the latest."""
        lists = [fact for fact in self.facts if isinstance(fact, CostLines)]
        return lists[-1] if lists else None


def preview(
    party: str, then: Side, now: Side, new: Sequence[NewFact], already: int, questions: Iterable[Question] = ()
) -> Preview:
    """What changes for `party` from `then`, the record, to `now`, the record with the workbook.

    Args:
        new: what the workbook says and the record does not.
        already: how many of its facts are on record as they are.
        questions: what matching it with the record raised.
    """
    before, after = then.lines, now.lines
    asked = [*questions, *twice(after.lines if after else ())]
    if before and after and before.lines != after.lines and before.at == after.at:
        do = "Give the day on which the list was changed, under List made on."
        asked.append(Question("list-day-unchanged", (), f"other lines, and the same day, {after.at}", do))
    return Preview(
        1,
        party,
        now.adjudication.as_of,
        not new,
        already,
        tuple(new),
        line_changes(before.lines if before else None, after.lines if after else None),
        tuple(_figures(party, then, now)),
        tuple(_due(party, then.adjudication, now.adjudication)),
        tuple(asked),
    )


# --- lines ------------------------------------------------------------------------------------------------------


def line_changes(before: Sequence[CostLine] | None, after: Sequence[CostLine] | None) -> LineChanges:
    """Lines added, removed and changed, each known by its reference; in the order of the list they stand in."""
    old = {line.line: line for line in before or ()}
    new = {line.line: line for line in after or ()}
    return LineChanges(
        tuple(LineRow(name, line.amount) for name, line in new.items() if name not in old),
        tuple(LineRow(name, line.amount) for name, line in old.items() if name not in new),
        tuple(change for name in new if name in old for change in _line_change(old[name], new[name])),
        Money.sum(line.amount for line in before) if before is not None else None,
        Money.sum(line.amount for line in after) if after is not None else None,
    )


def _line_change(old: CostLine, new: CostLine) -> Iterator[LineChange]:
    for field in CostLine.model_fields:
        was, is_ = getattr(old, field), getattr(new, field)
        if was != is_:
            yield LineChange(new.line, field, was, is_)


def twice(lines: Iterable[CostLine]) -> Iterator[Question]:
    """The same invoice on more than one line, and the same device: goes through, and someone will ask."""
    invoices: dict[tuple[str, str], list[str]] = defaultdict(list)
    devices: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.invoice:
            invoices[(line.supplier or "").casefold(), line.invoice.casefold()].append(line.line)
        for device in line.device_ids or ():
            devices[device].append(line.line)
    for (_, invoice), names in invoices.items():
        if len(names) > 1:
            do = "Leave it if the lines split one invoice; take out a line that states a cost again."
            yield Question("invoice-twice", tuple(names), f"invoice {invoice.upper()} on {len(names)} lines", do)
    shared: Counter[tuple[str, ...]] = Counter(tuple(names) for names in devices.values() if len(names) > 1)
    examples = {tuple(names): device for device, names in reversed(devices.items())}
    for lines_of_it, count in shared.items():
        one = examples[lines_of_it]
        found = f"device {one}" if count == 1 else f"{count} devices, {one} the first,"
        do = "Leave it if each line is a cost of its own; take out a line that states a cost again."
        yield Question("device-twice", lines_of_it, f"{found} on {len(lines_of_it)} lines", do)


# --- figures and dates ------------------------------------------------------------------------------------------


def _figures(party: str, then: Side, now: Side) -> Iterator[FigureChange]:
    yield FigureChange("estimate", then.estimate, now.estimate)
    before, after = then.claim(party), now.claim(party)
    names: tuple[Literal["requested", "eligible", "payable"], ...] = ("requested", "eligible", "payable")
    for name in names:
        was, is_ = (getattr(claim, name) if claim else None for claim in (before, after))
        yield FigureChange(name, was, is_)


def _due(party: str, then: Adjudication, now: Adjudication) -> Iterator[DueChange]:
    """What the Party has to do next, by last day; what it no longer has to do comes last."""
    sides: list[Mapping[tuple[str, str], date | None]] = [
        {(each.clause, each.what): each.due for each in side.awaited if each.from_ == party} for side in (then, now)
    ]
    before, after = sides
    rows = [DueChange(*key, before.get(key), after.get(key)) for key in {**before, **after}]
    return iter(sorted(rows, key=lambda row: (row.now is None, row.now or row.then or date.max, row.clause)))


def serves(party: str, fact: Any, effect: Moment, then: Adjudication, now: Adjudication) -> str | None:
    """Which window an estimate meets, and whether an intention or a total is in time, in words; None where neither is asked."""
    before, after = (next((claim for claim in side.claims if claim.party == party), None) for side in (then, now))
    if after is None:
        return None
    if fact.type == "estimate_given":
        for window in after.estimates:
            was = (
                next((each.status for each in before.estimates if each.window == window.window), None)
                if before
                else None
            )
            if window.from_ <= effect.day <= window.to:
                if window.status == "met" and was != "met":
                    return f"meets window {window.window}, {_span(window.from_, window.to)}, L10.19(b)(ii)"
                return f"falls in window {window.window}, {_span(window.from_, window.to)}, which was met before"
        return "falls in no window, L10.19(b)(ii)"
    for kind, clause, notified in (
        ("intention_notified", "L10.19(a)", after.intention),
        ("total_notified", "L10.19(c)", after.total),
    ):
        if fact.type == kind and notified.effective == effect and notified.due is not None:
            late = f"{notified.days_late} days after" if notified.days_late else "by"
            return f"takes effect {late} the last day for it, {_day(notified.due)}, {clause}"
    return None


def _span(first: date, last: date) -> str:
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
