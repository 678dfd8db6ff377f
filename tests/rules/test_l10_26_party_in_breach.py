"""L10.26: a Party other than the DCC is deemed in breach of L11.9, unless an OCA Certificate was the cause."""

from __future__ import annotations

from typing import Any

import pytest

from recovery_costs.adjudication import NotDeemed
from recovery_costs.facts import CertificateCompromised
from recovery_costs.finding import Basis, Deemed, Finding, Outcome, found
from recovery_costs.record import Counted
from recovery_costs.rules.l10_26_party_in_breach import l10_26__party_deemed_in_breach
from recovery_costs.terms import DEFAULTS
from tests.rules.shared import but_the_words

ANY_OCA = {**DEFAULTS, "oca_carve_out": "any_oca_in_event"}
NOMINATING = {**DEFAULTS, "non_party_subscriber": "nominating_party"}


def certificate(
    name: str, subscriber: str = "P", whose: str = "party", **fields: Any
) -> Counted[CertificateCompromised]:
    given = {"id": f"F-{name}", "at": "2025-03-01", "certificate": name, "kind": "organisation"}
    fact = CertificateCompromised.model_validate(given | {"subscriber": subscriber, "subscriber_kind": whose} | fields)
    return Counted(fact, fact.at, fact.at)


OCA = certificate("OCA1", "DCC", "dcc", kind="oca")
OWN, KNOCK_ON = certificate("P1"), certificate("P2", caused_by_oca=True)
RDP = certificate("R1", "RDP1", "non_party")
NOMINATED = certificate("R2", "RDP2", "non_party", nominated_by="N")


def l10_26(about: str, outcome: Outcome, *facts: str, readings: tuple[str, ...] = ()) -> Finding:
    basis = Basis.READING if readings else Basis.STATED
    return found("L10.26", outcome, "", about=about, facts=facts, readings=readings, basis=basis)


@pytest.mark.parametrize("readings", [DEFAULTS, ANY_OCA, NOMINATING])
def test_l10_26__a_party_is_deemed_in_breach_of_l11_9(readings: dict[str, str]) -> None:
    deemed, carved_out, not_deemed, findings = l10_26__party_deemed_in_breach([OWN], readings)
    assert (deemed, carved_out, not_deemed) == ([Deemed("P", "L11.9", ("F-P1",))], [], [])
    assert but_the_words(findings) == [l10_26("P", Outcome.MET, "F-P1")]
    assert findings[0].because == (
        "The Compromise of P1 was not due to that of an OCA Certificate: P is deemed in breach of L11.9."
    )


def test_l10_26__a_party_whose_compromise_was_due_to_an_oca_certificate_is_carved_out() -> None:
    deemed, carved_out, not_deemed, findings = l10_26__party_deemed_in_breach([OCA, KNOCK_ON], DEFAULTS)
    assert (deemed, carved_out, not_deemed) == ([], ["P"], [])
    assert but_the_words(findings) == [l10_26("P", Outcome.DOES_NOT_APPLY, "F-P2")]
    assert findings[0].because == "The Compromise of P2 was due to that of an OCA Certificate: P is carved out."


def test_l10_26__one_certificate_with_another_cause_is_enough_for_the_breach() -> None:
    deemed, carved_out, _, (finding,) = l10_26__party_deemed_in_breach([KNOCK_ON, OWN], DEFAULTS)
    assert deemed == [Deemed("P", "L11.9", ("F-P1",))]
    assert carved_out == []
    assert finding.outcome is Outcome.MET
    assert "P1 was not due" in finding.because


def test_l10_26__an_unrelated_oca_certificate_carves_out_only_under_that_reading() -> None:
    deemed, carved_out, _, findings = l10_26__party_deemed_in_breach([OCA, OWN], DEFAULTS)
    assert (len(deemed), carved_out) == (1, [])
    assert but_the_words(findings) == [l10_26("P", Outcome.MET, "F-P1", readings=("oca_carve_out",))]

    deemed, carved_out, _, findings = l10_26__party_deemed_in_breach([OCA, OWN], ANY_OCA)
    assert (deemed, carved_out) == ([], ["P"])
    assert but_the_words(findings) == [l10_26("P", Outcome.DOES_NOT_APPLY, "F-P1", readings=("oca_carve_out",))]
    assert findings[0].because.startswith("An OCA Certificate was Compromised in this event")


def test_l10_26__parties_stand_by_name_and_each_once() -> None:
    given = [certificate("Q1", "Q"), certificate("P3"), OWN, certificate("B1", "B", caused_by_oca=True)]
    given += [certificate("A1", "A", caused_by_oca=True), certificate("A2", "A", caused_by_oca=True)]
    deemed, carved_out, _, findings = l10_26__party_deemed_in_breach(given, DEFAULTS)
    assert [(each.subscriber, each.facts) for each in deemed] == [("P", ("F-P3", "F-P1")), ("Q", ("F-Q1",))]
    assert carved_out == ["A", "B"]
    assert "The Compromise of A1, A2 was due to that of an OCA Certificate" in findings[0].because
    assert [(each.about, each.outcome) for each in findings] == [
        ("A", Outcome.DOES_NOT_APPLY),
        ("B", Outcome.DOES_NOT_APPLY),
        ("P", Outcome.MET),
        ("Q", Outcome.MET),
    ]


@pytest.mark.parametrize("readings", [DEFAULTS, ANY_OCA, NOMINATING])
def test_l10_26__the_dcc_is_not_a_party_other_than_the_dcc(readings: dict[str, str]) -> None:
    assert l10_26__party_deemed_in_breach([OCA, certificate("D1", "DCC", "dcc")], readings) == ([], [], [], [])


@pytest.mark.parametrize("readings", [DEFAULTS, NOMINATING])
def test_l10_26__a_subscriber_that_is_no_party_is_deemed_in_breach_of_nothing(readings: dict[str, str]) -> None:
    deemed, carved_out, not_deemed, findings = l10_26__party_deemed_in_breach([RDP, RDP], readings)
    assert (deemed, carved_out) == ([], [])
    assert not_deemed == [NotDeemed("RDP1", "not_a_party")]
    assert but_the_words(findings) == [l10_26("RDP1", Outcome.DOES_NOT_APPLY, "F-R1")]
    assert findings[0].because.startswith("RDP1 is not a Party, and the clause speaks of Parties")


def test_l10_26__the_party_that_nominated_a_non_party_stands_in_its_place_only_under_that_reading() -> None:
    deemed, _, not_deemed, findings = l10_26__party_deemed_in_breach([NOMINATED], DEFAULTS)
    assert (deemed, not_deemed) == ([], [NotDeemed("RDP2", "not_a_party")])
    assert but_the_words(findings) == [
        l10_26("RDP2", Outcome.DOES_NOT_APPLY, "F-R2", readings=("non_party_subscriber",))
    ]

    deemed, _, not_deemed, findings = l10_26__party_deemed_in_breach([NOMINATED], NOMINATING)
    assert (deemed, not_deemed) == ([Deemed("N", "L11.9", ("F-R2",))], [])
    assert but_the_words(findings) == [l10_26("N", Outcome.MET, "F-R2", readings=("non_party_subscriber",))]


def test_l10_26__non_parties_stand_by_name() -> None:
    given = [certificate("Z1", "Z", "non_party"), certificate("A1", "A", "non_party")]
    _, _, not_deemed, findings = l10_26__party_deemed_in_breach(given, DEFAULTS)
    assert [each.subscriber for each in not_deemed] == ["A", "Z"]
    assert [each.about for each in findings] == ["A", "Z"]


def test_l10_26__the_carve_out_reaches_the_party_that_nominated() -> None:
    through = certificate("R3", "RDP3", "non_party", nominated_by="N", caused_by_oca=True)
    deemed, carved_out, not_deemed, _ = l10_26__party_deemed_in_breach([OCA, through], NOMINATING)
    assert (deemed, carved_out, not_deemed) == ([], ["N"], [])

    both = NOMINATING | {"oca_carve_out": "any_oca_in_event"}
    deemed, carved_out, not_deemed, findings = l10_26__party_deemed_in_breach([OCA, NOMINATED], both)
    assert (deemed, carved_out, not_deemed) == ([], ["N"], [])
    assert findings[0].readings == ("oca_carve_out", "non_party_subscriber")
