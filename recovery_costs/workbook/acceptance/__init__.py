"""Acceptance cases in a workbook: facts on the left of a row, expected answers on the right, each under its clause.

`FACTS` and `ANSWERS` tie every heading to a field of a fact or to a value of the adjudication, once. Rows of a sheet
that follow one another under the same name are one case. Nothing is guessed: what cannot be read is a problem by sheet
and cell, all at once, and then no case is run. `returned` is the same workbook with what differs marked.
"""
