"""A second implementation of the two tables: rows of patterns, the first that matches answers. It shares no code with the rules.

A pattern names the values it asks for, several with "|"; a dimension it does not name may be anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
Rows = Sequence[tuple[Mapping[str, str], T]]


def first(rows: Rows[T], on: Mapping[str, str]) -> T:
    """The answer of the first row that matches."""
    for pattern, answer in rows:
        if all(on[name] in wanted.split("|") for name, wanted in pattern.items()):
            return answer
    raise AssertionError(f"no row for {on}")


# --- breach ---------------------------------------------------------------------------------------------------------

OWN, POLICY = "L11.9", "Organisation Certificate Policy 6.2.1"
CAUSED = "caused by an OCA Certificate"
Who = tuple[str, tuple[tuple[str, str], ...], str]
"""Which list the Subscriber is in; what it is deemed in breach of, with the clause; its name."""

NOBODY: Who = ("nobody", (), "")
ORGANISATION, OCA = (OWN, "L10.25(a)"), (POLICY, "L10.25(b)")
PARTY: Who = ("deemed", ((OWN, "L10.26"),), "Supplier")
WHO: dict[str, Rows[Who]] = {
    "default": [
        ({"certificates": "none"}, NOBODY),
        ({"subscriber": "DCC", "certificates": "organisation"}, ("deemed", (ORGANISATION,), "DCC")),
        ({"subscriber": "DCC", "certificates": "OCA"}, ("deemed", (OCA,), "DCC")),
        ({"subscriber": "DCC", "certificates": "both"}, ("deemed", (ORGANISATION, OCA), "DCC")),
        ({"subscriber": "Party", CAUSED: "all"}, ("carved out", (), "Supplier")),
        ({"subscriber": "Party"}, PARTY),
        ({}, ("not deemed", (), "Agent")),
    ],
    "dcc_breaches=originating_only": [
        ({"subscriber": "DCC", CAUSED: "all"}, NOBODY),
        # with both kinds and mixed causes it is the Organisation Certificate that was Compromised through the other
        ({"subscriber": "DCC", "certificates": "both", CAUSED: "mixed"}, ("deemed", (OCA,), "DCC")),
    ],
    "oca_carve_out=any_oca_in_event": [],  # one Subscriber alone: no Party stands beside an OCA Certificate
    "non_party_subscriber=nominating_party": [
        (
            {"subscriber": "non-Party nominated by a Party", "certificates": "organisation", CAUSED: "all"},
            ("carved out", (), "Network"),
        ),
        (
            {"subscriber": "non-Party nominated by a Party", "certificates": "organisation"},
            ("deemed", ((OWN, "L10.26"),), "Network"),
        ),
    ],
    "symmetric_key_only=root_oca_compromised": [({"certificates": "none"}, ("deemed", (OCA,), "DCC"))],
    "late_referral=panel_may_accept": [],
}
"""Who is deemed in breach: rows of each reading, before those of the default."""

REFERRABLE, PENDING, ERASED, FINAL = "deemed_rebuttable", "deemed_pending", "erased", "final"
IN_TIME, SERVING = "in time|on the last day", "at that moment|after it"
BY_THE_LAST_DAY = "to the end of the last day to refer"
LATE_ACCEPTED = "late_referral=panel_may_accept"


def standing_rows(in_time: str) -> Rows[tuple[str, str]]:
    """Where a deemed breach stands and by which clause, where `in_time` are the referrals taken as made in time."""
    return [
        ({"appeal": "no breach"}, (ERASED, "L10.29")),
        ({"appeal": "breach"}, (FINAL, "L10.29")),
        ({"referral": "none", "judged": BY_THE_LAST_DAY}, (REFERRABLE, "L10.27(a)")),
        ({"referral": "none"}, (FINAL, "L10.28: L10.27(a) is not met")),
        ({"referral": in_time, "determination": "none"}, (PENDING, "L10.27(c)")),
        ({"referral": in_time, "determined": "before the referral was sent"}, (PENDING, "L10.27(c)")),
        (
            {"referral": in_time, "determined": SERVING, "demonstrated": "shown", "determination": "no breach"},
            (ERASED, "L10.27(a), (b), (c)"),
        ),
        ({"referral": in_time, "demonstrated": "not shown"}, (FINAL, "L10.28: L10.27(b) is not met")),
        ({"referral": in_time, "determination": "breach"}, (FINAL, "L10.28: L10.27(c) is not met")),
        ({"referral": "a day late"}, (FINAL, "L10.28: L10.27(a) is not met")),
    ]


def who(on: Mapping[str, str], reading: str = "default") -> Who:
    """Who is deemed in breach of what, under one reading that may be other than the default."""
    own = WHO[reading] if reading != "default" else []
    return first([*own, *WHO["default"]], on)


def standing(on: Mapping[str, str], reading: str = "default") -> tuple[str, str]:
    """Where a deemed breach stands, and the clause."""
    name = who(on, reading)[2]
    referring = {"DCC": "DCC", "Party": "Supplier"}.get(on["subscriber"], "Agent")
    if name != referring:  # what another Subscriber refers, and what is determined of it, serves this one nothing
        on = {**on, "referral": "none", "determination": "none", "appeal": "none"}
    return first(standing_rows(f"{IN_TIME}|a day late" if reading == LATE_ACCEPTED else IN_TIME), on)


IN_TIME_ROWS: Rows[bool | None] = [
    ({"referral": "none"}, None),
    ({"referral": IN_TIME}, True),
    ({"referral": "a day late"}, False),
]


# --- moves ----------------------------------------------------------------------------------------------------------

ASKED, NOT_YET = "in time|barred", "none|in time, after the claim's moves"
LESS, NOTHING, FULL = "part: less than requested", "nothing", "full"
ALLOWED = f"{FULL}|{NOTHING}|{LESS}"
EXCEEDED = "a penny above"
PERMITTED, REFUSED = "permitted", "refused"

MOVES: dict[str, Rows[str | None]] = {
    "The DCC, satisfied, pays": [
        ({"DCC": "not satisfied"}, None),
        ({"request": NOT_YET}, "refused (L10.22)"),
        ({"evidence": "referred"}, "refused (L10.22)"),
        ({"request": "barred"}, "for judgement (L10.22)"),
        ({"direction": ALLOWED}, "permitted, but the Panel's direction governs (L10.22, L10.23(b))"),
        ({}, "permitted (L10.22)"),
    ],
    "The DCC refers the question of the evidence": [
        ({"evidence": "not referred"}, None),
        ({"request": ASKED}, "permitted (L10.23(a))"),
        ({}, "refused (L10.23(a))"),
    ],
    "The Panel directs payment": [
        ({"direction": "not directed"}, None),
        ({"direction": NOTHING}, "permitted (L10.23(b))"),
        ({"request": NOT_YET}, "refused (L10.23(b))"),
        ({"direction": f"{FULL}|{LESS}"}, "permitted (L10.23(b))"),
        ({}, "refused (L10.23(b))"),
    ],
    "The DCC refers the dates of payment": [
        ({"dates": "neither|determined"}, None),
        ({"requests together": "no sum determined"}, "cannot be said (L10.24(a))"),
        ({"requests together": EXCEEDED}, "permitted (L10.24(a))"),
        ({}, "refused (L10.24(a))"),
    ],
    "The Panel determines the dates of payment": [
        ({"dates": "neither|referred"}, None),
        ({"dates": "determined|determined, then referred"}, "refused (L10.24(b))"),
        ({"requests together": "no sum determined"}, "cannot be said (L10.24(b))"),
        ({"requests together": EXCEEDED}, "permitted (L10.24(b))"),
        ({}, "refused (L10.24(b))"),
    ],
    "The Panel considers a Draft Proposal": [
        ({"requests together": EXCEEDED}, "asked of it (L10.24(c))"),
        ({}, "not asked of it (L10.24(c))"),
    ],
    "What is payable": [
        (
            {"request": "none", "DCC": "not satisfied", "evidence": "not referred", "direction": "not directed"},
            None,  # nothing on file of A: there is no claim
        ),
        ({"direction": NOTHING}, "£0.00 (L10.23(b))"),
        ({"request": ASKED, "direction": FULL}, "£1,000.00 (L10.23(b))"),
        ({"request": ASKED, "direction": LESS}, "£999.99 (L10.23(b))"),
        ({"request": "none|barred"}, "£0.00 (L10.19(a))"),  # no intention by 6 April 2025, or none in time
        ({"request": "in time", "DCC": "satisfied", "evidence": "not referred"}, "£1,000.00 (L10.22)"),
        ({}, "nothing is payable yet"),
    ],
}


def move(question: str, on: Mapping[str, str]) -> str | None:
    """The answer to a question of the moves table; None where it does not arise."""
    return first(MOVES[question], on)
