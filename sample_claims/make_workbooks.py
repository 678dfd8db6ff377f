"""Write the workbooks that the Parties of the sample events sent: `python sample_claims/make_workbooks.py`.

The same bytes every time. Facts are as a case file would hold them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from recovery_costs.facts import FACT_TYPES, Fact
from recovery_costs.workbook.template import write_claim

Given = dict[str, Any]


class Sample(NamedTuple):
    """A workbook: where it goes, whose it is, and the facts it holds."""

    folder: str
    event: str
    party: str
    contact: str
    facts: list[Given]

    @property
    def file(self) -> str:
        return f"{self.folder}/{self.party.lower().replace(' ', '-')}.xlsx"


def line(name: str, incurred: str, amount: str, limb: str, **more: object) -> Given:
    return {"line": name, "incurred": incurred, "amount": amount, "limb": limb, **more}


def replaced(
    name: str, incurred: str, amount: str, limb: str, devices: int, outcome: str = "not_used", **more: object
) -> Given:
    """A cost of replacing commissioned Devices, or their Data, by their Responsible Supplier, unless `more` differs."""
    usual = {"responsible_supplier": True, "smi_status": "commissioned"}
    return line(name, incurred, amount, limb, key_outcome=outcome, devices=devices, **{**usual, **more})


CALDER, NORTHGATE = "Calder Head-End Services Ltd", "Northgate Field Engineering Ltd"
ALDWYCH, OWN_STAFF = "Aldwych Metering plc", "Own staff"

OWN_CREDENTIALS_A = Sample(
    "01-own-credentials",
    "RE-2026-001",
    "Supplier A",
    "R. Okafor, regulatory accounting, recovery.costs@supplier-a.example",
    [
        {"type": "intention_notified", "sent": "2026-03-05T10:00", "method": "email", "estimate": "260000.00"},
        {
            "type": "estimate_given",
            "sent": "2026-05-28T16:45",
            "method": "email",
            "amount": "235000.00",
            "note": "Fewer Devices to visit than feared: most took the new Certificate over the air.",
        },
        {
            "type": "estimate_given",
            "sent": "2026-08-28T11:30",
            "method": "post",
            "amount": "220000.00",
            "note": "All visits made; last invoices in.",
        },
        {"type": "costs_ceased", "at": "2026-07-31", "last_payment": "2026-08-28"},
        {"type": "total_notified", "sent": "2026-09-18T15:00", "method": "email", "amount": "215950.00"},
        {
            "type": "cost_lines",
            "at": "2026-09-18",
            "lines": [
                replaced(
                    "A-1",
                    "2026-02-16",
                    "86400.00",
                    "replace_data",
                    12000,
                    recoverable_vat="14400.00",
                    description="New Certificate sent over the air, first 12,000 Devices",
                    supplier=CALDER,
                    invoice="CHS-2026-0211",
                    evidence="EV-1",
                ),
                replaced(
                    "A-2",
                    "2026-03-02",
                    "64800.00",
                    "replace_data",
                    9000,
                    recoverable_vat="10800.00",
                    description="New Certificate sent over the air, further 9,000 Devices",
                    supplier=CALDER,
                    invoice="CHS-2026-0263",
                    evidence="EV-1",
                ),
                replaced(
                    "A-3",
                    "2026-03-16",
                    "83700.00",
                    "replace_device",
                    310,
                    recoverable_vat="13950.00",
                    description="Visits to 310 homes whose meters no longer answered, at 225.00 each",
                    supplier=NORTHGATE,
                    invoice="NFE-88142",
                    evidence="EV-2",
                ),
                replaced(
                    "A-4",
                    "2026-03-20",
                    "23064.00",
                    "replace_device",
                    310,
                    recoverable_vat="3844.00",
                    otherwise_incurred="4220.00",
                    description="310 meters at 62.00; some were due to be replaced in 2026 in any case",
                    supplier=ALDWYCH,
                    invoice="AM-20331",
                    evidence="EV-3",
                ),
                replaced(
                    "A-5",
                    "2026-07-31",
                    "6240.00",
                    "replace_data",
                    800,
                    recoverable_vat="1040.00",
                    smi_status="recovery",
                    description="800 Devices that the recovery itself had set to 'recovery'",
                    supplier=CALDER,
                    invoice="CHS-2026-0588",
                    evidence="EV-1",
                ),
                replaced(
                    "A-6",
                    "2026-04-21",
                    "4860.00",
                    "replace_device",
                    18,
                    recoverable_vat="810.00",
                    smi_status="installed not commissioned",
                    description="18 meters fitted but not yet commissioned at the time",
                    supplier=NORTHGATE,
                    invoice="NFE-88960",
                    evidence="EV-2",
                ),
                replaced(
                    "A-7",
                    "2026-04-22",
                    "7290.00",
                    "replace_device",
                    27,
                    recoverable_vat="1215.00",
                    responsible_supplier=False,
                    description="27 meters whose customers had moved to Supplier B before the visit",
                    supplier=NORTHGATE,
                    invoice="NFE-88961",
                    evidence="EV-2",
                ),
                replaced(
                    "A-8",
                    "2026-02-12",
                    "18000.00",
                    "replace_data",
                    2500,
                    recoverable_vat="3000.00",
                    description="First attempts to send the new Certificate, before the decision",
                    supplier=CALDER,
                    invoice="CHS-2026-0198",
                    evidence="EV-1",
                ),
                line(
                    "A-9",
                    "2026-02-20",
                    "5400.00",
                    "key_use",
                    description="Staff standing by in case the recovery key were used",
                    supplier=OWN_STAFF,
                ),
                replaced(
                    "A-10",
                    "2026-05-11",
                    "9300.00",
                    "replace_device",
                    40,
                    otherwise_incurred="9300.00",
                    description="40 meters at the end of their certified life, replaced in the same visits",
                    supplier=NORTHGATE,
                    invoice="NFE-90017",
                    evidence="EV-2",
                ),
                line(
                    "A-11",
                    "2026-06-15",
                    "6000.00",
                    "other",
                    recoverable_vat="1000.00",
                    description="Accountants' help with this claim",
                    supplier="Marlow & Pike LLP",
                    invoice="MP/26/1187",
                ),
                line(
                    "A-12",
                    "2026-03-09",
                    "2200.00",
                    "other",
                    own_route="L10.12",
                    description="Answering the SMKI PMA's questions about the incident",
                    supplier=OWN_STAFF,
                ),
            ],
        },
        {
            "type": "evidence_listed",
            "at": "2026-09-18",
            "items": [
                {
                    "reference": "EV-1",
                    "kind": "Invoices and command logs",
                    "file": "calder-invoices-and-logs.pdf",
                    "lines": ["A-1", "A-2", "A-5", "A-8"],
                },
                {
                    "reference": "EV-2",
                    "kind": "Invoices and job sheets",
                    "file": "northgate-job-sheets.pdf",
                    "lines": ["A-3", "A-6", "A-7", "A-10"],
                },
                {
                    "reference": "EV-3",
                    "kind": "Invoice and delivery note",
                    "file": "aldwych-AM-20331.pdf",
                    "lines": ["A-4"],
                },
            ],
        },
    ],
)
OWN_CREDENTIALS_B = Sample(
    "01-own-credentials",
    "RE-2026-001",
    "Supplier B",
    "J. Whitcombe, finance, jw@supplier-b.example",
    [
        {"type": "intention_notified", "sent": "2026-05-15T14:20", "method": "hand", "estimate": "80000.00"},
        {
            "type": "estimate_given",
            "sent": "2026-08-13T09:30",
            "method": "post",
            "amount": "72500.00",
            "note": "Visits are taking one engineer, not two.",
        },
        {
            "type": "cost_lines",
            "at": "2026-08-13",
            "lines": [
                replaced(
                    "B-1",
                    "2026-05-20",
                    "24000.00",
                    "replace_data",
                    3000,
                    recoverable_vat="4000.00",
                    description="New Certificate sent over the air to Devices gained from Supplier A",
                    supplier=CALDER,
                    invoice="CHS-2026-0407",
                ),
                replaced(
                    "B-2",
                    "2026-06-15",
                    "13500.00",
                    "replace_device",
                    50,
                    recoverable_vat="2250.00",
                    description="Visits to 50 homes whose meters no longer answered, at 225.00 each",
                    supplier="Severn Meter Works Ltd",
                    invoice="SMW-7741",
                ),
                replaced(
                    "B-3",
                    "2026-07-09",
                    "5000.00",
                    "replace_device",
                    20,
                    compromised_credentials=False,
                    description="20 meters that never held Supplier A's Certificate",
                    supplier="Severn Meter Works Ltd",
                    invoice="SMW-7802",
                ),
                replaced(
                    "B-4",
                    "2026-07-31",
                    "1200.00",
                    "replace_data",
                    150,
                    otherwise_incurred="200.00",
                    description="A second attempt at 150 Devices, partly within the monthly fee",
                    supplier=CALDER,
                    invoice="CHS-2026-0591",
                ),
            ],
        },
    ],
)
FALSE_ALARM_N = Sample(
    "05-false-alarm",
    "RE-2026-002",
    "Network N",
    "The regulation team, regulation@network-n.example",
    [
        {"type": "intention_notified", "sent": "2026-03-10T09:15", "method": "email", "estimate": "12000.00"},
        {
            "type": "estimate_given",
            "sent": "2026-06-01T11:00",
            "method": "email",
            "amount": "10000.00",
            "note": "The examination was shorter than planned.",
        },
        {"type": "costs_ceased", "at": "2026-05-15", "last_payment": "2026-06-12"},
        {"type": "total_notified", "sent": "2026-08-15T10:00", "method": "email", "amount": "9550.00"},
        {
            "type": "cost_lines",
            "at": "2026-08-15",
            "lines": [
                line(
                    "N-1",
                    "2026-02-25",
                    "2400.00",
                    "key_use",
                    description="Staff standing by in case the recovery key were used",
                    supplier=OWN_STAFF,
                ),
                line(
                    "N-2",
                    "2026-02-27",
                    "4800.00",
                    "other",
                    description="Examination of the key store",
                    supplier="Hallam Forensics Ltd",
                    invoice="HF-3302",
                    evidence="EV-1",
                ),
                line(
                    "N-3",
                    "2026-02-21",
                    "1250.00",
                    "other",
                    description="Weekend call-out when the alarm was raised",
                    supplier=OWN_STAFF,
                ),
                line(
                    "N-4",
                    "2026-05-15",
                    "1100.00",
                    "other",
                    description="Closing report: no compromise found",
                    supplier="Hallam Forensics Ltd",
                    invoice="HF-3377",
                    evidence="EV-2",
                ),
            ],
        },
        {
            "type": "evidence_listed",
            "at": "2026-08-15",
            "items": [
                {"reference": "EV-1", "kind": "Invoice", "file": "hallam-HF-3302.pdf", "lines": ["N-2"]},
                {
                    "reference": "EV-2",
                    "kind": "Report and invoice",
                    "file": "hallam-closing-report.pdf",
                    "lines": ["N-4"],
                },
            ],
        },
    ],
)
PENNY_A = Sample(
    "12-over-the-sum-by-a-penny",
    "RE-2025-003",
    "Supplier A",
    "R. Okafor, regulatory accounting, recovery.costs@supplier-a.example",
    [
        {"type": "intention_notified", "sent": "2025-07-01T10:00", "method": "email", "estimate": "650000.00"},
        {
            "type": "estimate_given",
            "sent": "2025-09-24T12:00",
            "method": "hand",
            "amount": "610000.00",
            "note": "The recovery key worked on more Devices than expected.",
        },
        {"type": "costs_ceased", "at": "2025-09-30"},
        {"type": "total_notified", "sent": "2025-11-04T14:00", "method": "email", "amount": "600000.00"},
        {
            "type": "cost_lines",
            "at": "2025-11-04",
            "lines": [
                line(
                    "A-1",
                    "2025-06-12",
                    "216000.00",
                    "key_use",
                    recoverable_vat="36000.00",
                    description="Taking part in the use of the recovery key: head-end and command schedules",
                    supplier=CALDER,
                    invoice="CHS-2025-0633",
                    evidence="EV-1",
                ),
                line(
                    "A-2",
                    "2025-06-30",
                    "120000.00",
                    "key_use",
                    description="Control room and customer desk while the key was in use",
                    supplier=OWN_STAFF,
                    evidence="EV-2",
                ),
                replaced(
                    "A-3",
                    "2025-07-14",
                    "270000.00",
                    "replace_device",
                    1000,
                    "unsuccessful",
                    recoverable_vat="45000.00",
                    description="1,000 meters on which the key failed, at 225.00 each",
                    supplier=NORTHGATE,
                    invoice="NFE-71204",
                    evidence="EV-3",
                ),
                replaced(
                    "A-4",
                    "2025-07-21",
                    "14800.00",
                    "replace_device",
                    80,
                    "successful",
                    description="80 meters replaced although the key had worked on them",
                    supplier=NORTHGATE,
                    invoice="NFE-71340",
                    evidence="EV-3",
                ),
                replaced(
                    "A-5",
                    "2025-08-18",
                    "48000.00",
                    "replace_data",
                    5000,
                    "unsuccessful",
                    recoverable_vat="8000.00",
                    description="Certificates sent again to 5,000 Devices, one by one",
                    supplier=CALDER,
                    invoice="CHS-2025-0790",
                    evidence="EV-1",
                ),
                replaced(
                    "A-6",
                    "2025-09-30",
                    "42000.00",
                    "replace_device",
                    140,
                    "unsuccessful",
                    recoverable_vat="7000.00",
                    description="Last 140 meters, hard to reach, at 250.00 each",
                    supplier=NORTHGATE,
                    invoice="NFE-72518",
                    evidence="EV-3",
                ),
            ],
        },
        {
            "type": "evidence_listed",
            "at": "2025-11-04",
            "items": [
                {
                    "reference": "EV-1",
                    "kind": "Invoices and command logs",
                    "file": "calder-invoices-and-logs.pdf",
                    "lines": ["A-1", "A-5"],
                },
                {"reference": "EV-2", "kind": "Time sheets", "file": "control-room-time-sheets.xlsx", "lines": ["A-2"]},
                {
                    "reference": "EV-3",
                    "kind": "Invoices and job sheets",
                    "file": "northgate-job-sheets.pdf",
                    "lines": ["A-3", "A-4", "A-6"],
                },
            ],
        },
    ],
)
PENNY_B = Sample(
    "12-over-the-sum-by-a-penny",
    "RE-2025-003",
    "Supplier B",
    "J. Whitcombe, finance, jw@supplier-b.example",
    [
        {"type": "intention_notified", "sent": "2025-08-27T15:10", "method": "post", "estimate": "380000.00"},
        {
            "type": "estimate_given",
            "sent": "2025-11-28T16:30",
            "method": "email",
            "amount": "405000.00",
            "note": "150 more Devices than first counted.",
        },
        {"type": "costs_ceased", "at": "2025-10-31"},
        {"type": "total_notified", "sent": "2026-01-12T11:00", "method": "hand", "amount": "400000.01"},
        {
            "type": "cost_lines",
            "at": "2026-01-12",
            "lines": [
                line(
                    "B-1",
                    "2025-06-13",
                    "100000.00",
                    "key_use",
                    description="Taking part in the use of the recovery key",
                    supplier=OWN_STAFF,
                    evidence="EV-1",
                ),
                replaced(
                    "B-2",
                    "2025-07-28",
                    "243000.00",
                    "replace_device",
                    900,
                    "unsuccessful",
                    recoverable_vat="40500.00",
                    description="900 meters on which the key failed, at 225.00 each",
                    supplier="Severn Meter Works Ltd",
                    invoice="SMW-6120",
                    evidence="EV-2",
                ),
                replaced(
                    "B-3",
                    "2025-09-15",
                    "60000.00",
                    "replace_data",
                    8000,
                    "unsuccessful",
                    description="Certificates sent again to 8,000 Devices",
                    supplier=OWN_STAFF,
                    evidence="EV-1",
                ),
                replaced(
                    "B-4",
                    "2025-10-31",
                    "37500.01",
                    "replace_device",
                    150,
                    "unsuccessful",
                    description="Last 150 meters: 250.00 each, and a penny of rounding on the invoice",
                    supplier="Orme Metering",
                    invoice="OM-0093",
                    evidence="EV-2",
                ),
            ],
        },
        {
            "type": "evidence_listed",
            "at": "2026-01-12",
            "items": [
                {
                    "reference": "EV-1",
                    "kind": "Time sheets",
                    "file": "recovery-time-sheets.pdf",
                    "lines": ["B-1", "B-3"],
                },
                {"reference": "EV-2", "kind": "Invoices", "file": "field-invoices.pdf", "lines": ["B-2", "B-4"]},
            ],
        },
    ],
)
SAMPLES = (OWN_CREDENTIALS_A, OWN_CREDENTIALS_B, FALSE_ALARM_N, PENNY_A, PENNY_B)


def facts_of(sample: Sample) -> Iterator[Fact]:
    """The facts of a sample as records; ids are the reader's business."""
    for number, given in enumerate(sample.facts, start=1):
        kind = FACT_TYPES[given["type"]]
        yield kind.model_validate({"id": f"{number}", "party": sample.party, **given})


def main(folder: Path = Path(__file__).parent) -> None:
    """Write every workbook under `folder`, in its event's folder."""
    for sample in SAMPLES:
        path = folder / sample.file
        path.parent.mkdir(parents=True, exist_ok=True)
        write_claim(path, sample.event, sample.party, sample.contact, facts_of(sample))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
