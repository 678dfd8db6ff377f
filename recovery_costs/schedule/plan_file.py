"""A payment plan as a file gives it: the forms of its fields, what they need of one another, and the JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import Field, PlainValidator, WithJsonSchema

from recovery_costs.calendar import parse_day
from recovery_costs.case_file import schema_of
from recovery_costs.forms import Amount, AtOdds, Count, Day, Record, Text, Unreadable
from recovery_costs.money import MONEY_PATTERN, Money
from recovery_costs.plain import shown
from recovery_costs.schedule.days import Adjust, Weekday

Rule = Literal["at_once", "equal", "pro_rata", "oldest_first", "smallest_first", "by_class", "by_weight", "optimise"]
Objective = Literal["waiting", "peak", "instalments", "fairness"]
OfMonth = Literal["last_working_day", "first_working_day"]
RULES: tuple[Rule, ...] = get_args(Rule)
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
MOST_SYSTEMS = 999_999_999
MOST_OWED = Money.of("999999999999.99")
"""To all Parties together: every sum of an answer is then money that documents can write."""
T = TypeVar("T")


# --- the forms of a plan's fields -----------------------------------------------------------------------------------


def _above_nought(value: object) -> Money:
    wanted = "pounds and pence as text, from 0.01 to 999999999999.99"
    try:
        amount = Money.of(value) if isinstance(value, str) else None
    except ValueError:
        amount = None
    if amount is None or amount.pence == 0:
        raise Unreadable(wanted, "Write pounds, a point and two figures in quotes: '1000.00'; leave it out for none.")
    return amount


def _decimal(wanted: str, good: Callable[[Decimal], bool], do: str) -> Callable[[object], Decimal]:
    def read(value: object) -> Decimal:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,9})?", value, re.ASCII):
            raise Unreadable(wanted, do)
        if not good(Decimal(value)):
            raise Unreadable(wanted, do)
        return Decimal(value)

    return read


def _systems(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_SYSTEMS:
        raise Unreadable(f"a whole number from 1 to {MOST_SYSTEMS}", "Write plain digits, without quotes.")
    return value


Cap = Annotated[
    Money, PlainValidator(_above_nought), WithJsonSchema({"type": "string", "pattern": f"^(?!0\\.00$){MONEY_PATTERN}$"})
]
Rate = Annotated[
    Decimal,
    PlainValidator(
        _decimal(
            "a rate a year from 0 to 1, as text",
            lambda rate: rate <= 1,
            "Write a part of 1 in quotes: '0.0475' is 4.75%.",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": r"^(0{1,6}(\.[0-9]{1,9})?|0{0,5}1(\.0{1,9})?)$"}),
]
Weighting = Annotated[
    Decimal,
    PlainValidator(
        _decimal("a weighting factor above 0, as text", lambda weight: weight > 0, "Write it in quotes: '0.60'.")
    ),
    WithJsonSchema({"type": "string", "pattern": r"^(?=.*[1-9])[0-9]{1,6}(\.[0-9]{1,9})?$"}),
]
Systems = Annotated[
    int, PlainValidator(_systems), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_SYSTEMS})
]
_DAYS = {
    "anyOf": [
        {"enum": list(get_args(OfMonth))},
        {
            "type": "object",
            "properties": {"weekday": {"enum": list(get_args(Weekday))}},
            "required": ["weekday"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"dates": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "date"}}},
            "required": ["dates"],
            "additionalProperties": False,
        },
    ]
}


class CapsGiven(Record):
    """The most that may be paid to all Parties together in each month, quarter and Regulatory Year."""

    month: Cap | None = None
    quarter: Cap | None = None
    regulatory_year: Cap | None = None


class Group(Record):
    """A Charging Group's Weighting Factor and its number of Smart Metering Systems; both are the user's."""

    weight: Weighting
    systems: Systems


class OfMonthDays(Record):
    days: OfMonth


class WeekdayDays(Record):
    weekday: Weekday


class DatesDays(Record):
    dates: Annotated[tuple[Day, ...], Field(min_length=1)]


class PlanFile(Record):
    """A payment plan as a file gives it."""

    format: Literal[1]
    owed: Annotated[dict[Text, Amount], Field(min_length=1)]
    requested_on: dict[Text, Day] = Field(default_factory=dict)
    first: Day
    last: Day
    days: Annotated[Any, WithJsonSchema(_DAYS)]
    adjust: Adjust = "none"
    caps: CapsGiven = CapsGiven()
    smallest: Cap | None = None
    most_instalments: Count | None = None
    no_payment_on: tuple[Day, ...] = ()
    classes: dict[Text, Count] = Field(default_factory=dict)
    weights: dict[Text, Count] = Field(default_factory=dict)
    rule: Rule
    instalments: Count | None = None
    objective: Annotated[tuple[Objective, ...], Field(min_length=1)] | None = None
    annual_rate: Rate | None = None
    charging: Annotated[Any, WithJsonSchema({"type": "object"})] = Field(default_factory=dict)

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        yield from _form_and_range(given)
        yield from _parties(given)
        yield from _needed(given)


def _form_and_range(given: Mapping[str, Any]) -> Iterator[AtOdds]:
    if "format" in given and (given["format"] != 1 or isinstance(given["format"], bool)):
        yield AtOdds("format", str(given["format"]), "1", "Write format: 1.")
    ends = []
    for field in ("first", "last"):
        try:
            ends.append(parse_day(given[field]))
        except (KeyError, TypeError, ValueError):
            return
    if ends[1] < ends[0]:
        yield AtOdds("last", given["last"], f"a day not before first, {given['first']}", "Mend first or last.")


def _parties(given: Mapping[str, Any]) -> Iterator[AtOdds]:
    owed = given.get("owed")
    if not isinstance(owed, Mapping):
        return
    if not owed:
        yield AtOdds("owed", "no Party", "what is owed to at least one Party", "Give what is owed.")
    elif all(amount == "0.00" for amount in owed.values()):
        yield AtOdds("owed", "0.00 in all", "an amount above 0.00 for some Party", "Give what is owed.")
    elif (total := _sum(owed.values())) > MOST_OWED:
        yield AtOdds(
            "owed",
            f"{total.text} in all",
            f"at most {MOST_OWED.text} in all",
            "Mend the amounts, or plan for fewer Parties.",
        )
    for field in ("requested_on", "classes", "weights"):
        named = given.get(field)
        for party in named if isinstance(named, Mapping) else ():
            if party not in owed:
                wanted = "a Party of owed"
                yield AtOdds(f"{field}.{shown(party)}", party, wanted, "Mend the name, or take it out.")


def _sum(amounts: Iterable[object]) -> Money:
    """What the amounts that can be read come to."""
    return Money.sum(
        Money.of(each) for each in amounts if isinstance(each, str) and re.fullmatch(MONEY_PATTERN, each, re.ASCII)
    )


def _needed(given: Mapping[str, Any]) -> Iterator[AtOdds]:
    """What the rule chosen cannot do without."""
    rule, owed, weights = given.get("rule"), given.get("owed"), given.get("weights", {})
    if rule == "equal" and "instalments" not in given:
        yield AtOdds("instalments", "nothing", "the number of equal instalments", "Give instalments.")
    if rule == "optimise" and "objective" not in given:
        yield AtOdds("objective", "nothing", f"one or more of {', '.join(OBJECTIVES)}", "Give objective, as a list.")
    if rule == "by_weight" and isinstance(owed, Mapping) and isinstance(weights, Mapping):
        for party, amount in owed.items():
            if party not in weights and amount != "0.00":
                yield AtOdds(
                    f"weights.{shown(party)}",
                    "nothing",
                    "a weight for every Party that is owed anything",
                    "Give its weight.",
                )
    objective = given.get("objective")
    if isinstance(objective, list):
        words = [each for each in objective if isinstance(each, str)]
        if len(set(words)) < len(words):
            yield AtOdds("objective", ", ".join(words), "each objective once", "Take the repetition out.")


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a payment plan: a field that may be absent may be null."""
    schema = schema_of(PlanFile)
    schema["properties"]["charging"] |= {"propertyNames": {"minLength": 1}, "additionalProperties": schema_of(Group)}
    for part in (schema, schema["$defs"]["CapsGiven"]):
        for name, form in part["properties"].items():
            if name not in part.get("required", []):
                part["properties"][name] = {"anyOf": [form, {"type": "null"}]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
