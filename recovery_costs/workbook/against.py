"""A workbook's facts against the record: which are new, what the case is with them, and what that changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Holiday, OutsideTheTable, TakesEffect, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case, CostLine, CostLines, EstimateGiven, Fact, IntentionNotified, Notice
from recovery_costs.money import Money
from recovery_costs.record import what_counts
from recovery_costs.terms import Terms, terms
from recovery_costs.workbook.layout import HELD
from recovery_costs.workbook.preview import NewFact, Preview, Question, Side, preview, same_said, serves
from recovery_costs.written import as_json

Given = Mapping[str, Any]
JUDGED = ("reasonable", "own_route")
"""Fields of a line that others judge: what the record has stays, unless the line itself changes."""


class Matched(NamedTuple):
    """A workbook's facts beside the record."""

    case: Case
    """The case with the new facts in it."""
    new: tuple[Fact, ...]
    already: tuple[Fact, ...]
    questions: tuple[Question, ...]


def matched(case: Case, given: Sequence[Given], party: str) -> Matched:
    """The workbook's facts (as a check report holds them) put together with the case, each once.

    A fact that says what one on record says is that one, whatever its id: sending a workbook again adds nothing. So is
    a notice whose id is on record, though the record may say when it was received in place of when it was sent: a check
    makes ids of what facts say.

    Raises:
        Problems: the facts do not fit the case.
    """
    asked = [_written(fact) for fact in case.facts if fact.type == "evidence_required"]
    numbered = [{**each, "id": f"workbook, fact {number}"} for number, each in enumerate(given, start=1)]
    mine = check_case({"format": 1, "case": case.name, "facts": [*asked, *numbered]}).facts[len(asked) :]
    corrected = {fact.corrects for fact in case.facts if fact.corrects}
    held = [fact for fact in case.facts if getattr(fact, "party", None) == party and fact.type in HELD]
    standing = [fact for fact in held if fact.id not in corrected]
    left = Counter(same_said(fact) for fact in standing)
    past = {same_said(fact): fact for fact in held if fact.id in corrected}
    by_id = {fact.id: fact for fact in standing if isinstance(fact, Notice)}
    names = {fact.id: str(each.get("id")) for fact, each in zip(mine, given, strict=True)}
    new, already, questions = [], [], []
    for stated in mine:
        fact = _carried_over(stated, standing)
        said = same_said(fact)
        if left[said] > 0:
            left[said] -= 1
            already.append(fact)
        elif (same := by_id.get(names[fact.id])) is not None:
            left[same_said(same)] -= 1
            already.append(fact)
        elif said in past:
            already.append(fact)
            do = "Leave it; or tell the DCC, if the correction is wrong."
            found = f"{_words(fact)} as it was before {past[said].id} was corrected"
            questions.append(Question("corrected-since", (past[said].id,), found, do))
        else:
            new.append(fact)
    questions += _no_longer_said(standing, left)
    named = tuple(_renamed(case, new))
    whole = Case(case.name, (*case.facts, *named), case.parameters, case.readings)
    return Matched(whole, named, tuple(already), tuple(questions))


def _carried_over(fact: Fact, standing: Sequence[Fact]) -> Fact:
    """A list of costs with what was judged of lines that are otherwise as they stand; the list that stands, if it is."""
    lists = [each for each in standing if isinstance(each, CostLines)]
    if not isinstance(fact, CostLines) or not lists:
        return fact
    latest = max(lists, key=lambda each: (each.at, each.id))
    held = {line.line: line for line in latest.lines}

    def stated(line: CostLine) -> CostLine:
        return line.model_copy(update=dict.fromkeys(JUDGED))

    lines = tuple(
        held[line.line] if line.line in held and stated(held[line.line]) == stated(line) else line
        for line in fact.lines
    )
    if lines == latest.lines:
        return fact.model_copy(update={"lines": lines, "at": latest.at})
    return fact.model_copy(update={"lines": lines})


def _written(fact: Fact) -> dict[str, Any]:
    """A fact in the form of a case file."""
    fields = {"type", *fact.model_fields_set} - {"corrects", "reason", "source"}
    return {name: as_json(value) for name, value in fact if name in fields and value is not None}


def _renamed(case: Case, new: Sequence[Fact]) -> Iterator[Fact]:
    taken = set(case.by_id)
    for number, fact in enumerate(new, start=1):
        name = next(each for n in range(len(taken) + 1) if (each := f"workbook-{number}{'-' * n}") not in taken)
        yield fact.model_copy(update={"id": name})


def _no_longer_said(standing: Sequence[Fact], left: Counter[Any]) -> Iterator[Question]:
    """Notices on record that the workbook leaves out. A list that is replaced is not one of them."""
    for fact in standing:
        if isinstance(fact, Notice) and left[same_said(fact)] > 0:
            left[same_said(fact)] -= 1
            do = "Leaving a row out takes nothing back: what is on record stays. Get the workbook with what is on record."
            yield Question("no-longer-said", (fact.id,), f"no row for {_words(fact)}", do)


def _words(fact: Any) -> str:
    kind = str(fact.type).replace("_", " ")
    given = getattr(fact, "sent", None) or getattr(fact, "received", None)
    return f"{kind} of {given}" if given else kind


def against(
    case: Case,
    given: Sequence[Given],
    party: str,
    as_of: date,
    readings: Mapping[str, str] | None = None,
    holidays: tuple[Holiday, ...] | None = None,
) -> Preview:
    """What taking a workbook's facts in would change for its Party.

    Judged at the end of `as_of`, or of the last day on which something new takes effect if that is later, so that a
    letter still in the post shows what it will do.

    Raises:
        Problems: the facts do not fit the case, or a Working Day must be decided beyond the table of bank holidays.
    """
    table, chosen = holidays if holidays is not None else shipped_holidays(), dict(readings or {})
    both = matched(case, given, party)
    law = terms(case, chosen, table)
    effects = {fact.id: effect_of(fact, law) for fact in both.new}
    day = max([as_of, *(effect.moment.day for effect in effects.values() if effect)])
    then, now = (_side(each, party, day, chosen, table, law) for each in (case, both.case))
    new = tuple(_new(party, fact, effects[fact.id], then, now) for fact in both.new)
    return preview(party, then, now, new, len(both.already), both.questions)


def effect_of(fact: Fact, law: Terms) -> TakesEffect | None:
    """How a notice takes effect; None of what is no notice, or where the table of bank holidays does not reach."""
    if not isinstance(fact, Notice):
        return None
    try:
        return law.notices.takes_effect(fact.sent, fact.method, fact.received)
    except OutsideTheTable:
        return None


def _side(
    case: Case, party: str, day: date, readings: Mapping[str, str], table: tuple[Holiday, ...], law: Terms
) -> Side:
    counted = what_counts(case, day, None, law.notices)
    mine = [each for each in counted.facts if getattr(each.fact, "party", None) == party]
    given = [(each, each.fact.amount) for each in mine if isinstance(each.fact, EstimateGiven)]
    given += [
        (each, each.fact.estimate) for each in mine if isinstance(each.fact, IntentionNotified) and each.fact.estimate
    ]
    _, latest = max(given, key=lambda each: each[0].order, default=(None, None))
    return Side([each.fact for each in mine], latest, adjudicate(case, day, None, readings, table))


def _new(party: str, fact: Any, effect: TakesEffect | None, then: Side, now: Side) -> NewFact:
    amount: Money | None = getattr(fact, "amount", None)
    if amount is None:
        amount = getattr(fact, "total", None) or getattr(fact, "estimate", None)
    return NewFact(
        fact.type,
        fact.id,
        fact.source.sheet if fact.source else None,
        fact.source.cell if fact.source else None,
        amount,
        effect.moment if effect else None,
        effect.because if effect else None,
        serves(party, fact, effect.moment, then.adjudication, now.adjudication) if effect else None,
    )
