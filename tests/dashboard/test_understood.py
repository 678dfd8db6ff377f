"""What people type for a sum, a day or a moment: read where it has one meaning, else handed on as it stands."""

from __future__ import annotations

import pytest

from recovery_costs.dashboard import understood


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("£489,357.40", "489357.40"),
        ("489357.40", "489357.40"),
        ("1000", "1000.00"),
        ("1,000", "1000.00"),
        ("1,000.00", "1000.00"),
        (" £ 5 ", "5.00"),
        ("0", "0.00"),
        ("007.00", "7.00"),
        *(
            (same, same)
            for same in ("1.000", "1000.5", "1,50", "10,00.00", "1,0000", "-5", "(5)", "$5", "1e3", "5p", "")
        ),
    ],
)
def test_a_sum(typed: str, read: str) -> None:
    assert understood.money(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-02", "2026-11-02"),
        ("2 November 2026", "2026-11-02"),
        ("2\u00a0Nov\u00a02026", "2026-11-02"),
        ("02/11/2026", "2026-11-02"),
        ("2.11.2026", "2026-11-02"),
        *((same, same) for same in ("02/11/26", "2 Nov 26", "11/25/2026", "31/02/2026", "2026", "next week", "")),
    ],
)
def test_a_day(typed: str, read: str) -> None:
    assert understood.day(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-02T10:00", "2026-11-02T10:00"),
        ("2026-11-02T10:00:30Z", "2026-11-02T10:00:30Z"),
        ("2026-11-02 10:00", "2026-11-02T10:00"),
        ("2 November 2026 at 10:00", "2026-11-02T10:00"),
        ("2 November 2026, 9:05", "2026-11-02T09:05"),
        ("02/11/2026 10:00 UK time", "2026-11-02T10:00"),
        ("2 November 2026", "2026-11-02"),
        *((same, same) for same in ("2 November 2026 25:00", "2 November 2026 10am", "10:00", "29 March 2026 01:30")),
    ],
)
def test_a_moment(typed: str, read: str) -> None:
    assert understood.moment(typed) == read  # the last of them the clock leaves out


def test_how_it_is_read_is_said_where_it_looks_otherwise() -> None:
    assert understood.again("moment", "02/11/2026 10:00") == "2 November 2026 at 10:00"
    assert understood.again("moment", "2 November 2026 at 10:00") is None
    assert understood.again("money", "1,000") == "£1,000.00"
    assert understood.again("money", "lots") is None


def test_a_line_of_a_payment_is_parted_where_its_day_and_sum_can_be_read() -> None:
    (read,) = understood.payments("Energy, Gas and Co, 18 December 2026, £1,000.00")
    assert read == {"party": "Energy, Gas and Co", "on": "2026-12-18", "amount": "1000.00"}
    assert understood.payments("A, soon, 5") == [{"party": "A", "on": "soon", "amount": "5.00"}]
