"""L10.30: Relevant Device, Relevant Subscriber and Relevant Private Key.

Read with the readings `recovery_status` and `symmetric_key_only`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recovery_costs.facts import CertificateCompromised, CompromiseNotified, CostLine
from recovery_costs.finding import Basis, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, ids

KEY_LIMBS = {
    "contingency_symmetric_key": "L10.30(c)(i)",
    "device_credentials_key": "L10.30(c)(ii)",
    "s1sp_credentials_key": "L10.30(c)(iii)",
    "issuing_key": "L10.30(c)(iv)",
    "xml_signing_key": "L10.30(c)(v)",
    "s1spki_key": "L10.30(c)(vi)",
}
KEYS_WITHOUT_A_CERTIFICATE = frozenset({"contingency_symmetric_key", "s1spki_key"})


@clause("L10.30(a)")
def l10_30_a__relevant_device(line: CostLine, readings: Mapping[str, str]) -> bool:
    """L10.30(a): the device is a Relevant Device: SMI Status commissioned (i), and Compromised credentials (ii).

    Under `recovery_status=looked_through` the SMI Status recovery is read as commissioned.
    """
    commissioned = (
        ("commissioned", "recovery") if readings["recovery_status"] == "looked_through" else ("commissioned",)
    )
    return line.smi_status in commissioned and line.compromised_credentials


@clause("L10.30(a)")
def l10_30_a__relevant_device_findings(
    party: str, lines: Sequence[CostLine], fact: str, readings: Mapping[str, str]
) -> list[Finding]:
    """L10.30(a): for each replacement line that is not plainly of Relevant Devices, whether it is and why."""
    findings = []
    for line in lines:
        if not line.replaces or (line.smi_status == "commissioned" and line.compromised_credentials):
            continue
        met = l10_30_a__relevant_device(line, readings)
        turns = line.smi_status == "recovery" and line.compromised_credentials
        limb = "L10.30(a)(i)" if line.compromised_credentials else "L10.30(a)(ii)"
        why = f"SMI Status {line.smi_status}" if line.compromised_credentials else "credentials not Compromised"
        because = f"Line {line.line}: {why}; {'' if met else 'not '}a Relevant Device."
        findings.append(
            found(
                limb,
                Outcome.MET if met else Outcome.NOT_MET,
                because,
                about=party,
                facts=(fact,),
                readings=("recovery_status",) if turns else (),
                basis=Basis.READING if turns else Basis.COMPUTED,
            )
        )
    return findings


@clause("L10.30(b)")
def l10_30_b__relevant_subscriber(
    certificates: Sequence[Counted[CertificateCompromised]], occurred: bool
) -> list[Finding]:
    """L10.30(b): where a Recovery Event has occurred, the Subscriber for a Certificate Compromised as a result."""
    findings = []
    for subscriber in sorted({each.fact.subscriber for each in certificates}):
        own = [each for each in certificates if each.fact.subscriber == subscriber]
        names = ", ".join(each.fact.certificate for each in own)
        because = f"The Subscriber for {names}."
        outcome = Outcome.MET if occurred else Outcome.CANNOT_SAY
        if not occurred:
            because = (
                f"The Subscriber for {names}; no Recovery Event has occurred, so nobody is a Relevant Subscriber yet."
            )
        findings.append(found("L10.30(b)", outcome, because, about=subscriber, facts=ids(own), basis=Basis.STATED))
    return findings


@clause("L10.30(b)")
def l10_30_b__root_oca_compromised(
    notified: Sequence[Counted[CompromiseNotified]],
    certificates: Sequence[Counted[CertificateCompromised]],
    readings: Mapping[str, str],
) -> tuple[bool, list[Finding]]:
    """L10.30(b): with only keys that no Organisation or OCA Certificate carries, is the Root OCA Certificate Compromised?

    Only where no Certificate is on file. `symmetric_key_only` decides: by default there is no Relevant Subscriber.
    """
    kinds = {kind for each in notified for kind in each.fact.keys}
    if certificates or not kinds or not kinds <= KEYS_WITHOUT_A_CERTIFICATE:
        return False, []
    reads_in = readings["symmetric_key_only"] == "root_oca_compromised"
    because = (
        "Only keys without an Organisation or OCA Certificate are notified; the Root OCA Certificate is read as "
        "Compromised as a result, so the DCC is a Relevant Subscriber."
        if reads_in
        else "Only keys without an Organisation or OCA Certificate are notified, so there is no Relevant Subscriber."
    )
    outcome = Outcome.MET if reads_in else Outcome.DOES_NOT_APPLY
    return reads_in, [
        found("L10.30(b)", outcome, because, facts=ids(notified), readings=("symmetric_key_only",), basis=Basis.READING)
    ]


@clause("L10.30(c)")
def l10_30_c__relevant_private_key(notified: Sequence[Counted[CompromiseNotified]]) -> list[Finding]:
    """L10.30(c): each kind of key notified is a Relevant Private Key, by its limb."""
    findings = []
    for kind, limb in KEY_LIMBS.items():
        cited = [each for each in notified if kind in each.fact.keys]
        if cited:
            because = f"The key notified is of the kind {kind.replace('_', ' ')}: a Relevant Private Key."
            findings.append(found(limb, Outcome.MET, because, facts=ids(cited), basis=Basis.STATED))
    return findings
