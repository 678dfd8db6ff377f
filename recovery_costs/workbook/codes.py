"""Every code that a check may give: how much it weighs, what it means, what was wanted and what to do. A closed list.

docs/check-codes.md is written from it. A problem's own `wanted` and `do` say more where the cell at hand allows.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["blocking", "question", "note"]
SAVE_AS = "Open it in a spreadsheet program and save it as Excel Workbook (.xlsx)."
SAVE_AGAIN = "Open it in a spreadsheet program, save it and send it again."
XLSX = "an Excel workbook (.xlsx), or a list in CSV (UTF-8)"
PLAIN = "a workbook as a spreadsheet program saves it"


class Code(NamedTuple):
    """What a code means. `wanted` and `do` are what is said where nothing nearer is known."""

    severity: Severity
    means: str
    wanted: str
    do: str


REFUSALS: dict[str, Code] = {
    "unreadable": Code("blocking", "The file cannot be opened on this machine.", "a file", "Check its name and that it opens."),
    "file-empty": Code("blocking", "There is nothing in the file.", XLSX, "Send the file again; it may not have been saved."),
    "file-too-large": Code("blocking", "The file is larger than 100 MiB.", "at most 100 MiB", "Take out what is not the claim: pictures, other sheets. Or split the list."),
    "not-a-workbook": Code("blocking", "The file is of a kind that holds no claim.", XLSX, SAVE_AS),
    "encrypted": Code("blocking", "The workbook has a password.", "a workbook without a password", "Take the password off: File, Info, Protect Workbook. Then save it again."),
    "old-excel": Code("blocking", "An Excel workbook of before 2007.", XLSX, SAVE_AS),
    "xlsb": Code("blocking", "An Excel Binary Workbook.", XLSX, SAVE_AS),
    "macros": Code("blocking", "The workbook holds macros.", "a workbook without macros", "Save it as Excel Workbook (.xlsx), which leaves macros out."),
    "strict-ooxml": Code("blocking", "A Strict Open XML workbook.", XLSX, "Save it as Excel Workbook (.xlsx), not as Strict Open XML Spreadsheet."),
    "ods": Code("blocking", "An OpenDocument spreadsheet.", XLSX, SAVE_AS),
    "other-spreadsheet": Code("blocking", "A spreadsheet of another program or form.", XLSX, SAVE_AS),
    "document": Code("blocking", "A document or a presentation.", XLSX, "Put the claim in the claim workbook."),
    "pdf": Code("blocking", "A PDF.", XLSX, "Send the workbook itself; a PDF may be sent as evidence."),
    "picture": Code("blocking", "A picture.", XLSX, "Send the workbook itself; a picture may be sent as evidence."),
    "archive": Code("blocking", "A packed archive.", XLSX, "Unpack it and send the workbook in it."),
    "web-page": Code("blocking", "A web page, whatever its name says. Some systems export these as .xls.", XLSX, SAVE_AS),
    "text-encoding": Code("blocking", "Text that is not in UTF-8.", "a list in CSV, in UTF-8", "Save it as CSV UTF-8 (Comma delimited), or send the workbook."),
    "zip": Code("blocking", "A zip file that is no workbook.", XLSX, "Unpack it and send the workbook in it."),
    "zip-truncated": Code("blocking", "The file is cut short.", "a whole file", "Send it again; the upload or the copy did not finish."),
    "zip-split": Code("blocking", "One part of a file that was split.", "a whole file", "Join the parts and send the workbook."),
    "zip-damaged": Code("blocking", "The file is damaged.", PLAIN, SAVE_AGAIN),
    "zip-method": Code("blocking", "The file is packed as no spreadsheet program does.", PLAIN, SAVE_AGAIN),
    "zip-link": Code("blocking", "The file holds a link to another file.", PLAIN, SAVE_AGAIN),
    "zip-overlap": Code("blocking", "Parts of the file lie over one another.", PLAIN, SAVE_AGAIN),
    "zip-duplicate-member": Code("blocking", "The file holds two parts of one name: two programs may show two different claims.", PLAIN, SAVE_AGAIN),
    "zip-unsafe-name": Code("blocking", "A part of the file has a name that leads elsewhere.", PLAIN, SAVE_AGAIN),
    "zip-too-many-members": Code("blocking", "The file has more parts than a workbook.", "at most 1,000 parts", "Take out pictures and what is not the claim."),
    "zip-size-false": Code("blocking", "A part of the file is of another size than the file says.", PLAIN, SAVE_AGAIN),
    "zip-inflates-too-far": Code("blocking", "The file would grow beyond what a claim needs.", "at most 1,536 MiB once inflated, and no part to more than 200 times its size", "Take out empty rows with formatting, and what is not the claim."),
    "xml-doctype": Code("blocking", "A part of the file declares a document type or an entity.", PLAIN, SAVE_AGAIN),
    "xml-encoding": Code("blocking", "A part of the file is not in UTF-8.", PLAIN, SAVE_AGAIN),
    "xml-damaged": Code("blocking", "A part of the file is damaged.", PLAIN, SAVE_AGAIN),
    "external-link": Code("blocking", "The workbook takes values from outside itself.", "a workbook that stands alone", "Data, Edit Links, Break Link; or paste the values. Then save it again."),
    "out-of-package": Code("blocking", "A part of the file leads outside the file.", PLAIN, SAVE_AGAIN),
    "embedded-object": Code("blocking", "The workbook has other files or controls inside it.", "a workbook of cells alone", "Take them out, and send documents as evidence."),
    "cell-out-of-grid": Code("blocking", "A cell beyond the last row (1,048,576) or column (XFD).", PLAIN, SAVE_AGAIN),
    "cell-twice": Code("blocking", "A cell or a row is there twice: two programs may show two different values.", PLAIN, SAVE_AGAIN),
    "cell-out-of-order": Code("blocking", "Cells are not in the order of the sheet.", PLAIN, SAVE_AGAIN),
    "shared-string-missing": Code("blocking", "A cell's text is not in the file.", PLAIN, SAVE_AGAIN),
    "too-costly-to-read": Code("blocking", "Reading the file takes more memory or time than a claim needs.", "a workbook of ordinary size", "Take out what is not the claim: empty formatted rows, copies, pictures. Or split the list."),
    "csv-delimiter": Code("blocking", "A list whose fields stand apart by something other than commas.", "a list in CSV with commas between its fields", "Save it as CSV UTF-8 (Comma delimited), or send the workbook."),
    "csv-quotes": Code("blocking", "A quotation mark in a list in CSV is left open, or something follows a closed one.", "each quotation mark closed, and doubled within a field", "Mend the line, or save the list again from a spreadsheet program."),
    "csv-field-too-long": Code("blocking", "A field of a list in CSV is longer than a cell can be.", "fields of at most 32,767 letters", "Look for a quotation mark that is left open above it."),
}  # fmt: skip
"""Why a file is not read at all: `kind` is then refused."""

CHECKS: dict[str, Code] = {
    "not-a-claim": Code("blocking", "A workbook that can be read, and is no claim.", "the sheets of a claim workbook", "Use the claim template, or map your own layout: recovery-costs map."),
    # sheets and headings
    "sheet-missing": Code("blocking", "A sheet of the template is missing or has another name.", "the sheet", "Put the sheet back, as in the template, or mend its name."),
    "sheet-unknown": Code("question", "A sheet that the template does not have; it is not read.", "the sheets of the template", "Take the sheet out, or leave it: it is not read."),
    "hidden-sheet": Code("question", "A sheet that holds cells is hidden.", "sheets that can be seen", "Show the sheet, or take it out."),
    "headings-missing": Code("blocking", "A list has no row of headings.", "the row of headings", "Put the template's row of headings back."),
    "heading-missing": Code("blocking", "A heading of the template is missing.", "the heading", "Put the heading back; leave its cells blank if it does not apply."),
    "heading-renamed": Code("blocking", "A heading was changed; the nearest of the template is suggested.", "the heading as in the template", "Write the heading again as in the template."),
    "heading-twice": Code("blocking", "A heading is there twice.", "each heading once", "Keep one of them."),
    "heading-unknown": Code("question", "A heading that the template does not have; its cells are not read.", "a heading of the template", "Take it out, or leave it: it is not read."),
    "cell-not-expected": Code("question", "Something where nothing is asked for; it is not read.", "nothing here", "Move it to the cell that asks for it, or leave it: it is not read."),
    # what a cell holds
    "value-missing": Code("blocking", "A cell that is needed is empty.", "a value", "Fill it in."),
    "error-value": Code("blocking", "A formula gave an error, such as #REF!.", "a value", "Mend the formula, or enter the value itself."),
    "formula-without-value": Code("blocking", "A formula with no value stored beside it.", "a value, or a formula with its value stored", "Open the workbook in a spreadsheet program, save it and send it again; or enter the value."),
    "formula-value-differs": Code("blocking", "The value stored beside a formula is not what the formula gives.", "the value that the formula gives", "Open the workbook, let it recalculate (F9), and save it; or enter the value itself."),
    "formula-not-recomputed": Code("question", "A formula that the check cannot work out; the value stored beside it is taken.", "sums of cells, or values", "Check the value that was read; or paste the value in place of the formula."),
    "amount-is-text": Code("blocking", "An amount is written as text.", "pounds and whole pence, as a number", "Enter the amount as a number, such as 1234.50, without £ or commas."),
    "amount-not-a-number": Code("blocking", "Where an amount is wanted there is something else, or a number past all bounds.", "pounds and whole pence, as a number", "Enter the amount as a number, such as 1234.50."),
    "amount-negative": Code("blocking", "An amount is below 0.00.", "an amount not below 0.00", "Enter the cost itself; take a credit off it."),
    "amount-not-whole-pence": Code("blocking", "An amount has part of a penny.", "pounds and whole pence", "Enter whole pence; if a formula made it, round it in the formula."),
    "amount-too-large": Code("blocking", "An amount of a million million pounds or more.", "at most 999999999999.99", "Enter pounds; check the number of noughts."),
    "format-shows-another-value": Code("question", "The cell's number format shows something other than its value in pounds: thousands, per cent, another currency, figures or a sign of its own, or nothing.", "a plain number format", "Give the cell a plain number format and check the amount."),
    "date-is-text": Code("blocking", "A day is written as text other than YYYY-MM-DD.", "a day, as a date cell or YYYY-MM-DD", "Enter the day as year, month, day: 2026-03-05."),
    "date-ambiguous": Code("blocking", "A day written as text could be two different days.", "a day, as a date cell or YYYY-MM-DD", "Enter the day as year, month, day: 2026-03-05."),
    "date-with-time": Code("blocking", "A time stands with a day where a day alone is wanted.", "a day without a time", "Enter the day alone."),
    "date-not-a-date": Code("blocking", "Where a day is wanted there is something else.", "a day, as a date cell or YYYY-MM-DD", "Enter the day such as 2026-03-05."),
    "no-such-date": Code("blocking", "A day that is not in the calendar.", "a day that exists", "Enter a day that exists."),
    "date-far-off": Code("question", "A day that lies far from the Recovery Event or from the claim's other days.", "a day near the event", "Check the year; leave it if it is right."),
    "dates-since-1904": Code("question", "The workbook counts days from 1904: days pasted from other workbooks are four years out.", "a workbook that counts days from 1900", "Check every day that was read; leave it if all are right."),
    "time-not-a-time": Code("blocking", "Where a time of day is wanted there is something else.", "a time of day, HH:MM", "Enter the UK time such as 14:30, without a day."),
    "no-such-time": Code("blocking", "A time that UK clocks skip that day.", "a time that UK clocks showed", "Enter the time that UK clocks showed."),
    "not-a-whole-number": Code("blocking", "Where a number of things is wanted there is something else.", "a whole number from 1 to 9999999", "Enter how many, in plain digits."),
    "not-text": Code("blocking", "Where text is wanted there is a number or a date that a spreadsheet may change.", "text", "Format the cell as Text and enter it again."),
    "text-not-clean": Code("blocking", "Text with blanks before or after it, or in more than one line.", "text in one line, with nothing before or after it", "Take out blanks before and after it, and line breaks."),
    "hidden-characters": Code("blocking", "Text with characters that do not show: control characters, zero-width, marks of direction.", "characters that can be seen", "Type the text again."),
    "unknown-option": Code("blocking", "A word that is none of the choices.", "one of the choices", "Choose from the list."),
    # between cells
    "merged-cells": Code("blocking", "Cells of the data are merged: one value stands for several cells, or hides them.", "a value in each cell", "Unmerge the cells and fill each one in."),
    "hidden-rows": Code("question", "Rows that hold data are hidden, by hand or by a filter; they are read.", "rows that can be seen", "Show the rows; take out those that are not claimed."),
    "hidden-columns": Code("question", "Columns that hold data are hidden; they are read.", "columns that can be seen", "Show the columns."),
    "gap-in-list": Code("note", "Empty rows inside a list; what follows them is read.", "a list without gaps", "Nothing, if the list is whole."),
    "total-row-in-list": Code("blocking", "A row inside a list adds other rows up: it would be counted twice.", "rows that are each one cost", "Take the row out; the sum above the headings adds the list up."),
    "line-adds-up": Code("question", "An amount is what the lines above it add up to: it may be their total, and counted twice.", "lines that are each one cost", "Take the row out if it is a total; leave it if it is a cost of its own."),
    "line-twice": Code("blocking", "Two rows have one reference.", "each reference once", "Give each row its own reference, or take the repeated one out."),
    "line-repeated": Code("question", "Two lines say the same but for their reference.", "each cost once", "Take one out if it is the same cost; leave both if they are two."),
    "invoice-repeated": Code("question", "One invoice stands on several lines with the same amount.", "each cost once", "Take one out if it is the same cost; leave both if they are two."),
    "device-repeated": Code("question", "One Device stands on several lines for the same work.", "each Device once for each work", "Take one out if it is the same work; leave both if they are two."),
    "row-twice": Code("blocking", "Two rows say exactly the same.", "each notice once", "Take one of them out."),
    "fields-at-odds": Code("blocking", "Cells of one row contradict one another, or a cell has no use beside the others.", "cells that fit one another", "Mend one of them."),
    "line-unknown": Code("question", "A reference to a line that is not on the list.", "lines of the Cost lines sheet", "Mend the reference, or add the line."),
    "list-empty": Code("question", "A list has a day and no rows.", "rows in the list", "Fill in the list, or take the day out."),
    "sum-differs": Code("question", "A sum stored in the workbook is not the sum of what was read.", "the sum of the lines", "Let the workbook recalculate (F9) and save it; if it still differs, rows are not read as you mean them."),
    "built-differs": Code("question", "A figure is not the sum of the parts beside it.", "the sum of the parts", "Mend the figure or its parts; leave it if the parts are not all."),
    "total-above-lines": Code("question", "The total requested is more than the lines add up to.", "a total that the lines support", "Add the lines that are missing, or mend the total."),
    "total-below-lines": Code("note", "The total requested is less than the lines add up to.", "a total that the lines support", "Nothing, if less is asked for than was spent."),
    "mark-differs": Code("question", "The workbook was made for another event or Party than it names.", "the workbook made for this claim", "Check the event and the Party on the Claim sheet."),
    "event-differs": Code("blocking", "The workbook is for another Recovery Event than the one it is checked for.", "this event's workbook", "Send it for its own event, or mend the event's name."),
    "party-unknown": Code("question", "No Party of that name is on record for the event.", "a Party by the name the DCC has", "Check the spelling; leave it if the Party is new."),
    "party-look-alike": Code("blocking", "A Party's name looks like another's and is written in other letters or case.", "the name as the DCC has it", "Type the name again."),
    "more-of-the-same": Code("note", "So many problems of one code that the rest are counted, not listed.", "", "Mend those listed and check again."),
}  # fmt: skip
"""What a check finds in a workbook that was read."""

MAPPED: dict[str, Code] = {
    "csv-ragged": Code("blocking", "A row of a list in CSV has more or fewer fields than the headings.", "as many fields as there are headings", "Look for a comma in a field without quotation marks, or a field left out."),
    "csv-line-break": Code("blocking", "A field of a list in CSV runs over several lines; perhaps a quotation mark was left open and rows lie in it.", "a field in one line", "Close the quotation mark, or take the line break out."),
    "mapping-open": Code("blocking", "The mapping of a Party's own layout does not settle what cells mean.", "an answer in the mapping", "Answer the question in the mapping."),
    "column-not-mapped": Code("blocking", "A column holds cells, and the mapping does not name it.", "a column that the mapping names", 'Name the column in the mapping: what it holds, or "ignore".'),
    "no-lines": Code("blocking", "No cost line was found where the mapping says the list stands.", "at least one cost line", "Check the mapping's sheets and headings."),
    "total-differs": Code("blocking", "A total in a list is not what its lines add up to.", "what its lines add up to", "Mend the total or the lines."),
    "vat-differs": Code("blocking", "Net, VAT and gross of a row do not agree.", "net and VAT that add up to gross", "Mend the net, the VAT or the gross amount."),
    "credit-unmatched": Code("blocking", "A credit cannot be taken off the line of its invoice.", "one line of the same supplier and invoice, of no less", "Take the credit off the cost it belongs to, in the sheet."),
    "rows-left-out": Code("note", "Rows with amounts are left out of the claim, as the mapping says.", "", "Check that none of them is to be claimed."),
    "text-alone": Code("question", "Rows of a list hold a text and nothing else; they are not read.", "cost lines", "If any of them is a cost, give it its amount and its day."),
    "amounts-in-thousands": Code("question", "Amounts are in thousands of pounds.", "exact amounts", "Amounts in thousands are often rounded: give pounds and pence where you have them."),
}  # fmt: skip
"""What a check finds in a spreadsheet of a Party's own making, read by its mapping."""

CODES: dict[str, Code] = {**REFUSALS, **CHECKS, **MAPPED}


class Found(NamedTuple):
    """Something in a file: where, what was found, what was wanted, what to do. `sheet` and `cell` are "" for a whole file."""

    code: str
    severity: Severity
    sheet: str
    cell: str
    found: str
    wanted: str
    do: str


def found(code: str, sheet: str, cell: str, what: str, wanted: str = "", do: str = "") -> Found:
    """A problem by its code; what is not said is as the code has it."""
    known = CODES[code]
    return Found(code, known.severity, sheet, cell, what, wanted or known.wanted, do or known.do)


def page() -> str:
    """docs/check-codes.md."""
    rows = [
        "# The codes of a check",
        "",
        "Written from `recovery_costs/workbook/codes.py`; a test holds it. Each problem of a report carries one.",
        "",
    ]
    for title, codes in (
        ("Files that are not read", REFUSALS),
        ("What is found in a workbook that was read", CHECKS),
        ("What is found in a list in CSV, or by a mapping", MAPPED),
    ):
        rows += [f"## {title}", "", "| code | weighs | what it means | what to do |", "|---|---|---|---|"]
        rows += [f"| `{code}` | {each.severity} | {each.means} | {each.do} |" for code, each in codes.items()]
        rows.append("")
    return "\n".join(rows)
