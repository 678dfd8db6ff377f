"""L10.24(a) and (b): the dates of payment, referred to the Panel and determined by it, where requests exceed the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from recovery_costs.adjudication import DatedPayment
from recovery_costs.calendar import long_day
from recovery_costs.facts import (
    DatesDetermined,
    DatesReferred,
    Instalment,
)
from recovery_costs.finding import SUM, Basis, Finding, Outcome, Ruling, found
from recovery_costs.law import clause
from recovery_costs.money import Money
from recovery_costs.record import Counted, ids

_THEN = {
    True: "",
    False: "; the requests did not exceed the sum then, so the clause did not allow it",
    None: "; no sum was determined then, so whether the clause allowed it cannot be said",
}
_ALLOWED = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.CANNOT_SAY}


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
        because = f"The DCC referred the dates of payment on {each.moment}{_THEN[did]}."
        outcome = _ALLOWED[did]
        findings.append(found("L10.24(a)", outcome, because, facts=ids(each), readings=SUM))
    if exceeds and not referred:
        because = "The requests exceed the sum: the DCC may refer the dates of payment to the Panel."
        findings.append(found("L10.24(a)", Outcome.FOR_JUDGEMENT, because, readings=SUM, basis=Basis.STATED))
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
def l10_24_b__dates_on_file(determined: Sequence[Counted[DatesDetermined]], rulings: Sequence[Ruling]) -> list[Dates]:
    """L10.24(b): the Panel's dates and those that the Authority put in place of a determination, in order.

    The latest govern, whole.
    """
    on_file = [Dates(each, each.fact.payments) for each in determined]
    for ruling in rulings:
        if ruling.put_in_place and ruling.put_in_place.payments is not None:
            on_file.append(Dates(ruling, ruling.put_in_place.payments))
    return sorted(on_file, key=lambda dates: dates.counted.order)


@clause("L10.24(b)")
def l10_24_b__instalments(dates: Dates | None) -> dict[str, list[DatedPayment]]:
    """L10.24(b): each Party's payments by their day, then as given."""
    by_party: dict[str, list[DatedPayment]] = {}
    for each in sorted(dates.payments, key=lambda each: each.on) if dates else ():
        by_party.setdefault(each.party, []).append(DatedPayment(each.on, each.amount))
    return by_party


@clause("L10.24(b)")
def l10_24_b__could_be_determined(
    dates: Dates, referred: Sequence[Counted[DatesReferred]], exceeded: bool | None, superseded: bool
) -> list[Finding]:
    """L10.24(b): the Panel determines the dates of a referred question, where the requests exceed the sum.

    Args:
        exceeded: whether the requests exceeded the sum when the dates were determined.
        superseded: whether later dates govern in their place.
    """
    counted = dates.counted
    asked = [each for each in referred if each.moment <= counted.moment]
    refused = []
    if not asked:
        refused.append("no question of dates had been referred")
    if exceeded is False:
        refused.append("the requests did not exceed the sum")
    if exceeded is None:
        refused.append("no sum had been determined")
    who = "Authority" if isinstance(dates.made, Ruling) else "Panel"
    because = f"The {who} determined the dates of payment on {counted.moment}"
    because += f"; when it did, {' and '.join(refused)}." if refused else "."
    if superseded:
        because += " Later dates govern in their place."
    outcome = Outcome.CANNOT_SAY if asked and exceeded is None else Outcome.NOT_MET if refused else Outcome.MET
    return [found("L10.24(b)", outcome, because, facts=ids(counted, asked[:1]), readings=SUM, basis=Basis.JUDGEMENT)]


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
                f"{dated} was dated for {party} on {dates.counted.moment}; {was_payable[party]} was payable. They differ.",
            )
        else:
            outcome = Outcome.MET
            because = f"The payments dated for {party} on {dates.counted.moment} sum to {dated}, which was payable."
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
