"""L10.25: the DCC, as Relevant Subscriber, is deemed in breach.

Read with the reading `dcc_breaches`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recovery_costs.facts import DCC, L11_9, POLICY_6_2_1, CertificateCompromised
from recovery_costs.finding import Basis, Deemed, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, ids


@clause("L10.25")
def l10_25__dcc_deemed_in_breach(
    certificates: Sequence[Counted[CertificateCompromised]], root_oca_compromised: bool, readings: Mapping[str, str]
) -> tuple[list[Deemed], list[Finding]]:
    """L10.25: of L11.9 for an Organisation Certificate (a), of Policy 6.2.1 for an OCA Certificate (b). Both can apply.

    Under `dcc_breaches=originating_only` Certificates Compromised through an OCA Certificate are ignored.

    Args:
        certificates: of every Subscriber.
        root_oca_compromised: whether L10.30(b) reads the Root OCA Certificate as Compromised.
    """
    of_dcc = [each for each in certificates if each.fact.subscriber == DCC]
    knock_on = [each for each in of_dcc if each.fact.caused_by_oca]
    counted = [each for each in of_dcc if each not in knock_on or readings["dcc_breaches"] == "each_certificate"]
    turns = ("dcc_breaches",) if knock_on else ()
    deemed, findings = [], []
    for limb, kind, provision in (("L10.25(a)", "organisation", L11_9), ("L10.25(b)", "oca", POLICY_6_2_1)):
        cited = [each for each in counted if each.fact.kind == kind]
        left_out = [each for each in of_dcc if each.fact.kind == kind and each not in counted]
        if cited:
            because = f"A Compromise of {_named(cited)}: the DCC is deemed in breach of {provision}."
            deemed.append(Deemed(DCC, provision, ids(cited)))
            basis = Basis.READING if all(each.fact.caused_by_oca for each in cited) else Basis.STATED
            findings.append(found(limb, Outcome.MET, because, about=DCC, facts=ids(cited), readings=turns, basis=basis))
        elif left_out:
            because = (
                f"{_named(left_out)} was Compromised through an OCA Certificate and is left out under this reading."
            )
            findings.append(
                found(
                    limb,
                    Outcome.DOES_NOT_APPLY,
                    because,
                    about=DCC,
                    facts=ids(left_out),
                    readings=turns,
                    basis=Basis.READING,
                )
            )
    if root_oca_compromised:
        because = f"The Root OCA Certificate is read as Compromised: the DCC is deemed in breach of {POLICY_6_2_1}."
        deemed.append(Deemed(DCC, POLICY_6_2_1, ()))
        findings.append(
            found("L10.25(b)", Outcome.MET, because, about=DCC, readings=("symmetric_key_only",), basis=Basis.READING)
        )
    return deemed, findings


def _named(certificates: Sequence[Counted[CertificateCompromised]]) -> str:
    kinds = {"organisation": "Organisation", "oca": "OCA"}
    return ", ".join(f"{kinds[each.fact.kind]} Certificate {each.fact.certificate}" for each in certificates)
