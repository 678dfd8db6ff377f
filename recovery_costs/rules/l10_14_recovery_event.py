"""L10.14: whether a Recovery Event has occurred, on which route and on which day.

Read with the readings `event_date` and, through L10.15, `decision_after_notice`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from recovery_costs.adjudication import RecoveryEvent
from recovery_costs.calendar import Moment, long_day
from recovery_costs.facts import CompromiseNotified
from recovery_costs.finding import Basis, Circumstances, Finding, Outcome, found
from recovery_costs.law import CODE, TEXT_OF, clause
from recovery_costs.record import Counted, ids


@clause("L10.14")
def l10_14__recovery_event(
    notified: Sequence[Counted[CompromiseNotified]],
    routes: Sequence[Circumstances | None],
    readings: Mapping[str, str],
) -> tuple[RecoveryEvent, list[Finding]]:
    """L10.14: a Recovery Event occurs when the circumstances of L10.15 or of L10.16 exist.

    There is one event: the route first complete, to the moment (L10.15 on a tie). It occurs on the UK day on which
    that route was complete; `event_date` may put it on the day of the decision or of the first notification instead.
    """
    complete = sorted((route for route in routes if route), key=lambda each: (each.complete, each.route))
    if not complete:
        because = "Neither the circumstances of L10.15 nor those of L10.16 exist yet."
        return RecoveryEvent(False, None, None), [
            found("L10.14", Outcome.NOT_MET, because, facts=ids(notified), readings=("decision_after_notice",))
        ]
    first, *others = complete
    moments = {
        "all_circumstances": first.complete,
        "pma_decision": first.decision.moment,
        "dcc_notice": notified[0].moment,
    }
    moment = moments[readings["event_date"]]
    on = moment.day
    because = f"The circumstances of {first.route} were complete on {first.complete}. The Recovery Event is on {long_day(on)}."
    if others:
        when = "at the same moment" if others[0].complete == first.complete else "later"
        because += f" Those of {others[0].route} were complete {when}; there is one event and its day does not move."
    decided_first = first.route == "L10.15" and first.decision.moment < notified[0].moment
    turns = decided_first or len({each.day for each in moments.values()}) > 1
    findings = [
        found(
            "L10.14",
            Outcome.MET,
            because,
            facts=first.facts,
            readings=("event_date", "decision_after_notice"),
            basis=Basis.READING if turns else Basis.COMPUTED,
        )
    ]
    return RecoveryEvent(True, first.route, on), [*findings, *_cautions(moment, first)]


def _cautions(moment: Moment, circumstances: Circumstances) -> list[Finding]:
    """What to be careful of: a moment on the stroke of midnight, and an event before the text held."""
    cautions = []
    if moment.wall.time() == time(0):
        because = (
            "The moment is on the stroke of midnight: if midnight at the end of the day before is meant, the event is a "
            "day earlier. Check the record."
        )
        cautions.append(found("L10.14", Outcome.FOR_JUDGEMENT, because, facts=circumstances.facts))
    if moment.day < TEXT_OF:
        because = f"The event is before {long_day(TEXT_OF)}; it is adjudicated on the only text held, {CODE}."
        cautions.append(found("L10.14", Outcome.CANNOT_SAY, because, facts=circumstances.facts, basis=Basis.PARAMETER))
    return cautions
