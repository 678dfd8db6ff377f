"""The two tables are complete, agree with the oracle on every combination, and stand in `docs/` as they are."""

from __future__ import annotations

import re
from math import prod
from pathlib import Path

import pytest

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.case_file import check_case
from recovery_costs.law import CLAUSES
from recovery_costs.plain import Problems
from recovery_costs.tables import breach, document, moves
from recovery_costs.tables.table import combinations, excluded, merged
from tests.tables import oracle

DOCS = Path(__file__).parents[2] / "docs"
each_table = pytest.mark.parametrize("name", document.TABLES)


@each_table
def test_combinations_that_can_occur_and_those_that_cannot_are_the_product_of_the_dimensions(name: str) -> None:
    table = document.TABLES[name]
    product = prod(len(values) for values in table.dimensions.values())
    assert len({tuple(each.items()) for each in combinations(table)}) == product
    assert len(document.answered(name)) + excluded(table).total() == product


def test_the_products_are_as_counted_by_hand() -> None:
    # 4 x 4 x 3 kinds, 4 appeals, 4 referrals, 2 days, 3 x 3 x 4 determinations; 4 x 2 x 2 x 7 x 5 x 4 moves
    assert [prod(len(values) for values in table.dimensions.values()) for table in document.TABLES.values()] == [
        55296,
        2240,
    ]
    # Subscribers: 10 of the DCC, 4 of each other kind. By the last day 17 + 49 + 49, after it 17 + 49 + 49 + 49.
    assert len(document.answered("breach-table.md")) == 22 * (115 + 164)
    assert len(document.answered("moves-table.md")) == 2240 - 3 * 2 * 2 * 5 * 4


@each_table
def test_each_combination_stands_in_exactly_one_row_of_each_question_that_arises(name: str) -> None:
    table = document.TABLES[name]
    for question in table.questions:
        rows = merged(table, question, document.answered(name))
        arises = [(each, said[question]) for each, said in document.answered(name) if question in said]
        for each, answer in arises:
            [row] = [row for row in rows if all(v in taken for v, taken in zip(each.values(), row.values, strict=True))]
            assert row.answer == answer
        assert sum(row.combinations for row in rows) == len(arises)


@each_table
def test_each_answer_names_a_clause(name: str) -> None:
    for _, said in document.answered(name):
        for answer in said.values():
            named = re.findall(r"L10\.\d\d(?:\([a-c]\))?", answer)
            assert named or answer == "nothing is payable yet"
            assert set(named) <= set(CLAUSES)


def test_a_party_with_an_oca_certificate_is_refused_by_the_case_file() -> None:
    for each in combinations(breach.BREACH_TABLE):
        if (breach.breach_impossible(each) or "").startswith("Only the DCC"):
            with pytest.raises(Problems) as refused:
                check_case(breach.breach_case(each))
            assert refused.value.problems[0].wanted == "oca only for the DCC"
            return


def sorted_out(result: Adjudication) -> tuple[dict[str, tuple[str, bool | None]], list[str]]:
    """Every list the Subscriber may be in; it is in one."""
    named = {row.subscriber for row in result.breaches}
    lists = [named, set(result.carved_out), {row.subscriber for row in result.not_deemed}]
    assert sum(len(each) for each in lists) <= 1
    keys = [(row.subscriber, row.provision) for row in result.breaches]
    assert len(keys) == len(set(keys))
    where = [name for name, each in zip(("deemed", "carved out", "not deemed"), lists, strict=True) if each]
    return {row.provision: (row.status, row.referral_in_time) for row in result.breaches}, where or ["nobody"]


def test_the_oracle_agrees_on_every_combination_of_breach() -> None:
    for each, said in document.answered("breach-table.md"):
        where, deemed, _ = oracle.who(each)
        rows, found = sorted_out(breach.breach_judged(each))
        assert found == [where], each
        assert rows.keys() == {provision for provision, _ in deemed}
        for provision, clause in deemed:
            status, by = oracle.standing(each)
            assert rows[provision] == (status, oracle.first(oracle.IN_TIME_ROWS, each)), each
            assert f"deemed in breach of {provision} ({clause})" in said[breach.DEEMED].split("; ")
            assert said[breach.STANDING].endswith(f" ({by})"), each


@pytest.mark.parametrize("reading", [reading for reading in oracle.WHO if reading != "default"])
def test_the_oracle_agrees_under_every_other_reading_of_breach(reading: str) -> None:
    name, _, option = reading.partition("=")
    for each, _ in document.answered("breach-table.md"):
        if each["appeal"] == "none":
            where, deemed, _ = oracle.who(each, reading)
            rows, found = sorted_out(breach.breach_judged(each, {name: option}))
            assert found == [where], each
            assert {provision: status for provision, (status, _) in rows.items()} == {
                provision: oracle.standing(each, reading)[0] for provision, _ in deemed
            }, each


def test_the_oracle_agrees_on_every_combination_of_moves() -> None:
    for each, said in document.answered("moves-table.md"):
        expected = {question: oracle.move(question, each) for question in moves.MOVES_TABLE.questions}
        assert said == {question: answer for question, answer in expected.items() if answer is not None}, each


def test_l10_29__an_appeal_not_decided_changes_nothing_and_a_decision_counts_without_an_appeal() -> None:
    for each, _ in document.answered("breach-table.md"):
        if each["appeal"] != "none" and each["certificates"] == "organisation" and each["subscriber"] == "Party":
            given, as_of = breach.breach_case(each), breach.JUDGED[each["judged"]]
            alone = {**given, "facts": [fact for fact in given["facts"] if fact["id"] != "A"]}
            open_ = {**given, "facts": [fact for fact in given["facts"] if fact["id"] != "H"]}
            none = breach.breach_case({**each, "appeal": "none"})
            said = [adjudicate(check_case(case), as_of).breaches for case in (given, alone, open_, none)]
            assert said[0] == said[1]
            assert said[2] == said[3]


@each_table
def test_a_document_is_up_to_date(name: str) -> None:
    if (DOCS / name).read_text(encoding="utf-8") != document.document(name):
        pytest.fail(f"docs/{name} is stale. Run: .venv/bin/{document.COMMAND}", pytrace=False)


def test_both_documents_are_written(tmp_path: Path) -> None:
    assert [path.name for path in document.write(tmp_path)] == ["breach-table.md", "moves-table.md"]
    for name in document.TABLES:
        assert (tmp_path / name).read_bytes() == document.document(name).encode()
