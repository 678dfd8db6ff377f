"""What the Read me sheet of a claim workbook says: one page."""

from __future__ import annotations

LEAD = "One workbook for one Party's claim for one Recovery Event, from the first notice to the total."
KEYS = (
    ("White", "open", "Yours to fill in."),
    ("Grey", "record", "On record: locked. What you add goes in the next white row."),
    ("Tinted", "live", "Worked out for you as you type. Nobody reads it but you."),
    ("Faint", "faint", "This row has no use for it."),
    ("Amber", "needed", "Still needed, because something beside it is filled in."),
)
STEPS = (
    ("Claim", "Say who you are. Then one row for each thing you have told the DCC, with when and how you gave it."),
    ("Estimate", "One row for each updated best estimate. The figure builds itself from incurred and still to come."),
    ("Cost lines", "One row for each cost. Split a batch whose Devices had more than one outcome of the key."),
    ("Evidence", "One row for each document, and the lines it supports."),
    ("Check it", "recovery-costs check FILE lists every problem by its cell, before you send anything."),
)
RULES = (
    "A notice is what counts; this workbook records it. Keep one workbook, and send it again with each new notice.",
    "Days are date cells, such as 5 March 2026 or 2026-03-05. Times go in their own cells and are UK time.",
    "Money is a number of pounds and whole pence: 1234.50. No minus amounts, no rounding to hundreds.",
    "Blank means not known. It is never read as nought, as no, or as today.",
    "A total of 0.00 withdraws the request. A later total replaces an earlier one; add a row, change none.",
    "A cost line on record may be changed: unprotect its sheet (no password), and say so under What has changed.",
    "A referral of a deemed breach, L10.27(a), goes to the Panel by itself. It has no place here.",
    "Leave the headings and the names of the sheets as they are: they say what each cell means.",
)
DAYS = (
    ("Within three months of the Recovery Event", "Say that you intend to ask", "L10.19(a)"),
    ("With that notice", "Give a best estimate", "L10.19(b)(i)"),
    ("In every three months that follow", "Give an updated best estimate", "L10.19(b)(ii)"),
    ("Within three months of the day costs ceased", "Give the total for which you ask", "L10.19(c)"),
)
DAYS_NOTE = (
    "A notice counts on the day it takes effect: an e-mail sent in the evening or at a weekend takes effect later."
)
LIMBS = (
    ("Use of the key", "L10.17(a)", "Taking part in the use of the Recovery or Contingency Private Key"),
    ("Replacing Devices", "L10.17(b)(i)", "Relevant Devices for which you are the Responsible Supplier"),
    ("Replacing Data", "L10.17(b)(ii)", "The Data on such Devices that came from a Compromised Certificate"),
    ("Something else", "none", "Neither of these: kept on the list, though L10.17 does not cover it"),
)
