"""The calendar file: it is read back whole, an entry keeps its identity when its day moves, and nothing in it is a link."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as from_any
from hypothesis import strategies as st
from icalendar import Calendar, Component

from recovery_costs.papers.calendar_file import calendar_file, plain
from tests.advice.by_hand import (
    FACTS,
    advice,
    ceased,
    certificate,
    claiming,
    estimate,
    event,
    referred,
    required,
    told,
)
from tests.advice.cases import few_or_many

EMAILED = {"method": "email"}
INTENTION = [*event("2025-03-05"), claiming()]
SEVERAL = [
    *event("2025-03-05"),
    told(sent="2025-05-14T10:00", estimate="1.00", **EMAILED),
    ceased("2025-05-20"),
    required("2025-06-20"),
    certificate("2025-03-05"),
    certificate("2025-03-05", "DCC"),
]


def entries(facts: list[FACTS], as_of: str, **more: Any) -> list[Component]:
    written = calendar_file(advice(facts, as_of, **more))
    assert written
    return list(Calendar.from_ical(written).walk("VEVENT"))


def entry(facts: list[FACTS], as_of: str, **more: Any) -> Component:
    (one,) = entries(facts, as_of, **more)
    return one


def alarms(one: Component) -> list[timedelta | datetime]:
    return [each["TRIGGER"].dt for each in one.walk("VALARM")]


# --- one entry --------------------------------------------------------------------------------------------------


def test_an_all_day_entry_on_the_last_day() -> None:
    one = entry(INTENTION, "2025-05-01")
    assert one["DTSTART"].dt == date(2025, 6, 5)
    assert one["DTEND"].dt == date(2025, 6, 6)
    assert one["DTSTART"].params["VALUE"] == "DATE"
    assert one["SUMMARY"] == (
        "Last day, RE: A: notice of its intention to ask to be recompensed, with its best estimate (L10.19(a))"
    )
    said = str(one["DESCRIPTION"]).splitlines()
    assert "Last day 5 June 2025; under month_count=ninety_days it is 3 June 2025." in said
    assert "By e-mail: 5 June 2025 at 16:30; strictest 3 June 2025 at 16:30, under month_count=ninety_days." in said
    assert any("[unverified]" in line for line in said)


def test_the_alarms_by_hand() -> None:
    """14 and 3 days before at 09:00, and the last safe e-mail: 16:30 summer time is 15:30 UTC; the strictest 3 June."""
    assert alarms(entry(INTENTION, "2025-05-01")) == [
        timedelta(days=-14, hours=9),
        timedelta(days=-3, hours=9),
        datetime.fromisoformat("2025-06-03T15:30:00Z"),
        datetime.fromisoformat("2025-06-05T15:30:00Z"),
    ]


def test_in_winter_the_alarm_is_at_the_same_hour_in_utc() -> None:
    written = calendar_file(advice([*event("2024-11-05"), claiming()], "2025-01-20"))
    assert written
    assert b"TRIGGER;VALUE=DATE-TIME:20250205T163000Z" in written


@pytest.mark.parametrize(
    ("as_of", "left"),
    [("2025-05-22", 4), ("2025-05-23", 3), ("2025-06-02", 3), ("2025-06-03", 2), ("2025-06-04", 2), ("2025-06-05", 1)],
)
def test_an_alarm_that_has_passed_is_left_out(as_of: str, left: int) -> None:
    """Last day 5 June: 22 May and 2 June by days, 3 June the strictest e-mail (then 4 June), 5 June the one chosen."""
    assert len(alarms(entry(INTENTION, as_of))) == left


def test_an_act_not_open_as_chosen_stands_on_the_day_of_the_strictest() -> None:
    facts = [
        *event("2025-01-13"),
        told(sent="2025-02-10T10:00", estimate="1.00", **EMAILED),
        estimate("U", sent="2025-02-20T10:00", **EMAILED),
    ]
    one = entry(facts, "2025-05-01")
    assert one["DTSTART"].dt == date(2025, 5, 19)
    assert "Not open under the readings chosen." in one["DESCRIPTION"]


def test_where_nothing_is_open_there_is_no_calendar() -> None:
    assert calendar_file(advice([event("2025-03-05")[0], claiming()], "2025-05-01")) is None


# --- identity ---------------------------------------------------------------------------------------------------


def test_the_identity_stays_when_the_day_moves() -> None:
    before = entry(INTENTION, "2025-05-01")
    read_otherwise = entry(INTENTION, "2025-05-02", month_count="event_day_included")
    corrected = event("2025-03-10")[1] | {"id": "E3", "corrects": "E2", "reason": "a slip", "recorded": "2025-05-02"}
    mended = entry([*INTENTION, corrected], "2025-05-03")
    assert [each["DTSTART"].dt.day for each in (before, read_otherwise, mended)] == [5, 4, 10]
    assert before["UID"] == read_otherwise["UID"] == mended["UID"]
    assert before["SEQUENCE"] < read_otherwise["SEQUENCE"] < mended["SEQUENCE"]
    assert before["DTSTAMP"].dt < read_otherwise["DTSTAMP"].dt < mended["DTSTAMP"].dt


def test_the_identity_stays_when_the_requirement_is_corrected() -> None:
    moved = required("2025-07-01") | {"id": "R2", "corrects": "R", "reason": "a slip", "recorded": "2025-05-02"}
    again = required("2025-07-03") | {"id": "R3", "corrects": "R2", "reason": "a slip", "recorded": "2025-05-03"}
    facts = [*event("2025-03-05"), required("2025-06-20")]
    given = [entries(each, "2025-05-05", who="A") for each in (facts, [*facts, moved], [*facts, moved, again])]
    evidence = [next(one for one in each if "evidence" in one["SUMMARY"]) for each in given]
    assert [one["DTSTART"].dt for one in evidence] == [date(2025, 6, 20), date(2025, 7, 1), date(2025, 7, 3)]
    assert len({one["UID"] for one in evidence}) == 1


def test_every_act_has_an_identity_of_its_own() -> None:
    uids = [one["UID"] for one in entries(SEVERAL, "2025-05-25")]
    assert len(uids) == len(set(uids)) == 5
    other_party = [*event("2025-03-05"), claiming("B")]
    next_window = entries(SEVERAL, "2025-08-20", ceases_to_incur="payment")
    others = {one["UID"] for one in [*entries(other_party, "2025-05-01"), *next_window]}
    assert entry(INTENTION, "2025-05-01")["UID"] not in others
    windows = [one["UID"] for one in (*entries(SEVERAL, "2025-05-25"), *next_window) if "window" in one["SUMMARY"]]
    assert len(windows) == len(set(windows)) == 2


def test_the_same_advice_makes_the_same_bytes() -> None:
    assert calendar_file(advice(SEVERAL, "2025-05-25")) == calendar_file(advice(SEVERAL[::-1], "2025-05-25"))


def test_only_what_concerns_one_person_has_the_same_identity_as_in_the_whole() -> None:
    whole = {one["UID"] for one in entries(SEVERAL, "2025-05-25")}
    assert {one["UID"] for one in entries(SEVERAL, "2025-05-25", who="A")} < whole


# --- it imports cleanly, whatever the names -------------------------------------------------------------------------


def _is_clean(written: bytes) -> None:
    """What RFC 5545 asks of every line, and of every component."""
    assert written.endswith(b"\r\n")
    lines = written.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in written.replace(b"\r\n", b"")
    for line in re.sub(b"\r\n[ \t]", b"", written).decode("utf-8").split("\r\n"):
        assert line == "" or re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:.*", line, re.DOTALL), line
    read = Calendar.from_ical(written)
    assert read.to_ical(sorted=False) == written
    assert read.errors == []
    assert (read["VERSION"], read["METHOD"], read["CALSCALE"]) == ("2.0", "PUBLISH", "GREGORIAN")
    for one in read.walk("VEVENT"):
        assert one.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "DESCRIPTION"} <= set(one)
        assert not {"URL", "ATTACH", "ORGANIZER", "ATTENDEE", "CONFERENCE"} & set(one)
        for alarm in one.walk("VALARM"):
            assert {"ACTION", "TRIGGER", "DESCRIPTION"} == set(alarm)


def test_a_calendar_is_read_back_whole() -> None:
    written = calendar_file(advice(SEVERAL, "2025-05-25"))
    assert written
    _is_clean(written)


HOSTILE = [
    "A; DROP, \\n\\; \"quoted\" & 'single'",
    "BEGIN:VEVENT",
    "END:VCALENDAR\\nBEGIN:VCALENDAR",
    "https://evil.example/?a=1 www.evil.example evil.example mailto:a@evil.example",
    "Two\u2028lines\u2029and\u202ebackwards\u2066",
    "=HYPERLINK(1)",
    "Ω" * 300,
    "🔑" * 90,
    "E.ON Next",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(name: str) -> None:
    written = calendar_file(
        advice([*event("2025-03-05"), claiming(name), required("2025-06-20") | {"party": name}], "2025-05-01")
    )
    assert written
    _is_clean(written)
    made = list(Calendar.from_ical(written).walk("VEVENT"))
    assert len(made) == 2
    assert all(plain(name) in one["SUMMARY"] for one in made)
    assert not any(
        re.search(r"://|www\.|mailto:|\w@\w|l\.example", str(one[part]))
        for one in made
        for part in ("SUMMARY", "DESCRIPTION")
    )


@few_or_many(60, 2000)
@from_any(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=120))
def test_any_name_is_read_back_as_it_was_shown(name: str) -> None:
    written = calendar_file(advice([*event("2025-03-05"), claiming(name)], "2025-05-01", who=name))
    assert written
    _is_clean(written)
    (one,) = Calendar.from_ical(written).walk("VEVENT")
    assert plain(name) in one["SUMMARY"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("E.ON Next", "E.ON Next"),
        ("L10.19(a)", "L10.19(a)"),
        ("A.B.C. Ltd.", "A.B.C. Ltd."),
        ("evil.example", "evil[.]example"),
        ("t.co/x", "t[.]co/x"),
        ("www.Evil.COM", "www[.]Evil[.]COM"),
        ("http://a", "http[:]//a"),
        ("mailto:x", "mailto[:]x"),
        ("a@b.uk", "a[@]b[.]uk"),
        ("Supplier @ Home", "Supplier @ Home"),
        ("left\u202eright", "leftright"),
        ("one\u2028two", "one two"),
    ],
)
def test_what_may_become_a_link_is_put_apart(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_referral_on_its_way_is_said() -> None:
    facts = [*event("2025-03-05"), certificate("2025-03-05"), referred(sent="2025-06-04T16:40", method="email")]
    assert "H is on its way and takes effect on 5 June 2025 at 09:00\\, in time." in re.sub(
        "\r\n ", "", (calendar_file(advice(facts, "2025-06-04")) or b"").decode()
    )
