"""Assess, as Streamlit runs it: lines judged in a draft and recorded, payments by two people, and what is chased and found."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from recovery_costs.adjudication import Awaited
from recovery_costs.casework import assess, correcting, instructions, payments
from recovery_costs.dashboard import ASSESS, assess_grid, chasing, monthly
from recovery_costs.dashboard.assess import CHASE, FIND, LINES, MONTH, PARTS, PAY
from recovery_costs.dashboard.drafts import Draft as Kept
from recovery_costs.dashboard.drafts import Noted, Work
from recovery_costs.register.entry import Draft
from tests.casework.office import EVENT, A, B, Office
from tests.dashboard.reader import markup, opened, press, text, title

HOSTILE = '"><script>alert(1)</script>![x](http://example.org/x.png)'
PLACE = f"lines-{EVENT}-{A}"


@pytest.fixture
def here(here: Office) -> Office:
    """A lists £10.00, £20.00 and £30.00, and B the first of them again."""
    listed(here, A, ("A-1", "10.00"), ("A-2", "20.00"), ("A-3", "30.00"))
    listed(here, B, ("B-1", "10.00"))
    return here


def listed(here: Office, party: str, *given: tuple[str, str], **more: str) -> None:
    lines: list[dict[str, Any]] = [
        {
            "line": name,
            "incurred": "2025-04-01",
            "amount": amount,
            "limb": "key_use",
            "supplier": "Fitters",
            "invoice": f"INV-{amount}",
            **more,
        }
        for name, amount in given
    ]
    fact = {"id": here.id(), "type": "cost_lines", "party": party, "at": here.dcc.now.text, "lines": lines}
    here.dcc.record(here.id(), EVENT, [Draft("cost_lines", fact, EVENT, party)])


def of_a(by: str = "Line by line", which: str = "To look at") -> AppTest:
    return opened(ASSESS, "DCC finance", event=EVENT, party=A, by=by, which=which)


def kinds(here: Office) -> list[str]:
    return [entry.kind for entry in here.dcc.view.entries(EVENT)]


# --- who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [A, "The Panel", "SMKI PMA", "The Authority", "Operator"])
def test_it_is_for_dcc_finance_and_the_auditor(here: Office, role: str) -> None:
    at = opened(ASSESS, role, event=EVENT, party=A)
    assert title(at) == "There is no such page for you"
    assert B not in text(at)


@pytest.mark.parametrize("role", ["DCC finance", "Auditor"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_an_address(here: Office, role: str, part: str) -> None:
    titles = {
        LINES: "Whose lines do you assess?",
        CHASE: "Nobody has anything to be reminded of",
        PAY: "Nothing is to be instructed",
        MONTH: "£1,500.00 to provide for",
        FIND: "What are you looking for?",
    }
    assert title(opened(ASSESS, role, part=part)) == titles[part]


def test_an_auditor_reads_and_is_offered_nothing_to_do(here: Office) -> None:
    at = opened(ASSESS, "Auditor", event=EVENT, party=A)
    assert "INV" not in title(at)
    assert "A-3" in text(at)
    assert not at.button


# --- lines ------------------------------------------------------------------------------------------------------------


def test_a_line_is_judged_in_a_draft_that_survives_a_reload_and_is_recorded_once(here: Office) -> None:
    before = kinds(here)
    at = of_a()
    assert title(at) == "0 of 3 lines looked at, nothing left out"
    at.radio(key=f"reason-{PLACE}").set_value("not_reasonable_amount").run()
    assert title(at) == "1 of 3 lines looked at, £10.00 left out"
    at.text_area(key=f"words-{PLACE}").set_value("Twice the rate.").run()
    assert kinds(here) == before  # nothing counts yet
    at = of_a(which="All")
    assert title(at) == "1 of 3 lines looked at, £10.00 left out"
    assert "draft saved" in text(at)
    at = press(at, "Record one judgement")
    assert "Recorded: cost lines, line assessed" in text(at)
    assert kinds(here) == [*before, "cost_lines", "line_assessed"]
    assert assess.on_record(here.dcc, EVENT, A) == {
        "A-1": assess.Judgement("A-1", "not_reasonable_amount", "Twice the rate.")
    }
    assert not [each for each in at.button if each.label.startswith("Record ")]
    assert "No line of the draft has a decision yet." in text(at)
    assert at.radio(key=f"reason-{PLACE}").value == "not_reasonable_amount"


def test_what_is_left_to_look_at_is_gone_through_from_its_start(here: Office) -> None:
    at = of_a()
    for _ in range(2):
        at.button(key=f"accept-{PLACE}").click().run()
    press(at, "Record two judgements")
    assert "Line A-3" in text(at)
    assert "1 of 1 shown" in text(at)


def test_words_without_a_reason_are_kept_and_not_recorded(here: Office) -> None:
    at = of_a()
    at.text_area(key=f"words-{PLACE}").set_value("Ask them.").run()
    assert "one line has words and no reason" in text(at)
    assert not [each for each in at.button if each.label.startswith("Record ")]
    assert "No line of the draft has a decision yet." in text(at)
    assert of_a().text_area(key=f"words-{PLACE}").value == "Ask them."


def test_the_keyboard_goes_through_the_lines(here: Office) -> None:
    at = of_a()
    at.button(key=f"accept-{PLACE}").click().run()
    assert "Line A-2" in text(at)
    at.button(key=f"next-{PLACE}").click().run()
    assert "Line A-3" in text(at)
    assert at.button(key=f"next-{PLACE}").disabled
    at.button(key=f"previous-{PLACE}").click().run()
    at.button(key=f"previous-{PLACE}").click().run()
    assert at.radio(key=f"reason-{PLACE}").value == "reasonable"
    assert title(at) == "1 of 3 lines looked at, nothing left out"


def test_one_reason_goes_to_every_line_shown(here: Office) -> None:
    at = of_a("Many at once")
    at.selectbox(key=f"all-reason-{PLACE}").set_value("Reimbursed under L10.12 instead").run()
    press(at, "Give it to all 3")
    assert title(at) == "3 of 3 lines looked at, £60.00 left out"
    press(at, "Throw away what you noted of three lines")
    assert title(at) == "0 of 3 lines looked at, nothing left out"


def test_edits_of_the_grid_are_kept_by_line_and_undone_by_emptying(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = next(c for c in here.dcc.judged(EVENT, here.dcc.today).adjudication.claims if c.party == A)
    work = Work(EVENT, A, (), {"A-3": Noted("reasonable")}, Kept(), claim)
    words = assess.reasons()["not_reasonable_cause"].words
    edits: dict[int, dict[str, str | None]] = {0: {"decision": words}, 1: {"words": "Why two?"}, 2: {"decision": ""}}
    monkeypatch.setattr(st, "session_state", {"grid": {"edited_rows": edits}})
    looked: Any = SimpleNamespace(desk=here.dcc)  # all of `Here` that a draft asks for
    assess_grid._edited(looked, work, "grid", ["A-1", "A-2", "A-3"])
    assert work.draft.noted == {"A-1": Noted("not_reasonable_cause"), "A-2": Noted(None, "Why two?")}
    assert work.draft.judgements({"A-1", "A-2"}) == (assess.Judgement("A-1", "not_reasonable_cause"),)
    edits[0] = {"decision": None}
    assess_grid._edited(looked, work, "grid", ["A-1", "A-2", "A-3"])
    assert list(work.draft.noted) == ["A-2"]


def test_a_list_that_changed_under_the_draft_is_shown_before_anything_is_recorded(here: Office) -> None:
    at = of_a()
    at.radio(key=f"reason-{PLACE}").set_value("reasonable").run()
    here.at("2025-06-02T10:00")
    assess.assess(here.second, EVENT, A, [assess.Judgement("A-2", "reasonable")], command=here.id())
    before = kinds(here)
    at = press(at, "Record one judgement")
    assert kinds(here) == before
    assert "The list changed since you began this draft" in text(at)
    press(at, "Show me the list as it is now")
    assert title(at) == "2 of 3 lines looked at, nothing left out"
    press(at, "Record one judgement")
    assert [entry.content["lines"][0]["line"] for entry in here.dcc.view.entries(EVENT, ["line_assessed"])] == [
        "A-2",
        "A-1",
    ]


def test_what_two_parties_claim_is_asked_about(here: Office) -> None:
    said = text(opened(ASSESS, "DCC finance"))
    assert "Claimed twice · 1" in said
    assert "Supplier A, RE-2025-001, line A-1: £10.00 Supplier B, RE-2025-001, line B-1: £10.00" in said
    at = of_a(which="Claimed twice")
    assert "1 of 1 shown" in text(at)


def test_evidence_is_asked_for_and_the_claim_referred_where_its_lines_are(here: Office) -> None:
    at = of_a()
    place = f"decide-{EVENT}-{A}"
    at.segmented_control(key=f"act-{place}").set_value("Ask for evidence by a day").run()
    form = f"{place}-require_evidence"
    at.text_input(key=f"{form}-item").set_value("The invoice of A-2")
    at.date_input(key=f"{form}-due").set_value("2026-01-05")
    assert "Recorded: evidence required" in text(press(at, "Record it"))
    at.segmented_control(key=f"act-{place}").set_value("Refer the question of evidence to the Panel").run()
    assert "Recorded: adequacy referred" in text(press(at, "Record it"))


def test_who_lets_a_day_pass_is_chased(here: Office) -> None:
    here.does(here.dcc, "require_evidence", party=A, item="The invoice of A-2", due="2025-06-03")
    at = opened(ASSESS, "DCC finance", part=CHASE, as_of="2025-06-03")
    assert title(at) == "One Party has something to be reminded of"
    assert "Nothing is overdue, and one thing falls due by 3 July 2025." in text(at)
    assert "One thing is overdue, and nothing falls due by 4 July 2025." in text(
        opened(ASSESS, "DCC finance", part=CHASE, as_of="2025-06-04")
    )


# --- money ------------------------------------------------------------------------------------------------------------


def test_a_payment_is_proposed_approved_by_another_and_recorded(here: Office) -> None:
    here.does(here.dcc, "satisfied", party=A)
    at = opened(ASSESS, "DCC finance", part=PAY)
    assert title(at) == "£1,000.00 may be instructed today"
    at.text_input(key=f"pay-propose-{EVENT}-{A}-1000.00").set_value("1000.01")
    assert "more than the £1,000.00 that may still be instructed" in text(press(at, "Propose these payments"))
    at.text_input(key=f"pay-propose-{EVENT}-{A}-1000.00").set_value("400.00")
    press(at, "Propose these payments")
    assert title(at) == "£600.00 may be instructed today"
    assert "You proposed it: somebody else approves it." in text(at)
    [mine] = instructions.proposed(here.dcc, EVENT)
    payments.approve(here.second, EVENT, mine.seq, command=here.id())
    at = opened(ASSESS, "DCC finance", part=PAY)
    [told] = instructions.instructed(here.dcc, EVENT)
    press(at, "Record that it was paid")
    assert "The bank's reference: nothing is given." in text(at)
    at.text_input(key=f"pay-made-{told.seq}-ref").set_value("BACS 1")
    press(at, "Record that it was paid")
    assert "With the bank · 0" in text(at)
    [paid] = here.dcc.view.entries(EVENT, ["payment_made"])
    assert paid.content["amount"] == "400.00"


def test_what_another_proposed_is_approved_here(here: Office) -> None:
    here.does(here.dcc, "satisfied", party=A)
    payments.propose(here.second, EVENT, [{"party": A, "amount": "1000.00", "on": "2025-06-02"}], command=here.id())
    at = press(opened(ASSESS, "DCC finance", part=PAY), "Approve")
    assert "With the bank · 1" in text(at)
    assert kinds(here)[-1] == "payment_instructed"


def test_what_was_proposed_is_taken_back_with_a_reason_or_refused_by_another(here: Office) -> None:
    """£1,000.00 of A's is proposed; ended, it may be instructed again."""
    here.does(here.dcc, "satisfied", party=A)
    for who, label in (("DCC finance, a second person", "Take it back"), ("DCC finance", "Refuse it")):
        at = press(opened(ASSESS, "DCC finance, a second person", part=PAY), "Propose these payments")
        [waits] = instructions.proposed(here.dcc, EVENT)
        at = opened(ASSESS, who, part=PAY)
        assert ("Approve" in [each.label for each in at.button]) == (label == "Refuse it")
        assert "Write why first." in text(press(at, f"{label}, for that reason"))
        at.text_input(key=f"why-waits-{waits.seq}-end").set_value("The wrong sum.")
        assert "Recorded: payment withdrawn" in text(press(at, f"{label}, for that reason"))
        assert title(at) == "£1,000.00 may be instructed today"
        assert kinds(here)[-1] == "payment_withdrawn"
    for who in ("Auditor", "The Panel"):
        at = opened(ASSESS, who, part=PAY)
        assert not [each.label for each in at.button if each.label.startswith(("Approve", "Refuse", "Take"))]


def test_a_correction_that_changes_a_sum_waits_here_with_what_it_would_change(here: Office) -> None:
    """Were A's total £900.00, £900.00 would be payable instead of £1,000.00."""
    here.does(here.dcc, "satisfied", party=A)
    fact = str(here.dcc.view.entries(EVENT, ["total_notified"], A)[0].fact)
    correcting.correct(here.second, EVENT, fact, {"amount": "900.00"}, "A slip.", command=here.id())
    at = opened(ASSESS, "DCC finance", part=PAY)
    assert "Waits for a second person · 1" in text(at)
    assert f"payable of {A}: £1,000.00 becomes £900.00" in text(at)
    press(at, "Approve")
    assert "Waits for a second person · 0" in text(at)
    assert title(at) == "£900.00 may be instructed today"
    assert kinds(here)[-2:] == ["total_notified", "approved"]


def test_what_came_back_and_what_nobody_instructed_are_put_on_record(here: Office) -> None:
    here.does(here.dcc, "satisfied", party=A)
    at = opened(ASSESS, "DCC finance", part=PAY)
    at.segmented_control(key="otherwise").set_value("A payment without an instruction").run()
    at.selectbox(key="otherwise-of").set_value((EVENT, A)).run()
    place = f"pay-otherwise-{EVENT}-{A}"
    at.text_input(key=f"{place}-amount").set_value("12.00")
    at.text_input(key=f"{place}-ref").set_value("BACS 2")
    press(at, "Record it")
    assert kinds(here)[-1] == "payment_reported"
    press(opened(ASSESS, "DCC finance, a second person", part=PAY), "Approve")
    assert "payment_made" in kinds(here)[-2:]
    at = opened(ASSESS, "DCC finance", part=PAY)
    at.segmented_control(key="otherwise").set_value("Money came back").run()
    at.selectbox(key="otherwise-of").set_value((EVENT, A)).run()
    at.text_input(key=f"{place}-amount").set_value("1.00")
    at.text_area(key=f"{place}-bank_reference").set_value("BACS 3")
    assert "It waits for a second person." in text(press(at, "Record it"))
    press(opened(ASSESS, "DCC finance, a second person", part=PAY), "Approve")
    assert "payment_returned" in kinds(here)[-3:]


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_month_ends_are_the_last_days_before_the_day() -> None:
    assert monthly._month_ends(date(2026, 3, 1)) == [date(2026, 2, 28), date(2026, 1, 31)]
    assert monthly._month_ends(date(2026, 3, 31)) == [date(2026, 2, 28), date(2026, 1, 31)]
    assert monthly._month_ends(date(2026, 1, 15)) == [date(2025, 12, 31), date(2025, 11, 30)]


def test_nothing_in_the_chase_list_runs_in_a_spreadsheet() -> None:
    item = Awaited("L10.20", "duty", "=cmd()", "@evidence", date(2026, 1, 5), None)
    written = chasing._csv([("+RE", item)], date(2026, 1, 7))
    assert written.splitlines()[1] == "'=cmd(),'+RE,'@evidence,L10.20,2026-01-05,2"


def test_a_line_is_found_and_leads_to_its_claim(here: Office) -> None:
    at = opened(ASSESS, "DCC finance", part=FIND, asked="inv-20")
    assert title(at) == "One thing holds that"
    assert "Line A-2 Fitters, INV-20.00, £20.00" in text(at)


@pytest.mark.parametrize("part", PARTS)
def test_hostile_text_stays_text(here: Office, part: str) -> None:
    here.does(here.dcc, "note_total", party=HOSTILE, received="2025-06-02T09:00", amount="10.00")
    listed(here, HOSTILE, (HOSTILE, "10.00"), description=HOSTILE, supplier=HOSTILE, invoice=HOSTILE)
    here.does(here.dcc, "require_evidence", party=HOSTILE, item=HOSTILE, due="2025-06-02")
    here.does(here.dcc, "satisfied", party=HOSTILE)
    asked = {"asked": "script"} if part == FIND else {"event": EVENT, "party": HOSTILE} if part == LINES else {}
    for by in ("Line by line", "Many at once") if part == LINES else ("",):
        at = opened(ASSESS, "DCC finance", part=part, **asked, **({"by": by} if by else {}))
        made = markup(at)
        assert "<script" not in made
        assert "&lt;script&gt;" in made
        labels = [each.label for kind in (at.button, at.radio, at.text_input, at.selectbox) for each in kind]
        assert not [each for each in labels if "script" in each]
