"""An adjudication in its written form: money, moments, days and nulls as text, and the schema that says so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import (
    Awaited,
    Change,
    LastSafe,
    Line,
    Notified,
    RecoveryEvent,
    Window,
    adjudication_schema,
)
from recovery_costs.calendar import Moment, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.contested import contest
from recovery_costs.facts import AppealDecided, IntentionNotified, TotalNotified
from recovery_costs.finding import Basis, Figure, Outcome, Ruling, basis_of, found
from recovery_costs.money import NOUGHT, Money
from recovery_costs.plain import read
from recovery_costs.record import Counted, what_counts
from recovery_costs.scenarios import runs
from recovery_costs.terms import terms
from recovery_costs.written import as_json

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").rglob("*.yaml"))
VALIDATOR = Draft202012Validator(adjudication_schema())

# --- values as they are written ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(Money.of("254250.00"), "254250.00", id="money, without separators"),
        pytest.param(Money.of("0.05"), "0.05", id="money below a pound"),
        pytest.param(NOUGHT, "0.00", id="no money"),
        pytest.param(Moment.of("2025-06-04T15:00"), "2025-06-04T15:00", id="a moment without seconds"),
        pytest.param(Moment.of("2025-06-04T15:00:09"), "2025-06-04T15:00:09", id="a moment with seconds"),
        pytest.param(Moment.of("2025-06-04"), "2025-06-04T12:00", id="a moment given as a day"),
        pytest.param(Moment.of("2025-06-04T15:00Z"), "2025-06-04T16:00", id="a moment on the UK clock"),
        pytest.param(date(2025, 6, 4), "2025-06-04", id="a day"),
        pytest.param(None, None, id="what cannot be known"),
        pytest.param(True, True, id="true"),
        pytest.param(False, False, id="false"),
        pytest.param(3, 3, id="a whole number"),
        pytest.param("L10.19(a)", "L10.19(a)", id="text"),
        pytest.param(Outcome.FOR_JUDGEMENT, "for_judgement", id="an outcome"),
        pytest.param(Basis.READING, "reading", id="a basis"),
        pytest.param(("F1", "F2"), ["F1", "F2"], id="several"),
        pytest.param((), [], id="none of several"),
        pytest.param({"late_total": "bars"}, {"late_total": "bars"}, id="a mapping"),
        pytest.param({"on": date(2025, 6, 4)}, {"on": "2025-06-04"}, id="a mapping of days"),
    ],
)
def test_a_value_in_its_written_form(value: Any, written: Any) -> None:
    assert as_json(value) == written
    assert type(as_json(value)) is type(written)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(
            RecoveryEvent(False, None, None), {"occurred": False, "route": None, "on": None}, id="no Recovery Event"
        ),
        pytest.param(
            Notified(Moment.of("2025-06-04T15:00"), date(2025, 6, 5), True, 0),
            {"effective": "2025-06-04T15:00", "due": "2025-06-05", "in_time": True, "days_late": 0},
            id="a notice",
        ),
        pytest.param(
            Window(1, date(2025, 6, 5), date(2025, 9, 4), "met", date(2025, 9, 1)),
            {"window": 1, "from": "2025-06-05", "to": "2025-09-04", "status": "met", "met_on": "2025-09-01"},
            id="a window is from a day",
        ),
        pytest.param(
            Change("claims.P.payable", "0.00", None),
            {"path": "claims.P.payable", "from": "0.00", "to": None},
            id="a change is from a value",
        ),
        pytest.param(
            Line("1", NOUGHT, ("before_event",)),
            {"line": "1", "eligible": "0.00", "excluded": ["before_event"]},
            id="a line",
        ),
        pytest.param(
            Awaited(
                "L10.27(a)", "right", "P", "refer", date(2025, 6, 5), LastSafe(Moment.of("2025-06-05"), None, None)
            ),
            {
                "clause": "L10.27(a)",
                "kind": "right",
                "from": "P",
                "what": "refer",
                "due": "2025-06-05",
                "last_safe": {"hand": "2025-06-05T12:00", "email": None, "post": None},
            },
            id="what is awaited is from somebody",
        ),
        pytest.param(
            found("L10.14", Outcome.NOT_MET, "Why."),
            {
                "clause": "L10.14",
                "about": None,
                "outcome": "not_met",
                "due": None,
                "days_late": None,
                "because": "Why.",
                "facts": [],
                "readings": [],
                "basis": "computed",
            },
            id="a finding, with what is usual left out",
        ),
    ],
)
def test_a_part_in_its_written_form(value: Any, written: dict[str, Any]) -> None:
    assert as_json(value) == written
    assert list(as_json(value)) == list(written)


# --- a notice against its last day ---------------------------------------------------------------------------------

DUE = date(2025, 6, 5)


def notice(at: str) -> Counted[IntentionNotified]:
    fact = IntentionNotified.model_validate({"id": "I", "party": "P", "received": at})
    return Counted(fact, Moment.of(at), Moment.of(at))


@pytest.mark.parametrize(
    ("at", "in_time", "days_late", "outcome"),
    [
        pytest.param("2025-06-04T10:00", True, 0, Outcome.MET, id="a day before the last"),
        pytest.param("2025-06-05T23:59:59", True, 0, Outcome.MET, id="the last second of it"),
        pytest.param("2025-06-06T00:00", False, 1, Outcome.NOT_MET, id="the first second after it"),
        pytest.param("2025-07-05T10:00", False, 30, Outcome.NOT_MET, id="thirty days after it"),
    ],
)
def test_l10_19__a_notice_is_compared_with_its_last_day_by_days(
    at: str, in_time: bool, days_late: int, outcome: Outcome
) -> None:
    against = Notified.against(notice(at), DUE, date(2026, 1, 1))
    assert against == Notified(Moment.of(at), DUE, in_time, days_late)
    assert against.outcome is outcome


@pytest.mark.parametrize(
    ("as_of", "in_time", "days_late", "outcome", "words"),
    [
        pytest.param("2025-06-04", None, None, Outcome.CANNOT_SAY, "to the end of 5 June 2025", id="a day before"),
        pytest.param("2025-06-05", None, None, Outcome.CANNOT_SAY, "to the end of 5 June 2025", id="on the last day"),
        pytest.param("2025-06-06", False, 1, Outcome.NOT_MET, "No total took effect by 5 June 2025", id="a day after"),
    ],
)
def test_l10_19__without_a_notice_it_is_open_to_the_end_of_the_last_day(
    as_of: str, in_time: bool | None, days_late: int | None, outcome: Outcome, words: str
) -> None:
    against = Notified.against(None, DUE, date.fromisoformat(as_of))
    assert against == Notified(None, DUE, in_time, days_late)
    assert against.outcome is outcome
    assert words in against.none_yet("total")


@pytest.mark.parametrize("at", [None, "2025-06-04T10:00"])
def test_l10_19__without_a_last_day_nothing_is_in_time_or_late(at: str | None) -> None:
    against = Notified.against(notice(at) if at else None, None, date(2026, 1, 1))
    assert (against.due, against.in_time, against.days_late, against.outcome) == (None, None, None, Outcome.CANNOT_SAY)
    assert against.none_yet("total") == "No total is on file, and no last day runs yet."


# Wednesday 4 June: handed over within hours; e-mailed within hours, so an hour later; proved to be received.
@pytest.mark.parametrize(
    ("how", "basis"),
    [
        pytest.param({"sent": "2025-06-04T10:00", "method": "hand"}, Basis.COMPUTED, id="deemed received, not moved"),
        pytest.param({"sent": "2025-06-04T18:00", "method": "hand"}, Basis.PARAMETER, id="moved to the next morning"),
        pytest.param({"sent": "2025-06-04T10:00", "method": "email"}, Basis.PARAMETER, id="moved by an hour"),
        pytest.param({"received": "2025-06-04T18:00"}, Basis.COMPUTED, id="receipt is proved"),
    ],
)
def test_l10_19__a_moment_that_the_deemed_receipt_rule_moved_rests_on_its_parameters(
    how: dict[str, str], basis: Basis
) -> None:
    fact = {"id": "I", "type": "intention_notified", "party": "P"} | how
    case = check_case({"format": 1, "case": "C", "facts": [fact]})
    law = terms(case, {}, shipped_holidays())
    (counted,) = what_counts(case, date(2025, 7, 1), None, law.notices).of(IntentionNotified)
    assert basis_of(counted) is basis


def test_l10_19__nothing_is_moved_where_there_is_no_notice() -> None:
    assert basis_of(None) is Basis.COMPUTED
    assert basis_of(notice("2025-06-04T18:00")) is Basis.COMPUTED


def test_l10_29__a_ruling_puts_something_in_place_unless_it_upholds() -> None:
    for fixed in ({"upheld": True}, {"upheld": False, "breach": False}):
        fact = AppealDecided.model_validate({"id": "A", "at": "2025-08-01", "decision": "D"} | fixed)
        ruling = Ruling(None, Counted(fact, fact.at, fact.at))
        assert ruling.put_in_place == (None if fixed["upheld"] else fact)


def test_a_figure_takes_effect_with_its_notice() -> None:
    fact = TotalNotified.model_validate({"id": "N", "party": "P", "received": "2025-06-04", "amount": "1.00"})
    moment = Moment.of("2025-06-05T09:00")
    assert Figure(fact.amount, Counted(fact, moment, moment)).moment is moment


# --- the whole, and its schema -------------------------------------------------------------------------------------

CASE = check_case(
    {
        "format": 1,
        "case": "RE-1",
        "facts": [
            {"id": "E1", "type": "compromise_notified", "at": "2025-03-03", "keys": ["issuing_key"], "state": "actual"},
            {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
            {"id": "I", "type": "intention_notified", "party": "P", "received": "2025-06-06"},
        ],
    }
)
AS_OF = date(2025, 7, 1)

KEYS = [
    *("format", "case", "as_of", "known_at", "code", "readings", "recovery_event", "claims", "aggregate", "breaches"),
    *("carved_out", "not_deemed", "awaited", "findings"),
]
CLAIM_KEYS = [
    *("party", "state", "intention", "initial_estimate", "estimates", "total", "requested", "barred", "barred_by"),
    *("lines", "eligible", "judgement_pending", "payable", "payable_under", "evidence", "instalments", "paid"),
    *("outstanding", "overpaid"),
]


def test_the_adjudication_has_its_keys_in_their_order() -> None:
    whole = adjudicate(CASE, AS_OF).as_json()
    assert list(whole) == KEYS
    assert list(whole["claims"][0]) == CLAIM_KEYS
    assert list(whole["aggregate"]) == [
        *("requested", "threshold", "exceeds", "dcc_may_refer_dates", "draft_proposal_to_consider")
    ]
    assert (whole["format"], whole["case"], whole["as_of"], whole["known_at"]) == (1, "RE-1", "2025-07-01", None)
    assert whole["code"] == "SEC L10, text of 6 March 2020"
    assert adjudicate(CASE, AS_OF, Moment.of("2025-07-01T09:30")).as_json()["known_at"] == "2025-07-01T09:30"


def test_contested_is_there_only_where_it_was_asked_for() -> None:
    assert "contested" not in adjudicate(CASE, AS_OF).as_json()
    contested = contest(CASE, AS_OF).as_json()
    assert list(contested) == [*KEYS, "contested"]
    late = next(each for each in contested["contested"] if each["reading"] == "late_intention")
    assert late == {
        "reading": "late_intention",
        "option": "breach_only",
        "instead_of": "bars",
        "changes": [
            {"path": "claims.P.barred", "from": True, "to": False},
            {"path": "claims.P.payable", "from": "0.00", "to": None},
        ],
    }


def test_contested_is_an_empty_list_where_no_reading_changes_anything() -> None:
    facts = [
        {"id": "E1", "type": "compromise_notified", "at": "2025-03-05", "keys": ["issuing_key"], "state": "actual"},
        {"id": "E2", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
        {"id": "T", "type": "threshold_determined", "at": "2025-01-02", "sum": "1.00"},
    ]
    assert contest(check_case({"format": 1, "case": "C", "facts": facts}), AS_OF).as_json()["contested"] == []


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_schema_fits_every_adjudication_of_a_scenario(path: Path) -> None:
    """A finding that several variants share is looked at once."""
    seen: set[str] = set()
    for run in runs(read(path.read_bytes())):
        whole = json.loads(json.dumps(adjudicate(run.case, run.as_of, run.known_at, run.readings).as_json()))
        by_text = {json.dumps(each): each for each in whole["findings"]}
        whole["findings"] = [each for text, each in by_text.items() if text not in seen]
        seen |= by_text.keys()
        assert [error.json_path for error in VALIDATOR.iter_errors(whole)] == []


def test_the_schema_fits_an_adjudication_with_what_is_contested() -> None:
    whole = json.loads(json.dumps(contest(CASE, AS_OF).as_json()))
    assert whole["contested"]
    assert [error.json_path for error in VALIDATOR.iter_errors(whole)] == []


def test_the_schema_is_a_schema_of_2020_12_that_names_every_key() -> None:
    schema = adjudication_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == KEYS
    assert "contested" in schema["properties"]
    assert schema["$defs"]["Claim"]["required"] == CLAIM_KEYS
    assert schema["$defs"]["Window"]["required"] == ["window", "from", "to", "status", "met_on"]
    for part in (schema, *schema["$defs"].values()):
        assert part.get("additionalProperties", False) is False


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("format",), 2, id="another format"),
        pytest.param(("as_of",), None, id="no day"),
        pytest.param(("known_at",), "2025-07-01", id="a day where a moment is wanted"),
        pytest.param(("surprise",), 1, id="an unknown key"),
        pytest.param(("aggregate", "requested"), 0.0, id="money as a number"),
        pytest.param(("aggregate", "requested"), "-0.01", id="money below nought"),
        pytest.param(("aggregate", "requested"), "1.5", id="money without its pence"),
        pytest.param(("aggregate", "requested"), None, id="a sum of nothing as null"),
        pytest.param(("recovery_event", "route"), "L10.17", id="a route that is none"),
        pytest.param(("claims", 0, "state"), "won", id="a state that is none"),
        pytest.param(("claims", 0, "from_"), "x", id="a name with its underscore"),
        pytest.param(("claims", 0, "intention", "in_time"), "yes", id="a word for true"),
        pytest.param(("findings", 0, "outcome"), "maybe", id="an outcome that is none"),
        pytest.param(("findings", 0, "basis"), None, id="no basis"),
    ],
)
def test_the_schema_refuses_what_is_not_the_written_form(path: tuple[Any, ...], value: Any) -> None:
    whole = json.loads(json.dumps(adjudicate(CASE, AS_OF).as_json()))
    part = whole
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert not VALIDATOR.is_valid(whole)


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_refuses_an_adjudication_without_one_of_its_keys(key: str) -> None:
    whole = json.loads(json.dumps(adjudicate(CASE, AS_OF).as_json()))
    del whole[key]
    assert not VALIDATOR.is_valid(whole)
