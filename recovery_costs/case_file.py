"""A case file: from plain values to a checked `Case`, or every problem in it at once. Nothing is guessed or dropped."""

from __future__ import annotations

import contextlib
import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import time
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import ErrorDetails, core_schema

from recovery_costs.calendar import Moment, Parameters
from recovery_costs.facts import (
    FACT_TYPES,
    OUTCOMES,
    AnyFact,
    AppealDecided,
    AtOdds,
    Case,
    Clock,
    Count,
    Notice,
    Record,
    Text,
    Unreadable,
    Whole,
    is_text,
)
from recovery_costs.law import READINGS
from recovery_costs.plain import Problem, Problems, shown

MAY_BE_NULL = frozenset({"reasonable", "own_route"})
MOST_SUGGESTIONS = 100
"""Beyond so many problems no nearest word is looked for: it would take longer than reading them."""
RecordKind = TypeVar("RecordKind", bound=Record)
_APPEALABLE = ", ".join(OUTCOMES).replace("evidence_required", "evidence_required by panel")


class GivenParameters(Record):
    """`parameters` as a file gives them; what is absent keeps its default."""

    email_hours: Whole = 1
    post_working_days: Count = 2
    working_day_starts: Clock = time(9)
    working_day_ends: Clock = time(17, 30)
    sources: dict[Literal["email_hours", "post_working_days", "working_day_starts", "working_day_ends"], Text] = Field(
        default_factory=dict
    )


class CaseFile(BaseModel):
    """The case file as a JSON Schema describes it."""

    model_config = ConfigDict(extra="forbid")

    format: Literal[1]
    case: Text
    parameters: GivenParameters = GivenParameters()
    readings: dict[str, str] = Field(default_factory=dict)
    facts: list[AnyFact]


class _Schema(GenerateJsonSchema):
    """JSON Schema of what a file may hold: an absent field is absent, not null, unless null is an answer of its own."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schema_of(kind: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of what a file of this kind may hold."""
    return kind.model_json_schema(schema_generator=_Schema)


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case file."""
    schema = schema_of(CaseFile)
    for name, definition in schema["$defs"].items():
        for field, form in definition.get("properties", {}).items():
            if field in MAY_BE_NULL:
                definition["properties"][field] = {"anyOf": [form, {"type": "null"}]}
        if "type" in definition.get("properties", {}):
            definition["required"] = sorted({*definition.get("required", []), "type"})
        definition.setdefault("title", name)
    schema["properties"]["readings"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"enum": [option.name for option in reading.options]} for name, reading in READINGS.items()
        },
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


# --- one record -------------------------------------------------------------------------------------------------


def _nearest(word: str, words: list[str]) -> str:
    if len(word) > 2 * max(map(len, words)):
        return ""
    near = difflib.get_close_matches(word, words, 1)
    return f" Did you mean {near[0]}?" if near else ""


@cache
def _inner(kind: type[Record], field: str) -> type[Record] | None:
    """The kind of record that a field of `kind` holds, alone or in a list; None where it holds none."""
    pending: list[Any] = [kind.model_fields[field].annotation] if field in kind.model_fields else []
    while pending:
        annotation = pending.pop()
        if isinstance(annotation, type) and issubclass(annotation, Record):
            return annotation
        pending.extend(get_args(annotation))
    return None


def _words(kind: type[Record], steps: list[str]) -> str:
    """The words that a field takes, where it takes one of a few; empty where it does not."""
    *outer, field = steps
    for step in outer:
        kind = _inner(kind, step) or kind
    pending: list[Any] = [kind.model_fields[field].annotation] if field in kind.model_fields else []
    while pending:
        annotation = pending.pop()
        if get_origin(annotation) is Literal:
            return " or ".join(str(word) for word in get_args(annotation))
        pending.extend(get_args(annotation))
    return ""


def _said(error: ErrorDetails, kind: type[Record]) -> tuple[str, str, str]:
    """What pydantic found wrong with one field, in the user's terms: found, wanted, do."""
    cause = error.get("ctx", {}).get("error")
    steps = [step for step in error["loc"] if isinstance(step, str)]
    found, words = shown(error["input"]), _words(kind, steps)
    if isinstance(cause, Unreadable):
        return found, cause.wanted, cause.do
    if error["type"] == "missing":
        return "nothing", words or steps[-1], f"Give {steps[-1]}."
    if error["type"] == "too_short":
        return "an empty list", "at least one", "Write at least one."
    if error["type"] == "tuple_type":
        return found, "a list", "Write a list."
    if words:
        return found, words, f"Write one of these words.{_nearest(found, words.split(' or '))}"
    return found, "a mapping of fields", "Write the fields by name."


def _at_odds(kind: type[Record], given: Any, path: str = "") -> Iterator[AtOdds]:
    """Fields that are unknown, null or contradict one another, in one record and in the records it holds."""
    if not isinstance(given, Mapping):
        return
    known = kind.model_fields
    for field, value in given.items():
        if field not in known:
            do = f"Take it out, or mend its name.{_nearest(field, list(known))}"
            found = f"{shown(field)}, which is unknown here"
            yield AtOdds(f"{path}{shown(field)}", found, f"one of {', '.join(known)}", do)
        elif value is None and field not in MAY_BE_NULL:
            wanted = "a value" if known[field].is_required() else "a value, or no such field at all"
            yield AtOdds(f"{path}{field}", "null", wanted, "Write its value, or leave out a field that may be absent.")
        if inner := _inner(kind, field):
            items = value if isinstance(value, list) else [value]
            for number, item in enumerate(items):
                yield from _at_odds(inner, item, f"{path}{field}[{number}]." if items is value else f"{path}{field}.")
    for odd in kind.at_odds(given):
        yield odd._replace(field=f"{path}{odd.field}", found=shown(odd.found))


def check_record(kind: type[RecordKind], given: Mapping[str, Any], name: str | None) -> RecordKind | list[Problem]:
    """The record that `given` describes, or every problem with it, under the fact's `name`; one to a field."""
    problems = {odd.field: Problem(name, *odd) for odd in reversed(list(_at_odds(kind, given)))}
    problems = dict(reversed(problems.items()))
    record = None
    try:
        record = kind.model_validate({field: value for field, value in given.items() if field in kind.model_fields})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["type"] == "extra_forbidden" or (detail["type"] == "too_short" and detail["input"]):
                continue  # said already; or short only because its items were refused, each by its own name
            if detail["type"] == "string_unicode" and not _words(
                kind, [each for each in detail["loc"] if isinstance(each, str)]
            ):
                continue  # a broken letter in the name of an unknown field, said already
            steps = [step for step in detail["loc"] if step != "[key]"]
            where = "".join(f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in steps)[1:]
            problems.setdefault(where, Problem(name, where, *_said(detail, kind)))
    return record if record is not None and not problems else list(problems.values())


# --- the whole file ---------------------------------------------------------------------------------------------


def check_case(given: Any) -> Case:
    """The case that plain values describe.

    Raises:
        Problems: every problem in the file, in the order of its facts.
    """
    if not isinstance(given, Mapping):
        raise Problems(
            [Problem(None, None, shown(given), "a case file: a mapping of fields", "Write format, case, facts.")]
        )
    problems = list(_head(given))
    parameters = _parameters(given, problems)
    readings = check_readings(given.get("readings", {}), problems)
    facts = list(_facts(given.get("facts"), problems))
    problems.extend(_between(_named(given.get("facts"), facts)))
    if problems:
        raise Problems(problems)
    return Case(given["case"], tuple(facts), parameters, readings)


def check_more(case: Case, given: Sequence[Mapping[str, Any]]) -> Case:
    """A checked case with facts more, as plain values: what `check_case` says of all of them, for the work of the new.

    Raises:
        Problems: every problem of the new facts, and between them and those of the case.
    """
    problems: list[Problem] = []
    facts = list(_facts(list(given), problems))
    problems.extend(_between([*map(_known, case.facts), *_named(given, facts)]))
    if problems:
        raise Problems(problems)
    return replace(case, facts=(*case.facts, *facts))


def _head(given: Mapping[str, Any]) -> Iterator[Problem]:
    known = list(CaseFile.model_fields)
    for field in given:
        if field not in known:
            do = f"Take it out, or mend its name.{_nearest(field, known)}"
            yield Problem(
                None, shown(field), f"{shown(field)}, which is unknown here", f"one of {', '.join(known)}", do
            )
    if given.get("format") != 1 or isinstance(given.get("format"), bool):
        yield Problem(None, "format", shown(given.get("format", "nothing")), "1", "Write format: 1.")
    name = check_record(_Name, {"case": given["case"]} if "case" in given else {}, None)
    if isinstance(name, list):
        yield from name


class _Name(Record):
    case: Text


def _parameters(given: Mapping[str, Any], problems: list[Problem]) -> Parameters:
    written = given.get("parameters", {})
    if not isinstance(written, Mapping):
        problems.append(Problem(None, "parameters", shown(written), "a mapping of fields", "Write the fields by name."))
        return Parameters()
    checked = check_record(GivenParameters, written, None)
    if isinstance(checked, list):
        problems.extend(problem._replace(field=f"parameters.{problem.field}") for problem in checked)
        return Parameters()
    if checked.working_day_ends <= checked.working_day_starts:
        problems.append(
            Problem(
                None,
                "parameters.working_day_ends",
                f"{checked.working_day_ends:%H:%M}",
                f"a time after {checked.working_day_starts:%H:%M}",
                "Mend the working hours.",
            )
        )
    return Parameters(
        checked.email_hours,
        checked.post_working_days,
        checked.working_day_starts,
        checked.working_day_ends,
        {str(name): text for name, text in checked.sources.items()},
    )


def check_readings(given: Any, problems: list[Problem]) -> dict[str, str]:
    """The readings chosen, each with one of its options; what is wrong with them goes to `problems`."""
    if not isinstance(given, Mapping):
        problems.append(
            Problem(None, "readings", shown(given), "a mapping of reading to option", "Write the fields by name.")
        )
        return {}
    chosen = {}
    for name, option in given.items():
        if name not in READINGS:
            near = _nearest(str(name), list(READINGS)) if len(problems) < MOST_SUGGESTIONS else ""
            do = f"Take it out, or mend its name.{near}"
            problems.append(Problem(None, f"readings.{shown(name)}", shown(name), f"one of {', '.join(READINGS)}", do))
            continue
        options = [each.name for each in READINGS[name].options]
        if option not in options:
            do = f"Write one of these words.{_nearest(shown(option), options)}"
            problems.append(Problem(None, f"readings.{name}", shown(option), f"one of {', '.join(options)}", do))
            continue
        chosen[name] = option
    return chosen


def _facts(given: Any, problems: list[Problem]) -> Iterator[Any]:
    """The facts that can be read, in the file's order; every problem of the others."""
    if not isinstance(given, list):
        found = "nothing" if given is None else shown(given)
        problems.append(
            Problem(None, "facts", found, "a list of facts", "Write facts as a list; [] if there are none.")
        )
        return
    for number, item in enumerate(given, start=1):
        name = f"number {number}"
        if not isinstance(item, Mapping):
            problems.append(
                Problem(name, None, shown(item), "a fact: a mapping of fields", "Write the fields by name.")
            )
            continue
        if isinstance(item.get("id"), str) and item["id"]:
            name = shown(item["id"])
        kind = item.get("type")
        if not isinstance(kind, str) or kind not in FACT_TYPES:
            do = f"Write one of these words.{_nearest(shown(kind), list(FACT_TYPES))}"
            found = shown(kind) if "type" in item else "nothing"
            problems.append(Problem(name, "type", found, f"one of {', '.join(FACT_TYPES)}", do))
            continue
        fact = check_record(FACT_TYPES[kind], item, name)
        if isinstance(fact, list):
            problems.extend(fact)
        else:
            yield fact


# --- facts against one another ----------------------------------------------------------------------------------


def recorded(fact: Any) -> Moment:
    """When a fact was put on record: `recorded`, else when it happened, was received or was sent."""
    happened = (fact.received or fact.sent) if isinstance(fact, Notice) else fact.at
    return cast("Moment", fact.recorded or happened)


class _Named(NamedTuple):
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


def _named(items: Any, facts: list[Any]) -> list[_Named]:
    """The facts of a file by what others depend on, the unreadable ones among them: their mistakes hide no others."""
    readable = {fact.id: fact for fact in facts}
    named = []
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, Mapping) or not is_text(item.get("id")):
            continue
        kind = item.get("type") if isinstance(item.get("type"), str) else None
        fields = FACT_TYPES[kind].model_fields if kind in FACT_TYPES else {}
        parts = {field: item[field] if field in fields and is_text(item.get(field)) else None for field in _REFERS}
        fact = readable.get(item["id"])
        named.append(_Named(item["id"], kind if fields else None, **parts, given=item, fact=fact))
    return named


def _known(fact: Any) -> _Named:
    """A fact of a checked case: it says nothing against itself."""
    parts = {field: getattr(fact, field, None) for field in _REFERS}
    return _Named(fact.id, fact.type, **parts, given={}, fact=fact)


def _between(named: list[_Named]) -> Iterator[Problem]:
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


def _circles(by_id: Mapping[str, _Named]) -> set[str]:
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


def _itself(each: _Named) -> Iterator[Problem]:
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


def _correction(each: _Named, old: _Named | None, circular: bool) -> Iterator[Problem]:
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


def _answer(each: _Named, asked: _Named | None) -> Iterator[Problem]:
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


def _appeal(each: _Named, decision: _Named | None) -> Iterator[Problem]:
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
