"""The sheets of a claim workbook that hold a list, and the day on which it stood so: Cost lines and Evidence."""

from __future__ import annotations

from recovery_costs.workbook.layout import (
    LIMBS,
    OUTCOMES,
    OWN_ROUTES,
    STATUSES,
    YES_NO,
    Band,
    Entry,
    Kind,
    Place,
    Sheet,
    Table,
)

DAY, CLOCK, MONEY, TEXT, NAMES, CHOICE = Kind.DAY, Kind.CLOCK, Kind.MONEY, Kind.TEXT, Kind.NAMES, Kind.CHOICE


def _list(made_on: tuple[str, str], at: tuple[str, str], note: tuple[str, str]) -> tuple[Place, ...]:
    """When a list stood as it stands."""
    return (
        Place(Entry("at_on", "List made on", DAY, "The day on which this list stood as it stands here."), *made_on),
        Place(Entry("at_at", "At", CLOCK, "Only where the time matters, such as 14:30."), *at),
        Place(Entry("note", "What has changed", TEXT, "Since the last list, in a few words."), *note),
    )


COST_LINES = Sheet(
    "Cost lines",
    "Cost lines",
    "A row for each cost. One row, one outcome of the key: split a batch that had more than one.",
    _list(("C3", "D3"), ("E3", "F3"), ("C4", "D4")),
    Table(
        6,
        (
            Band(
                "The cost",
                (
                    Entry("line", "Line", TEXT, "Your own reference, once in the list.", 9, needed=True),
                    Entry("incurred", "Incurred on", DAY, "The day you became liable.", 12, needed=True),
                    Entry("description", "What it was", TEXT, "In a few words.", 46),
                    Entry("supplier", "Supplier", TEXT, "Who charged you, or your own staff.", 25),
                    Entry("invoice", "Invoice", TEXT, "The number on the invoice.", 18),
                    Entry(
                        "amount",
                        "Amount (£)",
                        MONEY,
                        "The whole cost, VAT included, in pounds and pence.",
                        16,
                        needed=True,
                    ),
                    Entry("recoverable_vat", "Recoverable VAT (£)", MONEY, "VAT in it that you can recover.", 16),
                    Entry(
                        "otherwise_incurred",
                        "Incurred anyway (£)",
                        MONEY,
                        "What you would have spent without the Recovery Event.",
                        16,
                    ),
                ),
            ),
            Band(
                "What it was for: L10.17",
                (
                    Entry("limb", "What for", CHOICE, "See Read me for each choice.", 19, LIMBS, needed=True),
                    Entry(
                        "key_outcome",
                        "The key was",
                        CHOICE,
                        "For these Devices. Needed where Devices or Data are replaced.",
                        21,
                        OUTCOMES,
                    ),
                    Entry("own_route", "Own route", CHOICE, "If another clause reimburses this cost.", 10, OWN_ROUTES),
                    Entry(
                        "reasonable",
                        "Found reasonable",
                        CHOICE,
                        "Leave blank until it has been judged.",
                        12,
                        YES_NO,
                    ),
                ),
            ),
            Band(
                "The Devices: L10.30(a)",
                (
                    Entry("devices", "Devices", Kind.COUNT, "How many, 1 or more.", 10),
                    Entry(
                        "responsible_supplier",
                        "You are the Responsible Supplier",
                        CHOICE,
                        "Needed where Devices or Data are replaced.",
                        19,
                        YES_NO,
                    ),
                    Entry(
                        "smi_status",
                        "SMI Status",
                        Kind.STATUS,
                        "'commissioned' if they had that status just before the event or since; else the status just "
                        "before it. Needed where Devices or Data are replaced.",
                        25,
                        STATUSES,
                    ),
                    Entry(
                        "compromised_credentials",
                        "Held Compromised credentials",
                        CHOICE,
                        "Whether the Devices held Data from a Compromised Certificate. Blank means Yes.",
                        18,
                        YES_NO,
                    ),
                    Entry("device_ids", "Device ids", NAMES, "With commas between them; as many as Devices.", 26),
                ),
            ),
            Band("Support", (Entry("evidence", "Evidence", TEXT, "Its reference on the Evidence sheet.", 13),)),
        ),
        summed=("amount", "recoverable_vat", "otherwise_incurred"),
    ),
    pages_wide=2,
)
EVIDENCE = Sheet(
    "Evidence",
    "Evidence",
    "A row for each document that supports your lines: L10.20.",
    _list(("A3", "B3"), ("C3", "D3"), ("A4", "B4")),
    Table(
        6,
        (
            Band(
                "",
                (
                    Entry("reference", "Reference", TEXT, "Your own reference, once in the list.", 17, needed=True),
                    Entry("kind", "Kind", TEXT, "Such as invoice, job sheet or auditor's report.", 34, needed=True),
                    Entry("file", "File", TEXT, "The name of the file that you send.", 44),
                    Entry("lines", "Lines covered", NAMES, "The lines it supports, with commas between them.", 36),
                ),
            ),
        ),
    ),
)
