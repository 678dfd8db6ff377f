"""L10.15: the circumstances in which use of the recovery or contingency key is required."""

from __future__ import annotations

import pytest

from recovery_costs.calendar import Moment
from recovery_costs.facts import CompromiseNotified, RecoveryKeyDecided
from recovery_costs.finding import Basis, Finding, Outcome
from recovery_costs.record import Counted
from recovery_costs.rules.l10_15_key_required import (
    l10_15__circumstances_exist,
    l10_15_a__compromise_notified,
    l10_15_b__key_required,
)
from recovery_costs.terms import DEFAULTS

NOTICE = "2025-03-06T09:30"


def notified(at: str = NOTICE, name: str = "N", state: str = "actual") -> Counted[CompromiseNotified]:
    fact = CompromiseNotified.model_validate({"id": name, "at": at, "keys": ["issuing_key"], "state": state})
    return Counted(fact, fact.at, fact.at)


def required(at: str, name: str = "D", key: str = "recovery") -> Counted[RecoveryKeyDecided]:
    fact = RecoveryKeyDecided.model_validate({"id": name, "at": at, "required": True, "key": key})
    return Counted(fact, fact.at, fact.at)


def not_required(at: str, name: str = "D") -> Counted[RecoveryKeyDecided]:
    fact = RecoveryKeyDecided.model_validate({"id": name, "at": at, "required": False})
    return Counted(fact, fact.at, fact.at)


def key_required(
    notices: list[Counted[CompromiseNotified]],
    *decided: Counted[RecoveryKeyDecided],
    after: str = "not_required",
) -> tuple[Counted[RecoveryKeyDecided] | None, Finding]:
    return l10_15_b__key_required(notices, decided, {**DEFAULTS, "decision_after_notice": after})


# --- (a) ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "words"),
    [pytest.param("actual", "an actual Compromise"), pytest.param("suspected", "a suspected Compromise")],
)
def test_l10_15_a__the_first_notification_of_an_actual_or_suspected_compromise(state: str, words: str) -> None:
    finding = l10_15_a__compromise_notified([notified(state=state), notified("2025-03-10T09:30", "N2", "actual")])
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.15(a)", Outcome.MET, Basis.STATED)
    assert (finding.facts, finding.readings, finding.about, finding.due) == (("N",), (), None, None)
    assert f"on 6 March 2025 at 09:30 of {words}" in finding.because


def test_l10_15_a__no_notification_on_file() -> None:
    finding = l10_15_a__compromise_notified([])
    assert (finding.clause, finding.outcome, finding.facts) == ("L10.15(a)", Outcome.CANNOT_SAY, ())
    assert "No notification by the DCC to the SMKI PMA" in finding.because


# --- (b) ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["recovery", "contingency"])
def test_l10_15_b__a_decision_to_require_either_key(key: str) -> None:
    decision = required("2025-03-07T11:00", key=key)
    first, finding = key_required([notified()], decision)
    assert first is decision
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.15(b)", Outcome.MET, Basis.JUDGEMENT)
    assert (finding.facts, finding.readings, finding.about) == (("D",), (), None)
    assert f"on 7 March 2025 at 11:00 to require use of the {key} key" in finding.because


def test_l10_15_b__the_first_decision_to_require_it_though_one_not_to_came_before() -> None:
    declined, first, second = (
        not_required("2025-03-07T10:00", "D1"),
        required("2025-03-08T10:00", "D2"),
        required("2025-03-09T10:00", "D3"),
    )
    decision, finding = key_required([notified()], declined, first, second)
    assert decision is first
    assert finding.facts == ("D2",)


def test_l10_15_b__a_later_contrary_decision_does_not_undo_it() -> None:
    first = required("2025-03-08T10:00", "D1")
    decision, finding = key_required([notified()], first, not_required("2025-03-09T10:00", "D2"))
    assert decision is first
    assert finding.outcome is Outcome.MET


def test_l10_15_b__no_decision_on_file() -> None:
    decision, finding = key_required([notified()])
    assert decision is None
    assert (finding.clause, finding.outcome, finding.facts) == ("L10.15(b)", Outcome.CANNOT_SAY, ())
    assert "No decision of the SMKI PMA" in finding.because


def test_l10_15_b__decided_that_the_key_is_not_required() -> None:
    """No fact is missing: the SMKI PMA has decided, and decided otherwise, as L10.16(c) says of the opposite."""
    decision, finding = key_required([notified()], not_required("2025-03-07T10:00"))
    assert decision is None
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.15(b)", Outcome.NOT_MET, Basis.JUDGEMENT)
    assert (finding.facts, finding.readings) == (("D",), ())
    assert "on 7 March 2025 at 10:00 not to require use of the key" in finding.because


@pytest.mark.parametrize(
    ("decided_at", "early"),
    [
        pytest.param("2025-03-06T09:29:59", True, id="a second before the notice"),
        pytest.param("2025-03-06T09:30:00", False, id="at the moment of the notice"),
        pytest.param("2025-03-06T09:30:01", False, id="a second after the notice"),
    ],
)
@pytest.mark.parametrize("after", ["not_required", "required"])
def test_l10_15_b__a_decision_made_before_the_notice(decided_at: str, early: bool, after: str) -> None:
    decision = required(decided_at)
    first, finding = key_required([notified()], decision, after=after)
    if not early:
        assert first is decision
        assert (finding.outcome, finding.basis, finding.readings) == (Outcome.MET, Basis.JUDGEMENT, ())
    elif after == "not_required":
        assert first is decision
        assert (finding.outcome, finding.basis) == (Outcome.MET, Basis.READING)
        assert finding.readings == ("decision_after_notice",)
        assert "follow from the Compromise, not from the notice" in finding.because
    else:
        assert first is None
        assert (finding.outcome, finding.basis) == (Outcome.NOT_MET, Basis.READING)
        assert finding.readings == ("decision_after_notice",)
        assert finding.facts == ("D", "N")
        assert "does not count under this reading" in finding.because


def test_l10_15_b__it_is_the_first_notice_that_the_decision_must_follow() -> None:
    decision = required("2025-03-08T10:00")
    notices = [notified(), notified("2025-03-10T09:30", "N2")]
    assert key_required(notices, decision, after="required")[0] is decision


def test_l10_15_b__a_fresh_decision_counts_where_the_early_one_does_not() -> None:
    early, fresh = required("2025-03-03T11:00", "D1"), required("2025-03-08T10:00", "D2")
    assert key_required([notified()], early, fresh)[0] is early
    decision, finding = key_required([notified()], early, fresh, after="required")
    assert decision is fresh
    assert (finding.outcome, finding.basis, finding.facts) == (Outcome.MET, Basis.JUDGEMENT, ("D2",))
    assert finding.readings == ("decision_after_notice",)


@pytest.mark.parametrize("after", ["not_required", "required"])
def test_l10_15_b__without_a_notice_no_decision_is_before_it(after: str) -> None:
    decision = required("2025-03-03T11:00")
    first, finding = key_required([], decision, after=after)
    assert first is decision
    assert (finding.outcome, finding.basis, finding.readings) == (Outcome.MET, Basis.JUDGEMENT, ())


# --- both ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided_at", "complete"),
    [
        pytest.param("2025-03-06T09:29:59", NOTICE, id="decided a second before: complete on the notice"),
        pytest.param("2025-03-06T09:30:00", NOTICE, id="at the same moment"),
        pytest.param("2025-03-06T09:30:01", "2025-03-06T09:30:01", id="a second after: complete on the decision"),
    ],
)
def test_l10_15__complete_at_the_later_of_the_two_in_either_order(decided_at: str, complete: str) -> None:
    decision = required(decided_at)
    circumstances = l10_15__circumstances_exist([notified(), notified("2025-03-20", "N2")], decision)
    assert circumstances is not None
    assert (circumstances.route, circumstances.complete) == ("L10.15", Moment.of(complete))
    assert (circumstances.decision, circumstances.facts) == (decision, ("N", "D"))


def test_l10_15__not_complete_while_either_is_missing() -> None:
    assert l10_15__circumstances_exist([], required("2025-03-07T10:00")) is None
    assert l10_15__circumstances_exist([notified()], None) is None
    assert l10_15__circumstances_exist([], None) is None
