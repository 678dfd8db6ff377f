"""Small cases for what is worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from recovery_costs.advice import advise
from recovery_costs.advice.parts import Advice, ChangeOfFact, Missed, OpenAct
from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case

FACTS = dict[str, Any]


def event(day: str, decided: str | None = None) -> list[FACTS]:
    """A Recovery Event on a day; the DCC's notice and the decision are made that day unless the decision has its own."""
    return [
        {"id": "E1", "type": "compromise_notified", "at": f"{day}T09:00", "keys": ["issuing_key"], "state": "actual"},
        {
            "id": "E2",
            "type": "recovery_key_decided",
            "at": f"{decided or day}T16:00",
            "required": True,
            "key": "recovery",
        },
    ]


def claiming(party: str = "A") -> FACTS:
    """A fact that makes a claimant of somebody and decides nothing."""
    return {"id": "L", "type": "evidence_listed", "party": party, "at": "2020-01-01", "items": []}


def told(**notice: str) -> FACTS:
    return {"id": "I", "type": "intention_notified", "party": "A", **notice}


def estimate(name: str, **notice: str) -> FACTS:
    return {"id": name, "type": "estimate_given", "party": "A", "amount": "300000.00", **notice}


def ceased(day: str, last_payment: str | None = None) -> FACTS:
    paid = {"last_payment": last_payment} if last_payment else {}
    return {"id": "X", "type": "costs_ceased", "party": "A", "at": day, **paid}


def total(name: str = "T", **notice: str) -> FACTS:
    return {"id": name, "type": "total_notified", "party": "A", "amount": "310000.00", **notice}


def required(due: str, by: str = "dcc", at: str = "2024-01-01") -> FACTS:
    return {"id": "R", "type": "evidence_required", "party": "A", "by": by, "at": at, "item": "invoices", "due": due}


def answered(name: str = "G", **notice: str) -> FACTS:
    return {"id": name, "type": "evidence_given", "party": "A", "requirement": "R", **notice}


def certificate(day: str, who: str = "B") -> FACTS:
    kind = "dcc" if who == "DCC" else "party"
    named = {"certificate": "c1", "kind": "organisation", "subscriber": who, "subscriber_kind": kind}
    return {"id": f"C{who}", "type": "certificate_compromised", "at": day, **named}


def referred(name: str = "H", who: str = "B", **notice: str) -> FACTS:
    return {"id": name, "type": "breach_referred", "subscriber": who, **notice}


def advice(
    facts: list[FACTS], as_of: str, who: str | None = None, parameters: FACTS | None = None, **readings: str
) -> Advice:
    given = {"format": 1, "case": "RE", "facts": facts, "parameters": parameters or {}, "readings": readings}
    return advise(check_case(given), date.fromisoformat(as_of), who=who)


def the_open(given: Advice, act: str) -> OpenAct:
    (found,) = [each for each in given.open if each.act == act]
    return found


def the_missed(given: Advice, act: str, of: str | None = None) -> Missed:
    (found,) = [each for each in given.missed if each.act == act and of in (None, each.of)]
    return found


def last(act: OpenAct) -> dict[str, str | None]:
    """By each means the last safe moment as chosen, or why there is none."""
    return {one.method: one.last_safe.text if one.last_safe else one.cannot for one in act.methods}


def strictest(act: OpenAct, method: str) -> tuple[str | None, dict[str, str]]:
    """The strictest moment by one means, or why there is none, and the readings that make it so."""
    (one,) = [each for each in act.methods if each.method == method]
    moment = one.strictest.moment
    return (moment.text if moment else one.strictest.cannot), dict(one.strictest.readings)


def change(one: Missed, changed: str) -> ChangeOfFact:
    (found,) = [each for each in one.changes if each.changed == changed]
    return found


def by(one: ChangeOfFact) -> str | None:
    return one.by.text if isinstance(one.by, Moment) else one.cannot
