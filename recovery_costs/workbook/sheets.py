"""The sheets of a claim workbook, each heading tied to a field once: the template writes them, the check reads by them."""

from __future__ import annotations

from recovery_costs.workbook.layout import METHODS, STATEMENTS, Band, Entry, Kind, Place, Sheet, Table, Use
from recovery_costs.workbook.lists import COST_LINES, EVIDENCE

__all__ = ["CLAIM", "COST_LINES", "ESTIMATE", "EVIDENCE", "SHEETS"]

DAY, CLOCK, MONEY, TEXT, CHOICE = Kind.DAY, Kind.CLOCK, Kind.MONEY, Kind.TEXT, Kind.CHOICE


def _live(field: str, heading: str, formula: str, width: int = 16, kind: Kind = MONEY) -> Entry:
    """What the workbook works out for the eye."""
    return Entry(field, heading, kind, "", width, use=Use.LIVE, formula=formula)


def _working(field: str, heading: str, help_: str) -> Entry:
    """A part that the best estimate is built from."""
    return Entry(field, heading, MONEY, help_, 13, use=Use.WORKING)


def _given(on: str, when: str) -> tuple[Entry, ...]:
    """When and how a notice was given. Sent with a method, or received where receipt is proved, or both."""
    return (
        Entry("sent_on", on, DAY, when, 12),
        Entry("sent_at", "At", CLOCK, "The time on UK clocks, such as 14:30. Left blank, noon is taken.", 7),
        Entry("method", "Sent by", CHOICE, "How you sent it.", 10, METHODS),
        Entry("received_on", "Received on", DAY, "Only where you can prove the day it was received.", 12),
        Entry("received_at", "Received at", CLOCK, "The time it was received, UK clocks. Blank: noon.", 10),
    )


CLAIM = Sheet(
    "Claim",
    "Claim for Recovery Costs",
    "Smart Energy Code, Sections L10.18 to L10.20. A row below for each thing you have told the DCC.",
    (
        Place(Entry("event", "Recovery Event", TEXT, "Its reference, as the DCC gave it.", needed=True), "A4", "B4"),
        Place(
            Entry("party", "Party", TEXT, "Your name as a Party, spelt as the DCC has it.", needed=True),
            "A5",
            "B5",
        ),
        Place(Entry("contact", "Contact", TEXT, "Whom to ask about this claim."), "A6", "B6"),
        Place(
            _live("lines_sum", "Cost lines so far (£)", "SUM({#cost_lines.amount})"),
            "D4",
            "H4",
        ),
        Place(
            _live("asked", "Total now requested (£)", 'IFERROR(LOOKUP(9.99E+307,{#claim.total}),"none yet")'),
            "D5",
            "H5",
        ),
    ),
    Table(
        9,
        (
            Band(
                "What you told the DCC",
                (
                    Entry(
                        "what",
                        "What",
                        CHOICE,
                        "Intention and total: L10.19. Costs ceased: the day your last liability accrued.",
                        20,
                        {each.choice: each.fact for each in STATEMENTS},
                        needed=True,
                    ),
                    Entry("note", "Your own note", TEXT, "Such as your reference; it decides nothing.", 34),
                ),
            ),
            Band(
                "When and how",
                _given("On", "The day you sent the notice; for costs ceased, the day they ceased. Such as 2026-03-05."),
            ),
            Band(
                "What it said",
                (
                    Entry(
                        "estimate",
                        "First estimate (£)",
                        MONEY,
                        "With an intention: the best estimate given in it. Later ones go on the Estimate sheet.",
                        16,
                    ),
                    Entry(
                        "total",
                        "Total (£)",
                        MONEY,
                        "The total for which you ask. It may be less than your lines. 0.00 withdraws the request.",
                        16,
                    ),
                    Entry(
                        "last_payment",
                        "Last payment on",
                        DAY,
                        "With costs ceased: the day you last paid such a cost, if you have.",
                        12,
                    ),
                    Entry(
                        "requirement",
                        "Requirement",
                        TEXT,
                        "With evidence given: the reference of the requirement that it answers, L10.20.",
                        18,
                    ),
                    _live(
                        "read_as",
                        "Read as",
                        'IF({what}="Total requested",IF(ISNUMBER({total}),IF({total}=0,"Withdraws the request",'
                        '"Asks for this total"),"Fill in the total"),IF({what}="Intention to ask",IF(ISNUMBER({total}),'
                        '"Intention, with the total",IF(ISNUMBER({estimate}),"Intention, with an estimate",'
                        '"Intention, no estimate")),IF({what}="Costs ceased","No costs after that day",'
                        'IF({what}="Evidence given","Answers a requirement",""))))',
                        25,
                        TEXT,
                    ),
                ),
            ),
        ),
        open_rows=16,
    ),
)
ESTIMATE = Sheet(
    "Estimate",
    "Best estimates",
    "A row for each update, at least one in every three months until you give the total: L10.19(b)(ii). Each is of the "
    "whole, what is incurred and what is still to come.",
    (
        Place(
            _live("lines_sum", "Cost lines so far (£)", "SUM({#cost_lines.amount})"),
            "A3",
            "F3",
        ),
        Place(
            _live(
                "first",
                "First estimate, with your intention (£)",
                'IFERROR(LOOKUP(9.99E+307,{#claim.estimate}),"none yet")',
            ),
            "A4",
            "F4",
        ),
    ),
    Table(
        6,
        (
            Band("When and how you gave it", _given("Sent on", "The day you sent it, such as 2026-05-28.")),
            Band(
                "What it is built from",
                (
                    _working("incurred", "Incurred to date (£)", "All costs so far, paid or not: see the sum above."),
                    _working("to_come_key_use", "To come: key (£)", "Taking part in the use of the key, L10.17(a)."),
                    _working("to_come_replace_device", "To come: Devices (£)", "Replacing Devices, L10.17(b)(i)."),
                    _working("to_come_replace_data", "To come: Data (£)", "Replacing their Data, L10.17(b)(ii)."),
                    _working("to_come_other", "To come: other (£)", "Anything else still to be incurred."),
                ),
            ),
            Band(
                "Your best estimate",
                (
                    Entry(
                        "amount",
                        "Best estimate (£)",
                        MONEY,
                        "The sum of what stands to the left; or type the figure over it.",
                        15,
                        needed=True,
                        formula='IF(COUNT({incurred}:{to_come_other})=0,"",ROUND(SUM({incurred}:{to_come_other}),2))',
                    ),
                    _live(
                        "change",
                        "Against last time (£)",
                        "IF(ISNUMBER({amount}),IFERROR({amount}-LOOKUP(9.99E+307,{^amount}),"
                        'IF(ISNUMBER({#estimate.first}),{amount}-{#estimate.first},"first")),"")',
                        15,
                    ),
                    Entry("note", "Reason for the change", TEXT, "What moved it since last time.", 40),
                ),
            ),
        ),
        open_rows=24,
        built={
            "amount": ("incurred", "to_come_key_use", "to_come_replace_device", "to_come_replace_data", "to_come_other")
        },
    ),
)


SHEETS = (CLAIM, ESTIMATE, COST_LINES, EVIDENCE)
