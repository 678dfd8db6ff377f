"""One record of a file: checked field by field, and every problem said in the user's terms."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from recovery_costs.forms import AtOdds, Record, Unreadable
from recovery_costs.plain import Problem, shown

MAY_BE_NULL = frozenset({"reasonable", "own_route"})
RecordKind = TypeVar("RecordKind", bound=Record)


def nearest(word: str, words: list[str]) -> str:
    """For the end of what to do: the nearest of the words there are; empty where none is near."""
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
        return found, words, f"Write one of these words.{nearest(found, words.split(' or '))}"
    return found, "a mapping of fields", "Write the fields by name."


def _at_odds(kind: type[Record], given: Any, path: str = "") -> Iterator[AtOdds]:
    """Fields that are unknown, null or contradict one another, in one record and in the records it holds."""
    if not isinstance(given, Mapping):
        return
    known = kind.model_fields
    for field, value in given.items():
        if field not in known:
            do = f"Take it out, or mend its name.{nearest(field, list(known))}"
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
