"""Acts: who may do what, what L10 refuses, what a stale or repeated command does, and what Parties never see."""

from __future__ import annotations

import pytest

from recovery_costs.casework.acts import ACTS
from recovery_costs.casework.desk import NotPermitted
from recovery_costs.facts import FACT_TYPES
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import PEOPLE, PROGRAM, Role
from recovery_costs.register.faults import NotThere, Stale
from tests.casework.office import EVENT, A, B, Office, office
from tests.register.registers import Place


@pytest.fixture
def here(place: Place) -> Office:
    return office(place)


def payable(here: Office, party: str) -> Money | None:
    result = here.dcc.judged(EVENT, here.dcc.today).adjudication
    return next(claim.payable for claim in result.claims if claim.party == party)


# --- the moves of L10.22 and L10.23 -----------------------------------------------------------------------------------


def test_l10_22__the_dcc_is_satisfied_and_what_was_requested_is_payable(here: Office) -> None:
    assert payable(here, A) is None
    done = here.does(here.dcc, "satisfied", party=A)
    assert [entry.kind for entry in done.entries] == ["dcc_satisfied"]
    assert payable(here, A) == Money.of("1000.00")
    assert payable(here, B) is None


def test_l10_22__once_referred_the_dcc_cannot_be_satisfied_instead(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T09:00")
    with pytest.raises(NotPermitted, match=r"L10\.22") as refused:
        here.does(here.dcc, "satisfied", party=A)
    assert {finding.clause for finding in refused.value.findings} == {"L10.22"}
    assert payable(here, A) is None


def test_l10_23_b__the_panel_cannot_direct_what_was_not_referred(here: Office) -> None:
    with pytest.raises(NotPermitted, match=r"L10\.23\(a\)"):
        here.does(here.panel, "direct", party=A, direction="full", minute="12/3", reason="Reasonable.")
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T09:00")
    done = here.does(here.panel, "direct", party=A, direction="full", minute="12/3", reason="Reasonable.")
    assert [entry.kind for entry in done.entries] == ["payment_directed", "particulars"]
    assert done.entries[1].content == {"of": done.facts[0], "minute": "12/3", "reason": "Reasonable."}
    assert payable(here, A) == Money.of("1000.00")


@pytest.mark.parametrize(
    ("part", "allowed"), [("0.00", False), ("0.01", True), ("999.99", True), ("1000.00", False), ("1000.01", False)]
)
def test_l10_23_b__a_part_is_more_than_nothing_and_less_than_all(here: Office, part: str, allowed: bool) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T09:00")
    given = {"party": A, "direction": "part", "sum": part, "minute": "12/3", "reason": "Some of it."}
    if allowed:
        here.does(here.panel, "direct", **given)
        assert payable(here, A) == Money.of(part)
    else:
        with pytest.raises(NotPermitted):
            here.does(here.panel, "direct", **given)
        assert payable(here, A) is None


def test_l10_24_a__dates_can_be_referred_only_above_the_sum(here: Office) -> None:
    here.does(here.panel, "set_sum", sum="1500.00", minute="1", consultation="Users, May 2025")
    with pytest.raises(NotPermitted, match=r"L10\.24\(a\)"):
        here.does(here.dcc, "refer_dates")
    here.does(here.panel, "set_sum", sum="1499.99", minute="2", consultation="Users, June 2025")
    here.at("2025-06-02T09:30")
    here.does(here.dcc, "refer_dates")


@pytest.mark.parametrize(
    ("demonstrated", "breach", "status"), [(True, False, "erased"), (False, True, "final"), (True, True, "final")]
)
def test_l10_27_c__the_panel_determines_either_way_once_the_matter_is_referred(
    here: Office, demonstrated: bool, breach: bool, status: str
) -> None:
    certificate = {"certificate": "C-1", "kind": "organisation", "subscriber": A, "subscriber_kind": "party"}
    here.does(here.dcc, "compromise_certificate", at="2025-03-05T08:00", **certificate)
    said = {"subscriber": A, "demonstrated": demonstrated, "breach": breach, "minute": "1", "reason": "So."}
    with pytest.raises(NotPermitted, match=r"was made though nothing was referred.*\(L10\.27\(c\)\)"):
        here.does(here.panel, "determine_breach", **said)
    here.does(here.dcc, "refer_breach", subscriber=A, received="2025-06-02T08:00")
    here.does(here.panel, "determine_breach", **said)
    assert [each.status for each in here.panel.judged(EVENT, here.panel.today).adjudication.breaches] == [status]


# --- roles ------------------------------------------------------------------------------------------------------------


def test_every_act_that_records_a_fact_names_a_type_and_every_type_has_one_act() -> None:
    recorded = [act.fact for act in ACTS.values() if act.fact]
    assert sorted(recorded) == sorted(set(recorded))
    by_other_means = {"estimate_given", "cost_lines", "evidence_listed"} - set(recorded)
    assert set(FACT_TYPES) - set(recorded) == by_other_means


@pytest.mark.parametrize("role", PEOPLE)
def test_what_a_role_may_not_do_looks_absent_and_is_on_record(here: Office, role: Role) -> None:
    desk = here.desk(role, party=A if role is Role.PARTY else None)
    before = here.register.seen_by(PROGRAM).last(EVENT)
    refused = [act for act in ACTS.values() if act.fact and role not in act.who]
    for act in refused:
        with pytest.raises(NotThere, match="There is no such thing on record"):
            desk.decide(act.name, EVENT, {}, command=here.id())
    told = here.desk(Role.AUDITOR).view.entries(of=["refused"])
    assert [entry.content["act"] for entry in told] == [act.name for act in refused]
    assert all(entry.actor == desk.actor.name for entry in told)
    facts = [e for e in here.register.seen_by(PROGRAM).entries(EVENT, after=before) if e.kind != "refused"]
    assert facts == []


def test_an_absent_event_and_a_forbidden_one_are_one_answer(here: Office) -> None:
    said = []
    for event in (EVENT, "RE-1999-001"):
        with pytest.raises(NotThere) as absent:
            here.desk(Role.OPERATOR).decide("satisfied", event, {"party": A}, command=here.id())
        said.append(str(absent.value))
    assert said[0] == said[1]


def test_a_party_acts_for_itself_alone(here: Office) -> None:
    here.does(here.party(A), "note_costs_ceased", party=A, at="2025-05-30")
    with pytest.raises(NotThere):
        here.does(here.party(A), "note_costs_ceased", party=B, at="2025-05-30")
    with pytest.raises(NotThere):
        here.does(here.party(A), "refer_breach", subscriber=B)


def test_l10_29__a_party_appeals_against_what_was_decided_of_the_event(here: Office) -> None:
    """Dates of payment are the event's, and the appeal is the Party's that makes it: A's, and nothing that B reads."""
    here.does(here.panel, "set_sum", sum="1499.99", minute="1", consultation="Users")
    for party in (A, B):
        here.does(here.dcc, "satisfied", party=party)
    here.at("2025-06-03T09:00").does(here.dcc, "refer_dates")
    dated = [
        {"party": A, "on": "2025-07-01", "amount": "1000.00"},
        {"party": B, "on": "2025-07-01", "amount": "500.00"},
    ]
    here.at("2025-06-04T09:00")
    decision = here.does(here.panel, "determine_dates", payments=dated, minute="2").facts[0]
    done = here.does(here.party(A), "appeal", by=A, decision=decision)
    assert [(entry.kind, entry.party) for entry in done.entries] == [("appeal_made", A)]
    assert done.entries[0] not in here.party(B).view.entries(EVENT)
    assert EVENT in here.desk(Role.AUTHORITY).events()
    with pytest.raises(NotThere):
        here.does(here.party(A), "appeal", by=B, decision=decision)


# --- the record -------------------------------------------------------------------------------------------------------


def test_a_decision_on_what_has_changed_since_is_refused_and_says_what_changed(here: Office) -> None:
    based_on = here.dcc.last(EVENT)
    here.does(here.dcc, "require_evidence", party=A, item="invoices", due="2025-07-01")
    with pytest.raises(Stale, match="evidence required"):
        here.dcc.decide("satisfied", EVENT, {"party": A}, command=here.id(), based_on=based_on)
    here.dcc.decide("refer", EVENT, {"party": B}, command=here.id(), based_on=based_on)  # B's claim did not change


def test_what_has_not_happened_yet_is_not_recorded(here: Office) -> None:
    with pytest.raises(Problems) as wrong:
        here.does(here.dcc, "satisfied", party=A, at="2025-06-02T10:00:01")  # the clock says 10:00 in the UK
    assert [problem.field for problem in wrong.value.problems] == ["at"]
    here.does(here.dcc, "satisfied", party=A, at="2025-06-02T10:00")


@pytest.mark.parametrize("field", ["sent", "received"])
@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        ("2025-06-02T09:59:59", True),
        ("2025-06-02T10:00", True),
        ("2025-06-02T10:00:01", False),
        ("2025-06-02", True),
        ("2025-06-03", False),
    ],
)
def test_what_was_not_yet_sent_or_received_is_not_recorded(here: Office, field: str, moment: str, taken: bool) -> None:
    given = {field: moment, **({"method": "email"} if field == "sent" else {})}
    if taken:
        assert here.does(here.dcc, "note_intention", party=A, **given).new
        return
    with pytest.raises(Problems) as wrong:
        here.does(here.dcc, "note_intention", party=A, **given)
    assert [problem.field for problem in wrong.value.problems] == [field]


def test_fields_that_are_wrong_are_all_said_at_once_and_nothing_is_recorded(here: Office) -> None:
    before = here.dcc.last(EVENT)
    with pytest.raises(Problems) as wrong:
        here.does(here.panel, "direct", party=A, direction="half", minuted="12/3")
    assert {problem.field for problem in wrong.value.problems} == {"direction", "minuted", "minute", "reason"}
    with pytest.raises(Problems) as wrong:
        here.does(here.panel, "direct", party=A, direction="half", minute="12/3", reason="So.")
    assert {problem.field for problem in wrong.value.problems} == {"direction"}
    assert here.dcc.last(EVENT) == before


def test_when_costs_ceased_is_never_now_by_default(here: Office) -> None:
    """It is a fact of the world: the last day for the total runs from it (L10.19(c))."""
    before = here.dcc.last(EVENT)
    for desk in (here.dcc, here.party(A)):
        with pytest.raises(Problems) as wrong:
            here.does(desk, "note_costs_ceased", party=A)
        assert [problem.field for problem in wrong.value.problems] == ["at"]
    assert here.dcc.view.entries(EVENT, ["costs_ceased"], after=before) == []


def test_a_party_that_leaves_out_whose_act_it_is_is_told_what_to_give(here: Office) -> None:
    for act, name in (("appeal", "by"), ("refer_breach", "subscriber")):
        with pytest.raises(Problems) as wrong:
            here.does(here.party(A), act)
        assert [problem.field for problem in wrong.value.problems] == [name]


@pytest.mark.parametrize("based_on", [-1, 10**9])
def test_a_record_that_cannot_be_is_refused_as_such(here: Office, based_on: int) -> None:
    with pytest.raises(Problems) as wrong:
        here.dcc.decide("satisfied", EVENT, {"party": A}, command=here.id(), based_on=based_on)
    assert [(problem.field, problem.found) for problem in wrong.value.problems] == [("on", str(based_on))]
