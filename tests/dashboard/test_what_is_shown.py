"""What the pages show of a record: to whom, beside which decision, on which clock, and as CSV."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from recovery_costs.casework import admin
from recovery_costs.casework.beside import beside
from recovery_costs.dashboard import CLAIM, EVENT, PANEL, RECORD, TODAY, as_csv, recorded
from recovery_costs.dashboard.estimates import TOTAL, Step, drawn, in_words
from recovery_costs.dashboard.history import known_as
from recovery_costs.dashboard.look import chip, clause_chip, on, pounds, t
from recovery_costs.dashboard.looking_back import exported
from recovery_costs.dashboard.state import AS_OF
from recovery_costs.money import Money
from recovery_costs.papers import words
from recovery_costs.register.access import Role
from recovery_costs.register.entry import Command, Draft, leaf_hash
from tests.casework.office import EVENT as CASE
from tests.casework.office import A, B, Office
from tests.dashboard.panel_office import on_the_pages
from tests.dashboard.reader import opened, press, text

WHY, MINUTE, CONFLICTS = "Line 4 has no invoice.", "Minute 12/3", "P. Lee left the room."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A's claim referred on 3 June and directed in part on 5 June."""
    made = on_the_pages(tmp_path, monkeypatch)
    made.does(made.dcc, "refer", party=A)
    made.at("2025-06-05T10:00")
    given = {"minute": MINUTE, "reason": WHY, "conflicts": CONFLICTS}
    made.does(made.panel, "direct", party=A, direction="part", sum="600.00", **given)
    monkeypatch.setenv(AS_OF, "2025-06-05")
    return made


def links(at: AppTest) -> dict[str, str]:
    """The links of a page by their labels."""
    return {each.proto.label: each.proto.query_string for each in at.get("page_link")}


# --- true for whoever sees only part --------------------------------------------------------------------------------


@pytest.mark.usefixtures("samples")
@pytest.mark.parametrize(
    ("role", "event", "breach", "awaited"),
    [
        ("SMKI PMA", "RE-2025-003", "No deemed breach is shown to you.", "What others have left to do is not shown"),
        (
            "Supplier A",
            "RE-2026-007",
            "You are not deemed in breach.",
            "Nothing is awaited of you, nor of others about",
        ),
    ],
)
def test_what_is_not_shown_is_not_denied(role: str, event: str, breach: str, awaited: str) -> None:
    said = text(opened(EVENT, role, event=event))
    assert breach in said
    assert awaited in said
    assert "Nobody is deemed in breach." not in said
    assert "Nobody has anything left to do" not in said


@pytest.mark.usefixtures("samples")
def test_who_sees_the_whole_is_told_of_the_whole() -> None:
    said = text(opened(EVENT, "Auditor", event="RE-2026-006"))
    assert "Nobody is deemed in breach." in said
    assert "not shown to you" not in said


@pytest.mark.usefixtures("samples")
@pytest.mark.parametrize("page", [TODAY, EVENT])
def test_the_authority_sees_the_appeal_that_waits_for_it(page: str) -> None:
    assert "Authority: decide the appeal" in text(opened(page, "The Authority", event="RE-2026-003"))


@pytest.mark.usefixtures("samples")
def test_a_party_sees_what_others_have_to_do_about_it_and_nothing_of_others() -> None:
    said = text(opened(TODAY, A))
    assert "DCC: pay Supplier A £65,950.00" in said
    assert "pay Supplier B" not in said


@pytest.mark.usefixtures("samples")
def test_each_row_of_today_leads_to_its_claim_or_its_event() -> None:
    found = links(opened(TODAY, "DCC finance"))
    assert "event=RE-2025-007&party=Supplier+G" in found["Open RE-2025-007, Supplier G"]
    assert "party" not in found["Open RE-2026-005"]  # of whoever has no claim
    pma = links(opened(TODAY, "SMKI PMA"))
    assert not any("," in label for label in pma)


# --- beside a decision ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["The Panel", "DCC finance", "Auditor", A])
def test_reason_minute_and_conflicts_stand_with_the_decision(here: Office, role: str) -> None:
    for page, more in ((CLAIM, {"party": A}), (EVENT, {}), (RECORD, {})):
        said = text(opened(page, role, event=CASE, **more))
        assert {each for each in (WHY, MINUTE, CONFLICTS) if each not in said} == set(), page
    assert "put on record by Pat, The Panel" in text(opened(CLAIM, role, event=CASE, party=A))


def test_the_pack_has_them_and_another_party_has_none(here: Office) -> None:
    assert WHY in text(opened(PANEL, "The Panel", event=CASE, item="direct", about=A))
    for page in (EVENT, RECORD):
        said = text(opened(page, B, event=CASE))
        assert {each for each in (WHY, MINUTE, CONFLICTS) if each in said} == set()
    assert beside(here.party(B), CASE) == {}


def test_an_entry_opens_to_what_was_recorded_and_its_leaf(here: Office) -> None:
    [entry] = here.panel.view.entries(CASE, ["payment_directed"])
    said = text(opened(RECORD, "Auditor", find="payment directed"))
    assert "£600.00" in said
    assert "in the role The Panel" in said
    assert leaf_hash(entry).hex() in said
    assert entry.command in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("amount", "254250.00", "£254,250.00"),
        ("bank_reference", "254250.00", "254250.00"),
        ("due", "2026-03-05", "5 March 2026"),
        ("due", "2026-02-30", "2026-02-30"),
        ("limb", "replace_device", "replace device"),
        ("breach", False, "No"),
        ("lines", [1] * 21, "21 of them"),
        ("lines", [1] * 20, "; ".join(["1"] * 20)),
        ("party", "<b>", "<b>"),
    ],
)
def test_a_value_of_an_entry_is_said_as_people_write_it(name: str, value: object, said: str) -> None:
    assert recorded.in_words(name, value) == said


# --- on two clocks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "known", "said"),
    [
        (4, 4, "as was known at the end of that day"),
        (4, 3, "on what was known by the end of 3 June 2025, before that day"),
        (4, 5, "on what was known by the end of 5 June 2025, after that day"),
        (4, 6, "on all that is on record now"),
        (6, 6, "on all that is on record now"),
    ],
)
def test_each_pair_of_days_is_said_for_what_it_is(day: int, known: int, said: str) -> None:
    assert known_as(date(2025, 6, day), date(2025, 6, known), date(2025, 6, 6)) == said


def test_both_clocks_are_used_and_both_stand_in_the_address(here: Office) -> None:
    at = opened(CLAIM, "DCC finance", event=CASE, party=A, part="History")
    assert "This is how it stands now." in text(at)
    at.select_slider(key="known").set_value("2025-06-03").run()
    said = text(at)
    assert "On 5 June 2025, on what was known by the end of 3 June 2025, before that day." in said
    assert "With the Panel: £1,000.00 is requested; what is payable is not known yet." in said
    assert "State With the Panel Payable" in said
    at.select_slider(key="true").set_value("2025-06-02").run()
    said = text(at)
    assert "On 2 June 2025, on what was known by the end of 3 June 2025, after that day." in said
    assert "Requested: £1,000.00 is requested" in said
    shared = opened(CLAIM, "DCC finance", event=CASE, party=A, part="History", true="2 June 2025", known="3 June 2025")
    assert "On 2 June 2025, on what was known by the end of 3 June 2025, after that day." in text(shared)


def test_the_record_shows_how_an_event_stood_and_what_was_known(here: Office) -> None:
    at = opened(RECORD, "Auditor", event=CASE)
    assert "Payment directed" in text(at)
    at.date_input(key="known").set_value(date(2025, 6, 3)).run()
    said = text(at)
    assert "Payment directed" not in said
    assert "On 5 June 2025, on what was known by the end of 3 June 2025, before that day." in said
    assert "With the Panel" in said


@pytest.mark.parametrize(("role", "party"), [(Role.AUDITOR, None), (Role.PARTY, B)])
def test_the_export_holds_what_its_reader_may_read(here: Office, role: Role, party: str | None) -> None:
    with ZipFile(BytesIO(exported(here.desk(role, party=party), CASE))) as made:
        names, journal = set(made.namelist()), made.read("journal.jsonl").decode()
    assert {"journal.jsonl", "verifier.py"} <= names
    assert ("event-1/adjudication.json" in names) is (role is Role.AUDITOR)
    assert (WHY in journal) is (role is Role.AUDITOR)


# --- questions --------------------------------------------------------------------------------------------------------


def test_a_notice_that_is_only_stated_is_a_question_with_both_outcomes_and_answered_in_place(here: Office) -> None:
    """C says that it gave its notice of intention on 5 June, the last day; it came to the register on 10 June."""
    here.at("2025-06-10T09:00")
    here.does(here.dcc, "note_estimate", party="Supplier C", received="2025-06-10T09:00", amount="5.00")
    admin.add_party(here.dcc, "Supplier C", command="C")
    given = {"id": "I", "type": "intention_notified", "party": "Supplier C", "received": "2025-06-05T16:00"}
    desk = here.party("Supplier C")
    here.register.append(Command("s", desk.actor, (Draft("notice_stated", {"fact": given}, CASE, "Supplier C"),)))
    address = {"event": CASE, "party": "Supplier C", "as_of": "2025-06-10"}
    at = opened(CLAIM, "Supplier C", **address)
    said = text(at)
    assert "Supplier C states: Intention notified, received 5 June 2025 at 16:00" in said
    assert "As it stands Barred by L10.19(a) as it is read here" in said
    assert "Intention in time: yes instead of no" in said
    assert "DCC finance answers this." in said
    assert not [each for each in at.button if each.label.startswith("Confirm")]
    refused = press(opened(CLAIM, "DCC finance", **address), "It was not given then")
    assert "Write why it was not given then." in text(refused)
    after = text(press(opened(CLAIM, "DCC finance", **address), "Confirm that it was given then"))
    assert "Recorded: intention notified, notice confirmed" in after
    assert "Questions" not in after


def test_a_notice_that_was_not_given_then_is_refused_in_place_with_the_reason(here: Office) -> None:
    given = {"id": "E", "type": "estimate_given", "party": A, "received": "2025-06-03T16:00", "amount": "5.00"}
    desk = here.party(A)
    here.register.append(Command("s", desk.actor, (Draft("notice_stated", {"fact": given}, CASE, A),)))
    [entry] = here.dcc.view.entries(CASE, ["notice_stated"])
    at = opened(CLAIM, "DCC finance", event=CASE, party=A)
    assert "Questions · 1" in text(at)
    at.text_input(key=f"reason-{CASE}-{entry.seq}").set_value("No e-mail of that day came.").run()
    assert "Recorded: notice rejected" in text(press(at, "It was not given then"))
    assert "Questions" not in text(opened(CLAIM, A, event=CASE, party=A))


# --- breaches through time, estimates -------------------------------------------------------------------------------


def test_a_breach_stands_on_both_clocks_and_only_for_whom_it_is_to_see(here: Office) -> None:
    """The Certificate is Compromised on 1 March and put on record on 5 June: then nobody knew of it before that day."""
    given = {"certificate": "C", "kind": "organisation", "subscriber": A, "subscriber_kind": "party"}
    here.does(here.dcc, "compromise_certificate", at="2025-03-01", **given)
    then, _, now = text(opened(EVENT, "Auditor", event=CASE)).partition("As known then")[2].partition("As known now")
    deemed = words.BREACH["deemed_rebuttable"]
    assert f"{deemed}, from 5 June 2025 on" in then
    assert f"{deemed}, from 5 March 2025 on" in now
    assert "Supplier A L11.9 Treated now as in breach since 5 March 2025" in text(
        opened(CLAIM, A, event=CASE, party=A, part="Breaches")
    )
    assert "Through time" not in text(opened(EVENT, B, event=CASE))
    assert "Through time" not in text(opened(EVENT, "SMKI PMA", event=CASE))


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        (["260.00"], "One best estimate so far: £260.00 on 1 June 2025."),
        (["200.00", "250.00"], "The latest estimate is £250.00: £50.00, or 25.0% above the first estimate."),
        (["300.00", "200.00"], "The latest estimate is £200.00: £100.00, or 33.3% below the first estimate."),
        (["200.00", "200.00"], "The latest estimate is £200.00, as the first estimate was."),
        (["0.00", "200.00"], "The latest estimate is £200.00."),
    ],
)
def test_how_far_an_estimate_is_from_the_first_is_said(sums: list[str], said: str) -> None:
    steps = [Step(date(2025, 6, 1 + n), "Estimate", Money.of(each)) for n, each in enumerate(sums)]
    assert in_words(steps) == said


@pytest.mark.parametrize(("many", "above"), [(6, 6), (7, 2)])
def test_of_many_estimates_only_the_first_and_the_last_have_their_sum_above(many: int, above: int) -> None:
    steps = tuple(Step(date(2025, 1 + n, 1), TOTAL if n == many - 1 else "Estimate", Money(100)) for n in range(many))
    [values] = drawn(steps, False)["datasets"].values()
    assert sum(1 for each in values if each["says"]) == above
    assert [each["total"] for each in values] == [False] * (many - 1) + [True]


# --- as CSV ---------------------------------------------------------------------------------------------------------


def test_a_table_is_written_as_it_stands_without_what_only_opens_and_with_nothing_that_runs() -> None:
    columns = [("Party", "long"), ("Day", ""), ("Sum", "num"), ("Change", "num"), ("State", "")]
    cells = [
        t("=HYPERLINK(1)"),
        on(date(2026, 3, 5)),
        pounds(Money.of("1234.50")),
        f"{Money(-100)}",
        f"{chip('ok', 'Met')}<small>in time</small> {clause_chip('L10.14', 'x', 'because')}",
    ]
    made = as_csv.written(columns, [cells, [t("a,b\n<i>"), "None", pounds(None), "", "x<br>y"]])
    assert made.splitlines() == [
        "Party,Day,Sum,Change,State",
        '\'=HYPERLINK(1),2026-03-05,1234.50,-1.00,"Met, in time, L10.14"',
        '"a,b <i>",None,Not known yet,,"x, y"',
    ]


def test_the_tables_of_the_pages_can_be_taken_away(here: Office) -> None:
    def offered(page: str, **more: str) -> set[str]:
        return {each.proto.label for each in opened(page, "DCC finance", event=CASE, **more).get("download_button")}

    assert "CSV of events" in offered(TODAY)
    assert {"CSV of claims", "CSV of findings"} <= offered(EVENT)
    assert "CSV of findings" in offered(CLAIM, party=A)
    assert "CSV of entries" in offered(RECORD)


def test_l10_27_a__the_referral_shown_is_the_one_that_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deemed on 5 March 2025, referred on 3 June, in time, and once more on 9 June."""
    here = on_the_pages(tmp_path, monkeypatch)
    certificate = {"certificate": "C-1", "kind": "organisation", "subscriber": B, "subscriber_kind": "party"}
    here.does(here.dcc, "compromise_certificate", at="2025-03-05T08:00", **certificate)
    here.does(here.party(B), "refer_breach", subscriber=B)
    here.at("2025-06-09T10:00").does(here.party(B), "refer_breach", subscriber=B)
    monkeypatch.setenv(AS_OF, "2025-06-10")
    said = text(opened(EVENT, "Auditor", event=CASE))
    assert "3 June 2025 in time" in said
    assert "9 June 2025 in time" not in said
