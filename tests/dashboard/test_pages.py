"""The pages, run as Streamlit runs them: on the samples, on other registers, and with whatever an address may hold."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from recovery_costs.adjudication import Adjudication, Change
from recovery_costs.calendar import long_day
from recovery_costs.casework.desk import Desk
from recovery_costs.casework.samples import DEMONSTRATION, LOOKING
from recovery_costs.dashboard import CLAIM, EVENT, ROOM, TODAY, look
from recovery_costs.dashboard.drawing import DRAWN, drawn, to_draw
from recovery_costs.dashboard.state import AS_OF, REGISTER, Seen
from recovery_costs.dashboard.timeline import as_list, rows
from recovery_costs.money import Money
from recovery_costs.papers import changes, words
from recovery_costs.plain import read
from recovery_costs.register.entry import Command, Draft, fact_drafts
from recovery_costs.register.store import Register, open_register
from tests.dashboard.reader import markup, opened, text, title

TOP = Path(__file__).parents[2]
APP = TOP / "app.py"
DAY = date(2026, 11, 20)
SHARED = sorted((TOP / "tests" / "scenarios" / "shared").glob("*.yaml"))
PAGES = (TODAY, EVENT)
OURS = re.compile(
    "b|bdi|br|button|caption|dd|details|div|dl|dt|h1|h2|h3|header|i|li|ol|p|section|small|span|summary|table|tbody|td"
    "|tfoot|th|thead|time|tr|ul"
)
"""The elements that the pages write; nothing else may stand in them."""
HOSTILE = "<script>alert(1)</script>![x](http://example.org/x.png)"


# --- running a page -------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REGISTER, raising=False)
    monkeypatch.setenv(AS_OF, DAY.isoformat())


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """An empty register that the pages show."""
    path = tmp_path / "register.sqlite"
    monkeypatch.setenv(REGISTER, str(path))
    return open_register(path)


def desk(path: Path) -> Desk:
    return Desk(open_register(path), LOOKING)


def adjudications(path: Path) -> list[Adjudication]:
    looking = desk(path)
    return [looking.judged(name, DAY, contested=True).adjudication for name in looking.events()]


def put(register: Register, case: str, facts: list[dict[str, Any]]) -> None:
    """Facts on record, with the event opened first."""
    register.append(Command(f"open:{case}", DEMONSTRATION, (Draft("event_opened", {"event": case}, case),)))
    if facts:
        register.append(
            Command(f"facts:{case}:{[each['id'] for each in facts]}", DEMONSTRATION, fact_drafts(case, facts))
        )


# --- the samples ----------------------------------------------------------------------------------------------------


def sums(result: Adjudication) -> set[str]:
    """Every sum of an event's claims, as people write it."""
    amounts = {result.aggregate.requested, result.aggregate.threshold}
    for claim in result.claims:
        amounts |= {claim.requested, claim.payable, claim.paid, claim.outstanding}
    return {str(amount) for amount in amounts if amount is not None}


def test_the_events_page_shows_every_event_with_the_adjudications_own_figures(samples: Path) -> None:
    page = opened(TODAY)
    read_as = text(page)
    for result in adjudications(samples):
        assert result.case in read_as
        happened = result.recovery_event
        assert (f"{long_day(happened.on)} under {happened.route}" if happened.on else "None has occurred") in read_as
        for name in ("requested", "payable", "paid"):
            known = [amount for claim in result.claims if (amount := getattr(claim, name)) is not None]
            assert not known or str(Money.sum(known)) in read_as
    assert "£1,000,000.01 £1,000,000.00 over by £0.01" in read_as  # requested, the sum, and how far apart they are
    # Of the £3,155,073.67 of RE-2025-004, Network P's £17,950.20 is barred; the other two ask for £3,137,123.47.
    assert "£3,155,073.67 £17,950.20 of it does not count £1,000,000.00 over by £2,137,123.47" in read_as
    assert "nothing here is kept" not in read_as


def test_what_is_next_for_a_claim_stands_by_its_day_and_concerns_it_alone(samples: Path) -> None:
    """Supplier B of RE-2026-001 owes evidence by 4 December 2026 and an updated estimate by 15 February 2027."""
    read_as = text(opened(CLAIM, event="RE-2026-001", party="Supplier B"))
    waits = read_as[read_as.index("Next ") :]
    first, then = waits.index("4 December 2026"), waits.index("15 February 2027")
    assert first < then
    assert "Supplier A" not in waits[:then]


def test_what_is_not_known_is_never_shown_as_a_sum(samples: Path) -> None:
    read_as = text(opened(CLAIM, event="RE-2026-001", party="Supplier B"))
    assert "What is payable is not known yet; no reading makes more than £0.00 of it so far." in read_as
    assert "The same under every reading" not in read_as


@pytest.mark.parametrize("name", ["RE-2025-003", "RE-2026-001", "RE-2026-002"])
def test_the_event_page_shows_each_part_of_the_adjudication(name: str, samples: Path) -> None:
    page = opened(EVENT, event=name)
    read_as = text(page)
    result = next(each for each in adjudications(samples) if each.case == name)
    assert title(page) == words.event(result).removesuffix(".")
    assert {amount for amount in sums(result) if amount not in read_as} == set()
    for item in result.awaited:
        assert item.what in read_as
    for breach in result.breaches:
        assert words.BREACH[breach.status] in read_as
    for finding in result.findings[:40]:
        assert finding.because in read_as
        assert words.BASIS[finding.basis] in read_as.lower()


@pytest.mark.parametrize("name", ["RE-2025-003", "RE-2026-001", "RE-2026-002"])
def test_the_claim_page_shows_each_part_of_the_claim(name: str, samples: Path) -> None:
    result = next(each for each in adjudications(samples) if each.case == name)
    claim = result.claims[0]
    page = opened(CLAIM, event=name, party=claim.party)
    assert title(page).startswith(f"{claim.party}: ")
    read_as = text(page)
    assert words.claim(claim) in read_as
    for finding in [each for each in result.findings if each.about == claim.party][:40]:
        assert finding.because in read_as
    parts = {
        "Advice": "Still open",
        "Evidence": "Files",
        "Estimates": words.notified(claim.intention)[1:],
        "Breaches": "deemed",
        "History": "",
    }
    for part, held in parts.items():
        assert held.lower() in text(opened(CLAIM, event=name, party=claim.party, part=part)).lower()
    lines = text(opened(CLAIM, event=name, party=claim.party, part="Cost lines"))
    for line in claim.lines:
        assert str(line.eligible) in lines


def test_a_finding_names_the_cell_of_the_workbook(samples: Path) -> None:
    case = desk(samples).case("RE-2026-001")
    cells = {f"{fact.source.sheet}!{fact.source.cell}" for fact in case.facts if fact.source}
    read_as = text(opened(EVENT, event="RE-2026-001"))
    assert cells
    assert any(cell in read_as for cell in cells)


@pytest.mark.parametrize("chosen", ["All", "Needs someone", "Not met"])
def test_the_findings_are_filtered(chosen: str, samples: Path) -> None:
    page = opened(EVENT, event="RE-2026-002")
    page.segmented_control(key="show").set_value(chosen).run()
    assert not page.exception
    result = next(each for each in adjudications(samples) if each.case == "RE-2026-002")
    outcomes = {
        "All": set(words.OUTCOME),
        "Needs someone": {"for_judgement", "cannot_say"},
        "Not met": {"not_met"},
    }[chosen]
    wanted = [row.because for row in result.findings if row.outcome.value in outcomes]
    _, *found = markup(page).split("Findings, in Code order")[1].split('<details class="open"><summary>')
    assert len(found) == min(len(wanted), 80)
    for because, body in zip(wanted, found, strict=False):
        assert html.escape(because) in body


def test_without_a_register_it_says_that_it_is_a_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    for page in PAGES:
        assert "these events, Parties and sums are made up" in text(opened(page))


def test_the_app_finds_its_pages_from_anywhere(tmp_path: Path, samples: Path) -> None:
    elsewhere = tmp_path / "app.py"
    elsewhere.write_bytes(APP.read_bytes())
    at = AppTest.from_file(str(elsewhere), default_timeout=60).run()
    assert not at.exception
    assert "RE-2026-001" in text(at)


# --- the day --------------------------------------------------------------------------------------------------------


def test_the_address_says_the_day_and_links_keep_it(samples: Path) -> None:
    page = opened(TODAY, as_of="2026-05-16")
    assert "at the end of 16 May 2026" in text(page)
    links = [link.proto.query_string for link in page.get("page_link")]
    assert links
    assert all("as_of=2026-05-16" in link for link in links)


@pytest.mark.parametrize("written", ["2026-02-30", "tomorrow", HOSTILE, "9999-01-01", "0"])
def test_an_address_with_no_such_day_says_so_and_shows_the_usual_day(written: str, samples: Path) -> None:
    for page in PAGES:
        at = opened(page, as_of=written, event="RE-2026-001")
        assert "in the address is not a day" in text(at)
        assert "at the end of 20 November 2026" in text(at)
        assert "<script" not in markup(at)


def test_a_fact_put_on_record_shows_at_once(register: Register) -> None:
    put(
        register,
        "RE-1",
        [{"id": "F1", "type": "compromise_notified", "at": "2026-03-03", "keys": ["issuing_key"], "state": "actual"}],
    )
    assert "No Recovery Event has occurred" in text(opened(EVENT, event="RE-1"))
    put(
        register,
        "RE-1",
        [{"id": "F2", "type": "recovery_key_decided", "at": "2026-03-05", "required": True, "key": "recovery"}],
    )
    assert "A Recovery Event occurred on 5 March 2026, under L10.15" in text(opened(EVENT, event="RE-1"))


# --- nothing there, or something wrong --------------------------------------------------------------------------------


def test_an_empty_register_says_so(register: Register) -> None:
    assert "No Recovery Event is on record." in text(opened(TODAY))
    assert title(opened(EVENT)) == "Which event?"
    assert "No Recovery Event is on record." in text(opened(EVENT))


@pytest.mark.parametrize("name", ["RE-1999-001", "", HOSTILE, "x" * 5000, "../../etc/passwd", "\u202eevil"])
def test_an_unknown_event_is_a_calm_sentence_and_a_link_back(name: str, samples: Path) -> None:
    at = opened(EVENT, event=name)
    assert title(at) == "There is no such event on record"
    assert "All events" in [link.proto.label for link in at.get("page_link")]
    assert "<script" not in markup(at)


def test_a_register_that_is_not_there_or_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REGISTER, str(tmp_path / "none.sqlite"))
    for page in PAGES:
        assert title(opened(page)) == "There is no register where this program was told to look"
    assert not (tmp_path / "none.sqlite").exists()
    (tmp_path / "note.sqlite").write_text("this is a note, and no register" * 100, encoding="utf-8")
    monkeypatch.setenv(REGISTER, str(tmp_path / "note.sqlite"))
    for page in PAGES:
        assert title(opened(page)) == "The register cannot be opened"


def test_an_event_with_problems_says_them_and_leaves_the_others(register: Register) -> None:
    put(register, "RE-1", [{"id": "F1", "type": "dates_referred", "at": HOSTILE}])
    put(register, "RE-2", [])
    put(register, "RE-3", [{"id": "F1", "type": "dates_referred", "at": "2026-03-03"}])
    events = text(opened(TODAY))
    assert "RE-1 cannot be adjudicated" in events
    assert "One event cannot be shown, and says why." in events
    assert f"found {HOSTILE}" in events
    assert "None has occurred" in events
    event = opened(EVENT, event="RE-1")
    assert title(event) == "This event cannot be adjudicated"
    assert "Nothing was changed" in text(event)
    assert f"found {HOSTILE}" in text(event)


# --- every case we have, and hostile text -----------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_both_pages_run_on_every_shared_scenario(path: Path, register: Register) -> None:
    given = read(path.read_bytes())
    put(register, given["case"]["case"], given["case"]["facts"])
    for page in PAGES:
        opened(page, event=given["case"]["case"], as_of=str(given["as_of"]))


def hostile_facts(bad: str) -> list[dict[str, Any]]:
    """An event in which every text that people give is `bad`."""
    source = {"workbook": bad, "sheet": bad, "cell": bad}
    notice = {"method": "email", "party": bad, "source": source}
    line = {"limb": "replace_device", "key_outcome": "unsuccessful", "responsible_supplier": True, "smi_status": bad}
    extra = dict.fromkeys(("description", "supplier", "invoice", "evidence"), bad)
    return [
        {"id": bad, "type": "compromise_notified", "at": "2026-03-03", "keys": ["issuing_key"], "state": "actual", "note": bad},
        {"id": "F2", "type": "recovery_key_decided", "at": "2026-03-05", "required": True, "key": "recovery"},
        {"id": "F3", "type": "certificate_compromised", "at": "2026-03-01", "certificate": bad, "kind": "organisation", "subscriber": bad, "subscriber_kind": "party"},
        {"id": "F4", "type": "certificate_compromised", "at": "2026-03-01", "certificate": bad, "kind": "organisation", "subscriber": f"{bad}2", "subscriber_kind": "non_party", "nominated_by": bad},
        {"id": "F5", "type": "certificate_compromised", "at": "2026-03-01", "certificate": bad, "kind": "organisation", "subscriber": f"{bad}3", "subscriber_kind": "party", "caused_by_oca": True},
        {"id": "F6", "type": "threshold_determined", "at": "2026-02-01", "sum": "100.00"},
        {"id": "A1", "type": "intention_notified", "sent": "2026-05-28T10:14", "estimate": "240.00", **notice},
        {"id": "A2", "type": "costs_ceased", "party": bad, "at": "2026-09-12"},
        {"id": "A3", "type": "total_notified", "sent": "2026-10-14T09:30", "amount": "254.00", **notice},
        {"id": "A4", "type": "cost_lines", "party": bad, "at": "2026-10-14", "source": source, "lines": [{"line": bad, "incurred": "2026-03-20", "amount": "254.00", **line, **extra}]},
        {"id": "A5", "type": "evidence_required", "party": bad, "at": "2026-10-20", "by": "dcc", "item": bad, "due": "2026-11-12"},
        {"id": "A6", "type": "adequacy_referred", "party": bad, "at": "2026-11-01"},
        {"id": "A7", "type": "intention_notified", "sent": "2026-05-28T10:14", "method": "hand", "party": f"{bad}4"},
        {"id": "R1", "type": "dates_determined", "at": "2026-11-02", "payments": [{"party": bad, "on": "2026-12-02", "amount": "254.00"}]},
        {"id": "B1", "type": "breach_referred", "subscriber": bad, "sent": "2026-05-01T10:00", "method": "email"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        HOSTILE,
        '"><img src=http://example.org/x.png onerror=alert(1)>',
        "[a](http://example.org) http://example.org :material/home: -> $x^2$ **b** `c`",
        "\u202eright to left\u202c عربى",
        "x" * 180,
        "' onmouseover='alert(1)",
    ],
    ids=["script", "attribute", "markdown", "direction", "long", "quote"],
)
def test_hostile_text_shows_as_text(bad: str, register: Register) -> None:
    put(register, bad, hostile_facts(bad))
    escaped = html.escape(bad)
    for page in PAGES:
        at = opened(page, event=bad)
        assert escaped in markup(at)
        if escaped != bad:
            assert bad not in markup(at)
        assert {name for name in re.findall(r"</?([a-z0-9]+)", markup(at)) if not OURS.fullmatch(name)} == set()
        assert not re.search(r"<[a-z]+[^>]*\s(on\w+|src|href)=", markup(at).replace(escaped, ""))
        assert not any(bad in link.proto.label for link in at.get("page_link"))
        assert not at.markdown
        assert not at.error


def test_a_link_names_an_event_only_where_its_name_is_plain(register: Register) -> None:
    put(register, "RE-2026-001", [])
    put(register, "RE-2026-001", [{"id": "1", "type": "dates_referred", "at": "2026-03-03"}])
    put(register, "a -> b", [{"id": "1", "type": "dates_referred", "at": "2026-03-03"}])
    labels = [link.proto.label for link in opened(TODAY).get("page_link")]
    assert labels == ["Open RE-2026-001", "Open event 2"]


# --- the parts --------------------------------------------------------------------------------------------------------


def _seen(path: Path, name: str) -> Seen:
    return desk(path).judged(name, DAY, contested=True)


def test_the_timeline_is_in_order_and_the_list_has_every_row(samples: Path) -> None:
    seen = _seen(samples, "RE-2026-001")
    found = rows(seen)
    assert [row.start for row in found] == sorted(row.start for row in found)
    assert {"Recovery Event", "Intention", "Total", "Decision on the key"} <= {row.what for row in found}
    listed = as_list(found, DAY)
    assert listed.count("<li") == len(found) + 1
    assert "The day shown" in listed
    of_one = rows(seen, "Supplier B")
    assert {row.about for row in of_one} == {None, "Supplier B"}


def test_the_drawing_keeps_the_order_and_holds_what_lies_near(samples: Path) -> None:
    found = rows(_seen(samples, "RE-2026-001"))
    assert len(to_draw(found * 10, DAY)) == DRAWN
    spec = drawn(to_draw(found, DAY), DAY).to_dict()
    assert spec["layer"]
    assert all(
        each["what"][:3].isdigit()
        for layer in spec["layer"]
        for each in layer["data"].get("values", [])
        if "tone" in each
    )


@pytest.mark.parametrize(
    ("path", "said_as"),
    [
        ("claims.A.B. payable.payable", ("A.B. payable", "payable", "£1.00", "not known yet")),
        ("claims.X.estimates.3.status", ("X", "estimate window 3", "1.00", "no such window")),
        (
            "breaches.A.L11.9.L11.9.status",
            ("A.L11.9", "breach of L11.9", "Final and binding (L10.28, L10.29)", "not deemed"),
        ),
        ("recovery_event.on", ("The event", "day of the Recovery Event", "5 March 2026", "not known yet")),
        ("aggregate.exceeds", ("The event", "requests exceed the sum", "no", "not known yet")),
    ],
)
def test_a_change_is_said_with_whose_it_is(path: str, said_as: tuple[str, str, str, str]) -> None:
    value: Any = {"recovery_event.on": "2026-03-05", "aggregate.exceeds": False}.get(path, "1.00")
    value = "final" if path.startswith("breaches") else value
    assert changes.change(Change(path, value, None)) == said_as


def test_every_test_id_that_the_stylesheet_names_is_still_streamlits() -> None:
    named = set(re.findall(r'data-testid="(\w+)"', (ROOM / "look.css").read_text(encoding="utf-8")))
    assert 0 < len(named) <= 5
    scripts = "".join(
        each.read_text(encoding="utf-8", errors="ignore")
        for each in (Path(st.__file__).parent / "static").rglob("*.js")
    )
    assert {name for name in named if name not in scripts} == set()
    assert "st-emotion" not in (ROOM / "look.css").read_text(encoding="utf-8")


def test_the_themes_and_the_stylesheet_use_the_same_colours() -> None:
    import tomllib

    theme = tomllib.loads((TOP / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for mode, of in enumerate(("light", "dark")):
        assert theme[of]["backgroundColor"] == look.COLOURS["page"][mode]
        assert theme[of]["primaryColor"] == look.COLOURS["act"][mode]
        assert theme[of]["textColor"] == look.COLOURS["ink"][mode]
        assert theme[of]["redTextColor"] == look.COLOURS["late"][mode]
        assert theme[of]["chartCategoricalColors"][:7] == [pair[mode] for pair in look.PARTIES]


def test_no_page_stands_in_a_folder_that_streamlit_serves_by_itself() -> None:
    assert not (TOP / "pages").exists()
    assert not (TOP / "recovery_costs" / "pages").exists()


@pytest.mark.parametrize(
    ("number", "said_as"), [(0, "no claims"), (1, "one claim"), (9, "nine claims"), (10, "10 claims")]
)
def test_counts_are_words_up_to_nine(number: int, said_as: str) -> None:
    assert look.count(number, "claim", "claims") == said_as


@pytest.mark.parametrize(
    ("day", "said_as"),
    [
        (date(2026, 11, 18), "2 days ago"),
        (date(2026, 11, 19), "yesterday"),
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 21), "tomorrow"),
        (date(2026, 11, 22), "in 2 days"),
    ],
)
def test_how_far_off_a_day_is(day: date, said_as: str) -> None:
    assert look.apart(day, DAY) == said_as
