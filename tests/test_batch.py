"""Many cases at once: a line in, an adjudication or its problems out, whatever the line holds."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.batch import answer
from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case

FACTS = [
    {"id": "N", "type": "compromise_notified", "at": "2025-03-03", "keys": ["issuing_key"], "state": "actual"},
    {"id": "D", "type": "recovery_key_decided", "at": "2025-03-05", "required": True, "key": "recovery"},
    {
        "id": "I",
        "type": "intention_notified",
        "party": "P",
        "received": "2025-06-06",
        "total": "5.00",
        "recorded": "2025-07-01",
    },
]
CASE = {"format": 1, "case": "X", "facts": FACTS}


def asked(line: Any) -> dict[str, Any]:
    """The answer to a line, which is JSON of the two forms that there are."""
    reply = answer(line if isinstance(line, bytes) else json.dumps(line).encode())
    assert json.loads(json.dumps(reply)) == reply
    return reply


def fields(line: Any) -> list[str | None]:
    """The fields of the problems with a line; each problem has its five parts."""
    reply = asked(line)
    assert list(reply) == ["error"]
    assert list(reply["error"]) == ["problems"]
    for each in reply["error"]["problems"]:
        assert list(each) == ["fact", "field", "found", "wanted", "do"]
    return [each["field"] for each in reply["error"]["problems"]]


def test_a_line_asks_for_what_the_command_would_answer() -> None:
    wanted = adjudicate(check_case(CASE), date(2025, 9, 1)).as_json()
    assert asked({"case": CASE, "as_of": "2025-09-01"}) == wanted
    explicit = {"case": CASE, "as_of": "2025-09-01", "known_at": None, "readings": {}, "contested": False}
    assert asked(explicit) == wanted
    assert "contested" not in wanted
    assert wanted["claims"][0]["intention"]["due"] == "2025-06-05"
    assert wanted["claims"][0]["barred_by"] == ["L10.19(a)"]


def test_a_line_has_its_own_readings_known_at_and_contested() -> None:
    line = {"case": CASE, "as_of": "2025-09-01"}
    assert asked({**line, "readings": {"late_intention": "breach_only"}})["claims"][0]["barred"] is False
    of_the_file = {**CASE, "readings": {"late_intention": "breach_only", "vat": "gross"}}
    assert asked({"case": of_the_file, "as_of": "2025-09-01"})["claims"][0]["barred"] is False
    over = asked({"case": of_the_file, "as_of": "2025-09-01", "readings": {"late_intention": "bars"}})
    assert over["claims"][0]["barred"] is True
    assert (over["readings"]["late_intention"], over["readings"]["vat"]) == ("bars", "gross")
    before = asked({**line, "known_at": "2025-07-01T11:59"})
    assert (before["known_at"], before["claims"]) == ("2025-07-01T11:59", [])
    assert len(asked({**line, "known_at": "2025-07-01"})["claims"]) == 1
    assert asked({**line, "known_at": "2025-07-01T11:00Z"})["known_at"] == Moment.of("2025-07-01").text
    contested = asked({**line, "contested": True})["contested"]
    assert {"reading": "late_intention", "option": "breach_only"}.items() <= next(
        each.items() for each in contested if each["reading"] == "late_intention"
    )


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"as_of": ...}, ["as_of"]),
        *(
            ({"as_of": value}, ["as_of"])
            for value in (None, 20250901, 1.5, True, "", "2025-02-30", "today", "2025-09-01T12:00", [], {})
        ),
        *(({"known_at": value}, ["known_at"]) for value in (0, False, 1.5, "", "2025-03-30T01:30", "now", [], {})),
        *(({"readings": value}, ["readings"]) for value in ([], "", 0, False, True, "late_total=bars", ["late_total"])),
        *(({"contested": value}, ["contested"]) for value in (None, 0, 1, "true", "", [], {})),
        ({"readings": {"late_total": "maybe", "bogus": 1}}, ["readings.late_total", "readings.bogus"]),
        ({"bogus": 1}, ["bogus"]),
        ({"As_of": "2025-09-01"}, ["As_of"]),
        ({"\ud800": 1}, ["\\ud800"]),
        ({"format": 1}, ["format"]),
    ],
)
def test_a_key_that_is_wrong(changes: dict[str, Any], at: list[str]) -> None:
    line = {"case": CASE, "as_of": "2025-09-01", **changes}
    assert fields({key: value for key, value in line.items() if value is not ...}) == at


@pytest.mark.parametrize("case", [..., None, 5, 1.5, True, "", "case.yaml", [], [CASE]])
def test_a_case_that_is_none(case: Any) -> None:
    assert fields({"as_of": "2025-09-01"} if case is ... else {"as_of": "2025-09-01", "case": case}) == [None]


def test_every_problem_of_a_line_is_listed_at_once() -> None:
    bad = {**CASE, "format": 2, "facts": [{**FACTS[0], "state": "likely"}, {**FACTS[1], "key": 5}]}
    line = {"case": bad, "as_of": "tomorrow", "known_at": "now", "readings": {"vat": "x"}, "contested": 1, "bogus": 1}
    assert sorted(fields(line), key=str) == sorted(
        ["bogus", "as_of", "known_at", "contested", "readings.vat", "format", "state", "key"]
    )


@pytest.mark.parametrize(
    "line",
    [
        *(
            b"{",
            b'{"case": ',
            b"nonsense",
            b"5",
            b"[]",
            b"null",
            b'"x"',
            b"case: X",
            b"- x",
            b"{} {}",
            b"\xff\xfe{",
            b"\x00",
            b"'",
        ),
        *(
            b'{"as_of": "2025-09-01", "as_of": "2025-09-01"}',
            b'{"as_of": NaN}',
            b'{"case": 1e400, "as_of": "2025-09-01"}',
        ),
        *(
            b"[" * 100_000,
            b'{"case":' * 100_000,
            b'{"as_of": "\x01"}',
            b"\xef\xbb\xbf",
            b"!!python/object:x {}",
            b"&a [*a]",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_answered(line: bytes) -> None:
    assert fields(line)


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem() -> None:
    line = b"\xef\xbb\xbf" + json.dumps({"case": CASE, "as_of": "2025-09-01"}).encode() + b"\r\n"
    assert asked(line)["case"] == "X"


def test_a_working_day_beyond_the_table_is_a_problem_of_its_line() -> None:
    posted = {"id": "I", "type": "intention_notified", "party": "P", "sent": "2035-03-05", "method": "post"}
    assert fields({"case": {**CASE, "facts": [posted]}, "as_of": "2036-01-01"}) == ["sent"]
