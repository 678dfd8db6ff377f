"""The Panel's page: what there is to decide, each item's pack, and what is recorded from it."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from recovery_costs.casework import correcting, publish
from recovery_costs.dashboard import PANEL
from recovery_costs.register.access import PEOPLE, Role
from tests.casework.office import EVENT, A, B, Office
from tests.dashboard.panel_office import above_the_sum, on_the_pages, recorded
from tests.dashboard.reader import WORDS, markup, opened, press, text

HOSTILE = "<script>alert(1)</script>![x](http://example.org/x.png)"
PACK = {"event": EVENT, "item": "direct", "about": A}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return on_the_pages(tmp_path, monkeypatch)


@pytest.mark.parametrize("role", PEOPLE)
def test_every_role_sees_it_or_is_refused(here: Office, role: Role) -> None:
    here.does(here.dcc, "refer", party=A)
    may = role in (Role.PANEL, Role.DCC_FINANCE, Role.AUDITOR)
    for address in ({}, PACK, {"event": EVENT, "item": "sum"}):
        said = text(opened(PANEL, WORDS[role.value], **address))
        assert ("There is no such page for you" in said) is not may
        assert ("1,000.00" in said or "1,500.00" in said) is may


def test_the_meeting_says_what_there_is_and_what_deferring_comes_to(here: Office) -> None:
    assert "Nothing waits for the Panel" in text(opened(PANEL, "The Panel"))
    here.does(here.dcc, "refer", party=A)
    here.does(here.dcc, "require_evidence", party=A, item="job sheets", due="2025-06-10")
    said = text(opened(PANEL, "The Panel"))
    assert "One thing to decide by 3 June 2025" in said
    assert "Direct whether the DCC is to pay Supplier A in full, in part or not at all" in said
    assert "If deferred to 1 July 2025" in said  # four weeks on
    assert "evidence: job sheets falls due on 10 June 2025, in 7 days" in said
    later = text(opened(PANEL, "The Panel", meeting="2025-06-11", next="2025-06-18"))
    assert "evidence: job sheets was due on 10 June 2025, yesterday" in later
    assert "Overdue by 11 June 2025 · 1" in later


def test_a_next_meeting_that_is_not_after_the_meeting_is_said(here: Office) -> None:
    said = text(opened(PANEL, "The Panel", meeting="2025-06-11", next="2025-06-11"))
    assert "The next meeting is not after the meeting. Shown against 9 July 2025 instead." in said


def test_the_panel_directs_in_part_and_what_is_no_part_is_refused_in_place(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-03T10:00")
    at = opened(PANEL, "The Panel", **PACK)
    assert "In part (£999.99 at most)." in text(at)
    place = f"claim-{EVENT}-{A}"
    at.segmented_control(key=f"act-{place}").set_value("Direct what is paid").run()
    form = f"{place}-direct"
    at.selectbox(key=f"{form}-direction").set_value("part").run()
    at.text_input(key=f"{form}-sum").set_value("1000.00")
    at.text_area(key=f"{form}-minute").set_value("2025/6, item 2")
    at.text_area(key=f"{form}-reason").set_value("Half of the hubs.")
    at = press(at, "Record it")
    said = text(at)
    assert "£1,000.00 is not only part of the £1,000.00 requested" in said
    assert at.text_input(key=f"{form}-sum").value == "1000.00"
    assert recorded(here, EVENT, "payment_directed") == []
    at.text_input(key=f"{form}-sum").set_value("400.00")
    at = press(at, "Record it")
    said = text(at)
    assert "Recorded: payment directed, particulars" in said
    assert "What could be directed now" not in said  # it is directed
    assert "Nothing of this waits for the Panel" in said
    (fact,) = recorded(here, EVENT, "payment_directed")
    assert (fact["direction"], fact["sum"]) == ("part", "400.00")
    (beside,) = recorded(here, EVENT, "particulars")
    assert (beside["minute"], beside["reason"]) == ("2025/6, item 2", "Half of the hubs.")


def test_without_a_referral_each_direction_is_refused_with_its_clause(here: Office) -> None:
    said = text(opened(PANEL, "The Panel", **PACK))
    assert said.count("Refused In ") == 2
    assert "no referral by the DCC is on file" in said


def test_others_read_the_pack_and_are_offered_nothing(here: Office) -> None:
    here.does(here.dcc, "refer", party=A)
    for role in ("DCC finance", "Auditor"):
        at = opened(PANEL, role, **PACK)
        assert "The Panel decides this." in text(at)
        assert not [each for each in at.button if each.label == "Record it"]


def test_a_breach_is_determined_from_its_pack(here: Office) -> None:
    certificate = {"certificate": "C-1", "kind": "organisation", "subscriber": A, "subscriber_kind": "party"}
    here.does(here.dcc, "compromise_certificate", at="2025-03-05T08:00", **certificate)
    here.does(here.dcc, "refer_breach", subscriber=A, received="2025-06-02T10:00")
    at = opened(PANEL, "The Panel", event=EVENT, item="breach", about=A)
    assert "Determine whether Supplier A was in breach of L11.9" in text(at)
    place = f"breach-{EVENT}-{A}"
    at.segmented_control(key=f"act-{place}").set_value("Determine a referred breach").run()
    form = f"{place}-determine_breach"
    at.radio(key=f"{form}-demonstrated").set_value(True)
    at.radio(key=f"{form}-breach").set_value(False)
    at.text_area(key=f"{form}-minute").set_value("3")
    at.text_area(key=f"{form}-reason").set_value("Shown.")
    assert "Recorded: breach determined" in text(press(at, "Record it"))
    (fact,) = recorded(here, EVENT, "breach_determined")
    assert (fact["demonstrated"], fact["breach"]) == (True, False)


def test_dates_that_no_rule_gives_are_read_line_by_line_and_determined(here: Office) -> None:
    above_the_sum(here)
    at = opened(PANEL, "The Panel", event=EVENT, item="dates")
    place = f"event-{EVENT}"
    at.segmented_control(key=f"act-{place}").set_value("Determine the dates of payment").run()
    written = f"{place}-determine_dates-payments"
    at.text_area(key=written).set_value(f"{A}, 2025-07-01\n{B}, 2025-07-02, 500.00")
    at.text_area(key=f"{place}-determine_dates-minute").set_value("4")
    at = press(at, "Record it")
    assert "Line 1: found Supplier A, 2025-07-01; wanted a Party, a day and a sum" in text(at)
    at.text_area(key=written).set_value(f"{A}, 2025-07-01, 1000 and more\n{B}, 2025-07-02, 500.00")
    at = press(at, "Record it")
    assert "Payment 1, its sum: found 1000 and more; wanted a sum of money." in text(at)
    assert recorded(here, EVENT, "dates_determined") == []
    at.text_area(key=written).set_value(f"{A}, 2025-07-01, 999.99\n{B}, 2025-07-02, 500.00")
    at = press(at, "Record it")
    assert "£999.99 was dated for Supplier A" in text(at)
    at.text_area(key=written).set_value(f"{A}, 1 July 2025, £1,000.00\n{B}, 2025-07-02, 500.00")
    assert "Recorded: dates determined" in text(press(at, "Record it"))
    (fact,) = recorded(here, EVENT, "dates_determined")
    assert [each["amount"] for each in fact["payments"]] == ["1000.00", "500.00"]


def test_the_sum_has_its_history_and_a_new_one_is_determined_there(here: Office) -> None:
    above_the_sum(here)
    at = opened(PANEL, "The Panel", event=EVENT, item="sum")
    said = text(at)
    assert "£1,500.00 requested; the sum is £1,499.99: over by £0.01" in said
    assert "The requests have stood above the sum since 3 June 2025." in said
    assert "The Panel is to consider whether to submit a Draft Proposal." in said
    place = f"event-{EVENT}"
    at.segmented_control(key=f"act-{place}").set_value("Determine the sum").run()
    at.text_input(key=f"{place}-set_sum-sum").set_value("a lot")
    at.text_area(key=f"{place}-set_sum-minute").set_value("5")
    at.text_area(key=f"{place}-set_sum-consultation").set_value("All Parties and the Authority, May 2025")
    at = press(at, "Record it")
    assert "The sum: found a lot; wanted a sum of money. Write pounds, such as 1,000.00." in text(at)
    at.text_input(key=f"{place}-set_sum-sum").set_value("2000.00")
    assert "Recorded: threshold determined" in text(press(at, "Record it"))


def test_a_determination_is_proposed_by_one_and_approved_by_another(here: Office) -> None:
    at = press(opened(PANEL, "The Panel"), "Propose it")
    said = text(at)
    assert "Recorded: publication proposed" in said
    assert "Publish the determination as of 2025-06-03 that demonstration proposed" in said
    (waits,) = publish.waiting(here.panel, EVENT)
    at = opened(PANEL, "The Panel", event=EVENT, item="publication", about=str(waits.seq))
    assert "You proposed it: somebody else approves it." in text(at)
    assert "Approve and publish" not in [each.label for each in at.button]
    second = "The Panel, a second person"
    at = opened(PANEL, second, event=EVENT, item="publication", about=str(waits.seq))
    assert "Recorded: published" in text(press(at, "Approve and publish"))
    assert [each.content["proposed"] for each in publish.published(here.panel, EVENT)] == [waits.seq]


def test_a_correction_of_the_panels_waits_for_a_second_person_of_the_panel(here: Office) -> None:
    """£400.00 was directed of £1,000.00. Were it £300.00, £100.00 less would be payable."""
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-05T10:00")
    given = {"minute": "1", "reason": "So."}
    fact = here.does(here.panel, "direct", party=A, direction="part", sum="400.00", **given).facts[0]
    correcting.correct(here.panel, EVENT, fact, {"sum": "300.00"}, "A slip.", command=here.id())
    for role in ("The Panel", "The Panel, a second person"):
        at = opened(PANEL, role)
        assert f"payable of {A}: £400.00 becomes £300.00" in text(at)
    said = text(press(at, "Approve"))
    assert "Recorded: payment directed, approved" in said
    assert "Waits for a second person" not in said


def test_hostile_text_and_addresses_show_as_text(here: Office) -> None:
    here.does(here.dcc, "note_total", party=HOSTILE, received="2025-06-03T08:00", amount="10.00")
    here.does(here.dcc, "refer", party=HOSTILE)
    here.does(here.dcc, "require_evidence", party=HOSTILE, item=HOSTILE, due="2025-06-05")
    for address in (
        {},
        {"event": EVENT, "item": "direct", "about": HOSTILE},
        {"event": EVENT, "item": "sum"},
        {"event": HOSTILE, "item": "sum"},
        {"event": EVENT, "item": HOSTILE, "about": HOSTILE},
        {"meeting": HOSTILE, "next": HOSTILE},
    ):
        at = opened(PANEL, "The Panel", **address)
        assert HOSTILE not in markup(at)
        assert address.get("item") == "sum" or "meeting" in address or html.escape(HOSTILE) in markup(at)
        assert not at.markdown
        assert not any(HOSTILE in link.proto.label for link in at.get("page_link"))
