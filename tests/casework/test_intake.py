"""What comes in: receipt before parsing, notices given and notices stated, files, corrections, and lists sent again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.casework import assess, correcting, intake
from recovery_costs.casework.desk import Desk, NotPermitted
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.faults import NotThere
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.layout import HELD
from recovery_costs.workbook.standing import Standing
from recovery_costs.workbook.template import claim_bytes
from tests.casework.office import EVENT, A, B, Office, holding, office


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def estimate(id_: str, amount: str, **when: str) -> dict[str, Any]:
    return {"id": id_, "type": "estimate_given", "party": A, "amount": amount, **when}


def line(name: str, amount: str, **more: Any) -> dict[str, Any]:
    return {"line": name, "incurred": "2025-04-01", "amount": amount, "limb": "key_use", **more}


def lines(id_: str, *given: dict[str, Any], at: str = "2025-06-01") -> dict[str, Any]:
    return {"id": id_, "type": "cost_lines", "party": A, "at": at, "lines": list(given)}


def test_a_workbook_filled_in_from_the_record_adds_nothing(here: Office) -> None:
    here.sends(A, estimate("E", "900.00", sent="2025-06-02T09:00", method="hand"), lines("L", line("1", "5.00")))
    on_record = [fact for fact in here.dcc.case(EVENT).facts if getattr(fact, "party", None) == A and fact.type in HELD]
    content = claim_bytes(EVENT, A, None, (), Standing(date(2025, 6, 2), tuple(on_record)))
    again = check_bytes(content, "claim.xlsx")
    assert again.accepted
    assert len(again.facts) == len(on_record)
    got = intake.receive(here.party(A), EVENT, A, "claim.xlsx", content, command="again")
    assert intake.take_in(here.party(A), got, again.as_json()) is None


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_is_on_record_byte_for_byte_before_it_is_read(here: Office) -> None:
    content = b"\x00 not a workbook at all \xff"
    got = intake.receive(here.party(A), EVENT, A, "claim.xlsx", content, command=here.id())
    assert got.at.text == "2025-06-02T10:00"
    assert here.party(A).view.file(got.sha256) == content
    done = intake.take_in(here.party(A), got, holding(accepted=False))
    assert done is None
    assert [e.kind for e in here.party(A).view.entries(EVENT, party=A)][-2:] == ["file_received", "file_checked"]


def test_another_party_has_no_such_file(here: Office) -> None:
    got = intake.receive(here.party(A), EVENT, A, "claim.xlsx", b"one", command=here.id())
    with pytest.raises(NotThere):
        here.party(B).view.file(got.sha256)
    with pytest.raises(NotThere):
        intake.receive(here.party(A), EVENT, B, "claim.xlsx", b"two", command=here.id())


def test_another_partys_workbook_gives_nothing(here: Office) -> None:
    with pytest.raises(NotPermitted, match="another Party"):
        here.sends(A, {**estimate("E", "900.00", received="2025-06-02"), "party": B})


def test_evidence_is_marked_as_seen(here: Office) -> None:
    about = {"type": "application/pdf"}
    got = intake.receive(here.party(A), EVENT, A, "invoices.pdf", b"%PDF", command=here.id(), about=about)
    with pytest.raises(NotThere):
        intake.mark_seen(here.party(A), EVENT, got.entry.seq, command=here.id())
    done = intake.mark_seen(here.dcc, EVENT, got.entry.seq, command=here.id())
    assert done.entries[0].content == {"of": got.entry.seq}


def test_an_empty_file_is_not_attached(here: Office) -> None:
    with pytest.raises(Problems) as refused:
        intake.receive(here.party(A), EVENT, A, "i.pdf", b"", command=here.id(), about={"type": "unknown"})
    assert [each.found for each in refused.value.problems] == ["i.pdf, of 0 bytes"]
    assert here.dcc.view.entries(EVENT, ["file_received"]) == []


def test_what_a_party_sends_in_answer_to_a_requirement_is_given_by_the_upload(here: Office) -> None:
    asked = here.does(here.dcc, "require_evidence", party=A, item="The invoice", due="2025-06-02").facts[0]

    def attach(desk: Desk, content: bytes, party: str = A) -> list[str]:
        about = {"requirement": asked}
        done = intake.receive(desk, EVENT, party, "i.pdf", content, command=here.id(), about=about).done
        return [entry.kind for entry in done.entries]

    assert attach(here.dcc, b"0") == ["file_received"]  # what arrived otherwise, DCC finance notes with its moment
    with pytest.raises(Problems):
        attach(here.party(B), b"1", B)  # it was not asked for
    assert attach(here.party(A), b"2") == ["file_received", "evidence_given"]
    assert attach(here.party(A), b"3") == ["file_received"]  # it is given already
    [evidence] = here.dcc.judged(EVENT, date(2025, 6, 2)).adjudication.claims[0].evidence
    assert evidence.status == "given_in_time"  # on its last day, at 10:00


# --- notices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        ({"received": "2025-06-01T23:59"}, "notice_stated"),
        ({"sent": "2025-06-01", "method": "email"}, "notice_stated"),
        ({"received": "2025-06-02T00:00"}, "estimate_given"),
        ({"sent": "2025-06-02", "method": "email"}, "estimate_given"),
        ({"sent": "2025-06-03", "method": "post"}, "estimate_given"),
    ],
)
def test_a_notice_of_the_day_is_received_with_the_file_and_an_earlier_one_is_only_stated(
    here: Office, when: dict[str, str], kind: str
) -> None:
    done = here.sends(A, estimate("E", "900.00", **when))
    assert [entry.kind for entry in done.entries] == [kind]
    if kind == "estimate_given":
        assert done.entries[0].content["received"] == "2025-06-02T10:00"
        assert "sent" not in done.entries[0].content


def test_a_stated_notice_counts_once_it_is_confirmed_and_both_outcomes_can_be_shown(here: Office) -> None:
    def in_time(**more: Any) -> bool | None:
        claims = here.dcc.judged(EVENT, date(2025, 6, 20), **more).adjudication.claims
        return next(claim.intention.in_time for claim in claims if claim.party == "Supplier C")

    here.at("2025-06-10T09:00")  # the last day for the intention was 5 June 2025
    stated = {"id": "I", "type": "intention_notified", "party": "Supplier C", "received": "2025-06-05T16:00"}
    desk = here.party("Supplier C")
    got = intake.receive(desk, EVENT, "Supplier C", "claim.xlsx", b"c", command="c")
    late = {**estimate("E", "5.00", received="2025-06-10"), "party": "Supplier C"}
    intake.take_in(desk, got, holding(stated, late))
    [waits] = intake.stated(here.dcc, EVENT)
    assert in_time() is False
    assert in_time(also=[waits.fact]) is True
    with pytest.raises(NotThere):
        intake.confirm(desk, EVENT, waits.seq, command=here.id())
    intake.confirm(here.dcc, EVENT, waits.seq, command=here.id())
    assert in_time() is True
    assert intake.stated(here.dcc, EVENT) == []
    with pytest.raises(NotThere):
        intake.confirm(here.dcc, EVENT, waits.seq, command=here.id())


def test_the_same_workbook_again_changes_nothing(here: Office) -> None:
    facts = estimate("E", "900.00", received="2025-06-02"), lines("L", line("1", "10.00"))
    assert here.sends(A, *facts) is not None
    here.at("2025-06-09T09:00")
    assert here.sends(A, *facts) is None


def test_facts_that_do_not_fit_the_record_are_refused_whole(here: Office) -> None:
    bad = {"id": "G", "type": "evidence_given", "party": A, "received": "2025-06-02", "requirement": "none such"}
    with pytest.raises(Problems):
        here.sends(A, estimate("E", "900.00", received="2025-06-02"), bad)
    assert here.dcc.view.entries(EVENT, ["estimate_given"]) == []


# --- cost lines -------------------------------------------------------------------------------------------------------


def judged(here: Office) -> dict[str, Any]:
    latest = assess.latest_list(here.dcc, EVENT, A)
    assert latest is not None
    return {each["line"]: each.get("reasonable", each.get("own_route")) for each in latest["lines"]}


def test_a_judgement_is_of_a_line_with_a_reason_and_the_list_carries_it(here: Office) -> None:
    here.sends(A, lines("L", line("1", "10.00"), line("2", "20.00"), line("3", "30.00")))
    here.at("2025-06-03T09:00")
    given = [assess.Judgement("1", "reasonable"), assess.Judgement("2", "not_reasonable_amount", "Twice the rate.")]
    done = assess.assess(here.dcc, EVENT, A, given, command=here.id())
    assert judged(here) == {"1": True, "2": False, "3": None}
    assert done.entries[1].content["lines"][1] == {
        "line": "2",
        "reason": "not_reasonable_amount",
        "words": "Twice the rate.",
    }
    result = here.dcc.judged(EVENT, date(2025, 6, 3)).adjudication
    claim = next(each for each in result.claims if each.party == A)
    assert [each.eligible for each in claim.lines] == [Money.of("10.00"), Money.of("0.00"), Money.of("30.00")]
    before = here.dcc.judged(EVENT, date(2025, 6, 2)).adjudication  # the day before, nobody had judged any line
    assert next(each for each in before.claims if each.party == A).eligible == Money.of("60.00")


def test_a_line_that_did_not_change_keeps_its_judgement_when_the_list_is_sent_again(here: Office) -> None:
    here.sends(A, lines("L", line("1", "10.00"), line("2", "20.00")))
    here.at("2025-06-03T09:00")
    both = [assess.Judgement("1", "reasonable"), assess.Judgement("2", "reasonable")]
    assess.assess(here.dcc, EVENT, A, both, command=here.id())
    here.at("2025-06-04T09:00")
    here.sends(A, lines("M", line("1", "10.00"), line("2", "20.01"), line("4", "5.00"), at="2025-06-04"))
    assert judged(here) == {"1": True, "2": None, "4": None}


@pytest.mark.parametrize("at", ["2025-06-01", "2025-06-03", "2025-06-04"])
def test_a_list_sent_later_replaces_what_stands_whatever_its_date(here: Office, at: str) -> None:
    here.sends(A, lines("L", line("1", "10.00")))
    here.at("2025-06-03T13:00")
    assess.assess(here.dcc, EVENT, A, [assess.Judgement("1", "reasonable")], command=here.id())
    here.at("2025-06-04T09:00")
    here.sends(A, lines("M", line("1", "12.00"), at=at))
    claim = next(e for e in here.dcc.judged(EVENT, date(2025, 6, 4)).adjudication.claims if e.party == A)
    assert claim.eligible == Money.of("12.00")


def test_what_cannot_be_judged_is_said_at_once_and_nothing_is_recorded(here: Office) -> None:
    here.sends(A, lines("L", line("1", "10.00")))
    before = here.dcc.last(EVENT)
    wrong = [assess.Judgement("9", "reasonable"), assess.Judgement("1", "because"), assess.Judgement("1", "reasonable")]
    with pytest.raises(Problems) as said:
        assess.assess(here.dcc, EVENT, A, wrong, command=here.id())
    assert [problem.field for problem in said.value.problems] == ["9", "1", "1"]
    with pytest.raises(NotThere):
        assess.assess(here.party(A), EVENT, A, [assess.Judgement("1", "reasonable")], command=here.id())
    with pytest.raises(NotThere):  # B has sent no list
        assess.assess(here.dcc, EVENT, B, [assess.Judgement("1", "reasonable")], command=here.id())
    assert [e.kind for e in here.dcc.view.entries(EVENT, after=before)] == []


def test_every_reason_of_the_catalogue_makes_a_line_that_a_case_file_takes(here: Office) -> None:
    here.sends(A, lines("L", *(line(code, "10.00") for code in assess.reasons())))
    here.at("2025-06-03T09:00")
    given = [assess.Judgement(code, code) for code in assess.reasons()]
    assess.assess(here.dcc, EVENT, A, given, command=here.id())
    claim = next(e for e in here.dcc.judged(EVENT, date(2025, 6, 3)).adjudication.claims if e.party == A)
    counts = [each.line for each in claim.lines if each.eligible == Money.of("10.00")]
    assert counts == ["reasonable", "not_evidenced"]


# --- corrections ------------------------------------------------------------------------------------------------------


def test_a_correction_is_a_new_fact_with_a_reason_and_the_first_stays(here: Office) -> None:
    first = here.does(here.dcc, "note_estimate", party=A, received="2025-06-02", amount="900.00").facts[0]
    here.at("2025-06-03T09:00")
    with pytest.raises(Problems):
        correcting.correct(here.dcc, EVENT, first, {"amount": "950.00"}, "", command=here.id())
    for desk in (here.panel, here.party(A), here.party(B)):
        with pytest.raises(NotThere):
            correcting.correct(desk, EVENT, first, {"amount": "950.00"}, "A slip.", command=here.id())
    done = correcting.correct(here.dcc, EVENT, first, {"amount": "950.00"}, "A slip.", command=here.id())
    assert done.entries[0].content["corrects"] == first
    amounts = [entry.content["amount"] for entry in here.dcc.view.entries(EVENT, ["estimate_given"])]
    assert amounts == ["900.00", "950.00"]


@pytest.mark.parametrize(
    ("moment", "received"), [("2026-10-25T00:30", "2026-10-25T01:30"), ("2026-10-25T01:30", "2026-10-25T01:30:00Z")]
)
def test_what_comes_in_an_hour_that_the_clock_repeats_is_received_at_its_own_moment(
    here: Office, moment: str, received: str
) -> None:
    here.at(moment)
    done = here.sends(A, estimate("E", "900.00", received="2026-10-25"))
    assert done is not None
    assert done.entries[0].content["received"] == received
    [counted] = [each for each in here.dcc.judged(EVENT, date(2026, 10, 25)).facts.facts if each.id == done.facts[0]]
    assert counted.moment.utc.strftime("%H:%M") == moment[-5:]
