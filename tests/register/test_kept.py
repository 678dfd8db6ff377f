"""Adjudications that were relied on are kept with their bytes; the same rules make them again, other rules say what differs."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import grimp
import pytest

from recovery_costs.casework import keep_adjudication, look_again, take_in_samples
from recovery_costs.register import kept as keeping
from recovery_costs.register.faults import Stale
from recovery_costs.register.files import name_of
from recovery_costs.register.kept import RULES, Difference, differences, rules_hash
from tests.register.registers import AUDITOR, FINANCE, Place, give, paid

DAY = date(2026, 11, 20)


def test_an_adjudication_is_kept_with_its_bytes_and_made_again(fast: Path) -> None:
    register = Place("sqlite", fast / "r.sqlite").open()
    for _ in take_in_samples(register):
        pass
    for name in register.seen_by(FINANCE).cases()[1:]:
        entry = keep_adjudication(register, FINANCE, f"keep {name}", name, DAY)
        (again,) = look_again(register, AUDITOR, name)
        assert again.kept.content == register.seen_by(AUDITOR).file(str(entry.file))
        assert json.loads(again.kept.content)["case"] == name
        assert again.kept.made_by_these_rules
        assert again.differences == []
        assert entry.content["rules"] == rules_hash()
        assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", entry.content["program"])
        assert entry.content["adjudication"] == {"as_of": "2026-11-20", "known_at": None, "readings": {}}


def test_what_came_on_record_afterwards_does_not_change_what_was_relied_on(fast: Path) -> None:
    register = Place("sqlite", fast / "r.sqlite").open()
    for _ in take_in_samples(register):
        pass
    name = "RE-2026-002"
    keep_adjudication(register, FINANCE, "keep", name, DAY)
    give(register, "paid", paid("P-later", "Network N", "10.00", name))
    (again,) = look_again(register, AUDITOR, name)
    assert again.differences == []
    keep_adjudication(register, FINANCE, "keep 2", name, DAY)
    first, second = look_again(register, AUDITOR, name)
    assert first.kept.content != second.kept.content
    assert first.differences == second.differences == []


def test_an_adjudication_of_an_older_state_is_not_kept(fast: Path) -> None:
    register = Place("sqlite", fast / "r.sqlite").open()
    opened = give(register, "c1", paid("F1"))
    give(register, "c2", paid("F2", "Supplier B"))
    with pytest.raises(Stale):
        keeping.keep(register, FINANCE, "keep", "RE-2026-001", b"{}", {}, opened.size)


def test_other_rules_say_where_they_differ(fast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = Place("sqlite", fast / "r.sqlite").open()
    for _ in take_in_samples(register):
        pass
    name = "RE-2026-002"
    keep_adjudication(register, FINANCE, "keep", name, DAY, {"late_total": "breach_only"})
    (held,) = keeping.kept(register, AUDITOR, name)
    now = json.loads(held.content)
    now["claims"][0]["requested"] = "1.00"
    now["claims"][0]["extra"] = True
    assert list(differences(json.loads(held.content), now)) == [
        Difference("claims[0].extra", None, True),
        Difference("claims[0].requested", "9550.00", "1.00"),
    ]
    monkeypatch.setattr(keeping, "rules_hash", lambda: "0" * 64)
    assert not held.made_by_these_rules
    assert name_of(held.content) == held.entry.file


def test_the_hash_is_over_everything_that_an_adjudication_is_made_by() -> None:
    graph = grimp.build_graph("recovery_costs")
    used = graph.find_upstream_modules("recovery_costs.contested") | {"recovery_costs.contested"}
    rooms = {each.removeprefix("recovery_costs.").partition(".")[0] for each in used if each != "recovery_costs"}
    assert {name.removesuffix(".py") for name in RULES} == rooms
