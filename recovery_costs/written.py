"""Answers in the written form: money and moments as text, a trailing underscore dropped from a name; and its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, WithJsonSchema

from recovery_costs.calendar import Moment
from recovery_costs.money import MONEY_PATTERN, Money

Pounds = Annotated[Money, WithJsonSchema({"type": "string", "pattern": f"^{MONEY_PATTERN}$"})]
At = Annotated[Moment, WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$"})]


UNWRITTEN = {"written": False}
"""The metadata of a field that an answer carries within the program alone; its type stands in `SkipJsonSchema`."""


@cache
def _names(kind: Any) -> tuple[tuple[str, str], ...]:
    return tuple((each.name, each.name.rstrip("_")) for each in fields(kind) if each.metadata != UNWRITTEN)


def as_json(value: Any) -> Any:
    """A value of an answer in the written form."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, (Money, Moment)):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: as_json(getattr(value, attribute)) for attribute, name in _names(kind)}
    if isinstance(value, Mapping):
        return {name: as_json(inner) for name, inner in value.items()}
    assert isinstance(value, Sequence)
    return [as_json(inner) for inner in value]


def schema_of_answer(document: type, may_lack: str | None = None) -> dict[str, Any]:
    """The JSON Schema of an answer in the written form: every field there, and no other."""
    schema = TypeAdapter(document).json_schema(mode="serialization")
    for part in (schema, *schema["$defs"].values()):
        if "properties" in part:
            part["properties"] = {name.rstrip("_"): form for name, form in part["properties"].items()}
            part["required"] = [name for name in part["properties"] if name != may_lack]
            part["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
