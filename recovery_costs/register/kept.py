"""Adjudications that somebody relied on, kept with their bytes, the program's version and the hash of its rules.

The same version gives the same bytes again; another may not, and `differences` says where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files as packaged
from typing import Any, NamedTuple

from recovery_costs.register.access import Actor
from recovery_costs.register.entry import Draft, Entry
from recovery_costs.register.files import name_of
from recovery_costs.register.store import Register

RULES = (
    "adjudicate.py",
    "adjudication.py",
    "awaited.py",
    "breach.py",
    "calendar",
    "claim.py",
    "claim_steps.py",
    "facts.py",
    "finding.py",
    "forms.py",
    "law",
    "money.py",
    "plain.py",
    "record.py",
    "rules",
    "terms.py",
    "written.py",
)
"""What an adjudication is made by, in the package: a test holds this to what the program imports for one."""


@cache
def rules_hash() -> str:
    """The SHA-256 over every file of `RULES`, by name and bytes; line ends are one character on every system."""
    digest = sha256()
    package = packaged("recovery_costs")
    for name in RULES:
        at = package.joinpath(name)
        for each in sorted(at.iterdir(), key=lambda path: path.name) if at.is_dir() else [at]:
            if each.name.endswith((".py", ".csv")):
                content = each.read_bytes().replace(b"\r\n", b"\n")
                digest.update(f"{name}/{each.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def program_version() -> str:
    """The version of this program."""
    return version("recovery-costs")


class Kept(NamedTuple):
    """An adjudication as it was kept: its entry, and the bytes relied on."""

    entry: Entry
    content: bytes

    @property
    def made_by_these_rules(self) -> bool:
        """Whether the rules at hand are those that made it, so that they must make the same bytes."""
        return bool(self.entry.content["rules"] == rules_hash())


def keeping(case: str, content: bytes, asked: Mapping[str, Any], based_on: int) -> Draft:
    """The entry that keeps an adjudication: of a command that brings its bytes, and rests on the whole event.

    Args:
        asked: what it was asked with: `as_of`, `known_at`, `readings`.
        based_on: the newest entry of the case that it took in.
    """
    body = {
        "adjudication": dict(asked),
        "based_on": based_on,
        "program": program_version(),
        "rules": rules_hash(),
        "size": len(content),
    }
    return Draft("adjudication_kept", body, case, None, name_of(content))


def kept(register: Register, actor: Actor, case: str) -> list[Kept]:
    """The adjudications kept of a case, in order, as far as the actor may read them."""
    view = register.seen_by(actor)
    found = view.entries(case, of=["adjudication_kept"])
    return [Kept(entry, view.file(str(entry.file))) for entry in found]


class Difference(NamedTuple):
    """A place in two adjudications where they are not the same; a value that is not there is None."""

    path: str
    kept: Any
    now: Any


def differences(kept: Any, now: Any, path: str = "") -> Iterator[Difference]:
    """Where two adjudications, as plain values, are not the same, in order of path."""
    if isinstance(kept, dict) and isinstance(now, dict):
        for name in sorted(kept.keys() | now.keys()):
            yield from differences(kept.get(name), now.get(name), f"{path}.{name}" if path else name)
    elif isinstance(kept, list) and isinstance(now, list) and len(kept) == len(now):
        for nth, (left, right) in enumerate(zip(kept, now, strict=True)):
            yield from differences(left, right, f"{path}[{nth}]")
    elif kept != now:
        yield Difference(path, kept, now)
