"""L10.16: the circumstances in which use of the key is not required."""

from __future__ import annotations

import pytest

from recovery_costs.calendar import Moment
from recovery_costs.facts import CompromiseNotified, RecoveryKeyDecided, ReplacementEvidence
from recovery_costs.finding import Basis, Outcome
from recovery_costs.record import Counted
from recovery_costs.rules.l10_16_key_not_required import (
    l10_16__circumstances_exist,
    l10_16_a__compromise_notified,
    l10_16_b__replacement_evidence,
    l10_16_c__key_not_required,
)


def notified(at: str = "2025-03-06T09:30", name: str = "N") -> Counted[CompromiseNotified]:
    fact = CompromiseNotified.model_validate({"id": name, "at": at, "keys": ["issuing_key"], "state": "suspected"})
    return Counted(fact, fact.at, fact.at)


def evidence(at: str = "2025-03-06T09:30", name: str = "E", limb: str = "attempted") -> Counted[ReplacementEvidence]:
    fact = ReplacementEvidence.model_validate({"id": name, "at": at, "limb": limb})
    return Counted(fact, fact.at, fact.at)


def decided(at: str = "2025-03-06T09:30", name: str = "D", required: bool = False) -> Counted[RecoveryKeyDecided]:
    key = {"key": "recovery"} if required else {}
    fact = RecoveryKeyDecided.model_validate({"id": name, "at": at, "required": required, **key})
    return Counted(fact, fact.at, fact.at)


def test_l10_16_a__the_first_notification() -> None:
    finding = l10_16_a__compromise_notified([notified(), notified("2025-03-10T09:30", "N2")])
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.16(a)", Outcome.MET, Basis.STATED)
    assert (finding.facts, finding.readings, finding.about) == (("N",), (), None)
    assert "on 6 March 2025 at 09:30" in finding.because


def test_l10_16_a__no_notification_on_file() -> None:
    finding = l10_16_a__compromise_notified([])
    assert (finding.clause, finding.outcome, finding.facts) == ("L10.16(a)", Outcome.CANNOT_SAY, ())
    assert "No notification by the DCC to the SMKI PMA" in finding.because


def test_l10_16_b_i__evidence_of_attempts() -> None:
    finding = l10_16_b__replacement_evidence([evidence(), evidence("2025-03-07", "E2", "not_feasible")])
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.16(b)(i)", Outcome.MET, Basis.STATED)
    assert (finding.facts, finding.readings) == (("E",), ())
    assert finding.because == (
        "The SMKI PMA had evidence of attempts to replace the Data by Commands on 6 March 2025 at 09:30."
    )


def test_l10_16_b_ii__evidence_that_no_attempt_was_feasible() -> None:
    finding = l10_16_b__replacement_evidence([evidence(limb="not_feasible"), evidence("2025-03-07", "E2")])
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.16(b)(ii)", Outcome.MET, Basis.STATED)
    assert (finding.facts, finding.readings) == (("E",), ())
    assert finding.because == (
        "The SMKI PMA had evidence that no attempt was feasible or appropriate on 6 March 2025 at 09:30."
    )


def test_l10_16_b__no_evidence_on_file() -> None:
    finding = l10_16_b__replacement_evidence([])
    assert (finding.clause, finding.outcome, finding.facts) == ("L10.16(b)", Outcome.CANNOT_SAY, ())
    assert "No evidence of attempts" in finding.because


def test_l10_16_c__decided_that_the_key_is_not_required() -> None:
    required = decided("2025-03-05T10:00", "D1", required=True)
    finding = l10_16_c__key_not_required([required, decided(name="D2"), decided("2025-03-07", "D3")])
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.16(c)", Outcome.MET, Basis.JUDGEMENT)
    assert (finding.facts, finding.readings) == (("D2",), ())
    assert "on 6 March 2025 at 09:30 not to require use of the key" in finding.because


def test_l10_16_c__decided_that_it_is_required() -> None:
    finding = l10_16_c__key_not_required([decided(required=True), decided("2025-03-07", "D2", required=True)])
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.16(c)", Outcome.NOT_MET, Basis.JUDGEMENT)
    assert finding.facts == ("D",)
    assert "6 March 2025 at 09:30 requires use of the key" in finding.because


def test_l10_16_c__no_decision_on_file() -> None:
    finding = l10_16_c__key_not_required([])
    assert (finding.clause, finding.outcome, finding.facts) == ("L10.16(c)", Outcome.CANNOT_SAY, ())
    assert "No decision of the SMKI PMA" in finding.because


BEFORE, AT, AFTER = "2025-03-06T09:29:59", "2025-03-06T09:30", "2025-03-06T09:30:01"


@pytest.mark.parametrize(
    ("notice", "proof", "decision", "complete"),
    [
        pytest.param(AT, BEFORE, BEFORE, AT, id="the notice a second after the others"),
        pytest.param(BEFORE, AT, BEFORE, AT, id="the evidence a second after the others"),
        pytest.param(BEFORE, BEFORE, AT, AT, id="the decision a second after the others"),
        pytest.param(AT, AT, AT, AT, id="all at one moment"),
        pytest.param(AFTER, AT, BEFORE, AFTER, id="decision, evidence, notice"),
    ],
)
def test_l10_16__complete_at_the_latest_of_the_three_in_any_order(
    notice: str, proof: str, decision: str, complete: str
) -> None:
    not_required = decided(decision, "D2")
    circumstances = l10_16__circumstances_exist(
        [notified(notice), notified("2025-04-01", "N2")],
        [evidence(proof), evidence("2025-04-01", "E2")],
        [decided("2025-03-01", "D1", required=True), not_required, decided("2025-04-01", "D3")],
    )
    assert circumstances is not None
    assert (circumstances.route, circumstances.complete) == ("L10.16", Moment.of(complete))
    assert (circumstances.decision, circumstances.facts) == (not_required, ("N", "E", "D2"))


def test_l10_16__not_complete_while_any_is_missing() -> None:
    n, e, d = [notified()], [evidence()], [decided()]
    assert l10_16__circumstances_exist(n, e, d) is not None
    assert l10_16__circumstances_exist([], e, d) is None
    assert l10_16__circumstances_exist(n, [], d) is None
    assert l10_16__circumstances_exist(n, e, []) is None
    assert l10_16__circumstances_exist(n, e, [decided(required=True)]) is None
