"""The steps of one Party's claim, L10.17 to L10.23, in Code order. Each is handed what the steps before it came to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from recovery_costs import facts as f
from recovery_costs.adjudication import ClaimState, DatedPayment, Evidence, Line, Notified, RecoveryEvent, Window
from recovery_costs.finding import Figure, Finding, Intention, Ruling
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted, WhatCounts, ids
from recovery_costs.rules.l10_17_recovery_costs import l10_17__lines
from recovery_costs.rules.l10_19_a_intention import l10_19_a__intention
from recovery_costs.rules.l10_19_b_best_estimates import (
    InitialEstimate,
    l10_19_b__estimates_missed,
    l10_19_b_i__initial_estimate,
    l10_19_b_ii__updated_estimate_in_every_window,
)
from recovery_costs.rules.l10_19_c_total import l10_19__requested, l10_19_c__total
from recovery_costs.rules.l10_20_evidence import l10_20__evidence
from recovery_costs.rules.l10_21_auditor_report import l10_21__auditor_report
from recovery_costs.rules.l10_22_payment import l10_22__paid, l10_22__satisfied_of_the_request, l10_22__still_to_decide
from recovery_costs.rules.l10_23_direction import l10_23_a__adequacy_referred, l10_23_b__directed
from recovery_costs.rules.l10_24_requests_above_the_sum import Request
from recovery_costs.rules.l10_29_appeal import l10_29__set_aside, l10_29__sum_fixed_by_the_authority
from recovery_costs.rules.l10_30_definitions import l10_30_a__relevant_device, l10_30_a__relevant_device_findings
from recovery_costs.terms import Terms


class Figures(NamedTuple):
    """A Party's estimates and totals, each in order, those that an intention carries among them."""

    estimates: tuple[Figure, ...]
    totals: tuple[Figure, ...]


def figures_of(facts: WhatCounts, party: str) -> Figures:
    """Every sum that a Party has given."""
    intentions = facts.of(f.IntentionNotified, party)
    estimates = [Figure(each.fact.amount, each) for each in facts.of(f.EstimateGiven, party)]
    estimates += [Figure(each.fact.estimate, each) for each in intentions if each.fact.estimate is not None]
    totals = [Figure(each.fact.amount, each) for each in facts.of(f.TotalNotified, party)]
    totals += [Figure(each.fact.total, each) for each in intentions if each.fact.total is not None]
    in_order = partial(sorted, key=lambda figure: figure.notice.order)
    return Figures(tuple(in_order(estimates)), tuple(in_order(totals)))


class Costs(NamedTuple):
    """What of a Party's list is Recovery Costs: L10.17."""

    lines: tuple[Line, ...]
    eligible: Money | None
    judgement_pending: bool


def costs_of(
    party: str, facts: WhatCounts, event: RecoveryEvent, key_required: bool, key_failed: bool, law: Terms
) -> tuple[Costs, list[Finding]]:
    """L10.17: what of the Party's latest list is Recovery Costs, line by line."""
    costs, findings = Costs((), None, False), []
    for listed in facts.of(f.CostLines, party)[-1:]:
        given = listed.fact.lines
        device = partial(l10_30_a__relevant_device, readings=law.readings)
        lines, said = l10_17__lines(party, given, listed.id, event.on, key_required, key_failed, device, law.readings)
        eligible = Money.sum(line.eligible for line in lines if line.eligible) if event.occurred else None
        costs = Costs(lines, eligible, any(line.reasonable is None for line in given))
        findings = [*said, *l10_30_a__relevant_device_findings(party, given, listed.id, law.readings)]
    return costs, findings


class Intended(NamedTuple):
    """The notice that governs as intention, how it stands against its last day, whether that bars: L10.19(a)."""

    notice: Intention | None
    against: Notified
    bars: bool


def intended_by(
    party: str, facts: WhatCounts, event_on: date | None, as_of: date, law: Terms
) -> tuple[Intended, list[Finding]]:
    """L10.19(a): the intention to ask."""
    intentions, totals = facts.of(f.IntentionNotified, party), facts.of(f.TotalNotified, party)
    notice, against, said = l10_19_a__intention(party, intentions, totals, event_on, law.deadline, as_of, law.readings)
    bars = against.in_time is False and law.readings["late_intention"] == "bars"
    return Intended(notice, against, bars), [said]


class Estimated(NamedTuple):
    """The estimate due with the intention, the windows after it, whether one missed bars: L10.19(b)."""

    initial: InitialEstimate | None
    windows: tuple[Window, ...]
    bars: bool


def estimated_by(
    party: str, notice: Intention | None, notice_due: date | None, figures: Figures, as_of: date, law: Terms
) -> tuple[Estimated, list[Finding]]:
    """L10.19(b): the estimates. `notice` is that of the intention, `notice_due` the last day for it."""
    estimates, totals = figures
    initial, said_i = l10_19_b_i__initial_estimate(party, notice, estimates, totals, law.readings)
    windows, said_ii = l10_19_b_ii__updated_estimate_in_every_window(
        party, notice, notice_due, estimates, totals, law.deadline, as_of, law.readings
    )
    bars = l10_19_b__estimates_missed(initial, windows, law.readings)
    return Estimated(initial, windows, bars), [*said_i, *said_ii]


class Totalled(NamedTuple):
    """The total that governs, how it stands against its last day, what is requested, whether that bars: L10.19(c)."""

    governing: Figure | None
    against: Notified
    requested: Money | None
    bars: bool


def totalled_by(
    party: str, facts: WhatCounts, figures: Figures, as_of: date, law: Terms
) -> tuple[Totalled, list[Finding]]:
    """L10.19(c): the total."""
    firsts = [facts.of(kind, party)[:1] for kind in (f.PaymentMade, f.PaymentDirected, f.DccSatisfied)]
    cut_off = min((each.moment for first in firsts for each in first), default=None)
    governing, against, findings = l10_19_c__total(
        party, figures.totals, facts.of(f.CostsCeased, party), cut_off, law.deadline, as_of, law.readings
    )
    requested = l10_19__requested(governing, figures.estimates, law.readings)
    bars = against.in_time is False and law.readings["late_total"] == "bars"
    return Totalled(governing, against, requested, bars), findings


def bars(may_request: bool, intention: bool, estimates: bool, total: bool) -> tuple[str, ...]:
    """L10.18, L10.19: the clauses that bar the request, in Code order.

    Args:
        may_request: whether this Party may ask at all; the others say whether their own limb bars the request.
    """
    limbs = {"L10.18": not may_request, "L10.19(a)": intention, "L10.19(b)": estimates, "L10.19(c)": total}
    return tuple(ref for ref, bar in limbs.items() if bar)


def evidence_of(
    party: str, facts: WhatCounts, rulings: Sequence[Ruling], as_of: date, law: Terms
) -> tuple[tuple[Evidence, ...], list[Finding]]:
    """L10.20, L10.21: the evidence required, and its answers."""
    required, taken_up = facts.of(f.EvidenceRequired, party), facts.of(f.PanelTookUp, party)
    answers: dict[str, Counted[f.EvidenceGiven]] = {}
    for answer in facts.of(f.EvidenceGiven, party):
        answers.setdefault(facts.read_through(answer.fact.requirement), answer)
    set_aside = l10_29__set_aside(rulings)
    evidence, said = l10_20__evidence(
        party, required, answers, taken_up[0] if taken_up else None, set_aside, as_of, law.readings
    )
    return evidence, [*said, *l10_21__auditor_report(party, required, set_aside)]


class Settled(NamedTuple):
    """What is payable and paid, where the claim stands, and what it brings to L10.24: L10.22, L10.23, L10.29."""

    payable: Money | None
    payable_under: str | None
    paid: Money
    outstanding: Money | None
    overpaid: Money | None
    state: ClaimState | None
    request: Request


def settled_on(
    party: str,
    facts: WhatCounts,
    occurred: bool,
    rulings: Sequence[Ruling],
    figures: Figures,
    governing: Figure | None,
    requested: Money | None,
    barred_by: Sequence[str],
    evidence: Sequence[Evidence],
    instalments: Sequence[DatedPayment],
    as_of: date,
) -> tuple[Settled, list[Finding]]:
    """L10.22, L10.23, L10.29: what is payable on the request.

    Args:
        evidence: some of it given late adds a finding and changes no value.
        instalments: they too only add to what is said.
    """
    satisfied, directions = facts.of(f.DccSatisfied, party), facts.of(f.PaymentDirected, party)
    made, returned = facts.of(f.PaymentMade, party), facts.of(f.PaymentReturned, party)
    adequacy, barred = facts.of(f.AdequacyReferred, party), bool(barred_by)
    fixed, said_29 = l10_29__sum_fixed_by_the_authority(party, rulings, requested)
    directed, said_23_b = l10_23_b__directed(
        party, directions, governing, requested, bool(adequacy), replaced=fixed is not None
    )
    decided = directed is not None or fixed is not None
    said_23_a = l10_23_a__adequacy_referred(party, adequacy, figures.totals, decided)
    under_22, said_22 = l10_22__satisfied_of_the_request(
        party, governing, requested, occurred, barred_by, satisfied, adequacy, evidence, decided
    )
    payable, under = _payable(fixed, directed, barred_by, under_22)
    paid, said_paid = l10_22__paid(party, made, returned, payable, barred_by, instalments, as_of)
    findings = [*said_22, *said_23_a, *said_23_b, *said_29, *said_paid]
    if requested is not None and payable is None and occurred and not adequacy:
        findings.append(l10_22__still_to_decide(party, requested, ids(governing.notice if governing else None)))
    outstanding = (payable - paid).or_nought if payable is not None else None
    overpaid = (paid - payable).or_nought if payable is not None else None
    referred = bool(adequacy or facts.of(f.PanelTookUp, party))
    notified = bool(facts.of(f.IntentionNotified, party) or facts.of(f.TotalNotified, party))
    state = _state(barred and not decided, payable, outstanding, referred, requested, notified)
    estimate = figures.estimates[-1].amount if figures.estimates and not figures.totals else None
    request = Request(governing.notice.id if governing else None, requested, estimate, payable, barred, decided)
    return Settled(payable, under, paid, outstanding, overpaid, state, request), findings


def _payable(
    fixed: Money | None, directed: Money | None, barred_by: Sequence[str], under_22: Money | None
) -> tuple[Money | None, str | None]:
    """What is payable and under which clause: the Authority's word, the Panel's, a bar, then the DCC's satisfaction."""
    if fixed is not None:
        return fixed, "L10.29"
    if directed is not None:
        return directed, "L10.23(b)"
    if barred_by:
        return NOUGHT, barred_by[0]
    return under_22, ("L10.22" if under_22 is not None else None)


def _state(
    barred: bool,
    payable: Money | None,
    outstanding: Money | None,
    referred: bool,
    requested: Money | None,
    notified: bool,
) -> ClaimState | None:
    """The state of a claim: the first that applies."""
    states: list[tuple[ClaimState, bool]] = [
        ("barred", barred),
        ("refused", payable == NOUGHT),
        ("paid", outstanding == NOUGHT),
        ("payable", payable is not None),
        ("referred", referred),
        ("requested", requested is not None),
        ("notified", notified),
    ]
    return next((state for state, applies in states if applies), None)
