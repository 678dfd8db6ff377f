"""Random cases for the properties: whole, valid, and small enough to read when one fails."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from recovery_costs.facts import L11_9, POLICY_6_2_1

PARTIES = ("A", "B", "DCC")
FIRST = date(2024, 11, 1)
KEYS = ("contingency_symmetric_key", "device_credentials_key", "s1spki_key")


def day(draw: Any, spread: int = 420) -> str:
    """A day near the event."""
    return (FIRST + timedelta(days=draw(st.integers(0, spread)))).isoformat()


def moment(draw: Any, spread: int = 420) -> str:
    """A moment near the event, often at the edges of working hours; never in a skipped hour."""
    clock = draw(st.sampled_from(("09:00", "08:59", "12:00", "16:30", "16:31", "17:30", "17:31", "00:00", "23:59")))
    return f"{day(draw, spread)}T{clock}"


def money(draw: Any) -> str:
    """Few different sums, so that they meet."""
    return f"{draw(st.sampled_from((0, 1, 500, 999, 1000, 1001)))}.{draw(st.sampled_from(('00', '01', '99')))}"


def notice(draw: Any) -> dict[str, str]:
    """A notice by some method, sometimes with proved receipt."""
    if draw(st.integers(0, 3)) == 0:
        return {"received": moment(draw)}
    return {"sent": moment(draw), "method": draw(st.sampled_from(("hand", "email", "post")))}


def line(draw: Any, number: int) -> dict[str, Any]:
    """A cost line."""
    limb = draw(st.sampled_from(("key_use", "replace_device", "replace_data", "other")))
    made: dict[str, Any] = {"line": str(number), "incurred": day(draw), "amount": money(draw), "limb": limb}
    if limb.startswith("replace"):
        made["key_outcome"] = draw(st.sampled_from(("not_used", "unsuccessful", "successful")))
        made["responsible_supplier"] = draw(st.booleans())
        made["smi_status"] = draw(st.sampled_from(("commissioned", "recovery", "pending")))
    if draw(st.booleans()):
        made["otherwise_incurred"] = money(draw)
    if draw(st.booleans()):
        made["recoverable_vat"] = money(draw)
    made["reasonable"] = draw(st.sampled_from((True, False, None)))
    return made


def fact(draw: Any, kind: str, party: str) -> dict[str, Any]:
    """A fact of one kind, without its id."""
    at = {"at": moment(draw)}
    match kind:
        case "compromise_notified":
            return {**at, "keys": [draw(st.sampled_from(KEYS))], "state": "actual"}
        case "recovery_key_decided":
            required = draw(st.booleans())
            return {**at, "required": required, **({"key": "recovery"} if required else {})}
        case "replacement_evidence":
            return {**at, "limb": draw(st.sampled_from(("attempted", "not_feasible")))}
        case "certificate_compromised":
            who = draw(st.sampled_from(("DCC", "A", "RDP")))
            kinds = {"DCC": "dcc", "A": "party", "RDP": "non_party"}
            made = {**at, "certificate": "c", "subscriber": who, "subscriber_kind": kinds[who]}
            made["kind"] = draw(st.sampled_from(("organisation", "oca"))) if who == "DCC" else "organisation"
            if who == "RDP" and draw(st.booleans()):
                made["nominated_by"] = "B"
            return {**made, "caused_by_oca": draw(st.booleans())}
        case "intention_notified":
            carried = {name: money(draw) for name in ("estimate", "total") if draw(st.integers(0, 2)) == 0}
            return {"party": party, **notice(draw), **carried}
        case "estimate_given" | "total_notified":
            return {"party": party, **notice(draw), "amount": money(draw)}
        case "costs_ceased":
            return {"party": party, **at}
        case "cost_lines":
            return {"party": party, **at, "lines": [line(draw, n) for n in range(draw(st.integers(1, 3)))]}
        case "evidence_required":
            by = draw(st.sampled_from(("dcc", "panel")))
            return {"party": party, **at, "by": by, "item": "invoices", "due": day(draw)}
        case "panel_took_up":
            return {"party": party, **at, "on": "own_motion"}
        case "dcc_satisfied" | "adequacy_referred":
            return {"party": party, **at}
        case "payment_directed":
            direction = draw(st.sampled_from(("full", "part", "none")))
            return {
                "party": party,
                **at,
                "direction": direction,
                **({"sum": money(draw)} if direction == "part" else {}),
            }
        case "threshold_determined":
            return {**at, "sum": money(draw)}
        case "dates_referred":
            return at
        case "dates_determined":
            return {**at, "payments": [{"party": party, "on": day(draw), "amount": money(draw)}]}
        case "draft_proposal_considered":
            return {**at, "submit": draw(st.booleans())}
        case "payment_made" | "payment_returned":
            return {"party": party, **at, "amount": money(draw)}
        case "breach_referred":
            made = {"subscriber": draw(st.sampled_from(("DCC", "A", "B"))), **notice(draw)}
            provision = draw(st.sampled_from((None, L11_9, POLICY_6_2_1)))
            return {**made, "provision": provision} if provision else made
        case "breach_determined":
            who = draw(st.sampled_from(("DCC", "A", "B")))
            return {**at, "subscriber": who, "demonstrated": draw(st.booleans()), "breach": draw(st.booleans())}
    raise AssertionError(kind)


KINDS = (
    "compromise_notified",
    "recovery_key_decided",
    "replacement_evidence",
    "certificate_compromised",
    "intention_notified",
    "estimate_given",
    "total_notified",
    "costs_ceased",
    "cost_lines",
    "evidence_required",
    "panel_took_up",
    "dcc_satisfied",
    "adequacy_referred",
    "payment_directed",
    "threshold_determined",
    "dates_referred",
    "dates_determined",
    "draft_proposal_considered",
    "payment_made",
    "payment_returned",
    "breach_referred",
    "breach_determined",
)
RULINGS = {
    "payment_directed": lambda draw: {"sum": money(draw)},
    "dates_determined": lambda draw: {"payments": [{"party": "A", "on": day(draw), "amount": money(draw)}]},
    "breach_determined": lambda draw: {"breach": draw(st.booleans())},
    "threshold_determined": lambda _draw: {"set_aside": True},
    "evidence_required": lambda _draw: {"set_aside": True},
}


@st.composite
def facts(draw: Any, most: int = 14) -> list[dict[str, Any]]:
    """The facts of a case: an event more often than not, then anything."""
    made = []
    if draw(st.integers(0, 4)):
        made += [
            {
                "type": "compromise_notified",
                "at": "2025-03-05T10:00",
                "keys": ["device_credentials_key"],
                "state": "actual",
            },
            {"type": "recovery_key_decided", "at": "2025-03-05T15:00", "required": True, "key": "recovery"},
        ]
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=most)):
        made.append({"type": kind, **fact(draw, kind, draw(st.sampled_from(PARTIES)))})
    for number, each in enumerate(made):
        each["id"] = f"F{number}"
        if draw(st.integers(0, 3)) == 0:
            each["recorded"] = moment(draw, 500)
    made += _about(draw, made)
    return made


def _about(draw: Any, made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts that name others: answers, appeals, decisions of the Authority."""
    more: list[dict[str, Any]] = []
    for each in made:
        named = {"id": f"{each['id']}x"}
        if each["type"] == "evidence_required" and draw(st.booleans()):
            more.append(
                {**named, "type": "evidence_given", "party": each["party"], "requirement": each["id"], **notice(draw)}
            )
        if each["type"] in RULINGS and each.get("by") != "dcc" and draw(st.integers(0, 2)) == 0:
            upheld = draw(st.booleans())
            fixed = {} if upheld else RULINGS[each["type"]](draw)
            ruling = {"at": moment(draw), "decision": each["id"], "upheld": upheld, **fixed}
            more.append({"id": f"{each['id']}y", "type": "appeal_decided", **ruling})
    return more


@st.composite
def readings(draw: Any) -> dict[str, str]:
    """Some readings at some option."""
    from recovery_costs.law import READINGS

    names = draw(st.lists(st.sampled_from(sorted(READINGS)), max_size=4, unique=True))
    return {name: draw(st.sampled_from([option.name for option in READINGS[name].options])) for name in names}


def a_day() -> st.SearchStrategy[date]:
    """A day to adjudicate on."""
    return st.integers(0, 900).map(lambda days: FIRST + timedelta(days=days))
