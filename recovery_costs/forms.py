"""The forms in which a file says a thing: text, a day, a moment, an amount, a number. Nothing is coerced.

Each reads one plain value and carries its JSON Schema. What is of another form is refused in the user's terms (`Unreadable`);
what fields of one record contradict among themselves it says itself (`AtOdds`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema

from recovery_costs.calendar import Moment, parse_day
from recovery_costs.money import MONEY_PATTERN, Money


class AtOdds(NamedTuple):
    """Fields of one fact that contradict one another: where, what was found, what was wanted, what to do."""

    field: str
    found: str
    wanted: str
    do: str


class Unreadable(ValueError):  # noqa: N818  said as the user would
    """A value is not of the form its field wants."""

    def __init__(self, wanted: str, do: str) -> None:
        self.wanted, self.do = wanted, do
        super().__init__(wanted)


# --- the common forms -------------------------------------------------------------------------------------------

T = TypeVar("T")


def _form(parse: Callable[[str], T], wanted: str, do: str) -> Callable[[object], T]:
    """A reader of text: nothing but text is read, and what `parse` refuses is said in the user's terms."""

    def read(value: object) -> T:
        if not isinstance(value, str):
            raise Unreadable(wanted, do)
        try:
            return parse(value)
        except ValueError as error:
            raise Unreadable(f"{wanted}: {error}", do) from error

    return read


def _clean(value: str) -> str:
    if not value:
        raise ValueError("this is empty")
    if not value.isprintable() and any(unicodedata.category(letter) in ("Cc", "Cs") for letter in value):
        raise ValueError("this holds control characters or broken letters")
    return value


def is_text(value: object) -> bool:
    """Whether a value is text that a name or a reference may be."""
    try:
        return isinstance(value, str) and bool(_clean(value))
    except ValueError:
        return False


def _clock(value: str) -> time:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value, re.ASCII):
        raise ValueError("this is not a time of day")
    return time.fromisoformat(value)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unreadable("true or false", "Write true or false, without quotes.")
    return value


def _whole(lowest: int) -> Callable[[object], int]:
    """Whole numbers from `lowest` to 9,999,999."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= 9_999_999:
            raise Unreadable(f"a whole number from {lowest} to 9999999", "Write plain digits, without quotes.")
        return value

    return read


def _schema(kind: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Text = Annotated[
    str,
    PlainValidator(_form(_clean, "text", "Write plain text; put a number in quotes.")),
    _schema("string", minLength=1, description="no control characters; compared exactly"),
]
Day = Annotated[
    date,
    PlainValidator(_form(parse_day, "a day, YYYY-MM-DD", "Write the day such as 2025-03-05; check that it exists.")),
    _schema("string", format="date", description="a day in the United Kingdom, 1900 to 2999"),
]
When = Annotated[
    Moment,
    PlainValidator(
        _form(
            Moment.of,
            "a day or a moment, YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS]",
            "Write it in UK time such as 2025-03-05T14:30, or with Z or an offset; check that it exists.",
        )
    ),
    _schema(
        "string",
        pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$",
        description="a day (read as 12:00) or a moment, UK wall clock unless it carries Z or an offset",
    ),
]
Amount = Annotated[
    Money,
    PlainValidator(
        _form(Money.of, "pounds and pence as text", "Write pounds, a point and two figures in quotes: '254250.00'.")
    ),
    _schema("string", pattern=f"^{MONEY_PATTERN}$", description="GBP, pounds and whole pence"),
]
Clock = Annotated[
    time,
    PlainValidator(_form(_clock, "a time of day, HH:MM", "Write it such as 09:00, in quotes.")),
    _schema("string", pattern=r"^([01]\d|2[0-3]):[0-5]\d$"),
]
YesNo = Annotated[bool, PlainValidator(_yes_or_no), _schema("boolean")]
Count = Annotated[int, PlainValidator(_whole(1)), _schema("integer", minimum=1, maximum=9_999_999)]
Whole = Annotated[int, PlainValidator(_whole(0)), _schema("integer", minimum=0, maximum=9_999_999)]


class Record(BaseModel):
    """A frozen record: unknown fields refused, nothing coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @classmethod
    def at_odds(cls, given: Mapping[str, Any]) -> Iterator[AtOdds]:
        """What the fields as given contradict among themselves; each field's own form is checked elsewhere."""
        return iter(())
