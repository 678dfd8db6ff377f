"""`docs/breach-table.md` and `docs/moves-table.md`: every combination of what can happen under L10.22 to L10.29, decided.

    python -m recovery_costs.breach_table

writes both. Each combination is built as a tiny case file and judged by the procedure itself; nothing is stated twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import product
from math import prod
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from recovery_costs.adjudicate import adjudicate
from recovery_costs.case_file import check_case
from recovery_costs.facts import Case
from recovery_costs.finding import Adjudication, Breach, Outcome
from recovery_costs.law import CODE
from recovery_costs.money import Money
from recovery_costs.where import TOP

COMMAND = "python -m recovery_costs.breach_table"
Combination: TypeAlias = Mapping[str, str]
Answers: TypeAlias = Mapping[str, str]


class Table(NamedTuple):
    """Questions, and the dimensions on whose combinations the answers turn."""

    title: str
    about: str
    dimensions: Mapping[str, tuple[str, ...]]
    impossible: Callable[[Combination], str | None]
    """Why a combination cannot occur; None where it can."""
    answers: Callable[[Combination], Answers]
    """The answer to each question that arises."""
    questions: tuple[str, ...]


class Row(NamedTuple):
    """Combinations with the same answer: per dimension the values taken together, and how many can occur."""

    values: tuple[tuple[str, ...], ...]
    answer: str
    combinations: int


def combinations(table: Table) -> Iterator[Combination]:
    """Every combination, possible or not."""
    return (dict(zip(table.dimensions, each, strict=True)) for each in product(*table.dimensions.values()))


def excluded(table: Table) -> Counter[str]:
    """How many combinations cannot occur, by the first reason why."""
    return Counter(reason for each in combinations(table) if (reason := table.impossible(each)))


@cache
def answered(name: str) -> list[tuple[Combination, Answers]]:
    """Every combination that can occur in a table, by the name of its page, with its answers."""
    table = TABLES[name]
    return [(each, table.answers(each)) for each in combinations(table) if not table.impossible(each)]


# --- rows to read: combinations with the same answer, merged -------------------------------------------------------

Values: TypeAlias = tuple[str, ...]
Cells: TypeAlias = dict[Values, tuple[str, int]]


def merged(table: Table, question: str, of: list[tuple[Combination, Answers]]) -> list[Row]:
    """The rows of one question: no combination is in two of them, and each that has an answer is in one."""
    cells: Cells = {tuple(each.values()): (said[question], 1) for each, said in of if question in said}
    return list(_rows(cells, (), list(table.dimensions.values())))


def _rows(cells: Cells, taken: tuple[Values, ...], dimensions: list[Values]) -> Iterator[Row]:
    """All in one row where one answer serves all; else by the next dimension, values of the same answers together."""
    answers = {answer for answer, _ in cells.values()}
    if len(answers) == 1:
        yield Row((*taken, *dimensions), answers.pop(), sum(count for _, count in cells.values()))
        return
    groups: list[tuple[list[str], Cells]] = []
    for value in dimensions[0]:
        own = {rest: cell for (first, *more), cell in cells.items() if first == value for rest in [tuple(more)]}
        alike = next((each for each in groups if _alike(each[1], own)), None)
        if own and alike is None:
            groups.append(([value], own))
        elif own and alike is not None:
            alike[0].append(value)
            for rest, (answer, count) in own.items():
                alike[1][rest] = answer, count + alike[1].get(rest, (answer, 0))[1]
    for values, together in groups:
        values_taken = dimensions[0] if len(groups) == 1 else tuple(values)
        yield from _rows(together, (*taken, values_taken), dimensions[1:])


def _alike(one: Cells, other: Cells) -> bool:
    """Whether two values have the same answers, and one can occur wherever the other can."""
    both = one.keys() & other.keys()
    return len(both) == min(len(one), len(other)) and all(one[rest][0] == other[rest][0] for rest in both)


# --- breach: L10.25 to L10.29 --------------------------------------------------------------------------------------

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


# --- moves: L10.22 to L10.24 ----------------------------------------------------------------------------------------


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
    for move, (fact, clause) in MOVES.items():
        found = {
            each.outcome
            for each in result.findings
            if fact in each.facts and (each.clause, each.about) in ((clause, "A"), (clause, None))
        }
        for outcome in (each for each in VERDICTS if each in found):
            said.setdefault(move, f"{VERDICTS[outcome]} ({clause})")
    asked = any(each.clause == "L10.24(c)" for each in result.awaited)
    said[PROPOSAL] = f"{'asked' if asked else 'not asked'} of it (L10.24(c))"
    for claim in (each for each in result.claims if each.party == "A"):
        said[PAYABLE] = (
            "nothing is payable yet" if claim.payable is None else f"{claim.payable} ({claim.payable_under})"
        )
        if said.get(PAYS) == "permitted (L10.22)" and claim.payable_under != "L10.22":
            said[PAYS] = OVERTAKEN
    return said


# --- the documents --------------------------------------------------------------------------------------------------

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
TABLES = {"breach-table.md": BREACH_TABLE, "moves-table.md": MOVES_TABLE}

_HOW = (
    "Below, those with the same answer stand in one row: `any` is any value that can occur with the others. No combination "
    "stands in two rows of a table."
)


def document(name: str) -> str:
    """A table as a page: its count, its rows by question, and what cannot occur."""
    table = TABLES[name]
    possible, cannot = answered(name), excluded(table)
    counts = " x ".join(str(len(values)) for values in table.dimensions.values())
    size = prod(map(len, table.dimensions.values()))
    parts = [
        f"# {table.title}",
        f"Generated by `{COMMAND}` from the rules, under {CODE}. Do not edit it: change those and run that again.",
        table.about,
        "\n".join(f"- {name}: {'; '.join(values)}" for name, values in table.dimensions.items()),
        f"{counts} = {size:,} combinations: {len(possible):,} that can occur and {cannot.total():,} that cannot. {_HOW}",
    ]
    for question in table.questions:
        rows = merged(table, question, possible)
        turns = [
            (number, name, every)
            for number, (name, every) in enumerate(table.dimensions.items())
            if any(row.values[number] != every for row in rows)
        ]
        lines = [(*(name for _, name, _ in turns), "answer", "combinations"), ("---",) * (len(turns) + 2)]
        for row in rows:
            lines.append((*(_cell(row.values[n], every) for n, _, every in turns), row.answer, f"{row.combinations:,}"))
        parts += [f"## {question}", "\n".join(f"| {' | '.join(line)} |" for line in lines)]
    parts += ["## What cannot occur", "\n".join(f"- {count:,}: {reason}" for reason, count in cannot.items())]
    return "\n\n".join(parts) + "\n"


def _cell(values: tuple[str, ...], every: tuple[str, ...]) -> str:
    return "any" if values == every else " or ".join(values)


def write(folder: Path) -> list[Path]:
    """Write both documents into a folder."""
    for name in TABLES:
        (folder / name).write_text(document(name), encoding="utf-8", newline="\n")
    return [folder / name for name in TABLES]


if __name__ == "__main__":
    for path in write(TOP / "docs"):
        print(f"wrote {path.relative_to(TOP).as_posix()}")
