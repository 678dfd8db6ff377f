"""Breach: every combination of what can happen to one Relevant Subscriber under L10.25 to L10.29."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication, Breach
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case
from recovery_costs.finding import Outcome
from recovery_costs.tables.table import Answers, Combination, Table

EVENT_DAY, SENT = (
    date(2025, 3, 5),
    {"in time": "2025-05-07", "on the last day": "2025-06-05", "a day late": "2025-06-06"},
)
JUDGED = {"to the end of the last day to refer": date(2025, 6, 5), "after it": date(2025, 6, 6)}
SUBSCRIBERS = {
    "DCC": {"subscriber": "DCC", "subscriber_kind": "dcc"},
    "Party": {"subscriber": "Supplier", "subscriber_kind": "party"},
    "non-Party": {"subscriber": "Agent", "subscriber_kind": "non_party"},
    "non-Party nominated by a Party": {
        "subscriber": "Agent",
        "subscriber_kind": "non_party",
        "nominated_by": "Network",
    },
}
CERTIFICATES = {"organisation": ("organisation",), "OCA": ("oca",), "both": ("organisation", "oca"), "none": ()}
DETERMINED_AT = {"before the referral was sent": "09:59", "at that moment": "10:00", "after it": "10:01"}
BREACH_DIMENSIONS = {
    "subscriber": tuple(SUBSCRIBERS),
    "certificates": tuple(CERTIFICATES),
    "caused by an OCA Certificate": ("none", "mixed", "all"),
    "appeal": ("none", "Panel upheld", "no breach", "breach"),
    "referral": ("none", *SENT),
    "judged": tuple(JUDGED),
    "demonstrated": ("none", "shown", "not shown"),
    "determination": ("none", "no breach", "breach"),
    "determined": ("never", *DETERMINED_AT),
}
DEEMING = ("L10.25(a)", "L10.25(b)", "L10.26")
DEEMED, STANDING = "Who is deemed in breach", "Where a deemed breach stands"


def breach_impossible(on: Combination) -> str | None:
    """Why a combination of the breach table cannot occur."""
    no_certificate, no_determination = on["certificates"] == "none", on["determination"] == "none"
    if on["certificates"] in ("OCA", "both") and on["subscriber"] != "DCC":
        return "Only the DCC is the Subscriber for an OCA Certificate; a case file that says otherwise is refused."
    if no_certificate and on["caused by an OCA Certificate"] != "none":
        return "Without a Certificate there is none that an OCA Certificate could have caused to be Compromised."
    if no_determination != (on["demonstrated"] == "none"):
        return "A determination says both what was shown and whether there was a breach; neither is without the other."
    if no_determination != (on["determined"] == "never"):
        return "A determination has a time, and only a determination has."
    if on["referral"] == "none" and on["determined"] in ("at that moment", "after it"):
        return "Where nothing is referred, nothing was sent that a determination could come at or after."
    if no_determination and on["appeal"] != "none":
        return "Without a determination there is none for the Authority to decide on."
    if on["referral"] == "a day late" and on["judged"] != "after it":
        return "To the end of the last day a late referral has not taken effect; that day there is none."
    return None


def breach_case(on: Combination) -> dict[str, Any]:
    """The case file of a combination: one Recovery Event, one Subscriber."""
    who, kinds = SUBSCRIBERS[on["subscriber"]], CERTIFICATES[on["certificates"]]
    key, at = "device_credentials_key" if kinds else "contingency_symmetric_key", {"at": EVENT_DAY.isoformat()}
    facts: list[dict[str, Any]] = [
        {"id": "N", "type": "compromise_notified", **at, "keys": [key], "state": "actual"},
        {"id": "K", "type": "recovery_key_decided", **at, "required": True, "key": "recovery"},
    ]
    mixed = on["caused by an OCA Certificate"] == "mixed"
    for number, kind in enumerate(kinds * 2 if mixed and len(kinds) == 1 else kinds):
        caused = number == 0 if mixed else on["caused by an OCA Certificate"] == "all"
        own = {"certificate": f"C{number}", "kind": kind, "caused_by_oca": caused, **who}
        facts.append({"id": f"C{number}", "type": "certificate_compromised", **at, **own})
    subscriber, day = {"subscriber": who["subscriber"]}, SENT.get(on["referral"], SENT["in time"])
    if on["referral"] != "none":
        notice = {"sent": f"{day}T10:00", "method": "email", "received": f"{day}T14:00"}
        facts.append({"id": "R", "type": "breach_referred", **subscriber, **notice})
    if on["determination"] != "none":
        said = {"demonstrated": on["demonstrated"] == "shown", "breach": on["determination"] == "breach"}
        at = {"at": f"{day}T{DETERMINED_AT[on['determined']]}"}
        facts.append({"id": "P", "type": "breach_determined", **at, **subscriber, **said})
    if on["appeal"] != "none":
        facts.append({"id": "A", "type": "appeal_made", "at": f"{day}T15:00", "by": "DCC", "decision": "P"})
        ruled = (
            {"upheld": True}
            if on["appeal"] == "Panel upheld"
            else {"upheld": False, "breach": on["appeal"] == "breach"}
        )
        facts.append({"id": "H", "type": "appeal_decided", "at": f"{day}T16:00", "decision": "P", **ruled})
    return {"format": 1, "case": "one combination", "facts": facts}


def breach_judged(on: Combination, readings: Mapping[str, str] | None = None) -> Adjudication:
    """What the procedure makes of a combination."""
    case = _breach_case(*(value for name, value in on.items() if name != "judged"))
    return adjudicate(case, JUDGED[on["judged"]], readings=readings)


@cache
def _breach_case(*on: str) -> Case:
    """The case of a combination, which is the same whenever it is judged."""
    return check_case(breach_case(dict(zip((name for name in BREACH_DIMENSIONS if name != "judged"), on, strict=True))))


def breach_answers(on: Combination) -> Answers:
    """Who is deemed in breach and, where anybody is, where that stands; with the clause that decides."""
    result = breach_judged(on)
    said = {DEEMED: _who(result)}
    for row in result.breaches:
        assert said.setdefault(STANDING, _standing(result, row)) == _standing(result, row), on
    return said


def _who(result: Adjudication) -> str:
    final = [each for each in result.findings if each.clause == "L10.28"]
    said = []
    for row, stands in zip(result.breaches, final, strict=True):
        deeming = [each for each in result.findings if each.clause in DEEMING and each.outcome is Outcome.MET]
        [clause] = [each.clause for each in deeming if set(each.facts) <= set(stands.facts)]
        said.append(f"deemed in breach of {row.provision} ({clause})")
    said += ["carved out: deemed in breach of nothing (L10.26)" for _ in result.carved_out]
    said += ["not a Party: deemed in breach of nothing (L10.26)" for _ in result.not_deemed]
    return "; ".join(said) or "there is no Relevant Subscriber (L10.30(b))"


def _standing(result: Adjudication, row: Breach) -> str:
    lacking = [
        each.clause for each in result.findings if each.clause.startswith("L10.27(") and each.outcome is Outcome.NOT_MET
    ]
    if any("H" in each.facts for each in result.findings if each.clause == "L10.28"):
        by = "L10.29"
    elif row.status == "final":
        by = f"L10.28: {lacking[0]} is not met"
    else:
        by = {"deemed_rebuttable": "L10.27(a)", "deemed_pending": "L10.27(c)", "erased": "L10.27(a), (b), (c)"}[
            row.status
        ]
    words = {
        "deemed_rebuttable": "deemed, open to referral",
        "deemed_pending": "deemed, the Panel is to determine it",
        "erased": "erased: no such breach occurred",
        "final": "final and binding",
    }
    return f"{words[row.status]} ({by})"


BREACH_TABLE = Table(
    "Breach, combination by combination",
    "What L10.25 to L10.29 make of one Relevant Subscriber, under the default of every reading. Each combination is one case "
    "file, judged by the program. `caused by an OCA Certificate` says of how many of its Certificates the Compromise was due "
    "to that of an OCA Certificate (L10.26); `referral` is when it took effect (L10.27(a)), `demonstrated` and `determination` "
    "what the Panel found (L10.27(b), (c)), `determined` when it did so against the sending of the referral, `appeal` what the "
    "Authority decided (L10.29), and `judged` the day on which the question is asked.",
    BREACH_DIMENSIONS,
    breach_impossible,
    breach_answers,
    (DEEMED, STANDING),
)
