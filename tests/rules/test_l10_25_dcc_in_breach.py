"""L10.25: the DCC, as Relevant Subscriber, is deemed in breach of one provision for each kind of Certificate."""

from __future__ import annotations

from typing import Any

import pytest

from recovery_costs.facts import CertificateCompromised
from recovery_costs.finding import Basis, Deemed, Finding, Outcome, found
from recovery_costs.record import Counted
from recovery_costs.rules.l10_25_dcc_in_breach import l10_25__dcc_deemed_in_breach
from recovery_costs.terms import DEFAULTS
from tests.rules.shared import but_the_words

POLICY = "Organisation Certificate Policy 6.2.1"
ORIGINATING_ONLY = {**DEFAULTS, "dcc_breaches": "originating_only"}


def certificate(name: str, kind: str = "organisation", **fields: Any) -> Counted[CertificateCompromised]:
    """A Certificate of the DCC."""
    given = {"id": f"F-{name}", "at": "2025-03-01", "certificate": name, "kind": kind}
    fact = CertificateCompromised.model_validate(given | {"subscriber": "DCC", "subscriber_kind": "dcc"} | fields)
    return Counted(fact, fact.at, fact.at)


ORGANISATION, OCA = certificate("ORG1"), certificate("OCA1", "oca")
KNOCK_ON = certificate("ORG2", caused_by_oca=True)


def of_dcc(clause: str, outcome: Outcome, *facts: str, basis: Basis, readings: tuple[str, ...] = ()) -> Finding:
    return found(clause, outcome, "", about="DCC", facts=facts, basis=basis, readings=readings)


def test_l10_25_a__an_organisation_certificate_puts_the_dcc_in_breach_of_l11_9() -> None:
    deemed, findings = l10_25__dcc_deemed_in_breach([ORGANISATION], False, DEFAULTS)
    assert deemed == [Deemed("DCC", "L11.9", ("F-ORG1",))]
    assert but_the_words(findings) == [of_dcc("L10.25(a)", Outcome.MET, "F-ORG1", basis=Basis.STATED)]
    assert findings[0].because == "A Compromise of Organisation Certificate ORG1: the DCC is deemed in breach of L11.9."


def test_l10_25_b__an_oca_certificate_puts_the_dcc_in_breach_of_the_policy() -> None:
    deemed, findings = l10_25__dcc_deemed_in_breach([OCA], False, DEFAULTS)
    assert deemed == [Deemed("DCC", POLICY, ("F-OCA1",))]
    assert but_the_words(findings) == [of_dcc("L10.25(b)", Outcome.MET, "F-OCA1", basis=Basis.STATED)]
    assert findings[0].because == f"A Compromise of OCA Certificate OCA1: the DCC is deemed in breach of {POLICY}."


@pytest.mark.parametrize("readings", [DEFAULTS, ORIGINATING_ONLY])
def test_l10_25__both_kinds_of_certificate_put_the_dcc_in_breach_of_both(readings: dict[str, str]) -> None:
    deemed, findings = l10_25__dcc_deemed_in_breach([OCA, ORGANISATION], False, readings)
    assert deemed == [Deemed("DCC", "L11.9", ("F-ORG1",)), Deemed("DCC", POLICY, ("F-OCA1",))]
    assert [each.clause for each in findings] == ["L10.25(a)", "L10.25(b)"]


def test_l10_25__certificates_of_one_kind_make_one_breach() -> None:
    deemed, findings = l10_25__dcc_deemed_in_breach([ORGANISATION, certificate("ORG3")], False, DEFAULTS)
    assert deemed == [Deemed("DCC", "L11.9", ("F-ORG1", "F-ORG3"))]
    assert "Organisation Certificate ORG1, Organisation Certificate ORG3" in findings[0].because


def test_l10_25__certificates_of_others_are_none_of_the_dccs() -> None:
    theirs = certificate("P1", subscriber="P", subscriber_kind="party")
    assert l10_25__dcc_deemed_in_breach([theirs], False, DEFAULTS) == ([], [])


def test_l10_25_a__a_knock_on_compromise_counts_unless_only_the_originating_one_does() -> None:
    deemed, findings = l10_25__dcc_deemed_in_breach([KNOCK_ON, OCA], False, DEFAULTS)
    assert [each.provision for each in deemed] == ["L11.9", POLICY]
    assert but_the_words(findings)[0] == of_dcc(
        "L10.25(a)", Outcome.MET, "F-ORG2", basis=Basis.READING, readings=("dcc_breaches",)
    )

    deemed, findings = l10_25__dcc_deemed_in_breach([KNOCK_ON, OCA], False, ORIGINATING_ONLY)
    assert deemed == [Deemed("DCC", POLICY, ("F-OCA1",))]
    assert but_the_words(findings)[0] == of_dcc(
        "L10.25(a)", Outcome.DOES_NOT_APPLY, "F-ORG2", basis=Basis.READING, readings=("dcc_breaches",)
    )
    assert "ORG2 was Compromised through an OCA Certificate and is left out" in findings[0].because


def test_l10_25_b__an_oca_certificate_compromised_through_another_is_knocked_on_too() -> None:
    knocked = certificate("OCA2", "oca", caused_by_oca=True)
    assert [each.facts for each in l10_25__dcc_deemed_in_breach([knocked], False, DEFAULTS)[0]] == [("F-OCA2",)]
    deemed, findings = l10_25__dcc_deemed_in_breach([knocked], False, ORIGINATING_ONLY)
    assert deemed == []
    assert [(each.clause, each.outcome) for each in findings] == [("L10.25(b)", Outcome.DOES_NOT_APPLY)]


def test_l10_25_a__one_certificate_of_its_own_is_enough_beside_a_knock_on() -> None:
    deemed, findings = l10_25__dcc_deemed_in_breach([KNOCK_ON, ORGANISATION], False, DEFAULTS)
    assert deemed == [Deemed("DCC", "L11.9", ("F-ORG2", "F-ORG1"))]
    assert findings[0].basis is Basis.STATED
    deemed, findings = l10_25__dcc_deemed_in_breach([KNOCK_ON, ORGANISATION], False, ORIGINATING_ONLY)
    assert deemed == [Deemed("DCC", "L11.9", ("F-ORG1",))]
    assert [each.outcome for each in findings] == [Outcome.MET]


def test_l10_25_b__a_root_oca_certificate_read_as_compromised_puts_the_dcc_in_breach() -> None:
    deemed, findings = l10_25__dcc_deemed_in_breach([], True, DEFAULTS)
    assert deemed == [Deemed("DCC", POLICY, ())]
    assert but_the_words(findings) == [
        of_dcc("L10.25(b)", Outcome.MET, basis=Basis.READING, readings=("symmetric_key_only",))
    ]
    assert "The Root OCA Certificate is read as Compromised" in findings[0].because


def test_l10_25__without_any_certificate_the_dcc_is_in_breach_of_nothing() -> None:
    assert l10_25__dcc_deemed_in_breach([], False, DEFAULTS) == ([], [])
