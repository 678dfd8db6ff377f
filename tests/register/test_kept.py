"""Adjudications that were relied on are kept with their bytes; other rules than those that made one say where they differ."""

from __future__ import annotations

import json
import re
from typing import Any

import grimp
import pytest

from recovery_costs.register import kept as room
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import Stale
from recovery_costs.register.files import name_of
from recovery_costs.register.kept import RULES, Difference, differences, keeping, kept, rules_hash
from recovery_costs.register.store import Register
from recovery_costs.register.verify import verify
from tests.register.people import OPERATOR, PMA
from tests.register.registers import AUDITOR, CASE, PARTY_A, Place, give, paid, told

CONTENT = b'{"case":"RE-2026-001","claims":[{"party":"Supplier A","payable":"100.00"}]}'
ASKED = {"as_of": "2026-11-20", "known_at": None, "readings": {"late_total": "breach_only"}}


def keep(register: Register, based_on: int) -> Entry:
    """Put the adjudication on record."""
    draft, how = keeping(CASE, CONTENT, ASKED, based_on), {"based_on": based_on, "whole_event": True}
    entry: Entry = give(register, "keep", draft, files=(CONTENT,), **how).entries[0]
    return entry


def test_an_adjudication_is_kept_with_its_bytes_its_rules_and_what_it_rested_on(place: Place) -> None:
    register = place.open(told())
    rested_on = give(register, "c1", paid("F1"))
    entry = keep(register, rested_on.size)
    give(register, "c2", paid("F2"))
    (held,) = kept(register, AUDITOR, CASE)
    assert held == (entry, CONTENT)
    assert held.made_by_these_rules
    assert entry.file == name_of(CONTENT)
    assert entry.content["adjudication"] == ASKED
    assert entry.content["rules"] == rules_hash()
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", entry.content["program"])
    facts = register.seen_by(AUDITOR).facts(CASE, until=entry.content["based_on"])
    assert [fact["id"] for fact in facts] == ["F1"]
    assert verify(register).clean


def test_who_may_not_read_it_finds_none(place: Place) -> None:
    register = place.open(told())
    rested_on = give(register, "c1", paid("F1"))
    keep(register, rested_on.size)
    assert [kept(register, actor, CASE) for actor in (PARTY_A, PMA, OPERATOR)] == [[], [], []]


def test_an_adjudication_of_an_older_state_is_not_kept(place: Place) -> None:
    register = place.open(told())
    rested_on = give(register, "c1", paid("F1"))
    give(register, "c2", paid("F2", "Supplier B"))
    with pytest.raises(Stale):
        keep(register, rested_on.size)
    assert kept(register, AUDITOR, CASE) == []


def test_rules_that_changed_are_seen(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    register = place.open(told())
    rested_on = give(register, "c1", paid("F1"))
    keep(register, rested_on.size)
    (held,) = kept(register, AUDITOR, CASE)
    monkeypatch.setattr(room, "rules_hash", lambda: "0" * 64)
    assert not held.made_by_these_rules


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ({"a": [{"b": "1.00"}, None]}, []),
        ({"a": [{"b": "1.01"}, None]}, [Difference("a[0].b", "1.00", "1.01")]),
        ({"a": [{"b": "1.00", "c": True}, None]}, [Difference("a[0].c", None, True)]),
        ({"a": [{"b": "1.00"}]}, [Difference("a", [{"b": "1.00"}, None], [{"b": "1.00"}])]),
        ({}, [Difference("a", [{"b": "1.00"}, None], None)]),
    ],
)
def test_differences_are_listed_by_path(now: Any, wanted: list[Difference]) -> None:
    then = json.loads('{"a": [{"b": "1.00"}, null]}')
    assert list(differences(then, now)) == wanted


def test_the_hash_is_over_everything_that_an_adjudication_is_made_by() -> None:
    graph = grimp.build_graph("recovery_costs")
    used = graph.find_upstream_modules("recovery_costs.adjudicate") | {"recovery_costs.adjudicate"}
    rooms = {each.removeprefix("recovery_costs.").partition(".")[0] for each in used if each != "recovery_costs"}
    assert {name.removesuffix(".py") for name in RULES} == rooms
