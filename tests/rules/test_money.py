"""Money: whole pence, read and written exactly, and nought where the law stops there."""

from __future__ import annotations

import pytest

from recovery_costs.money import NOUGHT, Money


@pytest.mark.parametrize(
    ("written", "pence"),
    [
        pytest.param("0.00", 0, id="nothing"),
        pytest.param("0.01", 1, id="a penny"),
        pytest.param("0.99", 99, id="a penny below a pound"),
        pytest.param("1.00", 100, id="a pound"),
        pytest.param("1.01", 101, id="a penny above a pound"),
        pytest.param("9.90", 990, id="pence that end in nought"),
        pytest.param("10.09", 1009, id="pence that start with nought"),
        pytest.param("212600.00", 21_260_000, id="a claim"),
        pytest.param("999999999999.99", 99_999_999_999_999, id="the most that can be written"),
    ],
)
def test_money__reads_pounds_and_pence_and_writes_them_back(written: str, pence: int) -> None:
    assert Money.of(written) == Money(pence)
    assert Money(pence).text == written


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param("12", id="no pence"),
        pytest.param("12.", id="a point and no pence"),
        pytest.param("12.5", id="one figure of pence"),
        pytest.param("12.345", id="three figures of pence"),
        pytest.param(".50", id="no pounds"),
        pytest.param("012.50", id="a nought in front"),
        pytest.param("00.50", id="two noughts"),
        pytest.param("-1.00", id="a minus sign"),
        pytest.param("+1.00", id="a plus sign"),
        pytest.param("1,000.00", id="separators"),
        pytest.param("£1.00", id="a pound sign"),
        pytest.param("1e3", id="an exponent"),
        pytest.param(" 1.00", id="a space before"),
        pytest.param("1.00 ", id="a space after"),
        pytest.param("1.00\n", id="a line end after"),
        pytest.param("1\u0660.00", id="figures of another script"),
        pytest.param("1000000000000.00", id="a penny above the most that can be written"),
    ],
)
def test_money__refuses_any_other_way_of_writing(written: str) -> None:
    with pytest.raises(ValueError, match=r"^this is not pounds, a point and two figures of pence, such as 212600\.00$"):
        Money.of(written)


def test_money__the_sum_of_nothing_is_nought() -> None:
    assert Money.sum([]) == NOUGHT == Money.of("0.00")


def test_money__adds_to_the_penny_where_a_float_would_not() -> None:
    assert Money.sum([Money.of("0.10"), Money.of("0.20")]) == Money.of("0.30")
    assert Money.of("0.10") + Money.of("0.20") == Money.of("0.30")
    assert Money.sum(Money.of("0.01") for _ in range(100)) == Money.of("1.00")


def test_money__takes_away_and_may_fall_below_nought_for_a_moment() -> None:
    assert Money.of("1.00") - Money.of("0.99") == Money.of("0.01")
    assert Money.of("0.99") - Money.of("1.00") == Money(-1)


@pytest.mark.parametrize(
    ("pence", "left"),
    [
        pytest.param(-1, 0, id="a penny below nought"),
        pytest.param(0, 0, id="nought"),
        pytest.param(1, 1, id="a penny above nought"),
    ],
)
def test_money__or_nought_stops_at_nought(pence: int, left: int) -> None:
    assert Money(pence).or_nought == Money(left)


@pytest.mark.parametrize(
    ("pence", "above", "at_least"),
    [
        pytest.param(99_999, False, False, id="a penny below"),
        pytest.param(100_000, False, True, id="exactly at"),
        pytest.param(100_001, True, True, id="a penny above"),
    ],
)
def test_money__compares_by_the_penny(pence: int, above: bool, at_least: bool) -> None:
    assert (Money(pence) > Money.of("1000.00")) is above
    assert (Money(pence) >= Money.of("1000.00")) is at_least


@pytest.mark.parametrize(
    ("pence", "people", "document"),
    [
        pytest.param(0, "£0.00", "0.00", id="nought"),
        pytest.param(-1, "\u2212£0.01", "-0.01", id="a penny below nought"),
        pytest.param(-123_456, "\u2212£1,234.56", "-1234.56", id="below nought"),
        pytest.param(99_999, "£999.99", "999.99", id="a penny below a thousand"),
        pytest.param(100_000, "£1,000.00", "1000.00", id="a thousand"),
        pytest.param(100_001, "£1,000.01", "1000.01", id="a penny above a thousand"),
        pytest.param(21_260_000, "£212,600.00", "212600.00", id="a claim"),
        pytest.param(123_456_789_005, "£1,234,567,890.05", "1234567890.05", id="two separators and more"),
    ],
)
def test_money__is_written_for_people_and_in_documents(pence: int, people: str, document: str) -> None:
    assert str(Money(pence)) == people
    assert Money(pence).text == document


def test_money__cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        NOUGHT.pence = 1  # type: ignore[misc]
