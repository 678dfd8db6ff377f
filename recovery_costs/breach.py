"""Breach of the Code by the Relevant Subscriber, L10.25 to L10.28: who is deemed in breach, and where each breach stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from recovery_costs import facts as f
from recovery_costs.adjudication import Breach, NotDeemed, RecoveryEvent
from recovery_costs.finding import Deemed, Finding, Ruling
from recovery_costs.record import WhatCounts
from recovery_costs.rules.l10_25_dcc_in_breach import l10_25__dcc_deemed_in_breach
from recovery_costs.rules.l10_26_party_in_breach import l10_26__party_deemed_in_breach
from recovery_costs.rules.l10_27_referral_of_breach import (
    L10_27_A__PERIODS,
    l10_27__ceases_to_be_deemed,
    l10_27__serves_no_deemed_breach,
    l10_27_a__referrals_that_serve,
    l10_27_a__referred_in_time,
)
from recovery_costs.rules.l10_28_final_and_binding import l10_28__final_and_binding
from recovery_costs.rules.l10_29_appeal import l10_29__breach_decided
from recovery_costs.rules.l10_30_definitions import l10_30_b__relevant_subscriber, l10_30_b__root_oca_compromised
from recovery_costs.terms import Terms


class LookedAt(NamedTuple):
    """Who is deemed in breach of what, the Parties carved out and the Subscribers that are no Party."""

    deemed: tuple[Deemed, ...]
    carved_out: tuple[str, ...]
    not_deemed: tuple[NotDeemed, ...]


def looked_at(facts: WhatCounts, event: RecoveryEvent, law: Terms) -> tuple[LookedAt, list[Finding]]:
    """L10.25, L10.26: who is deemed in breach, by Subscriber and provision; nobody without an event."""
    if event.on is None:
        return LookedAt((), (), ()), []
    certificates = facts.of(f.CertificateCompromised)
    root_oca, findings = l10_30_b__root_oca_compromised(facts.of(f.CompromiseNotified), certificates, law.readings)
    of_dcc, said = l10_25__dcc_deemed_in_breach(certificates, root_oca, law.readings)
    of_parties, carved_out, not_deemed, said_26 = l10_26__party_deemed_in_breach(certificates, law.readings)
    deemed = sorted([*of_dcc, *of_parties], key=lambda each: (each.subscriber, each.provision))
    return LookedAt(tuple(deemed), tuple(carved_out), tuple(not_deemed)), [*findings, *said, *said_26]


def deemed_breaches(
    facts: WhatCounts, event: RecoveryEvent, rulings: Sequence[Ruling], as_of: date, law: Terms
) -> tuple[tuple[Breach, ...], LookedAt, list[Finding]]:
    """Every deemed breach and where it stands, and who else was looked at; nothing without an event."""
    seen, findings = looked_at(facts, event, law)
    referrals, determinations = facts.of(f.BreachReferred), facts.of(f.BreachDetermined)
    findings += l10_30_b__relevant_subscriber(facts.of(f.CertificateCompromised), event.occurred)
    findings += l10_27__serves_no_deemed_breach(seen.deemed, referrals, determinations, event.occurred, law.readings)
    breaches = []
    for deemed in seen.deemed:
        breach, said = breach_of(deemed, facts, event, rulings, as_of, law)
        breaches.append(breach)
        findings += said
    return tuple(breaches), seen, findings


def not_cleared(breaches: Iterable[Breach]) -> frozenset[str]:
    """Who is deemed in breach of anything and not cleared of it."""
    return frozenset(breach.subscriber for breach in breaches if breach.status != "erased")


def breach_of(
    deemed: Deemed, facts: WhatCounts, event: RecoveryEvent, rulings: Sequence[Ruling], as_of: date, law: Terms
) -> tuple[Breach, list[Finding]]:
    """L10.27 to L10.29: where one deemed breach stands."""
    assert event.on
    refer_by = law.deadline(event.on, L10_27_A__PERIODS)
    serving = l10_27_a__referrals_that_serve(deemed, facts.of(f.BreachReferred), law.readings)
    in_time, referral = l10_27_a__referred_in_time(deemed, serving, refer_by, as_of, law.readings)
    accepted = bool(serving) and (in_time is True or law.readings["late_referral"] == "panel_may_accept")
    erased, determined = l10_27__ceases_to_be_deemed(deemed, serving, accepted, facts.of(f.BreachDetermined))
    ruling = l10_29__breach_decided(rulings, deemed)
    cited = dict.fromkeys([*deemed.facts, *(fact for said in (referral, *determined) for fact in said.facts)])
    deemed = replace(deemed, facts=tuple(cited))
    status, final = l10_28__final_and_binding(deemed, bool(serving), accepted, erased, ruling, refer_by, as_of)
    referred_on = serving[0].day if serving else None
    breach = Breach(deemed.subscriber, deemed.provision, status, refer_by, in_time, event.on, referred_on)
    return breach, [referral, *determined, final]
