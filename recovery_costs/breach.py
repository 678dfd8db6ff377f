"""Breach of the Code by the Relevant Subscriber, L10.25 to L10.28: who is deemed in breach, and where each breach stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from recovery_costs import facts as f
from recovery_costs.finding import Breach, Deemed, Finding, NotDeemed, RecoveryEvent, Ruling
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


def deemed_breaches(
    facts: WhatCounts, event: RecoveryEvent, rulings: Sequence[Ruling], as_of: date, law: Terms
) -> tuple[tuple[Breach, ...], tuple[str, ...], tuple[NotDeemed, ...], list[Finding]]:
    """Every deemed breach, the Parties carved out and the Subscribers that are no Party; nothing without an event."""
    certificates, referrals = facts.of(f.CertificateCompromised), facts.of(f.BreachReferred)
    subscribers = l10_30_b__relevant_subscriber(certificates, event.occurred)
    if event.on is None:
        orphans = l10_27__serves_no_deemed_breach([], referrals, facts.of(f.BreachDetermined), False, law.readings)
        return (), (), (), [*subscribers, *orphans]
    root_oca, findings = l10_30_b__root_oca_compromised(facts.of(f.CompromiseNotified), certificates, law.readings)
    findings += subscribers
    of_dcc, said = l10_25__dcc_deemed_in_breach(certificates, root_oca, law.readings)
    of_parties, carved_out, not_deemed, said_26 = l10_26__party_deemed_in_breach(certificates, law.readings)
    findings += [*said, *said_26]
    breaches = []
    all_deemed = sorted([*of_dcc, *of_parties], key=lambda each: (each.subscriber, each.provision))
    findings += l10_27__serves_no_deemed_breach(all_deemed, referrals, facts.of(f.BreachDetermined), True, law.readings)
    for deemed in all_deemed:
        breach, said = _one_breach(deemed, facts, event.on, rulings, as_of, law)
        breaches.append(breach)
        findings += said
    return tuple(breaches), tuple(carved_out), tuple(not_deemed), findings


def _one_breach(
    deemed: Deemed, facts: WhatCounts, event_on: date, rulings: Sequence[Ruling], as_of: date, law: Terms
) -> tuple[Breach, list[Finding]]:
    refer_by = law.deadline(event_on, L10_27_A__PERIODS)
    serving = l10_27_a__referrals_that_serve(deemed, facts.of(f.BreachReferred), law.readings)
    in_time, referral = l10_27_a__referred_in_time(deemed, serving, refer_by, as_of, law.readings)
    accepted = bool(serving) and (in_time is True or law.readings["late_referral"] == "panel_may_accept")
    erased, determined = l10_27__ceases_to_be_deemed(deemed, serving, accepted, facts.of(f.BreachDetermined))
    ruling = l10_29__breach_decided(rulings, deemed)
    cited = dict.fromkeys([*deemed.facts, *(fact for said in (referral, *determined) for fact in said.facts)])
    deemed = replace(deemed, facts=tuple(cited))
    status, final = l10_28__final_and_binding(deemed, bool(serving), accepted, erased, ruling, refer_by, as_of)
    breach = Breach(deemed.subscriber, deemed.provision, status, refer_by, in_time, event_on)
    return breach, [referral, *determined, final]
