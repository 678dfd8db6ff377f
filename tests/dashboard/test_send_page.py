"""Sending a workbook on the page: every role, a whole submission, own layouts, what is refused, and what nobody else sees."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Event as Signal
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from recovery_costs.casework import admin
from recovery_costs.dashboard import SEND, send_check, waiting, working
from recovery_costs.dashboard.state import AS_OF
from recovery_costs.register.access import PEOPLE, Role
from recovery_costs.workbook.check import Context, check_bytes
from recovery_costs.workbook.check_own import Given, proposed
from recovery_costs.workbook.template import claim_bytes
from tests.casework.office import EVENT, A, B, Office
from tests.casework.test_sending import book, line, listed
from tests.dashboard.reader import WORDS, markup, opened, press, text
from tests.dashboard.test_pages import OURS

HOSTILE = "<script>alert(1)</script>![x](http://example.org/x.png)"
COSTS = "Date,Paid on,Supplier,Cost inc VAT (£)\n2025-07-01,2025-07-03,Acme,10.00\n2025-08-01,2025-08-03,{},7.50\n"


@pytest.fixture
def here(here: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv(AS_OF, "2026-11-20")
    return here


def done(at: AppTest) -> AppTest:
    """The page once nothing is worked on any more."""
    for _ in range(60):
        if "You may leave this page" not in markup(at):
            return at
        at.run()
    raise AssertionError("still at work")


def bring(at: AppTest, name: str, content: bytes) -> AppTest:
    return done(at.file_uploader[0].set_value((name, content, "application/octet-stream")).run())


def of(at: AppTest, name: str) -> str:
    """A parameter of the page's address."""
    given = at.query_params[name]
    return given if isinstance(given, str) else given[0]


def downloads(at: AppTest) -> list[str]:
    return [each.proto.label for each in at.get("download_button")]


def recorded(here: Office, after: int = 0) -> list[str]:
    return [entry.kind for entry in here.dcc.view.entries(EVENT, after=after)]


# --- who, and where to begin --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", PEOPLE)
def test_only_a_party_and_dcc_finance_send(here: Office, role: Role) -> None:
    said = text(opened(SEND, WORDS[role.value]))
    if role is Role.PARTY:
        assert "Nothing counts until you confirm" in said
        assert "One fact is on record" in said
    elif role is Role.DCC_FINANCE:
        assert "Whose workbook is it?" in said
    else:
        assert "There is no such page for you" in said


def test_an_event_that_is_not_there_and_a_file_that_no_longer_waits_are_said(here: Office) -> None:
    assert "There is no such event" in text(opened(SEND, A, event="RE-<b>0"))
    assert "That file no longer waits here." in text(opened(SEND, A, event=EVENT, file="0" * 64))
    assert "That file no longer waits here." in text(opened(SEND, A, event=EVENT, file="../../etc/passwd"))
    for receipt in ("1", "999", "x", "9" * 30):
        assert "There is no such receipt" in text(opened(SEND, A, event=EVENT, receipt=receipt))


def test_dcc_finance_says_for_whom(here: Office) -> None:
    at = opened(SEND, "DCC finance")
    assert at.selectbox(key="send-party").options == [A, B]
    at.selectbox(key="send-party").set_value(B).run()
    assert of(at, "party") == B
    assert f"Made for {B} and {EVENT}." in text(at)


# --- a whole submission -------------------------------------------------------------------------------------------------


def test_a_party_sends_its_workbook_and_another_party_sees_nothing_of_it(here: Office) -> None:
    last = here.dcc.last(EVENT)
    at = opened(SEND, A, event=EVENT)
    content = book(listed(line("CANARY-1", "10.00"), line("CANARY-2", "20.50"), at="2025-10-01"))
    bring(at, "CANARY.xlsx", content)
    said = text(at)
    assert "2 in the file = 2 accepted + 0 rejected + 0 left out" in said
    assert "£30.50 in the file = £30.50 accepted + £0.00 rejected + £0.00 left out" in said
    assert "Every row and every pound is accounted for" in said
    assert "Two lines added" in said
    assert "Sum of the cost lines Not known yet £30.50 new" in said
    assert recorded(here, last) == []  # nothing counts until it is confirmed

    key = of(at, "file")
    again = done(opened(SEND, A, event=EVENT, file=key))  # another visit: the file is still there, for the same person
    assert "2 in the file" in text(again)
    other = opened(SEND, B, event=EVENT, file=key)
    assert "That file no longer waits here." in text(other)
    assert "CANARY" not in markup(other)

    at.button(key="confirm").click().run()
    assert recorded(here, last) == ["file_received", "cost_lines", "file_checked"]
    said = text(at)
    assert "Received, and taken in" in said
    assert "2 accepted of 2, £30.50" in said
    assert "CANARY.xlsx" in said
    seq = of(at, "receipt")
    assert "2 accepted of 2, £30.50" in text(opened(SEND, A, event=EVENT, receipt=seq))
    assert "There is no such receipt" in text(opened(SEND, B, event=EVENT, receipt=seq))
    assert "That file no longer waits here." in text(opened(SEND, A, event=EVENT, file=key))

    resent = bring(opened(SEND, A, event=EVENT), "CANARY.xlsx", content)
    assert "The same content again" in text(resent)
    assert "This very file was received on" in text(resent)
    assert "Send the" not in " ".join(each.label for each in resent.button)


def test_what_a_file_would_change_follows_a_reading_chosen_for_every_event(here: Office) -> None:
    """A cost of 1 March 2025, before the event of 5 March, counts once costs from before the event are let in."""
    at = opened(SEND, A, event=EVENT)
    before = line("A-1", "10.00") | {"incurred": "2025-03-01"}
    bring(at, "lines.xlsx", book(listed(before, at="2025-10-01")))
    assert "Eligible Not known yet £0.00 new" in text(at)
    admin.choose_reading(here.panel, None, "pre_event_costs", "included", "Counsel", command=here.id())
    assert "Eligible Not known yet £10.00 new" in text(done(at.run()))


def test_a_file_with_problems_is_told_by_cell_fifty_a_page_and_cannot_be_sent_as_a_claim(here: Office) -> None:
    last = here.dcc.last(EVENT)
    rows = "".join(f"{number},2025-13-0{number % 9},ten,key_use\n" for number in range(60))
    at = bring(opened(SEND, A, event=EVENT), "lines.csv", f"line,incurred,amount,limb\n{rows}".encode())
    at.date_input[0].set_value(date(2025, 10, 1)).run()
    said = text(done(at))
    assert "To mend before it can be taken in · 120" in said
    assert len(re.findall(r"csv!B\d+|csv!C\d+", said)) == 50
    assert "60 in the file = 0 accepted + 60 rejected" in said
    assert [each.label for each in at.button if each.key == "confirm"] == ["Keep it on record as it is"]
    at.button(key="confirm").click().run()
    assert recorded(here, last) == ["file_received", "file_checked"]
    assert "Received, and not taken in" in text(at)


def test_the_workbook_is_made_for_the_claim_and_comes_back_with_findings(here: Office, tmp_path: Path) -> None:
    at = opened(SEND, A, event=EVENT)
    assert downloads(at) == ["Get the workbook"]
    at = bring(at, "claim.xlsx", book(listed(line("1", "10.00")), party="Supplier  A"))
    said = text(at)
    assert "To mend before it can be taken in · 1" in said
    assert "Claim!B5" in said
    assert downloads(at) == ["Get the workbook with Findings"]
    content = book(listed(line("1", "10.00")), party="Supplier  A")
    file = tmp_path / "claim.xlsx"
    file.write_bytes(content)
    report = check_bytes(content, "claim.xlsx", Context(EVENT, None, frozenset({A})))
    back = send_check.returned(report, waiting.Waiting(report.sha256, "claim.xlsx", file, None, None))
    rows = load_workbook(BytesIO(back))["Findings"].iter_rows(values_only=True)
    assert any("Claim!B5" in str(row[0]) for row in rows)


@pytest.mark.parametrize(
    ("name", "content", "what", "do"),
    [
        ("claim.pdf", b"%PDF-1.4", "a PDF", "Send the workbook itself; a PDF may be sent as evidence."),
        ("claim.xlsx", b"", "an empty file", "Send the file again"),
        (
            f"{HOSTILE}.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            "Excel 97",
            "save it as Excel",
        ),
    ],
)
def test_a_refused_file_is_named_with_what_to_do(here: Office, name: str, content: bytes, what: str, do: str) -> None:
    said = text(bring(opened(SEND, A, event=EVENT), name, content))
    assert "The file cannot be read." in said
    assert what in said
    assert do in said


def test_what_came_meanwhile_is_told_and_the_receipts_moment_stands(here: Office) -> None:
    at = bring(opened(SEND, A, event=EVENT), "claim.xlsx", book(listed(line("1", "10.00"))))
    here.does(here.dcc, "note_estimate", party=A, received="2025-06-02T09:00", amount="7.00")
    at.button(key="confirm").click().run()
    said = text(at)
    assert "Something changed since you looked" in said
    assert "that moment stands when you confirm again" in said
    assert "cost_lines" not in recorded(here)
    done(at.run())
    at.button(key="confirm").click().run()
    assert "Received, and taken in" in text(at)
    assert recorded(here).count("file_received") == 1


def test_a_workbook_in_which_nothing_is_filled_in_is_said_to_say_nothing(here: Office) -> None:
    said = text(bring(opened(SEND, A, event=EVENT), "claim.xlsx", claim_bytes(EVENT, A)))
    assert "Nothing is filled in yet." in said
    assert "same content" not in said


# --- a spreadsheet of the Party's own -------------------------------------------------------------------------------------


def answered(at: AppTest, **answers: str) -> AppTest:
    """Answer the questions that stand on the page until none does; each answer by words of its option."""
    for _ in range(5):
        if "say how it is read" not in text(at):
            return at
        for each in at.date_input:
            each.set_value(date(2025, 10, 1))
        for box in at.selectbox:
            if box.key and box.key.startswith("map-"):
                box.set_value(next(answer for said, answer in answers.items() if any(said in o for o in box.options)))
        next(each for each in at.button if each.label == "Go on").click()
        at = done(at.run())
    raise AssertionError("questions are left open")


def test_a_spreadsheet_of_its_own_is_mapped_question_by_question_and_sent(here: Office) -> None:
    last = here.dcc.last(EVENT)
    at = bring(opened(SEND, A, event=EVENT), "costs.csv", COSTS.format(f'"{HOSTILE}"').encode())
    assert "4 to answer" in text(at)
    assert "Nothing is answered yet." in text(press(at, "Go on"))
    at = answered(at, Date="Date", **{"none of it": "none", "Key use": "key_use"})
    said = text(at)
    assert "Read by your mapping" in said
    assert "£17.50 in the file = £17.50 accepted" in said
    back = done(opened(SEND, A, event=EVENT, file=of(at, "file")))
    assert "Read by your mapping" in text(back)  # what was answered outlives the visit
    at.button(key="confirm").click().run()
    assert recorded(here, last) == ["file_received", "file_received", "cost_lines", "file_checked"]


def test_a_mapping_that_was_kept_is_used_again_and_a_bad_one_is_refused(here: Office) -> None:
    answers = {"limb": "key_use", "vat recoverable": "none", "incurred": "Date"}
    content = COSTS.format("Fixit").encode()
    profile = proposed(content, "costs.csv", Given(None, A, "2025-10-01"), EVENT, answers, lambda _: None)
    at = bring(opened(SEND, A, event=EVENT), "costs.csv", content)
    at.file_uploader[0].set_value(("mapping.json", json.dumps({"format": 1, HOSTILE: 1}).encode(), "x")).run()
    assert "This is no mapping that can be used." in text(at)
    done(at.file_uploader[0].set_value(("mapping.json", profile.text().encode(), "x")).run())
    assert "£17.50 accepted" in text(at)
    at.button(key="mapping-again").click().run()
    assert "4 to answer" in text(done(at))


# --- text that others wrote -----------------------------------------------------------------------------------------------


def hostile_pages(here: Office) -> Iterator[AppTest]:
    """The page with hostile text in every place where a file can put some."""
    at = opened(SEND, A, event=EVENT)
    yield bring(
        at, f"{HOSTILE}.xlsx", book(listed({**line(HOSTILE, "1.00"), "description": HOSTILE, "invoice": HOSTILE}))
    )
    at.button(key="confirm").click().run()
    yield at
    yield bring(opened(SEND, A, event=EVENT), HOSTILE, book(listed({**line(HOSTILE, "2.00"), "supplier": HOSTILE})))
    rows = f'line,incurred,amount,limb,"{HOSTILE}"\n"{HOSTILE}","{HOSTILE}","{HOSTILE}","{HOSTILE}",1\n'
    at = bring(opened(SEND, A, event=EVENT), "\u202e\x07.csv", rows.encode())
    yield at
    at.date_input[0].set_value(date(2025, 10, 1)).run()
    yield done(at)
    yield bring(
        opened(SEND, A, event=EVENT),
        "x.csv",
        f'"{HOSTILE}",Date,"Cost {HOSTILE}"\n"{HOSTILE}",2025-07-01,10.00\n'.encode(),
    )


def test_hostile_names_headings_and_cells_show_as_text(here: Office) -> None:
    for at in hostile_pages(here):
        elements = set(re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", markup(at)))
        assert {each for each in elements if not OURS.fullmatch(each)} <= {"q", "time"}
        labels = [
            str(each.label) for kind in (at.button, at.selectbox, at.file_uploader, at.date_input) for each in kind
        ]
        assert not [label for label in labels if "script" in label or "example.org" in label]
        assert not at.markdown
        assert "http://example.org" in markup(at) or "\\u202e" in markup(at)


def test_dcc_finance_is_led_to_the_party_that_the_workbook_names(here: Office) -> None:
    at = bring(
        opened(SEND, "DCC finance", event=EVENT, party=A), "claim.xlsx", book(listed(line("1", "10.00")), party=B)
    )
    assert "It does not fit what is on record" in text(at)
    assert "That file no longer waits" in text(opened(SEND, B, event=EVENT, file=of(at, "file")))
    assert [each.label for each in at.button if each.key == "confirm"] == ["Keep it on record as it is"]


# --- long work, and files that wait -----------------------------------------------------------------------------------------


def test_long_work_says_what_it_is_at_and_is_there_on_coming_back(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = Signal()

    def slow(content: bytes, name: str, known: Context, says: working.Says, given: Given) -> Any:
        says("Cost lines: 40,000 rows")
        assert go.wait(60)
        return check_bytes(content, name, known, says, given)

    monkeypatch.setattr(send_check, "check_bytes", slow)
    at = opened(SEND, A, event=EVENT)
    monkeypatch.setattr(working, "AT_ONCE", 0.2)
    at.file_uploader[0].set_value(("claim.xlsx", book(listed(line("1", "10.01"))), "x")).run()
    assert "Reading the file. Now: Cost lines: 40,000 rows. You may leave this page and come back." in text(at)
    assert not [each for each in at.button if each.key == "confirm"]
    elsewhere = opened(SEND, A, event=EVENT, file=of(at, "file"))
    go.set()
    monkeypatch.setattr(working, "AT_ONCE", 60)
    assert "1 in the file" in text(done(elsewhere))


def test_files_that_wait_go_after_a_day_and_when_there_is_no_more_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = SimpleNamespace(name="a", role=Role.PARTY, parties=frozenset({A}))
    one: Any = SimpleNamespace(register=SimpleNamespace(path="r"), user=SimpleNamespace(actor=who))
    monkeypatch.setattr(waiting, "_room", lambda: tmp_path)
    monkeypatch.setattr(waiting, "ROOM", 10)
    first, second = waiting.put(one, "1", b"12345"), waiting.put(one, "2", b"67890")
    os.utime(waiting.get(one, first).path, (1, 10**9))  # type: ignore[union-attr]
    os.utime(waiting.get(one, second).path)  # type: ignore[union-attr]
    waiting.put(one, "3", b"")  # 10 bytes are held and 10 may be; but the first has waited for longer than a day
    assert waiting.get(one, first) is None
    assert waiting.get(one, second) is not None
    third = waiting.put(one, "4", b"abcdef")  # 11 would be one too many
    assert waiting.get(one, second) is None
    kept = waiting.get(one, third)
    assert kept is not None
    assert (kept.content, kept.size, kept.name) == (b"abcdef", 6, "4")
    waiting.said(one, third, mapping="{}")
    assert waiting.get(one, third).mapping == "{}"  # type: ignore[union-attr]
    waiting.drop(one, third)
    assert waiting.get(one, third) is None
