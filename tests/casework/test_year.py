"""A year of claims from one seed: many Parties, people who err and hurry, restarts, lost answers, a clock that jumps.

After every step: what was acknowledged is on record and nothing else is, the journal verifies, the event adjudicates, nobody
was instructed more than was outstanding, and no Party reads another's entries. A seed that fails replays exactly.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.casework import admin, assess, intake, payments
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.faults import NotThere, Stale
from recovery_costs.register.store import Register, Sources, open_register
from recovery_costs.register.verify import verify

EVENT = "RE-2025-001"
LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
SEEDS, STEPS = (1000, 120) if LONG else (2, 30)


@dataclass
class Year:
    """The register, its clock, and what was acknowledged, all from one seed."""

    path: Path
    rng: random.Random
    now: datetime = datetime(2025, 3, 5, 9, tzinfo=UTC)
    register: Register = field(init=False)
    acknowledged: dict[int, str] = field(default_factory=dict)
    """The kind of each entry that somebody was told of."""
    commands: list[tuple[Callable[[], Done | None], Done]] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.register = open_register(
            self.path, Sources(lambda: self.now, lambda: f"{self.rng.getrandbits(128):032x}", lambda: "0" * 32)
        )

    def desk(self, role: Role, name: str = "", party: str | None = None) -> Desk:
        return Desk(self.register, Actor(name or role.value, role, frozenset((party,)) if party else frozenset()))

    def id(self) -> str:
        self.number += 1
        return f"step-{self.number}"

    def opens(self, facts: list[dict[str, Any]]) -> None:
        case = {"format": 1, "case": EVENT, "facts": facts}
        self.does(lambda: admin.open_event(self.desk(Role.DCC_FINANCE, "Dee"), case, command="open the event"))

    def does(self, act: Callable[[], Done | None]) -> None:
        """Give a command; now and then its answer is lost and it is given again."""
        try:
            done = act()
        except (NotPermitted, NotThere, Problems, Stale):
            return
        if done is None:
            return
        for entry in done.entries:
            self.acknowledged[entry.seq] = entry.kind
        self.commands.append((act, done))
        if self.rng.random() < 0.2:
            again = act()
            assert again is not None
            assert not again.new
            assert [e.seq for e in again.entries] == [e.seq for e in done.entries]


def step(year: Year, parties: list[str]) -> None:
    """One thing that somebody does, or that happens to the register."""
    rng, command = year.rng, year.id()
    party = rng.choice(parties)
    dcc, second = year.desk(Role.DCC_FINANCE, "Dee"), year.desk(Role.DCC_FINANCE, "Sam")
    panel, own = year.desk(Role.PANEL, "Pat"), year.desk(Role.PARTY, f"user of {party}", party)
    amount = f"{rng.randrange(1, 500_000)}.{rng.randrange(100):02d}"
    day = year.now.date().isoformat()

    def decide(desk: Desk, act: str, **fields: Any) -> Callable[[], Done]:
        at = (
            {"at": desk.now.text} if act not in ("note_intention", "note_estimate", "note_total") else {"received": day}
        )
        based_on = rng.choice([None, desk.last(EVENT), max(desk.last(EVENT) - 3, 0)])
        return lambda: desk.decide(act, EVENT, {**at, **fields}, command=command, based_on=based_on)

    def send() -> Done | None:
        got = intake.receive(own, EVENT, party, "claim.xlsx", command.encode(), command=command)
        year.acknowledged[got.entry.seq] = "file_received"
        lines = [
            {"line": str(n), "incurred": "2025-04-01", "amount": amount, "limb": "key_use"}
            for n in range(rng.randrange(1, 4))
        ]
        facts = [{"id": f"L-{command}", "type": "cost_lines", "party": party, "at": day, "lines": lines}]
        report = {"kind": "claim", "accepted": True, "receipt": {}, "problems": [], "facts": facts}
        done = intake.take_in(own, got, report, command=command)
        for entry in own.view.command(f"{command}:checked"):
            year.acknowledged[entry.seq] = entry.kind
        return done

    def judge() -> Done:
        listed = assess.latest_list(dcc, EVENT, party)
        lines = [each["line"] for each in listed["lines"]] if listed else []
        given = [assess.Judgement(name, rng.choice(list(assess.reasons()))) for name in lines]
        return assess.assess(dcc, EVENT, party, given, command=command)

    def approve() -> Done:
        waiting = payments.proposed(second, EVENT)
        return payments.approve(second, EVENT, rng.choice(waiting).seq if waiting else 0, command=command)

    beside = {"minute": "1", "reason": "So."}
    acts: list[Callable[[], Done | None]] = [
        decide(dcc, "note_intention", party=party),
        decide(dcc, "note_estimate", party=party, amount=amount),
        decide(dcc, "note_total", party=party, amount=amount),
        decide(dcc, "require_evidence", party=party, item="invoices", due=day),
        decide(dcc, "satisfied", party=party),
        decide(dcc, "refer", party=party),
        decide(panel, "direct", party=party, direction="full", **beside),
        decide(panel, "direct", party=party, direction="part", sum=amount, **beside),
        decide(panel, "set_sum", sum=amount, minute="1", consultation="Users"),
        decide(dcc, "refer_dates"),
        lambda: payments.propose(dcc, EVENT, [{"party": party, "amount": amount, "on": day}], command=command),
        approve,
        lambda: payments.record_payment(dcc, EVENT, party, amount, "BACS", command=command),
        send,
        judge,
    ]
    year.does(rng.choice(acts))


def happen(year: Year) -> None:
    """Time passes; now and then the program is restarted, or the clock jumps."""
    year.now += timedelta(hours=year.rng.randrange(1, 200))
    chance = year.rng.random()
    if chance < 0.1:
        year.register.close()
        year.open()
    elif chance < 0.15:
        year.now -= timedelta(hours=year.rng.randrange(1, 48))


def hold(year: Year, parties: list[str]) -> None:
    """What must hold after every step."""
    whole = year.register.seen_by(PROGRAM)
    entries = whole.entries()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    told = {e.seq: e.kind for e in entries if e.kind not in ("register_opened", "clock_went_back", "refused")}
    assert told == year.acknowledged
    dcc = year.desk(Role.DCC_FINANCE, "Dee")
    result = adjudicate(dcc.case(EVENT), max(year.now, datetime(2025, 3, 6, tzinfo=UTC)).date())
    for claim in result.claims:
        waiting = [
            each.amount for each in payments.instructed(dcc, EVENT) if each.party == claim.party and not each.made
        ]
        if waiting:
            assert Money.sum(waiting) <= (claim.outstanding or Money(0)) or claim.paid > Money(0)
    party = year.rng.choice(parties)
    read = {entry.party for entry in year.desk(Role.PARTY, "x", party).view.entries(EVENT)}
    assert read <= {party, None}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_year_keeps_what_must_hold(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    year, parties = Year(tmp_path / "year.sqlite", rng), [f"Supplier {n}" for n in range(rng.randrange(2, 7))]
    facts = [
        {
            "id": "N",
            "type": "compromise_notified",
            "at": "2025-03-05T08:00",
            "keys": ["issuing_key"],
            "state": "actual",
        },
        {"id": "K", "type": "recovery_key_decided", "at": "2025-03-05T08:30", "required": True, "key": "recovery"},
    ]
    year.opens(facts)
    for _ in range(STEPS):
        happen(year)
        step(year, parties)
        hold(year, parties)
    found = verify(year.register)
    assert found.clean, found.wrong
    for act, done in year.commands[-20:]:  # delivered once more, long after
        again = act()
        assert again is not None
        assert [entry.seq for entry in again.entries] == [entry.seq for entry in done.entries]
    year.register.close()


def test_a_seed_replays_to_the_same_root(tmp_path: Path) -> None:
    roots = []
    for name in ("one", "two"):
        rng = random.Random(7)
        year = Year(tmp_path / f"{name}.sqlite", rng)
        year.opens([])
        for _ in range(12):
            happen(year)
            step(year, ["Supplier A", "Supplier B"])
        roots.append(verify(year.register).root)
        year.register.close()
    assert roots[0] == roots[1]
