"""L10.26: a Party other than the DCC, as Relevant Subscriber, is deemed in breach of L11.9, unless carved out.

Read with the readings `oca_carve_out` and `non_party_subscriber`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recovery_costs.facts import DCC, L11_9, CertificateCompromised
from recovery_costs.finding import Basis, Deemed, Finding, NotDeemed, Outcome, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, ids


@clause("L10.26")
def l10_26__party_deemed_in_breach(
    certificates: Sequence[Counted[CertificateCompromised]], readings: Mapping[str, str]
) -> tuple[list[Deemed], list[str], list[NotDeemed], list[Finding]]:
    """L10.26: deemed in breach of L11.9, unless the Compromise was due to that of an OCA Certificate.

    A Party all of whose Certificates were so Compromised is carved out; one with any other is not. A Subscriber that
    is no Party is deemed in breach of nothing.

    Returns:
        Who is deemed in breach, the Parties carved out, the Subscribers that are no Party, and the findings.
    """
    stands_in = readings["non_party_subscriber"] == "nominating_party"
    by_party: dict[str, list[Counted[CertificateCompromised]]] = {}
    non_parties: dict[str, list[Counted[CertificateCompromised]]] = {}
    for each in certificates:
        fact = each.fact
        if fact.subscriber == DCC:
            continue
        if fact.subscriber_kind == "party":
            by_party.setdefault(fact.subscriber, []).append(each)
        elif stands_in and fact.nominated_by:
            by_party.setdefault(fact.nominated_by, []).append(each)
        else:
            non_parties.setdefault(fact.subscriber, []).append(each)
    oca = [each for each in certificates if each.fact.kind == "oca"]
    any_oca = bool(oca) and readings["oca_carve_out"] == "any_oca_in_event"

    deemed, carved_out, findings = [], [], []
    for party, own in sorted(by_party.items()):
        not_due_to_oca = [each for each in own if not each.fact.caused_by_oca]
        turns = [
            name
            for name, live in (
                ("oca_carve_out", bool(oca) and bool(not_due_to_oca)),
                ("non_party_subscriber", any(each.fact.nominated_by for each in own)),
            )
            if live
        ]
        basis = Basis.READING if turns else Basis.STATED
        if not_due_to_oca and not any_oca:
            deemed.append(Deemed(party, L11_9, ids(not_due_to_oca)))
            because = f"The Compromise of {_names(not_due_to_oca)} was not due to that of an OCA Certificate: {party} is deemed in breach of L11.9."
            outcome = Outcome.MET
        else:
            carved_out.append(party)
            why = (
                "An OCA Certificate was Compromised in this event"
                if not_due_to_oca
                else f"The Compromise of {_names(own)} was due to that of an OCA Certificate"
            )
            because, outcome = f"{why}: {party} is carved out.", Outcome.DOES_NOT_APPLY
        findings.append(
            found("L10.26", outcome, because, about=party, facts=ids(own), readings=tuple(turns), basis=basis)
        )
    for name, own in sorted(non_parties.items()):
        nominated = any(each.fact.nominated_by for each in own)
        because = f"{name} is not a Party, and the clause speaks of Parties: it is deemed in breach of nothing."
        findings.append(
            found(
                "L10.26",
                Outcome.DOES_NOT_APPLY,
                because,
                about=name,
                facts=ids(own),
                readings=("non_party_subscriber",) if nominated else (),
                basis=Basis.READING if nominated else Basis.STATED,
            )
        )
    not_deemed = [NotDeemed(name, "not_a_party") for name in sorted(non_parties)]
    return deemed, carved_out, not_deemed, findings


def _names(certificates: Sequence[Counted[CertificateCompromised]]) -> str:
    return ", ".join(each.fact.certificate for each in certificates)
