"""One Party's claim, L10.17 to L10.23: its costs, its notices, its evidence, and what is payable on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from recovery_costs import facts as f
from recovery_costs.finding import Claim, ClaimState, DatedPayment, Figure, Finding, Line, RecoveryEvent, Ruling
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted, WhatCounts, ids
from recovery_costs.rules.l10_17_recovery_costs import l10_17__lines
from recovery_costs.rules.l10_18_request import l10_18__may_request
from recovery_costs.rules.l10_19_a_intention import l10_19_a__intention
from recovery_costs.rules.l10_19_b_best_estimates import (
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


def _figures(facts: WhatCounts, party: str) -> tuple[list[Figure], list[Figure]]:
    """A Party's estimates and totals, each in order, those that an intention carries among them."""
    intentions = facts.of(f.IntentionNotified, party)
    estimates = [Figure(each.fact.amount, each) for each in facts.of(f.EstimateGiven, party)]
    estimates += [Figure(each.fact.estimate, each) for each in intentions if each.fact.estimate is not None]
    totals = [Figure(each.fact.amount, each) for each in facts.of(f.TotalNotified, party)]
    totals += [Figure(each.fact.total, each) for each in intentions if each.fact.total is not None]
    in_order = partial(sorted, key=lambda figure: figure.notice.order)
    return in_order(estimates), in_order(totals)


class OfTheEvent(NamedTuple):
    """What every claim of one Recovery Event shares."""

    event: RecoveryEvent
    in_breach: frozenset[str]
    """Who is deemed in breach of anything and not cleared of it."""
    key_required: bool
    """Whether a decision to require use of a key counts."""
    key_failed: bool
    """Whether an unsuccessful use anywhere clears every line (reading `key_success`)."""
    rulings: Sequence[Ruling]
    dated: Mapping[str, Sequence[DatedPayment]]
    """The payments on the latest dates on file, by Party."""


def claim_of(
    party: str, facts: WhatCounts, shared: OfTheEvent, as_of: date, law: Terms
) -> tuple[Claim, Request, list[Finding]]:
    """The claim of `party`, what it brings to the aggregate of L10.24, and the findings."""
    event, rulings = shared.event, shared.rulings
    findings: list[Finding] = []
    estimates, totals = _figures(facts, party)
    intentions, total_notices = facts.of(f.IntentionNotified, party), facts.of(f.TotalNotified, party)
    satisfied, directions = facts.of(f.DccSatisfied, party), facts.of(f.PaymentDirected, party)
    made, returned = facts.of(f.PaymentMade, party), facts.of(f.PaymentReturned, party)
    adequacy, taken_up = facts.of(f.AdequacyReferred, party), facts.of(f.PanelTookUp, party)

    lines: tuple[Line, ...] = ()
    eligible = None
    cost_lines = facts.of(f.CostLines, party)[-1:]
    for listed in cost_lines:
        device = partial(l10_30_a__relevant_device, readings=law.readings)
        lines, said = l10_17__lines(
            party,
            listed.fact.lines,
            listed.id,
            event.on,
            shared.key_required,
            shared.key_failed,
            device,
            law.readings,
        )
        eligible = Money.sum(line.eligible for line in lines if line.eligible) if event.occurred else None
        findings += [*said, *l10_30_a__relevant_device_findings(party, listed.fact.lines, listed.id, law.readings)]

    may_request, right = l10_18__may_request(party, party in shared.in_breach, law.readings)
    intention, notified, said_a = l10_19_a__intention(
        party, intentions, total_notices, event.on, law.deadline, as_of, law.readings
    )
    initial, said_b_i = l10_19_b_i__initial_estimate(party, intention, estimates, totals, law.readings)
    windows, said_b_ii = l10_19_b_ii__updated_estimate_in_every_window(
        party, intention, notified.due, estimates, totals, law.deadline, as_of, law.readings
    )
    cut_off = min((each[0].moment for each in (made, directions, satisfied) if each), default=None)
    governing, total, said_c = l10_19_c__total(
        party, totals, facts.of(f.CostsCeased, party), cut_off, law.deadline, as_of, law.readings
    )
    requested = l10_19__requested(governing, estimates, law.readings)
    findings += [right, said_a, *said_b_i, *said_b_ii, *said_c]
    bars = {
        "L10.18": not may_request,
        "L10.19(a)": notified.in_time is False and law.readings["late_intention"] == "bars",
        "L10.19(b)": l10_19_b__estimates_missed(initial, windows, law.readings),
        "L10.19(c)": total.in_time is False and law.readings["late_total"] == "bars",
    }
    barred_by = tuple(ref for ref, bar in bars.items() if bar)
    barred = bool(barred_by)

    answers: dict[str, Counted[f.EvidenceGiven]] = {}
    for answer in facts.of(f.EvidenceGiven, party):
        answers.setdefault(facts.read_through(answer.fact.requirement), answer)
    evidence, said_20 = l10_20__evidence(
        party,
        facts.of(f.EvidenceRequired, party),
        answers,
        taken_up[0] if taken_up else None,
        l10_29__set_aside(rulings),
        as_of,
        law.readings,
    )

    report = l10_21__auditor_report(party, facts.of(f.EvidenceRequired, party), l10_29__set_aside(rulings))

    directed, said_23_b = l10_23_b__directed(party, directions, governing, requested, bool(adequacy))
    fixed, said_29 = l10_29__sum_fixed_by_the_authority(party, rulings, requested)
    decided = directed is not None or fixed is not None
    said_23_a = l10_23_a__adequacy_referred(party, adequacy, totals, decided)
    under_22, said_22 = l10_22__satisfied_of_the_request(
        party, governing, requested, event.occurred, barred_by, satisfied, adequacy, evidence, decided
    )
    payable, under = _payable(fixed, directed, barred_by, under_22)
    instalments = tuple(shared.dated.get(party, ()))
    paid, said_paid = l10_22__paid(party, made, returned, payable, barred_by, instalments, as_of)
    findings += [*said_20, *report, *said_22, *said_23_a, *said_23_b, *said_29, *said_paid]
    if requested is not None and payable is None and event.occurred and not adequacy:
        findings.append(l10_22__still_to_decide(party, requested, ids(governing.notice if governing else None)))

    outstanding = (payable - paid).or_nought if payable is not None else None
    overpaid = (paid - payable).or_nought if payable is not None else None
    referred = bool(adequacy or taken_up)
    state = _state(barred and not decided, payable, outstanding, referred, requested, intention is not None)
    claim = Claim(
        party=party,
        state=state,
        intention=notified,
        initial_estimate=initial,
        estimates=windows,
        total=total,
        requested=requested,
        barred=barred,
        barred_by=barred_by,
        lines=lines,
        eligible=eligible,
        judgement_pending=any(line.reasonable is None for each in cost_lines for line in each.fact.lines),
        payable=payable,
        payable_under=under,
        evidence=evidence,
        instalments=instalments,
        paid=paid,
        outstanding=outstanding,
        overpaid=overpaid,
    )
    estimate = estimates[-1].amount if estimates and not totals else None
    return (
        claim,
        Request(governing.notice.id if governing else None, requested, estimate, payable, barred, decided),
        findings,
    )


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
