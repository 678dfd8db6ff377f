"""A year of claims from one seed: many Parties, people who err, hurry and cheat, a program that dies, a clock that jumps.

`the_year` does one thing after another and asks after each what must hold (`hold`). Dee of DCC finance and the Parties also
try what nobody may do alone: payments and totals corrected, money that never came back, notices said to be earlier.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from recovery_costs.adjudication import Claim
from recovery_costs.calendar import UK, Moment
from recovery_costs.casework import admin, assess, correcting, instructions, intake, payments, publish, second
from recovery_costs.casework.approving import approve
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.casework.done import WITHDRAWN
from recovery_costs.casework.withdrawing import withdraw
from recovery_costs.facts import FACT_TYPES, Notice, PaymentMade, PaymentReturned
from recovery_costs.law import READINGS
from recovery_costs.money import NOUGHT, Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import FACT_KINDS, PROGRAM, Actor, Role
from recovery_costs.register.entry import Entry
from recovery_costs.register.faults import NotThere, Stale
from recovery_costs.register.store import Register, Sources
from tests.casework.office import EVENT, holding
from tests.register.registers import Place

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
    sums: dict[str, tuple[Money, ...]] = field(default_factory=dict)
    """What is payable, paid, outstanding and overpaid of each Party, as it was before the step."""

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


# --- what people do ---------------------------------------------------------------------------------------------------


class Step:
    """One thing that somebody does. Each method chooses it; what it answers does it, however often it is given."""

    def __init__(self, year: Year, parties: list[str]) -> None:
        self.year, self.rng, self.command, self.parties = year, year.rng, year.id(), parties
        self.party = self.rng.choice(parties)
        self.dcc, self.second = year.desk(Role.DCC_FINANCE, "Dee"), year.desk(Role.DCC_FINANCE, "Sam")
        self.panel, self.quin = year.desk(Role.PANEL, "Pat"), year.desk(Role.PANEL, "Quin")
        self.own = year.desk(Role.PARTY, f"user of {self.party}", self.party)
        self.day = self.dcc.today.isoformat()
        self.amount = f"{self.rng.randrange(1, 500_000)}.{self.rng.randrange(100):02d}"

    def does(self) -> None:
        """One of them; money more often than the rest."""
        of_money = [self.money] * 4 + [self.approved] * 4 + [self.corrected] * 2
        ways = [self.noted, self.decided, self.of_a_breach, self.rest, self.rest, *of_money]
        self.year.does(self.rng.choice(ways)())

    def decide(self, desk: Desk, act: str, **fields: Any) -> Act:
        notice = act in ("note_intention", "note_estimate", "note_total", "refer_breach")
        at = {"received" if notice else "at": desk.now.text}
        given = {**({} if desk.actor.role is Role.PARTY else at), **fields}
        based_on = self.rng.choice([None, desk.last(EVENT), max(desk.last(EVENT) - 3, 0)])
        return lambda: desk.decide(act, EVENT, given, command=self.command, based_on=based_on)

    def a_fact(self, *kinds: str, party: str | None = None) -> str:
        found = [e.fact for e in self.dcc.view.entries(EVENT, kinds, party) if e.fact]
        return self.rng.choice(found or ["none"])

    def an_earlier_moment(self) -> str:
        day = self.dcc.today - timedelta(days=self.rng.randrange(1, 200))
        return f"{day}T{max(self.dcc.now.wall.hour, 2):02d}:00"  # no clock skips or repeats an hour after the second

    def noted(self) -> Act:
        act = self.rng.choice(["note_intention", "note_estimate", "note_total", "require_evidence"])
        fields: dict[str, Any] = {"party": self.party}
        if act in ("note_estimate", "note_total"):
            fields["amount"] = self.amount
        if act == "require_evidence":
            fields |= {"item": "invoices", "due": self.day}
        elif self.rng.random() < 0.3:
            fields["received"] = self.an_earlier_moment()
        return self.decide(self.dcc, act, **fields)

    def decided(self) -> Act:
        minuted, asked = (
            {"minute": "1", "reason": "So."},
            [{"party": self.party, "amount": self.amount, "on": self.day}],
        )
        return self.rng.choice(
            [
                lambda: self.decide(self.dcc, "satisfied", party=self.party),
                lambda: self.decide(self.dcc, "refer", party=self.party),
                lambda: self.decide(self.panel, "direct", party=self.party, direction="full", **minuted),
                lambda: self.decide(
                    self.panel, "direct", party=self.party, direction="part", sum=self.amount, **minuted
                ),
                lambda: self.decide(self.panel, "set_sum", sum=self.amount, minute="1", consultation="Users"),
                lambda: self.decide(self.dcc, "refer_dates"),
                lambda: self.decide(self.panel, "determine_dates", payments=asked, minute="1"),
                self.read,
                self.appeal,
                self.ruled,
            ]
        )()

    def read(self) -> Act:
        reading = self.rng.choice(list(READINGS.values()))
        name, option = reading.name, self.rng.choice(reading.options).name
        event = self.rng.choice([EVENT, None])
        return lambda: admin.choose_reading(self.panel, event, name, option, "So.", command=self.command)

    def appeal(self) -> Act:
        fields = {"by": self.party, "decision": self.a_fact("payment_directed", "breach_determined", party=self.party)}
        if self.rng.random() < 0.3:
            fields["at"] = self.an_earlier_moment()
        return lambda: self.own.decide("appeal", EVENT, fields, command=self.command)

    def ruled(self) -> Act:
        decision = self.a_fact("payment_directed")
        return self.decide(
            self.year.desk(Role.AUTHORITY), "decide_appeal", decision=decision, upheld=False, sum=self.amount
        )

    def of_a_breach(self) -> Act:
        certificate = {"certificate": "C", "kind": "organisation", "subscriber": self.party, "subscriber_kind": "party"}
        determined = {"demonstrated": True, "breach": False, "minute": "1", "reason": "So."}
        earlier = {"received": self.an_earlier_moment()} if self.rng.random() < 0.5 else {}
        return self.rng.choice(
            [
                lambda: self.decide(self.dcc, "compromise_certificate", **certificate),
                lambda: self.decide(self.own, "refer_breach", subscriber=self.party, **earlier),
                lambda: self.decide(self.panel, "determine_breach", subscriber=self.party, **determined),
            ]
        )()

    def money(self) -> Act:
        return self.rng.choice([self.proposed, self.proposed, self.paid, self.paid, self.returned])()

    def proposed(self) -> Act:
        claim = next((each for each in claims(self.year) if each.party == self.party), None)
        left = instructions.left_to_instruct(self.dcc, EVENT, claim, self.dcc.today) if claim is not None else NOUGHT
        sums = [left.text, Money(left.pence + 1).text, Money(left.pence // 2).text, self.amount]
        asked = [{"party": self.party, "amount": self.rng.choice(sums), "on": self.day}]
        return lambda: payments.propose(self.dcc, EVENT, asked, command=self.command)

    def paid(self) -> Act:
        waiting = [each for each in instructions.instructed(self.dcc, EVENT) if each.made is None]
        party, paid = self.rng.choice([(e.party, e.amount.text) for e in waiting] or [(self.party, self.amount)])
        reference = self.rng.choice([f"BACS {self.command}", "BACS"])
        return lambda: payments.record_payment(self.dcc, EVENT, party, paid, reference, command=self.command)

    def returned(self) -> Act:
        claim = next((each for each in claims(self.year) if each.party == self.party), None)
        paid = claim.paid if claim is not None else NOUGHT
        back = self.rng.choice([paid.text, Money(paid.pence + 1).text, Money(paid.pence // 2).text, self.amount])
        reference = self.rng.choice([f"R {self.command}", "R"])
        return self.decide(self.dcc, "record_return", party=self.party, amount=back, bank_reference=reference)

    def corrected(self) -> Act:
        """Dee corrects sums and moments, the Panel its directions, a Party its own notices."""
        mine = self.own.view.entries(EVENT, FACT_KINDS, self.party)
        given = [
            each.fact for each in mine if each.role == Role.PARTY.value and each.fact and each.kind != "cost_lines"
        ]
        kinds = ("payment_made", "payment_returned", "total_notified", "intention_notified", "estimate_given")
        desk, fact = self.rng.choice(
            [
                (self.dcc, self.a_fact(*kinds)),
                (self.dcc, self.a_fact("payment_made")),
                (self.panel, self.a_fact("payment_directed")),
                (self.own, self.rng.choice(given or ["none"])),
            ]
        )
        earlier = self.an_earlier_moment()
        ways = [{"amount": self.amount}, {"amount": "0.01"}, {"received": earlier}, {"sum": self.amount}, {"note": "x"}]
        fields = self.rng.choice(ways)
        return lambda: correcting.correct(desk, EVENT, fact, fields, "A slip.", command=self.command)

    def approved(self) -> Act:
        """Whatever waits is approved, by somebody else or by who proposed it; or now and then withdrawn by either."""
        desk = self.rng.choice([self.second, self.second, self.dcc, self.panel, self.quin])
        of_dcc = [each.seq for each in instructions.proposed(desk, EVENT)]
        acts = [each.seq for each in second.waiting(desk, EVENT)]
        seq = self.rng.choice([*of_dcc, *acts, *(each.seq for each in publish.waiting(desk, EVENT))] or [0])
        if self.rng.random() < 0.15:
            return lambda: withdraw(desk, EVENT, seq, "A slip.", command=self.command)
        return lambda: approve(desk, EVENT, seq, command=self.command)

    def rest(self) -> Act:
        return self.rng.choice([self.sent, self.sent, self.confirmed, self.judged, self.published])()

    def sent(self) -> Act:
        """A workbook: a list of costs, and a notice that it says was given today or earlier."""
        earlier = self.rng.random() < 0.5
        received = self.an_earlier_moment() if earlier else self.day
        kind = self.rng.choice(["total_notified", "estimate_given", "intention_notified"])
        notice = {"id": f"N-{self.command}", "type": kind, "party": self.party, "received": received}
        notice |= {"amount": self.amount} if kind != "intention_notified" else {}
        cost = {"incurred": "2025-04-01", "amount": self.amount, "limb": "key_use"}
        lines = [{"line": str(n), **cost} for n in range(self.rng.randrange(1, 4))]
        listed = {"id": f"L-{self.command}", "type": "cost_lines", "party": self.party, "at": self.day, "lines": lines}
        command = self.command

        def sent() -> Done | None:
            got = intake.receive(self.own, EVENT, self.party, "claim.xlsx", command.encode(), command=command)
            self.year.told([got.entry])
            try:
                return intake.take_in(self.own, got, holding(listed, notice))
            finally:
                self.year.told(self.own.view.command(f"{command}:checked"))

        return sent

    def confirmed(self) -> Act:
        waiting = intake.stated(self.dcc, EVENT)
        seq = self.rng.choice(waiting).seq if waiting else 0
        return lambda: intake.confirm(self.dcc, EVENT, seq, command=self.command)

    def judged(self) -> Act:
        listed = assess.latest_list(self.dcc, EVENT, self.party)
        lines = [each["line"] for each in listed["lines"]] if listed else []
        given = [assess.Judgement(name, self.rng.choice(list(assess.reasons()))) for name in lines]
        return lambda: assess.assess(self.dcc, EVENT, self.party, given, command=self.command)

    def published(self) -> Act:
        today = self.dcc.today
        return lambda: publish.propose(self.panel, EVENT, today, command=self.command)


def happen(year: Year) -> None:
    """Time passes; now and then the program is restarted, or the clock jumps."""
    year.now += timedelta(hours=year.rng.randrange(1, 200))
    chance = year.rng.random()
    if chance < 0.1:
        year.register.close()
        year.open()
    elif chance < 0.15:
        year.now -= timedelta(hours=year.rng.randrange(1, 48))
    year.sums = sums(year)


# --- what must hold ---------------------------------------------------------------------------------------------------

OF_THE_PROGRAM = ("register_opened", "clock_went_back", "refused")
DECIDES = {
    "dcc_satisfied": Role.DCC_FINANCE,
    "adequacy_referred": Role.DCC_FINANCE,
    "payment_directed": Role.PANEL,
    "breach_determined": Role.PANEL,
    "reading_chosen": Role.PANEL,
    "appeal_decided": Role.AUTHORITY,
}
"""Decisions that L10 gives one role, and that may change what is payable; a reading is the Panel's."""


def claims(year: Year) -> tuple[Claim, ...]:
    dcc = year.desk(Role.DCC_FINANCE, "Dee")
    return dcc.judged(EVENT, dcc.today).adjudication.claims


def sums(year: Year) -> dict[str, tuple[Money, ...]]:
    """What is payable, paid, outstanding and overpaid of each claim that has any of it; not known is nothing."""
    found = {
        e.party: (e.payable or NOUGHT, e.paid, e.outstanding or NOUGHT, e.overpaid or NOUGHT) for e in claims(year)
    }
    return {party: each for party, each in found.items() if any(sum_ != NOUGHT for sum_ in each)}


def hold(year: Year, parties: list[str]) -> None:
    """What must hold after every step."""
    new = year.register.seen_by(PROGRAM).entries(after=len(year.read))
    party = year.rng.choice(parties)
    of_party = year.desk(Role.PARTY, "x", party).view.entries(EVENT, after=len(year.read))
    year.read += new
    assert [entry.seq for entry in year.read] == list(range(1, len(year.read) + 1))
    assert {e.seq: e.kind for e in year.read if e.kind not in OF_THE_PROGRAM} == year.acknowledged
    assert {entry.party for entry in of_party} <= {party, None}
    if sums(year) != year.sums:
        assert any(agreed(year, entry) for entry in new), [entry.kind for entry in new]
    money(year, new)
    for entry in new:
        of_its_own_moment(entry)


def agreed(year: Year, entry: Entry) -> bool:
    """Whether an entry may change a sum: a decision by whom L10 gives it, or what two people put on record."""
    said, by_seq = entry.content, {each.seq: each for each in year.read}
    if "corrects" not in said and DECIDES.get(entry.kind) == entry.role:
        return True
    if entry.kind == "notice_confirmed":  # stated by the Party, confirmed by DCC finance
        return by_seq[said["stated"]].role == Role.PARTY.value
    if entry.kind == "particulars" and "instruction" in said:  # proposed by one, approved by another
        said = by_seq[said["instruction"]].content
        return by_seq[said["proposed"]].actor != by_seq[entry.content["instruction"]].actor
    return entry.kind not in WITHDRAWN and "proposed" in said and by_seq[said["proposed"]].actor != entry.actor


def money(year: Year, new: list[Entry]) -> None:
    """Not a penny more is ever instructed than was payable then; no more came back than was paid; a reference is one payment's."""
    dcc = year.desk(Role.DCC_FINANCE, "Dee")
    facts = dcc.judged(EVENT, dcc.today).facts
    payable = {claim.party: claim.payable for claim in claims(year)}
    told = [entry for entry in year.read if entry.kind == "payment_instructed"]
    for party in {entry.party for entry in new if entry.kind == "payment_instructed"}:
        ever = Money.sum(Money.of(entry.content["amount"]) for entry in told if entry.party == party)
        back = Money.sum(each.fact.amount for each in facts.of(PaymentReturned, party))
        assert party is not None
        assert ever - back <= (payable[party] or NOUGHT)
    for party in {each.fact.party for each in facts.of(PaymentReturned)}:
        paid = Money.sum(each.fact.amount for each in facts.of(PaymentMade, party))
        assert Money.sum(each.fact.amount for each in facts.of(PaymentReturned, party)) <= paid
    of_payments = [
        e.content for e in year.read if e.kind == "particulars" and {"instruction", "proposed"} & e.content.keys()
    ]
    references = [each["bank_reference"] for each in of_payments]
    assert len(references) == len(set(references))


def of_its_own_moment(entry: Entry) -> None:
    """What a Party gave, referred or appealed on the record happened when it was recorded, and is never said otherwise."""
    said = entry.content
    if entry.role != Role.PARTY.value or entry.kind not in FACT_KINDS:
        return
    if "corrects" in said:
        assert said.get("note") is not None
        return
    kind = FACT_TYPES[entry.kind]
    if issubclass(kind, Notice) or entry.kind == "appeal_made":
        at = datetime.fromisoformat(entry.at).astimezone(UK).replace(microsecond=0)
        assert "sent" not in said
        assert Moment.of(said.get("received") or said["at"]) == Moment.of(at.isoformat())


def the_year(place: Place, seed: int, steps: int) -> Year:
    """A year as far as so many steps, from the day on which every Party has asked and the DCC is satisfied with some."""
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
    year.now = datetime(2025, 6, 2, 9, tzinfo=UTC)
    for party in parties:
        total, satisfied = Step(year, [party]), Step(year, [party])
        given = {"party": party, "amount": total.amount, "received": "2025-06-02T09:00"}
        year.does(partial(total.dcc.decide, "note_total", EVENT, given, command=total.command))
        if rng.random() < 0.8:
            year.does(partial(satisfied.dcc.decide, "satisfied", EVENT, {"party": party}, command=satisfied.command))
    year.read = year.register.seen_by(PROGRAM).entries()
    for _ in range(steps):
        happen(year)
        Step(year, parties).does()
        hold(year, parties)
    return year
