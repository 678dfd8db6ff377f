"""L10.18: who may ask the DCC to be recompensed."""

from __future__ import annotations

import pytest

from recovery_costs.finding import Basis, Outcome
from recovery_costs.rules.l10_18_request import l10_18__may_request
from recovery_costs.terms import DEFAULTS

BARRED = DEFAULTS | {"deemed_breacher_claims": "barred"}
DCC_MAY = DEFAULTS | {"dcc_claims": "any_party"}


@pytest.mark.parametrize("readings", [DEFAULTS, BARRED, DCC_MAY])
def test_l10_18__any_party_may_ask(readings: dict[str, str]) -> None:
    may, finding = l10_18__may_request("Supplier A", False, readings)
    assert may is True
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.18", Outcome.MET, Basis.STATED)
    assert (finding.about, finding.facts, finding.readings, finding.due) == ("Supplier A", (), (), None)
    assert "may ask" in finding.because


def test_l10_18__a_party_deemed_in_breach_may_ask() -> None:
    may, finding = l10_18__may_request("Supplier A", True, DEFAULTS)
    assert may is True
    assert (finding.outcome, finding.basis) == (Outcome.MET, Basis.READING)
    assert finding.readings == ("deemed_breacher_claims",)
    assert "deemed in breach and not cleared of it; the clause speaks of any Party, so it may ask" in finding.because


def test_l10_18__a_party_deemed_in_breach_may_not_ask_where_that_is_read_to_bar_it() -> None:
    may, finding = l10_18__may_request("Supplier A", True, BARRED)
    assert may is False
    assert (finding.outcome, finding.basis) == (Outcome.NOT_MET, Basis.READING)
    assert finding.readings == ("deemed_breacher_claims",)
    assert "under this reading it may not ask" in finding.because


@pytest.mark.parametrize("in_breach", [False, True])
@pytest.mark.parametrize("readings", [DEFAULTS, BARRED])
def test_l10_18__the_dcc_cannot_ask_itself(in_breach: bool, readings: dict[str, str]) -> None:
    may, finding = l10_18__may_request("DCC", in_breach, readings)
    assert may is False
    assert (finding.outcome, finding.basis, finding.readings) == (Outcome.NOT_MET, Basis.READING, ("dcc_claims",))
    assert (finding.about, finding.facts) == ("DCC", ())
    assert "cannot ask itself to pay; its costs go through its own allowed revenue" in finding.because


def test_l10_18__the_dcc_may_ask_where_any_party_is_read_to_include_it() -> None:
    may, finding = l10_18__may_request("DCC", False, DCC_MAY)
    assert may is True
    assert (finding.outcome, finding.basis, finding.readings) == (Outcome.MET, Basis.READING, ("dcc_claims",))
    assert "The DCC is itself a Party and may ask" in finding.because


@pytest.mark.parametrize(
    ("readings", "may_ask", "outcome"),
    [
        pytest.param(DCC_MAY, True, Outcome.MET, id="may claim"),
        pytest.param(DCC_MAY | {"deemed_breacher_claims": "barred"}, False, Outcome.NOT_MET, id="barred"),
    ],
)
def test_l10_18__the_dcc_as_a_party_deemed_in_breach(readings: dict[str, str], may_ask: bool, outcome: Outcome) -> None:
    may, finding = l10_18__may_request("DCC", True, readings)
    assert may is may_ask
    assert (finding.outcome, finding.readings) == (outcome, ("dcc_claims", "deemed_breacher_claims"))


@pytest.mark.parametrize("party", ["dcc", "Dcc", "DCC ", "D.C.C."])
def test_l10_18__names_are_compared_exactly(party: str) -> None:
    assert l10_18__may_request(party, False, DEFAULTS)[0] is True
