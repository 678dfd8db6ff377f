"""L10.27: how a Relevant Subscriber ceases to be deemed in breach.

Read with the readings `referral`, `late_referral`, `month_count`, `last_day` and `notice_effective`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from recovery_costs.calendar import days, long_day
from recovery_costs.facts import BreachDetermined, BreachReferred
from recovery_costs.finding import TIME, Basis, Deemed, Finding, Outcome, basis_of, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, how_it_took_effect, ids

L10_27_A__PERIODS = 1
"""Of three months, after the date of the Recovery Event."""


@clause("L10.27(a)")
def l10_27_a__referrals_that_serve(
    deemed: Deemed, referrals: Sequence[Counted[BreachReferred]], readings: Mapping[str, str]
) -> list[Counted[BreachReferred]]:
    """L10.27(a): the referrals that serve this deemed breach, in order: the Subscriber's own, of this provision or of all.

    Under `referral=one_serves_all` any Subscriber's serves, for the provision it names.
    """
    return [
        each
        for each in referrals
        if each.fact.provision in (None, deemed.provision)
        and (each.fact.subscriber == deemed.subscriber or readings["referral"] == "one_serves_all")
    ]


@clause("L10.27(a)")
def l10_27_a__referred_in_time(
    deemed: Deemed, serving: Sequence[Counted[BreachReferred]], refer_by: date, as_of: date, readings: Mapping[str, str]
) -> tuple[bool | None, Finding]:
    """L10.27(a): the first referral took effect by the end of `refer_by`, three months after the event.

    Returns:
        Whether it did, None without a referral, and the finding.
    """
    about, cited = deemed.subscriber, ids(serving[:1])
    of = f"the deemed breach of {deemed.provision}"
    if not serving:
        open_ = as_of <= refer_by
        because = (
            f"Nothing is referred yet; {of} may be referred to the end of {long_day(refer_by)}."
            if open_
            else f"Nothing was referred of {of} by {long_day(refer_by)}, the last day for it."
        )
        outcome = Outcome.CANNOT_SAY if open_ else Outcome.NOT_MET
        return None, found("L10.27(a)", outcome, because, about=about, due=refer_by, readings=("event_date", *TIME))
    first = serving[0]
    in_time = first.day <= refer_by
    late = 0 if in_time else (first.day - refer_by).days
    who = "" if first.fact.subscriber == about else f" by {first.fact.subscriber}, which serves every Subscriber here,"
    because = f"The referral of {of}{who} took effect on {first.moment}"
    because += (
        f", by the last day, {long_day(refer_by)}."
        if in_time
        else f", {days(late)} after the last day, {long_day(refer_by)}."
    )
    because += how_it_took_effect(first)
    outcome, basis, turns = (Outcome.MET if in_time else Outcome.NOT_MET), basis_of(first), ["event_date", *TIME]
    if first.fact.subscriber != about:
        turns.append("referral")
        basis = Basis.READING
    if not in_time:
        turns.append("late_referral")
        basis = Basis.READING
        if readings["late_referral"] == "panel_may_accept":
            outcome = Outcome.FOR_JUDGEMENT
            because += " Under this reading the Panel may accept it, and it is treated as in time."
        else:
            because += " L10.27(a) gives no power to extend the time: the referral is out of time."
    return in_time, found(
        "L10.27(a)",
        outcome,
        because,
        about=about,
        facts=cited,
        readings=tuple(turns),
        basis=basis,
        due=refer_by,
        days_late=late,
        notices=[first],
    )


@clause("L10.27")
def l10_27__ceases_to_be_deemed(
    deemed: Deemed,
    serving: Sequence[Counted[BreachReferred]],
    accepted: bool,
    determinations: Sequence[Counted[BreachDetermined]],
) -> tuple[bool | None, list[Finding]]:
    """L10.27, limbs (b) and (c): the Subscriber demonstrated that its breach was not the cause, and the Panel so determined.

    The first determination of this Subscriber and provision decides, if it was made at or after the moment the
    earliest-sent referral was sent; a later one undoes nothing. It helps only on a referral made in time.

    Args:
        accepted: whether the referral is in time, or treated as if it were.

    Returns:
        Whether the breach is erased (None: not determined, or nothing was referred in time), and the findings.
    """
    about = deemed.subscriber
    own = [
        each
        for each in determinations
        if each.fact.subscriber == about and each.fact.provision in (None, deemed.provision)
    ]
    earliest = min((each.given for each in serving), default=None)
    early = [each for each in own if earliest is None or each.moment < earliest]
    findings = [
        found(
            "L10.27(c)",
            Outcome.NOT_MET,
            f"The determination of {each.moment} {'came before the matter was referred' if serving else 'was made though nothing was referred'} and does not count.",
            about=about,
            facts=ids(each),
        )
        for each in early
    ]
    counting = [each for each in own if each not in early]
    if not counting:
        if accepted:
            because = f"{deemed.provision}: referred; the Panel has not yet determined it."
            findings.append(found("L10.27(c)", Outcome.FOR_JUDGEMENT, because, about=about, facts=ids(serving[:1])))
        return None, findings
    first, *later = counting
    shown = first.fact.demonstrated
    because = f"The Panel was {'' if shown else 'not '}satisfied that the Compromise was not due to a breach of {deemed.provision} by {about}."
    demonstrated = Outcome.MET if shown else Outcome.NOT_MET
    findings.append(found("L10.27(b)", demonstrated, because, about=about, facts=ids(first), basis=Basis.JUDGEMENT))
    erased = shown and not first.fact.breach
    because = f"The Panel determined on {first.moment} that {'the breach occurred' if first.fact.breach else 'no such breach occurred'}."
    if not accepted:
        because += " It was not referred in time, so the determination does not lift the deemed breach."
    outcome = Outcome.DOES_NOT_APPLY if not accepted else Outcome.MET if erased else Outcome.NOT_MET
    findings.append(found("L10.27(c)", outcome, because, about=about, facts=ids(first), basis=Basis.JUDGEMENT))
    for each in later:
        because = f"A later determination, of {each.moment}, does not undo the first."
        findings.append(found("L10.27(c)", Outcome.DOES_NOT_APPLY, because, about=about, facts=ids(first, each)))
    return (erased if accepted else None), findings


@clause("L10.27")
def l10_27__serves_no_deemed_breach(
    deemed: Sequence[Deemed],
    referrals: Sequence[Counted[BreachReferred]],
    determinations: Sequence[Counted[BreachDetermined]],
    occurred: bool,
    readings: Mapping[str, str],
) -> list[Finding]:
    """L10.27: a referral or a determination of what nobody is deemed in breach of has nothing to lift.

    A further referral of the same breach adds nothing either: the first governs the time.
    """
    findings = []
    served: set[tuple[str, str]] = set()

    def of(fact: BreachReferred | BreachDetermined) -> set[tuple[str, str]]:
        serves_all = isinstance(fact, BreachReferred) and readings["referral"] == "one_serves_all"
        rows = (row for row in deemed if serves_all or row.subscriber == fact.subscriber)
        return {(row.subscriber, row.provision) for row in rows if fact.provision in (None, row.provision)}

    def orphan(limb: str, what: str, each: Counted[Any]) -> Finding:
        why = "no Recovery Event has occurred"
        if occurred:
            why = f"{each.fact.subscriber} is not deemed in breach of {each.fact.provision or 'anything'}"
        because = f"The {what} of {each.moment} has nothing to lift: {why}."
        outcome = Outcome.DOES_NOT_APPLY if occurred else Outcome.CANNOT_SAY
        return found(limb, outcome, because, about=each.fact.subscriber, facts=ids(each))

    for each in referrals:
        rows = of(each.fact)
        if not rows:
            findings.append(orphan("L10.27(a)", "referral", each))
        elif rows <= served:
            because = f"The further referral of {each.moment} adds nothing: the first governs the time."
            about = each.fact.subscriber
            findings.append(found("L10.27(a)", Outcome.DOES_NOT_APPLY, because, about=about, facts=ids(each)))
        served |= rows
    findings += [orphan("L10.27(c)", "determination", each) for each in determinations if not of(each.fact)]
    return findings
