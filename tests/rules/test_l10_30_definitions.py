"""L10.30: Relevant Device, Relevant Subscriber and Relevant Private Key."""

from __future__ import annotations

from typing import Any

import pytest

from recovery_costs.facts import CertificateCompromised, CompromiseNotified, CostLine
from recovery_costs.finding import Basis, Finding, Outcome, found
from recovery_costs.record import Counted
from recovery_costs.rules.l10_30_definitions import (
    l10_30_a__relevant_device,
    l10_30_a__relevant_device_findings,
    l10_30_b__relevant_subscriber,
    l10_30_b__root_oca_compromised,
    l10_30_c__relevant_private_key,
)
from recovery_costs.terms import DEFAULTS
from tests.rules.shared import but_the_words

LITERAL = {**DEFAULTS, "recovery_status": "literal"}
ROOT_OCA = {**DEFAULTS, "symmetric_key_only": "root_oca_compromised"}


def line(smi_status: str = "commissioned", name: str = "1", **fields: Any) -> CostLine:
    """A line for replacing a Device."""
    given = {"line": name, "incurred": "2025-04-01", "amount": "185.00", "limb": "replace_device"}
    given |= {"key_outcome": "not_used", "responsible_supplier": True, "smi_status": smi_status}
    return CostLine.model_validate(given | fields)


def notified(*keys: str, name: str = "N") -> Counted[CompromiseNotified]:
    fact = CompromiseNotified.model_validate({"id": name, "at": "2025-03-03", "keys": list(keys), "state": "actual"})
    return Counted(fact, fact.at, fact.at)


def certificate(name: str, subscriber: str) -> Counted[CertificateCompromised]:
    given = {"id": f"F-{name}", "at": "2025-03-01", "certificate": name, "kind": "organisation"}
    fact = CertificateCompromised.model_validate(given | {"subscriber": subscriber, "subscriber_kind": "party"})
    return Counted(fact, fact.at, fact.at)


# --- (a): a Relevant Device ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("smi_status", "credentials", "relevant", "literally"),
    [
        pytest.param("commissioned", True, True, True, id="commissioned, with Compromised credentials"),
        pytest.param("commissioned", False, False, False, id="commissioned, with other credentials"),
        pytest.param("recovery", True, True, False, id="set to recovery by the recovery itself"),
        pytest.param("recovery", False, False, False, id="recovery, with other credentials"),
        pytest.param("installed not commissioned", True, False, False, id="any other SMI Status"),
        pytest.param("Commissioned", True, False, False, id="SMI Status is compared exactly"),
    ],
)
def test_l10_30_a__a_relevant_device_is_commissioned_and_holds_compromised_credentials(
    smi_status: str, credentials: bool, relevant: bool, literally: bool
) -> None:
    device = line(smi_status, compromised_credentials=credentials)
    assert l10_30_a__relevant_device(device, DEFAULTS) is relevant
    assert l10_30_a__relevant_device(device, LITERAL) is literally


def said_of(*lines: CostLine, readings: dict[str, str] = DEFAULTS) -> list[Finding]:
    return l10_30_a__relevant_device_findings("P", lines, "C", readings)


def l10_30_a(limb: str, outcome: Outcome, reading: bool = False) -> Finding:
    readings, basis = (("recovery_status",), Basis.READING) if reading else ((), Basis.COMPUTED)
    return found(limb, outcome, "", about="P", facts=("C",), readings=readings, basis=basis)


def test_l10_30_a__what_is_plainly_a_relevant_device_needs_no_finding() -> None:
    assert said_of(line()) == []


def test_l10_30_a__a_line_that_replaces_nothing_needs_no_finding() -> None:
    assert said_of(line("recovery", limb="key_use"), line("installed", limb="other")) == []


def test_l10_30_a_i__smi_status_recovery_turns_on_the_reading() -> None:
    findings = said_of(line("recovery"))
    assert but_the_words(findings) == [l10_30_a("L10.30(a)(i)", Outcome.MET, reading=True)]
    assert findings[0].because == "Line 1: SMI Status recovery; a Relevant Device."
    findings = said_of(line("recovery"), readings=LITERAL)
    assert but_the_words(findings) == [l10_30_a("L10.30(a)(i)", Outcome.NOT_MET, reading=True)]
    assert findings[0].because == "Line 1: SMI Status recovery; not a Relevant Device."


def test_l10_30_a_i__any_other_smi_status_is_not_met() -> None:
    findings = said_of(line("installed", "7", limb="replace_data"))
    assert but_the_words(findings) == [l10_30_a("L10.30(a)(i)", Outcome.NOT_MET)]
    assert findings[0].because == "Line 7: SMI Status installed; not a Relevant Device."


@pytest.mark.parametrize("smi_status", ["commissioned", "recovery", "installed"])
def test_l10_30_a_ii__credentials_that_were_not_compromised_are_not_met(smi_status: str) -> None:
    findings = said_of(line(smi_status, compromised_credentials=False))
    assert but_the_words(findings) == [l10_30_a("L10.30(a)(ii)", Outcome.NOT_MET)]
    assert findings[0].because == "Line 1: credentials not Compromised; not a Relevant Device."


def test_l10_30_a__each_line_in_doubt_has_its_own_finding() -> None:
    findings = said_of(line(name="1"), line("recovery", "2"), line("installed", "3"))
    assert [each.because.partition(":")[0] for each in findings] == ["Line 2", "Line 3"]


# --- (b): the Relevant Subscriber ----------------------------------------------------------------------------------


def test_l10_30_b__the_subscriber_for_a_certificate_compromised_as_a_result_is_relevant() -> None:
    findings = l10_30_b__relevant_subscriber(
        [certificate("Q1", "Q"), certificate("P1", "P"), certificate("Q2", "Q")], True
    )
    assert but_the_words(findings) == [
        found("L10.30(b)", Outcome.MET, "", about="P", facts=("F-P1",), basis=Basis.STATED),
        found("L10.30(b)", Outcome.MET, "", about="Q", facts=("F-Q1", "F-Q2"), basis=Basis.STATED),
    ]
    assert findings[1].because == "The Subscriber for Q1, Q2."
    assert l10_30_b__relevant_subscriber([], True) == []


def test_l10_30_b__without_a_recovery_event_nobody_is_a_relevant_subscriber_yet() -> None:
    (finding,) = l10_30_b__relevant_subscriber([certificate("P1", "P")], False)
    assert finding.outcome is Outcome.CANNOT_SAY
    assert "no Recovery Event has occurred" in finding.because


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([notified("contingency_symmetric_key")], id="the Contingency Symmetric Key"),
        pytest.param([notified("s1spki_key")], id="an S1SPKI key"),
        pytest.param([notified("contingency_symmetric_key"), notified("s1spki_key", name="N2")], id="both"),
    ],
)
def test_l10_30_b__keys_without_a_certificate_have_no_relevant_subscriber_unless_the_root_is_read_in(
    keys: list[Counted[CompromiseNotified]],
) -> None:
    cited = tuple(each.id for each in keys)
    reads_in, findings = l10_30_b__root_oca_compromised(keys, [], DEFAULTS)
    assert reads_in is False
    turns, basis = ("symmetric_key_only",), Basis.READING
    assert but_the_words(findings) == [
        found("L10.30(b)", Outcome.DOES_NOT_APPLY, "", facts=cited, readings=turns, basis=basis)
    ]
    assert "so there is no Relevant Subscriber" in findings[0].because

    reads_in, findings = l10_30_b__root_oca_compromised(keys, [], ROOT_OCA)
    assert reads_in is True
    assert but_the_words(findings) == [found("L10.30(b)", Outcome.MET, "", facts=cited, readings=turns, basis=basis)]
    assert "so the DCC is a Relevant Subscriber" in findings[0].because


@pytest.mark.parametrize(
    ("keys", "certificates"),
    [
        pytest.param([], [], id="nothing notified"),
        pytest.param([notified("issuing_key")], [], id="a key that a certificate carries"),
        pytest.param([notified("s1spki_key", "issuing_key")], [], id="such a key beside one without"),
        pytest.param([notified("s1spki_key"), notified("issuing_key")], [], id="such a key notified separately"),
        pytest.param([notified("s1spki_key")], [certificate("P1", "P")], id="a Certificate is on file"),
    ],
)
@pytest.mark.parametrize("readings", [DEFAULTS, ROOT_OCA])
def test_l10_30_b__otherwise_nothing_is_read_into_the_root_oca_certificate(
    keys: list[Counted[CompromiseNotified]],
    certificates: list[Counted[CertificateCompromised]],
    readings: dict[str, str],
) -> None:
    assert l10_30_b__root_oca_compromised(keys, certificates, readings) == (False, [])


# --- (c): a Relevant Private Key -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "limb"),
    [
        ("contingency_symmetric_key", "(i)"),
        ("device_credentials_key", "(ii)"),
        ("s1sp_credentials_key", "(iii)"),
        ("issuing_key", "(iv)"),
        ("xml_signing_key", "(v)"),
        ("s1spki_key", "(vi)"),
    ],
)
def test_l10_30_c__each_kind_of_key_is_a_relevant_private_key_by_its_own_limb(kind: str, limb: str) -> None:
    findings = l10_30_c__relevant_private_key([notified(kind)])
    assert but_the_words(findings) == [found(f"L10.30(c){limb}", Outcome.MET, "", facts=("N",), basis=Basis.STATED)]
    assert findings[0].because == f"The key notified is of the kind {kind.replace('_', ' ')}: a Relevant Private Key."


def test_l10_30_c__keys_stand_in_the_order_of_the_limbs_and_each_once() -> None:
    both = [notified("s1spki_key", "issuing_key"), notified("issuing_key", name="N2")]
    findings = l10_30_c__relevant_private_key(both)
    assert [(each.clause, each.facts) for each in findings] == [
        ("L10.30(c)(iv)", ("N", "N2")),
        ("L10.30(c)(vi)", ("N",)),
    ]
    assert l10_30_c__relevant_private_key([]) == []
