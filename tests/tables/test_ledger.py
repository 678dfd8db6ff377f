"""The ledger of deemed breach: worked by hand, and against every day of generated cases judged one by one."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.calendar import Moment
from recovery_costs.case_file import check_case
from recovery_costs.cli import app
from recovery_costs.cli import ledger as _command  # noqa: F401  so that the command is there
from recovery_costs.facts import Case
from recovery_costs.ledger import Changed, Ledger, ledger
from recovery_costs.papers import ledger as paper
from recovery_costs.papers import text
from tests.properties.strategies import day, moment, notice, readings

EVENT = [
    {"id": "N", "type": "compromise_notified", "at": "2025-04-14", "keys": ["issuing_key"], "state": "actual"},
    {"id": "K", "type": "recovery_key_decided", "at": "2025-04-14", "required": True, "key": "recovery"},
]
CERTIFICATE = {
    "id": "C",
    "type": "certificate_compromised",
    "at": "2025-04-14",
    "certificate": "C1",
    "kind": "organisation",
    "subscriber": "B",
    "subscriber_kind": "party",
}
REFERRED = {"id": "R", "type": "breach_referred", "subscriber": "B", "received": "2025-07-01"}
DETERMINED = {
    "id": "P",
    "type": "breach_determined",
    "subscriber": "B",
    "at": "2025-09-12",
    "demonstrated": True,
    "breach": False,
}
BREACHED = {"demonstrated": False, "breach": True}


def case(*facts: dict[str, Any]) -> Case:
    return check_case({"format": 1, "case": "L", "facts": [*EVENT, *facts]})


def through(of: Ledger, clock: str) -> list[tuple[str, str | None, str | None]]:
    """The stretches of the one row: from, to, standing."""
    [row] = of.rows
    stretches = {"then": row.then, "now": row.now}[clock]
    return [(each.from_.isoformat(), each.to and each.to.isoformat(), each.standing) for each in stretches]


def said(change: Changed) -> tuple[str, str, list[tuple[str, str]]]:
    return change.on.isoformat(), change.clock, [(each.fact, each.why) for each in change.facts]


def test_l10_27__what_is_erased_never_occurred_though_it_was_deemed_then() -> None:
    made = ledger(case(CERTIFICATE, REFERRED, DETERMINED), date(2025, 9, 30))
    stretches = [
        ("2025-04-14", "2025-06-30", "deemed_rebuttable"),
        ("2025-07-01", "2025-09-11", "deemed_pending"),
        ("2025-09-12", None, "erased"),
    ]
    assert through(made, "then") == through(made, "now") == stretches
    [before] = made.on(date(2025, 8, 1))
    assert (before.then, before.in_breach_then, before.in_breach_now) == ("deemed_pending", True, False)
    assert made.rows[0].since is None


def test_l10_27__the_day_before_the_determination_it_was_still_deemed_back_to_the_event() -> None:
    made = ledger(case(CERTIFICATE, REFERRED, DETERMINED), date(2025, 9, 11))
    assert made.rows[0].since == date(2025, 4, 14)
    assert [made.on(on)[0].in_breach_now for on in (date(2025, 4, 13), date(2025, 4, 14))] == [False, True]
    with pytest.raises(ValueError, match="2025-09-11"):
        made.on(date(2025, 9, 12))


def test_l10_28__with_nothing_referred_it_is_final_on_the_day_after_the_last_day() -> None:
    made = ledger(case(CERTIFICATE), date(2025, 12, 31))  # 14 April and three months: 14 July
    assert through(made, "then") == [
        ("2025-04-14", "2025-07-14", "deemed_rebuttable"),
        ("2025-07-15", None, "final"),
    ]
    appeared, lapsed = (each for each in made.changes if each.clock == "then")
    assert said(appeared) == ("2025-04-14", "then", [("N", "took_effect"), ("K", "took_effect"), ("C", "took_effect")])
    assert (said(lapsed), lapsed.last_day_passed) == (("2025-07-15", "then", []), date(2025, 7, 14))


def test_a_referral_put_on_record_late_was_final_then_and_pending_now() -> None:
    made = ledger(case(CERTIFICATE, {**REFERRED, "recorded": "2025-08-01"}), date(2025, 8, 31))
    assert through(made, "then") == [
        ("2025-04-14", "2025-07-14", "deemed_rebuttable"),
        ("2025-07-15", "2025-07-31", "final"),
        ("2025-08-01", None, "deemed_pending"),
    ]
    assert through(made, "now") == [
        ("2025-04-14", "2025-06-30", "deemed_rebuttable"),
        ("2025-07-01", None, "deemed_pending"),
    ]
    assert said(made.changes[-1]) == ("2025-08-01", "then", [("R", "recorded")])
    unknown = ledger(case(CERTIFICATE, {**REFERRED, "recorded": "2025-08-01"}), date(2025, 7, 31))
    assert through(unknown, "now")[-1] == ("2025-07-15", None, "final")


def test_a_corrected_determination_changes_what_was_known_on_the_day_of_the_correction() -> None:
    wrong = {**DETERMINED, **BREACHED}
    right = {**DETERMINED, "id": "P2", "corrects": "P", "reason": "read wrongly", "recorded": "2025-10-01"}
    made = ledger(case(CERTIFICATE, REFERRED, wrong, right), date(2025, 10, 31))
    assert through(made, "then")[2:] == [("2025-09-12", "2025-09-30", "final"), ("2025-10-01", None, "erased")]
    assert through(made, "now")[2:] == [("2025-09-12", None, "erased")]
    assert said(made.changes[-1]) == ("2025-10-01", "then", [("P", "corrected"), ("P2", "recorded")])


def test_l10_29__the_authority_erases_on_the_day_it_decides() -> None:
    ruled = {"id": "H", "type": "appeal_decided", "at": "2025-11-03", "decision": "P", "upheld": False, "breach": False}
    made = ledger(case(CERTIFICATE, REFERRED, {**DETERMINED, **BREACHED}, ruled), date(2025, 11, 3))
    assert through(made, "now")[2:] == [("2025-09-12", "2025-11-02", "final"), ("2025-11-03", None, "erased")]
    assert made.on(date(2025, 10, 1))[0].in_breach_now is False
    assert said(made.changes[-1])[2] == [("H", "took_effect")]


FINAL = "as in breach since 14 April 2025: final and binding (L10.28, L10.29)."
NEVER = "as never having occurred, back to the day of the event: "


def treated(of: Ledger) -> str:
    """How the ledger in words says that the one row is treated now."""
    console = text.console()
    with console.capture() as captured:
        console.print(paper.ledger(of))
    return " ".join(captured.get().split()).partition("Treated now ")[2]


def test_l10_29__whose_word_erases_is_said_and_an_upheld_determination_is_still_the_panels() -> None:
    ruled = {"id": "H", "type": "appeal_decided", "at": "2025-11-03", "decision": "P", "upheld": False, "breach": False}
    upheld = {"id": "H", "type": "appeal_decided", "at": "2025-09-12", "decision": "P", "upheld": True}
    for facts, under, words in (
        ([{**DETERMINED, **BREACHED}, ruled], "L10.29", f"{NEVER}the Authority's decision (L10.29)."),
        ([DETERMINED], "L10.27", f"{NEVER}the Panel's determination (L10.27)."),
        ([DETERMINED, upheld], "L10.27", f"{NEVER}the Panel's determination (L10.27)."),
        ([{**DETERMINED, **BREACHED}], None, FINAL),
    ):
        made = ledger(case(CERTIFICATE, REFERRED, *facts), date(2025, 11, 3))
        assert made.rows[0].erased_under == under
        assert treated(made).startswith(words)


def test_l10_28__the_clause_that_makes_it_final_is_written_as_the_code_writes_it() -> None:
    for facts, words in (
        ([CERTIFICATE], FINAL),
        ([{**CERTIFICATE, "caused_by_oca": True}], "as no deemed breach: carved out (L10.26)."),
    ):
        assert treated(ledger(case(*facts), date(2025, 7, 15))).startswith(words)


def test_l10_26__a_carve_out_found_later_on_record() -> None:
    caused = {**CERTIFICATE, "id": "C2", "caused_by_oca": True, "corrects": "C", "reason": "due to the OCA"}
    made = ledger(case(CERTIFICATE, {**caused, "recorded": "2025-05-01"}), date(2025, 6, 1))
    assert through(made, "then") == [
        ("2025-04-14", "2025-04-30", "deemed_rebuttable"),
        ("2025-05-01", None, "carved_out"),
    ]
    assert through(made, "now") == [("2025-04-14", None, "carved_out")]
    assert made.rows[0].since is None


def test_nobody_is_in_a_ledger_without_an_event() -> None:
    assert ledger(check_case({"format": 1, "case": "L", "facts": [CERTIFICATE]}), date(2025, 12, 31)).rows == ()


# --- every day of generated cases -----------------------------------------------------------------------------------


@st.composite
def cases(draw: Any) -> list[dict[str, Any]]:
    """Facts of breach and of its record, with other claims' facts beside them."""
    made: list[dict[str, Any]] = []

    def add(kind: str, fields: dict[str, Any]) -> None:
        made.append({"id": f"F{len(made)}", "type": kind, **fields})
        if draw(st.integers(0, 2)) == 0:
            made[-1]["recorded"] = moment(draw)

    for _ in range(draw(st.integers(1, 2))):
        keys = draw(st.sampled_from((["issuing_key"], ["s1spki_key"])))
        add("compromise_notified", {"at": moment(draw, 150), "keys": keys, "state": "actual"})
        add("recovery_key_decided", {"at": moment(draw, 150), "required": True, "key": "recovery"})
    for _ in range(draw(st.integers(0, 3))):
        name, kind = draw(st.sampled_from((("DCC", "dcc"), ("A", "party"), ("RDP", "non_party"))))
        what = draw(st.sampled_from(("organisation", "oca"))) if name == "DCC" else "organisation"
        own = {"certificate": "c", "kind": what, "subscriber": name, "subscriber_kind": kind}
        nominated = {"nominated_by": "B"} if name == "RDP" and draw(st.booleans()) else {}
        add(
            "certificate_compromised",
            {"at": moment(draw, 200), **own, **nominated, "caused_by_oca": draw(st.booleans())},
        )
    for _ in range(draw(st.integers(0, 3))):
        add("breach_referred", {"subscriber": draw(st.sampled_from(("DCC", "A", "B"))), **notice(draw)})
        if draw(st.booleans()):
            made[-1]["subscriber"] = "A"
    for _ in range(draw(st.integers(0, 2))):
        found = {"demonstrated": draw(st.booleans()), "breach": draw(st.booleans())}
        add("breach_determined", {"at": moment(draw), "subscriber": draw(st.sampled_from(("DCC", "A"))), **found})
        if draw(st.booleans()):
            ruled = {"upheld": False, "breach": draw(st.booleans())} if draw(st.booleans()) else {"upheld": True}
            add("appeal_decided", {"at": moment(draw), "decision": made[-1]["id"], **ruled})
    add("payment_directed", {"party": "A", "at": moment(draw), "direction": "none"})
    for each in [each for each in made if draw(st.integers(0, 4)) == 0]:
        named = {key: value for key, value in each.items() if key != "recorded"}
        if "at" in named and each["type"] != "appeal_decided":
            named["at"] = moment(draw)
        if "caused_by_oca" in named:
            named["caused_by_oca"] = not named["caused_by_oca"]
        later = f"{draw(st.sampled_from((2026, 2025)))}-12-{draw(st.integers(27, 31))}T23:59:59"
        made.append({**named, "id": f"{each['id']}c", "corrects": each["id"], "reason": "wrong", "recorded": later})
    day(draw)
    return made


def standings(result: Adjudication) -> dict[tuple[str, str], str]:
    rows = {(row.subscriber, row.provision): str(row.status) for row in result.breaches}
    rows |= {(name, "L11.9"): "carved_out" for name in result.carved_out}
    return rows | {(row.subscriber, "L11.9"): "not_a_party" for row in result.not_deemed}


LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
"""Whether the long form runs: every day of many cases, in place of every eighth and those about a day of change."""


@pytest.mark.long
@settings(max_examples=600 if LONG else 50, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.integers(0, 500), readings())
def test_nothing_changes_but_on_a_day_of_change(made: list, last: int, chosen: dict) -> None:
    case_, start = check_case({"format": 1, "case": "G", "facts": made}), date(2024, 10, 25)
    as_of = start + timedelta(days=last)
    result = ledger(case_, as_of, chosen)
    now = Moment.of(f"{as_of.isoformat()}T23:59:59")
    days_of_change = {clock: {each.on for each in result.changes if each.clock == clock} for clock in ("then", "now")}
    known = standings(adjudicate(case_, as_of, now, chosen))

    @cache
    def expected(on: date, clock: str) -> dict[tuple[str, str], str]:
        at = Moment.of(f"{on.isoformat()}T23:59:59") if clock == "then" else now
        return standings(adjudicate(case_, on, at, chosen))

    about = {(day - start).days + by for each in days_of_change.values() for day in each for by in (-1, 0, 1)}
    for number in range(last + 1) if LONG else sorted({*range(0, last + 1, 8), *about} & {*range(last + 1)}):
        on = start + timedelta(days=number)
        answers = result.on(on)
        for clock in ("then", "now"):
            given_ = {(each.subscriber, each.provision): getattr(each, clock) for each in answers}
            assert {key: value for key, value in given_.items() if value} == expected(on, clock), (on, clock)
            changed = expected(on, clock) != (expected(on - timedelta(days=1), clock) if number else {})
            assert changed == (on in days_of_change[clock]), (on, clock)
        for each in answers:
            assert not each.in_breach_now or known[each.subscriber, each.provision] not in ("erased", "carved_out")
    for row in result.on(as_of):
        assert row.then == row.now
    for change in result.changes:
        assert change.facts or change.last_day_passed, change


# --- the command ----------------------------------------------------------------------------------------------------


def run(tmp_path: Path, *arguments: str) -> Any:
    path = tmp_path / "case.yaml"
    facts = [*EVENT, CERTIFICATE, REFERRED, DETERMINED]
    path.write_text(yaml.safe_dump({"format": 1, "case": "L [bold]", "facts": facts}), encoding="utf-8")
    return CliRunner().invoke(app, ["ledger", str(path), "--as-of", "2025-09-30", *arguments])


def test_the_command_says_what_was_known_then_and_how_it_is_treated_now(tmp_path: Path) -> None:
    shown = run(tmp_path, "--subscriber", "B")
    assert shown.exit_code == 0, shown.output
    assert "L [bold]" in shown.stdout
    assert "Treated now as never having occurred" in shown.stdout
    assert "from 14 April 2025 to 30 June 2025" in shown.stdout
    assert "P took effect" in shown.stdout


def test_the_command_writes_the_ledger_as_json(tmp_path: Path) -> None:
    whole = json.loads(run(tmp_path, "--format", "json").stdout)
    assert whole["rows"][0]["then"][0] == {"from": "2025-04-14", "to": "2025-06-30", "standing": "deemed_rebuttable"}
    assert whole["changes"][-1]["facts"] == [{"fact": "P", "why": "took_effect"}]


def test_a_subscriber_that_is_not_in_the_ledger_is_refused_by_name(tmp_path: Path) -> None:
    refused = run(tmp_path, "--subscriber", "Nobody")
    assert refused.exit_code == 2
    assert "rows of B" in refused.output
