"""What is before the Panel by a meeting, and what becomes of it if it is deferred: worked out by hand from the office's event.

A and B gave their totals (£1,000.00 and £500.00) on 2 June 2025, three days before the last day for an intention.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.casework import offers, publish
from recovery_costs.casework.meeting import Business, Item, business
from recovery_costs.money import Money
from recovery_costs.register.access import Role
from recovery_costs.register.entry import Draft
from tests.casework.office import EVENT, A, B, Office, office

MEETING, NEXT = date(2025, 6, 20), date(2025, 7, 18)
MINUTE = {"minute": "1"}


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def seen(at: Office, meeting: date = MEETING, following: date = NEXT) -> Business:
    return business(at.panel, meeting, following)


def items(at: Office, **when: Any) -> list[tuple[str, str | None]]:
    return [(each.kind, each.about) for each in seen(at, **when).items]


def only(at: Office, kind: str) -> Item:
    return next(each for each in seen(at).items if each.kind == kind)


def test_nothing_waits_until_something_is_referred(here: Office) -> None:
    assert items(here) == []
    here.does(here.dcc, "refer", party=A)
    assert items(here) == [("direct", A)]
    item = only(here, "direct")
    assert (item.clause, item.since, item.amount) == ("L10.23(b)", date(2025, 6, 2), Money.of("1000.00"))
    assert not item.pressing
    assert item.deferred.says == (
        "L10.23(b) gives the Panel no last day. Until it directs, what of the £1,000.00 requested is payable to "
        "Supplier A is not known."
    )


def test_a_direction_takes_the_item_away(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T09:00").does(here.panel, "direct", party=A, direction="full", reason="So.", **MINUTE)
    assert items(here) == []


@pytest.mark.parametrize(
    ("due", "following", "falls"),
    [("2025-07-17", NEXT, True), ("2025-07-18", NEXT, True), ("2025-07-19", NEXT, False)],
)
def test_what_falls_due_by_the_next_meeting_stands_by_the_item(
    here: Office, due: str, following: date, falls: bool
) -> None:
    here.does(here.dcc, "refer", party=A)
    here.does(here.dcc, "require_evidence", party=A, item="invoices", due=due)
    item = only(here, "direct")
    assert [each.what for each in item.deferred.falls] == (["evidence: invoices"] if falls else [])
    assert item.pressing is falls


def test_what_is_overdue_by_the_meeting_is_named_and_no_earlier(here: Office) -> None:
    here.does(here.dcc, "require_evidence", party=A, item="invoices", due="2025-06-20")
    assert seen(here).overdue == ()
    later = seen(here, date(2025, 6, 21)).overdue
    assert [(name, each.what) for name, each in later] == [(EVENT, "evidence: invoices")]


def test_evidence_that_the_panel_took_up_without_a_referral_is_an_item_until_it_is_referred(here: Office) -> None:
    here.does(here.panel, "take_up", party=B, on="own_motion", **MINUTE)
    assert items(here) == [("evidence", B)]
    assert only(here, "evidence").clause == "L10.20(b)"
    here.does(here.dcc, "refer", party=B)
    assert items(here) == [("direct", B)]


def test_a_claim_that_is_decided_is_no_longer_taken_up(here: Office) -> None:
    here.does(here.panel, "take_up", party=B, on="own_motion", **MINUTE)
    here.does(here.dcc, "satisfied", party=B)
    assert items(here) == []


def test_above_the_sum_the_dates_and_a_draft_proposal_are_items(here: Office) -> None:
    here.does(here.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    assert items(here) == [("proposal", None)]
    assert only(here, "proposal").deferred.says == (
        "L10.24(c) gives the Panel no last day. £1,500.00 is requested, and the sum is £1,499.99."
    )
    here.does(here.dcc, "satisfied", party=A)
    here.at("2025-06-03T09:00").does(here.dcc, "refer_dates")
    assert items(here) == [("dates", None), ("proposal", None)]
    dates = only(here, "dates")
    assert (dates.since, dates.amount) == (date(2025, 6, 3), Money.of("1000.00"))
    assert dates.deferred.says == (
        "L10.24(b) gives the Panel no last day. Until it determines them, no day is set for the £1,000.00 outstanding."
    )
    here.does(here.panel, "consider_proposal", submit=False, **MINUTE)
    payments = [{"party": A, "on": "2025-07-01", "amount": "1000.00"}]
    here.does(here.panel, "determine_dates", payments=payments, **MINUTE)
    assert items(here) == []


def test_at_the_sum_nothing_is_an_item(here: Office) -> None:
    here.does(here.panel, "set_sum", sum="1500.00", minute="1", consultation="Users")
    assert items(here) == []


def test_a_referred_breach_is_an_item_until_it_is_determined(here: Office) -> None:
    certificate = {"certificate": "C-1", "kind": "organisation", "subscriber": A, "subscriber_kind": "party"}
    here.does(here.dcc, "compromise_certificate", at="2025-03-05T08:00", **certificate)
    assert items(here) == []
    here.does(here.dcc, "refer_breach", subscriber=A, received="2025-06-02T10:00")
    here.at("2025-06-03T09:00")
    item = only(here, "breach")
    assert (item.about, item.clause, item.since) == (A, "L10.27(c)", date(2025, 6, 2))
    assert item.deferred.says == (
        "L10.27 gives the Panel no last day. Until it determines, Supplier A stays deemed in breach (L10.26)."
    )
    fields = {"demonstrated": True, "breach": False, "reason": "So."}
    here.does(here.panel, "determine_breach", subscriber=A, **fields, **MINUTE)
    assert items(here) == []


def test_what_changes_by_itself_by_the_next_meeting_is_said(here: Office) -> None:
    """A deemed breach that the Panel considers: the same record, and A's estimate window ends meanwhile."""
    here.does(here.dcc, "note_intention", party="Supplier C", received="2025-06-02T09:00", estimate="10.00")
    here.does(here.panel, "take_up", party="Supplier C", on="own_motion", **MINUTE)
    quiet = seen(here, following=date(2025, 9, 2)).items[0]
    assert quiet.deferred.changes == ()
    after = seen(here, following=date(2025, 9, 3)).items[0]
    assert [(each.path, each.from_, each.to) for each in after.deferred.changes] == [
        ("claims.Supplier C.estimates.1.status", "open", "missed"),
        ("claims.Supplier C.estimates.2.status", None, "open"),
    ]
    assert after.pressing


def test_what_turns_on_the_next_meeting_comes_first(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-04T09:00").does(here.dcc, "refer", party=B)
    here.does(here.dcc, "require_evidence", party=B, item="invoices", due="2025-07-01")
    assert items(here) == [("direct", B), ("direct", A)]


def test_a_determination_waits_for_a_second_person(here: Office) -> None:
    publish.propose(here.panel, EVENT, date(2025, 6, 2), command=here.id())
    item = only(here, "publication")
    assert item.what == "publish the determination as of 2025-06-02 that Pat proposed"
    assert item.seq is not None
    publish.approve(here.desk(Role.PANEL, "Quinn"), EVENT, item.seq, command=here.id())
    assert items(here) == []


def test_appeals_are_listed_and_an_earlier_decision_does_not_answer_a_later_appeal(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T09:00")
    done = here.does(here.panel, "direct", party=A, direction="none", reason="So.", **MINUTE)
    here.does(here.party(A), "appeal", by=A, decision=done.facts[0])
    (appeal,) = seen(here).appeals
    assert (appeal.event, appeal.by, appeal.decision.id, appeal.decided) == (EVENT, A, done.facts[0], None)
    here.at("2025-06-10T09:00").does(here.desk(Role.AUTHORITY), "decide_appeal", decision=done.facts[0], upheld=True)
    (appeal,) = seen(here).appeals
    assert appeal.decided is not None
    assert appeal.decided.fact.upheld


def test_the_authority_sees_the_event_but_no_claim_where_the_sum_was_appealed(here: Office) -> None:
    authority = here.desk(Role.AUTHORITY)
    done = here.does(here.panel, "set_sum", sum="100.00", consultation="Users", **MINUTE)
    assert authority.events() == []
    here.does(here.dcc, "appeal", by=A, decision=done.facts[0])
    assert authority.events() == [EVENT]
    result = authority.judged(EVENT, here.dcc.today).adjudication
    assert result.recovery_event.occurred
    assert result.claims == ()
    assert here.does(authority, "decide_appeal", decision=done.facts[0], upheld=True).new


def test_an_event_that_cannot_be_adjudicated_is_named_and_hides_no_other(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    bad = {"id": "bad", "type": "dates_referred", "at": "no day"}
    here.dcc.record(here.id(), "RE-X", [Draft("event_opened", {"event": "RE-X"}), Draft("dates_referred", bad)])
    found = seen(here)
    assert [each.event for each in found.items] == [EVENT]
    assert [name for name, _ in found.unread] == ["RE-X"]


# --- the directions that could be given -------------------------------------------------------------------------------


def test_each_direction_is_tried_and_a_part_is_a_penny_less_than_the_request(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T09:00")
    found = offers.of_direction(here.panel, EVENT, A)
    assert [(each.fields["direction"], each.fields.get("sum"), each.allowed) for each in found] == [
        ("full", None, True),
        ("part", "999.99", True),
        ("none", None, True),
    ]


def test_without_a_referral_each_direction_is_refused_with_the_clause(here: Office) -> None:
    found = offers.of_direction(here.panel, EVENT, A)
    assert [[row.clause for row in each.refused] for each in found] == [["L10.23(a)"]] * 3
