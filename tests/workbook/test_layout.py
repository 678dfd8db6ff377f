"""What a claim workbook asks for: every field and option once, and rows that say what the facts say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, get_args

import pytest

from recovery_costs.calendar import METHODS as METHOD_WORDS
from recovery_costs.facts import FACT_TYPES, CostLine, EvidenceItem, Fact, KeyOutcome, Limb, Notice, OwnRoute
from recovery_costs.money import Money
from recovery_costs.workbook import layout
from recovery_costs.workbook.layout import HELD, STATEMENTS, Kind, Use
from recovery_costs.workbook.sheets import CLAIM, COST_LINES, ESTIMATE, EVIDENCE, SHEETS
from recovery_costs.workbook.statements import facts_of, filled, out_of_place
from tests.workbook.facts import FACTS, PARTY, records, said

COMMON = {"id", "type", "party", "recorded", "corrects", "reason", "source"}


def as_read(row: Mapping[str, object]) -> dict[str, Any]:
    """A row to be written as a check would read it back: in the forms of a case file."""
    forms = {Money: lambda value: value.text, date: date.isoformat, tuple: list}
    clock = lambda value: value.isoformat() if value.second else f"{value:%H:%M}"  # noqa: E731
    return {field: {**forms, time: clock}.get(type(value), lambda it: it)(value) for field, value in row.items()}


def test_rows_say_what_the_facts_say():
    given = filled(records(), PARTY)
    read = {name: (as_read(each.places), [as_read(row) for row in each.rows]) for name, each in given.items()}
    back = [{"type": kind, **fields} for _, _, kind, fields in facts_of(read)]
    assert {each["type"] for each in back} == HELD
    assert [said(fact) for fact in records(back)] == [said(fact) for fact in records()]


@pytest.mark.parametrize("kind", sorted(HELD))
def test_every_field_of_a_fact_has_a_cell(kind):
    fields = set(FACT_TYPES[kind].model_fields) - COMMON
    assert fields <= {name for fact in FACTS if fact["type"] == kind for name in fact} | {"note"}


def test_every_field_of_a_line_and_of_evidence_has_a_column():
    for sheet, record in ((COST_LINES, CostLine), (EVIDENCE, EvidenceItem)):
        assert sorted(entry.field for entry in sheet.table.entries) == sorted(record.model_fields)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (layout.LIMBS, get_args(Limb)),
        (layout.OUTCOMES, get_args(KeyOutcome)),
        (layout.OWN_ROUTES, get_args(OwnRoute)),
        (layout.METHODS, METHOD_WORDS),
        (layout.YES_NO, (True, False)),
    ],
)
def test_the_drop_downs_offer_every_option(choices, words):
    assert set(choices.values()) == set(words)


def test_headings_are_unlike_one_another_and_a_drop_down_fits():
    for sheet in SHEETS:
        entries = [*(place.entry for place in sheet.places), *sheet.table.entries]
        headings = [entry.heading.casefold() for entry in entries]
        assert len(set(headings)) == len(headings), sheet.name
        assert all(len(",".join(entry.choices)) <= 255 for entry in entries)
        assert all(len(entry.help) <= 255 and len(entry.heading) <= 32 for entry in sheet.table.entries)


def test_a_figure_is_built_from_working_columns_and_nothing_else_is_working():
    for sheet in SHEETS:
        working = [entry.field for entry in sheet.table.entries if entry.use is Use.WORKING]
        assert working == [part for parts in sheet.table.built.values() for part in parts]
        assert all(entry.formula for entry in sheet.table.entries if entry.use is Use.LIVE)
    assert ESTIMATE.table.built


def test_a_statement_names_cells_of_its_row_and_fields_of_its_fact():
    columns = {entry.field for entry in CLAIM.table.entries}
    for statement in STATEMENTS:
        assert {*statement.fields, *statement.needed} <= columns
        assert set(statement.fields.values()) <= set(FACT_TYPES[statement.fact].model_fields)
        assert statement.notice is issubclass(FACT_TYPES[statement.fact], Notice)
    what = next(entry for entry in CLAIM.table.entries if entry.field == "what")
    assert what.kind is Kind.CHOICE
    assert list(what.choices.values()) == [statement.fact for statement in STATEMENTS]


def test_what_a_row_has_no_use_for_is_named():
    assert out_of_place({"what": "costs_ceased", "sent_on": "2026-07-31", "method": "email"}) == ["method"]
    assert out_of_place({"what": "total_notified", "sent_on": "x", "estimate": "1.00", "total": "1.00"}) == ["estimate"]
    assert out_of_place({"what": "evidence_given", "received_on": "2026-07-31", "requirement": "e"}) == []


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ({"type": "dcc_satisfied", "at": "2026-07-31"}, "does not hold"),
        ({"type": "costs_ceased", "at": "2026-07-31", "party": "Supplier B"}, "not a fact of Supplier A"),
        ({"type": "costs_ceased", "at": "2025-10-26T01:30Z"}, "second time"),
        (
            {
                "type": "evidence_listed",
                "at": "2026-07-31",
                "items": [{"reference": "1", "kind": "k", "lines": ["a,b"]}],
            },
            "comma",
        ),
        (
            {
                "type": "evidence_listed",
                "at": "2026-07-31",
                "items": [{"reference": "1", "kind": "k", "lines": [f"{n:08}" for n in range(3_300)]}],
            },
            "split the line",
        ),
    ],
)
def test_what_no_cell_can_say_is_refused(fact, words):
    with pytest.raises(ValueError, match=words):
        filled(records([fact]), PARTY)


def test_a_second_list_is_refused():
    lists: list[Fact] = records([each for each in FACTS if each["type"] == "cost_lines"] * 2)
    with pytest.raises(ValueError, match="second fact"):
        filled(lists, PARTY)
