"""L10.28: a deemed breach that L10.27 does not lift is final and binding, subject to L10.29."""

from __future__ import annotations

from datetime import date

from recovery_costs.adjudication import BreachStatus
from recovery_costs.calendar import long_day
from recovery_costs.finding import Basis, Deemed, Finding, Outcome, Ruling, found
from recovery_costs.law import clause


@clause("L10.28")
def l10_28__final_and_binding(
    deemed: Deemed,
    referred: bool,
    accepted: bool,
    erased: bool | None,
    ruling: Ruling | None,
    refer_by: date,
    as_of: date,
) -> tuple[BreachStatus, Finding]:
    """L10.28: in every case but that of L10.27 the deemed breach is final and binding; the Authority can still decide.

    Args:
        referred: whether anything was referred at all.
        accepted: whether the referral is in time, or treated as if it were.
        erased: what the Panel's determination makes of it; None while there is none that helps.
        ruling: what the Authority decided in the Panel's place, if it did.
        refer_by: the last day to refer; it is open to its end.
    """
    readings: tuple[str, ...] = ("late_referral",) if referred and not accepted else ()
    facts, basis = deemed.facts, Basis.READING if readings else Basis.STATED
    if ruling:
        stands = bool(ruling.ruled.fact.breach)
        status: BreachStatus = "final" if stands else "erased"
        because = f"the Authority decided on {ruling.ruled.moment} that {'it stands' if stands else 'there was none'}"
        facts, basis, readings = (*facts, ruling.ruled.id), Basis.JUDGEMENT, ()
    elif not referred and as_of <= refer_by:
        status, because = "deemed_rebuttable", f"deemed, and open to referral to the end of {long_day(refer_by)}"
    elif accepted and erased is None:
        status, because = "deemed_pending", "deemed, referred, and not yet determined by the Panel"
    elif accepted and erased:
        status, because = "erased", "L10.27 is met, so none is treated as having occurred"
    else:
        status, because = "final", "L10.27 is not met, so its occurrence is treated as final and binding"
    outcome = Outcome.MET if status == "final" else Outcome.DOES_NOT_APPLY
    because = f"Breach of {deemed.provision}: {because}."
    return status, found(
        "L10.28", outcome, because, about=deemed.subscriber, facts=facts, readings=readings, basis=basis
    )
