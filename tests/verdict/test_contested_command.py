"""The command `contested`, as a person runs it: what it prints, what it hands on, how it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner, Result

import recovery_costs.cli.contested
from recovery_costs.cli import app
from recovery_costs.papers import verdict as paper
from recovery_costs.verdict import Value, verdict
from tests.verdict.cases import large, small
from tests.verdict.test_by_hand import E1, E2, UPDATED, intention, of, the_sum

assert recovery_costs.cli.contested.contested
FACTS = [
    E1,
    E2,
    the_sum("1000.00"),
    *UPDATED,
    intention("2025-04-14T10:00", "J", "[bold]Q.R[/bold]", estimate="400.00"),
    {"id": "C1", "type": "certificate_compromised", "at": "2025-01-10", "certificate": "C", "kind": "organisation"}
    | {"subscriber": "R", "subscriber_kind": "party"},
    {"id": "BR", "type": "breach_referred", "subscriber": "R", "received": "2025-04-14T10:00"},
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path, FACTS)


def written(folder: Path, facts: list[dict[str, Any]]) -> Path:
    file = folder / "case.yaml"
    file.write_text(json.dumps({"format": 1, "case": "RE-1", "facts": facts}), encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["contested", *map(str, arguments)])


def said(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_it_prints_the_money_then_what_turns_then_what_holds(path: Path) -> None:
    text = said(run(path, "--as-of", "2025-11-17"))
    assert text.startswith("RE-1 at the end of 17 November 2025 SEC L10, text of 6 March 2020. Every reading is at its")
    places = [text.index(words) for words in ("Money at stake", "The Recovery Event and the sum", "Deemed breach")]
    assert places == sorted(places)
    assert "The event: least £0.00 (estimate_windows_from=first_three_months_end and missed_estimate=bars)" in text
    assert "payable (L10.22, L10.23): £600.00; turns on:" in text
    assert "£0.00 under estimate_windows=rolling and missed_estimate=bars" in text
    assert "estimate window 2 (L10.19(b)(ii)): met; turns on: missed under estimate_windows=rolling" in text
    assert "R: deemed breach of L11.9 (L10.28): Final and binding" in text
    assert "Deemed, with the Panel under last_day=next_working_day" in text
    assert "Deemed, with the Panel under late_referral=panel_may_accept" in text
    assert "[bold]Q.R[/bold]: £0.00 under all readings." in text
    assert "Holds under all readings: " in text
    assert "intention in time (L10.19(a)): yes" in text


def test_readings_chosen_and_the_moment_known_are_said_and_count(path: Path) -> None:
    arguments = ("--as-of", "2025-11-17", "--known-at", "2025-11-17T12:00", "--reading", "missed_estimate=bars")
    text = said(run(path, *arguments))
    assert "Readings chosen: missed_estimate=bars; every other option is tried from there." in text
    assert "As known on 17 November 2025 at 12:00." in text
    assert "£0.00 under estimate_windows=rolling payable" not in text
    assert "£0.00 under estimate_windows=rolling " in text


def test_json_is_the_verdict(path: Path) -> None:
    result = run(path, "--as-of", "2025-11-17", "--format", "json")
    assert result.exit_code == 0, result.output
    whole = json.loads(result.stdout)
    assert list(whole) == [
        *("format", "case", "as_of", "known_at", "code", "readings", "live", "values", "money", "money_by_claim"),
    ]
    assert (whole["format"], whole["case"], whole["as_of"], whole["known_at"]) == (1, "RE-1", "2025-11-17", None)
    (payable,) = [each for each in whole["values"] if each["path"] == "claims.P.payable"]
    assert payable == {
        "path": "claims.P.payable",
        "about": "P",
        "value": "600.00",
        "verdict": "turns_on",
        "exact": True,
        "live": ["estimate_windows_from", "estimate_windows", "missed_estimate"],
        "turns_on": [
            {
                "readings": ["estimate_windows_from", "missed_estimate"],
                "gives": [
                    {
                        "options": {
                            "estimate_windows_from": "first_three_months_end",
                            "missed_estimate": "bars",
                        },
                        "value": "0.00",
                    }
                ],
            },
            {
                "readings": ["estimate_windows", "missed_estimate"],
                "gives": [
                    {"options": {"estimate_windows": "rolling", "missed_estimate": "bars"}, "value": "0.00"},
                ],
            },
        ],
        "not_tried": [],
    }
    assert whole["money"]["most"] == "600.00"
    assert list(whole["money_by_claim"]) == ["P", "[bold]Q.R[/bold]"]


def test_what_it_hands_on_conforms_to_its_schema(path: Path) -> None:
    schema = json.loads(CliRunner().invoke(app, ["schema", "verdict"]).stdout)
    check = jsonschema.Draft202012Validator(schema)
    whole = json.loads(run(path, "--as-of", "2025-11-17", "--format", "json").stdout)
    check.validate(whole)
    for made in map(small, range(720, 740)):
        check.validate(verdict(made[0], made[1], readings=made[2]).as_json())
    assert not check.is_valid({**whole, "extra": 1})
    assert not check.is_valid({name: value for name, value in whole.items() if name != "money"})


def test_the_same_case_gives_the_same_bytes(path: Path) -> None:
    once, again = (run(path, "--as-of", "2025-11-17", "--format", "json").stdout for _ in range(2))
    assert once == again


def test_what_could_not_be_tried_is_said(tmp_path: Path) -> None:
    facts = [
        E1 | {"at": "2028-10-02T09:00"},
        E2 | {"at": "2028-10-02T16:00"},
        intention("2028-11-01T10:00", total="600.00"),
        of("costs_ceased", "K", at="2028-11-02"),
    ]
    text = said(run(written(tmp_path, facts), "--as-of", "2028-12-01"))
    assert (
        "last_day=next_working_day could not be tried: 2 February 2029: the table of bank holidays holds 2012 to 2028 only"
        in text
    )
    assert "For" in text
    assert "no change was found, but not every combination was tried." in text


def test_problems_end_in_1_and_wrong_use_in_2(tmp_path: Path, path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\ncase: X\nfacts: [{id: A, type: nothing}]\n", encoding="utf-8")
    assert run(broken, "--as-of", "2025-11-17").exit_code == 1
    refused = run(broken, "--as-of", "2025-11-17", "--format", "json")
    assert (refused.exit_code, json.loads(refused.stdout)[0]["field"]) == (1, "type")
    assert run(path, "--as-of", "soon").exit_code == 2
    assert run(path, "--as-of", "2025-11-17", "--reading", "late_total=never").exit_code == 2
    assert run(tmp_path / "nowhere.yaml", "--as-of", "2025-11-17").exit_code == 2


def test_help_shows_an_example() -> None:
    assert "Example: recovery-costs contested" in said(run("--help"))


def test_every_value_of_random_cases_has_words() -> None:
    """Whatever turns, nothing is left in the written form: no underscore but in the readings' own names, no null."""
    results = [verdict(made[0], made[1], readings=made[2]) for made in map(small, range(700, 740))]
    results.append(verdict(*large(4, event_contested=True)))
    for result in results:
        assert sum(len(values) for _, values in paper.groups(result)) == len(result.values)
        for each in result.values:
            for words in (paper.shown(each.path, each.value), *_gives(each)):
                assert "_" not in words
                assert words not in ("None", "")


def _gives(each: Value) -> list[str]:
    return [paper.shown(each.path, one.value) for turn in each.turns_on for one in turn.gives]


def test_a_case_file_in_yaml_is_read(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(yaml.safe_dump({"format": 1, "case": "RE-1", "facts": FACTS}), encoding="utf-8")
    assert said(run(file, "--as-of", "2025-11-17")) == said(run(written(tmp_path, FACTS), "--as-of", "2025-11-17"))


def test_where_nothing_is_requested_yet_it_says_so_and_not_that_nought_holds(tmp_path: Path) -> None:
    """Q gave notice in time and no total: what it will ask for is not known, whatever the reading."""
    claims = [
        intention("2025-02-10T10:00", "I1", "P", total="600.00"),
        intention("2025-02-10T10:00", "I2", "Q", estimate="400.00"),
    ]
    text = said(run(written(tmp_path, [E1, E2, *claims]), "--as-of", "2025-03-20"))
    assert "P: £600.00 under all readings. Q: nothing is requested yet, so it counts £0.00." in text
