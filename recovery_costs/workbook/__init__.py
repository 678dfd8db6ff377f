"""The claim workbook: what it asks for (`sheets`), writing one (`template`), checking one (`check`), giving it back."""
