"""YAML and JSON read as plain values: text, whole numbers, true, false, null, lists and mappings, and nothing else.

Nothing is coerced and nothing is run. YAML scalars are text (`on` is the word on); a bare number that is not plain
digits stays a `BareNumber`, which fits no field. Tags, anchors, duplicate keys, deep nesting and NUL are refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

import yaml

DEEPEST = 32
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_NUMBER = re.compile(
    r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)(e[-+]?[0-9]+)?|[-+]?0[xob][0-9a-f_]+|[-+]?\.inf|\.nan",
    re.ASCII | re.IGNORECASE,
)
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class BareNumber:
    """A number as it was written, where it is not a plain whole number: 254250.00, 1e3, NaN."""

    written: str

    def __str__(self) -> str:
        return f"the bare number {self.written}"


class Problem(NamedTuple):
    """Something in a file that must be mended: in which fact and field, what was found, wanted, and to do."""

    fact: str | None
    field: str | None
    found: str
    wanted: str
    do: str


class Problems(Exception):  # noqa: N818  it carries what is wrong with a file, all of it
    """A file cannot be read as what it should be. Nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


def shown(value: object) -> str:
    """What was found, short and safe to print."""
    if value == "":
        return "an empty text"
    if isinstance(value, str):
        text = value.encode("unicode_escape").decode("ascii") if not value.isprintable() else value
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text)} characters)"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return f"a mapping of {len(value)}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f"{value:,}".replace(",", "") if isinstance(value, int) else str(value)[:_SHOWN]


def _refuse(found: str, wanted: str, do: str) -> NoReturn:
    raise Problems([Problem(None, None, found, wanted, do)])


def read(content: bytes) -> Any:
    """The value that `content` holds: JSON where it is JSON, else YAML, in UTF-8.

    Raises:
        Problems: it is not plain, well-formed UTF-8 YAML or JSON.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(f"byte {error.start} is not UTF-8", "text in UTF-8", "Save the file as UTF-8 and try again.")
    if "\0" in text:
        _refuse(f"a NUL character at {text.index(chr(0))}", "plain text", "Take the NUL character out.")
    if text.lstrip()[:1] not in ("{", "["):
        return _read_yaml(text)
    try:
        return read_json(text)
    except NotJson as not_json:
        try:
            return _read_yaml(text)
        except Problems:
            raise not_json from None


class NotJson(Problems):
    """A text is not well-formed JSON; it may still be YAML."""


# --- JSON -------------------------------------------------------------------------------------------------------


def read_json(text: str) -> Any:
    """The value that a JSON text holds.

    Raises:
        Problems: it is not well-formed, nests too deep, or a mapping names a key twice.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_float=BareNumber, parse_int=_number, parse_constant=BareNumber
        )
    except json.JSONDecodeError as error:
        found = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise NotJson([Problem(None, None, found, "well-formed JSON", "Mend it at that place.")]) from error
    except RecursionError:
        _too_deep()
    _measure(value)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        _refuse(f"the key {shown(twice)} twice in one mapping", "each key once", "Keep one of them.")
    return mapping


def _number(written: str) -> int | BareNumber:
    return int(written) if _WHOLE.fullmatch(written) else BareNumber(written[:_SHOWN])


def _measure(value: Any) -> None:
    """Refuse nesting deeper than `DEEPEST`."""
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return
    _too_deep()


def _too_deep() -> NoReturn:
    _refuse(f"nesting deeper than {DEEPEST}", "a case file's few levels", "Check the brackets or the indentation.")


# --- YAML -------------------------------------------------------------------------------------------------------


def _scalar(event: yaml.ScalarEvent) -> Any:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return _number(text) if _NUMBER.fullmatch(text) else text


def _read_yaml(text: str) -> Any:
    """Built from the parser's events, so that no tag, alias or depth reaches a constructor."""
    root: list[Any] = []
    open_: list[Any] = [root]
    keys: list[Any] = [None]  # the key waiting for its value, per open mapping
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            mark = event.start_mark
            line = mark.line + 1 if mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                _refuse(f"line {line}: an anchor or alias", "plain values", "Write the value out.")
            if tag := getattr(event, "tag", None):
                _refuse(f"line {line}: the tag {shown(tag)}", "plain values", "Take the tag out.")
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                open_.pop()
                keys.pop()
                continue
            if isinstance(event, yaml.ScalarEvent):
                value: Any = _scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                value = {}
            elif isinstance(event, yaml.SequenceStartEvent):
                value = []
            elif isinstance(event, yaml.DocumentStartEvent) and root:
                _refuse(f"line {line}: a second document", "one document", "Keep one case in a file.")
            else:
                continue
            _put(open_[-1], keys, event, value, line)
            if isinstance(value, (dict, list)):
                open_.append(value)
                keys.append(None)
                if len(open_) > DEEPEST:
                    _too_deep()
    except yaml.MarkedYAMLError as error:
        at = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        _refuse(f"{at}{error.problem}", "well-formed YAML", "Mend it at that place.")
    except yaml.YAMLError as error:
        _refuse(shown(str(error)), "well-formed YAML", "Take the characters out that YAML does not allow.")
    if not root:
        _refuse("nothing", "a mapping", "Write the file's content.")
    return root[0]


def _put(into: Any, keys: list[Any], event: yaml.Event, value: Any, line: int) -> None:
    """`value` as the next item, key or value of the innermost open collection."""
    if isinstance(into, list):
        into.append(value)
    elif keys[-1] is None:
        if not isinstance(event, yaml.ScalarEvent):
            _refuse(f"line {line}: a key that is no word", "a word as key", "Write the key as a word.")
        if event.value in into:
            _refuse(f"line {line}: the key {shown(event.value)} twice", "each key once", "Keep one of them.")
        keys[-1] = (event.value,)
        into[event.value] = None
    else:
        (key,) = keys[-1]
        into[key] = value
        keys[-1] = None
