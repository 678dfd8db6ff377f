"""What must hold of every case."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case
from recovery_costs.law import CLAUSES, ORDER, READINGS
from recovery_costs.money import NOUGHT, Money
from tests.properties.strategies import a_day, facts, moment, readings

SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def judge(
    given_facts: list[dict[str, Any]], as_of: date, known_at: str | None = None, chosen: dict | None = None
) -> Adjudication:
    case = check_case({"format": 1, "case": "P", "facts": given_facts})
    return adjudicate(case, as_of, Moment.of(known_at) if known_at else None, chosen)


@SETTINGS
@given(facts(), a_day(), readings(), st.randoms())
def test_the_order_of_facts_never_matters(made: list, as_of: date, chosen: dict, order: random.Random) -> None:
    shuffled = list(made)
    order.shuffle(shuffled)
    assert judge(made, as_of, chosen=chosen).as_json() == judge(shuffled, as_of, chosen=chosen).as_json()


def _named(made: list, kept: list) -> bool:
    """Whether every fact that the kept ones name is kept."""
    ids = {each["id"] for each in kept}
    return all(each.get(field) in (None, *ids) for each in kept for field in ("requirement", "decision"))


@SETTINGS
@given(facts(), a_day(), readings(), st.data())
def test_what_was_recorded_after_the_moment_known_never_matters(
    made: list, as_of: date, chosen: dict, data: Any
) -> None:
    known_at = moment(data.draw, 500)
    kept = [each for each in made if _recorded(each) <= Moment.of(known_at)]
    assume(_named(made, kept))
    assert judge(made, as_of, known_at, chosen).as_json() == judge(kept, as_of, known_at, chosen).as_json()


def _recorded(fact: dict) -> Moment:
    return Moment.of(fact.get("recorded") or fact.get("at") or fact.get("received") or fact["sent"])


@SETTINGS
@given(facts(), a_day(), readings())
def test_what_takes_effect_after_the_day_never_matters(made: list, as_of: date, chosen: dict) -> None:
    """A fact that happened, or was sent and received, after the day is as if it were not there."""
    kept = [each for each in made if Moment.of(each.get("at") or each.get("sent") or each["received"]).day <= as_of]
    assume(_named(made, kept))
    assert judge(made, as_of, chosen=chosen).as_json() == judge(kept, as_of, chosen=chosen).as_json()


@SETTINGS
@given(facts(), a_day(), readings())
def test_outstanding_and_overpaid_are_never_both_positive_and_account_for_every_penny(
    made: list, as_of: date, chosen: dict
) -> None:
    for claim in judge(made, as_of, chosen=chosen).claims:
        if claim.payable is None:
            assert claim.outstanding is None
            assert claim.overpaid is None
            continue
        assert claim.outstanding is not None
        assert claim.overpaid is not None
        assert NOUGHT in (claim.outstanding, claim.overpaid)
        assert claim.paid + claim.outstanding == claim.payable + claim.overpaid


@SETTINGS
@given(facts(), a_day(), readings())
def test_what_is_eligible_is_the_sum_of_its_lines_and_never_more_than_claimed(
    made: list, as_of: date, chosen: dict
) -> None:
    case = check_case({"format": 1, "case": "P", "facts": made})
    for claim in adjudicate(case, as_of, readings=chosen).claims:
        if claim.eligible is not None:
            assert claim.eligible == Money.sum(line.eligible for line in claim.lines if line.eligible is not None)
            assert all(line.eligible == NOUGHT for line in claim.lines if line.excluded)


@SETTINGS
@given(facts(), a_day(), st.sampled_from(("fixed", "chained")), readings())
def test_l10_19_b_ii__window_ends_strictly_increase_and_join(
    made: list, as_of: date, series: str, chosen: dict
) -> None:
    for claim in judge(made, as_of, chosen={**chosen, "estimate_windows": series}).claims:
        rows = claim.estimates
        for before, after in pairwise(rows):
            assert after.window == before.window + 1
            assert before.from_ <= before.to < after.to
            assert after.from_ == before.to + timedelta(days=1)


@SETTINGS
@given(facts(), a_day(), st.data())
def test_a_correction_equals_having_recorded_it_right(made: list, as_of: date, data: Any) -> None:
    """One fact is recorded wrong and corrected; the outcome is that of the right fact alone, ids and ties apart."""
    assume(made)
    number = data.draw(st.integers(0, len(made) - 1))
    right = made[number]
    assume(not any(right["id"] in (each.get("requirement"), each.get("decision")) for each in made))
    when = "at" if "at" in right else "received" if "received" in right else "sent"
    wrong = {**right, when: moment(data.draw, 300), "recorded": "2024-01-01"}
    if when == "received":
        wrong.pop("sent", None)
        wrong.pop("method", None)
    correction = {
        **right,
        "id": f"{right['id']}c",
        "corrects": right["id"],
        "reason": "a slip",
        "recorded": "2027-01-01",
    }
    plain = {**right, "recorded": "2027-01-01"}
    corrected = [*made[:number], wrong, correction, *made[number + 1 :]]
    recorded_right = [*made[:number], plain, *made[number + 1 :]]
    moments = [each.get("at") or each.get("received") or each["sent"] for each in made]
    assume(len(set(moments)) == len(moments))
    assert _values(judge(corrected, as_of)) == _values(judge(recorded_right, as_of))


def _values(adjudication: Adjudication) -> dict:
    """The adjudication without what names facts."""
    whole = adjudication.as_json()
    del whole["findings"]
    for claim in whole["claims"]:
        for row in claim["evidence"]:
            row["requirement"] = row["requirement"].rstrip("c")
    whole["awaited"] = [{**each, "what": ""} for each in whole["awaited"]]
    return whole


@SETTINGS
@given(
    st.sampled_from(("intention", "total", "referral")), st.integers(0, 200), st.integers(1, 120), readings(), st.data()
)
def test_a_later_notice_is_never_better_than_an_earlier_one(
    kind: str, sent: int, later: int, chosen: dict, data: Any
) -> None:
    """With one notice of each kind, moving one later never turns its `in_time` from false to true."""
    method = data.draw(st.sampled_from(("hand", "email", "post")))
    clock = data.draw(st.sampled_from(("08:00", "12:00", "16:29", "17:31")))
    event = date(2025, 1, 31)

    def result(days: int) -> bool | None:
        given_at = {"sent": f"{event + timedelta(days=days)}T{clock}", "method": method}
        made: list[dict[str, Any]] = [
            {
                "id": "E1",
                "type": "compromise_notified",
                "at": "2025-01-31T10:00",
                "keys": ["issuing_key"],
                "state": "actual",
            },
            {"id": "E2", "type": "recovery_key_decided", "at": "2025-01-31T11:00", "required": True, "key": "recovery"},
            {
                "id": "C",
                "type": "certificate_compromised",
                "at": "2025-01-31",
                "certificate": "c",
                "kind": "organisation",
                "subscriber": "A",
                "subscriber_kind": "party",
            },
            {"id": "X", "type": "costs_ceased", "party": "A", "at": "2025-02-28"},
        ]
        if kind == "referral":
            made.append({"id": "R", "type": "breach_referred", "subscriber": "A", **given_at})
        elif kind == "total":
            made.append(
                {"id": "I", "type": "intention_notified", "party": "A", "received": "2025-01-31", "estimate": "1.00"}
            )
            made.append({"id": "T", "type": "total_notified", "party": "A", "amount": "1.00", **given_at})
        else:
            made.append({"id": "I", "type": "intention_notified", "party": "A", **given_at})
        done = judge(made, date(2026, 6, 1), chosen=chosen)
        if kind == "referral":
            return next((row.referral_in_time for row in done.breaches), None)
        claim = done.claims[0]
        return claim.total.in_time if kind == "total" else claim.intention.in_time

    if result(sent) is False:
        assert result(sent + later) is not True


@SETTINGS
@given(facts(), a_day(), readings())
def test_every_finding_stands_in_code_order_and_names_what_exists(made: list, as_of: date, chosen: dict) -> None:
    done = judge(made, as_of, chosen=chosen)
    places = [ORDER[finding.clause] for finding in done.findings]
    assert places == sorted(places)
    ids = {each["id"] for each in made}
    for finding in done.findings:
        assert finding.clause in CLAUSES
        assert set(finding.facts) <= ids
        assert set(finding.readings) <= READINGS.keys()
        assert finding.because.endswith(".")


@SETTINGS
@given(facts(), a_day())
def test_nothing_is_paid_that_nobody_decided(made: list, as_of: date) -> None:
    """A sum is payable only under a clause; what is barred is payable only by the Panel's or the Authority's word."""
    for claim in judge(made, as_of).claims:
        assert (claim.payable is None) == (claim.payable_under is None)
        if claim.barred and claim.payable is not None and claim.payable > NOUGHT:
            assert claim.payable_under in ("L10.23(b)", "L10.29")
