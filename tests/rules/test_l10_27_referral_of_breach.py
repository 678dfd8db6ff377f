"""L10.27: a deemed breach is lifted by a referral in time, a demonstration, and the Panel's determination."""

from __future__ import annotations

from datetime import date

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.calendar import Moment, TakesEffect, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.facts import BreachDetermined, BreachReferred, Case
from recovery_costs.finding import TIME, Basis, Deemed, Finding, Outcome, found
from recovery_costs.record import Counted
from recovery_costs.rules.l10_27_referral_of_breach import (
    l10_27__ceases_to_be_deemed,
    l10_27__serves_no_deemed_breach,
    l10_27_a__referrals_that_serve,
    l10_27_a__referred_in_time,
)
from recovery_costs.terms import DEFAULTS, terms
from tests.rules.shared import EVENT, but_the_words

POLICY = "Organisation Certificate Policy 6.2.1"
DEEMED = Deemed("P", "L11.9", ("F1",))
REFER_BY = date(2025, 6, 5)
TURNS = ("event_date", *TIME)
ONE_SERVES_ALL = {**DEFAULTS, "referral": "one_serves_all"}
ACCEPTED = {**DEFAULTS, "late_referral": "panel_may_accept"}


def referral(
    at: str, name: str = "R", subscriber: str = "P", provision: str | None = None, effect: TakesEffect | None = None
) -> Counted[BreachReferred]:
    given = {"id": name, "subscriber": subscriber, "received": at} | ({"provision": provision} if provision else {})
    moment = Moment.of(at)
    return Counted(BreachReferred.model_validate(given), moment, moment, effect)


def determination(
    at: str = "2025-07-01T10:00",
    name: str = "D",
    subscriber: str = "P",
    provision: str | None = None,
    demonstrated: bool = True,
    breach: bool = False,
) -> Counted[BreachDetermined]:
    given = {"id": name, "subscriber": subscriber, "at": at, "demonstrated": demonstrated, "breach": breach}
    fact = BreachDetermined.model_validate(given | ({"provision": provision} if provision else {}))
    return Counted(fact, fact.at, fact.at)


# --- (a): which referrals serve ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subscriber", "provision", "serves", "serves_all"),
    [
        pytest.param("P", None, True, True, id="its own, of all"),
        pytest.param("P", "L11.9", True, True, id="its own, of this provision"),
        pytest.param("P", POLICY, False, False, id="its own, of another provision"),
        pytest.param("Q", None, False, True, id="another's, of all"),
        pytest.param("Q", "L11.9", False, True, id="another's, of this provision"),
        pytest.param("Q", POLICY, False, False, id="another's, of another provision"),
    ],
)
def test_l10_27_a__it_refers_the_matter_itself(
    subscriber: str, provision: str | None, serves: bool, serves_all: bool
) -> None:
    given = [referral("2025-06-01", subscriber=subscriber, provision=provision)]
    assert l10_27_a__referrals_that_serve(DEEMED, given, DEFAULTS) == (given if serves else [])
    assert l10_27_a__referrals_that_serve(DEEMED, given, ONE_SERVES_ALL) == (given if serves_all else [])


def test_l10_27_a__referrals_stay_in_order() -> None:
    given = [referral("2025-06-01"), referral("2025-06-02", "X", "Q"), referral("2025-06-03", "R2")]
    assert [each.id for each in l10_27_a__referrals_that_serve(DEEMED, given, DEFAULTS)] == ["R", "R2"]


# --- (a): in time --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "in_time", "days_late", "words"),
    [
        pytest.param("2025-06-04T10:00", True, 0, "by the last day, 5 June 2025.", id="a day before the last"),
        pytest.param("2025-06-05T23:59:59", True, 0, "by the last day, 5 June 2025.", id="the last second of it"),
        pytest.param("2025-06-06T00:00", False, 1, "1 day after the last day, 5 June 2025.", id="the first after it"),
        pytest.param("2025-06-10T10:00", False, 5, "5 days after the last day, 5 June 2025.", id="five days after it"),
    ],
)
def test_l10_27_a__a_referral_takes_effect_within_three_months(
    at: str, in_time: bool, days_late: int, words: str
) -> None:
    actual, finding = l10_27_a__referred_in_time(DEEMED, [referral(at)], REFER_BY, date(2025, 9, 1), DEFAULTS)
    assert actual is in_time
    assert but_the_words([finding]) == [
        found(
            "L10.27(a)",
            Outcome.MET if in_time else Outcome.NOT_MET,
            "",
            about="P",
            facts=("R",),
            readings=TURNS if in_time else (*TURNS, "late_referral"),
            basis=Basis.COMPUTED if in_time else Basis.READING,
            due=REFER_BY,
            days_late=days_late,
        )
    ]
    assert finding.because.startswith(f"The referral of the deemed breach of L11.9 took effect on {Moment.of(at)}")
    assert words in finding.because
    assert ("no power to extend the time: the referral is out of time" in finding.because) is not in_time


def test_l10_27_a__a_late_referral_that_the_panel_may_accept_is_for_judgement_and_stays_late() -> None:
    late = [referral("2025-06-06")]
    in_time, finding = l10_27_a__referred_in_time(DEEMED, late, REFER_BY, date(2025, 9, 1), ACCEPTED)
    assert in_time is False
    assert (finding.outcome, finding.basis, finding.days_late) == (Outcome.FOR_JUDGEMENT, Basis.READING, 1)
    assert "the Panel may accept it, and it is treated as in time" in finding.because
    assert "no power to extend" not in finding.because


def test_l10_27_a__the_first_referral_decides() -> None:
    both = [referral("2025-06-05"), referral("2025-06-06", "R2")]
    in_time, finding = l10_27_a__referred_in_time(DEEMED, both, REFER_BY, date(2025, 9, 1), DEFAULTS)
    assert (in_time, finding.facts) == (True, ("R",))


@pytest.mark.parametrize(
    ("as_of", "outcome", "words"),
    [
        pytest.param("2025-06-04", Outcome.CANNOT_SAY, "may be referred", id="a day before the last"),
        pytest.param("2025-06-05", Outcome.CANNOT_SAY, "to the end of 5 June 2025", id="on the last day"),
        pytest.param("2025-06-06", Outcome.NOT_MET, "Nothing was referred", id="a day after the last"),
    ],
)
def test_l10_27_a__without_a_referral_it_is_open_to_the_end_of_the_last_day(
    as_of: str, outcome: Outcome, words: str
) -> None:
    in_time, finding = l10_27_a__referred_in_time(DEEMED, [], REFER_BY, date.fromisoformat(as_of), DEFAULTS)
    assert in_time is None
    assert but_the_words([finding]) == [found("L10.27(a)", outcome, "", about="P", readings=TURNS, due=REFER_BY)]
    assert words in finding.because
    assert "of L11.9" in finding.because


@pytest.mark.parametrize(
    ("at", "turns", "in_time"),
    [("2025-06-05", ("referral",), True), ("2025-06-06", ("referral", "late_referral"), False)],
)
def test_l10_27_a__anothers_referral_turns_on_the_reading(at: str, turns: tuple[str, ...], in_time: bool) -> None:
    others = [referral(at, subscriber="Q")]
    actual, finding = l10_27_a__referred_in_time(DEEMED, others, REFER_BY, date(2025, 9, 1), ONE_SERVES_ALL)
    assert actual is in_time
    assert (finding.basis, finding.readings) == (Basis.READING, (*TURNS, *turns))
    assert "by Q, which serves every Subscriber here" in finding.because


def test_l10_27_a__a_referral_deemed_received_says_on_what_that_rests() -> None:
    notices = terms(Case("C", ()), {}, shipped_holidays()).notices
    effect = notices.takes_effect(Moment.of("2025-06-03T10:00"), "post", None)
    posted = [referral("2025-06-05T09:00", effect=effect)]
    _, finding = l10_27_a__referred_in_time(DEEMED, posted, REFER_BY, date(2025, 9, 1), DEFAULTS)
    rests_on = "Deemed receipt (SEC Section M10) rests on post 2 Working Days, working hours from 09:00 [unverified]."
    assert rests_on in finding.because
    assert finding.basis is Basis.PARAMETER


# --- (b) and (c): demonstrated, and determined accordingly ---------------------------------------------------------

REFERRED = [referral("2025-06-02T10:00")]


def l10_27_b(outcome: Outcome, *facts: str) -> Finding:
    return found("L10.27(b)", outcome, "", about="P", facts=facts, basis=Basis.JUDGEMENT)


def l10_27_c(outcome: Outcome, *facts: str, basis: Basis = Basis.JUDGEMENT) -> Finding:
    return found("L10.27(c)", outcome, "", about="P", facts=facts, basis=basis)


@pytest.mark.parametrize(
    ("demonstrated", "breach", "erased"),
    [
        pytest.param(True, False, True, id="demonstrated, and no such breach occurred"),
        pytest.param(True, True, False, id="demonstrated, and the breach occurred"),
        pytest.param(False, False, False, id="not demonstrated, and no such breach occurred"),
        pytest.param(False, True, False, id="not demonstrated, and the breach occurred"),
    ],
)
def test_l10_27__it_ceases_to_be_deemed_where_b_and_c_are_both_met(
    demonstrated: bool, breach: bool, erased: bool
) -> None:
    made = determination(demonstrated=demonstrated, breach=breach)
    actual, findings = l10_27__ceases_to_be_deemed(DEEMED, REFERRED, True, [made])
    assert actual is erased
    assert but_the_words(findings) == [
        l10_27_b(Outcome.MET if demonstrated else Outcome.NOT_MET, "D"),
        l10_27_c(Outcome.MET if erased else Outcome.NOT_MET, "D"),
    ]
    satisfied = "was satisfied" if demonstrated else "was not satisfied"
    assert f"{satisfied} that the Compromise was not due to a breach of L11.9 by P" in findings[0].because
    what = "the breach occurred" if breach else "no such breach occurred"
    assert findings[1].because == f"The Panel determined on 1 July 2025 at 10:00 that {what}."


def test_l10_27_c__a_determination_helps_nobody_who_was_late() -> None:
    erased, findings = l10_27__ceases_to_be_deemed(DEEMED, REFERRED, False, [determination()])
    assert erased is None
    assert but_the_words(findings) == [l10_27_b(Outcome.MET, "D"), l10_27_c(Outcome.DOES_NOT_APPLY, "D")]
    assert findings[1].because.endswith(
        "It was not referred in time, so the determination does not lift the deemed breach."
    )


def test_l10_27_c__once_referred_the_panel_is_to_determine() -> None:
    erased, findings = l10_27__ceases_to_be_deemed(DEEMED, [*REFERRED, referral("2025-06-03", "R2")], True, [])
    assert erased is None
    assert but_the_words(findings) == [l10_27_c(Outcome.FOR_JUDGEMENT, "R", basis=Basis.COMPUTED)]
    assert findings[0].because == "L11.9: referred; the Panel has not yet determined it."


@pytest.mark.parametrize("serving", [[], REFERRED], ids=["nothing referred", "referred too late"])
def test_l10_27_c__nothing_is_to_be_determined_that_was_not_referred_in_time(
    serving: list[Counted[BreachReferred]],
) -> None:
    assert l10_27__ceases_to_be_deemed(DEEMED, serving, False, []) == (None, [])


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        pytest.param("2025-06-02T09:59:59", False, id="a second before the referral was given"),
        pytest.param("2025-06-02T10:00", True, id="at that moment"),
        pytest.param("2025-06-02T10:00:01", True, id="a second after it"),
    ],
)
def test_l10_27_c__a_determination_follows_the_referral(at: str, counts: bool) -> None:
    erased, findings = l10_27__ceases_to_be_deemed(DEEMED, REFERRED, True, [determination(at)])
    assert erased is (True if counts else None)
    if not counts:
        assert but_the_words(findings) == [
            l10_27_c(Outcome.NOT_MET, "D", basis=Basis.COMPUTED),
            l10_27_c(Outcome.FOR_JUDGEMENT, "R", basis=Basis.COMPUTED),
        ]
        assert findings[0].because.endswith("came before the matter was referred and does not count.")


@pytest.mark.parametrize(
    ("at", "erased"),
    [
        pytest.param("2025-06-01T08:59:59", None, id="a second before it was sent"),
        pytest.param("2025-06-01T09:00", True, id="the moment it was sent"),
        pytest.param("2025-06-01T09:00:01", True, id="sent, and not yet in effect"),
    ],
)
def test_l10_27_c__a_referral_is_given_when_it_is_sent_and_the_earliest_sent_counts(
    at: str, erased: bool | None
) -> None:
    posted = Counted(REFERRED[0].fact, Moment.of("2025-06-03T09:00"), Moment.of("2025-06-01T09:00"))
    by_hand = referral("2025-06-02T10:00", "R2")
    assert l10_27__ceases_to_be_deemed(DEEMED, [by_hand, posted], True, [determination(at)])[0] is erased


def test_l10_27_c__a_determination_of_what_nobody_referred_does_not_count() -> None:
    erased, findings = l10_27__ceases_to_be_deemed(DEEMED, [], False, [determination()])
    assert erased is None
    assert but_the_words(findings) == [l10_27_c(Outcome.NOT_MET, "D", basis=Basis.COMPUTED)]


@pytest.mark.parametrize(
    ("subscriber", "provision", "serves"),
    [
        pytest.param("P", None, True, id="its own, of all"),
        pytest.param("P", "L11.9", True, id="its own, of this provision"),
        pytest.param("P", POLICY, False, id="its own, of another provision"),
        pytest.param("Q", None, False, id="another's"),
    ],
)
def test_l10_27_c__a_determination_serves_its_own_subscriber_and_provision(
    subscriber: str, provision: str | None, serves: bool
) -> None:
    made = determination(subscriber=subscriber, provision=provision)
    assert l10_27__ceases_to_be_deemed(DEEMED, REFERRED, True, [made])[0] is (True if serves else None)


@pytest.mark.parametrize("breach", [False, True])
def test_l10_27_c__the_first_determination_decides_and_a_later_one_undoes_nothing(breach: bool) -> None:
    first, second = determination(breach=breach), determination("2025-07-02T10:00", "D2", breach=not breach)
    erased, findings = l10_27__ceases_to_be_deemed(DEEMED, REFERRED, True, [first, second])
    assert erased is not breach
    assert but_the_words(findings) == [
        l10_27_b(Outcome.MET, "D"),
        l10_27_c(Outcome.NOT_MET if breach else Outcome.MET, "D"),
        l10_27_c(Outcome.DOES_NOT_APPLY, "D", "D2", basis=Basis.COMPUTED),
    ]
    assert "of 2 July 2025 at 10:00, does not undo the first" in findings[2].because


# --- what has nothing to lift --------------------------------------------------------------------------------------

OF_POLICY = Deemed("P", POLICY, ("F2",))


def nothing_to_lift(limb: str, outcome: Outcome, *facts: str, about: str = "P") -> Finding:
    return found(limb, outcome, "", about=about, facts=facts)


def test_l10_27__a_referral_and_a_determination_of_a_deemed_breach_have_something_to_lift() -> None:
    assert l10_27__serves_no_deemed_breach([DEEMED], REFERRED, [determination()], True, DEFAULTS) == []
    assert l10_27__serves_no_deemed_breach([DEEMED], [], [], True, DEFAULTS) == []


def test_l10_27__without_a_recovery_event_nobody_can_say_what_they_lift() -> None:
    findings = l10_27__serves_no_deemed_breach([], REFERRED, [determination()], False, DEFAULTS)
    assert but_the_words(findings) == [
        nothing_to_lift("L10.27(a)", Outcome.CANNOT_SAY, "R"),
        nothing_to_lift("L10.27(c)", Outcome.CANNOT_SAY, "D"),
    ]
    assert all(each.because.endswith("has nothing to lift: no Recovery Event has occurred.") for each in findings)


@pytest.mark.parametrize(
    ("subscriber", "provision", "words"),
    [
        pytest.param("Q", None, "Q is not deemed in breach of anything", id="another Subscriber"),
        pytest.param("P", POLICY, f"P is not deemed in breach of {POLICY}", id="another provision"),
    ],
)
def test_l10_27__of_what_nobody_is_deemed_in_breach_of_there_is_nothing_to_lift(
    subscriber: str, provision: str | None, words: str
) -> None:
    given = [referral("2025-06-02", subscriber=subscriber, provision=provision)]
    made = [determination(subscriber=subscriber, provision=provision)]
    findings = l10_27__serves_no_deemed_breach([DEEMED], given, made, True, DEFAULTS)
    assert but_the_words(findings) == [
        nothing_to_lift("L10.27(a)", Outcome.DOES_NOT_APPLY, "R", about=subscriber),
        nothing_to_lift("L10.27(c)", Outcome.DOES_NOT_APPLY, "D", about=subscriber),
    ]
    assert all(words in each.because for each in findings)


def test_l10_27_a__a_further_referral_of_the_same_breach_adds_nothing() -> None:
    again = referral("2025-06-03T10:00", "R2")
    findings = l10_27__serves_no_deemed_breach([DEEMED], [*REFERRED, again], [], True, DEFAULTS)
    assert but_the_words(findings) == [nothing_to_lift("L10.27(a)", Outcome.DOES_NOT_APPLY, "R2")]
    assert findings[0].because == (
        "The further referral of 3 June 2025 at 10:00 adds nothing: the first governs the time."
    )


def test_l10_27_a__a_further_referral_of_another_breach_adds_that() -> None:
    both = [DEEMED, OF_POLICY]
    one, other = referral("2025-06-02", provision="L11.9"), referral("2025-06-03", "R2", provision=POLICY)
    assert l10_27__serves_no_deemed_breach(both, [one, other], [], True, DEFAULTS) == []
    of_all = referral("2025-06-04", "R3")
    assert l10_27__serves_no_deemed_breach(both, [one, of_all], [], True, DEFAULTS) == []
    findings = l10_27__serves_no_deemed_breach(both, [one, other, of_all], [], True, DEFAULTS)
    assert [each.facts for each in findings] == [("R3",)]


def test_l10_27_a__a_referral_that_serves_every_subscriber_has_something_to_lift() -> None:
    """Q, whose Certificate an OCA Certificate compromised, is carved out; under that reading its referral is P's too."""
    certificate = {"type": "certificate_compromised", "at": "2025-03-01", "kind": "organisation"}
    certificate |= {"subscriber_kind": "party"}
    facts = [
        certificate | {"id": "C1", "certificate": "P1", "subscriber": "P"},
        certificate | {"id": "C2", "certificate": "Q1", "subscriber": "Q", "caused_by_oca": True},
        {"id": "R", "type": "breach_referred", "subscriber": "Q", "received": "2025-06-02"},
    ]
    case = check_case({"format": 1, "case": "C", "facts": [*EVENT, *facts]})
    whole = adjudicate(case, date(2025, 9, 1), readings={"referral": "one_serves_all"})
    assert [(each.subscriber, each.referral_in_time) for each in whole.breaches] == [("P", True)]
    assert not [each for each in whole.findings if "nothing to lift" in each.because]
