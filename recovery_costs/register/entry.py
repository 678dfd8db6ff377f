"""An entry of the journal: what somebody put on record, when, in which role, by which command; and its leaf.

The body is canonical JSON: keys in order, no blanks, UTF-8. Money in it is the text of a case file ("212600.00"), which
has one form for each sum of whole pence; a number with a point is refused, so that no sum is ever a float.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from recovery_costs.calendar import Moment
from recovery_costs.register.access import FACT_KINDS, Actor

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_LARGEST_WHOLE = 2**53 - 1
_KEY = re.compile(r"[ -~]+", re.ASCII)


class Entry(NamedTuple):
    """An entry on record. The fields stand in the order in which the leaf holds them."""

    seq: int
    """Its place in the journal, from 1 without a gap."""
    at: str
    """When it was put on record: UTC, to the microsecond."""
    actor: str
    role: str
    command: str
    """The command's id, chosen by whoever gave it."""
    nth: int
    """Its place among the entries of the command, from 1."""
    case_name: str | None
    """The Recovery Event, or None where it is the register's own."""
    party: str | None
    """Whose it is, or None where it is the event's."""
    kind: str
    fact: str | None
    """The id of the fact, where it is one."""
    file: str | None
    """The SHA-256 of the file it binds, if it binds one."""
    body: str
    salt: str
    """128 random bits, so that nobody can find an amount by trying all."""

    @property
    def moment(self) -> Moment:
        """When it was put on record, to the second."""
        return Moment.of(f"{self.at[:19]}Z")

    @property
    def content(self) -> Any:
        """The body as plain values."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be put on record as one entry."""

    kind: str
    body: Mapping[str, Any]
    case_name: str | None = None
    party: str | None = None
    file: str | None = None

    @property
    def fact(self) -> str | None:
        """The id of the fact, where it is one."""
        return str(self.body["id"]) if self.kind in FACT_KINDS else None


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody asks the register to record: all of it or nothing, and once however often it arrives.

    `based_on` is the last entry (its seq) of what the actor decided on; a later one that bears on it refuses the
    command. None: the command rests on nothing that could have changed. What bears on a Party's draft is what is on
    record of that Party and of the event; `whole_event` adds every other Party's.
    """

    id: str
    actor: Actor
    drafts: tuple[Draft, ...]
    files: tuple[bytes, ...] = ()
    based_on: int | None = None
    whole_event: bool = False


def canonical(value: Any) -> str:
    """The one text of a value in JSON.

    Raises:
        ValueError: it holds what has no one form: a float, a whole number beyond 2^53, a key that is not plain ASCII,
            half a character, or NUL.
    """
    _check(value)
    text = _JSON.encode(value)
    text.encode("utf-8")
    return text


def _check(value: Any) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("NUL in a text")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                raise ValueError(f"the key {key!r} is not plain ASCII")
            _check(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check(inner)
    elif isinstance(value, int):
        if abs(value) > _LARGEST_WHOLE:
            raise ValueError(f"a whole number beyond {_LARGEST_WHOLE}")
    elif value is not None:
        raise ValueError(f"{type(value).__name__} has no canonical form")


def leaf_bytes(entry: Iterable[Any]) -> bytes:
    """What the leaf hash of an entry is taken over: its salt, then its other fields as a JSON array."""
    *fields, salt = entry
    return bytes.fromhex(salt) + _JSON.encode(fields).encode("utf-8")


def leaf_hash(entry: Iterable[Any]) -> bytes:
    """The leaf of an entry in the Merkle tree, as RFC 9162 hashes leaves."""
    return sha256(b"\0" + leaf_bytes(entry)).digest()


def fact_drafts(case: str, facts: Iterable[Mapping[str, Any]], on_record: Iterable[Entry] = ()) -> tuple[Draft, ...]:
    """Facts of a case file as drafts, each with the Party whose it is: for an appeal, that of the decision appealed."""
    whose = {entry.fact: entry.party for entry in on_record}
    drafts = []
    for fact in facts:
        party = fact.get("party") or fact.get("subscriber") or whose.get(fact.get("decision"))
        whose[fact.get("id")] = party
        drafts.append(Draft(str(fact.get("type")), dict(fact), case, party))
    return tuple(drafts)
