"""A case file as a whole: its head, parameters and readings, facts against one another, and every problem at once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from recovery_costs.calendar import shipped_holidays
from recovery_costs.case_file import CaseFile, case_schema, check_case
from recovery_costs.facts import Case
from recovery_costs.files import load_case
from recovery_costs.plain import Problems, read
from recovery_costs.record import what_counts
from recovery_costs.terms import terms

Fields = dict[str, Any]
SCENARIOS = sorted((Path(__file__).parent / "scenarios").rglob("*.yaml"))


def case(*facts: Any, **more: Any) -> Fields:
    return {"format": 1, "case": "X", "facts": list(facts), **more}


def taken(given: Any) -> Case:
    return check_case(read(json.dumps(given).encode()))


def where(given: Any) -> list[tuple[str | None, str | None]]:
    """Fact and field of every problem, in order of name; each says what was found, wanted, and to do."""
    try:
        taken(given)
    except Problems as refused:
        found = refused.problems
    else:
        return []
    assert all(each.wanted and each.do for each in found)
    assert len(set(found)) == len(found), "no problem twice"
    return sorted(((each.fact, each.field) for each in found), key=str)


def sent(name: str, **more: Any) -> Fields:
    return {
        "id": name,
        "type": "total_notified",
        "party": "P",
        "sent": "2025-05-01",
        "method": "hand",
        "amount": "1.00",
    } | more


def paid(name: str, **more: Any) -> Fields:
    return {"id": name, "type": "payment_made", "party": "P", "at": "2025-05-01", "amount": "1.00"} | more


def asked(name: str, **more: Any) -> Fields:
    fact = {
        "id": name,
        "type": "evidence_required",
        "party": "P",
        "at": "2025-05-01",
        "by": "panel",
        "item": "a report",
    }
    return {**fact, "due": "2025-06-01", **more}


def given(name: str, requirement: str, **more: Any) -> Fields:
    return {
        "id": name,
        "type": "evidence_given",
        "party": "P",
        "received": "2025-05-09",
        "requirement": requirement,
    } | more


def corrects(name: str, **more: Any) -> Fields:
    return {"corrects": name, "reason": "a slip", **more}


# --- the head ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        *(({"format": value}, "format") for value in (..., None, 0, 2, 1.0, True, "1", [], {}, 10**30)),
        *(({"case": value}, "case") for value in (..., None, 1, 1.5, True, "", "a\nb", "\x1b[31m", [], {})),
        *(({"facts": value}, "facts") for value in (..., None, 1, True, "x", "", {})),
        *(({"parameters": value}, "parameters") for value in (None, 1, True, "x", "", [])),
        *(({"readings": value}, "readings") for value in (None, 1, True, "x", "", [])),
        *(({name: 1}, name) for name in ("fact", "Format", "FACTS", " facts", "as_of", "[red]x[/red]", "known_at")),
        ({"\x1b[31m": 1}, "\\x1b[31m"),
        ({"\ud800": 1}, "\\ud800"),
    ],
)
def test_the_head(changes: Fields, at: str) -> None:
    whole = {name: value for name, value in {**case(), **changes}.items() if value is not ...}
    assert where(whole) == [(None, at)]


@pytest.mark.parametrize(
    "content", ["", "# nothing", "---", "null", "hello", "5", "- format: 1", "[]", "[{}]", '"x"', "1e3"]
)
def test_what_is_no_mapping_is_no_case(content: str) -> None:
    with pytest.raises(Problems) as refused:
        check_case(read(content.encode()))
    assert [(each.fact, each.field) for each in refused.value.problems] == [(None, None)]


def test_a_file_is_read_from_disk_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "format: 1\ncase: on\nparameters: {working_day_starts: 09:00}\nfacts:\n"
        "- {id: yes, type: payment_made, party: שלום, at: 2025-05-01, amount: '1.00'}\n"
        "- {id: no, type: payment_made, party: '[red]x[/red]', at: 2025-05-01T11:30Z, amount: '0.01', corrects: yes, reason: ~~}\n",
        encoding="utf-8",
    )
    with pytest.raises(Problems) as refused:
        load_case(path)
    assert [(each.fact, each.field) for each in refused.value.problems] == [("no", "party")]
    path.write_text(path.read_text(encoding="utf-8").replace("'[red]x[/red]'", "שלום"), encoding="utf-8")
    loaded = load_case(path)
    assert loaded.name == "on"
    assert [(fact.id, fact.party, fact.at.text) for fact in loaded.facts] == [
        ("yes", "שלום", "2025-05-01T12:00"),
        ("no", "שלום", "2025-05-01T12:30"),
    ]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("{id: F, type: payment_made, party: P, at: 2025-05-01, amount: 1.00}", "amount"),
        ("{id: F, type: payment_made, party: P, at: 2025-05-01, amount: 1}", "amount"),
        ("{id: F, type: payment_made, party: 5, at: 2025-05-01, amount: '1.00'}", "party"),
        ("{id: F, type: payment_made, party: true, at: 2025-05-01, amount: '1.00'}", "party"),
        ("{id: F, type: payment_made, party: ~, at: 2025-05-01, amount: '1.00'}", "party"),
        ("{id: F, type: payment_made, party: 0x1F, at: 2025-05-01, amount: '1.00'}", "party"),
        ("{id: F, type: payment_made, party: 1_000, at: 2025-05-01, amount: '1.00'}", "party"),
        ("{id: F, type: payment_made, party: .5, at: 2025-05-01, amount: '1.00'}", "party"),
        ("{id: F, type: payment_made, party: 1e3, at: 2025-05-01, amount: '1.00'}", "party"),
        ("{id: F, type: payment_made, party: P, at: 2025, amount: '1.00'}", "at"),
        ("{id: F, type: payment_made, party: P, at: 20250501, amount: '1.00'}", "at"),
        ("{id: F, type: draft_proposal_considered, at: 2025-05-01, submit: yes}", "submit"),
        ("{id: F, type: draft_proposal_considered, at: 2025-05-01, submit: True}", "submit"),
        ("{id: F, type: draft_proposal_considered, at: 2025-05-01, submit: 1}", "submit"),
        ("{id: F, type: draft_proposal_considered, at: 2025-05-01, submit: 'true'}", "submit"),
        ("{id: F, type: dates_referred, at: 2025-05-01, note: {a: 1}}", "note"),
        ("{id: F, type: dates_referred, at: 2025-05-01, note: [a]}", "note"),
        ("{id: F, type: dates_referred, at: 2025-05-01, <<: {note: x}}", "<<"),
        ("{id: F, type: dates_referred, at: 2025-05-01, 1: x}", "1"),
        ("{id: F, type: dates_referred, at: 2025-05-01, note: |-\n    a\n    b\n  }", None),
    ],
)
def test_yaml_is_not_coerced(written: str, at: str | None) -> None:
    with pytest.raises(Problems) as refused:
        check_case(read(f"format: 1\ncase: X\nfacts:\n- {written}\n".encode()))
    assert [each.field for each in refused.value.problems] == [at]


# --- parameters and readings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "at"),
    [
        ({}, []),
        ({"email_hours": 0}, []),
        ({"post_working_days": 1}, []),
        ({"working_day_starts": "00:00", "working_day_ends": "23:59"}, []),
        ({"sources": {"email_hours": "M10.4"}}, []),
        *(({"email_hours": value}, ["email_hours"]) for value in (-1, 1.0, 1.5, "1", True, None, [], 10**12, 10**400)),
        *(({"post_working_days": value}, ["post_working_days"]) for value in (0, -1, 2.0, "2", False, None, {})),
        *(
            ({"working_day_starts": value}, ["working_day_starts"])
            for value in (
                9,
                900,
                9.0,
                True,
                None,
                "",
                "9:00",
                "24:00",
                "09:60",
                "09:00:00",
                "0900",
                "09:00Z",
                "٠٩:٠٠",
                "nine",
                [],
            )
        ),
        ({"working_day_starts": "17:29"}, []),
        ({"working_day_starts": "17:30"}, ["working_day_ends"]),
        ({"working_day_starts": "17:31"}, ["working_day_ends"]),
        ({"working_day_starts": "17:30", "working_day_ends": "9:00"}, ["working_day_ends"]),
        ({"email_hour": 1}, ["email_hour"]),
        ({"sources": {"email_hour": "M10.4"}}, ["sources.email_hour"]),
        (
            {"sources": {"email_hours": 5, "post_working_days": ""}},
            ["sources.email_hours", "sources.post_working_days"],
        ),
        *(({"sources": value}, ["sources"]) for value in (None, 5, "M10", [], True)),
        ({"email_hours": "1", "post_working_days": 0, "bogus": 1}, ["bogus", "email_hours", "post_working_days"]),
    ],
)
def test_parameters(parameters: Fields, at: list[str]) -> None:
    assert where(case(parameters=parameters)) == [(None, f"parameters.{field}") for field in at]


@pytest.mark.parametrize(
    ("readings", "at"),
    [
        ({}, []),
        ({"late_total": "breach_only", "month_count": "ninety_days"}, []),
        ({"late_totals": "bars"}, ["late_totals"]),
        *(
            ({"late_total": value}, ["late_total"])
            for value in ("bar", "Bars", "", " bars", None, True, 1, 1.5, [], {}, "\ud800")
        ),
        ({"late_total": "ninety_days"}, ["late_total"]),
        ({"\x1b[31m": "bars"}, ["\\x1b[31m"]),
        ({"late_total": "x", "bogus": "y", "vat": 5}, ["bogus", "late_total", "vat"]),
    ],
)
def test_readings(readings: Fields, at: list[str]) -> None:
    assert where(case(readings=readings)) == [(None, f"readings.{field}") for field in at]


# --- ids and references -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "at"),
    [
        pytest.param([paid("A"), paid("B")], [], id="two ids"),
        pytest.param([paid("A"), paid("a"), paid("A "), paid("Á"), paid("A\u0301")], [], id="ids compared exactly"),
        pytest.param([paid("A"), paid("A")], [("A", "id")], id="one id twice"),
        pytest.param([paid("A"), sent("A"), asked("A")], [("A", "id")], id="one id three times, three types"),
        pytest.param([paid("A"), paid("A"), paid("B"), paid("B")], [("A", "id"), ("B", "id")], id="two ids twice"),
        pytest.param(
            [paid("A"), paid("A", amount=5)], [("A", "amount"), ("A", "id")], id="one id twice, one unreadable"
        ),
        pytest.param(
            [asked("A"), paid("A"), given("G", "A")], [("A", "id")], id="a reference to an id that is there twice"
        ),
        pytest.param([asked("E"), given("G", "E")], [], id="an answer"),
        pytest.param([given("G", "E"), asked("E")], [], id="in any order"),
        pytest.param([asked("E", due="x"), given("G", "E")], [("E", "due")], id="an answer to what cannot be read"),
        pytest.param([asked("E", party=5), given("G", "E")], [("E", "party")], id="an answer to nobody's requirement"),
        pytest.param(
            [{"id": "E", "type": "x"}, given("G", "E")], [("E", "type")], id="an answer to what is of no type"
        ),
        pytest.param([given("G", "E")], [("G", "requirement")], id="an answer to nothing"),
        pytest.param([given("G", "e"), asked("E")], [("G", "requirement")], id="an answer to another case of letter"),
        pytest.param([paid("A"), given("G", "A")], [("G", "requirement")], id="an answer to a payment"),
        pytest.param(
            [asked("E"), given("G", "E", party="Q")], [("G", "requirement")], id="an answer for another Party"
        ),
    ],
)
def test_ids_and_references(facts: list[Fields], at: list[tuple[str, str]]) -> None:
    assert where(case(*facts)) == at


LATER = {"recorded": "2025-05-02"}


@pytest.mark.parametrize(
    ("facts", "at"),
    [
        pytest.param([paid("A"), paid("B", **corrects("A"))], [], id="on record at the same moment"),
        pytest.param([paid("A"), paid("B", **corrects("A"), recorded="2025-05-01T12:01")], [], id="a minute later"),
        pytest.param(
            [paid("A"), paid("B", **corrects("A"), recorded="2025-05-01T11:59")],
            [("B", "recorded")],
            id="a minute before",
        ),
        pytest.param(
            [paid("A"), paid("B", **corrects("A"), at="2025-04-30")], [("B", "recorded")], id="before by its own moment"
        ),
        pytest.param(
            [paid("A"), paid("B", **corrects("A"), at="2025-04-30", **LATER)], [], id="earlier, recorded later"
        ),
        pytest.param(
            [sent("A", received="2025-05-03"), sent("B", **corrects("A"), **LATER)],
            [("B", "recorded")],
            id="before what was received later than sent",
        ),
        pytest.param([sent("A"), sent("B", **corrects("A"), **LATER)], [], id="after what was sent"),
        pytest.param([paid("A"), paid("B", corrects="A")], [("B", "reason")], id="no reason"),
        pytest.param([paid("A"), paid("B", corrects="A", reason="")], [("B", "reason")], id="an empty reason"),
        pytest.param([paid("A"), paid("B", reason="r")], [("B", "reason")], id="a reason alone"),
        pytest.param([paid("B", **corrects("A"))], [("B", "corrects")], id="an unknown id"),
        pytest.param([paid("B", **corrects("B"))], [("B", "corrects")], id="itself"),
        pytest.param([paid("A"), sent("B", **corrects("A"))], [("B", "type")], id="another type"),
        pytest.param([paid("A"), paid("B", **corrects("A"), party="Q")], [("B", "party")], id="another Party"),
        pytest.param(
            [paid("A"), sent("B", **corrects("A"), party="Q", sent="2025-04-01")],
            [("B", "recorded"), ("B", "type")],
            id="another type, recorded before",
        ),
        pytest.param([paid("A"), paid("B", **corrects("A")), paid("C", **corrects("B"))], [], id="a chain of three"),
        pytest.param(
            [paid("A", **corrects("B")), paid("B", **corrects("A"))],
            [("A", "corrects"), ("B", "corrects")],
            id="two in a circle",
        ),
        pytest.param(
            [paid("A", **corrects("C")), paid("B", **corrects("A")), paid("C", **corrects("B"))],
            [("A", "corrects"), ("B", "corrects"), ("C", "corrects")],
            id="three in a circle",
        ),
        pytest.param([paid("A", amount=1), paid("B", **corrects("A"))], [("A", "amount")], id="of what cannot be read"),
        pytest.param([paid("A"), paid("B", corrects=5, reason="r")], [("B", "corrects")], id="of a number"),
    ],
)
def test_corrections(facts: list[Fields], at: list[tuple[str, str]]) -> None:
    assert where(case(*facts)) == at
    assert where(case(*reversed(facts))) == at


def test_two_corrections_of_one_fact_are_one_problem_that_names_it() -> None:
    facts = [paid("A"), paid("B", **corrects("A")), paid("C", **corrects("A")), paid("D", **corrects("B"))]
    with pytest.raises(Problems) as refused:
        taken(case(*facts))
    (only,) = refused.value.problems
    assert only.field == "corrects"
    assert only.fact in ("A", "B", "C")


def test_a_long_chain_of_corrections_is_followed() -> None:
    chain = [paid("F0"), *(paid(f"F{each}", **corrects(f"F{each - 1}")) for each in range(1, 4_000))]
    assert where(case(*chain)) == []
    chain[0] |= corrects("F3999")
    assert len(where(case(*chain))) == 4_000


LINE = {"line": "1", "incurred": "2025-03-10", "amount": "9.00", "limb": "other"}

# --- all at once ------------------------------------------------------------------------------------------------


def test_ten_defects_in_several_facts_are_ten_problems() -> None:
    file = {
        "format": 2,
        "case": "X",
        "parameters": {"email_hours": "1"},
        "readings": {"late_total": "maybe"},
        "facts": [
            asked("E", due="2025-02-30"),
            given("G", "E"),  # it names what cannot be read: no problem of its own
            paid("A", amount="1.5", bogus=1),
            paid("B", **corrects("A")),  # and so does this
            {
                "id": "L",
                "type": "cost_lines",
                "party": "P",
                "at": "2025-05-01",
                "lines": [LINE, {**LINE, "line": "2", "amount": 5}],
            },
            sent("T", method="fax"),
            {"id": "U", "type": "payment_mad"},
            paid("V", **corrects("nobody")),
        ],
    }
    assert where(file) == sorted(
        [
            *((None, "format"), (None, "parameters.email_hours"), (None, "readings.late_total")),
            *(("E", "due"), ("A", "amount"), ("A", "bogus"), ("L", "lines[1].amount")),
            *(("T", "method"), ("U", "type"), ("V", "corrects")),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    ("facts", "at"),
    [
        pytest.param(
            [paid("A", amount=5, **corrects("nobody"))],
            [("A", "amount"), ("A", "corrects")],
            id="an amount, and an unknown id",
        ),
        pytest.param(
            [given("G", "nobody", party=5)],
            [("G", "party"), ("G", "requirement")],
            id="a party, and an answer to nothing",
        ),
        pytest.param(
            [asked("E", due="x"), given("G", "E", **corrects("nobody"))],
            [("E", "due"), ("G", "corrects")],
            id="an answer to what cannot be read that corrects an unknown id",
        ),
        pytest.param(
            [sent("T", received="2025-04-30", amount=5)],
            [("T", "amount"), ("T", "received")],
            id="an amount, and received too early",
        ),
        pytest.param(
            [
                {
                    "id": "L",
                    "type": "cost_lines",
                    "party": "P",
                    "at": "2025-05-01",
                    "lines": [LINE, {**LINE, "amount": 5}],
                }
            ],
            [("L", "lines"), ("L", "lines[1].amount")],
            id="an amount, and one reference twice",
        ),
        pytest.param(
            [paid("A"), paid("B", **corrects("A")), paid("C", amount=5, **corrects("A"))],
            [("A", "corrects"), ("C", "amount")],
            id="two corrections of one fact, one of them unreadable",
        ),
        pytest.param(
            [paid("A"), sent("B", **corrects("A"), amount=5)],
            [("B", "amount"), ("B", "type")],
            id="another type, and an amount",
        ),
        pytest.param(
            [{"id": "D", "type": "appeal_decided", "at": "2025-05-01", "decision": "nobody", "upheld": "no"}],
            [("D", "decision"), ("D", "upheld")],
            id="an appeal against nothing, and a word for a bool",
        ),
    ],
)
def test_what_is_wrong_between_facts_is_said_with_what_is_wrong_within_them(
    facts: list[Fields], at: list[tuple[str, str]]
) -> None:
    assert where(case(*facts)) == at


def test_problems_come_in_the_order_of_the_facts() -> None:
    facts = [paid(f"F{each:02}", amount=5) for each in range(30)]
    with pytest.raises(Problems) as refused:
        taken(case(*facts))
    assert [each.fact for each in refused.value.problems] == [fact["id"] for fact in facts]


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(lambda: case(*[{}] * 20_000), id="facts that are empty"),
        pytest.param(lambda: case(*[5] * 100_000), id="facts that are numbers"),
        pytest.param(lambda: case(**{f"late{each}": 1 for each in range(20_000)}), id="unknown fields"),
        pytest.param(lambda: case(readings={f"late_tota{each}": 1 for each in range(10_000)}), id="unknown readings"),
        pytest.param(
            lambda: case(paid("F", **{f"k{each}": 1 for each in range(20_000)})), id="unknown fields of a fact"
        ),
        pytest.param(lambda: case(*[paid("F")] * 20_000), id="one id again and again"),
        pytest.param(
            lambda: case({"id": "F", "type": "cost_lines", "party": "P", "at": "2025-05-01", "lines": [{}] * 10_000}),
            id="lines that are empty",
        ),
    ],
)
def test_problems_by_the_ten_thousand_are_all_found(file: Any) -> None:
    written = json.dumps(file()).encode()
    with pytest.raises(Problems):
        check_case(read(written))


# --- the table of bank holidays ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notice", "readings", "field"),
    [
        ({"sent": "2035-03-05", "method": "hand"}, {}, "sent"),
        ({"sent": "2028-12-29", "method": "post"}, {}, "sent"),
        ({"received": "2035-03-05"}, {"proved_receipt": "business_hours"}, "received"),
    ],
)
def test_a_working_day_beyond_the_table_is_a_problem_of_the_field_it_turns_on(
    notice: Fields, readings: Fields, field: str
) -> None:
    fact = {"id": "T", "type": "total_notified", "party": "P", "amount": "1.00", **notice}
    loaded = taken(case(fact, readings=readings))
    with pytest.raises(Problems) as refused:
        what_counts(loaded, date(2040, 1, 1), None, terms(loaded, {}, shipped_holidays()).notices)
    assert [(each.fact, each.field) for each in refused.value.problems] == [("T", field)]


# --- the schema -------------------------------------------------------------------------------------------------


def test_the_schema_is_one_and_has_every_part_of_a_case_file() -> None:
    schema = case_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert sorted(schema["properties"]) == sorted(CaseFile.model_fields)
    assert schema["additionalProperties"] is False
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenarios_case_fits_the_schema(path: Path) -> None:
    VALIDATOR.validate(read(path.read_bytes())["case"])


VALIDATOR = jsonschema.Draft202012Validator(case_schema())


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"format": "1"},
        {"case": ""},
        {"case": 5},
        {"bogus": 1},
        {"facts": {}},
        {"facts": [5]},
        {"facts": [{"id": "F", "type": "nonsense"}]},
        {"facts": [paid("F", amount=1.5)]},
        {"facts": [paid("F", amount="1.5")]},
        {"facts": [paid("F", at="yesterday")]},
        {"parameters": {"email_hours": -1}},
        {"parameters": {"working_day_starts": "24:00"}},
        {"parameters": {"sources": {"bogus": "x"}}},
        {"readings": {"bogus": "x"}},
        {"readings": {"late_total": "x"}},
        {"readings": None},
    ],
)
def test_the_schema_refuses_what_the_program_refuses(changes: Fields) -> None:
    assert where({**case(), **changes})
    assert not VALIDATOR.is_valid({**case(), **changes})


def test_the_program_reads_yaml_and_json_of_one_case_alike() -> None:
    for path in SCENARIOS[:5]:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))["case"]
        by_json = check_case(read(json.dumps(written, default=str).encode()))
        assert by_json == check_case(read(path.read_bytes())["case"])
