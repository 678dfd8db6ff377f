"""L10.17: which costs are Recovery Costs, line by line.

Read with the readings `pre_event_costs`, `key_success`, `otherwise_incurred`, `vat` and, through L10.30(a),
`recovery_status`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from recovery_costs.adjudication import Exclusion, Line
from recovery_costs.calendar import long_day
from recovery_costs.facts import CostLine
from recovery_costs.finding import Basis, Finding, Outcome, found
from recovery_costs.law import clause
from recovery_costs.money import NOUGHT, Money

LIMBS = {"key_use": "L10.17(a)", "replace_device": "L10.17(b)(i)", "replace_data": "L10.17(b)(ii)", "other": "L10.17"}
IN_WORDS: dict[Exclusion, str] = {
    "before_event": "it was incurred before the day of the Recovery Event",
    "key_not_required": "the SMKI PMA has not required use of a key",
    "key_successful": "the key was used successfully",
    "not_responsible_supplier": "the Party is not the Responsible Supplier",
    "not_relevant_device": "it is not for a Relevant Device",
    "otherwise_incurred": "all of it would have been incurred anyway",
    "not_reasonable": "it was judged not reasonable",
    "own_route": "it has its own reimbursement clause",
    "outside_limbs": "it falls under neither (a) nor (b)",
}
READ_BY: dict[Exclusion, str] = {
    "before_event": "pre_event_costs",
    "key_successful": "key_success",
    "not_relevant_device": "recovery_status",
    "otherwise_incurred": "otherwise_incurred",
}


@clause("L10.17")
def l10_17__recovery_costs(line: CostLine, excluded: Sequence[Exclusion], readings: Mapping[str, str]) -> Money:
    """L10.17: what of a line is a Recovery Cost: 0.00 if anything excludes it, else what is left of it."""
    return NOUGHT if excluded else _left(line, readings).or_nought


def _left(line: CostLine, readings: Mapping[str, str]) -> Money:
    """The amount less recoverable VAT and less what would have been incurred anyway; it may fall below nought."""
    left = line.amount
    if readings["vat"] == "net_of_recoverable":
        left -= line.recoverable_vat
    if readings["otherwise_incurred"] == "increment_only":
        left -= line.otherwise_incurred
    return left


@clause("L10.17")
def l10_17__exclusions(
    line: CostLine,
    event_on: date,
    key_required: bool,
    key_failed: bool,
    relevant_device: bool,
    readings: Mapping[str, str],
) -> tuple[Exclusion, ...]:
    """L10.17: every reason that excludes a line, in order.

    Args:
        event_on: the day of the Recovery Event. A cost incurred on that day is not before it.
        key_required: whether a decision to require use of a key counts: L10.17(a).
        key_failed: under `key_success=per_event`, whether any Party's line says the key was used unsuccessfully.
        relevant_device: what L10.30(a) says of a replacement line.
    """
    increment_only = readings["otherwise_incurred"] == "increment_only"
    tests: dict[Exclusion, bool] = {
        "before_event": line.incurred < event_on and readings["pre_event_costs"] == "excluded",
        "key_not_required": line.limb == "key_use" and not key_required,
        "key_successful": line.replaces and line.key_outcome == "successful" and not key_failed,
        "not_responsible_supplier": line.replaces and not line.responsible_supplier,
        "not_relevant_device": line.replaces and not relevant_device,
        "otherwise_incurred": increment_only and line.otherwise_incurred > NOUGHT and _left(line, readings) <= NOUGHT,
        "not_reasonable": line.reasonable is False,
        "own_route": line.own_route is not None,
        "outside_limbs": line.limb == "other",
    }
    return tuple(reason for reason, excludes in tests.items() if excludes)


@clause("L10.17")
def l10_17__key_failed_in_the_event(lists: Sequence[Sequence[CostLine]], readings: Mapping[str, str]) -> bool:
    """L10.17(b): under `key_success=per_event`, one unsuccessful use anywhere in the event clears every line."""
    return readings["key_success"] == "per_event" and any(
        line.key_outcome == "unsuccessful" for lines in lists for line in lines
    )


@clause("L10.17")
def l10_17__lines(
    party: str,
    lines: Sequence[CostLine],
    fact: str,
    event_on: date | None,
    key_required: bool,
    key_failed: bool,
    relevant_device: Callable[[CostLine], bool],
    readings: Mapping[str, str],
) -> tuple[tuple[Line, ...], list[Finding]]:
    """L10.17: each line of a Party's list, as given. Without a Recovery Event nothing can be said of any."""
    if event_on is None:
        because = "No Recovery Event has occurred, so no line can be called a Recovery Cost yet."
        return tuple(Line(line.line, None, ()) for line in lines), [
            found("L10.17", Outcome.CANNOT_SAY, because, about=party, facts=(fact,))
        ]
    judged, findings = [], []
    for line in lines:
        excluded = l10_17__exclusions(line, event_on, key_required, key_failed, relevant_device(line), readings)
        eligible = l10_17__recovery_costs(line, excluded, readings)
        finding = _finding(party, line, eligible, excluded, fact, event_on)
        judged.append(Line(line.line, eligible, excluded, finding))
        findings.append(finding)
    return tuple(judged), findings


def _finding(
    party: str,
    line: CostLine,
    eligible: Money,
    excluded: tuple[Exclusion, ...],
    fact: str,
    event_on: date,
) -> Finding:
    live = {
        "pre_event_costs": line.incurred < event_on,
        "key_success": line.replaces and line.key_outcome == "successful",
        "otherwise_incurred": line.otherwise_incurred > NOUGHT,
        "recovery_status": line.replaces and line.smi_status == "recovery" and line.compromised_credentials,
        "vat": line.recoverable_vat > NOUGHT,
    }
    turns = tuple(name for name, is_live in live.items() if is_live)
    settled = [reason for reason in excluded if READ_BY.get(reason) not in turns]
    judged = "not_reasonable" in excluded or (line.reasonable is True and not excluded)
    basis = Basis.READING if turns and not settled else Basis.JUDGEMENT if judged else Basis.COMPUTED
    if excluded:
        outcome, because = (
            Outcome.NOT_MET,
            f"{line.amount} is left out: {'; '.join(IN_WORDS[each] for each in excluded)}",
        )
    else:
        outcome = Outcome.MET if line.reasonable else Outcome.FOR_JUDGEMENT
        because = (
            f"{eligible} of {line.amount} is a Recovery Cost"
            if eligible != line.amount
            else f"{eligible} is a Recovery Cost"
        )
        if line.reasonable is None:
            because += ", if it was reasonably incurred: nobody has judged that yet"
    if "before_event" in excluded:
        because += f" ({long_day(event_on)})"
    because = f"Line {line.line}: {because}."
    return found(LIMBS[line.limb], outcome, because, about=party, facts=(fact,), readings=turns, basis=basis)
