"""L10.17: which costs are Recovery Costs, line by line. The Recovery Event is on 5 March 2025 throughout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from recovery_costs.adjudication import Line
from recovery_costs.facts import CostLine
from recovery_costs.finding import Basis, Finding, Outcome
from recovery_costs.money import Money
from recovery_costs.rules.l10_17_recovery_costs import (
    l10_17__exclusions,
    l10_17__key_failed_in_the_event,
    l10_17__lines,
    l10_17__recovery_costs,
)
from recovery_costs.terms import DEFAULTS

EVENT = date(2025, 3, 5)
REPLACES = {"key_outcome": "not_used", "responsible_supplier": True, "smi_status": "commissioned"}
REPLACE_LIMBS = ["replace_device", "replace_data"]
OTHER_LIMBS = ["key_use", "other"]
EVERY_LIMB = [*REPLACE_LIMBS, *OTHER_LIMBS]


def cost(limb: str = "replace_device", **fields: Any) -> CostLine:
    """A line of 100.00 on the day after the event, that nothing excludes unless `fields` say so."""
    usual = {"line": "1", "incurred": "2025-03-06", "amount": "100.00", "limb": limb}
    return CostLine.model_validate(usual | (REPLACES if limb in REPLACE_LIMBS else {}) | fields)


def excluded(
    line: CostLine, *, required: bool = True, failed: bool = False, relevant: bool = True, **readings: str
) -> tuple[str, ...]:
    return l10_17__exclusions(line, EVENT, required, failed, relevant, DEFAULTS | readings)


def judged(
    line: CostLine,
    *,
    required: bool = True,
    failed: bool = False,
    relevant: Callable[[CostLine], bool] = lambda line: True,
    **readings: str,
) -> tuple[Line, Finding]:
    (one,), (finding,) = l10_17__lines("P", [line], "L", EVENT, required, failed, relevant, DEFAULTS | readings)
    assert one.finding is finding
    return one, finding


# --- in consequence of the event ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("incurred", "before"),
    [
        pytest.param("2025-03-04", True, id="the day before the event"),
        pytest.param("2025-03-05", False, id="the day of the event"),
        pytest.param("2025-03-06", False, id="the day after the event"),
    ],
)
@pytest.mark.parametrize("limb", ["replace_device", "replace_data", "key_use"])
def test_l10_17__a_cost_incurred_before_the_event(limb: str, incurred: str, before: bool) -> None:
    line = cost(limb, incurred=incurred)
    assert excluded(line) == (("before_event",) if before else ())
    assert excluded(line, pre_event_costs="included") == ()
    assert judged(line)[1].readings == (("pre_event_costs",) if before else ())


def test_l10_17__a_cost_before_the_event_turns_on_the_reading_and_names_the_day() -> None:
    line = cost(incurred="2025-03-04", reasonable=True)
    out, finding = judged(line)
    assert out == Line("1", Money.of("0.00"), ("before_event",))
    assert (finding.outcome, finding.basis, finding.readings) == (
        Outcome.NOT_MET,
        Basis.READING,
        ("pre_event_costs",),
    )
    assert (
        "£100.00 is left out: it was incurred before the day of the Recovery Event (5 March 2025)." in finding.because
    )
    let_in, finding = judged(line, pre_event_costs="included")
    assert let_in == Line("1", Money.of("100.00"), ())
    assert (finding.outcome, finding.basis, finding.readings) == (Outcome.MET, Basis.READING, ("pre_event_costs",))


# --- (a) use of the key -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("required", [True, False])
def test_l10_17_a__use_of_the_key_only_where_the_smki_pma_required_it(required: bool) -> None:
    line = cost("key_use", reasonable=True)
    assert excluded(line, required=required) == (() if required else ("key_not_required",))
    out, finding = judged(line, required=required)
    assert finding.clause == "L10.17(a)"
    assert (finding.about, finding.facts, finding.readings) == ("P", ("L",), ())
    assert (finding.due, finding.days_late) == (None, None)
    if required:
        assert out == Line("1", Money.of("100.00"), ())
        assert (finding.outcome, finding.basis) == (Outcome.MET, Basis.JUDGEMENT)
        assert finding.because == "Line 1: £100.00 is a Recovery Cost."
    else:
        assert out == Line("1", Money.of("0.00"), ("key_not_required",))
        assert (finding.outcome, finding.basis) == (Outcome.NOT_MET, Basis.COMPUTED)
        assert "the SMKI PMA has not required use of a key" in finding.because


@pytest.mark.parametrize("limb", [*REPLACE_LIMBS, "other"])
def test_l10_17_a__no_other_limb_asks_that_the_key_be_required(limb: str) -> None:
    assert "key_not_required" not in excluded(cost(limb), required=False)


@pytest.mark.parametrize("limb", OTHER_LIMBS)
def test_l10_17_a__outcome_supplier_and_device_exclude_nothing_off_the_replace_limbs(limb: str) -> None:
    line = cost(
        limb,
        key_outcome="successful",
        responsible_supplier=False,
        smi_status="suspended",
        compromised_credentials=False,
    )
    assert excluded(line, relevant=False) == (("outside_limbs",) if limb == "other" else ())


# --- (b) replacement ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "failed", "reasons"),
    [
        pytest.param("not_used", False, (), id="the key was not used"),
        pytest.param("unsuccessful", False, (), id="used unsuccessfully"),
        pytest.param("successful", False, ("key_successful",), id="used successfully"),
        pytest.param("not_used", True, (), id="not used, and it failed somewhere in the event"),
        pytest.param("unsuccessful", True, (), id="used unsuccessfully, and it failed somewhere in the event"),
        pytest.param("successful", True, (), id="used successfully here, and it failed somewhere in the event"),
    ],
)
@pytest.mark.parametrize("limb", REPLACE_LIMBS)
def test_l10_17_b__the_key_not_used_or_used_unsuccessfully(
    limb: str, outcome: str, failed: bool, reasons: tuple[str, ...]
) -> None:
    assert excluded(cost(limb, key_outcome=outcome), failed=failed) == reasons


def test_l10_17_b__a_successful_use_turns_on_how_success_is_read() -> None:
    line = cost(key_outcome="successful")
    out, finding = judged(line)
    assert out == Line("1", Money.of("0.00"), ("key_successful",))
    assert (finding.outcome, finding.readings, finding.basis) == (Outcome.NOT_MET, ("key_success",), Basis.READING)
    assert "the key was used successfully" in finding.because
    cleared, finding = judged(line, failed=True, key_success="per_event")
    assert cleared == Line("1", Money.of("100.00"), ())
    assert (finding.readings, finding.basis) == (("key_success",), Basis.READING)


@pytest.mark.parametrize(
    ("reading", "outcomes", "failed"),
    [
        pytest.param("per_device", [["unsuccessful"]], False, id="per device, whatever failed"),
        pytest.param("per_event", [], False, id="no lists"),
        pytest.param("per_event", [["successful", "not_used"], []], False, id="nothing failed"),
        pytest.param("per_event", [["successful"], ["not_used", "unsuccessful"]], True, id="one line of another party"),
    ],
)
@pytest.mark.parametrize("limb", EVERY_LIMB)
def test_l10_17_b__one_failure_on_any_limb_clears_every_line_per_event(
    limb: str, reading: str, outcomes: list[list[str]], failed: bool
) -> None:
    lists = [[cost(limb, key_outcome=outcome) for outcome in own] for own in outcomes]
    assert l10_17__key_failed_in_the_event(lists, DEFAULTS | {"key_success": reading}) is failed


def test_l10_17_b__a_line_that_says_no_outcome_is_no_failure() -> None:
    assert l10_17__key_failed_in_the_event([[cost("key_use")]], DEFAULTS | {"key_success": "per_event"}) is False


@pytest.mark.parametrize("limb", REPLACE_LIMBS)
def test_l10_17_b_i__only_the_responsible_supplier(limb: str) -> None:
    assert excluded(cost(limb, responsible_supplier=True)) == ()
    line = cost(limb, responsible_supplier=False)
    assert excluded(line) == ("not_responsible_supplier",)
    _, finding = judged(line)
    assert finding.clause == {"replace_device": "L10.17(b)(i)", "replace_data": "L10.17(b)(ii)"}[limb]
    assert (finding.outcome, finding.basis, finding.readings) == (Outcome.NOT_MET, Basis.COMPUTED, ())
    assert "the Party is not the Responsible Supplier" in finding.because


@pytest.mark.parametrize("limb", REPLACE_LIMBS)
def test_l10_17_b_ii__only_relevant_devices(limb: str) -> None:
    line = cost(limb, smi_status="suspended")
    assert excluded(line, relevant=True) == ()
    assert excluded(line, relevant=False) == ("not_relevant_device",)
    out, finding = judged(line, relevant=lambda line: line.smi_status == "commissioned")
    assert out == Line("1", Money.of("0.00"), ("not_relevant_device",))
    assert (finding.outcome, finding.basis, finding.readings) == (Outcome.NOT_MET, Basis.COMPUTED, ())
    assert "it is not for a Relevant Device" in finding.because


@pytest.mark.parametrize(
    ("relevant", "outcome"),
    [
        pytest.param(True, Outcome.FOR_JUDGEMENT, id="looked through"),
        pytest.param(False, Outcome.NOT_MET, id="literal"),
    ],
)
def test_l10_17_b__smi_status_recovery_turns_on_a_reading(relevant: bool, outcome: Outcome) -> None:
    line = cost(smi_status="recovery")
    _, finding = judged(line, relevant=lambda line: relevant)
    assert (finding.outcome, finding.readings, finding.basis) == (outcome, ("recovery_status",), Basis.READING)


def test_l10_17_b__smi_status_recovery_without_compromised_credentials_turns_on_nothing() -> None:
    line = cost(smi_status="recovery", compromised_credentials=False)
    _, finding = judged(line, relevant=lambda line: False)
    assert (finding.outcome, finding.readings, finding.basis) == (Outcome.NOT_MET, (), Basis.COMPUTED)


def test_l10_17_b__smi_status_recovery_off_the_replace_limbs_turns_on_nothing() -> None:
    _, finding = judged(cost("key_use", smi_status="recovery", key_outcome="successful"))
    assert finding.readings == ()


# --- what is left of an amount ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("otherwise", "left", "reasons"),
    [
        pytest.param("0.00", "100.00", (), id="nothing"),
        pytest.param("0.01", "99.99", (), id="a penny"),
        pytest.param("99.99", "0.01", (), id="a penny below the amount"),
        pytest.param("100.00", "0.00", ("otherwise_incurred",), id="exactly the amount"),
        pytest.param("100.01", "0.00", ("otherwise_incurred",), id="a penny above the amount"),
    ],
)
def test_l10_17__what_would_have_been_incurred_anyway(otherwise: str, left: str, reasons: tuple[str, ...]) -> None:
    line = cost(otherwise_incurred=otherwise)
    assert excluded(line) == reasons
    assert l10_17__recovery_costs(line, excluded(line), DEFAULTS) == Money.of(left)
    whole = DEFAULTS | {"otherwise_incurred": "whole_cost"}
    assert excluded(line, otherwise_incurred="whole_cost") == ()
    assert l10_17__recovery_costs(line, (), whole) == Money.of("100.00")


@pytest.mark.parametrize(
    ("vat", "left"),
    [
        pytest.param("0.00", "100.00", id="none"),
        pytest.param("20.00", "80.00", id="some"),
        pytest.param("99.99", "0.01", id="a penny below the amount"),
        pytest.param("100.00", "0.00", id="exactly the amount"),
        pytest.param("100.01", "0.00", id="a penny above the amount"),
    ],
)
def test_l10_17__recoverable_vat_is_taken_off_and_is_never_a_reason(vat: str, left: str) -> None:
    line = cost(recoverable_vat=vat)
    assert excluded(line) == ()
    assert l10_17__recovery_costs(line, (), DEFAULTS) == Money.of(left)
    assert l10_17__recovery_costs(line, (), DEFAULTS | {"vat": "gross"}) == Money.of("100.00")


@pytest.mark.parametrize(
    ("otherwise", "left", "reasons"),
    [
        pytest.param("79.99", "0.01", (), id="a penny below what VAT leaves"),
        pytest.param("80.00", "0.00", ("otherwise_incurred",), id="exactly what VAT leaves"),
        pytest.param("80.01", "0.00", ("otherwise_incurred",), id="a penny above what VAT leaves"),
    ],
)
def test_l10_17__vat_and_what_would_have_been_incurred_anyway(
    otherwise: str, left: str, reasons: tuple[str, ...]
) -> None:
    line = cost(recoverable_vat="20.00", otherwise_incurred=otherwise)
    assert excluded(line) == reasons
    assert l10_17__recovery_costs(line, reasons, DEFAULTS) == Money.of(left)
    assert excluded(line, vat="gross") == ()
    gross_left = Money.of("100.00") - Money.of(otherwise)
    assert l10_17__recovery_costs(line, (), DEFAULTS | {"vat": "gross"}) == gross_left


def test_l10_17__gross_is_not_a_reason_to_deduct_nothing_else() -> None:
    line = cost(amount="120000.00", recoverable_vat="20000.00", otherwise_incurred="30000.00")
    assert l10_17__recovery_costs(line, (), DEFAULTS) == Money.of("70000.00")
    assert l10_17__recovery_costs(line, (), DEFAULTS | {"vat": "gross"}) == Money.of("90000.00")
    assert l10_17__recovery_costs(line, (), DEFAULTS | {"otherwise_incurred": "whole_cost"}) == Money.of("100000.00")


def test_l10_17__any_reason_leaves_nothing_of_a_line() -> None:
    assert l10_17__recovery_costs(cost(), ("own_route",), DEFAULTS) == Money.of("0.00")


@pytest.mark.parametrize(
    ("fields", "readings", "eligible", "because"),
    [
        pytest.param(
            {"amount": "32400.00", "otherwise_incurred": "30000.00"},
            ("otherwise_incurred",),
            "2400.00",
            "Line 1: £2,400.00 of £32,400.00 is a Recovery Cost.",
            id="a premium over what was due anyway",
        ),
        pytest.param(
            {"amount": "120000.00", "recoverable_vat": "20000.00"},
            ("vat",),
            "100000.00",
            "Line 1: £100,000.00 of £120,000.00 is a Recovery Cost.",
            id="net of recoverable VAT",
        ),
    ],
)
def test_l10_17__a_deduction_is_shown_and_turns_on_its_reading(
    fields: dict[str, str], readings: tuple[str, ...], eligible: str, because: str
) -> None:
    out, finding = judged(cost(reasonable=True, **fields))
    assert out == Line("1", Money.of(eligible), ())
    assert (finding.outcome, finding.readings, finding.basis) == (Outcome.MET, readings, Basis.READING)
    assert finding.because == because


def test_l10_17__all_of_it_incurred_anyway_turns_on_the_reading() -> None:
    _, finding = judged(cost(otherwise_incurred="100.00"))
    assert (finding.outcome, finding.readings, finding.basis) == (
        Outcome.NOT_MET,
        ("otherwise_incurred",),
        Basis.READING,
    )
    assert "all of it would have been incurred anyway" in finding.because


# --- reasonably incurred, own route, outside (a) and (b) ----------------------------------------------------------


def test_l10_17__judged_reasonable() -> None:
    out, finding = judged(cost(reasonable=True))
    assert out == Line("1", Money.of("100.00"), ())
    assert (finding.outcome, finding.readings, finding.basis) == (Outcome.MET, (), Basis.JUDGEMENT)
    assert finding.because == "Line 1: £100.00 is a Recovery Cost."


def test_l10_17__judged_by_nobody_excludes_nothing_and_is_for_judgement() -> None:
    line = cost(reasonable=None)
    assert excluded(line) == ()
    out, finding = judged(line)
    assert out == Line("1", Money.of("100.00"), ())
    assert (finding.outcome, finding.basis) == (Outcome.FOR_JUDGEMENT, Basis.COMPUTED)
    assert "if it was reasonably incurred: nobody has judged that yet" in finding.because


def test_l10_17__judged_not_reasonable() -> None:
    line = cost(reasonable=False)
    assert excluded(line) == ("not_reasonable",)
    out, finding = judged(line)
    assert out == Line("1", Money.of("0.00"), ("not_reasonable",))
    assert (finding.outcome, finding.basis) == (Outcome.NOT_MET, Basis.JUDGEMENT)
    assert "it was judged not reasonable" in finding.because


@pytest.mark.parametrize("route", ["L10.6", "L10.12"])
@pytest.mark.parametrize("limb", ["replace_device", "key_use"])
def test_l10_17__a_cost_with_its_own_route_is_never_paid_twice(limb: str, route: str) -> None:
    line = cost(limb, own_route=route)
    assert excluded(line) == ("own_route",)
    _, finding = judged(line)
    assert (finding.outcome, finding.basis) == (Outcome.NOT_MET, Basis.COMPUTED)
    assert "it has its own reimbursement clause" in finding.because


def test_l10_17__a_cost_under_neither_limb() -> None:
    line = cost("other")
    assert excluded(line) == ("outside_limbs",)
    out, finding = judged(line)
    assert out == Line("1", Money.of("0.00"), ("outside_limbs",))
    assert (finding.clause, finding.outcome, finding.basis) == ("L10.17", Outcome.NOT_MET, Basis.COMPUTED)
    assert "it falls under neither (a) nor (b)" in finding.because


# --- several reasons, several lines -------------------------------------------------------------------------------

WORST = {"incurred": "2025-03-04", "otherwise_incurred": "100.00", "reasonable": False, "own_route": "L10.6"}


@pytest.mark.parametrize(
    ("limb", "reasons"),
    [
        (
            "replace_data",
            (
                "before_event",
                "key_successful",
                "not_responsible_supplier",
                "not_relevant_device",
                "otherwise_incurred",
                "not_reasonable",
                "own_route",
            ),
        ),
        ("key_use", ("before_event", "key_not_required", "otherwise_incurred", "not_reasonable", "own_route")),
        ("other", ("before_event", "otherwise_incurred", "not_reasonable", "own_route", "outside_limbs")),
    ],
)
def test_l10_17__every_reason_is_given_in_order(limb: str, reasons: tuple[str, ...]) -> None:
    line = cost(limb, **WORST, key_outcome="successful", responsible_supplier=False)
    assert excluded(line, required=False, relevant=False) == reasons
    _, finding = judged(line, required=False, relevant=lambda line: False)
    assert finding.basis is Basis.JUDGEMENT
    assert finding.because.count(";") == len(reasons) - 1


def test_l10_17__a_reason_that_no_reading_moves_settles_it() -> None:
    """Before the event under one reading or the other, the line stays out: the Party is not Responsible Supplier."""
    _, finding = judged(cost(incurred="2025-03-04", responsible_supplier=False))
    assert (finding.readings, finding.basis) == (("pre_event_costs",), Basis.COMPUTED)


def test_l10_17__lines_are_judged_one_by_one_as_given() -> None:
    lines = [
        cost(line="B", amount="9250.00", key_outcome="unsuccessful", reasonable=True),
        cost(line="A", amount="83250.00", key_outcome="successful"),
        cost("key_use", line="C", amount="120000.00"),
    ]
    judgements, findings = l10_17__lines("P", lines, "L", EVENT, True, False, lambda line: True, DEFAULTS)
    assert judgements == (
        Line("B", Money.of("9250.00"), ()),
        Line("A", Money.of("0.00"), ("key_successful",)),
        Line("C", Money.of("120000.00"), ()),
    )
    assert [each.clause for each in findings] == ["L10.17(b)(i)", "L10.17(b)(i)", "L10.17(a)"]
    assert [each.outcome for each in findings] == [Outcome.MET, Outcome.NOT_MET, Outcome.FOR_JUDGEMENT]
    assert {each.facts for each in findings} == {("L",)}
    assert [each.because.split(":")[0] for each in findings] == ["Line B", "Line A", "Line C"]


def test_l10_17__each_line_is_asked_whether_its_device_is_relevant() -> None:
    lines = [cost(line="A", smi_status="suspended"), cost(line="B")]
    judgements, _ = l10_17__lines(
        "P", lines, "L", EVENT, True, False, lambda line: line.smi_status == "commissioned", DEFAULTS
    )
    assert [each.excluded for each in judgements] == [("not_relevant_device",), ()]


def test_l10_17__without_a_recovery_event_nothing_can_be_said_of_any_line() -> None:
    lines = [cost(line="A"), cost("other", line="B", reasonable=False)]
    judgements, (finding,) = l10_17__lines("P", lines, "L", None, False, False, lambda line: True, DEFAULTS)
    assert judgements == (Line("A", None, ()), Line("B", None, ()))
    assert (finding.clause, finding.outcome, finding.about) == ("L10.17", Outcome.CANNOT_SAY, "P")
    assert finding.facts == ("L",)
    assert "No Recovery Event has occurred" in finding.because
