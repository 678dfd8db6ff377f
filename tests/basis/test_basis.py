"""Whose word it is: no sentence takes a right away, or calls a thing final, without the clause or the reading that does.

The findings of every scenario, of the samples and of random cases are read, and the literals of every rule. The short
form runs always; `RECOVERY_COSTS_LONG=1` runs 10,000 random adjudications.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from rich.console import Console

from recovery_costs.adjudicate import adjudicate
from recovery_costs.adjudication import Adjudication
from recovery_costs.advice import advise
from recovery_costs.calendar import Parameters
from recovery_costs.case_file import check_case
from recovery_costs.finding import Basis, Finding
from recovery_costs.law import CLAUSES, READINGS
from recovery_costs.ledger import ledger
from recovery_costs.papers import advice as advice_page
from recovery_costs.papers import ledger as ledger_page
from recovery_costs.papers import text, words
from recovery_costs.papers import verdict as verdict_page
from recovery_costs.plain import read
from recovery_costs.scenarios import Run, runs
from recovery_costs.verdict import verdict
from tests.properties.strategies import a_day, facts, readings

TOP = Path(__file__).parents[2]
LONG = os.environ.get("RECOVERY_COSTS_LONG") == "1"
MANY = settings(max_examples=10_000 if LONG else 500, deadline=None, suppress_health_check=list(HealthCheck))

TAKES_AWAY = re.compile(
    r"\b(bar|bars|barred|debar\w*|disqualif\w*|forfeit\w*|invalid\w*|void|unlawful\w*|must|shall|forbidden|lapse[sd]?)\b",
    re.IGNORECASE,
)
FINAL = re.compile(r"\b(final|finally|conclusive|irrevocabl\w*)\b", re.IGNORECASE)
CLAUSE = re.compile(r"\bL1[01]\.\d+")
BY_READING = re.compile(r"\b(read as|as read|as it is read|under this reading)\b", re.IGNORECASE)
BARRING = {"late_intention", "missed_estimate", "late_total", "dcc_claims", "deemed_breacher_claims"}
FINALLY = ("L10.28", "L10.29")
"""The clauses that make anything final."""


def sentences(because: str) -> list[str]:
    return re.split(r"(?<=[.;])\s+(?=[A-Z£])", because)


def warranted(sentence: str, finding: Finding) -> bool:
    """Whether a sentence says whose word it is: by its clause, by its reading, or by the finding's own label."""
    if FINAL.search(sentence) and not (finding.clause in FINALLY or any(ref in sentence for ref in FINALLY)):
        return False
    if not TAKES_AWAY.search(sentence):
        return True
    if CLAUSE.search(sentence):
        return True
    named = BARRING & set(finding.readings)
    return bool(named) and (finding.basis is Basis.READING or bool(BY_READING.search(sentence)))


def faults(result: Adjudication, written: str) -> Iterator[str]:
    """What is wrong with the sentences of an adjudication; `written` is what the case itself says."""
    for finding in result.findings:
        said = finding.because
        where = f"{finding.clause} [{finding.basis}] {said!r}"
        for sentence in sentences(said):
            if not warranted(sentence, finding):
                yield f"whose word: {where}"
        if finding.basis is Basis.READING and not finding.readings:
            yield f"no reading named: {where}"
        if not said.endswith("."):
            yield f"no full stop: {where}"
        if not re.match(r"[A-Z£]", said) and not written.count(said.split()[0]):
            yield f"no capital: {where}"
        if "  " in said or said != said.strip() or ".." in said or " ." in said:
            yield f"spacing: {where}"
        if re.search(r"\b(None|True|False|null|nan)\b", said):
            yield f"a bare value: {where}"
        for word in re.findall(r"\b\w+_\w+\b", said):
            if word not in PARAMETERS and word not in written:
                yield f"the raw name {word}: {where}"
    for item in result.awaited:
        if TAKES_AWAY.search(item.what) or FINAL.search(item.what) or "_" in item.what.replace(written, ""):
            yield f"awaited {item.clause}: {item.what!r}"
        if item.clause not in CLAUSES:
            yield f"awaited under no clause: {item.what!r}"


PARAMETERS = {each.name for each in fields(Parameters)}


def cases() -> Iterator[tuple[str, Run, str]]:
    """Every run that a scenario or a sample asks for, and what is written there."""
    files = sorted((TOP / "tests" / "scenarios").rglob("*.yaml")) + sorted((TOP / "sample_claims").glob("*/event.yaml"))
    for path in files:
        given_ = read(path.read_bytes())
        if path.name == "event.yaml":
            expected = read(path.with_name("expected.yaml").read_bytes())
            given_ = {**{key: value for key, value in expected.items() if key != "case"}, "case": given_}
        for run in runs(given_):
            yield path.stem, run, str(given_)


@cache
def shipped() -> tuple[tuple[str, Adjudication, str], ...]:
    return tuple(
        (name, adjudicate(run.case, run.as_of, run.known_at, run.readings), written) for name, run, written in cases()
    )


@cache
def telling() -> list[Adjudication]:
    """Of the scenarios and samples each that says something, numbers and names aside, which none before it says."""
    kept, said = [], set()
    for _, result, _ in shipped():
        own = {(each.clause, each.basis, each.outcome, plainly(each.because)) for each in result.findings}
        own |= {(each.clause, each.kind, plainly(each.what)) for each in result.awaited}
        own |= {(claim.state, claim.barred_by, claim.payable_under) for claim in result.claims}
        if own - said:
            kept.append(result)
            said |= own
    return kept


def plainly(sentence: str) -> str:
    return " ".join(re.findall(r"\b[a-z]+\b", sentence))


def test_the_sentences_of_every_scenario_and_sample_say_whose_word_it_is() -> None:
    wrong = {f"{name}: {fault}" for name, result, written in shipped() for fault in faults(result, written)}
    assert sorted(wrong) == []


@MANY
@given(facts(), a_day(), readings())
def test_the_sentences_of_random_cases_say_whose_word_it_is(
    made: list[dict[str, Any]], as_of: Any, chosen: Any
) -> None:
    result = adjudicate(check_case({"format": 1, "case": "P", "facts": made}), as_of, None, chosen)
    assert list(faults(result, str(made))) == []


# --- what the terminal prints ---------------------------------------------------------------------------------------


def printed(part: Any) -> str:
    """What the terminal would print, on lines that never break."""
    out = StringIO()
    Console(file=out, width=2_000, markup=False, highlight=False, emoji=False).print(part)
    return out.getvalue()


def test_the_terminal_prints_whose_word_it_is_beside_every_finding() -> None:
    for result in telling():
        page = printed(text.findings(result.findings))
        for finding in result.findings:
            assert f"{finding.because} [{words.BASIS[finding.basis]}]" in page, (result.case, finding.clause)


LABELS = re.compile("|".join(re.escape(f"[{label}]") for label in words.BASIS.values()))
CHOSEN = re.compile(r"\b(" + "|".join(READINGS) + r")\b")


def test_every_line_that_is_printed_says_whose_word_it_is() -> None:
    """A line that takes a right away, or calls a thing final, carries its clause, its reading or the finding's label."""
    wrong = set()
    for result in telling():
        for part in (text.adjudication(result), text.portfolio([result])):
            for line in printed(part).splitlines():
                if not (TAKES_AWAY.search(line) or FINAL.search(line)):
                    continue
                if not any(mark.search(line) for mark in (CLAUSE, BY_READING, LABELS, CHOSEN)):
                    wrong.add(" ".join(line.split()))
    assert sorted(wrong) == []


def test_every_line_of_a_verdict_an_advice_and_a_ledger_says_whose_word_it_is() -> None:
    claimed: dict[str, set[str]] = {"verdict": set(), "advice": set(), "ledger": set()}
    for _, run, _ in islice(cases(), 0, None, 60):
        case, as_of, readings_ = run.case, run.as_of, run.readings
        pages = (
            verdict_page.verdict(verdict(case, as_of, readings=readings_)),
            advice_page.advice(advise(case, as_of, readings=readings_)),
            ledger_page.ledger(ledger(case, as_of, readings=readings_)),
        )
        for name, page in zip(claimed, pages, strict=True):
            lines = (" ".join(line.split()) for line in printed(page).splitlines())
            claimed[name] |= {line for line in lines if TAKES_AWAY.search(line) or FINAL.search(line)}
    assert all(claimed.values())
    said = set().union(*claimed.values())
    assert [each for each in sorted(said) if not any(mark.search(each) for mark in (CLAUSE, BY_READING, CHOSEN))] == []


def test_the_labels_are_five_and_each_is_used() -> None:
    assert set(words.BASIS) == {str(each) for each in Basis}
    assert {str(finding.basis) for _, result, _ in shipped() for finding in result.findings} == set(words.BASIS)


# --- the rules' own words -------------------------------------------------------------------------------------------


def literals(path: Path) -> Iterator[str]:
    """The text of a module but for its docstrings: of a formatted text, with {} for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in docs or id(node) in inner:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


RULES = sorted((TOP / "recovery_costs" / "rules").glob("l10_*.py"))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_no_template_of_a_rule_takes_a_right_away_on_its_own_word(path: Path) -> None:
    """Also where no case above reached it: the words stand only beside a clause, a reading, or in a barring rule's own."""
    wrong = []
    for said in literals(path):
        if said in FILLED_IN:
            continue
        about_final = FINAL.search(said) and not path.stem.startswith(("l10_28", "l10_29"))
        takes = TAKES_AWAY.search(said) and not (CLAUSE.search(said) or BY_READING.search(said))
        if about_final or takes:
            wrong.append(said)
    assert wrong == []


FILLED_IN = {"long-stop, that bars", "breach only, that does not bar"}
"""Parts of a template that starts with "Read as a"."""


def test_every_finding_of_basis_reading_names_a_reading_that_exists() -> None:
    for _, result, _ in shipped():
        for finding in result.findings:
            assert set(finding.readings) <= READINGS.keys()
