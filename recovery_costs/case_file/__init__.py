"""A case file: from plain values to a checked `Case`, or every problem in it at once. Nothing is guessed or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from recovery_costs.calendar import Parameters
from recovery_costs.case_file.between import as_named, between, named
from recovery_costs.case_file.one_record import MAY_BE_NULL, check_record, nearest
from recovery_costs.facts import FACT_TYPES, AnyFact, Case
from recovery_costs.forms import Clock, Count, Record, Text, Whole
from recovery_costs.law import READINGS
from recovery_costs.plain import Problem, Problems, shown

__all__ = ["CaseFile", "case_schema", "check_case", "check_more", "check_readings", "check_record", "schema_of"]

MOST_SUGGESTIONS = 100
"""Beyond so many problems no nearest word is looked for: it would take longer than reading them."""


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
    problems.extend(between(named(given.get("facts"), facts)))
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
    problems.extend(between([*map(as_named, case.facts), *named(given, facts)]))
    if problems:
        raise Problems(problems)
    return replace(case, facts=(*case.facts, *facts))


def _head(given: Mapping[str, Any]) -> Iterator[Problem]:
    known = list(CaseFile.model_fields)
    for field in given:
        if field not in known:
            do = f"Take it out, or mend its name.{nearest(field, known)}"
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
            near = nearest(str(name), list(READINGS)) if len(problems) < MOST_SUGGESTIONS else ""
            do = f"Take it out, or mend its name.{near}"
            problems.append(Problem(None, f"readings.{shown(name)}", shown(name), f"one of {', '.join(READINGS)}", do))
            continue
        options = [each.name for each in READINGS[name].options]
        if option not in options:
            do = f"Write one of these words.{nearest(shown(option), options)}"
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
            do = f"Write one of these words.{nearest(shown(kind), list(FACT_TYPES))}"
            found = shown(kind) if "type" in item else "nothing"
            problems.append(Problem(name, "type", found, f"one of {', '.join(FACT_TYPES)}", do))
            continue
        fact = check_record(FACT_TYPES[kind], item, name)
        if isinstance(fact, list):
            problems.extend(fact)
        else:
            yield fact
