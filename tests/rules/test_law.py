"""Keys of clauses, and `clause()`, which ties a rule to its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recovery_costs import law
from recovery_costs.law import CLAUSES, ORDER, clause, key


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Callable[..., Any]]]:
    """An empty record of rules, so that a rule made up here never stands beside the real ones."""
    empty: dict[str, list[Callable[..., Any]]] = {}
    monkeypatch.setattr(law, "RULES", empty)
    return empty


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("L10.14", "l10_14"),
        ("L10.15(a)", "l10_15_a"),
        ("L10.19(b)(ii)", "l10_19_b_ii"),
        ("L10.30(c)(vi)", "l10_30_c_vi"),
    ],
)
def test_key__is_the_reference_in_small_letters_and_underscores(ref: str, expected: str) -> None:
    assert key(ref) == expected


def test_key__no_two_clauses_share_one() -> None:
    assert len({key(ref) for ref in CLAUSES}) == len(CLAUSES)


def test_key__two_underscores_after_it_tell_a_limb_from_its_own_limbs() -> None:
    names = [f"{key(ref)}__anything" for ref in CLAUSES]
    for ref in CLAUSES:
        assert [name for name in names if name.startswith(f"{key(ref)}__")] == [f"{key(ref)}__anything"]


def test_order__is_code_order_and_a_limb_follows_its_parent() -> None:
    assert ORDER["L10.14"] == 0
    assert ORDER["L10.19"] < ORDER["L10.19(a)"] < ORDER["L10.19(b)"] < ORDER["L10.19(b)(i)"] < ORDER["L10.19(b)(ii)"]
    assert ORDER["L10.19(b)(ii)"] < ORDER["L10.19(c)"] < ORDER["L10.20"]
    assert sorted(ORDER.values()) == list(range(len(CLAUSES)))


def test_clause__records_the_rule_and_leaves_it_as_it_was(rules: dict[str, list[Callable[..., Any]]]) -> None:
    def l10_19_b_ii__something() -> str:
        return "said"

    assert clause("L10.19(b)(ii)")(l10_19_b_ii__something) is l10_19_b_ii__something
    assert l10_19_b_ii__something() == "said"
    assert rules == {"L10.19(b)(ii)": [l10_19_b_ii__something]}


def test_clause__several_rules_may_state_one_clause(rules: dict[str, list[Callable[..., Any]]]) -> None:
    @clause("L10.17")
    def l10_17__one_thing() -> None: ...

    @clause("L10.17")
    def l10_17__another() -> None: ...

    assert rules == {"L10.17": [l10_17__one_thing, l10_17__another]}


@pytest.mark.parametrize(
    "ref",
    [
        pytest.param("L10.13", id="the paragraph before the first"),
        pytest.param("L10.31", id="the paragraph after the last"),
        pytest.param("L10.19(d)", id="a limb after the last"),
        pytest.param("l10.19", id="small letters"),
        pytest.param("L10.19 (a)", id="a space"),
        pytest.param("", id="nothing"),
    ],
)
def test_clause__refuses_a_clause_that_does_not_exist(ref: str, rules: dict[str, list[Callable[..., Any]]]) -> None:
    with pytest.raises(LookupError, match="no clause"):
        clause(ref)
    assert rules == {}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("updated_estimate", id="no key"),
        pytest.param("l10_19_b_ii_updated_estimate", id="one underscore"),
        pytest.param("l10_19_b__updated_estimate", id="the parent's key"),
        pytest.param("l10_19_b_i__updated_estimate", id="the limb before"),
        pytest.param("L10_19_b_ii__updated_estimate", id="a capital letter"),
    ],
)
def test_clause__refuses_a_rule_whose_name_does_not_carry_its_key(
    name: str, rules: dict[str, list[Callable[..., Any]]]
) -> None:
    def rule() -> None: ...

    rule.__name__ = name
    with pytest.raises(LookupError, match=r"states L10\.19\(b\)\(ii\): its name starts with l10_19_b_ii__"):
        clause("L10.19(b)(ii)")(rule)
    assert rules == {}
