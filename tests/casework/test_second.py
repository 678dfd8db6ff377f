"""What one person alone does not put on record, and what a Party cannot say of its own.

A's £1,000.00 is payable from 2 June 2025 (L10.22). Whatever one person then says of it (that less was paid, that money came
back, that more was asked), nothing more may be instructed until a second person agrees; and what was once instructed stays so.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudication import Claim
from recovery_costs.casework import admin, correcting, instructions, intake, payments, second
from recovery_costs.casework.approving import approve
from recovery_costs.casework.desk import Desk, Done, NotPermitted
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import FACT_KINDS, Role
from recovery_costs.register.faults import NotThere
from tests.casework.office import EVENT, A, B, Office, holding, office
from tests.register.registers import Place

OTHER, C = "RE-2025-002", "Supplier C"


@pytest.fixture
def here(place: Place) -> Office:
    made = office(place)
    made.does(made.dcc, "satisfied", party=A)
    return made.at("2025-06-03T09:00")


def claim(here: Office, party: str = A) -> Claim:
    result = here.dcc.judged(EVENT, here.dcc.today).adjudication
    return next(each for each in result.claims if each.party == party)


def pays(here: Office, amount: str, reference: str = "BACS 1") -> str:
    """Pay A, as proposed by Dee and approved by Sam; the fact that says so."""
    asked = [{"party": A, "amount": amount, "on": "2025-06-03"}]
    seq = payments.propose(here.dcc, EVENT, asked, command=here.id()).entries[0].seq
    payments.approve(here.second, EVENT, seq, command=here.id())
    return payments.record_payment(here.dcc, EVENT, A, amount, reference, command=here.id()).facts[0]


def corrects(here: Office, desk: Desk, fact: str, **fields: Any) -> Done:
    return correcting.correct(desk, EVENT, fact, fields, "A slip.", command=here.id())


def waits(done: Done) -> int:
    """The number of what now waits, and that nothing else went on record."""
    assert [entry.kind for entry in done.entries] == [second.PROPOSED]
    return done.entries[0].seq


def may_instruct(here: Office) -> Money:
    return instructions.left_to_instruct(here.dcc, EVENT, claim(here), here.dcc.today)


# --- money: a second person of the same role --------------------------------------------------------------------------


def test_a_payment_corrected_by_one_person_is_still_paid(here: Office) -> None:
    """Paid £1,000.00 of £1,000.00. Were it £1.00, £999.00 would be outstanding."""
    fact = pays(here, "1000.00")
    seq = waits(corrects(here, here.dcc, fact, amount="1.00"))
    assert [claim(here).paid, claim(here).outstanding] == [Money.of("1000.00"), Money.of("0.00")]
    [waiting] = second.waiting(here.dcc, EVENT)
    assert second.would_change(here.dcc, waiting) == [
        f"paid of {A}: £1,000.00 becomes £1.00",
        f"outstanding of {A}: £0.00 becomes £999.00",
    ]
    with pytest.raises(NotPermitted, match="You proposed this yourself"):
        approve(here.dcc, EVENT, seq, command=here.id())
    for other in (here.panel, here.desk(Role.AUDITOR), here.party(A)):
        with pytest.raises(NotThere):
            approve(other, EVENT, seq, command=here.id())
    done = approve(here.second, EVENT, seq, command=here.id())
    assert [entry.kind for entry in done.entries] == ["payment_made", "approved"]
    assert [claim(here).paid, claim(here).outstanding] == [Money.of("1.00"), Money.of("999.00")]
    with pytest.raises(NotThere):  # it waits no longer
        approve(here.second, EVENT, seq, command=here.id())


def test_what_was_instructed_stays_instructed_whatever_a_correction_says(here: Office) -> None:
    """£1,000.00 was instructed of £1,000.00 payable: though £999.00 is outstanding, a penny more would be £1,000.01 in all."""
    fact = pays(here, "1000.00")
    approve(here.second, EVENT, waits(corrects(here, here.dcc, fact, amount="1.00")), command=here.id())
    assert claim(here).outstanding == Money.of("999.00")
    assert may_instruct(here) == Money.of("0.00")
    with pytest.raises(NotPermitted, match=r"£0\.00 that may still be instructed"):
        payments.propose(here.dcc, EVENT, [{"party": A, "amount": "0.01", "on": "2025-06-03"}], command=here.id())


@pytest.mark.parametrize(("amount", "left"), [("119.99", "0.01"), ("120.00", "0.00"), ("120.01", None)])
def test_no_more_comes_back_than_was_paid(here: Office, amount: str, left: str | None) -> None:
    """£120.00 was paid."""
    pays(here, "120.00")
    back = {"party": A, "amount": amount, "bank_reference": "R"}
    if left is None:
        with pytest.raises(Problems) as said:
            here.does(here.dcc, "record_return", **back)
        [problem] = said.value.problems
        assert problem.wanted == f"at most the £120.00 paid to {A} by then"
        assert claim(here).paid == Money.of("120.00")
        return
    seq = waits(here.does(here.dcc, "record_return", **back))
    assert claim(here).paid == Money.of("120.00")
    approve(here.second, EVENT, seq, command=here.id())
    assert claim(here).paid == Money.of(left)


def test_two_returns_together_are_no_more_than_was_paid_whoever_approves_when(here: Office) -> None:
    """£120.00 was paid: £100.00 back and £20.00 back are all of it, and £20.01 would be a penny more."""
    pays(here, "120.00")
    first, more, rest = (
        waits(here.does(here.dcc, "record_return", party=A, amount=amount, bank_reference=f"R {amount}"))
        for amount in ("100.00", "20.01", "20.00")
    )
    approve(here.second, EVENT, first, command=here.id())
    with pytest.raises(Problems):  # when it was proposed nothing had come back
        approve(here.second, EVENT, more, command=here.id())
    approve(here.second, EVENT, rest, command=here.id())
    assert claim(here).paid == Money.of("0.00")


def test_a_return_by_a_day_is_of_what_was_paid_by_then(here: Office) -> None:
    pays(here, "120.00")
    with pytest.raises(Problems):
        here.does(here.dcc, "record_return", party=A, amount="0.01", at="2025-06-02", bank_reference="R")
    with pytest.raises(Problems):  # nothing was paid to B
        here.does(here.dcc, "record_return", party=B, amount="0.01", bank_reference="R")
    waits(here.does(here.dcc, "record_return", party=A, amount="0.01", bank_reference="R"))


def test_a_payment_is_not_corrected_to_less_than_came_back_of_it(here: Office) -> None:
    fact = pays(here, "120.00")
    seq = waits(here.does(here.dcc, "record_return", party=A, amount="50.00", bank_reference="R"))
    approve(here.second, EVENT, seq, command=here.id())
    with pytest.raises(Problems):
        corrects(here, here.dcc, fact, amount="49.99")
    waits(corrects(here, here.dcc, fact, amount="50.00"))


@pytest.mark.parametrize(("amount", "allowed"), [("399.99", True), ("400.00", True), ("400.01", False)])
def test_what_came_back_may_be_instructed_again(here: Office, amount: str, allowed: bool) -> None:
    """£1,000.00 was instructed and paid, £400.00 bounced: £400.00 of the £1,000.00 payable is owed again."""
    pays(here, "1000.00")
    returned = here.does(here.dcc, "record_return", party=A, amount="400.00", bank_reference="R")
    assert may_instruct(here) == Money.of("0.00")  # one person's word moves nothing
    approve(here.second, EVENT, waits(returned), command=here.id())
    if allowed:
        pays(here, amount, "BACS 2")
        assert may_instruct(here) == Money.of("400.00") - Money.of(amount)
    else:
        with pytest.raises(NotPermitted):
            pays(here, amount, "BACS 2")


def test_l10_22__a_total_corrected_after_the_dcc_was_satisfied_makes_nothing_payable_alone(here: Office) -> None:
    fact = next(e.fact for e in here.dcc.view.entries(EVENT, ["total_notified"], A))
    assert fact is not None
    seq = waits(corrects(here, here.dcc, fact, amount="5000000.00"))
    assert [claim(here).requested, claim(here).payable] == [Money.of("1000.00"), Money.of("1000.00")]
    with pytest.raises(NotPermitted, match=r"£1,000\.00 that may still"):
        pays(here, "1000.01")
    approve(here.second, EVENT, seq, command=here.id())
    assert claim(here).payable == Money.of("5000000.00")


def test_l10_22__a_total_noted_as_if_it_came_before_makes_nothing_payable_alone(here: Office) -> None:
    """The total that came last before the DCC was satisfied governs: one noted afterwards with an earlier moment too."""
    here.at("2025-06-03T10:00")
    earlier = {"party": A, "received": "2025-06-02T09:00", "amount": "5000000.00"}
    waits(here.does(here.dcc, "note_total", **earlier))
    got = intake.receive(here.dcc, EVENT, A, "a.xlsx", b"a", command=here.id())
    done = intake.take_in(here.dcc, got, holding({"id": "T2", "type": "total_notified", **earlier}))
    assert done is not None
    waits(done)
    assert "waits for a second person of DCC finance" in next(intake.what_follows(here.dcc, got, done))
    assert claim(here).payable == Money.of("1000.00")


def test_what_changes_no_sum_waits_for_nobody(here: Office) -> None:
    """Nothing of B's is payable: its total, noted or corrected, changes what is requested and no more."""
    noted = here.does(here.dcc, "note_total", party=B, amount="600.00")
    assert [entry.kind for entry in noted.entries] == ["total_notified"]
    done = corrects(here, here.dcc, noted.facts[0], amount="700.00")
    assert [entry.kind for entry in done.entries] == ["total_notified"]
    assert [claim(here, B).requested, claim(here, B).payable] == [Money.of("700.00"), None]


def test_what_waits_is_refused_where_it_no_longer_fits_the_record(here: Office) -> None:
    fact = pays(here, "1000.00")
    one, other = (waits(corrects(here, here.dcc, fact, amount=amount)) for amount in ("1.00", "2.00"))
    approve(here.second, EVENT, one, command=here.id())
    with pytest.raises(Problems) as said:
        approve(here.second, EVENT, other, command=here.id())
    assert [problem.wanted for problem in said.value.problems] == ["one correction at most"]
    [waiting] = second.waiting(here.dcc, EVENT)
    assert second.would_change(here.dcc, waiting) == ["it does not fit what is on record now"]


def test_the_same_approval_twice_is_one(here: Office) -> None:
    seq = waits(corrects(here, here.dcc, pays(here, "1000.00"), amount="1.00"))
    first, again = (approve(here.second, EVENT, seq, command="once") for _ in range(2))
    assert [first.new, again.new] == [True, False]
    assert [e.seq for e in first.entries] == [e.seq for e in again.entries]


def test_the_panels_correction_of_a_direction_waits_for_a_second_of_the_panel(here: Office) -> None:
    """L10.23(b): £300.00 of B's £500.00 is directed; £400.00 would be £100.00 more."""
    here.does(here.dcc, "refer", party=B)
    here.at("2025-06-04T09:00")
    said = {"direction": "part", "sum": "300.00", "minute": "1", "reason": "So."}
    fact = here.does(here.panel, "direct", party=B, **said).facts[0]
    seq = waits(corrects(here, here.panel, fact, sum="400.00"))
    assert claim(here, B).payable == Money.of("300.00")
    with pytest.raises(NotThere):
        approve(here.second, EVENT, seq, command=here.id())
    approve(here.desk(Role.PANEL, "Quin"), EVENT, seq, command=here.id())
    assert claim(here, B).payable == Money.of("400.00")


def test_the_smki_pma_is_told_who_corrects_what_changes_a_sum(here: Office) -> None:
    """L10.15(b): without the decision that a key is required there is no Recovery Event, and nothing is payable."""
    decided, otherwise = here.dcc.view.entries(EVENT, FACT_KINDS), {"required": False, "key": None}
    with pytest.raises(NotPermitted, match="Ask DCC finance to correct it"):
        corrects(here, here.desk(Role.SMKI_PMA), "K", **otherwise)
    assert here.dcc.view.entries(EVENT, FACT_KINDS) == decided
    seq = waits(corrects(here, here.dcc, "K", **otherwise))
    assert claim(here).payable == Money.of("1000.00")
    approve(here.second, EVENT, seq, command=here.id())
    assert claim(here).payable is None


def test_l10_29__the_authority_decides_anew_what_changes_a_sum(here: Office) -> None:
    here.does(here.dcc, "refer", party=B)
    here.at("2025-06-04T09:00")
    said = {"direction": "part", "sum": "300.00", "minute": "1", "reason": "So."}
    fact = here.does(here.panel, "direct", party=B, **said).facts[0]
    here.at("2025-06-05T09:00")
    here.does(here.party(B), "appeal", by=B, decision=fact)
    here.at("2025-06-06T09:00")
    authority = here.desk(Role.AUTHORITY)
    ruled = here.does(authority, "decide_appeal", decision=fact, upheld=False, sum="350.00").facts[0]
    with pytest.raises(NotPermitted, match="Decide the appeal anew"):
        corrects(here, authority, ruled, sum="400.00")
    assert corrects(here, authority, ruled, note="On both grounds.").new  # it changes no sum
    assert claim(here, B).payable == Money.of("350.00")
    here.at("2025-06-07T09:00")
    here.does(authority, "decide_appeal", decision=fact, upheld=False, sum="400.00")
    assert claim(here, B).payable == Money.of("400.00")


# --- what a Party says of its own -------------------------------------------------------------------------------------


def sends(here: Office, **fact: Any) -> str:
    """What C gives by an upload."""
    done = here.sends(C, {"party": C, **fact})
    assert done is not None
    return done.facts[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"received": "2025-03-10T09:00"},
        {"sent": "2025-03-10T09:00", "method": "email"},
        {"method": "email"},
        {"estimate": "1.00"},
        {"total": "1.00"},
        {"received": None},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_l10_19_a__a_party_cannot_say_that_its_notice_was_given_otherwise(here: Office, fields: dict[str, Any]) -> None:
    """An intention given on 3 December, six months after its last day, bars the request; and so it stays."""
    here.at("2025-12-03T09:00")
    fact = sends(here, id="I", type="intention_notified", received="2025-12-03", estimate="500.00")
    assert claim(here, C).barred_by == ("L10.19(a)",)
    before = here.dcc.last(EVENT)
    with pytest.raises(Problems) as said:
        corrects(here, here.party(C), fact, **fields)
    assert [problem.field for problem in said.value.problems] == list(fields)
    assert all("ask DCC finance to correct this one" in problem.do for problem in said.value.problems)
    assert here.dcc.last(EVENT) == before
    assert claim(here, C).barred_by == ("L10.19(a)",)


def test_a_party_corrects_the_rest_of_its_own(here: Office) -> None:
    fact = sends(here, id="I", type="intention_notified", received="2025-06-03")
    done = corrects(here, here.party(C), fact, note="For the London office.")
    assert (
        done.entries[0].content["received"]
        == here.dcc.view.entries(EVENT, ["intention_notified"])[0].content["received"]
    )
    ceased = here.does(here.party(C), "note_costs_ceased", party=C, at="2025-05-30").facts[0]
    assert corrects(here, here.party(C), ceased, last_payment="2025-06-01").new
    with pytest.raises(Problems):
        corrects(here, here.party(C), corrects(here, here.party(C), done.facts[0], note="x").facts[0], estimate="1.00")


@pytest.mark.parametrize("name", ["id", "type", "recorded", "source", "corrects"])
def test_nobody_corrects_what_the_program_itself_keeps(here: Office, name: str) -> None:
    fact = here.does(here.dcc, "note_total", party=B, amount="600.00").facts[0]
    with pytest.raises(Problems) as said:
        corrects(here, here.dcc, fact, **{name: "x"})
    assert [problem.field for problem in said.value.problems] == [name]


def test_what_the_panel_required_is_not_the_dccs_to_correct(here: Office) -> None:
    own, panels = (
        here.does(desk, "require_evidence", party=B, item="invoices", due="2025-07-01").facts[0]
        for desk in (here.dcc, here.panel)
    )
    here.at("2025-06-03T10:00")
    with pytest.raises(NotThere):
        corrects(here, here.dcc, panels, due="2025-08-01")
    assert corrects(here, here.dcc, own, due="2025-08-01").new
    assert corrects(here, here.panel, panels, due="2025-08-01").new


def compromised(here: Office) -> None:
    certificate = {"certificate": "C-1", "kind": "organisation", "subscriber": B, "subscriber_kind": "party"}
    here.does(here.dcc, "compromise_certificate", at="2025-03-05T08:00", **certificate)


@pytest.mark.parametrize(
    "fields",
    [{"received": "2025-03-06T10:00"}, {"sent": "2025-03-06T10:00", "method": "email"}, {"method": "email"}],
    ids=["received", "sent", "method"],
)
def test_l10_27_a__what_a_party_refers_is_referred_now(here: Office, fields: dict[str, str]) -> None:
    """Deemed on 5 March 2025: the last day for referring it was 5 June, and no earlier moment is taken (L10.28)."""
    compromised(here.at("2025-06-06T09:00"))
    with pytest.raises(Problems) as said:
        here.does(here.party(B), "refer_breach", subscriber=B, **fields)
    told = {problem.field for problem in said.value.problems if "ask DCC finance to note it" in problem.do}
    assert told == set(fields)
    done = here.does(here.party(B), "refer_breach", subscriber=B)
    assert done.entries[0].content["received"] == here.dcc.now.text
    [breach] = here.dcc.judged(EVENT, here.dcc.today).adjudication.breaches
    assert breach.status == "final"


def test_l10_27_a__dcc_finance_notes_a_referral_that_was_given_otherwise(here: Office) -> None:
    compromised(here.at("2025-06-06T09:00"))
    here.does(here.dcc, "refer_breach", subscriber=B, received="2025-03-06T10:00")
    [breach] = here.dcc.judged(EVENT, here.dcc.today).adjudication.breaches
    assert breach.status == "deemed_pending"


def test_l10_29__a_party_appeals_now(here: Office) -> None:
    asked = here.does(here.panel, "require_evidence", party=A, item="invoices", due="2025-07-01").facts[0]
    here.at("2025-06-05T09:00")
    with pytest.raises(Problems) as said:
        here.does(here.party(A), "appeal", by=A, decision=asked, at="2025-06-03T10:00")
    assert [problem.field for problem in said.value.problems] == ["at"]
    done = here.does(here.party(A), "appeal", by=A, decision=asked)
    assert done.entries[0].content["at"] == here.dcc.now.text


@pytest.mark.parametrize(
    ("moment", "allowed"), [("2025-06-03T09:59", True), ("2025-06-03T10:00", True), ("2025-06-03T10:01", False)]
)
@pytest.mark.parametrize("name", ["sent", "received"])
def test_nothing_was_given_at_a_moment_to_come(here: Office, name: str, moment: str, allowed: bool) -> None:
    """By the register's clock it is 10:00 in the UK."""
    given = {name: moment, **({"method": "email"} if name == "sent" else {})}
    if allowed:
        here.does(here.dcc, "note_total", party=B, amount="600.00", **given)
    else:
        with pytest.raises(Problems) as said:
            here.does(here.dcc, "note_total", party=B, amount="600.00", **given)
        assert [problem.field for problem in said.value.problems] == [name]


def test_the_panel_records_what_it_decided_before_with_its_minute(here: Office) -> None:
    compromised(here)
    here.does(here.dcc, "refer_breach", subscriber=B, received="2025-03-06T10:00")
    said = {"subscriber": B, "demonstrated": True, "breach": False, "minute": "1", "reason": "So."}
    here.does(here.panel, "determine_breach", at="2025-04-01T10:00", **said)
    [breach] = here.dcc.judged(EVENT, date(2025, 4, 1)).adjudication.breaches
    assert breach.status == "erased"


# --- an event from its file -------------------------------------------------------------------------------------------

NOTED = [
    {"id": "N", "type": "compromise_notified", "at": "2025-03-05T08:00", "keys": ["issuing_key"], "state": "actual"},
    {"id": "K", "type": "recovery_key_decided", "at": "2025-03-05T08:30", "required": True, "key": "recovery"},
    {"id": "T", "type": "total_notified", "party": A, "received": "2025-05-01T09:00", "amount": "1000.00"},
]
DECIDED: dict[str, dict[str, Any]] = {
    "dcc_satisfied": {"party": A},
    "adequacy_referred": {"party": A},
    "panel_took_up": {"party": A, "on": "own_motion"},
    "payment_directed": {"party": A, "direction": "full"},
    "payment_made": {"party": A, "amount": "1.00"},
    "threshold_determined": {"sum": "1.00"},
    "dates_referred": {},
    "dates_determined": {"payments": [{"party": A, "on": "2025-06-02", "amount": "1.00"}]},
    "draft_proposal_considered": {"submit": False},
    "breach_determined": {"subscriber": A, "demonstrated": True, "breach": False},
    "evidence_required": {"party": A, "by": "panel", "item": "invoices", "due": "2025-07-01"},
}


def opens(here: Office, facts: list[dict[str, Any]], **more: Any) -> Done:
    return admin.open_event(here.dcc, {"format": 1, "case": OTHER, "facts": facts, **more}, command=here.id())


def facts_of(here: Office) -> list[str | None]:
    return [entry.fact for entry in here.dcc.view.entries(OTHER, FACT_KINDS)]


def test_an_event_opens_at_once_bare_or_with_what_dcc_finance_notes(here: Office) -> None:
    assert [entry.kind for entry in opens(here, NOTED).entries][:2] == ["event_opened", "compromise_notified"]
    assert facts_of(here) == ["N", "K", "T"]
    bare = admin.open_event(here.dcc, {"format": 1, "case": "RE-2025-003", "facts": []}, command=here.id())
    assert [entry.kind for entry in bare.entries] == ["event_opened"]


@pytest.mark.parametrize("kind", DECIDED)
def test_what_others_decided_waits_with_the_whole_file_for_a_second_person(here: Office, kind: str) -> None:
    decided = {"id": "D", "type": kind, "at": "2025-05-02T09:00", **DECIDED[kind]}
    done = opens(here, [*NOTED, decided])
    assert [entry.kind for entry in done.entries] == ["event_opened", second.PROPOSED]
    assert facts_of(here) == []
    with pytest.raises(NotPermitted):
        approve(here.dcc, OTHER, done.entries[1].seq, command=here.id())
    approve(here.second, OTHER, done.entries[1].seq, command=here.id())
    assert facts_of(here) == ["N", "K", "T", "D"]


def test_money_that_came_back_and_a_reading_chosen_wait_too(here: Office) -> None:
    at = {"at": "2025-05-02T09:00", "party": A, "amount": "1.00"}
    back = [{"id": "P", "type": "payment_made", **at}, {"id": "R", "type": "payment_returned", **at}]
    assert [entry.kind for entry in opens(here, [*NOTED, *back]).entries] == ["event_opened", second.PROPOSED]
    chosen = {"format": 1, "case": "RE-2025-003", "facts": NOTED, "readings": {"late_total": "breach_only"}}
    done = admin.open_event(here.dcc, chosen, command=here.id())
    assert here.dcc.readings("RE-2025-003") == {}
    approve(here.second, "RE-2025-003", done.entries[1].seq, command=here.id())
    assert here.dcc.readings("RE-2025-003") == {"late_total": "breach_only"}


def test_a_file_that_tells_of_days_to_come_opens_nothing(here: Office) -> None:
    ahead = {"id": "D", "type": "dcc_satisfied", "party": A, "at": "2025-06-04"}
    with pytest.raises(Problems) as said:
        opens(here, [*NOTED, ahead])
    assert [problem.field for problem in said.value.problems] == ["at"]
    assert OTHER not in here.dcc.events()


def test_nobody_but_dcc_finance_the_panel_and_the_auditor_sees_what_waits(here: Office) -> None:
    corrects(here, here.dcc, pays(here, "1000.00"), amount="77.77")
    for role, party in ((Role.PARTY, A), (Role.SMKI_PMA, None), (Role.AUTHORITY, None), (Role.OPERATOR, None)):
        assert second.waiting(here.desk(role, party=party), EVENT) == []
    for role in (Role.DCC_FINANCE, Role.PANEL, Role.AUDITOR):
        assert len(second.waiting(here.desk(role), EVENT)) == 1
