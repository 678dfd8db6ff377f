"""The claim workbook: what it asks for and how it looks (`template`), and what was written in it (`read`)."""
