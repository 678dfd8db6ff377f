"""L10.14: whether a Recovery Event has occurred, on which route and on which day."""

from __future__ import annotations

from datetime import date

import pytest

from recovery_costs.adjudication import RecoveryEvent
from recovery_costs.calendar import Moment
from recovery_costs.facts import CompromiseNotified, RecoveryKeyDecided
from recovery_costs.finding import Basis, Circumstances, Finding, Outcome, Route
from recovery_costs.record import Counted
from recovery_costs.rules.l10_14_recovery_event import l10_14__recovery_event
from recovery_costs.terms import DEFAULTS


def notified(at: str, name: str = "N") -> Counted[CompromiseNotified]:
    fact = CompromiseNotified.model_validate({"id": name, "at": at, "keys": ["issuing_key"], "state": "actual"})
    return Counted(fact, fact.at, fact.at)


def circumstances(route: Route, complete: str, decided: str, names: tuple[str, ...] = ("N", "D")) -> Circumstances:
    """The circumstances of a route, complete at a moment, with its decision at a moment."""
    required = {"required": True, "key": "recovery"} if route == "L10.15" else {"required": False}
    fact = RecoveryKeyDecided.model_validate({"id": "D", "at": decided, **required})
    return Circumstances(route, Moment.of(complete), Counted(fact, fact.at, fact.at), names)


def event(
    notices: list[Counted[CompromiseNotified]], *routes: Circumstances | None, event_date: str = "all_circumstances"
) -> tuple[RecoveryEvent, list[Finding]]:
    return l10_14__recovery_event(notices, routes, {**DEFAULTS, "event_date": event_date})


@pytest.mark.parametrize(
    "notices", [[], [notified("2025-03-03T10:00")]], ids=["nothing on file", "a notification alone"]
)
def test_l10_14__no_event_while_neither_route_is_complete(notices: list[Counted[CompromiseNotified]]) -> None:
    occurred, (finding,) = event(notices, None, None)
    assert occurred == RecoveryEvent(occurred=False, route=None, on=None)
    assert (finding.clause, finding.outcome, finding.about) == ("L10.14", Outcome.NOT_MET, None)
    assert finding.facts == tuple(each.id for each in notices)
    assert finding.due is None
    assert finding.days_late is None
    assert finding.readings == ("decision_after_notice",)  # under which a decision may not count
    assert "Neither the circumstances of L10.15 nor those of L10.16" in finding.because


@pytest.mark.parametrize("route", ["L10.15", "L10.16"])
def test_l10_14__either_route_is_enough(route: Route) -> None:
    only = circumstances(route, "2025-03-05T15:00", "2025-03-05T15:00")
    routes = (only, None) if route == "L10.15" else (None, only)
    occurred, (finding,) = event([notified("2025-03-05T10:00")], *routes)
    assert occurred == RecoveryEvent(occurred=True, route=route, on=date(2025, 3, 5))
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.14", Outcome.MET, Basis.COMPUTED)
    assert finding.facts == ("N", "D")
    assert finding.readings == ("event_date", "decision_after_notice")
    assert f"The circumstances of {route} were complete on 5 March 2025 at 15:00." in finding.because
    assert "The Recovery Event is on 5 March 2025." in finding.because


@pytest.mark.parametrize(
    ("complete_16", "route", "on"),
    [
        pytest.param("2025-03-05T14:59:59", "L10.16", date(2025, 3, 5), id="L10.16 a second before L10.15"),
        pytest.param("2025-03-05T15:00:00", "L10.15", date(2025, 3, 5), id="at the same moment"),
        pytest.param("2025-03-05T15:00:01", "L10.15", date(2025, 3, 5), id="L10.16 a second after L10.15"),
        pytest.param(
            "2025-01-20T10:00:00", "L10.16", date(2025, 1, 20), id="L10.16 weeks before: the day does not move"
        ),
    ],
)
@pytest.mark.parametrize("turned_round", [False, True], ids=["15 then 16", "16 then 15"])
def test_l10_14__one_event_on_the_route_first_complete(
    complete_16: str, route: str, on: date, turned_round: bool
) -> None:
    required = circumstances("L10.15", "2025-03-05T15:00", "2025-03-05T15:00")
    declined = circumstances("L10.16", complete_16, complete_16)
    routes = [declined, required] if turned_round else [required, declined]
    occurred, findings = event([notified("2025-01-05T10:00")], *routes)
    assert occurred == RecoveryEvent(occurred=True, route=route, on=on)
    assert [each.outcome for each in findings] == [Outcome.MET]
    assert "there is one event" in findings[0].because


def test_l10_14__a_route_complete_later_is_named() -> None:
    required = circumstances("L10.15", "2025-03-05T15:00", "2025-03-05T15:00")
    declined = circumstances("L10.16", "2025-01-20T10:00", "2025-01-20T10:00")
    _, (finding,) = event([notified("2025-01-05T10:00")], required, declined)
    assert "Those of L10.15 were complete later" in finding.because


def test_l10_14__a_route_complete_at_the_same_moment_is_not_said_to_be_later() -> None:
    required = circumstances("L10.15", "2025-03-05T15:00", "2025-03-05T15:00")
    declined = circumstances("L10.16", "2025-03-05T15:00", "2025-03-05T15:00")
    _, (finding,) = event([notified("2025-01-05T10:00")], required, declined)
    assert "later" not in finding.because


@pytest.mark.parametrize(
    ("event_date", "on"),
    [
        pytest.param("all_circumstances", date(2025, 3, 6), id="the day on which the last of them existed"),
        pytest.param("pma_decision", date(2025, 3, 3), id="the day of the decision"),
        pytest.param("dcc_notice", date(2025, 3, 6), id="the day of the first notification"),
    ],
)
def test_l10_14__decided_before_it_was_notified(event_date: str, on: date) -> None:
    route = circumstances("L10.15", "2025-03-06T09:30", "2025-03-03T11:00")
    notices = [notified("2025-03-06T09:30"), notified("2025-03-10T09:30", "N2")]
    occurred, (finding,) = event(notices, route, None, event_date=event_date)
    assert occurred == RecoveryEvent(occurred=True, route="L10.15", on=on)
    assert finding.basis is Basis.READING


@pytest.mark.parametrize(
    ("event_date", "on"),
    [
        pytest.param("all_circumstances", date(2025, 3, 9), id="the day of the evidence, the last to come"),
        pytest.param("pma_decision", date(2025, 3, 5), id="the day of the decision"),
        pytest.param("dcc_notice", date(2025, 3, 1), id="the day of the notification"),
    ],
)
def test_l10_14__the_day_on_the_other_route_with_three_days_to_choose_from(event_date: str, on: date) -> None:
    route = circumstances("L10.16", "2025-03-09T10:00", "2025-03-05T11:00", ("N", "E", "D"))
    occurred, (finding,) = event([notified("2025-03-01T09:30")], None, route, event_date=event_date)
    assert occurred == RecoveryEvent(occurred=True, route="L10.16", on=on)
    assert (finding.basis, finding.facts) == (Basis.READING, ("N", "E", "D"))


@pytest.mark.parametrize("event_date", ["pma_decision", "dcc_notice"])
def test_l10_14__a_reading_moves_the_day_and_never_makes_an_event(event_date: str) -> None:
    occurred, (finding,) = event([notified("2025-03-01T09:30")], None, None, event_date=event_date)
    assert occurred == RecoveryEvent(occurred=False, route=None, on=None)
    assert finding.outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("decided", "basis"),
    [
        pytest.param("2025-03-06T10:59:59", Basis.READING, id="decided a second before it was notified"),
        pytest.param("2025-03-06T11:00:00", Basis.COMPUTED, id="decided at the moment when it was notified"),
        pytest.param("2025-03-06T11:00:01", Basis.COMPUTED, id="decided a second after it was notified"),
    ],
)
def test_l10_14__where_the_decision_came_first_on_the_same_day_the_event_turns_on_a_reading(
    decided: str, basis: Basis
) -> None:
    """All on 6 March, so its day is not in doubt; but if the decision must follow the notice there is no event."""
    notice = "2025-03-06T11:00:00"
    _, (finding,) = event([notified(notice)], circumstances("L10.15", max(notice, decided), decided), None)
    assert "decision_after_notice" in finding.readings
    assert finding.basis is basis


def test_l10_14__a_decision_before_the_notice_is_no_doubt_on_the_other_route() -> None:
    route = circumstances("L10.16", "2025-03-06T11:00", "2025-03-06T09:30")
    _, (finding,) = event([notified("2025-03-06T11:00")], None, route)
    assert finding.basis is Basis.COMPUTED


@pytest.mark.parametrize(
    ("notice", "basis"),
    [
        pytest.param("2025-03-04T15:00", Basis.READING, id="notified the day before it was decided"),
        pytest.param("2025-03-05T14:00", Basis.COMPUTED, id="notified on the day when it was decided"),
    ],
)
def test_l10_14__two_days_to_choose_from_are_enough_to_turn_on_a_reading(notice: str, basis: Basis) -> None:
    _, (finding,) = event([notified(notice)], circumstances("L10.15", "2025-03-05T15:00", "2025-03-05T15:00"), None)
    assert finding.basis is basis


@pytest.mark.parametrize(
    ("complete", "on"),
    [
        pytest.param("2025-06-30T22:59:59Z", date(2025, 6, 30), id="a second before midnight here"),
        pytest.param("2025-06-30T23:00:01Z", date(2025, 7, 1), id="a second after midnight here"),
        pytest.param("2025-06-30T23:30:00Z", date(2025, 7, 1), id="half an hour after"),
    ],
)
def test_l10_14__the_day_is_the_uk_civil_day(complete: str, on: date) -> None:
    occurred, (finding,) = event([notified("2025-06-30T10:00")], circumstances("L10.15", complete, complete), None)
    assert occurred.on == on
    assert finding.outcome is Outcome.MET


@pytest.mark.parametrize(
    ("complete", "doubted"),
    [
        pytest.param("2025-03-04T23:59:59", False, id="a second before midnight"),
        pytest.param("2025-03-05T00:00:00", True, id="on the stroke of midnight"),
        pytest.param("2025-03-05T00:00:01", False, id="a second after midnight"),
        pytest.param("2025-06-30T23:00:00Z", True, id="on the stroke of midnight, written with Z in summer"),
        pytest.param("2025-06-30T00:00:00Z", False, id="midnight by Z in summer is one o'clock here"),
    ],
)
def test_l10_14__an_event_on_the_stroke_of_midnight_is_for_judgement(complete: str, doubted: bool) -> None:
    occurred, findings = event([notified("2025-03-01T10:00")], circumstances("L10.15", complete, complete), None)
    assert occurred.on == Moment.of(complete).day
    assert [each.outcome for each in findings] == [Outcome.MET, *([Outcome.FOR_JUDGEMENT] if doubted else [])]
    for finding in findings[1:]:
        assert (finding.clause, finding.facts) == ("L10.14", ("N", "D"))
        assert "the stroke of midnight" in finding.because
        assert "a day earlier" in finding.because


@pytest.mark.parametrize(
    ("event_date", "notice", "decision", "doubted"),
    [
        pytest.param("pma_decision", "2025-03-06T09:30", "2025-03-03T00:00", True, id="the decision, which gives it"),
        pytest.param("dcc_notice", "2025-03-03T00:00", "2025-03-06T09:30", True, id="the notice, which gives it"),
        pytest.param("dcc_notice", "2025-03-03T10:00", "2025-03-06T00:00", False, id="the decision, which does not"),
    ],
)
def test_l10_14__midnight_is_doubted_of_the_moment_that_gives_the_day(
    event_date: str, notice: str, decision: str, doubted: bool
) -> None:
    route = circumstances("L10.15", max(notice, decision), decision)
    _, findings = event([notified(notice)], route, None, event_date=event_date)
    assert [each.outcome for each in findings] == [Outcome.MET, *([Outcome.FOR_JUDGEMENT] if doubted else [])]


@pytest.mark.parametrize(
    ("on", "held"),
    [
        pytest.param("2020-03-05", False, id="the day before the text"),
        pytest.param("2020-03-06", True, id="the day of the text"),
        pytest.param("2020-03-07", True, id="the day after the text"),
    ],
)
def test_l10_14__an_event_before_the_only_text_held_cannot_be_said_to_be_under_it(on: str, held: bool) -> None:
    route = circumstances("L10.15", f"{on}T15:00", f"{on}T15:00")
    occurred, findings = event([notified(f"{on}T10:00")], route, None)
    assert occurred.occurred
    assert [each.outcome for each in findings] == [Outcome.MET, *([] if held else [Outcome.CANNOT_SAY])]
    for finding in findings[1:]:
        assert (finding.clause, finding.basis, finding.facts) == ("L10.14", Basis.PARAMETER, ("N", "D"))
        assert "before 6 March 2020" in finding.because
        assert "SEC L10, text of 6 March 2020" in finding.because


def test_l10_14__the_text_is_tested_on_the_day_that_the_reading_gives() -> None:
    route = circumstances("L10.15", "2020-03-09T10:00", "2020-03-09T10:00")
    notices = [notified("2020-03-02T10:00")]
    _, by_circumstances = event(notices, route, None)
    _, by_notice = event(notices, route, None, event_date="dcc_notice")
    assert [each.outcome for each in by_circumstances] == [Outcome.MET]
    assert [each.outcome for each in by_notice] == [Outcome.MET, Outcome.CANNOT_SAY]
