"""What seems to be claimed twice between Parties or events, and the month-end position."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recovery_costs.calendar import Moment, shipped_holidays
from recovery_costs.case_file import check_case
from recovery_costs.casework import admin, correcting, month_end
from recovery_costs.casework.across import claimed_twice
from recovery_costs.money import Money
from recovery_costs.record import WhatCounts, what_counts
from recovery_costs.terms import terms
from tests.casework.office import EVENT, A, B, Office, office


def facts(event: str, **lists: list[dict[str, Any]]) -> WhatCounts:
    """An event with a list of lines for each Party."""
    given = [
        {"id": f"L-{party}", "type": "cost_lines", "party": party, "at": "2025-04-01", "lines": listed}
        for party, listed in lists.items()
    ]
    case = check_case({"format": 1, "case": event, "facts": given})
    return what_counts(case, date(2025, 6, 1), None, terms(case, {}, shipped_holidays()).notices)


def line(name: str, amount: str = "10.00", **more: Any) -> dict[str, Any]:
    return {"line": name, "incurred": "2025-03-10", "amount": amount, "limb": "key_use", **more}


INVOICE = {"supplier": "Fitters Ltd", "invoice": "INV-1"}


@pytest.mark.parametrize(
    ("other", "twice"),
    [
        ({"supplier": "FITTERS  LTD.", "invoice": "inv 1"}, True),
        ({"supplier": "Fitters Ltd", "invoice": "INV-2"}, False),
        ({"supplier": "Fitter Ltd", "invoice": "INV-1"}, False),
        ({"invoice": "INV-1"}, False),
        ({"supplier": "Fitters Ltd"}, False),
    ],
)
def test_an_invoice_is_known_by_supplier_number_and_amount(other: dict[str, str], twice: bool) -> None:
    found = claimed_twice({"RE-1": facts("RE-1", A=[line("1", **INVOICE)], B=[line("7", **other)])})
    assert [[(place.party, place.line) for place in each.places] for each in found] == (
        [[("A", "1"), ("B", "7")]] if twice else []
    )


def test_another_amount_is_another_invoice() -> None:
    apart = {"RE-1": facts("RE-1", A=[line("1", "10.00", **INVOICE)], B=[line("1", "10.01", **INVOICE)])}
    assert claimed_twice(apart) == []


def test_within_one_claim_it_is_the_check_of_the_workbook_that_asks() -> None:
    assert claimed_twice({"RE-1": facts("RE-1", A=[line("1", **INVOICE), line("2", **INVOICE)])}) == []


def test_between_events_too_and_a_device_by_its_id() -> None:
    device = {
        "limb": "replace_device",
        "key_outcome": "not_used",
        "responsible_supplier": True,
        "smi_status": "commissioned",
    }
    first = facts("RE-1", A=[line("1", **device, device_ids=["00-DB-12", "00-DB-13"])])
    second = facts("RE-2", A=[line("5", **device, device_ids=["00DB12"])])
    [found] = claimed_twice({"RE-1": first, "RE-2": second})
    assert (found.kind, found.what) == ("device", "device 00-DB-12")
    assert [(place.event, place.line) for place in found.places] == [("RE-1", "1"), ("RE-2", "5")]


# --- month end ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def position(here: Office, party: str) -> month_end.Position:
    return next(e for e in month_end.positions([here.dcc.judged(EVENT, here.dcc.today)]) if e.party == party)


def test_the_provision_is_the_best_estimate_then_what_is_asked_then_what_is_payable_less_what_is_paid(
    here: Office,
) -> None:
    here.does(here.dcc, "note_intention", party="Supplier C", received="2025-06-02T09:00", estimate="70.00")
    assert position(here, "Supplier C").provision == Money.of("70.00")
    here.at("2025-06-03T09:00")
    here.does(here.dcc, "note_estimate", party="Supplier C", received="2025-06-03T09:00", amount="80.00")
    assert position(here, "Supplier C").best_estimate == Money.of("80.00")
    assert position(here, A).best_estimate is None
    assert position(here, A).provision == Money.of("1000.00")
    here.does(here.dcc, "refer", party=A)
    here.at("2025-06-04T09:00")
    here.does(here.panel, "direct", party=A, direction="part", sum="600.00", minute="1", reason="Part.")
    assert position(here, A).provision == Money.of("600.00")
    assert position(here, B).provision == Money.of("500.00")


def test_what_an_auditor_looks_at_first_is_listed(here: Office) -> None:
    fact = here.does(here.dcc, "note_estimate", party="Supplier C", received="2025-06-02", amount="1.00").facts[0]
    admin.choose_reading(here.panel, EVENT, "late_total", "breach_only", "Counsel.", command=here.id())
    correcting.correct(here.dcc, EVENT, fact, {"amount": "2.00"}, "A slip.", command=here.id())
    said = [each.what for each in month_end.watched(here.dcc.view.entries(), here.dcc.today)]
    assert said == [
        (
            "chose a reading. Is a request lost when notice of the total is late? A late notice of the total is a breach "
            "of L10.19(c), and the request stands. Why: Counsel."
        ),
        "corrected: estimate given of Supplier C. Why: A slip.",
    ]


def test_what_is_watched_ends_with_the_uk_day_and_with_what_was_known(here: Office) -> None:
    """30 June 2025 ends at 23:00 UTC, British Summer Time: a minute before it is June's, that minute is July's."""
    for number, moment in enumerate(("2025-06-30T22:59", "2025-06-30T23:00", "2025-07-03T09:00")):
        here.at(moment)
        admin.choose_reading(
            here.panel, EVENT, "late_total", ("breach_only", "bars")[number % 2], moment, command=here.id()
        )
    entries = here.panel.view.entries()

    def seen(day: int, month: int, known_at: str | None = None) -> list[str]:
        known = Moment.of(known_at) if known_at else None
        return [each.what[-16:] for each in month_end.watched(entries, date(2025, month, day), known)]

    assert seen(29, 6) == []
    assert seen(30, 6) == ["2025-06-30T22:59"]
    assert seen(1, 7) == seen(2, 7) == ["2025-06-30T22:59", "2025-06-30T23:00"]
    assert seen(3, 7) == ["2025-06-30T22:59", "2025-06-30T23:00", "2025-07-03T09:00"]
    assert seen(3, 7, "2025-06-30T23:59:59") == ["2025-06-30T22:59"]
    assert seen(3, 7, "2025-07-01T00:00") == ["2025-06-30T22:59", "2025-06-30T23:00"]
