"""A case file: from plain values to a checked `Case`, or every problem in it at once. Nothing is guessed or dropped."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import time
from functools import cache
from typing import Any, Literal, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import ErrorDetails, core_schema

from recovery_costs.calendar import Moment, Parameters
from recovery_costs.facts import (
    FACT_TYPES,
    OUTCOMES,
    AnyFact,
    AppealDecided,
    AppealMade,
    AtOdds,
    Case,
    Clock,
    CostLines,
    Count,
    EvidenceGiven,
    EvidenceRequired,
    Notice,
    Record,
    Text,
    Unreadable,
    Whole,
)
from recovery_costs.law import READINGS
from recovery_costs.plain import Problem, Problems, shown

MAY_BE_NULL = frozenset({"reasonable", "own_route"})
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


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case file."""
    schema = CaseFile.model_json_schema(schema_generator=_Schema)
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


def _said(error: ErrorDetails, kind: type[Record]) -> tuple[str, str, str]:
    """What pydantic found wrong with one field, in the user's terms: found, wanted, do."""
    cause = error.get("ctx", {}).get("error")
    *steps, field = [step for step in error["loc"] if isinstance(step, str)] or ["facts"]
    found = shown(error["input"])
    if isinstance(cause, Unreadable):
        return found, cause.wanted, cause.do
    match error["type"]:
        case "missing":
            return "nothing", field, f"Give {field}."
        case "extra_forbidden":
            for step in steps:
                kind = _inner(kind, step) or kind
            known = list(kind.model_fields)
            do = f"Take it out, or mend its name.{_nearest(field, known)}"
            return f"{shown(field)}, which is unknown here", f"one of {', '.join(known)}", do
        case "literal_error":
            words = error["ctx"]["expected"].replace("'", "")
            do = f"Write one of these words.{_nearest(found, words.replace(' or ', ', ').split(', '))}"
            return found, words, do
        case "too_short":
            return "an empty list", "at least one", "Write at least one."
        case "tuple_type":
            return found, "a list", "Write a list."
        case _:
            return found, "a mapping of fields", "Write the fields by name."


def _at_odds(kind: type[Record], given: Any, path: str = "") -> Iterator[AtOdds]:
    """Fields that contradict one another or are null, in one record and in the records it holds."""
    if not isinstance(given, Mapping):
        return
    for field, value in given.items():
        if value is None and field in kind.model_fields and field not in MAY_BE_NULL:
            yield AtOdds(
                f"{path}{field}", "null", "a value, or no such field at all", "Leave it out, or write its value."
            )
        if inner := _inner(kind, field):
            items = value if isinstance(value, list) else [value]
            for number, item in enumerate(items):
                yield from _at_odds(inner, item, f"{path}{field}[{number}]." if items is value else f"{path}{field}.")
    for odd in kind.at_odds({field: value for field, value in given.items() if value is not None}):
        yield odd._replace(field=f"{path}{odd.field}", found=shown(odd.found))


def check_record(kind: type[RecordKind], given: Mapping[str, Any], name: str | None) -> RecordKind | list[Problem]:
    """The record that `given` describes, or every problem with it, under the fact's `name`."""
    problems = {odd.field: Problem(name, *odd) for odd in _at_odds(kind, given)}
    record = None
    try:
        record = kind.model_validate(given)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["type"] == "too_short" and detail["input"]:
                continue  # it is short only because its items were refused, each by its own name
            steps = [step for step in detail["loc"] if step != "[key]"]
            where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
            problems.setdefault(where, Problem(name, shown(where), *_said(detail, kind)))
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
    problems.extend(_references(facts, _ids(given.get("facts"))))
    if problems:
        raise Problems(problems)
    return Case(given["case"], tuple(facts), parameters, readings)


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
            do = f"Take it out, or mend its name.{_nearest(str(name), list(READINGS))}"
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


def _ids(given: Any) -> Counter[str]:
    """The ids in the file, those of unreadable facts included."""
    items = given if isinstance(given, list) else []
    ids = (item.get("id") for item in items if isinstance(item, Mapping))
    return Counter(name for name in ids if isinstance(name, str) and name)


def _references(facts: list[Any], ids: Counter[str]) -> Iterator[Problem]:
    """What is wrong between facts: ids, corrections, references, and what a fact says against itself.

    A reference to a fact that could not be read is no problem of its own: that fact's problems are listed already.
    """
    for name, times in ids.items():
        if times > 1:
            yield Problem(shown(name), "id", f"{times} facts of this id", "each id once", "Give each fact its own id.")
    by_id = {fact.id: fact for fact in facts}
    unread = ids.keys() - by_id.keys()
    for fact in facts:
        yield from _itself(fact)
        if {fact.corrects, getattr(fact, "requirement", None), getattr(fact, "decision", None)} & unread:
            continue
        if fact.corrects is not None:
            yield from _correction(fact, by_id)
        if isinstance(fact, EvidenceGiven):
            asked = by_id.get(fact.requirement)
            if not isinstance(asked, EvidenceRequired) or asked.party != fact.party:
                yield Problem(
                    shown(fact.id),
                    "requirement",
                    shown(fact.requirement),
                    f"the id of an evidence_required of {shown(fact.party)}",
                    "Name what was asked for.",
                )
        if isinstance(fact, (AppealMade, AppealDecided)):
            yield from _appeal(fact, by_id)
    times_corrected = Counter(fact.corrects for fact in facts if fact.corrects is not None)
    for name, times in times_corrected.items():
        if times > 1:
            yield Problem(
                shown(name),
                "corrects",
                f"{times} facts that correct it",
                "one correction at most",
                "Correct the first correction instead.",
            )


def _itself(fact: Any) -> Iterator[Problem]:
    name = shown(fact.id)
    if isinstance(fact, Notice) and fact.sent and fact.received and fact.received < fact.sent:
        yield Problem(
            name,
            "received",
            fact.received.text,
            f"a moment not before it was sent, {fact.sent.text}",
            "Mend sent or received.",
        )
    if isinstance(fact, CostLines):
        for line, times in Counter(line.line for line in fact.lines).items():
            if times > 1:
                yield Problem(
                    name,
                    "lines",
                    f"line {shown(line)}, {times} times",
                    "each line's reference once",
                    "Give each line its own reference.",
                )


def _correction(fact: Any, by_id: Mapping[str, Any]) -> Iterator[Problem]:
    name, old = shown(fact.id), by_id.get(fact.corrects)
    if old is None:
        yield Problem(
            name, "corrects", shown(fact.corrects), "the id of a fact of this case", "Name the fact to replace."
        )
        return
    if old.type != fact.type:
        yield Problem(
            name, "type", fact.type, f"{old.type}, as the fact it corrects", "Correct a fact by one of its type."
        )
    elif getattr(old, "party", None) != getattr(fact, "party", None):
        yield Problem(
            name,
            "party",
            shown(fact.party),
            f"{shown(old.party)}, as in the fact it corrects",
            "Correct a fact by one of the same party.",
        )
    if recorded(fact) < recorded(old):
        yield Problem(
            name,
            "recorded",
            recorded(fact).text,
            f"a moment not before {recorded(old).text}",
            "A correction is put on record after what it corrects.",
        )
    seen = {fact.id}
    earlier: Any = old
    while earlier is not None and earlier.id not in seen:
        seen.add(earlier.id)
        earlier = by_id.get(earlier.corrects)
    if earlier is fact:
        yield Problem(name, "corrects", shown(fact.corrects), "no circle of corrections", "Break the circle.")


def _appeal(fact: AppealMade | AppealDecided, by_id: Mapping[str, Any]) -> Iterator[Problem]:
    name, decision = shown(fact.id), by_id.get(fact.decision)
    if decision is None or decision.type not in OUTCOMES or getattr(decision, "by", "panel") != "panel":
        found = shown(fact.decision) if decision is None else f"{shown(fact.decision)}, a {decision.type}"
        yield Problem(
            name,
            "decision",
            found,
            f"the id of a Panel decision that L10.29 lists: {_APPEALABLE}",
            "L10.29 allows an appeal against no other decision; name the Panel's.",
        )
    elif isinstance(fact, AppealDecided) and fact.upheld is False:
        given = next(f for f in ("sum", "payments", "breach", "set_aside") if getattr(fact, f) is not None)
        if given != OUTCOMES[decision.type]:
            yield Problem(
                name,
                given,
                f"{given} on a {decision.type}",
                OUTCOMES[decision.type],
                "Say what the Authority put in place of that decision.",
            )
