"""Doing things on the pages: recorded once, refused with the clause, overtaken and told, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from threading import Event as Signal

import pytest
from streamlit.testing.v1 import AppTest

from recovery_costs.adjudication import Adjudication, Contested
from recovery_costs.dashboard import CLAIM, EVENT, PANEL, TODAY, said, working
from recovery_costs.money import Money
from tests.casework.office import EVENT as CASE
from tests.casework.office import A, B, Office
from tests.dashboard.reader import markup, opened, press, text


def submit(at: AppTest) -> AppTest:
    [button] = [each for each in at.button if each.label == "Record it"]
    return button.click().run()


def kinds(here: Office) -> list[str]:
    return [entry.kind for entry in here.dcc.view.entries(CASE)]


def test_dcc_finance_refers_a_claim_and_the_panel_directs(here: Office) -> None:
    at = opened(CLAIM, "DCC finance", event=CASE, party=A)
    place = f"act-claim-{CASE}-{A}"
    at.segmented_control(key=place).set_value("Refer the question of evidence to the Panel").run()
    said = text(submit(at))
    assert "Recorded: adequacy referred" in said
    assert kinds(here)[-1] == "adequacy_referred"
    at = opened(CLAIM, "The Panel", event=CASE, party=A)
    at.segmented_control(key=place).set_value("Direct what is paid").run()
    form = f"claim-{CASE}-{A}-direct"
    at.selectbox(key=f"{form}-direction").set_value("part").run()
    at.text_input(key=f"{form}-sum").set_value("1000.00")
    at.text_area(key=f"{form}-minute").set_value("12/3")
    at.text_area(key=f"{form}-reason").set_value("Some of it.")
    refused = text(submit(at))
    assert "L10.23(b)" in refused
    assert kinds(here)[-1] == "adequacy_referred"
    assert at.text_area(key=f"{form}-reason").value == "Some of it."  # nothing typed is lost
    at.text_input(key=f"{form}-sum").set_value("999.99")
    assert "Recorded: payment directed" in text(submit(at))


def test_l10_22__being_satisfied_says_before_the_press_what_becomes_payable(here: Office) -> None:
    at = opened(CLAIM, "DCC finance", event=CASE, party=A)
    chosen = at.segmented_control(key=f"act-claim-{CASE}-{A}")
    chosen.set_value("Be satisfied, and pay in full").run()
    assert f"Payable of {A}: not known becomes £1,000.00" in text(at)
    chosen.set_value("Refer the question of evidence to the Panel").run()
    assert "becomes" not in text(at)  # it moves no sum


def test_what_is_typed_waits_for_whoever_typed_it_until_it_is_recorded(here: Office) -> None:
    chosen, form = f"act-claim-{CASE}-{A}", f"claim-{CASE}-{A}-require_evidence"
    at = opened(CLAIM, "DCC finance", event=CASE, party=A)
    at.segmented_control(key=chosen).set_value("Ask for evidence by a day").run()
    at.text_input(key=f"{form}-item").set_value("Invoice F-2").run()
    assert opened(CLAIM, "The Panel", event=CASE, party=A).segmented_control(key=chosen).value is None
    at = opened(CLAIM, "DCC finance", event=CASE, party=A)  # the page loaded again
    assert at.text_input(key=f"{form}-item").value == "Invoice F-2"
    at.date_input(key=f"{form}-due").set_value(date(2025, 7, 1))
    assert "Recorded: evidence required" in text(submit(at))
    assert at.text_input(key=f"{form}-item").value == ""
    assert opened(CLAIM, "DCC finance", event=CASE, party=A).text_input(key=f"{form}-item").value == ""


def test_who_was_overtaken_is_told_by_whom_and_records_nothing(here: Office) -> None:
    at = opened(CLAIM, "DCC finance", event=CASE, party=A)
    at.segmented_control(key=f"act-claim-{CASE}-{A}").set_value("Be satisfied, and pay in full").run()
    here.does(here.second, "note_costs_ceased", party=A, at="2025-05-30")
    said = text(submit(at))
    assert "Something changed since you looked, and nothing was recorded" in said
    assert "Sam recorded costs ceased of Supplier A" in said
    assert kinds(here)[-1] == "costs_ceased"
    assert "Recorded: dcc satisfied" in text(submit(at))  # looked at again


def test_who_has_an_event_open_is_told_what_others_put_on_record_meanwhile(here: Office) -> None:
    at = opened(CLAIM, "DCC finance", event=CASE, party=A)
    other = opened(CLAIM, B, event=CASE, party=B)
    assert "This changed while you had it open" not in text(at)
    here.does(here.second, "note_costs_ceased", party=A, at="2025-05-30")
    said = text(at.run())
    assert "This changed while you had it open. Sam recorded costs ceased of Supplier A" in said
    assert "This changed while you had it open" in text(at.run())  # until it is seen
    at.button(key="changed-seen").click().run()
    assert "This changed while you had it open" not in text(at)
    assert "This changed while you had it open" not in text(other.run())  # it is not B's to know
    at.segmented_control(key=f"act-claim-{CASE}-{A}").set_value("Be satisfied, and pay in full").run()
    assert "Recorded: dcc satisfied" in text(submit(at))  # what was seen is what it is decided on
    assert "This changed while you had it open" not in text(at.run())  # nobody is told of what they did themselves


def test_an_event_is_opened_and_a_compromise_noted(here: Office) -> None:
    at = opened(TODAY, "DCC finance")
    at.text_input(key="new-event").set_value("RE-2025-009").run()
    at.button(key="open-event").click().run()
    assert "RE-2025-009" in text(at)
    at = opened(EVENT, "DCC finance", event="RE-2025-009")
    at.selectbox(key="note-event-RE-2025-009").set_value("Record the DCC's notice of a Compromise").run()
    form = "event-RE-2025-009-notify_compromise"
    at.multiselect(key=f"{form}-keys").set_value(["issuing_key"])
    at.selectbox(key=f"{form}-state").set_value("actual")
    at.text_input(key=f"{form}-at").set_value("2025-06-01T09:00")
    assert "Recorded: compromise notified" in text(submit(at))


def test_today_stands_before_what_is_contested_is_worked_out(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    go, by_money = Signal(), said.by_money

    def slow(result: Adjudication) -> Iterator[tuple[Money, Contested]]:
        assert go.wait(60)
        return by_money(result)

    monkeypatch.setattr(said, "by_money", slow)
    monkeypatch.setattr(working, "BEFORE_LONG", 0.05)
    at = opened(TODAY, "DCC finance")
    assert "£1,500.00" in text(at)  # requested by both
    assert text(at).count("Being worked out") == 2  # in the figures, and of the one event
    go.set()
    monkeypatch.setattr(working, "BEFORE_LONG", 60)
    assert "Being worked out" not in text(at.run())


def test_a_fact_on_record_is_chosen_by_what_it_says(here: Office) -> None:
    asked = here.does(here.dcc, "require_evidence", party=A, item="The <b>invoice", due="2025-06-05").facts[0]
    at = opened(EVENT, "DCC finance", event=CASE)
    at.selectbox(key=f"note-event-{CASE}").set_value("Record evidence that arrived").run()
    form = f"event-{CASE}-note_evidence"
    [option] = at.selectbox(key=f"{form}-requirement").options
    assert "The <b>invoice" in option
    at.selectbox(key=f"{form}-party").set_value(A).run()
    at.selectbox(key=f"{form}-requirement").set_value(asked)
    at.text_input(key=f"{form}-received").set_value("2025-06-02T09:00")
    assert "Recorded: evidence given" in text(submit(at))


def test_what_is_wrong_with_a_field_is_said_in_place(here: Office) -> None:
    at = opened(EVENT, "DCC finance", event=CASE)
    at.selectbox(key=f"note-event-{CASE}").set_value("Record a best estimate that arrived").run()
    form = f"event-{CASE}-note_estimate"
    at.selectbox(key=f"{form}-party").set_value(A)
    at.text_input(key=f"{form}-amount").set_value("<b>lots</b>")
    said = text(submit(at))
    assert "Nothing was recorded." in said
    assert "Best estimate: found <b>lots</b>; wanted a sum of money. Write pounds, such as 1,000.00." in said
    assert kinds(here)[-1] == "total_notified"


@pytest.mark.parametrize("role", ["Auditor", "SMKI PMA", "The Authority"])
def test_who_may_not_pay_or_refer_is_not_offered_it(here: Office, role: str) -> None:
    at = opened(CLAIM, role, event=CASE, party=A)
    assert not [each for each in at.segmented_control if each.label == "What you may do"]


def test_pressing_before_anything_is_there_says_what_is_missing(here: Office) -> None:
    at = opened(TODAY, "DCC finance")
    assert "Write its name first." in text(at.button(key="open-event").click().run())
    at = opened(CLAIM, "DCC finance", event=CASE, party=A, part="Evidence")
    assert "Choose the file first." in text(press(at, "Attach it"))
    assert kinds(here)[-1] == "total_notified"


def test_what_is_empty_is_not_attached(here: Office) -> None:
    at = opened(CLAIM, "DCC finance", event=CASE, party=A, part="Evidence")
    at.file_uploader[0].set_value(("F-2.pdf", b"", "application/pdf"))
    said = text(press(at, "Attach it"))
    assert "The file: found F-2.pdf, of 0 bytes; wanted a file that holds something." in said
    assert kinds(here)[-1] == "total_notified"


def test_a_role_or_a_meeting_that_the_address_misnames_is_said(here: Office) -> None:
    said = text(opened(TODAY, "Nobody<b>"))
    assert "Nobody<b> in the address is no role of yours. You look as DCC finance." in said
    said = text(opened(PANEL, "The Panel", meeting="soon"))
    assert "soon in the address is not a day such as 2026-03-05." in said


def test_a_demonstration_has_a_second_person_where_one_approves(here: Office) -> None:
    at = opened(TODAY, "DCC finance, a second person")
    offered = at.selectbox(key="you").options
    assert [each for each in offered if "second" in each] == [
        "DCC finance, a second person",
        "The Panel, a second person",
    ]


def test_evidence_that_is_awaited_is_no_step_that_is_done(here: Office) -> None:
    here.does(here.dcc, "require_evidence", party=A, item="Invoice F-2", due="2025-06-01")
    here.does(here.dcc, "satisfied", party=A)
    said = markup(opened(CLAIM, "DCC finance", event=CASE, party=A))
    assert re.search(r'<li class="now">[^/]*/span><span>Evidence', said)
