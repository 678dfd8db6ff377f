"""Who somebody is: the roles given on record, and the names under which a Party's claims stand.

A Party that was renamed, or that succeeded another, reads and answers for what stands under the earlier names. No fact is
rewritten: the earlier name is what was on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.faults import RegisterError
from recovery_costs.register.store import Register

_OF_USERS = ("user_granted", "user_revoked")
_OF_PARTIES = ("party_added", "party_renamed", "party_succeeded")


class Grant(NamedTuple):
    """A role that somebody has; for a Party's user, whose."""

    user: str
    role: Role
    party: str | None


class NoRole(RegisterError):  # noqa: N818  said as the user would
    """Somebody asks who has no such role on record."""

    def __init__(self, user: str) -> None:
        super().__init__(
            f"{user} has no role on record that allows this.",
            "Ask whoever runs the register (an operator) for a role: recovery-costs user grant.",
        )


def grants(register: Register) -> list[Grant]:
    """The roles that people have now, in the order they were given."""
    held: dict[Grant, None] = {}
    for entry in register.seen_by(PROGRAM).entries(of=_OF_USERS):
        body = entry.content
        grant = Grant(body["user"], Role(body["role"]), body.get("party"))
        if entry.kind == "user_granted":
            held[grant] = None
        else:
            held.pop(grant, None)
    return list(held)


def actor(register: Register, user: str, role: Role | None = None, party: str | None = None) -> Actor:
    """Somebody in a role that is on record: the one named, or the only one.

    Raises:
        NoRole: none such is on record; or several are, and none was named.
    """
    mine = [each for each in grants(register) if each.user == user]
    if role is not None:
        mine = [each for each in mine if each.role is role]
    if party is not None:
        mine = [each for each in mine if each.party == party]
    if len(mine) != 1:
        raise NoRole(user)
    found = mine[0]
    return Actor(user, found.role, names_of(register, found.party) if found.party is not None else frozenset())


class Party(NamedTuple):
    """A Party on record: its name now, and the others under which its claims may stand."""

    name: str
    others: tuple[str, ...] = ()


def parties(register: Register) -> list[Party]:
    """The Parties on record, by name now."""
    known: dict[str, list[str]] = {}
    for entry in register.seen_by(PROGRAM).entries(of=_OF_PARTIES):
        body = entry.content
        if entry.kind == "party_added":
            known.setdefault(body["party"], [])
        else:  # renamed to, or succeeded by
            old, new = body["party"], body["to" if entry.kind == "party_renamed" else "by"]
            others = known.pop(old, []) if entry.kind == "party_renamed" else known.get(old, [])
            known.setdefault(new, []).extend([old, *others])
    return [Party(name, tuple(dict.fromkeys(others))) for name, others in sorted(known.items())]


def names_of(register: Register, party: str) -> frozenset[str]:
    """Every name under which a Party's claims may stand, the one asked for among them."""
    for each in parties(register):
        if party == each.name or party in each.others:
            return frozenset((each.name, *each.others, party))
    return frozenset((party,))


def near(name: str, others: Iterable[str]) -> Iterator[str]:
    """Names on record that look like another: the same letters, whatever their case, spaces and marks."""
    plain = _plain(name)
    return (other for other in others if other != name and _plain(other) == plain)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def begin(register: Register, user: str) -> bool:
    """Give whoever opens a new register its first roles: operator, and DCC finance. On one that is in use, nothing.

    On SQLite whoever holds the file holds everything; this only writes down who did.
    """
    if grants(register):
        return False
    roles = (Role.OPERATOR, Role.DCC_FINANCE)
    drafts = tuple(Draft("user_granted", {"user": user, "role": role.value}) for role in roles)
    return register.append(Command("the first user", PROGRAM, drafts)).new
