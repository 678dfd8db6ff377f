"""A year of claims from one seed: many Parties, people who err and hurry, a program that dies, restarts, a clock that jumps.

After every step: what was acknowledged is on record and nothing else is, the event adjudicates, nobody was instructed more
than was outstanding, and no Party reads another's entries. At the end the journal verifies, and what was held of it all
along is what a fresh reading gives. A seed that fails replays exactly.
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
import sqlalchemy as sa

from recovery_costs.case_file import check_case
from recovery_costs.casework import admin, assess, correcting, intake, payments, publish
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.law import READINGS
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import NotThere, Stale
from recovery_costs.register.store import Register, Sources
from recovery_costs.register.verify import verify
from tests.register.registers import Place

EVENT = "RE-2025-001"
LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
SEEDS = range(1000 if LONG else 2)
STEPS = 120 if LONG else 30
Act = Callable[[], Done | None]


OF_ONE_STORE = ("BEGIN", "LOCK TABLE", "SELECT set_config")
"""How statements begin that only one store is given, so that a seed dies at the same place in both."""


class Died(BaseException):
    """The program is gone: at a statement that it was about to give the database."""


@dataclass
class Year:
    """The register, its clock, and what was acknowledged, all from one seed."""

    place: Place
    rng: random.Random
    now: datetime = datetime(2025, 3, 5, 9, tzinfo=UTC)
    register: Register = field(init=False)
    opened: list[Register] = field(default_factory=list)
    acknowledged: dict[int, str] = field(default_factory=dict)
    """The kind of each entry that somebody was told of."""
    read: list[Entry] = field(default_factory=list)
    """The journal, as it was read step by step."""
    commands: list[tuple[Act, Done]] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        salt = lambda: f"{self.rng.getrandbits(128):032x}"  # noqa: E731
        self.register = self.place.open(Sources(lambda: self.now, salt, lambda: "0" * 32))
        self.opened.append(self.register)

    def close(self) -> None:
        for each in self.opened:
            each.close()

    def desk(self, role: Role, name: str = "", party: str | None = None) -> Desk:
        return Desk(self.register, Actor(name or role.value, role, frozenset((party,)) if party else frozenset()))

    def id(self) -> str:
        self.number += 1
        return f"step-{self.number}"

    def opens(self, facts: list[dict[str, Any]]) -> None:
        case = {"format": 1, "case": EVENT, "facts": facts}
        self.does(lambda: admin.open_event(self.desk(Role.DCC_FINANCE, "Dee"), case, command="open the event"))

    def does(self, act: Act) -> None:
        """Give a command; now and then the program dies in it, or its answer is lost, and it is given again."""
        try:
            done = self.dies(act) if self.rng.random() < 0.1 else act()
        except (NotPermitted, NotThere, Problems, Stale):
            return
        if done is None:
            return
        self.told(done.entries)
        self.commands.append((act, done))
        if self.rng.random() < 0.2:
            again = act()
            assert again is not None
            assert not again.new
            assert [e.seq for e in again.entries] == [e.seq for e in done.entries]

    def dies(self, act: Act) -> Done | None:
        """The program dies at one of the statements of a command, and is started again; then the command is given again."""
        left = [self.rng.randrange(1, 40)]

        def die(_: object, __: object, statement: str, *___: object) -> None:
            left[0] -= not statement.startswith(OF_ONE_STORE)
            if left[0] == 0:
                raise Died

        register = self.register
        sa.event.listen(register.database.engine, "before_cursor_execute", die)
        try:
            return act()
        except Died:
            self.open()
        finally:
            sa.event.remove(register.database.engine, "before_cursor_execute", die)
        return act()

    def told(self, entries: tuple[Entry, ...] | list[Entry]) -> None:
        self.acknowledged |= {entry.seq: entry.kind for entry in entries}


def step(year: Year, parties: list[str]) -> None:
    """One thing that somebody does, or that happens to the register."""
    rng, command = year.rng, year.id()
    party = rng.choice(parties)
    dcc, second = year.desk(Role.DCC_FINANCE, "Dee"), year.desk(Role.DCC_FINANCE, "Sam")
    panel, own = year.desk(Role.PANEL, "Pat"), year.desk(Role.PARTY, f"user of {party}", party)
    amount = f"{rng.randrange(1, 500_000)}.{rng.randrange(100):02d}"
    day = dcc.today.isoformat()
    minuted = {"minute": "1", "reason": "So."}

    def decide(desk: Desk, act: str, **fields: Any) -> Callable[[], Act]:
        def given() -> Act:
            notice = act in ("note_intention", "note_estimate", "note_total")
            at = {"received": day} if notice else {"at": desk.now.text}
            based_on = rng.choice([None, desk.last(EVENT), max(desk.last(EVENT) - 3, 0)])
            return lambda: desk.decide(act, EVENT, {**at, **fields}, command=command, based_on=based_on)

        return given

    def send() -> Act:
        count = rng.randrange(1, 4)

        def sent() -> Done | None:
            got = intake.receive(own, EVENT, party, "claim.xlsx", command.encode(), command=command)
            year.told([got.entry])
            cost = {"incurred": "2025-04-01", "amount": amount, "limb": "key_use"}
            lines = [{"line": str(n), **cost} for n in range(count)]
            facts = [{"id": f"L-{command}", "type": "cost_lines", "party": party, "at": day, "lines": lines}]
            report = {"kind": "claim", "accepted": True, "receipt": {}, "problems": [], "facts": facts}
            done = intake.take_in(own, got, report, command=command)
            year.told(own.view.command(f"{command}:checked"))
            return done

        return sent

    def judge() -> Act:
        listed = assess.latest_list(dcc, EVENT, party)
        lines = [each["line"] for each in listed["lines"]] if listed else []
        given = [assess.Judgement(name, rng.choice(list(assess.reasons()))) for name in lines]
        return lambda: assess.assess(dcc, EVENT, party, given, command=command)

    def approve() -> Act:
        waiting = payments.proposed(second, EVENT)
        seq = rng.choice(waiting).seq if waiting else 0
        return lambda: payments.approve(second, EVENT, seq, command=command)

    def pay() -> Act:
        waiting = [each for each in payments.instructed(dcc, EVENT) if each.made is None]
        party, paid = rng.choice([(each.party, each.amount.text) for each in waiting] or [(parties[0], amount)])
        return lambda: payments.record_payment(dcc, EVENT, party, paid, "BACS", command=command)

    def correct() -> Act:
        facts = [e.fact for e in dcc.view.entries(EVENT, ["total_notified", "estimate_given"]) if e.fact]
        fact = rng.choice(facts or ["none"])
        return lambda: correcting.correct(dcc, EVENT, fact, {"amount": amount}, "A slip.", command=command)

    def read() -> Act:
        reading = rng.choice(list(READINGS.values()))
        name, option = reading.name, rng.choice(reading.options).name
        event = rng.choice([EVENT, None])
        return lambda: admin.choose_reading(panel, event, name, option, "So.", command=command)

    def publishes() -> Act:
        waiting = publish.waiting(panel, EVENT)
        seq, other = (rng.choice(waiting).seq if waiting else 0), year.desk(Role.PANEL, "Quin")
        return lambda: publish.approve(other, EVENT, seq, command=command)

    asked = [{"party": party, "amount": amount, "on": day}]
    acts: list[Callable[[], Act]] = [
        decide(dcc, "note_intention", party=party),
        decide(dcc, "note_estimate", party=party, amount=amount),
        decide(dcc, "note_total", party=party, amount=amount),
        decide(dcc, "require_evidence", party=party, item="invoices", due=day),
        decide(dcc, "satisfied", party=party),
        decide(dcc, "refer", party=party),
        decide(panel, "direct", party=party, direction="full", **minuted),
        decide(panel, "direct", party=party, direction="part", sum=amount, **minuted),
        decide(panel, "set_sum", sum=amount, minute="1", consultation="Users"),
        decide(dcc, "refer_dates"),
        decide(panel, "determine_dates", payments=asked, minute="1"),
        decide(dcc, "record_return", party=party, amount=amount, bank_reference="R"),
        lambda: lambda: payments.propose(dcc, EVENT, asked, command=command),
        approve,
        pay,
        send,
        judge,
        correct,
        read,
        lambda: lambda: publish.propose(panel, EVENT, dcc.today, command=command),
        publishes,
    ]
    year.does(rng.choice(acts)())


def happen(year: Year) -> None:
    """Time passes; now and then the program is restarted, or the clock jumps."""
    year.now += timedelta(hours=year.rng.randrange(1, 200))
    chance = year.rng.random()
    if chance < 0.1:
        year.register.close()
        year.open()
    elif chance < 0.15:
        year.now -= timedelta(hours=year.rng.randrange(1, 48))


OF_THE_PROGRAM = ("register_opened", "clock_went_back", "refused")


def hold(year: Year, parties: list[str]) -> None:
    """What must hold after every step."""
    new = year.register.seen_by(PROGRAM).entries(after=len(year.read))
    party = year.rng.choice(parties)
    of_party = year.desk(Role.PARTY, "x", party).view.entries(EVENT, after=len(year.read))
    year.read += new
    assert [entry.seq for entry in year.read] == list(range(1, len(year.read) + 1))
    assert {e.seq: e.kind for e in year.read if e.kind not in OF_THE_PROGRAM} == year.acknowledged
    assert {entry.party for entry in of_party} <= {party, None}
    dcc = year.desk(Role.DCC_FINANCE, "Dee")
    claims = {each.party: each for each in dcc.judged(EVENT, dcc.today).adjudication.claims}
    for paid in {entry.party for entry in new if entry.kind == "payment_instructed"}:
        assert paid is not None
        waiting = Money.sum(e.amount for e in payments.instructed(dcc, EVENT) if e.party == paid and e.made is None)
        outstanding = claims[paid].outstanding
        assert outstanding is not None
        assert waiting <= outstanding


def the_year(place: Place, seed: int, steps: int) -> Year:
    """A year as far as so many steps."""
    rng = random.Random(seed)
    year, parties = Year(place, rng), [f"Supplier {n}" for n in range(rng.randrange(2, 7))]
    notified = {"at": "2025-03-05T08:00", "keys": ["issuing_key"], "state": "actual"}
    required = {"at": "2025-03-05T08:30", "required": True, "key": "recovery"}
    year.opens(
        [
            {"id": "N", "type": "compromise_notified", **notified},
            {"id": "K", "type": "recovery_key_decided", **required},
        ]
    )
    for _ in range(steps):
        happen(year)
        step(year, parties)
        hold(year, parties)
    return year


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_keeps_what_must_hold(seed: int, place: Place) -> None:
    year = the_year(place, seed, STEPS)
    found = verify(year.register)
    assert found.clean, found.wrong
    assert year.register.seen_by(PROGRAM).entries() == year.read
    dcc = year.desk(Role.DCC_FINANCE, "Dee")
    assert dcc.case(EVENT) == check_case(dcc.given(EVENT))
    for act, done in year.commands[-20:]:  # delivered once more, long after
        again = act()
        assert again is not None
        assert [entry.seq for entry in again.entries] == [entry.seq for entry in done.entries]
    year.close()


def test_a_seed_replays_to_the_same_root(place: Place, fast: Path) -> None:
    """Twice in one store, and once in the other: the same journal, entry for entry."""
    roots = []
    for again in (place, Place("sqlite", fast / "again.sqlite")):
        year = the_year(again, 7, 20)
        roots.append(verify(year.register).root)
        year.close()
    assert roots[0] == roots[1]
