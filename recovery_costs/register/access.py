"""Who may read what: one table, `reads.csv`, a row for each kind of entry and a column for each role.

`all` reads every entry of the kind; `own` those of the actor's own Parties; `event` those of an event in which a decision
was appealed; `appealed` those of a Party in it whose decision that is, and the very decision; `no` none. What is not in the
table nobody may read. The same table filters every query and, on PostgreSQL, the rows themselves.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Literal, cast

Scope = Literal["all", "own", "event", "appealed", "no"]


class Role(StrEnum):
    """What somebody is to the register."""

    DCC_FINANCE = "dcc_finance"
    PARTY = "party"
    PANEL = "panel"
    SMKI_PMA = "smki_pma"
    AUTHORITY = "authority"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    PROGRAM = "program"
    """The program itself, which must know a whole event to adjudicate any of it. No user can be given this role."""


PEOPLE = tuple(role for role in Role if role is not Role.PROGRAM)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a name, a role, and for a Party's user the names under which its claims stand on record."""

    name: str
    role: Role
    parties: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.name or (self.role is Role.PARTY) != bool(self.parties):
            raise ValueError("an actor has a name, and Parties where the role is that of a Party and only there")

    @classmethod
    def of_party(cls, name: str, party: str, *more: str) -> Actor:
        """A user of one Party, with its earlier names if it had any."""
        return cls(name, Role.PARTY, frozenset((party, *more)))


PROGRAM = Actor("recovery_costs", Role.PROGRAM)


def _table() -> tuple[dict[str, dict[Role, Scope]], frozenset[str]]:
    text = files("recovery_costs.register").joinpath("reads.csv").read_text(encoding="utf-8")
    reads: dict[str, dict[Role, Scope]] = {}
    of_facts = set()
    for row in csv.DictReader(text.splitlines()):
        reads[row["kind"]] = {role: cast("Scope", row[role.value]) for role in PEOPLE} | {Role.PROGRAM: "all"}
        if row["fact"] == "yes":
            of_facts.add(row["kind"])
    return reads, frozenset(of_facts)


READS, FACT_KINDS = _table()
"""What each role may read of each kind; and the kinds whose body is a fact of a case file."""


def kinds(role: Role, scope: Scope) -> list[str]:
    """The kinds of entry that a role reads to that extent."""
    return [kind for kind, scopes in READS.items() if scopes[role] == scope]


def may_write(actor: Actor, kind: str, party: str | None) -> bool:
    """Whether an entry may stand under an actor's name at all, whatever it says: the last wall, in both stores.

    An auditor changes nothing, and a Party's user writes what is its Party's own. That somebody was refused is on record
    of anybody.
    """
    if kind == "refused":
        return True
    return actor.role is not Role.AUDITOR and (actor.role is not Role.PARTY or party in actor.parties)


def table_rows() -> Iterator[dict[str, str]]:
    """The table as rows, for the database to hold."""
    for kind, scopes in READS.items():
        for role, scope in scopes.items():
            if scope != "no":
                yield {"role": role.value, "kind": kind, "scope": scope}
