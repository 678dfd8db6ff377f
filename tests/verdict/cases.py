"""Cases made at random, for the verdict: small ones in which many readings matter, and large ones to time."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Any

from recovery_costs.case_file import check_case
from recovery_costs.facts import L11_9, POLICY_6_2_1, Case
from recovery_costs.law import READINGS

EVENT = date(2025, 3, 5)
NEAR_THE_END = date(2028, 3, 1)
"""An event whose last days run beyond the table of bank holidays."""
LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
CLOCKS = ("09:00", "08:30", "12:00", "16:29", "16:45", "17:30", "18:10", "23:59")


class Maker:
    """Facts made one after another."""

    def __init__(self, seed: int, event: date = EVENT) -> None:
        self.random, self.event = random.Random(seed), event
        self.facts: list[dict[str, Any]] = []

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, *of: Any) -> Any:
        return self.random.choice(of)

    def day(self, least: int, most: int) -> str:
        """A day, by its distance from the event."""
        return (self.event + timedelta(days=self.random.randint(least, most))).isoformat()

    def moment(self, least: int, most: int) -> str:
        return f"{self.day(least, most)}T{self.one(*CLOCKS)}"

    def money(self) -> str:
        return f"{self.one(0, 300, 500, 700, 1000, 1200)}.00"

    def notice(self, least: int, most: int) -> dict[str, str]:
        if self.often(0.25):
            return {"received": self.moment(least, most)}
        return {"sent": self.moment(least, most), "method": self.one("hand", "email", "post")}

    def add(self, type_: str, **fields: Any) -> str:
        name = f"F{len(self.facts)}"
        self.facts.append({"id": name, "type": type_, **fields})
        return name


def small(seed: int, event: date = EVENT) -> tuple[Case, date, dict[str, str]]:
    """A case of one or two claims, a day to judge it on, and the readings chosen."""
    make = Maker(seed, event)
    _event(make)
    _breaches(make)
    for party in make.random.sample(("A", "B", "DCC"), make.one(1, 1, 2)):
        _claim(make, party)
    _aggregate(make)
    names = make.random.sample(sorted(READINGS), make.one(0, 0, 1, 3))
    chosen = {name: make.one(*(option.name for option in READINGS[name].options)) for name in names}
    as_of = event + timedelta(days=make.one(80, 95, 130, 250, 420, 420, 500))
    return check_case({"format": 1, "case": f"S{seed}", "facts": make.facts}), as_of, chosen


def _event(make: Maker) -> None:
    keys = make.one(["device_credentials_key"], ["contingency_symmetric_key"])
    make.add("compromise_notified", at=make.moment(-1, 0), keys=keys, state="actual")
    if make.often(0.2):
        make.add("recovery_key_decided", at=make.moment(-2, 1), required=False)
        make.add("replacement_evidence", at=make.moment(-3, 2), limb="attempted")
    if make.often(0.85):
        make.add("recovery_key_decided", at=make.moment(-2, 1), required=True, key="recovery")


def _breaches(make: Maker) -> None:
    kinds = {"DCC": "dcc", "A": "party", "B": "party", "RDP": "non_party"}
    for number in range(make.one(0, 0, 1, 2, 3)):
        who = make.one(*kinds)
        fields = {"subscriber": who, "subscriber_kind": kinds[who], "caused_by_oca": make.often(0.3)}
        fields["kind"] = make.one("organisation", "oca") if who == "DCC" else "organisation"
        if who == "RDP" and make.often(0.7):
            fields["nominated_by"] = make.one("A", "B")
        make.add("certificate_compromised", at=make.day(-5, 5), certificate=f"c{number}", **fields)
    for _ in range(make.one(0, 0, 1, 2)):
        one_only = {"provision": make.one(L11_9, POLICY_6_2_1)} if make.often(0.3) else {}
        referred = make.add("breach_referred", subscriber=make.one("DCC", "A", "B"), **make.notice(85, 95), **one_only)
        if make.often(0.5):
            fields = {"subscriber": make.facts[int(referred[1:])]["subscriber"], "at": make.moment(88, 130)}
            found = {"demonstrated": make.often(0.7), "breach": make.often(0.3)}
            determined = make.add("breach_determined", **fields, **found)
            if make.often(0.2):
                make.add("appeal_decided", at=make.day(131, 150), decision=determined, upheld=False, breach=True)


def _claim(make: Maker, party: str) -> None:
    carried = {name: make.money() for name in ("estimate", "total") if make.often(0.25 if name == "total" else 0.6)}
    if make.often(0.9):
        make.add("intention_notified", party=party, **make.notice(84, 94), **carried)
    for _ in range(make.one(0, 1, 2, 3)):
        make.add("estimate_given", party=party, amount=make.money(), **make.notice(90, 320))
    if make.often(0.7):
        payment = {"last_payment": make.day(210, 250)} if make.often(0.5) else {}
        make.add("costs_ceased", party=party, at=make.day(205, 215), **payment)
    for _ in range(make.one(0, 1, 1, 2)):
        make.add("total_notified", party=party, amount=make.money(), **make.notice(290, 312))
    if make.often(0.6):
        lines = [_line(make, number) for number in range(make.one(1, 2))]
        make.add("cost_lines", party=party, at=make.day(10, 200), lines=lines)
    _decisions(make, party)


def _line(make: Maker, number: int) -> dict[str, Any]:
    limb = make.one("key_use", "replace_device", "replace_data", "other")
    line = {"line": str(number), "incurred": make.day(-2, 60), "amount": make.money(), "limb": limb}
    if limb.startswith("replace"):
        line["key_outcome"] = make.one("not_used", "unsuccessful", "successful")
        line["responsible_supplier"] = make.often(0.8)
        line["smi_status"] = make.one("commissioned", "recovery", "pending")
    if make.often(0.3):
        line["otherwise_incurred"] = make.money()
    if make.often(0.3):
        line["recoverable_vat"] = "100.00"
    return line


def _decisions(make: Maker, party: str) -> None:
    if make.often(0.3):
        due = make.day(310, 330)
        asked = make.add("evidence_required", party=party, by="dcc", item="invoices", at=make.day(300, 309), due=due)
        if make.often(0.6):
            make.add("evidence_given", party=party, requirement=asked, **make.notice(310, 335))
        make.add("panel_took_up", party=party, at=make.day(305, 330), on="own_motion")
    if make.often(0.4):
        make.add("dcc_satisfied", party=party, at=make.moment(295, 330))
    if make.often(0.2):
        make.add("adequacy_referred", party=party, at=make.moment(300, 330))
    if make.often(0.25):
        direction = make.one("full", "part", "none")
        part = {"sum": "400.00"} if direction == "part" else {}
        decided = make.add("payment_directed", party=party, at=make.moment(298, 340), direction=direction, **part)
        if make.often(0.3):
            make.add("appeal_decided", at=make.day(341, 350), decision=decided, upheld=False, sum=make.money())
    if make.often(0.2):
        make.add("payment_made", party=party, at=make.moment(298, 345), amount=make.money())
    if make.often(0.2):
        _correction(make, make.one(*(fact for fact in make.facts if fact.get("party") == party)))


def _correction(make: Maker, fact: dict[str, Any]) -> None:
    """Of a fact: its notice took effect otherwise, or it happened on the same day after all."""
    again = {name: value for name, value in fact.items() if name not in ("id", "type", "sent", "method", "received")}
    moved = again if "at" in fact else {**again, **make.notice(86, 310)}
    make.add(fact["type"], **moved, corrects=fact["id"], reason="a slip", recorded="2031-01-01")


def _aggregate(make: Maker) -> None:
    for _ in range(make.one(0, 1, 1, 2)):
        name = make.add("threshold_determined", at=make.day(-3, 300), sum=make.money())
        if make.often(0.15):
            make.add("appeal_decided", at=make.day(301, 330), decision=name, upheld=False, set_aside=True)
    if make.often(0.2):
        make.add("dates_referred", at=make.day(310, 340))
    if make.often(0.1):
        payments = [{"party": "A", "on": "2026-03-01", "amount": "700.00"}]
        make.add("dates_determined", at=make.day(341, 360), payments=payments)


def large(parties: int, event_contested: bool, seed: int = 1) -> tuple[Case, date]:
    """A case of ten facts for each Party, and a day to judge it on, by when every total is given.

    Args:
        event_contested: whether the decision came some days before the notice, so that the event's day is contested too.
    """
    make = Maker(seed)
    make.add("compromise_notified", at="2025-03-05T10:00", keys=["issuing_key"], state="actual")
    decided = "2025-03-03T15:00" if event_contested else "2025-03-05T15:00"
    make.add("recovery_key_decided", at=decided, required=True, key="recovery")
    make.add("threshold_determined", at="2025-01-02", sum="1000000.00")
    for number in range(parties):
        _large_claim(make, f"Party {number:03}", number)
    return check_case({"format": 1, "case": f"{parties} Parties", "facts": make.facts}), date(2026, 6, 1)


def _large_claim(make: Maker, party: str, number: int) -> None:
    last = len(make.facts) + 10
    make.add("intention_notified", party=party, estimate="1000.00", **make.notice(60, 92))
    make.add("estimate_given", party=party, amount="2000.00", **make.notice(100, 190))
    make.add("estimate_given", party=party, amount="2500.00", **make.notice(190, 270))
    make.add("costs_ceased", party=party, at=make.day(250, 280), last_payment=make.day(280, 300))
    make.add("total_notified", party=party, amount=f"{1000 + 17 * (number % 300)}.00", **make.notice(300, 372))
    make.add("cost_lines", party=party, at=make.day(250, 290), lines=[_line(make, each) for each in range(4)])
    make.add("evidence_required", party=party, by="dcc", item="invoices", at=make.day(373, 374), due=make.day(380, 390))
    if make.often(0.5):
        make.add("dcc_satisfied", party=party, at=make.day(375, 395))
    if make.often(0.2):
        fields = {"kind": "organisation", "subscriber": party, "subscriber_kind": "party"}
        make.add("certificate_compromised", at="2025-03-01", certificate=f"c{number}", **fields)
    while len(make.facts) < last:
        make.add("estimate_given", party=party, amount="2100.00", **make.notice(100, 270))
