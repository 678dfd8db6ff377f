"""Random cases for the adviser: valid, small, and crowded around the last days; and how to act in them."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.advice.parts import Act, Means
from recovery_costs.calendar import Moment, months_after, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.facts import L11_9, POLICY_6_2_1, Case
from recovery_costs.law import READINGS
from recovery_costs.plain import Problems
from recovery_costs.record import what_counts
from recovery_costs.terms import terms

LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
"""Whether the long form runs: as many cases as were promised, in place of a few hundred."""

TIMES = ("00:00", "08:59", "09:00", "12:00", "15:29", "16:30", "16:31", "17:00", "17:30", "17:31", "23:59")
FACTS = dict[str, Any]
IN_PLAY = (
    "event_date",
    "decision_after_notice",
    "month_count",
    "last_day",
    "notice_effective",
    "proved_receipt",
    "bank_holidays",
    "estimate_windows_from",
    "estimate_windows",
    "late_intention",
    "missed_estimate",
    "late_total",
    "ceases_to_incur",
    "later_totals",
    "evidence_timetable",
    "dcc_claims",
    "oca_carve_out",
    "referral",
    "late_referral",
)


def few_or_many(few: int, many: int) -> settings:
    """How many cases: a few in every run, many in the long form."""
    return settings(max_examples=many if LONG else few, deadline=None, suppress_health_check=list(HealthCheck))


class Made:
    """A random case, from a number: its facts, parameters, readings, and the day advised on."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.facts: list[FACTS] = []
        self.parameters = self._parameters()
        self.readings = {
            name: self.r.choice(READINGS[name].options).name
            for name in self.r.sample(IN_PLAY, self.r.choice((0, 0, 1, 2, 4)))
        }
        self.near: list[date] = []
        self._event()
        for party in ("A", "B", "DCC")[: self.r.choice((1, 1, 2, 3))]:
            self._claim(party)
        self._breaches()
        self.as_of = self.about(self.r.choice(self.near), self.r.choice((1, 3, 6, 40)))
        self.facts = self._in_effect()

    def case(self, facts: list[FACTS] | None = None) -> Case:
        given = {"format": 1, "case": "R", "parameters": self.parameters, "readings": self.readings}
        return check_case({**given, "facts": self.facts if facts is None else facts})

    def judged(self, facts: list[FACTS], as_of: date, readings: dict[str, str] | None = None) -> Adjudication | None:
        """The case with other facts, on another day; None where that takes bank holidays that are not held."""
        try:
            return adjudicate(self.case(facts), as_of, None, readings)
        except Problems:
            return None

    # --- what is in it ---

    def _parameters(self) -> dict[str, Any]:
        if self.r.randrange(2):
            return {}
        starts, ends = self.r.choice((("09:00", "17:30"), ("00:00", "23:59"), ("08:00", "17:00")))
        hours, post = self.r.choice((0, 1, 2, 24, 49)), self.r.choice((1, 2, 3))
        return {
            "email_hours": hours,
            "post_working_days": post,
            "working_day_starts": starts,
            "working_day_ends": ends,
        }

    def about(self, day: date, spread: int) -> date:
        return day + timedelta(days=self.r.randint(-spread, spread))

    def moment(self, day: date) -> str:
        return f"{day}T{self.r.choice(TIMES)}"

    def notice(self, near: date, spread: int = 4) -> FACTS:
        """A notice given about a day, by some means."""
        given = self.moment(self.about(near, spread))
        kind = self.r.randrange(6)
        if kind == 0:
            return {"received": given}
        made: FACTS = {"sent": given, "method": self.r.choice(("hand", "email", "email", "post"))}
        if kind == 1:
            made["received"] = max(given, self.moment(self.about(near, spread)))
        return made

    def add(self, kind: str, /, **fields: Any) -> FACTS:
        made = {"id": f"F{len(self.facts)}", "type": kind, **fields}
        self.facts.append(made)
        return made

    def _event(self) -> None:
        first = date(2023, 8, 25) + timedelta(days=self.r.randrange(1100))
        if self.r.randrange(4) == 0:
            first = first.replace(day=1) - timedelta(days=1)  # the end of a month
        self.on = first
        self.add("compromise_notified", at=self.moment(first), keys=["issuing_key"], state="actual")
        if self.r.randrange(12):
            decided = self.about(first, 3)
            self.add("recovery_key_decided", at=self.moment(decided), required=True, key="recovery")
            self.on = max(first, decided)
        self.near += [self.on, months_after(self.on, 3)]

    def _claim(self, party: str) -> None:
        told = months_after(self.on, 3) if self.r.randrange(2) else self.about(self.on, 20) + timedelta(days=20)
        self.near.append(told)
        if self.r.randrange(3):
            fields = {"estimate": "10.00"} if self.r.randrange(2) else {}
            if self.r.randrange(12) == 0:
                fields["total"] = "12.00"
            self.add("intention_notified", party=party, **self.notice(told), **fields)
        for number in range(1, self.r.choice((1, 1, 3, 5))):
            near = months_after(told, 3 * number)
            self.near.append(near)
            self.add("estimate_given", party=party, **self.notice(near, self.r.choice((3, 3, 60))), amount="11.00")
        if self.r.randrange(2):
            ceased = self.on + timedelta(days=self.r.randrange(20, 200))
            paid = {"last_payment": str(self.about(ceased, 40))} if self.r.randrange(3) == 0 else {}
            self.add("costs_ceased", party=party, at=self.moment(ceased), **paid)
            self.near += [months_after(ceased, 3)] * 2
            for _ in range(self.r.choice((0, 1, 1, 2))):
                self.add("total_notified", party=party, **self.notice(months_after(ceased, 3)), amount="12.00")
        self._evidence(party)

    def _evidence(self, party: str) -> None:
        for _ in range(self.r.choice((0, 0, 1, 2))):
            due = self.about(months_after(self.on, 6), 60)
            self.near.append(due)
            by = self.r.choice(("dcc", "dcc", "panel"))
            at = self.moment(due - timedelta(days=self.r.randrange(1, 30)))
            wanted = self.add("evidence_required", party=party, at=at, by=by, item="invoices", due=str(due))
            for _ in range(self.r.choice((0, 1, 1, 2))):
                self.add("evidence_given", party=party, requirement=wanted["id"], **self.notice(due))
            if self.r.randrange(3) == 0:
                self.add("panel_took_up", party=party, at=self.moment(self.about(due, 10)), on="own_motion")

    def _breaches(self) -> None:
        for who, kind in (("A", "party"), ("B", "party"), ("DCC", "dcc")):
            if self.r.randrange(3):
                continue
            certificate = {"certificate": "c", "subscriber": who, "subscriber_kind": kind}
            sort = self.r.choice(("organisation", "oca")) if who == "DCC" else "organisation"
            self.add("certificate_compromised", at=self.moment(self.on), kind=sort, **certificate)
            if self.r.randrange(2):
                named = {"provision": self.r.choice((L11_9, POLICY_6_2_1))} if self.r.randrange(3) == 0 else {}
                self.add("breach_referred", subscriber=who, **self.notice(months_after(self.on, 3)), **named)

    def _in_effect(self) -> list[FACTS]:
        """Only what counts on the day advised on: nothing that is to come, and nothing on its way."""
        law = terms(self.case(), {}, shipped_holidays())
        here = {each.id for each in what_counts(self.case(), self.as_of, None, law.notices).facts}
        return [each for each in self.facts if each["id"] in here and each.get("requirement", each["id"]) in here]


# --- acting in a case -------------------------------------------------------------------------------------------


def written(moment: Moment) -> str:
    """A moment with its offset, so that of an hour that occurs twice neither is mistaken for the other."""
    return f"{moment.utc:%Y-%m-%dT%H:%M:%S}Z"


def after(moment: Moment) -> Moment:
    """The next moment to fail: a minute later, or the next day where any moment of the day will do."""
    end_of_day = moment.wall.strftime("%H:%M:%S") == "23:59:59"
    return Moment(moment.utc + timedelta(seconds=1 if end_of_day else 60))


def given(means: Means, at: Moment) -> FACTS:
    """The fields of a notice given at a moment."""
    return {"received": written(at)} if means == "received" else {"sent": written(at), "method": means}


def acted(act: Act, who: str, of: str | None, notice: FACTS) -> FACTS:
    """The fact of doing an act."""
    kinds: dict[Act, FACTS] = {
        "intention": {"type": "intention_notified", "party": who},
        "initial_estimate": {"type": "estimate_given", "party": who, "amount": "9.00"},
        "updated_estimate": {"type": "estimate_given", "party": who, "amount": "9.00"},
        "total": {"type": "total_notified", "party": who, "amount": "9.00"},
        "evidence": {"type": "evidence_given", "party": who, "requirement": of},
        "referral": {"type": "breach_referred", "subscriber": who},
    }
    return {"id": "NEW", **kinds[act], **notice}


def succeeds(result: Adjudication, act: Act, who: str, of: str | None) -> bool:
    """Whether an adjudication finds an act done in time."""
    if act == "referral":
        own = [each for each in result.breaches if (each.subscriber, each.provision) == (who, of)]
        return own[0].referral_in_time is True
    claim = next(each for each in result.claims if each.party == who)
    if act == "intention":
        return claim.intention.in_time is True
    if act == "total":
        return claim.total.in_time is True
    if act == "initial_estimate":
        return claim.initial_estimate == "met"
    if act == "evidence":
        return next(each for each in claim.evidence if each.requirement == of).status == "given_in_time"
    return next(each for each in claim.estimates if str(each.window) == of).status == "met"
