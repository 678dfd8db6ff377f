"""Reading a Party's own spreadsheet by its mapping: the mapping itself, headings, rows, amounts, totals, and the account of it all."""
