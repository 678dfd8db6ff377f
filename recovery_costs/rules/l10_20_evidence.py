"""L10.20: evidence that the DCC or the Panel requires, and the days given for it.

Read with the readings `evidence_timetable` and `notice_effective`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from recovery_costs.adjudication import Evidence, EvidenceStatus
from recovery_costs.calendar import long_day
from recovery_costs.facts import EvidenceGiven, EvidenceRequired, PanelTookUp, recorded
from recovery_costs.finding import TIME, Basis, Finding, Outcome, basis_of, found
from recovery_costs.law import clause
from recovery_costs.record import Counted, how_it_took_effect, ids

_OUTCOMES: dict[EvidenceStatus, Outcome] = {
    "given_in_time": Outcome.MET,
    "given_late": Outcome.NOT_MET,
    "overdue": Outcome.NOT_MET,
    "open": Outcome.CANNOT_SAY,
    "displaced": Outcome.DOES_NOT_APPLY,
}
_MOTIONS = {
    "own_motion": "of its own motion",
    "party_referral": "on the Party's referral",
    "dcc_referral": "on the DCC's referral",
}


@clause("L10.20")
def l10_20__evidence(
    party: str,
    required: Sequence[Counted[EvidenceRequired]],
    answers: Mapping[str, Counted[EvidenceGiven]],
    taken_up: Counted[PanelTookUp] | None,
    set_aside: Collection[str],
    as_of: date,
    readings: Mapping[str, str],
) -> tuple[tuple[Evidence, ...], list[Finding]]:
    """L10.20: each requirement and its answer, by the moment it was made.

    Args:
        answers: the first answer to each requirement, by its id.
        taken_up: when the Panel first took the claim up.
        set_aside: requirements that the Authority has set aside; they are left out.
    """
    rows, findings = [], []
    for each in sorted(required, key=lambda one: (one.moment, recorded(one.fact), one.id)):
        if each.id in set_aside:
            continue
        answer = answers.get(each.id)
        displaceable = l10_20_b__displaces(each, answer, taken_up)
        displaced = displaceable and readings["evidence_timetable"] == "panel_displaces_dcc"
        status = _status(each.fact.due, answer, displaced, as_of)
        rows.append(Evidence(each.id, each.fact.due, status))
        findings.append(_finding(party, each, answer, taken_up, status, displaceable))
        if each.fact.by == "panel" and not (taken_up and taken_up.moment <= each.moment):
            because = f"The Panel required {each.fact.item}; no record shows that it had taken the claim up by then, of its own motion or on a referral."
            findings.append(found("L10.20(b)", Outcome.CANNOT_SAY, because, about=party, facts=ids(each)))
    if taken_up:
        because = f"The Panel took the claim up {_MOTIONS[taken_up.fact.on]} on {taken_up.moment}; from then it may say what evidence is required, and by when."
        findings.append(found("L10.20(b)", Outcome.MET, because, about=party, facts=ids(taken_up), basis=Basis.STATED))
    return tuple(rows), findings


@clause("L10.20(b)")
def l10_20_b__displaces(
    required: Counted[EvidenceRequired],
    answer: Counted[EvidenceGiven] | None,
    taken_up: Counted[PanelTookUp] | None,
) -> bool:
    """L10.20(b): the Panel's timetable displaces the DCC's, from the day the Panel first took the claim up.

    A DCC day that is on or after that day is displaced, unless an answer took effect before that moment: what is
    complete stays. The reading `evidence_timetable` decides whether that is so.
    """
    if taken_up is None or required.fact.by == "panel":
        return False
    answered_before = answer is not None and answer.moment < taken_up.moment
    return required.fact.due >= taken_up.day and not answered_before


def _status(due: date, answer: Counted[EvidenceGiven] | None, displaced: bool, as_of: date) -> EvidenceStatus:
    if displaced:
        return "displaced"
    if answer:
        return "given_in_time" if answer.day <= due else "given_late"
    return "overdue" if due < as_of else "open"


def _finding(
    party: str,
    required: Counted[EvidenceRequired],
    answer: Counted[EvidenceGiven] | None,
    taken_up: Counted[PanelTookUp] | None,
    status: EvidenceStatus,
    displaceable: bool,
) -> Finding:
    fact = required.fact
    who, limb = ("The DCC", "L10.20(a)") if fact.by == "dcc" else ("The Panel", "L10.20(b)")
    because = f"{who} required {fact.item} by {long_day(fact.due)}"
    cited = ids(required, answer)
    if status == "displaced" and taken_up:
        because += f"; the Panel took the claim up on {taken_up.moment}, and its timetable displaces that day."
        cited = ids(required, answer, taken_up)
    elif answer:
        because += f"; it was given on {answer.moment}, {'in time' if status == 'given_in_time' else 'late'}."
        because += how_it_took_effect(answer)
    else:
        because += "; it is overdue." if status == "overdue" else "; it may be given to the end of that day."
    turns = (*(("evidence_timetable",) if displaceable else ()), *TIME[2:])
    late = (answer.day - fact.due).days if answer and status == "given_late" else None
    basis = Basis.READING if displaceable else basis_of(answer)
    return found(
        limb,
        _OUTCOMES[status],
        because,
        about=party,
        facts=cited,
        readings=turns,
        basis=basis,
        due=fact.due,
        days_late=late,
        notices=[answer] if answer and status != "displaced" else [],
    )
