"""The command `advise`, as a person runs it: what it prints, what it writes, how it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

import recovery_costs.cli.advise
from recovery_costs.advice.parts import CLAUSE, WHAT
from recovery_costs.cli import app
from recovery_costs.papers import advice as paper
from tests.advice.by_hand import (
    FACTS,
    advice,
    answered,
    ceased,
    certificate,
    claiming,
    estimate,
    event,
    referred,
    required,
    told,
    total,
)

EMAILED = {"method": "email"}
FACTS_ON_FILE = [
    *event("2025-03-05"),
    certificate("2025-03-05"),
    told(sent="2025-05-14T10:00", estimate="300000.00", **EMAILED),
    estimate("U", sent="2025-08-14T16:31", **EMAILED),
    ceased("2025-08-14"),
    total(sent="2025-11-14T16:40", **EMAILED),
    required("2025-12-01"),
]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return _case(tmp_path, FACTS_ON_FILE)


def _case(folder: Path, facts: list[FACTS]) -> Path:
    path = folder / "case.json"
    path.write_text(json.dumps({"format": 1, "case": "RE", "facts": facts}), encoding="utf-8")
    return path


def run(*given: str | Path) -> Result:
    assert recovery_costs.cli.advise
    return CliRunner().invoke(app, ["advise", *map(str, given)])


def said(result: Result) -> str:
    """What was printed, on one line."""
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


# --- in words ---------------------------------------------------------------------------------------------------


def test_in_words(case: Path) -> None:
    out = said(run(case, "--as-of", "2025-11-20"))
    assert "RE: advice, at the end of 20 November 2025 Recovery Event on 5 March 2025, under L10.15." in out
    assert "A: evidence: invoices (L10.20) Last day 1 December 2025 under every reading. That is in 11 days." in out
    assert (
        "by e-mail 1 December 2025 at 16:30; strictest 28 November 2025 at 16:30, under bank_holidays=any_part_of_gb"
        in out
    )
    assert "by post the end of 27 November 2025; strictest the end of 26 November 2025" in out
    assert "T took effect on 17 November 2025 at 09:00, 3 days after the last day for it, 14 November 2025." in out
    assert "late_total=bars (chosen): A late notice of the total ends the right to be paid on the request." in out
    assert "In time, or not asked for, under: notice_effective=sending." in out
    assert "The Panel may direct payment in full, in part or not at all" in out
    assert (
        "Had the e-mail T been sent by 14 November 2025 at 16:30, 10 minutes earlier, it would have taken effect in time."
        in out
    )
    assert "Had costs ceased on 17 August 2025, 3 days later, or after that, it would have been in time." in out
    assert "Had the e-mail U been sent by 14 August 2025 at 16:30, 1 minute earlier," in out
    assert "B: refer the deemed breach of L11.9 to the Panel (L10.27(a)) None took effect by 5 June 2025" in out
    assert "email_hours 1 [unverified]" in out
    assert "This is no legal advice." in out


def test_for_one_person(case: Path) -> None:
    out = said(run(case, "--as-of", "2025-05-20", "--for", "B"))
    assert "RE: advice for B" in out
    assert "B: may refer the deemed breach of L11.9 to the Panel (L10.27(a))" in out
    assert "A:" not in out


def test_for_somebody_not_on_file(case: Path) -> None:
    out = said(run(case, "--as-of", "2025-05-20", "--for", "Suplier A"))
    assert "Nothing on file names Suplier A; it is advised as a Party that has yet to claim." in out


def test_for_the_panel_what_it_is_to_do_without_a_last_day(tmp_path: Path) -> None:
    facts = [*FACTS_ON_FILE, {"id": "Q", "type": "adequacy_referred", "party": "A", "at": "2025-11-18"}]
    out = said(run(_case(tmp_path, facts), "--as-of", "2025-11-20", "--for", "Panel"))
    assert "Still open Nothing with a last day. Missed Nothing. Also awaited" in out
    assert "Panel: direct whether the DCC is to pay A in full, in part or not at all (L10.23(b))" in out


def test_readings_and_what_was_known(case: Path) -> None:
    out = said(run(case, "--as-of", "2025-11-20", "--reading", "late_total=breach_only", "--for", "A"))
    assert "late_total=breach_only (chosen)" in out
    out = said(run(case, "--as-of", "2025-11-20", "--known-at", "2025-11-01", "--for", "A"))
    assert "Had a notice been given by hand by 14 November 2025 at 17:30" in out


@pytest.mark.parametrize(
    ("facts", "as_of", "readings", "sentence"),
    [
        ([event("2025-03-05")[0], claiming()], "2025-05-01", {}, "No Recovery Event yet."),
        ([*event("2025-03-05"), claiming()], "2025-06-05", {}, "it is 3 June 2025. It is today."),
        ([*event("2025-03-05"), claiming()], "2025-06-05", {}, "strictest 3 June 2025 at 16:30 (passed)"),
        (
            [*event("2028-10-10"), claiming()],
            "2028-11-01",
            {},
            "by hand cannot be said: no bank holidays are held for those days",
        ),
        (
            [*event("2028-10-10"), claiming()],
            "2028-11-01",
            {},
            "last_day=next_working_day could not be tried: no bank holidays are held",
        ),
        (
            [*event("2011-10-02"), told(sent="2012-01-05T10:00", **EMAILED)],
            "2012-02-01",
            {},
            "By when the e-mail I would have had to be given cannot be said: no bank holidays are held",
        ),
        (
            [*event("2028-10-10"), claiming()],
            "2029-02-01",
            {},
            "By when a notice would have had to be given cannot be said",
        ),
        ([*event("2025-10-01"), told(received="2025-11-15T10:00")], "2025-11-15", {}, "by hand none would be in time"),
        (
            [*event("2025-10-01"), told(received="2025-11-15T10:00")],
            "2025-11-16",
            {},
            "No notice could have taken effect in time unless its receipt is proved.",
        ),
        (
            [
                *event("2025-10-01"),
                told(received="2025-11-15T10:00"),
                estimate("U", sent="2025-11-17T10:00", **EMAILED),
            ],
            "2025-11-18",
            {},
            "The e-mail U could not have taken effect in time, whenever it had been sent.",
        ),
        (
            [*event("2025-10-01"), told(received="2025-11-15T10:00")],
            "2025-11-16",
            {},
            "Had the notice of intention I stated a best estimate, none would be missing.",
        ),
        (
            [*event("2025-01-20"), claiming()],
            "2025-04-21",
            {},
            "Still open under last_day=next_working_day, to the end of 22 April 2025: by hand 22 April 2025 at 17:30",
        ),
        (
            [*event("2025-03-05"), told(sent="2025-06-04T16:40", **EMAILED)],
            "2025-06-04",
            {},
            "I is on its way and takes effect on 5 June 2025 at 09:00, in time.",
        ),
        (
            [*event("2025-03-05"), told(sent="2025-06-04T12:00", method="post")],
            "2025-06-04",
            {},
            "not in time: give it again by a means that still is.",
        ),
        (
            [*event("2028-10-10"), told(sent="2028-12-29T12:00", method="post")],
            "2028-12-31",
            {},
            "I is on its way; when it takes effect cannot be said",
        ),
        (
            [*event("2025-03-05"), told(sent="2025-06-05T16:40", **EMAILED)],
            "2025-07-01",
            {},
            "Had the Recovery Event been on 6 March 2025, 1 day later, or after that, it would have been in time.",
        ),
        (
            [*event("2025-03-05"), told(received="2025-06-06T09:30")],
            "2025-07-01",
            {},
            "Had I been received on or before 5 June 2025, 1 day earlier",
        ),
        (
            [*event("2025-03-05"), told(received="2025-06-06T09:30")],
            "2025-07-01",
            {"proved_receipt": "business_hours"},
            "Had I been received by 5 June 2025 at 17:30, 16 hours earlier",
        ),
        (
            [*event("2025-03-05"), told(sent="2025-06-06T10:00", **EMAILED)],
            "2025-07-01",
            {"notice_effective": "sending"},
            "Had the e-mail I been sent on or before 5 June 2025, 1 day earlier",
        ),
        (
            [*event("2025-03-05"), required("2025-06-30"), answered(sent="2025-07-02T18:31", method="hand")],
            "2025-07-05",
            {},
            "Had G been delivered by hand by 30 June 2025 at 17:30, 2 days, 1 hour and 1 minute earlier",
        ),
        (
            [*event("2025-03-05"), required("2025-06-30"), answered(sent="2025-07-02T18:31", method="hand")],
            "2025-07-05",
            {},
            "Had the evidence been asked for by 3 July 2025, 3 days later, or after that",
        ),
        (
            [*event("2025-04-14"), certificate("2025-04-14"), referred(sent="2025-07-11T12:00", method="post")],
            "2025-08-01",
            {},
            "Had the letter H been posted on or before 10 July 2025, 1 day earlier",
        ),
        (
            [
                *event("2025-03-05"),
                ceased("2025-08-01", last_payment="2025-08-15"),
                total(sent="2025-11-14T16:40", **EMAILED),
            ],
            "2025-12-01",
            {"ceases_to_incur": "payment"},
            "Had the last payment been made on 17 August 2025, 2 days later",
        ),
    ],
)
def test_every_sentence(
    facts: list[FACTS], as_of: str, readings: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    chosen = [part for name, option in readings.items() for part in ("--reading", f"{name}={option}")]
    assert sentence in said(run(_case(tmp_path, facts), "--as-of", as_of, *chosen))


def test_what_the_authority_decided_is_final(tmp_path: Path) -> None:
    facts = [
        *FACTS_ON_FILE,
        {"id": "D", "type": "payment_directed", "party": "A", "at": "2025-11-18", "direction": "none"},
        {"id": "Z", "type": "appeal_decided", "at": "2025-11-19", "decision": "D", "upheld": False, "sum": "1.00"},
    ]
    out = said(run(_case(tmp_path, facts), "--as-of", "2025-11-20", "--for", "A"))
    assert "It is decided already, under L10.29." in out
    assert "Nobody any more: the decision of the Authority is final and binding (L10.29)." in out


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (60, "1 minute"),
        (3661, "1 hour, 1 minute and 1 second"),
        (180000, "2 days and 2 hours"),
    ],
)
def test_a_spell_of_time(seconds: int, words: str) -> None:
    assert paper.spell(seconds) == words


def test_no_sentence_says_barred_invalid_final_or_must_pay_without_saying_who_says_so() -> None:
    """Every sentence of an advice in which such a word stands names the clause or the reading."""
    late = advice(FACTS_ON_FILE, "2025-11-20")
    sentences = [
        each
        for one in late.missed
        for make in (paper.what_decides, paper.who_decides, paper.changes)
        for each in make(one)
    ]
    for each in (*sentences, *WHAT.values()):
        if re.search(r"\b(barred|invalid|must pay|final)\b", each):
            assert re.search(r"L10\.|=", each), each
    assert set(WHAT) == set(CLAUSE)


# --- as JSON ----------------------------------------------------------------------------------------------------


def test_as_json(case: Path) -> None:
    result = run(case, "--as-of", "2025-11-20", "--for", "A", "--format", "json")
    given: dict[str, Any] = json.loads(result.stdout)
    assert (given["format"], given["case"], given["for"], given["on_file"]) == (1, "RE", "A", True)
    (evidence,) = given["open"]
    assert evidence.keys() == {
        "clause", "act", "kind", "from", "of", "what", "due", "strictest_due", "strictest_due_readings", "methods", "on_its_way",
    }  # fmt: skip
    assert [each["method"] for each in evidence["methods"]] == ["hand", "email", "post", "received"]
    assert [(each["act"], each["of"]) for each in given["missed"]] == [("updated_estimate", "1"), ("total", None)]


def test_as_json_what_has_no_last_day_has_no_last_safe_moment(tmp_path: Path) -> None:
    facts = [*FACTS_ON_FILE, {"id": "Q", "type": "adequacy_referred", "party": "A", "at": "2025-11-18"}]
    result = run(_case(tmp_path, facts), "--as-of", "2025-11-20", "--for", "Panel", "--format", "json")
    (row,) = json.loads(result.stdout)["also_awaited"]
    assert row.keys() == {"clause", "kind", "from", "what", "due"}
    assert (row["clause"], row["from"], row["due"]) == ("L10.23(b)", "Panel", None)


# --- the calendar -----------------------------------------------------------------------------------------------


def test_a_calendar_is_written_and_said_beside_the_result(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "last-days.ics"
    result = run(case, "--as-of", "2025-11-20", "--format", "json", "--ics", path)
    assert json.loads(result.stdout)["case"] == "RE"
    assert result.stderr == f"{path}: 1 entry.\n"
    assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 1
    result = run(case, "--as-of", "2025-05-20", "--ics", path)
    assert result.stderr == f"{path}: 3 entries.\n"
    assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 3


def test_with_nothing_open_no_calendar_is_written(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "last-days.ics"
    path.write_bytes(b"as it was")
    result = run(case, "--as-of", "2025-11-20", "--for", "Panel", "--ics", path)
    assert (result.exit_code, result.stderr) == (0, f"Nothing with a last day is open: {path} was not written.\n")
    assert path.read_bytes() == b"as it was"


def test_a_calendar_that_cannot_be_written_is_wrong_use(case: Path, tmp_path: Path) -> None:
    result = run(case, "--as-of", "2025-11-20", "--ics", tmp_path / "nowhere" / "last-days.ics")
    assert result.exit_code == 2
    assert "give a file that can be written" in " ".join(result.stderr.replace("│", " ").split())


# --- how it refuses -----------------------------------------------------------------------------------------------


def test_a_case_with_problems_is_refused(tmp_path: Path) -> None:
    path = _case(tmp_path, [*event("2025-03-05"), {"id": "Z", "type": "nothing"}])
    result = run(path, "--as-of", "2025-11-20", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["fact"] == "Z"


def test_a_working_day_beyond_the_table_under_the_readings_chosen_is_a_problem(tmp_path: Path) -> None:
    path = _case(tmp_path, [*event("2028-10-10"), claiming()])
    result = run(path, "--as-of", "2028-11-01", "--reading", "last_day=next_working_day", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["field"] == "readings.last_day"


@pytest.mark.parametrize(
    "wrong", [("--as-of", "2025-31-12"), ("--known-at", "noon"), ("--reading", "late_total=maybe"), ("--format", "xml")]
)
def test_wrong_use(case: Path, wrong: tuple[str, str]) -> None:
    assert run(case, *wrong).exit_code == 2
