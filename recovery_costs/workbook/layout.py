"""How a claim workbook is declared: the words for its sheets, places, tables and cells, and its drop-downs.

`sheets` declares the sheets with them, once: the template writes by that, the check reads and judges cells by it.
`statements` turns rows into facts and facts into rows. Nothing here writes or reads a file.

A claim workbook states what a Party itself tells the DCC: `intention_notified`, `estimate_given`, `costs_ceased`,
`total_notified`, `evidence_given`, `cost_lines` and `evidence_listed`. It does not state `breach_referred`: a referral
of a deemed breach (L10.27(a)) is a Subscriber's, goes to the Panel, and may come from one that claims nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

VERSION = "2"
"""Of this layout; on the mark sheet of every workbook made from it."""


class Kind(StrEnum):
    """What a cell may hold."""

    TEXT = "text"
    NAMES = "names"
    """Several names, with commas between them."""
    DAY = "day"
    CLOCK = "clock"
    MONEY = "money"
    COUNT = "count"
    CHOICE = "choice"
    STATUS = "status"
    """A choice, or another word."""


class Use(StrEnum):
    """What becomes of a cell."""

    FACT = "fact"
    """A field of a fact, or of who claims."""
    WORKING = "working"
    """A part that a figure is built from: read and checked against it, in no fact."""
    LIVE = "live"
    """Worked out by the workbook for the eye: never read."""


class Entry(NamedTuple):
    """One thing the workbook asks for: the heading people read, the field it fills, and its help."""

    field: str
    heading: str
    kind: Kind
    help: str
    width: int = 14
    choices: Mapping[str, str | bool] = {}
    """The words of a drop-down, each with the case file's word for it."""
    needed: bool = False
    """Whether it is needed wherever anything beside it is filled in."""
    use: Use = Use.FACT
    formula: str = ""
    """Of LIVE, what it shows; of a FACT, what the template offers until a value is typed over it. `{field}` is the
    cell of that field in the same row, `{^field}` the column from the headings to the row above, `{#name}` a name."""


class Place(NamedTuple):
    """An entry that stands alone on its sheet: its label's cell and its value's, `A1` style."""

    entry: Entry
    label: str
    cell: str


class Band(NamedTuple):
    """Neighbouring columns of a table, under a common title."""

    title: str
    entries: tuple[Entry, ...]


class Table(NamedTuple):
    """A list on a sheet: a row of headings, and a row per item below it."""

    head_row: int
    bands: tuple[Band, ...]
    """Their titles stand in the row above the headings; "" for none."""
    open_rows: int | None = None
    """How many empty rows are open for more; None: to the end of the sheet."""
    summed: tuple[str, ...] = ()
    """Fields whose sums stand two rows above the headings."""
    built: Mapping[str, tuple[str, ...]] = {}
    """A figure, and the WORKING fields it is the sum of, where any of them is filled in."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its columns, from the left; column A is the first."""
        return tuple(entry for band in self.bands for entry in band.entries)

    @property
    def by_field(self) -> dict[str, Entry]:
        """Its columns by the field that each fills."""
        return {entry.field: entry for entry in self.entries}


class Sheet(NamedTuple):
    """A sheet of the workbook."""

    name: str
    title: str
    lead: str
    places: tuple[Place, ...]
    table: Table
    pages_wide: int = 1


class Statement(NamedTuple):
    """What one row of the Claim sheet may say: a type of fact, and which cells of the row say it."""

    fact: str
    choice: str
    """Its word in the drop-down of the first column."""
    fields: Mapping[str, str]
    """Field of the row to field of the fact, beyond when and how it was given."""
    needed: tuple[str, ...] = ()
    notice: bool = True
    """Given by notice (sent, or received); else it happened, and `sent_on` with `sent_at` say when."""


READ_ME = "Read me"
FINDINGS = "Findings"
"""A sheet that a check added: replaced by the next, and not read as part of the claim."""
FINDINGS_HEADINGS = ("Where", "Weight", "Code", "What was found", "What is wanted", "Clause", "What to do")
FINDINGS_ROW = 5
"""The row of its headings."""
MARK = "recovery_costs"
"""A sheet that is very hidden: what made the workbook and for whom, as keys in column A and values in column B."""
MARK_KEYS = ("workbook", "version", "event", "party", "stands_on")
"""`workbook` is always "claim"; `stands_on` is the day on which what is on record was filled in, if any was."""
SUM_LABEL = "Sum (£)"
RECORD_LINE = re.compile(
    r"Rows? [0-9]+(?: to [0-9]+)? (?:is|are) on record on [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}: grey and locked\. "
    r"What you add goes in row [0-9]+\."
)
"""What stands under a sheet's title, in place of its lead, where rows of it are on record."""

YES_NO: Mapping[str, str | bool] = {"Yes": True, "No": False}
METHODS: Mapping[str, str | bool] = {"By hand": "hand", "E-mail": "email", "Post": "post"}
LIMBS: Mapping[str, str | bool] = {
    "Use of the key": "key_use",
    "Replacing Devices": "replace_device",
    "Replacing Data": "replace_data",
    "Something else": "other",
}
OUTCOMES: Mapping[str, str | bool] = {
    "Not used": "not_used",
    "Used without success": "unsuccessful",
    "Used with success": "successful",
}
STATUSES: Mapping[str, str | bool] = {
    word: word for word in ("commissioned", "recovery", "installed not commissioned", "suspended", "decommissioned")
}
REPLACING = ("key_outcome", "responsible_supplier", "smi_status")
"""What L10.17(b) needs of each line on a replacement."""
OWN_ROUTES: Mapping[str, str | bool] = {"L10.6": "L10.6", "L10.12": "L10.12"}

STATEMENTS = (
    Statement("intention_notified", "Intention to ask", {"estimate": "estimate", "total": "total"}),
    Statement("costs_ceased", "Costs ceased", {"last_payment": "last_payment"}, notice=False),
    Statement("total_notified", "Total requested", {"total": "amount"}, ("total",)),
    Statement("evidence_given", "Evidence given", {"requirement": "requirement"}, ("requirement",)),
)
HELD = frozenset(each.fact for each in STATEMENTS) | {"estimate_given", "cost_lines", "evidence_listed"}
"""The types of fact that a claim workbook holds."""
