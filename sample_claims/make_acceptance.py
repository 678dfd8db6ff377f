"""Acceptance cases worked by hand, written as a workbook that lawyers can read, change and add to.

Run as `python sample_claims/make_acceptance.py [FILE]`; it gives the same bytes every time. Every answer here was
worked from the words of L10.14 to L10.29, none pasted from what the program printed. The event of most cases is on
Wednesday 5 March 2025, so that three months end on Thursday 5 June 2025.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from recovery_costs.calendar import Moment, parse_day
from recovery_costs.inert import say
from recovery_costs.money import Money
from recovery_costs.workbook import dress
from recovery_costs.workbook.acceptance.answers import COLUMNS, HEADINGS
from recovery_costs.workbook.acceptance.columns import Column
from recovery_costs.workbook.acceptance.facts import CASE, READINGS, SHOWS
from recovery_costs.workbook.dress import ACT, LINE, Look
from recovery_costs.workbook.layout import Entry, Kind

Row = dict[str, str]
PAGE = 190
"""The width that a printed page holds and can still be read."""


class Sheet(NamedTuple):
    """A sheet of cases. `rows` hold text by heading; the columns are those that any row uses."""

    name: str
    lead: str
    rows: list[Row]


def case(name: str, shows: str, as_of: str, *facts: Row, **_: str) -> Row:
    """The first row of a case."""
    merged: Row = {"Case": name, "What it shows": shows, "As of": as_of}
    for each in facts:
        merged |= each
    return merged


UNKNOWN = "not known yet"
KEY = {"Relevant Private Key": "Device credentials key"}
EVENT = {"Compromise notified": "2025-03-03 10:00", **KEY, "Key required on": "2025-03-05 15:00"}
A = {"Party": "Supplier A"}
B = {"Party": "Supplier B"}

# --- L10.14 to L10.16 -------------------------------------------------------------------------------------------


def occurred(route: str, day: str) -> Row:
    return {"L10.14 occurred?": "Yes", "L10.14 route": route, "L10.14 day": day}


NOT_YET = {"L10.14 occurred?": "No", "L10.14 route": UNKNOWN, "L10.14 day": UNKNOWN}
NOTIFIED = {"Compromise notified": "2025-03-03 10:00", **KEY}
FIRST_DECIDED = {"Compromise notified": "2025-03-05 10:00", **KEY, "Key required on": "2025-03-03 15:00"}
EVENTS = Sheet(
    "Event",
    "Has a Recovery Event occurred, on which route and on which day: L10.14 to L10.16.",
    [
        case(
            "Key required",
            "Notified on the 3rd, required on the 5th: both limbs stand on the 5th.",
            "2025-03-05",
            EVENT,
            occurred("L10.15", "2025-03-05"),
        ),
        case("The day before", "The same event, seen from the end of the 4th.", "2025-03-04", EVENT, NOT_YET),
        case("Notified alone", "No decision of the SMKI PMA.", "2025-12-01", NOTIFIED, NOT_YET),
        case(
            "Contingency key",
            "Either key will do.",
            "2025-12-01",
            NOTIFIED,
            {"Contingency key required on": "2025-03-06"},
            occurred("L10.15", "2025-03-06"),
        ),
        case(
            "Decided first",
            "The decision is earlier than the notice; the clause does not set the order.",
            "2025-12-01",
            FIRST_DECIDED,
            occurred("L10.15", "2025-03-05"),
        ),
        case(
            "Decided first, read strictly",
            "Under this reading an earlier decision does not count.",
            "2025-12-01",
            FIRST_DECIDED,
            {"Readings": "decision_after_notice=required"},
            NOT_YET,
        ),
        case(
            "Day of the notice",
            "Under this reading the event is on the day of the first notice.",
            "2025-12-01",
            EVENT,
            {"Readings": "event_date=dcc_notice"},
            occurred("L10.15", "2025-03-03"),
        ),
        case(
            "Key not required",
            "Notice, evidence of attempts, then the decision: complete on the 12th.",
            "2025-12-01",
            NOTIFIED,
            {"Evidence of attempts on": "2025-03-10", "Key not required on": "2025-03-12 11:00"},
            occurred("L10.16", "2025-03-12"),
        ),
        case(
            "Evidence comes last",
            "None was feasible; complete when that evidence came, on the 14th.",
            "2025-12-01",
            NOTIFIED,
            {"Evidence of none feasible on": "2025-03-14", "Key not required on": "2025-03-12 11:00"},
            occurred("L10.16", "2025-03-14"),
        ),
        case(
            "No evidence",
            "L10.16(b) is wanting.",
            "2025-12-01",
            NOTIFIED,
            {"Key not required on": "2025-03-12 11:00"},
            NOT_YET,
        ),
        case(
            "Only suspected",
            "A suspected Compromise is enough.",
            "2025-12-01",
            {"Suspected Compromise notified": "2025-03-03 10:00", **KEY, "Key required on": "2025-03-05 15:00"},
            occurred("L10.15", "2025-03-05"),
        ),
    ],
)

# --- L10.18, L10.19 ---------------------------------------------------------------------------------------------


def intention(effect: str, late: str, bars: str, due: str = "2025-06-05") -> Row:
    return {
        "L10.19(a) took effect": effect,
        "L10.19(a) last day": due,
        "L10.19(a) in time?": "Yes" if late == "0" else "No",
        "L10.19(a) days late": late,
        "L10.19 barred by": bars,
    }


def total(effect: str, late: str, bars: str, due: str = "2025-09-30") -> Row:
    return {
        "L10.19(c) took effect": effect,
        "L10.19(c) last day": due,
        "L10.19(c) in time?": "Yes" if late == "0" else "No",
        "L10.19(c) days late": late,
        "L10.19 barred by": bars,
    }


EARLY = {"Intention received": "2025-06-02 10:00", "Intention estimate (£)": "6000.00"}
CEASED = {"Costs ceased on": "2025-06-30"}
EDGE = {"Intention received": "2025-06-05 12:00", "Intention estimate (£)": "6000.00"}
LATE_MAIL = {"Intention by e-mail sent": "2025-06-05 16:31", "Intention estimate (£)": "6000.00"}
LATE_TOTAL = {"Total by e-mail sent": "2025-09-30 16:31", "Total (£)": "5000.00"}
MONTH_END = {"Compromise notified": "2024-11-29 10:00", **KEY, "Key required on": "2024-11-30 15:00"}
NO_NOTICE = {"L10.19(a) took effect": UNKNOWN, "L10.19(a) last day": "2025-06-05"}
MISSED = {"Estimate received": "2025-09-06 00:01", "Estimate (£)": "5500.00"}
ENDS = {"L10.19(b)(ii) window 1 ends": "2025-09-05", "L10.19(b)(ii) window 2 ends": "2025-12-05"}
NOTICES = Sheet(
    "Notices",
    "Intention, estimates and total against their last days: L10.18, L10.19. An e-mail takes effect an hour later; the working day ends at 17:30.",
    [
        case(
            "E-mail on the edge",
            "16:30 and an hour is 17:30, still within the day.",
            "2025-06-10",
            EVENT,
            A,
            {"Intention by e-mail sent": "2025-06-05 16:30", "Intention estimate (£)": "6000.00"},
            intention("2025-06-05 17:30", "0", "nothing"),
            {"L10.19(b)(i) estimate": "Given"},
        ),
        case(
            "E-mail a minute later",
            "17:31 is after the day: 09:00 on the 6th.",
            "2025-06-10",
            EVENT,
            A,
            LATE_MAIL,
            intention("2025-06-06 09:00", "1", "L10.19(a)"),
            {"L10.19(b)(i) estimate": "Given"},
        ),
        case(
            "Late, a breach only",
            "The same under the other reading.",
            "2025-06-10",
            EVENT,
            A,
            LATE_MAIL,
            {"Readings": "late_intention=breach_only"},
            intention("2025-06-06 09:00", "1", "nothing"),
        ),
        case(
            "Late, but sent in time",
            "Under this reading sending is enough.",
            "2025-06-10",
            EVENT,
            A,
            LATE_MAIL,
            {"Readings": "notice_effective=sending"},
            intention("2025-06-05 16:31", "0", "nothing"),
        ),
        case(
            "By hand on the edge",
            "17:30 is within the day.",
            "2025-06-10",
            EVENT,
            A,
            {"Intention by hand sent": "2025-06-05 17:30"},
            intention("2025-06-05 17:30", "0", "nothing"),
            {"L10.19(b)(i) estimate": "Missing"},
        ),
        case(
            "By hand a minute later",
            "17:31 becomes 09:00 on the 6th.",
            "2025-06-10",
            EVENT,
            A,
            {"Intention by hand sent": "2025-06-05 17:31"},
            intention("2025-06-06 09:00", "1", "L10.19(a)"),
        ),
        case(
            "Posted on the 3rd",
            "The second Working Day after Tuesday is Thursday the 5th.",
            "2025-06-10",
            EVENT,
            A,
            {"Intention by post sent": "2025-06-03 12:00"},
            intention("2025-06-05 09:00", "0", "nothing"),
        ),
        case(
            "Posted on the 4th",
            "The second Working Day after Wednesday is Friday the 6th.",
            "2025-06-10",
            EVENT,
            A,
            {"Intention by post sent": "2025-06-04 12:00"},
            intention("2025-06-06 09:00", "1", "L10.19(a)"),
        ),
        case(
            "Received at night",
            "Receipt is proved, and stands as it was.",
            "2025-06-10",
            EVENT,
            A,
            {"Intention received": "2025-06-05 23:59"},
            intention("2025-06-05 23:59", "0", "nothing"),
        ),
        case(
            "Received past midnight",
            "Two minutes later is a day late.",
            "2025-06-10",
            EVENT,
            A,
            {"Intention received": "2025-06-06 00:01"},
            intention("2025-06-06 00:01", "1", "L10.19(a)"),
        ),
        case(
            "No such day in February",
            "Three months after 30 November end on 28 February.",
            "2025-03-31",
            MONTH_END,
            A,
            {"Intention received": "2025-02-28 10:00"},
            intention("2025-02-28 10:00", "0", "nothing", "2025-02-28"),
        ),
        case(
            "Nothing on the last day",
            "It is still open.",
            "2025-06-05",
            EVENT,
            A,
            {"Costs ceased on": "2025-05-01"},
            NO_NOTICE,
            {"L10.19(a) in time?": UNKNOWN, "L10.19(a) days late": UNKNOWN, "L10.19 barred by": "nothing"},
        ),
        case(
            "Nothing the day after",
            "Counted late to the day it is judged.",
            "2025-06-06",
            EVENT,
            A,
            {"Costs ceased on": "2025-05-01"},
            NO_NOTICE,
            {"L10.19(a) in time?": "No", "L10.19(a) days late": "1", "L10.19 barred by": "L10.19(a)"},
        ),
        case(
            "Estimate on the last day",
            "The window from 6 June ends on 5 September.",
            "2025-09-06",
            EVENT,
            A,
            EDGE,
            {
                "Estimate received": "2025-09-05 23:59",
                "Estimate (£)": "5500.00",
                "L10.19(b)(i) estimate": "Given",
                "L10.19(b)(ii) windows": "met, open",
            },
            ENDS,
        ),
        case(
            "Estimate a day late",
            "It meets the second window; the first stays missed.",
            "2025-09-07",
            EVENT,
            A,
            EDGE,
            MISSED,
            {"L10.19(b)(ii) windows": "missed, met", "L10.19 barred by": "nothing"},
            ENDS,
        ),
        case(
            "Missed, as a condition",
            "The same under the other reading.",
            "2025-09-07",
            EVENT,
            A,
            EDGE,
            MISSED,
            {
                "Readings": "missed_estimate=bars",
                "L10.19(b)(ii) windows": "missed, met",
                "L10.19 barred by": "L10.19(b)",
            },
        ),
        case(
            "Total ends the windows",
            "No estimate is needed once the total is in.",
            "2025-09-07",
            EVENT,
            A,
            EDGE,
            {
                "Total received": "2025-08-01 10:00",
                "Total (£)": "5000.00",
                "L10.19(b)(ii) windows": "ended by total",
                "L10.19 requested (£)": "5000.00",
            },
        ),
        case(
            "Total with the intention",
            "No estimate is asked for.",
            "2025-06-10",
            EVENT,
            A,
            {
                "Intention received": "2025-06-02 10:00",
                "Intention total (£)": "5000.00",
                "L10.19(b)(i) estimate": "Not needed",
                "L10.19(b)(ii) windows": "nothing",
                "L10.19 requested (£)": "5000.00",
            },
        ),
        case(
            "Total on the edge",
            "Costs ceased on 30 June, so the last day is 30 September.",
            "2025-10-10",
            EVENT,
            A,
            EARLY,
            CEASED,
            {"Total by e-mail sent": "2025-09-30 16:30", "Total (£)": "5000.00"},
            total("2025-09-30 17:30", "0", "nothing"),
            {"L10.19 requested (£)": "5000.00"},
        ),
        case(
            "Total a minute later",
            "It takes effect on 1 October.",
            "2025-10-10",
            EVENT,
            A,
            EARLY,
            CEASED,
            LATE_TOTAL,
            total("2025-10-01 09:00", "1", "L10.19(c)"),
            {"L10.19 requested (£)": "5000.00"},
        ),
        case(
            "Late total, a breach only",
            "The same under the other reading.",
            "2025-10-10",
            EVENT,
            A,
            EARLY,
            CEASED,
            LATE_TOTAL,
            {"Readings": "late_total=breach_only"},
            total("2025-10-01 09:00", "1", "nothing"),
        ),
        case(
            "Total on a Saturday",
            "No last day moves: 28 February 2026 is a Saturday.",
            "2026-03-02",
            EVENT,
            A,
            EARLY,
            {"Costs ceased on": "2025-11-30", "Total received": "2026-02-28 10:00", "Total (£)": "5000.00"},
            total("2026-02-28 10:00", "0", "nothing", "2026-02-28"),
        ),
        case(
            "Costs go on",
            "No last day runs while they do.",
            "2025-10-10",
            EVENT,
            A,
            EARLY,
            {
                "Total received": "2025-09-30 10:00",
                "Total (£)": "5000.00",
                "L10.19(c) took effect": "2025-09-30 10:00",
                "L10.19(c) last day": UNKNOWN,
                "L10.19(c) in time?": UNKNOWN,
                "L10.19(c) days late": UNKNOWN,
                "L10.19 barred by": "nothing",
            },
        ),
        case(
            "Any Party may ask",
            "L10.18 names no other condition.",
            "2025-06-10",
            EVENT,
            A,
            EARLY,
            {"L10.18 may ask?": "Yes", "L10.19 barred by": "nothing"},
        ),
        case(
            "The DCC asks itself",
            "By default it is no claimant.",
            "2025-06-10",
            EVENT,
            {"Party": "DCC"},
            EARLY,
            {"L10.18 may ask?": "No", "L10.19 barred by": "L10.18"},
        ),
    ],
)

# --- L10.17, L10.30(a) ------------------------------------------------------------------------------------------

KEY_USE = {
    "Lines listed on": "2025-06-02",
    "Line": "1",
    "Line incurred on": "2025-03-10",
    "Line amount (£)": "1000.00",
    "Line what for": "Use of the key",
    "Line reasonable": "Yes",
}
DEVICE = {
    **KEY_USE,
    "Line what for": "Replacing Devices",
    "Line key was": "Used without success",
    "Line Responsible Supplier": "Yes",
    "Line SMI Status": "commissioned",
}


def line(amount: str, left_out: str = "nothing") -> Row:
    return {"L10.17 line (£)": amount, "L10.17 left out because": left_out}


COSTS = Sheet(
    "Costs",
    "Which costs are Recovery Costs, line by line: L10.17, L10.30(a).",
    [
        case(
            "Use of the key",
            "Less the VAT that can be recovered.",
            "2025-06-10",
            EVENT,
            A,
            KEY_USE,
            {"Line recoverable VAT (£)": "200.00"},
            line("800.00"),
            {"L10.17 eligible (£)": "800.00", "L10.17 still to judge?": "No"},
        ),
        case(
            "VAT counted",
            "The same under the other reading.",
            "2025-06-10",
            EVENT,
            A,
            KEY_USE,
            {"Line recoverable VAT (£)": "200.00", "Readings": "vat=gross"},
            line("1000.00"),
        ),
        case(
            "On the day of the event",
            "That day is not before it.",
            "2025-06-10",
            EVENT,
            A,
            KEY_USE,
            {"Line incurred on": "2025-03-05"},
            line("1000.00"),
        ),
        case(
            "The day before the event",
            "A cost before the event is left out.",
            "2025-06-10",
            EVENT,
            A,
            KEY_USE,
            {"Line incurred on": "2025-03-04"},
            line("0.00", "before event"),
        ),
        case(
            "A penny more than anyway",
            "Only the increment is a Recovery Cost.",
            "2025-06-10",
            EVENT,
            A,
            KEY_USE,
            {"Line incurred anyway (£)": "999.99"},
            line("0.01"),
        ),
        case(
            "All of it anyway",
            "Nothing is left.",
            "2025-06-10",
            EVENT,
            A,
            KEY_USE,
            {"Line incurred anyway (£)": "1000.00"},
            line("0.00", "otherwise incurred"),
        ),
        case(
            "The key failed",
            "A Device replaced after an unsuccessful use.",
            "2025-06-10",
            EVENT,
            A,
            DEVICE,
            line("1000.00"),
        ),
        case(
            "The key worked",
            "L10.17(b) asks that it was not used, or without success.",
            "2025-06-10",
            EVENT,
            A,
            DEVICE,
            {"Line key was": "Used with success"},
            line("0.00", "key successful"),
        ),
        case(
            "Status recovery",
            "Looked through to what it was before.",
            "2025-06-10",
            EVENT,
            A,
            DEVICE,
            {"Line SMI Status": "recovery"},
            line("1000.00"),
        ),
        case(
            "Status recovery, read literally",
            "Recovery is not commissioned.",
            "2025-06-10",
            EVENT,
            A,
            DEVICE,
            {"Line SMI Status": "recovery", "Readings": "recovery_status=literal"},
            line("0.00", "not relevant device"),
        ),
        case(
            "Two faults",
            "Every reason is given.",
            "2025-06-10",
            EVENT,
            A,
            DEVICE,
            {"Line Responsible Supplier": "No", "Line reasonable": "No"},
            line("0.00", "not responsible supplier, not reasonable"),
        ),
        case(
            "Two lines",
            "1,000.00 and 250.25; nobody has judged the second.",
            "2025-06-10",
            EVENT,
            A,
            KEY_USE,
            line("1000.00"),
            {"L10.17 eligible (£)": "1250.25", "L10.17 still to judge?": "Yes"},
        ),
        {
            "Case": "Two lines",
            **A,
            "Line": "2",
            "Line incurred on": "2025-03-11",
            "Line amount (£)": "250.25",
            "Line what for": "Use of the key",
            **line("250.25"),
        },
    ],
)

# --- L10.20 to L10.24, L10.29 -----------------------------------------------------------------------------------

ASKED = {**EVENT, **A, **EARLY, **CEASED, "Total received": "2025-09-01 10:00", "Total (£)": "5000.00"}
SATISFIED = {"DCC satisfied": "2025-09-15"}
REFERRED = {"Adequacy referred": "2025-09-15"}


def payable(amount: str, under: str, stands: str) -> Row:
    return {"L10.22 payable (£)": amount, "L10.22 payable under": under, "L10.22 stands": stands}


def part(amount: str) -> Row:
    return {**REFERRED, "Panel directs part": "2025-10-01", "Panel directs part (£)": amount}


def paid(paid_: str, outstanding: str, overpaid: str) -> Row:
    return {"L10.22 paid (£)": paid_, "L10.22 outstanding (£)": outstanding, "L10.22 overpaid (£)": overpaid}


NONE_YET = payable(UNKNOWN, UNKNOWN, "With the Panel")
WHOLE = payable("5000.00", "L10.22", "Payable")
REQUIREMENT = {
    "Evidence required on": "2025-09-05",
    "Evidence required by": "DCC",
    "Evidence item": "invoices",
    "Evidence due": "2025-09-19",
}
PAYMENT = Sheet(
    "Payment",
    "Evidence, satisfaction, the Panel's direction, payment and appeal: L10.20 to L10.23, L10.29.",
    [
        case(
            "Satisfied",
            "The DCC pays what is requested.",
            "2025-12-01",
            ASKED,
            SATISFIED,
            WHOLE,
            paid("0.00", "5000.00", "0.00"),
        ),
        case(
            "Nobody has decided", "A request, and no more.", "2025-12-01", ASKED, payable(UNKNOWN, UNKNOWN, "Requested")
        ),
        case(
            "Satisfied too early",
            "There was no request to be satisfied of.",
            "2025-12-01",
            ASKED,
            {"DCC satisfied": "2025-08-31"},
            payable(UNKNOWN, UNKNOWN, "Requested"),
        ),
        case(
            "Late total",
            "Requested out of time: nothing is payable.",
            "2025-12-01",
            ASKED,
            {"Total received": "2025-10-01 10:00"},
            payable("0.00", "L10.19(c)", "Barred"),
        ),
        case(
            "Late total, directed",
            "A direction of the Panel governs even so.",
            "2025-12-01",
            ASKED,
            REFERRED,
            {"Total received": "2025-10-01 10:00", "Panel directs full": "2025-10-15"},
            payable("5000.00", "L10.23(b)", "Payable"),
            {"L10.23(b) direction": "Met"},
        ),
        case(
            "Paid in full",
            "Nothing is outstanding.",
            "2025-12-01",
            ASKED,
            SATISFIED,
            {"Paid on": "2025-10-01", "Paid (£)": "5000.00"},
            payable("5000.00", "L10.22", "Paid"),
            paid("5000.00", "0.00", "0.00"),
        ),
        case(
            "A penny short",
            "A penny came back.",
            "2025-12-01",
            ASKED,
            SATISFIED,
            {"Paid on": "2025-10-01", "Paid (£)": "5000.00", "Returned on": "2025-10-08", "Returned (£)": "0.01"},
            WHOLE,
            paid("4999.99", "0.01", "0.00"),
        ),
        case(
            "A penny too much",
            "The clause does not say how it comes back.",
            "2025-12-01",
            ASKED,
            SATISFIED,
            {"Paid on": "2025-10-01", "Paid (£)": "5000.01"},
            payable("5000.00", "L10.22", "Paid"),
            paid("5000.01", "0.00", "0.01"),
        ),
        case("With the Panel", "Referred and not directed yet.", "2025-12-01", ASKED, REFERRED, NONE_YET),
        case(
            "Directed in full",
            "The amount requested.",
            "2025-12-01",
            ASKED,
            REFERRED,
            {"Panel directs full": "2025-10-01"},
            payable("5000.00", "L10.23(b)", "Payable"),
            {"L10.23(b) direction": "Met"},
        ),
        case(
            "Directed: nothing",
            "Nothing is payable.",
            "2025-12-01",
            ASKED,
            REFERRED,
            {"Panel directs none": "2025-10-01"},
            payable("0.00", "L10.23(b)", "Nothing payable"),
            {"L10.23(b) direction": "Met"},
        ),
        case(
            "Part: a penny",
            "More than nothing.",
            "2025-12-01",
            ASKED,
            part("0.01"),
            payable("0.01", "L10.23(b)", "Payable"),
            {"L10.23(b) direction": "Met"},
        ),
        case(
            "Part: a penny below",
            "Only part of the request.",
            "2025-12-01",
            ASKED,
            part("4999.99"),
            payable("4999.99", "L10.23(b)", "Payable"),
            {"L10.23(b) direction": "Met"},
        ),
        case(
            "Part: the whole",
            "The whole is no part of it.",
            "2025-12-01",
            ASKED,
            part("5000.00"),
            NONE_YET,
            {"L10.23(b) direction": "Not met"},
        ),
        case(
            "Part: a penny above",
            "Nor is more than was asked.",
            "2025-12-01",
            ASKED,
            part("5000.01"),
            NONE_YET,
            {"L10.23(b) direction": "Not met"},
        ),
        case(
            "Appeal",
            "The Authority puts its own sum in place of nothing.",
            "2025-12-01",
            ASKED,
            REFERRED,
            {
                "Panel directs none": "2025-10-01",
                "Appeal against": "Direction",
                "Appeal made on": "2025-10-08",
                "Appeal by": "Supplier A",
                "Appeal decided on": "2025-11-03",
                "Appeal upheld": "No",
                "Authority fixes (£)": "4500.00",
            },
            payable("4500.00", "L10.29", "Payable"),
        ),
        case(
            "Evidence on the day",
            "The day given is good to its end.",
            "2025-12-01",
            ASKED,
            REQUIREMENT,
            {"Evidence received": "2025-09-19 23:59", "L10.20 evidence": "Given in time"},
        ),
        case(
            "Evidence a day late",
            "Two minutes later.",
            "2025-12-01",
            ASKED,
            REQUIREMENT,
            {"Evidence received": "2025-09-20 00:01", "L10.20 evidence": "Given late"},
        ),
        case(
            "Evidence not due yet",
            "Judged on the day it is due.",
            "2025-09-19",
            ASKED,
            REQUIREMENT,
            {"L10.20 evidence": "Open"},
        ),
    ],
)

# --- L10.24 -----------------------------------------------------------------------------------------------------

MILLION = {"Sum determined on": "2025-04-01", "Sum determined (£)": "1000000.00"}


def request(amount: str) -> Row:
    return {**EARLY, **CEASED, "Total received": "2025-09-01 10:00", "Total (£)": amount}


def against(requested: str, exceeds: str, sum_: str = "1000000.00") -> Row:
    refer = "Yes" if exceeds == "Yes" else "No"
    return {
        "L10.24 requested (£)": requested,
        "L10.24 sum (£)": sum_,
        "L10.24 exceeds?": exceeds,
        "L10.24(a) may refer dates?": refer,
        "L10.24(c) to consider?": refer,
    }


DATED = {
    **EVENT,
    **A,
    **request("1000000.01"),
    **MILLION,
    **SATISFIED,
    "Dates referred on": "2025-09-22",
    "Dates determined on": "2025-10-01",
    "Instalment on": "2025-11-28",
    "Instalment (£)": "500000.00",
}
SUMS = Sheet(
    "Panel's sum",
    "What all Parties request together, against the sum the Panel has determined, and dates of payment: L10.24.",
    [
        case(
            "A penny below the sum",
            "The clause asks for more than the sum.",
            "2025-09-02",
            EVENT,
            A,
            request("999999.99"),
            MILLION,
            against("999999.99", "No"),
        ),
        case(
            "Exactly the sum",
            "The sum itself does not exceed it.",
            "2025-09-02",
            EVENT,
            A,
            request("1000000.00"),
            MILLION,
            against("1000000.00", "No"),
        ),
        case(
            "A penny above the sum",
            "It exceeds the sum.",
            "2025-09-02",
            EVENT,
            A,
            request("1000000.01"),
            MILLION,
            against("1000000.01", "Yes"),
        ),
        case(
            "Exactly, where reaching is enough",
            "The same sum under the other reading.",
            "2025-09-02",
            EVENT,
            A,
            request("1000000.00"),
            MILLION,
            {"Readings": "threshold_comparison=reaching"},
            against("1000000.00", "Yes"),
        ),
        case(
            "Two Parties, a penny over",
            "Requests for one event are taken together.",
            "2025-09-02",
            EVENT,
            A,
            request("600000.00"),
            MILLION,
            against("1000000.01", "Yes"),
        ),
        {"Case": "Two Parties, a penny over", **B, **request("400000.01")},
        case(
            "No sum determined",
            "Without it L10.24 cannot operate.",
            "2025-09-02",
            EVENT,
            A,
            request("1000000.01"),
            against("1000000.01", UNKNOWN, UNKNOWN),
        ),
        case(
            "Dates that add up",
            "500,000.00 and 500,000.01 are what is payable.",
            "2025-12-01",
            DATED,
            {"L10.24(b) dates": "Met", "L10.24(b) adds up": "Met"},
        ),
        {"Case": "Dates that add up", **A, "Instalment on": "2026-01-30", "Instalment (£)": "500000.01"},
        case(
            "Dates a penny short",
            "The instalments leave a penny out.",
            "2025-12-01",
            DATED,
            {"L10.24(b) dates": "Met", "L10.24(b) adds up": "Not met"},
        ),
        {"Case": "Dates a penny short", **A, "Instalment on": "2026-01-30", "Instalment (£)": "500000.00"},
    ],
)

# --- L10.25 to L10.29 -------------------------------------------------------------------------------------------

OF_A = {
    **EVENT,
    "Certificate of": "Supplier A",
    "Certificate compromised on": "2025-03-03",
    "Certificate kind": "Organisation",
    "Subscriber is": "A Party",
}
IN_TIME = {"Breach referred received": "2025-06-05 23:59"}
CLEARED = {"Breach determined on": "2025-07-01", "Demonstrated": "Yes", "Breach found": "No"}
FOUND = {"Breach determined on": "2025-07-01", "Demonstrated": "No", "Breach found": "Yes"}


def stands(status: str, in_time: str) -> Row:
    return {"L10.27(a) last day": "2025-06-05", "L10.27(a) in time?": in_time, "L10.28 status": status}


BREACH = Sheet(
    "Breach",
    "Who is deemed in breach, and where each breach stands: L10.25 to L10.29.",
    [
        case(
            "Open on the last day",
            "It may be referred to the end of 5 June.",
            "2025-06-05",
            OF_A,
            stands("Deemed, open to referral", UNKNOWN),
            {"L10.26 carved out?": "No"},
        ),
        case("The day after", "Nothing was referred.", "2025-06-06", OF_A, stands("Final and binding", UNKNOWN)),
        case(
            "Referred on the last day",
            "Received a minute before midnight.",
            "2025-06-06",
            OF_A,
            IN_TIME,
            stands("Deemed, with the Panel", "Yes"),
        ),
        case(
            "Referred a day late",
            "Received a minute past midnight.",
            "2025-06-06",
            OF_A,
            {"Breach referred received": "2025-06-06 00:01"},
            stands("Final and binding", "No"),
        ),
        case(
            "Late, and accepted",
            "Under this reading the Panel may take it.",
            "2025-06-06",
            OF_A,
            {"Breach referred received": "2025-06-06 00:01", "Readings": "late_referral=panel_may_accept"},
            stands("Deemed, with the Panel", "No"),
        ),
        case(
            "Referred by e-mail",
            "16:31 and an hour is past the working day.",
            "2025-06-10",
            OF_A,
            {"Breach referred by e-mail sent": "2025-06-05 16:31"},
            stands("Final and binding", "No"),
        ),
        case(
            "Shown not to be the cause",
            "L10.27 is met: it is treated as never having occurred.",
            "2025-07-01",
            OF_A,
            IN_TIME,
            CLEARED,
            stands("Cleared", "Yes"),
        ),
        case(
            "Found in breach",
            "L10.27 is not met.",
            "2025-07-01",
            OF_A,
            IN_TIME,
            FOUND,
            stands("Final and binding", "Yes"),
        ),
        case(
            "Cleared on appeal",
            "The Authority decides otherwise.",
            "2025-12-01",
            OF_A,
            IN_TIME,
            FOUND,
            {
                "Appeal against": "Breach",
                "Appeal made on": "2025-07-08",
                "Appeal by": "Supplier A",
                "Appeal decided on": "2025-10-01",
                "Appeal upheld": "No",
                "Authority finds breach": "No",
            },
            stands("Cleared", "Yes"),
        ),
        case(
            "Through an OCA Certificate",
            "L10.26 carves the Party out.",
            "2025-06-05",
            OF_A,
            {"Caused by OCA": "Yes", "L10.26 carved out?": "Yes", "L10.28 status": "Not deemed"},
        ),
        case(
            "Not a Party",
            "The clause speaks of Parties.",
            "2025-06-05",
            OF_A,
            {
                "Certificate of": "RDP 1",
                "Subscriber is": "Not a Party",
                "L10.26 not a Party?": "Yes",
                "L10.28 status": "Not deemed",
            },
        ),
        case(
            "An OCA Certificate",
            "The DCC, of Policy 6.2.1.",
            "2025-06-05",
            OF_A,
            {"Certificate of": "DCC", "Certificate kind": "OCA", "Subscriber is": "The DCC"},
            stands("Deemed, open to referral", UNKNOWN),
        ),
        case(
            "No event, no breach",
            "No decision of the SMKI PMA.",
            "2025-06-05",
            {**OF_A, "Key required on": ""},
            {"L10.28 status": "Not deemed"},
        ),
    ],
)
SHEETS = (EVENTS, NOTICES, COSTS, PAYMENT, SUMS, BREACH)

# --- the workbook -----------------------------------------------------------------------------------------------

READ_ME = (
    "Each row is a case: what happened on the left, what is expected on the right. A heading carries its clause.",
    "Rows that follow one another under one name are one case; further rows add facts, such as a second Party.",
    "A blank cell says nothing. To expect that something is not known yet, write: not known yet.",
    "Run it with: recovery-costs check-scenarios acceptance.xlsx --return checked.xlsx",
    "The workbook returned has a mark on each cell that differs, with the reason, and a column that says it again.",
    "Everything in these cases is invented. Any heading below may be added to any sheet, in any order.",
)


SOFT, TINT, PALE = "4A5563", "EDF5F8", "DCE9EE"
FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.DAY: "yyyy-mm-dd",
    Kind.CLOCK: "hh:mm",
    Kind.COUNT: "#,##0",
    Kind.TEXT: "@",
    Kind.NAMES: "@",
}
RIGHT = frozenset({Kind.MONEY, Kind.COUNT})
TITLE, LEAD, BODY = Look(16, bold=True, colour=ACT), Look(colour=SOFT), Look()
SECTION, LABEL = Look(11, bold=True, colour=ACT), Look()
BAND = Look(9, True, ACT, PALE, PALE)
OPEN = Look(fill=TINT, edge=LINE)


def height(values: Iterable[tuple[Entry, object]], width: int | None = None) -> int:
    """The height of a row, in points, that shows all of its wrapped text: programs do not all work it out."""
    longest = max((len(str(value)) / ((width or entry.width) * 1.4 - 2) for entry, value in values if value), default=1)
    return max(dress.ROW_HEIGHT, dress.LINE_HEIGHT * ceil(longest) + 5)


def print_setup(sheet: Worksheet, pages_wide: int = 1) -> None:
    """A4 on its side, as wide as it says, with what it is and the page at its foot."""
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.7
    footer = sheet.oddFooter
    assert footer is not None
    left, right = footer.left, footer.right
    assert left is not None
    assert right is not None
    for item, text in ((left, "Acceptance cases, L10.14 to L10.29"), (right, "&A, page &P of &N")):
        item.text, item.size, item.font = text, 8, f"{dress.FONT},Regular"
    sheet.sheet_properties.tabColor = ACT
    sheet.sheet_view.showGridLines = False


def heading(sheet: Worksheet, title: str, lead: str, column: int = 1) -> None:
    for row, text, look in ((1, title, TITLE), (2, lead, LEAD)):
        cell = sheet.cell(row, column)
        say(cell, text)
        look.dress(cell, wrap=False, vertical="center")
    sheet.row_dimensions[1].height = 26


def _value(column: Column, written: str) -> object:
    """Text as its cell holds it: days and moments as dates, money and counts as numbers."""
    if written in (UNKNOWN, "nothing"):
        return written
    if column.entry.kind is Kind.MONEY:
        return Decimal(Money.of(written).pence).scaleb(-2)
    if column.entry.kind is Kind.DAY:
        return parse_day(written)
    if column.entry.kind is Kind.COUNT:
        return int(written)
    if column.read.__name__ == "moment":
        moment = Moment.of(written.replace(" ", "T"))
        return moment.day if moment.day_only else moment.wall
    return written


def _is_answer(column: Column) -> bool:
    return column in HEADINGS[-1][1]


def _columns(sheet: Sheet) -> list[Column]:
    used = {heading for row in sheet.rows for heading, written in row.items() if written}
    known = {column.heading for column in COLUMNS.values()}
    assert used <= known, used - known
    return [column for column in COLUMNS.values() if column.heading in used]


def _width(column: Column) -> float:
    if column in (CASE, READINGS):
        return 36 if column is READINGS else 27
    return (
        46
        if column is SHOWS
        else max(11, min(column.entry.width, 20), *(len(word) + 2 for word in column.heading.split()))
    )


def _put(cell: Any, column: Column, written: str) -> None:
    value = _value(column, written)
    if isinstance(value, str):
        say(cell, value)
    else:
        cell.value = value
    cell.number_format = FORMATS.get(column.entry.kind, "General")
    if isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _write_cases(sheet: Worksheet, cases: Sheet) -> None:
    heading(sheet, cases.name, cases.lead, 2)
    columns = _columns(cases)
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _width(column)
        horizontal = "right" if column.entry.kind in RIGHT else "left"
        band, head = sheet.cell(4, at), sheet.cell(5, at)
        BAND.dress(band, wrap=False, vertical="center")
        say(head, column.heading)
        dress.HEAD.dress(head, horizontal, vertical="center")
        for number, row in enumerate(cases.rows, start=6):
            cell = sheet.cell(number, at)
            (OPEN if _is_answer(column) else dress.ROW).dress(cell, horizontal, vertical="center")
            if row.get(column.heading):
                _put(cell, column, row[column.heading])
        if column.entry.kind is Kind.CHOICE:
            offered = f'"{",".join(column.entry.choices)}"'  # offered alone: an answer may also be "not known yet"
            rule = DataValidation("list", formula1=offered, allow_blank=True, showInputMessage=True)
            rule.promptTitle, rule.prompt = column.heading[:32], column.entry.help[:255]
            rule.add(f"{letter}6:{letter}500")
            sheet.add_data_validation(rule)
    answers = next(at for at, column in enumerate(columns, start=1) if _is_answer(column))
    for at, text in ((2, "What happened"), (answers, "What is expected")):
        say(sheet.cell(4, at), text)
    lines = max(_lines_of(column) for column in columns)
    sheet.row_dimensions[5].height = dress.LINE_HEIGHT * lines + 8
    for number, row in enumerate(cases.rows, start=6):
        wide = [(column.entry, row.get(column.heading)) for column in columns]
        tall = max(height([each], int(_width(column))) for each, column in zip(wide, columns, strict=True))
        sheet.row_dimensions[number].height = tall
    sheet.freeze_panes = "B6"
    sheet.print_title_rows, sheet.print_title_cols = "5:5", "A:A"
    print_setup(sheet, ceil(sum(map(_width, columns)) / PAGE))


def _lines_of(column: Column) -> int:
    """How many lines a heading takes in its column."""
    lines, length = 1, 0.0
    for word in column.heading.split():
        length += len(word) + 1
        if length > _width(column):
            lines, length = lines + 1, len(word) + 1
    return lines


def _write_read_me(sheet: Worksheet) -> None:
    heading(sheet, "Acceptance cases", "Smart Energy Code, Sections L10.14 to L10.29, case by case.")
    for column, width in zip("ABC", (32, 78, 46), strict=True):
        sheet.column_dimensions[column].width = width
    row = 4
    for sentence in READ_ME:
        say(sheet.cell(row, 1), sentence)
        BODY.dress(sheet.cell(row, 1), wrap=False)
        row += 1
    for title, columns in HEADINGS:
        row += 1
        say(sheet.cell(row, 1), title)
        SECTION.dress(sheet.cell(row, 1), wrap=False, vertical="center")
        row += 1
        for column in columns:
            choices = ", ".join(column.entry.choices)
            for at, text in enumerate((column.heading, column.entry.help, choices), start=1):
                cell = sheet.cell(row, at)
                say(cell, text)
                (LABEL if at == 1 else BODY).dress(cell, "left", vertical="center")
            widths = ((column.entry.help, 78), (choices, 46), (column.heading, 32))
            sheet.row_dimensions[row].height = max(
                dress.ROW_HEIGHT, *(dress.LINE_HEIGHT * (len(text) // width + 1) + 5 for text, width in widths)
            )
            row += 1
    print_setup(sheet)


def workbook(sheets: tuple[Sheet, ...] = SHEETS) -> bytes:
    """The bytes of the workbook."""
    book = Workbook()
    read_me = book.active
    assert isinstance(read_me, Worksheet)
    read_me.title = "Read me"
    _write_read_me(read_me)
    for cases in sheets:
        _write_cases(book.create_sheet(cases.name), cases)
    book.properties.title, book.properties.creator = "Acceptance cases, L10.14 to L10.29", "recovery-costs"
    return dress.settled(book)


HERE = Path(__file__).with_name("acceptance.xlsx")


def main(path: Path = HERE) -> None:
    """Write the workbook."""
    path.write_bytes(workbook())


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
