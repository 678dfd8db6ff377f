"""Who somebody is: the roles given on record, and the names under which a Party's claims stand.

A Party that was renamed reads and answers for what stands under its earlier names, and one that succeeded another for what
stands under that one's. No fact is rewritten: the earlier name is what was on record.
"""

from __future__ import annotations

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

    why = "role"

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
    """A Party on record.

    Attributes:
        name: its name now.
        earlier: what it was called before.
        took_over: the names, now and before, of the Parties that it succeeded, and of those that they had.
        by: the Party that took its place; None where none did.
    """

    name: str
    earlier: tuple[str, ...] = ()
    took_over: tuple[str, ...] = ()
    by: str | None = None

    @property
    def own(self) -> tuple[str, ...]:
        """What it is and was called."""
        return self.name, *self.earlier

    @property
    def others(self) -> tuple[str, ...]:
        """The names beside its own now under which its claims may stand."""
        return *self.earlier, *self.took_over


def parties(register: Register) -> list[Party]:
    """The Parties on record, by name now.

    A Party that took another's place has what stands under that one's names; the one whose place was taken keeps its own
    names and nothing of its successor's.
    """
    known: dict[str, Party] = {}
    for entry in register.seen_by(PROGRAM).entries(of=_OF_PARTIES):
        body = entry.content
        old = known.get(body["party"], Party(body["party"]))
        if entry.kind == "party_renamed":
            known.pop(old.name, None)
            earlier = tuple(name for name in old.own if name != body["to"])
            known[body["to"]] = old._replace(name=body["to"], earlier=earlier)
        elif entry.kind == "party_succeeded":
            new = known.get(body["by"], Party(body["by"]))
            known[new.name] = new._replace(took_over=(*new.took_over, *old.own, *old.took_over))
            known[old.name] = old._replace(by=new.name)
        else:
            known[old.name] = old
    return sorted(known.values())


def names_of(register: Register, party: str) -> frozenset[str]:
    """Every name under which the claims of a Party stand: of the one that is, or was, called so."""
    found = next((each for each in parties(register) if party in each.own), Party(party))
    return frozenset((*found.own, *found.took_over))


def begin(register: Register, user: str) -> bool:
    """Give whoever opens a new register its first roles: operator, and DCC finance. On one that is in use, nothing.

    On SQLite whoever holds the file holds everything; this only writes down who did.
    """
    if grants(register):
        return False
    roles = (Role.OPERATOR, Role.DCC_FINANCE)
    drafts = tuple(Draft("user_granted", {"user": user, "role": role.value}) for role in roles)
    return register.append(Command("the first user", PROGRAM, drafts)).new
