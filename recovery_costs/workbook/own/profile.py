"""How a Party's own spreadsheet is laid out, as a small JSON file: its sheets, headings and columns, and what was asked.

What a heading cannot settle is a question by name. A question without an answer is open, and nothing is read while one
is open. The names are a closed list, `ASKED`; docs/own-layouts.md says what each asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recovery_costs.facts import CostLine
from recovery_costs.forms import Day, Text
from recovery_costs.plain import Problem, Problems, read_json, shown
from recovery_costs.workbook.wire import LAST_ROW

Role = Literal[
    "line",
    "incurred",
    "amount",
    "net",
    "vat",
    "gross",
    "row_total",
    "currency",
    "counts",
    "limb",
    "key_outcome",
    "devices",
    "responsible_supplier",
    "smi_status",
    "compromised_credentials",
    "otherwise_incurred",
    "recoverable_vat",
    "reasonable",
    "own_route",
    "description",
    "supplier",
    "invoice",
    "evidence",
    "device_ids",
    "ignore",
]
"""What a column holds: a field of a cost line; `net`, `vat` and `gross`, of which its amount is made; `row_total`, which
must equal the amounts of its row; `currency`; `counts`, whether the row is claimed at all; or `ignore`."""
LINE_FIELDS = frozenset(CostLine.model_fields)
CHOICES: Mapping[str, Mapping[str, str]] = {
    "limb": {
        "key_use": "L10.17(a), use of the key",
        "replace_device": "L10.17(b)(i), replacing Devices",
        "replace_data": "L10.17(b)(ii), replacing Data",
        "other": "none of these",
    },
    "key_outcome": {
        "not_used": "the key was not used",
        "unsuccessful": "used without success",
        "successful": "used with success",
    },
    "responsible_supplier": {"yes": "you are the Responsible Supplier", "no": "you are not"},
    "smi_status": {
        "commissioned": "commissioned just before the event or since",
        "recovery": "recovery, just before the event",
        "installed not commissioned": "that status, just before the event",
        "suspended": "that status, just before the event",
        "decommissioned": "that status, just before the event",
    },
    "compromised_credentials": {"yes": "they held Data from a Compromised Certificate", "no": "they did not"},
    "reasonable": {"yes": "judged reasonable", "no": "judged not to be"},
    "own_route": {"L10.6": "reimbursed under L10.6", "L10.12": "reimbursed under L10.12"},
}
"""The fields of a cost line that take one of a few words, each with what it means. An SMI Status may be another word."""
YES_NO_FIELDS = frozenset(field for field, options in CHOICES.items() if "yes" in options)
READ, LEAVE_OUT = "read", "leave_out"
NameT = TypeVar("NameT", bound=str)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class Column(_Part):
    """A column by its heading; by its letter too where the heading is empty or stands there more than once."""

    heading: str
    column: str | None = Field(None, pattern="^[A-Z]{1,3}$")
    field: Role | None = None
    """None while a question about it is open."""
    lines_have: dict[str, str] = Field(default_factory=dict)
    """Where several columns hold amounts: what each amount of this column means, such as {"incurred": "2026-04-30"}."""
    blank: Literal["as_above"] | None = None
    """An empty cell means what stands above it; never of money."""
    why: str = ""


class Table(_Part):
    """Sheets under the same headings, stacked in this order."""

    name: str = Field(min_length=1)
    sheets: list[str] = Field(min_length=1)
    more_sheets: bool = False
    """Read any further sheet too that has every heading in `columns`, such as next month's."""
    heading_row: int = Field(ge=1, le=LAST_ROW)
    """Where the headings stood; they are looked for by their words, from the top."""
    heading_rows: Literal[1, 2] = 1
    columns: list[Column] = Field(min_length=1)


class Question(_Part):
    """Something that headings do not settle. `answer` is one of `options`, or what `ask` asks for; None while open."""

    name: str = Field(min_length=1)
    ask: str = ""
    options: dict[str, str] = Field(default_factory=dict)
    answer: str | None = None
    where: str = ""
    """The first cell concerned."""
    found: str = ""
    why: str = ""


class MadeFrom(_Part):
    """The file that the profile was proposed from; it decides nothing."""

    name: str
    sha256: str


class Profile(_Part):
    """A mapping from one Party's own layout to cost lines, and the notices that go in with them."""

    format: Literal[1]
    party: Text | None = None
    event: Text | None = None
    at: Day | None = None
    """The day on which the list stood as it stands in the file."""
    facts: list[dict[str, Any]] = Field(default_factory=list)
    """The Party's notices, as in a case file but without `id` and `party`. With any, the file is a claim; without, a list
    of cost lines."""
    tables: list[Table] = Field(default_factory=list)
    leave_out_sheets: dict[str, str] = Field(default_factory=dict)
    """Sheets that hold no cost lines, each with why."""
    questions: list[Question] = Field(default_factory=list)
    made_from: MadeFrom | None = None

    def answers(self) -> dict[str, str]:
        """Every answer given, by the name of its question."""
        return {each.name: each.answer for each in self.questions if each.answer is not None}

    @property
    def open(self) -> list[Question]:
        """The questions that have no answer yet."""
        return [each for each in self.questions if each.answer is None]

    def answered(self, answers: Mapping[str, str]) -> Profile:
        """The same profile with these answers in place of what it had."""
        asked = {each.name: each for each in self.questions}
        for name, answer in answers.items():
            known = asked.get(name) or Question(name=name)
            asked[name] = known.model_copy(update={"answer": answer, "why": "answered"})
        return self.model_copy(update={"questions": list(asked.values())})

    def as_json(self) -> dict[str, Any]:
        """As it is saved."""
        return {**self.model_dump(), "at": self.at.isoformat() if self.at else None}

    def text(self) -> str:
        """The JSON text of it, as `map` writes it."""
        return json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n"


def profile_schema() -> dict[str, Any]:
    """The JSON Schema of a profile."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Profile.model_json_schema()}


def read_profile(content: bytes) -> Profile:
    """The profile that a JSON file holds.

    Raises:
        Problems: every problem with it, each by its place in the file.
    """
    try:
        given = read_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Problems(
            [_problem("", f"byte {error.start} is not UTF-8", "JSON in UTF-8", "Save it as UTF-8.")]
        ) from error
    try:
        profile = Profile.model_validate(given)
    except ValidationError as error:
        raise Problems([_said(detail) for detail in error.errors(include_url=False)]) from error
    if problems := list(_at_odds(profile)):
        raise Problems(problems)
    return profile


def _problem(where: str, found: str, wanted: str, do: str) -> Problem:
    return Problem(None, where or None, found, wanted, do)


def _said(detail: Any) -> Problem:
    where = re.sub(r"\.(\d+)", r"[\1]", ".".join(str(step) for step in detail["loc"]))
    if detail["type"] == "extra_forbidden":
        return _problem(where, "a field that is unknown here", "a field of a profile", "Take it out, or mend its name.")
    if detail["type"] == "missing":
        return _problem(where, "nothing", "a value", "Give it; docs/own-layouts.md says what it holds.")
    return _problem(
        where, shown(detail["input"]), str(detail["msg"]), "Mend it; `recovery-costs schema profile` has its form."
    )


def _twice(names: Iterable[NameT]) -> list[NameT]:
    seen: set[NameT] = set()
    twice = []
    for name in names:
        if name in seen:
            twice.append(name)
        seen.add(name)
    return twice


def roles_at_odds(roles: Sequence[tuple[Role, Any]]) -> Iterator[tuple[Role, str]]:
    """Which of a table's columns, each with what it holds, cannot stand beside one another: the role, and why."""
    held = [role for role, _ in roles]
    for role in _twice(each for each in held if each not in ("ignore", "amount")):
        yield role, f"two columns that hold {role}"
    for role in ("net", "gross"):
        if "amount" in held and role in held:
            yield "amount", f"amount beside {role}: the amount with VAT is gross, the one without it net"
    several = [column for role, column in roles if role == "amount"]
    for column in several if len(several) > 1 else []:
        if not column.lines_have:
            yield (
                "amount",
                f"several amounts to a row, and no lines_have that says what one under {shown(column.heading)} means",
            )


def _at_odds(profile: Profile) -> Iterable[Problem]:
    """What the parts of a profile contradict among themselves."""
    for what, names in (
        ("tables", _twice(table.name for table in profile.tables)),
        ("questions", _twice(each.name for each in profile.questions)),
        (
            "sheets",
            _twice([name for table in profile.tables for name in table.sheets] + list(profile.leave_out_sheets)),
        ),
    ):
        for name in names:
            yield _problem(what, f"{shown(name)}, twice", "each once", "Keep one of them.")
    for table in profile.tables:
        for _, what in roles_at_odds([(each.field, each) for each in table.columns if each.field is not None]):
            do = "Say of each column what it holds; leave the others out."
            yield _problem(f"tables.{table.name}", what, "columns that fit one another", do)
        for each in table.columns:
            for field in each.lines_have:
                if field not in LINE_FIELDS - {"line", "amount"} or each.field != "amount":
                    yield _problem(
                        f"tables.{table.name}",
                        f"lines_have {shown(field)}",
                        "a field of a cost line, on a column of amounts",
                        "Take it out.",
                    )
