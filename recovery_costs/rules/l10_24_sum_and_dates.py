"""L10.24: requests above the sum that the Panel has determined, and when they are paid.

Read with the readings `threshold_counts`, `threshold_comparison`, `threshold_sum`, `threshold_amounts`,
`no_threshold` and `draft_proposal`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from recovery_costs.calendar import long_day
from recovery_costs.facts import (
    DatesDetermined,
    DatesReferred,
    DraftProposalConsidered,
    Instalment,
    ThresholdDetermined,
)
from recovery_costs.finding import Basis, DatedPayment, Finding, Outcome, Ruling, found
from recovery_costs.law import clause
from recovery_costs.money import NOUGHT, Money
from recovery_costs.record import Counted, ids

_SUM = ("threshold_counts", "threshold_comparison", "threshold_sum", "threshold_amounts", "no_threshold")


class Request(NamedTuple):
    """What one claim brings to the aggregate."""

    requested: Money | None
    estimate: Money | None
    """The latest estimate of a claim that has no total."""
    payable: Money | None
    barred: bool
    decided: bool
    """Whether a decision of the Panel or the Authority governs what is payable."""


@clause("L10.24")
def l10_24__requested_for_the_event(requests: Sequence[Request], readings: Mapping[str, str]) -> Money:
    """L10.24: the amount requested by all Parties together for the one event, as it is compared with the sum.

    Barred claims are left out unless a decision of the Panel or the Authority makes something payable on them.
    """
    counted = []
    for each in requests:
        left_out = each.barred and not (each.decided and each.payable is not None and each.payable > NOUGHT)
        if each.requested is not None and not left_out:
            as_payable = readings["threshold_amounts"] == "as_payable" and each.payable is not None
            counted.append(each.payable if as_payable and each.payable is not None else each.requested)
        if each.estimate is not None and not each.barred and readings["threshold_counts"] == "totals_and_estimates":
            counted.append(each.estimate)
    return Money.sum(counted)


@clause("L10.24")
def l10_24__sum_determined(
    determined: Sequence[Counted[ThresholdDetermined]],
    set_aside: Collection[str],
    event_on: date | None,
    readings: Mapping[str, str],
) -> tuple[Money | None, Counted[ThresholdDetermined] | None]:
    """L10.24: the sum that the Panel has determined: the latest in force that the Authority has not set aside.

    Under `threshold_sum=in_force_at_event` the latest by the event day. Where there is none, `no_threshold=nil` reads
    0.00.

    Returns:
        The sum (None where L10.24 cannot operate) and the determination it comes from, if any.
    """
    in_force = [each for each in determined if each.id not in set_aside]
    if readings["threshold_sum"] == "in_force_at_event":
        in_force = [each for each in in_force if event_on is not None and each.day <= event_on]
    if in_force:
        return in_force[-1].fact.sum, in_force[-1]
    return (NOUGHT if readings["no_threshold"] == "nil" else None), None


@clause("L10.24")
def l10_24__requests_exceed_the_sum(
    requested: Money, threshold: Money | None, source: Counted[ThresholdDetermined] | None, readings: Mapping[str, str]
) -> tuple[bool | None, Finding]:
    """L10.24: what is requested is for a sum exceeding the one determined.

    Strictly more; under `threshold_comparison=reaching` exactly the sum is enough, but a sum that `no_threshold=nil`
    supplies must still be exceeded.

    Returns:
        Whether it is (None where no sum is determined), and the finding.
    """
    if threshold is None:
        because = f"{requested} is requested; the Panel has determined no sum, so L10.24 cannot operate."
        return None, found("L10.24", Outcome.CANNOT_SAY, because, readings=_SUM, basis=Basis.READING)
    reaching = readings["threshold_comparison"] == "reaching" and source is not None
    exceeds = requested >= threshold if reaching else requested > threshold
    asked = "at least" if reaching else "more than"
    what = f"{threshold}, the sum determined" if source else f"{threshold}, read where no sum is determined"
    because = f"{requested} is requested for this event; the clause asks for {asked} {what}."
    if requested > threshold:
        because += f" It is over by {requested - threshold}."
    elif requested < threshold:
        because += f" It is under by {threshold - requested}."
    basis = Basis.COMPUTED if source and requested != threshold else Basis.READING
    outcome = Outcome.MET if exceeds else Outcome.NOT_MET
    return exceeds, found("L10.24", outcome, because, facts=ids(source), readings=_SUM, basis=basis)


# --- (a) and (b): the dates of payment --------------------------------------------------------------------------


@clause("L10.24(a)")
def l10_24_a__dates_referred(
    referred: Sequence[Counted[DatesReferred]], exceeded: Sequence[bool | None], exceeds: bool | None
) -> list[Finding]:
    """L10.24(a): above the sum, the DCC may refer the dates of payment to the Panel.

    Args:
        exceeded: for each referral, whether the requests exceeded the sum when it was made.
        exceeds: whether they do now.
    """
    findings = []
    for each, did in zip(referred, exceeded, strict=True):
        because = f"The DCC referred the dates of payment on {each.moment}"
        because += "." if did else "; the requests did not exceed the sum then, so the clause did not allow it."
        outcome = Outcome.MET if did else Outcome.NOT_MET
        findings.append(found("L10.24(a)", outcome, because, facts=ids(each), readings=_SUM))
    if exceeds and not referred:
        because = "The requests exceed the sum: the DCC may refer the dates of payment to the Panel."
        findings.append(found("L10.24(a)", Outcome.FOR_JUDGEMENT, because, readings=_SUM, basis=Basis.STATED))
    return findings


class Dates(NamedTuple):
    """Dates of payment on file: the Panel's, or those the Authority put in their place."""

    made: Counted[DatesDetermined] | Ruling
    payments: tuple[Instalment, ...]

    @property
    def counted(self) -> Counted[Any]:
        """The fact that gave them."""
        return self.made.ruled if isinstance(self.made, Ruling) else self.made


@clause("L10.24(b)")
def l10_24_b__dates_on_file(determined: Sequence[Counted[DatesDetermined]], rulings: Sequence[Ruling]) -> Dates | None:
    """L10.24(b): the latest dates, whole: the Panel's, or those that the Authority put in place of a determination."""
    on_file = [Dates(each, each.fact.payments) for each in determined]
    for ruling in rulings:
        if ruling.put_in_place and ruling.put_in_place.payments is not None:
            on_file.append(Dates(ruling, ruling.put_in_place.payments))
    return max(on_file, key=lambda dates: dates.counted.order, default=None)


@clause("L10.24(b)")
def l10_24_b__instalments(dates: Dates | None) -> dict[str, list[DatedPayment]]:
    """L10.24(b): each Party's payments by their day, then as given."""
    by_party: dict[str, list[DatedPayment]] = {}
    for each in sorted(dates.payments, key=lambda each: each.on) if dates else ():
        by_party.setdefault(each.party, []).append(DatedPayment(each.on, each.amount))
    return by_party


@clause("L10.24(b)")
def l10_24_b__could_be_determined(
    dates: Dates, referred: Sequence[Counted[DatesReferred]], exceeded: bool | None
) -> list[Finding]:
    """L10.24(b): the Panel determines the dates of a referred question, where the requests exceed the sum.

    Args:
        exceeded: whether the requests exceeded the sum when the dates were determined.
    """
    counted = dates.counted
    asked = [each for each in referred if each.moment <= counted.moment]
    refused = []
    if not asked:
        refused.append("no question of dates had been referred")
    if not exceeded:
        refused.append("the requests did not exceed the sum")
    who = "Authority" if isinstance(dates.made, Ruling) else "Panel"
    because = f"The {who} determined the dates of payment on {counted.moment}"
    because += f"; when it did, {' and '.join(refused)}." if refused else "."
    outcome = Outcome.NOT_MET if refused else Outcome.MET
    return [found("L10.24(b)", outcome, because, facts=ids(counted, asked[:1]), readings=_SUM, basis=Basis.JUDGEMENT)]


@clause("L10.24(b)")
def l10_24_b__instalments_sum_to_what_is_payable(
    dates: Dates, was_payable: Mapping[str, Money | None]
) -> list[Finding]:
    """L10.24(b): each Party's instalments sum to what was payable to it when they were determined.

    Args:
        was_payable: for each claim, what was payable then; a Party that is not in it has no claim.
    """
    sums: dict[str, list[Money]] = {}
    for each in dates.payments:
        sums.setdefault(each.party, []).append(each.amount)
    findings = []
    for party, amounts in sorted(sums.items()):
        dated = Money.sum(amounts)
        if party not in was_payable:
            outcome, because = Outcome.NOT_MET, f"{dated} is dated for {party}, which has no claim."
        elif was_payable[party] is None:
            outcome, because = (
                Outcome.CANNOT_SAY,
                f"{dated} is dated for {party}; nothing was payable to it yet, so the sum cannot be checked.",
            )
        elif was_payable[party] != dated:
            outcome, because = (
                Outcome.NOT_MET,
                f"{dated} is dated for {party}; {was_payable[party]} was payable. They differ.",
            )
        else:
            outcome, because = Outcome.MET, f"The payments dated for {party} sum to {dated}, which was payable."
        limb = "L10.24(b)(ii)" if outcome is Outcome.MET and len(amounts) > 1 else "L10.24(b)"
        findings.append(found(limb, outcome, because, about=party, facts=ids(dates.counted)))
    return findings


@clause("L10.24(b)(i)")
def l10_24_b_i__different_times(dates: Dates) -> list[Finding]:
    """L10.24(b)(i): different Parties may be paid at different times."""
    days: dict[str, set[date]] = {}
    for each in dates.payments:
        days.setdefault(each.party, set()).add(each.on)
    if len({frozenset(own) for own in days.values()}) < 2:
        return []
    last = {party: max(own) for party, own in sorted(days.items())}
    because = (
        "Parties are paid at different times: "
        + ", ".join(f"{party} by {long_day(on)}" for party, on in last.items())
        + "."
    )
    return [found("L10.24(b)(i)", Outcome.MET, because, facts=ids(dates.counted), basis=Basis.STATED)]


# --- (c) a Draft Proposal ---------------------------------------------------------------------------------------


@clause("L10.24(c)")
def l10_24_c__draft_proposal(
    exceeds: bool | None,
    referred: Sequence[Counted[DatesReferred]],
    considered: Sequence[Counted[DraftProposalConsidered]],
    readings: Mapping[str, str],
) -> tuple[bool, list[Finding]]:
    """L10.24(c): above the sum, the Panel considers whether to submit a Draft Proposal on the Charging Methodology.

    Under `draft_proposal=only_on_referral` only once the dates have been referred.

    Returns:
        Whether it still is to be considered, and the findings.
    """
    live = bool(exceeds) and (bool(referred) or readings["draft_proposal"] == "whenever_exceeded")
    turns = ("draft_proposal",) if exceeds and not referred else ()
    basis = Basis.READING if turns else Basis.STATED
    findings = []
    for each in considered:
        because = f"The Panel considered a Draft Proposal on {each.moment} and decided {'' if each.fact.submit else 'not '}to submit one."
        if not live:
            because += " The clause did not ask it to."
        outcome = Outcome.MET if live else Outcome.DOES_NOT_APPLY
        findings.append(found("L10.24(c)", outcome, because, facts=ids(each), readings=turns, basis=Basis.JUDGEMENT))
    if live and not considered:
        because = "The requests exceed the sum: the Panel is to consider whether to submit a Draft Proposal."
        findings.append(found("L10.24(c)", Outcome.FOR_JUDGEMENT, because, readings=turns, basis=basis))
    return live and not considered, findings
