"""L10.26: a Party other than the DCC, as Relevant Subscriber, is deemed in breach of L11.9, unless carved out.

Read with the readings `oca_carve_out` and `non_party_subscriber`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from recovery_costs.adjudication import NotDeemed
from recovery_costs.facts import L11_9, CertificateCompromised
from recovery_costs.finding import Basis, Deemed, Finding, Outcome, found
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
    parties, non_parties = _whose(certificates, readings)
    any_oca = any(each.fact.kind == "oca" for each in certificates)
    deemed, carved_out, findings = [], [], []
    for party, own in sorted(parties.items()):
        in_breach, finding = _party(party, own, any_oca, readings)
        findings.append(finding)
        if in_breach:
            deemed.append(Deemed(party, L11_9, finding.facts))
        else:
            carved_out.append(party)
    findings += [_no_party(name, own) for name, own in sorted(non_parties.items())]
    return deemed, carved_out, [NotDeemed(name, "not_a_party") for name in sorted(non_parties)], findings


ByName: TypeAlias = dict[str, list[Counted[CertificateCompromised]]]


def _whose(
    certificates: Sequence[Counted[CertificateCompromised]], readings: Mapping[str, str]
) -> tuple[ByName, ByName]:
    """The Certificates of each Party but the DCC, and of each Subscriber that is no Party."""
    parties: ByName = {}
    non_parties: ByName = {}
    for each in certificates:
        fact = each.fact
        if fact.subscriber_kind == "party":
            parties.setdefault(fact.subscriber, []).append(each)
        elif fact.nominated_by and readings["non_party_subscriber"] == "nominating_party":
            parties.setdefault(fact.nominated_by, []).append(each)
        elif fact.subscriber_kind == "non_party":
            non_parties.setdefault(fact.subscriber, []).append(each)
    return parties, non_parties


def _party(
    party: str, own: Sequence[Counted[CertificateCompromised]], any_oca: bool, readings: Mapping[str, str]
) -> tuple[bool, Finding]:
    """Whether a Party is deemed in breach; it cites the Certificates that decide."""
    of_its_own = [each for each in own if not each.fact.caused_by_oca]
    live = {
        "oca_carve_out": any_oca and bool(of_its_own),
        "non_party_subscriber": any(each.fact.nominated_by for each in own),
    }
    turns = tuple(name for name, is_live in live.items() if is_live)
    in_breach = bool(of_its_own) and not (any_oca and readings["oca_carve_out"] == "any_oca_in_event")
    decide = of_its_own or own
    names = ", ".join(each.fact.certificate for each in decide)
    if in_breach:
        because = f"The Compromise of {names} was not due to that of an OCA Certificate: {party} is deemed in breach of L11.9."
    elif of_its_own:
        because = f"An OCA Certificate was Compromised in this event, which under this reading carves {party} out."
    else:
        because = f"The Compromise of {names} was due to that of an OCA Certificate: {party} is carved out."
    outcome = Outcome.MET if in_breach else Outcome.DOES_NOT_APPLY
    basis = Basis.READING if turns else Basis.STATED
    return in_breach, found("L10.26", outcome, because, about=party, facts=ids(decide), readings=turns, basis=basis)


def _no_party(name: str, own: Sequence[Counted[CertificateCompromised]]) -> Finding:
    turns = ("non_party_subscriber",) if any(each.fact.nominated_by for each in own) else ()
    because = f"{name} is not a Party, and the clause speaks of Parties: it is deemed in breach of nothing."
    basis = Basis.READING if turns else Basis.STATED
    return found("L10.26", Outcome.DOES_NOT_APPLY, because, about=name, facts=ids(own), readings=turns, basis=basis)
