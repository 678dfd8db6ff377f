"""Moves: every combination of what can be done with one request under L10.22 to L10.24."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.case_file import check_case
from recovery_costs.finding import Outcome
from recovery_costs.money import Money
from recovery_costs.moves import move
from recovery_costs.tables.table import Answers, Combination, Table, Values


def _fact(kind: str, at: str, **fields: Any) -> dict[str, Any]:
    return {"id": kind, "type": kind, "at": at, **fields}


def _request(kind: str, received: str, **fields: str) -> dict[str, Any]:
    return {"id": kind, "type": kind, "party": "A", "received": received, **fields}


_directed = partial(_fact, "payment_directed", "2025-05-10", party="A")
_total = partial(_request, "total_notified", amount="1000.00")
PART = "part: "
PARTS = {"0.00": "0.00", "less than requested": "999.99", "all that is requested": "1000.00", "more": "1000.01"}
REFERRED, AGAIN = _fact("dates_referred", "2025-06-02"), _fact("dates_referred", "2025-06-04")
DETERMINED = _fact("dates_determined", "2025-06-03", payments=[{"party": "B", "on": "2025-07-01", "amount": "1.00"}])
MOVES_FACTS: dict[str, dict[str, tuple[dict[str, Any], ...]]] = {
    "request": {
        "none": (),
        "in time": (_total("2025-03-03"),),
        "in time, after the claim's moves": (_request("intention_notified", "2025-03-03"), _total("2025-05-20")),
        "barred": (_total("2025-04-07"),),
    },
    "DCC": {"not satisfied": (), "satisfied": (_fact("dcc_satisfied", "2025-05-01", party="A"),)},
    "evidence": {"not referred": (), "referred": (_fact("adequacy_referred", "2025-05-02", party="A"),)},
    "direction": {
        "not directed": (),
        "full": (_directed(direction="full"),),
        "nothing": (_directed(direction="none"),),
        **{f"{PART}{name}": (_directed(direction="part", sum=part),) for name, part in PARTS.items()},
    },
    "dates": {
        "neither": (),
        "referred": (REFERRED,),
        "determined": (DETERMINED,),
        "referred, then determined": (REFERRED, DETERMINED),
        "determined, then referred": (DETERMINED, AGAIN),
    },
}
PENCE = {"a penny below the sum": 1, "exactly the sum": 0, "a penny above": -1}
MOVES_DIMENSIONS: dict[str, Values] = {name: tuple(facts) for name, facts in MOVES_FACTS.items()}
MOVES_DIMENSIONS["requests together"] = ("no sum determined", *PENCE)
PAYS, OVERTAKEN = "The DCC, satisfied, pays", "permitted, but the Panel's direction governs (L10.22, L10.23(b))"
MOVES = {
    PAYS: ("dcc_satisfied", "L10.22"),
    "The DCC refers the question of the evidence": ("adequacy_referred", "L10.23(a)"),
    "The Panel directs payment": ("payment_directed", "L10.23(b)"),
    "The DCC refers the dates of payment": ("dates_referred", "L10.24(a)"),
    "The Panel determines the dates of payment": ("dates_determined", "L10.24(b)"),
}
PROPOSAL, PAYABLE = "The Panel considers a Draft Proposal", "What is payable"
VERDICTS = {
    Outcome.NOT_MET: "refused",
    Outcome.FOR_JUDGEMENT: "for judgement",
    Outcome.CANNOT_SAY: "cannot be said",
    Outcome.DOES_NOT_APPLY: "permitted",
    Outcome.MET: "permitted",
}


def moves_impossible(on: Combination) -> str | None:
    """Why a combination of the moves table cannot occur."""
    if on["request"] == "none" and on["direction"].startswith(PART) and on["direction"] != f"{PART}0.00":
        return "Without a request no sum is less than what is requested, all of it or more."
    return None


@cache
def _requested(*claim: str) -> Money:
    """What both Parties request together, before any sum is determined."""
    none = {"dates": "neither", "requests together": "no sum determined"}
    given = moves_case({**dict(zip(MOVES_FACTS, claim, strict=False)), **none})
    return adjudicate(check_case(given), MOVES_DAY).aggregate.requested


MOVES_DAY = date(2025, 6, 5)


def moves_case(on: Combination) -> dict[str, Any]:
    """The case file of a combination: A's claim is moved on; B's, in order, brings what is requested up."""
    facts = [
        _fact("compromise_notified", "2025-01-06", keys=["issuing_key"], state="actual"),
        _fact("recovery_key_decided", "2025-01-06", required=True, key="recovery"),
        {**_request("total_notified", "2025-03-03", amount="5000.00"), "id": "B", "party": "B"},
        *(fact for name, by_value in MOVES_FACTS.items() for fact in by_value[on[name]]),
    ]
    if on["requests together"] in PENCE:
        requested = _requested(*(on[name] for name in MOVES_FACTS))
        threshold = Money(requested.pence + PENCE[on["requests together"]]).text
        facts.append(_fact("threshold_determined", "2025-01-01", sum=threshold))
    return {"format": 1, "case": "one combination", "facts": facts}


def moves_answers(on: Combination) -> Answers:
    """Of each move made, whether it is permitted; then a Draft Proposal, and what is payable, by which clause."""
    result = adjudicate(check_case(moves_case(on)), MOVES_DAY)
    said: dict[str, str] = {}
    for name, (fact, clause) in MOVES.items():
        outcome = move(result, fact, (clause,), "A").outcome
        if outcome is not None:
            said[name] = f"{VERDICTS[outcome]} ({clause})"
    asked = any(each.clause == "L10.24(c)" for each in result.awaited)
    said[PROPOSAL] = f"{'asked' if asked else 'not asked'} of it (L10.24(c))"
    for claim in (each for each in result.claims if each.party == "A"):
        said[PAYABLE] = (
            "nothing is payable yet" if claim.payable is None else f"{claim.payable} ({claim.payable_under})"
        )
        if said.get(PAYS) == "permitted (L10.22)" and claim.payable_under != "L10.22":
            said[PAYS] = OVERTAKEN
    return said


MOVES_TABLE = Table(
    "Moves on a request, combination by combination",
    "Which moves L10.22 to L10.24 permit and which they refuse, under the default of every reading. Each combination is one "
    "case file, judged by the program. A requests £1,000.00 or nothing; the DCC is satisfied, then refers the question of the "
    "evidence, then the Panel directs payment, then the dates of payment are referred and determined, each or none of them. "
    "`requests together` is what A and another Party request for the event, against the sum that the Panel has determined.",
    MOVES_DIMENSIONS,
    moves_impossible,
    moves_answers,
    (*MOVES, PROPOSAL, PAYABLE),
)
