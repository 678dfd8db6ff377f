"""Notices that wait for DCC finance: both outcomes shown, confirmed or rejected by its number; and what a receipt says.

The event occurred on 5 March 2025, so the last day for the intention was 5 June 2025 (L10.19(a)). After an intention of that
day the first window for an updated best estimate ran from 6 June to 5 September (L10.19(b)(ii)).
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case
from recovery_costs.casework import intake, stating
from recovery_costs.money import Money
from recovery_costs.plain import Problems
from recovery_costs.register.access import Role
from recovery_costs.register.faults import NotThere, Stale
from recovery_costs.workbook.template import claim_bytes
from tests.casework.office import EVENT, B, Office, holding, office
from tests.casework.test_commands import SAMPLE, Terminal

C = "Supplier C"
TODAY = date(2025, 6, 10)


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path).at("2025-06-10T09:00")


def sent(here: Office, *facts: dict[str, Any], party: str = C) -> list[str]:
    """What the receipt of a workbook with these facts says."""
    given = [{"id": f"F{number}", "party": party, **fact} for number, fact in enumerate(facts)]
    desk, command = here.party(party), here.id()
    got = intake.receive(desk, EVENT, party, "c.xlsx", command.encode(), command=command)
    return list(intake.what_follows(desk, got, intake.take_in(desk, got, holding(*given))))


INTENTION = {"type": "intention_notified", "received": "2025-06-05T16:00"}
ESTIMATE = {"type": "estimate_given", "received": "2025-06-04T10:00", "amount": "4.00"}
TOTAL = {"type": "total_notified", "received": "2025-06-10T10:00", "amount": "5.00"}


def test_what_waits_is_shown_with_what_is_so_without_it_and_with_it(here: Office) -> None:
    """A total on 10 June without the intention by 5 June is barred; with the intention, £5.00 is requested."""
    sent(here, INTENTION, TOTAL)
    for desk in (here.dcc, here.party(C), here.panel):
        [found] = stating.outcomes(desk, EVENT, TODAY)
        assert found.without is not None
        assert found.confirmed is not None
        assert (found.without.state, found.without.barred_by) == ("barred", ("L10.19(a)",))
        assert (found.confirmed.state, found.confirmed.requested) == ("requested", Money.of("5.00"))
        assert f"(entry {found.waits[0].seq}): intention notified, received 5 June 2025 at 16:00" in found.said
        assert "If it is confirmed: Requested: £5.00 is requested" in found.said
        assert found.written["if_confirmed"]["requested"] == "5.00"
    assert list(stating.outcomes(here.party(B), EVENT, TODAY)) == []


def test_several_are_shown_one_by_one_and_all_together(here: Office) -> None:
    sent(here, INTENTION, ESTIMATE)
    alone, other, both = stating.outcomes(here.dcc, EVENT, TODAY)
    assert alone.without is other.without is both.without is None  # there is no claim yet
    assert [each.confirmed is not None and each.confirmed.intention.in_time for each in (alone, both)] == [True, True]
    assert len(both.waits) == 2
    assert "if all 2 are confirmed" in both.said


def test_what_waited_at_a_moment_is_shown_as_known_then(here: Office) -> None:
    sent(here, INTENTION, TOTAL)
    [waits] = intake.stated(here.dcc, EVENT)
    here.at("2025-06-12T09:00")
    intake.confirm(here.dcc, EVENT, waits.seq, command=here.id())

    def then(moment: str) -> list[Any]:
        return [each.waits[0].seq for each in stating.outcomes(here.dcc, EVENT, date(2025, 6, 20), Moment.of(moment))]

    assert (then("2025-06-10T09:59"), then("2025-06-10T10:00")) == ([], [waits.seq])  # stated at 10:00, UK time
    assert (then("2025-06-12T09:59"), then("2025-06-12T10:00")) == ([waits.seq], [])
    [was] = stating.outcomes(here.dcc, EVENT, date(2025, 6, 20), Moment.of("2025-06-11T00:00"))
    assert was.confirmed is not None
    assert was.confirmed.intention.in_time


def test_one_that_does_not_fit_the_record_says_so_and_breaks_nothing(here: Office) -> None:
    """C says that it gave evidence which nobody required; its intention beside it is shown as it would be."""
    sent(here, {"type": "evidence_given", "received": "2025-06-04T10:00", "requirement": "none"}, INTENTION)
    odd, other, both = stating.outcomes(here.dcc, EVENT, TODAY)
    assert odd.said.endswith("If it is confirmed: it does not fit what is on record.")
    assert both.said == "Supplier C, if all 2 are confirmed: it does not fit what is on record."
    assert odd.written["if_confirmed"] is None
    assert other.confirmed is not None


def test_dcc_finance_rejects_with_a_reason_and_nothing_is_deleted(here: Office) -> None:
    sent(here, INTENTION, TOTAL)
    [waits] = intake.stated(here.dcc, EVENT)
    for desk in (here.party(C), here.panel, here.desk(Role.AUDITOR)):
        with pytest.raises(NotThere):
            stating.reject(desk, EVENT, waits.seq, "So.", command=here.id())
    for reason in (None, "", "  "):
        with pytest.raises(Problems):
            stating.reject(here.dcc, EVENT, waits.seq, reason, command=here.id())
    with pytest.raises(NotThere):
        stating.reject(here.dcc, EVENT, waits.seq - 1, "So.", command=here.id())
    before = here.dcc.last(EVENT)
    here.does(here.dcc, "note_costs_ceased", party=C, at="2025-06-09")
    with pytest.raises(Stale):
        stating.reject(here.dcc, EVENT, waits.seq, "So.", command=here.id(), based_on=before)
    done = stating.reject(here.dcc, EVENT, waits.seq, "The post room has no such letter.", command="r")
    assert stating.reject(here.dcc, EVENT, waits.seq, "The post room has no such letter.", command="r").new is False
    assert [(e.kind, e.party, e.content["stated"]) for e in done.entries] == [("notice_rejected", C, waits.seq)]
    assert intake.stated(here.dcc, EVENT) == list(stating.outcomes(here.dcc, EVENT, TODAY)) == []
    kinds = [entry.kind for entry in here.party(C).view.entries(EVENT, party=C)]
    assert kinds.count("notice_stated") == kinds.count("notice_rejected") == 1
    with pytest.raises(NotThere):
        intake.confirm(here.dcc, EVENT, waits.seq, command=here.id())
    [claim] = [c for c in here.dcc.judged(EVENT, TODAY).adjudication.claims if c.party == C]
    assert claim.barred_by == ("L10.19(a)",)


# --- the receipt ------------------------------------------------------------------------------------------------------


def test_a_receipt_names_the_entry_to_confirm(here: Office) -> None:
    said = sent(here, INTENTION)
    [waits] = intake.stated(here.dcc, EVENT)
    assert any(f"as entry {waits.seq}" in each and f"decide confirm entry={waits.seq}" in each for each in said)


@pytest.mark.parametrize(
    ("moment", "day", "met"),
    [
        ("2025-06-05T09:00", "2025-06-05", "Met (L10.19(a)): Notice of intention took effect on 5 June 2025 at 10:00"),
        ("2025-06-06T09:00", "2025-06-06", "Not met (L10.19(a)): Notice of intention took effect on 6 June 2025"),
    ],
)
def test_a_receipt_says_which_last_day_a_notice_met(here: Office, moment: str, day: str, met: str) -> None:
    here.at(moment)
    said = sent(here, {"type": "intention_notified", "received": f"{day}T10:00", "estimate": "9.00"})
    assert any(each.startswith(met) for each in said), said


@pytest.mark.parametrize(
    ("moment", "window"),
    [
        ("2025-09-05T12:00", "Window 1, 6 June 2025 to 5 September 2025"),
        ("2025-09-06T12:00", "Window 2, 6 September 2025"),
    ],
)
def test_a_receipt_says_which_window_an_estimate_met(here: Office, moment: str, window: str) -> None:
    here.does(here.dcc, "note_intention", party=C, received="2025-06-05T10:00", estimate="9.00")
    here.at(moment)
    said = sent(here, {"type": "estimate_given", "received": moment, "amount": "10.00"})
    assert any(each.startswith(f"Met (L10.19(b)(ii)): {window}") for each in said), said


def test_a_receipt_of_an_intention_names_the_window_that_opens_on_the_day_after(here: Office) -> None:
    """Given on 5 June 2025: the first window runs from 6 June to 5 September (L10.19(b)(ii))."""
    here.at("2025-06-05T09:00")
    said = sent(here, {"type": "intention_notified", "received": "2025-06-05T10:00", "estimate": "9.00"})
    [coming] = [each for each in said if each.startswith("From tomorrow: ")]
    assert "by 5 September 2025" in coming
    assert coming.endswith("(L10.19(b)(ii)).")


def test_a_receipt_says_overdue_of_what_is_past_and_next_of_what_is_to_come(here: Office) -> None:
    """Evidence asked for by 10 June is overdue on the 11th; asked for by the 11th, it may still be given that day."""
    for item, due in (("invoices", "2025-06-10"), ("photographs", "2025-06-11")):
        here.does(here.dcc, "require_evidence", party=B, item=item, due=due)
    here.at("2025-06-11T09:00")
    said = sent(here, ESTIMATE, party=B)
    [late] = [each for each in said if "invoices" in each]
    [coming] = [each for each in said if "photographs" in each]
    assert late.startswith("Overdue: ")
    assert "10 June 2025, overdue by 1 day" in late
    assert coming.startswith("Next: ")
    assert "by 11 June 2025" in coming


# --- by command ---------------------------------------------------------------------------------------------------------


def test_at_the_terminal_what_waits_is_shown_confirmed_and_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two notices of long ago, sent in now by the Party: they wait, until DCC finance says of each which it is."""
    terminal = Terminal(tmp_path, monkeypatch)
    terminal.says("open-event", SAMPLE / "event.yaml")
    name = json.loads(terminal.says("journal", "--format", "json"))[-1]["case_name"]
    terminal.becomes((Role.PARTY, C))
    facts = [
        {"id": "I", "party": C, "type": "intention_notified", "sent": "2025-09-01T10:00", "method": "hand"},
        {
            "id": "T",
            "party": C,
            "type": "total_notified",
            "sent": "2025-10-01T10:00",
            "method": "hand",
            "amount": "7.00",
        },
    ]
    case = check_case({"format": 1, "case": name, "facts": facts})
    (tmp_path / "c.xlsx").write_bytes(claim_bytes(name, C, None, case.facts))
    said = " ".join(
        terminal.says("submit", tmp_path / "c.xlsx", "--event", name, "--party", C, "--role", "party").split()
    )
    numbers = [int(each.split(")")[0]) for each in said.split("decide confirm entry=")[1:]]
    assert len(numbers) == 2
    claims = terminal.says("claims")
    assert all(f"(entry {number}): " in claims for number in numbers)
    assert "if all 2 are confirmed" in claims
    assert f"(entry {numbers[0]})" in " ".join(terminal.says("case", name).split())
    rows = {each["party"]: each for each in json.loads(terminal.says("claims", "--format", "json"))}
    assert [[one["entry"] for one in each["stated"]] for each in rows[C]["stated"]] == [
        *([n] for n in numbers),
        numbers,
    ]
    assert len(json.loads(terminal.says("case", name, "--format", "json"))["stated"]) == 3
    do = ("decide", "reject", "--event", name, f"entry={numbers[1]}")
    assert "reason" in terminal.refused(*do)
    assert "There is no such thing" in terminal.refused(*do, "reason=So.", "--role", "party")
    assert "notice rejected" in terminal.says(*do, "reason=No such letter came.")
    assert "intention notified" in terminal.says("decide", "confirm", "--event", name, f"entry={numbers[0]}")
    assert "has not confirmed" not in terminal.says("claims")
    assert "reject: reject a notice that a Party says it gave" in terminal.says("decide", "list")


def test_last_months_report_can_be_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction and a total that came later are not in it; they are in the report of today."""
    terminal = Terminal(tmp_path, monkeypatch)
    terminal.says("open-event", SAMPLE / "event.yaml")
    name = json.loads(terminal.says("journal", "--format", "json"))[-1]["case_name"]
    entry = json.loads(
        terminal.says("decide", "note_estimate", "--event", name, f"party={C}", "amount=1.00", "--format", "json")
    )
    fact = entry["recorded"][0]["fact"]
    as_of, known = "2020-01-31", json.loads(terminal.says("journal", "--format", "json"))[-1]["at"][:19] + "Z"
    before = json.loads(terminal.says("report", "--known-at", known, "--format", "json"))
    import time

    time.sleep(1.1)  # what is known at a moment is known to the second
    terminal.says("decide", "correct", "--event", name, f"fact={fact}", "amount=2.00", "reason=A slip.")
    after = json.loads(terminal.says("report", "--known-at", known, "--format", "json"))
    assert after == before
    assert (after["known_at"] is not None, after["watched"]) == (True, [])
    now = json.loads(terminal.says("report", "--format", "json"))
    assert [each["what"] for each in now["watched"]] == [f"corrected: estimate given of {C}. Why: A slip."]
    assert now["known_at"] is None
    early = json.loads(terminal.says("report", "--as-of", as_of, "--format", "json"))
    assert early["watched"] == []
