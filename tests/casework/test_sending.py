"""Sending a file in: what it would do, then receipt, check and facts in that order; and who may read the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recovery_costs.case_file import check_case
from recovery_costs.casework import intake, sending
from recovery_costs.money import Money
from recovery_costs.papers import receipt as paper
from recovery_costs.register.faults import NotThere, Stale
from recovery_costs.register.files import name_of
from recovery_costs.workbook.check import check_bytes
from recovery_costs.workbook.check_own import Given, proposed
from recovery_costs.workbook.package import rewritten
from recovery_costs.workbook.report import CheckReport
from recovery_costs.workbook.template import claim_bytes
from tests.casework.office import EVENT, A, B, Office, office


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path).at("2025-09-01T09:00")  # 10:00 in UK time


def line(name: str, amount: str) -> dict[str, Any]:
    return {"line": name, "incurred": "2025-04-01", "amount": amount, "limb": "key_use"}


def total(amount: str, sent: str = "2025-09-01T09:30") -> dict[str, Any]:
    return {"type": "total_notified", "sent": sent, "method": "hand", "amount": amount}


def estimate(amount: str, sent: str) -> dict[str, Any]:
    return {"type": "estimate_given", "sent": sent, "method": "email", "amount": amount}


def listed(*lines: dict[str, Any], at: str = "2025-08-31") -> dict[str, Any]:
    return {"type": "cost_lines", "at": at, "lines": list(lines)}


def book(*given: dict[str, Any], party: str = A) -> bytes:
    """A claim workbook that states these facts."""
    facts = [{"id": f"F{number}", "party": party, **fact} for number, fact in enumerate(given)]
    return claim_bytes(EVENT, party, None, check_case({"format": 1, "case": EVENT, "facts": facts}).facts)


def report(here: Office, content: bytes) -> CheckReport:
    return check_bytes(content, "claim.xlsx", intake.context(here.party(A), EVENT))


def kinds(here: Office, after: int = 0) -> list[str]:
    return [entry.kind for entry in here.dcc.view.entries(EVENT, party=A, after=after)]


# --- what it would do ---------------------------------------------------------------------------------------------------


def test_what_it_would_do_tells_what_is_given_from_what_is_stated_and_records_nothing(here: Office) -> None:
    last = here.dcc.last(EVENT)
    content = book(
        total("30.00"), estimate("40.00", "2025-08-31T09:00"), listed(line("1", "10.00"), line("2", "20.00"))
    )
    plan = sending.plan(here.party(A), EVENT, A, report(here, content))
    assert [fact["type"] for fact in plan.given] == ["total_notified", "cost_lines"]
    assert plan.given[0]["received"] == "2025-09-01T10:00"  # the upload gives it, now; not the hour it was written with
    assert [fact["type"] for fact in plan.notices] == ["total_notified"]
    assert [fact["type"] for fact in plan.stated] == ["estimate_given"]
    assert plan.preview is not None
    assert {each.figure: (each.then, each.now) for each in plan.preview.figures}["requested"] == (
        Money(100000),
        Money(3000),
    )
    assert plan.preview.lines.now == Money(3000)
    assert here.dcc.last(EVENT) == last


def test_facts_that_do_not_fit_are_told_before_anything_is_sent(here: Office) -> None:
    content = book(listed(line("1", "10.00"), at="2025-09-02"))  # tomorrow
    plan = sending.plan(here.party(A), EVENT, A, report(here, content))
    assert [each.field for each in plan.problems] == ["at"]
    assert plan.preview is None
    assert not plan.nothing


def test_another_partys_workbook_does_not_fit_and_another_partys_claim_is_not_there(here: Office) -> None:
    content = check_bytes(book(total("30.00"), party=B), "claim.xlsx")
    [problem] = sending.plan(here.dcc, EVENT, A, content).problems
    assert (problem.found, problem.wanted) == (B, A)
    for act in (
        lambda: sending.plan(here.party(A), EVENT, B, content),
        lambda: sending.stands(here.party(A), EVENT, B),
    ):
        with pytest.raises(NotThere):
            act()


# --- sending ------------------------------------------------------------------------------------------------------------


def test_the_receipt_comes_first_then_the_check_then_the_facts(here: Office) -> None:
    last = here.dcc.last(EVENT)
    content = book(total("30.00"), estimate("40.00", "2025-08-31T09:00"), listed(line("1", "30.00")))
    sent = sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command="c", based_on=last)
    assert kinds(here, last) == ["file_received", "total_notified", "notice_stated", "cost_lines", "file_checked"]
    assert here.party(A).view.file(sent.received.sha256) == content
    again = sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command="c", based_on=last)
    assert again.received.entry == sent.received.entry
    assert len(kinds(here, last)) == 5
    plan = sending.plan(here.party(A), EVENT, A, report(here, content))
    assert plan.nothing
    assert [fact["type"] for fact in plan.waiting] == ["estimate_given"]
    assert sending.sent_before(here.party(A), EVENT, A, name_of(content)) == sent.received.entry
    assert sending.sent_before(here.party(A), EVENT, A, name_of(b"else")) is None


def test_a_file_with_something_blocking_is_received_and_gives_nothing(here: Office) -> None:
    last = here.dcc.last(EVENT)
    sent = sending.send(here.party(A), EVENT, A, "claim.pdf", b"%PDF-1.4", command="c", based_on=last)
    assert sent.done is None
    assert kinds(here, last) == ["file_received", "file_checked"]
    receipt = sending.receipt(here.party(A), EVENT, sent.received.entry.seq)
    assert (receipt.accepted, receipt.taken, receipt.rows) == (False, 0, None)
    assert "Nothing was taken in from it: what the check found is to be mended first." in receipt.follows


def test_the_same_content_again_changes_nothing_and_says_so(here: Office) -> None:
    content = book(total("30.00"), listed(line("1", "30.00")))
    first = sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command="c")
    assert first.done is not None
    last = here.dcc.last(EVENT)
    again = sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command="d")
    saved = sending.send(
        here.party(A), EVENT, A, "claim.xlsx", rewritten(content, {"docProps/x.xml": b"<x/>"}), command="e"
    )
    assert (again.done, saved.done) == (None, None)
    assert kinds(here, last) == ["file_received", "file_checked"] * 2
    same = f"the same file came before, as entry {first.received.entry.seq}. The same content again changes nothing."
    assert (
        sending.receipt(here.party(A), EVENT, again.received.entry.seq).follows[0]
        == f"Nothing was taken in from it: {same}"
    )
    new = "all that it says is on record, or was stated before (it waits, or was rejected). The same content again changes nothing."
    told = intake.what_follows(here.party(A), saved.received, saved.done, nothing_new=True)
    assert next(iter(told)) == f"Nothing was taken in from it: {new}"


def test_what_came_meanwhile_stops_the_facts_and_not_the_receipt(here: Office) -> None:
    last = here.dcc.last(EVENT)
    here.does(here.dcc, "note_estimate", party=A, received="2025-09-01T10:00", amount="7.00")
    content = book(listed(line("1", "30.00")))
    with pytest.raises(Stale) as stale:
        sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command="c", based_on=last)
    assert [entry.kind for entry in stale.value.changed] == ["estimate_given"]
    received = here.party(A).view.command("c")
    here.at("2025-09-01T11:00")
    sent = sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command="c", based_on=here.dcc.last(EVENT))
    assert sent.received.entry == received[0]  # the moment of the first press stands
    assert sent.done is not None
    assert [entry.kind for entry in sent.done.entries] == ["cost_lines"]


def test_what_another_party_does_meanwhile_stops_nothing(here: Office) -> None:
    last = here.dcc.last(EVENT)
    here.does(here.dcc, "note_estimate", party=B, received="2025-09-01T10:00", amount="7.00")
    sent = sending.send(
        here.party(A), EVENT, A, "claim.xlsx", book(listed(line("1", "30.00"))), command="c", based_on=last
    )
    assert sent.done is not None


def test_a_list_that_another_replaced_stands_again_when_it_is_sent_again(here: Office) -> None:
    first, second = book(listed(line("1", "10.00"))), book(listed(line("1", "12.00")))
    for number, content in enumerate((first, second, first)):
        plan = sending.plan(here.party(A), EVENT, A, report(here, content))
        assert not plan.nothing, number
        assert plan.preview is not None
        assert plan.preview.lines.now == Money(1200 if number == 1 else 1000)
        here.at(f"2025-09-01T1{number}:00")
        sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command=f"c{number}")
    lists = [fact for fact in here.dcc.case(EVENT).facts if fact.type == "cost_lines"]
    assert len({fact.id for fact in lists}) == 3
    assert sending.plan(here.party(A), EVENT, A, report(here, first)).nothing
    assert not sending.plan(here.party(A), EVENT, A, report(here, second)).nothing


def test_so_does_a_list_of_evidence(here: Office) -> None:
    def of(*names: str) -> bytes:
        items = [{"reference": name, "kind": "invoice"} for name in names]
        return book({"type": "evidence_listed", "at": "2025-08-31", "items": items})

    for number, content in enumerate((of("E1"), of("E1", "E2"), of("E1"))):
        sent = sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command=f"c{number}")
        assert sent.done is not None, number
        assert sending.plan(here.party(A), EVENT, A, report(here, content)).nothing
        here.at(f"2025-09-01T1{number}:00")
    assert not sending.plan(here.party(A), EVENT, A, report(here, of("E1", "E2"))).nothing


def test_a_mapping_goes_on_record_beside_the_file_that_it_reads(here: Office) -> None:
    content = b"Date,Supplier,Cost inc VAT (\xc2\xa3)\n2025-07-01,Acme,10.00\n2025-08-01,Fixit,7.50\n"
    answers = {"limb": "key_use", "vat recoverable": "none"}
    profile = proposed(content, "costs.csv", Given(None, A, "2025-08-31"), EVENT, answers, lambda _: None)
    given, last = Given(profile, A, "2025-08-31"), here.dcc.last(EVENT)
    sent = sending.send(here.party(A), EVENT, A, "costs.csv", content, command="c", based_on=last, given=given)
    assert sent.report.receipt.pence.accepted == 1750
    assert kinds(here, last) == ["file_received", "file_received", "cost_lines", "file_checked"]
    mapping = here.party(A).view.entries(EVENT, ["file_received"], A)[-1]
    assert here.party(A).view.file(str(mapping.file)) == profile.text().encode()
    assert mapping.content["reads"] == sent.received.sha256


# --- the receipt --------------------------------------------------------------------------------------------------------


def test_a_receipt_says_what_came_when_and_when_it_takes_effect_and_is_the_partys_own(here: Office) -> None:
    content = book(total("30.00"), listed(line("1", "30.00")))
    sent = sending.send(here.party(A), EVENT, A, "claim.xlsx", content, command="c")
    seq = sent.received.entry.seq
    receipt = sending.receipt(here.party(A), EVENT, seq)
    assert receipt == sending.receipt(here.dcc, EVENT, seq)
    assert [(kind, effect.moment.text) for kind, effect in receipt.effects] == [("total_notified", "2025-09-01T10:00")]
    assert receipt.taken == 2
    assert receipt.rows == "1 accepted of 1, £30.00"
    assert receipt.grouped.replace(" ", "") == name_of(content)
    assert {len(each) for each in receipt.grouped.split(" ")} == {4}
    said = paper.text(receipt)
    assert "Received:     1 September 2025 at 10:00, UK time" in said
    assert "On record: total notified, received 1 September 2025 at 10:00." in said
    for desk, event, number in ((here.party(B), EVENT, seq), (here.dcc, "RE-2025-002", seq), (here.dcc, EVENT, 1)):
        with pytest.raises(NotThere):
            sending.receipt(desk, event, number)
