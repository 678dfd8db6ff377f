"""No outcome without a test: every (clause, outcome) pair that the rules can give has a case worked by hand.

What they can give is read from their code (outcomes.py), so that a rule with a new answer is red until its case is written.
"""

from __future__ import annotations

import ast

from recovery_costs.adjudicate import adjudicate
from recovery_costs.law import CLAUSES
from recovery_costs.plain import read
from recovery_costs.scenarios import runs
from tests.rules.test_every_outcome import ANSWERS
from tests.shape.outcomes import OUTCOMES, RULES, TOP, Module, Pair, given_by_rules

NEVER: dict[Pair, str] = {
    ("L10.17", "met"): "a line of the limb other falls under neither (a) nor (b), so it is always left out",
    ("L10.17", "for_judgement"): "the same: what is left out is not met",
    ("L10.20(b)", "does_not_apply"): "the Panel's timetable displaces the DCC's days, never its own",
    ("L10.24(b)(ii)", "not_met"): "named only where several instalments sum to what was payable; else L10.24(b) is",
    ("L10.24(b)(ii)", "cannot_say"): "the same",
    (
        "L10.30(a)(ii)",
        "met",
    ): "named only where the credentials are not Compromised; a Relevant Device needs both limbs",
}
"""Pairs that two branches of a rule exclude between them, and why."""


def test_every_answer_that_a_rule_can_give_has_its_case() -> None:
    possible = given_by_rules()
    shown = {(each.clause, each.outcome) for each in ANSWERS}
    assert {pair: where for pair, where in possible.items() if pair not in shown and pair not in NEVER} == {}
    assert shown - possible.keys() == set()


def test_what_is_said_never_to_be_given_is_read_from_the_code_and_has_no_case() -> None:
    assert NEVER.keys() <= given_by_rules().keys()
    assert {(each.clause, each.outcome) for each in ANSWERS} & NEVER.keys() == set()


def test_no_scenario_is_given_an_answer_that_was_not_read_from_the_code() -> None:
    """What is read from the code is held against what the rules are seen to give, so that the reading is not short."""
    seen: set[Pair] = set()
    for path in sorted((TOP / "tests" / "scenarios").rglob("*.yaml")):
        for run in runs(read(path.read_bytes()))[:4]:
            found = adjudicate(run.case, run.as_of, run.known_at, run.readings).findings
            seen |= {(each.clause, str(each.outcome)) for each in found}
    assert seen <= given_by_rules().keys() - NEVER.keys()
    assert len(seen) > 90


def test_every_clause_with_an_answer_exists_and_every_outcome_is_among_them() -> None:
    assert {clause for clause, _ in given_by_rules()} <= CLAUSES.keys()
    assert {outcome for _, outcome in given_by_rules()} == set(OUTCOMES.values())


def test_a_rule_makes_a_finding_by_found_alone() -> None:
    """Else its answers would not be read."""
    for path in RULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in ("Finding", "replace", "dataclasses.replace"), path.name


def test_an_answer_added_to_a_rule_is_read(tmp_path) -> None:
    """The reading of the code itself: a table, a loop, a branch, a parameter and a tuple."""
    module = tmp_path / "l10_99_made_up.py"
    module.write_text(
        "TABLE = {True: Outcome.MET, None: Outcome.CANNOT_SAY}\n"
        "def rule(did, notified):\n"
        "    for limb, kind in (('A', 1), ('B', 2)):\n"
        "        found(limb, TABLE[did], 'x')\n"
        "    outcome, because = told(did)\n"
        "    found('C' if did else 'D', outcome, because)\n"
        "    said('E')\n"
        "    found('F', notified.outcome, 'x')\n"
        "def told(did):\n"
        "    return (Outcome.NOT_MET, 'x') if did else (Outcome.FOR_JUDGEMENT, 'y')\n"
        "def said(clause):\n"
        "    found(clause, Outcome.DOES_NOT_APPLY, 'x')\n",
        encoding="utf-8",
    )
    both = {(clause, outcome) for clause in "AB" for outcome in ("met", "cannot_say")}
    both |= {(clause, outcome) for clause in "CD" for outcome in ("not_met", "for_judgement")}
    both |= {("E", "does_not_apply")}
    both |= {("F", outcome) for outcome in ("met", "not_met", "cannot_say")}
    assert Module(module).pairs() == both
