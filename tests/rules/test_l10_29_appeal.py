"""L10.29: appeal to the Authority, whose decision is final and binding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.case_file import check_case
from recovery_costs.facts import FACT_TYPES, AppealDecided, AppealMade
from recovery_costs.finding import Basis, Deemed, Finding, Outcome, Ruling, found
from recovery_costs.money import Money
from recovery_costs.record import Counted
from recovery_costs.rules.l10_29_appeal import (
    l10_29__appeal_findings,
    l10_29__breach_decided,
    l10_29__rulings,
    l10_29__set_aside,
    l10_29__sum_fixed_by_the_authority,
)
from tests.rules.shared import but_the_words

POLICY = "Organisation Certificate Policy 6.2.1"
PAYMENTS = [{"party": "P", "on": "2025-09-01", "amount": "1.00"}]

# One decision of the Panel of each kind that L10.29 lists, by its id.
GIVEN: dict[str, dict[str, Any]] = {
    "E": {"type": "evidence_required", "party": "P", "by": "panel", "item": "invoices", "due": "2025-07-30"},
    "D": {"type": "payment_directed", "party": "P", "direction": "full"},
    "D2": {"type": "payment_directed", "party": "P", "direction": "none"},
    "DQ": {"type": "payment_directed", "party": "Q", "direction": "full"},
    "T": {"type": "threshold_determined", "sum": "1000.00"},
    "DD": {"type": "dates_determined", "payments": PAYMENTS},
    "B": {"type": "breach_determined", "subscriber": "P", "demonstrated": True, "breach": False},
    "B9": {"type": "breach_determined", "subscriber": "P", "provision": "L11.9", "demonstrated": True, "breach": True},
}
DECISIONS: dict[str, Any] = {
    name: FACT_TYPES[given["type"]].model_validate({"id": name, "at": "2025-07-01T10:00"} | given)
    for name, given in GIVEN.items()
}


def panels(*names: str) -> list[Counted[Any]]:
    """These decisions of the Panel, as they count."""
    return [Counted(DECISIONS[name], DECISIONS[name].at, DECISIONS[name].at) for name in names]


def appeal(decision: str, by: str = "P", at: str = "2025-07-10T10:00", name: str = "AM") -> Counted[AppealMade]:
    fact = AppealMade.model_validate({"id": name, "at": at, "by": by, "decision": decision})
    return Counted(fact, fact.at, fact.at)


def decided(decision: str, at: str = "2025-08-01T10:00", name: str = "AD", **fixed: Any) -> Counted[AppealDecided]:
    """What the Authority decided; upheld where nothing is fixed."""
    fact = AppealDecided.model_validate({"id": name, "at": at, "decision": decision, "upheld": not fixed} | fixed)
    return Counted(fact, fact.at, fact.at)


def rulings(*given: Counted[AppealDecided]) -> list[Ruling]:
    return l10_29__rulings(given, DECISIONS.__getitem__)


def findings(
    decisions: Sequence[Counted[Any]] = (),
    made: Sequence[Counted[AppealMade]] = (),
    ruled: Sequence[Counted[AppealDecided]] = (),
) -> list[Finding]:
    return l10_29__appeal_findings(decisions, made, rulings(*ruled), DECISIONS.__getitem__)


def l10_29(outcome: Outcome, *facts: str, about: str | None = "P", basis: Basis = Basis.STATED) -> Finding:
    return found("L10.29", outcome, "", about=about, facts=facts, basis=basis)


# --- decisions that may be appealed, and appeals -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "about", "under"),
    [
        ("E", "P", "L10.20"),
        ("D", "P", "L10.23"),
        ("T", None, "L10.24"),
        ("DD", None, "L10.24"),
        ("B", "P", "L10.27"),
    ],
)
def test_l10_29__a_decision_under_20_23_24_or_27_may_be_appealed(decision: str, about: str | None, under: str) -> None:
    (open_to_appeal,) = findings(panels(decision))
    assert but_the_words([open_to_appeal]) == [l10_29(Outcome.FOR_JUDGEMENT, decision, about=about)]
    assert open_to_appeal.because == (
        f"The Panel's decision of 1 July 2025 under {under} {'may arguably' if decision == 'T' else 'may'} be appealed to the Authority; "
        "the clause sets no time for it."
    )
    made, *_ = findings(panels(decision), [appeal(decision)])
    assert but_the_words([made]) == [l10_29(Outcome.MET, "AM", about=about)]
    assert made.because.startswith(
        f"P appealed on 10 July 2025 at 10:00 against the Panel's decision of 1 July 2025 under {under}."
    )


def test_l10_29__a_decision_that_was_appealed_or_ruled_on_is_no_longer_said_to_be_open() -> None:
    given = findings(panels("E", "D", "DQ"), [appeal("E")], [decided("D")])
    assert [each.facts for each in given if "may be appealed" in each.because] == [("DQ",)]


@pytest.mark.parametrize(
    ("by", "stranger"),
    [
        pytest.param("P", False, id="the claimant"),
        pytest.param("DCC", False, id="the DCC"),
        pytest.param("Q", True, id="a stranger"),
    ],
)
@pytest.mark.parametrize("decision", ["E", "D", "B"])
def test_l10_29__whether_a_stranger_may_appeal_is_for_judgement(decision: str, by: str, stranger: bool) -> None:
    made, *doubts = findings(made=[appeal(decision, by)])
    assert made.outcome is Outcome.MET
    expected = [l10_29(Outcome.FOR_JUDGEMENT, "AM", basis=Basis.COMPUTED)] if stranger else []
    assert but_the_words(doubts) == expected
    assert all(each.because == "Q is neither P nor the DCC; the clause does not say who may appeal." for each in doubts)


def test_l10_29__dates_of_payment_concern_all_so_anybody_may_appeal_against_them() -> None:
    assert but_the_words(findings(made=[appeal("DD", "Q")])) == [l10_29(Outcome.MET, "AM", about=None)]


@pytest.mark.parametrize("by", ["DCC", "Q"])
def test_l10_29__whether_the_sum_is_open_to_appeal_is_for_judgement_whoever_appeals(by: str) -> None:
    made, doubt = findings(made=[appeal("T", by)])
    assert made.outcome is Outcome.MET
    assert but_the_words([doubt]) == [l10_29(Outcome.FOR_JUDGEMENT, "AM", about=None, basis=Basis.COMPUTED)]
    assert "setting the sum is a decision open to appeal is arguable" in doubt.because


@pytest.mark.parametrize(
    ("at", "pending"),
    [
        pytest.param("2025-08-01T09:59:59", False, id="appealed a second before the Authority decided"),
        pytest.param("2025-08-01T10:00", False, id="at that moment"),
        pytest.param("2025-08-01T10:00:01", True, id="a second after it"),
        pytest.param(None, True, id="the Authority has not decided"),
    ],
)
def test_l10_29__an_appeal_stays_nothing_while_it_is_undecided(at: str | None, pending: bool) -> None:
    made, *_ = findings(made=[appeal("D", at=at or "2025-07-10")], ruled=[decided("D", sum="1.00")] if at else [])
    assert ("has not decided; meanwhile the Panel's decision is not stayed" in made.because) is (pending and at is None)
    assert ("had decided on it already" in made.because) is (pending and at is not None)


# --- what the Authority decided ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fixed", "words"),
    [({}, "the Authority upheld it on"), ({"sum": "1.00"}, "the Authority put its own decision in its place on")],
)
def test_l10_29__the_decision_of_the_authority_is_final_and_binding(fixed: dict[str, str], words: str) -> None:
    _, ruled = findings(made=[appeal("D")], ruled=[decided("D", **fixed)])
    assert but_the_words([ruled]) == [l10_29(Outcome.MET, "AD", basis=Basis.JUDGEMENT)]
    assert ruled.because.startswith(f"On the Panel's decision of 1 July 2025 {words} 1 August 2025 at 10:00")
    assert ruled.because.endswith("that is final and binding.")


def test_l10_29__a_decision_counts_without_an_appeal_on_file_and_a_finding_says_so() -> None:
    (ruled,) = findings(ruled=[decided("D", sum="1.00")])
    assert ruled.outcome is Outcome.MET
    assert ruled.because.endswith("No appeal is on file; the decision counts all the same.")


def test_l10_29__of_several_decisions_on_one_only_the_latest_counts() -> None:
    first, other, second = decided("D", name="A1", sum="1.00"), decided("B", name="A2"), decided("D", name="A3")
    made = rulings(first, other, second)
    assert [(each.decision.id, each.ruled.id) for each in made] == [("B", "A2"), ("D", "A3")]
    assert [each.put_in_place for each in made] == [None, None]
    assert rulings() == []


def test_l10_29__the_authority_puts_its_own_in_the_panels_place_or_upholds_it() -> None:
    (fixed,) = rulings(decided("D", sum="1.00"))
    assert fixed.put_in_place is fixed.ruled.fact


# --- on L10.23(b): a sum -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sum_", "outcomes"),
    [
        pytest.param("999.99", [Outcome.MET], id="a penny below the request"),
        pytest.param("1000.00", [Outcome.MET], id="exactly the request"),
        pytest.param("1000.01", [Outcome.MET, Outcome.FOR_JUDGEMENT], id="a penny above the request"),
    ],
)
def test_l10_29__a_sum_of_the_authority_is_taken_as_given_even_above_the_request(
    sum_: str, outcomes: list[Outcome]
) -> None:
    fixed, said = l10_29__sum_fixed_by_the_authority("P", rulings(decided("D", sum=sum_)), Money.of("1000.00"))
    assert fixed == Money.of(sum_)
    assert but_the_words(said) == [l10_29(each, "AD", basis=Basis.JUDGEMENT) for each in outcomes]
    assert said[0].because == f"The Authority fixed {fixed} on 1 August 2025 at 10:00; that governs."
    if len(said) > 1:
        assert "fixed £1,000.01 and £1,000.00 is requested" in said[1].because
        assert "is final and binding and is taken as given" in said[1].because


def test_l10_29__a_sum_where_nothing_is_requested_is_taken_as_given_too() -> None:
    fixed, said = l10_29__sum_fixed_by_the_authority("P", rulings(decided("D", sum="0.00")), None)
    assert fixed == Money.of("0.00")
    assert [each.outcome for each in said] == [Outcome.MET, Outcome.FOR_JUDGEMENT]
    assert "and nothing is requested" in said[1].because


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([], id="none"),
        pytest.param([decided("D")], id="the Panel upheld"),
        pytest.param([decided("DQ", sum="1.00")], id="a sum for another Party"),
        pytest.param([decided("E", set_aside=True)], id="a decision on something else"),
        pytest.param([decided("D", sum="1.00"), decided("D", "2025-08-02", "A2")], id="a sum no longer standing"),
    ],
)
def test_l10_29__without_a_sum_of_the_authority_that_stands_none_is_fixed(given: list[Counted[AppealDecided]]) -> None:
    assert l10_29__sum_fixed_by_the_authority("P", rulings(*given), Money.of("1000.00")) == (None, [])


def test_l10_29__the_latest_sum_that_stands_governs() -> None:
    given = rulings(decided("D2", sum="7.00", name="A1"), decided("D", "2025-08-02", "A2", sum="5.00"))
    assert l10_29__sum_fixed_by_the_authority("P", given, Money.of("1000.00"))[0] == Money.of("5.00")
    again = rulings(
        decided("D2", sum="7.00", name="A1"),
        decided("D", "2025-08-02", "A2", sum="5.00"),
        decided("D2", "2025-08-03", "A3", sum="6.00"),
    )
    assert l10_29__sum_fixed_by_the_authority("P", again, Money.of("1000.00"))[0] == Money.of("6.00")


# --- on L10.20 and L10.24: set aside -------------------------------------------------------------------------------


def test_l10_29__requirements_and_sums_may_be_set_aside() -> None:
    made = rulings(decided("E", set_aside=True), decided("T", set_aside=True), decided("D", sum="1.00"))
    assert l10_29__set_aside(made) == {"E", "T"}
    assert l10_29__set_aside(rulings(decided("E"))) == frozenset()


# --- on L10.27: a breach -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subscriber", "provision", "serves_all", "serves_one"),
    [
        pytest.param("P", "L11.9", True, True, id="this Subscriber and provision"),
        pytest.param("P", POLICY, True, False, id="this Subscriber, another provision"),
        pytest.param("Q", "L11.9", False, False, id="another Subscriber"),
    ],
)
def test_l10_29__the_authority_decides_the_breach_that_the_determination_was_of(
    subscriber: str, provision: Any, serves_all: bool, serves_one: bool
) -> None:
    deemed = Deemed(subscriber, provision, ())
    of_all, of_one = rulings(decided("B", breach=True)), rulings(decided("B9", breach=False))
    assert l10_29__breach_decided(of_all, deemed) == (of_all[0] if serves_all else None)
    assert l10_29__breach_decided(of_one, deemed) == (of_one[0] if serves_one else None)


def test_l10_29__the_latest_word_on_a_breach_governs() -> None:
    made = rulings(decided("B", breach=True, name="A1"), decided("B9", "2025-08-02", "A2", breach=False))
    assert l10_29__breach_decided(made, Deemed("P", "L11.9", ())) is made[1]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([], id="none"),
        pytest.param([decided("B")], id="the Panel upheld"),
        pytest.param([decided("D", sum="1.00")], id="a decision on something else"),
    ],
)
def test_l10_29__otherwise_the_authority_has_decided_no_breach(given: list[Counted[AppealDecided]]) -> None:
    assert l10_29__breach_decided(rulings(*given), Deemed("P", "L11.9", ())) is None


# --- in a case -----------------------------------------------------------------------------------------------------

EVENT = [
    {"id": "E1", "type": "compromise_notified", "at": "2025-03-03", "keys": ["issuing_key"], "state": "actual"},
    {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
    {"id": "N", "type": "total_notified", "party": "P", "received": "2025-06-02", "amount": "1000.00"},
]
DIRECTED = {"id": "D", "type": "payment_directed", "party": "P", "at": "2025-07-01", "direction": "full"}
FIXED = {"id": "AD", "type": "appeal_decided", "at": "2025-08-01", "decision": "D", "upheld": False, "sum": "600.00"}


def adjudicated(*facts: dict[str, Any], as_of: date = date(2025, 9, 1)) -> Adjudication:
    return adjudicate(check_case({"format": 1, "case": "C", "facts": [*EVENT, *facts]}), as_of)


def test_l10_29__what_the_authority_fixed_is_payable_and_what_was_paid_beyond_it_is_overpaid() -> None:
    paid = {"id": "PM", "type": "payment_made", "party": "P", "at": "2025-07-05", "amount": "1000.00"}
    (claim,) = adjudicated(DIRECTED, paid, FIXED).claims
    assert (claim.payable, claim.payable_under) == (Money.of("600.00"), "L10.29")
    assert (claim.paid, claim.overpaid) == (Money.of("1000.00"), Money.of("400.00"))


@pytest.mark.parametrize(
    ("as_of", "under"),
    [
        pytest.param("2025-07-31", "L10.23(b)", id="a day before the Authority decided"),
        pytest.param("2025-08-01", "L10.29", id="on the day it decided"),
        pytest.param("2025-08-02", "L10.29", id="a day after it decided"),
    ],
)
def test_l10_29__the_panels_direction_governs_until_the_authority_decides(as_of: str, under: str) -> None:
    (claim,) = adjudicated(DIRECTED, FIXED, as_of=date.fromisoformat(as_of)).claims
    assert claim.payable_under == under


def test_l10_29__where_the_authority_upholds_the_panels_direction_stands() -> None:
    upheld = {key: value for key, value in FIXED.items() if key != "sum"} | {"upheld": True}
    (claim,) = adjudicated(DIRECTED, upheld).claims
    assert (claim.payable, claim.payable_under) == (Money.of("1000.00"), "L10.23(b)")


def test_l10_29__a_decision_reaches_the_direction_through_its_correction() -> None:
    mended = DIRECTED | {"id": "D2", "at": "2025-06-30", "direction": "none", "corrects": "D", "reason": "slip"}
    mended |= {"recorded": "2025-07-02"}
    result = adjudicated(DIRECTED, mended, FIXED)
    assert result.claims[0].payable == Money.of("600.00")
    said = [each for each in result.findings if each.clause == "L10.29"]
    assert any("On the Panel's decision of 30 June 2025" in each.because for each in said)


def test_l10_29__every_decision_of_the_panel_on_file_is_open_to_appeal_but_none_of_the_dcc() -> None:
    by_dcc = {"id": "E", "type": "evidence_required", "party": "P", "at": "2025-06-10", "by": "dcc", "item": "bills"}
    by_dcc |= {"due": "2025-06-30"}
    given = [
        GIVEN["T"] | {"id": "T", "at": "2025-01-02"},
        GIVEN["DD"] | {"id": "DD", "at": "2025-07-01"},
        GIVEN["B"] | {"id": "B", "at": "2025-06-20"},
        by_dcc | {"id": "EP", "by": "panel", "at": "2025-06-30"},
        by_dcc,
        DIRECTED,
    ]
    said = [each for each in adjudicated(*given).findings if "be appealed to" in each.because]
    assert sorted(each.facts[0] for each in said) == ["B", "D", "DD", "EP", "T"]
    of_all = [each.facts[0] for each in said if each.about is None]
    assert of_all == ["T", "DD"]


def test_l10_29__a_requirement_set_aside_leaves_the_evidence_and_a_sum_set_aside_the_threshold() -> None:
    required = {"id": "E", "party": "P", "at": "2025-06-10"} | GIVEN["E"]
    sums = [GIVEN["T"] | {"id": name, "at": at, "sum": s} for name, at, s in (("T1", "2024-01-02", "900.00"),)]
    sums.append(GIVEN["T"] | {"id": "T", "at": "2025-01-02"})
    aside = [
        {"id": f"A{name}", "type": "appeal_decided", "at": "2025-08-01", "decision": name, "upheld": False}
        | {"set_aside": True}
        for name in ("E", "T")
    ]
    before = adjudicated(required, *sums)
    assert [row.requirement for row in before.claims[0].evidence] == ["E"]
    assert (before.aggregate.threshold, before.aggregate.exceeds) == (Money.of("1000.00"), False)
    after = adjudicated(required, *sums, *aside)
    assert after.claims[0].evidence == ()
    assert (after.aggregate.threshold, after.aggregate.exceeds) == (Money.of("900.00"), True)
